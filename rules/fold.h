/*
 * fold.h - text made comparable, and the way back to how it stood.
 *
 * Folding drops accents and ligatures (é -> e, œ -> oe), and makes every apostrophe ', every dash -, every
 * space (no-break, thin) a plain one, and removes soft hyphens and zero-width characters. Case stays: patterns
 * ignore it unless they say (?-i:...). Rules and pages are folded alike, so that an officer may write a
 * pattern with or without accents and a page may be in capitals without them.
 */
#pragma once

#include <glib.h>

/* Appends the folded form of `length` bytes of UTF-8 to `out`; what is not UTF-8 becomes U+FFFD, so `out` always is. */
void fold_append(GString *out, const char *text, gsize length);

/* The same, appending to `origins` (of guint32) for every byte of the folded form the byte of `text` that it came from.
 */
void fold_traced(GString *out, GArray *origins, const char *text, gsize length);

/* Appends the folded form of one character: nothing, itself, or up to FOLD_MAX_CHARS others. */
enum { FOLD_MAX_CHARS = 18 };
void fold_char(GString *out, gunichar character);

/* How many bytes at the start of `text` are ASCII, whose folded form is itself. */
gsize fold_ascii_prefix(const char *text, gsize length);

/* The folded form; caller frees. */
char *fold(const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* The byte of `text` from which byte `folded` of its folded form came; the length of `text` when past its end. */
gsize fold_origin(const char *text, gsize length, gsize folded);
