#include "rules/fold.h"

#include <string.h>

enum { REPLACEMENT = 0xFFFD };

// What Unicode does not decompose, or decomposes into something else than how people type it.
static const struct {
    gunichar from;
    const char *to;
} letters[] = {
    {0x00C6, "AE"}, {0x00D0, "D"},  {0x00D8, "O"},  {0x00DE, "TH"}, {0x00DF, "ss"}, {0x00E6, "ae"}, {0x00F0, "d"},
    {0x00F8, "o"},  {0x00FE, "th"}, {0x0110, "D"},  {0x0111, "d"},  {0x0126, "H"},  {0x0127, "h"},  {0x0131, "i"},
    {0x0141, "L"},  {0x0142, "l"},  {0x0152, "OE"}, {0x0153, "oe"}, {0x0166, "T"},  {0x0167, "t"},  {0x1E9E, "SS"},
};

static gboolean is_apostrophe(gunichar c)
{
    return c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0x2032 || c == 0x00B4 || c == 0x201B || c == 0x02B9 ||
           c == 0xA78C || c == 0xFF07;
}

static gboolean is_dash(gunichar c)
{
    return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2043 || c == 0xFE58 || c == 0xFE63 || c == 0xFF0D;
}

static gboolean is_space(gunichar c)
{
    return c == 0x00A0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x1680 || c == 0x3000;
}

// Accents that stand by themselves, and what has no width: soft hyphens, joiners, direction marks, variants.
static gboolean is_dropped(gunichar c)
{
    return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) ||
           (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE20 && c <= 0xFE2F) || c == 0x00AD || c == 0x034F || c == 0x180E ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F);
}

static const char *letter(gunichar c)
{
    for (gsize i = 0; i < G_N_ELEMENTS(letters) && letters[i].from <= c; i++) {
        if (letters[i].from == c) {
            return letters[i].to;
        }
    }
    return NULL;
}

// é is e and an accent; 𝗔 (bold, as in headlines that want to be seen) is A; but ² is not 2, nor ™ TM.
static void fold_letter(GString *out, gunichar c)
{
    gunichar parts[FOLD_MAX_CHARS];
    gsize n = g_unichar_fully_decompose(c, TRUE, parts, FOLD_MAX_CHARS), kept = 0;
    gboolean plain = (g_unichar_isalpha(c) || g_unichar_isdigit(c)) && n <= FOLD_MAX_CHARS;
    for (gsize i = 0; plain && i < n; i++) {
        plain = g_unichar_isalpha(parts[i]) || g_unichar_isdigit(parts[i]) || is_dropped(parts[i]);
        kept += !is_dropped(parts[i]);
    }
    gboolean hangul = c >= 0xAC00 && c <= 0xD7A3; // syllables fall apart into other letters
    if (!plain || kept == 0 || hangul) {
        g_string_append_unichar(out, c);
        return;
    }
    for (gsize i = 0; i < n; i++) {
        if (parts[i] != c) {
            fold_char(out, parts[i]);
        } else {
            g_string_append_unichar(out, c);
        }
    }
}

void fold_char(GString *out, gunichar c)
{
    if (c < 0x80) {
        g_string_append_c(out, (char)c);
    } else if (is_apostrophe(c)) {
        g_string_append_c(out, '\'');
    } else if (is_dash(c)) {
        g_string_append_c(out, '-');
    } else if (is_space(c)) {
        g_string_append_c(out, ' ');
    } else if (!is_dropped(c)) {
        const char *plain = letter(c);
        if (plain) {
            g_string_append(out, plain);
        } else {
            fold_letter(out, c);
        }
    }
}

gsize fold_ascii_prefix(const char *text, gsize length)
{
    gsize i = 0;
    for (guint64 word; i + sizeof word <= length; i += sizeof word) {
        memcpy(&word, text + i, sizeof word);
        if (word & G_GUINT64_CONSTANT(0x8080808080808080)) {
            break;
        }
    }
    while (i < length && !(text[i] & 0x80)) {
        i++;
    }
    return i;
}

// The character at `text`, of at most `length` > 0 bytes, and how many bytes it takes. Never reads past them.
static gunichar decode(const char *text, gsize length, gsize *size)
{
    gunichar c = g_utf8_get_char_validated(text, MIN(length, 6));
    gboolean good = c < (gunichar)-2;
    *size = good ? g_utf8_skip[(guchar)*text] : 1;
    return good ? c : REPLACEMENT;
}

static void note_origins(GArray *origins, gsize first, gsize n, gboolean each)
{
    if (!origins) {
        return;
    }
    gsize before = origins->len;
    g_array_set_size(origins, before + n);
    guint32 *data = &g_array_index(origins, guint32, 0);
    for (gsize i = 0; i < n; i++) {
        data[before + i] = first + (each ? i : 0);
    }
}

// Editors write a no-break space beside a plain one; both together are one.
static gboolean doubles_a_space(const GString *out, gsize begin)
{
    return out->len > begin && out->str[out->len - 1] == ' ';
}

void fold_traced(GString *out, GArray *origins, const char *text, gsize length)
{
    gsize begin = out->len;
    gboolean was_odd_space = FALSE;
    for (gsize i = 0; i < length;) {
        i += was_odd_space && text[i] == ' ';
        was_odd_space = FALSE;
        gsize run = fold_ascii_prefix(text + i, length - i);
        if (run) {
            g_string_append_len(out, text + i, run);
            note_origins(origins, i, run, TRUE);
            i += run;
            continue;
        }
        if (i == length) {
            break;
        }
        gsize size, before = out->len;
        gunichar c = decode(text + i, length - i, &size);
        was_odd_space = is_space(c);
        if (!was_odd_space || !doubles_a_space(out, begin)) {
            fold_char(out, c);
            note_origins(origins, i, out->len - before, FALSE);
        }
        i += size;
    }
}

void fold_append(GString *out, const char *text, gsize length)
{
    fold_traced(out, NULL, text, length);
}

char *fold(const char *text)
{
    gsize length = strlen(text);
    GString *out = g_string_sized_new(length);
    fold_append(out, text, length);
    return g_string_free(out, FALSE);
}

gsize fold_origin(const char *text, gsize length, gsize folded)
{
    g_autoptr(GString) out = g_string_sized_new(length);
    g_autoptr(GArray) origins = g_array_sized_new(FALSE, FALSE, sizeof(guint32), length);
    fold_traced(out, origins, text, length);
    return folded < origins->len ? g_array_index(origins, guint32, folded) : length;
}
