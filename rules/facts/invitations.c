// Asking visitors to review, rate, recommend, testify, like, share or comment; and sentences that refuse to.
#include "rules/facts/testimonial_parts.h"
#include "rules/sentence.h"

enum { LABEL_BYTES = 30 };

static gboolean is_negated(const struct testimonial_page *self, guint32 block, const struct match *match)
{
    const struct page_block *at = &self->page->blocks[block];
    gsize first = 0, last = 0;
    sentence_around(at->text, at->length, match->start, match->end, &first, &last);
    static const enum word_list lists[] = {WORDS_INVITATION_NEGATION, WORDS_REFUSAL};
    for (guint l = 0; l < G_N_ELEMENTS(lists); l++) {
        guint n = 0;
        const struct match *hits = hits_of(self->context->hits, block, lists[l], &n);
        for (guint i = 0; i < n; i++) {
            if (hits[i].start >= first && hits[i].end <= last) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

static void add(const struct testimonial_page *self, enum fact_kind kind, guint32 block, const struct match *match,
                const char *tags, Facts *facts)
{
    const struct fact fact = {.kind = kind,
                              .tags = tags,
                              .block = block,
                              .element = self->page->blocks[block].element,
                              .start = match->start,
                              .end = match->end};
    facts_add(facts, &fact);
}

// The first invitation of `list` in the block that its sentence does not take back.
static const struct match *find(const struct testimonial_page *self, guint32 block, enum word_list list)
{
    guint n = 0;
    const struct match *hits = hits_of(self->context->hits, block, list, &n);
    for (guint i = 0; i < n; i++) {
        if (!is_negated(self, block, &hits[i])) {
            return &hits[i];
        }
    }
    return NULL;
}

// "Like us on Facebook" on a button: a link to a page, rather than a sentence that asks.
static gboolean is_label(const struct page_block *block)
{
    return block->length <= LABEL_BYTES || block->n_link_bytes * 2 > block->length;
}

// "Would you like to share your experience?", a line of its own where testimonials stand: the answer would be one, if
// the page does not say that it shows none.
static const struct match *find_question(const struct testimonial_page *self, guint32 block)
{
    const struct page_block *at = &self->page->blocks[block];
    if (at->zone != ZONE_MAIN || self->refuses || MAX(block_section_name(self, at), self->page_name) < SECTION_BARE) {
        return NULL;
    }
    return find(self, block, WORDS_INVITATION_QUESTION);
}

static void read_words(const struct testimonial_page *self, gboolean open, Facts *facts)
{
    for (guint32 i = 0; i < self->page->n_blocks; i++) {
        if (self->page->blocks[i].zone == ZONE_HEAD) {
            continue;
        }
        const struct match *match = find(self, i, WORDS_REVIEW_INVITATION);
        match = match ? match : find_question(self, i);
        const struct match *comment = open ? find(self, i, WORDS_COMMENT_INVITATION) : NULL;
        const struct match *refusal = hits_first(self->context->hits, i, WORDS_REFUSAL);
        const struct match *like = find(self, i, WORDS_LIKE_INVITATION);
        if (match) {
            add(self, FACT_REVIEW_INVITATION, i, match, "review", facts);
        } else if (like) {
            add(self, FACT_REVIEW_INVITATION, i, like, is_label(&self->page->blocks[i]) ? "like-link" : "like", facts);
        } else if (comment) {
            add(self, FACT_REVIEW_INVITATION, i, comment, "comment", facts);
        }
        if (refusal) {
            add(self, FACT_TESTIMONIAL_REFUSAL, i, refusal, "", facts);
        }
    }
}

void read_invitations(const struct testimonial_page *self, Facts *facts)
{
    guint at = 0;
    read_words(self, facts_next(facts, FACT_COMMENT_FORM, &at) != NULL, facts);
    for (guint i = 0; i < self->marks->len; i++) {
        const struct mark *mark = &g_array_index(self->marks, struct mark, i);
        if (mark->list == WORDS_REVIEW_ADDRESS && !mark->is_token) {
            const struct fact fact = {.kind = FACT_REVIEW_INVITATION,
                                      .value = mark->text,
                                      .shown = mark->text,
                                      .tags = "link",
                                      .block = PAGE_NONE,
                                      .element = mark->element};
            facts_add(facts, &fact);
        }
    }
}
