/*
 * signals.h - where the signals of all rules are on one page, and whether they add up.
 *
 * What judge.c and explain.c share. A *sighting* is one place where one signal (or what would stop it) was seen;
 * sightings of a rule that stand together (`within:`) are a *group*, and a group whose distinct signals weigh enough
 * fires.
 *
 * Classes, ids, hosts and structured data become one text of marks, so that one matcher finds them all:
 * "<.testimonial-card>" a class, "<#reviews>" an id, "<@g.page/r/abc>" a host with its path,
 * "<:Review>" and "<:Review.author>" a type and its property.
 */
#pragma once

#include "rules/judge.h"

/* A signal and the rule it belongs to, by the owner that matchers give. */
struct target {
    const struct signal *signal; /* NULL: of a rule that a later pack replaced */
    guint32 rule;                /* index in judge->rules */
    guint8 bit;                  /* index among the rule's signals, or its unless */
    gboolean unless;
};

struct Judge {
    const struct pack_set *packs;
    const struct practice *practice;
    GDate as_of;
    GPtrArray *rules;              /* of const struct rule*, by id, each id once */
    GArray *targets;               /* of struct target, by owner - N_WORD_LISTS */
    GArray *by_fact[N_FACT_KINDS]; /* of guint32, owners */
    GArray *queries;               /* of guint32, owners of xpath signals */
    gboolean has_links, has_forms, has_marks;
};
const struct target *judge_target(const Judge *judge, guint32 owner);

/* The first of the rule's needs that the practice file does not meet, or NULL. */
const char *judge_unmet_need(const Judge *judge, const struct rule *rule);

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

Sightings *sightings_read(const Judge *judge, const Page *page, const Hits *hits, const Facts *facts,
                          gboolean everything) G_GNUC_WARN_UNUSED_RESULT;
void sightings_free(Sightings *sightings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sightings, sightings_free)

/* For the sources that look (signals.c, marks.c): notes one, if its zone counts and it is not one too many. */
void sightings_add(Sightings *sightings, const struct sighting *sighting);
void sightings_read_marks(Sightings *sightings);

/* The sightings of one rule: `n` from `first` on; FALSE when there are no more. *first and *n start at 0. */
gboolean sightings_next_rule(const Sightings *sightings, guint *first, guint *n, guint32 *rule);

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

/* Whether it is in a heading or in the title of the page. */
gboolean sighting_heads(const Sightings *sightings, const struct sighting *sighting);

/* The zone it stands in. */
enum page_zone sighting_zone(const Sightings *sightings, const struct sighting *sighting);

/* The bytes of its block that it stands in: the sentence, or all of it. FALSE where it is in no block. */
gboolean sighting_sentence(const Sightings *sightings, const struct sighting *sighting, gsize *start, gsize *end);
