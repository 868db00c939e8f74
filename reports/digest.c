#include "reports/digest.h"

#include "reports/escape.h"
#include "reports/remedy.h"

static void add_count(const struct digest *digest, GPtrArray *status, const char *key, guint n)
{
    if (n > 0) {
        g_ptr_array_add(status, phrase_count(digest->phrases, key, n));
    }
}

GPtrArray *digest_status(const struct digest *digest)
{
    const struct outline *outline = digest->outline;
    GPtrArray *status = g_ptr_array_new_with_free_func(g_free);
    if (outline->rules->len == 0 && digest->gate.status != GATE_UNREAD) {
        g_ptr_array_add(status, g_strdup(phrase(digest->phrases, "status.nothing")));
    }
    add_count(digest, status, "status.to-fix", outline->n_to_fix);
    add_count(digest, status, "status.suggestions", outline->n_suggestions);
    add_count(digest, status, "status.eyes", outline->by_outcome[OUTCOME_CANT_TELL]->len);
    add_count(digest, status, "status.accepted", digest->gate.n_accepted);
    add_count(digest, status, "status.unread-presence", outline->n_presences_unread);
    add_count(digest, status, "status.unread-pages", digest->result->n_pages_unread);
    return status;
}

const char *digest_completeness(const struct digest *digest)
{
    if (digest->gate.status == GATE_UNREAD) {
        return phrase(digest->phrases, "status.none-read");
    }
    gboolean partial = digest->gate.partial || digest->gate.presence_unread;
    return phrase(digest->phrases, partial ? "status.partial" : "status.complete");
}

char *digest_gate(const struct digest *digest)
{
    const Phrases *phrases = digest->phrases;
    const char *level = phrase_of(phrases, "level", level_word(digest->result->fail_on));
    GString *text = g_string_new(NULL);
    if (digest->gate.status == GATE_FAILED) {
        g_autofree char *failed =
            phrase_count_fill(phrases, "gate.failed", digest->gate.n_counting, "level", level, NULL);
        g_string_append(text, failed);
    } else {
        g_string_append(text, phrase_of(phrases, "gate", gate_word(digest->gate.status)));
    }
    if (digest->result->fail_never) {
        g_string_append_printf(text, " %s", phrase(phrases, "gate.never"));
    }
    if (digest->gate.n_known > 0) {
        g_autofree char *date = phrase_date(phrases, digest->result->baseline);
        g_autofree char *known = phrase_count_fill(phrases, "gate.known", digest->gate.n_known, "date", date, NULL);
        g_string_append_printf(text, " %s", known);
    }
    return g_string_free(text, FALSE);
}

char *digest_effort(const struct digest *digest, const struct rule_info *rule)
{
    g_autofree char *minutes =
        rule->effort_minutes ? phrase_count(digest->phrases, "effort.minutes", rule->effort_minutes) : g_strdup("");
    if (!rule->web_person) {
        return g_steal_pointer(&minutes);
    }
    return g_strconcat(minutes, *minutes ? "; " : "", phrase(digest->phrases, "effort.web-person"), NULL);
}

char *digest_task(const struct digest *digest, const struct outline_rule *rule)
{
    const struct finding *first = rule->findings->pdata[0];
    g_autoptr(GPtrArray) steps = finding_steps(digest->result, first, digest->language);
    return steps->len > 0 ? g_strdup(steps->pdata[0]) : finding_message(first, digest->language);
}

char *digest_name(const struct digest *digest)
{
    const struct result *result = digest->result;
    const char *name = result->practitioner ? result->practitioner : result->practice_name;
    if (!name && result->presences->len > 0) {
        name = ((const struct result_presence *)result->presences->pdata[0])->address;
    }
    return text_line(name, 200);
}

char *digest_words(const struct digest *digest, const struct wording *wording)
{
    const char *words = wording_in(wording, digest->language);
    return text_typographic(words, digest->language == FR);
}

char *digest_title(const struct digest *digest, const struct rule_info *rule)
{
    g_autofree char *title = digest_words(digest, &rule->title);
    return g_strdup(*title ? title : rule->id);
}

static gboolean is_lack(const struct outline_rule *rule)
{
    const struct wording *missing = &rule->rule->missing;
    for (guint i = 0; i < rule->groups->len; i++) {
        if (((const struct outline_group *)rule->groups->pdata[i])->evidence) {
            return FALSE;
        }
    }
    return missing->in[EN] || missing->in[FR];
}

char *digest_heading(const struct digest *digest, const struct outline_rule *rule)
{
    g_autofree char *title = digest_title(digest, rule->rule);
    return is_lack(rule) ? phrase_fill(digest->phrases, "finding.title-not-seen", "title", title, NULL)
                         : g_steal_pointer(&title);
}

char *digest_clause(const struct digest *digest, const struct citation *citation)
{
    const struct document *document = result_document(digest->result, citation->document);
    g_autofree char *title = document ? digest_words(digest, &document->title) : g_strdup(citation->document);
    g_autofree char *edition = document ? digest_words(digest, &document->edition) : g_strdup("");
    if (!citation->clause || !g_ascii_isdigit(*citation->clause)) { // our own name for a passage that has no number
        return *edition ? g_strconcat(title, ", ", edition, NULL) : g_strdup(title);
    }
    return phrase_fill(digest->phrases, *edition ? "clause" : "clause.no-edition", "document", title, "edition",
                       edition, "number", citation->clause, NULL);
}
