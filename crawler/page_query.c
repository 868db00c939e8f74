#include "crawler/markup.h"
#include "crawler/page_store.h"
#include "crawler/xml_begin.h"

#include <gio/gio.h>
#include <libxml/HTMLtree.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <math.h>

enum { MAX_OPERATIONS = 2 * 1000 * 1000 };

struct PageQuery {
    xmlXPathCompExpr *expression;
};

/* The DOM of a page, with the index of each element in its node's _private, plus one. */
struct builder {
    const struct page_store *store;
    xmlDoc *document;
    xmlNode *open;
    guint32 next; /* index of the next element */
    guint range;  /* of the next markup inside a script, which is not in the DOM */
};

static void skip_inner(struct builder *builder)
{
    for (; builder->range < builder->store->inner->len; builder->range++) {
        const struct inner_range *range = &g_array_index(builder->store->inner, struct inner_range, builder->range);
        if (range->first != builder->next) {
            return;
        }
        builder->next = range->end;
    }
}

static gboolean build_start(gpointer data, const struct markup_start *start)
{
    struct builder *builder = data;
    skip_inner(builder);
    if (builder->next >= builder->store->elements->len) {
        return FALSE;
    }
    xmlNode *node = xmlNewDocNode(builder->document, NULL, (const xmlChar *)start->name, NULL);
    node->_private = GUINT_TO_POINTER(++builder->next);
    for (const char *const *at = start->attributes; at && at[0]; at += 2) {
        xmlNewProp(node, (const xmlChar *)at[0], (const xmlChar *)(at[1] ? at[1] : ""));
    }
    if (builder->open) {
        xmlAddChild(builder->open, node);
    } else if (!xmlDocGetRootElement(builder->document)) {
        xmlDocSetRootElement(builder->document, node);
    } else {
        xmlAddChild(xmlDocGetRootElement(builder->document), node);
    }
    builder->open = node;
    return TRUE;
}

static void build_text(gpointer data, const char *text, gsize length)
{
    struct builder *builder = data;
    if (builder->open) {
        xmlNodeAddContentLen(builder->open, (const xmlChar *)text, (int)length);
    }
}

static void build_end(gpointer data)
{
    struct builder *builder = data;
    if (builder->open) {
        xmlNode *parent = builder->open->parent;
        builder->open = parent && parent->type == XML_ELEMENT_NODE ? parent : NULL;
    }
}

static xmlDoc *build_document(const struct page_store *store)
{
    static const struct markup_handler handler = {build_start, build_text, build_end, NULL};
    struct builder builder = {.store = store, .document = htmlNewDocNoDtD(NULL, NULL)};
    (void)markup_read(store->source->str, store->source->len, FALSE, &handler, &builder);
    return builder.document;
}

void page_query_forget(struct page_store *store)
{
    if (store->document) {
        xmlFreeDoc(store->document);
        store->document = NULL;
    }
}

static void keep_quiet(void *data, xmlError *error)
{
    (void)data;
    (void)error;
}

PageQuery *page_query_new(const char *expression, GError **error)
{
    xml_begin();
    xmlXPathContext *context = xmlXPathNewContext(NULL);
    context->error = keep_quiet;
    xmlXPathCompExpr *compiled = xmlXPathCtxtCompile(context, (const xmlChar *)expression);
    xmlXPathFreeContext(context);
    if (!compiled) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "“%s” is not an XPath 1.0 expression", expression);
        return NULL;
    }
    PageQuery *query = g_new0(PageQuery, 1);
    query->expression = compiled;
    return query;
}

void page_query_free(PageQuery *query)
{
    if (query) {
        xmlXPathFreeCompExpr(query->expression);
        g_free(query);
    }
}

static guint32 element_of(const xmlNode *node)
{
    if (node->type == XML_ATTRIBUTE_NODE || node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        node = node->parent;
    }
    if (!node || node->type != XML_ELEMENT_NODE || !node->_private) {
        return PAGE_NONE;
    }
    return GPOINTER_TO_UINT(node->_private) - 1;
}

static guint32 first_selected(const Page *page, const xmlXPathObject *result)
{
    const guint32 root = page->n_elements > 0 ? 0 : PAGE_NONE;
    switch (result->type) {
    case XPATH_NODESET:
        for (int i = 0; result->nodesetval && i < result->nodesetval->nodeNr; i++) {
            guint32 element = element_of(result->nodesetval->nodeTab[i]);
            if (element != PAGE_NONE) {
                return element;
            }
        }
        return PAGE_NONE;
    case XPATH_BOOLEAN:
        return result->boolval ? root : PAGE_NONE;
    case XPATH_NUMBER:
        return result->floatval != 0 && !isnan(result->floatval) ? root : PAGE_NONE;
    case XPATH_STRING:
        return result->stringval && *result->stringval ? root : PAGE_NONE;
    default:
        return PAGE_NONE;
    }
}

guint32 page_query(const Page *page, const PageQuery *query)
{
    struct page_store *store = page->store;
    if (!store->document) {
        store->document = build_document(store);
    }
    xmlXPathContext *context = xmlXPathNewContext(store->document);
    context->error = keep_quiet;
    context->opLimit = MAX_OPERATIONS;
    xmlXPathObject *result = xmlXPathCompiledEval(query->expression, context);
    guint32 element = PAGE_NONE;
    if (result) {
        if (result->type == XPATH_NODESET && result->nodesetval) {
            xmlXPathNodeSetSort(result->nodesetval);
        }
        element = first_selected(page, result);
        xmlXPathFreeObject(result);
    }
    xmlXPathFreeContext(context);
    return element;
}
