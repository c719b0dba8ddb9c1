/* SPDX-License-Identifier: Apache-2.0 */
/* The healthy base: who the user is, and what a sound bundle says. */
#include "spec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint64_t ed_random_next(struct ed_random *random)
{
	uint64_t z = (random->state += 0x9e3779b97f4a7c15u);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

unsigned ed_pick(struct ed_random *random, unsigned n)
{
	return (unsigned)(ed_random_next(random) % n);
}

static const struct {
	const char *given, *family, *login;
} people[] = {
    {"Alice", "Meyer", "alice"},
    {"Robert", "Novak", "rnovak"},
    {"Carla", "Rossi", "carla.rossi"},
    {"Daniel", "Okafor", "dokafor"},
    {"Emma", "Larsen", "e.larsen"},
    {"Farid", "Haddad", "farid"},
    {"Grete", "Huber", "ghuber"},
    {"Hiro", "Tanaka", "hiro.tanaka"},
    {"Ines", "Costa", "icosta"},
    {"Jonas", "Weber", "j.weber"},
    {"Kasia", "Nowak", "knowak2"},
    {"Liam", "Murphy", "lmurphy"},
};

static const struct {
	const char *domain, *netbios, *org, *tag;
} companies[] = {
    {"corp.example", "CORP", "Corp Example Inc.", "CORP"},
    {"nordwind.example", "NORDWIND", "Nordwind GmbH", "NW"},
    {"stadtwerke.example", "SWE", "Stadtwerke Beispiel", "SWE"},
    {"hospital.example", "HOSP", "City Hospital", "HOSP"},
    {"ad.acme.example", "ACME", "Acme Industries", "ACME"},
    {"bank.example", "BANK", "First Example Bank", "FEB"},
    {"uni.example", "UNI", "Example University", "UNI"},
    {"retail-group.example", "RETAIL", "Retail Group AG", "RETAIL"},
};

/* Subjects as request templates word them; most specific first. */
static const char *const templates[] = {
    "CN={EnrollmentUser}",
    "CN=WorkspaceONEUEM.{EnrollmentUser}",
    "CN={UserPrincipalName}",
    "CN={FirstName} {LastName},OU=Mobile Devices,O=%s",
    "E={EmailAddress},CN={EnrollmentUser}",
    "CN={EmailUserName},OU=EAS,O=%s",
    "CN={EnrollmentUser},OU=Mobile,O=%s,C=DE",
};

static const char *const hosts[] = {
    "mail", "eas", "activesync", "webmail", "mobile", "owa"};
static const char *const file_names[] = {
    "device", "identity", "client", "phone", "user-cert"};
static const char *const profile_names[] = {
    "exchange", "eas-profile", "profile", "Exchange_CBA", "corp-mail"};

const char *ed_say(struct ed_spec *spec, const char *format, ...)
{
	va_list args;
	const char *text;

	va_start(args, format);
	text = ed_vformat(spec->arena, format, args).p;
	va_end(args);
	return text;
}

const char *ed_new_uuid(struct ed_spec *spec)
{
	uint64_t a = ed_random_next(&spec->random);
	uint64_t b = ed_random_next(&spec->random);

	return ed_say(spec, "%08x-%04x-4%03x-%04x-%012llx", (unsigned)(a >> 32),
	    (unsigned)(a >> 16 & 0xffff), (unsigned)(a & 0xfff),
	    0x8000u | (unsigned)(b >> 48 & 0x3fff),
	    (unsigned long long)(b & 0xffffffffffffu));
}

static void add_part(struct ed_spec *spec, const char *type, const char *value)
{
	spec->leaf.subject[spec->leaf.n_subject++] =
	    (struct ed_part){.type = type, .value = value};
}

void ed_make_true(struct ed_spec *spec, const char *cause)
{
	if (spec->n_also < ED_COUNT(spec->also))
		spec->also[spec->n_also++] = cause;
}

struct ed_part *ed_part_of(struct ed_spec *spec, const char *type)
{
	for (unsigned i = 0; i < spec->leaf.n_subject; i++)
		if (strcmp(spec->leaf.subject[i].type, type) == 0)
			return &spec->leaf.subject[i];
	return NULL;
}

/* The template and the subject that follows from it, in DER order. */
static void choose_subject(struct ed_spec *spec)
{
	unsigned which = ed_pick(&spec->random, ED_COUNT(templates));
	const char *format = templates[which];
	size_t hole = ed_str_find(ed_str_of(format), ED_STR("%s"));
	bool with_org = hole < strlen(format);

	spec->expected.template_subject =
	    with_org ? ed_say(spec, "%.*s%s%s", (int)hole, format, spec->org,
			   format + hole + 2)
		     : format;
	if (which == 6)
		add_part(spec, "C", "DE");
	if (with_org) {
		add_part(spec, "O", spec->org);
		add_part(spec, "OU",
		    which == 3   ? "Mobile Devices"
		    : which == 5 ? "EAS"
				 : "Mobile");
	}
	add_part(spec, "CN",
	    which == 1   ? ed_say(spec, "WorkspaceONEUEM.%s", spec->login)
	    : which == 2 ? spec->expected.upn
	    : which == 3 ? ed_say(spec, "%s %s", spec->given, spec->family)
			 : spec->login);
	if (which == 4)
		add_part(spec, "emailAddress", spec->expected.email);
}

void ed_set_upn(struct ed_spec *spec, const char *upn)
{
	spec->leaf.upns[0] =
	    (struct ed_upn_name){upn, strlen(upn), V_ASN1_UTF8STRING};
	spec->leaf.n_upns = 1;
}

const char *ed_sid_uri(struct ed_spec *spec, const char *sid)
{
	return ed_say(spec, "tag:microsoft.com,2022-09-14:sid:%s", sid);
}

void ed_set_email(struct ed_spec *spec, const char *email)
{
	spec->leaf.emails[0] = email;
	spec->leaf.n_emails = 1;
}

struct ed_authority *ed_add_stranger(
    struct ed_spec *spec, const char *name, const char *org, int key)
{
	struct ed_authority *authority = &spec->strangers[spec->n_strangers++];

	*authority = (struct ed_authority){.name = name,
	    .org = org,
	    .key = key,
	    .not_before = -4 * ED_YEAR,
	    .not_after = 8 * ED_YEAR,
	    .basic = "critical,CA:TRUE",
	    .key_usage = "critical,keyCertSign,cRLSign"};
	return authority;
}

void ed_show_authority(struct ed_spec *spec, struct ed_authority *authority)
{
	spec->shown[spec->n_shown++] = authority;
}

void ed_hide_authority(
    struct ed_spec *spec, const struct ed_authority *authority)
{
	unsigned kept = 0;

	for (unsigned i = 0; i < spec->n_shown; i++)
		if (spec->shown[i] != authority)
			spec->shown[kept++] = spec->shown[i];
	spec->n_shown = kept;
}

void ed_add_extra(struct ed_spec *spec, const char *path, const char *text)
{
	spec->extras[spec->n_extras++] =
	    (struct ed_extra){path, ed_str_of(text)};
}

static void init_authorities(struct ed_spec *spec)
{
	const struct ed_authority sound = {.org = spec->org,
	    .not_before = -3 * (int64_t)ED_YEAR,
	    .not_after = 7 * (int64_t)ED_YEAR,
	    .basic = "critical,CA:TRUE",
	    .key_usage = "critical,keyCertSign,cRLSign"};

	spec->root = spec->policy = spec->issuing = sound;
	spec->root.name = ed_say(spec, "%s-ROOT-CA", spec->tag);
	spec->root.key = ED_KEY_ROOT;
	spec->policy.name = ed_say(spec, "%s-POLICY-CA", spec->tag);
	spec->policy.key = ED_KEY_POLICY;
	spec->policy.issuer = &spec->root;
	spec->policy.not_before = -2 * (int64_t)ED_YEAR;
	spec->issuing.name = ed_say(spec, "%s-ISSUING-CA", spec->tag);
	spec->issuing.key = ED_KEY_ISSUING;
	spec->expected.ca_name = spec->issuing.name;
	spec->issuing.issuer = &spec->root;
	spec->issuing.not_before = -1 * (int64_t)ED_YEAR;
	spec->issuing.not_after = 5 * (int64_t)ED_YEAR;
	ed_show_authority(spec, &spec->root);
	ed_show_authority(spec, &spec->issuing);
	spec->anchors[spec->n_anchors++] = &spec->root;
}

static void init_leaf(struct ed_spec *spec)
{
	struct ed_leaf *leaf = &spec->leaf;

	leaf->string_type = V_ASN1_UTF8STRING;
	leaf->ekus = "1.3.6.1.5.5.7.3.2";
	leaf->key_usage = "critical,digitalSignature,keyEncipherment";
	leaf->not_before =
	    -(60 + (int64_t)ed_pick(&spec->random, 120)) * ED_DAY;
	leaf->not_after = (120 + (int64_t)ed_pick(&spec->random, 400)) * ED_DAY;
	leaf->key = ED_KEY_DEVICE + (int)ed_pick(&spec->random, 4);
	leaf->issuer = &spec->issuing;
	leaf->uri = ed_say(spec,
	    "tag:microsoft.com,2022-09-14:sid:"
	    "S-1-5-21-1004336348-1177238915-682003330-%u",
	    1000 + ed_pick(&spec->random, 9000));
	ed_set_upn(spec, spec->expected.upn);
	ed_set_email(spec, spec->expected.email);
	leaf->uri = ed_sid_uri(spec, spec->expected.sid);
	leaf->cdp = ed_say(spec, "URI:http://pki.%s/CertEnroll/%s.crl",
	    spec->domain, spec->issuing.name);
	leaf->sid_type = V_ASN1_OCTET_STRING;
	choose_subject(spec);
	spec->pack.key = leaf->key;
	spec->pack.password =
	    ed_say(spec, "Pk12-%06u", 100000 + ed_pick(&spec->random, 900000));
	spec->pack.said = spec->pack.password;
	spec->pack.with_chain = ed_pick(&spec->random, 2) == 0;
}

static void init_profile(struct ed_spec *spec)
{
	struct ed_profile_spec *profile = &spec->profile;
	unsigned style = ed_pick(&spec->random, 3);

	profile->present = profile->credentials = profile->root = true;
	profile->uuid = ed_new_uuid(spec);
	profile->identity_uuid = ed_new_uuid(spec);
	profile->root_uuid = ed_new_uuid(spec);
	profile->issuing_uuid = ed_new_uuid(spec);
	profile->eas_uuid = ed_new_uuid(spec);
	profile->wifi_uuid = ed_new_uuid(spec);
	profile->eas = (struct ed_account_spec){.host = spec->expected.host,
	    .email = spec->expected.email,
	    .user = style == 0 ? spec->expected.upn
		    : style == 1
			? ed_say(spec, "%s\\%s", spec->netbios, spec->login)
			: spec->login,
	    .ssl = ED_TRI_TRUE,
	    .identity = profile->identity_uuid,
	    .smime_sign =
		ed_pick(&spec->random, 2) ? ED_TRI_FALSE : ED_TRI_ABSENT,
	    .chatty = ed_pick(&spec->random, 2) == 0};
}

static void init_people(struct ed_spec *spec)
{
	unsigned who = ed_pick(&spec->random, ED_COUNT(people));
	unsigned where = ed_pick(&spec->random, ED_COUNT(companies));
	unsigned colleague =
	    (who + 1 + ed_pick(&spec->random, 6)) % (unsigned)ED_COUNT(people);

	spec->given = people[who].given;
	spec->family = people[who].family;
	spec->login = people[who].login;
	spec->other_login = people[colleague].login;
	spec->domain = companies[where].domain;
	spec->netbios = companies[where].netbios;
	spec->org = companies[where].org;
	spec->tag = companies[where].tag;
}

static void init_expected(struct ed_spec *spec)
{
	struct ed_expected *expected = &spec->expected;

	expected->user = expected->template = true;
	expected->roots = expected->ca = expected->device = true;
	expected->upn = ed_say(spec, "%s@%s", spec->login, spec->domain);
	expected->email = ed_pick(&spec->random, 3)
			      ? expected->upn
			      : ed_say(spec, "%s.%s@%s", spec->given,
				    spec->family, spec->domain);
	expected->key_type = "RSA";
	expected->key_bits = 2048;
	expected->sid =
	    ed_say(spec, "S-1-5-21-1004336348-1177238915-682003330-%u",
		1104 + ed_pick(&spec->random, 8000));
	expected->renew_days = 30;
	expected->template_san[0][0] = "email";
	expected->template_san[0][1] = "{EmailAddress}";
	expected->template_san[1][0] = "upn";
	expected->template_san[1][1] = "{UserPrincipalName}";
	expected->template_san[2][0] = "uri";
	expected->template_san[2][1] =
	    "tag:microsoft.com,2022-09-14:sid:{UserSid}";
	expected->host = ed_say(spec, "%s.%s",
	    hosts[ed_pick(&spec->random, ED_COUNT(hosts))], spec->domain);
	expected->service_account = ed_say(spec, "svc-uem@%s", spec->domain);
	expected->platform = "ios";
	expected->os = ed_pick(&spec->random, 2) ? "18.1" : "17.6";
}

void ed_spec_init(struct ed_spec *spec, struct ed_arena *arena, EVP_PKEY **keys,
    uint64_t seed)
{
	memset(spec, 0, sizeof(*spec));
	spec->arena = arena;
	spec->keys = keys;
	spec->random.state = seed;
	init_people(spec);
	init_expected(spec);
	init_authorities(spec);
	init_leaf(spec);
	init_profile(spec);
	spec->form = ed_pick(&spec->random, 3) ? ED_FORM_PEM : ED_FORM_PKCS12;
	spec->device_file =
	    file_names[ed_pick(&spec->random, ED_COUNT(file_names))];
	spec->profile_file =
	    profile_names[ed_pick(&spec->random, ED_COUNT(profile_names))];
	spec->pki_folder = ed_pick(&spec->random, 2) ? "" : "pki/";
}

static void free_authority(struct ed_authority *authority)
{
	X509_free(authority->made);
	authority->made = NULL;
}

void ed_spec_free(struct ed_spec *spec)
{
	free_authority(&spec->root);
	free_authority(&spec->policy);
	free_authority(&spec->issuing);
	for (unsigned i = 0; i < spec->n_strangers; i++)
		free_authority(&spec->strangers[i]);
	X509_free(spec->leaf.made);
	ed_arena_free(spec->arena);
}

void ed_edit_profile(struct ed_spec *spec, const char *from, const char *to)
{
	struct ed_edit *edits = spec->profile.edits;

	for (size_t i = 0; i < ED_MAX_EDITS; i++) {
		if (edits[i].from)
			continue;
		edits[i] = (struct ed_edit){from, to};
		return;
	}
	abort();
}
