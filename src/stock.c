/* From the store to a plan: the decks that are asked with what is remembered of them, and of the decks beside them what
   was asked today, as it may be a sibling. */
#include "stock.h"

#include "base/mem.h"
#include "base/rng.h"
#include "srs/day.h"
#include "store/weights.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool in_common(const char *const *a, int n_a, const char *const *b, int n_b)
{
    for (int i = 0; i < n_a; i++)
        for (int k = 0; k < n_b; k++)
            if (strcmp(a[i], b[k]) == 0)
                return true;
    return false;
}

static bool is_beside(const struct deck *a, const struct deck *b)
{
    return in_common(a->exams, a->n_exams, b->exams, b->n_exams) ||
           in_common(a->conflicts, a->n_conflicts, &b->id, 1) || in_common(b->conflicts, b->n_conflicts, &a->id, 1);
}

static void list_decks(struct stock *stock, const struct shelf *shelf, const struct deck *const *decks, int n_decks)
{
    stock->decks = xcalloc((size_t)(n_decks + shelf->n), sizeof *stock->decks);
    stock->n_asked = n_decks;
    for (int d = 0; d < n_decks; d++)
        stock->decks[stock->n_decks++].deck = decks[d];
    for (int s = 0; s < shelf->n; s++) {
        bool beside = false, asked = false;
        for (int d = 0; d < n_decks; d++) {
            beside = beside || is_beside(shelf->decks[s], decks[d]);
            asked = asked || decks[d] == shelf->decks[s];
        }
        if (beside && !asked)
            stock->decks[stock->n_decks++].deck = shelf->decks[s];
    }
}

/* -- the plan -- */

enum { GOALS_MAX = 100 };

/* Exams that the plan is for: the goal, and those whose day is set and lies ahead. */
struct aims {
    char goal[SETTING_MAX];
    struct store_goal goals[GOALS_MAX];
    const char *exams[GOALS_MAX + 1];
    int n;
};

static bool is_exam(const char *goal)
{
    return strcmp(goal, GOAL_NONE) != 0 && strcmp(goal, GOAL_TEACH) != 0 && strcmp(goal, GOAL_ALL) != 0;
}

static void read_aims(struct aims *aims, struct store *store, int today)
{
    if (!store_setting_get(store, "goal", aims->goal))
        snprintf(aims->goal, sizeof aims->goal, "%s", GOAL_ALL);
    int n = store_goals(store, aims->goals, GOALS_MAX);
    aims->n = 0;
    if (is_exam(aims->goal))
        aims->exams[aims->n++] = aims->goal;
    for (int i = 0; i < n; i++)
        if (aims->goals[i].day > today)
            aims->exams[aims->n++] = aims->goals[i].exam;
}

/* Whoever has no exam begins with what belongs to no provider: decks that several exams share. */
static bool is_neutral(const struct deck *deck)
{
    return deck->n_exams > 1;
}

static bool is_chosen(struct store *store, const struct deck *deck, bool otherwise)
{
    char name[DECK_ID_MAX + 8], value[SETTING_MAX];
    snprintf(name, sizeof name, "plan.%s", deck->id);
    return store_setting_get(store, name, value) ? strcmp(value, "on") == 0 : otherwise;
}

static bool is_aimed_at(const struct aims *aims, const struct deck *deck)
{
    if (in_common(deck->exams, deck->n_exams, aims->exams, aims->n))
        return true;
    bool none = strcmp(aims->goal, GOAL_NONE) == 0 || strcmp(aims->goal, GOAL_TEACH) == 0;
    return none && is_neutral(deck);
}

int stock_plan(struct store *store, const struct shelf *shelf, int today, const struct deck **decks)
{
    struct aims aims;
    bool any = false;
    int n = 0;
    read_aims(&aims, store, today);
    for (int s = 0; s < shelf->n; s++)
        any = any || is_aimed_at(&aims, shelf->decks[s]);
    for (int s = 0; s < shelf->n; s++)
        if (is_chosen(store, shelf->decks[s], !any || is_aimed_at(&aims, shelf->decks[s])))
            decks[n++] = shelf->decks[s];
    return n;
}

static int by_title(const void *a, const void *b)
{
    const struct deck *const *x = a, *const *y = b;
    return strcasecmp((*x)->title, (*y)->title);
}

int stock_list(struct store *store, const struct shelf *shelf, int today, const struct deck **decks)
{
    int n = stock_plan(store, shelf, today, decks), all = n;
    plan_order(decks, n);
    for (int s = 0; s < shelf->n; s++) {
        bool planned = false;
        for (int d = 0; d < n; d++)
            planned = planned || decks[d] == shelf->decks[s];
        if (!planned)
            decks[all++] = shelf->decks[s];
    }
    if (all > n)
        qsort(decks + n, (size_t)(all - n), sizeof *decks, by_title);
    return n;
}

static bool load_facts(struct stock *stock, struct store *store, int d, struct moment now, struct err *err)
{
    struct plan_deck *deck = &stock->decks[d];
    struct store_deck facts = {0};
    bool fine = store_know(store, deck->deck, now, err) && store_deck(store, deck->deck, &facts, err);
    deck->exam_day = facts.exam_day;
    deck->newest_day = facts.any_met ? facts.newest_day : -PLAN_NEVER;
    if (d == 0)
        stock->rules.retention = facts.retention;
    return fine;
}

/* What is not read stays hidden: nothing of it is asked, so nothing of it has to be shown. The same goes for what
 * rests. */
static void add_items(struct stock *stock, int d, const struct store_item *stored, int n, uint64_t seed)
{
    const struct deck *deck = stock->decks[d].deck;
    for (int i = 0; i < n; i++) {
        const struct store_item *item = &stored[i];
        char key[DECK_KEY_MAX];
        unsigned kind = 1u << deck_item_kind(deck, item->item);
        if (item->rests || !deck_item_asks(deck, item->item) || (d < stock->n_asked && !(stock->rules.kinds & kind)))
            continue;
        deck_item_key(deck, item->item, key);
        stock->shown[stock->n_items] = item->today && !item->answered;
        struct plan_item *planned = &stock->items[stock->n_items++];
        *planned = (struct plan_item){.deck = d,
                                      .item = item->item,
                                      .memory = item->memory,
                                      .due_day = item->due_day,
                                      .today = item->today,
                                      .line = item->line,
                                      .order = rng_hash(seed, key)};
        if (d < stock->n_asked)
            stock->hidden[d][item->item] = plan_hides(planned, stock->rules.today);
    }
}

static void make_room(struct stock *stock, int n)
{
    size_t size = sizeof *stock->items;
    struct plan_item *items = xcalloc((size_t)(stock->n_items + n), size);
    if (stock->n_items)
        memcpy(items, stock->items, (size_t)stock->n_items * size);
    bool *shown = xcalloc((size_t)(stock->n_items + n), sizeof *shown);
    if (stock->n_items)
        memcpy(shown, stock->shown, (size_t)stock->n_items * sizeof *shown);
    free(stock->items);
    free(stock->shown);
    stock->items = items;
    stock->shown = shown;
}

static void hide_all(struct stock *stock, int d)
{
    const struct deck *deck = stock->decks[d].deck;
    int n = deck_item_count(deck);
    stock->hidden[d] = xcalloc((size_t)n, sizeof **stock->hidden);
    memset(stock->hidden[d], true, (size_t)n * sizeof **stock->hidden);
}

/* Of decks beside those asked only what was asked today. */
static int only_today(struct store_item *items, int n)
{
    int kept = 0;
    for (int i = 0; i < n; i++)
        if (items[i].today)
            items[kept++] = items[i];
    return kept;
}

static bool load_items(struct stock *stock, struct store *store, int d, enum stock_how how, uint64_t seed,
                       struct err *err)
{
    const struct deck *deck = stock->decks[d].deck;
    bool asked = d < stock->n_asked;
    struct store_list list = {0};
    bool fine;
    if (asked && how == STOCK_ALL) {
        list.n = deck_item_count(deck);
        list.items = xcalloc((size_t)list.n, sizeof *list.items);
        fine = store_items(store, deck, stock->rules.today, list.items, err);
    } else {
        fine = store_candidates(store, deck, stock->rules.today, asked ? PLAN_CANDIDATES : 0, &list, err);
    }
    if (asked)
        hide_all(stock, d);
    else
        list.n = only_today(list.items, list.n);
    make_room(stock, list.n);
    add_items(stock, d, list.items, list.n, seed);
    free(list.items);
    return fine;
}

bool stock_load(struct stock *stock, struct store *store, const struct shelf *shelf, const struct deck *const *decks,
                int n_decks, enum stock_how how, int minutes, struct moment now, uint64_t seed, struct err *err)
{
    int ms[3];
    *stock = (struct stock){.rules = {.weights = &stock->weights,
                                      .today = day_of(now),
                                      .seconds = minutes * 60,
                                      .kinds = 1 << ITEM_PLACEMENT | 1 << ITEM_CARD | 1 << ITEM_QUESTION,
                                      .retention = SETTING_RETENTION}};
    list_decks(stock, shelf, decks, n_decks);
    stock->hidden = xcalloc((size_t)n_decks, sizeof *stock->hidden);
    store_medians(store, ms);
    for (int kind = 0; kind < 3; kind++)
        stock->rules.ms[kind] = ms[kind] ? ms[kind] : plan_ms[kind];
    struct store_weights weights;
    bool fine = store_weights(store, &weights, err);
    stock->weights = weights.weights;
    for (int d = 0; d < stock->n_decks; d++) {
        fine = fine && load_facts(stock, store, d, now, err);
        fine = load_items(stock, store, d, how, seed, fine ? err : NULL) && fine;
    }
    stock->rules.decks = stock->decks;
    stock->rules.n_decks = stock->n_decks;
    return fine;
}

void stock_clear(struct stock *stock)
{
    for (int d = 0; d < stock->n_asked; d++)
        free(stock->hidden[d]);
    free(stock->hidden);
    free(stock->items);
    free(stock->shown);
    free(stock->decks);
}

int stock_shown(struct stock *stock, bool ask, int *of_deck)
{
    int n = 0;
    for (int d = 0; of_deck && d < stock->n_asked; d++)
        of_deck[d] = 0;
    for (int i = 0; i < stock->n_items; i++) {
        struct plan_item *item = &stock->items[i];
        bool wanted = !item->memory.met || item->due_day <= stock->rules.today;
        if (item->deck >= stock->n_asked || !stock->shown[i] || !wanted)
            continue;
        n++;
        if (of_deck)
            of_deck[item->deck]++;
        item->today = item->today && !ask;
    }
    return n;
}
