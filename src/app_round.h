#ifndef DEMARC_APP_ROUND_H
#define DEMARC_APP_ROUND_H

#include "base/rng.h"
#include "contest.h"
#include "kept.h"
#include "options.h"
#include "screens/board.h"
#include "screens/checked.h"
#include "screens/round.h"

/* The part of the window's story that is a timed round. app.c shows its screens, lets its clock go on and saves it. */
struct app_round {
    const struct options *options;
    struct shelf *shelf;
    struct store *store;
    struct rng *seeds;
    struct contest contest;
    struct round_setup setup; /* as it stands on the page */
    const struct deck **decks; /* those that can be ticked */
    int n_decks, begun;
    struct round_setup_view setup_view;
    struct board_view board;
    struct checked_view checked;
    struct round_end_view end;
    int shown;         /* what the views were last reset for */
    int open_left;     /* boards of the unfinished round; -1: not asked yet */
    bool asks, warned; /* whether to leave; leaving was asked for while something is not saved */
    const char *csv_path; /* --table; or NULL */
    bool csv_done;
    char said[512], told[300], saved_to[600], not_saved[600];
    const char *in_memory; /* the line that says so while the file cannot be opened; else NULL */
    struct kept *kept;     /* of the story; NULL: none, and a round that is left is lost */
};

void app_round_init(struct app_round *r, const struct options *options, struct shelf *shelf, struct store *store, struct rng *seeds);
void app_round_clear(struct app_round *r);

/* The first screen: of a setup the round begins, or goes on where it is unfinished; NULL: the page to set one up. */
enum screen app_round_open(struct app_round *r, const struct round_setup *setup, struct moment now);

/* Time that went by, and how long the clock stands now as it is shown; 0: it does not run. */
int app_round_next_ms(const struct app_round *r);
void app_round_tick(struct app_round *r, int64_t ms, struct moment now);

enum screen app_round_run(struct app_round *r, struct ui *ui, enum screen screen);

/* Saves what is to be saved; false: another window has taken the round over. */
bool app_round_save(struct app_round *r);
/* The file could be opened at last: the round that is played goes there with all its moves. */
void app_round_move(struct app_round *r, struct store *store);

bool app_round_unsaved(const struct app_round *r);
void app_round_tell(struct app_round *r, const char *text);

/* -- what window and terminal both do -- */

enum screen app_round_begin(struct app_round *r, const struct round_setup *setup, struct moment now);
enum screen app_round_resume(struct app_round *r, struct moment now); /* SCREEN_ROUND_SETUP where `said` says why not */
void app_round_put_away(struct app_round *r); /* clears it; while the file cannot be opened what was done waits for it */
uint32_t app_round_seed(struct app_round *r); /* --seed the first time, then any */
void app_round_learn_setup(struct app_round *r); /* open_left, unless it is known */
void app_round_write_table(struct app_round *r); /* --table, once; saved_to says what became of it */
void app_round_save_csv(struct app_round *r, struct moment now); /* into the data folder; as above */
void app_round_new(struct app_round *r); /* to the page that sets one up, as the last one was */
enum screen app_round_leave(struct app_round *r, enum screen screen); /* Home, or where something is not saved once `screen` */

#endif
