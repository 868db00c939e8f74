/*
 * html_style.h - the stylesheet of report.html, read while there is something else to wait for.
 */
#pragma once

#include <libxslt/xslt.h>
#include <libxslt/xsltInternals.h>

#include <glib.h>

/* Shared by any number of reports at one time. */
typedef struct HtmlStyle HtmlStyle;

/* Begins to read the stylesheet below `data_folder`, on a thread of its own where there can be one. */
HtmlStyle *html_style_begin(const char *data_folder) G_GNUC_WARN_UNUSED_RESULT;

/* Waits until it is read; borrowed. NULL with RESULT_ERROR_DATA where it cannot be. */
xsltStylesheet *html_style_get(HtmlStyle *style, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Waits likewise. */
void html_style_free(HtmlStyle *style);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HtmlStyle, html_style_free)
