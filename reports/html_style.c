#include "reports/html_style.h"

#include <libxml/parser.h>
#include <libxslt/extensions.h>
#include <libxslt/xsltutils.h>

#include "crawler/xml_begin.h"
#include "reports/result.h"

struct HtmlStyle {
    char *path;
    GMutex lock;
    GThread *thread; // until somebody has waited for it
    xsltStylesheet *stylesheet;
};

// libxslt makes itself ready on first use without a lock.
static void xslt_begin(void)
{
    static gsize begun = 0;
    if (g_once_init_enter(&begun)) {
        xml_begin();
        xsltInit();
        xsltInitGlobals();
        g_once_init_leave(&begun, 1);
    }
}

static gpointer read_stylesheet(gpointer data)
{
    HtmlStyle *style = data;
    xslt_begin();
    xmlDoc *source = xmlReadFile(style->path, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    style->stylesheet = source ? xsltParseStylesheetDoc(source) : NULL;
    if (!style->stylesheet) {
        xmlFreeDoc(source);
    }
    return NULL;
}

HtmlStyle *html_style_begin(const char *data_folder)
{
    HtmlStyle *style = g_new0(HtmlStyle, 1);
    style->path = g_build_filename(data_folder, "reports", "html", "report.xsl", NULL);
    g_mutex_init(&style->lock);
    style->thread = g_thread_try_new("stylesheet", read_stylesheet, style, NULL);
    if (!style->thread) {
        read_stylesheet(style);
    }
    return style;
}

static void await(HtmlStyle *style)
{
    g_mutex_lock(&style->lock);
    if (style->thread) {
        g_thread_join(g_steal_pointer(&style->thread));
    }
    g_mutex_unlock(&style->lock);
}

xsltStylesheet *html_style_get(HtmlStyle *style, GError **error)
{
    await(style);
    if (!style->stylesheet) {
        g_set_error(error, RESULT_ERROR, RESULT_ERROR_DATA, "%s: cannot be read as a stylesheet", style->path);
    }
    return style->stylesheet;
}

void html_style_free(HtmlStyle *style)
{
    if (style) {
        await(style);
        xsltFreeStylesheet(style->stylesheet);
        g_mutex_clear(&style->lock);
        g_free(style->path);
        g_free(style);
    }
}
