#include "tests/support/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Adds the server's port to the addresses of a practice file, as site_server.h does to pages. */
static char *with_port(const char *text, guint16 port)
{
    g_autofree char *to = g_strdup_printf("\\1:%u", port);
    g_autoptr(GRegex) host = g_regex_new("(https?://[a-z0-9.-]+\\.example)", G_REGEX_CASELESS, 0, NULL);
    return g_regex_replace(host, text, -1, 0, to, 0, NULL);
}

char *without_port(const char *text, guint16 port)
{
    g_autofree char *from = g_strdup_printf(":%u", port);
    g_auto(GStrv) parts = g_strsplit(text, from, -1);
    return g_strjoinv("", parts);
}

void fixture_open(struct fixture *fixture, const char *name)
{
    g_autoptr(GError) error = NULL;
    fixture->folder = g_build_filename("fixtures", name, NULL);
    fixture->own = folder_new();
    g_autofree char *sites = g_build_filename(fixture->folder, "sites", NULL);
    fixture->server = site_server_new(sites, 0, &error);
    if (!fixture->server) {
        fail_msg("%s", error->message);
    }
    g_autofree char *file = g_build_filename(fixture->folder, "practice.yaml", NULL);
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(file, &text, NULL, NULL));
    g_autofree char *served = with_port(text, site_server_port(fixture->server));
    fixture->practice = folder_write(fixture->own, "practice.yaml", served);
}

void fixture_close(struct fixture *fixture)
{
    site_server_free(fixture->server);
    folder_remove(fixture->own);
    g_free(fixture->folder);
    g_free(fixture->own);
    g_free(fixture->practice);
}

void fixture_audit(const struct fixture *fixture, const char *out, const char *jobs, char **json, char **html)
{
    g_autofree char *folder = g_build_filename(fixture->own, out, NULL);
    const char *const arguments[] = {"audit",
                                     fixture->practice,
                                     "-o",
                                     folder,
                                     "--as-of",
                                     "2026-11-21",
                                     "--delay",
                                     "0",
                                     "--jobs",
                                     jobs,
                                     "--resolve",
                                     site_server_resolve(fixture->server),
                                     "--no-history",
                                     "--no-cache",
                                     "--fail-on",
                                     "never",
                                     "--allow-partial",
                                     NULL};
    struct outcome outcome = program_run(arguments);
    if (outcome.status != 0) {
        fail_msg("%s: status %d: %s", fixture->folder, outcome.status, outcome.err);
    }
    outcome_clear(&outcome);
    g_autofree char *result = g_build_filename(folder, "result.json", NULL);
    g_autofree char *report = g_build_filename(folder, "report.html", NULL);
    assert_true(g_file_get_contents(result, json, NULL, NULL));
    assert_true(g_file_get_contents(report, html, NULL, NULL));
}
