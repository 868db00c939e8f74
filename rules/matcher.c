#include "rules/matcher.h"

#include <string.h>

#include "rules/literals.h"
#include "rules/matcher_parts.h"
#include "rules/pattern.h"

G_DEFINE_QUARK(vitrine - matcher - error, matcher_error)

static void pattern_clear(gpointer data)
{
    struct pattern *pattern = data;
    pcre2_code_free(pattern->code);
    demands_free(pattern->demands);
    g_free(pattern->own);
}

Matcher *matcher_new(void)
{
    Matcher *matcher = g_new0(Matcher, 1);
    matcher->patterns = g_array_new(FALSE, FALSE, sizeof(struct pattern));
    g_array_set_clear_func(matcher->patterns, pattern_clear);
    matcher->unanchored = g_array_new(FALSE, FALSE, sizeof(guint32));
    matcher->needs = g_array_new(FALSE, FALSE, sizeof(struct need));
    return matcher;
}

void matcher_free(Matcher *matcher)
{
    if (matcher) {
        g_array_unref(matcher->patterns);
        g_array_unref(matcher->needs);
        keys_clear(&matcher->keys);
        g_array_unref(matcher->unanchored);
        memo_free(matcher->memo);
        g_free(matcher);
    }
}

pcre2_code *matcher_compile(const char *pattern, int *code, gsize *offset)
{
    const guint32 flags = PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT;
    return pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, flags, code, offset, NULL);
}

// Folding moves what stands behind it, so the place of a mistake is that in the pattern as written.
static gboolean fail(const char *pattern, int code, GError **error)
{
    PCRE2_UCHAR reason[160];
    int own_code = 0;
    gsize offset = 0;
    pcre2_code *own = matcher_compile(pattern, &own_code, &offset);
    pcre2_get_error_message(own ? code : own_code, reason, sizeof reason);
    if (own) {
        pcre2_code_free(own);
        g_set_error(error, MATCHER_ERROR, MATCHER_ERROR_SYNTAX, "%s, without accents, in “%s”", (char *)reason,
                    pattern);
        return FALSE;
    }
    gboolean text = g_utf8_validate(pattern, -1, NULL);
    glong character = text ? g_utf8_pointer_to_offset(pattern, pattern + offset) : (glong)offset;
    g_set_error(error, MATCHER_ERROR, MATCHER_ERROR_SYNTAX, "%s at character %ld of “%s”", (char *)reason,
                character + 1, text ? pattern : "?");
    return FALSE;
}

// What `pattern`, the next, needs.
static void note_needs(Matcher *matcher, struct pattern *pattern, const struct literals *literals, gboolean found)
{
    pattern->reach = found ? literals->reach : LITERALS_FAR;
    pattern->tail = literals->tail;
    pattern->runs = literals->runs;
    if (!found) {
        guint32 index = matcher->patterns->len;
        g_array_append_val(matcher->unanchored, index);
    }
    for (guint i = 0; found && i < literals->n; i++) {
        struct need need = {literals->all[i], pattern->languages, pattern->owner, matcher->patterns->len};
        g_array_append_val(matcher->needs, need);
    }
}

// Compiles what might be a mistake. FALSE, saying so, if it is one.
static gboolean compile_now(struct pattern *pattern, const char *source, GError **error)
{
    int code = 0;
    gsize offset;
    guint32 may_be_empty = 0;
    pattern->code = matcher_compile(pattern->folded, &code, &offset);
    if (!pattern->code) {
        return fail(source, code, error);
    }
    pcre2_pattern_info(pattern->code, PCRE2_INFO_MATCHEMPTY, &may_be_empty);
    if (may_be_empty) {
        g_set_error(error, MATCHER_ERROR, MATCHER_ERROR_EMPTY,
                    "everything in it is optional, so it would match nowhere and everywhere: “%s”", source);
        return FALSE;
    }
    return TRUE;
}

static void take_texts(struct pattern *pattern, const char *source)
{
    if (pattern->known) {
        pattern->source = known_source(pattern->known);
        pattern->folded = known_folded(pattern->known);
        return;
    }
    g_autofree char *folded = pattern_fold(source);
    const gsize n_source_bytes = strlen(source) + 1, n_folded_bytes = strlen(folded) + 1;
    pattern->own = g_malloc(n_source_bytes + n_folded_bytes);
    pattern->source = memcpy(pattern->own, source, n_source_bytes);
    pattern->folded = memcpy(pattern->own + n_source_bytes, folded, n_folded_bytes);
}

gboolean matcher_add(Matcher *matcher, const char *pattern, guint languages, guint32 owner, GError **error)
{
    g_return_val_if_fail(!matcher->memo, FALSE);
    struct pattern new = {.known = known_find(pattern), .owner = owner, .languages = languages};
    if (!new.known && !g_utf8_validate(pattern, -1, NULL)) {
        return fail(pattern, 0, error);
    }
    take_texts(&new, pattern);
    struct literals literals;
    gboolean found = new.known ? known_literals(new.known, &literals) : literals_find(new.folded, &literals);
    if (!literals.sound && !new.known && !compile_now(&new, pattern, error)) {
        pattern_clear(&new);
        return FALSE;
    }
    note_needs(matcher, &new, &literals, found);
    g_array_append_val(matcher->patterns, new);
    return TRUE;
}

void matcher_absorb(Matcher *matcher, Matcher *other)
{
    g_return_if_fail(!matcher->memo && !other->memo);
    for (guint i = 0; i < other->needs->len; i++) {
        struct need need = g_array_index(other->needs, struct need, i);
        need.pattern += matcher->patterns->len;
        g_array_append_val(matcher->needs, need);
    }
    for (guint i = 0; i < other->unanchored->len; i++) {
        guint32 index = g_array_index(other->unanchored, guint32, i) + matcher->patterns->len;
        g_array_append_val(matcher->unanchored, index);
    }
    g_array_append_vals(matcher->patterns, other->patterns->data, other->patterns->len);
    g_array_set_clear_func(other->patterns, NULL);
    matcher_free(other);
}

void matcher_seal(Matcher *matcher)
{
    keys_init(&matcher->keys, matcher->needs);
    matcher->memo = memo_new(sizeof(struct match));
    g_array_set_size(matcher->needs, 0);
}

guint matcher_n_patterns(const Matcher *matcher)
{
    return matcher->patterns->len;
}

guint matcher_n_unanchored(const Matcher *matcher)
{
    return matcher->unanchored->len;
}

guint matcher_n_given_up(const Matcher *matcher)
{
    return g_atomic_int_get(&matcher->n_given_up);
}

gsize matcher_automaton_bytes(const Matcher *matcher)
{
    return automaton_bytes(matcher->keys.automaton);
}
