/* SPDX-License-Identifier: Apache-2.0 */
#include "load/noise.h"

#include "base/encoding.h"
#include "base/file.h"
#include "load/loader.h"

#include <easdoctor/limits.h>

#include <string.h>
#include <unistd.h>

enum { HEAD = 16 * 1024, DER_SEQUENCE = 0x30 };

/* A byte that no text has, be it UTF-8, UTF-16 or of Windows. */
static bool is_binary(struct ed_str head)
{
	return ed_str_has(head, '\0') && !ed_utf16_order(head) &&
	       head.p[0] != DER_SEQUENCE;
}

static enum ed_noise judge(struct ed_str head)
{
	if (head.n == 0 || ed_find_loader(head))
		return ED_NO_NOISE;
	return is_binary(head) ? ED_BINARY_NOISE : ED_TEXT_NOISE;
}

enum ed_noise ed_noise_of(const char *path)
{
	char head[HEAD];
	struct ed_error err;
	uint64_t size;
	enum ed_noise noise;
	ssize_t n;
	int fd;

	if (strcmp(path, "-") == 0 ||
	    !ed_file_open(path, ED_MAX_FILE, &fd, &size, &err))
		return ED_NO_NOISE;
	n = size > ED_MAX_UNLOOKED ? read(fd, head, sizeof(head)) : 0;
	close(fd);
	noise = judge((struct ed_str){head, n > 0 ? (size_t)n : 0});
	/* It may hold a key. */
	explicit_bzero(head, sizeof(head));
	return noise;
}

bool ed_noise_is_spent(const struct ed_case *c)
{
	uint64_t bytes = 0;

	for (size_t i = 0; i < c->inputs.n; i++) {
		const struct ed_input *in =
		    ED_ITEMS(c->inputs, struct ed_input *)[i];

		bytes += in->unreadable ? in->bytes : 0;
	}
	return bytes > ED_MAX_NOISE;
}
