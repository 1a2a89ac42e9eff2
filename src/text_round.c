/* A timed round on a terminal: the clock goes on while it waits for a line, and what is placed when it ends is checked.
 */
#include "text_round.h"

#include "base/tr.h"
#include "screens/clock.h"
#include "srs/day.h"

#include <stdio.h>
#include <string.h>

static struct session *round_of(struct text *t)
{
    return t->round.contest.round;
}

/* -- a board -- */

static void say_time(struct text *t, const struct session *round)
{
    char clock[20];
    clock_text(round->clock.left_ms, clock, sizeof clock);
    text_say(t, tr("%s left."), clock);
}

/* Enter behind the last layer, or "check". With nothing placed at all the first one only asks. */
static void check(struct text *t, const struct board *board, int *warned)
{
    if (board_open_count(board) < board->n_cells || *warned == round_of(t)->n_steps)
        text_round_move(t, (struct move){.kind = MOVE_CHECK});
    else
        text_say(t, "%s", tr("Nothing is placed yet. Once more shows the answers."));
    *warned = t->taken ? -1 : round_of(t)->n_steps;
}

static void place_board(struct text *t, struct session *round)
{
    const struct task *task = session_task(round);
    struct text_board b = {.deck = session_deck(round),
                           .board = &round->board,
                           .model = task->model,
                           .move = text_round_move,
                           .on = &round->task,
                           .was = round->task};
    int warned = -1; /* the step at which it was said */
    while (b.at < b.board->n_cells && b.board->cells[b.at].zone != BOARD_OPEN)
        b.at++;
    text_board_say(t, &b);
    while (text_goes_on(t) && !t->taken && session_is_timing(round) && round->task == b.was) {
        const char *line = text_board_ask(
            t, &b,
            tr("A number or the beginning of a zone's name places the layer; with ? behind it you are not sure: 2? "
               "Several in one line answer the layers that follow. Enter alone goes on, 0 takes back. back: the layer "
               "before. go 3: to a layer. means, zones, list, undo, again. check: the answers. time: how much is left. "
               "pause: the clock stands."));
        if (!line)
            break;
        if (!*line || text_is(line, "check", "c")) {
            check(t, b.board, &warned);
            continue;
        }
        if (text_is(line, "pause", "p") || text_is(line, "stop", "q") || text_is(line, "quit", NULL))
            text_round_move(t, (struct move){.kind = MOVE_PAUSE});
        else if (text_is(line, "time", "t"))
            say_time(t, round);
        else
            text_unknown(t, line);
    }
}

/* -- pages -- */

/* Before a board. True: whether to leave is to be asked. */
static bool ready(struct text *t, struct session *round)
{
    text_round_ready_say(t, round, &t->round.contest.setup);
    while (text_goes_on(t) && !t->taken) {
        const char *line = text_ask(t, tr("Enter starts the clock, stop, ? help."),
                                    tr("Enter: the clock begins. stop: asks whether to leave. again."));
        if (!line)
            return false;
        if (!*line || text_is(line, "start", "s")) {
            text_round_move(t, (struct move){.kind = MOVE_START});
            return false;
        }
        if (text_is(line, "stop", "q") || text_is(line, "quit", NULL))
            return true;
        if (text_is(line, "again", NULL))
            text_round_ready_say(t, round, &t->round.contest.setup);
        else
            text_unknown(t, line);
    }
    return false;
}

enum wish { GO_ON, LEAVE, END };

static enum wish pause_page(struct text *t, struct session *round)
{
    text_round_pause_say(t, round, &t->round.contest.setup);
    while (text_goes_on(t) && !t->taken) {
        const char *line =
            text_ask(t, tr("Enter goes on, leave, end, ? help."),
                     tr("Enter: go on. leave: the round waits. end: it is over, and what was checked counts."));
        if (!line)
            return LEAVE;
        if (!*line || text_is(line, "go on", "g"))
            return GO_ON;
        if (text_is(line, "leave", "l") || text_is(line, "quit", "q"))
            return LEAVE;
        if (text_is(line, "end", "e"))
            return END;
        text_unknown(t, line);
    }
    return LEAVE;
}

static struct drill_facts facts_of(const struct text *t)
{
    return (struct drill_facts){.today = day_of(t->now), .round = &t->round.contest.setup};
}

bool text_round_page(struct text *t, bool *asks)
{
    struct session *round = round_of(t);
    bool placing = round->phase == PHASE_PLACING;
    if (*asks || (placing && round->clock.state == CLOCK_PAUSED)) {
        enum wish wish = pause_page(t, round);
        *asks = false;
        if (wish == END)
            text_round_move(t, (struct move){.kind = MOVE_STOP});
        else if (wish == GO_ON)
            text_round_move(t, (struct move){.kind = MOVE_GO_ON});
        return wish != LEAVE && !t->taken;
    }
    if (placing && round->clock.state == CLOCK_WAITS) {
        *asks = ready(t, round);
    } else if (placing) {
        place_board(t, round);
    } else {
        struct drill_facts facts = facts_of(t);
        if (round->change.move.kind == MOVE_TIME)
            text_say(t, "%s", tr("Time is up."));
        *asks = !text_checked(t, round, session_deck(round), &facts, text_round_move);
    }
    return text_goes_on(t) && !t->taken;
}

/* What is still not saved goes with the round, which the exit status says. */
static void try_to_save(struct text *t)
{
    text_retry(t, true);
    t->failed = t->failed || (!t->taken && !t->shared.in_memory && app_round_unsaved(&t->round));
}

static void leave(struct text *t)
{
    try_to_save(t);
    app_round_put_away(&t->round);
    t->round.not_saved[0] = '\0';
    t->round.open_left = -1;
    t->home.known = false;
    t->taken = false;
}

/* After the table. True: another round is wanted, which is set up or begun. */
static bool end_page(struct text *t)
{
    struct app_round *r = &t->round;
    app_round_write_table(r);
    text_tell_saving(t);
    text_round_end_say(t, round_of(t), &r->contest.setup);
    for (;;) {
        if (r->saved_to[0])
            text_say(t, "%s", r->saved_to);
        r->saved_to[0] = '\0';
        const char *line =
            text_ask(t, tr("Enter closes, same plays the same boards again, csv saves the table, new, ? help."),
                     tr("Enter: close. same: the same boards once more. csv: the table, a line for each "
                        "answer, into the data folder. new: another round. again: the table again."));
        if (!line || !*line || text_is(line, "close", "q") || text_is(line, "quit", "stop"))
            return false;
        if (text_is(line, "csv", "c"))
            app_round_save_csv(r, t->now);
        else if (text_is(line, "same", "a")) {
            try_to_save(t);
            app_round_begin(r, &r->contest.setup, t->now);
            return true;
        } else if (text_is(line, "new", "n")) {
            try_to_save(t);
            app_round_new(r);
            return true;
        } else if (text_is(line, "again", NULL))
            text_round_end_say(t, round_of(t), &r->contest.setup);
        else
            text_unknown(t, line);
    }
}

/* True: another one is wanted; where none was begun it is to be set up. */
static bool play(struct text *t)
{
    bool asks = false, stays = true;
    app_round_save(&t->round);
    while (stays && text_goes_on(t) && !t->taken && round_of(t)->phase != PHASE_OVER)
        stays = text_round_page(t, &asks);
    bool more = false;
    if (t->taken) {
        leave(t);
    } else if (round_of(t)->phase == PHASE_OVER) {
        text_backup(t);
        more = end_page(t);
    } else {
        if (session_is_timing(round_of(t)))
            text_round_move(t, (struct move){.kind = MOVE_PAUSE});
        if (t->end != TEXT_UNHEARD)
            text_say(t, "%s", tr("The round waits as you left it."));
    }
    if (!more)
        leave(t);
    return more;
}

/* -- setting one up -- */

static void tick(struct text *t, const char *what, bool models)
{
    struct round_setup *setup = &t->round.setup;
    int deck = 1, n;
    char number[20];
    const char *dot = strchr(what, '.'); /* "2.5": of the second deck the fifth */
    if (dot && dot - what < (int)sizeof number) {
        snprintf(number, sizeof number, "%.*s", (int)(dot - what), what);
        what = text_number(number, 1, setup->n_decks, &deck) ? dot + 1 : "";
    }
    const struct round_deck *one = setup->n_decks ? &setup->decks[deck - 1] : NULL;
    if (!one || !text_number(what, 1, models ? one->deck->n_models : one->deck->n_layers, &n)) {
        text_say(t, "%s", tr("That takes the number of one in the list; of the second deck 2.1."));
        return;
    }
    bool *ticked = models ? &setup->decks[deck - 1].models[n - 1] : &setup->decks[deck - 1].layers[n - 1];
    *ticked = !*ticked;
    text_say(t, "%s, %s", models ? one->deck->models[n - 1].name : one->deck->layers[n - 1].name,
             *ticked ? tr("ticked") : tr("not ticked"));
}

static void tick_deck(struct text *t, const char *which)
{
    struct app_round *r = &t->round;
    int n;
    if (!text_number(which, 1, r->n_decks, &n)) {
        text_say(t, tr("deck takes 1 to %d."), r->n_decks);
        return;
    }
    int at = round_setup_find(&r->setup, r->decks[n - 1]);
    if (at >= 0)
        round_setup_drop(&r->setup, at);
    else if (!round_setup_add(&r->setup, r->decks[n - 1]))
        text_say(t, tr("a round has at most %d decks"), ROUND_DECKS_MAX);
    text_round_setup_say(t, &r->setup, r->decks, r->n_decks);
}

/* What can be changed. False: the line is no such change. */
static bool change(struct text *t, const char *line)
{
    struct round_setup *setup = &t->round.setup;
    struct err err;
    const char *rest;
    int n;
    if ((rest = text_after(line, "deck", "d")))
        tick_deck(t, rest);
    else if ((rest = text_after(line, "model", "m")))
        tick(t, rest, true);
    else if ((rest = text_after(line, "layer", "l")))
        tick(t, rest, false);
    else if ((rest = text_after(line, "seconds", NULL))) {
        if (text_number(rest, ROUND_SECONDS_LEAST, ROUND_SECONDS_MOST, &n))
            setup->seconds = n;
        else
            text_say(t, tr("seconds takes %d to %d."), ROUND_SECONDS_LEAST, ROUND_SECONDS_MOST);
    } else if ((rest = text_after(line, "boards", NULL))) {
        if (text_number(rest, 1, ROUND_BOARDS_MAX, &n))
            setup->boards = n;
        else
            text_say(t, tr("boards takes 1 to %d."), ROUND_BOARDS_MAX);
    } else if ((rest = text_after(line, "teams", NULL))) {
        if (text_number(rest, 1, 1, &n))
            setup->n_teams = 1;
        else if (!round_read_teams(setup, rest, &err))
            text_say(t, "%s", err.text);
    } else
        return false;
    return true;
}

/* The same boards as in a round that was played. False: the number is none, which is said. */
static bool begin_number(struct text *t, const char *number)
{
    struct app_round *r = &t->round;
    struct round_setup setup;
    struct err err;
    if (!round_read_number(number, t->shared.shelf->decks, t->shared.shelf->n, &setup, &err)) {
        text_say(t, "%s", err.text);
        return false;
    }
    app_round_begin(r, &setup, t->now);
    round_setup_clear(&setup);
    return true;
}

/* True: a round was begun or goes on. */
static bool set_up(struct text *t)
{
    struct app_round *r = &t->round;
    r->open_left = -1;
    app_round_learn_setup(r);
    if (r->said[0])
        text_say(t, "%s", r->said);
    text_round_setup_say(t, &r->setup, r->decks, r->n_decks);
    while (text_goes_on(t)) {
        const char *problem = round_problem(&r->setup);
        char prompt[300];
        struct text_words words = {prompt, sizeof prompt, 0};
        if (r->open_left)
            text_add(&words, tr("A round is unfinished, go on plays it: %d left. "), r->open_left);
        text_add(&words, problem ? "%s " : "%s", problem ? tr(problem) : tr("Enter starts the round, "));
        text_add(&words, "%s", tr("deck N, model N, layer N, seconds N, boards N, teams A,B, quit, ? help."));
        const char *line = text_ask(
            t, prompt,
            tr("Enter: start the round. deck 2, model 1, layer 3: tick it, or take the tick away; model 2.1 is of the "
               "second deck. seconds 90: for each board. boards 4: for each team. teams Red,Blue: who plays in turn; "
               "teams 1: you alone. number 4SJH-...: the boards of a round that was played. go on: the unfinished "
               "round. again: all of it once more. quit."));
        if (!line || text_is(line, "quit", "q") || text_is(line, "stop", NULL))
            return false;
        if (text_is(line, "again", NULL))
            text_round_setup_say(t, &r->setup, r->decks, r->n_decks);
        else if (r->open_left && text_is(line, "go on", "g")) {
            if (app_round_resume(r, t->now) == SCREEN_ROUND)
                return true;
            text_say(t, "%s", r->said);
        } else if ((!*line || text_is(line, "start", "s")) && !problem) {
            r->setup.seed = app_round_seed(r);
            app_round_begin(r, &r->setup, t->now);
            return true;
        } else if (text_after(line, "number", NULL)) {
            if (begin_number(t, text_after(line, "number", NULL)))
                return true;
        } else if (!change(t, line))
            text_unknown(t, line);
    }
    return false;
}

void text_round(struct text *t, const struct round_setup *setup)
{
    app_round_open(&t->round, setup, t->now);
    bool more = true;
    while (more) {
        if (!round_of(t) && !set_up(t))
            return;
        more = play(t);
    }
}
