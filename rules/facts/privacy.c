// Who else learns of a visit, and what travels without protection.
#include <string.h>

#include "crawler/address.h"
#include "rules/facts/around.h"
#include "rules/facts/current.h"
#include "rules/facts/dated_facts.h"
#include "rules/facts/detectors.h"

enum { MAX_OF_ONE = 20 };

/* Names that never leave one's own machine or network (RFC 2606, RFC 6761): a preview, not a public page. */
static gboolean is_public(const char *host)
{
    static const char *const reserved[] = {".example", ".test", ".invalid", ".localhost", ".local", ".internal"};
    for (guint i = 0; i < G_N_ELEMENTS(reserved); i++) {
        if (g_str_has_suffix(host, reserved[i])) {
            return FALSE;
        }
    }
    return strchr(host, '.') != NULL && !g_hostname_is_ip_address(host) && host[0] != '[';
}

static gboolean is_plain_http(const char *address)
{
    if (!address || !g_str_has_prefix(address, "http://")) {
        return FALSE;
    }
    g_autofree char *host = address_host(address);
    return host && is_public(host);
}

/* A form that asks a person something: not a search box, nor a language menu. */
static gboolean asks_a_person(const Page *page, const struct page_form *form)
{
    for (guint32 i = 0; i < form->n_fields; i++) {
        const struct page_field *field = &page->fields[form->first_field + i];
        gboolean personal = strcmp(field->tag, "textarea") == 0 || strcmp(field->type, "email") == 0 ||
                            strcmp(field->type, "tel") == 0 || strcmp(field->type, "password") == 0;
        if (personal) {
            return TRUE;
        }
    }
    return strcmp(form->method, "post") == 0 && form->n_fields > 1;
}

static void add_form(Facts *facts, const struct page_form *form, const char *tags)
{
    struct fact fact = {
        .kind = FACT_INSECURE_FORM,
        .value = form->raw_action,
        .shown = form->raw_action,
        .tags = tags,
        .block = PAGE_NONE,
        .element = form->element,
    };
    facts_add(facts, &fact);
}

/* Whether the page asks visitors for something about themselves. */
static gboolean read_forms(const Page *page, Facts *facts)
{
    gboolean asks = FALSE;
    for (guint32 i = 0; i < page->n_forms; i++) {
        const struct page_form *form = &page->forms[i];
        if (!asks_a_person(page, form)) {
            continue;
        }
        asks = TRUE;
        if (form->raw_action && g_ascii_strncasecmp(form->raw_action, "mailto:", 7) == 0) {
            add_form(facts, form, "mail");
        } else if (form->raw_action && g_ascii_strncasecmp(form->raw_action, "http:", 5) == 0 &&
                   is_plain_http(form->action)) {
            add_form(facts, form, "http");
        }
    }
    return asks;
}

static void read_befriend(const struct fact_context *context, Facts *facts)
{
    g_autoptr(Current) current = current_new(context, facts);
    guint n = 0;
    for (guint32 block = 0; block < context->page->n_blocks && n < MAX_OF_ONE; block++) {
        const struct match *match = around_in(context, block, WORDS_BEFRIEND);
        if (match && current_block(current, block) &&
            !around_sentence(context, block, match->start, match->end, WORDS_SERVICE_REFUSED)) {
            current_add(facts, context,
                        &(struct fact){.kind = FACT_PERSONAL_ACCOUNT,
                                       .block = block,
                                       .start = match->start,
                                       .end = match->end,
                                       .tags = "text"});
            n++;
        }
    }
}

/* Names as initials, figures as dots: the report must not tell what the page should not. Caller frees. */
static char *masked(const char *text, gsize length)
{
    GString *out = g_string_new(NULL);
    gboolean inside = FALSE, hide = FALSE;
    for (const char *p = text; p < text + length; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        gboolean letter = g_unichar_isalnum(c);
        gboolean begins = letter && !inside;
        if (begins) {
            hide = g_unichar_isupper(c) || g_unichar_isdigit(c);
        }
        if (!letter || !hide || (begins && g_unichar_isupper(c))) {
            g_string_append_unichar(out, c);
        }
        if (begins && hide) {
            g_string_append(out, "…");
        }
        inside = letter;
    }
    return g_string_free(out, FALSE);
}

static void read_client_details(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    for (guint32 block = 0; block < page->n_blocks; block++) {
        if (around_in(context, block, WORDS_CLIENT_DISGUISED)) {
            return;
        }
    }
    guint n = 0;
    for (guint32 block = 0; block < page->n_blocks && n < MAX_OF_ONE; block++) {
        const struct page_block *b = &page->blocks[block];
        const struct match *match = around_in(context, block, WORDS_CLIENT_DETAILS);
        if (!match || b->zone == ZONE_COMMENTS) {
            continue;
        }
        g_autofree char *shown = masked(b->text + match->start, match->end - match->start);
        struct fact fact = {.kind = FACT_CLIENT_DETAILS, .value = shown, .shown = shown, .tags = ""};
        fact.block = PAGE_NONE; // so that nothing around it is quoted
        fact.element = b->element;
        facts_add(facts, &fact);
        n++;
    }
}

void facts_privacy(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    gboolean asks = read_forms(page, facts);
    if (is_plain_http(page->address)) {
        struct fact fact = {.kind = FACT_INSECURE_PAGE, .value = page->address, .shown = page->address};
        fact.tags = asks ? "form" : "";
        fact.block = fact.element = PAGE_NONE;
        facts_add(facts, &fact);
    }
    dated_facts(context, facts, 1U << DATED_ACCOUNT | (asks ? 1U << DATED_TRACKER : 0));
    read_befriend(context, facts);
    read_client_details(context, facts);
}
