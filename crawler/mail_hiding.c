#include "crawler/mail_hiding.h"

#include <string.h>

enum { MAX_HEX = 1024, MAX_BASE64 = 512 };

char *mail_from_cloudflare(const char *hex)
{
    gsize length = strspn(hex, "0123456789abcdefABCDEF");
    if (length < 8 || length % 2 || length > MAX_HEX || hex[length]) {
        return NULL;
    }
    g_autoptr(GString) mail = g_string_new(NULL);
    const int key = g_ascii_xdigit_value(hex[0]) * 16 + g_ascii_xdigit_value(hex[1]);
    for (gsize i = 2; i < length; i += 2) {
        int byte = (g_ascii_xdigit_value(hex[i]) * 16 + g_ascii_xdigit_value(hex[i + 1])) ^ key;
        g_string_append_c(mail, (char)byte);
    }
    if (strlen(mail->str) != mail->len || !g_utf8_validate(mail->str, -1, NULL)) {
        return NULL;
    }
    return g_string_free(g_steal_pointer(&mail), FALSE);
}

char *mail_from_cloudflare_link(const char *href)
{
    const char *mark = "/cdn-cgi/l/email-protection#";
    const char *at = href ? strstr(href, mark) : NULL;
    g_autofree char *mail = at ? mail_from_cloudflare(at + strlen(mark)) : NULL;
    return mail ? g_strconcat("mailto:", mail, NULL) : NULL;
}

static char *from_base64(const char *text)
{
    if (!text || !*text || strlen(text) > MAX_BASE64) {
        return NULL;
    }
    gsize length = 0;
    g_autofree guchar *bytes = g_base64_decode(text, &length);
    char *decoded = g_strndup((const char *)bytes, length);
    if (length == 0 || strlen(decoded) != length || !g_utf8_validate(decoded, -1, NULL)) {
        g_clear_pointer(&decoded, g_free);
    }
    return decoded;
}

char *mail_from_joomla(const char *first, const char *last)
{
    g_autofree char *local = from_base64(first), *domain = from_base64(last);
    return local && domain ? g_strconcat(local, "@", domain, NULL) : NULL;
}

/* One character, written as "&#64;" or as itself; returns what comes after. */
static const char *append_character(GString *out, const char *at)
{
    char *end = NULL;
    if (at[0] == '&' && at[1] == '#' && g_ascii_isdigit(at[2])) {
        guint64 code = g_ascii_strtoull(at + 2, &end, 10);
        if (*end == ';' && code >= ' ' && code < 0x7f) {
            g_string_append_c(out, (char)code);
            return end + 1;
        }
    }
    g_string_append_c(out, *at);
    return at + 1;
}

/* Appends the quoted pieces of a sum, 'a' + 'b', up to its semicolon; returns where that stands. */
static const char *append_pieces(GString *out, const char *at)
{
    while (*at && *at != ';' && out->len < MAX_HEX) {
        if (*at++ != '\'') {
            continue;
        }
        while (*at && *at != '\'' && out->len < MAX_HEX) {
            at = append_character(out, at);
        }
        at += *at == '\'';
    }
    return at;
}

char *mail_from_cloak_script(const char *script)
{
    const char *at = strstr(script, "var addy");
    if (!at) {
        return NULL;
    }
    const char *name = at + strlen("var ");
    const gsize length = strcspn(name, " =;");
    g_autofree char *sum = g_strndup(name, length);
    g_autoptr(GString) mail = g_string_new(NULL);
    at = append_pieces(mail, name + length);
    const char *again = strstr(at, sum); // addy1 = addy1 + 'rest';
    if (again && again[length + strspn(again + length, " ")] == '=') {
        append_pieces(mail, again);
    }
    const char *mark = strchr(mail->str, '@');
    if (!mark || mark == mail->str || !strchr(mark, '.') || strpbrk(mail->str, " <>\"") ||
        !g_utf8_validate(mail->str, -1, NULL)) {
        return NULL;
    }
    return g_string_free(g_steal_pointer(&mail), FALSE);
}
