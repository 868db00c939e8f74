#include "rules/facts/current.h"

enum { MAX_DEPTH = 12 };

struct Current {
    const Page *page;
    guint8 *in_post;   // by element
    gboolean all_post; // the page is one
};

Current *current_new(const struct fact_context *context, const Facts *facts)
{
    const Page *page = context->page;
    Current *current = g_new0(Current, 1);
    current->page = page;
    current->in_post = g_new0(guint8, page->n_elements + 1);
    guint index = 0;
    const struct fact *post;
    while ((post = facts_next(facts, FACT_DATED_POST, &index))) {
        if (post->element < page->n_elements) {
            current->in_post[post->element] = 1;
        } else {
            current->all_post = TRUE;
        }
    }
    for (guint32 e = 0; e < page->n_elements; e++) { // an element stands before what it holds
        guint32 parent = page->elements[e].parent;
        current->in_post[e] |= parent < e && current->in_post[parent];
    }
    return current;
}

void current_free(Current *current)
{
    if (current) {
        g_free(current->in_post);
        g_free(current);
    }
}

gboolean current_block(const Current *current, guint32 block)
{
    const struct page_block *b = &current->page->blocks[block];
    if (b->zone == ZONE_COMMENTS || b->quoted) {
        return FALSE;
    }
    gboolean in_post = current->all_post || (b->element < current->page->n_elements && current->in_post[b->element]);
    return !in_post || b->zone == ZONE_NAV || b->zone == ZONE_FOOTER || b->zone == ZONE_HEADER;
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

void current_add(Facts *facts, const struct fact_context *context, const struct fact *told)
{
    const struct page_block *block = &context->page->blocks[told->block];
    g_autofree char *shown = g_strndup(block->text + told->start, told->end - told->start);
    struct fact fact = *told;
    fact.value = told->value ? told->value : shown;
    fact.shown = shown;
    fact.element = block->element;
    facts_add(facts, &fact);
}
