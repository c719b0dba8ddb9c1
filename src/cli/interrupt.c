/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/interrupt.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t interrupted;
static struct sigaction before;

static void on_interrupt(int number)
{
	(void)number;
	interrupted = 1;
}

void ed_interrupt_catch(void)
{
	struct sigaction mine = {.sa_handler = on_interrupt};

	sigemptyset(&mine.sa_mask);
	mine.sa_flags = (int)SA_RESETHAND;
	interrupted = 0;
	sigaction(SIGINT, &mine, &before);
	/* Started in the background. */
	if (before.sa_handler == SIG_IGN)
		sigaction(SIGINT, &before, NULL);
}

void ed_interrupt_release(void)
{
	sigaction(SIGINT, &before, NULL);
}

bool ed_is_interrupted(void)
{
	return interrupted != 0;
}
