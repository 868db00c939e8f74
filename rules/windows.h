/*
 * windows.h - where patterns are worth running in one text, pattern by pattern.
 *
 * Kept from text to text, so that nothing is allocated for each. For one thread.
 */
#pragma once

#include <glib.h>

/* Where a match may begin. */
struct window {
    guint32 from, to;
};

typedef struct Windows Windows;

Windows *windows_new(void) G_GNUC_WARN_UNUSED_RESULT;
void windows_free(Windows *windows);

/* Forgets all; patterns are below `n_patterns` from now on. */
void windows_clear(Windows *windows, guint n_patterns);

/* Fastest where those of one pattern come in order. Those that touch become one. */
void windows_add(Windows *windows, guint32 pattern, guint32 from, guint32 to);

/* How many patterns there are; and those of the i-th, in order and apart, until the next call. */
guint windows_n_patterns(const Windows *windows);
const struct window *windows_of(Windows *windows, guint i, guint32 *pattern, guint *n);
