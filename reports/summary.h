/*
 * summary.h - the result in a screenful of plain text, for stdout.
 */
#pragma once

#include "reports/report.h"

/*
 * What was audited, how things stand, findings by level, the first tasks, and where the report is (`report_path`, may
 * be NULL). Nothing from a page can move the terminal's cursor. Caller frees; NULL with an error when the words cannot
 * be read.
 */
char *report_summary(const struct result *result, const struct report_options *options, const char *report_path,
                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
