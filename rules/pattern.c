#include "rules/pattern.h"

#include <string.h>

#include "rules/fold.h"

struct folder {
    const char *at;
    GString *out, *one; // `one`: the folded form of the character at hand
};

// The character that \x, or \N{U+...}, stands for; 0 where it is ASCII or nothing of the kind. *size is what it takes.
static gunichar escaped_character(const char *at, gsize *size)
{
    const char *digits = at + 2;
    gboolean braced = FALSE;
    if (g_str_has_prefix(at, "\\N{U+")) {
        digits = at + 5;
        braced = TRUE;
    } else if (g_str_has_prefix(at, "\\x{")) {
        digits = at + 3;
        braced = TRUE;
    } else if (at[1] != 'x') {
        return 0;
    }
    guint n = 0, value = 0, most = braced ? 6 : 2;
    while (n < most && g_ascii_isxdigit(digits[n])) {
        value = value * 16 + g_ascii_xdigit_value(digits[n++]);
    }
    if (braced && digits[n] != '}') {
        return 0;
    }
    *size = digits + n + braced - at;
    return value >= 0x80 && g_unichar_validate(value) ? value : 0;
}

// Reads the next character if it is one to fold, written out or escaped, into `one`.
static gboolean take_foreign(struct folder *folder)
{
    gsize size = 0;
    gunichar c = 0;
    if (*folder->at == '\\' && (folder->at[1] & 0x80)) {
        folder->at++;
    }
    if (*folder->at & 0x80) {
        c = g_utf8_get_char(folder->at);
        size = g_utf8_next_char(folder->at) - folder->at;
    } else if (*folder->at == '\\') {
        c = escaped_character(folder->at, &size);
    }
    if (!c) {
        return FALSE;
    }
    g_string_truncate(folder->one, 0);
    fold_char(folder->one, c);
    folder->at += size;
    return TRUE;
}

static void copy_ascii(struct folder *folder)
{
    gsize n = *folder->at == '\\' && folder->at[1] ? 2 : 1;
    g_string_append_len(folder->out, folder->at, n);
    folder->at += n;
}

static void copy_until(struct folder *folder, const char *end)
{
    const char *found = strstr(folder->at, end);
    gsize n = found ? (gsize)(found - folder->at) + strlen(end) : strlen(folder->at);
    fold_append(folder->out, folder->at, n);
    folder->at += n;
}

// What folds to several characters cannot stay in a class: `pairs` collects it, "|oe|ae".
static void fold_member(struct folder *folder, GString *pairs)
{
    const char *one = folder->one->str;
    if (g_utf8_strlen(one, -1) > 1) {
        g_string_append_printf(pairs, "|%s", one);
    } else {
        g_string_append_printf(folder->out, "%s%s", *one == '-' ? "\\" : "", one);
    }
}

static void fold_class(struct folder *folder)
{
    g_autoptr(GString) pairs = g_string_new(NULL);
    gsize begin = folder->out->len, negated = folder->at[1] == '^', head = 1 + negated;
    head += folder->at[head] == ']'; // a bracket that comes first is a member
    g_string_append_len(folder->out, folder->at, head);
    folder->at += head;
    while (*folder->at && *folder->at != ']') {
        if (g_str_has_prefix(folder->at, "[:") && strstr(folder->at, ":]")) {
            copy_until(folder, ":]");
        } else if (take_foreign(folder)) {
            fold_member(folder, pairs);
        } else {
            copy_ascii(folder);
        }
    }
    gboolean empty = folder->out->len == begin + 1 + negated;
    if (*folder->at) {
        folder->at++;
        g_string_append_c(folder->out, ']');
    }
    if (pairs->len == 0 || (negated && !empty)) {
        return;
    }
    if (negated) {
        g_string_truncate(folder->out, begin);
        g_string_append(folder->out, "(?s:.)");
    } else if (empty) {
        g_string_truncate(folder->out, begin);
        g_string_append_printf(folder->out, "(?:%s)", pairs->str + 1);
    } else {
        g_string_insert(folder->out, begin, "(?:");
        g_string_append_printf(folder->out, "%s)", pairs->str);
    }
}

// What folds to nothing must not leave its quantifier to what stands before it - but an accent by itself belongs there.
static void fold_outside(struct folder *folder)
{
    const char *one = folder->one->str;
    gboolean accent = g_unichar_ismark(g_utf8_get_char(g_utf8_prev_char(folder->at)));
    if (*one) {
        g_string_append_printf(folder->out, g_utf8_strlen(one, -1) > 1 ? "(?:%s)" : "%s", one);
    } else if (!accent && *folder->at && strchr("?*+{", *folder->at)) {
        g_string_append(folder->out, "(?:)");
    }
}

char *pattern_fold(const char *pattern)
{
    gsize length = strlen(pattern);
    if (fold_ascii_prefix(pattern, length) == length && !strstr(pattern, "\\x") && !strstr(pattern, "\\N")) {
        return g_strdup(pattern);
    }
    struct folder folder = {.at = pattern, .out = g_string_sized_new(length), .one = g_string_new(NULL)};
    while (*folder.at) {
        if (g_str_has_prefix(folder.at, "\\Q")) {
            copy_until(&folder, "\\E");
        } else if (*folder.at == '[') {
            fold_class(&folder);
        } else if (take_foreign(&folder)) {
            fold_outside(&folder);
        } else {
            copy_ascii(&folder);
        }
    }
    g_string_free(folder.one, TRUE);
    return g_string_free(folder.out, FALSE);
}
