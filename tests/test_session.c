/* session: verdicts, re-asks, slips, what may be shown, and that a session is its moves. Decks are made by hand. */
#include "base/rng.h"
#include "play/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ZONES = 3, WALKS = 1000, MOVES_MAX = 4000, LINE_MOVES = 300 };

static const struct moment now = {.mono_ms = 1, .utc_ms = 1764576000000, .offset_min = 60};

/* n layers under m models, the first of them given; the right zone of a cell is (layer + model) % 3. */
static struct deck *make_deck(int n_layers, int n_models)
{
    static const char *const zones[] = {"customer", "shared", "provider"};
    struct deck *deck = xcalloc(1, sizeof *deck);
    deck->id = "deck";
    deck->n_zones = ZONES;
    for (int zone = 0; zone < ZONES; zone++)
        deck->zones[zone] = (struct deck_zone){.id = zones[zone], .name = zones[zone], .look = (enum deck_look)zone};
    deck->n_models = n_models;
    static const char *const models[DECK_MODELS_MAX] = {"onprem", "iaas", "paas", "saas", "faas", "caas", "end", "e"};
    for (int model = 0; model < n_models; model++)
        deck->models[model] = (struct deck_model){.id = models[model], .name = models[model], .given = model == 0};
    deck->n_layers = n_layers;
    deck->layers = arena_alloc(&deck->memory, (size_t)n_layers * sizeof *deck->layers);
    for (int layer = 0; layer < n_layers; layer++) {
        struct deck_cell *cells = arena_alloc(&deck->memory, (size_t)n_models * sizeof *cells);
        for (int model = 0; model < n_models; model++)
            cells[model] = (struct deck_cell){.answer = (layer + model) % ZONES};
        deck->layers[layer] = (struct deck_layer){.id = "layer", .name = "Layer", .cells = cells};
    }
    return deck;
}

static struct deck_cell *cell_of(struct deck *deck, int layer, int model)
{
    return &deck->layers[layer].cells[model];
}

static struct task board_of(const struct deck *deck, int model, int first, int n)
{
    struct task task = {.kind = TASK_BOARD, .model = model, .n_items = n};
    for (int i = 0; i < n; i++)
        task.items[i] = deck_item_of_cell(deck, first + i, model);
    return task;
}

static int layer_at(const struct session *session, int task, int at)
{
    const struct task *t = &session->tasks[task];
    return deck_item_layer(session->decks[t->deck], t->items[at]);
}

static bool may_show(const struct session *session, int deck, int layer, int model)
{
    return session_may_show(session, deck, deck_item_of_cell(session->decks[deck], layer, model));
}

/* All asked cells of n layers, row by row. */
static struct task line_of(const struct deck *deck, int first, int n)
{
    struct task task = {.kind = TASK_LINE, .model = -1};
    for (int layer = first; layer < first + n; layer++)
        for (int model = 0; model < deck->n_models; model++)
            if (deck_asks(deck, layer, model))
                task.items[task.n_items++] = deck_item_of_cell(deck, layer, model);
    return task;
}

/* Begins a session over one deck, with nothing hidden, or all of it. */
static struct session *begin(const struct deck *deck, const struct task *tasks, int n_tasks, bool all_hidden)
{
    int n = deck->n_layers * deck->n_models;
    bool *hidden = xcalloc((size_t)n, sizeof *hidden);
    for (int i = 0; i < n; i++)
        hidden[i] = all_hidden;
    const bool *const hidden_items[] = {hidden};
    struct session *session = session_new(&deck, 1, tasks, n_tasks, hidden_items, 1);
    free(hidden);
    return session;
}

static bool apply(struct session *session, enum move_kind kind)
{
    return session_apply(session, (struct move){.kind = kind}, now);
}

static void place(struct session *session, int at, int zone)
{
    assert_true(session_apply(session, (struct move){MOVE_PLACE, at, zone}, now));
}

static int right_zone(const struct session *session, int at)
{
    const struct board_cell *cell = &session->board.cells[at];
    return session_deck(session)->layers[cell->layer].cells[cell->model].answer;
}

/* Places the first n_right rightly and all behind them wrongly, and checks. */
static void answer(struct session *session, int n_right)
{
    for (int at = 0; at < session->board.n_cells; at++)
        place(session, at, (right_zone(session, at) + (at >= n_right)) % ZONES);
    assert_true(apply(session, MOVE_CHECK));
}

static void check_grades_what_was_said(void **state)
{
    (void)state;
    static const struct {
        int given;
        enum verdict verdict;
        bool correct;
        int right_ways, ways, rating, counts;
    } expected[] = {
        {0, VERDICT_RIGHT, true, 1, 3, 3, 1},          {0, VERDICT_WRONG, false, 1, 3, 1, 1},
        {BOARD_OPEN, VERDICT_OPEN, false, 0, 1, 1, 1}, {0, VERDICT_DIFFERS, false, 1, 3, 1, 0},
        {1, VERDICT_WRONG, false, 1, 3, 1, 1},
    };
    enum { N = sizeof expected / sizeof *expected };
    struct deck *deck = make_deck(N, 2);
    static const int answers[N] = {0, 2, 1, 2, 2};
    for (int i = 0; i < N; i++)
        cell_of(deck, i, 1)->answer = answers[i];
    cell_of(deck, 3, 1)->differs[0] = "the white paper of 2017";
    cell_of(deck, 4, 1)->differs[0] = "the white paper of 2017";
    struct task task = board_of(deck, 1, 0, N);
    struct session *session = begin(deck, &task, 1, false);
    for (int at = 0; at < N; at++)
        if (expected[at].given != BOARD_OPEN)
            assert_true(session_apply(session, (struct move){MOVE_PLACE_UNSURE, at, expected[at].given}, now));
    assert_true(session_apply(session, (struct move){.kind = MOVE_UNSURE, .at = 0}, now));
    session->attended_ms = 12345;
    assert_true(apply(session, MOVE_CHECK));
    assert_int_equal(session->change.n_answers, N);
    for (int at = 0; at < N; at++) {
        const struct session_answer *a = &session->change.answers[at];
        assert_int_equal(session->answers[at].verdict, a->verdict);
        assert_int_equal(a->item, deck_item_of_cell(deck, at, 1));
        assert_int_equal(a->given, expected[at].given);
        assert_int_equal(a->verdict, expected[at].verdict);
        assert_int_equal(a->correct, expected[at].correct);
        assert_int_equal(a->right_ways, expected[at].right_ways);
        assert_int_equal(a->ways, expected[at].ways);
        assert_int_equal(a->rating, expected[at].rating);
        assert_int_equal(a->counts, expected[at].counts);
        assert_int_equal(a->took_ms, 12345 / N);
        assert_int_equal(a->unsure, at != 0 && a->given != BOARD_OPEN);
    }
    assert_int_equal(session_board_right(session), 2);
    assert_int_equal(session_next_mistake(session, -1), 1);
    assert_int_equal(session_next_mistake(session, 2), 4);
    assert_int_equal(session_next_mistake(session, 4), -1);
    assert_int_equal(session->tasks[1].n_items, 3);
    session_free(session);
    deck_free(deck);
}

static void time_is_capped(void **state)
{
    (void)state;
    struct deck *deck = make_deck(4, 2);
    struct task tasks[] = {board_of(deck, 1, 0, 2), board_of(deck, 1, 2, 2)};
    struct session *session = begin(deck, tasks, 2, false);
    session->attended_ms = INT64_C(1) << 40;
    answer(session, 2);
    assert_int_equal(session->answers[1].took_ms, 60000);
    apply(session, MOVE_NEXT);
    assert_true(session->attended_ms == 0);
    session_free(session);
    deck_free(deck);
}

static void moves_belong_to_their_phase(void **state)
{
    (void)state;
    struct deck *deck = make_deck(3, 2);
    struct task task = board_of(deck, 1, 0, 3);
    struct session *session = begin(deck, &task, 1, false);
    assert_false(apply(session, MOVE_NEXT));
    assert_false(apply(session, MOVE_SLIP));
    assert_false(apply(session, MOVE_UNDO));
    assert_false(session_apply(session, (struct move){MOVE_PLACE, 3, 0}, now));
    assert_false(session_apply(session, (struct move){MOVE_PLACE, -1, 0}, now));
    assert_false(session_apply(session, (struct move){MOVE_PLACE, 0, ZONES}, now));
    assert_false(session_apply(session, (struct move){MOVE_PLACE, 0, BOARD_OPEN}, now));
    assert_false(session_apply(session, (struct move){.kind = MOVE_BACK, .at = 63}, now));
    assert_int_equal(session->n_steps, 0);
    assert_int_equal(session->change.n, 0);
    place(session, 0, 0);
    place(session, 0, 2);
    assert_int_equal(session->change.n, 1);
    assert_int_equal(session->change.move.zone, 2);
    assert_true(session->change.at.utc_ms == now.utc_ms);
    assert_true(apply(session, MOVE_UNDO));
    assert_int_equal(session->board.cells[0].zone, 0);
    answer(session, 3);
    assert_false(apply(session, MOVE_CHECK));
    assert_false(apply(session, MOVE_UNDO));
    assert_false(session_apply(session, (struct move){MOVE_PLACE, 0, 0}, now));
    assert_true(apply(session, MOVE_NEXT));
    assert_true(session->change.over);
    assert_int_equal(session->change.task, 0);
    assert_null(session_task(session));
    assert_null(session_deck(session));
    assert_false(apply(session, MOVE_CHECK));
    assert_false(apply(session, MOVE_NEXT));
    session_free(session);
    session = begin(deck, NULL, 0, false);
    assert_int_equal(session->phase, PHASE_OVER);
    assert_int_equal(session_left(session), 0);
    session_free(session);
    session_free(NULL);
    deck_free(deck);
}

static void what_was_wrong_comes_once_more_at_the_end(void **state)
{
    (void)state;
    struct deck *deck = make_deck(24, 3);
    struct task tasks[] = {board_of(deck, 1, 0, 8), board_of(deck, 2, 0, 4), board_of(deck, 1, 8, 8)};
    struct session *session = begin(deck, tasks, 3, false);
    assert_int_equal(session->asked, 20);
    answer(session, 1);
    assert_int_equal(session->n_tasks, 4);
    assert_int_equal(session_left(session), 12 + 7);
    apply(session, MOVE_NEXT);
    answer(session, 4);
    apply(session, MOVE_NEXT);
    assert_true(apply(session, MOVE_CHECK));
    assert_int_equal(session->n_tasks, 5);
    assert_int_equal(session->tasks[3].n_items, 10);
    assert_int_equal(session->tasks[4].n_items, 5);
    assert_int_equal(layer_at(session, 3, 0), 1);
    assert_int_equal(layer_at(session, 3, 7), 8);
    assert_int_equal(layer_at(session, 4, 0), 11);
    assert_true(session->tasks[3].reask && session->tasks[4].reask);
    assert_int_equal(session->answered, 20);
    assert_int_equal(session->right, 5);
    apply(session, MOVE_NEXT);
    answer(session, 9);
    assert_int_equal(session->answers[0].counts, 2);
    assert_int_equal(session->answers[9].counts, 2);
    assert_int_equal(session->answers[9].verdict, VERDICT_WRONG);
    assert_int_equal(session->n_tasks, 5);
    assert_int_equal(session->answered, 20);
    assert_int_equal(session->right, 5);
    apply(session, MOVE_NEXT);
    answer(session, 5);
    apply(session, MOVE_NEXT);
    assert_int_equal(session->phase, PHASE_OVER);
    session_free(session);
    deck_free(deck);
}

static void a_line_is_asked_again_by_model(void **state)
{
    (void)state;
    struct deck *deck = make_deck(3, 4);
    struct task line = line_of(deck, 0, 3);
    struct session *session = begin(deck, &line, 1, false);
    answer(session, 0);
    assert_int_equal(session->n_tasks, 4);
    for (int t = 1; t < 4; t++) {
        assert_int_equal(session->tasks[t].kind, TASK_BOARD);
        assert_int_equal(session->tasks[t].model, t);
        assert_int_equal(session->tasks[t].n_items, 3);
    }
    session_free(session);
    deck_free(deck);
    deck = make_deck(12, 3);
    line = line_of(deck, 0, 12);
    session = begin(deck, &line, 1, false);
    assert_true(apply(session, MOVE_CHECK));
    assert_int_equal(session->n_tasks, 5);
    for (int t = 1; t < 5; t++) {
        assert_int_equal(session->tasks[t].n_items, t < 3 ? 10 : 2);
        for (int i = 1; i < session->tasks[t].n_items; i++)
            assert_true(layer_at(session, t, i) > layer_at(session, t, i - 1));
    }
    session_free(session);
    deck_free(deck);
}

static void a_slip_takes_the_board_out(void **state)
{
    (void)state;
    struct deck *deck = make_deck(12, 3);
    struct task tasks[] = {board_of(deck, 1, 0, 4), board_of(deck, 1, 4, 4), board_of(deck, 2, 0, 4)};
    struct session *session = begin(deck, tasks, 3, false);
    answer(session, 3);
    apply(session, MOVE_NEXT);
    answer(session, 2);
    assert_int_equal(session->tasks[3].n_items, 3);
    assert_true(apply(session, MOVE_SLIP));
    assert_int_equal(session->change.task, 1);
    assert_int_equal(session->task, 2);
    assert_int_equal(session->asked, 8);
    assert_int_equal(session->answered, 4);
    assert_int_equal(session->right, 3);
    assert_int_equal(session->tasks[3].n_items, 1);
    assert_int_equal(layer_at(session, 3, 0), 3);
    answer(session, 0);
    assert_int_equal(session->n_tasks, 5);
    assert_true(apply(session, MOVE_SLIP));
    assert_int_equal(session->n_tasks, 4);
    assert_int_equal(session_left(session), 1);
    answer(session, 0);
    assert_true(apply(session, MOVE_SLIP));
    assert_true(session->change.over);
    assert_int_equal(session->asked, 4);
    assert_int_equal(session->answered, 4);
    assert_int_equal(session->right, 3);
    session_free(session);
    deck_free(deck);
}

static bool change_shows(const struct session_change *change, int item)
{
    int n = 0;
    for (int i = 0; i < change->n_shown; i++)
        n += change->shown[i].item == item;
    assert_in_range(n, 0, 1);
    return n;
}

static void feedback_shows_only_what_it_may(void **state)
{
    (void)state;
    struct deck *deck = make_deck(4, 5);
    cell_of(deck, 0, 3)->answer = DECK_ABSENT;
    cell_of(deck, 1, 3)->open = "the source contradicts itself";
    struct task tasks[] = {board_of(deck, 1, 0, 2), board_of(deck, 2, 0, 1)};
    bool hidden[4 * 5] = {false};
    hidden[1 * 5 + 4] = true;
    const bool *const hidden_items[] = {hidden};
    const struct deck *const decks[] = {deck};
    struct session *session = session_new(decks, 1, tasks, 2, hidden_items, 1);
    assert_true(may_show(session, 0, 0, 0));
    assert_false(may_show(session, 0, 0, 1));
    assert_true(may_show(session, 0, 0, 3));
    assert_true(may_show(session, 0, 1, 3));
    answer(session, 1);
    assert_true(may_show(session, 0, 0, 1));
    assert_true(may_show(session, 0, 1, 1));
    assert_false(may_show(session, 0, 0, 2));
    assert_true(may_show(session, 0, 1, 2));
    assert_false(may_show(session, 0, 1, 4));
    assert_true(change_shows(&session->change, deck_item_of_cell(deck, 0, 4)));
    assert_true(change_shows(&session->change, deck_item_of_cell(deck, 1, 2)));
    assert_int_equal(session->change.n_shown, 2);
    apply(session, MOVE_NEXT);
    assert_int_equal(session->change.n_shown, 0);
    assert_false(may_show(session, 0, 1, 1));
    answer(session, 1);
    assert_int_equal(session->change.n_shown, 1);
    assert_true(change_shows(&session->change, deck_item_of_cell(deck, 0, 4)));
    apply(session, MOVE_NEXT);
    answer(session, 1);
    apply(session, MOVE_NEXT);
    assert_true(may_show(session, 0, 1, 1));
    assert_false(may_show(session, 0, 1, 4));
    session_free(session);
    deck_free(deck);
}

static void an_answered_item_is_not_hidden(void **state)
{
    (void)state;
    struct deck *deck = make_deck(2, 3);
    struct task tasks[] = {board_of(deck, 1, 0, 1), board_of(deck, 2, 0, 1)};
    struct session *session = begin(deck, tasks, 2, true);
    answer(session, 1);
    assert_int_equal(session->change.n_shown, 0);
    apply(session, MOVE_NEXT);
    assert_true(may_show(session, 0, 0, 1));
    assert_false(may_show(session, 0, 1, 1));
    session_free(session);
    deck_free(deck);
}

/* Random plans: each asked cell of the deck is in at most one task; the first layers may be on a line. */
static int random_tasks(struct rng *rng, const struct deck *deck, struct task *tasks)
{
    int n = 0, rows = rng_below(rng, 2) ? 1 + rng_below(rng, 7) : 0;
    if (rows)
        tasks[n++] = line_of(deck, 0, rows);
    for (int model = 1; model < deck->n_models; model++)
        for (int layer = rows; layer < deck->n_layers;) {
            int size = 1 + rng_below(rng, 6);
            if (size > deck->n_layers - layer)
                size = deck->n_layers - layer;
            if (rng_below(rng, 4))
                tasks[n++] = board_of(deck, model, layer, size);
            layer += size;
        }
    for (int i = n - 1; i > 0; i--) {
        int j = rng_below(rng, i + 1);
        struct task task = tasks[i];
        tasks[i] = tasks[j];
        tasks[j] = task;
    }
    return n;
}

static struct move random_move(struct rng *rng, const struct session *session)
{
    static const enum move_kind after[] = {MOVE_NEXT, MOVE_NEXT, MOVE_NEXT, MOVE_SLIP, MOVE_SLIP_ROW};
    int at = rng_below(rng, session->board.n_cells), zone = rng_below(rng, ZONES);
    if (session->phase == PHASE_CHECKED)
        return (struct move){after[rng_below(rng, 5)], at, zone};
    if (rng_below(rng, 8) == 0)
        return (struct move){.kind = MOVE_CHECK};
    return (struct move){(enum move_kind)rng_below(rng, MOVE_CHECK), at, zone};
}

static bool table_has(const struct session *session, int layer, int model)
{
    for (int at = 0; at < session->board.n_cells; at++)
        if (session->board.cells[at].layer == layer && session->board.cells[at].model == model)
            return true;
    return false;
}

static void assert_nothing_leaks(const struct session *session, uint64_t seed)
{
    bool checked = session->phase == PHASE_CHECKED;
    for (int t = session->task + checked; t < session->n_tasks; t++)
        for (int i = 0; i < session->tasks[t].n_items; i++) {
            int item = session->tasks[t].items[i];
            int layer = deck_item_layer(session->decks[0], item), model = deck_item_model(session->decks[0], item);
            bool may = session_may_show(session, 0, item);
            if (may != (checked && table_has(session, layer, model)))
                fail_msg("seed %d, step %d: layer %d model %d leaks: %d", (int)seed, session->n_steps, layer, model,
                         may);
            assert_false(change_shows(&session->change, item));
        }
}

static void assert_same(const struct session *a, const struct session *b)
{
    assert_int_equal(a->n_tasks, b->n_tasks);
    for (int t = 0; t < a->n_tasks; t++) {
        const struct task *x = &a->tasks[t], *y = &b->tasks[t];
        assert_int_equal(x->model, y->model);
        assert_int_equal(x->n_items, y->n_items);
        assert_memory_equal(x->items, y->items, (size_t)x->n_items * sizeof *x->items);
    }
    assert_int_equal(a->task, b->task);
    assert_int_equal(a->phase, b->phase);
    assert_int_equal(a->n_steps, b->n_steps);
    assert_int_equal(a->board.n_moves, b->board.n_moves);
    assert_int_equal(a->board.n_cells, b->board.n_cells);
    for (int at = 0; at < a->board.n_cells; at++) {
        assert_int_equal(a->board.cells[at].zone, b->board.cells[at].zone);
        assert_int_equal(a->board.cells[at].order, b->board.cells[at].order);
        assert_int_equal(a->board.cells[at].unsure, b->board.cells[at].unsure);
    }
    assert_int_equal(a->asked, b->asked);
    assert_int_equal(a->answered, b->answered);
    assert_int_equal(a->right, b->right);
    assert_int_equal(a->change.n_answers, b->change.n_answers);
    assert_memory_equal(a->slipped, b->slipped, sizeof a->slipped);
    assert_int_equal(a->n_tries, b->n_tries);
    for (int i = 0; i < a->n_tries; i++) {
        const struct session_try *x = &a->tries[i], *y = &b->tries[i];
        assert_true(x->deck == y->deck && x->item == y->item && x->given == y->given);
        assert_true(x->verdict == y->verdict && x->unsure == y->unsure && x->slipped == y->slipped &&
                    x->again == y->again);
    }
}

/* The counts of the session are those of its tries. */
static void assert_tries_add_up(const struct session *session, int planned)
{
    int slipped = 0, right = 0;
    for (int i = 0; i < session->n_tries; i++) {
        const struct session_try *try = &session->tries[i];
        bool mistake = try->verdict == VERDICT_WRONG || try->verdict == VERDICT_OPEN;
        slipped += try->slipped;
        right += !try->slipped && !mistake;
        if (try->slipped || !mistake)
            assert_int_equal(try->again, AGAIN_NOT);
    }
    assert_int_equal(session->right, right);
    assert_int_equal(session->answered, session->n_tries - slipped);
    assert_int_equal(session->asked, planned - slipped);
}

/* The moves go through their text, as they do on disk. */
static void replay(const struct deck *deck, const struct task *tasks, int n_tasks, char (*lines)[MOVE_TEXT_MAX], int n,
                   const struct session *played)
{
    struct session *again = begin(deck, tasks, n_tasks, false);
    for (int i = 0; i < n; i++) {
        struct move move;
        assert_true(move_parse(lines[i], deck, &move));
        assert_true(session_apply(again, move, now));
    }
    assert_same(played, again);
    session_free(again);
}

static int count_items(const struct session *session)
{
    int n = 0;
    for (int t = 0; t < session->n_tasks; t++)
        n += session->tasks[t].n_items;
    return n;
}

static void walk(const struct deck *deck, uint64_t seed)
{
    static char lines[MOVES_MAX][MOVE_TEXT_MAX];
    struct rng rng = {seed};
    struct task tasks[64];
    int n_tasks = random_tasks(&rng, deck, tasks), stop = rng_below(&rng, MOVES_MAX), n = 0;
    struct session *session = begin(deck, tasks, n_tasks, false);
    int planned = session->asked;
    while (session->phase != PHASE_OVER && n < stop) {
        struct move move = random_move(&rng, session);
        if (!session_apply(session, move, now))
            continue;
        move_format(move, deck, lines[n++], MOVE_TEXT_MAX);
        assert_nothing_leaks(session, seed);
        assert_int_equal(session->change.n, n - 1);
        assert_true(session->answered <= session->asked && session->right <= session->answered);
        assert_tries_add_up(session, planned);
    }
    if (session->phase == PHASE_OVER) {
        assert_int_equal(session->answered, session->asked);
        assert_int_equal(session->n_tries, planned);
        assert_true(count_items(session) >= session->asked);
    }
    replay(deck, tasks, n_tasks, lines, n, session);
    session_free(session);
}

static void no_solution_leaks_and_moves_are_the_session(void **state)
{
    (void)state;
    struct deck *deck = make_deck(9, 4);
    cell_of(deck, 2, 1)->differs[0] = "an older edition";
    cell_of(deck, 5, 2)->differs[2] = "an older edition";
    for (uint64_t seed = 1; seed <= WALKS; seed++)
        walk(deck, seed);
    deck_free(deck);
}

static void moves_are_lines_of_text(void **state)
{
    (void)state;
    struct deck *deck = make_deck(1, 2);
    char text[MOVE_TEXT_MAX];
    for (int kind = MOVE_PLACE; kind <= MOVE_NEXT; kind++)
        for (int at = 0; at < BOARD_CELLS_MAX; at++) {
            struct move move = {(enum move_kind)kind, at, at % ZONES}, read;
            move_format(move, deck, text, sizeof text);
            assert_true(move_parse(text, deck, &read));
            assert_int_equal(read.kind, move.kind);
            if (kind <= MOVE_UNSURE || kind == MOVE_EDGE || kind == MOVE_SLIP_ROW)
                assert_int_equal(read.at, at);
            if (kind <= MOVE_PLACE_UNSURE)
                assert_int_equal(read.zone, move.zone);
        }
    move_format((struct move){MOVE_PLACE, 3, 0}, deck, text, sizeof text);
    assert_string_equal(text, "place 3 customer");
    move_format((struct move){MOVE_PLACE_UNSURE, 12, 2}, deck, text, sizeof text);
    assert_string_equal(text, "place-unsure 12 provider");
    move_format((struct move){.kind = MOVE_BACK, .at = 3}, deck, text, sizeof text);
    assert_string_equal(text, "back 3");
    move_format((struct move){.kind = MOVE_SLIP_ROW, .at = 3}, deck, text, sizeof text);
    assert_string_equal(text, "slip-row 3");
    deck_free(deck);
}

/* The seventh model is called end. */
static void an_edge_is_named_by_its_model(void **state)
{
    (void)state;
    static const char *const expected[] = {"edge 3 onprem", "edge 3 iaas", "edge 3 paas", "edge 3 saas", "edge 3 faas",
                                           "edge 3 caas",   "edge 3 end",  "edge 3 e",    "edge 3 END"};
    for (int n_models = 4; n_models <= DECK_MODELS_MAX; n_models += 4) {
        struct deck *deck = make_deck(1, n_models);
        for (int edge = 0; edge <= n_models; edge++) {
            char text[MOVE_TEXT_MAX];
            struct move move = {MOVE_EDGE, 3, edge}, read;
            move_format(move, deck, text, sizeof text);
            assert_string_equal(text, n_models == 4 && edge == 4 ? "edge 3 end" : expected[edge]);
            assert_true(move_parse(text, deck, &read));
            assert_true(read.kind == MOVE_EDGE && read.at == 3 && read.zone == edge);
        }
        deck_free(deck);
    }
}

static void foreign_lines_are_refused(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "",
        " ",
        "plac",
        "place",
        "place ",
        "place 3",
        "place 3 ",
        "place  3 customer",
        "place 3  customer",
        "place 3 customer ",
        "place 3 custome",
        "place 3 customers",
        "place 3 Customer",
        "place 64 customer",
        "place -1 customer",
        "place +1 customer",
        "place 03 customer",
        "place 00 customer",
        "place 3x customer",
        "place 99999999999999999999 customer",
        "place 4294967299 customer",
        "place 3customer",
        "place customer",
        "place-unsure 3",
        "place-unsure3 customer",
        "placed 3 customer",
        "back",
        "back ",
        "back 64",
        "back 1 customer",
        "back 1 ",
        "unsure",
        "unsure 3 shared",
        "undo ",
        "undo 1",
        " undo",
        "check\n",
        "checks",
        "CHECK",
        "slip 0",
        "next next",
        "next\t",
        "edge",
        "edge 3",
        "edge 3 ",
        "edge 3 faas",
        "edge 3 customer",
        "edge 3 END",
        "edge 3 end ",
        "edge 64 end",
        "edge end",
        "edge 3 2",
        "slip-row",
        "slip-row ",
        "slip-row 64",
        "slip-row 3 iaas",
        "slip-ro",
        "place 3 \xff",
        "place \xff customer",
    };
    struct deck *deck = make_deck(1, 2);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct move move = {MOVE_SLIP, 41, 42};
        if (move_parse(lines[i], deck, &move))
            fail_msg("'%s' was read as a move", lines[i]);
        assert_true(move.kind == MOVE_SLIP && move.at == 41 && move.zone == 42);
    }
    deck_free(deck);
}

static void a_foreign_plan_does_not_fit(void **state)
{
    (void)state;
    struct deck *deck = make_deck(5, 3);
    cell_of(deck, 4, 2)->open = "no right zone";
    const struct deck *const decks[] = {deck};
    struct task good[] = {board_of(deck, 1, 0, 5), board_of(deck, 2, 0, 4)};
    assert_true(session_fits(decks, 1, good, 2));
    assert_true(session_fits(decks, 1, NULL, 0));
    enum { BAD = 9 };
    struct task bad[BAD];
    for (int i = 0; i < BAD; i++)
        bad[i] = board_of(deck, 1, 0, 3);
    bad[0].n_items = 0;
    bad[1].n_items = BOARD_CELLS_MAX + 1;
    bad[2].deck = 1;
    bad[3].model = 2;
    bad[4].items[1] = deck_item_of_cell(deck, 5, 1);
    bad[5].items[1] = bad[5].items[0];
    bad[6] = board_of(deck, 0, 0, 3);
    bad[7] = board_of(deck, 2, 4, 1);
    bad[8].reask = true;
    for (int i = 0; i < BAD; i++)
        if (session_fits(decks, 1, &bad[i], 1))
            fail_msg("plan %d fits", i);
    struct task twice[] = {board_of(deck, 1, 0, 3), board_of(deck, 1, 2, 3)};
    assert_false(session_fits(decks, 1, twice, 2));
    static const struct {
        int layer, model;
    } rows[][4] = {
        {{3, 1}, {3, 2}, {0, 1}, {0, 2}}, {{0, 2}, {0, 1}, {1, 1}, {1, 2}}, {{0, 1}, {1, 1}, {0, 2}, {1, 2}},
        {{0, 1}, {1, 1}, {1, 2}, {0, 2}}, {{0, 1}, {0, 1}, {1, 1}, {1, 2}}, {{0, 1}, {0, 2}, {4, 1}, {4, 2}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct task line = {.kind = TASK_LINE, .model = -1, .n_items = 4};
        for (int k = 0; k < 4; k++)
            line.items[k] = deck_item_of_cell(deck, rows[i][k].layer, rows[i][k].model);
        if (session_fits(decks, 1, &line, 1) != (i == 0))
            fail_msg("line %d", (int)i);
        line.model = 1;
        assert_false(session_fits(decks, 1, &line, 1));
    }
    deck_free(deck);
}

static void cards_and_questions_fit_a_plan_alone(void **state)
{
    (void)state;
    struct deck *deck = make_deck(2, 2);
    struct deck_card cards[2] = {{.id = "a"}, {.id = "b"}};
    struct deck_question questions[2] = {{.id = "c"}, {.id = "d", .for_exam = true}};
    deck->cards = cards;
    deck->questions = questions;
    deck->n_cards = deck->n_questions = 2;
    const struct deck *const decks[] = {deck};
    const int card = deck_item_of_card(deck, 1), question = deck_item_of_question(deck, 0);
    const struct task good[] = {{.kind = TASK_CARD, .model = -1, .n_items = 1, .items = {card}},
                                {.kind = TASK_QUESTION, .model = -1, .n_items = 1, .items = {question}},
                                board_of(deck, 1, 0, 2)};
    assert_true(session_fits(decks, 1, good, 3));
    const struct task bad[] = {{.kind = TASK_CARD, .model = -1, .n_items = 2, .items = {card, card - 1}},
                               {.kind = TASK_CARD, .model = -1, .n_items = 1, .items = {question}},
                               {.kind = TASK_QUESTION, .model = -1, .n_items = 1, .items = {card}},
                               {.kind = TASK_QUESTION, .model = -1, .n_items = 1, .items = {question + 1}},
                               {.kind = TASK_CARD, .model = 0, .n_items = 1, .items = {card}},
                               {.kind = TASK_CARD, .model = -1, .n_items = 1, .items = {0}},
                               {.kind = TASK_CARD, .model = -1, .n_items = 1, .items = {-1}},
                               {.kind = TASK_QUESTION, .model = -1, .n_items = 1, .items = {question + 2}},
                               {.kind = TASK_BOARD, .model = -1, .n_items = 1, .items = {card}},
                               {.kind = TASK_LINE, .model = -1, .n_items = 1, .items = {card}}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (session_fits(decks, 1, &bad[i], 1))
            fail_msg("task %d fits", (int)i);
    deck->n_cards = deck->n_questions = 0;
    deck_free(deck);
}

static void decks_are_kept_apart(void **state)
{
    (void)state;
    struct deck *first = make_deck(3, 2), *second = make_deck(4, 3);
    const struct deck *const decks[] = {first, second};
    struct task tasks[] = {board_of(first, 1, 0, 3), board_of(second, 1, 0, 4), board_of(second, 2, 0, 4)};
    tasks[1].deck = tasks[2].deck = 1;
    bool hidden_first[3 * 2] = {false}, hidden_second[4 * 3];
    memset(hidden_second, true, sizeof hidden_second);
    const bool *const hidden_items[] = {hidden_first, hidden_second};
    struct session *session = session_new(decks, 2, tasks, 3, hidden_items, 1);
    answer(session, 0);
    apply(session, MOVE_NEXT);
    assert_ptr_equal(session_deck(session), second);
    assert_false(may_show(session, 1, 0, 1));
    assert_false(may_show(session, 0, 0, 1));
    answer(session, 2);
    assert_int_equal(session->n_tasks, 5);
    assert_int_equal(session->tasks[3].deck, 0);
    assert_int_equal(session->tasks[4].deck, 1);
    assert_true(apply(session, MOVE_SLIP));
    assert_int_equal(session->n_tasks, 4);
    assert_int_equal(session->tasks[3].n_items, 3);
    session_free(session);
    deck_free(first);
    deck_free(second);
}

/* -- lines -- */

/* Beside the session: a plain copy of the cells, and one of each earlier state. */
struct naive {
    struct board_cell cells[BOARD_CELLS_MAX];
    int last_order;
};

static bool naive_put(struct naive *naive, int at, int zone, bool unsure)
{
    struct board_cell *cell = &naive->cells[at];
    if (cell->zone == zone && cell->unsure == unsure)
        return false;
    if (cell->zone != zone)
        cell->order = zone == BOARD_OPEN ? 0 : ++naive->last_order;
    cell->zone = zone;
    cell->unsure = unsure;
    return true;
}

static bool naive_move(struct naive *naive, int n_cells, struct move move, int customer)
{
    struct board_cell *cell = &naive->cells[move.at];
    bool moved = false;
    switch (move.kind) {
    case MOVE_PLACE:
        return naive_put(naive, move.at, move.zone, cell->unsure);
    case MOVE_PLACE_UNSURE:
        return naive_put(naive, move.at, move.zone, true);
    case MOVE_BACK:
        return naive_put(naive, move.at, BOARD_OPEN, false);
    case MOVE_UNSURE:
        return cell->zone != BOARD_OPEN && naive_put(naive, move.at, cell->zone, !cell->unsure);
    default:
        for (int i = 0; i < n_cells && customer >= 0; i++) {
            const struct board_cell *other = &naive->cells[i];
            if (other->layer == cell->layer && other->model < move.zone)
                moved = naive_put(naive, i, customer, other->unsure) || moved;
            else if (other->layer == cell->layer && other->zone == customer)
                moved = naive_put(naive, i, BOARD_OPEN, false) || moved;
        }
        return moved;
    }
}

static void assert_naive(const struct session *session, const struct naive *naive, uint64_t seed)
{
    for (int at = 0; at < session->board.n_cells; at++) {
        const struct board_cell *cell = &session->board.cells[at], *e = &naive->cells[at];
        if (cell->zone != e->zone || cell->unsure != e->unsure || cell->order != e->order)
            fail_msg("seed %d, step %d, cell %d: zone %d order %d unsure %d, expected %d %d %d", (int)seed,
                     session->n_steps, at, cell->zone, cell->order, cell->unsure, e->zone, e->order, e->unsure);
    }
}

static void walk_line(const struct deck *deck, int customer, uint64_t seed)
{
    static struct naive past[LINE_MOVES + 1];
    struct rng rng = {seed};
    struct task line = line_of(deck, 0, 1 + rng_below(&rng, deck->n_layers));
    struct session *session = begin(deck, &line, 1, false);
    struct naive naive = {.last_order = 0};
    memcpy(naive.cells, session->board.cells, sizeof naive.cells);
    int n = 0;
    for (int step = 0; step < LINE_MOVES; step++) {
        struct move move = {(enum move_kind)rng_below(&rng, MOVE_EDGE + 1), rng_below(&rng, line.n_items), 0};
        move.zone = rng_below(&rng, move.kind == MOVE_EDGE ? deck->n_models + 1 : ZONES);
        past[n] = naive;
        bool expected = move.kind == MOVE_UNDO ? n > 0 : naive_move(&naive, line.n_items, move, customer);
        if (session_apply(session, move, now) != expected)
            fail_msg("seed %d, step %d: expected %d", (int)seed, step, expected);
        if (expected && move.kind == MOVE_UNDO)
            memcpy(naive.cells, past[--n].cells, sizeof naive.cells);
        else
            n += expected;
        assert_naive(session, &naive, seed);
    }
    while (n > 0) {
        assert_true(apply(session, MOVE_UNDO));
        assert_naive(session, &past[--n], seed);
    }
    assert_false(apply(session, MOVE_UNDO));
    session_free(session);
}

static void an_edge_is_many_placings_and_one_undo(void **state)
{
    (void)state;
    for (int customer = -1; customer < ZONES; customer++) {
        struct deck *deck = make_deck(6, 5);
        cell_of(deck, 1, 3)->answer = DECK_ABSENT;
        cell_of(deck, 4, 1)->open = "no right zone";
        for (int zone = 0; zone < ZONES; zone++)
            deck->zones[zone].look = zone == customer ? LOOK_CUSTOMER : LOOK_FOURTH;
        for (uint64_t seed = 1; seed <= 25; seed++)
            walk_line(deck, customer, seed);
        deck_free(deck);
    }
}

static bool edge(struct session *session, int at, int model)
{
    return session_apply(session, (struct move){MOVE_EDGE, at, model}, now);
}

static void an_edge_belongs_to_a_line_that_is_placed(void **state)
{
    (void)state;
    struct deck *deck = make_deck(6, 4);
    struct task tasks[] = {line_of(deck, 0, 3), board_of(deck, 1, 3, 3)};
    struct session *session = begin(deck, tasks, 2, false);
    assert_false(edge(session, 0, -1));
    assert_false(edge(session, 0, 5));
    assert_false(edge(session, -1, 4));
    assert_false(edge(session, 9, 4));
    assert_false(edge(session, 0, 0));
    assert_false(edge(session, 0, 1));
    assert_int_equal(session->n_steps, 0);
    assert_true(edge(session, 5, 3));
    static const int zones[] = {-1, -1, -1, 0, 0, -1, -1, -1, -1};
    for (int at = 0; at < 9; at++)
        assert_int_equal(session->board.cells[at].zone, zones[at]);
    assert_false(edge(session, 3, 3));
    assert_true(apply(session, MOVE_UNDO));
    assert_int_equal(board_open_count(&session->board), 9);
    assert_true(edge(session, 4, 4));
    assert_true(apply(session, MOVE_CHECK));
    assert_false(edge(session, 0, 4));
    assert_true(apply(session, MOVE_NEXT));
    assert_false(edge(session, 0, 4));
    session_free(session);
    deck_free(deck);
}

static void a_row_of_a_line_is_not_shown_before_check(void **state)
{
    (void)state;
    struct deck *deck = make_deck(4, 4);
    cell_of(deck, 0, 2)->answer = DECK_ABSENT;
    struct task line = line_of(deck, 0, 3);
    struct session *session = begin(deck, &line, 1, false);
    place(session, 0, 0);
    for (int layer = 0; layer < 4; layer++)
        for (int model = 0; model < 4; model++)
            assert_int_equal(may_show(session, 0, layer, model),
                             model == 0 || layer == 3 || (layer == 0 && model == 2));
    apply(session, MOVE_CHECK);
    assert_int_equal(session->change.n_shown, 0);
    for (int layer = 0; layer < 3; layer++)
        for (int model = 0; model < 4; model++)
            assert_true(may_show(session, 0, layer, model));
    apply(session, MOVE_NEXT);
    assert_false(may_show(session, 0, 0, 1));
    session_free(session);
    deck_free(deck);
}

static bool slip_row(struct session *session, int at)
{
    return session_apply(session, (struct move){.kind = MOVE_SLIP_ROW, .at = at}, now);
}

/* Rows of three: the second is right but for one, of the others the first cell is. */
static struct session *checked_line(const struct deck *deck)
{
    struct task tasks[] = {line_of(deck, 0, 3), board_of(deck, 2, 3, 3)};
    struct session *session = begin(deck, tasks, 2, false);
    assert_false(slip_row(session, 0));
    for (int at = 0; at < 9; at++)
        place(session, at, (right_zone(session, at) + (at % 3 > (at / 3 == 1))) % ZONES);
    assert_true(apply(session, MOVE_CHECK));
    return session;
}

static void a_row_slips_alone(void **state)
{
    (void)state;
    struct deck *deck = make_deck(6, 4);
    struct session *session = checked_line(deck);
    assert_true(session->asked == 12 && session->answered == 9 && session->right == 4);
    assert_int_equal(session_left(session), 3 + 5);
    assert_false(slip_row(session, -1));
    assert_false(slip_row(session, 9));
    assert_true(slip_row(session, 4));
    assert_true(session->change.task == 0 && session->change.n_answers == 0 && !session->change.over);
    assert_int_equal(session->phase, PHASE_CHECKED);
    assert_true(session->asked == 9 && session->answered == 6 && session->right == 2);
    assert_true(session_board_right(session) == 2 && session_board_graded(session) == 6);
    assert_int_equal(session_left(session), 3 + 4);
    for (int at = 0; at < 9; at++)
        assert_int_equal(session->slipped[at], at / 3 == 1);
    for (int t = session->n_planned; t < session->n_tasks; t++)
        for (int i = 0; i < session->tasks[t].n_items; i++)
            assert_true(layer_at(session, t, i) != 1);
    assert_int_equal(session_next_mistake(session, 2), 7);
    int steps = session->n_steps;
    assert_false(slip_row(session, 3));
    assert_int_equal(session->n_steps, steps);
    assert_true(slip_row(session, 0));
    assert_true(session->asked == 6 && session->answered == 3 && session->right == 1);
    assert_true(apply(session, MOVE_NEXT));
    assert_false(session->slipped[0] || session->slipped[4]);
    answer(session, 3);
    assert_false(slip_row(session, 0));
    assert_true(session->asked == 6 && session->answered == 6 && session->right == 4);
    session_free(session);
    deck_free(deck);
}

static void the_rest_can_slip_behind_a_row(void **state)
{
    (void)state;
    struct deck *deck = make_deck(6, 4);
    struct session *session = checked_line(deck);
    assert_true(slip_row(session, 8));
    assert_true(apply(session, MOVE_SLIP));
    assert_true(session->task == 1 && session->phase == PHASE_PLACING);
    assert_true(session->asked == 3 && session->answered == 0 && session->right == 0);
    assert_int_equal(session->n_tasks, 2);
    assert_int_equal(session->n_tries, 9);
    for (int i = 0; i < 9; i++)
        assert_true(session->tries[i].slipped);
    session_free(session);
    deck_free(deck);
}

static void tries_tell_what_became_of_each(void **state)
{
    (void)state;
    struct deck *deck = make_deck(5, 3);
    cell_of(deck, 3, 1)->differs[0] = "an older edition";
    struct task tasks[] = {board_of(deck, 1, 3, 2), line_of(deck, 0, 2)};
    struct session *session = begin(deck, tasks, 2, false);
    assert_true(session_apply(session, (struct move){MOVE_PLACE_UNSURE, 0, 0}, now));
    assert_int_equal(session->n_tries, 0);
    apply(session, MOVE_CHECK);
    apply(session, MOVE_NEXT);
    answer(session, 1);
    assert_int_equal(session->n_tries, 6);
    for (int i = 0; i < 6; i++)
        assert_int_equal(session->tries[i].again, AGAIN_NOT);
    assert_true(session->tries[0].verdict == VERDICT_DIFFERS && session->tries[0].unsure);
    assert_true(session->tries[1].verdict == VERDICT_OPEN && session->tries[1].given == BOARD_OPEN);
    assert_true(session->tries[2].verdict == VERDICT_RIGHT && deck_item_layer(deck, session->tries[2].item) == 0);
    assert_true(session->tries[5].item == deck_item_of_cell(deck, 1, 2));
    assert_int_equal(session->tries[5].given, (1 + 2 + 1) % ZONES);
    apply(session, MOVE_NEXT);
    answer(session, 1);
    assert_true(session->tries[1].again == AGAIN_RIGHT && session->tries[4].again == AGAIN_WRONG);
    assert_true(session->tries[3].again == AGAIN_NOT);
    apply(session, MOVE_NEXT);
    answer(session, 2);
    assert_true(session->tries[3].again == AGAIN_RIGHT && session->tries[5].again == AGAIN_RIGHT);
    apply(session, MOVE_SLIP);
    assert_true(session->tries[3].again == AGAIN_NOT && !session->tries[3].slipped);
    assert_int_equal(session->n_tries, 6);
    assert_int_equal(session->phase, PHASE_OVER);
    session_free(session);
    deck_free(deck);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check_grades_what_was_said),
        cmocka_unit_test(time_is_capped),
        cmocka_unit_test(moves_belong_to_their_phase),
        cmocka_unit_test(what_was_wrong_comes_once_more_at_the_end),
        cmocka_unit_test(a_line_is_asked_again_by_model),
        cmocka_unit_test(a_slip_takes_the_board_out),
        cmocka_unit_test(feedback_shows_only_what_it_may),
        cmocka_unit_test(an_answered_item_is_not_hidden),
        cmocka_unit_test(no_solution_leaks_and_moves_are_the_session),
        cmocka_unit_test(moves_are_lines_of_text),
        cmocka_unit_test(foreign_lines_are_refused),
        cmocka_unit_test(a_foreign_plan_does_not_fit),
        cmocka_unit_test(cards_and_questions_fit_a_plan_alone),
        cmocka_unit_test(decks_are_kept_apart),
        cmocka_unit_test(an_edge_is_named_by_its_model),
        cmocka_unit_test(an_edge_is_many_placings_and_one_undo),
        cmocka_unit_test(an_edge_belongs_to_a_line_that_is_placed),
        cmocka_unit_test(a_row_of_a_line_is_not_shown_before_check),
        cmocka_unit_test(a_row_slips_alone),
        cmocka_unit_test(the_rest_can_slip_behind_a_row),
        cmocka_unit_test(tries_tell_what_became_of_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
