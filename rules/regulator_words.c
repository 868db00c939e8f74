#include "rules/regulator_words.h"

#include "crawler/address.h"
#include "rules/fold.h"

// What people write for one another, in a name as in a title.
static void let_spelling_vary(GString *pattern)
{
    static const char *const ALIKE[][2] = {
        {" & ", " and "}, {" and ", " (?:and|&) "}, {" et ", " (?:et|&) "}, {"ounsell", "ounsell?"}};
    for (gsize i = 0; i < G_N_ELEMENTS(ALIKE); i++) {
        g_string_replace(pattern, ALIKE[i][0], ALIKE[i][1], 0);
    }
}

// Whole words, also where a name begins or ends with a full stop.
static char *word_pattern(const char *text, gboolean keeps_case)
{
    g_autofree char *folded = fold(text);
    g_autofree char *escaped = g_regex_escape_string(folded, -1);
    if (keeps_case) {
        return g_strdup_printf("(?<![\\w.])(?-i:%s)(?!\\w)", escaped);
    }
    g_autoptr(GString) varied = g_string_new(escaped);
    let_spelling_vary(varied);
    return g_strdup_printf("(?<!\\w)%s(?!\\w)", varied->str);
}

static gboolean add_all(Matcher *matcher, char **texts, enum regulator_word word, guint32 owner, GError **error)
{
    gboolean keeps_case = word == REGULATOR_ABBREVIATION || word == REGULATOR_TITLE_ABBREVIATION ||
                          word == REGULATOR_FORBIDDEN_ABBREVIATION;
    for (guint i = 0; texts && texts[i]; i++) {
        g_autofree char *pattern =
            word == REGULATOR_NUMBER_CUE ? g_strdup(texts[i]) : word_pattern(texts[i], keeps_case);
        if (!matcher_add(matcher, pattern, MATCH_ANY, owner + word, error)) {
            g_prefix_error(error, "“%s”: ", texts[i]);
            return FALSE;
        }
    }
    return TRUE;
}

gboolean regulator_words_add(const GPtrArray *regulators, Matcher *matcher, guint32 first, guint32 *next,
                             GError **error)
{
    for (guint i = 0; i < regulators->len; i++) {
        const struct regulator *regulator = g_ptr_array_index(regulators, i);
        char **const texts[N_REGULATOR_WORDS] = {
            [REGULATOR_NAME] = regulator->names,
            [REGULATOR_ABBREVIATION] = regulator->abbreviations,
            [REGULATOR_TITLE] = regulator->titles,
            [REGULATOR_TITLE_ABBREVIATION] = regulator->title_abbreviations,
            [REGULATOR_FORBIDDEN] = regulator->forbidden,
            [REGULATOR_FORBIDDEN_ABBREVIATION] = regulator->forbidden_abbreviations,
            [REGULATOR_NUMBER_CUE] = regulator->number_cues,
        };
        for (guint word = 0; word < N_REGULATOR_WORDS; word++) {
            if (!add_all(matcher, texts[word], word, first + i * N_REGULATOR_WORDS, error)) {
                g_prefix_error(error, "regulator %s: ", regulator->id);
                return FALSE;
            }
        }
    }
    *next = first + regulators->len * N_REGULATOR_WORDS;
    return TRUE;
}

const struct regulator *regulator_word_of(const struct pack_set *set, guint32 owner, enum regulator_word *word)
{
    if (owner < set->regulator_owner || owner >= set->regulator_owner + set->regulators->len * N_REGULATOR_WORDS) {
        return NULL;
    }
    guint32 offset = owner - set->regulator_owner;
    *word = offset % N_REGULATOR_WORDS;
    return g_ptr_array_index(set->regulators, offset / N_REGULATOR_WORDS);
}

gboolean regulator_has_host(const struct regulator *regulator, const char *host)
{
    for (guint i = 0; regulator->domains && regulator->domains[i]; i++) {
        if (host_is_within(host, regulator->domains[i])) {
            return TRUE;
        }
    }
    return FALSE;
}
