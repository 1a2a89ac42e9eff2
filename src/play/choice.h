#ifndef DEMARC_PLAY_CHOICE_H
#define DEMARC_PLAY_CHOICE_H

#include "deck/deck.h"

/* A question while it is answered: its options in the order in which they are shown, and what is chosen so far. An option
   is meant by its position on the screen, from 0. Plain memory, no allocation. */
enum choice_given { CHOICE_OPEN, CHOICE_NO, CHOICE_YES }; /* of an option that is not chosen: open; NO is for grids */

struct choice {
    int n_options, n_right; /* n_right: how many are to be chosen; 0 for a grid */
    bool grid, unsure;
    int order[DECK_OPTIONS_MAX]; /* position -> option of the deck */
    enum choice_given given[DECK_OPTIONS_MAX]; /* by position */
};

/* Options are shuffled by the hash of the seed and `question/option`; the statements of a grid keep their order. */
void choice_init(struct choice *choice, const struct deck_question *question, uint64_t seed);

/* Chooses an option or gives it back. Where one is to be chosen another takes its place; where several are, false when
   all of them are chosen already, and nothing has changed. Not for grids. */
bool choice_pick(struct choice *choice, int at);

/* Yes or no to a statement of a grid; the same again takes it back. */
void choice_say(struct choice *choice, int at, bool yes);

int choice_count(const struct choice *choice); /* options chosen, or statements answered */
bool choice_whole(const struct choice *choice); /* nothing is left to choose */
bool choice_right(const struct choice *choice, const struct deck_question *question); /* as a whole */
bool choice_fits(const struct choice *choice, const struct deck_question *question, int at); /* is this one as it should be? */

/* For the log: "a c" for the options chosen, "a+ b-" for a grid, in the order of the deck, "" for nothing; ids have at most
   DECK_ID_MAX characters. The parser refuses what does not fit the question; then *choice is as it was. */
enum { CHOICE_TEXT_MAX = DECK_OPTIONS_MAX * (DECK_ID_MAX + 2) + 1 };
void choice_format(const struct choice *choice, const struct deck_question *question, char text[CHOICE_TEXT_MAX]);
bool choice_parse(const char *text, const struct deck_question *question, struct choice *choice);

/* What is given as one number: 0 for nothing, less than 3 to the power of DECK_OPTIONS_MAX; not sure is not in it. It does not
   depend on the order on the screen. */
int choice_code(const struct choice *choice);
void choice_take_code(struct choice *choice, int code);

#endif
