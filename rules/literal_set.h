/*
 * literal_set.h - reckoning with sets of literals, for the reader of patterns (literals.c).
 */
#pragma once

#include "rules/literals.h"

void literals_copy(struct literals *to, const struct literals *from);

/* The set of one text of no length. */
void literals_set_empty_text(struct literals *set);

/* FALSE where there is no room. */
gboolean literals_add(struct literals *set, const struct literal *literal);
gboolean literals_unite(struct literals *set, const struct literals *other);

/* Every text of `run` followed by every one of `next`. FALSE, with `run` as it was, where that is too much. */
gboolean literals_append(struct literals *run, const struct literals *next);

/* The same with a text of letters, which must fit, in lower case. */
void literals_append_text(struct literals *run, const char *text, guint length);

/* Puts `candidate`, which stands `reach` characters from the beginning at most, into `best` if it can be used and is
 * rarer.
 */
void literals_consider(struct literals *best, const struct literals *candidate, guint reach);

/* What `before`, right before each of `set`, says of what stands beside them, where it is of no length. */
void literals_bound_before(struct literals *set, const struct literals *before);

/* A bound says something of the neighbour only beside a letter: before a dash, \b asks for one. */
guint literal_bounds_of(const struct literal *literal);
