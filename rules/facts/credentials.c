#include <string.h>

#include "rules/facts/around.h"
#include "rules/facts/detectors.h"

enum {
    LIST_ITEM = 160, // bytes: a line of a curriculum vitae needs no "I"
};

// "— Nancy Ashe, PhD" below a quotation: the letters are of whoever is quoted.
static gboolean signs_quotation(const Page *page, guint32 block)
{
    const char *text = page->blocks[block].text;
    gboolean dash = *text == '-' || g_str_has_prefix(text, "—") || g_str_has_prefix(text, "–");
    const struct page_block *above = block ? &page->blocks[block - 1] : NULL;
    return dash && above &&
           (page->blocks[block].quoted || above->quoted || g_str_has_prefix(above->text, "“") ||
            g_str_has_prefix(above->text, "«") || *above->text == '"');
}

static gboolean looks_past_it(const struct page_block *block)
{
    return block->zone == ZONE_NAV || block->zone == ZONE_COMMENTS || block->in_form;
}

// "About", "Mon parcours": what such a page says is said of the practitioner.
static gboolean is_profile(const struct fact_context *context)
{
    return around_text(context, context->page->title, WORDS_PROFILE_PAGE) ||
           around_text(context, context->page->address, WORDS_PROFILE_PAGE);
}

// A degree is the practitioner's where they speak, are named, or a short line says it and nothing more.
static gboolean is_tied(const struct fact_context *context, guint32 block, const struct match *match, gboolean article)
{
    if (around_in(context, block, WORDS_PRACTITIONER) || around_named(context, block)) {
        return TRUE;
    }
    gboolean line = context->page->blocks[block].length <= LIST_ITEM || is_profile(context);
    return !article && line && !around_other_people(context, block) &&
           !around_sentence(context, block, match->start, match->end, WORDS_CHOOSING);
}

void facts_credentials(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    gboolean article = around_article(page);
    guint n_added = 0;
    for (guint32 i = 0; i < page->n_blocks && n_added < FACTS_A_PAGE; i++) {
        const struct match *match = around_in(context, i, WORDS_DEGREE);
        if (!match || looks_past_it(&page->blocks[i]) || (signs_quotation(page, i) && !around_named(context, i)) ||
            around_sentence(context, i, match->start, match->end, WORDS_DEGREE_OTHER)) {
            continue;
        }
        g_autofree char *shown = around_text_of(page, i, match->start, match->end);
        g_autoptr(GString) tags = g_string_new(is_tied(context, i, match, article) ? "tied" : "untied");
        tags_add_zone(tags, page, i);
        const struct fact fact = {
            .kind = FACT_CREDENTIAL,
            .value = shown,
            .shown = shown,
            .tags = tags->str,
            .block = i,
            .element = page->blocks[i].element,
            .start = match->start,
            .end = match->end,
        };
        facts_add(facts, &fact);
        n_added++;
    }
}
