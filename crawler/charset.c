#include "crawler/charset.h"

#include <string.h>

enum { PRESCAN_BYTES = 2048, LABEL_BYTES = 40 };

static const char UTF8[] = "utf-8", WINDOWS_1252[] = "windows-1252";
static const char UTF16LE[] = "utf-16le", UTF16BE[] = "utf-16be";
static const char REPLACEMENT[] = "\xef\xbf\xbd";

// Labels that differ from the name (Encoding Standard, 4.2); a label that is a name itself stands in NAMES.
static const struct {
    const char *label, *name;
} ALIASES[] = {
    {"utf8", UTF8},
    {"unicode-1-1-utf-8", UTF8},
    {"x-unicode20utf8", UTF8},
    {"iso-8859-1", WINDOWS_1252},
    {"iso8859-1", WINDOWS_1252},
    {"iso88591", WINDOWS_1252},
    {"iso_8859-1", WINDOWS_1252},
    {"iso-ir-100", WINDOWS_1252},
    {"latin1", WINDOWS_1252},
    {"latin-1", WINDOWS_1252},
    {"l1", WINDOWS_1252},
    {"us-ascii", WINDOWS_1252},
    {"ascii", WINDOWS_1252},
    {"ansi_x3.4-1968", WINDOWS_1252},
    {"cp1252", WINDOWS_1252},
    {"cp819", WINDOWS_1252},
    {"ibm819", WINDOWS_1252},
    {"x-cp1252", WINDOWS_1252},
    {"iso-8859-9", "windows-1254"},
    {"latin5", "windows-1254"},
    {"cp1254", "windows-1254"},
    {"iso-8859-11", "windows-874"},
    {"tis-620", "windows-874"},
    {"cp1250", "windows-1250"},
    {"cp1251", "windows-1251"},
    {"cp1253", "windows-1253"},
    {"cp1255", "windows-1255"},
    {"cp1256", "windows-1256"},
    {"cp1257", "windows-1257"},
    {"cp1258", "windows-1258"},
    {"latin2", "iso-8859-2"},
    {"iso8859-2", "iso-8859-2"},
    {"latin-9", "iso-8859-15"},
    {"latin9", "iso-8859-15"},
    {"l9", "iso-8859-15"},
    {"iso8859-15", "iso-8859-15"},
    {"mac", "macintosh"},
    {"x-mac-roman", "macintosh"},
    {"sjis", "shift_jis"},
    {"shift-jis", "shift_jis"},
    {"ms_kanji", "shift_jis"},
    {"windows-31j", "shift_jis"},
    {"x-sjis", "shift_jis"},
    {"x-euc-jp", "euc-jp"},
    {"gb2312", "gbk"},
    {"gb_2312-80", "gbk"},
    {"x-gbk", "gbk"},
    {"big5-hkscs", "big5"},
    {"x-x-big5", "big5"},
    {"ks_c_5601-1987", "euc-kr"},
    {"korean", "euc-kr"},
    {"windows-949", "euc-kr"},
    {"utf-16", UTF16LE},
    {"ucs-2", UTF16LE},
    {"unicode", UTF16LE},
};

static const char *const NAMES[] = {
    UTF8,           WINDOWS_1252,   UTF16LE,        UTF16BE,        "windows-1250", "windows-1251", "windows-1253",
    "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258", "windows-874",  "iso-8859-2",
    "iso-8859-3",   "iso-8859-4",   "iso-8859-5",   "iso-8859-6",   "iso-8859-7",   "iso-8859-8",   "iso-8859-10",
    "iso-8859-13",  "iso-8859-14",  "iso-8859-15",  "iso-8859-16",  "koi8-r",       "koi8-u",       "macintosh",
    "shift_jis",    "euc-jp",       "iso-2022-jp",  "gbk",          "gb18030",      "big5",         "euc-kr",
};

const char *charset_from_label(const char *label, gsize length)
{
    while (length > 0 && g_ascii_isspace(*label)) {
        label++;
        length--;
    }
    while (length > 0 && g_ascii_isspace(label[length - 1])) {
        length--;
    }
    if (length == 0 || length >= LABEL_BYTES) {
        return NULL;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        if (strlen(NAMES[i]) == length && g_ascii_strncasecmp(NAMES[i], label, length) == 0) {
            return NAMES[i];
        }
    }
    for (gsize i = 0; i < G_N_ELEMENTS(ALIASES); i++) {
        if (strlen(ALIASES[i].label) == length && g_ascii_strncasecmp(ALIASES[i].label, label, length) == 0) {
            return ALIASES[i].name;
        }
    }
    return NULL;
}

static const char *from_mark(const char *body, gsize length, gsize *mark_bytes)
{
    *mark_bytes = 0;
    if (length >= 3 && memcmp(body, "\xef\xbb\xbf", 3) == 0) {
        *mark_bytes = 3;
        return UTF8;
    }
    if (length >= 2 && memcmp(body, "\xff\xfe", 2) == 0) {
        *mark_bytes = 2;
        return UTF16LE;
    }
    if (length >= 2 && memcmp(body, "\xfe\xff", 2) == 0) {
        *mark_bytes = 2;
        return UTF16BE;
    }
    return NULL;
}

/* UTF-16 without a mark: "<" beside a NUL byte. */
static const char *from_pattern(const char *body, gsize length)
{
    if (length >= 4 && body[0] == '<' && body[1] == '\0' && body[2] != '\0' && body[3] == '\0') {
        return UTF16LE;
    }
    if (length >= 4 && body[0] == '\0' && body[1] == '<' && body[2] == '\0' && body[3] != '\0') {
        return UTF16BE;
    }
    return NULL;
}

static const char *find(const char *from, const char *end, const char *needle)
{
    gsize length = strlen(needle);
    for (; from + length <= end; from++) {
        if (g_ascii_strncasecmp(from, needle, length) == 0) {
            return from;
        }
    }
    return NULL;
}

/* The value of "charset" within one <meta ...>: charset=x, charset="x", or inside content="...; charset=x". */
static const char *in_meta(const char *tag, const char *end)
{
    for (const char *at = tag; (at = find(at, end, "charset"));) {
        at += strlen("charset");
        while (at < end && g_ascii_isspace(*at)) {
            at++;
        }
        if (at >= end || *at != '=') {
            continue;
        }
        at++;
        while (at < end && (g_ascii_isspace(*at) || *at == '"' || *at == '\'')) {
            at++;
        }
        const char *label = at;
        while (at < end && !g_ascii_isspace(*at) && !strchr("\"';/>", *at)) {
            at++;
        }
        return charset_from_label(label, at - label);
    }
    return NULL;
}

/* HTML Standard 13.2.3.2, without the full attribute grammar. */
static const char *from_meta(const char *body, gsize length)
{
    const char *end = body + MIN(length, PRESCAN_BYTES);
    for (const char *at = body; at < end && (at = memchr(at, '<', end - at)); at++) {
        if (end - at > 4 && memcmp(at, "<!--", 4) == 0) {
            const char *close = find(at + 2, end, "-->");
            if (!close) {
                return NULL;
            }
            at = close;
            continue;
        }
        if (end - at <= 6 || g_ascii_strncasecmp(at, "<meta", 5) != 0) {
            continue;
        }
        const char *close = memchr(at, '>', end - at);
        const char *name = in_meta(at, close ? close : end);
        if (name) {
            // A meta that can be read as ASCII cannot be in UTF-16, whatever it claims.
            return name == UTF16LE || name == UTF16BE ? UTF8 : name;
        }
    }
    return NULL;
}

/* ASCII without NUL, which most of any page is, eight bytes at a time. */
static gsize plain_length(const char *text, gsize length)
{
    gsize n = 0;
    for (guint64 bytes; length - n >= sizeof bytes; n += sizeof bytes) {
        memcpy(&bytes, text + n, sizeof bytes);
        const guint64 low = G_GUINT64_CONSTANT(0x0101010101010101);
        if (((bytes | (bytes - low)) & (low << 7)) != 0) {
            break;
        }
    }
    while (n < length && (guchar)(text[n] - 1) < 0x7f) {
        n++;
    }
    return n;
}

/* As g_utf8_validate_len(): pieces between ASCII are valid or not each by itself. */
static gboolean is_valid(const char *text, gsize length, const char **bad)
{
    const char *end = text + length;
    while ((text += plain_length(text, (gsize)(end - text))) < end) {
        gsize n = 1;
        while (text + n < end && (guchar)text[n] >= 0x80) {
            n++;
        }
        if (!g_utf8_validate_len(text, n, bad)) {
            return FALSE;
        }
        text += n;
    }
    *bad = end;
    return TRUE;
}

static void append_utf8(GString *out, const char *text, gsize length)
{
    while (length > 0) {
        const char *bad = NULL;
        gboolean valid = is_valid(text, length, &bad);
        g_string_append_len(out, text, bad - text);
        if (valid) {
            return;
        }
        length -= bad - text + 1;
        text = bad + 1;
        if (*bad == '\0') { // not allowed by GLib, and harmless as a space
            g_string_append_c(out, ' ');
            continue;
        }
        g_string_append(out, REPLACEMENT);
        while (length > 0 && ((guchar)*text & 0xc0) == 0x80) {
            text++;
            length--;
        }
    }
}

/* The bytes of windows-1252 that differ from Latin-1, 0x80 to 0x9f. */
static const gunichar HIGH_1252[32] = {
    0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8d,   0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178,
};

static void append_1252(GString *out, const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++) {
        guchar byte = text[i];
        if (byte < 0x80) {
            g_string_append_c(out, (char)byte);
        } else {
            g_string_append_unichar(out, byte < 0xa0 ? HIGH_1252[byte - 0x80] : byte);
        }
    }
}

/* Any other encoding, by iconv. FALSE if iconv does not know it. */
static gboolean append_converted(GString *out, const char *text, gsize length, const char *from)
{
    GIConv converter = g_iconv_open("UTF-8", from);
    if (converter == (GIConv)-1) {
        return FALSE;
    }
    char *in = (char *)text;
    while (length > 0) {
        char buffer[8192];
        char *to = buffer;
        gsize room = sizeof buffer;
        gsize before = length;
        gboolean failed = g_iconv(converter, &in, &length, &to, &room) == (gsize)-1;
        g_string_append_len(out, buffer, to - buffer);
        if (failed && length == before && to == buffer) { // stuck: a bad or cut sequence
            g_string_append(out, REPLACEMENT);
            in++;
            length--;
        }
    }
    g_iconv_close(converter);
    return TRUE;
}

static gboolean is_utf8(const char *text, gsize length)
{
    const char *bad = text, *end = text + length;
    while (!is_valid(bad, (gsize)(end - bad), &bad)) {
        if (*bad != '\0') { // which GLib does not allow, but Unicode does
            return FALSE;
        }
        bad++;
    }
    return TRUE;
}

static const char *decide(const char *body, gsize length, const char *declared)
{
    const char *name = declared ? charset_from_label(declared, strlen(declared)) : NULL;
    if (!name) {
        name = from_pattern(body, length);
    }
    if (!name) {
        name = from_meta(body, length);
    }
    if (!name) {
        name = is_utf8(body, length) ? UTF8 : WINDOWS_1252;
    }
    return name;
}

static void replace_nul(GString *text)
{
    for (char *at = text->str, *end = at + text->len; (at = memchr(at, '\0', end - at));) {
        *at = ' ';
    }
}

GString *charset_decode(const char *body, gsize length, const char *declared, const char **name)
{
    gsize mark_bytes = 0;
    const char *from = from_mark(body, length, &mark_bytes);
    body += mark_bytes;
    length -= mark_bytes;
    if (!from) {
        from = decide(body, length, declared);
    }
    GString *out = g_string_sized_new(length + length / 16 + 16);
    if (from == UTF8) {
        append_utf8(out, body, length);
    } else if (from == WINDOWS_1252 || !append_converted(out, body, length, from)) {
        append_1252(out, body, length);
        from = WINDOWS_1252;
    }
    replace_nul(out);
    *name = from;
    return out;
}
