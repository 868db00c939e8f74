#include "rules/pack_read.h"

#include <string.h>

#include "rules/nearest.h"
#include "rules/needs.h"

enum { MAX_STEPS = 30 };

void rule_free(struct rule *rule)
{
    if (!rule) {
        return;
    }
    rule_info_clear(&rule->info);
    g_strfreev(rule->needs);
    g_free(rule->follows);
    signals_clear(rule->signals, rule->n_signals);
    signals_clear(rule->unless, rule->n_unless);
    examples_clear(rule->examples, rule->n_examples);
    g_free(rule->file);
    g_free(rule);
}

static gboolean read_id(const struct yaml_node *node, struct rule *rule, GError **error)
{
    static const char *const families[] = {"licence", "outdated",     "policies", "privacy",
                                           "profile", "testimonials", NULL};
    const char *id;
    const struct yaml_node *value = yaml_require(node, "id", error);
    if (!value || !yaml_string(value, &id, error)) {
        return FALSE;
    }
    gsize family = strspn(id, "abcdefghijklmnopqrstuvwxyz-");
    gsize name = id[family] == '.' ? strspn(id + family + 1, "abcdefghijklmnopqrstuvwxyz0123456789-") : 0;
    if (name == 0 || id[family + 1 + name] || strlen(id) > 64) {
        return yaml_fail(value, error, "“%s” is no rule id: family.name in small letters, as testimonials.invite", id);
    }
    g_autofree char *of = g_strndup(id, family);
    if (!g_strv_contains(families, of)) {
        const char *near = nearest_word(of, families);
        g_autofree char *all = g_strjoinv(", ", (char **)families);
        return near ? yaml_fail(value, error, "no family “%s”: did you mean “%s”?", of, near)
                    : yaml_fail(value, error, "no family “%s”: one of %s", of, all);
    }
    rule->info.id = g_strdup(id);
    return TRUE;
}

static gboolean read_level(const struct yaml_node *node, struct rule_info *info, GError **error)
{
    static const char *const levels[] = {"note", "warning", "error", NULL};
    static const char *const bases[] = {"good-practice", "model", "binding", NULL};
    guint level, basis;
    const struct yaml_node *level_node = yaml_require(node, "level", error);
    if (!level_node || !yaml_word(level_node, levels, &level, error)) {
        return FALSE;
    }
    const struct yaml_node *basis_node = yaml_require(node, "basis", error);
    if (!basis_node || !yaml_word(basis_node, bases, &basis, error)) {
        return FALSE;
    }
    info->level = (enum rule_level)level;
    info->basis = (enum rule_basis)basis;
    return TRUE;
}

static gboolean read_citation(const struct pack_set *set, const struct yaml_node *item, struct citation *citation,
                              GError **error)
{
    static const char *const keys[] = {"document", "clause", NULL};
    if (!yaml_expect(item, YAML_MAPPING, error) || !yaml_check_keys(item, keys, error)) {
        return FALSE;
    }
    const struct yaml_node *document_node = yaml_require(item, "document", error);
    const struct document *document = document_node ? read_document_id(set, document_node, error) : NULL;
    const struct yaml_node *clause_node = document ? yaml_require(item, "clause", error) : NULL;
    const struct clause *clause = clause_node ? read_clause_number(document, clause_node, error) : NULL;
    if (!clause) {
        return FALSE;
    }
    citation->document = g_strdup(document->id);
    citation->clause = g_strdup(clause->number);
    return TRUE;
}

static guint count_items(const struct yaml_node *list)
{
    guint n = 0;
    for (const struct yaml_node *item = list->first; item; item = item->next) {
        n++;
    }
    return n;
}

static gboolean read_citations(const struct pack_set *set, const struct yaml_node *node, struct rule_info *info,
                               GError **error)
{
    const struct yaml_node *list = yaml_require(node, "standards", error);
    if (!list || !yaml_expect(list, YAML_SEQUENCE, error)) {
        return FALSE;
    }
    guint n = count_items(list);
    if (n == 0) {
        return yaml_fail(list, error, "a rule cites at least one clause");
    }
    info->citations = g_new0(struct citation, n);
    for (const struct yaml_node *item = list->first; item; item = item->next) {
        if (!read_citation(set, item, &info->citations[info->n_citations++], error)) {
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean read_presences(const struct yaml_node *node, struct rule *rule, GError **error)
{
    static const char *const kinds[] = {"website", "profile", "former", NULL};
    const struct yaml_node *list = yaml_get(node, "presences");
    if (!list) {
        rule->presences = 1u << PRESENCE_WEBSITE | 1u << PRESENCE_PROFILE;
        return TRUE;
    }
    if (!yaml_expect(list, YAML_SEQUENCE, error)) {
        return FALSE;
    }
    for (const struct yaml_node *item = list->first; item; item = item->next) {
        guint kind;
        if (!yaml_word(item, kinds, &kind, error)) {
            return FALSE;
        }
        rule->presences |= 1u << kind;
    }
    return rule->presences ? TRUE : yaml_fail(list, error, "no kind of presence is named");
}

static gboolean read_needs(const struct yaml_node *node, struct rule *rule, GError **error)
{
    const struct yaml_node *list = yaml_get(node, "needs");
    if (!list) {
        return TRUE;
    }
    const struct yaml_node *item = list->kind == YAML_SEQUENCE ? list->first : list;
    for (; item; item = list->kind == YAML_SEQUENCE ? item->next : NULL) {
        guint index;
        if (!yaml_word(item, need_keys(), &index, error)) {
            return FALSE;
        }
    }
    rule->needs = yaml_strings(list, error);
    return rule->needs != NULL;
}

static gboolean read_scope(const struct yaml_node *node, struct rule *rule, GError **error)
{
    static const char *const subjects[] = {"page", "presence", "practice", NULL};
    const struct yaml_node *subject_node = yaml_get(node, "subject");
    guint subject = SUBJECT_PAGE;
    if (subject_node && !yaml_word(subject_node, subjects, &subject, error)) {
        return FALSE;
    }
    rule->subject = (enum rule_subject)subject;
    rule->in_documents = g_str_has_prefix(rule->info.id, "policies.");
    const struct yaml_node *documents = yaml_get(node, "in-documents"), *follows = yaml_get(node, "follows");
    const struct yaml_node *private_words = yaml_get(node, "private");
    const char *first = NULL;
    if ((follows && !yaml_string(follows, &first, error)) ||
        (private_words && !yaml_boolean(private_words, &rule->private_words, error))) {
        return FALSE;
    }
    rule->follows = g_strdup(first);
    return (!documents || yaml_boolean(documents, &rule->in_documents, error)) && read_presences(node, rule, error) &&
           read_needs(node, rule, error);
}

static gboolean read_threshold(const struct yaml_node *node, struct rule *rule, GError **error)
{
    const struct yaml_node *threshold = yaml_get(node, "threshold");
    rule->threshold = 1;
    if (threshold && !yaml_number(threshold, &rule->threshold, error)) {
        return FALSE;
    }
    double most = 0;
    for (guint i = 0; i < rule->n_signals; i++) {
        most += rule->signals[i].weight;
    }
    if (rule->threshold <= 0 || rule->threshold > most + 1e-9) {
        return yaml_fail(threshold ? threshold : node, error, "threshold %g can never be met: the weights add up to %g",
                         rule->threshold, most);
    }
    return TRUE;
}

static gboolean read_when(struct pack_reader *reader, const struct yaml_node *node, struct rule *rule, GError **error)
{
    static const char *const keys[] = {"threshold", "within", "each", "signals", "unless", NULL};
    static const char *const eaches[] = {"value", NULL};
    static const char *const withins[] = {"page", "section", "block", NULL};
    static const char *const acrosses[] = {"missing-service", "inconsistent", "broken-links", NULL};
    const struct yaml_node *when = yaml_get(node, "when"), *required = yaml_get(node, "requires");
    const struct yaml_node *across = yaml_get(node, "across");
    if (across) {
        guint which = 0;
        if (when || required) {
            return yaml_fail(across, error, "“across” or “when” or “requires”, not several");
        }
        gboolean known = yaml_word(across, acrosses, &which, error);
        rule->across = (enum rule_across)(which + 1);
        return known;
    }
    if (!when == !required) {
        return yaml_fail(node, error, when ? "“when” or “requires”, not both" : "a rule needs “when” or “requires”");
    }
    rule->required = required != NULL;
    when = when ? when : required;
    if (!yaml_expect(when, YAML_MAPPING, error) || !yaml_check_keys(when, keys, error)) {
        return FALSE;
    }
    guint within = WITHIN_PAGE;
    const struct yaml_node *within_node = yaml_get(when, "within");
    if (within_node && !yaml_word(within_node, withins, &within, error)) {
        return FALSE;
    }
    rule->within = (enum rule_within)within;
    guint each = 0;
    const struct yaml_node *each_node = yaml_get(when, "each");
    if (each_node && !yaml_word(each_node, eaches, &each, error)) {
        return FALSE;
    }
    rule->each_value = each_node && !rule->required;
    const struct yaml_node *signals = yaml_require(when, "signals", error);
    if (!signals || !read_signals(reader, signals, FALSE, &rule->signals, &rule->n_signals, error) ||
        !read_threshold(when, rule, error)) {
        return FALSE;
    }
    const struct yaml_node *unless = yaml_get(when, "unless");
    return !unless || read_signals(reader, unless, TRUE, &rule->unless, &rule->n_unless, error);
}

// Names that reports know how to fill in.
static gboolean check_names(const struct yaml_node *node, const struct wording *wording, GError **error)
{
    static const char *const names[] = {
        "address",
        "email",
        "expected",
        "note-en",
        "note-fr",
        "number",
        "phone",
        "practice",
        "practitioner",
        "regulator",
        "regulator-address",
        "regulator-email",
        "regulator-phone",
        "regulator-website",
        "shown",
        "title",
        "value",
        NULL,
    };
    for (guint i = 0; i < N_LANGUAGES; i++) {
        for (const char *open = strchr(wording->in[i], '{'); open; open = strchr(open + 1, '{')) {
            gsize length = strspn(open + 1, "abcdefghijklmnopqrstuvwxyz-");
            if (length == 0 || open[1 + length] != '}') {
                continue;
            }
            g_autofree char *name = g_strndup(open + 1, length);
            if (!g_strv_contains(names, name)) {
                const char *near = nearest_word(name, names);
                return yaml_fail(node, error, "nothing fills in {%s}%s%s%s", name, near ? ": did you mean {" : "",
                                 near ? near : "", near ? "}?" : "");
            }
        }
    }
    return TRUE;
}

static gboolean read_words(const struct yaml_node *node, struct rule *rule, GError **error)
{
    struct rule_info *info = &rule->info;
    const struct {
        const char *key;
        struct wording *out;
        gboolean needed;
    } parts[] = {
        {"title", &info->title, TRUE}, {"message", &info->message, TRUE},  {"missing", &info->missing, rule->required},
        {"why", &info->why, TRUE},     {"snippet", &info->snippet, FALSE}, {"known-by", &info->known_by, FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
        const struct yaml_node *value =
            parts[i].needed ? yaml_require(node, parts[i].key, error) : yaml_get(node, parts[i].key);
        if (!value && !parts[i].needed) {
            continue;
        }
        if (!value || !read_wording(value, parts[i].out, error) || !check_names(value, parts[i].out, error)) {
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean read_step(const struct yaml_node *item, struct remedy_step *step, GError **error)
{
    static const char *const keys[] = {"platform", "en", "fr", NULL};
    if (!yaml_expect(item, YAML_MAPPING, error) || !yaml_check_keys(item, keys, error)) {
        return FALSE;
    }
    const struct yaml_node *platform = yaml_get(item, "platform");
    if (platform) {
        const char *word;
        if (!yaml_string(platform, &word, error)) {
            return FALSE;
        }
        step->platform = g_strdup(word);
    }
    for (guint i = 0; i < N_LANGUAGES; i++) {
        const char *text;
        const struct yaml_node *value = yaml_require(item, language_code((enum language)i), error);
        if (!value || !yaml_string(value, &text, error)) {
            return FALSE;
        }
        step->text.in[i] = g_strchomp(g_strdup(text));
    }
    return check_names(item, &step->text, error);
}

static gboolean read_fix(const struct yaml_node *node, struct rule_info *info, GError **error)
{
    const struct yaml_node *list = yaml_require(node, "fix", error);
    if (!list || !yaml_expect(list, YAML_SEQUENCE, error)) {
        return FALSE;
    }
    guint n = count_items(list);
    if (n == 0 || n > MAX_STEPS) {
        return yaml_fail(list, error, "from 1 to %d steps that say what to do", MAX_STEPS);
    }
    info->steps = g_new0(struct remedy_step, n);
    for (const struct yaml_node *item = list->first; item; item = item->next) {
        if (!read_step(item, &info->steps[info->n_steps++], error)) {
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean read_effort(const struct yaml_node *node, struct rule_info *info, GError **error)
{
    static const char *const keys[] = {"minutes", "web-person", NULL};
    const struct yaml_node *effort = yaml_get(node, "effort");
    if (!effort) {
        return TRUE;
    }
    if (!yaml_expect(effort, YAML_MAPPING, error) || !yaml_check_keys(effort, keys, error)) {
        return FALSE;
    }
    const struct yaml_node *minutes = yaml_get(effort, "minutes"), *person = yaml_get(effort, "web-person");
    gint64 n = 0;
    if ((minutes && !yaml_integer(minutes, 1, 10000, &n, error)) ||
        (person && !yaml_boolean(person, &info->web_person, error))) {
        return FALSE;
    }
    info->effort_minutes = (guint)n;
    return TRUE;
}

static gboolean read_revision(const struct yaml_node *node, struct rule_info *info, GError **error)
{
    gint64 revision = 0;
    const struct yaml_node *value = yaml_require(node, "revision", error);
    if (!value || !yaml_integer(value, 1, 100000, &revision, error)) {
        return FALSE;
    }
    info->revision = (guint)revision;
    return TRUE;
}

static gboolean read_all_examples(const struct yaml_node *node, struct rule *rule, GError **error)
{
    if (rule->across != ACROSS_NOTHING) {
        return TRUE; // no single page is an example of it
    }
    const struct yaml_node *examples = yaml_require(node, "examples", error);
    return examples && read_examples(rule, examples, error);
}

/* When a file was sent or an image put up says nothing of when a page was written: nobody breaks a rule by it. */
static gboolean check_grounds(const struct yaml_node *node, const struct rule *rule, GError **error)
{
    for (guint i = 0; rule->info.level == LEVEL_ERROR && i < rule->n_signals; i++) {
        const struct signal *signal = &rule->signals[i];
        if (signal->kind == SIGNAL_FACT && (signal->fact == FACT_HEADER_DATE || signal->fact == FACT_IMAGE_DATE)) {
            return yaml_fail(yaml_get(node, "level"), error, "a rule of this level cannot rest on “%s”",
                             fact_kind_word(signal->fact));
        }
    }
    return TRUE;
}

static gboolean fill_rule(struct pack_reader *reader, const struct yaml_node *node, struct rule *rule, GError **error)
{
    static const char *const keys[] = {"id",        "revision",     "level",   "basis",    "standards", "subject",
                                       "presences", "needs",        "when",    "requires", "title",     "message",
                                       "missing",   "why",          "fix",     "snippet",  "known-by",  "effort",
                                       "examples",  "in-documents", "follows", "across",   "private",   NULL};
    return yaml_expect(node, YAML_MAPPING, error) && yaml_check_keys(node, keys, error) && read_id(node, rule, error) &&
           read_revision(node, &rule->info, error) && read_level(node, &rule->info, error) &&
           read_citations(reader->set, node, &rule->info, error) && read_scope(node, rule, error) &&
           read_when(reader, node, rule, error) && check_grounds(node, rule, error) && read_words(node, rule, error) &&
           read_fix(node, &rule->info, error) && read_effort(node, &rule->info, error) &&
           read_all_examples(node, rule, error);
}

struct rule *read_rule(struct pack_reader *reader, const struct yaml_node *node, GError **error)
{
    struct rule *rule = g_new0(struct rule, 1);
    rule->info.pack = g_strdup(reader->pack->id);
    rule->file = g_strdup(node->file);
    rule->line = node->line;
    if (!fill_rule(reader, node, rule, error)) {
        rule_free(rule);
        return NULL;
    }
    return rule;
}
