#ifndef DEMARC_TESTS_GOLDEN_H
#define DEMARC_TESTS_GOLDEN_H

#include "stage.h"

/* Compares a text with tests/golden/NAME.txt, or with UPDATE_GOLDEN=1 writes it there. False, with the first line that
   differs on stderr, where they are not the same. */
bool golden_text(const char *name, const char *text);

/* The screen, as NAME-WIDTHxHEIGHT-TEXT; counts the differences. Whole screens belong into states.h. */
void golden(const struct stage *s, const char *name);

extern int golden_differences; /* so far */

#endif
