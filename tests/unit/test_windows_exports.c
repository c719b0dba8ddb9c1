/* SPDX-License-Identifier: Apache-2.0 */
/* netsh, .reg and certutil -store, well written and not. */
#include "derive/derive.h"
#include "load/loader.h"

#include <easdoctor/limits.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define BINDING                                                                \
	"    IP:port                      : 0.0.0.0:443\r\n"                   \
	"    Certificate Hash             : "                                  \
	"8f43288ad272f3103b6fb1428485ea3014c0bcfe\r\n"                         \
	"    Application ID               : "                                  \
	"{4dc3e181-e14b-4a21-b022-59fc669b0914}\r\n"                           \
	"    DS Mapper Usage              : Enabled\r\n"                       \
	"    Negotiate Client Certificate : Disabled\r\n\r\n"
#define HEAD "Windows Registry Editor Version 5.00\r\n\r\n"
#define KDC "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Kdc]\r\n"

static struct ed_input *load(struct ed_case *c, struct ed_str bytes)
{
	struct ed_input *in;

	ed_case_init(c);
	in = ed_load_bytes(c, ED_STR("export.txt"), bytes);
	ed_load_deferred(c);
	ed_derive(c);
	return in;
}

/* Without a byte order mark. */
static struct ed_str widen(struct ed_arena *arena, struct ed_str text)
{
	char *p = ed_alloc(arena, 2 * text.n);

	for (size_t i = 0; i < text.n; i++)
		p[2 * i] = text.p[i];
	return (struct ed_str){p, 2 * text.n};
}

static void bindings_in_any_encoding(void **state)
{
	struct ed_arena arena = {0};
	const struct ed_str texts[] = {
	    ED_STR(BINDING), widen(&arena, ED_STR(BINDING))};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(texts); i++) {
		struct ed_case c;
		struct ed_input *in = load(&c, texts[i]);
		const struct ed_binding *b;

		assert_true(ed_str_eq(in->kind, ED_STR("sslcert")));
		assert_int_equal(c.bindings.n, 1);
		b = ED_ITEMS(c.bindings, struct ed_binding *)[0];
		assert_int_equal(b->port, 443);
		assert_int_equal(b->ds_mapper, ED_YES);
		assert_int_equal(b->negotiate, ED_NO);
		assert_int_equal(b->tls13_off, ED_UNSAID);
		assert_false(in->incomplete);
		ed_case_free(&c);
	}
	ed_arena_free(&arena);
}

/* However it is cut, nothing is made up. */
static void bindings_cut_anywhere(void **state)
{
	(void)state;
	for (size_t n = 0; n < sizeof(BINDING) - 1; n += 7) {
		struct ed_case c;
		struct ed_input *in =
		    load(&c, ed_str_sub(ED_STR(BINDING), 0, n));

		for (size_t i = 0; i < c.bindings.n; i++) {
			const struct ed_binding *b =
			    ED_ITEMS(c.bindings, struct ed_binding *)[i];

			assert_true(in->incomplete || b->negotiate == ED_NO);
		}
		ed_case_free(&c);
	}
}

static void a_hundred_thousand_bindings(void **state)
{
	enum { MANY = 100000 };
	struct ed_arena arena = {0};
	struct ed_text text = {.arena = &arena};
	struct ed_case c;
	struct ed_input *in;

	(void)state;
	for (size_t i = 0; i < MANY; i++)
		ed_put(&text, ED_STR(BINDING));
	in = load(&c, ed_text_str(&text));
	assert_int_equal(c.bindings.n, ED_MAX_BINDINGS);
	assert_true(in->incomplete);
	ed_case_free(&c);
	ed_arena_free(&arena);
}

static struct ed_setting kdc(const struct ed_case *c, const char *name)
{
	const struct ed_machine *machine =
	    ED_ITEMS(c->machines, struct ed_machine *)[0];

	return ed_registry_setting(machine->registry, 0, ED_KEY_KDC, name);
}

static void registry_values(void **state)
{
	static const struct {
		const char *value;
		enum ed_setting_state state;
		uint32_t number;
	} rows[] = {
	    {"\"A\"=dword:0000001f", ED_SETTING_GIVEN, 31},
	    {"\"a\"=hex(4):01,00,00,00", ED_SETTING_GIVEN, 1},
	    {"\"A\"=hex(b):02,00,\\\r\n  00,00,00,00,00,00", ED_SETTING_GIVEN,
		2},
	    {"\"A\"=-", ED_SETTING_DEFAULT, 0},
	    {"\"B\"=dword:00000001", ED_SETTING_DEFAULT, 0},
	    {"\"A\"=\"1\"", ED_SETTING_UNREADABLE, 0},
	    {"\"A\"=dword:xyz", ED_SETTING_UNREADABLE, 0},
	    {"\"A\"=hex:01,0", ED_SETTING_UNREADABLE, 0},
	    {"\"A", ED_SETTING_UNREADABLE, 0},
	    {"\"A\"=hex(b):02,00,\\", ED_SETTING_UNREADABLE, 0},
	    {"\"A\"=dword:00000001\r\n\"A\"=dword:00000002", ED_SETTING_GIVEN,
		2},
	    {"\"A\"=dword:1", ED_SETTING_UNREADABLE, 0},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_arena arena = {0};
		struct ed_case c;
		struct ed_setting got;

		print_message("row: %s\n", rows[i].value);
		load(&c, ed_format(&arena, HEAD KDC "%s\r\n", rows[i].value));
		got = kdc(&c, "A");
		assert_int_equal(got.state, rows[i].state);
		assert_int_equal(got.number, rows[i].number);
		ed_case_free(&c);
		ed_arena_free(&arena);
	}
}

static void a_value_of_a_megabyte(void **state)
{
	enum { LINES = 15000 };
	struct ed_arena arena = {0};
	struct ed_text text = {.arena = &arena};
	struct ed_case c;
	struct ed_input *in;

	(void)state;
	ed_put(&text, ED_STR(HEAD KDC "\"Big\"=hex:\\\r\n"));
	for (size_t i = 0; i < LINES; i++)
		ed_put(
		    &text, ED_STR("  00,11,22,33,44,55,66,77,88,99,aa,bb,"
				  "cc,dd,ee,ff,00,11,22,33,44,55,66,\\\r\n"));
	ed_put(&text, ED_STR("  00\r\n\"A\"=dword:00000005\r\n"));
	in = load(&c, ed_text_str(&text));
	assert_true(in->incomplete);
	assert_int_equal(kdc(&c, "A").number, 5);
	ed_case_free(&c);
	ed_arena_free(&arena);
}

static void stores_tell_their_name(void **state)
{
	static const char text[] =
	    "NTAuth\r\n================ Certificate 0 ================\r\n"
	    "Serial Number: 01\r\nIssuer: CN=A\r\nSubject: CN=B\r\n"
	    "Cert Hash(sha1): B8 05 e6 ab b8 05 e6 ab b8 05 e6 ab b8 05 e6 ab "
	    "b8 05 e6 ab\r\n"
	    "CertUtil: -store command completed successfully.\r\n";
	const struct ed_store *store;
	struct ed_case c;

	(void)state;
	load(&c, ed_str_of(text));
	assert_int_equal(c.stores.n, 1);
	store = ED_ITEMS(c.stores, struct ed_store *)[0];
	assert_int_equal(store->kind, ED_STORE_NTAUTH);
	assert_int_equal(store->n, 1);
	assert_false(store->incomplete);
	assert_true(ed_str_eq(store->items[0].sha1,
	    ED_STR("b805e6abb805e6abb805e6abb805e6abb805e6ab")));
	ed_case_free(&c);

	load(&c, ed_str_sub(ed_str_of(text), 0, sizeof(text) - 60));
	store = ED_ITEMS(c.stores, struct ed_store *)[0];
	assert_true(store->incomplete);
	ed_case_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(bindings_in_any_encoding),
	    cmocka_unit_test(bindings_cut_anywhere),
	    cmocka_unit_test(a_hundred_thousand_bindings),
	    cmocka_unit_test(registry_values),
	    cmocka_unit_test(a_value_of_a_megabyte),
	    cmocka_unit_test(stores_tell_their_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
