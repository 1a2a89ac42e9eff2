/* Two editions of a deck, item by item: the keys of both are sorted and looked up in each other. */
#include "deck/deck_against.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct item {
    const char *key;
    int item;
};

struct items {
    struct item *list, *sorted;
    int n;
    struct arena memory;
};

static bool is_item(const struct deck *deck, int item)
{
    return deck_item_kind(deck, item) != ITEM_PLACEMENT || deck_item_asks(deck, item);
}

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct item *)a)->key, ((const struct item *)b)->key);
}

static struct items items_of(const struct deck *deck)
{
    int most = deck_item_count(deck);
    char key[DECK_KEY_MAX];
    struct items items = {.list = xcalloc((size_t)most, sizeof *items.list)};
    for (int item = 0; item < most; item++) {
        if (!is_item(deck, item))
            continue;
        deck_item_key(deck, item, key);
        items.list[items.n++] = (struct item){arena_text(&items.memory, key, strlen(key)), item};
    }
    items.sorted = xcalloc((size_t)items.n, sizeof *items.sorted);
    if (items.n) {
        memcpy(items.sorted, items.list, (size_t)items.n * sizeof *items.sorted);
        qsort(items.sorted, (size_t)items.n, sizeof *items.sorted, by_key);
    }
    return items;
}

static void items_clear(struct items *items)
{
    free(items->list);
    free(items->sorted);
    arena_clear(&items->memory);
}

static const struct item *find(const struct items *items, const struct item *wanted)
{
    return items->n ? bsearch(wanted, items->sorted, (size_t)items->n, sizeof *items->sorted, by_key) : NULL;
}

static bool same_answer(const struct deck *old, int old_item, const struct deck *fresh, int item)
{
    char before[17], after[17];
    deck_item_print(old, old_item, before);
    deck_item_print(fresh, item, after);
    return strcmp(before, after) == 0;
}

void deck_against(const struct deck *old, const struct deck *fresh,
                  void (*tell)(void *with, const char *key, enum deck_change change), void *with)
{
    struct items was = items_of(old), is = items_of(fresh);
    for (int i = 0; i < is.n; i++) {
        const struct item *before = find(&was, &is.list[i]);
        tell(with, is.list[i].key,
             !before                                                  ? CHANGE_NEW
             : same_answer(old, before->item, fresh, is.list[i].item) ? CHANGE_STAYS
                                                                      : CHANGE_ANEW);
    }
    for (int i = 0; i < was.n; i++)
        if (!find(&is, &was.list[i]))
            tell(with, was.list[i].key, CHANGE_GONE);
    items_clear(&was);
    items_clear(&is);
}
