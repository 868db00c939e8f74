#include "audit/output.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "audit/say.h"
#include "reports/letters.h"
#include "reports/report.h"

gboolean output_prepare(const struct setting *setting)
{
    const char *folder = setting->options->output;
    if (g_mkdir_with_parents(folder, 0755) != 0) {
        say_error("cannot make the folder %s: %s", folder, g_strerror(errno));
        return FALSE;
    }
    if (access(folder, W_OK | X_OK) != 0) {
        say_error("cannot write into %s: %s", folder, g_strerror(errno));
        return FALSE;
    }
    return TRUE;
}

void output_withdraw(const struct setting *setting)
{
    g_rmdir(setting->options->output); // leaves a folder that holds anything
}

/* One report on its way: they only read the result, so they are made side by side. */
struct writing {
    const struct result *result;
    const struct report_options *options;
    char *path;
    report_writer write;
    GError *error;
    GThread *thread;
};

static gpointer write_one(gpointer data)
{
    struct writing *writing = data;
    writing->write(writing->result, writing->options, writing->path, &writing->error);
    return NULL;
}

/* Waits for it. FALSE, saying why, if it could not be written. */
static gboolean finish(struct writing *writing)
{
    if (!writing->thread) {
        return TRUE;
    }
    g_thread_join(writing->thread);
    gboolean written = writing->error == NULL;
    if (!written) {
        say_error("%s", writing->error->message);
    }
    g_clear_error(&writing->error);
    g_free(writing->path);
    return written;
}

/* The letters that the result calls for, in a folder beside the reports. On failure says why. */
static gboolean write_letters(const struct setting *setting, const struct result *result)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_build_filename(setting->options->output, LETTERS_FOLDER, NULL);
    g_autoptr(GPtrArray) letters = letters_make(result, setting->data, &error);
    if (!letters || !letters_write(letters, folder, &error)) {
        say_error("%s", error->message);
        return FALSE;
    }
    return TRUE;
}

gboolean output_write(const struct setting *setting, const struct result *result, guint formats)
{
    static const struct {
        const char *file;
        report_writer write;
    } known[] = {
#define X(name, word, file, write) {file, write},
        REPORT_FORMATS(X)
#undef X
    };
    const struct report_options options = {
        .language = result->language, .data_folder = setting->data, .csv_bom = setting->options->csv_bom};
    struct writing writings[G_N_ELEMENTS(known)] = {0};
    guint asked = setting->options->formats ? setting->options->formats : formats;
    for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
        if (asked & (1U << i)) {
            writings[i] = (struct writing){.result = result, .options = &options, .write = known[i].write};
            writings[i].path = g_build_filename(setting->options->output, known[i].file, NULL);
            writings[i].thread = g_thread_new("report", write_one, &writings[i]);
        }
    }
    gboolean written = write_letters(setting, result);
    for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
        written = finish(&writings[i]) && written;
    }
    return written;
}
