/*
 * sentence.h - where a sentence begins and ends, and the words beside it.
 *
 * Offsets are bytes. A full stop after a short title (Dr. Roe, M. Roy) or an initial does not end a sentence, nor does
 * one before a small letter or a digit; a bullet between phrases does.
 */
#pragma once

#include <glib.h>

/* The sentence of `text` that holds start..end: widened to its bounds, without white space around it. */
void sentence_around(const char *text, gsize length, gsize start, gsize end, gsize *first, gsize *last);

/* Up to `n` words before `start`, or from `end` on, or NULL where there is none. Caller frees. */
char *words_before(const char *text, gsize start, guint n) G_GNUC_WARN_UNUSED_RESULT;
char *words_after(const char *text, gsize length, gsize end, guint n) G_GNUC_WARN_UNUSED_RESULT;

/* `length` bytes of `text`, cut at a character with "…" when there are more than `max_bytes`. Caller frees. */
char *text_shortened(const char *text, gsize length, gsize max_bytes) G_GNUC_WARN_UNUSED_RESULT;
