#include "crawler/crawl_state.h"

#include "crawler/address.h"
#include "crawler/answer.h"

enum { MAX_ALIKE = 8 }; /* pages of one text whose links are followed: more of the same lead to more of the same */

/* The one way into the queue, for links, redirects within the site and what sitemaps list. */
static void admit(struct site *site, const char *address, guint depth, guint32 from)
{
    gboolean trifle = FALSE;
    if (frontier_has_seen(site->frontier, address) || frontier_count(site->frontier) >= CRAWL_MAX_QUEUED) {
        return;
    }
    if (!address_within(address, site->root)) {
        g_autofree char *host = address_host(address);
        g_autofree char *own = address_host(site->root);
        site->n_outside += g_strcmp0(host, own) == 0;
        return;
    }
    if (answer_is_no_page(address, &trifle) && trifle) {
        return;
    }
    gboolean first = FALSE;
    const char *endless = trap_check(site->trap, address, depth, &first);
    if (endless && !first) {
        return;
    }
    if (endless) {
        g_hash_table_insert(site->trapped, GUINT_TO_POINTER(frontier_count(site->frontier)), (gpointer)endless);
    }
    frontier_add(site->frontier, address, depth, from);
}

/* Whether the presence begins with the page, or comes to it from there by redirects alone. */
static gboolean is_start(const struct site *site, guint32 sequence)
{
    while (frontier_at(site->frontier, sequence)->from != FRONTIER_NONE) {
        sequence = frontier_at(site->frontier, sequence)->from;
    }
    return sequence == 0;
}

static void admit_redirect(struct site *site, guint sequence, const char *location)
{
    const guint depth = frontier_at(site->frontier, sequence)->depth;
    if (!is_start(site, sequence)) {
        admit(site, location, depth, sequence);
        return;
    }
    // Where the presence itself has moved to is still what people come to; any other page must stay on the site.
    if (frontier_add(site->frontier, location, depth, sequence) && site->kind == PRESENCE_WEBSITE &&
        !address_within(location, site->root)) {
        site_note(
            site,
            "%s leads to %s, which is another site: only the page it leads to was read. If it is yours, list it as a "
            "presence of its own.",
            site->root, location);
    }
}

static void admit_links(struct site *site, guint sequence, const char *const *links, guint n_links)
{
    const guint depth = frontier_at(site->frontier, sequence)->depth + 1;
    for (guint i = 0; i < n_links; i++) {
        admit(site, links[i], depth, FRONTIER_NONE);
    }
}

void site_admit_listed(struct site *site)
{
    g_autoptr(GPtrArray) listed = g_steal_pointer(&site->listed);
    for (guint i = 0; i < listed->len; i++) {
        admit(site, listed->pdata[i], 1, FRONTIER_NONE);
    }
}

/* Whether the links of a page with this text are worth following. */
static gboolean is_new_enough(struct site *site, guint64 print)
{
    if (print == 0) {
        return TRUE;
    }
    const gpointer key = (gpointer)(gsize)print;
    const guint n = GPOINTER_TO_UINT(g_hash_table_lookup(site->prints, key)) + 1;
    g_hash_table_insert(site->prints, key, GUINT_TO_POINTER(n));
    return n <= MAX_ALIKE;
}

static void settle(Crawl *crawl, struct site *site, const struct unsettled *unsettled, const char *const *links,
                   guint n_links)
{
    if (!site->frontier) {
        return;
    }
    if (unsettled->location) {
        admit_redirect(site, unsettled->sequence, unsettled->location);
        return;
    }
    if (site->sitemap_stage == SITEMAPS_WAIT && unsettled->answered) {
        errand_plan(crawl, site, hosts_of(crawl->hosts, frontier_at(site->frontier, unsettled->sequence)->address));
    }
    if (site->kind == PRESENCE_WEBSITE && is_new_enough(site, unsettled->print) && !unsettled->nofollow) {
        admit_links(site, unsettled->sequence, links, n_links);
    }
}

void crawl_admit_refresh(Crawl *crawl, guint presence, guint sequence, const char *location)
{
    struct site *site = crawl->sites->pdata[presence];
    if (site->frontier && is_start(site, sequence) && frontier_at(site->frontier, sequence)->hops < CRAWL_MAX_HOPS) {
        admit_redirect(site, sequence, location);
    }
}

void crawl_admit(Crawl *crawl, guint presence, guint sequence, const char *const *links, guint n_links)
{
    struct site *site = crawl->sites->pdata[presence];
    g_return_if_fail(sequence == site->n_settled);
    for (guint i = 0; i < site->unsettled->len; i++) {
        const struct unsettled *unsettled = &g_array_index(site->unsettled, struct unsettled, i);
        if (unsettled->sequence == sequence) {
            settle(crawl, site, unsettled, links, n_links);
            site->n_unsettled_bytes -= unsettled->n_bytes;
            site->n_settled++;
            g_array_remove_index_fast(site->unsettled, i);
            return;
        }
    }
    g_return_if_reached();
}
