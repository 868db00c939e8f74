/*
 * testimonials_bench.c - what finding testimonials costs of a page's time. usage: testimonials_bench [FOLDER]
 *
 * Reads every HTML file below the folder (the fixtures, without one) five times and prints the share of the testimonial
 * detectors in reading, matching and all detectors together. More than 35 % fails.
 */
#include <stdio.h>

#include "rules/facts/detectors.h"
#include "rules/pack.h"

enum { ROUNDS = 5, MOST_PERCENT = 35, DEEPEST = 16 };

struct times {
    gint64 page_us, hits_us, facts_us, testimonials_us;
    guint n;
};

static void measure(const char *path, const struct pack_set *packs, const struct practice *practice,
                    struct times *times)
{
    char *text = NULL;
    gsize length = 0;
    if (!g_file_get_contents(path, &text, &length, NULL)) {
        return;
    }
    g_autoptr(GBytes) body = g_bytes_new_take(text, length);
    GDate as_of;
    g_date_clear(&as_of, 1);
    g_date_set_dmy(&as_of, 21, G_DATE_NOVEMBER, 2026);
    gint64 at[5];
    at[0] = g_get_monotonic_time();
    g_autoptr(Page) page = page_read("https://roe.example/about/", body, NULL);
    at[1] = g_get_monotonic_time();
    g_autoptr(Hits) hits = hits_read(packs->matcher, page);
    at[2] = g_get_monotonic_time();
    const struct fact_context context = {page, hits, practice, packs, &as_of};
    g_autoptr(Facts) facts = facts_read(&context);
    at[3] = g_get_monotonic_time();
    facts_testimonials(&context, facts);
    at[4] = g_get_monotonic_time();
    times->page_us += at[1] - at[0];
    times->hits_us += at[2] - at[1];
    times->facts_us += at[3] - at[2];
    times->testimonials_us += at[4] - at[3];
    times->n++;
}

static void measure_folder(const char *folder, const struct pack_set *packs, const struct practice *practice,
                           struct times *times, guint depth)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    for (const char *name; dir && depth < DEEPEST && (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
            measure_folder(path, packs, practice, times, depth + 1);
        } else if (g_str_has_suffix(name, ".html")) {
            measure(path, packs, practice, times);
        }
    }
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    struct pack_set *packs = pack_set_load("rules", NULL, &error);
    if (!packs) {
        fprintf(stderr, "%s\n", error->message);
        return 2;
    }
    struct practice *practice = practice_new();
    struct times times = {0};
    for (guint i = 0; i < ROUNDS; i++) {
        measure_folder(argc > 1 ? argv[1] : "fixtures", packs, practice, &times, 0);
    }
    gint64 all_us = times.page_us + times.hits_us + times.facts_us;
    double percent = all_us ? 100.0 * (double)times.testimonials_us / (double)all_us : 0;
    printf("%u pages: reading %" G_GINT64_FORMAT " us, matching %" G_GINT64_FORMAT " us, facts %" G_GINT64_FORMAT
           " us, of which testimonials %" G_GINT64_FORMAT " us: %.1f %% of the page's time\n",
           times.n, times.page_us, times.hits_us, times.facts_us, times.testimonials_us, percent);
    practice_free(practice);
    pack_set_free(packs);
    return percent > MOST_PERCENT;
}
