#include "rules/service_match.h"

#include <string.h>

enum { MAX_NAME_WORDS = 8, MAX_SPAN = 24 };

static const char *const LITTLE[] = {
    "a",    "an",  "the", "of",    "for",  "in",   "on",    "to",   "with", "by",      "your",     "my",
    "our",  "who", "at",  "is",    "de",   "du",   "des",   "la",   "le",   "les",     "un",       "une",
    "pour", "en",  "au",  "aux",   "avec", "par",  "sur",   "dans", "chez", "votre",   "vos",      "mon",
    "ma",   "mes", "nos", "notre", "ses",  "leur", "leurs", "qui",  "est",  "service", "services", "offered",
};
static const char *const JOINING[] = {"and", "or", "et", "ou", "as"};

static gboolean among(const char *word, const char *const *words, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        if (strcmp(word, words[i]) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Letters without accents, in lower case; cut where the word is longer than a stem may be. */
static gsize plain_word(const char *text, gsize length, char *out)
{
    gsize n = 0;
    for (const char *p = text; p < text + length && n + 3 < SERVICE_STEM_BYTES; p = g_utf8_next_char(p)) {
        gunichar c = g_unichar_tolower(g_utf8_get_char(p)), rest;
        if (c == 0x153 || c == 0xe6) { // œ, æ
            out[n++] = c == 0x153 ? 'o' : 'a';
            out[n++] = 'e';
            continue;
        }
        g_unichar_decompose(c, &c, &rest);
        if (c < 128) {
            out[n++] = (char)c;
        } else {
            n += (gsize)g_unichar_to_utf8(c, out + n) <= 2 ? 2 : 0;
        }
    }
    out[n] = '\0';
    return n;
}

static gsize replace_end(char *word, gsize n, const char *from, const char *to)
{
    gsize end = strlen(from);
    if (n < end + 3 || strcmp(word + n - end, from) != 0) {
        return n;
    }
    g_strlcpy(word + n - end, to, SERVICE_STEM_BYTES - (n - end));
    return strlen(word);
}

/* Plural, gender and spellings made one. It may join words that differ; that is harmless where both sides are treated
 * alike. */
static void make_stem(char *word, gsize n)
{
    static const char *const ENDS[][2] = {
        {"children", "child"}, {"eaux", "eau"}, {"aux", "al"},   {"ies", "i"},      {"sses", "ss"}, {"ches", "ch"},
        {"shes", "sh"},        {"s", ""},       {"x", ""},       {"ie", "i"},       {"y", "i"},     {"elle", "el"},
        {"ienne", "ien"},      {"ive", "if"},   {"euse", "eur"}, {"trice", "teur"}, {"ee", "e"},    {"e", ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(ENDS); i++) {
        n = replace_end(word, n, ENDS[i][0], ENDS[i][1]);
    }
    char *out = word;
    for (const char *p = word; *p; p++) { // counselling, counseling
        if (out == word || out[-1] != *p || !g_ascii_isalpha(*p)) {
            *out++ = *p;
        }
    }
    *out = '\0';
}

static gboolean is_letter(gunichar c)
{
    return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

void service_words(const char *text, gsize length, GArray *words)
{
    const char *end = text + length;
    gboolean listed = FALSE, apart = FALSE;
    for (const char *p = text; p < end;) {
        gunichar c = g_utf8_get_char(p);
        if (!is_letter(c)) {
            listed = listed || (c && strchr(",&/+:()", (int)(c < 128 ? c : 'a'))) || c == 0x2013 || c == 0x2014;
            apart = apart || (c < 128 && c && strchr(".;!?|\n", (int)c)) || c == 0x2022 || c == 0xb7;
            p = g_utf8_next_char(p);
            continue;
        }
        const char *start = p;
        while (p < end && is_letter(g_utf8_get_char(p))) {
            p = g_utf8_next_char(p);
        }
        struct service_word word = {.start = (guint32)(start - text), .end = (guint32)(p - text)};
        gsize n = plain_word(start, (gsize)(p - start), word.stem);
        if (among(word.stem, JOINING, G_N_ELEMENTS(JOINING))) {
            listed = TRUE;
            continue;
        }
        if (n < 2 || among(word.stem, LITTLE, G_N_ELEMENTS(LITTLE))) {
            continue;
        }
        make_stem(word.stem, n);
        word.listed = listed;
        word.apart = apart;
        listed = apart = FALSE;
        g_array_append_val(words, word);
    }
}

static guint find_stem(const struct service_word *name, guint n, const char *stem, const gboolean *taken)
{
    for (guint i = 0; i < n; i++) {
        if (!taken[i] && strcmp(name[i].stem, stem) == 0) {
            return i;
        }
    }
    return n;
}

/* Whether the words from `first` on hold every word of the name, each other word being an item of the same list. */
static gboolean named_from(const GArray *text, const struct service_word *name, guint n, guint first, guint *last)
{
    gboolean taken[MAX_NAME_WORDS] = {FALSE};
    guint found = 0, others = 0, lists = 0;
    for (guint i = first; i < text->len && i < first + MAX_SPAN; i++) {
        const struct service_word *word = &g_array_index(text, struct service_word, i);
        if (i > first && word->apart) {
            return FALSE;
        }
        lists += i > first && word->listed;
        guint at = find_stem(name, n, word->stem, taken);
        if (at == n) {
            others++;
            if (i == first) {
                return FALSE;
            }
            continue;
        }
        taken[at] = TRUE;
        if (++found == n) {
            *last = i;
            return others == lists;
        }
    }
    return FALSE;
}

gboolean service_named(const GArray *text, const GArray *name, guint from, guint *first, guint *last)
{
    if (name->len == 0 || name->len > MAX_NAME_WORDS) {
        return FALSE;
    }
    const struct service_word *words = (const struct service_word *)(const void *)name->data;
    for (guint i = from; i < text->len; i++) {
        if (named_from(text, words, name->len, i, last)) {
            *first = i;
            return TRUE;
        }
    }
    return FALSE;
}
