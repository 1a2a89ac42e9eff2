#ifndef DEMARC_DECK_DECK_H
#define DEMARC_DECK_DECK_H

#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a deck is, once read: read-only, with all its texts freed at once. Zones, models, layers, cards, questions and
   sources are meant by their index; ids are what is written to disk. Optional texts are NULL where the deck has none.
   A deck has layers (and with them zones and models), cards, questions, or some of each. */
enum {
    DECK_ZONES_MIN = 2,
    DECK_ZONES_MAX = 6,
    DECK_MODELS_MAX = 8,
    DECK_LAYERS_MAX = 10000,
    DECK_CARDS_MAX = 200000,
    DECK_QUESTIONS_MAX = 20000,
    DECK_OPTIONS_MIN = 2,
    DECK_OPTIONS_MAX = 6, /* of a question: its options, or the statements of its grid */
    DECK_ABOUT_MAX = 20,
    DECK_PARTS_MAX = 20,  /* of an exam's blueprint; as many areas that it does not measure */
    DECK_TESTS_MAX = 1000,
    DECK_CONFLICTS_MAX = 20,
    DECK_SOURCES_MAX = 1000,
    DECK_EXAMS_MAX = 20,
    DECK_ID_MAX = 40,       /* characters of an id */
    DECK_KEY_MAX = 128,     /* bytes of an item id, the final NUL included */
    DECK_ABSENT = -1        /* as an answer: the layer does not exist under that model */
};

/* Sign and colour of a zone. The last three are for decks with more zones than the classic three. */
enum deck_look { LOOK_CUSTOMER, LOOK_SHARED, LOOK_PROVIDER, LOOK_FOURTH, LOOK_FIFTH, LOOK_SIXTH };

/* Where something stands in its file, from 1; line 0: it is not there. Of what has an id it is the place of the id. */
struct deck_mark {
    int line, column;
};

struct deck_source {
    const char *id, *title, *url; /* url may be NULL */
    int as_of_day; /* the day on which it was read; where it says nothing the deck's */
    struct deck_mark at;
};

struct deck_zone {
    const char *id, *name, *hint;
    enum deck_look look;
    struct deck_mark at;
};

struct deck_model {
    const char *id, *name, *short_name, *like;
    bool given; /* shown as the anchor; never asked */
    struct deck_mark at;
};

struct deck_cell {
    int answer;       /* zone, or DECK_ABSENT; of an open cell a zone without meaning */
    const char *why;  /* what decides it */
    const char *open; /* not NULL: the cell has no right zone, and this says why; never asked */
    const char *wrong[DECK_ZONES_MAX];   /* why this zone is tempting */
    const char *differs[DECK_ZONES_MAX]; /* which other edition of the source gives this zone */
    struct deck_mark at; /* of the answer, or of what is open */
};

struct deck_layer {
    const char *id, *name, *short_name, *means;
    int source;
    struct deck_cell *cells; /* one for each model */
    struct deck_mark at;
};

/* `about` names layers: of this deck, or where it has none of all decks that share an exam with it. */
struct deck_card {
    const char *id, *front, *back;
    const char **about;
    int n_about, source;
    struct deck_mark at;
};

/* Of a choice, `right` says that it is to be chosen; of a statement in a grid, that the answer is yes. */
struct deck_option {
    const char *id, *text, *why;
    bool right;
    struct deck_mark at;
};

struct deck_question {
    const char *id, *objective, *ask;
    bool for_exam; /* kept for exams, never drilled */
    bool grid;     /* yes or no to each; otherwise as many are chosen as are right, of which there is at least one */
    const char **about;
    int n_about, source, n_options;
    struct deck_option *options;
    struct deck_mark at;
};

/* A practice exam in the shape of the real one. Weights are shares of the questions in per cent; together 100. `board` is
   the id of a deck from which one of the part's questions is a board; NULL: none. */
struct deck_part {
    const char *objective, *name, *board;
    int weight;
    struct deck_mark at;
};
struct deck_area {
    const char *id, *name, *share; /* what the exam asks besides, and how much of it that is, in words */
    struct deck_mark at;
};
struct deck_blueprint {
    int minutes, questions; /* 0: the deck has no blueprint */
    int n_parts, n_areas;
    struct deck_part *parts;
    struct deck_area *areas;
    struct deck_mark at;
};

/* What a deck promises of itself: with these placements so many are right, and this is said of them. */
struct deck_test_cell {
    int layer, model, zone;
    const char *says; /* words of what stands there after Check; NULL: not tested */
    struct deck_mark at;
};
struct deck_test {
    int right, n_cells;
    struct deck_test_cell *cells;
    struct deck_mark at;
};

struct deck {
    const char *file; /* as it was given to the reader */
    const char *id, *title, *language;
    const char **exams, **conflicts; /* of conflicts, ids of decks that are not new in the same week */
    int as_of_day; /* days since 1970-01-01 */
    int n_exams, n_conflicts, n_sources, n_zones, n_models, n_layers, n_cards, n_questions, n_tests;
    struct deck_source *sources;
    struct deck_zone zones[DECK_ZONES_MAX];
    struct deck_model models[DECK_MODELS_MAX];
    struct deck_layer *layers;
    struct deck_card *cards;
    struct deck_question *questions;
    struct deck_test *tests;
    struct deck_blueprint blueprint;
    /* Of a deck in translation the one it was made from, borrowed: the same ids, answers and indexes, so that a number of
       one means the same in the other. A text that was left out is the base's own pointer. Marks are those of the
       translation's file; line 0: the translation says nothing of it. */
    const struct deck *base;
    uint64_t print; /* fingerprint of all item ids and answers, in order: the same while nothing asked has changed */
    struct arena memory; /* everything above lives here */
};

void deck_free(struct deck *deck);

/* Where a text of a deck begins in its file. Only for texts that learners read, not for ids; and of a translation only for
   those of its own, which deck_owns tells from what the base lends it. */
struct deck_mark deck_text_at(const char *text);
bool deck_owns(const struct deck *deck, const char *text);

/* Is this placement drilled: it exists, has a right zone, and its model is not given? */
bool deck_asks(const struct deck *deck, int layer, int model);
int deck_asked_count(const struct deck *deck); /* such placements, and the cards and questions that are drilled */

/* The best one-line rule under a model: the zone that gets the most points everywhere, where another edition says so too,
   and how many that are. */
int deck_one_line(const struct deck *deck, int model, int *points);

/* Everything a deck can ask has one number: placements first, by layer and then model, then cards, then questions. */
enum deck_item_kind { ITEM_PLACEMENT, ITEM_CARD, ITEM_QUESTION };

int deck_item_count(const struct deck *deck);
int deck_item_of_cell(const struct deck *deck, int layer, int model);
int deck_item_of_card(const struct deck *deck, int card);
int deck_item_of_question(const struct deck *deck, int question);
enum deck_item_kind deck_item_kind(const struct deck *deck, int item);
int deck_item_index(const struct deck *deck, int item); /* the card or question, or layer * n_models + model */
int deck_item_layer(const struct deck *deck, int item); /* of a placement */
int deck_item_model(const struct deck *deck, int item);
const struct deck_cell *deck_item_cell(const struct deck *deck, int item);

/* Is it drilled: a placement as in deck_asks, any card, a question that is not kept for exams? */
bool deck_item_asks(const struct deck *deck, int item);

/* Its id `deck/layer/model`, `deck/card` or `deck/question`, and its print as in deck_answer_print. A card's print covers
   nothing but its id, as no answer of it is right or wrong; a question's the ids of its options and which are right. */
void deck_item_key(const struct deck *deck, int item, char key[DECK_KEY_MAX]);
void deck_item_print(const struct deck *deck, int item, char print[17]);

/* In how many ways it can be answered, and how many of them are right; ways 0: the learner's own rating (cards). */
void deck_item_ways(const struct deck *deck, int item, int *right_ways, int *ways);

/* The item's id, `deck/layer/model`. */
void deck_key(const struct deck *deck, int layer, int model, char key[DECK_KEY_MAX]);

/* Fingerprint of what the deck says is right, 16 hexadecimal digits: a change starts the item anew. It covers the ids of
   the zones and of the right one, not their names. */
void deck_answer_print(const struct deck *deck, int layer, int model, char print[17]);

int deck_customer(const struct deck *deck); /* the zone that looks like the customer's; -1: there is none, and so no line */
int deck_zone_index(const struct deck *deck, const char *id); /* -1: no such zone */

/* The name that fits a narrow place: the short name, or where there is none the name. */
const char *deck_layer_short(const struct deck *deck, int layer);
const char *deck_model_short(const struct deck *deck, int model);

void deck_exam_name(const char *id, char text[DECK_ID_MAX + 1]); /* an exam as people write it: AZ-900 */

#endif
