#ifndef DEMARC_APP_EXPLORE_H
#define DEMARC_APP_EXPLORE_H

#include "app_shared.h"
#include "screens/explore.h"
#include "screens/screen.h"
#include "ui/ui.h"

/* Explore: what a deck says, to read. What was shown is noted as seen today before the picture of it is shown. */
struct app_explore {
    struct app_shared *shared;
    struct explore_view view;
    struct explore_facts facts;
    const struct deck **decks; /* as they are listed: facts.decks */
    const struct deck *deck; /* that the facts are of */
    enum screen back;        /* where it was entered from */
    bool known;              /* the facts are those of the disk */
    int *rows, *questions;
    bool *rests;
    struct explore_seen *seen; /* what was seen today, of each deck */
    int n_seen, seen_day;
    char said[300], not_saved[600];
};

void app_explore_init(struct app_explore *a, struct app_shared *shared);
void app_explore_clear(struct app_explore *a);

/* Its first screen: this deck's, or with NULL the first one's of the plan. */
enum screen app_explore_open(struct app_explore *a, const struct deck *deck, struct moment now);

/* The same at one of its items; and it closes to that screen. */
enum screen app_explore_at(struct app_explore *a, const struct deck *deck, int item, enum screen back, struct moment now);

/* Runs one of its screens and returns the next. */
enum screen app_explore_run(struct app_explore *a, struct ui *ui, enum screen screen);

/* What was shown and could not be noted yet. */
bool app_explore_unsaved(const struct app_explore *a);
void app_explore_save(struct app_explore *a);

void app_explore_tell(struct app_explore *a, const char *text); /* until the next action */

#endif
