/*
 * crawl_state.h - what the parts of a crawl share; for crawler/crawl*.c alone.
 *
 *     crawl_turn.c    the public face, the turn
 *     crawl_queue.c   what leaves each queue next
 *     crawl_admit.c   settling a page: where its links and redirects may lead
 *     crawl_links.c   whether links to other sites still answer
 *     crawl_errand.c  what is asked besides pages: robots.txt, sitemaps, whether a site is ours
 *     crawl_visit.c   asking for one page, and what its answer leads to
 *     crawl_asked.c   what those have in common: asking a host at the pace that it bears
 *     crawl_state.c   a presence, and giving out its pages
 */
#pragma once

#include "crawler/cache.h"
#include "crawler/crawl.h"
#include "crawler/folder_source.h"
#include "crawler/frontier.h"
#include "crawler/hosts.h"
#include "crawler/http_source.h"
#include "crawler/trap.h"

enum {
    CRAWL_MAX_PAGE_BYTES = 8 * 1024 * 1024,
    CRAWL_TIMEOUT_MS = 30000,
    CRAWL_MAX_HOPS = 10,
    CRAWL_MAX_QUEUED = 200000,
    CRAWL_MAX_LISTED = 200, /* pages that a limit leaves out are listed up to here, then counted */
};

#define CRAWL_PRODUCT "vitrine"

/* A page given out whose caller has not settled it yet. */
struct unsettled {
    guint sequence;
    gsize n_bytes;
    char *location;              /* where it redirects to, or NULL */
    gboolean nofollow, answered; /* answered: the site said something, and not no */
    guint64 print;               /* of its text; 0: none */
};

/* Sitemaps are read once the start page has been, since only then is it known which host the site is on. */
enum sitemap_stage { SITEMAPS_WAIT, SITEMAPS_READING, SITEMAPS_READ };

struct site {
    guint index;
    enum presence_kind kind;
    char *root;         /* normal form; NULL for a folder */
    Frontier *frontier; /* or */
    FolderSource *folder;
    Trap *trap;
    GHashTable *trapped; /* index of an entry that stands for an endless kind -> that kind, constant text */
    guint next;          /* the sequence number that leaves the queue next */
    guint n_settled, n_in_flight;
    guint n_counted;  /* pages that left the queue and count towards max_pages */
    guint n_left_out; /* given out as FETCH_LIMIT */
    guint n_resumed;  /* given out as an earlier run had read them */
    gboolean at_limit, over_time;
    gint64 deadline_us; /* 0: not begun */
    GArray *unsettled;  /* of struct unsettled */
    gsize n_unsettled_bytes;
    GQueue retries; /* of struct visit*, to be asked again */

    enum sitemap_stage sitemap_stage;
    GQueue errands;       /* of struct errand*, to be run before any further page */
    guint n_sitemaps;     /* asked for so far */
    GPtrArray *listed;    /* of char*: pages that sitemaps name, until they are admitted; or NULL */
    GHashTable *lastmods; /* address_key() of an address -> text in `texts` */
    GStringChunk *texts;

    GHashTable *prints; /* print of a page's text -> how many pages have it */
    guint n_outside;
    GPtrArray *notes; /* of char* */
    GPtrArray *told;  /* `notes` and what is only known at the end; NULL-terminated */
};

struct Crawl {
    struct crawl_options options;
    HttpSource *http;
    Hosts *hosts;
    Cache *cache;        /* or NULL */
    char *cache_path;    /* until it is opened */
    char *cache_problem; /* why not */
    GPtrArray *sites;    /* of struct site* */
    gint64 deadline_us;  /* 0: none, or not begun */
    gboolean begun, expired;
    char *stopped;            /* why no more pages are taken, or NULL */
    gint woken;               /* atomic */
    crawl_fetched on_fetched; /* during a turn */
    gpointer data;
    guint n_given;                 /* in this turn */
    const struct host *waiting_on; /* until whose delay is over */
    const struct host *asked_last;
    struct site *link_site; /* in whose name robots.txt is asked for links to others; NULL: there are none */
    GQueue links;           /* of struct link*, to be asked */
    GPtrArray *checked;     /* of struct link_check* */
    guint n_links_in_flight;
    gint64 links_deadline_us; /* 0: not begun */
};

/* Something asked over HTTP; the tag of a request. */
struct asked {
    enum { ASKED_PAGE, ASKED_ROBOTS, ASKED_SITEMAP, ASKED_OURS, ASKED_LINK } what;
    struct site *site;
    struct host *host; /* whom the answer is about */
    struct pace *pace; /* that it counts on */
};

struct visit {
    struct asked asked;
    guint sequence, n_tries;
    gboolean conditional; /* validators were sent */
};

struct errand {
    struct asked asked;
    char *address;
    guint n_hops, n_retries;
};

/* crawl_state.c: a presence that is not one of the crawl's yet. */
struct site *site_new(enum presence_kind kind);
void site_free(gpointer site);
void site_note(struct site *site, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* How many pages have been in its queue, those that left it included. */
guint site_n_queued(const struct site *site);
/* Why nothing more of `site` is asked for, or NULL. */
const char *crawl_stop_reason(const Crawl *crawl, const struct site *site);
/* A page that came to nothing yet; and its giving out. */
struct fetched *crawl_fetched_new(const struct site *site, guint sequence);
void crawl_give(Crawl *crawl, struct site *site, struct fetched *fetched);
void errand_free(struct errand *errand);
/* Forgets what the site still has to ask. */
void errands_drop(struct site *site);

/* crawl_asked.c: whether a request to `host` may begin now; lowers *wait_us if not. */
gboolean host_is_free(Crawl *crawl, struct host *host, gint64 *wait_us);
void asked_begin(Crawl *crawl, struct asked *asked, struct host *host);
void asked_end(Crawl *crawl, struct asked *asked, const struct http_reply *reply, enum pace_end end,
               guint retry_after_ms);
/* Whether the reply is no answer at all. */
gboolean reply_is_failure(const struct http_reply *reply);

/* crawl_visit.c: asks for the page at `visit`, whose host allows it now; and takes its reply. */
void visit_ask(Crawl *crawl, struct visit *visit, struct host *host);
void visit_ended(Crawl *crawl, struct visit *visit, struct http_reply *reply);
/* Whether a run that this one goes on from has read `sequence`. */
gboolean visit_is_done(Crawl *crawl, const struct site *site, guint sequence);
/* Gives `sequence` out of the cache alone; FALSE if it is not there. */
gboolean visit_cached(Crawl *crawl, struct site *site, guint sequence);

/* crawl_errand.c: what has to be asked before a page of `host` may be. */
void errand_ask_robots(Crawl *crawl, struct site *site, struct host *host);
/* Queues what is asked once the start page of `site` was read from `host`. */
void errand_plan(Crawl *crawl, struct site *site, struct host *host);
/* Begins the site's next errand; FALSE if it has to wait. */
gboolean errand_ask_next(Crawl *crawl, struct site *site, gint64 *wait_us);
void errand_ended(Crawl *crawl, struct errand *errand, struct http_reply *reply);

/* crawl_links.c */
struct link;
void link_free(struct link *link);
/* Begins what links can be asked for now; lowers *wait_us to when the next can. */
void links_take(Crawl *crawl, gint64 *wait_us);
void link_ended(Crawl *crawl, struct link *link, struct http_reply *reply);
gboolean links_done(const Crawl *crawl);

/* crawl_admit.c: queues what the sitemaps list, once links lead to nothing more. */
void site_admit_listed(struct site *site);

/* crawl_queue.c: takes all that can be taken from every queue now; lowers *wait_us to when more can be. */
void queue_take_all(Crawl *crawl, gint64 *wait_us);
/* Nothing more will leave the queue. */
gboolean queue_is_over(const Crawl *crawl, const struct site *site);
