#ifndef DEMARC_SCREENS_HOME_PARTS_H
#define DEMARC_SCREENS_HOME_PARTS_H

#include "screens/flow.h"
#include "screens/home.h"

/* What Home and its list of decks have in common. */
enum {
    ID_HOME_BAR = 1, ID_HOME_TOP = 10, ID_HOME_ASK = 20, ID_HOME_OTHERS = 30, ID_HOME_SIDE = 40, ID_HOME_DECK = 1000
};

/* "10 layers, On-premises to SaaS"; what there is in it. */
const char *home_about(const struct home_deck *deck, char *text, int size);

/* What stands at the right of a row: a number that is drawn strong (0: none), and words. */
int home_waits(const struct home_deck *deck, int today, bool nothing_now, char *words, int size);

/* A deck in a white box, a control: true when it is clicked. `more` is a text below, or NULL; chosen: its border is strong. */
bool home_deck_row(struct flow *flow, int id, const struct home_deck *deck, int today, bool nothing_now, const char *more,
                   bool chosen);

/* Files that could not be read, with the way on. */
void home_problems(struct flow *flow, const struct home_facts *facts);

/* All decks: what each is, only that one, into the plan or out of it. */
enum home_action home_list(struct home_view *view, struct ui *ui, const struct home_facts *facts);

#endif
