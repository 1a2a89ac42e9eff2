#ifndef DEMARC_CMD_SHOT_EXPLORE_H
#define DEMARC_CMD_SHOT_EXPLORE_H

#include "deck/deck.h"
#include "shelf.h"
#include "ui/ui.h"

/* Pictures of Explore and of the side page. */
bool shot_is_explore(const char *screen);
const char *shot_explore_deck(const char *screen); /* that it is usually of */
bool shot_explore(struct ui *ui, struct ui_input in, const struct shelf *shelf, const struct deck *deck, const char *screen);

#endif
