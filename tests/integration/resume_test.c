/*
 * A run that is cut off, gently or not, and the one after it: together they come to what one undisturbed run comes to,
 * and what was read is not asked for again.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "tests/support/stage.h"

enum { N_PAGES = 12 };

struct chain {
    struct stage stage;
    gint n_pages; /* asked for since it was last set to 0; atomic */
    gint cut_at;  /* with which of them the program is told `signal_number`; 0: none */
    gint child, signal_number;
};

/* Page N leads to the next two. Nothing says whether a page has changed, so that asking again would cost all of it. */
static gboolean page_of_chain(const char *path, guint n_earlier, struct site_answer *answer, gpointer data)
{
    static char bodies[N_PAGES][200];
    struct chain *chain = data;
    const guint n = (guint)atoi(path + 1);
    (void)n_earlier;
    if (strcmp(path, "/robots.txt") == 0 || strcmp(path, "/sitemap.xml") == 0) {
        *answer = (struct site_answer){.status = 404};
        return TRUE;
    }
    if (g_atomic_int_add(&chain->n_pages, 1) + 1 == chain->cut_at) {
        while (g_atomic_int_get(&chain->child) == 0) { // it asks before the test has learned its number
            g_usleep(1000);
        }
        kill((pid_t)g_atomic_int_get(&chain->child), chain->signal_number);
    }
    g_snprintf(bodies[n], sizeof bodies[n],
               "<html lang=en><title>Page %u</title><p>Rate us on Google, %u.<a href=/%u>1</a><a href=/%u>2</a>", n, n,
               MIN(n + 1, N_PAGES - 1), MIN(n + 2, N_PAGES - 1));
    *answer = (struct site_answer){.type = "text/html", .body = bodies[n]};
    return TRUE;
}

static int set_up(void **state)
{
    struct chain *chain = g_new0(struct chain, 1);
    stage_open(&chain->stage, page_of_chain, chain);
    *state = chain;
    return 0;
}

static int tear_down(void **state)
{
    struct chain *chain = *state;
    stage_close(&chain->stage);
    g_free(chain);
    return 0;
}

/* Runs the audit with the cache of that name, and cuts it off where the stage says. Returns how it ended. */
static int audit(struct chain *chain, const char *cache, const char *more)
{
    const char *program = g_getenv("VITRINE");
    const char *const line[] = {program ? program : "build/vitrine",
                                "audit",
                                chain->stage.address,
                                "-o",
                                chain->stage.folder,
                                "--resolve",
                                site_server_resolve(chain->stage.server),
                                "--delay",
                                "0",
                                "--as-of",
                                "2026-11-21",
                                "--fail-on",
                                "never",
                                "--quiet",
                                more,
                                NULL};
    g_auto(GStrv) environment = g_get_environ();
    g_autofree char *cache_home = g_build_filename(chain->stage.folder, cache, NULL);
    environment = g_environ_setenv(environment, "XDG_CACHE_HOME", cache_home, TRUE);
    GPid child = 0;
    g_atomic_int_set(&chain->n_pages, 0);
    g_atomic_int_set(&chain->child, 0);
    assert_true(g_spawn_async(NULL, (char **)line, environment, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child, NULL));
    g_atomic_int_set(&chain->child, child);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static char *result_of(const struct chain *chain)
{
    g_autofree char *path = g_build_filename(chain->stage.folder, "result.json", NULL);
    char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

static char *undisturbed(struct chain *chain)
{
    chain->cut_at = 0;
    assert_int_equal(audit(chain, "undisturbed", NULL), 0);
    assert_int_equal(chain->n_pages, N_PAGES);
    return result_of(chain);
}

static void a_run_that_was_cut_off_is_gone_on_with(void **state)
{
    struct chain *chain = *state;
    g_autofree char *expected = undisturbed(chain);
    const struct {
        int signal_number, cut_at;
    } cases[] = {{SIGINT, 1}, {SIGTERM, 5}, {SIGINT, N_PAGES}, {SIGKILL, 1}, {SIGKILL, 7}, {SIGKILL, N_PAGES}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *cache = g_strdup_printf("cut-%zu", i);
        chain->signal_number = cases[i].signal_number;
        chain->cut_at = cases[i].cut_at;
        const int status = audit(chain, cache, NULL);
        const gboolean killed = cases[i].signal_number == SIGKILL;
        assert_true(killed ? WIFSIGNALED(status) : WIFEXITED(status) && WEXITSTATUS(status) == 130);
        const int n_read = chain->n_pages;
        chain->cut_at = 0;
        assert_int_equal(audit(chain, cache, NULL), 0);
        assert_in_range(chain->n_pages, N_PAGES - n_read, N_PAGES);
        if (!killed) { // the page at hand was finished, and all were kept
            assert_int_equal(chain->n_pages, N_PAGES - n_read);
        }
        g_autofree char *result = result_of(chain);
        assert_string_equal(result, expected);
        assert_int_equal(audit(chain, cache, NULL), 0); // that run ended: the next one asks for everything
        assert_int_equal(chain->n_pages, N_PAGES);
    }
}

static void who_wants_everything_anew_gets_it(void **state)
{
    struct chain *chain = *state;
    static const char *const options[] = {"--refresh", "--no-cache"};
    for (gsize i = 0; i < G_N_ELEMENTS(options); i++) {
        chain->signal_number = SIGINT;
        chain->cut_at = 5;
        assert_int_equal(WEXITSTATUS(audit(chain, "anew", NULL)), 130);
        chain->cut_at = 0;
        assert_int_equal(audit(chain, "anew", options[i]), 0);
        assert_int_equal(chain->n_pages, N_PAGES);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_run_that_was_cut_off_is_gone_on_with, set_up, tear_down),
        cmocka_unit_test_setup_teardown(who_wants_everything_anew_gets_it, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("resume", tests, NULL, NULL);
}
