// Reads the page once for all detectors of the family: marks, containers, sections, outline; then the headings.
#include <string.h>

#include "rules/facts/quotation.h"
#include "rules/facts/testimonial_headings.h"
#include "rules/facts/testimonial_page.h"
#include "rules/fold.h"
#include "rules/pack.h"

enum { MAX_MARK_BYTES = 400, MAX_ADDRESSES = 4000, LABEL_BYTES = 40 };

static void add_marks(struct testimonial_page *self, const struct mark *found, GArray *matches)
{
    g_array_set_size(matches, 0);
    gsize length = strlen(found->text);
    matcher_find(self->context->packs->word_marks, found->text, MIN(length, MAX_MARK_BYTES), MATCH_ANY, matches);
    guint32 last = G_MAXUINT32;
    for (guint i = 0; i < matches->len; i++) {
        guint32 list = g_array_index(matches, struct match, i).owner;
        if (list != last && word_list_is_mark(list)) {
            struct mark mark = *found;
            mark.list = last = list;
            g_array_append_val(self->marks, mark);
        }
    }
}

static void add_address(struct testimonial_page *self, const char *address, guint32 element, gboolean is_link,
                        GHashTable *seen, GArray *matches)
{
    if (address && *address && g_hash_table_size(seen) < MAX_ADDRESSES && g_hash_table_add(seen, (gpointer)address)) {
        const struct mark found = {.element = element, .text = address, .is_link = is_link};
        add_marks(self, &found, matches);
    }
}

static void read_addresses(struct testimonial_page *self, GArray *matches)
{
    const Page *page = self->page;
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    // Frames, forms and images first: an address that the page loads says more than a link to it.
    for (guint32 i = 0; i < page->n_frames; i++) {
        add_address(self, page->frames[i].source, page->frames[i].element, FALSE, seen, matches);
    }
    for (guint32 i = 0; i < page->n_forms; i++) {
        add_address(self, page->forms[i].raw_action, page->forms[i].element, FALSE, seen, matches);
    }
    for (guint32 i = 0; i < page->n_images; i++) {
        add_address(self, page->images[i].source, page->images[i].element, FALSE, seen, matches);
    }
    for (guint32 i = 0; i < page->n_hosts; i++) {
        const struct page_host *host = &page->hosts[i];
        const char *tag = host->element == PAGE_NONE ? "" : page->elements[host->element].tag;
        gboolean is_link = strcmp(tag, "a") == 0 || strcmp(tag, "area") == 0 || strcmp(tag, "button") == 0;
        add_address(self, host->address, host->element, is_link, seen, matches);
    }
    for (guint32 i = 0; i < page->n_links; i++) {
        add_address(self, page->links[i].address, page->links[i].element, TRUE, seen, matches);
    }
    add_address(self, page->generator, PAGE_NONE, FALSE, seen, matches);
}

static void read_tokens(struct testimonial_page *self, GArray *matches)
{
    const Page *page = self->page;
    for (guint32 i = 0; i < page->n_tokens; i++) {
        const struct mark found = {.element = page->tokens[i].element, .text = page->tokens[i].token, .is_token = TRUE};
        add_marks(self, &found, matches);
    }
    const char *last = "";
    for (guint32 i = 0; i < page->n_elements; i++) {
        // Custom elements are named for what they are: hyvor-talk-comments.
        const char *tag = page->elements[i].tag;
        if (strchr(tag, '-') && tag != last) {
            const struct mark found = {.element = i, .text = last = tag, .is_token = TRUE};
            add_marks(self, &found, matches);
        }
    }
}

static gboolean holds_token(const char *classes, GHashTable *tokens)
{
    g_auto(GStrv) each = classes ? g_strsplit(classes, " ", 64) : NULL;
    for (guint i = 0; each && each[i]; i++) {
        if (g_hash_table_contains(tokens, each[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

static GHashTable *tokens_of(const struct testimonial_page *self, enum word_list list)
{
    GHashTable *tokens = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < self->marks->len; i++) {
        const struct mark *mark = &g_array_index(self->marks, struct mark, i);
        if (mark->list == list && mark->is_token) {
            g_hash_table_add(tokens, (gpointer)mark->text);
        }
    }
    return tokens;
}

// Spreads what `within` says of elements to all below them, and adds those with a class or id of `list`.
static void spread(const struct testimonial_page *self, enum word_list list, guint8 *within)
{
    const Page *page = self->page;
    g_autoptr(GHashTable) tokens = tokens_of(self, list);
    for (guint32 i = 0; i < page->n_elements; i++) {
        const struct page_element *element = &page->elements[i];
        guint8 below = element->parent < i ? within[element->parent] : 0;
        // A theme may name the whole body after the page; that says no more than its address.
        gboolean whole = strcmp(element->tag, "body") == 0 || strcmp(element->tag, "html") == 0;
        if (!whole && g_hash_table_size(tokens) && !below && !within[i]) {
            below =
                (element->id && g_hash_table_contains(tokens, element->id)) || holds_token(element->classes, tokens);
        }
        within[i] |= whole ? 0 : below;
    }
}

// A region whose label for screen readers says what it holds: aria-label="Client testimonials".
static void find_labelled(struct testimonial_page *self)
{
    const Page *page = self->page;
    for (guint32 i = 0; i < page->n_elements; i++) {
        const char *label = page->elements[i].label;
        if (label && strlen(label) <= LABEL_BYTES) {
            g_autofree char *folded = fold(label);
            gboolean named = matcher_holds(self->context->packs->word_marks, folded, strlen(folded), MATCH_ANY,
                                           WORDS_TESTIMONIAL_CONTAINER);
            self->containers[i] = named ? CONTAINER_LABELLED : self->containers[i];
        }
    }
}

static void find_sections(struct testimonial_page *self)
{
    const Page *page = self->page;
    self->sections = g_new(guint32, page->n_elements + 1);
    for (guint32 i = 0; i < page->n_elements; i++) {
        const struct page_element *element = &page->elements[i];
        guint32 around = element->parent < i ? self->sections[element->parent] : PAGE_NONE;
        self->sections[i] = strcmp(element->tag, "section") == 0 ? i : around;
    }
}

static void find_containers(struct testimonial_page *self)
{
    const Page *page = self->page;
    self->containers = g_new0(guint8, page->n_elements + 1);
    for (guint32 i = 0; i < page->n_items; i++) {
        const struct page_item *item = &page->items[i];
        if (item->syntax != ITEM_JSON_LD && item->element < page->n_elements && strstr(item->types, "eview")) {
            self->containers[item->element] = 1;
        }
    }
    find_labelled(self);
    spread(self, WORDS_TESTIMONIAL_CONTAINER, self->containers);
    self->review_places = g_new0(guint8, page->n_elements + 1);
    spread(self, WORDS_REVIEW_PLACE, self->review_places);
    self->slides = g_new0(guint8, page->n_elements + 1);
    spread(self, WORDS_SLIDE_TOKEN, self->slides);
}

static guint level_of(const struct page_heading *heading)
{
    return heading->level ? heading->level : 7;
}

static void read_outline(struct testimonial_page *self)
{
    const Page *page = self->page;
    self->above = g_new(guint32, page->n_headings + 1);
    for (guint32 i = 0; i < page->n_headings; i++) {
        guint8 zone = page->elements[page->headings[i].element].zone;
        gboolean apart = zone == ZONE_FOOTER || zone == ZONE_ASIDE; // these have an outline of their own
        guint32 above = i ? i - 1 : PAGE_NONE;
        while (above != PAGE_NONE && level_of(&page->headings[above]) >= level_of(&page->headings[i])) {
            above = self->above[above];
        }
        gboolean crosses = above != PAGE_NONE && page->elements[page->headings[above].element].zone != zone;
        self->above[i] = apart && crosses ? PAGE_NONE : above;
    }
}

struct testimonial_page *testimonial_page_new(const struct fact_context *context)
{
    struct testimonial_page *self = g_new0(struct testimonial_page, 1);
    self->context = context;
    self->page = context->page;
    self->marks = g_array_new(FALSE, FALSE, sizeof(struct mark));
    g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(struct match));
    read_tokens(self, matches);
    read_addresses(self, matches);
    find_containers(self);
    find_sections(self);
    self->quote_boxes = quotation_boxes(self->page);
    read_outline(self);
    name_sections(self);
    find_introductions(self);
    return self;
}

void testimonial_page_free(struct testimonial_page *self)
{
    if (self) {
        g_array_unref(self->marks);
        g_free(self->containers);
        g_free(self->review_places);
        g_free(self->slides);
        g_free(self->above);
        g_free(self->own_names);
        g_free(self->names);
        g_free(self->refused);
        g_free(self->sections);
        g_free(self->quote_boxes);
        g_free(self->introduced);
        g_free(self->by_colleagues);
        g_free(self);
    }
}
