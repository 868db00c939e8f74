/*
 * phone_number.h - telephone numbers in running text: North America, and what begins with 0 or + elsewhere.
 *
 * Text is folded (fold.h). A number is believed by its grouping: 416-923-0187, 06 12 34 56 78, 07946 820 704,
 * +41 77 266 11 22. Ten digits in a row are `bare`: it takes a word beside them to believe those. Dates, prices and
 * numbers of fourteen digits are none.
 */
#pragma once

#include <glib.h>

struct phone_number {
    gsize start, end;
    char value[20];   /* "+14169230187", "0612345678", "+41772661122" */
    gboolean bare;    /* no separator and no plus */
    gboolean fiction; /* 555-01xx, which is kept for stories and templates */
};

/* The next number in `text` at or after *at, which moves past it. FALSE, *at at the end, where there is none. */
gboolean phone_number_next(const char *text, gsize length, gsize *at, struct phone_number *out);

/* Whether two values are the same line, one with and one without its country. */
gboolean phone_number_same(const char *one, const char *other);
