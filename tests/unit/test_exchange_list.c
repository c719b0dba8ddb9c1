/* SPDX-License-Identifier: Apache-2.0 */
/* What cmdlets of Exchange print, in every way in which they print it. */
#include "ed_test.h"

#include "derive/derive.h"
#include "load/exchange_row.h"
#include "load/loader.h"

#include <easdoctor/limits.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct given {
	struct ed_case c;
	struct ed_input *in;
};

static void give(struct given *g, struct ed_str bytes)
{
	ed_case_init(&g->c);
	g->in = ed_add_input(&g->c, ED_STR("exchange"));
	g->in->kind = ED_STR("exchange-list");
	assert_true(ed_find_loader(bytes) == &ed_loader_exchange);
	assert_true(ed_loader_exchange.load(&g->c, g->in, bytes));
	ed_case_facts(&g->c);
}

static const struct ed_exchange_object *at(const struct given *g, size_t i)
{
	assert_true(i < g->c.exchange.n);
	return ED_ITEMS(g->c.exchange, struct ed_exchange_object *)[i];
}

static void says(
    const struct ed_exchange_object *object, const char *name, const char *want)
{
	struct ed_str got = ed_property_value(object, name);

	if (!ed_str_eq(got, ed_str_of(want)))
		fail_msg("%s: \"%.*s\" is not \"%s\"", name, ED_ARG(got), want);
}

#define CAS                                                                    \
	"\r\n\r\nPrimarySmtpAddress         : alice@ex.test\r\n"               \
	"ActiveSyncEnabled          : False\r\n"                               \
	"ActiveSyncBlockedDeviceIDs : {APPL1, \r\n"                            \
	"                             APPL2...}\r\n"                           \
	"\r\n\r\n"
#define PHONE                                                                  \
	"DeviceId              : APPL1\r\n"                                    \
	"DeviceTelephoneNumber : 555\r\n"                                      \
	"UserDisplayName       : ex.test/Users/Alice\r\n"                      \
	"DeviceAccessState     : Blocked\r\n\r\n"

static void reads_two_cmdlets(void **state)
{
	const struct ed_property *list;
	struct given g;
	bool cut;

	(void)state;
	give(&g, ED_STR(CAS PHONE));
	assert_int_equal(g.c.exchange.n, 2);
	assert_int_equal(g.in->n_damage, 0);
	assert_int_equal(at(&g, 0)->kind, ED_EXCHANGE_CAS);
	assert_int_equal(at(&g, 1)->kind, ED_EXCHANGE_DEVICE);
	says(at(&g, 0), "ActiveSyncEnabled", "False");
	says(at(&g, 1), "DeviceAccessState", "Blocked");
	list = ed_property_find(at(&g, 0), "ActiveSyncBlockedDeviceIDs");
	assert_true(list && list->cut && list->wrapped);
	assert_true(ed_property_lists(list, ED_STR("appl1"), &cut) && cut);
	assert_false(ed_property_lists(list, ED_STR("APPL3"), &cut));
	assert_true(ed_str_eq(list->ref.at, ED_STR("5")));
	/* Nobody asks for a phone's number. */
	assert_int_equal(at(&g, 1)->n_properties, 3);
	ed_case_free(&g.c);
}

static void reads_utf16(void **state)
{
	char wide[2 * sizeof(CAS) + 2];
	size_t n = 0;
	struct given g;

	(void)state;
	wide[n++] = '\xff';
	wide[n++] = '\xfe';
	for (size_t i = 0; i + 1 < sizeof(CAS); i++) {
		wide[n++] = CAS[i];
		wide[n++] = '\0';
	}
	give(&g, (struct ed_str){wide, n});
	says(at(&g, 0), "PrimarySmtpAddress", "alice@ex.test");
	ed_case_free(&g.c);
}

static void tells_what_is_twice(void **state)
{
	struct given g;

	(void)state;
	give(&g, ED_STR("DeviceId : A\nDeviceId : B\n"
			"DeviceAccessState : Allowed\n"));
	assert_true(at(&g, 0)->contradictory);
	ed_case_free(&g.c);
}

static void tells_what_it_does_not_know(void **state)
{
	struct given g;

	(void)state;
	give(&g, ED_STR(PHONE "Size  : 3\nColor : red\n\n"));
	assert_int_equal(g.c.exchange.n, 1);
	assert_int_equal(g.in->n_damage, 1);
	assert_true(g.in->incomplete);
	ed_case_free(&g.c);
}

/* Get-ADUser is another loader's, and so is everything else. */
static void leaves_others_alone(void **state)
{
	static const char *const others[] = {
	    ("ObjectGUID : 1\nSamAccountName : a\nUserPrincipalName : a@b\n"
	     "DistinguishedName : CN=a\nObjectClass : user\n"),
	    "DeviceId\nDeviceAccessState\n", "State : Running\nName : x\n",
	    "dn: CN=a\nDeviceId: x\n", "", " : \n:\n"};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(others); i++)
		assert_false(
		    ed_loader_exchange.recognise(ed_str_of(others[i])));
}

static void keeps_no_more_than_it_may(void **state)
{
	const size_t n = ED_MAX_EXCHANGE_OBJECTS + 5;
	static const char one[] =
	    "DeviceId : A\nDeviceAccessState : Allowed\n\n";
	char *all = malloc(n * (sizeof(one) - 1));
	struct given g;

	(void)state;
	assert_non_null(all);
	for (size_t i = 0; i < n; i++)
		memcpy(all + i * (sizeof(one) - 1), one, sizeof(one) - 1);
	give(&g, (struct ed_str){all, n * (sizeof(one) - 1)});
	assert_int_equal(g.c.exchange.n, ED_MAX_EXCHANGE_OBJECTS);
	assert_int_equal(g.in->n_damage, 1);
	assert_true(g.in->incomplete);
	free(all);
	ed_case_free(&g.c);
}

static void derive(struct given *g, const char *upn, const char *id)
{
	struct ed_account *user = ED_NEW(&g->c.arena, struct ed_account);
	struct ed_device *device = ED_NEW(&g->c.arena, struct ed_device);

	memset(user, 0, sizeof(*user));
	memset(device, 0, sizeof(*device));
	user->upn = ed_str_of(upn);
	device->eas_id = ed_str_of(id);
	g->c.facts.account = user;
	g->c.facts.device = device;
	ed_derive_exchange(&g->c);
}

static void finds_the_users(void **state)
{
	struct given g;

	(void)state;
	give(&g, ED_STR(CAS PHONE));
	derive(&g, "alice@ex.test", "appl1");
	assert_non_null(g.c.facts.exchange);
	assert_non_null(g.c.facts.exchange->cas);
	assert_non_null(g.c.facts.exchange->device);
	/* Another user, another device: nothing of it is theirs. */
	derive(&g, "bob@ex.test", "APPL9");
	assert_null(g.c.facts.exchange);
	ed_case_free(&g.c);
}

#define OWNED                                                                  \
	"UserPrincipalName : alice@ex.test\nRecipientType : UserMailbox\n"     \
	"Identity : ex.test/Users/Alice\n\n"

static void takes_no_device_of_another(void **state)
{
	struct given g;

	(void)state;
	give(&g, ED_STR(OWNED "DeviceId : APPL1\nDeviceAccessState : Blocked\n"
			      "UserDisplayName : ex.test/Users/Bob\n\n"));
	derive(&g, "alice@ex.test", "APPL1");
	assert_null(g.c.facts.exchange->device);
	assert_non_null(g.c.facts.exchange->device_trouble);
	assert_int_equal(g.c.facts.exchange->n_devices, 0);
	ed_case_free(&g.c);
	give(&g, ED_STR(OWNED PHONE));
	derive(&g, "alice@ex.test", "APPL1");
	assert_non_null(g.c.facts.exchange->device);
	assert_int_equal(g.c.facts.exchange->n_devices, 1);
	ed_case_free(&g.c);
}

static void asks_whose_it_is(void **state)
{
	struct given g;

	(void)state;
	give(&g, ED_STR("ActiveSyncEnabled : False\n"
			"ActiveSyncDebugLogging : False\n"));
	derive(&g, "alice@ex.test", "");
	assert_null(g.c.facts.exchange->cas);
	assert_non_null(g.c.facts.exchange->cas_trouble);
	ed_case_free(&g.c);
	/* Nobody is asked for: an empty name is no name. */
	give(&g, ED_STR("ActiveSyncEnabled : False\nPrimarySmtpAddress :\n"
			"DistinguishedName : CN=x\n"));
	derive(&g, "", "");
	assert_null(g.c.facts.exchange);
	ed_case_free(&g.c);
}

/* date -u -d "2026-11-21 16:12:33" +%s */
enum { CHANGED = 1795277553, HOUR = 3600 };

static void reads_when_it_was_changed(void **state)
{
	static const struct {
		const char *lines;
		bool given;
		int64_t earliest, latest;
	} rows[] = {
	    {"WhenChangedUTC : 11/21/2026 4:12:33 PM\n", true, CHANGED,
		CHANGED},
	    /* UTC counts, wherever it stands. */
	    {"WhenChangedUTC : 11/21/2026 4:12:33 PM\n"
	     "WhenChanged : 11/21/2026 5:12:33 PM\n",
		true, CHANGED, CHANGED},
	    {"WhenChanged : 11/21/2026 5:12:33 PM\n"
	     "WhenChangedUTC : 11/21/2026 4:12:33 PM\n",
		true, CHANGED, CHANGED},
	    {"WhenChangedUTC :\nWhenChanged : 21.11.2026 16:12:33\n", true,
		CHANGED - 14 * HOUR, CHANGED + 12 * HOUR},
	    {"WhenChanged : yesterday\n", false, 0, 0},
	    {"WhenCreated : 11/21/2026 4:12:33 PM\n", false, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_arena arena = {0};
		const struct ed_exchange_object *object;
		struct given g;

		print_message("%s", rows[i].lines);
		give(&g, ed_format(&arena, "%sActiveSyncEnabled : True\n",
			     rows[i].lines));
		object = at(&g, 0);
		assert_int_equal(object->changed.given, rows[i].given);
		assert_int_equal(object->changed.earliest, rows[i].earliest);
		assert_int_equal(object->changed.latest, rows[i].latest);
		assert_false(object->synced.given);
		ed_case_free(&g.c);
		ed_arena_free(&arena);
	}
}

/* What one object says is not the next one's. */
static void keeps_dates_apart(void **state)
{
	struct given g;

	(void)state;
	give(
	    &g, ED_STR("DeviceId : A\nLastSuccessSync : 21.11.2026 16:12:33\n\n"
		       "DeviceId : B\nDeviceAccessState : Allowed\n"));
	assert_true(at(&g, 0)->synced.given);
	assert_false(at(&g, 1)->synced.given);
	ed_case_free(&g.c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(reads_two_cmdlets),
	    cmocka_unit_test(reads_utf16),
	    cmocka_unit_test(tells_what_is_twice),
	    cmocka_unit_test(tells_what_it_does_not_know),
	    cmocka_unit_test(leaves_others_alone),
	    cmocka_unit_test(keeps_no_more_than_it_may),
	    cmocka_unit_test(finds_the_users),
	    cmocka_unit_test(takes_no_device_of_another),
	    cmocka_unit_test(asks_whose_it_is),
	    cmocka_unit_test(reads_when_it_was_changed),
	    cmocka_unit_test(keeps_dates_apart)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
