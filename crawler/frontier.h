/*
 * frontier.h - the addresses of one presence, each once, in the order they were come upon.
 *
 * An address counts as seen from the moment it is queued. Since the queue is never reordered, an entry's place in it is
 * also the sequence number of its page. Costs an entry of 16 bytes, a slot of 4 to 11 and the address itself.
 */
#pragma once

#include <glib.h>

enum { FRONTIER_NONE = G_MAXUINT32 };

struct frontier_entry {
    const char *address;
    guint32 from;  /* the entry that redirected here, or FRONTIER_NONE */
    guint16 depth; /* links followed from the start */
    guint16 hops;  /* redirects followed to come here */
};

typedef struct Frontier Frontier;
Frontier *frontier_new(void) G_GNUC_WARN_UNUSED_RESULT;
void frontier_free(Frontier *frontier);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Frontier, frontier_free)

/* Queues `address` unless it was seen before; whether it was queued. */
gboolean frontier_add(Frontier *frontier, const char *address, guint depth, guint32 from);

gboolean frontier_has_seen(const Frontier *frontier, const char *address);

/* How many were ever queued. */
guint frontier_count(const Frontier *frontier);

struct frontier_entry *frontier_at(Frontier *frontier, guint index);

/* Whether `address` is `index` or one of the entries that redirected to it: a redirect there goes in a circle. */
gboolean frontier_came_through(const Frontier *frontier, guint index, const char *address);

/* Hands over the memory that the addresses stand in. The frontier can only be freed after that. */
GStringChunk *frontier_take_texts(Frontier *frontier) G_GNUC_WARN_UNUSED_RESULT;
