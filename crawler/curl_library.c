#include "crawler/curl_library.h"

#include <dlfcn.h>
#include <glib.h>

#define SONAME "libcurl.so.4"

static gpointer find(gpointer handle, const char *name)
{
    gpointer function = handle ? dlsym(handle, name) : NULL;
    if (!function) {
        g_error("%s cannot be used: %s", SONAME, dlerror());
    }
    return function;
}

static void load(struct curl_library *library)
{
    gpointer handle = dlopen(SONAME, RTLD_LAZY | RTLD_LOCAL); // until the end: it has threads of its own
#define X(name) *(gpointer *)&library->name = find(handle, "curl_" #name);
    CURL_CALLS(X)
#undef X
}

const struct curl_library *curl(void)
{
    static struct curl_library library;
    static gsize loaded;
    if (g_once_init_enter(&loaded)) {
        load(&library);
        g_once_init_leave(&loaded, 1);
    }
    return &library;
}
