#ifndef DEMARC_SCREENS_TERM_H
#define DEMARC_SCREENS_TERM_H

#include "deck/deck.h"
#include "ui/ui.h"

/* The exam's own word beside a translated name. NULL: the deck is shown as it was written, or both are the same. */
const char *term_layer(const struct deck *deck, int layer);
const char *term_model(const struct deck *deck, int model);
const char *term_zone(const struct deck *deck, int zone);

/* Of a placement, its model only where that is another word too: "Network controls", "Data in Compute Engine". Its zone
   behind that; -1: none. NULL: all of it is as the exam says it. */
const char *term_cell(const struct deck *deck, int layer, int model, int zone, char *text, int size);

/* "In the exam: Network controls, Shared", or NULL. */
const char *term_sentence(const struct deck *deck, int layer, int model, int zone, char *text, int size);

/* A name in a place, with the exam's word small: below it where r is high enough for both, else beside it where there is
   room. The short names stand where the others do not fit. */
void term_name(struct ui *ui, struct rect r, const struct deck *deck, int layer, uint32_t ink);
int term_name_width(struct ui *ui, const struct deck *deck, int layer); /* that short ones need, one below the other */
int term_height(const struct ui *ui, const struct deck *deck); /* that r has to be for it: of a line, or two */

/* The word behind r.x, in the middle of r's height, small; returns the width used, 0 for NULL or where it has no room. */
int term_beside(struct ui *ui, struct rect r, const char *term);
bool term_fits(struct ui *ui, int w_px, const char *term); /* would it? */

#endif
