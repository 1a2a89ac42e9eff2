/* What to ask now, in four steps, of which these are the first two.
   1. The items of one layer of a deck are a row; a card or question is a row alone.
   2. Picks: what is due by worth, then what is new in the order of the plan, while there is time. A pick is one item,
   for a board of its model or a task of its own, or a whole row, for a line. Siblings are kept apart by counting for
   each topic what is picked of it: the first pass takes nothing that has a sibling, the next what has one, and so on.
   3. The rows picked of each deck are drawn up in lines; too few are filled up with the rows known least. Where even so
      a deck's due rows are too few for a line, they go item by item onto boards, and all is picked again.
   4. Tasks are laid one behind the other (layout), and boards that are too small are filled.
   Nothing depends on the order in which the items are given: they are sorted first, and every other sort ends with
   their `order` and their place in the deck. */
#include "play/planning.h"

#include "base/mem.h"
#include "srs/value.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { NEW_SHARE = 3 /* at most one in three is new while others are due */ };

const int plan_ms[3] = {[ITEM_PLACEMENT] = 6000, [ITEM_CARD] = 12000, [ITEM_QUESTION] = 45000};

_Static_assert(PLAN_LINE_MAX *DECK_MODELS_MAX <= BOARD_CELLS_MAX, "the longest line fits");

/* -- sorting -- */

int plan_compare(int a, int b)
{
    return (a > b) - (a < b);
}

static int by_place(const void *a, const void *b)
{
    const struct ask *x = a, *y = b;
    int by_deck = plan_compare(x->item->deck, y->item->deck);
    return by_deck ? by_deck : plan_compare(x->item->item, y->item->item);
}

int plan_by_order(const struct ask *x, const struct ask *y)
{
    if (x->item->order != y->item->order)
        return x->item->order < y->item->order ? -1 : 1;
    return by_place(x, y);
}

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
        return x_single == y_single ? by_place(x->ask, y->ask) : plan_compare(x_single, y_single);
    int by_model = plan_compare(x->ask->model, y->ask->model);
    return by_model ? by_model : plan_by_order(x->ask, y->ask);
}

/* -- decks -- */

static bool conflict(const struct plan *plan, int a, int b)
{
    return a != b && plan_conflict(plan->decks[a], plan->decks[b]);
}

/* Something of a deck that conflicts with it was new within a week; of a day ahead only a clock that was wrong knows.
 */
static bool must_rest(const struct plan *plan, int deck)
{
    for (int d = 0; d < plan->rules->n_decks; d++) {
        int64_t days = (int64_t)plan->rules->today - plan->rules->decks[d].newest_day;
        if (days > -PLAN_WEEK_DAYS && days < PLAN_WEEK_DAYS && conflict(plan, deck, d))
            return true;
    }
    return false;
}

static bool allows(const struct plan_rules *rules, const struct deck *deck, int item, double *chance)
{
    int right_ways, ways;
    deck_item_ways(deck, item, &right_ways, &ways);
    *chance = ways ? (double)right_ways / ways : 0;
    return rules->kinds & 1u << deck_item_kind(deck, item) && *chance < 1;
}

/* Do all items that this exam counts fit into so many sessions like this one? */
static bool fits_into(const struct plan_rules *rules, int exam_day, int sessions)
{
    int64_t ms = 0, room_ms = (int64_t)rules->seconds * 1000 * sessions;
    double chance;
    for (int d = 0; d < rules->n_decks; d++) {
        const struct deck *deck = rules->decks[d].deck;
        for (int item = 0; rules->decks[d].exam_day == exam_day && item < deck_item_count(deck); item++)
            if (deck_item_asks(deck, item) && allows(rules, deck, item, &chance))
                ms += rules->ms[deck_item_kind(deck, item)];
    }
    return ms <= room_ms;
}

static bool in_last_days(const struct plan_rules *rules, int deck)
{
    int left = rules->decks[deck].exam_day - rules->today;
    if (!rules->decks[deck].exam_day || left <= 0 || left > PLAN_LAST_DAYS_MANY)
        return false;
    return left <= PLAN_LAST_DAYS || !fits_into(rules, rules->decks[deck].exam_day, PLAN_LAST_DAYS);
}

/* -- items and rows -- */

static bool has_any(const struct plan *plan, const struct ask *ask, const bool *topics)
{
    for (int i = 0; i < ask->n_topics; i++)
        if (topics[plan_topics(plan, ask)[i]])
            return true;
    return false;
}

static bool is_lined(const struct plan *plan, const struct ask *ask)
{
    return has_any(plan, ask, plan->lined);
}

static bool is_new(const struct plan *plan, const struct ask *ask)
{
    return ask->allowed && !ask->item->memory.met && !ask->item->today && !plan->rests[ask->item->deck];
}

/* In the last days before an exam all counts as due, what is new too: else what was met once takes all the time, and
   the rest is never met. */
static bool is_due(const struct plan *plan, const struct ask *ask)
{
    bool last = plan->last_days[ask->item->deck];
    if (!ask->item->memory.met)
        return last && is_new(plan, ask);
    return ask->allowed && !ask->item->today && (last || ask->item->due_day <= plan->rules->today);
}

const int *plan_topics(const struct plan *plan, const struct ask *ask)
{
    return &plan->topics.list[ask->topics_at];
}

static int most_of(const struct plan *plan, const struct ask *ask, const int *counts)
{
    int most = 0;
    for (int i = 0; i < ask->n_topics; i++) {
        int n = counts[plan_topics(plan, ask)[i]];
        most = n > most ? n : most;
    }
    return most;
}

static int siblings_of(const struct plan *plan, const struct ask *ask)
{
    return most_of(plan, ask, plan->singles) + (most_of(plan, ask, plan->today) > 0);
}

bool plan_has_sibling(const struct plan *plan, const struct ask *ask)
{
    return siblings_of(plan, ask) > 0 || is_lined(plan, ask);
}

static void add_ask(struct plan *plan, const struct plan_item *item)
{
    const struct deck *deck = plan->decks[item->deck];
    struct ask *ask = &plan->asks[plan->n_asks++];
    *ask = (struct ask){.item = item, .kind = deck_item_kind(deck, item->item)};
    ask->ms = plan->rules->ms[ask->kind];
    ask->allowed = allows(plan->rules, deck, item->item, &ask->chance);
    if (ask->kind == ITEM_PLACEMENT) {
        ask->layer = deck_item_layer(deck, item->item);
        ask->model = deck_item_model(deck, item->item);
    }
    ask->n_topics = topics_of(&plan->topics, item->deck, item->item, &ask->topics_at);
}

static void add_to_row(struct plan *plan, int i)
{
    const struct ask *ask = &plan->asks[i], *before = i > 0 ? ask - 1 : NULL;
    if (!before || before->item->deck != ask->item->deck || ask->kind != ITEM_PLACEMENT || before->layer != ask->layer)
        plan->rows[plan->n_rows++] = (struct row){.first = i};
    struct row *row = &plan->rows[plan->n_rows - 1];
    row->n++;
    row->ms += ask->ms;
    row->due += is_due(plan, ask);
    row->fresh += is_new(plan, ask);
    row->today = row->today || ask->item->today || most_of(plan, ask, plan->today) > 0 || is_lined(plan, ask);
}

static void mark_today(struct plan *plan, const struct ask *ask)
{
    for (int i = 0; i < ask->n_topics; i++) {
        int topic = plan_topics(plan, ask)[i];
        plan->today[topic] += ask->item->today;
        plan->lined_today[topic] = plan->lined_today[topic] || ask->item->line;
        plan->lined[topic] = plan->lined_today[topic];
    }
}

static int rank_of(const struct ask *ask, int deck_rank, bool many)
{
    if (ask->kind == ITEM_QUESTION)
        return RANK_QUESTION;
    if (deck_rank == RANK_CHANGED)
        return RANK_CHANGED;
    return ask->kind == ITEM_CARD ? RANK_CARD : many ? RANK_LINE : RANK_TASKS;
}

static void list_rows(struct plan *plan, const struct plan_item *items, int n_items)
{
    int n_decks = plan->rules->n_decks, *ranks = xcalloc((size_t)n_decks, sizeof *ranks);
    bool *many = xcalloc((size_t)n_decks, sizeof *many);
    for (int d = 0; d < n_decks; d++) {
        many[d] = plan_asks_many(plan->decks[d]);
        plan->last_days[d] = in_last_days(plan->rules, d);
        plan->rests[d] = must_rest(plan, d);
    }
    plan_rank(plan->decks, n_decks, ranks);
    for (int i = 0; i < n_items; i++)
        add_ask(plan, &items[i]);
    if (n_items)
        qsort(plan->asks, (size_t)n_items, sizeof *plan->asks, by_place);
    for (int i = 0; i < n_items; i++) {
        struct ask *ask = &plan->asks[i];
        ask->rank = rank_of(ask, ranks[ask->item->deck], many[ask->item->deck]);
        mark_today(plan, ask);
    }
    for (int i = 0; i < n_items; i++) {
        add_to_row(plan, i);
        plan->rows[plan->n_rows - 1].many = plan->asks[i].kind == ITEM_PLACEMENT && many[plan->asks[i].item->deck];
    }
    free(many);
    free(ranks);
}

static bool may_line(const struct plan *plan, const struct row *row)
{
    return row->many && !row->today && row->ms <= plan->room_ms && plan->asks[row->first].allowed;
}

bool plan_is_due_row(const struct plan *plan, const struct row *row)
{
    return may_line(plan, row) && row->due >= 2 && !row->apart;
}

bool plan_is_new_row(const struct plan *plan, const struct row *row)
{
    return may_line(plan, row) && row->fresh == row->n;
}

/* -- picking -- */

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
    return !is_lined(plan, pick->ask) && !(pick->whole && siblings_of(plan, pick->ask) > 0);
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
            if (pick->again + siblings_of(plan, pick->ask) > level) {
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

static int find_due_of(struct plan *plan, int r, int n)
{
    const struct row *row = &plan->rows[r];
    int first = n;
    for (int i = row->first; i < row->first + row->n; i++)
        if (is_due(plan, &plan->asks[i]))
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
        pick->again = !pick->whole && has_any(plan, pick->ask, plan->could_line);
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
            pick->gone = pick->gone || (plan->starts[d] && conflict(plan, deck, d));
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

static int find_new_of(struct plan *plan, int r, int n)
{
    const struct row *row = &plan->rows[r];
    bool whole = plan_is_new_row(plan, row);
    if (plan_is_due_row(plan, row) || plan->last_days[plan->asks[row->first].item->deck])
        return n; /* they come with it, or came already */
    for (int i = row->first; i < row->first + (whole ? 1 : row->n); i++)
        if (is_new(plan, &plan->asks[i]))
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

static void pick_all(struct plan *plan)
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

/* -- all together -- */

static struct plan *plan_new(const struct plan_rules *rules, int n_items)
{
    struct plan *plan = xcalloc(1, sizeof *plan);
    size_t n_decks = (size_t)rules->n_decks, n = (size_t)n_items;
    plan->rules = rules;
    plan->room_ms = (int64_t)rules->seconds * 1000;
    plan->decks = xcalloc(n_decks, sizeof *plan->decks);
    for (int d = 0; d < rules->n_decks; d++)
        plan->decks[d] = rules->decks[d].deck;
    topics_init(&plan->topics, plan->decks, rules->n_decks);
    plan->last_days = xcalloc(n_decks, sizeof *plan->last_days);
    plan->rests = xcalloc(n_decks, sizeof *plan->rests);
    plan->closed = xcalloc(n_decks, sizeof *plan->closed);
    plan->starts = xcalloc(n_decks, sizeof *plan->starts);
    plan->asks = xcalloc(n, sizeof *plan->asks);
    plan->rows = xcalloc(n, sizeof *plan->rows);
    plan->found = xcalloc(n, sizeof *plan->found);
    plan->today = xcalloc((size_t)plan->topics.n, sizeof *plan->today);
    plan->singles = xcalloc((size_t)plan->topics.n, sizeof *plan->singles);
    plan->lined_today = xcalloc((size_t)plan->topics.n, sizeof *plan->lined_today);
    plan->lined = xcalloc((size_t)plan->topics.n, sizeof *plan->lined);
    plan->could_line = xcalloc((size_t)plan->topics.n, sizeof *plan->could_line);
    return plan;
}

static void plan_free(struct plan *plan)
{
    topics_clear(&plan->topics);
    free(plan->decks);
    free(plan->last_days);
    free(plan->rests);
    free(plan->closed);
    free(plan->starts);
    free(plan->asks);
    free(plan->rows);
    free(plan->found);
    free(plan->today);
    free(plan->singles);
    free(plan->lined_today);
    free(plan->lined);
    free(plan->could_line);
    free(plan);
}

int plan_drill(const struct plan_item *items, int n_items, const struct plan_rules *rules, struct task *tasks)
{
    for (int kind = ITEM_PLACEMENT; kind <= ITEM_QUESTION; kind++)
        assert(rules->ms[kind] > 0);
    if (!n_items)
        return 0;
    struct plan *plan = plan_new(rules, n_items);
    list_rows(plan, items, n_items);
    do
        pick_all(plan);
    while (!plan_draw_lines(plan));
    int n = plan_write(plan, tasks);
    plan_free(plan);
    return n;
}

int64_t plan_takes_ms(const struct plan_rules *rules, const struct task *tasks, int n_tasks)
{
    int64_t ms = 0;
    for (int t = 0; t < n_tasks; t++)
        for (int i = 0; i < tasks[t].n_items; i++)
            ms += rules->ms[deck_item_kind(rules->decks[tasks[t].deck].deck, tasks[t].items[i])];
    return ms;
}

bool plan_hides(const struct plan_item *item, int today)
{
    return !item->today && (!item->memory.met || item->due_day <= today + SHOW_DAYS);
}
