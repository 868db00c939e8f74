/*
 * tally_parts.h - what a tally gathers (tally.c) and how it ends (tally_finish.c). Nobody else includes it.
 */
#pragma once

#include "rules/clusters.h"
#include "rules/signals.h"

/* What is known of one presence. */
struct tally_presence {
    char *shown;
    enum presence_kind kind;
    guint n_read; // pages, also those read in part
    char *first_page;
    GPtrArray *unread;   // of struct unread*, in the order they came
    GHashTable *known;   // their shown addresses, borrowed
    Clusters **clusters; // per rule; NULL: nothing seen
    struct unit **proof; // per required rule: what was seen first
    char **proof_page;
};

struct Tally {
    const Judge *judge;
    GPtrArray *presences; // of struct tally_presence*
    GPtrArray *facts;     // of struct kept_fact*, as first seen
    GHashTable *by_fact;  // "presence kind value" -> struct kept_fact*
};
