/*
 * service_match.h - whether a text names a service, however it words it.
 *
 * Case, accents, plural, gender, hyphens, elision, word order and the little words do not count, and a list may share
 * its noun: "individual, couple and family therapy" names couple therapy, « thérapie individuelle, de couple et
 * familiale » too.
 */
#pragma once

#include <glib.h>

enum { SERVICE_STEM_BYTES = 20 };

struct service_word {
    char stem[SERVICE_STEM_BYTES];
    guint32 start, end; /* bytes of the text */
    guint8 listed;      /* a comma, "and" or the like stands before it */
    guint8 apart;       /* a full stop or the like does */
};

/* Appends the words of `length` bytes of valid UTF-8 that count (struct service_word). */
void service_words(const char *text, gsize length, GArray *words);

/* The first place at or after word `from` of `text` that names `name`, as indices of words; FALSE where none does. */
gboolean service_named(const GArray *text, const GArray *name, guint from, guint *first, guint *last);
