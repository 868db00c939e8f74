#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crawler/hosts.h"
#include "crawler/pace.h"

enum { MS = 1000 };

static void a_stranger_is_asked_one_thing_at_a_time(void **state)
{
    (void)state;
    struct pace pace = {.delay_ms = 500, .n_connections = 1};
    assert_int_equal(pace_wait(&pace, 0), 0);
    pace_begin(&pace, 0, 0);
    assert_true(pace_wait(&pace, 900 * MS) == G_MAXINT64);
    pace_end(&pace, 200 * MS, PACE_FINE, 0);
    assert_int_equal(pace_wait(&pace, 200 * MS), 300 * MS);
    assert_int_equal(pace_wait(&pace, 500 * MS), 0);
}

static void jitter_only_ever_adds(void **state)
{
    (void)state;
    for (double jitter = 0; jitter < 1; jitter += 0.1) {
        struct pace pace = {.delay_ms = 400, .n_connections = 1};
        pace_begin(&pace, 0, jitter);
        pace_end(&pace, 0, PACE_FINE, 0);
        assert_in_range(pace_wait(&pace, 0), 400 * MS, 500 * MS);
    }
}

static void who_asks_for_less_gets_it(void **state)
{
    (void)state;
    struct pace pace = {.delay_ms = 0, .n_connections = 1};
    pace_begin(&pace, 0, 0);
    pace_end(&pace, 0, PACE_ASKS_FOR_LESS, 7000);
    assert_int_equal(pace_wait(&pace, 0), 7000 * MS);
    pace_begin(&pace, 7000 * MS, 0);
    pace_end(&pace, 7000 * MS, PACE_FINE, 0);
    assert_int_equal(pace_wait(&pace, 7000 * MS), 0);
}

static void failures_in_a_row_slow_us_down_to_a_point(void **state)
{
    (void)state;
    struct pace pace = {.delay_ms = 500, .n_connections = 1};
    gint64 longest = 0;
    for (guint i = 0; i < 20; i++) {
        const gint64 now = pace.next_us;
        pace_begin(&pace, now, 0);
        pace_end(&pace, now, PACE_ASKS_FOR_LESS, 0);
        assert_true(pace_wait(&pace, now) >= longest);
        longest = pace_wait(&pace, now);
    }
    assert_int_equal(longest, (gint64)2000 * MS << 5);
    const gint64 now = pace.next_us;
    pace_begin(&pace, now, 0);
    pace_end(&pace, now, PACE_STRUGGLES, 0);
    assert_true(pace_wait(&pace, now) > 500 * MS);
    pace.failures = 0;
    const gint64 later = pace.next_us;
    pace_begin(&pace, later, 0);
    pace_end(&pace, later, PACE_STRUGGLES, 0); // one failure may be the page's own
    assert_int_equal(pace_wait(&pace, later), 500 * MS);
}

static void hosts_of_one_owner_share_one_pace(void **state)
{
    (void)state;
    g_autoptr(Hosts) hosts = hosts_new(500, 0, 8);
    struct host *site = hosts_of(hosts, "https://roe.example/a");
    struct host *blog = hosts_of(hosts, "https://blog.roe.example/");
    struct host *other = hosts_of(hosts, "https://doe.example/");
    assert_ptr_equal(site, hosts_of(hosts, "https://roe.example/b?c"));
    assert_ptr_not_equal(site, hosts_of(hosts, "http://roe.example/"));
    assert_ptr_equal(site->pace, blog->pace);
    assert_ptr_not_equal(site->pace, other->pace);
    hosts_dialled(hosts, site, "198.51.100.7", FALSE);
    hosts_dialled(hosts, other, "198.51.100.7", FALSE);
    assert_ptr_equal(site->pace, other->pace);
    assert_int_equal(site->pace->n_connections, 1);
    hosts_dialled(hosts, hosts_of(hosts, "http://localhost/"), "127.0.0.1", TRUE);
    assert_int_equal(hosts_of(hosts, "http://localhost/")->pace->n_connections, 8);
}

static void a_host_that_is_ours_hurries_nobody_else(void **state)
{
    (void)state;
    const struct {
        gboolean loopback;
        guint own_delay_ms;
        const char *robots;
        guint delay_ms;
    } cases[] = {
        {TRUE, 0, "", 0},
        {FALSE, 0, "", 0},
        {TRUE, 700, "", 700}, // as was said
        {FALSE, 0, "User-agent: *\nCrawl-delay: 2\n", 2000},
        {TRUE, 0, "User-agent: *\nCrawl-delay: 2\n", 2000},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Hosts) hosts = hosts_new(500, cases[i].own_delay_ms, 8);
        struct host *own = hosts_of(hosts, "https://roe.example/");
        struct host *neighbour = hosts_of(hosts, "https://blog.roe.example/"); // by name
        struct host *tenant = hosts_of(hosts, "https://doe.example/");         // by address
        host_set_robots(own, robots_parse(cases[i].robots, strlen(cases[i].robots), "vitrine"));
        hosts_dialled(hosts, own, cases[i].loopback ? "127.0.0.1" : "198.51.100.7", cases[i].loopback);
        hosts_ours(hosts, own);
        hosts_dialled(hosts, own, "198.51.100.7", FALSE); // what is ours stays so
        hosts_dialled(hosts, tenant, "198.51.100.7", FALSE);
        assert_int_equal(own->pace->delay_ms, cases[i].delay_ms);
        assert_int_equal(own->pace->n_connections, 8);
        assert_int_equal(neighbour->pace->n_connections, 1);
        assert_int_equal(tenant->pace->n_connections, 1);
        assert_true(tenant->pace->delay_ms >= 500 && neighbour->pace->delay_ms >= 500);
    }
}

static void what_one_host_asks_for_holds_for_all_at_its_address(void **state)
{
    (void)state;
    g_autoptr(Hosts) hosts = hosts_new(500, 0, 8);
    struct host *slow = hosts_of(hosts, "https://slow.example/");
    struct host *other = hosts_of(hosts, "https://other.example/");
    static const char ROBOTS[] = "User-agent: *\nCrawl-delay: 7\n";
    hosts_dialled(hosts, other, "198.51.100.7", FALSE);
    host_set_robots(slow, robots_parse(ROBOTS, strlen(ROBOTS), "vitrine"));
    pace_begin(slow->pace, 0, 0);
    pace_end(slow->pace, 0, PACE_ASKS_FOR_LESS, 60000);
    hosts_dialled(hosts, slow, "198.51.100.7", FALSE);
    assert_int_equal(pace_wait(other->pace, 0), 60000 * MS);
    assert_int_equal(other->pace->delay_ms, 7000);
}

static void crawl_delay_slows_and_never_hurries(void **state)
{
    (void)state;
    const struct {
        guint ours_ms;
        const char *file;
        guint expected_ms;
    } cases[] = {
        {500, "User-agent: *\nCrawl-delay: 2\n", 2000},
        {3000, "User-agent: *\nCrawl-delay: 2\n", 3000},
        {500, "User-agent: *\nCrawl-delay: 0\n", 500},
        {500, "User-agent: *\nCrawl-delay: 3600\n", 30000},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Hosts) hosts = hosts_new(cases[i].ours_ms, 0, 8);
        struct host *host = hosts_of(hosts, "https://roe.example/");
        host_set_robots(host, robots_parse(cases[i].file, strlen(cases[i].file), "vitrine"));
        assert_int_equal(host->pace->delay_ms, cases[i].expected_ms);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stranger_is_asked_one_thing_at_a_time),
        cmocka_unit_test(jitter_only_ever_adds),
        cmocka_unit_test(who_asks_for_less_gets_it),
        cmocka_unit_test(failures_in_a_row_slow_us_down_to_a_point),
        cmocka_unit_test(hosts_of_one_owner_share_one_pace),
        cmocka_unit_test(a_host_that_is_ours_hurries_nobody_else),
        cmocka_unit_test(what_one_host_asks_for_holds_for_all_at_its_address),
        cmocka_unit_test(crawl_delay_slows_and_never_hurries),
    };
    return cmocka_run_group_tests_name("pace", tests, NULL, NULL);
}
