#include "crawler/crawl_state.h"

#include "crawler/address.h"
#include "crawler/answer.h"

#include <string.h>

enum {
    MAX_UNSETTLED = 32,                     /* pages given out and not settled, per presence */
    MAX_UNSETTLED_BYTES = 48 * 1024 * 1024, /* and what they may weigh together */
};

/* Nothing more will leave the queue. Left-out pages are listed only so far; the rest stays in it and is counted. */
gboolean queue_is_over(const Crawl *crawl, const struct site *site)
{
    if (!g_queue_is_empty((GQueue *)&site->retries)) {
        return FALSE;
    }
    const gboolean stopped = crawl_stop_reason(crawl, site) != NULL;
    if (stopped && site->n_left_out >= CRAWL_MAX_LISTED) {
        return TRUE;
    }
    return site->next == site_n_queued(site) && (stopped || !site->listed) &&
           g_queue_is_empty((GQueue *)&site->errands);
}

/* Giving out */

static void give_unread(Crawl *crawl, struct site *site, guint sequence, enum fetch_outcome outcome, const char *reason)
{
    struct fetched *fetched = crawl_fetched_new(site, sequence);
    fetched->outcome = outcome;
    fetched->reason = g_strdup(reason);
    crawl_give(crawl, site, fetched);
}

static void give_file(Crawl *crawl, struct site *site)
{
    const guint sequence = site->next++;
    struct fetched *fetched = crawl_fetched_new(site, sequence);
    gboolean too_large = FALSE;
    const struct folder_page *page = folder_source_at(site->folder, sequence);
    fetched->body = folder_source_read(page, CRAWL_MAX_PAGE_BYTES, &too_large, &fetched->reason);
    fetched->outcome = fetched->body ? FETCH_OK : too_large ? FETCH_TOO_LARGE : FETCH_ERROR;
    fetched->content_type = g_strdup("text/html");
    site->n_counted++;
    crawl_give(crawl, site, fetched);
}

/* What leaves the queue next */

static gboolean is_full(const struct site *site)
{
    return site->next - site->n_settled >= MAX_UNSETTLED || site->n_unsettled_bytes > MAX_UNSETTLED_BYTES;
}

/* Whether max_pages may be met but is not certain yet: what is under way may turn out to be a redirect, which does not
 * count. */
static gboolean must_wait_for_limit(const Crawl *crawl, struct site *site)
{
    const guint max = crawl->options.max_pages;
    if (max == 0 || site->at_limit) {
        return FALSE;
    }
    // However many redirects there are, the run ends.
    if (site->n_counted < max && site->next < max * 3 + CRAWL_MAX_HOPS) {
        return FALSE;
    }
    site->at_limit = site->n_in_flight == 0;
    return !site->at_limit;
}

/* Whether the next page needs no asking, since it is known what comes of it. The one gate for links, redirects and
 * sitemaps alike. */
static gboolean is_settled_unasked(const struct site *site, const struct frontier_entry *entry, const struct host *host,
                                   enum fetch_outcome *outcome, char **reason)
{
    gboolean trifle;
    const char *no_page = site->next > 0 ? answer_is_no_page(entry->address, &trifle) : NULL;
    const char *line = NULL;
    const char *endless = g_hash_table_lookup(site->trapped, GUINT_TO_POINTER(site->next));
    if (endless) {
        *outcome = FETCH_LIMIT;
        *reason = g_strdup_printf("left out with others like it: %s", endless);
    } else if (no_page) {
        *outcome = FETCH_UNSUPPORTED;
        *reason = g_strdup_printf("it is %s, which has to be read by hand", no_page);
    } else if (host->closed) {
        *outcome = host->outcome;
        *reason = g_strdup(host->reason);
    } else if (host->robots && !robots_allows(host->robots, entry->address + strlen(host->root), &line)) {
        *outcome = FETCH_ROBOTS;
        *reason = g_strdup_printf("robots.txt of %s refuses it, %s", host->name, line);
    } else {
        return FALSE;
    }
    return TRUE;
}

/* A page of a site that is asked for over HTTP, or settled without. */
static gboolean take_entry(Crawl *crawl, struct site *site, gint64 *wait_us)
{
    const struct frontier_entry *entry = frontier_at(site->frontier, site->next);
    struct host *host = hosts_of(crawl->hosts, entry->address);
    const gboolean needs_robots = !crawl->options.ignore_robots && !crawl->options.offline && !host->closed;
    if (needs_robots && host->robots_state != HOST_ROBOTS_KNOWN) {
        if (host->robots_state == HOST_ROBOTS_UNKNOWN && host_is_free(crawl, host, wait_us)) {
            errand_ask_robots(crawl, site, host);
        }
        return FALSE;
    }
    enum fetch_outcome outcome;
    g_autofree char *reason = NULL;
    if (is_settled_unasked(site, entry, host, &outcome, &reason)) {
        give_unread(crawl, site, site->next++, outcome, reason);
        return TRUE;
    }
    if (crawl->options.offline) {
        if (!visit_cached(crawl, site, site->next)) {
            give_unread(crawl, site, site->next, FETCH_LIMIT, "not read, since --offline was given");
        }
        site->next++;
        return TRUE;
    }
    if (visit_is_done(crawl, site, site->next) && visit_cached(crawl, site, site->next)) {
        site->next++;
        site->n_resumed++;
        return TRUE;
    }
    if (!host_is_free(crawl, host, wait_us)) {
        return FALSE;
    }
    struct visit *visit = g_new0(struct visit, 1);
    visit->asked.site = site;
    visit->sequence = site->next++;
    site->n_counted++;
    visit_ask(crawl, visit, host);
    return TRUE;
}

static gboolean take_retry(Crawl *crawl, struct site *site, gint64 *wait_us)
{
    struct visit *visit = g_queue_peek_head(&site->retries);
    struct host *host = visit->asked.host;
    const char *reason = host->closed ? host->reason : crawl_stop_reason(crawl, site);
    if (reason) {
        g_queue_pop_head(&site->retries);
        give_unread(crawl, site, visit->sequence, host->closed ? host->outcome : FETCH_LIMIT, reason);
        g_free(visit);
        return TRUE;
    }
    if (!host_is_free(crawl, host, wait_us)) {
        return FALSE;
    }
    g_queue_pop_head(&site->retries);
    visit_ask(crawl, visit, host);
    return TRUE;
}

/* Everything found by links has been read: what only the sitemaps know comes last. */
static gboolean take_listed(struct site *site)
{
    if (!site->listed || site->next < site_n_queued(site) || site->n_settled < site->next) {
        return FALSE;
    }
    site_admit_listed(site);
    return site->next < site_n_queued(site);
}

/* Takes what a presence needs next. FALSE if it has to wait; *wait_us is then lowered to how long, where that is known.
 */
static gboolean take_next(Crawl *crawl, struct site *site, gint64 *wait_us)
{
    if (!g_queue_is_empty(&site->retries)) {
        return take_retry(crawl, site, wait_us);
    }
    const char *reason = crawl_stop_reason(crawl, site);
    if (!g_queue_is_empty(&site->errands)) {
        if (reason) {
            errands_drop(site);
            return TRUE;
        }
        return errand_ask_next(crawl, site, wait_us);
    }
    if (site->sitemap_stage == SITEMAPS_READING && !reason) {
        return FALSE;
    }
    if (is_full(site)) {
        return FALSE;
    }
    if (site->next == site_n_queued(site)) {
        return !reason && take_listed(site);
    }
    if (queue_is_over(crawl, site) || must_wait_for_limit(crawl, site)) {
        return FALSE;
    }
    reason = crawl_stop_reason(crawl, site); // the limit may have been met just now
    if (reason) {
        site->n_left_out++;
        give_unread(crawl, site, site->next++, FETCH_LIMIT, reason);
        return TRUE;
    }
    if (site->folder) {
        give_file(crawl, site);
        return TRUE;
    }
    return take_entry(crawl, site, wait_us);
}

void queue_take_all(Crawl *crawl, gint64 *wait_us)
{
    for (guint i = 0; i < crawl->sites->len; i++) {
        while (take_next(crawl, crawl->sites->pdata[i], wait_us)) {
        }
    }
    links_take(crawl, wait_us);
}
