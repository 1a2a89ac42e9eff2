#ifndef DEMARC_SCREENS_FIRST_H
#define DEMARC_SCREENS_FIRST_H

#include "play/moves.h"
#include "screens/screen.h"
#include "ui/ui.h"

/* The first start: what are you here for. */
enum { FIRST_GOALS_MAX = 8, FIRST_DATE_MAX = 32 };

struct first_goal {
    const char *title, *about;
    bool exam; /* it has a day */
};

struct first_facts {
    const struct first_goal *goals;
    int n_goals, today;
    const char *language;    /* of the decks, in a word; NULL: there is no choice */
    const char *folder;      /* where everything lies; NULL: nowhere */
    const struct deck *deck; /* how its line moves can be shown; NULL: no deck's */
    const char *not_saved, *said;
};

struct first_view {
    int chosen, minutes;
    char date[FIRST_DATE_MAX]; /* as it is typed */
    bool tried;                /* to start with it: what is wrong with it is said */
    struct ui_scroll page;
};

enum first_action { FIRST_NOTHING, FIRST_START, FIRST_READ, FIRST_LANGUAGE, FIRST_SKIP };
enum first_action screen_first(struct first_view *view, struct ui *ui, const struct first_facts *facts);

/* The day in the view's date: 0 where there is none; false where it cannot be read or does not lie ahead. */
bool first_day(const struct first_view *view, const struct first_facts *facts, int *day);

/* How the line moves: one prediction, what decides it, and the model it is about. */
struct moves_view {
    int at;             /* which prediction; moves->n_asks: all are made */
    int given;          /* the zone that was said; BOARD_OPEN: none yet */
    int64_t since_ms;   /* when the last model was shown; 0: at once */
    struct ui_scroll page;
};
void moves_view_reset(struct moves_view *view);

/* last: what the button behind the last one says. */
enum moves_action { MOVES_NOTHING, MOVES_DONE, MOVES_SKIP };
enum moves_action screen_moves(struct moves_view *view, struct ui *ui, const struct moves *moves, const char *last,
                               const char *not_saved);

/* A strip for each model, a square for each layer, by zone; those from `shown` on are blank. In as many rows as it needs; returns
   the height. */
int moves_strips(struct ui *ui, struct rect r, const struct moves *moves, int shown);

#endif
