#ifndef DEMARC_APP_FIRST_H
#define DEMARC_APP_FIRST_H

#include "app_shared.h"
#include "screens/board.h"
#include "screens/checked.h"
#include "screens/first.h"

/* The first start: what are you here for, how the line moves, a first line that nothing counts of. */
struct app_first {
    struct app_shared *shared;
    enum { FIRST_STEP_GOAL, FIRST_STEP_MOVES, FIRST_STEP_BOARD } step;
    bool again; /* only how the line moves: nothing is set */
    int n_goals;
    struct first_goal goals[FIRST_GOALS_MAX];
    char ids[FIRST_GOALS_MAX][DECK_ID_MAX + 1], titles[FIRST_GOALS_MAX][DECK_ID_MAX + 1];
    struct first_view view;
    char said[512];
    struct moves moves;
    struct moves_view moving;
    struct session *session; /* of the line; never stored */
    const struct deck *decks[1];
    struct board_view board;
    struct checked_view checked;
    int shown; /* what the views were last reset for */
    bool base_language;
};

void app_first_init(struct app_first *a, struct app_shared *shared);
void app_first_clear(struct app_first *a);

/* Nobody said yet what they are here for, no exam's day is set, and nothing was ever begun. */
bool app_first_wanted(struct app_first *a, struct moment now);

/* Its first screen. */
enum screen app_first_open(struct app_first *a, struct moment now);

void app_first_relist(struct app_first *a); /* the decks were read anew: the goals' texts are of now */

/* The deck by which it is shown how the line moves, by the goal that is set; NULL: there is none. */
const struct deck *app_first_deck(struct app_first *a);

/* Only how the line moves, once more. */
enum screen app_first_moves(struct app_first *a, struct moment now);

/* Runs its screen and returns the next: SCREEN_EXPLORE is to be opened with app_first_deck. */
enum screen app_first_run(struct app_first *a, struct ui *ui, enum screen screen);

#endif
