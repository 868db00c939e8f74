#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "rules/matcher.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A pattern up to the first line end, then the text. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { LONGEST_PATTERN = 400 };
    const uint8_t *end = size ? memchr(data, '\n', size) : NULL;
    if (!end || end - data > LONGEST_PATTERN) {
        return 0;
    }
    g_autofree char *pattern = g_strndup((const char *)data, end - data);
    g_autoptr(Matcher) matcher = matcher_new();
    g_autoptr(GError) error = NULL;
    gboolean good = matcher_add(matcher, pattern, MATCH_ANY, 1, &error);
    g_assert_true(good == !error);
    g_assert_true(good || g_utf8_validate(error->message, -1, NULL));
    matcher_seal(matcher);
    g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(struct match));
    gsize length = data + size - (end + 1);
    matcher_find(matcher, (const char *)end + 1, length, MATCH_ANY, matches);
    for (guint i = 0; i < matches->len; i++) {
        const struct match *match = &g_array_index(matches, struct match, i);
        g_assert_true(match->start < match->end && match->end <= length);
    }
    return 0;
}
