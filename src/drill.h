#ifndef DEMARC_DRILL_H
#define DEMARC_DRILL_H

#include "base/err.h"
#include "play/session.h"
#include "screens/end.h"
#include "shelf.h"
#include "stock.h"
#include "store/store.h"

/* From the memory on disk to a session: what window and terminal both do when a drill begins or goes on. */
struct drill {
    struct session *session; /* NULL: none is played */
    const struct deck **decks;
    int n_decks;
    int ms[3]; /* the learner's own median for each enum deck_item_kind */
    bool stored; /* the store knows it; else drill_store tries again, with these */
    uint64_t seed;
    char setup[256];
    struct moment began;
};

void drill_clear(struct drill *drill);

/* Plans a drill of that deck (NULL: of the plan's, see stock_plan) and stores it. False with an empty err: nothing is due and
   nothing is new. True with an err: it can be played, but it is not saved. */
bool drill_begin(struct drill *drill, struct store *store, const struct shelf *shelf, const struct deck *only, uint64_t seed,
                 int minutes, struct moment now, struct err *err);

/* The same of the plan's items whose answers were only shown today, in Explore: none of it counts. */
bool drill_practise(struct drill *drill, struct store *store, const struct shelf *shelf, uint64_t seed, int minutes,
                    struct moment now, struct err *err);

/* Makes the drill known to the store where that failed when it began; before its first change is saved. */
bool drill_store(struct drill *drill, struct store *store, struct err *err);

/* Goes on with the unfinished one; where that cannot be, it is ended as left and err says why. */
bool drill_resume(struct drill *drill, struct store *store, struct shelf *shelf, struct moment now, struct err *err);

/* Is there an unfinished drill of this setup that began today? */
bool drill_is_open(struct store *store, const struct deck *only, int minutes, int today);

/* What a drill of these decks would ask now, what comes after today, and how well they are known. */
struct drill_outlook {
    int to_answer, due, fresh, minutes; /* a drill begun now */
    int next_day;                       /* the day ahead on which a drill of these minutes would ask something; 0: none */
    int next_answers, next_minutes;     /* that drill */
    int then_day;                       /* the day behind it on which what it leaves can be asked; 0: nothing is left */
    double expected;                    /* chance that a placement asked tomorrow is answered right, luck included: just after an
                                           answer the model takes it as known, which says nothing */
    int items, never_met, first_answers; /* items: of these decks all that can be asked */
};
bool drill_outlook(struct store *store, const struct shelf *shelf, const struct deck *const *decks, int n_decks,
                   int minutes, struct moment now, struct drill_outlook *outlook, struct err *err);
bool drill_outlook_plan(struct store *store, const struct shelf *shelf, int minutes, struct moment now,
                        struct drill_outlook *outlook, struct err *err); /* of the plan's decks */

/* The same of what is loaded, but not how well it is known; and how much of each of its asked decks. */
struct drill_share {
    int due, fresh;
};
void drill_outlook_stock(const struct stock *stock, struct drill_outlook *outlook, struct drill_share *shares);

/* How many of the drill's answers were the first ever to their item. */
int drill_new_tries(const struct drill *drill, struct store *store, int today);

/* What the page at its end says, minutes being those of a day; exam is room for the name of the exam that the facts point to. */
enum { DRILL_MORE_MINUTES = 5 };
bool drill_end_facts(const struct drill *drill, struct store *store, const struct shelf *shelf, int minutes,
                     int64_t attended_ms, struct moment now, struct end_facts *facts, char exam[DECK_ID_MAX + 1], struct err *err);

/* When the card on the table comes back for each rating; DUE_UNKNOWN where there is none. store NULL: nothing is planned. */
bool drill_foresee(const struct drill *drill, struct store *store, struct moment now, int rated_due[FORESEE_RATINGS + 1],
                   struct err *err);

const char *drill_slip_said(const struct session *session, char *text, int size); /* after MOVE_SLIP */

#endif
