#include "audit/targets.h"

#include <string.h>

#include "audit/practice_file.h"
#include "crawler/address.h"

G_DEFINE_QUARK(vitrine - target - error, target_error)

static gboolean is_file(const char *target)
{
    return g_file_test(target, G_FILE_TEST_IS_REGULAR);
}

static gboolean is_folder(const char *target)
{
    return g_file_test(target, G_FILE_TEST_IS_DIR);
}

/* The practice of the one practice file among `targets`, or an empty one. */
static struct practice *described(char **targets, const struct pack_set *packs, GError **error)
{
    const char *file = NULL;
    for (guint i = 0; targets[i]; i++) {
        if (!is_file(targets[i])) {
            continue;
        }
        if (file) {
            g_set_error(error, TARGET_ERROR, 0, "%s and %s are both practice files: audit one practice at a time", file,
                        targets[i]);
            return NULL;
        }
        file = targets[i];
    }
    return file ? practice_file_read(file, packs, error) : practice_new();
}

static gboolean add(struct practice *practice, const char *target, char *address, gboolean folder, GError **error)
{
    for (guint i = 0; i < practice->presences->len; i++) {
        const struct presence *other = g_ptr_array_index(practice->presences, i);
        if (strcmp(other->address, address) == 0) {
            g_set_error(error, TARGET_ERROR, 0, "%s is named twice: leave one", target);
            g_free(address);
            return FALSE;
        }
    }
    struct presence *presence = g_new0(struct presence, 1);
    presence->address = address;
    presence->folder = folder;
    presence->kind = PRESENCE_WEBSITE;
    g_ptr_array_add(practice->presences, presence);
    return TRUE;
}

/* The folder's path as typed, without "./" before it and slashes after: ./public and public/ are one target, and a
 * repository's own paths have neither. */
static char *folder_path(const char *target)
{
    while (g_str_has_prefix(target, "./") && target[2 + strspn(target + 2, "/")]) {
        target += 2 + strspn(target + 2, "/");
    }
    gsize length = strlen(target);
    while (length > 1 && target[length - 1] == '/') {
        length--;
    }
    return g_strndup(target, length);
}

static gboolean add_target(struct practice *practice, const char *target, GError **error)
{
    if (is_folder(target)) {
        return add(practice, target, folder_path(target), TRUE, error);
    }
    if (!strstr(target, ":/")) {
        g_set_error(error, TARGET_ERROR, 0,
                    "%s is neither a file, nor a folder, nor an address: an address begins with https:// or http://",
                    target);
        return FALSE;
    }
    char *address = address_normalise(target, error);
    return address && add(practice, target, address, FALSE, error);
}

struct practice *targets_read(char **targets, const struct pack_set *packs, GError **error)
{
    struct practice *practice = described(targets, packs, error);
    for (guint i = 0; practice && targets[i]; i++) {
        if (!is_file(targets[i]) && !add_target(practice, targets[i], error)) {
            g_clear_pointer(&practice, practice_free);
        }
    }
    return practice;
}
