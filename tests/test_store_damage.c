/* store: damage. Sums tell what has changed in any row, and what a damaged row says costs no more than that row. */
#include "store/store_db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "player.h"

static struct err err;

/* -- sums -- */

/* A file with a row in every table. */
static struct player filled(void)
{
    struct player player = player_new();
    const struct task tasks[] = {player_board(1, 0, 4), player_board(2, 4, 4)};
    player_begin(&player, tasks, 2);
    player_answer(&player, 1);
    player_move(&player, MOVE_SLIP, 0, 0);
    player_answer(&player, 1);
    player.deck->layers[4].cells[2].answer = 0;
    made_deck_print(player.deck);
    assert_true(store_know(player.store, player.deck, player.now, &err));
    player_meddle(player.folder,
                  "INSERT INTO weights VALUES (1, 5, 6, '0.1 0.2', 400, 0.5, 0.4, 0);"
                  "INSERT INTO goal VALUES ('AZ-900', 20000, 0); INSERT INTO setting VALUES ('text', '125', 0);"
                  "INSERT INTO edit VALUES (90, 1, 90, 5, 'weights', NULL, NULL, NULL, NULL, 1, 0);"
                  "UPDATE step SET left_ms = 5; UPDATE session SET left_ms = 5; UPDATE task SET seconds = 5");
    int bad;
    assert_true(store_verify_sums(player.store, &bad, &err));
    assert_int_equal(bad, 4 + 11 + 1 + 3);
    store_begin_write(player.store, true);
    SEAL(player.store, TABLE_WEIGHTS, INT(1));
    SEAL(player.store, TABLE_GOAL, TEXT("AZ-900"));
    SEAL(player.store, TABLE_SETTING, TEXT("text"));
    SEAL(player.store, TABLE_EDIT, INT(90));
    SEAL(player.store, TABLE_SESSION, INT(1));
    for (int n = 0; n < 12; n++) {
        SEAL(player.store, TABLE_STEP, INT(1), INT(n));
        SEAL(player.store, TABLE_TASK, INT(1), INT(n));
    }
    assert_true(store_commit(player.store, &err));
    assert_sums_fit(player.store);
    return player;
}

/* In each row that has it, NULLs too, as one flipped bit or another value of its type. */
static int change_column(sqlite3 *db, const char *table, const char *column, const char *type, int row)
{
    const char *changed = strcmp(type, "TEXT") == 0   ? "ifnull(%2$s || 'x', 'x')"
                          : strcmp(type, "BLOB") == 0 ? "ifnull(zeroblob(length(%2$s)), zeroblob(16))"
                          : strcmp(type, "REAL") == 0 ? "ifnull(%2$s + 1e-15, 0.5)"
                                                      : "ifnull(%2$s + 1000, 1)";
    char value[100], sql[500];
    /* The text has no other percent signs. */
    char *out = value;
    for (const char *c = changed; *c; c++)
        if (strncmp(c, "%2$s", 4) == 0) {
            out += sprintf(out, "%s", column);
            c += 3;
        } else {
            *out++ = *c;
        }
    *out = '\0';
    snprintf(sql, sizeof sql,
             "UPDATE %s SET %s = %s WHERE (SELECT count(*) FROM %s AS before WHERE before.sum < %s.sum) = %d", table,
             column, value, table, table, row);
    char *message = NULL;
    sqlite3_exec(db, sql, NULL, NULL, &message);
    if (message)
        fail_msg("%s: %s", sql, message);
    return sqlite3_changes(db);
}

static const char every_column[] =
    "SELECT t.name, c.name, c.type FROM sqlite_schema AS t, pragma_table_info(t.name) AS c"
    " WHERE t.type = 'table' AND t.name NOT IN ('state', 'fresh', 'seen') ORDER BY 1, c.cid";

/* Changes each column of each row in turn, asks whether that is told, and puts it back. */
static void every_changed_column_is_told(void **state)
{
    (void)state;
    struct player player = filled();
    struct store *store = player.store;
    sqlite3 *db = store->db; /* changed and rolled back without a second connection: quicker */
    sqlite3_exec(db, "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF", NULL, NULL, NULL);
    sqlite3_stmt *query;
    int columns = 0, changes = 0, bad;
    assert_int_equal(sqlite3_prepare_v2(db, every_column, -1, &query, NULL), SQLITE_OK);
    while (sqlite3_step(query) == SQLITE_ROW) {
        char table[40], column[40], type[40];
        snprintf(table, sizeof table, "%s", sqlite3_column_text(query, 0));
        snprintf(column, sizeof column, "%s", sqlite3_column_text(query, 1));
        snprintf(type, sizeof type, "%s", sqlite3_column_text(query, 2));
        columns++;
        for (int row = 0;; row++) {
            sqlite3_exec(db, "SAVEPOINT changed", NULL, NULL, NULL);
            int changed = change_column(db, table, column, type, row);
            assert_true(store_verify_sums(store, &bad, &err));
            sqlite3_exec(db, "ROLLBACK TO changed; RELEASE changed", NULL, NULL, NULL);
            if (!changed)
                break;
            changes++;
            if (!bad)
                fail_msg("%s.%s of row %d changed unnoticed", table, column, row);
        }
    }
    sqlite3_finalize(query);
    assert_int_equal(columns, 2 + 6 + 5 + 14 + 4 + 7 + 4 + 5 + 19 + 10 + 7 + 2 + 2 + 13);
    assert_true(changes > 500);
    assert_sums_fit(store);
    player_end(&player);
}

static void a_changed_file_is_told(void **state)
{
    (void)state;
    struct player player = filled();
    player_meddle(player.folder, "UPDATE answer SET given = 'zone0' WHERE id = 2");
    int bad;
    assert_true(store_verify_sums(player.store, &bad, &err));
    assert_int_equal(bad, 1);
    player_end(&player);
}

/* -- rows -- */

/* Whatever a damaged row says, nothing crashes and the other items are as they were. */
static void damaged_rows_cost_little(void **state)
{
    (void)state;
    static const char *const damage[] = {
        "UPDATE answer SET rating = 77 WHERE id = 2",
        "UPDATE answer SET counts = -3 WHERE id = 2",
        "UPDATE answer SET day = 9000000000000 WHERE id = 2",
        "UPDATE answer SET ways = -1 WHERE id = 2",
        "UPDATE state SET s = -1 WHERE item = (SELECT item FROM answer WHERE id = 2)",
        "UPDATE state SET d = 1e300 WHERE item = (SELECT item FROM answer WHERE id = 2)",
        "UPDATE state SET last_day = 1000000000000 WHERE item = (SELECT item FROM answer WHERE id = 2)",
        "DELETE FROM state WHERE item = (SELECT item FROM answer WHERE id = 2)",
        "UPDATE item SET key = 'azure/x' WHERE key = 'azure/layer2/model1'",
    };
    for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
        struct player player = player_new();
        struct task board = player_board(1, 1, 4), other = player_board(1, 3, 2);
        player_begin(&player, &board, 1);
        player_answer(&player, 1);
        struct store_item before = player_item(&player, 1, 1, 0);
        player_meddle(player.folder, damage[i]);
        struct store_item after = player_item(&player, 1, 1, 0);
        assert_same_memory(&after.memory, &before.memory);
        player.now = player_later(player.now, 3 * player_day_ms);
        player_begin(&player, i == 8 ? &other : &board, 1);
        player_answer(&player, 1);
        assert_true(store_rebuild(player.store, &err));
        player_end(&player);
    }
}

/* A deck that changes is taken in whatever the states' rows say, and what they lost is told anew. */
static void a_damaged_cache_does_not_keep_a_deck_out(void **state)
{
    (void)state;
    static const char *const damage[] = {
        "UPDATE state SET item = 100000 WHERE item = (SELECT item FROM answer WHERE id = 2)",
        "UPDATE state SET place = -1 - place WHERE place = (SELECT max(place) FROM state)",
        "UPDATE item SET deck = 77, place = 0 WHERE id = (SELECT item FROM answer WHERE id = 2)",
        "UPDATE state SET item = (SELECT id FROM item WHERE id NOT IN (SELECT item FROM state)) WHERE item ="
        " (SELECT item FROM answer WHERE id = 2)",
        "UPDATE state SET deck = 77 WHERE item = (SELECT item FROM answer WHERE id = 2)",
    };
    for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
        struct player player = player_new();
        struct task board = player_board(1, 1, 4);
        player_begin(&player, &board, 1);
        player_answer(&player, 1);
        struct store_item before[4];
        for (int row = 0; row < 4; row++)
            before[row] = player_item(&player, row, 1, 0);
        player_meddle(player.folder, damage[i]);
        player.deck->layers[5].cells[1].answer = (player.deck->layers[5].cells[1].answer + 1) % ZONES;
        made_deck_print(player.deck);
        if (!store_know(player.store, player.deck, player.now, &err))
            fail_msg("%s: %s", damage[i], err.text);
        for (int row = 0; row < 4; row++) {
            struct store_item after = player_item(&player, row, 1, 0);
            assert_same_memory(&after.memory, &before[row].memory);
        }
        player_end(&player);
    }
}

/* Far from any day and any time: nothing is reckoned with what would overflow. */
static void strange_numbers_are_bounded(void **state)
{
    (void)state;
    struct player player = player_new();
    struct task board = player_board(1, 1, 4);
    struct store_goal goals[4];
    struct store_open_drill drill;
    player_begin(&player, &board, 1);
    player_answer(&player, 1);
    player_begin(&player, &board, 1);
    player_meddle(player.folder,
                  "UPDATE session SET began_ms = 9223372036854775807, offset_min = 2147483647 WHERE ended_ms IS NULL");
    player_meddle(player.folder,
                  "INSERT INTO goal VALUES ('az-900', 9223372036854775807, 0), ('az-104', -9223372036854775807, 0)");
    assert_true(store_find_drill(player.store, &drill));
    assert_int_equal(drill.began_day, 2932897); /* 14 hours ahead of the last one */
    assert_int_equal(store_goals(player.store, goals, 4), 2);
    assert_int_equal(goals[0].day, 0);
    assert_int_equal(goals[1].day, 2932896);
    assert_true(store_know(player.store, player.deck, player.now, &err));
    player_end(&player);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_changed_column_is_told), cmocka_unit_test(a_changed_file_is_told),
        cmocka_unit_test(damaged_rows_cost_little),     cmocka_unit_test(a_damaged_cache_does_not_keep_a_deck_out),
        cmocka_unit_test(strange_numbers_are_bounded),
    };
    return cmocka_run_group_tests(tests, folder_make_top, folder_drop_top);
}
