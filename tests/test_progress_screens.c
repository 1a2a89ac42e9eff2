/* Progress: what a person does with pointer and keys, and the words that a picture is. Without a window. */
#include "base/mem.h"
#include "made_progress.h"
#include "screens/progress_parts.h"
#include "stage.h"
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
} sizes[] = {{1280, 800, 100}, {800, 600, 100},   {800, 600, 200},
             {1280, 800, 200}, {1920, 1080, 100}, {1920, 1080, 200}};
enum { SIZES = sizeof sizes / sizeof *sizes, DECKS_SHOWN = 14 };

static struct deck *azure, *terms;
static const struct deck *all[DECKS_SHOWN];

static void begin(struct stage *s, struct made_progress *m, struct size size, const struct deck *deck,
                  enum made_how how)
{
    stage_init(s, fixed_widths, size.w, size.h, size.percent);
    made_progress(m, s, deck, how, all, DECKS_SHOWN);
}

static void end(struct stage *s, struct made_progress *m)
{
    stage_clear(s);
    made_progress_clear(m);
}

static const char *label_of(const struct stage *s, int id)
{
    for (int i = 0; i < s->ui.n_controls; i++)
        if (s->ui.controls[i].id == id)
            return stage_label(s, &s->ui.controls[i]);
    fail_msg("there is no control %d", id);
    return NULL;
}

static const struct ui_control *control_of(const struct stage *s, int id)
{
    for (int i = 0; i < s->ui.n_controls; i++)
        if (s->ui.controls[i].id == id)
            return &s->ui.controls[i];
    fail_msg("there is no control %d", id);
    return NULL;
}

static const struct draw_command *text_of(const struct stage *s, const char *words)
{
    for (int i = 0; i < s->ui.draw.n; i++)
        if (s->ui.draw.commands[i].kind == DRAW_TEXT &&
            strcmp(draw_text_of(&s->ui.draw, &s->ui.draw.commands[i]), words) == 0)
            return &s->ui.draw.commands[i];
    return NULL;
}

static void assert_shows(const struct stage *s, const char *words)
{
    if (!text_of(s, words))
        fail_msg("'%s' is not shown", words);
}

static int item_of(const char *layer, const char *model)
{
    for (int item = 0; item < deck_item_count(azure); item++)
        if (strcmp(azure->layers[deck_item_layer(azure, item)].id, layer) == 0 &&
            strcmp(azure->models[deck_item_model(azure, item)].id, model) == 0)
            return item;
    fail_msg("no such item");
    return -1;
}

/* -- cells -- */

static void arrows_read_the_cells(void **state)
{
    (void)state;
    for (int size = 0; size < SIZES; size++) {
        struct stage s;
        struct made_progress m;
        begin(&s, &m, sizes[size], azure, MADE_FULL);
        m.view.item = item_of("idinfra", "iaas");
        stage_key(&s, KEY_RIGHT);
        assert_int_equal(m.view.item, item_of("idinfra", "paas"));
        stage_key(&s, KEY_DOWN);
        assert_int_equal(m.view.item, item_of("apps", "paas"));
        stage_key(&s, KEY_UP);
        stage_key(&s, KEY_RIGHT);
        stage_key(&s, KEY_RIGHT);
        assert_int_equal(m.view.item, item_of("idinfra", "saas")); /* no further */
        stage_key(&s, KEY_LEFT);
        stage_key(&s, KEY_LEFT);
        stage_key(&s, KEY_LEFT);
        assert_int_equal(m.view.item, item_of("idinfra", "iaas")); /* what is given is not asked */
        assert_shows(&s, "Identity and directory infrastructure in IaaS");
        end(&s, &m);
    }
}

/* Every number of the sentence by hand. */
static void a_cell_is_said_in_words(void **state)
{
    (void)state;
    static const struct {
        struct progress_item item;
        const char *given;
        int times;
        const char *figure, *words;
    } cases[] = {
        {{true, true, 7, 7, 3, .52}, "Customer", 3, "5", "5 of 10. 7 answers, 3 wrong, each time Customer."},
        {{true, true, 7, 7, 3, .949}, "Customer", 2, "9", "9 of 10. 7 answers, 3 wrong, 2 of them Customer."},
        {{true, true, 7, 7, 1, .951}, "Shared", 1, "9+", "More than 9 of 10. 7 answers, 1 wrong: Shared."},
        {{true, true, 4, 4, 4, .04}, NULL, 0, "0", "0 of 10. 4 answers, 4 wrong."},
        {{true, true, 2, 2, 0, .99}, NULL, 0, NULL, "2 answers, none wrong: too few for a figure."},
        {{true, true, 1, 1, 1, .6}, NULL, 0, NULL, "1 answer, 1 wrong: too few for a figure."},
        {{true, false, 0, 0, 0, .33}, NULL, 0, "new", "Not asked yet."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stage s;
        struct made_progress m;
        int item = item_of("idinfra", "paas");
        begin(&s, &m, sizes[0], azure, MADE_FULL);
        for (int k = 0; k < deck_item_count(azure); k++)
            m.items[k].asked = k == item;
        m.items[item] = cases[i].item;
        m.facts.given = cases[i].given;
        m.facts.given_times = cases[i].times;
        m.view.item = item;
        stage_frame(&s);
        assert_shows(&s, "Identity and directory infrastructure in PaaS");
        assert_shows(&s, cases[i].words);
        if (cases[i].figure)
            assert_shows(&s, cases[i].figure);
        end(&s, &m);
    }
}

static void a_click_reads_a_cell(void **state)
{
    (void)state;
    for (int size = 0; size < SIZES; size++) {
        struct stage s;
        struct made_progress m;
        begin(&s, &m, sizes[size], azure, MADE_FULL);
        m.view.item = item_of("data", "iaas");
        m.items[item_of("devices", "paas")] = (struct progress_item){true, false, 0, 0, 0, .33};
        for (int k = 0; k < deck_item_count(azure); k++)
            if (k != item_of("devices", "paas"))
                m.items[k].met = true;
        stage_frame(&s);
        const struct draw_command *new = text_of(&s, "new");
        stage_move(&s, 100, s.in.height_px / 2);
        for (int i = 0; i < 10 && (!new || new->clip.y + new->clip.h < new->r.y + new->r.h); i++) {
            s.in.wheel = 1;
            stage_frame(&s);
            new = text_of(&s, "new");
        }
        assert_non_null(new);
        stage_press(&s, new->r.x + 2, new->r.y + 2);
        stage_release(&s);
        assert_int_equal(m.view.item, item_of("devices", "paas"));
        assert_shows(&s, "Not asked yet.");
        end(&s, &m);
    }
}

static void cards_stand_in_rows_and_have_their_text(void **state)
{
    (void)state;
    struct stage s;
    struct made_progress m;
    begin(&s, &m, sizes[2], terms, MADE_FULL);
    m.view.item = 0;
    for (int i = 0; i < terms->n_cards + 5; i++)
        stage_key(&s, KEY_RIGHT);
    assert_int_equal(m.view.item, terms->n_cards - 1);
    assert_true(strncmp(label_of(&s, ID_PROGRESS_MAP), terms->cards[terms->n_cards - 1].front, 20) == 0);
    stage_key(&s, KEY_UP);
    assert_true(m.view.item < terms->n_cards - 2);
    struct rect seen = rect_common(control_of(&s, ID_PROGRESS_MAP)->r, control_of(&s, ID_PROGRESS_MAP)->clip);
    assert_false(rect_empty(seen));
    end(&s, &m);
}

/* -- the other pictures -- */

static void walk(struct stage *s, int id, int key, const char *words)
{
    ui_focus(&s->ui, id);
    stage_key(s, key);
    assert_string_equal(label_of(s, id), words);
    assert_int_equal(s->ui.focus, id);
}

static void each_picture_is_walked_and_said(void **state)
{
    (void)state;
    for (int size = 0; size < SIZES; size++) {
        struct stage s;
        struct made_progress m;
        begin(&s, &m, sizes[size], azure, MADE_FULL);
        assert_string_equal(label_of(&s, ID_PROGRESS_LINE), "Today: asked 10 of these, 8 right, 7 to 9 is likely.");
        walk(&s, ID_PROGRESS_LINE, KEY_RIGHT,
             "On 2 January: 8 right with 6 minutes a day (7 to 9 is likely), 8 without practice (7 to 9).");
        for (int i = 0; i < 20; i++)
            stage_key(&s, KEY_RIGHT);
        assert_string_equal(
            label_of(&s, ID_PROGRESS_LINE),
            "On 13 January: 9 right with 6 minutes a day (8 to 10 is likely), 7 without practice (5 to 8).");
        for (int i = 0; i < 100; i++)
            stage_key(&s, KEY_LEFT);
        assert_string_equal(label_of(&s, ID_PROGRESS_LINE),
                            "On 23 November: asked 10 of these, 3 right, 2 to 5 is likely.");
        m.days[29] = (struct numbers_day){STAGE_TODAY, 12, 10, 2};
        m.view.day = STAGE_TODAY;
        walk(&s, ID_PROGRESS_BARS, KEY_RIGHT, "Today: 12 answers, 10 right, 2 wrong. 2 more were repeats.");
        walk(&s, ID_PROGRESS_BARS, KEY_LEFT, "On 31 December: nothing was answered.");
        m.calibration.bins[3] = (struct calibration_bin){.7, .8, 38, 28, 28.5};
        m.view.bin = 4;
        walk(&s, ID_PROGRESS_BINS, KEY_LEFT,
             "Of what demarc gave 7 to 8 of 10, 7.4 were right. 38 answers; on average it gave them 7.5.");
        m.view.bin = 2;
        walk(&s, ID_PROGRESS_BINS, KEY_LEFT, "Nothing was answered yet that demarc gave 5 to 6 of 10.");
        end(&s, &m);
    }
}

/* The dot and the sentence are those of the day that was clicked on. */
static void a_click_on_the_line_chooses_the_day(void **state)
{
    (void)state;
    struct stage s;
    struct made_progress m;
    begin(&s, &m, sizes[0], azure, MADE_FULL);
    const struct ui_control *line = control_of(&s, ID_PROGRESS_LINE);
    stage_press(&s, line->r.x + 70, line->r.y + line->r.h / 2);
    stage_release(&s);
    assert_in_range(m.view.point, 0, 3);
    line = control_of(&s, ID_PROGRESS_LINE);
    stage_press(&s, line->r.x + line->r.w - 20, line->r.y + line->r.h / 2);
    stage_release(&s);
    assert_int_equal(m.view.point, 40 + 12 - 1);
    end(&s, &m);
}

static void without_answers_it_says_what_to_do(void **state)
{
    (void)state;
    struct stage s;
    struct made_progress m;
    begin(&s, &m, sizes[0], azure, MADE_EMPTY);
    assert_shows(&s, "No line yet");
    assert_shows(&s, "Nothing was answered yet.");
    for (int i = 0; i < s.ui.draw.n; i++)
        assert_int_not_equal(s.ui.draw.commands[i].kind, DRAW_LINE);
    end(&s, &m);
    begin(&s, &m, sizes[0], azure, MADE_ONE_ANSWER);
    assert_shows(&s, "No line yet");
    assert_shows(&s, "It needs 20 first answers on 2 days. So far: 1 answer on 1 day.");
    end(&s, &m);
    begin(&s, &m, sizes[0], azure, MADE_NO_DECK);
    assert_shows(&s, "There is no deck that can be read.");
    stage_key(&s, KEY_ESCAPE);
    assert_int_equal(m.action, PROGRESS_CLOSE);
    end(&s, &m);
}

/* Rule 6: topics are named, what is not measured has its share; nothing is promised of the exam. */
static void rule_6_it_says_what_is_not_measured(void **state)
{
    (void)state;
    static const char *const never[] = {"pass", "Pass", "ready", "Ready", "score"};
    struct stage s;
    struct made_progress m;
    begin(&s, &m, (struct size){1280, 2000, 100}, azure, MADE_FULL);
    assert_shows(&s, "What this says about AZ-900");
    assert_shows(&s, "9 of 10");
    assert_shows(&s, "4 of 30 were never asked");
    assert_shows(&s, "only partly covered by the questions here; 5 of 12 were never asked");
    assert_shows(&s, "not asked yet");
    assert_shows(&s, "not measured, 35 to 40 % of it");
    for (int i = 0; i < s.ui.draw.n; i++) {
        const struct draw_command *c = &s.ui.draw.commands[i];
        for (size_t k = 0; c->kind == DRAW_TEXT && k < sizeof never / sizeof *never; k++)
            assert_null(strstr(draw_text_of(&s.ui.draw, c), never[k]));
        assert_int_not_equal(c->colour, theme_light.right); /* no green */
    }
    end(&s, &m);
}

/* -- the list -- */

static void d_lists_all_decks_and_enter_chooses(void **state)
{
    (void)state;
    for (int size = 0; size < SIZES; size++) {
        struct stage s;
        struct made_progress m;
        begin(&s, &m, sizes[size], azure, MADE_FULL);
        m.facts.deck_at = DECKS_SHOWN / 2;
        stage_key(&s, 'd');
        assert_true(m.view.all);
        stage_wait(&s, NEW_SCREEN_MS);
        const struct ui_control *here = control_of(&s, ID_PROGRESS_ROW + m.facts.deck_at);
        assert_int_equal(s.ui.focus, here->id);
        assert_int_equal(rect_common(here->r, here->clip).h, here->r.h); /* the one that was shown is seen */
        for (int i = 0; i < DECKS_SHOWN + 3; i++)
            stage_key(&s, KEY_DOWN);
        assert_int_equal(m.view.row, DECKS_SHOWN - 1);
        const struct ui_control *last = control_of(&s, ID_PROGRESS_ROW + DECKS_SHOWN - 1);
        assert_int_equal(rect_common(last->r, last->clip).h, last->r.h); /* it is seen */
        stage_key(&s, KEY_ENTER);
        assert_int_equal(m.action, PROGRESS_DECK);
        assert_int_equal(m.view.row, DECKS_SHOWN - 1);
        stage_key(&s, KEY_ESCAPE);
        assert_false(m.view.all);
        assert_int_equal(m.action, PROGRESS_NOTHING);
        stage_wait(&s, NEW_SCREEN_MS);
        stage_key(&s, KEY_ESCAPE);
        assert_int_equal(m.action, PROGRESS_CLOSE);
        end(&s, &m);
    }
}

static void c_asks_for_the_table_and_tells_where(void **state)
{
    (void)state;
    struct stage s;
    struct made_progress m;
    begin(&s, &m, sizes[0], azure, MADE_FULL);
    stage_key(&s, 'c');
    assert_int_equal(m.action, PROGRESS_TABLE);
    m.facts.said = "Saved as /home/eva/progress.csv";
    m.facts.not_saved = "Nothing is being saved: the disk is full";
    stage_frame(&s);
    assert_shows(&s, m.facts.said);
    assert_shows(&s, m.facts.not_saved);
    end(&s, &m);
}

/* -- keys -- */

static void every_picture_has_its_key(void **state)
{
    (void)state;
    static const struct {
        int key, id;
    } keys[] = {{'a', ID_PROGRESS_BARS}, {'l', ID_PROGRESS_LINE}, {'f', ID_PROGRESS_BINS}};
    for (int size = 0; size < SIZES; size++)
        for (int i = 0; i < 3; i++) {
            struct stage s;
            struct made_progress m;
            begin(&s, &m, sizes[size], azure, MADE_FULL);
            stage_key(&s, keys[i].key);
            assert_int_equal(s.ui.focus, keys[i].id);
            const struct ui_control *c = control_of(&s, keys[i].id);
            struct rect seen = rect_common(c->r, c->clip);
            assert_true(seen.h == c->r.h || seen.h > s.in.height_px / 3); /* brought into view */
            end(&s, &m);
        }
}

static int open_all(void **state)
{
    (void)state;
    azure = stage_azure();
    terms = stage_read(DECKS "/terms.yaml");
    for (int d = 0; d < DECKS_SHOWN; d++)
        all[d] = d % 2 ? terms : azure;
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    deck_free(azure);
    deck_free(terms);
    return 0;
}

int main(int n, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arrows_read_the_cells),
        cmocka_unit_test(a_cell_is_said_in_words),
        cmocka_unit_test(a_click_reads_a_cell),
        cmocka_unit_test(cards_stand_in_rows_and_have_their_text),
        cmocka_unit_test(each_picture_is_walked_and_said),
        cmocka_unit_test(a_click_on_the_line_chooses_the_day),
        cmocka_unit_test(without_answers_it_says_what_to_do),
        cmocka_unit_test(rule_6_it_says_what_is_not_measured),
        cmocka_unit_test(d_lists_all_decks_and_enter_chooses),
        cmocka_unit_test(c_asks_for_the_table_and_tells_where),
        cmocka_unit_test(every_picture_has_its_key),
    };
    if (n > 1)
        cmocka_set_test_filter(arguments[1]);
    return cmocka_run_group_tests(tests, open_all, close_all);
}
