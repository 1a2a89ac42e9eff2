/* store: a long life at random. States are compared with a second calculation in C over a log that the test keeps
 * itself. */
#include "base/rng.h"
#include "srs/day.h"
#include "store/store_db.h"
#include "store/weights.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "player.h"

static struct err err;

struct logged {
    int cell, seq, session, task;
    int64_t at_ms;
    bool voided; /* or before its right answer changed */
    struct grade_answer answer;
};

enum { EXAMS = 2 };
static const char *const exams[EXAMS] = {"az-900", "clf-c02"};

struct log {
    int n, n_sessions;
    double retention;
    int exam_day[EXAMS];                 /* 0: none is set */
    struct fsrs_weights weights, before; /* in force, and what an undo brings back */
    int n_changes;                       /* of the weights */
    struct logged list[20000];
    int seen_day[CELLS];
};

static int in_order(const void *a, const void *b)
{
    const struct logged *x = a, *y = b;
    if (x->answer.day != y->answer.day)
        return x->answer.day < y->answer.day ? -1 : 1;
    if (x->at_ms != y->at_ms)
        return x->at_ms < y->at_ms ? -1 : 1;
    return x->seq - y->seq;
}

static struct grade_memory memory_from(const struct log *log, int cell)
{
    static struct logged own[20000];
    int n = 0;
    for (int i = 0; i < log->n; i++)
        if (log->list[i].cell == cell && !log->list[i].voided)
            own[n++] = log->list[i];
    qsort(own, (size_t)n, sizeof *own, in_order);
    struct grade_memory memory = {0};
    for (int i = 0; i < n; i++)
        grade_step(&log->weights, &memory, &own[i].answer);
    return memory;
}

static int counts_of(const struct log *log, int cell, int day, int counts)
{
    if (counts != 1)
        return counts;
    bool repeat = log->seen_day[cell] == day;
    for (int i = 0; i < log->n; i++)
        if (log->list[i].cell == cell && log->list[i].answer.day == day && log->list[i].answer.counts == 1 &&
            !log->list[i].voided)
            repeat = true;
    return repeat ? 2 : 1;
}

static void log_change(struct log *log, const struct session *session, const struct session_change *change)
{
    int day = day_of(change->at), before = log->n;
    for (int i = 0; i < change->n_answers; i++) {
        const struct session_answer *a = &change->answers[i];
        int cell = a->item;
        log->list[log->n] = (struct logged){
            .cell = cell,
            .seq = before + i,
            .session = log->n_sessions,
            .task = change->task,
            .at_ms = change->at.utc_ms,
            .answer = {.day = day,
                       .rating = a->rating,
                       .right_ways = a->right_ways,
                       .ways = a->ways,
                       .unsure = a->unsure,
                       .unplaced = a->given == BOARD_OPEN,
                       .counts = counts_of(log, cell, day, a->counts)},
        };
        log->n++;
    }
    bool row = change->move.kind == MOVE_SLIP_ROW;
    if (row || change->move.kind == MOVE_SLIP)
        for (int i = 0; i < log->n; i++)
            if (log->list[i].session == log->n_sessions && log->list[i].task == change->task &&
                (!row || log->list[i].cell / MODELS == session->board.cells[change->move.at].layer))
                log->list[i].voided = true;
    for (int i = 0; i < change->n_shown; i++)
        log->seen_day[change->shown[i].item] = day;
}

/* The nearest day ahead. */
static int exam_ahead(const struct log *log, int today)
{
    int nearest = 0;
    for (int i = 0; i < EXAMS; i++)
        if (log->exam_day[i] > today && (!nearest || log->exam_day[i] < nearest))
            nearest = log->exam_day[i];
    return nearest;
}

/* -- the two compared -- */

/* What has no state is listed as new. */
static void assert_fresh(const struct player *player)
{
    struct store_item items[CELLS];
    int fresh = 0;
    assert_true(store_items(player->store, player->deck, 0, items, &err));
    for (int cell = 0; cell < CELLS; cell++)
        fresh += deck_item_asks(player->deck, cell) && !items[cell].memory.met;
    store_start(player->store);
    assert_int_equal(store_number(player->store, "SELECT count(*) FROM fresh", NULL, 0, -1), fresh);
}

/* The candidates are the items due longest, next and first, with what store_items says of them. */
static void assert_candidates(const struct player *player, const struct store_item *items, int most)
{
    static struct store_list list;
    int today = day_of(player->now), due = 0, of_due = 0;
    assert_true(store_candidates(player->store, player->deck, today, most, &list, &err));
    for (int i = 0; i < list.n; i++) {
        const struct store_item *item = &items[list.items[i].item];
        assert_true(i == 0 || list.items[i - 1].item < list.items[i].item);
        assert_same_memory(&list.items[i].memory, &item->memory);
        assert_int_equal(list.items[i].due_day, item->due_day);
        assert_true(list.items[i].today == item->today && list.items[i].line == item->line);
        of_due += item->memory.met && item->due_day <= today;
    }
    for (int cell = 0; cell < CELLS; cell++)
        due += items[cell].memory.met && items[cell].due_day <= today;
    for (int cell = 0, at = 0; cell < CELLS; cell++) {
        while (at < list.n && list.items[at].item < cell)
            at++;
        if (at < list.n && list.items[at].item == cell)
            continue;
        int longer = 0;
        for (int other = 0; other < CELLS; other++)
            longer += items[other].memory.met && items[other].due_day <= items[cell].due_day;
        assert_false(items[cell].today);
        assert_true(!items[cell].memory.met || items[cell].due_day > today || longer > most);
    }
    if (most >= CELLS)
        assert_int_equal(list.n, deck_asked_count(player->deck));
    else
        assert_true(of_due >= (due < most ? due : most));
    free(list.items);
    list = (struct store_list){0};
}

static void assert_states(const struct player *player, const struct log *log)
{
    struct store_item items[CELLS];
    int today = day_of(player->now);
    assert_true(store_know(player->store, player->deck, player->now, &err));
    assert_true(store_items(player->store, player->deck, today, items, &err));
    for (int cell = 0; cell < CELLS; cell++) {
        struct grade_memory memory = memory_from(log, cell);
        if (!deck_item_asks(player->deck, cell))
            memory = (struct grade_memory){0};
        assert_same_memory(&items[cell].memory, &memory);
        if (memory.met)
            assert_int_equal(items[cell].due_day,
                             grade_due_by(&log->weights, &memory, log->retention, exam_ahead(log, today)));
    }
    assert_candidates(player, items, 3);
    assert_candidates(player, items, CELLS);
}

/* -- edits of decks, exams, settings -- */

static void forget_cell(struct log *log, int cell)
{
    for (int i = 0; i < log->n; i++)
        log->list[i].voided = log->list[i].voided || log->list[i].cell == cell;
}

static void swap_layers(struct deck *deck, struct log *log, int a, int b)
{
    struct deck_layer layer = deck->layers[a];
    deck->layers[a] = deck->layers[b];
    deck->layers[b] = layer;
    for (int i = 0; i < log->n && a != b; i++) {
        int at = log->list[i].cell / MODELS, to = at == a ? b : at == b ? a : at;
        log->list[i].cell += (to - at) * MODELS;
    }
    for (int model = 0; model < MODELS; model++) {
        int day = log->seen_day[a * MODELS + model];
        log->seen_day[a * MODELS + model] = log->seen_day[b * MODELS + model];
        log->seen_day[b * MODELS + model] = day;
    }
}

/* A new right answer starts its item anew, another order and what is open for a while do not. */
static void edit_deck(struct deck *deck, struct log *log, struct rng *rng)
{
    int layer = rng_below(rng, LAYERS - 1), model = 1 + rng_below(rng, MODELS - 1), was = 0;
    struct deck_cell *cell = &deck->layers[layer].cells[model];
    switch (rng_below(rng, 3)) {
    case 0:
        was = cell->answer;
        cell->answer = rng_below(rng, ZONES);
        if (cell->answer != was && cell->answer != DECK_ABSENT && !cell->open)
            forget_cell(log, layer * MODELS + model);
        break;
    case 1:
        swap_layers(deck, log, layer, rng_below(rng, LAYERS));
        break;
    default:
        deck->layers[layer].cells[model].why = deck->layers[layer].cells[model].why ? NULL : "because";
        break;
    }
    made_deck_print(deck);
}

static void change_aims(struct player *player, struct log *log, struct rng *rng)
{
    static const struct {
        const char *text;
        double value;
    } retentions[] = {{"0.70", .70}, {"0.80", .80}, {"0.90", .90}, {"0.97", .97}, {NULL, .90}};
    int which = rng_below(rng, 5), exam = rng_below(rng, EXAMS);
    if (rng_below(rng, 3) == 0) {
        assert_true(store_setting_set(player->store, "retention", retentions[which].text, player->now, &err));
        log->retention = retentions[which].value;
    } else if (rng_below(rng, 3) == 0) {
        assert_true(store_goal_clear(player->store, exams[exam], player->now, &err));
        log->exam_day[exam] = 0;
    } else {
        log->exam_day[exam] = day_of(player->now) + rng_below(rng, 60) - 5;
        assert_true(store_goal_set(player->store, exams[exam], log->exam_day[exam], player->now, &err));
    }
}

/* Now and then through another program, whose change this one finds. */
static void change_weights(struct player *player, struct log *log, struct rng *rng)
{
    struct store *other = player->folder && rng_below(rng, 2) ? player_store(player->folder, player_other) : NULL;
    struct store *store = other ? other : player->store;
    struct store_weights fitted = {.answers = 400, .loss_before = .5, .loss_after = NAN, .weights = log->weights};
    bool undone;
    if (rng_below(rng, 2)) {
        for (int i = 0; i < FSRS_WEIGHTS; i++)
            fitted.weights.w[i] *= .9 + .01 * rng_below(rng, 21) + 1e-13 * rng_below(rng, 1000);
        fsrs_clamp(&fitted.weights, 0);
        assert_true(store_weights_keep(store, &log->weights, &fitted, player->now, &err));
        log->before = log->weights;
        log->weights = fitted.weights;
        log->n_changes++;
    } else {
        assert_true(store_weights_undo(store, player->now, &undone, &err));
        assert_true(undone == (log->n_changes > 0));
        struct fsrs_weights before = log->before;
        log->before = log->weights;
        log->weights = undone ? before : log->weights;
        log->n_changes += undone;
    }
    store_close(other);
    assert_true(store_weights(player->store, &fitted, &err));
    assert_memory_equal(&fitted.weights, &log->weights, sizeof log->weights);
}

/* -- at random -- */

static int random_tasks(const struct deck *deck, struct rng *rng, struct task *tasks)
{
    int n = 0, rows = rng_below(rng, 2) ? 1 + rng_below(rng, 7) : 0;
    struct task line = {.kind = TASK_LINE, .model = -1};
    for (int layer = 0; layer < rows; layer++)
        for (int model = 1; model < MODELS; model++)
            if (deck_asks(deck, layer, model))
                line.items[line.n_items++] = layer * MODELS + model;
    if (rows)
        tasks[n++] = line;
    for (int model = 1; model < MODELS; model++) {
        if (rng_below(rng, 2))
            continue;
        struct task task = {.kind = TASK_BOARD, .model = model};
        for (int layer = rows; layer < LAYERS; layer++)
            if (deck_asks(deck, layer, model) && rng_below(rng, 3) == 0)
                task.items[task.n_items++] = layer * MODELS + model;
        if (task.n_items)
            tasks[n++] = task;
    }
    return n;
}

static struct move random_move(const struct session *session, struct rng *rng)
{
    static const enum move_kind after[] = {MOVE_NEXT, MOVE_NEXT, MOVE_NEXT, MOVE_SLIP, MOVE_SLIP_ROW};
    static const enum move_kind kinds[] = {MOVE_PLACE,  MOVE_PLACE, MOVE_PLACE, MOVE_PLACE_UNSURE, MOVE_BACK,
                                           MOVE_UNSURE, MOVE_EDGE,  MOVE_UNDO,  MOVE_CHECK};
    return (struct move){session->phase == PHASE_CHECKED ? after[rng_below(rng, 5)] : kinds[rng_below(rng, 9)],
                         rng_below(rng, session->board.n_cells), rng_below(rng, ZONES)};
}

/* The clock goes on by minutes or days, stands, or is set back, which opening the file would repair (test_clock). */
static struct moment random_jump(struct moment now, struct rng *rng, bool reopened)
{
    static const int64_t hours[] = {0, 1, 5, 20, 24, 24, 48, 100, 700, 24 * 300, -1, -24, -50};
    now.offset_min = 60 * (rng_below(rng, 5) - 2);
    int64_t jump = hours[rng_below(rng, (int)(sizeof hours / sizeof *hours))] * INT64_C(3600000);
    return player_later(now, reopened && jump < 0 ? 0 : jump);
}

static void play_at_random(struct player *player, struct log *log, struct rng *rng)
{
    while (player->session->phase != PHASE_OVER) {
        struct move move = random_move(player->session, rng);
        if (rng_below(rng, 10) == 0)
            player->now = player_later(player->now, rng_below(rng, 40000000) - 10000000);
        player->session->attended_ms += rng_below(rng, 9000);
        if (!session_apply(player->session, move, player->now))
            continue;
        struct session_change *change = &player->session->change;
        assert_int_equal(player_save(player, change, 1), STORE_SAVED);
        log_change(log, player->session, change);
        if (rng_below(rng, 200) == 0)
            return; /* left */
        if (player->folder && player->session->phase != PHASE_OVER && rng_below(rng, 30) == 0)
            player_restart(player);
    }
}

/* -- a life -- */

/* Each state is found to follow from its answers, and where it was made with other weights not to. */
static void assert_fitting(struct store *store)
{
    static const char next[] = "SELECT item FROM state WHERE item > ?1 ORDER BY item LIMIT 1";
    static const char spoil[] = "UPDATE state SET weights = weights + ?2 WHERE item = ?1";
    store_start(store);
    int64_t item = 0, last = 0;
    while ((item = NUMBER(store, next, INT(item)))) {
        assert_true(item_fits(store, item));
        last = item;
    }
    RUN(store, spoil, INT(last), INT(1));
    assert_true(store_fine(store, &err) && !item_fits(store, last));
    store_start(store);
    RUN(store, spoil, INT(last), INT(-1));
    assert_true(store_fine(store, &err));
}

static void a_life(char *folder, int sessions, uint64_t seed)
{
    static struct log log;
    memset(&log, 0, sizeof log);
    for (int cell = 0; cell < CELLS; cell++)
        log.seen_day[cell] = -1;
    log.retention = .90;
    log.weights = log.before = fsrs_default;
    struct rng rng = {seed};
    struct deck *deck = player_deck("azure");
    deck->exams = (const char **)(uintptr_t)exams;
    deck->n_exams = EXAMS;
    struct player player = player_of(folder, deck);
    for (int cell = 0; cell < CELLS; cell++)
        player.hidden[cell] = rng_below(&rng, 3);
    for (; log.n_sessions < sessions; log.n_sessions++) {
        struct task tasks[MODELS + 1];
        int n = random_tasks(deck, &rng, tasks);
        if (!n)
            continue;
        player_begin(&player, tasks, n);
        play_at_random(&player, &log, &rng);
        if (rng_below(&rng, 4) == 0)
            change_aims(&player, &log, &rng);
        if (rng_below(&rng, 4) == 0)
            change_weights(&player, &log, &rng);
        assert_fresh(&player);
        if (log.n_sessions % 10 == 0)
            assert_states(&player, &log);
        if (rng_below(&rng, 6) == 0) {
            edit_deck(deck, &log, &rng);
            assert_true(store_know(player.store, deck, player.now, &err));
        }
        player.now = random_jump(player.now, &rng, player.folder != NULL);
    }
    assert_states(&player, &log);
    assert_fresh(&player);
    assert_fitting(player.store);
    assert_true(log.n_changes > 3);
    assert_true(store_rebuild(player.store, &err));
    assert_fresh(&player);
    assert_states(&player, &log);
    assert_true(store_know(player.store, deck, player.now, &err));
    assert_states(&player, &log);
    assert_sums_fit(player.store);
    player_end(&player);
}

static void states_stay_right_over_a_long_life(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++)
        a_life(NULL, 60, seed);
    a_life(folder_new(), 40, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(states_stay_right_over_a_long_life),
    };
    return cmocka_run_group_tests(tests, folder_make_top, folder_drop_top);
}
