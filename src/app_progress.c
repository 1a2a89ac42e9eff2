/* Progress: what is known, by cell and over time. */
#include "app_progress.h"

void app_progress_init(struct app_progress *a, struct app_shared *shared)
{
    a->shared = shared;
}

void app_progress_clear(struct app_progress *a)
{
    (void)a;
}

enum screen app_progress_open(struct app_progress *a, struct moment now)
{
    (void)a;
    (void)now;
    return SCREEN_HOME;
}

enum screen app_progress_run(struct app_progress *a, struct ui *ui, enum screen screen)
{
    (void)a;
    (void)ui;
    (void)screen;
    return SCREEN_HOME;
}
