// Sections given over to testimonials though no statement stands in them as text.
#include <string.h>

#include "rules/facts/around.h"
#include "rules/facts/testimonial_parts.h"

enum {
    FEWEST_PICTURES = 2,
    FEWEST_FRAMES = 2,
    FEWEST_CARDS = 3,
    NAME_BYTES = 40,
    MOST_SECTIONS = 20,
    TELLS_NOTHING = 3 /* bytes */,
    PLUGIN_BYTES = 60
};

static gboolean is_between(guint32 element, guint32 first, guint32 end)
{
    return element != PAGE_NONE && element > first && element < end;
}

static gboolean is_furniture(guint8 zone)
{
    return zone == ZONE_NAV || zone == ZONE_HEAD || zone == ZONE_FOOTER || zone == ZONE_ASIDE;
}

// A map and what the footer holds stand below any heading.
static gboolean is_of_section(const Page *page, const struct page_frame *frame)
{
    gboolean map = frame->source && strstr(frame->source, "/maps");
    return !map && !is_furniture(page->elements[frame->element].zone);
}

// A name, in what the theme calls a testimonial: its words come when it is clicked.
static gboolean is_card(const struct testimonial_page *self, guint32 block)
{
    const struct page_block *at = &self->page->blocks[block];
    if (at->length > NAME_BYTES || at->element == PAGE_NONE || self->containers[at->element] != CONTAINER_MARKED) {
        return FALSE;
    }
    const struct match *name = hits_first(self->context->hits, block, WORDS_ATTRIBUTION_NAME);
    return name && name->start == 0 && name->end == at->length;
}

// What stands in the section instead of words: a frame, pictures of reviews, what is being loaded, names to click.
static const char *content_of(const struct testimonial_page *self, guint32 heading, guint32 end)
{
    const Page *page = self->page;
    guint32 first = page->headings[heading].element, pictures = 0, frames = 0, cards = 0;
    gboolean named = self->names[heading] == SECTION_NAMED, refused = self->refused[heading];
    for (guint32 i = 0; i < page->n_frames; i++) {
        frames += is_between(page->frames[i].element, first, end) && is_of_section(page, &page->frames[i]);
    }
    // Below the word "testimonials" alone stands all of the page, so one of them may book an appointment.
    if (!refused && frames >= (named ? 1 : FEWEST_FRAMES)) {
        return "frame";
    }
    for (guint32 i = 0; named && !refused && i < page->n_images; i++) {
        pictures += is_between(page->images[i].element, first, end);
    }
    if (pictures >= FEWEST_PICTURES) {
        return "pictures";
    }
    for (guint32 i = 0; i < page->n_blocks; i++) {
        if (!is_between(page->blocks[i].element, first, end)) {
            continue;
        }
        if (block_says(self, i, WORDS_TESTIMONIAL_PLACEHOLDER)) {
            return "placeholder";
        }
        cards += !refused && is_card(self, i);
    }
    return cards >= FEWEST_CARDS ? "cards" : NULL;
}

static gboolean is_shown_elsewhere(const Facts *facts)
{
    static const enum fact_kind kinds[] = {FACT_CLIENT_STATEMENT, FACT_ENDORSEMENT, FACT_REVIEW_WIDGET,
                                           FACT_SUBMISSION_FORM};
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        guint at = 0;
        if (facts_next(facts, kinds[i], &at)) {
            return TRUE;
        }
    }
    return FALSE;
}

// The section keeps a place for testimonials and shows none: it says that they will come, or holds nothing at all.
static const char *promise_of(const struct testimonial_page *self, guint32 heading, guint32 end)
{
    const Page *page = self->page;
    const struct page_heading *at = &page->headings[heading];
    gboolean empty = at->level == 1 && !is_furniture(page->elements[at->element].zone);
    for (guint32 i = 0; i < page->n_blocks; i++) {
        const struct page_block *block = &page->blocks[i];
        if (i == at->block || is_furniture(block->zone) || !is_between(block->element, at->element, end)) {
            continue;
        }
        // "No testimonials found." is what a plugin says, and no refusal.
        gboolean refuses = block->length > PLUGIN_BYTES && block_says(self, i, WORDS_REFUSAL);
        if (block_says(self, i, WORDS_TESTIMONIAL_ANNOUNCED) && !refuses) {
            return "announced";
        }
        empty = empty && block->length <= TELLS_NOTHING;
    }
    return empty && page->n_frames == 0 ? "empty" : NULL;
}

static gboolean holds_words(const Page *page, guint32 element)
{
    for (guint32 i = 0; i < page->n_blocks; i++) {
        const struct page_block *at = &page->blocks[i];
        gboolean label = at->in_form || at->is_alt || at->length <= TELLS_NOTHING; // "Previous", "Next"
        if (!label && at->element != PAGE_NONE && page_is_within(page, at->element, element)) {
            return TRUE;
        }
    }
    return FALSE;
}

// What themes draw beside testimonials: "testimonial-icon", "testimonials-bg".
static gboolean is_decoration(const char *token)
{
    static const char *const parts[] = {"icon", "img", "image", "bg",   "background", "overlay", "shape", "arrow",
                                        "nav",  "dot", "btn",   "link", "line",       "divider", "spacer"};
    g_autofree char *low = g_ascii_strdown(token, -1);
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (strstr(low, parts[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

// A slider or list named after testimonials, in which nothing stands: a script fills it.
static gboolean is_scripted(const struct testimonial_page *self, guint32 heading, guint32 end)
{
    const Page *page = self->page;
    guint32 first = page->headings[heading].element;
    if (is_furniture(page->elements[first].zone) || self->refused[heading]) {
        return FALSE;
    }
    for (guint i = 0; i < self->marks->len; i++) {
        const struct mark *mark = &g_array_index(self->marks, struct mark, i);
        gboolean named = mark->list == WORDS_TESTIMONIAL_CONTAINER && mark->is_token && !is_decoration(mark->text);
        if (named && is_between(mark->element, first, end)) {
            return !holds_words(page, mark->element);
        }
    }
    return FALSE;
}

static guint32 end_of_section(const Page *page, guint32 heading)
{
    for (guint32 i = heading + 1; i < page->n_headings; i++) {
        guint8 level = page->headings[i].level;
        if (level && level <= MAX(page->headings[heading].level, 1)) {
            return page->headings[i].element;
        }
    }
    return page->n_elements;
}

// Pictures that are called reviews, each by another name: "Review by Mona", "Review by Theo".
static void read_pictures(const struct testimonial_page *self, Facts *facts)
{
    const Page *page = self->page;
    const struct page_block *first = NULL;
    for (guint32 i = 0; i < page->n_blocks; i++) {
        const struct page_block *at = &page->blocks[i];
        if (!at->is_alt || is_furniture(at->zone) || !block_says(self, i, WORDS_TESTIMONIAL_PICTURE)) {
            continue;
        }
        if (first && strcmp(first->text, at->text) != 0) {
            const struct fact fact = {.kind = FACT_TESTIMONIAL_SECTION,
                                      .value = at->text,
                                      .tags = "pictures",
                                      .block = i,
                                      .element = at->element};
            facts_add(facts, &fact);
            return;
        }
        first = first ? first : at;
    }
}

// A frame that is titled so: "Ian - Patient Testimonial".
static void read_frames(const struct testimonial_page *self, Facts *facts)
{
    for (guint32 i = 0; i < self->page->n_frames; i++) {
        const struct page_frame *frame = &self->page->frames[i];
        if (frame->title && *frame->title && around_text(self->context, frame->title, WORDS_TESTIMONIAL_FRAME)) {
            const struct fact fact = {.kind = FACT_TESTIMONIAL_SECTION,
                                      .value = frame->title,
                                      .shown = frame->title,
                                      .tags = "frame",
                                      .block = PAGE_NONE,
                                      .element = frame->element};
            facts_add(facts, &fact);
            return;
        }
    }
}

// A heading that is a link of the navigation: it leads to a section, and begins none.
static gboolean is_entry(const Page *page, const struct page_heading *heading)
{
    return page->elements[heading->element].zone == ZONE_NAV && heading->block < page->n_blocks &&
           page->blocks[heading->block].n_link_bytes > 0;
}

void read_sections(const struct testimonial_page *self, Facts *facts)
{
    if (!is_shown_elsewhere(facts)) {
        read_pictures(self, facts);
        read_frames(self, facts);
    }
    const Page *page = self->page;
    for (guint32 i = 0, n = 0; i < page->n_headings && n < MOST_SECTIONS; i++) {
        if (self->own_names[i] < SECTION_BARE || is_entry(page, &page->headings[i]) ||
            section_says(self, i, WORDS_OTHER_SUBJECT_HEADING) || section_says(self, i, WORDS_COLLEAGUE_HEADING)) {
            continue;
        }
        n++;
        guint32 end = end_of_section(page, i);
        const char *content = content_of(self, i, end);
        if (content && strcmp(content, "cards") == 0 && is_shown_elsewhere(facts)) {
            content = NULL; // what one says, others say as well
        }
        if (!content && !is_shown_elsewhere(facts) && is_scripted(self, i, end)) {
            content = "scripted";
        }
        if (!content && !is_shown_elsewhere(facts)) {
            content = promise_of(self, i, end);
        }
        if (content) {
            const struct fact fact = {.kind = FACT_TESTIMONIAL_SECTION,
                                      .value = page->headings[i].text,
                                      .tags = content,
                                      .block = page->headings[i].block,
                                      .element = page->headings[i].element};
            facts_add(facts, &fact);
        }
    }
}
