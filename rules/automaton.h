/*
 * automaton.h - many literals found in one pass over a text (Aho and Corasick, 1975).
 *
 * Bytes fall into 32 classes (letters without case, space, digit, dash, apostrophe, punctuation, the rest), so that a
 * state is one cache line. Two literals may therefore pass for each other, and long ones are cut: what seems to stand
 * in the text is held against it, ASCII case ignored, before it is reported.
 */
#pragma once

#include <glib.h>

enum { AUTOMATON_MAX_BYTES = 16 };

struct automaton_entry {
    const char *bytes; /* borrowed while building */
    guint8 length;     /* 1 to AUTOMATON_MAX_BYTES */
    guint8 bounds;     /* bits of enum literal_bounds */
    guint8 kinds;      /* of texts it is looked for in: bits */
};

/* The literal of entry number `entry` begins at byte `at`. */
struct automaton_hit {
    guint32 entry, at;
};

typedef struct Automaton Automaton;

Automaton *automaton_new(const struct automaton_entry *entries, guint n) G_GNUC_WARN_UNUSED_RESULT;
void automaton_free(Automaton *automaton);

/* How many bytes it takes, from its beginning: a copy of them serves as well, as long as it lies as aligned. */
gsize automaton_bytes(const Automaton *automaton);

/* Whether it was made of these very entries, in this order. */
gboolean automaton_is_of(const Automaton *automaton, const struct automaton_entry *entries, guint n);

/*
 * Appends to `hits` (of struct automaton_hit), by the end of what was found, where in `text`, of these kinds, entries
 * stand. Stops, and is FALSE, when there are more than `most`.
 */
gboolean automaton_scan(const Automaton *automaton, const char *text, gsize length, guint kinds, guint most,
                        GArray *hits);

/* Bit fields. */
static inline gsize bits_words(guint n)
{
    return ((gsize)n + 63) / 64;
}

static inline void bits_set(guint64 *bits, guint i)
{
    bits[i / 64] |= G_GUINT64_CONSTANT(1) << (i % 64);
}

static inline gboolean bits_has(const guint64 *bits, guint i)
{
    return (bits[i / 64] >> (i % 64)) & 1;
}
