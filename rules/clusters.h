/*
 * clusters.h - what one rule saw in one presence, gathered into findings-to-be. For tally.c.
 *
 * Pages on which the same words were seen are one cluster with many places: a widget in a template is one thing to
 * mend.
 */
#pragma once

#include "rules/verdict.h"

struct cluster {
    struct unit *unit; /* of its first place */
    char *page;        /* its first place, as shown */
    guint order;       /* of that page among those read */
    guint n_places;
};

typedef struct Clusters Clusters;
Clusters *clusters_new(void) G_GNUC_WARN_UNUSED_RESULT;
void clusters_free(Clusters *clusters);

/* Takes the unit. `order` never falls from one call to the next. */
void clusters_add(Clusters *clusters, struct unit *unit, const char *page, guint order);

/*
 * Gives what pages share to the cluster that holds it alone: where the words of a cluster with several places stand,
 * with others, in another, that page becomes a place of the first, and the rest stays a cluster only if it fires `rule`
 * by itself. Returns the clusters (struct cluster*), by order; borrowed.
 */
const GPtrArray *clusters_settle(Clusters *clusters, const struct rule *rule);
