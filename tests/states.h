#ifndef DEMARC_TESTS_STATES_H
#define DEMARC_TESTS_STATES_H

#include "stage.h"

/* Every state of every screen, and the way there. A new one is a row in the table of its screen; a new screen is a table
   more, here and in states.c. tests/README.md says how. */
struct state {
    const char *name; /* what is drawn is in golden/NAME.txt */
    /* Brings a stage that stage_init has begun there; false: in this size there is no such state. What it takes beyond the
       session is freed by stage->close. */
    bool (*reach)(struct stage *s, int which);
    int which; /* for functions that reach several */
};

/* A screen is a row of CTest. */
struct state_screen {
    const char *name;
    const struct state *states; /* ends with a name that is NULL */
};

extern const struct state_screen state_screens[];
extern const int n_state_screens;

extern const struct state states_home[];
extern const struct state states_first[];
extern const struct state states_explore[];
extern const struct state states_aside[];
extern const struct state states_progress[];
extern const struct state states_board[];
extern const struct state states_checked[];
extern const struct state states_line[];
extern const struct state states_line_checked[];
extern const struct state states_card[];
extern const struct state states_question[];
extern const struct state states_end[];
extern const struct state states_exam[];
extern const struct state states_round[];
extern const struct state states_settings[];

/* Decks that states show, read once. */
const struct deck *states_deck(const char *name); /* "azure", or of a translation "azure.nl" */
const struct deck *states_asking(void);
void states_close(void); /* frees them */

/* -- ways that several states take -- */

bool states_have_table(const struct stage *s); /* zones or lines are side by side, so that something can be dragged */
void states_choose(struct stage *s, int at);   /* a layer or cell of the board */
void states_check(struct stage *s);

#endif
