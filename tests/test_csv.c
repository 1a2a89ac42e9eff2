/* csv: every case of quoting, read and written, and what is no CSV. */
#include "base/csv.h"

#include "base/mem.h"
#include "base/rng.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FIELDS = 4 };

/* Reads all: fields between '|', records between '/', "!" for a bad one and its line. The caller frees. */
static char *all_of(const char *text, size_t size)
{
    char *bytes = xmalloc(size + 1), *out = xmalloc(size * 4 + 100), *at = out; /* ASan sees a byte too far */
    memcpy(bytes, text, size);
    struct csv csv = {.bytes = bytes, .size = size};
    const char *fields[FIELDS];
    int n;
    for (enum csv_result result; (result = csv_read(&csv, fields, FIELDS, &n)) != CSV_END;) {
        if (at > out)
            *at++ = '/';
        if (result == CSV_BAD)
            at += sprintf(at, "!%d", csv.line);
        for (int i = 0; result == CSV_RECORD && i < n; i++)
            at += sprintf(at, "%s%s", i ? "|" : "", fields[i]);
    }
    *at = '\0';
    csv_clear(&csv);
    free(bytes);
    return out;
}

static void what_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *read;
    } cases[] = {
        {"", ""},
        {"a,b\r\nc,d\r\n", "a|b/c|d"},
        {"a,b\nc,d", "a|b/c|d"},
        {"\xef\xbb\xbf"
         "a,b\n",
         "a|b"},
        {",\n", "|"},
        {",,", "||"},
        {"\n", ""},
        {"a\n\nb\n", "a//b"},
        {"\"a\",\"b\"\r\n", "a|b"},
        {"\"\"", ""},
        {"\"a,b\",c\n", "a,b|c"},
        {"\"a\"\"b\"\n", "a\"b"},
        {"\"\"\"\"\n", "\""},
        {"\"\"\"a\"\"\"\n", "\"a\""},
        {"\"a\r\nb\"\nc\n", "a\r\nb/c"},
        {"\"a\nb\",\"c\n\"\nd", "a\nb|c\n/d"},
        {" a , b \n", " a | b "},
        {"a,\"b\"", "a|b"},
        {"a,b,c,d\n", "a|b|c|d"},
        /* bad */
        {"a\"b\nc\n", "!1/c"},
        {"a\n\"b\"c\nd\n", "a/!2/d"},
        {"a,b,c,d,e\nf\n", "!1/f"},
        {"a\n\"b\nc\nd\n", "a/!2/c/d"},
        {"\"", "!1"},
        {"a\rb\nc\n", "!1/c"},
        {"\"x\ny\"\na\"\nb", "x\ny/!3/b"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *read = all_of(cases[i].text, strlen(cases[i].text));
        assert_string_equal(read, cases[i].read);
        free(read);
    }
    char *read = all_of("a\nb\0c\nd\n", 8);
    assert_string_equal(read, "a/!2/d");
    free(read);
}

static void what_is_written(void **state)
{
    (void)state;
    static const struct {
        const char *fields[FIELDS];
        int n;
        const char *text;
    } cases[] = {
        {{"a", "b"}, 2, "a,b\r\n"},      {{"", ""}, 2, ",\r\n"},
        {{""}, 1, "\"\"\r\n"},           {{"a,b"}, 1, "\"a,b\"\r\n"},
        {{"a\"b"}, 1, "\"a\"\"b\"\r\n"}, {{"a\nb", " c "}, 2, "\"a\nb\", c \r\n"},
        {{"\r"}, 1, "\"\r\"\r\n"},       {{"caf\xc3\xa9"}, 1, "caf\xc3\xa9\r\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = NULL;
        size_t size;
        FILE *out = open_memstream(&text, &size);
        csv_write(out, cases[i].fields, cases[i].n);
        fclose(out);
        assert_string_equal(text, cases[i].text);
        free(text);
    }
}

static void what_is_written_is_read_again(void **state)
{
    (void)state;
    static const char signs[] = ",\"\n\r ab\xc3\xa9;'";
    struct rng rng = {1};
    for (int round = 0; round < 3000; round++) {
        char fields[FIELDS][8];
        const char *given[FIELDS], *read[FIELDS];
        int n = 1 + rng_below(&rng, FIELDS), n_read;
        for (int i = 0; i < n; i++) {
            int length = rng_below(&rng, 7);
            for (int c = 0; c < length; c++)
                fields[i][c] = signs[rng_below(&rng, sizeof signs - 1)];
            fields[i][length] = '\0';
            given[i] = fields[i];
        }
        char *text = NULL;
        size_t size;
        FILE *out = open_memstream(&text, &size);
        csv_write(out, given, n);
        csv_write(out, given, n);
        fclose(out);
        struct csv csv = {.bytes = text, .size = size};
        for (int twice = 0; twice < 2; twice++) {
            assert_int_equal(csv_read(&csv, read, FIELDS, &n_read), CSV_RECORD);
            assert_int_equal(n_read, n);
            for (int i = 0; i < n; i++)
                assert_string_equal(read[i], given[i]);
        }
        assert_int_equal(csv_read(&csv, read, FIELDS, &n_read), CSV_END);
        csv_clear(&csv);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read),
        cmocka_unit_test(what_is_written),
        cmocka_unit_test(what_is_written_is_read_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
