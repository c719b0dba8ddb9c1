/* SPDX-License-Identifier: Apache-2.0 */
/* The extensions of a certificate, as far as checks ask for them. */
#ifndef ED_LOAD_CERTIFICATE_EXTENSIONS_H
#define ED_LOAD_CERTIFICATE_EXTENSIONS_H

#include "base/case.h"

/* A certificate while it is being read. */
struct ed_reading {
	struct ed_case *c;
	struct ed_input *in; /* of the certificate, or NULL */
	struct ed_certificate *cert;
	unsigned seen;       /* bits: which known extensions were met so far */
	struct ed_list sids; /* struct ed_sid */
};

/* Notes that part of a certificate cannot be read. */
void ed_part_unreadable(struct ed_reading *r, unsigned part, const char *name);

/* Reads a SubjectAltName. What stands before a fault in it is kept. */
ED_MUST_USE bool ed_read_san(struct ed_reading *r, struct ed_str value);

/* certificate_sid.c: the SID security extension; what is odd is noted. */
ED_MUST_USE bool ed_read_sid(struct ed_reading *r, struct ed_str value);
/* Adds the SID that a URI of the SAN states, if it is one that does. */
void ed_read_sid_uri(struct ed_reading *r, struct ed_str uri);

/* certificate_points.c: where to get the CRL and the issuer. */
ED_MUST_USE bool ed_read_cdp(struct ed_reading *r, struct ed_str value);
ED_MUST_USE bool ed_read_aia(struct ed_reading *r, struct ed_str value);
/*
 * Adds the URLs of DistributionPointName, inside its [0], to a list of struct
 * ed_str. False where it cannot be read, or the list is full.
 */
ED_MUST_USE bool ed_read_point_urls(
    struct ed_arena *arena, struct ed_str name, struct ed_list *urls);

/* certificate_template.c: which template, and which generation of the CA. */
ED_MUST_USE bool ed_read_template_name(
    struct ed_reading *r, struct ed_str value);
ED_MUST_USE bool ed_read_template_info(
    struct ed_reading *r, struct ed_str value);
ED_MUST_USE bool ed_read_ca_version(struct ed_reading *r, struct ed_str value);

/*
 * Reads one extension whose bytes a text shows; false when the OID, dotted,
 * is none that is known.
 */
bool ed_read_extension_as(
    struct ed_reading *r, struct ed_str oid, struct ed_str value);
/* The parts of a known extension, which counts as met; 0: not known. */
unsigned ed_meet_extension(struct ed_reading *r, struct ed_str oid);
/* The parts of the known extensions that were not met so far. */
unsigned ed_unmet_parts(const struct ed_reading *r);

/* Reads Extensions; body is inside the [3]. What fails becomes damage. */
void ed_read_extensions(struct ed_reading *r, struct ed_str body);

#endif
