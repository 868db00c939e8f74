#include "rules/facts/current.h"

enum { MAX_DEPTH = 12 };

gboolean current_block(const struct fact_context *context, const Facts *facts, guint32 block)
{
    const struct page_block *b = &context->page->blocks[block];
    if (b->zone == ZONE_COMMENTS || b->quoted) {
        return FALSE;
    }
    guint index = 0;
    const struct fact *post;
    while ((post = facts_next(facts, FACT_DATED_POST, &index))) {
        if (post->element == PAGE_NONE || page_is_within(context->page, b->element, post->element)) {
            return b->zone == ZONE_NAV || b->zone == ZONE_FOOTER || b->zone == ZONE_HEADER;
        }
    }
    return TRUE;
}

guint32 *current_headings_above(const Page *page)
{
    guint32 *above = g_new(guint32, page->n_headings + 1);
    guint32 last[8] = {PAGE_NONE, PAGE_NONE, PAGE_NONE, PAGE_NONE, PAGE_NONE, PAGE_NONE, PAGE_NONE, PAGE_NONE};
    for (guint32 i = 0; i < page->n_headings; i++) {
        guint level = page->headings[i].level ? MIN(page->headings[i].level, 6) : 7;
        above[i] = PAGE_NONE;
        for (guint k = level; k-- > 1 && above[i] == PAGE_NONE;) {
            above[i] = last[k];
        }
        last[level] = i;
        for (guint k = level + 1; k < G_N_ELEMENTS(last); k++) {
            last[k] = PAGE_NONE;
        }
    }
    return above;
}

gboolean current_under_heading(const struct fact_context *context, const guint32 *above, guint32 block,
                               enum word_list list)
{
    const Page *page = context->page;
    guint32 heading = page->blocks[block].heading;
    for (guint depth = 0; heading != PAGE_NONE && depth < MAX_DEPTH; depth++) {
        guint32 at = page->headings[heading].block;
        if (at != PAGE_NONE && at != block && hits_first(context->hits, at, list)) {
            return TRUE;
        }
        heading = above[heading];
    }
    return FALSE;
}

void current_add(Facts *facts, const struct fact_context *context, enum fact_kind kind, guint32 block, guint32 start,
                 guint32 end, const char *value, const char *tags, double number)
{
    const struct page_block *b = &context->page->blocks[block];
    g_autofree char *shown = g_strndup(b->text + start, end - start);
    struct fact fact = {
        .kind = kind,
        .value = value ? value : shown,
        .shown = shown,
        .tags = tags,
        .number = number,
        .block = block,
        .element = b->element,
        .start = start,
        .end = end,
    };
    facts_add(facts, &fact);
}
