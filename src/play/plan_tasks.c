/* Of what was picked: lines are drawn up, tasks stand one behind the other, small boards are filled. */
#include "play/planning.h"

#include <stdlib.h>

/* -- lines -- */

static int deck_of(const struct plan *plan, int row)
{
    return plan->asks[plan->rows[row].first].item->deck;
}

static bool can_fill_line(const struct plan *plan, const struct row *row)
{
    const struct ask *first = &plan->asks[row->first];
    if (!row->many || row->today || row->picked || row->touched || !first->allowed || plan_has_sibling(plan, first))
        return false;
    for (int i = 0; i < row->n; i++)
        if (!plan->asks[row->first + i].item->memory.met)
            return false;
    return plan_has_room(plan, row->n, row->ms);
}

static bool fill_line(struct plan *plan, int deck)
{
    struct pick best = {.ask = NULL};
    for (int r = 0; r < plan->n_rows; r++) {
        const struct row *row = &plan->rows[r];
        if (deck_of(plan, r) != deck || !can_fill_line(plan, row))
            continue;
        struct pick pick = {.ask = &plan->asks[row->first], .row = r, .whole = true, .line = -1};
        pick.worth = plan_mean(plan, row, plan_forgotten);
        if (!best.ask || plan_by_worth(&pick, &best) < 0)
            best = pick;
    }
    if (best.ask)
        plan_take(plan, &best);
    return best.ask;
}

static void keep_apart(struct plan *plan, int deck)
{
    for (int r = 0; r < plan->n_rows; r++)
        if (deck_of(plan, r) == deck)
            plan->rows[r].apart = true;
}

static bool is_of_line(const struct pick *pick, int deck)
{
    return pick->whole && pick->ask->item->deck == deck;
}

/* False where its due rows are too few. New ones may be few: then that is all there is of the deck, or time for. */
static bool draw_lines_of(struct plan *plan, int deck)
{
    int n = 0, due = 0;
    for (int p = 0; p < plan->n_picks; p++)
        if (is_of_line(&plan->picks[p], deck)) {
            n++;
            due += !plan_is_new_row(plan, &plan->rows[plan->picks[p].row]);
        }
    while (n < PLAN_LINE_MIN && fill_line(plan, deck))
        n++;
    if (n < PLAN_LINE_MIN && due > 0) {
        keep_apart(plan, deck);
        return false;
    }
    int lines = (n + PLAN_LINE_MAX - 1) / PLAN_LINE_MAX;
    for (int p = 0, i = 0; p < plan->n_picks; p++)
        if (is_of_line(&plan->picks[p], deck))
            plan->picks[p].line = plan->n_lines + i++ * lines / n;
    plan->n_lines += lines;
    return true;
}

bool plan_draw_lines(struct plan *plan)
{
    for (int p = 0; p < plan->n_picks; p++)
        if (plan->picks[p].whole && plan->picks[p].line < 0 && !draw_lines_of(plan, plan->picks[p].ask->item->deck))
            return false;
    return true;
}

/* -- what stands together -- */

static bool shares_group(const struct pick *a, const struct pick *b)
{
    if (a == b)
        return true;
    if (a->whole || b->whole)
        return a->whole && b->whole && a->line == b->line;
    return a->ask->kind == ITEM_PLACEMENT && b->ask->kind == ITEM_PLACEMENT &&
           a->ask->item->deck == b->ask->item->deck && a->ask->model == b->ask->model;
}

static void put(struct plan *plan, const struct ask *ask, int row, int group)
{
    plan->asked[plan->layout.n_items] = (struct asked){ask, row};
    layout_add(&plan->layout, group, plan_topics(plan, ask), ask->n_topics);
}

/* The groups stand in the order in which their first items were picked. */
static void lay_out(struct plan *plan)
{
    int groups[PLAN_CANDIDATES];
    for (int p = 0; p < plan->n_picks; p++) {
        const struct pick *pick = &plan->picks[p];
        int first = 0;
        while (!shares_group(&plan->picks[first], pick))
            first++;
        groups[p] = first < p ? groups[first] : layout_add_group(&plan->layout, pick->whole);
        const struct row *row = &plan->rows[pick->row];
        const struct ask *ask = pick->whole ? &plan->asks[row->first] : pick->ask;
        for (int i = 0; i < (pick->whole ? row->n : 1); i++)
            put(plan, &ask[i], pick->row, groups[p]);
    }
    layout_arrange(&plan->layout);
}

/* -- fillers -- */

static bool can_fill(const struct plan *plan, int board, const struct ask *ask)
{
    const struct ask *on_it = plan->asked[plan->layout.boards[board].items[0]].ask;
    return ask->kind == ITEM_PLACEMENT && on_it->kind == ITEM_PLACEMENT && ask->item->deck == on_it->item->deck &&
           ask->model == on_it->model && ask->item->memory.met && !ask->item->today && ask->allowed &&
           !plan_has_sibling(plan, ask) && plan_has_room(plan, 1, ask->ms);
}

static bool fill_board(struct plan *plan, int board)
{
    struct pick best = {.ask = NULL};
    for (int r = 0; r < plan->n_rows; r++) {
        const struct row *row = &plan->rows[r];
        if (plan_is_due_row(plan, row)) /* it will be on a line as soon as there is time */
            continue;
        for (int i = row->first; i < row->first + row->n; i++) {
            if (!can_fill(plan, board, &plan->asks[i]))
                continue;
            struct pick pick = {.ask = &plan->asks[i], .row = r, .worth = plan_forgotten(&plan->asks[i], plan)};
            if (!best.ask || plan_by_worth(&pick, &best) < 0)
                best = pick;
        }
    }
    if (!best.ask)
        return false;
    plan_take_filler(plan, best.ask);
    plan->asked[plan->layout.n_items] = (struct asked){best.ask, best.row};
    layout_fill(&plan->layout, board, plan_topics(plan, best.ask), best.ask->n_topics);
    return true;
}

static void fill_boards(struct plan *plan)
{
    for (int board = 0; board < plan->layout.n_boards; board++)
        while (!plan->layout.groups[plan->layout.boards[board].group].line &&
               plan->layout.boards[board].n < PLAN_BOARD_MIN && fill_board(plan, board))
            ;
}

/* -- tasks -- */

/* Where an item stands on its board. */
struct seat {
    const struct ask *ask;
    bool fresh;     /* of a line: the row is new */
    uint64_t order; /* of a line: the row's */
};

static int by_seat(const void *a, const void *b)
{
    const struct seat *x = a, *y = b;
    if (x->fresh != y->fresh)
        return plan_compare(x->fresh, y->fresh);
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return plan_compare(x->ask->item->item, y->ask->item->item);
}

/* On a line rows that were met stand by the smallest order of their items, and behind them new ones as in the deck. */
static struct seat seat_of(const struct plan *plan, const struct asked *asked, bool line)
{
    struct seat seat = {.ask = asked->ask, .order = asked->ask->item->order};
    if (!line)
        return seat;
    const struct row *row = &plan->rows[asked->row];
    seat.fresh = row->fresh == row->n;
    for (int i = 0; i < row->n; i++)
        if (plan->asks[row->first + i].item->order < seat.order)
            seat.order = plan->asks[row->first + i].item->order;
    if (seat.fresh)
        seat.order = 0;
    return seat;
}

static enum task_kind kind_of(const struct ask *ask, bool line)
{
    switch (ask->kind) {
    case ITEM_CARD:
        return TASK_CARD;
    case ITEM_QUESTION:
        return TASK_QUESTION;
    default:
        return line ? TASK_LINE : TASK_BOARD;
    }
}

static void write_task(const struct plan *plan, const struct layout_board *board, struct task *task)
{
    struct seat seats[BOARD_CELLS_MAX];
    bool line = plan->layout.groups[board->group].line;
    for (int i = 0; i < board->n; i++)
        seats[i] = seat_of(plan, &plan->asked[board->items[i]], line);
    qsort(seats, (size_t)board->n, sizeof *seats, by_seat);
    enum task_kind kind = kind_of(seats[0].ask, line);
    *task = (struct task){.kind = kind,
                          .deck = seats[0].ask->item->deck,
                          .model = kind == TASK_BOARD ? seats[0].ask->model : -1,
                          .n_items = board->n};
    for (int i = 0; i < board->n; i++)
        task->items[i] = seats[i].ask->item->item;
}

int plan_write(struct plan *plan, struct task *tasks)
{
    lay_out(plan);
    fill_boards(plan);
    for (int i = 0; i < plan->layout.n_boards; i++)
        write_task(plan, &plan->layout.boards[i], &tasks[i]);
    return plan->layout.n_boards;
}
