#include "rules/facts/testimonial_headings.h"

#include <string.h>

#include "rules/fold.h"
#include "rules/pack.h"

enum { LABEL_BYTES = 40 };

static enum section_name name_of_words(const struct testimonial_page *self, const char *folded)
{
    static const enum word_list lists[] = {WORDS_TESTIMONIAL_HEADING, WORDS_TESTIMONIAL_HEADING_BARE,
                                           WORDS_TESTIMONIAL_HEADING_WEAK};
    static const enum section_name names[] = {SECTION_NAMED, SECTION_BARE, SECTION_WEAK};
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
        if (matcher_holds(self->context->packs->matcher, folded, strlen(folded), MATCH_ANY, lists[i])) {
            return names[i];
        }
    }
    return SECTION_UNNAMED;
}

// "5. Testimonials", or one between two emoji: whether anything but letters had to be cut off. "120 reviews" is a
// count.
static gboolean undress(char *text)
{
    char *first = text, *end = text + strlen(text), before = '\0';
    while (*first && !g_unichar_isalpha(g_utf8_get_char(first)) && !strchr("\"'(<", *first) &&
           !g_str_has_prefix(first, "«") && !g_str_has_prefix(first, "“")) {
        before = *first == ' ' ? before : *first;
        first = g_utf8_next_char(first);
    }
    for (char *last = end; last > first; end = last) {
        last = g_utf8_prev_char(last);
        if (g_unichar_isalnum(g_utf8_get_char(last)) || (*last > ' ' && (guchar)*last < 0x80)) {
            break;
        }
    }
    gboolean cut = first > text || *end != '\0';
    *end = '\0';
    memmove(text, first, strlen(first) + 1);
    return cut && !g_ascii_isdigit(before);
}

static enum section_name name_of_block(const struct testimonial_page *self, guint32 block)
{
    if (block_says(self, block, WORDS_TESTIMONIAL_HEADING)) {
        return SECTION_NAMED;
    }
    if (block_says(self, block, WORDS_TESTIMONIAL_HEADING_BARE)) {
        return SECTION_BARE;
    }
    if (block_says(self, block, WORDS_TESTIMONIAL_HEADING_WEAK)) {
        return SECTION_WEAK;
    }
    const struct page_block *at = &self->page->blocks[block];
    g_autofree char *folded = at->length <= LABEL_BYTES ? fold(at->text) : NULL;
    return folded && undress(folded) ? name_of_words(self, folded) : SECTION_UNNAMED;
}

// A small line that names what stands below it, though it is no heading.
static gboolean is_label(const struct testimonial_page *self, guint32 block)
{
    const struct page_block *at = &self->page->blocks[block];
    gboolean line = at->length <= LABEL_BYTES && !at->is_heading && !at->in_form && !at->is_alt;
    gboolean item = at->element != PAGE_NONE && strcmp(self->page->elements[at->element].tag, "li") == 0;
    return line && !item && at->n_link_bytes == 0 && at->zone != ZONE_HEAD && at->zone != ZONE_NAV &&
           at->zone != ZONE_HEADER && name_of_block(self, block) >= SECTION_BARE;
}

// One that themes set right above a heading names its section as well: "Testimonials", then "Your words".
static enum section_name name_of_label(const struct testimonial_page *self, guint32 block)
{
    const struct page_block *blocks = self->page->blocks;
    gboolean stands = block && blocks[block - 1].zone == blocks[block].zone && is_label(self, block - 1) &&
                      section_around(self, block - 1) == section_around(self, block);
    return stands ? name_of_block(self, block - 1) : SECTION_UNNAMED;
}

// What a part of the page's address says: client-testimonials, reviews.html.
static enum section_name name_of_part(const struct testimonial_page *self, const char *part)
{
    g_autofree char *name = g_uri_unescape_string(part, NULL);
    if (!name || strlen(name) > LABEL_BYTES || !g_utf8_validate(name, -1, NULL)) {
        return SECTION_UNNAMED;
    }
    char *dot = strrchr(name, '.');
    name[dot ? (gsize)(dot - name) : strlen(name)] = '\0';
    g_strdelimit(name, "-_+", ' ');
    g_autofree char *folded = fold(name);
    const char *words = folded + strspn(folded, "0123456789 ");
    return name_of_words(self, words);
}

// The last part says it, or the one before it: /testimonials/ann-b/ is one of those that have a page each.
static enum section_name name_of_address(const struct testimonial_page *self)
{
    g_autofree char *path = g_strdup(self->page->address);
    path[strcspn(path, "?#")] = '\0';
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);
    guint n = g_strv_length(parts);
    while (n > 1 && (*parts[n - 1] == '\0' || g_str_has_prefix(parts[n - 1], "index."))) {
        n--;
    }
    enum section_name name = n > 1 ? name_of_part(self, parts[n - 1]) : SECTION_UNNAMED;
    enum section_name above = name == SECTION_UNNAMED && n > 2 ? name_of_part(self, parts[n - 2]) : SECTION_UNNAMED;
    return above > SECTION_WEAK ? above : name;
}

// A page is named by its title, its address, and the first heading of what it holds.
static void name_page(struct testimonial_page *self)
{
    const Page *page = self->page;
    self->page_name = name_of_address(self);
    for (guint32 i = 0; i < page->n_headings; i++) {
        if (page->elements[page->headings[i].element].zone == ZONE_MAIN) {
            self->page_name = MAX(self->page_name, self->own_names[i]);
            break;
        }
    }
    for (guint32 i = 0; i < page->n_blocks; i++) {
        const struct page_block *block = &page->blocks[i];
        if (block->zone == ZONE_HEAD && strcmp(block->text, page->title) == 0) {
            self->page_name = MAX(self->page_name, name_of_block(self, i));
        }
        self->refuses |= block->zone == ZONE_MAIN && block_says(self, i, WORDS_REFUSAL);
    }
}

void name_sections(struct testimonial_page *self)
{
    const Page *page = self->page;
    self->own_names = g_new0(guint8, page->n_headings + 1);
    self->names = g_new0(guint8, page->n_headings + 1);
    for (guint32 i = 0; i < page->n_headings; i++) {
        guint32 block = page->headings[i].block;
        guint8 own = MAX(name_of_block(self, block), name_of_label(self, block));
        self->own_names[i] = own;
        guint32 above = own == SECTION_NAMED ? PAGE_NONE : self->above[i];
        self->names[i] = above == PAGE_NONE ? own : MAX(own, self->names[above]);
    }
    self->refused = g_new0(guint8, page->n_headings + 1);
    for (guint32 i = 0; i < page->n_blocks; i++) {
        const struct page_block *block = &page->blocks[i];
        if (block->heading != PAGE_NONE && !self->refused[block->heading]) {
            self->refused[block->heading] = block_says(self, i, WORDS_REFUSAL);
        }
    }
    name_page(self);
}

// Whether the block above announced something, and nothing that ends its section stands between.
static gboolean carries_on(const Page *page, guint32 block, const guint8 *announced)
{
    return block && announced[block - 1] && page->blocks[block].heading == page->blocks[block - 1].heading &&
           page->blocks[block].zone == page->blocks[block - 1].zone;
}

void find_introductions(struct testimonial_page *self)
{
    const Page *page = self->page;
    self->introduced = g_new0(guint8, page->n_blocks + 1);
    self->by_colleagues = g_new0(guint8, page->n_blocks + 1);
    for (guint32 i = 0; i < page->n_blocks; i++) {
        gboolean says = block_says(self, i, WORDS_TESTIMONIAL_INTRO) && !block_says(self, i, WORDS_REFUSAL);
        self->introduced[i] = says ? INTRODUCED_BY_SENTENCE : is_label(self, i) ? INTRODUCED_BY_LABEL : 0;
        if (carries_on(page, i, self->introduced)) {
            self->introduced[i] = MAX(self->introduced[i], self->introduced[i - 1]);
        }
        self->by_colleagues[i] =
            carries_on(page, i, self->by_colleagues) || block_says(self, i, WORDS_ENDORSEMENT_HEADING);
    }
}
