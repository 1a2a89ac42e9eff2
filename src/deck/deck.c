/* Questions a deck can answer about itself. It is made by deck_yaml; nothing here changes one. */
#include "deck/deck.h"

#include "base/rng.h"

#include <assert.h>
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

/* The reader puts the place just before the text. */
struct deck_mark deck_text_at(const char *text)
{
    struct deck_mark at;
    memcpy(&at, text - sizeof at, sizeof at);
    return at;
}

bool deck_owns(const struct deck *deck, const char *text)
{
    return text && arena_has(&deck->memory, text);
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
    for (int question = 0; question < deck->n_questions; question++)
        n += !deck->questions[question].for_exam;
    return n + deck->n_cards;
}

static int points_of(const struct deck *deck, int model, int zone)
{
    int n = 0;
    for (int layer = 0; layer < deck->n_layers; layer++) {
        const struct deck_cell *cell = &deck->layers[layer].cells[model];
        n += deck_asks(deck, layer, model) && (cell->answer == zone || cell->differs[zone]);
    }
    return n;
}

int deck_one_line(const struct deck *deck, int model, int *points)
{
    int best = 0;
    *points = 0;
    for (int zone = 0; zone < deck->n_zones; zone++) {
        int n = points_of(deck, model, zone);
        if (n > *points) {
            *points = n;
            best = zone;
        }
    }
    return best;
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

/* -- every item by one number -- */

static int n_cells(const struct deck *deck)
{
    return deck->n_layers * deck->n_models;
}

int deck_item_count(const struct deck *deck)
{
    return n_cells(deck) + deck->n_cards + deck->n_questions;
}

int deck_item_of_cell(const struct deck *deck, int layer, int model)
{
    return layer * deck->n_models + model;
}

int deck_item_of_card(const struct deck *deck, int card)
{
    return n_cells(deck) + card;
}

int deck_item_of_question(const struct deck *deck, int question)
{
    return n_cells(deck) + deck->n_cards + question;
}

enum deck_item_kind deck_item_kind(const struct deck *deck, int item)
{
    if (item < n_cells(deck))
        return ITEM_PLACEMENT;
    return item < n_cells(deck) + deck->n_cards ? ITEM_CARD : ITEM_QUESTION;
}

int deck_item_index(const struct deck *deck, int item)
{
    switch (deck_item_kind(deck, item)) {
    case ITEM_CARD:
        return item - n_cells(deck);
    case ITEM_QUESTION:
        return item - n_cells(deck) - deck->n_cards;
    default:
        return item;
    }
}

int deck_item_layer(const struct deck *deck, int item)
{
    assert(item < n_cells(deck));
    return item / deck->n_models;
}

int deck_item_model(const struct deck *deck, int item)
{
    assert(item < n_cells(deck));
    return item % deck->n_models;
}

const struct deck_cell *deck_item_cell(const struct deck *deck, int item)
{
    return &deck->layers[deck_item_layer(deck, item)].cells[deck_item_model(deck, item)];
}

bool deck_item_asks(const struct deck *deck, int item)
{
    switch (deck_item_kind(deck, item)) {
    case ITEM_CARD:
        return true;
    case ITEM_QUESTION:
        return !deck->questions[deck_item_index(deck, item)].for_exam;
    default:
        return deck_asks(deck, item / deck->n_models, item % deck->n_models);
    }
}

void deck_item_key(const struct deck *deck, int item, char key[DECK_KEY_MAX])
{
    int index = deck_item_index(deck, item);
    switch (deck_item_kind(deck, item)) {
    case ITEM_CARD:
        snprintf(key, DECK_KEY_MAX, "%s/%s", deck->id, deck->cards[index].id);
        return;
    case ITEM_QUESTION:
        snprintf(key, DECK_KEY_MAX, "%s/%s", deck->id, deck->questions[index].id);
        return;
    default:
        deck_key(deck, item / deck->n_models, item % deck->n_models, key);
    }
}

static void question_print(const struct deck_question *question, char print[17])
{
    uint64_t hash = hash_add(HASH_START, question->grid ? "grid" : "choice", 4);
    for (int i = 0; i < question->n_options; i++) {
        hash = hash_add(hash, question->options[i].id, strlen(question->options[i].id) + 1);
        hash = hash_add(hash, question->options[i].right ? "+" : "-", 1);
    }
    snprintf(print, 17, "%016" PRIx64, hash_finish(hash));
}

void deck_item_print(const struct deck *deck, int item, char print[17])
{
    int index = deck_item_index(deck, item);
    switch (deck_item_kind(deck, item)) {
    case ITEM_CARD:
        snprintf(print, 17, "%016" PRIx64,
                 hash_finish(hash_add(HASH_START, deck->cards[index].id, strlen(deck->cards[index].id) + 1)));
        return;
    case ITEM_QUESTION:
        question_print(&deck->questions[index], print);
        return;
    default:
        deck_answer_print(deck, item / deck->n_models, item % deck->n_models, print);
    }
}

/* n over k, for at most DECK_OPTIONS_MAX. */
static int choose(int n, int k)
{
    int ways = 1;
    for (int i = 1; i <= k; i++)
        ways = ways * (n - k + i) / i;
    return ways;
}

void deck_item_ways(const struct deck *deck, int item, int *right_ways, int *ways)
{
    *right_ways = 1;
    *ways = deck->n_zones;
    if (deck_item_kind(deck, item) == ITEM_CARD)
        *right_ways = *ways = 0;
    if (deck_item_kind(deck, item) != ITEM_QUESTION)
        return;
    const struct deck_question *question = &deck->questions[deck_item_index(deck, item)];
    int right = 0;
    for (int i = 0; i < question->n_options; i++)
        right += question->options[i].right;
    *ways = question->grid ? 1 << question->n_options : choose(question->n_options, right);
}

/* -- what a zone or a name is -- */

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

void deck_exam_name(const char *id, char text[DECK_ID_MAX + 1])
{
    snprintf(text, DECK_ID_MAX + 1, "%s", id);
    for (char *c = text; *c; c++)
        if (*c >= 'a' && *c <= 'z')
            *c = (char)(*c - 'a' + 'A');
}
