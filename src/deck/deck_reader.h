#ifndef DEMARC_DECK_DECK_READER_H
#define DEMARC_DECK_DECK_READER_H

#include "deck/deck_yaml.h"
#include "deck/word.h"

#include <stdbool.h>
#include <stddef.h>

/* How a deck is read, for deck_yaml (which makes the parts), deck_keys (which knows what a deck may have) and
   deck_reader (what both share). One part of the file is in hand at a time. Who reads a value finds its first part in
   hand and leaves its last one there. After a stop there are no more parts, and nothing more is told. */

enum part { PART_NONE, PART_TEXT, PART_BLOCK, PART_BLOCK_END, PART_LIST, PART_LIST_END, PART_ALIAS };

struct mark {
    int line, column; /* from 1; line 0: not there */
};

/* What has ids. The file's items of one kind, and their names, which are sorted by id once all are there. */
enum kind { ZONES, MODELS, SOURCES, LAYERS, EXAMS, KINDS };

struct name {
    const char *id;
    int index;
    struct mark at;
};

struct list {
    void *items; /* they begin with their id */
    struct name *names;
    int n, items_capacity, names_capacity;
    bool read;  /* its key has been met */
    bool full;  /* there were more than a deck may have */
    bool whole; /* all of it is here: an id that is not in names is a mistake */
};

/* Where the parts of a layer's cell stand, to tell which of them contradict each other. */
struct cell_marks {
    struct mark answer, open, wrong[DECK_ZONES_MAX], differs[DECK_ZONES_MAX];
};

struct yaml;

struct reader {
    struct deck *deck;
    struct deck_problems *problems;
    struct yaml *yaml;
    enum part part;
    struct mark at;
    const char *text; /* of PART_TEXT: with a NUL at text_length, and if it has one before, that has been told */
    size_t text_length;
    int depth;
    bool quiet, stopped;
    bool again; /* layers wait for a second pass */
    struct list lists[KINDS];
    struct deck_layer *layer; /* the one that is being read */
    struct mark layer_id, layer_answer;
    struct cell_marks marks[DECK_MODELS_MAX];
    struct mark key; /* of the value in hand, where models or zones are the keys */
    int model;       /* whose `wrong` or `differs` is being read */
};

/* A key that a block may have. Its function puts what it reads at the offset into the block's struct, or into the list
   of the kind. A shape has at most 32 fields. */
struct field {
    const char *name, *example;
    void (*read)(struct reader *r, const struct field *field, void *into);
    size_t offset;
    enum kind kind;
    bool required;
};

struct shape {
    const char *what;
    const struct field *fields;
    int n;
};

/* A problem and its place; of reader_stop the last one of the file. */
void reader_problem(struct reader *r, struct mark at, const char *format, ...) __attribute__((format(printf, 3, 4)));
void reader_stop(struct reader *r, struct mark at, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* A word that is none of those it may be: tells which was meant, or which there are. `what` is the kind of word; NULL:
   a key. */
void reader_unknown(struct reader *r, struct mark at, const char *what, const char *word, const char *where,
                    struct words words);

/* Into the order of the file; what was told of one place stays in the order in which it was told. */
void reader_sort_problems(struct deck_problems *problems);

void reader_next(struct reader *r);                /* in deck_yaml */
bool reader_more(struct reader *r, enum part end); /* steps to the next part; false at the end of the block or list */
void reader_skip(struct reader *r);                /* to the last part of the value in hand */

/* Is this the kind of part that is in hand, is a word in hand as a key? If not, says so and steps over it. */
bool reader_expect(struct reader *r, enum part part, const char *what);
bool reader_is_key(struct reader *r);

/* The text in hand as one line, in the deck's memory; NULL, told, when there is none. */
const char *reader_take_text(struct reader *r, const char *what);

/* The same for an id. One that is wrongly spelt is taken all the same, so that it is told once and not at each use. */
const char *reader_take_id(struct reader *r, const char *what);

const struct field *reader_field(const struct shape *shape, const char *key);
void reader_block(struct reader *r, const struct shape *shape, void *into);

/* Room for one more, cleared but for its id; NULL when there are too many, which is told once. */
void *reader_add(struct reader *r, enum kind kind, const char *id);
void reader_finish(struct reader *r, enum kind kind, struct mark start); /* too few, twice the same */

int reader_find(const struct list *list, const char *id);                  /* -1: there is none */
int reader_find_here(struct reader *r, enum kind kind, const char *where); /* the id in hand; -1 is told */

#endif
