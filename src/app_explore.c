/* Explore: what a deck says, to read. */
#include "app_explore.h"

void app_explore_init(struct app_explore *a, struct app_shared *shared)
{
    a->shared = shared;
}

void app_explore_clear(struct app_explore *a)
{
    (void)a;
}

enum screen app_explore_open(struct app_explore *a, struct moment now)
{
    (void)a;
    (void)now;
    return SCREEN_HOME;
}

enum screen app_explore_run(struct app_explore *a, struct ui *ui, enum screen screen)
{
    (void)a;
    (void)ui;
    (void)screen;
    return SCREEN_HOME;
}
