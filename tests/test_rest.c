/* What the learner says of items: those at rest are asked nowhere and have their memory again when they wake, what is
   forgotten is new, and what was read is no first answer. All of it is in the log, so it is the same after a rebuild
   and on another machine. */
#include "base/mem.h"
#include "kept.h"
#include "srs/day.h"
#include "stock.h"
#include "store/backup.h"
#include "store/file.h"
#include "store/reviews.h"
#include "store/store_db.h"
#include "store/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "learner.h"

enum { ITEMS_MAX = 200 };

static struct err err;
static char told[10000];
static struct store_item items[ITEMS_MAX];

static struct moment after(int64_t ms)
{
    struct moment now = learner_now;
    now.utc_ms += ms;
    return now;
}

static const int64_t day_ms = INT64_C(86400000);

static void hear(void *to, const char *sentence)
{
    (void)to;
    size_t used = strlen(told);
    snprintf(told + used, sizeof told - used, "%s\n", sentence);
}

static void assert_sound(const char *folder)
{
    char *path = learner_path(folder, "learner.db");
    told[0] = '\0';
    if (verify_file(path, &(struct verify_listener){hear, NULL}, &err) != 0)
        fail_msg("%s", told);
    free(path);
}

static void assert_states(const char *folder, const char *expected)
{
    char *states = learner_states(folder);
    assert_string_equal(states, expected);
    free(states);
}

static void assert_fine(bool fine)
{
    if (!fine)
        fail_msg("%s", err.text);
}

static struct store_item item_now(struct store *store, int item, struct moment now)
{
    assert_true(deck_item_count(learner_deck()) <= ITEMS_MAX);
    assert_fine(store_items(store, learner_deck(), day_of(now), items, &err));
    return items[item];
}

/* The first item that is met, or is not. */
static int find(struct store *store, bool met)
{
    item_now(store, 0, learner_now);
    for (int item = 0; item < deck_item_count(learner_deck()); item++)
        if (deck_item_asks(learner_deck(), item) && items[item].memory.met == met && !items[item].rests)
            return item;
    fail();
    return -1;
}

static void rest(struct store *store, int item, bool rests, struct moment now)
{
    assert_fine(store_rest(store, learner_deck(), item, rests, now, &err));
}

struct counted {
    int due, met, fresh;
};

static struct counted count(struct store *store)
{
    struct counted n;
    assert_fine(store_count(store, learner_deck(), day_of(learner_now) + 1000, &n.due, &n.met, &err));
    assert_fine(store_fresh(store, learner_deck(), &n.fresh, &err));
    return n;
}

static int planned(struct store *store, enum stock_how how, int item)
{
    const struct deck *deck = learner_deck();
    struct shelf shelf = {.decks = &deck, .n = 1};
    struct stock stock;
    int n = 0;
    assert_fine(stock_load(&stock, store, &shelf, &deck, 1, how, 10, learner_now, 1, &err));
    for (int i = 0; i < stock.n_items; i++)
        n += stock.items[i].item == item;
    assert_int_equal(stock.hidden[0][item] || n, true);
    stock_clear(&stock);
    return n;
}

/* A board of one layer, placed and checked. */
static void answer(struct store *store, int item, bool right, struct moment now)
{
    const struct deck *deck = learner_deck();
    struct task task = {.kind = TASK_BOARD, .model = deck_item_model(deck, item), .n_items = 1, .items = {item}};
    bool *hidden = xcalloc(ITEMS_MAX, sizeof *hidden);
    struct session *session = session_new(&deck, 1, &task, 1, (const bool *const[]){hidden}, 1);
    assert_fine(store_begin(store, session, 1, "drill azure", now, &err));
    const int zone = (deck_item_cell(deck, item)->answer + !right) % deck->n_zones;
    const struct move moves[] = {{MOVE_PLACE, 0, zone}, {MOVE_CHECK, 0, 0}};
    for (int i = 0; i < 2; i++) {
        assert_true(session_apply(session, moves[i], now));
        if (store_save(store, session, &session->change, 1, &err) != STORE_SAVED)
            fail_msg("%s", err.text);
    }
    session_free(session);
    free(hidden);
}

static int64_t last_counts(const char *folder)
{
    char *path = learner_path(folder, "learner.db");
    int64_t counts = learner_ask(path, "SELECT counts FROM answer ORDER BY id DESC LIMIT 1");
    free(path);
    return counts;
}

/* -- rest -- */

static void what_rests_is_asked_nowhere_and_comes_back(void **state)
{
    (void)state;
    char *folder = learner_new();
    struct store *store = learner_open(folder, learner_now);
    int fresh = find(store, false), met = find(store, true);
    char *before = learner_states(folder);
    struct counted n = count(store);
    bool resting[ITEMS_MAX];

    rest(store, fresh, true, learner_now);
    rest(store, met, true, learner_now);
    struct counted less = count(store);
    assert_int_equal(less.met, n.met - 1);
    assert_int_equal(less.due, n.due - 1);
    assert_int_equal(less.fresh, n.fresh - 1);
    assert_fine(store_resting(store, learner_deck(), resting, &err));
    for (int item = 0; item < deck_item_count(learner_deck()); item++) {
        bool rests = item == fresh || item == met;
        assert_int_equal(resting[item], rests);
        assert_int_equal(item_now(store, item, learner_now).rests, rests);
        if (rests)
            assert_false(items[item].memory.met);
        if (deck_item_asks(learner_deck(), item))
            for (int how = STOCK_CANDIDATES; how <= STOCK_ALL; how++)
                if (rests || how == STOCK_ALL)
                    assert_int_equal(planned(store, (enum stock_how)how, item), !rests);
    }
    store_close(store);
    assert_sound(folder);

    store = learner_open(folder, learner_now);
    rest(store, fresh, false, learner_now);
    rest(store, met, false, learner_now);
    struct counted again = count(store);
    assert_memory_equal(&again, &n, sizeof n);
    store_close(store);
    assert_states(folder, before);
    assert_sound(folder);
    free(before);
    free(folder);
}

/* Each once: what is so already is not said again. */
static void the_last_word_counts(void **state)
{
    (void)state;
    char *folder = learner_new(), *path = learner_path(folder, "learner.db");
    struct store *store = learner_open(folder, learner_now);
    int item = find(store, true);
    rest(store, item, false, learner_now);
    assert_int_equal(learner_ask(path, "SELECT count(*) FROM edit WHERE what = 'wake'"), 0);
    rest(store, item, true, after(100 * day_ms)); /* under a clock that is far ahead */
    rest(store, item, true, learner_now);
    assert_int_equal(learner_ask(path, "SELECT count(*) FROM edit WHERE what = 'rest'"), 1);
    rest(store, item, false, learner_now);
    assert_false(item_now(store, item, learner_now).rests);
    rest(store, item, true, learner_now);
    assert_true(item_now(store, item, learner_now).rests);
    store_close(store);
    free(path);
    free(folder);
}

/* A session that asks it already goes on; its answers are told when it wakes. */
static void an_answer_while_it_rests_is_kept(void **state)
{
    (void)state;
    char *rested = learner_new(), *awake = learner_new();
    for (int turn = 0; turn < 2; turn++) {
        const char *folder = turn ? awake : rested;
        struct store *store = learner_open(folder, learner_now);
        int item = find(store, true);
        if (!turn)
            rest(store, item, true, learner_now);
        answer(store, item, false, after(3 * day_ms));
        if (!turn) {
            assert_false(item_now(store, item, learner_now).memory.met);
            store_close(store);
            assert_sound(folder);
            store = learner_open(folder, after(4 * day_ms));
            rest(store, item, false, after(4 * day_ms));
        }
        store_close(store);
    }
    char *states = learner_states(awake);
    assert_states(rested, states);
    free(states);
    free(rested);
    free(awake);
}

static void rest_outlives_a_rebuild_and_a_changed_deck(void **state)
{
    (void)state;
    char *folder = learner_new(), *path = learner_path(folder, "learner.db");
    struct store *store = learner_open(folder, learner_now);
    int fresh = find(store, false), met = find(store, true);
    rest(store, fresh, true, learner_now);
    rest(store, met, true, learner_now);
    struct counted n = count(store);
    assert_fine(store_rebuild(store, &err));
    store_close(store);
    assert_sound(folder);
    store = learner_open(folder, learner_now);
    struct counted rebuilt = count(store);
    assert_memory_equal(&rebuilt, &n, sizeof n);
    store_close(store);
    assert_sound(folder);
    /* As if another edition of the deck had been here: all items are taken in again. */
    char *state_of =
        xprintf("UPDATE deck SET seen_print = '-'; INSERT INTO fresh SELECT deck, place FROM item WHERE place = %d;"
                "INSERT INTO state SELECT deck, %d, (SELECT id FROM item WHERE place = %d), s, d, first_day, last_day, "
                "reask_day,"
                " due_day, answers, lapses, last_answer, model, weights FROM state LIMIT 1",
                fresh, met, met);
    learner_meddle(path, state_of);
    free(state_of);
    store = learner_open(folder, learner_now);
    rebuilt = count(store);
    assert_memory_equal(&rebuilt, &n, sizeof n);
    assert_true(item_now(store, met, learner_now).rests);
    store_close(store);
    assert_sound(folder);
    free(path);
    free(folder);
}

static void what_was_never_answered_can_rest(void **state)
{
    (void)state;
    char *folder = folder_new();
    struct store *store = learner_open(folder, learner_now);
    struct counted n = count(store);
    rest(store, find(store, false), true, learner_now);
    for (int again = 0; again < 2; again++) {
        assert_int_equal(count(store).fresh, n.fresh - 1);
        assert_fine(store_rebuild(store, &err));
        store_close(store);
        assert_sound(folder);
        store = learner_open(folder, learner_now);
    }
    store_close(store);
    free(folder);
}

/* -- while the file cannot be opened -- */

static void said_in_memory_is_said_to_the_file(void **state)
{
    (void)state;
    char *folder = learner_new();
    const struct deck *deck = learner_deck();
    const struct shelf shelf = {.decks = &deck, .n = 1};
    struct kept kept = {0};
    struct drill none = {0};
    struct store *file = learner_open(folder, learner_now);
    int item = find(file, true), other = find(file, false), read = other + 1, today = day_of(learner_now);
    rest(file, other, true, learner_now);
    kept_see(&kept, deck, &read, 1, today);
    kept_rest(&kept, deck, item, true, learner_now);
    kept_rest(&kept, deck, other, true, learner_now);
    kept_rest(&kept, deck, other, false, learner_now); /* what the file said before is not the last word */
    assert_false(kept_any(&kept));                     /* answers */
    assert_false(item_now(file, read, learner_now).today);
    assert_fine(kept_move(&kept, &none, &shelf, file, learner_now, &err));
    assert_true(item_now(file, item, learner_now).rests);
    assert_false(items[other].rests);
    assert_true(items[read].today);
    assert_int_equal(kept.n, 0);
    kept_clear(&kept);
    store_close(file);
    assert_sound(folder);
    free(folder);
}

/* -- on two machines -- */

static char *export_of(const char *folder)
{
    struct store *store = learner_open(folder, learner_now);
    char *text = NULL;
    size_t size;
    int n, left_out;
    FILE *out = open_memstream(&text, &size);
    assert_fine(reviews_export(store, out, &n, &left_out, &err));
    fclose(out);
    store_close(store);
    return text;
}

static void import(const char *folder, const char *text)
{
    struct reviews_counts counts;
    struct store *store = learner_open(folder, learner_now);
    assert_fine(reviews_import(store, text, strlen(text), false, NULL, &counts, &err));
    store_close(store);
}

/* One says rest, later the other wake, of another item the other way round; whoever hears of whom first. */
static void machines_agree_on_what_rests(void **state)
{
    (void)state;
    char *a = learner_new(), *b = folder_new(), *c = folder_new();
    char *life = export_of(a);
    import(b, life);
    struct store *store_a = learner_open(a, learner_now), *store_b = learner_open(b, learner_now);
    int one = find(store_a, true);
    rest(store_a, one, true, after(1000));
    int two = find(store_a, true), gone;
    rest(store_b, one, true, after(500));
    rest(store_b, one, false, after(2000));
    rest(store_a, two, true, after(1000));
    rest(store_a, two, false, after(3000));
    rest(store_b, two, true, after(4000));
    for (gone = two + 1; !deck_item_asks(learner_deck(), gone); gone++)
        ;
    assert_fine(store_forget(store_b, learner_deck(), &gone, 1, after(5000), &err));
    store_close(store_a);
    store_close(store_b);
    char *from_a = export_of(a), *from_b = export_of(b);
    import(a, from_b);
    import(b, from_a);
    import(c, from_b);
    import(c, from_a);
    char *states = learner_states(a);
    assert_states(b, states);
    assert_states(c, states);
    const char *const folders[] = {a, b, c};
    for (int i = 0; i < 3; i++) {
        struct store *store = learner_open(folders[i], learner_now);
        assert_false(item_now(store, one, learner_now).rests);
        assert_true(items[one].memory.met);
        assert_true(items[two].rests);
        assert_false(items[gone].memory.met);
        store_close(store);
        assert_sound(folders[i]);
    }
    char *all[] = {a, b, c, life, from_a, from_b, states};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        free(all[i]);
}

/* -- forgetting -- */

static void what_is_forgotten_is_new_and_can_be_brought_back(void **state)
{
    (void)state;
    char *folder = learner_new(), *path = learner_path(folder, "learner.db");
    struct store *store = learner_open(folder, learner_now);
    int64_t answers = learner_ask(path, "SELECT count(*) FROM answer");
    answer(store, find(store, true), true, learner_now);
    char *before = learner_states(folder);
    struct counted n = count(store);
    int n_backups, later_backups;
    free(backup_list(folder, &n_backups));
    assert_fine(store_forget(store, learner_deck(), NULL, 0, learner_now, &err));
    struct counted none = count(store);
    assert_int_equal(none.met + none.due, 0);
    assert_int_equal(none.fresh, n.met + n.fresh);
    assert_int_equal(learner_ask(path, "SELECT count(*) FROM answer"), answers + 1);
    struct backup_file *backups = backup_list(folder, &later_backups);
    assert_int_equal(later_backups, n_backups + 1);
    /* Forgotten already: nothing is said twice, and the backup of before stays. */
    int64_t edits = learner_ask(path, "SELECT count(*) FROM edit");
    assert_fine(store_forget(store, learner_deck(), NULL, 0, after(1000), &err));
    assert_int_equal(learner_ask(path, "SELECT count(*) FROM edit"), edits);
    store_close(store);
    assert_sound(folder);
    char *backup = xprintf("%s/backups/%s", folder, backups[0].name), kept[BACKUP_NAME_MAX];
    assert_fine(restore_file(folder, backup, false, (const unsigned char[16]){"test"}, learner_now, kept, &err));
    store_close(learner_open(folder, learner_now));
    assert_states(folder, before);
    free(backup);
    free(backups);
    free(before);
    free(path);
    free(folder);
}

/* What was answered today is asked again tomorrow, and counts then. */
static void the_forgotten_come_again_tomorrow(void **state)
{
    (void)state;
    char *folder = learner_new();
    struct store *store = learner_open(folder, learner_now);
    int item = find(store, true);
    answer(store, item, true, learner_now);
    assert_fine(store_forget(store, learner_deck(), &item, 1, after(1000), &err));
    assert_true(item_now(store, item, learner_now).today);
    answer(store, item, true, after(2000));
    assert_int_equal(last_counts(folder), 2);
    assert_false(item_now(store, item, learner_now).memory.met);
    assert_false(item_now(store, item, after(day_ms)).today);
    answer(store, item, true, after(day_ms));
    assert_int_equal(last_counts(folder), 1);
    assert_int_equal(item_now(store, item, after(day_ms)).memory.answers, 1);
    store_close(store);
    assert_sound(folder);
    free(folder);
}

/* Another machine, whose name is the last of all, put it to rest in the very millisecond. */
static void what_is_said_here_now_is_the_latest(void **state)
{
    (void)state;
    char *folder = learner_new(), key[DECK_KEY_MAX];
    struct store *store = learner_open(folder, learner_now);
    int item = find(store, true);
    store_close(store);
    deck_item_key(learner_deck(), item, key);
    char *text = xprintf("kind,origin,seq,item,at,offset_min,day,given,correct,ways,right_ways,rating,unsure,took_ms,"
                         "counts,answer_print,of_origin,of_seq,weights\n"
                         "rest,ffffffffffffffffffffffffffffffff,1,%s,2025-02-03T11:00:00.000Z,,,,,,,,,,,,,,\n",
                         key);
    import(folder, text);
    store = learner_open(folder, learner_now);
    assert_true(item_now(store, item, learner_now).rests);
    rest(store, item, false, learner_now);
    assert_false(item_now(store, item, learner_now).rests);
    store_close(store);
    free(text);
    free(folder);
}

/* Answers of a machine whose clock was ahead are forgotten with the others, but not what it says later. */
static void another_clock_cannot_hide_answers(void **state)
{
    (void)state;
    char *a = learner_new(), *b = folder_new();
    char *life = export_of(a);
    import(b, life);
    struct store *store = learner_open(b, learner_now);
    int item = find(store, true);
    answer(store, item, true, after(30 * day_ms));
    store_close(store);
    char *from_b = export_of(b);
    import(a, from_b);
    store = learner_open(a, learner_now);
    assert_true(item_now(store, item, learner_now).memory.met);
    assert_fine(store_forget(store, learner_deck(), &item, 1, learner_now, &err));
    assert_false(item_now(store, item, learner_now).memory.met);
    store_close(store);
    store = learner_open(b, learner_now);
    answer(store, item, true, after(31 * day_ms));
    store_close(store);
    char *later = export_of(b);
    import(a, later);
    store = learner_open(a, learner_now);
    assert_int_equal(item_now(store, item, learner_now).memory.answers, 1);
    store_close(store);
    assert_sound(a);
    char *all[] = {a, b, life, from_b, later};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        free(all[i]);
}

static void without_a_backup_nothing_is_forgotten(void **state)
{
    (void)state;
    char *folder = learner_new(), *path = learner_path(folder, "learner.db"), *before = learner_states(folder);
    char *backups = learner_path(folder, "backups"), *remove = xprintf("rm -rf '%s'", backups);
    struct store *store = learner_open(folder, learner_now);
    assert_int_equal(system(remove), 0);
    learner_put(backups, "", 0); /* a file is in the way */
    int64_t edits = learner_ask(path, "SELECT count(*) FROM edit");
    assert_false(store_forget(store, learner_deck(), NULL, 0, learner_now, &err));
    assert_int_equal(learner_ask(path, "SELECT count(*) FROM edit"), edits);
    store_close(store);
    assert_states(folder, before);
    free(remove);
    free(backups);
    free(before);
    free(path);
    free(folder);
}

/* -- seen -- */

static void rule_2_what_was_read_does_not_count_that_day(void **state)
{
    (void)state;
    char *folder = learner_new();
    struct store *store = learner_open(folder, learner_now);
    int both[] = {find(store, false), find(store, true)};
    struct grade_memory memory = item_now(store, both[1], learner_now).memory;
    assert_fine(store_see(store, learner_deck(), both, 2, day_of(learner_now), &err));
    for (int i = 0; i < 2; i++) {
        assert_true(item_now(store, both[i], learner_now).today);
        answer(store, both[i], true, after(1000));
        assert_int_equal(last_counts(folder), 2);
    }
    assert_false(item_now(store, both[0], learner_now).memory.met); /* it stays new */
    assert_int_equal(items[both[1]].memory.answers, memory.answers);
    assert_int_equal(items[both[1]].memory.last_day, memory.last_day);
    answer(store, both[0], true, after(day_ms));
    assert_int_equal(last_counts(folder), 1);
    store_close(store);
    assert_sound(folder);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_rests_is_asked_nowhere_and_comes_back),
        cmocka_unit_test(the_last_word_counts),
        cmocka_unit_test(an_answer_while_it_rests_is_kept),
        cmocka_unit_test(rest_outlives_a_rebuild_and_a_changed_deck),
        cmocka_unit_test(what_was_never_answered_can_rest),
        cmocka_unit_test(said_in_memory_is_said_to_the_file),
        cmocka_unit_test(machines_agree_on_what_rests),
        cmocka_unit_test(what_is_forgotten_is_new_and_can_be_brought_back),
        cmocka_unit_test(the_forgotten_come_again_tomorrow),
        cmocka_unit_test(what_is_said_here_now_is_the_latest),
        cmocka_unit_test(another_clock_cannot_hide_answers),
        cmocka_unit_test(without_a_backup_nothing_is_forgotten),
        cmocka_unit_test(rule_2_what_was_read_does_not_count_that_day),
    };
    return cmocka_run_group_tests(tests, folder_make_top, learner_drop_top);
}
