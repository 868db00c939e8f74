#include <string.h>

#include "rules/facts/bodies.h"
#include "rules/facts/detectors.h"
#include "rules/facts/person.h"
#include "rules/fold.h"

/* Says that one is licensed or registered, and the number by which a register knows one. */
enum {
    MIN_DIGITS = 3,
    MAX_DIGITS = 13,
    WEAK_DIGITS = 4, // after a title or the name of a College, without "number": fewer prove nothing
    WEAK_MAX = 8,
    WEAK_GAP = 3,      // "OTSTTSO : 831204"
    MAX_LETTERS = 5,   // "APC005571", "CW025638"
    MAY_RUN_IN = 9,    // words before a number, of those in skip_filler()
    FILLER_BYTES = 22, // " number is: #"
    MOST_WORDS = 4,
    OWN_LETTERS = 2,
    OTHER_REACH = 40, // "ICO registration number: "
    ASIDE_BYTES = 24, // "(recensement ARS)"
    PRICE_DIGITS = 5,
};

// "Registered with the Information Commissioner": no profession's register, unless a body of one is named beside it.
static gboolean is_about_data(const struct fact_context *context, guint32 block, guint32 start, guint32 end)
{
    return around_sentence(context, block, start, end, WORDS_COMPLAINT_DATA) &&
           !body_in_sentence(context, block, start, end);
}

static void add_claim(const struct fact_context *context, Facts *facts, guint32 block, const struct match *match,
                      gboolean article)
{
    const Page *page = context->page;
    guint32 start = match->start, end = match->end;
    gboolean other = around_sentence(context, block, start, end, WORDS_LICENCE_OTHER) ||
                     around_sentence(context, block, start, end, WORDS_CHOOSING) ||
                     around_heading(context, block, WORDS_CHOOSING) || is_about_data(context, block, start, end);
    gboolean person = around_sentence(context, block, start, end, WORDS_PRACTITIONER) || around_named(context, block);
    g_autofree char *shown = around_text_of(page, block, start, end);
    g_autoptr(GString) tags = g_string_new(!other && (person || !article) ? "tied" : "untied");
    tags_add_zone(tags, page, block);
    tags_add(tags, context->practice->regulator ? "any-body" : "own");
    if (around_prominent(context, block)) {
        tags_add(tags, "prominent");
    }
    const struct fact fact = {
        .kind = FACT_LICENCE_CLAIM,
        .value = shown,
        .shown = shown,
        .tags = tags->str,
        .block = block,
        .element = page->blocks[block].element,
        .start = start,
        .end = end,
    };
    facts_add(facts, &fact);
}

// Where a small word that may stand between a cue and its number ends, or `at` where none begins.
static gsize skip_filler_word(const char *text, gsize length, gsize at)
{
    // The first of these may run into the digits: "no12345". The letters of "AS12345" belong to the number.
    static const char *const words[] = {"no",     "nr",        "n",           "num",     "id",         "reg",
                                        "lic",    "number",    "numero",      "is",      "with",       "member",
                                        "est",    "le",        "la",          "licence", "license",    "registration",
                                        "permis", "suivant",   "inscription", "as",      "membership", "follows",
                                        "the",    "following", "sous",        "under",   "nos",        "numbers"};
    gsize end = at;
    while (end < length && g_ascii_isalpha(text[end])) {
        end++;
    }
    guint n_words = end < length && g_ascii_isdigit(text[end]) ? MAY_RUN_IN : G_N_ELEMENTS(words);
    for (guint i = 0; i < n_words; i++) {
        if (strlen(words[i]) == end - at && g_ascii_strncasecmp(text + at, words[i], end - at) == 0) {
            return end;
        }
    }
    gboolean state = end - at == 2 && g_ascii_isupper(text[at]) && g_str_has_prefix(text + end, " #");
    return state ? end : at;
}

// "License (Texas) #83966": the bytes of what is in brackets, or 0.
static gsize aside_bytes(const char *text, gsize at)
{
    gsize aside = text[at] == '(' ? strcspn(text + at, ")0123456789") : 0;
    return aside > 1 && aside <= ASIDE_BYTES && text[at + aside] == ')' ? aside + 1 : 0;
}

// Past spaces, signs and the small words that stand between a cue and its number.
static gsize skip_filler(const char *text, gsize length, gsize at, gboolean *numbered)
{
    gsize end = MIN(length, at + FILLER_BYTES);
    while (at < end) {
        gsize aside = aside_bytes(text, at);
        if (aside) {
            at += aside;
            end = MIN(length, at + FILLER_BYTES);
            continue;
        }
        if (g_str_has_prefix(text + at, "©")) {
            return end;
        }
        gboolean sign = strchr(" :#().-/,[|=", text[at]) || (guchar)text[at] >= 0x80;
        gsize next = sign ? at + 1 : skip_filler_word(text, length, at);
        if (next == at) {
            return at;
        }
        *numbered |= !sign || text[at] == '#' || (guchar)text[at] >= 0x80;
        at = next;
    }
    return at;
}

struct token {
    gsize start, end;
    guint letters, digits;
};

// Letters and digits in one: "CA24529", "009417"; or digits in small groups, as ADELI writes them.
static gboolean read_token(const char *text, gsize length, gsize at, gboolean grouped, struct token *token)
{
    *token = (struct token){.start = at, .end = at};
    while (token->end < length && g_ascii_isupper(text[token->end]) && token->letters <= MAX_LETTERS) {
        token->end++;
        token->letters++;
    }
    if (token->letters > 0 && token->end < length && strchr(" -.", text[token->end]) && token->end + 1 < length &&
        g_ascii_isdigit(text[token->end + 1])) {
        token->end++;
    }
    while (token->end < length && token->digits <= MAX_DIGITS) {
        gboolean gap = grouped && token->digits > 0 && text[token->end] == ' ' && token->end + 1 < length &&
                       g_ascii_isdigit(text[token->end + 1]);
        // "NCS21-04512": letters, a year, and the number.
        gboolean year = token->letters > 1 && token->digits == 2 && text[token->end] == '-';
        if (!g_ascii_isdigit(text[token->end]) && !gap && !year) {
            break;
        }
        token->digits += g_ascii_isdigit(text[token->end]) != 0;
        token->end++;
    }
    gsize behind = token->end + (token->end < length && text[token->end] == ' ');
    gboolean blank = g_ascii_strncasecmp(text + behind, "xx", 2) == 0; // "75 93 XXXX": left to be filled in
    gboolean whole = (token->end >= length || !g_ascii_isalnum(text[token->end])) && !blank;
    gboolean phone = token->end + 1 < length && strchr("-. ", text[token->end]) &&
                     g_ascii_isdigit(text[token->end + 1]) && token->digits == 3;
    return token->letters <= MAX_LETTERS && token->digits >= MIN_DIGITS && token->digits <= MAX_DIGITS && whole &&
           !phone;
}

static gboolean is_year(const char *text, const struct token *token)
{
    return token->letters == 0 && token->digits == 4 &&
           (strncmp(text + token->start, "19", 2) == 0 || strncmp(text + token->start, "20", 2) == 0);
}

// "CAD2300": the letters are those of a currency.
static gboolean is_price(const char *text, const struct token *token)
{
    static const char *const currencies[] = {"CAD", "USD", "INR", "EUR", "GBP", "AUD", "NZD", "CHF", "ZAR", "SGD",
                                             "HKD", "AED", "MXN", "BRL", "JPY", "MAD", "XAF", "XOF", "TND", "RS"};
    for (guint i = 0; i < G_N_ELEMENTS(currencies) && token->digits <= PRICE_DIGITS; i++) {
        if (strlen(currencies[i]) == token->letters &&
            strncmp(text + token->start, currencies[i], token->letters) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

// What the practice file says, digit for digit.
static gboolean is_practices(const struct fact_context *context, const char *value)
{
    const char *number = context->practice->number;
    return number && g_ascii_strcasecmp(number, value) == 0;
}

struct cue {
    guint32 block, start, end;
    gboolean weak, grouped;
    const struct regulator *regulator; /* of a cue in rules/regulators/, or NULL */
};

// Whether something between the two places begins anew: another number, or the name of a body that gives such numbers.
static gboolean begins_anew(const struct fact_context *context, guint32 block, guint32 from, guint32 to)
{
    const char *text = context->page->blocks[block].text;
    for (guint32 at = from, digits = 0; at < to; at++) {
        digits = g_ascii_isdigit(text[at]) ? digits + 1 : text[at] == ' ' ? digits : 0;
        if (digits >= WEAK_DIGITS) {
            return TRUE;
        }
    }
    guint n;
    const struct match *matches = hits_in(context->hits, block, &n);
    for (guint i = 0; i < n && matches[i].start < to; i++) {
        enum regulator_word word;
        if (matches[i].start >= from && matches[i].end <= to &&
            regulator_word_of(context->packs, matches[i].owner, &word)) {
            return TRUE;
        }
    }
    return FALSE;
}

// "SIRET : 123 456 789 00012, ADELI : 759912345": of the labels before a number, the nearest says what it is.
static gboolean is_of_something_else(const struct fact_context *context, const struct cue *cue, guint32 number)
{
    static const enum word_list lists[] = {WORDS_NUMBER_OTHER, WORDS_LICENCE_NUMBER_OTHER};
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
        const struct match *other = around_before(context, cue->block, number, OTHER_REACH, lists[i]);
        if (other && !begins_anew(context, cue->block, other->end, number)) {
            return TRUE;
        }
    }
    return FALSE;
}

static void add_number(const struct fact_context *context, Facts *facts, const struct cue *cue, const char *text,
                       gsize offset, const struct token *token)
{
    const struct page_block *block = &context->page->blocks[cue->block];
    g_autoptr(GString) value = g_string_new(NULL);
    for (gsize i = token->start; i < token->end; i++) {
        if (g_ascii_isalnum(text[i])) {
            g_string_append_c(value, g_ascii_toupper(text[i]));
        }
    }
    guint32 start = offset + fold_origin(block->text + offset, block->length - offset, token->start);
    guint32 end = offset + fold_origin(block->text + offset, block->length - offset, token->end);
    gboolean other = is_of_something_else(context, cue, start);
    g_autofree char *shown = around_text_of(context->page, cue->block, start, end);
    g_autoptr(GString) tags = g_string_new(other ? "other" : "licence");
    tags_add_zone(tags, context->page, cue->block);
    tags_add(tags, !cue->regulator || body_is_own(context, cue->regulator) ? "own" : "other-body");
    if (cue->regulator) {
        tags_add(tags, "named-body");
    }
    if (is_practices(context, value->str)) {
        tags_add(tags, "practice");
    } else if (person_is_other(context, cue->block, start) ||
               around_before(context, cue->block, start, OTHER_REACH, WORDS_SOMEBODY_ELSE)) {
        tags_add(tags, "other-person");
    }
    if (around_prominent(context, cue->block)) {
        tags_add(tags, "prominent");
    }
    if (!other) {
        const struct fact fact = {
            .kind = FACT_REGISTRATION_NUMBER,
            .value = value->str,
            .shown = shown,
            .tags = tags->str,
            .block = cue->block,
            .element = block->element,
            .start = start,
            .end = end,
        };
        facts_add(facts, &fact);
    }
}

// After a title or a College without the word "number": a sign says so, or letters of its own, or that it follows at
// once.
static gboolean is_strong(const struct cue *cue, const struct token *token, gboolean numbered)
{
    guint most = cue->regulator && token->start <= WEAK_GAP ? WEAK_MAX + 1 : WEAK_MAX;
    if (token->digits < WEAK_DIGITS || token->digits > most) {
        return FALSE;
    }
    return numbered || token->letters > 0 ||
           (cue->regulator && token->digits > WEAK_DIGITS && token->start <= WEAK_GAP);
}

// "HCPC registered Art Psychotherapist AS12345": a few words on, a number whose own letters say who gave it.
static gboolean read_lettered(const char *text, gsize length, gsize at, struct token *token)
{
    for (guint words = 0; words < MOST_WORDS && at < length && strchr(".;:!?,", text[at]) == NULL; words++) {
        at += strcspn(text + at, " .;:!?,");
        at += strspn(text + at, " ");
        if (at < length && read_token(text, length, at, FALSE, token) && token->letters >= OWN_LETTERS &&
            token->digits > WEAK_DIGITS) {
            return TRUE;
        }
    }
    return FALSE;
}

// "Numéro FF2P : 4521": the word stands before the body.
static gboolean says_number(const char *text, guint32 before)
{
    static const char *const words[] = {"numéro ", "Numéro ", "NUMÉRO ", "number ", "Number ", "n° ", "N° ", "no "};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        gsize length = strlen(words[i]);
        if (before >= length && strncmp(text + before - length, words[i], length) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

// Whether it led to a number beyond *last, which moves past it.
static gboolean read_cue(const struct fact_context *context, Facts *facts, const struct cue *cue, guint32 *last)
{
    const struct page_block *block = &context->page->blocks[cue->block];
    g_autofree char *rest = g_strndup(block->text + cue->end, MIN(block->length - cue->end, 80));
    g_autofree char *text = fold(rest);
    gsize length = strlen(text);
    gboolean numbered = says_number(block->text, cue->start);
    gsize at = skip_filler(text, length, 0, &numbered);
    struct token token;
    if (at >= length || (!read_token(text, length, at, cue->grouped, &token) &&
                         !(cue->weak && cue->regulator && read_lettered(text, length, at, &token)))) {
        return FALSE;
    }
    if (cue->weak && !is_strong(cue, &token, numbered)) {
        return FALSE;
    }
    if ((is_year(text, &token) && !numbered) || is_price(text, &token) || cue->end + token.start < *last) {
        return FALSE;
    }
    add_number(context, facts, cue, text, cue->end, &token);
    *last = cue->end + token.end;
    return TRUE;
}

static void read_block(const struct fact_context *context, Facts *facts, guint32 index, gboolean article,
                       guint *n_added)
{
    guint32 last = 0; // where the number before this one ends: two cues may lead to one
    guint n;
    const struct match *matches = hits_in(context->hits, index, &n);
    gboolean numbered = hits_has_figure(context->hits, index);
    for (guint i = 0; i < n && *n_added < FACTS_A_PAGE; i++) {
        enum regulator_word word;
        const struct regulator *regulator = regulator_word_of(context->packs, matches[i].owner, &word);
        gboolean own_cue = matches[i].owner == WORDS_NUMBER_CUE, weak = matches[i].owner == WORDS_NUMBER_WEAK;
        gboolean body = regulator && (word == REGULATOR_NUMBER_CUE || word == REGULATOR_NAME ||
                                      word == REGULATOR_ABBREVIATION || word == REGULATOR_TITLE_ABBREVIATION);
        if (matches[i].owner == WORDS_LICENCE_CLAIM) {
            add_claim(context, facts, index, &matches[i], article);
            ++*n_added;
        }
        if (numbered && (own_cue || weak || body)) {
            const struct cue cue = {
                .block = index,
                .start = matches[i].start,
                .end = matches[i].end,
                .weak = !own_cue,
                .grouped = own_cue || (regulator && strcmp(regulator->id, "adeli-rpps") == 0),
                .regulator = regulator,
            };
            *n_added += read_cue(context, facts, &cue, &last);
        }
    }
}

// JSON-LD: {"identifier": "CRPO #009417"}, {"hasCredential": {"identifier": ...}}.
static void read_items(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    for (guint i = 0; i < page->n_items; i++) {
        const char *identifier = page_property(page, &page->items[i], "identifier");
        gboolean credential = page->items[i].as && strcmp(page->items[i].as, "hasCredential") == 0;
        if (!identifier || !(credential || around_text(context, identifier, WORDS_NUMBER_CUE))) {
            continue;
        }
        gsize digits = strcspn(identifier, "0123456789"), length = strlen(identifier);
        struct token token;
        if (digits < length && read_token(identifier, length, digits, FALSE, &token)) {
            g_autofree char *value = g_strndup(identifier + token.start, token.end - token.start);
            const struct fact fact = {
                .kind = FACT_REGISTRATION_NUMBER,
                .value = value,
                .shown = identifier,
                .tags = is_practices(context, value)                     ? "structured own practice"
                        : person_item_is_other(context, &page->items[i]) ? "structured own other-person"
                                                                         : "structured own",
                .block = PAGE_NONE,
                .element = page->items[i].element,
            };
            facts_add(facts, &fact);
        }
    }
}

void facts_licences(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    gboolean article = around_article(page);
    guint n_added = 0;
    for (guint32 i = 0; i < page->n_blocks && n_added < FACTS_A_PAGE; i++) {
        if (page->blocks[i].zone != ZONE_COMMENTS && !page->blocks[i].in_form) {
            read_block(context, facts, i, article, &n_added);
        }
    }
    read_items(context, facts);
}
