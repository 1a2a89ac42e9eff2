#ifndef DEMARC_APP_EXPLORE_H
#define DEMARC_APP_EXPLORE_H

#include "app_shared.h"
#include "screens/screen.h"
#include "ui/ui.h"

/* Explore: what a deck says, to read. */
struct app_explore {
    struct app_shared *shared;
};

void app_explore_init(struct app_explore *a, struct app_shared *shared);
void app_explore_clear(struct app_explore *a);

/* Its first screen. */
enum screen app_explore_open(struct app_explore *a, struct moment now);

/* Runs one of its screens and returns the next. */
enum screen app_explore_run(struct app_explore *a, struct ui *ui, enum screen screen);

#endif
