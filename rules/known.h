/*
 * known.h - what the build found out about rules/, so that no run need find it out again.
 *
 * What YAML a file holds depends on nothing but its bytes; what literals_find() proves of a pattern, and what PCRE2
 * makes of it, on nothing but the pattern; an automaton, on nothing but its entries. The build asks once
 * (packaging/known.c) and links the answers into the program. A file that was changed since, or comes with somebody's
 * own pack, is not among them, and is read and compiled as ever: what is known is faster, never different.
 */
#pragma once

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "rules/automaton.h"
#include "rules/literals.h"
#include "rules/yaml_flat.h"

/* Of one pattern. */
struct known {
    guint32 reach, tail; /* as in struct literals */
    guint8 runs, sound;
    guint16 n_literals; /* 0: none proven */
    guint32 n_code_bytes, n_source_bytes;
    guint32 folded;            /* bytes behind the beginning of the source: none where folding changes nothing */
    struct literal literals[]; /* behind them PCRE2's code, serialized, then the pattern as written and folded */
};

/* What is known of a pattern as it is written; NULL where nothing is. */
const struct known *known_find(const char *source);

/* The pattern as written, and folded (pattern_fold()). */
const char *known_source(const struct known *known);
const char *known_folded(const struct known *known);

/* As literals_find(). */
gboolean known_literals(const struct known *known, struct literals *out);

/* As matcher_compile(); the caller's. NULL where this is another PCRE2 than the build's (pcre2serialize(3)). */
pcre2_code *known_code(const struct known *known);

/* The automaton that was made of these entries; NULL where it is not known. */
const Automaton *known_automaton(const struct automaton_entry *entries, guint n);

/* What this text holds as YAML; NULL where it is not known. */
const struct yaml_flat *known_tree(const char *text, gsize length);

enum { KNOWN_AUTOMATA = 4, KNOWN_ALIGNMENT = 64 };

/* How all of it stands in the program. Places are bytes from the beginning. */
struct known_head {
    guint32 automata[KNOWN_AUTOMATA]; /* their places */
    guint32 n_trees, trees;           /* the place of the places of struct yaml_flat */
    guint32 n_slots;                  /* a power of two */
    guint32 slots[];                  /* places of struct known, or 0, by the hash of the pattern */
};

/* The same, of what stands at `head`. */
const struct known *known_find_in(const struct known_head *head, const char *source);
const struct yaml_flat *known_tree_in(const struct known_head *head, const char *text, gsize length);
const Automaton *known_automaton_in(const struct known_head *head, const struct automaton_entry *entries, guint n);
