#include "reports/baseline.h"

#include <string.h>

/* Words alone: lower case, single spaces. */
static char *folded(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text ? text : "", -1);
    g_autofree char *lower = g_utf8_casefold(valid, -1);
    g_auto(GStrv) words = g_strsplit_set(lower, " \t\r\n", -1);
    GString *out = g_string_new(NULL);
    for (guint i = 0; words[i]; i++) {
        if (*words[i]) {
            g_string_append_printf(out, "%s%s", out->len ? " " : "", words[i]);
        }
    }
    return g_string_free(out, FALSE);
}

/* What the baseline knows of one id: how many places, and their words. */
struct known {
    guint n_places;
    GHashTable *texts;
};

static void known_free(gpointer item)
{
    struct known *known = item;
    g_hash_table_unref(known->texts);
    g_free(known);
}

static GHashTable *read_baseline(const struct result *baseline)
{
    GHashTable *by_id = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, known_free);
    for (guint i = 0; i < baseline->findings->len; i++) {
        const struct finding *finding = baseline->findings->pdata[i];
        const char *id = finding->id ? finding->id : "";
        struct known *known = g_hash_table_lookup(by_id, id);
        if (!known) {
            known = g_new0(struct known, 1);
            known->texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
            g_hash_table_insert(by_id, (gpointer)id, known);
        }
        known->n_places += finding->n_places;
        for (guint j = 0; finding->evidence && j < finding->evidence->len; j++) {
            const struct evidence *evidence = finding->evidence->pdata[j];
            g_hash_table_add(known->texts, folded(evidence->text));
        }
    }
    return by_id;
}

static gboolean says_nothing_new(const struct finding *finding, const struct known *known)
{
    for (guint i = 0; finding->evidence && i < finding->evidence->len; i++) {
        const struct evidence *evidence = finding->evidence->pdata[i];
        g_autofree char *text = folded(evidence->text);
        if (!g_hash_table_contains(known->texts, text)) {
            return FALSE;
        }
    }
    return TRUE;
}

void baseline_apply(struct result *result, const struct result *baseline)
{
    g_autoptr(GHashTable) by_id = read_baseline(baseline);
    for (guint i = 0; i < result->findings->len; i++) {
        struct finding *finding = result->findings->pdata[i];
        const struct known *known = g_hash_table_lookup(by_id, finding->id ? finding->id : "");
        if (known && (finding->n_places <= known->n_places || says_nothing_new(finding, known))) {
            finding->state = STATE_KNOWN;
        }
    }
    g_free(result->baseline);
    result->baseline = g_strdup(baseline->as_of ? baseline->as_of : "");
}

/* Addresses are compared without fragment and closing slash. */
static gsize address_length(const char *address)
{
    gsize length = strcspn(address, "#");
    while (length > 0 && address[length - 1] == '/') {
        length--;
    }
    return length;
}

static gboolean same_address(const char *one, const char *other)
{
    gsize length = one && other ? address_length(one) : 0;
    return length > 0 && length == address_length(other) && strncmp(one, other, length) == 0;
}

static gboolean place_matches(const struct decision *decision, const struct finding *finding,
                              const struct evidence *evidence)
{
    if (!decision->address) {
        return TRUE;
    }
    const char *page = evidence && evidence->page ? evidence->page : finding->page;
    return same_address(decision->address, page ? page : finding->subject);
}

/* How much of `at` an e-mail address or a telephone number takes. */
static const char *past_contact(const char *at)
{
    if (!g_ascii_isdigit(*at) && !strchr("+(", *at)) {
        return at + strcspn(at, " ,;()<>");
    }
    const char *end = at;
    for (; *at && (g_ascii_isdigit(*at) || strchr(" .-()+", *at)); at++) {
        end = g_ascii_isdigit(*at) ? at + 1 : end;
    }
    return end;
}

static const char *past_letters(const char *at)
{
    while (g_unichar_isalpha(g_utf8_get_char(at)) || *at == '\'' || *at == '-' || g_str_has_prefix(at, "’")) {
        at = g_utf8_next_char(at);
    }
    return at;
}

/* Whether `text` goes on at `shown` as `wanted` says. What is shown may be masked (rules/private.h: "m… b…", "[…]"),
 * and the decision may quote the page itself. */
static gboolean goes_on(const char *shown, const char *wanted)
{
    while (*wanted) {
        if (g_str_has_prefix(shown, "[…]") && !g_str_has_prefix(wanted, "[…]")) {
            shown += strlen("[…]");
            wanted = past_contact(wanted);
        } else if (g_str_has_prefix(shown, "…") && !g_str_has_prefix(wanted, "…")) {
            shown += strlen("…");
            wanted = past_letters(wanted);
        } else if (*shown++ != *wanted++) {
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean text_matches(const char *wanted, const struct evidence *evidence)
{
    if (!wanted) {
        return TRUE;
    }
    g_autofree char *text = folded(evidence ? evidence->text : NULL);
    const char *at = text;
    while (*at && !goes_on(at, wanted)) {
        at = g_utf8_next_char(at);
    }
    return *at || !*wanted;
}

/* What a decision does to one finding: how many of its places it covers, and at how many only the text is another. */
struct cover {
    guint n_covered, n_reworded, n_places;
};

static struct cover cover_of(const struct decision *decision, const char *wanted, const struct finding *finding)
{
    guint n_evidence = finding->evidence ? finding->evidence->len : 0;
    struct cover cover = {.n_places = MAX(n_evidence, 1)};
    for (guint i = 0; i < cover.n_places; i++) {
        const struct evidence *evidence = n_evidence > 0 ? finding->evidence->pdata[i] : NULL;
        if (place_matches(decision, finding, evidence)) {
            gboolean same = text_matches(wanted, evidence);
            cover.n_covered += same;
            cover.n_reworded += !same && decision->address;
        }
    }
    return cover;
}

static void accept(struct finding *finding, const struct decision *decision)
{
    finding->state = STATE_ACCEPTED;
    g_free(finding->decision);
    finding->decision =
        g_strdup_printf("%s (%s)", decision->reason ? decision->reason : "", decision->until ? decision->until : "");
}

static GHashTable *copy_values(GHashTable *values)
{
    GHashTable *copy = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    GHashTableIter iter;
    gpointer name, value;
    if (values) {
        g_hash_table_iter_init(&iter, values);
        while (g_hash_table_iter_next(&iter, &name, &value)) {
            g_hash_table_insert(copy, g_strdup(name), g_strdup(value));
        }
    }
    return copy;
}

/* Moves the places that `decision` covers out of `finding` into one of their own, which is accepted. */
static struct finding *split(struct finding *finding, const struct decision *decision, const char *wanted)
{
    struct finding *part = g_new0(struct finding, 1);
    part->id = g_strdup(finding->id);
    part->rule = finding->rule;
    part->level = finding->level;
    part->subject = g_strdup(finding->subject);
    part->values = copy_values(finding->values);
    part->evidence = g_ptr_array_new_with_free_func((GDestroyNotify)evidence_free);
    g_autoptr(GPtrArray) all = finding->evidence;
    finding->evidence = g_ptr_array_new_with_free_func((GDestroyNotify)evidence_free);
    g_ptr_array_set_free_func(all, NULL);
    for (guint i = 0; i < all->len; i++) {
        struct evidence *evidence = all->pdata[i];
        gboolean covered = place_matches(decision, finding, evidence) && text_matches(wanted, evidence);
        g_ptr_array_add(covered ? part->evidence : finding->evidence, evidence);
    }
    part->n_places = part->evidence->len;
    part->page = g_strdup(((struct evidence *)part->evidence->pdata[0])->page);
    finding->n_places = MAX(finding->n_places - MIN(finding->n_places, part->n_places), finding->evidence->len);
    g_free(finding->page);
    finding->page = g_strdup(((struct evidence *)finding->evidence->pdata[0])->page);
    accept(part, decision);
    return part;
}

/* Applies one decision that is in force to the findings there are; returns how many it covers. */
static guint apply(struct result *result, const struct decision *decision, const char *wanted, gboolean in_force,
                   guint *n_reworded)
{
    guint n_covered = 0, n_findings = result->findings->len;
    for (guint i = 0; i < n_findings; i++) {
        struct finding *finding = result->findings->pdata[i];
        if (finding->state == STATE_ACCEPTED || g_strcmp0(finding->rule->id, decision->rule) != 0) {
            continue;
        }
        struct cover cover = cover_of(decision, wanted, finding);
        *n_reworded += cover.n_reworded > 0;
        n_covered += cover.n_covered > 0;
        if (!in_force || cover.n_covered == 0) {
            continue;
        }
        if (cover.n_covered == cover.n_places && finding->n_places <= cover.n_places) {
            accept(finding, decision);
        } else if (cover.n_covered < cover.n_places) {
            g_ptr_array_add(result->findings, split(finding, decision, wanted));
        } else if (!decision->address) { // every place that was kept, and so those that were not
            accept(finding, decision);
        }
    }
    return n_covered;
}

void decisions_apply(struct result *result, const GPtrArray *accepted)
{
    for (guint i = 0; accepted && i < accepted->len; i++) {
        const struct decision *decision = accepted->pdata[i];
        struct result_decision *kept = g_new0(struct result_decision, 1);
        g_autofree char *wanted = decision->text ? folded(decision->text) : NULL;
        gboolean expired = decision->until && result->as_of && strcmp(decision->until, result->as_of) < 0;
        guint n_reworded = 0;
        kept->rule = g_strdup(decision->rule);
        kept->address = g_strdup(decision->address);
        kept->text = g_strdup(decision->text);
        kept->reason = g_strdup(decision->reason);
        kept->until = g_strdup(decision->until);
        kept->line = decision->line;
        kept->n_findings = apply(result, decision, wanted, !expired, &n_reworded);
        kept->state = expired                ? DECISION_EXPIRED
                      : kept->n_findings > 0 ? DECISION_IN_FORCE
                      : n_reworded > 0       ? DECISION_REOPENED
                                             : DECISION_UNUSED;
        g_ptr_array_add(result->decisions, kept);
    }
}
