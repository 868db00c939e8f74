#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crawler/crawl.h"
#include "tests/support/site_server.h"

static SiteServer *server_without_folder(void)
{
    g_autoptr(GError) error = NULL;
    SiteServer *server = site_server_new(NULL, 0, &error);
    if (!server) {
        fail_msg("%s", error->message);
    }
    return server;
}

static char *at(const SiteServer *server, const char *host_and_path)
{
    const gsize n = strcspn(host_and_path, "/");
    return g_strdup_printf("http://%.*s:%u%s", (int)n, host_and_path, site_server_port(server), host_and_path + n);
}

static gboolean answer_link(const char *path, guint n_earlier, struct site_answer *answer, gpointer data)
{
    (void)data;
    static const struct {
        const char *path;
        guint first, then; /* to HEAD, and to the GET that may follow */
        const char *headers;
    } answers[] = {
        {"/fine", 200, 200, NULL},
        {"/gone", 404, 404, NULL},
        {"/gone-for-good", 410, 410, NULL},
        {"/no-head", 405, 200, NULL},
        {"/lies", 404, 200, NULL},
        {"/refused", 403, 403, NULL},
        {"/members-only", 401, 401, NULL},
        {"/robot", 999, 999, NULL},
        {"/bad-day", 503, 503, NULL},
        {"/check", 404, 404, "cf-mitigated: challenge\n"},
        {"/moved", 301, 301, "Location: /fine\n"},
        {"/astray", 302, 302, "Location: /gone\n"},
        {"/round", 302, 302, "Location: /round\n"},
    };
    if (g_str_equal(path, "/robots.txt")) {
        *answer = (struct site_answer){.type = "text/plain", .body = "User-agent: *\nDisallow: /secret\n"};
        return TRUE;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(answers); i++) {
        if (g_str_equal(path, answers[i].path)) {
            *answer = (struct site_answer){.status = n_earlier == 0 ? answers[i].first : answers[i].then,
                                           .type = "text/html",
                                           .headers = answers[i].headers,
                                           .body = "x"};
            return TRUE;
        }
    }
    return FALSE;
}

static void a_link_is_gone_only_where_the_server_says_so_twice(void **state)
{
    (void)state;
    static const struct {
        const char *link;
        enum fetch_outcome outcome;
        guint status;
    } cases[] = {
        {"other.example/fine", FETCH_OK, 200},
        {"other.example/gone", FETCH_ERROR, 404},
        {"other.example/gone-for-good", FETCH_ERROR, 410},
        {"other.example/no-head", FETCH_OK, 200},
        {"other.example/lies", FETCH_OK, 200},
        {"other.example/refused", FETCH_BLOCKED, 403},
        {"other.example/members-only", FETCH_BLOCKED, 401},
        {"other.example/robot", FETCH_BLOCKED, 999},
        {"other.example/check", FETCH_BLOCKED, 404},
        {"other.example/bad-day", FETCH_ERROR, 503},
        {"other.example/moved", FETCH_OK, 200},
        {"other.example/astray", FETCH_ERROR, 404},
        {"other.example/round", FETCH_OK, 302},
        {"other.example/secret", FETCH_ROBOTS, 0},
    };
    g_autoptr(SiteServer) server = server_without_folder();
    site_server_answer(server, "other.example", answer_link, NULL);
    const char *const resolve[] = {site_server_resolve(server), NULL};
    const struct crawl_options options = {.resolve = resolve, .page_timeout_ms = 5000, .ignore_robots = TRUE};
    g_autoptr(Crawl) crawl = crawl_new(&options);
    g_autoptr(GPtrArray) links = g_ptr_array_new_with_free_func(g_free);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_ptr_array_add(links, at(server, cases[i].link));
    }
    crawl_check_links(crawl, (const char *const *)links->pdata, links->len);
    while (!crawl_done(crawl)) {
        crawl_turn(crawl, 1000, NULL, NULL);
    }
    const GPtrArray *checked = crawl_checked_links(crawl);
    assert_int_equal(checked->len, G_N_ELEMENTS(cases));
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct link_check *check = checked->pdata[i];
        if (check->outcome != cases[i].outcome || check->status != cases[i].status) {
            fail_msg("%s: %s, %u", cases[i].link, fetch_outcome_word(check->outcome), check->status);
        }
    }
    g_auto(GStrv) requests = site_server_requests(server);
    g_autofree char *all = g_strjoinv("\n", requests);
    assert_null(strstr(all, "/secret")); // also where one's own robots.txt is not looked at
    assert_non_null(strstr(all, "HEAD other.example/fine"));
    assert_null(strstr(all, "GET other.example/fine"));
    assert_non_null(strstr(all, "GET other.example/gone\n"));
}

static gboolean answer_busy(const char *path, guint n_earlier, struct site_answer *answer, gpointer data)
{
    (void)n_earlier;
    (void)data;
    *answer = g_str_equal(path, "/robots.txt") ? (struct site_answer){.status = 404, .body = ""}
                                               : (struct site_answer){.status = 429, .body = ""};
    return TRUE;
}

static void links_to_a_host_that_asks_for_less_are_left_alone(void **state)
{
    (void)state;
    g_autoptr(SiteServer) server = server_without_folder();
    site_server_answer(server, "busy.example", answer_busy, NULL);
    const char *const resolve[] = {site_server_resolve(server), NULL};
    const struct crawl_options options = {.resolve = resolve, .page_timeout_ms = 5000, .connections = 1};
    g_autoptr(Crawl) crawl = crawl_new(&options);
    g_autofree char *one = at(server, "busy.example/1"), *two = at(server, "busy.example/2");
    g_autofree char *away = g_strdup("http://10.0.0.1/"); // and what the guard forbids is never dialled
    const char *const links[] = {one, two, away};
    crawl_check_links(crawl, links, G_N_ELEMENTS(links));
    while (!crawl_done(crawl)) {
        crawl_turn(crawl, 1000, NULL, NULL);
    }
    const GPtrArray *checked = crawl_checked_links(crawl);
    static const enum fetch_outcome expected[] = {FETCH_BLOCKED, FETCH_BLOCKED, FETCH_ERROR};
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        assert_int_equal(((const struct link_check *)checked->pdata[i])->outcome, expected[i]);
    }
    g_auto(GStrv) requests = site_server_requests(server);
    assert_int_equal(g_strv_length(requests), 2); // robots.txt and one link
}

static void links_that_a_stopped_crawl_has_not_asked_are_no_news(void **state)
{
    (void)state;
    const struct crawl_options options = {.offline = TRUE};
    g_autoptr(Crawl) crawl = crawl_new(&options);
    const char *const links[] = {"http://other.example/"};
    crawl_check_links(crawl, links, 1);
    while (!crawl_done(crawl)) {
        crawl_turn(crawl, 1000, NULL, NULL);
    }
    assert_int_equal(((const struct link_check *)crawl_checked_links(crawl)->pdata[0])->outcome, FETCH_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_link_is_gone_only_where_the_server_says_so_twice),
        cmocka_unit_test(links_to_a_host_that_asks_for_less_are_left_alone),
        cmocka_unit_test(links_that_a_stopped_crawl_has_not_asked_are_no_news),
    };
    return cmocka_run_group_tests_name("crawl_links", tests, NULL, NULL);
}
