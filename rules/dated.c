#include "rules/dated.h"

#include <string.h>

#include "rules/yaml.h"

enum { MAX_ENTRIES = 1000 };

static const char *const FILES[N_DATED_KINDS] = {
#define X(name, file) [name] = file,
    DATED_KINDS(X)
#undef X
};
static const char *const KEYS[] = {"id",    "name",    "since",      "source", "text", "unless",
                                   "links", "classes", "unverified", "note",   NULL};

struct reading {
    Matcher *matcher;
    guint32 *n_owners;
    GPtrArray *entries;
};

struct link {
    GPatternSpec *glob;
    char *part; // its longest part without * and ?: where it is not, there is no need to match
};

static void link_free(struct link *link)
{
    g_pattern_spec_free(link->glob);
    g_free(link->part);
    g_free(link);
}

static char *longest_part(const char *glob)
{
    const char *longest = glob;
    gsize length = 0;
    while (*glob) {
        gsize n = strcspn(glob, "*?");
        if (n > length) {
            longest = glob;
            length = n;
        }
        glob += n + strspn(glob + n, "*?");
    }
    return g_strndup(longest, length);
}

void dated_free(struct dated *dated)
{
    if (dated) {
        g_free(dated->id);
        g_free(dated->source);
        wording_clear(&dated->name);
        wording_clear(&dated->note);
        g_clear_pointer(&dated->links, g_ptr_array_unref);
        g_strfreev(dated->classes);
        g_free(dated);
    }
}

gboolean dated_may_fit(const struct dated *dated, const char *text)
{
    for (guint i = 0; dated->links && i < dated->links->len; i++) {
        if (strstr(text, ((const struct link *)g_ptr_array_index(dated->links, i))->part)) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean dated_fits_address(const struct dated *dated, const char *address)
{
    gsize length = strlen(address);
    for (guint i = 0; dated->links && i < dated->links->len; i++) {
        const struct link *link = g_ptr_array_index(dated->links, i);
        if (strstr(address, link->part) && g_pattern_spec_match(link->glob, length, address, NULL)) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean read_words(const struct yaml_node *node, struct wording *out, GError **error)
{
    static const char *const keys[] = {"en", "fr", NULL};
    if (!yaml_expect(node, YAML_MAPPING, error) || !yaml_check_keys(node, keys, error)) {
        return FALSE;
    }
    for (guint i = 0; i < N_LANGUAGES; i++) {
        const char *text = NULL;
        const struct yaml_node *item = yaml_require(node, keys[i], error);
        if (!item || !yaml_string(item, &text, error)) {
            return FALSE;
        }
        out->in[i] = g_strdup(text);
    }
    return TRUE;
}

static gboolean add_patterns(const struct reading *reading, const struct yaml_node *node, guint languages,
                             guint32 owner, GError **error)
{
    g_auto(GStrv) patterns = yaml_strings(node, error);
    for (guint i = 0; patterns && patterns[i]; i++) {
        g_autoptr(GError) wrong = NULL;
        if (!matcher_add(reading->matcher, patterns[i], languages, owner, &wrong)) {
            return yaml_fail(node, error, "the pattern does not work: %s", wrong->message);
        }
    }
    return patterns != NULL;
}

static gboolean read_text(const struct reading *reading, const struct yaml_node *node, guint32 owner, GError **error)
{
    static const char *const keys[] = {"en", "fr", "any", NULL};
    static const guint languages[] = {MATCH_EN, MATCH_FR, MATCH_ANY};
    if (!yaml_expect(node, YAML_MAPPING, error) || !yaml_check_keys(node, keys, error)) {
        return FALSE;
    }
    for (guint i = 0; keys[i]; i++) {
        const struct yaml_node *item = yaml_get(node, keys[i]);
        if (item && !add_patterns(reading, item, languages[i], owner, error)) {
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean read_links(struct dated *dated, const struct yaml_node *node, GError **error)
{
    g_auto(GStrv) globs = yaml_strings(node, error);
    if (!globs) {
        return FALSE;
    }
    dated->links = g_ptr_array_new_with_free_func((GDestroyNotify)link_free);
    for (guint i = 0; globs[i]; i++) {
        g_autofree char *lower = g_ascii_strdown(globs[i], -1);
        struct link *link = g_new(struct link, 1);
        link->glob = g_pattern_spec_new(lower);
        link->part = longest_part(lower);
        g_ptr_array_add(dated->links, link);
    }
    return TRUE;
}

/* How a page shows it; at least one way. */
static gboolean read_signs(const struct reading *reading, struct dated *dated, const struct yaml_node *node,
                           GError **error)
{
    const struct yaml_node *text = yaml_get(node, "text"), *unless = yaml_get(node, "unless");
    const struct yaml_node *links = yaml_get(node, "links"), *classes = yaml_get(node, "classes");
    dated->owner = (*reading->n_owners)++;
    dated->unless_owner = (*reading->n_owners)++;
    if (!text && !links && !classes) {
        return yaml_fail(node, error, "nothing shows it: give text, links or classes");
    }
    if (classes && !(dated->classes = yaml_strings(classes, error))) {
        return FALSE;
    }
    return (!text || read_text(reading, text, dated->owner, error)) &&
           (!unless || add_patterns(reading, unless, MATCH_ANY, dated->unless_owner, error)) &&
           (!links || read_links(dated, links, error));
}

static gboolean read_source(struct dated *dated, const struct yaml_node *node, GError **error)
{
    const struct yaml_node *source = yaml_require(node, "source", error);
    const char *text = NULL;
    if (!source || !yaml_string(source, &text, error)) {
        return FALSE;
    }
    if (!g_str_has_prefix(text, "http://") && !g_str_has_prefix(text, "https://")) {
        return yaml_fail(source, error, "a source is an address that begins with https://");
    }
    dated->source = g_strdup(text);
    return TRUE;
}

static gboolean read_entry(const struct reading *reading, struct dated *dated, const struct yaml_node *node,
                           GError **error)
{
    if (!yaml_expect(node, YAML_MAPPING, error) || !yaml_check_keys(node, KEYS, error)) {
        return FALSE;
    }
    const struct yaml_node *id = yaml_require(node, "id", error);
    const char *text = NULL;
    if (!id || !yaml_string(id, &text, error)) {
        return FALSE;
    }
    dated->id = g_strdup(text);
    const struct yaml_node *since = yaml_require(node, "since", error);
    if (!since || !yaml_date(since, &dated->since, error)) {
        return FALSE;
    }
    const struct yaml_node *name = yaml_require(node, "name", error);
    if (!name || !read_words(name, &dated->name, error)) {
        return FALSE;
    }
    const struct yaml_node *note = yaml_require(node, "note", error);
    return note && read_words(note, &dated->note, error) && read_source(dated, node, error) &&
           read_signs(reading, dated, node, error);
}

static gboolean read_file(const struct reading *reading, enum dated_kind kind, const char *path, GError **error)
{
    g_autoptr(Yaml) yaml = yaml_load(path, error);
    const struct yaml_node *root = yaml ? yaml_root(yaml) : NULL;
    if (!root || !yaml_expect(root, YAML_SEQUENCE, error)) {
        return FALSE;
    }
    for (const struct yaml_node *node = root->first; node; node = node->next) {
        if (reading->entries->len >= MAX_ENTRIES) {
            return yaml_fail(node, error, "more than %d entries", MAX_ENTRIES);
        }
        struct dated *dated = g_new0(struct dated, 1);
        dated->kind = kind;
        g_ptr_array_add(reading->entries, dated);
        if (!read_entry(reading, dated, node, error)) {
            return FALSE;
        }
    }
    return TRUE;
}

gboolean dated_load(const char *directory, Matcher *matcher, guint32 *n_owners, GPtrArray *entries, GError **error)
{
    struct reading reading = {matcher, n_owners, entries};
    for (guint kind = 0; kind < N_DATED_KINDS; kind++) {
        g_autofree char *name = g_strconcat(FILES[kind], ".yaml", NULL);
        g_autofree char *path = g_build_filename(directory, name, NULL);
        if (!read_file(&reading, kind, path, error)) {
            return FALSE;
        }
    }
    return TRUE;
}
