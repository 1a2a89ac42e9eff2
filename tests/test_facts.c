/* The shipped decks say what the facts say. tests/data/facts.csv was typed from the sources and not from the decks:
   every placement is compared with it, both ways. claims.csv and misconceptions.csv say which items cover what; each is
   there, in English and in Dutch. */
#include "base/mem.h"
#include "reading.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { DECKS_MAX = 40, ROWS_MAX = 2000, CLAIMS = 75, MISCONCEPTIONS = 54 };

static struct deck *decks[DECKS_MAX], *dutch[DECKS_MAX];
static int n_decks;

static void assert_read(const char *path, const struct deck *deck)
{
    if (!deck)
        fail_msg("%s:%d:%d: %s", path, problems.list[0].line, problems.list[0].column, problems.list[0].text);
}

static char *deck_path(const char *id, const char *ending)
{
    return xprintf(DECKS "/%s%s", id, ending);
}

static void read_one(const char *id)
{
    size_t size;
    char *path = deck_path(id, ".yaml"), *bytes = slurp(path, &size);
    decks[n_decks] = deck_read(path, bytes, size, &problems);
    assert_read(path, decks[n_decks]);
    free(path);
    free(bytes);
    path = deck_path(id, ".nl.yaml");
    bytes = slurp(path, &size);
    dutch[n_decks] = deck_read_translation(decks[n_decks], path, bytes, size, &problems);
    assert_read(path, dutch[n_decks]);
    free(path);
    free(bytes);
    n_decks++;
}

static int read_all(void **state)
{
    (void)state;
    DIR *folder = opendir(DECKS);
    assert_non_null(folder);
    for (const struct dirent *entry; (entry = readdir(folder));) {
        const char *dot = strchr(entry->d_name, '.');
        if (!dot || strcmp(dot, ".yaml") != 0)
            continue;
        char *id = xprintf("%.*s", (int)(dot - entry->d_name), entry->d_name);
        read_one(id);
        free(id);
    }
    closedir(folder);
    return 0;
}

static int free_all(void **state)
{
    (void)state;
    for (int i = 0; i < n_decks; i++) {
        deck_free(dutch[i]);
        deck_free(decks[i]);
    }
    return 0;
}

/* ---- The table ---- */

static struct row {
    char key[DECK_KEY_MAX], zone[DECK_ID_MAX + 1];
    bool met;
} rows[ROWS_MAX];
static int n_rows;

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct row *)a)->key, ((const struct row *)b)->key);
}

static void read_rows(void)
{
    FILE *file = fopen(TEST_DATA "/facts.csv", "r");
    assert_non_null(file);
    char line[300], deck[41], layer[41], model[41], zone[41];
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        assert_int_equal(sscanf(line, "%*[^,],%40[^,],%40[^,],%40[^,],%40[^,\n]", deck, layer, model, zone), 4);
        assert_true(n_rows < ROWS_MAX);
        struct row *row = &rows[n_rows++];
        snprintf(row->key, sizeof row->key, "%s/%s/%s", deck, layer, model);
        strcpy(row->zone, zone);
    }
    fclose(file);
    qsort(rows, (size_t)n_rows, sizeof *rows, by_key);
}

static const char *said(const struct deck *deck, const struct deck_cell *cell)
{
    return cell->open ? "open" : cell->answer == DECK_ABSENT ? NULL : deck->zones[cell->answer].id;
}

static void compare(const struct deck *deck, int layer, int model)
{
    const char *zone = said(deck, &deck->layers[layer].cells[model]);
    struct row wanted;
    deck_key(deck, layer, model, wanted.key);
    struct row *row = bsearch(&wanted, rows, (size_t)n_rows, sizeof wanted, by_key);
    if (zone && !row)
        fail_msg("%s is %s, and the facts say nothing of it", wanted.key, zone);
    if (row && (!zone || strcmp(zone, row->zone) != 0))
        fail_msg("%s is %s, and the facts say %s", wanted.key, zone ? zone : "none", row->zone);
    if (row)
        row->met = true;
}

static void placements_are_those_of_the_facts(void **state)
{
    (void)state;
    read_rows();
    for (int i = 0; i < n_decks; i++)
        for (int layer = 0; layer < decks[i]->n_layers; layer++)
            for (int model = 0; model < decks[i]->n_models; model++)
                compare(decks[i], layer, model);
    for (int i = 0; i < n_rows; i++)
        if (!rows[i].met)
            fail_msg("the facts say that %s is %s, and no deck asks it", rows[i].key, rows[i].zone);
}

/* ---- What the items cover ---- */

/* The text that a learner sees first of this item. */
static const char *text_of(const struct deck *deck, int item)
{
    int index = deck_item_index(deck, item);
    switch (deck_item_kind(deck, item)) {
    case ITEM_CARD:
        return deck->cards[index].back;
    case ITEM_QUESTION:
        return deck->questions[index].ask;
    default:
        return deck->layers[index / deck->n_models].cells[index % deck->n_models].why;
    }
}

static void assert_there(const char *what, const char *key)
{
    for (int i = 0; i < n_decks; i++)
        for (int item = 0; item < deck_item_count(decks[i]); item++) {
            char other[DECK_KEY_MAX];
            deck_item_key(decks[i], item, other);
            if (strcmp(key, other) != 0)
                continue;
            const char *english = text_of(decks[i], item), *translated = text_of(dutch[i], item);
            if (!english || !*english)
                fail_msg("%s: %s has no text", what, key);
            if (translated == english)
                fail_msg("%s: %s is not translated", what, key);
            return;
        }
    fail_msg("%s: there is no %s", what, key);
}

static void assert_covered(const char *path, int expected)
{
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char line[600], what[40];
    int n = 0, at;
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        assert_int_equal(sscanf(line, "%39[^,],%n", what, &at), 1);
        int n_items = 0;
        for (const char *key = strtok(line + at, " \n"); key; key = strtok(NULL, " \n"), n_items++)
            assert_there(what, key);
        if (!n_items)
            fail_msg("%s: no item covers %s", path, what);
        n++;
    }
    fclose(file);
    assert_int_equal(n, expected);
}

static void claims_are_covered(void **state)
{
    (void)state;
    assert_covered(TEST_DATA "/claims.csv", CLAIMS);
}

static void misconceptions_are_covered(void **state)
{
    (void)state;
    assert_covered(TEST_DATA "/misconceptions.csv", MISCONCEPTIONS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(placements_are_those_of_the_facts),
        cmocka_unit_test(claims_are_covered),
        cmocka_unit_test(misconceptions_are_covered),
    };
    return cmocka_run_group_tests(tests, read_all, free_all);
}
