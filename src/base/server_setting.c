/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a server is set to. Only what its exports certainly say is known: a
 * value that one server does not show is no difference.
 */
#include <easdoctor/server_setting.h>

#include <easdoctor/binding.h>
#include <easdoctor/event.h>
#include <easdoctor/iis.h>
#include <easdoctor/registry.h>
#include <easdoctor/store.h>

/* What ActiveSync itself takes: beyond it all are the same. */
#define ENOUGH INT64_C(10485760)

enum where { FRONT, SERVER, MODULE, BINDING, SCHANNEL, STORE };
enum flag { DS_MAPPER, NEGOTIATE, REVOCATION, CTL_STORE };

#define OF_EAS " of the ActiveSync directory"
#define OF_SERVER " at the server's level"
#define OF_BINDING " of the binding that serves the name"

static const struct {
	enum where where;
	int what;
	bool decides;
	const char *name;
	const char *value; /* of the registry, and its default */
	uint32_t by_default;
} settings[ED_N_SERVER_SETTINGS] = {
    {FRONT, ED_IIS_SSL_FLAGS, true, "sslFlags" OF_EAS, NULL, 0},
    {FRONT, ED_IIS_MAPPING_ON, true, "certificate mapping" OF_EAS, NULL, 0},
    {SERVER, ED_IIS_MAPPING_ON, true, "certificate mapping" OF_SERVER, NULL, 0},
    {MODULE, 0, true, "the module that maps certificates", NULL, 0},
    {FRONT, ED_IIS_OWN_ON, true, "IIS's own mapper" OF_EAS, NULL, 0},
    {BINDING, DS_MAPPER, true, "DS Mapper Usage" OF_BINDING, NULL, 0},
    {BINDING, NEGOTIATE, true, "Negotiate Client Certificate" OF_BINDING, NULL,
	0},
    {BINDING, CTL_STORE, false, "Ctl Store Name" OF_BINDING, NULL, 0},
    {SCHANNEL, 0, false, "SendTrustedIssuerList", "SendTrustedIssuerList", 0},
    {SCHANNEL, 0, false, "ClientAuthTrustMode", "ClientAuthTrustMode", 0},
    {SCHANNEL, 0, false, "CertificateMappingMethods",
	"CertificateMappingMethods", 0x18},
    {STORE, ED_STORE_ROOT, true, "the device's root in the store Root", NULL,
	0},
    {STORE, ED_STORE_NTAUTH, true, "the issuing CA in the store NTAuth", NULL,
	0},
    {FRONT, ED_IIS_READ_AHEAD, false, "uploadReadAheadSize" OF_EAS, NULL, 0},
    {FRONT, ED_IIS_BASIC_ON, false, "Basic" OF_EAS, NULL, 0},
    {FRONT, ED_IIS_WINDOWS_ON, false, "Windows authentication" OF_EAS, NULL, 0},
    {FRONT, ED_IIS_ANONYMOUS_ON, false, "Anonymous" OF_EAS, NULL, 0},
    {FRONT, ED_IIS_DIGEST_ON, false, "Digest" OF_EAS, NULL, 0},
    {BINDING, REVOCATION, false,
	"Verify Client Certificate Revocation" OF_BINDING, NULL, 0},
};

enum { OFF, ON, LACKS, HOLDS, NOT_SET };

static struct ed_str say(int64_t word)
{
	static const char *const words[] = {[OFF] = "off",
	    [ON] = "on",
	    [LACKS] = "not there",
	    [HOLDS] = "there",
	    [NOT_SET] = "not set"};

	return ed_str_of(words[word]);
}

/* Demanding a certificate asks for it, too; other flags make no difference. */
static int64_t meaning_of(int setting, int64_t number)
{
	if (setting == ED_IIS_READ_AHEAD)
		return number < ENOUGH ? number : ENOUGH;
	if (setting != ED_IIS_SSL_FLAGS)
		return number;
	return (number & ED_IIS_SSL_REQUIRE) ? 2
	       : (number & ED_IIS_SSL_ASKS)  ? 1
					     : 0;
}

static void read_iis(struct ed_server_setting *out, const struct ed_iis *iis,
    const struct ed_iis_object *object, int setting)
{
	const struct ed_iis_value *value = &object->values[setting];

	if (value->level == ED_IIS_UNKNOWN || value->number < 0)
		return;
	out->known = true;
	out->meaning = meaning_of(setting, value->number);
	out->text = value->text;
	out->ref = value->ref.input ? value->ref : iis->ref;
}

/* Where the binding asks in the handshake, no request is held back. */
static bool is_needless(const struct ed_machine *machine, int setting)
{
	const struct ed_bindings *bindings = machine->bindings;

	if (setting != ED_IIS_READ_AHEAD || !bindings)
		return false;
	for (size_t i = 0; i < bindings->n_serving; i++)
		if (bindings->serving[i]->negotiate != ED_YES)
			return false;
	return bindings->n_serving > 0 && !bindings->incomplete;
}

static void read_module(struct ed_server_setting *out, const struct ed_iis *iis)
{
	out->known = iis->module_known;
	out->meaning = iis->module_installed;
	out->text = say(iis->module_installed ? HOLDS : LACKS);
	out->ref = iis->module_ref.input ? iis->module_ref : iis->ref;
}

static enum ed_answer flag_of(const struct ed_binding *binding, int flag)
{
	switch (flag) {
	case DS_MAPPER:
		return binding->ds_mapper;
	case NEGOTIATE:
		return binding->negotiate;
	case REVOCATION:
		return binding->revocation;
	default:
		break;
	}
	return ed_str_ieq(binding->ctl_store, ED_STR("ClientAuthIssuer"))
		   ? ED_YES
		   : ED_NO;
}

/* Where several may serve the name, they must agree. */
static void read_binding(
    struct ed_server_setting *out, const struct ed_bindings *bindings, int flag)
{
	enum ed_answer said;

	if (!bindings || bindings->incomplete || !bindings->n_serving)
		return;
	said = flag_of(bindings->serving[0], flag);
	for (size_t i = 1; i < bindings->n_serving; i++)
		if (flag_of(bindings->serving[i], flag) != said)
			return;
	out->known = said != ED_UNSAID;
	out->meaning = said;
	out->text = say(said == ED_YES ? ON : OFF);
	out->ref = bindings->serving[0]->ref;
}

static void read_schannel(struct ed_server_setting *out,
    const struct ed_winreg *registry, const char *name, uint32_t by_default)
{
	const struct ed_setting value =
	    ed_registry_setting(registry, 0, ED_KEY_SCHANNEL, name);

	out->known = value.state == ED_SETTING_GIVEN ||
		     value.state == ED_SETTING_DEFAULT;
	out->meaning =
	    value.state == ED_SETTING_GIVEN ? value.number : by_default;
	out->text = value.state == ED_SETTING_GIVEN ? ED_STR("") : say(NOT_SET);
	out->ref = value.ref;
}

/* The issuer of the device's certificate, or the end of its chain. */
static const struct ed_certificate *find_authority(
    const struct ed_facts *facts, int kind)
{
	const struct ed_certificate *cert = facts->device_certificate, *end;

	if (!cert || cert->chain.n_links < 2 ||
	    cert->chain.state == ED_CHAIN_BAD_SIGNATURE)
		return NULL;
	if (kind == ED_STORE_NTAUTH)
		return cert->chain.links[1];
	end = cert->chain.links[cert->chain.n_links - 1];
	return ed_str_eq(end->subject.der, end->issuer.der) ? end : NULL;
}

static void read_store(struct ed_server_setting *out,
    const struct ed_facts *facts, const struct ed_machine *machine, int kind)
{
	const struct ed_certificate *ca = find_authority(facts, kind);
	const struct ed_store *store = NULL;
	bool cut = false;

	for (size_t i = 0; i < machine->n_stores; i++)
		if ((int)machine->stores[i]->kind == kind)
			store = machine->stores[i];
	if (!ca || !ca->sha1.n || !store)
		return;
	for (size_t i = 0; i < store->n && !out->meaning; i++) {
		cut |= store->items[i].sha1.n == 0;
		out->meaning = ed_str_ieq(store->items[i].sha1, ca->sha1);
	}
	out->known = out->meaning || !(cut || store->incomplete);
	out->text = say(out->meaning ? HOLDS : LACKS);
	out->ref = store->ref;
}

struct ed_server_setting ed_server_setting(
    const struct ed_facts *facts, const struct ed_machine *machine, size_t n)
{
	struct ed_server_setting out = {
	    .name = settings[n].name, .decides = settings[n].decides};
	const struct ed_iis *iis = machine->iis;

	switch (settings[n].where) {
	case FRONT:
		if (iis && !is_needless(machine, settings[n].what))
			read_iis(&out, iis, &iis->front, settings[n].what);
		break;
	case SERVER:
		if (iis)
			read_iis(&out, iis, &iis->server, settings[n].what);
		break;
	case MODULE:
		if (iis)
			read_module(&out, iis);
		break;
	case BINDING:
		read_binding(&out, machine->bindings, settings[n].what);
		break;
	case SCHANNEL:
		read_schannel(&out, machine->registry, settings[n].value,
		    settings[n].by_default);
		break;
	case STORE:
		read_store(&out, facts, machine, settings[n].what);
		break;
	}
	return out;
}

bool ed_is_mail_server(const struct ed_machine *machine)
{
	for (size_t i = 0; i < machine->n_event_logs; i++)
		if (machine->event_logs[i]->of_controller)
			return false;
	if (machine->iis)
		return machine->iis->has_front || !machine->iis->has_host;
	return machine->bindings != NULL;
}

bool ed_is_mail_server_cut(
    const struct ed_facts *facts, const struct ed_machine *machine)
{
	for (size_t i = 0; i < facts->n_inputs; i++)
		if (facts->inputs[i]->machine == machine &&
		    (facts->inputs[i]->incomplete ||
			facts->inputs[i]->unreadable))
			return true;
	return false;
}
