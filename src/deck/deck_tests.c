/* What a deck promises of itself: placements, how many of them are right, and what is said of them. Layers are many and
   tests too, so the cells of a layer are found by a table. */
#include "base/mem.h"
#include "base/tr.h"
#include "deck/deck_keys.h"
#include "deck/deck_values.h"

#include <stdlib.h>
#include <string.h>

struct test_hand {
    struct deck_test_cell *cells, *said; /* of `said` the zone is without meaning */
    int n_cells, cells_capacity, n_said, said_capacity;
    int *first; /* of each layer its first cell; of those that are not placed in this test, some number */
    int layer;
    struct deck_mark right;
};

static bool is_asked(const struct reader *r, int layer, int model)
{
    const struct deck_cell *cell = &((struct deck_layer *)r->lists[LAYERS].items)[layer].cells[model];
    const struct deck_model *models = r->lists[MODELS].items;
    return !models[model].given && cell->answer != DECK_ABSENT && !cell->open;
}

static void read_placed(struct reader *r, int model)
{
    struct test_hand *hand = r->test;
    struct deck_mark at = r->key;
    int zone = reader_expect(r, PART_TEXT, tr("a zone")) ? reader_find_here(r, ZONES, "place") : -1;
    if (!is_asked(r, hand->layer, model))
        reader_problem(r, at, tr("this placement is not asked, so it cannot be placed; take it out"));
    hand->cells = xgrow(hand->cells, hand->n_cells, &hand->cells_capacity, sizeof *hand->cells);
    hand->cells[hand->n_cells++] = (struct deck_test_cell){hand->layer, model, zone, NULL, at};
}

static void read_placed_layer(struct reader *r, int layer)
{
    struct test_hand *hand = r->test;
    hand->layer = layer;
    hand->first[layer] = hand->n_cells;
    reader_each(r, "place", MODELS, read_placed);
}

static void read_place(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    struct deck_mark key = r->key;
    int told = r->problems->n;
    reader_each(r, field->name, LAYERS, read_placed_layer);
    if (r->problems->n == told && r->lists[LAYERS].whole && r->test->n_cells == 0)
        reader_problem(r, key,
                       tr("nothing is placed; write a layer, a model and a zone, as in "
                          "'place: {os: {iaas: customer}}'"));
}

static void read_said(struct reader *r, int model)
{
    struct test_hand *hand = r->test;
    struct deck_mark at = r->key;
    hand->said = xgrow(hand->said, hand->n_said, &hand->said_capacity, sizeof *hand->said);
    hand->said[hand->n_said++] = (struct deck_test_cell){hand->layer, model, 0, reader_take_text(r, "says"), at};
}

static void read_said_layer(struct reader *r, int layer)
{
    r->test->layer = layer;
    reader_each(r, "says", MODELS, read_said);
}

static void read_says(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    reader_each(r, field->name, LAYERS, read_said_layer);
}

static void read_right(struct reader *r, const struct field *field, void *into)
{
    r->test->right = r->at;
    value_number(r, field, into);
}

static const struct field test_fields[] = {
    {"place", .read = read_place, .required = true, .example = "place: {os: {iaas: customer}}"},
    {"right", .read = read_right, .offset = offsetof(struct deck_test, right), .most = 1000000, .required = true,
     .example = "right: 1"},
    {"says", .read = read_says},
};
const struct shape test_shape = SHAPE("a test", test_fields);

static struct deck_test_cell *find_cell(struct test_hand *hand, int layer, int model)
{
    for (int i = hand->first[layer]; i < hand->n_cells && hand->cells[i].layer == layer; i++)
        if (hand->cells[i].model == model)
            return &hand->cells[i];
    return NULL;
}

static void join_said(struct reader *r)
{
    struct test_hand *hand = r->test;
    for (int i = 0; i < hand->n_said; i++) {
        struct deck_test_cell *cell = find_cell(hand, hand->said[i].layer, hand->said[i].model);
        if (cell)
            cell->says = hand->said[i].says;
        else
            reader_problem(r, hand->said[i].at,
                           tr("'says' is for what the test places; add this to its 'place' or take it out"));
    }
}

static void read_test(struct reader *r, enum kind kind)
{
    struct deck_mark start = r->at;
    struct test_hand *hand = r->test;
    struct deck_test *test = r->lists[kind].full ? NULL : reader_add(r, kind, NULL);
    if (!test) {
        reader_skip(r);
        return;
    }
    hand->n_cells = hand->n_said = 0;
    hand->right = (struct deck_mark){0, 0};
    reader_block(r, &test_shape, test);
    join_said(r);
    if (hand->n_cells && test->right > hand->n_cells)
        reader_problem(r, hand->right, tr("right is %d, but the test places %d; correct one of the two"), test->right,
                       hand->n_cells);
    test->at = start;
    test->n_cells = hand->n_cells;
    test->cells = arena_alloc(&r->deck->memory, (size_t)hand->n_cells * sizeof *test->cells);
    if (hand->n_cells)
        memcpy(test->cells, hand->cells, (size_t)hand->n_cells * sizeof *test->cells);
}

void tests_read(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    struct test_hand hand = {.first = xcalloc((size_t)r->lists[LAYERS].n, sizeof *hand.first)};
    r->test = &hand;
    reader_items(r, field, read_test);
    free(hand.cells);
    free(hand.said);
    free(hand.first);
}
