/* A drill or round: its beginning and end, what is on the table, and what is still to come. All room is taken when the
   session begins, so a move cannot fail for lack of it. Re-asks stand behind the plan: while a planned board is checked
   none of them has begun, and one that is wrong again is not asked a third time. */
#include "play/session_parts.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int session_first_item(const struct deck *const *decks, int deck)
{
    int n = 0;
    for (int d = 0; d < deck; d++)
        n += deck_item_count(decks[d]);
    return n;
}

const struct task *session_task(const struct session *session)
{
    return session->task < session->n_tasks ? &session->tasks[session->task] : NULL;
}

const struct deck *session_deck(const struct session *session)
{
    const struct task *task = session_task(session);
    return task ? session->decks[task->deck] : NULL;
}

const struct deck_question *session_question(const struct session *session)
{
    const struct task *task = session_task(session);
    const struct deck *deck = session->decks[task->deck];
    assert(task->kind == TASK_QUESTION);
    return &deck->questions[deck_item_index(deck, task->items[0])];
}

const struct deck_card *session_card(const struct session *session)
{
    const struct task *task = session_task(session);
    const struct deck *deck = session->decks[task->deck];
    assert(task->kind == TASK_CARD);
    return &deck->cards[deck_item_index(deck, task->items[0])];
}

bool session_is_board(const struct task *task)
{
    return task->kind == TASK_BOARD || task->kind == TASK_LINE;
}

/* -- beginning and end -- */

/* What is asked once more stands in another order. */
static void lay_out(struct session *session, const struct task *task)
{
    const struct deck *deck = session->decks[task->deck];
    answering_card(&session->answering);
    if (task->kind == TASK_QUESTION)
        answering_question(&session->answering, session_question(session), session->seed + task->reask);
    board_init(&session->board, session_is_board(task) ? deck->n_zones : 1); /* empty beside a card or question */
    for (int i = 0; session_is_board(task) && i < task->n_items; i++)
        board_add(&session->board, deck_item_layer(deck, task->items[i]), deck_item_model(deck, task->items[i]));
}

void session_deal(struct session *session)
{
    const struct task *task = session_task(session);
    session->attended_ms = 0;
    session->n_answers = 0;
    session->clock.left_ms = session->clock.each_ms;
    session->clock.state = CLOCK_WAITS;
    if (!task) {
        session->phase = PHASE_OVER;
        return;
    }
    session->phase = PHASE_PLACING;
    lay_out(session, task);
    for (int at = 0; at < BOARD_CELLS_MAX; at++) {
        session->due_day[at] = DUE_UNKNOWN;
        session->slipped[at] = false;
    }
}

void session_next(struct session *session)
{
    session->task++;
    session_deal(session);
}

static bool *copy_hidden(const struct deck *const *decks, int n_decks, const bool *const *hidden_items)
{
    bool *hidden = xcalloc((size_t)session_first_item(decks, n_decks), sizeof *hidden);
    for (int d = 0; d < n_decks; d++)
        memcpy(&hidden[session_first_item(decks, d)], hidden_items[d],
               (size_t)deck_item_count(decks[d]) * sizeof *hidden);
    return hidden;
}

/* What a card or question is about is found here, as a move may take no memory. */
static void find_about(struct session *session)
{
    topics_init(&session->topics, session->decks, session->n_decks + session->n_beside);
    session->about = xcalloc((size_t)session->n_tasks, sizeof *session->about);
    for (int t = 0; t < session->n_tasks; t++) {
        const struct task *task = &session->tasks[t];
        struct task_about *about = &session->about[t];
        if (!session_is_board(task))
            about->n = topics_of(&session->topics, task->deck, task->items[0], &about->at);
    }
}

static struct session *new_session(const struct deck *const *decks, int n_decks, const struct task *tasks, int n_tasks)
{
    struct session *session = xcalloc(1, sizeof *session);
    session->decks = xcalloc((size_t)n_decks, sizeof *session->decks);
    session->n_decks = n_decks;
    for (int d = 0; d < n_decks; d++)
        session->decks[d] = decks[d];
    session->tasks = xcalloc((size_t)(n_tasks + session_reasks_at_most(tasks, n_tasks)), sizeof *session->tasks);
    session->n_tasks = session->n_planned = n_tasks;
    for (int t = 0; t < n_tasks; t++) {
        session->tasks[t] = tasks[t];
        session->asked += tasks[t].n_items;
    }
    session->tries = xcalloc((size_t)session->asked, sizeof *session->tries);
    session->said = xcalloc((size_t)session_first_item(decks, n_decks), sizeof *session->said);
    return session;
}

struct session *session_new(const struct deck *const *decks, int n_decks, const struct task *tasks, int n_tasks,
                            const bool *const *hidden_items, uint64_t seed)
{
    assert(session_fits(decks, n_decks, tasks, n_tasks));
    struct session *session = new_session(decks, n_decks, tasks, n_tasks);
    session->seed = seed;
    find_about(session);
    session->hidden = copy_hidden(decks, n_decks, hidden_items);
    session_deal(session);
    return session;
}

void session_stands_beside(struct session *session, const struct deck *const *decks, int n)
{
    assert(!session->n_beside && session->about);
    const struct deck **all = xcalloc((size_t)(session->n_decks + n), sizeof *all);
    memcpy(all, session->decks, (size_t)session->n_decks * sizeof *all);
    free(session->decks);
    session->decks = all;
    for (int d = 0; d < n; d++) {
        bool own = false;
        for (int k = 0; k < session->n_decks; k++)
            own = own || session->decks[k] == decks[d];
        if (!own)
            session->decks[session->n_decks + session->n_beside++] = decks[d];
    }
    topics_clear(&session->topics);
    free(session->about);
    find_about(session);
}

struct session *session_new_round(const struct deck *const *decks, int n_decks, const struct task *tasks, int n_tasks,
                                  int n_teams, int64_t each_ms)
{
    assert(n_teams > 0 && each_ms > 0 && session_fits_round(decks, n_decks, tasks, n_tasks));
    struct session *session = new_session(decks, n_decks, tasks, n_tasks);
    int n_items = session_first_item(decks, n_decks);
    session->hidden = xcalloc((size_t)n_items, sizeof *session->hidden);
    memset(session->hidden, true, (size_t)n_items * sizeof *session->hidden);
    session->n_teams = n_teams;
    session->clock.each_ms = each_ms;
    session_deal(session);
    return session;
}

void session_free(struct session *session)
{
    if (!session)
        return;
    free(session->decks);
    free(session->tasks);
    free(session->tries);
    topics_clear(&session->topics);
    free(session->about);
    free(session->hidden);
    free(session->said);
    free(session);
}

/* -- where it stands -- */

int session_team(const struct session *session, int task)
{
    return session->n_teams ? task % session->n_teams : 0;
}

int session_board_right(const struct session *session)
{
    assert(session->phase == PHASE_CHECKED);
    int n = 0;
    for (int at = 0; at < session->n_answers; at++)
        n += !session->slipped[at] && !verdict_is_mistake(session->answers[at].verdict);
    return n;
}

int session_board_graded(const struct session *session)
{
    assert(session->phase == PHASE_CHECKED);
    int n = 0;
    for (int at = 0; at < session->n_answers; at++)
        n += !session->slipped[at];
    return n;
}

int session_next_mistake(const struct session *session, int at)
{
    assert(session->phase == PHASE_CHECKED);
    for (at++; at < session->n_answers; at++)
        if (!session->slipped[at] && verdict_is_mistake(session->answers[at].verdict))
            return at;
    return -1;
}

int session_left(const struct session *session)
{
    int n = 0;
    for (int t = session->task + (session->phase == PHASE_CHECKED); t < session->n_tasks; t++)
        n += session->tasks[t].n_items;
    return n;
}

int64_t session_left_ms(const struct session *session, const int ms[3])
{
    int64_t left_ms = 0;
    for (int t = session->task + (session->phase == PHASE_CHECKED); t < session->n_tasks; t++)
        left_ms += (int64_t)session->tasks[t].n_items * ms[session_asked_kind(session->tasks[t].kind)];
    return left_ms;
}
