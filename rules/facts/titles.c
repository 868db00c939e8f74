#include <string.h>

#include "rules/facts/bodies.h"
#include "rules/facts/detectors.h"
#include "rules/fold.h"
#include "rules/sentence.h"

enum {
    LINE_BYTES = 110,  // a line that introduces somebody, not a sentence about a profession
    COPULA_REACH = 36, // "I am a bilingual, licensed "
    CLAIM_REACH = 40,  // "I am a bilingual and " before a title
    ORDER_REACH = 40,  // "psychotherapist, MSW, " before RSW
};

struct claim {
    const struct regulator *regulator;
    enum regulator_word word;
    guint32 block;
    struct match match;
};

static gboolean is_abbreviation(const struct claim *claim)
{
    return claim->word == REGULATOR_TITLE_ABBREVIATION || claim->word == REGULATOR_FORBIDDEN_ABBREVIATION;
}

static gboolean is_forbidden(const struct claim *claim)
{
    return claim->word == REGULATOR_FORBIDDEN || claim->word == REGULATOR_FORBIDDEN_ABBREVIATION;
}

// "Sam Green MBACP": a word with a capital and small letters stands right before.
static gboolean follows_name(const char *text, guint32 end)
{
    guint32 start = end;
    while (start > 0 && text[start - 1] != ' ') {
        start--;
    }
    return end - start >= 2 && g_ascii_isupper(text[start]) && g_ascii_islower(text[end - 1]);
}

// Letters after a name: "Jane Roe, MSW, RSW", "Jane Roe (RSW)", "MSW | RSW".
static gboolean is_post_nominal(const struct fact_context *context, const struct claim *claim)
{
    const char *text = context->page->blocks[claim->block].text;
    guint32 at = claim->match.start;
    if (at == 0) {
        return TRUE;
    }
    while (at > 0 && text[at - 1] == ' ') {
        at--;
    }
    return at > 0 && (strchr(",|(/&-;:", text[at - 1]) || follows_name(text, at));
}

// "I am a", "je suis", the practitioner's name, or a line of its own such as the title of the page.
static gboolean is_claimed(const struct fact_context *context, const struct claim *claim, gboolean article)
{
    const struct page_block *block = &context->page->blocks[claim->block];
    if (around_sentence(context, claim->block, claim->match.start, claim->match.end, WORDS_TITLE_OTHER)) {
        return FALSE;
    }
    if (around_before(context, claim->block, claim->match.start, CLAIM_REACH, WORDS_PRACTITIONER) ||
        around_named(context, claim->block)) {
        return TRUE;
    }
    return !article && (block->length <= LINE_BYTES || block->zone == ZONE_HEAD || block->zone == ZONE_FOOTER);
}

// Whether text[from..to] only joins two titles: commas, "and", degrees and names with capitals.
static gboolean is_enumeration(const char *text, gsize from, gsize to)
{
    static const char *const joining[] = {"and", "et", "a", "an", "une", "un", "also", "aussi", NULL};
    g_autofree char *between = g_strndup(text + from, to - from);
    g_auto(GStrv) words = g_strsplit_set(between, " ,|&/()-", 24);
    for (guint i = 0; words[i]; i++) {
        gboolean capitals = TRUE;
        for (const char *c = words[i]; *c; c++) {
            capitals = capitals && (g_ascii_isupper(*c) || *c == '.' || (guchar)*c >= 0x80 ||
                                    (c > words[i] && g_ascii_isupper(*words[i])));
        }
        if (!capitals && !g_strv_contains(joining, words[i])) {
            return FALSE;
        }
    }
    return TRUE;
}

// Between commas, or alone, after a name: "Jane Roe, clinical social worker". Lists of professions have small letters.
static gboolean is_apposition(const struct fact_context *context, const struct claim *claim)
{
    const struct page_block *block = &context->page->blocks[claim->block];
    if (!is_post_nominal(context, claim)) {
        return FALSE;
    }
    gsize first, last;
    sentence_around(block->text, block->length, claim->match.start, claim->match.end, &first, &last);
    return last > 0 && block->text[last - 1] != '?' &&
           (around_named(context, claim->block) || is_enumeration(block->text, first, claim->match.start));
}

// Nobody is accused for a profession that is only spoken of: the title must be said of somebody, at once.
static gboolean is_forbidden_claimed(const struct fact_context *context, const struct claim *claim)
{
    if (around_sentence(context, claim->block, claim->match.start, claim->match.end, WORDS_TITLE_OTHER)) {
        return FALSE;
    }
    return around_before(context, claim->block, claim->match.start, COPULA_REACH, WORDS_TITLE_COPULA) ||
           is_apposition(context, claim) ||
           (around_named(context, claim->block) &&
            around_before(context, claim->block, claim->match.start, COPULA_REACH, WORDS_TITLE_COPULA_NAMED));
}

static gboolean is_tied(const struct fact_context *context, const struct claim *claim, gboolean article)
{
    if (around_other_people(context, claim->block) && !around_named(context, claim->block)) {
        return FALSE;
    }
    if (claim->word == REGULATOR_FORBIDDEN) {
        return is_forbidden_claimed(context, claim);
    }
    if (is_abbreviation(claim)) {
        if (around_sentence(context, claim->block, claim->match.start, claim->match.end, WORDS_TITLE_EXPLAINED)) {
            return FALSE;
        }
        gboolean two = claim->match.end - claim->match.start <= 2; // TS, RP: only after a name
        return (is_post_nominal(context, claim) && (!two || claim->match.start > 0)) ||
               around_named(context, claim->block);
    }
    return is_claimed(context, claim, article);
}

static void add_title(const struct fact_context *context, Facts *facts, const struct claim *claim, const char *more)
{
    const struct page_block *block = &context->page->blocks[claim->block];
    g_autofree char *shown = around_text_of(context->page, claim->block, claim->match.start, claim->match.end);
    g_autofree char *value = fold(shown);
    g_autoptr(GString) tags = g_string_new(is_forbidden(claim) ? "forbidden" : "protected");
    tags_add_zone(tags, context->page, claim->block);
    tags_add(tags, is_abbreviation(claim) ? "abbreviated" : "full");
    tags_add(tags, body_is_own(context, claim->regulator) ? "own" : "other");
    if (around_prominent(context, claim->block)) {
        tags_add(tags, "prominent");
    }
    tags_add(tags, more);
    const struct fact fact = {
        .kind = FACT_TITLE,
        .value = value,
        .shown = shown,
        .tags = tags->str,
        .block = claim->block,
        .element = block->element,
        .start = claim->match.start,
        .end = claim->match.end,
    };
    facts_add(facts, &fact);
}

// Another province or state stands where registration is spoken of, or beside the title itself.
static gboolean speaks_of_elsewhere(const struct fact_context *context, guint32 block)
{
    for (guint32 b = 0; b < context->page->n_blocks; b++) {
        if (around_in(context, b, WORDS_OUTSIDE_ONTARIO) &&
            (b == block || around_in(context, b, WORDS_MEMBERSHIP) || around_in(context, b, WORDS_LICENCE_CLAIM))) {
            return TRUE;
        }
    }
    return FALSE;
}

// Ontario alone: its regulator is the practice file's, or the page names it; and the page names no other
// jurisdiction's.
static gboolean is_sole(const struct fact_context *context, const struct claim *claim)
{
    gboolean known = context->practice->regulator && strcmp(context->practice->regulator, claim->regulator->id) == 0;
    return (known || (!context->practice->regulator && body_is_on_page(context, claim->regulator))) &&
           !body_elsewhere_on_page(context, claim->regulator) && !speaks_of_elsewhere(context, claim->block);
}

// Without a practice file a title proves nothing where it is also an everyday word: "psychologist", "travailleur
// social".
static gboolean is_bare(const struct fact_context *context, const struct claim *claim)
{
    return !is_abbreviation(claim) && !context->practice->regulator &&
           !around_overlaps(context, claim->block, claim->match.start, claim->match.end, WORDS_LICENCE_CLAIM);
}

static void read_claim(const struct fact_context *context, Facts *facts, const struct claim *claim, gboolean article)
{
    g_autoptr(GString) more = g_string_new(is_tied(context, claim, article) ? "tied" : "untied");
    if (is_forbidden(claim) && is_sole(context, claim)) {
        tags_add(more, "sole");
    }
    if (!is_forbidden(claim) && is_bare(context, claim)) {
        tags_add(more, "bare");
    }
    add_title(context, facts, claim, more->str);
}

// Registered with the psychotherapists' College too, by the page or by the practice file: the order is then free.
static gboolean may_say_psychotherapist(const struct fact_context *context)
{
    const struct regulator *college = pack_set_regulator(context->packs, "crpo");
    if (!college || body_is_on_page(context, college)) {
        return college != NULL;
    }
    for (guint i = 0; context->practice->titles && context->practice->titles[i]; i++) {
        if (g_strv_contains((const char *const *)college->title_abbreviations, context->practice->titles[i])) {
            return TRUE;
        }
    }
    for (guint32 b = 0; b < context->page->n_blocks; b++) {
        guint n;
        const struct match *matches = hits_in(context->hits, b, &n);
        for (guint i = 0; i < n; i++) {
            enum regulator_word word;
            if (regulator_word_of(context->packs, matches[i].owner, &word) == college &&
                (word == REGULATOR_TITLE || word == REGULATOR_TITLE_ABBREVIATION)) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

// "Jane Roe, Psychotherapist, RSW": the protected title stands after the other one.
static void read_order(const struct fact_context *context, Facts *facts, const struct claim *claim)
{
    const struct regulator *regulator = claim->regulator;
    gboolean ordered = g_strv_contains((const char *const *)regulator->flags, "title-order");
    const struct match *first =
        ordered ? around_before(context, claim->block, claim->match.start, ORDER_REACH, WORDS_PSYCHOTHERAPIST_TITLE)
                : NULL;
    if (!first || is_forbidden(claim) || !body_is_own(context, regulator) || may_say_psychotherapist(context)) {
        return;
    }
    guint n;
    const struct match *matches = hits_in(context->hits, claim->block, &n);
    for (guint i = 0; i < n && matches[i].start < first->start; i++) {
        enum regulator_word word;
        const struct regulator *before = regulator_word_of(context->packs, matches[i].owner, &word);
        if (before == regulator && word != REGULATOR_NUMBER_CUE) {
            return; // the title, or the College, stands before as well
        }
    }
    if (!is_enumeration(context->page->blocks[claim->block].text, first->end, claim->match.start)) {
        return;
    }
    struct claim whole = *claim;
    whole.match.start = first->start;
    add_title(context, facts, &whole, "psychotherapist-first");
}

/* Up to where a title of a block is known, allowed or forbidden: lists share some, and a long one holds a short one. */
struct known {
    guint32 until[2], own_until[2]; /* own: of the practitioner's regulator */
};

static gboolean take_claim(const struct fact_context *context, Facts *facts, const struct claim *claim,
                           gboolean article, struct known *known)
{
    gboolean forbidden = is_forbidden(claim);
    gboolean title = claim->regulator && (claim->word == REGULATOR_TITLE || is_abbreviation(claim) || forbidden);
    gboolean own = title && context->practice->regulator && body_is_own(context, claim->regulator);
    if (!title || claim->match.start < (own ? known->own_until : known->until)[forbidden]) {
        return FALSE;
    }
    read_claim(context, facts, claim, article);
    read_order(context, facts, claim);
    known->until[forbidden] = MAX(known->until[forbidden], claim->match.end);
    known->own_until[forbidden] = own ? claim->match.end : known->own_until[forbidden];
    return TRUE;
}

/* Whether the same words go on to a longer match. */
static gboolean goes_on(const struct match *match, const struct match *next)
{
    return next->owner == match->owner && next->start == match->start && next->end > match->end;
}

void facts_titles(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    gboolean article = around_article(page);
    guint n_added = 0;
    for (guint32 b = 0; b < page->n_blocks; b++) {
        guint n;
        const struct match *matches = hits_in(context->hits, b, &n);
        struct known known = {0};
        for (guint i = 0; i < n && n_added < FACTS_A_PAGE && page->blocks[b].zone != ZONE_COMMENTS; i++) {
            struct claim claim = {.block = b, .match = matches[i]};
            if (i + 1 == n || !goes_on(&matches[i], &matches[i + 1])) {
                claim.regulator = regulator_word_of(context->packs, matches[i].owner, &claim.word);
            }
            n_added += take_claim(context, facts, &claim, article, &known);
        }
    }
}
