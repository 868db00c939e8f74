#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/page_from.h"

static void reads_a_form(void **state)
{
    (void)state;
    g_autoptr(Page) page =
        page_from("<h2>Write to me</h2><form action='/send' method=POST><label for=n>Your name</label>"
                  "<input id=n name=name type=Text required><label>E-mail <input name=mail type=email></label>"
                  "<textarea name=msg placeholder='Your message' aria-label=Message></textarea>"
                  "<select name=day><option>Mon</select><input type=hidden name=key value=7>"
                  "<button type=submit>Send <b>it</b></button></form>");
    assert_int_equal(page->n_forms, 1);
    const struct page_form *form = &page->forms[0];
    assert_string_equal(form->action, "https://roe.example/send");
    assert_string_equal(form->raw_action, "/send");
    assert_string_equal(form->method, "post");
    assert_string_equal(page->headings[form->heading].text, "Write to me");
    const struct {
        const char *tag, *type, *name, *label, *placeholder, *value;
        gboolean required;
    } fields[] = {
        {"input", "text", "name", "Your name", NULL, NULL, TRUE},
        {"input", "email", "mail", "E-mail", NULL, NULL, FALSE},
        {"textarea", "", "msg", "Message", "Your message", NULL, FALSE},
        {"select", "", "day", NULL, NULL, NULL, FALSE},
        {"input", "hidden", "key", NULL, NULL, "7", FALSE},
        {"button", "submit", NULL, NULL, NULL, "Send it", FALSE},
    };
    assert_int_equal(form->n_fields, G_N_ELEMENTS(fields));
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
        const struct page_field *field = &page->fields[form->first_field + i];
        assert_string_equal(field->tag, fields[i].tag);
        assert_string_equal(field->type, fields[i].type);
        assert_true(g_strcmp0(field->name, fields[i].name) == 0);
        assert_true(g_strcmp0(field->label, fields[i].label) == 0);
        assert_true(g_strcmp0(field->placeholder, fields[i].placeholder) == 0);
        assert_true(g_strcmp0(field->value, fields[i].value) == 0);
        assert_int_equal(field->required, fields[i].required);
    }
}

static void a_form_has_the_heading_above_its_fields(void **state)
{
    (void)state;
    const char *const cases[] = {
        "<h2>Write</h2><form><input></form>",
        "<h2>Contact</h2><form><h3>Write</h3><input type=hidden><input><h3>More</h3><textarea></textarea></form>",
        "<h2>Write</h2><div><input><button>Send</button></div>",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Page) page = page_from(cases[i]);
        assert_int_equal(page->n_forms, 1);
        assert_string_equal(page->headings[page->forms[0].heading].text, "Write");
    }
}

static void an_action_is_an_address_or_none(void **state)
{
    (void)state;
    const struct {
        const char *html, *action;
    } cases[] = {
        {"<form action='https://w.example/f'>", "https://w.example/f"},
        {"<form action='mailto:a@b.example'>", NULL},
        {"<form action='#'>", NULL},
        {"<form action=''>", NULL},
        {"<form>", NULL},
        {"<form action='go?x=1'>", "https://roe.example/about/go?x=1"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Page) page = page_from(cases[i].html);
        assert_int_equal(page->n_forms, 1);
        assert_true(g_strcmp0(page->forms[0].action, cases[i].action) == 0);
        assert_string_equal(page->forms[0].method, "get");
    }
}

static void finds_forms_that_have_no_form_element(void **state)
{
    (void)state;
    const struct {
        const char *html;
        guint n_forms, n_fields;
    } cases[] = {
        {"<div><div><input name=mail></div><div><textarea></textarea></div><div><button>Send</button></div></div>", 1,
         3},
        {"<div><p><input type=text></p></div>", 0, 0},         // no button: a search box, a widget
        {"<div><button>Menu</button></div><p>Text</p>", 0, 0}, // no field
        {"<div><input type=checkbox><button>x</button></div>", 0, 0},
        {"<body><input><button>x</button></body>", 0, 0}, // the whole page is no form
        {"<form id=f></form><input name=a form=f><input name=b>", 1, 1},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Page) page = page_from(cases[i].html);
        if (page->n_forms != cases[i].n_forms) {
            fail_msg("%s: %u forms", cases[i].html, page->n_forms);
        }
        if (page->n_forms && page->forms[0].n_fields != cases[i].n_fields) {
            fail_msg("%s: %u fields", cases[i].html, page->forms[0].n_fields);
        }
    }
}

static void keeps_the_fields_of_each_form_together(void **state)
{
    (void)state;
    g_autoptr(Page) page =
        page_from("<input name=loose><form id=a><input name=a1></form><form id=b><input name=b1></form>"
                  "<input name=a2 form=a>");
    assert_int_equal(page->n_forms, 2);
    assert_int_equal(page->forms[0].n_fields, 2);
    assert_string_equal(page->fields[page->forms[0].first_field + 1].name, "a2");
    assert_string_equal(page->fields[page->forms[1].first_field].name, "b1");
    assert_int_equal(page->n_fields, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_form),
        cmocka_unit_test(a_form_has_the_heading_above_its_fields),
        cmocka_unit_test(an_action_is_an_address_or_none),
        cmocka_unit_test(finds_forms_that_have_no_form_element),
        cmocka_unit_test(keeps_the_fields_of_each_form_together),
    };
    return cmocka_run_group_tests_name("page forms", tests, NULL, NULL);
}
