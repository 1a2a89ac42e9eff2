/* What to ask next, from a file of ten million answers and a million states: a hundred decks of ten thousand items, of
   which one is loaded. next FOLDER makes the file there if it is not yet; the same each time, only faster than a life
   of that length. The floor is the query for the 256 longest due, prepared, on a connection that is warm. */
#include "base/mem.h"
#include "base/rng.h"
#include "pairs.h"
#include "srs/day.h"
#include "stock.h"
#include "store/file.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DECKS = 100, LAYERS = 2500, MODELS = 4, ITEMS = LAYERS * MODELS, ROUNDS = 10, RUNS = 25, TODAY = 20500 };

static struct err err;
static const struct moment now = {.utc_ms = (TODAY * INT64_C(24) + 12) * 3600000};

/* -- the decks -- */

static const char *text_of(struct deck *deck, const char *format, int n)
{
    char text[DECK_ID_MAX];
    snprintf(text, sizeof text, format, n);
    return arena_text(&deck->memory, text, strlen(text));
}

static struct deck *new_deck(int n)
{
    static const char *const zones[] = {"customer", "shared", "provider"};
    struct deck *deck = xcalloc(1, sizeof *deck);
    *deck = (struct deck){.n_layers = LAYERS, .n_models = MODELS, .n_zones = 3, .print = 1000 + (uint64_t)n};
    deck->id = text_of(deck, "deck-%d", n);
    for (int zone = 0; zone < 3; zone++)
        deck->zones[zone].id = zones[zone];
    for (int model = 0; model < MODELS; model++)
        deck->models[model].id = text_of(deck, "model-%d", model);
    deck->layers = memset(arena_alloc(&deck->memory, sizeof *deck->layers * LAYERS), 0, sizeof *deck->layers * LAYERS);
    for (int layer = 0; layer < LAYERS; layer++) {
        size_t size = sizeof(struct deck_cell) * MODELS;
        deck->layers[layer].id = text_of(deck, "layer-%d", layer);
        deck->layers[layer].cells = memset(arena_alloc(&deck->memory, size), 0, size);
    }
    return deck;
}

/* -- the file -- */

static void run(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    sqlite3_exec(db, sql, NULL, NULL, &message);
    bench_need(!message, message);
}

static sqlite3_stmt *prepared(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    bench_need(sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK, sqlite3_errmsg(db));
    return statement;
}

static void step(sqlite3 *db, sqlite3_stmt *statement)
{
    bench_need(sqlite3_step(statement) == SQLITE_DONE, sqlite3_errmsg(db));
    sqlite3_reset(statement);
}

/* How many days ago an item was last asked: the log is in the order of its days. */
static int days_ago(int item)
{
    return 39 - (int)((int64_t)(item - 1) * 40 / (DECKS * ITEMS));
}

/* The k-th answer of every item, item by item; sums are not what is measured. */
static void add_answers(sqlite3 *db)
{
    sqlite3_stmt *add = prepared(
        db,
        "INSERT INTO answer (id, origin, seq, item, at_ms, offset_min, day, given, correct, ways, right_ways, rating,"
        " took_ms, counts, answer_print, sum)"
        " VALUES (?1, 1, ?1, ?2, ?3, 0, ?4, 'customer', 1, 3, 1, 3, ?5, 1, '0123456789abcdef', ?1)");
    for (int round = 0; round < ROUNDS; round++)
        for (int item = 1; item <= DECKS * ITEMS; item++) {
            int day = TODAY - 1 - (ROUNDS - 1 - round) * 40 - days_ago(item);
            sqlite3_bind_int64(add, 1, (int64_t)round * DECKS * ITEMS + item);
            sqlite3_bind_int(add, 2, item);
            sqlite3_bind_int64(add, 3, day * INT64_C(86400000));
            sqlite3_bind_int(add, 4, day);
            sqlite3_bind_int(add, 5, 3000 + item % 7000);
            step(db, add);
        }
    sqlite3_finalize(add);
}

/* One in twenty is new, of the others one in three is due. */
static void add_states(sqlite3 *db)
{
    sqlite3_stmt *add =
        prepared(db, "INSERT INTO state SELECT deck, place, id, ?2, 5, ?3, ?4, NULL, ?5, 10, 0, ?1, 6, 0 FROM item"
                     " WHERE id = ?1");
    struct rng rng = {1};
    for (int item = 1; item <= DECKS * ITEMS; item++) {
        int days = days_ago(item);
        if (rng_below(&rng, 20) == 0)
            continue;
        sqlite3_bind_int(add, 1, item);
        sqlite3_bind_double(add, 2, 1 + rng_below(&rng, 90));
        sqlite3_bind_int(add, 3, TODAY - 400);
        sqlite3_bind_int(add, 4, TODAY - 1 - days);
        sqlite3_bind_int(add, 5, TODAY + rng_below(&rng, 90) - 30);
        step(db, add);
    }
    sqlite3_finalize(add);
    run(db, "DELETE FROM fresh WHERE EXISTS"
            " (SELECT 1 FROM state WHERE state.deck = fresh.deck AND state.place = fresh.place)");
}

static void make_file(const char *folder, const char *path)
{
    struct store *store = store_open(folder, (const unsigned char[16]){"bench"}, now, &err);
    bench_need(store, err.text);
    for (int n = 0; n < DECKS; n++) {
        struct deck *deck = new_deck(n);
        bench_need(store_know(store, deck, now, &err), err.text);
        deck_free(deck);
    }
    store_close(store);
    sqlite3 *db;
    bench_need(sqlite3_open(path, &db) == SQLITE_OK, "no file");
    run(db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN;"
            "DROP INDEX answer_item; DROP INDEX answer_session; DROP INDEX answer_day;"
            "DROP INDEX state_due; DROP INDEX state_first");
    add_answers(db);
    add_states(db);
    run(db, "CREATE INDEX answer_item ON answer(item, id); CREATE INDEX answer_session ON answer(session, task);"
            "CREATE INDEX answer_day ON answer(day, item); CREATE INDEX state_due ON state(deck, due_day);"
            "CREATE INDEX state_first ON state(deck, first_day); COMMIT; PRAGMA journal_mode = WAL");
    sqlite3_close(db);
}

/* Under another name until it is whole. */
static void need_file(const char *folder)
{
    char part[600], from[700], to[700];
    snprintf(to, sizeof to, "%s/learner.db", folder);
    if (file_exists(to))
        return;
    fprintf(stderr, "bench: making ten million answers, once\n");
    snprintf(part, sizeof part, "%s.part", folder);
    snprintf(from, sizeof from, "%s/learner.db", part);
    remove(from);
    make_file(part, from);
    bench_need(rename(part, folder) == 0, "the file cannot be put in its place");
}

/* -- measuring -- */

static double floor_ms(sqlite3_stmt *due)
{
    int n = 0;
    double start = pairs_now_ms();
    while (sqlite3_step(due) == SQLITE_ROW)
        n += sqlite3_column_int(due, 0) >= 0;
    double ms = pairs_now_ms() - start;
    bench_need(n == PLAN_CANDIDATES, "too few are due");
    sqlite3_reset(due);
    return ms;
}

/* From an open file to the first board on the table. */
static double next_ms(struct store *store, const struct shelf *shelf, double *plan_alone_ms)
{
    static struct task tasks[PLAN_TASKS_MAX];
    struct stock stock;
    double start = pairs_now_ms();
    bool fine = stock_load(&stock, store, shelf, shelf->decks, shelf->n, STOCK_CANDIDATES, 10, now, 1, &err);
    double loaded = pairs_now_ms();
    int n = fine ? plan_drill(stock.items, stock.n_items, &stock.rules, tasks) : 0;
    *plan_alone_ms = pairs_now_ms() - loaded;
    bench_need(n > 0, err.text);
    struct session *session = session_new(shelf->decks, shelf->n, tasks, n, (const bool *const *)stock.hidden, 1);
    double ms = pairs_now_ms() - start;
    session_free(session);
    stock_clear(&stock);
    return ms;
}

int main(int argc, char **argv)
{
    bench_need(argc == 2, "usage: next FOLDER");
    need_file(argv[1]);
    char path[700];
    snprintf(path, sizeof path, "%s/learner.db", argv[1]);
    sqlite3 *db;
    bench_need(sqlite3_open(path, &db) == SQLITE_OK, "no file");
    sqlite3_stmt *due = prepared(db, "SELECT place FROM state WHERE deck = 1 AND due_day <= 20500"
                                     " ORDER BY due_day, place LIMIT 256");
    const struct deck *deck = new_deck(0);
    struct shelf shelf = {.decks = &deck, .n = 1};
    struct pairs first = {0}, second = {0};
    double opening[RUNS], planning[RUNS];
    floor_ms(due);
    for (int r = 0; r < RUNS; r++) {
        double start = pairs_now_ms(), alone;
        struct store *store = store_open(argv[1], (const unsigned char[16]){"bench"}, now, &err);
        bench_need(store, err.text);
        opening[r] = pairs_now_ms() - start;
        double row_ms = floor_ms(due);
        pairs_add(&first, row_ms, next_ms(store, &shelf, &planning[r]));
        row_ms = floor_ms(due);
        pairs_add(&second, row_ms, next_ms(store, &shelf, &alone));
        store_close(store);
    }
    double open_ms = pairs_median(opening, RUNS), next = pairs_median(first.program, RUNS);
    pairs_row_plain("opening learner.db with 10 million answers", "%.1f ms", open_ms, "< 50 ms", open_ms < 50);
    pairs_row("what to ask next: an open file to a board", "%.3f ms", &first, 0);
    pairs_row_plain("  of it choosing and laying out", "%.3f ms", pairs_median(planning, RUNS), "", true);
    pairs_row_plain("  all of it", "%.3f ms", next, "< 1 ms", next < 1);
    pairs_row("  the same again, statements prepared", "%.3f ms", &second, 0);
    sqlite3_finalize(due);
    sqlite3_close(db);
    deck_free((struct deck *)(uintptr_t)deck);
    return 0;
}
