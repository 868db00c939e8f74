/*
 * around.h - what stands around a place on a page, as detectors ask it: words in the sentence, before, in the heading.
 */
#pragma once

#include "rules/pack.h"
#include "rules/words.h"

/* Facts of one kind that a detector adds of one page: more repeat what is known, on a page made to be slow. */
enum { FACTS_A_PAGE = 400 };

/* The first match of `list` in the block, or NULL. */
const struct match *around_in(const struct fact_context *context, guint32 block, enum word_list list);

/* The same in the sentence that holds start..end. */
const struct match *around_sentence(const struct fact_context *context, guint32 block, guint32 start, guint32 end,
                                    enum word_list list);

/* The match of `list` nearest before `start` that ends at most `reach` bytes before it, or NULL. */
const struct match *around_before(const struct fact_context *context, guint32 block, guint32 start, guint32 reach,
                                  enum word_list list);

/* Whether a match of `list` shares a byte with start..end. */
gboolean around_overlaps(const struct fact_context *context, guint32 block, guint32 start, guint32 end,
                         enum word_list list);

/* Whether the heading above the block has a word of `list`. */
gboolean around_heading(const struct fact_context *context, guint32 block, enum word_list list);

/* Whether `text`, which need not stand on the page, has a word of `list` in either language. */
gboolean around_text(const struct fact_context *context, const char *text, enum word_list list);

/* Whether this part of the page speaks of somebody else: who hosts the site, an authority. */
gboolean around_somebody_else(const struct fact_context *context, guint32 block, guint32 start);

/* Whether the block is the name of a link in a section or on a page of links to other people. */
gboolean around_other_people(const struct fact_context *context, guint32 block);

/* Whether the page is a dated article: what it names need not be the practitioner's. */
gboolean around_article(const Page *page);

/* Whether people would meet this block without searching: start page, header, footer, a page about the practitioner. */
gboolean around_prominent(const struct fact_context *context, guint32 block);

/* Whether the practitioner's last name stands in the block. FALSE where the practice file does not say it. */
gboolean around_named(const struct fact_context *context, guint32 block);

/* Appends a word to the tags of a fact; and the word of the block's zone. */
void tags_add(GString *tags, const char *tag);
void tags_add_zone(GString *tags, const Page *page, guint32 block);

/* The block's text from start to end. Caller frees. */
char *around_text_of(const Page *page, guint32 block, guint32 start, guint32 end) G_GNUC_WARN_UNUSED_RESULT;
