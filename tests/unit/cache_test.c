#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "crawler/cache.h"
#include "tests/support/crawl_run.h"
#include "tests/support/site_server.h"

struct scene {
    char *folder, *path, *sites;
};

static int set_up(void **state)
{
    struct scene *scene = g_new0(struct scene, 1);
    scene->folder = g_dir_make_tmp("vitrine-cache-XXXXXX", NULL);
    scene->path = g_build_filename(scene->folder, "cache.db", NULL);
    scene->sites = g_build_filename(scene->folder, "sites", NULL);
    g_autofree char *host = g_build_filename(scene->sites, "roe.example", NULL);
    g_autofree char *index = g_build_filename(host, "index.html", NULL);
    g_autofree char *about = g_build_filename(host, "about.html", NULL);
    g_mkdir_with_parents(host, 0700);
    g_file_set_contents(index, "<a href=\"/about.html\">About</a>", -1, NULL);
    g_file_set_contents(about, "<p>About</p>", -1, NULL);
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    const char *const remove[] = {"rm", "-rf", scene->folder, NULL};
    g_spawn_sync(NULL, (char **)remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
    g_free(scene->folder);
    g_free(scene->path);
    g_free(scene->sites);
    g_free(scene);
    return 0;
}

static struct http_reply reply_of(guint status, const char *etag, const char *control, const char *body)
{
    struct http_reply reply = {.status = status, .body = g_byte_array_new()};
    reply.headers[HTTP_CONTENT_TYPE] = g_strdup("text/html");
    reply.headers[HTTP_ETAG] = g_strdup(etag);
    reply.headers[HTTP_CACHE_CONTROL] = g_strdup(control);
    g_byte_array_append(reply.body, (const guint8 *)body, (guint)strlen(body));
    return reply;
}

static void what_is_kept_comes_back_whole(void **state)
{
    const struct scene *scene = *state;
    const struct {
        const char *address;
        guint status;
        const char *control;
        gboolean kept;
    } cases[] = {
        {"https://a/ok", 200, NULL, TRUE},
        {"https://a/private", 200, "private, max-age=0", TRUE},
        {"https://a/secret", 200, "No-Store", FALSE},
        {"https://a/gone", 404, NULL, FALSE},
        {"https://a/moved", 301, NULL, TRUE},
        {"https://a/elsewhere", 302, NULL, FALSE},
    };
    for (guint opened = 0; opened < 2; opened++) {
        g_autoptr(Cache) cache = cache_open(scene->path, NULL);
        for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
            struct http_reply reply = reply_of(cases[i].status, "\"1\"", cases[i].control, "body\0");
            if (opened == 0) {
                cache_store(cache, cases[i].address, &reply);
            }
            http_reply_clear(&reply);
            struct http_reply kept = {.body = g_byte_array_new()};
            assert_int_equal(cache_load(cache, cases[i].address, &kept), cases[i].kept);
            if (cases[i].kept) {
                assert_int_equal(kept.status, cases[i].status);
                assert_int_equal(kept.body->len, 4);
                assert_string_equal(kept.headers[HTTP_ETAG], "\"1\"");
                assert_null(kept.headers[HTTP_LAST_MODIFIED]);
            }
            http_reply_clear(&kept);
        }
    }
}

static void a_file_that_is_no_cache_is_refused(void **state)
{
    const struct scene *scene = *state;
    g_autofree char *text = g_strnfill(5000, 'x');
    g_file_set_contents(scene->path, text, -1, NULL);
    g_autoptr(GError) error = NULL;
    assert_null(cache_open(scene->path, &error));
    assert_non_null(strstr(error->message, "cannot be used as a cache"));
    assert_null(cache_open("/nonexistent/cache.db", NULL));
}

static CrawlRun *crawl(const struct scene *scene, const char *resolve, const char *address, gboolean refresh,
                       gboolean offline)
{
    const char *const resolves[] = {resolve, NULL};
    const struct crawl_options options = {
        .resolve = resolves,
        .cache_path = scene->path,
        .refresh = refresh,
        .offline = offline,
        .page_timeout_ms = 5000,
    };
    g_autoptr(Crawl) crawler = crawl_new(&options);
    crawl_add_site(crawler, address, PRESENCE_WEBSITE);
    return crawl_run(crawler);
}

static void assert_same_pages(const CrawlRun *run)
{
    assert_int_equal(run->n_ok, 2);
    gsize length;
    const char *body = g_bytes_get_data(run->bodies->pdata[1], &length);
    assert_memory_equal(body, "<p>About</p>", length);
}

static void an_unchanged_page_costs_no_body_and_offline_no_request(void **state)
{
    const struct scene *scene = *state;
    g_autoptr(SiteServer) server = site_server_new(scene->sites, 0, NULL);
    g_autofree char *address = g_strdup_printf("http://roe.example:%u/", site_server_port(server));
    g_autofree char *resolve = g_strdup(site_server_resolve(server));
    const struct {
        gboolean refresh, offline;
        guint n_unmodified; /* answers of 304 so far */
    } runs[] = {{FALSE, FALSE, 0}, {FALSE, FALSE, 2}, {TRUE, FALSE, 2}, {FALSE, TRUE, 2}};
    for (gsize i = 0; i < G_N_ELEMENTS(runs); i++) {
        g_autoptr(CrawlRun) run = crawl(scene, resolve, address, runs[i].refresh, runs[i].offline);
        assert_same_pages(run);
        assert_int_equal(site_server_n_unmodified(server), runs[i].n_unmodified);
    }
    g_clear_pointer(&server, site_server_free);
    g_autoptr(CrawlRun) run = crawl(scene, resolve, address, FALSE, TRUE);
    assert_same_pages(run);
}

static void a_run_that_is_under_way_is_not_gone_on_with(void **state)
{
    const struct scene *scene = *state;
    static const char SITE[] = "http://roe.example/";
    struct http_reply reply = reply_of(200, "\"1\"", NULL, "<p>Roe");
    Cache *first = cache_open(scene->path, NULL);
    cache_run_begin(first, SITE, FALSE);
    cache_store(first, SITE, &reply);
    http_reply_clear(&reply);
    cache_run_end(first, "http://doe.example/"); // writes out what was stored
    Cache *second = cache_open(scene->path, NULL);
    cache_run_begin(second, SITE, FALSE);
    assert_false(cache_is_fresh(second, SITE, SITE));
    cache_run_end(second, SITE);
    cache_close(second);
    cache_close(first); // without having ended
    g_autoptr(Cache) third = cache_open(scene->path, NULL);
    cache_run_begin(third, SITE, FALSE);
    assert_true(cache_is_fresh(third, SITE, SITE));
}

static void a_cache_that_cannot_be_used_is_said_and_done_without(void **state)
{
    const struct scene *scene = *state;
    g_autoptr(SiteServer) server = site_server_new(scene->sites, 0, NULL);
    g_autofree char *address = g_strdup_printf("http://roe.example:%u/", site_server_port(server));
    g_mkdir(scene->path, 0700);
    g_autoptr(CrawlRun) run = crawl(scene, site_server_resolve(server), address, FALSE, FALSE);
    assert_same_pages(run);
    assert_non_null(strstr(run->notes->pdata[0], "cannot be used as a cache"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_kept_comes_back_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_that_is_no_cache_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_unchanged_page_costs_no_body_and_offline_no_request, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_run_that_is_under_way_is_not_gone_on_with, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_cache_that_cannot_be_used_is_said_and_done_without, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("cache", tests, NULL, NULL);
}
