#include "reports/xml_build.h"

#include "reports/escape.h"

enum { MAX_ADDRESS = 300 };

xmlNode *xml_element(xmlNode *parent, const char *name)
{
    return xmlNewChild(parent, NULL, BAD_CAST name, NULL);
}

xmlNode *xml_text(xmlNode *parent, const char *name, const char *text)
{
    if (!text || !*text) {
        return NULL;
    }
    g_autofree char *shown = text_shown(text);
    return xmlNewTextChild(parent, NULL, BAD_CAST name, BAD_CAST shown);
}

xmlNode *xml_line(xmlNode *parent, const char *name, const char *text, gsize max_characters)
{
    g_autofree char *line = text_line(text, max_characters);
    return *line ? xmlNewTextChild(parent, NULL, BAD_CAST name, BAD_CAST line) : NULL;
}

void xml_set(xmlNode *node, const char *name, const char *value)
{
    if (value && *value) {
        g_autofree char *shown = text_shown(value);
        xmlNewProp(node, BAD_CAST name, BAD_CAST shown);
    }
}

void xml_set_count(xmlNode *node, const char *name, guint count)
{
    g_autofree char *text = g_strdup_printf("%u", count);
    xmlNewProp(node, BAD_CAST name, BAD_CAST text);
}

void xml_set_address(xmlNode *node, const char *name, const char *address)
{
    g_autofree char *shown = text_line(address, MAX_ADDRESS);
    xml_set(node, name, shown);
    if (address_is_link(address)) {
        xml_set(node, "link", address);
    }
}
