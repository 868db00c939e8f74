/*
 * pool.h - pages are read and judged on threads of their own, and come back in order.
 *
 * The network's thread gives fetched pages as they come and takes readings in the order of each presence's
 * sequence numbers, so nothing that follows depends on timing. Two queues are all that is shared.
 */
#pragma once

#include "crawler/crawl.h"
#include "rules/judge.h"

/* A fetched page after it was read: what is known of it, without it. */
struct reading {
    struct fetched *fetched; /* its body is gone */
    char *title;
    enum page_language language;
    guint32 n_words;
    char **links;     /* normal addresses it leads to, NULL-terminated; NULL where none are to be followed */
    char *refresh;    /* where a meta refresh leads, or NULL */
    Verdict *verdict; /* NULL where there was nothing to judge */
};
void reading_free(struct reading *reading);

typedef struct Pool Pool;

/* `judge` is shared by all threads. `ready` is called, on any of them, when a reading can be taken. */
Pool *pool_new(const Judge *judge, guint n_threads, void (*ready)(gpointer data),
               gpointer data) G_GNUC_WARN_UNUSED_RESULT;

/* Waits for the pages at hand. */
void pool_free(Pool *pool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pool, pool_free)

/* Takes `fetched`, which belongs to a presence of that kind. */
void pool_give(Pool *pool, struct fetched *fetched, enum presence_kind kind);

/* The next reading in order, or NULL when none is ready. The caller owns it. */
struct reading *pool_take(Pool *pool);

/* Enough pages wait for a thread: the network should not bring more just now. */
gboolean pool_is_full(const Pool *pool);

/* Waits until a page was read, or `timeout_ms` passed. */
void pool_wait(Pool *pool, guint timeout_ms);
