#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/packs.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "rules/words.h"

void packs_write(const char *folder, const char *path, const char *text)
{
    g_autofree char *file = g_build_filename(folder, path, NULL);
    g_autofree char *parent = g_path_get_dirname(file);
    assert_int_equal(g_mkdir_with_parents(parent, 0700), 0);
    assert_true(g_file_set_contents(file, text, -1, NULL));
}

char *packs_folder(const char *rules)
{
    char *folder = g_dir_make_tmp("vitrine-packs-XXXXXX", NULL);
    assert_non_null(folder);
    g_autofree char *here = g_get_current_dir();
    g_autofree char *dated = g_build_filename(here, "rules", "dated", NULL);
    g_autofree char *link = g_build_filename(folder, "dated", NULL);
    assert_int_equal(symlink(dated, link), 0);
#define X(name, word) word ": { any: [qqqqqq] }\n"
    packs_write(folder, "words/none.yaml", WORD_LISTS(X));
#undef X
    packs_write(folder, "standards/doc.yaml",
                "id: doc\ntitle: { en: Document, fr: Document }\nedition: { en: First, fr: Première }\n"
                "date: \"2020\"\nauthority: { en: College, fr: Ordre }\n"
                "clauses:\n"
                "  - { number: \"1\", verified: true, text: { en: One, fr: Un } }\n"
                "  - { number: \"2.1\", verified: true, text: { en: Two, fr: Deux } }\n");
    packs_write(folder, "regulators/college.yaml",
                "id: college\njurisdiction: CA-ON\nprofession: social-work\nstatutory: true\n"
                "names: { en: [The College], fr: [L'Ordre] }\nchecked: 2026-11-21\n");
    packs_write(folder, "packs/own/pack.yaml",
                "id: own\nversion: 1.0.0\ntitle: { en: Own, fr: Nôtre }\nregulator: college\n");
    packs_write(folder, "packs/own/rules.yaml", rules);
    return folder;
}

static void remove_all(const char *path)
{
    if (g_file_test(path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK)) {
        g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
        for (const char *name; dir && (name = g_dir_read_name(dir));) {
            g_autofree char *inside = g_build_filename(path, name, NULL);
            remove_all(inside);
        }
    }
    g_remove(path);
}

void packs_remove(char *folder)
{
    remove_all(folder);
    g_free(folder);
}

struct pack_set *packs_of(const char *rules)
{
    char *folder = packs_folder(rules);
    g_autoptr(GError) error = NULL;
    struct pack_set *set = pack_set_load(folder, NULL, &error);
    if (!set) {
        print_error("%s\n", error->message);
    }
    packs_remove(folder);
    assert_non_null(set);
    return set;
}

char *packs_rule(const char *id, const char *keys)
{
    return g_strdup_printf(
        "- id: %s\n  revision: 1\n  level: warning\n  basis: model\n"
        "  standards: [{ document: doc, clause: \"2.1\" }]\n"
        "  title: { en: Title, fr: Titre }\n  message: { en: \"Saw {value}.\", fr: \"Vu {value}.\" }\n"
        "  missing: { en: Missing, fr: Manque }\n  why: { en: Why, fr: Pourquoi }\n"
        "  fix: [{ en: Fix, fr: Corriger }]\n  examples: { fails: [x], passes: [y] }\n"
        "  %s\n",
        id, keys);
}
