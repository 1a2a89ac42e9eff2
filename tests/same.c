#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "same.h"

void assert_same_memory(const struct grade_memory *a, const struct grade_memory *b)
{
    assert_int_equal(a->met, b->met);
    assert_memory_equal(&a->state.s, &b->state.s, sizeof a->state.s);
    assert_memory_equal(&a->state.d, &b->state.d, sizeof a->state.d);
    assert_int_equal(a->first_day, b->first_day);
    assert_int_equal(a->last_day, b->last_day);
    assert_int_equal(a->reask, b->reask);
    if (a->reask)
        assert_int_equal(a->reask_day, b->reask_day);
    assert_int_equal(a->answers, b->answers);
    assert_int_equal(a->lapses, b->lapses);
}

static void assert_same_tasks(const struct session *a, const struct session *b)
{
    assert_int_equal(a->n_tasks, b->n_tasks);
    assert_int_equal(a->n_planned, b->n_planned);
    for (int t = 0; t < a->n_tasks; t++) {
        const struct task *x = &a->tasks[t], *y = &b->tasks[t];
        assert_int_equal(x->kind, y->kind);
        assert_int_equal(x->deck, y->deck);
        assert_int_equal(x->model, y->model);
        assert_int_equal(x->reask, y->reask);
        assert_int_equal(x->n_items, y->n_items);
        assert_memory_equal(x->items, y->items, sizeof *x->items * (size_t)x->n_items);
    }
}

static void assert_same_board(const struct board *a, const struct board *b)
{
    assert_int_equal(a->n_cells, b->n_cells);
    assert_int_equal(a->n_zones, b->n_zones);
    assert_int_equal(a->last_order, b->last_order);
    for (int at = 0; at < a->n_cells; at++) {
        const struct board_cell *x = &a->cells[at], *y = &b->cells[at];
        assert_int_equal(x->layer, y->layer);
        assert_int_equal(x->model, y->model);
        assert_int_equal(x->zone, y->zone);
        assert_int_equal(x->unsure, y->unsure);
        assert_int_equal(x->order, y->order);
    }
    assert_int_equal(a->first_move, b->first_move);
    assert_int_equal(a->n_moves, b->n_moves);
    for (int i = 0; i < a->n_moves; i++) {
        const struct board_move *x = &a->moves[(a->first_move + i) % BOARD_MOVES_MAX];
        const struct board_move *y = &b->moves[(b->first_move + i) % BOARD_MOVES_MAX];
        assert_int_equal(x->at, y->at);
        assert_int_equal(x->zone, y->zone);
        assert_int_equal(x->order, y->order);
        assert_int_equal(x->unsure, y->unsure);
        assert_int_equal(x->joined, y->joined);
    }
}

static void assert_same_answers(const struct session *a, const struct session *b)
{
    for (int at = 0; at < a->board.n_cells; at++) {
        const struct session_answer *x = &a->answers[at], *y = &b->answers[at];
        assert_int_equal(x->deck, y->deck);
        assert_int_equal(x->item, y->item);
        assert_int_equal(x->given, y->given);
        assert_int_equal(x->unsure, y->unsure);
        assert_int_equal(x->correct, y->correct);
        assert_int_equal(x->right_ways, y->right_ways);
        assert_int_equal(x->ways, y->ways);
        assert_int_equal(x->rating, y->rating);
        assert_int_equal(x->counts, y->counts);
        assert_int_equal(x->took_ms, y->took_ms);
        assert_int_equal(x->verdict, y->verdict);
        assert_int_equal(a->due_day[at], b->due_day[at]);
        assert_int_equal(a->slipped[at], b->slipped[at]);
    }
}

static void assert_same_tries(const struct session *a, const struct session *b)
{
    assert_int_equal(a->n_tries, b->n_tries);
    for (int i = 0; i < a->n_tries; i++) {
        const struct session_try *x = &a->tries[i], *y = &b->tries[i];
        assert_true(x->deck == y->deck && x->item == y->item);
        assert_int_equal(x->given, y->given);
        assert_int_equal(x->verdict, y->verdict);
        assert_int_equal(x->unsure, y->unsure);
        assert_int_equal(x->slipped, y->slipped);
        assert_int_equal(x->again, y->again);
    }
}

void assert_same_session(const struct session *a, const struct session *b, int n_items)
{
    assert_same_tasks(a, b);
    assert_int_equal(a->task, b->task);
    assert_int_equal(a->phase, b->phase);
    if (a->phase != PHASE_OVER)
        assert_same_board(&a->board, &b->board);
    if (a->phase == PHASE_CHECKED)
        assert_same_answers(a, b);
    assert_same_tries(a, b);
    assert_memory_equal(a->hidden, b->hidden, sizeof *a->hidden * (size_t)n_items);
    assert_memory_equal(a->said, b->said, sizeof *a->said * (size_t)n_items);
    assert_int_equal(a->n_steps, b->n_steps);
    assert_int_equal(a->asked, b->asked);
    assert_int_equal(a->answered, b->answered);
    assert_int_equal(a->right, b->right);
    if (a->n_steps) {
        assert_int_equal(a->change.n, b->change.n);
        assert_int_equal(a->change.task, b->change.task);
        assert_true(a->change.at.utc_ms == b->change.at.utc_ms);
        assert_int_equal(a->change.n_answers, b->change.n_answers);
        assert_int_equal(a->change.n_shown, b->change.n_shown);
    }
}
