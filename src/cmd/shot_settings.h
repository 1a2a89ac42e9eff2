#ifndef DEMARC_CMD_SHOT_SETTINGS_H
#define DEMARC_CMD_SHOT_SETTINGS_H

#include "ui/ui.h"

bool shot_settings(struct ui *ui, struct ui_input in, const char *version); /* fills the display list; true */

#endif
