#include "reports/outline.h"

#include <string.h>

#include "reports/remedy.h"

enum { MINUTES_WHEN_NOT_SAID = 30 };

static void group_free(gpointer item)
{
    struct outline_group *group = item;
    g_array_unref(group->places);
    g_free(group);
}

static void outline_rule_free(gpointer item)
{
    struct outline_rule *rule = item;
    g_ptr_array_unref(rule->findings);
    g_ptr_array_unref(rule->groups);
    g_free(rule);
}

static void outline_checks_free(gpointer item)
{
    struct outline_checks *checks = item;
    g_ptr_array_unref(checks->checks);
    g_free(checks);
}

char *rule_family(const struct rule_info *rule)
{
    const char *dot = strchr(rule->id, '.');
    return dot ? g_strndup(rule->id, (gsize)(dot - rule->id)) : g_strdup(rule->id);
}

/* What makes two pieces of evidence the same thing to do: the sentence about it, and its words whatever their case and
 * spacing. */
static char *group_key(const char *message, const struct evidence *evidence)
{
    g_autofree char *both = g_strconcat(message, "\n", evidence ? evidence->text : NULL, NULL);
    g_autofree char *valid = g_utf8_make_valid(both, -1);
    g_autofree char *folded = g_utf8_casefold(valid, -1);
    g_auto(GStrv) words = g_strsplit_set(folded, " \t\n", -1);
    GString *key = g_string_sized_new(strlen(folded));
    for (guint i = 0; words[i]; i++) {
        if (*words[i]) {
            g_string_append_c(key, '\x1f');
            g_string_append(key, words[i]);
        }
    }
    return g_string_free(key, FALSE);
}

static struct outline_group *group_of(struct outline_rule *rule, GHashTable *groups, char *key,
                                      const struct outline_place *place)
{
    struct outline_group *group = g_hash_table_lookup(groups, key);
    if (group) {
        g_free(key);
        return group;
    }
    group = g_new0(struct outline_group, 1);
    group->first = place->finding;
    group->evidence = place->evidence;
    group->places = g_array_new(FALSE, FALSE, sizeof(struct outline_place));
    g_hash_table_insert(groups, key, group);
    g_ptr_array_add(rule->groups, group);
    return group;
}

static void add_finding(struct outline_rule *rule, GHashTable *groups, const struct finding *finding)
{
    g_autofree char *message = finding_message(finding, EN);
    guint n_evidence = finding->evidence ? finding->evidence->len : 0;
    struct outline_group *group = NULL;
    for (guint i = 0; i < MAX(n_evidence, 1); i++) {
        struct outline_place place = {finding, n_evidence > 0 ? finding->evidence->pdata[i] : NULL};
        group = group_of(rule, groups, group_key(message, place.evidence), &place);
        g_array_append_val(group->places, place);
        group->n_places++;
    }
    if (finding->n_places > n_evidence && n_evidence > 0) { // the evidence was capped
        group->n_places += finding->n_places - n_evidence;
    }
    g_ptr_array_add(rule->findings, (gpointer)finding);
    rule->level = MAX(rule->level, finding->level);
    rule->n_places += n_evidence > 0 ? MAX(finding->n_places, n_evidence) : 1; // a lack stands in one place
    rule->n_counting += finding->counts;
    rule->n_new += finding->state == STATE_NEW;
}

static guint effort(const struct rule_info *rule)
{
    return rule->effort_minutes ? rule->effort_minutes : MINUTES_WHEN_NOT_SAID;
}

static int by_weight(gconstpointer a, gconstpointer b)
{
    const struct outline_rule *one = *(struct outline_rule *const *)a, *other = *(struct outline_rule *const *)b;
    if (one->level != other->level) {
        return one->level > other->level ? -1 : 1;
    }
    if (one->rule->basis != other->rule->basis) {
        return one->rule->basis > other->rule->basis ? -1 : 1;
    }
    if (effort(one->rule) != effort(other->rule)) {
        return effort(one->rule) < effort(other->rule) ? -1 : 1;
    }
    return strcmp(one->rule->id, other->rule->id);
}

static GPtrArray *rules_of(const struct result *result, gboolean accepted)
{
    GPtrArray *rules = g_ptr_array_new_with_free_func(outline_rule_free);
    g_autoptr(GHashTable) by_rule = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) groups = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
    for (guint i = 0; i < result->findings->len; i++) {
        const struct finding *finding = result->findings->pdata[i];
        if ((finding->state == STATE_ACCEPTED) != accepted) {
            continue;
        }
        struct outline_rule *rule = g_hash_table_lookup(by_rule, finding->rule);
        if (!rule) {
            rule = g_new0(struct outline_rule, 1);
            rule->rule = finding->rule;
            rule->findings = g_ptr_array_new();
            rule->groups = g_ptr_array_new_with_free_func(group_free);
            g_hash_table_insert(by_rule, (gpointer)finding->rule, rule);
            g_hash_table_insert(groups, rule, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL));
            g_ptr_array_add(rules, rule);
        }
        add_finding(rule, g_hash_table_lookup(groups, rule), finding);
    }
    g_ptr_array_sort(rules, by_weight);
    return rules;
}

static int by_rule_id(gconstpointer a, gconstpointer b)
{
    const struct outline_checks *one = *(struct outline_checks *const *)a, *other = *(struct outline_checks *const *)b;
    return strcmp(one->rule->id, other->rule->id);
}

static GPtrArray *checks_of(const struct result *result, enum rule_outcome outcome)
{
    GPtrArray *all = g_ptr_array_new_with_free_func(outline_checks_free);
    g_autoptr(GHashTable) by_rule = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < result->checks->len; i++) {
        const struct check *check = result->checks->pdata[i];
        if (check->outcome != outcome) {
            continue;
        }
        struct outline_checks *checks = g_hash_table_lookup(by_rule, check->rule);
        if (!checks) {
            checks = g_new0(struct outline_checks, 1);
            checks->rule = check->rule;
            checks->checks = g_ptr_array_new();
            g_hash_table_insert(by_rule, (gpointer)check->rule, checks);
            g_ptr_array_add(all, checks);
        }
        g_ptr_array_add(checks->checks, (gpointer)check);
    }
    g_ptr_array_sort(all, by_rule_id);
    return all;
}

struct outline *outline_new(const struct result *result)
{
    struct outline *outline = g_new0(struct outline, 1);
    outline->rules = rules_of(result, FALSE);
    outline->accepted = rules_of(result, TRUE);
    for (int outcome = OUTCOME_PASSED; outcome <= OUTCOME_INAPPLICABLE; outcome++) {
        outline->by_outcome[outcome] = checks_of(result, (enum rule_outcome)outcome);
    }
    for (guint i = 0; i < outline->rules->len; i++) {
        const struct outline_rule *rule = outline->rules->pdata[i];
        outline->n_to_fix += rule->level > LEVEL_NOTE;
        outline->n_suggestions += rule->level == LEVEL_NOTE;
    }
    for (guint i = 0; i < result->presences->len; i++) {
        const struct result_presence *presence = result->presences->pdata[i];
        outline->n_presences_unread += !presence->read;
    }
    return outline;
}

void outline_free(struct outline *outline)
{
    if (outline) {
        g_ptr_array_unref(outline->rules);
        g_ptr_array_unref(outline->accepted);
        for (int outcome = OUTCOME_PASSED; outcome <= OUTCOME_INAPPLICABLE; outcome++) {
            g_ptr_array_unref(outline->by_outcome[outcome]);
        }
        g_free(outline);
    }
}
