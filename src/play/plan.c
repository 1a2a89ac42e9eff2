/* What to ask now, in four steps.
   1. The items of one layer of a deck are a row; a card or question is a row alone (plan_rows.c).
   2. Picks: what is due by worth, then what is new in the order of the plan, while there is time. A pick is one item,
   for a board of its model or a task of its own, or a whole row, for a line. Siblings are kept apart by counting for
   each topic what is picked of it: the first pass takes nothing that has a sibling, the next what has one, and so on
   (plan_pick.c).
   3. The rows picked of each deck are drawn up in lines; too few are filled up with the rows known least. Where even so
      a deck's due rows are too few for a line, they go item by item onto boards, and all is picked again.
   4. Tasks are laid one behind the other (layout), and boards that are too small are filled (both plan_tasks.c).
   Nothing depends on the order in which the items are given: they are sorted first, and every other sort ends with
   their `order` and their place in the deck. */
#include "play/planning.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>

const int plan_ms[3] = {[ITEM_PLACEMENT] = 6000, [ITEM_CARD] = 12000, [ITEM_QUESTION] = 45000};

_Static_assert(PLAN_LINE_MAX *DECK_MODELS_MAX <= BOARD_CELLS_MAX, "the longest line fits");

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
    plan_list_rows(plan, items, n_items);
    do
        plan_pick(plan);
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
