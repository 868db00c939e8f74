/*
 * nearest.h - "did you mean": the known word that a misspelt one most likely stands for.
 */
#pragma once

#include <glib.h>

/*
 * The word of `known` (NULL-terminated) that is the fewest slips away from `word`, ignoring case: a slip is a letter
 * added, dropped, changed, or swapped with its neighbour (Damerau-Levenshtein). NULL when none is within a third
 * of the word's length, or `word` is longer than 64 bytes. The first of equals.
 */
const char *nearest_word(const char *word, const char *const *known);
