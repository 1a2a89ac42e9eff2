#ifndef DEMARC_PLAY_NUMBERS_H
#define DEMARC_PLAY_NUMBERS_H

#include "play/plan.h"

/* How much is known today of what is drilled, and what was answered on which day. */
struct numbers {
    int items, never; /* never: not met yet */
    int answers;      /* first answers, of which the memory is made */
    double knowledge; /* the mean R, 0 for what was never met */
    double right;     /* the mean of R + (1-R) chance; -1 where there are no items */
};
struct numbers numbers_of(const struct plan_item *items, int n_items, const struct plan_rules *rules);

/* What the best one-line rule gets of a deck's placements; *asked 0: it has none. */
int numbers_one_line(const struct deck *deck, int *asked);

struct numbers_day {
    int day;
    int first, right; /* first answers, and those of them that were right */
    int repeats;
};

/* Days on which something was answered, from the first on; returns how many. days: room for n. */
int numbers_days(const struct grade_answer *answers, int n, struct numbers_day *days);

#endif
