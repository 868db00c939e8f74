#include <string.h>

#include "rules/needs.h"
#include "rules/sentence.h"
#include "rules/signals.h"
#include "rules/verdict.h"
#include "rules/weigh.h"

enum { MAX_QUOTE_BYTES = 160 };

static const char *within_word(const struct rule *rule)
{
    static const char *const words[] = {"page", "section", "block"};
    return words[rule->within];
}

static void append_place(const Sightings *s, const struct sighting *sighting, GString *out)
{
    const Page *page = s->page;
    g_string_append_printf(out, "  %s", page_zone_word(sighting_zone(s, sighting)));
    if (sighting->element < page->n_elements) {
        g_autofree char *selector = page_selector(page, sighting->element);
        g_string_append_printf(out, ", line %u, %s", page->elements[sighting->element].line, selector);
    }
    if (sighting->section != PAGE_NONE) {
        const char *heading = page->headings[sighting->section].text;
        g_autofree char *short_heading = text_shortened(heading, strlen(heading), 60);
        g_string_append_printf(out, ", under “%s”", short_heading);
    }
    g_string_append_c(out, '\n');
}

static void append_quote(const Sightings *s, const struct sighting *sighting, GString *out)
{
    gsize start, end;
    g_autofree char *quote = NULL;
    if (sighting->block != PAGE_NONE && sighting_sentence(s, sighting, &start, &end)) {
        quote = text_shortened(s->page->blocks[sighting->block].text + start, end - start, MAX_QUOTE_BYTES);
    } else if (sighting->shown) {
        quote = text_shortened(sighting->shown, strlen(sighting->shown), MAX_QUOTE_BYTES);
    }
    if (quote) {
        g_string_append_printf(out, "    “%s”\n", quote);
    }
}

// A pattern is quoted with its kind; the other kinds are named in their label.
static void append_label(const struct signal *signal, GString *out)
{
    gboolean pattern = signal->kind == SIGNAL_TEXT || signal->kind == SIGNAL_HEADING || signal->kind == SIGNAL_LINK ||
                       signal->kind == SIGNAL_FORM;
    if (pattern) {
        g_string_append_printf(out, "%s “%s”", signal_kind_word(signal->kind), signal->label);
    } else {
        g_string_append(out, signal->label);
    }
}

static void append_fate(const Sightings *s, const struct sighting *sighting, GString *out)
{
    switch (sighting->fate) {
    case SIGHTING_STOPPED: {
        const struct signal *stop = judge_target(s->judge, sighting->stopped_by)->signal;
        g_string_append(out, ": stopped by unless ");
        append_label(stop, out);
        g_string_append_printf(out, " (line %u of the rules)", stop->line);
        break;
    }
    case SIGHTING_WRONG_ZONE:
        g_string_append_printf(out, ": does not count in this zone (%s)", page_zone_word(sighting_zone(s, sighting)));
        break;
    case SIGHTING_WRONG_LANGUAGE:
        g_string_append(out, ": does not count, the block is in another language");
        break;
    default:
        break;
    }
}

static void append_signal(const Sightings *s, const struct sighting *sighting, GString *out)
{
    const struct target *target = judge_target(s->judge, sighting->owner);
    const struct signal *signal = target->signal;
    g_string_append_printf(out, "      %s ", target->unless ? "unless" : sighting->fires ? "*" : "-");
    append_label(signal, out);
    if (!target->unless) {
        g_string_append_printf(out, ", weight %g", signal->weight);
    }
    if (sighting->fact && *sighting->fact->tags) {
        g_string_append_printf(out, " [%s]", sighting->fact->tags);
    }
    append_fate(s, sighting, out);
    g_string_append_c(out, '\n');
}

static gboolean same_block(const struct sighting *a, const struct sighting *b)
{
    return a->block == b->block && (a->block != PAGE_NONE || a->element == b->element);
}

static void append_sightings(const Sightings *s, guint first, guint n, GString *out)
{
    const struct sighting *before = NULL;
    for (guint i = first; i < first + n; i++) {
        const struct sighting *sighting = &g_array_index(s->all, struct sighting, i);
        if (!before || !same_block(before, sighting)) {
            append_place(s, sighting, out);
            append_quote(s, sighting, out);
        }
        append_signal(s, sighting, out);
        before = sighting;
    }
}

static void append_group(const Sightings *s, const struct rule *rule, const struct group *group, GString *out)
{
    const char *name = rule->within == WITHIN_PAGE      ? "the page"
                       : group->key == PAGE_NONE        ? "what no heading is above"
                       : rule->within == WITHIN_SECTION ? s->page->headings[group->key].text
                                                        : s->page->blocks[group->key].text;
    g_autofree char *quoted = text_shortened(name, strlen(name), 60);
    g_string_append_printf(out, "  sum in %s “%s”: %g of %g: %s\n", within_word(rule), quoted, group->sum,
                           rule->threshold, group->fires ? "enough" : "not enough");
}

static void append_rule(const Judge *judge, const struct rule *rule, GString *out)
{
    g_string_append_printf(out, "%s (%s, %s; looks for what %s; threshold %g within a %s)\n", rule->info.id,
                           level_word(rule->info.level), basis_word(rule->info.basis),
                           rule->required ? "must be seen" : "must not be seen", rule->threshold, within_word(rule));
    const char *unmet = judge_unmet_need(judge, rule);
    if (unmet) {
        struct wording advice = {{NULL}};
        need_advice(unmet, &advice);
        g_string_append_printf(out, "  %s\n", advice.in[EN]);
        wording_clear(&advice);
    }
}

static void append_verdict(const struct rule *rule, gboolean fires, GString *out)
{
    g_string_append_printf(out, "  = %s\n\n",
                           rule->required ? (fires ? "seen here" : "not seen here")
                                          : (fires ? "fires: a finding" : "does not fire"));
}

static void explain_seen(const Sightings *s, guint first, guint n, const struct rule *rule, GString *out)
{
    g_autoptr(GArray) groups = g_array_new(FALSE, FALSE, sizeof(struct group));
    gboolean fires = sightings_weigh(s, first, n, groups);
    append_rule(s->judge, rule, out);
    append_sightings(s, first, n, out);
    for (guint i = 0; i < groups->len; i++) {
        append_group(s, rule, &g_array_index(groups, struct group, i), out);
    }
    append_verdict(rule, fires, out);
}

static void append_page(const Page *page, GString *out)
{
    const char *language = page_language_word(page->language);
    gboolean titled = page->title && *page->title;
    g_string_append_printf(out, "%s\n%s%s%s, %s, %u words, %u blocks%s\n\n", page->address, titled ? "“" : "",
                           titled ? page->title : "no title", titled ? "”" : "",
                           *language ? language : "language not known", page->n_words, page->n_blocks,
                           page->outcome == FETCH_NEEDS_RENDERING ? ", empty until its scripts run" : "");
}

// Rules of which nothing was seen: each in full when it was asked for, else all in one line.
static void explain_unseen(const Judge *judge, const GPtrArray *unseen, gboolean in_full, GString *out)
{
    for (guint i = 0; i < unseen->len && in_full; i++) {
        append_rule(judge, unseen->pdata[i], out);
        append_verdict(unseen->pdata[i], FALSE, out);
    }
    for (guint i = 0; i < unseen->len && !in_full; i++) {
        g_string_append_printf(out, "%s%s",
                               i ? ", " : "Nothing was seen of: ", ((struct rule *)unseen->pdata[i])->info.id);
    }
    if (unseen->len > 0 && !in_full) {
        g_string_append(out, "\n");
    }
}

static void explain_rules(const Sightings *sightings, const char *rule_or_null, GString *out)
{
    const GPtrArray *rules = sightings->judge->rules;
    g_autoptr(GPtrArray) unseen = g_ptr_array_new();
    guint first = 0, n = 0;
    guint32 seen;
    gboolean more = sightings_next_rule(sightings, &first, &n, &seen);
    for (guint i = 0; i < rules->len; i++) {
        struct rule *rule = rules->pdata[i];
        gboolean wanted = !rule_or_null || strcmp(rule_or_null, rule->info.id) == 0;
        gboolean has_sightings = more && seen == i;
        if (wanted && has_sightings) {
            explain_seen(sightings, first, n, rule, out);
        } else if (wanted) {
            g_ptr_array_add(unseen, rule);
        }
        if (has_sightings) {
            more = sightings_next_rule(sightings, &first, &n, &seen);
        }
    }
    explain_unseen(sightings->judge, unseen, rule_or_null != NULL, out);
}

char *judge_explain(const Judge *judge, const Page *page, const char *rule_or_null)
{
    GString *out = g_string_new(NULL);
    g_autoptr(Hits) hits = hits_read(judge->packs->matcher, page);
    const struct fact_context context = {page, hits, judge->practice, judge->packs, &judge->as_of};
    g_autoptr(Facts) facts = facts_read(&context);
    g_autoptr(Sightings) sightings = sightings_read(judge, page, hits, facts, TRUE);
    append_page(page, out);
    explain_rules(sightings, rule_or_null, out);
    return g_string_free(out, FALSE);
}
