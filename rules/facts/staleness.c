// What time has overtaken: retired technology, old references, pandemic notices, and what a template left behind.
#include "rules/facts/around.h"
#include "rules/facts/current.h"
#include "rules/facts/dated_facts.h"
#include "rules/facts/detectors.h"

enum { MAX_OF_ONE = 50 };

/* 11 June 2022 as 20220611: from when a notice is old is for a rule to say. */
static double day_as_number(const GDate *day)
{
    return g_date_get_year(day) * 10000.0 + (double)g_date_get_month(day) * 100 + g_date_get_day(day);
}

/* A measure of the pandemic, told of how the practice works now. */
static gboolean read_pandemic(const struct fact_context *context, Facts *facts, const Current *current, guint32 block)
{
    const struct match *measure = around_in(context, block, WORDS_PANDEMIC_MEASURE);
    const struct page_block *b = &context->page->blocks[block];
    if (!measure || b->is_alt || b->zone == ZONE_HEAD || !current_block(current, block) ||
        around_sentence(context, block, measure->start, measure->end, WORDS_PANDEMIC_PAST)) {
        return FALSE;
    }
    guint32 start = measure->start, end = measure->end;
    gboolean now = around_sentence(context, block, start, end, WORDS_PANDEMIC_NOW) != NULL;
    if (now || b->is_heading) {
        current_add(facts, context,
                    &(struct fact){.kind = FACT_PANDEMIC_NOTICE,
                                   .block = block,
                                   .start = start,
                                   .end = end,
                                   .tags = b->is_heading ? "heading" : "text",
                                   .number = day_as_number(context->as_of)});
    }
    return now || b->is_heading;
}

/* The section that a heading opens holds nothing. */
static gboolean is_empty_section(const Page *page, guint32 block)
{
    return block + 1 >= page->n_blocks || page->blocks[block + 1].is_heading ||
           page->blocks[block + 1].zone != page->blocks[block].zone;
}

static gboolean read_placeholder(const struct fact_context *context, Facts *facts, guint32 block)
{
    const struct page_block *b = &context->page->blocks[block];
    const struct match *match = around_in(context, block, WORDS_PLACEHOLDER);
    if (!match && (!b->is_heading || is_empty_section(context->page, block))) {
        match = around_in(context, block, WORDS_UNFINISHED);
    }
    if (match && b->zone != ZONE_COMMENTS && b->zone != ZONE_NAV) {
        gboolean form = b->in_form || page_closest(context->page, b->element, "form") != PAGE_NONE;
        current_add(facts, context,
                    &(struct fact){.kind = FACT_PLACEHOLDER,
                                   .block = block,
                                   .start = match->start,
                                   .end = match->end,
                                   .tags = form ? "form" : "text"});
        return TRUE;
    }
    return FALSE;
}

void facts_staleness(const struct fact_context *context, Facts *facts)
{
    dated_facts(context, facts, 1U << DATED_TECHNOLOGY | 1U << DATED_REFERENCE);
    g_autoptr(Current) current = current_new(context, facts);
    guint n_notices = 0, n_placeholders = 0;
    for (guint32 block = 0; block < context->page->n_blocks; block++) {
        n_notices += n_notices < MAX_OF_ONE && read_pandemic(context, facts, current, block);
        n_placeholders += n_placeholders < MAX_OF_ONE && read_placeholder(context, facts, block);
    }
}
