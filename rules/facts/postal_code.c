#include "rules/facts/postal_code.h"

#include <string.h>

#define LAST_YEAR "2040" /* a code beyond it is no year */

enum { STREET_BYTES = 40 };

// A shape: A a letter, 9 a digit, ? an optional space, ' ' a space; anything else stands for itself.
static gsize match_shape(const char *text, gsize length, const char *shape)
{
    gsize at = 0;
    for (const char *s = shape; *s; s++) {
        if (*s == '?') {
            at += at < length && (text[at] == ' ' || text[at] == '-');
            continue;
        }
        gboolean fits = at < length && (*s == 'A'   ? g_ascii_isupper(text[at])
                                        : *s == '9' ? g_ascii_isdigit(text[at])
                                                    : text[at] == *s);
        if (!fits) {
            return 0;
        }
        at++;
    }
    return at < length && g_ascii_isalnum(text[at]) ? 0 : at;
}

// D F I O Q U are never used, W and Z never first.
static gboolean is_canadian(const char *code)
{
    return !strchr("DFIOQUWZ", code[0]) && !strchr("DFIOQU", code[2]);
}

// "75011 Paris", "1003 Lausanne": digits, then a town with a capital.
static gsize before_town(const char *text, gsize length)
{
    gsize digits = strspn(text, "0123456789");
    digits = MIN(digits, length);
    if (digits < 4 || digits > 5 || digits + 2 >= length || text[digits] != ' ' || !g_ascii_isupper(text[digits + 1])) {
        return 0;
    }
    return digits;
}

// "2024 Montreal": a year or a Swiss or Belgian code; the latter soon behind a comma: "rue du Lac, 2000 Neuchâtel".
static gboolean is_year(const char *text, gsize at, gsize n)
{
    gboolean year = n == 4 && strncmp(text + at, "1900", 4) >= 0 && strncmp(text + at, LAST_YEAR, 4) <= 0;
    return year && !(at >= 2 && at <= STREET_BYTES && strncmp(text + at - 2, ", ", 2) == 0);
}

static gsize australian(const char *text, gsize length)
{
    static const char *const states[] = {"NSW 9999", "VIC 9999", "QLD 9999", "TAS 9999",
                                         "ACT 9999", "WA 9999",  "SA 9999"};
    for (guint i = 0; i < G_N_ELEMENTS(states); i++) {
        gsize letters = strcspn(states[i], " ");
        if (strncmp(text, states[i], letters) == 0 && match_shape(text + letters, length - letters, " 9999")) {
            return letters + 5;
        }
    }
    return 0;
}

// "Austin, Texas 78701", after the comma: one or two words with a capital, and five digits.
static gsize behind_spelled_state(const char *text, gsize length)
{
    gsize at = 0;
    for (guint word = 0; word < 2 && at < length && g_ascii_isupper(text[at]); word++) {
        while (at < length && g_ascii_isalpha(text[at])) {
            at++;
        }
        gsize code = match_shape(text + at, length - at, " 99999-9999");
        code = code ? code : match_shape(text + at, length - at, " 99999");
        if (code) {
            return at + code;
        }
        at += at < length && text[at] == ' ';
    }
    return 0;
}

// Ireland: "D02 XY45", four letters and digits of which one is a digit.
static gsize irish(const char *text, gsize length)
{
    gsize at = match_shape(text, MIN(length, 3), "A99");
    if (!at || length < 8 || text[3] != ' ' || (length > 8 && g_ascii_isalnum(text[8]))) {
        return 0;
    }
    guint letters = 0, digits = 0;
    for (gsize i = 4; i < 8; i++) {
        letters += g_ascii_isupper(text[i]);
        digits += g_ascii_isdigit(text[i]);
    }
    return letters + digits == 4 && letters > 0 && digits > 0 ? 8 : 0;
}

static gsize code_at(const char *text, gsize length)
{
    static const char *const british[] = {"A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA"};
    static const char *const american[] = {"AA 99999", "AA, 99999", "AA. 99999", "AA 99999-9999"};
    gsize n = match_shape(text, length, "A9A?9A9");
    if (n && is_canadian(text)) {
        return n;
    }
    for (guint i = 0; i < G_N_ELEMENTS(british); i++) {
        if ((n = match_shape(text, length, british[i])) > 0) {
            return n;
        }
    }
    for (guint i = 0; i < G_N_ELEMENTS(american); i++) {
        if ((n = match_shape(text, length, american[i])) > 0) {
            return n;
        }
    }
    n = australian(text, length);
    n = n ? n : irish(text, length);
    return n ? n : before_town(text, length);
}

static gboolean has_digit(const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++) {
        if (g_ascii_isdigit(text[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean postal_code_find(const char *text, gsize length, gsize *start, gsize *end)
{
    gsize searched = has_digit(text, length) ? length : 0; // no code is without one
    for (gsize i = 0; i < searched; i++) {
        if (i > 0 && (g_ascii_isalnum(text[i - 1]) || strchr(".-/#", text[i - 1]))) {
            continue;
        }
        gsize n = code_at(text + i, length - i);
        if (!n && i > 1 && text[i - 1] == ' ' && text[i - 2] == ',') {
            n = behind_spelled_state(text + i, length - i);
        }
        if (n && !is_year(text, i, n)) {
            *start = i;
            *end = i + n;
            return TRUE;
        }
    }
    return FALSE;
}
