/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Certificates per second through every check of a device's certificate, and
 * what OpenSSL does with the same bytes. Run by tests/bench/certificates.
 *
 * usage: bench_certificates judge FILE N [CHAIN.pem]
 *        bench_certificates d2i FILE N
 *        bench_certificates files FOLDER N CHAIN.pem
 *
 * FILE holds DER certificates one behind the other; N are read, from its
 * start again as often as needed. FOLDER holds NNNNNN.pem. Signatures are
 * verified where a chain is given. Prints what was counted, so that loops can
 * be compared.
 */
#include "base/encoding.h"
#include "cli/fleet.h"
#include "load/loader.h"
#include "load/pem.h"

#include <fcntl.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define AS_OF INT64_C(1795392000) /* 2026-11-23T00:00:00Z */

struct counts {
	size_t read, upns, client_auth, chained, present, settled;
};

static _Noreturn void die(const char *what)
{
	fprintf(stderr, "bench_certificates: %s\n", what);
	exit(3);
}

static struct ed_str map_file(const char *path)
{
	int fd = open(path, O_RDONLY);
	struct stat status;
	char *p;

	if (fd < 0 || fstat(fd, &status) != 0)
		die(path);
	p = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (p == MAP_FAILED)
		die(path);
	close(fd);
	return (struct ed_str){p, (size_t)status.st_size};
}

/* All of them have lengths of two octets. */
static struct ed_str next_der(struct ed_str all, size_t *at)
{
	const unsigned char *p;
	size_t n;

	if (*at == all.n)
		*at = 0;
	p = (const unsigned char *)all.p + *at;
	if (all.n - *at < 4 || p[1] != 0x82)
		die("not a file of certificates");
	n = 4 + ((size_t)p[2] << 8 | p[3]);
	*at += n;
	return ed_str_sub(all, *at - n, n);
}

/* ---- easdoctor ---- */

struct judging {
	struct ed_case base;
	struct ed_arena arena;
	struct ed_registry registry;
	struct ed_rules rules;
	struct ed_fleet fleet;
	struct counts counts;
};

static void start(struct judging *j, const char *chain)
{
	static const struct ed_account account = {
	    .email = {"user000001@corp.example", 23},
	    .upn = {"user000001@corp.example", 23}};

	ed_case_init(&j->base);
	j->base.facts.as_of = AS_OF;
	j->base.facts.account = &account;
	if (chain)
		ed_load_path(&j->base, chain, true);
	ed_registry_init(&j->arena, &j->registry);
	j->rules = ed_builtin_rules;
	ed_fleet_open(&j->fleet, &j->base, &j->registry, &j->rules);
}

static void count(struct counts *counts, const struct ed_certificate *cert,
    const struct ed_findings *findings)
{
	counts->read++;
	counts->upns += cert->n_upns;
	for (size_t i = 0; i < cert->n_ekus; i++)
		counts->client_auth +=
		    ed_str_eq(cert->ekus[i], ED_STR("1.3.6.1.5.5.7.3.2"));
	counts->chained += cert->chain.state == ED_CHAIN_TRUSTED;
	counts->settled += findings->n;
	for (size_t i = 0; i < findings->n; i++)
		counts->present += findings->items[i].state == ED_PRESENT;
	if (findings->check_failed)
		die("a check failed");
}

static void judge(struct judging *j, struct ed_str der)
{
	const struct ed_certificate *cert;
	struct ed_findings findings;
	struct ed_error err;

	if (!ed_fleet_judge(&j->fleet, der, &cert, &findings, &err))
		die(err.text);
	count(&j->counts, cert, &findings);
}

static void finish(struct judging *j)
{
	const struct counts *c = &j->counts;

	printf("%zu certificates, %zu UPNs, %zu clientAuth, %zu trusted, "
	       "%zu findings, %zu present, %zu searched\n",
	    c->read, c->upns, c->client_auth, c->chained, c->settled,
	    c->present,
	    j->fleet.issuers ? ed_issuers_searched(j->fleet.issuers) : 0);
	ed_fleet_close(&j->fleet);
	ed_case_free(&j->base);
	ed_arena_free(&j->arena);
}

static void judge_all(const char *path, size_t n, const char *chain)
{
	struct ed_str all = map_file(path);
	struct judging j = {0};
	size_t at = 0;

	start(&j, chain);
	for (size_t i = 0; i < n; i++)
		judge(&j, next_der(all, &at));
	finish(&j);
}

static void judge_file(
    struct judging *j, const char *path, struct ed_arena *scratch)
{
	char bytes[64 * 1024];
	int fd = open(path, O_RDONLY);
	ssize_t n = fd < 0 ? -1 : read(fd, bytes, sizeof(bytes));
	struct ed_pem_block block;
	struct ed_str der;
	struct ed_pem pem;

	close(fd);
	if (n <= 0)
		die(path);
	pem = ed_pem_in((struct ed_str){bytes, (size_t)n});
	if (!ed_pem_next(&pem, &block) || block.broken ||
	    !ed_base64_decode(scratch, block.body, &der))
		die(path);
	judge(j, der);
	ed_arena_reset(scratch);
}

static void judge_files(const char *folder, size_t n, const char *chain)
{
	struct ed_arena scratch = {0};
	struct judging j = {0};
	char path[512];

	start(&j, chain);
	for (size_t i = 0; i < n; i++) {
		snprintf(path, sizeof(path), "%s/%06zu.pem", folder, i);
		judge_file(&j, path, &scratch);
	}
	ed_arena_free(&scratch);
	finish(&j);
}

/* ---- OpenSSL ---- */

static void count_sans(X509 *cert, struct counts *counts)
{
	GENERAL_NAMES *names =
	    X509_get_ext_d2i(cert, NID_subject_alt_name, NULL, NULL);

	for (int i = 0; i < sk_GENERAL_NAME_num(names); i++) {
		const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, i);

		counts->upns +=
		    name->type == GEN_OTHERNAME &&
		    OBJ_obj2nid(name->d.otherName->type_id) == NID_ms_upn;
	}
	GENERAL_NAMES_free(names);
}

static void count_ekus(X509 *cert, struct counts *counts)
{
	EXTENDED_KEY_USAGE *ekus =
	    X509_get_ext_d2i(cert, NID_ext_key_usage, NULL, NULL);

	for (int i = 0; i < sk_ASN1_OBJECT_num(ekus); i++)
		counts->client_auth += OBJ_obj2nid(sk_ASN1_OBJECT_value(
					   ekus, i)) == NID_client_auth;
	EXTENDED_KEY_USAGE_free(ekus);
}

static void decode_all(const char *path, size_t n)
{
	struct ed_str all = map_file(path);
	struct counts counts = {0};
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		struct ed_str der = next_der(all, &at);
		const unsigned char *p = (const unsigned char *)der.p;
		X509 *cert = d2i_X509(NULL, &p, (long)der.n);

		if (!cert)
			die("d2i_X509");
		counts.read++;
		count_sans(cert, &counts);
		count_ekus(cert, &counts);
		X509_free(cert);
	}
	printf("%zu certificates, %zu UPNs, %zu clientAuth\n", counts.read,
	    counts.upns, counts.client_auth);
}

int main(int argc, char **argv)
{
	size_t n = argc > 3 ? strtoul(argv[3], NULL, 10) : 0;

	if (n && strcmp(argv[1], "judge") == 0)
		judge_all(argv[2], n, argv[4]);
	else if (n && argc == 5 && strcmp(argv[1], "files") == 0)
		judge_files(argv[2], n, argv[4]);
	else if (n && strcmp(argv[1], "d2i") == 0)
		decode_all(argv[2], n);
	else
		die("usage: judge|d2i|files WHERE N [CHAIN.pem]");
	return 0;
}
