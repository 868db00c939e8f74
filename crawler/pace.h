/*
 * pace.h - when may this host be asked again, and how many things at once?
 *
 * Never sooner than its delay, never while it asks to be left alone, and slower while it struggles. Times are
 * microseconds on whatever monotonic clock the caller keeps, so a test needs no sleep.
 */
#pragma once

#include <glib.h>

enum { PACE_MAX_RETRY_AFTER_MS = 120000 };

enum pace_end {
    PACE_FINE,
    PACE_STRUGGLES,     /* a time-out, a broken connection, a server error */
    PACE_ASKS_FOR_LESS, /* 429 or 503 */
};

struct pace {
    guint delay_ms;      /* ours, or the site's own if that is longer */
    guint n_connections; /* at once; 1 for a stranger */
    guint n_in_flight;
    guint failures; /* in a row */
    gint64 next_us; /* the next request may start here */
};

/* Records a request that begins. `jitter` in [0, 1) lengthens the delay by up to a quarter, so that visits keep no
 * beat. */
void pace_begin(struct pace *pace, gint64 now_us, double jitter);

/*
 * Records that one ended. `retry_after_ms` is what the site asked for, 0 if nothing; nobody is asked sooner than that.
 * Each failure in a row doubles the wait, from two seconds where there is no delay to double.
 */
void pace_end(struct pace *pace, gint64 now_us, enum pace_end end, guint retry_after_ms);

/* Microseconds still to wait at `now_us`; 0 means go, G_MAXINT64 that something has to end first. */
gint64 pace_wait(const struct pace *pace, gint64 now_us);
