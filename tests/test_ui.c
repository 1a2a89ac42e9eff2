/* ui: rectangles, controls under pointer and keys, text in its place, scrolling, the dump. Text is measured by a table.
 */
#include "ui/area.h"
#include "widths.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { W = 800, H = 600, STEP_MS = 16, LONG_MS = 1000 };

struct bench {
    struct ui ui;
    struct ui_input in;
};

static int setup(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    ui_init(&b->ui, &theme_light, fixed_widths);
    b->in = (struct ui_input){
        .width_px = W, .height_px = H, .text_percent = 100, .x = -1, .y = -1, .moment.mono_ms = LONG_MS};
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    struct bench *b = *state;
    ui_clear(&b->ui);
    free(b);
    return 0;
}

static void begin(struct bench *b)
{
    b->in.moment.mono_ms += STEP_MS;
    ui_begin(&b->ui, b->in, false);
}

static void end(struct bench *b)
{
    ui_end(&b->ui);
    b->in.pressed = b->in.released = b->in.cancelled = b->in.shift = b->in.ctrl = b->in.repeat = false;
    b->in.key = KEY_NONE;
    b->in.typed = 0;
    b->in.wheel = 0;
}

static void point(struct bench *b, int x, int y)
{
    b->in.x = x;
    b->in.y = y;
}

static void press(struct bench *b)
{
    b->in.down = b->in.pressed = true;
}

static void release(struct bench *b)
{
    b->in.down = false;
    b->in.released = true;
}

static void assert_rect(struct rect r, int x, int y, int w, int h)
{
    assert_int_equal(r.x, x);
    assert_int_equal(r.y, y);
    assert_int_equal(r.w, w);
    assert_int_equal(r.h, h);
}

/* -- rectangles -- */

static void a_cut_gives_what_is_there(void **state)
{
    (void)state;
    struct rect r = {10, 20, 100, 50};
    assert_rect(rect_cut_top(&r, 15), 10, 20, 100, 15);
    assert_rect(r, 10, 35, 100, 35);
    assert_rect(rect_cut_bottom(&r, 5), 10, 65, 100, 5);
    assert_rect(r, 10, 35, 100, 30);
    assert_rect(rect_cut_left(&r, 30), 10, 35, 30, 30);
    assert_rect(r, 40, 35, 70, 30);
    assert_rect(rect_cut_right(&r, 20), 90, 35, 20, 30);
    assert_rect(r, 40, 35, 50, 30);
    struct rect s = r;
    assert_rect(rect_cut_top(&s, 1000), 40, 35, 50, 30);
    assert_rect(s, 40, 65, 50, 0);
    assert_rect(rect_cut_bottom(&s, 1), 40, 65, 50, 0);
    s = r;
    assert_rect(rect_cut_right(&s, 1000), 40, 35, 50, 30);
    assert_rect(s, 40, 35, 0, 30);
    assert_rect(rect_cut_left(&s, 1), 40, 35, 0, 30);
    s = (struct rect){0, 0, -5, -5}; /* an empty one gives nothing and stays as it is */
    assert_int_equal(rect_cut_top(&s, 10).h, 0);
    assert_int_equal(rect_cut_bottom(&s, 10).h, 0);
    assert_int_equal(rect_cut_left(&s, 10).w, 0);
    assert_int_equal(rect_cut_right(&s, 10).w, 0);
    assert_rect(s, 0, 0, -5, -5);
}

static void columns_lose_no_pixel(void **state)
{
    (void)state;
    for (int w = 60; w < 400; w++)
        for (int n = 1; n <= 8; n++)
            for (int gap = 0; gap <= 6; gap += 3) {
                int x = 7, least = w, most = 0;
                for (int i = 0; i < n; i++) {
                    struct rect c = rect_column((struct rect){7, 3, w, 9}, i, n, gap);
                    assert_rect(c, x, 3, c.w, 9);
                    x += c.w + gap;
                    least = c.w < least ? c.w : least;
                    most = c.w > most ? c.w : most;
                }
                assert_int_equal(x - gap, 7 + w);
                assert_in_range(most - least, 0, 1);
            }
}

static void rects_meet(void **state)
{
    (void)state;
    struct rect a = {0, 0, 10, 10}, b = {5, 6, 10, 10}, beside = {10, 0, 5, 10}, none = {3, 3, 0, 5};
    assert_rect(rect_common(a, b), 5, 6, 5, 4);
    assert_rect(rect_around(a, b), 0, 0, 15, 16);
    assert_rect(rect_around(none, b), 5, 6, 10, 10);
    assert_rect(rect_around(b, none), 5, 6, 10, 10);
    assert_rect(rect_inset(a, 2, 3), 2, 3, 6, 4);
    assert_rect(rect_inset(a, -2, -3), -2, -3, 14, 16);
    assert_true(rect_overlap(a, b));
    assert_false(rect_overlap(a, beside));
    assert_false(rect_overlap(a, none));
    assert_true(rect_empty(none));
    assert_true(rect_has(a, 0, 0));
    assert_true(rect_has(a, 9, 9));
    assert_false(rect_has(a, 10, 5));
    assert_false(rect_has(a, 5, 10));
    assert_false(rect_has(none, 3, 3));
}

/* -- the pointer -- */

static const struct rect place = {100, 100, 80, 44}, second = {100, 200, 80, 44};

static bool button_frame(struct bench *b, const struct ui_button *button)
{
    begin(b);
    bool clicked = ui_button(&b->ui, 1, place, button);
    end(b);
    return clicked;
}

static void a_click_is_press_and_release_inside(void **state)
{
    struct bench *b = *state;
    const struct ui_button button = {.label = "Go"};
    static const struct {
        int from_x, to_x;
        bool cancelled, clicked;
    } cases[] = {
        {120, 120, false, true}, {100, 179, false, true},  {120, 90, false, false},
        {90, 120, false, false}, {180, 120, false, false}, {120, 120, true, false},
    };
    for (int i = 0; i < (int)(sizeof cases / sizeof *cases); i++) {
        b->in.down = false;
        point(b, cases[i].from_x, 120);
        assert_false(button_frame(b, &button));
        press(b);
        assert_false(button_frame(b, &button));
        if (cases[i].cancelled) {
            b->in.cancelled = true;
            assert_false(button_frame(b, &button));
        }
        point(b, cases[i].to_x, 120);
        assert_false(button_frame(b, &button));
        release(b);
        assert_int_equal(button_frame(b, &button), cases[i].clicked);
        assert_false(button_frame(b, &button));
    }
}

static void a_disabled_button_is_dead(void **state)
{
    struct bench *b = *state;
    const struct ui_button button = {.label = "Go", .key = 'g', .typed = '!', .disabled = true};
    point(b, 120, 120);
    button_frame(b, &button);
    press(b);
    assert_false(button_frame(b, &button));
    release(b);
    assert_false(button_frame(b, &button));
    b->in.key = 'g';
    assert_false(button_frame(b, &button));
    b->in.typed = '!';
    assert_false(button_frame(b, &button));
    b->in.key = KEY_TAB;
    button_frame(b, &button);
    b->in.key = KEY_ENTER;
    assert_false(button_frame(b, &button));
    assert_int_equal(b->ui.focus, 0);
}

/* Two that overlap: the one declared last lies on top. */
static int overlapped_frame(struct bench *b)
{
    begin(b);
    int clicked = 0;
    if (ui_control(&b->ui, 1, place, "below", NULL, false).clicked)
        clicked = 1;
    if (ui_control(&b->ui, 2, rect_inset(place, 20, 0), "above", NULL, false).clicked)
        clicked = 2;
    end(b);
    return clicked;
}

static void the_last_declared_wins_the_pointer(void **state)
{
    struct bench *b = *state;
    static const struct {
        int x, clicked;
    } cases[] = {{110, 1}, {140, 2}, {119, 1}, {120, 2}, {160, 1}};
    overlapped_frame(b);
    for (int i = 0; i < (int)(sizeof cases / sizeof *cases); i++) {
        point(b, cases[i].x, 120);
        press(b);
        assert_int_equal(overlapped_frame(b), 0);
        assert_int_equal(b->ui.focus, cases[i].clicked);
        release(b);
        assert_int_equal(overlapped_frame(b), cases[i].clicked);
    }
}

static void what_is_clipped_away_is_not_hit(void **state)
{
    struct bench *b = *state;
    const struct ui_button button = {.label = "Go"};
    for (int y = 120; y <= 140; y += 20) {
        for (int edge = 0; edge < 3; edge++) {
            point(b, 120, y);
            if (edge == 1)
                press(b);
            if (edge == 2)
                release(b);
            begin(b);
            struct rect old = draw_clip(&b->ui.draw, (struct rect){0, 0, W, 130});
            bool clicked = ui_button(&b->ui, 1, place, &button);
            b->ui.draw.clip = old;
            end(b);
            assert_int_equal(clicked, edge == 2 && y < 130);
        }
    }
}

/* -- keys -- */

/* Three controls and a disabled button between them; 4 is primary. Returns the id that was clicked. */
static int four_frame(struct bench *b)
{
    const struct ui_button disabled = {.label = "No", .disabled = true}, plain = {.label = "Plain", .key = 'p'},
                           primary = {.label = "Go", .key = KEY_ENTER, .kind = BUTTON_PRIMARY};
    int clicked = 0;
    begin(b);
    if (ui_control(&b->ui, 1, place, "layer", NULL, false).clicked)
        clicked = 1;
    ui_button(&b->ui, 2, second, &disabled);
    if (ui_button(&b->ui, 3, (struct rect){200, 100, 80, 44}, &plain))
        clicked = 3;
    if (ui_button(&b->ui, 4, (struct rect){300, 100, 80, 44}, &primary))
        clicked = 4;
    end(b);
    return clicked;
}

static int key_frame(struct bench *b, int key)
{
    b->in.key = key;
    return four_frame(b);
}

static void tab_goes_round_in_order(void **state)
{
    struct bench *b = *state;
    static const int forward[] = {1, 3, 4, 1, 3}, backward[] = {1, 4, 3, 1, 4};
    four_frame(b);
    for (int i = 0; i < 5; i++) {
        key_frame(b, KEY_TAB);
        assert_int_equal(b->ui.focus, forward[i]);
    }
    for (int i = 0; i < 5; i++) {
        b->in.shift = true;
        key_frame(b, KEY_TAB);
        assert_int_equal(b->ui.focus, backward[i]);
    }
    b->ui.focus = 0;
    b->in.shift = true;
    key_frame(b, KEY_TAB); /* from nowhere, backwards: the last */
    assert_int_equal(b->ui.focus, 4);
}

static void enter_is_the_focused_buttons_else_the_primarys(void **state)
{
    struct bench *b = *state;
    four_frame(b);
    assert_int_equal(key_frame(b, KEY_ENTER), 4);
    assert_int_equal(key_frame(b, KEY_SPACE), 0);
    key_frame(b, KEY_TAB); /* a layer takes no Enter */
    assert_int_equal(key_frame(b, KEY_ENTER), 4);
    key_frame(b, KEY_TAB);
    assert_int_equal(key_frame(b, KEY_ENTER), 3);
    assert_int_equal(key_frame(b, KEY_SPACE), 3);
    key_frame(b, KEY_TAB);
    assert_int_equal(key_frame(b, KEY_SPACE), 4);
    assert_int_equal(key_frame(b, KEY_ENTER), 4);
    assert_int_equal(key_frame(b, 'p'), 3);
}

static void the_primary_leaves_enter_to_who_comes_behind(void **state)
{
    struct bench *b = *state;
    const struct ui_button primary = {.label = "Go", .key = KEY_ENTER, .kind = BUTTON_PRIMARY},
                           link = {.label = "Source"};
    for (int i = 0; i < 2; i++) {
        b->in.key = i ? KEY_ENTER : KEY_NONE;
        b->ui.focus = 2;
        begin(b);
        assert_false(ui_button(&b->ui, 1, place, &primary));
        assert_int_equal(ui_button(&b->ui, 2, second, &link), i);
        end(b);
    }
}

static void a_key_works_with_its_ctrl_only(void **state)
{
    struct bench *b = *state;
    const struct ui_button plain = {.label = "Z", .key = 'z'}, ctrl = {.label = "Undo", .key = 'z', .ctrl = true};
    for (int held = 0; held < 2; held++) {
        b->in.key = 'z';
        b->in.ctrl = held;
        assert_int_equal(button_frame(b, &plain), !held);
        b->in.key = 'z';
        b->in.ctrl = held;
        assert_int_equal(button_frame(b, &ctrl), held);
    }
    b->in.typed = '?';
    assert_true(button_frame(b, &(struct ui_button){.label = "Not sure", .typed = '?'}));
}

/* Problems of decks come as lines. */
static void a_line_break_ends_a_line(void **state)
{
    struct bench *b = *state;
    begin(b);
    struct font font = ui_font(&b->ui, TEXT_BODY, WEIGHT_REGULAR);
    int one = ui_paragraph_height(&b->ui, 400, font, "first second");
    assert_true(ui_paragraph_height(&b->ui, 400, font, "first\nsecond") > one);
    int before = b->ui.draw.n;
    ui_paragraph(&b->ui, (struct rect){0, 0, 400, 400}, font, b->ui.theme->ink, "first\nsecond");
    assert_int_equal(b->ui.draw.n, before + 2);
    assert_string_equal(draw_text_of(&b->ui.draw, &b->ui.draw.commands[before]), "first");
    assert_string_equal(draw_text_of(&b->ui.draw, &b->ui.draw.commands[before + 1]), "second");
    end(b);
}

static void a_key_is_taken_once(void **state)
{
    struct bench *b = *state;
    b->in.key = 'a';
    begin(b);
    assert_false(ui_take_key(&b->ui, 'a', true));
    assert_false(ui_take_key(&b->ui, KEY_NONE, false));
    assert_true(ui_take_key(&b->ui, 'a', false));
    assert_false(ui_take_key(&b->ui, 'a', false));
    end(b);
}

static void repeated_keys_press_no_button(void **state)
{
    struct bench *b = *state;
    static const int keys[] = {KEY_ENTER, KEY_SPACE, 'p'};
    four_frame(b);
    key_frame(b, KEY_TAB);
    key_frame(b, KEY_TAB);
    for (int i = 0; i < 3; i++) {
        b->in.repeat = true;
        assert_int_equal(key_frame(b, keys[i]), 0);
        assert_int_equal(key_frame(b, keys[i]), 3);
    }
    b->ui.focus = 0;
    b->in.repeat = true;
    assert_int_equal(key_frame(b, KEY_ENTER), 0);
}

/* A frame that says which screen it is, so many ms after the one before; the primary button is pressed by the key. */
static int screen_frame(struct bench *b, int screen, int64_t ms, int key)
{
    const struct ui_button primary = {.label = "Go", .key = KEY_ENTER, .kind = BUTTON_PRIMARY};
    b->in.moment.mono_ms += ms - STEP_MS;
    b->in.key = key;
    begin(b);
    ui_screen(&b->ui, screen);
    int clicked = ui_button(&b->ui, 1, place, &primary);
    end(b);
    return clicked;
}

static void a_new_screen_must_be_read_first(void **state)
{
    struct bench *b = *state;
    for (int focused = 0; focused < 2; focused++) {
        screen_frame(b, 10 + focused, STEP_MS, KEY_NONE);
        b->ui.focus = focused; /* Enter by the primary's own key, or because it has the focus */
        assert_int_equal(screen_frame(b, 10 + focused, NEW_SCREEN_MS - 1, KEY_ENTER), 0);
        b->ui.focus = focused;
        assert_int_equal(screen_frame(b, 10 + focused, 1, KEY_ENTER), 1);
        assert_int_equal(screen_frame(b, 10 + focused, 1, KEY_ENTER), 1);
    }
    b->ui.focus = 1;
    screen_frame(b, 20, LONG_MS, KEY_NONE);
    assert_int_equal(b->ui.focus, 0); /* the focus is dropped */
    point(b, 120, 120);
    press(b);
    screen_frame(b, 20, STEP_MS, KEY_NONE);
    release(b);
    assert_int_equal(screen_frame(b, 30, STEP_MS, KEY_NONE), 0); /* half a click too */
}

static void the_second_run_never_acts(void **state)
{
    struct bench *b = *state;
    const struct ui_button button = {.label = "Go", .key = 'g', .typed = '!'};
    point(b, 120, 120);
    button_frame(b, &button);
    press(b);
    button_frame(b, &button);
    struct ui_input in = b->in;
    in.released = true;
    in.down = false;
    in.wheel = 5;
    static const int keys[] = {KEY_NONE, KEY_ENTER, KEY_SPACE, 'g', KEY_TAB};
    for (int i = 0; i < 5; i++) {
        in.key = keys[i];
        in.typed = '!';
        in.pressed = i == 0;
        in.cancelled = i == 1;
        struct ui_scroll scroll = {0};
        ui_begin(&b->ui, in, true);
        assert_false(ui_button(&b->ui, 1, place, &button));
        assert_false(ui_take_key(&b->ui, keys[i], false));
        assert_int_equal(b->ui.in.typed, 0);
        struct ui_scroll_region region = ui_scroll_begin(&b->ui, place, 500, 0, &scroll);
        ui_scroll_end(&b->ui, &region, "");
        ui_end(&b->ui);
        assert_int_equal(scroll.offset_px, 0);
        assert_int_equal(b->ui.focus, 1);
        assert_int_equal(b->ui.hot, 1); /* it may hover */
    }
}

/* -- text -- */

static const struct font body = {TEXT_BODY, WEIGHT_REGULAR};

static const struct draw_command *last_text(const struct bench *b)
{
    for (int i = b->ui.draw.n - 1; i >= 0; i--)
        if (b->ui.draw.commands[i].kind == DRAW_TEXT)
            return &b->ui.draw.commands[i];
    return NULL;
}

static void a_label_that_does_not_fit_is_cut(void **state)
{
    struct bench *b = *state;
    static const char name[] = "Identity and directory";
    begin(b);
    int whole = ui_width(&b->ui, body, name);
    for (int w = whole + 2; w > 20; w--) {
        int drawn = ui_label(&b->ui, (struct rect){50, 10, w, 44}, body, 0xff000000, ALIGN_LEFT, name);
        const struct draw_command *c = last_text(b);
        const char *text = draw_text_of(&b->ui.draw, c);
        assert_int_equal(c->cut, w < whole);
        assert_int_equal(c->r.w, drawn);
        assert_in_range(drawn, 1, w + 1); /* the ellipsis is rounded by itself */
        assert_int_equal(c->r.x, 50);
        assert_int_equal(c->r.h, draw_line_px(body));
        assert_int_equal(c->r.y, 10 + (44 - c->r.h) / 2);
        if (!c->cut) {
            assert_string_equal(text, name);
            continue;
        }
        size_t kept = strlen(text) - 3;
        assert_string_equal(text + kept, "\xe2\x80\xa6");
        assert_memory_equal(text, name, kept);
        assert_true(kept == 0 || text[kept - 1] != ' ');
    }
    end(b);
}

static void a_label_stands_where_it_should(void **state)
{
    struct bench *b = *state;
    static const enum align aligns[] = {ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT};
    begin(b);
    int w = ui_width(&b->ui, body, "Check");
    const int x[] = {100, 100 + (200 - w) / 2, 300 - w};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(ui_label(&b->ui, (struct rect){100, 0, 200, 20}, body, 0xff000000, aligns[i], "Check"), w);
        assert_int_equal(last_text(b)->r.x, x[i]);
    }
    ui_label(&b->ui, (struct rect){0, 0, 200, 20}, body, 0xff000000, ALIGN_LEFT,
             "ver\xc2\xad"
             "ant\xc2\xadwoor\xc2\xad"
             "ding");
    assert_string_equal(draw_text_of(&b->ui.draw, last_text(b)), "verantwoording");
    end(b);
}

static void a_very_long_label_does_no_harm(void **state)
{
    struct bench *b = *state;
    char text[3000];
    for (int i = 0; i + 2 < (int)sizeof text; i += 2)
        memcpy(text + i, "\xc3\xa9", 3);
    begin(b);
    ui_label(&b->ui, place, body, 0xff000000, ALIGN_LEFT, text);
    assert_true(last_text(b)->cut);
    assert_in_range(last_text(b)->r.w, 1, place.w);
    assert_true(ui_paragraph(&b->ui, place, body, 0xff000000, text) > 0);
    end(b);
}

/* Draws a paragraph and writes its lines into `lines`, divided by '|'. Checks that its height is what is drawn. */
static int draw_lines(struct bench *b, int w, const char *text, char *lines, size_t size)
{
    begin(b);
    int before = b->ui.draw.n;
    struct rect r = {30, 40, w, 400};
    int h = ui_paragraph(&b->ui, r, body, 0xff000000, text), end_y = 40, n = 0;
    assert_int_equal(h, ui_paragraph_height(&b->ui, w, body, text));
    lines[0] = '\0';
    for (int i = before; i < b->ui.draw.n; i++) {
        const struct draw_command *c = &b->ui.draw.commands[i];
        assert_false(c->cut);
        assert_int_equal(c->r.x, 30);
        assert_true(c->r.y >= end_y); /* no line overlaps the one above */
        end_y = c->r.y + c->r.h;
        snprintf(lines + strlen(lines), size - strlen(lines), "%s%s", n++ ? "|" : "", draw_text_of(&b->ui.draw, c));
    }
    assert_int_equal(h, end_y - 40);
    end(b);
    return n;
}

static void a_paragraph_breaks_where_it_may(void **state)
{
    struct bench *b = *state;
    char lines[4000];
    static const struct {
        int w;
        const char *text, *lines;
    } cases[] = {
        {400, "", ""},
        {400, "one two three", "one two three"},
        {70, "one two three", "one two|three"},
        {40, "one two three", "one|two|three"},
        {400,
         "ver\xc2\xad"
         "ant\xc2\xadwoor\xc2\xad"
         "ding",
         "verantwoording"},
        {75,
         "ver\xc2\xad"
         "ant\xc2\xadwoor\xc2\xad"
         "ding",
         "verant-|woording"},
        {95,
         "een ver\xc2\xad"
         "ant\xc2\xadwoor\xc2\xad"
         "ding",
         "een verant-|woording"},
    };
    for (int i = 0; i < (int)(sizeof cases / sizeof *cases); i++) {
        draw_lines(b, cases[i].w, cases[i].text, lines, sizeof lines);
        if (cases[i].lines)
            assert_string_equal(lines, cases[i].lines);
    }
    draw_lines(b, 90, "an on-premises one", lines, sizeof lines);
    assert_string_equal(lines, "an on-|premises|one");
}

static void no_letter_is_lost_at_any_width(void **state)
{
    struct bench *b = *state;
    static const char text[] = "Verant\xc2\xadwoor\xc2\xad"
                               "delijk\xc2\xadheid is geen well-known w\xc3\xb3ord, maar "
                               "Donaudampfschifffahrtsgesellschaft wel; it goes on, and on.";
    static const char bare[] =
        "Verantwoordelijkheidisgeenwellknownw\xc3\xb3ord,maarDonaudampfschifffahrtsgesellschaftwel;"
        "itgoeson,andon.";
    char lines[4000], seen[4000];
    b->in.height_px = 6000; /* what lies outside the window is not in the list */
    for (int w = 1; w < 700; w++) {
        draw_lines(b, w, text, lines, sizeof lines);
        size_t n = 0;
        for (const char *c = lines; *c; c++)
            if (*c != '|' && *c != ' ' && *c != '-')
                seen[n++] = *c;
        seen[n] = '\0';
        assert_string_equal(seen, bare);
        for (int i = 0; i < b->ui.draw.n && w > 20; i++)
            if (b->ui.draw.commands[i].kind == DRAW_TEXT)
                if (b->ui.draw.commands[i].r.w > w + 1) /* a hyphen is rounded by itself */
                    fail_msg("at %d px: '%s' is %d px wide", w, draw_text_of(&b->ui.draw, &b->ui.draw.commands[i]),
                             b->ui.draw.commands[i].r.w);
    }
}

static void a_word_longer_than_the_line_breaks(void **state)
{
    struct bench *b = *state;
    char lines[4000];
    int n = draw_lines(b, 60, "Donaudampfschifffahrt", lines, sizeof lines);
    assert_in_range(n, 3, 5);
    assert_null(strchr(lines, '-'));
    assert_int_equal(draw_lines(b, 1, "abc", lines, sizeof lines), 3); /* a letter a line, and it ends */
}

static void type_grows_with_the_text_size_and_space_does_not(void **state)
{
    struct bench *b = *state;
    begin(b);
    assert_int_equal(ui_font(&b->ui, TEXT_BODY, WEIGHT_BOLD).px, 16);
    assert_int_equal(ui_button_height(&b->ui), TARGET);
    assert_true(ui_wider_than(&b->ui, 50));
    assert_false(ui_wider_than(&b->ui, 51));
    end(b);
    b->in.text_percent = 200;
    begin(b);
    assert_int_equal(ui_font(&b->ui, TEXT_BODY, WEIGHT_BOLD).px, 32);
    assert_true(ui_button_height(&b->ui) >= draw_line_px(ui_font(&b->ui, TEXT_BODY, WEIGHT_SEMIBOLD)) + 8);
    assert_true(ui_wider_than(&b->ui, 25));
    assert_false(ui_wider_than(&b->ui, 26));
    assert_int_equal(ui_margin(&b->ui), SPACE_24);
    end(b);
}

/* -- what holds a value -- */

enum { FIELD = 1, BEFORE = 10, AFTER = 11 };

struct form {
    char text[8];
    const char *error;
    struct ui_typed typed;
    int before, after, probed; /* how often the buttons around it were pressed */
};

/* A button declared before the field and one behind it, both with keys that are letters. */
static void form_frame(struct bench *b, struct form *form)
{
    const struct ui_button first = {.label = "Wrong", .key = 'w', .typed = '?'}, last = {.label = "Go", .key = 'g'},
                           left = {.label = "Less", .key = KEY_LEFT};
    const struct ui_field field = {.label = "Note",
                                   .placeholder = "a word",
                                   .error = form->error,
                                   .refused = ",",
                                   .takes_enter = true,
                                   .text = form->text,
                                   .size = sizeof form->text};
    for (int again = 0; again < 2; again++) {
        b->in.moment.mono_ms += STEP_MS;
        ui_begin(&b->ui, b->in, again);
        form->before += ui_button(&b->ui, BEFORE, (struct rect){300, 100, 90, 44}, &first);
        form->before += ui_button(&b->ui, BEFORE + 5, (struct rect){400, 100, 90, 44}, &left);
        struct ui_probe probe = ui_probe_begin(&b->ui); /* a page asks how high it is before it is drawn */
        form->probed += ui_field(&b->ui, FIELD, place, &field).changed;
        ui_probe_end(&b->ui, &probe);
        struct ui_typed typed = ui_field(&b->ui, FIELD, (struct rect){100, 100, 180, 100}, &field);
        form->typed = again ? form->typed : typed;
        form->after += ui_button(&b->ui, AFTER, (struct rect){500, 100, 90, 44}, &last);
        if (again)
            assert_false(typed.changed || typed.entered);
        else
            ui_end(&b->ui);
    }
    end(b);
}

/* As a keyboard does it: the key, then the character. */
static void form_letter(struct bench *b, struct form *form, int key, uint32_t typed)
{
    b->in.key = key;
    form_frame(b, form);
    b->in.typed = typed;
    form_frame(b, form);
}

static void form_key(struct bench *b, struct form *form, int key)
{
    b->in.key = key;
    form_frame(b, form);
}

static void what_is_typed_stands_where_the_caret_is(void **state)
{
    struct bench *b = *state;
    struct form form = {.text = "ab"};
    static const struct {
        int key;
        uint32_t typed;
        bool changed;
        const char *text;
        int caret;
    } steps[] = {
        {0, 'c', true, "abc", 3},
        {KEY_LEFT, 0, false, "abc", 2},
        {0, 0xe9, true,
         "ab\xc3\xa9"
         "c",
         4},
        {KEY_LEFT, 0, false,
         "ab\xc3\xa9"
         "c",
         2},
        {KEY_DELETE, 0, true, "abc", 2},
        {0, 0x1f600, true,
         "ab\xf0\x9f\x98\x80"
         "c",
         6},
        {0, 'x', false,
         "ab\xf0\x9f\x98\x80"
         "c",
         6}, /* it is full: a byte is the NUL's */
        {KEY_BACKSPACE, 0, true, "abc", 2},
        {KEY_HOME, 0, false, "abc", 0},
        {KEY_LEFT, 0, false, "abc", 0},
        {KEY_BACKSPACE, 0, false, "abc", 0},
        {0, ',', false, "abc", 0},
        {0, '\t', false, "abc", 0},
        {0, 0x7f, false, "abc", 0},
        {0, ' ', true, " abc", 1},
        {KEY_END, 0, false, " abc", 4},
        {KEY_RIGHT, 0, false, " abc", 4},
        {KEY_DELETE, 0, false, " abc", 4},
        {KEY_BACKSPACE, 0, true, " ab", 3},
    };
    b->ui.focus = FIELD;
    form_frame(b, &form);
    assert_int_equal(b->ui.caret, 2);
    for (int i = 0; i < (int)(sizeof steps / sizeof *steps); i++) {
        b->in.key = steps[i].key;
        b->in.typed = steps[i].typed;
        form_frame(b, &form);
        assert_string_equal(form.text, steps[i].text);
        if (form.typed.changed != steps[i].changed || b->ui.caret != steps[i].caret)
            fail_msg("step %d: changed %d, caret %d", i, form.typed.changed, b->ui.caret);
    }
    strcpy(form.text, "q"); /* another text, from outside */
    form_letter(b, &form, 'r', 'r');
    assert_string_equal(form.text, "qr");
    assert_int_equal(form.probed + form.before + form.after, 0);
}

static void letters_in_a_field_press_no_button(void **state)
{
    struct bench *b = *state;
    struct form form = {0};
    form_frame(b, &form);
    form_letter(b, &form, 'w', 'w');
    assert_int_equal(form.before, 1);
    b->in.typed = '?';
    form_frame(b, &form);
    assert_int_equal(form.before, 2);
    b->ui.focus = FIELD;
    form_frame(b, &form);
    form_letter(b, &form, 'w', 'W');
    form_letter(b, &form, 'g', 'g');
    form_letter(b, &form, KEY_SPACE, ' ');
    form_letter(b, &form, '/', '?');
    form_key(b, &form, KEY_LEFT);
    assert_string_equal(form.text, "Wg ?");
    assert_int_equal(form.before, 2);
    assert_int_equal(form.after, 0);
    form_key(b, &form, KEY_ENTER); /* its own, and told once */
    assert_true(form.typed.entered);
    form_frame(b, &form);
    assert_false(form.typed.entered);
    form_key(b, &form, KEY_TAB);
    form_key(b, &form, 'g');
    assert_int_equal(form.after, 1);
    assert_string_equal(form.text, "Wg ?");
}

static void the_key_that_opened_a_field_is_not_typed_into_it(void **state)
{
    struct bench *b = *state;
    struct form form = {0};
    form_frame(b, &form);
    form_key(b, &form, 'w');
    assert_int_equal(form.before, 1);
    ui_focus(&b->ui, FIELD); /* what the button did */
    b->in.typed = 'w';
    form_frame(b, &form);
    assert_string_equal(form.text, "");
    form_letter(b, &form, 'h', 'h');
    assert_string_equal(form.text, "h");
}

static void a_click_puts_the_caret_between_letters(void **state)
{
    struct bench *b = *state;
    struct form form = {.text = "abcdef"};
    form_frame(b, &form);
    int w = ui_width(&b->ui, body, "abc");
    point(b, 100 + SPACE_12 + w + 1, 120);
    press(b);
    form_frame(b, &form);
    assert_int_equal(b->ui.focus, FIELD);
    assert_int_equal(b->ui.caret, 3);
    release(b);
    form_frame(b, &form);
    assert_false(form.typed.entered); /* a click is no Enter */
    point(b, 270, 120);
    press(b);
    form_frame(b, &form);
    assert_int_equal(b->ui.caret, 6);
    point(b, 101, 120);
    press(b);
    form_frame(b, &form);
    assert_int_equal(b->ui.caret, 0);
}

static void the_caret_is_seen_in_a_long_text(void **state)
{
    struct bench *b = *state;
    char text[200];
    memset(text, 'm', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    const struct ui_field field = {.label = "Note", .text = text, .size = sizeof text};
    struct rect r = {100, 100, 180, 44}, inner = rect_inset(r, SPACE_12, 0);
    for (int key = KEY_END; key >= KEY_HOME; key--) {
        b->ui.focus = FIELD;
        begin(b);
        b->ui.field_key = key;
        ui_field(&b->ui, FIELD, r, &field);
        end(b);
        const struct draw_command *caret = &b->ui.draw.commands[b->ui.draw.n - 2]; /* the ring comes behind it */
        assert_int_equal(caret->r.w, 2);
        assert_int_equal(rect_common(caret->r, inner).w, 2);
        for (int i = 0; i < b->ui.draw.n; i++) /* nothing of the text outside its field */
            if (b->ui.draw.commands[i].kind == DRAW_TEXT)
                assert_int_equal(rect_common(b->ui.draw.commands[i].clip, inner).w, b->ui.draw.commands[i].clip.w);
    }
}

struct page_of_text {
    char text[120];
    struct ui_written written;
    int ups; /* how often Up was left to the screen */
};

static void area_frame(struct bench *b, struct page_of_text *page)
{
    const struct ui_field field = {.label = "Note", .text = page->text, .size = sizeof page->text};
    begin(b);
    struct ui_probe probe = ui_probe_begin(&b->ui);
    assert_false(ui_area(&b->ui, FIELD, (struct rect){100, 100, 204, 400}, 2, &field).changed);
    ui_probe_end(&b->ui, &probe);
    page->written = ui_area(&b->ui, FIELD, (struct rect){100, 100, 204, 400}, 2, &field);
    page->ups += ui_take_key(&b->ui, KEY_UP, false);
    end(b);
    b->in.pasted = NULL;
}

/* The lines that are drawn, with a bar between them. */
static const char *area_lines(struct bench *b)
{
    static char text[200];
    text[0] = '\0';
    for (int i = 0; i < b->ui.draw.n; i++)
        if (b->ui.draw.commands[i].kind == DRAW_TEXT && !rect_empty(b->ui.draw.commands[i].clip)) {
            const struct draw_command *c = &b->ui.draw.commands[i];
            assert_true(c->r.x + c->r.w <= 304 - SPACE_12 && !c->cut);
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%.*s", text[0] ? "|" : "", c->length,
                     draw_text_of(&b->ui.draw, c));
        }
    return text;
}

static void a_long_text_goes_on_in_the_next_line(void **state)
{
    struct bench *b = *state;
    struct page_of_text page = {.text = ""};
    b->ui.focus = FIELD;
    area_frame(b, &page);
    for (const char *c = "The firewall of a managed database"; *c; c++) {
        b->in.typed = (uint32_t)*c;
        area_frame(b, &page);
        assert_true(page.written.changed);
    }
    assert_string_equal(area_lines(b), "The firewall of a|managed database");
    const struct ui_field field = {.label = "Note", .text = page.text, .size = sizeof page.text};
    assert_int_equal(ui_area_height(&b->ui, 204, 2, &field), ui_area_height(&b->ui, 204, 1, &field));
    b->in.key = KEY_HOME;
    area_frame(b, &page);
    assert_int_equal(b->ui.caret, 18);
    b->in.key = KEY_UP;
    area_frame(b, &page);
    assert_int_equal(b->ui.caret, 0);
    b->in.key = KEY_END;
    area_frame(b, &page);
    assert_int_equal(b->ui.caret, 17);
    b->in.key = KEY_UP;
    area_frame(b, &page);
    assert_int_equal(page.ups, 1);
    b->in.pasted = ",\treally\xc3\xa9\x01";
    area_frame(b, &page);
    assert_string_equal(page.text, "The firewall of a, really\xc3\xa9 managed database");
    assert_string_equal(area_lines(b), "The firewall of a, really\xc3\xa9|managed database");
    point(b, 100 + SPACE_12 + 1, 100 + SPACE_12 + 30);
    area_frame(b, &page);
    press(b);
    area_frame(b, &page);
    assert_int_equal(b->ui.caret, 28);
    for (int i = 0; i < 10; i++) {
        b->in.pasted = "word without end\xe2\x82\xac ";
        area_frame(b, &page);
    }
    assert_true(strlen(page.text) >= sizeof page.text - 4 && strlen(page.text) < sizeof page.text);
    for (const char *c = page.text; *c; c++) /* no half of a character */
        assert_true((unsigned char)*c != 0xe2 || ((unsigned char)c[1] == 0x82 && (unsigned char)c[2] == 0xac));
    assert_true(ui_area_height(&b->ui, 204, 2, &field) > 5 * 20);
}

static void lines_end_where_they_were_ended(void **state)
{
    struct bench *b = *state;
    struct page_of_text page = {.text = "ab"};
    const struct ui_field field = {.label = "Note", .text = page.text, .size = sizeof page.text};
    b->ui.focus = FIELD;
    area_frame(b, &page);
    int one_px = ui_area_height(&b->ui, 204, 1, &field);
    b->in.key = KEY_ENTER;
    b->in.shift = true;
    area_frame(b, &page);
    b->in.shift = false;
    assert_string_equal(page.text, "ab\n");
    assert_true(page.written.changed && page.written.caret.x == 100 + SPACE_12);
    assert_true(page.written.caret.y > 100 + SPACE_12);
    int two_px = ui_area_height(&b->ui, 204, 1, &field);
    assert_true(two_px > one_px);
    b->in.pasted = "c\n\nd ";
    area_frame(b, &page);
    assert_string_equal(page.text, "ab\nc\n\nd ");
    assert_string_equal(area_lines(b), "ab|c|d");
    assert_int_equal(ui_area_height(&b->ui, 204, 1, &field), one_px + 3 * (two_px - one_px));
    b->in.key = KEY_UP; /* an empty line has a place for the caret */
    area_frame(b, &page);
    assert_int_equal(b->ui.caret, 5);
    b->in.key = KEY_UP;
    area_frame(b, &page);
    b->in.key = KEY_END;
    area_frame(b, &page);
    assert_int_equal(b->ui.caret, 4);
    b->in.key = KEY_DELETE;
    area_frame(b, &page);
    assert_string_equal(area_lines(b), "ab|c|d");
    assert_string_equal(page.text, "ab\nc\nd ");
    for (int i = 0; i < b->ui.n_controls; i++) /* its name is one line */
        assert_null(strchr(b->ui.draw.text + b->ui.controls[i].label, '\n'));
}

static void a_word_that_is_too_long_is_broken(void **state)
{
    struct bench *b = *state;
    struct page_of_text page = {.text = "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm"};
    area_frame(b, &page);
    int letters = 0;
    for (const char *c = area_lines(b); *c; c++)
        letters += *c == 'm';
    assert_int_equal(letters, 40);
    assert_true(strchr(area_lines(b), '|') != NULL);
}

static void an_error_stands_below_the_field(void **state)
{
    struct bench *b = *state;
    struct form form = {0};
    form_frame(b, &form);
    bool held = false;
    for (int i = 0; i < b->ui.draw.n; i++)
        if (b->ui.draw.commands[i].kind == DRAW_TEXT)
            held = held || strcmp(draw_text_of(&b->ui.draw, &b->ui.draw.commands[i]), "a word") == 0;
    assert_true(held);
    int plain_px = ui_field_height(&b->ui, 180, NULL);
    assert_int_equal(plain_px, TARGET);
    assert_int_equal(ui_field_height(&b->ui, 180, ""), TARGET);
    assert_true(ui_field_height(&b->ui, 180, "This day is past") >= TARGET + SPACE_8 + 16);
    form.error = "This day is past";
    form_frame(b, &form);
    bool seen = false;
    for (int i = 0; i < b->ui.draw.n; i++) {
        const struct draw_command *c = &b->ui.draw.commands[i];
        if (c->kind == DRAW_TEXT && c->colour == theme_light.wrong) {
            seen = true;
            assert_true(c->r.y >= 100 + TARGET + SPACE_8);
        }
    }
    assert_true(seen);
}

static int stepped(struct bench *b, const struct ui_stepper *stepper)
{
    begin(b);
    int by = ui_stepper(&b->ui, 20, (struct rect){100, 100, 200, 44}, stepper);
    end(b);
    return by;
}

static void a_stepper_goes_up_and_down(void **state)
{
    struct bench *b = *state;
    static const struct {
        bool least, most, in_rows;
        int key;
        uint32_t typed;
        int by;
    } cases[] = {
        {false, false, false, KEY_UP, 0, 1},    {false, false, false, KEY_DOWN, 0, -1},
        {false, false, false, KEY_RIGHT, 0, 1}, {false, false, false, KEY_LEFT, 0, -1},
        {false, false, false, 0, '+', 1},       {false, false, false, 0, '-', -1},
        {true, false, false, KEY_DOWN, 0, 0},   {true, false, false, KEY_UP, 0, 1},
        {false, true, false, 0, '+', 0},        {false, true, false, 0, '-', -1},
        {false, false, true, KEY_UP, 0, 0},     {false, false, true, KEY_DOWN, 0, 0},
        {false, false, true, KEY_LEFT, 0, -1},  {false, false, false, 'x', 0, 0},
    };
    struct ui_stepper stepper = {.label = "Minutes", .value = "10"};
    stepped(b, &stepper);
    b->in.key = KEY_UP; /* without the focus it takes nothing */
    assert_int_equal(stepped(b, &stepper), 0);
    b->in.key = KEY_TAB;
    stepped(b, &stepper);
    assert_int_equal(b->ui.focus, 20); /* not one of its sides */
    b->in.key = KEY_TAB;
    stepped(b, &stepper);
    assert_int_equal(b->ui.focus, 20);
    for (int i = 0; i < (int)(sizeof cases / sizeof *cases); i++) {
        stepper.least = cases[i].least;
        stepper.most = cases[i].most;
        stepper.in_rows = cases[i].in_rows;
        b->in.key = cases[i].key;
        b->in.typed = cases[i].typed;
        if (stepped(b, &stepper) != cases[i].by)
            fail_msg("case %d", i);
    }
}

static void a_stepper_has_a_button_at_each_side(void **state)
{
    struct bench *b = *state;
    struct ui_stepper stepper = {.label = "Minutes", .value = "10"};
    static const struct {
        int x;
        bool most;
        int by;
    } cases[] = {{101, false, -1}, {143, false, -1}, {145, false, 0}, {250, false, 0}, {257, false, 1}, {257, true, 0}};
    for (int i = 0; i < (int)(sizeof cases / sizeof *cases); i++) {
        stepper.most = cases[i].most;
        point(b, cases[i].x, 120);
        stepped(b, &stepper);
        press(b);
        assert_int_equal(stepped(b, &stepper), 0);
        release(b);
        assert_int_equal(stepped(b, &stepper), cases[i].by);
        assert_int_equal(b->ui.focus, 20);
    }
    static const char *const labels[] = {"less: Minutes", "Minutes: 10", "more: Minutes"};
    for (int i = 0; i < 3; i++)
        assert_string_equal(b->ui.draw.text + b->ui.controls[i].label, labels[i]);
}

/* -- scrolling -- */

enum { ROW = 50, ROWS = 20 };

static struct ui_scroll_region scroll_frame(struct bench *b, struct ui_scroll *scroll, int content, int show)
{
    begin(b);
    struct ui_scroll_region region = ui_scroll_begin(&b->ui, (struct rect){10, 10, 200, 340}, content, ROW, scroll);
    if (show >= 0)
        ui_scroll_show(&region, show * ROW, ROW);
    ui_scroll_end(&b->ui, &region, "more");
    end(b);
    return region;
}

static void scrolling_shows_what_it_is_told(void **state)
{
    struct bench *b = *state;
    struct ui_scroll scroll = {0};
    static const int order[] = {0, 19, 3, 5, 12, 0, 7, 18, 19, 1};
    for (int i = 0; i < 10; i++) {
        struct ui_scroll_region region = scroll_frame(b, &scroll, ROWS * ROW, order[i]);
        int y = order[i] * ROW - scroll.offset_px;
        assert_true(y >= 0 && y + ROW <= region.view.h);
        assert_int_equal(region.view.h % ROW, 0);
        assert_true(region.view.h + region.note.h <= 340);
        assert_false(rect_overlap(region.view, region.note));
        assert_int_equal(ui_scroll_below(&region), ROWS * ROW - scroll.offset_px - region.view.h);
    }
    int before = scroll.offset_px;
    scroll_frame(b, &scroll, ROWS * ROW, 2); /* what is in view already moves nothing */
    assert_int_equal(scroll.offset_px, before);
}

static void scrolling_stops_at_both_ends(void **state)
{
    struct bench *b = *state;
    struct ui_scroll scroll = {0};
    point(b, 100, 100);
    b->in.wheel = -3;
    scroll_frame(b, &scroll, ROWS * ROW, -1);
    assert_int_equal(scroll.offset_px, 0);
    b->in.wheel = 2;
    scroll_frame(b, &scroll, ROWS * ROW, -1);
    assert_int_equal(scroll.offset_px, 2 * ROW);
    b->in.wheel = 1000;
    struct ui_scroll_region region = scroll_frame(b, &scroll, ROWS * ROW, -1);
    assert_int_equal(scroll.offset_px, ROWS * ROW - region.view.h);
    assert_int_equal(ui_scroll_below(&region), 0);
    int end_px = scroll.offset_px;
    point(b, 400, 100); /* the wheel turns what is under the pointer */
    b->in.wheel = -1;
    scroll_frame(b, &scroll, ROWS * ROW, -1);
    assert_int_equal(scroll.offset_px, end_px);
    region = scroll_frame(b, &scroll, 6 * ROW, -1); /* the content became short: all of it, no note */
    assert_int_equal(scroll.offset_px, 0);
    assert_rect(region.view, 10, 10, 200, 340);
    assert_true(rect_empty(region.note));
    assert_null(last_text(b));
    scroll_frame(b, &scroll, ROWS * ROW, -1);
    assert_string_equal(draw_text_of(&b->ui.draw, last_text(b)), "more");
}

static void rows_are_seen_whole_or_not_at_all(void **state)
{
    struct bench *b = *state;
    struct ui_scroll scroll = {0};
    enum { GAP = 6 };
    for (int show = 0; show < 2 * ROWS; show++) {
        begin(b);
        int content = ROWS * ROW - GAP;
        struct ui_scroll_region region =
            ui_scroll_begin(&b->ui, (struct rect){10, 10, 200, 340}, content, ROW, &scroll);
        ui_scroll_show(&region, show * 7 % ROWS * ROW, ROW - GAP);
        for (int i = 0; i < ROWS; i++)
            ui_control(&b->ui, 1 + i, (struct rect){10, 10 + i * ROW - scroll.offset_px, 200, ROW - GAP}, "row", NULL,
                       false);
        ui_scroll_end(&b->ui, &region, "more");
        int n = 0;
        for (int i = 0; i < ROWS; i++) {
            const struct ui_control *c = &b->ui.controls[i];
            struct rect seen = rect_common(c->r, c->clip),
                        ring = rect_inset(c->r, -FOCUS_RING - FOCUS_GAP, -FOCUS_RING - FOCUS_GAP);
            if (rect_empty(seen))
                continue;
            n++;
            assert_int_equal(seen.h, ROW - GAP);
            assert_int_equal(rect_common(ring, c->clip).h, ring.h); /* the focus ring too */
            assert_false(rect_overlap(seen, region.note));
        }
        assert_int_equal(n, region.view.h / ROW);
        assert_false(rect_empty(rect_common(b->ui.controls[show * 7 % ROWS].r, b->ui.controls[0].clip)));
        assert_rect(b->ui.draw.clip, 0, 0, W, H);
        end(b);
    }
}

/* -- bars and the dump -- */

static void the_bottom_bar_stands_from_the_right(void **state)
{
    struct bench *b = *state;
    const struct ui_button buttons[] = {
        {.label = "Check", .key_label = "Enter", .key = KEY_ENTER, .kind = BUTTON_PRIMARY},
        {.label = "Undo", .key = 'z', .ctrl = true},
        {.label = "Not sure", .typed = '?'}};
    static const struct {
        int key;
        uint32_t typed;
        bool ctrl;
        int pressed;
    } cases[] = {
        {KEY_NONE, 0, false, -1}, {KEY_ENTER, 0, false, 0}, {'z', 0, true, 1}, {'z', 0, false, -1}, {0, '?', false, 2}};
    for (int i = 0; i < 5; i++) {
        b->in.key = cases[i].key;
        b->in.typed = cases[i].typed;
        b->in.ctrl = cases[i].ctrl;
        begin(b);
        struct rect r = {0, 0, W, H};
        assert_int_equal(ui_bottom_bar(&b->ui, &r, 5, buttons, 3, "A hint"), cases[i].pressed);
        assert_int_equal(r.h, H - ui_button_height(&b->ui) - 28);
        end(b);
        assert_int_equal(b->ui.n_controls, 3);
        for (int k = 0; k < 3; k++) /* declared from left to right */
            assert_int_equal(b->ui.controls[k].id, 7 - k);
        for (int k = 1; k < 3; k++)
            assert_true(b->ui.controls[k].r.x >= b->ui.controls[k - 1].r.x + b->ui.controls[k - 1].r.w + SPACE_8);
        const struct rect *last = &b->ui.controls[2].r;
        assert_int_equal(last->x + last->w, W - ui_margin(&b->ui));
    }
}

static void the_dump_says_all(void **state)
{
    struct bench *b = *state;
    const struct ui_button go = {.label = "Go", .key_label = "G", .key = 'g'}, no = {.label = "No", .disabled = true};
    begin(b);
    ui_button(&b->ui, 7, place, &go);
    ui_button(&b->ui, 8, second, &no);
    ui_focus(&b->ui, 7);
    struct rect old = draw_clip(&b->ui.draw, (struct rect){0, 0, 100, 100});
    ui_control(&b->ui, 9, (struct rect){0, 300, 50, 50}, "Far", NULL, true);
    draw_sign(&b->ui.draw, (struct rect){90, 90, 20, 20}, SIGN_SHARED, 0xff0a7558);
    b->ui.draw.clip = old;
    draw_box(&b->ui.draw, (struct rect){1, 2, 3, 4},
             (struct draw_box){.fill = 0xffffffff,
                               .border = 0xff868e9a,
                               .border_px = 2,
                               .radius_px = 10,
                               .shadow_px = 20,
                               .dashed = true});
    ui_label(&b->ui, (struct rect){0, 0, 30, 20}, body, 0xff171a20, ALIGN_LEFT, "Customer");
    end(b);
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    ui_dump(&b->ui, out);
    fclose(out);
    static const char *const lines[] = {
        "control 7 100 100 80 44 \"Go\" key \"G\" focus\n",
        "control 8 100 200 80 44 \"No\" disabled\n",
        "control 9 0 300 50 50 \"Far\" hidden\n",
        "box 0 0 800 600 fill fff4f5f7\n",
        "sign 90 90 20 20 shared ff0a7558 within 0 0 100 100\n",
        "box 1 2 3 4 fill ffffffff border 2 ff868e9a dashed radius 10 shadow 20\n",
        "16/400 ff171a20 \"Cu\xe2\x80\xa6\" cut\n",
    };
    for (int i = 0; i < (int)(sizeof lines / sizeof *lines); i++)
        if (!strstr(text, lines[i]))
            fail_msg("not in the dump: %s--\n%s", lines[i], text);
    free(text);
}

/* Beside what is wrong only, with a word behind it; by key and by pointer, and nothing is covered. */
static void an_offer_stands_beside_what_is_wrong(void **state)
{
    struct bench *b = *state;
    struct ui_offer offer = {.button = {.label = "Export", .key_label = "Ctrl E", .key = 'e', .ctrl = true},
                             .more = " More."};
    for (int turn = 0; turn < 4; turn++) {
        bool wrong = turn > 0;
        b->in.key = turn == 1 ? 'e' : KEY_NONE;
        b->in.ctrl = turn == 1;
        if (turn == 2)
            point(b, W - 60, 30), press(b);
        if (turn == 3)
            release(b);
        offer.pressed = false;
        b->ui.offer = &offer;
        begin(b);
        struct rect r = {0, 0, W, H};
        ui_notice(&b->ui, &r, wrong ? theme_light.wrong : theme_light.ink, "Nothing is being saved.");
        end(b);
        assert_int_equal(offer.pressed, turn == 1 || turn == 3);
        assert_int_equal(b->ui.n_controls, wrong);
        assert_string_equal(draw_text_of(&b->ui.draw, last_text(b)),
                            wrong ? "Nothing is being saved. More." : "Nothing is being saved.");
        if (wrong)
            assert_true(r.y >= ui_button_height(&b->ui) &&
                        last_text(b)->r.x + last_text(b)->r.w <= b->ui.controls[0].r.x);
    }
    b->ui.offer = NULL;
}

static void animation_lasts_until_the_latest(void **state)
{
    struct bench *b = *state;
    begin(b);
    assert_true(b->ui.animate_until_ms == 0);
    ui_animate(&b->ui, 5000);
    ui_animate(&b->ui, 4000);
    assert_true(b->ui.animate_until_ms == 5000);
    end(b);
    b->in.still = true;
    begin(b);
    ui_animate(&b->ui, 5000);
    assert_true(b->ui.animate_until_ms == 0);
    end(b);
}

#define ui_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cut_gives_what_is_there),
        cmocka_unit_test(columns_lose_no_pixel),
        cmocka_unit_test(rects_meet),
        ui_test(a_click_is_press_and_release_inside),
        ui_test(a_disabled_button_is_dead),
        ui_test(the_last_declared_wins_the_pointer),
        ui_test(what_is_clipped_away_is_not_hit),
        ui_test(tab_goes_round_in_order),
        ui_test(enter_is_the_focused_buttons_else_the_primarys),
        ui_test(the_primary_leaves_enter_to_who_comes_behind),
        ui_test(a_key_works_with_its_ctrl_only),
        ui_test(a_line_break_ends_a_line),
        ui_test(a_key_is_taken_once),
        ui_test(repeated_keys_press_no_button),
        ui_test(a_new_screen_must_be_read_first),
        ui_test(the_second_run_never_acts),
        ui_test(a_label_that_does_not_fit_is_cut),
        ui_test(a_label_stands_where_it_should),
        ui_test(a_very_long_label_does_no_harm),
        ui_test(a_paragraph_breaks_where_it_may),
        ui_test(no_letter_is_lost_at_any_width),
        ui_test(a_word_longer_than_the_line_breaks),
        ui_test(type_grows_with_the_text_size_and_space_does_not),
        ui_test(what_is_typed_stands_where_the_caret_is),
        ui_test(letters_in_a_field_press_no_button),
        ui_test(the_key_that_opened_a_field_is_not_typed_into_it),
        ui_test(a_click_puts_the_caret_between_letters),
        ui_test(the_caret_is_seen_in_a_long_text),
        ui_test(a_long_text_goes_on_in_the_next_line),
        ui_test(lines_end_where_they_were_ended),
        ui_test(a_word_that_is_too_long_is_broken),
        ui_test(an_error_stands_below_the_field),
        ui_test(a_stepper_goes_up_and_down),
        ui_test(a_stepper_has_a_button_at_each_side),
        ui_test(scrolling_shows_what_it_is_told),
        ui_test(scrolling_stops_at_both_ends),
        ui_test(rows_are_seen_whole_or_not_at_all),
        ui_test(the_bottom_bar_stands_from_the_right),
        ui_test(the_dump_says_all),
        ui_test(an_offer_stands_beside_what_is_wrong),
        ui_test(animation_lasts_until_the_latest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
