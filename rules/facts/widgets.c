// Widgets that show reviews.
#include <string.h>

#include "crawler/address.h"
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
