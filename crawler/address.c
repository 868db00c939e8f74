#include "crawler/address.h"

#include <arpa/inet.h>
#include <string.h>

#include "crawler/address_layout.h"
#include "crawler/curl_library.h"

G_DEFINE_QUARK(vitrine - address - error, address_error)

/* An address in pieces; `query` is NULL where there is none. */
typedef struct {
    const char *scheme; /* "http", "https", "file" */
    char *authority;    /* host, and port where it is not the scheme's own */
    GString *path, *query;
} Pieces;

static void pieces_clear(Pieces *pieces)
{
    g_free(pieces->authority);
    if (pieces->path) {
        g_string_free(pieces->path, TRUE);
    }
    if (pieces->query) {
        g_string_free(pieces->query, TRUE);
    }
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pieces, pieces_clear)

/* Parameters that name a visit, an advertisement or a form to open, never another page. A trailing '*' is any ending.
 */
static const char *const IDLE_PARAMETERS[] = {
    "utm_*",   "gclid",      "gbraid",  "wbraid",  "gad_source", "gad_campaignid", "dclid",       "fbclid",
    "msclkid", "yclid",      "igshid",  "igsh",    "mc_cid",     "mc_eid",         "_ga",         "_gl",
    "_hsenc",  "_hsmi",      "mkt_tok", "srsltid", "phpsessid",  "jsessionid",     "aspsession*", "sessionid",
    "oscsid",  "session_id", "cfid",    "cftoken", "zenid",      "replytocom",
};

static gboolean is_idle_parameter(const char *text, gsize length)
{
    const char *equals = memchr(text, '=', length);
    const gsize n = equals ? (gsize)(equals - text) : length;
    for (gsize i = 0; i < G_N_ELEMENTS(IDLE_PARAMETERS); i++) {
        const char *name = IDLE_PARAMETERS[i];
        const gsize n_name = strlen(name);
        const gboolean any_ending = name[n_name - 1] == '*';
        if (any_ending ? n >= n_name - 1 && g_ascii_strncasecmp(text, name, n_name - 1) == 0
                       : n == n_name && g_ascii_strncasecmp(text, name, n) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean is_unreserved(guchar c)
{
    return g_ascii_isalnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/* Appends `text` with percent-encoding made uniform (RFC 3986 6.2.2); `also` are ASCII characters to encode besides. */
static void append_encoded(GString *out, const char *text, gsize length, const char *also)
{
    static const char HEX[] = "0123456789ABCDEF";
    for (gsize i = 0; i < length; i++) {
        gsize n_plain = 0;
        while (i + n_plain < length && is_unreserved((guchar)text[i + n_plain])) {
            n_plain++;
        }
        g_string_append_len(out, text + i, (gssize)n_plain);
        i += n_plain;
        if (i == length) {
            return;
        }
        guchar c = (guchar)text[i];
        gboolean encode = c <= 0x20 || c >= 0x7f || c == '%' || strchr(also, c);
        if (c == '%' && i + 2 < length && g_ascii_isxdigit(text[i + 1]) && g_ascii_isxdigit(text[i + 2])) {
            c = (guchar)(g_ascii_xdigit_value(text[i + 1]) << 4 | g_ascii_xdigit_value(text[i + 2]));
            i += 2;
            encode = !is_unreserved(c);
        }
        if (encode) {
            g_string_append_c(out, '%');
            g_string_append_c(out, HEX[c >> 4]);
            g_string_append_c(out, HEX[c & 15]);
        } else {
            g_string_append_c(out, (char)c);
        }
    }
}

/* ";jsessionid=..." is a session id that stands in the path. */
static gsize length_without_session(const char *segment, gsize length)
{
    static const char MARK[] = ";jsessionid=";
    const char *end = segment + length;
    for (const char *at = segment; (at = memchr(at, ';', (gsize)(end - at))); at++) {
        if ((gsize)(end - at) >= strlen(MARK) && g_ascii_strncasecmp(at, MARK, strlen(MARK)) == 0) {
            return (gsize)(at - segment);
        }
    }
    return length;
}

static void drop_last_segment(GString *path)
{
    char *slash = strrchr(path->str, '/');
    g_string_truncate(path, slash ? (gsize)(slash - path->str) : 0);
}

/* The path of `text`, segment by segment, without "." and ".." (RFC 3986 5.2.4) also where they are percent-encoded. */
static GString *normal_path(const char *text, gsize length)
{
    GString *path = g_string_sized_new(length + 8);
    const char *end = text + length;
    const char *p = text;
    if (p < end && (*p == '/' || *p == '\\')) {
        p++;
    }
    for (;;) {
        const char *stop = p;
        while (stop < end && *stop != '/' && *stop != '\\') {
            stop++;
        }
        const gboolean last = stop == end;
        const gsize start = path->len;
        g_string_append_c(path, '/');
        append_encoded(path, p, length_without_session(p, (gsize)(stop - p)), "\"<>`{}^");
        const char *segment = path->str + start + 1;
        const gboolean up = g_str_equal(segment, "..");
        if (up || g_str_equal(segment, ".")) {
            g_string_truncate(path, start);
            if (up) {
                drop_last_segment(path);
            }
            g_string_append(path, last ? "/" : "");
        }
        if (last) {
            return path;
        }
        p = stop + 1;
    }
}

/* The query of `text` without idle parameters; NULL where nothing is left. */
static GString *normal_query(const char *text, gsize length)
{
    GString *query = g_string_sized_new(length + 8);
    const char *end = text + length;
    for (const char *p = text; p < end;) {
        const char *stop = memchr(p, '&', (gsize)(end - p));
        stop = stop ? stop : end;
        if (stop > p && !is_idle_parameter(p, (gsize)(stop - p))) {
            g_string_append(query, query->len > 0 ? "&" : "");
            append_encoded(query, p, (gsize)(stop - p), "\"<>'");
        }
        p = stop + 1;
    }
    if (query->len == 0) {
        g_string_free(query, TRUE);
        return NULL;
    }
    return query;
}

/* Splits what follows an authority into path and query, and drops the fragment. */
static void read_path_and_query(const char *text, Pieces *pieces)
{
    const gsize length = strcspn(text, "#");
    const char *question = memchr(text, '?', length);
    const gsize path_length = question ? (gsize)(question - text) : length;
    pieces->path = normal_path(text, path_length);
    if (question && !g_str_equal(pieces->scheme, "file")) {
        pieces->query = normal_query(question + 1, length - path_length - 1);
    }
}

/* Lower-case letters, digits, dots and hyphens, the last label beginning with a letter: nothing for libcurl to do. */
static gboolean is_plain_authority(const char *text, gsize length)
{
    gboolean letter = FALSE;
    for (gsize i = 0; i < length; i++) {
        const char c = text[i];
        if (!g_ascii_islower(c) && !g_ascii_isdigit(c) && c != '-' && c != '.') {
            return FALSE;
        }
        if (i == 0 || text[i - 1] == '.') {
            if (c == '.') {
                return FALSE;
            }
            letter = g_ascii_islower(c);
        }
    }
    return letter && text[length - 1] != '.' && length <= 253;
}

/* WHATWG "ends in a number": such a host must be an IPv4 address, which libcurl has by then made a dotted quad. */
static gboolean is_acceptable_host(const char *host)
{
    if (host[0] == '[') {
        return TRUE;
    }
    const gsize length = strlen(host);
    if (length == 0 || length > 253 || strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789-._") != length) {
        return FALSE;
    }
    const char *dot = strrchr(host, '.');
    const char *label = dot ? dot + 1 : host;
    const gboolean number = label[strspn(label, "0123456789")] == '\0' ||
                            (g_str_has_prefix(label, "0x") && label[2 + strspn(label + 2, "0123456789abcdef")] == '\0');
    struct in_addr ignored;
    return (!number || inet_pton(AF_INET, host, &ignored) == 1) && !strstr(host, "..") && host[0] != '.';
}

static char *curl_part(CURLU *url, CURLUPart part, unsigned flags)
{
    char *text = NULL;
    if (curl()->url_get(url, part, &text, flags) != CURLUE_OK) {
        return NULL;
    }
    char *copy = g_strdup(text);
    curl()->free(text);
    return copy;
}

/*
 * Host and port without percent-encoding, the host in its ASCII form and without the dot that may end it. GLib's IDNA,
 * since libcurl's asks the locale.
 */
static char *ascii_authority(const char *text, gsize length)
{
    if (length > 0 && text[0] == '[') {
        return memchr(text, '%', length) ? NULL : g_strndup(text, length);
    }
    g_autofree char *raw = g_uri_unescape_segment(text, text + length, NULL);
    if (!raw || strpbrk(raw, "/\\?#@[%")) {
        return NULL;
    }
    const gsize n_host = strcspn(raw, ":");
    g_autofree char *host = g_strndup(raw, n_host);
    if (!g_str_is_ascii(host)) {
        g_autofree char *ascii = g_utf8_validate(host, -1, NULL) ? g_hostname_to_ascii(host) : NULL;
        if (!ascii || strchr(ascii, '%')) {
            return NULL; // a character that stands for "%" must not be decoded a second time
        }
        g_free(host);
        host = g_steal_pointer(&ascii);
    }
    const gsize n = strlen(host);
    if (n > 1 && host[n - 1] == '.') {
        host[n - 1] = '\0';
    }
    return g_strconcat(host, raw + n_host, NULL);
}

/* The normal authority of `length` bytes at `text`, without user and password; NULL if it is no host. */
static char *normal_authority(const char *scheme, const char *text, gsize length)
{
    if (length > 0 && is_plain_authority(text, length)) {
        return g_strndup(text, length);
    }
    // The last @ ends the user's part (WHATWG); libcurl is not asked about it, since no password is ever sent.
    const char *at = memrchr(text, '@', length);
    const gsize skip = at ? (gsize)(at - text) + 1 : 0;
    g_autofree char *ascii = ascii_authority(text + skip, length - skip);
    if (!ascii) {
        return NULL;
    }
    g_autofree char *bare = g_strdup_printf("%s://%s/", scheme, ascii);
    CURLU *url = curl()->url();
    g_autofree char *host = NULL;
    g_autofree char *port = NULL;
    if (curl()->url_set(url, CURLUPART_URL, bare, 0) == CURLUE_OK) {
        host = curl_part(url, CURLUPART_HOST, 0);
        port = curl_part(url, CURLUPART_PORT, CURLU_NO_DEFAULT_PORT);
    }
    curl()->url_cleanup(url);
    if (!host) {
        return NULL;
    }
    g_autofree char *lower = g_ascii_strdown(host, -1);
    if (!is_acceptable_host(lower)) {
        return NULL;
    }
    return port ? g_strdup_printf("%s:%s", lower, port) : g_steal_pointer(&lower);
}

static char *pieces_join(const Pieces *pieces)
{
    return g_strconcat(pieces->scheme, "://", pieces->authority, pieces->path->str, pieces->query ? "?" : NULL,
                       pieces->query ? pieces->query->str : NULL, NULL);
}

/* White space around it and line breaks within it are not part of an address (WHATWG URL, basic parser 1-3). */
static char *without_white_space(const char *text)
{
    while (*text && (guchar)*text <= 0x20) {
        text++;
    }
    char *clean = g_strdup(text);
    char *out = clean;
    for (const char *p = clean; *p; p++) {
        if (*p != '\t' && *p != '\n' && *p != '\r') {
            *out++ = *p;
        }
    }
    while (out > clean && (guchar)out[-1] <= 0x20) {
        out--;
    }
    *out = '\0';
    return clean;
}

/* Length of the scheme that `text` begins with, its colon not counted; 0 if there is none. */
static gsize scheme_length(const char *text)
{
    if (!g_ascii_isalpha(text[0])) {
        return 0;
    }
    gsize n = 1;
    while (g_ascii_isalnum(text[n]) || text[n] == '+' || text[n] == '-' || text[n] == '.') {
        n++;
    }
    return text[n] == ':' ? n : 0;
}

static const char *web_scheme(const char *text, gsize length)
{
    if (length == 4 && g_ascii_strncasecmp(text, "http", 4) == 0) {
        return "http";
    }
    return length == 5 && g_ascii_strncasecmp(text, "https", 5) == 0 ? "https" : NULL;
}

/* Reads what follows "http:" or "https:"; FALSE if there is no acceptable host. */
static gboolean read_absolute(const char *scheme, const char *rest, Pieces *pieces)
{
    rest += strspn(rest, "/\\");
    const gsize length = strcspn(rest, "/\\?#");
    pieces->scheme = scheme;
    pieces->authority = normal_authority(scheme, rest, length);
    if (!pieces->authority) {
        return FALSE;
    }
    read_path_and_query(rest + length, pieces);
    return TRUE;
}

static char *bounded_join(const Pieces *pieces)
{
    g_autofree char *joined = pieces_join(pieces);
    return strlen(joined) <= ADDRESS_MAX_BYTES ? g_steal_pointer(&joined) : NULL;
}

static void complain_of_scheme(const char *text, gsize n_scheme, GError **error)
{
    // "roe.example:8080" reads like a scheme and its colon, but people mean a host.
    const gboolean is_host = n_scheme == 0 || memchr(text, '.', n_scheme) || g_ascii_isdigit(text[n_scheme + 1]);
    if (is_host && strpbrk(text, ".:")) {
        g_set_error(error, ADDRESS_ERROR, ADDRESS_ERROR_SCHEME, "“%s” has no scheme: write https://%s", text,
                    text + strspn(text, "/"));
    } else if (is_host) {
        g_set_error(error, ADDRESS_ERROR, ADDRESS_ERROR_SYNTAX,
                    "“%s” is not a web address, such as https://roe.example/", text);
    } else {
        g_set_error(error, ADDRESS_ERROR, ADDRESS_ERROR_SCHEME,
                    "“%s” cannot be audited: only http: and https: addresses can, not %.*s:", text, (int)n_scheme,
                    text);
    }
}

char *address_normalise(const char *text, GError **error)
{
    g_autofree char *clean = without_white_space(text);
    if (strlen(clean) > ADDRESS_MAX_BYTES) {
        g_set_error(error, ADDRESS_ERROR, ADDRESS_ERROR_TOO_LONG, "the address is longer than %d bytes",
                    ADDRESS_MAX_BYTES);
        return NULL;
    }
    const gsize n_scheme = scheme_length(clean);
    const char *scheme = web_scheme(clean, n_scheme);
    if (!scheme) {
        complain_of_scheme(clean, n_scheme, error);
        return NULL;
    }
    g_auto(Pieces) pieces = {0};
    if (!read_absolute(scheme, clean + n_scheme + 1, &pieces)) {
        g_set_error(error, ADDRESS_ERROR, ADDRESS_ERROR_HOST, "“%s” names no host that can exist", clean);
        return NULL;
    }
    char *address = bounded_join(&pieces);
    if (!address) {
        g_set_error(error, ADDRESS_ERROR, ADDRESS_ERROR_TOO_LONG, "the address is longer than %d bytes",
                    ADDRESS_MAX_BYTES);
    }
    return address;
}

/* Reads a reference that has no authority of its own. */
static void read_relative(const struct layout *base, const char *reference, Pieces *pieces)
{
    pieces->authority = g_strndup(base->authority, (gsize)(base->path - base->authority));
    g_autoptr(GString) whole = g_string_new(NULL);
    if (reference[0] == '#') {
        g_string_append_len(whole, base->path, base->end - base->path);
    } else if (reference[0] == '?') {
        g_string_append_len(whole, base->path, base->query - base->path);
    } else if (reference[0] != '/' && reference[0] != '\\') {
        const char *slash = memrchr(base->path, '/', (gsize)(base->query - base->path));
        g_string_append_len(whole, base->path, slash ? slash + 1 - base->path : 0);
    }
    g_string_append(whole, reference);
    read_path_and_query(whole->str, pieces);
}

static gboolean is_slash(char c)
{
    return c == '/' || c == '\\';
}

/* Whether a path is in normal form whatever stands before it: no empty start, nothing to encode, no "." or "..". */
static gboolean is_plain_path(const char *path)
{
    if (path[0] != '/' || path[1] == '/') {
        return FALSE;
    }
    for (; is_unreserved((guchar)*path) || *path == '/'; path++) {
        if (path[0] == '/' && path[1] == '.') {
            return FALSE;
        }
    }
    return *path == '\0';
}

/* What most links are: a plain path, or one on the base's own host, written out. NULL if `clean` is neither. */
static char *resolve_plain(const char *base, gsize n_origin, const char *clean)
{
    const gboolean has_host = base[n_origin - 1] != '/';
    const char *path = has_host && strncmp(clean, base, n_origin) == 0 ? clean + n_origin : clean;
    const gsize n_path = strlen(path);
    if (!is_plain_path(path) || n_origin + n_path > ADDRESS_MAX_BYTES) {
        return NULL;
    }
    char *address = g_malloc(n_origin + n_path + 1);
    memcpy(address, base, n_origin);
    memcpy(address + n_origin, path, n_path + 1);
    return address;
}

char *address_resolve(const char *base, const char *reference)
{
    g_autofree char *clean = without_white_space(reference);
    const gsize n = strlen(clean);
    if (n == 0 || n > 2 * ADDRESS_MAX_BYTES) {
        return NULL;
    }
    const struct layout layout = layout_of(base);
    const gsize n_base_scheme = (gsize)(layout.authority - base) > 3 ? (gsize)(layout.authority - base) - 3 : 0;
    const char *base_scheme = web_scheme(base, n_base_scheme);
    const gboolean file = !base_scheme && g_str_has_prefix(base, "file://");
    if (!base_scheme && !file) {
        return NULL;
    }
    char *plain = resolve_plain(base, (gsize)(layout.path - base), clean);
    if (plain) {
        return plain;
    }
    g_auto(Pieces) pieces = {.scheme = file ? "file" : base_scheme};
    const gsize n_scheme = scheme_length(clean);
    const char *scheme = web_scheme(clean, n_scheme);
    const char *rest = n_scheme > 0 ? clean + n_scheme + 1 : clean;
    if (n_scheme > 0 && !scheme) {
        return NULL;
    }
    // "https:page" below an https base is relative (WHATWG, "special relative or authority state").
    if (scheme && (g_strcmp0(scheme, base_scheme) != 0 || (is_slash(rest[0]) && is_slash(rest[1])))) {
        return read_absolute(scheme, rest, &pieces) ? bounded_join(&pieces) : NULL;
    }
    if (is_slash(rest[0]) && is_slash(rest[1])) {
        return read_absolute(file ? "https" : base_scheme, rest, &pieces) ? bounded_join(&pieces) : NULL;
    }
    if (rest[0] == '\0') {
        return g_strdup(base); // "https:" alone
    }
    read_relative(&layout, rest, &pieces);
    return bounded_join(&pieces);
}
