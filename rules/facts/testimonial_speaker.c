// Whose words they are: the line beside them, the name under a card, the heading that is one.
#include "rules/facts/testimonial_speaker.h"

#include <string.h>

#include "rules/facts/quotation.h"

enum { SHORTEST_STATEMENT = 15 };

gboolean can_speak(const struct page_block *block)
{
    gboolean place = block->zone != ZONE_HEAD && block->zone != ZONE_NAV && block->zone != ZONE_COMMENTS;
    gboolean kind =
        !block->in_form && !block->is_alt && (!block->is_heading || (block_is_quoted(block) && !block_asks(block)));
    gboolean links = block->n_link_bytes * 2 > block->length && block_is_short(block);
    return place && kind && !links && block->length >= SHORTEST_STATEMENT;
}

gboolean begins_with(const struct testimonial_page *self, guint32 block, enum word_list list)
{
    const struct match *match = hits_first(self->context->hits, block, list);
    return match && match->start == 0;
}

// "Kind words" over a section is nobody's name.
static gboolean names_section(const struct testimonial_page *self, guint32 block)
{
    const struct page_block *at = &self->page->blocks[block];
    guint32 heading =
        at->is_heading && at->element != PAGE_NONE ? heading_before(self->page, at->element + 1) : PAGE_NONE;
    return heading != PAGE_NONE && self->page->headings[heading].block == block &&
           self->own_names[heading] != SECTION_UNNAMED;
}

gboolean says_who(const struct testimonial_page *self, guint32 block)
{
    const struct page_block *at = &self->page->blocks[block];
    // A dash may stand before a name with a link behind it: "— A. B., read on Google".
    gboolean leads = at->n_link_bytes == at->length || !begins_with_dash(at->text);
    if (!block_is_short(at) || at->is_alt || at->in_form || (leads && at->n_link_bytes * 2 > at->length) ||
        at->zone == ZONE_HEAD || at->zone == ZONE_NAV ||
        (quotation_opens(at->text) && quotation_closes(at->text, at->length)) || names_section(self, block)) {
        return FALSE;
    }
    gboolean sentence = strchr(".!?:", at->text[at->length - 1]) != NULL;
    return begins_with_dash(at->text) || begins_with(self, block, WORDS_ATTRIBUTION_CLIENT) ||
           begins_with(self, block, WORDS_ATTRIBUTION_ROLE) || begins_with(self, block, WORDS_ATTRIBUTION_NAME) ||
           (!sentence && block_says(self, block, WORDS_COLLEAGUE));
}

// A name that stands below other words of the same section belongs to those.
static gboolean follows_words(const struct testimonial_page *self, guint32 block)
{
    const struct page_block *at = &self->page->blocks[block];
    const struct page_block *above = block ? at - 1 : NULL;
    return !at->is_heading && above && above->heading == at->heading && can_speak(above) && !says_who(self, block - 1);
}

gboolean is_in_container(const struct testimonial_page *self, guint32 block)
{
    guint32 element = self->page->blocks[block].element;
    return element != PAGE_NONE && self->containers[element];
}

gboolean is_in_slide(const struct testimonial_page *self, guint32 block)
{
    guint32 element = self->page->blocks[block].element;
    return element != PAGE_NONE && self->slides[element];
}

gboolean has_words(const struct testimonial_page *self, guint32 block)
{
    static const enum word_list words[] = {WORDS_CLIENT_VOICE, WORDS_CLIENT_CHANGE, WORDS_CLIENT_PRAISE,
                                           WORDS_CLIENT_RECOMMENDS};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        if (block_says(self, block, words[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean heads_within(const Page *page, guint32 heading, guint32 element)
{
    return heading < page->n_headings && page_is_within(page, page->headings[heading].element, element);
}

// A small heading in a section of testimonials, or in their container, that is somebody's name: initials and the like,
// or the one heading of a card.
static gboolean names_card(const struct testimonial_page *self, guint32 words, guint32 block)
{
    const Page *page = self->page;
    guint32 element = page->blocks[block].element;
    guint32 heading = heading_before(page, element + 1);
    gboolean inside = heading != PAGE_NONE && page->headings[heading].block == block &&
                      self->own_names[heading] == SECTION_UNNAMED && self->names[heading] >= SECTION_BARE;
    if (is_in_container(self, block) || (inside && block_says(self, block, WORDS_ATTRIBUTION_CLIENT))) {
        return TRUE;
    }
    guint32 card = common_ancestor(page, page->blocks[words].element, element);
    gboolean alone = card != PAGE_NONE && heading > 0 && !heads_within(page, heading - 1, card) &&
                     !heads_within(page, heading + 1, card);
    return alone && (inside || has_words(self, words));
}

// A heading below quoted words is the next card's title, where their own card begins with one.
static gboolean heads_the_next(const struct testimonial_page *self, const struct statement *it, guint32 heading)
{
    const struct page_block *blocks = self->page->blocks;
    if (!it->first || !blocks[it->first - 1].is_heading) {
        return FALSE;
    }
    guint32 words = blocks[it->first].element;
    guint32 above = common_ancestor(self->page, words, blocks[it->first - 1].element);
    guint32 below = common_ancestor(self->page, words, blocks[heading].element);
    return above != PAGE_NONE && below != PAGE_NONE && above > below;
}

gboolean is_set_off(const struct testimonial_page *self, guint32 block)
{
    const struct page_block *at = &self->page->blocks[block];
    if (block_is_quoted(at) || (block && block_is_mark(at - 1))) {
        return TRUE;
    }
    guint32 box = at->element;
    for (guint i = 0; i < BOX_LEVELS && box < self->page->n_elements; i++) {
        if (self->quote_boxes[box]) {
            return TRUE;
        }
        box = self->page->elements[box].parent;
    }
    return FALSE;
}

// A heading that stands in another <section> than the words, or below words that are signed already, begins something.
static gboolean begins_another(const struct testimonial_page *self, const struct statement *it, guint32 heading)
{
    return block_says(self, it->last, WORDS_ATTRIBUTION_NAME) ||
           section_around(self, it->last) != section_around(self, heading);
}

void find_speaker(const struct testimonial_page *self, struct statement *it)
{
    guint32 next = it->last + 1;
    while (next < self->page->n_blocks &&
           (self->page->blocks[next].is_alt || block_is_mark(&self->page->blocks[next])) && next < it->last + 3) {
        next++;
    }
    const struct page_block *blocks = self->page->blocks;
    // What the footer begins with is no signature.
    gboolean after = next < self->page->n_blocks && blocks[next].zone == blocks[it->last].zone && says_who(self, next);
    it->by = PAGE_NONE;
    if (after && !blocks[next].is_heading) {
        it->by = next;
    } else if (it->first && says_who(self, it->first - 1) && !follows_words(self, it->first - 1) &&
               block_says(self, it->first - 1, WORDS_ATTRIBUTION_CLIENT)) {
        it->by = it->first - 1;
    } else if (after && !heads_the_next(self, it, next) && !begins_another(self, it, next) &&
               (is_set_off(self, it->first) || names_card(self, it->first, next))) {
        it->by = next; // themes set the name under a card in a heading
    } else if (it->first && is_in_container(self, it->first) && is_in_container(self, it->first - 1) &&
               says_who(self, it->first - 1) && !follows_words(self, it->first - 1)) {
        it->by = it->first - 1; // or above it
    }
}
