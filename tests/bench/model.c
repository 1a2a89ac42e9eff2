/* The memory model: how many plain ratings a second. States of all ages take ratings in a row, as a replay does. */
#include "base/rng.h"
#include "pairs.h"
#include "srs/fsrs.h"

enum { STATES = 1000, ROUNDS = 1000, RUNS = 15 };

int main(void)
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
    return 0;
}
