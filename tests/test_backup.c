/* Backups: made when something changed, thinned, and brought back, with nothing lost on the way. */
#include "store/backup.h"

#include "base/mem.h"
#include "srs/day.h"
#include "store/file.h"
#include "store/store_db.h"
#include "store/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "learner.h"

static struct err err;
static const unsigned char program[16] = "test";

static struct moment after_days(int days)
{
    struct moment now = learner_now;
    now.utc_ms += days * INT64_C(86400000);
    return now;
}

static int count(const char *folder)
{
    int n;
    free(backup_list(folder, &n));
    return n;
}

static void change(struct store *store, struct moment now)
{
    store_begin_write(store, true);
    edit_add(store, "wake", 0, 1, 0, now);
    assert_true(store_commit(store, &err));
}

static void one_is_made_when_something_changed(void **state)
{
    (void)state;
    char *folder = learner_new();
    struct store *store = learner_open(folder, learner_now);
    assert_true(backup_daily(store, learner_now, &err));
    int before = count(folder);
    struct moment now = after_days(1);
    assert_true(backup_daily(store, now, &err));
    assert_int_equal(count(folder), before); /* nothing has changed */
    change(store, now);
    assert_true(backup_daily(store, now, &err));
    assert_int_equal(count(folder), before + 1);
    change(store, now);
    now.utc_ms += 3600000;
    assert_true(backup_daily(store, now, &err));
    assert_int_equal(count(folder), before + 1); /* once a day */
    assert_true(backup_make(store, now, &err));
    assert_int_equal(count(folder), before + 2); /* but before an import, too */
    change(store, now);
    now.utc_ms += 60000;
    assert_true(backup_make(store, now, &err));
    assert_int_equal(count(folder), before + 3);
    int n;
    struct backup_file *files = backup_list(folder, &n);
    assert_string_equal(files[0].name, "learner-2025-02-04-120100.db");
    now.utc_ms += 3600000;
    assert_true(backup_make(store, now, &err));
    free(files);
    files = backup_list(folder, &n);
    assert_string_equal(files[0].name, "learner-2025-02-04-120100.db"); /* it has all that is there */
    char *path = xprintf("%s/backups/%s", folder, files[0].name);
    struct verify_summary summary = verify_summary(path);
    assert_int_equal(summary.problems, 0);
    assert_int_equal(summary.answers, 96);
    char *mine = learner_states(folder), *live = learner_path(folder, "learner.db"), *other = folder_new();
    char *copy = learner_path(other, "learner.db");
    assert_true(file_make_folder(other, &err));
    assert_true(file_copy(path, copy, &err));
    char *theirs = learner_states(other);
    assert_string_equal(theirs, mine);
    store_close(store);
    struct store *memory = store_open(NULL, program, now, &err);
    assert_true(backup_daily(memory, now, &err));
    store_close(memory);
    free(theirs);
    free(copy);
    free(other);
    free(live);
    free(mine);
    free(path);
    free(files);
    free(folder);
}

/* The day of study that is set, not the calendar's: what was made in the morning is of the day before. */
static void there_is_one_of_each_day_whenever_it_begins(void **state)
{
    (void)state;
    char *folder = learner_new();
    struct moment now = after_days(1); /* 11:00 */
    now.day_shift_h = 8;
    struct store *store = learner_open(folder, now);
    static const struct {
        int hours_later, made;
    } opened[] = {{0, 1}, {2, 2}, {20, 2} /* the next morning, the same day of study */, {3, 3}};
    int before = count(folder);
    for (int i = 0; i < 4; i++) {
        change(store, now);
        now.utc_ms += opened[i].hours_later * INT64_C(3600000);
        assert_true(backup_daily(store, now, &err));
        assert_int_equal(count(folder), before + opened[i].made);
    }
    store_close(store);
    free(folder);
}

static void an_empty_file_has_no_backup(void **state)
{
    (void)state;
    char *folder = folder_new();
    struct store *store = learner_open(folder, learner_now);
    assert_true(backup_daily(store, learner_now, &err));
    assert_int_equal(count(folder), 0);
    store_close(store);
    free(folder);
}

/* It has the numbers of all that is there, but not all that is there. */
static void a_rotten_backup_is_not_relied_on(void **state)
{
    (void)state;
    char *folder = learner_new();
    struct store *store = learner_open(folder, learner_now);
    change(store, learner_now);
    assert_true(backup_make(store, learner_now, &err));
    int n;
    struct backup_file *files = backup_list(folder, &n);
    char *path = xprintf("%s/backups/%s", folder, files[0].name);
    struct verify_summary summary;
    learner_meddle(path, "UPDATE answer SET given = 'nobody' WHERE id = 5");
    assert_true(backup_make(store, after_days(1), &err));
    free(files);
    free(path);
    files = backup_list(folder, &n);
    path = xprintf("%s/backups/%s", folder, files[0].name);
    summary = verify_summary(path);
    assert_int_equal(summary.problems, 0);
    store_close(store);
    free(files);
    free(path);
    free(folder);
}

static void of_a_damaged_file_none_is_made(void **state)
{
    (void)state;
    char *folder = learner_new(), *path = learner_path(folder, "learner.db");
    struct store *store = learner_open(folder, learner_now);
    assert_true(backup_make(store, learner_now, &err));
    int before = count(folder);
    learner_meddle(path, "UPDATE answer SET given = 'nobody' WHERE id = 5");
    change(store, learner_now);
    assert_false(backup_make(store, after_days(1), &err));
    assert_non_null(strstr(err.text, "demarc verify"));
    assert_int_equal(count(folder), before);
    char *backups = learner_path(folder, "backups");
    int n;
    char **names = file_list(backups, ".new", &n);
    assert_int_equal(n, 0);
    free(names);
    free(backups);
    store_close(store);
    free(path);
    free(folder);
}

static void what_a_kill_left_is_cleared(void **state)
{
    (void)state;
    char *folder = learner_new(), *left = learner_path(folder, "backups/learner-2025-01-01-100000.db.00000000.new");
    char *backups = learner_path(folder, "backups");
    assert_true(file_make_folder(backups, &err));
    learner_put(left, "half", 4);
    struct store *store = learner_open(folder, learner_now);
    change(store, learner_now);
    assert_true(backup_make(store, after_days(1), &err));
    assert_false(file_exists(left));
    store_close(store);
    free(backups);
    free(left);
    free(folder);
}

/* -- thinning -- */

/* Two years with two backups a day, thinned after each: what is left at the end. */
static void a_long_life_keeps_days_weeks_and_months(void **state)
{
    (void)state;
    static struct backup_file files[64];
    int n = 0, most = 0;
    for (int day = 20000; day < 20730; day++)
        for (int hour = 9; hour < 20; hour += 10) {
            int year, month, mday;
            day_to_date(day, &year, &month, &mday);
            struct backup_file *file = &files[n++];
            *file = (struct backup_file){.size = 1000};
            snprintf(file->name, sizeof file->name, "learner-%04d-%02d-%02d-%02d0000.db", year, month, mday, hour);
            backup_thin(files, n, INT64_C(200000000));
            int kept = 0;
            for (int i = 0; i < n; i++)
                if (!files[i].goes)
                    files[kept++] = files[i];
            n = kept;
            most = n > most ? n : most;
        }
    static const char *const left[] = {/* the newest of each: 12 months, 4 weeks, 7 days; 20729 is Friday 2026-10-03 */
                                       "2025-11-30", "2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31",
                                       "2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31",
                                       "2026-09-13", "2026-09-20", "2026-09-27", "2026-09-28", "2026-09-29",
                                       "2026-09-30", "2026-10-01", "2026-10-02", "2026-10-03"};
    int at = 0, early = 0;
    for (int i = 0; i < n; i++) {
        if (i >= n - 5 && strcmp(files[i].name + 18, "-090000.db") == 0) {
            early++; /* the newest five are there, whatever their day */
            continue;
        }
        if (strncmp(files[i].name + 8, left[at], 10) != 0 || strcmp(files[i].name + 18, "-190000.db") != 0)
            fail_msg("%d: %s instead of %s", i, files[i].name, left[at]);
        at++;
    }
    assert_int_equal(early, 2);
    assert_int_equal(at, sizeof left / sizeof *left);
    assert_true(most <= 5 + 7 + 4 + 12);
}

static void thinning_has_a_bound_and_spares_the_newest(void **state)
{
    (void)state;
    struct backup_file files[8] = {
        {"learner-2026-01-01-100000.db", 40, false}, {"learner-2026-01-02-100000.db", 40, false},
        {"learner-2026-01-03-020000.db", 40, false}, /* still the 2nd: before 4 */
        {"learner-2026-01-03-100000.db", 40, false}, {"learner-2026-01-03-100100.db", 40, false},
        {"learner-2026-01-03-100200.db", 40, false}, {"learner-2026-01-03-100300.db", 40, false},
        {"learner-2026-01-03-100400.db", 40, false}};
    backup_thin(files, 8, 1000);
    for (int i = 0; i < 8; i++)
        assert_int_equal(files[i].goes, i == 1);
    backup_thin(files, 8, 240);
    for (int i = 0; i < 8; i++)
        assert_int_equal(files[i].goes, i < 2);
    backup_thin(files, 8, 10);
    assert_true(files[6].goes);
    assert_false(files[7].goes); /* the newest */
    backup_thin(files, 0, 10);
}

/* -- bringing back -- */

/* A folder with a backup of 96 answers, to which more were added since. */
static char *two_days_later(char **backup, char **path)
{
    char *folder = learner_new();
    *path = learner_path(folder, "learner.db");
    struct store *store = learner_open(folder, learner_now);
    change(store, learner_now);
    assert_true(backup_make(store, learner_now, &err));
    int n;
    struct backup_file *files = backup_list(folder, &n);
    *backup = xprintf("%s/backups/%s", folder, files[0].name);
    free(files);
    store_begin_write(store, true);
    for (int i = 0; i < 10; i++) {
        static const char sql[] =
            "INSERT INTO answer (id, origin, seq, item, at_ms, offset_min, day, given, correct, ways, right_ways,"
            " rating, counts, answer_print, sum)"
            " SELECT id + 10, 1, seq + 10, item, ?2, 0, ?3, 'x', 1, 3, 1, 3, 1, '', 0 FROM answer WHERE id = ?1";
        struct moment now = after_days(2);
        RUN(store, sql, INT(87 + i), INT(now.utc_ms), INT(day_of(now)));
        SEAL(store, TABLE_ANSWER, INT(97 + i));
        store_execute(store, "");
        item_replay(store, store_number(store, "SELECT item FROM answer ORDER BY id DESC LIMIT 1", NULL, 0, 0));
    }
    assert_true(store_commit(store, &err));
    store_close(store);
    return folder;
}

static bool restore(const char *folder, const char *backup, bool merge, char kept[BACKUP_NAME_MAX])
{
    return restore_file(folder, backup, merge, program, after_days(3), kept, &err);
}

static void assert_sound(const char *path, int answers)
{
    struct verify_summary summary = verify_summary(path);
    assert_int_equal(summary.problems, 0);
    assert_int_equal(summary.answers, answers);
}

static void assert_no_traces(const char *folder)
{
    static const char *const names[] = {"restore.tmp", "learner.db-wal", "learner.db-shm"};
    for (int i = 0; i < 3; i++) {
        char *path = learner_path(folder, names[i]);
        if (file_exists(path))
            fail_msg("%s is left", path);
        free(path);
    }
}

static void a_sound_file_becomes_a_backup(void **state)
{
    (void)state;
    char *backup, *path, *folder = two_days_later(&backup, &path), kept[BACKUP_NAME_MAX];
    char *states = learner_states(folder);
    struct restore_facts facts;
    assert_true(restore_look(folder, backup, &facts, &err));
    assert_true(facts.is_there && facts.reads && !facts.damaged);
    assert_int_equal(facts.lost, 10);
    assert_int_equal(facts.answers, 96);
    if (!restore(folder, backup, false, kept))
        fail_msg("%s", err.text);
    assert_string_equal(kept, "");
    assert_sound(path, 96);
    assert_no_traces(folder);
    /* And back again: nothing was lost. */
    int n;
    struct backup_file *files = backup_list(folder, &n);
    char *newest = xprintf("%s/backups/%s", folder, files[0].name);
    assert_string_not_equal(newest, backup);
    assert_true(restore(folder, newest, false, kept));
    assert_sound(path, 106);
    store_close(learner_open(folder, after_days(3)));
    char *again = learner_states(folder);
    assert_string_equal(again, states);
    free(again);
    free(newest);
    free(files);
    free(states);
    free(backup);
    free(path);
    free(folder);
}

/* What can be read of a damaged file comes along, and the file itself is kept to the last byte. */
static void a_damaged_file_is_kept_and_salvaged(void **state)
{
    (void)state;
    char *backup, *path, *folder = two_days_later(&backup, &path), kept[BACKUP_NAME_MAX];
    learner_meddle(path, "UPDATE answer SET given = 'nobody' WHERE id = 100");
    size_t size, kept_size;
    unsigned char *bytes = learner_bytes(path, &size);
    struct restore_facts facts;
    assert_true(restore_look(folder, backup, &facts, &err));
    assert_true(facts.damaged);
    assert_int_equal(facts.lost, 9);
    if (!restore(folder, backup, true, kept))
        fail_msg("%s", err.text);
    assert_string_equal(kept, "learner-damaged-2025-02-06-110000.db");
    char *beside = learner_path(folder, kept);
    unsigned char *kept_bytes = learner_bytes(beside, &kept_size);
    assert_int_equal(kept_size, size);
    assert_memory_equal(kept_bytes, bytes, size);
    assert_sound(path, 96 + 9);
    assert_no_traces(folder);
    assert_int_equal(learner_ask(path, "SELECT count(*) FROM answer JOIN origin ON origin.id = answer.origin"
                                       " WHERE seq = 100"),
                     0);
    /* New answers never take the number of one that was logged before, so the lost one can still come home. */
    assert_int_equal(learner_ask(path, "SELECT count(*) FROM answer WHERE origin = 1"), 0);
    assert_int_equal(learner_ask(path, "SELECT count(*) FROM origin"), 2);
    free(kept_bytes);
    free(beside);
    free(bytes);
    free(backup);
    free(path);
    free(folder);
}

static void noise_is_kept_and_the_backup_comes_back(void **state)
{
    (void)state;
    char *backup, *path, *folder = two_days_later(&backup, &path), kept[BACKUP_NAME_MAX];
    learner_put(path, "noise, noise, noise", 19);
    struct restore_facts facts;
    assert_true(restore_look(folder, backup, &facts, &err));
    assert_true(facts.is_there && facts.damaged && facts.lost == 0);
    assert_null(store_open(folder, program, learner_now, &err));
    assert_non_null(strstr(err.text, "demarc restore"));
    if (!restore(folder, backup, true, kept))
        fail_msg("%s", err.text);
    assert_sound(path, 96);
    char *beside = learner_path(folder, kept);
    assert_int_equal(file_size(beside), 19);
    free(beside);
    file_remove(path, NULL);
    assert_true(restore(folder, backup, true, kept)); /* and where there is nothing */
    assert_sound(path, 96);
    free(backup);
    free(path);
    free(folder);
}

/* A folder with the file and its WAL as they stood when the program was gone: a change is in the WAL only. The caller
   frees. */
static char *crash(const char *folder)
{
    static const char *const names[] = {"learner.db", "learner.db-wal"};
    char *crashed = folder_new();
    struct store *store = learner_open(folder, after_days(2));
    change(store, after_days(2));
    assert_true(file_make_folder(crashed, &err));
    for (int i = 0; i < 2; i++) {
        char *from = learner_path(folder, names[i]), *to = learner_path(crashed, names[i]);
        assert_true(file_copy(from, to, &err));
        free(from);
        free(to);
    }
    store_close(store);
    return crashed;
}

/* The answers of the WAL are part of the damaged file. */
static void a_wal_is_kept_too(void **state)
{
    (void)state;
    char *backup, *path, *folder = two_days_later(&backup, &path), kept[BACKUP_NAME_MAX], *crashed = crash(folder);
    char *live = learner_path(crashed, "learner.db"), *wal = learner_path(crashed, "learner.db-wal");
    size_t size;
    unsigned char *bytes = learner_bytes(live, &size);
    size_t at = 0;
    while (memcmp(bytes + at, "provider", 8) != 0) /* somebody's answer */
        at++;
    bytes[at] = 'P';
    learner_put(live, bytes, size);
    int64_t wal_size = file_size(wal);
    assert_true(wal_size > 0);
    assert_int_equal(verify_summary(live).problems, 1);
    if (!restore(crashed, backup, true, kept))
        fail_msg("%s", err.text);
    assert_no_traces(crashed); /* before anything else opens it: a WAL would be applied to whatever lies beside it */
    char *kept_wal = xprintf("%s/%s-wal", crashed, kept);
    assert_int_equal(file_size(kept_wal), wal_size);
    free(kept_wal);
    assert_int_equal(learner_ask(live, "SELECT count(*) FROM edit WHERE what = 'wake'"),
                     2); /* the one in the WAL too */
    free(bytes);
    free(live);
    free(wal);
    free(crashed);
    free(backup);
    free(path);
    free(folder);
}

/* The restore ends between its last steps: what was in the WAL only is still there. */
static void a_restore_that_stops_loses_no_wal(void **state)
{
    (void)state;
    char *backup, *path, *folder = two_days_later(&backup, &path), kept[BACKUP_NAME_MAX], *crashed = crash(folder);
    char *live = learner_path(crashed, "learner.db"), *shm = learner_path(crashed, "learner.db-shm");
    assert_true(file_make_folder(shm, &err)); /* in the way */
    assert_false(restore(crashed, backup, false, kept));
    file_remove_folder(shm);
    assert_sound(live, 106);
    assert_int_equal(learner_ask(live, "SELECT count(*) FROM edit WHERE what = 'wake'"), 2);
    assert_true(restore(crashed, backup, false, kept));
    assert_sound(live, 96);
    assert_no_traces(crashed);
    free(shm);
    free(live);
    free(crashed);
    free(backup);
    free(path);
    free(folder);
}

static void the_file_itself_is_refused(void **state)
{
    (void)state;
    char *folder = learner_new(), *path = learner_path(folder, "learner.db"), kept[BACKUP_NAME_MAX];
    char *other_name = xprintf("%s/../%s/learner.db", folder, strrchr(folder, '/') + 1);
    struct restore_facts facts;
    const char *const names[] = {path, other_name};
    for (int i = 0; i < 2; i++) {
        assert_false(restore_look(folder, names[i], &facts, &err));
        assert_non_null(strstr(err.text, "itself"));
        assert_false(restore(folder, names[i], true, kept));
        assert_non_null(strstr(err.text, "itself"));
    }
    assert_sound(path, 96);
    assert_no_traces(folder);
    free(other_name);
    free(path);
    free(folder);
}

static void a_damaged_backup_is_refused(void **state)
{
    (void)state;
    char *backup, *path, *folder = two_days_later(&backup, &path);
    struct restore_facts facts;
    learner_meddle(backup, "UPDATE answer SET given = 'nobody' WHERE id = 50");
    assert_false(restore_look(folder, backup, &facts, &err));
    assert_non_null(strstr(err.text, "damaged"));
    assert_false(restore_look(folder, "nowhere.db", &facts, &err));
    assert_non_null(strstr(err.text, "nowhere.db"));
    assert_sound(path, 106);
    free(backup);
    free(path);
    free(folder);
}

/* Another program has it open: idle, with nothing unwritten. */
static void a_file_in_use_is_refused(void **state)
{
    (void)state;
    char *backup, *path, *folder = two_days_later(&backup, &path), kept[BACKUP_NAME_MAX];
    int ready[2], done[2];
    char byte;
    assert_true(pipe(ready) == 0 && pipe(done) == 0);
    pid_t child = fork();
    if (child == 0) {
        struct store *store = store_open(folder, (const unsigned char[16]){"other"}, after_days(2), &err);
        if (!store || write(ready[1], "x", 1) != 1 || read(done[0], &byte, 1) != 1)
            _exit(1);
        store_close(store);
        _exit(0);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_false(restore(folder, backup, false, kept));
    assert_non_null(strstr(err.text, "in use"));
    assert_int_equal(write(done[1], "x", 1), 1);
    int status;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    assert_sound(path, 106);
    assert_no_traces(folder);
    assert_true(restore(folder, backup, false, kept));
    assert_sound(path, 96);
    free(backup);
    free(path);
    free(folder);
}

/* Another program prepares a restore: what it has prepared stays, also where somebody only looks. */
static void two_restores_do_not_mix(void **state)
{
    (void)state;
    char *backup, *path, *folder = two_days_later(&backup, &path), kept[BACKUP_NAME_MAX];
    char *tmp = learner_path(folder, "restore.tmp"), *prepared = learner_path(tmp, "learner.db");
    struct restore_facts facts;
    assert_true(file_make_folder(tmp, &err));
    assert_true(file_write(prepared, "half", 4, false, &err));
    int hold = file_hold_folder(tmp);
    assert_true(hold >= 0);
    assert_true(restore_look(folder, backup, &facts, &err));
    assert_false(restore(folder, backup, false, kept));
    assert_non_null(strstr(err.text, "Another demarc is bringing a backup back"));
    assert_int_equal(file_size(prepared), 4);
    assert_sound(path, 106);
    file_let_go(hold); /* as after a kill */
    assert_true(restore(folder, backup, false, kept));
    assert_sound(path, 96);
    assert_no_traces(folder);
    free(prepared);
    free(tmp);
    free(backup);
    free(path);
    free(folder);
}

/* The answers given after a restore are new ones for every other machine. */
static void answers_after_a_restore_have_a_new_origin(void **state)
{
    (void)state;
    char *backup, *path, *folder = two_days_later(&backup, &path), kept[BACKUP_NAME_MAX];
    assert_true(restore(folder, backup, false, kept));
    struct store *store = learner_open(folder, after_days(4));
    change(store, after_days(4));
    store_close(store);
    assert_sound(path, 96);
    assert_int_equal(learner_ask(path, "SELECT seq FROM edit ORDER BY id DESC LIMIT 1"), 1);
    assert_int_equal(learner_ask(path, "SELECT origin FROM edit ORDER BY id DESC LIMIT 1"), 1);
    assert_int_equal(learner_ask(path, "SELECT count(*) FROM answer WHERE origin <> 1"), 96);
    free(backup);
    free(path);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_is_made_when_something_changed),
        cmocka_unit_test(there_is_one_of_each_day_whenever_it_begins),
        cmocka_unit_test(an_empty_file_has_no_backup),
        cmocka_unit_test(a_rotten_backup_is_not_relied_on),
        cmocka_unit_test(of_a_damaged_file_none_is_made),
        cmocka_unit_test(what_a_kill_left_is_cleared),
        cmocka_unit_test(a_long_life_keeps_days_weeks_and_months),
        cmocka_unit_test(thinning_has_a_bound_and_spares_the_newest),
        cmocka_unit_test(a_sound_file_becomes_a_backup),
        cmocka_unit_test(a_damaged_file_is_kept_and_salvaged),
        cmocka_unit_test(noise_is_kept_and_the_backup_comes_back),
        cmocka_unit_test(a_wal_is_kept_too),
        cmocka_unit_test(a_restore_that_stops_loses_no_wal),
        cmocka_unit_test(the_file_itself_is_refused),
        cmocka_unit_test(a_damaged_backup_is_refused),
        cmocka_unit_test(a_file_in_use_is_refused),
        cmocka_unit_test(two_restores_do_not_mix),
        cmocka_unit_test(answers_after_a_restore_have_a_new_origin),
    };
    return cmocka_run_group_tests(tests, folder_make_top, learner_drop_top);
}
