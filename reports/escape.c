#include "reports/escape.h"

#include <string.h>

enum { MAX_FRAGMENT_BYTES = 300, LONG_QUOTE_WORDS = 8, ENDS_WORDS = 4 };

static gboolean is_override(gunichar c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
}

static gboolean is_unprintable(gunichar c)
{
    return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c <= 0x9F) || (c & 0xFFFE) == 0xFFFE ||
           (c >= 0xFDD0 && c <= 0xFDEF) || c == 0x2028 || c == 0x2029 || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F);
}

char *text_valid(const char *text)
{
    if (!text) {
        return g_strdup("");
    }
    return g_utf8_validate(text, -1, NULL) ? g_strdup(text) : g_utf8_make_valid(text, -1);
}

static gboolean is_plain_ascii(const char *text)
{
    for (; *text; text++) {
        if ((guchar)*text >= 0x7F || ((guchar)*text < 0x20 && *text != '\t' && *text != '\n')) {
            return FALSE;
        }
    }
    return TRUE;
}

char *text_shown(const char *text)
{
    if (!text || is_plain_ascii(text)) {
        return g_strdup(text ? text : "");
    }
    g_autofree char *valid = text_valid(text);
    GString *shown = g_string_sized_new(strlen(valid));
    for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (is_override(c)) {
            g_string_append_printf(shown, "[U+%04X]", c);
        } else if (!is_unprintable(c)) {
            g_string_append_unichar(shown, c);
        }
    }
    return g_string_free(shown, FALSE);
}

// Whether it is a line already: words of printable ASCII, single spaces between them.
static gboolean is_plain_line(const char *text, gsize max_characters)
{
    const char *at = text;
    for (char before = ' '; *at; before = *at++) {
        if ((guchar)*at < ' ' || (guchar)*at >= 0x7F || (*at == ' ' && (before == ' ' || !at[1]))) {
            return FALSE;
        }
    }
    return (gsize)(at - text) <= max_characters;
}

char *text_line(const char *text, gsize max_characters)
{
    if (text && is_plain_line(text, max_characters)) {
        return g_strdup(text);
    }
    g_autofree char *shown = text_shown(text);
    GString *line = g_string_sized_new(MIN(strlen(shown), max_characters * 4));
    gsize n_characters = 0;
    gboolean space = FALSE;
    for (const char *at = shown; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c == ' ' || c == '\t' || c == '\n') {
            space = line->len > 0;
            continue;
        }
        if (n_characters + space >= max_characters) {
            g_string_append(line, "…");
            break;
        }
        if (space) {
            g_string_append_c(line, ' ');
            n_characters++;
            space = FALSE;
        }
        g_string_append_unichar(line, c);
        n_characters++;
    }
    return g_string_free(line, FALSE);
}

char *text_terminal(const char *text)
{
    return text_line(text, G_MAXSIZE / 8);
}

char *text_markdown(const char *text, gsize max_characters)
{
    g_autofree char *line = text_line(text, max_characters);
    GString *escaped = g_string_sized_new(strlen(line) + 16);
    for (const char *at = line; *at; at++) {
        switch (*at) {
        case '<':
            g_string_append(escaped, "&lt;");
            break;
        case '>':
            g_string_append(escaped, "&gt;");
            break;
        case '&':
            g_string_append(escaped, "&amp;");
            break;
        case '@': // a mention would send mail to a stranger
            g_string_append(escaped, "&#64;");
            break;
        case ':': // and a bare address would become a link
            g_string_append(escaped, g_str_has_prefix(at, "://") ? "&#58;" : ":");
            break;
        default:
            if (strchr("\\`*_{}[]()#+-!|~$", *at)) {
                g_string_append_c(escaped, '\\');
            }
            g_string_append_c(escaped, *at);
        }
    }
    return g_string_free(escaped, FALSE);
}

char *text_csv(const char *text)
{
    g_autofree char *shown = text_shown(text);
    GString *cell = g_string_new("\"");
    // Spreadsheets look past leading white space, and some full-width signs count as well.
    const char *first = shown + strspn(shown, " \t\r\n");
    if (strchr("=+-@|%", *first) ? *first != '\0'
                                 : g_str_has_prefix(first, "＝") || g_str_has_prefix(first, "＋") ||
                                       g_str_has_prefix(first, "－") || g_str_has_prefix(first, "＠")) {
        g_string_append_c(cell, '\'');
    }
    for (const char *at = shown; *at; at++) {
        if (*at == '"') {
            g_string_append_c(cell, '"');
        }
        g_string_append_c(cell, *at);
    }
    return g_string_free(g_string_append_c(cell, '"'), FALSE);
}

static char *replace_all(const char *text, const char *const pairs[][2], guint n_pairs)
{
    GString *out = g_string_sized_new(strlen(text));
    while (*text) {
        guint i = 0;
        while (i < n_pairs && !g_str_has_prefix(text, pairs[i][0])) {
            i++;
        }
        if (i < n_pairs) {
            g_string_append(out, pairs[i][1]);
            text += strlen(pairs[i][0]);
        } else {
            g_string_append_c(out, *text++);
        }
    }
    return g_string_free(out, FALSE);
}

char *text_annotation(const char *text)
{
    static const char *const PAIRS[][2] = {{"%", "%25"}, {"\r", "%0D"}, {"\n", "%0A"}};
    g_autofree char *shown = text_shown(text);
    return replace_all(shown, PAIRS, G_N_ELEMENTS(PAIRS));
}

char *text_annotation_property(const char *text)
{
    static const char *const PAIRS[][2] = {{"%", "%25"}, {"\r", "%0D"}, {"\n", "%0A"}, {":", "%3A"}, {",", "%2C"}};
    g_autofree char *line = text_line(text, 1000);
    return replace_all(line, PAIRS, G_N_ELEMENTS(PAIRS));
}

char *text_french(const char *text)
{
    static const char *const PAIRS[][2] = {{" :", "\u00A0:"}, {"« ", "«\u00A0"}, {" »", "\u00A0»"}, {" ;", ";"},
                                           {" !", "!"},       {" ?", "?"},       {" %", "\u00A0%"}, {" $", "\u00A0$"}};
    return replace_all(text ? text : "", PAIRS, G_N_ELEMENTS(PAIRS));
}

char *text_typographic(const char *text, gboolean french)
{
    g_autofree char *spaced = french ? text_french(text) : g_strdup(text ? text : "");
    if (!strchr(spaced, '\'')) {
        return g_steal_pointer(&spaced);
    }
    GString *out = g_string_sized_new(strlen(spaced));
    for (const char *at = spaced; *at; at++) {
        gboolean within = *at == '\'' && at > spaced && (g_ascii_isalpha(at[-1]) || (guchar)at[-1] >= 0x80) &&
                          (g_ascii_isalpha(at[1]) || (guchar)at[1] >= 0x80 || (at[-1] == 's' && at[1] == ' '));
        if (within) {
            g_string_append(out, "’");
        } else {
            g_string_append_c(out, *at);
        }
    }
    return g_string_free(out, FALSE);
}

gboolean address_is_link(const char *address)
{
    if (!address || !(g_str_has_prefix(address, "https://") || g_str_has_prefix(address, "http://"))) {
        return FALSE;
    }
    for (const char *at = address; *at; at++) {
        if ((guchar)*at <= 0x20 || *at == 0x7F || *at == '"' || *at == '<' || *at == '>') {
            return FALSE;
        }
    }
    return g_utf8_validate(address, -1, NULL);
}

/* The directive's own separators are "-", "," and "&"; everything but letters and digits is encoded to be sure. */
static void append_encoded(GString *out, const char *text)
{
    g_autofree char *encoded = g_uri_escape_string(text, NULL, FALSE);
    for (const char *at = encoded; *at; at++) {
        if (*at == '-') {
            g_string_append(out, "%2D");
        } else {
            g_string_append_c(out, *at);
        }
    }
}

static char *join_words(char **words, guint from, guint n_words)
{
    GString *joined = g_string_new(NULL);
    for (guint i = from; i < from + n_words; i++) {
        g_string_append_printf(joined, "%s%s", i == from ? "" : " ", words[i]);
    }
    return g_string_free(joined, FALSE);
}

char *address_at_text(const char *address, const char *text)
{
    if (!address_is_link(address) || !text || !*text || !g_utf8_validate(text, -1, NULL)) {
        return NULL;
    }
    g_autofree char *line = text_line(text, MAX_FRAGMENT_BYTES * 4);
    g_auto(GStrv) words = g_strsplit(line, " ", -1);
    guint n_words = g_strv_length(words);
    if (n_words == 0 || strstr(line, "…") || strstr(line, "[U+")) { // cut or masked: not what the page says
        return NULL;
    }
    GString *link = g_string_new(address);
    char *fragment = strchr(link->str, '#');
    if (fragment) {
        g_string_truncate(link, (gsize)(fragment - link->str));
    }
    g_string_append(link, "#:~:text=");
    if (n_words > LONG_QUOTE_WORDS) { // a range survives what stands between its ends
        g_autofree char *first = join_words(words, 0, ENDS_WORDS);
        g_autofree char *last = join_words(words, n_words - ENDS_WORDS, ENDS_WORDS);
        append_encoded(link, first);
        g_string_append_c(link, ',');
        append_encoded(link, last);
    } else {
        append_encoded(link, line);
    }
    return g_string_free(link, FALSE);
}
