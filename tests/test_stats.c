/* demarc stats: what it prints of a small life, against the same numbers counted here, and the words around them. */
#include "base/csv.h"
#include "base/mem.h"
#include "cmd/cmd.h"
#include "play/plan.h"
#include "srs/day.h"
#include "srs/leech.h"
#include "store/file.h"
#include "store/store_db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "steady.h"

enum { COLUMNS = 13 };
static struct err err;

struct moment options_now(const struct options *options)
{
    return options->start;
}

/* What the command prints; the caller frees. */
static char *said(const char *folder, bool csv, const char *deck)
{
    struct options options = {.data_folder = folder,
                              .deck_folders = {TEST_DATA "/learner", NULL},
                              .program = "test",
                              .csv = csv,
                              .start = learner_now};
    return steady_said(cmd_stats, &options, deck);
}

static void assert_says(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("'%s' is not in:\n%s", words, text);
}

static void rule_7_what_is_mixed_up_is_named(void **state)
{
    (void)state;
    char *folder = steady_life(STEADY_DAYS), *text = said(folder, false, NULL);
    const struct deck *deck = learner_deck();
    int item = 0;
    while (!deck_item_asks(deck, item))
        item++;
    const char *right = deck->zones[deck_item_cell(deck, item)->answer].name;
    char *words = xprintf("%s: You mix up %s and %s: '%s' under %s is %s; you chose %s 20 of 20 times.", deck->title,
                          right, deck->zones[0].name, deck->layers[deck_item_layer(deck, item)].name,
                          deck->models[deck_item_model(deck, item)].name, right, deck->zones[0].name);
    assert_says(text, words);
    assert_null(strstr(strstr(text, "You mix up") + 1, "You mix up")); /* the others are fine */
    free(words);
    free(text);
    free(folder);
}

static void rule_6_numbers_name_their_topic(void **state)
{
    (void)state;
    static const char *const never[] = {"AZ-900", "az-900", "ready", "Ready", "pass"};
    char *folder = steady_life(STEADY_DAYS), *text = said(folder, false, "azure"), *words;
    const struct deck *deck = learner_deck();
    words = xprintf("%s: asked 10 of these today: ", deck->title);
    assert_says(text, words);
    assert_says(text, "(an estimate)");
    assert_says(text, "fewer than 200 first answers");
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        assert_null(strstr(text, never[i]));
    free(words);
    free(text);
    free(folder);
}

static void rule_6_the_csv_adds_up(void **state)
{
    (void)state;
    char *folder = steady_life(STEADY_DAYS), *text = said(folder, true, NULL);
    const struct deck *deck = learner_deck();
    struct store *store = learner_open(folder, learner_now);
    struct store_item *items = xcalloc((size_t)deck_item_count(deck), sizeof *items);
    struct csv csv = {.bytes = text, .size = strlen(text)};
    const char *f[COLUMNS];
    int n, today = day_of(learner_now), n_items = 0, never = 0, binned = 0, dayed = 0, at = 0, first_sight = 0;
    double known = 0, told = -1;
    assert_true(store_items(store, deck, today, items, &err));
    assert_int_equal(csv_read(&csv, f, COLUMNS, &n), CSV_RECORD);
    assert_string_equal(f[0], "kind");
    assert_string_equal(f[11], "knowledge");
    while (csv_read(&csv, f, COLUMNS, &n) == CSV_RECORD) {
        assert_int_equal(n, COLUMNS);
        if (strcmp(f[0], "deck") == 0) {
            told = steady_number(f[11]);
            n_items = atoi(f[6]);
            assert_int_equal(atoi(f[8]), STEADY_DAYS + 3 * STEADY);
        } else if (strcmp(f[0], "item") == 0) {
            while (!deck_item_asks(deck, at))
                at++;
            char key[DECK_KEY_MAX];
            const struct grade_memory *memory = &items[at].memory;
            double r = memory->met ? grade_retrievability(&fsrs_default, memory, today - memory->last_day) : 0;
            deck_item_key(deck, at++, key);
            assert_string_equal(f[2], key);
            assert_near(steady_number(f[11]), r);
            assert_near(steady_number(f[12]), r + (1 - r) / 3);
            assert_int_equal(atoi(f[8]), memory->answers);
            assert_int_equal(atoi(f[9]), memory->answers == 3 ? 3 : 0);
            never += !memory->met;
            known += r;
        } else if (strcmp(f[0], "bin") == 0) {
            binned += atoi(f[8]);
        } else if (strcmp(f[0], "first-sight") == 0) {
            first_sight = atoi(f[8]);
            assert_int_equal(atoi(f[9]), STEADY);
            assert_near(steady_number(f[12]), 1 / 3. + 2 / 3. * .35);
        } else if (strcmp(f[0], "day") == 0) {
            dayed += atoi(f[8]);
        }
    }
    assert_int_equal(n_items, deck_asked_count(deck));
    assert_int_equal(never, n_items - 1 - STEADY);
    assert_near(told, known / n_items);
    assert_int_equal(first_sight, 1 + STEADY);
    assert_int_equal(binned, STEADY_DAYS - 1 + 2 * STEADY);
    assert_int_equal(dayed, STEADY_DAYS + 3 * STEADY);
    csv_clear(&csv);
    store_close(store);
    free(items);
    free(text);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule_7_what_is_mixed_up_is_named),
        cmocka_unit_test(rule_6_numbers_name_their_topic),
        cmocka_unit_test(rule_6_the_csv_adds_up),
    };
    return cmocka_run_group_tests(tests, folder_make_top, learner_drop_top);
}
