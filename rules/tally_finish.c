#include <string.h>

#include "rules/ending.h"
#include "rules/needs.h"
#include "rules/reasons.h"

static void take_evidence(struct finding *finding, GPtrArray *evidence)
{
    while (evidence->len > 0) {
        g_ptr_array_add(finding->evidence, g_ptr_array_steal_index(evidence, 0));
    }
}

// The address as a finding's id knows it: what a move to https or a tidied link leaves as it was.
static char *lasting_address(const char *shown)
{
    const char *rest = strstr(shown, "://");
    rest = rest ? rest + 3 : shown;
    rest = g_str_has_prefix(rest, "www.") ? rest + 4 : rest;
    char *address = g_strdup(rest);
    if (g_str_has_suffix(address, "/index.html")) {
        address[strlen(address) - strlen("index.html")] = '\0';
    }
    for (gsize length = strlen(address); length > 1 && address[length - 1] == '/'; length--) {
        address[length - 1] = '\0';
    }
    return address;
}

// Where the finding is, as its id knows it: a page only where the finding is about that one page.
static char *address_of(const struct ending *end, const struct draft *draft)
{
    const struct finding *finding = draft->finding;
    if (draft->rule->subject == SUBJECT_PRACTICE) {
        const struct tally_presence *first = end->tally->presences->pdata[0];
        return lasting_address(first->shown ? first->shown : finding->subject);
    }
    const char *value = g_hash_table_lookup(finding->values, "value");
    if (draft->rule->each_value && value) { // one of a presence's, told apart by what it is about
        g_autofree char *address = lasting_address(finding->subject);
        return g_strjoin("\n", address, value, NULL);
    }
    gboolean one_page = draft->rule->subject == SUBJECT_PAGE && !draft->rule->required && finding->n_places == 1;
    return lasting_address(one_page ? finding->page : finding->subject);
}

// Rule, address and subject make the id; the heading above and then a number only where those of two findings are
// alike.
static void name_findings(struct ending *end)
{
    g_autoptr(GHashTable) taken = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < end->drafts->len; i++) {
        const struct draft *draft = &g_array_index(end->drafts, struct draft, i);
        struct finding *finding = draft->finding;
        const struct evidence *first = finding->evidence->len ? finding->evidence->pdata[0] : NULL;
        g_autofree char *address = address_of(end, draft);
        g_autofree char *subject = lasting_address(finding->subject);
        g_autofree char *base = g_strjoin("\n", finding->rule->id, address, subject, NULL);
        guint64 hash = stable_hash(STABLE_HASH, base, strlen(base));
        finding->id = g_strdup_printf("%016" G_GINT64_MODIFIER "x", hash);
        if (g_hash_table_contains(taken, finding->id) && first && first->heading) {
            hash = stable_hash(hash, first->heading, strlen(first->heading));
            g_free(finding->id);
            finding->id = g_strdup_printf("%016" G_GINT64_MODIFIER "x", hash);
        }
        while (g_hash_table_contains(taken, finding->id)) {
            hash = stable_hash(hash, "+", 1);
            g_free(finding->id);
            finding->id = g_strdup_printf("%016" G_GINT64_MODIFIER "x", hash);
        }
        g_hash_table_add(taken, finding->id);
    }
}

static void find_cluster(struct ending *end, const struct rule *rule, const char *subject, guint presence,
                         struct cluster *cluster)
{
    struct finding *finding = ending_finding(end, rule, subject, cluster->page, presence, cluster->order);
    finding->n_places = cluster->n_places;
    ending_value(finding, "value", cluster->unit->value);
    ending_value(finding, "shown", cluster->unit->shown);
    if (cluster->unit->note) {
        ending_value(finding, "note-en", wording_in(cluster->unit->note, EN));
        ending_value(finding, "note-fr", wording_in(cluster->unit->note, FR));
    }
    take_evidence(finding, cluster->unit->evidence);
}

enum { MAX_JOINED_EVIDENCE = 300 };

// One finding of all clusters of a presence, or with `into` of those before it too.
static struct finding *find_together(struct ending *end, const struct rule *rule, const char *subject, guint presence,
                                     const GPtrArray *clusters, struct finding *into)
{
    for (guint i = 0; i < clusters->len; i++) {
        struct cluster *cluster = clusters->pdata[i];
        if (!into) {
            find_cluster(end, rule, subject, presence, cluster);
            into = g_array_index(end->drafts, struct draft, end->drafts->len - 1).finding;
            continue;
        }
        into->n_places += cluster->n_places;
        if (into->evidence->len < MAX_JOINED_EVIDENCE) {
            take_evidence(into, cluster->unit->evidence);
        }
    }
    return into;
}

static void end_unseen(struct ending *end, const struct rule *rule, const char *subject, guint n_read,
                       const GPtrArray *hiding)
{
    if (n_read == 0) {
        reason_none_read(&ending_check(end, rule, subject, OUTCOME_CANT_TELL)->reason, hiding);
    } else if (hiding->len > 0) {
        reason_unread(&ending_check(end, rule, subject, OUTCOME_CANT_TELL)->reason, hiding);
    } else {
        ending_check(end, rule, subject, OUTCOME_PASSED);
    }
}

static void end_forbidden(struct ending *end, guint index, const struct rule *rule, guint presence)
{
    struct tally_presence *p = end->tally->presences->pdata[presence];
    if (p->clusters[index]) {
        const GPtrArray *clusters = clusters_settle(p->clusters[index], rule);
        if (rule->subject == SUBJECT_PRESENCE) {
            find_together(end, rule, p->shown, presence, clusters, NULL);
        } else {
            for (guint i = 0; i < clusters->len; i++) {
                find_cluster(end, rule, p->shown, presence, clusters->pdata[i]);
            }
        }
        ending_check(end, rule, p->shown, OUTCOME_FAILED);
        return;
    }
    if (p->kind == PRESENCE_FORMER && (p->n_read == 0 || tally_former_way(end->tally, p) == FORMER_LEADS_AWAY)) {
        end_former(end, rule, p);
        return;
    }
    g_autoptr(GPtrArray) hiding = g_ptr_array_new();
    ending_hiding(rule, p, hiding);
    end_unseen(end, rule, p->shown, p->n_read - p->n_same, hiding);
}

static void pass_with_proof(struct ending *end, const struct rule *rule, const char *subject, struct unit *proof,
                            const char *page)
{
    struct check *check = ending_check(end, rule, subject, OUTCOME_PASSED);
    reason_seen_at(&check->reason, page);
    check->proof = g_ptr_array_ref(proof->evidence);
}

// The rule that `rule` follows, where it did not pass on any presence; NULL where there is nothing to wait for.
static const struct rule *awaited(const struct ending *end, const struct rule *rule)
{
    const GPtrArray *rules = end->tally->judge->rules;
    for (guint i = 0; rule->follows && i < rules->len; i++) {
        const struct rule *first = rules->pdata[i];
        if (strcmp(first->info.id, rule->follows) != 0) {
            continue;
        }
        for (guint p = 0; p < end->tally->presences->len; p++) {
            if (((struct tally_presence *)end->tally->presences->pdata[p])->proof[i]) {
                return NULL;
            }
        }
        return first;
    }
    return NULL;
}

// A required thing that stands nowhere: a finding only if nowhere is everywhere.
static void end_missing(struct ending *end, const struct rule *rule, const char *subject, guint presence,
                        const char *page, guint n_read, const GPtrArray *hiding)
{
    const struct rule *first = awaited(end, rule);
    if (first) {
        reason_follows(&ending_check(end, rule, subject, OUTCOME_INAPPLICABLE)->reason, &first->info.title);
        return;
    }
    if (n_read == 0 || hiding->len > 0) {
        end_unseen(end, rule, subject, n_read, hiding);
        return;
    }
    struct finding *finding = ending_finding(end, rule, subject, page, presence, 0);
    finding->n_places = n_read;
    reason_not_seen(&ending_check(end, rule, subject, OUTCOME_FAILED)->reason, n_read);
}

static void end_required(struct ending *end, guint index, const struct rule *rule, guint presence)
{
    struct tally_presence *p = end->tally->presences->pdata[presence];
    if (p->proof[index]) {
        pass_with_proof(end, rule, p->shown, p->proof[index], p->proof_page[index]);
        return;
    }
    g_autoptr(GPtrArray) hiding = g_ptr_array_new();
    ending_hiding(rule, p, hiding);
    end_missing(end, rule, p->shown, presence, p->first_page, p->n_read - p->n_same, hiding);
}

// All presences as one: a rule about the practice.
static void end_practice(struct ending *end, guint index, const struct rule *rule)
{
    g_autoptr(GPtrArray) hiding = g_ptr_array_new();
    struct finding *finding = NULL;
    const char *first_page = NULL;
    guint n_read = 0, n_held = 0;
    for (guint i = 0; i < end->tally->presences->len; i++) {
        struct tally_presence *p = end->tally->presences->pdata[i];
        if (!ending_holds(rule, p)) {
            continue;
        }
        if (p->proof[index]) {
            pass_with_proof(end, rule, "practice", p->proof[index], p->proof_page[index]);
            return;
        }
        if (p->clusters[index]) {
            finding = find_together(end, rule, "practice", i, clusters_settle(p->clusters[index], rule), finding);
        }
        first_page = first_page ? first_page : p->first_page;
        n_read += p->n_read - p->n_same;
        n_held++;
        ending_hiding(rule, p, hiding);
    }
    if (finding) {
        ending_check(end, rule, "practice", OUTCOME_FAILED);
    } else if (n_held > 0 && rule->required) {
        end_missing(end, rule, "practice", 0, first_page, n_read, hiding);
    } else if (n_held > 0) {
        end_unseen(end, rule, "practice", n_read, hiding);
    }
}

static void end_rule(struct ending *end, guint index)
{
    const struct rule *rule = end->tally->judge->rules->pdata[index];
    const char *unmet = judge_unmet_need(end->tally->judge, rule);
    if (rule->across != ACROSS_NOTHING && !unmet) {
        end_across(end, rule);
        return;
    }
    if (rule->subject == SUBJECT_PRACTICE && !unmet) {
        end_practice(end, index, rule);
        return;
    }
    for (guint i = 0; i < end->tally->presences->len; i++) {
        const struct tally_presence *p = end->tally->presences->pdata[i];
        if (!ending_holds(rule, p)) {
            continue;
        }
        if (unmet) {
            const char *subject = rule->subject == SUBJECT_PRACTICE ? "practice" : p->shown;
            need_advice(unmet, &ending_check(end, rule, subject, OUTCOME_INAPPLICABLE)->reason);
        } else if (rule->required) {
            end_required(end, index, rule, i);
        } else {
            end_forbidden(end, index, rule, i);
        }
        if (unmet && rule->subject == SUBJECT_PRACTICE) {
            return;
        }
    }
}

static int compare_drafts(gconstpointer a, gconstpointer b)
{
    const struct draft *x = a, *y = b;
    if (x->finding->level != y->finding->level) {
        return x->finding->level > y->finding->level ? -1 : 1;
    }
    int rule = strcmp(x->finding->rule->id, y->finding->rule->id);
    if (rule != 0) {
        return rule;
    }
    if (x->presence != y->presence) {
        return x->presence < y->presence ? -1 : 1;
    }
    return x->order < y->order ? -1 : x->order > y->order;
}

static int compare_facts(gconstpointer a, gconstpointer b)
{
    const struct kept_fact *x = *(const struct kept_fact *const *)a, *y = *(const struct kept_fact *const *)b;
    if (x->kind != y->kind) {
        return x->kind < y->kind ? -1 : 1;
    }
    return x->presence < y->presence ? -1 : x->presence > y->presence;
}

void tally_finish(Tally *tally, GPtrArray *findings, GPtrArray *checks, GPtrArray *facts)
{
    struct ending end = {tally, g_array_new(FALSE, FALSE, sizeof(struct draft)), checks};
    for (guint i = 0; i < tally->judge->rules->len; i++) {
        end_rule(&end, i);
    }
    g_array_sort(end.drafts, compare_drafts);
    name_findings(&end);
    for (guint i = 0; i < end.drafts->len; i++) {
        g_ptr_array_add(findings, g_array_index(end.drafts, struct draft, i).finding);
    }
    g_array_unref(end.drafts);
    g_ptr_array_sort(tally->facts, compare_facts);
    g_hash_table_remove_all(tally->by_fact);
    gsize n = 0;
    g_autofree gpointer *taken = g_ptr_array_steal(tally->facts, &n);
    for (gsize i = 0; i < n; i++) {
        g_ptr_array_add(facts, taken[i]);
    }
}
