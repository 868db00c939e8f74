// Whether a page belongs to the practitioner, as a former site should no longer do, and their presences that it leads
// to.
#include <string.h>

#include "crawler/address.h"
#include "rules/facts/around.h"
#include "rules/facts/current.h"
#include "rules/facts/dated_facts.h"
#include "rules/facts/detectors.h"
#include "rules/fold.h"
#include "rules/pack.h"

enum { NOTICE_WORDS = 80, MIN_NAME_BYTES = 3, MAX_UNLISTED = 30 };

static void add_page_fact(Facts *facts, enum fact_kind kind, const char *shown, guint32 block, const Page *page)
{
    struct fact fact = {.kind = kind, .value = page->address, .shown = shown, .tags = "", .block = block};
    fact.element = block == PAGE_NONE ? PAGE_NONE : page->blocks[block].element;
    facts_add(facts, &fact);
}

/* The names by which a practitioner may be known: "Odile Marchand-Reyes" was perhaps "Odile Marchand" before. */
static GPtrArray *known_names(const struct practice *practice)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *last = practice->practitioner ? strrchr(practice->practitioner, ' ') : NULL;
    if (last) {
        g_autofree char *folded = fold(practice->practitioner);
        g_autofree char *whole = g_ascii_strdown(folded, -1);
        char *surname = strrchr(whole, ' ') + 1;
        g_autofree char *first = g_strndup(whole, (gsize)(strcspn(whole, " ")));
        g_auto(GStrv) parts = g_strsplit(surname, "-", 4);
        for (guint i = 0; parts[i]; i++) {
            if (strlen(parts[i]) >= MIN_NAME_BYTES) {
                g_ptr_array_add(names, g_strdup_printf("%s %s", first, parts[i]));
            }
        }
        g_ptr_array_add(names, g_strdup(whole));
    }
    if (practice->name && strlen(practice->name) >= MIN_NAME_BYTES) {
        g_autofree char *folded = fold(practice->name);
        g_ptr_array_add(names, g_ascii_strdown(folded, -1));
    }
    return names;
}

static guint32 block_naming(const Page *page, const GPtrArray *names)
{
    for (guint32 block = 0; block < page->n_blocks && names->len > 0; block++) {
        if (page->blocks[block].zone == ZONE_COMMENTS) {
            continue;
        }
        g_autofree char *folded = fold(page->blocks[block].text);
        g_autofree char *lower = g_ascii_strdown(folded, -1);
        for (guint i = 0; i < names->len; i++) {
            if (strstr(lower, g_ptr_array_index(names, i))) {
                return block;
            }
        }
    }
    return PAGE_NONE;
}

static gboolean is_listed(const struct practice *practice, const char *address, gboolean also_former)
{
    for (guint i = 0; practice->presences && i < practice->presences->len; i++) {
        const struct presence *presence = g_ptr_array_index(practice->presences, i);
        if (presence->folder || (presence->kind == PRESENCE_FORMER && !also_former)) {
            continue;
        }
        g_autofree char *theirs = address_host(presence->address);
        g_autofree char *host = address_host(address);
        if (address_within(address, presence->address) ||
            (presence->kind == PRESENCE_WEBSITE && host && theirs && host_is_within(host, theirs))) {
            return TRUE;
        }
    }
    return FALSE;
}

/* A short page that sends visitors on to a presence of today does no harm. */
static gboolean is_moving_notice(const struct fact_context *context, const Facts *facts)
{
    const Page *page = context->page;
    guint index = 0;
    if (page->refresh && is_listed(context->practice, page->refresh, FALSE)) {
        return TRUE;
    }
    if (page->n_words > NOTICE_WORDS || facts_next(facts, FACT_RETIRED_SERVICE, &index)) {
        return FALSE;
    }
    for (guint32 i = 0; i < page->n_links; i++) {
        if (page->links[i].address && is_listed(context->practice, page->links[i].address, FALSE)) {
            return TRUE;
        }
    }
    return FALSE;
}

static void read_owner(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    for (guint32 block = 0; block < page->n_blocks; block++) {
        const struct match *parked = around_in(context, block, WORDS_PARKED);
        if (parked) {
            g_autofree char *shown = around_text_of(page, block, parked->start, parked->end);
            add_page_fact(facts, FACT_PARKED_PAGE, shown, block, page);
            return;
        }
    }
    if (is_moving_notice(context, facts)) {
        return;
    }
    static const enum fact_kind own[] = {FACT_PHONE, FACT_EMAIL, FACT_REGISTRATION_NUMBER};
    g_autoptr(GPtrArray) names = known_names(context->practice);
    guint32 block = block_naming(page, names);
    if (block != PAGE_NONE) {
        add_page_fact(facts, FACT_PRACTICE_PAGE, page->blocks[block].text, block, page);
        return;
    }
    for (guint i = 0; i < G_N_ELEMENTS(own); i++) {
        guint index = 0;
        const struct fact *fact;
        while ((fact = facts_next(facts, own[i], &index))) {
            if (fact_has_tag(fact, "practice")) {
                g_autofree char *shown = g_strdup(fact->shown ? fact->shown : fact->value);
                add_page_fact(facts, FACT_PRACTICE_PAGE, shown, fact->block, page);
                return;
            }
        }
    }
}

/* "jane-roe" or "janeroe" in an address in lower case, from "Jane Roe". */
static gboolean names_practitioner(const struct practice *practice, const char *address)
{
    g_autofree char *folded = practice->practitioner ? fold(practice->practitioner) : NULL;
    const char *last = folded ? strrchr(folded, ' ') : NULL;
    if (!last || strlen(last + 1) < MIN_NAME_BYTES) {
        return FALSE;
    }
    g_autofree char *surname = g_ascii_strdown(last + 1, -1);
    g_autofree char *first = g_ascii_strdown(folded, (gssize)strcspn(folded, " "));
    const char *rest = strstr(address, "://");
    g_autofree char *path =
        rest ? g_strndup(rest, strcspn(rest, "?#")) : NULL; // a share button names the page it shares
    return path && strstr(path, surname) && strstr(path, first);
}

/* Of the directories' pages that are linked, those of this practitioner that the practice file does not list. */
static void read_unlisted(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    if (!context->practice->practitioner) {
        return;
    }
    g_autoptr(Current) current = current_new(context, facts);
    guint n = 0;
    for (guint32 i = 0; i < page->n_links && n < MAX_UNLISTED; i++) {
        const struct page_link *link = &page->links[i];
        if (!link->address || (link->block != PAGE_NONE && !current_block(current, link->block))) {
            continue;
        }
        g_autofree char *lower = g_ascii_strdown(link->address, -1);
        if (!names_practitioner(context->practice, lower) || is_listed(context->practice, link->address, TRUE)) {
            continue;
        }
        for (guint k = 0; context->packs->dated && k < context->packs->dated->len; k++) {
            const struct dated *dated = g_ptr_array_index(context->packs->dated, k);
            if (dated->kind == DATED_DIRECTORY && dated_fits_address(dated, lower)) {
                struct fact fact = {.kind = FACT_UNLISTED_PRESENCE, .value = link->address, .shown = link->address};
                fact.tags = dated->id;
                fact.note = &dated->note;
                fact.block = link->block;
                fact.element = link->element;
                facts_add(facts, &fact);
                n++;
                break;
            }
        }
    }
}

void facts_presences(const struct fact_context *context, Facts *facts)
{
    read_owner(context, facts);
    read_unlisted(context, facts);
}
