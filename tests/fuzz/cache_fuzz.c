/*
 * A page out of the cache: whatever stands in its record, or in the file that holds the records. The first byte says
 * which. What was stored has to come back byte for byte; what is read of it has to be readable or refused.
 */
#include <glib.h>
#include <glib/gstdio.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "crawler/answer.h"
#include "crawler/cache.h"

#define ADDRESS "https://roe.example/page"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_kept(Cache *cache)
{
    struct http_reply kept = {.body = g_byte_array_new()};
    g_autofree char *etag = NULL;
    g_autofree char *last_modified = NULL;
    cache_validators(cache, ADDRESS, &etag, &last_modified);
    cache_run_begin(cache, "https://roe.example/", FALSE);
    cache_is_fresh(cache, "https://roe.example/", ADDRESS);
    if (cache_load(cache, ADDRESS, &kept)) {
        struct fetched *fetched = g_new0(struct fetched, 1);
        fetched->address = g_strdup(ADDRESS);
        answer_read(&kept, fetched);
        g_assert_true(fetched->outcome == FETCH_OK || fetched->reason);
        fetched_free(fetched);
    }
    http_reply_clear(&kept);
    cache_run_end(cache, "https://roe.example/");
}

/* Status, then headers with a NUL after each, then the body. */
static void store_record(Cache *cache, const uint8_t *data, size_t size)
{
    static const enum http_header HEADERS[] = {HTTP_CONTENT_TYPE, HTTP_LOCATION, HTTP_ROBOTS_TAG, HTTP_LAST_MODIFIED,
                                               HTTP_ETAG};
    struct http_reply reply = {.status = size > 0 && data[0] % 2 ? 301 : 200, .body = g_byte_array_new()};
    const uint8_t *end = data + size;
    data += size > 0;
    for (gsize i = 0; i < G_N_ELEMENTS(HEADERS); i++) {
        const uint8_t *nul = memchr(data, '\0', (gsize)(end - data));
        const gsize length = nul ? (gsize)(nul - data) : 0;
        reply.headers[HEADERS[i]] = length > 0 ? g_strndup((const char *)data, length) : NULL;
        data += nul ? length + 1 : 0;
    }
    g_byte_array_append(reply.body, data, (guint)(end - data));
    cache_store(cache, ADDRESS, &reply);
    struct http_reply kept = {.body = g_byte_array_new()};
    g_assert_true(cache_load(cache, ADDRESS, &kept));
    g_assert_cmpuint(kept.status, ==, reply.status);
    g_assert_cmpmem(kept.body->data, kept.body->len, reply.body->data, reply.body->len);
    for (gsize i = 0; i < G_N_ELEMENTS(HEADERS); i++) {
        g_assert_cmpstr(kept.headers[HEADERS[i]], ==, reply.headers[HEADERS[i]]);
    }
    http_reply_clear(&kept);
    http_reply_clear(&reply);
}

static void read_file(const uint8_t *data, size_t size)
{
    g_autofree char *folder = g_dir_make_tmp("vitrine-fuzz-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "cache.sqlite", NULL);
    g_file_set_contents_full(path, (const char *)data, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
    g_autoptr(Cache) cache = cache_open(path, NULL);
    if (cache) {
        read_kept(cache);
        g_clear_pointer(&cache, cache_close);
    }
    static const char *const ENDINGS[] = {"", "-wal", "-shm", "-journal"};
    for (gsize i = 0; i < G_N_ELEMENTS(ENDINGS); i++) {
        g_autofree char *file = g_strconcat(path, ENDINGS[i], NULL);
        g_unlink(file);
    }
    g_rmdir(folder);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 0 && data[0] == 'F') {
        read_file(data + 1, size - 1);
        return 0;
    }
    g_autoptr(Cache) cache = cache_open(":memory:", NULL);
    g_assert_nonnull(cache);
    store_record(cache, data, size);
    read_kept(cache);
    return 0;
}
