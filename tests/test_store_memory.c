/* store: the states of items follow from their answers, whatever is taken back, changed or put to another day. */
#include "base/mem.h"
#include "srs/day.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "player.h"

static struct err err;

/* -- answers -- */

static void states_are_what_grade_step_gives(void **state)
{
    (void)state;
    struct player player = player_new();
    struct task board = player_board(1, 1, 4);
    player_begin(&player, &board, 1);
    int day = day_of(player.now);
    player_move(&player, MOVE_PLACE, 0, player_right_zone(&player, 0));
    player_move(&player, MOVE_PLACE_UNSURE, 1, player_right_zone(&player, 1));
    player_move(&player, MOVE_PLACE, 2, (player_right_zone(&player, 2) + 1) % ZONES);
    player_move(&player, MOVE_CHECK, 0, 0);
    const struct grade_answer answers[] = {
        {.day = day, .rating = 3, .right_ways = 1, .ways = 3, .counts = 1},
        {.day = day, .rating = 3, .right_ways = 1, .ways = 3, .unsure = true, .counts = 1},
        {.day = day, .rating = 1, .right_ways = 1, .ways = 3, .counts = 1},
        {.day = day, .rating = 1, .right_ways = 0, .ways = 1, .unplaced = true, .counts = 1},
    };
    for (int i = 0; i < 4; i++) {
        struct grade_memory memory = {0};
        grade_step(&fsrs_default, &memory, &answers[i]);
        struct store_item item = player_item(&player, 1 + i, 1, day);
        assert_same_memory(&item.memory, &memory);
        assert_int_equal(item.due_day, grade_due_day(&fsrs_default, &memory, .90));
        assert_int_equal(item.due_day, player.session->due_day[i]);
        assert_true(item.today);
    }
    assert_true(player_item(&player, 3, 1, day).memory.reask);
    assert_false(player_item(&player, 1, 1, day + 1).today);
    assert_false(player_item(&player, 0, 1, day).today);
    assert_int_equal(
        player_ask(player.folder, "SELECT count(*) FROM answer WHERE counts = 1 AND given = '' AND ways = 1"), 1);
    player_end(&player);
}

static void rule_2_only_the_days_first_answer_counts(void **state)
{
    (void)state;
    struct player player = player_new();
    struct task board = player_board(1, 1, 4);
    player_begin(&player, &board, 1);
    player_answer(&player, 0);
    struct store_item first = player_item(&player, 1, 1, day_of(player.now));
    player_begin(&player, &board, 1);
    player_answer(&player, 1);
    assert_int_equal(player_ask(player.folder, "SELECT sum(counts) FROM answer WHERE session = 1"), 4);
    assert_int_equal(player_ask(player.folder, "SELECT sum(counts) FROM answer WHERE session = 2"), 8);
    struct grade_answer again = {.day = day_of(player.now), .rating = 1, .right_ways = 1, .ways = 3, .counts = 2};
    grade_step(&fsrs_default, &first.memory, &again);
    struct store_item second = player_item(&player, 1, 1, day_of(player.now));
    assert_same_memory(&second.memory, &first.memory);
    player.now = player_later(player.now, player_day_ms);
    player_begin(&player, &board, 1);
    player_answer(&player, 0);
    assert_int_equal(player_ask(player.folder, "SELECT sum(counts) FROM answer WHERE session = 3"), 4);
    player_end(&player);
}

/* Nothing is hidden here, so the siblings of a checked layer are shown beside it. */
static void rule_2_what_was_shown_does_not_count_that_day(void **state)
{
    (void)state;
    struct player player = player_new();
    struct task one = player_board(1, 1, 4), other = player_board(2, 1, 4);
    player_begin(&player, &one, 1);
    player_answer(&player, 0);
    assert_int_equal(player_ask(player.folder, "SELECT count(*) FROM seen"), 8);
    assert_true(player_item(&player, 1, 2, day_of(player.now)).today);
    player_begin(&player, &other, 1);
    player_answer(&player, 1);
    assert_int_equal(player_ask(player.folder, "SELECT count(*) FROM answer WHERE session = 2 AND counts = 2"), 4);
    assert_false(player_item(&player, 1, 2, day_of(player.now)).memory.met);
    assert_int_equal(player.session->due_day[0], DUE_UNKNOWN);
    player.now = player_later(player.now, player_day_ms);
    player_begin(&player, &other, 1);
    player_answer(&player, 0);
    assert_int_equal(player_ask(player.folder, "SELECT count(*) FROM answer WHERE session = 3 AND counts = 1"), 4);
    assert_true(player_item(&player, 1, 2, day_of(player.now)).memory.met);
    player_end(&player);
}

/* -- taken back -- */

static void a_slip_brings_the_earlier_states_back(void **state)
{
    (void)state;
    struct player player = player_new();
    const struct task first = player_board(1, 1, 4), second = player_board(1, 1, 6);
    player_begin(&player, &first, 1);
    player_answer(&player, 1);
    player.now = player_later(player.now, 9 * player_day_ms);
    struct store_item before[CELLS], after[CELLS];
    assert_true(store_items(player.store, player.deck, 0, before, &err));
    const struct task tasks[] = {second, player_board(2, 7, 4)};
    player_begin(&player, tasks, 2);
    player_answer(&player, 3);
    assert_int_equal(player.session->n_tasks, 3);
    player_move(&player, MOVE_SLIP, 0, 0);
    assert_reasks_on_disk(&player);
    assert_true(store_items(player.store, player.deck, 0, after, &err));
    for (int cell = 0; cell < CELLS; cell++) {
        assert_same_memory(&after[cell].memory, &before[cell].memory);
        assert_int_equal(after[cell].due_day, before[cell].due_day);
    }
    assert_int_equal(player_ask(player.folder, "SELECT count(*) FROM edit WHERE what = 'void'"), 6);
    assert_int_equal(player_ask(player.folder, "SELECT count(*) FROM state"), 4);
    assert_true(player_item(&player, 6, 1, day_of(player.now)).today);
    assert_sums_fit(player.store);
    /* A voided answer is not the day's first one. */
    player_begin(&player, &first, 1);
    player_answer(&player, 0);
    assert_int_equal(player_ask(player.folder, "SELECT sum(counts) FROM answer WHERE session = 3"), 4);
    player_end(&player);
}

static int memories(struct player *player, struct store_item *items)
{
    assert_true(store_items(player->store, player->deck, 0, items, &err));
    int n = 0;
    for (int cell = 0; cell < CELLS; cell++)
        n += items[cell].memory.met;
    return n;
}

static void assert_memories(const struct store_item *items, const struct store_item *expected, int first_layer,
                            int n_layers)
{
    for (int cell = first_layer * MODELS; cell < (first_layer + n_layers) * MODELS; cell++) {
        assert_same_memory(&items[cell].memory, &expected[cell].memory);
        assert_int_equal(items[cell].due_day, expected[cell].due_day);
    }
}

/* Of the four rows the second slips, then the board: each answer is voided once. */
static void a_slipped_row_is_voided_alone(void **state)
{
    (void)state;
    struct player player = player_new();
    const struct task line = player_line();
    struct store_item before[CELLS], checked[CELLS], slipped[CELLS], after[CELLS];
    player_begin(&player, &line, 1);
    player_answer(&player, 2);
    player.now = player_later(player.now, 9 * player_day_ms);
    assert_int_equal(memories(&player, before), 12);
    player_begin(&player, &line, 1);
    player_answer(&player, 5);
    assert_int_equal(memories(&player, checked), 12);
    assert_int_equal(player_ask(player.folder, "SELECT count(*) FROM task_item WHERE session = 2 AND task > 0"), 5);
    player_move(&player, MOVE_SLIP_ROW, 4, 0);
    assert_int_equal(memories(&player, slipped), 12);
    assert_memories(slipped, checked, 2, 1);
    assert_memories(slipped, before, 3, 1);
    assert_memories(slipped, checked, 4, 2);
    assert_true(checked[3 * MODELS + 1].memory.state.s != before[3 * MODELS + 1].memory.state.s);
    assert_true(player_item(&player, 3, 1, day_of(player.now)).today);
    assert_int_equal(player_ask(player.folder, "SELECT count(*) FROM edit WHERE what = 'void'"), 3);
    assert_int_equal(player_ask(player.folder, "SELECT count(*) FROM task_item WHERE session = 2 AND task > 0"), 3);
    assert_false(session_apply(player.session, (struct move){.kind = MOVE_SLIP_ROW, .at = 3}, player.now));
    player_move(&player, MOVE_SLIP, 0, 0);
    memories(&player, after);
    assert_memories(after, before, 0, LAYERS);
    assert_int_equal(player_ask(player.folder, "SELECT count(*) FROM edit WHERE what = 'void'"), 12);
    assert_int_equal(player_ask(player.folder, "SELECT count(DISTINCT answer) FROM edit WHERE what = 'void'"), 12);
    assert_true(store_rebuild(player.store, &err));
    memories(&player, after);
    assert_memories(after, before, 0, LAYERS);
    assert_sums_fit(player.store);
    player_end(&player);
}

/* -- decks that change -- */

static void a_changed_answer_starts_its_item_anew(void **state)
{
    (void)state;
    struct player player = player_new();
    struct task board = player_board(1, 1, 4);
    player_begin(&player, &board, 1);
    player_answer(&player, 0);
    struct store_item kept = player_item(&player, 2, 1, day_of(player.now));
    player.deck->layers[1].cells[1].answer = (player.deck->layers[1].cells[1].answer + 1) % ZONES;
    player.deck->layers[5].cells[1].answer = (player.deck->layers[5].cells[1].answer + 1) % ZONES;
    made_deck_print(player.deck);
    assert_true(store_know(player.store, player.deck, player.now, &err));
    assert_true(store_know(player.store, player.deck, player.now, &err));
    struct store_item fresh = player_item(&player, 1, 1, day_of(player.now));
    assert_false(fresh.memory.met);
    struct store_item same = player_item(&player, 2, 1, day_of(player.now));
    assert_same_memory(&same.memory, &kept.memory);
    assert_int_equal(player_ask(player.folder, "SELECT count(*) FROM edit WHERE what = 'reset' AND upto = 1"), 1);
    assert_int_equal(player_ask(player.folder, "SELECT count(*) FROM edit"), 1);
    assert_drill_ends(&player, "left", "The deck 'azure' changed since this drill began.");

    /* Its first answer after that counts, also on the same day, and the earlier ones stay out of it. */
    player_begin(&player, &board, 1);
    player_answer(&player, 0);
    assert_int_equal(player_ask(player.folder, "SELECT counts FROM answer WHERE id = 5"), 1);
    assert_int_equal(player_ask(player.folder, "SELECT counts FROM answer WHERE id = 6"), 2);
    struct store_item once = player_item(&player, 1, 1, day_of(player.now));
    assert_int_equal(once.memory.answers, 1);
    assert_true(store_rebuild(player.store, &err));
    struct store_item rebuilt = player_item(&player, 1, 1, day_of(player.now));
    assert_same_memory(&rebuilt.memory, &once.memory);
    player_end(&player);
}

static void an_item_that_comes_back_has_its_state(void **state)
{
    (void)state;
    struct player player = player_new();
    struct task board = player_board(1, 1, 4);
    player_begin(&player, &board, 1);
    player_answer(&player, 1);
    int day = day_of(player.now), due, met;
    struct store_item before = player_item(&player, 4, 1, day);
    player.deck->layers[4].cells[1].open = "disputed";
    made_deck_print(player.deck);
    assert_true(store_know(player.store, player.deck, player.now, &err));
    struct store_item gone = player_item(&player, 4, 1, day), zero = {0};
    assert_memory_equal(&gone.memory, &zero.memory, sizeof gone.memory);
    assert_false(gone.today);
    assert_true(store_count(player.store, player.deck, day + 400, &due, &met, &err));
    assert_int_equal(due, 3);
    assert_int_equal(met, 3);
    player.deck->layers[4].cells[1].open = NULL;
    made_deck_print(player.deck);
    assert_true(store_know(player.store, player.deck, player.now, &err));
    struct store_item back = player_item(&player, 4, 1, day);
    assert_same_memory(&back.memory, &before.memory);
    assert_int_equal(player_ask(player.folder, "SELECT count(*) FROM item"), deck_asked_count(player.deck));
    assert_sums_fit(player.store);
    player_end(&player);
}

/* A window that runs on with an older version of a deck still reads its items under its own numbers. */
static void two_versions_of_a_deck_do_not_mix(void **state)
{
    (void)state;
    struct deck *turned = player_deck("azure");
    for (int layer = 0; layer < LAYERS / 2; layer++) {
        struct deck_layer kept = turned->layers[layer];
        turned->layers[layer] = turned->layers[LAYERS - 1 - layer];
        turned->layers[LAYERS - 1 - layer] = kept;
    }
    made_deck_print(turned);
    struct player player = player_new();
    struct task board = player_board(1, 1, 4);
    player_begin(&player, &board, 1);
    player_answer(&player, 0);
    struct store_item before = player_item(&player, 1, 1, 0);
    assert_true(before.memory.met);
    struct store *other = player_store(player.folder, player_other);
    assert_true(store_know(other, turned, player_noon, &err));
    struct store_item items[CELLS];
    assert_true(store_items(other, turned, 0, items, &err));
    assert_same_memory(&items[(LAYERS - 2) * MODELS + 1].memory, &before.memory);
    struct store_item after = player_item(&player, 1, 1, 0);
    assert_same_memory(&after.memory, &before.memory);
    assert_true(store_items(other, turned, 0, items, &err));
    assert_same_memory(&items[(LAYERS - 2) * MODELS + 1].memory, &before.memory);
    store_close(other);
    player_end(&player);
    deck_free(turned);
}

/* -- what is told of them -- */

static void due_and_met_are_counted(void **state)
{
    (void)state;
    struct deck *other = player_deck("aws");
    struct player player = player_of(NULL, player_deck("azure"));
    assert_true(store_know(player.store, other, player.now, &err));
    struct task board = player_board(1, 1, 6);
    player_begin(&player, &board, 1);
    player_answer(&player, 2);
    int day = day_of(player.now), due, met, expected = 0;
    for (int at = 0; at < 6; at++)
        expected += player.session->due_day[at] <= day + 1;
    assert_in_range(expected, 1, 6);
    assert_true(store_count(player.store, player.deck, day + 1, &due, &met, &err));
    assert_int_equal(due, expected);
    assert_int_equal(met, 6);
    assert_true(store_count(player.store, player.deck, day, &due, &met, &err));
    assert_int_equal(due, 0);
    assert_true(store_count(player.store, other, day + 1000, &due, &met, &err));
    assert_int_equal(due, 0);
    assert_int_equal(met, 0);
    /* What was answered on a day is not due on it, a slip neither. */
    player.now = player_later(player.now, 400 * player_day_ms);
    assert_true(store_count(player.store, player.deck, day + 400, &due, &met, &err));
    assert_int_equal(due, 6);
    player_begin(&player, &board, 1);
    player_answer(&player, 6);
    player_move(&player, MOVE_SLIP, 0, 0);
    assert_true(store_count(player.store, player.deck, day + 400, &due, &met, &err));
    assert_int_equal(due, 0);
    assert_true(store_count(player.store, player.deck, day + 401, &due, &met, &err));
    assert_int_equal(due, 6);
    player_end(&player);
    deck_free(other);
}

static int median_of(struct store *store, enum deck_item_kind kind)
{
    int ms[3];
    assert_true(store_medians(store, ms));
    return ms[kind];
}

static void the_median_needs_twenty_answers(void **state)
{
    (void)state;
    struct player player = player_of(NULL, player_deck("azure"));
    const struct task boards[] = {player_board(1, 0, 9), player_board(2, 0, 10), player_board(3, 0, 1)};
    assert_int_equal(median_of(player.store, ITEM_PLACEMENT), 0);
    memset(player.hidden, 1, sizeof player.hidden);
    player_begin(&player, boards, 3);
    player_answer(&player, 0);
    player_move(&player, MOVE_NEXT, 0, 0);
    player.session->attended_ms = 10 * 7000;
    player_move(&player, MOVE_CHECK, 0, 0);
    player_move(&player, MOVE_NEXT, 0, 0);
    assert_int_equal(median_of(player.store, ITEM_PLACEMENT), 0);
    player.session->attended_ms = 9000;
    player_move(&player, MOVE_CHECK, 0, 0);
    assert_int_equal(median_of(player.store, ITEM_PLACEMENT),
                     7000 + 1500 / 10); /* 9 faster, 8 beside the two, 1 slower */
    player_end(&player);
}

static void the_newest_first_day_is_told(void **state)
{
    (void)state;
    struct player player = player_of(NULL, player_deck("azure"));
    struct store_deck facts;
    assert_true(store_deck(player.store, player.deck, &facts, &err));
    assert_false(facts.any_met);
    const struct task boards[] = {player_board(1, 1, 4), player_board(1, 2, 4)};
    int day = day_of(player.now);
    for (int i = 0; i < 2; i++) {
        player_begin(&player, &boards[i], 1);
        player_answer(&player, 0);
        assert_true(store_deck(player.store, player.deck, &facts, &err));
        assert_true(facts.any_met);
        assert_int_equal(facts.newest_day, day + 9 * i);
        player.now = player_later(player.now, 9 * player_day_ms);
    }
    player_begin(&player, &boards[0], 1); /* nothing of it is new */
    player_answer(&player, 0);
    assert_true(store_deck(player.store, player.deck, &facts, &err));
    assert_int_equal(facts.newest_day, day + 9);
    assert_true(store_rebuild(player.store, &err));
    static struct store_list list;
    assert_true(store_candidates(player.store, player.deck, 0, CELLS, &list, &err));
    assert_int_equal(list.n, deck_asked_count(player.deck));
    free(list.items);
    list = (struct store_list){0};
    player_end(&player);
}

static void cells_of_a_line_are_told(void **state)
{
    (void)state;
    struct player player = player_of(NULL, player_deck("azure"));
    struct task line = {.kind = TASK_LINE, .model = -1, .n_items = 9};
    for (int i = 0; i < 9; i++)
        line.items[i] = (2 + i / 3) * MODELS + 1 + i % 3;
    const struct task tasks[] = {line, player_board(1, 6, 4)};
    player_begin(&player, tasks, 2);
    player_answer(&player, 0);
    player_move(&player, MOVE_NEXT, 0, 0);
    player_answer(&player, 0);
    int day = day_of(player.now);
    for (int layer = 0; layer < LAYERS; layer++) {
        struct store_item item = player_item(&player, layer, 1, day);
        assert_int_equal(item.line, layer >= 2 && layer < 5);
        assert_int_equal(item.today, item.line || (layer >= 6 && layer < 10));
        assert_false(player_item(&player, layer, 1, day + 1).line);
    }
    player_end(&player);
}

/* -- other days -- */

/* As a repaired clock does: the answer's day is another one. */
static void redate(const struct player *player, int answer, int day)
{
    char *sql = xprintf("INSERT INTO edit (id, origin, seq, at_ms, what, answer, day, sum)"
                        " VALUES (%d, 1, %d, 5, 'redate', %d, %d, 0)",
                        answer, answer, answer, day);
    player_meddle(player->folder, sql);
    free(sql);
}

/* A repaired clock: the answer's day is another one, and with it the order. */
static void a_redated_answer_is_told_in_its_place(void **state)
{
    (void)state;
    struct player player = player_new();
    struct task board = player_board(1, 1, 4);
    int day = day_of(player.now);
    for (int i = 0; i < 2; i++) {
        player_begin(&player, &board, 1);
        player_answer(&player, i);
        player.now = player_later(player.now, 10 * player_day_ms);
    }
    redate(&player, 5, day - 3);
    assert_true(store_rebuild(player.store, &err));
    const struct grade_answer told[] = {
        {.day = day - 3, .rating = 1, .right_ways = 1, .ways = 3, .counts = 1},
        {.day = day, .rating = 3, .right_ways = 1, .ways = 3, .counts = 1},
        {.day = day + 20, .rating = 3, .right_ways = 1, .ways = 3, .counts = 1},
    };
    struct grade_memory memory = {0};
    for (int i = 0; i < 3; i++) {
        grade_step(&fsrs_default, &memory, &told[i]);
        if (i == 1) {
            struct store_item item = player_item(&player, 1, 1, day);
            assert_same_memory(&item.memory, &memory);
            player_begin(&player, &board, 1);
            player_answer(&player, 0);
        }
    }
    struct store_item item = player_item(&player, 1, 1, day);
    assert_same_memory(&item.memory, &memory);
    player_end(&player);
}

/* Today is what counts for today: an answer that a repair put elsewhere is none of the day on which it was logged, and
   one of the day it was put to. */
static void a_redated_answer_is_of_its_new_day(void **state)
{
    (void)state;
    enum { MOVED = 1, STAYED = 2 }; /* rows of the line */
    struct player player = player_new();
    struct task line = {.kind = TASK_LINE, .model = -1, .n_items = 2 * (MODELS - 1)};
    int day = day_of(player.now), due, met;
    for (int i = 0; i < line.n_items; i++)
        line.items[i] = (1 + i / (MODELS - 1)) * MODELS + 1 + i % (MODELS - 1);
    player_begin(&player, &line, 1);
    player_answer(&player, 0);
    for (int id = 1; id < MODELS; id++)
        redate(&player, id, day - 40);
    assert_true(store_rebuild(player.store, &err));
    assert_true(store_know(player.store, player.deck, player.now, &err));
    for (int model = 1; model < MODELS; model++)
        for (int layer = MOVED; layer <= STAYED; layer++)
            for (int ago = 0; ago <= 40; ago += 40) {
                bool of_day = (layer == MOVED) == (ago > 0);
                struct store_item item = player_item(&player, layer, model, day - ago);
                assert_int_equal(item.today, of_day);
                assert_int_equal(item.line, of_day);
                struct store_list list = {0};
                assert_true(store_candidates(player.store, player.deck, day - ago, 0, &list, &err));
                assert_int_equal(list.n, MODELS - 1); /* the row of that day */
                assert_int_equal(deck_item_layer(player.deck, list.items[0].item), ago ? MOVED : STAYED);
                free(list.items);
            }
    assert_true(store_count(player.store, player.deck, day, &due, &met, &err));
    assert_int_equal(due, MODELS - 1); /* what moved is due since long, and may be asked */
    struct task board = player_board(1, MOVED, 2);
    player_begin(&player, &board, 1);
    player_answer(&player, 0);
    assert_int_equal(
        player_ask(player.folder,
                   "SELECT counts * 10 + (SELECT counts FROM answer WHERE id = 8) FROM answer WHERE id = 7"),
        12);
    /* And put to the day that is now, it is this day's first. */
    player.now = player_later(player.now, player_day_ms);
    char *sql = xprintf("INSERT INTO edit (id, origin, seq, at_ms, what, answer, day, sum)"
                        " VALUES (%d, 1, %d, 6, 'redate', 1, %d, 0)",
                        MODELS, MODELS, day + 1);
    player_meddle(player.folder, sql);
    free(sql);
    player_begin(&player, &board, 1);
    player_answer(&player, 0);
    assert_int_equal(
        player_ask(player.folder,
                   "SELECT counts * 10 + (SELECT counts FROM answer WHERE id = 10) FROM answer WHERE id = 9"),
        21);
    player_end(&player);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(states_are_what_grade_step_gives),
        cmocka_unit_test(rule_2_only_the_days_first_answer_counts),
        cmocka_unit_test(rule_2_what_was_shown_does_not_count_that_day),
        cmocka_unit_test(a_slip_brings_the_earlier_states_back),
        cmocka_unit_test(a_slipped_row_is_voided_alone),
        cmocka_unit_test(a_changed_answer_starts_its_item_anew),
        cmocka_unit_test(an_item_that_comes_back_has_its_state),
        cmocka_unit_test(two_versions_of_a_deck_do_not_mix),
        cmocka_unit_test(due_and_met_are_counted),
        cmocka_unit_test(the_median_needs_twenty_answers),
        cmocka_unit_test(the_newest_first_day_is_told),
        cmocka_unit_test(cells_of_a_line_are_told),
        cmocka_unit_test(a_redated_answer_is_told_in_its_place),
        cmocka_unit_test(a_redated_answer_is_of_its_new_day),
    };
    return cmocka_run_group_tests(tests, folder_make_top, folder_drop_top);
}
