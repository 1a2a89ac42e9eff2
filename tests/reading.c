#include "reading.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "deck/word.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>

#include <cmocka.h>

struct deck_problems problems;

char *slurp(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("cannot open %s", path);
    fseek(file, 0, SEEK_END);
    long length = ftell(file);
    rewind(file);
    char *bytes = xmalloc((size_t)length + 1);
    *size = fread(bytes, 1, (size_t)length, file);
    bytes[*size] = '\0';
    fclose(file);
    return bytes;
}

struct deck *read_bytes(const char *bytes, size_t size)
{
    char *exact = xmalloc(size);
    memcpy(exact, bytes, size);
    struct deck *deck = deck_read("test.yaml", exact, size, &problems);
    free(exact);
    return deck;
}

struct deck *read_translation(const struct deck *base, const char *bytes, size_t size)
{
    char *exact = xmalloc(size);
    memcpy(exact, bytes, size);
    struct deck *deck = deck_read_translation(base, "test.nl.yaml", exact, size, &problems);
    free(exact);
    return deck;
}

struct deck *read_text(const char *text)
{
    return read_bytes(text, strlen(text));
}

char *problems_as_text(void)
{
    char *text = xstrdup("");
    for (int i = 0; i < problems.n; i++) {
        const struct deck_problem *p = &problems.list[i];
        char *longer = xprintf("%s%d:%d: %s\n", text, p->line, p->column, p->text);
        free(text);
        text = longer;
    }
    if (!problems.more)
        return text;
    char *longer = xprintf("%sand %d more\n", text, problems.more);
    free(text);
    return longer;
}

static void check_text(const char *text, bool required)
{
    if (required)
        assert_non_null(text);
    if (text) {
        assert_true(utf8_valid(text, strlen(text)));
        assert_false(word_is_blank(text));
        assert_null(strpbrk(text, "\n\r\t"));
    }
}

static void check_cell(const struct deck *deck, const struct deck_cell *cell)
{
    assert_in_range(cell->answer + 1, 0, deck->n_zones);
    check_text(cell->why, false);
    check_text(cell->open, false);
    for (int zone = 0; zone < DECK_ZONES_MAX; zone++) {
        check_text(cell->wrong[zone], false);
        check_text(cell->differs[zone], false);
        if (zone >= deck->n_zones || zone == cell->answer || cell->open)
            assert_true(!cell->wrong[zone] && !cell->differs[zone]);
    }
}

static void check_about(const struct deck *deck, const char *const *about, int n, int source)
{
    assert_in_range(n, 0, DECK_ABOUT_MAX);
    for (int i = 0; i < n; i++) {
        bool known = !deck->n_layers;
        for (int layer = 0; layer < deck->n_layers; layer++)
            known = known || strcmp(deck->layers[layer].id, about[i]) == 0;
        assert_true(known && word_is_id(about[i]));
    }
    assert_in_range(source, 0, deck->n_sources - 1);
}

static void check_card(const struct deck *deck, const struct deck_card *card)
{
    assert_true(word_is_id(card->id));
    check_text(card->front, true);
    check_text(card->back, true);
    check_about(deck, card->about, card->n_about, card->source);
}

static void check_question(const struct deck *deck, const struct deck_question *question)
{
    int right = 0;
    assert_true(word_is_id(question->id));
    check_text(question->ask, true);
    check_text(question->objective, deck->blueprint.questions > 0);
    check_about(deck, question->about, question->n_about, question->source);
    assert_in_range(question->n_options, DECK_OPTIONS_MIN, DECK_OPTIONS_MAX);
    for (int i = 0; i < question->n_options; i++) {
        assert_true(word_is_id(question->options[i].id));
        check_text(question->options[i].text, true);
        check_text(question->options[i].why, false);
        right += question->options[i].right;
    }
    if (!question->grid)
        assert_in_range(right, 1, question->n_options - 1);
}

static void check_test(const struct deck *deck, const struct deck_test *test)
{
    assert_in_range(test->right, 0, test->n_cells);
    for (int i = 0; i < test->n_cells; i++) {
        const struct deck_test_cell *cell = &test->cells[i];
        assert_in_range(cell->zone, 0, deck->n_zones - 1);
        assert_true(deck_asks(deck, cell->layer, cell->model));
        check_text(cell->says, false);
    }
}

static void check_blueprint(const struct deck *deck)
{
    const struct deck_blueprint *b = &deck->blueprint;
    int sum = 0;
    for (int i = 0; i < b->n_parts; i++) {
        check_text(b->parts[i].objective, true);
        check_text(b->parts[i].name, true);
        sum += b->parts[i].weight;
    }
    for (int i = 0; i < b->n_areas; i++) {
        check_text(b->areas[i].name, true);
        check_text(b->areas[i].share, true);
    }
    assert_int_equal(sum, b->questions ? 100 : 0);
    assert_true(!b->questions || (b->minutes > 0 && deck->n_questions > 0));
}

void check_deck(const struct deck *deck)
{
    assert_true(word_is_id(deck->id) && word_is_language(deck->language));
    check_text(deck->title, true);
    if (deck->n_layers) {
        assert_in_range(deck->n_zones, DECK_ZONES_MIN, DECK_ZONES_MAX);
        assert_in_range(deck->n_models, 1, DECK_MODELS_MAX);
        assert_in_range(deck->n_layers, 1, DECK_LAYERS_MAX);
    }
    assert_true(deck_asked_count(deck) + deck->n_cards + deck->n_questions > 0);
    for (int i = 0; i < deck->n_zones; i++) {
        assert_true(word_is_id(deck->zones[i].id));
        check_text(deck->zones[i].name, true);
        assert_in_range(deck->zones[i].look, LOOK_CUSTOMER, LOOK_SIXTH);
    }
    for (int i = 0; i < deck->n_models; i++) {
        assert_true(word_is_id(deck->models[i].id));
        check_text(deck->models[i].name, true);
    }
    for (int i = 0; i < deck->n_sources; i++)
        check_text(deck->sources[i].title, true);
    for (int i = 0; i < deck->n_layers; i++) {
        const struct deck_layer *layer = &deck->layers[i];
        assert_true(word_is_id(layer->id));
        check_text(layer->name, true);
        assert_in_range(layer->source, 0, deck->n_sources - 1);
        for (int model = 0; model < deck->n_models; model++)
            check_cell(deck, &layer->cells[model]);
    }
    for (int i = 0; i < deck->n_cards; i++)
        check_card(deck, &deck->cards[i]);
    for (int i = 0; i < deck->n_questions; i++)
        check_question(deck, &deck->questions[i]);
    for (int i = 0; i < deck->n_tests; i++)
        check_test(deck, &deck->tests[i]);
    check_blueprint(deck);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The files of a folder that end in .yaml, without that, sorted. The caller frees each and the list. */
static char **names_in(const char *folder, int *n)
{
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    char **names = NULL;
    int capacity = 0;
    *n = 0;
    for (struct dirent *entry; (entry = readdir(dir));) {
        char *end = strstr(entry->d_name, ".yaml");
        if (!end)
            continue;
        names = xgrow(names, *n, &capacity, sizeof *names);
        names[(*n)++] = xprintf("%.*s", (int)(end - entry->d_name), entry->d_name);
    }
    closedir(dir);
    qsort(names, (size_t)*n, sizeof *names, by_name);
    return names;
}

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

/* One bad deck against the problems beside it; says what differs and returns false. */
static bool is_told(const char *folder, const char *name, const struct deck *base)
{
    size_t size, expected_size;
    char *path = xprintf("%s/%s.yaml", folder, name), *beside = xprintf("%s/%s.txt", folder, name);
    char *bytes = slurp(path, &size);
    struct deck *deck = base ? read_translation(base, bytes, size) : read_bytes(bytes, size);
    char *got = problems_as_text();
    if (getenv("UPDATE_GOLDEN") && !deck)
        write_text(beside, got);
    char *expected = slurp(beside, &expected_size);
    bool same = !deck && strcmp(got, expected) == 0;
    if (!same)
        print_error("%s: expected\n%sgot\n%s", path, expected, deck ? "a good deck\n" : got);
    deck_free(deck);
    free(path);
    free(beside);
    free(bytes);
    free(expected);
    free(got);
    return same;
}

void assert_all_told(const char *folder, int least, const struct deck *base)
{
    int n, told = 0;
    char **names = names_in(folder, &n);
    assert_true(n >= least);
    for (int i = 0; i < n; i++) {
        told += is_told(folder, names[i], base);
        free(names[i]);
    }
    free(names);
    assert_int_equal(told, n);
}

struct deck *read_good(const char *name)
{
    char *path = xprintf(TEST_DATA "/decks/good/%s.yaml", name);
    size_t size;
    char *bytes = slurp(path, &size);
    struct deck *deck = read_bytes(bytes, size);
    if (!deck)
        fail_msg("%s:%d:%d: %s", path, problems.list[0].line, problems.list[0].column, problems.list[0].text);
    free(bytes);
    free(path);
    return deck;
}
