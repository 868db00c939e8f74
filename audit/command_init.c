#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "audit/audit.h"
#include "audit/command.h"
#include "audit/draft.h"
#include "audit/practice_file.h"
#include "audit/say.h"
#include "audit/setting.h"
#include "audit/targets.h"
#include "reports/out_file.h"

enum { MAX_REVISIONS = 4 };

static volatile int interrupted; // the one thing that a signal may touch

static void on_signal(int number)
{
    (void)number;
    interrupted = 1;
}

/* Reads the targets as an audit does. What was fetched once is kept in `cache`, and not fetched again where `again`. */
static struct result *read_targets(const struct setting *setting, const struct practice *practice, const char *cache,
                                   gboolean again, GError **error)
{
    struct options options = *setting->options;
    options.offline = options.offline || again;
    options.refresh = options.refresh && !again;
    options.max_links = 0;
    enum progress_style style = options.quiet || again ? PROGRESS_NONE : options.progress;
    g_autoptr(Progress) progress = progress_new(style);
    const struct audit audit = {
        .packs = setting->packs,
        .practice = practice,
        .options = &options,
        .language = EN,
        .progress = progress,
        .interrupted = &interrupted,
        .cache_path = cache,
    };
    return audit_run(&audit, error);
}

/* The practice that the draft describes, over the targets rather than what it lists. */
static struct practice *described(const struct setting *setting, const struct draft *draft, GError **error)
{
    g_autofree char *text = draft_text(draft);
    struct practice *practice = practice_file_parse(text, "practice.yaml", setting->packs, error);
    struct practice *over = practice ? targets_read(setting->options->targets, setting->packs, error) : NULL;
    if (!over) {
        practice_free(practice);
        return NULL;
    }
    GPtrArray *profiles = practice->presences;
    for (guint i = 0; i < profiles->len; i++) { // listed, so that they are not missed; nothing more is fetched
        struct presence *presence = profiles->pdata[i];
        if (presence->kind == PRESENCE_PROFILE) {
            struct presence *copy = g_new0(struct presence, 1);
            *copy = (struct presence){g_strdup(presence->address), presence->folder, presence->kind};
            g_ptr_array_add(over->presences, copy);
        }
    }
    practice->presences = g_steal_pointer(&over->presences);
    over->presences = profiles;
    practice_free(over);
    return practice;
}

/* An audit with the draft finds what it got wrong; until it finds nothing more. */
static gboolean revise(const struct setting *setting, struct draft *draft, const char *cache, GError **error)
{
    for (guint i = 0; i < MAX_REVISIONS && !interrupted; i++) {
        struct practice *practice = described(setting, draft, error);
        g_autoptr(Result) result = practice ? read_targets(setting, practice, cache, TRUE, error) : NULL;
        practice_free(practice);
        if (!result) {
            return FALSE;
        }
        if (!draft_revise(draft, result)) {
            break;
        }
    }
    return TRUE;
}

/* The names that people are given (rules/names/); empty where the file is not there. */
static GHashTable *read_given_names(const char *data)
{
    GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *path = g_build_filename(data, "rules", "names", "given-names.txt", NULL), *text = NULL;
    if (g_file_get_contents(path, &text, NULL, NULL)) {
        g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
        for (guint i = 0; lines[i]; i++) {
            if (*g_strstrip(lines[i]) && lines[i][0] != '#') {
                g_hash_table_add(names, g_strdup(lines[i]));
            }
        }
    }
    return names;
}

/* Writes the draft where it was asked for. */
static int put(const struct setting *setting, const char *text)
{
    g_autoptr(GError) error = NULL;
    if (!setting->options->has_output || strcmp(setting->options->output, "-") == 0) {
        fputs(text, stdout);
        return fflush(stdout) == 0 ? EXIT_CLEAN : EXIT_INTERNAL;
    }
    if (!out_file_write(setting->options->output, text, strlen(text), &error)) {
        say_error("%s", error->message);
        return EXIT_INTERNAL;
    }
    return EXIT_CLEAN;
}

static int draft_practice(const struct setting *setting, const struct practice *practice, const char *cache)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Result) result = read_targets(setting, practice, cache, FALSE, &error);
    if (!result) {
        say_error("%s", error->message);
        return EXIT_USAGE;
    }
    if (result->n_pages_read == 0) {
        say_error("nothing could be read there, so there is nothing to draft from");
        return EXIT_UNREADABLE;
    }
    g_autoptr(Draft) draft = draft_new(result);
    if (!revise(setting, draft, cache, &error)) {
        say_error("%s", error->message);
        return EXIT_INTERNAL;
    }
    if (interrupted) {
        return EXIT_INTERRUPTED;
    }
    g_autofree char *text = draft_text(draft);
    return put(setting, text);
}

/* With a copy of what is fetched in a folder of its own, which is gone at the end. */
static int draft_in_folder(const struct setting *setting, struct practice *practice)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("vitrine-XXXXXX", &error);
    if (!folder) {
        say_error("%s", error->message);
        return EXIT_INTERNAL;
    }
    const struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    g_autofree char *cache = g_build_filename(folder, "http.sqlite", NULL);
    practice->drafting = TRUE;
    practice->given_names = read_given_names(setting->data);
    int status = draft_practice(setting, practice, cache);
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *file = g_strconcat(cache, ends[i], NULL);
        g_unlink(file);
    }
    g_rmdir(folder);
    return status;
}

int command_init(int argc, char **argv)
{
    struct setting setting;
    int status = setting_read(&setting, FALSE, argc, argv);
    g_autoptr(GError) error = NULL;
    struct practice *practice = NULL;
    if (status == EXIT_CLEAN && !setting.options->targets[0]) {
        say_error("which site shall be read? For example: vitrine init https://roe.example/ -o practice.yaml");
        status = EXIT_USAGE;
    } else if (status == EXIT_CLEAN && setting.options->has_output &&
               g_file_test(setting.options->output, G_FILE_TEST_EXISTS)) {
        say_error("%s exists already and is left as it is: name another file with -o", setting.options->output);
        status = EXIT_USAGE;
    } else if (status == EXIT_CLEAN && !(practice = targets_read(setting.options->targets, setting.packs, &error))) {
        say_problem(error->message);
        status = EXIT_USAGE;
    } else if (status == EXIT_CLEAN && practice->file) {
        say_error("%s is a practice file already: name a site or a folder", practice->file);
        status = EXIT_USAGE;
    } else if (status == EXIT_CLEAN) {
        status = draft_in_folder(&setting, practice);
    }
    practice_free(practice);
    setting_clear(&setting);
    return status;
}
