/* What Explore shows counts as seen today, no more and no less, and is noted before it is shown; what is done on the
   side page is on disk, and the screen under it is as it was. */
#include "app_aside.h"
#include "app_explore.h"
#include "app_home.h"
#include "app_settings.h"
#include "base/mem.h"
#include "drill.h"
#include "srs/day.h"
#include "store/file.h"
#include "store/report.h"
#include "widths.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static struct shelf shelf;
static const struct moment start = {
    .mono_ms = 1000000, .utc_ms = INT64_C(1796119200000), .offset_min = 60}; /* 1 December 2026, 11:00 in Amsterdam */
static char folder[] = "/tmp/demarc-seen-XXXXXX";

/* For what reads the clock itself: nothing here does. */
struct moment options_now(const struct options *options)
{
    (void)options;
    return start;
}

/* The parts of app.c's story that are looked at here. */
struct world {
    struct options options;
    struct app_shared shared;
    struct app_explore explore;
    struct app_aside aside;
    struct ui ui;
    struct ui_input in;
    enum screen screen;
};

static struct store *open_store(const struct moment now)
{
    struct err err;
    const unsigned char program[16] = {1};
    struct store *store = store_open(NULL, program, now, &err);
    assert_non_null(store);
    for (int d = 0; d < shelf.n; d++)
        assert_true(store_know(store, shelf.decks[d], now, &err));
    return store;
}

static const struct deck *deck_of(const char *id)
{
    const struct deck *deck = shelf_find(&shelf, id);
    assert_non_null(deck);
    return deck;
}

static void begin(struct world *w)
{
    *w = (struct world){
        .in = {.width_px = 1280, .height_px = 800, .text_percent = 100, .x = -1, .y = -1, .still = true}};
    w->in.moment = start;
    w->options.data_folder = folder;
    w->shared.options = &w->options;
    w->shared.shelf = &shelf;
    w->shared.store = open_store(start);
    ui_init(&w->ui, &theme_light, fixed_widths);
    app_explore_init(&w->explore, &w->shared);
    app_aside_init(&w->aside, &w->shared);
}

static void end(struct world *w)
{
    app_aside_clear(&w->aside);
    app_explore_clear(&w->explore);
    store_close(w->shared.store);
    ui_clear(&w->ui);
}

static void run(struct world *w, bool again)
{
    ui_begin(&w->ui, w->in, again);
    if (w->shared.changed)
        w->explore.known = false;
    w->shared.changed = false;
    if (w->aside.open)
        app_aside_run(&w->aside, &w->ui);
    else
        w->screen = app_explore_run(&w->explore, &w->ui, w->screen);
    app_aside_take(&w->aside, &w->ui);
    ui_end(&w->ui);
}

static void frame(struct world *w)
{
    w->in.moment.mono_ms += NEW_SCREEN_MS;
    run(w, false);
    run(w, true);
    w->in.key = KEY_NONE;
    w->in.typed = 0;
    w->in.ctrl = false;
}

static void key(struct world *w, int pressed)
{
    w->in.key = pressed;
    frame(w);
}

static void type(struct world *w, uint32_t point)
{
    w->in.typed = point;
    frame(w);
}

static void open_deck(struct world *w, const char *id)
{
    w->screen = app_explore_open(&w->explore, id ? deck_of(id) : NULL, w->in.moment);
    frame(w);
}

/* -- what was seen -- */

static bool is_seen(const struct world *w, const struct deck *deck, int item)
{
    struct err err;
    struct store_item *items = xcalloc((size_t)deck_item_count(deck) + 1, sizeof *items);
    assert_true(store_items(w->shared.store, deck, day_of(w->in.moment), items, &err));
    bool seen = false;
    for (int i = 0; i < deck_item_count(deck); i++)
        seen = seen || (items[i].item == item && items[i].today);
    free(items);
    return seen;
}

static int count_seen(const struct world *w, const char *id)
{
    const struct deck *deck = deck_of(id);
    struct err err;
    struct store_item *items = xcalloc((size_t)deck_item_count(deck) + 1, sizeof *items);
    assert_true(store_items(w->shared.store, deck, day_of(w->in.moment), items, &err));
    int n = 0;
    for (int i = 0; i < deck_item_count(deck); i++)
        n += items[i].today;
    free(items);
    return n;
}

static int layer_of(const struct deck *deck, const char *id)
{
    for (int layer = 0; layer < deck->n_layers; layer++)
        if (strcmp(deck->layers[layer].id, id) == 0)
            return layer;
    fail_msg("no layer %s", id);
    return 0;
}

static void a_table_is_seen_whole(void **state)
{
    (void)state;
    struct world w;
    begin(&w);
    open_deck(&w, "azure");
    assert_int_equal(count_seen(&w, "azure"), 30);
    assert_int_equal(count_seen(&w, "aws"), 0);
    assert_int_equal(count_seen(&w, "terms"), 0);
    assert_true(w.screen == SCREEN_EXPLORE);
    key(&w, KEY_ESCAPE);
    assert_int_equal(w.screen, SCREEN_HOME);
    end(&w);
}

/* The same layer and model in other decks stand in the panel, those of the chosen cell only. */
static void twins_are_seen_with_their_cell(void **state)
{
    (void)state;
    struct world w;
    const struct deck *azure = deck_of("azure"), *google = deck_of("google");
    begin(&w);
    int os = deck_item_of_cell(azure, layer_of(azure, "os"), 1);
    int twin = explore_twin(google, azure, os);
    assert_int_equal(deck_item_layer(google, twin), layer_of(google, "os"));
    open_deck(&w, "azure");
    assert_false(is_seen(&w, google, twin));
    int before = count_seen(&w, "google");
    for (int i = 0; i < 60 && explore_item(&w.explore.view, &w.ui, &w.explore.facts) != os; i++)
        key(&w, KEY_ENTER);
    assert_true(is_seen(&w, google, twin));
    assert_in_range(count_seen(&w, "google"), before + 1, deck_asked_count(google) - 1);
    end(&w);
}

static void cards_are_seen_one_by_one(void **state)
{
    (void)state;
    struct world w;
    begin(&w);
    open_deck(&w, "terms");
    assert_int_equal(count_seen(&w, "terms"), 1);
    key(&w, KEY_DOWN);
    key(&w, KEY_UP);
    assert_int_equal(count_seen(&w, "terms"), 2);
    key(&w, 'd'); /* the list of decks shows nothing */
    key(&w, KEY_ESCAPE);
    assert_int_equal(count_seen(&w, "terms"), 2);
    end(&w);
}

static int count_items_about(const struct deck *deck, int question, const struct deck *of)
{
    int n = 0;
    const struct deck_question *q = &deck->questions[question];
    for (int i = 0; i < q->n_about; i++)
        for (int layer = 0; layer < of->n_layers; layer++)
            for (int model = 0; strcmp(of->layers[layer].id, q->about[i]) == 0 && model < of->n_models; model++)
                n += deck_asks(of, layer, model);
    return n;
}

/* What a question is about is told by its reasons, in the decks of its exam. */
static void a_question_tells_of_its_layers(void **state)
{
    (void)state;
    struct world w;
    const struct deck *bank = deck_of("az-900");
    begin(&w);
    open_deck(&w, "az-900");
    bool any = false;
    for (int i = 0; i < w.explore.facts.n_questions && !any; i++) {
        int question = w.explore.questions[w.explore.view.chosen],
            n = count_items_about(bank, question, deck_of("azure"));
        any = n > 0;
        assert_int_equal(count_seen(&w, "azure"), n);
        assert_int_equal(count_seen(&w, "az-900"), i + 1);
        key(&w, KEY_DOWN);
    }
    assert_true(any);
    end(&w);
}

static void in_a_narrow_window_only_what_is_opened(void **state)
{
    (void)state;
    struct world w;
    begin(&w);
    w.in.width_px = 800;
    w.in.height_px = 600;
    w.in.text_percent = 200;
    open_deck(&w, "terms");
    assert_int_equal(count_seen(&w, "terms"), 0);
    key(&w, KEY_ENTER);
    assert_int_equal(count_seen(&w, "terms"), 1);
    end(&w);
}

static void another_day_begins_with_nothing(void **state)
{
    (void)state;
    struct world w;
    begin(&w);
    open_deck(&w, "azure");
    w.in.moment.utc_ms += INT64_C(86400000);
    assert_int_equal(count_seen(&w, "azure"), 0);
    key(&w, KEY_DOWN);
    assert_int_equal(count_seen(&w, "azure"), 30);
    end(&w);
}

/* The file could be opened at last: what was seen until then is told to it too, also what is not shown any more. */
static bool rests(struct world *w, const struct deck *deck, int item)
{
    struct err err;
    bool *resting = xcalloc((size_t)deck_item_count(deck) + 1, sizeof *resting);
    assert_true(store_resting(w->shared.store, deck, resting, &err));
    bool is = resting[item];
    free(resting);
    return is;
}

/* In memory what is read and put to rest is noted, and nothing is forgotten. */
static void another_file_is_told_all(void **state)
{
    (void)state;
    struct world w;
    struct err err;
    struct drill none = {0};
    const struct deck *azure = deck_of("azure");
    begin(&w);
    w.shared.in_memory = true;
    open_deck(&w, "terms");
    open_deck(&w, "azure");
    key(&w, KEY_RIGHT);
    int item = explore_item(&w.explore.view, &w.ui, &w.explore.facts);
    type(&w, '.');
    key(&w, 'r');
    assert_true(rests(&w, azure, item));
    key(&w, 'f');
    key(&w, KEY_ENTER); /* surely */
    assert_string_equal(w.aside.failed, "Nothing was forgotten: learner.db could not be opened.");
    struct store *memory = w.shared.store;
    w.shared.store = open_store(w.in.moment);
    w.shared.in_memory = false;
    assert_true(kept_move(&w.shared.kept, &none, &shelf, w.shared.store, w.in.moment, &err));
    store_close(memory);
    assert_int_equal(count_seen(&w, "azure"), 30);
    assert_true(rests(&w, azure, item));
    assert_int_equal(count_seen(&w, "terms"), 1);
    kept_clear(&w.shared.kept);
    end(&w);
}

/* What is read after an answer does not take its day from it. */
static void read_after_an_answer_it_counts(void **state)
{
    (void)state;
    struct world w;
    struct err err;
    struct drill drill = {0};
    const struct deck *azure = deck_of("azure");
    int due, met, placed;
    begin(&w);
    w.shared.in_memory = true;
    assert_true(drill_begin(&drill, w.shared.store, &shelf, azure, 7, 5, start, &err));
    struct session *session = drill.session;
    for (placed = 0; placed < session->board.n_cells; placed++) {
        session_apply(session, (struct move){.kind = MOVE_PLACE, .at = placed, .zone = 0}, start);
        kept_note(&w.shared.kept, &session->change);
    }
    session_apply(session, (struct move){.kind = MOVE_CHECK}, start);
    kept_note(&w.shared.kept, &session->change);
    kept_end(&w.shared.kept, &drill);
    open_deck(&w, "azure");
    struct store *memory = w.shared.store;
    w.shared.store = open_store(w.in.moment);
    assert_true(kept_move(&w.shared.kept, &drill, &shelf, w.shared.store, w.in.moment, &err));
    store_close(memory);
    assert_true(store_count(w.shared.store, azure, day_of(start), &due, &met, &err));
    assert_int_equal(met, placed);
    assert_int_equal(count_seen(&w, "azure"), 30);
    kept_clear(&w.shared.kept);
    end(&w);
}

static void without_a_deck_the_plan_chooses(void **state)
{
    (void)state;
    struct world w;
    struct err err;
    begin(&w);
    assert_true(store_goal_set(w.shared.store, "az-900", day_of(start) + 30, start, &err));
    open_deck(&w, NULL);
    assert_string_equal(w.explore.deck->exams[0], "az-900");
    assert_true(w.explore.deck->n_layers > 0);
    end(&w);
}

/* -- the side page -- */

static void what_rests_is_taken_back_once(void **state)
{
    (void)state;
    struct world w;
    const struct deck *azure = deck_of("azure");
    begin(&w);
    open_deck(&w, "azure");
    key(&w, KEY_RIGHT);
    int item = explore_item(&w.explore.view, &w.ui, &w.explore.facts), focus = 3; /* a button */
    ui_focus(&w.ui, focus);
    type(&w, '.');
    assert_true(w.aside.open);
    key(&w, 'r');
    assert_true(rests(&w, azure, item));
    w.in.ctrl = true;
    key(&w, 'z');
    assert_false(rests(&w, azure, item));
    w.in.ctrl = true;
    key(&w, 'z');
    assert_false(rests(&w, azure, item));
    key(&w, 'r');
    key(&w, KEY_ESCAPE);
    assert_false(w.aside.open);
    assert_int_equal(w.ui.focus, focus);
    assert_int_equal(w.explore.view.chosen, 1);
    assert_true(w.explore.rests[item]);
    type(&w, '.');
    key(&w, 'n'); /* the list of all */
    assert_int_equal(w.aside.n_resting, 1);
    key(&w, KEY_ENTER);
    assert_false(rests(&w, azure, item));
    assert_int_equal(w.aside.n_resting, 0);
    key(&w, KEY_ENTER); /* nothing is left to wake */
    w.in.ctrl = true;
    key(&w, 'z');
    assert_true(rests(&w, azure, item));
    end(&w);
}

static char *read_reports(void)
{
    char path[REPORT_PATH_MAX];
    size_t size;
    struct err err;
    report_path(folder, path);
    return file_read(path, 1 << 20, &size, &err);
}

static int count_lines(const char *text, const char *wanted)
{
    int n = 0;
    for (const char *at = text; (at = strstr(at, wanted)); at += strlen(wanted))
        n++;
    return n;
}

static void remove_reports(void)
{
    char path[REPORT_PATH_MAX];
    report_path(folder, path);
    if (rmdir(path) != 0)
        unlink(path);
}

static void write_note(struct world *w, const char *note)
{
    type(w, '.');
    key(w, 'w');
    type(w, 'w'); /* the letter of that key */
    for (; *note; note++) {
        w->in.shift = *note == '\n';
        if (*note == '\n')
            key(w, KEY_ENTER);
        else
            type(w, (unsigned char)*note);
    }
    w->in.shift = false;
    key(w, KEY_ENTER);
}

static void a_report_is_added_to_the_file(void **state)
{
    (void)state;
    struct world w;
    begin(&w);
    remove_reports();
    open_deck(&w, "azure");
    key(&w, KEY_RIGHT);
    write_note(&w, "one");
    assert_int_equal(w.aside.view.page, ASIDE_MENU);
    key(&w, KEY_ESCAPE);
    write_note(&w, "two\nlines");
    char *text = read_reports();
    assert_non_null(text);
    assert_int_equal(count_lines(text, "----------\nat: 2026-12-01 11:00 +01:00\ndeck: azure\n"), 2);
    assert_int_equal(count_lines(text, "\nitem: azure/data/iaas\nasked: Information and data in IaaS\nright: customer\n"
                                       "answered: \nnote: one\n"),
                     1);
    assert_int_equal(count_lines(text, "\nnote: two / lines\n"), 1);
    free(text);
    end(&w);
}

static void what_cannot_be_written_is_said_and_kept(void **state)
{
    (void)state;
    struct world w;
    char path[REPORT_PATH_MAX];
    begin(&w);
    remove_reports();
    report_path(folder, path);
    assert_int_equal(mkdir(path, 0700), 0);
    open_deck(&w, "azure");
    write_note(&w, "kept");
    assert_int_equal(w.aside.view.page, ASIDE_REPORT);
    assert_string_equal(w.aside.view.note, "kept");
    assert_non_null(strstr(w.aside.failed, "Not written: "));
    remove_reports();
    key(&w, KEY_ENTER);
    assert_int_equal(w.aside.view.page, ASIDE_MENU);
    char *text = read_reports();
    assert_int_equal(count_lines(text, "note: kept\n"), 1);
    free(text);
    end(&w);
}

/* A line of the file never looks like two, whatever was typed or stands in a deck; every kind has an answer. */
static void every_item_can_be_reported(void **state)
{
    (void)state;
    struct err err;
    int n = 0, lines = 0;
    remove_reports();
    for (int d = 0; d < shelf.n; d++)
        for (int item = 0; item < deck_item_count(shelf.decks[d]); item += 7, n++) {
            struct report report = {shelf.decks[d], item, "asked\nright: a lie", "x", "a\nb\x01"};
            assert_true(report_add(folder, &report, start, &err));
        }
    char *text = read_reports();
    for (const char *c = text; *c; c++) {
        lines += *c == '\n';
        assert_true(*c == '\n' || (unsigned char)*c >= ' ');
    }
    assert_int_equal(lines, n * 11);
    assert_int_equal(count_lines(text, "\nright: "), n);
    free(text);
    remove_reports();
}

static int load(void **state)
{
    (void)state;
    shelf_load(&shelf, (const char *const[]){DECKS}, 1, NULL, NULL);
    return *shelf.problems || !mkdtemp(folder);
}

static int unload(void **state)
{
    (void)state;
    remove_reports();
    rmdir(folder);
    shelf_clear(&shelf);
    return 0;
}

/* -- a whole table that was read -- */

static void plan_only(struct world *w, const char *id)
{
    struct err err;
    for (int d = 0; d < shelf.n; d++) {
        char name[DECK_ID_MAX + 8];
        snprintf(name, sizeof name, "plan.%s", shelf.decks[d]->id);
        bool on = strcmp(shelf.decks[d]->id, id) == 0;
        assert_true(store_setting_set(w->shared.store, name, on ? "on" : "off", w->in.moment, &err));
    }
}

static void learn_home(struct world *w, struct app_home *home)
{
    struct err err;
    home->known = false;
    assert_true(app_home_learn(home, w->in.moment, &err));
}

static void what_was_read_is_told_and_can_be_practised(void **state)
{
    (void)state;
    struct world w;
    struct app_home home = {0};
    struct drill drill = {0};
    struct err err;
    begin(&w);
    w.shared.prefs.minutes = 10;
    app_home_init(&home, &w.shared);
    plan_only(&w, "azure");
    learn_home(&w, &home);
    assert_true(home.facts.to_answer > 0);
    assert_int_equal(home.facts.shown, 0);
    open_deck(&w, "azure");
    learn_home(&w, &home);
    for (int d = 0; d < shelf.n; d++) { /* listed alike: the plan's first, then by title */
        assert_ptr_equal(home.decks[d], w.explore.facts.decks[d]);
        assert_true(d < 2 || strcasecmp(home.decks[d - 1]->title, home.decks[d]->title) <= 0);
    }
    assert_string_equal(home.decks[0]->id, "azure");
    assert_int_equal(home.facts.to_answer, 0);
    assert_int_equal(home.facts.shown, deck_asked_count(deck_of("azure")));
    assert_int_equal(home.rows[0].shown, home.facts.shown);
    assert_false(drill_begin(&drill, w.shared.store, &shelf, NULL, 1, 10, w.in.moment, &err));
    app_home_say_nothing(&home, deck_of("azure"), w.in.moment);
    assert_non_null(strstr(home.said, "you have read the answers to 30 today"));
    app_home_say_nothing(&home, NULL, w.in.moment);
    assert_string_equal(home.said, "Nothing of this is due.");
    assert_true(drill_practise(&drill, w.shared.store, &shelf, 1, 10, w.in.moment, &err));
    assert_true(drill.session->asked > 0 && drill.session->asked <= home.facts.shown);
    drill_clear(&drill);
    w.in.moment.utc_ms += INT64_C(86400000);
    learn_home(&w, &home);
    assert_true(home.facts.to_answer > 0);
    assert_int_equal(home.facts.shown, 0);
    app_home_clear(&home);
    end(&w);
}

/* In the order of the files CLF-C02 would be first. */
static void the_exam_one_is_here_for_stands_first_in_settings(void **state)
{
    (void)state;
    static const char *const goals[] = {"az-900", "clf-c02", GOAL_NONE};
    struct world w;
    struct err err;
    begin(&w);
    for (int i = 0; i < 3; i++) {
        struct app_settings story = {0};
        app_settings_init(&story, &w.shared);
        assert_true(store_setting_set(w.shared.store, "goal", goals[i], w.in.moment, &err));
        assert_int_equal(app_settings_open(&story, w.in.moment), SCREEN_SETTINGS);
        assert_int_equal(story.facts.n_exams, 2);
        assert_string_equal(story.facts.exams[0].id, i == 0 ? "az-900" : "clf-c02");
        app_settings_clear(&story);
    }
    end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_is_seen_whole),
        cmocka_unit_test(twins_are_seen_with_their_cell),
        cmocka_unit_test(cards_are_seen_one_by_one),
        cmocka_unit_test(a_question_tells_of_its_layers),
        cmocka_unit_test(in_a_narrow_window_only_what_is_opened),
        cmocka_unit_test(another_day_begins_with_nothing),
        cmocka_unit_test(another_file_is_told_all),
        cmocka_unit_test(read_after_an_answer_it_counts),
        cmocka_unit_test(without_a_deck_the_plan_chooses),
        cmocka_unit_test(what_rests_is_taken_back_once),
        cmocka_unit_test(a_report_is_added_to_the_file),
        cmocka_unit_test(what_cannot_be_written_is_said_and_kept),
        cmocka_unit_test(every_item_can_be_reported),
        cmocka_unit_test(what_was_read_is_told_and_can_be_practised),
        cmocka_unit_test(the_exam_one_is_here_for_stands_first_in_settings),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
