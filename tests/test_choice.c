/* choice: what can be chosen, when it is right as a whole, its order from the seed, and its text in the log. */
#include "base/rng.h"
#include "play/choice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct deck_option options[] = {
    {.id = "a", .right = true}, {.id = "b"}, {.id = "c", .right = true}, {.id = "dd"}, {.id = "d"}};
static const struct deck_question two = {.id = "two", .n_options = 5, .options = options};
static const struct deck_question one = {.id = "one", .n_options = 2, .options = options};
static const struct deck_question grid = {.id = "grid", .grid = true, .n_options = 3, .options = options};

static int at_of(const struct choice *choice, const struct deck_question *question, const char *id)
{
    for (int at = 0; at < choice->n_options; at++)
        if (strcmp(question->options[choice->order[at]].id, id) == 0)
            return at;
    fail_msg("%s is not shown", id);
    return -1;
}

static void one_is_replaced_by_another(void **state)
{
    (void)state;
    struct choice choice;
    choice_init(&choice, &one, 1);
    assert_false(choice_whole(&choice));
    assert_true(choice_pick(&choice, at_of(&choice, &one, "b")));
    assert_false(choice_right(&choice, &one));
    assert_true(choice_pick(&choice, at_of(&choice, &one, "a")));
    assert_int_equal(choice_count(&choice), 1);
    assert_true(choice_whole(&choice) && choice_right(&choice, &one));
    assert_true(choice_pick(&choice, at_of(&choice, &one, "a")));
    assert_int_equal(choice_count(&choice), 0);
}

static void a_third_of_two_is_refused(void **state)
{
    (void)state;
    struct choice choice;
    choice_init(&choice, &two, 1);
    assert_int_equal(choice.n_right, 2);
    assert_true(choice_pick(&choice, at_of(&choice, &two, "a")));
    assert_false(choice_whole(&choice));
    assert_true(choice_pick(&choice, at_of(&choice, &two, "b")));
    struct choice before = choice;
    assert_false(choice_pick(&choice, at_of(&choice, &two, "c")));
    assert_memory_equal(&before, &choice, sizeof choice);
    assert_false(choice_right(&choice, &two)); /* one of two is not a half point */
    assert_true(choice_pick(&choice, at_of(&choice, &two, "b")));
    assert_true(choice_pick(&choice, at_of(&choice, &two, "c")));
    assert_true(choice_right(&choice, &two));
}

static void a_grid_is_right_only_with_every_no(void **state)
{
    (void)state;
    struct choice choice;
    choice_init(&choice, &grid, 7);
    for (int at = 0; at < 3; at++)
        assert_int_equal(choice.order[at], at);
    choice_say(&choice, 0, true);
    choice_say(&choice, 2, true);
    assert_false(choice_whole(&choice) || choice_right(&choice, &grid));
    choice_say(&choice, 1, false);
    assert_true(choice_whole(&choice) && choice_right(&choice, &grid));
    choice_say(&choice, 1, true);
    assert_false(choice_right(&choice, &grid));
    choice_say(&choice, 1, true);
    assert_int_equal(choice.given[1], CHOICE_OPEN);
}

/* Every order is drawn, about as often as any other. */
static void the_seed_shuffles_options(void **state)
{
    (void)state;
    int first[5] = {0};
    for (uint64_t seed = 0; seed < 5000; seed++) {
        struct choice choice, again;
        choice_init(&choice, &two, seed);
        choice_init(&again, &two, seed);
        assert_memory_equal(&choice, &again, sizeof choice);
        unsigned seen = 0;
        for (int at = 0; at < 5; at++)
            seen |= 1u << choice.order[at];
        assert_int_equal(seen, 31);
        first[choice.order[0]]++;
    }
    for (int option = 0; option < 5; option++)
        if (first[option] < 850 || first[option] > 1150)
            fail_msg("option %d is first %d times of 5000", option, first[option]);
}

static void what_is_written_reads_back(void **state)
{
    (void)state;
    const struct deck_question *questions[] = {&two, &one, &grid};
    struct rng rng = {3};
    for (int i = 0; i < 3000; i++) {
        const struct deck_question *question = questions[i % 3];
        struct choice choice, back;
        char text[CHOICE_TEXT_MAX];
        choice_init(&choice, question, (uint64_t)i);
        back = choice;
        for (int move = rng_below(&rng, 6); move > 0; move--) {
            int at = rng_below(&rng, choice.n_options);
            if (question->grid)
                choice_say(&choice, at, rng_below(&rng, 2));
            else
                choice_pick(&choice, at);
        }
        choice_format(&choice, question, text);
        if (!choice_parse(text, question, &back))
            fail_msg("'%s' is refused", text);
        assert_memory_equal(&choice, &back, sizeof choice);
    }
}

static void what_does_not_fit_is_refused(void **state)
{
    (void)state;
    static const char *const of_two[] = {"e", "a a", "a b c", "a+", "ab", "A"};
    static const char *const of_grid[] = {"a", "a+ a-", "a*", "dd+", "+"};
    struct choice choice;
    choice_init(&choice, &two, 1);
    choice_pick(&choice, 0);
    struct choice before = choice;
    for (size_t i = 0; i < sizeof of_two / sizeof *of_two; i++)
        if (choice_parse(of_two[i], &two, &choice))
            fail_msg("'%s' is taken", of_two[i]);
    assert_memory_equal(&before, &choice, sizeof choice);
    choice_init(&choice, &grid, 1);
    for (size_t i = 0; i < sizeof of_grid / sizeof *of_grid; i++)
        if (choice_parse(of_grid[i], &grid, &choice))
            fail_msg("'%s' is taken", of_grid[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_is_replaced_by_another),         cmocka_unit_test(a_third_of_two_is_refused),
        cmocka_unit_test(a_grid_is_right_only_with_every_no), cmocka_unit_test(the_seed_shuffles_options),
        cmocka_unit_test(what_is_written_reads_back),         cmocka_unit_test(what_does_not_fit_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
