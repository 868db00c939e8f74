#include "audit/progress.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <unistd.h>

#include "audit/say.h"

enum { LINE_INTERVAL_US = 100 * 1000, SHOWN_ADDRESS = 60 };

struct Progress {
    enum progress_style style;
    gint64 last_us;
    gboolean line; /* a changing line stands on the terminal */
};

Progress *progress_new(enum progress_style style)
{
    Progress *progress = g_new0(Progress, 1);
    progress->style = style == PROGRESS_AUTO && !isatty(STDERR_FILENO) ? PROGRESS_NONE : style;
    return progress;
}

void progress_free(Progress *progress)
{
    g_free(progress);
}

static void print_json(guint n_read, guint n_waiting, const char *address)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    json_builder_set_member_name(builder, "read");
    json_builder_add_int_value(builder, n_read);
    json_builder_set_member_name(builder, "waiting");
    json_builder_add_int_value(builder, n_waiting);
    json_builder_set_member_name(builder, "address");
    json_builder_add_string_value(builder, address);
    json_builder_end_object(builder);
    g_autoptr(JsonNode) root = json_builder_get_root(builder);
    g_autofree char *line = json_to_string(root, FALSE);
    fprintf(stderr, "%s\n", line);
}

void progress_page(Progress *progress, guint n_read, guint n_waiting, const char *address)
{
    if (progress->style == PROGRESS_NONE) {
        return;
    }
    g_autofree char *valid = g_utf8_make_valid(address, -1);
    if (progress->style == PROGRESS_JSON) {
        print_json(n_read, n_waiting, valid);
        return;
    }
    g_autofree char *safe = say_safe(valid);
    if (progress->style == PROGRESS_PLAIN) {
        fprintf(stderr, "%u read, %u waiting: %s\n", n_read, n_waiting, safe);
        return;
    }
    gint64 now_us = g_get_monotonic_time();
    if (now_us - progress->last_us >= LINE_INTERVAL_US) {
        progress->last_us = now_us;
        progress->line = TRUE;
        g_autofree char *end =
            g_utf8_strlen(safe, -1) > SHOWN_ADDRESS ? g_utf8_substring(safe, 0, SHOWN_ADDRESS) : g_strdup(safe);
        fprintf(stderr, "\r\033[K%u pages read, %u waiting: %s", n_read, n_waiting, end);
    }
}

void progress_end(Progress *progress)
{
    if (progress->line) {
        fputs("\r\033[K", stderr);
        progress->line = FALSE;
    }
}
