/* What Home says of a learner is what the memory holds: the exam ahead, what is known, what rests, what is unfinished.
 */
#include "app_home.h"
#include "base/mem.h"
#include "drill.h"
#include "folder.h"
#include "srs/day.h"
#include "store/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct moment start = {
    .mono_ms = 1000000, .utc_ms = INT64_C(1796119200000), .offset_min = 60}; /* 1 December 2026, 11:00 in Amsterdam */
static struct moment now;
static struct shelf shelf;

struct moment options_now(const struct options *options)
{
    (void)options;
    return now;
}

struct world {
    struct options options;
    struct app_shared shared;
    struct app_home home;
    struct drill drill;
    char *folder;
};

static void set(struct world *w, const char *name, const char *value)
{
    struct err err;
    assert_true(store_setting_set(w->shared.store, name, value, now, &err));
}

/* A plan of these decks alone. */
static void plan_only(struct world *w, const char *first, const char *second)
{
    for (int d = 0; d < shelf.n; d++) {
        const char *id = shelf.decks[d]->id;
        char name[DECK_ID_MAX + 8];
        snprintf(name, sizeof name, "plan.%s", id);
        set(w, name, strcmp(id, first) == 0 || strcmp(id, second) == 0 ? "on" : "off");
    }
}

static void begin(struct world *w)
{
    static const unsigned char program[16] = {1};
    struct err err;
    now = start;
    *w = (struct world){.folder = folder_new()};
    w->options.data_folder = w->folder;
    w->shared.options = &w->options;
    w->shared.shelf = &shelf;
    w->shared.prefs.minutes = 10;
    w->shared.store = store_open(NULL, program, now, &err);
    assert_non_null(w->shared.store);
    for (int d = 0; d < shelf.n; d++)
        assert_true(store_know(w->shared.store, shelf.decks[d], now, &err));
    app_home_init(&w->home, &w->shared);
}

static void end(struct world *w)
{
    drill_clear(&w->drill);
    app_home_clear(&w->home);
    store_close(w->shared.store);
    free(w->folder);
}

static void pass_days(int n)
{
    now.utc_ms += n * INT64_C(86400000);
}

static const struct home_facts *learn(struct world *w)
{
    struct err err;
    w->home.known = false;
    assert_true(app_home_learn(&w->home, now, &err));
    return &w->home.facts;
}

static const struct home_deck *row_of(const struct world *w, const char *id)
{
    for (int i = 0; i < w->home.facts.n_decks; i++)
        if (strcmp(w->home.decks[i]->id, id) == 0)
            return &w->home.rows[i];
    fail_msg("no row of %s", id);
    return NULL;
}

static void move(struct world *w, enum move_kind kind, int at, int zone)
{
    struct err err;
    assert_true(session_apply(w->drill.session, (struct move){kind, at, zone}, now));
    assert_int_equal(store_save(w->shared.store, w->drill.session, &w->drill.session->change, 1, &err), STORE_SAVED);
}

/* The first board or line of the deck, each answer right. Returns how many. */
static int answer_a_board(struct world *w, const char *id)
{
    struct err err;
    drill_clear(&w->drill);
    assert_true(drill_begin(&w->drill, w->shared.store, &shelf, shelf_find(&shelf, id), 1, 10, now, &err));
    const struct session *session = w->drill.session;
    const struct deck *deck = session_deck(session);
    const struct task *task = session_task(session);
    int n = task->n_items;
    for (int at = 0; at < n; at++) {
        const struct board_cell *cell = &session->board.cells[at];
        move(w, MOVE_PLACE, at, deck->layers[cell->layer].cells[cell->model].answer);
    }
    move(w, MOVE_CHECK, 0, 0);
    return n;
}

static int count(const struct home_map *map, enum home_known level)
{
    int n = 0;
    for (int i = 0; i < map->rows * map->columns; i++)
        n += map->cells[i] == level;
    return n;
}

/* -- the exam -- */

static void an_exam_is_ahead_until_its_day(void **state)
{
    (void)state;
    struct world w;
    struct err err;
    begin(&w);
    int today = day_of(now);
    assert_true(store_goal_set(w.shared.store, "az-900", today + 1, now, &err));
    assert_int_equal(learn(&w)->exam_day, today + 1);
    assert_string_equal(w.home.facts.exam, "AZ-900");
    assert_null(w.home.facts.passed);
    assert_false(w.home.facts.ask_goal);
    assert_int_equal(w.home.facts.forecast.day, today + 1);
    pass_days(1);
    assert_int_equal(learn(&w)->exam_day, 0);
    assert_string_equal(w.home.facts.passed, "AZ-900");
    assert_int_equal(w.home.facts.passed_day, today + 1);
    assert_true(w.home.facts.ask_goal);
    char kept[20];
    snprintf(kept, sizeof kept, "%d", today + 1);
    set(&w, "passed.az-900", kept);
    assert_null(learn(&w)->passed);
    end(&w);
}

static void of_several_exams_the_nearest_is_said(void **state)
{
    (void)state;
    struct world w;
    struct err err;
    begin(&w);
    int today = day_of(now);
    assert_true(store_goal_set(w.shared.store, "az-900", today + 9, now, &err));
    assert_true(store_goal_set(w.shared.store, "clf-c02", today + 5, now, &err));
    assert_int_equal(learn(&w)->exam_day, today + 5);
    assert_string_equal(w.home.facts.exam, "CLF-C02");
    set(&w, "goal", "az-900"); /* what one is here for goes before what is nearer */
    assert_int_equal(learn(&w)->exam_day, today + 9);
    assert_string_equal(w.home.facts.exam, "AZ-900");
    end(&w);
}

/* -- what is known, and what waits -- */

static void what_was_answered_is_drawn_until_it_fades(void **state)
{
    (void)state;
    struct world w;
    begin(&w);
    plan_only(&w, "azure", "azure");
    learn(&w);
    int all = row_of(&w, "azure")->asked;
    assert_int_equal(count(&row_of(&w, "azure")->map, HOME_KNOW), 0);
    assert_int_equal(count(&row_of(&w, "azure")->map, HOME_MISS), 0);
    int n = answer_a_board(&w, "azure");
    learn(&w);
    assert_int_equal(row_of(&w, "azure")->asked, all);
    assert_int_equal(row_of(&w, "azure")->met, n);
    assert_int_equal(row_of(&w, "azure")->due, 0);
    assert_int_equal(count(&row_of(&w, "azure")->map, HOME_KNOW), n);
    assert_int_equal(count(&row_of(&w, "azure")->map, HOME_MISS), 0);
    pass_days(3000);
    learn(&w);
    assert_int_equal(count(&row_of(&w, "azure")->map, HOME_KNOW), 0);
    assert_int_equal(count(&row_of(&w, "azure")->map, HOME_MISS), n);
    end(&w);
}

/* On the day that the store planned it for, not the day after; what is read on that day waits for the next. */
static void what_is_due_waits_from_its_day_on(void **state)
{
    (void)state;
    struct world w;
    struct err err;
    begin(&w);
    plan_only(&w, "azure", "azure");
    const struct deck *deck = shelf_find(&shelf, "azure");
    int n = answer_a_board(&w, "azure"), items = deck_item_count(deck), first = 0;
    struct store_item *stored = xcalloc((size_t)items, sizeof *stored);
    assert_true(store_items(w.shared.store, deck, day_of(now), stored, &err));
    for (int i = 0; i < items; i++)
        if (stored[i].memory.met && (!first || stored[i].due_day < first))
            first = stored[i].due_day;
    int due = 0, read[BOARD_CELLS_MAX];
    for (int i = 0; i < items; i++)
        if (stored[i].memory.met && stored[i].due_day == first)
            read[due++] = i;
    free(stored);
    assert_in_range(due, 1, n);
    pass_days(first - day_of(now) - 1);
    learn(&w);
    assert_int_equal(row_of(&w, "azure")->due, 0);
    pass_days(1);
    learn(&w);
    assert_int_equal(row_of(&w, "azure")->due, due);
    assert_int_equal(w.home.facts.shown, 0);
    assert_true(w.home.facts.next_day > day_of(now)); /* as if nothing of today were done */
    assert_true(store_see(w.shared.store, deck, read, due, day_of(now), &err));
    learn(&w);
    assert_int_equal(row_of(&w, "azure")->due, 0);
    assert_int_equal(row_of(&w, "azure")->shown, due);
    assert_int_equal(w.home.facts.shown, due);
    end(&w);
}

/* A week from the last new item of the other one. */
static void a_deck_in_conflict_rests_for_a_week(void **state)
{
    (void)state;
    struct world w;
    begin(&w);
    w.shared.prefs.minutes = 240;
    plan_only(&w, "aws", "aws-services");
    answer_a_board(&w, "aws");
    int begun = day_of(now);
    learn(&w);
    assert_int_equal(row_of(&w, "aws-services")->starts_day, begun + PLAN_WEEK_DAYS);
    pass_days(PLAN_WEEK_DAYS - 1);
    learn(&w);
    assert_int_equal(row_of(&w, "aws-services")->fresh, 0);
    assert_int_equal(row_of(&w, "aws-services")->starts_day, begun + PLAN_WEEK_DAYS);
    pass_days(1);
    w.shared.prefs.minutes = 1; /* what is due fills it */
    learn(&w);
    assert_int_equal(row_of(&w, "aws-services")->starts_day, 0);
    end(&w);
}

/* Counted at the end of a drill: an item that was met on another day is not new again. */
static void only_the_first_answer_ever_is_new(void **state)
{
    (void)state;
    struct world w;
    struct err err;
    begin(&w);
    plan_only(&w, "azure", "azure");
    const struct deck *deck = shelf_find(&shelf, "azure");
    struct store_item *before = xcalloc((size_t)deck_item_count(deck), sizeof *before);
    int n = answer_a_board(&w, "azure"), again = 0;
    assert_int_equal(drill_new_tries(&w.drill, w.shared.store, day_of(now)), n);
    assert_int_equal(drill_new_tries(&w.drill, w.shared.store, day_of(now) + 1), 0);
    pass_days(400);
    assert_true(store_items(w.shared.store, deck, day_of(now), before, &err));
    answer_a_board(&w, "azure");
    n = w.drill.session->n_tries;
    for (int i = 0; i < n; i++)
        again += before[w.drill.session->tries[i].item].memory.met;
    assert_true(again > 0);
    assert_int_equal(drill_new_tries(&w.drill, w.shared.store, day_of(now)), n - again);
    free(before);
    end(&w);
}

static void a_drill_that_waits_says_for_how_long(void **state)
{
    (void)state;
    struct world w;
    begin(&w);
    assert_int_equal(learn(&w)->open_left, 0);
    answer_a_board(&w, "azure");
    assert_true(learn(&w)->open_left > 0);
    assert_int_equal(w.home.facts.open_days, 0);
    pass_days(2);
    assert_true(learn(&w)->open_left > 0);
    assert_int_equal(w.home.facts.open_days, 2);
    end(&w);
}

/* -- the backup -- */

static void make_file(const struct world *w, const char *name)
{
    struct err err;
    char *folder = xprintf("%s/backups", w->folder), *path = xprintf("%s/%s", folder, name);
    assert_true(file_make_folder(folder, &err));
    assert_true(file_write(path, "", 0, true, &err));
    free(path);
    free(folder);
}

/* By the calendar, also in the night, when the day of study is still the last one. */
static void the_last_backup_is_said_by_the_calendar(void **state)
{
    (void)state;
    struct world w;
    begin(&w);
    assert_string_equal(learn(&w)->saved, "Saved.");
    make_file(&w, "learner-2026-11-28-233000.db");
    assert_string_equal(learn(&w)->saved, "Saved. Last backup on 28 November.");
    make_file(&w, "learner-2026-11-30-020500.db");
    assert_string_equal(learn(&w)->saved, "Saved. Last backup yesterday, 02:05.");
    make_file(&w, "learner-2026-12-01-081200.db");
    assert_string_equal(learn(&w)->saved, "Saved. Last backup today, 08:12.");
    now.utc_ms += INT64_C(14) * 60 * 60 * 1000; /* 1:00 at night */
    assert_int_equal(day_of(now), day_of(start));
    assert_string_equal(learn(&w)->saved, "Saved. Last backup yesterday, 08:12.");
    make_file(&w, "learner-2026-12-02-005900.db");
    assert_string_equal(learn(&w)->saved, "Saved. Last backup today, 00:59.");
    make_file(&w, "learner-2027-01-05-120000.db"); /* the clock was ahead once */
    assert_string_equal(learn(&w)->saved, "Saved. Last backup on 5 January.");
    end(&w);
}

int main(void)
{
    static const char *const folders[] = {DECKS};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_exam_is_ahead_until_its_day),
        cmocka_unit_test(of_several_exams_the_nearest_is_said),
        cmocka_unit_test(what_was_answered_is_drawn_until_it_fades),
        cmocka_unit_test(what_is_due_waits_from_its_day_on),
        cmocka_unit_test(a_deck_in_conflict_rests_for_a_week),
        cmocka_unit_test(only_the_first_answer_ever_is_new),
        cmocka_unit_test(a_drill_that_waits_says_for_how_long),
        cmocka_unit_test(the_last_backup_is_said_by_the_calendar),
    };
    shelf_load(&shelf, folders, 1, NULL, NULL);
    int status = cmocka_run_group_tests(tests, folder_make_top, folder_drop_top);
    shelf_clear(&shelf);
    return status;
}
