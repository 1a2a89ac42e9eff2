#ifndef DEMARC_DECK_DECK_YAML_H
#define DEMARC_DECK_DECK_YAML_H

#include "deck/deck.h"

enum { DECK_PROBLEMS_MAX = 100, DECK_FILE_MAX = 16 << 20 };

/* What is wrong with a deck file: lines and columns from 1 (0: the file as a whole), sentences that end with what to do.
   n counts those in the list; past DECK_PROBLEMS_MAX they are only counted in more. */
struct deck_problem {
    int line, column;
    char text[240];
};

struct deck_problems {
    int n, more;
    struct deck_problem list[DECK_PROBLEMS_MAX];
};

/* Reads a deck from the bytes of a file; `file` is the name for messages. NULL when anything is wrong: then problems,
   which is emptied first, says all of it. Input from strangers: linear time, bounded memory, never a crash. */
struct deck *deck_read(const char *file, const char *bytes, size_t size, struct deck_problems *problems);

/* The same for a translation of `base`, which is borrowed for as long as the new deck lives: struct deck says what the
   two share. A text that the translation leaves out is the base's own pointer: compare to see which. */
struct deck *deck_read_translation(const struct deck *base, const char *file, const char *bytes, size_t size,
                                   struct deck_problems *problems);

/* A recording of what libyaml made of a good file, from which that file is read again, several times as fast. */
struct deck_tape {
    const char *kept; /* borrowed: recordings of any files, one behind the other. These bytes may come from anywhere: where */
    size_t kept_size; /* there is no sound one of just the file's bytes, the file is read as always. NULL: there are none */
    const char *used; /* after reading, the file's recording: in kept, or made; NULL where the deck is bad or too long */
    size_t size;      /* of used */
    char *made;       /* where used was not in kept, the caller's to free; else NULL */
};

/* As the two above, with `base` or NULL. The deck does not point into the recording. */
struct deck *deck_read_taped(const struct deck *base, const char *file, const char *bytes, size_t size,
                             struct deck_tape *tape, struct deck_problems *problems);

#endif
