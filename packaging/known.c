/* Writes what known.h tells of rules/ to a file: known FILE RULES YAML... */
#include <stdio.h>

#include "rules/known_make.h"
#include "rules/pack.h"

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    if (argc < 4) {
        fputs("usage: known FILE RULES YAML...\n", stderr);
        return 2;
    }
    struct pack_set *packs = pack_set_load(argv[2], NULL, &error);
    if (!packs) {
        fprintf(stderr, "%s\n", error->message);
        return 1;
    }
    const Matcher *const matchers[] = {packs->matcher, packs->link_matcher, packs->mark_matcher, packs->word_marks};
    g_autoptr(GBytes) known = known_make(matchers, G_N_ELEMENTS(matchers), (const char *const *)argv + 3, &error);
    gsize length = 0;
    const char *bytes = known ? g_bytes_get_data(known, &length) : NULL;
    if (!known || !g_file_set_contents(argv[1], bytes, (gssize)length, &error)) {
        fprintf(stderr, "%s\n", error->message);
        return 1;
    }
    pack_set_free(packs);
    return 0;
}
