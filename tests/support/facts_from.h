/*
 * facts_from.h - what the detectors see in a piece of HTML, with the project's own words and regulators.
 */
#pragma once

#include "rules/pack.h"

/* The project's rules/, loaded once for the whole test program and freed by facts_from_end(), a group's teardown. */
const struct pack_set *facts_from_rules(void);
int facts_from_end(void **state);

/*
 * The facts of `kind` in `html`, the body of https://practice.example/page, each as its value, joined by " | "; with
 * `tag`, only those that have it. `practice` may be NULL. Caller frees.
 */
char *facts_from(const char *html, const struct practice *practice, enum fact_kind kind, const char *tag);

struct facts_expected {
    enum fact_kind kind;
    const char *tag; /* of the facts that count, or NULL */
    const char *html;
    const char *values; /* as facts_from() joins them */
};

/* Fails the test at the first of `cases` (n) that shows anything else. */
void facts_from_check(const struct facts_expected *cases, gsize n, const struct practice *practice);
