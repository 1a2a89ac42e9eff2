/* prefs: what each setting takes and does, what goes before it, and what becomes of one that cannot be saved. */
#include "prefs.h"

#include "base/mem.h"
#include "play/session.h"
#include "store/store_db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "reading.h"

static const unsigned char program[16] = "prefs";
static const int64_t hour_ms = 3600000;
static struct err err;

/* 2026-12-01 at this hour and minute, an hour ahead of UTC. */
static struct moment at(int hour, int minute)
{
    return (struct moment){
        .mono_ms = 1000, .utc_ms = INT64_C(1796079600000) + hour * hour_ms + minute * 60000, .offset_min = 60};
}

static struct store *opened(const char *folder)
{
    struct store *store = store_open(folder, program, at(10, 0), &err);
    if (!store)
        fail_msg("%s", err.text);
    return store;
}

/* options_now is of main.c. */
static struct moment clock_now;
struct moment options_now(const struct options *options)
{
    (void)options;
    return clock_now;
}

static void each_setting_takes_what_it_says(void **state)
{
    (void)state;
    static const struct {
        const char *name, *value, *clean; /* NULL: refused */
    } cases[] = {
        {"minutes", "1", "1"},
        {"minutes", "240", "240"},
        {"minutes", "0", NULL},
        {"minutes", "241", NULL},
        {"minutes", "", NULL},
        {"minutes", "5x", NULL},
        {"text_size", "100", "100"},
        {"text_size", "200", "200"},
        {"text_size", "90", NULL},
        {"text_size", "210", NULL},
        {"text_size", "125", NULL},
        {"theme", "light", "light"},
        {"theme", "dark", "dark"},
        {"theme", "contrast", "contrast"},
        {"theme", "Dark", NULL},
        {"theme", "", NULL},
        {"motion", "reduced", "reduced"},
        {"motion", "off", NULL},
        {"day_start", "0", "0"},
        {"day_start", "012", "12"},
        {"day_start", "13", NULL},
        {"day_start", "-1", NULL},
        {"sounds", "on", "on"},
        {"sounds", "off", "off"},
        {"sounds", "yes", NULL},
        {"language", "nl", "nl"},
        {"language", "pt-BR", "pt-br"},
        {"language", "n", NULL},
        {"language", "nl_NL", NULL},
        {"language", "nl-", NULL},
        {"language", "-nl", NULL},
        {"language", "auto", NULL},
        {"language", "n/l", NULL},
        {"exam.az-900", "2026-12-03", "2026-12-03"},
        {"exam.az-900", "2026-13-03", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char clean[SETTING_MAX] = "";
        const char *id;
        const struct setting *setting = setting_find(cases[i].name, &id);
        assert_non_null(setting);
        bool fine = setting_check(setting, cases[i].value, clean, &err);
        if (fine != (cases[i].clean != NULL) || (fine && strcmp(clean, cases[i].clean) != 0))
            fail_msg("%s '%s': %d '%s'", cases[i].name, cases[i].value, fine, clean);
    }
    char longest[SETTING_MAX * 2], clean[SETTING_MAX];
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    longest[2] = '-';
    for (int i = 0; i < n_settings; i++)
        assert_false(settings[i].read(longest, clean));
}

/* What the table says counts where nothing is set is what the program does then. */
static void what_is_not_set_is_as_the_table_says(void **state)
{
    (void)state;
    struct store *store = opened(NULL);
    struct options options = {0};
    struct prefs unset = {0}, set = {0};
    prefs_read(&unset, &options, store);
    for (int i = 0; i < n_settings; i++) {
        char clean[SETTING_MAX];
        if (strstr(settings[i].name, ".ID") || setting_is_unset(&settings[i], settings[i].fallback))
            continue;
        assert_true(setting_check(&settings[i], settings[i].fallback, clean, &err));
        assert_true(prefs_set(&set, store, settings[i].name, clean, at(10, 0), &err));
    }
    prefs_read(&set, &options, store);
    assert_memory_equal(&set, &unset, sizeof set);
    assert_ptr_equal(unset.theme, &theme_light);
    assert_int_equal(unset.text_percent, 100);
    assert_false(unset.sounds);
    store_close(store);
}

static void what_is_set_counts_and_the_command_line_goes_before(void **state)
{
    (void)state;
    struct store *store = opened(NULL);
    static const char *const sets[][2] = {{"minutes", "7"},  {"ratings", "4"},      {"text_size", "150"},
                                          {"theme", "dark"}, {"motion", "reduced"}, {"sounds", "on"},
                                          {"day_start", "6"}};
    struct options options = {0};
    struct prefs prefs = {.display_percent = 130};
    prefs_read(&prefs, &options, store);
    assert_int_equal(prefs.text_percent, 130); /* the display's, as nothing else says */
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        assert_true(prefs_set(&prefs, store, sets[i][0], sets[i][1], at(10, 0), &err));
    prefs_read(&prefs, &options, store);
    assert_int_equal(prefs.minutes, 7);
    assert_true(prefs.four_ratings);
    assert_int_equal(prefs.text_percent, 150);
    assert_ptr_equal(prefs.theme, &theme_dark);
    assert_true(prefs.still);
    assert_true(prefs.sounds);
    clock_now = at(5, 0);
    clock_now.utc_ms += 24 * hour_ms;
    assert_int_equal(prefs_now(&prefs, &options).day_shift_h, 2);
    options = (struct options){.minutes = 20, .text_percent = 110, .theme = "contrast"};
    prefs_read(&prefs, &options, store);
    assert_int_equal(prefs.minutes, 20);
    assert_int_equal(prefs.text_percent, 110);
    assert_ptr_equal(prefs.theme, &theme_contrast);
    store_close(store);
}

/* A damaged or a newer file may say anything. */
static void nonsense_in_the_file_does_no_harm(void **state)
{
    (void)state;
    static const char *const nonsense[] = {"", "-5", "999999999999999999999", "purple", "4 until", "99 until 9e9"};
    struct options options = {0};
    for (size_t i = 0; i < sizeof nonsense / sizeof *nonsense; i++) {
        struct store *store = opened(NULL);
        struct prefs prefs = {0};
        for (int k = 0; k < n_settings; k++)
            if (!strstr(settings[k].name, ".ID"))
                assert_true(store_setting_set(store, settings[k].name, nonsense[i], at(10, 0), &err));
        assert_true(store_setting_set(store, SETTING_DAY_BEFORE, nonsense[i], at(10, 0), &err));
        prefs_read(&prefs, &options, store);
        assert_int_equal(prefs.minutes, SETTING_MINUTES);
        assert_in_range(prefs.text_percent, SETTING_TEXT_LEAST, SETTING_TEXT_MOST);
        assert_ptr_equal(prefs.theme, &theme_light);
        assert_int_equal(prefs.day_start.shift_h, 0);
        assert_int_equal(store_moment(store, at(10, 0)).day_shift_h, 0);
        store_close(store);
    }
}

/* -- when days begin -- */

static struct deck *deck;

static void answer_one(struct store *store, struct moment now)
{
    struct task task = {.kind = TASK_BOARD, .model = 1, .n_items = 1, .items = {deck_item_of_cell(deck, 0, 1)}};
    const struct deck *const decks[] = {deck};
    static const bool none[1000];
    const bool *const hidden[] = {none};
    assert_in_range(deck_item_count(deck), 1, 1000);
    struct session *session = session_new(decks, 1, &task, 1, hidden, 1);
    assert_true(store_begin(store, session, 1, "drill azure", now, &err));
    const struct move moves[] = {{MOVE_PLACE, 0, deck->layers[0].cells[1].answer}, {MOVE_CHECK, 0, 0}};
    for (int i = 0; i < 2; i++) {
        assert_true(session_apply(session, moves[i], now));
        if (store_save(store, session, &session->change, 1, &err) != STORE_SAVED)
            fail_msg("%s", err.text);
    }
    assert_true(store_leave(store, now, &err));
    session_free(session);
}

static struct grade_memory memory_of(struct store *store, int today)
{
    struct store_item *items = xcalloc((size_t)deck_item_count(deck), sizeof *items);
    assert_true(store_items(store, deck, today, items, &err));
    struct grade_memory memory = items[deck_item_of_cell(deck, 0, 1)].memory;
    free(items);
    return memory;
}

/* In the middle of a day, in each direction, with an answer before and one behind: both are of one day, and the second
   is no first answer. */
static void a_day_changed_in_its_middle_has_one_first_answer(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
        int hour;
    } cases[] = {{"4", "6", 5}, {"4", "2", 3}, {"0", "12", 11}, {"12", "0", 1}, {"4", "6", 10}, {"6", "4", 5}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct store *store = opened(NULL);
        struct prefs prefs = {0};
        struct options options = {0};
        struct moment before = at(10, 0);
        before.utc_ms -= 72 * hour_ms;
        assert_true(prefs_set(&prefs, store, "day_start", cases[i].from, before, &err));
        assert_true(store_know(store, deck, before, &err));
        prefs_read(&prefs, &options, store);
        clock_now = at(cases[i].hour, 0);
        struct moment first = prefs_now(&prefs, &options);
        answer_one(store, first);
        clock_now = at(cases[i].hour, 10);
        assert_true(prefs_set(&prefs, store, "day_start", cases[i].to, prefs_now(&prefs, &options), &err));
        prefs_read(&prefs, &options, store);
        clock_now = at(cases[i].hour, 20);
        struct moment second = prefs_now(&prefs, &options);
        assert_int_equal(day_of(second), day_of(first));
        assert_int_equal(store_moment(store, clock_now).day_shift_h, second.day_shift_h);
        answer_one(store, second);
        struct grade_memory memory = memory_of(store, day_of(second));
        assert_int_equal(memory.answers, 1);
        assert_int_equal(memory.first_day, day_of(first));
        assert_int_equal(memory.last_day, day_of(first));
        store_close(store);
    }
}

/* -- what cannot be saved -- */

static void what_cannot_be_saved_counts_and_is_saved_later(void **state)
{
    (void)state;
    enum { MANY = 100 };
    char folder[] = "demarc-prefs-XXXXXX", value[SETTING_MAX], name[PREFS_NAME_MAX];
    assert_non_null(mkdtemp(folder));
    struct store *store = opened(folder);
    sqlite3_busy_timeout(store->db, 10);
    char *path = xprintf("%s/learner.db", folder);
    sqlite3 *stranger;
    struct prefs prefs = {0};
    struct options options = {0};
    struct moment now = at(5, 0);
    assert_int_equal(sqlite3_open(path, &stranger), SQLITE_OK);
    assert_int_equal(sqlite3_exec(stranger, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_false(prefs_set(&prefs, store, "theme", "dark", now, &err));
    assert_false(prefs_set(&prefs, store, "theme", "contrast", now, &err));
    assert_false(prefs_set(&prefs, store, "minutes", "33", now, &err));
    assert_false(prefs_set(&prefs, store, "minutes", NULL, now, &err));
    assert_false(prefs_set(&prefs, store, "day_start", "6", now, &err));
    assert_false(prefs_set(&prefs, store, "exam.az-900", "2026-12-24", now, &err));
    assert_int_equal(prefs.n_unsaved, 4);
    for (int i = 0; i < MANY; i++) {
        snprintf(name, sizeof name, "plan.deck-%d", i);
        prefs_keep(&prefs, name, "off", now);
    }
    prefs_read(&prefs, &options, store);
    assert_ptr_equal(prefs.theme, &theme_contrast);
    assert_int_equal(prefs.minutes, SETTING_MINUTES);
    clock_now = now;
    assert_int_equal(prefs_now(&prefs, &options).day_shift_h, 0); /* this day goes on */
    clock_now.utc_ms += 24 * hour_ms;
    assert_int_equal(prefs_now(&prefs, &options).day_shift_h, 2);
    assert_true(prefs_get(&prefs, store, "exam.az-900", value));
    assert_string_equal(value, "2026-12-24");
    assert_false(prefs_save(&prefs, store, now, &err));
    sqlite3_close(stranger);
    assert_true(prefs_save(&prefs, store, now, &err));
    assert_int_equal(prefs.n_unsaved, 0);
    for (int i = 0; i < MANY; i++) {
        snprintf(name, sizeof name, "plan.deck-%d", i);
        assert_true(store_setting_get(store, name, value));
    }
    assert_true(prefs_get(&prefs, store, "theme", value));
    assert_string_equal(value, "contrast");
    assert_false(prefs_get(&prefs, store, "minutes", value));
    assert_true(prefs_get(&prefs, store, "exam.az-900", value));
    assert_true(prefs_set(&prefs, store, "exam.az-900", NULL, now, &err));
    assert_false(prefs_get(&prefs, store, "exam.az-900", value));
    prefs_clear(&prefs);
    store_close(store);

    /* what a window needs before all else */
    store = opened(folder);
    assert_true(prefs_put(store, "language", "nl", now, &err));
    assert_true(prefs_put_size(store, 1000, 700, now, &err));
    store_close(store);
    options = (struct options){.data_folder = folder, .language = "de", .width_px = 1280, .height_px = 800};
    prefs_early(&options);
    assert_string_equal(options.language, "nl");
    assert_int_equal(options.width_px, 1000);
    assert_int_equal(options.height_px, 700);
    options = (struct options){.data_folder = folder,
                               .language = "de",
                               .language_said = true,
                               .width_px = 1280,
                               .height_px = 800,
                               .size_said = true};
    prefs_early(&options);
    assert_string_equal(options.language, "de");
    assert_int_equal(options.width_px, 1280);
    static const char *const sizes[] = {"", "10x10", "x", "800x599", "99999x99999", "900x700x", "900"};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        store = opened(folder);
        assert_true(store_setting_set(store, "window.size", sizes[i], now, &err));
        store_close(store);
        options = (struct options){.data_folder = folder, .width_px = 1280, .height_px = 800};
        prefs_early(&options);
        assert_int_equal(options.width_px, 1280);
        assert_int_equal(options.height_px, 800);
    }
    for (int most = 0; most < 2; most++) { /* the least and the most are sizes */
        store = opened(folder);
        assert_true(store_setting_set(store, "window.size", most ? "8192x8192" : "800x600", now, &err));
        store_close(store);
        options = (struct options){.data_folder = folder, .width_px = 1280, .height_px = 800};
        prefs_early(&options);
        assert_int_equal(options.width_px, most ? 8192 : 800);
        assert_int_equal(options.height_px, most ? 8192 : 600);
    }
    unlink(path);
    options = (struct options){.data_folder = folder, .language = "de"};
    prefs_early(&options); /* nothing is there, and nothing is made */
    assert_string_equal(options.language, "de");
    assert_int_not_equal(access(path, F_OK), 0);
    free(path);
    assert_int_equal(rmdir(folder), 0);
}

static int read_deck(void **state)
{
    (void)state;
    size_t size;
    char *bytes = slurp(DECKS "/azure.yaml", &size);
    deck = read_bytes(bytes, size);
    free(bytes);
    return !deck;
}

static int drop_deck(void **state)
{
    (void)state;
    deck_free(deck);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_setting_takes_what_it_says),
        cmocka_unit_test(what_is_not_set_is_as_the_table_says),
        cmocka_unit_test(what_is_set_counts_and_the_command_line_goes_before),
        cmocka_unit_test(nonsense_in_the_file_does_no_harm),
        cmocka_unit_test(a_day_changed_in_its_middle_has_one_first_answer),
        cmocka_unit_test(what_cannot_be_saved_counts_and_is_saved_later),
    };
    return cmocka_run_group_tests(tests, read_deck, drop_deck);
}
