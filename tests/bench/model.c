/* The memory model: how many plain ratings a second, where states of all ages take ratings in a row, as a replay does;
   and how long fitting its weights takes, to 50,000 ratings and to as many placements that may have been guessed. */
#include "base/mem.h"
#include "base/rng.h"
#include "pairs.h"
#include "srs/fit.h"

#include <stdlib.h>
#include <sys/resource.h>

enum { STATES = 1000, ROUNDS = 1000, RUNS = 15, ANSWERS = 50000, ITEM_ANSWERS = 12, FITS = 9 };

static void measure_updates(void)
{
    struct fsrs_state states[STATES];
    enum fsrs_rating ratings[STATES];
    int days[STATES];
    double speeds[RUNS], sum = 0;
    for (int run = 0; run < RUNS; run++) {
        struct rng rng = {1};
        for (int i = 0; i < STATES; i++) {
            ratings[i] = rng_below(&rng, 5) ? FSRS_GOOD : FSRS_AGAIN;
            days[i] = 1 + rng_below(&rng, 60);
            states[i] = fsrs_first(&fsrs_default, ratings[i]);
        }
        double start = pairs_now_ms();
        for (int round = 0; round < ROUNDS; round++)
            for (int i = 0; i < STATES; i++) {
                int other = (i + round) % STATES;
                states[i] = fsrs_next(&fsrs_default, states[i], ratings[other], days[other]);
            }
        speeds[run] = (double)STATES * ROUNDS / (pairs_now_ms() - start) / 1000;
        for (int i = 0; i < STATES; i++)
            sum += states[i].s;
    }
    bench_need(sum > 0, "no states");
    double speed = pairs_median(speeds, RUNS);
    pairs_row_plain("memory model, plain ratings", "%.2f M/s", speed, "> 10 M/s", speed >= 10);
}

/* Each item is asked 12 times, at gaps that grow while it is right; how it goes depends on nothing but chance. */
static void make_log(struct fit_log *log, struct grade_answer *answers, int *first, int ways)
{
    struct rng rng = {2};
    int n = 0;
    *log = (struct fit_log){answers, first, 0};
    while (n < ANSWERS) {
        int day = rng_below(&rng, 30), gap = 1;
        first[log->n_items++] = n;
        for (int i = 0; i < ITEM_ANSWERS && n < ANSWERS; i++, day += gap) {
            bool right = rng_below(&rng, 8);
            gap = right ? 1 + gap * (2 + rng_below(&rng, 2)) : 1;
            answers[n++] = (struct grade_answer){.day = day,
                                                 .rating = right ? FSRS_GOOD : FSRS_AGAIN,
                                                 .right_ways = ways > 0,
                                                 .ways = ways,
                                                 .counts = 1};
        }
        first[log->n_items] = n;
    }
}

static double peak_mb(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

static void measure_fit(const char *what, int ways)
{
    struct grade_answer *answers = xcalloc(ANSWERS, sizeof *answers);
    int *first = xcalloc(ANSWERS + 1, sizeof *first);
    struct fit_log log;
    struct fsrs_weights weights;
    double times[FITS];
    make_log(&log, answers, first, ways);
    double before = peak_mb();
    for (int i = 0; i < FITS; i++) {
        double start = pairs_now_ms();
        bench_need(fit_weights(&log, &fsrs_default, FIT_ALWAYS, (struct fit_watch){0}, &weights), "no fit");
        times[i] = pairs_now_ms() - start;
    }
    double median = pairs_median(times, FITS);
    pairs_row_plain(what, "%.0f ms", median, "< 200 ms", median < 200);
    if (!ways) /* the other takes as much, and a peak shows only the first */
        pairs_row_plain("  memory it takes", "%.1f MB", peak_mb() - before, "", true);
    free(answers);
    free(first);
}

int main(void)
{
    measure_updates();
    measure_fit("fitting weights, 50,000 ratings", 0);
    measure_fit("fitting weights, 50,000 placements", 3);
    return 0;
}
