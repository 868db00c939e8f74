#include "rules/weigh.h"

#include <string.h>

double rule_weight(const struct rule *rule, guint64 mask)
{
    double sum = 0;
    for (guint i = 0; i < rule->n_signals; i++) {
        sum += mask >> i & 1 ? rule->signals[i].weight : 0;
    }
    return sum;
}

gboolean rule_fires(const struct rule *rule, guint64 mask)
{
    return rule_weight(rule, mask) >= rule->threshold - 1e-9;
}

static struct sighting *sighting_at(const Sightings *s, guint index)
{
    return &g_array_index(s->all, struct sighting, index);
}

static const struct signal *signal_of(const Sightings *s, const struct sighting *sighting)
{
    return judge_target(s->judge, sighting->owner)->signal;
}

static gboolean is_everywhere(const struct sighting *sighting)
{
    return sighting->block == PAGE_NONE && sighting->element == PAGE_NONE;
}

// Whether `heading` is `section`, or the heading of a section around it.
static gboolean heads_section(const Sightings *s, guint32 heading, guint32 section)
{
    while (section != PAGE_NONE && section != heading) {
        section = s->parents[section];
    }
    return section != PAGE_NONE;
}

static gboolean in_same_section(const Sightings *s, const struct sighting *a, const struct sighting *b)
{
    return a->section == b->section && (a->section != PAGE_NONE || sighting_zone(s, a) == sighting_zone(s, b));
}

static gboolean in_same_sentence(const Sightings *s, const struct sighting *stop, const struct sighting *seen)
{
    gsize start, end;
    if (stop->block == PAGE_NONE || stop->block != seen->block || !sighting_sentence(s, seen, &start, &end)) {
        return FALSE;
    }
    return stop->end <= stop->start || (stop->start < end && stop->end > start);
}

static gboolean holds(const Sightings *s, const struct sighting *container, const struct sighting *seen)
{
    return container->element != PAGE_NONE && seen->element != PAGE_NONE &&
           page_is_within(s->page, seen->element, container->element);
}

static gboolean stops(const Sightings *s, const struct sighting *stop, const struct sighting *seen)
{
    const struct signal *signal = signal_of(s, stop);
    if (is_everywhere(stop)) {
        return TRUE;
    }
    if (is_everywhere(seen)) {
        return FALSE;
    }
    if (signal->kind == SIGNAL_HEADING) {
        return heads_section(s, stop->section, seen->section);
    }
    if (signal->whole_section && in_same_section(s, stop, seen)) {
        return TRUE;
    }
    if (stop->block == PAGE_NONE) {
        return holds(s, stop, seen);
    }
    // A heading has no sentence of its own: what stands below it says what it means.
    return in_same_sentence(s, stop, seen) || (sighting_heads(s, seen) && in_same_section(s, stop, seen));
}

static void stop_sightings(const Sightings *s, guint first, guint n)
{
    for (guint i = first; i < first + n; i++) {
        struct sighting *seen = sighting_at(s, i);
        if (judge_target(s->judge, seen->owner)->unless || seen->fate != SIGHTING_COUNTS) {
            continue;
        }
        for (guint j = first; j < first + n && seen->fate == SIGHTING_COUNTS; j++) {
            const struct sighting *stop = sighting_at(s, j);
            if (judge_target(s->judge, stop->owner)->unless && stop->fate == SIGHTING_COUNTS && stops(s, stop, seen)) {
                seen->fate = SIGHTING_STOPPED;
                seen->stopped_by = stop->owner;
            }
        }
    }
}

static gboolean adds_up(const Sightings *s, const struct sighting *sighting)
{
    return sighting->fate == SIGHTING_COUNTS && !judge_target(s->judge, sighting->owner)->unless;
}

static guint32 group_key(const struct rule *rule, const struct sighting *sighting)
{
    if (rule->within == WITHIN_PAGE || is_everywhere(sighting)) {
        return PAGE_NONE;
    }
    return rule->within == WITHIN_SECTION ? sighting->section : sighting->anchor;
}

// html and body hold the whole page: standing in them is standing together with everything.
static gboolean is_container(const Sightings *s, const struct sighting *sighting)
{
    if (sighting->block != PAGE_NONE || sighting->element >= s->page->n_elements) {
        return FALSE;
    }
    const char *tag = s->page->elements[sighting->element].tag;
    return strcmp(tag, "html") != 0 && strcmp(tag, "body") != 0;
}

// Whether `other`, of another group, stands together with `own` all the same: a heading above it, an element around it.
static gboolean joins(const Sightings *s, const struct sighting *other, const struct sighting *own)
{
    if (is_everywhere(other)) {
        return TRUE;
    }
    if (sighting_heads(s, other)) {
        return heads_section(s, other->section, own->section);
    }
    return is_container(s, other) && holds(s, other, own);
}

struct weighing {
    const Sightings *s;
    const struct rule *rule;
    guint first, n;
    GArray *groups; // of struct group
    guint32 *of;    // per sighting: its group
};

static guint64 bit_of(const Sightings *s, const struct sighting *sighting)
{
    return G_GUINT64_CONSTANT(1) << judge_target(s->judge, sighting->owner)->bit;
}

static void form_groups(struct weighing *w)
{
    g_autoptr(GHashTable) by_key = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < w->n; i++) {
        const struct sighting *sighting = sighting_at(w->s, w->first + i);
        w->of[i] = G_MAXUINT32;
        if (!adds_up(w->s, sighting)) {
            continue;
        }
        guint32 key = group_key(w->rule, sighting);
        guint index = GPOINTER_TO_UINT(g_hash_table_lookup(by_key, GUINT_TO_POINTER(key)));
        if (index == 0) {
            g_array_append_val(w->groups, ((struct group){.key = key}));
            index = w->groups->len;
            g_hash_table_insert(by_key, GUINT_TO_POINTER(key), GUINT_TO_POINTER(index));
        }
        w->of[i] = index - 1;
        g_array_index(w->groups, struct group, index - 1).mask |= bit_of(w->s, sighting);
    }
}

static gboolean may_join(const Sightings *s, const struct sighting *sighting)
{
    return adds_up(s, sighting) &&
           (is_everywhere(sighting) || sighting_heads(s, sighting) || is_container(s, sighting));
}

// Adds to each group what joins it from elsewhere; marks what fires.
static void join_groups(struct weighing *w)
{
    for (guint i = 0; i < w->n && w->rule->within != WITHIN_PAGE; i++) {
        const struct sighting *other = sighting_at(w->s, w->first + i);
        for (guint j = 0; j < w->n && may_join(w->s, other); j++) {
            if (w->of[j] == G_MAXUINT32 || w->of[j] == w->of[i]) {
                continue;
            }
            struct group *group = &g_array_index(w->groups, struct group, w->of[j]);
            if (!(group->mask & bit_of(w->s, other)) && joins(w->s, other, sighting_at(w->s, w->first + j))) {
                group->mask |= bit_of(w->s, other);
            }
        }
    }
}

static void mark_firing(struct weighing *w)
{
    for (guint i = 0; i < w->n; i++) {
        struct sighting *sighting = sighting_at(w->s, w->first + i);
        sighting->fires = w->of[i] != G_MAXUINT32 && g_array_index(w->groups, struct group, w->of[i]).fires;
    }
    for (guint i = 0; i < w->n && w->rule->within != WITHIN_PAGE; i++) {
        struct sighting *other = sighting_at(w->s, w->first + i);
        for (guint j = 0; j < w->n && !other->fires && may_join(w->s, other); j++) {
            const struct sighting *own = sighting_at(w->s, w->first + j);
            other->fires = own->fires && w->of[j] != w->of[i] && joins(w->s, other, own);
        }
    }
}

gboolean sightings_weigh(const Sightings *s, guint first, guint n, GArray *groups)
{
    struct weighing w = {.s = s, .first = first, .n = n};
    w.rule = s->judge->rules->pdata[judge_target(s->judge, sighting_at(s, first)->owner)->rule];
    w.groups = g_array_new(FALSE, FALSE, sizeof(struct group));
    w.of = g_new(guint32, n);
    stop_sightings(s, first, n);
    form_groups(&w);
    join_groups(&w);
    gboolean fires = FALSE;
    for (guint i = 0; i < w.groups->len; i++) {
        struct group *group = &g_array_index(w.groups, struct group, i);
        group->sum = rule_weight(w.rule, group->mask);
        group->fires = rule_fires(w.rule, group->mask);
        fires = fires || group->fires;
    }
    if (fires) {
        mark_firing(&w);
    }
    if (groups) {
        g_array_append_vals(groups, w.groups->data, w.groups->len);
    }
    g_array_unref(w.groups);
    g_free(w.of);
    return fires;
}
