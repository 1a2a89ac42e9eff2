/* One frame while a layer is dragged over a full board, 1280 x 800: what the loop does for one motion of the pointer,
   beside the changed rectangles redrawn by hand: a ready board and a ready card, copied with plain SDL. Once on a
   surface and once in a window, where both also read the motion and present. frame DECKS FONTS; needs a display. */
#include "base/mem.h"
#include "pairs.h"
#include "screens/board.h"
#include "sdl/render.h"
#include "sdl/window.h"
#include "shelf.h"

#include <SDL.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { W = 1280, H = 800, BLOCKS = 21, BLOCK = 200, POSITIONS = BLOCKS * BLOCK, LAYERS = 10, PLACED = 5, DRAGGED = 7 };

static struct err err;

/* What one position of the pointer changes. */
struct position {
    int x, y, n;
    SDL_Rect rects[RENDER_RECTS_MAX];
    SDL_Rect card; /* with its shadow, as it lies under the pointer */
};

struct bench {
    struct window *window;
    struct ui ui;
    struct ui_input in;
    struct session *session;
    struct board_view view;
    struct renderer renderer;
    SDL_Surface *surface, *background, *card;
    struct position *positions;
    double program_ms[POSITIONS], floor_ms[POSITIONS];
};

static void frame(struct bench *b)
{
    static const struct drill_facts facts = {.today = 20000, .ms = {6000, 12000, 45000}};
    ui_begin(&b->ui, b->in, false);
    screen_board(&b->view, &b->ui, b->session, &facts);
    ui_end(&b->ui);
}

static void begin(struct bench *b, const struct shelf *shelf)
{
    const struct deck *deck = shelf->decks[0];
    const bool **hidden = xcalloc((size_t)shelf->n, sizeof *hidden);
    struct task task = {.kind = TASK_BOARD};
    for (int d = 0; d < shelf->n; d++)
        hidden[d] = xcalloc((size_t)deck_item_count(shelf->decks[d]), sizeof **hidden);
    while (deck->models[task.model].given)
        task.model++;
    for (int layer = 0; layer < deck->n_layers && task.n_items < LAYERS; layer++)
        if (deck_asks(deck, layer, task.model))
            task.items[task.n_items++] = deck_item_of_cell(deck, layer, task.model);
    bench_need(task.n_items > DRAGGED, "the deck is too small");
    b->session = session_new(shelf->decks, shelf->n, &task, 1, hidden, 1);
    for (int at = 0; at < PLACED; at++)
        session_apply(b->session, (struct move){MOVE_PLACE, at, at % deck->n_zones}, b->in.moment);
    board_view_reset(&b->view);
}

/* Presses on a layer in the tray and moves a little: from here on it hangs at the pointer. */
static void take_layer(struct bench *b, const struct deck *deck)
{
    frame(b);
    for (int i = 0; i < b->ui.n_controls; i++)
        if (strcmp(b->ui.draw.text + b->ui.controls[i].label, deck->layers[DRAGGED].name) == 0) {
            b->in.x = b->ui.controls[i].r.x + 20;
            b->in.y = b->ui.controls[i].r.y + 20;
        }
    b->in.down = b->in.pressed = true;
    frame(b);
    b->in.pressed = false;
    b->in.x += 30;
    frame(b);
    bench_need(b->view.drag == DRAGGED, "no layer is dragged");
}

static void move_to(struct bench *b, int i)
{
    b->in.x = b->positions[i].x;
    b->in.y = b->positions[i].y;
}

/* All over the window and back, some 10 pixels at a time. */
static void lay_path(struct bench *b)
{
    b->positions = xcalloc(POSITIONS, sizeof *b->positions);
    for (int i = 0; i < POSITIONS; i++) {
        double t = i * 6.283185307 / POSITIONS;
        b->positions[i].x = (int)(W / 2 + (W / 2 - 80) * sin(13 * t));
        b->positions[i].y = (int)(H / 2 + (H / 2 - 60) * sin(8 * t + .7));
    }
}

/* The one box with a shadow is the dragged card. */
static SDL_Rect lifted(const struct draw_list *list)
{
    for (int i = list->n - 1; i >= 0; i--)
        if (list->commands[i].shadow_px) {
            struct rect r = draw_bounds(&list->commands[i]);
            return (SDL_Rect){r.x, r.y, r.w, r.h};
        }
    return (SDL_Rect){0};
}

static SDL_Surface *new_surface(int w, int h, Uint32 format)
{
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, format);
    bench_need(surface, SDL_GetError());
    return surface;
}

/* The board without the card, and the card with a shadow round it that lets half through. */
static void prepare_by_hand(struct bench *b)
{
    SDL_Rect rects[RENDER_RECTS_MAX];
    b->background = new_surface(W, H, SDL_PIXELFORMAT_RGB888);
    b->in.x = b->in.y = 2 * W;
    frame(b);
    render_frame(&b->renderer, b->background, &b->ui.draw, rects);
    render_forget(&b->renderer);
    b->in.x = W / 2;
    b->in.y = H / 2;
    frame(b);
    render_frame(&b->renderer, b->surface, &b->ui.draw, rects);
    SDL_Rect card = lifted(&b->ui.draw), body = {card.x + 20, card.y + 20, card.w - 40, card.h - 40},
             to = {20, 20, 0, 0};
    b->card = new_surface(card.w, card.h, SDL_PIXELFORMAT_ARGB8888);
    SDL_FillRect(b->card, NULL, 0x40000000);
    SDL_BlitSurface(b->surface, &body, b->card, &to);
    SDL_SetSurfaceBlendMode(b->card, SDL_BLENDMODE_BLEND);
    SDL_SetSurfaceBlendMode(b->background, SDL_BLENDMODE_NONE);
}

static void redraw_by_hand(struct bench *b, SDL_Surface *surface, const struct position *p)
{
    for (int i = 0; i < p->n; i++) {
        SDL_Rect to = p->rects[i], card = p->card;
        SDL_SetClipRect(surface, &p->rects[i]);
        SDL_BlitSurface(b->background, &p->rects[i], surface, &to);
        SDL_BlitSurface(b->card, NULL, surface, &card);
    }
    SDL_SetClipRect(surface, NULL);
}

/* -- on a surface
 * ------------------------------------------------------------------------------------------------------- */

static double program_on_surface(struct bench *b, int i)
{
    struct position *p = &b->positions[i];
    move_to(b, i);
    double start = pairs_now_ms();
    frame(b);
    p->n = render_frame(&b->renderer, b->surface, &b->ui.draw, p->rects);
    double ms = pairs_now_ms() - start;
    p->card = lifted(&b->ui.draw);
    return ms;
}

static double floor_on_surface(struct bench *b, int i)
{
    double start = pairs_now_ms();
    redraw_by_hand(b, b->surface, &b->positions[i]);
    return pairs_now_ms() - start;
}

static double whole_on_surface(struct bench *b, int i)
{
    render_forget(&b->renderer);
    return program_on_surface(b, i);
}

/* -- in a window
 * -------------------------------------------------------------------------------------------------------- */

/* What a new window gets told, such as where the real pointer is, is not part of the drag. */
static void settle(void)
{
    SDL_Delay(300);
    SDL_PumpEvents();
    SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
}

static void push_motion(struct bench *b, int i)
{
    SDL_Event event = {.motion = {.type = SDL_MOUSEMOTION,
                                  .windowID = 1,
                                  .state = SDL_BUTTON_LMASK,
                                  .x = b->positions[i].x,
                                  .y = b->positions[i].y}};
    bench_need(SDL_PushEvent(&event) == 1, "the motion was not taken");
}

static double program_in_window(struct bench *b, int i)
{
    bool attended;
    push_motion(b, i);
    double start = pairs_now_ms();
    window_wait(b->window, -1, &b->in, &attended);
    frame(b);
    window_show(b->window, &b->ui.draw);
    double ms = pairs_now_ms() - start;
    bench_need(b->in.down && b->in.x == b->positions[i].x, "the window lost the drag");
    return ms;
}

static double floor_in_window(struct bench *b, int i)
{
    SDL_Window *window = SDL_GetWindowFromID(1);
    SDL_Event event;
    push_motion(b, i);
    double start = pairs_now_ms();
    int got = SDL_WaitEvent(&event);
    while (got)
        got = SDL_PollEvent(&event);
    redraw_by_hand(b, SDL_GetWindowSurface(window), &b->positions[i]);
    SDL_UpdateWindowSurfaceRects(window, b->positions[i].rects, b->positions[i].n);
    return pairs_now_ms() - start;
}

/* -- both
 * --------------------------------------------------------------------------------------------------------------- */

typedef double measure(struct bench *b, int i);

/* A block of the path by the program, the same block by hand, and so on; a pair is the medians of a block. */
static struct pairs run(struct bench *b, measure *program, measure *by_hand)
{
    struct pairs pairs = {0};
    for (int block = 0; block < BLOCKS; block++) {
        for (int i = 0; i < BLOCK; i++)
            b->program_ms[block * BLOCK + i] = program(b, block * BLOCK + i);
        for (int i = 0; i < BLOCK; i++)
            b->floor_ms[block * BLOCK + i] = by_hand(b, block * BLOCK + i);
        pairs_add(&pairs, pairs_median(b->floor_ms + block * BLOCK, BLOCK),
                  pairs_median(b->program_ms + block * BLOCK, BLOCK));
    }
    return pairs;
}

int main(int argc, char **argv)
{
    bench_need(argc == 3, "usage: frame DECKS FONTS");
    static struct bench b = {.in = {.width_px = W, .height_px = H, .text_percent = 100, .x = -1, .y = -1}};
    struct shelf shelf;
    shelf_load(&shelf, (const char *const[]){argv[1]}, 1, NULL, NULL);
    bench_need(shelf.n > 0, "no decks");
    struct fonts *fonts = fonts_new(argv[2], &err);
    b.window = fonts ? window_open(W, H, false, fonts, &err) : NULL;
    bench_need(b.window, err.text);
    ui_init(&b.ui, &theme_light, fonts_measure(window_fonts(b.window)));
    b.renderer.fonts = window_fonts(b.window);
    b.surface = new_surface(W, H, SDL_PIXELFORMAT_RGB888);
    begin(&b, &shelf);
    take_layer(&b, shelf.decks[0]);
    lay_path(&b);
    prepare_by_hand(&b);

    struct pairs on_surface = run(&b, program_on_surface, floor_on_surface);
    pairs_row("a frame while dragging, on a surface", "%.3f ms", &on_surface, 0);
    pairs_row_p99("%.3f ms", b.floor_ms, b.program_ms, POSITIONS, 4);
    settle();
    struct pairs in_window = run(&b, program_in_window, floor_in_window);
    pairs_row("a frame while dragging, from motion to X11", "%.3f ms", &in_window, 3);
    pairs_row_p99("%.3f ms", b.floor_ms, b.program_ms, POSITIONS, 4);
    struct pairs whole = run(&b, whole_on_surface, floor_on_surface);
    pairs_row_plain("  a whole frame, on a surface", "%.3f ms", pairs_median(whole.program, whole.n), "", true);
    return 0;
}
