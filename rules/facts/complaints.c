#include "rules/facts/bodies.h"
#include "rules/facts/detectors.h"

enum { REACH = 260 }; // bytes: the College may stand in the sentence after

// A body that hears complaints about care, near the words of complaint.
static gboolean to_a_body(const struct fact_context *context, guint32 block, const struct match *match)
{
    if (around_sentence(context, block, match->start, match->end, WORDS_COMPLAINT_BODY)) {
        return TRUE;
    }
    guint n;
    const struct match *matches = hits_in(context->hits, block, &n);
    for (guint i = 0; i < n; i++) {
        enum regulator_word word;
        const struct regulator *regulator = regulator_word_of(context->packs, matches[i].owner, &word);
        gboolean near = matches[i].start <= match->end + REACH && matches[i].end + REACH >= match->start;
        if (regulator && near && (word == REGULATOR_NAME || word == REGULATOR_ABBREVIATION)) {
            return TRUE;
        }
    }
    return FALSE;
}

void facts_complaints(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    guint n_added = 0;
    for (guint32 b = 0; b < page->n_blocks && n_added < FACTS_A_PAGE; b++) {
        guint n;
        const struct match *matches = hits_in(context->hits, b, &n);
        for (guint i = 0; i < n; i++) {
            if (matches[i].owner != WORDS_COMPLAINT || page->blocks[b].zone == ZONE_COMMENTS) {
                continue;
            }
            gboolean data =
                around_sentence(context, b, matches[i].start, matches[i].end, WORDS_COMPLAINT_DATA) != NULL ||
                around_heading(context, b, WORDS_COMPLAINT_DATA);
            g_autofree char *shown = around_text_of(page, b, matches[i].start, matches[i].end);
            const struct fact fact = {
                .kind = FACT_COMPLAINT,
                .value = shown,
                .shown = shown,
                .tags = data                                 ? "data"
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
