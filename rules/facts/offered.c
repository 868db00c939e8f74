// What is offered, and whether new clients are taken: for a first practice file, where nobody has said it yet.
#include <string.h>

#include "rules/facts/around.h"
#include "rules/facts/current.h"
#include "rules/facts/detectors.h"
#include "rules/fold.h"
#include "rules/service_match.h"

enum { SERVICE_BYTES = 60, SERVICE_WORDS = 7, MIN_BYTES = 3, MAX_OFFERED = 60 };

struct offered {
    const struct fact_context *context;
    Facts *facts;
    guint32 *above;
    gboolean services_page;
    guint n;
};

/* A name and no sentence: short, without the marks of one. */
static gboolean is_name(const char *text, gsize length)
{
    if (length < MIN_BYTES || length > SERVICE_BYTES || strcspn(text, "?!.,;:@©=<>{}\"|") < length) {
        return FALSE;
    }
    g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(struct service_word));
    service_words(text, length, words);
    guint n_words = 1;
    for (gsize i = 0; i < length; i++) {
        n_words += text[i] == ' ';
    }
    return words->len > 0 && n_words <= SERVICE_WORDS;
}

static void add(struct offered *offered, const char *name, guint32 block, double strength)
{
    g_autofree char *folded = fold(name);
    g_autofree char *value = g_ascii_strdown(folded, -1);
    struct fact fact = {.kind = FACT_OFFERED, .value = value, .shown = name, .number = strength, .block = block};
    fact.element = block == PAGE_NONE ? PAGE_NONE : offered->context->page->blocks[block].element;
    facts_add(offered->facts, &fact);
    offered->n++;
}

/* How likely the block names a service: 0 where it does not. */
static double strength_of(const struct offered *offered, guint32 block)
{
    const struct fact_context *context = offered->context;
    const struct page_block *b = &context->page->blocks[block];
    static const enum word_list others[] = {WORDS_NOT_SERVICES,  WORDS_SERVICE_REFUSED,    WORDS_PLACEHOLDER,
                                            WORDS_NO_SERVICE,    WORDS_BIOGRAPHY,          WORDS_DEGREE,
                                            WORDS_EVENT_HEADING, WORDS_TESTIMONIAL_HEADING};
    for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
        if (around_in(context, block, others[i])) {
            return 0;
        }
    }
    const struct match *general = around_in(context, block, WORDS_SERVICES_HEADING);
    if (general && general->end - general->start + 6 >= b->length) {
        return 0; // "Our services"
    }
    gboolean item = page_closest(context->page, b->element, "li") != PAGE_NONE;
    gboolean named = around_in(context, block, WORDS_SERVICE_NAME) != NULL;
    gboolean under = current_under_heading(context, offered->above, block, WORDS_SERVICES_HEADING) &&
                     !current_under_heading(context, offered->above, block, WORDS_NOT_SERVICES);
    if (b->zone == ZONE_NAV || b->zone == ZONE_HEADER) {
        return item && named ? 2 : 0;
    }
    if (!b->is_heading && !(item && under)) {
        return 0;
    }
    return (named ? 2.0 : 0.0) + (under ? 1.0 : 0.0) + (offered->services_page && b->is_heading ? 1.0 : 0.0);
}

static void read_blocks(struct offered *offered)
{
    const Page *page = offered->context->page;
    g_autoptr(Current) current = current_new(offered->context, offered->facts);
    for (guint32 block = 0; block < page->n_blocks && offered->n < MAX_OFFERED; block++) {
        const struct page_block *b = &page->blocks[block];
        if (b->is_alt || b->in_form || b->zone == ZONE_FOOTER || b->zone == ZONE_HEAD || !is_name(b->text, b->length) ||
            !current_block(current, block)) {
            continue;
        }
        double strength = strength_of(offered, block);
        if (strength > 0) {
            add(offered, b->text, block, strength);
        }
    }
}

static void read_items(struct offered *offered)
{
    const Page *page = offered->context->page;
    for (guint32 i = 0; i < page->n_items && offered->n < MAX_OFFERED; i++) {
        const struct page_item *item = &page->items[i];
        const char *name = page_property(page, item, "name");
        if (name && is_name(name, strlen(name)) && !around_text(offered->context, name, WORDS_NO_SERVICE) &&
            (g_str_equal(item->types, "Service") || strstr(item->types, "Offer"))) {
            add(offered, name, PAGE_NONE, 4);
        }
    }
}

/* A page that says both speaks of different services perhaps: it says nothing. */
static void read_accepting(const struct offered *offered)
{
    guint index = 0;
    const struct fact *said = facts_next(offered->facts, FACT_ACCEPTING, &index);
    if (said && !fact_has_tag(said, "both")) {
        struct fact fact = *said;
        fact.kind = FACT_TAKES_CLIENTS;
        fact.value = fact_has_tag(said, "open") ? "true" : "false";
        fact.number = 1;
        facts_add(offered->facts, &fact);
    }
}

void facts_offered(const struct fact_context *context, Facts *facts)
{
    if (!context->practice->drafting) {
        return;
    }
    g_autofree guint32 *above = current_headings_above(context->page);
    struct offered offered = {.context = context, .facts = facts, .above = above};
    offered.services_page = around_text(context, context->page->title, WORDS_SERVICES_HEADING) ||
                            around_text(context, context->page->address, WORDS_SERVICES_HEADING);
    read_blocks(&offered);
    read_items(&offered);
    read_accepting(&offered);
}
