#include "audit/progress.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <unistd.h>

#include "audit/say.h"

enum { LINE_INTERVAL_US = 100 * 1000, MIN_DONE = 3, MAX_SHOWN_S = 90, SHOWN_HOST = 40 };

struct Progress {
    enum progress_style style;
    gint64 begin_us, last_us;
    gboolean line; /* a changing line stands on the terminal */
};

Progress *progress_new(enum progress_style style)
{
    Progress *progress = g_new0(Progress, 1);
    progress->style = style == PROGRESS_AUTO && !isatty(STDERR_FILENO) ? PROGRESS_NONE : style;
    progress->begin_us = g_get_monotonic_time();
    return progress;
}

void progress_free(Progress *progress)
{
    g_free(progress);
}

int progress_left_s(gint64 elapsed_us, const struct standing *standing)
{
    if (standing->n_done < MIN_DONE) {
        return -1;
    }
    const gint64 left_us = elapsed_us / standing->n_done * standing->n_queued;
    return (int)MIN((left_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC, G_MAXINT32);
}

static void add_text(JsonBuilder *builder, const char *name, const char *text)
{
    g_autofree char *valid = text ? g_utf8_make_valid(text, -1) : NULL;
    json_builder_set_member_name(builder, name);
    valid ? json_builder_add_string_value(builder, valid) : json_builder_add_null_value(builder);
}

static void add_count(JsonBuilder *builder, const char *name, gint64 count)
{
    json_builder_set_member_name(builder, name);
    count >= 0 ? json_builder_add_int_value(builder, count) : json_builder_add_null_value(builder);
}

static void print_json(const struct standing *standing, int left_s)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    add_count(builder, "done", standing->n_done);
    add_count(builder, "queued", standing->n_queued);
    add_text(builder, "waitingOn", standing->waiting_on);
    add_count(builder, "secondsLeft", left_s);
    add_text(builder, "address", standing->address);
    json_builder_end_object(builder);
    g_autoptr(JsonNode) root = json_builder_get_root(builder);
    g_autofree char *line = json_to_string(root, FALSE);
    fprintf(stderr, "%s\n", line);
}

/* "12 pages done, 28 queued, waiting on roe.example, about 15 s left" */
static char *sentence(const struct standing *standing, int left_s)
{
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "%u page%s done, %u queued", standing->n_done, standing->n_done == 1 ? "" : "s",
                           standing->n_queued);
    if (standing->waiting_on) {
        g_autofree char *host = say_safe(standing->waiting_on);
        g_string_append_printf(text, ", waiting on %.*s", SHOWN_HOST, host);
    }
    if (left_s > 0) {
        g_string_append_printf(text, ", about %d %s left", left_s <= MAX_SHOWN_S ? left_s : (left_s + 59) / 60,
                               left_s <= MAX_SHOWN_S ? "s" : "min");
    }
    return g_string_free(text, FALSE);
}

void progress_wait(Progress *progress, const struct standing *standing)
{
    const gint64 now_us = g_get_monotonic_time();
    if (progress->style != PROGRESS_AUTO || now_us - progress->last_us < LINE_INTERVAL_US) {
        return;
    }
    g_autofree char *text = sentence(standing, progress_left_s(now_us - progress->begin_us, standing));
    fprintf(stderr, "\r\033[K%s", text);
    progress->last_us = now_us;
    progress->line = TRUE;
}

void progress_page(Progress *progress, const struct standing *standing)
{
    const int left_s = progress_left_s(g_get_monotonic_time() - progress->begin_us, standing);
    if (progress->style == PROGRESS_JSON) {
        print_json(standing, left_s);
    } else if (progress->style == PROGRESS_PLAIN) {
        g_autofree char *text = sentence(standing, left_s);
        g_autofree char *address = say_safe(standing->address);
        fprintf(stderr, "%s: %s\n", text, address);
    } else {
        progress_wait(progress, standing);
    }
}

void progress_end(Progress *progress)
{
    if (progress->line) {
        fputs("\r\033[K", stderr);
        progress->line = FALSE;
    }
}
