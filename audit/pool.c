#include "audit/pool.h"

/* Fetched pages that may wait for each thread: more would only hold memory. */
enum { PAGES_PER_THREAD = 4 };

/* A page that stays longer than this before it leads elsewhere is there to be read. */
enum { SENT_ON_S = 30 };

struct job {
    struct fetched *fetched;
    enum presence_kind kind;
};

/* Readings of one presence that came before their turn. */
struct lane {
    guint next;          /* the sequence number whose turn it is */
    GHashTable *waiting; /* sequence -> struct reading* */
};

struct Pool {
    const Judge *judge;
    GThreadPool *threads;
    GAsyncQueue *done; /* of struct reading* */
    GPtrArray *lanes;  /* of struct lane*, by presence */
    void (*ready)(gpointer data);
    gpointer data;
};

void reading_free(struct reading *reading)
{
    if (reading) {
        fetched_free(reading->fetched);
        g_free(reading->title);
        g_strfreev(reading->links);
        g_free(reading->refresh);
        verdict_free(reading->verdict);
        g_free(reading);
    }
}

static void lane_free(gpointer data)
{
    struct lane *lane = data;
    g_hash_table_unref(lane->waiting);
    g_free(lane);
}

static char **links_of(const Page *page)
{
    if (page->nofollow) {
        return NULL;
    }
    g_autoptr(GPtrArray) links = g_ptr_array_new();
    for (guint32 i = 0; i < page->n_links; i++) {
        if (page->links[i].address && !page->links[i].nofollow) {
            g_ptr_array_add(links, g_strdup(page->links[i].address));
        }
    }
    for (guint32 i = 0; i < page->n_frames; i++) {
        if (page->frames[i].source) {
            g_ptr_array_add(links, g_strdup(page->frames[i].source));
        }
    }
    if (page->refresh) {
        g_ptr_array_add(links, g_strdup(page->refresh));
    }
    g_ptr_array_add(links, NULL);
    return (char **)g_ptr_array_steal(links, NULL);
}

/* Reads and judges one page; the page itself dies here. */
static void read_page(const Pool *pool, const struct job *job, struct reading *reading)
{
    struct fetched *fetched = job->fetched;
    g_autoptr(Page) page = page_read(fetched->address, fetched->body, fetched->charset);
    g_clear_pointer(&fetched->body, g_bytes_unref);
    page->sitemap_date = fetched->lastmod;
    page->header_date = fetched->last_modified;
    reading->title = g_strdup(page->title);
    reading->language = page->language;
    reading->n_words = page->n_words;
    reading->refresh = page->refresh_s <= SENT_ON_S ? g_strdup(page->refresh) : NULL;
    reading->links = fetched->nofollow ? NULL : links_of(page);
    reading->verdict = judge_page(pool->judge, page, fetched->shown, job->kind);
    if (page->outcome == FETCH_NEEDS_RENDERING) {
        fetched->outcome = FETCH_NEEDS_RENDERING;
        g_free(fetched->reason);
        fetched->reason = g_strdup("is empty until its scripts have run");
    }
}

static void work(gpointer data, gpointer user_data)
{
    struct job *job = data;
    Pool *pool = user_data;
    struct reading *reading = g_new0(struct reading, 1);
    reading->fetched = job->fetched;
    if (job->fetched->outcome == FETCH_OK) {
        read_page(pool, job, reading);
    }
    g_free(job);
    g_async_queue_push(pool->done, reading);
    pool->ready(pool->data);
}

Pool *pool_new(const Judge *judge, guint n_threads, void (*ready)(gpointer data), gpointer data)
{
    Pool *pool = g_new0(Pool, 1);
    pool->judge = judge;
    pool->done = g_async_queue_new_full((GDestroyNotify)reading_free);
    pool->lanes = g_ptr_array_new_with_free_func(lane_free);
    pool->ready = ready;
    pool->data = data;
    pool->threads = g_thread_pool_new(work, pool, (int)n_threads, FALSE, NULL);
    return pool;
}

void pool_free(Pool *pool)
{
    if (pool) {
        g_thread_pool_free(pool->threads, FALSE, TRUE);
        g_async_queue_unref(pool->done);
        g_ptr_array_unref(pool->lanes);
        g_free(pool);
    }
}

void pool_give(Pool *pool, struct fetched *fetched, enum presence_kind kind)
{
    struct job *job = g_new(struct job, 1);
    *job = (struct job){fetched, kind};
    g_thread_pool_push(pool->threads, job, NULL);
}

static struct lane *lane_of(Pool *pool, guint presence)
{
    while (pool->lanes->len <= presence) {
        struct lane *lane = g_new0(struct lane, 1);
        lane->waiting = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)reading_free);
        g_ptr_array_add(pool->lanes, lane);
    }
    return g_ptr_array_index(pool->lanes, presence);
}

/* Puts a reading where it waits for its turn. */
static void keep(Pool *pool, struct reading *reading)
{
    struct lane *lane = lane_of(pool, reading->fetched->presence);
    g_hash_table_insert(lane->waiting, GUINT_TO_POINTER(reading->fetched->sequence), reading);
}

struct reading *pool_take(Pool *pool)
{
    struct reading *reading = NULL;
    while ((reading = g_async_queue_try_pop(pool->done))) {
        keep(pool, reading);
    }
    for (guint i = 0; i < pool->lanes->len; i++) {
        struct lane *lane = g_ptr_array_index(pool->lanes, i);
        gpointer turn = GUINT_TO_POINTER(lane->next);
        if (g_hash_table_steal_extended(lane->waiting, turn, NULL, (gpointer *)&reading)) {
            lane->next++;
            return reading;
        }
    }
    return NULL;
}

gboolean pool_is_full(const Pool *pool)
{
    return g_thread_pool_unprocessed(pool->threads) >
           PAGES_PER_THREAD * (guint)g_thread_pool_get_max_threads(pool->threads);
}

void pool_wait(Pool *pool, guint timeout_ms)
{
    struct reading *reading = g_async_queue_timeout_pop(pool->done, (guint64)timeout_ms * 1000);
    if (reading) {
        keep(pool, reading);
    }
}
