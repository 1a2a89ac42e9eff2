/* A deck of placements in memory, handed to plan_drill as src/drill.c does with those on disk. */
#include "planner.h"

#include "base/mem.h"
#include "base/rng.h"
#include "play/plan.h"

#include <stdlib.h>
#include <string.h>

struct planner {
    struct deck deck;
    struct plan_item *items;
    int *asked;
    int newest_day;
    struct task tasks[PLAN_TASKS_MAX];
};

static void make_deck(struct deck *deck, int n_layers, int n_models, int n_zones)
{
    static const char *const ids[DECK_ZONES_MAX] = {"a", "b", "c", "d", "e", "f"};
    deck->id = "deck";
    deck->n_layers = n_layers;
    deck->n_models = n_models;
    deck->n_zones = n_zones;
    for (int zone = 0; zone < n_zones; zone++)
        deck->zones[zone] = (struct deck_zone){.id = ids[zone], .name = ids[zone], .look = (enum deck_look)zone};
    for (int model = 0; model < n_models; model++)
        deck->models[model] = (struct deck_model){.id = "model", .name = "model"};
    deck->layers = xcalloc((size_t)n_layers, sizeof *deck->layers);
    for (int layer = 0; layer < n_layers; layer++) {
        deck->layers[layer].id = "layer";
        deck->layers[layer].cells = xcalloc((size_t)n_models, sizeof *deck->layers->cells);
    }
}

struct planner *planner_new(int n_layers, int n_models, int n_zones, uint64_t seed)
{
    struct planner *planner = xcalloc(1, sizeof *planner);
    struct rng rng = {seed};
    int n = n_layers * n_models;
    make_deck(&planner->deck, n_layers, n_models, n_zones);
    planner->items = xcalloc((size_t)n, sizeof *planner->items);
    planner->asked = xcalloc((size_t)n, sizeof *planner->asked);
    planner->newest_day = -PLAN_NEVER;
    for (int i = 0; i < n; i++)
        planner->items[i] = (struct plan_item){.item = deck_item_of_cell(&planner->deck, i % n_layers, i / n_layers),
                                               .order = rng_next(&rng)};
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
    const struct deck *deck = &planner->deck;
    struct plan_deck course = {.deck = deck, .exam_day = day->exam_day, .newest_day = planner->newest_day};
    struct plan_rules rules = {.weights = &fsrs_default,
                               .today = day->today,
                               .seconds = day->seconds,
                               .kinds = 1 << ITEM_PLACEMENT,
                               .retention = day->retention,
                               .decks = &course,
                               .n_decks = 1};
    memcpy(rules.ms, plan_ms, sizeof rules.ms);
    int n = 0, n_tasks = plan_drill(planner->items, deck_item_count(deck), &rules, planner->tasks);
    for (int t = 0; t < n_tasks; t++)
        for (int i = 0; i < planner->tasks[t].n_items; i++) {
            int item = planner->tasks[t].items[i];
            planner->asked[n] = deck_item_layer(deck, item) + deck->n_layers * deck_item_model(deck, item);
            if (!planner->items[planner->asked[n]].memory.met)
                planner->newest_day = day->today;
            n++;
        }
    *asked = planner->asked;
    return n;
}
