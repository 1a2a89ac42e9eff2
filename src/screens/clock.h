#ifndef DEMARC_SCREENS_CLOCK_H
#define DEMARC_SCREENS_CLOCK_H

#include "ui/ui.h"

/* Minutes and seconds, begun ones counted whole, that do not jump: every digit stands in a cell as wide as the widest. */
int clock_seconds(int64_t ms);
void clock_text(int64_t ms, char *text, int size); /* "31:07" */
int clock_width(struct ui *ui, struct font font, int64_t ms);
int clock_draw(struct ui *ui, struct rect r, struct font font, uint32_t ink, int64_t ms); /* from the left; returns the width */

#endif
