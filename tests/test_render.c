/* render: lines and bands on a surface, without a window: where they may draw, what they draw there, and that what has
   changed of them is drawn anew. */
#include "sdl/render.h"

#include <SDL.h>
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { W = 200, H = 120, WHITE = 0xffffff, INK = 0x102030 };
#define AT(x, y)                                                                                                       \
    {                                                                                                                  \
        (x) * DRAW_PARTS, (y)*DRAW_PARTS                                                                               \
    }

static SDL_Surface *surface;
static struct renderer renderer;
static struct draw_list list;

static uint32_t pixel(int x, int y)
{
    uint32_t colour;
    memcpy(&colour, (const char *)surface->pixels + (size_t)y * (size_t)surface->pitch + (size_t)x * 4, 4);
    return colour & 0xffffff;
}

static void begin(void)
{
    draw_begin(&list, (struct rect){0, 0, W, H});
    draw_box(&list, list.clip, (struct draw_box){.fill = 0xff000000 | WHITE});
}

/* How many rectangles were drawn. */
static int draw(void)
{
    SDL_Rect rects[RENDER_RECTS_MAX];
    return render_frame(&renderer, surface, &list, rects);
}

static void assert_inside(const struct draw_command *c)
{
    struct rect r = draw_bounds(c);
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            if (pixel(x, y) != WHITE && !rect_has(r, x, y))
                fail_msg("%d %d is drawn, outside %d %d %d %d", x, y, r.x, r.y, r.w, r.h);
}

static int drawn_in_column(int x)
{
    int n = 0;
    for (int y = 0; y < H; y++)
        n += pixel(x, y) == INK;
    return n;
}

static void a_line_goes_through_its_points(void **state)
{
    (void)state;
    static const struct draw_point points[] = {AT(20, 100), AT(60, 20), AT(60, 60), AT(180, 60)};
    render_forget(&renderer);
    begin();
    draw_polyline(&list, points, 4, 3, false, 0xff000000 | INK);
    draw();
    assert_inside(&list.commands[1]);
    assert_int_equal(pixel(40, 60), INK);  /* half way up */
    assert_int_equal(pixel(60, 40), INK);  /* the upright piece */
    assert_int_equal(pixel(120, 60), INK); /* and the level one */
    assert_int_equal(pixel(120, 55), WHITE);
    assert_int_equal(drawn_in_column(120), 2); /* 3 wide round a whole number: two whole, two half */
    assert_true(pixel(120, 58) != INK && pixel(120, 58) != WHITE);
    assert_true(pixel(120, 61) != INK && pixel(120, 61) != WHITE);
}

static void dashes_have_gaps(void **state)
{
    (void)state;
    static const struct draw_point points[] = {AT(20, 60), AT(180, 60)};
    int changes = 0;
    render_forget(&renderer);
    begin();
    draw_polyline(&list, points, 2, 4, true, 0xff000000 | INK);
    draw();
    assert_inside(&list.commands[1]);
    for (int x = 21; x < 180; x++)
        changes += (pixel(x, 60) == WHITE) != (pixel(x - 1, 60) == WHITE);
    assert_in_range(changes, 18, 22); /* 160 px, a dash and a gap of 8 each */
}

static void a_band_lies_between_its_lines(void **state)
{
    (void)state;
    static const struct draw_point points[] = {AT(20, 40), AT(100, 20),  AT(180, 40),
                                               AT(20, 60), AT(100, 100), AT(180, 60)};
    render_forget(&renderer);
    begin();
    draw_band(&list, points, 3, 0xff000000 | INK);
    draw();
    assert_inside(&list.commands[1]);
    for (int x = 25; x < 175; x++) {
        int from = x < 100 ? 40 - (x - 20) / 4 : 20 + (x - 100) / 4,
            to = x < 100 ? 60 + (x - 20) / 2 : 100 - (x - 100) / 2;
        assert_int_equal(pixel(x, from + 2), INK);
        assert_int_equal(pixel(x, to - 2), INK);
        assert_int_equal(pixel(x, from - 2), WHITE);
        assert_int_equal(pixel(x, to + 2), WHITE);
    }
}

/* The rectangle around the points stays what it was: only the points tell that it is another line. */
static void a_changed_line_is_drawn_anew(void **state)
{
    (void)state;
    struct draw_point points[] = {AT(20, 20), AT(60, 90), AT(100, 50), AT(180, 100)};
    for (int band = 0; band < 2; band++) {
        render_forget(&renderer);
        for (int i = 0; i < 3; i++) {
            points[2].y = DRAW_PARTS * (i == 2 ? 70 : 50);
            begin();
            if (band)
                draw_band(&list, points, 2, 0xff000000 | INK);
            else
                draw_polyline(&list, points, 4, 3, false, 0xff000000 | INK);
            int n = draw();
            assert_int_equal(n > 0, i != 1); /* the second frame is the first one again */
        }
        assert_int_equal(pixel(100, 70) == INK || band, true);
    }
}

/* What is drawn cell by cell is what is drawn at once. */
static void parts_are_the_whole(void **state)
{
    (void)state;
    static const struct draw_point points[] = {AT(5, 110), AT(37, 12), AT(39, 90), AT(140, 33), AT(195, 35)};
    static uint32_t whole[W * H];
    for (int part = 0; part < 2; part++) {
        render_forget(&renderer);
        begin();
        if (part) { /* first another one, so that only what changed is drawn */
            draw_polyline(&list, points, 3, 3, true, 0xff000000 | INK);
            draw();
            begin();
        }
        draw_polyline(&list, points, 5, 3, true, 0xff000000 | INK);
        draw();
        for (int i = 0; i < W * H; i++) {
            if (!part)
                whole[i] = pixel(i % W, i / W);
            else
                assert_int_equal(pixel(i % W, i / W), whole[i]);
        }
    }
}

static void the_dump_has_all_points(void **state)
{
    (void)state;
    static const struct draw_point points[] = {AT(20, 40), AT(100, 20), AT(20, 60), {801, 803}};
    char *text = NULL;
    size_t size;
    begin();
    draw_polyline(&list, points, 2, 3, true, 0xff000000 | INK);
    draw_band(&list, points, 2, 0xff000000 | INK);
    draw_polyline(&list, points, 1, 3, true, 0xff000000 | INK); /* one point is no line */
    FILE *out = open_memstream(&text, &size);
    draw_dump(&list, out);
    fclose(out);
    assert_string_equal(text, "box 0 0 200 120 fill ffffffff\n"
                              "line 20 20 80 20 width 3 dashed ff102030 eighths 160,320 800,160\n"
                              "band 20 20 81 81 ff102030 eighths 160,320 800,160 160,480 801,803\n");
    free(text);
}

static int open_surface(void **state)
{
    (void)state;
    surface = SDL_CreateRGBSurfaceWithFormat(0, W, H, 32, SDL_PIXELFORMAT_RGB888);
    return !surface;
}

static int close_surface(void **state)
{
    (void)state;
    render_clear(&renderer);
    draw_clear(&list);
    SDL_FreeSurface(surface);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_goes_through_its_points),
        cmocka_unit_test(dashes_have_gaps),
        cmocka_unit_test(a_band_lies_between_its_lines),
        cmocka_unit_test(a_changed_line_is_drawn_anew),
        cmocka_unit_test(parts_are_the_whole),
        cmocka_unit_test(the_dump_has_all_points),
    };
    return cmocka_run_group_tests(tests, open_surface, close_surface);
}
