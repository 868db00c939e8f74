#include "rules/reasons.h"

enum { N_NAMED = 3 };

void unread_free(struct unread *unread)
{
    if (unread) {
        g_free(unread->shown);
        g_free(unread);
    }
}

static const char *why_unread(const struct unread *unread, enum language language)
{
    static const char *const words[][N_LANGUAGES] = {
        [FETCH_OK] = {"read", "lue"},
        [FETCH_BLOCKED] = {"access refused", "accès refusé"},
        [FETCH_ROBOTS] = {"robots.txt asks programs to stay away",
                          "robots.txt demande aux programmes de ne pas la lire"},
        [FETCH_TIMEOUT] = {"no answer in time", "pas de réponse à temps"},
        [FETCH_TOO_LARGE] = {"more than is read of one page", "plus que ce qui est lu d'une page"},
        [FETCH_UNSUPPORTED] = {"a document this program does not open", "un document que ce programme n'ouvre pas"},
        [FETCH_ERROR] = {"could not be fetched", "n'a pas pu être obtenue"},
        [FETCH_NEEDS_RENDERING] = {"empty until its scripts run in a browser",
                                   "vide tant que ses scripts ne s'exécutent pas dans un navigateur"},
        [FETCH_REDIRECT] = {"leads elsewhere", "mène ailleurs"},
        [FETCH_LIMIT] = {"left out by a limit of this run", "laissée de côté par une limite de cette vérification"},
    };
    return words[unread->outcome][language];
}

// "ADDRESS (why), ADDRESS (why) and 4 more"
static char *name_pages(const GPtrArray *unread, enum language language)
{
    GString *list = g_string_new(NULL);
    for (guint i = 0; i < unread->len && i < N_NAMED; i++) {
        const struct unread *page = unread->pdata[i];
        g_string_append_printf(list, "%s%s (%s)", i ? ", " : "", page->shown, why_unread(page, language));
    }
    if (unread->len > N_NAMED) {
        g_string_append_printf(list, language == FR ? " et %u autres" : " and %u more", unread->len - N_NAMED);
    }
    return g_string_free(list, FALSE);
}

void reason_unread(struct wording *reason, const GPtrArray *unread)
{
    g_autofree char *en = name_pages(unread, EN), *fr = name_pages(unread, FR);
    wording_clear(reason);
    if (unread->len == 1) {
        reason->in[EN] = g_strdup_printf("1 page could not be read, and what it holds is not known: %s.", en);
        reason->in[FR] = g_strdup_printf("1 page n'a pas pu être lue; on ne sait pas ce qu'elle contient : %s.", fr);
    } else {
        reason->in[EN] =
            g_strdup_printf("%u pages could not be read, and what they hold is not known: %s.", unread->len, en);
        reason->in[FR] = g_strdup_printf(
            "%u pages n'ont pas pu être lues; on ne sait pas ce qu'elles contiennent : %s.", unread->len, fr);
    }
}

void reason_none_read(struct wording *reason, const GPtrArray *unread)
{
    g_autofree char *en = name_pages(unread, EN), *fr = name_pages(unread, FR);
    wording_clear(reason);
    reason->in[EN] = g_strdup_printf("No page could be read%s%s.", *en ? ": " : "", en);
    reason->in[FR] = g_strdup_printf("Aucune page n'a pu être lue%s%s.", *fr ? " : " : "", fr);
}

void reason_links_unsure(struct wording *reason, const GPtrArray *links)
{
    g_autofree char *en = name_pages(links, EN), *fr = name_pages(links, FR);
    wording_clear(reason);
    if (links->len == 1) {
        reason->in[EN] = g_strdup_printf("1 link to another site got no clear answer; open it yourself: %s.", en);
        reason->in[FR] = g_strdup_printf(
            "1 lien vers un autre site n'a pas obtenu de réponse claire; ouvrez-le vous-même : %s.", fr);
    } else {
        reason->in[EN] =
            g_strdup_printf("%u links to other sites got no clear answer; open them yourself: %s.", links->len, en);
        reason->in[FR] = g_strdup_printf(
            "%u liens vers d'autres sites n'ont pas obtenu de réponse claire; ouvrez-les vous-même : %s.", links->len,
            fr);
    }
}

void reason_seen_at(struct wording *reason, const char *page)
{
    wording_clear(reason);
    reason->in[EN] = g_strdup_printf("Seen on %s.", page);
    reason->in[FR] = g_strdup_printf("Vu sur %s.", page);
}

void reason_leads_elsewhere(struct wording *reason, const char *location)
{
    wording_clear(reason);
    reason->in[EN] = g_strdup_printf("It leads to %s, which is not in the practice file: open it and look.", location);
    reason->in[FR] =
        g_strdup_printf("Elle mène à %s, qui n'est pas dans la fiche : ouvrez cette adresse et regardez.", location);
}

void reason_not_seen(struct wording *reason, guint n_pages)
{
    wording_clear(reason);
    reason->in[EN] = n_pages == 1 ? g_strdup("Looked for on the only page, and not seen.")
                                  : g_strdup_printf("Looked for on all %u pages, and not seen.", n_pages);
    reason->in[FR] = n_pages == 1 ? g_strdup("Cherché sur la seule page, et non trouvé.")
                                  : g_strdup_printf("Cherché sur les %u pages, et non trouvé.", n_pages);
}

void reason_follows(struct wording *reason, const struct wording *first)
{
    wording_clear(reason);
    reason->in[EN] = g_strdup_printf("Asked only once this is there: %s.", wording_in(first, EN));
    reason->in[FR] = g_strdup_printf("Demandé seulement une fois ceci en place : %s.", wording_in(first, FR));
}
