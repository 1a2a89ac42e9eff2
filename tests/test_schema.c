/* Files of every released schema, of a newer one, and of strangers. */
#include "base/mem.h"
#include "store/file.h"
#include "store/store_db.h"
#include "store/verify.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "learner.h"

static struct err err;
static const unsigned char program[16] = "test";

/* Days and counts are the same, s and d but for how the arithmetic of that time rounded. */
static void assert_same_memory(const char *found, const char *expected)
{
    char key[2][130], rest[2][100];
    double s[2], d[2];
    int used[2];
    while (*expected) {
        const char *lines[2] = {found, expected};
        for (int i = 0; i < 2; i++)
            assert_int_equal(sscanf(lines[i], "%129s %lf %lf %99[^\n]%n", key[i], &s[i], &d[i], rest[i], &used[i]), 4);
        assert_string_equal(key[0], key[1]);
        assert_string_equal(rest[0], rest[1]);
        if (fabs(s[0] - s[1]) > 1e-9 * s[1] || fabs(d[0] - d[1]) > 1e-9)
            fail_msg("%s: s %.17g d %.17g instead of %.17g %.17g", key[0], s[0], d[0], s[1], d[1]);
        found += used[0] + 1;
        expected += used[1] + 1;
    }
    assert_string_equal(found, "");
}

static void every_released_schema_opens_as_it_was(void **state)
{
    (void)state;
    for (int version = 1; version < STORE_VERSION; version++) {
        char *folder = folder_new(), *path = learner_path(folder, "learner.db");
        char *source = xprintf("%s/learner/%d.db", TEST_DATA, version);
        char *states = xprintf("%s/learner/%d.txt", TEST_DATA, version);
        assert_true(file_make_folder(folder, &err));
        if (!file_copy(source, path, &err))
            fail_msg("each released schema needs its file: %s", err.text);
        struct store *store = learner_open(folder, learner_now);
        size_t size;
        char *expected = (char *)learner_bytes(states, &size), *found = learner_states(folder);
        assert_same_memory(found, expected);
        free(expected);
        expected = found;
        assert_true(store_rebuild(store, &err));
        assert_true(store_know(store, learner_deck(), learner_now, &err));
        found = learner_states(folder);
        assert_string_equal(found, expected);
        store_close(store);
        assert_int_equal(learner_ask(path, "PRAGMA user_version"), STORE_VERSION);
        int problems = verify_file(path, NULL, &err);
        assert_int_equal(problems, 0);
        int n;
        char *backups = learner_path(folder, "backups"), **names = file_list(backups, ".db", &n);
        assert_int_equal(n, 1); /* before the migration */
        while (n)
            free(names[--n]);
        free(names);
        free(backups);
        free(found);
        free(expected);
        free(source);
        free(states);
        free(path);
        free(folder);
    }
}

/* A step that never was: the table of settings gets a column in the middle, and its sum covers it. */
static const struct store_step made_up = {
    .to = STORE_VERSION + 1,
    .sql =
        "ALTER TABLE setting RENAME TO old;"
        "CREATE TABLE setting (name TEXT PRIMARY KEY, since INTEGER NOT NULL DEFAULT 7, value TEXT NOT NULL,"
        "  sum INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
        "INSERT INTO setting (name, value, sum) SELECT name, value, sum FROM old; DROP TABLE old;"
        "ALTER TABLE deck RENAME TO old;"
        "CREATE TABLE deck (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, seen_print TEXT, sum INTEGER NOT NULL)"
        " STRICT; INSERT INTO deck (id, key, seen_print, sum) SELECT id, key, seen_print, sum FROM old; DROP TABLE old",
    .resealed = {{"setting", "name, value", "name, since, value"}},
};
static const struct store_step broken = {
    .to = STORE_VERSION + 2,
    .sql = "DELETE FROM answer WHERE id < 0; CREATE TABLE answer (id INTEGER)",
};

static int64_t ask(struct store *store, const char *sql)
{
    store_start(store);
    sqlite3_stmt *query;
    assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &query, NULL), SQLITE_OK);
    int64_t number = sqlite3_step(query) == SQLITE_ROW ? sqlite3_column_int64(query, 0) : -1;
    sqlite3_finalize(query);
    return number;
}

static void a_step_keeps_rows_and_damage(void **state)
{
    (void)state;
    char *folder = learner_new(), *path = learner_path(folder, "learner.db");
    struct store *store = learner_open(folder, learner_now);
    store_begin_write(store, true);
    store_execute(store, "INSERT INTO setting VALUES ('a', '1', 0)");
    store_execute(store, "INSERT INTO setting VALUES ('b', '2', 0)");
    SEAL(store, TABLE_SETTING, TEXT("a"));
    SEAL(store, TABLE_SETTING, TEXT("b"));
    store_execute(store, "UPDATE setting SET value = '3' WHERE name = 'b'");
    assert_true(store_commit(store, &err));
    int64_t items = ask(store, "SELECT count(*) FROM item JOIN deck ON deck.id = item.deck");
    if (!schema_migrate(store, &made_up, 1, &err))
        fail_msg("%s", err.text);
    assert_int_equal(ask(store, "PRAGMA user_version"), STORE_VERSION + 1);
    assert_int_equal(ask(store, "SELECT count(*) FROM setting WHERE since = 7"), 2);
    assert_int_equal(ask(store, "SELECT sum = row_sum(name, since, value) FROM setting WHERE name = 'a'"), 1);
    assert_int_equal(ask(store, "SELECT sum = row_sum(name, since, value) FROM setting WHERE name = 'b'"), 0);
    assert_int_equal(ask(store, "SELECT count(*) FROM item JOIN deck ON deck.id = item.deck"), items);
    assert_int_equal(ask(store, "SELECT count(*) FROM sqlite_schema WHERE name = 'old' OR sql LIKE '%REFERENCES old%' "
                                "OR sql LIKE '%\"old\"%'"),
                     0);
    assert_int_equal(ask(store, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_true(schema_migrate(store, &made_up, 1, &err)); /* a second time: it is there already */
    assert_int_equal(ask(store, "SELECT count(*) FROM setting"), 2);
    assert_false(schema_migrate(store, &broken, 1, &err)); /* and a step that fails changes nothing */
    assert_int_equal(ask(store, "PRAGMA user_version"), STORE_VERSION + 1);
    assert_int_equal(ask(store, "PRAGMA foreign_keys"), 1);
    store_close(store);
    free(path);
    free(folder);
}

/* Refused with a sentence that says it, and not a byte changed. */
static void assert_refused(const char *folder, const char *says)
{
    char *path = learner_path(folder, "learner.db");
    size_t before_size, after_size;
    unsigned char *before = learner_bytes(path, &before_size);
    struct store *store = store_open(folder, program, learner_now, &err);
    assert_null(store);
    if (!strstr(err.text, says))
        fail_msg("'%s' does not say '%s'", err.text, says);
    unsigned char *after = learner_bytes(path, &after_size);
    assert_int_equal(after_size, before_size);
    assert_memory_equal(after, before, before_size);
    free(before);
    free(after);
    free(path);
}

static void strange_schemas_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *says;
    } files[] = {
        {"CREATE VIEW extra AS SELECT * FROM answer", "extra"},
        {"CREATE TRIGGER boom AFTER INSERT ON answer BEGIN DELETE FROM answer; END", "boom"},
        {"CREATE VIRTUAL TABLE extra USING fts5 (words)", "extra"},
        {"CREATE INDEX slow ON answer (given)", "INDEX"},
        {"CREATE UNIQUE INDEX one ON step (session, n, move)", "INDEX"},
        {"DROP INDEX answer_day", "answer_day"},
        {"ALTER TABLE answer ADD COLUMN more TEXT", "answer"},
        {"DROP TABLE seen", "seen"},
        {"DROP TABLE seen; CREATE VIEW seen AS SELECT 1 AS item, 2 AS day", "seen"},
        {"DROP TABLE seen; CREATE TABLE seen (item INTEGER, day INTEGER DEFAULT (abs(random())))", "seen"},
        {"PRAGMA user_version = 99", "newer demarc"},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *folder = learner_new(), *path = learner_path(folder, "learner.db");
        learner_meddle(path, files[i].sql);
        assert_refused(folder, files[i].says);
        free(path);
        free(folder);
    }
    /* What is only looked at does no harm. */
    char *folder = learner_new(), *path = learner_path(folder, "learner.db");
    learner_meddle(path, "CREATE TABLE notes (text); INSERT INTO notes VALUES ('mine'); ANALYZE");
    store_close(learner_open(folder, learner_now));
    free(path);
    free(folder);
}

/* Texts of any size and numbers of any kind: told or left out, and no crash. */
static void hostile_values_do_no_harm(void **state)
{
    (void)state;
    static const char *const files[] = {
        "UPDATE item SET key = printf('%.10000000c', 'x') WHERE id = 2",
        "UPDATE deck SET key = printf('%.3000000c', 'x')",
        "UPDATE step SET move = printf('%.20000000c', 'x') WHERE n = 1",
        "UPDATE step SET move = printf('%.900000c', 'x') WHERE n = 1",
        "UPDATE session SET setup = printf('%.900000c', 'x'), decks = printf('%.900000c', 'y')",
        "UPDATE session SET rules = -1, seed = -1, began_ms = 9223372036854775807, offset_min = -9223372036854775808",
        "UPDATE state SET answers = -5, lapses = -2147483649",
        "UPDATE state SET s = 9e999, d = -9e999",
        "UPDATE state SET s = 1e-300",
        "UPDATE state SET last_day = 9223372036854775807, due_day = -9223372036854775808",
        "UPDATE answer SET ways = -1, right_ways = 2147483648",
        "UPDATE answer SET day = -9223372036854775808, at_ms = 9223372036854775807",
        "UPDATE answer SET seq = 9223372036854775807 WHERE id = 96",
        "UPDATE answer SET took_ms = -9223372036854775808",
        "UPDATE answer SET given = printf('%.900000c', 'x')",
        "UPDATE task_item SET item = 9223372036854775807",
        "UPDATE origin SET uid = zeroblob(3)",
        "DELETE FROM origin",
        "DELETE FROM item",
        "UPDATE seen SET day = 9223372036854775807",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *folder = learner_new(), *path = learner_path(folder, "learner.db");
        learner_meddle(path, files[i]);
        struct verify_summary summary = verify_summary(path);
        if (i != 19 && summary.problems == 0)
            fail_msg("verify finds nothing in: %s", files[i]);
        struct store *store = store_open(folder, program, learner_now, &err);
        if (store && store_know(store, learner_deck(), learner_now, &err)) {
            int n = deck_item_count(learner_deck()), due, met;
            struct store_item *items = xcalloc((size_t)n, sizeof *items);
            struct store_open_drill drill;
            store_items(store, learner_deck(), 20122, items, &err);
            store_count(store, learner_deck(), 20122, &due, &met, &err);
            store_find_drill(store, &drill);
            const struct deck *deck = learner_deck();
            const bool *hidden[1] = {xcalloc((size_t)n, sizeof **hidden)};
            session_free(store_resume(store, &deck, 1, hidden, learner_now, &err));
            store_leave(store, learner_now, &err);
            store_rebuild(store, &err);
            free((void *)hidden[0]);
            free(items);
        }
        store_close(store);
        free(path);
        free(folder);
    }
}

/* A state that does not follow from the log, as a stranger would write it, is made anew before the item is asked. */
static void states_that_do_not_follow_are_made_anew(void **state)
{
    (void)state;
    char *folder = learner_new(), *path = learner_path(folder, "learner.db");
    char *before = learner_states(folder);
    learner_meddle(path, "UPDATE state SET s = s * 3, lapses = 7");
    assert_int_equal(verify_summary(path).problems, 20);
    struct store *store = learner_open(folder, learner_now);
    const struct deck *deck = learner_deck();
    const bool *hidden[1] = {xcalloc((size_t)deck_item_count(deck), sizeof **hidden)};
    struct task tasks[3] = {0};
    for (int model = 1; model < 4; model++) {
        tasks[model - 1] = (struct task){.kind = TASK_BOARD, .model = model};
        for (int layer = 0; layer < deck->n_layers; layer++)
            if (deck_asks(deck, layer, model))
                tasks[model - 1].items[tasks[model - 1].n_items++] = LEARNER_ITEM(deck, layer, model);
    }
    struct session *session = session_new(&deck, 1, tasks, 3, hidden, 1);
    assert_true(store_begin(store, session, 1, "drill azure", learner_now, &err));
    session_free(session);
    store_close(store);
    char *after = learner_states(folder);
    assert_string_equal(after, before);
    free((void *)hidden[0]);
    free(before);
    free(after);
    free(path);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_released_schema_opens_as_it_was),
        cmocka_unit_test(a_step_keeps_rows_and_damage),
        cmocka_unit_test(strange_schemas_are_refused),
        cmocka_unit_test(hostile_values_do_no_harm),
        cmocka_unit_test(states_that_do_not_follow_are_made_anew),
    };
    return cmocka_run_group_tests(tests, folder_make_top, learner_drop_top);
}
