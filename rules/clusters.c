#include "rules/clusters.h"

#include <string.h>

#include "rules/weigh.h"

// Evidence of later places: enough to open each place of a template by hand, not to fill a report.
enum { MAX_EVIDENCE = 300 };

struct Clusters {
    GPtrArray *all;      // of struct cluster*
    GHashTable *by_hash; // guint64 (in the unit) -> struct cluster*
};

static void cluster_free(struct cluster *cluster)
{
    unit_free(cluster->unit);
    g_free(cluster->page);
    g_free(cluster);
}

Clusters *clusters_new(void)
{
    Clusters *clusters = g_new0(Clusters, 1);
    clusters->all = g_ptr_array_new_with_free_func((GDestroyNotify)cluster_free);
    clusters->by_hash = g_hash_table_new(g_int64_hash, g_int64_equal);
    return clusters;
}

void clusters_free(Clusters *clusters)
{
    if (clusters) {
        g_hash_table_unref(clusters->by_hash);
        g_ptr_array_unref(clusters->all);
        g_free(clusters);
    }
}

// Another place of `cluster`: its first piece of evidence is enough to find it.
static void add_place(struct cluster *cluster, struct evidence *evidence)
{
    cluster->n_places++;
    if (evidence && cluster->unit->evidence->len < MAX_EVIDENCE) {
        g_ptr_array_add(cluster->unit->evidence, evidence);
    } else {
        evidence_free(evidence);
    }
}

void clusters_add(Clusters *clusters, struct unit *unit, const char *page, guint order)
{
    struct cluster *known = g_hash_table_lookup(clusters->by_hash, &unit->hash);
    if (known) {
        add_place(known, unit->evidence->len ? g_ptr_array_steal_index(unit->evidence, 0) : NULL);
        unit_free(unit);
        return;
    }
    struct cluster *cluster = g_new0(struct cluster, 1);
    *cluster = (struct cluster){.unit = unit, .page = g_strdup(page), .order = order, .n_places = 1};
    g_ptr_array_add(clusters->all, cluster);
    g_hash_table_insert(clusters->by_hash, &unit->hash, cluster);
}

static const struct unit_key *keys_of(const struct cluster *cluster)
{
    return (const struct unit_key *)(gconstpointer)cluster->unit->keys->data;
}

// Whether every key of `part` is one of `whole`, which has more.
static gboolean is_part(const struct cluster *part, const struct cluster *whole)
{
    guint n = part->unit->keys->len, m = whole->unit->keys->len, j = 0;
    if (n == 0 || n >= m) {
        return FALSE;
    }
    for (guint i = 0; i < n; i++) {
        while (j < m && keys_of(whole)[j].hash < keys_of(part)[i].hash) {
            j++;
        }
        if (j == m || keys_of(whole)[j].hash != keys_of(part)[i].hash) {
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean has_key(const struct cluster *cluster, guint64 hash)
{
    for (guint i = 0; i < cluster->unit->keys->len; i++) {
        if (keys_of(cluster)[i].hash == hash) {
            return TRUE;
        }
    }
    return FALSE;
}

// A finding's first piece of evidence stands on its page.
static void put_first(GPtrArray *evidence, const char *page)
{
    for (guint i = evidence->len; i > 0; i--) {
        if (strcmp(((struct evidence *)evidence->pdata[i - 1])->page, page) == 0) {
            g_ptr_array_insert(evidence, 0, g_ptr_array_steal_index(evidence, i - 1));
            return;
        }
    }
}

// Takes what `shared` holds out of `cluster`; FALSE when what is left does not fire.
static gboolean take_out(struct cluster *cluster, struct cluster *shared, const struct rule *rule)
{
    struct unit *unit = cluster->unit;
    struct evidence *moved = NULL;
    for (guint i = 0; i < unit->evidence->len;) {
        const struct evidence *evidence = unit->evidence->pdata[i];
        if (!has_key(shared, evidence_key(evidence))) {
            i++;
        } else if (!moved) {
            moved = g_ptr_array_steal_index(unit->evidence, i);
        } else {
            g_ptr_array_remove_index(unit->evidence, i);
        }
    }
    add_place(shared, moved);
    if (cluster->order < shared->order) {
        shared->order = cluster->order;
        g_free(shared->page);
        shared->page = g_strdup(cluster->page);
        put_first(shared->unit->evidence, cluster->page);
    }
    guint64 mask = 0;
    for (guint i = 0; i < unit->keys->len;) {
        if (has_key(shared, keys_of(cluster)[i].hash)) {
            g_array_remove_index(unit->keys, i);
        } else {
            mask |= keys_of(cluster)[i++].mask;
        }
    }
    return rule_fires(rule, mask) && unit->evidence->len > 0;
}

static int by_order(gconstpointer a, gconstpointer b)
{
    const struct cluster *x = *(const struct cluster *const *)a, *y = *(const struct cluster *const *)b;
    if (x->order != y->order) {
        return x->order < y->order ? -1 : 1;
    }
    return x->unit->hash < y->unit->hash ? -1 : x->unit->hash > y->unit->hash;
}

// What is left of a cluster once each shared one has taken its part; FALSE when that is too little.
static gboolean stands_alone(struct cluster *cluster, const GPtrArray *shared, const struct rule *rule)
{
    for (guint i = 0; i < shared->len && cluster->n_places == 1; i++) {
        if (is_part(shared->pdata[i], cluster) && !take_out(cluster, shared->pdata[i], rule)) {
            return FALSE;
        }
    }
    return TRUE;
}

enum { MAX_SHARED = 50 }; // clusters with several places that are tried against all others

const GPtrArray *clusters_settle(Clusters *clusters, const struct rule *rule)
{
    g_autoptr(GPtrArray) shared = g_ptr_array_new();
    g_ptr_array_sort(clusters->all, by_order);
    for (guint i = 0; i < clusters->all->len && shared->len < MAX_SHARED; i++) {
        struct cluster *cluster = clusters->all->pdata[i];
        if (cluster->n_places > 1) {
            g_ptr_array_add(shared, cluster);
        }
    }
    g_hash_table_remove_all(clusters->by_hash); // nothing is added any more
    guint n = 0;
    for (guint i = 0; i < clusters->all->len; i++) {
        struct cluster *cluster = g_steal_pointer(&clusters->all->pdata[i]);
        if (stands_alone(cluster, shared, rule)) {
            clusters->all->pdata[n++] = cluster;
        } else {
            cluster_free(cluster);
        }
    }
    g_ptr_array_set_size(clusters->all, (gint)n);
    g_ptr_array_sort(clusters->all, by_order);
    return clusters->all;
}
