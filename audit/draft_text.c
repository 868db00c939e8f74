// The draft as YAML: nothing that a page says can be more than a value or a comment.
#include <string.h>

#include "audit/draft.h"

enum { LINE_BYTES = 200 };

/* What would change the line, the terminal or the order of reading is not let through. */
static gboolean is_plain(gunichar c)
{
    return c == ' ' ||
           (g_unichar_isprint(c) && g_unichar_type(c) != G_UNICODE_FORMAT &&
            g_unichar_type(c) != G_UNICODE_LINE_SEPARATOR && g_unichar_type(c) != G_UNICODE_PARAGRAPH_SEPARATOR);
}

/* `text` on one line, without what is not plain. Caller frees. */
static char *plain(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *out = g_string_new(NULL);
    for (const char *p = valid; *p && out->len < LINE_BYTES; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (is_plain(c)) {
            g_string_append_unichar(out, c);
        } else if (g_unichar_isspace(c)) {
            g_string_append_c(out, ' ');
        }
    }
    return g_string_free(out, FALSE);
}

/* A double-quoted scalar. Caller frees. */
static char *quoted(const char *text)
{
    g_autofree char *line = plain(text);
    GString *out = g_string_new("\"");
    for (const char *p = g_strstrip(line); *p; p++) {
        if (*p == '"' || *p == '\\') {
            g_string_append_c(out, '\\');
        }
        g_string_append_c(out, *p);
    }
    g_string_append_c(out, '"');
    return g_string_free(out, FALSE);
}

static gboolean any(const struct draft *draft, enum draft_part first, enum draft_part last, gboolean sure_only)
{
    for (guint part = first; part <= last; part++) {
        for (guint i = 0; i < draft->parts[part]->len; i++) {
            if (!sure_only || ((struct draft_value *)draft->parts[part]->pdata[i])->sure) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

static void add_line(GString *out, const char *indent, const char *key, const char *value,
                     const struct draft_value *from)
{
    g_string_append_printf(out, "%s%s%s%s", from->sure ? "" : "# ", indent, key, value);
    const char *const said[] = {from->sure ? NULL : "in doubt", from->page, from->note};
    const char *before = "  # ";
    for (guint i = 0; i < G_N_ELEMENTS(said); i++) {
        if (said[i]) {
            g_autofree char *line = plain(said[i]);
            g_string_append_printf(out, "%s%s", before, line);
            before = "; ";
        }
    }
    g_string_append_c(out, '\n');
}

/* One line for each value of a part. */
static void add_part(GString *out, const struct draft *draft, enum draft_part part, const char *indent, const char *key)
{
    for (guint i = 0; i < draft->parts[part]->len; i++) {
        const struct draft_value *value = draft->parts[part]->pdata[i];
        g_autofree char *text = part == DRAFT_ACCEPTING ? g_strdup(value->text) : quoted(value->text);
        add_line(out, indent, key, text, value);
    }
}

/* The key of a mapping: a comment where all that it holds is one, so that the file stays valid. */
static void add_key(GString *out, const struct draft *draft, enum draft_part first, enum draft_part last,
                    const char *key)
{
    if (any(draft, first, last, FALSE)) {
        g_string_append_printf(out, "%s%s\n", any(draft, first, last, TRUE) ? "" : "# ", key);
    }
}

static void add_list(GString *out, const struct draft *draft, enum draft_part part, const char *key, const char *indent)
{
    add_key(out, draft, part, part, key);
    add_part(out, draft, part, indent, "- ");
}

static void add_practitioner(GString *out, const struct draft *draft)
{
    add_key(out, draft, DRAFT_PRACTITIONER, DRAFT_NUMBER, "practitioner:");
    add_part(out, draft, DRAFT_PRACTITIONER, "  ", "name: ");
    add_list(out, draft, DRAFT_TITLE, "  titles:", "    ");
    add_key(out, draft, DRAFT_REGULATOR, DRAFT_NUMBER, "  registration:");
    add_part(out, draft, DRAFT_REGULATOR, "    ", "regulator: ");
    add_part(out, draft, DRAFT_NUMBER, "    ", "number: ");
}

static void add_presences(GString *out, const struct draft *draft)
{
    g_string_append(out, "presences:\n");
    add_part(out, draft, DRAFT_PRESENCE, "  ", "- ");
    for (guint i = 0; i < draft->parts[DRAFT_PROFILE]->len; i++) {
        const struct draft_value *value = draft->parts[DRAFT_PROFILE]->pdata[i];
        g_autofree char *address = quoted(value->text);
        g_autofree char *entry = g_strdup_printf("{ url: %s, kind: profile }", address);
        add_line(out, "  ", "- ", entry, value);
    }
}

char *draft_text(const struct draft *draft)
{
    GString *out = g_string_new(
        "# Drafted from what the site shows. Check every value, correct what is wrong, and take the # away\n"
        "# from lines in doubt that are right. After each value: the page that shows it.\n");
    add_key(out, draft, DRAFT_PRACTICE, DRAFT_LANGUAGE, "practice:");
    add_part(out, draft, DRAFT_PRACTICE, "  ", "name: ");
    add_list(out, draft, DRAFT_LANGUAGE, "  languages:", "    ");
    add_practitioner(out, draft);
    add_key(out, draft, DRAFT_EMAIL, DRAFT_ADDRESS, "contact:");
    add_part(out, draft, DRAFT_EMAIL, "  ", "email: ");
    add_part(out, draft, DRAFT_PHONE, "  ", "phone: ");
    add_part(out, draft, DRAFT_ADDRESS, "  ", "address: ");
    add_key(out, draft, DRAFT_SERVICE, DRAFT_SERVICE, "services:");
    add_list(out, draft, DRAFT_SERVICE, "  current:", "    ");
    g_string_append(out, "#  retired: []  # services that are no longer offered, and that no page should name\n");
    add_part(out, draft, DRAFT_ACCEPTING, "", "accepting-clients: ");
    add_presences(out, draft);
    return g_string_free(out, FALSE);
}
