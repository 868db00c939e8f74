#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/facts_from.h"

static void a_registration_number_has_a_cue(void **state)
{
    (void)state;
    const struct facts_expected cases[] = {
        {FACT_REGISTRATION_NUMBER, NULL, "<p>OCSWSSW registration number 831204</p>", "831204"},
        {FACT_REGISTRATION_NUMBER, NULL, "<p>Jane Roe, RSW #831204</p>", "831204"},
        {FACT_REGISTRATION_NUMBER, NULL, "<p>Reg. # 831204</p>", "831204"},
        {FACT_REGISTRATION_NUMBER, NULL, "<p>(Lic. #CA24529)</p>", "CA24529"},
        {FACT_REGISTRATION_NUMBER, NULL, "<p>license CW025638</p>", "CW025638"},
        {FACT_REGISTRATION_NUMBER, NULL, "<p>I am a counselor (#APC005571)</p>", "APC005571"},
        {FACT_REGISTRATION_NUMBER, NULL, "<p>MBACP membership no. 394021</p>", "394021"},
        {FACT_REGISTRATION_NUMBER, NULL, "<p>HCPC registration number AS12345</p>", "AS12345"},
        {FACT_REGISTRATION_NUMBER, NULL, "<p lang='fr'>N° d’inscription : 831204</p>", "831204"},
        {FACT_REGISTRATION_NUMBER, NULL, "<p lang='fr'>Numéro RPPS : 10009425330</p>", "10009425330"},
        {FACT_REGISTRATION_NUMBER, NULL, "<p lang='fr'>ADELI : 44 93 2453 2</p>", "449324532"},
        {FACT_REGISTRATION_NUMBER, "named-body",
         "<p>Ontario College of Social Workers and Social Service Workers / 831204</p>", "831204"},
        {FACT_REGISTRATION_NUMBER, NULL, "<p>Jane Roe, RSW since 2012. Call 416-923-0187.</p>", ""},
        {FACT_REGISTRATION_NUMBER, NULL, "<p>MSW 1998, RSW 2012</p>", ""},
        {FACT_REGISTRATION_NUMBER, NULL, "<p>ICO registration number: ZA459428</p>", ""},
        {FACT_REGISTRATION_NUMBER, NULL, "<p>Registered company number 12345678</p>", ""},
        {FACT_REGISTRATION_NUMBER, NULL, "<p>HST registration number 812345678</p>", ""},
        {FACT_REGISTRATION_NUMBER, NULL, "<p>SIRET : 798 916 771 00032</p>", ""},
        {FACT_REGISTRATION_NUMBER, NULL, "<p>Member of the browser 1 club, LDRSW #1</p>", ""},
    };
    facts_from_check(cases, G_N_ELEMENTS(cases), NULL);
}

static void a_colleague_s_number_is_not_the_practitioner_s(void **state)
{
    (void)state;
    const struct facts_expected cases[] = {
        {FACT_REGISTRATION_NUMBER, "other-person", "<p>Anna Kowalski, RP, CRPO #009417</p>", "009417"},
        {FACT_REGISTRATION_NUMBER, "other-person", "<p>I am supervised by Anna Kowalski, RP (CRPO #009417).</p>",
         "009417"},
        {FACT_REGISTRATION_NUMBER, "other-person", "<h3>Anna Kowalski, MSW, RSW</h3><p>OCSWSSW #812345</p>", "812345"},
        {FACT_REGISTRATION_NUMBER, "other-person", "<div><p>Anna Kowalski, RSW</p><p>OCSWSSW #812345</p></div>",
         "812345"},
        {FACT_REGISTRATION_NUMBER, "other-person",
         "<h2>Jane Roe</h2><p>MSW</p><h2>Anna Kowalski</h2><p>OCSWSSW #812345</p>", "812345"},
        {FACT_REGISTRATION_NUMBER, "other-person",
         "<p lang='fr'>Élodie Bélanger, T.S.I., numéro d’inscription : 812345</p>", "812345"},
        {FACT_REGISTRATION_NUMBER, "other-person",
         "<div lang='fr'><h3>Élodie Bélanger, M.S.S., T.S.I.</h3><p>OTSTTSO no 812345</p></div>", "812345"},
        {FACT_REGISTRATION_NUMBER, "other-person",
         "<script type='application/ld+json'>{\"@context\": \"https://schema.org\", \"@type\": \"Person\", \"name\": "
         "\"Anna Kowalski\", \"identifier\": \"OCSWSSW registration number 812345\"}</script>",
         "812345"},
        {FACT_REGISTRATION_NUMBER, "other-person", "<p>Jane Roe, MSW, RSW, OCSWSSW #654321</p>", ""},
        {FACT_REGISTRATION_NUMBER, "other-person", "<p>Jane Smith-Roe, RSW #654321</p>", ""},
        {FACT_REGISTRATION_NUMBER, "other-person", "<p>OCSWSSW #654321</p>", ""},
        {FACT_REGISTRATION_NUMBER, "other-person", "<h2>Registration Details</h2><p>RSW #654321</p>", ""},
        {FACT_REGISTRATION_NUMBER, "other-person", "<p>Clinical Director, RSW #654321</p>", ""},
        {FACT_REGISTRATION_NUMBER, "other-person", "<p>Registered Social Worker, RSW #654321</p>", ""},
        {FACT_REGISTRATION_NUMBER, "other-person", "<p>Calm Harbour, RSW #654321</p>", ""},
        {FACT_REGISTRATION_NUMBER, "other-person",
         "<p lang='fr'>Travailleuse Sociale Inscrite, T.S.I., numéro d’inscription 654321</p>", ""},
        {FACT_REGISTRATION_NUMBER, "other-person", "<h3>Anna Kowalski, RSW</h3><p>OCSWSSW #831204</p>", ""},
    };
    const struct practice practice = {.name = (char *)"Calm Harbour Therapy",
                                      .practitioner = (char *)"Jane Roe",
                                      .regulator = (char *)"ocswssw",
                                      .number = (char *)"831204"};
    facts_from_check(cases, G_N_ELEMENTS(cases), &practice);
    const struct facts_expected unnamed[] = {
        {FACT_REGISTRATION_NUMBER, "other-person", "<p>Anna Kowalski, RP, CRPO #009417</p>", ""},
        {FACT_REGISTRATION_NUMBER, "own", "<p>Anna Kowalski, RP, CRPO #009417</p>", "009417"},
    };
    facts_from_check(unnamed, G_N_ELEMENTS(unnamed), NULL);
}

static void a_body_is_the_practitioner_s_only_where_it_is_tied_to_them(void **state)
{
    (void)state;
    const struct facts_expected cases[] = {
        {FACT_REGULATOR, "tied",
         "<p>I am registered with the Ontario College of Social Workers and Social Service Workers.</p>", "ocswssw"},
        {FACT_REGULATOR, "tied", "<footer><p>Ontario College of Social Workers</p></footer>", "ocswssw"},
        {FACT_REGULATOR, "tied", "<img src='l.png' alt='British Psychoanalytic Council'>", "bpc"},
        {FACT_REGULATOR, "tied", "<p>MA Art Psychotherapy, BAAT, HCPC Registered</p>", "uk-registers | hcpc"},
        {FACT_REGULATOR, "tied", "<p>Je suis membre de la Fédération Suisse des Psychologues (FSP).</p>",
         "ch-psy | ch-psy"},
        {FACT_REGULATOR, "tied",
         "<h2>How to choose a therapist</h2><p>Check that they belong to the College of Registered Psychotherapists of "
         "Ontario or the College of Psychologists of Ontario.</p>",
         ""},
        {FACT_REGULATOR, "tied", "<p>Make sure your therapist is registered with the OCSWSSW.</p>", ""},
        {FACT_REGULATOR, "tied", "<p>The ASP page was slow and the browser was old.</p>", ""},
        {FACT_REGULATOR_CONTACT, "tied", "<p>Member of the <a href='https://www.ocswssw.org/'>OCSWSSW</a></p>",
         "ocswssw"},
        {FACT_REGULATOR_CONTACT, "tied", "<p>To find a therapist, try <a href='https://www.crpo.ca/'>crpo.ca</a>.</p>",
         ""},
        {FACT_COMPLAINT, "body", "<p>You may file a complaint with the OCSWSSW.</p>", "file a complaint"},
        {FACT_COMPLAINT, "body", "<p>File a complaint with the Information and Privacy Commissioner.</p>", ""},
        {FACT_COMPLAINT, "body", "<p lang='fr'>Vous pouvez porter plainte à l’Ordre.</p>",
         "porter plainte | plainte à"},
        {FACT_COMPLAINT, "body", "<p lang='fr'>Vous pouvez déposer une plainte auprès de la CNIL.</p>", ""},
    };
    facts_from_check(cases, G_N_ELEMENTS(cases), NULL);
}

static void a_licence_is_claimed_by_the_practitioner_not_advised(void **state)
{
    (void)state;
    const struct facts_expected cases[] = {
        {FACT_LICENCE_CLAIM, "tied", "<p>I am licensed in New Jersey.</p>", "am licensed | licensed in"},
        {FACT_LICENCE_CLAIM, "tied", "<p lang='fr'>Je suis travailleuse sociale inscrite.</p>",
         "travailleuse sociale inscrite"},
        {FACT_LICENCE_CLAIM, "tied", "<p>Please consult a licensed psychologist.</p>", ""},
        {FACT_LICENCE_CLAIM, "tied", "<p>I am not a licensed psychologist.</p>", ""},
        {FACT_LICENCE_CLAIM, "tied", "<p>This work is licensed under Creative Commons.</p>", ""},
        {FACT_CREDENTIAL, "tied", "<p>Jane Roe, MSW, RSW</p>", "MSW"},
        {FACT_CREDENTIAL, "tied", "<p lang='fr'>Je suis titulaire d’une maîtrise en service social.</p>",
         "titulaire d’une maîtrise"},
        {FACT_CREDENTIAL, "tied", "<p>To some degree in every couple.</p>", ""},
    };
    facts_from_check(cases, G_N_ELEMENTS(cases), NULL);
}

static void ontario_s_titles_are_held_against_ontario_s_registrants_only(void **state)
{
    (void)state;
    const struct facts_expected cases[] = {
        {FACT_TITLE, "sole", "<p>Jane Roe, MSW, RCSW</p>", "RCSW"},
        {FACT_TITLE, "sole", "<p lang='fr'>Jane Roe, travailleuse sociale clinique</p>",
         "travailleuse sociale clinique"},
        {FACT_TITLE, "sole", "<p>Jane Roe, RCSW, registered with the British Columbia College of Social Workers</p>",
         ""},
        {FACT_TITLE, "sole", "<p>Jane Roe, RCSW</p><p>I am also licensed in Michigan.</p>", ""},
        {FACT_TITLE, "forbidden", "<p>Jane is a licensed clinical social worker in Toronto.</p>",
         "licensed clinical social worker"},
        {FACT_TITLE, "forbidden",
         "<p>Jane is a registered clinical social worker. Our clinical social worker is in.</p>",
         "registered clinical social worker | clinical social worker"},
        {FACT_TITLE, "psychotherapist-first", "<p>Jane Roe, Psychotherapist, MSW, RSW</p>",
         "Psychotherapist, MSW, RSW"},
        {FACT_TITLE, "psychotherapist-first", "<p>Jane Roe, RSW, Psychotherapist</p>", ""},
        {FACT_TITLE, "psychotherapist-first", "<p>Jane Roe, Psychotherapist, RSW, RP</p>", ""},
        {FACT_TITLE, "psychotherapist-first", "<p>A psychotherapist is not always a registered social worker.</p>", ""},
    };
    struct practice *practice = practice_new();
    practice->practitioner = g_strdup("Jane Roe");
    practice->regulator = g_strdup("ocswssw");
    facts_from_check(cases, G_N_ELEMENTS(cases), practice);
    practice_free(practice);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_registration_number_has_a_cue),
        cmocka_unit_test(a_colleague_s_number_is_not_the_practitioner_s),
        cmocka_unit_test(a_body_is_the_practitioner_s_only_where_it_is_tied_to_them),
        cmocka_unit_test(a_licence_is_claimed_by_the_practitioner_not_advised),
        cmocka_unit_test(ontario_s_titles_are_held_against_ontario_s_registrants_only),
    };
    return cmocka_run_group_tests_name("licence facts", tests, NULL, facts_from_end);
}
