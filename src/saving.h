#ifndef DEMARC_SAVING_H
#define DEMARC_SAVING_H

#include "app_exam.h"
#include "app_round.h"
#include "app_shared.h"
#include "drill.h"

/* What window and terminal both do so that nothing is lost: while learner.db cannot be opened a store in memory takes its place,
   and what was done there moves into the file once it can; moves of a drill that cannot be saved wait in a queue. Neither
   stops what is played. */
enum { SAVE_AGAIN_MS = 2000 };

struct saving {
    struct app_shared *shared; /* store, in_memory and kept are of there; these four are the caller's */
    struct drill *drill;
    struct app_exam *exam;
    struct app_round *round;
    struct session_change *unsaved; /* of the drill, in order */
    int n_unsaved, unsaved_capacity;
    char not_saved[600]; /* the line that stays; "" while the file takes all */
    int64_t tried_ms;    /* when saving was tried last */
};

/* Sets shared's store, and reads its prefs. False with err: there is not even one in memory. */
bool saving_open(struct saving *s, struct moment now, struct err *err);
void saving_stories(struct saving *s); /* exam and round as of the shelf and the store that there are now */
bool saving_know(struct saving *s, struct store *store, struct moment now, struct err *err); /* the decks of the shelf */
void saving_clear(struct saving *s); /* the queue */

/* The file is closed, and a store in memory takes its place until saving_leave_memory. False with err: there is none, and
   nothing has changed. */
bool saving_into_memory(struct saving *s, struct moment now, struct err *err);

/* False: it is not in memory, or still is, and not_saved may say why. What is shown is to be learnt anew after true. */
bool saving_leave_memory(struct saving *s, struct moment now);

void saving_failed(struct saving *s, const struct err *err); /* sets the line */

/* Of the drill: takes note of its last change; saves what waits, which is to be something; is there something? (One that could not be
   stored when it began is, too.) */
void saving_note(struct saving *s);
enum store_saved saving_flush(struct saving *s, struct moment now);
bool saving_drill_unsaved(const struct saving *s);

void saving_end_drill(struct saving *s); /* clears it; in memory it is kept for the file */

bool saving_unsaved(const struct saving *s); /* of drill, exam and round */

/* How long to wait before saving is to be tried again, or before clock_ms are over (0: no clock runs); -1: for ever. */
int saving_wait_ms(const struct saving *s, bool unsaved, int clock_ms);

#endif
