/*
 * matcher_parts.h - what a matcher is made of, for the sources that build it (matcher.c) and search with it (scan.c,
 * search.c).
 */
#pragma once

#include "rules/grams.h"
#include "rules/keys.h"
#include "rules/known.h"
#include "rules/matcher.h"
#include "rules/memo.h"

struct pattern {
    const char *source, *folded; // as written, and without accents; until it is freed, also where it is compiled
    char *own;                   // where both stand; NULL: in `known`
    const struct known *known;   // to the build, or NULL
    pcre2_code *code;            // atomic; NULL until a text asks for it: most are never run
    Demands *demands;            // likewise
    guint32 owner;
    guint8 languages;
    guint reach, tail; // see literals.h
    gboolean runs;
    int n_runs;           // without machine code
    gsize compiled_fully; // for g_once_init_enter(): most patterns run too seldom for JIT to pay
};

struct Matcher {
    GArray *patterns, *needs;
    GArray *unanchored; // numbers of the patterns that need nothing
    struct keys keys;   // once sealed
    int n_given_up;
    Memo *memo; // NULL before
};

/* As all patterns are compiled; NULL where PCRE2 refuses it, as pcre2_compile() says in *code and *offset. */
pcre2_code *matcher_compile(const char *folded, int *code, gsize *offset);

static inline struct pattern *matcher_pattern(const Matcher *matcher, guint index)
{
    return &g_array_index(matcher->patterns, struct pattern, index);
}
