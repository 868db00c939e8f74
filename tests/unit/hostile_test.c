/*
 * Every way in which a server can misbehave, and what has to come of it: an outcome, within so many requests and bytes,
 * and never a connection to where nobody may be led. A behaviour is a host; see tests/support/hostile_server.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdlib.h>

#include "tests/support/crawl_run.h"
#include "tests/support/hostile_server.h"
#include "tests/support/site_server.h"

enum { SOON_MS = 1500, PATIENT_MS = 60000, MAX_PAGES = 300, MAX_SENT_BYTES = 32 * 1024 * 1024 };

struct expectation {
    const char *behaviour;
    const char *last;   /* outcome of the page that comes last */
    const char *words;  /* in its line; NULL: any */
    guint max_requests; /* for pages */
};

static const struct expectation EXPECTED[] = {
    {"drip", "timeout", "in time", 1},
    {"drip-headers", "timeout", "in time", 1},
    {"silent", "timeout", "in time", 1},
    {"no-length", "ok", NULL, 1},
    {"too-short", "error", "connection failed", 2},
    {"too-long", "ok", NULL, 1},
    {"negative-length", "error", NULL, 2},
    {"huge-length", "ok", NULL, 1},
    {"reset", "error", "connection failed", 2},
    {"reset-once", "ok", NULL, 2},
    {"hang-up", "error", "connection failed", 2},
    {"endless", "too-large", "8 MiB", 1},
    {"endless-chunks", "timeout", NULL, 1},
    {"gzip", "ok", NULL, 1},
    {"gzip-twice", "ok", NULL, 2},
    {"gzip-nine-times", "error", NULL, 1},
    {"gzip-broken", "error", NULL, 2},
    {"gzip-bomb", "too-large", NULL, 1},
    {"brotli-bomb", "too-large", "200 times", 1},
    {"zstd-bomb", "too-large", "200 times", 1},
    {"unknown-encoding", "error", NULL, 1},
    {"http09", "error", NULL, 2},
    {"garbage", "error", NULL, 2},
    {"bad-chunk", "error", NULL, 2},
    {"cut-chunk", "error", NULL, 2},
    {"huge-header", "error", "headers", 2},
    {"many-headers", "error", "headers", 2},
    {"endless-hints", "error", "headers", 2},
    {"hints", "ok", NULL, 1},
    {"nul-in-header", "error", NULL, 2},
    {"no-type", "ok", NULL, 1},
    {"to-itself", "error", "itself", 1},
    {"in-a-circle", "error", "circle", 2},
    {"cookie-wall", "error", "cookie", 1},
    {"without-end", "error", "more than ten", 11},
    {"to-127-1", "error", "not public", 1},
    {"to-hexadecimal", "error", "not public", 1},
    {"to-decimal", "error", "not public", 1},
    {"to-mapped", "error", "not public", 1},
    {"to-localhost", "error", "not public", 1},
    {"to-name-inside", "error", "not public", 1},
    {"to-user-at-inside", "error", "not public", 1},
    {"to-metadata", "error", "not public", 1},
    {"to-file", "error", "not a web address", 1},
    {"to-ftp", "error", "not a web address", 1},
    {"to-gopher", "error", "not a web address", 1},
    {"to-injection", "error", NULL, 3},
    {"to-nowhere", "error", "not a web address", 1},
    {"to-login", "blocked", "log in", 1},
    {"challenge", "blocked", "Cloudflare", 1},
    {"challenge-header", "blocked", "Cloudflare", 1},
    {"too-many-once", "ok", NULL, 2},
    {"too-many", "blocked", "fewer requests", 3},
    {"come-back-tomorrow", "error", "not available", 1},
    {"retry-at-date", "ok", NULL, 2},
    {"linkedin", "blocked", "999", 1},
    {"password", "blocked", "401", 1},
    {"legal", "blocked", "451", 1},
    {"server-error", "error", "500", 2},
    {"error-once", "ok", NULL, 2},
    {"soft-404", "error", "not found", 1},
    {"s204", "error", "204", 1},
    {"s205", "error", "205", 1},
    {"s206", "error", "206", 1},
    {"s304", "error", "304", 1},
    {"s700", "error", "700", 1},
    {"pdf-as-html", "unsupported", "not HTML", 1},
    {"html-as-binary", "unsupported", "octet-stream", 1},
    {"utf16", "ok", NULL, 1},
    {"wrong-charset", "ok", NULL, 1},
    {"nofollow", "ok", NULL, 1},
    {"calendar", "limit", "links away", 90},
    {"archive", "limit", "dates", 210},
    {"growing", "limit", "repeats itself", 40},
    {"facets", "limit", "filter", 70},
    {"sessions", "ok", NULL, 1},
    {"many-links", "limit", "--max-pages", MAX_PAGES},
    {"refresh-loop", "ok", NULL, 1},
    {"base-elsewhere", "ok", NULL, 1},
    {"robots-large", "ok", "/open", 2},
    {"robots-redirected", "ok", "/open", 2},
    {"robots-redirected-forever", "ok", "/open", 8},
    {"robots-html", "ok", "/open", 3},
    {"robots-refuses", "ok", "/open", 2},
    {"robots-forbidden", "ok", "/open", 3},
    {"robots-fails", "robots", "could not be read", 0},
    {"robots-silent", "robots", "could not be read", 0},
    {"robots-bomb", "ok", "/open", 3},
    {"robots-inside", "ok", "/open", 3},
    {"sitemap-loop", "ok", "/open", 3},
    {"sitemap-orphan", "ok", "/orphan", 4},
    {"sitemap-bomb", "ok", "/open", 3},
    {"sitemap-inside", "ok", "/open", 3},
};

struct servers {
    SiteServer *forbidden; /* nobody may be led here */
    HostileServer *hostile;
    guint n_open; /* descriptors before the hostile server was there */
};

static guint n_open_descriptors(void)
{
    DIR *dir = opendir("/proc/self/fd");
    guint n = 0;
    while (dir && readdir(dir)) {
        n++;
    }
    if (dir) {
        closedir(dir);
    }
    return n;
}

static CrawlRun *crawl_behaviour(const struct servers *servers, const char *behaviour, const struct crawl_options *more)
{
    const guint port = hostile_server_port(servers->hostile);
    g_autofree char *resolve = g_strdup_printf("%s.example:%u:127.0.0.1", behaviour, port);
    const char *const resolves[] = {resolve, NULL};
    struct crawl_options options = more ? *more : (struct crawl_options){.max_pages = MAX_PAGES};
    options.resolve = resolves;
    options.page_timeout_ms = options.page_timeout_ms > 0 ? options.page_timeout_ms : PATIENT_MS;
    g_autoptr(Crawl) crawl = crawl_new(&options);
    g_autofree char *address = g_strdup_printf("http://%s.example:%u/", behaviour, port);
    crawl_add_site(crawl, address, PRESENCE_WEBSITE);
    return crawl_run(crawl);
}

static int start(void **state)
{
    struct servers *servers = g_new0(struct servers, 1);
    servers->forbidden = site_server_new(NULL, 0, NULL);
    *state = servers;
    for (guint i = 0; servers->forbidden && i < 2; i++) { // the first is for what is opened once and for all
        hostile_server_free(servers->hostile);
        servers->n_open = n_open_descriptors();
        servers->hostile = hostile_server_new(site_server_port(servers->forbidden), NULL);
        g_autoptr(CrawlRun) run = servers->hostile ? crawl_behaviour(servers, "gzip-twice", NULL) : NULL;
    }
    return servers->hostile ? 0 : -1;
}

static int stop(void **state)
{
    struct servers *servers = *state;
    hostile_server_free(servers->hostile);
    site_server_free(servers->forbidden);
    g_free(servers);
    return 0;
}

static const char *last_outcome(const CrawlRun *run)
{
    return run->outcomes->pdata[run->outcomes->len - 1];
}

static const char *last_line(const CrawlRun *run)
{
    return run->lines->pdata[run->lines->len - 1];
}

/* What comes to a time-out need not be waited for long; anything else is given all the time it needs. */
static gboolean is_hurried(const struct expectation *expected)
{
    return g_str_equal(expected->last, "timeout") || strstr(expected->behaviour, "silent");
}

/* All behaviours, or those to be hurried, side by side in one crawl; `presences` becomes which of EXPECTED each is. */
static CrawlRun *crawl_all(const struct servers *servers, gboolean hurry, GArray *presences)
{
    const guint port = hostile_server_port(servers->hostile);
    g_autoptr(GPtrArray) resolves = g_ptr_array_new_with_free_func(g_free);
    for (gsize i = 0; i < G_N_ELEMENTS(EXPECTED); i++) {
        g_ptr_array_add(resolves, g_strdup_printf("%s.example:%u:127.0.0.1", EXPECTED[i].behaviour, port));
    }
    g_ptr_array_add(resolves, NULL);
    const struct crawl_options options = {.max_pages = MAX_PAGES,
                                          .page_timeout_ms = hurry ? SOON_MS : PATIENT_MS,
                                          .resolve = (const char *const *)resolves->pdata};
    g_autoptr(Crawl) crawl = crawl_new(&options);
    for (guint i = 0; i < G_N_ELEMENTS(EXPECTED); i++) {
        if (is_hurried(&EXPECTED[i]) == hurry) {
            g_autofree char *address = g_strdup_printf("http://%s.example:%u/", EXPECTED[i].behaviour, port);
            crawl_add_site(crawl, address, PRESENCE_WEBSITE);
            g_array_append_val(presences, i);
        }
    }
    return crawl_run(crawl);
}

/* Whether a behaviour came to what it should, its last line being `line`; says what is wrong if not, so that one run
 * shows all. */
static gboolean is_as_expected(const struct servers *servers, const struct expectation *expected, const char *line)
{
    gboolean good = TRUE;
    const char *outcome = line ? strchr(line, ' ') + 1 : "";
    const guint n_requests = hostile_server_n_requests(servers->hostile, expected->behaviour);
    if (strncmp(outcome, expected->last, strlen(expected->last)) != 0 ||
        (expected->words && !strstr(outcome, expected->words))) {
        good = FALSE;
        print_error("%s: came to “%s”, expected %s with “%s”\n", expected->behaviour, outcome, expected->last,
                    expected->words ? expected->words : "");
    }
    if (n_requests > expected->max_requests) {
        good = FALSE;
        print_error("%s: %u requests, at most %u expected\n", expected->behaviour, n_requests, expected->max_requests);
    }
    return good;
}

static void every_misbehaviour_comes_to_its_outcome(void **state)
{
    const struct servers *servers = *state;
    guint n_tested = 0, n_wrong = 0;
    for (guint hurry = 0; hurry < 2; hurry++) {
        g_autoptr(GArray) presences = g_array_new(FALSE, FALSE, sizeof(guint));
        g_autoptr(CrawlRun) run = crawl_all(servers, hurry == 1, presences);
        for (guint i = 0; i < presences->len; i++) {
            const char *last = NULL;
            for (guint j = 0; j < run->lines->len; j++) {
                const char *line = run->lines->pdata[j];
                last = (guint)atoi(line) == i ? line : last;
            }
            n_wrong += !is_as_expected(servers, &EXPECTED[g_array_index(presences, guint, i)], last);
            n_tested++;
        }
    }
    assert_int_equal(n_tested, G_N_ELEMENTS(EXPECTED));
    assert_int_equal(n_wrong, 0);
    assert_in_range(hostile_server_max_sent(servers->hostile), 1, MAX_SENT_BYTES); // what is endless is hung up on
}

static void no_behaviour_goes_untested(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) names = hostile_server_behaviours();
    assert_true(names->len >= 45);
    for (guint n = 0; n < names->len; n++) {
        const char *name = names->pdata[n];
        gboolean tested = FALSE;
        for (gsize i = 0; i < G_N_ELEMENTS(EXPECTED); i++) {
            tested = tested || g_str_equal(EXPECTED[i].behaviour, name);
        }
        if (!tested) {
            fail_msg("%s", name);
        }
    }
}

static void nobody_was_led_where_nobody_may_go(void **state)
{
    const struct servers *servers = *state;
    assert_int_equal(site_server_n_connections(servers->forbidden), 0);

    const struct crawl_options open = {.allow_private = TRUE}; // the way there is open, and who takes it is counted
    g_autoptr(Crawl) crawl = crawl_new(&open);
    g_autofree char *address = g_strdup_printf("http://127.0.0.1:%u/", site_server_port(servers->forbidden));
    crawl_add_site(crawl, address, PRESENCE_PROFILE);
    g_autoptr(CrawlRun) run = crawl_run(crawl);
    assert_int_not_equal(site_server_n_connections(servers->forbidden), 0);
}

static void robots_can_be_ignored_on_ones_own_site(void **state)
{
    const struct crawl_options options = {.max_pages = 10, .ignore_robots = TRUE};
    g_autoptr(CrawlRun) run = crawl_behaviour(*state, "robots-refuses", &options);
    assert_int_equal(run->n_ok, 3);
    assert_non_null(strstr(run->notes->pdata[0], "robots.txt was not asked for"));
}

static void the_line_that_refused_a_page_is_said(void **state)
{
    g_autoptr(CrawlRun) run = crawl_behaviour(*state, "robots-refuses", NULL);
    assert_string_equal(run->outcomes->pdata[1], "robots");
    assert_non_null(
        strstr(run->lines->pdata[1], "robots.txt of robots-refuses.example refuses it, line 2: Disallow: /private"));
}

static void a_page_that_only_the_sitemap_knows_comes_with_its_date(void **state)
{
    g_autoptr(CrawlRun) run = crawl_behaviour(*state, "sitemap-orphan", NULL);
    assert_string_equal(run->lastmods->pdata[run->lines->len - 1], "2026-01-02");
}

static void a_run_ends_when_its_time_is_up(void **state)
{
    const struct crawl_options options = {.max_pages = 10, .time_limit_ms = 300};
    g_autoptr(CrawlRun) run = crawl_behaviour(*state, "silent", &options);
    assert_string_equal(last_outcome(run), "limit");
    assert_non_null(strstr(last_line(run), "--time-limit"));
}

static void a_presence_ends_when_its_time_is_up(void **state)
{
    const struct crawl_options options = {.max_pages = 10, .presence_limit_ms = 1, .own_delay_ms = 20};
    g_autoptr(CrawlRun) run = crawl_behaviour(*state, "many-links", &options);
    assert_string_equal(last_outcome(run), "limit");
    assert_non_null(strstr(last_line(run), "one presence"));
}

static void only_a_good_certificate_is_trusted(void **state)
{
    (void)state;
    const struct {
        const char *certificate;
        gboolean good;
    } cases[] = {{"good", TRUE}, {"expired", FALSE}, {"wrong-name", FALSE}, {"self-signed", FALSE}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(SiteServer) server = site_server_new_tls(cases[i].certificate, &error);
        if (!server) {
            fail_msg("%s", error->message);
        }
        const char *const resolves[] = {site_server_resolve(server), NULL};
        const struct crawl_options options = {.resolve = resolves, .ca_file = "tests/support/tls/ca.pem"};
        g_autoptr(Crawl) crawl = crawl_new(&options);
        g_autofree char *address = g_strdup_printf("https://secure.example:%u/", site_server_port(server));
        crawl_add_site(crawl, address, PRESENCE_WEBSITE);
        g_autoptr(CrawlRun) run = crawl_run(crawl);
        g_auto(GStrv) requests = site_server_requests(server);
        assert_int_equal(run->n_bad_certificates, !cases[i].good);
        assert_non_null(strstr(last_line(run), cases[i].good ? "404" : "certificate"));
        assert_int_equal(g_strv_length(requests) > 0, cases[i].good); // nothing is said to who is not who it says
    }
}

/* After all of that, and with their server gone: what is open was open before. */
static void nothing_is_left_open(void **state)
{
    struct servers *servers = *state;
    g_clear_pointer(&servers->hostile, hostile_server_free);
    assert_int_equal(n_open_descriptors(), servers->n_open);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_misbehaviour_comes_to_its_outcome),
        cmocka_unit_test(no_behaviour_goes_untested),
        cmocka_unit_test(robots_can_be_ignored_on_ones_own_site),
        cmocka_unit_test(the_line_that_refused_a_page_is_said),
        cmocka_unit_test(a_page_that_only_the_sitemap_knows_comes_with_its_date),
        cmocka_unit_test(a_run_ends_when_its_time_is_up),
        cmocka_unit_test(a_presence_ends_when_its_time_is_up),
        cmocka_unit_test(only_a_good_certificate_is_trusted),
        cmocka_unit_test(nothing_is_left_open),
        cmocka_unit_test(nobody_was_led_where_nobody_may_go),
    };
    return cmocka_run_group_tests_name("hostile", tests, start, stop);
}
