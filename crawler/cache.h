/*
 * cache.h - pages as they came last time, so that an unchanged one costs a 304 (RFC 9111 4.3).
 *
 * One SQLite file. What is in it is never shown without asking the site first, unless the run is offline, or goes on
 * where an earlier one was cut off. A cache that cannot be written is no cache: nothing here fails but opening.
 */
#pragma once

#include "crawler/http_source.h"

typedef struct Cache Cache;
Cache *cache_open(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cache_close(Cache *cache);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Cache, cache_close)

/* What to ask with whether `address` has changed; FALSE if nothing is kept of it. Caller frees both; either may be
 * NULL. */
gboolean cache_validators(Cache *cache, const char *address, char **etag, char **last_modified);

/* Makes *reply what came last time: status, headers and body. FALSE, and *reply as it was, if nothing is kept. */
gboolean cache_load(Cache *cache, const char *address, struct http_reply *reply);

/* Keeps a complete reply, unless it forbids that. */
void cache_store(Cache *cache, const char *address, const struct http_reply *reply);

/* What is kept of `address` is what the site shows now. */
void cache_confirm(Cache *cache, const char *address);

/*
 * A run over `site` begins. Where the one before it never ended, this one goes on from there: cache_is_fresh() is then
 * true of what that one stored or confirmed within the last hour. Not where `anew`, nor while that one is still under
 * way elsewhere: then this one is a run of its own, and leaves no trace of having begun.
 */
void cache_run_begin(Cache *cache, const char *site, gboolean anew);
void cache_run_end(Cache *cache, const char *site);
gboolean cache_is_fresh(Cache *cache, const char *site, const char *address);

/* Writes out what was stored. To be called now and then: until it was, another program may have to wait, and what was
 * stored dies with this one. */
void cache_settle(Cache *cache);
