#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "crawler/address.h"
#include "tests/support/crawl_run.h"
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

/* A page at a path of one host: what it answers with. */
struct scripted {
    const char *path;
    struct site_answer answer;
};

static gboolean answer_from_table(const char *path, guint n_earlier, struct site_answer *answer, gpointer data)
{
    (void)n_earlier;
    for (const struct scripted *page = data; page->path; page++) {
        if (g_str_equal(page->path, path)) {
            *answer = page->answer;
            return TRUE;
        }
    }
    return FALSE;
}

static char *at(const SiteServer *server, const char *host_and_path)
{
    const gsize n = strcspn(host_and_path, "/");
    return g_strdup_printf("http://%.*s:%u%s", (int)n, host_and_path, site_server_port(server), host_and_path + n);
}

static CrawlRun *crawl_at(SiteServer *server, const char *host_and_path, enum presence_kind kind, guint max_pages)
{
    const char *const resolve[] = {site_server_resolve(server), NULL};
    const struct crawl_options options = {.max_pages = max_pages, .resolve = resolve, .page_timeout_ms = 5000};
    g_autoptr(Crawl) crawl = crawl_new(&options);
    g_autofree char *address = at(server, host_and_path);
    crawl_add_site(crawl, address, kind);
    return crawl_run(crawl);
}

/* The lines without scheme and port, which differ from run to run. */
static char *told(const CrawlRun *run, const SiteServer *server)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < run->lines->len; i++) {
        g_string_append_printf(text, "%s\n", (char *)run->lines->pdata[i] + 2);
    }
    g_autofree char *port = g_strdup_printf(":%u", site_server_port(server));
    g_string_replace(text, port, "", 0);
    g_string_replace(text, "http://", "", 0);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void pages_come_in_the_order_they_were_found(void **state)
{
    (void)state;
    static const struct scripted pages[] = {
        {"/",
         {.type = "text/html",
          .body = "<a href=\"/b\"><a href=\"a?x=1\"><a href=\"/b#top\"><a href=\"http://other.example/\">"}},
        {"/b", {.type = "text/html; charset=UTF-8", .body = "<a href=\"/d\"><a href=\"/\">"}},
        {"/a?x=1",
         {.type = "application/xhtml+xml", .body = "<a href=\"/c\"><a href=\"mailto:x@y.z\"><a href=\"/logo.png\">"}},
        {"/c", {.status = 404, .type = "text/html", .body = "gone"}},
        {"/d", {.type = "text/html", .body = "<a href=\"/form.pdf\"><a href=\"/e\">"}},
        {"/e", {.type = "application/pdf", .body = "%PDF-1.4"}},
        {NULL, {0}},
    };
    g_autoptr(SiteServer) server = server_without_folder();
    site_server_answer(server, "roe.example", answer_from_table, (gpointer)pages);
    for (guint i = 0; i < 5; i++) {
        g_autoptr(CrawlRun) run = crawl_at(server, "roe.example/", PRESENCE_WEBSITE, 0);
        g_autofree char *lines = told(run, server);
        assert_string_equal(lines,
                            "ok roe.example/\n"
                            "ok roe.example/b\n"
                            "ok roe.example/a?x=1\n"
                            "ok roe.example/d\n"
                            "error roe.example/c: there is no such page (404)\n"
                            "unsupported roe.example/form.pdf: it is a PDF document, which has to be read by hand\n"
                            "unsupported roe.example/e: it is application/pdf, not HTML\n");
    }
}

static void a_limit_leaves_out_the_same_pages_and_says_so(void **state)
{
    (void)state;
    static const struct scripted pages[] = {
        {"/", {.status = 302, .headers = "Location: /home"}},
        {"/home", {.type = "text/html", .body = "<a href=\"/1\"><a href=\"/2\"><a href=\"/3\"><a href=\"/4\">"}},
        {"/1", {.status = 301, .headers = "Location: /one"}},
        {"/2", {.type = "text/html", .body = "2"}},
        {"/3", {.type = "text/html", .body = "3"}},
        {"/one", {.type = "text/html", .body = "1"}},
        {NULL, {0}},
    };
    g_autoptr(SiteServer) server = server_without_folder();
    site_server_answer(server, "roe.example", answer_from_table, (gpointer)pages);
    g_autoptr(CrawlRun) run = crawl_at(server, "roe.example/", PRESENCE_WEBSITE, 3);
    g_autofree char *lines = told(run, server);
    assert_string_equal(lines, "redirect roe.example/: leads to roe.example/home\n"
                               "ok roe.example/home\n"
                               "redirect roe.example/1: leads to roe.example/one\n"
                               "ok roe.example/2\n"
                               "ok roe.example/3\n"
                               "limit roe.example/4: left out by the limit on pages (--max-pages)\n"
                               "limit roe.example/one: left out by the limit on pages (--max-pages)\n");
}

static void a_profile_is_one_page_and_never_more(void **state)
{
    (void)state;
    static const struct scripted pages[] = {
        {"/jane", {.status = 301, .headers = "Location: /people/jane"}},
        {"/people/jane", {.type = "text/html", .body = "<a href=\"/people/jane/reviews\">"}},
        {NULL, {0}},
    };
    g_autoptr(SiteServer) server = server_without_folder();
    site_server_answer(server, "directory.example", answer_from_table, (gpointer)pages);
    g_autoptr(CrawlRun) run = crawl_at(server, "directory.example/jane", PRESENCE_PROFILE, 0);
    g_autofree char *lines = told(run, server);
    assert_string_equal(lines, "redirect directory.example/jane: leads to directory.example/people/jane\n"
                               "ok directory.example/people/jane\n");
}

static void redirects_end(void **state)
{
    (void)state;
    static const struct scripted pages[] = {
        {"/self", {.status = 302, .headers = "Location: /self"}},
        {"/circle", {.status = 302, .headers = "Location: /circle2"}},
        {"/circle2", {.status = 302, .headers = "Location: /circle"}},
        {"/mail", {.status = 302, .headers = "Location: mailto:x@y.z"}},
        {"/nowhere", {.status = 302}},
        {NULL, {0}},
    };
    const struct {
        const char *path, *last;
    } cases[] = {
        {"roe.example/self", "error roe.example/self: it redirects to itself, perhaps because it wants a cookie"},
        {"roe.example/circle", "error roe.example/circle2: it redirects in a circle"},
        {"roe.example/mail", "error roe.example/mail: it redirects to what is not a web address"},
        {"roe.example/nowhere", "error roe.example/nowhere: the server answered 302, which is no page"},
    };
    g_autoptr(SiteServer) server = server_without_folder();
    site_server_answer(server, "roe.example", answer_from_table, (gpointer)pages);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(CrawlRun) run = crawl_at(server, cases[i].path, PRESENCE_WEBSITE, 0);
        g_autofree char *lines = told(run, server);
        g_strchomp(lines);
        const char *last = strrchr(lines, '\n');
        assert_string_equal(last ? last + 1 : lines, cases[i].last);
    }
}

static gboolean answer_with_next_hop(const char *path, guint n_earlier, struct site_answer *answer, gpointer data)
{
    (void)n_earlier;
    char *header = data;
    g_snprintf(header, 64, "Location: /%d", atoi(path + 1) + 1);
    *answer = (struct site_answer){.status = 302, .headers = header};
    return TRUE;
}

static void ten_redirects_are_enough(void **state)
{
    (void)state;
    char header[64];
    g_autoptr(SiteServer) server = server_without_folder();
    site_server_answer(server, "roe.example", answer_with_next_hop, header);
    g_autoptr(CrawlRun) run = crawl_at(server, "roe.example/0", PRESENCE_WEBSITE, 0);
    assert_int_equal(run->lines->len, 11);
    assert_string_equal(run->outcomes->pdata[10], "error");
}

static void a_site_that_moved_is_read_at_its_door_only(void **state)
{
    (void)state;
    static const struct scripted new[] = {{"/", {.type = "text/html", .body = "<a href=\"/more\">"}}, {NULL, {0}}};
    g_autoptr(SiteServer) server = server_without_folder();
    g_autofree char *location = g_strdup_printf("Location: http://new.example:%u/", site_server_port(server));
    const struct scripted moved[] = {{"/", {.status = 301, .headers = location}}, {NULL, {0}}};
    site_server_answer(server, "old.example", answer_from_table, (gpointer)moved);
    site_server_answer(server, "new.example", answer_from_table, (gpointer) new);
    g_autoptr(CrawlRun) run = crawl_at(server, "old.example/", PRESENCE_WEBSITE, 0);
    g_autofree char *lines = told(run, server);
    assert_string_equal(lines, "redirect old.example/: leads to new.example/\nok new.example/\n");
    assert_int_equal(run->notes->len, 1);
    assert_non_null(strstr(run->notes->pdata[0], "another site"));
}

static void a_private_address_is_never_dialled_unless_allowed(void **state)
{
    (void)state;
    static const struct scripted pages[] = {{"/", {.type = "text/html", .body = "inside"}}, {NULL, {0}}};
    g_autoptr(SiteServer) server = server_without_folder();
    site_server_answer(server, "127.0.0.1", answer_from_table, (gpointer)pages);
    site_server_answer(server, "localhost", answer_from_table, (gpointer)pages);
    static const char *const hosts[] = {"127.0.0.1/", "127.1/", "0x7f000001/", "localhost/", "[::ffff:127.0.0.1]/"};
    for (gsize i = 0; i < G_N_ELEMENTS(hosts); i++) {
        g_autofree char *typed = at(server, hosts[i]);
        g_autofree char *address = address_normalise(typed, NULL);
        for (guint resolved = 0; resolved < 2; resolved++) {
            // naming where other hosts are does not open numbers
            g_autofree char *other = g_strdup_printf("other.example:%u:127.0.0.1", site_server_port(server));
            const char *const resolve[] = {other, NULL};
            const struct crawl_options options = {.resolve = resolved ? resolve : NULL, .page_timeout_ms = 5000};
            g_autoptr(Crawl) crawl = crawl_new(&options);
            crawl_add_site(crawl, address, PRESENCE_WEBSITE);
            g_autoptr(CrawlRun) run = crawl_run(crawl);
            assert_string_equal(run->outcomes->pdata[0], "error");
            assert_non_null(strstr(run->lines->pdata[0], "not public"));
        }
    }
    g_auto(GStrv) requests = site_server_requests(server);
    assert_int_equal(g_strv_length(requests), 0);

    const struct crawl_options open = {.allow_private = TRUE};
    g_autoptr(Crawl) crawl = crawl_new(&open);
    g_autofree char *address = at(server, "127.0.0.1/");
    crawl_add_site(crawl, address, PRESENCE_WEBSITE);
    g_autoptr(CrawlRun) run = crawl_run(crawl);
    assert_string_equal(run->outcomes->pdata[0], "ok");
}

static void a_proxy_of_the_environment_is_used_but_not_to_reach_inside(void **state)
{
    (void)state;
    static const struct scripted pages[] = {
        {"http://roe.example/robots.txt", {.status = 404}},
        {"http://roe.example/", {.type = "text/html", .body = "by proxy"}},
        {NULL, {0}},
    };
    g_autoptr(SiteServer) proxy = server_without_folder();
    g_autofree char *address = g_strdup_printf("http://127.0.0.1:%u", site_server_port(proxy));
    site_server_answer(proxy, "roe.example", answer_from_table, (gpointer)pages);
    g_setenv("http_proxy", address, TRUE);
    const struct {
        const char *address, *outcome;
    } cases[] = {
        {"http://roe.example/", "ok"},
        {"http://127.0.0.1:9/", "error"},
        {"http://localhost:9/", "error"},
        {"http://[::1]:9/", "error"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct crawl_options options = {.page_timeout_ms = 5000, .max_pages = 1};
        g_autoptr(Crawl) crawl = crawl_new(&options);
        crawl_add_site(crawl, cases[i].address, PRESENCE_PROFILE);
        g_autoptr(CrawlRun) run = crawl_run(crawl);
        assert_string_equal(run->outcomes->pdata[0], cases[i].outcome);
    }
    g_unsetenv("http_proxy");
    g_auto(GStrv) requests = site_server_requests(proxy);
    assert_int_equal(g_strv_length(requests), 2);
}

static void what_is_too_large_is_not_read(void **state)
{
    (void)state;
    g_autofree char *large = g_strnfill(8 * 1024 * 1024 + 1, 'a');
    const struct scripted pages[] = {{"/", {.type = "text/html", .body = large}}, {NULL, {0}}};
    g_autoptr(SiteServer) server = server_without_folder();
    site_server_answer(server, "roe.example", answer_from_table, (gpointer)pages);
    g_autoptr(CrawlRun) run = crawl_at(server, "roe.example/", PRESENCE_WEBSITE, 0);
    assert_string_equal(run->outcomes->pdata[0], "too-large");
    assert_null(run->bodies->pdata[0]);
}

static void stopping_gives_out_what_was_queued(void **state)
{
    (void)state;
    static const struct scripted pages[] = {
        {"/", {.type = "text/html", .body = "<a href=\"/1\"><a href=\"/2\">"}},
        {NULL, {0}},
    };
    g_autoptr(SiteServer) server = server_without_folder();
    site_server_answer(server, "roe.example", answer_from_table, (gpointer)pages);
    const char *const resolve[] = {site_server_resolve(server), NULL};
    const struct crawl_options options = {.resolve = resolve};
    g_autoptr(Crawl) crawl = crawl_new(&options);
    g_autofree char *address = at(server, "roe.example/");
    crawl_add_site(crawl, address, PRESENCE_WEBSITE);
    crawl_stop(crawl, "interrupted");
    g_autoptr(CrawlRun) run = crawl_run(crawl);
    g_autofree char *lines = told(run, server);
    assert_string_equal(lines, "limit roe.example/: interrupted\n");
    assert_int_equal(crawl_n_waiting(crawl), 0);
}

static void write_file(const char *folder, const char *relative, const char *text)
{
    g_autofree char *path = g_build_filename(folder, relative, NULL);
    g_autofree char *parent = g_path_get_dirname(path);
    g_mkdir_with_parents(parent, 0700);
    assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void remove_tree(const char *path)
{
    g_autoptr(GDir) dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *below = g_build_filename(path, name, NULL);
        remove_tree(below);
    }
    g_remove(path);
}

static void every_html_file_of_a_folder_is_a_page(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("vitrine-folder-XXXXXX", NULL);
    g_autofree char *outside = g_dir_make_tmp("vitrine-outside-XXXXXX", NULL);
    write_file(outside, "secret.html", "secret");
    write_file(folder, "index.html", "start");
    write_file(folder, "contact.HTM", "contact");
    write_file(folder, "à propos/index.html", "about");
    write_file(folder, "style.css", "body {}");
    write_file(folder, ".git/hidden.html", "not a page");
    g_autofree char *secret = g_build_filename(outside, "secret.html", NULL);
    g_autofree char *link_out = g_build_filename(folder, "out.html", NULL);
    g_autofree char *link_in = g_build_filename(folder, "home.html", NULL);
    g_autofree char *link_around = g_build_filename(folder, "around", NULL);
    assert_int_equal(symlink(secret, link_out), 0);
    assert_int_equal(symlink("index.html", link_in), 0);
    assert_int_equal(symlink(".", link_around), 0);

    const struct crawl_options options = {0};
    g_autoptr(Crawl) crawl = crawl_new(&options);
    g_autofree char *typed = g_strconcat(folder, "//", NULL);
    guint index;
    assert_true(crawl_add_folder(crawl, typed, &index, NULL));
    g_autoptr(CrawlRun) run = crawl_run(crawl);
    static const char *const expected[] = {"index.html", "contact.HTM", "home.html", "à propos/index.html"};
    assert_int_equal(run->lines->len, G_N_ELEMENTS(expected));
    for (gsize i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_autofree char *line = g_strdup_printf("0 ok %s/%s", folder, expected[i]);
        assert_string_equal(run->lines->pdata[i], line);
    }
    remove_tree(folder);
    remove_tree(outside);
}

static void a_folder_that_cannot_be_audited_says_why(void **state)
{
    (void)state;
    g_autofree char *empty = g_dir_make_tmp("vitrine-empty-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(empty, "page.txt", NULL);
    assert_true(g_file_set_contents(file, "x", -1, NULL));
    const struct {
        const char *path, *words;
    } cases[] = {
        {"/nonexistent/folder", "No such file or directory"},
        {empty, "no HTML file"},
        {file, "Not a directory"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct crawl_options options = {0};
        g_autoptr(Crawl) crawl = crawl_new(&options);
        g_autoptr(GError) error = NULL;
        guint index;
        assert_false(crawl_add_folder(crawl, cases[i].path, &index, &error));
        if (!strstr(error->message, cases[i].words)) {
            fail_msg("%s", error->message);
        }
    }
    remove_tree(empty);
}

static void a_folder_of_sites_is_served_host_by_host(void **state)
{
    (void)state;
    g_autofree char *sites = g_dir_make_tmp("vitrine-sites-XXXXXX", NULL);
    write_file(sites, "roe.example/index.html", "<a href=\"http://roe.example/about\"><a href=\"/none\">");
    write_file(sites, "roe.example/about/index.html", "about");
    g_autoptr(SiteServer) server = site_server_new(sites, 0, NULL);
    g_autoptr(CrawlRun) run = crawl_at(server, "roe.example/", PRESENCE_WEBSITE, 0);
    g_autofree char *lines = told(run, server);
    assert_string_equal(lines, "ok roe.example/\n"
                               "redirect roe.example/about: leads to roe.example/about/\n"
                               "error roe.example/none: there is no such page (404)\n"
                               "ok roe.example/about/\n");
    remove_tree(sites);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_come_in_the_order_they_were_found),
        cmocka_unit_test(a_limit_leaves_out_the_same_pages_and_says_so),
        cmocka_unit_test(a_profile_is_one_page_and_never_more),
        cmocka_unit_test(redirects_end),
        cmocka_unit_test(ten_redirects_are_enough),
        cmocka_unit_test(a_site_that_moved_is_read_at_its_door_only),
        cmocka_unit_test(a_private_address_is_never_dialled_unless_allowed),
        cmocka_unit_test(a_proxy_of_the_environment_is_used_but_not_to_reach_inside),
        cmocka_unit_test(what_is_too_large_is_not_read),
        cmocka_unit_test(stopping_gives_out_what_was_queued),
        cmocka_unit_test(every_html_file_of_a_folder_is_a_page),
        cmocka_unit_test(a_folder_that_cannot_be_audited_says_why),
        cmocka_unit_test(a_folder_of_sites_is_served_host_by_host),
    };
    return cmocka_run_group_tests_name("crawl", tests, NULL, NULL);
}
