#ifndef DEMARC_SHELF_H
#define DEMARC_SHELF_H

#include "base/err.h"
#include "deck/deck.h"
#include "tapes.h"

enum { SHELF_LANGUAGE_MAX = 36, SHELF_LANGUAGES_MAX = 15 };

/* The decks that were found. A deck that cannot be read is named with all that is wrong; the others still open. */
struct shelf {
    const struct deck **decks; /* by id, sorted; where a deck is translated into the wanted language, the translation */
    int n, capacity;
    const struct deck **replaced; /* by another of the same id; whoever got one may still have it */
    int n_replaced, replaced_capacity;
    char *problems; /* one line each, "" when there are none */
    char languages[SHELF_LANGUAGES_MAX][SHELF_LANGUAGE_MAX]; /* that any deck has, by code */
    int n_languages;
    char language[SHELF_LANGUAGE_MAX]; /* wanted; "": each deck in its own */
    struct tapes tapes;
};

/* Reads every .yaml file of the folders; of two decks with one id the one in the later folder stays, and both are named.
   STEM.LANGUAGE.yaml is the translation of STEM.yaml in the same folder or, where that is not there, of the deck with the
   id STEM from an earlier one; only those in the wanted language are opened. One that has problems is named, and its
   deck is used as it is. `language` is as for shelf_language, or NULL. `tapes` is a file as in tapes.h, or NULL. */
void shelf_load(struct shelf *shelf, const char *const *folders, int n_folders, const char *language,
                const char *tapes);

/* Where that file lacks one of the decks that were read, it is written. For the window only, which starts again. */
void shelf_keep(struct shelf *shelf);

/* The language in a word such as nl, nl-BE or nl_NL.UTF-8; "" for C and POSIX. False, and "": it is no language. */
bool shelf_language(const char *word, char language[SHELF_LANGUAGE_MAX]);

/* The language behind the wanted one among all that there are, round to the first; false: there is only one. */
bool shelf_next_language(const struct shelf *shelf, char language[SHELF_LANGUAGE_MAX]);

void shelf_clear(struct shelf *shelf);

const struct deck *shelf_find(const struct shelf *shelf, const char *id); /* NULL: not there */

/* A deck by its id, or, where the word looks like a file, from there, translated if its translation lies beside it; it takes the
   place of one with its id, which lives as long as the shelf. NULL: err says why, and which word is near; what is wrong in the
   file is among the problems. */
const struct deck *shelf_get(struct shelf *shelf, const char *word, struct err *err);

#endif
