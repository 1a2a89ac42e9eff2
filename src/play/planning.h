#ifndef DEMARC_PLAY_PLANNING_H
#define DEMARC_PLAY_PLANNING_H

#include "play/layout.h"
#include "play/topics.h"

/* Inside plan: what plan_rows.c lists, plan_pick.c picks and plan_tasks.c makes tasks of. */

/* An item that was handed in, and what the deck says of it. */
struct ask {
    const struct plan_item *item;
    enum deck_item_kind kind;
    int layer, model; /* of a placement */
    bool allowed;     /* of a kind that may be asked, and not always right */
    double chance;
    int ms, rank; /* what it takes; when its turn comes among new ones */
    int topics_at, n_topics;
};

/* The asked items of a layer; a card or question is alone. */
struct row {
    int first, n;   /* of plan->asks */
    int due, fresh; /* how many of them */
    int ms;         /* of all */
    bool today;     /* it or a sibling was asked today */
    bool many;      /* its deck asks more than one model: it has lines */
    bool apart;     /* its deck has too few due rows for a line */
    bool picked;    /* for a line */
    bool touched;   /* an item of it is picked for a board */
};

struct pick {
    const struct ask *ask; /* of a row: its first, or the one longest due */
    int row;
    bool whole; /* the row */
    bool gone;  /* picked, or it cannot be */
    int line;   /* of a row; -1: not drawn up yet */
    int again;  /* how many siblings it stands behind from the start */
    double worth;
};

struct asked {
    const struct ask *ask;
    int row;
};

struct plan {
    const struct plan_rules *rules;
    struct topics topics;
    const struct deck **decks;
    bool *last_days, *rests; /* of each deck: all counts as due; nothing of it is new today */
    bool *closed;            /* of each deck: what is new of it is not asked any more */
    bool *starts;            /* of each deck: something new of it may be asked, so nothing of one that conflicts */
    struct ask *asks; /* sorted by deck and number */
    int n_asks, n_rows;
    struct row *rows;
    struct pick *found; /* room for what could be picked */
    int64_t room_ms, used_ms;
    int used;
    int *today, *singles;   /* of each topic: asked today, and those picked one by one, fillers too */
    bool *lined_today, *lined; /* of each topic: on a line today; or also of this plan */
    bool *could_line;          /* of each topic: its row is due, for a line */
    int n_picks, n_lines;
    struct pick picks[PLAN_CANDIDATES];
    struct layout layout;
    struct asked asked[LAYOUT_ITEMS_MAX]; /* for each item of the layout */
};

/* When its turn comes among new ones; of a deck, plan_order.c. */
enum { RANK_LINE, RANK_CARD, RANK_TASKS, RANK_CHANGED, RANK_QUESTION };
void plan_rank(const struct deck *const *decks, int n, int *ranks);
bool plan_asks_many(const struct deck *deck); /* more than one model: it has lines */

/* plan_rows.c */
int plan_compare(int a, int b);
int plan_by_place(const void *a, const void *b); /* asks: deck and number */
int plan_by_order(const struct ask *x, const struct ask *y);
bool plan_decks_conflict(const struct plan *plan, int a, int b);
void plan_list_rows(struct plan *plan, const struct plan_item *items, int n_items);
bool plan_is_new(const struct plan *plan, const struct ask *ask);
bool plan_is_due(const struct plan *plan, const struct ask *ask);
bool plan_is_due_row(const struct plan *plan, const struct row *row);
bool plan_is_new_row(const struct plan *plan, const struct row *row);
const int *plan_topics(const struct plan *plan, const struct ask *ask);
bool plan_has_any(const struct plan *plan, const struct ask *ask, const bool *topics); /* is it about one of these? */
bool plan_is_lined(const struct plan *plan, const struct ask *ask); /* a sibling is on a line */
int plan_siblings(const struct plan *plan, const struct ask *ask); /* picked one by one; any asked today are one more */
bool plan_has_sibling(const struct plan *plan, const struct ask *ask); /* asked today or picked */

/* plan_pick.c */
void plan_pick(struct plan *plan); /* from the start */
int plan_by_worth(const void *a, const void *b); /* picks */
double plan_forgotten(const struct ask *ask, const struct plan *plan);
double plan_mean(const struct plan *plan, const struct row *row, double (*measure)(const struct ask *, const struct plan *));
bool plan_has_room(const struct plan *plan, int n, int ms);
void plan_take(struct plan *plan, const struct pick *pick);
void plan_take_filler(struct plan *plan, const struct ask *ask);

/* plan_tasks.c. False where a deck's due rows are too few for a line: they were set apart, and all must be picked anew. */
bool plan_draw_lines(struct plan *plan);
int plan_write(struct plan *plan, struct task *tasks);

#endif
