#ifndef DEMARC_SCREENS_ROUND_H
#define DEMARC_SCREENS_ROUND_H

#include "play/round.h"
#include "screens/screen.h"
#include "ui/ui.h"

enum { ROUND_HURRY_MS = 10000 }; /* the clock is red then */

/* "Blue", or "Round" where somebody plays alone; "Board 2 of 4, Azure"; "18 points". All of the board on the table. */
const char *round_title(const struct session *round, const struct round_setup *setup, char *text, int size);
const char *round_board_name(const struct session *round, const struct round_setup *setup, char *text, int size);
const char *round_points(const struct session *round, char *text, int size);

/* -- setting one up -- */

struct round_setup_facts {
    const struct deck *const *decks; /* what can be ticked */
    int n_decks;
    int open_left;                   /* boards of an unfinished round; 0: there is none */
    const char *said, *not_saved;
};

struct round_setup_view {
    struct ui_scroll columns[3];
    int focus_shown;
    char number[ROUND_NUMBER_MAX], error[512]; /* a round number as it is typed, and what is wrong with it */
    char read[ROUND_NUMBER_MAX]; /* the one that was read into the setup last, or "" */
};

/* AGAIN: the setup, with its seed, is that of a round number; START wants a new seed. */
enum round_setup_action {
    ROUND_SETUP_NOTHING,
    ROUND_SETUP_START,
    ROUND_SETUP_AGAIN,
    ROUND_SETUP_GO_ON,
    ROUND_SETUP_CLOSE
};

/* Changes the setup as it is ticked. */
enum round_setup_action screen_round_setup(struct round_setup_view *view, struct ui *ui, struct round_setup *setup,
                                           const struct round_setup_facts *facts);

/* -- before a board, and while the clock stands -- */

void screen_round_ready(struct ui *ui, struct session *round, const struct round_setup *setup,
                        const struct drill_facts *facts, bool *asks);

enum round_pause_action { ROUND_PAUSE_NOTHING, ROUND_PAUSE_GO_ON, ROUND_PAUSE_LEAVE, ROUND_PAUSE_END };

/* The board is hidden, so that nobody wins time by it. Also asks whether to leave when no clock runs. */
enum round_pause_action screen_round_pause(struct ui *ui, const struct session *round, const struct round_setup *setup,
                                           const struct drill_facts *facts);

/* -- the end -- */

struct round_end_facts {
    const char *saved_to, *not_saved; /* saved_to: what became of saving the table, or NULL */
};

struct round_end_view {
    struct ui_scroll columns[2];
};

enum round_end_action { ROUND_END_NOTHING, ROUND_END_CLOSE, ROUND_END_AGAIN, ROUND_END_NEW, ROUND_END_SAVE };

enum round_end_action screen_round_end(struct round_end_view *view, struct ui *ui, const struct session *round,
                                       const struct round_setup *setup, const struct round_end_facts *facts);

/* -- its words -- */

void round_ready_words(const struct session *round, const struct round_setup *setup, char *head, char *below, int size);
int round_ranking(const struct session *round, int teams[ROUND_TEAMS_MAX]); /* returns how many */
void round_headline(const struct session *round, const struct round_setup *setup, char *text, int size);
const char *round_rule(const struct session *round);
const char *round_misses_say(const struct session *round, int n_misses);

struct round_miss_words {
    char name[240], count[40], said[400], exam[600]; /* exam: as in struct reasons */
};
void round_miss_words(const struct session *round, const struct round_setup *setup, const struct round_miss *miss,
                      struct round_miss_words *words);

#endif
