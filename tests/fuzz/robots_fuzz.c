#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "crawler/robots.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first line is the target, the rest the file. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size > 0 ? memchr(data, '\n', size) : NULL;
    const size_t n = end ? (size_t)(end - data) : 0;
    g_autofree char *target = g_strdup_printf("/%.*s", (int)n, n > 0 ? (const char *)data : "");
    const char *file = end ? (const char *)end + 1 : (const char *)data;
    g_autoptr(Robots) robots = robots_parse(size > 0 ? file : "", end ? size - n - 1 : size, "vitrine");
    const char *line = NULL;
    if (!robots_allows(robots, target, &line)) {
        g_assert_true(g_utf8_validate(line, -1, NULL));
    }
    g_assert_cmpuint(robots_delay_ms(robots), <=, ROBOTS_MAX_DELAY_MS);
    for (const char *const *sitemap = robots_sitemaps(robots); *sitemap; sitemap++) {
        g_assert_cmpuint(strlen(*sitemap), >, 0);
    }
    return 0;
}
