/* SPDX-License-Identifier: Apache-2.0 */
/* A server whose IIS is set up for certificates; tests spoil copies of it. */
#ifndef ED_TEST_IIS_MADE_H
#define ED_TEST_IIS_MADE_H

#include "ed_test.h"

#include <easdoctor/iis_judge.h>

/* number -1: unknown. */
static inline void ed_set(
    struct ed_iis_object *object, enum ed_iis_setting setting, int64_t number)
{
	object->values[setting] = (struct ed_iis_value){
	    .level = number < 0 ? ED_IIS_UNKNOWN : ED_IIS_AT_OBJECT,
	    .text = ED_STR("as set"),
	    .number = number < 0 ? 0 : number,
	    .path = object->path,
	    .ref = {1, ED_AT_LINE, ED_STR("7"), ED_STR("")},
	    .trouble = "not known"};
}

static inline struct ed_iis ed_good_iis(void)
{
	struct ed_iis iis = {.ref = {.input = 1},
	    .has_host = true,
	    .has_front = true,
	    .has_back = true,
	    .has_web = true,
	    .n_webs = 1,
	    .locks_known = true,
	    .module_known = true,
	    .module_installed = true};

	iis.front.path = ED_STR("Default Web Site/Microsoft-Server-ActiveSync");
	for (int i = 0; i < ED_N_IIS_SETTINGS; i++) {
		ed_set(&iis.server, (enum ed_iis_setting)i, 0);
		ed_set(&iis.site, (enum ed_iis_setting)i, 0);
		ed_set(&iis.front, (enum ed_iis_setting)i, 0);
		ed_set(&iis.back, (enum ed_iis_setting)i, 0);
	}
	ed_set(&iis.server, ED_IIS_MAPPING_ON, 1);
	ed_set(&iis.front, ED_IIS_MAPPING_ON, 1);
	ed_set(&iis.front, ED_IIS_SSL_FLAGS, ED_IIS_SSL | ED_IIS_SSL_ASKS);
	ed_set(&iis.front, ED_IIS_READ_AHEAD, 10485760);
	ed_set(&iis.front, ED_IIS_MAX_CONTENT, 30000000);
	ed_set(&iis.front, ED_IIS_MAX_REQUEST, 10240);
	return iis;
}

/* One change of one setting, and what should follow. */
struct ed_iis_row {
	const char *name;
	enum { SERVER, SITE, FRONT, BACK } object;
	enum ed_iis_setting setting;
	int64_t number; /* -1: unknown */
	const char *expect;
};

static inline struct ed_iis_object *ed_object_of(
    struct ed_iis *iis, const struct ed_iis_row *row)
{
	return row->object == SERVER ? &iis->server
	       : row->object == SITE ? &iis->site
	       : row->object == BACK ? &iis->back
				     : &iis->front;
}

static inline void ed_expect_iis_rows(
    const char *check, const struct ed_iis_row *rows, size_t n)
{
	const struct ed_endpoint endpoint = {.certificate_only = ED_YES};
	const struct ed_node *const no_nodes[] = {NULL};

	for (size_t i = 0; i < n; i++) {
		struct ed_iis iis = ed_good_iis();
		struct ed_machine machine = {
		    .label = ED_STR("server"), .iis = &iis};
		const struct ed_machine *const machines[] = {&machine};
		const struct ed_facts facts = {.endpoint = &endpoint,
		    .machines = machines,
		    .n_machines = 1,
		    .nodes = no_nodes};

		ed_set(ed_object_of(&iis, &rows[i]), rows[i].setting,
		    rows[i].number);
		print_message("row: %s\n", rows[i].name);
		ed_expect(check, &facts, &machine, rows[i].expect);
	}
}

/* The same for a configuration that was changed otherwise. */
static inline void ed_expect_iis(
    const char *check, const struct ed_iis *iis, const char *expect)
{
	const struct ed_endpoint endpoint = {.certificate_only = ED_YES};
	const struct ed_machine machine = {
	    .label = ED_STR("server"), .iis = iis};
	const struct ed_machine *const machines[] = {&machine};
	const struct ed_facts facts = {
	    .endpoint = &endpoint, .machines = machines, .n_machines = 1};

	ed_expect(check, &facts, &machine, expect);
}

#endif
