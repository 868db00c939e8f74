#include <stdio.h>
#include <string.h>

#include "audit/command.h"
#include "audit/coverage.h"
#include "audit/say.h"
#include "audit/setting.h"
#include "rules/nearest.h"

static int list_standards(const struct setting *setting)
{
    g_autofree char *page = coverage_page(setting->packs);
    fputs(page, stdout);
    return EXIT_CLEAN;
}

static int list(const struct setting *setting)
{
    if (setting->options->standards) {
        return list_standards(setting);
    }
    enum language language = setting_language(setting);
    for (guint i = 0; i < setting->packs->packs->len; i++) {
        const struct pack *pack = g_ptr_array_index(setting->packs->packs, i);
        printf("%s %s\n", pack->id, pack->version);
        for (guint r = 0; r < pack->rules->len; r++) {
            const struct rule_info *info = &((const struct rule *)g_ptr_array_index(pack->rules, r))->info;
            printf("  %-32s %-8s %-14s %s\n", info->id, level_word(info->level), basis_word(info->basis),
                   wording_in(&info->title, language));
        }
    }
    return EXIT_CLEAN;
}

static void print_citations(const struct pack_set *packs, const struct rule_info *info, enum language language)
{
    for (guint i = 0; i < info->n_citations; i++) {
        const struct citation *citation = &info->citations[i];
        const struct document *document = g_hash_table_lookup(packs->documents, citation->document);
        printf("  %s %s: %s, %s\n", citation->document, citation->clause,
               document ? wording_in(&document->title, language) : "",
               document ? wording_in(&document->edition, language) : "");
    }
}

static int show(const struct setting *setting, const char *id)
{
    const struct rule *rule = setting_rule(setting, id);
    if (!rule) {
        return EXIT_USAGE;
    }
    enum language language = setting_language(setting);
    const struct rule_info *info = &rule->info;
    printf("%s, revision %u of pack %s (%s:%u)\n%s\n\n%s\nlevel %s, basis %s\n", info->id, info->revision, info->pack,
           rule->file, rule->line, wording_in(&info->title, language), wording_in(&info->why, language),
           level_word(info->level), basis_word(info->basis));
    print_citations(setting->packs, info, language);
    for (guint i = 0; i < info->n_steps; i++) {
        printf("- %s%s%s\n", info->steps[i].platform ? info->steps[i].platform : "",
               info->steps[i].platform ? ": " : "", wording_in(&info->steps[i].text, language));
    }
    return EXIT_CLEAN;
}

/* Every example of every rule of the last pack loaded, which is the one that was named. */
static int check(const struct setting *setting)
{
    const struct pack *pack = g_ptr_array_index(setting->packs->packs, setting->packs->packs->len - 1);
    g_autoptr(GString) problems = g_string_new(NULL);
    if (!pack_check(setting->packs, pack, problems)) {
        g_string_truncate(problems, problems->len ? problems->len - 1 : 0);
        say_problem(problems->str);
        return EXIT_USAGE;
    }
    printf("%s %s: %u rules, and their examples hold\n", pack->id, pack->version, pack->rules->len);
    return EXIT_CLEAN;
}

/* `rules check DIR` judges DIR as one more pack, so that it may build on what is there. */
static int run_check(int argc, char **argv)
{
    if (argc < 3) {
        say_error("which pack? For example: vitrine rules check my-pack/");
        return EXIT_USAGE;
    }
    struct setting setting;
    char pack[] = "--pack";
    char *with_pack[] = {argv[0], pack, argv[2], NULL};
    int status = setting_read(&setting, FALSE, 3, with_pack);
    if (status == EXIT_CLEAN) {
        status = check(&setting);
    }
    setting_clear(&setting);
    return status;
}

int command_rules(int argc, char **argv)
{
    static const char *const verbs[] = {"list", "show", "check", NULL};
    const char *verb = argc > 1 ? argv[1] : "list";
    if (!g_strv_contains(verbs, verb)) {
        const char *nearest = nearest_word(verb, verbs);
        say_error("there is no “rules %s”: there are list, show ID and check PACK-DIR%s%s%s", verb,
                  nearest ? "; did you mean “" : "", nearest ? nearest : "", nearest ? "”?" : "");
        return EXIT_USAGE;
    }
    if (strcmp(verb, "check") == 0) {
        return run_check(argc, argv);
    }
    struct setting setting;
    int status = setting_read(&setting, FALSE, argc - (argc > 1), argv + (argc > 1));
    if (status == EXIT_CLEAN && strcmp(verb, "list") == 0) {
        status = list(&setting);
    } else if (status == EXIT_CLEAN && setting.options->targets[0]) {
        status = show(&setting, setting.options->targets[0]);
    } else if (status == EXIT_CLEAN) {
        say_error("which rule? For example: vitrine rules show testimonials.invite");
        status = EXIT_USAGE;
    }
    setting_clear(&setting);
    return status;
}
