#include <libxml/xmlwriter.h>
#include <string.h>

#include "reports/digest.h"
#include "reports/escape.h"
#include "reports/out_file.h"
#include "reports/remedy.h"
#include "reports/report.h"

/*
 * JUnit's XML as Jenkins and GitLab read it: it fits the schemas of the xUnit plugin, old (junit-4.xsd) and new
 * (junit-10.xsd); the old one has no attributes for what is skipped. A finding that counts is a failure, one
 * that does not is skipped, a check without a finding passes or is skipped; a run that cannot pass for want of pages is
 * an error. So the failures and errors of the file are the gate's.
 */

enum { MAX_TEXT = 500, MAX_NAME = 200 };

struct junit {
    const struct result *result;
    const struct report_options *options;
    const struct digest *digest;
    xmlTextWriter *writer;
};

static void attribute(const struct junit *junit, const char *name, const char *value)
{
    g_autofree char *shown = text_line(value, MAX_TEXT);
    xmlTextWriterWriteAttribute(junit->writer, BAD_CAST name, BAD_CAST shown);
}

static void count_attribute(const struct junit *junit, const char *name, guint count)
{
    xmlTextWriterWriteFormatAttribute(junit->writer, BAD_CAST name, "%u", count);
}

static void open_case(const struct junit *junit, const struct rule_info *rule, const char *place)
{
    g_autofree char *title = digest_title(junit->digest, rule);
    g_autofree char *name = place ? g_strconcat(title, " – ", place, NULL) : g_strdup(title);
    xmlTextWriterStartElement(junit->writer, BAD_CAST "testcase");
    attribute(junit, "classname", rule->id);
    attribute(junit, "name", name);
}

static void close_element(const struct junit *junit)
{
    xmlTextWriterEndElement(junit->writer);
    xmlTextWriterWriteString(junit->writer, BAD_CAST "\n");
}

static char *finding_text(const struct junit *junit, const struct finding *finding)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; finding->evidence && i < finding->evidence->len; i++) {
        const struct evidence *evidence = finding->evidence->pdata[i];
        g_autofree char *quote = text_line(evidence->text, MAX_TEXT);
        g_autofree char *page = text_line(evidence->page, MAX_TEXT);
        g_string_append_printf(text, "%s:%u: %s\n", page, evidence->line, quote);
    }
    g_autoptr(GPtrArray) steps = finding_steps(junit->result, finding, junit->options->language);
    for (guint i = 0; i < steps->len; i++) {
        g_string_append_printf(text, "%s\n", (const char *)steps->pdata[i]);
    }
    for (guint i = 0; i < finding->rule->n_citations; i++) {
        g_autofree char *clause = digest_clause(junit->digest, &finding->rule->citations[i]);
        g_string_append_printf(text, "%s\n", clause);
    }
    g_autofree char *shown = text_shown(text->str);
    g_string_free(text, TRUE);
    return g_steal_pointer(&shown);
}

/* "warning: agency page, until 2027-01-31" and what there is to say besides. */
static void write_skipped(const struct junit *junit, const char *type, const char *message, const char *text)
{
    g_autofree char *first = text_line(message, MAX_TEXT);
    xmlTextWriterStartElement(junit->writer, BAD_CAST "skipped");
    xmlTextWriterWriteFormatString(junit->writer, "%s%s%s%s%s", type, *first ? ": " : "", first, text ? "\n" : "",
                                   text ? text : "");
    xmlTextWriterEndElement(junit->writer);
}

static void write_finding(const struct junit *junit, const struct finding *finding)
{
    g_autofree char *message = finding_message(finding, junit->options->language);
    g_autofree char *text = finding_text(junit, finding);
    open_case(junit, finding->rule, finding_place(finding, NULL));
    if (finding->counts) {
        xmlTextWriterStartElement(junit->writer, BAD_CAST "failure");
        attribute(junit, "type", level_word(finding->level));
        attribute(junit, "message", message);
        xmlTextWriterWriteString(junit->writer, BAD_CAST text);
        xmlTextWriterEndElement(junit->writer);
    } else {
        write_skipped(junit, level_word(finding->level), finding->state == STATE_ACCEPTED ? finding->decision : message,
                      text);
    }
    close_element(junit);
}

static void write_check(const struct junit *junit, const struct check *check)
{
    open_case(junit, check->rule, g_strcmp0(check->subject, "practice") == 0 ? NULL : check->subject);
    if (check->outcome != OUTCOME_PASSED) {
        g_autofree char *reason = digest_words(junit->digest, &check->reason);
        write_skipped(junit, outcome_word(check->outcome), reason, NULL);
    }
    close_element(junit);
}

static void write_coverage(const struct junit *junit)
{
    const struct gate *gate = &junit->digest->gate;
    g_autofree char *text = digest_gate(junit->digest);
    xmlTextWriterStartElement(junit->writer, BAD_CAST "testcase");
    attribute(junit, "classname", "vitrine.coverage");
    attribute(junit, "name", phrase(junit->digest->phrases, "coverage"));
    if (gate->status == GATE_UNREAD || gate->status == GATE_PARTIAL) {
        xmlTextWriterStartElement(junit->writer, BAD_CAST "error");
        attribute(junit, "type", gate_word(gate->status));
        attribute(junit, "message", text);
        xmlTextWriterEndElement(junit->writer);
    }
    close_element(junit);
}

static void write_suite(const struct junit *junit)
{
    const struct result *result = junit->result;
    const struct gate *gate = &junit->digest->gate;
    guint n_skipped = result->findings->len - gate->n_counting, n_checks = 0;
    for (guint i = 0; i < result->checks->len; i++) {
        const struct check *check = result->checks->pdata[i];
        n_checks += check->outcome != OUTCOME_FAILED;
        n_skipped += check->outcome == OUTCOME_CANT_TELL || check->outcome == OUTCOME_INAPPLICABLE;
    }
    g_autofree char *name = digest_name(junit->digest);
    xmlTextWriterStartElement(junit->writer, BAD_CAST "testsuite");
    attribute(junit, "name", *name ? name : "vitrine");
    count_attribute(junit, "tests", result->findings->len + n_checks + 1);
    count_attribute(junit, "failures", gate->n_counting);
    count_attribute(junit, "errors", gate->status == GATE_UNREAD || gate->status == GATE_PARTIAL);
    count_attribute(junit, "skipped", n_skipped);
    xmlTextWriterWriteString(junit->writer, BAD_CAST "\n");
    write_coverage(junit);
    for (guint i = 0; i < result->findings->len; i++) {
        write_finding(junit, result->findings->pdata[i]);
    }
    for (guint i = 0; i < result->checks->len; i++) {
        const struct check *check = result->checks->pdata[i];
        if (check->outcome != OUTCOME_FAILED) { // those are told by their findings
            write_check(junit, check);
        }
    }
    xmlTextWriterEndElement(junit->writer);
}

gboolean report_junit_write(const struct result *result, const struct report_options *options, const char *path,
                            GError **error)
{
    g_autoptr(Phrases) phrases = phrases_load(options->data_folder, options->language, error);
    if (!phrases) {
        return FALSE;
    }
    g_autoptr(Outline) outline = outline_new(result);
    struct digest digest = {result, outline, phrases, options->language, gate_judge(result)};
    xmlBuffer *buffer = xmlBufferCreate();
    struct junit junit = {result, options, &digest, xmlNewTextWriterMemory(buffer, 0)};
    xmlTextWriterStartDocument(junit.writer, NULL, "UTF-8", NULL);
    xmlTextWriterStartElement(junit.writer, BAD_CAST "testsuites");
    attribute(&junit, "name", "vitrine");
    write_suite(&junit);
    xmlTextWriterEndDocument(junit.writer);
    xmlFreeTextWriter(junit.writer);
    gboolean ok = out_file_write(path, (const char *)xmlBufferContent(buffer), (gsize)xmlBufferLength(buffer), error);
    xmlBufferFree(buffer);
    return ok;
}
