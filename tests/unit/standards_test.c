#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/pack.h"

static const struct clause *clause_of(const struct pack_set *set, const char *document, const char *number)
{
    const struct document *found = g_hash_table_lookup(set->documents, document);
    assert_non_null(found);
    for (guint i = 0; i < found->n_clauses; i++) {
        if (strcmp(found->clauses[i].number, number) == 0) {
            return &found->clauses[i];
        }
    }
    print_error("%s has no %s\n", document, number);
    return NULL;
}

static void every_clause_of_the_two_sources_is_there(void **state)
{
    struct pack_set *set = *state;
    const struct {
        const char *section;
        guint n;
    } sections[] = {{"1", 10}, {"2", 9}, {"3", 10}, {"4", 13}, {"5", 4}, {"6", 6}, {"7", 1}};
    for (gsize i = 0; i < G_N_ELEMENTS(sections); i++) {
        for (guint n = 1; n <= sections[i].n; n++) {
            g_autofree char *number = g_strdup_printf("%s.%02u", sections[i].section, n);
            assert_non_null(clause_of(set, "aswb-2015", number));
        }
    }
    for (guint n = 1; n <= 16; n++) {
        g_autofree char *number = g_strdup_printf("checklist-%u", n);
        assert_non_null(clause_of(set, "practice-notes-2017", number));
    }
    const char *const cited[] = {"2.1.1", "2.2", "3.1", "3.6", "4.4.1", "5.1", "5.4", "7.1.4", "7.3", "7.3.3"};
    for (gsize i = 0; i < G_N_ELEMENTS(cited); i++) {
        assert_non_null(clause_of(set, "ocswssw-2", cited[i]));
    }
    assert_non_null(clause_of(set, "cpo-2017", "15.8"));
}

static void what_was_not_read_in_its_document_says_so(void **state)
{
    struct pack_set *set = *state;
    const struct {
        const char *document, *clause;
        gboolean verified;
    } cases[] = {
        {"ocswssw-3", "7.1.2", TRUE},  {"ocswssw-3", "7.1.1", TRUE},  {"ocswssw-3", "2.2.1", FALSE},
        {"ocswssw-3", "4.2.2", FALSE}, {"ocswssw-3", "5.3.1", FALSE}, {"aswb-2015", "2.09", TRUE},
        {"cpo-2017", "15.7", FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_int_equal(clause_of(set, cases[i].document, cases[i].clause)->verified, cases[i].verified);
    }
}

// A clause that was not verified is never all that an error stands on.
static void no_error_stands_on_an_unverified_clause_alone(void **state)
{
    struct pack_set *set = *state;
    for (guint p = 0; p < set->packs->len; p++) {
        const struct pack *pack = set->packs->pdata[p];
        for (guint r = 0; r < pack->rules->len; r++) {
            const struct rule_info *info = &((const struct rule *)pack->rules->pdata[r])->info;
            gboolean verified = info->level != LEVEL_ERROR;
            for (guint c = 0; c < info->n_citations; c++) {
                const struct citation *citation = &info->citations[c];
                verified = verified || clause_of(set, citation->document, citation->clause)->verified;
            }
            if (!verified) {
                print_error("%s\n", info->id);
            }
            assert_true(verified);
        }
    }
}

static int load(void **state)
{
    g_autoptr(GError) error = NULL;
    *state = pack_set_load("rules", NULL, &error);
    if (!*state) {
        print_error("%s\n", error->message);
    }
    return *state ? 0 : -1;
}

static int unload(void **state)
{
    pack_set_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_clause_of_the_two_sources_is_there),
        cmocka_unit_test(what_was_not_read_in_its_document_says_so),
        cmocka_unit_test(no_error_stands_on_an_unverified_clause_alone),
    };
    return cmocka_run_group_tests_name("standards", tests, load, unload);
}
