#ifndef DEMARC_SITTING_H
#define DEMARC_SITTING_H

#include "base/err.h"
#include "play/exam.h"
#include "shelf.h"
#include "store/store.h"

/* From the memory on disk to a practice exam and back: what window and terminal both do when one begins, goes on and is saved. */
struct sitting {
    struct exam *exam; /* NULL: none is sat */
    const struct deck *bank;
    const struct deck *boards[DECK_PARTS_MAX];
    char setup[256];
    struct moment began;
    bool past;   /* it was sat before and is only looked at: nothing of it is saved */
    bool stored; /* the store knows it; else it is tried again with the next move */
    struct exam_change *changes; /* made since it began or was gone on with */
    int n_changes, changes_capacity, n_saved, steps_seen;
    int saved_second; /* of the clock, as last saved */
};

void sitting_clear(struct sitting *sitting);

/* How it is wanted; 0: as the blueprint says (with other questions the minutes in proportion). */
struct sitting_wish {
    int questions, minutes;
};

/* What an exam of this bank would be now. */
struct sitting_outlook {
    int questions, minutes, boards, counts[DECK_PARTS_MAX];
    int fresh, unseen, kept; /* as in exam_start_facts */
};
bool sitting_outlook(struct store *store, const struct shelf *shelf, const struct deck *bank, struct sitting_wish wish,
                     struct moment now, struct sitting_outlook *outlook, struct err *err);

/* Draws an exam and stores it. False with err: it cannot be sat. True with an err: it can, but it is not saved. */
bool sitting_begin(struct sitting *sitting, struct store *store, const struct shelf *shelf, const struct deck *bank,
                   struct sitting_wish wish, uint64_t seed, struct moment now, struct err *err);

/* Goes on with the unfinished one; where that cannot be, it is ended as left and err says why. */
bool sitting_resume(struct sitting *sitting, struct store *store, const struct shelf *shelf, struct moment now,
                    struct err *err);

/* Looks at one that came to its end, as store_past_exam names it; false with err: it cannot be shown. */
bool sitting_reopen(struct sitting *sitting, struct store *store, const struct shelf *shelf, const struct deck *bank,
                    int64_t id, struct err *err);

/* Is an exam unfinished, of which bank (NULL: it is gone from the shelf), and is it of this wish? */
bool sitting_open(struct store *store, const struct shelf *shelf, struct store_open_exam *open, const struct deck **bank);
bool sitting_is_open(struct store *store, const struct shelf *shelf, const struct deck *bank, struct sitting_wish wish);

/* Saves the last move, those that could not be saved before it, and each second the clock. What fails is tried again. */
bool sitting_unsaved(const struct sitting *sitting);
void sitting_move(struct sitting *sitting); /* another store is used from now on: all is saved there once more */
enum store_saved sitting_save(struct sitting *sitting, struct store *store, struct err *err);

#endif
