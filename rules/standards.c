#include "rules/pack_read.h"

#include <string.h>

#include "rules/nearest.h"

static int compare_words(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **known_documents(const struct pack_set *set)
{
    guint n = 0;
    const char **ids = (const char **)g_hash_table_get_keys_as_array(set->documents, &n);
    qsort(ids, n, sizeof *ids, compare_words);
    return ids;
}

const struct clause *document_clause(const struct document *document, const char *number)
{
    for (guint i = 0; i < document->n_clauses; i++) {
        if (strcmp(document->clauses[i].number, number) == 0) {
            return &document->clauses[i];
        }
    }
    return NULL;
}

const struct document *read_document_id(const struct pack_set *set, const struct yaml_node *node, GError **error)
{
    const char *id;
    if (!yaml_string(node, &id, error)) {
        return NULL;
    }
    const struct document *document = g_hash_table_lookup(set->documents, id);
    if (!document) {
        g_autofree const char **known = known_documents(set);
        const char *near = nearest_word(id, known);
        yaml_fail(node, error, "no standard “%s”%s%s%s", id, near ? ": did you mean “" : " in rules/standards/",
                  near ? near : "", near ? "”?" : "");
    }
    return document;
}

const struct clause *read_clause_number(const struct document *document, const struct yaml_node *node, GError **error)
{
    const char *number;
    if (!yaml_string(node, &number, error)) {
        return NULL;
    }
    const struct clause *clause = document_clause(document, number);
    if (!clause) {
        g_autofree const char **known = g_new0(const char *, document->n_clauses + 1);
        for (guint i = 0; i < document->n_clauses; i++) {
            known[i] = document->clauses[i].number;
        }
        const char *near = nearest_word(number, known);
        yaml_fail(node, error, "“%s” has no clause “%s”%s%s%s", document->id, number, near ? ": did you mean “" : "",
                  near ? near : "", near ? "”?" : "");
    }
    return clause;
}

static gboolean read_clause(const struct yaml_node *item, struct document *document, GError **error)
{
    static const char *const keys[] = {"number", "text", "verified", "beyond", NULL};
    const char *number;
    if (!yaml_expect(item, YAML_MAPPING, error) || !yaml_check_keys(item, keys, error)) {
        return FALSE;
    }
    const struct yaml_node *number_node = yaml_require(item, "number", error);
    if (!number_node || !yaml_string(number_node, &number, error)) {
        return FALSE;
    }
    if (document_clause(document, number)) {
        return yaml_fail(number_node, error, "clause “%s” stands here twice", number);
    }
    document->clauses = g_renew(struct clause, document->clauses, document->n_clauses + 1);
    struct clause *clause = &document->clauses[document->n_clauses++];
    *clause = (struct clause){.number = g_strdup(number)};
    const struct yaml_node *text = yaml_require(item, "text", error);
    const struct yaml_node *verified = text ? yaml_require(item, "verified", error) : NULL;
    const struct yaml_node *beyond = yaml_get(item, "beyond");
    return verified && read_wording(text, &clause->text, error) && yaml_boolean(verified, &clause->verified, error) &&
           (!beyond || read_wording(beyond, &clause->beyond, error));
}

static gboolean read_optional(const struct yaml_node *root, const char *key, char **out, GError **error)
{
    const struct yaml_node *node = yaml_get(root, key);
    const char *text;
    if (node && !yaml_string(node, &text, error)) {
        return FALSE;
    }
    *out = node ? g_strdup(text) : NULL;
    return TRUE;
}

static gboolean read_required_wording(const struct yaml_node *root, const char *key, struct wording *out,
                                      GError **error)
{
    const struct yaml_node *node = yaml_require(root, key, error);
    return node && read_wording(node, out, error);
}

static gboolean read_document(const struct yaml_node *root, struct document *document, GError **error)
{
    static const char *const keys[] = {"id",      "title",     "edition", "date", "until",
                                       "address", "authority", "clauses", NULL};
    if (!yaml_expect(root, YAML_MAPPING, error) || !yaml_check_keys(root, keys, error) ||
        !yaml_require(root, "id", error) || !yaml_require(root, "date", error) ||
        !read_optional(root, "id", &document->id, error) || !read_optional(root, "date", &document->date, error) ||
        !read_optional(root, "until", &document->until, error) ||
        !read_optional(root, "address", &document->address, error) ||
        !read_required_wording(root, "title", &document->title, error) ||
        !read_required_wording(root, "edition", &document->edition, error) ||
        !read_required_wording(root, "authority", &document->authority, error)) {
        return FALSE;
    }
    const struct yaml_node *clauses = yaml_require(root, "clauses", error);
    if (!clauses || !yaml_expect(clauses, YAML_SEQUENCE, error)) {
        return FALSE;
    }
    for (const struct yaml_node *item = clauses->first; item; item = item->next) {
        if (!read_clause(item, document, error)) {
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean load_document(struct pack_set *set, const char *path, GError **error)
{
    g_autoptr(Yaml) yaml = pack_file_load(path, error);
    if (!yaml) {
        return FALSE;
    }
    struct document *document = g_new0(struct document, 1);
    if (!read_document(yaml_root(yaml), document, error)) {
        document_free(document);
        return FALSE;
    }
    if (g_hash_table_contains(set->documents, document->id)) {
        yaml_fail(yaml_get(yaml_root(yaml), "id"), error, "another standard has the id “%s”", document->id);
        document_free(document);
        return FALSE;
    }
    g_hash_table_insert(set->documents, document->id, document);
    return TRUE;
}

gboolean standards_load(struct pack_set *set, const char *directory, GError **error)
{
    g_autoptr(GPtrArray) files = yaml_files(directory, error);
    for (guint i = 0; files && i < files->len; i++) {
        if (!load_document(set, files->pdata[i], error)) {
            return FALSE;
        }
    }
    return files != NULL;
}
