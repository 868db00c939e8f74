/*
 * say.h - words to people on standard error.
 *
 * Nothing below audit/ prints. Text from outside is shown with control characters replaced, so that a page's title
 * cannot move the cursor or colour the terminal.
 */
#pragma once

#include <glib.h>

/* Writes "vitrine: MESSAGE" to standard error. */
void say_error(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Writes `message`, which already begins with file:line:column, to standard error. */
void say_problem(const char *message);

/* `text` (may be NULL) with control characters and bidirectional overrides replaced; caller frees. */
char *say_safe(const char *text) G_GNUC_WARN_UNUSED_RESULT;
