/* How a round went. Its answers stand in session->tries, board by board, so whose they are follows from the tasks. */
#include "play/round.h"

#include "base/mem.h"

#include <stdlib.h>

const struct session_try *round_tries(const struct session *session, int task)
{
    int first = 0;
    for (int t = 0; t < task; t++)
        first += session->tasks[t].n_items;
    return first < session->n_tries ? session->tries + first : NULL;
}

struct round_score round_score(const struct session *session, int team)
{
    struct round_score score = {0};
    for (int t = 0; t < session->n_tasks; t++) {
        const struct session_try *tries = session_team(session, t) == team ? round_tries(session, t) : NULL;
        for (int i = 0; tries && i < session->tasks[t].n_items; i++)
            score.points += !verdict_is_mistake(tries[i].verdict);
        score.asked += tries ? session->tasks[t].n_items : 0;
        score.boards += tries != NULL;
    }
    return score;
}

static struct round_miss *miss_of(const struct session *session, struct round_miss *misses, int *n,
                                  const struct session_try *t)
{
    int n_models = session->decks[t->deck]->n_models, layer = t->item / n_models, model = t->item % n_models;
    for (int i = 0; i < *n; i++)
        if (misses[i].deck == t->deck && misses[i].layer == layer && misses[i].model == model)
            return &misses[i];
    struct round_miss *miss = &misses[(*n)++];
    *miss = (struct round_miss){.deck = t->deck, .layer = layer, .model = model};
    for (int team = 0; team < ROUND_TEAMS_MAX; team++)
        miss->given[team] = ROUND_NOT_WRONG;
    return miss;
}

/* What nobody had wrong is taken out; of the others the most often wrong first, as they were asked. */
static int keep_wrong(struct round_miss *misses, int n)
{
    int kept = 0;
    for (int i = 0; i < n; i++) {
        struct round_miss miss = misses[i];
        if (!miss.wrong)
            continue;
        int at = kept++;
        for (; at > 0 && misses[at - 1].wrong < miss.wrong; at--)
            misses[at] = misses[at - 1];
        misses[at] = miss;
    }
    return kept;
}

struct round_miss *round_misses(const struct session *session, int *n)
{
    struct round_miss *misses = xcalloc((size_t)session->n_tries + 1, sizeof *misses);
    *n = 0;
    for (int t = 0; t < session->n_tasks; t++) {
        const struct session_try *tries = round_tries(session, t);
        for (int i = 0; tries && i < session->tasks[t].n_items; i++) {
            struct round_miss *miss = miss_of(session, misses, n, &tries[i]);
            miss->asked++;
            if (!verdict_is_mistake(tries[i].verdict))
                continue;
            miss->wrong++;
            miss->given[session_team(session, t)] = tries[i].given;
        }
    }
    *n = keep_wrong(misses, *n);
    return misses;
}
