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

void line_row_name(struct ui *ui, const struct deck *deck, const struct line_grid *grid, int row, int y);

#endif
