#include "crawler/walk_parts.h"

#include <string.h>

enum { MAX_CONTAINER_STEPS = 6, MAX_LABEL_BYTES = 500 };

static void open_form(struct walk *walk, const struct markup_start *start)
{
    if (walk->form != PAGE_NONE) {
        return; // HTML Standard 13.2.6.4.7: a form in a form is not one
    }
    const char *action = walk_known(start, ATTRIBUTE_ACTION), *method = walk_known(start, ATTRIBUTE_METHOD);
    const struct frame *frame = walk_top(walk);
    struct page_form form = {
        .action = action && *action && *action != '#' ? walk_resolve(walk, action) : NULL,
        .raw_action = walk_copy(walk, action),
        .method = "get",
        .element = frame->element,
        .heading = frame->heading,
        .zone = frame->zone,
    };
    if (method && g_ascii_strcasecmp(method, "post") == 0) {
        form.method = "post";
    } else if (method && g_ascii_strcasecmp(method, "dialog") == 0) {
        form.method = "dialog";
    }
    g_array_append_val(walk->store->forms, form);
    walk->form = walk->store->forms->len - 1;
    walk_top(walk)->opens_form = TRUE;
}

static void open_label(struct walk *walk, const struct markup_start *start)
{
    if (walk->label != PAGE_NONE) {
        return;
    }
    struct label label = {.for_id = arena_copy(walk->arena, walk_known(start, ATTRIBUTE_FOR)), .text = ""};
    g_array_append_val(walk->labels, label);
    walk->label = walk->labels->len - 1;
    walk->label_start = walk->flow->len;
    walk_top(walk)->opens_label = TRUE;
}

static void add_field(struct walk *walk, const struct markup_start *start)
{
    const char *type = walk_known(start, ATTRIBUTE_TYPE);
    struct page_field field = {
        .tag = start->name,
        .type = type ? walk_copy_lower(walk, type) : "",
        .name = arena_copy(walk->arena, walk_known(start, ATTRIBUTE_NAME)),
        .id = arena_copy(walk->arena, walk_known(start, ATTRIBUTE_ID)),
        .label = walk_copy(walk, walk_known(start, ATTRIBUTE_ARIA_LABEL)),
        .placeholder = walk_copy(walk, walk_known(start, ATTRIBUTE_PLACEHOLDER)),
        .value = walk_copy(walk, walk_known(start, ATTRIBUTE_VALUE)),
        .element = walk_top(walk)->element,
        .required = walk_known(start, ATTRIBUTE_REQUIRED) != NULL ||
                    g_strcmp0(walk_known(start, ATTRIBUTE_ARIA_REQUIRED), "true") == 0,
    };
    struct field_place place = {
        .form = walk->form,
        .label = walk->label,
        .heading = walk_top(walk)->heading,
        .form_id = arena_copy(walk->arena, walk_known(start, ATTRIBUTE_FORM)),
    };
    if (field.label && !*field.label) {
        field.label = NULL;
    }
    g_array_append_val(walk->store->fields, field);
    g_array_append_val(walk->field_places, place);
}

void forms_start(struct walk *walk, const struct markup_start *start)
{
    switch (start->tag) {
    case TAG_FORM:
        open_form(walk, start);
        break;
    case TAG_LABEL:
        open_label(walk, start);
        break;
    case TAG_INPUT:
    case TAG_TEXTAREA:
    case TAG_SELECT:
    case TAG_BUTTON:
        add_field(walk, start);
        break;
    default:
        break;
    }
}

/* The words on a <button> are its value. */
static void close_button(struct walk *walk, const struct frame *frame)
{
    for (guint i = walk->store->fields->len; i-- > 0;) {
        struct page_field *field = &g_array_index(walk->store->fields, struct page_field, i);
        if (field->element == frame->element) {
            const char *words = walk_flow_from(walk, frame->flow_start, MAX_LABEL_BYTES);
            field->value = *words ? words : field->value;
        }
        if (field->element <= frame->element) {
            return;
        }
    }
}

void forms_end(struct walk *walk, const struct frame *frame)
{
    if (frame->opens_form) {
        walk->form = PAGE_NONE;
    } else if (frame->opens_label) {
        g_array_index(walk->labels, struct label, walk->label).text =
            walk_flow_from(walk, walk->label_start, MAX_LABEL_BYTES);
        walk->label = PAGE_NONE;
    } else if (frame->tag == TAG_BUTTON) {
        close_button(walk, frame);
    }
}

static gboolean is_button(const struct page_field *field)
{
    return strcmp(field->tag, "button") == 0 || strcmp(field->type, "submit") == 0 ||
           strcmp(field->type, "button") == 0 || strcmp(field->type, "image") == 0;
}

static gboolean is_writable(const struct page_field *field)
{
    return !is_button(field) && strcmp(field->type, "hidden") != 0 && strcmp(field->type, "checkbox") != 0 &&
           strcmp(field->type, "radio") != 0;
}

static gboolean may_hold_form(const struct page_element *element)
{
    return strcmp(element->tag, "body") != 0 && strcmp(element->tag, "html") != 0 && strcmp(element->tag, "main") != 0;
}

static gboolean holds(const struct walk *walk, guint32 container, guint32 element)
{
    return element >= container && element <= g_array_index(walk->store->last, guint32, container);
}

/* The first element above the button at `at` that also holds a field to write in, not far up; or PAGE_NONE. */
static guint32 container_of(struct walk *walk, guint at)
{
    const struct page_field *fields = (const struct page_field *)walk->store->fields->data;
    const struct field_place *places = (const struct field_place *)walk->field_places->data;
    guint32 up = walk_element(walk, fields[at].element)->parent;
    for (guint step = 0; step < MAX_CONTAINER_STEPS && up != PAGE_NONE; step++) {
        if (!may_hold_form(walk_element(walk, up))) {
            return PAGE_NONE;
        }
        // Fields stand in document order, so those inside are the ones just before (or after) the button.
        gboolean before = at > 0 && places[at - 1].form == PAGE_NONE && is_writable(&fields[at - 1]) &&
                          holds(walk, up, fields[at - 1].element);
        gboolean after = at + 1 < walk->store->fields->len && places[at + 1].form == PAGE_NONE &&
                         is_writable(&fields[at + 1]) && holds(walk, up, fields[at + 1].element);
        if (before || after) {
            return up;
        }
        up = walk_element(walk, up)->parent;
    }
    return PAGE_NONE;
}

static void claim_fields(struct walk *walk, guint at, guint32 container, guint32 form)
{
    struct field_place *places = (struct field_place *)walk->field_places->data;
    const struct page_field *fields = (const struct page_field *)walk->store->fields->data;
    for (guint i = at + 1; i-- > 0 && holds(walk, container, fields[i].element);) {
        places[i].form = places[i].form == PAGE_NONE ? form : places[i].form;
    }
    for (guint i = at + 1; i < walk->field_places->len && holds(walk, container, fields[i].element); i++) {
        places[i].form = places[i].form == PAGE_NONE ? form : places[i].form;
    }
}

/* Script-driven forms have no <form>: a button beside fields to write in is one all the same, without an action. */
static void find_loose_forms(struct walk *walk)
{
    for (guint i = 0; i < walk->store->fields->len; i++) {
        const struct page_field *field = &g_array_index(walk->store->fields, struct page_field, i);
        if (g_array_index(walk->field_places, struct field_place, i).form != PAGE_NONE || !is_button(field)) {
            continue;
        }
        guint32 container = container_of(walk, i);
        if (container == PAGE_NONE) {
            continue;
        }
        const struct page_element *element = walk_element(walk, container);
        struct page_form form = {.method = "get", .element = container, .heading = PAGE_NONE, .zone = element->zone};
        g_array_append_val(walk->store->forms, form);
        claim_fields(walk, i, container, walk->store->forms->len - 1);
    }
}

static void place_by_id(struct walk *walk)
{
    const struct page_form *forms = (const struct page_form *)walk->store->forms->data;
    for (guint i = 0; i < walk->field_places->len; i++) {
        struct field_place *place = &g_array_index(walk->field_places, struct field_place, i);
        if (!place->form_id) {
            continue;
        }
        guint32 token =
            token_table_find(walk->store->token_table, walk->store, place->form_id, strlen(place->form_id), TRUE);
        guint32 element =
            token == PAGE_NONE ? PAGE_NONE : g_array_index(walk->store->tokens, struct page_token, token).element;
        guint low = 0, high = walk->store->forms->len;
        while (low < high) {
            guint middle = low + (high - low) / 2;
            if (forms[middle].element < element) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low < walk->store->forms->len && forms[low].element == element) {
            place->form = low;
        }
    }
}

static void set_labels(struct walk *walk)
{
    g_autoptr(GHashTable) by_id = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < walk->labels->len; i++) {
        const struct label *label = &g_array_index(walk->labels, struct label, i);
        if (label->for_id && *label->text && !g_hash_table_contains(by_id, label->for_id)) {
            g_hash_table_insert(by_id, (gpointer)label->for_id, (gpointer)label->text);
        }
    }
    for (guint i = 0; i < walk->store->fields->len; i++) {
        struct page_field *field = &g_array_index(walk->store->fields, struct page_field, i);
        const struct field_place *place = &g_array_index(walk->field_places, struct field_place, i);
        const char *text = field->id ? g_hash_table_lookup(by_id, field->id) : NULL;
        if (!text && place->label != PAGE_NONE) {
            text = g_array_index(walk->labels, struct label, place->label).text;
        }
        field->label = text && *text ? text : field->label;
    }
}

/* What stands above a form's first field says more than what stands above the form. */
static void set_headings(struct walk *walk)
{
    struct page_form *forms = (struct page_form *)walk->store->forms->data;
    const struct page_field *fields = (const struct page_field *)walk->store->fields->data;
    for (guint i = walk->field_places->len; i-- > 0;) {
        const struct field_place *place = &g_array_index(walk->field_places, struct field_place, i);
        if (place->form < walk->store->forms->len && place->heading != PAGE_NONE && is_writable(&fields[i])) {
            forms[place->form].heading = place->heading;
        }
    }
}

/* Each form's fields side by side, in document order; those of no form last. */
static void group_fields(struct walk *walk)
{
    const guint n = walk->store->fields->len, n_forms = walk->store->forms->len;
    struct page_form *forms = (struct page_form *)walk->store->forms->data;
    const struct field_place *places = (const struct field_place *)walk->field_places->data;
    for (guint i = 0; i < n; i++) {
        if (places[i].form < n_forms) {
            forms[places[i].form].n_fields++;
        }
    }
    guint32 first = 0;
    guint32 *next = g_new(guint32, n_forms + 1);
    for (guint i = 0; i < n_forms; i++) {
        forms[i].first_field = next[i] = first;
        first += forms[i].n_fields;
    }
    next[n_forms] = first;
    GArray *grouped = g_array_sized_new(FALSE, FALSE, sizeof(struct page_field), n);
    g_array_set_size(grouped, n);
    for (guint i = 0; i < n; i++) {
        guint32 slot = next[MIN(places[i].form, n_forms)]++;
        g_array_index(grouped, struct page_field, slot) = g_array_index(walk->store->fields, struct page_field, i);
    }
    g_free(next);
    g_array_unref(walk->store->fields);
    walk->store->fields = grouped;
}

void forms_finish(struct walk *walk)
{
    set_labels(walk);
    place_by_id(walk);
    find_loose_forms(walk);
    set_headings(walk);
    group_fields(walk);
}
