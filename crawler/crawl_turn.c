#include "crawler/crawl_state.h"

enum {
    CONNECTIONS_TO_OURS = 8,
    PRESENCE_LIMIT_MS = 30 * 60 * 1000,
};

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

const char *crawl_shown(const Crawl *crawl, guint presence, guint sequence)
{
    const struct site *site = crawl->sites->pdata[presence];
    return site->folder ? folder_source_at(site->folder, sequence)->shown
                        : frontier_at(site->frontier, sequence)->address;
}

GStringChunk *crawl_take_texts(Crawl *crawl, guint presence)
{
    const struct site *site = crawl->sites->pdata[presence];
    return site->folder ? folder_source_take_texts(site->folder) : frontier_take_texts(site->frontier);
}

gboolean crawl_done(const Crawl *crawl)
{
    for (guint i = 0; i < crawl->sites->len; i++) {
        const struct site *site = crawl->sites->pdata[i];
        if (!queue_is_over(crawl, site) || site->n_in_flight > 0 || site->n_settled < site->next) {
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
        const guint n_queued = site_n_queued(site) - site->next + (site->listed ? site->listed->len : 0);
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
        queue_take_all(crawl, &host_wait_us);
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
    const guint n_unlisted = site_n_queued(site) - site->next;
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
