#include "rules/sentence.h"

#include <string.h>

// Quotation marks and brackets that may stand between the stop and the next sentence.
static gboolean closes_or_opens(gunichar c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == '(' || c == 0x201C || c == 0x201D || c == 0x2018 ||
           c == 0x2019 || c == 0xAB || c == 0xBB;
}

static gboolean is_separator(gunichar c)
{
    return c == 0x2022 || c == 0x00B7 || c == 0x25CF || c == '|' || c == '\n';
}

// "Dr", "Mr", "St", "M", "J": one or two letters with a capital first, or Mrs and Mme; but not a bare "No".
static gboolean is_short_title(const char *text, const char *stop)
{
    const char *word = stop;
    gsize n = 0;
    while (word > text && n <= 3) {
        const char *before = g_utf8_prev_char(word);
        if (!g_unichar_isalpha(g_utf8_get_char(before))) {
            break;
        }
        word = before;
        n++;
    }
    if (n == 0 || n > 3 || !g_unichar_isupper(g_utf8_get_char(word))) {
        return FALSE;
    }
    if (n == 3) {
        return strncmp(word, "Mrs", 3) == 0 || strncmp(word, "Mme", 3) == 0;
    }
    if (n == 2) {
        return g_unichar_islower(g_utf8_get_char(g_utf8_next_char(word))) && strncmp(word, "No", 2) != 0;
    }
    return TRUE;
}

// Whether a sentence ends with the character at `at`; *next is where the following one starts.
static gboolean ends_at(const char *text, const char *end, const char *at, const char **next)
{
    gunichar c = g_utf8_get_char(at);
    const char *after = g_utf8_next_char(at);
    if (is_separator(c)) {
        *next = after;
        return TRUE;
    }
    if (c != '.' && c != '!' && c != '?' && c != 0x2026) {
        return FALSE;
    }
    while (after < end && (closes_or_opens(g_utf8_get_char(after)) || strchr(".!?", *after))) {
        after = g_utf8_next_char(after);
    }
    if (after < end && !g_unichar_isspace(g_utf8_get_char(after))) {
        return FALSE;
    }
    // « Bonjour ! » : the closing mark of a French quotation belongs to what it closes.
    if (end - after >= 3 && after[0] == ' ' && g_utf8_get_char(after + 1) == 0xBB) {
        after = g_utf8_next_char(after + 1);
    }
    const char *start = after;
    while (start < end && (g_unichar_isspace(g_utf8_get_char(start)) || closes_or_opens(g_utf8_get_char(start)))) {
        start = g_utf8_next_char(start);
    }
    *next = after;
    if (start >= end) {
        return TRUE;
    }
    gunichar first = g_utf8_get_char(start);
    if (g_unichar_islower(first) || (c == '.' && (g_unichar_isdigit(first) || is_short_title(text, at)))) {
        return FALSE;
    }
    return TRUE;
}

void sentence_around(const char *text, gsize length, gsize start, gsize end, gsize *first, gsize *last)
{
    const char *stop = text + length, *sentence = text;
    const char *from = text + MIN(start, length), *to = text + MIN(MAX(start, end), length);
    const char *finish = stop;
    for (const char *at = text; at < stop;) {
        const char *next = NULL;
        if (!ends_at(text, stop, at, &next)) {
            at = g_utf8_next_char(at);
        } else if (next <= from) {
            sentence = at = next;
        } else if (next >= to) {
            finish = is_separator(g_utf8_get_char(at)) && at >= to ? at : next;
            break;
        } else {
            at = next;
        }
    }
    while (sentence < from && g_ascii_isspace(*sentence)) {
        sentence++;
    }
    while (finish > to && g_ascii_isspace(finish[-1])) {
        finish--;
    }
    *first = (gsize)(sentence - text);
    *last = (gsize)(finish - text);
}

char *words_before(const char *text, gsize start, guint n)
{
    gsize end = start;
    while (end > 0 && g_ascii_isspace(text[end - 1])) {
        end--;
    }
    gsize from = end;
    for (guint words = 0; from > 0 && words < n; words++) {
        while (from > 0 && g_ascii_isspace(text[from - 1])) {
            from--;
        }
        while (from > 0 && !g_ascii_isspace(text[from - 1])) {
            from--;
        }
    }
    return end > from ? g_strndup(text + from, end - from) : NULL;
}

char *words_after(const char *text, gsize length, gsize end, guint n)
{
    while (end < length && g_ascii_isspace(text[end])) {
        end++;
    }
    gsize to = end;
    for (guint words = 0; to < length && words < n; words++) {
        while (to < length && g_ascii_isspace(text[to])) {
            to++;
        }
        while (to < length && !g_ascii_isspace(text[to])) {
            to++;
        }
    }
    return to > end ? g_strndup(text + end, to - end) : NULL;
}

char *text_shortened(const char *text, gsize length, gsize max_bytes)
{
    if (length <= max_bytes) {
        return g_strndup(text, length);
    }
    const char *cut = g_utf8_find_prev_char(text, text + max_bytes + 1);
    gsize kept = cut ? (gsize)(cut - text) : 0;
    return g_strdup_printf("%.*s…", (int)kept, text);
}
