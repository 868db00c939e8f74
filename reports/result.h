/*
 * result.h - one audit's result: what every report is made from, and nothing else.
 *
 * result.json is its form on disk (reports/result.schema.json), and can be read back: to be shown again, in
 * another language, or as a baseline. The result owns all it holds, also the rule_infos that findings and checks point to.
 */
#pragma once

#include "crawler/fetched.h"
#include "rules/finding.h"
#include "rules/judge.h"

struct result_page {
    char *address;
    enum fetch_outcome outcome;
    char *reason, *title;
    char language[6];
    guint16 status;
    guint32 n_words;
};

struct result_presence {
    char *address;
    enum presence_kind kind;
    gboolean read; /* at least one page was */
    char *reason;  /* why not */
    GArray *pages; /* of struct result_page: the start page first, then by address */
    GPtrArray *notes; /* of char*: robots, limits, traps */
};

struct result_pack {
    char *id, *version;
};

struct result {
    char *as_of;           /* YYYY-MM-DD */
    enum language language; /* of the messages in it, and of reports unless told otherwise */
    char *practice_name, *practitioner, *registration, *regulator; /* or NULL */
    struct wording regulator_name;
    GPtrArray *packs;      /* of struct result_pack* */
    GPtrArray *rules;      /* of struct rule_info*, by id */
    GPtrArray *documents;  /* of struct document*, those cited */
    GPtrArray *presences;  /* of struct result_presence* */
    GPtrArray *checks;     /* of struct check* */
    GPtrArray *findings;   /* of struct finding*, in order of weight */
    GPtrArray *facts;      /* of struct kept_fact* */
    GPtrArray *advice;     /* of struct wording*: what to add to the practice file, so that more can be checked */
    enum rule_level fail_on; gboolean fail_never;
    gboolean partial;      /* a limit or a page that could not be read */
    guint n_pages_read, n_pages_unread;
};

struct result *result_new(void) G_GNUC_WARN_UNUSED_RESULT;
void result_free(struct result *result);

/* Writes result.json, in pieces, so that a large one is never whole in memory. Same result, same bytes. */
gboolean result_write(const struct result *result, const char *path, GError **error);
/* Reads one back; older versions too. Errors name the file and what is wrong. */
struct result *result_read(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes report.html in `language`. */
gboolean report_html_write(const struct result *result, enum language language, const char *path, GError **error);
