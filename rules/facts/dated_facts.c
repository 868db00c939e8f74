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
static void read_words(const struct fact_context *context, Facts *facts, const struct dated *dated)
{
    guint found = 0;
    for (guint32 block = 0; block < context->page->n_blocks && found < MAX_OF_ONE; block++) {
        const struct match *match = hits_first(context->hits, block, dated->owner);
        if (!match || hits_first(context->hits, block, dated->unless_owner) || !current_block(context, facts, block) ||
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
static gboolean current_link(const struct fact_context *context, const Facts *facts, const struct page_link *link)
{
    if (link->block != PAGE_NONE) {
        return current_block(context, facts, link->block);
    }
    return link->zone != ZONE_COMMENTS;
}

static void read_links(const struct fact_context *context, Facts *facts, const struct dated *dated)
{
    const Page *page = context->page;
    guint found = 0;
    for (guint32 i = 0; i < page->n_links && i < MAX_ADDRESSES && found < MAX_OF_ONE; i++) {
        const struct page_link *link = &page->links[i];
        const char *written = link->href ? link->href : link->address;
        if (!written || strlen(written) > ADDRESS_MAX_BYTES) {
            continue;
        }
        g_autofree char *lower = g_ascii_strdown(written, -1);
        g_autofree char *resolved = link->address ? g_ascii_strdown(link->address, -1) : NULL;
        if ((dated_fits_address(dated, lower) || (resolved && dated_fits_address(dated, resolved))) &&
            current_link(context, facts, link)) {
            add_dated(context, facts, dated, written, "link", link->block, link->element);
            found++;
        }
    }
}

/* Addresses in other attributes and in scripts. */
static void read_hosts(const struct fact_context *context, Facts *facts, const struct dated *dated)
{
    const Page *page = context->page;
    guint found = 0;
    for (guint32 i = 0; i < page->n_hosts && i < MAX_ADDRESSES && found < 1; i++) {
        const struct page_host *host = &page->hosts[i];
        if (strcmp(host->where, "href") == 0 || strlen(host->address) > ADDRESS_MAX_BYTES) {
            continue;
        }
        g_autofree char *lower = g_ascii_strdown(host->address, -1);
        if (dated_fits_address(dated, lower)) {
            add_dated(context, facts, dated, host->address, "embedded", PAGE_NONE, host->element);
            found++;
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

void dated_facts(const struct fact_context *context, Facts *facts, enum dated_kind kind)
{
    for (guint i = 0; context->packs->dated && i < context->packs->dated->len; i++) {
        const struct dated *dated = g_ptr_array_index(context->packs->dated, i);
        if (dated->kind != kind || !holds_at(dated, context->as_of)) {
            continue;
        }
        read_words(context, facts, dated);
        if (dated->links) {
            read_links(context, facts, dated);
            // An old name in a script, or an account in an image's address, is nothing that visitors meet.
            if (kind == DATED_TECHNOLOGY || kind == DATED_TRACKER) {
                read_hosts(context, facts, dated);
            }
        }
        read_classes(context, facts, dated);
    }
}
