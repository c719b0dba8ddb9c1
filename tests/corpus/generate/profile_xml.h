/* SPDX-License-Identifier: Apache-2.0 */
/* What the writers of payloads share. */
#ifndef ED_CORPUS_PROFILE_XML_H
#define ED_CORPUS_PROFILE_XML_H

#include "spec.h"

void ed_xml_escape(struct ed_text *out, const char *value);
void ed_xml_data(struct ed_text *out, const char *key, struct ed_str bytes);
/* PayloadContent of a SCEP payload. */
void ed_scep_xml(struct ed_spec *spec, struct ed_text *out);

#endif
