#include "rules/pack_read.h"

#include <string.h>

#include "rules/nearest.h"

void regulator_free(struct regulator *regulator)
{
    if (!regulator) {
        return;
    }
    char **words[] = {regulator->names,
                      regulator->abbreviations,
                      regulator->domains,
                      regulator->phones,
                      regulator->emails,
                      regulator->titles,
                      regulator->title_abbreviations,
                      regulator->forbidden,
                      regulator->forbidden_abbreviations,
                      regulator->number_cues,
                      regulator->flags,
                      regulator->unverified};
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
        g_strfreev(words[i]);
    }
    wording_clear(&regulator->name);
    g_free(regulator->id);
    g_free(regulator->jurisdiction);
    g_free(regulator->profession);
    g_free(regulator->website);
    g_free(regulator->postal_address);
    g_free(regulator->register_address);
    g_free(regulator->complaints_address);
    g_free(regulator->number);
    g_free(regulator->checked);
    g_free(regulator);
}

static gboolean read_text(const struct yaml_node *node, const char *key, char **out, GError **error)
{
    const struct yaml_node *value = yaml_get(node, key);
    const char *text;
    if (value && !yaml_string(value, &text, error)) {
        return FALSE;
    }
    *out = value ? g_strdup(text) : NULL;
    return TRUE;
}

// Never NULL after success: an absent or empty list is an empty one.
static gboolean read_list(const struct yaml_node *node, const char *key, char ***out, GError **error)
{
    const struct yaml_node *value = yaml_get(node, key);
    if (!value || (value->kind == YAML_SEQUENCE && !value->first)) {
        *out = g_new0(char *, 1);
        return TRUE;
    }
    *out = yaml_strings(value, error);
    return *out != NULL;
}

static gboolean part_of(const struct yaml_node *root, const char *key, const char *const *known,
                        const struct yaml_node **out, GError **error)
{
    *out = yaml_get(root, key);
    return !*out || (yaml_expect(*out, YAML_MAPPING, error) && yaml_check_keys(*out, known, error));
}

static gboolean read_names(const struct yaml_node *root, struct regulator *regulator, GError **error)
{
    static const char *const keys[] = {"en", "fr", NULL};
    const struct yaml_node *names = yaml_require(root, "names", error);
    if (!names || !yaml_expect(names, YAML_MAPPING, error) || !yaml_check_keys(names, keys, error)) {
        return FALSE;
    }
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);
    for (guint language = 0; language < N_LANGUAGES; language++) {
        char **list = NULL;
        if (!read_list(names, keys[language], &list, error)) {
            return FALSE;
        }
        regulator->name.in[language] = g_strdup(list[0]);
        for (guint i = 0; list[i]; i++) {
            g_ptr_array_add(all, list[i]);
        }
        g_free(list); // its strings went to `all`
    }
    if (all->len == 0) {
        return yaml_fail(names, error, "a regulator has a name in English or French");
    }
    g_ptr_array_add(all, NULL);
    regulator->names = (char **)g_ptr_array_steal(all, NULL);
    return TRUE;
}

static gboolean read_contact(const struct yaml_node *root, struct regulator *regulator, GError **error)
{
    static const char *const keys[] = {"address", "phones", "emails", "website", NULL};
    const struct yaml_node *contact;
    return part_of(root, "contact", keys, &contact, error) &&
           read_text(contact, "address", &regulator->postal_address, error) &&
           read_text(contact, "website", &regulator->website, error) &&
           read_list(contact, "phones", &regulator->phones, error) &&
           read_list(contact, "emails", &regulator->emails, error);
}

static gboolean read_titles(const struct yaml_node *root, struct regulator *regulator, GError **error)
{
    static const char *const keys[] = {"full", "abbreviations", NULL};
    const struct yaml_node *titles, *forbidden;
    return part_of(root, "titles", keys, &titles, error) &&
           part_of(root, "forbidden-titles", keys, &forbidden, error) &&
           read_list(titles, "full", &regulator->titles, error) &&
           read_list(titles, "abbreviations", &regulator->title_abbreviations, error) &&
           read_list(forbidden, "full", &regulator->forbidden, error) &&
           read_list(forbidden, "abbreviations", &regulator->forbidden_abbreviations, error);
}

// Detectors compile these; here only that they do compile.
static gboolean check_pattern(const struct yaml_node *node, const char *pattern, GError **error)
{
    g_autoptr(Matcher) scratch = matcher_new();
    g_autoptr(GError) wrong = NULL;
    return matcher_add(scratch, pattern, MATCH_ANY, 0, &wrong)
               ? TRUE
               : yaml_fail(node, error, "the pattern does not work: %s", wrong->message);
}

static gboolean read_number(const struct yaml_node *root, struct regulator *regulator, GError **error)
{
    static const char *const keys[] = {"cues", "pattern", NULL};
    const struct yaml_node *number;
    if (!part_of(root, "number", keys, &number, error) || !read_list(number, "cues", &regulator->number_cues, error) ||
        !read_text(number, "pattern", &regulator->number, error)) {
        return FALSE;
    }
    for (guint i = 0; regulator->number_cues[i]; i++) {
        if (!check_pattern(yaml_get(number, "cues"), regulator->number_cues[i], error)) {
            return FALSE;
        }
    }
    return !regulator->number || check_pattern(yaml_get(number, "pattern"), regulator->number, error);
}

static gboolean read_checked(const struct yaml_node *root, struct regulator *regulator, GError **error)
{
    GDate date;
    const struct yaml_node *node = yaml_require(root, "checked", error);
    if (!node || !yaml_date(node, &date, error)) {
        return FALSE;
    }
    regulator->checked = g_strdup(node->text);
    return TRUE;
}

static gboolean read_identity(const struct yaml_node *root, struct regulator *regulator, GError **error)
{
    const char *const needed[] = {"id", "jurisdiction", "profession"};
    for (gsize i = 0; i < G_N_ELEMENTS(needed); i++) {
        if (!yaml_require(root, needed[i], error)) {
            return FALSE;
        }
    }
    const struct yaml_node *statutory = yaml_require(root, "statutory", error);
    return statutory && yaml_boolean(statutory, &regulator->statutory, error) &&
           read_text(root, "id", &regulator->id, error) &&
           read_text(root, "jurisdiction", &regulator->jurisdiction, error) &&
           read_text(root, "profession", &regulator->profession, error);
}

static gboolean read_regulator(const struct yaml_node *root, struct regulator *regulator, GError **error)
{
    static const char *const keys[] = {
        "id",      "jurisdiction", "profession", "statutory",  "names",   "abbreviations",
        "domains", "contact",      "register",   "complaints", "titles",  "forbidden-titles",
        "number",  "flags",        "unverified", "checked",    "sources", NULL};
    static const char *const flags[] = {"solicit-forbidden",
                                        "use-forbidden",
                                        "link-forbidden",
                                        "number-required",
                                        "level-required",
                                        "title-order",
                                        NULL};
    if (!yaml_expect(root, YAML_MAPPING, error) || !yaml_check_keys(root, keys, error) ||
        !read_identity(root, regulator, error) || !read_names(root, regulator, error) ||
        !read_list(root, "abbreviations", &regulator->abbreviations, error) ||
        !read_list(root, "domains", &regulator->domains, error) || !read_contact(root, regulator, error) ||
        !read_text(root, "register", &regulator->register_address, error) ||
        !read_text(root, "complaints", &regulator->complaints_address, error) || !read_titles(root, regulator, error) ||
        !read_number(root, regulator, error) || !read_list(root, "flags", &regulator->flags, error) ||
        !read_list(root, "unverified", &regulator->unverified, error) || !read_checked(root, regulator, error)) {
        return FALSE;
    }
    for (guint i = 0; regulator->flags[i]; i++) {
        if (!g_strv_contains(flags, regulator->flags[i])) {
            const char *near = nearest_word(regulator->flags[i], flags);
            return yaml_fail(yaml_get(root, "flags"), error, "no flag “%s”%s%s%s", regulator->flags[i],
                             near ? ": did you mean “" : "", near ? near : "", near ? "”?" : "");
        }
    }
    return TRUE;
}

static gboolean load_regulator(struct pack_set *set, const char *path, GError **error)
{
    g_autoptr(Yaml) yaml = pack_file_load(path, error);
    if (!yaml) {
        return FALSE;
    }
    struct regulator *regulator = g_new0(struct regulator, 1);
    if (!read_regulator(yaml_root(yaml), regulator, error)) {
        regulator_free(regulator);
        return FALSE;
    }
    if (pack_set_regulator(set, regulator->id)) {
        yaml_fail(yaml_get(yaml_root(yaml), "id"), error, "another regulator has the id “%s”", regulator->id);
        regulator_free(regulator);
        return FALSE;
    }
    g_ptr_array_add(set->regulators, regulator);
    return TRUE;
}

static int by_id(gconstpointer a, gconstpointer b)
{
    return strcmp((*(struct regulator *const *)a)->id, (*(struct regulator *const *)b)->id);
}

gboolean regulators_load(struct pack_set *set, const char *directory, GError **error)
{
    g_autoptr(GPtrArray) files = yaml_files(directory, error);
    for (guint i = 0; files && i < files->len; i++) {
        if (!load_regulator(set, files->pdata[i], error)) {
            return FALSE;
        }
    }
    g_ptr_array_sort(set->regulators, by_id);
    return files != NULL;
}
