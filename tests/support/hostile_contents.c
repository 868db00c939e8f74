/* Pages, robots.txt and sitemaps that lead astray. */
#include "tests/support/hostile_talk.h"

#include <string.h>

/* Contents */

static void pdf_as_html(struct talk *talk)
{
    answer(talk, "%PDF-1.7 and so on");
}

static void html_as_binary(struct talk *talk)
{
    say(talk, "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 3\r\n\r\n<p>");
}

static void utf16(struct talk *talk)
{
    static const char text[] = "\xff\xfe<\0p\0>\0h\0i\0";
    sayf(talk, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-16\r\nContent-Length: %zu\r\n\r\n",
         sizeof text - 1);
    send_bytes(talk, text, sizeof text - 1);
}

static void wrong_charset(struct talk *talk)
{
    say(talk, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"no-such-charset\"\r\nContent-Length: "
              "5\r\n\r\n<p>\xc3\xa9");
}

static void nofollow(struct talk *talk)
{
    say(talk, HTML "X-Robots-Tag: noindex\r\nX-Robots-Tag: nofollow\r\n\r\n<a href=\"/b\">b</a>");
}

/* Without end */

static void calendar(struct talk *talk)
{
    const guint64 in_path = g_ascii_strtoull(strrchr(talk->path, '/') + 1, NULL, 10);
    const guint month = in_path > 0 ? (guint)in_path : 1000;
    g_autofree char *body = g_strdup_printf("<title>Month %u</title><a href=\"/calendar/2026/%u\">previous</a>"
                                            "<a href=\"/calendar/2026/%u\">next</a>",
                                            month, month - 1, month + 1);
    answer(talk, body);
}

static void archive(struct talk *talk)
{
    g_autoptr(GString) body = g_string_new("<title>Archive</title>");
    for (guint i = 0; i < 300 && talk->path[1] == '\0'; i++) {
        g_string_append_printf(body, "<a href=\"/archive/2026-%u/\">x</a>", i);
    }
    answer(talk, body->str);
}

static void growing(struct talk *talk)
{
    answer(talk, "<title>Page</title><a href=\"more/\">more</a><a href=\"other/more/\">other</a>");
}

static void facets(struct talk *talk)
{
    g_autoptr(GString) body = g_string_new("<title>Shop</title>");
    for (guint i = 0; i < 400 && talk->path[1] == '\0'; i++) {
        g_string_append_printf(body, "<a href=\"/shop?colour=%u&amp;size=%u&amp;sort=%u\">x</a>", i % 7, i % 11, i);
    }
    answer(talk, body->str);
}

static void sessions(struct talk *talk)
{
    g_autoptr(GString) body = g_string_new("<title>Shop</title>");
    for (guint i = 0; i < 100; i++) {
        g_string_append_printf(body,
                               "<a href=\"/?PHPSESSID=%u\">x</a><a href=\"/;jsessionid=%u\">y</a>"
                               "<a href=\"/?utm_source=%u\">z</a>",
                               i, i, i);
    }
    answer(talk, body->str);
}

static void many_links(struct talk *talk)
{
    g_autoptr(GString) body = g_string_new("<title>All</title>");
    for (guint i = 0; i < 10000 && talk->path[1] == '\0'; i++) {
        g_string_append_printf(body, "<a href=\"/page-%u.html\">x</a>", i);
    }
    answer(talk, body->str);
}

static void refresh_loop(struct talk *talk)
{
    answer(talk, "<meta http-equiv=\"refresh\" content=\"0;url=/\"><p>hello");
}

static void base_elsewhere(struct talk *talk)
{
    answer(talk, "<base href=\"http://other.example/\"><a href=\"a\">a</a><a href=\"b\">b</a>");
}

/* robots.txt and sitemaps: the page itself is fine */

static void fine(struct talk *talk)
{
    answer(talk, "<title>Page</title><a href=\"/private/a\">a</a><a href=\"/open\">b</a>");
}

static void text(struct talk *talk, const char *body)
{
    sayf(talk, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s",
         strlen(body), body);
}

static void robots_large(struct talk *talk)
{
    g_autoptr(GString) body = g_string_new("User-agent: *\nDisallow: /private\n");
    while (body->len < 600 * 1024) {
        g_string_append(body, "# filling\n");
    }
    g_string_append(body, "Disallow: /open\n");
    text(talk, body->str);
}

static void robots_redirected(struct talk *talk)
{
    const guint64 n = g_ascii_strtoull(strpbrk(talk->path, "?") ? strpbrk(talk->path, "?") + 1 : "0", NULL, 10);
    g_autofree char *next = g_strdup_printf("/robots.txt?%u", (guint)n + 1);
    if (n < 5) {
        redirect(talk, next);
    } else {
        text(talk, "User-agent: *\nDisallow: /private\n");
    }
}

static void robots_html(struct talk *talk)
{
    answer(talk, "<!doctype html><title>Welcome</title><p>Disallow: everything");
}

static void robots_refuses(struct talk *talk)
{
    text(talk, "User-agent: *\nDisallow: /private\n");
}

static void robots_bomb(struct talk *talk)
{
    gzip_bomb(talk);
}

static void robots_forbidden(struct talk *talk)
{
    status(talk, "403 Forbidden", "");
}

static void sitemap_loop(struct talk *talk)
{
    answer(talk, "<sitemapindex><sitemap><loc>/sitemap.xml</loc></sitemap><sitemap><loc>/sitemap.xml?2</loc></sitemap>"
                 "</sitemapindex>");
}

static void sitemap_orphan(struct talk *talk)
{
    answer(talk, "<urlset><url><loc>/orphan</loc><lastmod>2026-01-02</lastmod></url>"
                 "<url><loc>http://other.example/</loc></url></urlset>");
}

const struct behaviour HOSTILE_CONTENTS[] = {
    {"pdf-as-html", pdf_as_html, NULL, NULL},
    {"html-as-binary", html_as_binary, NULL, NULL},
    {"utf16", utf16, NULL, NULL},
    {"wrong-charset", wrong_charset, NULL, NULL},
    {"nofollow", nofollow, NULL, NULL},
    {"calendar", calendar, NULL, NULL},
    {"archive", archive, NULL, NULL},
    {"growing", growing, NULL, NULL},
    {"facets", facets, NULL, NULL},
    {"sessions", sessions, NULL, NULL},
    {"many-links", many_links, NULL, NULL},
    {"refresh-loop", refresh_loop, NULL, NULL},
    {"base-elsewhere", base_elsewhere, NULL, NULL},
    {"robots-large", fine, robots_large, NULL},
    {"robots-redirected", fine, robots_redirected, NULL},
    {"robots-redirected-forever", fine, without_end, NULL},
    {"robots-html", fine, robots_html, NULL},
    {"robots-refuses", fine, robots_refuses, NULL},
    {"robots-forbidden", fine, robots_forbidden, NULL},
    {"robots-fails", fine, server_error, NULL},
    {"robots-silent", fine, silent, NULL},
    {"robots-bomb", fine, robots_bomb, NULL},
    {"robots-inside", fine, to_127_1, NULL},
    {"sitemap-loop", fine, NULL, sitemap_loop},
    {"sitemap-orphan", fine, NULL, sitemap_orphan},
    {"sitemap-bomb", fine, NULL, gzip_bomb},
    {"sitemap-inside", fine, NULL, to_127_1},
    {NULL, NULL, NULL, NULL},
};
