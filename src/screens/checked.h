#ifndef DEMARC_SCREENS_CHECKED_H
#define DEMARC_SCREENS_CHECKED_H

#include "play/session.h"
#include "screens/screen.h"
#include "ui/ui.h"

/* A board after Check: what was right and why, the first mistake first. */
struct checked_view {
    int chosen; /* position whose feedback is shown; -1: the first mistake is to be */
    bool read[BOARD_CELLS_MAX]; /* shown already */
    bool bring;
    int64_t line_since_ms; /* when the true line began to be drawn; 0: not yet */
    bool linked; /* the source has the focus */
    struct ui_scroll list, zones[DECK_ZONES_MAX], panel;
};

void checked_view_reset(struct checked_view *view);

enum screen screen_checked(struct checked_view *view, struct ui *ui, struct session *session,
                           const struct drill_facts *facts);

#endif
