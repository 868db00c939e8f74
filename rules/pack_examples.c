#include "rules/pack_read.h"

#include <string.h>

void examples_clear(struct example *examples, guint n)
{
    for (guint i = 0; i < n; i++) {
        g_free(examples[i].html);
        g_free(examples[i].language);
        g_free(examples[i].address);
        practice_free(examples[i].practice);
        g_free(examples[i].file);
    }
    g_free(examples);
}

static gboolean read_text(const struct yaml_node *mapping, const char *key, char **out, GError **error)
{
    const struct yaml_node *node = yaml_get(mapping, key);
    const char *text;
    if (!node) {
        return TRUE;
    }
    if (!yaml_string(node, &text, error)) {
        return FALSE;
    }
    *out = g_strdup(text);
    return TRUE;
}

static gboolean read_texts(const struct yaml_node *mapping, const char *key, char ***out, GError **error)
{
    const struct yaml_node *node = yaml_get(mapping, key);
    return !node || (*out = yaml_strings(node, error)) != NULL;
}

static gboolean read_service(const struct yaml_node *item, GPtrArray *services, GError **error)
{
    static const char *const keys[] = {"name", "also", NULL};
    struct service *service = g_new0(struct service, 1);
    g_ptr_array_add(services, service);
    if (item->kind != YAML_MAPPING) {
        const char *name;
        if (!yaml_string(item, &name, error)) {
            return FALSE;
        }
        service->name = g_strdup(name);
        return TRUE;
    }
    return yaml_check_keys(item, keys, error) && yaml_require(item, "name", error) &&
           read_text(item, "name", &service->name, error) && read_texts(item, "also", &service->also, error);
}

static gboolean read_services(const struct yaml_node *mapping, const char *key, GPtrArray *services, GError **error)
{
    const struct yaml_node *list = yaml_get(mapping, key);
    if (!list) {
        return TRUE;
    }
    if (!yaml_expect(list, YAML_SEQUENCE, error)) {
        return FALSE;
    }
    for (const struct yaml_node *item = list->first; item; item = item->next) {
        if (!read_service(item, services, error)) {
            return FALSE;
        }
    }
    return TRUE;
}

// A mapping at `key` with no keys but `known`; *out stays NULL where there is none.
static gboolean part_of(const struct yaml_node *node, const char *key, const char *const *known,
                        const struct yaml_node **out, GError **error)
{
    *out = yaml_get(node, key);
    return !*out || (yaml_expect(*out, YAML_MAPPING, error) && yaml_check_keys(*out, known, error));
}

static gboolean read_practitioner(const struct yaml_node *node, struct practice *practice, GError **error)
{
    static const char *const keys[] = {"name", "titles", "registration", NULL};
    static const char *const registration_keys[] = {"regulator", "number", NULL};
    const struct yaml_node *person, *registration;
    return part_of(node, "practitioner", keys, &person, error) &&
           part_of(person, "registration", registration_keys, &registration, error) &&
           read_text(person, "name", &practice->practitioner, error) &&
           read_texts(person, "titles", &practice->titles, error) &&
           read_text(registration, "regulator", &practice->regulator, error) &&
           read_text(registration, "number", &practice->number, error);
}

static gboolean read_accepting(const struct yaml_node *node, struct practice *practice, GError **error)
{
    const struct yaml_node *value = yaml_get(node, "accepting-clients");
    gboolean accepting;
    if (value) {
        if (!yaml_boolean(value, &accepting, error)) {
            return FALSE;
        }
        practice->accepting = accepting;
    }
    return TRUE;
}

// The parts of a practice file that rules compare pages with, as an example gives them.
static gboolean read_practice(const struct yaml_node *node, struct practice *practice, GError **error)
{
    static const char *const keys[] = {"practice",          "practitioner", "contact", "services",
                                       "accepting-clients", "fees",         NULL};
    static const char *const practice_keys[] = {"name", "languages", NULL};
    static const char *const contact_keys[] = {"email", "phone", "address", NULL};
    static const char *const services_keys[] = {"current", "retired", NULL};
    const struct yaml_node *named, *contact, *services;
    return yaml_expect(node, YAML_MAPPING, error) && yaml_check_keys(node, keys, error) &&
           part_of(node, "practice", practice_keys, &named, error) &&
           part_of(node, "contact", contact_keys, &contact, error) &&
           part_of(node, "services", services_keys, &services, error) &&
           read_text(named, "name", &practice->name, error) &&
           read_texts(named, "languages", &practice->languages, error) && read_practitioner(node, practice, error) &&
           read_text(contact, "email", &practice->email, error) &&
           read_text(contact, "phone", &practice->phone, error) &&
           read_text(contact, "address", &practice->postal_address, error) &&
           read_services(services, "current", practice->current, error) &&
           read_services(services, "retired", practice->retired, error) && read_accepting(node, practice, error) &&
           read_text(node, "fees", &practice->fees, error);
}

static gboolean read_body(const struct yaml_node *item, struct example *example, GError **error)
{
    const struct yaml_node *html = yaml_get(item, "html"), *text = yaml_get(item, "text");
    const char *body;
    if (!html == !text) {
        return yaml_fail(item, error, "an example has “html” or “text”");
    }
    if (!yaml_string(html ? html : text, &body, error)) {
        return FALSE;
    }
    g_autofree char *escaped = g_markup_escape_text(body, -1);
    example->html = html ? g_strdup(body) : g_strdup_printf("<p>%s</p>", escaped);
    return TRUE;
}

static gboolean read_example(const struct rule *rule, const struct yaml_node *item, struct example *example,
                             GError **error)
{
    static const char *const keys[] = {"html", "text", "practice", "as-of", "lang", "kind", "address", NULL};
    static const char *const kinds[] = {"website", "profile", "former", NULL};
    example->practice = practice_new();
    example->file = g_strdup(item->file);
    example->line = item->line;
    example->column = item->column;
    example->kind = rule->presences & 1u << PRESENCE_WEBSITE   ? PRESENCE_WEBSITE
                    : rule->presences & 1u << PRESENCE_PROFILE ? PRESENCE_PROFILE
                                                               : PRESENCE_FORMER;
    g_date_clear(&example->as_of, 1);
    g_date_set_dmy(&example->as_of, 21, G_DATE_NOVEMBER, 2026);
    if (item->kind != YAML_MAPPING) {
        const char *text;
        if (!yaml_string(item, &text, error)) {
            return FALSE;
        }
        g_autofree char *escaped = g_markup_escape_text(text, -1);
        example->html = g_strdup_printf("<p>%s</p>", escaped);
        return TRUE;
    }
    if (!yaml_check_keys(item, keys, error) || !read_body(item, example, error)) {
        return FALSE;
    }
    const struct yaml_node *practice = yaml_get(item, "practice"), *as_of = yaml_get(item, "as-of");
    const struct yaml_node *kind = yaml_get(item, "kind");
    guint index = example->kind;
    if ((practice && !read_practice(practice, example->practice, error)) ||
        (as_of && !yaml_date(as_of, &example->as_of, error)) || (kind && !yaml_word(kind, kinds, &index, error))) {
        return FALSE;
    }
    example->kind = (enum presence_kind)index;
    return read_text(item, "lang", &example->language, error) && read_text(item, "address", &example->address, error);
}

gboolean read_examples(struct rule *rule, const struct yaml_node *node, GError **error)
{
    static const char *const keys[] = {"fails", "passes", NULL};
    if (!yaml_expect(node, YAML_MAPPING, error) || !yaml_check_keys(node, keys, error)) {
        return FALSE;
    }
    for (guint i = 0; keys[i]; i++) {
        const struct yaml_node *list = yaml_require(node, keys[i], error);
        if (!list || !yaml_expect(list, YAML_SEQUENCE, error)) {
            return FALSE;
        }
        if (!list->first) {
            return yaml_fail(list, error, "a rule has at least one example that %s", i ? "passes" : "fails");
        }
        for (const struct yaml_node *item = list->first; item; item = item->next) {
            rule->examples = g_renew(struct example, rule->examples, rule->n_examples + 1);
            struct example *example = &rule->examples[rule->n_examples++];
            *example = (struct example){.passes = i == 1};
            if (!read_example(rule, item, example, error)) {
                return FALSE;
            }
        }
    }
    return TRUE;
}
