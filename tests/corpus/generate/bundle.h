/* SPDX-License-Identifier: Apache-2.0 */
/* Writes a spec into a folder: case.yaml, label.yaml, evidence/. */
#ifndef ED_CORPUS_BUNDLE_H
#define ED_CORPUS_BUNDLE_H

#include "spec.h"

/* What is true of a bundle, for label.yaml. Arrays end with NULL. */
struct ed_truth {
	const char *kind; /* "single", "double", "thin", "healthy" */
	const char *half; /* "tune", "report" */
	const char *causes[3];
	const char *also[8]; /* true too, brought about by the causes */
	const char *mutators[6];
	bool shown;
};

/* Ends the program with a message when the disk does not play along. */
void ed_bundle_write(
    struct ed_spec *spec, const struct ed_truth *truth, const char *folder);

/* The configuration profile as XML; and the one that holds only credentials. */
struct ed_str ed_profile_xml(struct ed_spec *spec);
/* Another profile with the account. */
struct ed_str ed_second_profile_xml(struct ed_spec *spec);
struct ed_str ed_credentials_profile_xml(struct ed_spec *spec);
/* case.yaml, whose certificate stands in device_path and the root of whose
 * server in server_root (each or NULL). */
struct ed_str ed_case_yaml(struct ed_spec *spec, const char *device_path,
    const char *server_root, const char *const *root_paths, size_t n_roots);
struct ed_str ed_label_yaml(struct ed_spec *spec, const struct ed_truth *truth);

#endif
