#include "reports/out_file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct OutFile {
    char *path, *temporary;
    FILE *stream;
    int failure; // errno of the first write that failed
};

static void set_failure(GError **error, const char *path, int code)
{
    g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(code), "%s: cannot be written: %s", path,
                g_strerror(code));
}

OutFile *out_file_open(const char *path, GError **error)
{
    g_autofree char *temporary = g_strconcat(path, ".XXXXXX", NULL);
    int descriptor = g_mkstemp_full(temporary, O_WRONLY | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        set_failure(error, path, errno);
        return NULL;
    }
    OutFile *file = g_new0(OutFile, 1);
    file->path = g_strdup(path);
    file->temporary = g_steal_pointer(&temporary);
    file->stream = fdopen(descriptor, "w");
    return file;
}

void out_file_bytes(OutFile *file, const char *bytes, gsize n_bytes)
{
    if (!file->failure && fwrite(bytes, 1, n_bytes, file->stream) != n_bytes) {
        file->failure = errno ? errno : EIO;
    }
}

void out_file_text(OutFile *file, const char *text)
{
    out_file_bytes(file, text, strlen(text));
}

static void out_file_free(OutFile *file)
{
    g_free(file->path);
    g_free(file->temporary);
    g_free(file);
}

void out_file_abandon(OutFile *file)
{
    if (file) {
        fclose(file->stream);
        g_unlink(file->temporary);
        out_file_free(file);
    }
}

gboolean out_file_commit(OutFile *file, GError **error)
{
    if (!file->failure && (fflush(file->stream) != 0 || fsync(fileno(file->stream)) != 0)) {
        file->failure = errno;
    }
    if (!file->failure && g_rename(file->temporary, file->path) != 0) {
        file->failure = errno;
    }
    if (file->failure) {
        set_failure(error, file->path, file->failure);
        out_file_abandon(file);
        return FALSE;
    }
    fclose(file->stream);
    out_file_free(file);
    return TRUE;
}

gboolean out_file_write(const char *path, const char *bytes, gsize n_bytes, GError **error)
{
    OutFile *file = out_file_open(path, error);
    if (!file) {
        return FALSE;
    }
    out_file_bytes(file, bytes, n_bytes);
    return out_file_commit(file, error);
}
