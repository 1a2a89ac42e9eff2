#ifndef DEMARC_SCREENS_HOME_H
#define DEMARC_SCREENS_HOME_H

#include "screens/screen.h"
#include "ui/ui.h"

/* What is known of a deck, as a picture: a cell for each placement (rows are layers, columns models), card or question; of
   many items a cell stands for some. Column 0 of row 0 is the first. */
enum { HOME_MAP_ROWS = 10, HOME_MAP_COLUMNS = 12, HOME_MAP_MAX = HOME_MAP_ROWS * HOME_MAP_COLUMNS };
enum home_known { HOME_BLANK, HOME_NEW, HOME_MISS, HOME_KNOW };
struct home_map {
    int rows, columns; /* rows 0: there is no picture */
    unsigned char cells[HOME_MAP_MAX]; /* enum home_known; row by row */
};

struct home_deck {
    const char *title;
    const char *language;            /* a word: "English" */
    const char *exams;               /* "AZ-900, CLF-C02", or "" */
    const char *file;
    const char *first_model, *last_model; /* of a deck that asks more than one; else NULL */
    int n_layers, n_cards, n_questions;
    int asked, met;                  /* items that are drilled; of these met */
    int due, fresh;                  /* due today; new ones that Start asks */
    int shown;                       /* due or new, but their answers were read today */
    int starts_day;                  /* held back until then, as it conflicts with one that is new; 0: it is not */
    int as_of_day;
    bool planned;                    /* it is in the plan */
    struct home_map map;
};

/* Asked 10 of the plan's items on that day; of the decks for the exam, where it is that day. */
struct home_forecast {
    enum { HOME_FORECAST_COMING, HOME_FORECAST_NONE, HOME_FORECAST_KNOWN } state; /* none: nothing was met yet */
    int day, minutes, with, without;
    bool estimate; /* it rests on few answers */
};

struct home_facts {
    const struct home_deck *decks; /* those of the plan in its order, then the others */
    int n_decks, n_planned;
    int to_answer, minutes; /* what Start would ask; 0: nothing today */
    int due, fresh;         /* how many of these are due, and new */
    int today, next_day, next_minutes, next_due; /* next_day: when something is due again; 0: nothing is planned */
    int shown;              /* due or new, but their answers were read today, so that they are asked from tomorrow on */
    int64_t exam_left_ms;   /* of an unfinished practice exam; 0: there is none */
    int round_done, round_boards; /* of an unfinished round; boards 0: there is none */
    int open_left, open_days; /* an unfinished drill: placements left (0: none), and how many days ago it began */
    bool rounds;            /* there is a deck with boards */
    bool exams;             /* there is a deck with a practice exam */
    bool moves;             /* there is a deck to show how the line moves */
    const char *exam;       /* what the plan is for, "AZ-900", or "" */
    int exam_day;           /* 0: not set, or not ahead */
    bool ask_goal;          /* nobody said yet what the learner is here for */
    const char *passed;     /* an exam whose day has come, or NULL */
    int passed_day;
    struct home_forecast forecast;
    const char *others;     /* "9 in English, 3 in Dutch": the decks that are not in the plan */
    const char *problems;   /* lines about decks that could not be read, "" when all could */
    const char *own_folder; /* where own decks lie, or NULL */
    const char *saved;      /* "Saved. Last backup today, 08:12." */
    const char *said;       /* what just happened, such as the result of a drill, or "" */
    const char *not_saved;  /* NULL: all is saved; else the line that stays */
};

struct home_view {
    struct ui_scroll page, side, list;
    bool all;   /* the list of all decks is shown */
    int chosen; /* deck of that list */
    bool bring; /* it is brought into view */
};

enum home_action {
    HOME_NOTHING, HOME_START, HOME_SHORT, HOME_PRACTISE, HOME_GO_ON, HOME_EXAM, HOME_ROUND, HOME_EXPLORE, HOME_PROGRESS, HOME_SETTINGS,
    HOME_MOVES,                     /* how the line moves, once more */
    HOME_DRILL,                     /* only view->chosen */
    HOME_SWITCH,                    /* view->chosen into the plan, or out of it */
    HOME_CHOOSE_GOAL, /* also asked for in the list */
    HOME_KEEP_ALL,                  /* these are the answers to ask_goal */
    HOME_CLEAR_DAY, HOME_KEEP_DAY,  /* and to a day that has passed */
    HOME_QUIT
};
enum { HOME_SHORT_MINUTES = 3 };

enum home_action screen_home(struct home_view *view, struct ui *ui, const struct home_facts *facts);

/* The headline, and the line below it. */
void home_headline(const struct home_facts *facts, char *head, char *below, int size);
/* What is unfinished, a sentence each, with the key that goes on where the window has one: returns how many there are. */
enum { HOME_OPEN_MAX = 3, HOME_OPEN_WORDS = 120 };
int home_open_words(const struct home_facts *facts, bool keys, char texts[HOME_OPEN_MAX][HOME_OPEN_WORDS]);

#endif
