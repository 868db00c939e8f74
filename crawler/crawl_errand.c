#include "crawler/crawl_state.h"

#include "crawler/address.h"
#include "crawler/sitemap.h"

#include <string.h>

enum {
    MAX_ROBOTS_HOPS = 5, /* RFC 9309 2.3.1.2 */
    MAX_ROBOTS_RETRIES = 1,
    MAX_SITEMAPS = 40, /* that one presence's pages are looked for in */
    MAX_OURS_BYTES = 4096,
};

static struct errand *errand_new(struct site *site, struct host *host, int what, char *address)
{
    struct errand *errand = g_new0(struct errand, 1);
    errand->asked.what = what;
    errand->asked.site = site;
    errand->asked.host = host;
    errand->address = address;
    return errand;
}

static void ask(Crawl *crawl, struct errand *errand)
{
    static const gsize LIMITS[] = {
        [ASKED_ROBOTS] = ROBOTS_MAX_BYTES + 1, // one more, so that a line which the limit cuts is known
        [ASKED_SITEMAP] = SITEMAP_MAX_BYTES,
        [ASKED_OURS] = MAX_OURS_BYTES,
    };
    const struct http_request request = {
        .address = errand->address,
        .max_bytes = LIMITS[errand->asked.what],
        .timeout_ms = crawl->options.page_timeout_ms > 0 ? crawl->options.page_timeout_ms : CRAWL_TIMEOUT_MS,
    };
    errand->asked.site->n_in_flight++;
    asked_begin(crawl, &errand->asked, errand->asked.host);
    http_source_ask(crawl->http, &request, errand);
}

void errand_ask_robots(Crawl *crawl, struct site *site, struct host *host)
{
    host->robots_state = HOST_ROBOTS_ASKED;
    ask(crawl, errand_new(site, host, ASKED_ROBOTS, g_strconcat(host->root, "/robots.txt", NULL)));
}

static void plan(struct site *site, struct host *host, int what, char *address)
{
    if (address) {
        g_queue_push_tail(&site->errands, errand_new(site, host, what, address));
    }
}

/* A sitemap may stand on another host of the same owner, and nowhere else. */
static void plan_sitemap(struct site *site, struct host *host, const char *reference)
{
    g_autofree char *base = g_strconcat(host->root, "/", NULL);
    g_autofree char *address = address_resolve(base, reference);
    g_autofree char *name = address ? address_host(address) : NULL;
    g_autofree char *domain = name ? address_registrable(name) : NULL;
    g_autofree char *own_domain = address_registrable(host->name);
    if (domain && g_str_equal(domain, own_domain) && site->n_sitemaps < MAX_SITEMAPS) {
        site->n_sitemaps++;
        plan(site, host, ASKED_SITEMAP, g_steal_pointer(&address));
    }
}

void errand_plan(Crawl *crawl, struct site *site, struct host *host)
{
    g_autofree char *path = address_path(site->root);
    const gboolean whole_host = strrchr(path, '/') == path && (path[1] == '\0' || strchr(path, '.'));
    site->sitemap_stage = SITEMAPS_READ;
    if (site->kind != PRESENCE_WEBSITE || crawl->options.offline || crawl->options.max_pages == 1 || !whole_host) {
        return; // a part of a host would be looked for in the list of the whole
    }
    if (!host->ours) {
        plan(site, host, ASKED_OURS, g_strconcat(host->root, "/.well-known/vitrine.txt", NULL));
    }
    const char *const *sitemaps = host->robots ? robots_sitemaps(host->robots) : NULL;
    if (!sitemaps || !*sitemaps) {
        plan_sitemap(site, host, "/sitemap.xml");
    }
    for (; sitemaps && *sitemaps; sitemaps++) {
        plan_sitemap(site, host, *sitemaps);
    }
    site->sitemap_stage = SITEMAPS_READING;
}

gboolean errand_ask_next(Crawl *crawl, struct site *site, gint64 *wait_us)
{
    struct errand *errand = g_queue_peek_head(&site->errands);
    const char *line;
    const struct host *host = errand->asked.host;
    const gboolean own = g_str_has_prefix(errand->address, host->root);
    const gboolean refused =
        host->closed ||
        (host->robots && own && !robots_allows(host->robots, errand->address + strlen(host->root), &line));
    if (refused) {
        errand_free(g_queue_pop_head(&site->errands));
        if (g_queue_is_empty(&site->errands) && site->n_in_flight == 0) {
            site->sitemap_stage = SITEMAPS_READ;
        }
        return TRUE;
    }
    if (site->n_in_flight > 0 || !host_is_free(crawl, errand->asked.host, wait_us)) {
        return FALSE;
    }
    ask(crawl, g_queue_pop_head(&site->errands));
    return TRUE;
}

/* Whether the answer sends us elsewhere, and *errand goes there. */
static gboolean follow(struct errand *errand, const struct http_reply *reply)
{
    const gboolean redirect =
        reply->end == HTTP_COMPLETE && reply->status >= 301 && reply->status <= 308 && reply->status != 304;
    const char *location = reply->headers[HTTP_LOCATION];
    if (!redirect || !location || errand->n_hops >= MAX_ROBOTS_HOPS) {
        return FALSE;
    }
    char *address = address_resolve(errand->address, location);
    if (!address) {
        return FALSE;
    }
    g_free(errand->address);
    errand->address = address;
    errand->n_hops++;
    g_queue_push_head(&errand->asked.site->errands, errand); // at the pace of everything else
    return TRUE;
}

static void refuse_for_lack_of_robots(struct host *host, const char *why)
{
    g_autofree char *reason =
        g_strdup_printf("robots.txt of %s could not be read, so nothing may be: %s", host->name, why);
    host_close(host, FETCH_ROBOTS, reason);
}

/* RFC 9309 2.3.1: what each end of asking for robots.txt means. */
static void read_robots(struct host *host, const struct http_reply *reply)
{
    switch (reply->end) {
    case HTTP_COMPLETE:
    case HTTP_UNWANTED:
    case HTTP_TOO_LARGE:
        if (reply->status >= 500 || reply->status == 429) {
            g_autofree char *why = g_strdup_printf("the server answered %u", reply->status);
            refuse_for_lack_of_robots(host, why);
        }
        if (reply->status >= 200 && reply->status < 300) {
            host_set_robots(host, robots_parse((const char *)reply->body->data, reply->body->len, CRAWL_PRODUCT));
        }
        break;
    case HTTP_TIMED_OUT:
    case HTTP_BROKEN:
        refuse_for_lack_of_robots(host, reply->problem);
        break;
    case HTTP_REFUSED:
    case HTTP_BAD_CERTIFICATE:
    case HTTP_NO_HOST:
    case HTTP_FAILED:
        break; // there is no reaching the host at all, and its pages will say why
    }
    host->robots_state = HOST_ROBOTS_KNOWN;
}

static void read_sitemap(struct site *site, struct errand *errand, const struct http_reply *reply)
{
    if ((reply->end != HTTP_COMPLETE && reply->end != HTTP_TOO_LARGE) || reply->status != 200) {
        return;
    }
    struct sitemap *sitemap = sitemap_read((const char *)reply->body->data, reply->body->len, errand->address);
    if (!site->listed && sitemap->pages->len > 0) {
        site->listed = g_ptr_array_new_with_free_func(g_free);
    }
    for (guint i = 0; i < sitemap->pages->len && site->listed->len < SITEMAP_MAX_PAGES; i++) {
        struct sitemap_page *page = sitemap->pages->pdata[i];
        if (!address_within(page->address, site->root)) {
            continue;
        }
        if (page->lastmod) {
            g_hash_table_insert(site->lastmods, address_key(page->address),
                                g_string_chunk_insert_const(site->texts, page->lastmod));
        }
        g_ptr_array_add(site->listed, g_steal_pointer(&page->address));
    }
    for (guint i = 0; i < sitemap->children->len; i++) {
        plan_sitemap(site, errand->asked.host, sitemap->children->pdata[i]);
    }
    if (sitemap->truncated || reply->end == HTTP_TOO_LARGE) {
        site_note(site, "The sitemap %s is larger than sitemaps may be; the rest of it was not read.", errand->address);
    }
    sitemap_free(sitemap);
}

/* A site says that it is ours with a plain text file that begins with our name; a friendly error page does not count.
 */
static void read_ours(Crawl *crawl, struct host *host, const struct http_reply *reply)
{
    const char *type = reply->headers[HTTP_CONTENT_TYPE];
    if (reply->end == HTTP_COMPLETE && reply->status == 200 && type &&
        g_ascii_strncasecmp(type, "text/plain", 10) == 0 && reply->body->len >= strlen(CRAWL_PRODUCT) &&
        g_ascii_strncasecmp((const char *)reply->body->data, CRAWL_PRODUCT, strlen(CRAWL_PRODUCT)) == 0) {
        hosts_ours(crawl->hosts, host);
    }
}

/* Everything hangs on robots.txt, so one bad moment is forgiven. */
static gboolean is_worth_another_try(const Crawl *crawl, const struct errand *errand, const struct http_reply *reply)
{
    const gboolean may_pass =
        reply->end == HTTP_BROKEN || (reply->end == HTTP_COMPLETE && (reply->status == 429 || reply->status >= 500));
    return errand->asked.what == ASKED_ROBOTS && may_pass && errand->n_retries < MAX_ROBOTS_RETRIES &&
           !crawl->stopped && errand->asked.site->kind != PRESENCE_PROFILE;
}

void errand_ended(Crawl *crawl, struct errand *errand, struct http_reply *reply)
{
    struct site *site = errand->asked.site;
    struct host *host = errand->asked.host;
    site->n_in_flight--;
    const gboolean again = is_worth_another_try(crawl, errand, reply);
    const guint retry_after_ms = MIN(http_retry_after_ms(reply), (guint)PACE_MAX_RETRY_AFTER_MS);
    const enum pace_end end = again ? PACE_ASKS_FOR_LESS : PACE_FINE;
    if (errand->n_hops == 0) {
        asked_end(crawl, &errand->asked, reply, end, retry_after_ms);
    } else {
        pace_end(errand->asked.pace, g_get_monotonic_time(), end, retry_after_ms); // its address may be another host's
    }
    if (again) {
        errand->n_retries++;
        g_queue_push_head(&site->errands, errand);
        return;
    }
    if (follow(errand, reply)) {
        return;
    }
    switch (errand->asked.what) {
    case ASKED_ROBOTS:
        read_robots(host, reply);
        break;
    case ASKED_SITEMAP:
        read_sitemap(site, errand, reply);
        break;
    case ASKED_OURS:
        read_ours(crawl, host, reply);
        break;
    case ASKED_PAGE:
    case ASKED_LINK:
        break;
    }
    if (errand->asked.what != ASKED_ROBOTS && g_queue_is_empty(&site->errands)) {
        site->sitemap_stage = SITEMAPS_READ;
    }
    errand_free(errand);
}
