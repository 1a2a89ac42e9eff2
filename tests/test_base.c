/* base: the generator never changes, UTF-8 is strict, arenas and errors hold what they are given. */
#include "base/err.h"
#include "base/mem.h"
#include "base/rng.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Each line of rng.txt: seed, text or "-" for the generator's next value, the value expected. */
static void generator_gives_its_first_values(void **state)
{
    (void)state;
    FILE *file = fopen(TEST_DATA "/rng.txt", "r");
    assert_non_null(file);
    char line[200], text[100];
    uint64_t seed, expected;
    struct rng rng = {0};
    int lines = 0;
    while (fgets(line, sizeof line, file)) {
        if (*line == '#')
            continue;
        assert_int_equal(sscanf(line, "%" SCNu64 " %99s %" SCNx64, &seed, text, &expected), 3);
        if (strcmp(text, "-") == 0) {
            if (rng.state == 0 && seed)
                rng.state = seed;
            assert_true(rng_next(&rng) == expected);
        } else {
            assert_true(rng_hash(seed, text) == expected);
        }
        lines++;
    }
    fclose(file);
    assert_int_equal(lines, 8);
}

static void generator_is_even(void **state)
{
    (void)state;
    struct rng rng = {7};
    int seen[3] = {0};
    for (int i = 0; i < 30000; i++)
        seen[rng_below(&rng, 3)]++;
    for (int i = 0; i < 3; i++)
        assert_in_range(seen[i], 9700, 10300);
}

static void utf8_is_strict(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        bool valid;
    } cases[] = {
        {"", true},
        {"plain", true},
        {"caf\xc3\xa9", true},
        {"\xe2\x82\xac", true},
        {"\xf0\x9f\x98\x80", true},
        {"\xef\xbf\xbd", true},
        {"\xc3", false},
        {"\x80", false},
        {"\xc0\xaf", false},
        {"\xe0\x80\x80", false},
        {"\xed\xa0\x80", false},
        {"\xf4\x90\x80\x80", false},
        {"\xf8\x88\x80\x80\x80", false},
        {"a\xff", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(utf8_valid(cases[i].bytes, strlen(cases[i].bytes)), cases[i].valid);
    assert_int_equal(utf8_count("caf\xc3\xa9"), 4);
    int size;
    assert_int_equal(utf8_decode("\xe2\x82\xac", &size), 0x20ac);
    assert_int_equal(size, 3);
    static const uint32_t points[] = {'a', 0x7f, 0x80, 0x7ff, 0x800, 0xfffd, 0xffff, 0x10000, 0x10ffff};
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        char bytes[5] = {0};
        int written = utf8_encode(points[i], bytes);
        assert_int_equal(utf8_decode(bytes, &size), points[i]);
        assert_int_equal(size, written);
    }
    char surrogate[5] = {0};
    assert_int_equal(utf8_encode(0xd800, surrogate), 3);
    assert_string_equal(surrogate, "\xef\xbf\xbd");
}

static void arena_keeps_its_pieces_apart(void **state)
{
    (void)state;
    struct arena arena = {0};
    char *pieces[1000];
    for (int i = 0; i < 1000; i++) {
        pieces[i] = arena_alloc(&arena, (size_t)i * 7 % 9000 + 1);
        memset(pieces[i], i % 251, (size_t)i * 7 % 9000 + 1);
        assert_int_equal((uintptr_t)pieces[i] % sizeof(max_align_t), 0);
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal((unsigned char)pieces[i][i * 7 % 9000], i % 251);
    assert_string_equal(arena_text(&arena, "network controls", 7), "network");
    arena_clear(&arena);
}

static void errors_are_one_sentence(void **state)
{
    (void)state;
    struct err err;
    assert_false(err_set(&err, "no deck '%s'", "azur"));
    assert_string_equal(err.text, "no deck 'azur'");
    char *text = xprintf("%d of %d", 8, 26);
    assert_string_equal(text, "8 of 26");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(generator_gives_its_first_values),
        cmocka_unit_test(generator_is_even),
        cmocka_unit_test(utf8_is_strict),
        cmocka_unit_test(arena_keeps_its_pieces_apart),
        cmocka_unit_test(errors_are_one_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
