#include "audit/draft_fit.h"

#include <string.h>

#include "rules/fold.h"

enum { LEAST_NAME = 4, LEAST_PRACTICE = 5 }; // letters: fewer are in too many words

struct DraftFit {
    GPtrArray *practice, *person; /* letters alone */
};

DraftFit *draft_fit_new(void)
{
    DraftFit *fit = g_new0(DraftFit, 1);
    fit->practice = g_ptr_array_new_with_free_func(g_free);
    fit->person = g_ptr_array_new_with_free_func(g_free);
    return fit;
}

void draft_fit_free(DraftFit *fit)
{
    if (fit) {
        g_ptr_array_unref(fit->practice);
        g_ptr_array_unref(fit->person);
        g_free(fit);
    }
}

/* The first `length` bytes, letters and digits alone, small and without accents. Caller frees. */
static char *letters_of(const char *text, gsize length)
{
    g_autofree char *part = g_strndup(text, length), *folded = fold(part);
    GString *letters = g_string_new(NULL);
    for (const char *p = folded; *p; p++) {
        if (g_ascii_isalnum(*p)) {
            g_string_append_c(letters, g_ascii_tolower(*p));
        }
    }
    return g_string_free(letters, FALSE);
}

static void add(GPtrArray *words, const char *text, gsize length, gsize least)
{
    char *letters = letters_of(text, length);
    if (strlen(letters) >= least) {
        g_ptr_array_add(words, letters);
    } else {
        g_free(letters);
    }
}

void draft_fit_add_name(DraftFit *fit, const char *name)
{
    add(fit->practice, name, strlen(name), LEAST_PRACTICE);
}

/* What names the owner of an address: the longest of its labels that is no suffix. */
void draft_fit_add_address(DraftFit *fit, const char *address)
{
    const char *host = strstr(address, "://");
    host = host ? host + 3 : address;
    host = g_str_has_prefix(host, "www.") ? host + 4 : host;
    gsize longest = 0, at = 0;
    for (gsize start = 0, end; host[start] && !strchr("/:?#", host[start]); start = end + (host[end] == '.')) {
        end = start + strcspn(host + start, "./:?#");
        if (end - start > longest && host[end] == '.') {
            longest = end - start;
            at = start;
        }
    }
    add(fit->practice, host + at, longest, LEAST_PRACTICE);
}

void draft_fit_add_person(DraftFit *fit, const char *person)
{
    const char *last = strrchr(person, ' ');
    add(fit->person, person, strcspn(person, " "), LEAST_NAME);
    if (last) {
        add(fit->person, last + 1, strlen(last + 1), LEAST_NAME);
    }
}

static gboolean shares(const GPtrArray *words, const char *letters, gboolean either_way)
{
    for (guint i = 0; i < words->len; i++) {
        const char *word = words->pdata[i];
        if (strstr(letters, word) || (either_way && strlen(letters) >= LEAST_PRACTICE && strstr(word, letters))) {
            return TRUE;
        }
    }
    return FALSE;
}

double draft_fit_of(const DraftFit *fit, const char *text)
{
    const char *at = strchr(text, '@');
    g_autofree char *all = letters_of(text, strlen(text));
    g_autofree char *domain = at ? letters_of(at + 1, strcspn(at + 1, ".")) : g_strdup(all);
    if (shares(fit->practice, all, FALSE) || shares(fit->practice, domain, TRUE)) {
        return 3;
    }
    return shares(fit->person, all, FALSE) ? 2 : 1;
}
