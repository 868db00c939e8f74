#include <glib.h>
#include <stdint.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "rules/fold.h"
#include "rules/grams.h"
#include "rules/literals.h"
#include "rules/matcher.h"
#include "rules/pattern.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What matches holds what it demands. */
static void check_demands(const char *pattern, const char *text, gsize length)
{
    g_autofree char *folded = pattern_fold(pattern);
    g_autoptr(GString) folded_text = g_string_new(NULL);
    fold_append(folded_text, text, length);
    int code;
    gsize offset;
    pcre2_code *compiled =
        pcre2_compile((PCRE2_SPTR)folded, PCRE2_ZERO_TERMINATED,
                      PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C, &code, &offset, NULL);
    if (!compiled) {
        return;
    }
    pcre2_match_data *found = pcre2_match_data_create(1, NULL);
    pcre2_match_context *limits = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(limits, 20000);
    pcre2_set_depth_limit(limits, 1000);
    if (pcre2_match(compiled, (PCRE2_SPTR)folded_text->str, folded_text->len, 0, PCRE2_NOTEMPTY, found, limits) >= 0) {
        Demands *demands = demands_new(folded);
        struct grams grams;
        grams_note(&grams, folded_text->str, folded_text->len);
        gboolean from_start = *pcre2_get_ovector_pointer(found) == 0 || strstr(folded, "\\K");
        g_assert_true(demands_met(demands, &grams, from_start));
        demands_free(demands);
    }
    pcre2_match_data_free(found);
    pcre2_match_context_free(limits);
    pcre2_code_free(compiled);
}

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
    if (good) {
        check_demands(pattern, (const char *)end + 1, length);
    }
    matcher_find(matcher, (const char *)end + 1, length, MATCH_ANY, matches);
    for (guint i = 0; i < matches->len; i++) {
        const struct match *match = &g_array_index(matches, struct match, i);
        g_assert_true(match->start < match->end && match->end <= length);
    }
    return 0;
}
