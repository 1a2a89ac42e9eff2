/* Settings, each of which takes effect at once. */
#include "app_settings.h"

void app_settings_init(struct app_settings *a, struct app_shared *shared)
{
    a->shared = shared;
}

void app_settings_clear(struct app_settings *a)
{
    (void)a;
}

enum screen app_settings_open(struct app_settings *a, struct moment now)
{
    (void)a;
    (void)now;
    return SCREEN_HOME;
}

enum screen app_settings_run(struct app_settings *a, struct ui *ui, enum screen screen)
{
    (void)a;
    (void)ui;
    (void)screen;
    return SCREEN_HOME;
}
