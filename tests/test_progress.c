/* Progress, from a learner.db to the words on the page: every number is the one that `demarc stats` and `demarc plan`
   print of the same file. And what Settings asks before a backup of it is brought back. */
#include "app_home.h"
#include "app_progress.h"
#include "app_settings.h"
#include "base/csv.h"
#include "base/mem.h"
#include "cmd/cmd.h"
#include "play/forecast.h"
#include "screens/progress_parts.h"
#include "srs/day.h"
#include "store/backup.h"
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

#include "steady.h"

enum { EXAM_IN = 12, COLUMNS = 13, MINUTES = 6 };
static struct err err;

struct moment options_now(const struct options *options)
{
    return options->start;
}

static struct options options_of(const char *folder)
{
    return (struct options){.data_folder = folder,
                            .deck_folders = {TEST_DATA "/learner", NULL},
                            .program = "test",
                            .minutes = MINUTES,
                            .days = 14,
                            .start = learner_now};
}

/* With an exam in twelve days. */
static char *a_life(int days)
{
    char *folder = steady_life(days);
    struct store *store = learner_open(folder, learner_now);
    const struct deck *deck = learner_deck();
    if (deck->n_exams)
        assert_true(store_goal_set(store, deck->exams[0], day_of(learner_now) + EXAM_IN, learner_now, &err));
    store_close(store);
    return folder;
}

/* -- the page -- */

struct page {
    struct options options;
    struct shelf shelf;
    struct app_shared shared;
    struct app_progress progress;
};

static struct page *open_page(const char *folder)
{
    struct page *page = xcalloc(1, sizeof *page);
    page->options = options_of(folder);
    shelf_load(&page->shelf, page->options.deck_folders, 2, NULL, NULL);
    page->shared = (struct app_shared){.options = &page->options, .shelf = &page->shelf};
    page->shared.store = learner_open(folder, learner_now);
    for (int s = 0; s < page->shelf.n; s++)
        assert_true(store_know(page->shared.store, page->shelf.decks[s], learner_now, &err));
    page->shared.prefs.minutes = MINUTES;
    app_progress_init(&page->progress, &page->shared);
    assert_int_equal(app_progress_open(&page->progress, learner_now), SCREEN_PROGRESS);
    assert_string_equal(page->progress.problem, "");
    return page;
}

static void close_page(struct page *page)
{
    app_progress_clear(&page->progress);
    store_close(page->shared.store);
    shelf_clear(&page->shelf);
    free(page);
}

static int width_of(void *fonts, struct font font, const char *text, int length)
{
    (void)fonts, (void)text;
    return length * font.px / 2;
}

/* One frame with that key; where a frame is a page of its own, the caller waits. */
static void frame(struct page *page, struct ui *ui, int key)
{
    struct ui_input in = {.width_px = 1280, .height_px = 800, .text_percent = 100, .x = -1, .y = -1, .still = true};
    in.moment = learner_now;
    in.moment.mono_ms = ui->in.moment.mono_ms + 2 * NEW_SCREEN_MS;
    in.key = key;
    for (int again = 0; again < 2; again++) {
        ui_begin(ui, in, again);
        app_progress_run(&page->progress, ui, SCREEN_PROGRESS);
        ui_end(ui);
    }
}

static bool is_shown(const struct ui *ui, const char *words)
{
    for (int i = 0; i < ui->draw.n; i++)
        if (ui->draw.commands[i].kind == DRAW_TEXT && strstr(draw_text_of(&ui->draw, &ui->draw.commands[i]), words))
            return true;
    return false;
}

/* -- the commands -- */

/* What it prints; the caller frees. */
static char *said(steady_command *run, const char *folder, bool csv, const char *deck)
{
    struct options options = options_of(folder);
    options.csv = csv;
    return steady_said(run, &options, deck);
}

/* -- tests -- */

static void rule_6_the_page_shows_the_numbers_of_stats(void **state)
{
    (void)state;
    char *folder = a_life(STEADY_DAYS), *text = said(cmd_stats, folder, true, "azure");
    struct page *page = open_page(folder);
    const struct progress_facts *facts = &page->progress.facts;
    struct csv csv = {.bytes = text, .size = strlen(text)};
    const char *f[COLUMNS];
    int n, item = -1, bin = 0, day = 0;
    assert_int_equal(csv_read(&csv, f, COLUMNS, &n), CSV_RECORD);
    while (csv_read(&csv, f, COLUMNS, &n) == CSV_RECORD) {
        if (strcmp(f[0], "deck") == 0) {
            assert_int_equal(facts->numbers.items, atoi(f[6]));
            assert_int_equal(facts->numbers.never, atoi(f[7]));
            assert_int_equal(facts->numbers.answers, atoi(f[8]));
            assert_near(facts->numbers.right, steady_number(f[12]));
        } else if (strcmp(f[0], "item") == 0) {
            while (!facts->items[++item].asked)
                ;
            assert_int_equal(facts->items[item].answers, atoi(f[8]));
            assert_int_equal(facts->items[item].logged - facts->items[item].wrong, atoi(f[9]));
            assert_near(facts->items[item].right, steady_number(f[12]));
        } else if (strcmp(f[0], "bin") == 0) {
            assert_int_equal(facts->calibration->bins[bin].n, atoi(f[8]));
            assert_int_equal(facts->calibration->bins[bin++].right, atoi(f[9]));
        } else if (strcmp(f[0], "day") == 0) {
            assert_int_equal(facts->days[day].first, atoi(f[8]));
            assert_int_equal(facts->days[day++].right, atoi(f[9]));
        }
    }
    assert_int_equal(bin, CALIBRATION_BINS);
    assert_int_equal(day, facts->n_days);
    assert_int_equal(facts->answers, STEADY_DAYS + 3 * STEADY);
    csv_clear(&csv);
    close_page(page);
    free(text);
    free(folder);
}

/* By hand: 20 wrong answers to the first item, "customer" each; three right ones to the next ten. */
static void rule_6_the_page_counts_what_was_answered(void **state)
{
    (void)state;
    char *folder = a_life(STEADY_DAYS);
    struct page *page = open_page(folder);
    const struct progress_facts *facts = &page->progress.facts;
    const struct deck *deck = facts->deck;
    int first = 0, right = 0, new = 0;
    while (!facts->items[first].asked)
        first++;
    for (int item = first + 1; item < deck_item_count(deck); item++) {
        right += facts->items[item].asked && facts->items[item].answers == 3 && !facts->items[item].wrong;
        new += facts->items[item].asked && !facts->items[item].met;
    }
    assert_int_equal(facts->items[first].answers, STEADY_DAYS);
    assert_int_equal(facts->items[first].wrong, STEADY_DAYS);
    assert_int_equal(right, STEADY);
    assert_int_equal(new, facts->numbers.items - 1 - STEADY);
    assert_int_equal(facts->answer_days, STEADY_DAYS);
    assert_int_equal(facts->n_mixed, 1);
    assert_int_equal(facts->n_past, STEADY_DAYS + 1);
    /* on the first morning nothing was met: one of three zones is luck */
    assert_near(facts->past[0].right, 1 / 3.);
    assert_near(facts->past[facts->n_past - 1].right, facts->numbers.right);

    struct ui ui;
    char words[200];
    ui_init(&ui, &theme_light, (struct ui_measure){width_of, NULL});
    frame(page, &ui, KEY_NONE); /* the weakest is read, then what was said of it */
    frame(page, &ui, KEY_NONE);
    assert_int_equal(page->progress.view.item, first);
    snprintf(words, sizeof words, "%d answers, %d wrong, each time %s.", STEADY_DAYS, STEADY_DAYS, deck->zones[0].name);
    assert_true(is_shown(&ui, words));
    ui_clear(&ui);
    close_page(page);
    free(folder);
}

/* demarc plan says "Asked 10 of these on 15 February: 9 right with 6 minutes a day (8 to 10 is likely), 7 without ...":
   of a folder with one deck these are the numbers of the line's end. */
static void rule_6_the_line_ends_where_plan_says(void **state)
{
    (void)state;
    char *folder = a_life(STEADY_DAYS), *text = said(cmd_plan, folder, false, NULL), words[300], date[60];
    struct page *page = open_page(folder);
    const struct progress_facts *facts = &page->progress.facts;
    assert_int_equal(page->shelf.n, 1);
    assert_int_equal(facts->end_day, day_of(learner_now) + (facts->exam ? EXAM_IN : PLAN_HORIZON_DAYS));
    struct forecast_ten with = forecast_of_ten(facts->with[facts->n_ahead - 1].right);
    struct forecast_ten without = forecast_of_ten(facts->without[facts->n_ahead - 1].right);
    assert_int_equal(facts->with[facts->n_ahead - 1].day, facts->end_day);
    progress_day(facts->end_day, date, sizeof date);
    snprintf(
        words, sizeof words,
        "Asked 10 of these on %s: %d right with %d minutes a day (%d to %d is likely), %d without practice (%d to %d).",
        date, with.right, MINUTES, with.least, with.most, without.right, without.least, without.most);
    if (!strstr(text, words))
        fail_msg("'%s' is not in:\n%s", words, text);
    assert_true(with.right > without.right);
    assert_near(facts->with[0].right, facts->past[facts->n_past - 1].right); /* all lines meet today */
    close_page(page);
    free(text);
    free(folder);
}

/* Home's card is the same question as the line of `demarc plan`: the same decks on the same day. */
static void rule_6_home_says_what_plan_says(void **state)
{
    (void)state;
    char *folder = a_life(STEADY_DAYS), *text = said(cmd_plan, folder, false, NULL), with[80], without[80];
    struct page *page = open_page(folder);
    struct app_home home = {0};
    app_home_init(&home, &page->shared);
    assert_true(app_home_learn(&home, learner_now, &err));
    while (app_home_look(&home))
        ;
    const struct home_forecast *f = &home.facts.forecast;
    assert_int_equal(f->state, HOME_FORECAST_KNOWN);
    assert_int_equal(f->day, page->progress.facts.end_day);
    snprintf(with, sizeof with, ": %d right with %d minutes a day (", f->with, MINUTES);
    snprintf(without, sizeof without, ", %d without practice (", f->without);
    if (!strstr(text, with) || !strstr(text, without))
        fail_msg("'%s' or '%s' is not in:\n%s", with, without, text);
    app_home_clear(&home);
    close_page(page);
    free(text);
    free(folder);
}

/* What was answered today is all right today, and yet what was wrong stands first. */
static void rule_6_what_was_wrong_today_comes_before_what_was_right(void **state)
{
    (void)state;
    static const char last[] = "SELECT max(id) FROM item WHERE place IS NOT NULL AND id < ?1";
    char *folder = a_life(0);
    struct store *store = learner_open(folder, learner_now);
    int64_t wrong = NUMBER(store, "SELECT max(id) FROM item WHERE place IS NOT NULL AND ?1", INT(1));
    store_begin_write(store, true);
    int64_t right = NUMBER(store, last, INT(wrong));
    learner_answers(store, right, day_of(learner_now), 1, true);
    learner_answers(store, NUMBER(store, last, INT(right)), day_of(learner_now), 2, true);
    learner_answers(store, wrong, day_of(learner_now), 3, false);
    assert_true(store_commit(store, &err));
    assert_true(store_rebuild(store, &err));
    store_close(store);
    struct page *page = open_page(folder);
    const struct progress_facts *facts = &page->progress.facts;
    assert_int_equal(facts->n_weak, 3);
    assert_near(facts->weak[0].right, facts->weak[2].right);
    assert_true(facts->weak[0].item > facts->weak[1].item);
    assert_true(facts->weak[1].item < facts->weak[2].item); /* of the same, the deck's order */
    close_page(page);
    free(folder);
}

/* Twenty wrong answers come before thirty right ones; what was never asked is counted apart. */
static void rule_6_what_is_known_least_comes_first(void **state)
{
    (void)state;
    char *folder = a_life(STEADY_DAYS);
    struct page *page = open_page(folder);
    const struct progress_facts *facts = &page->progress.facts;
    int first = 0;
    while (!facts->items[first].asked)
        first++;
    assert_int_equal(facts->n_weak, 1 + STEADY);
    assert_int_equal(facts->weak_met, 1 + STEADY);
    assert_int_equal(facts->weak_never, facts->numbers.items - 1 - STEADY);
    assert_ptr_equal(facts->weak[0].deck, facts->deck);
    assert_int_equal(facts->weak[0].item, first);
    assert_int_equal(facts->weak[0].answers, STEADY_DAYS);
    for (int i = 0; i < facts->n_weak; i++) {
        assert_near(facts->weak[i].right, facts->items[facts->weak[i].item].right);
        assert_true(!i || facts->weak[i].tomorrow >= facts->weak[i - 1].tomorrow);
        assert_true(facts->items[facts->weak[i].item].met);
    }
    struct ui ui;
    ui_init(&ui, &theme_light, (struct ui_measure){width_of, NULL});
    frame(page, &ui, KEY_NONE);
    frame(page, &ui, 'k');
    frame(page, &ui, KEY_NONE);
    assert_true(is_shown(&ui, "What you know least today"));
    frame(page, &ui, KEY_DOWN);
    assert_ptr_equal(app_progress_reads(&page->progress), &facts->weak[1]);
    frame(page, &ui, KEY_ESCAPE);
    assert_false(is_shown(&ui, "What you know least today"));
    ui_clear(&ui);
    close_page(page);
    free(folder);
}

static void c_writes_what_stats_writes_and_overwrites_nothing(void **state)
{
    (void)state;
    char *folder = a_life(STEADY_DAYS), *text = said(cmd_stats, folder, true, "azure"),
         *all = said(cmd_stats, folder, true, NULL);
    struct page *page = open_page(folder);
    struct ui ui;
    size_t size;
    ui_init(&ui, &theme_light, (struct ui_measure){width_of, NULL});
    frame(page, &ui, KEY_NONE);
    static const char *const names[] = {"progress-azure-2025-02-03.csv", "progress-azure-2025-02-03-2.csv",
                                        "progress-azure-2025-02-03-3.csv", "progress-2025-02-03.csv"};
    for (int i = 0; i < 4; i++) {
        char *path = learner_path(folder, names[i]);
        assert_false(file_exists(path));
        if (i == 1) { /* somebody else's */
            learner_put(path, "mine", 4);
        } else {
            if (i == 3)
                frame(page, &ui, 'd');
            frame(page, &ui, 'c');
            if (!is_shown(&ui, path))
                fail_msg("%s is not told: %s", path, page->progress.said);
        }
        char *written = file_read(path, 1 << 20, &size, &err);
        assert_non_null(written);
        assert_string_equal(written, i == 1 ? "mine" : i == 3 ? all : text);
        free(written);
        free(path);
    }
    ui_clear(&ui);
    close_page(page);
    free(all);
    free(text);
    free(folder);
}

static void little_is_no_line(void **state)
{
    (void)state;
    for (int days = 0; days < 2; days++) {
        char *folder = a_life(days);
        struct page *page = open_page(folder);
        struct ui ui;
        ui_init(&ui, &theme_light, (struct ui_measure){width_of, NULL});
        frame(page, &ui, KEY_NONE);
        assert_true(is_shown(&ui, "No line yet"));
        assert_true(is_shown(&ui, days ? "So far: 1" : "Nothing of this deck"));
        assert_int_equal(page->progress.facts.n_ahead, 0);
        ui_clear(&ui);
        close_page(page);
        free(folder);
    }
}

/* Nothing is read for a frame; another day, or another file, is read. */
static void it_is_read_once(void **state)
{
    (void)state;
    char *folder = a_life(STEADY_DAYS), *other = a_life(0);
    struct page *page = open_page(folder);
    struct ui ui;
    ui_init(&ui, &theme_light, (struct ui_measure){width_of, NULL});
    frame(page, &ui, KEY_NONE);
    const struct progress_item *items = page->progress.facts.items;
    const struct numbers_day *days = page->progress.facts.days;
    for (int i = 0; i < 5; i++)
        frame(page, &ui, KEY_DOWN);
    assert_ptr_equal(page->progress.facts.items, items);
    assert_ptr_equal(page->progress.facts.days, days);
    struct store *old = page->shared.store;
    page->shared.store = learner_open(other, learner_now);
    frame(page, &ui, KEY_NONE);
    assert_int_equal(page->progress.facts.answers, 0);
    store_close(old);
    frame(page, &ui, KEY_ESCAPE);
    assert_null(page->progress.facts.items); /* nothing is kept behind the page */
    ui_clear(&ui);
    close_page(page);
    free(other);
    free(folder);
}

/* -- backups in Settings, which read and bring back the same file -- */

static void settings_key(struct app_settings *story, struct ui *ui, int key)
{
    struct ui_input in = {.width_px = 1280, .height_px = 800, .text_percent = 100, .x = -1, .y = -1, .still = true};
    in.moment = learner_now;
    in.moment.mono_ms = ui->in.moment.mono_ms + 2 * NEW_SCREEN_MS;
    in.key = key;
    for (int again = 0; again < 2; again++) {
        ui_begin(ui, in, again);
        app_settings_run(story, ui, SCREEN_SETTINGS);
        ui_end(ui);
    }
}

static void a_backup_waits_for_what_is_unsaved_and_asks(void **state)
{
    (void)state;
    char *folder = a_life(STEADY_DAYS), told[300];
    struct page *page = open_page(folder);
    struct app_settings story = {0};
    struct ui ui;
    ui_init(&ui, &theme_light, (struct ui_measure){width_of, NULL});
    assert_true(backup_make(page->shared.store, learner_now, &err));
    app_settings_init(&story, &page->shared);
    app_settings_open(&story, learner_now);
    settings_key(&story, &ui, KEY_NONE);
    settings_key(&story, &ui, 'r');
    settings_key(&story, &ui, KEY_NONE);
    assert_true(app_settings_look(&story));
    assert_false(app_settings_look(&story)); /* all of the one are known */
    assert_int_equal(story.backups[0].problems, 0);
    assert_int_equal(story.backups[0].answers, STEADY_DAYS + 3 * STEADY);
    settings_key(&story, &ui, KEY_ENTER);
    assert_non_null(strstr(story.said, "not saved yet"));
    assert_null(story.facts.asks);
    page->shared.settled = true;
    settings_key(&story, &ui, KEY_ENTER);
    assert_non_null(story.facts.asks);
    assert_int_equal(story.asks.lost, 0);
    assert_true(story.asks.is_there && story.asks.reads && !story.asks.damaged);
    settings_key(&story, &ui, KEY_ESCAPE);
    assert_null(story.facts.asks);
    assert_false(story.bring_back);
    settings_key(&story, &ui, KEY_ENTER);
    settings_key(&story, &ui, KEY_ENTER);
    assert_true(story.bring_back);
    assert_false(story.along);
    app_settings_bring_back(&story, learner_now, told, sizeof told); /* the file is open still */
    assert_non_null(strstr(told, "Nothing was brought back"));
    assert_null(story.facts.asks);
    app_settings_clear(&story);
    ui_clear(&ui);
    close_page(page);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule_6_the_page_shows_the_numbers_of_stats),
        cmocka_unit_test(rule_6_the_page_counts_what_was_answered),
        cmocka_unit_test(rule_6_the_line_ends_where_plan_says),
        cmocka_unit_test(rule_6_home_says_what_plan_says),
        cmocka_unit_test(rule_6_what_was_wrong_today_comes_before_what_was_right),
        cmocka_unit_test(rule_6_what_is_known_least_comes_first),
        cmocka_unit_test(c_writes_what_stats_writes_and_overwrites_nothing),
        cmocka_unit_test(little_is_no_line),
        cmocka_unit_test(it_is_read_once),
        cmocka_unit_test(a_backup_waits_for_what_is_unsaved_and_asks),
    };
    return cmocka_run_group_tests(tests, folder_make_top, learner_drop_top);
}
