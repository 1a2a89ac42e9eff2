#ifndef DEMARC_SRS_GRADE_H
#define DEMARC_SRS_GRADE_H

#include "srs/fsrs.h"

#include <stdbool.h>

/* From an answer to a memory. A right answer may be luck: with R the retrievability before it (.35 for an item never
   answered) and chance = right_ways / ways, p = R / (R + (1-R) chance) that it was known; not sure multiplies R by .15
   and (1-R) chance by .80 first. The new s is where expected retrievability, p R(s, s_good) + (1-p) R(s, s_again), is .9;
   d = p d_good + (1-p) d_again. On the same day R is 1, so p is 1. Wrong is Again. */
struct grade_answer {
    int day;             /* local day number */
    int rating;          /* 1 wrong, 3 right; or the learner's own 1 to 4 where ways is 0 */
    int right_ways, ways; /* ways 0: the learner's own rating, never blended */
    bool unsure;
    bool unplaced; /* said nothing: wrong, but not a sure mistake */
    int counts;    /* 0 not for the memory, 1 the first answer of its day, 2 a repeat or after the solution was seen */
};

/* All zero: never met. */
struct grade_memory {
    bool met;
    struct fsrs_state state;
    int first_day, last_day; /* of the first and the last answer with counts 1 */
    bool reask;     /* a sure mistake is asked again on reask_day even if passed before */
    int reask_day;
    int answers, lapses; /* first answers; those of them that were wrong although met before */
};

/* The one step of the live path and of every replay. counts 0 changes nothing. counts 2 is the same-day formula and moves
   no day; without a memory it makes none. A sure wrong first answer sets the re-ask to day + 7; any first answer on or
   after that day clears it. Elapsed days are never below 0. */
void grade_step(const struct fsrs_weights *weights, struct grade_memory *memory, const struct grade_answer *answer);

/* The day on which the item is due, for a memory that is met: last_day + interval, or reask_day if that is earlier. */
int grade_due_day(const struct fsrs_weights *weights, const struct grade_memory *memory, double retention);

/* The same for who prepares for an exam on that day (0: none): at the latest the day before it, but never under one day
   after the last answer. On the day and after it the date does nothing: then hand in 0. */
int grade_due_by(const struct fsrs_weights *weights, const struct grade_memory *memory, double retention, int exam_day);

/* How often a right answer was known: R / (R + (1-R) chance), where not sure weakens the R and the chance. Its derivative
   by R goes into *slope unless that is NULL. */
double grade_known(double retrievability, double chance, bool unsure, double *slope);

/* The day on which p R(day, good) + (1-p) R(day, again) is .9; between the two stabilities. */
double grade_blended_stability(const struct fsrs_weights *weights, double p, double good, double again);

/* The parts of a first answer, for tests, for the worth of asking and for fitting: retrievability before it (.35 for a
   memory that is not met), the state after a plain rating, and the blended one after a right answer. */
double grade_retrievability(const struct fsrs_weights *weights, const struct grade_memory *memory, int elapsed_days);
struct fsrs_state grade_rated(const struct fsrs_weights *weights, const struct grade_memory *memory,
                              enum fsrs_rating rating, int elapsed_days);
struct fsrs_state grade_right(const struct fsrs_weights *weights, const struct grade_memory *memory, int elapsed_days,
                              double chance, bool unsure);

/* What a first answer leaves in expectation, right with chance R + (1-R) chance: its s is where the mean of both
   outcomes is .9. For looking ahead, never for a memory on disk. */
struct fsrs_state grade_expected(const struct fsrs_weights *weights, const struct grade_memory *memory, int elapsed_days,
                                 double chance);

#endif
