/* Moves: which are possible now, and what they do. One that is possible leaves in session->change what the store has to
   write. */
#include "play/session_parts.h"

/* -- on the table -- */

static bool move_edge(struct session *session, int at, int edge)
{
    const struct deck *deck = session_deck(session);
    struct board *board = &session->board;
    int customer = deck_customer(deck), n = 0;
    if (session_task(session)->kind != TASK_LINE || customer < 0 || edge < 0 || edge > deck->n_models)
        return false;
    for (int i = 0; i < board->n_cells; i++) {
        const struct board_cell *cell = &board->cells[i];
        if (cell->layer != board->cells[at].layer)
            continue;
        bool moved =
            cell->model < edge ? board_place(board, i, customer) : cell->zone == customer && board_take_back(board, i);
        if (moved && n++ > 0)
            board_join(board);
    }
    return n > 0;
}

/* Moves read from disk may mean a place that this board does not have. */
static bool place(struct session *session, struct move move)
{
    struct board *board = &session->board;
    const struct task *task = session_task(session);
    if (task->kind == TASK_CARD)
        return answering_card_move(&session->answering, move);
    if (task->kind == TASK_QUESTION)
        return answering_question_move(&session->answering, move);
    if (move.kind == MOVE_UNDO)
        return board_undo(board);
    if (move.kind > MOVE_EDGE || move.at < 0 || move.at >= board->n_cells)
        return false;
    if (move.kind == MOVE_BACK)
        return board_take_back(board, move.at);
    if (move.kind == MOVE_UNSURE)
        return board_toggle_unsure(board, move.at);
    if (move.kind == MOVE_EDGE)
        return move_edge(session, move.at, move.zone);
    if (move.zone < 0 || move.zone >= board->n_zones)
        return false;
    return move.kind == MOVE_PLACE ? board_place(board, move.at, move.zone)
                                   : board_place_unsure(board, move.at, move.zone);
}

/* Before Check; a card is not checked, and it is rated when it was turned. */
static bool can_check(const struct session *session)
{
    return session_task(session)->kind != TASK_CARD;
}

/* Nothing is left to be read on a rated card; where it is the last thing it stays, so that its rating can be undone. */
static void rate(struct session *session)
{
    session_check(session);
    if (session->task + 1 < session->n_tasks)
        session_next(session);
}

/* -- the clock -- */

bool session_is_timing(const struct session *session)
{
    return session->n_teams && session->phase == PHASE_PLACING && session->clock.state == CLOCK_RUNS;
}

bool session_tick(struct session *session, int64_t ms)
{
    struct session_clock *clock = &session->clock;
    if (!session_is_timing(session) || ms <= 0 || clock->left_ms == 0)
        return false;
    clock->left_ms -= ms < clock->left_ms ? ms : clock->left_ms;
    return clock->left_ms == 0;
}

/* May this be done as the clock stands? */
static bool clock_allows(const struct session *session, enum move_kind kind)
{
    const struct session_clock *clock = &session->clock;
    bool placing = session->phase == PHASE_PLACING;
    if (!session->n_teams)
        return kind < MOVE_START;
    switch (kind) {
    case MOVE_START:
        return placing && clock->state == CLOCK_WAITS;
    case MOVE_PAUSE:
        return session_is_timing(session) && clock->left_ms > 0;
    case MOVE_GO_ON:
        return placing && clock->state == CLOCK_PAUSED;
    case MOVE_TIME:
        return session_is_timing(session) && clock->left_ms == 0;
    case MOVE_STOP:
        return session->phase != PHASE_OVER;
    case MOVE_SLIP:
    case MOVE_SLIP_ROW:
        return false;
    case MOVE_NEXT:
        return session->phase == PHASE_CHECKED;
    default:
        return session_is_timing(session) && clock->left_ms > 0;
    }
}

/* -- moves -- */

static bool is_possible(struct session *session, struct move move, int card)
{
    if (!clock_allows(session, move.kind))
        return false;
    if (card >= 0 || move.kind >= MOVE_START)
        return true;
    if (session->phase != (move.kind > MOVE_CHECK ? PHASE_CHECKED : PHASE_PLACING))
        return false;
    if (move.kind < MOVE_CHECK)
        return place(session, move);
    if (move.kind == MOVE_CHECK || move.kind == MOVE_SLIP)
        return can_check(session);
    return move.kind != MOVE_SLIP_ROW || session_can_slip_row(session, move.at);
}

static void take_effect(struct session *session, struct move move)
{
    switch (move.kind) {
    case MOVE_CHECK:
    case MOVE_TIME:
        session_check(session);
        break;
    case MOVE_RATE:
        rate(session);
        break;
    case MOVE_TURN:
        session_show_about(session);
        break;
    case MOVE_SLIP_ROW:
        session_slip_row(session, move.at);
        break;
    case MOVE_SLIP:
        session_slip(session);
        break;
    case MOVE_NEXT:
        session_next(session);
        break;
    case MOVE_START:
    case MOVE_GO_ON:
        session->clock.state = CLOCK_RUNS;
        break;
    case MOVE_PAUSE:
        session->clock.state = CLOCK_PAUSED;
        break;
    case MOVE_STOP:
        session->stopped = true;
        session->phase = PHASE_OVER;
        break;
    default: /* on the table, and done */
        break;
    }
}

bool session_apply(struct session *session, struct move move, struct moment now)
{
    int card = move.kind == MOVE_UNDO ? session_card_to_undo(session) : -1;
    if (!is_possible(session, move, card))
        return false;
    bool slips = move.kind == MOVE_SLIP || move.kind == MOVE_SLIP_ROW;
    session->change = (struct session_change){
        .move = move, .at = now, .n = session->n_steps++, .task = session->task, .voids = slips ? session->task : card};
    if (card >= 0)
        session_undo_card(session, card);
    else
        take_effect(session, move);
    session->change.left_ms = session->n_teams ? session->clock.left_ms : -1;
    session->change.over = session->phase == PHASE_OVER;
    return true;
}
