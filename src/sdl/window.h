#ifndef DEMARC_SDL_WINDOW_H
#define DEMARC_SDL_WINDOW_H

#include "base/err.h"
#include "sdl/font.h"
#include "ui/draw.h"
#include "ui/input.h"

/* The window: the one reader of SDL's events and presenter of pixels. */
struct window;

enum { WINDOW_WIDTH_MIN = 800, WINDOW_HEIGHT_MIN = 600 };

/* The two steps that window_open takes itself where they were not taken. SDL's hints are read by all that begins a thread, so they
   are set before the first; SDL and its display take the longest. */
void window_hints(void);
bool window_begin(struct err *err); /* false: no display */

/* `fit`: no larger than the display. The fonts belong to the window if it opens, and may still be in another thread's use. NULL: no
   display. */
struct window *window_open(int w, int h, bool fit, struct fonts *fonts, struct err *err);
void window_close(struct window *window);

/* Its size, to open it with the next time. False: it is not of the learner's making (maximised, or as it was opened). */
bool window_was_resized(const struct window *window, int *w, int *h);

/* The size of text that the display asks for (Xft.dpi), in per cent of the usual; 0: it does not say. */
int window_text_percent(const struct window *window);

struct fonts *window_fonts(struct window *window);

enum window_event {
    WINDOW_INPUT, /* *in has changed; draw */
    WINDOW_TIME,  /* the wait is over */
    WINDOW_CLOSED /* the window, Ctrl+Q's twin, or SIGTERM */
};

/* Waits at most wait_ms (-1: for ever, 0: only what is there) and folds what happened into *in, which the caller keeps from
   call to call; edges of the last call are cleared first. in->moment is not touched. *attended tells whether the window
   has the keyboard. */
enum window_event window_wait(struct window *window, int wait_ms, struct ui_input *in, bool *attended);

/* Presents what differs from the frame before; returns whether anything was presented. */
bool window_show(struct window *window, const struct draw_list *list);

bool window_open_url(const char *url); /* in the browser; false: none could be asked to */

#endif
