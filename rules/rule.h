/*
 * rule.h - what a rule says, apart from how it looks: its names, levels, clauses and words.
 *
 * These are what a finding needs to be explained, so they travel into result.json and come back from it.
 */
#pragma once

#include <glib.h>

enum language { EN, FR, N_LANGUAGES };
const char *language_code(enum language language);                 /* "en", "fr" */
gboolean language_from_code(const char *code, enum language *out); /* "fr-CA" is fr */

/* The same words in both languages; a missing one is NULL. */
struct wording {
    char *in[N_LANGUAGES];
};
const char *wording_in(const struct wording *wording,
                       enum language language); /* falls back to the other; "" if neither */
void wording_clear(struct wording *wording);

/*
 * Replaces {name} in `template` by the value of "name" in `values` (string to string; may be NULL). A name without a
 * value becomes its own bracketed hint, "[name]", so that a draft never hides what is missing. Caller frees.
 */
char *wording_fill(const char *template, GHashTable *values) G_GNUC_WARN_UNUSED_RESULT;

enum rule_level { LEVEL_NOTE, LEVEL_WARNING, LEVEL_ERROR }; /* SARIF 2.1.0 3.27.10 */
enum rule_basis { BASIS_GOOD_PRACTICE, BASIS_MODEL, BASIS_BINDING };
enum rule_outcome { OUTCOME_PASSED, OUTCOME_FAILED, OUTCOME_CANT_TELL, OUTCOME_INAPPLICABLE }; /* EARL 1.0 2.6 */
const char *level_word(enum rule_level level);
const char *basis_word(enum rule_basis basis);
const char *outcome_word(enum rule_outcome outcome);
gboolean level_from_word(const char *word, enum rule_level *out);
gboolean basis_from_word(const char *word, enum rule_basis *out);
gboolean outcome_from_word(const char *word, enum rule_outcome *out);

struct citation {
    char *document; /* id of a document in rules/standards/ */
    char *clause;
};

/* One way to do what the rule asks, general or for one website builder. */
struct remedy_step {
    char *platform; /* NULL: for everyone; else as the platform fact says: "wordpress" */
    struct wording text;
};

struct rule_info {
    char *id;   /* "testimonials.invite" */
    char *pack; /* id of the pack it came from */
    guint revision;
    enum rule_level level;
    enum rule_basis basis;
    struct citation *citations;
    guint n_citations;
    struct wording title;   /* a few words: "Asks for reviews" */
    struct wording message; /* one sentence about the finding; {names} are filled from its values */
    struct wording missing; /* required rules: the sentence for what was not seen; NULLs otherwise */
    struct wording why;
    struct wording snippet;  /* words to paste, {names} filled from the practice and the regulator */
    struct wording known_by; /* how the practitioner will know that it is fixed */
    struct remedy_step *steps;
    guint n_steps;
    guint effort_minutes; /* 0: not said */
    gboolean web_person;  /* may need whoever built the site */
};
void rule_info_clear(struct rule_info *info);

/* A clause of a document, for showing what was cited. */
struct clause {
    char *number;
    struct wording text;   /* what it asks, in our own words */
    gboolean verified;     /* read in the document itself */
    struct wording beyond; /* why no rule can look for it; NULLs where one does */
};

struct document {
    char *id;
    struct wording title, edition;
    char *date;  /* in force from, YYYY-MM-DD or YYYY */
    char *until; /* in force to, or NULL */
    char *address;
    struct wording authority; /* who issued it */
    struct clause *clauses;
    guint n_clauses;
};
void document_free(struct document *document);
