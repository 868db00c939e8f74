#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/support/facts_from.h"

/* Each of `texts` shows (or does not show) a fact of `kind` on 21 November 2026. */
static void check(enum fact_kind kind, const char *const *texts, gsize n, gboolean shows)
{
    for (gsize i = 0; i < n; i++) {
        g_autofree char *found = facts_from(texts[i], NULL, kind, NULL);
        if ((*found != '\0') != shows) {
            fail_msg("%s in “%s”: “%s”", fact_kind_word(kind), texts[i], found);
        }
    }
}

static void a_notice_of_the_pandemic_says_how_the_practice_works_now(void **state)
{
    (void)state;
    const char *const shown[] = {
        "<p>All counselling sessions are being held either online, via Zoom, or by telephone due to COVID-19.</p>",
        "<h2>COVID-19 Update</h2><p>Our office continues to operate via telehealth only at this time.</p>",
        "<p>I will continue doing teletherapy sessions only until further notice because of the pandemic.</p>",
        "<p>Please wear a mask when entering the office.</p>",
        "<p>During the current coronavirus pandemic I am offering phone and video sessions.</p>",
        "<p>Clients are asked to wear masks in common areas and complete COVID-19 screening before each "
        "appointment.</p>",
        "<p>We are following all public health guidelines regarding COVID-19.</p>",
        "<html lang='fr'><p>COVID-19 : les consultations se font uniquement en visioconférence.</p>",
        "<html lang='fr'><p>Le port du masque est obligatoire au cabinet.</p>",
        "<html lang='fr'><h3>Mesures sanitaires</h3><p>Merci de vous désinfecter les mains.</p>",
        "<html lang='fr'><p>Pendant la pandémie, je vous reçois par téléphone ou par vidéo.</p>",
        "<html lang='fr'><p>Suite aux mesures liées à la COVID-19, les rencontres en personne sont suspendues.</p>",
    };
    check(FACT_PANDEMIC_NOTICE, shown, G_N_ELEMENTS(shown), TRUE);
    const char *const not_shown[] = {
        "<p>I help clients cope with stress related to the COVID-19 pandemic.</p>",
        "<p>Therapy for anxiety, depression, grief, and pandemic burnout.</p>",
        "<p>During the pandemic, many of us learned how much we need one another.</p>",
        "<p>I began offering online therapy during the COVID-19 pandemic and still do.</p>",
        "<p>Since COVID-19, all my sessions are online.</p>",
        "<p>Research published during the COVID-19 pandemic showed that online therapy works.</p>",
        "<p>Oxygen masks: put on your own first.</p>",
        "<p>We all wear a mask sometimes to hide how we feel; in therapy you may take it off.</p>",
        "<html lang='fr'><p>La pandémie a fragilisé plusieurs couples; je vous accompagne.</p>",
        "<html lang='fr'><p>Nous portons tous un masque pour cacher nos émotions.</p>",
        "<html lang='fr'><p>Anxiété liée à la COVID-19 : je peux vous aider.</p>",
    };
    check(FACT_PANDEMIC_NOTICE, not_shown, G_N_ELEMENTS(not_shown), FALSE);
}

static void an_announcement_whose_date_has_passed(void **state)
{
    (void)state;
    const char *const shown[] = {
        "<h2>Upcoming Events</h2><ul><li>Mindfulness Group – Tuesdays, Jan 14 to Mar 3, 2020</li></ul>",
        "<p>Our next parenting workshop is scheduled for October 5th, 2019.</p>",
        "<p>Spaces are limited! Early bird rate until September 1, 2018.</p>",
        "<p>Registration for the Fall 2022 session is now open.</p>",
        "<p>The office will be closed from December 24, 2021 to January 3, 2022.</p>",
        "<p>I am on maternity leave until June 2023.</p>",
        "<p>I will be on vacation from August 1 to August 15, 2022.</p>",
        "<p>New location opening in Spring 2021!</p>",
        "<h3>Next Workshop</h3><p>Saturday, May 4, 2019, 10 am to 4 pm</p>",
        "<p>Grief Support Group starting January 2023 – contact me to reserve your spot.</p>",
        "<p>RSVP by March 3, 2020.</p>",
        "<p>Now accepting registrations for the group beginning on November 7, 2023.</p>",
        "<html lang='fr'><p>Prochaine rencontre : le 12 mars 2020 à 19 h.</p>",
        "<html lang='fr'><p>Le bureau sera fermé du 24 décembre 2021 au 3 janvier 2022.</p>",
        "<html lang='fr'><p>Début des groupes : septembre 2022. Places limitées.</p>",
        "<html lang='fr'><p>Un nouveau groupe de soutien débutera en janvier 2023.</p>",
        "<html lang='fr'><h2>Ateliers à venir</h2><p>Gérer son stress, samedi 14 mai 2022</p>",
        "<html lang='fr'><p>Je serai en congé de maternité jusqu’au 30 juin 2023.</p>",
        "<html lang='fr'><p>Date limite d’inscription : 15 septembre 2021</p>",
    };
    check(FACT_PAST_EVENT, shown, G_N_ELEMENTS(shown), TRUE);
    const char *const not_shown[] = {
        "<p>I graduated in June 2015 and joined the clinic in September 2016.</p>",
        "<p>She has run groups since January 2012.</p>",
        "<p>Effective January 1, 2023, the fee is $150.</p>",
        "<p>Starting January 1, 2020 my fees will increase to $140.</p>",
        "<p>Posted on March 3, 2019 by Jane</p>",
        "<p>On March 14, 2019 the College published new guidelines.</p>",
        "<h2>Presentations</h2><ul><li>Grief at Work, Ottawa, May 2018</li></ul>",
        "<h2>Publications</h2><p>Roe, J. (2014). The next group. Journal, May 2014.</p>",
        "<p>Last updated: March 3, 2015</p>",
        "<p>Join our newsletter. © 2014</p>",
        "<p>The workshop was held on May 4, 2019.</p>",
        "<p>In March 2020 I started seeing clients online.</p>",
        "<p>Copyright 2009-2014. Register for our newsletter.</p>",
        "<html lang='fr'><p>Diplômée en juin 2015, elle anime des groupes depuis septembre 2016.</p>",
        "<html lang='fr'><p>En vigueur le 1er janvier 2023.</p>",
        "<html lang='fr'><p>À compter du 1er janvier 2020, mes tarifs seront de 140 $.</p>",
        "<html lang='fr'><p>La loi est entrée en vigueur le 22 septembre 2022.</p>",
        "<html lang='fr'><h2>Conférences données</h2><ul><li>Le deuil au travail, Ottawa, mai 2018</li></ul>",
    };
    check(FACT_PAST_EVENT, not_shown, G_N_ELEMENTS(not_shown), FALSE);
}

static void a_closed_service_offered_or_linked(void **state)
{
    (void)state;
    const char *const shown[] = {
        "<p>Online counselling via Skype, FaceTime or phone.</p>",
        "<li>Phone/Skype Sessions</li>",
        "<p>Sessions in person, by telephone or Google Hangouts</p>",
        "<html lang='fr'><p>Consultations par Skype ou au cabinet</p>",
        "<p><a href='https://plus.google.com/+RoeCounselling'>G+</a></p>",
    };
    check(FACT_RETIRED_TECHNOLOGY, shown, G_N_ELEMENTS(shown), TRUE);
    const char *const not_shown[] = {
        "<p>We do not use Skype or FaceTime because they are not secure.</p>",
        "<p>Skype was retired in 2025; I now use a secure service.</p>",
        "<html lang='fr'><p>Skype n’est plus offert.</p>",
        "<p>Skype for Business meetings</p>",
    };
    check(FACT_RETIRED_TECHNOLOGY, not_shown, G_N_ELEMENTS(not_shown), FALSE);
}

static void whether_new_clients_are_taken(void **state)
{
    (void)state;
    const char *const shown[] = {
        "<p>I am currently accepting new clients</p>",
        "<p>Not currently accepting new clients</p>",
        "<p>My practice is currently full.</p>",
        "<p>Accepting New Clients!</p>",
        "<p>I have a waitlist and am not taking on new clients at this time.</p>",
        "<p>Openings available</p>",
        "<html lang='fr'><p>J’accepte présentement de nouveaux clients.</p>",
        "<html lang='fr'><p>Nous n’acceptons pas de nouvelles demandes pour le moment.</p>",
        "<html lang='fr'><p>Liste d’attente fermée.</p>",
        "<html lang='fr'><p>Accepte de nouveaux clients</p>",
    };
    check(FACT_ACCEPTING, shown, G_N_ELEMENTS(shown), TRUE);
}

static void what_a_template_left(void **state)
{
    (void)state;
    const char *const shown[] = {
        "<p>Lorem ipsum dolor sit amet</p>",
        "<p>Your content goes here. Edit or remove this text inline.</p>",
        "<p>I'm a paragraph. Click here to add your own text and edit me.</p>",
        "<h1>Hello world!</h1>",
        "<p>[Insert name here]</p>",
        "<p>This site is currently under construction.</p>",
        "<html lang='fr'><p>Site en construction</p>",
        "<html lang='fr'><p>[Insérer le nom]</p>",
        "<p>{{ contact.email }}</p>",
        "<p>123 Main Street, Anytown</p>",
    };
    check(FACT_PLACEHOLDER, shown, G_N_ELEMENTS(shown), TRUE);
    const char *const not_shown[] = {
        "<p>We will be adding more resources soon.</p>",
        "<p>Life is always under construction.</p>",
        "<p>Your name and email are kept private.</p>",
        "<p>[Back to top]</p>",
        "<p>She said [laughing] yes</p>",
        "<html lang='fr'><p>Se reconstruire après une rupture</p>",
        "<html lang='fr'><p>Activités à venir : voir le calendrier.</p>",
    };
    check(FACT_PLACEHOLDER, not_shown, G_N_ELEMENTS(not_shown), FALSE);
}

/* "value shown tags" of each fact of `kind`, joined by " | ". Caller frees. */
static char *dates_of(const Page *page, enum fact_kind kind)
{
    g_autoptr(Hits) hits = hits_read(facts_from_rules()->matcher, page);
    struct practice *nobody = practice_new();
    GDate as_of;
    g_date_clear(&as_of, 1);
    g_date_set_dmy(&as_of, 21, G_DATE_NOVEMBER, 2026);
    const struct fact_context context = {page, hits, nobody, facts_from_rules(), &as_of};
    g_autoptr(Facts) facts = facts_read(&context);
    GString *values = g_string_new(NULL);
    guint index = 0;
    for (const struct fact *fact; (fact = facts_next(facts, kind, &index));) {
        g_string_append_printf(values, "%s%s %s", values->len ? " | " : "", fact->value, fact->tags);
    }
    practice_free(nobody);
    return g_string_free(values, FALSE);
}

static void what_says_how_old_a_page_is_is_kept_apart(void **state)
{
    (void)state;
    static const char html[] =
        "<html lang=en><head><meta property='article:modified_time' content='2021-02-03T10:00:00Z'>"
        "<script "
        "type='application/ld+json'>{\"@type\":\"WebPage\",\"dateModified\":\"2022-03-04\"}</script></head><body>"
        "<h1>Privacy policy</h1><p>Last updated: 03/04/2019</p><p>Last updated: May 6, 2020</p>"
        "<img src='/wp-content/uploads/2017/11/a.jpg'><img src='/wp-content/uploads/2018/05/b.jpg'>"
        "<img src='/photos/2999/01/c.jpg'><img src='/2018/13/d.jpg'><footer>© 2016 Jane Roe</footer></body></html>";
    g_autoptr(GBytes) body = g_bytes_new_static(html, strlen(html));
    g_autoptr(Page) page = page_read("https://practice.example/privacy", body, "utf-8");
    page->sitemap_date = "2023-05-06T00:00:00+00:00";
    page->header_date = "Wed, 24 Jul 2024 07:28:00 GMT";
    static const struct {
        enum fact_kind kind;
        const char *dates;
    } cases[] = {
        // A day that can be read two ways is no date of the page's at all.
        {FACT_UPDATED, "2020-05-06 visible updated policy | 2021-02-03 meta modified | 2022-03-04 schema modified"},
        {FACT_SITEMAP_DATE, "2023-05-06 sitemap"},
        {FACT_HEADER_DATE, "2024-07-24 header"},
        {FACT_IMAGE_DATE, "2018-05 path"},
        {FACT_COPYRIGHT_YEAR, "2016 "},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *dates = dates_of(page, cases[i].kind);
        if (!g_str_has_prefix(dates, cases[i].dates)) {
            fail_msg("%s: “%s”", fact_kind_word(cases[i].kind), dates);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_says_how_old_a_page_is_is_kept_apart),
        cmocka_unit_test(a_notice_of_the_pandemic_says_how_the_practice_works_now),
        cmocka_unit_test(an_announcement_whose_date_has_passed),
        cmocka_unit_test(a_closed_service_offered_or_linked),
        cmocka_unit_test(whether_new_clients_are_taken),
        cmocka_unit_test(what_a_template_left),
    };
    return cmocka_run_group_tests_name("outdated facts", tests, NULL, facts_from_end);
}
