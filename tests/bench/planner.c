#include "planner.h"

#include "base/mem.h"
#include "base/rng.h"
#include "play/plan.h"
#include "srs/value.h"

#include <stdlib.h>

struct planner {
    int n_layers, n_models, n_zones, n;
    struct plan_item *items;
    int *asked;
    struct task tasks[PLAN_TASKS_MAX];
};

struct planner *planner_new(int n_layers, int n_models, int n_zones, uint64_t seed)
{
    struct planner *planner = xcalloc(1, sizeof *planner);
    struct rng rng = {seed};
    planner->n_layers = n_layers;
    planner->n_models = n_models;
    planner->n_zones = n_zones;
    planner->n = n_layers * n_models;
    planner->items = xcalloc((size_t)planner->n, sizeof *planner->items);
    planner->asked = xcalloc((size_t)planner->n, sizeof *planner->asked);
    for (int i = 0; i < planner->n; i++)
        planner->items[i] = (struct plan_item){.layer = i % n_layers, .model = i / n_layers, .order = rng_next(&rng)};
    return planner;
}

void planner_free(struct planner *planner)
{
    if (!planner)
        return;
    free(planner->items);
    free(planner->asked);
    free(planner);
}

void planner_set(struct planner *planner, int item, const struct grade_memory *memory, int due_day)
{
    planner->items[item].memory = *memory;
    planner->items[item].due_day = due_day;
}

/* In the last days before an exam, the items that are worth most on its day, due or not, met or new. */
struct worth {
    int item;
    double worth;
};

static int by_worth(const void *a, const void *b)
{
    const struct worth *x = a, *y = b;
    if (x->worth != y->worth)
        return x->worth > y->worth ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

static int ask_by_worth(struct planner *planner, const struct planner_day *day)
{
    int room = day->seconds * 1000 / PLANNER_PLACEMENT_MS, n = 0;
    struct worth *worths = xcalloc((size_t)planner->n, sizeof *worths);
    for (int i = 0; i < planner->n; i++)
        worths[i] =
            (struct worth){i, value_of_asking(&fsrs_default, &planner->items[i].memory, day->today, day->exam_day,
                                              1. / planner->n_zones, PLANNER_PLACEMENT_MS / 1000.)};
    qsort(worths, (size_t)planner->n, sizeof *worths, by_worth);
    for (; n < room && n < planner->n && worths[n].worth > 0; n++)
        planner->asked[n] = worths[n].item;
    free(worths);
    return n;
}

static bool in_last_days(const struct planner *planner, const struct planner_day *day)
{
    int left = day->exam_day - day->today;
    bool fits = planner->n * (PLANNER_PLACEMENT_MS / 1000) <= 3 * day->seconds;
    return day->exam_day && left <= (fits ? 3 : 7);
}

int planner_ask(struct planner *planner, const struct planner_day *day, const int **asked)
{
    *asked = planner->asked;
    if (in_last_days(planner, day))
        return ask_by_worth(planner, day);
    int n = 0;
    struct plan_rules rules = {.weights = &fsrs_default,
                               .today = day->today,
                               .seconds = day->seconds,
                               .placement_ms = PLANNER_PLACEMENT_MS,
                               .zones = &planner->n_zones};
    int n_tasks = plan_drill(planner->items, planner->n, &rules, planner->tasks);
    int room = day->seconds * 1000 / PLANNER_PLACEMENT_MS; /* fillers may pass it: the learner stops */
    for (int t = 0; t < n_tasks; t++)
        for (int i = 0; i < planner->tasks[t].n_items && n < room; i++)
            planner->asked[n++] =
                planner->tasks[t].items[i].layer + planner->n_layers * planner->tasks[t].items[i].model;
    return n;
}
