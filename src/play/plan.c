/* What to ask now, in four steps.
   1. The items of one layer of a deck are a row.
   2. Picks: what is due by worth, then what is new in the order of the decks and layers, while there is time. A pick is
      one item, for a board of its model, or a whole row, for a line.
   3. The rows picked of each deck are drawn up in lines; too few are filled up with the rows known least. Where even so
   a deck's due rows are too few for a line, they go item by item onto boards, and all is picked again.
   4. Lines and boards are laid one behind the other (layout), and boards that are too small are filled.
   Nothing depends on the order in which the items are given: they are sorted first, and every other sort ends with
   their `order` and their place in the deck. */
#include "play/layout.h"

#include "base/mem.h"
#include "srs/value.h"

#include <assert.h>
#include <stdlib.h>

enum { NEW_SHARE = 3 /* at most one in three is new while others are due */ };

_Static_assert(PLAN_LINE_MAX *DECK_MODELS_MAX <= BOARD_CELLS_MAX, "the longest line fits");

struct row {
    int first, n;   /* of plan->items */
    int due, fresh; /* how many of them */
    bool today;     /* one of them is not asked today */
    bool many;      /* its deck asks more than one model: it has lines */
    bool apart;     /* its deck has too few due rows for a line */
    bool picked;    /* for a line */
    bool touched;   /* an item of it is picked for a board */
};

struct pick {
    const struct plan_item *item; /* of a row: its first, or the one longest due */
    int row;
    bool whole; /* the row */
    int line;   /* of a row; -1: not drawn up yet */
    double worth;
    int again; /* siblings that are due longer, or asked today: others come first */
};

struct asked {
    const struct plan_item *item;
    int row;
};

struct plan {
    const struct plan_rules *rules;
    const struct plan_item **items; /* sorted by deck, layer and model */
    int n_items, n_rows;
    struct row *rows;
    struct pick *found; /* room for what could be picked */
    int room, used;     /* placements */
    int n_picks, n_lines;
    struct pick picks[PLAN_CANDIDATES];
    struct layout layout;
    struct asked asked[LAYOUT_ITEMS_MAX]; /* for each item of the layout */
};

/* -- sorting -- */

static int compare(int a, int b)
{
    return (a > b) - (a < b);
}

static int by_place(const struct plan_item *x, const struct plan_item *y)
{
    int by_deck = compare(x->deck, y->deck), by_layer = compare(x->layer, y->layer);
    return by_deck ? by_deck : by_layer ? by_layer : compare(x->model, y->model);
}

static int in_deck(const void *a, const void *b)
{
    const struct plan_item *const *x = a, *const *y = b;
    return by_place(*x, *y);
}

static int by_order(const struct plan_item *x, const struct plan_item *y)
{
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return by_place(x, y);
}

static int by_due_day(const void *a, const void *b)
{
    const struct pick *x = a, *y = b;
    int by_day = compare(x->item->due_day, y->item->due_day);
    return by_day ? by_day : by_order(x->item, y->item);
}

static int by_worth(const void *a, const void *b)
{
    const struct pick *x = a, *y = b;
    if (x->again != y->again)
        return compare(x->again, y->again);
    if (x->worth != y->worth)
        return x->worth > y->worth ? -1 : 1;
    return by_order(x->item, y->item);
}

/* New ones: rows as they stand in the deck, then single items by model. */
static int by_course(const void *a, const void *b)
{
    const struct pick *x = a, *y = b;
    int by_again = compare(x->again, y->again), by_deck = compare(x->item->deck, y->item->deck);
    if (by_again || by_deck)
        return by_again ? by_again : by_deck;
    if (x->whole || y->whole)
        return x->whole && y->whole ? by_place(x->item, y->item) : compare(y->whole, x->whole);
    int by_model = compare(x->item->model, y->item->model);
    return by_model ? by_model : by_order(x->item, y->item);
}

/* -- rows -- */

static bool is_due(const struct plan_item *item, int today)
{
    return item->memory.met && !item->today && item->due_day <= today;
}

static bool is_new(const struct plan_item *item)
{
    return !item->memory.met && !item->today;
}

static void add_to_row(struct plan *plan, int i)
{
    const struct plan_item *item = plan->items[i], *before = i > 0 ? plan->items[i - 1] : NULL;
    if (!before || before->deck != item->deck || before->layer != item->layer)
        plan->rows[plan->n_rows++] = (struct row){.first = i};
    struct row *row = &plan->rows[plan->n_rows - 1];
    row->n++;
    row->due += is_due(item, plan->rules->today);
    row->fresh += is_new(item);
    row->today = row->today || item->today;
}

static int deck_of(const struct plan *plan, int row)
{
    return plan->items[plan->rows[row].first]->deck;
}

/* Tells the rows from `first` on, which are of one deck, whether it asks more than one model; returns the row behind.
 */
static int count_models(struct plan *plan, int first)
{
    int model = plan->items[plan->rows[first].first]->model, end = first;
    bool many = false;
    for (; end < plan->n_rows && deck_of(plan, end) == deck_of(plan, first); end++)
        many = many || plan->rows[end].n > 1 || plan->items[plan->rows[end].first]->model != model;
    for (int row = first; row < end; row++)
        plan->rows[row].many = many;
    return end;
}

static void list_rows(struct plan *plan, const struct plan_item *items, int n_items)
{
    plan->items = xcalloc((size_t)n_items, sizeof *plan->items);
    plan->rows = xcalloc((size_t)n_items, sizeof *plan->rows);
    plan->found = xcalloc((size_t)n_items, sizeof *plan->found);
    plan->n_items = n_items;
    for (int i = 0; i < n_items; i++)
        plan->items[i] = &items[i];
    qsort(plan->items, (size_t)n_items, sizeof *plan->items, in_deck);
    for (int i = 0; i < n_items; i++)
        add_to_row(plan, i);
    for (int row = 0; row < plan->n_rows;)
        row = count_models(plan, row);
}

static bool may_line(const struct plan *plan, const struct row *row)
{
    return row->many && !row->today && row->n <= plan->room;
}

static bool is_due_row(const struct plan *plan, const struct row *row)
{
    return may_line(plan, row) && row->due >= 2 && !row->apart;
}

static bool is_new_row(const struct plan *plan, const struct row *row)
{
    return may_line(plan, row) && row->fresh == row->n;
}

/* -- picking -- */

static double worth_of(const struct plan_item *item, const struct plan_rules *rules)
{
    return value_of_asking(rules->weights, &item->memory, rules->today, rules->today + VALUE_HORIZON_DAYS,
                           1.0 / rules->zones[item->deck], rules->placement_ms / 1000.0);
}

static double forgotten(const struct plan_item *item, const struct plan_rules *rules)
{
    int elapsed = rules->today - item->memory.last_day;
    return 1 - fsrs_retrievability(rules->weights, item->memory.state.s, elapsed > 0 ? elapsed : 0);
}

static double mean_of(const struct plan *plan, const struct row *row,
                      double (*measure)(const struct plan_item *, const struct plan_rules *))
{
    double sum = 0;
    for (int i = 0; i < row->n; i++)
        sum += measure(plan->items[row->first + i], plan->rules);
    return sum / row->n;
}

static int cost_of(const struct plan *plan, const struct pick *pick)
{
    return pick->whole ? plan->rows[pick->row].n : 1;
}

static void take(struct plan *plan, const struct pick *pick)
{
    struct row *row = &plan->rows[pick->row];
    *(pick->whole ? &row->picked : &row->touched) = true;
    plan->used += cost_of(plan, pick);
    plan->picks[plan->n_picks++] = *pick;
}

static int find_due_of(struct plan *plan, int r, int n)
{
    const struct row *row = &plan->rows[r];
    int first = n;
    for (int i = row->first; i < row->first + row->n; i++)
        if (is_due(plan->items[i], plan->rules->today))
            plan->found[n++] = (struct pick){.item = plan->items[i], .row = r, .again = row->today, .line = -1};
    if (!is_due_row(plan, row))
        return n;
    qsort(&plan->found[first], (size_t)(n - first), sizeof *plan->found, by_due_day);
    plan->found[first].whole = true;
    return first + 1;
}

static void weigh(struct plan *plan, int n)
{
    struct pick *found = plan->found;
    for (int i = 0; i < n; i++) {
        found[i].worth =
            found[i].whole ? mean_of(plan, &plan->rows[found[i].row], worth_of) : worth_of(found[i].item, plan->rules);
        for (int j = 0; j < i; j++)
            found[i].again += found[j].row == found[i].row;
    }
}

static void pick_due(struct plan *plan)
{
    int n = 0;
    for (int r = 0; r < plan->n_rows; r++)
        n = find_due_of(plan, r, n);
    qsort(plan->found, (size_t)n, sizeof *plan->found, by_due_day);
    if (n > PLAN_CANDIDATES)
        n = PLAN_CANDIDATES;
    weigh(plan, n);
    qsort(plan->found, (size_t)n, sizeof *plan->found, by_worth);
    for (int i = 0; i < n; i++)
        if (plan->used + cost_of(plan, &plan->found[i]) <= plan->room)
            take(plan, &plan->found[i]);
}

static int find_new_of(struct plan *plan, int r, int n)
{
    const struct row *row = &plan->rows[r];
    bool whole = is_new_row(plan, row);
    if (is_due_row(plan, row))
        return n; /* they come with it */
    for (int i = row->first; i < row->first + (whole ? 1 : row->n); i++)
        if (is_new(plan->items[i]))
            plan->found[n++] =
                (struct pick){.item = plan->items[i], .row = r, .whole = whole, .again = row->today, .line = -1};
    return n;
}

/* A row that does not fit ends its deck for today: no layer comes before an earlier one. */
static void pick_new(struct plan *plan)
{
    int n = 0, closed = -1, end = plan->room;
    if (plan->used > 0 && plan->used + plan->room / NEW_SHARE < end)
        end = plan->used + plan->room / NEW_SHARE;
    for (int r = 0; r < plan->n_rows; r++)
        n = find_new_of(plan, r, n);
    qsort(plan->found, (size_t)n, sizeof *plan->found, by_course);
    for (int i = 0; i < n; i++) {
        const struct pick *pick = &plan->found[i];
        if (pick->item->deck == closed)
            continue;
        if (plan->used + cost_of(plan, pick) <= end)
            take(plan, pick);
        else if (pick->whole)
            closed = pick->item->deck;
    }
}

static void pick_all(struct plan *plan)
{
    plan->n_picks = plan->n_lines = plan->used = 0;
    for (int r = 0; r < plan->n_rows; r++)
        plan->rows[r].picked = plan->rows[r].touched = false;
    pick_due(plan);
    pick_new(plan);
}

/* -- lines -- */

static bool can_fill_line(const struct plan *plan, const struct row *row)
{
    return !row->fresh && !row->today && !row->picked && !row->touched && plan->used + row->n <= plan->room;
}

static bool fill_line(struct plan *plan, int deck)
{
    struct pick best = {.item = NULL};
    for (int r = 0; r < plan->n_rows; r++) {
        const struct row *row = &plan->rows[r];
        if (deck_of(plan, r) != deck || !can_fill_line(plan, row))
            continue;
        struct pick pick = {.item = plan->items[row->first], .row = r, .whole = true, .line = -1};
        pick.worth = mean_of(plan, row, forgotten);
        if (!best.item || by_worth(&pick, &best) < 0)
            best = pick;
    }
    if (best.item)
        take(plan, &best);
    return best.item;
}

static void keep_apart(struct plan *plan, int deck)
{
    for (int r = 0; r < plan->n_rows; r++)
        if (deck_of(plan, r) == deck)
            plan->rows[r].apart = true;
}

static bool is_of_line(const struct pick *pick, int deck)
{
    return pick->whole && pick->item->deck == deck;
}

/* False where its due rows are too few. New ones may be few: then that is all there is of the deck, or time for. */
static bool draw_lines_of(struct plan *plan, int deck)
{
    int n = 0, due = 0;
    for (int p = 0; p < plan->n_picks; p++)
        if (is_of_line(&plan->picks[p], deck)) {
            n++;
            due += !is_new_row(plan, &plan->rows[plan->picks[p].row]);
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

static bool draw_lines(struct plan *plan)
{
    for (int p = 0; p < plan->n_picks; p++)
        if (plan->picks[p].whole && plan->picks[p].line < 0 && !draw_lines_of(plan, plan->picks[p].item->deck))
            return false;
    return true;
}

/* -- boards -- */

static bool shares_group(const struct pick *a, const struct pick *b)
{
    if (a->whole || b->whole)
        return a->whole && b->whole && a->line == b->line;
    return a->item->deck == b->item->deck && a->item->model == b->item->model;
}

static void ask(struct plan *plan, int i, int row, int group)
{
    const struct plan_item *item = plan->items[i];
    plan->asked[plan->layout.n_items] = (struct asked){item, row};
    layout_add(&plan->layout, group, item->deck, item->layer);
}

static int place_of(const struct plan *plan, const struct pick *pick)
{
    int i = plan->rows[pick->row].first;
    while (plan->items[i] != pick->item)
        i++;
    return i;
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
        int from = pick->whole ? plan->rows[pick->row].first : place_of(plan, pick);
        for (int i = 0; i < cost_of(plan, pick); i++)
            ask(plan, from + i, pick->row, groups[p]);
    }
    layout_arrange(&plan->layout);
}

static bool is_asked(const struct plan *plan, const struct plan_item *item)
{
    for (int i = 0; i < plan->layout.n_items; i++)
        if (plan->asked[i].item == item)
            return true;
    return false;
}

static bool can_fill(const struct plan *plan, int board, const struct plan_item *item)
{
    const struct plan_item *on_it = plan->asked[plan->layout.boards[board].items[0]].item;
    return item->deck == on_it->deck && item->model == on_it->model && item->memory.met && !item->today &&
           !is_asked(plan, item) && !layout_has(&plan->layout, board - 1, item->deck, item->layer) &&
           !layout_has(&plan->layout, board + 1, item->deck, item->layer);
}

static bool fill_board(struct plan *plan, int board)
{
    struct pick best = {.item = NULL};
    for (int r = 0; r < plan->n_rows; r++) {
        const struct row *row = &plan->rows[r];
        if (is_due_row(plan, row)) /* it is on a line, or will be as soon as there is time */
            continue;
        for (int i = row->first; i < row->first + row->n; i++) {
            if (!can_fill(plan, board, plan->items[i]))
                continue;
            struct pick pick = {.item = plan->items[i], .row = r, .worth = forgotten(plan->items[i], plan->rules)};
            if (!best.item || by_worth(&pick, &best) < 0)
                best = pick;
        }
    }
    if (!best.item)
        return false;
    plan->asked[plan->layout.n_items] = (struct asked){best.item, best.row};
    layout_fill(&plan->layout, board, best.item->deck, best.item->layer);
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
    const struct plan_item *item;
    bool fresh;     /* of a line: the row is new */
    uint64_t order; /* of a line: the row's */
};

static int by_seat(const void *a, const void *b)
{
    const struct seat *x = a, *y = b;
    if (x->fresh != y->fresh)
        return compare(x->fresh, y->fresh);
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return by_place(x->item, y->item);
}

/* On a line rows that were met stand by the smallest order of their items, and behind them new ones as in the deck. */
static struct seat seat_of(const struct plan *plan, const struct asked *asked, bool line)
{
    struct seat seat = {.item = asked->item, .order = asked->item->order};
    if (!line)
        return seat;
    const struct row *row = &plan->rows[asked->row];
    seat.fresh = row->fresh == row->n;
    for (int i = 0; i < row->n; i++)
        if (plan->items[row->first + i]->order < seat.order)
            seat.order = plan->items[row->first + i]->order;
    if (seat.fresh)
        seat.order = 0;
    return seat;
}

static void write_task(const struct plan *plan, const struct layout_board *board, struct task *task)
{
    struct seat seats[BOARD_CELLS_MAX];
    bool line = plan->layout.groups[board->group].line;
    for (int i = 0; i < board->n; i++)
        seats[i] = seat_of(plan, &plan->asked[board->items[i]], line);
    qsort(seats, (size_t)board->n, sizeof *seats, by_seat);
    *task = (struct task){.kind = line ? TASK_LINE : TASK_BOARD,
                          .deck = seats[0].item->deck,
                          .model = line ? -1 : seats[0].item->model,
                          .n_items = board->n};
    for (int i = 0; i < board->n; i++)
        task->items[i] = (struct task_item){seats[i].item->layer, seats[i].item->model};
}

int plan_drill(const struct plan_item *items, int n_items, const struct plan_rules *rules, struct task *tasks)
{
    assert(rules->placement_ms > 0);
    int64_t fits = (int64_t)rules->seconds * 1000 / rules->placement_ms;
    struct plan *plan = xcalloc(1, sizeof *plan);
    plan->rules = rules;
    plan->room = fits < PLAN_CANDIDATES ? (int)fits : PLAN_CANDIDATES;
    list_rows(plan, items, n_items);
    do
        pick_all(plan);
    while (!draw_lines(plan));
    lay_out(plan);
    fill_boards(plan);
    int n_tasks = plan->layout.n_boards;
    for (int i = 0; i < n_tasks; i++)
        write_task(plan, &plan->layout.boards[i], &tasks[i]);
    free(plan->items);
    free(plan->rows);
    free(plan->found);
    free(plan);
    return n_tasks;
}

bool plan_hides(const struct plan_item *item, int today)
{
    return !item->today && (!item->memory.met || item->due_day <= today + SHOW_DAYS);
}
