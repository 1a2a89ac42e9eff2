/* deck: a translation has the base's ids and answers and its own texts, whatever it leaves out; and all that a deck may
   have, cut and damaged, does no harm. */
#include "base/mem.h"
#include "base/rng.h"
#include "reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct deck *base;

static int read_base(void **state)
{
    (void)state;
    base = read_good("everything");
    return 0;
}

static int free_base(void **state)
{
    (void)state;
    deck_free(base);
    return 0;
}

static char *good_bytes(const char *name, size_t *size)
{
    char *path = xprintf(TEST_DATA "/decks/good/%s.yaml", name), *bytes = slurp(path, size);
    free(path);
    return bytes;
}

static struct deck *translated(const char *rest)
{
    char *text = xprintf("demarc: 1\nid: everything\nlanguage: nl\ntranslates: en\n%s", rest);
    struct deck *deck = read_translation(base, text, strlen(text));
    if (!deck)
        fail_msg("%d:%d: %s", problems.list[0].line, problems.list[0].column, problems.list[0].text);
    free(text);
    return deck;
}

/* All that the memory hangs on. */
static void assert_same_items(const struct deck *deck)
{
    assert_ptr_equal(deck->base, base);
    assert_true(deck->print == base->print);
    assert_int_equal(deck_item_count(deck), deck_item_count(base));
    assert_int_equal(deck_asked_count(deck), deck_asked_count(base));
    for (int item = 0; item < deck_item_count(base); item++) {
        char key[DECK_KEY_MAX], base_key[DECK_KEY_MAX], print[17], base_print[17];
        deck_item_key(deck, item, key);
        deck_item_key(base, item, base_key);
        assert_string_equal(key, base_key);
        deck_item_print(deck, item, print);
        deck_item_print(base, item, base_print);
        assert_string_equal(print, base_print);
        assert_int_equal(deck_item_asks(deck, item), deck_item_asks(base, item));
    }
}

static void whole_translation(void **state)
{
    (void)state;
    size_t size;
    char *bytes = good_bytes("everything.nl", &size);
    struct deck *deck = read_translation(base, bytes, size);
    assert_non_null(deck);
    check_deck(deck);
    assert_same_items(deck);
    assert_string_equal(deck->file, "test.nl.yaml");
    assert_string_equal(deck->language, "nl");
    assert_string_equal(deck->title, "Alles wat een deck kan hebben");
    assert_string_equal(deck->zones[0].name, "Klant");
    assert_string_equal(deck->models[0].short_name, "I");
    assert_string_equal(deck->layers[0].short_name, "Systeem");
    assert_string_equal(deck->layers[0].cells[1].why, "Jij kunt niet inloggen");
    assert_string_equal(deck->layers[0].cells[0].wrong[2], "Eigen systeem, eigen updates");
    assert_string_equal(deck->layers[0].cells[1].differs[1], "Het artikel van 2017");
    assert_string_equal(deck->layers[2].cells[0].open, "Twee bladzijden spreken elkaar tegen");
    assert_string_equal(deck->cards[0].back, "Gehuurde machines");
    assert_string_equal(deck->questions[0].options[2].text, "Beide");
    assert_true(deck->questions[0].options[2].right);
    assert_string_equal(deck->questions[1].options[0].why, "Zo is het");
    assert_string_equal(deck->blueprint.parts[0].name, "Clouddiensten");
    assert_int_equal(deck->blueprint.parts[0].weight, 40);
    assert_string_equal(deck->blueprint.areas[0].share, "35 tot 40 %");
    assert_ptr_equal(deck->sources, base->sources);
    assert_ptr_equal(deck->tests, base->tests);
    assert_int_equal(deck->layers[1].at.line, 21);
    assert_int_equal(deck->layers[0].cells[1].at.line, 18);
    assert_int_equal(deck->layers[1].cells[0].at.line, 0);
    assert_string_equal(base->layers[0].name, "Operating system");
    assert_int_equal(base->layers[0].at.line, 43);
    deck_free(deck);
    free(bytes);
}

static void what_is_left_out_stays(void **state)
{
    (void)state;
    struct deck *deck = translated("layers: [{id: os, name: Systeem}]\nquestions: [{id: grid, statements: [{id: b, "
                                   "text: B}]}]\n");
    check_deck(deck);
    assert_same_items(deck);
    assert_ptr_equal(deck->title, base->title);
    assert_ptr_equal(deck->zones[0].name, base->zones[0].name);
    assert_ptr_not_equal(deck->layers[0].name, base->layers[0].name);
    assert_ptr_equal(deck->layers[0].means, base->layers[0].means);
    assert_ptr_equal(deck->layers[0].cells[0].why, base->layers[0].cells[0].why);
    assert_ptr_equal(deck->layers[0].cells[0].wrong[2], base->layers[0].cells[0].wrong[2]);
    assert_ptr_equal(deck->cards[1].front, base->cards[1].front);
    assert_ptr_equal(deck->questions[1].options[0].text, base->questions[1].options[0].text);
    assert_ptr_not_equal(deck->questions[1].options[1].text, base->questions[1].options[1].text);
    assert_ptr_equal(deck->blueprint.areas[1].share, base->blueprint.areas[1].share);
    assert_int_equal(deck->layers[0].at.line, 5);
    assert_int_equal(deck->layers[1].at.line + deck->zones[0].at.line + deck->cards[0].at.line, 0);
    deck_free(deck);
    deck = translated("");
    assert_same_items(deck);
    assert_string_equal(deck->language, "nl");
    deck_free(deck);
}

static void bad_translations_are_told(void **state)
{
    (void)state;
    assert_all_told(TEST_DATA "/decks/translated", 10, base);
}

static void what_the_base_has_not_is_told(void **state)
{
    (void)state;
    static const char text[] = "demarc: 1\nid: words\nlanguage: nl\ntranslates: en\nzones: {a: {name: A}}\n"
                               "layers: [{id: os}]\nquestions: [{id: q}]\nexam_blueprint: {parts: []}\n";
    struct deck *cards = read_good("cards");
    assert_null(read_translation(cards, text, strlen(text)));
    assert_int_equal(problems.n, 4);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(problems.list[i].line, 5 + i);
        assert_non_null(strstr(problems.list[i].text, "is not in the deck here, so there is nothing to translate"));
    }
    deck_free(cards);
}

static bool is_space_only(const char *text)
{
    return text[strspn(text, " \r\n")] == '\0';
}

/* Blocks: a cut at the end of a line may leave a shorter deck that is good. */
static void cut_files_do_no_harm(void **state)
{
    (void)state;
    static const char *const names[] = {"everything", "everything.nl", "cards"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t size;
        char *bytes = good_bytes(names[i], &size);
        bool is_translation = strchr(names[i], '.');
        for (size_t length = 0; length <= size; length++) {
            struct deck *deck = is_translation ? read_translation(base, bytes, length) : read_bytes(bytes, length);
            if (deck)
                check_deck(deck);
            else
                assert_true(problems.n > 0);
            if (!deck && is_space_only(bytes + length))
                fail_msg("%s cut at byte %zu is bad", names[i], length);
            deck_free(deck);
        }
        free(bytes);
    }
}

static void damage(struct rng *rng, char *bytes, size_t size)
{
    static const char marks[] = "{}[]:,-?&*!|>'\"%@`#\n \t~<";
    for (int left = 1 + rng_below(rng, 3); left; left--) {
        char *byte = &bytes[rng_below(rng, (int)size)];
        if (rng_below(rng, 2))
            *byte = marks[rng_below(rng, (int)sizeof marks - 1)];
        else
            *byte = (char)(*byte ^ 1 << rng_below(rng, 8));
    }
}

static void damaged_files_do_no_harm(void **state)
{
    (void)state;
    static const char *const names[] = {"everything", "everything.nl"};
    struct rng rng = {20251202};
    for (int kind = 0; kind < 2; kind++) {
        size_t size;
        char *bytes = good_bytes(names[kind], &size), *broken = xmalloc(size);
        int good = 0;
        for (int i = 0; i < 1000; i++) {
            memcpy(broken, bytes, size);
            damage(&rng, broken, size);
            struct deck *deck = kind ? read_translation(base, broken, size) : read_bytes(broken, size);
            if (deck)
                check_deck(deck);
            else
                assert_true(problems.n > 0);
            if (deck && kind)
                assert_same_items(deck);
            good += deck != NULL;
            deck_free(deck);
        }
        assert_in_range(good, 1, 950);
        free(bytes);
        free(broken);
    }
}

static char *repeated(const char *start, const char *piece, int n, const char *tail)
{
    size_t length = strlen(piece), at = strlen(start);
    char *text = xmalloc(at + length * (size_t)n + strlen(tail) + 1);
    memcpy(text, start, at);
    for (int i = 0; i < n; i++, at += length)
        memcpy(text + at, piece, length);
    strcpy(text + at, tail);
    return text;
}

static void assert_hostile(const char *start, const char *piece, int n, const char *tail, const char *expected)
{
    char *text = repeated(start, piece, n, tail);
    assert_null(read_text(text));
    assert_string_equal(problems.list[0].text, expected);
    free(text);
}

static void too_much_is_told_once(void **state)
{
    (void)state;
    static const char head[] =
        "demarc: 1\nid: s\ntitle: S\nlanguage: en\nas_of: 2025-12-01\nsources: {s: {title: S}}\n";
    char *start = xprintf("%scards:\n", head), *questions = xprintf("%squestions:\n", head);
    assert_hostile(start, "- {}\n", 250000, "", "a card has no 'id'; add it, as in 'id: iaas'");
    assert_int_equal(problems.more, 4 * DECK_CARDS_MAX + 1 - DECK_PROBLEMS_MAX);
    assert_hostile(start, "- {id: a, front: F, back: B, source: s}\n", 100000, "",
                   "the card 'a' is already on line 8; take this one out or give it another id");
    assert_hostile(questions, "- {id: a, options: [{id: a}, {id: b, right: true}, {id: c}]}\n", 20001, "",
                   "a question has no 'ask'; add it, as in 'ask: Who patches the system'");
    assert_hostile(
        start, "- [[[[[[[[[[[[[[[[", 1, "",
        "a card must be a block of 'key: value' lines, but here is a list; leave out its dashes or brackets");
    assert_hostile(start, "- {id: a, about: [[[[[[[[[[[[[[[[[[", 1, "", "a layer must be one text, but here is a list");
    free(start);
    free(questions);
}

/* A search among all cards for each of a hundred wrong ids would take minutes. */
static void unknown_ids_are_searched_for_a_while(void **state)
{
    (void)state;
    char *bytes = NULL;
    size_t size;
    FILE *out = open_memstream(&bytes, &size);
    fputs("demarc: 1\nid: s\ntitle: S\nlanguage: en\nas_of: 2025-12-01\nsources: {s: {title: S}}\ncards:\n", out);
    for (int i = 0; i < 60000; i++)
        fprintf(out, "- {id: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa%d, front: F, back: B, source: s}\n", i);
    fclose(out);
    struct deck *many = read_bytes(bytes, size);
    assert_non_null(many);
    free(bytes);
    char *text = repeated("demarc: 1\nid: s\nlanguage: nl\ntranslates: en\ncards:\n",
                          "- {id: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab, front: F}\n", 1000, "");
    assert_null(read_translation(many, text, strlen(text)));
    assert_int_equal(problems.n + problems.more, 1000);
    assert_non_null(strstr(problems.list[0].text, "; did you mean 'aaa"));
    assert_non_null(strstr(problems.list[99].text, "; use one of: aaa"));
    free(text);
    deck_free(many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_translation),         cmocka_unit_test(what_is_left_out_stays),
        cmocka_unit_test(bad_translations_are_told), cmocka_unit_test(what_the_base_has_not_is_told),
        cmocka_unit_test(cut_files_do_no_harm),      cmocka_unit_test(damaged_files_do_no_harm),
        cmocka_unit_test(too_much_is_told_once),     cmocka_unit_test(unknown_ids_are_searched_for_a_while),
    };
    return cmocka_run_group_tests(tests, read_base, free_base);
}
