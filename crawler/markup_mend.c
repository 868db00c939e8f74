#include "crawler/markup_mend.h"

#include <string.h>

enum kind { KIND_NONE, KIND_DIV, KIND_BARRIER, KIND_SECTION }; // sections: KIND_SECTION and above, each its own

static guint8 kind_of(const char *name, gsize length)
{
    // What stands in a cell or a template is no business of what is around it.
    static const char *const barriers[] = {"table", "td", "th", "caption", "template", "object"};
    static const char *const sections[] = {"nav", "header", "footer", "aside", "section", "article", "main"};
    gsize n = 0;
    while (n < length && g_ascii_isalnum(name[n])) {
        n++;
    }
    if (n < length && strchr("-_:.", name[n])) {
        return KIND_NONE;
    }
    if (n == 3 && g_ascii_strncasecmp(name, "div", n) == 0) {
        return KIND_DIV;
    }
    for (guint i = 0; i < G_N_ELEMENTS(barriers); i++) {
        if (strlen(barriers[i]) == n && g_ascii_strncasecmp(name, barriers[i], n) == 0) {
            return KIND_BARRIER;
        }
    }
    for (guint i = 0; i < G_N_ELEMENTS(sections); i++) {
        if (strlen(sections[i]) == n && g_ascii_strncasecmp(name, sections[i], n) == 0) {
            return KIND_SECTION + i;
        }
    }
    return KIND_NONE;
}

void mender_start(struct mender *mender, const char *name, gsize length)
{
    guint8 kind = kind_of(name, length);
    if (kind == KIND_NONE || mender->lost) {
        return;
    }
    mender->lost = mender->n == MEND_MAX_DEPTH;
    if (!mender->lost) {
        mender->open[mender->n++] = kind;
    }
}

guint mender_end(struct mender *mender, const char *name, gsize length)
{
    guint8 kind = kind_of(name, length);
    if (kind == KIND_NONE || mender->lost) {
        return 0;
    }
    guint n_divs = 0;
    for (guint i = mender->n; i-- > 0;) {
        if (mender->open[i] == kind) {
            mender->n = i;
            return kind >= KIND_SECTION ? n_divs : 0;
        }
        if (mender->open[i] == KIND_BARRIER) {
            break; // it ends nothing
        }
        n_divs += mender->open[i] == KIND_DIV;
    }
    return 0;
}
