/* board: beside it runs a naive one that keeps a whole copy of itself for each undo. */
#include "base/rng.h"
#include "play/board.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { CELLS = 9, ZONES = 3, WALKS = 40, MOVES = 600 };

struct naive {
    struct board_cell cells[BOARD_CELLS_MAX];
    int last_order;
};

static struct naive past[MOVES + 1];

static bool naive_change(struct naive *naive, int at, int zone, bool unsure)
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

static struct board *fresh_board(int n_cells)
{
    static struct board board;
    board_init(&board, ZONES);
    for (int i = 0; i < n_cells; i++)
        board_add(&board, i * 10, i % 4);
    return &board;
}

static void assert_cells(const struct board *board, const struct board_cell *expected, uint64_t seed, int step)
{
    int open = 0;
    for (int at = 0; at < board->n_cells; at++) {
        const struct board_cell *cell = &board->cells[at], *e = &expected[at];
        open += e->zone == BOARD_OPEN;
        if (cell->layer != e->layer || cell->model != e->model || cell->zone != e->zone || cell->unsure != e->unsure ||
            cell->order != e->order)
            fail_msg("seed %d, step %d, cell %d: zone %d order %d unsure %d, expected %d %d %d", (int)seed, step, at,
                     cell->zone, cell->order, cell->unsure, e->zone, e->order, e->unsure);
    }
    assert_int_equal(board_open_count(board), open);
}

static bool move_both(struct board *board, struct naive *naive, struct rng *rng, bool *expected)
{
    int at = rng_below(rng, CELLS), zone = rng_below(rng, ZONES);
    const struct board_cell *cell = &naive->cells[at];
    switch (rng_below(rng, 4)) {
    case 0:
        *expected = naive_change(naive, at, zone, cell->unsure);
        return board_place(board, at, zone);
    case 1:
        *expected = naive_change(naive, at, zone, true);
        return board_place_unsure(board, at, zone);
    case 2:
        *expected = naive_change(naive, at, BOARD_OPEN, false);
        return board_take_back(board, at);
    default:
        *expected = cell->zone != BOARD_OPEN && naive_change(naive, at, cell->zone, !cell->unsure);
        return board_toggle_unsure(board, at);
    }
}

/* One move or one undo; n is how many undos there are. */
static int step_both(struct board *board, struct naive *naive, struct rng *rng, int n, uint64_t seed, int step)
{
    if (rng_below(rng, 4) == 0) {
        assert_int_equal(board_undo(board), n > 0);
        if (n > 0)
            memcpy(naive->cells, past[--n].cells, sizeof naive->cells);
    } else {
        bool expected, joins = rng_below(rng, 5) == 0;
        past[n] = *naive;
        if (move_both(board, naive, rng, &expected) != expected)
            fail_msg("seed %d, step %d: expected %d", (int)seed, step, expected);
        if (expected && joins && n > 0)
            board_join(board);
        else
            n += expected;
    }
    assert_cells(board, naive->cells, seed, step);
    return n;
}

static void moves_are_those_of_a_naive_board(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= WALKS; seed++) {
        struct rng rng = {seed};
        struct board *board = fresh_board(CELLS);
        struct naive naive;
        memcpy(naive.cells, board->cells, sizeof naive.cells);
        naive.last_order = 0;
        int n = 0;
        for (int step = 0; step < MOVES; step++)
            n = step_both(board, &naive, &rng, n, seed, step);
        while (n > 0) {
            assert_true(board_undo(board));
            assert_cells(board, past[--n].cells, seed, -1);
        }
        assert_false(board_undo(board));
        assert_int_equal(board_open_count(board), CELLS);
    }
}

static void a_moved_layer_keeps_its_mark(void **state)
{
    (void)state;
    struct board *board = fresh_board(2);
    assert_false(board_toggle_unsure(board, 0));
    assert_true(board_place_unsure(board, 0, 1));
    assert_false(board_place_unsure(board, 0, 1));
    assert_false(board_place(board, 0, 1));
    assert_true(board_place(board, 0, 2));
    assert_true(board->cells[0].unsure);
    assert_true(board_take_back(board, 0));
    assert_false(board->cells[0].unsure);
    assert_false(board_take_back(board, 0));
    assert_true(board_undo(board));
    assert_true(board->cells[0].unsure);
    assert_int_equal(board->cells[0].zone, 2);
    assert_int_equal(board->cells[0].order, 2);
}

static void order_rises_with_each_placing(void **state)
{
    (void)state;
    struct board *board = fresh_board(3);
    board_place(board, 2, 0);
    board_place(board, 0, 0);
    board_place(board, 2, 1);
    board_place(board, 2, 0);
    assert_true(board->cells[2].order > board->cells[0].order);
    int order = board->cells[0].order;
    board_toggle_unsure(board, 0);
    assert_int_equal(board->cells[0].order, order);
}

static void the_oldest_moves_are_forgotten(void **state)
{
    (void)state;
    struct board *board = fresh_board(1);
    for (int i = 0; i < BOARD_MOVES_MAX + 10; i++)
        assert_true(board_place(board, 0, i % ZONES));
    for (int i = 0; i < BOARD_MOVES_MAX; i++)
        assert_true(board_undo(board));
    assert_false(board_undo(board));
    assert_int_equal(board->cells[0].zone, 9 % ZONES);
}

static void a_joined_move_is_forgotten_with_its_group(void **state)
{
    (void)state;
    struct board *board = fresh_board(2);
    board_place(board, 0, 0);
    board_place(board, 1, 0);
    board_join(board);
    for (int i = 0; i < BOARD_MOVES_MAX - 1; i++)
        assert_true(board_place(board, 0, 1 + i % 2));
    while (board_undo(board))
        ;
    assert_int_equal(board->cells[0].zone, 0);
    assert_int_equal(board->cells[1].zone, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moves_are_those_of_a_naive_board),
        cmocka_unit_test(a_moved_layer_keeps_its_mark),
        cmocka_unit_test(order_rises_with_each_placing),
        cmocka_unit_test(the_oldest_moves_are_forgotten),
        cmocka_unit_test(a_joined_move_is_forgotten_with_its_group),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
