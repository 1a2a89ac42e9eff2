#ifndef DEMARC_PLAY_PLAN_H
#define DEMARC_PLAY_PLAN_H

#include "play/session.h"
#include "srs/grade.h"

/* What to ask now. Deterministic: the same items, rules and seed give the same tasks on every machine. */
struct plan_item {
    int deck, layer, model;
    struct grade_memory memory;
    int due_day; /* of a memory that is met */
    bool today;  /* answered, voided or shown today: not asked again today */
    uint64_t order; /* rng_hash(seed, key) */
};

struct plan_rules {
    const struct fsrs_weights *weights;
    int today;
    int seconds;        /* of this session */
    int placement_ms;   /* the learner's own median; 6000 at first */
    const int *zones;   /* number of zones of each deck: the chance of luck is 1 / zones */
};

enum {
    PLAN_BOARD_MIN = 4,
    PLAN_BOARD_MAX = 10,
    PLAN_LINE_MIN = 3, /* layers */
    PLAN_LINE_MAX = 7,
    PLAN_PLACEMENT_MS = 6000,
    PLAN_CANDIDATES = 256, /* the longest due, of which worth chooses; no plan has more items, fillers aside */
    PLAN_TASKS_MAX = 256
};

/* Writes at most PLAN_TASKS_MAX lines and boards and returns their number; 0: nothing to do today. Due ones by worth; then
   new ones, by deck and layer, at most a third of the time while others are due.

   A layer goes onto a line, with all its items, when all of them are new or at least two are due, and none was asked today;
   in a deck that asks one model never. Lines have PLAN_LINE_MIN to PLAN_LINE_MAX layers of a deck, new ones behind the
   others. Too few are filled up, while there is time, with met layers of the lowest retrievability that are not asked
   today; if still too few, due ones are asked on boards, and new ones on a shorter line.

   All others stand on boards of one model, each layer once before any twice, and behind all others where a sibling was
   asked today. Two boards in a row share no layer of a deck where that can be avoided, and boards are made smaller, down
   to PLAN_BOARD_MIN, for that. A board with fewer is filled with those of its model that have the lowest retrievability,
   but never with a layer for a line (today or another day) or of the board before or behind it. */
int plan_drill(const struct plan_item *items, int n_items, const struct plan_rules *rules, struct task *tasks);

/* Must its solution not be seen before it is answered, although no task asks it? (hidden_items of session_new) */
bool plan_hides(const struct plan_item *item, int today);

#endif
