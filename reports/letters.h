/*
 * letters.h - letters that ask others to correct what they say of the practitioner (second edition, 7.3.3).
 *
 * One for each profile on someone else's platform with findings about what is out of date, in the language of that
 * page: the address, the wrong and the right words, the clause, and a line for the practitioner's own file.
 */
#pragma once

#include "reports/result.h"

struct letter {
    char *file;    /* a name for it: "directory.example.txt" */
    char *address; /* of the page to correct */
    enum language language;
    char *text;
};
void letter_free(struct letter *letter);

/* The letters that `result` calls for (struct letter*), in the order of its presences. NULL if the words cannot be
 * read. */
GPtrArray *letters_make(const struct result *result, const char *data_folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The folder of letters, in the folder that the reports are written to. */
#define LETTERS_FOLDER "letters"

/* In it, what earlier runs left: "2026-10-21-directory.example-1.txt". */
#define LETTERS_EARLIER "earlier"

/*
 * Writes each into `folder`, which is made if there is a letter. A letter of an earlier run that is there and says
 * something else, because its page was corrected, the day is another or its owner wrote into it, is moved into
 * LETTERS_EARLIER under the day on which it was written: what stands in `folder` is of today, and what may have been
 * sent is kept.
 */
gboolean letters_write(const GPtrArray *letters, const char *folder, GError **error);
