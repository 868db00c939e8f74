/*
 * cache.h - pages as they came last time, so that an unchanged one costs a 304 (RFC 9111 4.3).
 *
 * One SQLite file. What is in it is never shown without asking the site first, unless the run is offline. A cache that
 * cannot be written is no cache: nothing here fails but opening.
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
