/* What has ids: items in lists and blocks, their names, and the ids by which the rest of the file means them. In a
   translation the items are there already, and each is found by its id. */
#include "base/mem.h"
#include "base/tr.h"
#include "deck/deck_keys.h"
#include "deck/deck_reader.h"

#include <stdlib.h>
#include <string.h>

static struct deck_mark *mark_of(enum kind kind, void *item)
{
    return (struct deck_mark *)(void *)((char *)item + deck_kinds[kind].at);
}

static const char *id_of(const void *item)
{
    const char *id;
    memcpy(&id, item, sizeof id);
    return id;
}

/* In a translation: the copy of the base's item whose id is in hand; NULL is told. */
static void *translated_item(struct reader *r, enum kind kind)
{
    int index = reader_find_here(r, kind, tr("a translation"));
    if (index < 0)
        return NULL;
    void *item = (char *)r->lists[kind].items + (size_t)index * deck_kinds[kind].size;
    struct deck_mark *at = mark_of(kind, item);
    if (at->line) {
        reader_problem(r, r->at, tr("the %s '%s' is already on line %d; take this one out or give it another id"),
                       tr(deck_kinds[kind].one), word_shown(r->text).text, at->line);
        return NULL;
    }
    *at = r->at;
    return item;
}

/* Up to the id, which is the first key. */
static void *begin_translated(struct reader *r, enum kind kind)
{
    const struct shape *shape = deck_kinds[kind].shape;
    const char *first = shape->fields[0].name;
    void *item = NULL;
    if (!reader_expect(r, PART_BLOCK, shape->what))
        return NULL;
    int depth = r->depth;
    if (reader_more(r, PART_BLOCK_END) && r->part == PART_TEXT && strcmp(r->text, first) == 0) {
        reader_next(r);
        if (reader_expect(r, PART_TEXT, first))
            item = translated_item(r, kind);
    } else {
        reader_problem(r, r->at, tr("%s of a translation begins with its '%s', as in '%s'; write that first"),
                       shape->what, first, shape->fields[0].example);
    }
    if (!item)
        reader_leave(r, depth);
    return item;
}

void *reader_item_begin(struct reader *r, enum kind kind)
{
    if (r->deck->base)
        return begin_translated(r, kind);
    void *item = r->lists[kind].full ? NULL : reader_add(r, kind, NULL);
    if (item)
        *mark_of(kind, item) = r->at;
    else
        reader_skip(r);
    return item;
}

void reader_item_rest(struct reader *r, enum kind kind, void *item)
{
    const struct shape *shape = deck_kinds[kind].shape;
    struct list *list = &r->lists[kind];
    if (r->deck->base) {
        reader_block_rest(r, shape, item, *mark_of(kind, item), 1);
        return;
    }
    reader_block(r, shape, item);
    const char *id = id_of(item);
    list->names[list->n - 1] = (struct name){id ? id : "", list->n - 1, *mark_of(kind, item)};
}

/* In a translation of a deck that has none of these. */
static bool is_strange(struct reader *r, const struct field *field)
{
    if (!r->deck->base || r->lists[field->kind].n)
        return false;
    reader_not_in_base(r, field->name);
    return true;
}

void reader_items(struct reader *r, const struct field *field, void (*read)(struct reader *r, enum kind kind))
{
    struct deck_mark start = r->at;
    if (is_strange(r, field))
        return;
    if (!reader_expect(r, PART_LIST, field->name))
        return;
    while (reader_more(r, PART_LIST_END))
        read(r, field->kind);
    reader_finish(r, field->kind, start);
}

static void *named_item(struct reader *r, enum kind kind)
{
    if (!reader_is_key(r))
        return NULL;
    if (r->deck->base)
        return translated_item(r, kind);
    if (kind == ZONES && strcmp(r->text, "none") == 0)
        reader_problem(
            r, r->at, tr("a zone cannot be called 'none', which means that a layer does not exist; choose another id"));
    if (r->lists[kind].full)
        return NULL;
    struct deck_mark at = r->at;
    r->lists[kind].ill |= !word_is_id(r->text);
    void *item = reader_add(r, kind, reader_take_id(r, tr("an id")));
    if (item) {
        *mark_of(kind, item) = at;
        deck_item_init(kind, item);
    }
    return item;
}

void reader_named_items(struct reader *r, const struct field *field)
{
    struct deck_mark start = r->at;
    if (is_strange(r, field))
        return;
    if (!reader_expect(r, PART_BLOCK, field->name))
        return;
    while (reader_more(r, PART_BLOCK_END)) {
        void *item = named_item(r, field->kind);
        reader_next(r);
        if (item)
            reader_block(r, deck_kinds[field->kind].shape, item);
        else
            reader_skip(r);
    }
    reader_finish(r, field->kind, start);
}

/* As the file has them; the names are sorted. */
static const char *first_id(const struct reader *r, enum kind kind)
{
    return id_of(r->lists[kind].items);
}

int reader_each(struct reader *r, const char *name, enum kind kind, void (*read)(struct reader *r, int index))
{
    unsigned char few[4] = {0}, *seen = few;
    int unknown = 0;
    if (r->lists[kind].n && first_id(r, kind) && reader_instead(r, name, first_id(r, kind)))
        return 0;
    if (!reader_expect(r, PART_BLOCK, name))
        return 0;
    if (r->lists[kind].n > 8 * (int)sizeof few)
        seen = xcalloc((size_t)r->lists[kind].n / 8 + 1, 1);
    while (reader_more(r, PART_BLOCK_END)) {
        int index = reader_is_key(r) ? reader_find_here(r, kind, name) : -1;
        unknown += index < 0;
        if (index >= 0 && (seen[index / 8] >> index % 8 & 1)) {
            reader_problem(r, r->at, tr("%s has '%s' twice; take one of them out"), name, word_shown(r->text).text);
            index = -1;
        }
        r->key = r->at;
        reader_next(r);
        if (index < 0) {
            reader_skip(r);
            continue;
        }
        seen[index / 8] |= (unsigned char)(1u << index % 8);
        read(r, index);
    }
    if (seen != few)
        free(seen);
    return unknown;
}

static void tell_too_many(struct reader *r, const struct kind_row *row)
{
    if (row->in)
        reader_problem(r, r->at, tr("%s has at most %d %s; take out what is too many"), tr(row->in), row->most,
                       tr(row->many));
    else
        reader_problem(r, r->at, tr("a deck has at most %d %s; take out what is too many, or make two decks of it"),
                       row->most, tr(row->many));
}

void *reader_add(struct reader *r, enum kind kind, const char *id)
{
    struct list *list = &r->lists[kind];
    size_t size = deck_kinds[kind].size;
    if (list->n == deck_kinds[kind].most) {
        if (!list->full)
            tell_too_many(r, &deck_kinds[kind]);
        list->full = true;
        return NULL;
    }
    list->items = xgrow(list->items, list->n, &list->items_capacity, size);
    list->names = xgrow(list->names, list->n, &list->names_capacity, sizeof *list->names);
    list->names[list->n] = (struct name){id ? id : "", list->n, r->at};
    char *item = (char *)list->items + (size_t)list->n++ * size;
    memset(item, 0, size);
    memcpy(item, &id, sizeof id);
    return item;
}

static int by_id(const void *a, const void *b)
{
    const struct name *m = a, *n = b;
    int order = strcmp(m->id, n->id);
    return order ? order : m->index - n->index;
}

void reader_sort_names(struct list *list)
{
    bool sorted = true;
    for (int i = 1; i < list->n && sorted; i++)
        sorted = by_id(&list->names[i - 1], &list->names[i]) < 0;
    if (!sorted)
        qsort(list->names, (size_t)list->n, sizeof *list->names, by_id);
}

void reader_finish(struct reader *r, enum kind kind, struct deck_mark start)
{
    struct list *list = &r->lists[kind];
    const struct kind_row *row = &deck_kinds[kind];
    if (r->deck->base)
        return;
    if (list->n < row->least)
        reader_problem(r, start, tr("too few %s (%d); %s has at least %d, add more"), tr(row->many), list->n,
                       row->in ? tr(row->in) : tr("a deck"), row->least);
    reader_sort_names(list);
    for (int i = 1; i < list->n; i++)
        if (*list->names[i].id && strcmp(list->names[i].id, list->names[i - 1].id) == 0)
            reader_problem(r, list->names[i].at,
                           tr("the %s '%s' is already on line %d; take this one out or give it another id"),
                           tr(row->one), word_shown(list->names[i].id).text, list->names[i - 1].at.line);
    list->whole = list->n > 0 && !list->full && !list->ill && *list->names[0].id;
}

void reader_use(struct uses *uses, const char *id, struct deck_mark at)
{
    uses->list = xgrow(uses->list, uses->n, &uses->capacity, sizeof *uses->list);
    uses->list[uses->n++] = (struct name){id, 0, at};
}

static struct words words_of(const struct list *list)
{
    return (struct words){list->names, sizeof *list->names, list->n};
}

int reader_find(const struct list *list, const char *id)
{
    int low = 0, high = list->n;
    while (low < high) {
        int middle = (low + high) / 2, order = strcmp(id, list->names[middle].id);
        if (order == 0)
            return list->names[middle].index;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return -1;
}

void reader_check_uses(struct reader *r, const struct uses *uses, enum kind kind, const char *where)
{
    const struct list *list = &r->lists[kind];
    for (int i = 0; i < uses->n && list->whole; i++)
        if (reader_find(list, uses->list[i].id) < 0)
            reader_unknown(r, uses->list[i].at, tr(deck_kinds[kind].one), uses->list[i].id, where, words_of(list));
}

int reader_find_here(struct reader *r, enum kind kind, const char *where)
{
    const struct list *list = &r->lists[kind];
    int index = reader_find(list, r->text);
    if (index < 0 && list->whole)
        reader_unknown(r, r->at, tr(deck_kinds[kind].one), r->text, where, words_of(list));
    return index;
}
