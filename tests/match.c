#include "match.h"

static void show_round(struct stage *s, struct match *m, bool again)
{
    struct session *round = m->round;
    bool placing = round->phase == PHASE_PLACING;
    int shown = round->task * 2 + (round->phase == PHASE_CHECKED), action = 0;
    if (shown != m->shown) {
        m->shown = shown;
        board_view_reset(&s->board);
        checked_view_reset(&s->checked);
    }
    if (round->phase == PHASE_OVER)
        action = screen_round_end(&m->end, &s->ui, round, &m->setup, &(struct round_end_facts){NULL, NULL});
    else if (m->asks || (placing && round->clock.state == CLOCK_PAUSED))
        action = screen_round_pause(&s->ui, round, &m->setup, &m->facts);
    else if (placing && round->clock.state == CLOCK_WAITS)
        screen_round_ready(&s->ui, round, &m->setup, &m->facts, &m->asks);
    else if (placing)
        screen_board(&s->board, &s->ui, round, &m->facts);
    else
        screen_checked(&s->checked, &s->ui, round, &m->facts);
    m->action = again ? m->action : action;
    if (!again && placing && action == ROUND_PAUSE_GO_ON)
        session_apply(round, (struct move){.kind = MOVE_GO_ON}, s->in.moment);
}

static void show(struct stage *s, bool again)
{
    struct match *m = s->of;
    if (!m->setting_up) {
        show_round(s, m, again);
        return;
    }
    int action = screen_round_setup(&m->setup_view, &s->ui, &m->setup, &m->setup_facts);
    m->action = again ? m->action : action;
}

void match_begin(struct stage *s, struct match *m, const struct deck *deck, int n_teams)
{
    *m = (struct match){.deck = deck, .shown = -1};
    m->facts = (struct drill_facts){.today = STAGE_TODAY, .round = &m->setup};
    m->setup_facts = (struct round_setup_facts){&m->deck, 1, 0, "", NULL};
    round_setup_init(&m->setup);
    round_setup_add(&m->setup, deck);
    m->setup.n_teams = n_teams;
    m->setup.boards = 2;
    m->setup.seed = 4718;
    m->round = round_begin(&m->setup);
    s->show = show;
    s->screen = SCREEN_ROUND;
    s->of = m;
    s->deck = deck;
    match_show(s);
}

void match_clear(struct match *m)
{
    session_free(m->round);
    round_setup_clear(&m->setup);
}

void match_play(struct stage *s, enum move_kind kind, int at, int zone)
{
    struct match *m = s->of;
    session_apply(m->round, (struct move){kind, at, zone}, s->in.moment);
}

void match_place(struct stage *s, int n)
{
    const struct match *m = s->of;
    const struct deck *deck = session_deck(m->round);
    for (int at = 0; at < n && at < m->round->board.n_cells; at++) {
        const struct board_cell *cell = &m->round->board.cells[at];
        int zone = deck->layers[cell->layer].cells[cell->model].answer;
        match_play(s, MOVE_PLACE, at, (zone + (at % 3 == 2)) % deck->n_zones);
    }
}

void match_play_out(struct stage *s)
{
    const struct match *m = s->of;
    while (m->round->phase != PHASE_OVER) {
        match_play(s, MOVE_START, 0, 0);
        match_place(s, BOARD_CELLS_MAX);
        match_play(s, MOVE_CHECK, 0, 0);
        match_play(s, MOVE_NEXT, 0, 0);
    }
}

void match_show(struct stage *s)
{
    stage_frame(s);
    stage_wait(s, NEW_SCREEN_MS);
}
