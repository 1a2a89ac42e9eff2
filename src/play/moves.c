/* Which layers tell the story: under each model one that changes hands there, and under the last one that does not. */
#include "play/moves.h"

#include "play/plan.h"

enum { MODELS_LEAST = 2, LAYERS_LEAST = 3 };

static int customers(const struct deck *deck, int layer)
{
    int n = 0;
    for (int model = 0; model < deck->n_models; model++) {
        const struct deck_cell *cell = &deck->layers[layer].cells[model];
        n += !cell->open && cell->answer == deck_customer(deck);
    }
    return n;
}

static void list_layers(struct moves *moves)
{
    const struct deck *deck = moves->deck;
    for (int layer = 0; layer < deck->n_layers && moves->n_layers < MOVES_LAYERS; layer++) {
        int at = moves->n_layers++;
        for (; at > 0 && customers(deck, moves->layers[at - 1]) < customers(deck, layer); at--)
            moves->layers[at] = moves->layers[at - 1];
        moves->layers[at] = layer;
    }
}

static bool is_asked(const struct moves *moves, int layer)
{
    for (int i = 0; i < moves->n_asks; i++)
        if (moves->asks[i].layer == layer)
            return true;
    return false;
}

/* Is there one answer, in every edition? */
static bool is_clear(const struct deck *deck, int layer, int model)
{
    const struct deck_cell *cell = &deck->layers[layer].cells[model];
    for (int zone = 0; zone < deck->n_zones; zone++)
        if (cell->differs[zone])
            return false;
    return deck_asks(deck, layer, model) && cell->why;
}

static bool changes(const struct deck *deck, int layer, int model)
{
    const struct deck_cell *cells = deck->layers[layer].cells;
    return model > 0 && cells[model].answer != cells[model - 1].answer;
}

/* The first layer that is clear there, and changes or stays as wanted; else any clear one; -1: there is none. */
static int choose(const struct moves *moves, int model, bool changing)
{
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < moves->n_layers; i++) {
            int layer = moves->layers[i];
            if (!is_asked(moves, layer) && is_clear(moves->deck, layer, model) &&
                (pass == 1 || changes(moves->deck, layer, model) == changing))
                return layer;
        }
    return -1;
}

static int list_models(const struct deck *deck, int models[DECK_MODELS_MAX])
{
    int n = 0;
    for (int model = 0; model < deck->n_models; model++)
        for (int layer = 0; layer < deck->n_layers; layer++)
            if (deck_asks(deck, layer, model)) {
                models[n++] = model;
                break;
            }
    return n;
}

bool moves_init(struct moves *moves, const struct deck *deck)
{
    int models[DECK_MODELS_MAX], n = list_models(deck, models);
    *moves = (struct moves){.deck = deck};
    if (deck_customer(deck) < 0 || n < MODELS_LEAST || deck->n_layers < LAYERS_LEAST)
        return false;
    list_layers(moves);
    for (int i = 0; i < MOVES_ASKS; i++) {
        int at = n >= MOVES_ASKS ? i * (n - 1) / (MOVES_ASKS - 1) : i * n / MOVES_ASKS;
        int layer = choose(moves, models[at], i < MOVES_ASKS - 1);
        if (layer >= 0)
            moves->asks[moves->n_asks++] = (struct moves_ask){layer, models[at]};
    }
    return moves->n_asks == MOVES_ASKS;
}

static bool has_row(const struct task *task, const struct deck *deck, int layer)
{
    for (int i = 0; i < task->n_items; i++)
        if (deck_item_layer(deck, task->items[i]) == layer)
            return true;
    return false;
}

void moves_board(const struct moves *moves, struct task *task)
{
    const struct deck *deck = moves->deck;
    int rows = 0;
    *task = (struct task){.kind = TASK_LINE, .model = -1};
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < moves->n_layers && rows < MOVES_BOARD; i++) {
            int layer = moves->layers[i];
            if (has_row(task, deck, layer) || (pass == 0 && is_asked(moves, layer)))
                continue;
            int before = task->n_items;
            for (int model = 0; model < deck->n_models; model++)
                if (deck_asks(deck, layer, model))
                    task->items[task->n_items++] = deck_item_of_cell(deck, layer, model);
            rows += task->n_items > before;
        }
}
