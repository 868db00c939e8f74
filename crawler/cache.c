#include "crawler/cache.h"

#include <sqlite3.h>
#include <string.h>

enum { STORES_PER_COMMIT = 16, BUSY_MS = 2000 };

/* The headers that a page is judged by. */
static const enum http_header KEPT[] = {HTTP_CONTENT_TYPE, HTTP_LOCATION, HTTP_ROBOTS_TAG, HTTP_LAST_MODIFIED,
                                        HTTP_ETAG};

struct Cache {
    sqlite3 *db;
    sqlite3_stmt *find, *store;
    guint n_stores; /* since the last commit */
};

#define SCHEMA                                                                                                         \
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"                                                          \
    "CREATE TABLE IF NOT EXISTS page1 (address TEXT PRIMARY KEY, stored INTEGER NOT NULL, status INTEGER NOT NULL,"    \
    " content_type TEXT, location TEXT, robots_tag TEXT, last_modified TEXT, etag TEXT, body BLOB NOT NULL)"           \
    " WITHOUT ROWID;"                                                                                                  \
    "DELETE FROM page1 WHERE stored < strftime('%s', 'now') - 86400 * 120;"
#define FIND                                                                                                           \
    "SELECT status, content_type, location, robots_tag, last_modified, etag, body FROM page1 WHERE address = ?1"
#define STORE "INSERT OR REPLACE INTO page1 VALUES (?1, strftime('%s', 'now'), ?2, ?3, ?4, ?5, ?6, ?7, ?8)"

static gboolean prepare(Cache *cache)
{
    sqlite3_busy_timeout(cache->db, BUSY_MS);
    return sqlite3_exec(cache->db, SCHEMA, NULL, NULL, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(cache->db, FIND, -1, &cache->find, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(cache->db, STORE, -1, &cache->store, NULL) == SQLITE_OK;
}

Cache *cache_open(const char *path, GError **error)
{
    Cache *cache = g_new0(Cache, 1);
    if (sqlite3_open(path, &cache->db) != SQLITE_OK || !prepare(cache)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: cannot be used as a cache: %s", path,
                    cache->db ? sqlite3_errmsg(cache->db) : "out of memory");
        cache_close(cache);
        return NULL;
    }
    return cache;
}

static void commit(Cache *cache)
{
    if (cache->n_stores > 0) {
        sqlite3_exec(cache->db, "COMMIT", NULL, NULL, NULL);
        cache->n_stores = 0;
    }
}

void cache_close(Cache *cache)
{
    if (cache) {
        commit(cache);
        sqlite3_finalize(cache->find);
        sqlite3_finalize(cache->store);
        sqlite3_close(cache->db);
        g_free(cache);
    }
}

/* The row of `address`, to be reset by the caller; FALSE if there is none. */
static gboolean find(Cache *cache, const char *address)
{
    sqlite3_bind_text(cache->find, 1, address, -1, SQLITE_TRANSIENT);
    if (sqlite3_step(cache->find) == SQLITE_ROW) {
        return TRUE;
    }
    sqlite3_reset(cache->find);
    return FALSE;
}

static char *column(Cache *cache, int index)
{
    return g_strdup((const char *)sqlite3_column_text(cache->find, index));
}

gboolean cache_validators(Cache *cache, const char *address, char **etag, char **last_modified)
{
    if (!find(cache, address)) {
        return FALSE;
    }
    *last_modified = column(cache, 4);
    *etag = column(cache, 5);
    sqlite3_reset(cache->find);
    return TRUE;
}

gboolean cache_load(Cache *cache, const char *address, struct http_reply *reply)
{
    if (!find(cache, address)) {
        return FALSE;
    }
    reply->end = HTTP_COMPLETE;
    reply->status = (guint)sqlite3_column_int(cache->find, 0);
    for (gsize i = 0; i < G_N_ELEMENTS(KEPT); i++) {
        g_free(reply->headers[KEPT[i]]);
        reply->headers[KEPT[i]] = column(cache, (int)i + 1);
    }
    const int length = sqlite3_column_bytes(cache->find, 6);
    g_byte_array_set_size(reply->body, 0);
    if (length > 0) {
        g_byte_array_append(reply->body, sqlite3_column_blob(cache->find, 6), (guint)length);
    }
    sqlite3_reset(cache->find);
    return TRUE;
}

static gboolean may_be_kept(const struct http_reply *reply)
{
    const char *control = reply->headers[HTTP_CACHE_CONTROL];
    g_autofree char *lower = control ? g_ascii_strdown(control, -1) : NULL;
    const gboolean redirect = reply->status == 301 || reply->status == 308;
    return reply->end == HTTP_COMPLETE && (reply->status == 200 || redirect) && !(lower && strstr(lower, "no-store"));
}

void cache_store(Cache *cache, const char *address, const struct http_reply *reply)
{
    if (!may_be_kept(reply)) {
        return;
    }
    if (cache->n_stores == 0 && sqlite3_exec(cache->db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK) {
        return;
    }
    sqlite3_bind_text(cache->store, 1, address, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int(cache->store, 2, (int)reply->status);
    for (gsize i = 0; i < G_N_ELEMENTS(KEPT); i++) {
        sqlite3_bind_text(cache->store, (int)i + 3, reply->headers[KEPT[i]], -1, SQLITE_TRANSIENT);
    }
    sqlite3_bind_blob(cache->store, 8, reply->body->len > 0 ? (const void *)reply->body->data : "",
                      (int)reply->body->len, SQLITE_TRANSIENT);
    sqlite3_step(cache->store);
    sqlite3_reset(cache->store);
    if (++cache->n_stores >= STORES_PER_COMMIT) {
        commit(cache);
    }
}
