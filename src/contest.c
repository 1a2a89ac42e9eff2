/* Rounds and the store. A move that cannot be saved waits in a queue and is tried again with the next one, so the round
   goes on and nothing is dropped. */
#include "contest.h"

#include "base/csv.h"
#include "base/mem.h"
#include "base/tr.h"
#include "screens/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char before_teams[] = " --teams ";

void contest_clear(struct contest *contest)
{
    session_free(contest->round);
    round_setup_clear(&contest->setup);
    free(contest->unsaved);
    *contest = (struct contest){0};
}

static void write_options(struct contest *contest)
{
    const struct round_setup *setup = &contest->setup;
    char number[ROUND_NUMBER_MAX];
    round_number(setup, number);
    int length = snprintf(contest->options, sizeof contest->options, "round %s", number);
    for (int team = 0; team < setup->n_teams && setup->n_teams > 1; team++)
        length += snprintf(contest->options + length, sizeof contest->options - (size_t)length, "%s%s",
                           team ? "," : before_teams, setup->names[team]);
}

bool contest_read_options(const char *options, const struct shelf *shelf, struct round_setup *setup, struct err *err)
{
    char number[ROUND_NUMBER_MAX];
    if (sscanf(options, "round %255s", number) != 1)
        return err_set(err, tr("The unfinished round cannot be read."));
    if (!round_read_number(number, shelf->decks, shelf->n, setup, err))
        return false;
    const char *teams = strstr(options, before_teams);
    int n = setup->n_teams;
    if (teams && (!round_read_teams(setup, teams + strlen(before_teams), err) || setup->n_teams != n)) {
        round_setup_clear(setup);
        return err_set(err, tr("The unfinished round cannot be read."));
    }
    return true;
}

/* -- beginning and going on -- */

static bool store_it(struct contest *contest, struct store *store, struct err *err)
{
    const char *names[ROUND_TEAMS_MAX];
    for (int team = 0; team < ROUND_TEAMS_MAX; team++)
        names[team] = contest->setup.names[team];
    for (int d = 0; d < contest->setup.n_decks && !contest->stored; d++)
        if (!store_know(store, contest->setup.decks[d].deck, contest->began, err))
            return false;
    contest->stored = contest->stored || store_begin_round(store, contest->round, contest->setup.seed, contest->options,
                                                           names, contest->began, err);
    return contest->stored;
}

void contest_begin(struct contest *contest, struct store *store, const struct round_setup *setup, struct moment now,
                   struct err *err)
{
    struct round_setup copy;
    *err = (struct err){""};
    round_copy(&copy, setup); /* it may be the contest's own */
    contest_clear(contest);
    contest->setup = copy;
    contest->began = now;
    contest->round = round_begin(&contest->setup);
    contest->saved_second = clock_seconds(contest->round->clock.left_ms);
    write_options(contest);
    store_it(contest, store, err);
}

bool contest_resume(struct contest *contest, struct store *store, const struct shelf *shelf, struct moment now,
                    struct err *err)
{
    struct store_open_round open;
    const struct deck *decks[ROUND_DECKS_MAX];
    *err = (struct err){""};
    contest_clear(contest);
    if (!store_find_round(store, &open))
        return err_set(err, tr("There is no open round."));
    bool fits = contest_read_options(open.setup, shelf, &contest->setup, err);
    struct err why = *err;
    for (int d = 0; d < contest->setup.n_decks; d++)
        decks[d] = contest->setup.decks[d].deck;
    for (int d = 0; d < contest->setup.n_decks && fits; d++)
        fits = store_know(store, decks[d], now, err);
    contest->round =
        store_resume_round(store, decks, contest->setup.n_decks, now, err); /* ends it where it does not fit */
    if (!fits && why.text[0])
        *err = why;
    if (!contest->round) {
        contest_clear(contest);
        return false;
    }
    snprintf(contest->options, sizeof contest->options, "%s", open.setup);
    contest->stored = true;
    contest->steps_seen = contest->round->n_steps;
    contest->saved_second = clock_seconds(contest->round->clock.left_ms);
    session_apply(contest->round, (struct move){.kind = MOVE_PAUSE}, now);
    return true;
}

/* -- saving -- */

static void take_note(struct contest *contest)
{
    if (contest->round->n_steps == contest->steps_seen)
        return;
    contest->steps_seen = contest->round->n_steps;
    contest->unsaved =
        xgrow(contest->unsaved, contest->n_unsaved, &contest->unsaved_capacity, sizeof *contest->unsaved);
    contest->unsaved[contest->n_unsaved++] = contest->round->change;
}

enum store_saved contest_save(struct contest *contest, struct store *store, struct err *err)
{
    int second = clock_seconds(contest->round->clock.left_ms);
    take_note(contest);
    bool ticked = session_is_timing(contest->round) && second != contest->saved_second;
    int n = contest->n_unsaved - contest->n_saved;
    if (!n && !ticked && contest->stored)
        return STORE_SAVED;
    if (!store_it(contest, store, err))
        return STORE_FAILED;
    enum store_saved saved = n ? store_save(store, contest->round, &contest->unsaved[contest->n_saved], n, err)
                               : store_tick_round(store, contest->round, err);
    if (saved == STORE_SAVED) {
        int64_t left_ms = n ? contest->unsaved[contest->n_unsaved - 1].left_ms : contest->round->clock.left_ms;
        contest->saved_second = clock_seconds(left_ms);
        contest->n_unsaved = contest->n_saved = contest->keeps ? contest->n_unsaved : 0;
    }
    return saved;
}

void contest_move(struct contest *contest)
{
    contest->stored = false;
    contest->n_saved = 0;
}

void contest_tick(struct contest *contest, int64_t ms, struct moment now)
{
    if (contest->round && session_tick(contest->round, ms))
        session_apply(contest->round, (struct move){.kind = MOVE_TIME}, now);
}

/* -- the table -- */

static void write_answer(FILE *out, const char *number, const char *team, const char *name, const char *board,
                         const struct deck *deck, const struct session_try *t)
{
    static const char *const words[] = {
        [VERDICT_RIGHT] = "right", [VERDICT_WRONG] = "wrong", [VERDICT_OPEN] = "open", [VERDICT_DIFFERS] = "differs"};
    const struct deck_cell *cell = &deck->layers[t->item / deck->n_models].cells[t->item % deck->n_models];
    char key[DECK_KEY_MAX];
    deck_item_key(deck, t->item, key);
    const char *const fields[] = {number,
                                  team,
                                  name,
                                  board,
                                  key,
                                  t->given == BOARD_OPEN ? "" : deck->zones[t->given].id,
                                  deck->zones[cell->answer].id,
                                  words[t->verdict],
                                  verdict_is_mistake(t->verdict) ? "0" : "1"};
    csv_write(out, fields, sizeof fields / sizeof *fields);
}

char *contest_csv(const struct session *round, const struct round_setup *setup)
{
    static const char *const heads[] = {"round", "team",   "name",   "board", "item",
                                        "given", "answer", "result", "points"};
    char number[ROUND_NUMBER_MAX], team[20], board[20], *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        abort(); /* no memory */
    round_number(setup, number);
    csv_write(out, heads, sizeof heads / sizeof *heads);
    for (int t = 0; t < round->n_tasks; t++) {
        const struct session_try *tries = round_tries(round, t);
        int who = session_team(round, t);
        snprintf(team, sizeof team, "%d", who + 1);
        snprintf(board, sizeof board, "%d", t + 1);
        for (int i = 0; tries && i < round->tasks[t].n_items; i++)
            write_answer(out, number, team, setup->n_teams > 1 ? setup->names[who] : "", board,
                         round->decks[tries[i].deck], &tries[i]);
    }
    fclose(out);
    return text;
}
