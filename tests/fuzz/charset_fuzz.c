#include <glib.h>
#include <stdint.h>

#include "crawler/charset.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first byte picks what Content-Type says. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const labels[] = {NULL,      "utf-8",       "utf-16be", "iso-8859-1",
                                         "gb18030", "iso-2022-jp", "euc-kr",   "no-such"};
    if (size == 0) {
        return 0;
    }
    const char *name = NULL;
    GString *text = charset_decode((const char *)data + 1, size - 1, labels[data[0] % G_N_ELEMENTS(labels)], &name);
    g_assert_nonnull(name);
    g_assert_true(g_utf8_validate_len(text->str, text->len, NULL));
    g_string_free(text, TRUE);
    return 0;
}
