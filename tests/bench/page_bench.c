/*
 * page_bench.c - how long reading a page takes. usage: page_bench [FOLDER]
 *
 * Without a folder, a made-up page of 32 KB in the way of a WordPress theme, then hostile ones beside it. Each page is
 * read eleven times (a hostile one once); the median counts.
 */
#include <stdio.h>
#include <stdlib.h>

#include "crawler/page.h"
#include "tests/support/hostile_pages.h"

enum { ROUNDS = 11, GENERATED_BYTES = 32 * 1024 };

static int by_value(const void *a, const void *b)
{
    const gint64 left = *(const gint64 *)a, right = *(const gint64 *)b;
    return (left > right) - (left < right);
}

static gint64 median_us(GBytes *body, guint rounds)
{
    gint64 times[ROUNDS];
    for (guint i = 0; i < rounds; i++) {
        gint64 start = g_get_monotonic_time();
        Page *page = page_read("https://roe.example/about/", body, "utf-8");
        times[i] = g_get_monotonic_time() - start;
        page_free(page);
    }
    qsort(times, rounds, sizeof *times, by_value);
    return times[rounds / 2];
}

static GBytes *generated_page(void)
{
    GString *html =
        g_string_new("<!DOCTYPE html><html lang=\"en-CA\"><head><meta charset=\"utf-8\"><title>Roe Counselling"
                     "</title><link rel=\"stylesheet\" href=\"https://cdn.example/style.css\"></head><body>");
    for (guint i = 0; html->len < GENERATED_BYTES; i++) {
        g_string_append_printf(
            html,
            "<section class=\"elementor-section elementor-element elementor-element-%x\" data-id=\"%x\"><div "
            "class=\"elementor-container elementor-column-gap-default\"><h2 class=\"elementor-heading-title\">Service "
            "%u"
            "</h2><p>You may feel that nobody listens. We meet once a week, in person or by video, and find together "
            "what "
            "helps you, at your own pace.</p><ul class=\"icon-list\"><li><a href=\"/services/%u/\">Read more about "
            "it</a>"
            "</li><li>Fifty minutes</li></ul><img src=\"/wp-content/uploads/2024/05/room-%u.jpg\" alt=\"A quiet room\" "
            "loading=\"lazy\" width=\"600\" height=\"400\"></div></section>\n",
            i * 7919, i * 104729, i, i, i);
    }
    g_string_append(html, "<footer class=\"site-footer\">© 2026 Roe Counselling</footer></body></html>");
    return g_string_free_to_bytes(html);
}

static void measure(const char *name, GBytes *body, gint64 *total_us, gsize *total_bytes)
{
    gint64 us = median_us(body, ROUNDS);
    printf("%8" G_GINT64_FORMAT " us %9zu bytes  %s\n", us, g_bytes_get_size(body), name);
    *total_us += us;
    *total_bytes += g_bytes_get_size(body);
}

static void measure_folder(const char *path, gint64 *total_us, gsize *total_bytes)
{
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    for (const char *name; folder && (name = g_dir_read_name(folder));) {
        g_autofree char *file = g_build_filename(path, name, NULL);
        char *bytes = NULL;
        gsize length = 0;
        if (g_file_test(file, G_FILE_TEST_IS_DIR)) {
            measure_folder(file, total_us, total_bytes);
        } else if (g_str_has_suffix(name, ".html") && g_file_get_contents(file, &bytes, &length, NULL)) {
            g_autoptr(GBytes) body = g_bytes_new_take(bytes, length);
            measure(file, body, total_us, total_bytes);
        }
    }
}

// A byte of theirs may cost some twenty times a byte of an ordinary page; work that grows with its square costs
// thousands.
static void measure_hostile(double plain_us_per_byte)
{
    for (gsize i = 0; i < n_hostile_pages; i++) {
        g_autoptr(GBytes) body = g_string_free_to_bytes(hostile_page_html(&hostile_pages[i]));
        gint64 us = median_us(body, 1);
        printf("%8" G_GINT64_FORMAT " us %9zu bytes  %s: %.1f times an ordinary byte\n", us, g_bytes_get_size(body),
               hostile_pages[i].what, (double)us / (double)g_bytes_get_size(body) / plain_us_per_byte);
    }
}

int main(int argc, char **argv)
{
    gint64 total_us = 0;
    gsize total_bytes = 0;
    if (argc > 1) {
        measure_folder(argv[1], &total_us, &total_bytes);
    } else {
        g_autoptr(GBytes) body = generated_page();
        measure("generated", body, &total_us, &total_bytes);
    }
    if (total_bytes > 0) {
        printf("%8.0f us for 32 KB on average\n", (double)total_us * GENERATED_BYTES / (double)total_bytes);
    }
    if (argc == 1) {
        measure_hostile((double)total_us / (double)total_bytes);
    }
    return 0;
}
