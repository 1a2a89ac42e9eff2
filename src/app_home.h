#ifndef DEMARC_APP_HOME_H
#define DEMARC_APP_HOME_H

#include "app_shared.h"
#include "screens/home.h"

/* Home's part of the window's story: what there is to do today, read from the memory when it may have changed. What is
   chosen there is app.c's to do. */
struct app_home {
    struct app_shared *shared;
    struct home_view view;
    struct home_facts facts;
    struct home_deck *decks;
    bool known; /* the facts are those of the disk */
    char said[512]; /* what just happened */
};

void app_home_init(struct app_home *h, struct app_shared *shared);
void app_home_clear(struct app_home *h);

/* False: err says what could not be read; what is shown is less then. */
bool app_home_learn(struct app_home *h, struct moment now, struct err *err);

enum home_action app_home_run(struct app_home *h, struct ui *ui);

#endif
