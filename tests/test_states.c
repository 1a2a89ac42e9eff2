/* All states of all screens in three sizes of window, with small letters and with large ones: they look as golden/
   says, and keep to what holds for every picture. Run with the name of a screen for that one only, or with `rules` for
   the rules themselves, each of which a bad screen must break; `picture STATE WIDTHxHEIGHT TEXT FILE` draws one to look
   at. */
#include "base/mem.h"
#include "golden.h"
#include "sdl/shot.h"
#include "states.h"
#include "tidy.h"
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
} sizes[] = {{800, 600, 100},   {800, 600, 200}, {1280, 800, 100}, {1280, 800, 200}, {1920, 1080, 100},
             {1920, 1080, 200}, {800, 600, 125}, {992, 700, 100},  {992, 700, 150}}; /* these are looked at, and have no
                                                                                        picture */
enum { SIZES = sizeof sizes / sizeof *sizes, PICTURES = 6 };

static struct fonts *fonts;
static const char *wanted; /* a screen, or NULL for all */

static bool is_wanted(int screen)
{
    return !wanted || strcmp(wanted, state_screens[screen].name) == 0;
}

/* -- the states -- */

static void begin(struct stage *s, struct tidy *tidy, struct size size, struct ui_measure measure, const char *name)
{
    stage_init(s, measure, size.w, size.h, size.percent);
    snprintf(tidy->where, sizeof tidy->where, "%s, %dx%d, text %d %%", name, size.w, size.h, size.percent);
}

/* What is drawn, with widths that are the same everywhere; and whether every control has a key. */
static void add_picture(FILE *out, const struct state *state, struct size size, struct tidy *tidy)
{
    struct stage s;
    begin(&s, tidy, size, fixed_widths, state->name);
    if (state->reach(&s, state->which)) {
        fprintf(out, "== %dx%d, text %d %%\n", size.w, size.h, size.percent);
        ui_dump(&s.ui, out);
        if (!s.in.down)
            tidy_keys(tidy, &s);
    }
    stage_clear(&s);
}

static bool has_picture(const struct state *state, struct tidy *tidy)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    for (int i = 0; i < PICTURES; i++)
        add_picture(out, state, sizes[i], tidy);
    fclose(out);
    bool same = golden_text(state->name, text);
    free(text);
    return same;
}

static void pictures_are_as_they_were(void **state)
{
    (void)state;
    struct tidy tidy = {.failures = 0};
    int differences = 0;
    for (int screen = 0; screen < n_state_screens; screen++)
        for (const struct state *at = state_screens[screen].states; is_wanted(screen) && at->name; at++)
            differences += !has_picture(at, &tidy);
    assert_int_equal(differences, 0);
    assert_int_equal(tidy.failures, 0);
}

/* With the widths that a person sees. */
static void every_state_is_tidy(void **state)
{
    (void)state;
    struct tidy tidy = {.failures = 0};
    for (int screen = 0; screen < n_state_screens; screen++)
        for (const struct state *at = state_screens[screen].states; is_wanted(screen) && at->name; at++)
            for (int i = 0; i < SIZES; i++) {
                struct stage s;
                begin(&s, &tidy, sizes[i], fonts_measure(fonts), at->name);
                if (at->reach(&s, at->which)) {
                    tidy_texts(&tidy, &s);
                    tidy_controls(&tidy, &s);
                    if (!s.in.down)
                        tidy_focus(&tidy, &s);
                }
                stage_clear(&s);
            }
    assert_int_equal(tidy.failures, 0);
}

/* -- the rules: a screen that keeps them, and for each rule one that does not -- */

enum spoilt {
    GOOD,
    CUT,
    OVER,
    SIGN_OVER,
    OUT_OF_BOX,
    OUTSIDE,
    HALF_SEEN,
    UNDER_A_BOX,
    NAMELESS,
    SMALL,
    CONTROL_OVER,
    OUT_OF_WINDOW,
    SAME_ID,
    ORDER_IN_ROW,
    ORDER_IN_COLUMN,
    KEYLESS,
    NO_RING,
    UNSEEN
};

static void put_button(struct ui *ui, int id, struct rect r, const char *label, const char *key, enum spoilt how)
{
    struct ui_state state = ui_control(ui, id, r, how == NAMELESS ? "" : label, how == KEYLESS ? NULL : key, true);
    draw_box(&ui->draw, r, (struct draw_box){.fill = ui->theme->surface});
    ui_label(ui, rect_inset(r, 8, 0), ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), ui->theme->ink, ALIGN_LEFT, label);
    if (state.focused && how != NO_RING)
        ui_ring(ui, r, RADIUS_CARD);
}

static void put_text(struct ui *ui, struct rect r, const char *text)
{
    ui_label(ui, r, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), ui->theme->ink, ALIGN_LEFT, text);
}

static void show_spoilt(struct stage *s, bool again)
{
    (void)again;
    enum spoilt how = *(const enum spoilt *)s->of;
    struct ui *ui = &s->ui;
    struct rect panel = {40, 40, 400, 100}, left = {40, 300, 200, 44}, right = {260, 300, 200, 44};
    struct rect column = {600, 40, 100, 44}, below = {600, 100, 100, 44};
    ui_panel(ui, panel);
    put_text(ui, (struct rect){60, 60, how == CUT ? 40 : 300, 20}, "The first of two lines");
    put_text(ui,
             (struct rect){how == OUTSIDE      ? -10
                           : how == OUT_OF_BOX ? 30
                                               : 60,
                           how == OVER ? 70 : 90, 300, 20},
             "The second of two lines");
    if (how == SIGN_OVER)
        draw_sign(&ui->draw, (struct rect){70, 60, 20, 20}, SIGN_TICK, ui->theme->ink);
    if (how == UNDER_A_BOX)
        draw_box(&ui->draw, (struct rect){80, 50, 300, 60}, (struct draw_box){.fill = ui->theme->hover});
    struct rect old = draw_clip(&ui->draw, (struct rect){40, 200, 400, how == HALF_SEEN ? 10 : 40});
    put_text(ui, (struct rect){60, 200, 300, 20}, "A line in a window of its own");
    ui->draw.clip = old;
    if (how == SMALL)
        left.h = 43;
    if (how == CONTROL_OVER)
        right.x = 230;
    if (how == OUT_OF_WINDOW)
        right.x = s->in.width_px - 100;
    put_button(ui, 1, how == ORDER_IN_ROW ? right : left, "Left", "L", how);
    put_button(ui, how == SAME_ID ? 1 : 2, how == ORDER_IN_ROW ? left : right, "Right", "R", GOOD);
    if (how == UNSEEN)
        draw_clip(&ui->draw, (struct rect){0, 0, 400, 400});
    put_button(ui, 3, how == ORDER_IN_COLUMN ? below : column, "Above", "A", GOOD);
    put_button(ui, 4, how == ORDER_IN_COLUMN ? column : below, "Below", "B", GOOD);
    ui->draw.clip = old;
}

static void a_bad_screen_is_told(void **state)
{
    (void)state;
    static const char *const rules[] = {
        [GOOD] = "",
        [CUT] = "cut",
        [OVER] = "one over the other",
        [SIGN_OVER] = "one over the other",
        [OUT_OF_BOX] = "out of its box",
        [OUTSIDE] = "outside the window",
        [HALF_SEEN] = "only partly seen",
        [UNDER_A_BOX] = "a box over it",
        [NAMELESS] = "has no name",
        [SMALL] = "too small to press",
        [CONTROL_OVER] = "controls overlap",
        [OUT_OF_WINDOW] = "not all of it in the window",
        [SAME_ID] = "has the id of another",
        [ORDER_IN_ROW] = "comes too late",
        [ORDER_IN_COLUMN] = "comes too late",
        [KEYLESS] = "has no key",
        [NO_RING] = "has the focus and no ring",
        [UNSEEN] = "has the focus and is not seen",
    };
    for (enum spoilt how = GOOD; how <= UNSEEN; how++) {
        struct tidy tidy = {.quiet = true};
        struct stage s;
        begin(&s, &tidy, sizes[2], fonts_measure(fonts), "a bad screen");
        s.show = show_spoilt;
        s.of = &how;
        stage_frame(&s);
        tidy_texts(&tidy, &s);
        tidy_controls(&tidy, &s);
        if (how > SAME_ID || how == GOOD) {
            tidy_keys(&tidy, &s);
            tidy_focus(&tidy, &s);
        }
        stage_clear(&s);
        if (how == GOOD ? tidy.failures : !strstr(tidy.broken, rules[how]))
            fail_msg("bad screen %d: '%s' is told, not '%s'", (int)how, tidy.broken, rules[how]);
    }
}

/* -- to look at -- */

static const struct state *find_state(const char *name)
{
    for (int screen = 0; screen < n_state_screens; screen++)
        for (const struct state *at = state_screens[screen].states; at->name; at++)
            if (strcmp(at->name, name) == 0)
                return at;
    return NULL;
}

static bool write_picture(const struct state *state, struct size size, const char *path)
{
    struct stage s;
    struct err err;
    size_t length = 0;
    stage_init(&s, fonts_measure(fonts), size.w, size.h, size.percent);
    void *bytes = state->reach(&s, state->which) ? shot_png(fonts, &s.ui.draw, size.w, size.h, &length, &err) : NULL;
    FILE *file = bytes ? fopen(path, "wb") : NULL;
    bool written = file && fwrite(bytes, 1, length, file) == length;
    written = file && fclose(file) == 0 && written;
    free(bytes);
    stage_clear(&s);
    return written;
}

/* test_states picture STATE WIDTHxHEIGHT TEXT FILE */
static int picture(char **arguments)
{
    struct size size;
    struct err err;
    const struct state *state = find_state(arguments[2]);
    fonts = fonts_new(FONTS, &err);
    bool written = fonts && state && sscanf(arguments[3], "%dx%d", &size.w, &size.h) == 2 &&
                   sscanf(arguments[4], "%d", &size.percent) == 1 && write_picture(state, size, arguments[5]);
    if (!written)
        fprintf(stderr, "no picture: is there such a state, in that size?\n");
    states_close();
    fonts_free(fonts);
    return !written;
}

static int open_all(void **state)
{
    (void)state;
    struct err err;
    fonts = fonts_new(FONTS, &err);
    return !fonts;
}

static int close_all(void **state)
{
    (void)state;
    states_close();
    fonts_free(fonts);
    return 0;
}

int main(int n, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures_are_as_they_were),
        cmocka_unit_test(every_state_is_tidy),
        cmocka_unit_test(a_bad_screen_is_told),
    };
    if (n == 6 && strcmp(arguments[1], "picture") == 0)
        return picture(arguments);
    if (n > 1 && strcmp(arguments[1], "rules") == 0)
        cmocka_set_test_filter("a_bad_*");
    else if (n > 1)
        cmocka_set_skip_filter("a_bad_*"), wanted = arguments[1];
    return cmocka_run_group_tests(tests, open_all, close_all);
}
