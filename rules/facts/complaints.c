#include "rules/facts/bodies.h"
#include "rules/facts/detectors.h"
#include "rules/sentence.h"

enum { REACH = 260 }; // bytes: the College may stand in the sentence after

// Whether a regulator is named between two places of the block.
static gboolean names_regulator(const struct fact_context *context, guint32 block, gsize from, gsize to)
{
    guint n;
    const struct match *matches = hits_in(context->hits, block, &n);
    for (guint i = 0; i < n; i++) {
        enum regulator_word word;
        const struct regulator *regulator = regulator_word_of(context->packs, matches[i].owner, &word);
        if (regulator && matches[i].start <= to && matches[i].end >= from &&
            (word == REGULATOR_NAME || word == REGULATOR_ABBREVIATION)) {
            return TRUE;
        }
    }
    return FALSE;
}

// A body that hears complaints about care, near the words of complaint.
static gboolean to_a_body(const struct fact_context *context, guint32 block, const struct match *match)
{
    gsize from = match->start > REACH ? match->start - REACH : 0;
    return around_sentence(context, block, match->start, match->end, WORDS_COMPLAINT_BODY) ||
           names_regulator(context, block, from, (gsize)match->end + REACH);
}

// "About privacy to the Commissioner, about my practice to the College": one sentence that says both.
static gboolean to_both(const struct fact_context *context, guint32 block, const struct match *match)
{
    const struct page_block *here = &context->page->blocks[block];
    gsize from, to;
    sentence_around(here->text, here->length, match->start, match->end, &from, &to);
    return names_regulator(context, block, from, to) ||
           (around_sentence(context, block, match->start, match->end, WORDS_COMPLAINT_CARE) &&
            around_sentence(context, block, match->start, match->end, WORDS_COMPLAINT_BODY));
}

void facts_complaints(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    guint n_added = 0;
    for (guint32 b = 0; b < page->n_blocks && n_added < FACTS_A_PAGE; b++) {
        guint n;
        const struct match *matches = hits_of(context->hits, b, WORDS_COMPLAINT, &n);
        for (guint i = 0; i < n && page->blocks[b].zone != ZONE_COMMENTS; i++) {
            gboolean data =
                around_sentence(context, b, matches[i].start, matches[i].end, WORDS_COMPLAINT_DATA) != NULL ||
                around_heading(context, b, WORDS_COMPLAINT_DATA);
            g_autofree char *shown = around_text_of(page, b, matches[i].start, matches[i].end);
            const struct fact fact = {
                .kind = FACT_COMPLAINT,
                .value = shown,
                .shown = shown,
                .tags = data                                 ? (to_both(context, b, &matches[i]) ? "data body" : "data")
                        : to_a_body(context, b, &matches[i]) ? "body"
                                                             : "nobody",
                .block = b,
                .element = page->blocks[b].element,
                .start = matches[i].start,
                .end = matches[i].end,
            };
            facts_add(facts, &fact);
            n_added++;
        }
    }
}
