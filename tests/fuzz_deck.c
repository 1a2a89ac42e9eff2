/* libFuzzer's target: whatever the bytes are, as a deck and as a translation of a good one, reading and checking them
   does no harm, and what is read as good keeps what the rest of the program takes for granted, also from its recording.
   Then the bytes are themselves the parts of a recording, with a sum that fits. */
#include "base/mem.h"
#include "base/utf8.h"
#include "deck/deck_against.h"
#include "deck/deck_check.h"
#include "deck/deck_parts.h"
#include "dumped.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct deck *base;
static struct deck_problems problems;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    static char bytes[1 << 16];
    FILE *file = fopen(FUZZ_BASE, "rb");
    assert(file);
    base = deck_read(FUZZ_BASE, bytes, fread(bytes, 1, sizeof bytes, file), &problems);
    assert(base);
    fclose(file);
    return 0;
}

static void check_problems(void)
{
    assert(problems.n > 0 && problems.n <= DECK_PROBLEMS_MAX);
    for (int i = 0; i < problems.n; i++) {
        const struct deck_problem *p = &problems.list[i];
        assert(p->line >= 0 && p->column >= 0 && *p->text && utf8_valid(p->text, strlen(p->text)));
    }
}

static void check_text(const struct deck *deck, const char *text)
{
    if (!text)
        return;
    assert(*text && utf8_valid(text, strlen(text)) && !strpbrk(text, "\n\r\t"));
    if (deck_owns(deck, text))
        assert(deck_text_at(text).line > 0 && deck_text_at(text).column > 0);
}

static void check_layers(const struct deck *deck)
{
    for (int layer = 0; layer < deck->n_layers; layer++) {
        const struct deck_layer *l = &deck->layers[layer];
        assert(l->source >= 0 && l->source < deck->n_sources);
        check_text(deck, l->name);
        check_text(deck, l->means);
        for (int model = 0; model < deck->n_models; model++) {
            const struct deck_cell *cell = &l->cells[model];
            assert(cell->answer >= DECK_ABSENT && cell->answer < deck->n_zones);
            check_text(deck, cell->why);
            check_text(deck, cell->open);
        }
    }
}

static void check_questions(const struct deck *deck)
{
    for (int i = 0; i < deck->n_questions; i++) {
        const struct deck_question *q = &deck->questions[i];
        int right = 0;
        assert(q->n_options >= DECK_OPTIONS_MIN && q->n_options <= DECK_OPTIONS_MAX);
        assert(q->source >= 0 && q->source < deck->n_sources);
        for (int k = 0; k < q->n_options; k++) {
            check_text(deck, q->options[k].text);
            right += q->options[k].right;
        }
        assert(q->grid || (right > 0 && right < q->n_options));
    }
}

static void stays(void *with, const char *key, enum deck_change change)
{
    (void)with;
    assert(*key && change == CHANGE_STAYS);
}

static void check_deck(const struct deck *deck, const char *bytes, size_t size)
{
    const struct deck *const others[] = {deck, base};
    struct deck_check check = {
        .deck = deck, .bytes = bytes, .size = size, .others = others, .n_others = 2, .today = 30000};
    check_text(deck, deck->title);
    check_layers(deck);
    check_questions(deck);
    deck_check_run(&check);
    for (int i = 0; i < check.n; i++)
        assert(utf8_valid(check.found[i].text, strlen(check.found[i].text)) && check.found[i].line >= 0);
    deck_check_clear(&check);
    deck_against(deck, deck, stays, NULL);
}

static void check_replayed(const struct deck *of, const struct deck *wanted, const char *bytes, size_t size,
                           const struct deck_tape *made)
{
    struct deck_tape tape = {.kept = made->used, .kept_size = made->size};
    struct deck *deck = deck_read_taped(of, "fuzz", bytes, size, &tape, &problems);
    assert(deck && tape.used == made->used && tape.size == made->size && !tape.made);
    char *is = deck_dumped(deck), *should = deck_dumped(wanted);
    assert(strcmp(is, should) == 0);
    free(is);
    free(should);
    deck_free(deck);
}

static void read_as_yaml(const struct deck *of, const char *bytes, size_t size)
{
    struct deck_tape tape = {0};
    struct deck *deck = deck_read_taped(of, "fuzz", bytes, size, &tape, &problems);
    if (deck) {
        assert(tape.made && tape.used == tape.made);
        check_deck(deck, bytes, size);
        check_replayed(of, deck, bytes, size, &tape);
    } else {
        check_problems();
        assert(!tape.made && !tape.used);
    }
    free(tape.made);
    deck_free(deck);
}

/* Of a file that makes no deck, so that every deck comes from the recording. */
static void read_as_parts(const struct deck *of, const char *parts, size_t size)
{
    static const char file[] = "-";
    struct parts_tape raw = {.bytes = xcalloc(PARTS_HEAD + size, 1), .size = PARTS_HEAD + size};
    memcpy(raw.bytes + PARTS_HEAD, parts, size);
    struct deck_tape tape = {0};
    char *kept = parts_finish(&raw, parts_key(file, 1), &tape.kept_size);
    tape.kept = kept;
    struct deck *deck = deck_read_taped(of, "fuzz", file, 1, &tape, &problems);
    if (deck) {
        assert(tape.used == kept && !tape.made);
        check_deck(deck, file, 1);
    } else {
        check_problems();
    }
    free(kept);
    deck_free(deck);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    for (int translation = 0; translation < 2; translation++) {
        read_as_yaml(translation ? base : NULL, bytes, size);
        read_as_parts(translation ? base : NULL, bytes, size);
    }
    return 0;
}
