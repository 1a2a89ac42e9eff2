#ifndef DEMARC_PLAY_BOARD_H
#define DEMARC_PLAY_BOARD_H

#include <stdbool.h>

/* What is placed at once: a list of placements, on the board of one model and on the line alike. A placement is meant by
   its position in the list, which never changes; a zone by its index in the deck. Plain memory, no allocation. */
enum {
    BOARD_CELLS_MAX = 64,
    BOARD_OPEN = -1, /* as a zone: not placed */
    BOARD_MOVES_MAX = 4096 /* moves that can be undone; the oldest are forgotten */
};

struct board_cell {
    int layer, model;
    int zone;
    bool unsure; /* only a placed one can be */
    int order;   /* rises with each placing: cards in a zone stand in this order */
};

struct board_move {
    short at, zone;
    int order;
    bool unsure, joined; /* joined: undone together with the move before it */
};

struct board {
    int n_cells, n_zones, last_order;
    struct board_cell cells[BOARD_CELLS_MAX];
    int first_move, n_moves; /* a ring */
    struct board_move moves[BOARD_MOVES_MAX];
};

void board_init(struct board *board, int n_zones);
void board_add(struct board *board, int layer, int model);

/* Each returns false, and changes nothing, where there is nothing to do: it already is so, or what it needs is not there.
   Moving a placed layer to another zone keeps its mark. */
bool board_place(struct board *board, int at, int zone);
bool board_place_unsure(struct board *board, int at, int zone); /* one undo */
bool board_take_back(struct board *board, int at);
bool board_toggle_unsure(struct board *board, int at);
bool board_undo(struct board *board);

/* Joins the last move to the one before it, so that one undo takes back both (the edge of the line is one drop). */
void board_join(struct board *board);

int board_open_count(const struct board *board);

#endif
