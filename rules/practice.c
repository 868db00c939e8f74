#include "rules/practice.h"

static void service_free(struct service *service)
{
    if (service) {
        g_free(service->name);
        g_strfreev(service->also);
        g_free(service);
    }
}

static void presence_free(struct presence *presence)
{
    if (presence) {
        g_free(presence->address);
        g_free(presence);
    }
}

static void decision_free(struct decision *decision)
{
    if (decision) {
        g_free(decision->rule);
        g_free(decision->address);
        g_free(decision->text);
        g_free(decision->reason);
        g_free(decision->until);
        g_free(decision);
    }
}

struct practice *practice_new(void)
{
    struct practice *practice = g_new0(struct practice, 1);
    practice->accepting = -1;
    practice->max_links = -1;
    practice->current = g_ptr_array_new_with_free_func((GDestroyNotify)service_free);
    practice->retired = g_ptr_array_new_with_free_func((GDestroyNotify)service_free);
    practice->presences = g_ptr_array_new_with_free_func((GDestroyNotify)presence_free);
    practice->accepted = g_ptr_array_new_with_free_func((GDestroyNotify)decision_free);
    return practice;
}

void practice_free(struct practice *practice)
{
    if (!practice) {
        return;
    }
    g_free(practice->file);
    g_free(practice->name);
    g_free(practice->practitioner);
    g_strfreev(practice->languages);
    g_strfreev(practice->titles);
    g_free(practice->regulator);
    g_free(practice->number);
    g_free(practice->email);
    g_free(practice->phone);
    g_free(practice->postal_address);
    g_clear_pointer(&practice->current, g_ptr_array_unref);
    g_clear_pointer(&practice->retired, g_ptr_array_unref);
    g_clear_pointer(&practice->presences, g_ptr_array_unref);
    g_clear_pointer(&practice->accepted, g_ptr_array_unref);
    g_free(practice->fees);
    g_free(practice->notify_email);
    g_free(practice->notify_when);
    g_clear_pointer(&practice->given_names, g_hash_table_unref);
    g_free(practice);
}
