/* Every field of struct deck, in its order; of texts also where they begin in the file. */
#include "dumped.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static FILE *out;
static const struct deck *of;

static void put_mark(struct deck_mark at)
{
    fprintf(out, " @%d:%d", at.line, at.column);
}

static void put_word(const char *word)
{
    fprintf(out, " %s%s", word ? "=" : "-", word ? word : "");
}

/* Of a text that learners read. */
static void put_text(const char *text)
{
    put_word(text);
    if (text && deck_owns(of, text))
        put_mark(deck_text_at(text));
}

static void put_words(const char *const *words, int n)
{
    for (int i = 0; i < n; i++)
        put_word(words[i]);
}

static void begin(const char *kind, struct deck_mark at)
{
    fprintf(out, "\n%s", kind);
    put_mark(at);
}

static void put_head(void)
{
    fprintf(out, "%s", of->file);
    put_word(of->id);
    put_text(of->title);
    put_text(of->language);
    put_words(of->exams, of->n_exams);
    put_words(of->conflicts, of->n_conflicts);
    fprintf(out, " %d %d %d %016" PRIx64, of->as_of_day, of->n_exams, of->n_conflicts, of->print);
    put_word(of->base ? of->base->file : NULL);
    for (int i = 0; i < of->n_sources; i++) {
        const struct deck_source *source = &of->sources[i];
        begin("source", source->at);
        put_word(source->id);
        put_text(source->title);
        put_text(source->url);
        fprintf(out, " %d", source->as_of_day);
    }
}

static void put_sides(void)
{
    for (int i = 0; i < of->n_zones; i++) {
        const struct deck_zone *zone = &of->zones[i];
        begin("zone", zone->at);
        put_word(zone->id);
        put_text(zone->name);
        put_text(zone->hint);
        fprintf(out, " %d", zone->look);
    }
    for (int i = 0; i < of->n_models; i++) {
        const struct deck_model *model = &of->models[i];
        begin("model", model->at);
        put_word(model->id);
        put_text(model->name);
        put_text(model->short_name);
        put_text(model->like);
        fprintf(out, " %d", model->given);
    }
}

static void put_cell(const struct deck_cell *cell)
{
    begin("  cell", cell->at);
    fprintf(out, " %d", cell->answer);
    put_text(cell->why);
    put_text(cell->open);
    for (int zone = 0; zone < DECK_ZONES_MAX; zone++) {
        put_text(cell->wrong[zone]);
        put_text(cell->differs[zone]);
    }
}

static void put_layers(void)
{
    for (int i = 0; i < of->n_layers; i++) {
        const struct deck_layer *layer = &of->layers[i];
        begin("layer", layer->at);
        put_word(layer->id);
        put_text(layer->name);
        put_text(layer->short_name);
        put_text(layer->means);
        fprintf(out, " %d", layer->source);
        for (int model = 0; model < of->n_models; model++)
            put_cell(&layer->cells[model]);
    }
}

static void put_cards(void)
{
    for (int i = 0; i < of->n_cards; i++) {
        const struct deck_card *card = &of->cards[i];
        begin("card", card->at);
        put_word(card->id);
        put_text(card->front);
        put_text(card->back);
        put_words(card->about, card->n_about);
        fprintf(out, " %d", card->source);
    }
}

static void put_questions(void)
{
    for (int i = 0; i < of->n_questions; i++) {
        const struct deck_question *question = &of->questions[i];
        begin("question", question->at);
        put_word(question->id);
        put_word(question->objective);
        put_text(question->ask);
        put_words(question->about, question->n_about);
        fprintf(out, " %d %d %d", question->for_exam, question->grid, question->source);
        for (int k = 0; k < question->n_options; k++) {
            const struct deck_option *option = &question->options[k];
            begin("  option", option->at);
            put_word(option->id);
            put_text(option->text);
            put_text(option->why);
            fprintf(out, " %d", option->right);
        }
    }
}

static void put_blueprint(const struct deck_blueprint *print)
{
    begin("blueprint", print->at);
    fprintf(out, " %d %d", print->minutes, print->questions);
    for (int i = 0; i < print->n_parts; i++) {
        begin("  part", print->parts[i].at);
        put_word(print->parts[i].objective);
        put_text(print->parts[i].name);
        put_word(print->parts[i].board);
        fprintf(out, " %d", print->parts[i].weight);
    }
    for (int i = 0; i < print->n_areas; i++) {
        begin("  area", print->areas[i].at);
        put_word(print->areas[i].id);
        put_text(print->areas[i].name);
        put_text(print->areas[i].share);
    }
}

static void put_tests(void)
{
    for (int i = 0; i < of->n_tests; i++) {
        const struct deck_test *test = &of->tests[i];
        begin("test", test->at);
        fprintf(out, " %d", test->right);
        for (int k = 0; k < test->n_cells; k++) {
            const struct deck_test_cell *cell = &test->cells[k];
            begin("  cell", cell->at);
            fprintf(out, " %d %d %d", cell->layer, cell->model, cell->zone);
            put_text(cell->says);
        }
    }
}

char *deck_dumped(const struct deck *deck)
{
    char *text = NULL;
    size_t size = 0;
    of = deck;
    out = open_memstream(&text, &size);
    assert(out);
    put_head();
    put_sides();
    put_layers();
    put_cards();
    put_questions();
    put_blueprint(&deck->blueprint);
    put_tests();
    fclose(out);
    return text;
}
