#include "crawler/address.h"
#include "rules/across.h"
#include "rules/ending.h"
#include "rules/reasons.h"

enum { MAX_BROKEN = 50 };

static enum presence_kind *presence_kinds(const Tally *tally)
{
    enum presence_kind *kinds = g_new(enum presence_kind, tally->presences->len + 1);
    for (guint i = 0; i < tally->presences->len; i++) {
        kinds[i] = ((const struct tally_presence *)tally->presences->pdata[i])->kind;
    }
    return kinds;
}

/* Pages read over all presences that the rule is held against, and those that may hide something. */
static guint count_read(const struct ending *end, const struct rule *rule, GPtrArray *hiding)
{
    guint n = 0;
    for (guint i = 0; i < end->tally->presences->len; i++) {
        const struct tally_presence *p = end->tally->presences->pdata[i];
        if (ending_holds(rule, p)) {
            n += p->n_read - p->n_same;
            ending_hiding(rule, p, hiding);
        }
    }
    return n;
}

static const char *first_page(const struct ending *end)
{
    for (guint i = 0; i < end->tally->presences->len; i++) {
        const struct tally_presence *p = end->tally->presences->pdata[i];
        if (p->first_page && p->kind != PRESENCE_FORMER) {
            return p->first_page;
        }
    }
    return NULL;
}

static void add_evidence(struct finding *finding, const char *page, const char *text)
{
    struct evidence *evidence = g_new0(struct evidence, 1);
    evidence->page = g_strdup(page);
    evidence->text = g_strdup(text);
    g_ptr_array_add(finding->evidence, evidence);
    finding->n_places++;
}

static void end_missing_service(struct ending *end, const struct rule *rule)
{
    g_autofree enum presence_kind *kinds = presence_kinds(end->tally);
    g_autoptr(GPtrArray) hiding = g_ptr_array_new();
    guint n_read = count_read(end, rule, hiding);
    g_autoptr(GPtrArray) missing =
        across_missing_services(end->tally->judge->practice, end->tally->facts, kinds, end->tally->presences->len);
    if (n_read == 0) {
        reason_none_read(&ending_check(end, rule, "practice", OUTCOME_CANT_TELL)->reason, hiding);
    } else if (missing->len == 0) {
        ending_check(end, rule, "practice", OUTCOME_PASSED);
    } else if (hiding->len > 0) {
        reason_unread(&ending_check(end, rule, "practice", OUTCOME_CANT_TELL)->reason, hiding);
    } else {
        g_ptr_array_add(missing, NULL);
        g_autofree char *names = g_strjoinv(", ", (char **)missing->pdata);
        struct finding *finding = ending_finding(end, rule, "practice", first_page(end), 0, 0);
        finding->n_places = n_read;
        ending_value(finding, "value", names);
        reason_not_seen(&ending_check(end, rule, "practice", OUTCOME_FAILED)->reason, n_read);
    }
}

static void end_inconsistent(struct ending *end, const struct rule *rule)
{
    g_autofree enum presence_kind *kinds = presence_kinds(end->tally);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct disagreement));
    across_disagreements(end->tally->judge->practice, end->tally->facts, kinds, end->tally->presences->len,
                         end->tally->judge->packs->regulators, found);
    for (guint i = 0; i < found->len; i++) {
        const struct disagreement *d = &g_array_index(found, struct disagreement, i);
        struct finding *finding = ending_finding(end, rule, "practice", d->other->page, d->other->presence, i);
        ending_value(finding, "shown", d->other->shown);
        ending_value(finding, "value", d->one->shown);
        add_evidence(finding, d->other->page, d->other->shown);
        add_evidence(finding, d->one->page, d->one->shown);
    }
    g_autoptr(GPtrArray) hiding = g_ptr_array_new();
    if (found->len > 0) {
        ending_check(end, rule, "practice", OUTCOME_FAILED);
    } else if (count_read(end, rule, hiding) == 0) {
        reason_none_read(&ending_check(end, rule, "practice", OUTCOME_CANT_TELL)->reason, hiding);
    } else {
        ending_check(end, rule, "practice", OUTCOME_PASSED);
    }
}

/* Whether any site answered in this run. If none did, it may be us who cannot ask. */
static gboolean has_reached_the_web(const Tally *tally)
{
    for (guint i = 0; i < tally->presences->len; i++) {
        const struct tally_presence *p = tally->presences->pdata[i];
        if (p->n_read > 0 && p->shown && g_str_has_prefix(p->shown, "http")) {
            return TRUE;
        }
        for (guint k = 0; k < p->asked_links->len; k++) {
            if (((const struct unread *)p->asked_links->pdata[k])->outcome == FETCH_OK) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

/* The pages to mend; where none is known, as for an address of the sitemap, the one that is gone. */
static void add_broken(struct finding *finding, const struct linked *linked, const struct unread *unread)
{
    for (guint i = 0; linked && i < G_N_ELEMENTS(linked->pages) && linked->pages[i]; i++) {
        if (finding->evidence->len < MAX_BROKEN) {
            add_evidence(finding, linked->pages[i], unread->shown);
        }
    }
    if (!linked && finding->evidence->len < MAX_BROKEN) {
        g_autofree char *text = g_strdup_printf("%u", unread->status);
        add_evidence(finding, unread->shown, text);
    }
}

/* "There is nothing", and no other answer: a page that is refused, or late, is not gone. */
static gboolean is_broken(const struct ending *end, const struct unread *unread, gboolean own)
{
    return unread->status == 404 || unread->status == 410 ||
           (!own && unread->no_host && has_reached_the_web(end->tally));
}

static struct finding *find_broken(struct ending *end, const struct rule *rule, guint presence, struct finding *into,
                                   gboolean own)
{
    const struct tally_presence *p = end->tally->presences->pdata[presence];
    const GPtrArray *asked = own ? p->unread : p->asked_links;
    for (guint i = 0; i < asked->len; i++) {
        const struct unread *unread = asked->pdata[i];
        if (!is_broken(end, unread, own)) {
            continue;
        }
        const struct linked *linked = tally_linked(p, unread->shown, own);
        if (!into) {
            const char *page = !own && linked ? linked->pages[0] : unread->shown;
            into = ending_finding(end, rule, p->shown, page, presence, 0);
            ending_value(into, "shown", unread->shown);
        }
        add_broken(into, linked, unread);
    }
    return into;
}

/* Links to others of which it cannot be said: no answer in time, no connection, a server that failed. */
static GPtrArray *unsure_links(const struct ending *end, const struct tally_presence *p)
{
    GPtrArray *unsure = g_ptr_array_new();
    for (guint i = 0; i < p->asked_links->len; i++) {
        struct unread *link = p->asked_links->pdata[i];
        if ((link->outcome == FETCH_TIMEOUT || link->outcome == FETCH_ERROR) && !is_broken(end, link, FALSE)) {
            g_ptr_array_add(unsure, link);
        }
    }
    return unsure;
}

/* Addresses that a site's links name and that are gone. */
static void end_broken_links(struct ending *end, const struct rule *rule)
{
    for (guint i = 0; i < end->tally->presences->len; i++) {
        const struct tally_presence *p = end->tally->presences->pdata[i];
        if (!ending_holds(rule, p) || p->n_read == 0) {
            continue;
        }
        struct finding *finding = find_broken(end, rule, i, NULL, TRUE);
        finding = find_broken(end, rule, i, finding, FALSE);
        g_autoptr(GPtrArray) unsure = unsure_links(end, p);
        if (finding) {
            ending_check(end, rule, p->shown, OUTCOME_FAILED);
        } else if (unsure->len > 0) {
            reason_links_unsure(&ending_check(end, rule, p->shown, OUTCOME_CANT_TELL)->reason, unsure);
        } else {
            ending_check(end, rule, p->shown, OUTCOME_PASSED);
        }
    }
}

void end_across(struct ending *end, const struct rule *rule)
{
    switch (rule->across) {
    case ACROSS_MISSING_SERVICE:
        end_missing_service(end, rule);
        break;
    case ACROSS_INCONSISTENT:
        end_inconsistent(end, rule);
        break;
    case ACROSS_BROKEN_LINKS:
        end_broken_links(end, rule);
        break;
    case ACROSS_NOTHING:
        break;
    }
}

static gboolean is_gone(const Tally *tally, const struct tally_presence *p)
{
    for (guint i = 0; i < p->unread->len; i++) {
        const struct unread *unread = p->unread->pdata[i];
        const gboolean nameless = unread->no_host && has_reached_the_web(tally);
        if (unread->status != 404 && unread->status != 410 && !nameless) {
            return FALSE;
        }
    }
    return p->unread->len > 0;
}

/* A former presence should be gone, or lead to one of today. */
void end_former(struct ending *end, const struct rule *rule, const struct tally_presence *p)
{
    const enum former_way way = tally_former_way(end->tally, p);
    if (way == FORMER_LEADS_AWAY) {
        reason_leads_elsewhere(&ending_check(end, rule, p->shown, OUTCOME_CANT_TELL)->reason, p->leads_to);
    } else if (way == FORMER_LEADS_HOME || is_gone(end->tally, p)) {
        ending_check(end, rule, p->shown, OUTCOME_PASSED);
    } else {
        reason_none_read(&ending_check(end, rule, p->shown, OUTCOME_CANT_TELL)->reason, p->unread);
    }
}
