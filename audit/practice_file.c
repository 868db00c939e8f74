#include "audit/practice_file.h"

#include <string.h>

#include "audit/values.h"
#include "crawler/address.h"
#include "rules/yaml.h"

enum { MAX_PRESENCES = 50, MAX_SERVICES = 500 };

/* What a practice file is read with. */
struct reader {
    struct practice *practice;
    const struct pack_set *packs;
};

typedef gboolean (*part_reader)(struct reader *reader, const struct yaml_node *node, GError **error);

/* Copies the string of `node`'s `key`, if it is there. */
static gboolean take_string(const struct yaml_node *node, const char *key, char **out, GError **error)
{
    const struct yaml_node *value = yaml_get(node, key);
    const char *text = NULL;
    if (value && !yaml_string(value, &text, error)) {
        return FALSE;
    }
    *out = g_strdup(text);
    return TRUE;
}

static gboolean take_strings(const struct yaml_node *node, const char *key, char ***out, GError **error)
{
    const struct yaml_node *value = yaml_get(node, key);
    *out = value ? yaml_strings(value, error) : NULL;
    return !value || *out;
}

/* The same for a value that must pass `check` (see values.h). */
static gboolean take_checked(const struct yaml_node *node, const char *key, const char *(*check)(const char *),
                             char **out, GError **error)
{
    if (!take_string(node, key, out, error)) {
        return FALSE;
    }
    const char *wrong = *out ? check(*out) : NULL;
    return !wrong || yaml_fail(yaml_get(node, key), error, "“%s” %s", *out, wrong);
}

static gboolean read_practice(struct reader *reader, const struct yaml_node *node, GError **error)
{
    static const char *const keys[] = {"name", "languages", NULL};
    static const char *const known[] = {"en", "fr", NULL};
    struct practice *practice = reader->practice;
    if (!yaml_check_keys(node, keys, error) || !take_string(node, "name", &practice->name, error) ||
        !take_strings(node, "languages", &practice->languages, error)) {
        return FALSE;
    }
    const struct yaml_node *languages = yaml_get(node, "languages");
    const struct yaml_node *item = languages && languages->kind == YAML_SEQUENCE ? languages->first : languages;
    for (; item; item = item == languages ? NULL : item->next) {
        guint index = 0;
        if (!yaml_word(item, known, &index, error)) {
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean read_registration(struct reader *reader, const struct yaml_node *node, GError **error)
{
    static const char *const keys[] = {"regulator", "number", NULL};
    struct practice *practice = reader->practice;
    if (!yaml_check_keys(node, keys, error) || !take_string(node, "number", &practice->number, error)) {
        return FALSE;
    }
    const struct yaml_node *regulator = yaml_get(node, "regulator");
    if (!regulator) {
        return TRUE;
    }
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    for (guint i = 0; i < reader->packs->regulators->len; i++) {
        g_ptr_array_add(ids, ((struct regulator *)g_ptr_array_index(reader->packs->regulators, i))->id);
    }
    g_ptr_array_add(ids, NULL);
    guint index = 0;
    if (!yaml_word(regulator, (const char *const *)ids->pdata, &index, error)) {
        return FALSE;
    }
    practice->regulator = g_strdup(g_ptr_array_index(ids, index));
    return TRUE;
}

static gboolean read_practitioner(struct reader *reader, const struct yaml_node *node, GError **error)
{
    static const char *const keys[] = {"name", "titles", "registration", NULL};
    struct practice *practice = reader->practice;
    const struct yaml_node *registration = NULL;
    return yaml_check_keys(node, keys, error) && take_string(node, "name", &practice->practitioner, error) &&
           take_strings(node, "titles", &practice->titles, error) &&
           (!(registration = yaml_get(node, "registration")) || read_registration(reader, registration, error));
}

static gboolean read_contact(struct reader *reader, const struct yaml_node *node, GError **error)
{
    static const char *const keys[] = {"email", "phone", "address", NULL};
    struct practice *practice = reader->practice;
    return yaml_check_keys(node, keys, error) && take_checked(node, "email", value_email, &practice->email, error) &&
           take_checked(node, "phone", value_phone, &practice->phone, error) &&
           take_checked(node, "address", value_postal_address, &practice->postal_address, error);
}

/* A service is a name, or a mapping of its name and what else it is called. */
static gboolean read_service(const struct yaml_node *node, GPtrArray *services, GError **error)
{
    static const char *const keys[] = {"name", "also", NULL};
    g_autofree char *name = NULL;
    char **also = NULL;
    if (node->kind == YAML_SCALAR) {
        const char *text = NULL;
        if (!yaml_string(node, &text, error)) {
            return FALSE;
        }
        name = g_strdup(text);
    } else if (!yaml_check_keys(node, keys, error) || !yaml_require(node, "name", error) ||
               !take_string(node, "name", &name, error) || !take_strings(node, "also", &also, error)) {
        return FALSE;
    }
    struct service *service = g_new0(struct service, 1);
    service->name = g_steal_pointer(&name);
    service->also = also;
    g_ptr_array_add(services, service);
    return TRUE;
}

static gboolean read_service_list(const struct yaml_node *list, GPtrArray *services, GError **error)
{
    if (list && !yaml_expect(list, YAML_SEQUENCE, error)) {
        return FALSE;
    }
    for (const struct yaml_node *item = list ? list->first : NULL; item; item = item->next) {
        if (services->len >= MAX_SERVICES) {
            return yaml_fail(item, error, "more than %d services", MAX_SERVICES);
        }
        if (!read_service(item, services, error)) {
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean read_services(struct reader *reader, const struct yaml_node *node, GError **error)
{
    static const char *const keys[] = {"current", "retired", NULL};
    return yaml_check_keys(node, keys, error) &&
           read_service_list(yaml_get(node, "current"), reader->practice->current, error) &&
           read_service_list(yaml_get(node, "retired"), reader->practice->retired, error);
}

static gboolean read_accepting(struct reader *reader, const struct yaml_node *node, GError **error)
{
    gboolean accepting = FALSE;
    if (!yaml_boolean(node, &accepting, error)) {
        return FALSE;
    }
    reader->practice->accepting = accepting;
    return TRUE;
}

static gboolean read_fees(struct reader *reader, const struct yaml_node *node, GError **error)
{
    const char *fees = NULL;
    if (!yaml_string(node, &fees, error)) {
        return FALSE;
    }
    reader->practice->fees = g_strdup(fees);
    return TRUE;
}

static gboolean add_presence(struct reader *reader, const struct yaml_node *node, const char *address,
                             enum presence_kind kind, GError **error)
{
    GPtrArray *presences = reader->practice->presences;
    g_autoptr(GError) wrong = NULL;
    g_autofree char *normal = address_normalise(address, &wrong);
    if (!normal) {
        return yaml_fail(node, error, "%s", wrong->message);
    }
    if (presences->len >= MAX_PRESENCES) {
        return yaml_fail(node, error, "more than %d presences", MAX_PRESENCES);
    }
    for (guint i = 0; i < presences->len; i++) {
        const struct presence *other = g_ptr_array_index(presences, i);
        if (strcmp(other->address, normal) == 0) {
            return yaml_fail(node, error, "“%s” is listed twice: leave one", address);
        }
    }
    struct presence *presence = g_new0(struct presence, 1);
    presence->address = g_steal_pointer(&normal);
    presence->kind = kind;
    g_ptr_array_add(presences, presence);
    return TRUE;
}

static gboolean read_presence(struct reader *reader, const struct yaml_node *node, GError **error)
{
    static const char *const keys[] = {"url", "kind", NULL};
    static const char *const kinds[] = {"website", "profile", "former", NULL}; // as enum presence_kind has them
    const struct yaml_node *address = node;
    guint kind = PRESENCE_WEBSITE;
    if (node->kind == YAML_MAPPING) {
        if (!yaml_check_keys(node, keys, error) || !(address = yaml_require(node, "url", error))) {
            return FALSE;
        }
        const struct yaml_node *said = yaml_get(node, "kind");
        if (said && !yaml_word(said, kinds, &kind, error)) {
            return FALSE;
        }
    }
    const char *text = NULL;
    return yaml_string(address, &text, error) && add_presence(reader, address, text, (enum presence_kind)kind, error);
}

static gboolean read_presences(struct reader *reader, const struct yaml_node *node, GError **error)
{
    if (!yaml_expect(node, YAML_SEQUENCE, error)) {
        return FALSE;
    }
    for (const struct yaml_node *item = node->first; item; item = item->next) {
        if (!read_presence(reader, item, error)) {
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean read_audit(struct reader *reader, const struct yaml_node *node, GError **error)
{
    static const char *const keys[] = {"max-pages", "max-links", "delay-ms", "robots", NULL};
    static const char *const robots[] = {"obey", "ignore", NULL};
    gint64 max_pages = 0, max_links = -1, delay_ms = 0;
    guint word = 0;
    const struct yaml_node *value = NULL;
    if (!yaml_check_keys(node, keys, error) ||
        ((value = yaml_get(node, "max-pages")) && !yaml_integer(value, 1, 1000000, &max_pages, error)) ||
        ((value = yaml_get(node, "max-links")) && !yaml_integer(value, 0, 10000, &max_links, error)) ||
        ((value = yaml_get(node, "delay-ms")) && !yaml_integer(value, 1, 600000, &delay_ms, error)) ||
        ((value = yaml_get(node, "robots")) && !yaml_word(value, robots, &word, error))) {
        return FALSE;
    }
    reader->practice->max_pages = (guint)max_pages;
    reader->practice->max_links = (gint)max_links;
    reader->practice->delay_ms = (guint)delay_ms;
    reader->practice->ignore_robots = word == 1;
    return TRUE;
}

static gboolean check_decision(const struct reader *reader, const struct yaml_node *node, GError **error)
{
    const struct yaml_node *rule = yaml_require(node, "rule", error);
    const struct yaml_node *until = rule ? yaml_require(node, "until", error) : NULL;
    const char *id = NULL;
    GDate date;
    if (!rule || !until || !yaml_require(node, "reason", error) || !yaml_string(rule, &id, error) ||
        !yaml_date(until, &date, error)) {
        return FALSE;
    }
    if (!yaml_get(node, "url") && !yaml_get(node, "text")) {
        return yaml_fail(node, error, "says neither url nor text: a decision is about one place or one text");
    }
    return pack_set_rule(reader->packs, id) != NULL ||
           yaml_fail(rule, error, "“%s” is no rule: `vitrine rules list` shows them", id);
}

static gboolean read_decision(struct reader *reader, const struct yaml_node *node, GError **error)
{
    static const char *const keys[] = {"rule", "url", "text", "reason", "until", NULL};
    struct decision *decision = g_new0(struct decision, 1);
    g_ptr_array_add(reader->practice->accepted, decision);
    decision->line = node->line;
    return yaml_check_keys(node, keys, error) && check_decision(reader, node, error) &&
           take_string(node, "rule", &decision->rule, error) && take_string(node, "url", &decision->address, error) &&
           take_string(node, "text", &decision->text, error) && take_string(node, "reason", &decision->reason, error) &&
           take_string(node, "until", &decision->until, error);
}

static gboolean read_accepted(struct reader *reader, const struct yaml_node *node, GError **error)
{
    if (!yaml_expect(node, YAML_SEQUENCE, error)) {
        return FALSE;
    }
    for (const struct yaml_node *item = node->first; item; item = item->next) {
        if (!read_decision(reader, item, error)) {
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean read_notify(struct reader *reader, const struct yaml_node *node, GError **error)
{
    static const char *const keys[] = {"email", "when", NULL};
    static const char *const whens[] = {"changed", "always", "never", NULL};
    guint when = 0;
    const struct yaml_node *value = NULL;
    if (!yaml_check_keys(node, keys, error) ||
        !take_checked(node, "email", value_email, &reader->practice->notify_email, error) ||
        ((value = yaml_get(node, "when")) && !yaml_word(value, whens, &when, error))) {
        return FALSE;
    }
    reader->practice->notify_when = g_strdup(whens[when]);
    return TRUE;
}

/* The parts of a practice file, one list for the keys and their readers. */
#define PARTS(X)                                                                                                       \
    X("practice", read_practice)                                                                                       \
    X("practitioner", read_practitioner)                                                                               \
    X("contact", read_contact)                                                                                         \
    X("services", read_services)                                                                                       \
    X("accepting-clients", read_accepting)                                                                             \
    X("fees", read_fees)                                                                                               \
    X("presences", read_presences)                                                                                     \
    X("audit", read_audit)                                                                                             \
    X("accepted", read_accepted)                                                                                       \
    X("notify", read_notify)

static gboolean read_parts(struct reader *reader, const struct yaml_node *root, GError **error)
{
    static const char *const keys[] = {
#define X(key, read) key,
        PARTS(X)
#undef X
            NULL};
    static const part_reader readers[] = {
#define X(key, read) read,
        PARTS(X)
#undef X
    };
    if (!yaml_check_keys(root, keys, error)) {
        return FALSE;
    }
    for (guint i = 0; keys[i]; i++) {
        const struct yaml_node *part = yaml_get(root, keys[i]);
        if (part && !readers[i](reader, part, error)) {
            return FALSE;
        }
    }
    return reader->practice->presences->len > 0 || yaml_fail(root, error,
                                                             "lists no presence: add `presences:` with the address of "
                                                             "the website, for example - https://roe.example/");
}

static struct practice *read_yaml(const Yaml *yaml, const char *path, const struct pack_set *packs, GError **error)
{
    struct reader reader = {practice_new(), packs};
    reader.practice->file = g_strdup(path);
    if (!read_parts(&reader, yaml_root(yaml), error)) {
        practice_free(reader.practice);
        return NULL;
    }
    return reader.practice;
}

struct practice *practice_file_read(const char *path, const struct pack_set *packs, GError **error)
{
    g_autoptr(Yaml) yaml = yaml_load(path, error);
    return yaml ? read_yaml(yaml, path, packs, error) : NULL;
}

struct practice *practice_file_parse(const char *text, const char *path, const struct pack_set *packs, GError **error)
{
    g_autoptr(Yaml) yaml = yaml_parse(path, text, strlen(text), error);
    return yaml ? read_yaml(yaml, path, packs, error) : NULL;
}
