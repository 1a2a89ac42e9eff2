/* deck: the reader takes what a deck may be, names all that is wrong with what it may not be, and survives the rest. */
#include "base/mem.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "deck/deck_yaml.h"
#include "deck/word.h"
#include "reading.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void smallest_deck(void **state)
{
    (void)state;
    struct deck *deck = read_good("smallest");
    check_deck(deck);
    assert_string_equal(deck->file, "test.yaml");
    assert_string_equal(deck->id, "s");
    assert_int_equal(deck->as_of_day, 19782);
    assert_int_equal(deck->n_exams, 0);
    assert_int_equal(deck->zones[1].look, LOOK_PROVIDER);
    assert_int_equal(deck->layers[0].cells[0].answer, 1);
    assert_null(deck->sources[0].url);
    assert_null(deck->layers[0].means);
    deck_free(deck);
}

static void check_full_head(const struct deck *deck)
{
    assert_string_equal(deck->title, "Azure, training diagram");
    assert_string_equal(deck->language, "pt-br");
    assert_int_equal(deck->as_of_day, 20423);
    assert_int_equal(deck->n_exams, 2);
    assert_string_equal(deck->exams[1], "az-104");
    assert_int_equal(deck->n_sources, 2);
    assert_string_equal(deck->sources[1].url, "https://learn.microsoft.com/azure");
    assert_string_equal(deck->zones[0].hint, "You secure it");
    assert_int_equal(deck->zones[0].look, LOOK_CUSTOMER);
    assert_int_equal(deck->zones[1].look, LOOK_FIFTH);
    assert_int_equal(deck->zones[2].look, LOOK_PROVIDER);
    assert_true(deck->models[0].given && !deck->models[1].given);
    assert_string_equal(deck->models[0].like, "your own building");
    assert_string_equal(deck_model_short(deck, 1), "I");
}

static void full_deck(void **state)
{
    (void)state;
    struct deck *deck = read_good("full");
    check_deck(deck);
    check_full_head(deck);
    const struct deck_layer *netctl = &deck->layers[0], *hosts = &deck->layers[1];
    assert_string_equal(netctl->short_name, "Net\xc2\xadwork");
    assert_int_equal(netctl->source, 1);
    assert_int_equal(hosts->source, 0);
    assert_int_equal(netctl->cells[2].answer, 1);
    assert_string_equal(netctl->cells[2].differs[2], "Microsoft's white paper of 2017");
    assert_string_equal(netctl->cells[2].wrong[2], "It looks so");
    assert_string_equal(netctl->cells[1].wrong[1], "The provider has rules too");
    assert_string_equal(netctl->cells[1].why, "You set the rules");
    assert_null(netctl->cells[3].why);
    assert_int_equal(hosts->cells[1].answer, DECK_ABSENT);
    assert_string_equal(hosts->cells[3].open, "Two pages contradict each other");
    assert_string_equal(hosts->cells[2].open, "Nobody says");
    assert_int_equal(deck_asked_count(deck), 3);
    deck_free(deck);
}

/* Place of a text, as the number line * 1000 + column. */
static int place(const char *text)
{
    struct deck_mark at = deck_text_at(text);
    return at.line * 1000 + at.column;
}

static void texts_know_their_place(void **state)
{
    (void)state;
    struct deck *deck = read_text("demarc: 1\nid: s\ntitle: S\xc3\xa9\nlanguage: en\nas_of: 2025-12-01\n"
                                  "sources: {s: {title: S}}\nzones: {a: {name: \"A\xc3\xa9\", hint: H}, b: {name: B}}\n"
                                  "models: {m: {name: M}}\nlayers:\n"
                                  "- {id: l, name: L, answer: {m: a}, source: s, why: {m: \"two\n   lines\"}}\n");
    if (!deck)
        fail_msg("%d:%d: %s", problems.list[0].line, problems.list[0].column, problems.list[0].text);
    assert_int_equal(place(deck->title), 3008);
    assert_int_equal(place(deck->zones[0].name), 7019);
    assert_int_equal(place(deck->zones[0].hint), 7031);
    assert_int_equal(place(deck->layers[0].cells[0].why), 10056);
    assert_true(deck_owns(deck, deck->title));
    assert_false(deck_owns(deck, "S"));
    assert_false(deck_owns(deck, NULL));
    deck_free(deck);
}

static void many_zones_and_models(void **state)
{
    (void)state;
    struct deck *deck = read_good("zones-2-models-8");
    check_deck(deck);
    assert_int_equal(deck->n_models, 8);
    assert_string_equal(deck->models[7].id, "m7");
    assert_int_equal(deck->layers[0].cells[7].answer, 1);
    deck_free(deck);
    deck = read_good("zones-6");
    check_deck(deck);
    for (int zone = 0; zone < 6; zone++)
        assert_int_equal(deck->zones[zone].look, zone);
    deck_free(deck);
    deck = read_good("zones-2-looks");
    assert_int_equal(deck->zones[0].look, LOOK_PROVIDER);
    assert_int_equal(deck->zones[1].look, LOOK_CUSTOMER);
    deck_free(deck);
}

static void texts_are_one_line(void **state)
{
    (void)state;
    struct deck *deck = read_good("folded");
    check_deck(deck);
    assert_string_equal(deck->layers[0].name, "Operating system, with its patches");
    assert_string_equal(deck->layers[0].short_name, "OS here");
    assert_string_equal(deck->layers[0].means, "one two three four");
    deck_free(deck);
    deck = read_good("separators");
    assert_string_equal(deck->cards[0].front, "one two");
    assert_string_equal(deck->cards[0].back, "three four five");
    deck_free(deck);
    deck = read_good("crlf");
    assert_string_equal(deck->title, "A small deck");
    deck_free(deck);
    deck = read_good("bom");
    assert_string_equal(deck->id, "small");
    deck_free(deck);
}

static void bad_decks_are_told(void **state)
{
    (void)state;
    assert_all_told(TEST_DATA "/decks/bad", 150, NULL);
}

static const char small[] = "demarc: 1\nid: small\ntitle: Small\nlanguage: en\nas_of: 2025-12-01\n"
                            "sources: {s: {title: S}}\nzones: {a: {name: A}, b: {name: B}, c: {name: C}}\n"
                            "models: {m: {name: M}, n: {name: N}}\n";

static uint64_t print_of(const char *layers)
{
    char *text = xprintf("%slayers:\n%s", small, layers);
    struct deck *deck = read_text(text);
    assert_non_null(deck);
    uint64_t print = deck->print;
    deck_free(deck);
    free(text);
    return print;
}

static void print_changes_with_what_is_asked(void **state)
{
    (void)state;
    uint64_t print = print_of("- {id: l, name: L, answer: {m: a, n: b}, source: s}\n");
    assert_true(print == print_of("- {id: l, name: Other, answer: {n: b, m: a}, why: {m: Because}, source: s}\n"));
    assert_true(print != print_of("- {id: l, name: L, answer: {m: a, n: c}, source: s}\n"));
    assert_true(print != print_of("- {id: k, name: L, answer: {m: a, n: b}, source: s}\n"));
    assert_true(print != print_of("- {id: l, name: L, answer: {m: a, n: b}, open: {n: So}, source: s}\n"));
    assert_true(print != print_of("- {id: l, name: L, answer: {m: a, n: none}, source: s}\n"));
}

static bool is_space_only(const char *text)
{
    return text[strspn(text, " \r\n")] == '\0';
}

static void cut_decks_are_bad(void **state)
{
    (void)state;
    static const char *const names[] = {"smallest", "zones-6", "crlf", "folded"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t size;
        char *path = xprintf(TEST_DATA "/decks/good/%s.yaml", names[i]);
        char *bytes = slurp(path, &size);
        for (size_t length = 0; length <= size; length++) {
            struct deck *deck = read_bytes(bytes, length);
            if ((deck != NULL) != is_space_only(bytes + length))
                fail_msg("%s cut at byte %zu is read as %s", path, length, deck ? "good" : "bad");
            if (!deck)
                assert_true(problems.n > 0);
            deck_free(deck);
        }
        free(bytes);
        free(path);
    }
}

/* Half of the damage is done with the characters that mean something in YAML. */
static void damage(struct rng *rng, char *bytes, size_t size)
{
    static const char marks[] = "{}[]:,-?&*!|>'\"%@`#\n \t~<";
    for (int left = 1 + rng_below(rng, 4); left; left--) {
        char *byte = &bytes[rng_below(rng, (int)size)];
        if (rng_below(rng, 2))
            *byte = marks[rng_below(rng, (int)sizeof marks - 1)];
        else
            *byte = (char)(*byte ^ 1 << rng_below(rng, 8));
    }
}

static void damaged_decks_do_no_harm(void **state)
{
    (void)state;
    size_t size;
    char *bytes = slurp(TEST_DATA "/decks/good/full.yaml", &size), *broken = xmalloc(size);
    struct rng rng = {20251201};
    int good = 0;
    for (int i = 0; i < 4000; i++) {
        memcpy(broken, bytes, size);
        damage(&rng, broken, size);
        struct deck *deck = read_bytes(broken, size);
        if (deck)
            check_deck(deck);
        else
            assert_true(problems.n > 0);
        good += deck != NULL;
        deck_free(deck);
    }
    assert_in_range(good, 1, 3000);
    free(bytes);
    free(broken);
}

static char *repeated(const char *head, const char *piece, int n, const char *tail)
{
    size_t length = strlen(piece), at = strlen(head);
    char *text = xmalloc(at + length * (size_t)n + strlen(tail) + 1);
    memcpy(text, head, at);
    for (int i = 0; i < n; i++, at += length)
        memcpy(text + at, piece, length);
    strcpy(text + at, tail);
    return text;
}

/* head, n times piece, tail: is bad, and the first problem is this one. */
static void assert_hostile(const char *head, const char *piece, int n, const char *tail, const char *expected)
{
    char *text = repeated(head, piece, n, tail);
    assert_null(read_text(text));
    assert_true(problems.n > 0);
    assert_string_equal(problems.list[0].text, expected);
    free(text);
}

static void deep_nesting_ends_the_reading(void **state)
{
    (void)state;
    static const char told[] = "nested deeper than 16 levels; no part of a deck needs that, look for brackets too many";
    static const char list[] = "the deck must be a block of 'key: value' lines, but here is a list";
    assert_hostile("", "[", 200000, "", list);
    assert_string_equal(problems.list[1].text, told);
    assert_hostile("", "- ", 100000, "", list);
    assert_string_equal(problems.list[1].text, told);
    assert_hostile("", "{a: ", 50000, "",
                   "unknown key 'a' in the deck; take it out or use one of: demarc, id, title, "
                   "language, exam, conflicts, as_of, sources, zones, models, layers, cards, questions, "
                   "exam_blueprint, tests");
    assert_hostile("layers: ", "[", 200000, "", told);
}

static void too_much_is_told_once(void **state)
{
    (void)state;
    char *head = xprintf("%slayers:\n", small);
    assert_hostile(head, "- {}\n", 100000, "", "a layer has no 'id'; add it, as in 'id: os'");
    assert_int_equal(problems.n, DECK_PROBLEMS_MAX);
    assert_int_equal(problems.more, 4 * DECK_LAYERS_MAX + 1 - DECK_PROBLEMS_MAX);
    assert_hostile(head, "- {id: l, name: L, answer: {m: a, n: b}, source: s}\n", 100000, "",
                   "the layer 'l' is already on line 10; take this one out or give it another id");
    assert_hostile("", "k: v\n", 300000, "",
                   "unknown key 'k' in the deck; take it out or use one of: demarc, id, title, "
                   "language, exam, conflicts, as_of, sources, zones, models, layers, cards, questions, "
                   "exam_blueprint, tests");
    assert_hostile("sources: {", "s: {title: S},", 100000, "}",
                   "the source 's' is already on line 1; take this one out or give it another id");
    free(head);
}

/* libyaml needs minutes for these. */
static void tag_lines_end_the_reading(void **state)
{
    (void)state;
    char *text = xmalloc(100000 * 20), *end = text;
    for (int i = 0; i < 100000; i++)
        end += sprintf(end, "%%TAG !a%d! b\n", i);
    assert_null(read_bytes(text, (size_t)(end - text)));
    assert_int_equal(problems.n, 1);
    assert_string_equal(problems.list[0].text, "a %TAG line is of no use in a deck; take it out");
    free(text);
}

static void long_lines_are_texts(void **state)
{
    (void)state;
    char *head = xprintf("%slayers: [{id: l, answer: {m: a, n: b}, source: s, name: ", small);
    char *text = repeated(head, "a word ", 700000, "}]\n");
    struct deck *deck = read_text(text);
    assert_non_null(deck);
    assert_int_equal(strlen(deck->layers[0].name), 7 * 700000 - 1);
    deck_free(deck);
    free(text);
    text = repeated(head, "\xc3\xa9", 1000000, ", nme: x}]\n");
    assert_null(read_text(text));
    assert_int_equal(problems.list[0].line, 9);
    assert_int_equal(problems.list[0].column, strlen(head) - strlen(small) + 1000000 + 3);
    free(text);
    free(head);
}

static void files_end_at_16_mib(void **state)
{
    (void)state;
    char *bytes = xmalloc(DECK_FILE_MAX + 1);
    memset(bytes, '#', DECK_FILE_MAX + 1);
    assert_null(deck_read("test.yaml", bytes, DECK_FILE_MAX + 1, &problems));
    assert_int_equal(problems.n, 1);
    assert_int_equal(problems.list[0].line, 0);
    assert_string_equal(problems.list[0].text, "the file is larger than 16 MiB; make two decks of it");
    assert_null(deck_read("test.yaml", bytes, DECK_FILE_MAX, &problems));
    assert_string_equal(problems.list[0].text, "the file is empty; a deck begins with 'demarc: 1'");
    free(bytes);
}

static void words_are_what_they_say(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        bool good;
        int day;
    } days[] = {
        {"1970-01-01", true, 0},
        {"1969-12-31", true, -1},
        {"2000-02-29", true, 11016},
        {"2025-12-01", true, 20423},
        {"1900-02-29", false, 0},
        {"2025-04-31", false, 0},
        {"2025-1-01", false, 0},
        {"2025-12-01 ", false, 0},
        {"2025-00-10", false, 0},
        {"2025-10-00", false, 0},
        {"", false, 0},
        {"0000-01-01", false, 0},
    };
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        int day = 0;
        assert_int_equal(word_day(days[i].word, &day), days[i].good);
        assert_int_equal(day, days[i].day);
    }
    assert_true(word_is_language("en") && word_is_language("zh-Hant-TW") && word_is_language("fil"));
    assert_false(word_is_language("e") || word_is_language("EN") || word_is_language("en-") ||
                 word_is_language("en_US"));
    assert_true(word_is_link("https://a.example/b?c=d#e") && word_is_link("http://a"));
    assert_false(word_is_link("https://") || word_is_link("javascript:alert(1)") || word_is_link("https://a b"));
}

static void nearest_word_is_found(void **state)
{
    (void)state;
    static const char *const list[] = {"answer", "open", "os", "source", "customer", "hosts"};
    struct words words = {list, sizeof *list, sizeof list / sizeof *list};
    assert_string_equal(word_near(words, "anwser"), "answer");
    assert_string_equal(word_near(words, "Answers"), "answer");
    assert_string_equal(word_near(words, "CUSTOMER"), "customer");
    assert_string_equal(word_near(words, "oss"), "os");
    assert_string_equal(word_near(words, "host"), "hosts");
    assert_null(word_near(words, "x"));
    assert_null(word_near(words, ""));
    assert_null(word_near(words, "colour"));
    assert_string_equal(word_list(words).text, "answer, open, os, source, customer, hosts");
    assert_string_equal(word_shown("a\nb\x7f").text, "a b ");
    assert_string_equal(word_shown("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\xc3\xa9").text,
                        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(smallest_deck),
        cmocka_unit_test(full_deck),
        cmocka_unit_test(texts_know_their_place),
        cmocka_unit_test(many_zones_and_models),
        cmocka_unit_test(texts_are_one_line),
        cmocka_unit_test(bad_decks_are_told),
        cmocka_unit_test(print_changes_with_what_is_asked),
        cmocka_unit_test(cut_decks_are_bad),
        cmocka_unit_test(damaged_decks_do_no_harm),
        cmocka_unit_test(deep_nesting_ends_the_reading),
        cmocka_unit_test(too_much_is_told_once),
        cmocka_unit_test(tag_lines_end_the_reading),
        cmocka_unit_test(long_lines_are_texts),
        cmocka_unit_test(files_end_at_16_mib),
        cmocka_unit_test(words_are_what_they_say),
        cmocka_unit_test(nearest_word_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
