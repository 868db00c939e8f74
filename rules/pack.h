/*
 * pack.h - judgement as data: rules, standards, regulators and word lists, loaded and checked.
 *
 * docs/writing-rules.md is the manual for those who write them. Every mistake in a pack is an error with file, line and
 * column that says what is wrong and, for a misspelt key or name, the nearest known one. After pack_set_load() nothing
 * changes.
 */
#pragma once

#include "crawler/page.h"
#include "rules/fact.h"
#include "rules/matcher.h"
#include "rules/rule.h"

#define PACK_ERROR (pack_error_quark())
GQuark pack_error_quark(void);
enum pack_error { PACK_ERROR_FOLDER }; /* what is wrong inside a file is a YAML_ERROR (yaml.h) */

enum signal_kind {
    SIGNAL_TEXT,    /* a pattern in a block's text */
    SIGNAL_HEADING, /* a pattern in a heading */
    SIGNAL_LINK,    /* a pattern in a link's text or address */
    SIGNAL_CLASS,   /* a class token (glob) */
    SIGNAL_ID,      /* an id (glob) */
    SIGNAL_HOST,    /* a host, with an optional path (glob), in any attribute or script */
    SIGNAL_FORM,    /* a form: pattern over action, field names, labels and buttons */
    SIGNAL_SCHEMA,  /* a structured-data type, or Type.property */
    SIGNAL_XPATH,
    SIGNAL_FACT,
    N_SIGNAL_KINDS
};
const char *signal_kind_word(enum signal_kind kind);

struct signal {
    enum signal_kind kind;
    double weight;
    guint32 owner;          /* of its patterns in a matcher, unique in the set; every signal has one */
    guint zones;            /* bits of enum page_zone; 0: all, but text and headings in navigation */
    gboolean whole_section; /* of `unless`: it stops what stands in the same section, not only in the same sentence */
    PageQuery *query;       /* xpath */
    enum fact_kind fact;
    char **with, **without; /* tags of the fact; NULL: any */
    double min, max;        /* of the fact's number; -INFINITY, INFINITY */
    guint line;             /* in its file, for explain */
    char *label;            /* how explain and evidence name it: the text of its first pattern, "fact email" */
};

enum rule_subject { SUBJECT_PAGE, SUBJECT_PRESENCE, SUBJECT_PRACTICE };
enum rule_within { WITHIN_PAGE, WITHIN_SECTION, WITHIN_BLOCK };

/* What is decided over all pages at the end, without signals (across.h). */
enum rule_across { ACROSS_NOTHING, ACROSS_MISSING_SERVICE, ACROSS_INCONSISTENT, ACROSS_BROKEN_LINKS };

enum { RULE_MAX_SIGNALS = 64 };

struct rule {
    struct rule_info info;
    enum rule_subject subject;
    enum rule_across across; /* `across:` - neither of the two below */
    gboolean required;       /* `requires:` - fails when not seen; else `when:` - fails when seen */
    guint presences;         /* bits of enum presence_kind that it is held against */
    gboolean private_words;  /* `private: true`: what it quotes may identify a client; see private.h */
    gboolean in_documents;   /* what it asks for may stand in a PDF or a word processor's file */
    char *follows;           /* id of a required rule: asked only where that one passed; NULL: always */
    char **needs;            /* parts of the practice file: "services.retired"; NULL: none */
    double threshold;
    gboolean each_value;     /* a finding for each value that its facts have, whichever pages show it */
    enum rule_within within; /* where evidence must stand together to add up */
    struct signal *signals;
    guint n_signals; /* RULE_MAX_SIGNALS at most */
    struct signal *unless;
    guint n_unless; /* looked for in the same sentence or section */
    struct example *examples;
    guint n_examples;
    char *file;
    guint line;
};

struct regulator {
    char *id, *jurisdiction, *profession; /* "ocswssw", "CA-ON", "social-work" */
    gboolean statutory;                   /* FALSE: a voluntary register */
    struct wording name;
    char **names, **abbreviations, **domains; /* every name in either language; abbreviations keep their case */
    char **phones, **emails;
    char *website, *postal_address, *register_address, *complaints_address;
    char **titles, **title_abbreviations;        /* protected */
    char **forbidden, **forbidden_abbreviations; /* with the jurisdiction as the only one stated */
    char **number_cues;                          /* patterns that come before a registration number */
    char *number;                                /* pattern of the number itself */
    char **flags;                                /* "solicit-forbidden" ... only what was verified */
    char **unverified;                           /* keys above that were not */
    char *checked;                               /* YYYY-MM-DD */
};

/* The regulator's own list of points: clauses of one document that stand together. */
struct checklist {
    const struct document *document; /* borrowed from the set; NULL: none */
    guint first, n;                  /* of its clauses */
};

struct pack {
    char *id, *version, *directory;
    struct wording title;
    char *regulator; /* id */
    char **jurisdictions, **languages;
    struct checklist checklist;
    GPtrArray *rules; /* of struct rule*, by id */
};

struct pack_set {
    GPtrArray *packs;      /* of struct pack* */
    GHashTable *documents; /* id -> struct document* */
    GPtrArray *regulators; /* of struct regulator*, by id */
    GPtrArray *dated;      /* of struct dated*, see dated.h */
    Matcher *matcher;      /* patterns of word lists (owner < N_WORD_LISTS), then of text and heading signals, sealed */
    Matcher *link_matcher; /* patterns of link and form signals, sealed */
    Matcher
        *mark_matcher;   /* globs of class, id, host and schema signals as patterns over marks (see marks.h), sealed */
    Matcher *word_marks; /* patterns of word lists over class tokens, ids and addresses (words.h), sealed */
    guint32 regulator_owner; /* first owner of the regulators' words in matcher; see regulator_words.h */
    guint32 n_owners;
};

/*
 * Loads standards, regulators and words of `data` (the project's rules/ folder), its packs, and the packs in `extra`
 * (NULL-terminated folders, may be NULL). A rule of a later pack replaces an earlier one of the same id.
 */
struct pack_set *pack_set_load(const char *data, const char *const *extra, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pack_set_free(struct pack_set *set);

/* By id, or NULL. */
const struct rule *pack_rule(const struct pack *pack, const char *id);
const struct rule *pack_set_rule(const struct pack_set *set, const char *id);
const struct regulator *pack_set_regulator(const struct pack_set *set, const char *id);

/* Runs every example of every rule in `pack`; appends a line "file:line:column: error: ..." for each that is wrong.
 * TRUE when none is. */
gboolean pack_check(const struct pack_set *set, const struct pack *pack, GString *problems);
