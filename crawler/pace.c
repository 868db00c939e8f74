#include "crawler/pace.h"

enum { FIRST_BACK_OFF_MS = 2000, MAX_DOUBLINGS = 5, MS = 1000 };

void pace_begin(struct pace *pace, gint64 now_us, double jitter)
{
    pace->n_in_flight++;
    const gint64 delay_us = (gint64)pace->delay_ms * MS;
    pace->next_us = MAX(pace->next_us, now_us + delay_us + (gint64)(jitter * (double)delay_us / 4));
}

static gint64 back_off_us(const struct pace *pace)
{
    const gint64 first_us = (gint64)MAX(pace->delay_ms, (guint)FIRST_BACK_OFF_MS) * MS;
    return first_us << MIN(pace->failures - 1, (guint)MAX_DOUBLINGS);
}

void pace_end(struct pace *pace, gint64 now_us, enum pace_end end, guint retry_after_ms)
{
    pace->n_in_flight--;
    pace->failures = end == PACE_FINE ? 0 : pace->failures + 1;
    gint64 wait_us = 0;
    if (end == PACE_ASKS_FOR_LESS) {
        wait_us = retry_after_ms > 0 ? (gint64)retry_after_ms * MS : back_off_us(pace);
    } else if (end == PACE_STRUGGLES && pace->failures > 1) {
        pace->failures--; // one failure may be the page's own; a second in a row is the host's
        wait_us = back_off_us(pace);
        pace->failures++;
    }
    pace->next_us = MAX(pace->next_us, now_us + wait_us);
}

gint64 pace_wait(const struct pace *pace, gint64 now_us)
{
    if (pace->n_in_flight >= pace->n_connections) {
        return G_MAXINT64;
    }
    return MAX(0, pace->next_us - now_us);
}
