#include <string.h>

#include "reports/escape.h"
#include "reports/remedy.h"
#include "reports/report.h"

enum { MAX_OF_LEVEL = 50, MAX_QUOTE = 200 };

static const char *const COMMANDS[] = {[LEVEL_NOTE] = "notice", [LEVEL_WARNING] = "warning", [LEVEL_ERROR] = "error"};

static void add_annotation(GString *out, const struct report_options *options, const struct finding *finding,
                           const struct evidence *evidence)
{
    const char *page = evidence ? evidence->page : finding->page;
    g_autofree char *file = text_annotation_property(g_str_has_prefix(page, "./") ? page + 2 : page);
    g_autofree char *words = options->language == FR ? text_french(wording_in(&finding->rule->title, FR))
                                                     : g_strdup(wording_in(&finding->rule->title, EN));
    g_autofree char *title = text_annotation_property(words);
    g_autofree char *message = finding_message(finding, options->language);
    g_autofree char *quote = text_line(evidence ? evidence->text : NULL, MAX_QUOTE);
    g_autofree char *full =
        *quote && !strstr(message, quote) ? g_strconcat(message, "\n", quote, NULL) : g_strdup(message);
    g_autofree char *text = text_annotation(full);
    g_string_append_printf(out, "::%s file=%s", COMMANDS[finding->level], file);
    if (evidence && evidence->line > 0) {
        g_string_append_printf(out, ",line=%u", evidence->line);
    }
    g_string_append_printf(out, ",title=%s::%s\n", title, text);
}

char *report_annotations(const struct result *result, const struct report_options *options)
{
    GString *out = g_string_new(NULL);
    guint n_given[G_N_ELEMENTS(COMMANDS)] = {0}, n_more = 0;
    for (guint i = 0; i < result->findings->len; i++) {
        const struct finding *finding = result->findings->pdata[i];
        guint n_evidence = finding->evidence ? finding->evidence->len : 0;
        const struct evidence *evidence = n_evidence > 0 ? finding->evidence->pdata[0] : NULL;
        const char *page = evidence ? evidence->page : finding->page;
        if (finding->state != STATE_NEW || !page || strstr(page, "://")) {
            continue;
        }
        if (n_given[finding->level]++ < MAX_OF_LEVEL) {
            add_annotation(out, options, finding, evidence);
        } else {
            n_more++;
        }
    }
    if (n_more > 0) {
        g_string_append_printf(out, "::notice::+%u, vitrine-report/report.html\n", n_more);
    }
    return g_string_free(out, FALSE);
}
