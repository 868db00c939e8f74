/* What is told while an audit runs: one changing line for people, one object a line for programs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <json-glib/json-glib.h>
#include <pty.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "audit/progress.h"
#include "tests/support/stage.h"

#define LINKS "<a href='/a%22b'>1</a> <a href='/%C3%A9t%C3%A9'>2</a> <a href='/c'>3</a>"

static gboolean any_page(const char *path, guint n_earlier, struct site_answer *answer, gpointer data)
{
    (void)n_earlier;
    (void)data;
    const gboolean robots = strcmp(path, "/robots.txt") == 0;
    *answer = (struct site_answer){.status = robots ? 404 : 200, .type = "text/html", .body = LINKS};
    return TRUE;
}

static int set_up(void **state)
{
    struct stage *stage = g_new0(struct stage, 1);
    stage_open(stage, any_page, NULL);
    *state = stage;
    return 0;
}

static int tear_down(void **state)
{
    stage_close(*state);
    g_free(*state);
    return 0;
}

static void a_program_reads_one_object_a_page(void **state)
{
    const struct stage *stage = *state;
    const char *const arguments[] = {
        "audit",      stage->address, "-o",    stage->folder, "--resolve", site_server_resolve(stage->server),
        "--no-cache", "--progress",   "json",  "--delay",     "0",         "--max-pages",
        "3",          "--fail-on",    "never", NULL};
    struct outcome outcome = program_run(arguments);
    g_auto(GStrv) lines = g_strsplit(g_strchomp(outcome.err), "\n", -1);
    assert_int_equal(g_strv_length(lines), 4);
    g_autoptr(GString) addresses = g_string_new(NULL);
    for (guint i = 0; lines[i]; i++) {
        g_autoptr(JsonParser) parser = json_parser_new();
        assert_true(json_parser_load_from_data(parser, lines[i], -1, NULL));
        JsonObject *line = json_node_get_object(json_parser_get_root(parser));
        assert_int_equal(json_object_get_size(line), 5);
        assert_int_equal(json_object_get_int_member(line, "done"), i + 1);
        assert_in_range(json_object_get_int_member(line, "queued"), 0, 2); // never more than may be read
        assert_true(json_object_has_member(line, "waitingOn"));
        assert_int_equal(json_object_get_null_member(line, "secondsLeft"), i < 2);
        g_string_append(addresses, strrchr(json_object_get_string_member(line, "address"), '/'));
    }
    assert_string_equal(addresses->str, "//a%22b/%C3%A9t%C3%A9/c");
    outcome_clear(&outcome);
}

/* All that a terminal is shown until the program ends. */
static char *seen_on_terminal(const struct stage *stage)
{
    int terminal = -1;
    const pid_t child = forkpty(&terminal, NULL, NULL, NULL);
    assert_true(child >= 0);
    if (child == 0) {
        const char *program = g_getenv("VITRINE");
        execl(program ? program : "build/vitrine", "vitrine", "audit", stage->address, "-o", stage->folder,
              "--no-cache", "--resolve", site_server_resolve(stage->server), "--delay", "300", "--max-pages", "2",
              (char *)NULL);
        _exit(127);
    }
    g_autoptr(GString) seen = g_string_new(NULL);
    char bytes[512];
    ssize_t n;
    while ((n = read(terminal, bytes, sizeof bytes)) > 0) {
        g_string_append_len(seen, bytes, n);
    }
    close(terminal);
    waitpid(child, NULL, 0);
    return g_string_free(g_steal_pointer(&seen), FALSE);
}

static void a_terminal_shows_one_line_that_is_gone_at_the_end(void **state)
{
    g_autofree char *seen = seen_on_terminal(*state);
    const char *line = strstr(seen, "\r\033[K");
    assert_non_null(line);
    assert_non_null(strstr(line, "queued, waiting on roe.example"));
    const char *report = strstr(seen, "Audited");
    assert_non_null(report);
    assert_memory_equal(report - 4, "\r\033[K", 4);
    assert_null(strstr(report, "queued"));
}

static void the_time_left_is_told_once_a_few_pages_were_read(void **state)
{
    (void)state;
    const struct {
        guint elapsed_s, n_done, n_queued;
        int left_s;
    } cases[] = {
        {0, 0, 1, -1}, {9, 2, 100, -1}, {9, 3, 100, 300}, {9, 3, 0, 0}, {1, 10, 1, 1}, {1800, 100, 4000000, 72000000},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct standing standing = {.n_done = cases[i].n_done, .n_queued = cases[i].n_queued};
        assert_int_equal(progress_left_s(cases[i].elapsed_s * G_USEC_PER_SEC, &standing), cases[i].left_s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_program_reads_one_object_a_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_terminal_shows_one_line_that_is_gone_at_the_end, set_up, tear_down),
        cmocka_unit_test(the_time_left_is_told_once_a_few_pages_were_read),
    };
    return cmocka_run_group_tests_name("progress", tests, NULL, NULL);
}
