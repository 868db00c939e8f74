/*
 * reasons.h - why a page was not read, said in the reader's language.
 *
 * The crawl says its reasons in English, with names and numbers in them. reports/html/reasons.xml holds each sentence
 * with {} where something stands in it, and its French; what stands there may itself be a reason. A sentence that the
 * file does not know stays in English.
 */
#pragma once

#include "rules/rule.h"

typedef struct Reasons Reasons;

/* Reads the sentences below `data_folder`. */
Reasons *reasons_load(const char *data_folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void reasons_free(Reasons *reasons);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reasons, reasons_free)

/* `english` in `language`; NULL for NULL. Caller frees. */
char *reason_in(const Reasons *reasons, const char *english, enum language language);
