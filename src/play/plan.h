#ifndef DEMARC_PLAY_PLAN_H
#define DEMARC_PLAY_PLAN_H

#include "play/session.h"
#include "srs/grade.h"

/* What to ask now. Deterministic: the same items, rules and seed give the same tasks on every machine. */
struct plan_item {
    int deck, item; /* of rules->decks, and its number there */
    struct grade_memory memory;
    int due_day; /* of a memory that is met */
    bool today;  /* answered, voided or shown today: not asked again today */
    bool line;   /* asked on a line today: no sibling is asked today */
    uint64_t order; /* rng_hash(seed, key) */
};

/* exam_day: the nearest day ahead of an exam that it serves; 0: none. newest_day: when an item of it was last met for the
   first time; -PLAN_NEVER: none was. */
struct plan_deck {
    const struct deck *deck;
    int exam_day, newest_day;
};

struct plan_rules {
    const struct fsrs_weights *weights;
    int today;
    int seconds;    /* of this session */
    int ms[3];      /* what an item of each kind (enum deck_item_kind) takes: the learner's own medians, or plan_ms */
    unsigned kinds; /* what may be asked: 1 << kind of each */
    double retention; /* from which due days are derived; a plan is handed these, a forecast makes new ones */
    const struct plan_deck *decks; /* those that are asked, and others that conflict or have siblings of them: of these
                                      only items that were asked today are handed in */
    int n_decks;
};

extern const int plan_ms[3]; /* at first: 6 s, 12 s and 45 s */

enum {
    PLAN_BOARD_MIN = 4,
    PLAN_BOARD_MAX = 10,
    PLAN_LINE_MIN = 3, /* layers */
    PLAN_LINE_MAX = 7,
    PLAN_CANDIDATES = 256, /* the longest due, of which worth chooses; no plan has more items */
    PLAN_TASKS_MAX = 256,
    PLAN_HORIZON_DAYS = 30, /* without an exam */
    PLAN_WEEK_DAYS = 7, /* so long after the last new one of a deck nothing is new of one that conflicts with it */
    PLAN_LAST_DAYS = 3, /* before an exam: also what is not due or new, by worth */
    PLAN_LAST_DAYS_MANY = 7, /* where the items do not fit into three days */
    PLAN_NEVER = 1000000
};

/* Writes at most PLAN_TASKS_MAX tasks and returns their number; 0: nothing to do today. All together never take longer than
   the session.

   Due ones by worth, which is the gain on the horizon (the exam's day, or in 30 days) for each second; then new ones, at
   most a third of the time while others are due. The order of new ones: decks with lines, cards, decks of one model, decks
   that conflict with an earlier one, questions. In the last days before an exam what is not due counts as due, and what is
   new, too: worth chooses among all, and new ones may take all the time. What has chance 1 is never asked.

   A layer goes onto a line, with all its items, when all of them are new or at least two are due, and no sibling was asked
   today; in a deck that asks one model never. Lines have PLAN_LINE_MIN to PLAN_LINE_MAX layers of a deck, new ones behind
   the others. Too few are filled up, while there is time, with met layers of the lowest retrievability that are not asked
   today; if still too few, due ones are asked on boards, and new ones on a shorter line. Where a line asks a layer, today
   or in this plan, none of its siblings is asked elsewhere.

   All others stand on boards of one model, or alone: one of siblings (topics.h) before any second, and behind all others
   where one was asked today. Siblings never stand on two tasks in a row where that can be avoided, and boards are made
   smaller, down to PLAN_BOARD_MIN, for that. A board with fewer is filled, while there is time, with those of its model
   that have the lowest retrievability and no sibling that is asked, but never from a layer for a line of another day. */
int plan_drill(const struct plan_item *items, int n_items, const struct plan_rules *rules, struct task *tasks);

/* Sorts decks by when their turn comes, as above; those of the same kind stay as they stand. */
void plan_order(const struct deck **decks, int n);

/* Does one of them name the other as one that is not to be new in the same week? */
bool plan_conflict(const struct deck *a, const struct deck *b);

/* Of the items a plan asks, what they take. */
int64_t plan_takes_ms(const struct plan_rules *rules, const struct task *tasks, int n_tasks);

/* Must its solution not be seen before it is answered, although no task asks it? (hidden_items of session_new) */
bool plan_hides(const struct plan_item *item, int today);

#endif
