#ifndef DEMARC_TEXT_H
#define DEMARC_TEXT_H

#include "app.h"

/* The same story as in app.h, on a terminal or through a pipe: standard input is read line by line, what is said goes to
   standard output. The exit status: EXIT_FINE also at the end of the input, EXIT_WORLD where something could not be saved or
   nobody reads any longer (err says so), 128 and its number after a signal that asks to end. */
int text_run(const struct options *options, struct shelf *shelf, enum app_start start, const struct deck *only,
             const struct round_setup *setup, struct err *err);

#endif
