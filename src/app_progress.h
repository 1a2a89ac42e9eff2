#ifndef DEMARC_APP_PROGRESS_H
#define DEMARC_APP_PROGRESS_H

#include "app_shared.h"
#include "figures.h"
#include "screens/progress.h"

/* Progress's part of the window's story. What it shows is read when the page is opened, when another deck is chosen, and
   when day or file have become others; never for a frame. */
struct app_progress {
    struct app_shared *shared;
    struct progress_view view;
    struct progress_facts facts;
    char deck[DECK_ID_MAX + 1]; /* the one that was shown last; "": none yet */
    bool known;
    const struct store *store; /* that it was read from */
    int today;
    struct stock all;          /* of all decks */
    struct figures figures;    /* of the deck */
    struct progress_item *items;
    int *squares;
    struct progress_point *past, *with, *without;
    struct progress_part *parts;
    struct progress_deck *decks;
    const struct deck **listed; /* of which each of these is */
    struct progress_weak *weak;
    char **mixed;
    char exam[DECK_ID_MAX + 1], says_exam[DECK_ID_MAX + 1];
    int given_of;  /* the item that `given` is about; -1 */
    char said[600], problem[600];
};

void app_progress_init(struct app_progress *a, struct app_shared *shared);
void app_progress_clear(struct app_progress *a);

/* Its first screen; and the one that Explore was entered from. */
enum screen app_progress_open(struct app_progress *a, struct moment now);
enum screen app_progress_back(struct app_progress *a, struct moment now);

/* Runs one of its screens and returns the next: SCREEN_EXPLORE where app_progress_reads is to be read. */
const struct progress_weak *app_progress_reads(const struct app_progress *a);
enum screen app_progress_run(struct app_progress *a, struct ui *ui, enum screen screen);

#endif
