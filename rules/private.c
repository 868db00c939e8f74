#include "rules/private.h"

#include <string.h>

enum { FEWEST_DIGITS = 7, LONGEST_ACRONYM = 5, FEWEST_WORDS = 6 };
#define HIDDEN "[…]"

static gboolean is_word(gunichar c)
{
    return g_unichar_isalpha(c) || c == '\'' || c == 0x2019 || c == '-';
}

static const char *word_end(const char *at)
{
    while (*at && is_word(g_utf8_get_char(at))) {
        at = g_utf8_next_char(at);
    }
    return at;
}

static gboolean is_kept(const char *word, gsize length, const char *const *keep)
{
    for (guint i = 0; keep && keep[i]; i++) {
        g_autofree char *low = g_utf8_casefold(word, (gssize)length);
        g_autofree char *kept = g_utf8_casefold(keep[i], -1);
        gsize n = strlen(kept);
        // "Jane's" is Jane.
        if (strncmp(low, kept, n) == 0 && (!low[n] || low[n] == '\'' || g_str_has_prefix(low + n, "’"))) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean is_acronym(const char *word, gsize length)
{
    glong n = g_utf8_strlen(word, (gssize)length);
    for (const char *at = word; at < word + length; at = g_utf8_next_char(at)) {
        if (!g_unichar_isupper(g_utf8_get_char(at))) {
            return FALSE;
        }
    }
    return n <= LONGEST_ACRONYM;
}

// Nothing before it, or the end of a sentence; quotation marks and spaces between do not count.
static gboolean begins_sentence(const char *text, const char *word)
{
    while (word > text) {
        word = g_utf8_prev_char(word);
        gunichar c = g_utf8_get_char(word);
        if (c == '.' || c == '!' || c == '?' || c == 0x2026 || c == ':') {
            return TRUE;
        }
        gboolean passes = g_unichar_isspace(c) || c == '"' || c == 0x201C || c == 0x201D || c == 0xAB || c == 0xBB;
        if (!passes) {
            return FALSE;
        }
    }
    return TRUE;
}

// "Catherine, 45", "Maureen, Leslieville", "Sarah M.": a name even where a sentence could begin.
static gboolean is_signed(const char *end)
{
    if (*end == ',') {
        gunichar next = end[1] == ' ' ? g_utf8_get_char(end + 2) : 0;
        return g_unichar_isdigit(next) || g_unichar_isupper(next);
    }
    if (*end != ' ' || !g_unichar_isupper(g_utf8_get_char(end + 1))) {
        return FALSE;
    }
    const char *after = g_utf8_next_char(end + 1);
    return !*after || *after == '.' || *after == ',';
}

// "Jane, 45", "Jane M.", or "— Jane" and no more: somebody else of that name, who signs.
static gboolean is_another(const char *text, const char *word, const char *end)
{
    if (is_signed(end) && (*end != ',' || g_ascii_isdigit(end[2]))) {
        return TRUE;
    }
    while (word > text) {
        word = g_utf8_prev_char(word);
        gunichar c = g_utf8_get_char(word);
        if (c != '-' && c != '~' && c != ' ' && c != 0x2013 && c != 0x2014) {
            return FALSE;
        }
    }
    return *end == '\0';
}

// "Zebulon Quark, Guelph", "Zebulon Quark's story": two capitalised words that are all there is, or all that is said of
// them.
static gboolean is_attribution(const char *end)
{
    if (*end != ' ' || !g_unichar_isupper(g_utf8_get_char(end + 1))) {
        return FALSE;
    }
    const char *last = word_end(end + 1);
    gsize length = (gsize)(last - end - 1);
    gboolean owns = g_str_has_suffix(end, "'s") || (length > 2 && strncmp(last - 2, "'s", 2) == 0) ||
                    (length > 4 && strncmp(last - 4, "’s", 4) == 0);
    return !is_acronym(end + 1, length) && (owns || *last == '\0' || *last == ',');
}

static gboolean is_name(const char *text, const char *word, const char *end, const char *const *keep)
{
    gsize length = (gsize)(end - word);
    gunichar first = g_utf8_get_char(word);
    if (!g_unichar_isupper(first) || g_utf8_next_char(word) == end || is_acronym(word, length)) {
        return FALSE;
    }
    if (is_kept(word, length, keep)) {
        return is_another(text, word, end);
    }
    gboolean contraction = first == 'I' && (word[1] == '\'' || g_str_has_prefix(word + 1, "’"));
    return !contraction && (!begins_sentence(text, word) || is_signed(end) || is_attribution(end));
}

// Where an e-mail address that holds the byte at `at` ends, or NULL.
static const char *mail_end(const char *at)
{
    gsize n = strcspn(at, " \t\n<>()\",;");
    const char *sign = memchr(at, '@', n);
    return sign && sign > at && memchr(sign, '.', n - (gsize)(sign - at)) ? at + n : NULL;
}

// Where a run of digits and what separates them ends, if it is long enough to be a telephone number, or NULL.
static const char *number_end(const char *at)
{
    const char *last = at;
    guint digits = 0;
    for (const char *p = at; *p && (g_ascii_isdigit(*p) || strchr(" .-()+", *p)); p++) {
        if (g_ascii_isdigit(*p)) {
            digits++;
            last = p + 1;
        }
    }
    return digits >= FEWEST_DIGITS ? last : NULL;
}

static gboolean may_begin(const char *text, const char *at)
{
    return at == text || !is_word(g_utf8_get_char(g_utf8_prev_char(at)));
}

char *private_text(const char *text, const char *const *keep)
{
    GString *out = g_string_new(NULL);
    for (const char *at = text; *at;) {
        gunichar c = g_utf8_get_char(at);
        const char *next = g_utf8_next_char(at);
        gboolean fresh = may_begin(text, at);
        const char *gone = fresh && g_unichar_isalnum(c) ? mail_end(at) : NULL;
        if (!gone && (g_unichar_isdigit(c) || c == '+' || c == '(')) {
            gone = number_end(at);
        }
        if (gone) {
            g_string_append(out, HIDDEN);
            at = gone;
        } else if (fresh && is_word(c)) {
            const char *end = word_end(at);
            gboolean name = is_name(text, at, end, keep);
            g_string_append_len(out, at, name ? next - at : end - at);
            g_string_append(out, name ? "…" : "");
            at = end;
        } else {
            g_string_append_len(out, at, next - at);
            at = next;
        }
    }
    return g_string_free(out, FALSE);
}

static void mask(char **text, const char *const *keep)
{
    if (*text) {
        char *masked = private_text(*text, keep);
        g_free(*text);
        *text = masked;
    }
}

static void mask_evidence(struct evidence *evidence, const char *const *keep)
{
    mask(&evidence->text, keep);
    mask(&evidence->before, keep);
    mask(&evidence->after, keep);
    mask(&evidence->heading, keep);
}

static void mask_values(struct finding *finding, const char *const *keep)
{
    GHashTableIter values;
    gpointer value;
    g_hash_table_iter_init(&values, finding->values);
    while (g_hash_table_iter_next(&values, NULL, &value)) {
        g_hash_table_iter_replace(&values, private_text(value, keep));
    }
}

static void keep_words(GPtrArray *keep, const char *text)
{
    g_auto(GStrv) words = g_strsplit_set(text ? text : "", " ,.|:;()", -1);
    for (guint i = 0; words[i]; i++) {
        if (g_utf8_strlen(words[i], -1) > 1) {
            g_ptr_array_add(keep, g_strdup(words[i]));
        }
    }
}

// The elements that hold clients' words: by page, an array of selectors, all borrowed.
static GHashTable *private_places(const GPtrArray *findings, const struct pack_set *packs)
{
    GHashTable *places = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
    for (guint i = 0; i < findings->len; i++) {
        const struct finding *finding = findings->pdata[i];
        const struct rule *rule = pack_set_rule(packs, finding->rule->id);
        for (guint j = 0; rule && rule->private_words && finding->evidence && j < finding->evidence->len; j++) {
            const struct evidence *evidence = finding->evidence->pdata[j];
            if (!evidence->page || !evidence->selector) {
                continue;
            }
            GPtrArray *selectors = g_hash_table_lookup(places, evidence->page);
            if (!selectors) {
                selectors = g_ptr_array_new();
                g_hash_table_insert(places, evidence->page, selectors);
            }
            g_ptr_array_add(selectors, evidence->selector);
        }
    }
    return places;
}

static gboolean is_within(const char *inner, const char *outer)
{
    gsize length = strlen(outer);
    return strncmp(inner, outer, length) == 0 && (inner[length] == '\0' || inner[length] == ' ');
}

// Whether it stands in an element of clients' words, or holds one.
static gboolean is_private_place(GHashTable *places, const struct evidence *evidence)
{
    const GPtrArray *selectors = evidence->page ? g_hash_table_lookup(places, evidence->page) : NULL;
    for (guint i = 0; selectors && evidence->selector && i < selectors->len; i++) {
        const char *selector = selectors->pdata[i];
        if (is_within(evidence->selector, selector) || is_within(selector, evidence->selector)) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean is_short(const char *text)
{
    guint n_spaces = 0;
    for (const char *at = text; *at; at++) {
        n_spaces += *at == ' ';
    }
    return n_spaces < FEWEST_WORDS;
}

// As mask(), but the name of a service or a product stays whole.
static void mask_fact(char **text, const char *const *keep)
{
    g_autofree char *masked = *text ? private_text(*text, keep) : NULL;
    if (masked && (!is_short(*text) || strstr(masked, HIDDEN))) {
        g_free(*text);
        *text = g_steal_pointer(&masked);
    }
}

// A rule that is not private may still have seen something in clients' words: a service, an address.
static void mask_within(struct finding *finding, GHashTable *places, const char *const *keep)
{
    for (guint i = 0; finding->evidence && i < finding->evidence->len; i++) {
        struct evidence *evidence = finding->evidence->pdata[i];
        if (!is_private_place(places, evidence)) {
            continue;
        }
        const char *shown = finding->values ? g_hash_table_lookup(finding->values, "shown") : NULL;
        if (shown && g_strcmp0(shown, evidence->text) == 0) {
            char *masked = g_strdup(shown);
            mask_fact(&masked, keep);
            g_hash_table_insert(finding->values, g_strdup("shown"), masked);
        }
        mask_fact(&evidence->text, keep);
        mask(&evidence->before, keep);
        mask(&evidence->after, keep);
        mask(&evidence->heading, keep);
    }
}

// What a client says proves nothing about the practice.
static void drop_proof(GPtrArray *checks, GHashTable *places)
{
    for (guint i = 0; i < checks->len; i++) {
        GPtrArray *proof = ((struct check *)checks->pdata[i])->proof;
        for (guint j = proof ? proof->len : 0; j > 0; j--) {
            if (is_private_place(places, proof->pdata[j - 1])) {
                g_ptr_array_remove_index(proof, j - 1);
            }
        }
    }
}

void private_findings(GPtrArray *findings, GPtrArray *checks, const struct pack_set *packs,
                      const struct practice *practice, const char *const *titles)
{
    g_autoptr(GPtrArray) keep = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) places = private_places(findings, packs);
    keep_words(keep, practice->practitioner);
    keep_words(keep, practice->name);
    for (guint i = 0; !practice->practitioner && titles && titles[i]; i++) {
        keep_words(keep, titles[i]);
    }
    g_ptr_array_add(keep, NULL);
    for (guint i = 0; i < findings->len; i++) {
        struct finding *finding = findings->pdata[i];
        const struct rule *rule = pack_set_rule(packs, finding->rule->id);
        if (!rule || !rule->private_words) {
            mask_within(finding, places, (const char *const *)keep->pdata);
            continue;
        }
        for (guint j = 0; finding->evidence && j < finding->evidence->len; j++) {
            mask_evidence(finding->evidence->pdata[j], (const char *const *)keep->pdata);
        }
        mask_values(finding, (const char *const *)keep->pdata);
    }
    drop_proof(checks, places);
}
