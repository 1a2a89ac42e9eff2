/* A sum in each row, so that a flipped bit is told and not believed. Sealing and checking are made from one list: the
   table, how to find a row, and what its sum covers. Row numbers of other tables are replaced by what they mean (a
   deck's key, a session's uid), so a row says the same wherever it is copied; one that leads nowhere is covered as it
   is. */
#include "store/store_db.h"

#include "base/rng.h"

#include <string.h>

#define MEANT(column, table, id) "ifnull((SELECT x." column " FROM " table " AS x WHERE x.id = " id "), " id ")"
#define ORIGIN(id) MEANT("uid", "origin", id)
#define DECK(id) MEANT("key", "deck", id)
#define ITEM(id) MEANT("key", "item", id)
#define SESSION(id) MEANT("uid", "session", id)
#define WEIGHTS(id) MEANT("w", "weights", id)
#define ANSWER(id)                                                                                                     \
    "ifnull((SELECT o.uid FROM answer AS x JOIN origin AS o ON o.id = x.origin WHERE x.id = " id "), " id              \
    "), " MEANT("seq", "answer", id)

/* clang-format off */
#define TABLES(ROW)                                                                                                    \
    ROW(TABLE_ORIGIN, "origin", "id = ?1",                                                                             \
        "id, uid")                                                                                                     \
    ROW(TABLE_DECK, "deck", "id = ?1",                                                                                 \
        "id, key, seen_print, exams, retention, exam_day")                                                                                         \
    ROW(TABLE_ITEM, "item", "id = ?1",                                                                                 \
        "id, " DECK("item.deck") ", key, answer_print, place")                                                                \
    ROW(TABLE_SESSION, "session", "id = ?1",                                                                           \
        "id, uid, kind, rules, rng, seed, setup, decks, began_ms, offset_min, left_ms, claim, ended_ms, how")          \
    ROW(TABLE_PLAYER, "player", "session = ?1 AND n = ?2",                                                             \
        SESSION("player.session") ", n, name, is_learner")                                                             \
    ROW(TABLE_TASK, "task", "session = ?1 AND n = ?2",                                                                 \
        SESSION("task.session") ", n, player, kind, model, seconds, reask")                                            \
    ROW(TABLE_TASK_ITEM, "task_item", "session = ?1 AND task = ?2",                                                    \
        SESSION("task_item.session") ", task, pos, " ITEM("task_item.item"))                                           \
    ROW(TABLE_STEP, "step", "session = ?1 AND n = ?2",                                                                 \
        SESSION("step.session") ", n, at_ms, left_ms, move")                                                           \
    ROW(TABLE_ANSWER, "answer", "id = ?1",                                                                             \
        "id, " ORIGIN("answer.origin") ", seq, " ITEM("answer.item") ", " SESSION("answer.session") ", task, player, " \
        "at_ms, offset_min, day, given, correct, ways, right_ways, rating, unsure, took_ms, counts, answer_print")     \
    ROW(TABLE_EDIT, "edit", "id = ?1",                                                                                 \
        "id, " ORIGIN("edit.origin") ", seq, at_ms, what, " ANSWER("edit.answer") ", " ITEM("edit.item") ", "          \
        ANSWER("edit.upto") ", day, " WEIGHTS("edit.weights"))                                                         \
    ROW(TABLE_WEIGHTS, "weights", "id = ?1",                                                                           \
        "id, at_ms, model, w, answers, loss_before, loss_after")                                                       \
    ROW(TABLE_GOAL, "goal", "exam = ?1",                                                                               \
        "exam, day")                                                                                                   \
    ROW(TABLE_SETTING, "setting", "name = ?1",                                                                         \
        "name, value")
/* clang-format on */

#define SQL(index, table, key, covered)                                                                                \
    [index] = {"UPDATE " table " SET sum = row_sum(" covered ") WHERE " key,                                           \
               "SELECT count(*) FROM " table " WHERE sum IS NOT row_sum(" covered ")", table, covered},

static const struct {
    const char *seal, *count_wrong, *name, *covered;
} tables[STORE_TABLES] = {TABLES(SQL)};

static uint64_t add_number(uint64_t hash, uint64_t number)
{
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(number >> (8 * i));
    return hash_add(hash, bytes, sizeof bytes);
}

static uint64_t add_value(uint64_t hash, sqlite3_value *value)
{
    double real;
    uint64_t bits;
    const void *bytes;
    switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
        return add_number(add_number(hash_add(hash, "i", 1), 8), (uint64_t)sqlite3_value_int64(value));
    case SQLITE_FLOAT:
        real = sqlite3_value_double(value);
        memcpy(&bits, &real, sizeof bits);
        return add_number(add_number(hash_add(hash, "f", 1), 8), bits);
    case SQLITE_TEXT:
        bytes = sqlite3_value_text(value);
        hash = add_number(hash_add(hash, "t", 1), (uint64_t)sqlite3_value_bytes(value));
        return hash_add(hash, bytes, (size_t)sqlite3_value_bytes(value));
    case SQLITE_BLOB:
        bytes = sqlite3_value_blob(value);
        hash = add_number(hash_add(hash, "b", 1), (uint64_t)sqlite3_value_bytes(value));
        return hash_add(hash, bytes, (size_t)sqlite3_value_bytes(value));
    default:
        return add_number(hash_add(hash, "n", 1), 0);
    }
}

static void row_sum(sqlite3_context *context, int n, sqlite3_value **values)
{
    uint64_t hash = HASH_START;
    for (int i = 0; i < n; i++)
        hash = add_value(hash, values[i]);
    hash = hash_finish(hash);
    int64_t as_stored;
    memcpy(&as_stored, &hash, sizeof as_stored);
    sqlite3_result_int64(context, as_stored);
}

bool sums_register(sqlite3 *db)
{
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    return sqlite3_create_function_v2(db, "row_sum", -1, flags, NULL, row_sum, NULL, NULL, NULL) == SQLITE_OK;
}

void sums_seal(struct store *store, enum store_table table, const struct store_value *key, size_t n)
{
    store_run(store, tables[table].seal, key, n);
}

const char *sums_table(enum store_table table)
{
    return tables[table].name;
}

const char *sums_covered(enum store_table table)
{
    return tables[table].covered;
}

bool store_verify_sums(struct store *store, int *bad, struct err *err)
{
    store_start(store);
    *bad = 0;
    for (int i = 0; i < STORE_TABLES; i++)
        *bad += (int)store_number(store, tables[i].count_wrong, NULL, 0, 0);
    return store_fine(store, err);
}
