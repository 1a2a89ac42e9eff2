/* What is taken back: the answers of a board or a row that slipped, and the rating of a card. What was asked again for
   them is not asked any more. */
#include "play/session_parts.h"

/* -- what slipped -- */

static bool has_slipped(const struct session *session, int deck, int item)
{
    for (int at = 0; at < session->n_answers; at++) {
        const struct session_answer *answer = &session->answers[at];
        if (answer->deck == deck && answer->item == item)
            return session->slipped[at];
    }
    return false;
}

/* Drops from the re-asks what slipped on the board on the table: no other board put the same cells there. */
static void forget_reasks(struct session *session)
{
    int kept = session->n_planned;
    for (int t = session->n_planned; t < session->n_tasks; t++) {
        struct task *task = &session->tasks[t];
        int n = 0;
        for (int i = 0; i < task->n_items; i++)
            if (!has_slipped(session, task->deck, task->items[i]))
                task->items[n++] = task->items[i];
        task->n_items = n;
        if (n > 0)
            session->tasks[kept++] = *task;
    }
    session->n_tasks = kept;
}

/* Takes a planned item out of the counts. */
static void take_out(struct session *session, int at)
{
    if (session->slipped[at])
        return;
    session->slipped[at] = true;
    session->due_day[at] = DUE_UNKNOWN;
    session->asked--;
    session->answered--;
    session->right -= !verdict_is_mistake(session->answers[at].verdict);
    session_try_of(session, &session->answers[at])->slipped = true;
}

bool session_can_slip_row(const struct session *session, int at)
{
    return session_task(session)->kind == TASK_LINE && at >= 0 && at < session->board.n_cells && !session->slipped[at];
}

void session_slip_row(struct session *session, int at)
{
    const struct board *board = &session->board;
    for (int i = 0; i < board->n_cells; i++)
        if (board->cells[i].layer == board->cells[at].layer)
            take_out(session, i);
    forget_reasks(session);
}

void session_slip(struct session *session)
{
    bool reask = session_task(session)->reask;
    for (int at = 0; at < session->n_answers; at++)
        if (reask)
            session_try_of(session, &session->answers[at])->again = AGAIN_NOT;
        else
            take_out(session, at);
    if (!reask)
        forget_reasks(session);
    session_next(session);
}

/* -- a rating -- */

static bool is_touched(const struct session *session)
{
    return session->board.n_moves > 0 || session->answering.n_undo > 0;
}

int session_card_to_undo(const struct session *session)
{
    const struct task *task = session_task(session);
    if (!task)
        return -1;
    if (session->phase == PHASE_CHECKED)
        return task->kind == TASK_CARD ? session->task : -1;
    bool behind = session->task > 0 && session->tasks[session->task - 1].kind == TASK_CARD;
    return behind && !is_touched(session) ? session->task - 1 : -1;
}

bool session_can_undo(const struct session *session)
{
    return (session->phase == PHASE_PLACING && is_touched(session)) || session_card_to_undo(session) >= 0;
}

/* Drops the re-ask of a card: it is alone on its task. */
static void drop_reask(struct session *session, int deck, int item)
{
    int kept = session->n_planned;
    for (int t = session->n_planned; t < session->n_tasks; t++)
        if (!session_task_asks(&session->tasks[t], deck, item))
            session->tasks[kept++] = session->tasks[t];
    session->n_tasks = kept;
}

/* The card lies there as before it was rated, turned. */
void session_undo_card(struct session *session, int t)
{
    const struct task *task = &session->tasks[t];
    int deck = task->deck, item = task->items[0];
    session->task = t;
    if (task->reask) {
        session_try_of(session, &(struct session_answer){.deck = deck, .item = item})->again = AGAIN_NOT;
    } else {
        session->n_tries--; /* nothing was answered since */
        session->answered--;
        session->right -= !verdict_is_mistake(session->tries[session->n_tries].verdict);
        session->said[session_first_item(session->decks, deck) + item] = false;
        drop_reask(session, deck, item);
    }
    session_deal(session);
    session->answering.turned = true;
}
