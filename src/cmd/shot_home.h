#ifndef DEMARC_CMD_SHOT_HOME_H
#define DEMARC_CMD_SHOT_HOME_H

#include "shelf.h"
#include "ui/ui.h"

/* Is it the name of a picture of Home, or of the first start? */
bool shot_is_home(const char *screen);

/* Fills the display list of ui; false: there is no such picture. */
bool shot_home(struct ui *ui, struct ui_input in, const struct shelf *shelf, const char *screen, struct err *err);

#endif
