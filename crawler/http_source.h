/*
 * http_source.h - asks for addresses over HTTP, many at once, and bounds everything a stranger can send.
 *
 * The one home of libcurl's transfers. It knows nothing of pages, order or politeness: who asks decides when. A
 * redirect is an answer like any other and is never followed here. The address really dialled is checked (guard.h),
 * decoded bytes are counted as they stream, no cookie is kept, and certificates are verified.
 */
#pragma once

#include <glib.h>

/* The headers that are kept, by their names in lower case. */
#define HTTP_HEADERS(X)                                                                                                \
    X(HTTP_CONTENT_TYPE, "content-type")                                                                               \
    X(HTTP_LOCATION, "location")                                                                                       \
    X(HTTP_ROBOTS_TAG, "x-robots-tag")                                                                                 \
    X(HTTP_LAST_MODIFIED, "last-modified")                                                                             \
    X(HTTP_ETAG, "etag")                                                                                               \
    X(HTTP_RETRY_AFTER, "retry-after")                                                                                 \
    X(HTTP_SERVER, "server")                                                                                           \
    X(HTTP_CF_MITIGATED, "cf-mitigated")                                                                               \
    X(HTTP_DATADOME, "x-datadome")                                                                                     \
    X(HTTP_WAF_ACTION, "x-amzn-waf-action")                                                                            \
    X(HTTP_WWW_AUTHENTICATE, "www-authenticate")                                                                       \
    X(HTTP_LINK, "link")                                                                                               \
    X(HTTP_CACHE_CONTROL, "cache-control")                                                                             \
    X(HTTP_DATE, "date")

enum http_header {
#define X(name, word) name,
    HTTP_HEADERS(X)
#undef X
        N_HTTP_HEADERS
};

enum http_end {
    HTTP_COMPLETE,  /* an answer came, whatever its status */
    HTTP_UNWANTED,  /* its body was not read, since `wants` said no */
    HTTP_TOO_LARGE, /* more decoded bytes, or a higher ratio, than allowed */
    HTTP_TIMED_OUT,
    HTTP_REFUSED, /* the guard forbids the address that the host stands for */
    HTTP_BAD_CERTIFICATE,
    HTTP_NO_HOST, /* its name stands for no address */
    HTTP_BROKEN,  /* the connection was there and broke off: another try may succeed */
    HTTP_FAILED,  /* no connection, broken protocol, headers too large */
};

struct http_reply {
    enum http_end end;
    char *problem; /* one line for people; NULL when complete */
    guint status;
    char *headers[N_HTTP_HEADERS]; /* the first of each name, except x-robots-tag: all, comma between */
    GByteArray *body;              /* never NULL; what had come when a limit ended it */
    char *dialled;                 /* numeric address of the other end, or NULL */
    gboolean loopback;             /* the other end is this machine */
};

/* Frees what a reply holds, not the reply. */
void http_reply_clear(struct http_reply *reply);

/* Whether the body of a reply whose status and headers are known should be read. */
typedef gboolean (*http_wants)(const struct http_reply *reply);

struct http_request {
    const char *address;       /* normal form, http or https; copied */
    gsize max_bytes;           /* of the decoded body */
    guint timeout_ms;          /* of the whole request */
    http_wants wants;          /* NULL: always */
    gboolean head;             /* asks for the headers alone (HEAD) */
    const char *if_none_match; /* validators, or NULL; copied */
    const char *if_modified_since;
};

struct http_source_options {
    gboolean allow_private;
    const char *const *resolve; /* HOST:PORT:ADDRESS, borrowed; what they name is exempt from the guard for that host */
    const char *ca_file;        /* certificates to trust instead of the system's, or NULL; borrowed */
};

typedef struct HttpSource HttpSource;
HttpSource *http_source_new(const struct http_source_options *options) G_GNUC_WARN_UNUSED_RESULT;
void http_source_free(HttpSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HttpSource, http_source_free)

/* Starts a request; `tag` comes back with its reply. */
void http_source_ask(HttpSource *source, const struct http_request *request, gpointer tag);

/* A request ended. The reply is the source's and lives during the call; `body` may be stolen. */
typedef void (*http_ended)(struct http_reply *reply, gpointer tag, gpointer data);

/* Waits up to `timeout_ms` for the network or http_source_wake(), then reports every request that ended. Returns how
 * many did. */
guint http_source_turn(HttpSource *source, int timeout_ms, http_ended on_ended, gpointer data);

/* Ends the wait, from any thread. */
void http_source_wake(HttpSource *source);

/* Gives up everything under way; each request ends as HTTP_TIMED_OUT with `problem` at the next turn. */
void http_source_abandon(HttpSource *source, const char *problem);

guint http_source_n_active(const HttpSource *source);

/* Milliseconds that Retry-After asks for, in seconds or as a date (held against the reply's own); 0 if it says nothing.
 */
guint http_retry_after_ms(const struct http_reply *reply);
