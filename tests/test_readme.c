/* decks/README.md: every example in it is read, and every error that it explains is one that is told. A comment above a
   block, which readers do not see, says what it is: a deck, a part of one, a translation, what is told of a slip, or
   what demarc check says of a deck. */
#include "base/mem.h"
#include "deck/deck_check.h"
#include "reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>

#include <cmocka.h>

enum { DECKS_MOST = 8 };

static char *page;
static struct {
    char name[64], *text;
} decks[DECKS_MOST];
static int n_decks;

static int read_page(void **state)
{
    (void)state;
    size_t size;
    page = slurp(DECKS "/README.md", &size);
    snprintf(decks[0].name, sizeof decks[0].name, "azure.yaml");
    decks[0].text = slurp(DECKS "/azure.yaml", &size);
    n_decks = 1;
    return 0;
}

static int free_page(void **state)
{
    (void)state;
    free(page);
    for (int i = 0; i < n_decks; i++)
        free(decks[i].text);
    return 0;
}

static const char *deck_text(const char *name)
{
    for (int i = 0; i < n_decks; i++)
        if (strcmp(decks[i].name, name) == 0)
            return decks[i].text;
    fail_msg("README.md shows no deck %s", name);
    return NULL;
}

/* Without the lines of that key. The caller frees. */
static char *without(const char *text, const char *key)
{
    char *left = xmalloc(strlen(text) + 1), *to = left;
    bool inside = false;
    for (const char *line = text, *next; *line; line = next) {
        next = line + strcspn(line, "\n");
        next += *next == '\n';
        if (*line != ' ' && *line != '\n')
            inside = strncmp(line, key, strlen(key)) == 0 && line[strlen(key)] == ':';
        if (!inside)
            to = (char *)memcpy(to, line, (size_t)(next - line)) + (next - line);
    }
    *to = '\0';
    return left;
}

static struct deck *assert_good(const char *text, const char *what)
{
    struct deck *deck = read_text(text);
    if (!deck)
        fail_msg("%s:\n%s%d:%d: %s", what, text, problems.list[0].line, problems.list[0].column, problems.list[0].text);
    return deck;
}

static void assert_good_and_free(char *text, const char *what)
{
    deck_free(assert_good(text, what));
    free(text);
}

/* A layer needs more than the block shows. */
static void try_layer(const char *name, const char *block, const char *what)
{
    char *bare = without(deck_text(name), "layers"), *barer = without(bare, "tests");
    bool azure = strcmp(name, "azure.yaml") == 0;
    assert_good_and_free(xprintf("%slayers:\n  - id: one\n    name: One\n    source: %s\n%s%s", barer,
                                 azure ? "docs" : "rules",
                                 strstr(block, "answer:") ? "" : "    answer: {own: you, loan: school}\n", block),
                         what);
    free(bare);
    free(barer);
}

static void try_translation(const char *name, char *text, const char *what)
{
    struct deck *base = assert_good(deck_text(name), what), *deck = read_translation(base, text, strlen(text));
    if (!deck)
        fail_msg("%s:\n%s%d:%d: %s", what, text, problems.list[0].line, problems.list[0].column, problems.list[0].text);
    deck_free(deck);
    deck_free(base);
    free(text);
}

/* What is told when the first text stands as the second one in the deck. */
static void try_error(const char *name, const char *from, const char *to, const char *block)
{
    const char *text = deck_text(name), *at = strstr(text, from);
    if (!at)
        fail_msg("'%s' is not in %s", from, name);
    char *wrong = xprintf("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    assert_null(read_text(wrong));
    char *told = problems_as_text(), *line = xprintf("%s:%s", name, told);
    assert_string_equal(line, block);
    free(wrong);
    free(told);
    free(line);
}

/* One of the lines that demarc check prints of the deck. */
static void try_warning(const char *name, const char *block)
{
    const char *text = deck_text(name);
    struct deck *deck = assert_good(text, name);
    struct deck_check check = {.deck = deck, .bytes = text, .size = strlen(text), .today = deck->as_of_day};
    deck_check_run(&check);
    char *all = xstrdup("");
    for (int i = 0; i < check.n; i++) {
        const struct deck_finding *found = &check.found[i];
        char *longer = xprintf("%s%s:%d:%d: warning: %s [%s]\n", all, name, found->line, found->column, found->text,
                               found->rule ? found->rule : "error");
        free(all);
        all = longer;
    }
    if (!strstr(all, block))
        fail_msg("%s is told\n%sand not\n%s", name, all, block);
    free(all);
    deck_check_clear(&check);
    deck_free(deck);
}

static void try_block(const char *about, const char *block)
{
    char name[64], from[64], to[64];
    if (sscanf(about, "<!-- deck: %63s", name) == 1) {
        assert_true(n_decks < DECKS_MOST);
        deck_free(assert_good(block, about));
        memcpy(decks[n_decks].name, name, sizeof name);
        decks[n_decks++].text = xstrdup(block);
    } else if (sscanf(about, "<!-- replaces: %63s %63s", name, from) == 2) {
        char *rest = without(deck_text(name), from);
        assert_good_and_free(xprintf("%s%s", rest, block), about);
        free(rest);
    } else if (sscanf(about, "<!-- part of: %63s", name) == 1) {
        assert_good_and_free(xprintf("%s%s", deck_text(name), block), about);
    } else if (sscanf(about, "<!-- layer of: %63s", name) == 1) {
        try_layer(name, block, about);
    } else if (sscanf(about, "<!-- translation of: %63s", name) == 1) {
        try_translation(name, xstrdup(block), about);
    } else if (sscanf(about, "<!-- translation part of: %63s", name) == 1) {
        try_translation(
            name,
            xprintf("demarc: 1\nid: %.*s\nlanguage: nl\ntranslates: en\n%s", (int)strcspn(name, "."), name, block),
            about);
    } else if (sscanf(about, "<!-- error: %63s \"%63[^\"]\" \"%63[^\"]\"", name, from, to) == 3) {
        try_error(name, from, to, block);
    } else if (sscanf(about, "<!-- warning: %63s", name) == 1) {
        try_warning(name, block);
    } else {
        fail_msg("no comment says what this block is:\n%s%s", about, block);
    }
}

static void examples_are_good(void **state)
{
    (void)state;
    int tried = 0;
    for (const char *fence = page; (fence = strstr(fence, "\n```"));) {
        const char *block = strchr(fence + 1, '\n') + 1, *end = strstr(block, "```"), *above = fence;
        while (above > page && above[-1] != '\n')
            above--;
        char *about = xprintf("%.*s\n", (int)(fence - above), above),
             *text = xprintf("%.*s", (int)(end - block), block);
        try_block(about, text);
        tried++;
        free(about);
        free(text);
        fence = end + 3;
    }
    assert_true(tried >= 14);
}

/* Quoted words and numbers differ from case to case: they become '' and 0. The caller frees. */
static char *form_of(const char *text, size_t length)
{
    char *form = xmalloc(length + 1), *to = form;
    for (size_t i = 0; i < length; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';
        if (!digit || to == form || to[-1] != '0')
            *to++ = digit ? '0' : text[i];
        if (text[i] == '\'' && memchr(text + i + 1, '\'', length - i - 1)) {
            while (text[++i] != '\'')
                ;
            *to++ = '\'';
        }
    }
    *to = '\0';
    return form;
}

/* The forms of all that is told in the folder, one line each. The caller frees. */
static char *told_in(const char *folder, char *told)
{
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (!strstr(entry->d_name, ".txt"))
            continue;
        size_t size;
        char *path = xprintf("%s/%s", folder, entry->d_name), *text = slurp(path, &size);
        for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
            const char *sentence = strchr(line, ' ');
            char *form = sentence ? form_of(sentence + 1, strlen(sentence + 1)) : xstrdup("");
            char *longer = xprintf("%s\n%s", told, form);
            free(told);
            free(form);
            told = longer;
        }
        free(path);
        free(text);
    }
    closedir(dir);
    return told;
}

static void errors_are_those_that_are_told(void **state)
{
    (void)state;
    char *told = told_in(TEST_DATA "/decks/translated", told_in(TEST_DATA "/decks/bad", xstrdup("")));
    const char *row = strstr(page, "| the line says");
    assert_non_null(row);
    int n = 0;
    for (row = strchr(strchr(row, '\n') + 1, '\n') + 1; *row == '|'; row = strchr(row, '\n') + 1, n++) {
        size_t length = (size_t)(strstr(row, " | ") - row) - 2;
        if (strncmp(row + 2 + length - 4, " ...", 4) == 0)
            length -= 4;
        char *form = form_of(row + 2, length), *line = xprintf("\n%s", form);
        if (!strstr(told, line))
            fail_msg("nothing is told like this: %s", form);
        free(form);
        free(line);
    }
    assert_true(n > 25);
    free(told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_are_good),
        cmocka_unit_test(errors_are_those_that_are_told),
    };
    return cmocka_run_group_tests(tests, read_page, free_page);
}
