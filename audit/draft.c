#include "audit/draft.h"

#include <string.h>

#include "audit/draft_fit.h"
#include "audit/values.h"
#include "crawler/address.h"
#include "rules/facts/phone_number.h"

enum { MAX_SERVICES = 12, MAX_DOUBTFUL = 5, MAX_TITLES = 8, MAX_PROFILES = 20, MAX_TEXT = 300, A_FEW_PAGES = 3 };

static const double CLEAR_LEAD = 1.5; // the best is this much stronger than the next, or both are in doubt
static const double FAINT = 0.25;     // what is this much weaker than the best is not worth a line
static const double NAME_STRENGTH = 5, SERVICE_STRENGTH = 2;

static void value_free(gpointer data)
{
    struct draft_value *value = data;
    g_free(value->text);
    g_free(value->page);
    g_free(value->note);
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

/* Of two that are as strong, the one that was seen first: sorting leaves their order. */
static int by_strength(gconstpointer a, gconstpointer b)
{
    const struct kept_fact *one = *(const struct kept_fact *const *)a, *other = *(const struct kept_fact *const *)b;
    return (one->number < other->number) - (one->number > other->number);
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

/* Whether one name is only more of the other: "Jane Roe", "Jane Ann Roe", "Jane Roe Family". */
static gboolean same_person(const char *one, const char *other)
{
    const char *last = strrchr(one, ' '), *other_last = strrchr(other, ' ');
    gsize first = strcspn(one, " ");
    return (g_strcmp0(last, other_last) == 0 && strncmp(one, other, first + 1) == 0) || g_str_has_prefix(one, other) ||
           g_str_has_prefix(other, one);
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

/* What a part of the file is drafted from. */
struct wanted {
    enum draft_part part;
    enum fact_kind kind;
    double least;                       /* strength without which it is in doubt */
    const char *(*check)(const char *); /* what a practice file may not hold (values.h), or NULL */
    const DraftFit *fit;                /* what the practice's own value shares letters with, or NULL */
};

struct ranked {
    const struct kept_fact *fact;
    double fit, weight;
};

static int by_weight(gconstpointer a, gconstpointer b)
{
    const struct ranked *one = a, *other = b;
    return (one->weight < other->weight) - (one->weight > other->weight);
}

/* What one page of several says of itself is not what the site is called. */
static gboolean is_page_title(const struct result *result, const struct kept_fact *fact)
{
    return fact->kind == FACT_SITE_NAME && result->n_pages_read >= A_FEW_PAGES && fact->n_pages < 2 &&
           fact->number < SERVICE_STRENGTH;
}

static GArray *rank(const struct result *result, const struct wanted *wanted)
{
    g_autoptr(GPtrArray) facts = facts_of(result, wanted->kind);
    GArray *ranked = g_array_new(FALSE, FALSE, sizeof(struct ranked));
    for (guint i = 0; i < facts->len; i++) {
        const struct kept_fact *fact = facts->pdata[i];
        double fit = wanted->fit ? draft_fit_of(wanted->fit, fact->value) : 1;
        struct ranked one = {fact, fit, fact->number * (wanted->kind == FACT_PERSON ? 1 : fit)};
        if (!is_page_title(result, fact)) {
            g_array_append_val(ranked, one);
        }
    }
    g_array_sort(ranked, by_weight);
    return ranked;
}

/* The strongest that says something else than the first. */
static const struct ranked *rival_of(const GArray *ranked)
{
    const struct ranked *all = (const struct ranked *)(gpointer)ranked->data;
    for (guint i = 1; i < ranked->len; i++) {
        if (!says_the_same(all[0].fact, all[i].fact)) {
            return &all[i];
        }
    }
    return NULL;
}

/*
 * Whether the first speaks plainly enough. Two telephones or e-mails may both be right: an audit with the draft tells
 * afterwards whether a page shows only the other.
 */
static gboolean stands_out(const struct result *result, const struct wanted *wanted, const GArray *ranked)
{
    const struct ranked *best = (const struct ranked *)(gpointer)ranked->data, *rival = rival_of(ranked);
    gboolean often = best->fact->n_pages * 2 >= result->n_pages_read;
    gboolean leads = !rival || best->weight >= CLEAR_LEAD * rival->weight;
    switch (wanted->kind) {
    case FACT_PERSON: // one page of many speaks of many people: only an address tells which of them it is about
        return leads &&
               (best->fact->n_pages * 4 >= result->n_pages_read || best->fit > 1 || !rival || rival->weight < 1);
    case FACT_EMAIL:
        return best->fit > 1 || (often && leads);
    case FACT_PHONE:
        return leads || often;
    default:
        return leads;
    }
}

static gboolean has_page_in(const struct result *result, const char *code)
{
    for (guint i = 0; i < result->presences->len; i++) {
        const GPtrArray *presences = result->presences;
        const GArray *pages = ((const struct result_presence *)presences->pdata[i])->pages;
        for (guint j = 0; j < pages->len; j++) {
            if (strcmp(g_array_index(pages, struct result_page, j).language, code) == 0) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

/*
 * A number as people dial it at home, with the country that its form and the site's language suggest: a practice file
 * holds no other. NULL where they do not.
 */
static char *with_country(const struct result *result, const char *phone)
{
    static const char pairs[] = "00 00 00 00 00";
    GString *digits = g_string_new(NULL), *form = g_string_new(NULL);
    for (const char *p = phone; *p; p++) {
        if (g_ascii_isdigit(*p)) {
            g_string_append_c(digits, *p);
        }
        g_string_append_c(form, g_ascii_isdigit(*p) ? '0' : ' ');
    }
    gboolean at_home = digits->str[0] == '0' && digits->str[1] != '0' && strchr(phone, '+') == NULL;
    gboolean french = digits->len == 10 && (strcmp(form->str, pairs) == 0 || form->len == 10);
    char *whole = NULL;
    if (at_home && french && has_page_in(result, "fr")) {
        whole = g_strconcat("+33", digits->str + 1, NULL);
    } else if (at_home && digits->len == 11 && has_page_in(result, "en")) {
        whole = g_strconcat("+44", digits->str + 1, NULL);
    } else if (digits->len == 10 && digits->str[0] >= '6' && strchr(phone, '+') == NULL) {
        whole = g_strconcat("+91", digits->str, NULL); // mobiles of India; North America's were taken before
    }
    g_string_free(digits, TRUE);
    g_string_free(form, TRUE);
    return whole;
}

/* How the file may say it: as the page shows it, where that is allowed. *note: what had to be guessed. Caller frees. */
static char *text_of(const struct result *result, const struct kept_fact *fact, const struct wanted *wanted,
                     char **note)
{
    gboolean as_shown = fact->kind != FACT_REGULATOR && fact->kind != FACT_TAKES_CLIENTS &&
                        fact->kind != FACT_REGISTRATION_NUMBER && fact->shown && *fact->shown;
    const char *text = as_shown ? fact->shown : fact->value;
    if (!wanted->check || !wanted->check(text)) {
        return g_strdup(text);
    }
    if (!wanted->check(fact->value)) {
        return g_strdup(fact->value);
    }
    g_autofree char *whole = fact->kind == FACT_PHONE ? with_country(result, text) : NULL;
    if (whole && !wanted->check(whole)) {
        *note = g_strdup_printf("the page shows %s; %.3s is a guess", text, whole);
        return g_steal_pointer(&whole);
    }
    return g_strdup(text);
}

/* The same value as another place writes it: with its country, perhaps. */
static const struct kept_fact *best_form(const GArray *ranked, const struct kept_fact *fact,
                                         const struct wanted *wanted)
{
    for (guint i = 0; wanted->check && wanted->check(fact->value) && i < ranked->len; i++) {
        const struct kept_fact *other = g_array_index(ranked, struct ranked, i).fact;
        if (says_the_same(fact, other) && !wanted->check(other->value)) {
            return other;
        }
    }
    return fact;
}

/* The best of a kind, and others in doubt. */
static const struct kept_fact *add_best(struct draft *draft, const struct result *result, const struct wanted *wanted)
{
    g_autoptr(GArray) ranked = rank(result, wanted);
    if (ranked->len == 0) {
        return NULL;
    }
    const struct ranked *all = (const struct ranked *)(gpointer)ranked->data;
    const GPtrArray *values = draft->parts[wanted->part];
    const struct kept_fact *best = NULL;
    gboolean plain = stands_out(result, wanted, ranked);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < ranked->len && values->len < MAX_DOUBTFUL; i++) {
        const struct kept_fact *fact = best_form(ranked, all[i].fact, wanted);
        char *note = NULL, *text = text_of(result, fact, wanted, &note);
        if (!g_hash_table_add(seen, text) || all[i].weight < FAINT * all[0].weight ||
            (best && says_the_same(best, fact))) {
            g_free(note);
            continue;
        }
        gboolean sure = plain && !best && says_the_same(all[0].fact, fact) && all[i].fact->number >= wanted->least &&
                        (!wanted->check || !wanted->check(text));
        add(draft, wanted->part, text, fact->page, sure)->note = note;
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

/* "Harbour Play Therapy" at Harbour Play Therapy. */
static gboolean is_name_of(const struct draft *draft, const char *service)
{
    g_autofree char *one = g_utf8_casefold(service, -1);
    for (guint i = 0; i < draft->parts[DRAFT_PRACTICE]->len; i++) {
        const struct draft_value *name = draft->parts[DRAFT_PRACTICE]->pdata[i];
        g_autofree char *other = g_utf8_casefold(name->text, -1);
        if (strcmp(one, other) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

static void add_services(struct draft *draft, const struct result *result)
{
    g_autoptr(GPtrArray) facts = facts_of(result, FACT_OFFERED);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    guint n_sure = 0, n_doubtful = 0;
    for (guint i = 0; i < facts->len; i++) {
        const struct kept_fact *fact = facts->pdata[i];
        gboolean sure = fact->number >= SERVICE_STRENGTH * fact->n_pages && n_sure < MAX_SERVICES;
        if (!is_name_of(draft, fact->shown) && g_hash_table_add(seen, fact->value) &&
            (sure || n_doubtful < MAX_DOUBTFUL)) {
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

/* By what the practice's own values are known: the letters of its addresses. */
static DraftFit *fit_of_addresses(const struct result *result)
{
    DraftFit *fit = draft_fit_new();
    for (guint i = 0; i < result->presences->len; i++) {
        const char *address = ((const struct result_presence *)result->presences->pdata[i])->address;
        if (is_address(address)) {
            draft_fit_add_address(fit, address);
        }
    }
    g_autoptr(GPtrArray) said = facts_of(result, FACT_SITE_ADDRESS);
    for (guint i = 0; i < said->len; i++) {
        draft_fit_add_address(fit, ((const struct kept_fact *)said->pdata[i])->value);
    }
    return fit;
}

/* The same with those of its e-mails: what a name can be held against, but not an e-mail. */
static DraftFit *fit_of_emails(const struct result *result)
{
    DraftFit *fit = fit_of_addresses(result);
    g_autoptr(GPtrArray) emails = facts_of(result, FACT_EMAIL);
    for (guint i = 0; i < emails->len; i++) {
        const char *email = ((const struct kept_fact *)emails->pdata[i])->value;
        gsize local = strcspn(email, "@");
        g_autofree char *user = g_strndup(email, local);
        draft_fit_add_name(fit, user);
        draft_fit_add_address(fit, email[local] ? email + local + 1 : email);
    }
    return fit;
}

struct draft *draft_new(const struct result *result)
{
    struct draft *draft = g_new0(struct draft, 1);
    for (guint i = 0; i < N_DRAFT_PARTS; i++) {
        draft->parts[i] = g_ptr_array_new_with_free_func(value_free);
    }
    g_autoptr(DraftFit) fit = fit_of_addresses(result), spelled = fit_of_emails(result);
    const struct wanted names[] = {{DRAFT_PRACTICE, FACT_SITE_NAME, 1, NULL, spelled},
                                   {DRAFT_PRACTITIONER, FACT_PERSON, NAME_STRENGTH, NULL, spelled}};
    const struct kept_fact *practice = add_best(draft, result, &names[0]);
    const struct kept_fact *person = add_best(draft, result, &names[1]);
    if (practice) {
        draft_fit_add_name(fit, practice->value);
    }
    if (person) {
        draft_fit_add_person(fit, person->value);
    }
    add_languages(draft, result);
    add_titles(draft, result, person ? person->value : NULL);
    const struct wanted rest[] = {
        {DRAFT_REGULATOR, FACT_REGULATOR, 1, NULL, NULL},
        {DRAFT_NUMBER, FACT_REGISTRATION_NUMBER, 1, NULL, NULL},
        {DRAFT_EMAIL, FACT_EMAIL, 1, value_email, fit},
        {DRAFT_PHONE, FACT_PHONE, 1, value_phone, NULL},
        {DRAFT_ADDRESS, FACT_ADDRESS, 1, value_postal_address, NULL},
        {DRAFT_ACCEPTING, FACT_TAKES_CLIENTS, 1, NULL, NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rest); i++) {
        add_best(draft, result, &rest[i]);
    }
    add_services(draft, result);
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
    {"outdated.languages", DRAFT_LANGUAGE, FALSE},
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
