#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

#include "audit/command.h"
#include "audit/say.h"
#include "audit/setting.h"
#include "crawler/address.h"
#include "crawler/crawl.h"
#include "rules/judge.h"

enum { MAX_FILE_BYTES = 8 * 1024 * 1024, TURN_MS = 1000 };

static int explain(const struct setting *setting, const char *address, GBytes *body, const char *charset)
{
    const char *rule = setting->options->rule;
    if (rule && !setting_rule(setting, rule)) {
        return EXIT_USAGE;
    }
    struct practice *practice = practice_new();
    g_autoptr(Judge) judge = judge_new(setting->packs, practice, &setting->options->as_of);
    g_autoptr(Page) page = page_read(address, body, charset);
    g_autofree char *text = judge_explain(judge, page, rule);
    g_autofree char *safe = say_safe(text);
    fputs(safe, stdout);
    practice_free(practice);
    return EXIT_CLEAN;
}

/* Paths as addresses, so that a rule may ask for a page's name: what was typed, from the folder down. */
static char *address_of_file(const char *path)
{
    while (*path == '/' || *path == '.') {
        path++;
    }
    g_autofree char *escaped = g_uri_escape_string(path, "/", FALSE);
    return g_strconcat("file:///", escaped, NULL);
}

static int explain_file(const struct setting *setting, const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GFile) file = g_file_new_for_path(path);
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
        say_error("%s is a folder: name one page of it, or audit it: vitrine audit %s", path, path);
        return EXIT_USAGE;
    }
    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        say_error("%s: there is no such file; an address begins with https:// or http://", path);
        return EXIT_USAGE;
    }
    g_autoptr(GFileInfo) info = g_file_query_info(file, G_FILE_ATTRIBUTE_STANDARD_SIZE, 0, NULL, &error);
    if (info && g_file_info_get_size(info) > MAX_FILE_BYTES) {
        say_error("%s is larger than %d bytes, which is more than a page may be", path, MAX_FILE_BYTES);
        return EXIT_USAGE;
    }
    g_autoptr(GBytes) body = info ? g_file_load_bytes(file, NULL, NULL, &error) : NULL;
    if (!body) {
        say_error("%s", error->message);
        return EXIT_USAGE;
    }
    g_autofree char *address = address_of_file(path);
    return explain(setting, address, body, NULL);
}

/* The one page that was asked for, after its redirects. */
static void keep_page(struct fetched *fetched, gpointer data)
{
    struct fetched **kept = data;
    fetched_free(*kept);
    *kept = fetched;
}

static int explain_address(const struct setting *setting, const char *target)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *address = address_normalise(target, &error);
    if (!address) {
        say_error("%s", error->message);
        return EXIT_USAGE;
    }
    const struct crawl_options told = {
        .max_pages = 1,
        .allow_private = setting->options->allow_private,
        .resolve = (const char *const *)setting->options->resolve,
    };
    g_autoptr(Crawl) crawl = crawl_new(&told);
    crawl_add_site(crawl, address, PRESENCE_PROFILE);
    struct fetched *page = NULL;
    while (!crawl_done(crawl)) {
        struct fetched *came = NULL;
        crawl_turn(crawl, TURN_MS, keep_page, &came);
        if (came) {
            crawl_admit(crawl, came->presence, came->sequence, NULL, 0);
            fetched_free(page);
            page = came;
        }
    }
    int status = EXIT_UNREADABLE;
    if (page && page->outcome == FETCH_OK) {
        status = explain(setting, page->address, page->body, page->charset);
    } else {
        say_error("%s could not be read: %s", target, page && page->reason ? page->reason : "no answer");
    }
    fetched_free(page);
    return status;
}

int command_explain(int argc, char **argv)
{
    struct setting setting;
    int status = setting_read(&setting, FALSE, argc, argv);
    if (status == EXIT_CLEAN) {
        const char *target = setting.options->targets[0];
        if (!target || setting.options->targets[1]) {
            say_error("name one page: vitrine explain PAGE [--rule ID]");
            status = EXIT_USAGE;
        } else if (strstr(target, "://")) {
            status = explain_address(&setting, target);
        } else {
            status = explain_file(&setting, target);
        }
    }
    setting_clear(&setting);
    return status;
}
