#ifndef DEMARC_TESTS_READING_H
#define DEMARC_TESTS_READING_H

#include "deck/deck_yaml.h"

/* For tests that read decks: what was wrong with the last one is in problems. */
extern struct deck_problems problems;

/* The whole file, with a NUL behind it; *size without it. The caller frees. */
char *slurp(const char *path, size_t *size);

/* Reads from a block of just that size, so that one byte too far is seen. */
struct deck *read_bytes(const char *bytes, size_t size);
struct deck *read_translation(const struct deck *base, const char *bytes, size_t size);
struct deck *read_text(const char *text);
struct deck *read_good(const char *name); /* of data/decks/good; fails where it is not good */

char *problems_as_text(void); /* the caller frees */

/* Whatever is read as good is good: all that the rest of the program takes for granted. */
void check_deck(const struct deck *deck);

/* Each deck of the folder is bad, and what is told is in the .txt beside it; with UPDATE_GOLDEN that is written. With a
   base they are translations. */
void assert_all_told(const char *folder, int least, const struct deck *base);

#endif
