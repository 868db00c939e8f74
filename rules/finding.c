#include "rules/finding.h"

void evidence_free(struct evidence *evidence)
{
    if (evidence) {
        g_free(evidence->page);
        g_free(evidence->text);
        g_free(evidence->before);
        g_free(evidence->after);
        g_free(evidence->selector);
        g_free(evidence->heading);
        g_free(evidence->language);
        g_free(evidence);
    }
}

const char *state_word(enum finding_state state)
{
    static const char *const words[] = {[STATE_NEW] = "new", [STATE_KNOWN] = "known", [STATE_ACCEPTED] = "accepted"};
    return words[state];
}

// Whoever made the array may have left out a free function, or given it one: the elements must be freed once.
static void free_all_evidence(GPtrArray *array)
{
    if (array) {
        g_ptr_array_set_free_func(array, (GDestroyNotify)evidence_free);
        g_ptr_array_unref(array);
    }
}

void finding_free(struct finding *finding)
{
    if (finding) {
        g_free(finding->id);
        g_free(finding->subject);
        g_free(finding->page);
        g_free(finding->decision);
        g_clear_pointer(&finding->values, g_hash_table_unref);
        free_all_evidence(finding->evidence);
        g_free(finding);
    }
}

void check_free(struct check *check)
{
    if (check) {
        g_free(check->subject);
        wording_clear(&check->reason);
        free_all_evidence(check->proof);
        g_free(check);
    }
}
