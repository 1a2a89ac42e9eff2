/* Bins of predictions. */
#include "srs/calibration.h"

void calibration_init(struct calibration *calibration)
{
    static const double edges[CALIBRATION_BINS + 1] = {0, .5, .6, .7, .8, .9, 1};
    *calibration = (struct calibration){.first_sight.to = 1};
    for (int i = 0; i < CALIBRATION_BINS; i++)
        calibration->bins[i] = (struct calibration_bin){.from = edges[i], .to = edges[i + 1]};
}

static struct calibration_bin *bin_of(struct calibration *calibration, double p)
{
    int i = CALIBRATION_BINS - 1;
    while (i > 0 && p < calibration->bins[i].from)
        i--;
    return &calibration->bins[i];
}

void calibration_add(struct calibration *calibration, const struct leech_answer *answers, int n)
{
    for (int i = 0; i < n; i++) {
        struct calibration_bin *bin = i ? bin_of(calibration, answers[i].p) : &calibration->first_sight;
        bin->n++;
        bin->right += answers[i].right;
        bin->predicted += answers[i].p;
    }
}
