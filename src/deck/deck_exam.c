/* The blueprint of an exam: how long, how many, and which share each part has. */
#include "base/tr.h"
#include "deck/deck_keys.h"
#include "deck/deck_values.h"

#include <stddef.h>
#include <string.h>

enum { MINUTES_MOST = 600, WHOLE = 100 };

static void read_part_objective(struct reader *r, const struct field *field, void *into)
{
    ((struct deck_part *)into)->at = r->at;
    value_objective(r, field, into);
}

static const struct field part_fields[] = {
    {"objective", .read = read_part_objective, .offset = offsetof(struct deck_part, objective),
     .where = TRANSLATION_TOO, .required = true, .example = "objective: \"1.1\""},
    {"name", .read = value_text, .offset = offsetof(struct deck_part, name), .where = ALSO_TRANSLATED, .required = true,
     .example = "name: Cloud computing"},
    {"weight", .read = value_number, .offset = offsetof(struct deck_part, weight), .least = 1, .most = WHOLE,
     .required = true, .example = "weight: 40"},
    {"board", .read = value_id, .offset = offsetof(struct deck_part, board)},
};
static const struct field area_fields[] = {
    {"name", .read = value_text, .offset = offsetof(struct deck_area, name), .where = ALSO_TRANSLATED, .required = true,
     .example = "name: Azure management"},
    {"share", .read = value_text, .offset = offsetof(struct deck_area, share), .where = ALSO_TRANSLATED,
     .required = true, .example = "share: 30 to 35 %"},
};
const struct shape part_shape = SHAPE("a part", part_fields);
const struct shape area_shape = SHAPE("an area", area_fields);

static void read_part(struct reader *r, enum kind kind)
{
    struct deck_part *part = reader_item_begin(r, kind);
    if (part)
        reader_item_rest(r, kind, part);
}

static void read_parts(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    struct list *list = &r->lists[PARTS];
    struct deck_mark key = r->key;
    int sum = 0;
    bool known = !list->full;
    reader_items(r, field, read_part);
    const struct deck_part *parts = list->items;
    for (int i = 0; i < list->n; i++) {
        sum += parts[i].weight;
        known = known && parts[i].weight > 0;
    }
    if (list->n && known && !list->full && sum != WHOLE && !r->deck->base)
        reader_problem(r, key, tr("the weights of the parts are together %d; change them until they are %d"), sum,
                       WHOLE);
}

static void read_areas(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    reader_named_items(r, field);
}

static const struct field blueprint_fields[] = {
    {"minutes", .read = value_number, .offset = offsetof(struct deck_blueprint, minutes), .least = 1,
     .most = MINUTES_MOST, .required = true, .example = "minutes: 45"},
    {"questions", .read = value_number, .offset = offsetof(struct deck_blueprint, questions), .least = 1,
     .most = DECK_QUESTIONS_MAX, .required = true, .example = "questions: 30"},
    {"parts", .read = read_parts, .kind = PARTS, .where = ALSO_TRANSLATED, .required = true,
     .example = "parts:' and under it '- {objective: \"1.1\", name: Cloud computing, weight: 100}"},
    {"not_measured", .read = read_areas, .kind = AREAS, .where = ALSO_TRANSLATED},
};
static const struct shape blueprint_shape = SHAPE("the exam_blueprint", blueprint_fields);

void blueprint_read(struct reader *r, const struct field *field, void *into)
{
    (void)field;
    struct deck *deck = into;
    if (r->deck->base && !r->lists[PARTS].n) {
        reader_not_in_base(r, field->name);
        return;
    }
    deck->blueprint.at = r->key;
    reader_block(r, &blueprint_shape, &deck->blueprint);
}
