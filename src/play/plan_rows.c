/* The items of a plan, sorted and in rows: which are due or new today, and which were asked with a sibling. */
#include "play/planning.h"

#include "base/mem.h"

#include <stdlib.h>

/* -- sorting -- */

int plan_compare(int a, int b)
{
    return (a > b) - (a < b);
}

int plan_by_place(const void *a, const void *b)
{
    const struct ask *x = a, *y = b;
    int by_deck = plan_compare(x->item->deck, y->item->deck);
    return by_deck ? by_deck : plan_compare(x->item->item, y->item->item);
}

int plan_by_order(const struct ask *x, const struct ask *y)
{
    if (x->item->order != y->item->order)
        return x->item->order < y->item->order ? -1 : 1;
    return plan_by_place(x, y);
}

/* -- decks -- */

bool plan_decks_conflict(const struct plan *plan, int a, int b)
{
    return a != b && plan_conflict(plan->decks[a], plan->decks[b]);
}

/* Something of a deck that conflicts with it was new within a week; of a day ahead only a clock that was wrong knows.
 */
static bool must_rest(const struct plan *plan, int deck)
{
    for (int d = 0; d < plan->rules->n_decks; d++) {
        int64_t days = (int64_t)plan->rules->today - plan->rules->decks[d].newest_day;
        if (days > -PLAN_WEEK_DAYS && days < PLAN_WEEK_DAYS && plan_decks_conflict(plan, deck, d))
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

/* -- items -- */

bool plan_has_any(const struct plan *plan, const struct ask *ask, const bool *topics)
{
    for (int i = 0; i < ask->n_topics; i++)
        if (topics[plan_topics(plan, ask)[i]])
            return true;
    return false;
}

bool plan_is_lined(const struct plan *plan, const struct ask *ask)
{
    return plan_has_any(plan, ask, plan->lined);
}

bool plan_is_new(const struct plan *plan, const struct ask *ask)
{
    return ask->allowed && !ask->item->memory.met && !ask->item->today && !plan->rests[ask->item->deck];
}

/* In the last days before an exam all counts as due, what is new too: else what was met once takes all the time, and
   the rest is never met. */
bool plan_is_due(const struct plan *plan, const struct ask *ask)
{
    bool last = plan->last_days[ask->item->deck];
    if (!ask->item->memory.met)
        return last && plan_is_new(plan, ask);
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

int plan_siblings(const struct plan *plan, const struct ask *ask)
{
    return most_of(plan, ask, plan->singles) + (most_of(plan, ask, plan->today) > 0);
}

bool plan_has_sibling(const struct plan *plan, const struct ask *ask)
{
    return plan_siblings(plan, ask) > 0 || plan_is_lined(plan, ask);
}

/* -- rows -- */

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
    row->due += plan_is_due(plan, ask);
    row->fresh += plan_is_new(plan, ask);
    row->today = row->today || ask->item->today || most_of(plan, ask, plan->today) > 0 || plan_is_lined(plan, ask);
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

void plan_list_rows(struct plan *plan, const struct plan_item *items, int n_items)
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
        qsort(plan->asks, (size_t)n_items, sizeof *plan->asks, plan_by_place);
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
