// Dated posts, and articles with a date of their own: what they announce or name was true on their day.
#include <string.h>

#include "rules/facts/current.h"
#include "rules/facts/detectors.h"
#include "rules/pack.h"

enum { MAX_POSTS = 200 };

static void add_post(Facts *facts, guint32 element, const char *how)
{
    struct fact fact = {.kind = FACT_DATED_POST, .value = how, .shown = how, .tags = "", .block = PAGE_NONE};
    fact.element = element;
    facts_add(facts, &fact);
}

static gboolean says_post(const struct fact_context *context, const char *text)
{
    return matcher_holds(context->packs->matcher, text, strlen(text), MATCH_ANY, WORDS_DATED_POST);
}

static gboolean is_article_item(const struct page_item *item)
{
    static const char *const types[] = {"BlogPosting", "NewsArticle", "Article", "ScholarlyArticle", "Report"};
    g_auto(GStrv) words = g_strsplit(item->types, " ", 8);
    for (guint i = 0; i < G_N_ELEMENTS(types); i++) {
        if (g_strv_contains((const char *const *)words, types[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

/* The whole page is one dated post. */
static const char *page_is_post(const struct fact_context *context)
{
    const Page *page = context->page;
    const char *slashes = page->address ? strstr(page->address, "://") : NULL;
    const char *path = slashes ? strchr(slashes + 3, '/') : NULL;
    if (path && says_post(context, path)) {
        return "address";
    }
    for (guint32 i = 0; i < page->n_metas; i++) {
        if (strcmp(page->metas[i].name, "article:published_time") == 0) {
            return "meta";
        }
    }
    for (guint32 i = 0; i < page->n_items; i++) {
        const struct page_item *item = &page->items[i];
        gboolean whole = item->parent == PAGE_NONE && (item->syntax == ITEM_JSON_LD);
        if (whole && is_article_item(item) && page_property(page, item, "datePublished")) {
            return "schema";
        }
    }
    return NULL;
}

/* Class names of posts; on the body of the page, of all of it. */
static void add_classes(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    guint n = 0;
    for (guint32 i = 0; i < page->n_tokens; i++) {
        const struct page_token *token = &page->tokens[i];
        if (token->is_id || strlen(token->token) > 60 || !says_post(context, token->token)) {
            continue;
        }
        for (guint32 e = token->element; e < page->n_elements && n < MAX_POSTS; e++) {
            if (page->elements[e].classes && page_has_class(page, e, token->token)) {
                add_post(facts, e, token->token);
                n++;
            }
        }
    }
}

/* An <article> with a <time> in it, where pages list several. */
static void add_articles(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    guint32 last = PAGE_NONE;
    guint n = 0;
    for (guint32 e = 0; e < page->n_elements && n < MAX_POSTS; e++) {
        if (strcmp(page->elements[e].tag, "time") != 0) {
            continue;
        }
        guint32 article = page_closest(page, e, "article");
        if (article != PAGE_NONE && article != last) {
            add_post(facts, article, "article");
            last = article;
            n++;
        }
    }
}

void facts_history(const struct fact_context *context, Facts *facts)
{
    const char *how = page_is_post(context);
    if (how) {
        add_post(facts, PAGE_NONE, how);
        return;
    }
    add_classes(context, facts);
    add_articles(context, facts);
}
