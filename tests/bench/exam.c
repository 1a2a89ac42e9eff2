/* What an exam date is worth: 60, 30 and 10 days with 5 and 10 minutes each, by demarc that knows the day and by demarc
   that does not, at the same desired retention and in the same minutes. */
#include "learner.h"
#include "srs/fsrs.h"

#include <stdio.h>

enum { SEEDS = 20, LAYERS = 40, MODELS = 3, ZONES = 3 };

static struct course course_of(int days, int minutes, bool exam)
{
    return (struct course){.n_layers = LAYERS,
                           .n_models = MODELS,
                           .n_zones = ZONES,
                           .days = days,
                           .skips = 7,
                           .seconds = minutes * 60,
                           .exam = exam,
                           .retention = .90};
}

static bool run(int known_percent, int days, int minutes)
{
    struct learner learner = {.weights = &fsrs_default, .known_percent = known_percent};
    struct course constant = course_of(days, minutes, false), exam = course_of(days, minutes, true);
    struct outcome without = live_often(PROGRAM_DEMARC, &constant, &learner, SEEDS);
    struct outcome with = live_often(PROGRAM_DEMARC, &exam, &learner, SEEDS);
    bool in_time = with.most_seconds <= minutes * 60, better = with.knowledge > without.knowledge;
    printf("%4d days %3d minutes %3d %% known  %6.2f %8.4f  %6.2f %8.4f  %5.1f minutes + %2d repeats  %s\n", days,
           minutes, known_percent, without.placements, without.knowledge, with.placements, with.knowledge,
           with.most_seconds / 60., with.most_repeats, in_time && better ? "PASS" : "FAIL");
    fflush(stdout);
    return in_time && better;
}

int main(void)
{
    static const int days[] = {60, 30, 10}, minutes[] = {5, 10}, known[] = {35, 0};
    int failed = 0;
    printf("%d items of %d zones, %d seeds: placements an item, and true knowledge on the morning of the exam\n\n",
           LAYERS * MODELS, ZONES, SEEDS);
    printf("%33s  %-15s  %-15s  %s\n", "", "constant .90", "exam date", "the longest day");
    for (int k = 0; k < 2; k++)
        for (int d = 0; d < 3; d++)
            for (int m = 0; m < 2; m++)
                failed += !run(known[k], days[d], minutes[m]);
    printf("\n%s: no day over its minutes, and more known on the day than with constant retention\n",
           failed ? "FAIL" : "PASS");
    return failed > 0;
}
