#include "tests/support/crawl_run.h"

#include "crawler/page.h"

/* Pages of one presence that wait for an earlier one to be settled. */
struct gathering {
    GPtrArray *presences; /* of GPtrArray* of struct fetched*, by sequence, holes as NULL */
};

static void keep(struct fetched *fetched, gpointer data)
{
    struct gathering *gathering = data;
    while (gathering->presences->len <= fetched->presence) {
        g_ptr_array_add(gathering->presences, g_ptr_array_new_with_free_func((GDestroyNotify)fetched_free));
    }
    GPtrArray *pages = gathering->presences->pdata[fetched->presence];
    if (pages->len <= fetched->sequence) {
        g_ptr_array_set_size(pages, (gint)fetched->sequence + 1);
    }
    g_assert_null(pages->pdata[fetched->sequence]);
    pages->pdata[fetched->sequence] = fetched;
}

static GPtrArray *links_of(Crawl *crawl, const struct fetched *fetched)
{
    GPtrArray *links = g_ptr_array_new_with_free_func(g_free);
    if (!fetched->body) {
        return links;
    }
    g_autoptr(Page) page = page_read(fetched->address, fetched->body, fetched->charset);
    for (guint32 i = 0; i < page->n_links; i++) {
        if (page->links[i].address && !page->links[i].nofollow) {
            g_ptr_array_add(links, g_strdup(page->links[i].address));
        }
    }
    if (page->refresh) {
        crawl_admit_refresh(crawl, fetched->presence, fetched->sequence, page->refresh);
        g_ptr_array_add(links, g_strdup(page->refresh));
    }
    return links;
}

static void settle(Crawl *crawl, const struct fetched *fetched)
{
    g_autoptr(GPtrArray) links = links_of(crawl, fetched);
    crawl_admit(crawl, fetched->presence, fetched->sequence, (const char *const *)links->pdata, links->len);
}

static void settle_in_order(Crawl *crawl, struct gathering *gathering, guint *n_settled)
{
    for (guint i = 0; i < gathering->presences->len; i++) {
        const GPtrArray *pages = gathering->presences->pdata[i];
        while (n_settled[i] < pages->len && pages->pdata[n_settled[i]]) {
            settle(crawl, pages->pdata[n_settled[i]++]);
        }
    }
}

static void write_down(CrawlRun *run, const struct fetched *fetched)
{
    const char *word = fetch_outcome_word(fetched->outcome);
    g_ptr_array_add(run->lines, g_strdup_printf("%u %s %s%s%s", fetched->presence, word, fetched->shown,
                                                fetched->reason ? ": " : "", fetched->reason ? fetched->reason : ""));
    g_ptr_array_add(run->outcomes, (gpointer)word);
    g_ptr_array_add(run->bodies, fetched->body ? g_bytes_ref(fetched->body) : NULL);
    run->n_ok += fetched->outcome == FETCH_OK;
    run->n_bad_certificates += fetched->bad_certificate;
    g_ptr_array_add(run->lastmods, g_strdup(fetched->lastmod));
}

static void unref_bytes(gpointer data)
{
    g_clear_pointer((GBytes **)&data, g_bytes_unref);
}

CrawlRun *crawl_run(Crawl *crawl)
{
    enum { MAX_PRESENCES = 128, TURN_MS = 10000 };
    struct gathering gathering = {.presences = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref)};
    guint n_settled[MAX_PRESENCES] = {0};
    while (!crawl_done(crawl)) {
        crawl_turn(crawl, TURN_MS, keep, &gathering);
        settle_in_order(crawl, &gathering, n_settled);
    }
    CrawlRun *run = g_new0(CrawlRun, 1);
    run->lines = g_ptr_array_new_with_free_func(g_free);
    run->outcomes = g_ptr_array_new();
    run->lastmods = g_ptr_array_new_with_free_func(g_free);
    run->bodies = g_ptr_array_new_with_free_func(unref_bytes);
    run->notes = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < gathering.presences->len; i++) {
        const GPtrArray *pages = gathering.presences->pdata[i];
        for (guint j = 0; j < pages->len; j++) {
            write_down(run, pages->pdata[j]);
        }
    }
    for (const char *const *note = crawl_notes(crawl, 0); *note; note++) {
        g_ptr_array_add(run->notes, g_strdup(*note));
    }
    g_ptr_array_unref(gathering.presences);
    return run;
}

void crawl_run_free(CrawlRun *run)
{
    if (run) {
        g_ptr_array_unref(run->lines);
        g_ptr_array_unref(run->outcomes);
        g_ptr_array_unref(run->lastmods);
        g_ptr_array_unref(run->bodies);
        g_ptr_array_unref(run->notes);
        g_free(run);
    }
}
