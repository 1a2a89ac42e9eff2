#include "made_deck.h"

#include "base/rng.h"

#include <string.h>

void made_deck_print(struct deck *deck)
{
    uint64_t hash = HASH_START;
    for (int layer = 0; layer < deck->n_layers; layer++)
        for (int model = 0; model < deck->n_models; model++) {
            char key[DECK_KEY_MAX], print[17];
            deck_key(deck, layer, model, key);
            deck_answer_print(deck, layer, model, print);
            hash = hash_add(hash_add(hash, key, strlen(key)), print, 16);
        }
    deck->print = hash_finish(hash);
}
