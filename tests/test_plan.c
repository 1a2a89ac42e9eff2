/* plan: what is chosen, and on which boards; that siblings stand apart is compared with trying everything. */
#include "base/rng.h"
#include "play/plan.h"
#include "srs/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { TODAY = 20000, N_DECKS = 2, ITEMS_MAX = 4500, WALKS = 3000 };

static const int zones[N_DECKS] = {3, 4};
static struct task tasks[PLAN_TASKS_MAX];

static struct plan_rules minutes(int n)
{
    return (struct plan_rules){
        .weights = &fsrs_default, .today = TODAY, .seconds = n * 60, .placement_ms = PLAN_PLACEMENT_MS, .zones = zones};
}

static struct plan_item fresh(int deck, int layer, int model)
{
    char key[64];
    snprintf(key, sizeof key, "deck%d/layer%d/model%d", deck, layer, model);
    return (struct plan_item){.deck = deck, .layer = layer, .model = model, .order = rng_hash(1, key)};
}

/* Met `days` ago with that stability; due in `due` days. */
static struct plan_item met(int deck, int layer, int model, int days, double s, int due)
{
    struct plan_item item = fresh(deck, layer, model);
    item.memory = (struct grade_memory){.met = true, .state = {s, 5}, .last_day = TODAY - days, .answers = 1};
    item.due_day = TODAY + due;
    return item;
}

static int fill_deck(struct plan_item *items, int deck, int n_layers, int n_models)
{
    int n = 0;
    for (int layer = 0; layer < n_layers; layer++)
        for (int model = 0; model < n_models; model++)
            items[n++] = fresh(deck, layer, model);
    return n;
}

/* Adds what keeps every layer off the lines: one more item of it, which was asked today. */
static int keep_off_lines(struct plan_item *items, int n)
{
    int more = n;
    for (int i = 0; i < n; i++) {
        bool there = false;
        for (int j = n; j < more; j++)
            there = there || (items[j].deck == items[i].deck && items[j].layer == items[i].layer);
        if (there)
            continue;
        items[more] = fresh(items[i].deck, items[i].layer, DECK_MODELS_MAX);
        items[more++].today = true;
    }
    return more;
}

static bool task_has(const struct task *task, int layer, int model)
{
    for (int i = 0; i < task->n_items; i++)
        if (task->items[i].layer == layer && task->items[i].model == model)
            return true;
    return false;
}

static int times_asked(const struct plan_item *item, int n_tasks)
{
    int n = 0;
    for (int t = 0; t < n_tasks; t++)
        n += tasks[t].deck == item->deck && task_has(&tasks[t], item->layer, item->model);
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
        n += task_has(b, a->items[i].layer, b->model);
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
    int n_tasks = plan_drill(items, n, &rules, tasks);
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
        items[i] = met(0, items[i].layer, items[i].model, 10 + i % 7, 3 + i % 5, -(i % 4));
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
        assert_int_equal(plan_drill(items, n, &rules, tasks), cases[i].boards);
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
    assert_int_equal(count_asked(plan_drill(items, n, &rules, tasks)), 30);
    for (int i = 0; i < 8; i++)
        items[i] = met(0, items[i].layer, items[i].model, 5, 4, 0);
    assert_int_equal(count_asked(plan_drill(items, n, &rules, tasks)), 8 + 10);
    for (int i = 8; i < 26; i++)
        items[i] = met(0, items[i].layer, items[i].model, 5, 4, 0);
    assert_int_equal(count_asked(plan_drill(items, n, &rules, tasks)), 26 + 4);
    for (int i = 26; i < 60; i++)
        items[i] = met(0, items[i].layer, items[i].model, 5, 4, 0);
    int n_tasks = plan_drill(items, n, &rules, tasks);
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
    assert_int_equal(plan_drill(items, n, &rules, tasks), 2);
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
    int n_tasks = plan_drill(items, 40, &rules, tasks);
    assert_int_equal(count_asked(n_tasks), 10);
    double worst_asked = 1e9, best_left = -1e9;
    for (int i = 0; i < 40; i++) {
        double worth =
            value_of_asking(&fsrs_default, &items[i].memory, TODAY, TODAY + VALUE_HORIZON_DAYS, 1.0 / zones[0], 6);
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
    int n_tasks = plan_drill(items, keep_off_lines(items, 15), &rules, tasks);
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
    assert_int_equal(plan_drill(NULL, 0, &rules, tasks), 0);
    for (int i = 0; i < 12; i++) {
        items[i] = i < 4 ? met(0, i, 0, 3, 9, 6) : i < 8 ? met(0, i, 0, 9, 3, -2) : fresh(0, i, 0);
        items[i].today = i >= 4;
    }
    assert_int_equal(plan_drill(items, 12, &rules, tasks), 0);
    int due, new;
    plan_count(items, 12, TODAY, &due, &new);
    assert_true(due == 0 && new == 0);
    for (int i = 0; i < 12; i++)
        items[i].today = false;
    plan_count(items, 12, TODAY, &due, &new);
    assert_true(due == 4 && new == 4);
    rules.seconds = 5;
    assert_int_equal(plan_drill(items, 12, &rules, tasks), 0);
}

static void the_most_forgotten_fill_a_board(void **state)
{
    (void)state;
    struct plan_item items[10];
    for (int layer = 0; layer < 10; layer++)
        items[layer] = met(0, layer, 1, 5 + layer, 40, 20);
    items[0].due_day = TODAY;
    items[9].today = true;
    items[8] = fresh(0, 8, 2);
    items[7].deck = 1;
    items[6].model = 2;
    struct plan_rules rules = minutes(10);
    rules.seconds = 6;
    assert_int_equal(plan_drill(items, 10, &rules, tasks), 1);
    assert_int_equal(tasks[0].n_items, 4);
    static const int expected[] = {0, 3, 4, 5};
    for (int i = 0; i < 4; i++)
        assert_true(task_has(&tasks[0], expected[i], 1));
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
    assert_int_equal(plan_drill(items, 8, &rules, tasks), 2);
    assert_int_equal(count_asked(2), 4);
    assert_int_equal(all_shared(2), 0);
}

static void a_tiny_deck_has_tiny_boards(void **state)
{
    (void)state;
    struct plan_item items[8];
    int n = keep_off_lines(items, fill_deck(items, 0, 2, 3));
    struct plan_rules rules = minutes(10);
    assert_int_equal(plan_drill(items, n, &rules, tasks), 3);
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
    assert_int_equal(plan_drill(items, n, &rules, tasks), 3);
    n += fill_deck(items + n, 1, 10, 1);
    int n_tasks = plan_drill(items, n, &rules, tasks);
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
    int n_tasks = plan_drill(items, keep_off_lines(items, 18), &rules, tasks);
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
        int n_tasks = plan_drill(items, keep_off_lines(items, n), &rules, tasks);
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
    int n_tasks = plan_drill(items, keep_off_lines(items, 16), &rules, tasks);
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
                if (items[i].deck == deck && items[i].model == model && wants(&items[i]))
                    groups[n].layers |= 1u << items[i].layer;
            n += groups[n].layers != 0;
        }
    return n;
}

static int wanted_on(const struct task *task, const struct plan_item *items, int n_items)
{
    int n = 0;
    for (int i = 0; i < n_items; i++)
        n += items[i].deck == task->deck && wants(&items[i]) && task_has(task, items[i].layer, items[i].model);
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
        int n_tasks = plan_drill(items, n_items, &rules, tasks);
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

static void the_order_of_the_items_means_nothing(void **state)
{
    (void)state;
    static struct plan_item items[N_DECKS * 9 * 4];
    static struct task expected[PLAN_TASKS_MAX];
    struct plan_rules rules = minutes(3);
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct rng rng = {seed};
        int n_items = random_items(&rng, items);
        int n_tasks = plan_drill(items, n_items, &rules, expected);
        for (int i = n_items - 1; i > 0; i--) {
            int j = rng_below(&rng, i + 1);
            struct plan_item item = items[i];
            items[i] = items[j];
            items[j] = item;
        }
        assert_int_equal(plan_drill(items, n_items, &rules, tasks), n_tasks);
        for (int t = 0; t < n_tasks; t++) {
            assert_int_equal(tasks[t].deck, expected[t].deck);
            assert_int_equal(tasks[t].model, expected[t].model);
            assert_int_equal(tasks[t].n_items, expected[t].n_items);
            assert_memory_equal(tasks[t].items, expected[t].items, (size_t)tasks[t].n_items * sizeof *tasks[t].items);
        }
    }
}

static void layers_stand_in_the_order_of_the_seed(void **state)
{
    (void)state;
    struct plan_item items[10];
    int n = fill_deck(items, 0, 10, 1);
    struct plan_rules rules = minutes(10);
    assert_int_equal(plan_drill(items, n, &rules, tasks), 1);
    for (int i = 1; i < 10; i++)
        assert_true(items[tasks[0].items[i - 1].layer].order < items[tasks[0].items[i].layer].order);
}

/* Hundreds of small groups that all get in each other's way: the search must give up in time. */
static void a_crowded_plan_ends(void **state)
{
    (void)state;
    static struct plan_item items[ITEMS_MAX];
    struct plan_rules rules = minutes(60);
    for (int n_layers = 1; n_layers <= 500; n_layers += 1 + n_layers / 2) {
        int n_asked = fill_deck(items, 0, n_layers, 8), n = keep_off_lines(items, n_asked);
        int n_tasks = plan_drill(items, n, &rules, tasks);
        assert_int_equal(count_asked(n_tasks), n_asked < PLAN_CANDIDATES ? n_asked : PLAN_CANDIDATES);
        if (n_layers >= 8)
            assert_int_equal(all_shared(n_tasks), 0);
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
    };
    return cmocka_run_group_tests(all, NULL, NULL);
}
