#ifndef DEMARC_APP_HOME_H
#define DEMARC_APP_HOME_H

#include "app_shared.h"
#include "play/forecast.h"
#include "screens/home.h"
#include "stock.h"

enum { HOME_TEXT_MAX = 120 };

/* How the exam's day will be, which takes longer than a frame may: found between frames, some days at a time. */
struct home_look {
    bool running, done;
    struct stock stock;
    struct plan_item *items; /* as they will be */
    struct forecast forecast;
    char exam[DECK_ID_MAX + 1]; /* "": all that is in the plan */
    int n_days, lived;
};

/* Home's part of the window's story: what there is to do today, read from the memory when it may have changed. */
struct app_home {
    struct app_shared *shared;
    struct home_view view;
    struct home_facts facts;
    struct home_deck *rows;
    const struct deck **decks; /* of each row */
    char (*exams)[HOME_TEXT_MAX];
    struct home_look look;
    bool known; /* the facts are those of the disk */
    char said[512]; /* what just happened */
    char exam[DECK_ID_MAX + 1], passed[DECK_ID_MAX + 1], passed_id[DECK_ID_MAX + 1];
    char others[HOME_TEXT_MAX], saved[HOME_TEXT_MAX];
    bool moves; /* set by app.c: how the line moves can be shown */
};

void app_home_init(struct app_home *h, struct app_shared *shared);
void app_home_clear(struct app_home *h);

/* False: err says what could not be read; what is shown is less then. */
bool app_home_learn(struct app_home *h, struct moment now, struct err *err);

/* What is chosen and does not change Home alone is app.c's to do. */
enum home_action app_home_run(struct app_home *h, struct ui *ui, struct moment now);

/* Says why a drill of this deck, or of the plan (NULL), asks nothing. */
void app_home_say_nothing(struct app_home *h, const struct deck *only, struct moment now);

/* The deck of HOME_DRILL. */
const struct deck *app_home_chosen(const struct app_home *h);

/* Goes on looking ahead for some milliseconds. True: another frame is wanted at once, as there is more to do or to show. */
bool app_home_look(struct app_home *h);

#endif
