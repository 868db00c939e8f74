/*
 * replay.c - runs a fuzz target over every file of a folder, so that what fuzzing found stays found without a fuzzer.
 */
#include <glib.h>
#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static gboolean replay_file(const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *bytes = NULL;
    gsize length = 0;
    if (!g_file_get_contents(path, &bytes, &length, &error)) {
        fprintf(stderr, "%s\n", error->message);
        return FALSE;
    }
    // A copy of the exact size, so that a sanitizer sees one byte too many being read.
    g_autofree guint8 *exact = g_memdup2(bytes, length);
    LLVMFuzzerTestOneInput(exact, length);
    return TRUE;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(GDir) folder = g_dir_open(argv[1], 0, &error);
    if (!folder) {
        fprintf(stderr, "%s\n", error->message);
        return 1;
    }
    guint n = 0;
    for (const char *name; (name = g_dir_read_name(folder));) {
        g_autofree char *path = g_build_filename(argv[1], name, NULL);
        if (!replay_file(path)) {
            return 1;
        }
        n++;
    }
    printf("%s: %u inputs replayed\n", argv[1], n);
    return n > 0 ? 0 : 1;
}
