// What stands under words: the practitioner's own name, or a full one.
#include <string.h>

#include "rules/facts/testimonial_page.h"
#include "rules/fold.h"

enum { MOST_WORDS = 40 };

static char *low_of(const char *text)
{
    g_autofree char *folded = fold(text ? text : "");
    return g_utf8_casefold(folded, -1);
}

// "Jane", where no heading announces clients and the page is called "Jane Roe": she signs what she says.
static gboolean is_first_name(const struct testimonial_page *self, guint32 block, const char *const *places, guint n,
                              const char *low)
{
    if (strlen(low) < 3 || block_section_name(self, &self->page->blocks[block]) > SECTION_WEAK ||
        self->page_name > SECTION_WEAK) {
        return FALSE;
    }
    for (guint i = 0; i < n; i++) {
        g_autofree char *place = low_of(places[i]);
        g_auto(GStrv) words = g_strsplit_set(place, " ,.|:'()", MOST_WORDS);
        if (g_strv_contains((const char *const *)words, low)) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean is_own_name(const struct testimonial_page *self, guint32 block)
{
    const Page *page = self->page;
    const char *text = page->blocks[block].text;
    while (*text && (strchr("-~ ", *text) || g_str_has_prefix(text, "–") || g_str_has_prefix(text, "—"))) {
        text = g_utf8_next_char(text);
    }
    g_autofree char *name = fold(text);
    char *comma = strchr(name, ',');
    if (comma) {
        *comma = '\0';
    }
    g_autofree char *low = g_utf8_casefold(name, -1);
    const struct page_heading *top = page->n_headings && page->headings[0].block != block ? page->headings : NULL;
    const char *const places[] = {self->context->practice->practitioner, page->title, top ? top->text : NULL};
    if (!strchr(name, ' ') || strlen(name) < 6) {
        return is_first_name(self, block, places, G_N_ELEMENTS(places), low);
    }
    for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autofree char *place = low_of(places[i]);
        if (*place && (strstr(place, low) || (strlen(place) > 5 && strstr(low, place)))) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean bears_letters(const char *text)
{
    guint capitals = 0;
    for (; *text; text++) {
        capitals = g_ascii_isupper(*text) ? capitals + 1 : 0;
        if (capitals > 1) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean is_full_name(const struct testimonial_page *self, guint32 block)
{
    return block != PAGE_NONE && strchr(self->page->blocks[block].text, ' ');
}
