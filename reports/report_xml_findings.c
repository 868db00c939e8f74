#include <string.h>

#include "reports/escape.h"
#include "reports/mask.h"
#include "reports/remedy.h"
#include "reports/report_xml.h"
#include "reports/xml_build.h"

enum {
    MAX_RULES = 150,
    MAX_GROUPS_OF_RULE = 25,
    MAX_GROUPS = 400,
    MAX_PLACES_OF_GROUP = 30,
    MAX_PLACES = 2500,
    MAX_QUOTE = 700,
    MAX_CONTEXT = 240,
    MAX_SELECTOR = 160,
    MAX_HEADING = 120,
    MAX_WORDS = 6000,
    N_FAMILIES = 7,
};

static const char *const FAMILIES[N_FAMILIES] = {"testimonials", "licence", "profile", "policies",
                                                 "outdated",     "privacy", "other"};

/* What may still be shown: a long result is cut, and says so. */
struct room {
    guint groups, places;
};

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

xmlNode *report_xml_quote(xmlNode *parent, const struct digest *digest, const struct rule_info *rule,
                          const struct evidence *evidence, gboolean *masked)
{
    if (!evidence || !evidence->text || !*evidence->text) {
        return NULL;
    }
    xmlNode *quote = xml_element(parent, "quote");
    g_autofree char *before =
        quote_shown(digest->result, rule, digest->unmasked, evidence->before, MAX_CONTEXT, masked);
    g_autofree char *text = quote_shown(digest->result, rule, digest->unmasked, evidence->text, MAX_QUOTE, masked);
    g_autofree char *after = quote_shown(digest->result, rule, digest->unmasked, evidence->after, MAX_CONTEXT, masked);
    xml_text(quote, "before", before);
    xml_text(quote, "text", text);
    xml_text(quote, "after", after);
    if (g_strcmp0(evidence->language, "en") == 0 || g_strcmp0(evidence->language, "fr") == 0) {
        xml_set(quote, "lang", evidence->language);
    }
    if (*masked) {
        xml_set(quote, "masked", "yes");
    }
    return quote;
}

static void add_place(xmlNode *parent, const struct digest *digest, const struct outline_place *place, gboolean masked)
{
    const struct evidence *evidence = place->evidence;
    const char *address = finding_place(place->finding, evidence);
    if (!address) {
        return;
    }
    xmlNode *node = xml_element(parent, "place");
    xml_set_address(node, "address", address);
    if (!evidence) {
        return;
    }
    g_autofree char *at = masked ? NULL : address_at_text(address, evidence->text);
    xml_set(node, "at", at);
    g_autofree char *selector = text_line(evidence->selector, MAX_SELECTOR);
    xml_set(node, "selector", selector);
    if (evidence->heading) {
        g_autofree char *heading = text_line(evidence->heading, MAX_HEADING);
        g_autofree char *under = phrase_fill(digest->phrases, "finding.under", "heading", heading, NULL);
        xml_set(node, "under", under);
    }
    if (evidence->line > 0) {
        g_autofree char *line = phrase_count(digest->phrases, "finding.line", evidence->line);
        xml_set(node, "line", line);
    }
}

static void add_steps(xmlNode *parent, const struct digest *digest, const struct finding *finding,
                      enum steps_wanted which)
{
    g_autoptr(GPtrArray) steps = finding_steps_of(digest->result, finding, digest->language, which);
    for (guint i = 0; i < steps->len; i++) {
        xml_line(parent, "step", steps->pdata[i], MAX_WORDS);
    }
}

/* What to do is said once for a rule, unless its steps name what each finding is about. */
static gboolean steps_differ(const struct digest *digest, const struct outline_rule *rule)
{
    for (guint i = 0; i < rule->rule->n_steps; i++) {
        if (step_names_its_finding(&rule->rule->steps[i], digest->language)) {
            return rule->groups->len > 1;
        }
    }
    return FALSE;
}

static void add_group(xmlNode *parent, const struct digest *digest, const struct outline_group *group,
                      gboolean own_steps, struct room *room)
{
    const struct finding *finding = group->first;
    gboolean masked = FALSE;
    xmlNode *node = xml_element(parent, "group");
    g_autofree char *message = finding_message(finding, digest->language);
    g_autofree char *places = phrase_count(digest->phrases, "finding.places", group->n_places);
    xml_line(node, "message", message, MAX_WORDS);
    xml_set(node, "id", finding->id);
    xml_set(node, "places", places);
    xml_set(node, "counts", finding->counts ? "yes" : NULL);
    xml_set(node, "known", finding->state == STATE_KNOWN ? "yes" : NULL);
    xml_set(node, "decision", finding->decision);
    report_xml_quote(node, digest, finding->rule, group->evidence, &masked);
    if (!group->evidence) {
        xml_set(node, "unseen", "yes");
    }
    if (own_steps) {
        add_steps(node, digest, finding, STEPS_OWN);
    }
    guint n_listed = MIN(MIN(group->places->len, MAX_PLACES_OF_GROUP), MAX(room->places, 1));
    for (guint i = 0; i < n_listed; i++) {
        add_place(node, digest, &g_array_index(group->places, struct outline_place, i), masked);
    }
    room->places -= MIN(room->places, n_listed);
    if (group->n_places > n_listed) {
        g_autofree char *hidden = phrase_count(digest->phrases, "finding.hidden-places", group->n_places - n_listed);
        xml_set(node, "hidden", hidden);
    }
}

static gboolean is_day(const char *date)
{
    return date && strlen(date) == strlen("YYYY-MM-DD");
}

/* Since when, or from when until when, a document is in force; NULL when that is not said. */
static char *clause_force(const struct digest *digest, const struct document *document)
{
    g_autofree char *from = phrase_date(digest->phrases, document->date);
    g_autofree char *until = phrase_date(digest->phrases, document->until);
    if (*until) {
        gboolean days = is_day(document->date) && is_day(document->until);
        return phrase_fill(digest->phrases, days ? "clause.between" : "clause.between-years", "from", from, "until",
                           until, NULL);
    }
    const char *key = is_day(document->date) ? "clause.since" : "clause.since-year";
    return *from ? phrase_fill(digest->phrases, key, "date", from, NULL) : NULL;
}

static void add_clauses(xmlNode *parent, const struct digest *digest, const struct rule_info *rule)
{
    for (guint i = 0; i < rule->n_citations; i++) {
        const struct citation *citation = &rule->citations[i];
        const struct document *document = result_document(digest->result, citation->document);
        const struct clause *clause = citation_clause(digest->result, citation);
        xmlNode *node = xml_element(parent, "clause");
        g_autofree char *label = digest_clause(digest, citation);
        xml_set(node, "label", label);
        if (clause) {
            g_autofree char *says = digest_words(digest, &clause->text);
            xml_line(node, "says", says, MAX_WORDS);
        }
        gboolean verified = clause && clause->verified;
        xml_set(node, "verified", verified ? "yes" : "no");
        xml_set(node, "verified-words", phrase(digest->phrases, verified ? "clause.verified" : "clause.unverified"));
        if (!document) {
            continue;
        }
        g_autofree char *force = clause_force(digest, document);
        xml_set(node, "force", force);
        g_autofree char *authority = digest_words(digest, &document->authority);
        xml_set(node, "authority", authority);
        xml_set_address(node, "address", document->address);
    }
}

static void add_snippet(xmlNode *parent, const struct digest *digest, const struct finding *finding)
{
    g_autofree char *snippet = finding_snippet(digest->result, finding, digest->language);
    if (!snippet || !*snippet) {
        return;
    }
    xmlNode *node = xml_text(parent, "snippet", snippet);
    guint n_rows = 1;
    for (const char *at = snippet; *at; at++) {
        n_rows += *at == '\n';
    }
    xml_set_count(node, "rows", CLAMP(n_rows + (guint)(strlen(snippet) / 70), 2, 14));
}

/* The entry of the practice file that would record a decision; quoting is YAML's double quotes, which escape as JSON
 * does. */
static void add_decision_draft(xmlNode *parent, const struct digest *digest, const struct outline_rule *rule)
{
    const struct finding *finding = rule->findings->pdata[0];
    const char *place = finding->page ? finding->page : finding->subject;
    g_autofree char *line = text_line(place, 300);
    g_autofree char *quoted = g_strescape(line, line);
    g_autofree char *draft = g_strdup_printf("- { rule: %s, url: \"%s\", reason: \"%s\", until: %.4s-12-31 }",
                                             rule->rule->id, quoted, phrase(digest->phrases, "decide.reason"),
                                             digest->result->as_of ? digest->result->as_of : "0000");
    xml_text(parent, "draft", draft);
}

static xmlNode *add_rule(xmlNode *parent, const struct digest *digest, const struct outline_rule *rule,
                         struct room *room)
{
    const struct rule_info *info = rule->rule;
    const struct finding *first = rule->findings->pdata[0];
    const char *family = FAMILIES[family_index(info)];
    xmlNode *node = xml_element(parent, "rule");
    g_autofree char *title = digest_title(digest, info);
    g_autofree char *effort = digest_effort(digest, info);
    g_autofree char *places = phrase_count(digest->phrases, "finding.places", rule->n_places);
    g_autofree char *why = digest_words(digest, &info->why);
    g_autofree char *known_by = digest_words(digest, &info->known_by);
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
    xml_line(node, "why", why, MAX_WORDS);
    xml_line(node, "known-by", known_by, MAX_WORDS);
    add_clauses(node, digest, info);
    if (info->n_citations > 1) {
        g_autofree char *more = phrase_count(digest->phrases, "finding.more-clauses", info->n_citations - 1);
        xml_set(node, "more-clauses", more);
    }
    gboolean own_steps = steps_differ(digest, rule);
    add_steps(node, digest, first, own_steps ? STEPS_COMMON : STEPS_ALL);
    add_snippet(node, digest, first);
    add_decision_draft(node, digest, rule);
    guint n_groups = MIN(MIN(rule->groups->len, MAX_GROUPS_OF_RULE), MAX(room->groups, 1));
    for (guint i = 0; i < n_groups; i++) {
        add_group(node, digest, rule->groups->pdata[i], own_steps, room);
    }
    room->groups -= MIN(room->groups, n_groups);
    if (rule->groups->len > n_groups) {
        g_autofree char *more = phrase_count(digest->phrases, "finding.more-groups", rule->groups->len - n_groups);
        xml_set(node, "more", more);
    }
    return node;
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
                guint width = 600 * counts[family][level] / most;
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
    struct room room = {MAX_GROUPS, MAX_PLACES};
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
