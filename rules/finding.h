/*
 * finding.h - what judging leaves behind: evidence, findings, checks. Plain data that owns its strings.
 */
#pragma once

#include "rules/rule.h"

struct evidence {
    char *page;           /* address or path as shown to people */
    char *text;           /* what was seen, as it stands there */
    char *before, *after; /* up to 15 words on either side, or NULL */
    char *selector;       /* or NULL */
    char *heading;        /* of its section, or NULL */
    char *language;       /* "en", "fr" or NULL */
    guint line;           /* 0: none */
};
void evidence_free(struct evidence *evidence);

enum finding_state { STATE_NEW, STATE_KNOWN, STATE_ACCEPTED };
const char *state_word(enum finding_state state);

struct finding {
    char *id;                     /* 16 hex digits: hash of rule, normalised address, subject */
    const struct rule_info *rule; /* borrowed from the result */
    enum rule_level level;        /* usually the rule's */
    char *subject;                /* presence or page it is about; "practice" */
    char *page;                   /* first place, or NULL */
    GHashTable *values;           /* string to string, for the message and the snippet */
    GPtrArray *evidence;          /* of struct evidence*; every place */
    guint n_places;               /* pages; evidence may be capped, this is not */
    enum finding_state state;
    char *decision;  /* STATE_ACCEPTED: its reason and end */
    gboolean counts; /* makes the run fail under the --fail-on and baseline in force */
};
void finding_free(struct finding *finding);

struct check {
    const struct rule_info *rule;
    char *subject;
    enum rule_outcome outcome;
    struct wording reason; /* why it cannot tell, why it does not apply, or where it was seen */
    GPtrArray *proof;      /* of struct evidence*; where a required thing was seen; may be NULL */
};
void check_free(struct check *check);
