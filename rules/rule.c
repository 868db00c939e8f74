#include "rules/rule.h"

#include <string.h>

static const char *const language_codes[N_LANGUAGES] = {[EN] = "en", [FR] = "fr"};
static const char *const level_words[] = {[LEVEL_NOTE] = "note", [LEVEL_WARNING] = "warning", [LEVEL_ERROR] = "error"};
static const char *const basis_words[] = {
    [BASIS_GOOD_PRACTICE] = "good-practice", [BASIS_MODEL] = "model", [BASIS_BINDING] = "binding"};
static const char *const outcome_words[] = {[OUTCOME_PASSED] = "passed",
                                            [OUTCOME_FAILED] = "failed",
                                            [OUTCOME_CANT_TELL] = "cantTell",
                                            [OUTCOME_INAPPLICABLE] = "inapplicable"};

static gboolean index_of(const char *word, const char *const *words, guint n, guint *out)
{
    for (guint i = 0; i < n; i++) {
        if (strcmp(words[i], word) == 0) {
            *out = i;
            return TRUE;
        }
    }
    return FALSE;
}

const char *language_code(enum language language)
{
    return language_codes[language];
}

gboolean language_from_code(const char *code, enum language *out)
{
    for (guint i = 0; i < N_LANGUAGES; i++) {
        if (g_ascii_strncasecmp(code, language_codes[i], 2) == 0 && !g_ascii_isalnum(code[2])) {
            *out = i;
            return TRUE;
        }
    }
    return FALSE;
}

const char *level_word(enum rule_level level)
{
    return level_words[level];
}

const char *basis_word(enum rule_basis basis)
{
    return basis_words[basis];
}

const char *outcome_word(enum rule_outcome outcome)
{
    return outcome_words[outcome];
}

gboolean level_from_word(const char *word, enum rule_level *out)
{
    guint i = 0;
    gboolean known = index_of(word, level_words, G_N_ELEMENTS(level_words), &i);
    *out = known ? i : *out;
    return known;
}

gboolean basis_from_word(const char *word, enum rule_basis *out)
{
    guint i = 0;
    gboolean known = index_of(word, basis_words, G_N_ELEMENTS(basis_words), &i);
    *out = known ? i : *out;
    return known;
}

gboolean outcome_from_word(const char *word, enum rule_outcome *out)
{
    guint i = 0;
    gboolean known = index_of(word, outcome_words, G_N_ELEMENTS(outcome_words), &i);
    *out = known ? i : *out;
    return known;
}

const char *wording_in(const struct wording *wording, enum language language)
{
    for (guint i = 0; i < N_LANGUAGES; i++) {
        const char *words = wording->in[(language + i) % N_LANGUAGES];
        if (words) {
            return words;
        }
    }
    return "";
}

void wording_clear(struct wording *wording)
{
    for (guint i = 0; i < N_LANGUAGES; i++) {
        g_clear_pointer(&wording->in[i], g_free);
    }
}

char *wording_fill(const char *template, GHashTable *values)
{
    GString *filled = g_string_new(NULL);
    const char *rest = template;
    const char *open;
    while ((open = strchr(rest, '{'))) {
        gsize length = strspn(open + 1, "abcdefghijklmnopqrstuvwxyz-");
        if (length == 0 || open[1 + length] != '}') { // a brace that is only a brace
            g_string_append_len(filled, rest, open + 1 - rest);
            rest = open + 1;
            continue;
        }
        g_autofree char *name = g_strndup(open + 1, length);
        const char *value = values ? g_hash_table_lookup(values, name) : NULL;
        g_string_append_len(filled, rest, open - rest);
        if (value) {
            g_string_append(filled, value);
        } else {
            g_string_append_printf(filled, "[%s]", name);
        }
        rest = open + length + 2;
    }
    g_string_append(filled, rest);
    return g_string_free(filled, FALSE);
}

void rule_info_clear(struct rule_info *info)
{
    for (guint i = 0; i < info->n_citations; i++) {
        g_free(info->citations[i].document);
        g_free(info->citations[i].clause);
    }
    for (guint i = 0; i < info->n_steps; i++) {
        g_free(info->steps[i].platform);
        wording_clear(&info->steps[i].text);
    }
    g_free(info->citations);
    g_free(info->steps);
    g_free(info->id);
    g_free(info->pack);
    wording_clear(&info->title);
    wording_clear(&info->message);
    wording_clear(&info->missing);
    wording_clear(&info->why);
    wording_clear(&info->snippet);
    wording_clear(&info->known_by);
    *info = (struct rule_info){0};
}

void document_free(struct document *document)
{
    if (!document) {
        return;
    }
    for (guint i = 0; i < document->n_clauses; i++) {
        g_free(document->clauses[i].number);
        wording_clear(&document->clauses[i].text);
        wording_clear(&document->clauses[i].beyond);
    }
    g_free(document->clauses);
    g_free(document->id);
    wording_clear(&document->title);
    wording_clear(&document->edition);
    g_free(document->date);
    g_free(document->until);
    g_free(document->address);
    wording_clear(&document->authority);
    g_free(document);
}
