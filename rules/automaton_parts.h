/*
 * automaton_parts.h - how an automaton lies in memory, for the sources that build it (automaton_build.c) and read it
 * (automaton.c).
 */
#pragma once

#include "rules/automaton.h"

enum { AUTOMATON_CLASSES = 32 };

/* Where each class of byte leads to from a state. */
typedef guint16 Row[AUTOMATON_CLASSES];

/* An entry whose rarest part ends in some state. */
struct ending {
    guint64 bytes[2], mask[2]; /* of the entry, in lower case; the mask says which bytes are its */
    guint32 entry;             /* its number */
    guint8 back;               /* from the byte behind that part to the beginning of the entry */
    guint8 length;             /* of the entry */
    guint8 bounds, kinds;
};

/* One block without a pointer in it: head, rows, endings, starts, places. */
struct Automaton {
    guint32 n_states, first_end; /* states where an entry ends come last */
    guint32 n_endings, n_entries;
    guint8 classes[256];
    guint8 unused[48]; /* a row is a cache line, and so begins one */
};

static inline const Row *automaton_rows(const Automaton *automaton)
{
    return (const Row *)(automaton + 1);
}

static inline const struct ending *automaton_endings(const Automaton *automaton)
{
    return (const struct ending *)(automaton_rows(automaton) + automaton->n_states);
}

/* Of state first_end + i the endings starts[i] up to starts[i + 1]. */
static inline const guint32 *automaton_starts(const Automaton *automaton)
{
    return (const guint32 *)(automaton_endings(automaton) + automaton->n_endings);
}

/* One of the endings of each entry. */
static inline const guint32 *automaton_places(const Automaton *automaton)
{
    return automaton_starts(automaton) + (automaton->n_states - automaton->first_end + 1);
}
