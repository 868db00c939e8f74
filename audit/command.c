#include "audit/command.h"

#include <stdio.h>
#include <string.h>

#include "audit/options.h"
#include "audit/say.h"
#include "rules/nearest.h"

/* The commands: their name, what follows it, what they do, and the function. */
#define COMMANDS(X)                                                                                                    \
    X("audit", "TARGET...", "audit a practice.yaml, an address, or a folder of HTML", command_audit)                   \
    X("init", "TARGET... [-o practice.yaml]", "draft a practice.yaml from what a site says, for its owner to confirm", \
      command_init)                                                                                                    \
    X("rules", "list [--standards] | show ID | check PACK-DIR", "what is looked for, and whether a pack is sound",     \
      command_rules)                                                                                                   \
    X("explain", "PAGE [--rule ID]", "why each rule fired or did not on one page", command_explain)                    \
    X("report", "RESULT.json [--lang en|fr]", "make the reports again, in either language", command_report)            \
    X("help", "[COMMAND]", "this text", command_help)

static int command_help(int argc, char **argv);

static const struct {
    const char *name, *arguments, *help;
    int (*run)(int argc, char **argv);
} commands[] = {
#define X(name, arguments, help, run) {name, arguments, help, run},
    COMMANDS(X)
#undef X
};

static const char *const command_names[] = {
#define X(name, arguments, help, run) name,
    COMMANDS(X)
#undef X
        NULL};

static void print_command(gsize index)
{
    printf("  vitrine %s %s\n      %s\n", commands[index].name, commands[index].arguments, commands[index].help);
}

static void print_options(const char *command)
{
    g_autofree char *options = options_help(command);
    printf("%s%s\n"
           "Exit status: 0 complete and nothing found at or above --fail-on; 1 such findings; 2 wrong command,\n"
           "practice file or pack; 3 no presence could be read; 4 partial; 5 internal or I/O error; 130 interrupted.\n",
           *options ? "\nOptions:\n" : "", options);
}

static void print_usage(void)
{
    puts("vitrine audits what a regulated practitioner shows the public online.\n\nUsage:");
    for (gsize i = 0; i < G_N_ELEMENTS(commands); i++) {
        print_command(i);
    }
    print_options(NULL);
}

static int find_command(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(commands); i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return (int)i;
        }
    }
    const char *nearest = nearest_word(name, command_names);
    if (nearest) {
        say_error("there is no command “%s”: did you mean “%s”?", name, nearest);
    } else {
        say_error("there is no command “%s”: see vitrine help", name);
    }
    return -1;
}

static int command_help(int argc, char **argv)
{
    if (argc < 2) {
        print_usage();
        return EXIT_CLEAN;
    }
    int index = find_command(argv[1]);
    if (index < 0) {
        return EXIT_USAGE;
    }
    print_command((gsize)index);
    print_options(commands[index].name);
    return EXIT_CLEAN;
}

/* `vitrine audit --help` is `vitrine help audit`. */
static gboolean asks_for_help(int argc, char **argv)
{
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

int command_run(int argc, char **argv)
{
    if (argc < 2) {
        say_error("what shall it do? For example: vitrine audit practice.yaml; see vitrine help");
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("vitrine " VITRINE_VERSION);
        return EXIT_CLEAN;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_usage();
        return EXIT_CLEAN;
    }
    if (asks_for_help(argc, argv)) {
        return command_help(2, argv);
    }
    int index = find_command(argv[1]);
    return index < 0 ? EXIT_USAGE : commands[index].run(argc - 1, argv + 1);
}
