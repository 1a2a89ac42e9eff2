#ifndef DEMARC_SCREENS_LINE_PARTS_H
#define DEMARC_SCREENS_LINE_PARTS_H

#include "screens/line.h"
#include "screens/placing.h"

/* What the pieces of the line that is being placed have in common. */
enum { LINE_GAP = SPACE_8, LINE_ROW_GAP = SPACE_12, LINE_HANDLE = 16 };

int line_row_of(const struct line_grid *grid, int layer); /* 0 where it has none */

/* In which zone a cell lies, one that is given too. */
int line_zone_of(const struct placing *p, const struct line_grid *grid, int row, int model);

/* The edge of a row; begun before anything of the rows is drawn, finished behind all. */
void line_begin_edge(struct placing *p, const struct line_grid *grid);
void line_edge_handle(struct placing *p, const struct line_grid *grid, int row, int y);
void line_finish_edge(struct placing *p, const struct line_grid *grid);
void line_step_edge(struct placing *p, const struct line_grid *grid, int row, int step);

/* The question and the zones' buttons in r; finished after the cells had their chance to take what is dragged. */
int line_zones_height(const struct placing *p);
void line_heading(struct placing *p, struct rect r);
void line_finish_zone(struct placing *p);

#endif
