/* SPDX-License-Identifier: Apache-2.0 */
/*
 * schannel: Windows on the server must trust the device's certificate, and
 * offer its issuer.
 *
 * The device's certificate passes or fails in Schannel long before Exchange
 * sees the request: a root that is not in the server's store, an intermediate
 * in the wrong one, or a switch in the registry stops every phone, and IIS
 * shows only a 403.
 */
#include <easdoctor/binding.h>
#include <easdoctor/check.h>
#include <easdoctor/registry.h>
#include <easdoctor/store.h>

/* CertificateMappingMethods. */
enum { MAPS_BY_UPN = 0x4, MAPS_BY_S4U = 0x8 | 0x10 };

static const struct ed_store *find_store(
    const struct ed_machine *machine, enum ed_store_kind kind)
{
	for (size_t i = 0; i < machine->n_stores; i++)
		if (machine->stores[i]->kind == kind)
			return machine->stores[i];
	return NULL;
}

static const struct ed_stored *find_hash(
    const struct ed_store *store, struct ed_str sha1)
{
	for (size_t i = 0; store && sha1.n && i < store->n; i++)
		if (ed_str_ieq(store->items[i].sha1, sha1))
			return &store->items[i];
	return NULL;
}

static bool has_subject(const struct ed_store *store, struct ed_str name)
{
	for (size_t i = 0; i < store->n; i++)
		if (ed_same_dn(store->items[i].subject, name))
			return true;
	return false;
}

static bool is_cut(const struct ed_store *store)
{
	for (size_t i = 0; i < store->n; i++)
		if (!store->items[i].sha1.n)
			return true;
	return store->incomplete;
}

/* The self-signed end of the device's chain, or NULL. */
static const struct ed_certificate *root_of(const struct ed_facts *facts)
{
	const struct ed_certificate *cert = facts->device_certificate, *end;

	if (!cert || cert->chain.n_links < 2 ||
	    cert->chain.state == ED_CHAIN_BAD_SIGNATURE)
		return NULL;
	end = cert->chain.links[cert->chain.n_links - 1];
	return ed_str_eq(end->subject.der, end->issuer.der) ? end : NULL;
}

static bool holds_chain(
    const struct ed_store *store, const struct ed_facts *facts, size_t from)
{
	const struct ed_chain *chain = &facts->device_certificate->chain;

	for (size_t i = from; i < chain->n_links; i++)
		if (find_hash(store, chain->links[i]->sha1))
			return true;
	return false;
}

static const char *say_setting(enum ed_setting_state state)
{
	if (state == ED_SETTING_DISPUTED)
		return "two exports of this server's registry say different "
		       "things";
	return "the export of the registry could not all be read";
}

/* Settles what does not depend on the number; false when it is given. */
static bool settle_ungiven(
    struct ed_sink *out, const char *id, const struct ed_setting *setting)
{
	switch (setting->state) {
	case ED_SETTING_GIVEN:
		return false;
	case ED_SETTING_NOT_EXPORTED:
		ed_not_asked(out, id,
		    "the registry's key SCHANNEL of this server is not given");
		return true;
	case ED_SETTING_DEFAULT:
		ed_settle(out, id, false, setting->ref, NULL);
		return true;
	case ED_SETTING_UNREADABLE:
	case ED_SETTING_DISPUTED:
		break;
	}
	ed_unknown(out, id, say_setting(setting->state));
	return true;
}

/* The store by whose names a list is made: that of a binding, or Root. */
static enum ed_store_kind list_of(const struct ed_machine *machine)
{
	const struct ed_bindings *bindings = machine->bindings;

	for (size_t i = 0; bindings && i < bindings->n_serving; i++)
		if (ed_str_ieq(bindings->serving[i]->ctl_store,
			ED_STR("ClientAuthIssuer")))
			return ED_STORE_CLIENT_ISSUERS;
	return ED_STORE_ROOT;
}

/* Is an authority of the device's chain named in the store? */
static bool names_chain(
    const struct ed_store *store, const struct ed_certificate *cert)
{
	if (has_subject(store, cert->issuer.text))
		return true;
	for (size_t i = 1; i < cert->chain.n_links; i++)
		if (find_hash(store, cert->chain.links[i]->sha1) ||
		    has_subject(store, cert->chain.links[i]->subject.text))
			return true;
	return false;
}

static void settle_list(struct ed_sink *out, const struct ed_facts *facts,
    const struct ed_machine *machine, const struct ed_setting *sends)
{
	static const char id[] = "issuer-list";
	const struct ed_certificate *cert = facts->device_certificate;
	const struct ed_store *store = find_store(machine, list_of(machine));
	struct ed_digits digits;

	if (settle_ungiven(out, id, sends))
		return;
	if (sends->number == 0)
		ed_settle(out, id, false, sends->ref, NULL);
	else if (!cert)
		ed_not_asked(out, id, "the device's certificate is not given");
	else if (!store)
		ed_unknown(out, id,
		    "the server names the authorities that it trusts, and the "
		    "store that holds them is not given");
	else if (names_chain(store, cert))
		ed_settle(out, id, false, sends->ref, NULL);
	else if (is_cut(store) || !root_of(facts))
		ed_unknown(
		    out, id, "the store or the device's chain is not complete");
	else
		ed_settle(out, id, true, sends->ref,
		    ED_VALUES(
			{"value", ED_NUMBER, ed_number(&digits, sends->number)},
			{"issuer", ED_DN, cert->issuer.text},
			{"store", ED_TEXT,
			    ed_str_of(ed_store_kind_name(store->kind))}));
}

static void settle_mode(struct ed_sink *out, const struct ed_facts *facts,
    const struct ed_machine *machine, const struct ed_setting *mode)
{
	static const char id[] = "trust-mode";
	const struct ed_certificate *cert = facts->device_certificate;
	const struct ed_store *store =
	    find_store(machine, ED_STORE_CLIENT_ISSUERS);
	const struct ed_certificate *root = root_of(facts);
	struct ed_digits digits;
	bool holds;

	if (settle_ungiven(out, id, mode))
		return;
	if (mode->number == 0) {
		ed_settle(out, id, false, mode->ref, NULL);
	} else if (!cert) {
		ed_not_asked(out, id, "the device's certificate is not given");
	} else if (!store || mode->number > 2) {
		ed_unknown(out, id,
		    "only authorities of the store ClientAuthIssuer are "
		    "trusted, and it is not given");
	} else {
		holds = mode->number == 1 ? root && find_hash(store, root->sha1)
					  : holds_chain(store, facts, 1);
		if (!holds && (is_cut(store) || !root))
			ed_unknown(out, id,
			    "the store or the device's chain is not complete");
		else
			ed_settle(out, id, !holds, mode->ref,
			    ED_VALUES({"value", ED_NUMBER,
					  ed_number(&digits, mode->number)},
				{"issuer", ED_DN, cert->issuer.text}));
	}
}

static void settle_root_store(
    struct ed_sink *out, const struct ed_machine *machine)
{
	static const char id[] = "non-root-in-root-store";
	const struct ed_store *store = find_store(machine, ED_STORE_ROOT);

	if (!store) {
		ed_not_asked(
		    out, id, "the store Root of this server is not given");
		return;
	}
	for (size_t i = 0; i < store->n; i++) {
		const struct ed_stored *one = &store->items[i];

		/* Its hash stands last: until then it may be cut. */
		if (!one->issuer.n || !one->subject.n || !one->sha1.n ||
		    ed_same_dn(one->issuer, one->subject))
			continue;
		ed_settle(out, id, true, one->ref,
		    ED_VALUES({"certificate", ED_DN, one->subject},
			{"issuer", ED_DN, one->issuer},
			{"sha1", ED_THUMBPRINT, one->sha1}));
		return;
	}
	if (store->incomplete)
		ed_unknown(out, id, "the store could not all be read");
	else
		ed_settle(out, id, false, store->ref, NULL);
}

static void settle_trust(struct ed_sink *out, const struct ed_facts *facts,
    const struct ed_machine *machine)
{
	static const char id[] = "ca-not-trusted";
	const struct ed_store *store = find_store(machine, ED_STORE_ROOT);
	const struct ed_certificate *root = root_of(facts);

	if (!store)
		ed_not_asked(
		    out, id, "the store Root of this server is not given");
	else if (!facts->device_certificate)
		ed_not_asked(out, id, "the device's certificate is not given");
	else if (root && find_hash(store, root->sha1))
		ed_settle(out, id, false, store->ref, NULL);
	else if (!root)
		ed_unknown(out, id,
		    "the root of the device's chain is not in evidence");
	else if (is_cut(store))
		ed_unknown(out, id, "the store could not all be read");
	else
		ed_settle(out, id, true, store->ref,
		    ED_VALUES({"root", ED_DN, root->subject.text},
			{"sha1", ED_THUMBPRINT, root->sha1}));
}

static void settle_methods(
    struct ed_sink *out, const struct ed_setting *methods)
{
	struct ed_digits digits;
	const struct ed_value *values = ED_VALUES(
	    {"value", ED_NUMBER, ed_number(&digits, methods->number)});

	if (!settle_ungiven(out, "s4u-off", methods))
		ed_settle(out, "s4u-off", !(methods->number & MAPS_BY_S4U),
		    methods->ref, values);
	if (!settle_ungiven(out, "weak-mapping-enabled", methods))
		ed_settle(out, "weak-mapping-enabled",
		    (methods->number & MAPS_BY_UPN) != 0, methods->ref, values);
}

static struct ed_setting setting(
    const struct ed_machine *machine, const char *name)
{
	return ed_registry_setting(machine->registry, 0, ED_KEY_SCHANNEL, name);
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_machine *machine = subject;
	struct ed_setting sends = setting(machine, "SendTrustedIssuerList");
	struct ed_setting mode = setting(machine, "ClientAuthTrustMode");
	struct ed_setting methods =
	    setting(machine, "CertificateMappingMethods");

	settle_list(out, facts, machine, &sends);
	settle_mode(out, facts, machine, &mode);
	settle_root_store(out, machine);
	settle_trust(out, facts, machine);
	settle_methods(out, &methods);
}

const struct ed_check ed_check_schannel = {
    .id = "schannel",
    .title = "Windows on the server trusts the device's certificate",
    .each = ED_MACHINE,
    .findings = ED_FINDINGS({"issuer-list", ED_NEED_REGISTRY},
	{"trust-mode", ED_NEED_REGISTRY},
	{"non-root-in-root-store", ED_NEED_STORES},
	{"ca-not-trusted", ED_NEED_STORES}, {"s4u-off", ED_NEED_REGISTRY},
	{"weak-mapping-enabled", ED_NEED_REGISTRY}),
    .run = run,
};
