/* Layers: a cell for each model, and what in a cell contradicts what. */
#include "base/mem.h"
#include "base/tr.h"
#include "deck/deck_keys.h"
#include "deck/deck_values.h"

#include <string.h>

enum { UNANSWERED = -2 }; /* as an answer, while its layer is being read */

/* Where the parts of a cell stand, to tell which of them contradict each other. */
struct cell_marks {
    struct deck_mark answer, open, wrong[DECK_ZONES_MAX], differs[DECK_ZONES_MAX];
};

struct layer_hand {
    struct deck_layer *layer;
    struct deck_mark answer; /* line 0: no model is missing, or one is that is misspelt */
    struct cell_marks marks[DECK_MODELS_MAX];
    int model; /* whose `wrong` or `differs` is being read */
};

static struct deck_cell *cell(struct reader *r, int model)
{
    return &r->layer->layer->cells[model];
}

static void read_cell_answer(struct reader *r, int model)
{
    const struct list *zones = &r->lists[ZONES];
    const char *choices[DECK_ZONES_MAX + 1];
    int n = 0;
    r->layer->marks[model].answer = r->key;
    if (!reader_expect(r, PART_TEXT, tr("an answer")))
        return;
    int zone = strcmp(r->text, "none") == 0 ? DECK_ABSENT : reader_find(zones, r->text);
    if (zone >= 0 || strcmp(r->text, "none") == 0) {
        cell(r, model)->answer = zone;
        return;
    }
    if (!zones->whole)
        return;
    for (; n < zones->n; n++)
        choices[n] = zones->names[n].id;
    choices[n++] = "none";
    reader_unknown(r, r->at, tr("zone"), r->text, "answer", (struct words){choices, sizeof *choices, n});
}

/* A cell of a translation is where its first text is. */
static void put(struct reader *r, int model, const char **place, const char *what)
{
    if (r->deck->base && !cell(r, model)->at.line)
        cell(r, model)->at = r->key;
    reader_put_text(r, place, what);
}

static void read_cell_why(struct reader *r, int model)
{
    put(r, model, &cell(r, model)->why, "why");
}

static void read_cell_open(struct reader *r, int model)
{
    r->layer->marks[model].open = r->key;
    put(r, model, &cell(r, model)->open, "open");
}

static void read_wrong_zone(struct reader *r, int zone)
{
    int model = r->layer->model;
    r->layer->marks[model].wrong[zone] = r->key;
    put(r, model, &cell(r, model)->wrong[zone], "wrong");
}

static void read_cell_wrong(struct reader *r, int model)
{
    r->layer->model = model;
    reader_each(r, "wrong", ZONES, read_wrong_zone);
}

static void read_differing_zone(struct reader *r, int zone)
{
    int model = r->layer->model;
    r->layer->marks[model].differs[zone] = r->key;
    put(r, model, &cell(r, model)->differs[zone], "differs");
}

static void read_cell_differs(struct reader *r, int model)
{
    r->layer->model = model;
    reader_each(r, "differs", ZONES, read_differing_zone);
}

static void read_answer(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    struct deck_mark at = r->at;
    bool is_block = r->part == PART_BLOCK;
    if (reader_each(r, field->name, MODELS, read_cell_answer) == 0 && is_block)
        r->layer->answer = at;
}

static void read_why(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    reader_each(r, field->name, MODELS, read_cell_why);
}

static void read_wrong(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    reader_each(r, field->name, MODELS, read_cell_wrong);
}

static void read_differs(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    reader_each(r, field->name, MODELS, read_cell_differs);
}

static void read_open(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    reader_each(r, field->name, MODELS, read_cell_open);
}

static const struct field layer_fields[] = {
    {"id", .read = value_item_id, .offset = offsetof(struct deck_layer, id), .kind = LAYERS, .where = TRANSLATION_TOO,
     .required = true, .example = "id: os"},
    {"name", .read = value_text, .offset = offsetof(struct deck_layer, name), .where = ALSO_TRANSLATED,
     .required = true, .example = "name: Operating system"},
    {"short", .read = value_own_text, .offset = offsetof(struct deck_layer, short_name), .where = ALSO_TRANSLATED},
    {"means", .read = value_text, .offset = offsetof(struct deck_layer, means), .where = ALSO_TRANSLATED},
    {"answer", .read = read_answer, .required = true, .example = "answer: {iaas: customer, paas: provider}"},
    {"why", .read = read_why, .where = ALSO_TRANSLATED},
    {"wrong", .read = read_wrong, .where = ALSO_TRANSLATED},
    {"differs", .read = read_differs, .where = ALSO_TRANSLATED},
    {"open", .read = read_open, .where = ALSO_TRANSLATED},
    {"source", .read = value_source, .offset = offsetof(struct deck_layer, source), .kind = LAYERS, .required = true,
     .example = "source: learn"},
};
const struct shape layer_shape = SHAPE("a layer", layer_fields);

/* Why no zone of this cell can be wrong or differ; NULL where one can. */
static const char *without_zones(const struct deck_cell *cell)
{
    if (cell->open)
        return tr("'%s' cannot be used where 'open' says that no zone is right; tell it in the text of 'open'");
    if (cell->answer == DECK_ABSENT)
        return tr("'%s' cannot be used where the answer is none, which is not asked; take it out");
    return NULL;
}

static void check_zone_texts(struct reader *r, int model)
{
    const struct deck_cell *c = cell(r, model);
    const struct cell_marks *marks = &r->layer->marks[model];
    const char *useless = without_zones(c);
    for (int zone = 0; zone < r->lists[ZONES].n; zone++) {
        struct deck_mark wrong = marks->wrong[zone], differs = marks->differs[zone];
        if (wrong.line && useless)
            reader_problem(r, wrong, useless, "wrong");
        else if (wrong.line && zone == c->answer)
            reader_problem(
                r, wrong, tr("'wrong' is for the zones that are not the answer; this one is, so write it under 'why'"));
        if (differs.line && useless)
            reader_problem(r, differs, useless, "differs");
        else if (differs.line && zone == c->answer)
            reader_problem(r, differs,
                           tr("'differs' is for the zones that are not the answer; this one is, so take it out"));
    }
}

/* Where other editions give every other zone, whatever is said would be right. */
static void check_differs(struct reader *r, int model)
{
    const struct cell_marks *marks = &r->layer->marks[model];
    struct deck_mark first = {0, 0};
    int n = 0;
    for (int zone = 0; zone < r->lists[ZONES].n; zone++)
        if (marks->differs[zone].line && zone != cell(r, model)->answer)
            first = n++ ? first : marks->differs[zone];
    if (n > 0 && n == r->lists[ZONES].n - 1 && cell(r, model)->answer >= 0 && !cell(r, model)->open)
        reader_problem(r, first,
                       tr("'differs' lists every other zone, so no answer is wrong; say why under 'open' instead"));
}

static void tell_unanswered(struct reader *r, int model)
{
    const struct deck_model *models = r->lists[MODELS].items;
    struct word_text id = word_shown(models[model].id);
    reader_problem(r, r->layer->answer,
                   tr("no answer for '%s'; add '%s: ' and a zone, or none where the layer does not exist"), id.text,
                   id.text);
}

static void check_cell(struct reader *r, int model)
{
    struct deck_cell *c = cell(r, model);
    const struct cell_marks *marks = &r->layer->marks[model];
    if (!marks->answer.line && !marks->open.line && r->layer->answer.line)
        tell_unanswered(r, model);
    if (marks->answer.line && marks->open.line)
        reader_problem(r, marks->open, tr("'%s' has an answer and is open; take one of them out"),
                       word_shown(((const struct deck_model *)r->lists[MODELS].items)[model].id).text);
    check_zone_texts(r, model);
    check_differs(r, model);
    if (c->answer == UNANSWERED || c->open)
        c->answer = 0;
    c->at = marks->open.line ? marks->open : marks->answer;
}

static struct deck_cell *new_cells(struct reader *r)
{
    int n = r->lists[MODELS].n;
    struct deck_cell *cells = arena_alloc(&r->deck->memory, (size_t)n * sizeof *cells);
    for (int model = 0; model < n; model++)
        cells[model] = (struct deck_cell){.answer = UNANSWERED};
    return cells;
}

static void read_layer(struct reader *r, enum kind kind)
{
    struct deck_layer *layer = reader_item_begin(r, kind);
    struct layer_hand hand = {.layer = layer};
    if (!layer)
        return;
    r->layer = &hand;
    if (!r->deck->base)
        layer->cells = new_cells(r);
    reader_item_rest(r, kind, layer);
    for (int model = 0; model < r->lists[MODELS].n && !r->deck->base; model++)
        check_cell(r, model);
}

void layers_read(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    reader_items(r, field, read_layer);
}
