#ifndef DEMARC_SCREENS_END_H
#define DEMARC_SCREENS_END_H

#include "play/session.h"
#include "screens/screen.h"
#include "ui/ui.h"

/* The end of a session: what was right at the first try, what was not, and what comes next. */
struct end_facts {
    int today, minutes;       /* how long it took */
    bool stopped;             /* by Escape: it can go on */
    bool repeats;             /* and nothing is left but what comes once more */
    int fresh;                /* placements that were new */
    int next_day;             /* when something is asked again; 0: nothing is planned */
    int next_answers, next_minutes; /* what a drill on that day asks, and about how long it takes; 0: not known */
    int then_day;             /* the day something can be asked after that; 0: nothing is */
    int more;                 /* placements that five more minutes would ask */
    int expected_of_ten, least, most; /* if asked ten of the placements of this drill's decks tomorrow */
    int items, never_met, first_answers; /* of these decks */
    const char *exam;         /* "AZ-900", or NULL */
    const char *not_saved;    /* NULL: all is saved; else the line that stays */
};

struct end_view {
    bool all; /* every answer instead of the wrong ones */
    struct ui_scroll list;
};

enum end_action { END_NOTHING, END_CLOSE, END_MORE, END_GO_ON };

enum end_action screen_end(struct end_view *view, struct ui *ui, const struct session *session, const struct end_facts *facts);

#endif
