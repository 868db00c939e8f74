#include "crawler/crawl_state.h"

#include "crawler/answer.h"

#include <string.h>

enum {
    MAX_UNSETTLED = 32,                     /* pages given out and not settled, per presence */
    MAX_UNSETTLED_BYTES = 48 * 1024 * 1024, /* and what they may weigh together */
    CONNECTIONS_TO_OURS = 8,
    PRESENCE_LIMIT_MS = 30 * 60 * 1000,
};

static void unsettled_clear(gpointer data)
{
    g_free(((struct unsettled *)data)->location);
}

void site_free(gpointer data)
{
    struct site *site = data;
    if (!site) {
        return;
    }
    g_free(site->root);
    frontier_free(site->frontier);
    folder_source_free(site->folder);
    trap_free(site->trap);
    g_hash_table_unref(site->trapped);
    g_array_unref(site->unsettled);
    g_queue_clear_full(&site->retries, g_free);
    errands_drop(site);
    g_clear_pointer(&site->listed, g_ptr_array_unref);
    g_hash_table_unref(site->lastmods);
    g_string_chunk_free(site->texts);
    g_hash_table_unref(site->prints);
    g_ptr_array_unref(site->notes);
    g_ptr_array_unref(site->told);
    g_free(site);
}

Crawl *crawl_new(const struct crawl_options *options)
{
    Crawl *crawl = g_new0(Crawl, 1);
    crawl->options = *options;
    const struct http_source_options http = {
        .allow_private = options->allow_private,
        .resolve = options->resolve,
        .ca_file = options->ca_file,
    };
    crawl->http = http_source_new(&http);
    crawl->hosts = hosts_new(options->delay_ms, options->own_delay_ms,
                             options->connections > 0 ? options->connections : CONNECTIONS_TO_OURS);
    crawl->sites = g_ptr_array_new_with_free_func(site_free);
    crawl->cache_path = g_strdup(options->cache_path);
    return crawl;
}

/* Opened for the first site: folders are not kept. */
static void open_cache(Crawl *crawl)
{
    g_autoptr(GError) error = NULL;
    if (crawl->cache_path) {
        crawl->cache = cache_open(crawl->cache_path, &error);
        crawl->cache_problem = error ? g_strdup(error->message) : NULL;
    }
    g_clear_pointer(&crawl->cache_path, g_free);
}

static void forget_reply(struct http_reply *reply, gpointer tag, gpointer data)
{
    (void)reply;
    (void)data;
    struct asked *asked = tag;
    if (asked->what == ASKED_PAGE) {
        g_free(asked);
    } else if (asked->what == ASKED_LINK) {
        link_free(tag);
    } else {
        errand_free(tag);
    }
}

/* A run that somebody stopped has not ended: the next one goes on from there. */
static void end_runs(Crawl *crawl)
{
    const gboolean cut_off = (crawl->stopped && !crawl->expired) || !crawl_done(crawl);
    for (guint i = 0; crawl->cache && !cut_off && i < crawl->sites->len; i++) {
        const struct site *site = crawl->sites->pdata[i];
        if (site->root && !crawl->options.offline) {
            cache_run_end(crawl->cache, site->root);
        }
    }
}

void crawl_free(Crawl *crawl)
{
    if (!crawl) {
        return;
    }
    end_runs(crawl);
    http_source_abandon(crawl->http, "");
    http_source_turn(crawl->http, 0, forget_reply, NULL);
    http_source_free(crawl->http);
    g_ptr_array_unref(crawl->sites);
    site_free(crawl->link_site);
    g_queue_clear_full(&crawl->links, (GDestroyNotify)link_free);
    g_clear_pointer(&crawl->checked, g_ptr_array_unref);
    hosts_free(crawl->hosts);
    cache_close(crawl->cache);
    g_free(crawl->cache_path);
    g_free(crawl->cache_problem);
    g_free(crawl->stopped);
    g_free(crawl);
}

struct site *site_new(enum presence_kind kind)
{
    struct site *site = g_new0(struct site, 1);
    site->kind = kind;
    site->trap = trap_new();
    site->trapped = g_hash_table_new(NULL, NULL);
    site->unsettled = g_array_new(FALSE, FALSE, sizeof(struct unsettled));
    g_array_set_clear_func(site->unsettled, unsettled_clear);
    g_queue_init(&site->retries);
    g_queue_init(&site->errands);
    site->lastmods = g_hash_table_new(NULL, NULL);
    site->texts = g_string_chunk_new(256);
    site->prints = g_hash_table_new(NULL, NULL);
    site->notes = g_ptr_array_new_with_free_func(g_free);
    site->told = g_ptr_array_new_with_free_func(g_free);
    return site;
}

static struct site *add_presence(Crawl *crawl, enum presence_kind kind)
{
    struct site *site = site_new(kind);
    site->index = crawl->sites->len;
    g_ptr_array_add(crawl->sites, site);
    return site;
}

guint crawl_add_site(Crawl *crawl, const char *address, enum presence_kind kind)
{
    struct site *site = add_presence(crawl, kind);
    site->root = g_strdup(address);
    site->frontier = frontier_new();
    frontier_add(site->frontier, address, 0, FRONTIER_NONE);
    open_cache(crawl);
    if (crawl->cache_problem) {
        site_note(site, "%s; every page was asked for anew.", crawl->cache_problem);
    }
    if (crawl->cache && !crawl->options.offline) {
        cache_run_begin(crawl->cache, address, crawl->options.refresh);
    }
    if (crawl->options.ignore_robots) {
        site_note(site, "robots.txt was not asked for, as the practice file says.");
    }
    return site->index;
}

gboolean crawl_add_folder(Crawl *crawl, const char *path, guint *index, GError **error)
{
    FolderSource *folder = folder_source_new(path, error);
    if (!folder) {
        return FALSE;
    }
    struct site *site = add_presence(crawl, PRESENCE_WEBSITE);
    site->folder = folder;
    *index = site->index;
    return TRUE;
}

void site_note(struct site *site, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(site->notes, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

static guint queue_length(const struct site *site)
{
    return site->folder ? folder_source_count(site->folder) : frontier_count(site->frontier);
}

const char *crawl_stop_reason(const Crawl *crawl, const struct site *site)
{
    if (crawl->stopped) {
        return crawl->stopped;
    }
    if (site->over_time) {
        return "left out by the time limit on one presence";
    }
    return site->at_limit ? "left out by the limit on pages (--max-pages)" : NULL;
}

/* Nothing more will leave the queue. Left-out pages are listed only so far; the rest stays in it and is counted. */
static gboolean is_queue_over(const Crawl *crawl, const struct site *site)
{
    if (!g_queue_is_empty((GQueue *)&site->retries)) {
        return FALSE;
    }
    const gboolean stopped = crawl_stop_reason(crawl, site) != NULL;
    if (stopped && site->n_left_out >= CRAWL_MAX_LISTED) {
        return TRUE;
    }
    return site->next == queue_length(site) && (stopped || !site->listed) && g_queue_is_empty((GQueue *)&site->errands);
}

gboolean crawl_done(const Crawl *crawl)
{
    for (guint i = 0; i < crawl->sites->len; i++) {
        const struct site *site = crawl->sites->pdata[i];
        if (!is_queue_over(crawl, site) || site->n_in_flight > 0 || site->n_settled < site->next) {
            return FALSE;
        }
    }
    return links_done(crawl);
}

guint crawl_n_waiting(const Crawl *crawl)
{
    guint n = 0;
    for (guint i = 0; i < crawl->sites->len; i++) {
        const struct site *site = crawl->sites->pdata[i];
        const guint n_queued = queue_length(site) - site->next + (site->listed ? site->listed->len : 0);
        const guint max = crawl->options.max_pages;
        const guint n_allowed = max == 0 ? n_queued : max - MIN(max, site->n_counted);
        n += site->n_in_flight + (crawl_stop_reason(crawl, site) ? 0 : MIN(n_queued, n_allowed));
    }
    return n + crawl->links.length + crawl->n_links_in_flight;
}

const char *crawl_waiting_on(const Crawl *crawl)
{
    const struct host *last = http_source_n_active(crawl->http) > 0 ? crawl->asked_last : NULL;
    const struct host *host = crawl->waiting_on ? crawl->waiting_on : last;
    return host ? host->name : NULL;
}

void crawl_wake(Crawl *crawl)
{
    g_atomic_int_set(&crawl->woken, 1);
    http_source_wake(crawl->http);
}

void crawl_stop(Crawl *crawl, const char *reason)
{
    if (!crawl->stopped) {
        crawl->stopped = g_strdup(reason);
    }
}

/* Giving out */

struct fetched *crawl_fetched_new(const struct site *site, guint sequence)
{
    struct fetched *fetched = g_new0(struct fetched, 1);
    fetched->presence = site->index;
    fetched->sequence = sequence;
    if (site->folder) {
        const struct folder_page *page = folder_source_at(site->folder, sequence);
        fetched->address = g_strdup(page->address);
        fetched->shown = g_strdup(page->shown);
        fetched->depth = page->depth;
        return fetched;
    }
    const struct frontier_entry *entry = frontier_at(site->frontier, sequence);
    fetched->address = g_strdup(entry->address);
    fetched->shown = g_strdup(entry->address);
    fetched->depth = entry->depth;
    fetched->lastmod = g_strdup(g_hash_table_lookup(site->lastmods, site_key(entry->address)));
    return fetched;
}

void crawl_give(Crawl *crawl, struct site *site, struct fetched *fetched)
{
    struct unsettled unsettled = {
        .sequence = fetched->sequence,
        .n_bytes = fetched->body ? g_bytes_get_size(fetched->body) : 0,
        .location = fetched->outcome == FETCH_REDIRECT ? g_strdup(fetched->location) : NULL,
        .nofollow = fetched->nofollow,
        .answered = fetched->status > 0 && fetched->outcome != FETCH_BLOCKED,
        .print = fetched->print,
    };
    g_array_append_val(site->unsettled, unsettled);
    site->n_unsettled_bytes += unsettled.n_bytes;
    crawl->n_given++;
    crawl->on_fetched(fetched, crawl->data);
}

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
    if (!site->listed || site->next < queue_length(site) || site->n_settled < site->next) {
        return FALSE;
    }
    site_admit_listed(site);
    return site->next < queue_length(site);
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
    if (site->next == queue_length(site)) {
        return !reason && take_listed(site);
    }
    if (is_queue_over(crawl, site) || must_wait_for_limit(crawl, site)) {
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

static void take_all(Crawl *crawl, gint64 *wait_us)
{
    for (guint i = 0; i < crawl->sites->len; i++) {
        while (take_next(crawl, crawl->sites->pdata[i], wait_us)) {
        }
    }
    links_take(crawl, wait_us);
}

/* The turn */

static void on_ended(struct http_reply *reply, gpointer tag, gpointer data)
{
    struct asked *asked = tag;
    if (asked->what == ASKED_PAGE) {
        visit_ended(data, tag, reply);
    } else if (asked->what == ASKED_LINK) {
        link_ended(data, tag, reply);
    } else {
        errand_ended(data, tag, reply);
    }
}

static void check_time(Crawl *crawl, gint64 now_us)
{
    if (!crawl->begun) {
        crawl->begun = TRUE;
        crawl->deadline_us = crawl->options.time_limit_ms > 0 ? now_us + crawl->options.time_limit_ms * 1000 : 0;
    }
    if (crawl->deadline_us > 0 && now_us >= crawl->deadline_us && !crawl->expired) {
        crawl->expired = TRUE;
        crawl_stop(crawl, "left out by the time limit (--time-limit)");
        http_source_abandon(crawl->http, crawl->stopped);
    }
    const gint64 limit_ms = crawl->options.presence_limit_ms > 0 ? crawl->options.presence_limit_ms : PRESENCE_LIMIT_MS;
    for (guint i = 0; i < crawl->sites->len; i++) {
        struct site *site = crawl->sites->pdata[i];
        site->deadline_us = site->deadline_us > 0 ? site->deadline_us : now_us + limit_ms * 1000;
        site->over_time = !site->folder && now_us >= site->deadline_us;
    }
}

/* How long to wait: to the end of the turn, the deadline of the run or the next moment that a host may be asked. */
static int wait_ms(const Crawl *crawl, gint64 now_us, gint64 end_us, gint64 host_wait_us)
{
    gint64 wait_us = MIN(end_us - now_us, host_wait_us);
    if (crawl->deadline_us > 0 && !crawl->expired) {
        wait_us = MIN(wait_us, crawl->deadline_us - now_us);
    }
    return (int)((CLAMP(wait_us, 0, G_USEC_PER_SEC) + 999) / 1000);
}

void crawl_turn(Crawl *crawl, int timeout_ms, crawl_fetched on_fetched, gpointer data)
{
    crawl->on_fetched = on_fetched;
    crawl->data = data;
    crawl->n_given = 0;
    crawl->waiting_on = NULL;
    gint64 now_us = g_get_monotonic_time();
    const gint64 end_us = timeout_ms < 0 ? G_MAXINT64 : now_us + (gint64)timeout_ms * 1000;
    do {
        check_time(crawl, now_us);
        gint64 host_wait_us = G_MAXINT64;
        take_all(crawl, &host_wait_us);
        if (crawl_done(crawl)) {
            break;
        }
        const gboolean hurry = crawl->n_given > 0 || g_atomic_int_get(&crawl->woken);
        http_source_turn(crawl->http, hurry ? 0 : wait_ms(crawl, now_us, end_us, host_wait_us), on_ended, crawl);
        now_us = g_get_monotonic_time();
    } while (crawl->n_given == 0 && !g_atomic_int_get(&crawl->woken) && now_us < end_us);
    g_atomic_int_set(&crawl->woken, 0);
    if (crawl->cache) {
        cache_settle(crawl->cache);
    }
}

guint crawl_n_resumed(const Crawl *crawl)
{
    guint n = 0;
    for (guint i = 0; i < crawl->sites->len; i++) {
        n += ((const struct site *)crawl->sites->pdata[i])->n_resumed;
    }
    return n;
}

/* Notes */

const char *const *crawl_notes(const Crawl *crawl, guint presence)
{
    struct site *site = crawl->sites->pdata[presence];
    g_ptr_array_set_size(site->told, 0);
    for (guint i = 0; i < site->notes->len; i++) {
        g_ptr_array_add(site->told, g_strdup(site->notes->pdata[i]));
    }
    const guint n_unlisted = queue_length(site) - site->next;
    const char *reason = crawl_stop_reason(crawl, site);
    if (reason && n_unlisted > 0) {
        g_ptr_array_add(site->told, g_strdup_printf("%u more addresses were found and %s.", n_unlisted, reason));
    }
    if (site->n_outside > 0) {
        g_ptr_array_add(site->told,
                        g_strdup_printf("%u links to other parts of the same host were not followed, since only what "
                                        "lies below %s belongs to this presence.",
                                        site->n_outside, site->root));
    }
    g_ptr_array_add(site->told, NULL);
    return (const char *const *)site->told->pdata;
}
