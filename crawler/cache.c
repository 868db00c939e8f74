#include "crawler/cache.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "crawler/address.h"

enum { MAX_OPEN_US = 250 * 1000, BUSY_MS = 2000 };

/* The headers that a page is judged by. */
static const enum http_header KEPT[] = {HTTP_CONTENT_TYPE, HTTP_LOCATION, HTTP_ROBOTS_TAG, HTTP_LAST_MODIFIED,
                                        HTTP_ETAG};

struct Cache {
    sqlite3 *db;
    sqlite3_stmt *find, *store, *confirm;
    gint64 open_us;    /* when the open transaction began; 0: none is */
    GHashTable *since; /* site -> gint64*: a run over it goes on from there, in seconds */
    GHashTable *ours;  /* sites whose run is this one, and no other's that is under way */
    int runs;          /* a file of which a run locks one byte for each of its sites, or -1 */
};

#define SCHEMA                                                                                                         \
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"                                                          \
    "CREATE TABLE IF NOT EXISTS page1 (address TEXT PRIMARY KEY, stored INTEGER NOT NULL, status INTEGER NOT NULL,"    \
    " content_type TEXT, location TEXT, robots_tag TEXT, last_modified TEXT, etag TEXT, body BLOB NOT NULL)"           \
    " WITHOUT ROWID;"                                                                                                  \
    "CREATE TABLE IF NOT EXISTS run1 (site TEXT PRIMARY KEY, begun INTEGER NOT NULL) WITHOUT ROWID;"                   \
    "DELETE FROM page1 WHERE stored < strftime('%s', 'now') - 86400 * 120;"                                            \
    "DELETE FROM run1 WHERE begun < strftime('%s', 'now') - 86400;"
#define FIND                                                                                                           \
    "SELECT status, content_type, location, robots_tag, last_modified, etag, body, stored FROM page1 WHERE address = " \
    "?1"
#define STORE "INSERT OR REPLACE INTO page1 VALUES (?1, strftime('%s', 'now'), ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
#define CONFIRM "UPDATE page1 SET stored = strftime('%s', 'now') WHERE address = ?1"
/* When pages of an unfinished run still count as read: since it began, and for an hour at most. */
#define UNFINISHED "SELECT max(begun, strftime('%s', 'now') - 3600) FROM run1 WHERE site = ?1"
#define BEGIN_RUN "INSERT OR REPLACE INTO run1 VALUES (?1, strftime('%s', 'now'))"
#define END_RUN "DELETE FROM run1 WHERE site = ?1"

static gboolean prepare(Cache *cache)
{
    sqlite3_busy_timeout(cache->db, BUSY_MS);
    return sqlite3_exec(cache->db, SCHEMA, NULL, NULL, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(cache->db, FIND, -1, &cache->find, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(cache->db, STORE, -1, &cache->store, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(cache->db, CONFIRM, -1, &cache->confirm, NULL) == SQLITE_OK;
}

Cache *cache_open(const char *path, GError **error)
{
    Cache *cache = g_new0(Cache, 1);
    cache->since = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    cache->ours = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    cache->runs = -1;
    if (sqlite3_open(path, &cache->db) != SQLITE_OK || !prepare(cache)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: cannot be used as a cache: %s", path,
                    cache->db ? sqlite3_errmsg(cache->db) : "out of memory");
        cache_close(cache);
        return NULL;
    }
    const char *file = sqlite3_db_filename(cache->db, "main");
    g_autofree char *runs = g_strconcat(file ? file : "", ".runs", NULL);
    if (file && *file) { // not one in memory
        cache->runs = open(runs, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    }
    return cache;
}

static void commit(Cache *cache)
{
    if (cache->open_us > 0) {
        sqlite3_exec(cache->db, "COMMIT", NULL, NULL, NULL);
        cache->open_us = 0;
    }
}

void cache_settle(Cache *cache)
{
    if (g_get_monotonic_time() - cache->open_us > MAX_OPEN_US) {
        commit(cache);
    }
}

/* Several changes are written together. */
static gboolean open_transaction(Cache *cache)
{
    if (cache->open_us == 0 && sqlite3_exec(cache->db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK) {
        cache->open_us = g_get_monotonic_time();
    }
    return cache->open_us > 0;
}

void cache_close(Cache *cache)
{
    if (cache) {
        commit(cache);
        sqlite3_finalize(cache->find);
        sqlite3_finalize(cache->store);
        sqlite3_finalize(cache->confirm);
        sqlite3_close(cache->db);
        g_hash_table_unref(cache->since);
        g_hash_table_unref(cache->ours);
        if (cache->runs >= 0) {
            close(cache->runs);
        }
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
    if (!may_be_kept(reply) || !open_transaction(cache)) {
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
}

void cache_confirm(Cache *cache, const char *address)
{
    if (open_transaction(cache)) {
        sqlite3_bind_text(cache->confirm, 1, address, -1, SQLITE_TRANSIENT);
        sqlite3_step(cache->confirm);
        sqlite3_reset(cache->confirm);
    }
}

/* Runs a statement about `site`; the number that it selects, or 0. */
static gint64 about_run(Cache *cache, const char *sql, const char *site)
{
    sqlite3_stmt *statement = NULL;
    gint64 number = 0;
    if (sqlite3_prepare_v2(cache->db, sql, -1, &statement, NULL) == SQLITE_OK) {
        sqlite3_bind_text(statement, 1, site, -1, SQLITE_TRANSIENT);
        number = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    }
    sqlite3_finalize(statement);
    return number;
}

/* Whether another run over `site` is under way. The lock is the open file's, so it ends with it, however that ends. */
static gboolean is_under_way(const Cache *cache, const char *site)
{
    struct flock byte = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = (off_t)((gsize)address_key(site) >> 2), .l_len = 1};
    return cache->runs >= 0 && fcntl(cache->runs, F_OFD_SETLK, &byte) != 0 && (errno == EAGAIN || errno == EACCES);
}

void cache_run_begin(Cache *cache, const char *site, gboolean anew)
{
    if (is_under_way(cache, site)) {
        return;
    }
    g_hash_table_add(cache->ours, g_strdup(site));
    const gint64 since = anew ? 0 : about_run(cache, UNFINISHED, site);
    if (since > 0) {
        g_hash_table_replace(cache->since, g_strdup(site), g_memdup2(&since, sizeof since));
    } else {
        about_run(cache, BEGIN_RUN, site);
    }
}

void cache_run_end(Cache *cache, const char *site)
{
    commit(cache);
    if (g_hash_table_contains(cache->ours, site)) {
        about_run(cache, END_RUN, site);
    }
}

gboolean cache_is_fresh(Cache *cache, const char *site, const char *address)
{
    const gint64 *since = g_hash_table_lookup(cache->since, site);
    if (!since || !find(cache, address)) {
        return FALSE;
    }
    const gint64 stored = sqlite3_column_int64(cache->find, 7);
    sqlite3_reset(cache->find);
    return stored >= *since;
}
