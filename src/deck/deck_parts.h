#ifndef DEMARC_DECK_DECK_PARTS_H
#define DEMARC_DECK_DECK_PARTS_H

#include "deck/deck_reader.h"

#include <stdint.h>

/* Recordings of the parts that deck_yaml made of a good file, for deck_yaml alone. One is a head (its number, its length,
   which file it is of, a sum) and then for each part its kind, place and text. Numbers lie in it as this machine has
   them: on another one no recording is found, and the files are read. */

enum {
    PARTS_NUMBER = 1,        /* of the format; another one whenever a file would now be recorded otherwise */
    PARTS_HEAD = 32,         /* bytes of the head */
    PARTS_DEPTH_MAX = 16,    /* blocks and lists in each other */
    PARTS_SIZE_MAX = 8 << 20 /* bytes of a recording; of what would be longer there is none */
};

/* Which bytes a recording is of. */
struct parts_key {
    uint64_t size, hash;
};
struct parts_key parts_key(const char *bytes, size_t size);

/* A recording that is being made; zero-initialise. */
struct parts_tape {
    unsigned char *bytes;
    size_t size, room;
    bool lost; /* it was too long */
};
void parts_put(struct parts_tape *tape, const struct reader *r); /* the part in hand */

/* The recording, which the caller frees, with its size; NULL: there is none. The tape is of no use afterwards. */
char *parts_finish(struct parts_tape *tape, struct parts_key key, size_t *size);

/* A recording that is played back; points into the bytes it was found in. */
struct parts_play {
    const unsigned char *first, *at, *end;
};

/* Finds the one with this key among recordings that lie one behind the other, whatever those bytes are. False: there is
   none, or it is damaged. What is found has one whole document of good texts. *size is that of the recording, which ends
   where play->end is. */
bool parts_find(const char *kept, size_t kept_size, struct parts_key key, struct parts_play *play, size_t *size);

/* The next part in hand, as reader_next has it; PART_NONE behind the last. */
void parts_next(struct parts_play *play, struct reader *r);

#endif
