/*
 * A stranger's result.json, as a baseline or to be shown again: read, judged, and made into the document that the
 * report is laid out from.
 */
#include <stddef.h>
#include <stdint.h>

#include "reports/baseline.h"
#include "reports/gate.h"
#include "reports/outline.h"
#include "reports/remedy.h"
#include "reports/report_xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Result) result = result_parse((const char *)data, size, "fuzz", NULL);
    g_autoptr(Result) baseline = result ? result_parse((const char *)data, size, "fuzz", NULL) : NULL;
    if (!result || !baseline) {
        return 0;
    }
    baseline_apply(result, baseline);
    gate_mark(result);
    g_autoptr(Outline) outline = outline_new(result);
    for (guint i = 0; i < result->findings->len; i++) {
        const struct finding *finding = result->findings->pdata[i];
        g_autofree char *snippet = finding_snippet(result, finding, FR);
        g_autofree char *known_by = finding_known_by(result, finding, EN);
        g_autoptr(GPtrArray) steps = finding_steps(result, finding, FR);
    }
    g_autoptr(Phrases) phrases = phrases_load(".", FR, NULL);
    if (phrases) {
        const struct report_options options = {.language = FR, .data_folder = "."};
        struct digest digest = {result, outline, phrases, FR, gate_judge(result)};
        xmlFreeDoc(report_xml(&digest, &options));
        g_free(report_annotations(result, &options));
    }
    return gate_judge(result).n_counting > result->findings->len ? -1 : 0;
}
