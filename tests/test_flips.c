/* flips: a learner's file with one bit changed, or cut short anywhere. It is refused with a sentence, or what is wrong
   is told, or every row reads back as it was; of a damaged write-ahead log an exact beginning is left. Never a crash.
   Without arguments some of the bits and sizes; `all` every one, `all TEST PART PARTS` a part of them. */
#include "base/mem.h"
#include "base/rng.h"
#include "fault_disk.h"
#include "fault_vfs.h"
#include "life.h"
#include "store/store_db.h"
#include "store/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FOLDER FAULT_DISK "/home/demarc"
static const char db_path[] = FOLDER "/learner.db", wal_path[] = FOLDER "/learner.db-wal";
static const unsigned char program[16] = "reader";
static const struct moment now = {.mono_ms = 1, .utc_ms = INT64_C(1800000000000)};
static bool all;
static long part, parts = 1;
static struct err err;

enum { SAMPLES = 240, PAGE = 4096 };

struct copy {
    unsigned char *bytes;
    size_t size;
};

static struct copy copy_of(const char *path)
{
    struct disk_file *file = disk_find(path);
    struct copy copy = {xmalloc(file ? disk_size(file) + 1 : 1), file ? disk_size(file) : 0};
    if (copy.size)
        memcpy(copy.bytes, disk_bytes(file), copy.size);
    return copy;
}

/* On a disk with nothing else. */
static void put(const char *path, const struct copy *copy, size_t size)
{
    struct disk_file *file = disk_make(path, false);
    disk_write(file, copy->bytes, size, 0);
    disk_sync(file);
}

static void put_both(const struct copy *db, size_t db_size, const struct copy *wal, size_t wal_size)
{
    disk_clear();
    disk_make(FAULT_DISK "/home", true);
    disk_make(FOLDER, true);
    put(db_path, db, db_size);
    if (wal_size)
        put(wal_path, wal, wal_size);
}

static long calls_of_a_life(void)
{
    static long calls;
    if (calls)
        return calls;
    struct life life;
    vfs_begin();
    disk_clear();
    disk_arm(FAULT_KILL, 0, 1);
    life_begin(&life, FOLDER);
    assert_true(life_go_on(&life));
    calls = disk_calls();
    life_end(&life);
    return calls;
}

/* A life that was killed, with what it had not moved out of the write-ahead log. */
static struct life life_until(long percent)
{
    long calls = calls_of_a_life();
    struct life life;
    disk_clear();
    vfs_begin();
    disk_arm(FAULT_KILL, calls * percent / 100, 1);
    life_begin(&life, FOLDER);
    assert_false(life_go_on(&life));
    life_killed(&life);
    disk_restart();
    return life;
}

/* -- reading everything -- */

static uint64_t add_row(uint64_t hash, sqlite3_stmt *query)
{
    for (int i = 0; i < sqlite3_column_count(query); i++) {
        int type = sqlite3_column_type(query, i);
        const void *bytes = sqlite3_column_blob(query, i);
        hash = hash_add(hash, &type, sizeof type);
        hash = hash_add(hash, bytes ? bytes : "", (size_t)sqlite3_column_bytes(query, i));
    }
    return hash;
}

/* 0 where it cannot be read; *rows of it. */
static uint64_t hash_of(sqlite3 *db, const char *table, int *rows)
{
    char *sql = xprintf("SELECT * FROM %s%s", table, *table == '(' ? "" : " NOT INDEXED");
    sqlite3_stmt *query;
    uint64_t hash = HASH_START;
    *rows = 0;
    int code = sqlite3_prepare_v2(db, sql, -1, &query, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(query)) == SQLITE_ROW) {
        hash = add_row(hash, query);
        ++*rows;
        code = SQLITE_OK;
    }
    sqlite3_finalize(query);
    free(sql);
    return code == SQLITE_DONE ? hash_finish(hash) : 0;
}

static const char *const truths[] = {"origin", "deck",   "item", "session", "player", "task",   "task_item",
                                     "step",   "answer", "edit", "weights", "goal",   "setting"};
enum { TRUTHS = sizeof truths / sizeof *truths, CACHES = 3 }; /* state, fresh and seen have no checksums */
static const char cache[] = "(SELECT deck, place, item, s, d, first_day, last_day, reask_day, due_day, answers, lapses,"
                            " last_answer FROM state UNION ALL"
                            " SELECT deck, place, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM fresh ORDER BY 1, 2, 3)";

struct content {
    uint64_t truths[TRUTHS], states;
};

static struct content content_of(sqlite3 *db)
{
    struct content content;
    int rows;
    for (int i = 0; i < TRUTHS; i++)
        content.truths[i] = hash_of(db, truths[i], &rows);
    content.states = hash_of(db, cache, &rows);
    return content;
}

static int64_t ask(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *query;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &query, NULL), SQLITE_OK);
    int64_t number = sqlite3_step(query) == SQLITE_ROW ? sqlite3_column_int64(query, 0) : -1;
    sqlite3_finalize(query);
    return number;
}

static bool integrity_is_fine(sqlite3 *db)
{
    sqlite3_stmt *query;
    bool fine = sqlite3_prepare_v2(db, "PRAGMA integrity_check(1)", -1, &query, NULL) == SQLITE_OK &&
                sqlite3_step(query) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(query, 0), "ok") == 0;
    sqlite3_finalize(query);
    return fine;
}

/* Is anything said to be wrong? */
static bool is_told(struct store *store)
{
    int bad = 0;
    bool read = store_verify_sums(store, &bad, &err);
    assert_true(read || err.text[0]);
    return !read || bad || !integrity_is_fine(store->db);
}

struct tally {
    long tried, refused, told, equal, cache;
};

static void print_tally(const char *what, const struct tally *tally)
{
    print_message(
        "%s: %ld tried: %ld refused with a sentence, %ld told, %ld read back equal, %ld of the cache and made "
        "anew\n",
        what, tally->tried, tally->refused, tally->told, tally->equal, tally->cache);
}

static void hear(void *to, const char *sentence)
{
    assert_true(strlen(sentence) > 10);
    ++*(int *)to;
}

/* The states are a cache: what is wrong there is right again after a rebuild. */
static bool states_come_back(struct store *store, const struct deck *deck, const struct content *expected)
{
    int rows;
    return store_rebuild(store, &err) && store_know(store, deck, now, &err) &&
           hash_of(store->db, cache, &rows) == expected->states;
}

static void look(const struct deck *deck, const struct content *expected, const char *what, size_t at,
                 struct tally *tally)
{
    tally->tried++;
    err.text[0] = '\0';
    int sentences = 0, problems = verify_file(db_path, &(struct verify_listener){hear, &sentences}, &err);
    assert_true(problems < 0 ? err.text[0] : problems == sentences);
    if (problems) {
        ++*(problems < 0 ? &tally->refused : &tally->told);
        return;
    }
    struct store *store = store_open(FOLDER, program, now, &err);
    if (!store)
        fail_msg("%s at %zu: nothing is told, and it does not open: %s", what, at, err.text);
    struct content content = content_of(store->db);
    if (memcmp(content.truths, expected->truths, sizeof content.truths) != 0)
        fail_msg("%s at %zu: not as it was, and nobody says so", what, at);
    else if (content.states == expected->states)
        tally->equal++;
    else if (states_come_back(store, deck, expected))
        tally->cache++;
    else
        fail_msg("%s at %zu: states are not as they were, and a rebuild does not help: %s", what, at, err.text);
    store_close(store);
}

/* A program that does not look for damage meets it. */
static void use(const struct deck *deck)
{
    struct store *store = store_open(FOLDER, program, now, &err);
    if (!store)
        return;
    static struct store_item items[4096];
    struct store_open_drill drill;
    int due, met;
    static const bool none[4096];
    const bool *const hidden[1] = {none};
    if (store_know(store, deck, now, &err) && store_items(store, deck, 20000, items, &err) &&
        store_count(store, deck, 20000, &due, &met, &err) && store_find_drill(store, &drill))
        session_free(store_resume(store, &deck, 1, hidden, now, &err));
    store_close(store);
}

struct damaged {
    struct life life;
    struct copy db, wal;
    struct content content;
};

/* With everything in learner.db, and a drill that is open. */
static struct damaged closed_file(void)
{
    struct damaged d = {.life = life_until(84)};
    struct store *store = store_open(FOLDER, program, now, &err);
    assert_non_null(store);
    assert_true(store_know(store, d.life.deck, now, &err));
    d.content = content_of(store->db);
    assert_int_equal(ask(store->db, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"), TRUTHS + CACHES);
    struct store_open_drill drill;
    assert_true(store_find_drill(store, &drill));
    store_close(store);
    d.db = copy_of(db_path);
    return d;
}

static void drop(struct damaged *d)
{
    free(d->db.bytes);
    free(d->wal.bytes);
    life_end(&d->life);
}

static void a_flipped_bit_is_told_or_changes_nothing(void **state)
{
    (void)state;
    struct damaged d = closed_file();
    struct tally tally = {0};
    struct rng rng = {1};
    long bits = (long)d.db.size * 8, stride = all ? parts : bits / SAMPLES;
    for (long bit = all ? part : 1 + rng_below(&rng, (int)stride); bit < bits; bit += stride) {
        long chosen = all ? bit : bit - rng_below(&rng, (int)stride);
        d.db.bytes[chosen / 8] ^= (unsigned char)(1U << chosen % 8);
        put_both(&d.db, d.db.size, NULL, 0);
        look(d.life.deck, &d.content, "bit", (size_t)chosen, &tally);
        if (!all || bit % 16 == 0) {
            put_both(&d.db, d.db.size, NULL, 0);
            use(d.life.deck);
        }
        d.db.bytes[chosen / 8] ^= (unsigned char)(1U << chosen % 8);
    }
    char *what = xprintf("flips in %zu bytes", d.db.size);
    print_tally(what, &tally);
    assert_true(tally.told > tally.tried / 20 && tally.equal > tally.tried / 20);
    free(what);
    drop(&d);
}

static void a_file_cut_short_is_told(void **state)
{
    (void)state;
    struct damaged d = closed_file();
    struct tally tally = {0};
    static const long odd[] = {0, 1, 100, 511, 512, 2048, PAGE - 1};
    for (size_t page = 0; page < d.db.size / PAGE; page++)
        for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
            size_t size = page * PAGE + (size_t)odd[i];
            if (size == 0 || (!all && i && (page + i) % 8))
                continue; /* an empty file is a new one */
            put_both(&d.db, size, NULL, 0);
            look(d.life.deck, &d.content, "cut", size, &tally);
            put_both(&d.db, size, NULL, 0);
            use(d.life.deck);
        }
    print_tally("cuts", &tally);
    assert_int_equal(tally.equal + tally.cache, 0);
    drop(&d);
}

/* -- the write-ahead log -- */

struct lines {
    char **at;
    int n, room;
};

static struct lines lines_of(sqlite3 *db)
{
    static const char sql[] = "SELECT 'step ' || session || ' ' || n || ' ' || move FROM step ORDER BY session, n";
    struct lines lines = {0};
    sqlite3_stmt *query;
    int code = sqlite3_prepare_v2(db, sql, -1, &query, NULL);
    while (code == SQLITE_OK && sqlite3_step(query) == SQLITE_ROW) {
        lines.at = xgrow(lines.at, lines.n, &lines.room, sizeof *lines.at);
        lines.at[lines.n++] = xstrdup((const char *)sqlite3_column_text(query, 0));
    }
    sqlite3_finalize(query);
    return lines;
}

static void drop_lines(struct lines *lines)
{
    for (int i = 0; i < lines->n; i++)
        free(lines->at[i]);
    free(lines->at);
}

/* Each Check has its answers and no answer is without its Check: together they came or not at all. */
static const char half_checks[] = "SELECT (SELECT count(*) FROM step WHERE move = 'check') - (SELECT count(DISTINCT "
                                  "session || ' ' || task) FROM answer)";

struct wal_tally {
    long tried, told;
    int least, most;
};

static void look_at_prefix(const struct lines *expected, const char *what, size_t at, struct wal_tally *tally)
{
    tally->tried++;
    err.text[0] = '\0';
    struct store *store = store_open(FOLDER, program, now, &err);
    if (!store) {
        assert_true(err.text[0]);
        tally->told++;
        return;
    }
    struct lines lines = lines_of(store->db);
    int same = 0;
    while (same < lines.n && same < expected->n && strcmp(lines.at[same], expected->at[same]) == 0)
        same++;
    if (is_told(store))
        tally->told++;
    else if (same < lines.n || ask(store->db, half_checks) != 0)
        fail_msg("%s at %zu: what is left is not a beginning, but %d of %d lines", what, at, same, lines.n);
    tally->least = lines.n < tally->least ? lines.n : tally->least;
    tally->most = lines.n > tally->most ? lines.n : tally->most;
    drop_lines(&lines);
    store_close(store);
}

static struct damaged killed_file(long percent, struct lines *lines)
{
    struct damaged d = {.life = life_until(percent)};
    d.db = copy_of(db_path);
    d.wal = copy_of(wal_path);
    struct store *store = store_open(FOLDER, program, now, &err);
    assert_non_null(store);
    *lines = lines_of(store->db);
    store_close(store);
    return d;
}

/* Every bit only of a log that is not long: there are days in it otherwise. What is told and not a beginning needs two
   misfortunes: damage, and a program that was killed while it moved the log home. */
static long damage_wal(long percent)
{
    struct lines lines;
    struct damaged d = killed_file(percent, &lines);
    struct wal_tally tally = {.least = lines.n};
    struct rng rng = {(uint64_t)percent};
    long bits = (long)d.wal.size * 8, stride = bits / 30 + 1;
    if (all)
        stride = d.wal.size < 80000 ? parts : parts * 50;
    for (long bit = all ? part : rng_below(&rng, (int)stride); bit < bits; bit += stride) {
        d.wal.bytes[bit / 8] ^= (unsigned char)(1U << bit % 8);
        put_both(&d.db, d.db.size, &d.wal, d.wal.size);
        look_at_prefix(&lines, "bit", (size_t)bit, &tally);
        d.wal.bytes[bit / 8] ^= (unsigned char)(1U << bit % 8);
    }
    for (size_t size = 0; size < d.wal.size; size += all ? 61 : 1 + (size_t)rng_below(&rng, (int)d.wal.size / 8)) {
        put_both(&d.db, d.db.size, &d.wal, size);
        look_at_prefix(&lines, "cut", size, &tally);
    }
    print_message("killed at %ld of 100: %zu bytes of log, %ld flips and cuts, %ld told, %d to %d of %d moves left\n",
                  percent, d.wal.size, tally.tried, tally.told, tally.least, tally.most, lines.n);
    assert_true(tally.least < lines.n || tally.told); /* there was a log, with moves in it: else choose another point */
    drop_lines(&lines);
    drop(&d);
    return tally.told;
}

static void a_damaged_log_leaves_an_exact_beginning(void **state)
{
    (void)state;
    static const long killed_at[] = {34, 54, 79, 42, 88, 36, 38, 40, 56, 60, 82, 85, 90};
    int points = all ? sizeof killed_at / sizeof *killed_at : 5, mixed = 0;
    for (int i = 0; i < points; i++)
        mixed += damage_wal(killed_at[i]) > 0;
    assert_true(mixed <= points / 4);
}

static int drop_disk(void **state)
{
    (void)state;
    disk_clear();
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_flipped_bit_is_told_or_changes_nothing),
        cmocka_unit_test(a_file_cut_short_is_told),
        cmocka_unit_test(a_damaged_log_leaves_an_exact_beginning),
    };
    all = argc > 1 && strcmp(argv[1], "all") == 0;
    if (argc > 2)
        cmocka_set_test_filter(argv[2]);
    if (argc > 4) {
        part = atol(argv[3]);
        parts = atol(argv[4]);
    }
    return cmocka_run_group_tests(tests, NULL, drop_disk);
}
