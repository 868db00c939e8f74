#include "reports/digest.h"
#include "reports/escape.h"
#include "reports/out_file.h"
#include "reports/remedy.h"
#include "reports/report.h"

/* RFC 4180: CRLF, every cell quoted. One row a place, so that a spreadsheet can filter by page; a finding's rows share
 * its id. */

enum { MAX_TEXT = 2000 };

static const char HEADER[] =
    "finding,rule,title,level,basis,state,counts,subject,page,line,heading,selector,message,text,"
    "standards,remedy,decision\r\n";

static void cell(GString *row, const char *text)
{
    g_autofree char *safe = text_csv(text);
    if (row->len > 0) {
        g_string_append_c(row, ',');
    }
    g_string_append(row, safe);
}

static char *standards_of(const struct digest *digest, const struct rule_info *rule)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < rule->n_citations; i++) {
        g_autofree char *clause = digest_clause(digest, &rule->citations[i]);
        g_string_append_printf(text, "%s%s", i > 0 ? "; " : "", clause);
    }
    return g_string_free(text, FALSE);
}

static char *remedy_of(const struct digest *digest, const struct finding *finding)
{
    GString *text = g_string_new(NULL);
    g_autoptr(GPtrArray) steps = finding_steps(digest->result, finding, digest->language);
    for (guint i = 0; i < steps->len; i++) {
        g_string_append_printf(text, "%s%s", i > 0 ? "\n" : "", (const char *)steps->pdata[i]);
    }
    return g_string_free(text, FALSE);
}

static void write_row(OutFile *file, const struct digest *digest, const struct finding *finding,
                      const struct evidence *evidence)
{
    static const struct evidence nothing = {0};
    const struct evidence *seen = evidence ? evidence : &nothing;
    g_autofree char *title = digest_title(digest, finding->rule);
    g_autofree char *message = finding_message(finding, digest->language);
    g_autofree char *quote = text_line(seen->text, MAX_TEXT);
    g_autofree char *standards = standards_of(digest, finding->rule);
    g_autofree char *remedy = remedy_of(digest, finding);
    g_autofree char *line = seen->line > 0 ? g_strdup_printf("%u", seen->line) : g_strdup("");
    const char *const cells[] = {finding->id,
                                 finding->rule->id,
                                 title,
                                 level_word(finding->level),
                                 basis_word(finding->rule->basis),
                                 state_word(finding->state),
                                 finding->counts ? "yes" : "no",
                                 finding->subject,
                                 seen->page ? seen->page : finding->page,
                                 line,
                                 seen->heading,
                                 seen->selector,
                                 message,
                                 quote,
                                 standards,
                                 remedy,
                                 finding->decision};
    g_autoptr(GString) row = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(cells); i++) {
        cell(row, cells[i]);
    }
    g_string_append(row, "\r\n");
    out_file_bytes(file, row->str, row->len);
}

gboolean report_csv_write(const struct result *result, const struct report_options *options, const char *path,
                          GError **error)
{
    g_autoptr(Phrases) phrases = phrases_load(options->data_folder, options->language, error);
    OutFile *file = phrases ? out_file_open(path, error) : NULL;
    if (!file) {
        return FALSE;
    }
    struct digest digest = {result, NULL, phrases, options->language, gate_judge(result)};
    out_file_text(file, options->csv_bom ? "\xEF\xBB\xBF" : "");
    out_file_text(file, HEADER);
    for (guint i = 0; i < result->findings->len; i++) {
        const struct finding *finding = result->findings->pdata[i];
        guint n_evidence = finding->evidence ? finding->evidence->len : 0;
        for (guint j = 0; j < MAX(n_evidence, 1); j++) {
            write_row(file, &digest, finding, n_evidence > 0 ? finding->evidence->pdata[j] : NULL);
        }
    }
    return out_file_commit(file, error);
}
