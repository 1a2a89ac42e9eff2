#ifndef DEMARC_APP_SETTINGS_H
#define DEMARC_APP_SETTINGS_H

#include "app_shared.h"
#include "screens/screen.h"
#include "ui/ui.h"

/* Settings, each of which takes effect at once. */
struct app_settings {
    struct app_shared *shared;
};

void app_settings_init(struct app_settings *a, struct app_shared *shared);
void app_settings_clear(struct app_settings *a);

/* Its first screen. */
enum screen app_settings_open(struct app_settings *a, struct moment now);

/* Runs one of its screens and returns the next. */
enum screen app_settings_run(struct app_settings *a, struct ui *ui, enum screen screen);

#endif
