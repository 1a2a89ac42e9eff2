#ifndef DEMARC_PLAY_FORECAST_H
#define DEMARC_PLAY_FORECAST_H

#include "play/plan.h"

/* Looking ahead, in expectation: every day is planned as it would be, and what is asked is remembered as the mean of right
   and wrong. No dice: the same memory gives the same days. */
struct forecast_day {
    int day;
    int due[3];   /* of each kind (enum deck_item_kind), as the day begins */
    int asked[3]; /* of these and of new ones */
    int fresh;    /* asked for the first time */
    int64_t ms;   /* what all asked ones take; never more than rules->seconds */
};

/* Lives n days from rules->today on. The items, which are changed, are then as after the last of them. */
void forecast_live(struct plan_item *items, int n_items, const struct plan_rules *rules, int n_days,
                   struct forecast_day *days);

/* The same, a day at a time, for who must not wait for all. The items, the weights and the decks are borrowed until the end;
   rules.today is the next day. */
struct forecast {
    struct plan_item *items, **sorted;
    int n_items;
    struct plan_rules rules;
    struct plan_deck *decks;
};
void forecast_begin(struct forecast *forecast, struct plan_item *items, int n_items, const struct plan_rules *rules);
void forecast_day(struct forecast *forecast, struct forecast_day *day);
void forecast_end(struct forecast *forecast); /* frees */

/* forecast_live, and right[d] is the chance that an item of that deck is answered right on the day behind the d-th (as
   forecast_right; -1: it has none). right NULL: nothing is followed. */
void forecast_follow(struct plan_item *items, int n_items, const struct plan_rules *rules, int n_days,
                     struct forecast_day *days, int deck, double *right);

/* The chance that one of these items, asked on that day, is answered right: the mean of R + (1-R) chance, where R of what was
   never met is 0. exam NULL: of all items; else of the decks that serve it. -1: there is none. */
double forecast_right(const struct plan_item *items, int n_items, const struct plan_rules *rules, const char *exam, int day);

/* "Asked 10 of these: 8 right, 7 to 9 is likely." */
struct forecast_ten {
    int right, least, most;
};
struct forecast_ten forecast_of_ten(double right);
double forecast_spread(double right); /* so many more or fewer of ten are likely */

/* With fewer first answers a forecast is called an estimate. */
enum { FORECAST_ANSWERS = 200 };

#endif
