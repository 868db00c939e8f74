#include "audit/setting.h"

#include "audit/command.h"
#include "audit/data.h"
#include "audit/say.h"
#include "rules/nearest.h"

/* Commands end with their process, which gives packs back at once; to free them piece by piece takes milliseconds. */
static struct pack_set *volatile packs_of_the_process; // for those who look for leaks

int setting_read(struct setting *setting, gboolean reports, int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    *setting = (struct setting){0};
    if (!(setting->options = options_read(argc, argv, &error))) {
        say_error("%s", error->message);
        return EXIT_USAGE;
    }
    if (!(setting->data = data_folder(&error))) {
        say_error("%s", error->message);
        return EXIT_INTERNAL;
    }
    const guint formats = setting->options->formats;
    if (reports && (formats == 0 || formats & FORMAT_HTML)) {
        setting->style = html_style_begin(setting->data);
    }
    g_autofree char *rules = g_build_filename(setting->data, "rules", NULL);
    setting->packs = pack_set_load(rules, (const char *const *)setting->options->packs, &error);
    if (!setting->packs) {
        say_problem(error->message);
        return EXIT_USAGE;
    }
    return EXIT_CLEAN;
}

enum language setting_language(const struct setting *setting)
{
    if (setting->options->has_language) {
        return setting->options->language;
    }
    enum language language = EN;
    const char *const *names = g_get_language_names();
    return names[0] && language_from_code(names[0], &language) ? language : EN;
}

void setting_clear(struct setting *setting)
{
    options_free(setting->options);
    g_free(setting->data);
    packs_of_the_process = setting->packs;
    html_style_free(setting->style);
}

static const char *nearest_rule(const struct pack_set *packs, const char *id)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    for (guint i = 0; i < packs->packs->len; i++) {
        const struct pack *pack = g_ptr_array_index(packs->packs, i);
        for (guint r = 0; r < pack->rules->len; r++) {
            g_ptr_array_add(ids, ((struct rule *)g_ptr_array_index(pack->rules, r))->info.id);
        }
    }
    g_ptr_array_add(ids, NULL);
    return nearest_word(id, (const char *const *)ids->pdata);
}

const struct rule *setting_rule(const struct setting *setting, const char *id)
{
    const struct rule *rule = pack_set_rule(setting->packs, id);
    const char *nearest = rule ? NULL : nearest_rule(setting->packs, id);
    if (nearest) {
        say_error("there is no rule “%s”: did you mean “%s”?", id, nearest);
    } else if (!rule) {
        say_error("there is no rule “%s”: see vitrine rules list", id);
    }
    return rule;
}
