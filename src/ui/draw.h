#ifndef DEMARC_UI_DRAW_H
#define DEMARC_UI_DRAW_H

#include "ui/rect.h"

#include <stdint.h>
#include <stdio.h>

/* The display list: what a frame shows, as data. Later commands lie over earlier ones. It lives until it is begun anew. */
struct font {
    short px, weight; /* after scaling by the text size */
};

enum sign {
    SIGN_CUSTOMER, SIGN_SHARED, SIGN_PROVIDER, SIGN_FOURTH, SIGN_FIFTH, SIGN_SIXTH, /* as enum deck_look */
    SIGN_TICK, SIGN_CROSS, SIGN_FLAG
};

enum draw_kind { DRAW_BOX, DRAW_TEXT, DRAW_SIGN, DRAW_LINE, DRAW_BAND };

/* In eighths of a pixel, so that a curve is smooth. */
enum { DRAW_PARTS = 8 };
struct draw_point {
    int x, y;
};

struct draw_command {
    enum draw_kind kind;
    struct rect r;    /* of a text: its line box; the baseline is draw_baseline below r.y */
    struct rect clip; /* nothing is drawn outside */
    uint32_t colour;  /* of text and sign; fill of a box, 0 for none */
    uint32_t border;
    short border_px, radius_px, shadow_px;
    short sign;
    bool dashed, cut; /* cut: text that did not fit and ends in an ellipsis */
    struct font font;
    int text, length; /* of a text: where it begins in draw_list.text */
    int point, n_points; /* of a line or a band: where they begin in draw_list.points, and how many */
};

struct draw_list {
    struct draw_command *commands;
    int n, capacity;
    char *text;
    int text_n, text_capacity;
    struct draw_point *points;
    int points_n, points_capacity;
    struct rect clip;
};

struct draw_box {
    uint32_t fill, border;
    int border_px, radius_px, shadow_px;
    bool dashed;
};

void draw_begin(struct draw_list *list, struct rect clip);
void draw_clear(struct draw_list *list); /* frees */

/* Sets the clip to what it has in common with r; returns the old one, to be put back. */
struct rect draw_clip(struct draw_list *list, struct rect r);

void draw_box(struct draw_list *list, struct rect r, struct draw_box box);
void draw_text(struct draw_list *list, struct rect r, struct font font, uint32_t colour, const char *text, int length,
               bool cut);
void draw_sign(struct draw_list *list, struct rect r, enum sign sign, uint32_t colour);

/* A line through n points, from left to right: no x is less than the one before. */
void draw_polyline(struct draw_list *list, const struct draw_point *points, int n, int width_px, bool dashed, uint32_t colour);
/* What lies between an upper and a lower line: n points of the upper one, then n of the lower one at the same x. */
void draw_band(struct draw_list *list, const struct draw_point *points, int n, uint32_t colour);

/* Keeps a text with the list, as long as it lives; returns its offset in draw_list.text. */
int draw_keep(struct draw_list *list, const char *text, int length);

const char *draw_text_of(const struct draw_list *list, const struct draw_command *command);

/* The pixels a command may touch: its rectangle, with the shadow or the line's width, within its clip. */
struct rect draw_bounds(const struct draw_command *command);

int draw_line_px(struct font font);     /* height of a line */
int draw_baseline_px(struct font font); /* of its baseline, from the top of the line */

/* One line a command, for tests and golden files. */
void draw_dump(const struct draw_list *list, FILE *out);

#endif
