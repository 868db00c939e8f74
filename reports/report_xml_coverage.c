#include "reports/names.h"
#include "reports/report_xml.h"
#include "reports/xml_build.h"

enum { MAX_UNREAD = 200, MAX_PAGES = 300, MAX_NOTES = 50, MAX_NOTE = 400, MAX_TITLE = 120, BAR_WIDTH = 1000 };

static void add_count(xmlNode *node, const char *name, const struct digest *digest, guint n)
{
    g_autofree char *number = phrase_number(digest->phrases, n);
    xml_set(node, name, number);
}

/* What the crawl said; marked as English where there is no French for it. */
static void add_reason(xmlNode *parent, const char *name, const struct digest *digest, const char *english)
{
    if (!english) {
        return;
    }
    g_autofree char *said = phrase_reason(digest->phrases, english);
    xmlNode *node = xml_line(parent, name, said, MAX_NOTE);
    if (node) {
        xml_set(node, "lang", g_str_equal(said, english) ? "en" : language_code(digest->language));
    }
}

static void add_page(xmlNode *parent, const char *name, const struct digest *digest, const struct result_page *page)
{
    xmlNode *node = xml_element(parent, name);
    xml_set_address(node, "address", page->address);
    xml_set(node, "outcome", fetch_outcome_word(page->outcome));
    xml_set(node, "outcome-words", phrase_of(digest->phrases, "fetch", fetch_outcome_word(page->outcome)));
    add_reason(node, "reason", digest, page->reason);
    xml_line(node, "title", page->title, MAX_TITLE);
    if (page->same_as) {
        g_autofree char *same = phrase_fill(digest->phrases, "pages.same", "page", page->same_as, NULL);
        xml_set(node, "same", same);
    }
    if (page->status > 0) {
        xml_set_count(node, "status", page->status);
    }
    xml_set(node, "language", page->language);
    if (page->n_words > 0) {
        add_count(node, "words", digest, page->n_words);
    }
}

static void add_presence(xmlNode *coverage, const struct digest *digest, const struct result_presence *presence,
                         guint *n_listed)
{
    xmlNode *node = xml_element(coverage, "presence");
    xml_set_address(node, "address", presence->address);
    xml_set(node, "kind", phrase_of(digest->phrases, "kind", presence_kind_name(presence->kind)));
    add_reason(node, "why", digest, presence->reason);
    guint n_read = 0, n_unread = 0;
    guint64 n_words = 0;
    for (guint i = 0; i < presence->pages->len; i++) {
        const struct result_page *page = &g_array_index(presence->pages, struct result_page, i);
        if (page->outcome == FETCH_OK) {
            n_read += !page->same_as;
            n_words += page->same_as ? 0 : page->n_words;
            continue;
        }
        n_unread++;
        if (*n_listed < MAX_UNREAD) {
            add_page(node, "unread", digest, page);
            (*n_listed)++;
        }
    }
    g_autofree char *read = phrase_number(digest->phrases, n_read);
    g_autofree char *unread = phrase_number(digest->phrases, n_unread);
    g_autofree char *picture = phrase_fill(digest->phrases, "coverage.picture", "read", read, "unread", unread, NULL);
    xml_set(node, "n-read", read);
    xml_set(node, "n-unread", unread);
    xml_set(node, "picture", picture);
    xml_set_count(node, "bar", n_read ? (guint)((guint64)BAR_WIDTH * n_read / (n_read + n_unread)) : 0);
    add_count(node, "words", digest, (guint)MIN(n_words, G_MAXUINT));
    xml_set(node, "read", presence->read ? "yes" : "no");
    for (guint i = 0; i < MIN(presence->notes->len, MAX_NOTES); i++) {
        add_reason(node, "note", digest, presence->notes->pdata[i]);
    }
}

void report_xml_coverage(xmlNode *report, const struct digest *digest)
{
    const GPtrArray *presences = digest->result->presences;
    xmlNode *coverage = xml_element(report, "coverage");
    guint n_listed = 0, n_unread = 0, n_pages = 0, n_pages_listed = 0;
    for (guint i = 0; i < presences->len; i++) {
        const struct result_presence *presence = presences->pdata[i];
        add_presence(coverage, digest, presence, &n_listed);
        for (guint j = 0; j < presence->pages->len; j++) {
            n_unread += g_array_index(presence->pages, struct result_page, j).outcome != FETCH_OK;
        }
    }
    if (n_unread > n_listed) {
        g_autofree char *more = phrase_count(digest->phrases, "pages.more", n_unread - n_listed);
        xml_set(coverage, "more", more);
    }
    xmlNode *pages = xml_element(report, "pages");
    for (guint i = 0; i < presences->len; i++) {
        const struct result_presence *presence = presences->pdata[i];
        for (guint j = 0; j < presence->pages->len; j++, n_pages++) {
            if (n_pages_listed < MAX_PAGES) {
                add_page(pages, "page", digest, &g_array_index(presence->pages, struct result_page, j));
                n_pages_listed++;
            }
        }
    }
    g_autofree char *count = phrase_count(digest->phrases, "pages.count", n_pages);
    xml_set(pages, "count", count);
    if (n_pages > n_pages_listed) {
        g_autofree char *more = phrase_count(digest->phrases, "pages.more", n_pages - n_pages_listed);
        xml_set(pages, "more", more);
    }
}
