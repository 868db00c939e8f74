#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "crawler/address.h"
#include "crawler/trap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is normal is short, plain, has a host, and is itself when made normal again. */
static void check(const char *address)
{
    g_autofree char *host = address_host(address);
    g_autofree char *path = address_path(address);
    g_autofree char *again = g_str_has_prefix(address, "file:") ? g_strdup(address) : address_normalise(address, NULL);
    g_assert_cmpuint(strlen(address), <=, ADDRESS_MAX_BYTES);
    g_assert_true(g_str_is_ascii(address));
    g_assert_null(strpbrk(address, " \t\r\n#"));
    g_assert_true(path[0] == '/');
    g_assert_true(host == NULL || *host);
    g_assert_cmpstr(again, ==, address);
    g_assert_true(address_within(address, address));
    g_autoptr(Trap) trap = trap_new();
    gboolean first;
    trap_check(trap, address, 1, &first);
}

/* The first line is a reference, the second, if any, the base. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_auto(GStrv) lines = g_strsplit(text, "\n", 2);
    const char *reference = lines[0] ? lines[0] : "";
    g_autofree char *normal = address_normalise(reference, NULL);
    g_autofree char *base = lines[0] && lines[1] ? address_normalise(lines[1], NULL) : NULL;
    const char *const bases[] = {"https://roe.example/a/b?c", "file:///a/b.html", base};
    if (normal) {
        check(normal);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(bases); i++) {
        g_autofree char *address = bases[i] ? address_resolve(bases[i], reference) : NULL;
        if (address) {
            check(address);
        }
    }
    return 0;
}
