/*
 * paste.h - words to paste, as they go into a web page: a draft's HTML, and the practice as structured data.
 *
 * The plain text is the draft; the HTML is made from it and says the same. Both keep what is not known as a visible
 * hint in square brackets.
 */
#pragma once

#include "reports/result.h"

/*
 * The HTML of a plain draft: an empty line between paragraphs, "- " before each item of a list; e-mail addresses,
 * telephone numbers and web addresses become links, hints are marked. Everything in it is escaped. Caller frees.
 */
char *paste_html(const char *plain, enum language language);

/* Whether the draft is an entry for the practice file, which no web page has a use for. */
gboolean paste_is_entry(const char *plain);

/* The practice as JSON-LD (schema.org) in a script element, or NULL where the practice file names nobody. Whatever it
 * holds, it does not end the element early. Caller frees. */
char *paste_structured_data(const struct result *result, enum language language);

/* Whether drafts are offered in `language` when the reader's is `own`: that one, and each of the practice's. */
gboolean paste_offered(const struct result *result, enum language own, enum language language);

/* What stands for a value that is not known: "[phone]", « [téléphone] »; NULL for a name that has none. Static. */
const char *paste_hint(const char *name, enum language language);

/* Adds to `values` (string to borrowed string) the hints of this language for the names it lacks. */
void paste_add_hints(GHashTable *values, enum language language);
