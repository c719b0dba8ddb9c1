/* SPDX-License-Identifier: Apache-2.0 */
#include "load/evtx_jail.h"

#include <easdoctor/limits.h>

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define NATIVE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE AUDIT_ARCH_AARCH64
#endif

/* A sanitizer maps more than any limit before the program begins. */
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

static bool limit(int what, rlim_t most)
{
	const struct rlimit to = {most, most};

	return setrlimit((__rlimit_resource_t)what, &to) == 0;
}

static bool limit_all(void)
{
	return limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) &&
	       limit(RLIMIT_CPU, ED_MAX_EVTX_SECONDS) &&
	       (SANITIZED || limit(RLIMIT_AS, ED_MAX_EVTX_MEMORY));
}

#ifdef NATIVE
#define LOAD(field)                                                            \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define ANSWER(what) BPF_STMT(BPF_RET | BPF_K, (what))
/* Goes on behind the next instruction unless it is this one. */
#define ALLOW(name)                                                            \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1),                 \
	    ANSWER(SECCOMP_RET_ALLOW)

/* args[2] of openat(), its low half on these little-endian machines. */
#define OPEN_FLAGS args[2]

static bool filter_calls(void)
{
	static struct sock_filter filter[] = {
	    LOAD(arch),
	    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NATIVE, 1, 0),
	    ANSWER(SECCOMP_RET_KILL_PROCESS),
	    LOAD(nr),
	    ALLOW(read),
	    ALLOW(pread64),
	    ALLOW(lseek),
	    ALLOW(write),
	    ALLOW(close),
	    ALLOW(fstat),
	    ALLOW(newfstatat),
	    ALLOW(getcwd),
	    ALLOW(brk),
	    ALLOW(mmap),
	    ALLOW(munmap),
	    ALLOW(mremap),
	    ALLOW(madvise),
	    ALLOW(futex),
	    ALLOW(getrandom),
	    ALLOW(clock_gettime),
	    ALLOW(sched_yield),
	    ALLOW(rt_sigprocmask),
	    ALLOW(rt_sigreturn),
	    ALLOW(sigaltstack),
	    ALLOW(gettid),
	    ALLOW(exit),
	    ALLOW(exit_group),
	    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 3),
	    LOAD(OPEN_FLAGS),
	    BPF_JUMP(
		BPF_JMP | BPF_JSET | BPF_K, O_WRONLY | O_RDWR | O_CREAT, 1, 0),
	    ANSWER(SECCOMP_RET_ALLOW),
	    ANSWER(SECCOMP_RET_ERRNO | EPERM),
	};
	const struct sock_fprog program = {ED_COUNT(filter), filter};

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}
#else
static bool filter_calls(void)
{
	return true;
}
#endif

bool ed_evtx_jail(void)
{
	return limit_all() && filter_calls();
}
