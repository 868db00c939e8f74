/*
 * ending.h - a tally that comes to its end: checks and findings on their way. tally_finish.c and tally_across.c fill
 * it.
 */
#pragma once

#include "rules/tally_parts.h"

/* A finding on its way, with what it is sorted by. */
struct draft {
    struct finding *finding;
    const struct rule *rule;
    guint presence, order;
};

struct ending {
    Tally *tally;
    GArray *drafts; // of struct draft
    GPtrArray *checks;
};

/* Pages of `p` on which what `rule` looks for could stand, though they could not be read. */
void ending_hiding(const struct rule *rule, const struct tally_presence *p, GPtrArray *hiding);
gboolean ending_holds(const struct rule *rule, const struct tally_presence *p);
struct check *ending_check(struct ending *end, const struct rule *rule, const char *subject, enum rule_outcome outcome);
struct finding *ending_finding(struct ending *end, const struct rule *rule, const char *subject, const char *page,
                               guint presence, guint order);
void ending_value(struct finding *finding, const char *name, const char *value);

/* tally_across.c: rules that only all pages together answer, and former presences that show no page of their own. */
void end_across(struct ending *end, const struct rule *rule);
void end_former(struct ending *end, const struct rule *rule, const struct tally_presence *p);
