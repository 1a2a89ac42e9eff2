#ifndef DEMARC_DECK_DECK_READER_H
#define DEMARC_DECK_DECK_READER_H

#include "deck/deck_yaml.h"
#include "deck/word.h"

#include <stdbool.h>
#include <stddef.h>

/* How a deck is read, for deck_yaml (which makes the parts), deck_keys and its neighbours (which know what a deck may
   have), deck_reader and deck_items (what they share). One part of the file is in hand at a time. Who reads a value finds its first
   part in hand and leaves its last one there. After a stop there are no more parts, and nothing more is told. */

enum part { PART_NONE, PART_TEXT, PART_BLOCK, PART_BLOCK_END, PART_LIST, PART_LIST_END, PART_ALIAS };

/* What has ids, or is counted. The items of one kind, and their names, which are sorted by id once all are there. In a
   translation both are the base's from the start: the items are the copies that get other texts. Options, statements
   and parts are those of the question or the blueprint in hand. */
enum kind {
    ZONES,
    MODELS,
    SOURCES,
    LAYERS,
    CARDS,
    QUESTIONS,
    OPTIONS,
    STATEMENTS,
    PARTS,
    AREAS,
    TESTS,
    EXAMS,
    CONFLICTS,
    KINDS
};

struct name {
    const char *id;
    int index;
    struct deck_mark at;
};

struct list {
    void *items; /* they begin with their id */
    struct name *names;
    int n, items_capacity, names_capacity;
    struct deck_mark key; /* line 0: its key has not been met */
    bool full;            /* there were more than there may be */
    bool ill;             /* an id in it is wrongly spelt, or lost behind a missing dash */
    bool whole;           /* all of it is here: an id that is not in names is a mistake */
};

/* Ids whose meaning may stand further down the file: looked up when all has been read. */
struct uses {
    struct name *list;
    int n, capacity;
};

struct yaml;
struct layer_hand;
struct test_hand;

struct reader {
    struct deck *deck;
    struct deck_problems *problems;
    struct yaml *yaml;
    enum part part;
    struct deck_mark at;
    const char *text; /* of PART_TEXT: with a NUL at text_length, and if it has one before, that has been told */
    size_t text_length;
    int depth;
    bool quiet, stopped;
    bool braced; /* the part in hand stands in braces or brackets */
    int compared;         /* words that were compared with unknown ones */
    struct deck_mark key; /* of the value in hand */
    struct deck_mark top; /* of the deck's block */
    struct list lists[KINDS];
    struct uses about, objectives;
    unsigned meant; /* keys of the block that was read last, by field, that are misspelt there; or UNKNOWN_KEY */
    unsigned strange; /* the same of the deck itself */
    struct deck_mark ended; /* where the block ended of which something was last missing */
    int before_ended;       /* and the problems before those */
    const struct shape *ended_shape;
    bool outdented; /* a key further left than its block was told, so the lines below it fit nowhere */
    int pass;                 /* from 1: keys of the deck that stood before what they mean are read in a later one */
    unsigned waiting;         /* which these are, by their field */
    struct layer_hand *layer; /* while one is being read */
    struct test_hand *test;
};

/* Where a key may stand: a translation has ids and texts only. */
enum where { BASE_ONLY, ALSO_TRANSLATED, TRANSLATION_TOO, TRANSLATION_ONLY };

/* A key that a block may have. Its function puts what it reads at the offset into the block's struct, or into the list
   of the kind. TRANSLATION_TOO: needed in a translation, if it is needed. A shape has at most 31 fields. */
#define UNKNOWN_KEY (1u << 31)
struct field {
    const char *name, *example;
    void (*read)(struct reader *r, const struct field *field, void *into);
    size_t offset;
    enum kind kind;
    enum where where;
    bool required;
    int least, most; /* of a number */
};

struct shape {
    const char *what;
    const struct field *fields;
    int n;
};

#define SHAPE(what, fields)                                                                                            \
    {                                                                                                                  \
        TR_MARK(what), fields, sizeof fields / sizeof *fields                                                          \
    }

/* A problem and its place; of reader_stop the last one of the file. */
void reader_problem(struct reader *r, struct deck_mark at, const char *format, ...) __attribute__((format(printf, 3, 4)));
void reader_stop(struct reader *r, struct deck_mark at, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* A word that is none of those it may be: tells which was meant and returns it, or tells which there are. `what` is the
   kind of word; NULL: a key. */
const char *reader_unknown(struct reader *r, struct deck_mark at, const char *what, const char *word, const char *where,
                    struct words words);

/* Into the order of the file; what was told of one place stays in the order in which it was told. */
void reader_sort_problems(struct deck_problems *problems);

void reader_next(struct reader *r);                /* in deck_yaml */
bool reader_more(struct reader *r, enum part end); /* steps to the next part; false at the end of the block or list */
void reader_skip(struct reader *r);                /* to the last part of the value in hand */
void reader_leave(struct reader *r, int depth);    /* to the end of the block or list that is this deep */

/* Is this the kind of part that is in hand, is a word in hand as a key? If not, says so and steps over it. */
bool reader_expect(struct reader *r, enum part part, const char *what);
bool reader_is_key(struct reader *r);

/* Where a block has to be: is a text in hand? Then says which block it makes, with this key. */
bool reader_instead(struct reader *r, const char *what, const char *key);

/* The text in hand as one line, in the deck's memory; NULL, told, when there is none. */
const char *reader_take_text(struct reader *r, const char *what);

/* The same for an id. One that is wrongly spelt is taken all the same, so that it is told once and not at each use. */
const char *reader_take_id(struct reader *r, const char *what);

/* A text into its place. In a translation the base must have one there; what it lacks cannot be translated. */
void reader_put_text(struct reader *r, const char **place, const char *what);

void reader_not_in_base(struct reader *r, const char *what); /* tells it of the value in hand, and steps over it */

void reader_block(struct reader *r, const struct shape *shape, void *into);

/* The same from inside a block that began at start, after the keys that have been seen (bits, by field). */
void reader_block_rest(struct reader *r, const struct shape *shape, void *into, struct deck_mark start, unsigned seen);

/* -- in deck_items -- */

/* One block of a list, with its id inside. Begun, it is a new item of the kind or, in a translation, the one of the base
   whose id is the block's first key; NULL: it is stepped over, and told. Then the rest is read into it. */
void *reader_item_begin(struct reader *r, enum kind kind);
void reader_item_rest(struct reader *r, enum kind kind, void *item);

/* A list of such blocks, each of which is read by `read`. */
void reader_items(struct reader *r, const struct field *field, void (*read)(struct reader *r, enum kind kind));

/* A block with an id for each key: {iaas: {...}, paas: {...}}. */
void reader_named_items(struct reader *r, const struct field *field);

/* One value for each id of a kind: {iaas: ..., paas: ...}. Returns how many ids there are none. */
int reader_each(struct reader *r, const char *name, enum kind kind, void (*read)(struct reader *r, int index));

/* Room for one more, cleared but for its id; NULL when there are too many, which is told once. */
void *reader_add(struct reader *r, enum kind kind, const char *id);
void reader_finish(struct reader *r, enum kind kind, struct deck_mark start); /* too few, twice the same */
void reader_sort_names(struct list *list);

void reader_use(struct uses *uses, const char *id, struct deck_mark at);
void reader_check_uses(struct reader *r, const struct uses *uses, enum kind kind, const char *where);

int reader_find(const struct list *list, const char *id);                  /* -1: there is none */
int reader_find_here(struct reader *r, enum kind kind, const char *where); /* the id in hand; -1 is told */

#endif
