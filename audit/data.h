/*
 * data.h - where the project's data stands: rules, regulators, words, the report's style sheet.
 */
#pragma once

#include <glib.h>

/*
 * The folder that holds rules/ and reports/: $VITRINE_DATA, else beside the program (a build tree, or
 * ../share/vitrine), else where it was installed. NULL with G_FILE_ERROR, naming the places, if none has them. Caller
 * frees.
 */
char *data_folder(GError **error) G_GNUC_WARN_UNUSED_RESULT;
