#ifndef DEMARC_CMD_SHOT_PROGRESS_H
#define DEMARC_CMD_SHOT_PROGRESS_H

#include "base/err.h"
#include "options.h"
#include "shelf.h"
#include "ui/ui.h"

/* Is it the name of a picture of Progress: progress, progress-decks, progress-least, progress-empty? */
bool shot_is_progress(const char *screen);

/* Fills the display list of ui; false with err. */
bool shot_progress(struct ui *ui, struct ui_input in, const struct options *options, struct shelf *shelf,
                   const struct deck *deck, const char *screen, struct err *err);

#endif
