/*
 * command.h - what people type after `vitrine`, and the status it ends with.
 */
#pragma once

#include <glib.h>

/* Exit statuses (docs/architecture.md): scripts rely on them. */
enum exit_status {
    EXIT_CLEAN = 0, /* complete, and nothing at or above --fail-on */
    EXIT_FINDINGS = 1,
    EXIT_USAGE = 2,      /* command, practice file, roster or pack is wrong; nothing was fetched */
    EXIT_UNREADABLE = 3, /* no presence could be read */
    EXIT_PARTIAL = 4,
    EXIT_INTERNAL = 5, /* or input and output: disk full */
    EXIT_INTERRUPTED = 130,
};

/* Runs the command of `argv[1]`. Returns the exit status. */
int command_run(int argc, char **argv);

/* The commands, one function each: `argv[0]` is the command's own name. */
int command_audit(int argc, char **argv);
int command_init(int argc, char **argv);
int command_rules(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_report(int argc, char **argv);
