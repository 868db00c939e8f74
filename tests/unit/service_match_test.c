#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/service_match.h"

/* The words of `text` that name `service`, or NULL. Caller frees. */
static char *named(const char *text, const char *service)
{
    g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(struct service_word));
    g_autoptr(GArray) name = g_array_new(FALSE, FALSE, sizeof(struct service_word));
    service_words(text, strlen(text), words);
    service_words(service, strlen(service), name);
    guint first = 0, last = 0;
    if (!service_named(words, name, 0, &first, &last)) {
        return NULL;
    }
    guint32 start = g_array_index(words, struct service_word, first).start;
    return g_strndup(text + start, g_array_index(words, struct service_word, last).end - start);
}

static void finds_a_service_however_it_is_worded(void **state)
{
    (void)state;
    const struct {
        const char *text, *service, *expected; // NULL: not named
    } cases[] = {
        {"Play Therapy for Children", "play therapy", "Play Therapy"},
        {"PLAY-THERAPY", "Play therapy", "PLAY-THERAPY"},
        {"Family therapies", "Family Therapy", "Family therapies"},
        {"Couples' counseling", "Couple counselling", "Couples' counseling"},
        {"Individual, couple and family therapy", "Couple therapy", "couple and family therapy"},
        {"Individual, couple, and family therapy", "individual therapy", "Individual, couple, and family therapy"},
        {"Therapy for couples", "Couple therapy", "Therapy for couples"},
        {"Thérapie individuelle, de couple et familiale", "thérapie de couple", "Thérapie individuelle, de couple"},
        {"THERAPIE DU COUPLE", "thérapie de couple", "THERAPIE DU COUPLE"},
        {"Médiations familiales", "médiation familiale", "Médiations familiales"},
        {"L’accompagnement du deuil", "Accompagnement de deuil", "accompagnement du deuil"},
        {"Conseils conjugaux", "conseil conjugal", "Conseils conjugaux"},
        {"Séances individuelles", "séance individuelle", "Séances individuelles"},
        {"Soutien aux proches aidantes", "soutien aux proches aidants", "Soutien aux proches aidantes"},
        {"Divorce mediation services", "Mediation", "mediation"},
        {"Guided meditation", "Mediation", NULL},
        {"Play, music, therapy", "play therapy", NULL},
        {"Therapy helps children play", "play therapy", NULL},
        {"We play. Therapy follows.", "play therapy", NULL},
        {"Couple | Therapy", "couple therapy", NULL},
        {"", "play therapy", NULL},
        {"Play therapy", "", NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *found = named(cases[i].text, cases[i].service);
        if (g_strcmp0(found, cases[i].expected) != 0) {
            print_message("%s / %s\n", cases[i].text, cases[i].service);
        }
        assert_true(g_strcmp0(found, cases[i].expected) == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_a_service_however_it_is_worded),
    };
    return cmocka_run_group_tests_name("service_match", tests, NULL, NULL);
}
