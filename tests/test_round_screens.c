/* The pages of a round: what they show, in all forms, what keys and clicks do there, and that nothing is seen of what
   is right before a board is checked. */
#include "match.h"
#include "widths.h"

#include <ctype.h>
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

static struct deck *azure;

static void begin(struct stage *s, struct match *m, struct size size, int n_teams)
{
    stage_init(s, fixed_widths, size.w, size.h, size.percent);
    match_begin(s, m, azure, n_teams);
}

static void end(struct stage *s, struct match *m)
{
    match_clear(m);
    stage_clear(s);
}

static void press(struct stage *s, const char *label, bool by_mouse, int key)
{
    const struct ui_control *c = stage_find(s, label, NULL);
    if (!c)
        fail_msg("there is no control '%s'", label);
    if (by_mouse)
        stage_click(s, c);
    else
        stage_key(s, key);
    stage_frame(s);
    stage_wait(s, NEW_SCREEN_MS);
}

/* -- leaks -- */

/* Other right answers, other reasons: until a board is checked no page may differ by them. */
static void nothing_is_seen_before_check(void **state)
{
    (void)state;
    for (int form = 0; form < FORMS; form++) {
        struct stage s;
        struct match m;
        begin(&s, &m, sizes[form], 2);
        for (int page = 0; page < 3; page++) {
            char *before = stage_dump(&s);
            for (int layer = 0; layer < azure->n_layers; layer++)
                for (int model = 0; model < azure->n_models; model++) {
                    struct deck_cell *cell = &azure->layers[layer].cells[model];
                    cell->answer = (cell->answer + 1) % azure->n_zones;
                }
            stage_frame(&s);
            char *after = stage_dump(&s);
            for (int layer = 0; layer < azure->n_layers; layer++)
                for (int model = 0; model < azure->n_models; model++) {
                    struct deck_cell *cell = &azure->layers[layer].cells[model];
                    cell->answer = (cell->answer + azure->n_zones - 1) % azure->n_zones;
                }
            assert_string_equal(before, after);
            free(before);
            free(after);
            if (page == 0)
                press(&s, "Start", false, KEY_ENTER);
            else
                stage_key(&s, 'p');
            match_show(&s);
        }
        assert_int_equal(m.round->clock.state, CLOCK_RUNS);
        end(&s, &m);
    }
}

static void a_pause_hides_the_board(void **state)
{
    (void)state;
    for (int form = 0; form < FORMS; form++) {
        struct stage s;
        struct match m;
        begin(&s, &m, sizes[form], 2);
        press(&s, "Start", true, 0);
        const char *layer = azure->layers[m.round->board.cells[0].layer].name;
        press(&s, "Pause", true, 0);
        char *shown = stage_dump(&s);
        assert_null(strstr(shown, layer));
        free(shown);
        stage_key(&s, '1');
        assert_int_equal(m.round->board.cells[0].zone, BOARD_OPEN);
        end(&s, &m);
    }
}

/* -- hands -- */

static void a_board_is_played_by_keys_and_by_mouse(void **state)
{
    (void)state;
    for (int form = 0; form < FORMS; form++)
        for (int by_mouse = 0; by_mouse < 2; by_mouse++) {
            struct stage s;
            struct match m;
            begin(&s, &m, sizes[form], 2);
            press(&s, "Start", by_mouse, KEY_ENTER);
            assert_int_equal(m.round->clock.state, CLOCK_RUNS);
            press(&s, "Pause", by_mouse, 'p');
            assert_int_equal(m.round->clock.state, CLOCK_PAUSED);
            press(&s, "Go on", by_mouse, 'p');
            assert_int_equal(m.round->clock.state, CLOCK_RUNS);
            stage_key(&s, '2');
            assert_int_equal(m.round->board.cells[0].zone, 1);
            s.in.ctrl = true;
            stage_key(&s, 'z');
            assert_int_equal(m.round->board.cells[0].zone, BOARD_OPEN);
            stage_key(&s, '2');
            stage_key(&s, KEY_ESCAPE); /* asks */
            assert_int_equal(m.round->clock.state, CLOCK_PAUSED);
            match_show(&s);
            stage_key(&s, KEY_ESCAPE);
            assert_int_equal(m.round->clock.state, CLOCK_RUNS);
            match_show(&s);
            stage_key(&s, KEY_ESCAPE);
            match_show(&s);
            stage_key(&s, 'l');
            assert_int_equal(m.action, ROUND_PAUSE_LEAVE);
            stage_key(&s, 'e');
            assert_int_equal(m.action, ROUND_PAUSE_END);
            end(&s, &m);
        }
}

static void nobody_slips(void **state)
{
    (void)state;
    struct stage s;
    struct match m;
    begin(&s, &m, sizes[0], 2);
    match_play(&s, MOVE_START, 0, 0);
    match_play(&s, MOVE_CHECK, 0, 0);
    match_show(&s);
    char *shown = stage_dump(&s);
    assert_null(strstr(shown, "I slipped"));
    assert_null(strstr(shown, "Comes back"));
    free(shown);
    int steps = m.round->n_steps;
    s.in.ctrl = true;
    stage_key(&s, 'z');
    assert_int_equal(m.round->n_steps, steps);
    end(&s, &m);
}

static void a_round_is_set_up(void **state)
{
    (void)state;
    for (int form = 0; form < FORMS; form++) {
        struct stage s;
        struct match m;
        begin(&s, &m, sizes[form], 2);
        m.setting_up = true;
        match_show(&s);
        stage_key(&s, KEY_SPACE); /* the deck, and again */
        assert_int_equal(m.setup.n_decks, 0);
        stage_key(&s, KEY_ENTER);
        assert_int_equal(m.action, ROUND_SETUP_NOTHING);
        stage_key(&s, KEY_SPACE);
        assert_int_equal(m.setup.n_decks, 1);
        stage_click(&s, stage_find(&s, "more: Seconds for each board", NULL));
        assert_int_equal(m.setup.seconds, 70);
        for (int i = 0; i < 60; i++) {
            stage_key(&s, KEY_DOWN);
            const struct ui_control *focused = stage_focused(&s);
            if (focused && strcmp(stage_label(&s, focused), "Boards for each team: 2") == 0)
                break;
        }
        stage_key(&s, KEY_RIGHT);
        assert_int_equal(m.setup.boards, 3);
        for (int i = 0; i < 60 && strncmp(stage_label(&s, stage_focused(&s)), "team 1:", 7) != 0; i++)
            stage_key(&s, KEY_DOWN);
        for (int i = 0; i < 3; i++)
            stage_key(&s, KEY_BACKSPACE);
        for (const char *c = "G r"; *c; c++) { /* a letter that is a button's key, and a space */
            s.in.key = *c == ' ' ? KEY_SPACE : *c | 32;
            stage_frame(&s);
            assert_int_equal(m.action, ROUND_SETUP_NOTHING);
            stage_typed(&s, *c);
        }
        stage_typed(&s, 0xe9);
        assert_string_equal(m.setup.names[0], "G r\xc3\xa9");
        assert_int_equal(m.setup.n_decks, 1);
        stage_key(&s, KEY_ENTER);
        assert_int_equal(m.action, ROUND_SETUP_START);
        stage_key(&s, KEY_ESCAPE);
        assert_int_equal(m.action, ROUND_SETUP_CLOSE);
        end(&s, &m);
    }
}

static void go_to(struct stage *s, const char *label)
{
    size_t length = strlen(label);
    for (int i = 0; i < 80; i++) {
        const struct ui_control *focused = stage_focused(s);
        if (focused && strncmp(stage_label(s, focused), label, length) == 0)
            return;
        stage_key(s, KEY_TAB);
    }
    fail_msg("'%s' cannot be reached", label);
}

static void type(struct stage *s, const char *text)
{
    for (; *text; text++)
        stage_typed(s, *text);
}

static bool says(const struct stage *s, const char *words)
{
    char *all = stage_dump(s);
    bool found = strstr(all, words) != NULL;
    free(all);
    return found;
}

/* The number of a round stands for all of it but the teams' names; whatever is changed behind it is another round. */
static void a_round_number_sets_up_its_boards(void **state)
{
    (void)state;
    for (int form = 0; form < FORMS; form++) {
        struct stage s;
        struct match m;
        struct round_setup played;
        struct task wanted[ROUND_TASKS_MAX], drawn[ROUND_TASKS_MAX];
        char number[ROUND_NUMBER_MAX], wrong[ROUND_NUMBER_MAX];
        round_setup_init(&played);
        round_setup_add(&played, azure);
        played.decks[0].models[1] = false;
        played.n_teams = 3;
        played.boards = 2;
        played.seconds = 45;
        played.seed = 99;
        round_number(&played, number);
        begin(&s, &m, sizes[form], 1);
        snprintf(m.setup.names[0], ROUND_NAME_MAX, "%s", "Bl\xc3\xa5");
        m.setting_up = true;
        match_show(&s);
        go_to(&s, "Round number");
        snprintf(wrong, sizeof wrong, "%s", number);
        wrong[2] = wrong[2] == '7' ? '8' : '7';
        type(&s, wrong);
        stage_key(&s, KEY_ENTER);
        assert_int_equal(m.action, ROUND_SETUP_NOTHING);
        assert_true(m.setup_view.error[0] && m.setup.n_teams == 1);
        for (size_t i = 0; i < strlen(wrong); i++)
            stage_key(&s, KEY_BACKSPACE);
        assert_true(!m.setup_view.number[0] && !m.setup_view.error[0]);
        for (const char *c = number; *c; c++) /* small letters, and spaces for hyphens */
            stage_typed(&s, *c == '-' ? ' ' : (char)tolower(*c));
        stage_key(&s, KEY_ENTER);
        assert_int_equal(m.action, ROUND_SETUP_NOTHING);
        assert_string_equal(m.setup_view.number, number);
        assert_int_equal(m.setup.seconds, 45);
        assert_string_equal(m.setup.names[0], "Bl\xc3\xa5");
        int n = round_draw(&played, wanted);
        assert_int_equal(round_draw(&m.setup, drawn), n);
        assert_memory_equal(wanted, drawn, (size_t)n * sizeof *wanted);
        stage_key(&s, KEY_ENTER);
        assert_int_equal(m.action, ROUND_SETUP_AGAIN);
        if (sizes[form].percent == 100 && sizes[form].w > 1000)
            assert_true(says(&s, "These are its boards"));
        m.setup.seconds = 60;
        stage_wait(&s, NEW_SCREEN_MS);
        if (sizes[form].percent == 100 && sizes[form].w > 1000)
            assert_true(says(&s, "Changed since"));
        stage_key(&s, KEY_ENTER);
        assert_int_equal(m.action, ROUND_SETUP_START);
        round_setup_clear(&played);
        end(&s, &m);
    }
}

static int open_all(void **state)
{
    (void)state;
    azure = stage_azure();
    return !azure;
}

static int close_all(void **state)
{
    (void)state;
    deck_free(azure);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_seen_before_check),
        cmocka_unit_test(a_pause_hides_the_board),
        cmocka_unit_test(a_board_is_played_by_keys_and_by_mouse),
        cmocka_unit_test(nobody_slips),
        cmocka_unit_test(a_round_is_set_up),
        cmocka_unit_test(a_round_number_sets_up_its_boards),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
