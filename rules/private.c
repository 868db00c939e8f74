#include "rules/private.h"

#include <string.h>

enum { FEWEST_DIGITS = 7, LONGEST_ACRONYM = 5 };

static gboolean is_word(gunichar c)
{
    return g_unichar_isalpha(c) || c == '\'' || c == 0x2019 || c == '-';
}

static const char *word_end(const char *at)
{
    while (*at && is_word(g_utf8_get_char(at))) {
        at = g_utf8_next_char(at);
    }
    return at;
}

static gboolean is_kept(const char *word, gsize length, const char *const *keep)
{
    for (guint i = 0; keep && keep[i]; i++) {
        g_autofree char *low = g_utf8_casefold(word, (gssize)length);
        g_autofree char *kept = g_utf8_casefold(keep[i], -1);
        gsize n = strlen(kept);
        // "Jane's" is Jane.
        if (strncmp(low, kept, n) == 0 && (!low[n] || low[n] == '\'' || g_str_has_prefix(low + n, "’"))) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean is_acronym(const char *word, gsize length)
{
    glong n = g_utf8_strlen(word, (gssize)length);
    for (const char *at = word; at < word + length; at = g_utf8_next_char(at)) {
        if (!g_unichar_isupper(g_utf8_get_char(at))) {
            return FALSE;
        }
    }
    return n <= LONGEST_ACRONYM;
}

// Nothing before it, or the end of a sentence; quotation marks and spaces between do not count.
static gboolean begins_sentence(const char *text, const char *word)
{
    while (word > text) {
        word = g_utf8_prev_char(word);
        gunichar c = g_utf8_get_char(word);
        if (c == '.' || c == '!' || c == '?' || c == 0x2026 || c == ':') {
            return TRUE;
        }
        gboolean passes = g_unichar_isspace(c) || c == '"' || c == 0x201C || c == 0x201D || c == 0xAB || c == 0xBB;
        if (!passes) {
            return FALSE;
        }
    }
    return TRUE;
}

// "Catherine, 45", "Maureen, Leslieville", "Sarah M.": a name even where a sentence could begin.
static gboolean is_signed(const char *end)
{
    if (*end == ',') {
        gunichar next = end[1] == ' ' ? g_utf8_get_char(end + 2) : 0;
        return g_unichar_isdigit(next) || g_unichar_isupper(next);
    }
    if (*end != ' ' || !g_unichar_isupper(g_utf8_get_char(end + 1))) {
        return FALSE;
    }
    const char *after = g_utf8_next_char(end + 1);
    return !*after || *after == '.' || *after == ',';
}

// "Jane, 45", "Jane M.", or "— Jane" and no more: somebody else of that name, who signs.
static gboolean is_another(const char *text, const char *word, const char *end)
{
    if (is_signed(end) && (*end != ',' || g_ascii_isdigit(end[2]))) {
        return TRUE;
    }
    while (word > text) {
        word = g_utf8_prev_char(word);
        gunichar c = g_utf8_get_char(word);
        if (c != '-' && c != '~' && c != ' ' && c != 0x2013 && c != 0x2014) {
            return FALSE;
        }
    }
    return *end == '\0';
}

static gboolean is_name(const char *text, const char *word, const char *end, const char *const *keep)
{
    gsize length = (gsize)(end - word);
    gunichar first = g_utf8_get_char(word);
    if (!g_unichar_isupper(first) || g_utf8_next_char(word) == end || is_acronym(word, length)) {
        return FALSE;
    }
    if (is_kept(word, length, keep)) {
        return is_another(text, word, end);
    }
    gboolean contraction = first == 'I' && (word[1] == '\'' || g_str_has_prefix(word + 1, "’"));
    return !contraction && (!begins_sentence(text, word) || is_signed(end));
}

// Where an e-mail address that holds the byte at `at` ends, or NULL.
static const char *mail_end(const char *at)
{
    gsize n = strcspn(at, " \t\n<>()\",;");
    const char *sign = memchr(at, '@', n);
    return sign && sign > at && memchr(sign, '.', n - (gsize)(sign - at)) ? at + n : NULL;
}

// Where a run of digits and what separates them ends, if it is long enough to be a telephone number, or NULL.
static const char *number_end(const char *at)
{
    const char *last = at;
    guint digits = 0;
    for (const char *p = at; *p && (g_ascii_isdigit(*p) || strchr(" .-()+", *p)); p++) {
        if (g_ascii_isdigit(*p)) {
            digits++;
            last = p + 1;
        }
    }
    return digits >= FEWEST_DIGITS ? last : NULL;
}

static gboolean may_begin(const char *text, const char *at)
{
    return at == text || !is_word(g_utf8_get_char(g_utf8_prev_char(at)));
}

char *private_text(const char *text, const char *const *keep)
{
    GString *out = g_string_new(NULL);
    for (const char *at = text; *at;) {
        gunichar c = g_utf8_get_char(at);
        const char *next = g_utf8_next_char(at);
        gboolean fresh = may_begin(text, at);
        const char *gone = fresh && g_unichar_isalnum(c) ? mail_end(at) : NULL;
        if (!gone && (g_unichar_isdigit(c) || c == '+' || c == '(')) {
            gone = number_end(at);
        }
        if (gone) {
            g_string_append(out, "[…]");
            at = gone;
        } else if (fresh && is_word(c)) {
            const char *end = word_end(at);
            gboolean name = is_name(text, at, end, keep);
            g_string_append_len(out, at, name ? next - at : end - at);
            g_string_append(out, name ? "…" : "");
            at = end;
        } else {
            g_string_append_len(out, at, next - at);
            at = next;
        }
    }
    return g_string_free(out, FALSE);
}

static void mask(char **text, const char *const *keep)
{
    if (*text) {
        char *masked = private_text(*text, keep);
        g_free(*text);
        *text = masked;
    }
}

static void mask_finding(struct finding *finding, const char *const *keep)
{
    for (guint i = 0; i < finding->evidence->len; i++) {
        struct evidence *evidence = finding->evidence->pdata[i];
        mask(&evidence->text, keep);
        mask(&evidence->before, keep);
        mask(&evidence->after, keep);
        mask(&evidence->heading, keep);
    }
    GHashTableIter values;
    gpointer value;
    g_hash_table_iter_init(&values, finding->values);
    while (g_hash_table_iter_next(&values, NULL, &value)) {
        g_hash_table_iter_replace(&values, private_text(value, keep));
    }
}

static void keep_words(GPtrArray *keep, const char *text)
{
    g_auto(GStrv) words = g_strsplit_set(text ? text : "", " ,.|:;()", -1);
    for (guint i = 0; words[i]; i++) {
        if (g_utf8_strlen(words[i], -1) > 1) {
            g_ptr_array_add(keep, g_strdup(words[i]));
        }
    }
}

void private_findings(GPtrArray *findings, const struct pack_set *packs, const struct practice *practice,
                      const char *const *titles)
{
    g_autoptr(GPtrArray) keep = g_ptr_array_new_with_free_func(g_free);
    keep_words(keep, practice->practitioner);
    keep_words(keep, practice->name);
    for (guint i = 0; !practice->practitioner && titles && titles[i]; i++) {
        keep_words(keep, titles[i]);
    }
    g_ptr_array_add(keep, NULL);
    for (guint i = 0; i < findings->len; i++) {
        struct finding *finding = findings->pdata[i];
        const struct rule *rule = pack_set_rule(packs, finding->rule->id);
        if (rule && rule->private_words && finding->evidence) {
            mask_finding(finding, (const char *const *)keep->pdata);
        }
    }
}
