/* tapes: a deck from its recording is the deck from its file; whatever becomes of recordings, of the decks and of the
   file they lie in. */
#include "base/mem.h"
#include "deck/deck_parts.h"
#include "dumped.h"
#include "folder.h"
#include "reading.h"
#include "shelf.h"
#include "store/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>

#include <cmocka.h>

static void assert_same_deck(const struct deck *deck, const struct deck *wanted)
{
    assert_non_null(deck);
    check_deck(deck);
    char *is = deck_dumped(deck), *should = deck_dumped(wanted);
    assert_string_equal(is, should);
    free(is);
    free(should);
}

static char *good_bytes(const char *name, size_t *size)
{
    char *path = xprintf(TEST_DATA "/decks/good/%s", name), *bytes = slurp(path, size);
    free(path);
    return bytes;
}

/* A recording of a file that makes a good deck; the caller frees. */
static char *recorded(const struct deck *base, const char *bytes, size_t size, size_t *length)
{
    struct deck_tape tape = {0};
    struct deck *deck = deck_read_taped(base, "test.yaml", bytes, size, &tape, &problems);
    assert_non_null(deck);
    assert_non_null(tape.made);
    assert_ptr_equal(tape.used, tape.made);
    deck_free(deck);
    *length = tape.size;
    return tape.made;
}

/* Reads from just those bytes, which are gone before the deck is looked at. */
static struct deck *replay(const struct deck *base, const char *bytes, size_t size, const char *kept, size_t kept_size,
                           bool *used)
{
    char *exact = xmalloc(kept_size);
    memcpy(exact, kept, kept_size);
    struct deck_tape tape = {.kept = exact, .kept_size = kept_size};
    struct deck *deck = deck_read_taped(base, "test.yaml", bytes, size, &tape, &problems);
    *used = tape.used && !tape.made;
    free(tape.made);
    free(exact);
    return deck;
}

static void assert_replays(const char *path, const struct deck *base)
{
    size_t size, length;
    bool used;
    char *bytes = slurp(path, &size), *tape = recorded(base, bytes, size, &length);
    struct deck *wanted = deck_read_translation(base, "test.yaml", bytes, size, &problems),
                *deck = replay(base, bytes, size, tape, length, &used);
    assert_true(used);
    assert_same_deck(deck, wanted);
    deck_free(deck);
    deck_free(wanted);
    free(tape);
    free(bytes);
}

/* A name with a dot in its stem is a translation of the deck before that dot. */
static int replay_folder(const char *folder)
{
    int n;
    char **names = file_list(folder, ".yaml", &n);
    for (int i = 0; i < n; i++) {
        char *path = xprintf("%s/%s", folder, names[i]), *of = xprintf("%s/%s", folder, names[i]);
        char *dot = strchr(strrchr(of, '/'), '.');
        struct deck *base = NULL;
        if (strcmp(dot, ".yaml") != 0) {
            size_t size;
            strcpy(dot, ".yaml");
            char *bytes = slurp(of, &size);
            base = deck_read(of, bytes, size, &problems);
            assert_non_null(base);
            free(bytes);
        }
        assert_replays(path, base);
        deck_free(base);
        free(of);
        free(path);
        free(names[i]);
    }
    free(names);
    return n;
}

static void decks_are_the_same(void **state)
{
    (void)state;
    assert_true(replay_folder(TEST_DATA "/decks/good") >= 13);
    assert_true(replay_folder(TEST_DATA "/decks/check") >= 2);
    assert_true(replay_folder(DECKS) >= 24);
}

static void bad_decks_are_not_recorded(void **state)
{
    (void)state;
    int n;
    char **names = file_list(TEST_DATA "/decks/bad", ".yaml", &n);
    assert_true(n > 150);
    for (int i = 0; i < n; i++) {
        size_t size;
        char *path = xprintf(TEST_DATA "/decks/bad/%s", names[i]), *bytes = slurp(path, &size);
        struct deck_tape tape = {0};
        assert_null(deck_read_taped(NULL, "test.yaml", bytes, size, &tape, &problems));
        assert_null(tape.used);
        assert_null(tape.made);
        assert_true(problems.n > 0);
        free(bytes);
        free(path);
        free(names[i]);
    }
    free(names);
}

/* -- damage -- */

static void assert_unharmed(const char *bytes, size_t size, const char *kept, size_t kept_size,
                            const struct deck *wanted)
{
    bool used;
    struct deck *deck = replay(NULL, bytes, size, kept, kept_size, &used);
    assert_false(used);
    assert_same_deck(deck, wanted);
    deck_free(deck);
}

static void damage_is_seen(void **state)
{
    (void)state;
    size_t size, length;
    char *bytes = good_bytes("smallest.yaml", &size), *tape = recorded(NULL, bytes, size, &length);
    struct deck *wanted = deck_read("test.yaml", bytes, size, &problems);
    for (size_t at = 0; at < length; at++)
        for (int bit = 0; bit < 8; bit++) {
            tape[at] = (char)(tape[at] ^ 1 << bit);
            assert_unharmed(bytes, size, tape, length, wanted);
            tape[at] = (char)(tape[at] ^ 1 << bit);
        }
    for (size_t cut = 0; cut < length; cut++)
        assert_unharmed(bytes, size, tape, cut, wanted);
    deck_free(wanted);
    free(tape);
    free(bytes);
}

/* What stands behind the head gets a sum that fits, as a stranger would give it one. */
static char *signed_again(const char *tape, size_t length, struct parts_key key)
{
    struct parts_tape again = {.bytes = xmalloc(length), .size = length, .room = length};
    memcpy(again.bytes, tape, length);
    return parts_finish(&again, key, &length);
}

/* Either the deck is as good as any, or the file is read. */
static void damage_with_a_sum_does_no_harm(void **state)
{
    (void)state;
    size_t size, length;
    char *bytes = good_bytes("questions.yaml", &size), *tape = recorded(NULL, bytes, size, &length);
    struct deck *wanted = deck_read("test.yaml", bytes, size, &problems);
    int n_used = 0;
    for (size_t at = PARTS_HEAD; at < length; at++)
        for (int bit = 0; bit < 8; bit++) {
            bool used;
            tape[at] = (char)(tape[at] ^ 1 << bit);
            char *forged = signed_again(tape, length, parts_key(bytes, size));
            struct deck *deck = replay(NULL, bytes, size, forged, length, &used);
            n_used += used;
            if (used)
                check_deck(deck);
            else
                assert_same_deck(deck, wanted);
            deck_free(deck);
            free(forged);
            tape[at] = (char)(tape[at] ^ 1 << bit);
        }
    assert_true(n_used > 0);
    deck_free(wanted);
    free(tape);
    free(bytes);
}

/* Parts that no YAML makes are no recording, each with the sum that it should have. */
static void nonsense_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *parts;
        size_t size;
        bool fine;
    } rows[] = {
#define PARTS(text, fine) {text, sizeof text - 1, fine}
        PARTS("\1\1\1\1a\0", true),                        /* a text */
        PARTS("\2\1\1\3\1\1", true),                       /* an empty block */
        PARTS("\2\1\1\1\1\1\1a\0\1\1\4\1b\0\3\1\1", true), /* {a: b} */
        PARTS("\4\1\1\1\1\2\1a\0\5\1\3", true),            /* [a] */
        PARTS("\4\1\1\1\1\2\1a\0", false),                 /* that does not end */
        PARTS("\4\1\1\3\1\2", false),                      /* that ends as a block */
        PARTS("\2\1\1\5\1\2", false),                      /* the other way round */
        PARTS("\2\1\1\1\1\1\1a\0\3\1\1", false),           /* a key without a value */
        PARTS("\3\1\1", false),                            /* an end of nothing */
        PARTS("\5\1\1", false),
        PARTS("\0\1\1", false),                      /* nothing */
        PARTS("\6\1\1", false),                      /* an alias */
        PARTS("\7\1\1", false),                      /* a kind that there is not */
        PARTS("\21\1\1\1a\0", false),                /* a text with another bit */
        PARTS("\1\0\1\1a\0", false),                 /* line 0 */
        PARTS("\1\1\0\1a\0", false),                 /* column 0 */
        PARTS("\1\1\1\1ab", false),                  /* no NUL behind the text */
        PARTS("\1\1\1\2a\0", false),                 /* a text beyond the end */
        PARTS("\1\1\1\377\377\377\177a\0", false),   /* far beyond */
        PARTS("\1\1\1\377\377\377\377\1a\0", false), /* a number that is too long */
        PARTS("\1\1\1\1a\0\1\1\1\1b\0", false),      /* two documents */
        PARTS("\1\1\1\1a\0\0", false),               /* something behind it */
        PARTS("\1\1\1\1\377\0", false),              /* no UTF-8 */
        PARTS("\1\1\1\1\33\0", false),               /* a control character */
        PARTS("\1\1\1\1\0\0", false),                /* a NUL in the text */
    };
    struct parts_key key = parts_key("x", 1);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct parts_play play;
        size_t size = PARTS_HEAD + rows[i].size;
        char *parts = xcalloc(size, 1), *tape;
        memcpy(parts + PARTS_HEAD, rows[i].parts, rows[i].size);
        tape = signed_again(parts, size, key);
        if (parts_find(tape, size, key, &play, &size) != rows[i].fine)
            fail_msg("row %zu", i);
        free(tape);
        free(parts);
    }
}

static void depth_is_bounded(void **state)
{
    (void)state;
    struct parts_key key = parts_key("x", 1);
    for (int depth = PARTS_DEPTH_MAX; depth <= PARTS_DEPTH_MAX + 1; depth++) {
        struct parts_play play;
        size_t size = PARTS_HEAD + (size_t)depth * 6;
        char *parts = xcalloc(size, 1), *to = parts + PARTS_HEAD;
        for (int i = 0; i < depth; i++, to += 3)
            memcpy(to, "\4\1\1", 3);
        for (int i = 0; i < depth; i++, to += 3)
            memcpy(to, "\5\1\1", 3);
        char *tape = signed_again(parts, size, key);
        assert_int_equal(parts_find(tape, size, key, &play, &size), depth == PARTS_DEPTH_MAX);
        free(tape);
        free(parts);
    }
}

/* A recording of a file that differs in one bit or is shorter, and one that makes no good deck. */
static void what_does_not_fit_is_read(void **state)
{
    (void)state;
    size_t size, length;
    char *bytes = good_bytes("full.yaml", &size), *tape = recorded(NULL, bytes, size, &length);
    struct deck *wanted = deck_read("test.yaml", bytes, size, &problems);
    for (size_t at = 0; at < size; at++) {
        struct parts_play play;
        size_t found;
        char was = bytes[at];
        bytes[at] ^= 1;
        assert_false(parts_find(tape, length, parts_key(bytes, size), &play, &found));
        bytes[at] = was;
        assert_false(parts_find(tape, length, parts_key(bytes, at), &play, &found));
    }
    struct parts_tape other = {0};
    struct reader r = {.part = PART_TEXT, .at = {1, 1}, .text = "no deck", .text_length = 7};
    parts_put(&other, &r);
    size_t other_size;
    char *forged = parts_finish(&other, parts_key(bytes, size), &other_size);
    assert_unharmed(bytes, size, forged, other_size, wanted);
    free(forged);
    deck_free(wanted);
    free(tape);
    free(bytes);
}

static void long_files_are_not_recorded(void **state)
{
    (void)state;
    static const char head[] = "demarc: 1\nid: a\ntitle: T\nlanguage: en\nas_of: 2026-11-21\nsources: {s: {title: S}}\n"
                               "cards: [{id: a, back: B, source: s, front: ";
    for (int over = 0; over < 2; over++) {
        size_t length = PARTS_SIZE_MAX - (over ? 0 : 1000), size = sizeof head - 1 + length + 2;
        char *bytes = xmalloc(size);
        memset(bytes, 'a', size);
        memcpy(bytes, head, sizeof head - 1);
        memcpy(bytes + size - 2, "}]", 2);
        struct deck_tape tape = {0};
        struct deck *deck = deck_read_taped(NULL, "test.yaml", bytes, size, &tape, &problems);
        assert_non_null(deck);
        assert_int_equal(!!tape.made, !over);
        deck_free(deck);
        free(tape.made);
        free(bytes);
    }
}

/* -- the file -- */

static char *top, *decks, *tapes;
static struct shelf shelf;

static int make_folders(void **state)
{
    (void)state;
    top = folder_new();
    decks = xprintf("%s/decks", top);
    tapes = xprintf("%s/decks.cache", top);
    return !file_make_folder(decks, NULL);
}

static int free_names(void **state)
{
    (void)state;
    free(top);
    free(decks);
    free(tapes);
    return 0;
}

static void put_file(const char *path, const char *bytes, size_t size)
{
    struct err err;
    if (!file_write(path, bytes, size, false, &err))
        fail_msg("%s", err.text);
}

static void put_deck(const char *name, const char *title)
{
    char *path = xprintf("%s/%s.yaml", decks, name);
    char *text = xprintf("demarc: 1\nid: %s\ntitle: %s\nlanguage: en\nas_of: 2026-11-21\nsources: {s: {title: S}}\n"
                         "cards: [{id: a, front: F, back: B, source: s}]\n",
                         name, title);
    put_file(path, text, strlen(text));
    free(text);
    free(path);
}

static void put_translation(const char *name, const char *title)
{
    char *path = xprintf("%s/%s.nl.yaml", decks, name);
    char *text = xprintf("demarc: 1\nid: %s\ntitle: %s\nlanguage: nl\ntranslates: en\n", name, title);
    put_file(path, text, strlen(text));
    free(text);
    free(path);
}

/* As a start: reads, and if it is one of the window, writes. True: the file is another one now, by what it holds or as
   what it is. */
static bool open_shelf(const char *language, bool window)
{
    struct stat before = {0}, after = {0};
    size_t size = 0, size_now = 0;
    char *bytes = stat(tapes, &before) == 0 ? slurp(tapes, &size) : NULL;
    shelf_load(&shelf, (const char *const[]){decks}, 1, language, tapes);
    if (window)
        shelf_keep(&shelf);
    char *now = stat(tapes, &after) == 0 ? slurp(tapes, &size_now) : NULL;
    bool other = before.st_ino != after.st_ino || size != size_now || (size && memcmp(bytes, now, size) != 0);
    free(bytes);
    free(now);
    return other;
}

static void assert_titles(const char *titles)
{
    char *text = xstrdup("");
    for (int i = 0; i < shelf.n; i++) {
        char *longer = xprintf("%s%s%s", text, i ? ", " : "", shelf.decks[i]->title);
        free(text);
        text = longer;
    }
    assert_string_equal(text, titles);
    assert_string_equal(shelf.problems, "");
    free(text);
    shelf_clear(&shelf);
}

static void the_window_keeps_what_it_read(void **state)
{
    (void)state;
    put_deck("azure", "Azure");
    put_deck("terms", "Terms");
    assert_false(open_shelf("en", false));
    assert_titles("Azure, Terms");
    assert_true(open_shelf("en", true));
    assert_titles("Azure, Terms");
    assert_false(open_shelf("en", true));
    assert_titles("Azure, Terms");
    put_deck("azure", "Azurf");
    assert_false(open_shelf("en", false));
    assert_titles("Azurf, Terms");
    assert_true(open_shelf("en", true));
    assert_titles("Azurf, Terms");
    assert_false(open_shelf("en", true));
    assert_titles("Azurf, Terms");
    put_translation("terms", "Termen");
    assert_false(open_shelf("en", true));
    assert_titles("Azurf, Terms");
    assert_true(open_shelf("nl", true));
    assert_titles("Azurf, Termen");
    assert_false(open_shelf("nl", true));
    assert_titles("Azurf, Termen");
}

/* What lies in the file is really used: the parts of another deck under the key of this one show. */
static void recordings_are_used(void **state)
{
    (void)state;
    size_t size, other_size, length;
    put_deck("azure", "Azure");
    char *path = xprintf("%s/azure.yaml", decks), *bytes = slurp(path, &size);
    put_deck("azure", "Played back");
    char *other = slurp(path, &other_size), *tape = recorded(NULL, other, other_size, &length),
         *forged = signed_again(tape, length, parts_key(bytes, size));
    put_file(path, bytes, size);
    put_file(tapes, forged, length);
    assert_false(open_shelf("en", true));
    assert_titles("Played back");
    free(forged);
    free(tape);
    free(other);
    free(bytes);
    free(path);
}

static void what_is_gone_is_left_out(void **state)
{
    (void)state;
    put_deck("azure", "Azure");
    put_deck("terms", "Terms");
    assert_true(open_shelf("en", true));
    assert_titles("Azure, Terms");
    int64_t both = file_size(tapes);
    char *path = xprintf("%s/terms.yaml", decks);
    assert_true(file_remove(path, NULL));
    assert_false(open_shelf("en", true));
    assert_titles("Azure");
    put_deck("azure", "A");
    assert_true(open_shelf("en", true));
    assert_titles("A");
    assert_true(file_size(tapes) < both - 100);
    free(path);
}

static void damaged_files_are_made_again(void **state)
{
    (void)state;
    size_t size;
    put_deck("azure", "Azure");
    put_deck("terms", "Terms");
    assert_true(open_shelf("en", true));
    assert_titles("Azure, Terms");
    char *bytes = slurp(tapes, &size);
    for (size_t cut = 0; cut < size; cut += 7) {
        put_file(tapes, bytes, cut);
        assert_true(open_shelf("en", true));
        assert_titles("Azure, Terms");
        bytes[cut]++;
        put_file(tapes, bytes, size);
        bytes[cut]--;
        assert_true(open_shelf("en", true));
        assert_titles("Azure, Terms");
        assert_int_equal(file_size(tapes), size);
    }
    free(bytes);
}

/* The second deck's recording has no room behind the first one's: it is read each time, and nothing is written for it.
 */
static void the_file_is_bounded(void **state)
{
    (void)state;
    char *title = xmalloc(5000001);
    memset(title, 'a', 5000000);
    title[5000000] = '\0';
    put_deck("azure", title);
    put_deck("terms", title);
    free(title);
    assert_true(open_shelf("en", true));
    assert_int_equal(shelf.n, 2);
    shelf_clear(&shelf);
    assert_in_range(file_size(tapes), 5000000, 5001000);
    assert_false(open_shelf("en", true));
    assert_int_equal(shelf.n, 2);
    shelf_clear(&shelf);
}

/* A folder where the file should be, and a data folder that is not there; refusals to a user are in window_refused. */
static void where_it_cannot_be_written(void **state)
{
    (void)state;
    put_deck("azure", "Azure");
    char *gone = xprintf("%s/gone/decks.cache", top);
    shelf_load(&shelf, (const char *const[]){decks}, 1, "en", gone);
    shelf_keep(&shelf);
    shelf_keep(&shelf);
    assert_titles("Azure");
    assert_false(file_exists(gone));
    assert_true(file_make_folder(tapes, NULL));
    shelf_load(&shelf, (const char *const[]){decks}, 1, "en", tapes);
    shelf_keep(&shelf);
    assert_titles("Azure");
    int n;
    assert_null(file_list(tapes, "", &n));
    free(gone);
}

#define ROW(test) cmocka_unit_test_setup_teardown(test, make_folders, free_names)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decks_are_the_same),
        cmocka_unit_test(bad_decks_are_not_recorded),
        cmocka_unit_test(damage_is_seen),
        cmocka_unit_test(damage_with_a_sum_does_no_harm),
        cmocka_unit_test(nonsense_is_refused),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(what_does_not_fit_is_read),
        cmocka_unit_test(long_files_are_not_recorded),
        ROW(the_window_keeps_what_it_read),
        ROW(recordings_are_used),
        ROW(what_is_gone_is_left_out),
        ROW(damaged_files_are_made_again),
        ROW(the_file_is_bounded),
        ROW(where_it_cannot_be_written),
    };
    return cmocka_run_group_tests(tests, folder_make_top, folder_drop_top);
}
