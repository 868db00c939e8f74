/* Who may be hurried: a site that says it is ours, in a file that no friendly error page looks like. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/crawl_run.h"
#include "tests/support/site_server.h"

enum { N_PAGES = 100, DELAY_MS = 300, SOON_MS = 1500, EVER_MS = 300000 };

/* The server is asked as a proxy, since whatever is reached on this machine is ours anyway. */
static gboolean any_page(const char *path, guint n_earlier, struct site_answer *answer, gpointer data)
{
    (void)n_earlier;
    static const struct site_answer other = {.type = "text/html", .body = "page"};
    struct site_answer *said = data; // [0] of vitrine.txt, [1] of the start page
    const char *name = path + strlen("http://roe.example");
    if (g_str_equal(name, "/robots.txt")) {
        *answer = (struct site_answer){.status = 404};
    } else if (g_str_equal(name, "/.well-known/vitrine.txt")) {
        *answer = said[0];
    } else if (g_str_equal(name, "/")) {
        *answer = said[1];
    } else {
        *answer = other;
    }
    return TRUE;
}

static CrawlRun *crawl_where(const struct site_answer *file, gint64 time_limit_ms)
{
    g_autoptr(GString) links = g_string_new(NULL);
    for (guint i = 1; i < N_PAGES; i++) {
        g_string_append_printf(links, "<a href=/%u>", i);
    }
    struct site_answer said[] = {*file, {.type = "text/html", .body = links->str}};
    g_autoptr(SiteServer) proxy = site_server_new(NULL, 0, NULL);
    assert_non_null(proxy);
    site_server_answer(proxy, "roe.example", any_page, said);
    g_autofree char *address = g_strdup_printf("http://127.0.0.1:%u", site_server_port(proxy));
    g_setenv("http_proxy", address, TRUE);
    const struct crawl_options options = {.delay_ms = DELAY_MS, .time_limit_ms = time_limit_ms};
    g_autoptr(Crawl) crawl = crawl_new(&options);
    crawl_add_site(crawl, "http://roe.example/", PRESENCE_WEBSITE);
    CrawlRun *run = crawl_run(crawl);
    g_unsetenv("http_proxy");
    return run;
}

static void a_site_that_says_so_is_asked_as_fast_as_it_answers(void **state)
{
    (void)state;
    const struct site_answer file = {.type = "text/plain; charset=utf-8", .body = "vitrine: this site is ours\n"};
    g_autoptr(CrawlRun) run = crawl_where(&file, EVER_MS);
    assert_int_equal(run->n_ok, N_PAGES);
}

static void anything_else_is_no_such_word(void **state)
{
    (void)state;
    const struct site_answer cases[] = {
        {.status = 404, .type = "text/plain", .body = "vitrine"},
        {.type = "text/html", .body = "vitrine"},
        {.type = "text/plain", .body = "not vitrine"},
        {.type = "text/plain", .body = "vit"},
        {.body = "vitrine"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(CrawlRun) run = crawl_where(&cases[i], SOON_MS);
        assert_in_range(run->n_ok, 0, SOON_MS / DELAY_MS + 1); // one request in each delay, and no more
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_site_that_says_so_is_asked_as_fast_as_it_answers),
        cmocka_unit_test(anything_else_is_no_such_word),
    };
    return cmocka_run_group_tests_name("ours", tests, NULL, NULL);
}
