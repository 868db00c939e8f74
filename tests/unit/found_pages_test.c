/* Where pages are found besides plain links: sitemaps of every form, meta refresh; and what names a page in vain. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crawler/http_source.h"
#include "tests/support/crawl_run.h"
#include "tests/support/hostile_talk.h"
#include "tests/support/site_server.h"

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

/* A site that allows everything but "/secret", and shows the body that it was given at "/back". */
static gboolean answer_elsewhere(const char *path, guint n_earlier, struct site_answer *answer, gpointer data)
{
    (void)n_earlier;
    *answer = (struct site_answer){.type = "text/html", .body = "<a href=/more>More</a>"};
    if (g_str_equal(path, "/robots.txt")) {
        *answer = (struct site_answer){.type = "text/plain", .body = "User-agent: *\nDisallow: /secret\n"};
    } else if (g_str_equal(path, "/back")) {
        *answer = (struct site_answer){.type = "text/html", .body = data};
    }
    return TRUE;
}

/* The paths of the pages that were read, in order, with spaces between; those of another site with its name. */
static char *pages_read_from(SiteServer *server, const struct scripted *pages)
{
    site_server_answer(server, "roe.example", answer_from_table, (gpointer)pages);
    const char *const resolves[] = {site_server_resolve(server), NULL};
    const struct crawl_options options = {.resolve = resolves};
    g_autoptr(Crawl) crawl = crawl_new(&options);
    g_autofree char *address = g_strdup_printf("http://roe.example:%u/", site_server_port(server));
    crawl_add_site(crawl, address, PRESENCE_WEBSITE);
    g_autoptr(CrawlRun) run = crawl_run(crawl);
    g_autoptr(GString) read = g_string_new(NULL);
    for (guint i = 0; i < run->lines->len; i++) {
        const char *line = run->lines->pdata[i];
        if (g_str_equal(run->outcomes->pdata[i], "ok")) {
            g_string_append_printf(read, "%s%s%s", i > 0 ? " " : "", strstr(line, "other.") ? "other.example" : "",
                                   strstr(line, "example:") + strcspn(strstr(line, "example:"), "/"));
        }
    }
    return g_string_free(g_steal_pointer(&read), FALSE);
}

static char *pages_read(const struct scripted *pages)
{
    g_autoptr(SiteServer) server = site_server_new(NULL, 0, NULL);
    assert_non_null(server);
    return pages_read_from(server, pages);
}

#define START                                                                                                          \
    {                                                                                                                  \
        "/",                                                                                                           \
        {                                                                                                              \
            .type = "text/html", .body = "<p>Start"                                                                    \
        }                                                                                                              \
    }
#define SHORT_PAGE(path)                                                                                               \
    {                                                                                                                  \
        path,                                                                                                          \
        {                                                                                                              \
            .type = "text/html", .body = "<p>" path                                                                    \
        }                                                                                                              \
    }

static void sitemaps_that_robots_txt_names_are_read_through_an_index_and_gzip(void **state)
{
    (void)state;
    static const char LISTED[] = "<urlset><url><loc>/only-packed</loc></url></urlset>";
    g_autoptr(GByteArray) packed = hostile_pack(LISTED, strlen(LISTED));
    const struct scripted pages[] = {
        START,
        {"/robots.txt", {.type = "text/plain", .body = "User-agent: *\nDisallow: /secret\nSitemap: /maps/index.xml\n"}},
        {"/maps/index.xml",
         {.type = "text/xml",
          .body = "<sitemapindex><sitemap><loc>/maps/a.xml.gz</loc></sitemap><sitemap><loc>/maps/b.xml</loc></sitemap>"
                  "<sitemap><loc>/secret/c.xml</loc></sitemap></sitemapindex>"}},
        {"/maps/a.xml.gz", {.type = "application/gzip", .body = (const char *)packed->data, .length = packed->len}},
        {"/maps/b.xml", {.type = "text/xml", .body = "<urlset><url><loc>/only-plain</loc></url></urlset>"}},
        {"/secret/c.xml", {.type = "text/xml", .body = "<urlset><url><loc>/never</loc></url></urlset>"}},
        {"/sitemap.xml", {.type = "text/xml", .body = "<urlset><url><loc>/unnamed</loc></url></urlset>"}},
        SHORT_PAGE("/only-packed"),
        SHORT_PAGE("/only-plain"),
        SHORT_PAGE("/never"),
        SHORT_PAGE("/unnamed"),
        {NULL, {0}},
    };
    g_autofree char *read = pages_read(pages);
    assert_string_equal(read, "/ /only-packed /only-plain");
}

static void a_meta_refresh_is_followed_within_the_site(void **state)
{
    (void)state;
    static const struct scripted pages[] = {
        {"/",
         {.type = "text/html",
          .body = "<meta http-equiv=Refresh content=\"5; URL='/home'\"><title>Roe</title><p>One moment"}},
        {"/home", {.type = "text/html", .body = "<meta http-equiv=refresh content=\"0;url=/further\"><p>x"}},
        {"/further", {.type = "text/html", .body = "<meta http-equiv=refresh content=\"0;url=http://127.0.0.1:1/\">"}},
        {NULL, {0}},
    };
    g_autofree char *read = pages_read(pages);
    assert_string_equal(read, "/ /home /further");
}

static void where_the_start_page_sends_on_to_is_read_as_after_a_redirect(void **state)
{
    (void)state;
#define SENT_TO(address) "<meta http-equiv=refresh content='0;url=" address "'><p>Moved."
#define OTHER "http://other.example:PORT"
#define ROE "http://roe.example:PORT"
    static const struct {
        const char *start, *home, *back, *read;
    } cases[] = {
        {SENT_TO(OTHER "/here"), "", "", "/ other.example/here"}, // and no further: it is another site
        {SENT_TO("/home"), SENT_TO(OTHER "/here"), "", "/ /home other.example/here"},
        {SENT_TO(OTHER "/secret"), "", "", "/"},
        {SENT_TO(OTHER "/back"), "", SENT_TO(ROE "/"), "/ other.example/back"},
        {SENT_TO(ROE "/"), "", "", "/"},
        {"<a href=/home>Home</a>", SENT_TO(OTHER "/here"), "", "/ /home"}, // a page like any other
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(SiteServer) server = site_server_new(NULL, 0, NULL);
        assert_non_null(server);
        g_autofree char *port = g_strdup_printf("%u", site_server_port(server));
        const char *const told[] = {cases[i].start, cases[i].home, cases[i].back};
        g_auto(GStrv) bodies = g_new0(char *, G_N_ELEMENTS(told) + 1);
        for (gsize k = 0; k < G_N_ELEMENTS(told); k++) {
            g_autoptr(GString) body = g_string_new(told[k]);
            g_string_replace(body, "PORT", port, 0);
            bodies[k] = g_string_free(g_steal_pointer(&body), FALSE);
        }
        site_server_answer(server, "other.example", answer_elsewhere, bodies[2]);
        const struct scripted pages[] = {
            {"/", {.type = "text/html", .body = bodies[0]}},
            {"/home", {.type = "text/html", .body = bodies[1]}},
            {NULL, {0}},
        };
        g_autofree char *read = pages_read_from(server, pages);
        assert_string_equal(read, cases[i].read);
        g_clear_pointer(&server, site_server_free);
    }
}

static void one_page_is_asked_for_once_whatever_is_tied_to_its_address(void **state)
{
    (void)state;
    static const struct scripted pages[] = {
        {"/",
         {.type = "text/html",
          .body = "<a href='/a?utm_source=x'>1</a><a href='/a?PHPSESSID=1'>2</a><a href='/a;jsessionid=2'>3</a>"
                  "<a href='/a?fbclid=3#top'>4</a><a href='/A/../a'>5</a><a href='/%61'>6</a>"}},
        SHORT_PAGE("/a"),
        {NULL, {0}},
    };
    g_autofree char *read = pages_read(pages);
    assert_string_equal(read, "/ /a");
}

/* Many templates name the start page on every page. */
static void a_page_that_calls_another_canonical_is_read_all_the_same(void **state)
{
    (void)state;
#define CANONICAL "<link rel=canonical href='/'>"
    static const struct scripted pages[] = {
        {"/", {.type = "text/html", .body = CANONICAL "<a href='/a'>1</a><a href='/b'>2</a>"}},
        {"/a", {.type = "text/html", .body = CANONICAL "<p>Fees"}},
        {"/b", {.type = "text/html", .body = CANONICAL "<p>Reviews"}},
        {NULL, {0}},
    };
    g_autofree char *read = pages_read(pages);
    assert_string_equal(read, "/ /a /b");
}

static void what_retry_after_asks_for_is_understood(void **state)
{
    (void)state;
#define NOON "Sat, 21 Nov 2026 12:00:00 GMT"
    const struct {
        const char *value, *date;
        guint ms;
    } cases[] = {
        {NULL, NOON, 0},
        {"7", NOON, 7000},
        {"0", NOON, 0},
        {"99999999999999999999", NOON, (guint)(G_MAXINT32 / 1000) * 1000},
        {"Sat, 21 Nov 2026 12:01:30 GMT", NOON, 90000},
        {"Saturday, 21-Nov-26 12:00:02 GMT", NOON, 2000}, // RFC 9110 5.6.7: the older forms too
        {"Sat, 21 Nov 2026 11:00:00 GMT", NOON, 0},       // past
        {"Thu, 01 Jan 1970 00:00:00 GMT", NULL, 0},
        {"soon", NOON, 0},
        {"-5", NOON, 0},
        {"", NOON, 0},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct http_reply reply = {.status = 503, .body = g_byte_array_new()};
        reply.headers[HTTP_RETRY_AFTER] = g_strdup(cases[i].value);
        reply.headers[HTTP_DATE] = g_strdup(cases[i].date);
        if (http_retry_after_ms(&reply) != cases[i].ms) {
            fail_msg("%s: %u", cases[i].value, http_retry_after_ms(&reply));
        }
        http_reply_clear(&reply);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sitemaps_that_robots_txt_names_are_read_through_an_index_and_gzip),
        cmocka_unit_test(a_meta_refresh_is_followed_within_the_site),
        cmocka_unit_test(where_the_start_page_sends_on_to_is_read_as_after_a_redirect),
        cmocka_unit_test(one_page_is_asked_for_once_whatever_is_tied_to_its_address),
        cmocka_unit_test(a_page_that_calls_another_canonical_is_read_all_the_same),
        cmocka_unit_test(what_retry_after_asks_for_is_understood),
    };
    return cmocka_run_group_tests_name("found_pages", tests, NULL, NULL);
}
