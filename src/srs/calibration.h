#ifndef DEMARC_SRS_CALIBRATION_H
#define DEMARC_SRS_CALIBRATION_H

#include "srs/leech.h"

/* What was predicted against what happened: first answers by the chance of being right that the memory before each gave.
   An item's very first answer says nothing of the memory, as its R is the same .35 for all: those are a row of their own. */
enum { CALIBRATION_BINS = 6 };

struct calibration_bin {
    double from, to; /* from <= p < to; of the last p <= to */
    int n, right;
    double predicted; /* the sum of p */
};

/* calibration_init first. */
struct calibration {
    struct calibration_bin first_sight; /* 0 to 1 */
    struct calibration_bin bins[CALIBRATION_BINS];
};
void calibration_init(struct calibration *calibration);

/* answers: all first ones of an item, in their order. */
void calibration_add(struct calibration *calibration, const struct leech_answer *answers, int n);

#endif
