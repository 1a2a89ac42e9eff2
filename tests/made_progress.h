#ifndef DEMARC_TESTS_MADE_PROGRESS_H
#define DEMARC_TESTS_MADE_PROGRESS_H

#include "screens/progress.h"
#include "stage.h"

/* Progress of a learner that was never there, for screens: numbers by a rule, the same each time. */
enum made_how { MADE_FULL, MADE_NO_DATE, MADE_ONE_ANSWER, MADE_EMPTY, MADE_NO_DECK, MADE_HOWS };

struct made_progress {
    struct progress_view view;
    struct progress_facts facts;
    enum progress_action action; /* of the first run of the last frame */
    struct progress_item *items;
    int *squares;
    struct progress_point past[40], with[13], without[13];
    struct progress_part parts[3];
    struct deck_area areas[2];
    struct numbers_day days[30];
    struct calibration calibration;
    const char *mixed[2];
    struct progress_deck *decks;
    struct progress_weak weak[12];
};

/* Puts it onto the stage, and shows it. decks: titles of the list. */
void made_progress(struct made_progress *m, struct stage *s, const struct deck *deck, enum made_how how,
                   const struct deck *const *decks, int n_decks);
void made_progress_clear(struct made_progress *m);

#endif
