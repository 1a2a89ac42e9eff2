/* round: boards from the seed alone, the number, the clock, the score computed a second time from the log, and what is
   on disk. The decks are those that demarc comes with. */
#include "base/mem.h"
#include "base/rng.h"
#include "contest.h"
#include "store/store_db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SETUPS = 2000, LINES_MAX = 20000, LINE_MAX = 100 };

static const struct moment now = {.mono_ms = 1, .utc_ms = 1764576000000, .offset_min = 60};
static const char letters[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
static struct shelf shelf;
static const struct deck *with_boards[64];
static int n_with_boards;

static int load(void **state)
{
    (void)state;
    shelf_load(&shelf, (const char *const[]){DECKS}, 1, NULL, NULL);
    for (int d = 0; d < shelf.n && n_with_boards < 64; d++)
        if (deck_asked_count(shelf.decks[d]) >= ROUND_BOARD_MIN)
            with_boards[n_with_boards++] = shelf.decks[d];
    return n_with_boards < 4;
}

static int unload(void **state)
{
    (void)state;
    shelf_clear(&shelf);
    return 0;
}

static const struct deck *deck_called(const char *id)
{
    const struct deck *deck = shelf_find(&shelf, id);
    assert_non_null(deck);
    return deck;
}

/* Of the deck azure. */
static void set_up(struct round_setup *setup, int n_teams, int boards, uint32_t seed)
{
    round_setup_init(setup);
    round_setup_add(setup, deck_called("azure"));
    setup->n_teams = n_teams;
    setup->boards = boards;
    setup->seed = seed;
}

struct place {
    int layer, model;
};

static struct place place_of(const struct deck *deck, int item)
{
    return (struct place){item / deck->n_models, item % deck->n_models};
}

/* -- setups by chance -- */

static void tick_by_chance(struct rng *rng, struct round_deck *one)
{
    int few = rng_below(rng, 3);
    for (int model = 0; few && model < one->deck->n_models; model++)
        one->models[model] = rng_below(rng, 3) > 0;
    for (int layer = 0; few == 2 && layer < one->deck->n_layers; layer++)
        one->layers[layer] = rng_below(rng, 4) > 0;
}

/* One that can be played. */
static void set_up_by_chance(struct rng *rng, struct round_setup *setup)
{
    do {
        round_setup_init(setup);
        int n = 1 + rng_below(rng, 3);
        for (int i = 0; i < n; i++) {
            const struct deck *deck = with_boards[rng_below(rng, n_with_boards)];
            if (round_setup_find(setup, deck) < 0 && round_setup_add(setup, deck))
                tick_by_chance(rng, &setup->decks[setup->n_decks - 1]);
        }
        setup->seconds = ROUND_SECONDS_LEAST + rng_below(rng, ROUND_SECONDS_MOST - ROUND_SECONDS_LEAST + 1);
        setup->boards = 1 + rng_below(rng, ROUND_BOARDS_MAX);
        setup->n_teams = 1 + rng_below(rng, ROUND_TEAMS_MAX);
        setup->seed = round_seed(rng_next(rng));
        if (!round_problem(setup))
            return;
        round_setup_clear(setup);
    } while (true);
}

static bool same_ticks(const struct round_setup *a, const struct round_setup *b)
{
    bool same = a->n_decks == b->n_decks && a->seconds == b->seconds && a->boards == b->boards &&
                a->n_teams == b->n_teams && a->seed == b->seed;
    for (int d = 0; same && d < a->n_decks; d++) {
        const struct round_deck *x = &a->decks[d], *y = &b->decks[d];
        same = x->deck == y->deck && memcmp(x->layers, y->layers, (size_t)x->deck->n_layers) == 0 &&
               memcmp(x->models, y->models, (size_t)x->deck->n_models) == 0;
    }
    return same;
}

static bool same_boards(const struct round_setup *a, const struct round_setup *b)
{
    struct task *one = xcalloc(ROUND_TASKS_MAX, sizeof *one), *other = xcalloc(ROUND_TASKS_MAX, sizeof *other);
    int n = round_draw(a, one);
    bool same = n == round_draw(b, other) && memcmp(one, other, (size_t)n * sizeof *one) == 0;
    free(one);
    free(other);
    return same;
}

/* How many placements of a column may be drawn. */
static int column_size(const struct round_deck *one, int model)
{
    int n = 0;
    for (int layer = 0; layer < one->deck->n_layers; layer++)
        n += one->layers[layer] && one->models[model] && deck_asks(one->deck, layer, model);
    return n;
}

static void check_board(const struct round_setup *setup, const struct task *task, int size)
{
    const struct round_deck *one = &setup->decks[task->deck];
    assert_int_equal(task->kind, TASK_BOARD);
    assert_int_equal(task->n_items, size);
    for (int i = 0; i < size; i++) {
        struct place item = place_of(one->deck, task->items[i]);
        assert_int_equal(item.model, task->model);
        assert_true(one->layers[item.layer] && one->models[item.model]);
        assert_true(deck_asks(one->deck, item.layer, item.model));
        for (int k = 0; k < i; k++)
            assert_int_not_equal(task->items[k], task->items[i]);
    }
}

/* No placement is used twice where there are enough for all; else in its column none more than once more often. */
static void check_news(const struct round_setup *setup, const struct task *tasks, int n, int size)
{
    int fresh = 0;
    for (int d = 0; d < setup->n_decks; d++)
        for (int model = 0; model < setup->decks[d].deck->n_models; model++) {
            int in_column = column_size(&setup->decks[d], model);
            fresh += in_column / ROUND_BOARD_MIN; /* a smaller board is better than a repeat */
        }
    for (int d = 0; d < setup->n_decks; d++) {
        const struct deck *deck = setup->decks[d].deck;
        for (int model = 0; model < deck->n_models; model++) {
            int least = 1000, most = 0;
            for (int layer = 0; layer < deck->n_layers; layer++) {
                int used = 0;
                for (int t = 0; t < n; t++)
                    for (int i = 0; i < size && tasks[t].deck == d && tasks[t].model == model; i++)
                        used += place_of(deck, tasks[t].items[i]).layer == layer;
                if (!setup->decks[d].layers[layer] || !deck_asks(deck, layer, model))
                    continue;
                least = used < least ? used : least;
                most = used > most ? used : most;
            }
            assert_true(most - least <= 1 || most == 0);
            if (fresh >= n)
                assert_true(most <= 1);
        }
    }
}

static void boards_are_fair_and_new(void **state)
{
    (void)state;
    struct rng rng = {11};
    struct task *tasks = xcalloc(ROUND_TASKS_MAX, sizeof *tasks);
    for (int i = 0; i < SETUPS / 4; i++) {
        struct round_setup setup;
        set_up_by_chance(&rng, &setup);
        int n = round_draw(&setup, tasks), size = tasks[0].n_items;
        assert_int_equal(n, setup.boards * setup.n_teams);
        assert_in_range(size, ROUND_BOARD_MIN, ROUND_BOARD_MAX);
        for (int t = 0; t < n; t++)
            check_board(&setup, &tasks[t], size);
        check_news(&setup, tasks, n, size);
        round_setup_clear(&setup);
    }
    free(tasks);
}

static void another_seed_gives_other_boards(void **state)
{
    (void)state;
    struct round_setup a, b;
    set_up(&a, 2, 2, 1);
    set_up(&b, 2, 2, 2);
    assert_false(same_boards(&a, &b));
    round_setup_clear(&a);
    round_setup_clear(&b);
}

/* -- the number -- */

static bool reads(const char *text, struct round_setup *setup, struct err *err)
{
    return round_read_number(text, shelf.decks, shelf.n, setup, err);
}

/* Puts another letter in the place of one, or lets two neighbours change places. */
static void check_mistakes(struct rng *rng, const char *number)
{
    struct round_setup read;
    struct err err;
    for (size_t i = 0; number[i]; i++) {
        char wrong[ROUND_NUMBER_MAX];
        if (number[i] == '-')
            continue;
        strcpy(wrong, number);
        do {
            wrong[i] = letters[rng_below(rng, 32)];
        } while (wrong[i] == number[i]);
        if (reads(wrong, &read, &err))
            fail_msg("%s is taken for %s", wrong, number);
        if (number[i + 1] == '\0' || number[i + 1] == '-' || number[i + 1] == number[i])
            continue;
        strcpy(wrong, number);
        wrong[i] = number[i + 1];
        wrong[i + 1] = number[i];
        if (reads(wrong, &read, &err))
            fail_msg("%s is taken for %s", wrong, number);
    }
}

static void a_number_gives_the_same_boards(void **state)
{
    (void)state;
    struct rng rng = {5};
    for (int i = 0; i < SETUPS; i++) {
        struct round_setup setup, read;
        struct err err;
        char number[ROUND_NUMBER_MAX], again[ROUND_NUMBER_MAX];
        set_up_by_chance(&rng, &setup);
        round_number(&setup, number);
        if (!reads(number, &read, &err))
            fail_msg("%s: %s", number, err.text);
        round_number(&read, again);
        assert_string_equal(again, number);
        assert_true(same_ticks(&setup, &read));
        if (i % 8 == 0)
            assert_true(same_boards(&setup, &read));
        check_mistakes(&rng, number);
        round_setup_clear(&setup);
        round_setup_clear(&read);
    }
}

static void every_wrong_letter_is_noticed(void **state)
{
    (void)state;
    struct round_setup setup, read;
    struct err err;
    char number[ROUND_NUMBER_MAX];
    set_up(&setup, 4, 8, 77);
    round_number(&setup, number);
    assert_null(strpbrk(number, "0O1I"));
    for (size_t i = 0; number[i]; i++) {
        char right = number[i];
        for (const char *c = letters; *c && right != '-'; c++) {
            number[i] = *c;
            if (*c != right && reads(number, &read, &err))
                fail_msg("%s is taken", number);
        }
        number[i] = right;
    }
    round_setup_clear(&setup);
}

static void a_number_may_be_written_carelessly(void **state)
{
    (void)state;
    struct round_setup setup, read;
    struct err err;
    char number[ROUND_NUMBER_MAX], careless[ROUND_NUMBER_MAX];
    set_up(&setup, 2, 3, 123456);
    round_number(&setup, number);
    for (int i = 0; i == 0 || number[i - 1]; i++)
        careless[i] = number[i] == '-'                       ? ' '
                      : number[i] >= 'A' && number[i] <= 'Z' ? (char)(number[i] + 32)
                                                             : number[i];
    assert_true(reads(careless, &read, &err));
    assert_true(same_ticks(&setup, &read));
    round_setup_clear(&setup);
    round_setup_clear(&read);
}

static void what_is_wrong_with_a_number_is_said(void **state)
{
    (void)state;
    struct round_setup setup, read;
    struct err err;
    char number[ROUND_NUMBER_MAX];
    set_up(&setup, 2, 3, 9);
    round_number(&setup, number);
    const struct deck *others[] = {deck_called("aws"), deck_called("terms")};
    assert_false(round_read_number(number, others, 2, &read, &err));
    assert_string_equal(err.text, "This round number is of a deck that is not here, or of another version of it.");
    assert_int_equal(read.n_decks, 0);
    number[2] = '0';
    assert_false(reads(number, &read, &err));
    assert_string_equal(err.text, "A round number has no 0: look at it again.");
    static const char *const nonsense[] = {"", "A", "22", "4SJH", "\xc3\xa9", "------", "4SJH-2223-6VJW-ENKS-SR-22222"};
    for (size_t i = 0; i < sizeof nonsense / sizeof *nonsense; i++) {
        assert_false(reads(nonsense[i], &read, &err));
        assert_string_equal(err.text, "This is not a round number: a letter or digit is wrong, missing or too many.");
    }
    char endless[1000];
    memset(endless, '2', sizeof endless);
    endless[sizeof endless - 1] = '\0';
    assert_false(reads(endless, &read, &err));
    round_setup_clear(&setup);
}

static void teams_are_read(void **state)
{
    (void)state;
    struct round_setup setup;
    struct err err;
    round_setup_init(&setup);
    assert_true(round_read_teams(&setup, "Ada, Bob ,Z\xc3\xab", &err));
    assert_int_equal(setup.n_teams, 3);
    assert_string_equal(setup.names[1], "Bob");
    assert_string_equal(setup.names[2], "Z\xc3\xab");
    static const char *const wrong[] = {
        "", "a,", "a,a", "a,b,c,d,e,f,g", "\xff", "a name with more than forty letters is too long for a table"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (round_read_teams(&setup, wrong[i], &err))
            fail_msg("'%s' is taken", wrong[i]);
}

static void what_cannot_be_played_is_said(void **state)
{
    (void)state;
    struct round_setup setup;
    round_setup_init(&setup);
    assert_string_equal(round_problem(&setup), "Tick a deck.");
    round_setup_add(&setup, deck_called("azure"));
    assert_null(round_problem(&setup));
    memset(setup.decks[0].layers, false, (size_t)setup.decks[0].deck->n_layers);
    setup.decks[0].layers[0] = setup.decks[0].layers[1] = setup.decks[0].layers[2] = true;
    assert_string_equal(round_problem(&setup), "Tick at least four layers that one of the models asks.");
    setup.decks[0].layers[4] = true;
    assert_null(round_problem(&setup));
    setup.n_teams = 2;
    setup.names[1][0] = '\0';
    assert_string_equal(round_problem(&setup), "Each team needs a name of its own.");
    round_setup_clear(&setup);
}

/* -- playing: the log, and the score from it -- */

struct play_log {
    int n;
    struct {
        int64_t left_ms;
        char move[LINE_MAX];
    } lines[LINES_MAX];
};

/* The clock as the log has it: what it stood at before a move, as it is what has gone by. */
static bool play(struct session *round, struct play_log *log, enum move_kind kind, int at, int zone)
{
    const struct deck *deck = session_deck(round);
    int64_t left_ms = round->clock.left_ms;
    struct move move = {kind, at, zone};
    if (!session_apply(round, move, now))
        return false;
    assert_true(log->n < LINES_MAX);
    log->lines[log->n].left_ms = left_ms;
    move_format(move, deck, log->lines[log->n++].move, LINE_MAX);
    return true;
}

static void play_board(struct session *round, struct play_log *log, struct rng *rng)
{
    const struct deck *deck = session_deck(round);
    int n = round->board.n_cells;
    play(round, log, MOVE_START, 0, 0);
    for (int moves = rng_below(rng, 30); moves > 0; moves--) {
        static const enum move_kind kinds[] = {MOVE_PLACE, MOVE_PLACE, MOVE_PLACE, MOVE_PLACE_UNSURE,
                                               MOVE_BACK,  MOVE_UNDO,  MOVE_PAUSE, MOVE_PLACE};
        bool was_paused = round->clock.state == CLOCK_PAUSED;
        play(round, log, was_paused ? MOVE_GO_ON : kinds[rng_below(rng, 8)], rng_below(rng, n),
             rng_below(rng, deck->n_zones));
        if (session_tick(round, rng_below(rng, 4000)))
            play(round, log, MOVE_TIME, 0, 0);
        if (round->phase == PHASE_CHECKED)
            break;
    }
    play(round, log, MOVE_GO_ON, 0, 0);
    if (round->phase == PHASE_PLACING)
        assert_true(play(round, log, MOVE_CHECK, 0, 0));
    assert_true(play(round, log, MOVE_NEXT, 0, 0));
}

static struct session *replay(const struct round_setup *setup, const struct play_log *log)
{
    struct session *round = round_begin(setup);
    for (int i = 0; i < log->n; i++) {
        struct move move;
        session_tick(round, round->clock.left_ms - log->lines[i].left_ms);
        assert_true(move_parse(log->lines[i].move, session_deck(round), &move));
        assert_true(session_apply(round, move, now));
    }
    return round;
}

/* The points of each team from the lines of the log and the deck alone: where each layer lies is followed by hand. */
static void points_of_log(const struct deck *deck, const struct task *tasks, int n_teams, const struct play_log *log,
                          int points[ROUND_TEAMS_MAX])
{
    int zones[BOARD_CELLS_MAX], board = 0, n_undo = 0;
    struct {
        int at, zone;
    } undo[LINE_MAX];
    memset(points, 0, ROUND_TEAMS_MAX * sizeof *points);
    for (int i = 0; i < BOARD_CELLS_MAX; i++)
        zones[i] = -1;
    for (int i = 0; i < log->n; i++) {
        char word[20] = "", zone[60] = "";
        int at = 0;
        sscanf(log->lines[i].move, "%19s %d %59s", word, &at, zone);
        bool place = strcmp(word, "place") == 0 || strcmp(word, "place-unsure") == 0;
        if (place || strcmp(word, "back") == 0) {
            undo[n_undo].at = at;
            undo[n_undo++].zone = zones[at];
            zones[at] = place ? deck_zone_index(deck, zone) : -1;
        } else if (strcmp(word, "undo") == 0) {
            zones[undo[n_undo - 1].at] = undo[n_undo - 1].zone;
            n_undo--;
        } else if (strcmp(word, "check") == 0 || strcmp(word, "time") == 0) {
            for (int k = 0; k < tasks[board].n_items; k++) {
                struct place item = place_of(deck, tasks[board].items[k]);
                const struct deck_cell *cell = &deck->layers[item.layer].cells[item.model];
                points[board % n_teams] += zones[k] >= 0 && (zones[k] == cell->answer || cell->differs[zones[k]]);
                zones[k] = -1;
            }
            n_undo = 0;
            board++;
        }
    }
}

static void four_teams_and_eight_boards_come_out_the_same(void **state)
{
    (void)state;
    struct rng rng = {2026};
    struct play_log *log = xcalloc(1, sizeof *log);
    struct task *tasks = xcalloc(ROUND_TASKS_MAX, sizeof *tasks);
    struct round_setup setup, read;
    struct err err;
    char number[ROUND_NUMBER_MAX];
    set_up(&setup, 4, 8, 4718);
    round_number(&setup, number);
    struct session *round = round_begin(&setup);
    assert_int_equal(round->n_tasks, 32);
    while (round->phase != PHASE_OVER)
        play_board(round, log, &rng);

    assert_true(reads(number, &read, &err));
    struct session *again = replay(&read, log);
    assert_int_equal(again->phase, PHASE_OVER);
    int points[ROUND_TEAMS_MAX], all = 0;
    round_draw(&read, tasks);
    points_of_log(deck_called("azure"), tasks, 4, log, points);
    for (int team = 0; team < 4; team++) {
        struct round_score a = round_score(round, team), b = round_score(again, team);
        assert_memory_equal(&a, &b, sizeof a);
        assert_int_equal(a.points, points[team]);
        assert_int_equal(a.boards, 8);
        all += a.points;
    }
    assert_in_range(all, 25, 150);
    char *one = contest_csv(round, &setup), *other = contest_csv(again, &read);
    assert_string_equal(one, other);
    free(one);
    free(other);
    session_free(round);
    session_free(again);
    round_setup_clear(&setup);
    round_setup_clear(&read);
    free(tasks);
    free(log);
}

/* Some placement of the deck where another edition says otherwise: that is a point. */
static void where_sources_differ_is_a_point(void **state)
{
    (void)state;
    int found = 0;
    for (int d = 0; d < n_with_boards && !found; d++) {
        struct round_setup setup;
        round_setup_init(&setup);
        round_setup_add(&setup, with_boards[d]);
        setup.boards = ROUND_BOARDS_MAX;
        struct session *round = round_begin(&setup);
        while (round->phase != PHASE_OVER) {
            session_apply(round, (struct move){.kind = MOVE_START}, now);
            int here = 0;
            for (int at = 0; at < round->board.n_cells; at++) {
                const struct board_cell *c = &round->board.cells[at];
                for (int zone = 0; zone < with_boards[d]->n_zones; zone++)
                    if (with_boards[d]->layers[c->layer].cells[c->model].differs[zone] && c->zone == BOARD_OPEN)
                        here += session_apply(round, (struct move){MOVE_PLACE, at, zone}, now);
            }
            int before = round_score(round, 0).points;
            session_apply(round, (struct move){.kind = MOVE_CHECK}, now);
            assert_int_equal(round_score(round, 0).points - before, here);
            found += here;
            session_apply(round, (struct move){.kind = MOVE_NEXT}, now);
        }
        session_free(round);
        round_setup_clear(&setup);
    }
    assert_true(found > 0);
}

/* -- the clock -- */

static bool does(struct session *round, enum move_kind kind, int at, int zone)
{
    return session_apply(round, (struct move){kind, at, zone}, now);
}

static void the_clock_counts_only_what_goes_by(void **state)
{
    (void)state;
    struct round_setup setup;
    set_up(&setup, 2, 1, 3);
    struct session *round = round_begin(&setup);
    assert_false(session_tick(round, 90000)); /* nobody has begun */
    assert_int_equal(round->clock.left_ms, 60000);
    assert_false(does(round, MOVE_PLACE, 0, 0));
    assert_false(does(round, MOVE_CHECK, 0, 0));
    assert_true(does(round, MOVE_START, 0, 0));
    assert_false(does(round, MOVE_START, 0, 0));
    assert_false(session_tick(round, 1500));
    assert_false(session_tick(round, -800));
    assert_int_equal(round->clock.left_ms, 58500);

    assert_true(does(round, MOVE_PAUSE, 0, 0));
    assert_false(does(round, MOVE_PLACE, 0, 0));
    assert_false(does(round, MOVE_CHECK, 0, 0));
    assert_false(session_tick(round, 3600000));
    assert_true(does(round, MOVE_GO_ON, 0, 0));
    assert_int_equal(round->clock.left_ms, 58500);

    struct moment jumped = {.mono_ms = 2, .utc_ms = now.utc_ms - 86400000, .offset_min = -600};
    assert_true(session_apply(round, (struct move){MOVE_PLACE, 0, 0}, jumped)); /* a wall clock that jumps */
    assert_int_equal(round->clock.left_ms, 58500);
    for (int minute = 0; minute < 58; minute++) /* a window without the focus gets time in large pieces */
        assert_false(session_tick(round, 1000));
    assert_int_equal(round->clock.left_ms, 500);
    assert_false(does(round, MOVE_TIME, 0, 0));
    assert_true(session_tick(round, 60000));
    assert_false(does(round, MOVE_PLACE, 1, 0));
    assert_false(does(round, MOVE_CHECK, 0, 0));
    assert_true(does(round, MOVE_TIME, 0, 0));
    assert_int_equal(round->phase, PHASE_CHECKED);
    assert_false(session_tick(round, 1000));
    assert_true(does(round, MOVE_NEXT, 0, 0));
    assert_int_equal(round->clock.left_ms, 60000); /* the next team has all its time */
    session_free(round);
    round_setup_clear(&setup);
}

static void what_was_not_placed_in_time_is_wrong_and_not_remembered(void **state)
{
    (void)state;
    struct round_setup setup;
    for (int n_teams = 1; n_teams <= 2; n_teams++) {
        set_up(&setup, n_teams, 1, 3);
        struct session *round = round_begin(&setup);
        const struct deck *deck = session_deck(round);
        const struct board_cell *cell = &round->board.cells[1];
        does(round, MOVE_START, 0, 0);
        does(round, MOVE_PLACE, 1, deck->layers[cell->layer].cells[cell->model].answer);
        session_tick(round, 60000);
        does(round, MOVE_TIME, 0, 0);
        for (int at = 0; at < round->board.n_cells; at++) {
            assert_int_equal(round->change.answers[at].verdict, at == 1 ? VERDICT_RIGHT : VERDICT_OPEN);
            assert_int_equal(round->change.answers[at].counts, at == 1 && n_teams == 1);
        }
        assert_int_equal(round_score(round, 0).points, 1);
        assert_int_equal(round->n_tasks, n_teams); /* nothing is asked again */
        assert_int_equal(round->change.n_shown, 0);
        assert_false(does(round, MOVE_SLIP, 0, 0));
        session_free(round);
        round_setup_clear(&setup);
    }
}

static void checking_in_time_is_remembered_of_the_learner_only(void **state)
{
    (void)state;
    struct round_setup setup;
    for (int n_teams = 1; n_teams <= 2; n_teams++) {
        set_up(&setup, n_teams, 1, 3);
        struct session *round = round_begin(&setup);
        does(round, MOVE_START, 0, 0);
        does(round, MOVE_CHECK, 0, 0);
        for (int at = 0; at < round->board.n_cells; at++)
            assert_int_equal(round->change.answers[at].counts, n_teams == 1);
        session_free(round);
        round_setup_clear(&setup);
    }
}

/* Before Check nothing of any board may be shown; after it only what no later board asks. */
static void nothing_is_shown_too_early(void **state)
{
    (void)state;
    struct round_setup setup;
    struct rng rng = {8};
    for (int i = 0; i < 20; i++) {
        set_up(&setup, 3, 4, round_seed(rng_next(&rng)));
        struct session *round = round_begin(&setup);
        const struct deck *deck = session_deck(round);
        for (int t = 0; round->phase != PHASE_OVER; t++) {
            does(round, MOVE_START, 0, 0);
            for (int checked = 0; checked < 2; checked++) {
                for (int later = t; later < round->n_tasks; later++)
                    for (int k = 0; k < round->tasks[later].n_items; k++) {
                        struct place item = place_of(deck, round->tasks[later].items[k]);
                        bool own = false;
                        for (int at = 0; checked && at < round->board.n_cells; at++)
                            own = own || (round->board.cells[at].layer == item.layer &&
                                          round->board.cells[at].model == item.model);
                        assert_int_equal(session_may_show(round, 0, round->tasks[later].items[k]), own);
                    }
                does(round, checked ? MOVE_NEXT : MOVE_CHECK, 0, 0);
            }
        }
        assert_ptr_equal(round->decks[0], deck);
        session_free(round);
        round_setup_clear(&setup);
    }
}

/* -- what went wrong, and CSV -- */

static void the_table_is_csv(void **state)
{
    (void)state;
    struct round_setup setup;
    struct err err;
    char number[ROUND_NUMBER_MAX], line[1000], key[DECK_KEY_MAX];
    set_up(&setup, 2, 1, 3);
    assert_true(round_read_teams(&setup, "The \"A\" team,Bob", &err));
    struct session *round = round_begin(&setup);
    const struct deck *deck = session_deck(round);
    struct task first = round->tasks[0];
    does(round, MOVE_START, 0, 0);
    does(round, MOVE_PLACE, 0, 2);
    does(round, MOVE_CHECK, 0, 0);
    char *text = contest_csv(round, &setup);
    round_number(&setup, number);
    const struct deck_cell *cell = &deck->layers[place_of(deck, first.items[0]).layer].cells[first.model];
    bool right = cell->answer == 2;
    deck_item_key(deck, first.items[0], key);
    snprintf(line, sizeof line,
             "round,team,name,board,item,given,answer,result,points\r\n"
             "%s,1,\"The \"\"A\"\" team\",1,%s,%s,%s,%s,%d\r\n",
             number, key, deck->zones[2].id, deck->zones[cell->answer].id, right ? "right" : "wrong", right);
    assert_memory_equal(text, line, strlen(line));
    int lines = 0;
    for (const char *c = text; *c; c++)
        lines += *c == '\n';
    assert_int_equal(lines, 1 + first.n_items); /* what was not checked is not in it */
    free(text);
    session_free(round);
    round_setup_clear(&setup);
}

static void misses_are_counted_by_team(void **state)
{
    (void)state;
    struct round_setup setup;
    set_up(&setup, 2, 8, 3); /* enough boards that placements come twice */
    struct session *round = round_begin(&setup);
    const struct deck *deck = session_deck(round);
    int wrong = 0, n, sum = 0;
    for (int t = 0; round->phase != PHASE_OVER; t++) {
        does(round, MOVE_START, 0, 0);
        for (int at = 0; at < round->board.n_cells; at++) {
            const struct board_cell *c = &round->board.cells[at];
            const struct deck_cell *cell = &deck->layers[c->layer].cells[c->model];
            int zone = (cell->answer + (t % 3 == 0)) % deck->n_zones;
            wrong += zone != cell->answer && !cell->differs[zone];
            does(round, MOVE_PLACE, at, zone);
        }
        does(round, MOVE_CHECK, 0, 0);
        does(round, MOVE_NEXT, 0, 0);
    }
    struct round_miss *misses = round_misses(round, &n);
    assert_true(n > 0);
    for (int i = 0; i < n; i++) {
        sum += misses[i].wrong;
        assert_true(misses[i].wrong > 0 && misses[i].wrong <= misses[i].asked);
        assert_true(i == 0 || misses[i - 1].wrong >= misses[i].wrong);
        bool said = misses[i].given[0] != ROUND_NOT_WRONG || misses[i].given[1] != ROUND_NOT_WRONG;
        assert_true(said);
    }
    assert_int_equal(sum, wrong);
    free(misses);
    session_free(round);
    round_setup_clear(&setup);
}

/* -- on disk -- */

static struct store *open_store(void)
{
    struct err err;
    struct store *store = store_open(NULL, (const unsigned char *)"sixteen bytes: a", now, &err);
    assert_non_null(store);
    return store;
}

static void save(struct contest *contest, struct store *store)
{
    struct err err = {""};
    if (contest_save(contest, store, &err) != STORE_SAVED)
        fail_msg("%s", err.text);
}

static void done(struct contest *contest, struct store *store, enum move_kind kind, int at, int zone)
{
    assert_true(does(contest->round, kind, at, zone));
    save(contest, store);
}

static void a_round_goes_on_where_it_was(void **state)
{
    (void)state;
    struct store *store = open_store();
    struct contest contest = {0}, again = {0};
    struct round_setup setup;
    struct err err;
    set_up(&setup, 2, 2, 99);
    assert_true(round_read_teams(&setup, "Ada,Bob", &err));
    contest_begin(&contest, store, &setup, now, &err);
    assert_string_equal(err.text, "");
    done(&contest, store, MOVE_START, 0, 0);
    done(&contest, store, MOVE_PLACE, 0, 1);
    contest_tick(&contest, 20000, now);
    save(&contest, store);
    done(&contest, store, MOVE_CHECK, 0, 0);
    done(&contest, store, MOVE_NEXT, 0, 0);
    done(&contest, store, MOVE_START, 0, 0);
    done(&contest, store, MOVE_PLACE, 2, 2);
    for (int i = 0; i < 70; i++) { /* frames, and a kill between them */
        contest_tick(&contest, 190, now);
        save(&contest, store);
    }
    int64_t left_ms = contest.round->clock.left_ms;
    int points = round_score(contest.round, 0).points;

    struct store_open_round open;
    assert_true(store_find_round(store, &open));
    assert_int_equal(open.n_tasks - open.done, 3);
    if (!contest_resume(&again, store, &shelf, now, &err))
        fail_msg("%s", err.text);
    int64_t lost_ms = again.round->clock.left_ms - left_ms;
    if (lost_ms < 0 || lost_ms >= 1000)
        fail_msg("%d ms are won", (int)lost_ms);
    assert_int_equal(again.round->clock.state, CLOCK_PAUSED);
    assert_int_equal(again.round->task, 1);
    assert_int_equal(again.round->board.cells[2].zone, 2);
    assert_int_equal(round_score(again.round, 0).points, points);
    assert_string_equal(again.setup.names[1], "Bob");
    save(&again, store);
    assert_int_equal(contest_resume(&contest, store, &shelf, now, &err), true); /* and once more, paused as it was */
    assert_int_equal(contest.round->clock.left_ms, again.round->clock.left_ms);
    save(&contest, store);

    done(&contest, store, MOVE_STOP, 0, 0);
    assert_false(store_find_round(store, &open));
    int bad = 0;
    assert_true(store_verify_sums(store, &bad, &err));
    assert_int_equal(bad, 0);
    contest_clear(&contest);
    contest_clear(&again);
    round_setup_clear(&setup);
    store_close(store);
}

/* The file could not be opened at first; then it can, in the middle of a board. */
static void a_round_in_memory_goes_to_the_file_whole(void **state)
{
    (void)state;
    struct store *memory = open_store(), *file = open_store();
    struct contest contest = {0}, again = {0};
    struct round_setup setup;
    struct store_open_round open;
    struct err err;
    int due = 0, met = 0, bad = 0;
    set_up(&setup, 1, 2, 99);
    contest_begin(&contest, memory, &setup, now, &err);
    contest.keeps = true;
    const struct deck *deck = session_deck(contest.round);
    done(&contest, memory, MOVE_START, 0, 0);
    done(&contest, memory, MOVE_PLACE, 0, 1);
    done(&contest, memory, MOVE_CHECK, 0, 0);
    int asked = contest.round->board.n_cells;
    done(&contest, memory, MOVE_NEXT, 0, 0);
    done(&contest, memory, MOVE_START, 0, 0);
    done(&contest, memory, MOVE_PLACE, 2, 2);
    contest_tick(&contest, 20000, now);
    save(&contest, memory);

    contest.keeps = false;
    contest_move(&contest);
    save(&contest, file);
    assert_int_equal(contest.n_unsaved, 0);
    save(&contest, file); /* and the time since the last move */
    assert_true(store_find_round(file, &open));
    assert_int_equal(open.left_ms, contest.round->clock.left_ms);
    assert_true(store_count(file, deck, 20000, &due, &met, &err));
    assert_int_equal(met, asked);
    if (!contest_resume(&again, file, &shelf, now, &err))
        fail_msg("%s", err.text);
    assert_int_equal(again.round->task, 1);
    assert_int_equal(again.round->board.cells[2].zone, 2);
    assert_int_equal(again.round->clock.left_ms, contest.round->clock.left_ms);
    assert_true(store_verify_sums(file, &bad, &err) && bad == 0);
    contest_clear(&contest);
    contest_clear(&again);
    round_setup_clear(&setup);
    store_close(memory);
    store_close(file);
}

/* What makes no sense in the file ends the round as left, and nothing crashes. */
static void damaged_rounds_are_left(void **state)
{
    (void)state;
    static const char *const damage[] = {
        "UPDATE session SET left_ms = -9223372036854775808",
        "UPDATE session SET left_ms = 60001",
        "UPDATE step SET left_ms = -9223372036854775808 WHERE n = 1",
        "UPDATE step SET left_ms = 60001 WHERE n = 1",
        "UPDATE task SET seconds = 0",
        "UPDATE task SET seconds = 4294967356", /* 60 where it is cut to 32 bits */
        "DELETE FROM player",
        "INSERT INTO player WITH RECURSIVE n(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n < 6)"
        " SELECT 1, n, n, 0, 0 FROM n", /* seven, and only six have room */
        "UPDATE step SET move = 'place 63 customer' WHERE n = 1",
    };
    for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
        struct store *store = open_store();
        struct contest contest = {0}, again = {0};
        struct round_setup setup;
        struct store_open_round open;
        struct err err;
        set_up(&setup, 2, 4, 99);
        contest_begin(&contest, store, &setup, now, &err);
        done(&contest, store, MOVE_START, 0, 0);
        done(&contest, store, MOVE_PLACE, 0, 1);
        store_start(store);
        store_execute(store, damage[i]);
        assert_true(store_fine(store, &err));
        if (contest_resume(&again, store, &shelf, now, &err))
            fail_msg("'%s' is believed", damage[i]);
        assert_true(err.text[0]);
        assert_false(store_find_round(store, &open));
        contest_clear(&contest);
        round_setup_clear(&setup);
        store_close(store);
    }
}

/* What the memory knows of azure after a board that was all right. */
static int remembered_after(int n_teams)
{
    struct store *store = open_store();
    struct contest contest = {0};
    struct round_setup setup;
    struct err err;
    int due = 0, met = 0;
    set_up(&setup, n_teams, 1, 99);
    contest_begin(&contest, store, &setup, now, &err);
    const struct deck *deck = session_deck(contest.round);
    done(&contest, store, MOVE_START, 0, 0);
    for (int at = 0; at < contest.round->board.n_cells - 1; at++) {
        const struct board_cell *cell = &contest.round->board.cells[at];
        done(&contest, store, MOVE_PLACE, at, deck->layers[cell->layer].cells[cell->model].answer);
    }
    session_tick(contest.round, 60000);
    done(&contest, store, MOVE_TIME, 0, 0);
    int asked = contest.round->board.n_cells;
    assert_true(store_count(store, deck, 20000, &due, &met, &err));
    contest_clear(&contest);
    round_setup_clear(&setup);
    store_close(store);
    return n_teams == 1 ? met - (asked - 1) : met;
}

static void only_the_learners_own_answers_are_remembered(void **state)
{
    (void)state;
    assert_int_equal(remembered_after(1), 0); /* all but the one that was not placed in time */
    assert_int_equal(remembered_after(2), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boards_are_fair_and_new),
        cmocka_unit_test(another_seed_gives_other_boards),
        cmocka_unit_test(a_number_gives_the_same_boards),
        cmocka_unit_test(every_wrong_letter_is_noticed),
        cmocka_unit_test(a_number_may_be_written_carelessly),
        cmocka_unit_test(what_is_wrong_with_a_number_is_said),
        cmocka_unit_test(teams_are_read),
        cmocka_unit_test(what_cannot_be_played_is_said),
        cmocka_unit_test(four_teams_and_eight_boards_come_out_the_same),
        cmocka_unit_test(where_sources_differ_is_a_point),
        cmocka_unit_test(the_clock_counts_only_what_goes_by),
        cmocka_unit_test(what_was_not_placed_in_time_is_wrong_and_not_remembered),
        cmocka_unit_test(checking_in_time_is_remembered_of_the_learner_only),
        cmocka_unit_test(nothing_is_shown_too_early),
        cmocka_unit_test(the_table_is_csv),
        cmocka_unit_test(misses_are_counted_by_team),
        cmocka_unit_test(a_round_goes_on_where_it_was),
        cmocka_unit_test(a_round_in_memory_goes_to_the_file_whole),
        cmocka_unit_test(damaged_rounds_are_left),
        cmocka_unit_test(only_the_learners_own_answers_are_remembered),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
