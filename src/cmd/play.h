#ifndef DEMARC_CMD_PLAY_H
#define DEMARC_CMD_PLAY_H

#include "app.h"

/* As app_run and app_run_round: in the window, or with --text on the terminal. */
int cmd_play(const struct options *options, struct shelf *shelf, enum app_start start, const struct deck *only,
             const struct round_setup *setup, struct err *err);

#endif
