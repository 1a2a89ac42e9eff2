#ifndef DEMARC_FIGURES_H
#define DEMARC_FIGURES_H

#include "play/forecast.h"
#include "play/numbers.h"
#include "srs/calibration.h"
#include "stock.h"
#include "store/log.h"

/* What is known, how predictions came true, what was answered when and what is mixed up, read from the memory on disk: what
   `demarc stats` prints and Progress shows. Every number is one of a deck, whose title names what it is about; none is a
   forecast of an exam. */
struct figures {
    struct stock stock;
    struct store_log log;
    const struct deck *only; /* NULL: all decks of the shelf */
    int today;
    struct calibration calibration;
    struct numbers_day *days; /* on which something was answered */
    int n_days;
    struct leech_answer *predictions; /* room for one item's */
    double *work;
};

/* figures_clear also after a failure. */
bool figures_read(struct figures *figures, struct store *store, const struct shelf *shelf, const struct deck *only,
                  struct moment now, uint64_t seed, struct err *err);
void figures_clear(struct figures *figures);

/* The items of one deck of a stock lie side by side: where they begin, and how many they are. */
int figures_items(const struct stock *stock, int deck, const struct plan_item **items);

/* First answers to an item in the log, and how many of them were right. */
struct figures_answers {
    int n, right;
};
struct figures_answers figures_answers(const struct figures *figures, const struct deck *deck, int item);

/* What goes wrong more often than chance allows, and what it is mixed up with. */
struct figures_mixed {
    const struct deck *deck;
    int item, answers, wrong;
    int zone, times; /* of a placement: the zone that was said most often instead, or -1, and how often */
};
struct figures_mixed *figures_mixed(const struct figures *figures, struct store *store, int *n); /* the caller frees */
/* "You mix up A and B: ...", without the deck's title. */
void figures_mixed_text(const struct figures_mixed *mixed, char *text, int size);

/* All of it as one table, RFC 4180: README.md says what its columns are. The caller frees it. */
char *figures_csv(const struct figures *figures);

/* -- the days ahead -- */

/* Whoever looks ahead, on Home, in Progress or with `demarc plan`, breaks ties the same way, so that one question has one
   answer: forecast_right, of the same decks on the same day. */
enum { FIGURES_SEED = 0 };

enum { FIGURES_GOALS = 100, FIGURES_LIVED_MAX = 3650 /* no exam further away is looked at */ };

/* Each exam's day that lies ahead and has items in the stock; without any the horizon of a plan. Returns how many, at least
   one. ends: room for FIGURES_GOALS + 1. */
int figures_ends(struct store *store, const struct stock *stock, struct store_goal *ends);

/* A copy of the items, `n_days` later: every day of the plan was done. right: NULL, or as for forecast_follow. The caller
   frees it. */
struct plan_item *figures_lived(const struct stock *stock, int n_days, int deck, double *right);

#endif
