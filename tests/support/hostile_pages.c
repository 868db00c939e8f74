#include "tests/support/hostile_pages.h"

const struct hostile_page hostile_pages[] = {
    {"deep", "<body>", "<div>", 50000, "<p>the end"},
    {"deep inline", "<body>", "<b>", 50000, "<p>the end"},
    {"deep and closed", "<body>", "<div><span>", 50000, "</span></div>the end"},
    {"one line", "<p>", "word ", 2000000, "</p><p>the end"},
    {"one word", "<p>", "wwwwwwwwww", 240000, "</p><p>the end"},
    {"attributes", "<p ", "a1 b2=3 c ", 200000, "><p>the end"},
    {"stray ends", "<b><i><u>", "</nope>", 150000, "<p>the end"},
    {"elements", "<p>the end</p>", "<hr>", 210000, ""},
    {"ids", "", "<p id=x>", 60000, "<p>the end"},
    {"links", "", "<a href=x>y", 30000, "<p>the end"},
    {"addresses", "<script>", "'https://w.example/a';", 100000, "</script><p>the end"},
    {"open comments", "<p>the end</p>", "<!-- <p", 300000, ""},
    {"entities", "<p>", "&amp;&#64;&eacute;", 80000, "</p><p>the end"},
    {"fields", "<div>", "<div><input><button>x</button>", 20000, "</div><p>the end"},
    {"items", "", "<div itemscope itemprop=a itemref=a id=a>", 20000, "<p>the end"},
    {"ratings", "", "<div itemprop=a>x", 50000, "<p>the end"},
    {"labels", "", "<label>x", 50000, "</label><p>the end"},
    {"templates", "", "<script type=text/template><p>x</script>", 20000, "<p>the end"},
    {"brackets", "<script type=application/ld+json>", "[{\"a\":", 300000, "</script><p>the end"},
    {"quotes", "<p>the end</p><a title=", "\"x\" =\" ", 300000, ""},
};
const gsize n_hostile_pages = G_N_ELEMENTS(hostile_pages);

GString *hostile_page_html(const struct hostile_page *page)
{
    GString *html = g_string_new(page->before);
    for (guint i = 0; i < page->n; i++) {
        g_string_append(html, page->piece);
    }
    g_string_append(html, page->after);
    return html;
}
