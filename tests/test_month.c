/* month: a thousand sessions of learners who go on for months, planned, played and remembered as the program does,
   without a disk; exams are set and cleared, and how much is to be kept in mind. No solution may be seen before its
   day: what is asked, due soon or new stays hidden until it was answered. */
#include "base/rng.h"
#include "play/plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { N_DECKS = 4, LAYERS_MAX = 25, CELLS_MAX = LAYERS_MAX * DECK_MODELS_MAX, LEARNERS = 20, SESSIONS = 50 };

/* What the learner's side keeps of a cell, as the store would. */
struct cell {
    struct grade_memory memory, before; /* before the answer on the table */
    int due_day, answered_day, seen_day;
    bool counted; /* answered_day has an answer that counts and was not voided */
};

struct learner {
    struct rng rng;
    uint64_t seed;
    const struct deck *decks[N_DECKS];
    int n_decks, today, exam_day; /* 0: none is set */
    double retention;
    struct cell cells[N_DECKS][CELLS_MAX];
    int line_day[N_DECKS][LAYERS_MAX]; /* when the layer was last on a line */
};

static struct {
    int sessions, checks, lines, slipped_rows, slips, hidden, shown, left;
} seen;

/* -- decks -- */

static struct deck *new_deck(int n_layers, int n_models, int n_zones, bool given)
{
    static const char *const ids[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    struct deck *deck = xcalloc(1, sizeof *deck);
    deck->id = "deck";
    deck->n_layers = n_layers;
    deck->n_models = n_models;
    deck->n_zones = n_zones;
    for (int zone = 0; zone < n_zones; zone++)
        deck->zones[zone] = (struct deck_zone){.id = ids[zone], .name = ids[zone], .look = (enum deck_look)zone};
    for (int model = 0; model < n_models; model++)
        deck->models[model] = (struct deck_model){.id = ids[model], .name = ids[model], .given = given && model == 0};
    deck->layers = xcalloc((size_t)n_layers, sizeof *deck->layers);
    for (int layer = 0; layer < n_layers; layer++)
        deck->layers[layer].cells = xcalloc((size_t)n_models, sizeof *deck->layers->cells);
    return deck;
}

static void drop_deck(const struct deck *deck)
{
    for (int layer = 0; layer < deck->n_layers; layer++)
        free(deck->layers[layer].cells);
    free(deck->layers);
    free((struct deck *)(uintptr_t)deck);
}

/* The customer's part ends, layer by layer, one model earlier; two cells are in dispute. */
static struct deck *stairs(void)
{
    struct deck *deck = new_deck(10, 4, 3, true);
    for (int layer = 0; layer < 10; layer++)
        for (int model = 0; model < 4; model++)
            deck->layers[layer].cells[model].answer = model < 1 + layer / 3 ? 0 : model == 1 + layer / 3 ? 1 : 2;
    deck->layers[2].cells[2].differs[0] = "an older edition";
    deck->layers[5].cells[1].differs[2] = "an older edition";
    return deck;
}

/* No zone is the customer's; cells are missing or open. */
static struct deck *no_stairs(void)
{
    struct deck *deck = new_deck(12, 3, 4, false);
    struct rng rng = {7};
    for (int zone = 0; zone < 4; zone++)
        deck->zones[zone].look = (enum deck_look)(LOOK_SHARED + zone);
    for (int layer = 0; layer < 12; layer++)
        for (int model = 0; model < 3; model++)
            deck->layers[layer].cells[model].answer = rng_below(&rng, 7) ? rng_below(&rng, 4) : DECK_ABSENT;
    deck->layers[3].cells[1] = (struct deck_cell){.answer = 0, .open = "the source contradicts itself"};
    return deck;
}

static struct deck *wide(void)
{
    struct deck *deck = new_deck(9, 8, 2, false);
    for (int layer = 0; layer < 9; layer++)
        for (int model = 0; model < 8; model++)
            deck->layers[layer].cells[model].answer = model > layer % 8;
    return deck;
}

static struct deck *one_model(void)
{
    struct deck *deck = new_deck(LAYERS_MAX, 2, 3, true);
    for (int layer = 0; layer < LAYERS_MAX; layer++)
        deck->layers[layer].cells[1].answer = layer % 3;
    return deck;
}

/* -- planning, as src/stock.c does -- */

static void derive_due_day(struct learner *l, struct cell *cell)
{
    int exam_day = l->exam_day > l->today ? l->exam_day : 0;
    if (cell->memory.met)
        cell->due_day = grade_due_by(&fsrs_default, &cell->memory, l->retention, exam_day);
}

static struct cell *cell_of(struct learner *l, int deck, int layer, int model)
{
    return &l->cells[deck][layer * l->decks[deck]->n_models + model];
}

static int list_items(struct learner *l, struct plan_item *items, bool hidden[N_DECKS][CELLS_MAX])
{
    int n = 0;
    for (int deck = 0; deck < l->n_decks; deck++)
        for (int layer = 0; layer < l->decks[deck]->n_layers; layer++)
            for (int model = 0; model < l->decks[deck]->n_models; model++) {
                struct cell *cell = cell_of(l, deck, layer, model);
                derive_due_day(l, cell);
                hidden[deck][layer * l->decks[deck]->n_models + model] = false;
                if (!deck_asks(l->decks[deck], layer, model))
                    continue;
                items[n] = (struct plan_item){.deck = deck,
                                              .item = deck_item_of_cell(l->decks[deck], layer, model),
                                              .memory = cell->memory,
                                              .due_day = cell->due_day,
                                              .line = l->line_day[deck][layer] == l->today,
                                              .today = cell->answered_day == l->today || cell->seen_day == l->today,
                                              .order = rng_next(&l->rng)};
                hidden[deck][layer * l->decks[deck]->n_models + model] = plan_hides(&items[n++], l->today);
            }
    return n;
}

static void assert_askable(struct learner *l, const struct task *task)
{
    for (int i = 0; i < task->n_items; i++) {
        const struct cell *cell = &l->cells[task->deck][task->items[i]];
        if (cell->answered_day == l->today || cell->seen_day == l->today)
            fail_msg("learner %d, day %d: asked twice on a day", (int)l->seed, l->today);
        if (l->line_day[task->deck][deck_item_layer(l->decks[task->deck], task->items[i])] == l->today)
            fail_msg("learner %d, day %d: a sibling is asked behind a line", (int)l->seed, l->today);
    }
}

static struct session *begin(struct learner *l)
{
    static struct plan_item items[N_DECKS * CELLS_MAX];
    static struct task tasks[PLAN_TASKS_MAX];
    static bool hidden[N_DECKS][CELLS_MAX];
    struct plan_deck plan_decks[N_DECKS];
    const bool *hidden_items[N_DECKS];
    for (int deck = 0; deck < l->n_decks; deck++) {
        plan_decks[deck] = (struct plan_deck){
            .deck = l->decks[deck], .exam_day = l->exam_day > l->today ? l->exam_day : 0, .newest_day = -PLAN_NEVER};
        hidden_items[deck] = hidden[deck];
    }
    int n_items = list_items(l, items, hidden);
    struct plan_rules rules = {.weights = &fsrs_default,
                               .today = l->today,
                               .seconds = 60 * (1 + rng_below(&l->rng, 12)),
                               .ms = {2000 + rng_below(&l->rng, 6000), plan_ms[ITEM_CARD], plan_ms[ITEM_QUESTION]},
                               .kinds = 7,
                               .decks = plan_decks,
                               .n_decks = l->n_decks};
    int n_tasks = plan_drill(items, n_items, &rules, tasks);
    assert_true(session_fits(l->decks, l->n_decks, tasks, n_tasks));
    for (int t = 0; t < n_tasks; t++)
        assert_askable(l, &tasks[t]);
    return session_new(l->decks, l->n_decks, tasks, n_tasks, hidden_items, 1);
}

/* -- remembering -- */

static void remember(struct learner *l, const struct session_answer *answer)
{
    struct cell *cell = &l->cells[answer->deck][answer->item];
    bool repeat = (cell->counted && cell->answered_day == l->today) || cell->seen_day == l->today;
    struct grade_answer graded = {.day = l->today,
                                  .rating = answer->rating,
                                  .right_ways = answer->right_ways,
                                  .ways = answer->ways,
                                  .unsure = answer->unsure,
                                  .unplaced = answer->given == BOARD_OPEN,
                                  .counts = answer->counts == 1 && repeat ? 2 : answer->counts};
    cell->before = cell->memory;
    cell->counted = (cell->counted && cell->answered_day == l->today) || graded.counts == 1;
    cell->answered_day = l->today;
    grade_step(&fsrs_default, &cell->memory, &graded);
    derive_due_day(l, cell);
}

/* Only first answers are voided here, and before anything else was answered. */
static void forget(struct learner *l, const struct session_answer *answer)
{
    struct cell *cell = &l->cells[answer->deck][answer->item];
    cell->memory = cell->before;
    cell->counted = cell->counted && answer->counts == 2;
    derive_due_day(l, cell);
}

static void take_shown(struct learner *l, const struct session *session)
{
    const struct session_change *change = &session->change;
    for (int i = 0; i < change->n_shown; i++) {
        l->cells[change->shown[i].deck][change->shown[i].item].seen_day = l->today;
        seen.shown++;
    }
}

/* -- looking -- */

static bool is_on(const struct task *task, int deck, int item)
{
    for (int i = 0; i < task->n_items && task->deck == deck; i++)
        if (task->items[i] == item)
            return true;
    return false;
}

static bool will_be_asked(const struct session *session, int first, int deck, int item)
{
    for (int t = first; t < session->n_tasks; t++)
        if (is_on(&session->tasks[t], deck, item))
            return true;
    return false;
}

/* The rule in other words: once answered or shown today a solution is known, but while placing not what is still to be
 * asked. */
static bool must_hide(struct learner *l, const struct session *session, int deck, int item)
{
    const struct cell *cell = &l->cells[deck][item];
    bool checked = session->phase == PHASE_CHECKED,
         answered = cell->answered_day == l->today || cell->seen_day == l->today;
    bool asked = will_be_asked(session, session->task + checked, deck, item);
    if (answered)
        return asked && !(checked && is_on(session_task(session), deck, item));
    return asked || !cell->memory.met || cell->due_day <= l->today + SHOW_DAYS;
}

static void assert_hidden(struct learner *l, const struct session *session)
{
    for (int deck = 0; deck < l->n_decks; deck++)
        for (int layer = 0; layer < l->decks[deck]->n_layers; layer++)
            for (int model = 0; model < l->decks[deck]->n_models; model++) {
                int item = deck_item_of_cell(l->decks[deck], layer, model);
                if (!deck_asks(l->decks[deck], layer, model) || !must_hide(l, session, deck, item))
                    continue;
                seen.hidden++;
                if (session_may_show(session, deck, item))
                    fail_msg("learner %d, day %d, step %d: deck %d layer %d model %d is shown too early", (int)l->seed,
                             l->today, session->n_steps, deck, layer, model);
            }
}

/* -- playing -- */

static bool apply(struct session *session, enum move_kind kind, int at, int zone)
{
    return session_apply(session, (struct move){kind, at, zone}, (struct moment){.utc_ms = 1});
}

static void place_all(struct learner *l, struct session *session)
{
    const struct deck *deck = session_deck(session);
    for (int at = 0; at < session->board.n_cells; at++) {
        const struct board_cell *cell = &session->board.cells[at];
        int luck = rng_below(&l->rng, 20), zone = deck->layers[cell->layer].cells[cell->model].answer;
        if (luck == 0)
            apply(session, MOVE_EDGE, at, rng_below(&l->rng, deck->n_models + 1));
        else if (luck == 1)
            apply(session, MOVE_UNDO, 0, 0);
        else
            apply(session, luck < 5 ? MOVE_PLACE_UNSURE : MOVE_PLACE, at,
                  luck < 15 ? zone : rng_below(&l->rng, deck->n_zones));
    }
}

static void slip(struct learner *l, struct session *session, bool row)
{
    struct session_answer answers[BOARD_CELLS_MAX];
    bool slipped[BOARD_CELLS_MAX];
    int n = session->board.n_cells, at = rng_below(&l->rng, n);
    for (int i = 0; i < n; i++) {
        answers[i] = session->answers[i];
        slipped[i] = session->slipped[i];
    }
    struct board board = session->board;
    if (!apply(session, row ? MOVE_SLIP_ROW : MOVE_SLIP, at, 0))
        return;
    for (int i = 0; i < n; i++)
        if (!slipped[i] && (!row || board.cells[i].layer == board.cells[at].layer))
            forget(l, &answers[i]);
    *(row ? &seen.slipped_rows : &seen.slips) += 1;
}

static void play_board(struct learner *l, struct session *session)
{
    bool line = session_task(session)->kind == TASK_LINE;
    place_all(l, session);
    assert_hidden(l, session);
    assert_true(apply(session, MOVE_CHECK, 0, 0));
    for (int i = 0; i < session->change.n_answers; i++) {
        remember(l, &session->change.answers[i]);
        if (line)
            l->line_day[session->answers[i].deck][session->board.cells[i].layer] = l->today;
    }
    take_shown(l, session);
    assert_hidden(l, session);
    seen.checks++;
    seen.lines += line;
    while (rng_below(&l->rng, 6) == 0) {
        slip(l, session, true);
        assert_hidden(l, session);
    }
    if (rng_below(&l->rng, 12) == 0)
        slip(l, session, false);
    else
        assert_true(apply(session, MOVE_NEXT, 0, 0));
}

static void play(struct learner *l)
{
    static const int days[] = {0, 0, 1, 1, 1, 2, 3, 9, 40};
    l->today += days[rng_below(&l->rng, sizeof days / sizeof *days)];
    if (rng_below(&l->rng, 8) == 0)
        l->exam_day = rng_below(&l->rng, 3) ? l->today + rng_below(&l->rng, 30) : 0;
    if (rng_below(&l->rng, 8) == 0)
        l->retention = .70 + .01 * rng_below(&l->rng, 28);
    struct session *session = begin(l);
    bool stays = rng_below(&l->rng, 8);
    while (session->phase != PHASE_OVER && (stays || rng_below(&l->rng, 3)))
        play_board(l, session);
    seen.left += session->phase != PHASE_OVER;
    seen.sessions++;
    session_free(session);
}

static void a_learner(uint64_t seed, const struct deck *const *decks, int n_decks)
{
    static struct learner l;
    l = (struct learner){.rng = {seed}, .seed = seed, .n_decks = n_decks, .today = 20000, .retention = .90};
    for (int deck = 0; deck < n_decks; deck++) {
        l.decks[deck] = decks[deck];
        for (int cell = 0; cell < CELLS_MAX; cell++)
            l.cells[deck][cell].answered_day = l.cells[deck][cell].seen_day = -1;
    }
    for (int i = 0; i < SESSIONS; i++)
        play(&l);
}

static void nothing_is_shown_before_its_day(void **state)
{
    (void)state;
    const struct deck *const decks[N_DECKS] = {stairs(), no_stairs(), wide(), one_model()};
    for (int i = 0; i < LEARNERS; i++) {
        bool all = i % (N_DECKS + 1) == N_DECKS;
        a_learner((uint64_t)i + 1, all ? decks : &decks[i % (N_DECKS + 1)], all ? N_DECKS : 1);
    }
    assert_int_equal(seen.sessions, LEARNERS * SESSIONS);
    assert_true(seen.checks > 2000 && seen.lines > 200 && seen.slipped_rows > 50 && seen.slips > 50);
    assert_true(seen.hidden > 10000 && seen.shown > 100 && seen.left > 10);
    for (int deck = 0; deck < N_DECKS; deck++)
        drop_deck(decks[deck]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_is_shown_before_its_day)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
