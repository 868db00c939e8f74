/*
 * hits.h - where the patterns of word lists and rules match a page: one reading, kept by block.
 */
#pragma once

#include "crawler/page.h"
#include "rules/matcher.h"

typedef struct Hits Hits;

/* Matches every block of `page`, in the block's language (both where it is unknown). */
Hits *hits_read(const Matcher *matcher, const Page *page) G_GNUC_WARN_UNUSED_RESULT;
void hits_free(Hits *hits);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Hits, hits_free)

/* The matches in `block`, by start; *n is how many. Borrowed. */
const struct match *hits_in(const Hits *hits, guint32 block, guint *n);

/* The first match of `owner` in `block`, or NULL. */
const struct match *hits_first(const Hits *hits, guint32 block, guint32 owner);
