#include "rules/literals.h"

#include <string.h>

#include "rules/literal_reader.h"

enum { MAX_NESTING = 20, MAX_COPIES = 3, MAX_NEWLINE = 2, MAX_COUNT = 1000 };

// Bytes of compiled code, reckoned high; PCRE2 refuses more than 64 KiB.
enum { GROUP_CODE = 24, BRANCH_CODE = 8, REPEAT_CODE = 16, SOUND_CODE = 16 << 10 };

static guint far_sum(guint a, guint b)
{
    return a > LITERALS_FAR - b ? LITERALS_FAR : a + b;
}

static guint far_product(guint a, guint n)
{
    return a && n > LITERALS_FAR / a ? LITERALS_FAR : a * n;
}

static void read_alternatives(struct reader *reader, struct part *part);

// A lookaround takes nothing, and stands for nothing that must be in a match.
static void look_around(struct part *part)
{
    guint code_bytes = part->code_bytes;
    part_nothing(part);
    part->code_bytes = code_bytes;
}

static void read_group(struct reader *reader, struct part *part)
{
    guint bounds = *reader->at == '?' ? lookaround_bounds(reader->at + 1) : 0;
    enum opening opening = read_opening(reader);
    if (opening == OPENS_NOTHING || reader->lost) {
        part_nothing(part);
        return;
    }
    reader->behind += opening == OPENS_LOOKBEHIND;
    read_alternatives(reader, part);
    reader->behind -= opening == OPENS_LOOKBEHIND;
    reader->lost |= *reader->at != ')';
    reader->at += *reader->at == ')';
    part->code_bytes = far_sum(part->code_bytes, GROUP_CODE);
    if (opening == OPENS_LOOKAHEAD && !*reader->at && reader->nesting == 1) {
        // What a pattern looks ahead for in the end stands there as if it were part of it.
        part->repeatable = FALSE;
        part->shortest = 0;
    } else if (opening != OPENS_GROUP) {
        look_around(part);
        part->whole.all[0].bounds = bounds;
    }
}

static void read_atom(struct reader *reader, struct part *part)
{
    part_unknown(part, 1);
    switch (*reader->at) {
    case '(':
        reader->at++;
        read_group(reader, part);
        return;
    case '[':
        reader->at++;
        read_class(reader, part);
        return;
    case '\\':
        reader->at++;
        read_escape(reader, part);
        return;
    case '^':
        reader->at++;
        part_start(reader, part);
        return;
    case '$':
        reader->at++;
        part_bound(part);
        return;
    case '.':
        reader->at++;
        return;
    default:
        reader->doubt |= strchr("?*+{", *reader->at) != NULL;
        part_character(part, next_character(reader));
    }
}

static guint read_count(const char **at)
{
    guint64 count = g_ascii_strtoull(*at, (char **)at, 10);
    return MIN(count, G_MAXUINT16);
}

// {2}, {2,} and {2,5}. Later releases of PCRE2 read {,5} and { 2 } too, which is why these are not understood.
static gboolean read_braces(struct reader *reader, guint *min, guint *max)
{
    const char *at = reader->at + 1, *end = at + strspn(at, "0123456789, ");
    if (end == at || *end != '}') {
        return FALSE; // just a brace
    }
    reader->lost |= !g_ascii_isdigit(*at) || memchr(at, ' ', end - at);
    *min = *max = read_count(&at);
    if (*at == ',') {
        at++;
        *max = at == end ? G_MAXUINT : read_count(&at);
    }
    reader->lost |= at != end;
    reader->doubt |= *min > *max || *min > MAX_COUNT || (*max > MAX_COUNT && *max < G_MAXUINT);
    reader->at = end + 1;
    return TRUE;
}

static gboolean read_quantifier(struct reader *reader, guint *min, guint *max)
{
    char c = *reader->at;
    if (c == '*' || c == '+' || c == '?') {
        reader->at++;
        *min = c == '+';
        *max = c == '?' ? 1 : G_MAXUINT;
    } else if (c != '{' || !read_braces(reader, min, max)) {
        return FALSE;
    }
    reader->at += *reader->at == '?' || *reader->at == '+'; // lazy, possessive
    return TRUE;
}

static void multiply(struct part *part, guint min, guint max)
{
    static const struct literal empty = {0};
    if (max == 0) {
        part_nothing(part);
        return;
    }
    // Characters are counted; groups are copied, without end once more than at least.
    guint copies = part->single ? 2 : max < G_MAXUINT ? max : min + 1;
    part->code_bytes = far_product(far_sum(part->code_bytes, REPEAT_CODE), copies);
    part->shortest = far_product(part->shortest, min);
    part->longest = far_product(part->longest, max);
    part->solid = part->repeatable = FALSE;
    part->fixed &= min == max;
    if (min == 0) {
        part->best.n = 0;
        part->exact = part->exact && max == 1 && literals_add(&part->whole, &empty);
        part->repeats = FALSE;
        return;
    }
    if (min == 1 && max == 1) {
        return;
    }
    if (!part->exact) {
        part->repeats = FALSE;
        return;
    }
    struct literals once;
    literals_copy(&once, &part->whole);
    gboolean whole = min == max && min <= MAX_COPIES;
    for (guint i = 1; whole && i < min; i++) {
        whole = literals_append(&part->whole, &once);
    }
    if (!whole) {
        literals_copy(&part->whole, &once);
        part->repeats = TRUE;
        part->exact = FALSE;
    }
}

// The texts that may stand right before what is read next, and how far from the beginning they stand at most.
struct run {
    struct literals texts;
    guint at;
};

// Takes note of a set of which one stands in every match of `part`.
static void consider(const struct reader *reader, struct part *part, const struct literals *set, guint reach)
{
    literals_consider(&part->best, set, reach);
    if (reader->visitor && reader->nesting == 1) {
        reader->visitor->set(set, reader->visitor->data);
    }
}

// Puts `item` behind `run`; `part->best` keeps the best of what had to be closed.
static void join(const struct reader *reader, struct part *part, struct run *run, struct part *item)
{
    guint before = part->longest;
    if (item->best.n && item->best.reach == 0) { // so they begin where it does
        literals_bound_before(&item->best, &run->texts);
    }
    part->longest = far_sum(before, item->longest);
    if (item->exact && item->whole.n > 1) {
        consider(reader, part, &run->texts, run->at);
    }
    if (item->exact && literals_append(&run->texts, &item->whole)) {
        return;
    }
    if (item->repeats) {
        consider(reader, part, &run->texts, run->at);
        literals_append(&run->texts, &item->whole);
    }
    consider(reader, part, &run->texts, run->at);
    consider(reader, part, &item->best, far_sum(before, item->best.reach));
    part->exact = FALSE;
    run->at = item->exact ? before : part->longest;
    if (item->exact || item->repeats) {
        literals_copy(&run->texts, &item->whole);
    } else {
        literals_set_empty_text(&run->texts);
    }
}

// The quantifiers behind an atom; a second one is not sound, nor one in a lookbehind that is not `fixed`.
static void read_quantifiers(struct reader *reader, struct part *item)
{
    guint min, max;
    while (!reader->lost && read_quantifier(reader, &min, &max)) {
        gboolean is_run = item->solid && max == G_MAXUINT;
        reader->doubt |= !item->repeatable || max == 0;
        multiply(item, min, max);
        item->longest = is_run ? LITERALS_LONG_RUN : item->longest;
        reader->runs |= is_run;
        reader->ends = FALSE;
    }
    reader->doubt |= reader->behind && !item->fixed;
}

// Letters that stand for themselves: most of any pattern, so they join as one.
static gsize count_letters(const char *at)
{
    gsize n = 0;
    while (g_ascii_isalnum(at[n]) || at[n] == ' ' || at[n] == '\'' || at[n] == '-') {
        n++;
    }
    gboolean quantified = at[n] == '?' || at[n] == '*' || at[n] == '+' || at[n] == '{';
    return n - (n && quantified);
}

static void read_letters(struct reader *reader, gsize n, struct part *part, struct run *run)
{
    const char *end = reader->at + n;
    part->shortest = far_sum(part->shortest, n);
    part->code_bytes = far_sum(part->code_bytes, far_product(CHARACTER_CODE, n));
    while (reader->at < end) {
        guint fits = MIN(end - reader->at, LITERAL_MAX_BYTES - run->texts.longest);
        if (fits == 0) {
            consider(reader, part, &run->texts, run->at);
            literals_set_empty_text(&run->texts);
            run->at = part->longest;
            part->exact = FALSE;
        }
        literals_append_text(&run->texts, reader->at, fits);
        part->longest = far_sum(part->longest, fits);
        reader->at += fits;
    }
    reader->ends = FALSE;
}

static void read_sequence(struct reader *reader, struct part *part)
{
    struct run run;
    struct part item;
    part_nothing(part);
    part_nothing(&item); // what is not understood leaves it as it was
    literals_set_empty_text(&run.texts);
    run.at = 0;
    while (*reader->at && *reader->at != '|' && *reader->at != ')' && !reader->lost) {
        gsize n_letters = count_letters(reader->at);
        if (n_letters) {
            read_letters(reader, n_letters, part, &run);
            continue;
        }
        reader->ends = *reader->at == '$' && reader->nesting == 1;
        read_atom(reader, &item);
        read_quantifiers(reader, &item);
        part->shortest = far_sum(part->shortest, item.shortest);
        part->code_bytes = far_sum(part->code_bytes, item.code_bytes);
        part->fixed &= item.fixed;
        join(reader, part, &run, &item);
    }
    part->repeatable = TRUE;
    consider(reader, part, &run.texts, run.at);
    if (part->exact) {
        literals_copy(&part->whole, &run.texts);
    }
}

static void add_alternative(struct part *part, const struct part *other)
{
    part->fixed &= other->fixed && part->shortest == other->shortest;
    part->shortest = MIN(part->shortest, other->shortest);
    part->longest = MAX(part->longest, other->longest);
    part->code_bytes = far_sum(part->code_bytes, far_sum(other->code_bytes, BRANCH_CODE));
    part->best.reach = MAX(part->best.reach, other->best.reach);
    gboolean proven = part->best.n && other->best.n && literals_unite(&part->best, &other->best);
    part->best.n = proven ? part->best.n : 0;
    part->exact = part->exact && other->exact && literals_unite(&part->whole, &other->whole);
}

static void read_alternative(struct reader *reader, struct part *part)
{
    read_sequence(reader, part);
    if (reader->visitor && reader->nesting == 1) {
        reader->visitor->alternative(&part->best, reader->visitor->data);
    }
}

static void read_alternatives(struct reader *reader, struct part *part)
{
    if (++reader->nesting > MAX_NESTING) {
        reader->lost = TRUE;
    }
    read_alternative(reader, part);
    gboolean alone = *reader->at != '|';
    while (*reader->at == '|' && !reader->lost) {
        struct part other;
        reader->at++;
        read_alternative(reader, &other);
        add_alternative(part, &other);
    }
    reader->ends &= alone && reader->nesting == 1;
    reader->nesting--;
}

gboolean literals_find(const char *pattern, struct literals *out)
{
    struct reader reader = {.at = pattern};
    struct part part;
    read_alternatives(&reader, &part);
    out->n = 0;
    out->reach = out->tail = LITERALS_FAR;
    out->runs = reader.runs;
    if (!reader.lost && !*reader.at && reader.ends && !reader.lines) {
        out->tail = far_sum(part.longest, MAX_NEWLINE);
    }
    gboolean read = !reader.lost && !*reader.at;
    out->sound = read && !reader.doubt && part.shortest > 0 && part.code_bytes <= SOUND_CODE;
    if (!read || part.best.n == 0) {
        return FALSE;
    }
    literals_copy(out, &part.best);
    for (guint i = 0; i < out->n; i++) {
        out->all[i].bounds = literal_bounds_of(&out->all[i]);
    }
    return TRUE;
}

gboolean literals_visit(const char *pattern, const struct literals_visitor *visitor)
{
    struct reader reader = {.at = pattern, .visitor = visitor};
    struct part part;
    read_alternatives(&reader, &part);
    return !reader.lost && !*reader.at;
}
