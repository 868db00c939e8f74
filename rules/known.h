/*
 * known.h - what the build found out about the patterns of rules/, so that no run need find it out again.
 *
 * What literals_find() proves of a pattern, and what PCRE2 makes of it, depends on nothing but the pattern; an
 * automaton, on nothing but its entries. The build asks once (packaging/known.c) and links the answers into the
 * program. A pattern that was changed since, or comes with somebody's own pack, is not among them, and is read and
 * compiled as ever: what is known is faster, never different.
 */
#pragma once

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "rules/automaton.h"
#include "rules/literals.h"

/* Of one pattern. */
struct known {
    guint32 reach, tail; /* as in struct literals */
    guint8 runs, sound;
    guint16 n_literals; /* 0: none proven */
    guint32 n_code_bytes, n_text_bytes;
    struct literal literals[]; /* behind them PCRE2's code, serialized, and the pattern itself, folded */
};

/* What is known of a folded pattern; NULL where nothing is. */
const struct known *known_find(const char *folded);

/* As literals_find(). */
gboolean known_literals(const struct known *known, struct literals *out);

/* As matcher_compile(); the caller's. NULL where this is another PCRE2 than the build's (pcre2serialize(3)). */
pcre2_code *known_code(const struct known *known);

/* The automaton that was made of these entries; NULL where it is not known. */
const Automaton *known_automaton(const struct automaton_entry *entries, guint n);

enum { KNOWN_AUTOMATA = 4, KNOWN_ALIGNMENT = 64 };

/* How all of it stands in the program. Places are bytes from the beginning. */
struct known_head {
    guint32 automata[KNOWN_AUTOMATA]; /* their places */
    guint32 n_slots;                  /* a power of two */
    guint32 slots[];                  /* places of struct known, or 0, by the hash of the pattern */
};

/* The same, of what stands at `head`. */
const struct known *known_find_in(const struct known_head *head, const char *folded);
const Automaton *known_automaton_in(const struct known_head *head, const struct automaton_entry *entries, guint n);
