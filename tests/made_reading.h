#ifndef DEMARC_TESTS_MADE_READING_H
#define DEMARC_TESTS_MADE_READING_H

#include "screens/aside.h"
#include "screens/explore.h"
#include "stage.h"

/* Explore, or the side page, on the stage, as app_explore.c has them. */
struct reading {
    const struct deck *const *decks;
    int n_decks;
    struct explore_view view;
    struct explore_facts facts;
    enum explore_action action; /* of the first run of the last frame */
    const struct deck *known;
    int *rows, *questions;
    struct aside aside;
    struct aside_view aside_view;
    struct aside_facts aside_facts;
    enum aside_action aside_action;
    bool is_aside;
};

/* On a stage that is begun; reading_clear after stage_clear. */
void made_reading(struct stage *s, struct reading *r, const struct deck *const *decks, int n_decks, int deck);
void made_aside(struct stage *s, struct reading *r, const struct deck *deck); /* about its first item that is asked */
void reading_clear(struct reading *r);

#endif
