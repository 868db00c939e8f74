#include "crawler/json_ld.h"
#include "crawler/mail_hiding.h"
#include "crawler/walk_parts.h"

#include <string.h>

enum {
    MAX_HOSTS = 4000,
    MAX_ADDRESS_BYTES = 1024,
    MAX_HOST_BYTES = 253,
    MAX_USER_BYTES = 64,
    MAX_HTML_BYTES = 256 * 1024 // of a template in a script
};

static gboolean in_host(char c)
{
    return g_ascii_isalnum(c) || c == '.' || c == '-' || c == '_';
}

static gboolean in_address(char c)
{
    switch (c) {
    case '"':
    case '\'':
    case '<':
    case '>':
    case '(':
    case ')':
    case '`':
    case '{':
    case '}':
    case '|':
    case '^':
    case ',':
    case ';':
        return FALSE;
    default:
        return (guchar)c > ' ';
    }
}

/* Whether the bytes before "//" at `at` make it the start of an address: a scheme, or nothing at all. */
static const char *address_start(const char *text, const char *at)
{
    const char *start = at;
    while (start > text && start[-1] == '\\') {
        start--;
    }
    if (start > text && start[-1] == ':') {
        const char *scheme = start - 1;
        while (scheme > text && g_ascii_isalpha(scheme[-1]) && start - scheme < 8) {
            scheme--;
        }
        return scheme == start - 1 ? NULL : scheme;
    }
    return start == text || strchr(" \t\n\"'(=,`;", start[-1]) ? start : NULL;
}

static void add_host(struct walk *walk, GString *address, const char *host, gsize length, const char *where)
{
    char name[MAX_HOST_BYTES + 1];
    for (gsize i = 0; i < length; i++) {
        name[i] = g_ascii_tolower(host[i]);
    }
    name[length] = '\0';
    g_autofree char *key = g_strconcat(where, " ", address->str, NULL);
    if (g_hash_table_contains(walk->seen_hosts, key)) {
        return;
    }
    const char *kept = arena_copy(walk->arena, key);
    g_hash_table_add(walk->seen_hosts, (gpointer)kept);
    struct page_host found = {
        .host = arena_text(walk->arena, name, length),
        .address = kept + strlen(where) + 1,
        .where = where,
        .element = walk_top(walk)->element,
    };
    g_array_append_val(walk->store->hosts, found);
}

static const char *skip_host(const char *at, const char *end)
{
    while (at < end && in_host(*at)) {
        at++;
    }
    return at;
}

/* Reads the address whose host begins at `host`; returns where it ends. */
static const char *read_host(struct walk *walk, const char *start, const char *host, const char *end, const char *where)
{
    const char *stop = skip_host(host, end);
    if (stop < end && (*stop == '@' || *stop == ':')) { // perhaps user:password@
        const char *mark = memchr(stop, '@', MIN(end - stop, MAX_USER_BYTES));
        if (mark && !memchr(stop, '/', mark - stop)) {
            host = mark + 1;
            stop = skip_host(host, end);
        }
    }
    gsize length = stop - host;
    while (length > 0 && host[length - 1] == '.') {
        length--;
    }
    const char *dot = memchr(host, '.', length);
    if (length < 4 || length > MAX_HOST_BYTES || !dot || dot == host || !g_ascii_isalnum(*host)) {
        return stop;
    }
    g_autoptr(GString) address = g_string_new(NULL);
    while (start < end && address->len < MAX_ADDRESS_BYTES && in_address(*start)) {
        gsize n = 0, most = MIN((gsize)(end - start), MAX_ADDRESS_BYTES - address->len);
        while (n < most && start[n] != '\\' && in_address(start[n])) {
            n++;
        }
        g_string_append_len(address, start, (gssize)n);
        start += n;
        if (n == 0 && (start + 1 >= end || start[1] != '/')) {
            break; // a backslash before anything but a slash
        }
        start += n == 0;
    }
    add_host(walk, address, host, length, where);
    return MAX(start, stop);
}

void hosts_in_text(struct walk *walk, const char *text, gsize length, const char *where)
{
    const char *end = text + length;
    for (const char *at = text; (at = memchr(at, '/', end - at)); at++) {
        const char *second = at + 1;
        while (second < end && *second == '\\') {
            second++;
        }
        if (second + 1 >= end || *second != '/' || !g_ascii_isalnum(second[1])) {
            continue;
        }
        if (walk->store->hosts->len >= MAX_HOSTS) {
            walk->page->truncated = TRUE;
            return;
        }
        const char *start = address_start(text, at);
        if (start) {
            at = read_host(walk, start, second + 1, end, where) - 1;
            at = MAX(at, second);
        }
    }
}

static gboolean looks_like_host(const char *value)
{
    gsize length = strlen(value);
    return length >= 4 && length <= MAX_HOST_BYTES && strchr(value, '.') &&
           strspn(value, "abcdefghijklmnopqrstuvwxyz"
                         "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                         "0123456789.-") == length;
}

static const char *attribute_name(struct walk *walk, const char *name)
{
    char *known = g_hash_table_lookup(walk->names, name);
    if (!known) {
        known = arena_copy(walk->arena, name);
        g_hash_table_add(walk->names, known);
    }
    return known;
}

void hosts_in_attributes(struct walk *walk, const struct markup_start *start)
{
    for (const char *const *at = start->attributes; at && at[0]; at += 2) {
        const char *name = at[0], *value = at[1];
        if (!value) {
            continue;
        }
        const char *slash = strchr(value, '/');
        if (slash && (slash[1] == '/' || slash[1] == '\\' || strchr(slash + 1, '/')) &&
            !g_str_has_prefix(name, "xmlns")) {
            hosts_in_text(walk, value, strlen(value), attribute_name(walk, name));
        } else if (!slash && strstr(name, "host") && looks_like_host(value)) {
            g_autoptr(GString) address = g_string_new(value);
            add_host(walk, address, value, strlen(value), attribute_name(walk, name));
        }
    }
}

static gboolean contains(const GString *text, const char *needle)
{
    return memmem(text->str, text->len, needle, strlen(needle)) != NULL;
}

/* Prints today's year: what stands beside it says nothing about when the page was written. */
static gboolean writes_year(const GString *script)
{
    if (!contains(script, "new Date") || !(contains(script, "getFullYear") || contains(script, "getYear"))) {
        return FALSE;
    }
    static const char *const ways[] = {"document.write", "textContent", "innerHTML", "innerText", ".text(", ".html("};
    for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
        if (contains(script, ways[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Shows the address that a script writes, where it would stand. */
static void show_cloaked_mail(struct walk *walk, const char *script)
{
    g_autofree char *mail = mail_from_cloak_script(script);
    if (mail) {
        struct frame *frame = walk_top(walk);
        frame->hidden = walk->frames[walk->depth - 1].hidden;
        text_append(walk, " ", 1);
        text_append(walk, mail, strlen(mail));
    }
}

static gboolean is_runnable(const char *type)
{
    return !type || !*type || strstr(type, "javascript") || strstr(type, "ecmascript") || strcmp(type, "module") == 0;
}

static gboolean is_template(const char *type)
{
    return type && (strstr(type, "template") || strstr(type, "text/html") || strstr(type, "handlebars") ||
                    strstr(type, "mustache"));
}

void scripts_end(struct walk *walk, const struct frame *frame)
{
    GString *script = walk->script;
    if (frame->tag == TAG_STYLE) {
        hosts_in_text(walk, script->str, script->len, "style");
        return;
    }
    const char *type = walk->script_type;
    if (type && strstr(type, "ld+json")) {
        hosts_in_text(walk, script->str, script->len, "script");
        json_ld_read(walk, script->str, script->len);
    } else if (is_template(type)) {
        walk->read_inner(walk, script->str, MIN(script->len, MAX_HTML_BYTES));
    } else {
        hosts_in_text(walk, script->str, script->len, "script");
        if (is_runnable(type)) {
            walk->n_scripts++;
            walk->page->writes_year |= writes_year(script);
            show_cloaked_mail(walk, script->str);
        }
    }
}
