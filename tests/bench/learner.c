/* One life: each morning what is known is compared with what is predicted, then the program plans, the learner answers,
   and both memories take the answers. */
#include "learner.h"

#include "base/mem.h"
#include "base/rng.h"
#include "planner.h"
#include "srs/grade.h"

#include <math.h>
#include <stdlib.h>

enum { FIRST_DAY = 20000, NEVER = 1000000, WHOLE_LAYERS = 10 /* of a board that is one card */ };

static const int ladder[] = {1, 3, 7, 16};

/* Shares of the zones in tenths, the customer's first: about those of the shipped decks. */
static const int shares[4][3] = {{0}, {0}, {6, 4, 0}, {4, 2, 4}};

struct truth {
    bool known_at_first, met;
    struct fsrs_state state;
    int last_day, answers;
    int zone; /* that is right */
};

struct item {
    struct truth truth;
    struct grade_memory memory; /* the program's; of a whole board in its first item */
    int due_day, rung;
};

struct life {
    enum program program;
    const struct course *course;
    const struct learner *learner;
    uint64_t seed;
    int n, today, commonest;
    struct item *items;
    struct planner *planner;
    int64_t placements;
    double gaps;
    int n_gaps, repeats;
    struct outcome outcome;
};

/* A number from 0 to 1 that depends on what is asked, not on the program: equal answers meet equal luck. */
static double draw(const struct life *life, int item, int answer, int what)
{
    struct rng rng = {life->seed * UINT64_C(0x9e3779b97f4a7c15) + (uint64_t)item * UINT64_C(0xd1342543de82ef95) +
                      (uint64_t)answer * UINT64_C(0xaf251af3b0f025b5) + (uint64_t)what};
    rng_next(&rng);
    return (double)(rng_next(&rng) >> 11) / 9007199254740992.0;
}

enum what { KNOWN_AT_FIRST, RIGHT_ZONE, RECALLED, PICKED, CAME };

static int zone_at(int n_zones, double share)
{
    int zone = 0;
    for (double left = share * 10; zone < n_zones - 1 && left >= shares[n_zones][zone]; zone++)
        left -= shares[n_zones][zone];
    return zone;
}

static void begin(struct life *life)
{
    const struct course *course = life->course;
    int of_zone[3] = {0};
    life->n = course->n_layers * course->n_models;
    life->items = xcalloc((size_t)life->n, sizeof *life->items);
    life->planner = planner_new(course->n_layers, course->n_models, course->n_zones, life->seed);
    for (int i = 0; i < life->n; i++) {
        struct truth *truth = &life->items[i].truth;
        truth->known_at_first = draw(life, i, 0, KNOWN_AT_FIRST) * 100 < life->learner->known_percent;
        truth->zone = zone_at(course->n_zones, draw(life, i, 0, RIGHT_ZONE));
        of_zone[truth->zone]++;
    }
    for (int zone = 1; zone < course->n_zones; zone++)
        if (of_zone[zone] > of_zone[life->commonest])
            life->commonest = zone;
}

/* -- the learner -- */

static double recall(const struct life *life, const struct truth *truth)
{
    if (!truth->met)
        return truth->known_at_first;
    return fsrs_retrievability(life->learner->weights, truth->state.s, life->today - truth->last_day);
}

static void teach(const struct life *life, struct truth *truth, enum fsrs_rating rating)
{
    const struct fsrs_weights *weights = life->learner->weights;
    truth->state = truth->met ? fsrs_next(weights, truth->state, rating, life->today - truth->last_day)
                              : fsrs_first(weights, rating);
    truth->met = true;
    truth->last_day = life->today;
}

/* Returns whether the placement is right. */
static bool place(const struct life *life, int i)
{
    struct truth *truth = &life->items[i].truth;
    const struct learner *learner = life->learner;
    int n = truth->answers++;
    bool knows = draw(life, i, n, RECALLED) < recall(life, truth);
    int picked = learner->picks_commonest ? life->commonest : (int)(draw(life, i, n, PICKED) * life->course->n_zones);
    bool lucky = !knows && picked == truth->zone;
    teach(life, truth, knows || (lucky && learner->luck_is_good) ? FSRS_GOOD : FSRS_AGAIN);
    return knows || lucky;
}

/* -- the programs -- */

static void take(struct life *life, int i, bool right, int counts)
{
    struct item *item = &life->items[i];
    const struct course *course = life->course;
    bool demarc = life->program == PROGRAM_DEMARC;
    struct grade_answer answer = {.day = life->today,
                                  .rating = right ? FSRS_GOOD : FSRS_AGAIN,
                                  .right_ways = demarc, /* none: what is right was known for certain */
                                  .ways = life->program == PROGRAM_WHOLE ? 0 : course->n_zones,
                                  .counts = counts};
    grade_step(&fsrs_default, &item->memory, &answer);
    int exam_day = demarc && course->exam ? FIRST_DAY + course->days : 0;
    item->due_day = grade_due_by(&fsrs_default, &item->memory, course->retention, exam_day);
}

static bool is_ladder(const struct life *life)
{
    return life->program == PROGRAM_LADDER || life->program == PROGRAM_ROUND;
}

static void climb(struct life *life, int i, bool right)
{
    struct item *item = &life->items[i];
    int top = (int)(sizeof ladder / sizeof *ladder) - 1;
    item->rung = !item->memory.met || !right ? 0 : item->rung + 1;
    item->memory.met = true;
    if (item->rung > top && life->program == PROGRAM_ROUND)
        item->rung = top;
    item->due_day = item->rung > top ? NEVER : life->today + ladder[item->rung];
}

/* Each placement on its own, and once more what was wrong. */
static void ask(struct life *life, const int *asked, int n)
{
    for (int k = 0; k < n; k++) {
        int i = asked[k];
        bool right = place(life, i);
        if (is_ladder(life))
            climb(life, i, right);
        else
            take(life, i, right, 1);
        if (right)
            continue;
        right = place(life, i);
        if (!is_ladder(life))
            take(life, i, right, 2);
        life->repeats++;
    }
    life->placements += n;
}

static void ask_whole(struct life *life, int first, int n)
{
    bool right = true;
    for (int i = first; i < first + n; i++)
        right = place(life, i) && right;
    take(life, first, right, 1);
    life->placements += n;
    if (right)
        return;
    for (int i = first; i < first + n; i++)
        place(life, i);
    take(life, first, true, 2);
    life->repeats += n;
}

/* The due ones first, then new ones, until the time is over. */
static void run_ladder(struct life *life)
{
    int room = life->course->seconds * 1000 / PLANNER_PLACEMENT_MS;
    for (int met = 1; met >= 0; met--)
        for (int i = 0; i < life->n && room > 0; i++)
            if (life->items[i].memory.met == met && (!met || life->items[i].due_day <= life->today) &&
                life->items[i].truth.last_day != life->today) {
                ask(life, &i, 1);
                room--;
            }
}

static void run_whole(struct life *life)
{
    for (int i = 0; i < life->n; i += WHOLE_LAYERS) {
        const struct item *item = &life->items[i];
        if (!item->memory.met || item->due_day <= life->today)
            ask_whole(life, i, life->n - i < WHOLE_LAYERS ? life->n - i : WHOLE_LAYERS);
    }
}

static void run_demarc(struct life *life)
{
    const struct course *course = life->course;
    struct planner_day day = {.today = life->today,
                              .seconds = course->seconds,
                              .exam_day =
                                  course->exam && life->program == PROGRAM_DEMARC ? FIRST_DAY + course->days : 0,
                              .retention = course->retention};
    for (int i = 0; i < life->n; i++)
        planner_set(life->planner, i, &life->items[i].memory, life->items[i].due_day);
    const int *asked;
    int n = planner_ask(life->planner, &day, &asked);
    ask(life, asked, n);
}

/* -- days -- */

static void look(struct life *life)
{
    double predicted = 0, known = 0;
    int met = 0;
    for (int i = 0; i < life->n; i++) {
        const struct item *item = &life->items[i];
        if (!item->truth.met)
            continue;
        met++;
        known += recall(life, &item->truth);
        if (life->program <= PROGRAM_TRUSTING)
            predicted += grade_retrievability(&fsrs_default, &item->memory, life->today - item->memory.last_day);
    }
    life->outcome.knowledge = known / life->n;
    if (life->today - FIRST_DAY >= life->course->days / 2 && met) {
        life->gaps += (predicted - known) / met;
        life->n_gaps++;
    }
}

static void study(struct life *life)
{
    int64_t before = life->placements;
    life->repeats = 0;
    if (is_ladder(life))
        run_ladder(life);
    else if (life->program == PROGRAM_WHOLE)
        run_whole(life);
    else
        run_demarc(life);
    int took = (int)(life->placements - before) * (PLANNER_PLACEMENT_MS / 1000);
    life->outcome.most_seconds = took > life->outcome.most_seconds ? took : life->outcome.most_seconds;
    life->outcome.most_repeats =
        life->repeats > life->outcome.most_repeats ? life->repeats : life->outcome.most_repeats;
    life->placements += life->repeats;
}

struct outcome live(enum program program, const struct course *course, const struct learner *learner, uint64_t seed)
{
    struct life life = {.program = program, .course = course, .learner = learner, .seed = seed};
    begin(&life);
    for (int day = 0; day <= course->days; day++) {
        life.today = FIRST_DAY + day;
        look(&life);
        bool comes = !course->skips || day == 0 || draw(&life, -1, day, CAME) * course->skips >= 1;
        if (day < course->days && comes)
            study(&life);
    }
    life.outcome.placements = (double)life.placements / life.n;
    life.outcome.gap = life.n_gaps ? life.gaps / life.n_gaps : 0;
    planner_free(life.planner);
    free(life.items);
    return life.outcome;
}

struct outcome live_often(enum program program, const struct course *course, const struct learner *learner, int n_seeds)
{
    struct outcome mean = {0};
    for (int seed = 1; seed <= n_seeds; seed++) {
        struct outcome one = live(program, course, learner, (uint64_t)seed);
        mean.placements += one.placements / n_seeds;
        mean.knowledge += one.knowledge / n_seeds;
        mean.gap += one.gap / n_seeds;
        mean.most_seconds = one.most_seconds > mean.most_seconds ? one.most_seconds : mean.most_seconds;
        mean.most_repeats = one.most_repeats > mean.most_repeats ? one.most_repeats : mean.most_repeats;
    }
    return mean;
}
