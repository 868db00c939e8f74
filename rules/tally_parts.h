/*
 * tally_parts.h - what a tally gathers (tally.c) and how it ends (tally_finish.c). Nobody else includes it.
 */
#pragma once

#include "rules/clusters.h"
#include "rules/judge_parts.h"

/* The first pages that lead to an address; NULL after the last. */
struct linked {
    const char *pages[3]; // of the presence's `pages`
};

/* What is known of one presence. */
struct tally_presence {
    char *shown;
    enum presence_kind kind;
    guint n_read; // pages, also those read in part
    guint n_same; // of these, pages that repeat the text of another
    char *first_page;
    GPtrArray *unread;   // of struct unread*, in the order they came
    GHashTable *known;   // their shown addresses, borrowed
    Clusters **clusters; // per rule; NULL: nothing seen
    struct unit **proof; // per required rule: what was seen first
    char **proof_page;
    GArray *links;          // of struct linked
    GHashTable *linked;     // address_key() of own addresses -> index into `links`
    GHashTable *outside;    // others' addresses -> likewise, of a website
    GPtrArray *asked_links; // of struct unread*: what came of asking those
    GStringChunk *pages;    // names of pages in `links`
    char *leads_to;         // where its own address redirects, or NULL
};

struct Tally {
    const Judge *judge;
    GPtrArray *presences; // of struct tally_presence*
    GPtrArray *facts;     // of struct kept_fact*, as first seen
    GHashTable *by_fact;  // "presence kind value" -> struct kept_fact*
};

/* Where a former presence's own address leads. Other presences always stay. */
enum former_way { FORMER_STAYS, FORMER_LEADS_HOME, FORMER_LEADS_AWAY };
enum former_way tally_former_way(const Tally *tally, const struct tally_presence *former);

/* Who leads to `address`, the presence's own or another's; NULL: nobody known. */
const struct linked *tally_linked(const struct tally_presence *p, const char *address, gboolean own);
