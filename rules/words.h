/*
 * words.h - word lists: the vocabulary by which C recognises facts, kept as data.
 *
 * rules/words/NAME.yaml holds lists of patterns in English, French or both. Detectors ask "is there a word of
 * praise in this block?" and never hold vocabulary themselves, so that an officer can add a word. WORD_LISTS
 * names every list that a detector asks for; loading fails, with file:line:column, when one is missing or unknown.
 */
#pragma once

#include "rules/matcher.h"

#define WORD_LISTS(X)                                  \
    X(WORDS_CRISIS, "crisis")                          \
    X(WORDS_REFUSAL, "testimonial-refusal")

enum word_list {
#define X(name, text) name,
    WORD_LISTS(X)
#undef X
    N_WORD_LISTS
};

/* Adds the patterns of every list in `directory` to `matcher`, owner = enum word_list. */
gboolean words_load(Matcher *matcher, const char *directory, GError **error) G_GNUC_WARN_UNUSED_RESULT;
