/* faults: a small learner's life, with a fault at the n-th call to the disk. Nothing that was acknowledged is lost,
   nothing is there twice, and the life can go on to its end. By default every so manieth n; `all` for every one, `all
   FAULT` of one kind. */
#include "base/mem.h"
#include "base/rng.h"
#include "fault_disk.h"
#include "fault_vfs.h"
#include "life.h"
#include "store/backup.h"
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
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static const char folder[] = FAULT_DISK "/home/demarc";
static uint64_t seed = 1;
static bool all;
static long part, parts = 1;

enum { SAMPLES = 5 };

struct tally {
    long tried, struck, lost;
};

/* One life is lived without a fault; at each chosen call a fork of it has the fault there and lives on to its end. */
static struct {
    enum fault fault;
    long first, stride, call; /* in a fork, call is where it struck */
    bool forked, failed;
    struct tally *tally; /* shared by all forks */
} branches;

static void no_trouble(const struct life *life, bool fine, const char *when)
{
    if (fine)
        return;
    fprintf(stderr, "%s at call %ld, seed %llu, %s, scene %d: %s\n", fault_names[branches.fault], branches.call,
            (unsigned long long)seed, when, life->scene, life->trouble);
    if (branches.forked)
        _exit(1);
    fail();
}

static bool branch(long call)
{
    if (call < branches.first || (call - branches.first) % branches.stride)
        return false;
    fflush(NULL);
    pid_t child = fork();
    assert_int_not_equal(child, -1);
    if (child == 0) {
        branches.forked = true;
        branches.call = call;
        disk_ask(NULL);
        return true;
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (status != 0) {
        fprintf(stderr, "%s at call %ld ended with status %#x\n", fault_names[branches.fault], call, status);
        branches.failed = true;
    }
    return false;
}

static void begin(struct life *life, enum fault fault)
{
    vfs_begin();
    disk_clear();
    disk_arm(fault, 0, seed);
    branches.fault = fault;
    life_begin(life, folder);
}

/* How many calls a whole life makes of those that the fault counts. */
static long live_untroubled(enum fault fault)
{
    struct life life;
    int lost = 0;
    begin(&life, fault);
    no_trouble(&life, life_go_on(&life), "living");
    long calls = disk_calls();
    no_trouble(&life, life_check(&life, false, &lost), "looking");
    assert_true(life.logs[0].n > 30 && life.logs[1].n > 60 && life.logs[2].n > 3);
    disk_cut_power();
    disk_restart();
    no_trouble(&life, life_check(&life, true, &lost), "looking after a power cut at the end");
    life_end(&life);
    return calls;
}

/* After what ended the program the file is looked at, opened and lived on with; after what only failed the same program
   goes on once the disk is well again. */
static void live_on(struct life *life, enum fault fault, bool then_cut, int *lost)
{
    for (int tries = 0; !life_go_on(life); tries++) {
        bool dead = disk_is_dead(), power = fault == FAULT_POWER || fault == FAULT_POWER_SOME || then_cut;
        branches.tally->struck += disk_struck();
        no_trouble(life, disk_struck() && tries < 3, "living");
        if (dead)
            life_killed(life);
        else if (fault == FAULT_ONCE || fault == FAULT_SHORT)
            continue;
        no_trouble(life, !dead || vfs_open_files() == 0, "a file was left open");
        disk_restart();
        if (dead)
            no_trouble(life, life_check(life, power, lost), "looking after it");
    }
    disk_restart();
    no_trouble(life, life_check(life, false, lost), "looking at the end");
}

static void live_with(enum fault fault, bool then_cut)
{
    struct life life;
    int lost = 0;
    begin(&life, fault);
    life.cut_soon = then_cut;
    disk_ask(branch);
    live_on(&life, fault, then_cut, &lost);
    if (branches.forked) {
        branches.tally->tried++;
        branches.tally->lost += lost;
        _exit(0);
    }
    life_end(&life);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void try_all(enum fault fault, bool then_cut)
{
    double began = seconds();
    long calls = live_untroubled(fault);
    struct rng rng = {seed + (uint64_t)fault};
    branches.stride = all ? parts : calls / SAMPLES + 1;
    branches.first = all ? 1 + part : 1 + rng_below(&rng, (int)branches.stride);
    branches.tally = mmap(NULL, sizeof *branches.tally, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(branches.tally, MAP_FAILED);
    live_with(fault, then_cut);
    struct tally tally = *branches.tally;
    munmap(branches.tally, sizeof *branches.tally);
    print_message("%s%s: %ld calls, %ld faults tried, %ld answers, moves and slips lost; %.1f s\n", fault_names[fault],
                  then_cut ? ", and a power cut after the next Check" : "", calls, tally.tried, tally.lost,
                  seconds() - began);
    assert_false(branches.failed);
    assert_int_equal(tally.tried, (calls - branches.first) / branches.stride + 1);
    assert_int_equal(tally.lost, 0);
}

static void one_call_fails(void **state)
{
    (void)state;
    try_all(FAULT_ONCE, false);
}

static void one_call_fails_and_the_power_goes_later(void **state)
{
    (void)state;
    try_all(FAULT_ONCE, true);
}

static void one_call_is_cut_short(void **state)
{
    (void)state;
    try_all(FAULT_SHORT, false);
}

static void all_calls_fail_for_a_while(void **state)
{
    (void)state;
    try_all(FAULT_ON, false);
}

static void the_disk_is_full_for_a_while(void **state)
{
    (void)state;
    try_all(FAULT_FULL, false);
}

static void the_program_is_killed(void **state)
{
    (void)state;
    try_all(FAULT_KILL, false);
}

static void the_program_is_killed_half_way(void **state)
{
    (void)state;
    try_all(FAULT_TORN, false);
}

static void the_power_goes(void **state)
{
    (void)state;
    try_all(FAULT_POWER, false);
}

static void the_power_goes_and_some_is_written(void **state)
{
    (void)state;
    try_all(FAULT_POWER_SOME, false);
}

/* -- our own files: the old one or the new one, and the new one where that was said -- */

static char *content_of(const char *path)
{
    size_t size;
    return file_read(path, 1 << 20, &size, NULL);
}

/* False once the fault is past the last call. */
static bool replace_with(enum fault fault, long n, const char *old, const char *new, size_t size)
{
    static const char path[] = FAULT_DISK "/home/copy";
    disk_clear();
    assert_true(file_make_folder(FAULT_DISK "/home", NULL));
    assert_true(file_write(path, old, strlen(old), true, NULL));
    disk_arm(fault, n, seed + (uint64_t)n);
    bool written = file_write(path, new, size, true, NULL), struck = disk_struck();
    if (!disk_is_dead()) /* what was written stays so when the power goes now */
        disk_cut_power();
    disk_restart();
    char *there = content_of(path);
    bool is_new = there && strcmp(there, new) == 0, is_old = there && strcmp(there, old) == 0;
    if (written ? !is_new : !is_old && !is_new)
        fail_msg("%s at call %ld: %s, and there is %.20s", fault_names[fault], n, written ? "was written" : "failed",
                 there ? there : "nothing");
    free(there);
    assert_true(file_write(path, "next", 4, true, NULL)); /* nothing is in the way */
    return struck;
}

static void a_file_is_replaced_whole_or_not_at_all(void **state)
{
    (void)state;
    static char new[10001];
    long tried = 0;
    memset(new, 'n', sizeof new - 1);
    for (enum fault fault = FAULT_ONCE; fault < FAULTS; fault++)
        for (long n = 1; replace_with(fault, n, "old", new, sizeof new - 1); n++)
            tried++;
    print_message("files: %ld faults tried\n", tried);
    assert_true(tried > 40);
}

static bool make_folders(enum fault fault, long n)
{
    static const char deep[] = FAULT_DISK "/a/b/c";
    disk_clear();
    disk_arm(fault, n, seed);
    bool made = file_make_folder(deep, NULL), struck = disk_struck();
    if (!disk_is_dead())
        disk_cut_power();
    disk_restart();
    if (made && !file_exists(deep))
        fail_msg("%s at call %ld: a folder was made and is gone", fault_names[fault], n);
    assert_true(file_make_folder(deep, NULL));
    return struck;
}

static void a_folder_that_was_made_stays(void **state)
{
    (void)state;
    for (enum fault fault = FAULT_ONCE; fault < FAULTS; fault++)
        for (long n = 1; make_folders(fault, n); n++)
            ;
}

/* -- a file of an older schema -- */

struct old_file {
    char *bytes;
    size_t size;
    int64_t answers;
};

static void put_old_file(const struct old_file *old)
{
    vfs_begin();
    disk_clear();
    disk_make(FAULT_DISK "/home", true);
    disk_make(FAULT_DISK "/home/demarc", true);
    struct disk_file *file = disk_make(FAULT_DISK "/home/demarc/learner.db", false);
    disk_write(file, old->bytes, old->size, 0);
    disk_sync(file);
    disk_sync_folder_of(FAULT_DISK "/home");
    disk_sync_folder_of(FAULT_DISK "/home/demarc");
    disk_sync_folder_of(FAULT_DISK "/home/demarc/learner.db");
}

static bool open_and_close(struct err *err)
{
    static const struct moment now = {.mono_ms = 1, .utc_ms = INT64_C(1900000000000)};
    struct store *store = store_open(folder, (const unsigned char[16]){"later"}, now, err);
    store_close(store);
    return store != NULL;
}

/* All its answers are there, and a backup of it as it was. */
static void assert_made_new(const struct old_file *old, enum fault fault, long n)
{
    struct err err;
    int n_backups;
    if (!open_and_close(&err))
        fail_msg("%s at call %ld of the migration: %s", fault_names[fault], n, err.text);
    struct backup_file *files = backup_list(folder, &n_backups);
    char *path = xprintf("%s/learner.db", folder);
    struct verify_summary summary = verify_summary(path);
    if (summary.answers != old->answers || summary.problems || n_backups < 1)
        fail_msg("%s at call %ld of the migration: %d answers, %d problems, %d backups", fault_names[fault], n,
                 (int)summary.answers, summary.problems, n_backups);
    for (int i = 0; i < n_backups; i++) {
        char *backup = xprintf("%s/backups/%s", folder, files[i].name);
        assert_int_equal(verify_summary(backup).answers, old->answers);
        free(backup);
    }
    free(files);
    free(path);
}

static void an_older_file_becomes_a_new_one_or_stays(void **state)
{
    (void)state;
    struct old_file old = {0};
    struct err err;
    long tried = 0;
    static const char path[] = TEST_DATA "/learner/1.db";
    old.bytes = file_read(path, 1 << 24, &old.size, &err);
    assert_non_null(old.bytes);
    put_old_file(&old);
    old.answers = verify_summary(FAULT_DISK "/home/demarc/learner.db").answers;
    for (enum fault fault = FAULT_ONCE; fault < FAULTS; fault++) {
        put_old_file(&old);
        disk_arm(fault, 0, seed);
        assert_true(open_and_close(&err));
        long calls = disk_calls(), stride = all ? parts : calls / SAMPLES + 1;
        assert_made_new(&old, FAULT_NONE, 0);
        for (long n = all ? 1 + part : stride; n <= calls; n += stride, tried++) {
            put_old_file(&old);
            disk_arm(fault, n, seed + (uint64_t)n);
            open_and_close(&err);
            disk_restart();
            assert_made_new(&old, fault, n);
        }
    }
    print_message("migration: %ld faults tried\n", tried);
    free(old.bytes);
}

/* -- bringing a backup back where the file is damaged -- */

enum { TAKEN_ALONG = 300 };
static const char live[] = FAULT_DISK "/home/demarc/learner.db";
static const char brought[] = FAULT_DISK "/home/demarc/backups/learner-2030-01-01-100000.db";

/* learner.db with edits that its backup has not, and one damaged answer. */
static void put_damaged_file(const struct old_file *damaged, const struct old_file *backup)
{
    put_old_file(damaged);
    disk_make(FAULT_DISK "/home/demarc/backups", true);
    struct disk_file *file = disk_make(brought, false);
    disk_write(file, backup->bytes, backup->size, 0);
    disk_sync(file);
    disk_sync_folder_of(FAULT_DISK "/home/demarc/backups");
    disk_sync_folder_of(brought);
}

static int64_t edits_of(const char *path)
{
    struct err err;
    struct store *store = store_look(path, &err);
    if (!store)
        fail_msg("%s", err.text);
    int64_t n = store_number(store, "SELECT count(*) FROM edit", NULL, 0, -1);
    store_close(store);
    return n;
}

/* The learner's file of version 1 made new; then, behind the backup, more edits, and a flipped bit in an answer. */
static void make_damaged_file(struct old_file *damaged, struct old_file *backup)
{
    static const struct moment now = {.mono_ms = 1, .utc_ms = INT64_C(1900000000000)};
    static const unsigned char program[16] = "later";
    struct old_file old = {0};
    struct err err;
    old.bytes = file_read(TEST_DATA "/learner/1.db", 1 << 24, &old.size, &err);
    put_old_file(&old);
    assert_true(open_and_close(&err));
    backup->bytes = file_read(live, 1 << 24, &backup->size, &err);
    put_old_file(backup);
    struct store *store = store_open(folder, program, now, &err);
    assert_non_null(store);
    store_begin_write(store, true);
    for (int i = 0; i < TAKEN_ALONG; i++)
        edit_add(store, "wake", 0, 1, 0, now);
    assert_true(store_commit(store, &err));
    store_close(store);
    damaged->bytes = file_read(live, 1 << 24, &damaged->size, &err);
    size_t at = 0;
    while (memcmp(damaged->bytes + at, "provider", 8) != 0) /* somebody's answer */
        at++;
    damaged->bytes[at] = 'P';
    free(old.bytes);
}

static void assert_brought_back_or_as_it_was(const struct old_file *damaged, bool done, long n)
{
    size_t size;
    char *bytes = file_read(live, 1 << 24, &size, NULL);
    bool same = bytes && size == damaged->size && memcmp(bytes, damaged->bytes, size) == 0;
    if (done && (verify_summary(live).problems || edits_of(live) < TAKEN_ALONG))
        fail_msg("call %ld: %d problems, %d edits", n, verify_summary(live).problems, (int)edits_of(live));
    if (!done && !same)
        fail_msg("call %ld: it was not brought back, and the file is another", n);
    free(bytes);
}

static void what_is_brought_back_is_whole(void **state)
{
    (void)state;
    static const struct moment now = {.mono_ms = 1, .utc_ms = INT64_C(1900000000000)};
    static const unsigned char program[16] = "rescue";
    struct old_file backup = {0}, damaged = {0};
    struct err err;
    char kept[BACKUP_NAME_MAX];
    long tried = 0, brought_back = 0;
    make_damaged_file(&damaged, &backup);
    bool struck = true;
    for (long n = all ? 1 + part : 1; struck; n += all ? parts : 16, tried++) {
        put_damaged_file(&damaged, &backup);
        disk_arm(FAULT_TIGHT, n, seed);
        bool done = restore_file(folder, brought, true, program, now, kept, &err);
        struck = disk_struck();
        disk_restart();
        assert_brought_back_or_as_it_was(&damaged, done, n);
        brought_back += done;
    }
    print_message("restore: %ld times no room, %ld times brought back\n", tried, brought_back);
    assert_in_range(brought_back, 1, tried / 2);
    free(backup.bytes);
    free(damaged.bytes);
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
        cmocka_unit_test(a_file_is_replaced_whole_or_not_at_all),
        cmocka_unit_test(a_folder_that_was_made_stays),
        cmocka_unit_test(an_older_file_becomes_a_new_one_or_stays),
        cmocka_unit_test(what_is_brought_back_is_whole),
        cmocka_unit_test(one_call_fails),
        cmocka_unit_test(one_call_fails_and_the_power_goes_later),
        cmocka_unit_test(one_call_is_cut_short),
        cmocka_unit_test(all_calls_fail_for_a_while),
        cmocka_unit_test(the_disk_is_full_for_a_while),
        cmocka_unit_test(the_program_is_killed),
        cmocka_unit_test(the_program_is_killed_half_way),
        cmocka_unit_test(the_power_goes),
        cmocka_unit_test(the_power_goes_and_some_is_written),
    };
    all = argc > 1 && strcmp(argv[1], "all") == 0;
    if (argc > 2)
        cmocka_set_test_filter(argv[2]);
    if (argc > 3)
        seed = strtoull(argv[3], NULL, 10);
    if (argc > 5) {
        part = atol(argv[4]);
        parts = atol(argv[5]);
    }
    print_message("seed %llu\n", (unsigned long long)seed);
    return cmocka_run_group_tests(tests, NULL, drop_disk);
}
