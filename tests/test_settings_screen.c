/* Settings by mouse and by keys, in two sizes. What is read as a day is in test_first.c. */
#include "paper_settings.h"
#include "widths.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    int w, h, text;
} sizes[] = {{1280, 800, 100}, {800, 600, 200}};
enum { FORMS = 2 };

static struct paper_settings *begin(struct stage *s, int form)
{
    stage_init(s, fixed_widths, sizes[form].w, sizes[form].h, sizes[form].text);
    return paper_settings_begin(s);
}

static const struct ui_control *find(struct stage *s, const char *label)
{
    const struct ui_control *c = stage_find(s, label, NULL);
    if (!c)
        fail_msg("there is no control '%s'", label);
    return c;
}

static bool is_seen(const struct ui_control *c)
{
    struct rect seen = rect_common(c->r, c->clip);
    return seen.h == c->r.h && seen.w == c->r.w;
}

/* Down until it has the focus; it is seen then. */
static void to_row(struct stage *s, const char *label)
{
    for (int i = 0; i < 40; i++) {
        const struct ui_control *c = stage_focused(s);
        if (c && strncmp(stage_label(s, c), label, strlen(label)) == 0) {
            assert_true(is_seen(c));
            return;
        }
        stage_key(s, KEY_DOWN);
    }
    fail_msg("keys do not come to '%s'", label);
}

static void click(struct stage *s, const char *label)
{
    for (int i = 0; i < 20 && !is_seen(find(s, label)); i++)
        stage_key(s, KEY_PAGE_DOWN);
    for (int i = 0; i < 20 && !is_seen(find(s, label)); i++)
        stage_key(s, KEY_PAGE_UP);
    stage_click(s, find(s, label));
}

static void type(struct stage *s, const char *text)
{
    for (; *text; text++)
        stage_typed(s, (unsigned char)*text);
}

/* What a row is changed by, and what becomes of it. */
static const struct {
    const char *name, *row, *button, *after; /* the button, or Right with keys, changes it to `after` */
} changes[] = {
    {"text_size", "Text size: auto, 100 %", "more: Text size", "100"},
    {"theme", "Theme: Light, chosen", "Theme: Dark", "dark"},
    {"motion", "Motion: Full, chosen", "Motion: Reduced", "reduced"},
    {"language", "Language of the decks: The system's, chosen", "Language of the decks: English", "en"},
    {"minutes", "Minutes a day: 10", "more: Minutes a day", "15"},
    {"retention", "Still known when asked again: 90 %", "more: Still known when asked again", "0.91"},
    {"day_start", "A day begins at: 4:00", "more: A day begins at", "5"},
    {"ratings", "Cards are rated: Two ways, chosen", "Cards are rated: Four ways", "4"},
    {"sounds", "Sounds: Off, chosen", "Sounds: On", "on"},
};
enum { CHANGES = sizeof changes / sizeof *changes };

static void each_row_is_changed_by_mouse_and_by_keys(void **state)
{
    (void)state;
    for (int form = 0; form < FORMS; form++)
        for (int by_mouse = 0; by_mouse < 2; by_mouse++) {
            struct stage s;
            struct paper_settings *p = begin(&s, form);
            for (int i = 0; i < CHANGES; i++) {
                if (by_mouse) {
                    click(&s, changes[i].button);
                } else {
                    to_row(&s, changes[i].row);
                    stage_key(&s, KEY_RIGHT);
                }
                if (strcmp(paper_settings_value(p, changes[i].name), changes[i].after) != 0)
                    fail_msg("%s is %s", changes[i].name, paper_settings_value(p, changes[i].name));
                assert_int_equal(p->n_changes, i + 1);
                stage_frame(&s); /* once is once */
                assert_int_equal(p->n_changes, i + 1);
            }
            stage_clear(&s);
        }
}

/* From one end to the other, and nothing beyond. */
static void steps_end(void **state)
{
    (void)state;
    static const struct {
        const char *row, *name, *least, *most;
    } rows[] = {{"Text size", "text_size", "auto", "200"},
                {"Minutes a day", "minutes", "1", "240"},
                {"Still known", "retention", "0.70", "0.97"},
                {"A day begins at", "day_start", "0", "12"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct stage s;
        struct paper_settings *p = begin(&s, 0);
        to_row(&s, rows[i].row);
        for (int n = 0; n < 60; n++)
            stage_key(&s, KEY_RIGHT);
        assert_string_equal(paper_settings_value(p, rows[i].name), rows[i].most);
        int changed = p->n_changes;
        stage_key(&s, KEY_RIGHT);
        assert_int_equal(p->n_changes, changed);
        for (int n = 0; n < 60; n++)
            stage_key(&s, KEY_LEFT);
        assert_string_equal(paper_settings_value(p, rows[i].name), rows[i].least);
        changed = p->n_changes;
        stage_key(&s, KEY_LEFT);
        assert_int_equal(p->n_changes, changed);
        stage_clear(&s);
    }
}

static void an_exams_day_is_typed(void **state)
{
    (void)state;
    for (int form = 0; form < FORMS; form++) {
        struct stage s;
        struct paper_settings *p = begin(&s, form);
        to_row(&s, "Day of the exam CLF-C02");
        type(&s, "3 dec");
        assert_int_equal(p->n_changes, 0); /* half a day is none */
        stage_key(&s, KEY_ENTER);
        assert_string_equal(paper_settings_value(p, "exam.clf-c02"), "2026-12-03");
        find(&s, "Day of the exam CLF-C02: 3 December 2026");
        for (int i = 0; i < 4; i++)
            stage_key(&s, KEY_BACKSPACE);
        type(&s, "2027");
        stage_key(&s, KEY_TAB); /* leaving it is enough */
        assert_string_equal(paper_settings_value(p, "exam.clf-c02"), "2027-12-03");
        assert_int_equal(p->n_changes, 2);
        to_row(&s, "Sounds");
        for (int i = 0; i < 20; i++)
            stage_key(&s, KEY_UP);
        to_row(&s, "Day of the exam CLF-C02");
        for (int i = 0; i < 20; i++)
            stage_key(&s, KEY_BACKSPACE);
        stage_key(&s, KEY_ENTER); /* nothing: it is cleared */
        assert_string_equal(paper_settings_value(p, "exam.clf-c02"), "");
        stage_clear(&s);
    }
}

static void what_is_no_day_ahead_is_refused_with_a_sentence(void **state)
{
    (void)state;
    static const struct {
        const char *text, *said;
    } cases[] = {
        {"30 feb", "This is no day"},         {"soon", "This is no day"},     {"1 january 2026", "does not lie ahead"},
        {"31.12.2025", "does not lie ahead"}, {"3 12 2099", "too far ahead"}, {"1", "This is no day"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stage s;
        struct paper_settings *p = begin(&s, 0);
        to_row(&s, "Day of the exam AZ-900");
        const char *old = "Day of the exam AZ-900: 26 January 2026";
        find(&s, old);
        for (int k = 0; k < 20; k++)
            stage_key(&s, KEY_BACKSPACE);
        type(&s, cases[i].text);
        stage_key(&s, KEY_ENTER);
        assert_int_equal(p->n_changes, 0);
        assert_non_null(strstr(p->view.exams[0].error, cases[i].said));
        stage_key(&s, KEY_DOWN); /* it stays to be read, and changes nothing */
        stage_key(&s, KEY_UP);
        assert_non_null(strstr(p->view.exams[0].error, cases[i].said));
        assert_int_equal(p->n_changes, 0);
        if (i % 2) { /* the first Done only says so */
            stage_click(&s, find(&s, "Done"));
            assert_int_equal(p->action, SETTINGS_NOTHING);
            assert_true(p->view.warned);
            stage_click(&s, find(&s, "Done"));
            assert_int_equal(p->action, SETTINGS_CLOSE);
            assert_int_equal(p->n_changes, 0);
            stage_clear(&s);
            continue;
        }
        stage_key(&s, KEY_ESCAPE);
        assert_int_equal(p->action, SETTINGS_NOTHING); /* the first gives up what was typed */
        find(&s, old);
        assert_string_equal(p->view.exams[0].error, "");
        stage_key(&s, KEY_ESCAPE);
        assert_int_equal(p->action, SETTINGS_CLOSE);
        stage_clear(&s);
    }
}

static void undo_folder_backup_and_done_are_told(void **state)
{
    (void)state;
    struct stage s;
    struct paper_settings *p = begin(&s, 0);
    static const struct {
        int key;
        bool ctrl;
        const char *label;
        enum settings_action action;
    } cases[] = {{'z', true, "Undo: Theme", SETTINGS_UNDO},
                 {'f', false, "Open the folder", SETTINGS_FOLDER},
                 {'b', false, "Make one now", SETTINGS_BACKUP},
                 {KEY_ESCAPE, false, "Done", SETTINGS_CLOSE}};
    stage_key(&s, KEY_DOWN);
    s.in.ctrl = true;
    stage_key(&s, 'z'); /* nothing to undo yet */
    assert_int_equal(p->action, SETTINGS_NOTHING);
    stage_key(&s, KEY_RIGHT);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        s.in.ctrl = cases[i].ctrl;
        stage_key(&s, cases[i].key);
        assert_int_equal(p->action, cases[i].action);
        stage_frame(&s);
        assert_int_equal(p->action, SETTINGS_NOTHING);
        stage_click(&s, find(&s, cases[i].label));
        assert_int_equal(p->action, cases[i].action);
        stage_frame(&s);
    }
    to_row(&s, "Day of the exam AZ-900"); /* while a day is typed, letters press nothing, and Ctrl+Z gives it up */
    type(&s, "bf");
    assert_int_equal(p->action, SETTINGS_NOTHING);
    s.in.ctrl = true;
    stage_key(&s, 'z');
    assert_int_equal(p->action, SETTINGS_NOTHING);
    find(&s, "Day of the exam AZ-900: 26 January 2026");
    s.in.ctrl = true;
    stage_key(&s, 'z');
    assert_int_equal(p->action, SETTINGS_UNDO);
    stage_clear(&s);
}

/* A day that is undone, or set elsewhere, stands in its field. */
static void a_field_follows_the_day(void **state)
{
    (void)state;
    struct stage s;
    struct paper_settings *p = begin(&s, 0);
    p->facts.exams[0].day = 0;
    stage_frame(&s);
    find(&s, "Day of the exam AZ-900: ");
    p->facts.exams[0].day = STAGE_TODAY + 30;
    stage_frame(&s);
    find(&s, "Day of the exam AZ-900: 31 January 2026");
    stage_clear(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_is_changed_by_mouse_and_by_keys),
        cmocka_unit_test(steps_end),
        cmocka_unit_test(an_exams_day_is_typed),
        cmocka_unit_test(what_is_no_day_ahead_is_refused_with_a_sentence),
        cmocka_unit_test(undo_folder_backup_and_done_are_told),
        cmocka_unit_test(a_field_follows_the_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
