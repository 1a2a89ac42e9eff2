/* From items to what they have in common. Layers are sorted by id only when the first card or question names one. */
#include "play/topics.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct topic_name {
    const char *id;
    int deck, topic;
};

void topics_init(struct topics *topics, const struct deck *const *decks, int n_decks)
{
    *topics = (struct topics){.decks = decks, .n_decks = n_decks};
    topics->first = xcalloc((size_t)n_decks, sizeof *topics->first);
    for (int d = 0; d < n_decks; d++) {
        topics->first[d] = topics->n;
        topics->n += decks[d]->n_layers;
    }
}

void topics_clear(struct topics *topics)
{
    free(topics->first);
    free(topics->names);
    free(topics->list);
}

static int by_id(const void *a, const void *b)
{
    const struct topic_name *x = a, *y = b;
    int by_text = strcmp(x->id, y->id);
    return by_text ? by_text : (x->topic > y->topic) - (x->topic < y->topic);
}

static void name_all(struct topics *topics)
{
    topics->names = xcalloc((size_t)topics->n, sizeof *topics->names);
    for (int d = 0, n = 0; d < topics->n_decks; d++)
        for (int layer = 0; layer < topics->decks[d]->n_layers; layer++, n++)
            topics->names[n] = (struct topic_name){topics->decks[d]->layers[layer].id, d, n};
    qsort(topics->names, (size_t)topics->n, sizeof *topics->names, by_id);
}

/* The first name that is not before id. */
static int find_name(const struct topics *topics, const char *id)
{
    int low = 0, high = topics->n;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (strcmp(topics->names[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool share_exam(const struct deck *a, const struct deck *b)
{
    for (int i = 0; i < a->n_exams; i++)
        for (int k = 0; k < b->n_exams; k++)
            if (strcmp(a->exams[i], b->exams[k]) == 0)
                return true;
    return false;
}

static void add(struct topics *topics, int topic)
{
    topics->list = xgrow(topics->list, topics->n_list, &topics->room, sizeof *topics->list);
    topics->list[topics->n_list++] = topic;
}

static void add_named(struct topics *topics, int deck, const char *id)
{
    const struct deck *own = topics->decks[deck];
    if (!topics->names && topics->n)
        name_all(topics);
    for (int i = find_name(topics, id); i < topics->n && strcmp(topics->names[i].id, id) == 0; i++) {
        int of = topics->names[i].deck;
        if (own->n_layers ? of == deck : share_exam(own, topics->decks[of]))
            add(topics, topics->names[i].topic);
    }
}

int topics_of(struct topics *topics, int deck, int item, int *at)
{
    const struct deck *d = topics->decks[deck];
    const char *const *about = NULL;
    int n = 0, index = deck_item_index(d, item);
    *at = topics->n_list;
    switch (deck_item_kind(d, item)) {
    case ITEM_PLACEMENT:
        add(topics, topics->first[deck] + deck_item_layer(d, item));
        break;
    case ITEM_CARD:
        about = d->cards[index].about;
        n = d->cards[index].n_about;
        break;
    case ITEM_QUESTION:
        about = d->questions[index].about;
        n = d->questions[index].n_about;
        break;
    }
    for (int i = 0; i < n; i++)
        add_named(topics, deck, about[i]);
    return topics->n_list - *at;
}
