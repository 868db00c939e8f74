/*
 * verdict.h - what judging one page leaves: for judge_page.c, which fills it, and tally.c, which empties it.
 */
#pragma once

#include "rules/judge.h"

enum { VERDICT_MAX_EVIDENCE = 50, EVIDENCE_MAX_BYTES = 600 };

/* Evidence of one rule on one page that belongs to one finding. */
struct unit {
    guint32 rule;               /* index in judge->rules */
    GPtrArray *evidence;        /* of struct evidence*, by place, at most VERDICT_MAX_EVIDENCE */
    GArray *keys;               /* of struct unit_key, one for each piece of evidence, sorted by hash, each once */
    guint64 hash;               /* of the keys: equal where the same words were seen */
    char *value, *shown;        /* for {value} and {shown} */
    const struct wording *note; /* for {note-en} and {note-fr}; borrowed from the pack set, may be NULL */
    guint n_seen;               /* pieces of evidence, also those that were too many to keep */
};

/* The words of a piece of evidence, made comparable, and the signals seen there. */
struct unit_key {
    guint64 hash, mask;
};
void unit_free(struct unit *unit);

/* The hash of its words: what unit_key holds for it. */
guint64 evidence_key(const struct evidence *evidence);

struct verdict_fact {
    enum fact_kind kind;
    char *value, *shown;
    double number; /* how strongly the page says so, where a practice file is being drafted */
};

struct Verdict {
    char *shown;
    enum presence_kind kind;
    enum fetch_outcome outcome; /* FETCH_OK, FETCH_NEEDS_RENDERING, or FETCH_TOO_LARGE where the page was cut */
    GPtrArray *units;           /* of struct unit*, by rule; NULL where nothing fired */
    GArray *facts;              /* of struct verdict_fact; NULL where there is none to keep */
};

/* A hash that does not change from one run or machine to the next (FNV-1a); STABLE_HASH begins one. */
#define STABLE_HASH G_GUINT64_CONSTANT(0xcbf29ce484222325)
guint64 stable_hash(guint64 hash, const char *text, gsize length);

/* Sorts the keys, makes each stand once, and sets the unit's hash. */
void unit_seal(struct unit *unit);
