#include "crawler/crawl_state.h"

#include "crawler/answer.h"
#include "crawler/refusal.h"

#include <string.h>

enum {
    MAX_TRIES_WHEN_BUSY = 3, /* of a page that came to 429 or 503 */
    MAX_TRIES = 2,           /* of one whose connection broke or whose server failed */
    MAX_HOST_FAILURES = 4,   /* in a row: then the host is left alone */
    MAX_HOST_CHALLENGES = 3, /* bot checks in a row, likewise */
    MIN_PRINTED_BYTES = 256, /* shorter texts are alike by chance */
};

void visit_ask(Crawl *crawl, struct visit *visit, struct host *host)
{
    struct site *site = visit->asked.site;
    const char *address = frontier_at(site->frontier, visit->sequence)->address;
    g_autofree char *etag = NULL;
    g_autofree char *last_modified = NULL;
    visit->conditional = crawl->cache && !crawl->options.refresh &&
                         cache_validators(crawl->cache, address, &etag, &last_modified) && (etag || last_modified);
    visit->asked.what = ASKED_PAGE;
    visit->n_tries++;
    const struct http_request request = {
        .address = address,
        .max_bytes = CRAWL_MAX_PAGE_BYTES,
        .timeout_ms = crawl->options.page_timeout_ms > 0 ? crawl->options.page_timeout_ms : CRAWL_TIMEOUT_MS,
        .wants = answer_wants,
        .if_none_match = etag,
        .if_modified_since = last_modified,
    };
    site->n_in_flight++;
    asked_begin(crawl, &visit->asked, host);
    http_source_ask(crawl->http, &request, visit);
}

/* Whether a later try may end better, and how long to wait before it. Nothing that cannot succeed is tried again. */
static gboolean should_retry(const Crawl *crawl, const struct visit *visit, const struct http_reply *reply,
                             guint retry_after_ms)
{
    const char *reason;
    if (crawl->stopped || visit->asked.site->kind == PRESENCE_PROFILE || visit->asked.host->closed) {
        return FALSE;
    }
    if (reply->end == HTTP_BROKEN) {
        return visit->n_tries < MAX_TRIES;
    }
    if (reply->end != HTTP_COMPLETE && reply->end != HTTP_UNWANTED) {
        return FALSE;
    }
    switch (reply->status) {
    case 429:
    case 503:
        return visit->n_tries < MAX_TRIES_WHEN_BUSY && retry_after_ms <= PACE_MAX_RETRY_AFTER_MS &&
               refusal_of(reply, &reason) == REFUSAL_NONE;
    case 500:
    case 502:
    case 504:
        return visit->n_tries < MAX_TRIES;
    default:
        return FALSE;
    }
}

static enum pace_end pace_end_of(const struct http_reply *reply)
{
    if (reply_is_failure(reply)) {
        return PACE_STRUGGLES;
    }
    if (reply->status == 429 || reply->status == 503) {
        return PACE_ASKS_FOR_LESS;
    }
    return reply->status >= 500 && reply->status < 600 ? PACE_STRUGGLES : PACE_FINE;
}

/* A hash of the letters and digits that stand outside of tags: the same text in the same words, whatever the address.
 */
static guint64 print_of(const guint8 *bytes, gsize length)
{
    guint64 hash = G_GUINT64_CONSTANT(14695981039346656037);
    gsize n = 0;
    for (gsize i = 0; i < length; i++) {
        if (bytes[i] == '<') {
            const guint8 *end = memchr(bytes + i, '>', length - i);
            i = end ? (gsize)(end - bytes) : length;
        } else if (bytes[i] > ' ') {
            hash = (hash ^ bytes[i]) * G_GUINT64_CONSTANT(1099511628211);
            n++;
        }
    }
    return n >= MIN_PRINTED_BYTES ? MAX(hash, 1) : 0;
}

static void refuse_endless_redirect(struct site *site, struct fetched *fetched)
{
    const struct frontier_entry *entry = frontier_at(site->frontier, fetched->sequence);
    const char *reason = NULL;
    if (g_str_equal(fetched->location, fetched->address)) {
        reason = "it redirects to itself, perhaps because it wants a cookie";
    } else if (frontier_came_through(site->frontier, fetched->sequence, fetched->location)) {
        reason = "it redirects in a circle";
    } else if (entry->hops >= CRAWL_MAX_HOPS) {
        reason = "it redirects more than ten times";
    }
    if (reason) {
        fetched->outcome = FETCH_ERROR;
        g_free(fetched->reason);
        fetched->reason = g_strdup(reason);
    }
}

/* Leaves a host alone that has said no to us as a whole, rather than to one page. */
static void mind_host(struct host *host, const struct fetched *fetched, const struct http_reply *reply,
                      guint retry_after_ms)
{
    if (fetched->status == 429 || (fetched->status == 503 && retry_after_ms > PACE_MAX_RETRY_AFTER_MS)) {
        host_close(host, FETCH_BLOCKED, "not asked for, since the site asks for fewer requests");
    }
    const char *words;
    const gboolean challenged =
        fetched->outcome == FETCH_BLOCKED && (fetched->status == 999 || refusal_of(reply, &words) == REFUSAL_CHALLENGE);
    host->n_challenges = challenged ? host->n_challenges + 1 : 0;
    if (host->n_challenges >= MAX_HOST_CHALLENGES) {
        g_autofree char *reason =
            g_strdup_printf("not asked for, since page after page was refused: %s", fetched->reason);
        host_close(host, FETCH_BLOCKED, reason);
    }
    if (host->n_failures >= MAX_HOST_FAILURES) {
        g_autofree char *reason = g_strdup_printf("not asked for, since page after page failed: %s", fetched->reason);
        host_close(host, fetched->outcome == FETCH_OK ? FETCH_ERROR : fetched->outcome, reason);
    }
}

/* Makes a page of a reply that is no longer a matter of the network. */
static struct fetched *judge(const Crawl *crawl, struct site *site, guint sequence, struct http_reply *reply)
{
    struct fetched *fetched = crawl_fetched_new(site, sequence);
    const guint64 print = site->kind == PRESENCE_WEBSITE ? print_of(reply->body->data, reply->body->len) : 0;
    answer_read(reply, fetched);
    if (fetched->outcome == FETCH_REDIRECT) {
        refuse_endless_redirect(site, fetched);
    }
    site->n_counted -= fetched->outcome == FETCH_REDIRECT;
    if (crawl->expired && reply->end == HTTP_TIMED_OUT) {
        fetched->outcome = FETCH_LIMIT;
    }
    fetched->print = fetched->outcome == FETCH_OK ? print : 0;
    return fetched;
}

gboolean visit_is_done(Crawl *crawl, const struct site *site, guint sequence)
{
    return crawl->cache && cache_is_fresh(crawl->cache, site->root, frontier_at(site->frontier, sequence)->address);
}

gboolean visit_cached(Crawl *crawl, struct site *site, guint sequence)
{
    struct http_reply reply = {.body = g_byte_array_new()};
    const char *address = frontier_at(site->frontier, sequence)->address;
    const gboolean found = crawl->cache && cache_load(crawl->cache, address, &reply);
    if (found) {
        site->n_counted++;
        crawl_give(crawl, site, judge(crawl, site, sequence, &reply));
    }
    http_reply_clear(&reply);
    return found;
}

void visit_ended(Crawl *crawl, struct visit *visit, struct http_reply *reply)
{
    struct site *site = visit->asked.site;
    const char *address = frontier_at(site->frontier, visit->sequence)->address;
    const guint retry_after_ms = http_retry_after_ms(reply);
    site->n_in_flight--;
    asked_end(crawl, &visit->asked, reply, pace_end_of(reply),
              retry_after_ms <= PACE_MAX_RETRY_AFTER_MS ? retry_after_ms : 0);
    if (should_retry(crawl, visit, reply, retry_after_ms)) {
        g_queue_push_tail(&site->retries, visit);
        return;
    }
    if (reply->end == HTTP_COMPLETE && reply->status == 304 && visit->conditional) {
        cache_load(crawl->cache, address, reply);
        cache_confirm(crawl->cache, address);
    } else if (crawl->cache) {
        cache_store(crawl->cache, address, reply);
    }
    struct fetched *fetched = judge(crawl, site, visit->sequence, reply);
    mind_host(visit->asked.host, fetched, reply, retry_after_ms);
    g_free(visit);
    crawl_give(crawl, site, fetched);
}
