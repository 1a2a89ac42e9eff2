#include "cmd/play.h"

#include "text.h"

int cmd_play(const struct options *options, struct shelf *shelf, enum app_start start, const struct deck *only,
             const struct round_setup *setup, struct err *err)
{
    if (options->text)
        return text_run(options, shelf, start, only, setup, err);
    return start == APP_ROUND ? app_run_round(options, shelf, setup, err) : app_run(options, shelf, start, only, err);
}
