#ifndef DEMARC_SCREENS_LINE_H
#define DEMARC_SCREENS_LINE_H

#include "play/session.h"
#include "ui/ui.h"

/* Where rows and columns of the line stand, for placing and for feedback alike. */
enum { LINE_ROWS_MAX = BOARD_CELLS_MAX };

struct line_grid {
    int n_rows, n_models;
    int layer[LINE_ROWS_MAX];                    /* of each row */
    int at[LINE_ROWS_MAX][DECK_MODELS_MAX];      /* position of the cell, or -1 where it is not asked */
    struct rect name, column[DECK_MODELS_MAX];   /* x and w only */
    int h, step;                                 /* of a row */
};

/* Rows in the order of the board; in the order of the true line (most of the customer's first) with sorted. */
struct line_grid line_grid(struct ui *ui, const struct session *session, struct rect r, bool sorted);

/* The names of the models above their columns, with what they are like where `like` is wanted; takes them off *r. */
void line_heads(struct ui *ui, const struct deck *deck, const struct line_grid *grid, struct rect *r, bool like);

/* Rows and columns that the true line is drawn between: layers by row, columns by model (x and w only). */
struct line_shape {
    const struct deck *deck;
    const int *layers;
    const struct rect *column;
    int n_models, h, step; /* of a row */
};
bool line_is_customer(const struct deck *deck, int layer, int model);
/* Beside the rows from `first` to before `end`; y is where row 0 stands. */
void line_true(struct ui *ui, const struct line_shape *shape, int y, int first, int end);
/* It is drawn once, from the top: how many rows of it so far. *since_ms is 0 before the first frame. */
int line_rows_drawn(struct ui *ui, int64_t *since_ms, int n_rows);

/* A piece of the line and what it says; comes_back: a layer becomes the customer's again further right. */
const char *line_says(bool comes_back);
int line_legend_height(struct ui *ui, int w_px, const char *text);
void line_legend(struct ui *ui, struct rect r, const char *text);

void line_row_name(struct ui *ui, const struct deck *deck, const struct line_grid *grid, int row, int y);

#endif
