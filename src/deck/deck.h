#ifndef DEMARC_DECK_DECK_H
#define DEMARC_DECK_DECK_H

#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a deck is, once read: read-only, with all its texts freed at once. Zones, models, layers and sources are meant by
   their index; ids are what is written to disk. Optional texts are NULL where the deck has none. */
enum {
    DECK_ZONES_MIN = 2,
    DECK_ZONES_MAX = 6,
    DECK_MODELS_MAX = 8,
    DECK_LAYERS_MAX = 10000,
    DECK_SOURCES_MAX = 1000,
    DECK_EXAMS_MAX = 20,
    DECK_ID_MAX = 40,       /* characters of an id */
    DECK_KEY_MAX = 128,     /* bytes of an item id, the final NUL included */
    DECK_ABSENT = -1        /* as an answer: the layer does not exist under that model */
};

/* Sign and colour of a zone. The last three are for decks with more zones than the classic three. */
enum deck_look { LOOK_CUSTOMER, LOOK_SHARED, LOOK_PROVIDER, LOOK_FOURTH, LOOK_FIFTH, LOOK_SIXTH };

struct deck_source {
    const char *id, *title, *url; /* url may be NULL */
};

struct deck_zone {
    const char *id, *name, *hint;
    enum deck_look look;
};

struct deck_model {
    const char *id, *name, *short_name, *like;
    bool given; /* shown as the anchor; never asked */
};

struct deck_cell {
    int answer;       /* zone, or DECK_ABSENT; of an open cell a zone without meaning */
    const char *why;  /* what decides it */
    const char *open; /* not NULL: the cell has no right zone, and this says why; never asked */
    const char *wrong[DECK_ZONES_MAX];   /* why this zone is tempting */
    const char *differs[DECK_ZONES_MAX]; /* which other edition of the source gives this zone */
};

struct deck_layer {
    const char *id, *name, *short_name, *means;
    int source;
    struct deck_cell *cells; /* one for each model */
};

struct deck {
    const char *file; /* as it was given to the reader */
    const char *id, *title, *language;
    const char **exams;
    int as_of_day; /* days since 1970-01-01 */
    int n_exams, n_sources, n_zones, n_models, n_layers;
    struct deck_source *sources;
    struct deck_zone zones[DECK_ZONES_MAX];
    struct deck_model models[DECK_MODELS_MAX];
    struct deck_layer *layers;
    uint64_t print; /* fingerprint of all item ids and answers, in order: the same while nothing asked has changed */
    struct arena memory; /* everything above lives here */
};

void deck_free(struct deck *deck);

/* Is this placement drilled: it exists, has a right zone, and its model is not given? */
bool deck_asks(const struct deck *deck, int layer, int model);
int deck_asked_count(const struct deck *deck);

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

#endif
