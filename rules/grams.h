/*
 * grams.h - a quick no: what else must stand in a text before a pattern can match there.
 *
 * One literal (literals.h) says where a pattern is worth running; most need more than that one: "client", and somewhere
 * "said" or "wrote". Of a text a bit is kept for each three bytes that follow one another, letter case aside; of a
 * pattern, by alternative, the sets of literals of which one must stand in the text, as the bits of theirs. Different
 * threes may share a bit, so that the answer is "no" or "perhaps".
 */
#pragma once

#include <glib.h>

enum { GRAMS_BITS = 4096 };

struct grams {
    guint64 bits[GRAMS_BITS / 64];
};

/* Of `text` alone. */
void grams_note(struct grams *grams, const char *text, gsize length);

typedef struct Demands Demands;

/* What `pattern` (folded, caseless) demands of a text in which it matches, beside what literals_find() finds; perhaps
 * nothing. */
Demands *demands_new(const char *pattern) G_GNUC_WARN_UNUSED_RESULT;
void demands_free(Demands *demands);

gboolean demands_nothing(const Demands *demands);

/* FALSE: the text (folded) whose grams these are holds no match; or none but at its start, unless `from_start`. */
gboolean demands_met(const Demands *demands, const struct grams *grams, gboolean from_start);
