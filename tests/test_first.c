/* first: what a person does on the first start and what it shows for it; which days are read; and that every deck that
   has a line can show how it moves. */
#include "deck/deck_yaml.h"
#include "play/moves.h"
#include "screens/first.h"
#include "screens/when.h"
#include "shelf.h"
#include "srs/day.h"
#include "stage.h"
#include "widths.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct deck *azure;

/* The page of goals, or how the line moves; and what was asked for. */
struct person {
    struct stage stage;
    struct first_facts facts;
    struct first_view view;
    struct moves moves;
    struct moves_view moving;
    bool moves_shown;
    int action;
};

static const struct first_goal goals[] = {
    {"AZ-900, Azure Fundamentals", "One exam topic, thoroughly: shared responsibility and the service models.", true},
    {"AWS Cloud Practitioner, CLF-C02", "Task 2.1 and its neighbours: of and in the cloud, EC2 to RDS to Lambda.",
     true},
    {"To understand it, no exam", "Any provider, by tasks: who patches, who backs up, who decides who gets in.", false},
    {"To teach a class", "A timed round on the projector.", false}};

static void show(struct stage *stage, bool again)
{
    struct person *p = stage->of;
    int action = p->moves_shown
                     ? (int)screen_moves(&p->moving, &stage->ui, &p->moves, "Place 6 layers", p->facts.not_saved)
                     : (int)screen_first(&p->view, &stage->ui, &p->facts);
    p->action = again ? p->action : action;
}

static void begin(struct person *p, int w, int h, int percent)
{
    *p = (struct person){.facts = {.goals = goals,
                                   .n_goals = 4,
                                   .today = STAGE_TODAY,
                                   .language = "English",
                                   .folder = "/home/eva/.local/share/demarc",
                                   .deck = azure,
                                   .said = ""},
                         .view = {.minutes = 10}};
    stage_init(&p->stage, fixed_widths, w, h, percent);
    p->stage.show = show;
    p->stage.of = p;
    assert_true(moves_init(&p->moves, azure));
    moves_view_reset(&p->moving);
    stage_frame(&p->stage);
    stage_wait(&p->stage, NEW_SCREEN_MS);
}

static const struct ui_control *find(struct person *p, const char *label)
{
    const struct ui_control *c = stage_find(&p->stage, label, NULL);
    if (!c)
        fail_msg("there is no control '%s'", label);
    return c;
}

static void type(struct person *p, const char *text)
{
    for (; *text; text++)
        stage_typed(&p->stage, *text);
}

/* -- days -- */

static void days_are_read_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int year, month, day; /* 0: cannot be read */
    } cases[] = {{"3 12 2026", 2026, 12, 3},
                 {"3.12.2026", 2026, 12, 3},
                 {"03/12/26", 2026, 12, 3},
                 {"3-12-2026", 2026, 12, 3},
                 {"3 dec 2026", 2026, 12, 3},
                 {" 3 December, 2026", 2026, 12, 3},
                 {"2026-12-03", 2026, 12, 3},
                 {"3 12", 2026, 12, 3},
                 {"1 1", 2027, 1, 1},
                 {"29 feb 2028", 2028, 2, 29},
                 {"29 2 2027", 0, 0, 0},
                 {"31 4 2026", 0, 0, 0},
                 {"3", 0, 0, 0},
                 {"soon", 0, 0, 0},
                 {"3 12 2026 4", 0, 0, 0},
                 {"3 xyz 2026", 0, 0, 0},
                 {"dec 3", 0, 0, 0},
                 {"99999999999 12", 0, 0, 0},
                 {"", 0, 0, 0},
                 {"3 de 2026", 0, 0, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int day = -1;
        bool reads = when_read(cases[i].text, STAGE_TODAY, &day);
        if (reads != (cases[i].year > 0) ||
            (reads && day != day_from_date(cases[i].year, cases[i].month, cases[i].day)))
            fail_msg("'%s' is read as %d", cases[i].text, reads ? day : -1);
    }
}

/* -- goals -- */

static void a_goal_is_chosen_in_three_ways(void **state)
{
    (void)state;
    struct person p;
    begin(&p, 1280, 800, 100);
    assert_int_equal(p.view.chosen, 0);
    stage_click(&p.stage, find(&p, goals[1].title));
    assert_int_equal(p.view.chosen, 1);
    stage_key(&p.stage, '3');
    assert_int_equal(p.view.chosen, 2);
    stage_key(&p.stage, KEY_RIGHT);
    assert_int_equal(p.view.chosen, 3);
    stage_key(&p.stage, KEY_UP);
    assert_int_equal(p.view.chosen, 1);
    stage_key(&p.stage, KEY_ENTER);
    assert_int_equal(p.action, FIRST_START);
    stage_key(&p.stage, 'r');
    assert_int_equal(p.action, FIRST_READ);
    stage_key(&p.stage, 'l');
    assert_int_equal(p.action, FIRST_LANGUAGE);
    stage_key(&p.stage, KEY_ESCAPE);
    assert_int_equal(p.action, FIRST_SKIP);
    stage_clear(&p.stage);
}

/* A day that cannot be read is told where it stands, and nothing begins; without an exam it does not matter. */
/* In a small window with large text what is asked stands at the top, and a page goes where one scrolls it. */
static void the_page_opens_at_its_top_and_scrolls(void **state)
{
    (void)state;
    struct person p;
    begin(&p, 800, 600, 200);
    int *offset = &p.view.page.offset_px;
    assert_int_equal(*offset, 0);
    stage_key(&p.stage, KEY_TAB); /* the language */
    stage_key(&p.stage, KEY_TAB);
    const struct ui_control *goal = find(&p, goals[0].title);
    assert_ptr_equal(stage_focused(&p.stage), goal);
    assert_int_equal(rect_common(goal->r, goal->clip).h, goal->r.h);
    stage_key(&p.stage, KEY_PAGE_DOWN);
    int below = *offset;
    stage_key(&p.stage, KEY_PAGE_DOWN);
    assert_true(*offset > below);
    below = *offset;
    stage_wait(&p.stage, 50);
    assert_int_equal(*offset, below);
    stage_move(&p.stage, 400, 300);
    p.stage.in.wheel = -1;
    stage_frame(&p.stage);
    assert_true(*offset < below);
    stage_key(&p.stage, KEY_TAB);
    goal = find(&p, goals[1].title);
    assert_ptr_equal(stage_focused(&p.stage), goal);
    assert_int_equal(rect_common(goal->r, goal->clip).h, goal->r.h);
    stage_clear(&p.stage);
}

static void a_wrong_day_is_told(void **state)
{
    (void)state;
    struct person p;
    int day;
    begin(&p, 1280, 800, 100);
    stage_click(&p.stage, find(&p, "Exam date, if you have one: "));
    type(&p, "31 2 2027");
    assert_string_equal(p.view.date, "31 2 2027");
    stage_key(&p.stage, KEY_ENTER);
    assert_int_equal(p.action, FIRST_NOTHING);
    assert_true(p.view.tried);
    stage_key(&p.stage, KEY_BACKSPACE);
    assert_false(p.view.tried);
    for (int i = 0; i < 8; i++)
        stage_key(&p.stage, KEY_BACKSPACE);
    type(&p, "1 1 2026"); /* today */
    assert_false(first_day(&p.view, &p.facts, &day));
    type(&p, "9");
    assert_false(first_day(&p.view, &p.facts, &day));
    stage_click(&p.stage, find(&p, goals[2].title));
    stage_key(&p.stage, KEY_ENTER);
    assert_int_equal(p.action, FIRST_START);
    assert_true(first_day(&p.view, &p.facts, &day));
    assert_int_equal(day, 0);
    stage_clear(&p.stage);
}

/* -- the line -- */

static void predictions_come_before_what_they_are_about(void **state)
{
    (void)state;
    struct person p;
    begin(&p, 1280, 800, 100);
    p.moves_shown = true;
    stage_frame(&p.stage);
    for (int i = 0; i < MOVES_ASKS; i++) {
        stage_wait(&p.stage, NEW_SCREEN_MS);
        assert_int_equal(p.moving.at, i);
        char *dump = stage_dump(&p.stage);
        const struct moves_ask *ask = &p.moves.asks[i];
        assert_null(strstr(dump, azure->layers[ask->layer].cells[ask->model].why));
        free(dump);
        stage_key(&p.stage, KEY_ENTER); /* nothing was said yet */
        assert_int_equal(p.moving.at, i);
        assert_int_equal(p.moving.given, BOARD_OPEN);
        stage_key(&p.stage, '1' + i);
        assert_int_equal(p.moving.given, i);
        stage_wait(&p.stage, NEW_SCREEN_MS);
        stage_key(&p.stage, KEY_ENTER);
    }
    assert_int_equal(p.action, MOVES_DONE);
    stage_clear(&p.stage);
}

/* In motion the column comes within its time, and nothing is drawn after it; when nothing may move it is there at once.
 */
static void a_model_comes_row_by_row(void **state)
{
    (void)state;
    for (int still = 0; still < 2; still++) {
        struct person p;
        int boxes[3];
        begin(&p, 1280, 800, 100);
        p.stage.in.still = still;
        p.moves_shown = true;
        stage_frame(&p.stage);
        stage_wait(&p.stage, NEW_SCREEN_MS);
        stage_key(&p.stage, '1');
        assert_int_equal(p.stage.ui.animate_until_ms > p.stage.in.moment.mono_ms, !still);
        for (int i = 0; i < 3; i++) {
            boxes[i] = p.stage.ui.draw.n;
            stage_wait(&p.stage, i ? 600 : 200);
        }
        assert_int_equal(boxes[0] < boxes[1], !still);
        assert_int_equal(boxes[1] < boxes[2], !still);
        assert_true(p.stage.ui.animate_until_ms <= p.stage.in.moment.mono_ms);
        stage_clear(&p.stage);
    }
}

/* Nothing of it is asked again, and nobody slips. */
static void assert_practice(const struct deck *deck, const struct task *task)
{
    bool *none = calloc((size_t)deck_item_count(deck), sizeof *none);
    const struct moment now = {.mono_ms = 1};
    struct session *session = session_new(&deck, 1, task, 1, (const bool *const[]){none}, 1);
    session->practice = true;
    assert_true(session_apply(session, (struct move){.kind = MOVE_CHECK}, now)); /* all of it is wrong */
    assert_int_equal(session->n_tasks, 1);
    assert_true(session_apply(session, (struct move){.kind = MOVE_NEXT}, now));
    assert_int_equal(session->phase, PHASE_OVER);
    session_free(session);
    free(none);
}

/* Of each shipped deck with a line: three clear questions of different layers, models rising, mostly of what changes
   hands there and, at the end, of what does not; and a board that fits. */
static void every_line_can_be_shown(void **state)
{
    (void)state;
    static const char *const folders[] = {DECKS};
    struct shelf shelf;
    int n = 0, as_told = 0;
    shelf_load(&shelf, folders, 1, NULL, NULL);
    for (int d = 0; d < shelf.n; d++) {
        struct moves moves;
        struct task task;
        if (!moves_init(&moves, shelf.decks[d]))
            continue;
        n++;
        for (int i = 0; i < MOVES_ASKS; i++) {
            const struct moves_ask *ask = &moves.asks[i];
            assert_true(deck_asks(moves.deck, ask->layer, ask->model));
            assert_true(!i || moves.asks[i - 1].model <= ask->model);
            const struct deck_cell *cells = moves.deck->layers[ask->layer].cells;
            bool changes = ask->model > 0 && cells[ask->model].answer != cells[ask->model - 1].answer;
            as_told += changes == (i < MOVES_ASKS - 1);
            for (int k = 0; k < i; k++)
                assert_int_not_equal(moves.asks[k].layer, ask->layer);
        }
        moves_board(&moves, &task);
        assert_true(session_fits(&moves.deck, 1, &task, 1));
        assert_practice(moves.deck, &task);
    }
    assert_true(n >= 5);
    assert_true(as_told * 3 > n * MOVES_ASKS * 2); /* not every deck has such layers */
    shelf_clear(&shelf);
}

static int read_deck(void **state)
{
    (void)state;
    azure = stage_azure();
    return !azure;
}

static int free_deck(void **state)
{
    (void)state;
    deck_free(azure);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_read_as_people_write_them),
        cmocka_unit_test(a_goal_is_chosen_in_three_ways),
        cmocka_unit_test(the_page_opens_at_its_top_and_scrolls),
        cmocka_unit_test(a_wrong_day_is_told),
        cmocka_unit_test(predictions_come_before_what_they_are_about),
        cmocka_unit_test(a_model_comes_row_by_row),
        cmocka_unit_test(every_line_can_be_shown),
    };
    return cmocka_run_group_tests(tests, read_deck, free_deck);
}
