/*
 * gate.h - does this run pass? One answer, for the exit status and for every format.
 */
#pragma once

#include "reports/result.h"

enum gate_status {
    GATE_PASSED = 0,
    GATE_FAILED = 1,
    GATE_UNREAD = 3,
    GATE_PARTIAL = 4
}; /* the exit statuses of design.md */

struct gate {
    enum gate_status status;
    guint n_findings[3]; /* by enum rule_level: all but the accepted */
    guint n_accepted;    /* covered by a decision in force */
    guint n_known;       /* in the baseline, so not counted */
    guint n_counting;    /* make the run fail */
    gboolean presence_unread, partial;
};

struct gate gate_judge(const struct result *result);

/* Marks each finding with whether it counts, from its state and the result's --fail-on; gate_judge() counts those
 * marks. */
void gate_mark(struct result *result);
const char *gate_word(enum gate_status status); /* "passed", "failed", "unread", "partial" */
