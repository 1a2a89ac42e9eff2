/* The first start: what are you here for, and how the line moves. */
#include "app_first.h"

void app_first_init(struct app_first *a, struct app_shared *shared)
{
    a->shared = shared;
}

void app_first_clear(struct app_first *a)
{
    (void)a;
}

enum screen app_first_open(struct app_first *a, struct moment now)
{
    (void)a;
    (void)now;
    return SCREEN_HOME;
}

enum screen app_first_moves(struct app_first *a, struct moment now)
{
    return app_first_open(a, now);
}

enum screen app_first_run(struct app_first *a, struct ui *ui, enum screen screen)
{
    (void)a;
    (void)ui;
    (void)screen;
    return SCREEN_HOME;
}
