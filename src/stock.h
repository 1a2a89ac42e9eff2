#ifndef DEMARC_STOCK_H
#define DEMARC_STOCK_H

#include "base/err.h"
#include "play/plan.h"
#include "shelf.h"
#include "store/store.h"

/* What a plan is made of, read from the memory on disk. */
struct stock {
    struct plan_rules rules; /* without the weights' and decks' memory, which lies here: a stock is not copied */
    struct fsrs_weights weights;
    struct plan_deck *decks; /* those asked first, then those that conflict with them or share an exam */
    int n_asked, n_decks, n_items;
    struct plan_item *items;
    bool *shown; /* of each item: its answer was shown today, and it was not answered; of STOCK_ALL */
    bool **hidden; /* for each asked deck and item, as for session_new */
};

enum stock_how {
    STOCK_CANDIDATES, /* of large decks only what the next plan could ask */
    STOCK_ALL
};

/* The decks of the plan, as they stand on the shelf (plan_order says when their turn comes): those that serve the goal's exam or one whose day is set
   and lies ahead; with the goal none or teach those that several exams share; else, or where there are none of these, all. A
   deck that the learner put into the plan or took out of it is in it or not, whatever the goal. Writes at most shelf->n
   and returns how many. */
int stock_plan(struct store *store, const struct shelf *shelf, int today, const struct deck **decks);

/* All decks as lists show them: those of the plan in its order, then the others by their titles. Writes shelf->n and returns
   how many are of the plan. */
int stock_list(struct store *store, const struct shelf *shelf, int today, const struct deck **decks);

bool stock_load(struct stock *stock, struct store *store, const struct shelf *shelf, const struct deck *const *decks,
                int n_decks, enum stock_how how, int minutes, struct moment now, uint64_t seed, struct err *err);
void stock_clear(struct stock *stock); /* also after a failure */

/* What would be due or new but for its answer, which was only shown today: of each asked deck how many (NULL: nobody wants to
   know), and of all. With `ask` they can be planned as if they had not been shown; what is answered then does not count. */
int stock_shown(struct stock *stock, bool ask, int *of_deck);

#endif
