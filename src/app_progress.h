#ifndef DEMARC_APP_PROGRESS_H
#define DEMARC_APP_PROGRESS_H

#include "app_shared.h"
#include "screens/screen.h"
#include "ui/ui.h"

/* Progress: what is known, by cell and over time. */
struct app_progress {
    struct app_shared *shared;
};

void app_progress_init(struct app_progress *a, struct app_shared *shared);
void app_progress_clear(struct app_progress *a);

/* Its first screen. */
enum screen app_progress_open(struct app_progress *a, struct moment now);

/* Runs one of its screens and returns the next. */
enum screen app_progress_run(struct app_progress *a, struct ui *ui, enum screen screen);

#endif
