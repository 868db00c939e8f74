#include "rules/pack_read.h"

#include <math.h>
#include <string.h>

#include "rules/nearest.h"

static const char *const kind_words[] = {"text", "heading", "link",  "class", "id", "host",
                                         "form", "schema",  "xpath", "fact",  NULL};

const char *signal_kind_word(enum signal_kind kind)
{
    return kind_words[kind];
}

void signals_clear(struct signal *signals, guint n)
{
    for (guint i = 0; i < n; i++) {
        page_query_free(signals[i].query);
        g_strfreev(signals[i].with);
        g_strfreev(signals[i].without);
        g_free(signals[i].label);
    }
    g_free(signals);
}

static gboolean add_pattern(struct pack_reader *reader, Matcher *matcher, const struct yaml_node *node,
                            const char *pattern, guint languages, guint32 owner, GError **error)
{
    if (++reader->n_patterns > PACK_MAX_PATTERNS) {
        return yaml_fail(node, error, "a pack holds at most %d patterns", PACK_MAX_PATTERNS);
    }
    g_autoptr(GError) wrong = NULL;
    if (!matcher_add(matcher, pattern, languages, owner, &wrong)) {
        return yaml_fail(node, error, "the pattern does not work: %s", wrong->message);
    }
    return TRUE;
}

// { en: "pattern", fr: ["pattern", "pattern"], any: ... }
static gboolean read_patterns(struct pack_reader *reader, const struct yaml_node *node, Matcher *matcher,
                              struct signal *signal, GError **error)
{
    static const char *const languages[] = {"en", "fr", "any", NULL};
    static const guint bits[] = {MATCH_EN, MATCH_FR, MATCH_ANY};
    if (!yaml_expect(node, YAML_MAPPING, error) || !yaml_check_keys(node, languages, error)) {
        return FALSE;
    }
    for (const struct yaml_node *item = node->first; item; item = item->next) {
        guint language = 0;
        while (languages[language + 1] && g_strcmp0(languages[language], item->key) != 0) {
            language++;
        }
        g_auto(GStrv) patterns = yaml_strings(item, error);
        if (!patterns) {
            return FALSE;
        }
        const struct yaml_node *place = item->kind == YAML_SEQUENCE ? item->first : item;
        for (guint i = 0; patterns[i]; i++) {
            if (!add_pattern(reader, matcher, place, patterns[i], bits[language], signal->owner, error)) {
                return FALSE;
            }
            if (!signal->label) {
                signal->label = g_strdup(patterns[i]);
            }
            place = item->kind == YAML_SEQUENCE ? place->next : place;
        }
    }
    return node->first ? TRUE : yaml_fail(node, error, "no pattern: give en:, fr: or any:");
}

// A glob as a pattern over marks, which stand between < and > (marks.h).
static void append_glob(GString *pattern, const char *glob, gsize length)
{
    for (gsize i = 0; i < length; i++) {
        if (glob[i] == '*') {
            g_string_append(pattern, "[^<>]*");
        } else if (glob[i] == '?') {
            g_string_append(pattern, "[^<>]");
        } else if (strchr("\\^$.|()[]{}+<>#-", glob[i])) {
            g_string_append_printf(pattern, "\\%c", glob[i]);
        } else {
            g_string_append_c(pattern, glob[i]);
        }
    }
}

static char *mark_pattern(enum signal_kind kind, const char *glob)
{
    GString *pattern = g_string_new(NULL);
    gsize length = strlen(glob);
    switch (kind) {
    case SIGNAL_CLASS:
    case SIGNAL_ID:
    case SIGNAL_SCHEMA:
        g_string_append_printf(pattern, "<%s", kind == SIGNAL_CLASS ? "\\." : kind == SIGNAL_ID ? "\\#" : ":");
        append_glob(pattern, glob, length);
        g_string_append_c(pattern, '>');
        break;
    default: { // a host, itself or below, and what its path begins with
        gsize host = strcspn(glob, "/");
        g_string_append(pattern, "<@(?:[^<>/]*\\.)?");
        append_glob(pattern, glob, host);
        g_string_append(pattern, host < length ? "(?::[0-9]+)?" : "[/:>]");
        append_glob(pattern, glob + host, length - host);
    }
    }
    return g_string_free(pattern, FALSE);
}

static gboolean read_globs(struct pack_reader *reader, const struct yaml_node *node, struct signal *signal,
                           GError **error)
{
    g_auto(GStrv) globs = yaml_strings(node, error);
    if (!globs) {
        return FALSE;
    }
    const struct yaml_node *place = node->kind == YAML_SEQUENCE ? node->first : node;
    for (guint i = 0; globs[i]; i++) {
        gsize length = strlen(globs[i]);
        if (strspn(globs[i], "*?") == length) {
            return yaml_fail(place, error, "“%s” matches everything", globs[i]);
        }
        if (signal->kind == SIGNAL_HOST && (strstr(globs[i], "://") || globs[i][0] == '/')) {
            return yaml_fail(place, error, "a host without its scheme: “g.page/*”, not “%s”", globs[i]);
        }
        g_autofree char *pattern = mark_pattern(signal->kind, globs[i]);
        Matcher *marks = reader->set->mark_matcher;
        if (!add_pattern(reader, marks, place, pattern, MATCH_ANY, signal->owner, error)) {
            return FALSE;
        }
        place = node->kind == YAML_SEQUENCE ? place->next : place;
    }
    signal->label = g_strdup_printf("%s %s", signal_kind_word(signal->kind), globs[0]);
    return TRUE;
}

static gboolean read_xpath(const struct yaml_node *node, struct signal *signal, GError **error)
{
    const char *expression;
    if (!yaml_string(node, &expression, error)) {
        return FALSE;
    }
    g_autoptr(GError) wrong = NULL;
    signal->query = page_query_new(expression, &wrong);
    if (!signal->query) {
        return yaml_fail(node, error, "the XPath does not work: %s", wrong->message);
    }
    signal->label = g_strdup_printf("xpath %s", expression);
    return TRUE;
}

static gboolean read_number_of(const struct yaml_node *signal_node, const char *key, double *out, GError **error)
{
    const struct yaml_node *node = yaml_get(signal_node, key);
    return !node || yaml_number(node, out, error);
}

static gboolean read_fact(const struct yaml_node *item, const struct yaml_node *node, struct signal *signal,
                          GError **error)
{
    const char *words[N_FACT_KINDS + 1] = {NULL};
    for (guint i = 0; i < N_FACT_KINDS; i++) {
        words[i] = fact_kind_word((enum fact_kind)i);
    }
    guint kind;
    if (!yaml_word(node, words, &kind, error)) {
        return FALSE;
    }
    signal->fact = (enum fact_kind)kind;
    signal->label = g_strdup_printf("fact %s", words[kind]);
    const struct yaml_node *with = yaml_get(item, "with"), *without = yaml_get(item, "without");
    if ((with && !(signal->with = yaml_strings(with, error))) ||
        (without && !(signal->without = yaml_strings(without, error)))) {
        return FALSE;
    }
    return read_number_of(item, "min", &signal->min, error) && read_number_of(item, "max", &signal->max, error);
}

static gboolean read_zones(const struct yaml_node *item, struct signal *signal, GError **error)
{
    const struct yaml_node *node = yaml_get(item, "zones");
    if (!node) {
        return TRUE;
    }
    const char *words[] = {page_zone_word(ZONE_MAIN),   page_zone_word(ZONE_HEADER),
                           page_zone_word(ZONE_NAV),    page_zone_word(ZONE_ASIDE),
                           page_zone_word(ZONE_FOOTER), page_zone_word(ZONE_COMMENTS),
                           page_zone_word(ZONE_HEAD),   NULL};
    const struct yaml_node *zone = node->kind == YAML_SEQUENCE ? node->first : node;
    for (; zone; zone = node->kind == YAML_SEQUENCE ? zone->next : NULL) {
        guint index;
        if (!yaml_word(zone, words, &index, error)) {
            return FALSE;
        }
        signal->zones |= 1u << index;
    }
    return signal->zones ? TRUE : yaml_fail(node, error, "no zone is named");
}

static gboolean read_weight_or_scope(const struct yaml_node *item, gboolean unless, struct signal *signal,
                                     GError **error)
{
    static const char *const scopes[] = {"sentence", "section", NULL};
    if (!unless) {
        const struct yaml_node *weight = yaml_require(item, "weight", error);
        if (!weight || !yaml_number(weight, &signal->weight, error)) {
            return FALSE;
        }
        return signal->weight > 0 && signal->weight <= 1000
                   ? TRUE
                   : yaml_fail(weight, error, "a weight is above 0, at most 1000");
    }
    const struct yaml_node *scope = yaml_get(item, "scope");
    guint index = 0;
    if (scope && !yaml_word(scope, scopes, &index, error)) {
        return FALSE;
    }
    signal->whole_section = index == 1;
    return TRUE;
}

// The one key of `item` that says what is looked for.
static const struct yaml_node *find_kind(const struct yaml_node *item, enum signal_kind *kind, GError **error)
{
    const struct yaml_node *found = NULL;
    for (const struct yaml_node *value = item->first; value; value = value->next) {
        for (guint i = 0; i < N_SIGNAL_KINDS; i++) {
            if (strcmp(value->key, kind_words[i]) != 0) {
                continue;
            }
            if (found) {
                yaml_fail_key(value, error, "one signal looks for one thing: “%s” and “%s” are two", found->key,
                              value->key);
                return NULL;
            }
            found = value;
            *kind = (enum signal_kind)i;
        }
    }
    if (!found) {
        g_autofree char *all = g_strjoinv(", ", (char **)kind_words);
        yaml_fail(item, error, "a signal looks for one of %s", all);
    }
    return found;
}

static gboolean check_signal_keys(const struct yaml_node *item, gboolean unless, GError **error)
{
    static const char *const seen[] = {"weight", "text", "heading", "link", "class",   "id",  "host", "form", "schema",
                                       "xpath",  "fact", "zones",   "with", "without", "min", "max",  NULL};
    static const char *const stops[] = {"text", "heading", "link", "class",   "id",  "host", "form",  "schema", "xpath",
                                        "fact", "zones",   "with", "without", "min", "max",  "scope", NULL};
    return yaml_expect(item, YAML_MAPPING, error) && yaml_check_keys(item, unless ? stops : seen, error);
}

// That with:, without:, min: and max: stand beside fact: alone.
static gboolean check_fact_keys(const struct yaml_node *item, enum signal_kind kind, GError **error)
{
    static const char *const keys[] = {"with", "without", "min", "max"};
    for (gsize i = 0; kind != SIGNAL_FACT && i < G_N_ELEMENTS(keys); i++) {
        const struct yaml_node *node = yaml_get(item, keys[i]);
        if (node) {
            return yaml_fail_key(node, error, "“%s” belongs to a fact, not to “%s”", keys[i], kind_words[kind]);
        }
    }
    return TRUE;
}

static gboolean read_signal(struct pack_reader *reader, const struct yaml_node *item, gboolean unless,
                            struct signal *signal, GError **error)
{
    *signal = (struct signal){.min = -INFINITY, .max = INFINITY, .line = item->line};
    if (!check_signal_keys(item, unless, error)) {
        return FALSE;
    }
    const struct yaml_node *node = find_kind(item, &signal->kind, error);
    signal->owner = reader->set->n_owners++;
    if (!node || !check_fact_keys(item, signal->kind, error) || !read_weight_or_scope(item, unless, signal, error) ||
        !read_zones(item, signal, error)) {
        return FALSE;
    }
    switch (signal->kind) {
    case SIGNAL_TEXT:
    case SIGNAL_HEADING:
        return read_patterns(reader, node, reader->set->matcher, signal, error);
    case SIGNAL_LINK:
    case SIGNAL_FORM:
        return read_patterns(reader, node, reader->set->link_matcher, signal, error);
    case SIGNAL_XPATH:
        return read_xpath(node, signal, error);
    case SIGNAL_FACT:
        return read_fact(item, node, signal, error);
    default:
        return read_globs(reader, node, signal, error);
    }
}

gboolean read_signals(struct pack_reader *reader, const struct yaml_node *list, gboolean unless, struct signal **out,
                      guint *n, GError **error)
{
    if (!yaml_expect(list, YAML_SEQUENCE, error)) {
        return FALSE;
    }
    guint count = 0;
    for (const struct yaml_node *item = list->first; item; item = item->next) {
        count++;
    }
    if (count == 0 || count > RULE_MAX_SIGNALS) {
        return yaml_fail(list, error, "from 1 to %d signals", RULE_MAX_SIGNALS);
    }
    *out = g_new0(struct signal, count);
    for (const struct yaml_node *item = list->first; item; item = item->next) {
        (*n)++;
        if (!read_signal(reader, item, unless, &(*out)[*n - 1], error)) {
            return FALSE;
        }
    }
    return TRUE;
}
