/* What is said on a terminal is what the screens show: every text of the display list, buttons, keys and what is only
   for the hand or the eye left out, is looked for in what was said in the same state. */
#include "base/mem.h"
#include "screens/exam_parts.h"
#include "screens/exam_read.h"
#include "screens/exam_result.h"
#include "screens/round.h"
#include "srs/day.h"
#include "stage.h"
#include "teller.h"
#include "text_asking.h"
#include "text_drill.h"
#include "text_exam.h"
#include "text_round.h"
#include "widths.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDE = 2400, HIGH = 4000 };

/* -- comparing -- */

/* What stands on the screen and is not said, each for a reason. */
static const char *const not_said[] = {
    "Drag the edge or a zone, or choose a cell and press a number", /* how the hand does it */
    "Drag, click a layer then a zone, or press its number",
    "Click, or press the number",
    "Choose a row by its number, then Y or N",
    "\xe2\x86\x91 \xe2\x86\x93 read every answer",
    "Space ticks, \xe2\x86\x90 \xe2\x86\x92 change a number",
    "The clock begins with Start.",
    "The clock starts with Begin.",
    "The line. Left of it the layer is all yours; right of it somebody else has a part or all.", /* of a drawn line */
    "\xe2\x80\xba", /* between the models */
    "\xe2\x88\x92",
    "+",
    "(given)",
    "The round",                                                               /* over the numbers of its setup */
    "Its number and Enter set up the same boards.",                            /* how, on the screen */
    "Round number",                                                            /* in the field for it */
    "Team",                                                                    /* over the names of the teams */
    "Those are not measured here; at the right their share of the real exam.", /* is said without the side */
    "the table",                                                               /* what the page is, at its top */
    "Today",
    "Saved",
    "The line",
    "all questions",
    "what was wrong",
    "left", /* beside the clock, which is said with it */
    "Yes",  /* the buttons of each statement */
    "No",
    "flagged", /* under the squares: what their marks mean */
    "answered",
};

static bool is_left_out(const char *text)
{
    for (size_t i = 0; i < sizeof not_said / sizeof *not_said; i++)
        if (strcmp(text, not_said[i]) == 0)
            return true;
    return strlen(text) == 1; /* a key, or a figure of the clock */
}

/* Is it a button of a bar, the clock's, or the key on some control? */
static bool is_button(const struct ui *ui, const struct draw_command *c, const char *text)
{
    for (int i = 0; i < ui->n_controls; i++) {
        const struct ui_control *control = &ui->controls[i];
        const char *label = ui->draw.text + control->label;
        bool inside =
            rect_has(control->r, c->r.x, c->r.y) || rect_has(control->r, c->r.x + c->r.w / 2, c->r.y + c->r.h / 2);
        bool bar = control->id <= ID_CLOCK || (control->id == 9 && strncmp(label, "Source", 6) != 0);
        bool square = control->id >= ID_NUMBER; /* of an exam's question */
        bool key = control->key >= 0 && strcmp(ui->draw.text + control->key, text) == 0;
        if (inside && (bar || key || (square && strlen(text) <= 2)))
            return true;
    }
    return false;
}

static const struct shelf *shelf;

/* Where there is little room a layer has its short name; its long one is said. */
static const char *long_name(const char *text)
{
    for (int d = 0; d < shelf->n; d++)
        for (int layer = 0; layer < shelf->decks[d]->n_layers; layer++) {
            const struct deck_layer *l = &shelf->decks[d]->layers[layer];
            if (l->short_name && strcmp(l->short_name, text) == 0)
                return l->name;
        }
    return text;
}

/* Each text on its own; a paragraph is one for each line. A cut one counts as far as it is shown. */
static void all_is_said(struct ui *ui, const char *said)
{
    const struct draw_list *list = &ui->draw;
    int found = 0;
    for (int i = 0; i < list->n; i++) {
        const struct draw_command *c = &list->commands[i];
        char text[1000];
        struct rect seen = rect_common(c->r, c->clip);
        if (c->kind != DRAW_TEXT || rect_empty(seen))
            continue;
        snprintf(text, sizeof text, "%.*s", c->length, draw_text_of(list, c));
        if (c->cut && strlen(text) > 3)
            text[strlen(text) - 3] = '\0';
        if (is_left_out(text) || is_button(ui, c, text))
            continue;
        found++;
        char *counted = strstr(text, " placed \xc2\xb7") ? strchr(text, ',') : NULL;
        if (counted) /* the status is said when the board is begun; then each prompt counts */
            *counted = '\0';
        if (strncmp(text, "you: ", 5) == 0) /* in a cell of the line, where there is little room */
            memmove(text, text + 5, strlen(text + 5) + 1);
        if (!strstr(said, long_name(text)))
            fail_msg("'%s' is shown and not said:\n%s", text, said);
    }
    assert_true(found > 3);
}

/* -- a drill -- */

static const struct deck *deck_of(struct teller *teller, const char *id)
{
    const struct deck *deck = shelf_find(&teller->shelf, id);
    assert_non_null(deck);
    return deck;
}

static struct task line_task(const struct deck *deck, int first, int layers)
{
    struct task task = {.kind = TASK_LINE, .model = -1};
    for (int layer = first; layer < first + layers; layer++)
        for (int model = 0; model < deck->n_models; model++)
            if (deck_asks(deck, layer, model))
                task.items[task.n_items++] = deck_item_of_cell(deck, layer, model);
    return task;
}

/* A drill of these tasks, stored as any other. */
static void begin_drill(struct teller *teller, const struct deck *deck, const struct task *tasks, int n)
{
    struct drill *drill = &teller->t.drill;
    struct err err;
    bool *none = xcalloc((size_t)deck_item_count(deck), sizeof *none);
    const bool *const hidden[] = {none};
    text_end_drill(&teller->t);
    *drill = (struct drill){.n_decks = 1, .ms = {6000, 12000, 45000}, .seed = 7, .began = teller->t.now};
    drill->decks = xcalloc(1, sizeof *drill->decks);
    drill->decks[0] = deck;
    snprintf(drill->setup, sizeof drill->setup, "drill %s --minutes 10", deck->id);
    drill->session = session_new(drill->decks, 1, tasks, n, hidden, 7);
    free(none);
    assert_true(drill_store(drill, teller->t.shared.store, &err));
}

/* What is said of the task on the table while this is typed. */
static const char *tell(struct teller *teller, const char *lines)
{
    teller_type(teller, lines);
    teller->t.deck_said = NULL; /* as if it began here */
    teller->t.hinted = false;
    while (text_goes_on(&teller->t) && teller->t.drill.session->phase != PHASE_OVER)
        text_drill_task(&teller->t);
    return teller_said(teller);
}

/* The same session on a wide screen. */
static void show_drill(struct stage *s, struct teller *teller)
{
    stage_init(s, fixed_widths, WIDE, HIGH, 100);
    s->facts.today = day_of(teller->t.now);
    memcpy(s->facts.ms, teller->t.drill.ms, sizeof s->facts.ms);
    struct err err;
    assert_true(drill_foresee(&teller->t.drill, teller->t.shared.store, teller->t.now, s->facts.rated_due, &err));
    s->session = teller->t.drill.session;
    s->screen = drill_screen(s->session);
    s->shown = -1;
    stage_frame(s);
    stage_wait(s, NEW_SCREEN_MS);
}

static void end_show(struct stage *s)
{
    s->session = NULL; /* it is the teller's */
    stage_clear(s);
}

static void what_is_shown_is_said(struct teller *teller, const char *said)
{
    struct stage s;
    char *copy = xstrdup(said);
    show_drill(&s, teller);
    all_is_said(&s.ui, copy);
    end_show(&s);
    free(copy);
}

/* The reasons of every answer, one after the other. */
static void every_reason_is_said(struct teller *teller, const char *said)
{
    struct stage s;
    char *copy = xprintf("%s\n%s", session_deck(teller->t.drill.session)->title, said); /* said before it is placed */
    show_drill(&s, teller);
    for (int at = 0; at < s.session->board.n_cells; at++) {
        s.checked.chosen = at;
        stage_wait(&s, 50);
        all_is_said(&s.ui, copy);
    }
    end_show(&s);
    free(copy);
}

static void a_board_is_said(void **state)
{
    struct teller *teller = *state;
    const struct deck *deck = deck_of(teller, "azure");
    struct task tasks[] = {stage_task(deck, 2, 0, 6), stage_task(deck, 1, 6, 4)};
    begin_drill(teller, deck, tasks, 2);
    what_is_shown_is_said(teller, tell(teller, "m\n"));
    what_is_shown_is_said(teller, tell(teller, "1\n2?\nm\n3\nback\nback\nm\nback\nm\nlist\ngo 4\nm\n"));
    what_is_shown_is_said(teller, tell(teller, "3 3 3\nm\ngo 1\nm\nlist\n"));
    every_reason_is_said(teller, tell(teller, "check\nall\n"));
}

static void a_line_is_said(void **state)
{
    struct teller *teller = *state;
    const struct deck *deck = deck_of(teller, "azure");
    struct task tasks[] = {line_task(deck, 0, 5), line_task(deck, 5, 5)};
    begin_drill(teller, deck, tasks, 2);
    what_is_shown_is_said(teller, tell(teller, "m\n"));
    what_is_shown_is_said(teller, tell(teller, "1 2? 3\nedge 2\nm\nlist\n"));
    every_reason_is_said(teller, tell(teller, "check\nall\n"));
    every_reason_is_said(teller, tell(teller, "slip 1\nlist\nall\n"));
}

static void where_sources_differ_is_said(void **state)
{
    struct teller *teller = *state;
    const struct deck *deck = NULL;
    int layer = -1, model = -1, zone = -1;
    for (int d = 0; d < teller->shelf.n && zone < 0; d++) {
        deck = teller->shelf.decks[d];
        for (int cell = 0; cell < deck->n_layers * deck->n_models && zone < 0; cell++) {
            layer = cell / deck->n_models;
            model = cell % deck->n_models;
            for (int z = 0; z < deck->n_zones && deck_asks(deck, layer, model); z++)
                zone = deck->layers[layer].cells[model].differs[z] ? z : zone;
        }
    }
    assert_true(zone >= 0);
    struct task tasks[] = {{.kind = TASK_BOARD, .model = model, .n_items = 1}};
    tasks[0].items[0] = deck_item_of_cell(deck, layer, model);
    begin_drill(teller, deck, tasks, 1);
    char lines[40];
    snprintf(lines, sizeof lines, "%d\ncheck\nall\n", zone + 1);
    const char *said = tell(teller, lines);
    assert_non_null(strstr(said, "Who says so: "));
    every_reason_is_said(teller, said);
}

static void a_card_is_said(void **state)
{
    struct teller *teller = *state;
    const struct deck *deck = deck_of(teller, "terms");
    struct task tasks[] = {stage_card(deck, 3), stage_card(deck, 4)};
    begin_drill(teller, deck, tasks, 2);
    const char *said = tell(teller, "");
    assert_null(strstr(said, deck->cards[3].back));
    what_is_shown_is_said(teller, said);
    what_is_shown_is_said(teller, tell(teller, "\n"));
    what_is_shown_is_said(teller, tell(teller, "2\n\n"));
    what_is_shown_is_said(teller, tell(teller, "1\n\n2\n")); /* the last one, rated */
}

static int find_question(const struct deck *deck, bool grid, int n_right)
{
    for (int q = 0; q < deck->n_questions; q++) {
        int right = 0;
        for (int o = 0; o < deck->questions[q].n_options; o++)
            right += deck->questions[q].options[o].right;
        if (!deck->questions[q].for_exam && deck->questions[q].grid == grid && (grid || right == n_right))
            return q;
    }
    return -1;
}

static void a_question_is_said(void **state)
{
    struct teller *teller = *state;
    struct deck *deck = stage_asking(); /* has one of each kind */
    struct err err;
    assert_true(store_know(teller->t.shared.store, deck, teller->t.now, &err));
    int kinds[] = {find_question(deck, false, 1), find_question(deck, false, 2), find_question(deck, true, 0)};
    static const char *const some[] = {"2?\n", "2 4\n", "1y 3n\n"};
    for (int i = 0; i < 3; i++) {
        assert_true(kinds[i] >= 0);
        struct task tasks[] = {stage_question(deck, kinds[i])};
        begin_drill(teller, deck, tasks, 1);
        what_is_shown_is_said(teller, tell(teller, ""));
        tell(teller, some[i]);
        what_is_shown_is_said(teller, tell(teller, "again\n"));
        what_is_shown_is_said(teller, tell(teller, "check\n"));
    }
    text_end_drill(&teller->t);
    deck_free(deck);
}

/* -- the end of a drill -- */

static void the_end_is_said(void **state)
{
    struct teller *teller = *state;
    const struct deck *deck = deck_of(teller, "azure");
    struct task tasks[] = {stage_task(deck, 2, 0, 6), stage_task(deck, 1, 6, 4)};
    begin_drill(teller, deck, tasks, 2);
    tell(teller, "3 3 3 3 3 3\n\n");
    for (int all = 0; all < 2; all++) {
        struct stage s;
        struct end_facts facts;
        struct err err;
        char exam[DECK_ID_MAX + 1];
        assert_true(drill_end_facts(&teller->t.drill, teller->t.shared.store, &teller->shelf, 10, 90000, teller->t.now,
                                    &facts, exam, &err));
        text_end_say(&teller->t, teller->t.drill.session, &facts, all);
        stage_init(&s, fixed_widths, WIDE, HIGH, 100);
        s.end_facts = facts;
        s.end.all = all;
        s.session = teller->t.drill.session;
        s.screen = SCREEN_END;
        stage_frame(&s);
        stage_wait(&s, NEW_SCREEN_MS);
        all_is_said(&s.ui, teller_said(teller));
        end_show(&s);
        tell(teller, "next\n3 3 3 3\n\nnext\n1\n\nnext\n1\n\nnext\n1 1 1 1 1\n\nnext\n"); /* then to its end */
    }
}

/* -- an exam -- */

struct pages {
    struct app_exam *e;
    enum screen screen;
};

static void show_exam(struct stage *s, bool again)
{
    struct pages *pages = s->of;
    (void)again;
    app_exam_run(pages->e, &s->ui, pages->screen);
}

static void exam_page_is_said(struct teller *teller, enum screen screen)
{
    struct stage s;
    struct pages pages = {&teller->t.exam, screen};
    stage_init(&s, fixed_widths, WIDE, HIGH, 100);
    s.in.moment = teller->t.now;
    s.show = show_exam;
    s.of = &pages;
    stage_frame(&s);
    stage_wait(&s, NEW_SCREEN_MS);
    if (teller->t.exam.sitting.exam) /* said once, when it begins or goes on */
        text_exam_title_say(&teller->t, teller->t.exam.sitting.exam);
    all_is_said(&s.ui, teller_said(teller));
    stage_clear(&s);
}

static void sit(struct teller *teller, const char *lines)
{
    teller_type(teller, lines);
    text_exam_sit(&teller->t);
}

static void an_exam_is_said(void **state)
{
    struct teller *teller = *state;
    struct app_exam *e = &teller->t.exam;
    teller->options.questions = 12;
    app_exam_open(e, deck_of(teller, "az-900"), teller->t.now);
    app_exam_learn_start(e, teller->t.now);
    text_exam_start_say(&teller->t, &e->start_facts);
    exam_page_is_said(teller, SCREEN_EXAM_START);
    assert_int_equal(app_exam_begin(e, teller->t.now), SCREEN_EXAM);
    teller_step_ms = 0; /* the picture shows the same second */
    for (int item = 0; item < e->sitting.exam->n; item++) {
        char lines[120];
        bool board = !exam_question(e->sitting.exam, item);
        snprintf(lines, sizeof lines, "go %d\nflag\n", item + 1);
        sit(teller, lines);
        teller_said(teller);
        sit(teller, board ? "m\n1\nlayer 1\nm\nlayer 2\nm\nlist\n" : "");
        text_exam_list_say(&teller->t, e->sitting.exam, false, false); /* the panel of numbers counts, too */
        e->view.board.chosen = 0;
        exam_page_is_said(teller, SCREEN_EXAM);
        sit(teller, e->sitting.exam->sheets[item].choice.grid ? "1y 2n 3y\n" : "2\n");
        teller_said(teller);
        sit(teller, "");
        text_exam_list_say(&teller->t, e->sitting.exam, false, false);
        if (!board)
            exam_page_is_said(teller, SCREEN_EXAM);
        teller_said(teller);
    }
    sit(teller, "list\n");
    exam_page_is_said(teller, SCREEN_EXAM_LIST);
    sit(teller, "list\nhand in\nhand in\n");
    teller_step_ms = 1000;
    assert_int_equal(e->sitting.exam->end, EXAM_HANDED_IN);
    app_exam_learn_result(e, teller->t.now);
    teller_said(teller);
    text_exam_result_say(&teller->t, e->sitting.exam, &e->result_facts);
    exam_page_is_said(teller, SCREEN_EXAM_RESULT);
    for (int item = 0; item < e->sitting.exam->n; item++) {
        text_exam_read_say(&teller->t, e->sitting.exam, item);
        e->read = (struct exam_read_view){.all = true, .item = item};
        exam_page_is_said(teller, SCREEN_EXAM_READ);
    }
    teller->options.questions = 0;
}

/* -- a round -- */

static void show_round(struct stage *s, bool again)
{
    (void)again;
    app_round_run(s->of, &s->ui, ((struct app_round *)s->of)->contest.round ? SCREEN_ROUND : SCREEN_ROUND_SETUP);
}

static void round_page_is_said(struct teller *teller, const char *said)
{
    struct stage s;
    char *copy = xstrdup(said);
    stage_init(&s, fixed_widths, WIDE, HIGH, 100);
    s.in.moment = teller->t.now;
    s.show = show_round;
    s.of = &teller->t.round;
    stage_frame(&s);
    stage_wait(&s, NEW_SCREEN_MS);
    all_is_said(&s.ui, copy);
    if (teller->t.round.contest.round && teller->t.round.contest.round->phase == PHASE_CHECKED)
        for (int at = 0; at < teller->t.round.contest.round->board.n_cells; at++) {
            teller->t.round.checked.chosen = at;
            stage_wait(&s, 50);
            all_is_said(&s.ui, copy);
        }
    stage_clear(&s);
    free(copy);
}

static const char *play(struct teller *teller, const char *lines)
{
    bool asks = false;
    teller_type(teller, lines);
    while (text_goes_on(&teller->t) && teller->t.round.contest.round->phase != PHASE_OVER)
        text_round_page(&teller->t, &asks);
    return teller_said(teller);
}

static void a_round_is_said(void **state)
{
    struct teller *teller = *state;
    struct app_round *r = &teller->t.round;
    struct round_setup setup;
    struct err err;
    round_setup_init(&setup);
    assert_true(round_setup_add(&setup, deck_of(teller, "azure")));
    assert_true(round_read_teams(&setup, "Red,Blue", &err));
    setup.boards = 1;
    setup.seed = 3;
    r->setup = setup;
    text_round_setup_say(&teller->t, &r->setup, r->decks, r->n_decks);
    round_page_is_said(teller, teller_said(teller));
    assert_int_equal(app_round_begin(r, &setup, teller->t.now), SCREEN_ROUND);
    teller_step_ms = 0;
    round_page_is_said(teller, play(teller, ""));
    play(teller, "\n");
    const char *said = play(teller, "m\n1\nback\nm\n1\n2?\nlist\ntime\nagain\ngo 1\nm\n");
    char *with_title = xprintf("%sRed. Board 1 of 1, Azure", said);
    r->board.chosen = 0;
    round_page_is_said(teller, with_title);
    free(with_title);
    round_page_is_said(teller, play(teller, "pause\n"));
    said = play(teller, "\ncheck\nall\n");
    round_page_is_said(teller, said);
    round_page_is_said(teller, play(teller, "next\n"));
    play(teller, "\n3 3 3\ncheck\nnext\n");
    assert_int_equal(r->contest.round->phase, PHASE_OVER);
    text_round_end_say(&teller->t, r->contest.round, &r->contest.setup);
    round_page_is_said(teller, teller_said(teller));
    teller_step_ms = 1000;
}

static int set_up(void **state)
{
    struct teller *teller = xcalloc(1, sizeof *teller);
    shelf = &teller->shelf;
    teller_init(teller, "2026-12-01T10:00:00+01:00");
    *state = teller;
    return 0;
}

static int tear_down(void **state)
{
    teller_clear(*state);
    free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_board_is_said, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_line_is_said, set_up, tear_down),
        cmocka_unit_test_setup_teardown(where_sources_differ_is_said, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_card_is_said, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_question_is_said, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_end_is_said, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_exam_is_said, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_round_is_said, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
