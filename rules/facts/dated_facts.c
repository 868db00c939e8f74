#include "rules/facts/dated_facts.h"

#include <string.h>

#include "crawler/address.h"
#include "rules/facts/around.h"
#include "rules/facts/current.h"
#include "rules/pack.h"

enum { MAX_ADDRESSES = 3000, MAX_OF_ONE = 20 };

static gboolean holds_at(const struct dated *dated, const GDate *as_of)
{
    return g_date_compare(&dated->since, as_of) <= 0;
}

static enum fact_kind kind_of(const struct dated *dated)
{
    static const enum fact_kind kinds[N_DATED_KINDS] = {
        [DATED_TECHNOLOGY] = FACT_RETIRED_TECHNOLOGY,
        [DATED_REFERENCE] = FACT_OLD_REFERENCE,
        [DATED_TRACKER] = FACT_TRACKER,
        [DATED_ACCOUNT] = FACT_PERSONAL_ACCOUNT,
        [DATED_DIRECTORY] = FACT_UNLISTED_PRESENCE,
    };
    return kinds[dated->kind];
}

static void add_dated(const struct fact_context *context, Facts *facts, const struct dated *dated, const char *shown,
                      const char *tags, guint32 block, guint32 element)
{
    struct fact fact = {
        .kind = kind_of(dated),
        .value = dated->name.in[EN],
        .shown = shown,
        .tags = tags,
        .note = &dated->note,
        .block = block,
        .element = element,
        .number = g_date_days_between(&dated->since, context->as_of),
    };
    facts_add(facts, &fact);
}

/* Words of an entry in the text: not where the sentence tells them as history, nor beside what sets them right. */
static void read_words(const struct fact_context *context, Facts *facts, const struct dated *dated,
                       const Current *current)
{
    guint found = 0;
    if (!hits_anywhere(context->hits, dated->owner)) {
        return;
    }
    for (guint32 block = 0; block < context->page->n_blocks && found < MAX_OF_ONE; block++) {
        const struct match *match = hits_first(context->hits, block, dated->owner);
        if (!match || hits_first(context->hits, block, dated->unless_owner) || !current_block(current, block) ||
            around_sentence(context, block, match->start, match->end, WORDS_TOLD_AS_HISTORY)) {
            continue;
        }
        const struct page_block *b = &context->page->blocks[block];
        struct fact fact = {
            .kind = kind_of(dated),
            .value = dated->name.in[EN],
            .tags = "text",
            .note = &dated->note,
            .number = g_date_days_between(&dated->since, context->as_of),
            .block = block,
            .element = b->element,
            .start = match->start,
            .end = match->end,
        };
        facts_add(facts, &fact);
        found++;
    }
}

/* The block a link stands in speaks for today. */
static gboolean current_link(const Current *current, const struct page_link *link)
{
    if (link->block != PAGE_NONE) {
        return current_block(current, link->block);
    }
    return link->zone != ZONE_COMMENTS;
}

/* Every address of the page in lower case, once, whatever the number of entries. */
struct addresses {
    GStringChunk *strings;
    GString *text;                 /* all of them */
    GPtrArray *written, *resolved; /* of links, by index; NULL where there is none */
    GPtrArray *embedded;           /* in other attributes and in scripts */
};

static const char *lower(struct addresses *all, const char *address)
{
    if (!address || strlen(address) > ADDRESS_MAX_BYTES) {
        return NULL;
    }
    char *copy = g_string_chunk_insert(all->strings, address), *p = copy;
    for (; *p; p++) {
        *p |= *p >= 'A' && *p <= 'Z' ? 'a' - 'A' : 0;
    }
    g_string_append_len(all->text, copy, p - copy);
    g_string_append_c(all->text, '\n');
    return copy;
}

static void addresses_read(struct addresses *all, const Page *page)
{
    all->strings = g_string_chunk_new(4096);
    all->text = g_string_sized_new(4096);
    all->written = g_ptr_array_new();
    all->resolved = g_ptr_array_new();
    all->embedded = g_ptr_array_new();
    for (guint32 i = 0; i < page->n_links && i < MAX_ADDRESSES; i++) {
        const struct page_link *link = &page->links[i];
        const char *written = lower(all, link->href ? link->href : link->address);
        const char *resolved = lower(all, link->address);
        g_ptr_array_add(all->written, (gpointer)written);
        g_ptr_array_add(all->resolved, (gpointer)(g_strcmp0(written, resolved) ? resolved : NULL));
    }
    for (guint32 i = 0; i < page->n_hosts && i < MAX_ADDRESSES; i++) {
        const struct page_host *host = &page->hosts[i];
        g_ptr_array_add(all->embedded, (gpointer)(strcmp(host->where, "href") == 0 ? NULL : lower(all, host->address)));
    }
}

static void addresses_clear(struct addresses *all)
{
    g_string_chunk_free(all->strings);
    g_string_free(all->text, TRUE);
    g_ptr_array_unref(all->written);
    g_ptr_array_unref(all->resolved);
    g_ptr_array_unref(all->embedded);
}

static gboolean fits(const struct dated *dated, const GPtrArray *addresses, guint index)
{
    const char *address = g_ptr_array_index(addresses, index);
    return address && dated_fits_address(dated, address);
}

static void read_links(const struct fact_context *context, Facts *facts, const struct dated *dated,
                       const struct addresses *all, const Current *current)
{
    guint found = 0;
    for (guint i = 0; i < all->written->len && found < MAX_OF_ONE; i++) {
        const struct page_link *link = &context->page->links[i];
        if ((fits(dated, all->written, i) || fits(dated, all->resolved, i)) && current_link(current, link)) {
            add_dated(context, facts, dated, link->href ? link->href : link->address, "link", link->block,
                      link->element);
            found++;
        }
    }
}

static void read_embedded(const struct fact_context *context, Facts *facts, const struct dated *dated,
                          const struct addresses *all)
{
    for (guint i = 0; i < all->embedded->len; i++) {
        if (fits(dated, all->embedded, i)) {
            const struct page_host *host = &context->page->hosts[i];
            add_dated(context, facts, dated, host->address, "embedded", PAGE_NONE, host->element);
            return;
        }
    }
}

static void read_classes(const struct fact_context *context, Facts *facts, const struct dated *dated)
{
    for (guint i = 0; dated->classes && dated->classes[i]; i++) {
        const struct page_token *token = page_token(context->page, dated->classes[i], FALSE);
        if (token) {
            add_dated(context, facts, dated, dated->classes[i], "code", PAGE_NONE, token->element);
        }
    }
}

void dated_facts(const struct fact_context *context, Facts *facts, guint kinds)
{
    g_autoptr(Current) current = current_new(context, facts);
    struct addresses all;
    addresses_read(&all, context->page);
    for (guint i = 0; context->packs->dated && i < context->packs->dated->len; i++) {
        const struct dated *dated = g_ptr_array_index(context->packs->dated, i);
        if (!(kinds & 1U << dated->kind) || !holds_at(dated, context->as_of)) {
            continue;
        }
        read_words(context, facts, dated, current);
        if (dated_may_fit(dated, all.text->str)) {
            read_links(context, facts, dated, &all, current);
            // An old name in a script, or an account in an image's address, is nothing that visitors meet.
            if (dated->kind == DATED_TECHNOLOGY || dated->kind == DATED_TRACKER) {
                read_embedded(context, facts, dated, &all);
            }
        }
        read_classes(context, facts, dated);
    }
    addresses_clear(&all);
}
