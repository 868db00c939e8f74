// Widgets that show reviews.
#include <string.h>

#include "crawler/address.h"
#include "rules/facts/around.h"
#include "rules/facts/testimonial_parts.h"

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
           self->containers[element] || self->review_places[element] ||
           section_says(self, heading, WORDS_RATING_CONTEXT);
}

enum { NEAR = 2 }; // the script of a service, then the place that it fills

// Whoever hands out code to paste says in a comment above it what it is for.
static gboolean is_remarked(const struct testimonial_page *self, guint32 element)
{
    const Page *page = self->page;
    for (guint32 i = 0; element != PAGE_NONE && i < page->n_remarks; i++) {
        const struct page_remark *remark = &page->remarks[i];
        if (remark->next <= element && element - remark->next <= NEAR &&
            around_text(self->context, remark->text, WORDS_REVIEW_REMARK)) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean is_frame(const Page *page, const struct mark *mark)
{
    return mark->element != PAGE_NONE && strcmp(page->elements[mark->element].tag, "iframe") == 0;
}

// What it is known by; NULL if it is no widget of reviews. A service's link back to itself may say what its feed shows.
static const char *kind_of(const struct testimonial_page *self, const struct mark *mark)
{
    if (mark->is_link) {
        return mark->list == WORDS_FEED_WIDGET && around_text(self->context, mark->text, WORDS_REVIEW_REMARK) ? "feed"
                                                                                                              : NULL;
    }
    switch (mark->list) {
    case WORDS_REVIEW_WIDGET_ADDRESS:
    case WORDS_REVIEW_WIDGET_TOKEN:
        return mark->is_token ? "token" : "address";
    case WORDS_REVIEW_FRAME_ADDRESS:
        return is_frame(self->page, mark) ? "address" : NULL;
    case WORDS_FEED_WIDGET:
        return stands_in_section(self, mark->element) || is_remarked(self, mark->element) ? "feed" : NULL;
    default:
        return NULL;
    }
}

static void add_widget(const struct mark *mark, const char *kind, GHashTable *seen, Facts *facts)
{
    g_autofree char *service = service_of(mark);
    if (g_hash_table_add(seen, g_strdup(service))) {
        const struct fact fact = {.kind = FACT_REVIEW_WIDGET,
                                  .value = service,
                                  .shown = service,
                                  .tags = kind,
                                  .block = PAGE_NONE,
                                  .element = mark->element};
        facts_add(facts, &fact);
    }
}

void read_widgets(const struct testimonial_page *self, Facts *facts)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint32 i = 0; i < self->page->n_frames; i++) {
        const struct page_frame *frame = &self->page->frames[i];
        if (frame->source && frame->title && around_text(self->context, frame->title, WORDS_REVIEW_FRAME_TITLE)) {
            const struct mark mark = {.element = frame->element, .text = frame->source};
            add_widget(&mark, "address", seen, facts);
        }
    }
    for (guint i = 0; i < self->marks->len; i++) {
        const struct mark *mark = &g_array_index(self->marks, struct mark, i);
        const char *kind = kind_of(self, mark);
        if (kind) {
            add_widget(mark, kind, seen, facts);
        }
    }
}
