/* Writes what known.h tells of the patterns in rules/ to a file: known RULES FILE */
#include <stdio.h>

#include "rules/known_make.h"
#include "rules/pack.h"

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    if (argc != 3) {
        fputs("usage: known RULES FILE\n", stderr);
        return 2;
    }
    struct pack_set *packs = pack_set_load(argv[1], NULL, &error);
    if (!packs) {
        fprintf(stderr, "%s\n", error->message);
        return 1;
    }
    const Matcher *const matchers[] = {packs->matcher, packs->link_matcher, packs->mark_matcher, packs->word_marks};
    g_autoptr(GBytes) known = known_make(matchers, G_N_ELEMENTS(matchers));
    gsize length;
    const char *bytes = g_bytes_get_data(known, &length);
    if (!g_file_set_contents(argv[2], bytes, (gssize)length, &error)) {
        fprintf(stderr, "%s\n", error->message);
        return 1;
    }
    pack_set_free(packs);
    return 0;
}
