// Widgets that show reviews, and sections given over to testimonials though no statement stands in them as text.
#include <string.h>

#include "crawler/address.h"
#include "rules/facts/testimonial_page.h"

enum { FEWEST_PICTURES = 2, MOST_SECTIONS = 20 };

// "trustindex.io" for whatever is loaded from there; a token stands for itself.
static char *service_of(const struct mark *mark)
{
    g_autofree char *host = mark->is_token ? NULL : address_host(mark->text);
    return host ? address_registrable(host) : g_strdup(mark->text);
}

static gboolean stands_in_section(const struct testimonial_page *self, guint32 element)
{
    if (element == PAGE_NONE) {
        return self->page_name != SECTION_UNNAMED;
    }
    guint32 heading = heading_before(self->page, element);
    return section_name(self, heading) != SECTION_UNNAMED || self->page_name != SECTION_UNNAMED ||
           self->containers[element] || section_says(self, heading, WORDS_RATING_CONTEXT);
}

void read_widgets(const struct testimonial_page *self, Facts *facts)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < self->marks->len; i++) {
        const struct mark *mark = &g_array_index(self->marks, struct mark, i);
        gboolean feed = mark->list == WORDS_FEED_WIDGET && stands_in_section(self, mark->element);
        gboolean widget = mark->list == WORDS_REVIEW_WIDGET_ADDRESS || mark->list == WORDS_REVIEW_WIDGET_TOKEN;
        if ((!feed && !widget) || mark->is_link) {
            continue;
        }
        g_autofree char *service = service_of(mark);
        if (g_hash_table_add(seen, g_strdup(service))) {
            const struct fact fact = {.kind = FACT_REVIEW_WIDGET,
                                      .value = service,
                                      .shown = service,
                                      .tags = feed             ? "feed"
                                              : mark->is_token ? "token"
                                                               : "address",
                                      .block = PAGE_NONE,
                                      .element = mark->element};
            facts_add(facts, &fact);
        }
    }
}

static gboolean is_between(guint32 element, guint32 first, guint32 end)
{
    return element != PAGE_NONE && element > first && element < end;
}

// What stands in the section instead of words: a frame, pictures of reviews, or a promise.
static const char *content_of(const struct testimonial_page *self, guint32 heading, guint32 end)
{
    const Page *page = self->page;
    guint32 first = page->headings[heading].element, pictures = 0;
    gboolean named = self->names[heading] == SECTION_NAMED;
    for (guint32 i = 0; named && i < page->n_frames; i++) {
        if (is_between(page->frames[i].element, first, end)) {
            return "frame";
        }
    }
    for (guint32 i = 0; named && i < page->n_images; i++) {
        pictures += is_between(page->images[i].element, first, end);
    }
    if (pictures >= FEWEST_PICTURES) {
        return "pictures";
    }
    for (guint32 i = 0; i < page->n_blocks; i++) {
        if (is_between(page->blocks[i].element, first, end) && block_says(self, i, WORDS_TESTIMONIAL_PLACEHOLDER)) {
            return "placeholder";
        }
    }
    return NULL;
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

void read_sections(const struct testimonial_page *self, Facts *facts)
{
    const Page *page = self->page;
    for (guint32 i = 0, n = 0; i < page->n_headings && n < MOST_SECTIONS; i++) {
        gboolean own = block_says(self, page->headings[i].block, WORDS_TESTIMONIAL_HEADING) ||
                       block_says(self, page->headings[i].block, WORDS_TESTIMONIAL_HEADING_BARE);
        if (!own || section_says(self, i, WORDS_OTHER_SUBJECT_HEADING) ||
            section_says(self, i, WORDS_COLLEAGUE_HEADING)) {
            continue;
        }
        n++;
        const char *content = content_of(self, i, end_of_section(page, i));
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
