#include <string.h>

#include "crawler/address.h"
#include "rules/facts/bodies.h"
#include "rules/facts/detectors.h"

/*
 * A body is the practitioner's where a sentence ties it to them ("I am registered with", "member of"), or where it
 * stands without a sentence: in a footer, a logo, a line of post-nominals. A page that helps to choose a professional
 * names several, and an article may name any.
 */
enum {
    SHORT_ABBREVIATION = 4, // these mean too many other things to stand alone: ASP, BPS, CPO
    LINE_BYTES = 120,
    MANY = 3,
};

struct named {
    const struct regulator *regulator;
    guint32 block;
    struct match match;
    gboolean abbreviated;
};

static gboolean is_chrome(const struct page_block *block)
{
    return block->zone == ZONE_FOOTER || block->zone == ZONE_HEADER || block->zone == ZONE_HEAD;
}

static gboolean speaks_of_choosing(const struct fact_context *context, const struct named *named)
{
    return around_sentence(context, named->block, named->match.start, named->match.end, WORDS_CHOOSING) ||
           around_heading(context, named->block, WORDS_CHOOSING);
}

// A whole page about how to find somebody: its title or its address says so.
static gboolean is_guide(const struct fact_context *context)
{
    return around_text(context, context->page->title, WORDS_CHOOSING) ||
           around_text(context, context->page->address, WORDS_CHOOSING);
}

// Who hears complaints about this practice, or "can be reached at" the address that follows.
static gboolean is_to_be_reached(const struct fact_context *context, const struct named *named)
{
    guint32 start = named->match.start, end = named->match.end;
    return (around_sentence(context, named->block, start, end, WORDS_COMPLAINT) ||
            around_sentence(context, named->block, start, end, WORDS_REACH_BODY)) &&
           !around_sentence(context, named->block, start, end, WORDS_COMPLAINT_DATA);
}

static gboolean is_tied(const struct fact_context *context, const struct named *named, gboolean article)
{
    const struct page_block *block = &context->page->blocks[named->block];
    guint32 start = named->match.start, end = named->match.end;
    gboolean member = around_sentence(context, named->block, start, end, WORDS_MEMBERSHIP) != NULL;
    gboolean person = around_sentence(context, named->block, start, end, WORDS_PRACTITIONER) != NULL ||
                      around_named(context, named->block);
    if (member && person && !around_sentence(context, named->block, start, end, WORDS_CHOOSING)) {
        return TRUE;
    }
    if (article || speaks_of_choosing(context, named) || bodies_in(context, named->block) > MANY) {
        return FALSE;
    }
    if (named->regulator->statutory && is_to_be_reached(context, named)) {
        return TRUE;
    }
    gboolean vague = named->abbreviated && end - start <= SHORT_ABBREVIATION;
    gboolean line = block->length <= LINE_BYTES && !around_heading(context, named->block, WORDS_CHOOSING);
    if (vague) {
        return member || (line && around_in(context, named->block, WORDS_LICENCE_CLAIM));
    }
    return member || person || line || is_chrome(block);
}

static void add_regulator(const struct fact_context *context, Facts *facts, const struct named *named, gboolean article)
{
    const struct page_block *block = &context->page->blocks[named->block];
    g_autofree char *shown = around_text_of(context->page, named->block, named->match.start, named->match.end);
    gboolean keeps_register = strcmp(named->regulator->profession, "register") == 0;
    g_autoptr(GString) tags = g_string_new(keeps_register                ? "register"
                                           : named->regulator->statutory ? "statutory"
                                                                         : "voluntary");
    tags_add_zone(tags, context->page, named->block);
    tags_add(tags, is_tied(context, named, article) ? "tied" : "untied");
    tags_add(tags, body_is_own(context, named->regulator) ? "own" : "other");
    if (around_prominent(context, named->block)) {
        tags_add(tags, "prominent");
    }
    const struct fact fact = {
        .kind = FACT_REGULATOR,
        .value = named->regulator->id,
        .shown = shown,
        .tags = tags->str,
        .block = named->block,
        .element = block->element,
        .start = named->match.start,
        .end = named->match.end,
    };
    facts_add(facts, &fact);
}

static gboolean longer_follows(const struct match *matches, guint n, guint i)
{
    return i + 1 < n && matches[i + 1].owner == matches[i].owner && matches[i + 1].start == matches[i].start &&
           matches[i + 1].end > matches[i].end;
}

static void read_names(const struct fact_context *context, Facts *facts, gboolean article)
{
    const Page *page = context->page;
    guint n_added = 0;
    for (guint32 b = 0; b < page->n_blocks && n_added < FACTS_A_PAGE; b++) {
        guint n;
        const struct match *matches = hits_in(context->hits, b, &n);
        if (page->blocks[b].zone == ZONE_COMMENTS || page->blocks[b].in_form) {
            continue;
        }
        const struct regulator *last = NULL;
        guint32 done = 0; // a short name inside a longer one of the same body is not named again
        for (guint i = 0; i < n; i++) {
            enum regulator_word word;
            const struct regulator *regulator = regulator_word_of(context->packs, matches[i].owner, &word);
            if (!regulator || (word != REGULATOR_NAME && word != REGULATOR_ABBREVIATION) ||
                (regulator == last && matches[i].start < done) || longer_follows(matches, n, i)) {
                continue;
            }
            const struct named named = {regulator, b, matches[i], word == REGULATOR_ABBREVIATION};
            add_regulator(context, facts, &named, article);
            n_added++;
            last = regulator;
            done = matches[i].end;
        }
    }
}

// Whether some earlier fact says that this body is the practitioner's, on this page.
static gboolean is_tied_here(const Facts *facts, const struct regulator *regulator)
{
    guint index = 0;
    for (const struct fact *fact; (fact = facts_next(facts, FACT_REGULATOR, &index));) {
        if (strcmp(fact->value, regulator->id) == 0 && fact_has_tag(fact, "tied")) {
            return TRUE;
        }
    }
    return FALSE;
}

// A link to a body in a footer, or beside a word of membership, where nobody is told how to choose.
static gboolean stands_for_itself(const struct fact_context *context, guint32 block)
{
    if (block == PAGE_NONE || around_article(context->page) || is_guide(context) ||
        around_heading(context, block, WORDS_CHOOSING) || around_in(context, block, WORDS_CHOOSING) ||
        bodies_in(context, block) > MANY) {
        return FALSE;
    }
    return is_chrome(&context->page->blocks[block]) || around_in(context, block, WORDS_MEMBERSHIP);
}

static void add_contact(const struct fact_context *context, Facts *facts, const struct regulator *regulator,
                        const char *shown, const char *how, guint32 block, guint32 element)
{
    g_autoptr(GString) tags = g_string_new(how);
    tags_add_zone(tags, context->page, block);
    tags_add(tags, is_tied_here(facts, regulator) || stands_for_itself(context, block) ? "tied" : "untied");
    tags_add(tags, body_is_own(context, regulator) ? "own" : "other");
    const struct fact fact = {
        .kind = FACT_REGULATOR_CONTACT,
        .value = regulator->id,
        .shown = shown,
        .tags = tags->str,
        .block = block,
        .element = element,
    };
    facts_add(facts, &fact);
}

static void read_links(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    guint n_added = 0;
    for (guint32 i = 0; i < page->n_links && n_added < FACTS_A_PAGE; i++) {
        g_autofree char *host = page->links[i].address ? address_host(page->links[i].address) : NULL;
        for (guint r = 0; host && r < context->packs->regulators->len; r++) {
            const struct regulator *regulator = g_ptr_array_index(context->packs->regulators, r);
            if (regulator_has_host(regulator, host) && page->links[i].zone != ZONE_COMMENTS) {
                add_contact(context, facts, regulator, page->links[i].address, "website", page->links[i].block,
                            page->links[i].element);
                n_added++;
            }
        }
    }
}

// Phones, e-mail and addresses that earlier detectors knew for a regulator's, on a page that says it is the
// practitioner's.
static void read_channel(const struct fact_context *context, Facts *facts, enum fact_kind kind,
                         gboolean (*has)(const struct regulator *, const char *))
{
    guint index = 0, n_added = 0;
    for (const struct fact *fact; n_added < FACTS_A_PAGE && (fact = facts_next(facts, kind, &index));) {
        const struct fact seen = *fact; // adding moves the facts
        const char *what = kind == FACT_ADDRESS ? context->page->blocks[seen.block].text + seen.start : seen.value;
        const struct regulator *regulator = fact_has_tag(&seen, "regulator") ? body_of(context, has, what) : NULL;
        if (!regulator && fact_has_tag(&seen, "regulator") && seen.block != PAGE_NONE) {
            regulator = body_reached(context, seen.block, seen.start);
        }
        if (regulator && is_tied_here(facts, regulator)) {
            add_contact(context, facts, regulator, seen.shown, fact_kind_word(kind), seen.block, seen.element);
            n_added++;
        }
    }
}

void facts_regulators(const struct fact_context *context, Facts *facts)
{
    gboolean article = around_article(context->page) || is_guide(context);
    read_names(context, facts, article);
    read_links(context, facts);
    read_channel(context, facts, FACT_PHONE, body_has_phone);
    read_channel(context, facts, FACT_EMAIL, body_has_email);
    read_channel(context, facts, FACT_ADDRESS, body_has_address);
}
