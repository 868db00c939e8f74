/*
 * search.h - patterns run on a text, where they may match.
 */
#pragma once

#include "rules/matcher_parts.h"
#include "rules/windows.h"

/* A folded text, and what is worth knowing of it before it is searched. */
struct subject {
    const char *text;
    gsize length;
    const guint32 *origins; /* of each byte, the byte of the text as it stood; NULL where it is the same text */
    gboolean ascii;
    gboolean long_runs;  /* see literals.h */
    struct grams *grams; /* NULL before they are asked for; then to be freed */
};

/* Takes from the budget of this thread (matcher.h). FALSE where nothing is left of it: do not search. */
gboolean search_spend(gint64 places);

/* What is left of it; and whether everything since the last call was searched whole. */
gint64 search_left(void);
gboolean search_was_whole(void);

/*
 * Appends the matches of patterns in their windows: by start, then owner, each once. Patterns that meet their limit
 * yield nothing more, and are counted.
 */
void search_windows(const Matcher *matcher, struct subject *subject, Windows *windows, GArray *matches);
