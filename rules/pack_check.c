#include <string.h>

#include "rules/judge.h"
#include "rules/pack_read.h"

static Page *example_page(const struct example *example)
{
    GString *html = g_string_new("<!DOCTYPE html>\n<html");
    if (example->language) {
        g_autofree char *language = g_markup_escape_text(example->language, -1);
        g_string_append_printf(html, " lang=\"%s\"", language);
    }
    g_string_append(html, "><head><meta charset=\"utf-8\"><title>Example</title></head>\n<body>\n");
    g_string_append(html, example->html);
    g_string_append(html, "\n</body></html>\n");
    g_autoptr(GBytes) body = g_string_free_to_bytes(html);
    return page_read(example->address ? example->address : "https://practice.example/page", body, "utf-8");
}

static const struct check *check_of(const GPtrArray *checks, const char *rule)
{
    for (guint i = 0; i < checks->len; i++) {
        const struct check *check = checks->pdata[i];
        if (strcmp(check->rule->id, rule) == 0) {
            return check;
        }
    }
    return NULL;
}

// What the rule says of the example, as an audit of a site of that one page would.
static enum rule_outcome try_example(const struct pack_set *set, const struct rule *rule, const struct example *example)
{
    g_autoptr(Judge) judge = judge_new(set, example->practice, &example->as_of);
    g_autoptr(Page) page = example_page(example);
    g_autoptr(Tally) tally = tally_new(judge);
    tally_presence(tally, 0, "example", example->kind);
    tally_page(tally, 0, judge_page(judge, page, "example", example->kind));
    g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func((GDestroyNotify)finding_free);
    g_autoptr(GPtrArray) checks = g_ptr_array_new_with_free_func((GDestroyNotify)check_free);
    g_autoptr(GPtrArray) facts = g_ptr_array_new_with_free_func((GDestroyNotify)kept_fact_free);
    tally_finish(tally, findings, checks, facts);
    const struct check *check = check_of(checks, rule->info.id);
    return check ? check->outcome : OUTCOME_INAPPLICABLE;
}

static const char *hint(const struct rule *rule, enum rule_outcome outcome)
{
    if (outcome == OUTCOME_INAPPLICABLE) {
        return " (give the example the practice that the rule needs)";
    }
    if (outcome == OUTCOME_CANT_TELL) {
        return " (the example reads like a page that is empty until its scripts run)";
    }
    return rule->required == (outcome == OUTCOME_PASSED) ? " (what the rule looks for was seen)"
                                                         : " (what the rule looks for was not seen)";
}

gboolean pack_check(const struct pack_set *set, const struct pack *pack, GString *problems)
{
    gboolean right = TRUE;
    for (guint i = 0; i < pack->rules->len; i++) {
        const struct rule *rule = pack->rules->pdata[i];
        for (guint j = 0; j < rule->n_examples && pack_set_rule(set, rule->info.id) == rule; j++) {
            const struct example *example = &rule->examples[j];
            enum rule_outcome outcome = try_example(set, rule, example);
            if (outcome != (example->passes ? OUTCOME_PASSED : OUTCOME_FAILED)) {
                g_string_append_printf(
                    problems, "%s:%u:%u: error: %s: this example is one that %s, but the outcome is %s%s\n",
                    example->file, example->line, example->column, rule->info.id, example->passes ? "passes" : "fails",
                    outcome_word(outcome), hint(rule, outcome));
                right = FALSE;
            }
        }
    }
    return right;
}
