#ifndef DEMARC_SCREENS_CHECKING_H
#define DEMARC_SCREENS_CHECKING_H

#include "screens/checked.h"

/* What all forms of feedback have in common. */
enum { ID_BAR = 1, ID_SOURCE = 9, ID_LAYER = 100 };

struct checking {
    struct checked_view *view;
    struct ui *ui;
    struct session *session;
    const struct deck *deck;
    const struct task *task;
    const struct board *board;
    const struct drill_facts *facts;
};

void checking_choose(struct checking *c, int at);
const struct deck_cell *checking_cell(const struct checking *c, int at);

/* Tick or cross and a text, from the left of r. */
void draw_verdict(struct checking *c, struct rect r, enum verdict verdict, int text_size, int weight, const char *text);

/* The reasons for the chosen answer. */
void checked_panel(struct checking *c, struct rect r);

/* The line with its verdicts and, drawn once, where it truly runs. */
void checked_table(struct checking *c, struct rect r);
void checked_table_arrows(struct checking *c);
int checked_table_order(struct checking *c, int at[BOARD_CELLS_MAX]); /* as they are read; returns how many */

#endif
