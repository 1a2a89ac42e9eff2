/* The keys of a deck: tables of fields and kinds, a function for each that is more than a text, and what in a layer
   contradicts what. Layers mean zones, models and sources by their ids: where they stand before those, the first pass
   steps over them. */
#include "deck/deck_keys.h"

#include "base/tr.h"

#include <string.h>

enum {
    UNANSWERED = -2,            /* as an answer, while its layer is being read */
    LOOK_UNSET = LOOK_SIXTH + 1 /* as a look, until all zones are there */
};

static const char *const look_names[] = {"customer", "shared", "provider", "fourth", "fifth", "sixth"};

/* ---- Texts ---- */

static void set_text(const struct field *field, void *into, const char *text)
{
    if (text)
        memcpy((char *)into + field->offset, &text, sizeof text);
}

static void read_text(struct reader *r, const struct field *field, void *into)
{
    set_text(field, into, reader_take_text(r, field->name));
}

static void read_id(struct reader *r, const struct field *field, void *into)
{
    set_text(field, into, reader_take_id(r, field->name));
}

static void read_language(struct reader *r, const struct field *field, void *into)
{
    struct mark at = r->at;
    const char *text = reader_take_text(r, field->name);
    if (text && !word_is_language(text))
        reader_problem(r, at, tr("'%s' is not the code of a language; write one such as en, nl or pt-br"),
                       word_shown(text).text);
    set_text(field, into, text);
}

static void read_link(struct reader *r, const struct field *field, void *into)
{
    struct mark at = r->at;
    const char *text = reader_take_text(r, field->name);
    if (text && !word_is_link(text))
        reader_problem(r, at, tr("'%s' is not a web address; copy it from the browser, it begins with https://"),
                       word_shown(text).text);
    set_text(field, into, text);
}

static void read_day(struct reader *r, const struct field *field, void *into)
{
    if (!reader_expect(r, PART_TEXT, field->name))
        return;
    int day;
    if (word_day(r->text, &day))
        memcpy((char *)into + field->offset, &day, sizeof day);
    else
        reader_problem(r, r->at, tr("'%s' is not a day of the calendar; write year-month-day, such as 2025-12-01"),
                       word_shown(r->text).text);
}

static void read_version(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    if (reader_expect(r, PART_TEXT, field->name) && strcmp(r->text, "1") != 0)
        reader_problem(r, r->at,
                       tr("this demarc reads decks of format %d, not '%s'; write 'demarc: %d' or get a newer demarc"),
                       DECK_FORMAT, word_shown(r->text).text, DECK_FORMAT);
}

static void read_yes(struct reader *r, const struct field *field, void *into)
{
    if (!reader_expect(r, PART_TEXT, field->name))
        return;
    bool yes = strcmp(r->text, "true") == 0;
    memcpy((char *)into + field->offset, &yes, sizeof yes);
    if (!yes && strcmp(r->text, "false") != 0)
        reader_problem(r, r->at, tr("%s must be true or false, not '%s'"), field->name, word_shown(r->text).text);
}

static void read_look(struct reader *r, const struct field *field, void *into)
{
    static const struct words looks = {look_names, sizeof *look_names, sizeof look_names / sizeof *look_names};
    struct deck_zone *zone = into;
    if (!reader_expect(r, PART_TEXT, field->name))
        return;
    for (int look = 0; look < looks.n; look++)
        if (strcmp(r->text, look_names[look]) == 0) {
            zone->look = (enum deck_look)look;
            return;
        }
    reader_unknown(r, r->at, tr("look"), r->text, tr("a zone"), looks);
}

/* ---- What has ids ---- */

static const struct field zone_fields[] = {
    {"name", .read = read_text, .offset = offsetof(struct deck_zone, name), .required = true,
     .example = "name: Customer"},
    {"hint", .read = read_text, .offset = offsetof(struct deck_zone, hint)},
    {"look", .read = read_look},
};
static const struct field model_fields[] = {
    {"name", .read = read_text, .offset = offsetof(struct deck_model, name), .required = true, .example = "name: IaaS"},
    {"short", .read = read_text, .offset = offsetof(struct deck_model, short_name)},
    {"like", .read = read_text, .offset = offsetof(struct deck_model, like)},
    {"given", .read = read_yes, .offset = offsetof(struct deck_model, given)},
};
static const struct field source_fields[] = {
    {"title", .read = read_text, .offset = offsetof(struct deck_source, title), .required = true,
     .example = "title: Shared responsibility"},
    {"url", .read = read_link, .offset = offsetof(struct deck_source, url)},
};

#define SHAPE(what, fields)                                                                                            \
    {                                                                                                                  \
        TR_MARK(what), fields, sizeof fields / sizeof *fields                                                          \
    }
static const struct shape zone_shape = SHAPE("a zone", zone_fields);
static const struct shape model_shape = SHAPE("a model", model_fields);
static const struct shape source_shape = SHAPE("a source", source_fields);

const struct kind_row deck_kinds[KINDS] = {
    [ZONES] = {TR_MARK("zone"), TR_MARK("zones"), sizeof(struct deck_zone), DECK_ZONES_MIN, DECK_ZONES_MAX,
               &zone_shape},
    [MODELS] = {TR_MARK("model"), TR_MARK("models"), sizeof(struct deck_model), 1, DECK_MODELS_MAX, &model_shape},
    [SOURCES] = {TR_MARK("source"), TR_MARK("sources"), sizeof(struct deck_source), 1, DECK_SOURCES_MAX, &source_shape},
    [LAYERS] = {TR_MARK("layer"), TR_MARK("layers"), sizeof(struct deck_layer), 1, DECK_LAYERS_MAX, NULL},
    [EXAMS] = {TR_MARK("exam"), TR_MARK("exams"), sizeof(const char *), 0, DECK_EXAMS_MAX, NULL},
};

static void *read_item_id(struct reader *r, enum kind kind)
{
    if (!reader_is_key(r))
        return NULL;
    if (kind == ZONES && strcmp(r->text, "none") == 0)
        reader_problem(
            r, r->at, tr("a zone cannot be called 'none', which means that a layer does not exist; choose another id"));
    return r->lists[kind].full ? NULL : reader_add(r, kind, reader_take_id(r, tr("an id")));
}

/* id: {...} for each. */
static void read_items(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    struct mark start = r->at;
    r->lists[field->kind].read = true;
    if (!reader_expect(r, PART_BLOCK, field->name))
        return;
    while (reader_more(r, PART_BLOCK_END)) {
        void *item = read_item_id(r, field->kind);
        if (item && field->kind == ZONES)
            ((struct deck_zone *)item)->look = (enum deck_look)LOOK_UNSET;
        reader_next(r);
        if (item)
            reader_block(r, deck_kinds[field->kind].shape, item);
        else
            reader_skip(r);
    }
    reader_finish(r, field->kind, start);
}

static struct mark mark_of_item(const struct list *list, int index)
{
    for (int i = 0; i < list->n; i++)
        if (list->names[i].index == index)
            return list->names[i].at;
    return (struct mark){0, 0};
}

static enum deck_look default_look(int zone, int n_zones)
{
    return n_zones == 2 && zone == 1 ? LOOK_PROVIDER : (enum deck_look)zone;
}

static void read_zones(struct reader *r, const struct field *field, void *into)
{
    read_items(r, field, into);
    const struct list *list = &r->lists[ZONES];
    struct deck_zone *zones = list->items;
    for (int i = 0; i < list->n; i++) {
        if ((int)zones[i].look == LOOK_UNSET)
            zones[i].look = default_look(i, list->n);
        for (int j = 0; j < i; j++)
            if (zones[j].look == zones[i].look)
                reader_problem(r, mark_of_item(list, i),
                               tr("the zones '%s' and '%s' look the same (%s); give one of them another 'look:'"),
                               word_shown(zones[j].id).text, word_shown(zones[i].id).text, look_names[zones[i].look]);
    }
}

static void read_models(struct reader *r, const struct field *field, void *into)
{
    struct mark start = r->at;
    read_items(r, field, into);
    const struct list *list = &r->lists[MODELS];
    const struct deck_model *models = list->items;
    int given = 0;
    for (int i = 0; i < list->n; i++)
        given += models[i].given;
    if (given && given == list->n)
        reader_problem(r, start, tr("every model is given, so there is nothing to ask; take out one 'given: true'"));
}

static void read_exams(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    struct mark start = r->at;
    if (!reader_expect(r, PART_LIST, field->name))
        return;
    while (reader_more(r, PART_LIST_END)) {
        const char *id = reader_take_id(r, tr("an exam"));
        if (id)
            reader_add(r, EXAMS, id);
    }
    reader_finish(r, EXAMS, start);
}

/* ---- Layers ---- */

static struct deck_cell *cell(struct reader *r, int model)
{
    return &r->layer->cells[model];
}

/* One value for each id of a kind: {iaas: ..., paas: ...}. There are at most 8 of what this is used for. */
static void read_each(struct reader *r, const char *name, enum kind kind, void (*read)(struct reader *r, int index))
{
    unsigned seen = 0;
    if (!reader_expect(r, PART_BLOCK, name))
        return;
    while (reader_more(r, PART_BLOCK_END)) {
        int index = reader_is_key(r) ? reader_find_here(r, kind, name) : -1;
        if (index >= 0 && (seen >> index & 1)) {
            reader_problem(r, r->at, tr("%s has '%s' twice; take one of them out"), name, word_shown(r->text).text);
            index = -1;
        }
        r->key = r->at;
        reader_next(r);
        if (index < 0) {
            reader_skip(r);
            continue;
        }
        seen |= 1u << index;
        read(r, index);
    }
}

static void read_cell_answer(struct reader *r, int model)
{
    const struct list *zones = &r->lists[ZONES];
    const char *choices[DECK_ZONES_MAX + 1];
    int n = 0;
    r->marks[model].answer = r->key;
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

static void read_cell_why(struct reader *r, int model)
{
    cell(r, model)->why = reader_take_text(r, "why");
}

static void read_cell_open(struct reader *r, int model)
{
    r->marks[model].open = r->key;
    cell(r, model)->open = reader_take_text(r, "open");
}

static void read_wrong_zone(struct reader *r, int zone)
{
    r->marks[r->model].wrong[zone] = r->key;
    cell(r, r->model)->wrong[zone] = reader_take_text(r, "wrong");
}

static void read_cell_wrong(struct reader *r, int model)
{
    r->model = model;
    read_each(r, "wrong", ZONES, read_wrong_zone);
}

static void read_differing_zone(struct reader *r, int zone)
{
    r->marks[r->model].differs[zone] = r->key;
    cell(r, r->model)->differs[zone] = reader_take_text(r, "differs");
}

static void read_cell_differs(struct reader *r, int model)
{
    r->model = model;
    read_each(r, "differs", ZONES, read_differing_zone);
}

static void read_answer(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    if (r->part == PART_BLOCK)
        r->layer_answer = r->at;
    read_each(r, field->name, MODELS, read_cell_answer);
}

static void read_why(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    read_each(r, field->name, MODELS, read_cell_why);
}

static void read_wrong(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    read_each(r, field->name, MODELS, read_cell_wrong);
}

static void read_differs(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    read_each(r, field->name, MODELS, read_cell_differs);
}

static void read_open(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    read_each(r, field->name, MODELS, read_cell_open);
}

static void read_layer_id(struct reader *r, const struct field *field, void *into)
{
    r->layer_id = r->at;
    read_id(r, field, into);
}

static void read_layer_source(struct reader *r, const struct field *field, void *into)
{
    struct deck_layer *layer = into;
    if (reader_expect(r, PART_TEXT, field->name))
        layer->source = reader_find_here(r, SOURCES, tr("a layer"));
}

static const struct field layer_fields[] = {
    {"id", .read = read_layer_id, .offset = offsetof(struct deck_layer, id), .required = true, .example = "id: os"},
    {"name", .read = read_text, .offset = offsetof(struct deck_layer, name), .required = true,
     .example = "name: Operating system"},
    {"short", .read = read_text, .offset = offsetof(struct deck_layer, short_name)},
    {"means", .read = read_text, .offset = offsetof(struct deck_layer, means)},
    {"answer", .read = read_answer, .required = true, .example = "answer: {iaas: customer, paas: provider}"},
    {"why", .read = read_why},
    {"wrong", .read = read_wrong},
    {"differs", .read = read_differs},
    {"open", .read = read_open},
    {"source", .read = read_layer_source, .required = true, .example = "source: learn"},
};
static const struct shape layer_shape = SHAPE("a layer", layer_fields);

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
    const struct cell_marks *marks = &r->marks[model];
    const char *useless = without_zones(c);
    for (int zone = 0; zone < r->lists[ZONES].n; zone++) {
        struct mark wrong = marks->wrong[zone], differs = marks->differs[zone];
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
    const struct cell_marks *marks = &r->marks[model];
    struct mark first = {0, 0};
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
    reader_problem(r, r->layer_answer,
                   tr("no answer for '%s'; add '%s: ' and a zone, or none where the layer does not exist"), id.text,
                   id.text);
}

static void check_cell(struct reader *r, int model)
{
    struct deck_cell *c = cell(r, model);
    const struct cell_marks *marks = &r->marks[model];
    if (!marks->answer.line && !marks->open.line && r->layer_answer.line)
        tell_unanswered(r, model);
    if (c->open && c->answer == DECK_ABSENT)
        reader_problem(r, marks->open, tr("an open answer cannot be none too; take out one of the two"));
    check_zone_texts(r, model);
    check_differs(r, model);
    if (c->answer == UNANSWERED || c->open)
        c->answer = 0;
}

static struct deck_cell *new_cells(struct reader *r)
{
    int n = r->lists[MODELS].n;
    struct deck_cell *cells = arena_alloc(&r->deck->memory, (size_t)n * sizeof *cells);
    for (int model = 0; model < n; model++)
        cells[model] = (struct deck_cell){.answer = UNANSWERED};
    return cells;
}

static void read_layer(struct reader *r)
{
    struct list *list = &r->lists[LAYERS];
    struct deck_layer *layer = list->full ? NULL : reader_add(r, LAYERS, NULL);
    if (!layer) {
        reader_skip(r);
        return;
    }
    layer->cells = new_cells(r);
    r->layer = layer;
    r->layer_id = r->layer_answer = (struct mark){0, 0};
    memset(r->marks, 0, sizeof r->marks);
    reader_block(r, &layer_shape, layer);
    for (int model = 0; model < r->lists[MODELS].n; model++)
        check_cell(r, model);
    list->names[list->n - 1] = (struct name){layer->id ? layer->id : "", list->n - 1, r->layer_id};
}

static void read_layers(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    struct mark start = r->at;
    if (!r->again && !(r->lists[ZONES].read && r->lists[MODELS].read && r->lists[SOURCES].read)) {
        r->again = r->quiet = true;
        reader_skip(r);
        r->quiet = false;
        return;
    }
    if (!reader_expect(r, PART_LIST, field->name))
        return;
    while (reader_more(r, PART_LIST_END))
        read_layer(r);
    reader_finish(r, LAYERS, start);
}

/* ---- The deck ---- */

static const struct field deck_fields[] = {
    {"demarc", .read = read_version, .required = true, .example = "demarc: 1"},
    {"id", .read = read_id, .offset = offsetof(struct deck, id), .required = true, .example = "id: azure"},
    {"title", .read = read_text, .offset = offsetof(struct deck, title), .required = true, .example = "title: Azure"},
    {"language", .read = read_language, .offset = offsetof(struct deck, language), .required = true,
     .example = "language: en"},
    {"exam", .read = read_exams},
    {"as_of", .read = read_day, .offset = offsetof(struct deck, as_of_day), .required = true,
     .example = "as_of: 2025-12-01"},
    {"sources", .read = read_items, .kind = SOURCES, .required = true,
     .example = "sources: {learn: {title: Shared responsibility}}"},
    {"zones", .read = read_zones, .kind = ZONES, .required = true,
     .example = "zones: {customer: {name: Customer}, provider: {name: Provider}}"},
    {"models", .read = read_models, .kind = MODELS, .required = true,
     .example = "models: {iaas: {name: IaaS}, paas: {name: PaaS}}"},
    {"layers", .read = read_layers, .required = true, .example = "layers:' and under it '- id: os"},
};
static const struct shape deck_shape = SHAPE("the deck", deck_fields);

void deck_keys_read(struct reader *r)
{
    reader_block(r, &deck_shape, r->deck);
}

void deck_keys_read_layers(struct reader *r)
{
    const struct field *layers = reader_field(&deck_shape, "layers");
    bool found = false;
    r->quiet = true;
    while (!found && reader_more(r, PART_BLOCK_END)) {
        found = r->part == PART_TEXT && strcmp(r->text, layers->name) == 0;
        reader_skip(r);
        reader_next(r);
        r->quiet = !found;
        if (found)
            layers->read(r, layers, r->deck);
        else
            reader_skip(r);
    }
}
