#include "audit/output.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#include "audit/say.h"
#include "reports/letters.h"
#include "reports/report.h"
#include "reports/summary.h"

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

/* By the bits of their formats. */
static const struct {
    const char *file;
    report_writer write;
} known[] = {
#define X(name, word, file, write) {file, write},
    REPORT_FORMATS(X)
#undef X
};

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

static void start(struct writing *writing, const struct setting *setting, const char *file)
{
    writing->path = g_build_filename(setting->options->output, file, NULL);
    writing->thread = g_thread_new("report", write_one, writing);
}

/* The practice's other language, where it has two. */
static gboolean other_language(const struct result *result, enum language *other)
{
    *other = result->language == FR ? EN : FR;
    return result->languages[*other];
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

void output_tell(const struct setting *setting, const struct result *result, guint formats)
{
    if (setting->options->quiet) {
        return;
    }
    guint asked = setting->options->formats ? setting->options->formats : formats;
    guint first = 0;
    while (first + 1 < G_N_ELEMENTS(known) && !(asked & (1U << first))) {
        first++;
    }
    const struct report_options options = {.language = result->language, .data_folder = setting->data};
    g_autofree char *path = g_build_filename(setting->options->output, known[first].file, NULL);
    g_autofree char *summary = report_summary(result, &options, path, NULL);
    g_autofree char *safe = say_safe(summary ? summary : "");
    fputs(safe, stdout);
}

gboolean output_write(const struct setting *setting, const struct result *result, guint formats)
{
    struct report_options options = {.language = result->language,
                                     .data_folder = setting->data,
                                     .style = setting->style,
                                     .csv_bom = setting->options->csv_bom};
    struct report_options other = {.data_folder = setting->data, .style = setting->style, .sibling = "report.html"};
    struct writing writings[G_N_ELEMENTS(known)] = {0};
    struct writing translation = {.result = result, .options = &other, .write = report_html_write};
    guint asked = setting->options->formats ? setting->options->formats : formats;
    if ((asked & FORMAT_HTML) && other_language(result, &other.language)) {
        options.sibling = other.language == FR ? "report.fr.html" : "report.en.html";
        start(&translation, setting, options.sibling);
    }
    for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
        if (asked & (1U << i)) {
            writings[i] = (struct writing){.result = result, .options = &options, .write = known[i].write};
            start(&writings[i], setting, known[i].file);
        }
    }
    gboolean written = write_letters(setting, result);
    written = finish(&translation) && written;
    for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
        written = finish(&writings[i]) && written;
    }
    return written;
}
