/*
 * current.h - whether what stands on a page is said of today: not in a dated post, an archive, a comment or a
 * quotation.
 */
#pragma once

#include "rules/fact.h"
#include "rules/words.h"

/* Which blocks of a page speak for the practice today. Made from the dated-post facts, so for detectors that run after
 * history. */
typedef struct Current Current;
Current *current_new(const struct fact_context *context, const Facts *facts) G_GNUC_WARN_UNUSED_RESULT;
void current_free(Current *current);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Current, current_free)

gboolean current_block(const Current *current, guint32 block);

/* The headings above each heading, by index: the next higher one before it, or PAGE_NONE. Caller frees. */
guint32 *current_headings_above(const Page *page) G_GNUC_WARN_UNUSED_RESULT;

/* Whether one of the headings above `block`, up to the page's first, has a word of `list`. `above` is of
 * current_headings_above(). */
gboolean current_under_heading(const struct fact_context *context, const guint32 *above, guint32 block,
                               enum word_list list);

/* Adds what is told (kind, block, start, end, tags, number), shown as it stands there; its value is that too, unless
 * told. */
void current_add(Facts *facts, const struct fact_context *context, const struct fact *told);
