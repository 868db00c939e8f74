#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/private.h"

static void cuts_clients_names_and_hides_how_to_reach_them(void **state)
{
    (void)state;
    const char *const keep[] = {"Jane", "Roe", NULL};
    const struct {
        const char *text, *expected;
    } cases[] = {
        {"Jane helped me find my feet.", "Jane helped me find my feet."},
        {"I would recommend Jane's office to Marco Bellini.", "I would recommend Jane's office to M… B…."},
        {"“She changed my life.” — Sarah Moran, Guelph", "“She changed my life.” — S… M…, G…"},
        {"Catherine, 45 ans", "C…, 45 ans"},
        {"Zebulon Quark, Guelph", "Z… Q…, G…"},
        {"Zebulon Quark's story", "Z… Q… story"},
        {"Zebulon Quark’s story", "Z… Q… story"},
        {"After EMDR, I slept.", "After EMDR, I slept."},
        {"Sarah M.", "S… M."},
        {"— Jane M., Sudbury", "— J… M., S…"},
        {"Jane, 45", "J…, 45"},
        {"— Jane", "— J…"},
        {"Jane Roe, MSW", "Jane Roe, MSW"},
        {"I saw Jane, and slept.", "I saw Jane, and slept."},
        {"Thank you so much. Life is good.", "Thank you so much. Life is good."},
        {"Je m'appelle Mathilde et j'ai 12 ans.", "Je m'appelle M… et j'ai 12 ans."},
        {"Write to marco.bellini@post.example or call 647-588-0142.", "Write to […] or call […]."},
        {"Call +1 (647) 588 0142 after six.", "Call […] after six."},
        {"I've been to EMDR, I'm calmer, and I'll be back.", "I've been to EMDR, I'm calmer, and I'll be back."},
        {"Merci à Élodie Côté !", "Merci à É… C… !"},
        {"In 2019 I lost 12 kg.", "In 2019 I lost 12 kg."},
        {"a@", "a@"},
        {"", ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *masked = private_text(cases[i].text, keep);
        assert_string_equal(masked, cases[i].expected);
    }
}

static void masks_without_a_practice_too(void **state)
{
    (void)state;
    g_autofree char *masked = private_text("We thank Jane.", NULL);
    assert_string_equal(masked, "We thank J….");
}

// What is left of `text`, quoted by a rule that says `private: true`, on a site whose start page has that title.
static char *masked_on_a_site(const char *text, const char *title)
{
    struct pack_set *packs = pack_set_load("rules", NULL, NULL);
    assert_non_null(packs);
    g_autoptr(GPtrArray) findings = g_ptr_array_new();
    struct evidence evidence = {.text = g_strdup(text)};
    struct finding finding = {.rule = &pack_set_rule(packs, "testimonials.display")->info,
                              .values = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free),
                              .evidence = g_ptr_array_new()};
    g_ptr_array_add(finding.evidence, &evidence);
    g_ptr_array_add(findings, &finding);
    struct practice *practice = practice_new();
    const char *const titles[] = {title, NULL};
    g_autoptr(GPtrArray) checks = g_ptr_array_new();
    private_findings(findings, checks, packs, practice, titles);
    practice_free(practice);
    g_hash_table_unref(finding.values);
    g_ptr_array_unref(finding.evidence);
    pack_set_free(packs);
    return evidence.text;
}

static void without_a_practice_file_the_title_of_the_site_says_who_practises(void **state)
{
    (void)state;
    g_autofree char *known = masked_on_a_site("We thank Ada Lark and Marco.", "Ada Lark, RSW | Counselling");
    assert_string_equal(known, "We thank Ada Lark and M….");
    g_autofree char *signature = masked_on_a_site("She listened. — Ada M.", "Ada Lark, RSW | Counselling");
    assert_string_equal(signature, "She listened. — A… M.");
    g_autofree char *unknown = masked_on_a_site("We thank Ada Lark.", "Counselling");
    assert_string_equal(unknown, "We thank A… L….");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_clients_names_and_hides_how_to_reach_them),
        cmocka_unit_test(masks_without_a_practice_too),
        cmocka_unit_test(without_a_practice_file_the_title_of_the_site_says_who_practises),
    };
    return cmocka_run_group_tests_name("private", tests, NULL, NULL);
}
