#include "rules/needs.h"

#include <string.h>

static gboolean said(const char *text)
{
    return text && *text;
}

static gboolean has_name(const struct practice *p)
{
    return said(p->name);
}

static gboolean has_languages(const struct practice *p)
{
    return p->languages && p->languages[0];
}

static gboolean has_practitioner(const struct practice *p)
{
    return said(p->practitioner);
}

static gboolean has_titles(const struct practice *p)
{
    return p->titles && p->titles[0];
}

static gboolean has_regulator(const struct practice *p)
{
    return said(p->regulator);
}

static gboolean has_number(const struct practice *p)
{
    return said(p->number);
}

static gboolean has_email(const struct practice *p)
{
    return said(p->email);
}

static gboolean has_phone(const struct practice *p)
{
    return said(p->phone);
}

static gboolean has_address(const struct practice *p)
{
    return said(p->postal_address);
}

static gboolean has_contact(const struct practice *p)
{
    return has_email(p) || has_phone(p) || has_address(p);
}

static gboolean has_current(const struct practice *p)
{
    return p->current && p->current->len > 0;
}

static gboolean has_retired(const struct practice *p)
{
    return p->retired && p->retired->len > 0;
}

static gboolean has_accepting(const struct practice *p)
{
    return p->accepting >= 0;
}

static gboolean has_fees(const struct practice *p)
{
    return said(p->fees);
}

// Sorted by key: need_keys() gives them as they stand.
static const struct need {
    const char *key, *en, *fr;
    gboolean (*met)(const struct practice *practice);
} needs[] = {
    {"accepting-clients", "whether you take new clients", "si vous acceptez de nouveaux clients", has_accepting},
    {"contact", "the telephone, e-mail and postal address of your practice",
     "le téléphone, le courriel et l'adresse postale de votre cabinet", has_contact},
    {"contact.address", "the postal address of your practice", "l'adresse postale de votre cabinet", has_address},
    {"contact.email", "the e-mail address of your practice", "l'adresse courriel de votre cabinet", has_email},
    {"contact.phone", "the telephone number of your practice", "le numéro de téléphone de votre cabinet", has_phone},
    {"fees", "your fees", "vos honoraires", has_fees},
    {"practice.languages", "the languages you work in", "les langues dans lesquelles vous travaillez", has_languages},
    {"practice.name", "the name of your practice", "le nom de votre cabinet", has_name},
    {"practitioner.name", "your name", "votre nom", has_practitioner},
    {"practitioner.registration.number", "your registration number", "votre numéro d'inscription", has_number},
    {"practitioner.registration.regulator", "the College you are registered with", "l'Ordre auquel vous êtes inscrit",
     has_regulator},
    {"practitioner.titles", "your titles", "vos titres", has_titles},
    {"services.current", "the services you offer", "les services que vous offrez", has_current},
    {"services.retired", "the services you no longer offer", "les services que vous n'offrez plus", has_retired},
};

static const struct need *find(const char *key)
{
    for (gsize i = 0; i < G_N_ELEMENTS(needs); i++) {
        if (strcmp(needs[i].key, key) == 0) {
            return &needs[i];
        }
    }
    return NULL;
}

const char *const *need_keys(void)
{
    static const char *const keys[] = {
        "accepting-clients",
        "contact",
        "contact.address",
        "contact.email",
        "contact.phone",
        "fees",
        "practice.languages",
        "practice.name",
        "practitioner.name",
        "practitioner.registration.number",
        "practitioner.registration.regulator",
        "practitioner.titles",
        "services.current",
        "services.retired",
        NULL,
    };
    G_STATIC_ASSERT(G_N_ELEMENTS(keys) == G_N_ELEMENTS(needs) + 1);
    return keys;
}

gboolean need_met(const struct practice *practice, const char *key)
{
    const struct need *need = find(key);
    return need && need->met(practice);
}

void need_advice(const char *key, struct wording *advice)
{
    const struct need *need = find(key);
    wording_clear(advice);
    advice->in[EN] = g_strdup_printf("Not checked: add “%s” to the practice file (%s).", key, need ? need->en : key);
    advice->in[FR] =
        g_strdup_printf("Non vérifié : ajoutez « %s » au fichier de la pratique (%s).", key, need ? need->fr : key);
}
