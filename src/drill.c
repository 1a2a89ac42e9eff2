/* Plans from the store: loads the states of the decks, lets play/plan choose, and begins the session that the store
 * keeps. */
#include "drill.h"

#include "base/mem.h"
#include "base/rng.h"
#include "base/tr.h"
#include "screens/when.h"
#include "srs/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void drill_clear(struct drill *drill)
{
    session_free(drill->session);
    free(drill->decks);
    *drill = (struct drill){0};
}

/* All that planning needs of some decks. */
struct stock {
    const struct deck *const *decks;
    int n_decks, n_items;
    struct plan_item *items;
    bool **hidden;
    int *zones;
};

static void stock_clear(struct stock *stock)
{
    for (int d = 0; d < stock->n_decks; d++)
        free(stock->hidden[d]);
    free(stock->hidden);
    free(stock->items);
    free(stock->zones);
}

static void stock_deck(struct stock *stock, int d, const struct store_item *stored, int today, uint64_t seed)
{
    const struct deck *deck = stock->decks[d];
    for (int cell = 0; cell < deck->n_layers * deck->n_models; cell++) {
        int layer = cell / deck->n_models, model = cell % deck->n_models;
        const struct store_item *item = &stored[cell];
        if (!deck_asks(deck, layer, model))
            continue;
        char key[DECK_KEY_MAX];
        deck_key(deck, layer, model, key);
        struct plan_item *planned = &stock->items[stock->n_items++];
        *planned = (struct plan_item){.deck = d,
                                      .layer = layer,
                                      .model = model,
                                      .memory = item->memory,
                                      .due_day = item->due_day,
                                      .today = item->today,
                                      .order = rng_hash(seed, key)};
        stock->hidden[d][cell] = plan_hides(planned, today);
    }
}

static bool stock_load(struct stock *stock, struct store *store, const struct deck *const *decks, int n_decks,
                       struct moment now, uint64_t seed, struct err *err)
{
    int today = day_of(now);
    int cells = 0;
    for (int d = 0; d < n_decks; d++)
        cells += decks[d]->n_layers * decks[d]->n_models;
    *stock = (struct stock){.decks = decks,
                            .n_decks = n_decks,
                            .items = xcalloc((size_t)cells, sizeof *stock->items),
                            .hidden = xcalloc((size_t)n_decks, sizeof *stock->hidden),
                            .zones = xcalloc((size_t)n_decks, sizeof *stock->zones)};
    bool fine = true;
    for (int d = 0; d < n_decks; d++) {
        size_t n = (size_t)(decks[d]->n_layers * decks[d]->n_models);
        struct store_item *stored = xcalloc(n, sizeof *stored);
        stock->hidden[d] = xcalloc(n, sizeof **stock->hidden);
        stock->zones[d] = decks[d]->n_zones;
        fine = fine && store_know(store, decks[d], now, err) && store_items(store, decks[d], today, stored, err);
        stock_deck(stock, d, stored, today, seed);
        free(stored);
    }
    return fine;
}

static int placement_ms_of(struct store *store)
{
    int median = store_median_ms(store);
    return median ? median : PLAN_PLACEMENT_MS;
}

static int plan(const struct stock *stock, struct store *store, int minutes, int today, int *placement_ms,
                struct task *tasks)
{
    *placement_ms = placement_ms_of(store);
    struct plan_rules rules = {.weights = &fsrs_default,
                               .today = today,
                               .seconds = minutes * 60,
                               .placement_ms = *placement_ms,
                               .zones = stock->zones};
    return plan_drill(stock->items, stock->n_items, &rules, tasks);
}

static void name_setup(char *setup, size_t size, const struct deck *only, int minutes)
{
    snprintf(setup, size, "drill %s --minutes %d", only ? only->id : "", minutes);
}

static void take_decks(struct drill *drill, const struct shelf *shelf, const struct deck *only)
{
    drill->n_decks = only ? 1 : shelf->n;
    drill->decks = xcalloc((size_t)drill->n_decks, sizeof *drill->decks);
    for (int d = 0; d < drill->n_decks; d++)
        drill->decks[d] = only ? only : shelf->decks[d];
}

bool drill_store(struct drill *drill, struct store *store, struct err *err)
{
    drill->stored = drill->stored || store_begin(store, drill->session, drill->seed, drill->setup, drill->began, err);
    return drill->stored;
}

bool drill_begin(struct drill *drill, struct store *store, const struct shelf *shelf, const struct deck *only,
                 uint64_t seed, int minutes, struct moment now, struct err *err)
{
    *err = (struct err){""};
    take_decks(drill, shelf, only);
    struct stock stock;
    struct task *tasks = xcalloc(PLAN_TASKS_MAX, sizeof *tasks);
    name_setup(drill->setup, sizeof drill->setup, only, minutes);
    drill->seed = seed;
    drill->began = now;
    bool fine = stock_load(&stock, store, drill->decks, drill->n_decks, now, seed, err);
    int n = fine ? plan(&stock, store, minutes, day_of(now), &drill->placement_ms, tasks) : 0;
    if (n > 0) {
        drill->session = session_new(drill->decks, drill->n_decks, tasks, n, (const bool *const *)stock.hidden);
        drill_store(drill, store, err);
    }
    stock_clear(&stock);
    free(tasks);
    if (drill->session)
        return true;
    drill_clear(drill);
    return false;
}

/* The deck that the setup of an unfinished drill names; false where it is not on the shelf. */
static bool setup_deck(struct shelf *shelf, const char *setup, const struct deck **only, struct err *err)
{
    char id[DECK_ID_MAX + 1];
    *only = NULL;
    if (sscanf(setup, "drill %40s", id) != 1 || id[0] == '-')
        return true;
    *only = shelf_find(shelf, id);
    return *only || err_set(err, tr("the deck '%s' of the unfinished drill is gone."), id);
}

bool drill_resume(struct drill *drill, struct store *store, struct shelf *shelf, struct moment now, struct err *err)
{
    *err = (struct err){""};
    struct store_open_drill open;
    const struct deck *only;
    if (!store_find_drill(store, &open))
        return false;
    if (!setup_deck(shelf, open.setup, &only, err)) {
        store_leave(store, now, NULL); /* else it would be offered for ever */
        return false;
    }
    take_decks(drill, shelf, only);
    struct stock stock;
    if (stock_load(&stock, store, drill->decks, drill->n_decks, now, open.seed, err))
        drill->session = store_resume(store, drill->decks, drill->n_decks, (const bool *const *)stock.hidden, now, err);
    stock_clear(&stock);
    drill->placement_ms = placement_ms_of(store);
    drill->stored = drill->session != NULL;
    if (drill->session)
        return true;
    drill_clear(drill);
    return false;
}

bool drill_is_open(struct store *store, const struct deck *only, int minutes, int today)
{
    struct store_open_drill open;
    char setup[256];
    name_setup(setup, sizeof setup, only, minutes);
    return store_find_drill(store, &open) && open.began_day == today && strcmp(open.setup, setup) == 0;
}

static void count_plan(struct drill_outlook *outlook, const struct stock *stock, const struct task *tasks, int n,
                       int today)
{
    for (int t = 0; t < n; t++)
        for (int i = 0; i < tasks[t].n_items; i++)
            for (int k = 0; k < stock->n_items; k++) {
                const struct plan_item *item = &stock->items[k];
                if (item->deck != tasks[t].deck || item->layer != tasks[t].items[i].layer ||
                    item->model != tasks[t].items[i].model)
                    continue;
                outlook->to_answer++;
                outlook->fresh += !item->memory.met;
                outlook->due += item->memory.met && item->due_day <= today;
            }
}

/* The day an item is next asked, after today. What is new or overdue can be asked tomorrow. */
static int day_after_today(const struct plan_item *item, int today)
{
    return !item->memory.met || item->due_day <= today ? today + 1 : item->due_day;
}

static void look_ahead(struct drill_outlook *outlook, const struct stock *stock, int today, int placement_ms)
{
    int n = 0;
    for (int k = 0; k < stock->n_items; k++) {
        int day = day_after_today(&stock->items[k], today);
        if (!outlook->next_day || day < outlook->next_day) {
            outlook->then_day = outlook->next_day;
            outlook->next_day = day;
            n = 0;
        } else if (day > outlook->next_day && (!outlook->then_day || day < outlook->then_day)) {
            outlook->then_day = day;
        }
        n += day == outlook->next_day;
    }
    outlook->next_minutes = when_minutes((int64_t)n * placement_ms);
}

static void weigh_knowledge(struct drill_outlook *outlook, const struct stock *stock, int day)
{
    for (int k = 0; k < stock->n_items; k++) {
        const struct grade_memory *memory = &stock->items[k].memory;
        int elapsed = memory->met && day > memory->last_day ? day - memory->last_day : 0;
        double r = memory->met ? fsrs_retrievability(&fsrs_default, memory->state.s, elapsed) : 0;
        outlook->expected += (r + (1 - r) / stock->zones[stock->items[k].deck]) / stock->n_items;
        outlook->never_met += !memory->met;
        outlook->first_answers += memory->answers;
    }
}

bool drill_outlook(struct store *store, const struct deck *const *decks, int n_decks, int minutes, struct moment now,
                   struct drill_outlook *outlook, struct err *err)
{
    *outlook = (struct drill_outlook){0};
    int today = day_of(now);
    struct stock stock;
    struct task *tasks = xcalloc(PLAN_TASKS_MAX, sizeof *tasks);
    int placement_ms = 0;
    bool fine = stock_load(&stock, store, decks, n_decks, now, 0, err);
    if (fine)
        count_plan(outlook, &stock, tasks, plan(&stock, store, minutes, today, &placement_ms, tasks), today);
    outlook->minutes = when_minutes((int64_t)outlook->to_answer * placement_ms);
    look_ahead(outlook, &stock, today, placement_ms);
    weigh_knowledge(outlook, &stock, today + 1);
    stock_clear(&stock);
    free(tasks);
    return fine;
}

int drill_new_tries(const struct drill *drill, struct store *store, int today)
{
    int n = 0;
    for (int d = 0; d < drill->n_decks; d++) {
        const struct deck *deck = drill->decks[d];
        struct store_item *items = xcalloc((size_t)(deck->n_layers * deck->n_models), sizeof *items);
        store_items(store, deck, today, items, NULL);
        for (int i = 0; i < drill->session->n_tries; i++) {
            const struct session_try *t = &drill->session->tries[i];
            const struct grade_memory *memory = &items[t->layer * deck->n_models + t->model].memory;
            n += t->deck == d && !t->slipped && memory->answers == 1 && memory->last_day == today;
        }
        free(items);
    }
    return n;
}
