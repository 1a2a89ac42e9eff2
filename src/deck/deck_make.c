/* From what was read to a deck; and from a deck to the start of its translation. */
#include "base/mem.h"
#include "base/rng.h"
#include "base/tr.h"
#include "deck/deck_keys.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static void *copy(struct arena *arena, const void *items, int n, size_t size)
{
    void *fresh = arena_alloc(arena, (size_t)n * size);
    if (n)
        memcpy(fresh, items, (size_t)n * size);
    return fresh;
}

/* Moves a list into the deck's memory. */
static void *keep(struct reader *r, enum kind kind, int *n)
{
    struct list *list = &r->lists[kind];
    *n = list->n;
    free(list->names);
    void *items = copy(&r->deck->memory, list->items, list->n, deck_kinds[kind].size);
    free(list->items);
    *list = (struct list){0};
    return items;
}

/* The fingerprint of all that is asked. */
static uint64_t print_of(const struct deck *deck)
{
    char key[DECK_KEY_MAX], answer[17];
    uint64_t hash = hash_add(HASH_START, deck->id, strlen(deck->id) + 1);
    for (int item = 0; item < deck_item_count(deck); item++) {
        deck_item_key(deck, item, key);
        deck_item_print(deck, item, answer);
        hash = hash_add(hash, key, strlen(key) + 1);
        hash = hash_add(hash, answer, sizeof answer);
        hash = hash_add(hash, deck_item_asks(deck, item) ? "1" : "0", 1);
    }
    return hash_finish(hash);
}

static void make(struct reader *r)
{
    struct deck *deck = r->deck;
    deck->sources = keep(r, SOURCES, &deck->n_sources);
    deck->layers = keep(r, LAYERS, &deck->n_layers);
    deck->cards = keep(r, CARDS, &deck->n_cards);
    deck->questions = keep(r, QUESTIONS, &deck->n_questions);
    deck->tests = keep(r, TESTS, &deck->n_tests);
    deck->exams = keep(r, EXAMS, &deck->n_exams);
    deck->conflicts = keep(r, CONFLICTS, &deck->n_conflicts);
    deck->blueprint.parts = keep(r, PARTS, &deck->blueprint.n_parts);
    deck->blueprint.areas = keep(r, AREAS, &deck->blueprint.n_areas);
    deck->n_zones = r->lists[ZONES].n;
    deck->n_models = r->lists[MODELS].n;
    if (deck->n_zones)
        memcpy(deck->zones, r->lists[ZONES].items, (size_t)deck->n_zones * sizeof *deck->zones);
    if (deck->n_models)
        memcpy(deck->models, r->lists[MODELS].items, (size_t)deck->n_models * sizeof *deck->models);
    for (int i = 0; i < deck->n_sources; i++)
        if (deck->sources[i].as_of_day == DAY_UNSET)
            deck->sources[i].as_of_day = deck->as_of_day;
    deck->print = print_of(deck);
}

void deck_make(struct reader *r)
{
    if (r->deck->base)
        return;
    make(r);
    if (deck_asked_count(r->deck) + r->deck->n_cards + r->deck->n_questions == 0)
        reader_problem(r, (struct deck_mark){0, 0},
                       tr("nothing in this deck is asked; give at least one layer an answer that is a zone"));
}

/* -- the start of a translation -- */

/* Copies of the base's items, none of which has been met in the translation's file. */
static void *translated(struct arena *arena, enum kind kind, const void *items, int n)
{
    char *fresh = copy(arena, items, n, deck_kinds[kind].size);
    for (int i = 0; i < n; i++)
        memset(fresh + (size_t)i * deck_kinds[kind].size + deck_kinds[kind].at, 0, sizeof(struct deck_mark));
    return fresh;
}

static void copy_layers(struct deck *deck)
{
    deck->layers = translated(&deck->memory, LAYERS, deck->layers, deck->n_layers);
    for (int layer = 0; layer < deck->n_layers; layer++) {
        struct deck_layer *l = &deck->layers[layer];
        l->cells = copy(&deck->memory, l->cells, deck->n_models, sizeof *l->cells);
        for (int model = 0; model < deck->n_models; model++)
            l->cells[model].at = (struct deck_mark){0, 0};
    }
}

static void copy_questions(struct deck *deck)
{
    deck->questions = translated(&deck->memory, QUESTIONS, deck->questions, deck->n_questions);
    for (int i = 0; i < deck->n_questions; i++) {
        struct deck_question *q = &deck->questions[i];
        q->options = translated(&deck->memory, OPTIONS, q->options, q->n_options);
    }
}

static void name_items(struct reader *r, enum kind kind, void *items, int n)
{
    struct list *list = &r->lists[kind];
    list->items = items;
    list->n = n;
    list->names = xcalloc((size_t)n, sizeof *list->names);
    list->names_capacity = n;
    for (int i = 0; i < n; i++) {
        memcpy(&list->names[i].id, (const char *)items + (size_t)i * deck_kinds[kind].size, sizeof list->names[i].id);
        list->names[i].index = i;
    }
    reader_sort_names(list);
    list->whole = true;
}

void deck_make_translation(struct reader *r, const struct deck *base)
{
    struct deck *deck = r->deck;
    struct arena memory = deck->memory;
    const char *file = deck->file;
    assert(!base->base);
    *deck = *base;
    deck->memory = memory;
    deck->file = file;
    deck->base = base;
    memcpy(deck->zones, translated(&deck->memory, ZONES, base->zones, base->n_zones),
           (size_t)base->n_zones * sizeof *deck->zones);
    memcpy(deck->models, translated(&deck->memory, MODELS, base->models, base->n_models),
           (size_t)base->n_models * sizeof *deck->models);
    copy_layers(deck);
    copy_questions(deck);
    deck->cards = translated(&deck->memory, CARDS, base->cards, base->n_cards);
    struct deck_blueprint *blueprint = &deck->blueprint;
    blueprint->at = (struct deck_mark){0, 0};
    blueprint->parts = translated(&deck->memory, PARTS, blueprint->parts, blueprint->n_parts);
    blueprint->areas = translated(&deck->memory, AREAS, blueprint->areas, blueprint->n_areas);
    name_items(r, ZONES, deck->zones, deck->n_zones);
    name_items(r, MODELS, deck->models, deck->n_models);
    name_items(r, LAYERS, deck->layers, deck->n_layers);
    name_items(r, CARDS, deck->cards, deck->n_cards);
    name_items(r, QUESTIONS, deck->questions, deck->n_questions);
    name_items(r, PARTS, blueprint->parts, blueprint->n_parts);
    name_items(r, AREAS, blueprint->areas, blueprint->n_areas);
}
