/*
 * Who a client is leaves the audit in no file and no line of output, unless that is asked for; who practises stays.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/support/program.h"

static const char page[] =
    "<!doctype html><html lang='en'><head><title>Roe Counselling – Jane Roe, RSW</title>"
    "<meta name='description' content='“Jane saved my marriage” – Zebulon Quark, Guelph'></head>"
    "<body><h1>Roe Counselling</h1><p>Jane Roe, MSW, RSW. Call 416-923-0187 or write jane@roe.example.</p>"
    "<h2>Testimonials</h2>"
    "<blockquote class='testimonial'><p>Jane helped me with play therapy for our son Xavier. I cannot thank her "
    "enough! "
    "Reach me at zebulon.quark@post.example or 519-822-1144.</p><cite>Zebulon Quark, Guelph</cite></blockquote>"
    "<div class='testimonial'><p>\"Before our sessions on Skype with Jane I could not sleep. Now I am myself again.\" "
    "— Zebulon Quark</p></div><h3>Zebulon Quark's story</h3><blockquote class='testimonial'><p>I was lost when my wife "
    "Penelope left. Jane Roe listened to me every week and gave me hope.</p></blockquote>"
    "<div id='comments'><ol class='comment-list'><li class='comment'><cite>Zebulon Quark</cite> says: <p>Thank you "
    "Jane, "
    "you were wonderful with my anxiety. Zebulon Quark, 519-822-1144</p></li></ol></div>"
    "<p>My client Penelope, a 34-year-old nurse, came to me after her divorce.</p></body></html>";

static const char practice[] =
    "practice: { name: Roe Counselling, languages: [en, fr] }\n"
    "practitioner: { name: Jane Roe, titles: [MSW, RSW], registration: { regulator: ocswssw, number: '823417' } }\n"
    "contact: { email: jane@roe.example, phone: 416-923-0187 }\n"
    "services: { current: [Individual therapy], retired: [Play therapy] }\n"
    "presences: [ 'http://roe.example/' ]\n"
    "accepted:\n"
    "  - { rule: testimonials.display, text: 'I was lost when my wife Penelope left', reason: 'being rewritten', "
    "until: 2099-01-31 }\n";

static const char *const clients[] = {"Zebulon", "Quark", "Xavier", "Penelope", "822-1144", "8221144", "post.example"};

/* All that the audit leaves: every file in the folder that it writes to, and what it prints. */
static char *everything(const char *folder, const char *masking)
{
    g_autofree char *home = folder_write(folder, "site/index.html", page);
    g_autofree char *site = g_path_get_dirname(home);
    g_autofree char *file = folder_write(folder, "practice.yaml", practice);
    g_autofree char *out = g_build_filename(folder, masking ? "open" : "masked", NULL);
    const char *const arguments[] = {"audit",
                                     file,
                                     site,
                                     "-o",
                                     out,
                                     "--offline",
                                     "--no-history",
                                     "--no-cache",
                                     "--format",
                                     "html,json,sarif,junit,csv,md",
                                     "--annotate",
                                     "github",
                                     "--progress",
                                     "json",
                                     "--fail-on",
                                     "never",
                                     "--allow-partial",
                                     masking,
                                     NULL};
    struct outcome outcome = program_run(arguments);
    if (outcome.status != 0) {
        fail_msg("status %d: %s", outcome.status, outcome.err);
    }
    GString *all = g_string_new(outcome.out);
    g_string_append(all, outcome.err);
    outcome_clear(&outcome);
    g_autoptr(GDir) dir = g_dir_open(out, 0, NULL);
    const char *name;
    while ((name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(out, name, NULL);
        g_autofree char *text = NULL;
        if (g_file_get_contents(path, &text, NULL, NULL)) {
            g_string_append_printf(all, "\n==== %s\n%s", name, text);
        }
    }
    return g_string_free(all, FALSE);
}

static void no_output_tells_who_a_client_is(void **state)
{
    g_autofree char *all = everything(*state, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(clients); i++) {
        const char *at = strcasestr(all, clients[i]);
        if (at) {
            const char *from = at - MIN((gsize)(at - all), 200);
            fail_msg("“%s” in: %.*s", clients[i], 260, from);
        }
    }
    static const char *const own[] = {"Jane Roe",     "jane@roe.example",
                                      "416-923-0187", "Jane helped me with play therapy",
                                      "decision",     "being rewritten"};
    for (gsize i = 0; i < G_N_ELEMENTS(own); i++) {
        if (!strstr(all, own[i])) {
            fail_msg("“%s” is gone", own[i]);
        }
    }
}

static void unless_that_is_asked_for(void **state)
{
    g_autofree char *all = everything(*state, "--unmasked");
    assert_non_null(strstr(all, "our son Xavier"));
    assert_non_null(strstr(all, "519-822-1144"));
}

static int set_up(void **state)
{
    *state = folder_new();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_output_tells_who_a_client_is),
        cmocka_unit_test(unless_that_is_asked_for),
    };
    return cmocka_run_group_tests_name("privacy", tests, set_up, folder_tear_down);
}
