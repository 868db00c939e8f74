// Client statements and endorsements: blocks, or runs of blocks inside one pair of quotation marks, scored by their
// cues.
#include <string.h>

#include "rules/facts/quotation.h"
#include "rules/facts/testimonial_cues.h"
#include "rules/facts/testimonial_parts.h"

enum { DESIGNATION_BYTES = 40 };

static const struct {
    int score;
    const char *tag;
} table[N_CUES] = {
#define X(name, score, tag) [CUE_##name] = {score, tag},
    TESTIMONIAL_SCORES(X)
#undef X
};

static gboolean has_quotation_inside(const struct page_block *block)
{
    return strstr(block->text, "“") || strstr(block->text, "«") || strchr(block->text, '"');
}

// "Past clients describe me as ...", or "A client wrote to me: ..." with words of thanks or praise.
static gboolean reports_praise(const struct testimonial_page *self, guint32 block)
{
    return has_quotation_inside(&self->page->blocks[block]) &&
           (block_says(self, block, WORDS_REPORTED_PRAISE) ||
            (block_says(self, block, WORDS_CLIENT_WROTE) &&
             (block_says(self, block, WORDS_CLIENT_PRAISE) || block_says(self, block, WORDS_CLIENT_RECOMMENDS))));
}

static int score_of(const struct statement *it)
{
    int score = 0;
    for (guint i = 0; i < N_CUES; i++) {
        score += it->cues[i] ? table[i].score : 0;
    }
    return score;
}

// Nothing is a client's statement that neither its place nor its marks set apart.
static gboolean is_marked(const struct statement *it)
{
    return it->cues[CUE_REPORTED] || it->cues[CUE_QUOTED] || it->cues[CUE_BY_CLIENT] || it->signed_off ||
           is_announced(it) || it->cues[CUE_STARS];
}

// Words that can be nobody else's: of help and what came of it, or of praise and a recommendation.
static gboolean is_a_clients(const struct statement *it)
{
    gboolean told = it->cues[CUE_CHANGE] || it->cues[CUE_PRAISE] || it->cues[CUE_RECOMMENDS];
    return (it->cues[CUE_VOICE] && told) || (it->cues[CUE_RECOMMENDS] && it->cues[CUE_PRAISE]);
}

// "Reviews" or "Success stories" announces clients' words where somebody signs them, or they can be nobody else's.
static gboolean may_be_announced(const struct statement *it)
{
    return it->cues[CUE_SECTION_MAYBE] && (it->by != PAGE_NONE || it->signed_off || is_a_clients(it));
}

// One of a row of labels, or the small line above the next heading.
static gboolean is_no_signature(const struct testimonial_page *self, const struct statement *it)
{
    const Page *page = self->page;
    const struct page_block *by = &page->blocks[it->by];
    guint n_below = MIN(page->n_blocks - it->by - 1, 2);
    if (n_below > 1 && says_who(self, it->by + 1) && says_who(self, it->by + 2)) {
        return TRUE;
    }
    return n_below && by[1].is_heading &&
           common_ancestor(page, by->element, by[1].element) >=
               common_ancestor(page, by->element, page->blocks[it->first].element);
}

// What nothing sets apart, in words that can be nobody else's, with a name on a line of its own below it.
static gboolean is_signed_story(const struct testimonial_page *self, const struct statement *it)
{
    if (it->by == PAGE_NONE || it->by < it->last || it->cues[CUE_PRACTITIONER] || !is_a_clients(it)) {
        return FALSE;
    }
    const char *name = self->page->blocks[it->by].text;
    return (strchr(name, ' ') || is_signed_alike(self, it)) && !bears_letters(name) && !is_no_signature(self, it);
}

// In words that need no more than a mark.
static gboolean speaks(const struct statement *it)
{
    return it->cues[CUE_VOICE] || it->cues[CUE_CHANGE] || it->cues[CUE_PRAISE] || it->cues[CUE_RECOMMENDS];
}

static gboolean is_statement(const struct statement *it, gboolean introduces)
{
    if (it->cues[CUE_REPORTED]) {
        return score_of(it) >= table[CUE_REPORTED].score;
    }
    gboolean by = it->cues[CUE_BY_CLIENT] || it->cues[CUE_BY_NAME] || it->cues[CUE_BY_COLLEAGUE];
    gboolean quoted_by = it->cues[CUE_QUOTED] && (it->cues[CUE_BY_ROLE] || it->cues[CUE_FELLOWS]);
    // A theme's box for testimonials holds values and colleagues as well, with what they are called above.
    gboolean below = it->by != PAGE_NONE && it->by > it->last;
    gboolean said = it->cues[CUE_QUOTED] || it->cues[CUE_BY_CLIENT] || (by && (below || it->cues[CUE_SECTION]));
    gboolean enough = speaks(it) || it->cues[CUE_HINT] || quoted_by || (is_announced(it) && !introduces && said);
    return enough && score_of(it) >= SCORE_ENOUGH;
}

// The last block of the statement with its signature, though it be one that tells nothing: "— M. B., mb@post.example".
static guint32 signed_until(const Page *page, const struct statement *it)
{
    guint32 next = it->last + 1;
    if (it->by != PAGE_NONE) {
        return MAX(it->by, it->last);
    }
    return next < page->n_blocks && begins_with_dash(page->blocks[next].text) ? next : it->last;
}

static void add_statement(const struct testimonial_page *self, const struct statement *it, Facts *facts)
{
    const struct page_block *block = &self->page->blocks[it->first];
    g_autoptr(GString) tags = g_string_new(it->colleague ? "colleague" : "client");
    for (guint i = 0; i < N_CUES; i++) {
        if (it->cues[i]) {
            g_string_append_printf(tags, " %s", table[i].tag);
        }
    }
    const struct fact fact = {
        .kind = it->colleague ? FACT_ENDORSEMENT : FACT_CLIENT_STATEMENT,
        .value = it->by == PAGE_NONE ? "" : self->page->blocks[it->by].text,
        .tags = tags->str,
        .number = score_of(it),
        .block = it->first,
        .element = block->element,
        .last = signed_until(self->page, it),
    };
    facts_add(facts, &fact);
}

static gboolean tells_of_help(const struct statement *it)
{
    return it->cues[CUE_VOICE] || it->cues[CUE_PRAISE] || it->cues[CUE_RECOMMENDS];
}

// Words that nobody said, or anybody, or somebody who tells of a study or a job. Invented people sign theirs; what
// people say in general has no signature, or one like "Manager, 44", and tells of no help.
static gboolean is_nobodys(const struct testimonial_page *self, const struct statement *it)
{
    gboolean signs = it->by != PAGE_NONE || it->cues[CUE_BY_CLIENT] || it->cues[CUE_BY_NAME];
    gboolean is_somebodys =
        (signs && tells_of_help(it)) || it->cues[CUE_CONTAINER] || it->cues[CUE_STARS] || it->cues[CUE_REPORTED];
    gboolean is_slogan = self->page->blocks[it->first].is_heading && !is_announced(it); // "“I sleep again.”"
    return (!signs && !it->cues[CUE_STARS] && is_slogan) || block_says(self, it->by, WORDS_OTHER_SUBJECT) ||
           is_introduced_as(self, it->first, WORDS_MADE_UP) ||
           (!is_somebodys && is_introduced_as(self, it->first, WORDS_TYPICAL));
}

// Whether what was marked tells what clients tell.
static gboolean tells(const struct testimonial_page *self, struct statement *it)
{
    hear_words(self, it);
    gboolean signs = it->cues[CUE_BY_CLIENT] || it->cues[CUE_BY_NAME];
    gboolean set_off = it->cues[CUE_QUOTED] || it->cues[CUE_STARS] || it->cues[CUE_SECTION_MAYBE];
    it->cues[CUE_HINT] &= signs && set_off && !it->cues[CUE_VOICE] && !it->cues[CUE_PRACTITIONER];
    if (it->cues[CUE_REPORTED]) {
        it->cues[CUE_PRACTITIONER] = FALSE; // "clients describe my approach as": the practitioner tells it
    }
    if (it->cues[CUE_VOICE] && it->cues[CUE_QUOTED] && it->signed_off && !it->colleague && !it->cues[CUE_OWN_WORDS]) {
        it->cues[CUE_PRACTITIONER] = FALSE; // clients have a practice, a training and a team as well
    }
    it->cues[CUE_OTHER_SUBJECT] |= it->in_group && !(it->cues[CUE_VOICE] && it->cues[CUE_BY_CLIENT]);
    it->cues[CUE_NEIGHBOURS] &= is_announced(it) || it->cues[CUE_BY_CLIENT] || it->cues[CUE_RECOMMENDS] ||
                                (it->cues[CUE_BY_NAME] && (tells_of_help(it) || !is_full_name(self, it->by)));
    if (!is_marked(it) && !may_be_announced(it) && !is_signed_story(self, it)) {
        return FALSE;
    }
    const struct page_block *block = &self->page->blocks[it->first];
    return is_statement(it, block->is_heading || block_says(self, it->first, WORDS_TESTIMONIAL_INTRO)) &&
           !is_nobodys(self, it);
}

// What no mark and no place sets apart is a statement by its words alone. Prose without them ends here, before anybody
// asks who said it: whatever weigh_place() takes for a mark or an announcement must be let through.
static gboolean is_worth_weighing(const struct testimonial_page *self, const struct statement *it)
{
    const struct page_block *block = &self->page->blocks[it->first];
    if (it->last > it->first || is_set_off(self, it->first) || block->emphasised || is_in_slide(self, it->first) ||
        MAX(block_section_name(self, block), self->page_name) > 0 || is_in_container(self, it->first) ||
        self->introduced[it->first] || self->by_colleagues[it->first] || has_quotation_inside(block)) {
        return TRUE;
    }
    if (it->first && block_is_short(block - 1) && block_says(self, it->first - 1, WORDS_STAR_RATING)) {
        return TRUE;
    }
    return has_words(self, it->first) ||
           (block->heading != PAGE_NONE && section_says(self, block->heading, WORDS_ENDORSEMENT_HEADING));
}

// "Managing director", right below a name in its card: what somebody is, and not what anybody says.
static gboolean is_designation(const struct testimonial_page *self, guint32 block)
{
    const struct page_block *at = &self->page->blocks[block];
    gboolean sentence = g_ascii_ispunct(at->text[at->length - 1]) || quotation_closes(at->text, at->length);
    return at->length <= DESIGNATION_BYTES && !sentence && is_in_container(self, block) && block > 0 &&
           at[-1].is_heading && says_who(self, block - 1) && !has_words(self, block);
}

void read_statements(const struct testimonial_page *self, Facts *facts)
{
    const Page *page = self->page;
    for (guint32 i = 0; i < page->n_blocks; i++) {
        if (!can_speak(&page->blocks[i]) || says_who(self, i) || is_designation(self, i)) {
            continue;
        }
        struct statement it = {.first = i, .last = quotation_end(page, i), .by = PAGE_NONE};
        i = it.last;
        if (!is_worth_weighing(self, &it)) {
            continue;
        }
        find_speaker(self, &it);
        weigh_speaker(self, &it);
        weigh_place(self, &it);
        it.cues[CUE_REPORTED] = reports_praise(self, it.first);
        if ((is_marked(&it) || it.cues[CUE_SECTION_MAYBE] || it.by != PAGE_NONE) && tells(self, &it)) {
            add_statement(self, &it, facts);
        }
    }
}
