/* session: cards and questions between boards. What they give, what an undo takes back, whose solution they show, and
   long random walks beside a list of the answers that count. */
#include "base/rng.h"
#include "play/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LAYERS = 5, MODELS = 2, CARDS = 6, QUESTIONS = 5, WALKS = 600, MOVES_MAX = 3000, LIVE_MAX = 400 };
enum { ONE_OF_FOUR, TWO_OF_FOUR, GRID, ONE_OF_TWO, FOR_EXAM };

static const struct moment now = {.mono_ms = 1, .utc_ms = 1764576000000, .offset_min = 60};

static struct deck_option options[QUESTIONS][4] = {
    {{.id = "a"}, {.id = "b", .right = true}, {.id = "c"}, {.id = "d"}},
    {{.id = "a", .right = true}, {.id = "b"}, {.id = "c", .right = true}, {.id = "d"}},
    {{.id = "a", .right = true}, {.id = "b"}, {.id = "c"}},
    {{.id = "a"}, {.id = "b", .right = true}},
    {{.id = "a"}, {.id = "b", .right = true}}};

/* Two models that are asked; cards 0 and 1 and the first question are about layers. */
static struct deck *make_deck(void)
{
    static const char *about_0[] = {"l0"}, *about_1[] = {"l1", "l2"};
    static const char *const layers[] = {"l0", "l1", "l2", "l3", "l4"};
    static const char *const cards[] = {"c0", "c1", "c2", "c3", "c4", "c5"};
    static const char *const questions[] = {"q0", "q1", "q2", "q3", "q4"};
    static struct deck_cell cells[LAYERS][MODELS];
    struct deck *deck = xcalloc(1, sizeof *deck);
    *deck = (struct deck){.id = "deck", .n_zones = 2, .n_models = MODELS, .n_layers = LAYERS};
    deck->zones[0] = (struct deck_zone){.id = "x", .name = "X"};
    deck->zones[1] = (struct deck_zone){.id = "y", .name = "Y", .look = LOOK_PROVIDER};
    deck->models[0].id = "m0";
    deck->models[1].id = "m1";
    deck->layers = arena_alloc(&deck->memory, LAYERS * sizeof *deck->layers);
    for (int l = 0; l < LAYERS; l++)
        deck->layers[l] = (struct deck_layer){.id = layers[l], .name = layers[l], .cells = cells[l]};
    deck->n_cards = CARDS;
    deck->cards = arena_alloc(&deck->memory, CARDS * sizeof *deck->cards);
    for (int c = 0; c < CARDS; c++)
        deck->cards[c] = (struct deck_card){.id = cards[c], .front = "front", .back = "back"};
    deck->cards[0].about = about_0;
    deck->cards[0].n_about = 1;
    deck->cards[1].about = about_1;
    deck->cards[1].n_about = 2;
    deck->n_questions = QUESTIONS;
    deck->questions = arena_alloc(&deck->memory, QUESTIONS * sizeof *deck->questions);
    static const int n_options[] = {4, 4, 3, 2, 2};
    for (int q = 0; q < QUESTIONS; q++)
        deck->questions[q] = (struct deck_question){
            .id = questions[q], .ask = "ask", .options = options[q], .n_options = n_options[q], .grid = q == GRID};
    deck->questions[FOR_EXAM].for_exam = true;
    deck->questions[ONE_OF_FOUR].about = about_0;
    deck->questions[ONE_OF_FOUR].n_about = 1;
    return deck;
}

static struct task card(const struct deck *deck, int index)
{
    return (struct task){.kind = TASK_CARD, .model = -1, .n_items = 1, .items = {deck_item_of_card(deck, index)}};
}

static struct task question(const struct deck *deck, int index)
{
    return (struct task){
        .kind = TASK_QUESTION, .model = -1, .n_items = 1, .items = {deck_item_of_question(deck, index)}};
}

static struct task board(const struct deck *deck, int model, int first, int n)
{
    struct task task = {.kind = TASK_BOARD, .model = model, .n_items = n};
    for (int i = 0; i < n; i++)
        task.items[i] = deck_item_of_cell(deck, first + i, model);
    return task;
}

static struct session *begin(const struct deck *deck, const struct task *tasks, int n, uint64_t seed)
{
    bool hidden[LAYERS * MODELS + CARDS + QUESTIONS] = {false};
    const bool *const of_decks[] = {hidden};
    return session_new(&deck, 1, tasks, n, of_decks, seed);
}

static bool apply(struct session *session, enum move_kind kind, int at)
{
    return session_apply(session, (struct move){kind, at, 0}, now);
}

static void rate(struct session *session, int rating)
{
    assert_true(apply(session, MOVE_TURN, 0));
    assert_true(apply(session, MOVE_RATE, rating));
}

/* The position of an option by its id. */
static int at_of(const struct session *session, const char *id)
{
    const struct deck_question *q = session_question(session);
    for (int at = 0; at < q->n_options; at++)
        if (strcmp(q->options[session->answering.choice.order[at]].id, id) == 0)
            return at;
    fail_msg("no option %s", id);
    return -1;
}

static void a_card_is_turned_then_rated(void **state)
{
    (void)state;
    struct deck *deck = make_deck();
    for (int rating = 1; rating <= 4; rating++) {
        const struct task tasks[] = {card(deck, 2), card(deck, 3)};
        struct session *session = begin(deck, tasks, 2, 1);
        assert_false(apply(session, MOVE_RATE, rating));
        assert_false(apply(session, MOVE_CHECK, 0));
        assert_false(apply(session, MOVE_NEXT, 0));
        assert_false(apply(session, MOVE_PLACE, 0));
        assert_true(apply(session, MOVE_TURN, 0));
        assert_int_equal(session->change.n_answers, 0);
        assert_false(apply(session, MOVE_TURN, 0));
        assert_false(apply(session, MOVE_RATE, 0));
        assert_false(apply(session, MOVE_RATE, 5));
        session->attended_ms = 70000;
        assert_true(apply(session, MOVE_RATE, rating));
        const struct session_answer *a = &session->change.answers[0];
        assert_int_equal(session->change.n_answers, 1);
        assert_int_equal(a->given, rating);
        assert_int_equal(a->rating, rating);
        assert_int_equal(a->ways, 0);
        assert_int_equal(a->right_ways, 0);
        assert_int_equal(a->counts, 1);
        assert_int_equal(a->took_ms, TOOK_MS_MAX);
        assert_int_equal(a->verdict, rating == 1 ? VERDICT_WRONG : VERDICT_RIGHT);
        assert_int_equal(a->correct, rating > 1);
        assert_int_equal(session->task, 1);
        assert_false(session->answering.turned);
        assert_int_equal(session->n_tasks, rating == 1 ? 3 : 2);
        session_free(session);
    }
    deck_free(deck);
}

static void the_last_card_waits_for_next(void **state)
{
    (void)state;
    struct deck *deck = make_deck();
    const struct task tasks[] = {card(deck, 2)};
    struct session *session = begin(deck, tasks, 1, 1);
    rate(session, 1); /* so it comes once more */
    assert_int_equal(session->phase, PHASE_PLACING);
    assert_true(session_task(session)->reask);
    rate(session, 1);
    assert_int_equal(session->change.answers[0].counts, 2);
    assert_int_equal(session->phase, PHASE_CHECKED);
    assert_false(session->change.over);
    assert_int_equal(session->n_tasks, 2); /* not a third time */
    assert_false(apply(session, MOVE_SLIP, 0));
    assert_int_equal(session->tries[0].again, AGAIN_WRONG);
    assert_true(apply(session, MOVE_UNDO, 0));
    assert_int_equal(session->change.voids, 1);
    assert_int_equal(session->tries[0].again, AGAIN_NOT);
    assert_true(session->answering.turned);
    assert_true(apply(session, MOVE_RATE, 3));
    assert_int_equal(session->tries[0].again, AGAIN_RIGHT);
    assert_true(apply(session, MOVE_NEXT, 0));
    assert_true(session->change.over);
    session_free(session);
    deck_free(deck);
}

static void an_undone_rating_never_was(void **state)
{
    (void)state;
    struct deck *deck = make_deck();
    const struct task tasks[] = {card(deck, 2), card(deck, 3), board(deck, 0, 3, 2)};
    struct session *session = begin(deck, tasks, 3, 1);
    assert_false(session_can_undo(session));
    assert_false(apply(session, MOVE_UNDO, 0));
    rate(session, 3);
    rate(session, 1);
    assert_int_equal(session->n_tasks, 4);
    assert_true(apply(session, MOVE_PLACE, 0)); /* on the board an undo is first of the board */
    assert_true(apply(session, MOVE_UNDO, 0));
    assert_int_equal(session->change.voids, -1);
    assert_int_equal(session->task, 2);
    assert_true(session_can_undo(session));
    assert_true(apply(session, MOVE_UNDO, 0));
    assert_int_equal(session->change.voids, 1);
    assert_int_equal(session->task, 1);
    assert_true(session->answering.turned);
    assert_int_equal(session->n_tasks, 3);
    assert_int_equal(session->n_tries, 1);
    assert_int_equal(session->answered, 1);
    assert_true(apply(session, MOVE_UNDO, 0)); /* and the card before that one */
    assert_int_equal(session->change.voids, 0);
    assert_int_equal(session->answered, 0);
    assert_int_equal(session->right, 0);
    assert_false(session->said[deck_item_of_card(deck, 2)] || session->said[deck_item_of_card(deck, 3)]);
    assert_false(apply(session, MOVE_UNDO, 0));
    assert_true(apply(session, MOVE_RATE, 1));
    assert_int_equal(session->change.answers[0].counts, 1);
    assert_int_equal(session->tries[0].verdict, VERDICT_WRONG);
    session_free(session);
    deck_free(deck);
}

static void a_question_is_right_as_a_whole(void **state)
{
    (void)state;
    static const struct {
        int question;
        const char *moves; /* ids chosen, or statement and answer */
        enum verdict verdict;
        int right_ways, ways;
    } rows[] = {{ONE_OF_FOUR, "b", VERDICT_RIGHT, 1, 4},  {ONE_OF_FOUR, "a", VERDICT_WRONG, 1, 4},
                {ONE_OF_FOUR, "", VERDICT_OPEN, 0, 1},    {ONE_OF_FOUR, "ab", VERDICT_RIGHT, 1, 4},
                {TWO_OF_FOUR, "ac", VERDICT_RIGHT, 1, 6}, {TWO_OF_FOUR, "a", VERDICT_WRONG, 1, 6},
                {TWO_OF_FOUR, "ab", VERDICT_WRONG, 1, 6}, {TWO_OF_FOUR, "aa", VERDICT_OPEN, 0, 1},
                {GRID, "a+b-c-", VERDICT_RIGHT, 1, 8},    {GRID, "a+b-c+", VERDICT_WRONG, 1, 8},
                {GRID, "a+b-", VERDICT_WRONG, 1, 8},      {GRID, "", VERDICT_OPEN, 0, 1}};
    struct deck *deck = make_deck();
    for (int i = 0; i < (int)(sizeof rows / sizeof *rows); i++) {
        const struct task task = question(deck, rows[i].question);
        struct session *session = begin(deck, &task, 1, (uint64_t)i);
        for (const char *m = rows[i].moves; *m; m++) {
            char id[2] = {*m, '\0'};
            bool grid = rows[i].question == GRID;
            assert_true(apply(session, !grid ? MOVE_CHOOSE : m[1] == '+' ? MOVE_YES : MOVE_NO, at_of(session, id)));
            m += grid;
        }
        assert_true(apply(session, MOVE_CHECK, 0));
        const struct session_answer *a = &session->change.answers[0];
        if (a->verdict != rows[i].verdict || a->right_ways != rows[i].right_ways || a->ways != rows[i].ways)
            fail_msg("row %d: verdict %d, %d of %d", i, (int)a->verdict, a->right_ways, a->ways);
        assert_int_equal(a->rating, rows[i].verdict == VERDICT_RIGHT ? 3 : 1);
        assert_int_equal(session->n_tasks, rows[i].verdict == VERDICT_RIGHT ? 1 : 2);
        assert_int_equal(session_board_graded(session), 1);
        session_free(session);
    }
    deck_free(deck);
}

static void choices_are_limited_and_undone_one_by_one(void **state)
{
    (void)state;
    struct deck *deck = make_deck();
    const struct task task = question(deck, TWO_OF_FOUR);
    struct session *session = begin(deck, &task, 1, 5);
    assert_false(apply(session, MOVE_UNSURE, 0)); /* not sure of nothing */
    assert_false(apply(session, MOVE_YES, 0));
    assert_false(apply(session, MOVE_CHOOSE, 4));
    assert_true(apply(session, MOVE_CHOOSE, 0));
    assert_true(apply(session, MOVE_CHOOSE, 3));
    int steps = session->n_steps;
    assert_false(apply(session, MOVE_CHOOSE, 1)); /* both are chosen */
    assert_int_equal(session->n_steps, steps);
    assert_true(apply(session, MOVE_UNSURE, 0));
    assert_false(apply(session, MOVE_UNSURE, 1));
    assert_true(session->answering.choice.unsure);
    assert_true(apply(session, MOVE_UNDO, 0));
    assert_false(session->answering.choice.unsure);
    assert_int_equal(choice_count(&session->answering.choice), 2);
    assert_true(apply(session, MOVE_UNDO, 0));
    assert_int_equal(session->answering.choice.given[0], CHOICE_YES);
    assert_int_equal(session->answering.choice.given[3], CHOICE_OPEN);
    assert_true(apply(session, MOVE_UNDO, 0));
    assert_int_equal(choice_count(&session->answering.choice), 0);
    assert_false(apply(session, MOVE_UNDO, 0));
    for (int i = 0; i < 3 * ANSWERING_UNDO_MAX / 2; i++)
        assert_true(apply(session, MOVE_CHOOSE, 0));
    for (int i = 0; i < ANSWERING_UNDO_MAX; i++)
        assert_true(apply(session, MOVE_UNDO, 0));
    assert_false(apply(session, MOVE_UNDO, 0));
    session_free(session);
    deck_free(deck);
}

static void a_slip_on_a_question_voids_it(void **state)
{
    (void)state;
    struct deck *deck = make_deck();
    const struct task tasks[] = {question(deck, ONE_OF_FOUR), card(deck, 2)};
    struct session *session = begin(deck, tasks, 2, 5);
    assert_true(apply(session, MOVE_CHOOSE, at_of(session, "a")));
    assert_true(apply(session, MOVE_CHECK, 0));
    assert_int_equal(session->n_tasks, 3);
    assert_false(apply(session, MOVE_UNDO, 0));
    assert_false(apply(session, MOVE_SLIP_ROW, 0));
    assert_true(apply(session, MOVE_SLIP, 0));
    assert_int_equal(session->change.voids, 0);
    assert_int_equal(session->task, 1);
    assert_int_equal(session->n_tasks, 2);
    assert_int_equal(session->asked, 1);
    assert_int_equal(session->answered, 0);
    assert_true(session->tries[0].slipped);
    assert_false(apply(session, MOVE_UNDO, 0)); /* what was shown is not opened again */
    session_free(session);
    deck_free(deck);
}

/* Does the last move show just these cells, both models of the layers from..to? */
static void assert_shown(const struct session *session, int from, int to)
{
    int n = (to - from + 1) * MODELS;
    assert_int_equal(session->change.n_shown, n);
    for (int i = 0; i < n; i++) {
        assert_int_equal(session->change.shown[i].deck, 0);
        assert_in_range(deck_item_layer(session->decks[0], session->change.shown[i].item), from, to);
    }
}

static void what_a_card_is_about_is_shown_by_its_back(void **state)
{
    (void)state;
    struct deck *deck = make_deck();
    const struct task tasks[] = {card(deck, 1), card(deck, 2), question(deck, ONE_OF_FOUR),
                                 question(deck, TWO_OF_FOUR)};
    struct session *session = begin(deck, tasks, 4, 5);
    assert_true(apply(session, MOVE_TURN, 0));
    assert_shown(session, 1, 2);
    assert_true(apply(session, MOVE_RATE, 1));
    assert_int_equal(session->change.n_shown, 0);
    assert_true(apply(session, MOVE_TURN, 0));
    assert_int_equal(session->change.n_shown, 0);
    assert_true(apply(session, MOVE_RATE, 3));
    assert_true(apply(session, MOVE_CHOOSE, 0));
    assert_int_equal(session->change.n_shown, 0);
    assert_true(apply(session, MOVE_CHECK, 0));
    assert_shown(session, 0, 0);
    session_free(session);
    deck_free(deck);
}

static void options_stand_by_the_seed_and_anew_when_asked_again(void **state)
{
    (void)state;
    struct deck *deck = make_deck();
    const struct task task = question(deck, ONE_OF_FOUR);
    int others = 0, again = 0;
    for (uint64_t seed = 0; seed < 40; seed++) {
        struct session *a = begin(deck, &task, 1, seed), *b = begin(deck, &task, 1, seed),
                       *c = begin(deck, &task, 1, seed + 1000);
        int order[DECK_OPTIONS_MAX];
        memcpy(order, a->answering.choice.order, sizeof order);
        assert_memory_equal(order, b->answering.choice.order, sizeof order);
        others += memcmp(order, c->answering.choice.order, sizeof order) != 0;
        assert_true(apply(a, MOVE_CHECK, 0) && apply(a, MOVE_NEXT, 0));
        again += memcmp(order, a->answering.choice.order, sizeof order) != 0;
        session_free(a);
        session_free(b);
        session_free(c);
    }
    assert_true(others > 20 && again > 20);
    deck_free(deck);
}

static void plans_of_other_kinds_do_not_fit(void **state)
{
    (void)state;
    struct deck *deck = make_deck();
    struct task of_exam = question(deck, FOR_EXAM), two = card(deck, 0), wrong = card(deck, 0), model = card(deck, 0);
    two.items[two.n_items++] = deck_item_of_card(deck, 1);
    wrong.items[0] = deck_item_of_question(deck, 0);
    model.model = 0;
    const struct deck *const decks[] = {deck};
    assert_false(session_fits(decks, 1, &of_exam, 1));
    assert_false(session_fits(decks, 1, &two, 1));
    assert_false(session_fits(decks, 1, &wrong, 1));
    assert_false(session_fits(decks, 1, &model, 1));
    const struct task twice[] = {card(deck, 0), card(deck, 0)};
    assert_false(session_fits(decks, 1, twice, 2));
    deck_free(deck);
}

/* -- walks -- */

/* Answers that are not taken back, as a reader of the log would keep them. */
struct live {
    int task, item, counts;
    bool mistake;
};
static struct live live[LIVE_MAX];
static int n_live, n_slipped;
static struct {
    int undone_cards, slips, reasks, grids, over;
} seen;

static void follow(const struct session *session)
{
    const struct session_change *change = &session->change;
    int kept = 0;
    for (int i = 0; i < n_live && change->voids >= 0; i++) {
        bool gone = live[i].task == change->voids;
        if (gone && change->move.kind == MOVE_SLIP && live[i].counts == 1)
            n_slipped++;
        if (!gone)
            live[kept++] = live[i];
    }
    n_live = change->voids >= 0 ? kept : n_live;
    for (int i = 0; i < change->n_answers; i++)
        live[n_live++] = (struct live){change->task, change->answers[i].item, change->answers[i].counts,
                                       verdict_is_mistake(change->answers[i].verdict)};
}

static int reasks_of(const struct session *session, int item)
{
    int n = 0;
    for (int t = session->n_planned; t < session->n_tasks; t++)
        for (int i = 0; i < session->tasks[t].n_items; i++)
            n += session->tasks[t].items[i] == item;
    return n;
}

static void assert_follows(const struct session *session, int planned, uint64_t seed)
{
    int answered = 0, right = 0;
    for (int i = 0; i < n_live; i++) {
        if (live[i].counts != 1)
            continue;
        answered++;
        right += !live[i].mistake;
        if (reasks_of(session, live[i].item) != live[i].mistake)
            fail_msg("seed %d, step %d: item %d is asked again %d times", (int)seed, session->n_steps, live[i].item,
                     reasks_of(session, live[i].item));
        for (int k = 0; k < i; k++)
            assert_false(live[k].counts == 1 && live[k].item == live[i].item);
    }
    if (session->answered != answered || session->right != right || session->asked != planned - n_slipped)
        fail_msg("seed %d, step %d: %d of %d answered, %d right; expected %d of %d, %d", (int)seed, session->n_steps,
                 session->answered, session->asked, session->right, answered, planned - n_slipped, right);
}

static int random_plan(struct rng *rng, const struct deck *deck, struct task *tasks)
{
    int n = 0;
    for (int c = 0; c < CARDS; c++)
        tasks[n++] = card(deck, c);
    for (int q = 0; q < FOR_EXAM; q++)
        tasks[n++] = question(deck, q);
    for (int model = 0; model < MODELS; model++)
        tasks[n++] = board(deck, model, rng_below(rng, 3), 2);
    for (int i = n - 1; i > 0; i--) {
        int j = rng_below(rng, i + 1);
        struct task task = tasks[i];
        tasks[i] = tasks[j];
        tasks[j] = task;
    }
    return 1 + rng_below(rng, n);
}

static struct move random_move(struct rng *rng, const struct session *session)
{
    static const enum move_kind of_card[] = {MOVE_TURN, MOVE_TURN, MOVE_RATE, MOVE_RATE, MOVE_RATE, MOVE_UNDO},
                                of_question[] = {MOVE_CHOOSE, MOVE_YES, MOVE_NO, MOVE_CHOOSE, MOVE_CHECK, MOVE_UNSURE},
                                checked[] = {MOVE_NEXT, MOVE_NEXT, MOVE_NEXT, MOVE_NEXT, MOVE_SLIP, MOVE_UNDO};
    int r = rng_below(rng, 6), at = rng_below(rng, 5);
    if (rng_below(rng, 10) == 0)
        return (struct move){(enum move_kind)rng_below(rng, MOVE_NEXT + 1), at, rng_below(rng, 2)};
    if (session->phase == PHASE_CHECKED)
        return (struct move){checked[r], 0, 0};
    if (session_task(session)->kind == TASK_CARD)
        return (struct move){of_card[r], 1 + rng_below(rng, 4), 0};
    if (session_task(session)->kind == TASK_QUESTION)
        return (struct move){of_question[r], at, 0};
    return (struct move){r ? MOVE_PLACE : MOVE_CHECK, rng_below(rng, 2), rng_below(rng, 2)};
}

static void assert_same(const struct session *a, const struct session *b)
{
    assert_int_equal(a->task, b->task);
    assert_int_equal(a->phase, b->phase);
    assert_int_equal(a->n_steps, b->n_steps);
    assert_int_equal(a->n_tasks, b->n_tasks);
    assert_memory_equal(a->tasks, b->tasks, (size_t)a->n_tasks * sizeof *a->tasks);
    assert_int_equal(a->n_tries, b->n_tries);
    assert_memory_equal(a->tries, b->tries, (size_t)a->n_tries * sizeof *a->tries);
    assert_memory_equal(&a->answering.choice, &b->answering.choice, sizeof a->answering.choice);
    assert_int_equal(a->answering.turned, b->answering.turned);
    assert_int_equal(a->answering.n_undo, b->answering.n_undo);
    assert_int_equal(a->board.n_moves, b->board.n_moves);
    assert_int_equal(a->asked, b->asked);
    assert_int_equal(a->answered, b->answered);
    assert_int_equal(a->right, b->right);
    assert_int_equal(session_left(a), session_left(b));
}

static void walk(const struct deck *deck, uint64_t seed)
{
    static char lines[MOVES_MAX][MOVE_TEXT_MAX];
    struct rng rng = {seed};
    struct task tasks[CARDS + QUESTIONS + MODELS];
    int n_tasks = random_plan(&rng, deck, tasks), planned = 0, n = 0;
    for (int t = 0; t < n_tasks; t++)
        planned += tasks[t].n_items;
    struct session *session = begin(deck, tasks, n_tasks, seed);
    n_live = n_slipped = 0;
    for (int i = 0; i < MOVES_MAX && session->phase != PHASE_OVER; i++) {
        struct move move = random_move(&rng, session);
        bool could = session_can_undo(session);
        enum phase phase = session->phase;
        bool done = session_apply(session, move, now);
        if (move.kind == MOVE_UNDO && done != could)
            fail_msg("seed %d, step %d: undo said %d, did %d", (int)seed, session->n_steps, could, done);
        if (!done)
            continue;
        assert_true(phase != PHASE_OVER);
        move_format(move, deck, lines[n++], MOVE_TEXT_MAX);
        follow(session);
        assert_follows(session, planned, seed);
        seen.undone_cards += move.kind == MOVE_UNDO && session->change.voids >= 0;
        seen.slips += move.kind == MOVE_SLIP;
        seen.reasks += session->phase == PHASE_PLACING && session_task(session)->reask;
        seen.grids += move.kind == MOVE_YES;
    }
    seen.over += session->phase == PHASE_OVER;
    struct session *replayed = begin(deck, tasks, n_tasks, seed);
    for (int i = 0; i < n; i++) {
        struct move move;
        if (!move_parse(lines[i], deck, &move) || !session_apply(replayed, move, now))
            fail_msg("seed %d: '%s' is not played again", (int)seed, lines[i]);
    }
    assert_same(session, replayed);
    session_free(session);
    session_free(replayed);
}

static void walks_keep_what_was_answered(void **state)
{
    (void)state;
    struct deck *deck = make_deck();
    for (int i = 0; i < WALKS; i++)
        walk(deck, (uint64_t)i + 1);
    assert_true(seen.over > WALKS * 9 / 10);
    assert_true(seen.undone_cards > 200 && seen.slips > 200 && seen.reasks > 500 && seen.grids > 200);
    deck_free(deck);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_is_turned_then_rated),
        cmocka_unit_test(the_last_card_waits_for_next),
        cmocka_unit_test(an_undone_rating_never_was),
        cmocka_unit_test(a_question_is_right_as_a_whole),
        cmocka_unit_test(choices_are_limited_and_undone_one_by_one),
        cmocka_unit_test(a_slip_on_a_question_voids_it),
        cmocka_unit_test(what_a_card_is_about_is_shown_by_its_back),
        cmocka_unit_test(options_stand_by_the_seed_and_anew_when_asked_again),
        cmocka_unit_test(plans_of_other_kinds_do_not_fit),
        cmocka_unit_test(walks_keep_what_was_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
