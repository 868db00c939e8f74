#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crawler/robots.h"

/* Up to eight targets that a file allows, and up to eight that it refuses; for the crawler "vitrine". */
struct conformance {
    const char *what, *file;
    const char *allowed[9], *refused[9];
};

static void hold(const struct conformance *cases, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        g_autoptr(Robots) robots = robots_parse(cases[i].file, strlen(cases[i].file), "vitrine");
        const char *line = NULL;
        for (const char *const *target = cases[i].allowed; *target; target++) {
            if (!robots_allows(robots, *target, &line)) {
                fail_msg("%s: %s is refused by %s", cases[i].what, *target, line);
            }
        }
        for (const char *const *target = cases[i].refused; *target; target++) {
            if (robots_allows(robots, *target, &line)) {
                fail_msg("%s: %s is allowed", cases[i].what, *target);
            }
        }
    }
}

static void groups_belong_to_those_they_name(void **state)
{
    (void)state;
    static const struct conformance cases[] = {
        {"no file at all", "", {"/", "/a"}, {NULL}},
        {"no user-agent line", "Disallow: /\n", {"/", "/a"}, {NULL}},
        {"a group of ours", "user-agent: vitrine\ndisallow: /\n", {NULL}, {"/", "/a/b"}},
        {"unknown keys", "foo: vitrine\nbar: /\n", {"/a"}, {NULL}},
        {"missing colons are forgiven", "user-agent vitrine\ndisallow /\n", {NULL}, {"/a"}},
        {"keys in any case", "USER-AGENT: vitrine\nALLOW: /x/\nDisAllow: /\n", {"/x/y"}, {"/a"}},
        {"names in any case", "User-agent: VITRINE\nDisallow: /\n", {NULL}, {"/a"}},
        {"a name with its version", "User-agent: Vitrine/1.0\nDisallow: /\n", {NULL}, {"/a"}},
        {"a name with words after it", "User-agent: vitrine bot\nDisallow: /\n", {NULL}, {"/a"}},
        {"another's name that begins like ours", "User-agent: vitrinebot\nDisallow: /\n", {"/a"}, {NULL}},
        {"another's name that ends ours early", "User-agent: vit\nDisallow: /\n", {"/a"}, {NULL}},
        {"another's name with a hyphen", "User-agent: vitrine-images\nDisallow: /\n", {"/a"}, {NULL}},
        {"everyone's", "User-agent: *\nDisallow: /\n", {NULL}, {"/a"}},
        {"everyone's with a word after it", "User-agent: * bots\nDisallow: /\n", {NULL}, {"/a"}},
        {"no star inside a name", "User-agent: vit*\nDisallow: /\n", {"/a"}, {NULL}},
        {"ours before everyone's",
         "User-agent: *\nDisallow: /x/\nUser-agent: vitrine\nDisallow: /y/\n",
         {"/x/a"},
         {"/y/a"}},
        {"ours, empty, before everyone's", "User-agent: *\nDisallow: /\n\nUser-agent: vitrine\n", {"/a"}, {NULL}},
        {"others' only", "User-agent: a\nDisallow: /\nUser-agent: b\nDisallow: /\n", {"/a"}, {NULL}},
        {"several names, one group",
         "User-agent: a\nUser-agent: vitrine\nUser-agent: b\nDisallow: /x\n",
         {"/a"},
         {"/x"}},
        {"a blank line does not end a group",
         "User-agent: vitrine\n\nDisallow: /x\n\n\nDisallow: /y\n",
         {"/a"},
         {"/x", "/y"}},
        {"groups of one name are one",
         "allow: /foo/\nuser-agent: vitrine\ndisallow: /\nallow: /x/\nuser-agent: b\ndisallow: /\nallow: "
         "/y/\n\n\nallow: /w/\n"
         "user-agent: c\n\nuser-agent: vitrine\nallow: /z/\ndisallow: /\n",
         {"/x/b", "/z/d"},
         {"/y/c", "/w/a", "/foo/"}},
        {"groups of everyone are one",
         "User-agent: *\nDisallow: /x\nUser-agent: b\nDisallow: /\nUser-agent: *\nDisallow: /y\n",
         {"/a"},
         {"/x", "/y"}},
        {"Sitemap does not end a run of names",
         "User-agent: vitrine\nSitemap: https://a/s\nUser-agent: *\nDisallow: /\n",
         {NULL},
         {"/a"}},
        {"an unknown line does not either",
         "User-agent: vitrine\nNoindex: /x\nUser-agent: *\nDisallow: /\n",
         {NULL},
         {"/a"}},
        {"Crawl-delay does not either",
         "User-agent: vitrine\nCrawl-delay: 5\nUser-agent: b\nDisallow: /\n",
         {NULL},
         {"/a"}},
        {"misspelt, yet meant", "User-agent: vitrine\nDissallow: /x\nDisalow: /y\n", {"/a"}, {"/x", "/y"}},
    };
    hold(cases, G_N_ELEMENTS(cases));
}

static void the_longest_rule_decides(void **state)
{
    (void)state;
#define OURS "User-agent: vitrine\n"
    static const struct conformance cases[] = {
        {"paths have case", OURS "disallow: /X/\n", {"/x/y"}, {"/X/y"}},
        {"disallow is longer", OURS "disallow: /x/page.html\nallow: /x/\n", {"/x/", "/x/page.htm"}, {"/x/page.html"}},
        {"allow is longer", OURS "allow: /x/page.html\ndisallow: /x/\n", {"/x/page.html"}, {"/x/"}},
        {"both empty", OURS "disallow: \nallow: \n", {"/", "/x"}, {NULL}},
        {"an empty disallow", OURS "disallow:\n", {"/", "/x"}, {NULL}},
        {"equal: allow", OURS "disallow: /\nallow: /\n", {"/x"}, {NULL}},
        {"equal and long: allow", OURS "disallow: /x/page.html\nallow: /x/page.html\n", {"/x/page.html"}, {NULL}},
        {"one octet longer", OURS "disallow: /x\nallow: /x/\n", {"/x/"}, {"/x", "/xy"}},
        {"a star counts as an octet", OURS "allow: /page\ndisallow: /*.html\n", {"/page"}, {"/page.html"}},
        {"longer than a star", OURS "allow: /x/page.\ndisallow: /*.html\n", {"/x/page.html"}, {"/x/y.html"}},
        {"specific to the folder", OURS "allow: /p\ndisallow: /\n", {"/page"}, {"/", "/x"}},
        {"same folder twice", OURS "allow: /folder\ndisallow: /folder\n", {"/folder/page"}, {NULL}},
        {"shorter allow", OURS "allow: /page\ndisallow: /*.htm\n", {NULL}, {"/page.htm"}},
        {"the start page alone", OURS "allow: /$\ndisallow: /\n", {"/"}, {"/page.html", "/?a"}},
        {"a rule that begins no path", OURS "disallow: x\ndisallow: .php\n", {"/x", "/a.php"}, {NULL}},
        {"a star begins a rule", OURS "disallow: *.php\n", {"/a.html"}, {"/a.php", "/x/y.php5"}},
        {"robots.txt itself", OURS "disallow: /\n", {"/robots.txt"}, {"/robots.txt.bak"}},
    };
    hold(cases, G_N_ELEMENTS(cases));
}

static void stars_and_ends(void **state)
{
    (void)state;
    static const struct conformance cases[] = {
        {"a beginning",
         OURS "disallow: /\nallow: /fish\n",
         {"/fish", "/fish.html", "/fish/salmon.html", "/fishheads", "/fishheads/yummy.html", "/fish.html?id=anything"},
         {"/bar", "/Fish.asp", "/catfish", "/?id=fish"}},
        {"a star at the end says nothing",
         OURS "disallow: /\nallow: /fish*\n",
         {"/fish", "/fish.html", "/fish/salmon.html", "/fishheads", "/fish.html?id=anything"},
         {"/bar", "/Fish.bar", "/catfish", "/?id=fish"}},
        {"a folder",
         OURS "disallow: /\nallow: /fish/\n",
         {"/fish/", "/fish/salmon", "/fish/?salmon", "/fish/salmon.html", "/fish/?id=anything"},
         {"/bar", "/fish", "/fish.html", "/Fish/Salmon.html"}},
        {"a star inside",
         OURS "disallow: /\nallow: /*.php\n",
         {"/filename.php", "/folder/filename.php", "/folder/filename.php?parameters", "//folder/any.php.file.html",
          "/filename.php/", "/index?f=filename.php/"},
         {"/bar", "/php/", "/index?php", "/windows.PHP"}},
        {"an end",
         OURS "disallow: /\nallow: /*.php$\n",
         {"/filename.php", "/folder/filename.php", "/a.php.php"},
         {"/bar", "/filename.php?parameters", "/filename.php/", "/filename.php5", "/php/", "/filename?php",
          "/aaaphpaaa", "//windows.PHP"}},
        {"a star between",
         OURS "disallow: /\nallow: /fish*.php\n",
         {"/fish.php", "/fishheads/catfish.php?parameters"},
         {"/bar", "/Fish.PHP", "/fish"}},
        {"an end without a star", OURS "disallow: /x$\n", {"/x/", "/xx", "/x?a"}, {"/x"}},
        {"a dollar that is no end", OURS "disallow: /a$b\n", {"/a", "/ab"}, {"/a$b", "/a%24bc"}},
        {"literal star and dollar",
         OURS "disallow: /a%2Ab\ndisallow: /c%24\n",
         {"/aXb", "/c"},
         {"/a*b", "/a%2ab", "/c$", "/c$d"}},
        {"many stars", OURS "disallow: /a*b*c*d\n", {"/abc", "/dcba", "/abdc"}, {"/abcd", "/axxbxxcxxdxx"}},
        {"two stars together", OURS "disallow: /a**b$\n", {"/ab/c"}, {"/ab", "/axb"}},
        {"a star before the end", OURS "disallow: /a*$\n", {"/b"}, {"/a", "/abc"}},
        {"literals may not overlap", OURS "disallow: /aba*ba$\n", {"/aba"}, {"/ababa"}},
    };
    hold(cases, G_N_ELEMENTS(cases));
}

static void one_address_however_it_is_encoded(void **state)
{
    (void)state;
    static const struct conformance cases[] = {
        {"an address in the query",
         OURS "disallow: /\nallow: /foo/bar?qux=taz&baz=http://foo.bar?tar&par\n",
         {"/foo/bar?qux=taz&baz=http://foo.bar?tar&par", "/foo/bar?qux=taz&baz=http%3A%2F%2Ffoo.bar?tar&par"},
         {"/foo/bar?qux"}},
        {"an encoded address in the query",
         OURS "disallow: /x?u=https%3A%2F%2Ffoo.bar\n",
         {NULL},
         {"/x?u=https://foo.bar", "/x?u=https%3a%2f%2ffoo.bar"}},
        {"UTF-8 in the rule",
         OURS "disallow: /\nallow: /foo/bar/ツ\n",
         {"/foo/bar/%E3%83%84", "/foo/bar/%e3%83%84"},
         {"/foo/bar/"}},
        {"encoded UTF-8 in the rule",
         OURS "disallow: /\nallow: /foo/bar/%E3%83%84\n",
         {"/foo/bar/%E3%83%84"},
         {"/foo/bar/"}},
        {"unreserved octets encoded",
         OURS "disallow: /\nallow: /foo/bar/%62%61%7A\n",
         {"/foo/bar/baz", "/foo/bar/%62%61%7A"},
         {"/foo/bar/"}},
        {"an encoded slash is another path", OURS "disallow: /a%2Fb\n", {"/a/b"}, {"/a%2fb"}},
        {"broken encoding", OURS "disallow: /a%zz\ndisallow: /b%\n", {"/a"}, {"/a%zz", "/b%"}},
        {"accents as people write them", OURS "disallow: /privé/\n", {"/prive/"}, {"/priv%C3%A9/", "/priv%c3%a9/x"}},
    };
    hold(cases, G_N_ELEMENTS(cases));
}

static void lines_end_and_begin_as_they_like(void **state)
{
    (void)state;
    static const struct conformance cases[] = {
        {"CRLF", "User-agent: vitrine\r\nDisallow: /x\r\n", {"/a"}, {"/x"}},
        {"CR", "User-agent: vitrine\rDisallow: /x\r", {"/a"}, {"/x"}},
        {"mixed, none at the end", "User-agent: vitrine\r\n\n\rDisallow: /x", {"/a"}, {"/x"}},
        {"white space", "  User-agent :\tvitrine  \n\t Disallow\t:  /x \t\n", {"/a"}, {"/x", "/x/y"}},
        {"comments",
         "# User-agent: *\nUser-agent: vitrine # us\n# Disallow: /\nDisallow: /x#y\nAllow: /\n",
         {"/a"},
         {"/x", "/x#y"}},
        {"a BOM", "\xef\xbb\xbfUser-agent: vitrine\nDisallow: /x\n", {"/a"}, {"/x"}},
        {"half a BOM", "\xef\xbbUser-agent: vitrine\nDisallow: /x\n", {"/a"}, {"/x"}},
        {"HTML instead",
         "<!doctype html>\n<html><head><title>User-agent: none</title>\n<p>Disallow: /</p>\n",
         {"/a"},
         {NULL}},
    };
    hold(cases, G_N_ELEMENTS(cases));
}

static void the_refusing_line_is_named(void **state)
{
    (void)state;
    static const char file[] = "# hello\nUser-agent: *\nAllow: /\nDisallow: /private # keep out\n";
    g_autoptr(Robots) robots = robots_parse(file, strlen(file), "vitrine");
    const char *line = NULL;
    assert_false(robots_allows(robots, "/private/notes", &line));
    assert_string_equal(line, "line 4: Disallow: /private");
}

static void delays_only_ever_slow_us_down(void **state)
{
    (void)state;
    const struct {
        const char *file;
        guint delay_ms;
    } cases[] = {
        {OURS "Crawl-delay: 2\n", 2000},
        {OURS "Crawl-delay: 0.5\n", 500},
        {OURS "Crawl-delay: 86400\n", 30000},
        {OURS "Crawl-delay: -1\n", 0},
        {OURS "Crawl-delay: soon\n", 0},
        {OURS "Crawl-delay: 1e999\n", 30000},
        {OURS "Crawl-delay: nan\n", 0},
        {"User-agent: *\nCrawl-delay: 3\n", 3000},
        {"User-agent: b\nCrawl-delay: 3\n", 0},
        {"User-agent: *\nCrawl-delay: 9\n" OURS "Disallow:\n", 0},
        {OURS "Crawl-delay: 2\nCrawl-delay: 1\n", 2000},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Robots) robots = robots_parse(cases[i].file, strlen(cases[i].file), "vitrine");
        assert_int_equal(robots_delay_ms(robots), cases[i].delay_ms);
    }
}

static void sitemaps_belong_to_no_group(void **state)
{
    (void)state;
    static const char file[] = "Sitemap: https://roe.example/a.xml\nUser-agent: b\nDisallow: /\nsitemap:/b.xml\n";
    g_autoptr(Robots) robots = robots_parse(file, strlen(file), "vitrine");
    const char *const *sitemaps = robots_sitemaps(robots);
    assert_string_equal(sitemaps[0], "https://roe.example/a.xml");
    assert_string_equal(sitemaps[1], "/b.xml");
    assert_null(sitemaps[2]);
}

static void what_stands_beyond_500_kib_is_not_read(void **state)
{
    (void)state;
    g_autoptr(GString) file = g_string_new("User-agent: vitrine\nDisallow: /first\n");
    while (file->len < ROBOTS_MAX_BYTES) {
        g_string_append(file, "# nothing to see here\n");
    }
    g_string_append(file, "Disallow: /last\n");
    g_autoptr(Robots) robots = robots_parse(file->str, file->len, "vitrine");
    const char *line;
    assert_false(robots_allows(robots, "/first", &line));
    assert_true(robots_allows(robots, "/last", &line));
}

static void a_file_of_stars_comes_to_an_end(void **state)
{
    (void)state;
    g_autoptr(GString) file = g_string_new("User-agent: *\n");
    while (file->len < ROBOTS_MAX_BYTES) {
        g_string_append(file, "Disallow: /*a*a*a*a*a*a*a*a*a*a*a*a*a*b$\n");
    }
    g_autofree char *path = g_strnfill(2000, 'a');
    path[0] = '/';
    g_autoptr(Robots) robots = robots_parse(file->str, file->len, "vitrine");
    const char *line;
    assert_true(robots_allows(robots, path, &line)); // backtracking would take years
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_belong_to_those_they_name),
        cmocka_unit_test(the_longest_rule_decides),
        cmocka_unit_test(stars_and_ends),
        cmocka_unit_test(one_address_however_it_is_encoded),
        cmocka_unit_test(lines_end_and_begin_as_they_like),
        cmocka_unit_test(the_refusing_line_is_named),
        cmocka_unit_test(delays_only_ever_slow_us_down),
        cmocka_unit_test(sitemaps_belong_to_no_group),
        cmocka_unit_test(what_stands_beyond_500_kib_is_not_read),
        cmocka_unit_test(a_file_of_stars_comes_to_an_end),
    };
    return cmocka_run_group_tests_name("robots", tests, NULL, NULL);
}
