/* rules: the numbered rules of the memory that planning has to keep, over all kinds of decks. Each is a table or a
   naive count beside the plan; what holds of every plan is asked of thousands of random ones. */
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

enum { TODAY = 20000, ITEMS_MAX = 400, WALKS = 1500, PERMUTED_MAX = 6 };

/* -- decks of every kind -- */

/* mixed has layers of the same names, but no exam in common with the others. */
enum { LINES, CHANGED, DONE, TERMS, BANK, MIXED, N_DECKS };

static struct deck decks[N_DECKS];
static struct plan_deck plan_decks[N_DECKS];
static struct task tasks[PLAN_TASKS_MAX];

static const char *text_of(struct deck *deck, const char *format, int n)
{
    char text[DECK_ID_MAX];
    snprintf(text, sizeof text, format, n);
    return arena_text(&deck->memory, text, strlen(text));
}

static void *room_for(struct deck *deck, size_t size)
{
    return memset(arena_alloc(&deck->memory, size), 0, size);
}

static const char **list_of(struct deck *deck, const char *id)
{
    const char **list = room_for(deck, sizeof *list);
    *list = id;
    return list;
}

static void add_layers(struct deck *deck, int n_layers, int n_models, bool given)
{
    deck->n_layers = n_layers;
    deck->n_models = n_models;
    deck->n_zones = 3;
    deck->layers = room_for(deck, sizeof *deck->layers * (size_t)n_layers);
    for (int layer = 0; layer < n_layers; layer++) {
        deck->layers[layer].id = text_of(deck, "l%d", layer);
        deck->layers[layer].cells = room_for(deck, sizeof *deck->layers->cells * (size_t)n_models);
    }
    deck->models[0].given = given;
}

/* About one layer, two, or none. */
static int add_about(struct deck *deck, const char ***about, int i, int n_layers)
{
    int n = i % 4 == 3 ? 0 : i % 4 == 2 ? 2 : 1;
    *about = room_for(deck, sizeof **about * 2);
    for (int k = 0; k < n; k++)
        (*about)[k] = text_of(deck, "l%d", (i + 3 * k) % n_layers);
    return n;
}

static void add_cards(struct deck *deck, int n, int n_layers)
{
    deck->n_cards = n;
    deck->cards = room_for(deck, sizeof *deck->cards * (size_t)n);
    for (int i = 0; i < n; i++)
        deck->cards[i].n_about = add_about(deck, &deck->cards[i].about, i, n_layers);
}

/* Every fourth is kept for exams; the last is right whatever is chosen. */
static void add_questions(struct deck *deck, int n, int n_layers)
{
    deck->n_questions = n;
    deck->questions = room_for(deck, sizeof *deck->questions * (size_t)n);
    for (int i = 0; i < n; i++) {
        struct deck_question *question = &deck->questions[i];
        question->n_about = add_about(deck, &question->about, i, n_layers);
        question->for_exam = i % 4 == 1;
        question->n_options = 4;
        question->options = room_for(deck, sizeof *question->options * 4);
        for (int k = 0; k < (i == n - 1 ? 4 : 1); k++)
            question->options[k].right = true;
    }
}

static int make_decks(void **state)
{
    (void)state;
    static const char *const ids[] = {"lines", "changed", "done", "terms", "bank", "mixed"};
    for (int d = 0; d < N_DECKS; d++) {
        decks[d] = (struct deck){.id = ids[d]};
        decks[d].exams = list_of(&decks[d], "x-1");
        decks[d].n_exams = d != MIXED;
    }
    add_layers(&decks[LINES], 8, 4, true);
    add_layers(&decks[CHANGED], 6, 3, false);
    add_layers(&decks[DONE], 12, 1, false);
    add_layers(&decks[MIXED], 4, 3, true);
    add_cards(&decks[TERMS], 20, 10);
    add_cards(&decks[MIXED], 6, 4);
    add_questions(&decks[BANK], 12, 10);
    add_questions(&decks[MIXED], 4, 4);
    decks[CHANGED].conflicts = list_of(&decks[CHANGED], "lines");
    decks[CHANGED].n_conflicts = 1;
    return 0;
}

static int drop_decks(void **state)
{
    (void)state;
    for (int d = 0; d < N_DECKS; d++)
        arena_clear(&decks[d].memory);
    return 0;
}

static struct plan_rules seconds(int n)
{
    for (int d = 0; d < N_DECKS; d++)
        plan_decks[d] = (struct plan_deck){.deck = &decks[d], .newest_day = -PLAN_NEVER};
    return (struct plan_rules){.weights = &fsrs_default,
                               .today = TODAY,
                               .seconds = n,
                               .ms = {6000, 12000, 45000},
                               .kinds = 7,
                               .retention = .90,
                               .decks = plan_decks,
                               .n_decks = N_DECKS};
}

/* -- items -- */

static struct plan_item fresh(int deck, int item)
{
    char key[64];
    snprintf(key, sizeof key, "%d/%d", deck, item);
    return (struct plan_item){.deck = deck, .item = item, .order = rng_hash(1, key)};
}

static struct plan_item met(int deck, int item, int days, double s, int due)
{
    struct plan_item met = fresh(deck, item);
    met.memory = (struct grade_memory){
        .met = true, .state = {s, 5}, .first_day = TODAY - days, .last_day = TODAY - days, .answers = 1};
    met.due_day = TODAY + due;
    return met;
}

static int cell(int deck, int layer, int model)
{
    return deck_item_of_cell(&decks[deck], layer, model);
}

static int add_all(struct plan_item *items, int n, int deck, bool is_met, int due)
{
    for (int item = 0; item < deck_item_count(&decks[deck]); item++)
        if (deck_item_asks(&decks[deck], item))
            items[n++] = is_met ? met(deck, item, 10, 10, due) : fresh(deck, item);
    return n;
}

static enum deck_item_kind kind_of(const struct plan_item *item)
{
    return deck_item_kind(&decks[item->deck], item->item);
}

static int task_of(const struct plan_item *item, int n_tasks)
{
    for (int t = 0; t < n_tasks; t++)
        for (int i = 0; i < tasks[t].n_items; i++)
            if (tasks[t].deck == item->deck && tasks[t].items[i] == item->item)
                return t;
    return -1;
}

static int asked_of(const struct plan_item *items, int n, int n_tasks, int deck)
{
    int asked = 0;
    for (int i = 0; i < n; i++)
        asked += items[i].deck == deck && task_of(&items[i], n_tasks) >= 0;
    return asked;
}

/* -- the naive model: who is a sibling of whom, by names -- */

static bool is_about(const struct plan_item *item, int deck, const char *layer)
{
    const struct deck *own = &decks[item->deck];
    int index = deck_item_index(own, item->item), n;
    const char **about;
    switch (kind_of(item)) {
    case ITEM_PLACEMENT:
        return item->deck == deck && strcmp(own->layers[deck_item_layer(own, item->item)].id, layer) == 0;
    case ITEM_CARD:
        about = own->cards[index].about;
        n = own->cards[index].n_about;
        break;
    default:
        about = own->questions[index].about;
        n = own->questions[index].n_about;
    }
    if (own->n_layers ? item->deck != deck : !own->n_exams || !decks[deck].n_exams)
        return false;
    for (int i = 0; i < n; i++)
        if (strcmp(about[i], layer) == 0)
            return true;
    return false;
}

static bool find_siblings(const struct plan_item *a, const struct plan_item *b)
{
    if (a->deck == b->deck && a->item == b->item)
        return false;
    for (int d = 0; d < N_DECKS; d++)
        for (int layer = 0; layer < decks[d].n_layers; layer++)
            if (is_about(a, d, decks[d].layers[layer].id) && is_about(b, d, decks[d].layers[layer].id))
                return true;
    return false;
}

static int number_of(const struct plan_item *item)
{
    int n = item->item;
    for (int d = 0; d < item->deck; d++)
        n += deck_item_count(&decks[d]);
    return n;
}

/* Found once for all, as every plan is asked for every pair. */
static bool are_siblings(const struct plan_item *a, const struct plan_item *b)
{
    static signed char known[ITEMS_MAX][ITEMS_MAX];
    signed char *pair = &known[number_of(a)][number_of(b)];
    if (!*pair)
        *pair = find_siblings(a, b) ? 1 : -1;
    return *pair > 0;
}

static double chance_of(const struct plan_item *item)
{
    int right_ways, ways;
    deck_item_ways(&decks[item->deck], item->item, &right_ways, &ways);
    return ways ? (double)right_ways / ways : 0;
}

static bool may_ask(const struct plan_item *item, const struct plan_rules *rules)
{
    return !item->today && rules->kinds & 1u << kind_of(item) && chance_of(item) < 1;
}

static bool is_due(const struct plan_item *item, const struct plan_rules *rules)
{
    return item->memory.met && item->due_day <= TODAY && may_ask(item, rules);
}

/* -- tables -- */

static void rule_3_a_session_asks_one_of_siblings_while_others_are_due(void **state)
{
    (void)state;
    int l0 = deck_item_of_card(&decks[TERMS], 0), none = deck_item_of_card(&decks[TERMS], 3);
    struct plan_item items[] = {met(LINES, cell(LINES, 0, 1), 10, 10, -1), met(TERMS, l0, 10, 10, -1),
                                met(TERMS, none, 2, 40, 0)};
    struct plan_rules rules = seconds(18);
    /* The cell is worth most for its time, its card is its sibling: the other card comes before it. */
    assert_int_equal(plan_drill(items, 3, &rules, tasks), 2);
    assert_true(task_of(&items[0], 2) >= 0 && task_of(&items[2], 2) >= 0);
    rules.seconds = 30;
    int n = plan_drill(items, 3, &rules, tasks);
    assert_int_equal(n, 3);
    assert_int_equal(abs(task_of(&items[0], n) - task_of(&items[1], n)), 2);
    items[0].today = true;
    rules.seconds = 12;
    assert_int_equal(plan_drill(items, 3, &rules, tasks), 1);
    assert_int_equal(task_of(&items[2], 1), 0);
}

static void rule_3_after_a_line_no_sibling_is_asked_that_day(void **state)
{
    (void)state;
    struct plan_item items[ITEMS_MAX];
    int n = 0;
    for (int layer = 0; layer < 3; layer++)
        for (int model = 1; model < 4; model++)
            items[n++] = met(LINES, cell(LINES, layer, model), 10, 10, -1);
    n = add_all(items, n, TERMS, true, -1);
    struct plan_rules rules = seconds(3000);
    rules.ms[ITEM_CARD] = 1000; /* worth more than a row, and yet behind the line */
    int n_tasks = plan_drill(items, n, &rules, tasks), left = 0;
    assert_int_equal(asked_of(items, n, n_tasks, LINES), 9);
    for (int i = 9; i < n; i++) {
        bool sibling = false;
        for (int k = 0; k < 9; k++)
            sibling = sibling || are_siblings(&items[i], &items[k]);
        assert_int_equal(task_of(&items[i], n_tasks) >= 0, !sibling);
        left += sibling;
    }
    assert_in_range(left, 4, 16);
    /* The same later on that day, when the line's cells are only known from the file. */
    for (int i = 0; i < 9; i++)
        items[i].today = items[i].line = true;
    n_tasks = plan_drill(items, n, &rules, tasks);
    assert_int_equal(asked_of(items, n, n_tasks, LINES), 0);
    assert_int_equal(asked_of(items, n, n_tasks, TERMS), n - 9 - left);
}

static void rule_3_about_means_the_own_layers_or_those_of_a_common_exam(void **state)
{
    (void)state;
    struct plan_item own = fresh(MIXED, deck_item_of_card(&decks[MIXED], 0));
    struct plan_item term = fresh(TERMS, deck_item_of_card(&decks[TERMS], 0));
    static const struct {
        int deck;
        bool own, term;
    } cases[] = {{LINES, false, true}, {CHANGED, false, true}, {DONE, false, true}, {MIXED, true, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int which = 0; which < 2; which++) {
            struct plan_item items[] = {
                met(cases[i].deck, cell(cases[i].deck, 0, decks[cases[i].deck].n_models - 1), 5, 5, -1),
                which ? own : term};
            items[0].today = items[0].line = true;
            struct plan_rules rules = seconds(600);
            assert_int_equal(plan_drill(items, 2, &rules, tasks), !(which ? cases[i].own : cases[i].term));
        }
}

static void rule_4_at_first_times_are_as_told(void **state)
{
    (void)state;
    assert_true(plan_ms[ITEM_PLACEMENT] == 6000 && plan_ms[ITEM_CARD] == 12000 && plan_ms[ITEM_QUESTION] == 45000);
    static const struct {
        int deck, seconds, asked;
    } cases[] = {{DONE, 5, 0}, {DONE, 30, 5}, {TERMS, 11, 0}, {TERMS, 40, 3}, {BANK, 44, 0}, {BANK, 95, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct plan_item items[ITEMS_MAX];
        int n = add_all(items, 0, cases[i].deck, true, -3);
        struct plan_rules rules = seconds(cases[i].seconds);
        int n_tasks = plan_drill(items, n, &rules, tasks);
        assert_int_equal(asked_of(items, n, n_tasks, cases[i].deck), cases[i].asked);
    }
}

/* Lines ask away most of the cards and questions about their layers; what conflicts waits a week. */
static void rule_4_new_ones_come_in_the_order_of_the_plan(void **state)
{
    (void)state;
    static const struct {
        enum task_kind kind;
        int deck;
    } expected[] = {{TASK_LINE, LINES}, {TASK_LINE, MIXED}, {TASK_CARD, TERMS},
                    {TASK_CARD, MIXED}, {TASK_BOARD, DONE}, {TASK_QUESTION, BANK}};
    struct plan_item items[ITEMS_MAX];
    int n = 0, at = 0;
    for (int d = N_DECKS - 1; d >= 0; d--)
        n = add_all(items, n, d, false, 0);
    struct plan_rules rules = seconds(3000);
    int n_tasks = plan_drill(items, n, &rules, tasks);
    for (int t = 0; t < n_tasks; t++) {
        if (tasks[t].kind != expected[at].kind || tasks[t].deck != expected[at].deck)
            at++;
        assert_in_range(at, 0, 5);
        assert_int_equal(tasks[t].kind, expected[at].kind);
        assert_int_equal(tasks[t].deck, expected[at].deck);
    }
    assert_int_equal(at, 5);
    /* What changed comes behind all but questions, once it may. */
    n = add_all(items, add_all(items, add_all(items, 0, CHANGED, false, 0), DONE, false, 0), BANK, false, 0);
    items[n++] = met(LINES, cell(LINES, 0, 1), 90, 90, 9);
    n_tasks = plan_drill(items, n, &rules, tasks);
    assert_int_equal(tasks[0].deck, DONE);
    assert_int_equal(tasks[2].deck, CHANGED);
    assert_int_equal(tasks[n_tasks - 1].deck, BANK);
}

static void rule_4_new_ones_take_a_third_while_others_are_due(void **state)
{
    (void)state;
    for (int time = 12; time < 900; time += 7) {
        struct plan_item items[ITEMS_MAX];
        int n = add_all(items, 0, TERMS, false, 0);
        items[n++] = met(DONE, cell(DONE, 11, 0), 9, 9, -1);
        struct plan_rules rules = seconds(time);
        int n_tasks = plan_drill(items, n, &rules, tasks), new = asked_of(items, n, n_tasks, TERMS);
        assert_int_equal(new, time / 3 / 12 < 20 ? time / 3 / 12 : 20);
        items[n - 1].due_day = TODAY + 5;
        n_tasks = plan_drill(items, n, &rules, tasks);
        assert_int_equal(asked_of(items, n, n_tasks, TERMS), time / 12 < 20 ? time / 12 : 20);
    }
}

static void rule_4_decks_in_conflict_are_not_new_in_the_same_week(void **state)
{
    (void)state;
    static const struct {
        int lines_day, changed_day; /* when something was last new */
        bool lines, changed;        /* which may be new today */
    } cases[] = {
        {-PLAN_NEVER, -PLAN_NEVER, true, false}, {-PLAN_NEVER, TODAY - 6, false, true},
        {-PLAN_NEVER, TODAY - 7, true, false},   {TODAY, -PLAN_NEVER, true, false},
        {TODAY - 6, -PLAN_NEVER, true, false},   {TODAY - 3, TODAY - 90, true, false},
        {TODAY - 3, TODAY - 3, false, false},    {TODAY - 7, TODAY - 8, true, false},
        {TODAY + 3, -PLAN_NEVER, true, false},   {TODAY + 9000, TODAY - 1, false, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct plan_item items[ITEMS_MAX];
        int n = add_all(items, add_all(items, 0, LINES, false, 0), CHANGED, false, 0);
        struct plan_rules rules = seconds(3000);
        plan_decks[LINES].newest_day = cases[i].lines_day;
        plan_decks[CHANGED].newest_day = cases[i].changed_day;
        int n_tasks = plan_drill(items, n, &rules, tasks);
        assert_int_equal(asked_of(items, n, n_tasks, LINES) > 0, cases[i].lines);
        assert_int_equal(asked_of(items, n, n_tasks, CHANGED) > 0, cases[i].changed);
    }
    /* When the first is all met for a week, the other has its turn; of a day ahead only a clock that was wrong knows.
     */
    for (int days = -8; days < 9; days++) {
        struct plan_item items[ITEMS_MAX];
        int n = add_all(items, add_all(items, 0, LINES, true, 9), CHANGED, false, 0);
        struct plan_rules rules = seconds(3000);
        plan_decks[LINES].newest_day = TODAY - days;
        int n_tasks = plan_drill(items, n, &rules, tasks);
        assert_int_equal(asked_of(items, n, n_tasks, CHANGED) > 0, abs(days) >= PLAN_WEEK_DAYS);
    }
}

/* Of two cards about nothing the one that gains more until then; for some pairs that is not the same one. */
static void rule_4_the_horizon_is_the_exam_or_thirty_days(void **state)
{
    (void)state;
    int one = deck_item_of_card(&decks[TERMS], 3), other = deck_item_of_card(&decks[TERMS], 7), differing = 0;
    struct rng rng = {1};
    for (int i = 0; i < 400; i++) {
        struct plan_item items[] = {met(TERMS, one, 1 + rng_below(&rng, 60), 1 + rng_below(&rng, 60), 0),
                                    met(TERMS, other, 1 + rng_below(&rng, 60), 1 + rng_below(&rng, 60), 0)};
        int first[2];
        for (int exam = 0; exam < 2; exam++) {
            struct plan_rules rules = seconds(12);
            plan_decks[TERMS].exam_day = exam ? TODAY + 1 : 0;
            int ahead = exam ? 1 : 30;
            double worth = value_of_asking(&fsrs_default, &items[0].memory, TODAY, TODAY + ahead, 0, 12);
            double beside = value_of_asking(&fsrs_default, &items[1].memory, TODAY, TODAY + ahead, 0, 12);
            assert_int_equal(plan_drill(items, 2, &rules, tasks), 1);
            first[exam] = task_of(&items[0], 1) == 0;
            assert_int_equal(first[exam], worth > beside);
        }
        differing += first[0] != first[1];
    }
    assert_in_range(differing, 5, 200);
}

static void rule_5_in_the_last_days_also_what_is_not_due_is_asked(void **state)
{
    (void)state;
    /* DONE and TERMS hold 12 x 6 + 20 x 12 seconds: they fit into three sessions of 104 seconds. */
    static const struct {
        int left, seconds;
        bool asked;
    } cases[] = {{8, 103, false}, {7, 103, true}, {7, 104, false}, {4, 103, true},  {4, 104, false},
                 {3, 104, true},  {1, 104, true}, {0, 104, false}, {-1, 104, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct plan_item items[ITEMS_MAX];
        int n = add_all(items, add_all(items, 0, DONE, true, 9), TERMS, true, 9);
        struct plan_rules rules = seconds(cases[i].seconds);
        rules.kinds = 1u << ITEM_PLACEMENT | 1u << ITEM_CARD;
        plan_decks[DONE].exam_day = plan_decks[TERMS].exam_day = TODAY + cases[i].left;
        int n_tasks = plan_drill(items, n, &rules, tasks);
        if ((n_tasks > 0) != cases[i].asked)
            fail_msg("case %d: %d tasks", (int)i, n_tasks);
        plan_decks[DONE].exam_day = plan_decks[TERMS].exam_day = 0;
        assert_int_equal(plan_drill(items, n, &rules, tasks), 0);
    }
}

static void rule_5_worth_chooses_what_is_not_due(void **state)
{
    (void)state;
    struct plan_item items[2] = {met(DONE, 0, 1, 3000, 9), met(DONE, 1, 4, 6, 9)};
    struct plan_rules rules = seconds(6);
    plan_decks[DONE].exam_day = TODAY + 2;
    assert_int_equal(plan_drill(items, 2, &rules, tasks), 1);
    assert_int_equal(tasks[0].items[0], 1);
}

static void rule_5_in_the_last_days_what_is_new_competes_by_worth(void **state)
{
    (void)state;
    static const struct {
        int left;
        bool new_first;
        int new_of_20; /* cards, in 120 seconds */
    } cases[] = {{0, false, 3}, {9, false, 3}, {3, true, 10}, {1, true, 10}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct plan_item items[ITEMS_MAX] = {met(TERMS, deck_item_of_card(&decks[TERMS], 3), 1, 3000, -1)};
        struct plan_rules rules = seconds(12);
        plan_decks[TERMS].exam_day = cases[i].left ? TODAY + cases[i].left : 0;
        items[1] = fresh(TERMS, deck_item_of_card(&decks[TERMS], 7));
        assert_int_equal(plan_drill(items, 2, &rules, tasks), 1);
        assert_int_equal(task_of(&items[1], 1) == 0, cases[i].new_first);
        int n = add_all(items, 0, TERMS, false, 0);
        items[n++] = met(BANK, deck_item_of_question(&decks[BANK], 3), 1, 3000, -1);
        rules.seconds = 120;
        rules.ms[ITEM_QUESTION] = 12000;
        int n_tasks = plan_drill(items, n, &rules, tasks);
        assert_int_equal(asked_of(items, n, n_tasks, TERMS), cases[i].new_of_20);
    }
}

/* So many are new that worth is asked of a part only: what is due is among it. */
static void rule_5_what_is_new_does_not_hide_what_is_due(void **state)
{
    (void)state;
    static struct deck many = {.id = "many"};
    static struct plan_item items[PLAN_CANDIDATES + 50];
    struct plan_rules rules = seconds(12);
    add_cards(&many, PLAN_CANDIDATES + 50, 1);
    for (int i = 0; i < many.n_cards; i++) {
        many.cards[i].n_about = 0;
        items[i] = fresh(DONE, deck_item_of_card(&many, i));
        items[i].order = (uint64_t)i;
    }
    struct plan_item *last = &items[many.n_cards - 1];
    last->memory = met(DONE, 0, 10, 1, -5).memory;
    last->due_day = TODAY - 5;
    rules.ms[ITEM_CARD] = 12000;
    plan_decks[DONE] = (struct plan_deck){.deck = &many, .exam_day = TODAY + 2, .newest_day = -PLAN_NEVER};
    rules.seconds = 12 * PLAN_CANDIDATES;
    int n_tasks = plan_drill(items, many.n_cards, &rules, tasks);
    assert_int_equal(n_tasks, PLAN_CANDIDATES);
    assert_true(task_of(last, n_tasks) >= 0);
    arena_clear(&many.memory);
}

/* -- every plan -- */

static int random_items(struct rng *rng, struct plan_item *items)
{
    int n = 0, wet = 1 + rng_below(rng, 9), known = rng_below(rng, 11);
    for (int d = 0; d < N_DECKS; d++) {
        if (rng_below(rng, 4) == 0)
            continue;
        for (int item = 0; item < deck_item_count(&decks[d]); item++) {
            if (!deck_item_asks(&decks[d], item))
                continue;
            int due = rng_below(rng, 10) < wet ? -rng_below(rng, 20) : 1 + rng_below(rng, 40);
            items[n] = rng_below(rng, 10) < known ? met(d, item, 1 + rng_below(rng, 40), 1 + rng_below(rng, 60), due)
                                                  : fresh(d, item);
            items[n++].today = rng_below(rng, 30) == 0;
        }
    }
    if (rng_below(rng, 3) == 0) /* a row was on a line today */
        for (int i = 0, layer = rng_below(rng, 8); i < n; i++)
            if (items[i].deck == LINES && deck_item_layer(&decks[LINES], items[i].item) == layer)
                items[i].today = items[i].line = true;
    return n;
}

static struct plan_rules random_rules(struct rng *rng)
{
    struct plan_rules rules = seconds(rng_below(rng, 3) ? rng_below(rng, 600) : 3600);
    for (int d = 0; d < N_DECKS; d++) {
        if (rng_below(rng, 2))
            plan_decks[d].newest_day = TODAY - rng_below(rng, 20);
        if (rng_below(rng, 4) == 0 && d != MIXED)
            plan_decks[d].exam_day = TODAY + 1 + rng_below(rng, 20);
    }
    for (int kind = 0; kind < 3; kind++)
        rules.ms[kind] = 1000 + rng_below(rng, 30000);
    if (rng_below(rng, 4) == 0)
        rules.kinds = 1u + (unsigned)rng_below(rng, 7);
    return rules;
}

/* What was handed in, and what became of it. */
struct walk {
    const struct plan_item *items;
    const struct plan_rules *rules;
    int n, n_tasks;
    int task[ITEMS_MAX];
    bool on_line[ITEMS_MAX], last_days[N_DECKS];
};

static bool asked(const struct walk *w, int i)
{
    return w->task[i] >= 0;
}

/* New, and not only there because its row is due. */
static bool is_new(const struct walk *w, int i)
{
    if (!asked(w, i) || w->items[i].memory.met)
        return false;
    for (int k = 0; k < w->n; k++)
        if (w->on_line[i] && w->task[k] == w->task[i] && w->items[k].memory.met &&
            are_siblings(&w->items[i], &w->items[k]))
            return false;
    return true;
}

static const char *wrong_with_items(const struct walk *w)
{
    int64_t ms = 0, new_ms = 0;
    bool due = false;
    for (int i = 0; i < w->n; i++) {
        const struct plan_item *item = &w->items[i];
        if (!asked(w, i))
            continue;
        int64_t its_ms = w->rules->ms[kind_of(item)];
        ms += its_ms;
        new_ms += is_new(w, i) && !w->last_days[item->deck] ? its_ms : 0;
        due = due || w->last_days[item->deck] || (item->memory.met && item->due_day <= TODAY);
        if (!may_ask(item, w->rules))
            return "what must not be asked is asked";
    }
    if (ms > w->rules->seconds * INT64_C(1000))
        return "it takes longer than the session";
    return due && new_ms > w->rules->seconds * INT64_C(1000) / 3 ? "too much is new" : NULL;
}

static bool are_in_conflict(int a, int b)
{
    return (a == LINES && b == CHANGED) || (a == CHANGED && b == LINES);
}

static const char *wrong_with_weeks(const struct walk *w)
{
    for (int i = 0; i < w->n; i++) {
        int deck = w->items[i].deck, other = deck == LINES ? CHANGED : LINES;
        if (!is_new(w, i) || !are_in_conflict(deck, other))
            continue;
        if (abs(TODAY - w->rules->decks[other].newest_day) < PLAN_WEEK_DAYS)
            return "it is new in the week of a deck in conflict";
        for (int k = 0; k < w->n; k++)
            if (w->items[k].deck == other && is_new(w, k))
                return "two decks in conflict are new at once";
    }
    return NULL;
}

static const char *wrong_with_lines(const struct walk *w)
{
    for (int i = 0; i < w->n; i++)
        for (int k = 0; k < w->n; k++) {
            if (!asked(w, k) || i == k || !are_siblings(&w->items[i], &w->items[k]))
                continue;
            if (w->items[i].line)
                return "a sibling of what was on a line today is asked";
            if (asked(w, i) && w->on_line[i] && w->task[i] != w->task[k])
                return "a sibling of what is on a line is asked elsewhere";
        }
    return NULL;
}

static bool has_sibling_asked(const struct walk *w, int i)
{
    for (int k = 0; k < w->n; k++)
        if ((asked(w, k) || w->items[k].today) && are_siblings(&w->items[i], &w->items[k]))
            return true;
    return false;
}

/* Would it rather be on a line, or stands it behind one that is due? */
static bool waits_for_line(const struct walk *w, int i)
{
    int due = is_due(&w->items[i], w->rules);
    for (int k = 0; k < w->n; k++)
        if (are_siblings(&w->items[i], &w->items[k]))
            due += is_due(&w->items[k], w->rules) && kind_of(&w->items[k]) == ITEM_PLACEMENT;
    return due > 1;
}

/* A second of siblings only where nothing else that is due would have fitted in its place. */
static const char *wrong_with_siblings(const struct walk *w)
{
    for (int i = 0; i < w->n; i++) {
        const struct plan_item *second = &w->items[i];
        bool counts = asked(w, i) && !w->on_line[i] && second->memory.met;
        if (!counts || !has_sibling_asked(w, i))
            continue;
        bool first = true; /* of its siblings, in the plan */
        for (int k = 0; k < w->n; k++)
            first = first && !(asked(w, k) && w->task[k] < w->task[i] && are_siblings(second, &w->items[k]));
        if (first && !second->today)
            continue;
        for (int k = 0; k < w->n; k++)
            if (!asked(w, k) && is_due(&w->items[k], w->rules) && !has_sibling_asked(w, k) && !waits_for_line(w, k) &&
                w->rules->ms[kind_of(&w->items[k])] <= w->rules->ms[kind_of(second)])
                return "a second sibling is asked while another is due";
    }
    return NULL;
}

static bool tasks_share(const struct walk *w, int a, int b)
{
    for (int i = 0; i < w->n; i++)
        for (int k = 0; k < w->n && w->task[i] == a; k++)
            if (w->task[k] == b && are_siblings(&w->items[i], &w->items[k]))
                return true;
    return false;
}

static bool can_be_apart(bool share[PERMUTED_MAX][PERMUTED_MAX], int n, int last, unsigned left)
{
    if (!left)
        return true;
    for (int t = 0; t < n; t++)
        if (left & 1u << t && (last < 0 || !share[last][t]) && can_be_apart(share, n, t, left & ~(1u << t)))
            return true;
    return false;
}

/* Neighbours share nothing, unless no other order of the same tasks is better. */
static const char *wrong_with_neighbours(const struct walk *w)
{
    bool share[PERMUTED_MAX][PERMUTED_MAX], neighbours = false;
    if (w->n_tasks > PERMUTED_MAX)
        return NULL;
    for (int a = 0; a < w->n_tasks; a++)
        for (int b = 0; b < w->n_tasks; b++) {
            share[a][b] = tasks_share(w, a, b);
            neighbours = neighbours || (b == a + 1 && share[a][b]);
        }
    bool better = neighbours && can_be_apart(share, w->n_tasks, -1, (1u << w->n_tasks) - 1);
    return better ? "siblings stand on two tasks in a row" : NULL;
}

static const char *wrong_with_fillers(const struct walk *w)
{
    for (int i = 0; i < w->n; i++) {
        const struct plan_item *item = &w->items[i];
        bool filler =
            asked(w, i) && !w->on_line[i] && item->memory.met && item->due_day > TODAY && !w->last_days[item->deck];
        if (filler && (kind_of(item) != ITEM_PLACEMENT || tasks[w->task[i]].n_items > PLAN_BOARD_MIN))
            return "a filler where none is needed";
        if (filler && has_sibling_asked(w, i))
            return "a filler is a sibling of what is asked";
    }
    return NULL;
}

static const char *wrong_with_worth(const struct walk *w)
{
    for (int i = 0; i < w->n; i++)
        for (int k = 0; k < w->n; k++) {
            const struct plan_item *a = &w->items[i], *b = &w->items[k];
            bool alone = a->deck == TERMS && b->deck == TERMS && a->item % 4 == 3 && b->item % 4 == 3;
            if (!alone || !asked(w, i) || asked(w, k) || !is_due(a, w->rules) || !is_due(b, w->rules))
                continue;
            int exam_day = w->rules->decks[TERMS].exam_day, horizon = exam_day ? exam_day : TODAY + PLAN_HORIZON_DAYS;
            if (value_of_asking(&fsrs_default, &a->memory, TODAY, horizon, 0, 12) <
                value_of_asking(&fsrs_default, &b->memory, TODAY, horizon, 0, 12))
                return "what is worth less comes first";
        }
    return NULL;
}

static bool same_tasks(const struct task *a, const struct task *b, int n)
{
    for (int t = 0; t < n; t++)
        if (a[t].kind != b[t].kind || a[t].deck != b[t].deck || a[t].model != b[t].model ||
            a[t].n_items != b[t].n_items ||
            memcmp(a[t].items, b[t].items, sizeof *a[t].items * (size_t)a[t].n_items) != 0)
            return false;
    return true;
}

static const char *wrong_with_order(const struct walk *w, struct rng *rng)
{
    static struct task again[PLAN_TASKS_MAX];
    static struct plan_item items[ITEMS_MAX];
    memcpy(items, w->items, sizeof *items * (size_t)w->n);
    for (int i = w->n - 1; i > 0; i--) {
        int k = rng_below(rng, i + 1);
        struct plan_item item = items[i];
        items[i] = items[k];
        items[k] = item;
    }
    int n = plan_drill(items, w->n, w->rules, again);
    return n == w->n_tasks && same_tasks(tasks, again, n) ? NULL : "it depends on the order of the items";
}

/* As the header says; counted anew. */
static bool in_last_days(const struct plan_rules *rules, int deck)
{
    int64_t ms = 0;
    int exam_day = rules->decks[deck].exam_day, left = exam_day - TODAY;
    for (int d = 0; d < N_DECKS; d++)
        for (int item = 0; item < deck_item_count(&decks[d]); item++) {
            struct plan_item one = fresh(d, item);
            if (rules->decks[d].exam_day == exam_day && deck_item_asks(&decks[d], item) && may_ask(&one, rules))
                ms += rules->ms[kind_of(&one)];
        }
    return exam_day && (left <= 3 || (left <= 7 && ms > rules->seconds * INT64_C(3000)));
}

static void rules_3_4_and_5_hold_of_every_plan(void **state)
{
    (void)state;
    static struct plan_item items[ITEMS_MAX];
    static struct walk w;
    const struct deck *list[N_DECKS];
    int kinds[TASK_KINDS] = {0};
    for (int d = 0; d < N_DECKS; d++)
        list[d] = &decks[d];
    for (uint64_t seed = 1; seed <= WALKS; seed++) {
        struct rng rng = {seed};
        struct plan_rules rules = random_rules(&rng);
        w = (struct walk){.items = items, .rules = &rules, .n = random_items(&rng, items)};
        w.n_tasks = plan_drill(items, w.n, &rules, tasks);
        for (int d = 0; d < N_DECKS; d++)
            w.last_days[d] = in_last_days(&rules, d);
        for (int i = 0; i < w.n; i++) {
            w.task[i] = task_of(&items[i], w.n_tasks);
            w.on_line[i] = w.task[i] >= 0 && tasks[w.task[i]].kind == TASK_LINE;
        }
        const char *wrong = session_fits(list, N_DECKS, tasks, w.n_tasks) ? NULL : "it is no plan";
        wrong = wrong ? wrong : wrong_with_items(&w);
        wrong = wrong ? wrong : wrong_with_weeks(&w);
        wrong = wrong ? wrong : wrong_with_lines(&w);
        wrong = wrong ? wrong : wrong_with_siblings(&w);
        wrong = wrong ? wrong : wrong_with_neighbours(&w);
        wrong = wrong ? wrong : wrong_with_fillers(&w);
        wrong = wrong ? wrong : wrong_with_worth(&w);
        wrong = wrong ? wrong : wrong_with_order(&w, &rng);
        if (wrong)
            fail_msg("seed %d: %s", (int)seed, wrong);
        for (int t = 0; t < w.n_tasks; t++)
            kinds[tasks[t].kind]++;
    }
    for (int kind = 0; kind < TASK_KINDS; kind++)
        assert_true(kinds[kind] > WALKS / 2);
}

int main(void)
{
    const struct CMUnitTest all[] = {
        cmocka_unit_test(rule_3_a_session_asks_one_of_siblings_while_others_are_due),
        cmocka_unit_test(rule_3_after_a_line_no_sibling_is_asked_that_day),
        cmocka_unit_test(rule_3_about_means_the_own_layers_or_those_of_a_common_exam),
        cmocka_unit_test(rule_4_at_first_times_are_as_told),
        cmocka_unit_test(rule_4_new_ones_come_in_the_order_of_the_plan),
        cmocka_unit_test(rule_4_new_ones_take_a_third_while_others_are_due),
        cmocka_unit_test(rule_4_decks_in_conflict_are_not_new_in_the_same_week),
        cmocka_unit_test(rule_4_the_horizon_is_the_exam_or_thirty_days),
        cmocka_unit_test(rule_5_in_the_last_days_also_what_is_not_due_is_asked),
        cmocka_unit_test(rule_5_worth_chooses_what_is_not_due),
        cmocka_unit_test(rule_5_in_the_last_days_what_is_new_competes_by_worth),
        cmocka_unit_test(rule_5_what_is_new_does_not_hide_what_is_due),
        cmocka_unit_test(rules_3_4_and_5_hold_of_every_plan),
    };
    return cmocka_run_group_tests(all, make_decks, drop_decks);
}
