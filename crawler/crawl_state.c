#include "crawler/crawl_state.h"

#include "crawler/address.h"

static void unsettled_clear(gpointer data)
{
    g_free(((struct unsettled *)data)->location);
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

void errand_free(struct errand *errand)
{
    if (errand) {
        g_free(errand->address);
        g_free(errand);
    }
}

void errands_drop(struct site *site)
{
    struct errand *errand;
    while ((errand = g_queue_pop_head(&site->errands))) {
        if (errand->asked.what == ASKED_ROBOTS) {
            errand->asked.host->robots_state = HOST_ROBOTS_UNKNOWN; // another presence may still wait for it
        }
        errand_free(errand);
    }
    site->sitemap_stage = SITEMAPS_READ;
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

void site_note(struct site *site, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(site->notes, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

guint site_n_queued(const struct site *site)
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
    fetched->lastmod = g_strdup(g_hash_table_lookup(site->lastmods, address_key(entry->address)));
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
