/*
 * fetched.h - what came of asking for one page.
 */
#pragma once

#include <glib.h>

/* Why a page could be read, or could not. The names are those of result.json. */
#define FETCH_OUTCOMES(X)                                                                                              \
    X(FETCH_OK, "ok")                                                                                                  \
    X(FETCH_BLOCKED, "blocked") /* a challenge, login wall, 401, 403, 429, 451, 999 */                                 \
    X(FETCH_ROBOTS, "robots")   /* refused by robots.txt */                                                            \
    X(FETCH_TIMEOUT, "timeout")                                                                                        \
    X(FETCH_TOO_LARGE, "too-large")                                                                                    \
    X(FETCH_UNSUPPORTED, "unsupported")         /* a type that is not a page: PDF, image */                            \
    X(FETCH_ERROR, "error")                     /* refused connection, bad certificate, 404, 500 */                    \
    X(FETCH_NEEDS_RENDERING, "needs-rendering") /* an empty shell until JavaScript runs */                             \
    X(FETCH_REDIRECT, "redirect")               /* leads elsewhere; never itself in a result */                        \
    X(FETCH_LIMIT, "limit")                     /* left out by --max-pages, --time-limit or a trap */

enum fetch_outcome {
#define X(name, word) name,
    FETCH_OUTCOMES(X)
#undef X
};

const char *fetch_outcome_word(enum fetch_outcome outcome);

struct fetched {
    guint presence; /* index of the presence it belongs to */
    guint sequence; /* place in that presence's order: 0, 1, 2 ... without gaps */
    guint depth;    /* links followed from the presence's own address */
    char *address;  /* normal form; for a folder, a file: address inside it (source_shown() gives the path) */
    char *shown;    /* how people are told the address: the same, or the path of a file */
    enum fetch_outcome outcome;
    char *reason;             /* one line in plain English, NULL when ok */
    guint status;             /* of HTTP; 0 when there was none */
    GBytes *body;             /* decoded, at most the limit; NULL unless ok */
    char *content_type;       /* media type in lower case, without parameters; may be NULL */
    char *charset;            /* from Content-Type; may be NULL */
    char *location;           /* FETCH_REDIRECT: where to, in normal form */
    char *robots_tag;         /* X-Robots-Tag, lower case; may be NULL */
    char *last_modified;      /* of HTTP, as sent; may be NULL */
    gboolean nofollow;        /* X-Robots-Tag forbids following links */
    guint64 print;            /* of the text of a page of a website, the same for the same text; 0: too short to tell */
    char *lastmod;            /* of the sitemap, as written: a W3C date; may be NULL */
    gboolean bad_certificate; /* why it is FETCH_ERROR: expired, of another name, or signed by nobody known */
    gboolean no_host;         /* why it is FETCH_ERROR: its host's name stands for no address */
};

void fetched_free(struct fetched *fetched);
