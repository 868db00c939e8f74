// Whether links to other sites still answer: asked once, for as little as will tell.
#include <string.h>

#include "crawler/address.h"
#include "crawler/crawl_state.h"

enum {
    MAX_LINKS_IN_FLIGHT = 8,
    LINK_TIMEOUT_MS = 15000,
    LINKS_LIMIT_MS = 5 * 60 * 1000, /* for all of them */
    LINK_BYTES = 1024,              /* the body is not wanted */
};

struct link {
    struct asked asked;
    struct link_check *check; /* of `checked` */
    char *address;            /* where it leads by now */
    guint n_hops;
    gboolean get; /* HEAD did not tell */
};

void link_free(struct link *link)
{
    if (link) {
        g_free(link->address);
        g_free(link);
    }
}

static void check_free(gpointer data)
{
    struct link_check *check = data;
    g_free(check->address);
    g_free(check);
}

void crawl_check_links(Crawl *crawl, const char *const *addresses, guint n)
{
    if (!crawl->link_site) {
        crawl->link_site = site_new(PRESENCE_PROFILE); // a stranger's: one try
        crawl->checked = g_ptr_array_new_with_free_func(check_free);
    }
    for (guint i = 0; i < n; i++) {
        struct link_check *check = g_new0(struct link_check, 1);
        *check = (struct link_check){.address = g_strdup(addresses[i]), .outcome = FETCH_LIMIT};
        g_ptr_array_add(crawl->checked, check);
        struct link *link = g_new0(struct link, 1);
        link->asked.what = ASKED_LINK;
        link->asked.site = crawl->link_site;
        link->check = check;
        link->address = g_strdup(addresses[i]);
        g_queue_push_tail(&crawl->links, link);
    }
}

const GPtrArray *crawl_checked_links(const Crawl *crawl)
{
    return crawl->checked;
}

gboolean links_done(const Crawl *crawl)
{
    return g_queue_is_empty((GQueue *)&crawl->links) && crawl->n_links_in_flight == 0;
}

static void settle(struct link *link, enum fetch_outcome outcome)
{
    link->check->outcome = outcome;
    link_free(link);
}

static gboolean wants_nothing(const struct http_reply *reply)
{
    (void)reply;
    return FALSE;
}

static void ask(Crawl *crawl, struct link *link, struct host *host)
{
    const struct http_request request = {
        .address = link->address,
        .max_bytes = LINK_BYTES,
        .timeout_ms = LINK_TIMEOUT_MS,
        .wants = wants_nothing,
        .head = !link->get,
    };
    crawl->n_links_in_flight++;
    asked_begin(crawl, &link->asked, host);
    http_source_ask(crawl->http, &request, link);
}

/* What is known without asking. robots.txt is obeyed whatever the practice file says: these are other people's sites.
 */
static gboolean is_settled_unasked(const Crawl *crawl, const struct link *link, const struct host *host,
                                   enum fetch_outcome *outcome)
{
    const char *line;
    if (crawl->stopped || crawl->options.offline || g_get_monotonic_time() >= crawl->links_deadline_us) {
        *outcome = FETCH_LIMIT;
    } else if (host->closed) {
        *outcome = host->outcome;
    } else if (host->robots && !robots_allows(host->robots, link->address + strlen(host->root), &line)) {
        *outcome = FETCH_ROBOTS;
    } else {
        return FALSE;
    }
    return TRUE;
}

/* TRUE once the link is settled or under way. */
static gboolean take(Crawl *crawl, struct link *link, gint64 *wait_us)
{
    struct host *host = hosts_of(crawl->hosts, link->address);
    enum fetch_outcome outcome;
    if (is_settled_unasked(crawl, link, host, &outcome)) {
        settle(link, outcome);
        return TRUE;
    }
    if (host->robots_state != HOST_ROBOTS_KNOWN) {
        if (host->robots_state == HOST_ROBOTS_UNKNOWN && host_is_free(crawl, host, wait_us)) {
            errand_ask_robots(crawl, crawl->link_site, host);
        }
        return FALSE;
    }
    if (crawl->n_links_in_flight >= MAX_LINKS_IN_FLIGHT || !host_is_free(crawl, host, wait_us)) {
        return FALSE;
    }
    ask(crawl, link, host);
    return TRUE;
}

void links_take(Crawl *crawl, gint64 *wait_us)
{
    if (links_done(crawl)) {
        return;
    }
    if (crawl->links_deadline_us == 0) {
        crawl->links_deadline_us = g_get_monotonic_time() + (gint64)LINKS_LIMIT_MS * 1000;
    }
    while (!g_queue_is_empty(&crawl->link_site->errands) && errand_ask_next(crawl, crawl->link_site, wait_us)) {
    }
    for (GList *at = crawl->links.head; at;) {
        GList *next = at->next;
        struct link *link = at->data;
        if (take(crawl, link, wait_us)) {
            g_queue_delete_link(&crawl->links, at);
        }
        at = next;
    }
}

static enum pace_end pace_end_of(const struct http_reply *reply)
{
    if (reply_is_failure(reply)) {
        return PACE_STRUGGLES;
    }
    return reply->status == 429 || reply->status == 503 ? PACE_ASKS_FOR_LESS : PACE_FINE;
}

/* What an answer means for a link. Only a plain "not found" says that it is broken: much else is said to programs
 * alone.
 */
static enum fetch_outcome outcome_of(const struct http_reply *reply)
{
    if (reply->end == HTTP_TIMED_OUT) {
        return FETCH_TIMEOUT;
    }
    if (reply_is_failure(reply)) {
        return FETCH_ERROR;
    }
    if (reply->headers[HTTP_CF_MITIGATED] || reply->headers[HTTP_DATADOME]) {
        return FETCH_BLOCKED;
    }
    if (reply->status < 400) {
        return FETCH_OK;
    }
    gboolean plain = reply->status == 404 || reply->status == 410 || (reply->status >= 500 && reply->status < 600);
    return plain ? FETCH_ERROR : FETCH_BLOCKED;
}

/* Whether the link goes on elsewhere, and was queued again for it. */
static gboolean follow(Crawl *crawl, struct link *link, const struct http_reply *reply)
{
    const char *location = reply->headers[HTTP_LOCATION];
    if (reply_is_failure(reply) || reply->status < 301 || reply->status > 308 || reply->status == 304 || !location ||
        link->n_hops >= CRAWL_MAX_HOPS) {
        return FALSE;
    }
    char *address = address_resolve(link->address, location);
    if (!address || g_str_equal(address, link->address)) {
        g_free(address);
        return FALSE;
    }
    g_free(link->address);
    link->address = address;
    link->n_hops++;
    g_queue_push_tail(&crawl->links, link);
    return TRUE;
}

void link_ended(Crawl *crawl, struct link *link, struct http_reply *reply)
{
    struct host *host = link->asked.host;
    const guint retry_after_ms = MIN(http_retry_after_ms(reply), (guint)PACE_MAX_RETRY_AFTER_MS);
    crawl->n_links_in_flight--;
    asked_end(crawl, &link->asked, reply, pace_end_of(reply), retry_after_ms);
    if (follow(crawl, link, reply)) {
        return;
    }
    const enum fetch_outcome outcome = outcome_of(reply);
    if (!link->get && !reply_is_failure(reply) && outcome != FETCH_OK && reply->status != 429) {
        link->get = TRUE; // many servers answer HEAD as they never would a reader
        g_queue_push_tail(&crawl->links, link);
        return;
    }
    if (reply->status == 429) {
        host_close(host, FETCH_BLOCKED, "not asked for, since the site asks for fewer requests");
    }
    link->check->status = reply->status;
    link->check->no_host = reply->end == HTTP_NO_HOST;
    settle(link, outcome);
}
