/* store: a file is made, opened and shared, and what is not ours is told and left alone. */
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
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "player.h"

static struct err err;

static void a_fresh_file_is_made_and_opens_again(void **state)
{
    (void)state;
    char *folder = folder_new(), *path = player_file(folder);
    struct store *store = player_store(folder, player_program);
    assert_sums_fit(store);
    store_close(store);
    struct stat info;
    assert_int_equal(stat(folder, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
    assert_true(file_exists(path));
    assert_int_equal(player_ask(folder, "PRAGMA application_id"), 0x646d7263);
    assert_int_equal(player_ask(folder, "PRAGMA user_version"), STORE_VERSION);
    int64_t origin = player_ask(folder, "SELECT sum FROM origin WHERE id = 1");
    store_close(player_store(folder, player_other));
    assert_true(player_ask(folder, "SELECT sum FROM origin WHERE id = 1") == origin);
    assert_int_equal(player_ask(folder, "SELECT count(*) FROM origin"), 1);
    store_close(player_store(NULL, player_program));
    store_close(NULL);
    free(path);
    free(folder);
}

/* -- what is not ours -- */

/* Refused with a sentence that says it, and not a byte changed. */
static void assert_left_alone(const char *folder, const char *says)
{
    char *path = player_file(folder);
    size_t before_size, after_size;
    char *before = file_read(path, 1 << 20, &before_size, &err);
    assert_null(store_open(folder, player_program, player_noon, &err));
    if (!strstr(err.text, says))
        fail_msg("'%s' does not say '%s'", err.text, says);
    char *after = file_read(path, 1 << 20, &after_size, &err);
    assert_int_equal(after_size, before_size);
    assert_memory_equal(after, before, before_size);
    int n;
    char **names = file_list(folder, "", &n);
    for (int i = 0; i < n; i++)
        free(names[i]);
    free(names);
    assert_int_equal(n, 1);
    free(before);
    free(after);
    free(path);
}

static void what_is_not_ours_is_left_alone(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *says;
    } files[] = {
        {"CREATE TABLE notes (text); INSERT INTO notes VALUES ('mine')", "not a demarc file"},
        {"PRAGMA application_id = 7; PRAGMA user_version = 1; CREATE TABLE notes (text)", "not a demarc file"},
        {"PRAGMA journal_mode = WAL; CREATE TABLE notes (text); INSERT INTO notes VALUES ('mine')",
         "not a demarc file"},
        {"PRAGMA application_id = 0x646d7263; CREATE TABLE notes (text)", "not a demarc file"},
        {"PRAGMA application_id = 0x646d7263; PRAGMA user_version = 99; CREATE TABLE later (text)", "newer demarc"},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *folder = folder_new();
        assert_true(file_make_folder(folder, &err));
        player_meddle(folder, files[i].sql);
        assert_left_alone(folder, files[i].says);
        free(folder);
    }
}

/* The very next one: its tables may look just like ours. */
static void the_next_schema_is_left_alone(void **state)
{
    (void)state;
    char sql[120], *folder = folder_new();
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d; CREATE TABLE later (text)",
             STORE_APPLICATION_ID, STORE_VERSION + 1);
    assert_true(file_make_folder(folder, &err));
    player_meddle(folder, sql);
    assert_left_alone(folder, "newer demarc");
    free(folder);
}

static void garbage_is_left_alone(void **state)
{
    (void)state;
    char *folder = folder_new(), *path = player_file(folder);
    char garbage[5000];
    struct rng rng = {1};
    for (size_t i = 0; i < sizeof garbage; i++)
        garbage[i] = (char)rng_next(&rng);
    assert_true(file_make_folder(folder, &err));
    assert_true(file_write(path, garbage, sizeof garbage, false, &err));
    assert_left_alone(folder, "not a demarc file");
    free(path);
    free(folder);
}

/* -- where it lies -- */

static void a_place_that_cannot_be_written_is_told(void **state)
{
    (void)state;
    char *folder = folder_new(), *path = player_file(folder), *under = xprintf("%s/deeper", path);
    store_close(player_store(folder, player_program));
    assert_null(store_open(under, player_program, player_noon, &err));
    assert_non_null(strstr(err.text, "Cannot make the folder"));
    if (geteuid() != 0) { /* root may write everywhere */
        assert_int_equal(chmod(path, 0400), 0);
        assert_null(store_open(folder, player_program, player_noon, &err));
        assert_non_null(strstr(err.text, "cannot be written"));
    }
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_null(store_open(folder, player_program, player_noon, &err));
    assert_non_null(strstr(err.text, "cannot be written"));
    free(under);
    free(path);
    free(folder);
}

/* One of them makes the tables; none may take the half-made file for a stranger's. */
static void programs_that_start_at_once_share_a_file(void **state)
{
    (void)state;
    enum { ROUNDS = 10, PROGRAMS = 6 };
    for (int round = 0; round < ROUNDS; round++) {
        char *folder = folder_new(), byte;
        int gate[2]; /* opens when all stand before it */
        assert_int_equal(pipe(gate), 0);
        for (int i = 0; i < PROGRAMS; i++)
            if (fork() == 0) {
                close(gate[1]);
                assert_int_equal(read(gate[0], &byte, 1), 0);
                nanosleep(&(struct timespec){.tv_nsec = i * 400000L}, NULL); /* while the first is at it */
                struct store *store = store_open(folder, player_program, player_later(player_noon, i), &err);
                if (!store)
                    fprintf(stderr, "%s\n", err.text);
                store_close(store);
                _exit(!store);
            }
        close(gate[1]);
        close(gate[0]);
        int status, failed = 0;
        while (wait(&status) > 0)
            failed += status != 0;
        assert_int_equal(failed, 0);
        assert_int_equal(player_ask(folder, "SELECT count(*) FROM origin"), 1);
        free(folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fresh_file_is_made_and_opens_again),
        cmocka_unit_test(what_is_not_ours_is_left_alone),
        cmocka_unit_test(the_next_schema_is_left_alone),
        cmocka_unit_test(garbage_is_left_alone),
        cmocka_unit_test(a_place_that_cannot_be_written_is_told),
        cmocka_unit_test(programs_that_start_at_once_share_a_file),
    };
    return cmocka_run_group_tests(tests, folder_make_top, folder_drop_top);
}
