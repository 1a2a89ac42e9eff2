/* plan: what is chosen, and on which boards; that siblings stand apart is compared with trying everything. */
#include "base/mem.h"
#include "base/rng.h"
#include "play/plan.h"
#include "srs/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { TODAY = 20000, N_DECKS = 2, ITEMS_MAX = 4500, WALKS = 3000, LINE_WALKS = 1000 };
enum { LAYERS = 512, MODELS = DECK_MODELS_MAX };

static const int zones[N_DECKS] = {3, 4};
static struct task tasks[PLAN_TASKS_MAX];

/* -- decks: large ones, of which a test hands in what it needs; each layer has a card about it -- */

static struct deck decks[N_DECKS];
static struct plan_deck plan_decks[N_DECKS];

static const char *id_of(struct deck *deck, const char *format, int n)
{
    char text[DECK_ID_MAX];
    snprintf(text, sizeof text, "%s%d", format, n);
    return arena_text(&deck->memory, text, strlen(text));
}

static void make_deck(struct deck *deck, int d)
{
    *deck = (struct deck){.n_zones = zones[d], .n_models = MODELS, .n_layers = LAYERS, .n_cards = LAYERS};
    deck->id = id_of(deck, "deck", d);
    deck->layers = arena_alloc(&deck->memory, sizeof *deck->layers * LAYERS);
    deck->cards = arena_alloc(&deck->memory, sizeof *deck->cards * LAYERS);
    for (int layer = 0; layer < LAYERS; layer++) {
        size_t size = sizeof(struct deck_cell) * MODELS;
        deck->layers[layer] = (struct deck_layer){.id = id_of(deck, "layer", layer),
                                                  .cells = memset(arena_alloc(&deck->memory, size), 0, size)};
        const char **about = arena_alloc(&deck->memory, sizeof *about);
        *about = deck->layers[layer].id;
        deck->cards[layer] = (struct deck_card){.id = id_of(deck, "card", layer), .about = about, .n_about = 1};
    }
}

static int make_decks(void **state)
{
    (void)state;
    for (int d = 0; d < N_DECKS; d++)
        make_deck(&decks[d], d);
    return 0;
}

static int drop_decks(void **state)
{
    (void)state;
    for (int d = 0; d < N_DECKS; d++)
        arena_clear(&decks[d].memory);
    return 0;
}

static int its_layer(const struct plan_item *item)
{
    bool placed = deck_item_kind(&decks[item->deck], item->item) == ITEM_PLACEMENT;
    return placed ? item->item / MODELS : deck_item_index(&decks[item->deck], item->item);
}

/* -1: of a card. */
static int its_model(const struct plan_item *item)
{
    return deck_item_kind(&decks[item->deck], item->item) == ITEM_PLACEMENT ? item->item % MODELS : -1;
}

static struct plan_rules minutes(int n)
{
    for (int d = 0; d < N_DECKS; d++)
        plan_decks[d] = (struct plan_deck){.deck = &decks[d], .newest_day = -PLAN_NEVER};
    struct plan_rules rules = {.weights = &fsrs_default,
                               .today = TODAY,
                               .seconds = n * 60,
                               .kinds = 7,
                               .retention = .90,
                               .decks = plan_decks,
                               .n_decks = N_DECKS};
    memcpy(rules.ms, plan_ms, sizeof rules.ms);
    return rules;
}

/* Plans, with decks that ask the models of which there are items. */
static int drill(const struct plan_item *items, int n, const struct plan_rules *rules, struct task *planned)
{
    for (int d = 0; d < N_DECKS; d++)
        for (int model = 0; model < MODELS; model++)
            decks[d].models[model].given = true;
    for (int i = 0; i < n; i++)
        if (its_model(&items[i]) >= 0)
            decks[items[i].deck].models[its_model(&items[i])].given = false;
    int n_tasks = plan_drill(items, n, rules, planned);
    assert_true(plan_takes_ms(rules, planned, n_tasks) <= rules->seconds * INT64_C(1000));
    const struct deck *const list[] = {&decks[0], &decks[1]};
    assert_true(session_fits(list, N_DECKS, planned, n_tasks));
    return n_tasks;
}

/* -- items -- */

static struct plan_item item_of(int deck, int item)
{
    char key[64];
    snprintf(key, sizeof key, "deck%d/%d", deck, item);
    return (struct plan_item){.deck = deck, .item = item, .order = rng_hash(1, key)};
}

static struct plan_item fresh(int deck, int layer, int model)
{
    return item_of(deck, layer * MODELS + model);
}

/* Met `days` ago with that stability; due in `due` days. */
static struct plan_item make_met(struct plan_item item, int days, double s, int due)
{
    item.memory = (struct grade_memory){.met = true, .state = {s, 5}, .last_day = TODAY - days, .answers = 1};
    item.due_day = TODAY + due;
    return item;
}

static struct plan_item met(int deck, int layer, int model, int days, double s, int due)
{
    return make_met(fresh(deck, layer, model), days, s, due);
}

static int fill_deck(struct plan_item *items, int deck, int n_layers, int n_models)
{
    int n = 0;
    for (int layer = 0; layer < n_layers; layer++)
        for (int model = 0; model < n_models; model++)
            items[n++] = fresh(deck, layer, model);
    return n;
}

/* Adds what keeps every layer off the lines: its card, which was asked today. */
static int keep_off_lines(struct plan_item *items, int n)
{
    int more = n;
    for (int i = 0; i < n; i++) {
        int card = deck_item_of_card(&decks[items[i].deck], its_layer(&items[i]));
        bool there = false;
        for (int j = n; j < more; j++)
            there = there || (items[j].deck == items[i].deck && items[j].item == card);
        if (there)
            continue;
        items[more] = item_of(items[i].deck, card);
        items[more++].today = true;
    }
    return more;
}

static bool task_has(const struct task *task, int layer, int model)
{
    for (int i = 0; i < task->n_items; i++)
        if (task->items[i] == layer * MODELS + model)
            return true;
    return false;
}

static int times_asked(const struct plan_item *item, int n_tasks)
{
    int n = 0;
    for (int t = 0; t < n_tasks; t++)
        for (int i = 0; i < tasks[t].n_items; i++)
            n += tasks[t].deck == item->deck && tasks[t].items[i] == item->item;
    return n;
}

static int count_asked(int n_tasks)
{
    int n = 0;
    for (int t = 0; t < n_tasks; t++)
        n += tasks[t].n_items;
    return n;
}

static int shared_layers(const struct task *a, const struct task *b)
{
    int n = 0;
    for (int i = 0; i < a->n_items && a->deck == b->deck; i++)
        n += task_has(b, a->items[i] / MODELS, b->model);
    return n;
}

static int all_shared(int n_tasks)
{
    int n = 0;
    for (int t = 1; t < n_tasks; t++)
        n += shared_layers(&tasks[t - 1], &tasks[t]);
    return n;
}

static void assert_halves(const struct plan_item *items, int n)
{
    struct plan_rules rules = minutes(10);
    int n_tasks = drill(items, n, &rules, tasks);
    assert_int_equal(n_tasks, 6);
    for (int t = 0; t < n_tasks; t++) {
        assert_int_equal(tasks[t].n_items, 5);
        assert_int_equal(tasks[t].kind, TASK_BOARD);
        assert_false(tasks[t].reask);
    }
    assert_int_equal(all_shared(n_tasks), 0);
    for (int i = 0; i < n; i++)
        assert_int_equal(times_asked(&items[i], n_tasks), !items[i].today);
}

static void ten_layers_of_three_models_are_six_boards(void **state)
{
    (void)state;
    struct plan_item items[40];
    int n = keep_off_lines(items, fill_deck(items, 0, 10, 3));
    assert_halves(items, n);
    for (int i = 0; i < 30; i++)
        items[i] = met(0, its_layer(&items[i]), its_model(&items[i]), 10 + i % 7, 3 + i % 5, -(i % 4));
    assert_halves(items, n);
}

static void one_model_needs_no_small_boards(void **state)
{
    (void)state;
    static const struct {
        int layers, boards, first, last;
    } cases[] = {{1, 1, 1, 1}, {4, 1, 4, 4}, {10, 1, 10, 10}, {11, 2, 6, 5}, {20, 2, 10, 10}, {23, 3, 8, 7}};
    struct plan_item items[32];
    struct plan_rules rules = minutes(10);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int n = fill_deck(items, 0, cases[i].layers, 1);
        assert_int_equal(drill(items, n, &rules, tasks), cases[i].boards);
        assert_int_equal(tasks[0].n_items, cases[i].first);
        assert_int_equal(tasks[cases[i].boards - 1].n_items, cases[i].last);
    }
}

static void new_ones_take_a_third_while_others_are_due(void **state)
{
    (void)state;
    struct plan_item items[100];
    int n = fill_deck(items, 0, 50, 2);
    struct plan_rules rules = minutes(3);
    assert_int_equal(count_asked(drill(items, n, &rules, tasks)), 30);
    for (int i = 0; i < 8; i++)
        items[i] = met(0, its_layer(&items[i]), its_model(&items[i]), 5, 4, 0);
    assert_int_equal(count_asked(drill(items, n, &rules, tasks)), 8 + 10);
    for (int i = 8; i < 26; i++)
        items[i] = met(0, its_layer(&items[i]), its_model(&items[i]), 5, 4, 0);
    assert_int_equal(count_asked(drill(items, n, &rules, tasks)), 26 + 4);
    for (int i = 26; i < 60; i++)
        items[i] = met(0, its_layer(&items[i]), its_model(&items[i]), 5, 4, 0);
    int n_tasks = drill(items, n, &rules, tasks);
    assert_int_equal(count_asked(n_tasks), 30);
    for (int i = 60; i < n; i++)
        assert_int_equal(times_asked(&items[i], n_tasks), 0);
}

/* The due layers stand under a model of their own, behind the new ones in the deck. */
static void boards_with_due_layers_come_first(void **state)
{
    (void)state;
    struct plan_item items[40];
    int n = 0;
    for (int layer = 0; layer < 10; layer++) {
        items[n++] = fresh(0, layer, 0);
        items[n++] = met(0, layer + 10, 1, 5, 4, -1);
    }
    n = keep_off_lines(items, n);
    struct plan_rules rules = minutes(10);
    assert_int_equal(drill(items, n, &rules, tasks), 2);
    assert_int_equal(tasks[0].model, 1);
    assert_int_equal(tasks[1].model, 0);
}

static void worth_chooses_among_the_due(void **state)
{
    (void)state;
    struct plan_item items[40];
    struct plan_rules rules = minutes(1);
    for (int i = 0; i < 40; i++)
        items[i] = met(0, i, 0, 1 + i, 4 + i % 3, -(i % 5));
    int n_tasks = drill(items, 40, &rules, tasks);
    assert_int_equal(count_asked(n_tasks), 10);
    double worst_asked = 1e9, best_left = -1e9;
    for (int i = 0; i < 40; i++) {
        double worth =
            value_of_asking(&fsrs_default, &items[i].memory, TODAY, TODAY + PLAN_HORIZON_DAYS, 1.0 / zones[0], 6);
        if (times_asked(&items[i], n_tasks))
            worst_asked = worth < worst_asked ? worth : worst_asked;
        else
            best_left = worth > best_left ? worth : best_left;
    }
    assert_true(worst_asked >= best_left);
}

/* Both siblings of the first five layers are worth more than the last five layers. */
static void one_of_two_siblings_while_others_are_due(void **state)
{
    (void)state;
    struct plan_item items[25];
    for (int layer = 0; layer < 5; layer++) {
        items[layer] = met(0, layer, 0, 6, 4, -2);
        items[layer + 5] = met(0, layer, 1, 6, 4, -2);
        items[layer + 10] = met(0, layer + 5, 0, 400, 400, 0);
    }
    struct plan_rules rules = minutes(1);
    int n_tasks = drill(items, keep_off_lines(items, 15), &rules, tasks);
    assert_int_equal(count_asked(n_tasks), 10);
    for (int layer = 0; layer < 5; layer++) {
        assert_int_equal(times_asked(&items[layer], n_tasks) + times_asked(&items[layer + 5], n_tasks), 1);
        assert_int_equal(times_asked(&items[layer + 10], n_tasks), 1);
    }
}

static void nothing_due_is_nothing_to_do(void **state)
{
    (void)state;
    struct plan_item items[12];
    struct plan_rules rules = minutes(10);
    assert_int_equal(drill(NULL, 0, &rules, tasks), 0);
    for (int i = 0; i < 12; i++) {
        items[i] = i < 4 ? met(0, i, 0, 3, 9, 6) : i < 8 ? met(0, i, 0, 9, 3, -2) : fresh(0, i, 0);
        items[i].today = i >= 4;
    }
    assert_int_equal(drill(items, 12, &rules, tasks), 0);
    for (int i = 0; i < 12; i++)
        items[i].today = false;
    rules.seconds = 5;
    assert_int_equal(drill(items, 12, &rules, tasks), 0);
}

static void the_most_forgotten_fill_a_board(void **state)
{
    (void)state;
    struct plan_item items[10];
    for (int layer = 0; layer < 10; layer++)
        items[layer] = met(0, layer, 1, 5 + layer, 40, 20);
    items[0].due_day = TODAY;
    items[9].today = true;
    items[8] = met(0, 8, 2, 13, 40, 20);
    items[7] = met(1, 7, 1, 12, 40, 20);
    items[6] = met(0, 6, 2, 11, 40, 20);
    struct plan_rules rules = minutes(10);
    assert_int_equal(drill(items, 10, &rules, tasks), 1);
    assert_int_equal(tasks[0].n_items, 4);
    static const int expected[] = {0, 3, 4, 5};
    for (int i = 0; i < 4; i++)
        assert_true(task_has(&tasks[0], expected[i], 1));
    for (int fillers = 0; fillers < 4; fillers++) { /* while there is time */
        rules.seconds = 6 * (1 + fillers) + 5;
        assert_int_equal(drill(items, 10, &rules, tasks), 1);
        assert_int_equal(tasks[0].n_items, 1 + fillers);
    }
}

static void fillers_are_no_siblings_of_a_neighbour(void **state)
{
    (void)state;
    struct plan_item items[8];
    for (int layer = 0; layer < 4; layer++) {
        items[layer] = met(0, layer, 0, 5, 40, 20);
        items[layer + 4] = met(0, layer, 1, 5, 40, 20);
    }
    items[0].due_day = items[5].due_day = TODAY;
    struct plan_rules rules = minutes(10);
    assert_int_equal(drill(items, 8, &rules, tasks), 2);
    assert_int_equal(count_asked(2), 4);
    assert_int_equal(all_shared(2), 0);
}

static void a_tiny_deck_has_tiny_boards(void **state)
{
    (void)state;
    struct plan_item items[8];
    int n = keep_off_lines(items, fill_deck(items, 0, 2, 3));
    struct plan_rules rules = minutes(10);
    assert_int_equal(drill(items, n, &rules, tasks), 3);
    for (int t = 0; t < 3; t++)
        assert_int_equal(tasks[t].n_items, 2);
}

/* Seven layers cannot be two boards of four; but a board of the other deck can stand between. */
static void another_deck_keeps_siblings_apart(void **state)
{
    (void)state;
    struct plan_item items[64];
    int n = keep_off_lines(items, fill_deck(items, 0, 7, 3));
    struct plan_rules rules = minutes(10);
    assert_int_equal(drill(items, n, &rules, tasks), 3);
    n += fill_deck(items + n, 1, 10, 1);
    int n_tasks = drill(items, n, &rules, tasks);
    assert_int_equal(n_tasks, 5);
    assert_int_equal(all_shared(n_tasks), 0);
    assert_true(tasks[1].deck == 1 && tasks[3].deck == 1);
}

/* The board of seven leaves four of the eleven for its neighbour: not the half that would be nicer. */
static void boards_are_uneven_where_that_helps(void **state)
{
    (void)state;
    struct plan_item items[29];
    for (int layer = 0; layer < 11; layer++)
        items[layer] = fresh(0, layer, 1);
    for (int layer = 0; layer < 7; layer++)
        items[layer + 11] = fresh(0, layer, 0);
    struct plan_rules rules = minutes(10);
    int n_tasks = drill(items, keep_off_lines(items, 18), &rules, tasks);
    assert_int_equal(n_tasks, 3);
    assert_int_equal(all_shared(n_tasks), 0);
}

/* Two boards that share layer 20 stand at both ends; the first part of the large group has to take what the last board
   asks, in whatever order the seed puts them. */
static void a_board_leaves_room_for_the_one_behind_it(void **state)
{
    (void)state;
    struct plan_item items[48];
    struct plan_rules rules = minutes(10);
    for (uint64_t seed = 1; seed <= 50; seed++) {
        int n = 0;
        for (int layer = 0; layer < 14; layer++)
            items[n++] = fresh(0, layer, 0);
        for (int layer = 0; layer < 4; layer++) {
            items[n++] = fresh(0, layer, 1);
            items[n++] = fresh(0, layer + 4, 2);
        }
        items[n++] = fresh(0, 20, 1);
        items[n++] = fresh(0, 20, 2);
        struct rng rng = {seed};
        for (int i = 0; i < n; i++)
            items[i].order = rng_next(&rng);
        int n_tasks = drill(items, keep_off_lines(items, n), &rules, tasks);
        assert_int_equal(count_asked(n_tasks), n);
        if (all_shared(n_tasks) > 0)
            fail_msg("seed %d: %d siblings on neighbouring boards", (int)seed, all_shared(n_tasks));
    }
}

/* Only the second and third model fit beside the first; from the first on, in order, two boards would share a layer. */
static void what_cannot_be_apart_is_as_little_as_can_be(void **state)
{
    (void)state;
    static const int layers[4][4] = {{0, 1, 2, 3}, {4, 5, 6, 7}, {4, 8, 9, 10}, {5, 8, 0, 11}};
    struct plan_item items[32];
    for (int model = 0; model < 4; model++)
        for (int i = 0; i < 4; i++)
            items[model * 4 + i] = fresh(0, layers[model][i], model);
    struct plan_rules rules = minutes(10);
    int n_tasks = drill(items, keep_off_lines(items, 16), &rules, tasks);
    assert_int_equal(n_tasks, 4);
    assert_int_equal(all_shared(n_tasks), 1);
}

/* What the random states are made of; the layers of a deck are bits here. */
struct chosen {
    int deck, model;
    unsigned layers;
};

static int bits(unsigned mask)
{
    int n = 0;
    for (; mask; mask &= mask - 1)
        n++;
    return n;
}

static bool divides(int left, int size)
{
    return size <= PLAN_BOARD_MAX && (size == left || (size >= PLAN_BOARD_MIN && left - size >= PLAN_BOARD_MIN));
}

/* Tries every way to lay the boards. */
static bool can_be_apart(struct chosen *groups, int n, int deck, unsigned before)
{
    bool empty = true;
    for (int g = 0; g < n; g++) {
        unsigned all = groups[g].layers, free = all & ~(groups[g].deck == deck ? before : 0);
        empty = empty && !all;
        for (unsigned board = free; board; board = (board - 1) & free) {
            if (!divides(bits(all), bits(board)))
                continue;
            groups[g].layers = all & ~board;
            bool apart = can_be_apart(groups, n, groups[g].deck, board);
            groups[g].layers = all;
            if (apart)
                return true;
        }
    }
    return empty;
}

static int random_items(struct rng *rng, struct plan_item *items)
{
    int n = 0, wet = 1 + rng_below(rng, 8);
    for (int deck = 0; deck < N_DECKS; deck++) {
        int n_layers = 1 + rng_below(rng, 9), n_models = deck ? rng_below(rng, 3) : 1 + rng_below(rng, 4);
        for (int layer = 0; layer < n_layers; layer++)
            for (int model = 0; model < n_models; model++) {
                int days = 1 + rng_below(rng, 30), due = rng_below(rng, 10) < wet ? -rng_below(rng, 9) : 5;
                items[n] = rng_below(rng, 5) ? met(deck, layer, model, days, 1 + rng_below(rng, 50), due)
                                             : fresh(deck, layer, model);
                items[n++].today = rng_below(rng, 12) == 0;
            }
    }
    return n;
}

static bool wants(const struct plan_item *item)
{
    return !item->today && (!item->memory.met || item->due_day <= TODAY);
}

static int group_items(const struct plan_item *items, int n_items, struct chosen *groups)
{
    int n = 0;
    for (int deck = 0; deck < N_DECKS; deck++)
        for (int model = 0; model < 4; model++) {
            groups[n] = (struct chosen){.deck = deck, .model = model};
            for (int i = 0; i < n_items; i++)
                if (items[i].deck == deck && its_model(&items[i]) == model && wants(&items[i]))
                    groups[n].layers |= 1u << its_layer(&items[i]);
            n += groups[n].layers != 0;
        }
    return n;
}

static int wanted_on(const struct task *task, const struct plan_item *items, int n_items)
{
    int n = 0;
    for (int i = 0; i < n_items; i++)
        n += items[i].deck == task->deck && wants(&items[i]) &&
             task_has(task, its_layer(&items[i]), its_model(&items[i]));
    return n;
}

static void assert_sizes(const struct plan_item *items, int n_items, int n_tasks, const struct chosen *groups, int n)
{
    for (int t = 0; t < n_tasks; t++) {
        const struct task *task = &tasks[t];
        int wanted = wanted_on(task, items, n_items), all = 0;
        for (int g = 0; g < n; g++)
            if (groups[g].deck == task->deck && groups[g].model == task->model)
                all = bits(groups[g].layers);
        assert_in_range(wanted, all < PLAN_BOARD_MIN ? all : PLAN_BOARD_MIN, PLAN_BOARD_MAX);
        if (wanted < task->n_items)
            assert_in_range(task->n_items, 2, PLAN_BOARD_MIN);
    }
}

static void siblings_stand_apart_where_that_is_possible(void **state)
{
    (void)state;
    static struct plan_item items[N_DECKS * 9 * 5];
    struct chosen groups[N_DECKS * 4];
    struct plan_rules rules = minutes(60);
    int apart = 0;
    for (uint64_t seed = 1; seed <= WALKS; seed++) {
        struct rng rng = {seed};
        int n_items = keep_off_lines(items, random_items(&rng, items)), n = group_items(items, n_items, groups);
        int n_tasks = drill(items, n_items, &rules, tasks);
        for (int i = 0; i < n_items; i++) {
            int asked = times_asked(&items[i], n_tasks);
            if (asked > 1 || asked < wants(&items[i]) || (asked && items[i].today))
                fail_msg("seed %d: item %d is asked %d times", (int)seed, i, asked);
        }
        assert_sizes(items, n_items, n_tasks, groups, n);
        bool possible = can_be_apart(groups, n, -1, 0);
        apart += possible;
        if (possible && all_shared(n_tasks) > 0)
            fail_msg("seed %d: %d siblings on neighbouring boards", (int)seed, all_shared(n_tasks));
    }
    assert_in_range(apart, WALKS / 4, WALKS - 100);
}

static void layers_stand_in_the_order_of_the_seed(void **state)
{
    (void)state;
    struct plan_item items[10];
    int n = fill_deck(items, 0, 10, 1);
    struct plan_rules rules = minutes(10);
    assert_int_equal(drill(items, n, &rules, tasks), 1);
    for (int i = 1; i < 10; i++)
        assert_true(items[tasks[0].items[i - 1] / MODELS].order < items[tasks[0].items[i] / MODELS].order);
}

/* Hundreds of small groups that all get in each other's way: the search must give up in time. */
static void a_crowded_plan_ends(void **state)
{
    (void)state;
    static struct plan_item items[ITEMS_MAX];
    struct plan_rules rules = minutes(60);
    for (int n_layers = 1; n_layers <= 500; n_layers += 1 + n_layers / 2) {
        int n_asked = fill_deck(items, 0, n_layers, 8), n = keep_off_lines(items, n_asked);
        int n_tasks = drill(items, n, &rules, tasks);
        assert_int_equal(count_asked(n_tasks), n_asked < PLAN_CANDIDATES ? n_asked : PLAN_CANDIDATES);
        if (n_layers >= 8)
            assert_int_equal(all_shared(n_tasks), 0);
    }
}

/* -- lines -- */

/* All of it met, due as told. */
static int meet_deck(struct plan_item *items, int deck, int n_layers, int n_models, int due)
{
    int n = 0;
    for (int layer = 0; layer < n_layers; layer++)
        for (int model = 0; model < n_models; model++, n++)
            items[n] = met(deck, layer, model, 10 + (layer + model) % 7, 20 + layer, due);
    return n;
}

static int rows_of(const struct task *task)
{
    int n = 0;
    for (int i = 0; i < task->n_items; i++)
        n += i == 0 || task->items[i] / MODELS != task->items[i - 1] / MODELS;
    return n;
}

static void assert_line(const struct task *task, int deck, int rows, int models)
{
    assert_int_equal(task->kind, TASK_LINE);
    assert_int_equal(task->deck, deck);
    assert_int_equal(task->model, -1);
    assert_false(task->reask);
    assert_int_equal(rows_of(task), rows);
    assert_int_equal(task->n_items, rows * models);
    for (int i = 0; i < task->n_items; i++)
        assert_int_equal(task->items[i] % MODELS, i % models);
}

static void azure_is_two_lines(void **state)
{
    (void)state;
    struct plan_item items[30];
    struct plan_rules rules = minutes(10);
    int n = fill_deck(items, 0, 10, 3);
    assert_int_equal(drill(items, n, &rules, tasks), 2);
    for (int t = 0; t < 2; t++) {
        assert_line(&tasks[t], 0, 5, 3);
        for (int i = 0; i < 15; i++)
            assert_int_equal(tasks[t].items[i] / MODELS, t * 5 + i / 3);
    }
    meet_deck(items, 0, 10, 3, 0);
    assert_int_equal(drill(items, n, &rules, tasks), 2);
    assert_line(&tasks[0], 0, 5, 3);
    assert_line(&tasks[1], 0, 5, 3);
    for (int i = 0; i < n; i++)
        assert_int_equal(times_asked(&items[i], 2), 1);
}

static void lines_are_split_evenly(void **state)
{
    (void)state;
    static const struct {
        int layers, models, lines, first, last;
    } cases[] = {{1, 2, 1, 1, 1}, {2, 3, 1, 2, 2},  {3, 3, 1, 3, 3},  {7, 4, 1, 7, 7}, {8, 4, 2, 4, 4},
                 {9, 4, 2, 5, 4}, {14, 3, 2, 7, 7}, {15, 3, 3, 5, 5}, {7, 8, 1, 7, 7}, {22, 2, 4, 6, 5}};
    struct plan_item items[64];
    struct plan_rules rules = minutes(10);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int n = fill_deck(items, 1, cases[i].layers, cases[i].models);
        assert_int_equal(drill(items, n, &rules, tasks), cases[i].lines);
        assert_line(&tasks[0], 1, cases[i].first, cases[i].models);
        assert_line(&tasks[cases[i].lines - 1], 1, cases[i].last, cases[i].models);
    }
}

/* Rows by the smallest order of their items; the first layer's is its second one. */
static void rows_stand_by_their_smallest_order(void **state)
{
    (void)state;
    static const uint64_t orders[3][2] = {{90, 10}, {20, 80}, {5, 95}};
    static const int expected[] = {2, 0, 1};
    struct plan_item items[12];
    int n = meet_deck(items, 0, 3, 2, -1);
    for (int i = 0; i < n; i++)
        items[i].order = orders[i / 2][i % 2];
    for (int layer = 3; layer < 6; layer++) {
        items[n] = fresh(0, layer, 0);
        items[n++].order = 50 - (uint64_t)layer;
    }
    struct plan_rules rules = minutes(10);
    assert_int_equal(drill(items, n, &rules, tasks), 1);
    assert_int_equal(tasks[0].n_items, 9);
    for (int i = 0; i < 6; i++) {
        assert_int_equal(tasks[0].items[i] / MODELS, expected[i / 2]);
        assert_int_equal(tasks[0].items[i] % MODELS, i % 2);
    }
    for (int i = 6; i < 9; i++)
        assert_int_equal(tasks[0].items[i] / MODELS, i - 3);
}

static void one_due_item_of_a_layer_stays_on_boards(void **state)
{
    (void)state;
    struct plan_item items[30];
    int n = meet_deck(items, 0, 10, 3, 9);
    for (int layer = 0; layer < 5; layer++)
        items[layer * 3 + layer % 2].due_day = TODAY;
    struct plan_rules rules = minutes(10);
    int n_tasks = drill(items, n, &rules, tasks);
    assert_int_equal(n_tasks, 2);
    for (int t = 0; t < n_tasks; t++) {
        assert_int_equal(tasks[t].kind, TASK_BOARD);
        assert_int_equal(tasks[t].n_items, 4);
    }
    assert_int_equal(all_shared(n_tasks), 0);
}

static void the_least_known_layers_fill_a_line(void **state)
{
    (void)state;
    struct plan_item items[19];
    int n = meet_deck(items, 0, 6, 3, 9);
    items[0].due_day = items[1].due_day = TODAY;
    items[3].due_day = TODAY; /* asked on a board: no filler */
    items[7].today = true;
    items[10] = fresh(0, 3, 1); /* begun: asked on a board too */
    items[n++] = met(1, 6, 0, 300, 1, 9);
    struct plan_rules rules = minutes(10);
    int n_tasks = drill(items, n, &rules, tasks);
    assert_int_equal(tasks[0].kind, TASK_LINE);
    assert_line(&tasks[0], 0, 3, 3);
    for (int layer = 0; layer < 6; layer++)
        assert_int_equal(task_has(&tasks[0], layer, 2), layer == 0 || layer > 3);
    for (int i = 0; i < 3; i++)
        assert_int_equal(times_asked(&items[i], n_tasks), 1);
    n = meet_deck(items, 0, 6, 3, 9);
    items[0].due_day = items[1].due_day = TODAY;
    for (int i = 6; i < 12; i++)
        items[i].memory.state.s = 2;
    assert_int_equal(drill(items, n, &rules, tasks), 1);
    assert_line(&tasks[0], 0, 3, 3);
    assert_true(task_has(&tasks[0], 2, 0) && task_has(&tasks[0], 3, 0));
}

static void new_layers_are_filled_up_too(void **state)
{
    (void)state;
    struct plan_item items[12];
    int n = meet_deck(items, 0, 4, 3, 9);
    for (int i = 9; i < 12; i++)
        items[i] = fresh(0, 3, i % 3);
    struct plan_rules rules = minutes(10);
    assert_int_equal(drill(items, n, &rules, tasks), 1);
    assert_line(&tasks[0], 0, 3, 3);
    assert_int_equal(tasks[0].items[6] / MODELS, 3);
}

/* No third layer may fill the line, or there is no time for it: then the due ones stand on boards. */
static void too_few_due_layers_stay_on_boards(void **state)
{
    (void)state;
    struct plan_item items[30];
    int n = meet_deck(items, 0, 3, 3, 9);
    for (int i = 0; i < 6; i++)
        items[i].due_day = TODAY - i % 2;
    items[8].today = true;
    struct plan_rules rules = minutes(10);
    int n_tasks = drill(items, n, &rules, tasks);
    assert_int_equal(n_tasks, 3);
    for (int t = 0; t < n_tasks; t++)
        assert_int_equal(tasks[t].kind, TASK_BOARD);
    for (int i = 0; i < 6; i++)
        assert_int_equal(times_asked(&items[i], n_tasks), 1);
    items[8].today = false;
    assert_int_equal(drill(items, n, &rules, tasks), 1);
    assert_line(&tasks[0], 0, 3, 3);
    rules.seconds = 8 * 6;
    n_tasks = drill(items, n, &rules, tasks);
    assert_int_equal(n_tasks, 3);
    assert_int_equal(tasks[0].kind, TASK_BOARD);
}

/* Of the other deck everything is new. */
static void a_short_deck_does_not_disturb_another(void **state)
{
    (void)state;
    struct plan_item items[40];
    int n = meet_deck(items, 0, 2, 3, 0);
    n += fill_deck(items + n, 1, 10, 3);
    struct plan_rules rules = minutes(10);
    int n_tasks = drill(items, n, &rules, tasks);
    assert_int_equal(count_asked(n_tasks), 6 + 30);
    int lines = 0;
    for (int t = 0; t < n_tasks; t++) {
        assert_int_equal(tasks[t].kind == TASK_LINE, tasks[t].deck == 1);
        lines += tasks[t].kind == TASK_LINE;
    }
    assert_int_equal(lines, 2);
}

static void a_deck_of_one_model_has_no_lines(void **state)
{
    (void)state;
    struct plan_item items[40];
    struct plan_rules rules = minutes(10);
    for (int round = 0; round < 2; round++) {
        int n = round ? meet_deck(items, 0, 20, 1, 0) : fill_deck(items, 0, 20, 1);
        assert_int_equal(drill(items, n, &rules, tasks), 2);
        assert_true(tasks[0].kind == TASK_BOARD && tasks[1].kind == TASK_BOARD);
    }
}

static void new_layers_come_whole(void **state)
{
    (void)state;
    struct plan_item items[60];
    int n = fill_deck(items, 0, 15, 4);
    struct plan_rules rules = minutes(3);
    assert_int_equal(count_asked(drill(items, n, &rules, tasks)), 28);
    assert_line(&tasks[0], 0, 7, 4);
    for (int i = 0; i < 12; i++)
        items[i] = met(0, its_layer(&items[i]), its_model(&items[i]), 5, 4, 0);
    assert_int_equal(count_asked(drill(items, n, &rules, tasks)), 12 + 8);
    rules = minutes(1);
    rules.ms[ITEM_PLACEMENT] = 20000;
    int n_tasks = drill(items + 12, n - 12, &rules, tasks);
    assert_int_equal(count_asked(n_tasks), 3);
    assert_int_equal(tasks[0].kind, TASK_BOARD);
}

static void lines_with_due_layers_come_first(void **state)
{
    (void)state;
    struct plan_item items[60];
    int n = fill_deck(items, 0, 10, 3);
    n += meet_deck(items + n, 1, 7, 3, -1);
    struct plan_rules rules = minutes(10);
    int n_tasks = drill(items, n, &rules, tasks);
    assert_int_equal(n_tasks, 3);
    assert_line(&tasks[0], 1, 7, 3);
    assert_line(&tasks[1], 0, 5, 3);
}

/* What a random plan is made of: layers that are all new, or met, or begun; some were asked today. */
static int random_layers(struct rng *rng, struct plan_item *items)
{
    int n = 0, wet = 1 + rng_below(rng, 8), early = rng_below(rng, 3);
    for (int deck = 0; deck < N_DECKS; deck++) {
        int n_layers = 1 + rng_below(rng, 14), n_models = 1 + rng_below(rng, deck ? 8 : 4);
        for (int layer = 0; layer < n_layers; layer++) {
            int kind = rng_below(rng, 3 + early), always = rng_below(rng, n_models);
            for (int model = 0; model < n_models; model++) {
                int days = 1 + rng_below(rng, 30), due = rng_below(rng, 10) < wet ? -rng_below(rng, 9) : 5;
                bool new = kind == 0 || (kind == 1 && rng_below(rng, 4) == 0);
                if (model != always && rng_below(rng, 8) == 0)
                    continue;
                items[n] = new ? fresh(deck, layer, model) : met(deck, layer, model, days, 1 + rng_below(rng, 50), due);
                items[n++].today = rng_below(rng, 40) == 0;
            }
        }
    }
    return n;
}

/* All that is asked of a layer, counted anew. */
struct layer {
    int n, due, fresh, today, on_lines, on_boards;
    bool many; /* models */
    double known;
};

static struct layer layer_of(const struct plan_item *items, int n, int n_tasks, int deck, int layer)
{
    struct layer sum = {0};
    unsigned models = 0;
    for (int i = 0; i < n; i++) {
        const struct plan_item *item = &items[i];
        if (item->deck != deck)
            continue;
        models |= 1u << its_model(item);
        if (its_layer(item) != layer)
            continue;
        sum.n++;
        sum.today += item->today;
        sum.fresh += !item->memory.met;
        sum.due += item->memory.met && wants(item);
        if (item->memory.met)
            sum.known += fsrs_retrievability(&fsrs_default, item->memory.state.s, TODAY - item->memory.last_day);
        for (int t = 0; t < n_tasks; t++)
            if (tasks[t].deck == deck && task_has(&tasks[t], layer, its_model(item)))
                *(tasks[t].kind == TASK_LINE ? &sum.on_lines : &sum.on_boards) += 1;
    }
    sum.many = models & (models - 1);
    sum.known /= sum.n ? sum.n : 1;
    return sum;
}

/* One layer against the rules; room: the placements of the session. */
static const char *wrong_with(struct layer l, int room)
{
    bool line = l.many && !l.today && l.n <= room;
    if (l.on_lines && l.on_lines != l.n)
        return "a row is not whole";
    if (l.on_lines && l.on_boards)
        return "a layer is on a line and on a board";
    if (l.on_lines && !line)
        return "a layer must not be on a line";
    if (l.on_lines && l.fresh && l.fresh != l.n && l.due < 2)
        return "a layer that was begun fills a line";
    if (l.on_boards && line && l.fresh == l.n)
        return "a new layer is on a board";
    return NULL;
}

/* The lines of a deck: their sizes, and why each row is there. */
static const char *wrong_with_lines(const struct plan_item *items, int n, int n_tasks, int deck, int room)
{
    int rows = 0, lines = 0, least = 99, most = 0, due = 0, fillers = 0, new = 0, used = 0, waiting = 0;
    double best_filler = -1, worst_left = 2;
    for (int t = 0; t < n_tasks; t++) {
        used += tasks[t].n_items;
        if (tasks[t].deck != deck || tasks[t].kind != TASK_LINE)
            continue;
        int size = rows_of(&tasks[t]);
        rows += size;
        lines++;
        least = size < least ? size : least;
        most = size > most ? size : most;
    }
    for (int layer = 0; layer < 14; layer++) {
        struct layer l = layer_of(items, n, n_tasks, deck, layer);
        bool eligible = l.n && l.many && !l.today && l.n <= room;
        bool is_filler = l.on_lines && !l.fresh && l.due < 2;
        due += l.on_lines && l.due >= 2;
        new += l.on_lines &&l.fresh == l.n;
        fillers += is_filler;
        waiting += eligible && l.due >= 2 && l.on_boards;
        if (is_filler && l.known > best_filler)
            best_filler = l.known;
        if (eligible && !l.on_lines && !l.on_boards && !l.fresh && l.due < 2 && l.known < worst_left)
            worst_left = l.known;
    }
    if (rows && (lines != (rows + PLAN_LINE_MAX - 1) / PLAN_LINE_MAX || most - least > 1 || most > PLAN_LINE_MAX))
        return "lines are not split evenly";
    if (due + new + fillers != rows)
        return "a row is there without a reason";
    if (fillers && rows > PLAN_LINE_MIN)
        return "too many fillers";
    if (fillers && best_filler > worst_left && used + 8 <= room)
        return "a better known layer fills the line";
    if (rows && rows < PLAN_LINE_MIN && due)
        return "due layers are on a short line";
    if (waiting && due)
        return "due layers are on a line and on boards";
    if (waiting >= PLAN_LINE_MIN && room >= 1000)
        return "due layers could be a line";
    return NULL;
}

/* New rows are those that come first in the deck. */
static const char *wrong_with_order(const struct plan_item *items, int n, int n_tasks, int deck, int room)
{
    bool left_out = false;
    for (int layer = 0; layer < 14; layer++) {
        struct layer l = layer_of(items, n, n_tasks, deck, layer);
        if (!l.n || !l.many || l.today || l.n > room || l.fresh != l.n)
            continue;
        if (l.on_lines && left_out)
            return "a new layer comes before an earlier one";
        left_out = left_out || !l.on_lines;
    }
    return NULL;
}

static const char *wrong_with_time(const struct plan_item *items, int n, int n_tasks, int room)
{
    int used = 0, new = 0, due = 0;
    for (int t = 0; t < n_tasks; t++) /* of a small board all but one may be fillers */
        used += tasks[t].kind == TASK_BOARD && tasks[t].n_items <= PLAN_BOARD_MIN ? 1 : tasks[t].n_items;
    for (int i = 0; i < n; i++) {
        const struct plan_item *item = &items[i];
        struct layer l = layer_of(items, n, n_tasks, item->deck, its_layer(item));
        int asked = times_asked(item, n_tasks);
        if (asked > 1 || (asked && item->today))
            return "an item must not be asked";
        if (room >= 1000 && asked < wants(item))
            return "an item is left out";
        due += asked && item->memory.met && wants(item);
        new += asked && !item->memory.met && (!l.on_lines || l.fresh == l.n);
    }
    if (used > room)
        return "there is no time for it";
    return due && new > room / 3 ? "too much is new" : NULL;
}

static void lines_keep_the_rules(void **state)
{
    (void)state;
    static struct plan_item items[N_DECKS * 14 * 8];
    int n_lines = 0, n_boards = 0;
    for (uint64_t seed = 1; seed <= LINE_WALKS; seed++) {
        struct rng rng = {seed};
        int n = random_layers(&rng, items), room = rng_below(&rng, 3) ? 1 + rng_below(&rng, 100) : 1000;
        struct plan_rules rules = minutes(1);
        rules.seconds = room * 6;
        int n_tasks = drill(items, n, &rules, tasks);
        const char *wrong = wrong_with_time(items, n, n_tasks, room);
        for (int deck = 0; deck < N_DECKS && !wrong; deck++) {
            for (int layer = 0; layer < 14 && !wrong; layer++)
                wrong = wrong_with(layer_of(items, n, n_tasks, deck, layer), room);
            wrong = wrong ? wrong : wrong_with_lines(items, n, n_tasks, deck, room);
            wrong = wrong ? wrong : wrong_with_order(items, n, n_tasks, deck, room);
        }
        if (wrong)
            fail_msg("seed %d: %s", (int)seed, wrong);
        for (int t = 0; t < n_tasks; t++)
            *(tasks[t].kind == TASK_LINE ? &n_lines : &n_boards) += 1;
    }
    assert_true(n_lines > LINE_WALKS / 2 && n_boards > LINE_WALKS / 2);
}

static void the_order_of_the_items_means_nothing(void **state)
{
    (void)state;
    static struct plan_item items[N_DECKS * 14 * 8];
    static struct task expected[PLAN_TASKS_MAX];
    struct plan_rules rules = minutes(3);
    for (uint64_t seed = 1; seed <= 600; seed++) {
        struct rng rng = {seed};
        int n_items = seed % 2 ? random_layers(&rng, items) : random_items(&rng, items);
        int n_tasks = drill(items, n_items, &rules, expected);
        for (int i = n_items - 1; i > 0; i--) {
            int j = rng_below(&rng, i + 1);
            struct plan_item item = items[i];
            items[i] = items[j];
            items[j] = item;
        }
        assert_int_equal(drill(items, n_items, &rules, tasks), n_tasks);
        for (int t = 0; t < n_tasks; t++) {
            assert_int_equal(tasks[t].kind, expected[t].kind);
            assert_int_equal(tasks[t].deck, expected[t].deck);
            assert_int_equal(tasks[t].model, expected[t].model);
            assert_int_equal(tasks[t].n_items, expected[t].n_items);
            assert_memory_equal(tasks[t].items, expected[t].items, (size_t)tasks[t].n_items * sizeof *tasks[t].items);
        }
    }
}

static void shown_are_items_that_are_not_due_soon(void **state)
{
    (void)state;
    struct plan_item item = fresh(0, 0, 0);
    assert_true(plan_hides(&item, TODAY));
    for (int due = -5; due < 9; due++) {
        item = met(0, 0, 0, 5, 4, due);
        assert_int_equal(plan_hides(&item, TODAY), due <= SHOW_DAYS);
        item.today = true;
        assert_false(plan_hides(&item, TODAY));
    }
}

int main(void)
{
    const struct CMUnitTest all[] = {
        cmocka_unit_test(ten_layers_of_three_models_are_six_boards),
        cmocka_unit_test(one_model_needs_no_small_boards),
        cmocka_unit_test(new_ones_take_a_third_while_others_are_due),
        cmocka_unit_test(boards_with_due_layers_come_first),
        cmocka_unit_test(worth_chooses_among_the_due),
        cmocka_unit_test(one_of_two_siblings_while_others_are_due),
        cmocka_unit_test(nothing_due_is_nothing_to_do),
        cmocka_unit_test(the_most_forgotten_fill_a_board),
        cmocka_unit_test(fillers_are_no_siblings_of_a_neighbour),
        cmocka_unit_test(a_tiny_deck_has_tiny_boards),
        cmocka_unit_test(another_deck_keeps_siblings_apart),
        cmocka_unit_test(boards_are_uneven_where_that_helps),
        cmocka_unit_test(a_board_leaves_room_for_the_one_behind_it),
        cmocka_unit_test(what_cannot_be_apart_is_as_little_as_can_be),
        cmocka_unit_test(siblings_stand_apart_where_that_is_possible),
        cmocka_unit_test(the_order_of_the_items_means_nothing),
        cmocka_unit_test(layers_stand_in_the_order_of_the_seed),
        cmocka_unit_test(a_crowded_plan_ends),
        cmocka_unit_test(azure_is_two_lines),
        cmocka_unit_test(lines_are_split_evenly),
        cmocka_unit_test(rows_stand_by_their_smallest_order),
        cmocka_unit_test(one_due_item_of_a_layer_stays_on_boards),
        cmocka_unit_test(the_least_known_layers_fill_a_line),
        cmocka_unit_test(new_layers_are_filled_up_too),
        cmocka_unit_test(too_few_due_layers_stay_on_boards),
        cmocka_unit_test(a_short_deck_does_not_disturb_another),
        cmocka_unit_test(a_deck_of_one_model_has_no_lines),
        cmocka_unit_test(new_layers_come_whole),
        cmocka_unit_test(lines_with_due_layers_come_first),
        cmocka_unit_test(lines_keep_the_rules),
        cmocka_unit_test(shown_are_items_that_are_not_due_soon),
    };
    return cmocka_run_group_tests(all, make_decks, drop_decks);
}
