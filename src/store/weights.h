#ifndef DEMARC_STORE_WEIGHTS_H
#define DEMARC_STORE_WEIGHTS_H

#include "store/store.h"

/* Weights of the memory model that are or were in force. Which are in force is what the last change says; a change, a fit or
   an undo, rebuilds all states in its own transaction. */
struct store_weights {
    bool own;          /* demarc's own; then there is nothing more to say but since_ms */
    int64_t since_ms;  /* of the last change; 0: there was none */
    int64_t fitted_ms;
    int answers;       /* first answers they were fitted to */
    double loss_before, loss_after; /* on held-out answers, with the weights before them and with fitted ones; or NAN */
    struct fsrs_weights weights;
};

/* Those in force, also where another program has just changed them. */
bool store_weights(struct store *store, struct store_weights *in_force, struct err *err);

/* Puts fitted ones in force. False, too, where `present` are no longer those in force: another program was faster. */
bool store_weights_keep(struct store *store, const struct fsrs_weights *present, const struct store_weights *fitted,
                        struct moment now, struct err *err);

/* Takes the last change back, an undo too. *undone false: there was none. */
bool store_weights_undo(struct store *store, struct moment now, bool *undone, struct err *err);

#endif
