// The practice file's services where a page names them: those of today, and those that it should no longer offer.
#include <string.h>

#include "rules/facts/around.h"
#include "rules/facts/current.h"
#include "rules/facts/detectors.h"
#include "rules/service_match.h"

enum { MAX_NAMES = 200, SHORT_WORDS = 12, CARD_EXTRA_WORDS = 4, MAX_FACTS = 300 };

/* One name of one service. */
struct name {
    const struct service *service;
    GArray *words;
    gboolean retired;
};

struct naming {
    const struct name *name;
    guint first, last; /* words of the text */
};

struct search {
    const struct fact_context *context;
    Facts *facts;
    GArray *names; /* of struct name */
    GArray *words; /* of the text at hand */
    GArray *namings;
    guint32 *above;
    const Current *current;
    guint added;
};

static void name_clear(gpointer data)
{
    g_array_unref(((struct name *)data)->words);
}

static void add_name(GArray *names, const struct service *service, const char *text, gboolean retired)
{
    struct name name = {service, g_array_new(FALSE, FALSE, sizeof(struct service_word)), retired};
    service_words(text, strlen(text), name.words);
    g_array_append_val(names, name);
}

static void add_names(GArray *names, const GPtrArray *services, gboolean retired)
{
    for (guint i = 0; services && i < services->len && names->len < MAX_NAMES; i++) {
        const struct service *service = g_ptr_array_index(services, i);
        add_name(names, service, service->name, retired);
        for (guint k = 0; service->also && service->also[k]; k++) {
            add_name(names, service, service->also[k], retired);
        }
    }
}

/* Every naming in the text at hand, but not a retired name inside a longer one of today ("mediation" in "family
 * mediation"). */
static void find_namings(struct search *search)
{
    g_array_set_size(search->namings, 0);
    for (guint i = 0; search->words->len > 0 && i < search->names->len; i++) {
        const struct name *name = &g_array_index(search->names, struct name, i);
        struct naming naming = {.name = name};
        guint from = 0;
        while (service_named(search->words, name->words, from, &naming.first, &naming.last)) {
            g_array_append_val(search->namings, naming);
            from = naming.first + 1;
        }
    }
}

static gboolean is_covered(const struct search *search, const struct naming *naming)
{
    for (guint i = 0; i < search->namings->len; i++) {
        const struct naming *other = &g_array_index(search->namings, struct naming, i);
        if (!other->name->retired && other->first <= naming->first && other->last >= naming->last &&
            other->last - other->first > naming->last - naming->first) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Where a block offers what it names: "heading", "menu", "list", "form", "head", "text"; NULL where it does not. */
static const char *offered_where(const struct search *search, guint32 block, const struct naming *naming, guint32 start,
                                 guint32 end)
{
    const struct fact_context *context = search->context;
    const struct page_block *b = &context->page->blocks[block];
    if (around_sentence(context, block, start, end, WORDS_SERVICE_REFUSED) ||
        current_under_heading(context, search->above, block, WORDS_NOT_SERVICES)) {
        return NULL;
    }
    gboolean told = around_sentence(context, block, start, end, WORDS_BIOGRAPHY) != NULL;
    gboolean brief = search->words->len <= SHORT_WORDS;
    if (b->is_heading) {
        return told || around_in(context, block, WORDS_NOT_SERVICES) || memchr(b->text, '?', b->length) ? NULL
                                                                                                        : "heading";
    }
    if (b->zone == ZONE_NAV && brief) {
        return "menu";
    }
    if (told) {
        return NULL;
    }
    if (b->in_form) {
        return brief ? "form" : NULL;
    }
    if (b->zone == ZONE_HEAD) {
        return "head";
    }
    gboolean item = page_closest(context->page, b->element, "li") != PAGE_NONE ||
                    page_closest(context->page, b->element, "dt") != PAGE_NONE;
    if (brief && (item || search->words->len <= naming->last - naming->first + 1 + CARD_EXTRA_WORDS)) {
        return "list";
    }
    return around_sentence(context, block, start, end, WORDS_SERVICE_OFFERED) ? "text" : NULL;
}

static void add_service(struct search *search, guint32 block, const struct naming *naming)
{
    const struct fact_context *context = search->context;
    guint32 start = g_array_index(search->words, struct service_word, naming->first).start;
    guint32 end = g_array_index(search->words, struct service_word, naming->last).end;
    const char *value = naming->name->service->name;
    if (!naming->name->retired) {
        if (!around_sentence(context, block, start, end, WORDS_SERVICE_REFUSED)) {
            current_add(search->facts, context,
                        &(struct fact){.kind = FACT_CURRENT_SERVICE,
                                       .block = block,
                                       .start = start,
                                       .end = end,
                                       .value = value,
                                       .tags = ""});
        }
        return;
    }
    const char *where = offered_where(search, block, naming, start, end);
    if (where && !is_covered(search, naming)) {
        current_add(search->facts, context,
                    &(struct fact){.kind = FACT_RETIRED_SERVICE,
                                   .block = block,
                                   .start = start,
                                   .end = end,
                                   .value = value,
                                   .tags = where});
    }
}

/* Another naming of the same service says it better: in more words, or earlier. */
static gboolean is_outdone(const struct search *search, guint index)
{
    const struct naming *naming = &g_array_index(search->namings, struct naming, index);
    guint length = naming->last - naming->first;
    for (guint i = 0; i < search->namings->len; i++) {
        const struct naming *other = &g_array_index(search->namings, struct naming, i);
        guint other_length = other->last - other->first;
        if (i != index && other->name->service == naming->name->service &&
            (other_length > length || (other_length == length && i < index))) {
            return TRUE;
        }
    }
    return FALSE;
}

static void search_block(struct search *search, guint32 block)
{
    const struct page_block *b = &search->context->page->blocks[block];
    if (b->is_alt || b->zone == ZONE_COMMENTS || search->added >= MAX_FACTS) {
        return;
    }
    g_array_set_size(search->words, 0);
    service_words(b->text, b->length, search->words);
    find_namings(search);
    if (search->namings->len == 0 || !current_block(search->current, block)) {
        return;
    }
    for (guint i = 0; i < search->namings->len && search->added < MAX_FACTS; i++) {
        if (!is_outdone(search, i)) {
            add_service(search, block, &g_array_index(search->namings, struct naming, i));
            search->added++;
        }
    }
}

/* What structured data says is offered. */
static void search_text(struct search *search, const char *text, guint32 element)
{
    g_array_set_size(search->words, 0);
    service_words(text, strlen(text), search->words);
    find_namings(search);
    for (guint i = 0; i < search->namings->len && search->added < MAX_FACTS; i++) {
        const struct naming *naming = &g_array_index(search->namings, struct naming, i);
        if (is_outdone(search, i) || (naming->name->retired && is_covered(search, naming))) {
            continue;
        }
        struct fact fact = {
            .kind = naming->name->retired ? FACT_RETIRED_SERVICE : FACT_CURRENT_SERVICE,
            .value = naming->name->service->name,
            .shown = text,
            .tags = "schema",
            .block = PAGE_NONE,
            .element = element,
        };
        facts_add(search->facts, &fact);
        search->added++;
    }
}

static void search_items(struct search *search)
{
    static const char *const types[] = {"Service", "Offer", "MedicalTherapy", "TherapeuticProcedure", "Product"};
    static const char *const properties[] = {"serviceType", "availableService", "makesOffer", "medicalSpecialty"};
    const Page *page = search->context->page;
    for (guint32 i = 0; i < page->n_items; i++) {
        const struct page_item *item = &page->items[i];
        g_auto(GStrv) words = g_strsplit(item->types, " ", 8);
        const char *name = page_property(page, item, "name");
        for (guint k = 0; name && k < G_N_ELEMENTS(types); k++) {
            if (g_strv_contains((const char *const *)words, types[k])) {
                search_text(search, name, item->element);
                break;
            }
        }
        for (guint k = 0; k < G_N_ELEMENTS(properties); k++) {
            const char *value = page_property(page, item, properties[k]);
            if (value) {
                search_text(search, value, item->element);
            }
        }
    }
}

void facts_services(const struct fact_context *context, Facts *facts)
{
    struct search search = {.context = context, .facts = facts};
    g_autoptr(GArray) names = g_array_new(FALSE, FALSE, sizeof(struct name));
    g_array_set_clear_func(names, name_clear);
    add_names(names, context->practice->current, FALSE);
    add_names(names, context->practice->retired, TRUE);
    if (names->len == 0) {
        return;
    }
    g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(struct service_word));
    g_autoptr(GArray) namings = g_array_new(FALSE, FALSE, sizeof(struct naming));
    g_autofree guint32 *above = current_headings_above(context->page);
    g_autoptr(Current) current = current_new(context, facts);
    search.current = current;
    search.names = names;
    search.words = words;
    search.namings = namings;
    search.above = above;
    for (guint32 block = 0; block < context->page->n_blocks; block++) {
        search_block(&search, block);
    }
    search_items(&search);
}
