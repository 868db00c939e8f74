// What the site was built with: one fact for each builder that left its marks.
#include "rules/facts/testimonial_parts.h"

static const struct {
    enum word_list list;
    const char *name;
} platforms[] = {
    {WORDS_PLATFORM_WORDPRESS, "wordpress"},
    {WORDS_PLATFORM_SQUARESPACE, "squarespace"},
    {WORDS_PLATFORM_WIX, "wix"},
    {WORDS_PLATFORM_GODADDY, "godaddy"},
    {WORDS_PLATFORM_WEBFLOW, "webflow"},
    {WORDS_PLATFORM_JOOMLA, "joomla"},
    {WORDS_PLATFORM_DRUPAL, "drupal"},
    {WORDS_PLATFORM_WEEBLY, "weebly"},
    {WORDS_PLATFORM_BLOGGER, "blogger"},
    {WORDS_PLATFORM_GHOST, "ghost"},
    {WORDS_PLATFORM_JIMDO, "jimdo"},
    {WORDS_PLATFORM_DUDA, "duda"},
    {WORDS_PLATFORM_GOOGLE_SITES, "google-sites"},
};

void read_platforms(const struct testimonial_page *self, Facts *facts)
{
    for (guint i = 0; i < G_N_ELEMENTS(platforms); i++) {
        for (guint m = 0; m < self->marks->len; m++) {
            const struct mark *mark = &g_array_index(self->marks, struct mark, m);
            if (mark->list == platforms[i].list && !mark->is_link) {
                const struct fact fact = {.kind = FACT_PLATFORM,
                                          .value = platforms[i].name,
                                          .shown = platforms[i].name,
                                          .block = PAGE_NONE,
                                          .element = mark->element};
                facts_add(facts, &fact);
                break;
            }
        }
    }
}
