#include "crawler/hosts.h"

#include "crawler/address.h"

#include <string.h>

struct Hosts {
    guint delay_ms, own_delay_ms, n_connections;
    GHashTable *by_root;    /* -> struct host*, owned */
    GHashTable *by_domain;  /* registrable domain -> struct pace* */
    GHashTable *by_address; /* numeric address -> struct pace* */
    GPtrArray *paces;       /* owns them: what is in flight may still count on one that no host has any more */
};

static void host_free(gpointer data)
{
    struct host *host = data;
    g_free(host->root);
    g_free(host->name);
    g_free(host->reason);
    robots_free(host->robots);
    g_free(host);
}

Hosts *hosts_new(guint delay_ms, guint own_delay_ms, guint n_connections)
{
    Hosts *hosts = g_new0(Hosts, 1);
    hosts->delay_ms = delay_ms;
    hosts->own_delay_ms = own_delay_ms;
    hosts->n_connections = n_connections;
    hosts->by_root = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, host_free);
    hosts->by_domain = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    hosts->by_address = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    hosts->paces = g_ptr_array_new_with_free_func(g_free);
    return hosts;
}

void hosts_free(Hosts *hosts)
{
    if (hosts) {
        g_hash_table_unref(hosts->by_root);
        g_hash_table_unref(hosts->by_domain);
        g_hash_table_unref(hosts->by_address);
        g_ptr_array_unref(hosts->paces);
        g_free(hosts);
    }
}

static struct pace *pace_new(Hosts *hosts, guint delay_ms, guint n_connections)
{
    struct pace *pace = g_new0(struct pace, 1);
    pace->delay_ms = delay_ms;
    pace->n_connections = n_connections;
    g_ptr_array_add(hosts->paces, pace);
    return pace;
}

static struct pace *pace_of_domain(Hosts *hosts, const char *name)
{
    g_autofree char *domain = address_registrable(name);
    struct pace *pace = g_hash_table_lookup(hosts->by_domain, domain);
    if (!pace) {
        pace = pace_new(hosts, hosts->delay_ms, 1);
        g_hash_table_insert(hosts->by_domain, g_steal_pointer(&domain), pace);
    }
    return pace;
}

struct host *hosts_of(Hosts *hosts, const char *address)
{
    const char *authority = strstr(address, "://") + 3;
    g_autofree char *root = g_strndup(address, (gsize)(authority - address) + strcspn(authority, "/"));
    struct host *host = g_hash_table_lookup(hosts->by_root, root);
    if (!host) {
        host = g_new0(struct host, 1);
        host->root = g_steal_pointer(&root);
        host->name = address_host(address);
        host->pace = pace_of_domain(hosts, host->name);
        g_hash_table_insert(hosts->by_root, host->root, host);
    }
    return host;
}

void hosts_dialled(Hosts *hosts, struct host *host, const char *dialled, gboolean loopback)
{
    if (!dialled || host->ours) {
        return;
    }
    if (loopback) {
        hosts_ours(hosts, host);
        return;
    }
    struct pace *shared = g_hash_table_lookup(hosts->by_address, dialled);
    if (!shared) {
        g_hash_table_insert(hosts->by_address, g_strdup(dialled), host->pace);
    } else if (shared != host->pace) {
        shared->delay_ms = MAX(shared->delay_ms, host->pace->delay_ms);
        shared->next_us = MAX(shared->next_us, host->pace->next_us);
        host->pace = shared;
    }
}

void hosts_ours(Hosts *hosts, struct host *host)
{
    if (!host->ours) {
        const guint asked_ms = host->robots ? robots_delay_ms(host->robots) : 0;
        host->ours = TRUE;
        host->pace = pace_new(hosts, MAX(hosts->own_delay_ms, asked_ms), hosts->n_connections);
    }
}

void host_set_robots(struct host *host, Robots *robots)
{
    host->robots_state = HOST_ROBOTS_KNOWN;
    host->robots = robots;
    if (robots) {
        host->pace->delay_ms = MAX(host->pace->delay_ms, robots_delay_ms(robots));
    }
}

void host_close(struct host *host, enum fetch_outcome outcome, const char *reason)
{
    if (!host->closed) {
        host->closed = TRUE;
        host->outcome = outcome;
        host->reason = g_strdup(reason);
    }
}
