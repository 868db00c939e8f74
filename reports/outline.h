/*
 * outline.h - a result put in the order people read it: what to do first, findings by rule and text, what could not be
 * told.
 *
 * Every format for people is made from an outline, so that none tells another story. Everything in it points into the
 * result, which must outlive it.
 */
#pragma once

#include "reports/result.h"

struct outline_place {
    const struct finding *finding;
    const struct evidence *evidence; /* NULL: something that was not seen; the place is the finding's subject */
};

/* The same words (or the same lack), wherever they stand. */
struct outline_group {
    const struct finding *first;
    const struct evidence *evidence; /* of the first place, or NULL */
    GArray *places;                  /* of struct outline_place */
    guint n_places;                  /* also those whose evidence was not kept */
};

struct outline_rule {
    const struct rule_info *rule;
    enum rule_level level; /* of its gravest finding */
    GPtrArray *findings;   /* of struct finding*, borrowed */
    GPtrArray *groups;     /* of struct outline_group* */
    guint n_places, n_counting, n_new;
};

/* Checks of one rule that came to the same answer. */
struct outline_checks {
    const struct rule_info *rule;
    GPtrArray *checks; /* of struct check*, borrowed */
};

struct outline {
    GPtrArray *rules;                                /* of struct outline_rule*: level, basis, effort */
    GPtrArray *accepted;                             /* of struct outline_rule*: findings under a decision in force */
    GPtrArray *by_outcome[OUTCOME_INAPPLICABLE + 1]; /* of struct outline_checks*, by rule id */
    guint n_to_fix, n_suggestions;                   /* rules at warning or above; below */
    guint n_presences_unread;
};

struct outline *outline_new(const struct result *result) G_GNUC_WARN_UNUSED_RESULT;
void outline_free(struct outline *outline);
typedef struct outline Outline; /* for g_autoptr */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Outline, outline_free)

/* "testimonials" of "testimonials.invite". Caller frees. */
char *rule_family(const struct rule_info *rule);
