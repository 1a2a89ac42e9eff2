/* Pictures of a timed round, seed 4718, of three teams that have some wrong. */
#include "cmd/shot_round.h"

#include "base/tr.h"
#include "screens/board.h"
#include "screens/checked.h"
#include "screens/round.h"
#include "srs/day.h"

#include <string.h>

enum { SEED = 4718, TEAMS = 3, BOARDS = 2 };

struct picture {
    struct ui *ui;
    struct ui_input in;
    struct round_setup setup;
    struct session *round;
    struct drill_facts facts;
};

bool shot_is_round(const char *screen)
{
    return strncmp(screen, "round", 5) == 0;
}

static void play(struct picture *p, enum move_kind kind, int at, int zone)
{
    session_apply(p->round, (struct move){kind, at, zone}, p->in.moment);
}

/* The first `n` of the board, every `wrong`-th where it does not belong. */
static void place(struct picture *p, int n, int wrong)
{
    const struct deck *deck = session_deck(p->round);
    for (int at = 0; at < n && at < p->round->board.n_cells; at++) {
        const struct board_cell *cell = &p->round->board.cells[at];
        int zone = deck->layers[cell->layer].cells[cell->model].answer;
        play(p, MOVE_PLACE, at, at % wrong == wrong - 1 ? (zone + 1) % deck->n_zones : zone);
    }
}

static void play_to_the_end(struct picture *p)
{
    for (int board = 0; p->round->phase != PHASE_OVER; board++) {
        play(p, MOVE_START, 0, 0);
        place(p, BOARD_CELLS_MAX, 3 + board % 3);
        play(p, MOVE_CHECK, 0, 0);
        play(p, MOVE_NEXT, 0, 0);
    }
}

static bool frame(struct picture *p, const char *screen, const struct shelf *shelf)
{
    static struct board_view board;
    static struct checked_view checked;
    struct round_setup_view setup_view = {0};
    struct round_end_view end_view = {0};
    const struct deck *decks[64];
    int n = 0;
    for (int d = 0; d < shelf->n && n < 64; d++)
        if (deck_asked_count(shelf->decks[d]) >= ROUND_BOARD_MIN)
            decks[n++] = shelf->decks[d];
    struct round_setup_facts setup_facts = {decks, n, 0, "", NULL};
    bool asks = false, known = true;
    board_view_reset(&board);
    checked_view_reset(&checked);
    for (int again = 0; again < 2; again++) { /* what scrolls and has the focus is known in the second */
        ui_begin(p->ui, p->in, false);
        if (strcmp(screen, "round-setup") == 0)
            screen_round_setup(&setup_view, p->ui, &p->setup, &setup_facts);
        else if (strcmp(screen, "round-ready") == 0)
            screen_round_ready(p->ui, p->round, &p->setup, &p->facts, &asks);
        else if (strcmp(screen, "round") == 0)
            screen_board(&board, p->ui, p->round, &p->facts);
        else if (strcmp(screen, "round-pause") == 0)
            screen_round_pause(p->ui, p->round, &p->setup, &p->facts);
        else if (strcmp(screen, "round-checked") == 0)
            screen_checked(&checked, p->ui, p->round, &p->facts);
        else if (strcmp(screen, "round-end") == 0)
            screen_round_end(&end_view, p->ui, p->round, &p->setup, &(struct round_end_facts){NULL, NULL});
        else
            known = false;
        ui_end(p->ui);
    }
    return known;
}

/* As far as the picture needs it. */
static void go_to(struct picture *p, const char *screen)
{
    if (strcmp(screen, "round-end") == 0) {
        play_to_the_end(p);
        return;
    }
    play(p, MOVE_START, 0, 0);
    place(p, BOARD_CELLS_MAX, 4);
    play(p, MOVE_CHECK, 0, 0);
    play(p, MOVE_NEXT, 0, 0);
    if (strcmp(screen, "round-ready") == 0)
        return;
    play(p, MOVE_START, 0, 0);
    place(p, 4, 3);
    session_tick(p->round, 23400);
    if (strcmp(screen, "round-pause") == 0)
        play(p, MOVE_PAUSE, 0, 0);
    else if (strcmp(screen, "round-checked") == 0)
        play(p, MOVE_CHECK, 0, 0);
}

bool shot_round(struct ui *ui, struct ui_input in, const struct shelf *shelf, const struct deck *deck,
                const char *screen, struct err *err)
{
    struct picture p = {.ui = ui, .in = in, .facts = {.today = day_of(in.moment), .round = &p.setup}};
    round_setup_init(&p.setup);
    round_setup_add(&p.setup, deck);
    p.setup.n_teams = TEAMS;
    p.setup.boards = BOARDS;
    p.setup.seed = SEED;
    const char *problem = round_problem(&p.setup);
    bool drawn = !problem || err_set(err, "%s", tr(problem));
    if (drawn) {
        p.round = round_begin(&p.setup);
        go_to(&p, screen);
        drawn = frame(&p, screen, shelf) ||
                err_set(err,
                        tr("no picture of '%s': of a round there are round-setup, round-ready, round, round-pause,"
                           " round-checked and round-end"),
                        screen);
    }
    session_free(p.round);
    round_setup_clear(&p.setup);
    return drawn;
}
