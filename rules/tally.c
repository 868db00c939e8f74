#include "rules/tally_parts.h"

#include <string.h>

#include "crawler/address.h"
#include "rules/reasons.h"

enum { MAX_LINKED = 20000 }; // addresses of one presence

static void presence_free(struct tally_presence *presence)
{
    g_free(presence->shown);
    g_free(presence->first_page);
    g_hash_table_unref(presence->known);
    g_array_unref(presence->links);
    g_hash_table_unref(presence->linked);
    g_hash_table_unref(presence->outside);
    g_ptr_array_unref(presence->asked_links);
    g_string_chunk_free(presence->pages);
    g_ptr_array_unref(presence->unread);
    g_free(presence->leads_to);
    g_free(presence->clusters);
    g_free(presence->proof);
    g_free(presence->proof_page);
    g_free(presence);
}

// The arrays per rule are freed here, where their length is known.
static void clear_presence(const Tally *tally, struct tally_presence *presence)
{
    for (guint i = 0; i < tally->judge->rules->len; i++) {
        clusters_free(presence->clusters[i]);
        unit_free(presence->proof[i]);
        g_free(presence->proof_page[i]);
    }
}

void kept_fact_free(struct kept_fact *fact)
{
    if (fact) {
        g_free(fact->value);
        g_free(fact->shown);
        g_free(fact->page);
        g_free(fact);
    }
}

Tally *tally_new(const Judge *judge)
{
    Tally *tally = g_new0(Tally, 1);
    tally->judge = judge;
    tally->presences = g_ptr_array_new_with_free_func((GDestroyNotify)presence_free);
    tally->facts = g_ptr_array_new_with_free_func((GDestroyNotify)kept_fact_free);
    tally->by_fact = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return tally;
}

void tally_free(Tally *tally)
{
    if (tally) {
        for (guint i = 0; i < tally->presences->len; i++) {
            clear_presence(tally, tally->presences->pdata[i]);
        }
        g_ptr_array_unref(tally->presences);
        g_hash_table_unref(tally->by_fact);
        g_ptr_array_unref(tally->facts);
        g_free(tally);
    }
}

static struct tally_presence *presence_at(Tally *tally, guint index)
{
    guint n_rules = tally->judge->rules->len;
    while (tally->presences->len <= index) {
        struct tally_presence *presence = g_new0(struct tally_presence, 1);
        presence->unread = g_ptr_array_new_with_free_func((GDestroyNotify)unread_free);
        presence->known = g_hash_table_new(g_str_hash, g_str_equal);
        presence->links = g_array_new(FALSE, FALSE, sizeof(struct linked));
        presence->linked = g_hash_table_new(NULL, NULL);
        presence->outside = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        presence->asked_links = g_ptr_array_new_with_free_func((GDestroyNotify)unread_free);
        presence->pages = g_string_chunk_new(1024);
        presence->clusters = g_new0(Clusters *, n_rules + 1);
        presence->proof = g_new0(struct unit *, n_rules + 1);
        presence->proof_page = g_new0(char *, n_rules + 1);
        g_ptr_array_add(tally->presences, presence);
    }
    return tally->presences->pdata[index];
}

void tally_presence(Tally *tally, guint presence, const char *shown, enum presence_kind kind)
{
    struct tally_presence *p = presence_at(tally, presence);
    g_free(p->shown);
    p->shown = g_strdup(shown);
    p->kind = kind;
}

static void take_unit(const Tally *tally, struct tally_presence *p, struct unit *unit, const char *page)
{
    const struct rule *rule = tally->judge->rules->pdata[unit->rule];
    if (!rule->required) {
        if (!p->clusters[unit->rule]) {
            p->clusters[unit->rule] = clusters_new();
        }
        clusters_add(p->clusters[unit->rule], unit, page, p->n_read);
    } else if (!p->proof[unit->rule]) {
        p->proof[unit->rule] = unit;
        p->proof_page[unit->rule] = g_strdup(page);
    } else {
        unit_free(unit);
    }
}

static void take_fact(Tally *tally, guint presence, const struct verdict_fact *fact, const char *page)
{
    char *key = g_strdup_printf("%u %u %s", presence, (guint)fact->kind, fact->value);
    struct kept_fact *kept = g_hash_table_lookup(tally->by_fact, key);
    if (kept) {
        kept->n_pages++;
        kept->number += fact->number;
        g_free(key);
        return;
    }
    kept = g_new0(struct kept_fact, 1);
    *kept = (struct kept_fact){.kind = fact->kind,
                               .value = g_strdup(fact->value),
                               .shown = g_strdup(fact->shown),
                               .page = g_strdup(page),
                               .presence = presence,
                               .n_pages = 1,
                               .number = fact->number};
    g_ptr_array_add(tally->facts, kept);
    g_hash_table_insert(tally->by_fact, key, kept);
}

enum former_way tally_former_way(const Tally *tally, const struct tally_presence *former)
{
    if (former->kind != PRESENCE_FORMER || !former->leads_to || address_within(former->leads_to, former->shown)) {
        return FORMER_STAYS;
    }
    for (guint i = 0; i < tally->presences->len; i++) {
        const struct tally_presence *p = tally->presences->pdata[i];
        if (p->kind != PRESENCE_FORMER && p->shown && address_within(former->leads_to, p->shown)) {
            return FORMER_LEADS_HOME;
        }
    }
    return FORMER_LEADS_AWAY;
}

void tally_page(Tally *tally, guint presence, Verdict *verdict)
{
    struct tally_presence *p = presence_at(tally, presence);
    if (tally_former_way(tally, p) == FORMER_LEADS_HOME) {
        verdict_free(verdict); // it is a page of today, and read where it belongs
        return;
    }
    if (!p->first_page) {
        p->first_page = g_strdup(verdict->shown);
    }
    for (guint i = 0; verdict->units && i < verdict->units->len; i++) {
        take_unit(tally, p, g_steal_pointer(&verdict->units->pdata[i]), verdict->shown);
    }
    for (guint i = 0; verdict->facts && i < verdict->facts->len; i++) {
        take_fact(tally, presence, &g_array_index(verdict->facts, struct verdict_fact, i), verdict->shown);
    }
    p->n_read++;
    if (verdict->outcome != FETCH_OK) {
        tally_unread(tally, presence, verdict->shown, verdict->outcome, 200, FALSE);
    }
    verdict_free(verdict);
}

void tally_repeats(Tally *tally, guint presence)
{
    struct tally_presence *p = presence_at(tally, presence);
    p->n_same += p->n_same + 1 < p->n_read; // a page that is read where it belongs was not counted at all
}

const struct linked *tally_linked(const struct tally_presence *p, const char *address, gboolean own)
{
    GHashTable *table = own ? p->linked : p->outside;
    gpointer index = NULL;
    gboolean known = g_hash_table_lookup_extended(table, own ? address_key(address) : address, NULL, &index);
    return known ? &g_array_index(p->links, struct linked, GPOINTER_TO_UINT(index)) : NULL;
}

static struct linked *linked_at(struct tally_presence *p, const char *address)
{
    gboolean own = p->shown && address_within(address, p->shown);
    gboolean web = g_str_has_prefix(address, "http://") || g_str_has_prefix(address, "https://");
    GHashTable *table = own ? p->linked : p->outside;
    const struct linked *known = tally_linked(p, address, own);
    if (known || !(own || (web && p->kind == PRESENCE_WEBSITE)) || g_hash_table_size(table) >= MAX_LINKED) {
        return (struct linked *)known;
    }
    g_hash_table_insert(table, own ? address_key(address) : g_strdup(address), GUINT_TO_POINTER(p->links->len));
    g_array_set_size(p->links, p->links->len + 1);
    struct linked *linked = &g_array_index(p->links, struct linked, p->links->len - 1);
    *linked = (struct linked){{NULL}};
    return linked;
}

/* The place for one more page that leads there, unless the last one is that page; NULL: there are enough. */
static const char **free_place(struct linked *linked, const char *page)
{
    for (guint i = 0; i < G_N_ELEMENTS(linked->pages); i++) {
        if (!linked->pages[i]) {
            return i > 0 && strcmp(linked->pages[i - 1], page) == 0 ? NULL : &linked->pages[i];
        }
    }
    return NULL;
}

void tally_links(Tally *tally, guint presence, const char *page, const char *const *links)
{
    struct tally_presence *p = presence_at(tally, presence);
    const char *name = NULL;
    for (guint i = 0; links && links[i]; i++) {
        struct linked *linked = linked_at(p, links[i]);
        const char **place = linked ? free_place(linked, page) : NULL;
        if (place) {
            name = name ? name : g_string_chunk_insert(p->pages, page);
            *place = name;
        }
    }
}

void tally_leads_to(Tally *tally, guint presence, const char *location)
{
    struct tally_presence *p = presence_at(tally, presence);
    g_free(p->leads_to);
    p->leads_to = g_strdup(location);
}

void tally_unread(Tally *tally, guint presence, const char *shown, enum fetch_outcome outcome, guint status,
                  gboolean no_host)
{
    struct tally_presence *p = presence_at(tally, presence);
    if (g_hash_table_contains(p->known, shown)) {
        return;
    }
    struct unread *unread = g_new0(struct unread, 1);
    *unread = (struct unread){.shown = g_strdup(shown), .outcome = outcome, .status = status, .no_host = no_host};
    g_ptr_array_add(p->unread, unread);
    g_hash_table_add(p->known, unread->shown);
}
