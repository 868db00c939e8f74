/*
 * xml_build.h - a libxml2 tree put together from a stranger's strings: every text passes text_shown() on its way in.
 */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

/* An element `name` below `parent`. */
xmlNode *xml_element(xmlNode *parent, const char *name);

/* The same holding `text`; nothing is added, and NULL returned, where the text is NULL or empty. */
xmlNode *xml_text(xmlNode *parent, const char *name, const char *text);

/* At most `max_characters` of it, on one line. */
xmlNode *xml_line(xmlNode *parent, const char *name, const char *text, gsize max_characters);

void xml_set(xmlNode *node, const char *name, const char *value); /* NULL or empty: not set */
void xml_set_count(xmlNode *node, const char *name, guint count);

/* Sets `name` to the address as people are told it, and `link` to it where it may be opened. */
void xml_set_address(xmlNode *node, const char *name, const char *address);
