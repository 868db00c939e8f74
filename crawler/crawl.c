#include "crawler/crawl.h"

#include "crawler/address.h"
#include "crawler/answer.h"
#include "crawler/folder_source.h"
#include "crawler/frontier.h"
#include "crawler/http_source.h"

#include <string.h>

enum {
    MAX_PAGE_BYTES = 8 * 1024 * 1024,
    DEFAULT_TIMEOUT_MS = 30000,
    MAX_HOPS = 10,
    MAX_UNSETTLED = 32,                     /* pages given out and not settled, per presence */
    MAX_UNSETTLED_BYTES = 48 * 1024 * 1024, /* and what they may weigh together */
    MAX_QUEUED = 200000,
    MAX_LISTED_LEFT_OUT = 200, /* pages that a limit leaves out are listed up to here, then counted */
    CONNECTIONS_TO_OURS = 8,
};

/* A host's share of our patience. */
struct host {
    guint n_in_flight;
    gint64 next_us; /* the next request may start here */
    gboolean ours;  /* this machine: may be asked several things at once */
};

/* A page given out whose caller has not settled it yet. */
struct unsettled {
    guint sequence;
    gsize n_bytes;
    char *location; /* where it redirects to, or NULL */
    gboolean nofollow;
};

struct site {
    guint index;
    enum presence_kind kind;
    char *root;         /* normal form; NULL for a folder */
    Frontier *frontier; /* or */
    FolderSource *folder;
    guint next; /* the sequence number that leaves the queue next */
    guint n_settled, n_in_flight;
    guint n_counted;  /* pages that left the queue and count towards max_pages */
    guint n_left_out; /* given out as FETCH_LIMIT */
    gboolean at_limit;
    GArray *unsettled; /* of struct unsettled */
    gsize n_unsettled_bytes;
    GPtrArray *notes; /* of char* */
    GPtrArray *told;  /* `notes` and what is only known at the end; NULL-terminated */
};

struct Crawl {
    struct crawl_options options;
    HttpSource *http;
    GPtrArray *sites;   /* of struct site* */
    GHashTable *hosts;  /* authority -> struct host* */
    gint64 deadline_us; /* 0: none, or not begun */
    gboolean begun, expired;
    char *stopped;            /* why no more pages are taken, or NULL */
    gint woken;               /* atomic */
    crawl_fetched on_fetched; /* during a turn */
    gpointer data;
    guint n_given; /* in this turn */
};

/* A page being asked for. */
struct visit {
    struct site *site;
    guint sequence;
    struct host *host;
};

static void unsettled_clear(gpointer data)
{
    g_free(((struct unsettled *)data)->location);
}

static void site_free(gpointer data)
{
    struct site *site = data;
    g_free(site->root);
    frontier_free(site->frontier);
    folder_source_free(site->folder);
    g_array_unref(site->unsettled);
    g_ptr_array_unref(site->notes);
    g_ptr_array_unref(site->told);
    g_free(site);
}

Crawl *crawl_new(const struct crawl_options *options)
{
    Crawl *crawl = g_new0(Crawl, 1);
    crawl->options = *options;
    const struct http_source_options http = {.allow_private = options->allow_private, .resolve = options->resolve};
    crawl->http = http_source_new(&http);
    crawl->sites = g_ptr_array_new_with_free_func(site_free);
    crawl->hosts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return crawl;
}

static void ignore_reply(struct http_reply *reply, gpointer tag, gpointer data)
{
    (void)reply;
    (void)data;
    g_free(tag);
}

void crawl_free(Crawl *crawl)
{
    if (!crawl) {
        return;
    }
    http_source_abandon(crawl->http, "");
    http_source_turn(crawl->http, 0, ignore_reply, NULL);
    http_source_free(crawl->http);
    g_hash_table_unref(crawl->hosts);
    g_ptr_array_unref(crawl->sites);
    g_free(crawl->stopped);
    g_free(crawl);
}

static struct site *add_presence(Crawl *crawl, enum presence_kind kind)
{
    struct site *site = g_new0(struct site, 1);
    site->index = crawl->sites->len;
    site->kind = kind;
    site->unsettled = g_array_new(FALSE, FALSE, sizeof(struct unsettled));
    g_array_set_clear_func(site->unsettled, unsettled_clear);
    site->notes = g_ptr_array_new_with_free_func(g_free);
    site->told = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(crawl->sites, site);
    return site;
}

guint crawl_add_site(Crawl *crawl, const char *address, enum presence_kind kind)
{
    struct site *site = add_presence(crawl, kind);
    site->root = g_strdup(address);
    site->frontier = frontier_new();
    frontier_add(site->frontier, address, 0, FRONTIER_NONE);
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

static guint queue_length(const struct site *site)
{
    return site->folder ? folder_source_count(site->folder) : frontier_count(site->frontier);
}

static const char *stop_reason(const Crawl *crawl, const struct site *site)
{
    if (crawl->stopped) {
        return crawl->stopped;
    }
    return site->at_limit ? "left out by the limit on pages (--max-pages)" : NULL;
}

/* Left-out pages are listed only so far; the rest stays in the queue and is counted. */
static gboolean is_queue_over(const Crawl *crawl, const struct site *site)
{
    return site->next == queue_length(site) || (stop_reason(crawl, site) && site->n_left_out >= MAX_LISTED_LEFT_OUT);
}

gboolean crawl_done(const Crawl *crawl)
{
    for (guint i = 0; i < crawl->sites->len; i++) {
        const struct site *site = crawl->sites->pdata[i];
        if (!is_queue_over(crawl, site) || site->n_in_flight > 0 || site->n_settled < site->next) {
            return FALSE;
        }
    }
    return TRUE;
}

guint crawl_n_waiting(const Crawl *crawl)
{
    guint n = 0;
    for (guint i = 0; i < crawl->sites->len; i++) {
        const struct site *site = crawl->sites->pdata[i];
        n += site->n_in_flight + (stop_reason(crawl, site) ? 0 : queue_length(site) - site->next);
    }
    return n;
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

static struct fetched *fetched_new(const struct site *site, guint sequence)
{
    struct fetched *fetched = g_new0(struct fetched, 1);
    fetched->presence = site->index;
    fetched->sequence = sequence;
    if (site->folder) {
        const struct folder_page *page = folder_source_at(site->folder, sequence);
        fetched->address = g_strdup(page->address);
        fetched->shown = g_strdup(page->shown);
        fetched->depth = page->depth;
    } else {
        const struct frontier_entry *entry = frontier_at(site->frontier, sequence);
        fetched->address = g_strdup(entry->address);
        fetched->shown = g_strdup(entry->address);
        fetched->depth = entry->depth;
    }
    return fetched;
}

static void give(Crawl *crawl, struct site *site, struct fetched *fetched)
{
    struct unsettled unsettled = {
        .sequence = fetched->sequence,
        .n_bytes = fetched->body ? g_bytes_get_size(fetched->body) : 0,
        .location = fetched->outcome == FETCH_REDIRECT ? g_strdup(fetched->location) : NULL,
        .nofollow = fetched->nofollow,
    };
    g_array_append_val(site->unsettled, unsettled);
    site->n_unsettled_bytes += unsettled.n_bytes;
    crawl->n_given++;
    crawl->on_fetched(fetched, crawl->data);
}

static void give_unread(Crawl *crawl, struct site *site, enum fetch_outcome outcome, const char *reason)
{
    struct fetched *fetched = fetched_new(site, site->next++);
    fetched->outcome = outcome;
    fetched->reason = g_strdup(reason);
    give(crawl, site, fetched);
}

static void give_file(Crawl *crawl, struct site *site)
{
    const guint sequence = site->next++;
    struct fetched *fetched = fetched_new(site, sequence);
    gboolean too_large = FALSE;
    const struct folder_page *page = folder_source_at(site->folder, sequence);
    fetched->body = folder_source_read(page, MAX_PAGE_BYTES, &too_large, &fetched->reason);
    fetched->outcome = fetched->body ? FETCH_OK : too_large ? FETCH_TOO_LARGE : FETCH_ERROR;
    fetched->content_type = g_strdup("text/html");
    site->n_counted++;
    give(crawl, site, fetched);
}

/* Asking */

static struct host *host_of(Crawl *crawl, const char *address)
{
    const char *begin = strstr(address, "://") + 3;
    g_autofree char *authority = g_strndup(begin, strcspn(begin, "/"));
    struct host *host = g_hash_table_lookup(crawl->hosts, authority);
    if (!host) {
        host = g_new0(struct host, 1);
        g_hash_table_insert(crawl->hosts, g_steal_pointer(&authority), host);
    }
    return host;
}

static guint connections_to(const Crawl *crawl, const struct host *host)
{
    if (!host->ours) {
        return 1;
    }
    return crawl->options.connections > 0 ? crawl->options.connections : CONNECTIONS_TO_OURS;
}

static void ask(Crawl *crawl, struct site *site, struct host *host)
{
    struct visit *visit = g_new0(struct visit, 1);
    visit->site = site;
    visit->sequence = site->next++;
    visit->host = host;
    const struct http_request request = {
        .address = frontier_at(site->frontier, visit->sequence)->address,
        .max_bytes = MAX_PAGE_BYTES,
        .timeout_ms = crawl->options.page_timeout_ms > 0 ? crawl->options.page_timeout_ms : DEFAULT_TIMEOUT_MS,
        .wants = answer_wants,
    };
    site->n_counted++;
    site->n_in_flight++;
    host->n_in_flight++;
    host->next_us = g_get_monotonic_time() + (gint64)crawl->options.delay_ms * 1000;
    http_source_ask(crawl->http, &request, visit);
}

static gboolean is_full(const struct site *site)
{
    return site->next - site->n_settled >= MAX_UNSETTLED || site->n_unsettled_bytes > MAX_UNSETTLED_BYTES;
}

/* Whether max_pages is met. That waits for what is under way, since a redirect does not count. */
static gboolean must_wait_for_limit(const Crawl *crawl, struct site *site)
{
    const guint max = crawl->options.max_pages;
    if (max == 0 || site->at_limit) {
        return FALSE;
    }
    // However many redirects there are, the run ends.
    if (site->n_counted < max && site->next < max * 3 + MAX_HOPS) {
        return FALSE;
    }
    site->at_limit = site->n_in_flight == 0;
    return !site->at_limit;
}

/* Takes the next page of a queue. FALSE if it has to wait; *wait_us is then lowered to how long, where that is known.
 */
static gboolean take_next(Crawl *crawl, struct site *site, gint64 *wait_us)
{
    if (is_queue_over(crawl, site) || is_full(site) || must_wait_for_limit(crawl, site)) {
        return FALSE;
    }
    const char *reason = stop_reason(crawl, site);
    if (reason) {
        if (is_queue_over(crawl, site)) {
            return FALSE;
        }
        site->n_left_out++;
        give_unread(crawl, site, FETCH_LIMIT, reason);
        return TRUE;
    }
    if (site->folder) {
        give_file(crawl, site);
        return TRUE;
    }
    const char *address = frontier_at(site->frontier, site->next)->address;
    gboolean trifle;
    const char *no_page = site->next > 0 ? answer_is_no_page(address, &trifle) : NULL;
    if (no_page) {
        g_autofree char *why = g_strdup_printf("it is %s, which has to be read by hand", no_page);
        give_unread(crawl, site, FETCH_UNSUPPORTED, why);
        return TRUE;
    }
    if (crawl->options.offline) {
        give_unread(crawl, site, FETCH_LIMIT, "not read, since --offline was given");
        return TRUE;
    }
    struct host *host = host_of(crawl, address);
    if (host->n_in_flight >= connections_to(crawl, host)) {
        return FALSE;
    }
    const gint64 wait = host->next_us - g_get_monotonic_time();
    if (wait > 0) {
        *wait_us = MIN(*wait_us, wait);
        return FALSE;
    }
    ask(crawl, site, host);
    return TRUE;
}

static void take_all(Crawl *crawl, gint64 *wait_us)
{
    for (guint i = 0; i < crawl->sites->len; i++) {
        while (take_next(crawl, crawl->sites->pdata[i], wait_us)) {
        }
    }
}

/* Answers */

static void refuse_endless_redirect(struct site *site, struct fetched *fetched)
{
    const struct frontier_entry *entry = frontier_at(site->frontier, fetched->sequence);
    const char *reason = NULL;
    if (g_str_equal(fetched->location, fetched->address)) {
        reason = "it redirects to itself, perhaps because it wants a cookie";
    } else if (frontier_came_through(site->frontier, fetched->sequence, fetched->location)) {
        reason = "it redirects in a circle";
    } else if (entry->hops >= MAX_HOPS) {
        reason = "it redirects more than ten times";
    }
    if (reason) {
        fetched->outcome = FETCH_ERROR;
        g_free(fetched->reason);
        fetched->reason = g_strdup(reason);
    }
}

static void on_ended(struct http_reply *reply, gpointer tag, gpointer data)
{
    Crawl *crawl = data;
    g_autofree struct visit *visit = tag;
    struct site *site = visit->site;
    visit->host->n_in_flight--;
    visit->host->ours = visit->host->ours || reply->loopback;
    site->n_in_flight--;
    struct fetched *fetched = fetched_new(site, visit->sequence);
    answer_read(reply, fetched);
    if (fetched->outcome == FETCH_REDIRECT) {
        refuse_endless_redirect(site, fetched);
    }
    if (fetched->outcome == FETCH_REDIRECT) {
        site->n_counted--;
    }
    if (crawl->expired && reply->end == HTTP_TIMED_OUT) {
        fetched->outcome = FETCH_LIMIT;
    }
    give(crawl, site, fetched);
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
}

/* How long to wait: to the end of the turn, the deadline of the run or the next moment that a host may be asked. */
static int wait_ms(const Crawl *crawl, gint64 now_us, gint64 end_us, gint64 host_wait_us)
{
    gint64 wait_us = MIN(end_us - now_us, host_wait_us);
    if (crawl->deadline_us > 0 && !crawl->expired) {
        wait_us = MIN(wait_us, crawl->deadline_us - now_us);
    }
    return (int)((CLAMP(wait_us, 0, G_USEC_PER_SEC * 60) + 999) / 1000);
}

void crawl_turn(Crawl *crawl, int timeout_ms, crawl_fetched on_fetched, gpointer data)
{
    crawl->on_fetched = on_fetched;
    crawl->data = data;
    crawl->n_given = 0;
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
}

/* Settling */

static void admit_redirect(struct site *site, guint sequence, const char *location)
{
    const struct frontier_entry *entry = frontier_at(site->frontier, sequence);
    guint32 origin = sequence;
    while (frontier_at(site->frontier, origin)->from != FRONTIER_NONE) {
        origin = frontier_at(site->frontier, origin)->from;
    }
    // Where the presence itself has moved to is still what people come to; any other page must stay on the site.
    const gboolean within = address_within(location, site->root);
    if (origin != 0 && !within) {
        return;
    }
    if (frontier_add(site->frontier, location, entry->depth, sequence) && !within && site->kind == PRESENCE_WEBSITE) {
        g_ptr_array_add(site->notes,
                        g_strdup_printf("%s leads to %s, which is another site: only the page it leads to was "
                                        "read. If it is yours, list it as a presence of its own.",
                                        site->root, location));
    }
}

static void admit_links(struct site *site, guint sequence, const char *const *links, guint n_links)
{
    const guint depth = frontier_at(site->frontier, sequence)->depth + 1;
    for (guint i = 0; i < n_links && frontier_count(site->frontier) < MAX_QUEUED; i++) {
        gboolean trifle;
        if (!frontier_has_seen(site->frontier, links[i]) && address_within(links[i], site->root) &&
            (!answer_is_no_page(links[i], &trifle) || !trifle)) {
            frontier_add(site->frontier, links[i], depth, FRONTIER_NONE);
        }
    }
}

void crawl_admit(Crawl *crawl, guint presence, guint sequence, const char *const *links, guint n_links)
{
    struct site *site = crawl->sites->pdata[presence];
    g_return_if_fail(sequence == site->n_settled);
    for (guint i = 0; i < site->unsettled->len; i++) {
        const struct unsettled *unsettled = &g_array_index(site->unsettled, struct unsettled, i);
        if (unsettled->sequence != sequence) {
            continue;
        }
        if (unsettled->location) {
            admit_redirect(site, sequence, unsettled->location);
        } else if (site->frontier && site->kind == PRESENCE_WEBSITE && !unsettled->nofollow) {
            admit_links(site, sequence, links, n_links);
        }
        site->n_unsettled_bytes -= unsettled->n_bytes;
        site->n_settled++;
        g_array_remove_index_fast(site->unsettled, i);
        return;
    }
    g_return_if_reached();
}

const char *const *crawl_notes(const Crawl *crawl, guint presence)
{
    struct site *site = crawl->sites->pdata[presence];
    g_ptr_array_set_size(site->told, 0);
    for (guint i = 0; i < site->notes->len; i++) {
        g_ptr_array_add(site->told, g_strdup(site->notes->pdata[i]));
    }
    const guint n_unlisted = queue_length(site) - site->next;
    const char *reason = stop_reason(crawl, site);
    if (reason && n_unlisted > 0) {
        g_ptr_array_add(site->told, g_strdup_printf("%u more addresses were found and %s.", n_unlisted, reason));
    }
    g_ptr_array_add(site->told, NULL);
    return (const char *const *)site->told->pdata;
}
