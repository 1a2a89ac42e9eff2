#include "base/mem.h"
#include "deck/deck_yaml.h"
#include "store/file.h"
#include "store/store_db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "learner.h"

#include <sqlite3.h>

const struct moment learner_now = {.mono_ms = 5000, .utc_ms = INT64_C(1738580400000)}; /* 2025-02-03T11:00:00Z */

static struct deck *the_deck;
static struct err err;

int learner_drop_top(void **state)
{
    deck_free(the_deck);
    return folder_drop_top(state);
}

char *learner_path(const char *folder, const char *name)
{
    return xprintf("%s/%s", folder, name);
}

const struct deck *learner_deck(void)
{
    size_t size;
    char *bytes = the_deck ? NULL : file_read(TEST_DATA "/learner/azure.yaml", 1 << 20, &size, &err);
    if (bytes) {
        static struct deck_problems problems;
        the_deck = deck_read("azure.yaml", bytes, size, &problems);
        free(bytes);
    }
    assert_non_null(the_deck);
    return the_deck;
}

struct store *learner_open(const char *folder, struct moment now)
{
    struct store *store = store_open(folder, (const unsigned char[16]){"test"}, now, &err);
    if (!store || !store_know(store, learner_deck(), now, &err))
        fail_msg("%s", err.text);
    return store;
}

char *learner_new(void)
{
    char *folder = folder_new(), *path = learner_path(folder, "learner.db");
    assert_true(file_make_folder(folder, &err));
    if (!file_copy(TEST_DATA "/learner/1.db", path, &err))
        fail_msg("%s", err.text);
    store_close(learner_open(folder, learner_now));
    free(path);
    return folder;
}

sqlite3 *learner_stranger(const char *path)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_exec(db, "PRAGMA ignore_check_constraints = ON", NULL, NULL, NULL);
    return db;
}

void learner_meddle(const char *path, const char *sql)
{
    sqlite3 *db = learner_stranger(path);
    char *message = NULL;
    sqlite3_exec(db, sql, NULL, NULL, &message);
    if (message)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(db);
}

int64_t learner_ask(const char *path, const char *sql)
{
    sqlite3 *db = learner_stranger(path);
    sqlite3_stmt *query;
    if (sqlite3_prepare_v2(db, sql, -1, &query, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    assert_int_equal(sqlite3_step(query), SQLITE_ROW);
    int64_t number = sqlite3_column_int64(query, 0);
    sqlite3_finalize(query);
    sqlite3_close(db);
    return number;
}

char *learner_states(const char *folder)
{
    static const char sql[] =
        "SELECT group_concat(line, char(10)) FROM (SELECT item.key || ' ' || printf('%!.17g', s) || ' ' ||"
        " printf('%!.17g', d) || ' ' || last_day || ' ' || ifnull(reask_day, '-') || ' ' || due_day || ' ' || answers"
        " || ' ' || lapses AS line FROM state JOIN item ON item.id = state.item ORDER BY item.key)";
    char *path = learner_path(folder, "learner.db");
    sqlite3 *db = learner_stranger(path);
    sqlite3_stmt *query;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &query, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(query), SQLITE_ROW);
    char *text = xprintf("%s\n", (const char *)sqlite3_column_text(query, 0));
    sqlite3_finalize(query);
    sqlite3_close(db);
    free(path);
    return text;
}

unsigned char *learner_bytes(const char *path, size_t *size)
{
    char *bytes = file_read(path, 1 << 26, size, &err);
    if (!bytes)
        fail_msg("%s", err.text);
    return (unsigned char *)bytes;
}

void learner_put(const char *path, const void *bytes, size_t size)
{
    if (!file_write(path, bytes, size, false, &err))
        fail_msg("%s", err.text);
}

void learner_answers(struct store *store, int64_t item, int day, int64_t id, bool right)
{
    static const char add[] =
        "INSERT INTO answer (id, origin, seq, item, at_ms, offset_min, day, given, correct, ways, right_ways, rating,"
        " unsure, counts, answer_print, sum) VALUES (?1, 1, ?1, ?2, ?3, 0, ?4, ?5, ?6, 3, 1, ?7, 0, 1, '', 0)";
    int64_t at_ms = (int64_t)day * 86400000 + 36000000 + id;
    RUN(store, add, INT(id), INT(item), INT(at_ms), INT(day), TEXT(right ? "provider" : "customer"), INT(right),
        INT(right ? 3 : 1));
    SEAL(store, TABLE_ANSWER, INT(id));
}
