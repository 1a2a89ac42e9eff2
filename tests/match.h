#ifndef DEMARC_TESTS_MATCH_H
#define DEMARC_TESTS_MATCH_H

#include "play/round.h"
#include "screens/round.h"
#include "stage.h"

/* A timed round on the stage: which page is shown follows from the session, as app_round.c has it. */
struct match {
    struct session *round;
    struct round_setup setup;
    struct round_setup_facts setup_facts;
    struct round_setup_view setup_view;
    struct round_end_view end;
    struct drill_facts facts;
    const struct deck *deck;
    bool setting_up, asks;
    int action, shown;
};

/* Two boards for each of the teams, on a stage that is begun. match_clear is the caller's, before stage_clear. */
void match_begin(struct stage *s, struct match *m, const struct deck *deck, int n_teams);
void match_clear(struct match *m);

void match_play(struct stage *s, enum move_kind kind, int at, int zone);
void match_place(struct stage *s, int n); /* the first n of the board, each third where it does not belong */
void match_play_out(struct stage *s);     /* all the boards there are */
void match_show(struct stage *s);         /* what was done there, and the first moments of a new page are over */

#endif
