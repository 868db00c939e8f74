// What a page shows of the practitioner against what the practice file says is true today.
#include <string.h>

#include "crawler/address.h"
#include "rules/facts/around.h"
#include "rules/facts/current.h"
#include "rules/facts/detectors.h"
#include "rules/facts/phone_number.h"
#include "rules/facts/postal_code.h"
#include "rules/fold.h"
#include "rules/pack.h"

enum { ADDRESS_BYTES = 160, NAME_REACH = 80, MAX_OF_ONE = 50 };

struct comparison {
    const struct fact_context *context;
    Facts *facts;
    Current *current;
};

/* How a kind of contact is made comparable; "" where the text holds none. Caller frees. */
typedef char *(*plain_maker)(const char *text);

static char *plain_phone(const char *text)
{
    struct phone_number number;
    gsize at = 0;
    return g_strdup(phone_number_next(text, strlen(text), &at, &number) ? number.value : "");
}

static char *plain_email(const char *text)
{
    return g_ascii_strdown(text, -1);
}

static char *plain_postal_code(const char *text)
{
    g_autofree char *folded = fold(text);
    gsize start, end;
    GString *plain = g_string_new(NULL);
    if (postal_code_find(folded, strlen(folded), &start, &end)) {
        for (gsize i = start; i < end; i++) {
            if (g_ascii_isalnum(folded[i])) {
                g_string_append_c(plain, g_ascii_toupper(folded[i]));
            }
        }
    }
    return g_string_free(plain, FALSE);
}

/* What a fact shows, with the rest of its line where an address may run on. Caller frees. */
static char *plain_of(const struct fact_context *context, const struct fact *seen, plain_maker make_plain)
{
    if (seen->kind != FACT_ADDRESS || seen->block == PAGE_NONE) {
        return make_plain(seen->value);
    }
    const Page *page = context->page;
    const struct page_block *b = &page->blocks[seen->block];
    const char *next = seen->block + 1 < page->n_blocks ? page->blocks[seen->block + 1].text : "";
    g_autofree char *rest =
        g_strdup_printf("%.*s %.*s", ADDRESS_BYTES, b->text + MIN(seen->start, b->length), ADDRESS_BYTES, next);
    g_autofree char *valid = g_utf8_make_valid(rest, -1);
    return make_plain(valid);
}

/* Codes of lines that are free to call: of help lines and of offices far away. */
static gboolean toll_free(const char *number)
{
    static const char *const codes[] = {"+1800", "+1833", "+1844", "+1855", "+1866", "+1877", "+1888", "+1900"};
    for (guint i = 0; i < G_N_ELEMENTS(codes); i++) {
        if (g_str_has_prefix(number, codes[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

/* A domain that is neither the practice's, nor the site's, nor a mail provider's for everyone is somebody else's. */
static gboolean own_domain(const struct fact_context *context, const char *email)
{
    const char *host = strchr(email, '@');
    if (!host) {
        return FALSE;
    }
    const char *mine = context->practice->email ? strchr(context->practice->email, '@') : NULL;
    g_autofree char *site = address_host(context->page->address);
    return (mine && g_ascii_strcasecmp(mine, host) == 0) || (site && host_is_within(site, host + 1)) ||
           around_text(context, host, WORDS_MAIL_PROVIDER);
}

static gboolean may_be_mine(const struct comparison *c, const struct fact *seen, const char *plain)
{
    const struct fact_context *context = c->context;
    static const char *const others[] = {"help-line", "regulator", "elsewhere", "placeholder"};
    for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
        if (fact_has_tag(seen, others[i])) {
            return FALSE;
        }
    }
    if (!*plain || (seen->kind == FACT_PHONE && toll_free(plain)) ||
        (seen->kind == FACT_EMAIL && !own_domain(context, plain))) {
        return FALSE;
    }
    return seen->block == PAGE_NONE ||
           (current_block(c->current, seen->block) && !around_heading(context, seen->block, WORDS_NOT_SERVICES));
}

static gboolean same(enum fact_kind kind, const char *one, const char *other)
{
    return kind == FACT_PHONE ? phone_number_same(one, other) : strcmp(one, other) == 0;
}

/*
 * Contacts of one kind that are not the practice file's. A page that also shows the right one may list a second line or
 * a colleague: nothing is said of it.
 */
static void compare_contact(const struct comparison *c, enum fact_kind kind, const char *expected,
                            plain_maker make_plain, const char *tag)
{
    const struct fact_context *context = c->context;
    Facts *facts = c->facts;
    g_autofree char *right = expected ? make_plain(expected) : NULL;
    if (!right || !*right) {
        return;
    }
    g_autoptr(GArray) wrong = g_array_new(FALSE, FALSE, sizeof(struct fact));
    guint index = 0;
    const struct fact *seen;
    while ((seen = facts_next(facts, kind, &index))) {
        g_autofree char *plain = plain_of(context, seen, make_plain);
        if (same(kind, plain, right)) {
            return;
        }
        if (may_be_mine(c, seen, plain) && wrong->len < MAX_OF_ONE) {
            struct fact differs = *seen;
            differs.kind = FACT_CONTACT_DIFFERS;
            differs.value = expected;
            differs.tags = tag;
            g_array_append_val(wrong, differs);
        }
    }
    for (guint i = 0; i < wrong->len; i++) {
        facts_add(facts, &g_array_index(wrong, struct fact, i));
    }
}

/* Without spaces, dashes and leading zeros. Caller frees. */
static char *plain_registration(const char *text)
{
    GString *plain = g_string_new(NULL);
    for (const char *p = text; *p; p++) {
        if (g_ascii_isalnum(*p) && (*p != '0' || plain->len > 0)) {
            g_string_append_c(plain, g_ascii_toupper(*p));
        }
    }
    return g_string_free(plain, FALSE);
}

/* A registration number beside the practitioner's name that is not the practice file's. */
static void compare_registration(const struct comparison *c)
{
    const struct fact_context *context = c->context;
    Facts *facts = c->facts;
    if (!context->practice->number) {
        return;
    }
    g_autofree char *right = plain_registration(context->practice->number);
    g_autoptr(GArray) wrong = g_array_new(FALSE, FALSE, sizeof(struct fact));
    guint index = 0;
    const struct fact *seen;
    while ((seen = facts_next(facts, FACT_REGISTRATION_NUMBER, &index))) {
        g_autofree char *plain = plain_registration(seen->value);
        if (strcmp(plain, right) == 0) {
            return;
        }
        if (*plain && seen->block != PAGE_NONE && around_named(context, seen->block) &&
            current_block(c->current, seen->block)) {
            struct fact differs = *seen;
            differs.kind = FACT_REGISTRATION_DIFFERS;
            differs.value = context->practice->number;
            differs.tags = "";
            g_array_append_val(wrong, differs);
        }
    }
    for (guint i = 0; i < wrong->len; i++) {
        facts_add(facts, &g_array_index(wrong, struct fact, i));
    }
}

static gboolean same_letters(const char *one, gsize length, const char *other)
{
    gsize i = 0;
    for (; i < length; i++) {
        if (one[i] == '.') {
            continue;
        }
        while (*other == '.') {
            other++;
        }
        if (one[i] != *other++) {
            return FALSE;
        }
    }
    return *other == '\0' || (*other == '.' && !other[1]);
}

static gboolean listed(char *const *list, const char *word, gsize length)
{
    for (guint i = 0; list && list[i]; i++) {
        if (same_letters(word, length, list[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

/* One of the practitioner's own titles, in letters, from this regulator; of the language that `letter` begins. */
static gboolean holds_title_of(const struct practice *practice, const struct regulator *regulator, char letter)
{
    for (guint i = 0; practice->titles && practice->titles[i]; i++) {
        const char *title = practice->titles[i];
        if (*title == letter && listed(regulator->title_abbreviations, title, strlen(title))) {
            return TRUE;
        }
    }
    return FALSE;
}

/*
 * A regulator's letters that the practice file does not list. The practitioner's own regulator writes its titles in two
 * languages (RSW, TSI): only letters that begin alike can contradict each other.
 */
static gboolean is_foreign_title(const struct fact_context *context, const char *word, gsize length)
{
    const struct practice *practice = context->practice;
    if (listed(practice->titles, word, length)) {
        return FALSE;
    }
    gboolean foreign = FALSE;
    for (guint i = 0; i < context->packs->regulators->len; i++) {
        const struct regulator *regulator = g_ptr_array_index(context->packs->regulators, i);
        if (!regulator->statutory || !listed(regulator->title_abbreviations, word, length)) {
            continue;
        }
        gboolean own = g_strcmp0(regulator->id, practice->regulator) == 0;
        if (own && !holds_title_of(practice, regulator, *word)) {
            return FALSE;
        }
        foreign = foreign || own || g_strcmp0(regulator->jurisdiction, "CA-ON") == 0;
    }
    return foreign;
}

/* Letters after the practitioner's name: "Jane Roe, MSW, RSSW". */
static void compare_titles(const struct comparison *c, guint32 block)
{
    const struct fact_context *context = c->context;
    Facts *facts = c->facts;
    const struct page_block *b = &context->page->blocks[block];
    const char *at = strstr(b->text, context->practice->practitioner);
    if (!at || !current_block(c->current, block)) {
        return;
    }
    const char *p = at + strlen(context->practice->practitioner), *end = b->text + b->length;
    end = MIN(end, p + NAME_REACH);
    while (p < end && strchr(", ", *p)) {
        gsize gap = strspn(p, ", "), length = strcspn(p + gap, ", ;|/()");
        p += gap;
        if (length < 2 || length > 8 || p + length > end || !g_ascii_isupper(p[0]) || !g_ascii_isupper(p[length - 1])) {
            return; // "Jane Roe, MSW, RSW and ..."
        }
        if (is_foreign_title(context, p, length)) {
            g_autofree char *expected = g_strjoinv(", ", context->practice->titles);
            guint32 start = (guint32)(p - b->text);
            current_add(facts, context,
                        &(struct fact){.kind = FACT_CREDENTIAL_DIFFERS,
                                       .block = block,
                                       .start = start,
                                       .end = start + (guint32)length,
                                       .value = expected,
                                       .tags = ""});
        }
        p += length;
    }
}

/* Whether new clients are taken. Where a page says both, of different services perhaps, it contradicts nothing. */
static void compare_accepting(const struct comparison *c)
{
    const struct fact_context *context = c->context;
    Facts *facts = c->facts;
    g_autoptr(GArray) said = g_array_new(FALSE, FALSE, sizeof(struct match));
    gboolean open = FALSE, closed = FALSE;
    for (guint32 block = 0; block < context->page->n_blocks && said->len < MAX_OF_ONE; block++) {
        const struct match *no = around_in(context, block, WORDS_ACCEPTING_CLOSED);
        const struct match *yes = around_in(context, block, WORDS_ACCEPTING_OPEN);
        const struct match *match = no ? no : yes;
        if (!match || !current_block(c->current, block) || context->page->blocks[block].is_alt ||
            (!no && around_sentence(context, block, yes->start, yes->end, WORDS_SERVICE_REFUSED))) {
            continue;
        }
        open = open || !no;
        closed = closed || no;
        struct match place = {block, match->start, match->end};
        g_array_append_val(said, place);
    }
    int accepting = context->practice->accepting;
    gboolean differs = open != closed && accepting >= 0 && accepting != open;
    for (guint i = 0; i < said->len; i++) {
        const struct match *place = &g_array_index(said, struct match, i);
        g_autofree char *tags = g_strdup_printf("%s%s",
                                                open && closed ? "both"
                                                : open         ? "open"
                                                               : "closed",
                                                differs ? " differs" : "");
        current_add(
            facts, context,
            &(struct fact){
                .kind = FACT_ACCEPTING, .block = place->owner, .start = place->start, .end = place->end, .tags = tags});
    }
}

void facts_compare(const struct fact_context *context, Facts *facts)
{
    const struct practice *practice = context->practice;
    g_autoptr(Current) current = current_new(context, facts);
    const struct comparison c = {context, facts, current};
    compare_contact(&c, FACT_PHONE, practice->phone, plain_phone, "phone");
    compare_contact(&c, FACT_EMAIL, practice->email, plain_email, "email");
    compare_contact(&c, FACT_ADDRESS, practice->postal_address, plain_postal_code, "address");
    compare_registration(&c);
    for (guint32 block = 0; practice->practitioner && practice->titles && block < context->page->n_blocks; block++) {
        compare_titles(&c, block);
    }
    compare_accepting(&c);
}
