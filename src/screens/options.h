#ifndef DEMARC_SCREENS_OPTIONS_H
#define DEMARC_SCREENS_OPTIONS_H

#include "play/choice.h"
#include "ui/ui.h"

/* The options of a question, or the statements of a grid with yes and no: one below the other, as high as they need, inside
   whatever scrolls. Keys 1 to 6 choose an option, or the row that Y and N answer; arrows move the focus, Space presses
   it. Enter is left to the screen. */
enum {
    ID_OPTION = 400, /* + position: the option, or the row of a grid */
    ID_YES = 410,    /* + position */
    ID_NO = 420
};

struct options_view {
    int chosen; /* position that has the focus */
    bool bring; /* the caller scrolls it into view */
    bool full;  /* one more was wanted than are to be chosen */
    int focus_shown;       /* what had the focus when it was brought into view */
    int top_px, height_px; /* where the chosen one stands, from the top of all, once drawn */
};

void options_view_reset(struct options_view *view);

/* What was asked for; the caller makes the move. */
struct options_said {
    enum { OPTIONS_NOTHING, OPTIONS_PICK, OPTIONS_YES, OPTIONS_NO } what;
    int at; /* position */
};

/* Keys first, then what is drawn from the top of r down; returns its height. arrows: they are not wanted elsewhere. */
struct options_said options_keys(struct options_view *view, struct ui *ui, const struct choice *choice, bool arrows);
int options_draw(struct options_view *view, struct ui *ui, struct rect r, const struct deck_question *question,
                 const struct choice *choice, struct options_said *said);

/* The same once it is answered: what was chosen, what is right, and why. */
int options_explained(struct ui *ui, struct rect r, const struct deck_question *question, const struct choice *choice);

/* What one of them is and what became of it: "this one is right, you chose it". */
void options_verdict(const struct deck_option *option, const struct choice *choice, int at, char *text, int size);

/* "Choose two: one more. Right as a whole or not at all, and nothing is lost by guessing." */
void options_hint(const struct choice *choice, bool full, char *text, int size);

#endif
