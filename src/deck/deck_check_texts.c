/* Rules about texts: what is missing, what is too long for its place, what a translation leaves out. */
#include "base/tr.h"
#include "deck/deck_checking.h"
#include "deck/word.h"

#include <stdio.h>
#include <string.h>

enum { SHORT_MOST = 20 };

/* -- what is missing -- */

void rule_no_why(struct deck_check *check)
{
    const struct deck *deck = check->deck;
    for (int layer = 0; layer < deck->n_layers; layer++)
        for (int model = 0; model < deck->n_models; model++)
            if (deck_asks(deck, layer, model) && !deck->layers[layer].cells[model].why)
                check_tell(check, deck->layers[layer].cells[model].at,
                           tr("'%s' in '%s' has no 'why'; say what decides it"),
                           word_shown(deck->layers[layer].id).text, word_shown(deck->models[model].id).text);
    for (int i = 0; i < deck->n_questions; i++)
        for (int k = 0; k < deck->questions[i].n_options; k++)
            if (!deck->questions[i].options[k].why)
                check_tell(check, deck->questions[i].options[k].at,
                           tr("'%s' of '%s' has no 'why'; say why it is right or wrong"),
                           word_shown(deck->questions[i].options[k].id).text, word_shown(deck->questions[i].id).text);
}

void rule_no_means(struct deck_check *check)
{
    const struct deck *deck = check->deck;
    for (int layer = 0; layer < deck->n_layers; layer++)
        if (!deck->layers[layer].means)
            check_tell(check, deck->layers[layer].at,
                       tr("the layer '%s' has no 'means'; say in one line what belongs to it and what does not"),
                       word_shown(deck->layers[layer].id).text);
}

/* Of a deck with one model nobody asks which one it is. */
void rule_no_like(struct deck_check *check)
{
    const struct deck *deck = check->deck;
    for (int model = 0; deck->n_models > 1 && model < deck->n_models; model++)
        if (!deck->models[model].like)
            check_tell(check, deck->models[model].at, tr("the model '%s' has no 'like'; name an example of it"),
                       word_shown(deck->models[model].id).text);
}

static void without_short(struct deck_check *check, const char *name, const char *short_name)
{
    int length = check_length(name);
    if (!short_name && length > SHORT_MOST)
        check_tell_text(check, name,
                        tr("this name has %d characters and will be cut in narrow places; add a 'short' of at most %d"),
                        length, SHORT_MOST);
}

void rule_no_short(struct deck_check *check)
{
    const struct deck *deck = check->deck;
    for (int model = 0; model < deck->n_models; model++)
        without_short(check, deck->models[model].name, deck->models[model].short_name);
    for (int layer = 0; layer < deck->n_layers; layer++)
        without_short(check, deck->layers[layer].name, deck->layers[layer].short_name);
}

/* -- what is too long -- */

void rule_text_fit(struct deck_check *check)
{
    if (check->measure)
        check->measure(check->with, check);
}

/* -- what is not translated -- */

/* Where the translation of one thing stands, for what is missing in it; the title, where it says nothing of it. */
static void untranslated(struct deck_check *check, struct deck_mark at, const char *text, const char *key,
                         const char *thing, const char *id)
{
    if (!text || deck_owns(check->deck, text))
        return;
    check_tell(check, at.line ? at : deck_text_at(check->deck->title), tr("'%s' of %s '%s' is not translated; add it"),
               key, thing, word_shown(id).text);
}

static void layer_untranslated(struct deck_check *check, const struct deck_layer *layer)
{
    const struct deck *deck = check->deck;
    const char *what = tr("the layer");
    char key[120];
    untranslated(check, layer->at, layer->name, "name", what, layer->id);
    untranslated(check, layer->at, layer->short_name, "short", what, layer->id);
    untranslated(check, layer->at, layer->means, "means", what, layer->id);
    for (int model = 0; model < deck->n_models; model++) {
        const struct deck_cell *cell = &layer->cells[model];
        const char *id = deck->models[model].id;
        snprintf(key, sizeof key, "why: %s", id);
        untranslated(check, layer->at, cell->why, key, what, layer->id);
        snprintf(key, sizeof key, "open: %s", id);
        untranslated(check, layer->at, cell->open, key, what, layer->id);
        for (int zone = 0; zone < deck->n_zones; zone++) {
            snprintf(key, sizeof key, "wrong: %s: %s", id, deck->zones[zone].id);
            untranslated(check, layer->at, cell->wrong[zone], key, what, layer->id);
            snprintf(key, sizeof key, "differs: %s: %s", id, deck->zones[zone].id);
            untranslated(check, layer->at, cell->differs[zone], key, what, layer->id);
        }
    }
}

static void question_untranslated(struct deck_check *check, const struct deck_question *question)
{
    const char *what = tr("the question");
    char key[64];
    untranslated(check, question->at, question->ask, "ask", what, question->id);
    for (int i = 0; i < question->n_options; i++) {
        const struct deck_option *option = &question->options[i];
        struct deck_mark at = option->at.line ? option->at : question->at;
        snprintf(key, sizeof key, "%s: text", option->id);
        untranslated(check, at, option->text, key, what, question->id);
        snprintf(key, sizeof key, "%s: why", option->id);
        untranslated(check, at, option->why, key, what, question->id);
    }
}

static void blueprint_untranslated(struct deck_check *check, const struct deck_blueprint *blueprint)
{
    for (int i = 0; i < blueprint->n_parts; i++)
        untranslated(check, blueprint->parts[i].at, blueprint->parts[i].name, "name", tr("the part"),
                     blueprint->parts[i].objective);
    for (int i = 0; i < blueprint->n_areas; i++) {
        const struct deck_area *area = &blueprint->areas[i];
        untranslated(check, blueprint->at, area->name, "name", tr("the area"), area->id);
        untranslated(check, blueprint->at, area->share, "share", tr("the area"), area->id);
    }
}

void rule_untranslated(struct deck_check *check)
{
    const struct deck *deck = check->deck;
    if (!deck->base)
        return;
    for (int i = 0; i < deck->n_zones; i++) {
        untranslated(check, deck->zones[i].at, deck->zones[i].name, "name", tr("the zone"), deck->zones[i].id);
        untranslated(check, deck->zones[i].at, deck->zones[i].hint, "hint", tr("the zone"), deck->zones[i].id);
    }
    for (int i = 0; i < deck->n_models; i++) {
        const struct deck_model *model = &deck->models[i];
        untranslated(check, model->at, model->name, "name", tr("the model"), model->id);
        untranslated(check, model->at, model->short_name, "short", tr("the model"), model->id);
        untranslated(check, model->at, model->like, "like", tr("the model"), model->id);
    }
    for (int i = 0; i < deck->n_layers; i++)
        layer_untranslated(check, &deck->layers[i]);
    for (int i = 0; i < deck->n_cards; i++) {
        untranslated(check, deck->cards[i].at, deck->cards[i].front, "front", tr("the card"), deck->cards[i].id);
        untranslated(check, deck->cards[i].at, deck->cards[i].back, "back", tr("the card"), deck->cards[i].id);
    }
    for (int i = 0; i < deck->n_questions; i++)
        question_untranslated(check, &deck->questions[i]);
    blueprint_untranslated(check, &deck->blueprint);
}
