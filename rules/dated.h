/*
 * dated.h - names and services that time has overtaken, and third parties worth knowing: dated, sourced, kept as data.
 *
 * rules/dated/KIND.yaml lists entries, each with the day from which it holds, who says so, by what a page shows it
 * (patterns in the text; addresses and class names with *), and what is known of it in both languages. An officer can
 * add one without C.
 */
#pragma once

#include "rules/matcher.h"
#include "rules/rule.h"

#define DATED_KINDS(X)                                                                                                 \
    X(DATED_TECHNOLOGY, "retired-technology")                                                                          \
    X(DATED_REFERENCE, "old-references")                                                                               \
    X(DATED_TRACKER, "trackers")                                                                                       \
    X(DATED_ACCOUNT, "personal-accounts")                                                                              \
    X(DATED_DIRECTORY, "directories")

enum dated_kind {
#define X(name, file) name,
    DATED_KINDS(X)
#undef X
        N_DATED_KINDS
};

struct dated {
    enum dated_kind kind;
    char *id, *source;
    struct wording name, note;
    GDate since;
    guint32 owner, unless_owner; /* of its patterns in the matcher, whether it has any or not */
    GPtrArray *links;            /* globs over addresses in lower case; dated_fits_address() */
    char **classes;              /* NULL: none */
};

/*
 * Reads every kind in `directory`. Appends the entries (struct dated*, freed by dated_free) and adds their patterns to
 * `matcher`, with owners counted on from *n_owners. Errors name file, line and column.
 */
gboolean dated_load(const char *directory, Matcher *matcher, guint32 *n_owners, GPtrArray *entries,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void dated_free(struct dated *dated);

/* FALSE: none of its address patterns fits any of the addresses that stand in `text`, in lower case. */
gboolean dated_may_fit(const struct dated *dated, const char *text);

/* Whether one of its address patterns fits `address`, which is in lower case. */
gboolean dated_fits_address(const struct dated *dated, const char *address);
