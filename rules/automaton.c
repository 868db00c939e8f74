#include "rules/automaton_parts.h"

#include <string.h>

#include "rules/literals.h"

void automaton_free(Automaton *automaton)
{
    g_aligned_free(automaton);
}

gsize automaton_bytes(const Automaton *automaton)
{
    return (const guint8 *)(automaton_places(automaton) + automaton->n_entries) - (const guint8 *)automaton;
}

gboolean automaton_is_of(const Automaton *automaton, const struct automaton_entry *entries, guint n)
{
    gboolean same = automaton->n_entries == n;
    for (guint i = 0; same && i < n; i++) {
        const struct automaton_entry *entry = &entries[i];
        const struct ending *ending = &automaton_endings(automaton)[automaton_places(automaton)[i]];
        same = entry->length == ending->length && entry->bounds == ending->bounds && entry->kinds == ending->kinds &&
               memcmp(entry->bytes, ending->bytes, entry->length) == 0;
    }
    return same;
}

static gboolean is_word(char c)
{
    return g_ascii_isalnum(c) || c == '_';
}

// The text in lower case, with room on both sides, so that no entry need be cut short to be held against it.
enum { ROOM = 2 * AUTOMATON_MAX_BYTES };

static guint64 lower_eight(guint64 bytes)
{
    const guint64 ones = G_GUINT64_CONSTANT(0x0101010101010101), low = bytes & (0x7F * ones);
    guint64 from_a = low + (0x80 - 'A') * ones, beyond_z = low + (0x7F - 'Z') * ones; // in the highest bit of each
    return bytes | ((from_a ^ beyond_z) & ~bytes & (0x80 * ones)) >> 2;
}

static char *lower_with_room(const char *text, gsize length)
{
    char *lower = g_malloc(length + 2 * ROOM);
    memset(lower, 0, ROOM);
    memcpy(lower + ROOM, text, length);
    memset(lower + ROOM + length, 0, ROOM);
    for (gsize i = 0; i < length; i += sizeof(guint64)) {
        guint64 bytes;
        memcpy(&bytes, lower + ROOM + i, sizeof bytes);
        bytes = lower_eight(bytes);
        memcpy(lower + ROOM + i, &bytes, sizeof bytes);
    }
    return lower;
}

// Whether the entry itself begins at `begin`, not only something of the same classes or its rarest part.
static inline gboolean stands(const struct ending *ending, const char *begin)
{
    guint64 read[2];
    memcpy(read, begin, sizeof read);
    if (((read[0] ^ ending->bytes[0]) & ending->mask[0]) || ((read[1] ^ ending->bytes[1]) & ending->mask[1])) {
        return FALSE;
    }
    return (!(ending->bounds & BOUND_BEFORE) || !is_word(begin[-1])) &&
           (!(ending->bounds & BOUND_AFTER) || !is_word(begin[ending->length]));
}

// What stands where, gathered before it goes to where it is asked for.
struct gatherer {
    const char *lower;
    guint kinds, n;
    struct automaton_hit hits[64];
    GArray *all;
};

static void pass_on(struct gatherer *gatherer)
{
    g_array_append_vals(gatherer->all, gatherer->hits, gatherer->n);
    gatherer->n = 0;
}

// Those of a state that is reached behind byte `end`.
static inline void gather(struct gatherer *gatherer, const struct ending *ending, const struct ending *last, gsize end)
{
    for (; ending < last; ending++) {
        const char *begin = gatherer->lower + end - ending->back; // perhaps before the text, in the room there
        if ((ending->kinds & gatherer->kinds) && stands(ending, begin)) {
            gatherer->hits[gatherer->n++] = (struct automaton_hit){ending->entry, begin - gatherer->lower};
            if (gatherer->n == G_N_ELEMENTS(gatherer->hits)) {
                pass_on(gatherer);
            }
        }
    }
}

gboolean automaton_scan(const Automaton *automaton, const char *text, gsize length, guint kinds, guint most,
                        GArray *hits)
{
    g_autofree char *room = lower_with_room(text, length);
    struct gatherer gatherer = {.lower = room + ROOM, .kinds = kinds, .all = hits};
    const Row *next = automaton_rows(automaton);
    const struct ending *endings = automaton_endings(automaton);
    const guint32 *all_starts = automaton_starts(automaton);
    guint state = 0, first_end = automaton->first_end;
    for (gsize i = 0; i < length; i++) {
        state = next[state][automaton->classes[(guchar)gatherer.lower[i]]];
        if (state < first_end) {
            continue;
        }
        const guint32 *starts = &all_starts[state - first_end];
        gather(&gatherer, endings + starts[0], endings + starts[1], i + 1);
        if (hits->len > most) {
            return FALSE;
        }
    }
    pass_on(&gatherer);
    return hits->len <= most;
}
