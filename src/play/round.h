#ifndef DEMARC_PLAY_ROUND_H
#define DEMARC_PLAY_ROUND_H

#include "base/err.h"
#include "play/session.h"

/* A timed round: how it is set up, which boards it has, its number, and who has how many points. The boards come from the
   setup and its seed alone, never from what anybody knows: the same setup gives the same boards on every machine. While it
   is played it is a session (session_new_round); a point is a right placement, or one where sources differ. */
enum {
    ROUND_TEAMS_MAX = 6,
    ROUND_NAME_MAX = 41, /* bytes, the final NUL included */
    ROUND_DECKS_MAX = 8,
    ROUND_BOARDS_MAX = 20, /* for each team */
    ROUND_SECONDS_LEAST = 10,
    ROUND_SECONDS_MOST = 600,
    ROUND_BOARD_MIN = 4, /* layers */
    ROUND_BOARD_MAX = 10,
    ROUND_BOARD_REPEATING = 6, /* where there are not enough placements for all to be new */
    ROUND_TASKS_MAX = ROUND_TEAMS_MAX * ROUND_BOARDS_MAX,
    ROUND_TICKS_MAX = 500,   /* layers of decks of which not all are ticked: the number holds them one by one */
    ROUND_NUMBER_MAX = 256
};

struct round_deck {
    const struct deck *deck;
    bool models[DECK_MODELS_MAX];
    bool *layers;
};

struct round_setup {
    struct round_deck decks[ROUND_DECKS_MAX];
    int n_decks, seconds, boards, n_teams; /* boards: for each team; one team: somebody alone */
    char names[ROUND_TEAMS_MAX][ROUND_NAME_MAX];
    uint32_t seed; /* of 30 bits */
};

/* 60 seconds, 4 boards, alone, the teams called after colours, no deck. */
void round_setup_init(struct round_setup *setup);
void round_setup_clear(struct round_setup *setup);

/* Adds a deck with all it asks ticked; false: there are as many as there may be. Drop takes it out again. */
bool round_setup_add(struct round_setup *setup, const struct deck *deck);
void round_setup_drop(struct round_setup *setup, int deck);
int round_setup_find(const struct round_setup *setup, const struct deck *deck); /* -1: it is not in it */
void round_copy(struct round_setup *to, const struct round_setup *from); /* to is not cleared first */

uint32_t round_seed(uint64_t seed); /* small ones stay as they are */

/* A name in parts that commas separate becomes the teams' names; false with err: too many, too long, empty or twice. */
bool round_read_teams(struct round_setup *setup, const char *text, struct err *err);

/* Why it cannot be played, as a sentence for tr(); NULL: it can. */
const char *round_problem(const struct round_setup *setup);

/* The boards, in turn of the teams, all of one size; tasks has room for ROUND_TASKS_MAX. The setup must have no problem. A
   task's deck is its index in the setup. */
int round_draw(const struct round_setup *setup, struct task *tasks);
struct session *round_begin(const struct round_setup *setup);

/* "K7Q2-9XWM-4HTA-..." */
void round_number(const struct round_setup *setup, char text[ROUND_NUMBER_MAX]);

/* Capitals, spaces and hyphens do not matter. decks: those that are here. False with err: it is mistyped, or of other decks;
   then *setup holds nothing. */
bool round_read_number(const char *text, const struct deck *const *decks, int n_decks, struct round_setup *setup,
                       struct err *err);

/* -- how it went -- */

struct round_score {
    int points, asked, boards; /* of the boards that were checked */
};
struct round_score round_score(const struct session *session, int team);

/* A placement that somebody did not have right. */
struct round_miss {
    int deck, layer, model;
    int asked, wrong;
    int given[ROUND_TEAMS_MAX]; /* the last wrong zone of each team, BOARD_OPEN, or ROUND_NOT_WRONG */
};
enum { ROUND_NOT_WRONG = -2 };

/* The most often wrong first; the caller frees it. */
struct round_miss *round_misses(const struct session *session, int *n);

/* The answers to a board, in its order; NULL: it was not checked. */
const struct session_try *round_tries(const struct session *session, int task);

#endif
