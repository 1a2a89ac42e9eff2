#ifndef DEMARC_SCREENS_SOURCE_H
#define DEMARC_SCREENS_SOURCE_H

#include "deck/deck.h"
#include "ui/ui.h"

/* Where it is from, off the top of r, and with O or a click opened there; returns its height. */
int source_link(struct ui *ui, int id, struct rect r, const struct deck_source *source);

/* Is its title the link? That has room of its own around it; else a text comes first. */
bool source_in_link(struct ui *ui, int w_px, const struct deck_source *source);

#endif
