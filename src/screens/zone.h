#ifndef DEMARC_SCREENS_ZONE_H
#define DEMARC_SCREENS_ZONE_H

#include "deck/deck.h"
#include "play/board.h"
#include "ui/ui.h"

/* How zones and layers look, on every board: colour, sign and name together. */
uint32_t zone_ink(const struct ui *ui, const struct deck *deck, int zone);
uint32_t zone_ground(const struct ui *ui, const struct deck *deck, int zone);

const char *zone_key(int zone); /* "1" for the first */

/* Sign and name from the left of r, in the middle of its height, the name as a note where it is too long for its size;
   returns the width used. */
int zone_title(struct ui *ui, struct rect r, const struct deck *deck, int zone, int text_size);

/* The same as body text, with the exam's word below the name where that is another. */
void zone_title_with_term(struct ui *ui, struct rect r, const struct deck *deck, int zone);

/* The frame of a zone with its head (sign, name, key or NULL, hint); returns the place for cards. */
struct rect zone_frame(struct ui *ui, struct rect r, const struct deck *deck, int zone, const char *key, bool lit);

/* "You secure it", or "Microsoft: secures it for you"; and the same with its sign off the top of r, returning the height. */
void zone_answer_words(const struct deck *deck, int zone, char *text, int size);
int zone_answer(struct ui *ui, struct rect r, const struct deck *deck, int zone);

/* The name as it stands inside a sentence: "customer", "shared", but "Microsoft". Cut where it does not fit size. */
const char *zone_in_sentence(const struct deck *deck, int zone, char *text, int size);

/* The layer's name, or its short one where the name does not fit. */
const char *layer_name(struct ui *ui, const struct deck *deck, int layer, struct font font, int w_px);

/* "Network controls in PaaS" in one line. Where that does not fit: short names, and then the layer is cut, not the model.
   Returns the width used. */
int cell_label(struct ui *ui, struct rect r, const struct deck *deck, int layer, int model, struct font strong);

/* "Azure, training diagram" is a title and, behind the comma, which edition. */
void deck_names(const struct deck *deck, char *title, const char **edition, int size);

int zone_cells(const struct deck *deck, int layer, enum deck_look look); /* of the layer, that have an answer of this look */

#endif
