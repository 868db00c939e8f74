#include "rules/known_make.h"

#include <string.h>

#include "rules/matcher_parts.h"

static void align(GByteArray *bytes)
{
    static const guint8 zeros[KNOWN_ALIGNMENT] = {0};
    g_byte_array_append(bytes, zeros, -bytes->len % KNOWN_ALIGNMENT);
}

// Returns its place.
static guint32 add_known(GByteArray *bytes, const struct pattern *pattern)
{
    const char *source = pattern->source, *folded = pattern->folded;
    const gsize n_source_bytes = strlen(source);
    const gboolean same = strcmp(source, folded) == 0;
    int reason = 0;
    gsize offset, n_code_bytes = 0;
    guint8 *code_bytes = NULL;
    const pcre2_code *code = matcher_compile(folded, &reason, &offset);
    if (!code || pcre2_serialize_encode(&code, 1, &code_bytes, &n_code_bytes, NULL) != 1) {
        g_error("PCRE2 does not take the pattern “%s”, which it took before", folded);
    }
    struct literals literals;
    gboolean found = literals_find(folded, &literals);
    const struct known known = {
        .reach = found ? literals.reach : LITERALS_FAR,
        .tail = literals.tail,
        .runs = literals.runs,
        .sound = literals.sound,
        .n_literals = found ? literals.n : 0,
        .n_code_bytes = n_code_bytes,
        .n_source_bytes = n_source_bytes,
        .folded = same ? 0 : n_source_bytes + 1,
    };
    align(bytes);
    guint32 place = bytes->len;
    g_byte_array_append(bytes, (const guint8 *)&known, sizeof known);
    g_byte_array_append(bytes, (const guint8 *)literals.all, known.n_literals * sizeof literals.all[0]);
    g_byte_array_append(bytes, code_bytes, known.n_code_bytes);
    g_byte_array_append(bytes, (const guint8 *)source, n_source_bytes + 1);
    g_byte_array_append(bytes, (const guint8 *)folded, same ? 0 : strlen(folded) + 1);
    pcre2_serialize_free(code_bytes);
    pcre2_code_free((pcre2_code *)code);
    return place;
}

// The patterns, each once, in the order in which they come.
static GPtrArray *patterns_of(const Matcher *const *matchers, guint n)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    GPtrArray *patterns = g_ptr_array_new();
    for (guint i = 0; i < n; i++) {
        for (guint j = 0; j < matchers[i]->patterns->len; j++) {
            struct pattern *pattern = matcher_pattern(matchers[i], j);
            if (g_hash_table_add(seen, (gpointer)pattern->source)) {
                g_ptr_array_add(patterns, pattern);
            }
        }
    }
    return patterns;
}

// Returns its place.
static guint32 add_automaton(GByteArray *bytes, const Automaton *automaton)
{
    align(bytes);
    guint32 place = bytes->len;
    g_byte_array_append(bytes, (const guint8 *)automaton, automaton_bytes(automaton));
    return place;
}

// Appends what the files hold. FALSE where one cannot be read.
static gboolean add_trees(GByteArray *bytes, struct known_head *head, const char *const *files, GError **error)
{
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (; *files; files++) {
        g_autofree char *text = NULL;
        gsize length;
        if (!g_file_get_contents(*files, &text, &length, error)) {
            return FALSE;
        }
        g_autoptr(Yaml) yaml = yaml_parse(*files, text, length, error);
        if (!yaml) {
            return FALSE;
        }
        align(bytes);
        g_array_append_val(places, bytes->len);
        yaml_flatten(yaml, text, length, bytes);
    }
    align(bytes);
    head->n_trees = places->len;
    head->trees = bytes->len;
    g_byte_array_append(bytes, (const guint8 *)places->data, places->len * sizeof(guint32));
    return TRUE;
}

static void add_patterns(GByteArray *bytes, struct known_head *head, const GPtrArray *patterns)
{
    for (guint i = 0; i < patterns->len; i++) {
        const struct pattern *pattern = patterns->pdata[i];
        guint32 slot = g_str_hash(pattern->source);
        while (head->slots[slot & (head->n_slots - 1)]) {
            slot++;
        }
        head->slots[slot & (head->n_slots - 1)] = add_known(bytes, pattern);
    }
}

GBytes *known_make(const Matcher *const *matchers, guint n, const char *const *files, GError **error)
{
    g_return_val_if_fail(n <= KNOWN_AUTOMATA, NULL);
    g_autoptr(GPtrArray) patterns = patterns_of(matchers, n);
    const guint32 n_slots = 1U << (g_bit_storage(patterns->len) + 1);
    const gsize n_head_bytes = sizeof(struct known_head) + n_slots * sizeof(guint32);
    g_autofree struct known_head *head = g_malloc0(n_head_bytes);
    head->n_slots = n_slots;
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_byte_array_append(bytes, (const guint8 *)head, n_head_bytes);
    for (guint i = 0; i < n; i++) {
        head->automata[i] = add_automaton(bytes, matchers[i]->keys.automaton);
    }
    add_patterns(bytes, head, patterns);
    if (!add_trees(bytes, head, files, error)) {
        return NULL;
    }
    memcpy(bytes->data, head, n_head_bytes);
    return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}
