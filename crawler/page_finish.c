#include "crawler/language.h"
#include "crawler/walk_parts.h"

#include <string.h>

enum { TRUSTED_TEXT_BYTES = 200, SHELL_MAX_WORDS = 12 };

/* Which one of its tag an element is among its siblings, for all in one pass. */
static void number_siblings(Page *page)
{
    struct page_element *elements = page->elements;
    guint n_slots = 64;
    while (n_slots < page->n_elements * 2) {
        n_slots *= 2;
    }
    guint32 *latest = g_new(guint32, n_slots); // the latest sibling of each parent and tag
    memset(latest, 0xff, n_slots * sizeof *latest);
    for (guint32 i = 0; i < page->n_elements; i++) {
        guint64 key = (guint64)GPOINTER_TO_SIZE(elements[i].tag) ^ ((guint64)elements[i].parent << 32);
        guint slot = (guint)((key * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)) >> 40) & (n_slots - 1);
        while (latest[slot] != PAGE_NONE &&
               (elements[latest[slot]].parent != elements[i].parent || elements[latest[slot]].tag != elements[i].tag)) {
            slot = (slot + 1) & (n_slots - 1);
        }
        guint before = latest[slot] == PAGE_NONE ? 0 : elements[latest[slot]].nth;
        elements[i].nth = (guint16)MIN(before + 1, G_MAXUINT16);
        latest[slot] = i;
    }
    g_free(latest);
}

static guint32 count_words(const struct page_block *block)
{
    guint32 words = 1;
    for (const char *at = block->text; (at = strchr(at, ' ')); at++) {
        words++;
    }
    return words;
}

static gboolean is_visible_text(const struct page_block *block)
{
    return !block->hidden && !block->is_alt && block->zone != ZONE_HEAD;
}

/* By all its text where that is enough to tell, else by what it declares. */
static enum page_language language_of_page(const struct walk *walk)
{
    const Page *page = walk->page;
    guint english = 0, french = 0;
    gsize length = 0;
    for (guint32 i = 0; i < page->n_blocks; i++) {
        if (is_visible_text(&page->blocks[i])) {
            const struct block_votes *votes = &g_array_index(walk->votes, struct block_votes, i);
            english += votes->english;
            french += votes->french;
            length += page->blocks[i].length;
        }
    }
    enum page_language text = language_from_votes(length, english, french);
    // On a bilingual page neither language may have the margin of the other; its declaration decides.
    gboolean clear = english > 2 * french || french > 2 * english;
    if (text != LANGUAGE_UNKNOWN && clear && length >= TRUSTED_TEXT_BYTES) {
        return text;
    }
    enum page_language declared = language_from_tag(page->lang);
    if (declared == LANGUAGE_UNKNOWN) {
        declared = language_from_address(page->address);
    }
    return declared == LANGUAGE_UNKNOWN ? text : declared;
}

static void set_languages(const struct walk *walk)
{
    Page *page = walk->page;
    page->language = language_of_page(walk);
    for (guint32 i = 0; i < page->n_blocks; i++) {
        struct page_block *block = &page->blocks[i];
        const struct block_votes *votes = &g_array_index(walk->votes, struct block_votes, i);
        enum page_language text = language_from_votes(block->length, votes->english, votes->french);
        if (votes->declared != LANGUAGE_UNKNOWN && block->length < TRUSTED_TEXT_BYTES) {
            block->language = votes->declared;
        } else if (text != LANGUAGE_UNKNOWN) {
            block->language = text;
        } else {
            block->language = votes->declared != LANGUAGE_UNKNOWN ? votes->declared : page->language;
        }
    }
}

static gboolean has_id(const Page *page, const char *const *ids)
{
    for (; *ids; ids++) {
        if (page_token(page, *ids, TRUE)) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean asks_for_script(const Page *page)
{
    for (guint32 i = 0; i < page->n_blocks; i++) {
        g_autofree char *lower = g_utf8_strdown(page->blocks[i].text, -1);
        if (strstr(lower, "javascript") &&
            (strstr(lower, "enable") || strstr(lower, "requires") || strstr(lower, "activer") ||
             strstr(lower, "activez") || strstr(lower, "need") || strstr(lower, "nécessite"))) {
            return TRUE;
        }
    }
    return FALSE;
}

/* A holder that scripts fill, or a plea for JavaScript, and next to nothing to read. */
static gboolean is_shell(const struct walk *walk)
{
    static const char *const holders[] = {"root",     "app",   "__next", "__nuxt",         "___gatsby",
                                          "main-app", "q-app", "svelte", "SITE_CONTAINER", NULL};
    const Page *page = walk->page;
    if (page->n_words > SHELL_MAX_WORDS || walk->n_scripts == 0 || page->n_frames > 0 || page->refresh) {
        return FALSE;
    }
    for (guint32 i = 0; i < page->n_elements; i++) {
        if (strcmp(page->elements[i].tag, "app-root") == 0) {
            return TRUE;
        }
    }
    return has_id(page, holders) || asks_for_script(page);
}

void walk_finish(struct walk *walk)
{
    forms_finish(walk);
    items_finish(walk);
    Page *page = walk->page;
    page_seal(page);
    number_siblings(page);
    set_languages(walk);
    for (guint32 i = 0; i < page->n_blocks; i++) {
        if (is_visible_text(&page->blocks[i])) {
            page->n_words += count_words(&page->blocks[i]);
        }
    }
    page->outcome = is_shell(walk) ? FETCH_NEEDS_RENDERING : FETCH_OK;
}
