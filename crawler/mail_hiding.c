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
