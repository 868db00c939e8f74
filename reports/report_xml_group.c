#include <string.h>

#include "reports/escape.h"
#include "reports/paste.h"
#include "reports/remedy.h"
#include "reports/report_xml.h"
#include "reports/xml_build.h"

enum {
    MAX_PLACES_OF_GROUP = 30,
    MAX_QUOTE = 700,
    MAX_CONTEXT = 240,
    MAX_SELECTOR = 160,
    MAX_HEADING = 120,
    MAX_WORDS = 6000,
    CHARACTERS_IN_ROW = 70,
    MIN_ROWS = 2,
    MAX_ROWS = 14
};

/* Contexts come without the white space beside the quoted words, and some had none: "(", ", ", "’s". */
static gboolean opens(const char *before)
{
    static const char *const ends[] = {"(", "[", "“", "‘", "$"};
    for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
        if (g_str_has_suffix(before, ends[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean closes(const char *after, gboolean french)
{
    static const char *const starts[] = {",", ".", ")", "]", "”", "’", "'s ", "%"};
    for (guint i = 0; i < G_N_ELEMENTS(starts); i++) {
        if (g_str_has_prefix(after, starts[i])) {
            return TRUE;
        }
    }
    return *after && (strchr(";!?", *after) || (*after == ':' && !french));
}

void report_xml_quote(xmlNode *parent, const struct evidence *evidence)
{
    if (!evidence || !evidence->text || !*evidence->text) {
        return;
    }
    xmlNode *quote = xml_element(parent, "quote");
    g_autofree char *before = text_line(evidence->before, MAX_CONTEXT);
    g_autofree char *text = text_line(evidence->text, MAX_QUOTE);
    g_autofree char *after = text_line(evidence->after, MAX_CONTEXT);
    xml_text(quote, "before", before);
    xml_text(quote, "text", text);
    xml_text(quote, "after", after);
    gboolean french = g_strcmp0(evidence->language, "fr") == 0;
    xml_set(quote, "opened", opens(before) ? "yes" : NULL);
    xml_set(quote, "closed", closes(after, french) ? "yes" : NULL);
    if (french || g_strcmp0(evidence->language, "en") == 0) {
        xml_set(quote, "lang", evidence->language);
    }
}

static void add_place(xmlNode *parent, const struct digest *digest, const struct outline_place *place)
{
    const struct evidence *evidence = place->evidence;
    const char *address = finding_place(place->finding, evidence);
    if (!address) {
        return;
    }
    xmlNode *node = xml_element(parent, "place");
    xml_set_address(node, "address", address);
    if (!evidence) {
        return;
    }
    g_autofree char *at = address_at_text(address, evidence->text);
    xml_set(node, "at", at);
    g_autofree char *selector = text_line(evidence->selector, MAX_SELECTOR);
    xml_set(node, "selector", selector);
    if (evidence->heading) {
        g_autofree char *heading = text_line(evidence->heading, MAX_HEADING);
        g_autofree char *under = phrase_fill(digest->phrases, "finding.under", "heading", heading, NULL);
        xml_set(node, "under", under);
    }
    if (evidence->line > 0) {
        g_autofree char *line = phrase_count(digest->phrases, "finding.line", evidence->line);
        xml_set(node, "line", line);
    }
}

void report_xml_draft(xmlNode *parent, const char *name, const char *text)
{
    xmlNode *node = xml_text(parent, name, text);
    guint n_rows = 1;
    for (const char *at = text; *at; at++) {
        n_rows += *at == '\n';
    }
    xml_set_count(node, "rows", CLAMP(n_rows + (guint)(strlen(text) / CHARACTERS_IN_ROW), MIN_ROWS, MAX_ROWS));
}

/* One draft in one language: its plain text, and the HTML that says the same. */
static void add_snippet(xmlNode *parent, const struct digest *digest, const char *snippet, enum language language)
{
    gboolean entry = paste_is_entry(snippet);
    g_autofree char *html = entry ? NULL : paste_html(snippet, language);
    xmlNode *node = xml_element(parent, "snippet");
    xml_set(node, "lang", language_code(language));
    xml_set(node, "language", phrase_of(digest->phrases, "language", language_code(language)));
    xml_set(node, "hints", strchr(snippet, '[') ? "yes" : NULL);
    report_xml_draft(node, "plain", snippet);
    if (entry) {
        xml_set(node, "entry", "yes");
    } else {
        report_xml_draft(node, "html", html);
    }
}

/* The reader's language first, then the practice's other one, unless it says the same: a telephone number does. */
static void add_snippets(xmlNode *parent, const struct digest *digest, const struct finding *finding)
{
    g_autofree char *own = finding_snippet(digest->result, finding, digest->language);
    if (own && *own) {
        add_snippet(parent, digest, own, digest->language);
    }
    for (int i = 0; i < N_LANGUAGES; i++) {
        enum language language = (enum language)i;
        gboolean offered = language != digest->language && finding->rule->snippet.in[language] &&
                           paste_offered(digest->result, digest->language, language);
        g_autofree char *snippet = offered ? finding_snippet(digest->result, finding, language) : NULL;
        if (snippet && *snippet && g_strcmp0(snippet, own) != 0) {
            add_snippet(parent, digest, snippet, language);
        }
    }
}

static gboolean is_said_here(const struct digest *digest, const struct wording *wording, const struct finding *finding,
                             enum steps_wanted which)
{
    return which == STEPS_ALL || (which == STEPS_OWN) == wording_names_finding(wording, finding, digest->language);
}

void report_xml_remedy(xmlNode *parent, const struct digest *digest, const struct finding *finding,
                       enum steps_wanted which)
{
    g_autoptr(GPtrArray) steps = finding_steps_of(digest->result, finding, digest->language, which);
    for (guint i = 0; i < steps->len; i++) {
        xml_line(parent, "step", steps->pdata[i], MAX_WORDS);
    }
    if (is_said_here(digest, &finding->rule->snippet, finding, which)) {
        add_snippets(parent, digest, finding);
    }
    if (is_said_here(digest, &finding->rule->known_by, finding, which)) {
        g_autofree char *known_by = finding_known_by(digest->result, finding, digest->language);
        xml_line(parent, "known-by", known_by, MAX_WORDS);
    }
}

static void add_places(xmlNode *node, const struct digest *digest, const struct outline_group *group,
                       struct report_room *room)
{
    guint n_listed = MIN(MIN(group->places->len, MAX_PLACES_OF_GROUP), MAX(room->places, 1));
    for (guint i = 0; i < n_listed; i++) {
        add_place(node, digest, &g_array_index(group->places, struct outline_place, i));
    }
    room->places -= MIN(room->places, n_listed);
    if (group->n_places > n_listed) {
        g_autofree char *hidden = phrase_count(digest->phrases, "finding.hidden-places", group->n_places - n_listed);
        xml_set(node, "hidden", hidden);
    }
}

void report_xml_group(xmlNode *parent, const struct digest *digest, const struct outline_group *group,
                      gboolean own_remedy, struct report_room *room)
{
    const struct finding *finding = group->first;
    xmlNode *node = xml_element(parent, "group");
    g_autofree char *message = finding_message(finding, digest->language);
    g_autofree char *places = phrase_count(digest->phrases, "finding.places", group->n_places);
    xml_line(node, "message", message, MAX_WORDS);
    xml_set(node, "id", finding->id);
    xml_set(node, "places", places);
    xml_set(node, "counts", finding->counts ? "yes" : NULL);
    xml_set(node, "known", finding->state == STATE_KNOWN ? "yes" : NULL);
    xml_set(node, "decision", finding->decision);
    xml_set(node, "unseen", group->evidence ? NULL : "yes");
    report_xml_quote(node, group->evidence);
    add_places(node, digest, group, room);
    if (own_remedy) {
        report_xml_remedy(node, digest, finding, STEPS_OWN);
    }
}
