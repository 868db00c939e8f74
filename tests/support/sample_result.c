#include "tests/support/sample_result.h"

#include <string.h>

const char *const HOSTILE = "=cmd|' /C calc'!A0\"'><script>alert(1)</script><svg onload=alert(2)>]]>&amp;<!-- -->"
                            "\xE2\x80\xAE"
                            "gnp.exe"
                            "\x01\x1b[31m\x7f`|*_[x](javascript:alert(3))\r\n::error::pwned @everyone";

static struct wording words(const char *en, const char *fr)
{
    return (struct wording){{g_strdup(en), g_strdup(fr)}};
}

static struct rule_info *add_rule(struct result *result, const char *id, enum rule_level level, enum rule_basis basis,
                                  struct wording title, struct wording message)
{
    struct rule_info *rule = g_new0(struct rule_info, 1);
    rule->id = g_strdup(id);
    rule->pack = g_strdup("ontario-social-work");
    rule->revision = 2;
    rule->level = level;
    rule->basis = basis;
    rule->title = title;
    rule->message = message;
    g_ptr_array_add(result->rules, rule);
    return rule;
}

static void cite(struct rule_info *rule, const char *document, const char *clause)
{
    rule->citations = g_renew(struct citation, rule->citations, rule->n_citations + 1);
    rule->citations[rule->n_citations++] = (struct citation){g_strdup(document), g_strdup(clause)};
}

static void add_step(struct rule_info *rule, const char *platform, const char *en, const char *fr)
{
    rule->steps = g_renew(struct remedy_step, rule->steps, rule->n_steps + 1);
    rule->steps[rule->n_steps++] = (struct remedy_step){g_strdup(platform), words(en, fr)};
}

static struct evidence *new_evidence(const char *page, const char *before, const char *text, const char *after)
{
    struct evidence *evidence = g_new0(struct evidence, 1);
    evidence->page = g_strdup(page);
    evidence->before = g_strdup(before);
    evidence->text = g_strdup(text);
    evidence->after = g_strdup(after);
    evidence->selector = g_strdup("main > section.reviews > blockquote:nth-of-type(2)");
    evidence->heading = g_strdup("Kind words");
    evidence->language = g_strdup("en");
    evidence->line = 214;
    return evidence;
}

static struct finding *add_finding(struct result *result, const struct rule_info *rule, const char *id,
                                   const char *page)
{
    struct finding *finding = g_new0(struct finding, 1);
    finding->id = g_strdup(id);
    finding->rule = rule;
    finding->level = rule->level;
    finding->subject = g_strdup(page ? page : "practice");
    finding->page = g_strdup(page);
    finding->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    finding->evidence = g_ptr_array_new_with_free_func((GDestroyNotify)evidence_free);
    finding->n_places = 1;
    finding->counts = rule->level >= LEVEL_WARNING;
    g_ptr_array_add(result->findings, finding);
    return finding;
}

static struct check *add_check(struct result *result, const struct rule_info *rule, const char *subject,
                               enum rule_outcome outcome, struct wording reason)
{
    struct check *check = g_new0(struct check, 1);
    check->rule = rule;
    check->subject = g_strdup(subject);
    check->outcome = outcome;
    check->reason = reason;
    g_ptr_array_add(result->checks, check);
    return check;
}

static void add_page(struct result_presence *presence, const char *address, enum fetch_outcome outcome, guint16 status,
                     const char *reason, const char *title, const char *language, guint n_words)
{
    struct result_page page = {.address = result_presence_text(presence, address),
                               .outcome = outcome,
                               .reason = result_presence_text(presence, reason),
                               .title = result_presence_text(presence, title),
                               .status = status,
                               .n_words = n_words};
    g_strlcpy(page.language, language, sizeof page.language);
    g_array_append_val(presence->pages, page);
}

static struct result_presence *add_presence(struct result *result, const char *address, enum presence_kind kind,
                                            gboolean read)
{
    struct result_presence *presence = result_presence_new();
    presence->address = g_strdup(address);
    presence->kind = kind;
    presence->read = read;
    g_ptr_array_add(result->presences, presence);
    return presence;
}

static void add_fact(struct result *result, enum fact_kind kind, const char *value, const char *shown, const char *page,
                     guint presence)
{
    struct kept_fact *fact = g_new0(struct kept_fact, 1);
    fact->kind = kind;
    fact->value = g_strdup(value);
    fact->shown = g_strdup(shown);
    fact->page = g_strdup(page);
    fact->presence = presence;
    fact->n_pages = 3;
    g_ptr_array_add(result->facts, fact);
}

static void add_document(struct result *result, const char *id, struct wording title, struct wording edition,
                         const char *date, const char *until, const char *clause, struct wording text,
                         gboolean verified)
{
    struct document *document = g_new0(struct document, 1);
    document->id = g_strdup(id);
    document->title = title;
    document->edition = edition;
    document->date = g_strdup(date);
    document->until = g_strdup(until);
    document->address = g_strdup_printf("https://standards.example/%s", id);
    document->authority = words("Ontario College of Social Workers and Social Service Workers",
                                "Ordre des travailleurs sociaux et des techniciens en travail social de l’Ontario");
    document->clauses = g_new0(struct clause, 1);
    document->n_clauses = 1;
    document->clauses[0] = (struct clause){.number = g_strdup(clause), .text = text, .verified = verified};
    g_ptr_array_add(result->documents, document);
}

static void set_value(struct result *result, const char *name, const char *value)
{
    g_hash_table_insert(result->values, g_strdup(name), g_strdup(value));
}

static struct result *new_practice(enum language language)
{
    struct result *result = result_new();
    result->as_of = g_strdup("2026-11-21");
    result->language = language;
    result->practice_name = g_strdup("Roe Counselling");
    result->practitioner = g_strdup("Jane Roe");
    result->registration = g_strdup("123456");
    result->regulator = g_strdup("ocswssw");
    result->languages[EN] = result->languages[FR] = TRUE;
    result->regulator_name = words("Ontario College of Social Workers and Social Service Workers",
                                   "Ordre des travailleurs sociaux et des techniciens en travail social de l’Ontario");
    set_value(result, "practitioner", "Jane Roe");
    set_value(result, "title", "RSW");
    set_value(result, "number", "123456");
    set_value(result, "email", "jane@roe.example");
    set_value(result, "phone", "416-555-0134");
    struct result_pack *pack = g_new0(struct result_pack, 1);
    pack->id = g_strdup("ontario-social-work");
    pack->version = g_strdup("1.0.0");
    g_ptr_array_add(result->packs, pack);
    return result;
}

static void add_documents(struct result *result)
{
    add_document(
        result, "ocswssw-3",
        words("Code of Ethics and Standards of Practice", "Code de déontologie et manuel des normes d’exercice"),
        words("third edition", "troisième édition"), "2023-09-08", NULL, "7.1.2",
        words("Do not ask clients to recommend, rate, review or give a testimonial, nor to like or share.",
              "Ne pas demander aux clients de recommander, d’évaluer ou d’offrir un témoignage, ni d’aimer ou de "
              "partager."),
        TRUE);
    add_document(
        result, "ocswssw-2",
        words("Code of Ethics and Standards of Practice", "Code de déontologie et manuel des normes d’exercice"),
        words("second edition", "deuxième édition"), "2008-07-01", "2023-09-07", "7.1.4",
        words("No endorsements or testimonials.", "Ni parrainage ni témoignage."), FALSE);
    add_document(result, "aswb-2015",
                 words("Model Regulatory Standards for Technology", "Normes types sur la technologie"),
                 words("2015", "2015"), "2015", NULL, "2.09",
                 words("Show licence, contact details and what to do in a crisis.",
                       "Montrer le permis, les coordonnées et quoi faire en cas de crise."),
                 TRUE);
}

static struct rule_info *add_display_rule(struct result *result)
{
    struct rule_info *rule =
        add_rule(result, "testimonials.display", LEVEL_ERROR, BASIS_BINDING,
                 words("Client testimonials are shown", "Des témoignages de clients sont affichés"),
                 words("This page shows words of a client about the service.",
                       "Cette page montre les mots d’une personne cliente au sujet du service."));
    cite(rule, "ocswssw-3", "7.1.2");
    cite(rule, "ocswssw-2", "7.1.4");
    rule->why = words("Someone who was helped may feel unable to refuse, and readers cannot check what is said.",
                      "Une personne qui a été aidée peut ne pas oser refuser, et qui lit ne peut rien vérifier : c’est "
                      "une influence.");
    rule->snippet = words("As a member of the {regulator}, I do not publish testimonials.\n\n{practitioner}, {title}, "
                          "no. {number}, {website}",
                          "Inscrite à l’{regulator}, je ne publie pas de témoignages.\n\n{practitioner}, {title}, no "
                          "{number}, {website}");
    rule->known_by = words("no page of the site quotes a client, and the menu has no link to such a page.",
                           "aucune page du site ne cite une personne cliente, et le menu n’y mène plus.");
    add_step(rule, NULL, "Remove the quoted words, or unpublish the page.",
             "Retirez les mots cités, ou dépubliez la page.");
    add_step(rule, "wordpress", "In WordPress: Pages, find the page, Quick Edit, set Status to Draft.",
             "Dans WordPress : Pages, trouvez la page, Modification rapide, État : Brouillon.");
    add_step(rule, "wix", "In Wix: open the page in the editor and delete the testimonial strip.",
             "Dans Wix : ouvrez la page dans l’éditeur et supprimez la bande de témoignages.");
    rule->effort_minutes = 15;
    rule->web_person = TRUE;
    return rule;
}

static struct rule_info *add_title_rule(struct result *result)
{
    struct rule_info *rule = add_rule(result, "licence.number", LEVEL_WARNING, BASIS_MODEL,
                                      words("Registration number", "Numéro d’inscription"),
                                      words("A registration number is shown, but it is not {number}.",
                                            "Un numéro d’inscription est affiché, mais ce n’est pas le {number}."));
    rule->missing = words("No page says your registration number, {number}.",
                          "Aucune page ne donne votre numéro d’inscription, {number}.");
    rule->why = words("A number lets anyone check the public register.",
                      "Un numéro permet à toute personne de consulter le registre public.");
    rule->snippet =
        words("{practitioner}, {title}, {regulator} no. {number}", "{practitioner}, {title}, {regulator} no {number}");
    rule->known_by = words("the number stands in the footer or on the About page.",
                           "le numéro figure au pied de page ou dans la page À propos.");
    cite(rule, "aswb-2015", "2.09");
    add_step(rule, NULL, "Add this line to the footer.", "Ajoutez cette ligne au pied de page.");
    rule->effort_minutes = 5;
    return rule;
}

static struct rule_info *add_service_rule(struct result *result)
{
    struct rule_info *rule =
        add_rule(result, "outdated.retired-service", LEVEL_WARNING, BASIS_BINDING,
                 words("A service that has ended is still offered", "Un service terminé est encore offert"),
                 words("“{service}” is offered here, but your practice file says it has ended.",
                       "« {service} » est offert ici, mais votre fiche de pratique dit que ce service est terminé."));
    rule->why = words("What the public reads must be accurate.", "Ce que le public lit doit être exact.");
    cite(rule, "ocswssw-3", "7.1.1");
    add_step(rule, NULL, "Take “{service}” off the page.", "Retirez « {service} » de la page.");
    rule->effort_minutes = 10;
    return rule;
}

static void add_findings(struct result *result)
{
    struct rule_info *display = add_display_rule(result), *number = add_title_rule(result),
                     *service = add_service_rule(result);
    struct rule_info *year = add_rule(result, "outdated.copyright-year", LEVEL_NOTE, BASIS_GOOD_PRACTICE,
                                      words("The copyright year is old", "L’année du droit d’auteur est ancienne"),
                                      words("The footer says {year}.", "Le pied de page dit {year}."));
    add_step(year, NULL, "Change the year, or leave it out.", "Changez l’année, ou retirez-la.");
    year->effort_minutes = 2;

    struct finding *one = add_finding(result, display, "0f3a9c51d2e84b67", "https://roe.example/kind-words");
    g_ptr_array_add(one->evidence,
                    new_evidence("https://roe.example/kind-words", "Here is what a client wrote to us last spring:",
                                 "Jane listened without judging and changed my life.", "— S., Toronto"));
    g_ptr_array_add(one->evidence, new_evidence("https://roe.example/", NULL,
                                                "Jane listened without judging and  changed my life.", NULL));
    g_ptr_array_add(one->evidence, new_evidence("https://roe.example/kind-words",
                                                "Another note:", "I felt safe from the very first session.", NULL));
    one->n_places = 3;
    struct finding *two = add_finding(result, number, "77c1b0aa93de4512", NULL);
    g_hash_table_insert(two->values, g_strdup("number"), g_strdup("123456"));
    const char *const services[] = {"Play therapy", "Mediation"};
    const char *const pages[] = {"https://roe.example/services/1", "https://listing.example/jane-roe"};
    for (guint i = 0; i < G_N_ELEMENTS(services); i++) {
        const char *page = pages[i];
        g_autofree char *id = g_strdup_printf("5b1e%012u", i);
        struct finding *finding = add_finding(result, service, id, page);
        g_hash_table_insert(finding->values, g_strdup("service"), g_strdup(services[i]));
        g_hash_table_insert(finding->values, g_strdup("shown"), g_strdup(services[i]));
        struct evidence *evidence =
            new_evidence(page, "We are pleased to offer", services[i], "for families in Toronto.");
        g_ptr_array_add(finding->evidence, evidence);
        finding->state = i == 0 ? STATE_KNOWN : STATE_NEW;
        finding->counts = i > 0;
    }
    struct finding *old = add_finding(result, year, "c0ffee0000000001", "https://roe.example/");
    g_hash_table_insert(old->values, g_strdup("year"), g_strdup("2019"));
    g_ptr_array_add(old->evidence, new_evidence("https://roe.example/", NULL, "© 2019 Roe Counselling", NULL));
    struct rule_info *link = add_rule(result, "testimonials.link", LEVEL_WARNING, BASIS_BINDING,
                                      words("A link leads to a rating page", "Un lien mène à une page d’évaluation"),
                                      words("This link leads to ratings.", "Ce lien mène à des évaluations."));
    struct finding *accepted = add_finding(result, link, "abcdef0123456789", "https://roe.example/press");
    g_ptr_array_add(accepted->evidence, new_evidence("https://roe.example/press", NULL, "Read our reviews", NULL));
    accepted->state = STATE_ACCEPTED;
    accepted->decision = g_strdup("agency page, until 2027-01-31");
    accepted->counts = FALSE;
}

static void add_checks(struct result *result)
{
    struct rule_info *crisis = add_rule(result, "policies.crisis", LEVEL_WARNING, BASIS_MODEL,
                                        words("What to do in a crisis", "Quoi faire en cas de crise"),
                                        words("No crisis guidance.", "Rien sur les crises."));
    struct rule_info *email = add_rule(result, "profile.email", LEVEL_WARNING, BASIS_MODEL,
                                       words("An e-mail address is shown", "Une adresse de courriel est affichée"),
                                       words("No e-mail address.", "Aucun courriel."));
    email->missing = words("No page shows your e-mail address.", "Aucune page ne montre votre adresse de courriel.");
    struct rule_info *invite =
        add_rule(result, "testimonials.invite", LEVEL_ERROR, BASIS_BINDING,
                 words("Nobody is asked for a review", "Personne n’est invité à laisser un avis"),
                 words("Asks for reviews.", "Demande des avis."));
    struct rule_info *fees = add_rule(result, "policies.fees", LEVEL_NOTE, BASIS_GOOD_PRACTICE,
                                      words("Fees", "Honoraires"), words("Fees.", "Honoraires."));
    add_check(result, crisis, "https://directory.example/jane-roe", OUTCOME_CANT_TELL,
              words("The page was blocked, so it is not known whether it says what to do in a crisis.",
                    "La page était bloquée : on ne sait pas si elle dit quoi faire en cas de crise."));
    struct check *seen = add_check(result, email, "https://roe.example/", OUTCOME_PASSED,
                                   words("Seen in the footer of 3 pages.", "Vu au pied de 3 pages."));
    seen->proof = g_ptr_array_new_with_free_func((GDestroyNotify)evidence_free);
    g_ptr_array_add(seen->proof, new_evidence("https://roe.example/", "Write to", "jane@roe.example", NULL));
    add_check(result, invite, "https://roe.example/", OUTCOME_PASSED, words(NULL, NULL));
    add_check(result, fees, "practice", OUTCOME_INAPPLICABLE,
              words("The practice file does not say your fees.", "La fiche de pratique ne dit pas vos honoraires."));
}

static void add_presences(struct result *result)
{
    struct result_presence *site = add_presence(result, "https://roe.example/", PRESENCE_WEBSITE, TRUE);
    add_page(site, "https://roe.example/", FETCH_OK, 200, NULL, "Roe Counselling", "en", 612);
    add_page(site, "https://roe.example/apropos", FETCH_OK, 200, NULL, "À propos de Jane Roe", "fr", 431);
    add_page(site, "https://roe.example/kind-words", FETCH_OK, 200, NULL, "Kind words", "en", 388);
    add_page(site, "https://roe.example/members/", FETCH_BLOCKED, 403, "HTTP 403: the page asks for a sign-in", NULL,
             "", 0);
    add_page(site, "https://roe.example/services/1", FETCH_OK, 200, NULL, "Services", "en", 12050);
    add_page(site, "https://roe.example/private", FETCH_ROBOTS, 0, "Disallow: /private (line 3 of robots.txt)", NULL,
             "", 0);
    g_ptr_array_add(site->notes, g_strdup("robots.txt asks for 2 seconds between requests, which was kept"));
    struct result_presence *profile =
        add_presence(result, "https://directory.example/jane-roe", PRESENCE_PROFILE, FALSE);
    profile->reason = g_strdup("the site turns automatic readers away (HTTP 999)");
    add_page(profile, "https://directory.example/jane-roe", FETCH_BLOCKED, 999, "HTTP 999", NULL, "", 0);
    struct result_presence *former = add_presence(result, "https://janeroe-old.example/", PRESENCE_FORMER, TRUE);
    add_page(former, "https://janeroe-old.example/", FETCH_OK, 200, NULL, "Jane Roe, MSW", "en", 240);
    struct result_presence *listing = add_presence(result, "https://listing.example/jane-roe", PRESENCE_PROFILE, TRUE);
    add_page(listing, "https://listing.example/jane-roe", FETCH_OK, 200, NULL, "Jane Roe", "en", 96);
    result->partial = TRUE;
    result->n_pages_read = 6;
    result->n_pages_unread = 3;
    add_fact(result, FACT_EMAIL, "jane@roe.example", "jane@roe.example", "https://roe.example/", 0);
    add_fact(result, FACT_PHONE, "+14165550134", "416-555-0134", "https://roe.example/", 0);
    add_fact(result, FACT_PHONE, "+14165550199", "(416) 555-0199", "https://janeroe-old.example/", 2);
    add_fact(result, FACT_EMAIL, "jane@roe.example", "jane@roe.example", "https://janeroe-old.example/", 2);
    add_fact(result, FACT_TITLE, "msw", "MSW", "https://janeroe-old.example/", 2);
    add_fact(result, FACT_PLATFORM, "wordpress", "WordPress 6.4", "https://roe.example/", 0);
}

static void add_decision(struct result *result, const char *rule, const char *address, const char *text,
                         enum decision_state state, guint n)
{
    struct result_decision *decision = g_new0(struct result_decision, 1);
    decision->rule = g_strdup(rule);
    decision->address = g_strdup(address);
    decision->text = g_strdup(text);
    decision->reason = g_strdup("agency page");
    decision->until = g_strdup("2027-01-31");
    decision->state = state;
    decision->n_findings = n;
    decision->line = 24;
    g_ptr_array_add(result->decisions, decision);
}

static void add_change(struct result *result, enum change_kind kind, const char *rule, const char *page,
                       const char *since)
{
    struct result_change *change = g_new0(struct result_change, 1);
    change->kind = kind;
    change->finding = g_strdup("0f3a9c51d2e84b67");
    change->rule = g_strdup(rule);
    change->page = g_strdup(page);
    change->text = g_strdup("I felt safe from the very first session.");
    change->since = g_strdup(since);
    g_ptr_array_add(result->changes, change);
}

static void add_story(struct result *result)
{
    add_decision(result, "testimonials.link", "https://roe.example/press", NULL, DECISION_IN_FORCE, 1);
    add_decision(result, "testimonials.display", NULL, "An old quotation", DECISION_UNUSED, 0);
    add_decision(result, "outdated.copyright-year", "https://roe.example/old", NULL, DECISION_EXPIRED, 0);
    result->previous = g_strdup("2026-10-21");
    result->baseline = g_strdup("2026-10-01");
    add_change(result, CHANGE_NEW, "testimonials.display", "https://roe.example/kind-words", NULL);
    add_change(result, CHANGE_FIXED, "profile.email", "https://roe.example/", "2026-09-21");
    add_change(result, CHANGE_OPEN, "licence.number", NULL, "2026-08-01");
    const guint counts[][3] = {{2, 3, 2}, {1, 3, 1}, {1, 2, 1}, {0, 1, 0}};
    for (guint i = 0; i < G_N_ELEMENTS(counts); i++) {
        struct result_run *run = g_new0(struct result_run, 1);
        run->as_of = g_strdup_printf("2026-%02u-21", 7 + i);
        memcpy(run->n_findings, counts[i], sizeof run->n_findings);
        g_ptr_array_add(result->runs, run);
    }
    const char *const points[][2] = {
        {"None of my platforms asks for testimonials or endorsements.",
         "Aucune de mes plateformes ne sollicite de témoignages ni de parrainages."},
        {"I have explained how often I read messages.", "J’ai expliqué la fréquence à laquelle je lis mes messages."},
        {"I verify each client’s identity when needed.", "Je vérifie l’identité de chaque personne au besoin."}};
    for (guint i = 0; i < G_N_ELEMENTS(points); i++) {
        struct result_point *point = g_new0(struct result_point, 1);
        point->text = words(points[i][0], points[i][1]);
        point->state = (enum point_state)i;
        point->rule = i == 2 ? NULL : g_strdup("testimonials.invite");
        g_ptr_array_add(result->checklist, point);
    }
    struct wording *advice = g_new0(struct wording, 1);
    *advice = words("Add “fees” so that fees can be compared.",
                    "Ajoutez « fees » pour que les honoraires puissent être comparés.");
    g_ptr_array_add(result->advice, advice);
}

struct result *sample_result(enum language language)
{
    struct result *result = new_practice(language);
    add_documents(result);
    add_findings(result);
    add_checks(result);
    add_presences(result);
    add_story(result);
    return result;
}

struct result *sample_clean(enum language language)
{
    struct result *result = new_practice(language);
    struct result_presence *site = add_presence(result, "https://roe.example/", PRESENCE_WEBSITE, TRUE);
    add_page(site, "https://roe.example/", FETCH_OK, 200, NULL, "Roe Counselling", "en", 612);
    result->n_pages_read = 1;
    return result;
}

static void harm(char **text)
{
    g_free(*text);
    *text = g_strdup(HOSTILE);
}

static void harm_wording(struct wording *wording)
{
    harm(&wording->in[EN]);
    harm(&wording->in[FR]);
}

static void harm_evidence(GPtrArray *places)
{
    for (guint i = 0; places && i < places->len; i++) {
        struct evidence *evidence = places->pdata[i];
        char **const fields[] = {&evidence->page,     &evidence->text,    &evidence->before,  &evidence->after,
                                 &evidence->selector, &evidence->heading, &evidence->language};
        for (guint j = 0; j < G_N_ELEMENTS(fields); j++) {
            harm(fields[j]);
        }
    }
}

static void harm_rules(struct result *result)
{
    for (guint i = 0; i < result->rules->len; i++) {
        struct rule_info *rule = result->rules->pdata[i];
        struct wording *const texts[] = {&rule->title, &rule->message, &rule->missing,
                                         &rule->why,   &rule->snippet, &rule->known_by};
        for (guint j = 0; j < G_N_ELEMENTS(texts); j++) {
            harm_wording(texts[j]);
        }
        for (guint j = 0; j < rule->n_steps; j++) {
            harm_wording(&rule->steps[j].text);
        }
        g_autofree char *id = g_steal_pointer(&rule->id);
        rule->id = g_strconcat(id, HOSTILE, NULL);
        harm(&rule->pack);
    }
    for (guint i = 0; i < result->documents->len; i++) {
        struct document *document = result->documents->pdata[i];
        harm_wording(&document->title);
        harm_wording(&document->edition);
        harm_wording(&document->clauses[0].text);
        harm(&document->address);
        harm_wording(&document->authority);
        harm(&document->date);
    }
}

static void harm_findings(struct result *result)
{
    for (guint i = 0; i < result->findings->len; i++) {
        struct finding *finding = result->findings->pdata[i];
        harm(&finding->id);
        harm(&finding->subject);
        harm(&finding->page);
        harm(&finding->decision);
        g_hash_table_insert(finding->values, g_strdup(HOSTILE), g_strdup(HOSTILE));
        harm_evidence(finding->evidence);
    }
    for (guint i = 0; i < result->checks->len; i++) {
        struct check *check = result->checks->pdata[i];
        harm(&check->subject);
        harm_wording(&check->reason);
        harm_evidence(check->proof);
    }
}

struct result *sample_hostile(void)
{
    struct result *result = sample_result(EN);
    harm_rules(result);
    harm_findings(result);
    char **const fields[] = {&result->as_of,     &result->practice_name, &result->practitioner, &result->registration,
                             &result->regulator, &result->previous,      &result->baseline};
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
        harm(fields[i]);
    }
    for (guint i = 0; i < result->presences->len; i++) {
        struct result_presence *presence = result->presences->pdata[i];
        harm(&presence->address);
        harm(&presence->reason);
        g_ptr_array_add(presence->notes, g_strdup(HOSTILE));
        for (guint j = 0; j < presence->pages->len; j++) {
            struct result_page *page = &g_array_index(presence->pages, struct result_page, j);
            page->address = page->address ? result_presence_text(presence, HOSTILE) : NULL;
            page->reason = page->reason ? result_presence_text(presence, HOSTILE) : NULL;
            page->title = page->title ? result_presence_text(presence, HOSTILE) : NULL;
        }
    }
    for (guint i = 0; i < result->facts->len; i++) {
        struct kept_fact *fact = result->facts->pdata[i];
        harm(&fact->value);
        harm(&fact->shown);
        harm(&fact->page);
    }
    for (guint i = 0; i < result->decisions->len; i++) {
        struct result_decision *decision = result->decisions->pdata[i];
        harm(&decision->rule);
        harm(&decision->address);
        harm(&decision->text);
        harm(&decision->reason);
        harm(&decision->until);
    }
    return result;
}

struct result *sample_long(guint n_findings)
{
    struct result *result = sample_result(EN);
    g_ptr_array_set_size(result->findings, 0);
    const struct rule_info *rules[] = {result->rules->pdata[0], result->rules->pdata[2], result->rules->pdata[3]};
    struct result_presence *site = result->presences->pdata[0];
    for (guint i = 0; i < n_findings; i++) {
        g_autofree char *page =
            g_strdup_printf("https://roe.example/articles/%u/a-page-with-a-name-of-usual-length", i);
        g_autofree char *id = g_strdup_printf("%016x", i);
        g_autofree char *text =
            i % 3 == 0 ? g_strdup("Jane listened without judging and changed my life.")
                       : g_strdup_printf("Number %u: I felt safe from the very first session, and came back.", i);
        struct finding *finding = add_finding(result, rules[i % G_N_ELEMENTS(rules)], id, page);
        g_ptr_array_add(finding->evidence, new_evidence(page, "Here is what a client wrote to us last spring:", text,
                                                        "and we thank her for these words, which we keep."));
        add_page(site, page, FETCH_OK, 200, NULL, "A page", "en", 500);
    }
    result->n_pages_read += n_findings;
    return result;
}
