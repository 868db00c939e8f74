/*
 * hits.h - where the patterns of word lists and rules match a page: one reading, kept by block.
 *
 * What rules look for is looked for everywhere. Most word lists say something only beside what was found already, so
 * their patterns run in a block when somebody asks for them there.
 */
#pragma once

#include "crawler/page.h"
#include "rules/matcher.h"

typedef struct Hits Hits;

/* Matches every block of `page`, in the block's language (both where it is unknown). Both are borrowed. */
Hits *hits_read(const Matcher *matcher, const Page *page) G_GNUC_WARN_UNUSED_RESULT;
void hits_free(Hits *hits);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Hits, hits_free)

/*
 * The matches in `block`, by start, of owners from WORDS_FIRST_IN_ROW on (words.h): rules, regulators, and what is read
 * among them; *n is how many. Borrowed.
 */
const struct match *hits_in(const Hits *hits, guint32 block, guint *n);

/* Whether `owner`, one of those, matches anywhere on the page. */
gboolean hits_anywhere(const Hits *hits, guint32 owner);

/* Whether a figure, 0 to 9, stands in `block`, without accents: no address, no phone number and no date is without. */
gboolean hits_has_figure(const Hits *hits, guint32 block);

/* The matches of `owner` in `block`, by start; *n is how many. Borrowed. */
const struct match *hits_of(const Hits *hits, guint32 block, guint32 owner, guint *n);

/* The first match of `owner` in `block`, or NULL. */
const struct match *hits_first(const Hits *hits, guint32 block, guint32 owner);
