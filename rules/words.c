#include "rules/words.h"

#include <string.h>

#include "rules/pack_read.h"

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
    case WORDS_SLIDE_TOKEN:
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

/* One file, read apart from the others: they come together in their order. */
struct words_file {
    char *path;
    Yaml *yaml; /* until its lists are held against those of other files */
    Matcher *words, *marks;
    GError *error;
};

struct words_load {
    GPtrArray *files; /* of struct words_file* */
    int n_taken;      /* of them, by whichever thread is free */
    gboolean apart;   /* marks are wanted apart from words */
    GThread *thread;
    char *directory;
    GError *error;
};

static enum word_list list_of(const struct yaml_node *list)
{
    guint owner = 0;
    while (strcmp(names[owner], list->key) != 0) {
        owner++;
    }
    return owner;
}

static void read_file(struct words_file *file, gboolean apart)
{
    file->words = matcher_new();
    file->marks = apart ? matcher_new() : NULL;
    file->yaml = yaml_load(file->path, &file->error);
    gboolean good = file->yaml && yaml_check_keys(yaml_root(file->yaml), names, &file->error);
    for (const struct yaml_node *list = good ? yaml_root(file->yaml)->first : NULL; list && good; list = list->next) {
        enum word_list owner = list_of(list);
        good = add_list(apart && word_list_is_mark(owner) ? file->marks : file->words, list, owner, &file->error);
    }
}

static void words_file_free(gpointer data)
{
    struct words_file *file = data;
    g_free(file->path);
    yaml_free(file->yaml);
    matcher_free(file->words);
    matcher_free(file->marks);
    g_clear_error(&file->error);
    g_free(file);
}

// Reads files until none is left to take.
static gpointer read_files(gpointer data)
{
    struct words_load *load = data;
    for (guint i; (i = (guint)g_atomic_int_add(&load->n_taken, 1)) < load->files->len;) {
        read_file(load->files->pdata[i], load->apart);
    }
    return NULL;
}

struct words_load *words_begin(const char *directory, gboolean apart)
{
    struct words_load *load = g_new0(struct words_load, 1);
    load->directory = g_strdup(directory);
    load->apart = apart;
    load->files = g_ptr_array_new_with_free_func(words_file_free);
    g_autoptr(GPtrArray) paths = yaml_files(directory, &load->error);
    for (guint i = 0; paths && i < paths->len; i++) {
        struct words_file *file = g_new0(struct words_file, 1);
        file->path = g_strdup(paths->pdata[i]);
        g_ptr_array_add(load->files, file);
    }
    load->thread = g_thread_try_new("words", read_files, load, NULL);
    return load;
}

// FALSE where a list of `file` was in an earlier one.
static gboolean note_lists(const struct words_file *file, gboolean *seen, GError **error)
{
    for (const struct yaml_node *list = yaml_root(file->yaml)->first; list; list = list->next) {
        gboolean *earlier = &seen[list_of(list)];
        if (*earlier) {
            return yaml_fail_key(list, error, "“%s” is in an earlier file too; a list stands in one file", list->key);
        }
        *earlier = TRUE;
    }
    return TRUE;
}

// Puts together what was read, by the names of the files, so that mistakes are told in the same order everywhere.
static gboolean put_together(struct words_load *load, Matcher *matcher, Matcher *marks, GError **error)
{
    gboolean seen[N_WORD_LISTS] = {FALSE};
    for (guint i = 0; i < load->files->len; i++) {
        struct words_file *file = load->files->pdata[i];
        if (file->error) {
            g_propagate_error(error, g_steal_pointer(&file->error));
            return FALSE;
        }
        if (!note_lists(file, seen, error)) {
            return FALSE;
        }
        matcher_absorb(matcher, g_steal_pointer(&file->words));
        if (load->apart) {
            matcher_absorb(marks, g_steal_pointer(&file->marks));
        }
    }
    for (guint i = 0; i < N_WORD_LISTS; i++) {
        if (!seen[i]) {
            g_set_error(error, YAML_ERROR, YAML_ERROR_CONTENT, "%s: error: no file here holds the word list “%s”",
                        load->directory, names[i]);
            return FALSE;
        }
    }
    return TRUE;
}

gboolean words_end(struct words_load *load, Matcher *matcher, Matcher *marks, GError **error)
{
    read_files(load);
    if (load->thread) {
        g_thread_join(load->thread);
    }
    gboolean read = FALSE;
    if (load->error) {
        g_propagate_error(error, g_steal_pointer(&load->error));
    } else {
        read = put_together(load, matcher, marks, error);
    }
    g_ptr_array_unref(load->files);
    g_free(load->directory);
    g_free(load);
    return read;
}

gboolean words_load(Matcher *matcher, Matcher *marks, const char *directory, GError **error)
{
    return words_end(words_begin(directory, marks != NULL), matcher, marks, error);
}
