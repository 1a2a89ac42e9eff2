#ifndef DEMARC_TESTS_STEADY_H
#define DEMARC_TESTS_STEADY_H

#include "learner.h"
#include "options.h"

/* A learner who answered ten items right on three days, and one wrong every day up to yesterday; and the numbers that the
   commands print of it. cmocka's headers come before this one. */
enum { STEADY = 10, STEADY_DAYS = 20 };
char *steady_life(int days); /* its folder; the caller frees */

typedef int steady_command(const struct options *options, int n, char **arguments);

/* What a command prints, of a deck or (NULL) of all; the caller frees. */
char *steady_said(steady_command *run, const struct options *options, const char *deck);

double steady_number(const char *text); /* a field of it, which is not empty */
void assert_near(double found, double expected); /* to the digits that are printed */

#endif
