/* Cards, and the layers that a card or a question is about. */
#include "base/mem.h"
#include "base/tr.h"
#include "deck/deck_keys.h"
#include "deck/deck_values.h"

#include <string.h>

static bool is_among(const char *const *list, int n, const char *id)
{
    for (int i = 0; i < n; i++)
        if (strcmp(list[i], id) == 0)
            return true;
    return false;
}

void about_read(struct reader *r, const char ***about, int *n_about)
{
    const char *ids[DECK_ABOUT_MAX];
    int n = 0;
    bool full = false;
    if (!reader_expect(r, PART_LIST, "about"))
        return;
    while (reader_more(r, PART_LIST_END)) {
        struct deck_mark at = r->at;
        const char *id = reader_take_id(r, tr("a layer"));
        if (!id)
            continue;
        if (is_among(ids, n, id)) {
            reader_problem(r, at, tr("%s has '%s' twice; take one of them out"), "about", word_shown(id).text);
        } else if (n < DECK_ABOUT_MAX) {
            reader_use(&r->about, ids[n++] = id, at);
        } else if (!full) {
            full = true;
            reader_problem(r, at, tr("%s has at most %d %s; take out what is too many"), "about", DECK_ABOUT_MAX,
                           tr("layers"));
        }
    }
    *n_about = n;
    *about = arena_alloc(&r->deck->memory, (size_t)n * sizeof *ids);
    memcpy(*about, ids, (size_t)n * sizeof *ids);
}

static void read_card_about(struct reader *r, const struct field *field, void *into)
{
    (void)field;
    struct deck_card *card = into;
    about_read(r, &card->about, &card->n_about);
}

static const struct field card_fields[] = {
    {"id", .read = value_item_id, .offset = offsetof(struct deck_card, id), .kind = CARDS, .where = TRANSLATION_TOO,
     .required = true, .example = "id: iaas"},
    {"front", .read = value_text, .offset = offsetof(struct deck_card, front), .where = ALSO_TRANSLATED,
     .required = true, .example = "front: What is IaaS"},
    {"back", .read = value_text, .offset = offsetof(struct deck_card, back), .where = ALSO_TRANSLATED, .required = true,
     .example = "back: Infrastructure as a service"},
    {"about", .read = read_card_about},
    {"source", .read = value_source, .offset = offsetof(struct deck_card, source), .kind = CARDS, .required = true,
     .example = "source: learn"},
};
const struct shape card_shape = SHAPE("a card", card_fields);

static void read_card(struct reader *r, enum kind kind)
{
    struct deck_card *card = reader_item_begin(r, kind);
    if (card)
        reader_item_rest(r, kind, card);
}

void cards_read(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    reader_items(r, field, read_card);
}
