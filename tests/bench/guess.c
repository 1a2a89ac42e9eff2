/* What the guess rule is worth: learners whose memory is known, asked for 120 days by demarc, by demarc without the
   rule, at fixed intervals, and by a program to which a board is one card. Every combination is a row; what is required
   is told at the end, and where it does not hold the exit status is 1.

   `at equal` is what demarc takes for the knowledge that the other program reaches on the last day: its desired
   retention is varied, and the placements are read off between two of its values. */
#include "learner.h"
#include "sets.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SEEDS = 20, DAYS = 120 };

/* demarc's own, and five others: four that come from people, and of the made-up ones that which forgets fastest. */
static const char *const names[] = {"default", "fsrsrs_sample", "pyfsrs_p2", "pyfsrs_opt", "fsrs5_migrated", "rand1"};

static const double retentions[] = {.45, .60, .70, .75, .80, .90, .95, .97, .985}, told_retentions[] = {.45, .80, .95};
enum {
    POINTS = sizeof retentions / sizeof *retentions,
    TOLD_POINTS = sizeof told_retentions / sizeof *told_retentions,
    NAMES = sizeof names / sizeof *names,
    COMBINATIONS = NAMES * 16
};

struct combination {
    const char *name;
    int zones;
    struct learner learner;
};

struct result {
    struct outcome of[PROGRAMS];
    double equal[PROGRAMS], told[PROGRAMS]; /* placements of demarc for the knowledge of PROGRAM_LADDER and on */
};

static struct course course_of(const struct combination *combination, double retention, bool exam)
{
    return (struct course){.n_layers = 60,
                           .n_models = 3,
                           .n_zones = combination->zones,
                           .days = DAYS,
                           .skips = 7,
                           .seconds = 30 * 60,
                           .exam = exam,
                           .retention = retention};
}

struct curve {
    int n;
    struct outcome points[POINTS];
};

static struct curve curve_of(const struct combination *combination, bool exam)
{
    struct curve curve = {.n = exam ? TOLD_POINTS : POINTS};
    for (int i = 0; i < curve.n; i++) {
        struct course course = course_of(combination, (exam ? told_retentions : retentions)[i], exam);
        curve.points[i] = live_often(PROGRAM_DEMARC, &course, &combination->learner, SEEDS);
    }
    return curve;
}

/* The cheapest setting that knows as much, as the curve is not quite even: intervals are whole days. Infinity where it
   never knows so much. */
static double cost_of(const struct curve *curve, double knowledge)
{
    double cost = INFINITY;
    for (int i = 0; i + 1 < curve->n; i++) {
        const struct outcome *a = &curve->points[i], *b = &curve->points[i + 1];
        if (a->knowledge <= knowledge && knowledge < b->knowledge)
            cost = fmin(cost, a->placements + (b->placements - a->placements) * (knowledge - a->knowledge) /
                                                  (b->knowledge - a->knowledge));
    }
    return knowledge < curve->points[0].knowledge ? fmin(cost, curve->points[0].placements) : cost;
}

static struct result run(const struct combination *combination)
{
    struct result result = {0};
    struct course course = course_of(combination, .90, false);
    struct curve plain = curve_of(combination, false), told = curve_of(combination, true);
    for (int program = 0; program < PROGRAMS; program++)
        result.of[program] = live_often((enum program)program, &course, &combination->learner, SEEDS);
    for (int program = PROGRAM_LADDER; program < PROGRAMS; program++) {
        result.equal[program] = cost_of(&plain, result.of[program].knowledge);
        result.told[program] = cost_of(&told, result.of[program].knowledge);
    }
    return result;
}

static void print_head(void)
{
    printf(
        "placements an item in %d days, true knowledge on the last, predicted minus true from day %d on; %d seeds\n\n",
        DAYS, DAYS / 2, SEEDS);
    printf("%-43s  %-19s  %-19s  %-27s  %-27s  %-27s\n", "learner", "demarc", "without the rule",
           "1-3-7-16 (equal, told)", "16 on and on (equal, told)", "a board (equal, told)");
}

static void print_other(const struct result *r, enum program program)
{
    printf("  %5.2f %.3f (%5.2f, %5.2f)", r->of[program].placements, r->of[program].knowledge, r->equal[program],
           r->told[program]);
}

static void print_row(const struct combination *c, const struct result *r)
{
    printf("%-14s %d zones %2d %% %-9s %-5s", c->name, c->zones, c->learner.known_percent,
           c->learner.picks_commonest ? "commonest" : "random", c->learner.luck_is_good ? "good" : "again");
    for (int program = PROGRAM_DEMARC; program <= PROGRAM_TRUSTING; program++)
        printf("  %5.2f %.3f %+.3f", r->of[program].placements, r->of[program].knowledge, r->of[program].gap);
    print_other(r, PROGRAM_LADDER);
    print_other(r, PROGRAM_ROUND);
    print_other(r, PROGRAM_WHOLE);
    putchar('\n');
    fflush(stdout);
}

/* -- what is required -- */

struct worst {
    double value;
    struct combination at;
};

static struct {
    int n, failed, higher;
    int dearer[PROGRAMS], dearer_own[PROGRAMS], dearer_best[PROGRAMS];
    struct worst gap, gap_without, cost[PROGRAMS], cost_best[PROGRAMS];
} sum;

static void note(struct worst *worst, double value, const struct combination *combination)
{
    if (sum.n == 0 || value > worst->value)
        *worst = (struct worst){value, *combination};
}

static bool is_own(const struct combination *c)
{
    return strcmp(c->name, names[0]) == 0;
}

static void check_own(const struct combination *c, const struct result *r)
{
    const struct learner *learner = &c->learner;
    if (!is_own(c) || learner->known_percent != 35 || learner->picks_commonest || learner->luck_is_good)
        return;
    double gap = fabs(r->of[PROGRAM_DEMARC].gap), without = fabs(r->of[PROGRAM_TRUSTING].gap);
    bool fine = gap < .02 && gap < without;
    printf("%s: own weights, %d zones, 35 %%, random, luck teaches as again: gap %.4f, under .02 and under %.4f\n",
           fine ? "PASS" : "FAIL", c->zones, gap, without);
    sum.failed += !fine;
}

static void count(const struct combination *c, const struct result *r)
{
    const struct outcome *of = r->of;
    note(&sum.gap, of[PROGRAM_DEMARC].gap, c);
    note(&sum.gap_without, of[PROGRAM_TRUSTING].gap, c);
    sum.higher += of[PROGRAM_DEMARC].gap > of[PROGRAM_TRUSTING].gap;
    for (int program = PROGRAM_LADDER; program < PROGRAMS; program++) {
        double equal = r->equal[program] / of[program].placements;
        double best = fmin(r->equal[program], r->told[program]) / of[program].placements;
        note(&sum.cost[program], equal, c);
        note(&sum.cost_best[program], best, c);
        sum.dearer[program] += equal >= 1;
        sum.dearer_own[program] += equal >= 1 && is_own(c);
        sum.dearer_best[program] += best >= 1;
    }
    sum.n++;
}

static void tell(const char *what, const char *than, int wrong, int n)
{
    printf("%s: %s%s: %d of %d\n", wrong ? "FAIL" : "PASS", what, than, n - wrong, n);
    sum.failed += wrong > 0;
}

static void tell_worst(const char *what, const char *format, const struct worst *worst)
{
    const struct learner *learner = &worst->at.learner;
    printf("%s ", what);
    printf(format, worst->value);
    printf(" (%s, %d zones, %d %% known, %s, luck teaches as %s)\n", worst->at.name, worst->at.zones,
           learner->known_percent, learner->picks_commonest ? "the commonest" : "random",
           learner->luck_is_good ? "good" : "again");
}

/* Every 16 days on and on is told only: nobody asked for it. */
static void tell_other(enum program program)
{
    static const char *const texts[PROGRAMS] = {"", "", "1-3-7-16", "every 16 days on and on",
                                                "boards that are one card"};
    if (program != PROGRAM_ROUND) {
        tell("equal knowledge on the last day costs less, with demarc's own weights, than ", texts[program],
             sum.dearer_own[program], COMBINATIONS / NAMES);
        tell("equal knowledge on the last day costs less, by retention or exam date, than ", texts[program],
             sum.dearer_best[program], sum.n);
    }
    printf("      by retention alone less than %s: %d of %d\n", texts[program], sum.n - sum.dearer[program], sum.n);
    tell_worst("      at worst, by retention alone:", "%.2f", &sum.cost[program]);
    tell_worst("      at worst, by either:", "%.2f", &sum.cost_best[program]);
}

/* -- all combinations -- */

static struct combination combination_of(const struct sets *sets, int i)
{
    const char *name = names[i / 16];
    return (struct combination){.name = name,
                                .zones = i & 8 ? 2 : 3,
                                .learner = {.weights = sets_find(sets, name),
                                            .known_percent = i & 4 ? 0 : 35,
                                            .picks_commonest = i & 2,
                                            .luck_is_good = i & 1}};
}

int main(int argc, char **argv)
{
    static struct sets sets;
    static struct result results[COMBINATIONS];
    const char *problem = argc == 2 ? sets_read(&sets, argv[1]) : "usage: guess WEIGHTS.json";
    if (problem) {
        fprintf(stderr, "guess: %s\n", problem);
        return 2;
    }
    print_head();
    for (int i = 0; i < COMBINATIONS; i++) {
        struct combination combination = combination_of(&sets, i);
        results[i] = run(&combination);
        print_row(&combination, &results[i]);
        count(&combination, &results[i]);
    }
    putchar('\n');
    for (int i = 0; i < COMBINATIONS; i++) {
        struct combination combination = combination_of(&sets, i);
        check_own(&combination, &results[i]);
    }
    tell("predicted minus true is never higher with the rule than without", "", sum.higher, sum.n);
    for (int program = PROGRAM_LADDER; program < PROGRAMS; program++)
        tell_other((enum program)program);
    tell_worst("predicted minus true, highest:", "%+.3f", &sum.gap);
    tell_worst("without the rule:", "%+.3f", &sum.gap_without);
    return sum.failed > 0;
}
