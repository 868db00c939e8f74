#include "audit/say.h"

#include <stdarg.h>
#include <stdio.h>

char *say_safe(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text ? text : "", -1);
    GString *safe = g_string_new(NULL);
    for (const char *c = valid; *c; c = g_utf8_next_char(c)) {
        gunichar character = g_utf8_get_char(c);
        GUnicodeType type = g_unichar_type(character);
        if (character != '\n' && (type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT)) {
            g_string_append(safe, "\xef\xbf\xbd");
        } else {
            g_string_append_unichar(safe, character);
        }
    }
    return g_string_free(safe, FALSE);
}

void say_error(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *safe = say_safe(message);
    fprintf(stderr, "vitrine: %s\n", safe);
}

void say_problem(const char *message)
{
    g_autofree char *safe = say_safe(message);
    fprintf(stderr, "%s\n", safe);
}
