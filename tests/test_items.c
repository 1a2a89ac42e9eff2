/* deck: cards, questions, an exam's blueprint and tests as they are read, and every item of a deck by one number. */
#include "base/mem.h"
#include "reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_mark(struct deck_mark at, int line, int column)
{
    assert_int_equal(at.line, line);
    assert_int_equal(at.column, column);
}

static void cards_are_read(void **state)
{
    (void)state;
    struct deck *deck = read_good("cards");
    check_deck(deck);
    assert_int_equal(deck->n_layers + deck->n_zones + deck->n_models + deck->n_questions, 0);
    assert_int_equal(deck->n_cards, 1);
    assert_string_equal(deck->cards[0].front, "What is IaaS?");
    assert_int_equal(deck->cards[0].n_about, 0);
    assert_mark(deck->cards[0].at, 7, 14);
    deck_free(deck);
    deck = read_good("everything");
    check_deck(deck);
    assert_int_equal(deck->n_cards, 2);
    assert_string_equal(deck->cards[0].back, "Rented machines");
    assert_int_equal(deck->cards[0].n_about, 2);
    assert_string_equal(deck->cards[0].about[1], "data");
    assert_int_equal(deck->cards[0].source, 1);
    assert_int_equal(deck->cards[1].source, 0);
    deck_free(deck);
}

static void questions_are_read(void **state)
{
    (void)state;
    struct deck *deck = read_good("everything");
    const struct deck_question *choice = &deck->questions[0], *grid = &deck->questions[1];
    assert_int_equal(deck->n_questions, 2);
    assert_true(choice->for_exam && !choice->grid && grid->grid && !grid->for_exam);
    assert_string_equal(choice->objective, "2.1");
    assert_string_equal(choice->about[0], "os");
    assert_int_equal(choice->n_options, 4);
    assert_true(choice->options[0].right && !choice->options[1].right && choice->options[2].right &&
                !choice->options[3].right);
    assert_string_equal(choice->options[1].why, "No");
    assert_null(choice->options[2].why);
    assert_mark(choice->at, 23, 9);
    assert_mark(choice->options[3].at, 32, 14);
    assert_int_equal(grid->n_options, 3);
    assert_true(grid->options[0].right && !grid->options[1].right);
    assert_int_equal(grid->source, 1);
    deck_free(deck);
    deck = read_good("questions");
    check_deck(deck);
    assert_string_equal(deck->questions[0].about[0], "os");
    deck_free(deck);
}

static void the_rest_is_read(void **state)
{
    (void)state;
    struct deck *deck = read_good("everything");
    const struct deck_blueprint *b = &deck->blueprint;
    assert_int_equal(deck->n_conflicts, 2);
    assert_string_equal(deck->conflicts[1], "aws");
    assert_int_equal(deck->sources[0].as_of_day, 20455);
    assert_int_equal(deck->sources[1].as_of_day, deck->as_of_day);
    assert_int_equal(b->minutes, 45);
    assert_int_equal(b->questions, 3);
    assert_int_equal(b->n_parts, 2);
    assert_string_equal(b->parts[0].board, "azure");
    assert_null(b->parts[1].board);
    assert_int_equal(b->parts[1].weight, 60);
    assert_int_equal(b->n_areas, 2);
    assert_string_equal(b->areas[0].id, "storage");
    assert_string_equal(b->areas[1].share, "10 %");
    assert_mark(b->at, 13, 1);
    assert_mark(b->parts[0].at, 17, 19);
    assert_mark(deck->layers[1].cells[0].at, 54, 14);
    assert_mark(deck->layers[2].cells[0].at, 56, 63);
    assert_mark(deck->zones[2].at, 66, 3);
    assert_mark(deck->models[0].at, 68, 3);
    assert_mark(deck->sources[1].at, 62, 3);
    deck_free(deck);
}

static void tests_are_read(void **state)
{
    (void)state;
    struct deck *deck = read_good("everything");
    assert_int_equal(deck->n_tests, 2);
    const struct deck_test *first = &deck->tests[0], *second = &deck->tests[1];
    assert_int_equal(first->right, 2);
    assert_int_equal(first->n_cells, 3);
    assert_string_equal(first->cells[0].says, "Your own");
    assert_null(first->cells[1].says);
    assert_int_equal(first->cells[1].model, 1);
    assert_int_equal(first->cells[1].zone, 2);
    assert_int_equal(first->cells[2].layer, 1);
    assert_mark(first->at, 9, 5);
    assert_mark(first->cells[1].at, 9, 34);
    assert_string_equal(second->cells[0].says, "nobody");
    assert_int_equal(second->cells[0].layer, 2);
    deck_free(deck);
}

static void items_have_one_number(void **state)
{
    (void)state;
    struct deck *deck = read_good("everything");
    static const char *const keys[] = {"everything/os/iaas",   "everything/os/paas",    "everything/data/iaas",
                                       "everything/data/paas", "everything/hosts/iaas", "everything/hosts/paas",
                                       "everything/iaas",      "everything/paas",       "everything/rds-os",
                                       "everything/grid"};
    static const int kinds[] = {0, 0, 0, 0, 0, 0, 1, 1, 2, 2}, indexes[] = {0, 1, 2, 3, 4, 5, 0, 1, 0, 1};
    static const bool asks[] = {true, true, true, true, false, true, true, true, false, true};
    assert_int_equal(deck_item_count(deck), 10);
    for (int item = 0; item < 10; item++) {
        char key[DECK_KEY_MAX];
        deck_item_key(deck, item, key);
        assert_string_equal(key, keys[item]);
        assert_int_equal(deck_item_kind(deck, item), kinds[item]);
        assert_int_equal(deck_item_index(deck, item), indexes[item]);
        assert_int_equal(deck_item_asks(deck, item), asks[item]);
    }
    assert_int_equal(deck_item_of_cell(deck, 1, 1), 3);
    assert_int_equal(deck_item_of_card(deck, 1), 7);
    assert_int_equal(deck_item_of_question(deck, 1), 9);
    deck_free(deck);
    deck = read_good("cards");
    assert_int_equal(deck_item_kind(deck, 0), ITEM_CARD);
    assert_int_equal(deck_item_count(deck), 1);
    deck_free(deck);
}

static const char head[] = "demarc: 1\nid: small\ntitle: Small\nlanguage: en\nas_of: 2025-12-01\n"
                           "sources: {s: {title: S}}\n";

static struct deck *read_question(const char *options)
{
    char *text = xprintf("%squestions: [{id: q, ask: Who, source: s, %s}]\n", head, options);
    struct deck *deck = read_text(text);
    assert_non_null(deck);
    free(text);
    return deck;
}

static void assert_ways(const char *options, int expected)
{
    struct deck *deck = read_question(options);
    int right_ways, ways;
    deck_item_ways(deck, 0, &right_ways, &ways);
    assert_int_equal(right_ways, 1);
    assert_int_equal(ways, expected);
    deck_free(deck);
}

static void chance_is_counted(void **state)
{
    (void)state;
#define O(id, right) "{id: " #id ", text: T, right: " #right "}"
#define Y(id) "{id: " #id ", text: T, yes: true}"
    assert_ways("options: [" O(a, true) ", " O(b, false) "]", 2);
    assert_ways("options: [" O(a, true) ", " O(b, false) ", " O(c, false) ", " O(d, false) "]", 4);
    assert_ways("options: [" O(a, true) ", " O(b, true) ", " O(c, false) ", " O(d, false) "]", 6);
    assert_ways("options: [" O(a, true) ", " O(b, true) ", " O(c, true) ", " O(d, false) ", " O(e, false) "]", 10);
    assert_ways(
        "options: [" O(a, true) ", " O(b, true) ", " O(c, true) ", " O(d, false) ", " O(e, false) ", " O(f, false) "]",
        20);
    assert_ways("statements: [" Y(a) ", " Y(b) "]", 4);
    assert_ways("statements: [" Y(a) ", " Y(b) ", " Y(c) ", " Y(d) ", " Y(e) ", " Y(f) "]", 64);
    struct deck *deck = read_good("everything");
    int right_ways, ways;
    deck_item_ways(deck, 0, &right_ways, &ways);
    assert_int_equal(right_ways, 1);
    assert_int_equal(ways, 3);
    deck_item_ways(deck, deck_item_of_card(deck, 0), &right_ways, &ways);
    assert_int_equal(right_ways, 0);
    assert_int_equal(ways, 0);
    deck_free(deck);
}

struct prints {
    char item[17];
    uint64_t deck;
};

static struct prints prints_of(const char *options)
{
    struct deck *deck = read_question(options);
    struct prints prints = {"", deck->print};
    deck_item_print(deck, 0, prints.item);
    deck_free(deck);
    return prints;
}

static void prints_change_with_what_is_right(void **state)
{
    (void)state;
    static const char *const others[] = {
        "options: [{id: a, text: T}, {id: b, text: T, right: true}]",
        "options: [{id: c, text: T, right: true}, {id: b, text: T}]",
        "options: [{id: a, text: T, right: true}, {id: b, text: T}, {id: c, text: T}]",
        "statements: [{id: a, text: T, yes: true}, {id: b, text: T, yes: false}]",
    };
    struct prints prints = prints_of("options: [{id: a, text: T, right: true}, {id: b, text: T}]");
    struct prints same = prints_of("options: [{id: a, text: Other, right: true}, {id: b, text: T, why: W}]");
    assert_string_equal(prints.item, same.item);
    assert_true(prints.deck == same.deck);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct prints other = prints_of(others[i]);
        assert_string_not_equal(prints.item, other.item);
        assert_true(prints.deck != other.deck);
    }
    struct prints exam = prints_of("use: exam, options: [{id: a, text: T, right: true}, {id: b, text: T}]");
    assert_string_equal(prints.item, exam.item);
    assert_true(prints.deck != exam.deck);
}

static uint64_t print_of_cards(const char *cards)
{
    char *text = xprintf("%scards: [%s]\n", head, cards);
    struct deck *deck = read_text(text);
    assert_non_null(deck);
    uint64_t print = deck->print;
    deck_free(deck);
    free(text);
    return print;
}

static void prints_of_cards_are_their_ids(void **state)
{
    (void)state;
    uint64_t print = print_of_cards("{id: a, front: F, back: B, source: s}");
    assert_true(print == print_of_cards("{id: a, front: G, back: C, source: s, about: [os]}"));
    assert_true(print != print_of_cards("{id: b, front: F, back: B, source: s}"));
    assert_true(print !=
                print_of_cards("{id: a, front: F, back: B, source: s}, {id: b, front: F, back: B, source: s}"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cards_are_read),
        cmocka_unit_test(questions_are_read),
        cmocka_unit_test(the_rest_is_read),
        cmocka_unit_test(tests_are_read),
        cmocka_unit_test(items_have_one_number),
        cmocka_unit_test(chance_is_counted),
        cmocka_unit_test(prints_change_with_what_is_right),
        cmocka_unit_test(prints_of_cards_are_their_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
