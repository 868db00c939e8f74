/*
 * program.h - the program as people run it: arguments in, exit status, output and files out.
 */
#pragma once

#include <glib.h>

struct outcome {
    int status; /* exit status; -N when signal N ended it */
    char *out, *err;
};

/* Runs $VITRINE (default build/vitrine) with `arguments` (NULL-terminated) and waits. Release with outcome_clear(). */
struct outcome program_run(const char *const *arguments);
void outcome_clear(struct outcome *outcome);

/* A new folder of the test's own; caller frees the name and calls folder_remove(). */
char *folder_new(void);
void folder_remove(const char *path);

/* For a group of tests whose state is its folder: frees it and the name. */
int folder_tear_down(void **state);

/* Writes `text` as `name` in `folder`; returns the path, which the caller frees. */
char *folder_write(const char *folder, const char *name, const char *text);
