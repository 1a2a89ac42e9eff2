/* screens: a card and a question, by keys and by mouse, without a window. Nothing of an answer is drawn before its
 * time. */
#include "stage.h"
#include "widths.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct deck *deck;

static void start(struct stage *s, int w, int h, int percent, const struct task *tasks, int n)
{
    stage_init(s, fixed_widths, w, h, percent);
    for (int rating = 1; rating <= 4; rating++)
        s->facts.rated_due[rating] = STAGE_TODAY + rating;
    stage_drill(s, deck, tasks, n, NULL);
}

static bool shows(const struct stage *s, const char *text)
{
    char *dump = stage_dump(s);
    bool found = strstr(dump, text) != NULL;
    free(dump);
    return found;
}

static void click(struct stage *s, const char *label)
{
    const struct ui_control *control = stage_find(s, label, NULL);
    if (!control)
        fail_msg("nothing is called '%s'", label);
    stage_click(s, control);
}

static void undo(struct stage *s)
{
    s->in.ctrl = true;
    stage_key(s, 'z');
}

static void a_card_by_keys_and_by_mouse(void **state)
{
    (void)state;
    const struct task tasks[] = {stage_card(deck, 0), stage_card(deck, 1)};
    for (int way = 0; way < 3; way++) {
        struct stage s;
        start(&s, 1280, 800, 100, tasks, 2);
        assert_int_equal(s.screen, SCREEN_CARD);
        assert_null(stage_find(&s, "Knew it", NULL));
        if (way < 2)
            stage_key(&s, way ? KEY_SPACE : KEY_ENTER);
        else
            click(&s, "Turn");
        assert_true(s.session->answering.turned);
        stage_key(&s, '2'); /* too soon to have been read */
        assert_int_equal(s.session->task, 0);
        stage_wait(&s, NEW_SCREEN_MS);
        stage_key(&s, KEY_ENTER);
        stage_key(&s, KEY_SPACE);
        assert_int_equal(s.session->task, 0);
        if (way < 2)
            stage_key(&s, way ? '1' : '2');
        else
            click(&s, "Knew it");
        assert_int_equal(s.session->task, 1);
        assert_int_equal(s.session->tries[0].given, way == 1 ? 1 : 3);
        stage_wait(&s, NEW_SCREEN_MS);
        if (way < 2)
            undo(&s);
        else
            click(&s, "Undo");
        assert_int_equal(s.session->task, 0);
        assert_non_null(stage_find(&s, "Knew it", NULL));
        stage_wait(&s, NEW_SCREEN_MS);
        stage_key(&s, '1');
        assert_int_equal(s.session->tries[0].given, 1);
        stage_clear(&s);
    }
}

static void a_setting_gives_four_ratings(void **state)
{
    (void)state;
    const struct task tasks[] = {stage_card(deck, 0), stage_card(deck, 1)};
    for (int rating = 1; rating <= 4; rating++) {
        struct stage s;
        start(&s, 1280, 800, 100, tasks, 2);
        s.facts.four_ratings = true;
        stage_key(&s, KEY_SPACE);
        stage_wait(&s, NEW_SCREEN_MS);
        stage_key(&s, '0' + rating);
        assert_int_equal(s.session->tries[0].given, rating);
        stage_clear(&s);
    }
}

static void ratings_say_when_it_returns(void **state)
{
    (void)state;
    const struct task task = stage_card(deck, 0);
    struct stage s;
    start(&s, 1280, 800, 100, &task, 1);
    assert_false(shows(&s, "later in this session"));
    stage_key(&s, KEY_SPACE);
    assert_true(shows(&s, "later in this session") && shows(&s, "in 3 days"));
    stage_wait(&s, NEW_SCREEN_MS);
    stage_key(&s, '1');
    stage_wait(&s, NEW_SCREEN_MS);
    stage_key(&s, KEY_SPACE);
    assert_true(shows(&s, "\"tomorrow\"") && !shows(&s, "later in this session")); /* not a third time */
    stage_wait(&s, NEW_SCREEN_MS);
    stage_key(&s, '2');
    assert_int_equal(s.screen, SCREEN_CARD); /* so that it can be undone */
    stage_wait(&s, NEW_SCREEN_MS);
    stage_key(&s, KEY_ENTER);
    assert_int_equal(s.screen, SCREEN_END);
    stage_clear(&s);
}

static void one_option_by_keys_and_by_mouse(void **state)
{
    (void)state;
    const struct task tasks[] = {stage_question(deck, STAGE_ONE), stage_card(deck, 0)};
    for (int mouse = 0; mouse < 2; mouse++) {
        struct stage s;
        start(&s, 1280, 800, 100, tasks, 2);
        const struct choice *choice = &s.session->answering.choice;
        int at = 0;
        while (choice->order[at] != 1)
            at++;
        if (mouse)
            click(&s, "You");
        else
            stage_key(&s, '1' + at);
        assert_int_equal(choice->given[at], CHOICE_YES);
        undo(&s);
        assert_int_equal(choice_count(choice), 0);
        stage_key(&s, KEY_HOME);
        for (int i = 0; i < at; i++)
            stage_key(&s, KEY_DOWN);
        stage_key(&s, KEY_SPACE);
        assert_int_equal(choice->given[at], CHOICE_YES);
        if (mouse)
            click(&s, "Not sure");
        else
            stage_typed(&s, '?');
        assert_true(choice->unsure && shows(&s, "You are not sure"));
        if (mouse)
            click(&s, "Check");
        else
            stage_key(&s, KEY_ENTER);
        assert_int_equal(s.session->phase, PHASE_CHECKED);
        assert_true(s.session->answers[0].correct && s.session->answers[0].unsure);
        assert_true(shows(&s, "Right, and you were not sure") && shows(&s, "This is why."));
        stage_key(&s, KEY_ENTER); /* too soon */
        assert_int_equal(s.session->task, 0);
        stage_wait(&s, NEW_SCREEN_MS);
        s.once = true;
        stage_key(&s, 'o');
        assert_string_equal(s.ui.open_url, "https://example.org/");
        s.once = false;
        if (mouse)
            click(&s, "I slipped");
        else
            stage_key(&s, KEY_ENTER);
        assert_int_equal(s.session->task, 1);
        assert_int_equal(s.session->tries[0].slipped, mouse);
        stage_clear(&s);
    }
}

static void a_third_of_two_is_told(void **state)
{
    (void)state;
    const struct task task = stage_question(deck, STAGE_TWO);
    struct stage s;
    start(&s, 1280, 800, 100, &task, 1);
    stage_key(&s, '1');
    click(&s,
          stage_label(
              &s, stage_find(
                      &s, s.session->decks[0]->questions[STAGE_TWO].options[s.session->answering.choice.order[3]].text,
                      NULL)));
    assert_false(shows(&s, "chosen already"));
    stage_key(&s, '5');
    assert_true(shows(&s, "two are chosen already"));
    assert_int_equal(choice_count(&s.session->answering.choice), 2);
    stage_key(&s, '1');
    assert_false(shows(&s, "chosen already"));
    stage_key(&s, '5');
    assert_int_equal(s.session->answering.choice.given[4], CHOICE_YES);
    stage_clear(&s);
}

static void a_grid_by_keys_and_by_mouse(void **state)
{
    (void)state;
    const struct task task = stage_question(deck, STAGE_GRID);
    struct stage s;
    start(&s, 1280, 800, 100, &task, 1);
    const struct choice *choice = &s.session->answering.choice;
    stage_key(&s, '3');
    assert_int_equal(choice_count(choice), 0);
    stage_key(&s, 'n');
    assert_int_equal(choice->given[2], CHOICE_NO);
    stage_key(&s, 'y'); /* the next row */
    assert_int_equal(choice->given[3], CHOICE_YES);
    click(&s, "Yes");
    assert_int_equal(choice->given[0], CHOICE_YES);
    undo(&s);
    assert_int_equal(choice->given[0], CHOICE_OPEN);
    assert_int_equal(choice_count(choice), 2);
    stage_key(&s, KEY_ENTER);
    assert_int_equal(s.session->answers[0].verdict, VERDICT_WRONG);
    stage_clear(&s);
}

static void an_empty_question_is_asked_about_first(void **state)
{
    (void)state;
    const struct task task = stage_question(deck, STAGE_ONE);
    struct stage s;
    start(&s, 1280, 800, 100, &task, 1);
    stage_key(&s, KEY_ENTER);
    assert_int_equal(s.session->phase, PHASE_PLACING);
    assert_true(shows(&s, "Nothing is chosen yet"));
    stage_key(&s, KEY_ENTER);
    assert_int_equal(s.session->answers[0].verdict, VERDICT_OPEN);
    assert_true(shows(&s, "Left open"));
    stage_clear(&s);
}

/* Whatever is pressed that does not turn or check: front and question tell nothing. */
/* Enter on a question that was just begun, or gone on with, answers nothing, and no option has a ring as if it were
 * chosen. */
static void no_option_seems_chosen_at_first(void **state)
{
    (void)state;
    const struct task tasks[] = {stage_question(deck, STAGE_ONE), stage_question(deck, STAGE_GRID)};
    struct stage s;
    start(&s, 1280, 800, 100, tasks, 2);
    assert_null(stage_focused(&s));
    stage_key(&s, KEY_SPACE);
    stage_key(&s, KEY_ENTER);
    assert_int_equal(choice_count(&s.session->answering.choice), 0);
    assert_int_equal(s.session->phase, PHASE_PLACING);
    stage_key(&s, KEY_DOWN);
    assert_int_equal(stage_focused(&s)->id, ID_OPTION);
    stage_key(&s, KEY_SPACE);
    assert_int_equal(s.session->answering.choice.given[0], CHOICE_YES);
    stage_key(&s, KEY_ENTER);
    stage_wait(&s, NEW_SCREEN_MS);
    stage_key(&s, KEY_ENTER);
    stage_wait(&s, NEW_SCREEN_MS);
    assert_int_equal(stage_focused(&s)->id, ID_OPTION); /* the row that Y and N mean */
    stage_clear(&s);
}

static void nothing_is_told_before_it_is_answered(void **state)
{
    (void)state;
    static const int keys[] = {'1',    '2',           'y',     'o',           'r', KEY_DOWN,
                               KEY_UP, KEY_PAGE_DOWN, KEY_END, KEY_BACKSPACE, '6', 'l'};
    for (int i = 0; i < 1 + STAGE_KINDS; i++) {
        const struct task task = i < 1 ? stage_card(deck, 0) : stage_question(deck, i - 1);
        struct stage s;
        start(&s, 800, 600, 100, &task, 1);
        for (int k = 0; k < (int)(sizeof keys / sizeof *keys); k++) {
            stage_key(&s, keys[k]);
            assert_false(shows(&s, "The machine below") || shows(&s, "This is why"));
            assert_false(shows(&s, "right, you") || shows(&s, "right, it") || shows(&s, "Source") ||
                         shows(&s, "sign cross"));
            assert_null(s.ui.open_url);
        }
        stage_key(&s, KEY_ENTER);
        assert_true(shows(&s, "The machine below") || shows(&s, "This is why"));
        stage_clear(&s);
    }
}

/* A press on one window and a release on another, a lost pointer and a window that shrinks meanwhile choose nothing. */
static void wrong_moments_choose_nothing(void **state)
{
    (void)state;
    const struct task task = stage_question(deck, STAGE_KINDS + STAGE_ONE);
    struct stage s;
    start(&s, 800, 600, 200, &task, 1);
    const struct ui_control *first =
        stage_find(&s, deck->questions[STAGE_KINDS].options[s.session->answering.choice.order[0]].text, NULL);
    assert_non_null(first);
    int x = first->r.x + 40, y = rect_common(first->r, first->clip).y + 20;
    stage_press(&s, x, y);
    s.in.cancelled = true;
    stage_frame(&s);
    stage_release(&s);
    assert_int_equal(choice_count(&s.session->answering.choice), 0);
    stage_press(&s, x, y);
    s.in.wheel = 6;
    stage_frame(&s);
    stage_release(&s); /* over another row by now */
    assert_int_equal(choice_count(&s.session->answering.choice), 0);
    stage_press(&s, x, y);
    s.in.width_px = 1280;
    s.in.height_px = 400;
    stage_frame(&s);
    stage_move(&s, 1270, 390);
    stage_release(&s);
    assert_int_equal(choice_count(&s.session->answering.choice), 0);
    assert_int_equal(s.session->phase, PHASE_PLACING);
    stage_clear(&s);
}

/* The base has other texts and the same places. */
static void a_translated_deck_is_shown_in_both_languages(void **state)
{
    (void)state;
    struct deck *base = stage_asking();
    base->cards[0].front = "Wat is een host?";
    base->questions[STAGE_ONE].ask = "Wie patcht de host?";
    base->language = "nl";
    deck->base = base;
    deck->language = "en";
    for (int q = 0; q < 2; q++) {
        const struct task task = q ? stage_question(deck, STAGE_ONE) : stage_card(deck, 0);
        const char *own = q ? "Who patches" : "What is a host", *other = q ? "Wie patcht" : "Wat is een host";
        bool in_base = false;
        struct stage s;
        start(&s, 1280, 800, 100, &task, 1);
        stage_key(&s, 'l'); /* there is no choice */
        assert_true(shows(&s, own) && !stage_find(&s, "nl", NULL));
        s.facts.base_language = &in_base;
        stage_key(&s, 'l');
        assert_true(in_base && shows(&s, other) && !shows(&s, own));
        click(&s, "en");
        assert_true(!in_base && shows(&s, own) && !shows(&s, other));
        assert_int_equal(s.session->n_steps, 0);
        stage_clear(&s);
    }
    deck->base = NULL;
    deck_free(base);
}

static int make_deck(void **state)
{
    (void)state;
    deck = stage_asking();
    return 0;
}

static int free_deck(void **state)
{
    (void)state;
    deck_free(deck);
    return 0;
}

int main(int n, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_by_keys_and_by_mouse),
        cmocka_unit_test(a_setting_gives_four_ratings),
        cmocka_unit_test(ratings_say_when_it_returns),
        cmocka_unit_test(one_option_by_keys_and_by_mouse),
        cmocka_unit_test(a_third_of_two_is_told),
        cmocka_unit_test(a_grid_by_keys_and_by_mouse),
        cmocka_unit_test(an_empty_question_is_asked_about_first),
        cmocka_unit_test(no_option_seems_chosen_at_first),
        cmocka_unit_test(nothing_is_told_before_it_is_answered),
        cmocka_unit_test(wrong_moments_choose_nothing),
        cmocka_unit_test(a_translated_deck_is_shown_in_both_languages),
    };
    if (n > 1 && arguments[1][0] != '-')
        cmocka_set_test_filter(arguments[1]);
    return cmocka_run_group_tests(tests, make_deck, free_deck);
}
