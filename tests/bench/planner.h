#ifndef BENCH_PLANNER_H
#define BENCH_PLANNER_H

#include "srs/grade.h"

#include <stdint.h>

/* The program's own planner over one deck of placements, for simulations. */
enum { PLANNER_PLACEMENT_MS = 6000 };

struct planner_day {
    int today, seconds;
    int exam_day; /* 0: none */
    double retention;
};

struct planner *planner_new(int n_layers, int n_models, int n_zones, uint64_t seed);
void planner_free(struct planner *planner);
void planner_set(struct planner *planner, int item, const struct grade_memory *memory, int due_day);

/* The items of today's session, in their order; *asked belongs to the planner. An item's number is
   layer + n_layers * model. */
int planner_ask(struct planner *planner, const struct planner_day *day, const int **asked);

#endif
