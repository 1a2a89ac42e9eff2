#ifndef DEMARC_TESTS_SAME_H
#define DEMARC_TESTS_SAME_H

#include "play/session.h"
#include "srs/grade.h"

/* Is the one as the other, to the last bit? cmocka's headers come before this one. */
void assert_same_memory(const struct grade_memory *a, const struct grade_memory *b);
void assert_same_session(const struct session *a, const struct session *b, int n_items); /* of all decks */

#endif
