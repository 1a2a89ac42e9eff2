/* Picking: what is due by worth, then what is new in the order of the plan, while there is time. */
#include "play/planning.h"

#include "srs/value.h"

#include <stdlib.h>
#include <string.h>

enum { NEW_SHARE = 3 /* at most one in three is new while others are due */ };

/* -- sorting -- */

/* New ones, which have no such day, behind all others. */
static int by_due_day(const void *a, const void *b)
{
    const struct pick *x = a, *y = b;
    bool x_met = x->ask->item->memory.met, y_met = y->ask->item->memory.met;
    int by_day = x_met && y_met ? plan_compare(x->ask->item->due_day, y->ask->item->due_day) : y_met - x_met;
    return by_day ? by_day : plan_by_order(x->ask, y->ask);
}

int plan_by_worth(const void *a, const void *b)
{
    const struct pick *x = a, *y = b;
    if (x->worth != y->worth)
        return x->worth > y->worth ? -1 : 1;
    return plan_by_order(x->ask, y->ask);
}

/* New ones: rows, cards and questions as they stand in the deck, single placements by model. */
static int by_course(const void *a, const void *b)
{
    const struct pick *x = a, *y = b;
    int by_rank = plan_compare(x->ask->rank, y->ask->rank);
    int by_deck = plan_compare(x->ask->item->deck, y->ask->item->deck);
    if (by_rank || by_deck)
        return by_rank ? by_rank : by_deck;
    bool x_single = !x->whole && x->ask->kind == ITEM_PLACEMENT, y_single = !y->whole && y->ask->kind == ITEM_PLACEMENT;
    if (!x_single || !y_single)
        return x_single == y_single ? plan_by_place(x->ask, y->ask) : plan_compare(x_single, y_single);
    int by_model = plan_compare(x->ask->model, y->ask->model);
    return by_model ? by_model : plan_by_order(x->ask, y->ask);
}

/* -- what it is worth -- */

static double worth_of(const struct ask *ask, const struct plan *plan)
{
    const struct plan_rules *rules = plan->rules;
    int exam_day = rules->decks[ask->item->deck].exam_day;
    int horizon = exam_day > rules->today ? exam_day : rules->today + PLAN_HORIZON_DAYS;
    return value_of_asking(rules->weights, &ask->item->memory, rules->today, horizon, ask->chance, ask->ms / 1000.0);
}

double plan_forgotten(const struct ask *ask, const struct plan *plan)
{
    int elapsed = plan->rules->today - ask->item->memory.last_day;
    return 1 - fsrs_retrievability(plan->rules->weights, ask->item->memory.state.s, elapsed > 0 ? elapsed : 0);
}

double plan_mean(const struct plan *plan, const struct row *row,
                 double (*measure)(const struct ask *, const struct plan *))
{
    double sum = 0;
    for (int i = 0; i < row->n; i++)
        sum += measure(&plan->asks[row->first + i], plan);
    return sum / row->n;
}

/* -- taking -- */

bool plan_has_room(const struct plan *plan, int n, int ms)
{
    return plan->used + n <= PLAN_CANDIDATES && plan->used_ms + ms <= plan->room_ms;
}

static int count_of(const struct plan *plan, const struct pick *pick)
{
    return pick->whole ? plan->rows[pick->row].n : 1;
}

static int ms_of(const struct plan *plan, const struct pick *pick)
{
    return pick->whole ? plan->rows[pick->row].ms : pick->ask->ms;
}

void plan_take_filler(struct plan *plan, const struct ask *ask)
{
    plan->used++;
    plan->used_ms += ask->ms;
    for (int i = 0; i < ask->n_topics; i++)
        plan->singles[plan_topics(plan, ask)[i]]++;
}

void plan_take(struct plan *plan, const struct pick *pick)
{
    struct row *row = &plan->rows[pick->row];
    plan->picks[plan->n_picks++] = *pick;
    if (!pick->whole) {
        row->touched = true;
        plan_take_filler(plan, pick->ask);
        return;
    }
    row->picked = true;
    plan->used += row->n;
    plan->used_ms += row->ms;
    plan->lined[*plan_topics(plan, pick->ask)] = true;
}

/* A line asks its siblings, so none is asked elsewhere; and it does not ask again what is asked elsewhere. */
static bool may_pick(const struct plan *plan, const struct pick *pick)
{
    return !plan_is_lined(plan, pick->ask) && !(pick->whole && plan_siblings(plan, pick->ask) > 0);
}

/* Takes, in their order, what fits until `end`. Where stop, a row that does not fit ends its deck for today: no layer
   comes before an earlier one. */
static void take_apart(struct plan *plan, int n, int64_t end_ms, bool stop)
{
    bool more = true;
    memset(plan->closed, 0, (size_t)plan->rules->n_decks * sizeof *plan->closed);
    for (int level = 0; more; level++) {
        more = false;
        for (int i = 0; i < n; i++) {
            struct pick *pick = &plan->found[i];
            if (pick->gone || !may_pick(plan, pick) || plan->closed[pick->ask->item->deck])
                continue;
            if (pick->again + plan_siblings(plan, pick->ask) > level) {
                more = true;
                continue;
            }
            int ms = ms_of(plan, pick);
            pick->gone = true;
            if (plan_has_room(plan, count_of(plan, pick), ms) && plan->used_ms + ms <= end_ms)
                plan_take(plan, pick);
            else if (stop && pick->whole)
                plan->closed[pick->ask->item->deck] = true;
        }
    }
}

/* -- due ones -- */

static int find_due_of(struct plan *plan, int r, int n)
{
    const struct row *row = &plan->rows[r];
    int first = n;
    for (int i = row->first; i < row->first + row->n; i++)
        if (plan_is_due(plan, &plan->asks[i]))
            plan->found[n++] = (struct pick){.ask = &plan->asks[i], .row = r, .line = -1};
    if (!plan_is_due_row(plan, row))
        return n;
    qsort(&plan->found[first], (size_t)(n - first), sizeof *plan->found, by_due_day);
    plan->found[first].whole = true;
    return first + 1;
}

/* Weighs what was found. A card or question stands behind a line that may ask the same layer. */
static void weigh(struct plan *plan, int n)
{
    memset(plan->could_line, 0, (size_t)plan->topics.n * sizeof *plan->could_line);
    for (int i = 0; i < n; i++)
        if (plan->found[i].whole)
            plan->could_line[*plan_topics(plan, plan->found[i].ask)] = true;
    for (int i = 0; i < n; i++) {
        struct pick *pick = &plan->found[i];
        const struct row *row = &plan->rows[pick->row];
        pick->worth = pick->whole ? plan_mean(plan, row, worth_of) : worth_of(pick->ask, plan);
        pick->again = !pick->whole && plan_has_any(plan, pick->ask, plan->could_line);
    }
}

static bool is_new_pick(const struct plan *plan, const struct pick *pick)
{
    return pick->whole ? plan_is_new_row(plan, &plan->rows[pick->row]) : !pick->ask->item->memory.met;
}

/* Nothing is new of two decks that conflict: the one whose turn comes first goes on. */
static void drop_conflicts(struct plan *plan, int n)
{
    for (int i = 0; i < n; i++) {
        struct pick *pick = &plan->found[i];
        int deck = pick->ask->item->deck;
        if (!is_new_pick(plan, pick))
            continue;
        for (int d = 0; d < plan->rules->n_decks && !plan->starts[deck]; d++)
            pick->gone = pick->gone || (plan->starts[d] && plan_decks_conflict(plan, deck, d));
        plan->starts[deck] = plan->starts[deck] || !pick->gone;
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
    qsort(plan->found, (size_t)n, sizeof *plan->found, plan_by_worth);
    drop_conflicts(plan, n);
    take_apart(plan, n, plan->room_ms, false);
}

/* -- new ones -- */

static int find_new_of(struct plan *plan, int r, int n)
{
    const struct row *row = &plan->rows[r];
    bool whole = plan_is_new_row(plan, row);
    if (plan_is_due_row(plan, row) || plan->last_days[plan->asks[row->first].item->deck])
        return n; /* they come with it, or came already */
    for (int i = row->first; i < row->first + (whole ? 1 : row->n); i++)
        if (plan_is_new(plan, &plan->asks[i]))
            plan->found[n++] = (struct pick){.ask = &plan->asks[i], .row = r, .whole = whole, .line = -1};
    return n;
}

static void pick_new(struct plan *plan)
{
    int n = 0;
    int64_t end_ms = plan->room_ms;
    if (plan->used > 0 && plan->used_ms + plan->room_ms / NEW_SHARE < end_ms)
        end_ms = plan->used_ms + plan->room_ms / NEW_SHARE;
    for (int r = 0; r < plan->n_rows; r++)
        n = find_new_of(plan, r, n);
    qsort(plan->found, (size_t)n, sizeof *plan->found, by_course);
    drop_conflicts(plan, n);
    take_apart(plan, n, end_ms, true);
}

/* -- all together -- */

void plan_pick(struct plan *plan)
{
    plan->n_picks = plan->n_lines = plan->used = 0;
    plan->used_ms = 0;
    memset(plan->singles, 0, (size_t)plan->topics.n * sizeof *plan->singles);
    memcpy(plan->lined, plan->lined_today, (size_t)plan->topics.n * sizeof *plan->lined);
    memset(plan->starts, 0, (size_t)plan->rules->n_decks * sizeof *plan->starts);
    for (int r = 0; r < plan->n_rows; r++)
        plan->rows[r].picked = plan->rows[r].touched = false;
    pick_due(plan);
    pick_new(plan);
}
