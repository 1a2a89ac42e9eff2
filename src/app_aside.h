#ifndef DEMARC_APP_ASIDE_H
#define DEMARC_APP_ASIDE_H

#include "app_shared.h"
#include "screens/aside.h"

/* The side page's part of the window's story: it lies over whatever screen is shown, and what is done there is saved at
   once. The session under it is not touched. */
struct app_aside {
    struct app_shared *shared;
    struct aside about;
    struct aside_view view;
    bool open;
    int focus, screen_key; /* of the screen under it */
    struct aside_item *resting;
    int n_resting, resting_room;
    struct aside_item last; /* what Undo takes back; deck NULL: nothing */
    bool last_rests;
    char said[600], failed[600];
};

void app_aside_init(struct app_aside *a, struct app_shared *shared);
void app_aside_clear(struct app_aside *a);

/* Opens it where a screen asked for it in shared->aside; to be called after each run of a screen. */
void app_aside_take(struct app_aside *a, struct ui *ui);

void app_aside_run(struct app_aside *a, struct ui *ui); /* only while it is open */

/* What rests, of all decks: for what lists it. False: err says why it could not be read. */
bool app_aside_learn(struct app_aside *a, struct err *err);

#endif
