/* A timed round in the window. Which of its pages is shown follows from the session: a clock that waits, runs or
   stands, a board that was checked, the end. */
#include "app_round.h"

#include "base/mem.h"
#include "base/tr.h"
#include "srs/day.h"
#include "stock.h"
#include "store/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void app_round_init(struct app_round *r, const struct options *options, struct shelf *shelf, struct store *store,
                    struct rng *seeds)
{
    *r = (struct app_round){.options = options, .shelf = shelf, .store = store, .seeds = seeds, .open_left = -1};
    r->decks = xcalloc((size_t)shelf->n + 1, sizeof *r->decks);
    for (int d = 0; d < shelf->n; d++)
        if (deck_asked_count(shelf->decks[d]) >= ROUND_BOARD_MIN)
            r->decks[r->n_decks++] = shelf->decks[d];
    round_setup_init(&r->setup);
}

void app_round_clear(struct app_round *r)
{
    contest_clear(&r->contest);
    round_setup_clear(&r->setup);
    free(r->decks);
    r->decks = NULL;
}

void app_round_tell(struct app_round *r, const char *text)
{
    snprintf(r->told, sizeof r->told, "%s", text);
}

static void not_saving(struct app_round *r, const struct err *err)
{
    snprintf(r->not_saved, sizeof r->not_saved, tr("Nothing is being saved: %s"), err->text);
}

static const char *not_saved_line(const struct app_round *r)
{
    return r->not_saved[0] ? r->not_saved : r->in_memory;
}

void app_round_move(struct app_round *r, struct store *store)
{
    r->store = store;
    r->in_memory = NULL;
    r->open_left = -1;
    r->warned = false;
    r->not_saved[0] = '\0';
    contest_move(&r->contest);
}

static const char *line_or_null(const char *text)
{
    return text[0] ? text : NULL;
}

/* -- beginning -- */

static enum screen show(struct app_round *r)
{
    r->shown = -1;
    r->end = (struct round_end_view){0};
    r->said[0] = r->told[0] = r->saved_to[0] = '\0';
    r->asks = r->warned = r->csv_done = false;
    r->open_left = -1;
    return SCREEN_ROUND;
}

void app_round_put_away(struct app_round *r)
{
    if (r->in_memory && r->kept)
        kept_round(r->kept, &r->contest);
    contest_clear(&r->contest);
}

enum screen app_round_begin(struct app_round *r, const struct round_setup *setup, struct moment now)
{
    struct err err;
    struct round_setup copy;
    round_copy(&copy, setup); /* it may be the contest's own */
    app_round_put_away(r);
    r->not_saved[0] = '\0';
    contest_begin(&r->contest, r->store, &copy, now, &err);
    round_setup_clear(&copy);
    if (err.text[0])
        not_saving(r, &err);
    return show(r);
}

enum screen app_round_resume(struct app_round *r, struct moment now)
{
    struct err err;
    r->open_left = -1;
    if (contest_resume(&r->contest, r->store, r->shelf, now, &err))
        return show(r);
    snprintf(r->said, sizeof r->said, "%s", err.text);
    return SCREEN_ROUND_SETUP;
}

uint32_t app_round_seed(struct app_round *r)
{
    bool given = r->options->seed_set && r->begun++ == 0;
    return round_seed(given ? r->options->seed : rng_next(r->seeds));
}

static void take_setup(struct app_round *r, const struct round_setup *setup)
{
    struct round_setup copy;
    round_copy(&copy, setup);
    round_setup_clear(&r->setup);
    r->setup = copy;
}

static bool same_round(const struct round_setup *a, const struct round_setup *b)
{
    char one[ROUND_NUMBER_MAX], other[ROUND_NUMBER_MAX];
    round_number(a, one);
    round_number(b, other);
    for (int team = 0; team < a->n_teams && a->n_teams > 1; team++)
        if (strcmp(a->names[team], b->names[team]) != 0)
            return false;
    return strcmp(one, other) == 0;
}

/* Is the unfinished round of this setup? Where no seed was asked for, any will do. */
static bool is_open(struct app_round *r, const struct round_setup *setup)
{
    struct store_open_round open;
    struct round_setup of;
    struct err err;
    if (!store_find_round(r->store, &open) || !contest_read_options(open.setup, r->shelf, &of, &err))
        return false;
    uint32_t seed = of.seed;
    if (!setup->seed)
        of.seed = 0;
    bool same = same_round(&of, setup);
    of.seed = seed;
    round_setup_clear(&of);
    return same;
}

/* The first of the plan that can be played; where there is none, the first by its title. */
static const struct deck *first_deck(const struct app_round *r, struct moment now)
{
    const struct deck **listed = xcalloc((size_t)r->shelf->n + 1, sizeof *listed), *first = NULL;
    int n = stock_list(r->store, r->shelf, day_of(now), listed);
    for (int i = 0; i < n && !first; i++)
        if (deck_asked_count(listed[i]) >= ROUND_BOARD_MIN)
            first = listed[i];
    free(listed);
    return first ? first : r->decks[0];
}

enum screen app_round_open(struct app_round *r, const struct round_setup *setup, struct moment now)
{
    r->open_left = -1;
    if (!setup && !r->setup.n_decks && r->n_decks)
        round_setup_add(&r->setup, first_deck(r, now));
    if (!setup)
        return SCREEN_ROUND_SETUP;
    if (is_open(r, setup))
        return app_round_resume(r, now);
    take_setup(r, setup);
    if (!r->setup.seed)
        r->setup.seed = app_round_seed(r);
    return app_round_begin(r, &r->setup, now);
}

void app_round_learn_setup(struct app_round *r)
{
    struct store_open_round open;
    if (r->open_left >= 0)
        return;
    /* what is in memory alone is not gone on with: its moves are no longer noted */
    r->open_left = !r->in_memory && store_find_round(r->store, &open) ? open.n_tasks - open.done : 0;
    if (r->open_left < 0)
        r->open_left = 0;
}

static enum screen run_setup(struct app_round *r, struct ui *ui)
{
    app_round_learn_setup(r);
    struct round_setup_facts facts = {r->decks, r->n_decks, r->open_left, r->said, not_saved_line(r)};
    switch (screen_round_setup(&r->setup_view, ui, &r->setup, &facts)) {
    case ROUND_SETUP_NOTHING:
        break;
    case ROUND_SETUP_START:
        r->setup.seed = app_round_seed(r);
        return app_round_begin(r, &r->setup, ui->in.moment);
    case ROUND_SETUP_AGAIN:
        return app_round_begin(r, &r->setup, ui->in.moment);
    case ROUND_SETUP_GO_ON:
        return app_round_resume(r, ui->in.moment);
    case ROUND_SETUP_CLOSE:
        return SCREEN_HOME;
    }
    return SCREEN_ROUND_SETUP;
}

/* -- playing -- */

int app_round_next_ms(const struct app_round *r)
{
    const struct session *round = r->contest.round;
    return round && session_is_timing(round) ? (int)((round->clock.left_ms - 1) % 1000) + 1 : 0;
}

void app_round_tick(struct app_round *r, int64_t ms, struct moment now)
{
    contest_tick(&r->contest, ms, now);
}

bool app_round_unsaved(const struct app_round *r)
{
    return r->contest.round && (r->contest.n_unsaved > r->contest.n_saved || !r->contest.stored);
}

bool app_round_save(struct app_round *r)
{
    struct err err;
    if (!r->contest.round)
        return true;
    int steps = r->contest.steps_seen;
    r->contest.keeps = r->in_memory != NULL;
    enum store_saved saved = contest_save(&r->contest, r->store, &err);
    if (r->contest.steps_seen != steps)
        r->told[0] = '\0';
    switch (saved) {
    case STORE_SAVED:
        if (r->in_memory && r->contest.steps_seen == steps)
            break; /* leaving may have been asked for */
        r->warned = false;
        r->not_saved[0] = '\0';
        break;
    case STORE_FAILED:
        not_saving(r, &err);
        break;
    case STORE_TAKEN:
        contest_clear(&r->contest);
        r->open_left = -1;
        snprintf(r->said, sizeof r->said, "%s", tr("Another window has taken this round over."));
        return false;
    }
    return true;
}

/* What is not saved would be gone with the round: the first time this only says so. */
static bool may_leave(struct app_round *r)
{
    if ((!app_round_unsaved(r) && !(r->in_memory && !r->kept)) || r->warned)
        return true;
    r->warned = true;
    return false;
}

enum screen app_round_leave(struct app_round *r, enum screen screen)
{
    if (!may_leave(r))
        return screen;
    app_round_put_away(r);
    r->not_saved[0] = '\0';
    r->warned = false;
    r->open_left = -1;
    return SCREEN_HOME;
}

static enum screen run_pause(struct app_round *r, struct ui *ui, const struct drill_facts *facts)
{
    struct session *round = r->contest.round;
    switch (screen_round_pause(ui, round, &r->contest.setup, facts)) {
    case ROUND_PAUSE_NOTHING:
        break;
    case ROUND_PAUSE_GO_ON:
        r->asks = false;
        session_apply(round, (struct move){.kind = MOVE_GO_ON}, ui->in.moment);
        break;
    case ROUND_PAUSE_LEAVE:
        return app_round_leave(r, SCREEN_ROUND);
    case ROUND_PAUSE_END:
        session_apply(round, (struct move){.kind = MOVE_STOP}, ui->in.moment);
        return SCREEN_ROUND_END;
    }
    return SCREEN_ROUND;
}

/* Another board, or the other side of Check: the screen begins anew. */
static void reset_views(struct app_round *r)
{
    const struct session *round = r->contest.round;
    int shown = round->task * 2 + (round->phase == PHASE_CHECKED);
    if (shown == r->shown)
        return;
    r->shown = shown;
    board_view_reset(&r->board);
    checked_view_reset(&r->checked);
}

static enum screen run_round(struct app_round *r, struct ui *ui)
{
    struct session *round = r->contest.round;
    struct drill_facts facts = {.today = day_of(ui->in.moment),
                                .not_saved = not_saved_line(r),
                                .said = line_or_null(r->told),
                                .round = &r->contest.setup};
    reset_views(r);
    if (round->phase == PHASE_OVER)
        return SCREEN_ROUND_END;
    bool placing = round->phase == PHASE_PLACING;
    if (r->asks || (placing && round->clock.state == CLOCK_PAUSED))
        return run_pause(r, ui, &facts);
    if (placing && round->clock.state == CLOCK_WAITS)
        screen_round_ready(ui, round, &r->contest.setup, &facts, &r->asks);
    else if (placing)
        screen_board(&r->board, ui, round, &facts);
    else
        r->asks = screen_checked(&r->checked, ui, round, &facts) == SCREEN_END && round->phase == PHASE_CHECKED;
    return round->phase == PHASE_OVER ? SCREEN_ROUND_END : SCREEN_ROUND;
}

/* -- the end -- */

static void write_csv(struct app_round *r, const char *path)
{
    struct err err;
    char *text = contest_csv(r->contest.round, &r->contest.setup);
    if (file_write(path, text, strlen(text), true, &err))
        snprintf(r->saved_to, sizeof r->saved_to, tr("Saved as %s"), path);
    else
        snprintf(r->saved_to, sizeof r->saved_to, tr("Not saved: %s"), err.text);
    free(text);
}

/* A name in the data folder that is not taken: round-2026-12-01-K7Q2.csv, then -2, -3. */
void app_round_save_csv(struct app_round *r, struct moment now)
{
    char number[ROUND_NUMBER_MAX], path[512];
    int year, month, mday;
    struct err err;
    if (!r->options->data_folder || !file_make_folder(r->options->data_folder, &err)) {
        snprintf(r->saved_to, sizeof r->saved_to, "%s",
                 tr("Not saved: there is no data folder; give one with --data."));
        return;
    }
    round_number(&r->contest.setup, number);
    day_to_date(day_of(now), &year, &month, &mday);
    for (int n = 1; n == 1 || file_exists(path); n++) {
        char tail[20] = "";
        if (n > 1)
            snprintf(tail, sizeof tail, "-%d", n);
        snprintf(path, sizeof path, "%s/round-%04d-%02d-%02d-%.4s%s.csv", r->options->data_folder, year, month, mday,
                 number, tail);
    }
    write_csv(r, path);
}

void app_round_new(struct app_round *r)
{
    take_setup(r, &r->contest.setup);
    app_round_put_away(r);
    r->open_left = -1;
}

void app_round_write_table(struct app_round *r)
{
    if (r->csv_path && !r->csv_done) {
        r->csv_done = true;
        write_csv(r, r->csv_path);
    }
}

static enum screen run_end(struct app_round *r, struct ui *ui)
{
    const struct session *round = r->contest.round;
    app_round_write_table(r);
    struct round_end_facts facts = {line_or_null(r->saved_to), not_saved_line(r)};
    switch (screen_round_end(&r->end, ui, round, &r->contest.setup, &facts)) {
    case ROUND_END_NOTHING:
        break;
    case ROUND_END_CLOSE:
        return app_round_leave(r, SCREEN_ROUND_END);
    case ROUND_END_AGAIN:
        return may_leave(r) ? app_round_begin(r, &r->contest.setup, ui->in.moment) : SCREEN_ROUND_END;
    case ROUND_END_NEW:
        if (!may_leave(r))
            break;
        app_round_new(r);
        return SCREEN_ROUND_SETUP;
    case ROUND_END_SAVE:
        app_round_save_csv(r, ui->in.moment);
        break;
    }
    return SCREEN_ROUND_END;
}

enum screen app_round_run(struct app_round *r, struct ui *ui, enum screen screen)
{
    if (!r->contest.round)
        screen = SCREEN_ROUND_SETUP;
    if (screen == SCREEN_ROUND && r->contest.round->phase == PHASE_OVER)
        screen = SCREEN_ROUND_END;
    switch (screen) {
    case SCREEN_ROUND:
        return run_round(r, ui);
    case SCREEN_ROUND_END:
        return run_end(r, ui);
    default:
        return run_setup(r, ui);
    }
}
