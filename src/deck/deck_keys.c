/* The keys of a deck: the tables of what it may have, what of it is made of ids, and what is wrong with it as a whole.
   Layers, cards, questions and tests mean other things by their ids: where they stand before those, a pass over the
   file steps over them, and the next one reads them. */
#include "deck/deck_keys.h"

#include "base/tr.h"
#include "deck/deck_values.h"

#include <string.h>

enum {
    LOOK_UNSET = LOOK_SIXTH + 1, /* as a look, until all zones are there */
    PASSES = 3                   /* tests mean layers, and layers mean zones */
};

static const char *const look_names[] = {"customer", "shared", "provider", "fourth", "fifth", "sixth"};

static void read_version(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    if (reader_expect(r, PART_TEXT, field->name) && strcmp(r->text, "1") != 0)
        reader_problem(r, r->at,
                       tr("this demarc reads decks of format %d, not '%s'; write 'demarc: %d' or get a newer demarc"),
                       DECK_FORMAT, word_shown(r->text).text, DECK_FORMAT);
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

/* -- what has ids -- */

static const struct field zone_fields[] = {
    {"name", .read = value_text, .offset = offsetof(struct deck_zone, name), .where = ALSO_TRANSLATED, .required = true,
     .example = "name: Customer"},
    {"hint", .read = value_text, .offset = offsetof(struct deck_zone, hint), .where = ALSO_TRANSLATED},
    {"look", .read = read_look},
};
static const struct field model_fields[] = {
    {"name", .read = value_text, .offset = offsetof(struct deck_model, name), .where = ALSO_TRANSLATED,
     .required = true, .example = "name: IaaS"},
    {"short", .read = value_own_text, .offset = offsetof(struct deck_model, short_name), .where = ALSO_TRANSLATED},
    {"like", .read = value_text, .offset = offsetof(struct deck_model, like), .where = ALSO_TRANSLATED},
    {"given", .read = value_yes, .offset = offsetof(struct deck_model, given)},
};
static const struct field source_fields[] = {
    {"title", .read = value_text, .offset = offsetof(struct deck_source, title), .required = true,
     .example = "title: Shared responsibility"},
    {"url", .read = value_link, .offset = offsetof(struct deck_source, url)},
    {"as_of", .read = value_day, .offset = offsetof(struct deck_source, as_of_day)},
};
static const struct shape zone_shape = SHAPE("a zone", zone_fields);
static const struct shape model_shape = SHAPE("a model", model_fields);
static const struct shape source_shape = SHAPE("a source", source_fields);

#define ITEM(type) .size = sizeof(struct type), .at = offsetof(struct type, at)
const struct kind_row deck_kinds[KINDS] = {
    [ZONES] = {TR_MARK("zone"), TR_MARK("zones"), ITEM(deck_zone), .least = DECK_ZONES_MIN, .most = DECK_ZONES_MAX,
               .shape = &zone_shape},
    [MODELS] = {TR_MARK("model"), TR_MARK("models"), ITEM(deck_model), .least = 1, .most = DECK_MODELS_MAX,
                .shape = &model_shape},
    [SOURCES] = {TR_MARK("source"), TR_MARK("sources"), ITEM(deck_source), .least = 1, .most = DECK_SOURCES_MAX,
                 .shape = &source_shape},
    [LAYERS] = {TR_MARK("layer"), TR_MARK("layers"), ITEM(deck_layer), .least = 1, .most = DECK_LAYERS_MAX,
                .shape = &layer_shape},
    [CARDS] = {TR_MARK("card"), TR_MARK("cards"), ITEM(deck_card), .least = 1, .most = DECK_CARDS_MAX,
               .shape = &card_shape},
    [QUESTIONS] = {TR_MARK("question"), TR_MARK("questions"), ITEM(deck_question), .least = 1,
                   .most = DECK_QUESTIONS_MAX, .shape = &question_shape},
    [OPTIONS] = {TR_MARK("option"), TR_MARK("options"), .in = TR_MARK("a question"), ITEM(deck_option),
                 .least = DECK_OPTIONS_MIN, .most = DECK_OPTIONS_MAX, .shape = &option_shape},
    [STATEMENTS] = {TR_MARK("statement"), TR_MARK("statements"), .in = TR_MARK("a question"), ITEM(deck_option),
                    .least = DECK_OPTIONS_MIN, .most = DECK_OPTIONS_MAX, .shape = &statement_shape},
    [PARTS] = {TR_MARK("part"), TR_MARK("parts"), .in = TR_MARK("an exam_blueprint"), ITEM(deck_part), .least = 1,
               .most = DECK_PARTS_MAX, .shape = &part_shape},
    [AREAS] = {TR_MARK("area"), TR_MARK("areas"), .in = TR_MARK("an exam_blueprint"), ITEM(deck_area), .least = 0,
               .most = DECK_PARTS_MAX, .shape = &area_shape},
    [TESTS] = {TR_MARK("test"), TR_MARK("tests"), ITEM(deck_test), .least = 0, .most = DECK_TESTS_MAX,
               .shape = &test_shape},
    [EXAMS] = {TR_MARK("exam"), TR_MARK("exams"), TR_MARK("an exam"), .size = sizeof(const char *),
               .most = DECK_EXAMS_MAX},
    [CONFLICTS] = {TR_MARK("conflict"), TR_MARK("conflicts"), TR_MARK("a conflict"), .size = sizeof(const char *),
                   .most = DECK_CONFLICTS_MAX},
};

void deck_item_init(enum kind kind, void *item)
{
    if (kind == ZONES)
        ((struct deck_zone *)item)->look = (enum deck_look)LOOK_UNSET;
    if (kind == SOURCES)
        ((struct deck_source *)item)->as_of_day = DAY_UNSET;
}

static void read_sources(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    r->lists[SOURCES].key = r->key;
    reader_named_items(r, field);
}

static enum deck_look default_look(int zone, int n_zones)
{
    return n_zones == 2 && zone == 1 ? LOOK_PROVIDER : (enum deck_look)zone;
}

static void check_looks(struct reader *r)
{
    const struct list *list = &r->lists[ZONES];
    struct deck_zone *zones = list->items;
    for (int i = 0; i < list->n; i++) {
        if ((int)zones[i].look == LOOK_UNSET)
            zones[i].look = default_look(i, list->n);
        for (int j = 0; j < i; j++)
            if (zones[j].look == zones[i].look)
                reader_problem(r, zones[i].at,
                               tr("the zones '%s' and '%s' look the same (%s); give one of them another 'look:'"),
                               word_shown(zones[j].id).text, word_shown(zones[i].id).text, look_names[zones[i].look]);
    }
}

static void read_zones(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    r->lists[ZONES].key = r->key;
    reader_named_items(r, field);
    if (!r->deck->base)
        check_looks(r);
}

static void read_models(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    struct deck_mark start = r->at;
    const struct list *list = &r->lists[MODELS];
    r->lists[MODELS].key = r->key;
    reader_named_items(r, field);
    const struct deck_model *models = list->items;
    int given = 0;
    for (int i = 0; i < list->n; i++)
        given += models[i].given;
    if (given && given == list->n && !r->deck->base)
        reader_problem(r, start, tr("every model is given, so there is nothing to ask; take out one 'given: true'"));
}

/* -- what waits for a later pass -- */

static bool is_ready(const struct reader *r, enum kind kind)
{
    if (r->deck->base || r->pass == PASSES)
        return true;
    if (kind == TESTS)
        return r->lists[LAYERS].key.line && !(r->waiting >> LAYERS & 1);
    if (r->pass > 1)
        return true;
    return r->lists[SOURCES].key.line && (kind != LAYERS || (r->lists[ZONES].key.line && r->lists[MODELS].key.line));
}

static void read_now(struct reader *r, const struct field *field, void *into)
{
    switch (field->kind) {
    case LAYERS:
        layers_read(r, field, into);
        return;
    case CARDS:
        cards_read(r, field, into);
        return;
    case QUESTIONS:
        questions_read(r, field, into);
        return;
    default:
        tests_read(r, field, into);
    }
}

static void read_when_ready(struct reader *r, const struct field *field, void *into)
{
    r->lists[field->kind].key = r->key;
    if (is_ready(r, field->kind)) {
        r->waiting &= ~(1u << field->kind);
        read_now(r, field, into);
        return;
    }
    r->waiting |= 1u << field->kind;
    r->quiet = true;
    reader_skip(r);
    r->quiet = false;
}

/* -- the deck -- */

static void read_deck_id(struct reader *r, const struct field *field, void *into)
{
    if (!r->deck->base) {
        value_id(r, field, into);
        return;
    }
    const char *id = r->deck->base->id;
    if (reader_expect(r, PART_TEXT, field->name) && strcmp(r->text, id) != 0)
        reader_problem(r, r->at,
                       tr("this is a translation of the deck '%s', so it cannot have the id '%s'; write '%s'"), id,
                       word_shown(r->text).text, id);
}

static void read_deck_language(struct reader *r, const struct field *field, void *into)
{
    struct deck_mark at = r->at;
    value_language(r, field, into);
    if (r->deck->base && strcmp(r->deck->language, r->deck->base->language) == 0)
        reader_problem(r, at, tr("'%s' is the language of the deck; write the one into which this file translates it"),
                       word_shown(r->deck->language).text);
}

static void read_translates(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    const char *language = r->deck->base->language;
    if (reader_expect(r, PART_TEXT, field->name) && strcmp(r->text, language) != 0)
        reader_problem(r, r->at, tr("the deck is written in '%s', not in '%s'; write 'translates: %s'"), language,
                       word_shown(r->text).text, language);
}

static const struct field deck_fields[] = {
    {"demarc", .read = read_version, .where = TRANSLATION_TOO, .required = true, .example = "demarc: 1"},
    {"id", .read = read_deck_id, .offset = offsetof(struct deck, id), .where = TRANSLATION_TOO, .required = true,
     .example = "id: azure"},
    {"title", .read = value_text, .offset = offsetof(struct deck, title), .where = ALSO_TRANSLATED, .required = true,
     .example = "title: Azure"},
    {"language", .read = read_deck_language, .offset = offsetof(struct deck, language), .where = TRANSLATION_TOO,
     .required = true, .example = "language: en"},
    {"translates", .read = read_translates, .where = TRANSLATION_ONLY, .required = true, .example = "translates: en"},
    {"exam", .read = value_ids, .kind = EXAMS},
    {"conflicts", .read = value_ids, .kind = CONFLICTS},
    {"as_of", .read = value_day, .offset = offsetof(struct deck, as_of_day), .required = true,
     .example = "as_of: 2025-12-01"},
    {"sources", .read = read_sources, .kind = SOURCES, .required = true,
     .example = "sources: {learn: {title: Shared responsibility}}"},
    {"zones", .read = read_zones, .kind = ZONES, .where = ALSO_TRANSLATED,
     .example = "zones: {customer: {name: Customer}, provider: {name: Provider}}"},
    {"models", .read = read_models, .kind = MODELS, .where = ALSO_TRANSLATED,
     .example = "models: {iaas: {name: IaaS}, paas: {name: PaaS}}"},
    {"layers", .read = read_when_ready, .kind = LAYERS, .where = ALSO_TRANSLATED},
    {"cards", .read = read_when_ready, .kind = CARDS, .where = ALSO_TRANSLATED},
    {"questions", .read = read_when_ready, .kind = QUESTIONS, .where = ALSO_TRANSLATED},
    {"exam_blueprint", .read = blueprint_read, .where = ALSO_TRANSLATED},
    {"tests", .read = read_when_ready, .kind = TESTS},
};
static const struct shape deck_shape = SHAPE("the deck", deck_fields);

void deck_keys_read(struct reader *r)
{
    if (r->part == PART_BLOCK)
        r->top = r->at;
    reader_block(r, &deck_shape, r->deck);
    r->strange = r->meant;
}

static const struct field *find_waiting(const struct reader *r)
{
    for (int i = 0; i < deck_shape.n && r->part == PART_TEXT; i++)
        if (r->waiting >> deck_fields[i].kind & 1 && strcmp(r->text, deck_fields[i].name) == 0)
            return &deck_fields[i];
    return NULL;
}

void deck_keys_read_waiting(struct reader *r)
{
    r->quiet = true;
    while (r->waiting && reader_more(r, PART_BLOCK_END)) {
        const struct field *field = find_waiting(r);
        r->key = r->at;
        reader_skip(r);
        reader_next(r);
        r->quiet = !field;
        if (field)
            field->read(r, field, r->deck);
        else
            reader_skip(r);
        r->quiet = true;
    }
    r->quiet = false;
}

/* -- the deck as a whole -- */

static bool has(const struct reader *r, enum kind kind)
{
    return r->lists[kind].key.line > 0;
}

/* Zones and models are needed for layers, and for nothing else. */
static void check_use(struct reader *r, enum kind kind)
{
    const char *name = deck_kinds[kind].many;
    for (int i = 0; i < deck_shape.n; i++)
        if (deck_fields[i].kind == kind && strcmp(deck_fields[i].name, name) == 0 && has(r, LAYERS) && !has(r, kind) &&
            !(r->strange >> i & 1))
            reader_problem(r, r->top, tr("%s has no '%s'; add it, as in '%s'"), deck_shape.what, name,
                           deck_fields[i].example);
    if (has(r, kind) && !has(r, LAYERS) && !r->strange)
        reader_problem(r, r->lists[kind].key, tr("nothing uses '%s' in a deck without 'layers'; take it out"), name);
}

/* Both are items of the deck, and are told apart by their ids. */
static void check_shared_ids(struct reader *r)
{
    const struct list *cards = &r->lists[CARDS], *questions = &r->lists[QUESTIONS];
    for (int i = 0, j = 0; i < cards->n && j < questions->n;) {
        const struct name *card = &cards->names[i], *question = &questions->names[j];
        int order = strcmp(card->id, question->id);
        if (order == 0 && *card->id)
            reader_problem(r, question->at, tr("the card on line %d has the id '%s' too; give one of them another id"),
                           card->at.line, word_shown(card->id).text);
        i += order <= 0;
        j += order >= 0;
    }
}

static void check_conflicts(struct reader *r)
{
    const struct list *list = &r->lists[CONFLICTS];
    for (int i = 0; i < list->n; i++)
        if (r->deck->id && strcmp(list->names[i].id, r->deck->id) == 0)
            reader_problem(r, list->names[i].at, tr("a deck cannot conflict with itself; take out '%s'"),
                           word_shown(list->names[i].id).text);
}

void deck_keys_check(struct reader *r)
{
    bool asks = has(r, LAYERS) || has(r, CARDS) || has(r, QUESTIONS);
    if (r->deck->base || !r->top.line)
        return;
    if (!asks && !r->strange)
        reader_problem(r, r->top, tr("the deck asks nothing; add 'layers', 'cards' or 'questions'"));
    for (enum kind kind = ZONES; asks && kind <= MODELS; kind++)
        check_use(r, kind);
    if (asks && has(r, TESTS) && !has(r, LAYERS) && !r->strange)
        reader_problem(r, r->lists[TESTS].key, tr("'tests' place layers, and this deck has none; take it out"));
    if (asks && r->deck->blueprint.at.line && !has(r, QUESTIONS) && !r->strange)
        reader_problem(r, r->deck->blueprint.at,
                       tr("an exam_blueprint needs questions; add 'questions' or take it out"));
    check_shared_ids(r);
    check_conflicts(r);
    reader_check_uses(r, &r->about, LAYERS, "about");
    objectives_check(r);
}
