#include "worlds.h"

#include "base/mem.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { DAYS = 200 };

double world_random(struct rng *rng)
{
    return (double)(rng_next(rng) >> 11) / 9007199254740992.0;
}

void world_clear(struct world *world)
{
    free(world->answers);
    free(world->first);
}

/* What is being written: places for items and answers grow. */
struct pen {
    struct world *world;
    int n, room, item_room;
};

static void begin_item(struct pen *pen)
{
    struct world *world = pen->world;
    world->first = xgrow(world->first, world->log.n_items + 1, &pen->item_room, sizeof *world->first);
    world->first[world->log.n_items++] = pen->n;
    world->first[world->log.n_items] = pen->n;
}

static void write_answer(struct pen *pen, struct grade_answer answer)
{
    struct world *world = pen->world;
    world->answers = xgrow(world->answers, pen->n, &pen->room, sizeof *world->answers);
    world->answers[pen->n++] = answer;
    world->first[world->log.n_items] = pen->n;
    world->log.answers = world->answers;
    world->log.first = world->first;
}

void world_read(struct world *world, const char *path)
{
    FILE *file = fopen(path, "r");
    *world = (struct world){0};
    struct pen pen = {.world = world};
    int card, day, rating, last_card = -1, last_day = 0;
    assert_non_null(file);
    assert_int_equal(fscanf(file, "card,day,rating"), 0);
    while (fscanf(file, "%d,%d,%d", &card, &day, &rating) == 3) {
        if (card != last_card)
            begin_item(&pen);
        bool again = card == last_card && day == last_day;
        write_answer(&pen, (struct grade_answer){.day = day, .rating = rating, .counts = again ? 2 : 1});
        last_card = card;
        last_day = day;
    }
    fclose(file);
}

struct learner {
    struct rng rng;
    const struct fsrs_weights *weights;
    int zones, n;
    double loss;
};

/* The memory that answers, and the one that plans. */
static void live(struct pen *pen, struct learner *learner)
{
    struct grade_memory own = {0}, planned = {0};
    double chance = 1. / learner->zones;
    begin_item(pen);
    for (int day = rng_below(&learner->rng, 30); day < DAYS;) {
        double r = grade_retrievability(learner->weights, &own, day - own.last_day), p = chance + (1 - chance) * r;
        bool right = world_random(&learner->rng) < p;
        struct grade_answer answer = {
            .day = day, .rating = right ? FSRS_GOOD : FSRS_AGAIN, .right_ways = 1, .ways = learner->zones, .counts = 1};
        learner->n += own.met;
        learner->loss -= own.met ? log(right ? p : 1 - p) : 0;
        for (; answer.counts == 1 || (answer.counts == 2 && !right); answer.counts++, answer.rating = FSRS_GOOD) {
            grade_step(learner->weights, &own, &answer);
            grade_step(&fsrs_default, &planned, &answer);
            write_answer(pen, answer);
        }
        int due = grade_due_day(&fsrs_default, &planned, .9);
        day = due > day ? due : day + 1;
        while (!rng_below(&learner->rng, 6))
            day++; /* not every day is one of study */
    }
}

void world_make(struct world *world, int n_items, int zones, const struct fsrs_weights *weights, uint64_t seed,
                double *truth)
{
    *world = (struct world){0};
    struct pen pen = {.world = world};
    struct learner learner = {.rng = {seed}, .weights = weights, .zones = zones};
    for (int i = 0; i < n_items; i++)
        live(&pen, &learner);
    *truth = learner.loss / learner.n;
}
