/* SPDX-License-Identifier: Apache-2.0 */
/* Every way of writing altSecurityIdentities, against one certificate. */
#include "ed_test.h"

#include <easdoctor/directory.h>

#define CA "DC=com,DC=contoso,CN=CONTOSO-DC-CA"
#define SKI "956e992f00112233445566778899aabbccddeeff"
#define KEY "0102030405060708090a0b0c0d0e0f1011121314"
#define SID "S-1-5-21-1-2-3-1104"

static const struct {
	const char *text;
	enum ed_mapping_form form;
	enum ed_fit fit;
	const char *why; /* a part of it, or NULL: nothing is said */
} rows[] = {
    /* clang-format off */
    /* Microsoft's example: 2B0000000011AC0000000012 is written backward. */
    { "X509:<I>" CA "<SR>1200000000AC11000000002B", ED_MAPPING_SERIAL,
	ED_FITS, NULL },
    { "x509:<i>" CA "<sr>1200000000ac11000000002b", ED_MAPPING_SERIAL,
	ED_FITS, NULL },
    { "X509:<I>dc=COM,dc=Contoso,cn=contoso-dc-ca<SR>1200000000AC11000000002B",
	ED_MAPPING_SERIAL, ED_FITS, NULL },
    { "X509:<I>" CA "<SR>2B0000000011AC0000000012", ED_MAPPING_SERIAL,
	ED_MISSES, "not reversed" },
    { "X509:<I>CN=CONTOSO-DC-CA,DC=contoso,DC=com"
	"<SR>1200000000AC11000000002B", ED_MAPPING_SERIAL, ED_MISSES,
	"order of LDAP" },
    { "X509:<I>DC=com, DC=contoso, CN=CONTOSO-DC-CA"
	"<SR>1200000000AC11000000002B", ED_MAPPING_SERIAL, ED_MAY_FIT,
	"blanks" },
    { "X509:<I>" CA "<SR>1300000000AC11000000002B", ED_MAPPING_SERIAL,
	ED_MISSES, "renewed" },
    { "X509:<I>DC=com,CN=OTHER<SR>1200000000AC11000000002B",
	ED_MAPPING_SERIAL, ED_MISSES, "another issuer" },
    { "X509:<I>DC=com,DC=\"contoso\",CN=CONTOSO-DC-CA"
	"<SR>1200000000AC11000000002B", ED_MAPPING_SERIAL, ED_MAY_FIT,
	"quotes" },
    { "X509:<I>nonsense<SR>1200000000AC11000000002B", ED_MAPPING_SERIAL,
	ED_MAY_FIT, "cannot be read" },
    { "X509:<I>" CA "<SR>12", ED_MAPPING_SERIAL, ED_MISSES, "renewed" },
    { "X509:<SKI>" SKI, ED_MAPPING_SKI, ED_FITS, NULL },
    { "X509:<SKI>956E992F00112233445566778899AABBCCDDEEFF", ED_MAPPING_SKI,
	ED_FITS, NULL },
    { "X509:<SKI>ffeeddccbbaa998877665544332211002f996e95", ED_MAPPING_SKI,
	ED_MAY_FIT, "reverse" },
    { "X509:<SKI>00", ED_MAPPING_SKI, ED_MISSES, "another key" },
    { "X509:<SHA1-PUKEY>" KEY, ED_MAPPING_KEY, ED_FITS, NULL },
    { "X509:<SHA1-PUKEY>" SKI, ED_MAPPING_KEY, ED_MISSES, "another key" },
    { "X509:<I>" CA "<SID>" SID, ED_MAPPING_SID, ED_FITS, NULL },
    { "X509:<I>" CA "<SID>S-1-5-21-1-2-3-1105", ED_MAPPING_SID, ED_MISSES,
	"hold that SID" },
    { "X509:<I>" CA "<S>DC=com,DC=contoso,CN=ann", ED_MAPPING_NAMES, ED_FITS,
	NULL },
    { "X509:<I>" CA "<S>DC=com,DC=contoso,CN=bob", ED_MAPPING_NAMES,
	ED_MISSES, "another" },
    { "X509:<I>CN=OTHER<S>DC=com,DC=contoso,CN=ann", ED_MAPPING_NAMES,
	ED_MISSES, "another" },
    { "X509:<S>DC=com,DC=contoso,CN=ann", ED_MAPPING_SUBJECT, ED_FITS, NULL },
    { "X509:<RFC822>Ann@contoso.com", ED_MAPPING_MAIL, ED_FITS, NULL },
    { "X509: <RFC822>ann@contoso.com", ED_MAPPING_MAIL, ED_FITS, NULL },
    { "X509:<RFC822>bob@contoso.com", ED_MAPPING_MAIL, ED_MISSES, NULL },
    { "Kerberos:ann@CONTOSO.COM", ED_MAPPING_OTHER, ED_MISSES, NULL },
    { "X509:<SR>1200000000AC11000000002B", ED_MAPPING_OTHER, ED_MISSES,
	NULL },
    { "X509:<I>" CA, ED_MAPPING_OTHER, ED_MISSES, NULL },
    { "X509:<I><SR>12", ED_MAPPING_OTHER, ED_MISSES, NULL },
    { "X509:<SKI>", ED_MAPPING_OTHER, ED_MISSES, NULL },
    { "X509:" SKI, ED_MAPPING_OTHER, ED_MISSES, NULL },
    { "", ED_MAPPING_OTHER, ED_MISSES, NULL },
    /* clang-format on */
};

#define DC "0.9.2342.19200300.100.1.25"
#define NAME(common)                                                           \
	{                                                                      \
		{ED_STR(DC), ED_STR("com"), 0, 0x16},                          \
		    {ED_STR(DC), ED_STR("contoso"), 1, 0x16},                  \
		{                                                              \
			ED_STR("2.5.4.3"), ED_STR(common), 2, 0x0c             \
		}                                                              \
	}

static const struct ed_attribute issuer[] = NAME("CONTOSO-DC-CA");
static const struct ed_attribute subject[] = NAME("ann");
static const struct ed_san mail = {
    .type = ED_SAN_EMAIL, .value = ED_STR("ann@contoso.com")};
static const struct ed_sid sid = {.value = ED_STR(SID)};

static struct ed_certificate certificate(void)
{
	struct ed_certificate cert = ed_good_certificate;

	cert.serial = ED_STR("2b0000000011ac0000000012");
	cert.issuer = (struct ed_name){.attributes = issuer, .n_attributes = 3};
	cert.subject =
	    (struct ed_name){.attributes = subject, .n_attributes = 3};
	cert.ski = ED_STR(SKI);
	cert.key.sha1 = ED_STR(KEY);
	cert.sans = &mail;
	cert.n_sans = 1;
	cert.sids = &sid;
	cert.n_sids = 1;
	return cert;
}

static void each_row(void **state)
{
	const struct ed_certificate cert = certificate();

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_mapping mapping;
		const char *why;

		print_message("row: %s\n", rows[i].text);
		ed_mapping_read(&mapping, ed_str_of(rows[i].text));
		assert_int_equal(mapping.form, rows[i].form);
		assert_int_equal(
		    ed_mapping_fits(&mapping, &cert, &why), rows[i].fit);
		if (!rows[i].why) {
			assert_null(why);
			continue;
		}
		assert_non_null(why);
		assert_true(ed_str_find(ed_str_of(why),
				ed_str_of(rows[i].why)) < ed_str_of(why).n);
	}
}

/* The octet that keeps an INTEGER positive is no part of the number. */
static void positive_serial(void **state)
{
	struct ed_certificate cert = certificate();
	struct ed_mapping mapping;

	(void)state;
	cert.serial = ED_STR("00ff01");
	ed_mapping_read(&mapping, ED_STR("X509:<I>" CA "<SR>01FF"));
	assert_int_equal(ed_mapping_fits(&mapping, &cert, NULL), ED_FITS);
	ed_mapping_read(&mapping, ED_STR("X509:<I>" CA "<SR>01FF00"));
	assert_int_equal(ed_mapping_fits(&mapping, &cert, NULL), ED_MISSES);
}

/* What a console broke into lines may have lost a blank. */
static void wrapped_name(void **state)
{
	const struct ed_certificate cert = certificate();
	struct ed_mapping mapping;

	(void)state;
	ed_mapping_read(
	    &mapping, ED_STR("X509:<I>DC=com,DC=contoso,CN=CONTOSO- DC-CA"
			     "<SR>1200000000AC11000000002B"));
	assert_int_equal(ed_mapping_fits(&mapping, &cert, NULL), ED_MISSES);
	mapping.wrapped = true;
	assert_int_equal(ed_mapping_fits(&mapping, &cert, NULL), ED_MAY_FIT);
}

/* A name that cannot be compared is no proof that it is another. */
static void unreadable_parts(void **state)
{
	struct ed_certificate cert = certificate();
	struct ed_mapping mapping;

	(void)state;
	cert.ski = cert.key.sha1 = ED_STR("");
	cert.unreadable = ED_PART_KEY_ID;
	ed_mapping_read(&mapping, ED_STR("X509:<SKI>" SKI));
	assert_int_equal(ed_mapping_fits(&mapping, &cert, NULL), ED_MAY_FIT);
	ed_mapping_read(&mapping, ED_STR("X509:<SHA1-PUKEY>" KEY));
	assert_int_equal(ed_mapping_fits(&mapping, &cert, NULL), ED_MAY_FIT);
	cert.unreadable = 0;
	ed_mapping_read(&mapping, ED_STR("X509:<SKI>" SKI));
	assert_int_equal(ed_mapping_fits(&mapping, &cert, NULL), ED_MISSES);
}

/* What is written must fit, and what cannot be written is not guessed. */
static void written(void **state)
{
	struct ed_certificate cert = certificate();
	struct ed_attribute odd[3];
	struct ed_mapping_text buf;
	struct ed_mapping mapping;

	(void)state;
	assert_true(ed_str_eq(ed_mapping_write(&buf, &cert),
	    ED_STR("X509:<I>" CA "<SR>1200000000ac11000000002b")));
	ed_mapping_read(&mapping, ed_mapping_write(&buf, &cert));
	assert_int_equal(ed_mapping_fits(&mapping, &cert, NULL), ED_FITS);
	for (size_t i = 0; i < ED_COUNT(odd); i++)
		odd[i] = issuer[i];
	odd[1].value = ED_STR("contoso, inc");
	cert.issuer.attributes = odd;
	assert_true(ed_str_eq(
	    ed_mapping_write(&buf, &cert), ED_STR("X509:<I>issuer<SR>serial")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(positive_serial),
	    cmocka_unit_test(wrapped_name),
	    cmocka_unit_test(unreadable_parts),
	    cmocka_unit_test(written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
