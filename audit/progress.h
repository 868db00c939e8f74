/*
 * progress.h - how far an audit is, told while it runs, on standard error.
 *
 * For programs (--progress json) it is one JSON object a line, one line for each page: "done" and "queued" count pages;
 * "waitingOn" is the host that is waited for, "secondsLeft" an estimate, each null where it is not known; "address" is
 * the page just read.
 */
#pragma once

#include "audit/options.h"

typedef struct Progress Progress;

/* PROGRESS_AUTO shows one changing line on a terminal, and nothing elsewhere. */
Progress *progress_new(enum progress_style style) G_GNUC_WARN_UNUSED_RESULT;
void progress_free(Progress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Progress, progress_free)

struct standing {
    guint n_done, n_queued; /* queued: also those on their way */
    const char *waiting_on; /* a host, or NULL */
    const char *address;    /* of the last page, or NULL */
};

/* A page was read. */
void progress_page(Progress *progress, const struct standing *standing);

/* Time passed: only the changing line is told. */
void progress_wait(Progress *progress, const struct standing *standing);

/* Clears the changing line, so that what follows stands alone. */
void progress_end(Progress *progress);

/* Seconds that the pages in the queue will take if they go as those before them did; -1 while that is too early to say.
 */
int progress_left_s(gint64 elapsed_us, const struct standing *standing);
