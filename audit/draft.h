/*
 * draft.h - a first practice file, made of what an audit of somebody undescribed has kept.
 *
 * Each value says on which page it stands. What two places dispute, or what only one weak sign speaks for, is in
 * doubt: it is in the file as a comment, for the owner to decide.
 */
#pragma once

#include "reports/result.h"
#include "rules/pack.h"

enum draft_part {
    DRAFT_PRACTICE,
    DRAFT_LANGUAGE,
    DRAFT_PRACTITIONER,
    DRAFT_TITLE,
    DRAFT_REGULATOR,
    DRAFT_NUMBER,
    DRAFT_EMAIL,
    DRAFT_PHONE,
    DRAFT_ADDRESS,
    DRAFT_SERVICE,
    DRAFT_ACCEPTING,
    DRAFT_PRESENCE,
    DRAFT_PROFILE,
    N_DRAFT_PARTS
};

struct draft_value {
    char *text, *page; /* page: where it stands, or NULL */
    char *note;        /* what more its owner should know of it, or NULL */
    gboolean sure;
};

struct draft {
    GPtrArray *parts[N_DRAFT_PARTS]; /* of struct draft_value*, the best first */
};

/* What `result` shows. Its practice must have been read with `drafting` set (rules/practice.h). */
struct draft *draft_new(const struct result *result) G_GNUC_WARN_UNUSED_RESULT;
void draft_free(struct draft *draft);
typedef struct draft Draft; /* for g_autoptr */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Draft, draft_free)

/*
 * Holds the draft to an audit that was made with it: what the audit finds outdated because the draft says so is in
 * doubt, and profiles that the site links and the draft does not list are added. TRUE if anything changed.
 */
gboolean draft_revise(struct draft *draft, const struct result *result);

/* The practice file; caller frees. Same draft, same bytes. */
char *draft_text(const struct draft *draft) G_GNUC_WARN_UNUSED_RESULT;
