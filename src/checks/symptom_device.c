/* SPDX-License-Identifier: Apache-2.0 */
/*
 * device: what the device told its user.
 *
 * Two messages of the mail application say that sync fails, and little about
 * why. They are taken as stated.
 */
#include <easdoctor/check.h>

static void settle(const struct ed_facts *facts, const char *id,
    enum ed_saw saw, struct ed_sink *out)
{
	for (size_t i = 0; i < facts->n_observations; i++) {
		const struct ed_observation *seen = facts->observations[i];

		if (seen->saw != saw)
			continue;
		ed_settle(out, id, true, seen->ref,
		    ED_VALUES({"text", ED_TEXT, seen->text}));
		return;
	}
	ed_not_asked(out, id, "nobody reported it");
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	(void)subject;
	settle(facts, "password-prompt", ED_SAW_PASSWORD_PROMPT, out);
	settle(facts, "cannot-get-mail", ED_SAW_CANNOT_GET_MAIL, out);
}

const struct ed_check ed_check_symptom_device = {
    .id = "device",
    .title = "The device reports no trouble",
    .each = ED_SYMPTOM,
    .findings = ED_FINDINGS({"password-prompt", 0}, {"cannot-get-mail", 0}),
    .run = run,
};
