/*
 * progress.h - how far an audit is, told while it runs, on standard error.
 */
#pragma once

#include "audit/options.h"

typedef struct Progress Progress;

/* PROGRESS_AUTO shows one changing line on a terminal, and nothing elsewhere. */
Progress *progress_new(enum progress_style style) G_GNUC_WARN_UNUSED_RESULT;
void progress_free(Progress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Progress, progress_free)

/* `n_read` pages are judged, `n_waiting` are queued or on their way; `address` was the last. */
void progress_page(Progress *progress, guint n_read, guint n_waiting, const char *address);

/* Clears the changing line, so that what follows stands alone. */
void progress_end(Progress *progress);
