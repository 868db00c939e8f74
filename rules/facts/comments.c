// Places where visitors write: comment forms, threads without one, dead comment code, forms that take in testimonials.
#include <string.h>

#include "rules/facts/testimonial_parts.h"
#include "rules/pack.h"

enum { LONGEST_LABEL = 300, SHORTEST_COMMENT = 8, MOST_THREADS = 20 };

// What a form says about itself, heading to button, as bits of what the lists heard.
enum { SAYS_COMMENT = 1, SAYS_CONTACT = 2, SAYS_TESTIMONIAL = 4, SAYS_TOKEN = 8 };

static guint hear(const struct testimonial_page *self, gboolean marks, const char *text)
{
    static const struct {
        enum word_list list;
        guint says;
    } lists[] = {{WORDS_COMMENT_PROMPT, SAYS_COMMENT},
                 {WORDS_CONTACT_FORM, SAYS_CONTACT},
                 {WORDS_SUBMISSION_FORM, SAYS_TESTIMONIAL},
                 {WORDS_COMMENT_OPEN_TOKEN, SAYS_TOKEN},
                 {WORDS_COMMENT_ADDRESS, SAYS_TOKEN}};
    const Matcher *matcher = marks ? self->context->packs->word_marks : self->context->packs->matcher;
    guint said = 0;
    gsize length = text ? MIN(strlen(text), LONGEST_LABEL) : 0;
    for (guint i = 0; i < G_N_ELEMENTS(lists) && length > 0; i++) {
        if (word_list_is_mark(lists[i].list) == marks &&
            matcher_holds(matcher, text, length, MATCH_ANY, lists[i].list)) {
            said |= lists[i].says;
        }
    }
    return said;
}

static gboolean takes_prose(const struct testimonial_page *self, const struct page_field *field)
{
    gboolean line = strcmp(field->tag, "input") == 0 && (!*field->type || strcmp(field->type, "text") == 0);
    gboolean named = field->name && (strstr(field->name, "message") || strstr(field->name, "comment") ||
                                     strstr(field->name, "review"));
    return strcmp(field->tag, "textarea") == 0 ||
           (line && (named || (hear(self, FALSE, field->placeholder) & SAYS_TESTIMONIAL)));
}

// What each form says in its fields, its heading and its tokens.
static guint hear_fields(const struct testimonial_page *self, const struct page_form *form, gboolean *prose)
{
    const Page *page = self->page;
    const char *id = page->elements[form->element].id;
    guint said = hear(self, TRUE, form->raw_action) | hear(self, TRUE, id);
    said |= hear(self, FALSE, form->raw_action) | hear(self, FALSE, id);
    said |= form->heading == PAGE_NONE ? 0 : hear(self, FALSE, page->headings[form->heading].text);
    for (guint32 i = 0; i < form->n_fields; i++) {
        const struct page_field *field = &page->fields[form->first_field + i];
        gboolean button = strcmp(field->tag, "button") == 0 || strcmp(field->type, "submit") == 0;
        const char *const texts[] = {field->label, field->placeholder, button ? field->value : NULL, field->name,
                                     field->id};
        for (guint t = 0; t < G_N_ELEMENTS(texts); t++) {
            said |= hear(self, FALSE, texts[t]);
        }
        *prose |= takes_prose(self, field);
    }
    return said;
}

struct form_words {
    guint32 *form_of; // per element: 1 + the index of the form it stands in, or 0
    guint *said;      // per form
    gboolean *prose;
};

static void form_words_clear(struct form_words *words)
{
    g_free(words->form_of);
    g_free(words->said);
    g_free(words->prose);
}

static void hear_blocks(const struct testimonial_page *self, struct form_words *words)
{
    for (guint32 i = 0; i < self->page->n_blocks; i++) {
        const struct page_block *block = &self->page->blocks[i];
        guint32 form = block->element == PAGE_NONE ? 0 : words->form_of[block->element];
        if (form) {
            words->said[form - 1] |= hear(self, FALSE, block->text);
        }
    }
}

static void hear_forms(const struct testimonial_page *self, struct form_words *words)
{
    const Page *page = self->page;
    words->form_of = g_new0(guint32, page->n_elements + 1);
    words->said = g_new0(guint, page->n_forms + 1);
    words->prose = g_new0(gboolean, page->n_forms + 1);
    for (guint32 i = 0; i < page->n_forms; i++) {
        if (page->forms[i].element < page->n_elements) {
            words->form_of[page->forms[i].element] = i + 1;
            words->said[i] = hear_fields(self, &page->forms[i], &words->prose[i]);
        }
    }
    for (guint32 i = 0; i < page->n_elements; i++) {
        guint32 parent = page->elements[i].parent;
        if (!words->form_of[i] && parent < i) {
            words->form_of[i] = words->form_of[parent];
        }
    }
    hear_blocks(self, words);
}

static void add(Facts *facts, enum fact_kind kind, const char *value, const char *tags, guint32 element)
{
    const struct fact fact = {
        .kind = kind, .value = value, .shown = value, .tags = tags, .block = PAGE_NONE, .element = element};
    facts_add(facts, &fact);
}

static gboolean read_forms(const struct testimonial_page *self, const struct form_words *words, Facts *facts)
{
    const Page *page = self->page;
    gboolean open = FALSE;
    for (guint32 i = 0; i < page->n_forms; i++) {
        const struct page_form *form = &page->forms[i];
        guint said = words->prose[i] ? words->said[i] : 0;
        const char *heading = form->heading == PAGE_NONE ? "" : page->headings[form->heading].text;
        if ((said & SAYS_TESTIMONIAL) && !(said & SAYS_TOKEN)) {
            add(facts, FACT_SUBMISSION_FORM, heading, "form", form->element);
        } else if ((said & SAYS_COMMENT) && (!(said & SAYS_CONTACT) || (said & SAYS_TOKEN))) {
            add(facts, FACT_COMMENT_FORM, heading, "form", form->element);
            open = TRUE;
        }
    }
    return open;
}

// A comment system's own class on a form that plainly is the contact form says nothing.
static gboolean is_contact_form(const struct form_words *words, guint32 element)
{
    guint32 form = element == PAGE_NONE ? 0 : words->form_of[element];
    return form && (words->said[form - 1] & SAYS_CONTACT) && !(words->said[form - 1] & SAYS_COMMENT);
}

static gboolean read_systems(const struct testimonial_page *self, const struct form_words *words, Facts *facts)
{
    for (guint i = 0; i < self->marks->len; i++) {
        const struct mark *mark = &g_array_index(self->marks, struct mark, i);
        gboolean address = mark->list == WORDS_COMMENT_ADDRESS && !mark->is_link;
        gboolean token = mark->list == WORDS_COMMENT_OPEN_TOKEN && !is_contact_form(words, mark->element);
        if (address || token) {
            add(facts, FACT_COMMENT_FORM, mark->text, address ? "system address" : "system", mark->element);
            return TRUE;
        }
    }
    return FALSE;
}

// A form kept elsewhere, in a frame of a section that is named for testimonials.
static void read_hosted_forms(const struct testimonial_page *self, Facts *facts)
{
    for (guint i = 0; i < self->marks->len; i++) {
        const struct mark *mark = &g_array_index(self->marks, struct mark, i);
        if (mark->list != WORDS_HOSTED_FORM_ADDRESS || mark->is_link || mark->element == PAGE_NONE) {
            continue;
        }
        guint32 heading = heading_before(self->page, mark->element);
        if (MAX(section_name(self, heading), self->page_name) >= SECTION_BARE) {
            const char *text = heading == PAGE_NONE ? self->page->title : self->page->headings[heading].text;
            add(facts, FACT_SUBMISSION_FORM, text, "hosted", mark->element);
            return;
        }
    }
}

// Somebody's words stand in it: not only a heading, a form, or that comments are closed.
static gboolean holds_comments(const struct testimonial_page *self, guint32 element)
{
    const Page *page = self->page;
    for (guint32 i = 0; i < page->n_blocks; i++) {
        const struct page_block *block = &page->blocks[i];
        gboolean words = !block->is_heading && !block->in_form && !block->is_alt && block->length >= SHORTEST_COMMENT;
        if (words && block->element != PAGE_NONE && page_is_within(page, block->element, element) &&
            !block_says(self, i, WORDS_COMMENTS_CLOSED) && !block_says(self, i, WORDS_COMMENT_PROMPT)) {
            return TRUE;
        }
    }
    return FALSE;
}

void read_comments(const struct testimonial_page *self, Facts *facts)
{
    const Page *page = self->page;
    struct form_words words;
    hear_forms(self, &words);
    gboolean open = read_systems(self, &words, facts);
    open = read_forms(self, &words, facts) || open;
    form_words_clear(&words);
    read_hosted_forms(self, facts);
    gboolean thread = FALSE;
    guint n_threads = 0;
    for (guint i = 0; i < self->marks->len; i++) {
        const struct mark *mark = &g_array_index(self->marks, struct mark, i);
        if (mark->list == WORDS_COMMENT_DEAD_TOKEN) {
            add(facts, FACT_DEAD_COMMENT_CODE, mark->text, "", mark->element);
        } else if (mark->list == WORDS_COMMENT_THREAD_TOKEN && !thread && !open && mark->element != PAGE_NONE) {
            thread = n_threads++ < MOST_THREADS && !page->elements[mark->element].hidden &&
                     holds_comments(self, mark->element);
            if (thread) {
                add(facts, FACT_COMMENT_THREAD, mark->text, "closed", mark->element);
            }
        }
    }
}
