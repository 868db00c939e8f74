#include "rules/facts/bodies.h"

#include <string.h>

#include "rules/facts/detectors.h"

enum { MAX_LOCAL = 64, MAX_DOMAIN = 253 };

static gboolean is_local(char c)
{
    return g_ascii_isalnum(c) || (c && strchr("._%+-'", c));
}

static gboolean is_domain(char c)
{
    return g_ascii_isalnum(c) || c == '.' || c == '-';
}

// Names of image files and of packages have an @ too: photo@2x.png.
static gboolean ends_as_domain(const char *domain)
{
    const char *dot = strrchr(domain, '.');
    if (!dot || dot == domain || strlen(dot + 1) < 2 || strstr(domain, "..")) {
        return FALSE;
    }
    for (const char *at = dot + 1; *at; at++) {
        if (!g_ascii_isalpha(*at)) {
            return FALSE;
        }
    }
    static const char *const files[] = {"png", "jpg", "jpeg", "gif", "webp", "svg", "css", "js", "avif", NULL};
    return !g_strv_contains(files, dot + 1);
}

// The address around the @ at `at`, small letters, or NULL. *start and *end are where it stands.
static char *address_at(const char *text, gsize length, gsize at, gsize *start, gsize *end)
{
    gsize from = at, to = at + 1;
    while (from > 0 && at - from < MAX_LOCAL && is_local(text[from - 1])) {
        from--;
    }
    while (to < length && to - at < MAX_DOMAIN && is_domain(text[to])) {
        to++;
    }
    while (to > at + 1 && (text[to - 1] == '.' || text[to - 1] == '-')) {
        to--;
    }
    g_autofree char *domain = g_ascii_strdown(text + at + 1, to - at - 1);
    if (from == at || !ends_as_domain(domain)) {
        return NULL;
    }
    *start = from;
    *end = to;
    return g_ascii_strdown(text + from, to - from);
}

static void add_email(const struct fact_context *context, Facts *facts, const char *address, const char *shown,
                      guint32 block, guint32 start, guint32 end, const char *how)
{
    g_autoptr(GString) tags = g_string_new(how);
    tags_add_zone(tags, context->page, block);
    const char *at = strchr(address, '@');
    if (body_of(context, body_has_email, address)) {
        tags_add(tags, "regulator");
    }
    if (at && around_text(context, address, WORDS_PLACEHOLDER_EMAIL)) {
        tags_add(tags, "placeholder");
    }
    if ((block != PAGE_NONE && around_somebody_else(context, block, start)) ||
        around_text(context, address, WORDS_HELP_LINE)) {
        tags_add(tags, "elsewhere");
    }
    if (context->practice->email && g_ascii_strcasecmp(context->practice->email, address) == 0) {
        tags_add(tags, "practice");
    }
    const struct fact fact = {
        .kind = FACT_EMAIL,
        .value = address,
        .shown = shown,
        .tags = tags->str,
        .block = block,
        .element = block == PAGE_NONE ? PAGE_NONE : context->page->blocks[block].element,
        .start = start,
        .end = end,
    };
    facts_add(facts, &fact);
}

// "jane [at] roe [dot] ca": what stands before and after the word for @, without its spaces and with real dots.
static void add_spelled_out(const struct fact_context *context, Facts *facts, guint32 block, guint limit)
{
    const struct page_block *at = &context->page->blocks[block];
    guint n;
    const struct match *matches = hits_of(context->hits, block, WORDS_SPELLED_AT, &n);
    for (guint i = 0; i < n && facts_count(facts) < limit; i++) {
        gsize from = matches[i].start, to = matches[i].end;
        while (from > 0 && (at->text[from - 1] == ' ')) {
            from--;
        }
        gsize local_end = from;
        while (from > 0 && is_local(at->text[from - 1])) {
            from--;
        }
        g_autofree char *local = g_strndup(at->text + from, local_end - from);
        g_autofree char *rest = g_ascii_strdown(at->text + to, MIN(at->length - to, MAX_LOCAL));
        static const char *const dots[] = {" [dot] ",   "[dot]",   " (dot) ", "(dot)",   " dot ", " [point] ",
                                           " (point) ", "[point]", "(point)", " point ", NULL};
        g_autoptr(GString) domain = g_string_new(g_strchug(rest));
        for (guint d = 0; dots[d]; d++) {
            g_string_replace(domain, dots[d], ".", 0);
        }
        gsize length = 0;
        while (is_domain(domain->str[length])) {
            length++;
        }
        while (length > 0 && domain->str[length - 1] == '.') {
            length--;
        }
        g_string_truncate(domain, length);
        if (*local && ends_as_domain(domain->str)) {
            g_autofree char *address = g_strdup_printf("%s@%s", local, domain->str);
            add_email(context, facts, address, NULL, block, from, to, "spelled-out");
        }
    }
}

static void read_block(const struct fact_context *context, Facts *facts, guint32 block, guint limit)
{
    const struct page_block *at = &context->page->blocks[block];
    add_spelled_out(context, facts, block, limit);
    if (!memchr(at->text, '@', at->length)) {
        if (strstr(at->text, "[email") && strstr(at->text, "protected]")) {
            add_email(context, facts, "", at->text, block, 0, at->length, "hidden");
        }
        return;
    }
    for (gsize i = 0; i < at->length && facts_count(facts) < limit; i++) {
        gsize start, end;
        g_autofree char *address = at->text[i] == '@' ? address_at(at->text, at->length, i, &start, &end) : NULL;
        if (address) {
            add_email(context, facts, address, NULL, block, start, end, at->is_alt ? "image" : "text");
            i = end;
        }
    }
}

static void read_link(const struct fact_context *context, Facts *facts, const struct page_link *link)
{
    if (strstr(link->href, "/cdn-cgi/l/email-protection")) {
        add_email(context, facts, "", link->text, link->block, 0, 0, "hidden");
        return;
    }
    if (g_ascii_strncasecmp(link->href, "mailto:", 7) != 0) {
        return;
    }
    g_autofree char *targets = g_strndup(link->href + 7, strcspn(link->href + 7, "?"));
    g_autofree char *plain = g_uri_unescape_string(targets, NULL);
    g_auto(GStrv) addresses = g_strsplit(plain ? plain : targets, ",", 8);
    for (guint i = 0; addresses[i]; i++) {
        const char *at = strchr(g_strstrip(addresses[i]), '@');
        gsize start, end;
        g_autofree char *address =
            at ? address_at(addresses[i], strlen(addresses[i]), at - addresses[i], &start, &end) : NULL;
        if (address) {
            add_email(context, facts, address, address, link->block, 0, 0, "mailto");
        }
    }
}

static void read_items(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    for (guint i = 0; i < page->n_items; i++) {
        const char *email = page_property(page, &page->items[i], "email");
        email = email && g_ascii_strncasecmp(email, "mailto:", 7) == 0 ? email + 7 : email;
        const char *at = email ? strchr(email, '@') : NULL;
        gsize start, end;
        g_autofree char *address = at ? address_at(email, strlen(email), at - email, &start, &end) : NULL;
        if (address) {
            add_email(context, facts, address, email, PAGE_NONE, 0, 0, "structured");
        }
    }
}

void facts_emails(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    const guint limit = facts_count(facts) + FACTS_A_PAGE;
    for (guint32 i = 0; i < page->n_blocks; i++) {
        if (page->blocks[i].zone != ZONE_COMMENTS) {
            read_block(context, facts, i, limit);
        }
    }
    for (guint32 i = 0; i < page->n_links && facts_count(facts) < limit; i++) {
        read_link(context, facts, &page->links[i]);
    }
    read_items(context, facts);
}
