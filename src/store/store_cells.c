/* From an item id back to its cell. Layers are sorted by id once and then found by halving, as a deck may have ten
   thousand of them and every state of the deck is looked up. */
#include "store/store_db.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct named {
    const char *id;
    int layer;
};

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct named *)a)->id, ((const struct named *)b)->id);
}

struct cells cells_of(const struct deck *deck)
{
    struct cells cells = {deck, xcalloc((size_t)deck->n_layers, sizeof(struct named))};
    for (int layer = 0; layer < deck->n_layers; layer++)
        cells.by_id[layer] = (struct named){deck->layers[layer].id, layer};
    qsort(cells.by_id, (size_t)deck->n_layers, sizeof *cells.by_id, by_id);
    return cells;
}

void cells_clear(struct cells *cells)
{
    free(cells->by_id);
}

/* key is `deck/layer/model`; ids hold no slash. */
bool cells_find(const struct cells *cells, const char *key, int *layer, int *model)
{
    const struct deck *deck = cells->deck;
    char copy[DECK_KEY_MAX];
    size_t length = strlen(deck->id);
    if (strlen(key) >= sizeof copy || strncmp(key, deck->id, length) != 0 || key[length] != '/')
        return false;
    strcpy(copy, key + length + 1);
    char *slash = strchr(copy, '/');
    if (!slash)
        return false;
    *slash = '\0';
    struct named wanted = {copy, 0};
    const struct named *found = bsearch(&wanted, cells->by_id, (size_t)deck->n_layers, sizeof wanted, by_id);
    if (!found)
        return false;
    for (int m = 0; m < deck->n_models; m++)
        if (strcmp(deck->models[m].id, slash + 1) == 0) {
            *layer = found->layer;
            *model = m;
            return true;
        }
    return false;
}
