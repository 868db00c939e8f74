/*
 * site_server.h - real HTTP on loopback: several hosts, told apart by their Host header, each from a folder.
 *
 * sites/HOST/about/index.html is http://HOST/about/. Pages can name each other as http://HOST/...: in text they are
 * sent with the server's port added, as a reverse proxy would. Every request is counted.
 */
#pragma once

#include <glib.h>

typedef struct SiteServer SiteServer;

/* Serves every folder in `sites` (NULL: none) on 127.0.0.1; `port` 0 lets the system choose one. */
SiteServer *site_server_new(const char *sites, guint16 port, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same over TLS, with the PEM files tests/support/tls/CERTIFICATE.pem and server.key. */
SiteServer *site_server_new_tls(const char *certificate, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void site_server_free(SiteServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SiteServer, site_server_free)

guint16 site_server_port(const SiteServer *server);

/* "*:PORT:127.0.0.1", for --resolve. Owned by the server. */
const char *site_server_resolve(const SiteServer *server);

/* `text` with the port added to addresses of the server's hosts, as in the pages it sends. Caller frees. */
char *site_server_add_port(const SiteServer *server, const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* The requests so far, as "GET host/path?query", in order. NULL-terminated; caller frees. */
char **site_server_requests(SiteServer *server) G_GNUC_WARN_UNUSED_RESULT;

/* How many connections were opened to it, whatever was said then. */
guint site_server_n_connections(SiteServer *server);

/* How many requests were answered with 304. */
guint site_server_n_unmodified(SiteServer *server);

/* One answer; what is NULL or 0 is left out. */
struct site_answer {
    guint status;        /* 0: 200 */
    const char *type;    /* Content-Type */
    const char *headers; /* "Name: value\n" lines */
    const char *body;
    gssize length; /* of body; -1 or 0: to its NUL */
};

/*
 * Answers requests for `host` itself: fills *answer and returns TRUE, or leaves them to the folder. `path` has its
 * query. Whatever *answer points to must live until `host` is taken back or the server is freed. Runs on the server's
 * thread.
 */
typedef gboolean (*site_answers)(const char *path, guint n_earlier, struct site_answer *answer, gpointer data);
void site_server_answer(SiteServer *server, const char *host, site_answers answers, gpointer data);
