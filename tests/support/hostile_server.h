/*
 * hostile_server.h - answers below HTTP: bytes as a broken or malicious server would send them.
 *
 * Listens on a port of its own on 127.0.0.1. The first label of the Host names the behaviour ("drip.example": "drip"),
 * so that each has its own host, robots.txt and pace. The behaviours are in hostile_wire.c, hostile_replies.c and
 * hostile_contents.c, one function each.
 */
#pragma once

#include <glib.h>

typedef struct HostileServer HostileServer;

/* `elsewhere` is a port on 127.0.0.1 that redirects lead to and that nobody may be led to. */
HostileServer *hostile_server_new(guint16 elsewhere, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hostile_server_free(HostileServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HostileServer, hostile_server_free)

guint16 hostile_server_port(const HostileServer *server);

/* Requests so far for `behaviour`, robots.txt and sitemaps not counted. */
guint hostile_server_n_requests(HostileServer *server, const char *behaviour);

/* The bytes of the longest answer so far, as far as they were taken. */
gint64 hostile_server_max_sent(HostileServer *server);

/* The names of all behaviours, of const char*. */
GPtrArray *hostile_server_behaviours(void) G_GNUC_WARN_UNUSED_RESULT;
