#ifndef DEMARC_APP_SHARED_H
#define DEMARC_APP_SHARED_H

#include "base/rng.h"
#include "kept.h"
#include "options.h"
#include "prefs.h"
#include "screens/aside.h"
#include "shelf.h"
#include "store/store.h"

/* What the parts of the window's story share: app.c owns it. A part keeps a pointer to it and reads store and shelf anew
   each time, as both may be others later (the file could be opened at last, the language was changed). */
struct app_shared {
    const struct options *options;
    struct shelf *shelf;
    struct store *store;
    struct window *window;
    struct rng seeds;
    struct prefs prefs;    /* read anew when `changed` is set */
    struct aside aside;    /* filled by a screen that wants the side page; app.c opens it */
    bool in_memory;        /* the file could not be opened yet */
    struct kept kept;      /* what was done in memory, until it can be; settings wait in prefs */
    const char *not_saved; /* the line that stays, of this frame; NULL: all is saved */
    bool settled;          /* nothing is played, and no answer waits: another file may take the place of this one */
    bool reload;           /* decks are to be read anew, in this language, before anything else is run */
    char language[SHELF_LANGUAGE_MAX];
    bool changed;          /* set by who changed settings, goals or what is remembered: what is shown of them is learnt anew */
};

/* Sets one setting, exam.ID too. What cannot be saved now, or only in memory, is saved as soon as it can be; false says why. */
bool app_shared_set(struct app_shared *shared, const char *name, const char *value, struct moment now, struct err *err);

/* As store_rest and store_see, in memory noted for the file. */
bool app_shared_rest(struct app_shared *shared, const struct deck *deck, int item, bool rest, struct moment now,
                     struct err *err);
bool app_shared_see(struct app_shared *shared, const struct deck *deck, const int *items, int n, int today, struct err *err);

#endif
