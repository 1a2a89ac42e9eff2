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

/* How it can be rated: the number to press, and when the card comes back then ("" where that is not known). Returns how
   many there are. */
enum { CARD_RATINGS_MAX = 4 };
struct card_rating {
    const char *label, *key;
    int rating;
    char due[80];
};
int card_ratings(const struct session *session, const struct drill_facts *facts,
                 struct card_rating ratings[CARD_RATINGS_MAX]);

const char *card_hint(const struct session *session);

#endif
