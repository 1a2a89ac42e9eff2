#ifndef DEMARC_SCREENS_FIT_H
#define DEMARC_SCREENS_FIT_H

#include "deck/deck_check.h"
#include "ui/ui.h"

/* Which texts of a deck do not fit. For deck_check: `measure` is a struct ui_measure. Names are put on the screens, in the
   tightest windows of each form, and are too long where they are cut there; what wraps has a number of lines. */
void fit_deck(void *measure, struct deck_check *check);

/* The second half of it, in fit_lines. */
void fit_lines(struct ui *ui, struct deck_check *check);

/* Most lines of what wraps, in a window of 800 x 600 with 200 % text. */
enum {
    FIT_LAYER = 2, FIT_MEANS = 3, FIT_WHY = 5, FIT_WRONG = 4, FIT_DIFFERS = 3, FIT_OPEN = 5,
    FIT_FRONT = 6, FIT_BACK = 12, FIT_ASK = 8, FIT_OPTION = 4, FIT_REASON = 6
};

#endif
