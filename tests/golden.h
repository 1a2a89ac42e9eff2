#ifndef DEMARC_TESTS_GOLDEN_H
#define DEMARC_TESTS_GOLDEN_H

#include "stage.h"

/* Compares the screen with tests/golden/NAME-WIDTHxHEIGHT-TEXT.txt, or with UPDATE_GOLDEN=1 writes it there. */
void golden(const struct stage *s, const char *name);

extern int golden_differences; /* so far */

#endif
