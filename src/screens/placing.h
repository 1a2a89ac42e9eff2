#ifndef DEMARC_SCREENS_PLACING_H
#define DEMARC_SCREENS_PLACING_H

#include "play/exam.h"
#include "screens/board.h"

/* What all forms of a board that is being placed have in common: one list of placements, one chosen among them. */
enum {
    ID_BAR = 1,
    ID_STOP = 9, /* in the top bar */
    ID_ZONE = 10,    /* + zone */
    ID_TRAY = 20,
    ID_EDGE = 40,    /* + row of the line */
    ID_LAYER = 100,  /* + position */
    ID_UNSURE = 200, /* + position */
    ID_CELL = 300    /* + position * DECK_ZONES_MAX + zone */
};

struct placing {
    struct board_view *view;
    struct ui *ui;
    struct session *session;
    const struct deck *deck;
    const struct task *task;
    const struct board *board;
    struct exam *exam; /* not NULL: the board is one of an exam, there is no session, and nobody is unsure */
};

/* Between begin and show nothing of the board is drawn: keys and the focus choose a placement, place it and take it back.
   Show draws the form into r. */
void placing_begin(struct placing *p);
void placing_show(struct placing *p, struct rect r);
void placing_undo(struct placing *p); /* what moved is the chosen one then */
enum board_form placing_form(const struct placing *p);

bool placing_move(struct placing *p, enum move_kind kind, int at, int zone);
void placing_choose(struct placing *p, int at);
void placing_place(struct placing *p, int at, int zone, bool unsure); /* and chooses the next open one */
void placing_click_zone(struct placing *p, int at, int zone); /* places; where it lies there already, takes it back */
void placing_toggle_unsure(struct placing *p, int at);

/* What a placement is called: the layer, and on the line its model too. */
void placing_label(const struct placing *p, int at, char *text, int size);

/* What the layer of a placement means and what the exam calls it; NULL: nothing is said. */
const char *placing_meaning(const struct placing *p, int at, char *text, int size);

/* The same of the chosen one, from the bottom of *r: as high as the longest of this board needs. */
void placing_means(struct placing *p, struct rect *r);

void placing_glide(struct placing *p, int at, struct rect from, int ms);

/* The forms; each draws into r and does what was clicked in it. */
void form_zones(struct placing *p, struct rect r);
void form_table(struct placing *p, struct rect r);
void form_rows(struct placing *p, struct rect r);
void form_single(struct placing *p, struct rect r);

/* Up, Down, Left and Right in each. */
void arrows_zones(struct placing *p);
void arrows_table(struct placing *p);
void arrows_list(struct placing *p);

/* Heading of a one-model board: the model, what it is like, and the way from model to model. */
void placing_heading(struct placing *p, struct rect r);

#endif
