#include "planner.h"

#include "base/mem.h"
#include "base/rng.h"
#include "play/plan.h"

#include <stdlib.h>

struct planner {
    struct deck deck;
    int n;
    struct plan_item *items;
    int *asked;
    struct task tasks[PLAN_TASKS_MAX];
};

/* All that a plan asks a deck: what there is, and what is a sibling of what. */
static void make_deck(struct deck *deck, int n_layers, int n_models, int n_zones)
{
    deck->id = "simulated";
    deck->n_layers = n_layers;
    deck->n_models = n_models;
    deck->n_zones = n_zones;
    deck->layers = xcalloc((size_t)n_layers, sizeof *deck->layers);
    for (int layer = 0; layer < n_layers; layer++) {
        deck->layers[layer].id = "layer";
        deck->layers[layer].cells = xcalloc((size_t)n_models, sizeof *deck->layers[layer].cells);
    }
}

/* The simulation's number of an item of the deck. */
static int number_of(const struct planner *planner, int item)
{
    return item / planner->deck.n_models + planner->deck.n_layers * (item % planner->deck.n_models);
}

static int item_of(const struct planner *planner, int number)
{
    return deck_item_of_cell(&planner->deck, number % planner->deck.n_layers, number / planner->deck.n_layers);
}

struct planner *planner_new(int n_layers, int n_models, int n_zones, uint64_t seed)
{
    struct planner *planner = xcalloc(1, sizeof *planner);
    struct rng rng = {seed};
    make_deck(&planner->deck, n_layers, n_models, n_zones);
    planner->n = n_layers * n_models;
    planner->items = xcalloc((size_t)planner->n, sizeof *planner->items);
    planner->asked = xcalloc((size_t)planner->n, sizeof *planner->asked);
    for (int i = 0; i < planner->n; i++)
        planner->items[i] = (struct plan_item){.item = item_of(planner, i), .order = rng_next(&rng)};
    return planner;
}

void planner_free(struct planner *planner)
{
    if (!planner)
        return;
    for (int layer = 0; layer < planner->deck.n_layers; layer++)
        free(planner->deck.layers[layer].cells);
    free(planner->deck.layers);
    free(planner->items);
    free(planner->asked);
    free(planner);
}

void planner_set(struct planner *planner, int item, const struct grade_memory *memory, int due_day)
{
    planner->items[item].memory = *memory;
    planner->items[item].due_day = due_day;
}

int planner_ask(struct planner *planner, const struct planner_day *day, const int **asked)
{
    const struct plan_deck deck = {&planner->deck, day->exam_day > day->today ? day->exam_day : 0, -PLAN_NEVER};
    const struct plan_rules rules = {.weights = &fsrs_default,
                                     .today = day->today,
                                     .seconds = day->seconds,
                                     .ms = {PLANNER_PLACEMENT_MS, PLANNER_PLACEMENT_MS, PLANNER_PLACEMENT_MS},
                                     .kinds = 1u << ITEM_PLACEMENT,
                                     .retention = day->retention,
                                     .decks = &deck,
                                     .n_decks = 1};
    int n_tasks = plan_drill(planner->items, planner->n, &rules, planner->tasks), n = 0;
    *asked = planner->asked;
    for (int t = 0; t < n_tasks; t++)
        for (int i = 0; i < planner->tasks[t].n_items; i++)
            planner->asked[n++] = number_of(planner, planner->tasks[t].items[i]);
    return n;
}
