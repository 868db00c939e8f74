#include "reports/letters.h"

#include <string.h>

#include "crawler/address.h"
#include "reports/escape.h"
#include "reports/phrases.h"

struct writing {
    const struct result *result;
    const Phrases *phrases;
    const char *address, *host;
    GString *text;
};

void letter_free(struct letter *letter)
{
    if (letter) {
        g_free(letter->file);
        g_free(letter->address);
        g_free(letter->text);
        g_free(letter);
    }
}

static gboolean calls_for_letter(const struct finding *finding, const char *address)
{
    return finding->state != STATE_ACCEPTED && finding->level >= LEVEL_WARNING &&
           g_str_has_prefix(finding->rule->id, "outdated.") && g_strcmp0(finding->subject, address) == 0;
}

static enum language language_of(const struct result *result, const struct result_presence *presence)
{
    enum language language = result->language;
    if (presence->pages->len > 0) {
        const struct result_page *page = &g_array_index(presence->pages, struct result_page, 0);
        enum language theirs;
        language = language_from_code(page->language, &theirs) ? theirs : language;
    }
    return language;
}

static const char *value_of(const struct finding *finding, const char *name)
{
    const char *value = g_hash_table_lookup(finding->values, name);
    return value ? value : "";
}

static void add_line(struct writing *w, const char *words)
{
    g_string_append(w->text, words);
    g_string_append_c(w->text, '\n');
}

static void add_correction(struct writing *w, const struct finding *finding)
{
    const char *key =
        strcmp(finding->rule->id, "outdated.retired-service") == 0 ? "letter.retired"
        : *value_of(finding, "value") && strcmp(value_of(finding, "value"), value_of(finding, "shown")) != 0
            ? "letter.differs"
            : "letter.wrong";
    g_autofree char *line =
        phrase_fill(w->phrases, key, "shown", value_of(finding, "shown"), "value", value_of(finding, "value"), NULL);
    add_line(w, line);
}

/* A stranger is told of clauses that have a number and are in force. */
static gboolean is_told(const struct writing *w, const struct citation *citation, const struct document *document)
{
    gboolean over = document && document->until && g_strcmp0(document->until, w->result->as_of) < 0;
    return !over && citation->clause && g_ascii_isdigit(*citation->clause);
}

/* "Title, 7.3.3; Title, 7.1.1", each once. */
static char *clauses_of(const struct writing *w)
{
    GString *all = g_string_new(NULL);
    for (guint i = 0; i < w->result->findings->len; i++) {
        const struct finding *finding = g_ptr_array_index(w->result->findings, i);
        for (guint k = 0; calls_for_letter(finding, w->address) && k < finding->rule->n_citations; k++) {
            const struct citation *citation = &finding->rule->citations[k];
            const struct document *document = result_document(w->result, citation->document);
            enum language language = phrases_language(w->phrases);
            g_autofree char *one = g_strdup_printf(
                "%s, %s", document ? wording_in(&document->title, language) : citation->document, citation->clause);
            if (is_told(w, citation, document) && !strstr(all->str, one)) {
                g_string_append_printf(all, "%s%s", all->len ? "; " : "", one);
            }
        }
    }
    return g_string_free(all, FALSE);
}

static char *finding_ids(const struct writing *w)
{
    GString *all = g_string_new(NULL);
    for (guint i = 0; i < w->result->findings->len; i++) {
        const struct finding *finding = g_ptr_array_index(w->result->findings, i);
        if (calls_for_letter(finding, w->address)) {
            g_string_append_printf(all, "%s%s", all->len ? ", " : "", finding->id ? finding->id : finding->rule->id);
        }
    }
    return g_string_free(all, FALSE);
}

static void add_filled(struct writing *w, const char *key)
{
    const char *name = w->result->practitioner ? w->result->practitioner : w->result->practice_name;
    g_autofree char *clauses = clauses_of(w), *ids = finding_ids(w), *date = phrase_date(w->phrases, w->result->as_of);
    g_autofree char *line = phrase_fill(w->phrases, key, "practitioner", name ? name : "[ ]", "host", w->host,
                                        "address", w->address, "clauses", clauses, "ids", ids, "date", date, NULL);
    add_line(w, line);
}

static void write_letter(struct writing *w)
{
    add_filled(w, "letter.subject");
    add_line(w, "");
    add_filled(w, "letter.greeting");
    add_line(w, "");
    add_filled(w, "letter.opening");
    for (guint i = 0; i < w->result->findings->len; i++) {
        const struct finding *finding = g_ptr_array_index(w->result->findings, i);
        if (calls_for_letter(finding, w->address)) {
            add_correction(w, finding);
        }
    }
    add_line(w, "");
    g_autofree char *clauses = clauses_of(w);
    add_filled(w, *clauses ? "letter.duty" : "letter.duty-alone");
    add_filled(w, "letter.ask");
    add_line(w, "");
    add_filled(w, "letter.sign");
    add_line(w, "");
    add_line(w, "----");
    add_filled(w, "letter.record");
}

static gboolean has_finding(const struct result *result, const char *address)
{
    for (guint i = 0; i < result->findings->len; i++) {
        if (calls_for_letter(g_ptr_array_index(result->findings, i), address)) {
            return TRUE;
        }
    }
    return FALSE;
}

/* "directory.example", with the letter's place where one host has several. Only what is safe in a file's name. */
static char *file_name(const char *host, guint index)
{
    g_autofree char *plain = g_strdup(host);
    g_strcanon(plain, "abcdefghijklmnopqrstuvwxyz0123456789.-", '-');
    return g_strdup_printf("%s-%u.txt", *plain && *plain != '.' ? plain : "page", index + 1);
}

static struct letter *make_letter(const struct result *result, const struct result_presence *presence, guint index,
                                  const char *data_folder, GError **error)
{
    g_autoptr(Phrases) phrases = phrases_load(data_folder, language_of(result, presence), error);
    if (!phrases) {
        return NULL;
    }
    g_autofree char *host = address_host(presence->address);
    struct writing w = {result, phrases, presence->address, host ? host : presence->address, g_string_new(NULL)};
    write_letter(&w);
    struct letter *letter = g_new0(struct letter, 1);
    letter->file = file_name(w.host, index);
    letter->address = g_strdup(presence->address);
    letter->language = phrases_language(phrases);
    g_autofree char *text = g_string_free(w.text, FALSE);
    letter->text = text_shown(text);
    return letter;
}

GPtrArray *letters_make(const struct result *result, const char *data_folder, GError **error)
{
    g_autoptr(GPtrArray) letters = g_ptr_array_new_with_free_func((GDestroyNotify)letter_free);
    for (guint i = 0; i < result->presences->len; i++) {
        const struct result_presence *presence = g_ptr_array_index(result->presences, i);
        if (presence->kind != PRESENCE_PROFILE || !has_finding(result, presence->address)) {
            continue;
        }
        struct letter *letter = make_letter(result, presence, letters->len, data_folder, error);
        if (!letter) {
            return NULL;
        }
        g_ptr_array_add(letters, letter);
    }
    return g_steal_pointer(&letters);
}
