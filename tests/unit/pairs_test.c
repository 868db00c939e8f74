/*
 * fixtures/pairs/RULE.LANGUAGE.txt: a site before and after it was mended. The rule must fire on the first and say
 * what stands after "says:", and must not fire on the second.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "audit/practice_file.h"
#include "crawler/address.h"
#include "reports/remedy.h"
#include "rules/judge.h"
#include "tests/support/facts_from.h"
#include "tests/support/program.h"

#define FOLDER "fixtures/pairs"

struct pair {
    char *rule, *language;
    char *says;
    GDate as_of;
    char **sections; /* "practice\n...", "before ADDRESS [STATUS]\n...", "after ..." */
};

/* The value of "name: value" among the lines above the first section; NULL if there is none. Caller frees. */
static char *head_value(const char *head, const char *name)
{
    g_auto(GStrv) lines = g_strsplit(head, "\n", -1);
    g_autofree char *start = g_strconcat(name, ": ", NULL);
    for (guint i = 0; lines[i]; i++) {
        if (g_str_has_prefix(lines[i], start)) {
            return g_strdup(lines[i] + strlen(start));
        }
    }
    return NULL;
}

static void pair_read(struct pair *pair, const char *file)
{
    g_autofree char *path = g_build_filename(FOLDER, file, NULL);
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) name = g_strsplit(file, ".", 4); // outdated.contact.fr.txt
    assert_int_equal(g_strv_length(name), 4);
    pair->rule = g_strconcat(name[0], ".", name[1], NULL);
    pair->language = g_strdup(name[2]);
    pair->sections = g_strsplit(text, "\n=== ", -1);
    pair->says = head_value(pair->sections[0], "says");
    g_autofree char *as_of = head_value(pair->sections[0], "as-of");
    g_date_clear(&pair->as_of, 1);
    g_date_set_parse(&pair->as_of, as_of ? as_of : "2026-11-21");
    if (!pair->says || !g_date_valid(&pair->as_of)) {
        fail_msg("%s: “says:” is missing, or “as-of:” is no date", file);
    }
}

static void pair_clear(struct pair *pair)
{
    g_free(pair->rule);
    g_free(pair->language);
    g_free(pair->says);
    g_strfreev(pair->sections);
}

static struct practice *practice_of(const struct pair *pair)
{
    for (guint i = 1; pair->sections[i]; i++) {
        if (g_str_has_prefix(pair->sections[i], "practice\n")) {
            g_autoptr(GError) error = NULL;
            g_autofree char *folder = folder_new();
            g_autofree char *path = folder_write(folder, "practice.yaml", strchr(pair->sections[i], '\n') + 1);
            struct practice *practice = practice_file_read(path, facts_from_rules(), &error);
            folder_remove(folder);
            if (!practice) {
                fail_msg("%s: %s", pair->rule, error->message);
            }
            return practice;
        }
    }
    fail_msg("%s: no practice section", pair->rule);
    return NULL;
}

static guint presence_of(const struct practice *practice, const char *address)
{
    guint index = practice->presences->len;
    for (guint i = 0; i < practice->presences->len && index == practice->presences->len; i++) {
        const struct presence *presence = g_ptr_array_index(practice->presences, i);
        const gboolean same_scheme = strncmp(address, presence->address, strcspn(address, ":") + 1) == 0;
        index = same_scheme && address_within(address, presence->address) ? i : index;
    }
    if (index == practice->presences->len) {
        fail_msg("%s is at no presence", address);
    }
    return index;
}

/* One section: a page that was read, or an address that is gone. */
static void tell(const struct pair *pair, const struct practice *practice, const Judge *judge, Tally *tally,
                 const char *section)
{
    g_autofree char *line = g_strndup(section, strcspn(section, "\n"));
    g_auto(GStrv) words = g_strsplit(line, " ", 3);
    const char *address = words[1], *status = words[2];
    guint index = presence_of(practice, address);
    const struct presence *presence = g_ptr_array_index(practice->presences, index);
    if (status) {
        tally_unread(tally, index, address, FETCH_ERROR, (guint)g_ascii_strtoull(status, NULL, 10), FALSE);
        return;
    }
    g_autofree char *html = g_strdup_printf("<html lang=\"%s\">%s", pair->language, section + strlen(line));
    g_autoptr(GBytes) body = g_bytes_new(html, strlen(html));
    g_autoptr(Page) page = page_read(address, body, "utf-8");
    g_autoptr(GPtrArray) links = g_ptr_array_new();
    for (guint i = 0; i < page->n_links; i++) {
        g_ptr_array_add(links, (gpointer)page->links[i].address);
    }
    g_ptr_array_add(links, NULL);
    tally_links(tally, index, address, (const char *const *)links->pdata);
    tally_page(tally, index, judge_page(judge, page, address, presence->kind));
}

/* What findings of the rule say and quote in the sections named `which`, "" where there is none. Caller frees. */
static char *findings_of(const struct pair *pair, const char *which)
{
    struct practice *practice = practice_of(pair);
    g_autoptr(Judge) judge = judge_new(facts_from_rules(), practice, &pair->as_of);
    g_autoptr(Tally) tally = tally_new(judge);
    for (guint i = 0; i < practice->presences->len; i++) {
        const struct presence *presence = g_ptr_array_index(practice->presences, i);
        tally_presence(tally, i, presence->address, presence->kind);
    }
    guint n_pages = 0;
    for (guint i = 1; pair->sections[i]; i++) {
        if (g_str_has_prefix(pair->sections[i], which)) {
            tell(pair, practice, judge, tally, pair->sections[i]);
            n_pages++;
        }
    }
    assert_true(n_pages > 0);
    g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func((GDestroyNotify)finding_free);
    g_autoptr(GPtrArray) checks = g_ptr_array_new_with_free_func((GDestroyNotify)check_free);
    g_autoptr(GPtrArray) facts = g_ptr_array_new_with_free_func((GDestroyNotify)kept_fact_free);
    tally_finish(tally, findings, checks, facts);
    GString *said = g_string_new(NULL);
    for (guint i = 0; i < findings->len; i++) {
        const struct finding *finding = findings->pdata[i];
        if (strcmp(finding->rule->id, pair->rule) != 0) {
            continue;
        }
        g_autofree char *message = finding_message(finding, EN);
        g_string_append_printf(said, "%s\n", message);
        for (guint k = 0; k < finding->evidence->len; k++) {
            const struct evidence *evidence = finding->evidence->pdata[k];
            g_string_append_printf(said, "%s: %s\n", evidence->page, evidence->text ? evidence->text : "");
        }
    }
    practice_free(practice);
    return g_string_free(said, FALSE);
}

static void check_pair(const char *file, GString *wrong)
{
    struct pair pair = {0};
    pair_read(&pair, file);
    g_autofree char *before = findings_of(&pair, "before ");
    g_autofree char *after = findings_of(&pair, "after ");
    if (!strstr(before, pair.says)) {
        g_string_append_printf(wrong, "%s: before: not said: “%s”, but “%s”\n", file, pair.says, before);
    }
    if (*after) {
        g_string_append_printf(wrong, "%s: after: “%s”\n", file, after);
    }
    pair_clear(&pair);
}

static void each_rule_fires_before_and_not_after(void **state)
{
    (void)state;
    g_autoptr(GDir) folder = g_dir_open(FOLDER, 0, NULL);
    assert_non_null(folder);
    g_autoptr(GString) wrong = g_string_new(NULL);
    for (const char *file; (file = g_dir_read_name(folder));) {
        if (g_str_has_suffix(file, ".txt")) {
            check_pair(file, wrong);
        }
    }
    if (wrong->len) {
        fail_msg("%s", wrong->str);
    }
}

static void every_rule_of_the_two_families_has_a_pair_in_both_languages(void **state)
{
    (void)state;
    static const char *const languages[] = {"en", "fr"};
    const struct pack *pack = g_ptr_array_index(facts_from_rules()->packs, 0);
    guint n_rules = 0;
    for (guint i = 0; i < pack->rules->len; i++) {
        const struct rule *rule = g_ptr_array_index(pack->rules, i);
        const char *id = rule->info.id;
        if (!g_str_has_prefix(id, "outdated.") && !g_str_has_prefix(id, "privacy.")) {
            continue;
        }
        for (guint k = 0; k < G_N_ELEMENTS(languages); k++) {
            g_autofree char *path = g_strdup_printf(FOLDER "/%s.%s.txt", id, languages[k]);
            if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
                fail_msg("%s is missing", path);
            }
        }
        n_rules++;
    }
    assert_true(n_rules >= 23);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_fires_before_and_not_after),
        cmocka_unit_test(every_rule_of_the_two_families_has_a_pair_in_both_languages),
    };
    return cmocka_run_group_tests_name("pairs", tests, NULL, facts_from_end);
}
