/* An answer, durable: saving a Check of six placements in a life of 10,000 answers, beside a transaction of one row on
   the same disk (WAL, synchronous=FULL). answer DATA DECKS NOW */
#include "base/mem.h"
#include "pairs.h"
#include "shelf.h"
#include "srs/day.h"
#include "store/store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLACEMENTS = 6, ROUNDS = 101, DAY_MS = 24 * 60 * 60 * 1000 };

static struct err err;

/* -- the floor --------------------------------------------------------------------------------------------------------
 */

struct floor {
    sqlite3 *db;
    sqlite3_stmt *begin, *insert, *commit;
};

static void prepare(struct floor *f, const char *sql, sqlite3_stmt **statement)
{
    bench_need(sqlite3_prepare_v2(f->db, sql, -1, statement, NULL) == SQLITE_OK, sqlite3_errmsg(f->db));
}

static struct floor floor_open(const char *path)
{
    static const char setup[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                "CREATE TABLE answer (id INTEGER PRIMARY KEY, item INTEGER, at_ms INTEGER, given TEXT)";
    struct floor f;
    remove(path);
    bench_need(sqlite3_open(path, &f.db) == SQLITE_OK && sqlite3_exec(f.db, setup, NULL, NULL, NULL) == SQLITE_OK,
               "no database for the floor");
    prepare(&f, "BEGIN IMMEDIATE", &f.begin);
    prepare(&f, "INSERT INTO answer (item, at_ms, given) VALUES (?1, ?2, 'customer')", &f.insert);
    prepare(&f, "COMMIT", &f.commit);
    return f;
}

static void step(struct floor *f, sqlite3_stmt *statement)
{
    bench_need(sqlite3_step(statement) == SQLITE_DONE, sqlite3_errmsg(f->db));
    sqlite3_reset(statement);
}

static double floor_ms(struct floor *f, int round)
{
    double start = pairs_now_ms();
    step(f, f->begin);
    sqlite3_bind_int(f->insert, 1, round % 40);
    sqlite3_bind_int64(f->insert, 2, 1700000000000 + round);
    step(f, f->insert);
    step(f, f->commit);
    return pairs_now_ms() - start;
}

static void floor_close(struct floor *f)
{
    sqlite3_finalize(f->begin);
    sqlite3_finalize(f->insert);
    sqlite3_finalize(f->commit);
    sqlite3_close(f->db);
}

/* -- the program ------------------------------------------------------------------------------------------------------
 */

struct player {
    struct store *store;
    const struct deck *const *decks;
    int n_decks;
    const bool **hidden;
    struct moment now;
};

static double play(struct player *p, struct session *session, enum move_kind kind, int at, int zone)
{
    p->now.utc_ms += 1000;
    bench_need(session_apply(session, (struct move){kind, at, zone}, p->now), "a move is not possible");
    double start = pairs_now_ms();
    bench_need(store_save(p->store, session, &session->change, 1, &err) == STORE_SAVED, err.text);
    return pairs_now_ms() - start;
}

/* One board of so many of the deck's first asked model, another zone for every third, on a day of its own. */
static double check_ms(struct player *p, int placements, double *move_ms)
{
    const struct deck *deck = p->decks[0];
    struct task task = {.kind = TASK_BOARD};
    while (deck->models[task.model].given)
        task.model++;
    for (int layer = 0; layer < deck->n_layers && task.n_items < placements; layer++)
        if (deck_asks(deck, layer, task.model))
            task.items[task.n_items++] = deck_item_of_cell(deck, layer, task.model);
    p->now.utc_ms += DAY_MS;
    *move_ms = 0;
    struct session *session = session_new(p->decks, p->n_decks, &task, 1, p->hidden, 1);
    bench_need(store_begin(p->store, session, 1, "drill  --minutes 1", p->now, &err), err.text);
    for (int at = 0; at < task.n_items; at++) {
        int right = deck_item_cell(deck, task.items[at])->answer;
        *move_ms = play(p, session, MOVE_PLACE, at, at % 3 == 2 ? (right + 1) % deck->n_zones : right);
    }
    double ms = play(p, session, MOVE_CHECK, 0, 0);
    session_free(session);
    return ms;
}

int main(int argc, char **argv)
{
    bench_need(argc == 4, "usage: answer DATA DECKS NOW");
    struct shelf shelf;
    struct pairs one = {0}, six = {0}, move = {0};
    char path[512];
    shelf_load(&shelf, (const char *const[]){argv[2]}, 1, NULL, NULL);
    bench_need(shelf.n > 0, "no decks");
    struct player p = {.decks = shelf.decks, .n_decks = shelf.n, .hidden = xcalloc((size_t)shelf.n, sizeof *p.hidden)};
    for (int d = 0; d < shelf.n; d++)
        p.hidden[d] = xcalloc((size_t)deck_item_count(shelf.decks[d]), sizeof **p.hidden);
    bench_need(moment_parse(argv[3], &p.now.utc_ms, &p.now.offset_min), "no date");
    p.store = store_open(argv[1], (const unsigned char[16]){"bench"}, p.now, &err);
    bench_need(p.store, err.text);
    snprintf(path, sizeof path, "%s/floor.db", argv[1]);
    struct floor floor = floor_open(path);
    for (int round = 0; round < ROUNDS; round++) {
        double move_ms, row_ms = floor_ms(&floor, round);
        pairs_add(&one, row_ms, check_ms(&p, 1, &move_ms));
        row_ms = floor_ms(&floor, round);
        pairs_add(&six, row_ms, check_ms(&p, PLACEMENTS, &move_ms));
        pairs_add(&move, row_ms, move_ms);
    }
    pairs_row("an answer, durable: a Check of one placement", "%.3f ms", &one, 2);
    pairs_row("six answers: a Check of six placements", "%.3f ms", &six, 2);
    pairs_row("  a move before it, as safe from a kill", "%.3f ms", &move, 0);
    floor_close(&floor);
    store_close(p.store);
    shelf_clear(&shelf);
    return 0;
}
