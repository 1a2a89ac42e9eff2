/* store: exam days and settings are kept, and due days follow them. */
#include "srs/day.h"
#include "store/store_db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "player.h"

static struct err err;

static int due_at(const struct player *player, int layer)
{
    return player_item(player, layer, 1, 0).due_day;
}

static void rule_5_intervals_end_the_day_before_the_exam(void **state)
{
    (void)state;
    struct deck *deck = player_deck("azure"), *other = player_deck("aws");
    const char *list[] = {"az-900", "clf-c02"};
    deck->exams = list;
    deck->n_exams = 2;
    struct player player = player_of(NULL, deck);
    assert_true(store_know(player.store, other, player.now, &err));
    struct task board = player_board(1, 1, 6);
    player_begin(&player, &board, 1);
    player_answer(&player, 0);
    player.now = player_later(player.now, 20 * player_day_ms);
    player_begin(&player, &board, 1);
    player_answer(&player, 0);
    player.now = player_later(player.now, 60 * player_day_ms);
    player_begin(&player, &board, 1);
    player_answer(&player, 0);
    int day = day_of(player.now), free_due = due_at(&player, 1);
    assert_true(free_due > day + 8);
    struct store_deck facts;
    static const struct {
        int az_900, clf_c02, exam; /* days from today; 0: none is set */
    } cases[] = {{4, 0, 4}, {4, 6, 4}, {6, 3, 3}, {0, 5, 5}, {0, 0, 0}, {1, 0, 1}, {-3, 2, 2}, {400, 0, 400}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int days[] = {cases[i].az_900, cases[i].clf_c02};
        for (int e = 0; e < 2; e++)
            assert_true(days[e] ? store_goal_set(player.store, list[e], day + days[e], player.now, &err)
                                : store_goal_clear(player.store, list[e], player.now, &err));
        int expected = cases[i].exam && day + cases[i].exam - 1 < free_due ? day + cases[i].exam - 1 : free_due;
        assert_int_equal(due_at(&player, 1), expected > day ? expected : day + 1);
        assert_true(store_deck(player.store, deck, &facts, &err));
        assert_int_equal(facts.exam_day, cases[i].exam ? day + cases[i].exam : 0);
        assert_true(store_deck(player.store, other, &facts, &err));
        assert_int_equal(facts.exam_day, 0);
        assert_sums_fit(player.store);
    }
    /* On the day it does nothing any more, and after it the next one binds; a clock set back brings it back. */
    assert_true(store_goal_set(player.store, "az-900", day + 3, player.now, &err));
    assert_true(store_goal_set(player.store, "clf-c02", day + 8, player.now, &err));
    static const struct {
        int days, due;
    } later_on[] = {{2, 2}, {3, 7}, {7, 7}, {8, 0}, {20, 0}, {1, 2}};
    for (size_t i = 0; i < sizeof later_on / sizeof *later_on; i++) {
        assert_true(store_know(player.store, deck, player_later(player.now, later_on[i].days * player_day_ms), &err));
        assert_int_equal(due_at(&player, 1), later_on[i].due ? day + later_on[i].due : free_due);
    }
    player_end(&player);
    deck_free(other);
}

static void settings_are_kept_and_change_due_days(void **state)
{
    (void)state;
    char text[SETTING_MAX];
    struct player player = player_new();
    struct task board = player_board(1, 1, 6);
    player_begin(&player, &board, 1);
    player_answer(&player, 0);
    int at_90 = due_at(&player, 1), day = day_of(player.now);
    assert_false(store_setting_get(player.store, "minutes", text));
    assert_true(store_setting_set(player.store, "minutes", "15", player.now, &err));
    assert_true(store_setting_set(player.store, "retention", "0.70", player.now, &err));
    assert_true(due_at(&player, 1) > at_90);
    store_close(player.store);
    player.store = player_store(player.folder, player_other);
    assert_true(store_setting_get(player.store, "minutes", text));
    assert_string_equal(text, "15");
    struct grade_memory memory = player_item(&player, 1, 1, day).memory;
    assert_int_equal(due_at(&player, 1), grade_due_day(&fsrs_default, &memory, .70));
    assert_true(store_setting_set(player.store, "retention", NULL, player.now, &err));
    assert_int_equal(due_at(&player, 1), at_90);
    assert_true(store_setting_set(player.store, "retention", "7e300", player.now, &err)); /* a damaged file */
    assert_int_equal(due_at(&player, 1), at_90);
    struct store_goal goals[3];
    assert_int_equal(store_goals(player.store, goals, 3), 0);
    assert_true(store_goal_set(player.store, "b-2", day + 9, player.now, &err));
    assert_true(store_goal_set(player.store, "a-1", day + 10, player.now, &err));
    assert_int_equal(store_goals(player.store, goals, 3), 2);
    assert_string_equal(goals[0].exam, "b-2");
    assert_int_equal(goals[1].day, day + 10);
    assert_true(store_goal_clear(player.store, "b-2", player.now, &err));
    assert_int_equal(store_goals(player.store, goals, 3), 1);
    assert_sums_fit(player.store);
    player_end(&player);
}

/* A change that cannot be written changes nothing. */
static void a_setting_in_a_locked_file_is_told(void **state)
{
    (void)state;
    char text[SETTING_MAX];
    struct player player = player_new();
    sqlite3 *db = player_stranger(player.folder);
    sqlite3_busy_timeout(player.store->db, 10);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_false(store_setting_set(player.store, "retention", "0.80", player.now, &err));
    assert_non_null(strstr(err.text, "in use"));
    assert_false(store_goal_set(player.store, "az-900", 30000, player.now, &err));
    sqlite3_close(db);
    assert_false(store_setting_get(player.store, "retention", text));
    assert_true(store_setting_set(player.store, "retention", "0.80", player.now, &err));
    player_end(&player);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule_5_intervals_end_the_day_before_the_exam),
        cmocka_unit_test(settings_are_kept_and_change_due_days),
        cmocka_unit_test(a_setting_in_a_locked_file_is_told),
    };
    return cmocka_run_group_tests(tests, folder_make_top, folder_drop_top);
}
