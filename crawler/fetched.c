#include "crawler/fetched.h"

static const char *const OUTCOME_WORDS[] = {
#define X(name, word) [name] = word,
    FETCH_OUTCOMES(X)
#undef X
};

const char *fetch_outcome_word(enum fetch_outcome outcome)
{
    return OUTCOME_WORDS[outcome];
}

void fetched_free(struct fetched *fetched)
{
    if (!fetched) {
        return;
    }
    g_free(fetched->address);
    g_free(fetched->shown);
    g_free(fetched->reason);
    g_clear_pointer(&fetched->body, g_bytes_unref);
    g_free(fetched->content_type);
    g_free(fetched->charset);
    g_free(fetched->location);
    g_free(fetched->robots_tag);
    g_free(fetched->last_modified);
    g_free(fetched->lastmod);
    g_free(fetched);
}
