#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <gio/gio.h>

#include "crawler/sitemap.h"

static struct sitemap *read_text(const char *text)
{
    return sitemap_read(text, strlen(text), "https://roe.example/sitemap.xml");
}

static void pages_and_their_dates_are_read(void **state)
{
    (void)state;
    static const char text[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
        "xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">\n"
        "<url><loc> https://roe.example/ </loc><lastmod>2026-01-02</lastmod><priority>1.0</priority></url>\n"
        "<url><loc>https://roe.example/a?b=1&amp;c=2</loc><image:image><image:loc>https://roe.example/a.png</image:loc>"
        "</image:image></url>\n"
        "<url><loc><![CDATA[/équipe]]></loc><lastmod>yesterday</lastmod></url>\n"
        "<url><lastmod>2026-01-02</lastmod></url><url/>\n"
        "<url><loc>mailto:jane@roe.example</loc></url>\n"
        "</urlset>";
    struct sitemap *sitemap = read_text(text);
    const struct {
        const char *address, *lastmod;
    } expected[] = {
        {"https://roe.example/", "2026-01-02"},
        {"https://roe.example/a?b=1&c=2", NULL},
        {"https://roe.example/%C3%A9quipe", NULL},
    };
    assert_int_equal(sitemap->pages->len, G_N_ELEMENTS(expected));
    for (gsize i = 0; i < G_N_ELEMENTS(expected); i++) {
        const struct sitemap_page *page = sitemap->pages->pdata[i];
        assert_string_equal(page->address, expected[i].address);
        assert_true(g_strcmp0(page->lastmod, expected[i].lastmod) == 0);
    }
    assert_int_equal(sitemap->children->len, 0);
    assert_false(sitemap->truncated);
    sitemap_free(sitemap);
}

static void an_index_names_other_sitemaps(void **state)
{
    (void)state;
    struct sitemap *sitemap =
        read_text("<sitemapindex><sitemap><loc>https://roe.example/a.xml</loc></sitemap>"
                  "<sitemap><loc>/b.xml.gz</loc><lastmod>2026</lastmod></sitemap></sitemapindex>");
    assert_int_equal(sitemap->pages->len, 0);
    assert_int_equal(sitemap->children->len, 2);
    assert_string_equal(sitemap->children->pdata[1], "https://roe.example/b.xml.gz");
    sitemap_free(sitemap);
}

static void plain_lines_will_do(void **state)
{
    (void)state;
    struct sitemap *sitemap = read_text("https://roe.example/a\r\n\r\nnot an address\nhttps://roe.example/b");
    assert_int_equal(sitemap->pages->len, 2);
    sitemap_free(sitemap);
}

static GBytes *packed(const char *text, gsize length)
{
    g_autoptr(GConverter) gzip = G_CONVERTER(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
    g_autoptr(GInputStream) plain = g_memory_input_stream_new_from_data(text, (gssize)length, NULL);
    g_autoptr(GInputStream) stream = g_converter_input_stream_new(plain, gzip);
    g_autoptr(GOutputStream) out = g_memory_output_stream_new_resizable();
    g_output_stream_splice(out, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
    return g_memory_output_stream_steal_as_bytes(G_MEMORY_OUTPUT_STREAM(out));
}

static void gzip_is_unpacked_up_to_the_limit(void **state)
{
    (void)state;
    static const char text[] = "<urlset><url><loc>/a</loc></url></urlset>";
    g_autoptr(GBytes) small = packed(text, strlen(text));
    gsize length;
    const char *bytes = g_bytes_get_data(small, &length);
    struct sitemap *sitemap = sitemap_read(bytes, length, "https://roe.example/sitemap.xml.gz");
    assert_int_equal(sitemap->pages->len, 1);
    sitemap_free(sitemap);
    sitemap = sitemap_read(bytes, length / 2, "https://roe.example/sitemap.xml.gz"); // broken off
    sitemap_free(sitemap);

    g_autofree char *zeros = g_malloc0(SITEMAP_MAX_BYTES + 100000);
    memcpy(zeros, text, strlen(text) - strlen("</urlset>"));
    g_autoptr(GBytes) bomb = packed(zeros, SITEMAP_MAX_BYTES + 100000);
    bytes = g_bytes_get_data(bomb, &length);
    sitemap = sitemap_read(bytes, length, "https://roe.example/sitemap.xml.gz");
    assert_true(sitemap->truncated);
    sitemap_free(sitemap);
}

static void limits_hold(void **state)
{
    (void)state;
    g_autoptr(GString) text = g_string_new("<urlset>");
    for (guint i = 0; i < SITEMAP_MAX_PAGES + 5; i++) {
        g_string_append_printf(text, "<url><loc>/%u</loc></url>", i);
    }
    struct sitemap *sitemap = read_text(text->str);
    assert_int_equal(sitemap->pages->len, SITEMAP_MAX_PAGES);
    assert_true(sitemap->truncated);
    sitemap_free(sitemap);
}

static void no_entity_is_followed_or_unfolded(void **state)
{
    (void)state;
    static const char text[] =
        "<?xml version=\"1.0\"?><!DOCTYPE urlset [<!ENTITY file SYSTEM \"file:///etc/passwd\">"
        "<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
        "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">]>"
        "<urlset><url><loc>/x&file;</loc></url><url><loc>/y&d;</loc></url></urlset>";
    struct sitemap *sitemap = read_text(text);
    for (guint i = 0; i < sitemap->pages->len; i++) {
        const struct sitemap_page *page = sitemap->pages->pdata[i];
        assert_true(strlen(page->address) < 40);
    }
    sitemap_free(sitemap);
}

static void what_is_no_sitemap_is_empty(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "<",
                                        "<html><body><p>Not found</p></body></html>",
                                        "\x1f\x8b",
                                        "{}",
                                        "<urlset",
                                        "<urlset><url><loc>",
                                        "\xff\xfe<"};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        struct sitemap *sitemap = read_text(texts[i]);
        assert_int_equal(sitemap->pages->len, 0);
        sitemap_free(sitemap);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_and_their_dates_are_read),
        cmocka_unit_test(an_index_names_other_sitemaps),
        cmocka_unit_test(plain_lines_will_do),
        cmocka_unit_test(gzip_is_unpacked_up_to_the_limit),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(no_entity_is_followed_or_unfolded),
        cmocka_unit_test(what_is_no_sitemap_is_empty),
    };
    return cmocka_run_group_tests_name("sitemap", tests, NULL, NULL);
}
