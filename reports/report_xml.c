#include "reports/report_xml.h"

#include <string.h>

#include "reports/escape.h"
#include "reports/letters.h"
#include "reports/xml_build.h"

enum { MAX_TASKS = 5, MAX_PRESENCES_IN_HEAD = 12 };

static void add_word(const char *key, const char *text, gpointer data)
{
    xmlNode *word = xmlNewTextChild(data, NULL, BAD_CAST "w", BAD_CAST text);
    xml_set(word, "k", key);
}

static void add_head(xmlNode *report, const struct digest *digest)
{
    const struct result *result = digest->result;
    xmlNode *head = xml_element(report, "head");
    g_autofree char *name = digest_name(digest);
    g_autofree char *title = phrase_fill(digest->phrases, *name ? "title" : "title.unnamed", "name", name, NULL);
    g_autofree char *date = phrase_date(digest->phrases, result->as_of);
    g_autofree char *regulator = digest_words(digest, &result->regulator_name);
    xml_set(head, "title", title);
    xml_set(head, "name", name);
    xml_set(head, "practitioner", result->practitioner);
    xml_set(head, "practice", result->practice_name);
    xml_set(head, "registration", result->registration);
    xml_set(head, "regulator", *regulator ? regulator : result->regulator);
    xml_set(head, "date", date);
    xml_set(head, "iso", result->as_of);
    xml_set(head, "tool", "vitrine " VITRINE_VERSION);
    for (guint i = 0; i < result->packs->len; i++) {
        const struct result_pack *pack = result->packs->pdata[i];
        g_autofree char *label = g_strconcat(pack->id ? pack->id : "", " ", pack->version ? pack->version : "", NULL);
        xml_text(head, "pack", label);
    }
    for (guint i = 0; i < MIN(result->presences->len, MAX_PRESENCES_IN_HEAD); i++) {
        const struct result_presence *presence = result->presences->pdata[i];
        xmlNode *place = xml_element(head, "place");
        xml_set_address(place, "address", presence->address);
        xml_set(place, "kind",
                phrase_of(digest->phrases, "kind",
                          presence->kind == PRESENCE_PROFILE  ? "profile"
                          : presence->kind == PRESENCE_FORMER ? "former"
                                                              : "website"));
    }
}

static void add_status(xmlNode *report, const struct digest *digest)
{
    xmlNode *status = xml_element(report, "status");
    g_autoptr(GPtrArray) sentences = digest_status(digest);
    for (guint i = 0; i < sentences->len; i++) {
        xml_text(status, "s", sentences->pdata[i]);
    }
    g_autofree char *gate = digest_gate(digest);
    xml_set(status, "completeness", digest_completeness(digest));
    xml_set(status, "gate", gate);
    xml_set(status, "outcome", gate_word(digest->gate.status));
}

static void add_tasks(xmlNode *report, const struct digest *digest)
{
    const GPtrArray *rules = digest->outline->rules;
    xmlNode *tasks = xml_element(report, "tasks");
    guint n_shown = 0;
    for (guint i = 0; i < rules->len && n_shown < MAX_TASKS; i++, n_shown++) {
        const struct outline_rule *rule = rules->pdata[i];
        g_autofree char *title = digest_heading(digest, rule);
        g_autofree char *sentence = digest_task(digest, rule);
        g_autofree char *effort = digest_effort(digest, rule->rule);
        g_autofree char *places = phrase_count(digest->phrases, "finding.places", rule->n_places);
        xmlNode *task = xml_text(tasks, "task", sentence);
        if (!task) {
            task = xml_element(tasks, "task");
        }
        report_xml_anchor(task, rule->rule);
        xml_set(task, "title", title);
        xml_set(task, "level", level_word(rule->level));
        xml_set(task, "level-words", phrase_of(digest->phrases, "level", level_word(rule->level)));
        xml_set(task, "effort", effort);
        xml_set(task, "places", places);
    }
    if (rules->len > n_shown) {
        g_autofree char *more = phrase_count(digest->phrases, "tasks.more", rules->len - n_shown);
        xml_set(tasks, "more", more);
    }
}

/* The letters beside the report, by their path from it. */
static void add_letters(xmlNode *report, const struct digest *digest, const struct report_options *options)
{
    g_autoptr(GPtrArray) letters = letters_make(digest->result, options->data_folder, NULL);
    xmlNode *list = xml_element(report, "letters");
    for (guint i = 0; letters && i < letters->len; i++) {
        const struct letter *letter = letters->pdata[i];
        g_autofree char *file = g_strconcat(LETTERS_FOLDER "/", letter->file, NULL);
        xmlNode *node = xml_element(list, "letter");
        xml_set(node, "file", file);
        xml_set(node, "lang", language_code(letter->language));
        xml_set_address(node, "address", letter->address);
        report_xml_draft(node, "plain", letter->text);
    }
}

xmlDoc *report_xml(const struct digest *digest, const struct report_options *options)
{
    xmlDoc *document = xmlNewDoc(BAD_CAST "1.0");
    xmlNode *report = xmlNewNode(NULL, BAD_CAST "report");
    xmlDocSetRootElement(document, report);
    xml_set(report, "lang", language_code(digest->language));
    xml_set(report, "sibling", options->sibling);
    xml_set(report, "sibling-lang", language_code(digest->language == FR ? EN : FR));
    phrases_foreach(digest->phrases, add_word, xml_element(report, "words"));
    add_head(report, digest);
    add_status(report, digest);
    add_tasks(report, digest);
    report_xml_coverage(report, digest);
    report_xml_findings(report, digest);
    report_xml_checks(report, digest);
    report_xml_matrix(report, digest);
    add_letters(report, digest, options);
    report_xml_annexes(report, digest);
    return document;
}
