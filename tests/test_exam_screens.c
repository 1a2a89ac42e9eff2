/* The pages of an exam: what they show, in all forms, what keys and clicks do there, and that nothing is seen of what
   is right before it is handed in. */
#include "base/mem.h"
#include "sat.h"
#include "widths.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct size {
    int w, h, percent;
} sizes[] = {{1280, 800, 100}, {800, 600, 100}, {800, 600, 200}};
enum { FORMS = sizeof sizes / sizeof *sizes };

static struct deck *azure, *bank;

static void begin(struct stage *s, struct sat *sat, struct size size, uint64_t seed, int questions)
{
    stage_init(s, fixed_widths, size.w, size.h, size.percent);
    sat_begin(s, sat, bank, azure, seed, questions);
}

static void finish(struct stage *s, struct sat *sat)
{
    stage_clear(s);
    exam_free(sat->exam);
}

static const struct ui_control *control(const struct stage *s, const char *label)
{
    const struct ui_control *c = stage_find(s, label, NULL);
    if (!c)
        fail_msg("there is no control '%s'", label);
    return c;
}

static const struct ui_control *option(const struct stage *s, int id)
{
    for (int i = 0; i < s->ui.n_controls; i++)
        if (s->ui.controls[i].id == id)
            return &s->ui.controls[i];
    fail_msg("there is no control %d", id);
    return NULL;
}

static bool is_shown(const struct stage *s, const char *words)
{
    char *dump = stage_dump(s);
    bool found = strstr(dump, words) != NULL;
    free(dump);
    return found;
}

/* -- keys and clicks -- */

static void one_by_keys_and_by_clicks(void **state)
{
    (void)state;
    for (int form = 0; form < FORMS; form++) {
        struct stage s;
        struct sat sat;
        begin(&s, &sat, sizes[form], 1, 32);
        int one = sat_find(sat.exam, ONE);
        sat_go(&s, one);
        stage_key(&s, '2');
        assert_int_equal(sat.exam->sheets[one].choice.given[1], CHOICE_YES);
        stage_key(&s, KEY_UP);
        stage_key(&s, KEY_SPACE);
        assert_int_equal(sat.exam->sheets[one].choice.given[0], CHOICE_YES);
        assert_int_equal(sat.exam->sheets[one].choice.given[1], CHOICE_OPEN);
        stage_key(&s, KEY_ENTER); /* not the option: the next question */
        assert_int_equal(sat.exam->at, one + 1);
        sat_go(&s, one);
        stage_key(&s, KEY_DOWN);
        stage_key(&s, KEY_UP); /* where the question fills the page, the option comes into view */
        stage_click(&s, option(&s, ID_OPTION));
        assert_int_equal(choice_count(&sat.exam->sheets[one].choice), 0);
        finish(&s, &sat);
    }
}

/* A ring on an option would look like an answer; a grid's says which row Y and N mean. */
static void no_option_seems_chosen_at_first(void **state)
{
    (void)state;
    struct stage s;
    struct sat sat;
    begin(&s, &sat, sizes[0], 1, 32);
    int one = sat_find(sat.exam, ONE);
    sat_go(&s, one);
    assert_null(stage_focused(&s));
    stage_key(&s, KEY_SPACE);
    assert_int_equal(choice_count(&sat.exam->sheets[one].choice), 0);
    stage_key(&s, KEY_DOWN);
    assert_ptr_equal(stage_focused(&s), option(&s, ID_OPTION));
    stage_key(&s, KEY_SPACE);
    assert_int_equal(sat.exam->sheets[one].choice.given[0], CHOICE_YES);
    sat_go(&s, sat_find(sat.exam, GRID));
    assert_ptr_equal(stage_focused(&s), option(&s, ID_OPTION));
    finish(&s, &sat);
}

static void a_third_click_says_that_two_are_chosen(void **state)
{
    (void)state;
    struct stage s;
    struct sat sat;
    begin(&s, &sat, sizes[0], 1, 32);
    sat_go(&s, sat_find(sat.exam, TWO));
    assert_true(is_shown(&s, "none is chosen yet"));
    stage_key(&s, '1');
    assert_true(is_shown(&s, "Choose two: one more."));
    stage_key(&s, '3');
    assert_true(is_shown(&s, "both are chosen."));
    int steps = sat.exam->n_steps;
    stage_click(&s, option(&s, ID_OPTION + 1));
    assert_true(is_shown(&s, "two are chosen already, give one back first."));
    assert_int_equal(sat.exam->n_steps, steps);
    stage_key(&s, '1');
    assert_true(is_shown(&s, "Choose two: one more."));
    finish(&s, &sat);
}

static void a_grid_by_keys_and_by_clicks(void **state)
{
    (void)state;
    for (int form = 0; form < FORMS; form++) {
        struct stage s;
        struct sat sat;
        begin(&s, &sat, sizes[form], 1, 32);
        int grid = sat_find(sat.exam, GRID);
        const struct choice *choice = &sat.exam->sheets[grid].choice;
        sat_go(&s, grid);
        stage_key(&s, 'y'); /* and the next row */
        stage_key(&s, 'n');
        assert_int_equal(choice->given[0], CHOICE_YES);
        assert_int_equal(choice->given[1], CHOICE_NO);
        stage_key(&s, '1');
        stage_key(&s, 'n');
        assert_int_equal(choice->given[0], CHOICE_NO);
        stage_key(&s, '1');
        stage_click(&s, option(&s, ID_YES));
        assert_int_equal(choice->given[0], CHOICE_YES);
        stage_click(&s, option(&s, ID_YES));
        assert_int_equal(choice->given[0], CHOICE_OPEN);
        finish(&s, &sat);
    }
}

static void a_board_is_placed_and_nobody_is_unsure(void **state)
{
    (void)state;
    for (int form = 0; form < FORMS; form++) {
        struct stage s;
        struct sat sat;
        begin(&s, &sat, sizes[form], 1, 32);
        int item = sat_find(sat.exam, BOARD);
        const struct board *board = sat.exam->sheets[item].board;
        sat_go(&s, item);
        stage_key(&s, '1');
        assert_int_equal(board->cells[0].zone, 0);
        stage_key(&s, form == 2 ? KEY_HOME : KEY_RIGHT); /* back to what is placed */
        assert_false(is_shown(&s, "\"?\""));
        assert_null(stage_find(&s, "not sure", NULL));
        assert_null(stage_find(&s, "Not sure", NULL));
        stage_typed(&s, '?');
        assert_false(board->cells[0].unsure);
        s.in.ctrl = true;
        stage_key(&s, 'z');
        assert_int_equal(board->cells[0].zone, BOARD_OPEN);
        stage_shift_key(&s, '2');
        assert_true(board->cells[0].zone == 1 && !board->cells[0].unsure);
        stage_key(&s, KEY_ENTER); /* in the smallest form the next layer, else the next question */
        assert_int_equal(sat.exam->at, form == 2 ? item : item + 1);
        finish(&s, &sat);
    }
}

static void flag_hide_list_and_jump(void **state)
{
    (void)state;
    struct stage s;
    struct sat sat;
    begin(&s, &sat, sizes[1], 1, 32);
    stage_key(&s, 'f');
    assert_true(sat.exam->sheets[0].flagged);
    assert_true(is_shown(&s, "\"flagged\""));
    stage_click(&s, control(&s, "Flag"));
    assert_false(sat.exam->sheets[0].flagged);
    assert_true(is_shown(&s, "\"left\""));
    stage_key(&s, 'h');
    assert_false(is_shown(&s, "\"left\""));
    assert_true(sat.exam->clock_hidden);
    stage_click(&s, control(&s, "Show the clock"));
    assert_false(sat.exam->clock_hidden);
    stage_key(&s, 'l');
    assert_int_equal(sat.screen, SCREEN_EXAM_LIST);
    stage_wait(&s, NEW_SCREEN_MS);
    stage_key(&s, KEY_RIGHT);
    stage_key(&s, KEY_RIGHT);
    stage_key(&s, KEY_ENTER); /* the square with the focus, not Hand in */
    assert_int_equal(sat.screen, SCREEN_EXAM);
    assert_int_equal(sat.exam->at, 1);
    stage_wait(&s, NEW_SCREEN_MS);
    stage_key(&s, KEY_ESCAPE);
    stage_wait(&s, NEW_SCREEN_MS);
    stage_click(&s, control(&s, "9, open"));
    assert_int_equal(sat.exam->at, 8);
    finish(&s, &sat);
}

static void handing_in_asks_once_where_something_is_open(void **state)
{
    (void)state;
    struct stage s;
    struct sat sat;
    begin(&s, &sat, sizes[0], 1, 6);
    sat_go(&s, 5);
    stage_click(&s, control(&s, "List and hand in"));
    stage_wait(&s, NEW_SCREEN_MS);
    stage_key(&s, KEY_ENTER);
    assert_int_equal(sat.screen, SCREEN_EXAM_LIST);
    assert_true(is_shown(&s, "6 are open and count as wrong. Once more hands it in."));
    stage_key(&s, KEY_ESCAPE);
    stage_wait(&s, NEW_SCREEN_MS);
    stage_key(&s, 'l');
    stage_wait(&s, NEW_SCREEN_MS);
    stage_key(&s, KEY_ENTER); /* asks anew */
    assert_int_equal(sat.exam->end, EXAM_RUNS);
    stage_click(&s, control(&s, "Hand in, 6 open"));
    assert_int_equal(sat.exam->end, EXAM_HANDED_IN);
    assert_int_equal(sat.screen, SCREEN_EXAM_RESULT);
    finish(&s, &sat);
}

static void keys_of_the_question_before_do_nothing(void **state)
{
    (void)state;
    struct stage s;
    struct sat sat;
    begin(&s, &sat, sizes[0], 1, 32);
    stage_key(&s, KEY_ENTER);
    stage_key(&s, KEY_ENTER);
    stage_key(&s, '1');
    assert_int_equal(sat.exam->at, 1);
    assert_int_equal(sat.exam->n_steps, 1);
    stage_wait(&s, NEW_SCREEN_MS);
    s.in.repeat = true;
    stage_key(&s, KEY_ENTER);
    assert_int_equal(sat.exam->at, 1);
    finish(&s, &sat);
}

/* -- nothing is told -- */

/* Another is right, as many as before: what is shown must be the same to the last byte. */
static void turn_answers(struct deck *deck)
{
    for (int q = 0; q < deck->n_questions; q++) {
        struct deck_question *question = &deck->questions[q];
        for (int i = 0; question->grid && i < question->n_options; i++)
            question->options[i].right = !question->options[i].right;
        bool last = question->options[question->n_options - 1].right;
        for (int i = question->n_options - 1; !question->grid && i > 0; i--)
            question->options[i].right = question->options[i - 1].right;
        question->options[0].right = question->grid ? question->options[0].right : last;
    }
    for (int layer = 0; layer < deck->n_layers; layer++)
        for (int model = 0; model < deck->n_models; model++) {
            struct deck_cell *cell = &deck->layers[layer].cells[model];
            cell->answer = (cell->answer + 1) % deck->n_zones;
        }
}

static void no_reason_is_shown(const struct exam *exam, const char *dump)
{
    for (int i = 0; i < exam->n; i++) {
        const struct deck_question *question = exam_question(exam, i);
        for (int o = 0; question && o < question->n_options; o++) {
            char begins[40];
            snprintf(begins, sizeof begins, "\"%.30s", question->options[o].why);
            if (strstr(dump, begins))
                fail_msg("question %d shows '%s'", i, begins);
        }
    }
}

/* Turns every page, with things chosen; all that is shown one after the other. */
static char *walk(struct size size)
{
    struct stage s;
    struct sat sat;
    char *all = xstrdup("");
    begin(&s, &sat, size, 5, 32);
    for (int i = 0; i < sat.exam->n; i++) {
        sat_go(&s, i);
        for (int round = 0; round < 2; round++) {
            stage_key(&s, round ? 'y' : '2');
            stage_key(&s, KEY_PAGE_DOWN);
            char *dump = stage_dump(&s), *longer = xprintf("%s%s", all, dump);
            no_reason_is_shown(sat.exam, dump);
            free(dump);
            free(all);
            all = longer;
        }
    }
    sat_turn_to(&s, SCREEN_EXAM_LIST);
    char *dump = stage_dump(&s), *longer = xprintf("%s%s", all, dump);
    free(dump);
    free(all);
    finish(&s, &sat);
    return longer;
}

static void nothing_tells_what_is_right(void **state)
{
    (void)state;
    for (int form = 0; form < FORMS; form++) {
        char *before = walk(sizes[form]);
        turn_answers(bank);
        turn_answers(azure);
        char *after = walk(sizes[form]);
        for (int back = 1; back < azure->n_zones; back++)
            turn_answers(azure);
        for (int back = 1; back < 60; back++) /* 60 turns make the whole of any number of options */
            turn_answers(bank);
        if (strcmp(before, after) != 0)
            fail_msg("in form %d something tells", form);
        free(before);
        free(after);
    }
}

/* -- the start page -- */

static void press(struct stage *s, int key, enum exam_start_action action, int wanted)
{
    struct sat *sat = s->of;
    sat->wanted = -1;
    stage_key(s, key);
    assert_int_equal(sat->action, action);
    assert_int_equal(sat->wanted, wanted);
}

static void the_start_page_does_what_its_keys_say(void **state)
{
    (void)state;
    const struct deck *const banks[] = {bank, azure};
    static const struct exam_past past[] = {{STAGE_TODAY - 19, {15, 30}, {16, 34}},
                                            {STAGE_TODAY - 2, {20, 31}, {24, 36}}};
    for (int form = 0; form < FORMS; form++) {
        struct stage s;
        struct sat sat;
        begin(&s, &sat, sizes[form], 1, 32);
        sat.start_facts = (struct exam_start_facts){
            .banks = banks, .n_banks = 2, .questions = 32, .minutes = 34, .said = "", .today = STAGE_TODAY};
        sat_turn_to(&s, SCREEN_EXAM_START);
        press(&s, KEY_ENTER, EXAM_START_BEGIN, -1);
        press(&s, '2', EXAM_START_BANK, 1);
        press(&s, '1', EXAM_START_NOTHING, -1); /* that is the one */
        press(&s, 'n', EXAM_START_NOTHING, -1);
        press(&s, KEY_ESCAPE, EXAM_START_CLOSE, -1);
        sat.start_facts.past = past;
        sat.start_facts.n_past = 2;
        sat.start_facts.open_n = 32;
        sat.start_facts.open_title = bank->title;
        stage_frame(&s);
        press(&s, KEY_ENTER, EXAM_START_GO_ON, -1);
        press(&s, 'n', EXAM_START_BEGIN, -1);
        press(&s, '2', EXAM_START_BANK, 1);
        press(&s, 'a', EXAM_START_PAST, 1); /* the last one stands first */
        press(&s, 'b', EXAM_START_PAST, 0);
        sat.start_facts.open_n = sat.start_facts.questions = 0;
        press(&s, KEY_ENTER, EXAM_START_NOTHING, -1);
        finish(&s, &sat);
    }
}

/* -- words of the result -- */

static void the_result_says_how_sure_it_is(void **state)
{
    (void)state;
    char text[200];
    exam_likely((struct exam_score){16, 22}, text, sizeof text);
    assert_string_equal(text, "asked 10 new ones, 5 to 9 right is likely");
    exam_likely((struct exam_score){81, 263}, text, sizeof text);
    assert_string_equal(text, "asked 10 new ones, 3 to 4 right is likely");
}

static void nowhere_a_pass_or_a_prediction(void **state)
{
    (void)state;
    struct stage s;
    struct sat sat;
    begin(&s, &sat, sizes[0], 1, 32);
    sat.result_facts = (struct exam_result_facts){.today = STAGE_TODAY, .minutes = 34};
    for (int i = 0; i < sat.exam->n; i++) /* all right */
        for (int at = 0; sat_play(&s, EXAM_GO, i, 0), at < 6; at++) {
            const struct deck_question *q = exam_question(sat.exam, i);
            const struct choice *c = &sat.exam->sheets[i].choice;
            const struct board *b = sat.exam->sheets[i].board;
            if (q && at < c->n_options && (c->grid || q->options[c->order[at]].right))
                sat_play(&s, !c->grid ? EXAM_PICK : q->options[c->order[at]].right ? EXAM_YES : EXAM_NO, at, 0);
            else if (b && at < b->n_cells)
                sat_play(&s, EXAM_PLACE, at, azure->layers[b->cells[at].layer].cells[b->cells[at].model].answer);
        }
    sat_play(&s, EXAM_HAND_IN, 0, 0);
    sat_turn_to(&s, SCREEN_EXAM_RESULT);
    struct exam_score all = exam_score(sat.exam);
    assert_int_equal(all.right, all.most);
    char *dump = stage_dump(&s);
    static const char *const never[] = {"pass", "Pass", "ready", "Ready", "well done", "ff1b6e3c", "scaled score of"};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        assert_null(strstr(dump, never[i]));
    assert_non_null(strstr(dump, "700 of 1,000 in the real exam is not 70 % right"));
    assert_non_null(strstr(dump, "35 to 40 %"));
    free(dump);
    finish(&s, &sat);
}

static int open_decks(void **state)
{
    (void)state;
    azure = stage_azure();
    bank = stage_read(DECKS "/az-900.yaml");
    return 0;
}

static int close_decks(void **state)
{
    (void)state;
    deck_free(azure);
    deck_free(bank);
    return 0;
}

int main(int n, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_by_keys_and_by_clicks),
        cmocka_unit_test(a_third_click_says_that_two_are_chosen),
        cmocka_unit_test(a_grid_by_keys_and_by_clicks),
        cmocka_unit_test(a_board_is_placed_and_nobody_is_unsure),
        cmocka_unit_test(flag_hide_list_and_jump),
        cmocka_unit_test(handing_in_asks_once_where_something_is_open),
        cmocka_unit_test(keys_of_the_question_before_do_nothing),
        cmocka_unit_test(no_option_seems_chosen_at_first),
        cmocka_unit_test(the_start_page_does_what_its_keys_say),
        cmocka_unit_test(nothing_tells_what_is_right),
        cmocka_unit_test(the_result_says_how_sure_it_is),
        cmocka_unit_test(nowhere_a_pass_or_a_prediction),
    };
    if (n > 1)
        cmocka_set_test_filter(arguments[1]);
    return cmocka_run_group_tests(tests, open_decks, close_decks);
}
