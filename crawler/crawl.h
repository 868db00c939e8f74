/*
 * crawl.h - from presences to fetched pages, politely and in an order that timing cannot change.
 *
 * One thread owns a Crawl and calls everything here but crawl_wake(). Each presence has its own queue,
 * first come first served, and pages are numbered as they leave it. Links are admitted in the order of
 * those numbers (crawl_admit), so which pages a limit leaves out is the same on every run.
 */
#pragma once

#include "crawler/fetched.h"

enum presence_kind { PRESENCE_WEBSITE, PRESENCE_PROFILE, PRESENCE_FORMER };

struct crawl_options {
    guint max_pages;            /* per presence, redirects not counted; 0: no limit */
    guint delay_ms;             /* between requests to one host */
    guint own_delay_ms;         /* and to one that is ours: on this machine, or because it says so */
    guint connections;          /* at once to a host that is ours; 0: as many as sensible */
    gint64 time_limit_ms;       /* whole run; 0: none */
    guint page_timeout_ms;      /* one request; 0: 30 s */
    gboolean allow_private;     /* loopback and private addresses may be dialled */
    gboolean offline;           /* only folders and the cache */
    gboolean ignore_robots;     /* the owner's own site, said in the practice file */
    const char *const *resolve; /* HOST:PORT:ADDRESS as curl's, NULL-terminated; borrowed */
    const char *cache_path;     /* SQLite file of the HTTP cache; NULL: none */
    gboolean refresh;           /* ask for everything anew, and renew the cache */
    gint64 presence_limit_ms;   /* one presence; 0: 30 minutes */
    const char *ca_file;        /* certificates to trust instead of the system's; NULL: those */
};

typedef struct Crawl Crawl;

Crawl *crawl_new(const struct crawl_options *options);
void crawl_free(Crawl *crawl);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Crawl, crawl_free)

/* Adds an http(s) presence; `address` in normal form. Returns its index. */
guint crawl_add_site(Crawl *crawl, const char *address, enum presence_kind kind);

/* Adds a folder of HTML files, every one of which is a page. Returns its index; FALSE if it has none or cannot be read.
 */
gboolean crawl_add_folder(Crawl *crawl, const char *path, guint *index, GError **error);

/* A page came in. Ownership passes to the callee. */
typedef void (*crawl_fetched)(struct fetched *fetched, gpointer data);

/* Works until something happened or `timeout_ms` passed, calling `on_fetched` for each page that came in. */
void crawl_turn(Crawl *crawl, int timeout_ms, crawl_fetched on_fetched, gpointer data);

/*
 * Settles page `sequence` of `presence`: `links` (n, normal addresses, borrowed) are what it leads to. Must be
 * called once for every fetched page, whatever its outcome, in the order of its presence's sequence numbers. Where a
 * redirect leads is admitted by the crawl itself. Only so many pages are given out unsettled at a time; then the crawl
 * waits.
 */
void crawl_admit(Crawl *crawl, guint presence, guint sequence, const char *const *links, guint n_links);

/*
 * Before crawl_admit() of a page that sends its visitors on by itself (meta refresh) to `location`, in normal form.
 * Where the page is the one the presence begins with, that is followed as a redirect is: wherever it leads, ten times
 * at most, never in a circle. What other pages send on to is a link like any other.
 */
void crawl_admit_refresh(Crawl *crawl, guint presence, guint sequence, const char *location);

/* What came of a link to another site. */
struct link_check {
    char *address;
    enum fetch_outcome outcome; /* FETCH_OK: it answers; FETCH_ERROR with 404 or 410: it is gone */
    guint status;
    gboolean no_host;
};

/*
 * Asks once whether each of `addresses` (n, normal form) still answers: HEAD, and GET where the server does not like
 * that or says that there is nothing. As politely as a page is asked for: robots.txt, pace, guard and time limit are
 * the same, and a host that asks for less is not asked again. For after the presences have been read.
 */
void crawl_check_links(Crawl *crawl, const char *const *addresses, guint n);

/* What came of them: struct link_check*, in the order in which they were given. Owned by the crawl. */
const GPtrArray *crawl_checked_links(const Crawl *crawl);

/*
 * How people are told the address of a page that was given out, without a copy. crawl_take_texts() hands over what
 * those of a presence stand in: they are valid as long as it is, and nothing more may be asked of that presence.
 */
const char *crawl_shown(const Crawl *crawl, guint presence, guint sequence);
GStringChunk *crawl_take_texts(Crawl *crawl, guint presence) G_GNUC_WARN_UNUSED_RESULT;

/* Nothing is queued, in flight or waiting to be settled. */
gboolean crawl_done(const Crawl *crawl);

/* Ends crawl_turn() early, from any thread. */
void crawl_wake(Crawl *crawl);

/* Stops taking pages from the queues: what is queued is given out as FETCH_LIMIT with `reason`. */
void crawl_stop(Crawl *crawl, const char *reason);

/* Pages still queued, as far as the limit lets them be read, or in flight: for progress. */
guint crawl_n_waiting(const Crawl *crawl);

/* Pages that an earlier run had read before it was cut off, and that were not asked for again. */
guint crawl_n_resumed(const Crawl *crawl);

/* The host that is being waited for, or NULL: for progress. Owned by the crawl. */
const char *crawl_waiting_on(const Crawl *crawl);

/* For people: the coverage line of a presence - robots.txt verdict, limits met, traps. "" if nothing to say.
 * NULL-terminated, owned by the crawl. */
const char *const *crawl_notes(const Crawl *crawl, guint presence);
