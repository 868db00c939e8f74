// Asking a host at the pace that it bears: what pages, errands and links have in common.
#include "crawler/crawl_state.h"

gboolean host_is_free(Crawl *crawl, struct host *host, gint64 *wait_us)
{
    const gint64 wait = pace_wait(host->pace, g_get_monotonic_time());
    if (wait > 0) {
        *wait_us = MIN(*wait_us, wait);
        crawl->waiting_on = host;
    }
    return wait == 0;
}

void asked_begin(Crawl *crawl, struct asked *asked, struct host *host)
{
    crawl->asked_last = host;
    asked->host = host;
    asked->pace = host->pace;
    pace_begin(host->pace, g_get_monotonic_time(), g_random_double());
}

gboolean reply_is_failure(const struct http_reply *reply)
{
    return reply->end != HTTP_COMPLETE && reply->end != HTTP_UNWANTED && reply->end != HTTP_TOO_LARGE;
}

void asked_end(Crawl *crawl, struct asked *asked, const struct http_reply *reply, enum pace_end end,
               guint retry_after_ms)
{
    pace_end(asked->pace, g_get_monotonic_time(), end, retry_after_ms);
    hosts_dialled(crawl->hosts, asked->host, reply->dialled, reply->loopback);
    asked->host->n_failures = reply_is_failure(reply) ? asked->host->n_failures + 1 : 0;
}
