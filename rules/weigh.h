/*
 * weigh.h - whether what was seen of a rule adds up.
 *
 * Sightings of a rule that stand together (`within:`) are a *group*, and a group whose distinct signals weigh enough
 * fires.
 */
#pragma once

#include "rules/sightings.h"

struct group {
    guint32 key;  /* heading or block; PAGE_NONE for the page, or what no heading is above */
    guint64 mask; /* of the rule's signals, by bit */
    double sum;
    gboolean fires;
};

/* The sum of the weights of the signals in `mask`. */
double rule_weight(const struct rule *rule, guint64 mask);
gboolean rule_fires(const struct rule *rule, guint64 mask);

/*
 * Weighs `n` sightings of one rule: sets what stopped them and which stand in a group that fires. Appends the
 * groups (struct group), unless NULL. TRUE when one fires.
 */
gboolean sightings_weigh(const Sightings *sightings, guint first, guint n, GArray *groups);
