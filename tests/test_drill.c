/* drill: cards, questions and boards of the shipped decks from the store and back: what is on disk is the session that
   was played, however often the program ended meanwhile. */
#include "base/rng.h"
#include "drill.h"
#include "srs/day.h"
#include "stock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { WALKS = 6, MOVES = 260, SAVES = 9 };

static const unsigned char program[16] = "test of a drill";
static struct moment now = {.mono_ms = 1, .utc_ms = 1796115600000, .offset_min = 60};

struct desk {
    struct shelf shelf;
    struct store *store;
    struct drill drill;
    char folder[40];
};

static void open_store(struct desk *desk)
{
    struct err err;
    desk->store = store_open(desk->folder, program, now, &err);
    if (!desk->store)
        fail_msg("%s", err.text);
    for (int d = 0; d < desk->shelf.n; d++)
        assert_true(store_know(desk->store, desk->shelf.decks[d], now, &err));
}

static void set_up(struct desk *desk)
{
    static const char *const folders[] = {DECKS};
    *desk = (struct desk){.folder = "/tmp/demarc-drill-XXXXXX"};
    assert_non_null(mkdtemp(desk->folder));
    shelf_load(&desk->shelf, folders, 1, NULL, NULL);
    open_store(desk);
}

static void tear_down(struct desk *desk)
{
    static const char *const files[] = {"learner.db", "learner.db-wal", "learner.db-shm"};
    char path[80];
    drill_clear(&desk->drill);
    store_close(desk->store);
    shelf_clear(&desk->shelf);
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/%s", desk->folder, files[i]);
        unlink(path);
    }
    rmdir(desk->folder);
}

static const struct deck *deck_of(struct desk *desk, const char *id)
{
    const struct deck *deck = shelf_find(&desk->shelf, id);
    assert_non_null(deck);
    return deck;
}

static bool apply(struct desk *desk, enum move_kind kind, int at, int zone)
{
    struct err err;
    if (!session_apply(desk->drill.session, (struct move){kind, at, zone}, now))
        return false;
    if (store_save(desk->store, desk->drill.session, &desk->drill.session->change, 1, &err) != STORE_SAVED)
        fail_msg("%s", err.text);
    return true;
}

/* Begins what these tasks ask of all decks of the shelf. */
static void begin(struct desk *desk, const struct task *tasks, int n)
{
    struct err err;
    bool **hidden = xcalloc((size_t)desk->shelf.n, sizeof *hidden);
    for (int d = 0; d < desk->shelf.n; d++)
        hidden[d] = xcalloc((size_t)deck_item_count(desk->shelf.decks[d]), sizeof **hidden);
    drill_clear(&desk->drill);
    desk->drill.session =
        session_new(desk->shelf.decks, desk->shelf.n, tasks, n, (const bool *const *)hidden, desk->drill.seed);
    assert_true(store_begin(desk->store, desk->drill.session, desk->drill.seed, "drill  --minutes 10", now, &err));
    for (int d = 0; d < desk->shelf.n; d++)
        free(hidden[d]);
    free(hidden);
}

static int deck_number(struct desk *desk, const char *id)
{
    int d = 0;
    while (strcmp(desk->shelf.decks[d]->id, id) != 0)
        d++;
    return d;
}

static struct task card(struct desk *desk, const char *id)
{
    const struct deck *deck = deck_of(desk, "terms");
    for (int c = 0; c < deck->n_cards; c++)
        if (strcmp(deck->cards[c].id, id) == 0)
            return (struct task){.kind = TASK_CARD,
                                 .deck = deck_number(desk, "terms"),
                                 .model = -1,
                                 .n_items = 1,
                                 .items = {deck_item_of_card(deck, c)}};
    fail_msg("terms has no card '%s'", id);
    return (struct task){0};
}

static struct grade_memory memory_of(struct desk *desk, int d, int item, bool *today, int *due_day)
{
    const struct deck *deck = desk->shelf.decks[d];
    struct store_item *items = xcalloc((size_t)deck_item_count(deck), sizeof *items);
    struct err err;
    assert_true(store_items(desk->store, deck, day_of(now), items, &err));
    struct store_item found = items[item];
    free(items);
    *today = found.today;
    *due_day = found.due_day;
    return found.memory;
}

/* As if it had been rated only the last time, and due when that was foreseen. */
static void an_undone_rating_leaves_no_trace_in_the_memory(void **state)
{
    (void)state;
    struct desk desk;
    struct err err;
    set_up(&desk);
    for (int rating = 1; rating <= 4; rating++) {
        static const char *const ids[] = {"", "definition", "scope", "why", "deciding-question"};
        const struct task tasks[] = {card(&desk, ids[rating]), card(&desk, "store-or-configure")};
        int due[FORESEE_RATINGS + 1], due_day;
        bool today;
        begin(&desk, tasks, 2);
        assert_true(
            store_foresee(desk.store, deck_of(&desk, "terms"), tasks[0].items[0], day_of(now), false, due, &err));
        assert_true(apply(&desk, MOVE_TURN, 0, 0));
        assert_true(apply(&desk, MOVE_RATE, rating % 4 + 1, 0));
        assert_true(apply(&desk, MOVE_UNDO, 0, 0));
        assert_false(memory_of(&desk, tasks[0].deck, tasks[0].items[0], &today, &due_day).met);
        assert_true(today);
        assert_true(apply(&desk, MOVE_RATE, rating, 0));
        struct grade_memory expected = {0},
                            memory = memory_of(&desk, tasks[0].deck, tasks[0].items[0], &today, &due_day);
        grade_step(&fsrs_default, &expected, &(struct grade_answer){day_of(now), rating, 0, 0, false, false, 1});
        assert_int_equal(memory.answers, 1);
        assert_memory_equal(&memory.state, &expected.state, sizeof memory.state);
        assert_int_equal(due_day, due[rating]);
    }
    tear_down(&desk);
}

/* What a card said of a layer is no first answer any more on that day: a new one stays new. */
static void a_card_about_a_layer_counts_as_seen(void **state)
{
    (void)state;
    for (int turned = 0; turned < 2; turned++) {
        struct desk desk;
        set_up(&desk);
        const struct deck *azure = deck_of(&desk, "azure"), *terms = deck_of(&desk, "terms");
        int c = 0, layer = 0, due_day;
        bool today;
        while (!terms->cards[c].n_about)
            c++;
        for (bool found = false; c < terms->n_cards && !found; c += !found)
            for (layer = 0; terms->cards[c].n_about && layer < azure->n_layers; layer++)
                if (strcmp(azure->layers[layer].id, terms->cards[c].about[0]) == 0) {
                    found = true;
                    break;
                }
        assert_true(c < terms->n_cards);
        int model = azure->models[0].given, item = deck_item_of_cell(azure, layer, model);
        const struct task tasks[] = {
            card(&desk, terms->cards[c].id),
            {.kind = TASK_BOARD, .deck = deck_number(&desk, "azure"), .model = model, .n_items = 1, .items = {item}}};
        begin(&desk, turned ? tasks : tasks + 1, turned ? 2 : 1);
        if (turned) {
            assert_true(apply(&desk, MOVE_TURN, 0, 0));
            memory_of(&desk, tasks[1].deck, item, &today, &due_day);
            assert_true(today);
            assert_true(apply(&desk, MOVE_RATE, 3, 0));
        }
        assert_true(apply(&desk, MOVE_PLACE, 0, azure->layers[layer].cells[model].answer));
        assert_true(apply(&desk, MOVE_CHECK, 0, 0));
        assert_int_equal(memory_of(&desk, tasks[1].deck, item, &today, &due_day).met, !turned);
        tear_down(&desk);
    }
}

static void come_back(struct desk *desk);

static bool shares_exam(const struct deck *a, const struct deck *b)
{
    for (int i = 0; i < a->n_exams; i++)
        for (int k = 0; k < b->n_exams; k++)
            if (strcmp(a->exams[i], b->exams[k]) == 0)
                return true;
    return false;
}

static bool names(const struct deck_card *card, const char *layer)
{
    for (int i = 0; i < card->n_about; i++)
        if (strcmp(card->about[i], layer) == 0)
            return true;
    return false;
}

/* Was a card turned in this drill, or is it on the table turned, that is about the layer? */
static bool was_told(const struct session *session, int steps, const char *layer)
{
    bool told = false;
    for (int t = 0; t < steps; t++)
        told = told ||
               names(&session->decks[0]->cards[deck_item_index(session->decks[0], session->tasks[t].items[0])], layer);
    return told;
}

/* Every placement of the shelf is as told as the cards that were turned say. Returns how many were told. */
static int assert_told(struct desk *desk, int turned)
{
    const struct session *session = desk->drill.session;
    int n = 0;
    for (int d = 0; d < desk->shelf.n; d++) {
        const struct deck *deck = desk->shelf.decks[d];
        struct store_item *items = xcalloc((size_t)deck_item_count(deck), sizeof *items);
        struct err err;
        assert_true(store_items(desk->store, deck, day_of(now), items, &err));
        for (int layer = 0; layer < deck->n_layers; layer++)
            for (int model = 0; model < deck->n_models; model++) {
                int item = deck_item_of_cell(deck, layer, model);
                bool told = deck_asks(deck, layer, model) && shares_exam(deck, session->decks[0]) &&
                            was_told(session, turned, deck->layers[layer].id);
                if (items[item].today != told)
                    fail_msg("%s, %s, %s: %s", deck->id, deck->layers[layer].id, deck->models[model].id,
                             told ? "was told and does not say so" : "was never told");
                n += told;
            }
        free(items);
    }
    return n;
}

/* In a drill of cards alone, too: the placements are those of other decks, and the drill was gone on with. */
static void rule_2_a_card_tells_of_all_decks_with_a_common_exam(void **state)
{
    (void)state;
    struct desk desk;
    struct err err;
    int told = 0, met = 0, open = 0, turned = 0;
    set_up(&desk);
    const struct deck *azure = deck_of(&desk, "azure");
    assert_true(drill_begin(&desk.drill, desk.store, &desk.shelf, deck_of(&desk, "terms"), 1, 60, now, &err));
    assert_int_equal(desk.drill.n_decks, 1);
    for (; desk.drill.session->phase == PHASE_PLACING && told < 60; turned++) {
        if (turned % 5 == 2)
            come_back(&desk);
        assert_int_equal(session_task(desk.drill.session)->kind, TASK_CARD);
        assert_true(apply(&desk, MOVE_TURN, 0, 0));
        told = assert_told(&desk, turned + 1);
        assert_true(apply(&desk, MOVE_RATE, 3, 0));
    }
    assert_true(told >= 60);
    struct session *cards = desk.drill.session;
    desk.drill.session = NULL;
    drill_clear(&desk.drill);
    struct task board = {.kind = TASK_BOARD, .deck = deck_number(&desk, "azure"), .model = 1};
    for (int layer = 0; layer < azure->n_layers; layer++)
        board.items[board.n_items++] = deck_item_of_cell(azure, layer, board.model);
    begin(&desk, &board, 1); /* the planner would leave out what was told today */
    for (int at = 0; at < board.n_items; at++)
        assert_true(apply(&desk, MOVE_PLACE, at, deck_item_cell(azure, board.items[at])->answer));
    assert_true(apply(&desk, MOVE_CHECK, 0, 0));
    for (int at = 0; at < board.n_items; at++) {
        bool today, before = was_told(cards, turned, azure->layers[at].id);
        int due_day;
        bool is_met = memory_of(&desk, board.deck, board.items[at], &today, &due_day).met;
        assert_int_equal(is_met, !before); /* a new one stays new */
        met += is_met;
        open += before;
    }
    assert_true(met > 0 && open > 0);
    session_free(cards);
    tear_down(&desk);
}

static void assert_same(const struct session *a, const struct session *b)
{
    assert_int_equal(a->task, b->task);
    assert_int_equal(a->phase, b->phase);
    assert_int_equal(a->n_steps, b->n_steps);
    assert_int_equal(a->n_tasks, b->n_tasks);
    for (int t = 0; t < a->n_tasks; t++) {
        assert_int_equal(a->tasks[t].kind, b->tasks[t].kind);
        assert_int_equal(a->tasks[t].n_items, b->tasks[t].n_items);
        assert_memory_equal(a->tasks[t].items, b->tasks[t].items, (size_t)a->tasks[t].n_items * sizeof(int));
    }
    assert_int_equal(a->n_tries, b->n_tries);
    assert_memory_equal(a->tries, b->tries, (size_t)a->n_tries * sizeof *a->tries);
    assert_memory_equal(&a->answering.choice, &b->answering.choice, sizeof a->answering.choice);
    assert_int_equal(a->answering.turned, b->answering.turned);
    assert_int_equal(a->asked, b->asked);
    assert_int_equal(a->answered, b->answered);
    assert_int_equal(a->right, b->right);
}

static struct move random_move(struct rng *rng, const struct session *session)
{
    static const enum move_kind of_card[] = {MOVE_TURN, MOVE_RATE, MOVE_RATE, MOVE_UNDO},
                                of_question[] = {MOVE_CHOOSE, MOVE_YES, MOVE_NO, MOVE_CHECK},
                                checked[] = {MOVE_NEXT, MOVE_NEXT, MOVE_SLIP, MOVE_UNDO};
    int r = rng_below(rng, 4), at = rng_below(rng, 6);
    if (session->phase == PHASE_CHECKED)
        return (struct move){checked[r], 0, 0};
    if (session_task(session)->kind == TASK_CARD)
        return (struct move){of_card[r], 1 + rng_below(rng, 4), 0};
    if (session_task(session)->kind == TASK_QUESTION)
        return (struct move){of_question[r], at, 0};
    return (struct move){r ? MOVE_PLACE : MOVE_CHECK, at, rng_below(rng, session->board.n_zones)};
}

/* The program ends, without a word, and goes on. */
static void come_back(struct desk *desk)
{
    struct err err;
    struct session *before = desk->drill.session;
    desk->drill.session = NULL;
    store_close(desk->store);
    open_store(desk);
    const struct deck **decks = desk->drill.decks;
    desk->drill.decks = NULL;
    if (!drill_resume(&desk->drill, desk->store, &desk->shelf, now, &err))
        fail_msg("%s", err.text);
    assert_same(before, desk->drill.session);
    session_free(before);
    free(decks);
}

static void a_drill_of_all_kinds_goes_on_where_it_was(void **state)
{
    (void)state;
    int kinds[TASK_KINDS] = {0};
    for (int w = 0; w < WALKS; w++) {
        struct desk desk;
        struct err err;
        struct rng rng = {(uint64_t)w + 1};
        set_up(&desk);
        const char *const only[] = {NULL, "terms", "az-900"};
        const struct deck *deck = only[w % 3] ? deck_of(&desk, only[w % 3]) : NULL;
        assert_true(drill_begin(&desk.drill, desk.store, &desk.shelf, deck, (uint64_t)w + 1, 60, now, &err));
        for (int i = 0; i < MOVES && desk.drill.session->phase != PHASE_OVER; i++) {
            struct move move = random_move(&rng, desk.drill.session);
            kinds[session_task(desk.drill.session)->kind]++;
            apply(&desk, move.kind, move.at, move.zone);
            if (desk.drill.session->phase != PHASE_OVER && rng_below(&rng, MOVES / SAVES) == 0)
                come_back(&desk);
        }
        int bad = -1;
        assert_true(store_verify_sums(desk.store, &bad, &err));
        assert_int_equal(bad, 0);
        tear_down(&desk);
    }
    assert_true(kinds[TASK_CARD] > 100 && kinds[TASK_QUESTION] > 100 && kinds[TASK_BOARD] + kinds[TASK_LINE] > 50);
}

/* -- the plan's decks -- */

static void set(struct desk *desk, const char *name, const char *value)
{
    struct err err;
    if (!store_setting_set(desk->store, name, value, now, &err))
        fail_msg("%s", err.text);
}

static void assert_plan(struct desk *desk, const char *expected)
{
    const struct deck *decks[40];
    char ids[600] = "";
    int n = stock_plan(desk->store, &desk->shelf, day_of(now), decks);
    plan_order(decks, n);
    for (int d = 0; d < n; d++)
        snprintf(ids + strlen(ids), sizeof ids - strlen(ids), "%s%s", d ? " " : "", decks[d]->id);
    assert_string_equal(ids, expected);
}

/* Lines, terms, tasks, what changed, questions; and of the goal's exam, whether its day is set or not. */
static void the_plan_follows_the_goal(void **state)
{
    (void)state;
    static const char az[] = "azure azure-ai terms tasks azure-2026 az-900",
                      clf[] = "aws aws-databases terms aws-controls tasks aws-services clf-c02",
                      every[] = "aws aws-databases azure azure-ai google terms aws-controls tasks aws-services "
                                "azure-2026 az-900 clf-c02",
                      both[] = "aws aws-databases azure azure-ai terms aws-controls tasks aws-services azure-2026 "
                               "az-900 clf-c02";
    struct desk desk;
    struct err err;
    set_up(&desk);
    assert_plan(&desk, every);
    set(&desk, "goal", "az-900");
    assert_plan(&desk, az);
    set(&desk, "goal", "none");
    assert_plan(&desk, "terms tasks");
    set(&desk, "goal", "teach");
    assert_plan(&desk, "terms tasks");
    set(&desk, "plan.google", "on");
    set(&desk, "plan.tasks", "off");
    assert_plan(&desk, "google terms");
    set(&desk, "plan.google", NULL);
    set(&desk, "plan.tasks", NULL);
    set(&desk, "goal", "an-exam-that-no-deck-serves");
    assert_plan(&desk, every);
    set(&desk, "goal", "all");
    assert_true(store_goal_set(desk.store, "clf-c02", day_of(now) + 9, now, &err));
    assert_plan(&desk, clf);
    set(&desk, "goal", "az-900");
    assert_plan(&desk, both);
    assert_true(store_goal_set(desk.store, "clf-c02", day_of(now), now, &err));
    assert_plan(&desk, az);
    for (int d = 0; d < desk.shelf.n; d++) {
        char name[DECK_ID_MAX + 8];
        snprintf(name, sizeof name, "plan.%s", desk.shelf.decks[d]->id);
        set(&desk, name, "off");
    }
    assert_plan(&desk, "");
    struct drill_outlook outlook;
    assert_true(drill_outlook_plan(desk.store, &desk.shelf, 10, now, &outlook, &err));
    assert_int_equal(outlook.to_answer, 0);
    assert_false(drill_begin(&desk.drill, desk.store, &desk.shelf, NULL, 1, 10, now, &err));
    assert_string_equal(err.text, "");
    tear_down(&desk);
}

/* What today says of the day ahead is what that day will say of itself, within the minutes of a day. */
static void same_outlook(struct desk *desk, const struct deck *deck, int minutes)
{
    struct drill_outlook today, then;
    struct err err;
    struct moment later = now;
    assert_true(drill_outlook(desk->store, &desk->shelf, &deck, 1, minutes, now, &today, &err));
    assert_true(today.next_day > day_of(now));
    assert_true(today.next_answers > 0 && today.next_minutes <= minutes);
    later.utc_ms += (today.next_day - day_of(now)) * (int64_t)86400000;
    assert_true(drill_outlook(desk->store, &desk->shelf, &deck, 1, minutes, later, &then, &err));
    assert_int_equal(then.to_answer, today.next_answers);
    assert_int_equal(then.minutes, today.next_minutes);
    assert_true(!today.then_day || today.then_day > today.next_day);
}

static void the_day_ahead_is_told_as_it_will_be_planned(void **state)
{
    (void)state;
    struct desk desk;
    struct err err;
    set_up(&desk);
    const struct deck *azure = deck_of(&desk, "azure");
    same_outlook(&desk, azure, 3);
    assert_true(drill_begin(&desk.drill, desk.store, &desk.shelf, azure, 1, 3, now, &err));
    for (int at = 0; at < desk.drill.session->board.n_cells; at += 2)
        apply(&desk, MOVE_PLACE, at, 0);
    while (desk.drill.session->phase != PHASE_OVER)
        apply(&desk, desk.drill.session->phase == PHASE_PLACING ? MOVE_CHECK : MOVE_NEXT, 0, 0);
    same_outlook(&desk, azure, 3); /* not all that waits fits into it */
    same_outlook(&desk, azure, 20);
    tear_down(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_undone_rating_leaves_no_trace_in_the_memory),
        cmocka_unit_test(a_card_about_a_layer_counts_as_seen),
        cmocka_unit_test(rule_2_a_card_tells_of_all_decks_with_a_common_exam),
        cmocka_unit_test(a_drill_of_all_kinds_goes_on_where_it_was),
        cmocka_unit_test(the_plan_follows_the_goal),
        cmocka_unit_test(the_day_ahead_is_told_as_it_will_be_planned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
