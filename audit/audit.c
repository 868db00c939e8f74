#include "audit/audit.h"

#include <malloc.h>
#include <string.h>

#include "audit/dossier.h"
#include "audit/pool.h"
#include "audit/say.h"
#include "crawler/address.h"
#include "rules/private.h"

enum { TURN_MS = 200, DEFAULT_MAX_PAGES = 200, DEFAULT_MAX_LINKS = 100, DEFAULT_DELAY_MS = 500 };

/* One audit while it runs. */
struct run {
    const struct audit *audit;
    Judge *judge;
    Crawl *crawl;
    Pool *pool;
    Tally *tally;
    struct result *result;
    GHashTable *prints; /* print of a presence's page -> the address of the first page with that text */
    guint n_read;
};

static void run_clear(struct run *run)
{
    g_clear_pointer(&run->pool, pool_free); // its threads use what follows
    g_clear_pointer(&run->tally, tally_free);
    g_clear_pointer(&run->crawl, crawl_free);
    g_clear_pointer(&run->judge, judge_free);
    g_clear_pointer(&run->prints, g_hash_table_unref);
    malloc_trim(0); // what the pages needed goes back before reports ask for theirs
}

/* Where copies of fetched pages are kept between audits; NULL where they are not wanted or cannot be. */
static char *cache_path(const struct options *options)
{
    g_autofree char *folder = g_build_filename(g_get_user_cache_dir(), "vitrine", NULL);
    if (options->no_cache || g_mkdir_with_parents(folder, 0700) != 0) {
        return NULL;
    }
    return g_build_filename(folder, "http.sqlite", NULL);
}

static Crawl *crawl_for(const struct audit *audit)
{
    const struct options *options = audit->options;
    g_autofree char *cache = audit->cache_path ? g_strdup(audit->cache_path) : cache_path(options);
    const struct practice *practice = audit->practice;
    guint max_pages = options->max_pages ? options->max_pages : practice->max_pages;
    const gboolean delay_said = options->delay_ms >= 0 || practice->delay_ms > 0;
    const guint delay_ms = options->delay_ms >= 0 ? (guint)options->delay_ms : practice->delay_ms;
    const struct crawl_options told = {
        .max_pages = max_pages ? max_pages : DEFAULT_MAX_PAGES,
        .delay_ms = delay_said ? delay_ms : DEFAULT_DELAY_MS,
        .own_delay_ms = delay_said ? delay_ms : 0,
        .time_limit_ms = (gint64)options->time_limit_s * 1000,
        .allow_private = options->allow_private,
        .offline = options->offline,
        .cache_path = cache,
        .refresh = options->refresh,
        .ignore_robots = practice->ignore_robots,
        .resolve = (const char *const *)options->resolve,
    };
    return crawl_new(&told);
}

static struct result_presence *presence_new(const struct presence *presence)
{
    struct result_presence *kept = result_presence_new();
    kept->address = g_strdup(presence->address);
    kept->kind = presence->kind;
    return kept;
}

static gboolean add_presences(struct run *run, GError **error)
{
    const GPtrArray *presences = run->audit->practice->presences;
    for (guint i = 0; i < presences->len; i++) {
        const struct presence *presence = g_ptr_array_index(presences, i);
        guint index = i;
        if (!presence->folder) {
            index = crawl_add_site(run->crawl, presence->address, presence->kind);
        } else if (!crawl_add_folder(run->crawl, presence->address, &index, error)) {
            return FALSE;
        }
        g_assert(index == i);
        g_ptr_array_add(run->result->presences, presence_new(presence));
        tally_presence(run->tally, i, presence->address, presence->kind);
    }
    return TRUE;
}

static void on_fetched(struct fetched *fetched, gpointer data)
{
    struct run *run = data;
    const struct result_presence *presence = g_ptr_array_index(run->result->presences, fetched->presence);
    pool_give(run->pool, fetched, presence->kind);
}

static void on_ready(gpointer data)
{
    struct run *run = data;
    crawl_wake(run->crawl);
}

/* The page of the same presence, read before, that has the same text; NULL if this one is the first. */
static const char *same_as(struct run *run, const struct fetched *fetched)
{
    if (fetched->outcome != FETCH_OK || fetched->print == 0) {
        return NULL;
    }
    const gpointer key = (gpointer)(gsize)(fetched->print + fetched->presence);
    const char *first = g_hash_table_lookup(run->prints, key);
    if (!first) {
        g_hash_table_insert(run->prints, key, (gpointer)crawl_shown(run->crawl, fetched->presence, fetched->sequence));
    }
    return first;
}

static void keep_page(const struct run *run, const struct reading *reading, const char *same)
{
    const struct fetched *fetched = reading->fetched;
    struct result_presence *presence = g_ptr_array_index(run->result->presences, fetched->presence);
    struct result_page page = {
        .address = crawl_shown(run->crawl, fetched->presence, fetched->sequence),
        .outcome = fetched->outcome,
        .reason = result_presence_text(presence, fetched->reason),
        .title = result_presence_text(presence, reading->title),
        .same_as = same,
        .status = (guint16)fetched->status,
        .n_words = reading->n_words,
    };
    g_strlcpy(page.language, page_language_word(reading->language), sizeof page.language);
    g_array_append_val(presence->pages, page);
}

static struct standing standing_of(const struct run *run, const char *address)
{
    return (struct standing){.n_done = run->n_read,
                             .n_queued = crawl_n_waiting(run->crawl),
                             .waiting_on = crawl_waiting_on(run->crawl),
                             .address = address};
}

static enum presence_kind presence_kind_of(const struct run *run, const struct fetched *fetched)
{
    return ((const struct result_presence *)g_ptr_array_index(run->result->presences, fetched->presence))->kind;
}

/* A page has come back, and it is its turn. */
static void settle(struct run *run, struct reading *reading)
{
    struct fetched *fetched = reading->fetched;
    const char *const *links = (const char *const *)reading->links;
    if (reading->refresh) {
        crawl_admit_refresh(run->crawl, fetched->presence, fetched->sequence, reading->refresh);
    }
    crawl_admit(run->crawl, fetched->presence, fetched->sequence, links, links ? g_strv_length(reading->links) : 0);
    tally_links(run->tally, fetched->presence, fetched->shown, links);
    if (fetched->outcome == FETCH_REDIRECT) {
        if ((fetched->sequence == 0 || presence_kind_of(run, fetched) == PRESENCE_FORMER) && fetched->location) {
            tally_leads_to(run->tally, fetched->presence, fetched->location);
        }
        return;
    }
    if (reading->refresh && presence_kind_of(run, fetched) == PRESENCE_FORMER) {
        tally_leads_to(run->tally, fetched->presence,
                       reading->refresh); // as a redirect does, for want of a better host
    }
    const char *same = same_as(run, fetched);
    run->n_read++;
    const struct standing standing = standing_of(run, fetched->shown);
    progress_page(run->audit->progress, &standing);
    if (fetched->outcome != FETCH_OK) {
        tally_unread(run->tally, fetched->presence, fetched->shown, fetched->outcome, fetched->status,
                     fetched->no_host);
        run->result->n_pages_unread++;
    } else {
        run->result->n_pages_read += !same;
    }
    if (reading->verdict) {
        tally_page(run->tally, fetched->presence, g_steal_pointer(&reading->verdict));
    }
    if (same) {
        tally_repeats(run->tally, fetched->presence);
    }
    keep_page(run, reading, same);
}

static void stop_if_interrupted(struct run *run)
{
    if (*run->audit->interrupted) {
        crawl_stop(run->crawl, "interrupted");
    }
}

static void read_everything(struct run *run)
{
    while (!crawl_done(run->crawl)) {
        stop_if_interrupted(run);
        if (pool_is_full(run->pool)) {
            pool_wait(run->pool, TURN_MS);
        } else {
            crawl_turn(run->crawl, TURN_MS, on_fetched, run);
        }
        struct reading *reading = NULL;
        while ((reading = pool_take(run->pool))) {
            settle(run, reading);
            reading_free(reading);
        }
        const struct standing standing = standing_of(run, NULL);
        progress_wait(run->audit->progress, &standing);
    }
    stop_if_interrupted(run); // with the last page: the next run goes on from all of them
    progress_end(run->audit->progress);
}

static void tell_resumed(const struct run *run)
{
    const guint n_resumed = crawl_n_resumed(run->crawl);
    if (n_resumed > 0 && !run->audit->options->quiet) {
        say_error("goes on where a run was cut off less than an hour ago: %u page%s that it had read %s not asked for "
                  "again (--refresh asks for everything anew)",
                  n_resumed, n_resumed == 1 ? "" : "s", n_resumed == 1 ? "was" : "were");
    }
}

/* How many links to other sites are asked: none of a folder, which is looked at while it is being written. */
static guint links_wanted(const struct audit *audit)
{
    const int said = audit->options->max_links >= 0 ? audit->options->max_links : audit->practice->max_links;
    if (audit->options->offline) {
        return 0;
    }
    if (said >= 0) {
        return (guint)said;
    }
    const GPtrArray *presences = audit->practice->presences;
    for (guint i = 0; i < presences->len; i++) {
        const struct presence *presence = presences->pdata[i];
        if (!presence->folder && presence->kind == PRESENCE_WEBSITE) {
            return DEFAULT_MAX_LINKS;
        }
    }
    return 0;
}

/* Asks whether what the websites link to elsewhere is still there, once all of them have been read. */
static void check_links(struct run *run)
{
    g_autoptr(GPtrArray) links = tally_outside_links(run->tally, links_wanted(run->audit));
    if (links->len == 0 || *run->audit->interrupted) {
        return;
    }
    crawl_check_links(run->crawl, (const char *const *)links->pdata, links->len);
    read_everything(run);
    const GPtrArray *checked = crawl_checked_links(run->crawl);
    for (guint i = 0; i < checked->len; i++) {
        tally_link_checked(run->tally, checked->pdata[i]);
    }
}

static int by_address(gconstpointer a, gconstpointer b)
{
    return strcmp(((const struct result_page *)a)->address, ((const struct result_page *)b)->address);
}

/* The start page first, then by address; a presence was read if one of its pages was. */
static void finish_presence(const struct run *run, guint index)
{
    struct result_presence *presence = g_ptr_array_index(run->result->presences, index);
    presence->addresses = crawl_take_texts(run->crawl, index);
    GArray *pages = presence->pages;
    if (pages->len > 1) {
        qsort(&g_array_index(pages, struct result_page, 1), pages->len - 1, sizeof(struct result_page), by_address);
    }
    guint n_same = 0;
    for (guint i = 0; i < pages->len; i++) {
        const struct result_page *page = &g_array_index(pages, struct result_page, i);
        presence->read = presence->read || page->outcome == FETCH_OK;
        n_same += page->same_as != NULL;
    }
    if (!presence->read && pages->len > 0) {
        presence->reason = g_strdup(g_array_index(pages, struct result_page, 0).reason);
    }
    const char *const *notes = crawl_notes(run->crawl, index);
    for (guint i = 0; notes && notes[i]; i++) {
        g_ptr_array_add(presence->notes, g_strdup(notes[i]));
    }
    guint n_silent = 0, n_asked = tally_n_links_asked(run->tally, index, &n_silent);
    if (n_asked > 0) {
        g_ptr_array_add(presence->notes,
                        g_strdup_printf("%u links to other sites were asked whether they still answer; %u did not "
                                        "tell a program.",
                                        n_asked, n_silent));
    }
    if (n_same > 0) {
        g_ptr_array_add(presence->notes,
                        n_same == 1
                            ? g_strdup("One page repeats the text of another and was not counted.")
                            : g_strdup_printf("%u pages repeat the text of another and were not counted.", n_same));
    }
}

/* What the start pages of the sites are called: the practitioner's name, more often than not. NULL-terminated. */
static GPtrArray *start_titles(const struct result *result)
{
    GPtrArray *titles = g_ptr_array_new();
    for (guint i = 0; i < result->presences->len; i++) {
        const struct result_presence *presence = g_ptr_array_index(result->presences, i);
        const struct result_page *start = presence->pages->len ? (const void *)presence->pages->data : NULL;
        if (presence->kind == PRESENCE_WEBSITE && start && start->title) {
            g_ptr_array_add(titles, (gpointer)start->title);
        }
    }
    g_ptr_array_add(titles, NULL);
    return titles;
}

static void finish(struct run *run)
{
    struct result *result = run->result;
    for (guint i = 0; i < result->presences->len; i++) {
        finish_presence(run, i);
    }
    tally_finish(run->tally, result->findings, result->checks, result->facts);
    if (!run->audit->options->unmasked) {
        g_autoptr(GPtrArray) titles = start_titles(result);
        private_findings(result->findings, result->checks, run->audit->packs, run->audit->practice,
                         (const char *const *)titles->pdata);
    }
    result->partial = result->n_pages_unread > 0;
}

/* How the run was told to judge itself. */
static void head(struct result *result, const struct audit *audit)
{
    char as_of[11];
    g_date_strftime(as_of, sizeof as_of, "%Y-%m-%d", &audit->options->as_of);
    result->as_of = g_strdup(as_of);
    result->language = audit->language;
    result->fail_on = audit->options->fail_on;
    result->fail_never = audit->options->fail_never;
    result->allow_partial = audit->options->allow_partial;
}

struct result *audit_run(const struct audit *audit, GError **error)
{
    struct run run = {.audit = audit, .result = result_new()};
    run.judge = judge_new(audit->packs, audit->practice, &audit->options->as_of);
    run.crawl = crawl_for(audit);
    run.tally = tally_new(run.judge);
    run.prints = g_hash_table_new(NULL, NULL);
    run.pool = pool_new(run.judge, audit->options->jobs, on_ready, &run);
    if (add_presences(&run, error)) {
        head(run.result, audit);
        read_everything(&run);
        tell_resumed(&run);
        check_links(&run);
        finish(&run);
        dossier_fill(run.result, audit->practice, audit->packs);
    } else {
        g_clear_pointer(&run.result, result_free);
    }
    run_clear(&run);
    return run.result;
}
