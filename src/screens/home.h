#ifndef DEMARC_SCREENS_HOME_H
#define DEMARC_SCREENS_HOME_H

#include "screens/screen.h"
#include "ui/ui.h"

/* What there is to do today. */
struct home_deck {
    const char *title;
    int n_layers, n_models, n_cards, n_questions, asked, due, fresh;
};

struct home_facts {
    const struct home_deck *decks;
    int n_decks;
    int to_answer, minutes; /* what Start would ask; 0: nothing today */
    int due, fresh;         /* how many of these are due, and new */
    int today, next_day;    /* next_day: when something is due again; 0: nothing is planned */
    int open_left, open_days; /* an unfinished drill: placements left (0: none), and how many days ago it began */
    bool rounds;            /* there is a deck with boards */
    bool exams;             /* there is a deck with a practice exam */
    const char *problems;   /* lines about decks that could not be read, "" when all could */
    const char *said;       /* what just happened, such as the result of a drill, or "" */
    const char *not_saved;  /* NULL: all is saved; else the line that stays */
};

struct home_view {
    struct ui_scroll decks, problems;
};

enum home_action {
    HOME_NOTHING, HOME_START, HOME_GO_ON, HOME_EXAM, HOME_ROUND, HOME_EXPLORE, HOME_PROGRESS, HOME_SETTINGS, HOME_QUIT
};

enum home_action screen_home(struct home_view *view, struct ui *ui, const struct home_facts *facts);

void home_headline(const struct home_facts *facts, char *head, char *below, int size);

#endif
