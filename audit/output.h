/*
 * output.h - the folder that reports go to.
 */
#pragma once

#include "audit/setting.h"
#include "reports/result.h"

/* Makes the folder, and sees that files can be made in it, before anything is fetched. On failure says why. */
gboolean output_prepare(const struct setting *setting);

/* Takes the folder away again if nothing is in it. */
void output_withdraw(const struct setting *setting);

/* Writes the reports that were asked for, `formats` if none were named, each whole or not at all, and the letters that
 * the result calls for (reports/letters.h). A practice of two languages gets report.html in one and report.fr.html (or
 * report.en.html) in the other, each with a link to the other. On failure says why. */
gboolean output_write(const struct setting *setting, const struct result *result, guint formats);

/* Says on standard output how things stand and where the first of those reports is, unless --quiet was given. */
void output_tell(const struct setting *setting, const struct result *result, guint formats);
