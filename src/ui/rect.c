/* Cutting the window into places. */
#include "ui/rect.h"

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int most(int a, int b)
{
    return a > b ? a : b;
}

struct rect rect_cut_top(struct rect *r, int h_px)
{
    struct rect strip = {r->x, r->y, r->w, least(h_px, most(r->h, 0))};
    r->y += strip.h;
    r->h -= strip.h;
    return strip;
}

struct rect rect_cut_bottom(struct rect *r, int h_px)
{
    int h = least(h_px, most(r->h, 0));
    r->h -= h;
    return (struct rect){r->x, r->y + r->h, r->w, h};
}

struct rect rect_cut_left(struct rect *r, int w_px)
{
    struct rect strip = {r->x, r->y, least(w_px, most(r->w, 0)), r->h};
    r->x += strip.w;
    r->w -= strip.w;
    return strip;
}

struct rect rect_cut_right(struct rect *r, int w_px)
{
    int w = least(w_px, most(r->w, 0));
    r->w -= w;
    return (struct rect){r->x + r->w, r->y, w, r->h};
}

struct rect rect_inset(struct rect r, int x_px, int y_px)
{
    return (struct rect){r.x + x_px, r.y + y_px, r.w - 2 * x_px, r.h - 2 * y_px};
}

struct rect rect_column(struct rect r, int i, int n, int gap_px)
{
    int free_px = r.w - gap_px * (n - 1);
    int from = free_px * i / n, to = free_px * (i + 1) / n;
    return (struct rect){r.x + from + gap_px * i, r.y, to - from, r.h};
}

struct rect rect_common(struct rect a, struct rect b)
{
    int x = most(a.x, b.x), y = most(a.y, b.y);
    return (struct rect){x, y, least(a.x + a.w, b.x + b.w) - x, least(a.y + a.h, b.y + b.h) - y};
}

struct rect rect_around(struct rect a, struct rect b)
{
    if (rect_empty(a))
        return b;
    if (rect_empty(b))
        return a;
    int x = least(a.x, b.x), y = least(a.y, b.y);
    return (struct rect){x, y, most(a.x + a.w, b.x + b.w) - x, most(a.y + a.h, b.y + b.h) - y};
}

bool rect_has(struct rect r, int x, int y)
{
    return x >= r.x && y >= r.y && x < r.x + r.w && y < r.y + r.h;
}

bool rect_empty(struct rect r)
{
    return r.w <= 0 || r.h <= 0;
}

bool rect_overlap(struct rect a, struct rect b)
{
    return !rect_empty(rect_common(a, b));
}
