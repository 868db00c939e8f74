/*
 * setting.h - what every command that judges begins with: the options, the data, the packs.
 */
#pragma once

#include "audit/options.h"
#include "reports/html_style.h"
#include "rules/pack.h"

struct setting {
    struct options *options;
    char *data;
    struct pack_set *packs;
    HtmlStyle *style; /* of report.html; NULL where none is written */
};

/*
 * Reads the command line and loads the packs, and meanwhile what `reports` need, where the command writes any. On
 * failure says why, and returns the exit status; else EXIT_CLEAN.
 */
int setting_read(struct setting *setting, gboolean reports, int argc, char **argv);
/* The language to speak: as told on the command line, else the locale's. */
enum language setting_language(const struct setting *setting);

void setting_clear(struct setting *setting);

/* The rule of that id; NULL, after saying that there is none and which is nearest. */
const struct rule *setting_rule(const struct setting *setting, const char *id);
