#ifndef DEMARC_SCREENS_SCREEN_H
#define DEMARC_SCREENS_SCREEN_H

#include <stdbool.h>

/* Which screen is shown. A screen is one function: it is handed its view, the toolkit and what it may see, and returns
   the screen to show next. */
enum screen {
    SCREEN_HOME, SCREEN_BOARD, SCREEN_CHECKED, SCREEN_CARD, SCREEN_QUESTION, SCREEN_END,
    SCREEN_EXAM_START, SCREEN_EXAM, SCREEN_EXAM_LIST, SCREEN_EXAM_RESULT, SCREEN_EXAM_READ,
    SCREEN_ROUND_SETUP, SCREEN_ROUND, SCREEN_ROUND_END,
    SCREEN_FIRST, SCREEN_EXPLORE, SCREEN_PROGRESS, SCREEN_SETTINGS,
    SCREEN_ASIDE /* lies over another one, which stays the one that is shown */
};

struct round_setup;
struct aside;

/* What the window's story says to every screen of a drill. */
struct drill_facts {
    int today;             /* day number */
    int ms[3];             /* the learner's own medians, by enum deck_item_kind */
    bool four_ratings;     /* of a card, instead of two */
    int rated_due[5];      /* of the card on the table: when it comes back by its rating 1 to 4; DUE_UNKNOWN */
    bool *base_language;   /* kept by the app: a translated deck is shown as it was written; NULL: there is no choice */
    const char *not_saved; /* NULL: all is saved; else the line that stays */
    const char *said;      /* what the last move did, where that is not seen; or NULL */
    const struct round_setup *round; /* NULL: it is a drill */
    struct aside *aside;   /* kept by the app: filled where the side page is wanted; NULL: there is none */
};

#endif
