#include "reports/mask.h"

#include <string.h>

#include "reports/escape.h"

enum { MIN_PHONE_DIGITS = 7, MAX_PHONE_BYTES = 24, N_KEPT_DIGITS = 2 };

gboolean mask_applies(const struct rule_info *rule)
{
    return g_str_has_prefix(rule->id, "testimonials.") || g_str_equal(rule->id, "privacy.client-details");
}

static gboolean is_email_byte(char c)
{
    return g_ascii_isalnum(c) || strchr("._%+-", c) != NULL;
}

/* The bytes of an e-mail address whose "@" stands at `at`; 0 when there is none. */
static gsize email_around(const char *text, gsize at, gsize *start)
{
    gsize from = at, to = at + 1;
    while (from > 0 && text[from - 1] && is_email_byte(text[from - 1])) {
        from--;
    }
    while (text[to] && (g_ascii_isalnum(text[to]) || text[to] == '.' || text[to] == '-')) {
        to++;
    }
    *start = from;
    return from < at && memchr(text + at, '.', to - at) ? to - from : 0;
}

/* The bytes of what reads like a telephone number at `text`, which begins with a digit; 0 when it is too short. */
static gsize phone_at(const char *text, guint *n_digits)
{
    gsize length = 0, end = 0;
    *n_digits = 0;
    while (length < MAX_PHONE_BYTES && text[length] &&
           (g_ascii_isdigit(text[length]) || strchr(" ().-+", text[length]))) {
        if (g_ascii_isdigit(text[length])) {
            (*n_digits)++;
            end = length + 1;
        }
        length++;
    }
    return *n_digits >= MIN_PHONE_DIGITS ? end : 0;
}

static char *digits_of(const char *text, gsize length)
{
    GString *digits = g_string_new(NULL);
    for (gsize i = 0; i < length; i++) {
        if (g_ascii_isdigit(text[i])) {
            g_string_append_c(digits, text[i]);
        }
    }
    return g_string_free(digits, FALSE);
}

static gboolean is_own_phone(const struct result *result, const char *text, gsize length)
{
    const char *own = g_hash_table_lookup(result->values, "phone");
    if (!own) {
        return FALSE;
    }
    g_autofree char *own_digits = digits_of(own, strlen(own));
    g_autofree char *digits = digits_of(text, length);
    return *own_digits && (g_str_has_suffix(digits, own_digits) || g_str_has_suffix(own_digits, digits));
}

static gboolean is_own_email(const struct result *result, const char *text, gsize length)
{
    const char *own = g_hash_table_lookup(result->values, "email");
    return own && strlen(own) == length && g_ascii_strncasecmp(own, text, length) == 0;
}

static void append_masked_phone(GString *out, const char *text, gsize length, guint n_digits)
{
    guint seen = 0;
    for (gsize i = 0; i < length; i++) {
        if (g_ascii_isdigit(text[i]) && ++seen <= n_digits - N_KEPT_DIGITS) {
            g_string_append(out, "•");
        } else {
            g_string_append_c(out, text[i]);
        }
    }
}

char *mask_strangers(const struct result *result, const char *text, gboolean *masked)
{
    GString *out = g_string_new(NULL);
    gsize written = 0, length = strlen(text);
    for (gsize i = 0; i < length;) {
        gsize start = i;
        guint n_digits = 0;
        gsize n_email = text[i] == '@' ? email_around(text, i, &start) : 0;
        gsize n_phone = g_ascii_isdigit(text[i]) ? phone_at(text + i, &n_digits) : 0;
        gsize n_bytes = n_email ? n_email : n_phone;
        gboolean own =
            n_email ? is_own_email(result, text + start, n_email) : n_phone && is_own_phone(result, text + i, n_phone);
        if (n_bytes == 0 || own || start < written) {
            i = MAX(start + n_bytes, i + 1);
            continue;
        }
        g_string_append_len(out, text + written, (gssize)(start - written));
        if (n_email) {
            g_string_append_printf(out, "%c•••@•••", text[start]);
        } else {
            append_masked_phone(out, text + i, n_phone, n_digits);
        }
        *masked = TRUE;
        written = i = start + n_bytes;
    }
    g_string_append(out, text + written);
    return g_string_free(out, FALSE);
}

char *quote_shown(const struct result *result, const struct rule_info *rule, gboolean unmasked, const char *text,
                  gsize max_characters, gboolean *masked)
{
    g_autofree char *line = text_line(text, max_characters);
    return unmasked || !mask_applies(rule) ? g_steal_pointer(&line) : mask_strangers(result, line, masked);
}
