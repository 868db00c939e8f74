#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xslt.h>
#include <libxslt/xsltutils.h>
#include <string.h>

#include "reports/html_style.h"
#include "reports/out_file.h"
#include "reports/report.h"
#include "reports/report_xml.h"
#include "reports/xml_build.h"

static char *data_file(const char *data_folder, const char *name)
{
    return g_build_filename(data_folder, "reports", "html", name, NULL);
}

/* "sha256-..." of an inline style or script, as Content Security Policy Level 3 8.3 wants it. */
static char *csp_hash(const char *text)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(checksum, (const guchar *)text, -1);
    guint8 digest[32];
    gsize n_digest = sizeof digest;
    g_checksum_get_digest(checksum, digest, &n_digest);
    g_autofree char *base64 = g_base64_encode(digest, n_digest);
    return g_strconcat("'sha256-", base64, "'", NULL);
}

/* Puts style and script into the document as they will stand in the page, and the policy that allows them alone. */
static gboolean add_inline_files(xmlNode *report, const char *data_folder, GError **error)
{
    g_autofree char *style_path = data_file(data_folder, "style.css");
    g_autofree char *script_path = data_file(data_folder, "report.js");
    g_autofree char *style = NULL;
    g_autofree char *script = NULL;
    if (!g_file_get_contents(style_path, &style, NULL, error) ||
        !g_file_get_contents(script_path, &script, NULL, error)) {
        return FALSE;
    }
    g_autofree char *style_hash = csp_hash(style);
    g_autofree char *script_hash = csp_hash(script);
    g_autofree char *policy =
        g_strdup_printf("default-src 'none'; style-src %s; script-src %s; base-uri 'none'; form-action 'none'",
                        style_hash, script_hash);
    xmlNewTextChild(report, NULL, BAD_CAST "style", BAD_CAST style);
    xmlNewTextChild(report, NULL, BAD_CAST "script", BAD_CAST script);
    xml_set(report, "policy", policy);
    return TRUE;
}

/* The stylesheet needs nothing but its document: no file, no network. */
static xsltSecurityPrefs *no_access(void)
{
    xsltSecurityPrefs *preferences = xsltNewSecurityPrefs();
    const xsltSecurityOption options[] = {XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE,
                                          XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
                                          XSLT_SECPREF_WRITE_NETWORK};
    for (guint i = 0; i < G_N_ELEMENTS(options); i++) {
        xsltSetSecurityPrefs(preferences, options[i], xsltSecurityForbid);
    }
    return preferences;
}

static gboolean transform(xmlDoc *document, xsltStylesheet *stylesheet, const char *path, GError **error)
{
    xsltSecurityPrefs *preferences = no_access();
    xsltTransformContext *context = xsltNewTransformContext(stylesheet, document);
    xsltSetCtxtSecurityPrefs(preferences, context);
    xmlDoc *page = xsltApplyStylesheetUser(stylesheet, document, NULL, NULL, NULL, context);
    xmlChar *text = NULL;
    int length = 0;
    gboolean ok =
        page && context->state == XSLT_STATE_OK && xsltSaveResultToString(&text, &length, page, stylesheet) == 0;
    if (ok) {
        ok = out_file_write(path, (const char *)text, (gsize)length, error);
    } else {
        g_set_error(error, RESULT_ERROR, RESULT_ERROR_DATA, "%s: reports/html/report.xsl could not be applied", path);
    }
    xmlFree(text);
    xmlFreeDoc(page);
    xsltFreeTransformContext(context);
    xsltFreeSecurityPrefs(preferences);
    return ok;
}

static xmlDoc *make_document(const struct result *result, const struct report_options *options, GError **error)
{
    g_autoptr(Phrases) phrases = phrases_load(options->data_folder, options->language, error);
    if (!phrases) {
        return NULL;
    }
    g_autoptr(Outline) outline = outline_new(result);
    struct digest digest = {result, outline, phrases, options->language, gate_judge(result)};
    xmlDoc *document = report_xml(&digest, options);
    if (!add_inline_files(xmlDocGetRootElement(document), options->data_folder, error)) {
        g_clear_pointer(&document, xmlFreeDoc);
    }
    return document;
}

gboolean report_html_write(const struct result *result, const struct report_options *options, const char *path,
                           GError **error)
{
    // Where nobody has begun to read the stylesheet, it is read while its document is made.
    g_autoptr(HtmlStyle) own = options->style ? NULL : html_style_begin(options->data_folder);
    xmlDoc *document = make_document(result, options, error);
    xsltStylesheet *stylesheet = document ? html_style_get(own ? own : options->style, error) : NULL;
    gboolean ok = stylesheet && transform(document, stylesheet, path, error);
    xmlFreeDoc(document);
    return ok;
}
