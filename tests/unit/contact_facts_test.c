#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/facts_from.h"

static void e_mail_is_read_however_it_is_written(void **state)
{
    (void)state;
    const struct facts_expected cases[] = {
        {FACT_EMAIL, NULL, "<p>Write to Jane@Roe.ca.</p>", "jane@roe.ca"},
        {FACT_EMAIL, "mailto", "<a href='mailto:jane%40roe.ca?subject=Hi'>Write</a>", "jane@roe.ca"},
        {FACT_EMAIL, "mailto", "<a href='mailto:a@roe.ca,b@roe.ca'>Write</a>", "a@roe.ca | b@roe.ca"},
        {FACT_EMAIL, "spelled-out", "<p>jane (at) roe (dot) ca</p>", "jane@roe.ca"},
        {FACT_EMAIL, "spelled-out", "<p lang='fr'>jeanne [arobase] roy [point] fr</p>", "jeanne@roy.fr"},
        {FACT_EMAIL, "image", "<img src='mail.png' alt='jane@roe.ca'>", "jane@roe.ca"},
        {FACT_EMAIL, "regulator", "<p>info@ocswssw.org</p>", "info@ocswssw.org"},
        {FACT_EMAIL, "placeholder", "<p>you@example.com</p>", "you@example.com"},
        {FACT_EMAIL, "elsewhere", "<h2>Hébergement</h2><p>support@ovh.com</p>", "support@ovh.com"},
        {FACT_EMAIL, NULL, "<p>photo@2x.png, a@b, @jane, jane@</p>", ""},
        {FACT_EMAIL, NULL, "<p>Meet me at noon dot.</p>", ""},
    };
    facts_from_check(cases, G_N_ELEMENTS(cases), NULL);
}

static void a_number_is_told_from_a_fax_a_help_line_and_a_template(void **state)
{
    (void)state;
    const struct facts_expected cases[] = {
        {FACT_PHONE, NULL, "<p>Tel: 416-923-0187 Fax: 416-923-0188</p>", "+14169230187"},
        {FACT_FAX, NULL, "<p>Tel: 416-923-0187 Fax: 416-923-0188</p>", "+14169230188"},
        {FACT_PHONE, NULL, "<p>Tel/Fax: 416-923-0187</p>", "+14169230187"},
        {FACT_FAX, NULL, "<p lang='fr'>Téléc. : 613 241-0179</p>", "+16132410179"},
        {FACT_FAX, NULL, "<div>Fax</div><div>416-923-0188</div>", "+14169230188"},
        {FACT_PHONE, "help-line", "<p>In a crisis, call 1-833-456-4566.</p>", "+18334564566"},
        {FACT_PHONE, "help-line", "<p>Distress Centre of Toronto: 416-408-4357</p>", "+14164084357"},
        {FACT_PHONE, "regulator", "<p>The College: 416-972-9882</p>", "+14169729882"},
        {FACT_PLACEHOLDER_PHONE, NULL, "<p>416-555-0134</p>", "+14165550134"},
        {FACT_PLACEHOLDER_PHONE, NULL, "<a href='tel:XXXXXXXXX'>Call</a>", "tel:XXXXXXXXX"},
        {FACT_PHONE, NULL, "<p>Call 4169230187</p>", "+14169230187"},
        {FACT_PHONE, NULL, "<p>Our reference is 4169230187 for this order</p>", ""},
        {FACT_PHONE, NULL, "<p>Licence number 416 923 0187</p>", ""},
        {FACT_PHONE, NULL, "<p>Company registration number 07946 820704</p>", ""},
        {FACT_PHONE, "tel", "<a href='tel:+1%20416%20923%200187'>Call me</a>", "+14169230187"},
    };
    facts_from_check(cases, G_N_ELEMENTS(cases), NULL);
}

static void an_address_needs_more_than_the_name_of_a_street(void **state)
{
    (void)state;
    const struct facts_expected cases[] = {
        {FACT_ADDRESS, "complete", "<p>310 Danforth Avenue, Suite 5, Toronto, Ontario M4K 1N6</p>",
         "310 danforth avenue, suite 5, toronto, ontario m4k 1n6"},
        {FACT_ADDRESS, "complete", "<p>20 Herrell Rd, Villa Rica, GA 30180</p>", "20 herrell rd, villa rica, ga 30180"},
        {FACT_ADDRESS, "complete", "<p>Anerley Road, London, SE20 8BD</p>", "road, london, se20 8bd"},
        {FACT_ADDRESS, "complete", "<p>Avenue de la Gare 10, 1003 Lausanne</p>", "avenue de la gare 10, 1003"},
        {FACT_ADDRESS, "complete", "<p>13 Rue du 18 Juin 1940, 59230 Saint-Amand</p>", "13 rue du 18 juin 1940, 59230"},
        {FACT_ADDRESS, "complete", "<div>12 Main Street</div><div>Toronto</div><div>M5V 2T6</div>", "12 main street"},
        {FACT_ADDRESS, "regulator", "<p>250 Bloor Street East, Suite 1000, Toronto M4W 1E6</p>",
         "250 bloor street east, suite 1000, toronto m4w 1e6"},
        {FACT_ADDRESS, "regulator", "<p>2 Bloor Street East, Suite 1400, Toronto M4W 1A8</p>", ""},
        {FACT_ADDRESS, "elsewhere",
         "<p>Information and Privacy Commissioner, 2 Bloor Street East, Suite 1400, Toronto M4W 1A8</p>",
         "2 bloor street east, suite 1400, toronto m4w 1a8"},
        {FACT_ADDRESS, "elsewhere", "<p>Hébergeur : OVH, 2 rue Kellermann, 59100 Roubaix</p>",
         "2 rue kellermann, 59100"},
        {FACT_ADDRESS, NULL, "<footer>© 2023. All rights reserved.</footer>", ""},
        {FACT_ADDRESS, NULL, "<p>Take 3 steps to a safe place.</p>", ""},
        {FACT_ADDRESS, NULL, "<p>In 2015 the court decided.</p>", ""},
        {FACT_ADDRESS, NULL, "<p>Serving Hamilton, Ontario L8P 1A1</p>", ""},
    };
    facts_from_check(cases, G_N_ELEMENTS(cases), NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(e_mail_is_read_however_it_is_written),
        cmocka_unit_test(a_number_is_told_from_a_fax_a_help_line_and_a_template),
        cmocka_unit_test(an_address_needs_more_than_the_name_of_a_street),
    };
    return cmocka_run_group_tests_name("contact facts", tests, NULL, facts_from_end);
}
