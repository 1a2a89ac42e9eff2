#ifndef DEMARC_UI_RECT_H
#define DEMARC_UI_RECT_H

#include <stdbool.h>

/* Pixels of the window, y downwards; x + w and y + h are just outside. An empty one has w or h <= 0. */
struct rect {
    int x, y, w, h;
};

/* Take a strip off *r and return it; what is asked beyond the size of *r is not given. */
struct rect rect_cut_top(struct rect *r, int h_px);
struct rect rect_cut_bottom(struct rect *r, int h_px);
struct rect rect_cut_left(struct rect *r, int w_px);
struct rect rect_cut_right(struct rect *r, int w_px);

struct rect rect_inset(struct rect r, int x_px, int y_px); /* negative: larger */
struct rect rect_column(struct rect r, int i, int n, int gap_px); /* the i-th of n equal columns; no pixel is lost */
struct rect rect_common(struct rect a, struct rect b);
struct rect rect_around(struct rect a, struct rect b);
bool rect_has(struct rect r, int x, int y);
bool rect_empty(struct rect r);
bool rect_overlap(struct rect a, struct rect b);

#endif
