/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Logs in Windows' own form (.evtx), with libevtx.
 *
 * The form is intricate and the library large, so a process of its own reads
 * such a file and writes its events as XML into a pipe, where they are read
 * as any others are. It is a fork without exec: it works in whatever program
 * the library is linked into, and only there libevtx is loaded at all. Before
 * it looks at the file it wipes what is secret and gives up nearly everything
 * that a process may do.
 */
#include "base/encoding.h"
#include "base/file.h"
#include "load/event_row.h"
#include "load/evtx_jail.h"

#include <easdoctor/limits.h>

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <libevtx.h>
#include <openssl/evp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* How the child ended. */
enum verdict {
	WELL,
	LOST_SOME,  /* records could not be read, or the file is damaged */
	UNREADABLE, /* it is no log */
	NO_LIBRARY,
	NO_JAIL
};

enum { HIGHEST_FD = 1024 };

#define CALLS(call)                                                            \
	call(libevtx_file_initialize) call(libevtx_file_open)                  \
	    call(libevtx_file_is_corrupted)                                    \
		call(libevtx_file_get_number_of_records)                       \
		    call(libevtx_file_get_record_by_index)                     \
			call(libevtx_file_get_number_of_recovered_records)     \
			    call(libevtx_file_get_recovered_record_by_index)   \
				call(libevtx_record_get_utf8_xml_string_size)  \
				    call(libevtx_record_get_utf8_xml_string)   \
					call(libevtx_record_free) call(        \
					    libevtx_get_access_flags_read)

#define MEMBER(name) __typeof__(name) *name;
static struct {
	CALLS(MEMBER)
} lib;

bool ed_is_evtx(struct ed_str bytes)
{
	return ed_str_starts(bytes, ED_STR("ElfFile\0"));
}

static bool find(void *library, const char *name, void *into)
{
	void *symbol = dlsym(library, name);

	/* ISO C has no cast from an object's pointer to a function's. */
	memcpy(into, &symbol, sizeof(symbol));
	return symbol != NULL;
}

static bool load_library(void)
{
	void *library = dlopen("libevtx.so.1", RTLD_NOW | RTLD_LOCAL);

#define FIND(name) &&find(library, #name, &lib.name)
	return library CALLS(FIND);
#undef FIND
}

static void put(struct ed_str text)
{
	if (!ed_write_all(STDOUT_FILENO, text))
		_exit(LOST_SOME);
}

static bool write_record(libevtx_record_t *record)
{
	char *text;
	size_t n = 0;
	bool ok;

	if (lib.libevtx_record_get_utf8_xml_string_size(record, &n, NULL) !=
		1 ||
	    n == 0 || n > ED_MAX_EVENT)
		return false;
	text = malloc(n);
	ok = text && lib.libevtx_record_get_utf8_xml_string(
			 record, (uint8_t *)text, n, NULL) == 1;
	if (ok)
		put((struct ed_str){text, strnlen(text, n)});
	if (ok)
		put(ED_STR("\n"));
	free(text);
	return ok;
}

/* All records of one sort. False when one of them could not be read. */
static bool write_records(libevtx_file_t *file, int n, bool recovered)
{
	bool all = true;

	for (int i = 0; i < n; i++) {
		libevtx_record_t *record = NULL;
		int got = recovered
			      ? lib.libevtx_file_get_recovered_record_by_index(
				    file, i, &record, NULL)
			      : lib.libevtx_file_get_record_by_index(
				    file, i, &record, NULL);

		all = got == 1 && write_record(record) && all;
		if (record)
			(void)lib.libevtx_record_free(&record, NULL);
	}
	return all;
}

static enum verdict write_file(const char *path)
{
	libevtx_file_t *file = NULL;
	int n = 0, recovered = 0;
	bool all;

	if (lib.libevtx_file_initialize(&file, NULL) != 1 ||
	    lib.libevtx_file_open(
		file, path, lib.libevtx_get_access_flags_read(), NULL) != 1)
		return UNREADABLE;
	all = lib.libevtx_file_is_corrupted(file, NULL) == 0;
	all = lib.libevtx_file_get_number_of_records(file, &n, NULL) == 1 &&
	      write_records(file, n, false) && all;
	if (lib.libevtx_file_get_number_of_recovered_records(
		file, &recovered, NULL) == 1 &&
	    recovered > 0)
		all = write_records(file, recovered, true) && false;
	return all ? WELL : LOST_SOME;
}

static _Noreturn void be_child(struct ed_case *c, const char *path, int out)
{
	int null = open("/dev/null", O_RDWR);

	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	ed_case_forget_password(c);
	ed_case_forget_keys(c);
	if (null < 0 || dup2(out, STDOUT_FILENO) < 0 ||
	    dup2(null, STDIN_FILENO) < 0 || dup2(null, STDERR_FILENO) < 0)
		_exit(NO_JAIL);
	for (int fd = STDERR_FILENO + 1; fd < HIGHEST_FD; fd++)
		close(fd);
	if (!load_library())
		_exit(NO_LIBRARY);
	if (!ed_evtx_jail())
		_exit(NO_JAIL);
	_exit(write_file(path));
}

static pid_t start_child(struct ed_case *c, const char *path, int *from)
{
	int ends[2];
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	pid = fork();
	if (pid == 0)
		be_child(c, path, ends[1]);
	close(ends[1]);
	*from = ends[0];
	if (pid < 0)
		close(ends[0]);
	return pid;
}

/* What it has not written by now it will not. */
static int end_child(pid_t pid, bool kill_it)
{
	int status = 0;

	if (kill_it)
		(void)kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static const char *say(int verdict)
{
	switch (verdict) {
	case WELL:
		return NULL;
	case LOST_SOME:
		return "parts of it could not be read";
	case UNREADABLE:
		return "it cannot be read as a log of Windows";
	case NO_LIBRARY:
		return "logs in this form need libevtx, which is not "
		       "installed; wevtutil qe FILE /lf:true /f:xml "
		       "/e:Events writes what can be read without";
	case NO_JAIL:
		return "no process could be shut in to read it";
	default:
		return "reading it took too much time or memory, or failed; "
		       "not all of it was read";
	}
}

static bool sign(struct ed_case *c, struct ed_input *in, const char *path)
{
	EVP_MD_CTX *digest = EVP_MD_CTX_new();
	unsigned char sum[EVP_MAX_MD_SIZE];
	struct ed_error err = {""};
	char piece[64 * 1024];
	unsigned n_sum = 0;
	ssize_t n;
	int fd;

	if (!digest || !EVP_DigestInit_ex(digest, EVP_sha256(), NULL) ||
	    !ed_file_open(path, ED_MAX_BULK, &fd, &in->bytes, &err)) {
		EVP_MD_CTX_free(digest);
		ed_damage(c, in, "%s", err.text);
		return false;
	}
	while ((n = read(fd, piece, sizeof(piece))) > 0)
		(void)EVP_DigestUpdate(digest, piece, (size_t)n);
	close(fd);
	(void)EVP_DigestFinal_ex(digest, sum, &n_sum);
	EVP_MD_CTX_free(digest);
	in->sha256 =
	    ed_hex(&c->arena, (struct ed_str){(const char *)sum, n_sum});
	return true;
}

bool ed_evtx_read(struct ed_case *c, struct ed_input *in, const char *path)
{
	struct ed_event_text *text;
	const char *why;
	int from = -1, verdict;
	pid_t pid;
	bool ok, late;

	if (!sign(c, in, path))
		return false;
	pid = start_child(c, path, &from);
	if (pid < 0) {
		ed_damage(c, in, "%s", say(NO_JAIL));
		return false;
	}
	text = ed_event_text_of_fd(from, ED_MAX_BULK);
	ed_event_text_hurry(text, ED_MAX_EVTX_SECONDS);
	ok = ed_events_read(c, in, text);
	late = ed_event_text_damage(text) != NULL;
	ed_event_text_free(text);
	close(from);
	verdict = end_child(pid, late || !ok);
	why = say(verdict);
	if (why) {
		in->incomplete = true;
		ed_damage(c, in, "%s", why);
	}
	return ok && verdict != UNREADABLE && verdict != NO_LIBRARY &&
	       verdict != NO_JAIL;
}
