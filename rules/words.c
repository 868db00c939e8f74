#include "rules/words.h"

#include <string.h>

#include "rules/yaml.h"

static const char *const names[] = {
#define X(name, text) [name] = text,
    WORD_LISTS(X)
#undef X
        [N_WORD_LISTS] = NULL,
};

gboolean word_list_is_mark(enum word_list list)
{
    switch (list) {
    case WORDS_COMMENT_ADDRESS:
    case WORDS_COMMENT_OPEN_TOKEN:
    case WORDS_COMMENT_THREAD_TOKEN:
    case WORDS_COMMENT_DEAD_TOKEN:
    case WORDS_HOSTED_FORM_ADDRESS:
    case WORDS_REVIEW_ADDRESS:
    case WORDS_RATING_ADDRESS:
    case WORDS_REVIEW_OTHER_TYPE:
    case WORDS_REVIEW_WIDGET_ADDRESS:
    case WORDS_REVIEW_WIDGET_TOKEN:
    case WORDS_REVIEW_FRAME_ADDRESS:
    case WORDS_FEED_WIDGET:
    case WORDS_TESTIMONIAL_CONTAINER:
    case WORDS_REVIEW_PLACE:
    case WORDS_STAR_TOKEN:
    case WORDS_STAR_ICON:
    case WORDS_NOT_A_NAME:
        return TRUE;
    default:
        return list >= WORDS_PLATFORM_WORDPRESS && list <= WORDS_PLATFORM_GOOGLE_SITES;
    }
}

static gboolean add_patterns(Matcher *matcher, const struct yaml_node *patterns, guint languages, guint32 owner,
                             GError **error)
{
    // A scalar is a list of one.
    const struct yaml_node *item = patterns->kind == YAML_SEQUENCE ? patterns->first : patterns;
    for (; item; item = item == patterns ? NULL : item->next) {
        const char *text = NULL;
        g_autoptr(GError) reason = NULL;
        if (!yaml_string(item, &text, error)) {
            return FALSE;
        }
        if (!matcher_add(matcher, text, languages, owner, &reason)) {
            return yaml_fail(item, error, "%s", reason->message);
        }
    }
    return TRUE;
}

static gboolean add_list(Matcher *matcher, const struct yaml_node *list, guint32 owner, GError **error)
{
    static const char *const keys[] = {"en", "fr", "any", NULL};
    static const guint languages[] = {MATCH_EN, MATCH_FR, MATCH_ANY};
    if (!yaml_check_keys(list, keys, error)) {
        return FALSE;
    }
    gboolean empty = TRUE;
    for (guint i = 0; keys[i]; i++) {
        const struct yaml_node *patterns = yaml_get(list, keys[i]);
        if (patterns && !add_patterns(matcher, patterns, languages[i], owner, error)) {
            return FALSE;
        }
        empty &= !patterns;
    }
    return !empty || yaml_fail_key(list, error, "“%s” holds no words", list->key);
}

static gboolean load_file(Matcher *matcher, Matcher *marks, const char *path, gboolean *seen, GError **error)
{
    g_autoptr(Yaml) yaml = yaml_load(path, error);
    if (!yaml || !yaml_check_keys(yaml_root(yaml), names, error)) {
        return FALSE;
    }
    for (const struct yaml_node *list = yaml_root(yaml)->first; list; list = list->next) {
        guint owner = 0;
        while (strcmp(names[owner], list->key) != 0) {
            owner++;
        }
        if (seen[owner]) {
            return yaml_fail_key(list, error, "“%s” is in an earlier file too; a list stands in one file", list->key);
        }
        seen[owner] = TRUE;
        if (!add_list(marks && word_list_is_mark(owner) ? marks : matcher, list, owner, error)) {
            return FALSE;
        }
    }
    return TRUE;
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

// Paths of the YAML files in `directory`, by name, so that mistakes are told in the same order everywhere.
static GPtrArray *list_files(const char *directory, GError **error)
{
    g_autoptr(GError) reason = NULL;
    g_autoptr(GDir) dir = g_dir_open(directory, 0, &reason);
    if (!dir) {
        g_set_error(error, YAML_ERROR, YAML_ERROR_READ, "%s: error: %s", directory, reason->message);
        return NULL;
    }
    GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(dir));) {
        if (*name != '.' && g_str_has_suffix(name, ".yaml")) {
            g_ptr_array_add(paths, g_build_filename(directory, name, NULL));
        }
    }
    g_ptr_array_sort(paths, by_name);
    return paths;
}

gboolean words_load(Matcher *matcher, Matcher *marks, const char *directory, GError **error)
{
    gboolean seen[N_WORD_LISTS] = {FALSE};
    g_autoptr(GPtrArray) paths = list_files(directory, error);
    if (!paths) {
        return FALSE;
    }
    for (guint i = 0; i < paths->len; i++) {
        if (!load_file(matcher, marks, g_ptr_array_index(paths, i), seen, error)) {
            return FALSE;
        }
    }
    for (guint i = 0; i < N_WORD_LISTS; i++) {
        if (!seen[i]) {
            g_set_error(error, YAML_ERROR, YAML_ERROR_CONTENT, "%s: error: no file here holds the word list “%s”",
                        directory, names[i]);
            return FALSE;
        }
    }
    return TRUE;
}
