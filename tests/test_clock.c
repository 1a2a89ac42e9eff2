/* A clock that was wrong and is right again, or is wrong now: the days of a life's answers, as a table. */
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

#include <cmocka.h>

#include "learner.h"

static struct err err;

static struct moment noon_of(int day)
{
    return (struct moment){.mono_ms = 5000, .utc_ms = day * INT64_C(86400000) + INT64_C(43200000)};
}

/* An answer as the log has it; each to another item, so that its day is its item's last day. */
static void put_answer(struct store *store, int n, struct moment at)
{
    static const char sql[] =
        "INSERT INTO answer (id, origin, seq, item, at_ms, offset_min, day, given, correct, ways, right_ways, rating,"
        " counts, answer_print, sum) VALUES (?1, 1, ?1, ?2, ?3, ?4, ?5, 'x', 1, 3, 1, 3, 1, '', 0)";
    RUN(store, sql, INT(n), INT(n), INT(at.utc_ms), INT(at.offset_min), INT(day_of(at)));
    SEAL(store, TABLE_ANSWER, INT(n));
    item_answered(store, n, n);
}

/* A folder with an answer on each of these days, in this order. */
static char *life_of(const int *days, int n)
{
    char *folder = folder_new();
    struct store *store = learner_open(folder, noon_of(days[0]));
    store_begin_write(store, true);
    for (int i = 0; i < n; i++)
        put_answer(store, i + 1, noon_of(days[i]));
    assert_true(store_commit(store, &err));
    store_close(store);
    return folder;
}

/* The days that the answers count for, and that states and log agree. */
static void assert_days(const char *folder, const int *days, int n, const char *name)
{
    char *path = learner_path(folder, "learner.db");
    for (int i = 0; i < n; i++) {
        char *sql = xprintf("SELECT last_day FROM state WHERE item = %d", i + 1);
        int64_t day = learner_ask(path, sql);
        free(sql);
        if (day != days[i])
            fail_msg("%s: answer %d counts for day %d, not %d", name, i + 1, (int)day, days[i]);
    }
    assert_int_equal(verify_file(path, NULL, &err), 0);
    free(path);
}

enum { ALL = 12 };

static const struct {
    const char *name;
    int n, days[ALL], now, become[ALL];
} lives[] = {
    {"all is well", 3, {20000, 20001, 20005}, 20010, {20000, 20001, 20005}},
    {"many on a day", 4, {20000, 20000, 20001, 20001}, 20001, {20000, 20000, 20001, 20001}},
    {"far ahead once", 4, {20000, 20001, 23650, 23650}, 20003, {20000, 20001, 20003, 20003}},
    {"far ahead on several days", 5, {20000, 20001, 23650, 23652, 23653}, 20010, {20000, 20001, 20007, 20009, 20010}},
    {"not before what was right", 4, {20000, 20008, 23650, 23659}, 20010, {20000, 20008, 20008, 20010}},
    {"two days ahead", 3, {20000, 20001, 20005}, 20003, {20000, 20001, 20003}},
    {"ahead and right within a day", 4, {20000, 20001, 23650, 20001}, 20001, {20000, 20001, 20001, 20001}},
    {"ahead between right days", 5, {20000, 20001, 23650, 20004, 20005}, 20006, {20000, 20001, 20004, 20004, 20005}},
    {"a first session ahead", 2, {23650, 23650}, 20003, {20003, 20003}},
    {"a day ahead is a journey", 3, {20000, 20001, 20002}, 20001, {20000, 20001, 20002}},
    {"a day back is a journey", 4, {20000, 20003, 20002, 20003}, 20004, {20000, 20003, 20002, 20003}},
    {"a journey, then far ahead", 5, {20000, 20003, 20002, 20003, 23650}, 20005, {20000, 20003, 20002, 20003, 20005}},
    {"set back now", 5, {20000, 20001, 20002, 20003, 20004}, 11000, {20000, 20001, 20002, 20003, 20004}},
    {"set back now into the log",
     6,
     {20000, 20001, 20005, 20006, 20007, 20009},
     20002,
     {20000, 20001, 20005, 20006, 20007, 20009}},
    {"set back now into a long pause",
     5,
     {18000, 20001, 20002, 20003, 20004},
     17000,
     {18000, 20001, 20002, 20003, 20004}},
    {"was set back, right again",
     6,
     {20000, 20001, 20002, 11000, 11000, 20004},
     20005,
     {20000, 20001, 20002, 20004, 20004, 20004}},
    {"was set back until now", 5, {20000, 20001, 20002, 11000, 11001}, 20005, {20000, 20001, 20002, 20004, 20005}},
    {"a wrong clock that says the first day", 3, {20000, 20001, 0}, 20002, {20000, 20001, 20002}},
};

static void wrong_days_are_repaired(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lives / sizeof *lives; i++) {
        char *folder = life_of(lives[i].days, lives[i].n), *path = learner_path(folder, "learner.db");
        store_close(learner_open(folder, noon_of(lives[i].now)));
        assert_days(folder, lives[i].become, lives[i].n, lives[i].name);
        /* Once repaired it stays, on this day and on later ones. */
        int64_t edits = learner_ask(path, "SELECT count(*) FROM edit");
        for (int later = 0; later < 3; later++) {
            store_close(learner_open(folder, noon_of(lives[i].now + later)));
            bool has_come =
                strcmp(lives[i].name, "two days ahead") == 0; /* the day that was ahead: it may be right now */
            if (!has_come && strncmp(lives[i].name, "set back now", 12) != 0) {
                assert_days(folder, lives[i].become, lives[i].n, lives[i].name);
                assert_int_equal(learner_ask(path, "SELECT count(*) FROM edit"), edits);
            }
        }
        free(path);
        free(folder);
    }
}

/* A repair under a clock that was set back is taken back once it is right. */
static void a_wrong_repair_is_taken_back(void **state)
{
    (void)state;
    static const int days[] = {20000, 20001, 20006}, wrong[] = {20000, 20001, 20003};
    char *folder = life_of(days, 3);
    store_close(learner_open(folder, noon_of(20003))); /* three days back: as likely as an answer three days ahead */
    assert_days(folder, wrong, 3, "set back a little");
    store_close(learner_open(folder, noon_of(20007)));
    assert_days(folder, days, 3, "right again");
    free(folder);
}

/* The same answers on days that a journey or summer time moved: days never go back by more than one, nothing is edited.
 */
static void journeys_and_summer_time_change_nothing(void **state)
{
    (void)state;
    static const struct {
        int64_t hours;
        int offset_min;
    } stops[] = {{0, 120}, {5, 540}, {9, -480}, {30, -480}, {40, 840}, {60, -720}, {80, 60}, {81, 120}, {100, 60}};
    char *folder = folder_new();
    struct store *store = learner_open(folder, noon_of(20000));
    store_begin_write(store, true);
    for (int i = 0; i < (int)(sizeof stops / sizeof *stops); i++) {
        struct moment at = noon_of(20000);
        at.utc_ms += stops[i].hours * 3600000;
        at.offset_min = stops[i].offset_min;
        put_answer(store, i + 1, at);
    }
    assert_true(store_commit(store, &err));
    store_close(store);
    struct moment home = noon_of(20005);
    home.offset_min = -480;
    store_close(learner_open(folder, home));
    char *path = learner_path(folder, "learner.db");
    assert_int_equal(learner_ask(path, "SELECT count(*) FROM edit"), 0);
    free(path);
    free(folder);
}

/* An answer given under the right clock after a repair follows the repaired ones. */
static void life_goes_on_after_a_repair(void **state)
{
    (void)state;
    static const int days[] = {20000, 23650};
    char *folder = life_of(days, 2);
    struct store *store = learner_open(folder, noon_of(20002));
    store_begin_write(store, true);
    static const char again[] =
        "INSERT INTO answer (id, origin, seq, item, at_ms, offset_min, day, given, correct, ways, right_ways, rating,"
        " counts, answer_print, sum) VALUES (3, 1, 3, 2, ?1, 0, ?2, 'x', 1, 3, 1, 3, 1, '', 0)";
    RUN(store, again, INT(noon_of(20010).utc_ms), INT(20010));
    SEAL(store, TABLE_ANSWER, INT(3));
    item_answered(store, 2, 3);
    assert_true(store_commit(store, &err));
    struct grade_memory memory = {0};
    for (int i = 0; i < 2; i++) {
        struct grade_answer answer = {.day = i ? 20010 : 20002, .rating = 3, .right_ways = 1, .ways = 3, .counts = 1};
        grade_step(&fsrs_default, &memory, &answer);
    }
    store_close(store);
    char *path = learner_path(folder, "learner.db");
    char *sql = xprintf("SELECT s = %.17g AND last_day = 20010 FROM state WHERE item = 2", memory.state.s);
    assert_int_equal(learner_ask(path, sql), 1);
    free(sql);
    free(path);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_days_are_repaired),
        cmocka_unit_test(a_wrong_repair_is_taken_back),
        cmocka_unit_test(journeys_and_summer_time_change_nothing),
        cmocka_unit_test(life_goes_on_after_a_repair),
    };
    return cmocka_run_group_tests(tests, folder_make_top, learner_drop_top);
}
