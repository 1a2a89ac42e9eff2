/* How long saving waits, and that what is set and said while a store in memory has the place of the file is told to the
 * file. */
#include "saving.h"

#include "app_exam.h"
#include "app_round.h"
#include "app_shared.h"
#include "base/mem.h"
#include "folder.h"
#include "srs/day.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct moment now = {.mono_ms = 1000000, .utc_ms = INT64_C(1796119200000), .offset_min = 60};
static struct shelf shelf;

struct moment options_now(const struct options *options)
{
    (void)options;
    return now;
}

struct world {
    struct options options;
    struct app_shared shared;
    struct drill drill;
    struct app_exam exam;
    struct app_round round;
    struct saving saving;
    char *folder;
};

static void begin(struct world *w)
{
    struct err err;
    *w = (struct world){.folder = folder_new()};
    w->options = (struct options){.data_folder = w->folder, .program = {1}};
    w->shared = (struct app_shared){.options = &w->options, .shelf = &shelf};
    w->saving = (struct saving){.shared = &w->shared, .drill = &w->drill, .exam = &w->exam, .round = &w->round};
    assert_true(saving_open(&w->saving, now, &err));
    assert_false(w->shared.in_memory);
    saving_stories(&w->saving);
}

static void end(struct world *w)
{
    app_exam_clear(&w->exam);
    app_round_clear(&w->round);
    kept_clear(&w->shared.kept);
    prefs_clear(&w->shared.prefs);
    saving_clear(&w->saving);
    store_close(w->shared.store);
    free(w->folder);
}

/* A clock that runs is not late, and what waits is tried again in any case. */
static void it_waits_for_what_comes_first(void **state)
{
    (void)state;
    static const struct {
        bool unsaved, in_memory, folder;
        int clock_ms, wait_ms;
    } rows[] = {
        {false, false, true, 0, -1},
        {false, false, true, 700, 700},
        {true, false, true, 0, SAVE_AGAIN_MS},
        {true, false, true, 700, 700},
        {true, false, true, SAVE_AGAIN_MS + 1, SAVE_AGAIN_MS},
        {false, true, true, 0, SAVE_AGAIN_MS},
        {false, true, true, SAVE_AGAIN_MS - 1, SAVE_AGAIN_MS - 1},
        {false, true, false, 0, -1}, /* there is nothing to open */
        {false, true, false, 700, 700},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct options options = {.data_folder = rows[i].folder ? "somewhere" : NULL};
        struct app_shared shared = {.options = &options, .in_memory = rows[i].in_memory};
        struct saving saving = {.shared = &shared};
        int wait_ms = saving_wait_ms(&saving, rows[i].unsaved, rows[i].clock_ms);
        if (wait_ms != rows[i].wait_ms)
            fail_msg("row %d: %d, expected %d", (int)i, wait_ms, rows[i].wait_ms);
    }
}

static void what_is_said_meanwhile_is_told_to_the_file(void **state)
{
    (void)state;
    struct world w;
    struct err err;
    char value[SETTING_MAX];
    const struct deck *deck = shelf_find(&shelf, "azure");
    bool *rests = xcalloc((size_t)deck_item_count(deck), sizeof *rests);
    int item = 0;
    while (!deck_item_asks(deck, item))
        item++;
    begin(&w);
    assert_true(app_shared_set(&w.shared, "theme", "dark", now, &err));
    assert_true(saving_into_memory(&w.saving, now, &err));
    assert_true(w.shared.in_memory);
    assert_true(app_shared_set(&w.shared, "minutes", "25", now, &err));
    assert_true(app_shared_rest(&w.shared, deck, item, true, now, &err));
    assert_true(saving_leave_memory(&w.saving, now));
    assert_false(w.shared.in_memory);
    assert_string_equal(w.saving.not_saved, "");
    assert_true(store_setting_get(w.shared.store, "theme", value));
    assert_string_equal(value, "dark");
    assert_true(store_setting_get(w.shared.store, "minutes", value));
    assert_string_equal(value, "25");
    assert_int_equal(w.shared.prefs.minutes, 25);
    assert_true(store_resting(w.shared.store, deck, rests, &err));
    assert_true(rests[item]);
    assert_ptr_equal(w.exam.store, w.shared.store);
    assert_ptr_equal(w.round.store, w.shared.store);
    assert_false(saving_leave_memory(&w.saving, now));
    free(rests);
    end(&w);
}

/* Where the file cannot be opened again it goes on in memory, and says why. */
static void a_file_that_does_not_open_is_told(void **state)
{
    (void)state;
    struct world w;
    struct err err;
    begin(&w);
    assert_true(saving_into_memory(&w.saving, now, &err));
    w.options.data_folder = "/dev/null/nowhere";
    assert_false(saving_leave_memory(&w.saving, now));
    assert_true(w.shared.in_memory);
    assert_non_null(strstr(w.saving.not_saved, "Nothing is being saved: "));
    assert_non_null(strstr(w.saving.not_saved, "/dev/null"));
    w.options.data_folder = w.folder;
    assert_true(saving_leave_memory(&w.saving, now));
    assert_string_equal(w.saving.not_saved, "");
    end(&w);
}

/* The deck was read anew meanwhile, and has become shorter. */
static void words_about_items_that_are_gone_are_dropped(void **state)
{
    (void)state;
    struct world w;
    struct err err;
    const struct deck *deck = shelf_find(&shelf, "azure");
    int gone = deck_item_count(deck);
    begin(&w);
    kept_rest(&w.shared.kept, deck, gone, true, now);
    kept_see(&w.shared.kept, deck, &gone, 1, day_of(now));
    assert_false(kept_any(&w.shared.kept)); /* they are no answers */
    assert_true(kept_move(&w.shared.kept, &w.drill, &shelf, w.shared.store, now, &err));
    assert_int_equal(w.shared.kept.n, 0);
    end(&w);
}

int main(void)
{
    static const char *const folders[] = {DECKS};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_waits_for_what_comes_first),
        cmocka_unit_test(what_is_said_meanwhile_is_told_to_the_file),
        cmocka_unit_test(a_file_that_does_not_open_is_told),
        cmocka_unit_test(words_about_items_that_are_gone_are_dropped),
    };
    shelf_load(&shelf, folders, 1, NULL, NULL);
    int status = cmocka_run_group_tests(tests, folder_make_top, folder_drop_top);
    shelf_clear(&shelf);
    return status;
}
