// Who practises here, and what the site is called: for a first practice file, where nobody has said it yet.
#include <string.h>

#include "crawler/address.h"
#include "rules/facts/around.h"
#include "rules/facts/current.h"
#include "rules/facts/detectors.h"
#include "rules/fold.h"

enum { MAX_NAME_WORDS = 4, MAX_PEOPLE = 40, NAME_BYTES = 60, REACH = 3, MAX_LETTERS = 8, MIN_SURNAME = 3 };

/* How plainly a place on a page says that somebody practises here. */
enum { CUE_STRUCTURED = 5, CUE_LETTERS = 4, CUE_INTRODUCED = 4, CUE_DOMAIN = 4, CUE_BESIDE = 2, CUE_TITLE = 1 };
static const double CUE_ALONE = 0.5;       // a line of its own: many headings have capitals
static const double NO_PERSON_MOST = 0.02; // of a name that may be a practice's; so little that no site adds it up

struct candidate {
    double strength;
    gboolean person; /* something says that it is a person's name, and not a practice's */
    char *shown;
};

struct people {
    const struct fact_context *context;
    Facts *facts;
    GHashTable *candidates; /* name in lower case without accents -> struct candidate* */
    char *host;             /* letters of the page's host alone */
};

static void candidate_free(gpointer data)
{
    struct candidate *candidate = data;
    g_free(candidate->shown);
    g_free(candidate);
}

/* In lower case, without accents. Caller frees. */
static char *plain_name(const char *name)
{
    g_autofree char *folded = fold(name);
    return g_ascii_strdown(folded, -1);
}

static gboolean is_name_character(gunichar c)
{
    return g_unichar_isalpha(c) || c == '\'' || c == 0x2019 || c == '-' || c == '.';
}

/* The word at text[at..end): FALSE unless it may be part of a name. Sets where it ends. */
static gboolean name_word(const char *text, guint32 at, guint32 end, guint32 *after)
{
    const char *p = text + at;
    guint n_letters = 0;
    if (at >= end || !g_unichar_isupper(g_utf8_get_char(p))) {
        return FALSE;
    }
    while (p < text + end && is_name_character(g_utf8_get_char(p))) {
        n_letters += g_unichar_isalpha(g_utf8_get_char(p));
        p = g_utf8_next_char(p);
    }
    *after = (guint32)(p - text);
    gboolean dotted = memchr(text + at, '.', *after - at) != NULL; // "Dip.Hyp" is no name, "J." may be part of one
    return n_letters > 0 && (p >= text + end || !g_ascii_isalnum(*p)) && (!dotted || n_letters == 1);
}

static gboolean in_other_words(const struct fact_context *context, guint32 block, guint32 start, guint32 end)
{
    static const enum word_list lists[] = {WORDS_NO_PERSON,   WORDS_PROFESSION, WORDS_HONORIFIC,
                                           WORDS_PLACEHOLDER, WORDS_DEGREE,     WORDS_STREET};
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
        if (around_overlaps(context, block, start, end, lists[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean has_small_letter(const char *text, guint32 start, guint32 end)
{
    for (const char *p = text + start; p < text + end; p = g_utf8_next_char(p)) {
        if (g_unichar_islower(g_utf8_get_char(p))) {
            return TRUE;
        }
    }
    return FALSE;
}

/* The name that begins at `start`: two to four words with capitals. FALSE where none does; *end is past what was seen.
 */
static gboolean name_at(const struct fact_context *context, guint32 block, guint32 start, guint32 *end)
{
    const struct page_block *b = &context->page->blocks[block];
    guint32 at = start, after = start;
    guint n = 0;
    gboolean small = FALSE, any_small = FALSE; // small: in the word before
    *end = start;
    while (n < MAX_NAME_WORDS && name_word(b->text, at, b->length, &after) &&
           !in_other_words(context, block, at, after)) {
        gboolean word_small = has_small_letter(b->text, at, after);
        if (n >= 2 && !word_small && small && after - at > 1 && b->text[after - 1] != '.') {
            break; // "Jane Roe MSW"
        }
        small = word_small;
        any_small = any_small || small;
        *end = after;
        n++;
        if (after >= b->length || b->text[after] != ' ') {
            break;
        }
        at = after + 1;
    }
    static const char *const possessives[] = {"'s", "’s"};
    for (guint i = 0; i < G_N_ELEMENTS(possessives); i++) {
        gsize length = strlen(possessives[i]);
        if (*end - start > length && strncmp(b->text + *end - length, possessives[i], length) == 0) {
            *end -= (guint32)length;
        }
    }
    return n >= 2 && any_small && *end - start <= NAME_BYTES && *end - start >= 5;
}

static void add_strength(struct people *people, const char *name, double cue, gboolean person)
{
    g_autofree char *plain = plain_name(name);
    struct candidate *candidate = g_hash_table_lookup(people->candidates, plain);
    if (!candidate) {
        if (g_hash_table_size(people->candidates) >= MAX_PEOPLE) {
            return;
        }
        candidate = g_new0(struct candidate, 1);
        candidate->shown = g_strdup(name);
        g_hash_table_insert(people->candidates, g_steal_pointer(&plain), candidate);
    }
    candidate->strength += cue;
    candidate->person = candidate->person || person;
}

/* "MSW", "T.S.I.", "BC-DMT" at `at`: letters that follow a name. 0 where there are none, else where they end. */
static guint32 letters_end(const struct page_block *b, guint32 at)
{
    guint32 end = at;
    guint n_capitals = 0, n_small = 0;
    while (end < b->length && (g_ascii_isalpha(b->text[end]) || strchr(".-", b->text[end]))) {
        n_capitals += g_ascii_isupper(b->text[end]) != 0;
        n_small += g_ascii_islower(b->text[end]) != 0;
        end++;
    }
    while (end > at &&
           (b->text[end - 1] == '-' || (b->text[end - 1] == '.' && !memchr(b->text + at, '.', end - at - 1)))) {
        end--;
    }
    gboolean ends = end >= b->length || strchr(" ,;|)/.", b->text[end]);
    return ends && g_ascii_isupper(b->text[at]) && n_capitals >= 2 && n_small < n_capitals && end - at <= 10 ? end : 0;
}

/* The first letters of the name's words, as capitals. Caller frees. */
static char *initials_of(const char *name)
{
    GString *initials = g_string_new(NULL);
    for (const char *p = name; *p; p++) {
        if (p == name || p[-1] == ' ' || p[-1] == '-') {
            g_string_append_c(initials, g_ascii_toupper(*p));
        }
    }
    return g_string_free(initials, FALSE);
}

/* "Solution Focused Brief Therapy (SFBT)": what the letters stand for has just been said. */
static gboolean abbreviates(const struct page_block *b, guint32 from, guint32 end, const char *name)
{
    g_autofree char *initials = initials_of(name);
    gboolean bracketed = from > 0 && b->text[from - 1] == '(';
    const char *next = initials;
    guint n_letters = 0;
    for (guint32 i = from; i < end; i++) {
        n_letters += b->text[i] != '.';
        next += *next == b->text[i];
    }
    return b->text[from] == *initials && !*next && (bracketed || (n_letters > 2 && n_letters == strlen(initials)));
}

/* The letters after a name, each a fact of its own. TRUE if there are any. */
static gboolean read_letters(struct people *people, guint32 block, guint32 name_end, const char *name)
{
    const struct page_block *b = &people->context->page->blocks[block];
    g_autofree char *plain = plain_name(name);
    guint32 at = name_end;
    guint n = 0;
    for (; n < MAX_LETTERS; n++) {
        guint32 from = at;
        while (from < b->length && strchr(" ,(|", b->text[from])) {
            from++;
        }
        guint32 end = from < b->length && from > at && from - at <= REACH ? letters_end(b, from) : 0;
        if (!end || around_overlaps(people->context, block, from, end, WORDS_NO_PERSON) ||
            abbreviates(b, from, end, name)) {
            break;
        }
        g_autofree char *letters = g_strndup(b->text + from, end - from);
        g_autofree char *value = g_strdup_printf("%s\t%s", plain, letters);
        struct fact fact = {.kind = FACT_POST_NOMINAL, .value = value, .shown = letters, .number = 1};
        fact.block = block;
        fact.element = b->element;
        facts_add(people->facts, &fact);
        at = end;
    }
    return n > 1 || (n == 1 && at - name_end > 4); // two letters alone may be a province
}

static gboolean follows(const struct fact_context *context, guint32 block, guint32 start, guint32 end,
                        enum word_list list)
{
    const char *text = context->page->blocks[block].text;
    guint n;
    const struct match *matches = hits_of(context->hits, block, list, &n);
    for (guint i = 0; i < n; i++) {
        guint32 gap = matches[i].start - end;
        if (matches[i].start >= end && gap <= 8 && start < end) {
            g_autofree char *between = g_strndup(text + end, gap);
            g_autofree char *plain = fold(between);
            return strspn(plain, " ,-|:(") == strlen(plain);
        }
    }
    return FALSE;
}

/* What the place itself says for the name at start..end, and whether that is a person's. */
static double cue_of(struct people *people, guint32 block, guint32 start, guint32 end, const char *name,
                     gboolean *person)
{
    const struct fact_context *context = people->context;
    const struct page_block *b = &context->page->blocks[block];
    double cue = 0;
    cue += read_letters(people, block, end, name) ? CUE_LETTERS : 0;
    cue += follows(context, block, start, end, WORDS_PROFESSION) ? CUE_LETTERS : 0;
    cue += follows(context, block, start, end, WORDS_DEGREE) ? CUE_LETTERS : 0;
    cue += around_before(context, block, start, REACH, WORDS_PROFESSION) ? CUE_BESIDE : 0;
    cue += around_before(context, block, start, REACH, WORDS_HONORIFIC) ? CUE_BESIDE : 0;
    cue += around_before(context, block, start, REACH, WORDS_INTRODUCES) ? CUE_INTRODUCED : 0;
    cue += around_before(context, block, start, REACH, WORDS_SITE_OWNER) ? CUE_BESIDE : 0;
    if (start == 0 && end == b->length && around_heading(context, block, WORDS_PROFESSION)) {
        cue += CUE_BESIDE; // "Our founders"
    }
    *person = cue > 0;
    if (start == 0 && end == b->length) {
        cue += b->is_heading || b->zone == ZONE_HEADER ? CUE_ALONE : 0;
    }
    if (b->zone == ZONE_HEAD) {
        cue += CUE_ALONE;
    }
    if (b->zone == ZONE_FOOTER && around_in(context, block, WORDS_COPYRIGHT_CUE)) {
        cue += CUE_BESIDE;
    }
    return cue;
}

/* Whether `plain` begins or ends with a given name: people are also called "Roe Jane". */
static gboolean has_given_name(const struct people *people, const char *plain)
{
    GHashTable *given = people->context->practice->given_names;
    const char *last = strrchr(plain, ' ');
    gsize length = strcspn(plain, " ");
    g_autofree char *first = g_strndup(plain, length);
    if (!given || !last) {
        return FALSE;
    }
    if (g_hash_table_contains(given, first) || g_hash_table_contains(given, last + 1)) {
        return TRUE;
    }
    first[strcspn(first, "-")] = '\0'; // "Anne-Clémence"
    return g_hash_table_contains(given, first);
}

/* Whether the site's own address or e-mail holds the last name, or the e-mail begins with the first. */
static gboolean address_names(const struct people *people, const char *name)
{
    g_autofree char *plain = plain_name(name);
    const char *last = strrchr(plain, ' ');
    gsize first = strcspn(plain, " ");
    if (!last || strlen(last + 1) < MIN_SURNAME) {
        return FALSE;
    }
    if (people->host && strstr(people->host, last + 1)) {
        return TRUE;
    }
    guint index = 0;
    for (const struct fact *email; (email = facts_next(people->facts, FACT_EMAIL, &index));) {
        g_autofree char *address = g_ascii_strdown(email->value, -1);
        gboolean theirs = strstr(address, last + 1) || (first >= MIN_SURNAME && strncmp(address, plain, first) == 0);
        if (theirs && !fact_has_tag(email, "elsewhere") && !fact_has_tag(email, "regulator")) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Whether the block is part of what a client or a colleague says. */
static gboolean is_others_words(const Facts *facts, guint32 block)
{
    static const enum fact_kind statements[] = {FACT_CLIENT_STATEMENT, FACT_ENDORSEMENT};
    for (guint i = 0; i < G_N_ELEMENTS(statements); i++) {
        guint index = 0;
        for (const struct fact *said; (said = facts_next(facts, statements[i], &index));) {
            if (block >= said->block && block <= MAX(said->block, said->last)) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

static void read_block(struct people *people, guint32 block)
{
    const struct page_block *b = &people->context->page->blocks[block];
    guint n = 0;
    for (guint32 at = 0; at < b->length && n < MAX_PEOPLE;) {
        guint32 end = at;
        gboolean begins = at == 0 || !is_name_character(g_utf8_get_char(g_utf8_prev_char(b->text + at)));
        if (begins && name_at(people->context, block, at, &end)) {
            g_autofree char *name = g_strndup(b->text + at, end - at);
            gboolean person = FALSE, others = around_somebody_else(people->context, block, at);
            double cue = others ? 0 : cue_of(people, block, at, end, name, &person);
            if (cue > 0 || (!others && address_names(people, name))) {
                add_strength(people, name, MAX(cue, CUE_ALONE), person);
            }
            n++;
        }
        at = end > at ? end : (guint32)(g_utf8_next_char(b->text + at) - b->text);
    }
}

static void read_items(struct people *people)
{
    const Page *page = people->context->page;
    for (guint32 i = 0; i < page->n_items; i++) {
        const struct page_item *item = &page->items[i];
        const char *name = page_property(page, item, "name");
        if (!name || !*name || strlen(name) > NAME_BYTES) {
            continue;
        }
        gboolean person = strstr(item->types, "Person") || strstr(item->types, "h-card");
        if (person && strchr(name, ' ') && g_strcmp0(item->as, "author") != 0) {
            add_strength(people, name, CUE_STRUCTURED, TRUE);
        }
    }
}

/* Every name that something speaks for, and those that the site's address bears out. */
static void add_people(struct people *people)
{
    g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(people->candidates), (GCompareFunc)strcmp);
    for (const GList *name = names; name; name = name->next) {
        const struct candidate *candidate = g_hash_table_lookup(people->candidates, name->data);
        gboolean given = has_given_name(people, name->data);
        struct fact fact = {.kind = FACT_PERSON, .value = name->data, .block = PAGE_NONE, .element = PAGE_NONE};
        fact.shown = candidate->shown;
        fact.number = candidate->strength + (given ? CUE_BESIDE : 0);
        fact.number += address_names(people, candidate->shown) ? CUE_DOMAIN : 0;
        fact.number = given || candidate->person ? fact.number : MIN(fact.number, NO_PERSON_MOST);
        facts_add(people->facts, &fact);
    }
}

static void add_site_name(struct people *people, const char *name, double strength)
{
    g_autofree char *plain = g_strstrip(g_strdup(name));
    if (strlen(plain) >= 3 && strlen(plain) <= NAME_BYTES && !around_text(people->context, plain, WORDS_PLACEHOLDER)) {
        g_autofree char *value = plain_name(plain);
        struct fact fact = {.kind = FACT_SITE_NAME, .value = value, .shown = plain, .number = strength};
        fact.block = fact.element = PAGE_NONE;
        facts_add(people->facts, &fact);
    }
}

/* What the site is called, and where it says that it stands. */
static void read_site(struct people *people)
{
    const Page *page = people->context->page;
    const char *address = page->canonical;
    for (guint32 i = 0; i < page->n_metas; i++) {
        if (strcmp(page->metas[i].name, "og:site_name") == 0) {
            add_site_name(people, page->metas[i].content, CUE_STRUCTURED);
        } else if (strcmp(page->metas[i].name, "og:url") == 0 && !address) {
            address = page->metas[i].content;
        }
    }
    for (guint32 i = 0; i < page->n_items; i++) {
        static const char *const types[] = {"Organization", "Business", "WebSite", "Service"};
        const char *name = page_property(page, &page->items[i], "name");
        for (guint k = 0; name && page->items[i].parent == PAGE_NONE && k < 3; k++) {
            if (strstr(page->items[i].types, types[k])) {
                add_site_name(people, name, CUE_LETTERS);
                break;
            }
        }
    }
    g_autofree char *folded = g_strdup(page->title);
    g_auto(GStrv) parts = g_regex_split_simple("\\s+[-–—|•·:]\\s+", folded, 0, 0);
    for (guint i = 0; parts && parts[i] && i < 4; i++) {
        add_site_name(people, parts[i], CUE_TITLE);
    }
    if (address && (g_str_has_prefix(address, "https://") || g_str_has_prefix(address, "http://"))) {
        gsize host = strcspn(strstr(address, "://") + 3, "/?#");
        g_autofree char *root = g_strdup_printf("%.*s/", (int)(strstr(address, "://") + 3 + host - address), address);
        struct fact fact = {.kind = FACT_SITE_ADDRESS, .value = root, .shown = root, .number = 1};
        fact.block = fact.element = PAGE_NONE;
        facts_add(people->facts, &fact);
    }
}

static char *letters_of_host(const char *address)
{
    g_autofree char *host = address_host(address);
    GString *letters = g_string_new(NULL);
    for (const char *p = host; p && *p; p++) {
        if (g_ascii_isalpha(*p)) {
            g_string_append_c(letters, g_ascii_tolower(*p));
        }
    }
    return g_string_free(letters, FALSE);
}

void facts_people(const struct fact_context *context, Facts *facts)
{
    if (!context->practice->drafting) {
        return;
    }
    struct people people = {.context = context, .facts = facts};
    people.candidates = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, candidate_free);
    people.host = letters_of_host(context->page->canonical ? context->page->canonical : context->page->address);
    g_autoptr(Current) current = current_new(context, facts);
    for (guint32 block = 0; block < context->page->n_blocks; block++) {
        if (current_block(current, block) && !is_others_words(facts, block)) {
            read_block(&people, block);
        }
    }
    read_items(&people);
    add_people(&people);
    read_site(&people);
    g_hash_table_unref(people.candidates);
    g_free(people.host);
}
