#ifndef DEMARC_TAPES_H
#define DEMARC_TAPES_H

#include "deck/deck_yaml.h"

/* The recordings from which decks are read at a start, in one file in the data folder. It says nothing that the decks do
   not say and can be thrown away: it is only ever used for files of just those bytes, and made again. Zero-initialised
   it holds none. */
struct tapes {
    char *path;
    char *kept; /* the file, while decks are read */
    size_t kept_size;
    struct deck_tape *list; /* of the decks that were read from it or should have been */
    int n, capacity;
    char *wanted; /* what the file should hold; NULL: what it does */
    size_t wanted_size;
    bool open;
};

/* From here until tapes_close files may be read from it; path NULL: from nothing. */
void tapes_open(struct tapes *tapes, const char *path);
struct deck_tape tapes_tape(const struct tapes *tapes); /* for one file; by any thread */
void tapes_add(struct tapes *tapes, struct deck_tape tape);
void tapes_close(struct tapes *tapes);

/* Writes what is wanted, once. Where that cannot be done nothing is lost, and nothing said. */
void tapes_save(struct tapes *tapes);
void tapes_clear(struct tapes *tapes);

#endif
