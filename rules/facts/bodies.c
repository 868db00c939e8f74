#include "rules/facts/bodies.h"

#include <string.h>

#include "rules/facts/phone_number.h"
#include "rules/facts/postal_code.h"
#include "rules/fold.h"
#include "rules/sentence.h"

enum {
    REACHED_WITHIN = 300, // bytes from a body's name to how it is reached
    HEAD_OF_LINE = 24,    // "The ", "North Carolina State "
};

gboolean body_is_own(const struct fact_context *context, const struct regulator *regulator)
{
    return !context->practice->regulator || strcmp(context->practice->regulator, regulator->id) == 0;
}

static gboolean names_body(enum regulator_word word)
{
    return word == REGULATOR_NAME || word == REGULATOR_ABBREVIATION;
}

gboolean body_is_on_page(const struct fact_context *context, const struct regulator *regulator)
{
    for (guint32 b = 0; b < context->page->n_blocks; b++) {
        guint n;
        const struct match *matches = hits_in(context->hits, b, &n);
        for (guint i = 0; i < n; i++) {
            enum regulator_word word;
            const struct regulator *named = regulator_word_of(context->packs, matches[i].owner, &word);
            if (named == regulator && names_body(word)) {
                return TRUE;
            }
        }
    }
    for (guint32 i = 0; i < context->page->n_hosts; i++) {
        if (regulator_has_host(regulator, context->page->hosts[i].host)) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean body_elsewhere_on_page(const struct fact_context *context, const struct regulator *regulator)
{
    for (guint i = 0; i < context->packs->regulators->len; i++) {
        const struct regulator *other = g_ptr_array_index(context->packs->regulators, i);
        gboolean rival = other->statutory && strcmp(other->jurisdiction, regulator->jurisdiction) != 0 &&
                         (strcmp(other->profession, regulator->profession) == 0 || g_str_has_prefix(other->id, "us-"));
        if (rival && body_is_on_page(context, other)) {
            return TRUE;
        }
    }
    return FALSE;
}

guint bodies_in(const struct fact_context *context, guint32 block)
{
    const struct regulator *seen[8];
    guint n_seen = 0, n;
    const struct match *matches = hits_in(context->hits, block, &n);
    for (guint i = 0; i < n && n_seen < G_N_ELEMENTS(seen); i++) {
        enum regulator_word word;
        const struct regulator *named = regulator_word_of(context->packs, matches[i].owner, &word);
        gboolean known = !named || !names_body(word);
        for (guint s = 0; s < n_seen && !known; s++) {
            known = seen[s] == named;
        }
        if (!known) {
            seen[n_seen++] = named;
        }
    }
    return n_seen;
}

gboolean body_in_sentence(const struct fact_context *context, guint32 block, guint32 start, guint32 end)
{
    const struct page_block *at = &context->page->blocks[block];
    gsize from, to;
    sentence_around(at->text, at->length, start, end, &from, &to);
    guint n;
    const struct match *matches = hits_in(context->hits, block, &n);
    for (guint i = 0; i < n; i++) {
        enum regulator_word word;
        if (matches[i].start >= from && matches[i].end <= to &&
            regulator_word_of(context->packs, matches[i].owner, &word) && names_body(word)) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean body_has_phone(const struct regulator *regulator, const char *value)
{
    for (guint i = 0; regulator->phones && regulator->phones[i]; i++) {
        struct phone_number number;
        gsize at = 0;
        if (phone_number_next(regulator->phones[i], strlen(regulator->phones[i]), &at, &number) &&
            phone_number_same(number.value, value)) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean body_has_email(const struct regulator *regulator, const char *address)
{
    const char *at = strchr(address, '@');
    return at && regulator_has_host(regulator, at + 1);
}

// The same house number and suite, or the same postal code: two bodies in Ontario have their seat on Bloor Street East.
gboolean body_has_address(const struct regulator *regulator, const char *shown)
{
    const char *own = regulator->postal_address;
    if (!own) {
        return FALSE;
    }
    g_autofree char *folded = fold(shown);
    gsize start, end, own_start, own_end;
    if (postal_code_find(folded, strlen(folded), &start, &end) &&
        postal_code_find(own, strlen(own), &own_start, &own_end) && end - start == own_end - own_start &&
        strncmp(folded + start, own + own_start, end - start) == 0) {
        return TRUE;
    }
    g_autofree char *number = g_strndup(own, strspn(own, "#0123456789-"));
    const char *suite = strstr(own, "Suite ");
    g_autofree char *suite_number = suite ? g_strndup(suite + 6, strspn(suite + 6, "0123456789")) : NULL;
    return *number && suite_number && g_str_has_prefix(folded, number) && strstr(folded, suite_number);
}

const struct regulator *body_of(const struct fact_context *context,
                                gboolean (*has)(const struct regulator *regulator, const char *what), const char *what)
{
    for (guint i = 0; i < context->packs->regulators->len; i++) {
        const struct regulator *regulator = g_ptr_array_index(context->packs->regulators, i);
        if (has(regulator, what)) {
            return regulator;
        }
    }
    return NULL;
}

static gboolean says_between(const struct fact_context *context, guint32 block, gsize from, gsize to,
                             enum word_list list)
{
    guint n;
    const struct match *matches = hits_of(context->hits, block, list, &n);
    for (guint i = 0; i < n; i++) {
        if (matches[i].start >= from && matches[i].end <= to) {
            return TRUE;
        }
    }
    return FALSE;
}

// "Texas Behavioral Health Executive Council (BHEC)": nothing but capitals before the name, and the name in full.
static gboolean heads_line(const char *text, guint32 name)
{
    if (name > HEAD_OF_LINE) {
        return FALSE;
    }
    for (guint32 at = 0; at < name; at++) {
        gboolean begins = at == 0 || text[at - 1] == ' ';
        if (begins && !g_ascii_isupper(text[at])) {
            return FALSE;
        }
    }
    return TRUE;
}

// The body named nearest before `start`, and where its name ends; *heads says whether the line begins with it.
static const struct regulator *named_before(const struct fact_context *context, guint32 block, guint32 start,
                                            struct match *name, gboolean *heads)
{
    guint n;
    const struct match *matches = hits_in(context->hits, block, &n);
    const struct regulator *body = NULL;
    *heads = FALSE;
    for (guint i = 0; i < n && matches[i].start < start; i++) {
        enum regulator_word word;
        const struct regulator *named = regulator_word_of(context->packs, matches[i].owner, &word);
        if (!named || !names_body(word) || matches[i].end > start || start - matches[i].end > REACHED_WITHIN) {
            continue;
        }
        *heads = (*heads && named == body) ||
                 (word == REGULATOR_NAME && heads_line(context->page->blocks[block].text, matches[i].start));
        *name = matches[i];
        body = named;
    }
    return body;
}

// The sentence that holds `at` speaks of complaining or of reaching a body, and nobody speaks of themselves before
// `to`.
static gboolean sends_to_body(const struct fact_context *context, guint32 block, guint32 at, guint32 to)
{
    const struct page_block *here = &context->page->blocks[block];
    gsize from, end;
    sentence_around(here->text, here->length, at, at + 1, &from, &end);
    return to <= end && (says_between(context, block, from, end, WORDS_COMPLAINT) ||
                         (says_between(context, block, from, end, WORDS_REACH_BODY) &&
                          !says_between(context, block, from, at, WORDS_PRACTITIONER)));
}

const struct regulator *body_reached(const struct fact_context *context, guint32 block, guint32 start)
{
    struct match name;
    gboolean heads;
    const struct regulator *body = named_before(context, block, start, &name, &heads);
    // "registered with the College, call me": what follows is the practice's.
    if (!body || says_between(context, block, name.end, start, WORDS_PRACTITIONER) ||
        says_between(context, block, name.end, start, WORDS_NUMBER_CUE)) {
        return NULL;
    }
    // "Each board may be contacted at ...", in the sentence after: so long as it is a body that is spoken of.
    gboolean after = around_sentence(context, block, start, start + 1, WORDS_COMPLAINT_BODY) &&
                     sends_to_body(context, block, start, start);
    gboolean barred = memchr(context->page->blocks[block].text + name.end, '|', start - name.end) != NULL;
    return after || (!barred && (heads || sends_to_body(context, block, name.start, start))) ? body : NULL;
}
