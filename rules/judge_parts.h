/*
 * judge_parts.h - what a judge is made of, for the sources that look at pages and weigh what they saw.
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
