/*
 * regulator_words.h - the names, titles and number cues of regulators, looked for together with all other patterns.
 *
 * Names and titles match in any case, as whole words; abbreviations only as they are written.
 */
#pragma once

#include "rules/pack.h"

enum regulator_word {
    REGULATOR_NAME,
    REGULATOR_ABBREVIATION,
    REGULATOR_TITLE,
    REGULATOR_TITLE_ABBREVIATION,
    REGULATOR_FORBIDDEN,
    REGULATOR_FORBIDDEN_ABBREVIATION,
    REGULATOR_NUMBER_CUE,
    N_REGULATOR_WORDS
};

/* Adds the words of `regulators` to `matcher`, from owner `first` on. *next: the first owner that is free after them.
 */
gboolean regulator_words_add(const GPtrArray *regulators, Matcher *matcher, guint32 first, guint32 *next,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The regulator whose word `owner` stands for, and which; NULL for any other owner. */
const struct regulator *regulator_word_of(const struct pack_set *set, guint32 owner, enum regulator_word *word);

/* Whether `host` is one of its domains or below. */
gboolean regulator_has_host(const struct regulator *regulator, const char *host);
