#ifndef DEMARC_SRS_FIT_H
#define DEMARC_SRS_FIT_H

#include "srs/grade.h"

/* Weights fitted to a learner's own answers. An answer is scored by -ln of the probability that the model gave to what
   happened: chance + (1-chance) R that it is right. Scored are first answers to what was met on an earlier day; all
   answers shape the states, as in grade_step. */
struct fit_log {
    const struct grade_answer *answers; /* item after item, each item's in the order in which they count */
    const int *first;                   /* where each item begins, and where the last one ends: n_items + 1 places */
    int n_items;
};

enum {
    FIT_LEAST_ANSWERS = 400, /* first answers that a learner must have given before a fit makes sense */
    FIT_ALWAYS = 2147483647  /* a day behind all others */
};

/* done: the part of the work, 0 to 1. Returning false ends the fit. */
struct fit_watch {
    bool (*go_on)(void *user, double done); /* or NULL */
    void *user;
};

int fit_first_answers(const struct fit_log *log);

/* The mean over the answers of first_day <= day < end_day; answers before shape the states. *n: how many; 0 gives 0. */
double fit_loss(const struct fit_log *log, const struct fsrs_weights *weights, int first_day, int end_day, int *n);

/* The mean loss over all, and how it changes with each weight. */
double fit_slope(const struct fit_log *log, const struct fsrs_weights *weights, double by_weight[FSRS_WEIGHTS]);

/* Fits to the answers before end_day, from `start` and held to it the more, the fewer they are. The same log gives the same
   weights. False where it was ended; then *fitted is as before. */
bool fit_weights(const struct fit_log *log, const struct fsrs_weights *start, int end_day, struct fit_watch watch,
                 struct fsrs_weights *fitted);

struct fit_result {
    struct fsrs_weights weights; /* fitted to all answers */
    int held_out;                /* answers that were predicted from those of earlier days only */
    double present, fitted;      /* the mean loss over those, by the present weights and by fitted ones */
    bool keep;                   /* the fitted ones predicted them better */
};

/* Does fitting help this learner? The days are cut where half and three quarters of the answers are scored: weights
   fitted to the first half predict the third quarter, and those fitted to three quarters the last. What is returned is
   then fitted to all. False where it was ended. */
bool fit_compare(const struct fit_log *log, const struct fsrs_weights *present, struct fit_watch watch,
                 struct fit_result *result);

#endif
