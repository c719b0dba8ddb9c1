/* SPDX-License-Identifier: Apache-2.0 */
/* The same value as other programs write it. */
#include "ed_test.h"

#include "report/privacy_parts.h"

static void expect_text(struct ed_str text, const char *wanted)
{
	if (!ed_str_eq(text, ed_str_of(wanted)))
		fail_msg("\"%.*s\", not \"%s\"", ED_ARG(text), wanted);
}

/* A veil over some values, closed. */
static void make_veil(
    struct ed_arena *arena, enum ed_privacy level, struct ed_veil *veil)
{
	*veil = (struct ed_veil){.arena = arena, .level = level};
	ed_veil_add(veil, ED_UPN, ED_STR("quirin@north.invalid"));
	ed_veil_add(veil, ED_EMAIL, ED_STR("q.zeller@north.invalid"));
	ed_veil_add(veil, ED_HOST, ED_STR("eas.north.invalid"));
	ed_veil_add(veil, ED_DN, ED_STR("CN=Quirin Zeller,OU=Werk 7"));
	ed_veil_add(veil, ED_UPN, ED_STR("NORTHDOM\\quirin"));
	ed_veil_add(veil, ED_SID, ED_STR("S-1-5-21-7-8-9-1104"));
	ed_veil_add(veil, ED_SERIAL, ED_STR("6a1b2c3d4e5f"));
	ed_veil_add(veil, ED_PATH, ED_STR("/home/quirin/eas.pem"));
	ed_veil_close(veil);
}

/* Made by Python's encodings, quote() and quopri, not by this program. */
static void other_spellings_are_the_same_value(void **state)
{
	static const struct {
		const char *text;
		const char *wanted;
	} rows[] = {
	    {"User=NORTHDOM%5Cquirin&x", "User=domain-2%5Cuser-1&x"},
	    {"quirin%40north.invalid", "user-1%40domain-1"},
	    {"quirin=40north.invalid", "user-1=40domain-1"},
	    {"\\x07quirin", "\\x07user-1"},
	    {"\\u{001B}[31mquirin\\u{001B}[0m",
		"\\u{001B}[31muser-1\\u{001B}[0m"},
	    {"\u201cquirin\u201d \u00a7quirin",
		"\u201cuser-1\u201d \u00a7user-1"},
	    {"Quirin%20Zeller, QUIRIN+ZELLER", "name-1, name-1"},
	    {"J\u00f6rg \u00dcmit", "name-3"},
	    {"J\u00d6RG \u00dcMIT", "name-3"},
	    {"j\u00f6rg \u00fcmit", "name-3"},
	    {"J%C3%B6rg%20%c3%9cmit", "name-3"},
	    {"J=C3=B6rg =C3=9Cmit", "name-3"},
	    {"\u0418\u0412\u0410\u041d \u0438\u0432\u0430\u043d",
		"name-4 name-4"},
	    {"b\u00fcro.north.invalid", "host-2.domain-1"},
	    {"xn--bro-hoa.north.invalid", "host-2.domain-1"},
	    {"xn--bro-hoa", "host-2"},
	    {"2001:db8::a:1", "ip-1"},
	    {"[2001:0DB8:0:0:0:0:000a:1]:443", "[ip-1]:443"},
	    {"from 2001:db8::a:1.", "from ip-1."},
	    {"Smith, Adam", "name-5"},
	    {"CN=Smith\\, Adam", "CN=name-5"},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_arena arena = {0};
		struct ed_veil veil;

		make_veil(&arena, ED_PRIVACY_VENDOR, &veil);
		veil.index = NULL;
		veil.n_index = 0;
		ed_veil_add(&veil, ED_DN, ED_STR("CN=J\u00f6rg \u00dcmit"));
		ed_veil_add(&veil, ED_DN, ED_STR("\u0418\u0432\u0430\u043d"));
		ed_veil_add(&veil, ED_HOST, ED_STR("b\u00fcro.north.invalid"));
		ed_veil_add(&veil, ED_DN, ED_STR("CN=Smith\\, Adam"));
		ed_veil_sweep(&veil, ED_STR("at 2001:db8::a:1, or "
					    "[2001:0DB8:0:0:0:0:000a:1]:443"));
		ed_veil_close(&veil);
		expect_text(ed_veil_text(&veil, ed_str_of(rows[i].text), false),
		    rows[i].wanted);
		ed_arena_free(&arena);
	}
}

/* The labels of other scripts, as Python's punycode has them. */
static void labels_beyond_ascii_are_as_in_dns(void **state)
{
	static const struct {
		const char *host;
		const char *wanted;
	} rows[] = {
	    {"m\u00fcller.example", "xn--mller-kva.example"},
	    {"M\u00dcLLER.Example", "xn--mller-kva.example"},
	    {"b\u00fccher-shop", "xn--bcher-shop-9db"},
	    {"\u043f\u0440\u0438\u043c\u0435\u0440", "xn--e1afmkfd"},
	    {"\u4f8b\u3048.\u00fcmit", "xn--r8jz45g.xn--mit-goa"},
	    {"plain.example", "plain.example"},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_arena arena = {0};

		expect_text(ed_veil_ascii_host(&arena, ed_str_of(rows[i].host)),
		    rows[i].wanted);
		ed_arena_free(&arena);
	}
}

/* A maker's number tells who it is; Microsoft's and standards' do not. */
static void numbers_of_makers_are_names(void **state)
{
	struct ed_arena arena = {0};
	struct ed_veil veil = {.arena = &arena, .level = ED_PRIVACY_VENDOR};

	(void)state;
	ed_veil_sweep(&veil,
	    ED_STR("1.3.6.1.4.1.99999.7.1, 1.3.6.1.4.1.311.21.8.16543210.7, "
		   "1.3.6.1.4.1.311.20.2.3, 1.3.6.1.5.5.7.3.2."));
	ed_veil_close(&veil);
	expect_text(
	    ed_veil_text(&veil,
		ED_STR("1.3.6.1.4.1.99999.7.1 1.3.6.1.4.1.311.21.8.16543210.7 "
		       "1.3.6.1.4.1.311.20.2.3 1.3.6.1.5.5.7.3.2"),
		false),
	    "name-1 name-2 1.3.6.1.4.1.311.20.2.3 1.3.6.1.5.5.7.3.2");
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(other_spellings_are_the_same_value),
	    cmocka_unit_test(labels_beyond_ascii_are_as_in_dns),
	    cmocka_unit_test(numbers_of_makers_are_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
