#ifndef DEMARC_PLAY_LAYOUT_H
#define DEMARC_PLAY_LAYOUT_H

#include "play/plan.h"

/* Inside plan: which items stand together on a board, and which board follows which, so that siblings are not on two boards
   in a row. A group is what may share a board: a model of a deck, one line, which is never divided, or a card or question,
   whose board it has alone. */
enum { LAYOUT_ITEMS_MAX = PLAN_CANDIDATES };

struct layout_item {
    int group, n_topics;
    const int *topics; /* siblings have one in common */
    bool laid;
};

struct layout_group {
    bool line;
    int left; /* items of it that are not on a board yet */
};

struct layout_board {
    int group, n;
    int items[BOARD_CELLS_MAX];
};

struct layout {
    int n_items, n_groups, n_boards, left, tries;
    struct layout_item items[LAYOUT_ITEMS_MAX];
    struct layout_group groups[PLAN_CANDIDATES];
    struct layout_board boards[PLAN_TASKS_MAX];
};

/* Zero-initialise; groups are named by the caller: 0, 1, 2 ... in the order in which they should be asked. */
int layout_add_group(struct layout *layout, bool line);
void layout_add(struct layout *layout, int group, const int *topics, int n_topics); /* topics are borrowed */

void layout_arrange(struct layout *layout);

/* After layout_arrange: puts one more item onto a board that is there. */
void layout_fill(struct layout *layout, int board, const int *topics, int n_topics);

#endif
