/* Reviews as CSV: what goes out comes in, once and in any order, and nothing that makes no sense does. */
#include "store/reviews.h"

#include "base/mem.h"
#include "base/rng.h"
#include "srs/day.h"
#include "store/file.h"
#include "store/review.h"
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

static struct err err;
static struct reviews_counts counts;
static char told[100000];

static void hear(void *to, const char *sentence)
{
    (void)to;
    size_t used = strlen(told);
    snprintf(told + used, sizeof told - used, "%s\n", sentence);
}

static char *export_of(const char *folder, int *n, int *left_out)
{
    struct store *store = learner_open(folder, learner_now);
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    assert_true(reviews_export(store, out, n, left_out, &err));
    fclose(out);
    store_close(store);
    return text;
}

static bool import(const char *folder, const char *text, bool skip_bad)
{
    struct reviews_listener listener = {hear, NULL};
    struct store *store = learner_open(folder, learner_now);
    told[0] = '\0';
    bool fine = reviews_import(store, text, strlen(text), skip_bad, &listener, &counts, &err);
    store_close(store);
    return fine;
}

static void assert_sound(const char *folder)
{
    char *path = learner_path(folder, "learner.db");
    struct verify_listener listener = {hear, NULL};
    told[0] = '\0';
    if (verify_file(path, &listener, &err) != 0)
        fail_msg("%s", told);
    free(path);
}

static void assert_same_states(const char *a, const char *b)
{
    char *x = learner_states(a), *y = learner_states(b);
    assert_string_equal(x, y);
    free(x);
    free(y);
}

static void a_life_moves_to_another_machine(void **state)
{
    (void)state;
    char *old = learner_new(), *new = folder_new();
    int n, left_out;
    char *text = export_of(old, &n, &left_out);
    assert_int_equal(n, 96 + 31);
    assert_int_equal(left_out, 0);
    if (!import(new, text, false))
        fail_msg("%s %s", err.text, told);
    assert_int_equal(counts.answers, 96);
    assert_int_equal(counts.edits, 31);
    assert_same_states(new, old);
    assert_sound(new);
    /* What goes out of there is what came in. */
    char *again = export_of(new, &n, &left_out);
    assert_string_equal(again, text);
    free(again);
    /* Twice changes nothing. */
    assert_true(import(new, text, false));
    assert_int_equal(counts.answers + counts.edits, 0);
    assert_int_equal(counts.known, 96 + 31);
    assert_same_states(new, old);
    assert_true(import(old, text, false)); /* nor does what is one's own */
    assert_int_equal(counts.answers + counts.edits, 0);
    free(text);
    free(old);
    free(new);
}

/* Before its deck was ever seen there: the first sight of it must not start its items anew. */
static void an_import_can_come_before_the_deck(void **state)
{
    (void)state;
    char *old = learner_new(), *new = folder_new();
    int n, left_out;
    char *text = export_of(old, &n, &left_out);
    struct store *store = store_open(new, (const unsigned char[16]){"new"}, learner_now, &err);
    assert_non_null(store);
    assert_true(reviews_import(store, text, strlen(text), false, NULL, &counts, &err));
    assert_true(store_know(store, learner_deck(), learner_now, &err));
    store_close(store);
    assert_same_states(new, old);
    free(text);
    free(old);
    free(new);
}

/* -- two machines -- */

/* An answer of anybody's, sometimes: both machines may change the same one. */
static void edit_any(struct store *store, struct rng *rng, struct moment now)
{
    static const char early[] = "SELECT id FROM answer WHERE given = 'zone' ORDER BY at_ms LIMIT 1 OFFSET ?1";
    static const char item[] = "SELECT item FROM answer WHERE id = ?1";
    int deed = rng_below(rng, 4);
    int64_t answer = NUMBER(store, early, INT(rng_below(rng, 5)));
    if (!answer)
        return;
    if (deed < 2)
        edit_add(store, deed ? "void" : "unvoid", answer, 0, 0, now);
    else if (deed == 2)
        edit_redate(store, answer, day_of(now) - 20 + rng_below(rng, 20), now);
    else
        return;
    item_replay(store, NUMBER(store, item, INT(answer)));
}

/* Answers, slips, resets and redates as two learners' machines would log them, at random. */
static void live(const char *folder, struct rng *rng, int day, int answers)
{
    static const char add[] =
        "INSERT INTO answer (id, origin, seq, item, at_ms, offset_min, day, given, correct, ways, right_ways, rating,"
        " unsure, took_ms, counts, answer_print, sum) VALUES ((SELECT ifnull(max(id), 0) + 1 FROM answer), 1,"
        " (SELECT ifnull(max(seq), 0) + 1 FROM answer WHERE origin = 1), ?1, ?2, 60, ?3, 'zone', ?4, 3, 1, ?5, ?6, 900,"
        " ?7, '', 0)";
    struct store *store = learner_open(folder, learner_now);
    store_begin_write(store, true);
    for (int i = 0; i < answers; i++) {
        struct moment now = {.utc_ms = (day + i / 5) * INT64_C(86400000) + 40000000 + i, .offset_min = 60};
        int right = rng_below(rng, 2), item = 1 + rng_below(rng, 12), deed = rng_below(rng, 20);
        RUN(store, add, INT(item), INT(now.utc_ms), INT(day_of(now)), INT(right), INT(right ? 3 : 1),
            INT(rng_below(rng, 2)), INT(rng_below(rng, 4) ? 1 : 2));
        int64_t answer = store_number(store, "SELECT max(id) FROM answer", NULL, 0, 0);
        SEAL(store, TABLE_ANSWER, INT(answer));
        if (deed == 0)
            edit_add(store, "void", answer, 0, 0, now);
        else if (deed == 1)
            edit_redate(store, answer, day_of(now) - 2, now);
        else if (deed == 2)
            edit_add(store, "reset", 0, item, answer, now);
        else if (deed == 3)
            edit_add(store, "unvoid", answer, 0, 0, now);
        item_replay(store, item);
        edit_any(store, rng, now);
    }
    assert_true(store_commit(store, &err));
    store_close(store);
}

static void the_order_of_files_does_not_matter(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        struct rng rng = {seed};
        char *a = learner_new(), *b = folder_new(), *empty = folder_new(), *path = learner_path(b, "learner.db");
        int n, left_out;
        store_close(learner_open(b, (struct moment){.utc_ms = (int64_t)seed}));
        live(a, &rng, 20123, 40);
        live(b, &rng, 20121, 60);
        char *first_a = export_of(a, &n, &left_out), *first_b = export_of(b, &n, &left_out);
        assert_true(import(a, first_b, false));
        live(a, &rng, 20140, 20); /* and both go on */
        live(b, &rng, 20139, 20); /* at the same time */
        char *text_a = export_of(a, &n, &left_out), *text_b = export_of(b, &n, &left_out);
        assert_true(import(b, text_a, false));
        assert_true(import(a, text_b, false));
        assert_same_states(a, b);
        assert_true(import(empty, text_b, false));
        assert_true(import(empty, first_a, false));
        assert_true(import(empty, text_a, false));
        assert_same_states(empty, a);
        assert_sound(a);
        assert_sound(b);
        struct store *store = learner_open(a, learner_now);
        assert_true(store_rebuild(store, &err) && store_know(store, learner_deck(), learner_now, &err));
        store_close(store);
        assert_same_states(a, b);
        assert_true(learner_ask(path, "SELECT count(*) FROM answer") == 96 + 140);
        free(text_a);
        free(text_b);
        free(first_a);
        free(first_b);
        free(path);
        free(a);
        free(b);
        free(empty);
    }
}

static void weights_travel(void **state)
{
    (void)state;
    char *old = learner_new(), *new = folder_new(), *path = learner_path(old, "learner.db");
    struct store *store = learner_open(old, learner_now);
    store_begin_write(store, true);
    store_execute(store, "INSERT INTO weights VALUES (1, 1738580400000, 6, '0.1 0.25 3e-05', 400, 0.51234567890123,"
                         " NULL, 0)");
    SEAL(store, TABLE_WEIGHTS, INT(1));
    store_execute(store, "INSERT INTO edit VALUES (32, 1, 32, 1738580400000, 'weights', NULL, NULL, NULL, NULL, 1, 0)");
    SEAL(store, TABLE_EDIT, INT(32));
    assert_true(store_commit(store, &err));
    store_close(store);
    int n, left_out;
    char *text = export_of(old, &n, &left_out), *to = learner_path(new, "learner.db");
    assert_int_equal(left_out, 0);
    if (!import(new, text, false))
        fail_msg("%s %s", err.text, told);
    assert_int_equal(learner_ask(to, "SELECT count(*) FROM edit JOIN weights ON weights.id = edit.weights"
                                     " WHERE w = '0.1 0.25 3e-05' AND loss_before = 0.51234567890123"
                                     " AND loss_after IS NULL AND model = 6 AND weights.answers = 400"),
                     1);
    char *again = export_of(new, &n, &left_out);
    assert_string_equal(again, text);
    assert_sound(new);
    free(again);
    free(text);
    free(to);
    free(path);
    free(old);
    free(new);
}

/* -- what makes no sense -- */

static const char head[] = "kind,origin,seq,item,at,offset_min,day,given,correct,ways,right_ways,rating,unsure,took_ms,"
                           "counts,answer_print,of_origin,of_seq,weights\n";
#define UID "00112233445566778899aabbccddeeff"
#define AT "2025-02-03T09:00:00.123Z"
#define GOOD "answer," UID ",1,azure/os/paas," AT ",60,2025-02-03,shared,1,3,1,3,0,1500,1,00ff,,,\n"

/* Where days of study begin earlier or later than at 4 an answer is of the day before, or of the next one. */
static void days_that_begin_at_any_hour_are_taken_in(void **state)
{
    (void)state;
    char *folder = learner_new();
    char *text =
        xprintf("%s%s%s", head, "answer," UID ",1,azure/os/paas," AT ",60,2025-02-02,shared,1,3,1,3,0,1500,1,00ff,,,\n",
                "answer," UID ",2,azure/os/paas," AT ",60,2025-02-04,shared,1,3,1,3,0,1500,1,00ff,,,\n");
    if (!import(folder, text, false))
        fail_msg("%s", told);
    assert_int_equal(counts.answers, 2);
    free(text);
    free(folder);
}

static void bad_lines_are_named_and_nothing_is_taken(void **state)
{
    (void)state;
    static const struct {
        const char *line, *says;
    } lines[] = {
        {"answer," UID ",2,azure/os/paas," AT ",60,2025-02-03,shared,1,3,1,3,0,1500,1,00ff,,\n", "18 columns"},
        {"guess," UID ",2,azure/os/paas," AT ",60,2025-02-03,shared,1,3,1,3,0,1500,1,00ff,,,\n", "no kind 'guess'"},
        {"answer,xyz,2,azure/os/paas," AT ",60,2025-02-03,shared,1,3,1,3,0,1500,1,00ff,,,\n", "origin"},
        {"answer," UID ",0,azure/os/paas," AT ",60,2025-02-03,shared,1,3,1,3,0,1500,1,00ff,,,\n", "seq"},
        {"answer," UID ",9e9,azure/os/paas," AT ",60,2025-02-03,shared,1,3,1,3,0,1500,1,00ff,,,\n", "seq"},
        {"answer," UID ",99999999999999999999,a/b," AT ",60,2025-02-03,shared,1,3,1,3,0,1500,1,00ff,,,\n", "seq"},
        {"answer," UID ",2,azure," AT ",60,2025-02-03,shared,1,3,1,3,0,1500,1,00ff,,,\n", "item"},
        {"answer," UID ",2,a/b/c/d," AT ",60,2025-02-03,shared,1,3,1,3,0,1500,1,00ff,,,\n", "item"},
        {"answer," UID ",2,Azure/os," AT ",60,2025-02-03,shared,1,3,1,3,0,1500,1,00ff,,,\n", "item"},
        {"answer," UID ",2,a/../b," AT ",60,2025-02-03,shared,1,3,1,3,0,1500,1,00ff,,,\n", "item"},
        {"answer," UID ",2,a/b234567890123456789012345678901234567890x," AT
         ",60,2025-02-03,shared,1,3,1,3,0,1500,1,00ff,,,\n",
         "item"},
        {"answer," UID ",2,a/b/," AT ",60,2025-02-03,shared,1,3,1,3,0,1500,1,00ff,,,\n", "item"},
        {"answer," UID ",2,a/b,2025-02-30T09:00:00.123Z,60,2025-02-03,shared,1,3,1,3,0,1500,1,00ff,,,\n", "at "},
        {"answer," UID ",2,a/b,2025-02-03 09:00,60,2025-02-03,shared,1,3,1,3,0,1500,1,00ff,,,\n", "at "},
        {"answer," UID ",2,a/b,1025-02-03T09:00:00.123Z,60,1025-02-03,shared,1,3,1,3,0,1500,1,00ff,,,\n", "at "},
        {"answer," UID ",2,a/b," AT ",900,2025-02-03,shared,1,3,1,3,0,1500,1,00ff,,,\n", "offset_min"},
        {"answer," UID ",2,a/b," AT ",60,2025-03-03,shared,1,3,1,3,0,1500,1,00ff,,,\n", "day does not fit"},
        {"answer," UID ",2,a/b," AT ",60,2025-02-05,shared,1,3,1,3,0,1500,1,00ff,,,\n", "day does not fit"},
        {"answer," UID ",2,a/b," AT ",60,2025-02-01,shared,1,3,1,3,0,1500,1,00ff,,,\n", "day does not fit"},
        {"answer," UID ",2,a/b," AT ",60,20123,shared,1,3,1,3,0,1500,1,00ff,,,\n", "day"},
        {"answer," UID ",2,a/b," AT ",60,2025-02-03,sh\x01red,1,3,1,3,0,1500,1,00ff,,,\n", "given"},
        {"answer," UID ",2,a/b," AT ",60,2025-02-03,\xff,1,3,1,3,0,1500,1,00ff,,,\n", "given"},
        {"answer," UID ",2,a/b," AT ",60,2025-02-03,shared,2,3,1,3,0,1500,1,00ff,,,\n", "correct"},
        {"answer," UID ",2,a/b," AT ",60,2025-02-03,shared,1,-3,1,3,0,1500,1,00ff,,,\n", "ways"},
        {"answer," UID ",2,a/b," AT ",60,2025-02-03,shared,1,3,4,3,0,1500,1,00ff,,,\n", "right_ways"},
        {"answer," UID ",2,a/b," AT ",60,2025-02-03,shared,1,3,1,5,0,1500,1,00ff,,,\n", "rating"},
        {"answer," UID ",2,a/b," AT ",60,2025-02-03,shared,1,3,1,3,,1500,1,00ff,,,\n", "unsure"},
        {"answer," UID ",2,a/b," AT ",60,2025-02-03,shared,1,3,1,3,0,-1,1,00ff,,,\n", "took_ms"},
        {"answer," UID ",2,a/b," AT ",60,2025-02-03,shared,1,3,1,3,0,70000,1,00ff,,,\n", "took_ms"},
        {"answer," UID ",2,a/b," AT ",60,2025-02-03,shared,1,3,1,3,0,1500,3,00ff,,,\n", "counts"},
        {"answer," UID ",2,a/b," AT ",60,2025-02-03,shared,1,3,1,3,0,1500,1,'; DROP TABLE answer,,,\n", "answer_print"},
        {"answer," UID ",2,a/b," AT ",60,2025-02-03,shared,1,3,1,3,0,1500,1,00ff," UID ",1,\n", "has no of_origin"},
        {"void," UID ",1,,,"
         "60,,,,,,,,,,,,,\n",
         "offset_min"},
        {"void," UID ",1,," AT ",,,,,,,,,,,," UID ",77,\n", "neither here nor there"},
        {"void," UID ",1,," AT ",,,,,,,,,,,,,,\n", "of_origin"},
        {"reset," UID ",1,azure/dc/paas," AT ",,,,,,,,,,,," UID ",1,\n", "answer of another"},
        {"redate," UID ",1,," AT ",,tomorrow,,,,,,,,,," UID ",1,\n", "day"},
        {"weights," UID ",1,," AT ",,,,,,,,,,,,,,1 6 400 nan -; 0.1\n", "weights"},
        {"weights," UID ",1,," AT ",,,,,,,,,,,,,,1 6 400 0.5 -; DROP\n", "weights"},
        {"\"unclosed," UID "\n", "never closed"},
        {"a,b\"c\n", "quote inside"},
    };
    char *folder = learner_new(), *path = learner_path(folder, "learner.db"), *before = learner_states(folder);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char *text = xprintf("%s%s%s", head, GOOD, lines[i].line);
        if (import(folder, text, false))
            fail_msg("taken in: %s", lines[i].line);
        if (!strstr(told, "line 3: ") || !strstr(told, lines[i].says))
            fail_msg("%s: '%s' is not said in: %s", lines[i].line, lines[i].says, told);
        assert_int_equal(learner_ask(path, "SELECT count(*) FROM answer"), 96);
        free(text);
    }
    char *after = learner_states(folder);
    assert_string_equal(after, before);
    /* What is good of such a file, where that is asked for. */
    char *text = xprintf("%s%s%s\n", head, lines[0].line, GOOD);
    assert_true(import(folder, text, true));
    assert_int_equal(counts.bad, 1);
    assert_int_equal(counts.answers, 1);
    assert_int_equal(learner_ask(path, "SELECT count(*) FROM answer"), 97);
    assert_sound(folder);
    free(text);
    /* The same number, another answer: what is here stays. */
    text = xprintf("%sanswer," UID ",1,azure/os/paas," AT ",60,2025-02-03,provider,0,3,1,1,0,1500,1,00ff,,,\n", head);
    assert_true(import(folder, text, false));
    assert_int_equal(counts.different, 1);
    assert_int_equal(learner_ask(path, "SELECT rating FROM answer WHERE id = 97"), 3);
    free(text);
    assert_false(import(folder, "name,score\nme,3\n", true));
    assert_non_null(strstr(err.text, "first line"));
    assert_false(import(folder, "", false));
    free(after);
    free(before);
    free(path);
    free(folder);
}

static void damaged_rows_do_not_go_out(void **state)
{
    (void)state;
    char *folder = learner_new(), *path = learner_path(folder, "learner.db");
    learner_meddle(path, "UPDATE answer SET given = 'nobody' WHERE id = 5; UPDATE edit SET at_ms = 7 WHERE id = 2");
    int n, left_out;
    char *text = export_of(folder, &n, &left_out);
    assert_int_equal(left_out, 2);
    assert_int_equal(n, 96 + 31 - 2);
    assert_null(strstr(text, "nobody"));
    free(text);
    free(path);
    free(folder);
}

/* An answer that does not go out takes what was said of it along, or nobody could take the file in. */
static void what_goes_out_comes_in_after_damage(void **state)
{
    (void)state;
    char *folder = learner_new(), *path = learner_path(folder, "learner.db"), *fresh = folder_new();
    int64_t answer = learner_ask(path, "SELECT answer FROM edit WHERE what = 'void' LIMIT 1");
    assert_true(answer > 0);
    char *sql = xprintf("UPDATE answer SET given = 'nobody' WHERE id = %d", (int)answer);
    learner_meddle(path, sql);
    int n, left_out;
    char *text = export_of(folder, &n, &left_out);
    assert_true(left_out >= 2);
    assert_int_equal(n, 96 + 31 - left_out);
    if (!import(fresh, text, false))
        fail_msg("%s %s", err.text, told);
    assert_int_equal(counts.answers, 95);
    free(sql);
    free(text);
    free(fresh);
    free(path);
    free(folder);
}

/* What the deck said is not unlearnt where its items are only to be taken in again. */
static void an_import_after_a_rebuild_keeps_what_is_right(void **state)
{
    (void)state;
    char *folder = learner_new(), *path = learner_path(folder, "learner.db");
    struct store *store = store_open(folder, (const unsigned char[16]){"new"}, learner_now, &err);
    char *text =
        xprintf("%sanswer," UID ",1,azure/os/paas,2025-02-02T09:00:00.123Z,60,2025-02-02,shared,1,3,1,3,0,1500,0,"
                "dead,,,\n",
                head);
    store_execute(store, "UPDATE answer SET at_ms = 1 WHERE item = (SELECT id FROM item WHERE key = 'azure/os/paas')");
    assert_true(store_rebuild(store, &err));
    assert_true(reviews_import(store, text, strlen(text), false, NULL, &counts, &err));
    store_close(store);
    assert_int_equal(counts.answers, 1);
    assert_int_equal(learner_ask(path, "SELECT count(*) FROM item WHERE answer_print = 'dead'"), 0);
    free(text);
    free(path);
    free(folder);
}

/* It would be the last one that this file can give. */
static void a_number_out_of_nowhere_is_refused(void **state)
{
    (void)state;
    char *folder = learner_new(), *path = learner_path(folder, "learner.db");
    struct store *store = learner_open(folder, learner_now);
    sqlite3_stmt *query = store_query(store, "SELECT lower(hex(uid)) FROM origin WHERE id = 1", NULL, 0);
    assert_true(store_row(store, query));
    char *uid = xstrdup(store_text(query, 0));
    store_close(store);
    char *text =
        xprintf("%sanswer,%s,9007199254740992,azure/os/paas," AT ",60,2025-02-03,shared,1,3,1,3,0,1500,1,00ff,,,\n"
                "rest,%s,9007199254740992,azure/os/paas," AT ",,,,,,,,,,,,,,\n",
                head, uid, uid);
    assert_false(import(folder, text, false));
    assert_int_equal(counts.bad, 2);
    assert_non_null(strstr(told, "line 2: seq is far beyond"));
    assert_non_null(strstr(told, "line 3: seq is far beyond"));
    assert_int_equal(learner_ask(path, "SELECT count(*) FROM answer"), 96);
    free(text);
    free(uid);
    free(path);
    free(folder);
}

/* Noise in place of a file, and a file with noise in it: no crash, and never half a file. */
static void noise_does_no_harm(void **state)
{
    (void)state;
    char *folder = learner_new(), *path = learner_path(folder, "learner.db");
    int n, left_out;
    char *sound = export_of(folder, &n, &left_out);
    size_t size = strlen(sound);
    struct rng rng = {3};
    for (int round = 0; round < 60; round++) {
        char *text = xstrdup(sound);
        for (int i = 0; i < 3; i++)
            text[strlen(head) + (size_t)rng_next(&rng) % (size - strlen(head))] = (char)(1 + rng_below(&rng, 255));
        char *fresh = folder_new(), *to = learner_path(fresh, "learner.db");
        bool taken = import(fresh, text, false);
        int64_t answers = learner_ask(to, "SELECT count(*) FROM answer");
        assert_true(taken ? answers > 90 : answers == 0);
        free(to);
        free(fresh);
        free(text);
    }
    free(sound);
    free(path);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_life_moves_to_another_machine),
        cmocka_unit_test(an_import_can_come_before_the_deck),
        cmocka_unit_test(the_order_of_files_does_not_matter),
        cmocka_unit_test(weights_travel),
        cmocka_unit_test(days_that_begin_at_any_hour_are_taken_in),
        cmocka_unit_test(bad_lines_are_named_and_nothing_is_taken),
        cmocka_unit_test(damaged_rows_do_not_go_out),
        cmocka_unit_test(an_import_after_a_rebuild_keeps_what_is_right),
        cmocka_unit_test(a_number_out_of_nowhere_is_refused),
        cmocka_unit_test(what_goes_out_comes_in_after_damage),
        cmocka_unit_test(noise_does_no_harm),
    };
    return cmocka_run_group_tests(tests, folder_make_top, learner_drop_top);
}
