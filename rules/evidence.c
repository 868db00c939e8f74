#include "rules/evidence.h"

#include <string.h>

#include "rules/sentence.h"
#include "rules/weigh.h"

enum { N_CONTEXT_WORDS = 15 };

// One piece of evidence to be: a block or an element, once, or a fact in it.
struct slot {
    const struct sighting *best;
    double weight;
    guint64 mask;
    gboolean frame; // in what pages share: header, navigation, aside, footer
};

char *fact_text(const Page *page, const struct fact *fact)
{
    if (fact->shown) {
        return g_strdup(fact->shown);
    }
    if (fact->block >= page->n_blocks) {
        return g_strdup(fact->value ? fact->value : "");
    }
    const struct page_block *block = &page->blocks[fact->block];
    gboolean part = fact->end > fact->start && fact->end <= block->length;
    guint32 start = part ? fact->start : 0, end = part ? fact->end : block->length;
    return text_shortened(block->text + start, end - start, EVIDENCE_MAX_BYTES);
}

static const struct target *target_of(const Sightings *s, const struct sighting *sighting)
{
    return judge_target(s->judge, sighting->owner);
}

// The block that is quoted, and which bytes of it: a fact's own words, else the sentence. NULL where there is none.
static const struct page_block *quoted_block(const Sightings *s, const struct sighting *sighting, gsize *start,
                                             gsize *end)
{
    if (sighting->block == PAGE_NONE || (!sighting->fact && sighting->shown)) {
        return NULL;
    }
    const struct page_block *block = &s->page->blocks[sighting->block];
    if (sighting->fact && sighting->end > sighting->start && sighting->end <= block->length) {
        *start = sighting->start;
        *end = sighting->end;
        return block;
    }
    return sighting_sentence(s, sighting, start, end) ? block : NULL;
}

static char *quoted_text(const Sightings *s, const struct sighting *sighting)
{
    gsize start, end;
    if (sighting->shown) {
        return text_shortened(sighting->shown, strlen(sighting->shown), EVIDENCE_MAX_BYTES);
    }
    const struct page_block *block = quoted_block(s, sighting, &start, &end);
    if (block) {
        return text_shortened(block->text + start, end - start, EVIDENCE_MAX_BYTES);
    }
    return g_strdup(sighting->fact && sighting->fact->value ? sighting->fact->value : "");
}

static const char *heading_over(const Sightings *s, const struct sighting *sighting)
{
    guint32 section = sighting->section;
    if (section != PAGE_NONE && sighting_heads(s, sighting)) {
        section = s->parents[section];
    }
    return section != PAGE_NONE ? s->page->headings[section].text : NULL;
}

static void add_context(const Sightings *s, const struct sighting *sighting, struct evidence *evidence)
{
    gsize start, end;
    const struct page_block *block = quoted_block(s, sighting, &start, &end);
    if (!block) {
        return;
    }
    g_autofree char *before = words_before(block->text, start, N_CONTEXT_WORDS);
    g_autofree char *after = words_after(block->text, block->length, end, N_CONTEXT_WORDS);
    evidence->before = before ? text_shortened(before, strlen(before), EVIDENCE_MAX_BYTES) : NULL;
    evidence->after = after ? text_shortened(after, strlen(after), EVIDENCE_MAX_BYTES) : NULL;
}

static struct evidence *evidence_of(const Sightings *s, const char *shown, const struct sighting *sighting)
{
    const Page *page = s->page;
    struct evidence *evidence = g_new0(struct evidence, 1);
    evidence->page = g_strdup(shown);
    evidence->text = quoted_text(s, sighting);
    add_context(s, sighting, evidence);
    evidence->heading = g_strdup(heading_over(s, sighting));
    if (sighting->element < page->n_elements) {
        evidence->selector = page_selector(page, sighting->element);
        evidence->line = page->elements[sighting->element].line;
    }
    guint8 language = sighting->block != PAGE_NONE ? page->blocks[sighting->block].language : LANGUAGE_UNKNOWN;
    if (language == LANGUAGE_EN || language == LANGUAGE_FR) {
        evidence->language = g_strdup(page_language_word((enum page_language)language));
    }
    return evidence;
}

static gboolean same_place(const struct slot *slot, const struct sighting *sighting)
{
    const struct sighting *best = slot->best;
    if (best->block != sighting->block || (best->block == PAGE_NONE && best->element != sighting->element)) {
        return FALSE;
    }
    if (!best->fact || !sighting->fact) {
        return best->block != PAGE_NONE || !best->fact == !sighting->fact;
    }
    return g_strcmp0(best->fact->value, sighting->fact->value) == 0;
}

static void add_to_slots(const Sightings *s, GArray *slots, const struct sighting *sighting)
{
    const struct target *target = target_of(s, sighting);
    for (guint i = slots->len; i > 0; i--) {
        struct slot *slot = &g_array_index(slots, struct slot, i - 1);
        if (slot->best->anchor != sighting->anchor) {
            break; // they stand in order
        }
        if (same_place(slot, sighting)) {
            slot->mask |= G_GUINT64_CONSTANT(1) << target->bit;
            if (!slot->best->fact && (sighting->fact || target->signal->weight > slot->weight)) {
                slot->best = sighting;
                slot->weight = target->signal->weight;
            }
            return;
        }
    }
    enum page_zone zone = sighting_zone(s, sighting);
    struct slot slot = {.best = sighting,
                        .weight = target->signal->weight,
                        .mask = G_GUINT64_CONSTANT(1) << target->bit,
                        .frame = zone == ZONE_HEADER || zone == ZONE_NAV || zone == ZONE_ASIDE || zone == ZONE_FOOTER};
    g_array_append_val(slots, slot);
}

// {value} and {shown}: of the first fact, else of the first words that matched.
static void set_values(const Sightings *s, const struct slot *slot, struct unit *unit)
{
    const struct sighting *sighting = slot->best;
    g_clear_pointer(&unit->value, g_free);
    g_clear_pointer(&unit->shown, g_free);
    unit->note = sighting->fact ? sighting->fact->note : NULL;
    if (sighting->fact) {
        unit->shown = fact_text(s->page, sighting->fact);
        unit->value = g_strdup(sighting->fact->value ? sighting->fact->value : unit->shown);
        return;
    }
    const struct page_block *block = sighting->block != PAGE_NONE ? &s->page->blocks[sighting->block] : NULL;
    if (!sighting->shown && block && sighting->end > sighting->start && sighting->end <= block->length) {
        unit->shown =
            text_shortened(block->text + sighting->start, sighting->end - sighting->start, EVIDENCE_MAX_BYTES);
    } else {
        unit->shown = quoted_text(s, sighting);
    }
    unit->value = g_strdup(unit->shown);
}

enum part { PART_ALL, PART_FRAME, PART_REST };

static gboolean in_part(const struct slot *slot, enum part part)
{
    return part == PART_ALL || slot->frame == (part == PART_FRAME);
}

static guint64 part_mask(const GArray *slots, enum part part)
{
    guint64 mask = 0;
    for (guint i = 0; i < slots->len; i++) {
        const struct slot *slot = &g_array_index(slots, struct slot, i);
        mask |= in_part(slot, part) ? slot->mask : 0;
    }
    return mask;
}

static struct unit *unit_of(const Sightings *s, const char *shown, const GArray *slots, enum part part)
{
    struct unit *unit = g_new0(struct unit, 1);
    unit->evidence = g_ptr_array_new_with_free_func((GDestroyNotify)evidence_free);
    unit->keys = g_array_new(FALSE, FALSE, sizeof(struct unit_key));
    gboolean has_fact = FALSE;
    for (guint i = 0; i < slots->len; i++) {
        const struct slot *slot = &g_array_index(slots, struct slot, i);
        if (!in_part(slot, part)) {
            continue;
        }
        unit->rule = target_of(s, slot->best)->rule;
        if (unit->n_seen++ == 0 || (!has_fact && slot->best->fact)) {
            set_values(s, slot, unit);
        }
        has_fact = has_fact || slot->best->fact;
        if (unit->evidence->len >= VERDICT_MAX_EVIDENCE) {
            continue;
        }
        struct evidence *evidence = evidence_of(s, shown, slot->best);
        g_ptr_array_add(unit->evidence, evidence);
        struct unit_key key = {evidence_key(evidence), slot->mask};
        g_array_append_val(unit->keys, key);
    }
    unit_seal(unit);
    return unit;
}

static const char *slot_value(const struct slot *slot)
{
    return slot->best->fact && slot->best->fact->value ? slot->best->fact->value : "";
}

// A unit for each value, known by it alone: wherever else it is seen belongs to the same finding.
static void collect_values(const Sightings *s, const char *shown, const struct rule *rule, const GArray *slots,
                           GPtrArray *units)
{
    g_autoptr(GHashTable) done = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < slots->len; i++) {
        const char *value = slot_value(&g_array_index(slots, struct slot, i));
        if (!g_hash_table_add(done, (gpointer)value)) {
            continue;
        }
        g_autoptr(GArray) same = g_array_new(FALSE, FALSE, sizeof(struct slot));
        for (guint k = i; k < slots->len; k++) {
            const struct slot *slot = &g_array_index(slots, struct slot, k);
            if (strcmp(slot_value(slot), value) == 0) {
                g_array_append_val(same, *slot);
            }
        }
        guint64 mask = part_mask(same, PART_ALL);
        if (rule_fires(rule, mask)) {
            struct unit *unit = unit_of(s, shown, same, PART_ALL);
            struct unit_key key = {stable_hash(STABLE_HASH, value, strlen(value)), mask};
            g_array_set_size(unit->keys, 0);
            g_array_append_val(unit->keys, key);
            unit_seal(unit);
            g_ptr_array_add(units, unit);
        }
    }
}

void evidence_collect(const Sightings *s, const char *shown, guint first, guint n, GPtrArray *units)
{
    g_autoptr(GArray) slots = g_array_new(FALSE, FALSE, sizeof(struct slot));
    for (guint i = first; i < first + n; i++) {
        const struct sighting *sighting = &g_array_index(s->all, struct sighting, i);
        if (sighting->fires) {
            add_to_slots(s, slots, sighting);
        }
    }
    if (slots->len == 0) {
        return;
    }
    const struct target *target = target_of(s, g_array_index(slots, struct slot, 0).best);
    const struct rule *rule = s->judge->rules->pdata[target->rule];
    if (rule->each_value) {
        collect_values(s, shown, rule, slots, units);
        return;
    }
    guint64 frame = part_mask(slots, PART_FRAME), rest = part_mask(slots, PART_REST);
    if (frame && rest && rule_fires(rule, frame)) {
        // What every page repeats is a finding of its own; the rest is one only if it needs no help from it.
        g_ptr_array_add(units, unit_of(s, shown, slots, PART_FRAME));
        if (rule_fires(rule, rest)) {
            g_ptr_array_add(units, unit_of(s, shown, slots, PART_REST));
        }
    } else {
        g_ptr_array_add(units, unit_of(s, shown, slots, PART_ALL));
    }
}
