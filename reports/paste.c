#include "reports/paste.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "reports/escape.h"

static const struct {
    const char *name, *hint[N_LANGUAGES];
} HINTS[] = {
    {"practitioner", {"[practitioner]", "[votre nom]"}},
    {"practice", {"[practice]", "[nom du cabinet]"}},
    {"title", {"[title]", "[titre]"}},
    {"number", {"[number]", "[numéro]"}},
    {"email", {"[email]", "[courriel]"}},
    {"phone", {"[phone]", "[téléphone]"}},
    {"address", {"[address]", "[adresse]"}},
    {"website", {"[website]", "[site web]"}},
    {"regulator", {"[regulator]", "[organisme de réglementation]"}},
    {"regulator-address", {"[regulator-address]", "[adresse de l'organisme]"}},
    {"regulator-phone", {"[regulator-phone]", "[téléphone de l'organisme]"}},
    {"regulator-email", {"[regulator-email]", "[courriel de l'organisme]"}},
    {"regulator-website", {"[regulator-website]", "[site de l'organisme]"}},
};

const char *paste_hint(const char *name, enum language language)
{
    for (guint i = 0; i < G_N_ELEMENTS(HINTS); i++) {
        if (strcmp(HINTS[i].name, name) == 0) {
            return HINTS[i].hint[language];
        }
    }
    return NULL;
}

void paste_add_hints(GHashTable *values, enum language language)
{
    for (guint i = 0; i < G_N_ELEMENTS(HINTS); i++) {
        if (!g_hash_table_contains(values, HINTS[i].name)) {
            g_hash_table_insert(values, (gpointer)HINTS[i].name, (gpointer)HINTS[i].hint[language]);
        }
    }
}

gboolean paste_offered(const struct result *result, enum language own, enum language language)
{
    return language == own || result->languages[language];
}

static const char *draft_mark(enum language language)
{
    static const char *const marks[N_LANGUAGES] = {
        "<!-- Draft to adapt: read it, change what is not so, replace what stands in [square brackets]. -->\n",
        "<!-- Ébauche à adapter : lisez-la, changez ce qui n'est pas exact, remplacez ce qui figure entre "
        "[crochets]. -->\n",
    };
    return marks[language];
}

/*
 * What becomes more than text. Each part is bounded and begins where no part of its own kind stands before it, so that
 * no text makes the search slow. North American numbers are NPA-NXX-XXXX; others begin with + (E.164).
 */
static const char INLINE[] =
    "(?<hint>\\[[^\\[\\]]{1,200}\\])"
    "|(?<web>(?<![\\w/.])(?:https?://|www\\.)[^\\s<>\"\\[\\]\\x{a0}\\x{202f}]{3,300})"
    "|(?<mail>(?<![\\w.%+'-])[\\w.%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,5})"
    "|(?<phone>(?<![\\w+.-])(?:\\+?1[ .\\x{a0}-]?)?\\(?[2-9]\\d{2}\\)?[ .\\x{a0}-]{1,2}\\d{3}[ "
    ".\\x{a0}-]\\d{4}(?![\\w-])"
    "|(?<![\\w+])\\+\\d{1,3}(?:[ .\\x{a0}-]?\\d{1,4}){2,6}(?![\\w-])|(?<![\\w-])9-8-8(?![\\w-]))";

/* Built once, and run once before it is shared: its first search is what finishes it. */
static const GRegex *inline_parts(void)
{
    static gsize built;
    if (g_once_init_enter(&built)) {
        GRegex *parts = g_regex_new(INLINE, G_REGEX_OPTIMIZE, G_REGEX_MATCH_DEFAULT, NULL);
        g_regex_match(parts, "", 0, NULL);
        g_once_init_leave(&built, (gsize)parts);
    }
    return (const GRegex *)built;
}

static void append_escaped(GString *html, const char *text, gssize length)
{
    g_autofree char *escaped = g_markup_escape_text(text, length);
    g_string_append(html, escaped);
}

static void append_link(GString *html, const char *address, const char *text)
{
    g_string_append(html, "<a href=\"");
    append_escaped(html, address, -1);
    g_string_append(html, "\">");
    append_escaped(html, text, -1);
    g_string_append(html, "</a>");
}

static char *phone_address(const char *phone)
{
    GString *digits = g_string_new(NULL);
    for (const char *c = phone; *c; c++) {
        if (g_ascii_isdigit(*c)) {
            g_string_append_c(digits, *c);
        }
    }
    const char *prefix = phone[0] == '+' || digits->len == 11 ? "tel:+" : digits->len == 10 ? "tel:+1" : "tel:";
    g_string_prepend(digits, prefix);
    return g_string_free(digits, FALSE);
}

/* The stop at the end of a sentence is no part of the address before it. */
static gsize web_length(const char *text, gsize length)
{
    while (length > 0 && strchr(".,;:!?)'", text[length - 1])) {
        length--;
    }
    return length;
}

/* Appends what was matched; how much of it was used. */
static gsize append_match(GString *html, const GMatchInfo *match, const char *text)
{
    g_autofree char *hint = g_match_info_fetch_named(match, "hint");
    g_autofree char *web = g_match_info_fetch_named(match, "web");
    g_autofree char *mail = g_match_info_fetch_named(match, "mail");
    gsize length = strlen(text);
    if (hint && *hint) {
        g_string_append(html, "<mark>");
        append_escaped(html, text, -1);
        g_string_append(html, "</mark>");
        return length;
    }
    if (web && *web) {
        length = web_length(text, length);
        g_autofree char *shown = g_strndup(text, length);
        g_autofree char *address = g_strconcat(g_str_has_prefix(shown, "www.") ? "https://" : "", shown, NULL);
        if (address_is_link(address)) {
            append_link(html, address, shown);
        } else {
            append_escaped(html, shown, -1);
        }
        return length;
    }
    g_autofree char *escaped = g_uri_escape_string(text, "@", FALSE);
    g_autofree char *address = mail && *mail ? g_strconcat("mailto:", escaped, NULL) : phone_address(text);
    append_link(html, address, text);
    return length;
}

static void append_line(GString *html, const char *line)
{
    gsize done = 0;
    g_autoptr(GMatchInfo) match = NULL;
    g_regex_match(inline_parts(), line, 0, &match);
    while (g_match_info_matches(match)) {
        int start = 0, end = 0;
        g_match_info_fetch_pos(match, 0, &start, &end);
        g_autofree char *text = g_strndup(line + start, (gsize)(end - start));
        append_escaped(html, line + done, start - (gssize)done);
        done = (gsize)start + append_match(html, match, text);
        g_match_info_next(match, NULL);
    }
    append_escaped(html, line + done, -1);
}

enum part { PART_NONE, PART_PARAGRAPH, PART_LIST };

static void end_part(GString *html, enum part *part)
{
    static const char *const ends[] = {"", "</p>\n", "</li>\n</ul>\n"};
    g_string_append(html, ends[*part]);
    *part = PART_NONE;
}

static void add_line(GString *html, char *line, enum part *part)
{
    gboolean item = g_str_has_prefix(line, "- ");
    g_strstrip(line);
    if (!*line || (item && *part == PART_PARAGRAPH)) {
        end_part(html, part);
    }
    if (!*line) {
        return;
    }
    if (item) {
        g_string_append(html, *part == PART_LIST ? "</li>\n<li>" : "<ul>\n<li>");
        *part = PART_LIST;
    } else {
        g_string_append(html, *part == PART_NONE ? "<p>" : "<br>\n");
        *part = *part == PART_NONE ? PART_PARAGRAPH : *part;
    }
    append_line(html, item ? line + 2 : line);
}

char *paste_html(const char *plain, enum language language)
{
    g_autofree char *shown = text_shown(plain);
    g_auto(GStrv) lines = g_strsplit(shown, "\n", -1);
    GString *html = g_string_new(draft_mark(language));
    g_string_append_printf(html, "<div lang=\"%s\">\n", language_code(language));
    enum part part = PART_NONE;
    for (guint i = 0; lines[i]; i++) {
        add_line(html, lines[i], &part);
    }
    end_part(html, &part);
    g_string_append(html, "</div>\n");
    return g_string_free(html, FALSE);
}

gboolean paste_is_entry(const char *plain)
{
    return g_str_has_prefix(plain + strspn(plain, " "), "- {");
}

/* Sets `member` to the value of `name`, or to its hint. */
static void put_value(JsonObject *object, const char *member, const struct result *result, const char *name,
                      enum language language)
{
    const char *value = g_hash_table_lookup(result->values, name);
    g_autofree char *shown = text_shown(value && *value ? value : paste_hint(name, language));
    json_object_set_string_member(object, member, shown);
}

static JsonObject *of_type(const char *type)
{
    JsonObject *object = json_object_new();
    json_object_set_string_member(object, "@type", type);
    return object;
}

static JsonObject *regulator_object(const struct result *result, enum language language)
{
    JsonObject *regulator = of_type("Organization");
    const char *name = wording_in(&result->regulator_name, language);
    put_value(regulator, "name", result, "regulator", language);
    if (*name) {
        g_autofree char *shown = text_shown(name);
        json_object_set_string_member(regulator, "name", shown);
    }
    put_value(regulator, "url", result, "regulator-website", language);
    return regulator;
}

static JsonObject *person_object(const struct result *result, enum language language)
{
    static const char *const categories[N_LANGUAGES] = {"professional registration", "inscription professionnelle"};
    JsonObject *person = of_type("Person"), *credential = of_type("EducationalOccupationalCredential"),
               *identifier = of_type("PropertyValue");
    put_value(person, "name", result, "practitioner", language);
    put_value(person, "honorificSuffix", result, "title", language);
    json_object_set_string_member(credential, "credentialCategory", categories[language]);
    put_value(credential, "name", result, "title", language);
    json_object_set_object_member(credential, "recognizedBy", regulator_object(result, language));
    static const char *const property[N_LANGUAGES] = {"registration number", "numéro d'inscription"};
    json_object_set_string_member(identifier, "propertyID", property[language]);
    put_value(identifier, "value", result, "number", language);
    json_object_set_object_member(person, "hasCredential", credential);
    json_object_set_object_member(person, "identifier", identifier);
    return person;
}

static const char *website_of(const struct result *result)
{
    for (guint i = 0; i < result->presences->len; i++) {
        const struct result_presence *presence = result->presences->pdata[i];
        if (presence->kind == PRESENCE_WEBSITE && presence->address && address_is_link(presence->address)) {
            return presence->address;
        }
    }
    return NULL;
}

/* JSON in which nothing reads as markup: these three stand only within strings. */
static void append_script_json(GString *script, const char *json)
{
    for (const char *c = json; *c; c++) {
        if (strchr("<>&", *c)) {
            g_string_append_printf(script, "\\u%04x", (guint)*c);
        } else {
            g_string_append_c(script, *c);
        }
    }
}

char *paste_structured_data(const struct result *result, enum language language)
{
    if (!g_hash_table_contains(result->values, "practice") && !g_hash_table_contains(result->values, "practitioner")) {
        return NULL;
    }
    JsonObject *practice = json_object_new();
    json_object_set_string_member(practice, "@context", "https://schema.org");
    json_object_set_string_member(practice, "@type", "ProfessionalService");
    put_value(practice, "name", result, "practice", language);
    const char *website = website_of(result);
    json_object_set_string_member(practice, "url", website ? website : paste_hint("website", language));
    put_value(practice, "telephone", result, "phone", language);
    put_value(practice, "email", result, "email", language);
    put_value(practice, "address", result, "address", language);
    json_object_set_object_member(practice, "employee", person_object(result, language));
    g_autoptr(JsonNode) node = json_node_new(JSON_NODE_OBJECT);
    json_node_take_object(node, practice);
    g_autofree char *json = json_to_string(node, TRUE);
    GString *script = g_string_new(draft_mark(language));
    g_string_append(script, "<script type=\"application/ld+json\">\n");
    append_script_json(script, json);
    g_string_append(script, "\n</script>\n");
    return g_string_free(script, FALSE);
}
