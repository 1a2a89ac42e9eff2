#ifndef DEMARC_CONTEST_H
#define DEMARC_CONTEST_H

#include "base/err.h"
#include "play/round.h"
#include "shelf.h"
#include "store/store.h"

/* A round and the store: what window and terminal both do when one begins, goes on and is saved. */
struct contest {
    struct session *round; /* NULL: none is played */
    struct round_setup setup;
    char options[STORE_SETUP_MAX]; /* the setup as a command line */
    struct moment began;
    bool stored; /* the store knows it; else it is tried again with the next move */
    struct session_change *unsaved;
    int n_unsaved, unsaved_capacity, steps_seen;
    bool keeps; /* set by who saves in memory: what is saved stays noted, until contest_move */
    int n_saved; /* of what is noted */
    int saved_second; /* of the clock, as last saved */
};

void contest_clear(struct contest *contest);

/* Begins a round of this setup, which is copied and must have no problem. err is not empty where it is not saved. */
void contest_begin(struct contest *contest, struct store *store, const struct round_setup *setup, struct moment now,
                   struct err *err);

/* Goes on with the unfinished one, paused if its clock ran; where that cannot be, it is ended as left and err says why. */
bool contest_resume(struct contest *contest, struct store *store, const struct shelf *shelf, struct moment now,
                    struct err *err);

/* Saves the last move, those that could not be saved before it, and each second the clock. What fails is tried again. */
enum store_saved contest_save(struct contest *contest, struct store *store, struct err *err);

/* Another store is the one from now on, and is to be told all. */
void contest_move(struct contest *contest);

/* Time that went by; at its end the board is checked as it is. */
void contest_tick(struct contest *contest, int64_t ms, struct moment now);

/* Reads a setup as contest.options writes it. */
bool contest_read_options(const char *options, const struct shelf *shelf, struct round_setup *setup, struct err *err);

/* The table as CSV, RFC 4180: a line for each answer, by ids. The caller frees it. */
char *contest_csv(const struct session *round, const struct round_setup *setup);

#endif
