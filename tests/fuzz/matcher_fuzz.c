#include <glib.h>
#include <stdint.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "rules/literals.h"
#include "rules/matcher.h"
#include "rules/pattern.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is compiled only when a text asks for it must compile then, and never match nothing. */
static void check_soundness(const char *pattern)
{
    g_autofree char *folded = pattern_fold(pattern);
    struct literals literals;
    literals_find(folded, &literals);
    if (literals.sound) {
        int code;
        gsize offset;
        guint32 may_be_empty = 1;
        pcre2_code *compiled =
            pcre2_compile((PCRE2_SPTR)folded, PCRE2_ZERO_TERMINATED,
                          PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C, &code, &offset, NULL);
        g_assert_nonnull(compiled);
        pcre2_pattern_info(compiled, PCRE2_INFO_MATCHEMPTY, &may_be_empty);
        g_assert_false(may_be_empty);
        pcre2_code_free(compiled);
    }
}

/* A pattern up to the first line end, then the text. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { LONGEST_PATTERN = 400 };
    const uint8_t *end = size ? memchr(data, '\n', size) : NULL;
    if (!end || end - data > LONGEST_PATTERN) {
        return 0;
    }
    g_autofree char *pattern = g_strndup((const char *)data, end - data);
    if (g_utf8_validate(pattern, -1, NULL)) {
        check_soundness(pattern);
    }
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
