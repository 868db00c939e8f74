/*
 * result.h - one audit's result: what every report is made from, and nothing else.
 *
 * result.json is its form on disk (reports/result.schema.json), and can be read back: to be shown again, in
 * another language, or as a baseline. The result owns all it holds, also the rule_infos that findings and checks point
 * to. Any string may be NULL where that makes sense; arrays never are.
 */
#pragma once

#include "crawler/fetched.h"
#include "rules/finding.h"
#include "rules/judge.h"

#define RESULT_ERROR (result_error_quark())
GQuark result_error_quark(void);
enum result_error { RESULT_ERROR_FORMAT, RESULT_ERROR_DATA };

/* A presence has very many of these, so they are small, and what they say stands in the presence's texts. */
struct result_page {
    const char *address;
    const char *reason, *title;
    const char *same_as; /* the page of its presence, read before, whose text it repeats; or NULL */
    enum fetch_outcome outcome;
    guint32 n_words;
    guint16 status;
    char language[6];
};

struct result_presence {
    char *address;
    enum presence_kind kind;
    gboolean read;                   /* at least one page was */
    char *reason;                    /* why not */
    GArray *pages;                   /* of struct result_page: the start page first, then by address */
    GStringChunk *texts, *addresses; /* what the strings of `pages` stand in; addresses: those of a crawl, or NULL */
    GPtrArray *notes;                /* of char*: robots, limits, traps */
};

struct result_pack {
    char *id, *version;
};

/* An `accepted` entry of the practice file, and what became of it. */
enum decision_state { DECISION_IN_FORCE, DECISION_EXPIRED, DECISION_UNUSED, DECISION_REOPENED };
struct result_decision {
    char *rule, *address, *text, *reason, *until;
    enum decision_state state;
    guint n_findings; /* that it covers */
    guint line;       /* in the practice file; 0: unknown */
};

/* What became of a finding since the audit before. */
enum change_kind { CHANGE_NEW, CHANGE_FIXED, CHANGE_OPEN, CHANGE_REOPENED, CHANGE_REWORDED };
struct result_change {
    enum change_kind kind;
    char *finding; /* id */
    char *rule;    /* id */
    char *page, *text;
    char *since; /* first seen, YYYY-MM-DD */
};

/* An earlier audit, for the picture of how things went. */
struct result_run {
    char *as_of;
    guint n_findings[3]; /* by enum rule_level */
};

/* A point of the regulator's own checklist. */
enum point_state { POINT_SEEN, POINT_NOT_SEEN, POINT_ATTEST };
struct result_point {
    struct wording text;
    enum point_state state;
    char *rule; /* the one that looked, or NULL */
};

struct result {
    char *as_of;            /* YYYY-MM-DD */
    enum language language; /* of the messages in it, and of reports unless told otherwise */
    char *practice_name, *practitioner, *registration, *regulator; /* or NULL */
    struct wording regulator_name;
    gboolean languages[N_LANGUAGES]; /* of the practice; none where the practice file does not say */
    GHashTable *values;   /* string to string, for words to paste: practitioner, practice, title, number, regulator,
                             regulator-address, -phone, -email, -website, email, phone, address */
    GPtrArray *packs;     /* of struct result_pack* */
    GPtrArray *rules;     /* of struct rule_info*, by id */
    GPtrArray *documents; /* of struct document*, those cited */
    GPtrArray *presences; /* of struct result_presence* */
    GPtrArray *checks;    /* of struct check* */
    GPtrArray *findings;  /* of struct finding*, in order of weight */
    GPtrArray *facts;     /* of struct kept_fact* */
    GPtrArray *advice;    /* of struct wording*: what to add to the practice file, so that more can be checked */
    GPtrArray *decisions; /* of struct result_decision*; see baseline.h */
    GPtrArray *checklist; /* of struct result_point* */
    GPtrArray *changes;   /* of struct result_change*; meaningful when `previous` is set */
    GPtrArray *runs;      /* of struct result_run*, oldest first, this one not among them */
    char *previous;       /* date of the audit that `changes` compares with, or NULL */
    char *baseline;       /* date of the baseline in force, or NULL */
    enum rule_level fail_on;
    gboolean fail_never;
    gboolean allow_partial;
    gboolean partial;                   /* a limit or a page that could not be read */
    guint n_pages_read, n_pages_unread; /* read: pages that repeat the text of another are not counted */
};

struct result *result_new(void) G_GNUC_WARN_UNUSED_RESULT;
void result_free(struct result *result);
typedef struct result Result; /* for g_autoptr */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Result, result_free)

struct result_presence *result_presence_new(void) G_GNUC_WARN_UNUSED_RESULT;
void result_presence_free(struct result_presence *presence);
/* Copies into the presence's texts, for its pages; NULL for NULL. */
const char *result_presence_text(struct result_presence *presence, const char *text);
void result_pack_free(struct result_pack *pack);
void result_decision_free(struct result_decision *decision);
void result_change_free(struct result_change *change);
void result_run_free(struct result_run *run);
void result_point_free(struct result_point *point);

/* The rule or document of that id, or NULL. */
struct rule_info *result_rule(const struct result *result, const char *id);
const struct document *result_document(const struct result *result, const char *id);

/* Writes result.json, in pieces, so that a large one is never whole in memory. Same result, same bytes. */
gboolean result_write(const struct result *result, const char *path, GError **error);
/* Reads one back; older versions too. Errors name the file and what is wrong. */
struct result *result_read(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same from `length` bytes of memory; `path` is only named in errors. */
struct result *result_parse(const char *text, gsize length, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
