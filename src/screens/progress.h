#ifndef DEMARC_SCREENS_PROGRESS_H
#define DEMARC_SCREENS_PROGRESS_H

#include "play/numbers.h"
#include "screens/screen.h"
#include "srs/calibration.h"
#include "ui/ui.h"

/* What is known of one deck, by cell and over time; what that says about an exam, and what it does not; and the list of all
   decks to choose one from. Every picture is a control: the arrows walk over it, and a sentence says what stands there. */
enum {
    PROGRESS_FIGURE = 3,    /* first answers without which a cell has no figure */
    PROGRESS_LINE = 20,     /* and without which there is no line; they must lie on two days or more */
    PROGRESS_LINE_DAYS = 2
};

struct progress_item {
    bool asked, met;
    int answers;        /* first answers of which its memory is made */
    int logged, wrong;  /* first answers in the log, and those of them that were wrong */
    double right;       /* R + (1-R) chance, today */
};

struct progress_point {
    int day;
    double right; /* the deck's expected right, 0 to 1 */
};

/* A part of an exam's blueprint. */
struct progress_part {
    const char *name;
    bool board; /* it has the placements of a deck, not only questions */
    struct numbers numbers;
};

struct progress_deck {
    const char *title;
    struct numbers numbers;
    int shades[4]; /* items not met, weak, middling, known */
};

/* An item of any deck of the plan that was asked. */
struct progress_weak {
    const struct deck *deck;
    int item, answers, back_day;
    double right; /* as in progress_item */
    double tomorrow; /* the same, asked a day later: what stands first is least likely */
};

struct progress_facts {
    int today;
    const struct deck *deck;           /* NULL: there is none, and nothing below but not_saved and said */
    const struct progress_item *items; /* by their numbers */
    const int *squares;                /* the numbers of the cards that are asked, then of the questions */
    int n_cards, n_questions;
    struct numbers numbers;
    int answers, answer_days; /* first answers in the log, and on how many days */
    const struct progress_point *past; /* as each day began, up to today */
    int n_past;
    bool answered_today; /* so that today's point is not numbers.right */
    const struct progress_point *with, *without; /* today, and the days up to end_day */
    int n_ahead, end_day, minutes;
    const char *exam;                 /* whose day end_day is; NULL: no day is set */
    bool exam_is_far;                 /* its day is further away than end_day */
    const char *says_exam;            /* the exam that the deck serves; NULL: none */
    const struct progress_part *parts; /* of its blueprint; 0: no deck here has one */
    int n_parts;
    const struct deck_area *areas;
    int n_areas;
    const struct numbers_day *days; /* on which something was answered */
    int n_days;
    const struct calibration *calibration;
    const char *const *mixed; /* a sentence each */
    int n_mixed;
    const char *given; /* of view->item: what was said most often of its wrong answers, or NULL; how often */
    int given_times;
    const struct progress_deck *decks; /* while view->all */
    int n_decks, deck_at;              /* deck_at: the one that is shown */
    const struct progress_weak *weak; /* the least known first; not all of many */
    int n_weak, weak_met, weak_never; /* of the plan: how many were asked, and were not */
    const char *not_saved, *said;
};

struct progress_view {
    bool all;  /* the list of decks */
    bool weak; /* the list of what is known least */
    int item;  /* that is read; -1: not chosen yet */
    int point; /* of the line: past ones, then those ahead; -1 */
    int day;   /* of the bars, a day number; 0: today */
    int bin;   /* of the predictions; -1 */
    int row;   /* of that list; -1 */
    int focus; /* that was seen last; where it is another it is brought into view */
    bool bring;
    struct ui_scroll page, list;
};
void progress_view_reset(struct progress_view *view); /* another deck is shown */

enum progress_action {
    PROGRESS_NOTHING, PROGRESS_CLOSE, PROGRESS_TABLE,
    PROGRESS_DECK, /* view->row is to be shown */
    PROGRESS_WEAK, /* what is known least is listed: done by the screen */
    PROGRESS_READ  /* facts->weak[view->row] is to be read in Explore */
};

enum progress_action screen_progress(struct progress_view *view, struct ui *ui, const struct progress_facts *facts);

#endif
