// Links that lead out of the presences: which to ask, and what came of asking.
#include <string.h>

#include "crawler/address.h"
#include "rules/dated.h"
#include "rules/reasons.h"
#include "rules/tally_parts.h"
#include "rules/words.h"

/* Who the link leads to, the most worth asking first. */
enum worth { WORTH_COLLEGE, WORTH_BOOKING, WORTH_POLICY, WORTH_OTHER };

struct outside {
    const char *address;
    enum worth worth;
};

static gboolean is_presence(const Tally *tally, const char *address)
{
    for (guint i = 0; i < tally->presences->len; i++) {
        const struct tally_presence *p = tally->presences->pdata[i];
        if (p->shown && p->kind != PRESENCE_FORMER && address_within(address, p->shown)) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean is_college(const struct pack_set *packs, const char *host)
{
    for (guint i = 0; i < packs->regulators->len; i++) {
        const struct regulator *regulator = packs->regulators->pdata[i];
        for (guint k = 0; regulator->domains && regulator->domains[k]; k++) {
            const char *domain = regulator->domains[k];
            if (g_str_has_suffix(host, domain) &&
                (strlen(host) == strlen(domain) || host[strlen(host) - strlen(domain) - 1] == '.')) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

static gboolean is_directory(const struct pack_set *packs, const char *address)
{
    g_autofree char *small = g_ascii_strdown(address, -1);
    for (guint i = 0; i < packs->dated->len; i++) {
        const struct dated *dated = packs->dated->pdata[i];
        if (dated->kind == DATED_DIRECTORY && dated_fits_address(dated, small)) {
            return TRUE;
        }
    }
    return FALSE;
}

static enum worth worth_of(const struct pack_set *packs, const char *address)
{
    g_autofree char *host = address_host(address);
    if (host && is_college(packs, host)) {
        return WORTH_COLLEGE;
    }
    if (is_directory(packs, address)) {
        return WORTH_BOOKING;
    }
    gboolean policy = matcher_holds(packs->matcher, address, strlen(address), MATCH_ANY, WORDS_POLICY_PAGE);
    return policy ? WORTH_POLICY : WORTH_OTHER;
}

static int by_worth(gconstpointer a, gconstpointer b)
{
    const struct outside *one = a, *other = b;
    return one->worth != other->worth ? (int)one->worth - (int)other->worth : strcmp(one->address, other->address);
}

GPtrArray *tally_outside_links(const Tally *tally, guint max)
{
    const struct pack_set *packs = tally->judge->packs;
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct outside));
    for (guint i = 0; i < tally->presences->len; i++) {
        const struct tally_presence *p = tally->presences->pdata[i];
        GHashTableIter iter;
        gpointer key;
        g_hash_table_iter_init(&iter, p->outside);
        while (g_hash_table_iter_next(&iter, &key, NULL)) {
            gboolean share = matcher_holds(packs->matcher, key, strlen(key), MATCH_ANY, WORDS_SHARE_ADDRESS);
            if (!share && !is_presence(tally, key) && g_hash_table_add(seen, key)) {
                struct outside outside = {key, worth_of(packs, key)};
                g_array_append_val(found, outside);
            }
        }
    }
    g_array_sort(found, by_worth);
    GPtrArray *addresses = g_ptr_array_new();
    for (guint i = 0; i < found->len && i < max; i++) {
        g_ptr_array_add(addresses, (gpointer)g_array_index(found, struct outside, i).address);
    }
    return addresses;
}

void tally_link_checked(Tally *tally, const struct link_check *check)
{
    for (guint i = 0; i < tally->presences->len; i++) {
        struct tally_presence *p = tally->presences->pdata[i];
        if (g_hash_table_contains(p->outside, check->address)) {
            struct unread *unread = g_new0(struct unread, 1);
            *unread = (struct unread){.shown = g_strdup(check->address),
                                      .outcome = check->outcome,
                                      .status = check->status,
                                      .no_host = check->no_host};
            g_ptr_array_add(p->asked_links, unread);
        }
    }
}

guint tally_n_links_asked(const Tally *tally, guint presence, guint *n_silent)
{
    const struct tally_presence *p = tally->presences->pdata[presence];
    *n_silent = 0;
    for (guint i = 0; i < p->asked_links->len; i++) {
        const struct unread *link = p->asked_links->pdata[i];
        *n_silent += link->outcome != FETCH_OK && link->status != 404 && link->status != 410;
    }
    return p->asked_links->len;
}
