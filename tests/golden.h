#ifndef DEMARC_TESTS_GOLDEN_H
#define DEMARC_TESTS_GOLDEN_H

#include <stdbool.h>

/* Compares a text with tests/golden/NAME.txt, or with UPDATE_GOLDEN=1 writes it there. False, with the first line that
   differs on stderr, where they are not the same. */
bool golden(const char *name, const char *text);

#endif
