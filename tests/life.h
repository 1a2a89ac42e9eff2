#ifndef DEMARC_TESTS_LIFE_H
#define DEMARC_TESTS_LIFE_H

#include "store/store.h"

/* A small learner's life with demarc, played by itself on whatever is on disk: drills with all that can be done in one,
   closing and going on, one that is left, a deck whose answer changes, states made anew, backups made and brought back,
   answers exported and imported, weights fitted and taken back, items put to rest and forgotten. What the program said is saved is
   written down apart, as the learner would remember it, and life_check compares it with the disk. It is on the disk of
   fault_disk.h or on a real one. */
struct life_log {
    char **lines;
    int n, room;
    int synced; /* so many were said to be saved before the last transaction that a power cut must not undo */
};

enum { LIFE_LOGS = 3 }; /* answers, steps, slips */

struct life {
    const char *folder;
    struct deck *deck;
    struct store *store;     /* NULL: the program is closed */
    struct session *session; /* NULL: none is played */
    struct life_move *queue; /* moves that are not saved yet */
    int n_queue, queue_room;
    bool stored; /* the store knows the session */
    int scene, opened, begun;
    bool backed_up; /* it was said that there is a backup */
    enum life_said { LIFE_NO, LIFE_YES, LIFE_UNSURE } rests, fitted; /* an item; weights are in force */
    struct moment now;
    struct life_log logs[LIFE_LOGS], unsure[LIFE_LOGS]; /* unsure: tried, and nothing was said */
    char trouble[800]; /* the last thing that failed */
    bool taken;        /* another program has taken the drill over */
    void (*between_moves)(void); /* NULL: nothing is done there */
    bool cut_soon;     /* cut the power of the faulty disk after the next synced save */
};

void life_begin(struct life *life, const char *folder);
void life_end(struct life *life); /* frees all but what is on disk */

/* Lives on, to the end if it can. False: something failed, see trouble; it may be called again. */
bool life_go_on(struct life *life);
bool life_is_over(const struct life *life);

/* One drill from its beginning to its end, or until another program takes it over, without the script. */
bool life_drill(struct life *life);

/* From now on what is on disk is what was said to be saved. */
bool life_read(struct life *life);

/* The program is gone without a word, and with it what it had in memory. */
void life_killed(struct life *life);

/* What must hold while no program has the file open: every line that was said to be saved is there, once and in order, and
   beyond them at most what was tried last, as a whole; no gaps; sums fit; SQLite finds nothing; states are what a rebuild
   gives. after_power_cut: steps behind the last synced transaction may be gone. From then on what is there is what was said
   to be saved. False: see trouble; *lost counts what is missing. */
bool life_check(struct life *life, bool after_power_cut, int *lost);

#endif
