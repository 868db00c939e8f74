#include "reports/reasons.h"

#include <libxml/parser.h>
#include <string.h>

#include "crawler/xml_begin.h"
#include "reports/result.h"

enum { MAX_DEPTH = 3 }; // a reason may hold another: "not asked for, since page after page was refused: ..."

struct sentence {
    GRegex *english;
    char *french;
};

struct Reasons {
    GPtrArray *sentences; /* of struct sentence*, in the order of the file: the first that fits */
};

static void sentence_free(gpointer data)
{
    struct sentence *sentence = data;
    g_regex_unref(sentence->english);
    g_free(sentence->french);
    g_free(sentence);
}

/* "it is {}, not HTML" as an expression that fits the whole of a sentence. */
static GRegex *expression_of(const char *template, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(template, "{}", -1);
    g_autoptr(GString) pattern = g_string_new("^");
    for (guint i = 0; parts[i]; i++) {
        g_autofree char *plain = g_regex_escape_string(parts[i], -1);
        g_string_append_printf(pattern, "%s%s", i ? "(.+?)" : "", plain);
    }
    g_string_append_c(pattern, '$');
    return g_regex_new(pattern->str, G_REGEX_DOTALL, 0, error);
}

static char *text_of(xmlNode *parent, const char *name)
{
    for (xmlNode *child = parent->children; child; child = child->next) {
        if (child->type == XML_ELEMENT_NODE && strcmp((const char *)child->name, name) == 0) {
            xmlChar *text = xmlNodeGetContent(child);
            char *copy = g_strdup((const char *)text);
            xmlFree(text);
            return copy;
        }
    }
    return NULL;
}

static gboolean add_sentence(Reasons *reasons, xmlNode *node, GError **error)
{
    g_autofree char *english = text_of(node, "en");
    g_autofree char *french = text_of(node, "fr");
    if (!english || !french) {
        g_set_error(error, RESULT_ERROR, RESULT_ERROR_DATA, "reasons.xml:%ld: a reason needs <en> and <fr>",
                    xmlGetLineNo(node));
        return FALSE;
    }
    GRegex *expression = expression_of(english, error);
    if (!expression) {
        return FALSE;
    }
    struct sentence *sentence = g_new0(struct sentence, 1);
    sentence->english = expression;
    sentence->french = g_steal_pointer(&french);
    g_ptr_array_add(reasons->sentences, sentence);
    return TRUE;
}

Reasons *reasons_load(const char *data_folder, GError **error)
{
    g_autofree char *path = g_build_filename(data_folder, "reports", "html", "reasons.xml", NULL);
    xml_begin();
    xmlDoc *file = xmlReadFile(path, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlNode *root = file ? xmlDocGetRootElement(file) : NULL;
    if (!root) {
        xmlFreeDoc(file);
        g_set_error(error, RESULT_ERROR, RESULT_ERROR_DATA, "%s: cannot be read", path);
        return NULL;
    }
    g_autoptr(Reasons) reasons = g_new0(Reasons, 1);
    reasons->sentences = g_ptr_array_new_with_free_func(sentence_free);
    gboolean good = TRUE;
    for (xmlNode *node = root->children; node && good; node = node->next) {
        good = node->type != XML_ELEMENT_NODE || add_sentence(reasons, node, error);
    }
    xmlFreeDoc(file);
    return good ? g_steal_pointer(&reasons) : NULL;
}

void reasons_free(Reasons *reasons)
{
    if (reasons) {
        g_ptr_array_unref(reasons->sentences);
        g_free(reasons);
    }
}

static char *in_french(const Reasons *reasons, const char *english, guint depth);

/* The French template with what stood in the English sentence, in the same order. */
static char *filled(const Reasons *reasons, const struct sentence *sentence, const GMatchInfo *match, guint depth)
{
    g_auto(GStrv) parts = g_strsplit(sentence->french, "{}", -1);
    GString *text = g_string_new(parts[0]);
    for (guint i = 1; parts[i]; i++) {
        g_autofree char *held = g_match_info_fetch(match, (int)i);
        g_autofree char *said = in_french(reasons, held ? held : "", depth + 1);
        g_string_append_printf(text, "%s%s", said, parts[i]);
    }
    return g_string_free(text, FALSE);
}

static char *in_french(const Reasons *reasons, const char *english, guint depth)
{
    for (guint i = 0; depth < MAX_DEPTH && i < reasons->sentences->len; i++) {
        const struct sentence *sentence = g_ptr_array_index(reasons->sentences, i);
        g_autoptr(GMatchInfo) match = NULL;
        if (g_regex_match(sentence->english, english, 0, &match)) {
            return filled(reasons, sentence, match, depth);
        }
    }
    return g_strdup(english);
}

char *reason_in(const Reasons *reasons, const char *english, enum language language)
{
    if (!english || language != FR || !g_utf8_validate(english, -1, NULL)) {
        return g_strdup(english);
    }
    return in_french(reasons, english, 0);
}
