#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/support/facts_from.h"

static void hours_are_the_practices_where_the_page_plainly_says_so(void **state)
{
    (void)state;
    static const struct {
        const char *html, *tag, *weeks;
    } cases[] = {
        {"<h2>Office hours</h2><p>Mon-Fri 9-5</p>", "text", "Mo-Fr 09:00-17:00"},
        {"<p>Hours: Monday to Thursday 9 a.m. - 6 p.m.</p>", "text", "Mo-Th 09:00-18:00"},
        {"<h3>Hours</h3><table><tr><td>Monday</td><td>9 - 5</td></tr><tr><td>Tuesday</td><td>12 p.m. - 8 p.m.</td></tr>"
         "<tr><td>Sunday</td><td>Closed</td></tr></table>",
         "text", "Mo 09:00-17:00; Tu 12:00-20:00; Su closed"},
        {"<div lang=fr><h2>Heures d’ouverture</h2><p>Du lundi au vendredi de 9 h à 17 h</p></div>", "text",
         "Mo-Fr 09:00-17:00"},
        {"<div lang=fr><p>Horaires : lundi, mardi et jeudi, 8h30-12h et 13h30-18h</p></div>", "text",
         "Mo-Tu 08:30-12:00, 13:30-18:00; Th 08:30-12:00, 13:30-18:00"},
        {"<script type='application/ld+json'>{\"@type\":\"LocalBusiness\",\"openingHours\":[\"Mo-Th 09:00-17:00\","
         "\"Fr 09:00-12:00\"]}</script>",
         "structured", "Mo-Th 09:00-17:00; Fr 09:00-12:00"},
        {"<script type='application/ld+json'>{\"@type\":\"LocalBusiness\",\"openingHoursSpecification\":[{\"@type\":"
         "\"OpeningHoursSpecification\",\"dayOfWeek\":[\"Monday\",\"https://schema.org/Tuesday\"],\"opens\":\"09:00\","
         "\"closes\":\"17:00:00\"}]}</script>",
         "structured", "Mo-Tu 09:00-17:00"},
        // A group, a course, a telephone, a help line, a holiday; and a sentence that speaks of a day.
        {"<h2>Groups</h2><p>Tuesdays 6-8 pm, open to all</p>", NULL, ""},
        {"<p>Our phone hours are Monday to Friday 9-12.</p>", NULL, ""},
        {"<p>The crisis line is open Mon-Fri 9-5.</p>", NULL, ""},
        {"<p>Holiday hours: Dec 24, Monday 9-12</p>", NULL, ""},
        {"<div lang=fr><p>Permanence téléphonique le lundi de 9 h à 12 h, ouverte à tous</p></div>", NULL, ""},
        {"<p>On Monday 12 people came.</p>", NULL, ""},
        {"<p>Mon-Fri 9-5</p>", NULL, ""}, // nothing says of what
        {"<p>Office hours: Monday 1-5</p>", NULL, ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *found = facts_from(cases[i].html, NULL, FACT_HOURS, cases[i].tag);
        if (strcmp(found, cases[i].weeks) != 0) {
            fail_msg("in “%s”: “%s”", cases[i].html, found);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hours_are_the_practices_where_the_page_plainly_says_so),
    };
    return cmocka_run_group_tests_name("hours facts", tests, NULL, facts_from_end);
}
