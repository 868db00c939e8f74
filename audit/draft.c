#include "audit/draft.h"

#include <string.h>

#include "audit/values.h"
#include "crawler/address.h"
#include "rules/facts/phone_number.h"

enum { MAX_SERVICES = 12, MAX_DOUBTFUL = 5, MAX_TITLES = 8, MAX_PROFILES = 20, MAX_TEXT = 300 };

static const double CLEAR_LEAD = 1.5; // the best is this much stronger than the next, or both are in doubt
static const double FAINT = 0.25;     // what is this much weaker than the best is not worth a line
static const double NAME_STRENGTH = 4, SERVICE_STRENGTH = 2;

static void value_free(gpointer data)
{
    struct draft_value *value = data;
    g_free(value->text);
    g_free(value->page);
    g_free(value);
}

void draft_free(struct draft *draft)
{
    for (guint i = 0; draft && i < N_DRAFT_PARTS; i++) {
        g_ptr_array_unref(draft->parts[i]);
    }
    g_free(draft);
}

static struct draft_value *add(struct draft *draft, enum draft_part part, const char *text, const char *page,
                               gboolean sure)
{
    struct draft_value *value = g_new0(struct draft_value, 1);
    value->text = g_strdup(text);
    value->page = g_strdup(page);
    value->sure = sure && strlen(text) <= MAX_TEXT;
    g_ptr_array_add(draft->parts[part], value);
    return value;
}

static int by_strength(gconstpointer a, gconstpointer b)
{
    const struct kept_fact *one = *(const struct kept_fact *const *)a, *other = *(const struct kept_fact *const *)b;
    if (one->number != other->number) {
        return one->number < other->number ? 1 : -1;
    }
    int order = strcmp(one->value, other->value);
    return order ? order : (one->presence > other->presence) - (one->presence < other->presence);
}

/* The kept facts of one kind, the strongest first. */
static GPtrArray *facts_of(const struct result *result, enum fact_kind kind)
{
    GPtrArray *facts = g_ptr_array_new();
    for (guint i = 0; i < result->facts->len; i++) {
        struct kept_fact *fact = result->facts->pdata[i];
        if (fact->kind == kind && *fact->value) {
            g_ptr_array_add(facts, fact);
        }
    }
    g_ptr_array_sort(facts, by_strength);
    return facts;
}

/* Whether one name is only more of the other: "Jane Roe", "Jane Ann Roe". */
static gboolean same_person(const char *one, const char *other)
{
    const char *last = strrchr(one, ' '), *other_last = strrchr(other, ' ');
    gsize first = strcspn(one, " ");
    return g_strcmp0(last, other_last) == 0 && strncmp(one, other, first + 1) == 0;
}

static gboolean says_the_same(const struct kept_fact *one, const struct kept_fact *other)
{
    switch (one->kind) {
    case FACT_PERSON:
        return same_person(one->value, other->value);
    case FACT_PHONE:
        return phone_number_same(one->value, other->value);
    case FACT_SITE_NAME:
        return strstr(one->value, other->value) || strstr(other->value, one->value);
    case FACT_ADDRESS:
        return g_str_has_prefix(one->value, other->value) || g_str_has_prefix(other->value, one->value);
    default:
        return strcmp(one->value, other->value) == 0;
    }
}

/* The strongest fact that says something else than the first. */
static const struct kept_fact *rival_of(const GPtrArray *facts)
{
    for (guint i = 1; i < facts->len; i++) {
        if (!says_the_same(facts->pdata[0], facts->pdata[i])) {
            return facts->pdata[i];
        }
    }
    return NULL;
}

/* A number as people dial it at home, with its country: a practice file holds no other. NULL where it is not known. */
static char *with_country(const char *phone)
{
    GString *digits = g_string_new(NULL);
    for (const char *p = phone; *p; p++) {
        if (g_ascii_isdigit(*p)) {
            g_string_append_c(digits, *p);
        }
    }
    char *whole = NULL;
    if (digits->str[0] == '0' && digits->str[1] != '0' && strchr(phone, '+') == NULL) {
        whole = digits->len == 10   ? g_strconcat("+33", digits->str + 1, NULL)
                : digits->len == 11 ? g_strconcat("+44", digits->str + 1, NULL)
                                    : NULL;
    }
    g_string_free(digits, TRUE);
    return whole;
}

/* What the practice file would say of a fact: as the page shows it, where that is allowed. Caller frees. */
static char *text_of(const struct kept_fact *fact, const char *(*check)(const char *))
{
    gboolean as_shown = fact->kind != FACT_REGULATOR && fact->kind != FACT_TAKES_CLIENTS &&
                        fact->kind != FACT_REGISTRATION_NUMBER && fact->shown && *fact->shown;
    const char *text = as_shown ? fact->shown : fact->value;
    if (!check || !check(text)) {
        return g_strdup(text);
    }
    g_autofree char *whole = fact->kind == FACT_PHONE ? with_country(text) : NULL;
    return g_strdup(!check(fact->value) ? fact->value : whole && !check(whole) ? whole : text);
}

/* The best of a kind, and others in doubt. `check` (see values.h) says what a practice file may not hold. */
static const struct kept_fact *add_best(struct draft *draft, const struct result *result, enum draft_part part,
                                        enum fact_kind kind, double least, const char *(*check)(const char *))
{
    g_autoptr(GPtrArray) facts = facts_of(result, kind);
    const struct kept_fact *rival = rival_of(facts), *best = NULL, *first = facts->len > 0 ? facts->pdata[0] : NULL;
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < facts->len && draft->parts[part]->len < MAX_DOUBTFUL; i++) {
        const struct kept_fact *fact = facts->pdata[i];
        char *text = text_of(fact, check);
        if (!g_hash_table_add(seen, text) || fact->number < FAINT * first->number ||
            (best && says_the_same(best, fact))) {
            continue;
        }
        gboolean sure = !best && says_the_same(first, fact) && fact->number >= least && (!check || !check(text)) &&
                        (!rival || first->number >= CLEAR_LEAD * rival->number);
        add(draft, part, text, fact->page, sure);
        best = sure ? fact : best;
    }
    return best;
}

static void add_languages(struct draft *draft, const struct result *result)
{
    static const char *const codes[] = {"en", "fr"};
    for (guint k = 0; k < G_N_ELEMENTS(codes); k++) {
        const char *page = NULL;
        for (guint i = 0; i < result->presences->len && !page; i++) {
            const struct result_presence *presence = result->presences->pdata[i];
            for (guint j = 0; j < presence->pages->len && !page; j++) {
                const struct result_page *at = &g_array_index(presence->pages, struct result_page, j);
                page = strcmp(at->language, codes[k]) == 0 ? at->address : NULL;
            }
        }
        if (page) {
            add(draft, DRAFT_LANGUAGE, codes[k], page, TRUE);
        }
    }
}

/* The letters that stand after the practitioner's own name. */
static void add_titles(struct draft *draft, const struct result *result, const char *practitioner)
{
    g_autoptr(GPtrArray) facts = facts_of(result, FACT_POST_NOMINAL);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; practitioner && i < facts->len && draft->parts[DRAFT_TITLE]->len < MAX_TITLES; i++) {
        const struct kept_fact *fact = facts->pdata[i];
        gsize length = strcspn(fact->value, "\t");
        g_autofree char *name = g_strndup(fact->value, length);
        if (fact->value[length] && same_person(name, practitioner) && g_hash_table_add(seen, fact->shown)) {
            add(draft, DRAFT_TITLE, fact->shown, fact->page, TRUE);
        }
    }
}

static void add_services(struct draft *draft, const struct result *result)
{
    g_autoptr(GPtrArray) facts = facts_of(result, FACT_OFFERED);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    guint n_sure = 0, n_doubtful = 0;
    for (guint i = 0; i < facts->len; i++) {
        const struct kept_fact *fact = facts->pdata[i];
        gboolean sure = fact->number >= SERVICE_STRENGTH && n_sure < MAX_SERVICES;
        if (g_hash_table_add(seen, fact->value) && (sure || n_doubtful < MAX_DOUBTFUL)) {
            add(draft, DRAFT_SERVICE, fact->shown, fact->page, sure);
            n_sure += sure;
            n_doubtful += !sure;
        }
    }
}

static gboolean is_address(const char *text)
{
    return g_str_has_prefix(text, "https://") || g_str_has_prefix(text, "http://");
}

/* What was read; for a folder, the address that its pages say they have. */
static void add_presences(struct draft *draft, const struct result *result)
{
    gboolean known = FALSE;
    for (guint i = 0; i < result->presences->len; i++) {
        const struct result_presence *presence = result->presences->pdata[i];
        if (is_address(presence->address)) {
            add(draft, DRAFT_PRESENCE, presence->address, NULL, TRUE);
            known = TRUE;
        }
    }
    g_autoptr(GPtrArray) said = facts_of(result, FACT_SITE_ADDRESS);
    for (guint i = 0; !known && i < said->len; i++) {
        const struct kept_fact *fact = said->pdata[i];
        g_autofree char *normal = address_normalise(fact->value, NULL);
        if (normal) {
            add(draft, DRAFT_PRESENCE, normal, fact->page, TRUE);
            known = TRUE;
        }
    }
    if (!known) {
        add(draft, DRAFT_PRESENCE, "https://your-address.example/",
            "the pages do not say where they stand: write the site's address here", TRUE);
    }
}

struct draft *draft_new(const struct result *result)
{
    struct draft *draft = g_new0(struct draft, 1);
    for (guint i = 0; i < N_DRAFT_PARTS; i++) {
        draft->parts[i] = g_ptr_array_new_with_free_func(value_free);
    }
    add_best(draft, result, DRAFT_PRACTICE, FACT_SITE_NAME, SERVICE_STRENGTH, NULL);
    add_languages(draft, result);
    const struct kept_fact *person = add_best(draft, result, DRAFT_PRACTITIONER, FACT_PERSON, NAME_STRENGTH, NULL);
    add_titles(draft, result, person ? person->value : NULL);
    add_best(draft, result, DRAFT_REGULATOR, FACT_REGULATOR, 1, NULL);
    add_best(draft, result, DRAFT_NUMBER, FACT_REGISTRATION_NUMBER, 1, NULL);
    add_best(draft, result, DRAFT_EMAIL, FACT_EMAIL, 1, value_email);
    add_best(draft, result, DRAFT_PHONE, FACT_PHONE, 1, value_phone);
    add_best(draft, result, DRAFT_ADDRESS, FACT_ADDRESS, 1, value_postal_address);
    add_services(draft, result);
    add_best(draft, result, DRAFT_ACCEPTING, FACT_TAKES_CLIENTS, 1, NULL);
    add_presences(draft, result);
    return draft;
}

/* The values of `part` that `test` holds for are in doubt. TRUE if one was not before. */
static gboolean doubt(struct draft *draft, enum draft_part part, const char *text)
{
    gboolean changed = FALSE;
    for (guint i = 0; i < draft->parts[part]->len; i++) {
        struct draft_value *value = draft->parts[part]->pdata[i];
        if (value->sure && (!text || strstr(text, value->text))) {
            value->sure = FALSE;
            changed = TRUE;
        }
    }
    return changed;
}

static gboolean add_profile(struct draft *draft, const char *address)
{
    GPtrArray *profiles = draft->parts[DRAFT_PROFILE];
    for (guint i = 0; i < profiles->len; i++) {
        if (strcmp(((struct draft_value *)profiles->pdata[i])->text, address) == 0) {
            return FALSE;
        }
    }
    if (profiles->len >= MAX_PROFILES || !is_address(address)) {
        return FALSE;
    }
    add(draft, DRAFT_PROFILE, address, NULL, TRUE);
    return TRUE;
}

/* What rests on which value of the file. */
static const struct {
    const char *rule;
    enum draft_part part;
    gboolean by_value; /* only what the finding names; else all of the part */
} stems[] = {
    {"outdated.contact", DRAFT_EMAIL, TRUE},
    {"outdated.contact", DRAFT_PHONE, TRUE},
    {"outdated.contact", DRAFT_ADDRESS, TRUE},
    {"outdated.registration", DRAFT_NUMBER, FALSE},
    {"outdated.credentials", DRAFT_TITLE, FALSE},
    {"outdated.missing-service", DRAFT_SERVICE, TRUE},
    {"outdated.accepting-clients", DRAFT_ACCEPTING, FALSE},
};

gboolean draft_revise(struct draft *draft, const struct result *result)
{
    gboolean changed = FALSE;
    for (guint i = 0; i < result->findings->len; i++) {
        const struct finding *finding = result->findings->pdata[i];
        const char *value = finding->values ? g_hash_table_lookup(finding->values, "value") : NULL;
        if (strcmp(finding->rule->id, "outdated.unlisted-presence") == 0) {
            changed = (value && add_profile(draft, value)) || changed;
        }
        for (guint k = 0; k < G_N_ELEMENTS(stems); k++) {
            if (strcmp(finding->rule->id, stems[k].rule) == 0 && (value || !stems[k].by_value)) {
                changed = doubt(draft, stems[k].part, stems[k].by_value ? value : NULL) || changed;
            }
        }
    }
    return changed;
}
