#ifndef DEMARC_APP_FIRST_H
#define DEMARC_APP_FIRST_H

#include "app_shared.h"
#include "screens/screen.h"
#include "ui/ui.h"

/* The first start: what are you here for, and how the line moves. */
struct app_first {
    struct app_shared *shared;
};

void app_first_init(struct app_first *a, struct app_shared *shared);
void app_first_clear(struct app_first *a);

/* Its first screen. */
enum screen app_first_open(struct app_first *a, struct moment now);

/* Only how the line moves, once more. */
enum screen app_first_moves(struct app_first *a, struct moment now);

/* Runs one of its screens and returns the next. */
enum screen app_first_run(struct app_first *a, struct ui *ui, enum screen screen);

#endif
