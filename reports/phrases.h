/*
 * phrases.h - the reports' own words, in one language: reports/html/words.xml.
 *
 * Counts, numbers and dates come out as en-CA and fr-CA write them. A key that the file lacks comes out as "[key]", and
 * a test sees to it that none does.
 */
#pragma once

#include "rules/rule.h"

typedef struct Phrases Phrases;

/* Reads the words of `language` below `data_folder`. */
Phrases *phrases_load(const char *data_folder, enum language language, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void phrases_free(Phrases *phrases);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Phrases, phrases_free)

enum language phrases_language(const Phrases *phrases);

/* Borrowed. */
const char *phrase(const Phrases *phrases, const char *key);

/* "{key}.{word}", as fetch.blocked. Borrowed. */
const char *phrase_of(const Phrases *phrases, const char *key, const char *word);

/* With {name} replaced, from pairs of name and value ended by NULL. Caller frees these and those below. */
char *phrase_fill(const Phrases *phrases, const char *key, ...) G_GNUC_NULL_TERMINATED;

/* The form for `n` things, {n} replaced. */
char *phrase_count(const Phrases *phrases, const char *key, guint n);
char *phrase_count_fill(const Phrases *phrases, const char *key, guint n, ...) G_GNUC_NULL_TERMINATED;
char *phrase_number(const Phrases *phrases, guint n);

/* What the crawl says of a page in English, said in these words' language; NULL for NULL. See reasons.h. */
char *phrase_reason(const Phrases *phrases, const char *english);

/* "November 21, 2026", « 21 novembre 2026 »; what is not YYYY-MM-DD comes back as it is. */
char *phrase_date(const Phrases *phrases, const char *iso);

/* Calls `each` for every key and its plain form, in the order of the file. */
void phrases_foreach(const Phrases *phrases, void (*each)(const char *key, const char *text, gpointer data),
                     gpointer data);
