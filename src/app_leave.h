#ifndef DEMARC_APP_LEAVE_H
#define DEMARC_APP_LEAVE_H

#include "base/moment.h"
#include "options.h"
#include "store/store.h"
#include "ui/ui.h"

/* The part of the window's story in which somebody leaves and answers are not saved: they can be taken out as a CSV, which
   demarc import reviews takes in. Zero-initialise. */
struct app_leave {
    struct ui_offer offer;
    char path[600];  /* of what was taken out last; "": nothing was */
    char words[800]; /* what became of it */
    char more[1000];
    bool lost;       /* some of what was taken out will never be saved */
    bool stale;      /* there is more now */
};

/* Beside the line that says so, Ctrl+E. */
struct ui_offer *app_leave_offer(struct app_leave *leave);

/* Writes all answers of the store to a file of a new name where one can be written: beside the data folder, in the learner's
   own, the current one, or that for passing files. What was written before goes, as all of it is in there. */
void app_leave_export(struct app_leave *leave, const struct options *options, struct store *store, struct moment now);

void app_leave_goes_on(struct app_leave *leave); /* something was done that is not in it */
void app_leave_failed(struct app_leave *leave, const struct err *err); /* the answers cannot be read */

/* All is saved after all: the file goes, as its answers would come twice. */
void app_leave_saved(struct app_leave *leave);

#endif
