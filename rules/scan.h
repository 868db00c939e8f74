/*
 * scan.h - a text passed over once, to be asked for its matches bit by bit.
 *
 * Most lists of words are asked for in few places of a page: around what some other list found there. A scan keeps
 * where each pattern could match, and runs it when it is first of interest. For one thread.
 */
#pragma once

#include "rules/matcher.h"

typedef struct Scan Scan;

/* `matcher` and `text` are borrowed and must outlive the scan. */
Scan *scan_new(const Matcher *matcher, const char *text, gsize length, guint languages) G_GNUC_WARN_UNUSED_RESULT;
void scan_free(Scan *scan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scan, scan_free)

/* The text without accents, as it is searched; terminated where the text is. */
const char *scan_text(const Scan *scan);

/* Bytes it takes. */
gsize scan_bytes(const Scan *scan);

/* FALSE: no pattern of `owner` can match. */
gboolean scan_may_hold(const Scan *scan, guint32 owner);

/* Appends the matches, as matcher_find() does, of owners from `first` to `last`. */
void scan_find(Scan *scan, guint32 first, guint32 last, GArray *matches);
