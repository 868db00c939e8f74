#include <string.h>

#include "reports/escape.h"
#include "reports/remedy.h"
#include "reports/report_xml.h"
#include "reports/xml_build.h"

enum {
    MAX_RULES = 150,
    MAX_GROUPS_OF_RULE = 25,
    MAX_GROUPS = 400,
    MAX_PLACES = 2500,
    MAX_WORDS = 6000,
    MAX_ADDRESS = 300,
    PICTURE_WIDTH = 600,
    N_FAMILIES = 7,
};

static const char *const FAMILIES[N_FAMILIES] = {"testimonials", "licence", "profile", "policies",
                                                 "outdated",     "privacy", "other"};

static guint family_index(const struct rule_info *rule)
{
    g_autofree char *family = rule_family(rule);
    guint i = 0;
    while (i < N_FAMILIES - 1 && strcmp(FAMILIES[i], family) != 0) {
        i++;
    }
    return i;
}

void report_xml_anchor(xmlNode *node, const struct rule_info *rule)
{
    g_autofree char *anchor = g_strconcat("rule-", rule->id, NULL);
    g_strcanon(anchor, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS ".-", '-');
    xml_set(node, "anchor", anchor);
}

/* The entry of the practice file that would record a decision; quoting is YAML's double quotes, which escape as JSON
 * does. */
static void add_decision_draft(xmlNode *parent, const struct digest *digest, const struct outline_rule *rule)
{
    const struct finding *finding = rule->findings->pdata[0];
    const char *place = finding->page ? finding->page : finding->subject;
    g_autofree char *line = text_line(place, MAX_ADDRESS);
    g_autofree char *quoted = g_strescape(line, line);
    g_autofree char *draft = g_strdup_printf("- { rule: %s, url: \"%s\", reason: \"%s\", until: %.4s-12-31 }",
                                             rule->rule->id, quoted, phrase(digest->phrases, "decide.reason"),
                                             digest->result->as_of ? digest->result->as_of : "0000");
    xml_text(parent, "draft", draft);
}

static void add_what_it_is(xmlNode *node, const struct digest *digest, const struct outline_rule *rule)
{
    const struct rule_info *info = rule->rule;
    const char *family = FAMILIES[family_index(info)];
    g_autofree char *title = digest_heading(digest, rule);
    g_autofree char *effort = digest_effort(digest, info);
    g_autofree char *places = phrase_count(digest->phrases, "finding.places", rule->n_places);
    xml_set(node, "id", info->id);
    report_xml_anchor(node, info);
    xml_set(node, "title", title);
    xml_set(node, "level", level_word(rule->level));
    xml_set(node, "level-words", phrase_of(digest->phrases, "level", level_word(rule->level)));
    xml_set(node, "basis", phrase_of(digest->phrases, "basis", basis_word(info->basis)));
    xml_set(node, "family", family);
    xml_set(node, "family-words", phrase_of(digest->phrases, "family", family));
    xml_set(node, "effort", effort);
    xml_set_count(node, "minutes", info->effort_minutes);
    xml_set(node, "places", places);
    xml_set_count(node, "n-places", rule->n_places);
    xml_set(node, "counts", rule->n_counting > 0 ? "yes" : NULL);
}

/* What to do is said once for a rule, but for the parts that name what each finding is about. */
static void add_groups(xmlNode *node, const struct digest *digest, const struct outline_rule *rule,
                       struct report_room *room)
{
    guint n_groups = MIN(MIN(rule->groups->len, MAX_GROUPS_OF_RULE), MAX(room->groups, 1));
    gboolean many = rule->groups->len > 1;
    g_autofree char *before = NULL;
    report_xml_remedy(node, digest, rule->findings->pdata[0], many ? STEPS_COMMON : STEPS_ALL);
    for (guint i = 0; i < n_groups; i++) {
        const struct outline_group *group = rule->groups->pdata[i];
        g_autofree char *message = finding_message(group->first, digest->language);
        report_xml_group(node, digest, group, many && g_strcmp0(before, message) != 0, room);
        g_free(before);
        before = g_steal_pointer(&message);
    }
    room->groups -= MIN(room->groups, n_groups);
    if (rule->groups->len > n_groups) {
        g_autofree char *more = phrase_count(digest->phrases, "finding.more-groups", rule->groups->len - n_groups);
        xml_set(node, "more", more);
    }
}

static void add_rule(xmlNode *parent, const struct digest *digest, const struct outline_rule *rule,
                     struct report_room *room)
{
    xmlNode *node = xml_element(parent, "rule");
    g_autofree char *why = digest_words(digest, &rule->rule->why);
    add_what_it_is(node, digest, rule);
    xml_line(node, "why", why, MAX_WORDS);
    report_xml_clauses(node, digest, rule->rule);
    add_groups(node, digest, rule, room);
    add_decision_draft(node, digest, rule);
}

/* How many rules of each family have findings, by level: what the picture shows. */
static void add_families(xmlNode *findings, const struct digest *digest)
{
    guint counts[N_FAMILIES][3] = {0};
    guint most = 1;
    for (guint i = 0; i < digest->outline->rules->len; i++) {
        const struct outline_rule *rule = digest->outline->rules->pdata[i];
        guint family = family_index(rule->rule);
        counts[family][rule->level]++;
        most = MAX(most, counts[family][0] + counts[family][1] + counts[family][2]);
    }
    for (guint family = 0; family < N_FAMILIES; family++) {
        if (counts[family][0] + counts[family][1] + counts[family][2] == 0) {
            continue;
        }
        xmlNode *node = xml_element(findings, "family");
        xml_set(node, "name", FAMILIES[family]);
        xml_set(node, "words", phrase_of(digest->phrases, "family", FAMILIES[family]));
        guint x = 0;
        for (int level = LEVEL_ERROR; level >= LEVEL_NOTE; level--) {
            if (counts[family][level] > 0) {
                xmlNode *part = xml_element(node, "part");
                guint width = PICTURE_WIDTH * counts[family][level] / most;
                xml_set(part, "level", level_word((enum rule_level)level));
                g_autofree char *key = g_strconcat("level-count.", level_word((enum rule_level)level), NULL);
                g_autofree char *words = phrase_count(digest->phrases, key, counts[family][level]);
                xml_set(part, "words", words);
                xml_set_count(part, "x", x);
                xml_set_count(part, "width", width);
                x += width;
            }
        }
    }
}

void report_xml_findings(xmlNode *report, const struct digest *digest)
{
    struct report_room room = {MAX_GROUPS, MAX_PLACES};
    const GPtrArray *rules = digest->outline->rules;
    xmlNode *findings = xml_element(report, "findings");
    add_families(findings, digest);
    for (guint i = 0; i < MIN(rules->len, MAX_RULES); i++) {
        add_rule(findings, digest, rules->pdata[i], &room);
    }
    if (rules->len > MAX_RULES) {
        g_autofree char *more = phrase_count(digest->phrases, "findings.more", rules->len - MAX_RULES);
        xml_set(findings, "more", more);
    }
    xmlNode *accepted = xml_element(report, "accepted");
    for (guint i = 0; i < MIN(digest->outline->accepted->len, MAX_RULES); i++) {
        add_rule(accepted, digest, digest->outline->accepted->pdata[i], &room);
    }
}
