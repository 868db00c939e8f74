#include "crawler/sitemap.h"
#include "crawler/xml_begin.h"

#include "crawler/address.h"

#include <gio/gio.h>
#include <libxml/xmlreader.h>
#include <string.h>

enum { MAX_LASTMOD_BYTES = 40, MAX_XML_DEPTH = 64, CHUNK_BYTES = 64 * 1024 };

static void page_free(gpointer data)
{
    struct sitemap_page *page = data;
    g_free(page->address);
    g_free(page->lastmod);
    g_free(page);
}

static gboolean is_date(const char *text)
{
    return strlen(text) >= 4 && strlen(text) <= MAX_LASTMOD_BYTES && text[strspn(text, "0123456789-+:.TtZz")] == '\0' &&
           g_ascii_isdigit(text[0]);
}

static void add_page(struct sitemap *sitemap, const char *base, const char *location, const char *lastmod)
{
    if (sitemap->pages->len >= SITEMAP_MAX_PAGES) {
        sitemap->truncated = TRUE;
        return;
    }
    char *address = address_resolve(base, location);
    if (address) {
        struct sitemap_page *page = g_new0(struct sitemap_page, 1);
        page->address = address;
        page->lastmod = lastmod && is_date(lastmod) ? g_strdup(lastmod) : NULL;
        g_ptr_array_add(sitemap->pages, page);
    }
}

static void add_child(struct sitemap *sitemap, const char *base, const char *location)
{
    char *address = sitemap->children->len < SITEMAP_MAX_CHILDREN ? address_resolve(base, location) : NULL;
    if (address) {
        g_ptr_array_add(sitemap->children, address);
    } else if (sitemap->children->len >= SITEMAP_MAX_CHILDREN) {
        sitemap->truncated = TRUE;
    }
}

static void read_lines(struct sitemap *sitemap, const char *bytes, gsize length, const char *base)
{
    const char *end = bytes + length;
    while (bytes < end) {
        const char *stop = memchr(bytes, '\n', (gsize)(end - bytes));
        stop = stop ? stop : end;
        if (stop - bytes <= 2 * ADDRESS_MAX_BYTES) {
            g_autofree char *line = g_strstrip(g_strndup(bytes, (gsize)(stop - bytes)));
            if (g_ascii_strncasecmp(line, "http", 4) == 0) {
                add_page(sitemap, base, line, NULL);
            }
        }
        bytes = stop + 1;
    }
}

/* The element being gathered: <url> or <sitemap>, which is a child of the root; what it says stands in its own
 * children. */
struct gathered {
    GString *location, *lastmod;
    GString *into; /* which of them text now goes to, or NULL */
    gboolean is_child;
};

static void begin_element(struct gathered *gathered, const char *name, int depth)
{
    gathered->into = NULL;
    if (depth == 1) {
        g_string_truncate(gathered->location, 0);
        g_string_truncate(gathered->lastmod, 0);
        gathered->is_child = g_str_equal(name, "sitemap");
    } else if (depth == 2) {
        gathered->into = g_str_equal(name, "loc")       ? gathered->location
                         : g_str_equal(name, "lastmod") ? gathered->lastmod
                                                        : NULL;
    }
}

static void end_element(struct sitemap *sitemap, struct gathered *gathered, int depth, const char *base)
{
    gathered->into = NULL;
    if (depth != 1 || gathered->location->len == 0) {
        return;
    }
    if (gathered->is_child) {
        add_child(sitemap, base, gathered->location->str);
    } else {
        add_page(sitemap, base, gathered->location->str, g_strstrip(gathered->lastmod->str));
    }
    g_string_truncate(gathered->location, 0);
}

static void read_node(struct sitemap *sitemap, struct gathered *gathered, xmlTextReaderPtr reader, const char *base)
{
    const int depth = xmlTextReaderDepth(reader);
    const char *value;
    switch (xmlTextReaderNodeType(reader)) {
    case XML_READER_TYPE_ELEMENT:
        begin_element(gathered, (const char *)xmlTextReaderConstLocalName(reader), depth);
        if (xmlTextReaderIsEmptyElement(reader)) {
            end_element(sitemap, gathered, depth, base);
        }
        break;
    case XML_READER_TYPE_END_ELEMENT:
        end_element(sitemap, gathered, depth, base);
        break;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
        value = (const char *)xmlTextReaderConstValue(reader);
        if (value && gathered->into && gathered->into->len + strlen(value) <= 2 * ADDRESS_MAX_BYTES) {
            g_string_append(gathered->into, value);
        }
        break;
    default:
        break;
    }
}

static void read_xml(struct sitemap *sitemap, const char *bytes, gsize length, const char *base)
{
    // No entity is replaced and nothing is loaded, so a document can name neither files nor bombs.
    xml_begin();
    xmlTextReaderPtr reader = xmlReaderForMemory(
        bytes, (int)length, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_RECOVER);
    if (!reader) {
        return;
    }
    struct gathered gathered = {.location = g_string_new(NULL), .lastmod = g_string_new(NULL)};
    while (!sitemap->truncated && xmlTextReaderRead(reader) == 1 && xmlTextReaderDepth(reader) <= MAX_XML_DEPTH) {
        read_node(sitemap, &gathered, reader, base);
    }
    xmlFreeTextReader(reader);
    g_string_free(gathered.location, TRUE);
    g_string_free(gathered.lastmod, TRUE);
}

/* Unpacks gzip up to the limit; what is broken ends it early. */
static GByteArray *unpack(const char *bytes, gsize length, gboolean *truncated)
{
    g_autoptr(GConverter) gzip = G_CONVERTER(g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP));
    GByteArray *out = g_byte_array_new();
    g_autofree guint8 *chunk = g_malloc(CHUNK_BYTES);
    GConverterResult result = G_CONVERTER_CONVERTED;
    while (result == G_CONVERTER_CONVERTED && out->len < SITEMAP_MAX_BYTES) {
        gsize n_read = 0;
        gsize n_written = 0;
        result = g_converter_convert(gzip, bytes, length, chunk, CHUNK_BYTES, G_CONVERTER_INPUT_AT_END, &n_read,
                                     &n_written, NULL);
        if (result != G_CONVERTER_ERROR) {
            g_byte_array_append(out, chunk, (guint)n_written);
            bytes += n_read;
            length -= n_read;
        }
    }
    *truncated = out->len >= SITEMAP_MAX_BYTES;
    return out;
}

static gboolean is_xml(const char *bytes, gsize length)
{
    static const char BOM[] = "\xef\xbb\xbf";
    gsize i = length >= strlen(BOM) && memcmp(bytes, BOM, strlen(BOM)) == 0 ? strlen(BOM) : 0;
    while (i < length && g_ascii_isspace(bytes[i])) {
        i++;
    }
    return i < length && (bytes[i] == '<' || (guchar)bytes[i] >= 0xfe || bytes[i] == '\0');
}

struct sitemap *sitemap_read(const char *bytes, gsize length, const char *address)
{
    struct sitemap *sitemap = g_new0(struct sitemap, 1);
    sitemap->pages = g_ptr_array_new_with_free_func(page_free);
    sitemap->children = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GByteArray) unpacked = NULL;
    gboolean cut = FALSE;
    if (length >= 2 && memcmp(bytes, "\x1f\x8b", 2) == 0) {
        unpacked = unpack(bytes, length, &cut);
        bytes = (const char *)unpacked->data;
        length = unpacked->len;
    }
    if (length > SITEMAP_MAX_BYTES) {
        length = SITEMAP_MAX_BYTES;
        cut = TRUE;
    }
    if (length > 0 && is_xml(bytes, length)) {
        read_xml(sitemap, bytes, length, address);
    } else if (length > 0) {
        read_lines(sitemap, bytes, length, address);
    }
    sitemap->truncated = sitemap->truncated || cut;
    return sitemap;
}

void sitemap_free(struct sitemap *sitemap)
{
    if (sitemap) {
        g_ptr_array_unref(sitemap->pages);
        g_ptr_array_unref(sitemap->children);
        g_free(sitemap);
    }
}
