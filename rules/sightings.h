/*
 * sightings.h - where the signals of all rules are on one page.
 *
 * A *sighting* is one place where one signal (or what would stop it) was seen. signals.c and marks.c gather them,
 * weigh.c weighs them, evidence.c and explain.c tell what they show.
 */
#pragma once

#include "rules/judge_parts.h"

enum sighting_fate {
    SIGHTING_COUNTS,
    SIGHTING_STOPPED,    /* by `unless` */
    SIGHTING_WRONG_ZONE, /* only kept when explaining, like the next */
    SIGHTING_WRONG_LANGUAGE,
};

struct sighting {
    guint32 owner;
    guint32 block, element;  /* PAGE_NONE where it stands in none; both, for what holds for the whole page */
    guint32 start, end;      /* bytes of the block's text; both 0 for all of it */
    guint32 anchor;          /* the block by which it is ordered */
    guint32 section;         /* a heading, or PAGE_NONE */
    const struct fact *fact; /* or NULL */
    const char *shown;       /* what it looks like where it is not text of a block; owned by the sightings, or NULL */
    guint8 fate;
    guint32 stopped_by; /* owner */
    gboolean fires;
};

typedef struct Sightings Sightings;
struct Sightings {
    const Judge *judge;
    const Page *page;
    gboolean everything; /* also what zones and languages leave out, for explain */
    GArray *all;         /* of struct sighting, by rule, then place */
    GStringChunk *words;
    guint32 *element_block; /* element -> the first block in it or after it; NULL until asked for */
    guint32 *sections;      /* block -> the heading whose section it is in, its own if it is one */
    guint32 *parents;       /* heading -> the heading of the section around it */
    guint16 *seen;          /* per owner: how often so far */
};

/* Empty; everything else is borrowed. */
Sightings *sightings_new(const Judge *judge, const Page *page, gboolean everything) G_GNUC_WARN_UNUSED_RESULT;
void sightings_free(Sightings *sightings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sightings, sightings_free)

/* Notes one, if its zone counts and it is not one too many. */
void sightings_add(Sightings *sightings, const struct sighting *sighting);

/* Puts them in order, by rule, then place: once all are in. */
void sightings_sort(Sightings *sightings);

/* The sightings of one rule: `n` from `first` on; FALSE when there are no more. *first and *n start at 0. */
gboolean sightings_next_rule(const Sightings *sightings, guint *first, guint *n, guint32 *rule);

/* Whether it is in a heading or in the title of the page. */
gboolean sighting_heads(const Sightings *sightings, const struct sighting *sighting);

/* The zone it stands in. */
enum page_zone sighting_zone(const Sightings *sightings, const struct sighting *sighting);

/* The bytes of its block that it stands in: the sentence, or all of it. FALSE where it is in no block. */
gboolean sighting_sentence(const Sightings *sightings, const struct sighting *sighting, gsize *start, gsize *end);

/* Whether a block is the title of the page. */
gboolean block_is_title(const Page *page, guint32 block);
