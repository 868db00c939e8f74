#include "reports/gate.h"

void gate_mark(struct result *result)
{
    for (guint i = 0; i < result->findings->len; i++) {
        struct finding *finding = result->findings->pdata[i];
        finding->counts = finding->state == STATE_NEW && !result->fail_never && finding->level >= result->fail_on;
    }
}

struct gate gate_judge(const struct result *result)
{
    struct gate gate = {.partial = result->partial};
    for (guint i = 0; i < result->findings->len; i++) {
        const struct finding *finding = result->findings->pdata[i];
        if (finding->state == STATE_ACCEPTED) {
            gate.n_accepted++;
            continue;
        }
        gate.n_findings[MIN(finding->level, LEVEL_ERROR)]++;
        gate.n_known += finding->state == STATE_KNOWN;
        gate.n_counting += finding->counts;
    }
    guint n_read = 0;
    for (guint i = 0; i < result->presences->len; i++) {
        const struct result_presence *presence = result->presences->pdata[i];
        n_read += presence->read;
    }
    gate.presence_unread = n_read < result->presences->len;
    if (result->presences->len > 0 && n_read == 0) {
        gate.status = GATE_UNREAD;
    } else if (gate.n_counting > 0) {
        gate.status = GATE_FAILED;
    } else if (gate.partial && !result->allow_partial) {
        gate.status = GATE_PARTIAL;
    }
    return gate;
}

const char *gate_word(enum gate_status status)
{
    switch (status) {
    case GATE_PASSED:
        return "passed";
    case GATE_FAILED:
        return "failed";
    case GATE_UNREAD:
        return "unread";
    case GATE_PARTIAL:
        return "partial";
    }
    return "";
}
