/* Questions a deck can answer about itself. It is made by deck_yaml; nothing here changes one. */
#include "deck/deck.h"

#include "base/rng.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void deck_free(struct deck *deck)
{
    if (!deck)
        return;
    arena_clear(&deck->memory);
    free(deck);
}

bool deck_asks(const struct deck *deck, int layer, int model)
{
    const struct deck_cell *cell = &deck->layers[layer].cells[model];
    return !deck->models[model].given && cell->answer != DECK_ABSENT && !cell->open;
}

int deck_asked_count(const struct deck *deck)
{
    int n = 0;
    for (int layer = 0; layer < deck->n_layers; layer++)
        for (int model = 0; model < deck->n_models; model++)
            n += deck_asks(deck, layer, model);
    return n;
}

void deck_key(const struct deck *deck, int layer, int model, char key[DECK_KEY_MAX])
{
    snprintf(key, DECK_KEY_MAX, "%s/%s/%s", deck->id, deck->layers[layer].id, deck->models[model].id);
}

void deck_answer_print(const struct deck *deck, int layer, int model, char print[17])
{
    uint64_t hash = HASH_START;
    for (int zone = 0; zone < deck->n_zones; zone++)
        hash = hash_add(hash, deck->zones[zone].id, strlen(deck->zones[zone].id) + 1);
    const struct deck_cell *cell = &deck->layers[layer].cells[model];
    const char *answer = cell->answer == DECK_ABSENT ? "none" : cell->open ? "open" : deck->zones[cell->answer].id;
    hash = hash_finish(hash_add(hash, answer, strlen(answer) + 1));
    snprintf(print, 17, "%016" PRIx64, hash);
}

int deck_customer(const struct deck *deck)
{
    for (int zone = 0; zone < deck->n_zones; zone++)
        if (deck->zones[zone].look == LOOK_CUSTOMER)
            return zone;
    return -1;
}

int deck_zone_index(const struct deck *deck, const char *id)
{
    for (int zone = 0; zone < deck->n_zones; zone++)
        if (strcmp(deck->zones[zone].id, id) == 0)
            return zone;
    return -1;
}

const char *deck_layer_short(const struct deck *deck, int layer)
{
    const struct deck_layer *l = &deck->layers[layer];
    return l->short_name ? l->short_name : l->name;
}

const char *deck_model_short(const struct deck *deck, int model)
{
    const struct deck_model *m = &deck->models[model];
    return m->short_name ? m->short_name : m->name;
}
