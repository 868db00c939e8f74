// What speaks for and against a client: words, who signs, and the place where they stand.
#include "rules/facts/testimonial_cues.h"

#include <string.h>

#include "rules/facts/quotation.h"

enum {
    STAR_BYTES = 40, // more than the stars alone
    NEIGHBOURHOOD = 4,
    CARDS_BEFORE_LINK = 8, // blocks from words to the link below them
};

// Stars before the words or behind them rate; in their midst they are talked about.
static gboolean begins_or_ends_with(const struct testimonial_page *self, guint32 block, enum word_list list)
{
    const struct match *match = hits_first(self->context->hits, block, list);
    const struct page_block *at = &self->page->blocks[block];
    return match &&
           (match->start < 3 || match->end + STAR_BYTES >= at->length || !g_ascii_isalnum(at->text[match->start]));
}

void hear_words(const struct testimonial_page *self, struct statement *it)
{
    static const struct {
        enum word_list list;
        enum testimonial_cue cue;
    } words[] = {
        {WORDS_CLIENT_VOICE, CUE_VOICE},
        {WORDS_CLIENT_CHANGE, CUE_CHANGE},
        {WORDS_CLIENT_PRAISE, CUE_PRAISE},
        {WORDS_CLIENT_RECOMMENDS, CUE_RECOMMENDS},
        {WORDS_CLIENT_HINT, CUE_HINT},
        {WORDS_PRACTITIONER_VOICE, CUE_PRACTITIONER},
        {WORDS_SPEAKS_TO_READER, CUE_TO_READER},
        {WORDS_FAMOUS_AUTHOR, CUE_AUTHOR},
        {WORDS_OTHER_SUBJECT, CUE_OTHER_SUBJECT},
        {WORDS_VIGNETTE, CUE_VIGNETTE},
        {WORDS_REFUSAL, CUE_REFUSAL},
    };
    for (guint32 block = it->first; block <= it->last; block++) {
        for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
            it->cues[words[i].cue] |= block_says(self, block, words[i].list);
        }
    }
    const struct page_block *last = &self->page->blocks[it->last];
    it->cues[CUE_QUESTION] = it->first == it->last && block_asks(last);
}

// The short line below the name, or PAGE_NONE.
static guint32 line_below(const struct testimonial_page *self, const struct statement *it)
{
    guint32 below = it->by + 1;
    gboolean after = it->by != PAGE_NONE && it->by > it->last && below < self->page->n_blocks;
    return after && block_is_short(&self->page->blocks[below]) ? below : PAGE_NONE;
}

static gboolean by_or_below(const struct testimonial_page *self, const struct statement *it, guint32 below,
                            enum word_list list)
{
    return block_says(self, it->by, list) || block_says(self, below, list);
}

void weigh_speaker(const struct testimonial_page *self, struct statement *it)
{
    guint32 below = line_below(self, it);
    // Beside it, after the closing mark, or below the name: "Google review, 2 months ago".
    const guint32 where[] = {it->by, it->last, begins_with(self, below, WORDS_ATTRIBUTION_ROLE) ? below : PAGE_NONE};
    for (guint i = 0; i < G_N_ELEMENTS(where); i++) {
        if (where[i] == PAGE_NONE) {
            continue;
        }
        it->cues[CUE_BY_ROLE] |= block_says(self, where[i], WORDS_ATTRIBUTION_ROLE);
        it->cues[CUE_BY_CLIENT] |= it->cues[CUE_BY_ROLE] || block_says(self, where[i], WORDS_ATTRIBUTION_CLIENT);
        it->cues[CUE_BY_NAME] |= block_says(self, where[i], WORDS_ATTRIBUTION_NAME) || where[i] == it->by;
    }
    it->signed_off = block_says(self, it->last, WORDS_ATTRIBUTION_NAME) ||
                     (it->by != PAGE_NONE && begins_with_dash(self->page->blocks[it->by].text));
    if (it->by != PAGE_NONE) {
        it->cues[CUE_AUTHOR] |= by_or_below(self, it, below, WORDS_FAMOUS_AUTHOR);
        it->cues[CUE_OTHER_SUBJECT] |= block_says(self, it->by, WORDS_OTHER_SUBJECT);
        it->cues[CUE_OWN_WORDS] |= is_own_name(self, it->by) || by_or_below(self, it, below, WORDS_FOUNDER);
        it->colleague = it->cues[CUE_BY_COLLEAGUE] = block_says(self, it->by, WORDS_COLLEAGUE);
    }
    if (it->cues[CUE_BY_CLIENT] || it->cues[CUE_BY_COLLEAGUE]) {
        it->cues[CUE_BY_NAME] = FALSE;
    }
}

gboolean is_announced(const struct statement *it)
{
    return it->cues[CUE_SECTION] || it->cues[CUE_CONTAINER];
}

// Under "Endorsements" or "From colleagues" all are told alike, but for who says outright that they are a client.
static void weigh_colleagues(const struct testimonial_page *self, struct statement *it)
{
    guint32 heading = self->page->blocks[it->first].heading;
    gboolean announced = self->by_colleagues[it->first] ||
                         (heading != PAGE_NONE && section_says(self, heading, WORDS_ENDORSEMENT_HEADING));
    gboolean headed = heading != PAGE_NONE && section_says(self, heading, WORDS_COLLEAGUE_HEADING);
    it->colleague |= headed || (announced && !it->cues[CUE_BY_ROLE]);
    it->cues[CUE_SECTION] |= announced && it->colleague;
    // Clients have professions too: who was helped, where clients speak, is one of them.
    if (it->colleague && !announced && !headed && is_announced(it) && block_says(self, it->first, WORDS_CLIENT_VOICE)) {
        it->colleague = it->cues[CUE_BY_COLLEAGUE] = FALSE;
        it->cues[CUE_BY_CLIENT] = TRUE;
    }
}

// The nearest element around the block, its own first, that bears a class.
static guint32 card_of(const struct testimonial_page *self, guint32 block)
{
    guint32 element = self->page->blocks[block].element;
    for (guint i = 0; i < BOX_LEVELS && element < self->page->n_elements; i++) {
        if (self->page->elements[element].classes) {
            return element;
        }
        element = self->page->elements[element].parent;
    }
    return PAGE_NONE;
}

// Others are signed in a card of the same kind, right after the words below this one or right before these words.
gboolean is_signed_alike(const struct testimonial_page *self, const struct statement *it)
{
    const Page *page = self->page;
    const guint32 beside[] = {it->by + 2, it->first - 1}; // past the end when there is none
    guint32 card = card_of(self, it->by);
    for (guint i = 0; card != PAGE_NONE && i < G_N_ELEMENTS(beside); i++) {
        guint32 other = beside[i] < page->n_blocks ? card_of(self, beside[i]) : PAGE_NONE;
        if (other != PAGE_NONE && other != card && says_who(self, beside[i]) &&
            strcmp(page->elements[other].classes, page->elements[card].classes) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

static void weigh_neighbours(const struct testimonial_page *self, struct statement *it)
{
    const Page *page = self->page;
    const struct page_block *block = &page->blocks[it->first];
    // Cards about the team praise as well: what changed for somebody is told by clients.
    it->cues[CUE_FELLOWS] = it->cues[CUE_BY_CLIENT] && it->by != PAGE_NONE && is_signed_alike(self, it) &&
                            block_says(self, it->first, WORDS_CLIENT_CHANGE);
    guint32 from = it->first > NEIGHBOURHOOD ? it->first - NEIGHBOURHOOD : 0;
    for (guint32 i = from; i < page->n_blocks && i <= it->last + NEIGHBOURHOOD; i++) {
        const struct page_block *at = &page->blocks[i];
        gboolean beside = (i < it->first || i > it->last) && at->zone == block->zone;
        gboolean neighbour = beside && it->cues[CUE_QUOTED] && block_is_quoted(at) && can_speak(at);
        it->cues[CUE_NEIGHBOURS] |= neighbour;
        it->cues[CUE_FELLOWS] |= neighbour && it->cues[CUE_BY_CLIENT] && i + 1 < page->n_blocks &&
                                 begins_with(self, i + 1, WORDS_ATTRIBUTION_CLIENT);
        it->cues[CUE_STARS] |= beside && block_says(self, i, WORDS_STAR_RATING) && block_is_short(at);
    }
}

static gboolean is_signed(const struct statement *it)
{
    return it->by != PAGE_NONE || it->signed_off || it->cues[CUE_BY_CLIENT] || it->cues[CUE_BY_NAME];
}

// Below the line of who wrote an article, or in what those who work there tell of themselves: there others sign, and
// say who they are, or tell of help, or recommend it.
static gboolean is_told_by_owner(const struct testimonial_page *self, const struct statement *it, gboolean announced)
{
    const struct page_block *block = &self->page->blocks[it->first];
    if (block->heading == PAGE_NONE) {
        return FALSE;
    }
    gboolean by_another = is_signed(it) && (it->cues[CUE_BY_ROLE] || it->cues[CUE_BY_COLLEAGUE] ||
                                            block_says(self, it->first, WORDS_CLIENT_VOICE) ||
                                            block_says(self, it->first, WORDS_CLIENT_RECOMMENDS));
    return section_says(self, block->heading, WORDS_BYLINE) ||
           (!by_another && !announced && headed_with(self, block->heading, block->element, WORDS_OWN_STORY_HEADING));
}

// Below the words a link leads to "More testimonials": these are some of them.
static gboolean leads_to_more(const struct testimonial_page *self, const struct statement *it)
{
    const Page *page = self->page;
    const struct page_block *block = &page->blocks[it->first];
    for (guint32 i = it->last + 1; i < page->n_blocks && i <= it->last + CARDS_BEFORE_LINK; i++) {
        const struct page_block *at = &page->blocks[i];
        if (at->zone != block->zone || at->heading != block->heading) {
            return FALSE;
        }
        if (at->n_link_bytes * 2 > at->length && block_says(self, i, WORDS_MORE_TESTIMONIALS)) {
            return TRUE;
        }
    }
    return FALSE;
}

// "Anna: ..." signs a client's words where reviews stand; "Hours: ..." stands there as well.
static void weigh_label(const struct testimonial_page *self, struct statement *it)
{
    gboolean reviews = it->cues[CUE_SECTION] || it->cues[CUE_SECTION_MAYBE];
    if (reviews && has_words(self, it->first) && begins_with(self, it->first, WORDS_ATTRIBUTION_LABEL)) {
        it->signed_off = TRUE;
        it->cues[CUE_BY_NAME] |= !it->cues[CUE_BY_CLIENT] && !it->cues[CUE_BY_COLLEAGUE];
    }
}

// Where the text refuses testimonials, only what a client signs, or quoted words of one, or a box for them, is one.
static gboolean is_refused(const struct testimonial_page *self, const struct statement *it, gboolean by_page)
{
    guint32 heading = self->page->blocks[it->first].heading;
    gboolean refused = (heading != PAGE_NONE && self->refused[heading]) || (by_page && self->refuses);
    return refused && !it->cues[CUE_BY_CLIENT] && !it->signed_off && !it->cues[CUE_CONTAINER] &&
           !(it->cues[CUE_QUOTED] && has_words(self, it->first));
}

static gboolean is_introduced(const struct testimonial_page *self, const struct statement *it)
{
    guint8 how = self->introduced[it->first];
    return how > INTRODUCED_BY_LABEL || (how && (it->by != PAGE_NONE || has_words(self, it->first)));
}

// In quotation marks and signed, and about whoever signs: "Success stories" announces that much.
static gboolean is_story(const struct testimonial_page *self, const struct statement *it)
{
    gboolean tells = FALSE;
    for (guint32 block = it->first; block <= it->last; block++) {
        tells |= block_says(self, block, WORDS_FIRST_PERSON);
    }
    return tells && it->cues[CUE_QUOTED] && is_signed(it);
}

void weigh_place(const struct testimonial_page *self, struct statement *it)
{
    const Page *page = self->page;
    const struct page_block *block = &page->blocks[it->first];
    enum section_name name = block_section_name(self, block);
    gboolean by_page = name == SECTION_UNNAMED && block->zone == ZONE_MAIN;
    name = by_page ? self->page_name : name;
    it->cues[CUE_QUOTED] = it->last > it->first || is_set_off(self, it->first);
    guint8 container = block->element == PAGE_NONE ? 0 : self->containers[block->element];
    it->cues[CUE_CONTAINER] = container != 0;
    gboolean announced = name >= SECTION_BARE || is_introduced(self, it) || (container & CONTAINER_LABELLED) ||
                         (name == SECTION_WEAK && is_story(self, it)) ||
                         ((it->cues[CUE_QUOTED] || block->emphasised) && leads_to_more(self, it));
    it->cues[CUE_SECTION] = announced && !is_refused(self, it, by_page);
    it->cues[CUE_QUOTED] |= it->cues[CUE_SECTION] && block->emphasised && name < SECTION_BARE;
    // Italics alone set words off where somebody signs them, and so does a slide.
    it->cues[CUE_QUOTED] |=
        (block->emphasised || is_in_slide(self, it->first)) && it->by != PAGE_NONE && it->by > it->last;
    gboolean signed_card = container && (it->by != PAGE_NONE || (it->cues[CUE_QUOTED] && it->cues[CUE_BY_NAME]));
    it->cues[CUE_SECTION_MAYBE] = (name == SECTION_WEAK || signed_card) && !it->cues[CUE_SECTION];
    it->cues[CUE_STARS] = block->length > STAR_BYTES && begins_or_ends_with(self, it->first, WORDS_STAR_RATING);
    if (block->heading != PAGE_NONE) {
        it->cues[CUE_OTHER_SUBJECT] |= headed_with(self, block->heading, block->element, WORDS_OTHER_SUBJECT_HEADING);
        it->in_group = headed_with(self, block->heading, block->element, WORDS_WORKSHOP_HEADING);
    }
    it->cues[CUE_OWN_WORDS] |= is_told_by_owner(self, it, announced || name == SECTION_WEAK);
    weigh_label(self, it);
    weigh_colleagues(self, it);
    weigh_neighbours(self, it);
}
