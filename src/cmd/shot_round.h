#ifndef DEMARC_CMD_SHOT_ROUND_H
#define DEMARC_CMD_SHOT_ROUND_H

#include "shelf.h"
#include "ui/ui.h"

/* Is it the name of a picture of a round? */
bool shot_is_round(const char *screen);

/* Fills the display list of ui; false: there is no such picture. */
bool shot_round(struct ui *ui, struct ui_input in, const struct shelf *shelf, const struct deck *deck,
                const char *screen, struct err *err);

#endif
