#include "reports/phrases.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <string.h>

#include "crawler/xml_begin.h"
#include "reports/reasons.h"
#include "reports/result.h"

struct phrase {
    const char *key;
    char *one, *other;
};

struct Phrases {
    enum language language;
    xmlDoc *file;
    GPtrArray *in_order; // of struct phrase*
    GHashTable *by_key;
    Reasons *reasons; // NULL in English, which is what the crawl speaks
};

static void phrase_free(gpointer item)
{
    struct phrase *words = item;
    g_free(words->one);
    g_free(words->other);
    g_free(words);
}

static char *attribute(xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetNoNsProp(node, BAD_CAST name);
    char *copy = g_strdup((const char *)value);
    xmlFree(value);
    return copy;
}

static xmlNode *child_named(xmlNode *node, const char *name)
{
    for (xmlNode *child = node->children; child; child = child->next) {
        if (child->type == XML_ELEMENT_NODE && strcmp((const char *)child->name, name) == 0) {
            return child;
        }
    }
    return NULL;
}

static void add_word(Phrases *phrases, xmlNode *word)
{
    xmlNode *in = child_named(word, language_code(phrases->language));
    if (!in || !word->properties || !word->properties->children) {
        return;
    }
    struct phrase *words = g_new0(struct phrase, 1);
    words->key = (const char *)word->properties->children->content;
    words->one = attribute(in, "one");
    words->other = attribute(in, "other");
    if (!words->other) {
        xmlChar *text = xmlNodeGetContent(in);
        words->other = g_strdup((const char *)text);
        xmlFree(text);
    }
    g_ptr_array_add(phrases->in_order, words);
    g_hash_table_insert(phrases->by_key, (gpointer)words->key, words);
}

Phrases *phrases_load(const char *data_folder, enum language language, GError **error)
{
    g_autofree char *path = g_build_filename(data_folder, "reports", "html", "words.xml", NULL);
    xml_begin();
    xmlDoc *file = xmlReadFile(path, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlNode *root = file ? xmlDocGetRootElement(file) : NULL;
    if (!root) {
        xmlFreeDoc(file);
        g_set_error(error, RESULT_ERROR, RESULT_ERROR_DATA, "%s: cannot be read", path);
        return NULL;
    }
    Reasons *reasons = language == FR ? reasons_load(data_folder, error) : NULL;
    if (language == FR && !reasons) {
        xmlFreeDoc(file);
        return NULL;
    }
    Phrases *phrases = g_new0(Phrases, 1);
    phrases->language = language;
    phrases->file = file;
    phrases->reasons = reasons;
    phrases->in_order = g_ptr_array_new_with_free_func(phrase_free);
    phrases->by_key = g_hash_table_new(g_str_hash, g_str_equal);
    for (xmlNode *word = root->children; word; word = word->next) {
        if (word->type == XML_ELEMENT_NODE) {
            add_word(phrases, word);
        }
    }
    return phrases;
}

void phrases_free(Phrases *phrases)
{
    if (phrases) {
        g_hash_table_unref(phrases->by_key);
        g_ptr_array_unref(phrases->in_order);
        xmlFreeDoc(phrases->file);
        reasons_free(phrases->reasons);
        g_free(phrases);
    }
}

char *phrase_reason(const Phrases *phrases, const char *english)
{
    return reason_in(phrases->reasons, english, phrases->language);
}

enum language phrases_language(const Phrases *phrases)
{
    return phrases->language;
}

const char *phrase(const Phrases *phrases, const char *key)
{
    const struct phrase *words = g_hash_table_lookup(phrases->by_key, key);
    return words ? words->other : "[?]";
}

const char *phrase_of(const Phrases *phrases, const char *key, const char *word)
{
    g_autofree char *full = g_strconcat(key, ".", word, NULL);
    return phrase(phrases, full);
}

static GHashTable *pairs_table(va_list pairs)
{
    GHashTable *values = g_hash_table_new(g_str_hash, g_str_equal);
    for (const char *name = va_arg(pairs, const char *); name; name = va_arg(pairs, const char *)) {
        const char *value = va_arg(pairs, const char *);
        g_hash_table_insert(values, (gpointer)name, (gpointer)(value ? value : ""));
    }
    return values;
}

char *phrase_fill(const Phrases *phrases, const char *key, ...)
{
    va_list pairs;
    va_start(pairs, key);
    g_autoptr(GHashTable) values = pairs_table(pairs);
    va_end(pairs);
    return wording_fill(phrase(phrases, key), values);
}

/* CLDR: English has "one" for 1 alone, French for 0 and 1. */
static gboolean is_singular(enum language language, guint n)
{
    return language == FR ? n < 2 : n == 1;
}

static char *count_with(const Phrases *phrases, const char *key, guint n, GHashTable *values)
{
    const struct phrase *words = g_hash_table_lookup(phrases->by_key, key);
    if (!words) {
        return g_strdup("[?]");
    }
    g_autofree char *number = phrase_number(phrases, n);
    g_hash_table_insert(values, (gpointer) "n", number);
    return wording_fill(words->one && is_singular(phrases->language, n) ? words->one : words->other, values);
}

char *phrase_count(const Phrases *phrases, const char *key, guint n)
{
    g_autoptr(GHashTable) values = g_hash_table_new(g_str_hash, g_str_equal);
    return count_with(phrases, key, n, values);
}

char *phrase_count_fill(const Phrases *phrases, const char *key, guint n, ...)
{
    va_list pairs;
    va_start(pairs, n);
    g_autoptr(GHashTable) values = pairs_table(pairs);
    va_end(pairs);
    return count_with(phrases, key, n, values);
}

char *phrase_number(const Phrases *phrases, guint n)
{
    g_autofree char *digits = g_strdup_printf("%u", n);
    const char *separator = phrases->language == FR ? "\u00A0" : ",";
    gsize length = strlen(digits);
    if (length <= 3 || (phrases->language == FR && length == 4)) { // Québec usage: 1500, but 15 000
        return g_steal_pointer(&digits);
    }
    GString *grouped = g_string_new(NULL);
    for (gsize i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0) {
            g_string_append(grouped, separator);
        }
        g_string_append_c(grouped, digits[i]);
    }
    return g_string_free(grouped, FALSE);
}

char *phrase_date(const Phrases *phrases, const char *iso)
{
    guint year = 0, month = 0, day = 0;
    char rest = '\0';
    if (!iso || sscanf(iso, "%4u-%2u-%2u%c", &year, &month, &day, &rest) != 3 ||
        !g_date_valid_dmy((GDateDay)MIN(day, 99), (GDateMonth)MIN(month, 13), (GDateYear)year)) {
        return g_strdup(iso ? iso : "");
    }
    g_autofree char *number = g_strdup_printf("%u", month);
    g_autofree char *day_text = day == 1 && phrases->language == FR ? g_strdup("1er") : g_strdup_printf("%u", day);
    g_autofree char *year_text = g_strdup_printf("%u", year);
    return phrase_fill(phrases, "date", "day", day_text, "month", phrase_of(phrases, "month", number), "year",
                       year_text, NULL);
}

void phrases_foreach(const Phrases *phrases, void (*each)(const char *key, const char *text, gpointer data),
                     gpointer data)
{
    for (guint i = 0; i < phrases->in_order->len; i++) {
        const struct phrase *words = phrases->in_order->pdata[i];
        each(words->key, words->other, data);
    }
}
