#include "crawler/xml_begin.h"

#include <glib.h>
#include <libxml/parser.h>

void xml_begin(void)
{
    static gsize begun = 0;
    if (g_once_init_enter(&begun)) {
        xmlInitParser();
        g_once_init_leave(&begun, 1);
    }
}
