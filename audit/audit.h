/*
 * audit.h - one audit, from a practice to its result.
 *
 *   practice -> presences -> frontier -> fetch -> page -> facts -> checks -> findings -> result
 *                               ^                  |
 *                               +--- links in scope
 */
#pragma once

#include "audit/options.h"
#include "audit/progress.h"
#include "reports/result.h"
#include "rules/practice.h"

struct audit {
    const struct pack_set *packs;
    const struct practice *practice;
    const struct options *options;
    enum language language;
    Progress *progress;
    const volatile int *interrupted; /* set by a signal */
    const char *cache_path;          /* copies of fetched pages are kept here; NULL: where the options say */
};

/* Reads and judges every presence of the practice. NULL when one cannot even be begun (a folder without HTML). */
struct result *audit_run(const struct audit *audit, GError **error) G_GNUC_WARN_UNUSED_RESULT;
