#include "rules/pack_read.h"

#include <string.h>

#include "rules/dated.h"
#include "rules/nearest.h"
#include "rules/regulator_words.h"
#include "rules/words.h"

static int by_rule_id(gconstpointer a, gconstpointer b)
{
    return strcmp((*(struct rule *const *)a)->info.id, (*(struct rule *const *)b)->info.id);
}

static void pack_free(struct pack *pack)
{
    if (pack) {
        g_free(pack->id);
        g_free(pack->version);
        g_free(pack->directory);
        wording_clear(&pack->title);
        g_free(pack->regulator);
        g_strfreev(pack->jurisdictions);
        g_strfreev(pack->languages);
        g_ptr_array_unref(pack->rules);
        g_free(pack);
    }
}

static gboolean read_text(const struct yaml_node *root, const char *key, char **out, GError **error)
{
    const char *text;
    const struct yaml_node *node = yaml_require(root, key, error);
    if (!node || !yaml_string(node, &text, error)) {
        return FALSE;
    }
    *out = g_strdup(text);
    return TRUE;
}

static gboolean read_regulator_id(const struct pack_set *set, const struct yaml_node *root, struct pack *pack,
                                  GError **error)
{
    if (!read_text(root, "regulator", &pack->regulator, error)) {
        return FALSE;
    }
    if (pack_set_regulator(set, pack->regulator)) {
        return TRUE;
    }
    g_autofree const char **known = g_new0(const char *, set->regulators->len + 1);
    for (guint i = 0; i < set->regulators->len; i++) {
        known[i] = ((struct regulator *)set->regulators->pdata[i])->id;
    }
    const char *near = nearest_word(pack->regulator, known);
    return yaml_fail(yaml_get(root, "regulator"), error, "no regulator “%s” in rules/regulators/%s%s%s",
                     pack->regulator, near ? ": did you mean “" : "", near ? near : "", near ? "”?" : "");
}

/* `checklist: { document:, from:, to: }`: the first and last of its clauses. */
static gboolean read_checklist(const struct pack_set *set, const struct yaml_node *node, struct checklist *checklist,
                               GError **error)
{
    static const char *const keys[] = {"document", "from", "to", NULL};
    if (!yaml_expect(node, YAML_MAPPING, error) || !yaml_check_keys(node, keys, error)) {
        return FALSE;
    }
    const struct yaml_node *name = yaml_require(node, "document", error);
    const struct document *document = name ? read_document_id(set, name, error) : NULL;
    const struct yaml_node *from = document ? yaml_require(node, "from", error) : NULL;
    const struct yaml_node *to = from ? yaml_require(node, "to", error) : NULL;
    const struct clause *first = to ? read_clause_number(document, from, error) : NULL;
    const struct clause *last = first ? read_clause_number(document, to, error) : NULL;
    if (!last) {
        return FALSE;
    }
    if (last < first) {
        return yaml_fail(to, error, "“%s” stands before “%s” in “%s”", last->number, first->number, document->id);
    }
    *checklist = (struct checklist){document, (guint)(first - document->clauses), (guint)(last - first) + 1};
    return TRUE;
}

static gboolean read_manifest(const struct pack_set *set, const struct yaml_node *root, struct pack *pack,
                              GError **error)
{
    static const char *const keys[] = {"id",        "version",   "title", "regulator", "jurisdictions",
                                       "languages", "checklist", NULL};
    if (!yaml_expect(root, YAML_MAPPING, error) || !yaml_check_keys(root, keys, error) ||
        !read_text(root, "id", &pack->id, error) || !read_text(root, "version", &pack->version, error)) {
        return FALSE;
    }
    const struct yaml_node *title = yaml_require(root, "title", error);
    if (!title || !read_wording(title, &pack->title, error) || !read_regulator_id(set, root, pack, error)) {
        return FALSE;
    }
    const struct yaml_node *jurisdictions = yaml_get(root, "jurisdictions"), *languages = yaml_get(root, "languages");
    const struct yaml_node *checklist = yaml_get(root, "checklist");
    return (!checklist || read_checklist(set, checklist, &pack->checklist, error)) &&
           (!jurisdictions || (pack->jurisdictions = yaml_strings(jurisdictions, error))) &&
           (!languages || (pack->languages = yaml_strings(languages, error)));
}

static gboolean load_rules(struct pack_reader *reader, const char *path, GError **error)
{
    g_autoptr(Yaml) yaml = pack_file_load(path, error);
    if (!yaml || !yaml_expect(yaml_root(yaml), YAML_SEQUENCE, error)) {
        return FALSE;
    }
    for (const struct yaml_node *item = yaml_root(yaml)->first; item; item = item->next) {
        if (++reader->n_rules > PACK_MAX_RULES) {
            return yaml_fail(item, error, "a pack holds at most %d rules", PACK_MAX_RULES);
        }
        struct rule *rule = read_rule(reader, item, error);
        if (!rule) {
            return FALSE;
        }
        const struct rule *twin = pack_rule(reader->pack, rule->info.id);
        g_ptr_array_add(reader->pack->rules, rule);
        if (twin) {
            return yaml_fail(item, error, "rule “%s” stands already in %s, line %u", rule->info.id, twin->file,
                             twin->line);
        }
    }
    return TRUE;
}

static gboolean check_follows(const struct pack_set *set, const struct pack *pack, GError **error)
{
    for (guint i = 0; i < pack->rules->len; i++) {
        const struct rule *rule = pack->rules->pdata[i];
        const struct rule *first = rule->follows ? pack_set_rule(set, rule->follows) : NULL;
        if (rule->follows && (!rule->required || !first || !first->required)) {
            g_set_error(error, PACK_ERROR, PACK_ERROR_FOLDER,
                        "%s:%u:1: error: rule “%s” follows “%s”: both must be rules with “requires”", rule->file,
                        rule->line, rule->info.id, rule->follows);
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean load_pack(struct pack_set *set, const char *directory, GError **error)
{
    struct pack *pack = g_new0(struct pack, 1);
    pack->directory = g_strdup(directory);
    pack->rules = g_ptr_array_new_with_free_func((GDestroyNotify)rule_free);
    g_ptr_array_add(set->packs, pack);
    g_autofree char *manifest_path = g_build_filename(directory, "pack.yaml", NULL);
    g_autoptr(Yaml) manifest = pack_file_load(manifest_path, error);
    if (!manifest || !read_manifest(set, yaml_root(manifest), pack, error)) {
        return FALSE;
    }
    g_autoptr(GPtrArray) files = yaml_files(directory, error);
    if (!files) {
        return FALSE;
    }
    struct pack_reader reader = {.set = set, .pack = pack};
    for (guint i = 0; i < files->len; i++) {
        if (strcmp(files->pdata[i], manifest_path) != 0 && !load_rules(&reader, files->pdata[i], error)) {
            return FALSE;
        }
    }
    g_ptr_array_sort(pack->rules, by_rule_id);
    return check_follows(set, pack, error);
}

static gboolean load_packs(struct pack_set *set, const char *data, const char *const *extra, GError **error)
{
    g_autofree char *directory = g_build_filename(data, "packs", NULL);
    g_autoptr(GPtrArray) own = pack_folders(directory, error);
    if (!own) {
        return FALSE;
    }
    for (guint i = 0; i < own->len; i++) {
        if (!load_pack(set, own->pdata[i], error)) {
            return FALSE;
        }
    }
    for (guint i = 0; extra && extra[i]; i++) {
        if (!load_pack(set, extra[i], error)) {
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean load_dated(struct pack_set *set, const char *directory, GError **error)
{
    return dated_load(directory, set->matcher, &set->n_owners, set->dated, error);
}

static gboolean load_folder(struct pack_set *set, const char *data, const char *name,
                            gboolean (*load)(struct pack_set *, const char *, GError **), GError **error)
{
    g_autofree char *directory = g_build_filename(data, name, NULL);
    return load(set, directory, error);
}

static gboolean load_the_rest(struct pack_set *set, const char *data, const char *const *extra, GError **error)
{
    set->n_owners = set->regulator_owner = N_WORD_LISTS;
    return regulator_words_add(set->regulators, set->matcher, set->regulator_owner, &set->n_owners, error) &&
           load_folder(set, data, "dated", load_dated, error) && load_packs(set, data, extra, error);
}

// Word lists are half of all there is to read, and nothing else waits for them: a thread begins with them meanwhile. Of
// two mistakes, the one told is always the same: that of the word lists comes after those of regulators.
static gboolean load_all(struct pack_set *set, const char *data, const char *const *extra, GError **error)
{
    g_autofree char *directory = g_build_filename(data, "words", NULL);
    struct words_load *words = words_begin(directory, TRUE);
    g_autoptr(GError) first = NULL, of_words = NULL, rest = NULL;
    gboolean loaded = load_folder(set, data, "standards", standards_load, &first) &&
                      load_folder(set, data, "regulators", regulators_load, &first) &&
                      load_the_rest(set, data, extra, &rest);
    loaded &= words_end(words, set->matcher, set->word_marks, &of_words);
    GError **told = first ? &first : of_words ? &of_words : &rest;
    if (!loaded) {
        g_propagate_error(error, g_steal_pointer(told));
    }
    return loaded;
}

struct pack_set *pack_set_load(const char *data, const char *const *extra, GError **error)
{
    struct pack_set *set = g_new0(struct pack_set, 1);
    set->packs = g_ptr_array_new_with_free_func((GDestroyNotify)pack_free);
    set->regulators = g_ptr_array_new_with_free_func((GDestroyNotify)regulator_free);
    set->dated = g_ptr_array_new_with_free_func((GDestroyNotify)dated_free);
    set->documents = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)document_free);
    set->matcher = matcher_new();
    set->link_matcher = matcher_new();
    set->mark_matcher = matcher_new();
    set->word_marks = matcher_new();
    if (!load_all(set, data, extra, error)) {
        pack_set_free(set);
        return NULL;
    }
    matcher_seal(set->matcher);
    matcher_seal(set->link_matcher);
    matcher_seal(set->mark_matcher);
    matcher_seal(set->word_marks);
    return set;
}

void pack_set_free(struct pack_set *set)
{
    if (set) {
        g_ptr_array_unref(set->packs);
        g_ptr_array_unref(set->regulators);
        g_ptr_array_unref(set->dated);
        g_hash_table_unref(set->documents);
        matcher_free(set->matcher);
        matcher_free(set->link_matcher);
        matcher_free(set->mark_matcher);
        matcher_free(set->word_marks);
        g_free(set);
    }
}
