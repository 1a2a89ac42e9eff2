/* verify: each kind of damage is told in words that name the row; what is sound is not. */
#include "store/verify.h"

#include "base/mem.h"
#include "base/rng.h"
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

static struct err err;

/* All that is told, a line each. */
static char told[1 << 20];

static void hear(void *to, const char *sentence)
{
    (void)to;
    size_t used = strlen(told);
    snprintf(told + used, sizeof told - used, "%s\n", sentence);
}

static int verify(const char *path)
{
    struct verify_listener listener = {hear, NULL};
    told[0] = '\0';
    return verify_file(path, &listener, &err);
}

static void each_damage_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *says[3];
        int problems; /* 0: some */
    } files[] = {
        {"SELECT 1", {""}, 0},
        {"UPDATE answer SET given = 'nobody' WHERE id = 17", {"answer 17 (azure/", "checksum"}, 1},
        {"UPDATE edit SET at_ms = at_ms + 1 WHERE id = 3", {"edit 3 ", "checksum"}, 1},
        {"UPDATE step SET at_ms = 5 WHERE session = 1 AND n = 4", {"step 1/4 ", "checksum"}, 1},
        {"UPDATE task_item SET pos = 70 WHERE session = 1 AND task = 0 AND pos = 2", {"task_item 1/0/70 "}, 1},
        {"INSERT INTO goal VALUES ('az-900', 20200, 0)", {"goal az-900 "}, 1},
        {"PRAGMA foreign_keys = OFF; DELETE FROM edit; DELETE FROM answer WHERE id = 40", {"answer 40 is missing"}, 0},
        {"PRAGMA foreign_keys = OFF; DELETE FROM answer WHERE id BETWEEN 40 AND 44",
         {"answer 40 to 44 are missing", "belongs to a row of answer"},
         0},
        {"PRAGMA foreign_keys = OFF; DELETE FROM edit WHERE id = 2", {"edit 2 is missing"}, 0},
        {"PRAGMA foreign_keys = OFF; DELETE FROM item WHERE id = 5", {"belongs to item 5, which is not there"}, 0},
        {"PRAGMA foreign_keys = OFF; DELETE FROM step WHERE session = 1 AND n = 7", {"Session 1 has "}, 1},
        {"UPDATE state SET d = d + 1e-9 WHERE item = 4", {"item 4 (azure/", "does not follow"}, 1},
        {"UPDATE state SET due_day = due_day + 1 WHERE item = 4", {"item 4 (azure/", "does not follow"}, 1},
        {"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'counts IN (0,1,2)',"
         " 'counts IN (0,1,3)') WHERE name = 'answer'",
         {"'answer' is not as demarc makes it"},
         0},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *folder = learner_new(), *path = learner_path(folder, "learner.db");
        learner_meddle(path, files[i].sql);
        size_t before_size, after_size;
        unsigned char *before = learner_bytes(path, &before_size);
        int problems = verify(path);
        if (i == 0 ? problems != 0 : files[i].problems ? problems != files[i].problems : problems <= 0)
            fail_msg("%d problems with %s: %s", problems, files[i].sql, told);
        for (int says = 0; says < 3 && files[i].says[says]; says++)
            if (!strstr(told, files[i].says[says]))
                fail_msg("%s: '%s' is not among: %s", files[i].sql, files[i].says[says], told);
        unsigned char *after = learner_bytes(path, &after_size);
        assert_int_equal(after_size, before_size);
        assert_memory_equal(after, before, before_size);
        char *wal = learner_path(folder, "learner.db-wal");
        assert_false(file_exists(wal)); /* no trace */
        free(wal);
        free(before);
        free(after);
        free(path);
        free(folder);
    }
}

static void doubled_numbers_are_named(void **state)
{
    (void)state;
    char *folder = learner_new(), *path = learner_path(folder, "learner.db");
    /* Only a damaged index lets two rows have one number. */
    learner_meddle(path, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql,"
                         " 'UNIQUE (origin, seq)', 'CHECK (seq IS NOT 0)') WHERE name = 'answer';"
                         " DELETE FROM sqlite_schema WHERE tbl_name = 'answer' AND sql IS NULL");
    learner_meddle(path, "UPDATE answer SET seq = 8 WHERE id = 9");
    assert_true(verify(path) > 0);
    assert_non_null(strstr(told, "Number 8 of origin 1 is there more than once: answer 8, 9."));
    free(path);
    free(folder);
}

/* Whole pages of noise: nothing crashes, what can be read is looked at, and the rest is named. */
static void damaged_pages_are_told(void **state)
{
    (void)state;
    char *folder = learner_new(), *path = learner_path(folder, "learner.db");
    size_t size, page = 4096;
    unsigned char *sound = learner_bytes(path, &size);
    int unreadable = 0, cannot = 0;
    for (size_t at = 0; at < size / page; at++) {
        unsigned char *bytes = xmalloc(size);
        memcpy(bytes, sound, size);
        struct rng rng = {at};
        for (size_t i = 0; i < page; i++)
            bytes[at * page + i] = (unsigned char)rng_next(&rng);
        learner_put(path, bytes, size);
        free(bytes);
        int problems = verify(path);
        cannot += problems < 0;
        unreadable += strstr(told, "cannot be read") != NULL;
        if (problems == 0) {
            /* A free page, or one behind the last that is used. */
            store_close(learner_open(folder, learner_now));
        }
    }
    assert_true(cannot >= 1 && cannot <= 3); /* the head, and no more than that */
    assert_true(unreadable >= 5);
    free(sound);
    free(path);
    free(folder);
}

/* The rows behind a damaged page are still looked at. */
static void rows_behind_damage_are_checked(void **state)
{
    (void)state;
    char *folder = learner_new(), *path = learner_path(folder, "learner.db");
    learner_meddle(path, "UPDATE answer SET took_ms = 7 WHERE id = 94");
    /* The first leaf of the table of answers, found by what its loss does: dbstat is not in every SQLite. */
    size_t size;
    unsigned char *bytes = learner_bytes(path, &size);
    bool found = false;
    for (size_t page = 1; page < size / 4096 && !found; page++) {
        unsigned char *copy = xmalloc(size);
        memcpy(copy, bytes, size);
        if (copy[page * 4096] != 13) { /* a leaf of a table */
            free(copy);
            continue;
        }
        memset(copy + page * 4096, 0xff, 4096);
        learner_put(path, copy, size);
        free(copy);
        int problems = verify(path);
        int first, last;
        char *at = strstr(told, "answer ");
        for (; at; at = strstr(at + 1, "answer "))
            if (sscanf(at, "answer %d to %d cannot be read", &first, &last) == 2 && first == 1 && last < 93)
                found = problems > 0 && strstr(told, "answer 94 (") && !strstr(told, "answer 93");
    }
    assert_true(found);
    free(bytes);
    free(path);
    free(folder);
}

static void what_cannot_be_read_says_why(void **state)
{
    (void)state;
    char *folder = learner_new(), *path = learner_path(folder, "learner.db"), *none = learner_path(folder, "none.db");
    assert_int_equal(verify(none), -1);
    assert_non_null(strstr(err.text, "none.db"));
    assert_false(file_exists(none));
    assert_int_equal(verify(folder), -1);
    assert_non_null(strstr(err.text, "folder"));
    learner_put(path,
                "not a database, but quite some text that is longer than a head of one hundred bytes would be ...", 96);
    assert_int_equal(verify(path), -1);
    assert_non_null(strstr(err.text, "demarc restore"));
    learner_put(path, "", 0);
    assert_int_equal(verify(path), -1);
    free(none);
    free(path);
    free(folder);
}

/* -- the WAL -- */

/* A folder whose file of recent changes is still there, as after a kill: copied while it is open. */
static char *with_wal(void)
{
    char *folder = learner_new(), *to = folder_new();
    struct store *store = learner_open(folder, learner_now);
    for (int i = 0; i < 12; i++) {
        store_begin_write(store, true);
        edit_add(store, "wake", 0, 1 + i, 0, learner_now);
        assert_true(store_commit(store, &err));
    }
    assert_true(file_make_folder(to, &err));
    static const char *const names[] = {"learner.db", "learner.db-wal"};
    for (int i = 0; i < 2; i++) {
        char *a = learner_path(folder, names[i]), *b = learner_path(to, names[i]);
        if (!file_copy(a, b, &err))
            fail_msg("%s", err.text);
        free(a);
        free(b);
    }
    store_close(store);
    free(folder);
    return to;
}

static void a_damaged_wal_is_told(void **state)
{
    (void)state;
    char *folder = with_wal(), *path = learner_path(folder, "learner.db"),
         *wal = learner_path(folder, "learner.db-wal");
    char *shm = learner_path(folder, "learner.db-shm");
    assert_int_equal(verify(path), 0);
    size_t size, after_size;
    unsigned char *sound = learner_bytes(wal, &size);
    assert_true(size > 12 * 4096);
    struct rng rng = {5};
    for (int flip = 0; flip < 150; flip++) {
        unsigned char *bytes = xmalloc(size);
        /* The head, the head of the last frame, and anywhere. */
        size_t last = size - 4096 - 24;
        size_t at = flip < 32 ? (size_t)flip : flip < 56 ? last + (size_t)flip - 32 : (size_t)(rng_next(&rng) % size);
        memcpy(bytes, sound, size);
        bytes[at] ^= (unsigned char)(1 << rng_below(&rng, 8));
        learner_put(wal, bytes, size);
        if (verify(path) == 0)
            fail_msg("byte %zu of the WAL is changed and nobody says so", at);
        unsigned char *after = learner_bytes(wal, &after_size);
        assert_int_equal(after_size, size);
        assert_memory_equal(after, bytes, size);
        free(after);
        free(bytes);
        file_remove(shm, NULL);
    }
    free(sound);
    free(shm);
    free(wal);
    free(path);
    free(folder);
}

static void put_number(unsigned char *at, uint32_t n)
{
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(n >> (24 - 8 * i));
}

/* Its sum fits, but SQLite has no pages of that size. */
static void a_strangers_wal_is_not_believed(void **state)
{
    (void)state;
    enum { HEAD = 32, FRAME = 24, PAGE = 1001 };
    char *folder = with_wal(), *path = learner_path(folder, "learner.db"),
         *wal = learner_path(folder, "learner.db-wal"), *shm = learner_path(folder, "learner.db-shm");
    unsigned char bytes[HEAD + FRAME + PAGE] = {0};
    const uint32_t words[6] = {0x377f0683, 3007000, PAGE, 0, 1, 2};
    uint32_t sum[2] = {0, 0};
    for (int i = 0; i < 6; i += 2) {
        put_number(bytes + i * 4, words[i]);
        put_number(bytes + i * 4 + 4, words[i + 1]);
        sum[0] += words[i] + sum[1];
        sum[1] += words[i + 1] + sum[0];
    }
    put_number(bytes + 24, sum[0]);
    put_number(bytes + 28, sum[1]);
    memcpy(bytes + HEAD + 8, bytes + 16, 8); /* the salts */
    learner_put(wal, bytes, sizeof bytes);
    file_remove(shm, NULL);
    assert_true(verify(path) > 0);
    assert_non_null(strstr(told, "The head of the file of recent changes"));
    free(shm);
    free(wal);
    free(path);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_damage_is_named),
        cmocka_unit_test(doubled_numbers_are_named),
        cmocka_unit_test(damaged_pages_are_told),
        cmocka_unit_test(rows_behind_damage_are_checked),
        cmocka_unit_test(what_cannot_be_read_says_why),
        cmocka_unit_test(a_damaged_wal_is_told),
        cmocka_unit_test(a_strangers_wal_is_not_believed),
    };
    return cmocka_run_group_tests(tests, folder_make_top, learner_drop_top);
}
