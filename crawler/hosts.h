/*
 * hosts.h - what is known of each host: what its robots.txt says, how fast it may be asked, whether it has had enough
 * of us.
 *
 * Hosts of one registrable domain, and names that turn out to be one network address, share one pace: to whoever runs
 * them they are one machine. A host that is ours has a pace of its own, since its neighbours may be strangers.
 */
#pragma once

#include "crawler/fetched.h"
#include "crawler/pace.h"
#include "crawler/robots.h"

enum host_robots { HOST_ROBOTS_UNKNOWN, HOST_ROBOTS_ASKED, HOST_ROBOTS_KNOWN };

struct host {
    char *root;        /* "https://roe.example:8443", without a path */
    char *name;        /* "roe.example" */
    struct pace *pace; /* shared with its neighbours */
    gboolean ours;     /* or not, since it is our own */
    enum host_robots robots_state;
    Robots *robots;  /* NULL: everything may be read */
    gboolean closed; /* is not asked any more; pages of it come to `outcome` and `reason` */
    enum fetch_outcome outcome;
    char *reason;
    guint n_failures;   /* requests in a row that came to nothing */
    guint n_challenges; /* and that met a bot check */
};

typedef struct Hosts Hosts;

/* `delay_ms` is for strangers; `own_delay_ms` and `n_connections` are for hosts that are ours. */
Hosts *hosts_new(guint delay_ms, guint own_delay_ms, guint n_connections) G_GNUC_WARN_UNUSED_RESULT;
void hosts_free(Hosts *hosts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Hosts, hosts_free)

/* The host of a normal http(s) address. Owned by `hosts`. */
struct host *hosts_of(Hosts *hosts, const char *address);

/* `host` was reached at the numeric address `dialled`, on this machine or not. */
void hosts_dialled(Hosts *hosts, struct host *host, const char *dialled, gboolean loopback);

/* The host says that it is ours: it may be asked several things at once, and as fast as was said for such hosts. */
void hosts_ours(Hosts *hosts, struct host *host);

/* Takes what was read of its robots.txt (NULL: nothing that binds) and its Crawl-delay with it. */
void host_set_robots(struct host *host, Robots *robots);

/* Asks it no more; its pages come to `outcome`. The first reason stands. */
void host_close(struct host *host, enum fetch_outcome outcome, const char *reason);
