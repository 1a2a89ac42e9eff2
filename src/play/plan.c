/* What to ask now: first which items, then on which boards. The boards are found by a search, one board after the
   other, that first allows no layer to stand on two boards in a row, and where that fails allows a few more each time.
   It is bounded, so of very crowded plans it finds a good one and not always the best. Nothing depends on the order of
   the items: every sort ends with their `order` and their place in the deck. */
#include "play/plan.h"

#include "base/mem.h"
#include "srs/value.h"

#include <assert.h>
#include <stdlib.h>

enum {
    NEW_SHARE = 3,    /* at most one in three is new while others are due */
    TRIES_MAX = 2000, /* boards that one search lays down; greater than the number of boards of any plan */
};

struct choice {
    const struct plan_item *item;
    double worth;
    int again; /* how many siblings are due longer: while others are due, only one of them is asked */
    int group;
    bool dealt;
};

/* What is chosen of one model of a deck; `left` of it are not on a board yet. */
struct group {
    int deck, model, left;
};

struct draft {
    int group, n;
    int choices[PLAN_BOARD_MAX];
};

struct plan {
    const struct plan_rules *rules;
    int n_choices, n_groups, n_drafts, left, tries;
    struct choice choices[PLAN_CANDIDATES * PLAN_BOARD_MIN]; /* a board of one may need three fillers */
    struct group groups[PLAN_CANDIDATES];
    struct draft drafts[PLAN_TASKS_MAX];
};

static int compare(int a, int b)
{
    return (a > b) - (a < b);
}

static int by_order(const void *a, const void *b)
{
    const struct plan_item *x = ((const struct choice *)a)->item, *y = ((const struct choice *)b)->item;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    int by_deck = compare(x->deck, y->deck), by_layer = compare(x->layer, y->layer);
    return by_deck ? by_deck : by_layer ? by_layer : compare(x->model, y->model);
}

static int by_due_day(const void *a, const void *b)
{
    const struct choice *x = a, *y = b;
    int by_day = compare(x->item->due_day, y->item->due_day);
    return by_day ? by_day : by_order(a, b);
}

static int by_worth(const void *a, const void *b)
{
    const struct choice *x = a, *y = b;
    if (x->again != y->again)
        return compare(x->again, y->again);
    if (x->worth != y->worth)
        return x->worth > y->worth ? -1 : 1;
    return by_order(a, b);
}

static int by_course(const void *a, const void *b)
{
    const struct plan_item *x = ((const struct choice *)a)->item, *y = ((const struct choice *)b)->item;
    int by_deck = compare(x->deck, y->deck), by_model = compare(x->model, y->model);
    return by_deck ? by_deck : by_model ? by_model : by_order(a, b);
}

static bool is_due(const struct plan_item *item, int today)
{
    return item->memory.met && !item->today && item->due_day <= today;
}

static bool is_new(const struct plan_item *item)
{
    return !item->memory.met && !item->today;
}

static double worth_of(const struct plan_item *item, const struct plan_rules *rules)
{
    return value_of_asking(rules->weights, &item->memory, rules->today, rules->today + VALUE_HORIZON_DAYS,
                           1.0 / rules->zones[item->deck], rules->placement_ms / 1000.0);
}

static void weigh(struct choice *choices, int n, const struct plan_rules *rules)
{
    for (int i = 0; i < n; i++) {
        choices[i].worth = worth_of(choices[i].item, rules);
        for (int j = 0; j < i; j++)
            choices[i].again +=
                choices[j].item->deck == choices[i].item->deck && choices[j].item->layer == choices[i].item->layer;
    }
}

static void choose(struct plan *plan, const struct choice *from, int n, int room)
{
    for (int i = 0; i < n && i < room; i++)
        plan->choices[plan->n_choices++] = from[i];
}

static void choose_due(struct plan *plan, const struct plan_item *items, int n_items, struct choice *due, int room)
{
    int n = 0;
    for (int i = 0; i < n_items; i++)
        if (is_due(&items[i], plan->rules->today))
            due[n++] = (struct choice){.item = &items[i]};
    qsort(due, (size_t)n, sizeof *due, by_due_day);
    if (n > PLAN_CANDIDATES)
        n = PLAN_CANDIDATES;
    weigh(due, n, plan->rules);
    qsort(due, (size_t)n, sizeof *due, by_worth);
    choose(plan, due, n, room);
}

static void choose_new(struct plan *plan, const struct plan_item *items, int n_items, struct choice *fresh, int room)
{
    int n = 0;
    for (int i = 0; i < n_items; i++)
        if (is_new(&items[i]))
            fresh[n++] = (struct choice){.item = &items[i]};
    qsort(fresh, (size_t)n, sizeof *fresh, by_course);
    choose(plan, fresh, n, room);
}

static void choose_all(struct plan *plan, const struct plan_item *items, int n_items)
{
    int64_t fits = (int64_t)plan->rules->seconds * 1000 / plan->rules->placement_ms;
    int room = fits < PLAN_CANDIDATES ? (int)fits : PLAN_CANDIDATES;
    struct choice *found = xcalloc((size_t)n_items, sizeof *found);
    choose_due(plan, items, n_items, found, room);
    int due = plan->n_choices, room_for_new = room - due;
    if (due > 0 && room_for_new > fits / NEW_SHARE)
        room_for_new = (int)(fits / NEW_SHARE);
    choose_new(plan, items, n_items, found, room_for_new);
    free(found);
}

static int group_of(struct plan *plan, const struct plan_item *item)
{
    for (int g = 0; g < plan->n_groups; g++)
        if (plan->groups[g].deck == item->deck && plan->groups[g].model == item->model)
            return g;
    plan->groups[plan->n_groups] = (struct group){.deck = item->deck, .model = item->model};
    return plan->n_groups++;
}

/* The groups stand in the order in which their first items were chosen. */
static void group_all(struct plan *plan)
{
    for (int i = 0; i < plan->n_choices; i++) {
        int group = plan->choices[i].group = group_of(plan, plan->choices[i].item);
        plan->groups[group].left++;
    }
    plan->left = plan->n_choices;
}

static bool is_on(const struct plan *plan, int draft, const struct plan_item *item)
{
    if (draft < 0 || draft >= plan->n_drafts)
        return false;
    const struct draft *d = &plan->drafts[draft];
    if (plan->groups[d->group].deck != item->deck)
        return false;
    for (int i = 0; i < d->n; i++)
        if (plan->choices[d->choices[i]].item->layer == item->layer)
            return true;
    return false;
}

/* What the board before it does not have goes onto a board first, in the order in which it was chosen. */
static void deal(struct plan *plan, int group, int size)
{
    struct draft draft = {.group = group};
    for (int shared = 0; shared <= 1; shared++)
        for (int i = 0; i < plan->n_choices && draft.n < size; i++) {
            struct choice *c = &plan->choices[i];
            if (c->group != group || c->dealt || is_on(plan, plan->n_drafts - 1, c->item) != shared)
                continue;
            c->dealt = true;
            draft.choices[draft.n++] = i;
        }
    assert(draft.n == size);
    plan->drafts[plan->n_drafts++] = draft;
    plan->groups[group].left -= size;
    plan->left -= size;
}

static void take_back(struct plan *plan)
{
    const struct draft *draft = &plan->drafts[--plan->n_drafts];
    for (int i = 0; i < draft->n; i++)
        plan->choices[draft->choices[i]].dealt = false;
    plan->groups[draft->group].left += draft->n;
    plan->left += draft->n;
}

static bool divides(int left, int size)
{
    return size == left || (size >= PLAN_BOARD_MIN && left - size >= PLAN_BOARD_MIN);
}

/* The sizes that the next board of a group may have, the best first: equal parts, as few as possible; then any. */
static int list_sizes(int left, int sizes[PLAN_BOARD_MAX])
{
    int n = 0;
    bool listed[PLAN_BOARD_MAX + 1] = {false};
    int fewest = (left + PLAN_BOARD_MAX - 1) / PLAN_BOARD_MAX;
    for (int parts = fewest; parts == fewest || parts * PLAN_BOARD_MIN <= left; parts++) {
        int size = (left + parts - 1) / parts;
        if (!listed[size])
            sizes[n++] = size;
        listed[size] = true;
    }
    for (int size = PLAN_BOARD_MAX; size >= PLAN_BOARD_MIN; size--)
        if (!listed[size] && divides(left, size))
            sizes[n++] = size;
    return n;
}

static bool arrange(struct plan *plan, int allowed);

static bool arrange_with(struct plan *plan, int group, int size, int allowed)
{
    if (plan->tries++ >= TRIES_MAX)
        return false;
    deal(plan, group, size);
    if (arrange(plan, allowed))
        return true;
    take_back(plan);
    return false;
}

static bool arrange_group(struct plan *plan, int group, int apart, int shared, int allowed)
{
    int sizes[PLAN_BOARD_MAX];
    int n = plan->groups[group].left ? list_sizes(plan->groups[group].left, sizes) : 0;
    for (int i = 0; i < n; i++)
        if ((sizes[i] > apart ? sizes[i] - apart : 0) == shared &&
            arrange_with(plan, group, sizes[i], allowed - shared))
            return true;
    return false;
}

/* Lays down the boards that are left so that in all at most `allowed` layers stand on two boards in a row. apart counts
   what each group could bring without one. */
static bool arrange(struct plan *plan, int allowed)
{
    if (plan->left == 0)
        return true;
    short apart[PLAN_CANDIDATES] = {0};
    for (int i = 0; i < plan->n_choices; i++) {
        const struct choice *c = &plan->choices[i];
        apart[c->group] += !c->dealt && !is_on(plan, plan->n_drafts - 1, c->item);
    }
    for (int shared = 0; shared <= allowed && shared <= PLAN_BOARD_MAX; shared++)
        for (int group = 0; group < plan->n_groups; group++)
            if (arrange_group(plan, group, apart[group], shared, allowed))
                return true;
    return false;
}

/* Ends at the latest when everything is allowed: then the first board that is tried is always right. */
static void arrange_all(struct plan *plan)
{
    int allowed = 0;
    for (plan->tries = 0; !arrange(plan, allowed); plan->tries = 0)
        allowed = allowed * 2 + 1;
}

static bool is_chosen(const struct plan *plan, const struct plan_item *item)
{
    for (int i = 0; i < plan->n_choices; i++)
        if (plan->choices[i].item == item)
            return true;
    return false;
}

static bool can_fill(const struct plan *plan, int draft, const struct plan_item *item)
{
    const struct group *group = &plan->groups[plan->drafts[draft].group];
    return item->deck == group->deck && item->model == group->model && item->memory.met && !item->today &&
           !is_chosen(plan, item) && !is_on(plan, draft - 1, item) && !is_on(plan, draft + 1, item);
}

static double forgotten(const struct plan_item *item, const struct plan_rules *rules)
{
    int elapsed = rules->today - item->memory.last_day;
    return 1 - fsrs_retrievability(rules->weights, item->memory.state.s, elapsed > 0 ? elapsed : 0);
}

static bool fill_one(struct plan *plan, int draft, const struct plan_item *items, int n_items)
{
    struct choice best = {.item = NULL};
    for (int i = 0; i < n_items; i++) {
        if (!can_fill(plan, draft, &items[i]))
            continue;
        struct choice c = {.item = &items[i], .worth = forgotten(&items[i], plan->rules), .dealt = true};
        if (!best.item || by_worth(&c, &best) < 0)
            best = c;
    }
    if (!best.item)
        return false;
    struct draft *d = &plan->drafts[draft];
    best.group = d->group;
    d->choices[d->n++] = plan->n_choices;
    plan->choices[plan->n_choices++] = best;
    return true;
}

static void fill_all(struct plan *plan, const struct plan_item *items, int n_items)
{
    for (int draft = 0; draft < plan->n_drafts; draft++)
        while (plan->drafts[draft].n < PLAN_BOARD_MIN && fill_one(plan, draft, items, n_items))
            ;
}

static void write_task(const struct plan *plan, const struct draft *draft, struct task *task)
{
    struct choice sorted[PLAN_BOARD_MAX];
    for (int i = 0; i < draft->n; i++)
        sorted[i] = plan->choices[draft->choices[i]];
    qsort(sorted, (size_t)draft->n, sizeof *sorted, by_order);
    const struct group *group = &plan->groups[draft->group];
    *task = (struct task){.kind = TASK_BOARD, .deck = group->deck, .model = group->model, .n_items = draft->n};
    for (int i = 0; i < draft->n; i++)
        task->items[i] = (struct task_item){sorted[i].item->layer, sorted[i].item->model};
}

int plan_drill(const struct plan_item *items, int n_items, const struct plan_rules *rules, struct task *tasks)
{
    assert(rules->placement_ms > 0);
    struct plan *plan = xcalloc(1, sizeof *plan);
    plan->rules = rules;
    choose_all(plan, items, n_items);
    group_all(plan);
    arrange_all(plan);
    fill_all(plan, items, n_items);
    int n_tasks = plan->n_drafts;
    for (int i = 0; i < n_tasks; i++)
        write_task(plan, &plan->drafts[i], &tasks[i]);
    free(plan);
    return n_tasks;
}

void plan_count(const struct plan_item *items, int n_items, int today, int *due, int *fresh)
{
    *due = *fresh = 0;
    for (int i = 0; i < n_items; i++) {
        *due += is_due(&items[i], today);
        *fresh += is_new(&items[i]);
    }
}
