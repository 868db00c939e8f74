/*
 * trap.h - addresses without end: calendars, facets, links that grow by themselves.
 *
 * Bounds are structural, on what addresses are made of, so that they hold on any site: distance from the start page,
 * segments that repeat, dates, shapes of queries. Each is far beyond what a practice's site needs.
 */
#pragma once

#include <glib.h>

typedef struct Trap Trap;
Trap *trap_new(void) G_GNUC_WARN_UNUSED_RESULT;
void trap_free(Trap *trap);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Trap, trap_free)

/*
 * Counts `address`, which is not yet queued and would be `depth` links from the start. NULL if it may be; else what
 * endless kind it is of, in words that follow "left out: ", and *first whether it is the first of its kind.
 */
const char *trap_check(Trap *trap, const char *address, guint depth, gboolean *first);
