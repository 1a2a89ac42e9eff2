#ifndef DEMARC_SCREENS_CARD_H
#define DEMARC_SCREENS_CARD_H

#include "play/session.h"
#include "screens/screen.h"
#include "ui/ui.h"

/* A card: its front, and once turned its back with the ratings. */
struct card_view {
    bool bring;  /* the back is brought into view */
    bool linked; /* the source has the focus */
    struct ui_scroll page;
};

void card_view_reset(struct card_view *view);

enum screen screen_card(struct card_view *view, struct ui *ui, struct session *session, const struct drill_facts *facts);

#endif
