/*
 * The exit statuses that scripts rely on, each brought about by a site that behaves so.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "tests/support/stage.h"

#define PAGE                                                                                                           \
    "<!doctype html><html lang=en><title>Roe</title><p>Individual therapy for adults in Toronto.</p><footer>© 2019 "  \
    "Roe</footer>"

/* A start page that links to two more: one is good, the other refuses robots. */
static gboolean one_page_refused(const char *path, guint n_earlier, struct site_answer *answer, gpointer data)
{
    (void)n_earlier;
    (void)data;
    answer->type = "text/html";
    answer->body = PAGE "<a href=/good>Good</a> <a href=/private>Private</a>";
    if (strcmp(path, "/private") == 0) {
        answer->status = 403;
    } else if (strcmp(path, "/robots.txt") == 0 || strcmp(path, "/sitemap.xml") == 0) {
        answer->status = 404;
    }
    return TRUE;
}

static gboolean every_page_refused(const char *path, guint n_earlier, struct site_answer *answer, gpointer data)
{
    (void)path;
    (void)n_earlier;
    (void)data;
    answer->status = strcmp(path, "/robots.txt") == 0 ? 404 : 403;
    answer->type = "text/html";
    answer->body = "no";
    return TRUE;
}

static int set_up(void **state)
{
    struct stage *stage = g_new0(struct stage, 1);
    stage_open(stage, NULL, NULL);
    *state = stage;
    return 0;
}

static int tear_down(void **state)
{
    stage_close(*state);
    g_free(*state);
    return 0;
}

static int status_with(const struct stage *stage, const char *fail_on, const char *more)
{
    const char *const arguments[] = {"audit",      stage->address,
                                     "-o",         stage->folder,
                                     "--resolve",  site_server_resolve(stage->server),
                                     "--delay",    "0",
                                     "--no-cache", "--quiet",
                                     "--fail-on",  fail_on,
                                     more,         NULL};
    struct outcome outcome = program_run(arguments);
    int status = outcome.status;
    outcome_clear(&outcome);
    return status;
}

static void a_partial_run_never_looks_like_success(void **state)
{
    const struct stage *stage = *state;
    site_server_answer(stage->server, "roe.example", one_page_refused, NULL);
    assert_int_equal(status_with(stage, "error", NULL), 4);
    assert_int_equal(status_with(stage, "never", NULL), 4);
    assert_int_equal(status_with(stage, "never", "--allow-partial"), 0);
    assert_int_equal(status_with(stage, "note", "--allow-partial"), 1); // the year in the footer is a note
    assert_int_equal(status_with(stage, "note", NULL), 1);
}

static void nothing_read_is_status_3(void **state)
{
    const struct stage *stage = *state;
    site_server_answer(stage->server, "roe.example", every_page_refused, NULL);
    assert_int_equal(status_with(stage, "note", NULL), 3);
    assert_int_equal(status_with(stage, "never", "--allow-partial"), 3);
}

static gboolean was_asked(SiteServer *server, const char *request)
{
    g_auto(GStrv) requests = site_server_requests(server);
    for (guint i = 0; requests[i]; i++) {
        if (g_str_has_prefix(requests[i], request)) {
            return TRUE;
        }
    }
    return FALSE;
}

static void an_interrupted_run_writes_what_it_has(void **state)
{
    const struct stage *stage = *state;
    const char *program = g_getenv("VITRINE");
    site_server_answer(stage->server, "roe.example", one_page_refused, NULL);
    const char *const line[] = {
        program ? program : "build/vitrine", "audit",   stage->address, "-o",         stage->folder, "--resolve",
        site_server_resolve(stage->server),  "--delay", "60000",        "--no-cache", "--quiet",     NULL};
    GPid child = 0;
    assert_true(g_spawn_async(NULL, (char **)line, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child, NULL));
    while (!was_asked(stage->server, "GET roe.example")) {
        assert_int_equal(waitpid(child, NULL, WNOHANG), 0); // it must still be at work
        g_usleep(1000);
    }
    assert_int_equal(kill(child, SIGINT), 0);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 130);
    g_autofree char *json = g_build_filename(stage->folder, "result.json", NULL);
    assert_true(g_file_test(json, G_FILE_TEST_EXISTS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_partial_run_never_looks_like_success, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_read_is_status_3, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_interrupted_run_writes_what_it_has, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("exit_status", tests, NULL, NULL);
}
