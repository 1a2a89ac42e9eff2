/* store: practice exams. What is on disk is the exam as it was, the clock included; what was shown is known; the
   answers go to the log and, of what is drilled, to the memory. */
#include "base/mem.h"
#include "base/rng.h"
#include "deck/deck_yaml.h"
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

enum { ITEMS = 60, MINUTES = 60000 };
static const unsigned char here[16] = "one", there[16] = "another";
static const struct moment start = {.mono_ms = 5000, .utc_ms = 1764579600000, .offset_min = 60};

static struct deck *azure, *bank;
static char folder[] = "/tmp/demarc-exam-XXXXXX";

static struct deck *read_deck(const char *path)
{
    static struct deck_problems problems;
    static char bytes[1 << 18];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    struct deck *deck = deck_read(path, bytes, size, &problems);
    assert_non_null(deck);
    return deck;
}

static void find_boards(const struct deck *boards[DECK_PARTS_MAX])
{
    for (int part = 0; part < bank->blueprint.n_parts; part++)
        boards[part] = bank->blueprint.parts[part].board ? azure : NULL;
}

static int64_t number(const char *sql)
{
    char path[200];
    sqlite3 *db;
    sqlite3_stmt *query;
    snprintf(path, sizeof path, "%s/learner.db", folder);
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &query, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(query), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(query, 0);
    sqlite3_finalize(query);
    sqlite3_close(db);
    return n;
}

static void change(const char *sql)
{
    char path[200];
    sqlite3 *db;
    snprintf(path, sizeof path, "%s/learner.db", folder);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    sqlite3_close(db);
}

static struct store *open_store(const unsigned char program[16])
{
    struct err err;
    struct store *store = store_open(folder, program, start, &err);
    if (!store)
        fail_msg("%s", err.text);
    assert_true(store_know(store, azure, start, &err) && store_know(store, bank, start, &err));
    return store;
}

static int fresh_file(void **state)
{
    (void)state;
    char path[200];
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/learner.db%s", folder, ends[i]);
        unlink(path);
    }
    return 0;
}

static struct exam *begin(struct store *store, uint64_t seed, int questions)
{
    const struct deck *boards[DECK_PARTS_MAX];
    int64_t *seen_ms = xcalloc((size_t)bank->n_questions, sizeof *seen_ms);
    struct exam_item items[ITEMS];
    struct err err;
    find_boards(boards);
    assert_true(store_exam_seen(store, bank, seen_ms, &err));
    struct exam_rules rules = {bank, boards, seen_ms, questions, seed};
    int n = exam_draw(&rules, items);
    struct exam *exam = exam_new(bank, boards, items, n, seed, 34 * MINUTES);
    if (!store_exam_begin(store, exam, "exam az-900 --questions 32 --minutes 34", start, &err))
        fail_msg("%s", err.text);
    free(seen_ms);
    return exam;
}

static struct exam *resume(struct store *store, struct err *err)
{
    const struct deck *boards[DECK_PARTS_MAX];
    find_boards(boards);
    return store_exam_resume(store, bank, boards, 34 * MINUTES, start, err);
}

static void do_move(struct store *store, struct exam *exam, enum exam_move_kind kind, int at, int zone)
{
    struct err err;
    if (exam_apply(exam, (struct exam_move){kind, at, zone}, start) &&
        store_exam_save(store, exam, &exam->change, 1, &err) != STORE_SAVED)
        fail_msg("%s", err.text);
}

/* The zone that another edition of the source gives; -1: they agree. */
static int differing(const struct deck_cell *cell)
{
    for (int zone = 0; zone < azure->n_zones; zone++)
        if (cell->differs[zone])
            return zone;
    return -1;
}

static bool has_differing(const struct exam *exam)
{
    for (int i = 0; i < exam->n; i++)
        for (int k = 0; !exam_question(exam, i) && k < exam->items[i].n_layers; k++)
            if (differing(&azure->layers[exam->items[i].layers[k]].cells[exam->items[i].model]) >= 0)
                return true;
    return false;
}

static void answer(struct store *store, struct exam *exam, int item, bool right)
{
    const struct deck_question *question = exam_question(exam, item);
    const struct choice *choice = &exam->sheets[item].choice;
    const struct board *board = exam->sheets[item].board;
    do_move(store, exam, EXAM_GO, item, 0);
    for (int at = 0; question && at < choice->n_options; at++) {
        bool yes = question->options[choice->order[at]].right == right;
        if (choice->grid)
            do_move(store, exam, yes ? EXAM_YES : EXAM_NO, at, 0);
        else if (yes)
            do_move(store, exam, EXAM_PICK, at, 0);
    }
    for (int at = 0; board && at < board->n_cells; at++) {
        const struct deck_cell *cell = &azure->layers[board->cells[at].layer].cells[board->cells[at].model];
        int other = differing(cell), zone = right && other >= 0 ? other : cell->answer;
        do_move(store, exam, EXAM_PLACE, at, right ? zone : (zone + 1) % azure->n_zones);
    }
}

static void same_exam(const struct exam *a, const struct exam *b)
{
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->at, b->at);
    assert_int_equal(a->left_ms, b->left_ms);
    assert_int_equal(a->n_steps, b->n_steps);
    assert_int_equal(a->seed, b->seed);
    assert_memory_equal(a->items, b->items, sizeof *a->items * (size_t)a->n);
    for (int i = 0; i < a->n; i++) {
        assert_int_equal(a->sheets[i].flagged, b->sheets[i].flagged);
        assert_int_equal(a->sheets[i].ms, b->sheets[i].ms);
        assert_memory_equal(&a->sheets[i].choice, &b->sheets[i].choice, sizeof a->sheets[i].choice);
        for (int at = 0; a->sheets[i].board && at < a->sheets[i].board->n_cells; at++)
            assert_int_equal(a->sheets[i].board->cells[at].zone, b->sheets[i].board->cells[at].zone);
    }
}

static void no_sum_is_wrong(struct store *store)
{
    struct err err;
    int bad;
    assert_true(store_verify_sums(store, &bad, &err));
    assert_int_equal(bad, 0);
}

static void an_exam_goes_on_as_it_was(void **state)
{
    (void)state;
    struct err err;
    struct store *store = open_store(here);
    struct exam *exam = begin(store, 1, 32);
    for (int i = 0; i < 12; i++) {
        exam_tick(exam, 1234);
        answer(store, exam, i, i % 3);
        if (i % 4 == 1)
            do_move(store, exam, EXAM_FLAG, 0, 0);
    }
    exam_tick(exam, 777);
    assert_int_equal(store_exam_tick(store, exam, &err), STORE_SAVED);
    no_sum_is_wrong(store);
    struct store *other = open_store(there); /* no goodbye: the first one is as good as killed */
    struct store_open_exam open;
    assert_true(store_find_exam(other, &open));
    assert_string_equal(open.setup, "exam az-900 --questions 32 --minutes 34");
    assert_int_equal(open.n, 32);
    assert_int_equal(open.left_ms, exam->left_ms);
    struct exam *again = resume(other, &err);
    if (!again)
        fail_msg("%s", err.text);
    same_exam(exam, again);
    /* The first window has lost it, and says so. */
    exam_apply(exam, (struct exam_move){EXAM_GO, 20, 0}, start);
    assert_int_equal(store_exam_save(store, exam, &exam->change, 1, &err), STORE_TAKEN);
    assert_int_equal(store_exam_tick(store, exam, &err), STORE_TAKEN);
    do_move(other, again, EXAM_RESUME, 0, 0);
    do_move(other, again, EXAM_GO, 3, 0);
    no_sum_is_wrong(other);
    exam_free(exam);
    exam_free(again);
    store_close(store);
    store_close(other);
}

static void the_end_brings_the_answers(void **state)
{
    (void)state;
    struct store *store = open_store(here);
    struct exam *exam = begin(store, 2, 32);
    for (uint64_t seed = 3; !has_differing(exam); seed++) {
        exam_free(exam);
        exam = begin(store, seed, 32);
    }
    for (int i = 0; i < exam->n - 1; i++)
        answer(store, exam, i, i % 4 || !exam_question(exam, i));
    assert_int_equal(number("SELECT count(*) FROM answer"), 0);
    do_move(store, exam, EXAM_HAND_IN, 0, 0);
    struct exam_score all = exam_score(exam);
    assert_int_equal(number("SELECT count(*) FROM answer"), all.most);
    assert_true(number("SELECT count(*) FROM answer WHERE correct = 0 AND counts = 0") > 0); /* where sources differ */
    assert_int_equal(number("SELECT count(*) FROM answer WHERE task IS NOT NULL AND counts = 1"
                            " AND (SELECT kind FROM task WHERE session = answer.session AND n = task) = 'question'"),
                     exam->n - 1);
    assert_int_equal(number("SELECT count(*) FROM session WHERE how = 'handed-in' AND left_ms IS NOT NULL"), 1);
    /* Questions kept for exams are never due; the layers of the board are met. */
    int layers = (int)number("SELECT count(*) FROM state");
    for (int i = 0; i < exam->n; i++)
        layers -= exam_question(exam, i) ? 0 : exam->items[i].n_layers;
    assert_in_range(-layers, 0, 2); /* a layer where sources differ has none */
    struct store_past_exam past[2];
    assert_int_equal(store_exams_past(store, bank, past, 2), 1);
    assert_int_equal(past[0].all.right, all.right);
    assert_int_equal(past[0].all.most, all.most);
    assert_int_equal(past[0].fresh.right, exam_score_fresh(exam).right);
    assert_int_equal(past[0].fresh.most, exam->n - 1);
    no_sum_is_wrong(store);
    struct err err;
    exam_free(exam);
    assert_true(store_know(store, bank, start, &err));
    assert_int_equal(number("SELECT count(*) FROM state JOIN item ON item.id = state.item WHERE key LIKE 'az-900/%'"),
                     0);
    store_close(store);
}

/* As after a drill: of what has been moved home nothing lies in the log any longer. */
static void the_log_is_empty_after_an_exam(void **state)
{
    (void)state;
    char log[200];
    struct stat info;
    struct store *store = open_store(here);
    struct exam *exam = begin(store, 2, 32);
    snprintf(log, sizeof log, "%s/learner.db-wal", folder);
    assert_int_equal(stat(log, &info), 0);
    assert_true(info.st_size > 0);
    do_move(store, exam, EXAM_HAND_IN, 0, 0);
    assert_int_equal(stat(log, &info), 0);
    assert_int_equal(info.st_size, 0);
    exam_free(exam);
    store_close(store);
}

static void what_was_shown_is_not_new(void **state)
{
    (void)state;
    struct err err;
    int64_t *seen_ms = xcalloc((size_t)bank->n_questions, sizeof *seen_ms);
    struct store *store = open_store(here);
    struct exam *exam = begin(store, 3, 32);
    int shown[] = {0, 5, 9};
    do_move(store, exam, EXAM_GO, 5, 0);
    do_move(store, exam, EXAM_GO, 9, 0);
    assert_true(store_exam_leave(store, start, &err)); /* of an exam that was left: what was turned to */
    assert_true(store_exam_seen(store, bank, seen_ms, &err));
    int n = 0;
    for (int q = 0; q < bank->n_questions; q++)
        n += seen_ms[q] != 0;
    int expected = 0;
    for (int i = 0; i < 3; i++) {
        int question = exam->items[shown[i]].question;
        assert_true(question < 0 || seen_ms[question] == start.utc_ms);
        expected += question >= 0;
    }
    assert_int_equal(n, expected);
    struct store_past_exam past[4];
    assert_int_equal(store_exams_past(store, bank, past, 4), 0);
    exam_free(exam);
    for (int sitting = 0; sitting < 4; sitting++) { /* 78 are kept: in the third exam some are old */
        exam = begin(store, 10 + (uint64_t)sitting, 32);
        int fresh = exam_score_fresh(exam).most;
        for (int i = 0; i < exam->n; i++)
            if (exam_question(exam, i))
                assert_int_equal(exam->items[i].fresh, !seen_ms[exam->items[i].question]);
        struct exam *again = resume(store, &err);
        assert_non_null(again);
        same_exam(exam, again);
        do_move(store, again, EXAM_HAND_IN, 0, 0);
        assert_true(store_exam_seen(store, bank, seen_ms, &err));
        assert_int_equal(store_exams_past(store, bank, past, 2), sitting < 2 ? sitting + 1 : 2);
        assert_int_equal(past[sitting < 2 ? sitting : 1].fresh.most, fresh);
        assert_true(sitting < 2 || fresh < 31);
        exam_free(exam);
        exam_free(again);
    }
    free(seen_ms);
    store_close(store);
}

static void the_time_over_leaves_the_memory_alone(void **state)
{
    (void)state;
    struct store *store = open_store(here);
    struct exam *exam = begin(store, 4, 32);
    answer(store, exam, 0, true);
    exam_tick(exam, 34 * MINUTES);
    do_move(store, exam, EXAM_TIME, 0, 0);
    assert_int_equal(number("SELECT count(*) FROM session WHERE how = 'time' AND left_ms = 0"), 1);
    assert_int_equal(number("SELECT count(*) FROM answer WHERE counts <> 0"), exam_score_of(exam, 0).most);
    exam_free(exam);
    store_close(store);
}

/* Rows that make no sense are refused, the exam is ended as left, and nothing crashes. */
static int minutes_of(const char *setup)
{
    int minutes = 0;
    return sscanf(setup, "exam az-900 --questions 32 --minutes %d", &minutes) == 1 ? minutes : 0;
}

static struct exam *reopen(struct store *store, const struct deck *of, int64_t id, struct err *err)
{
    const struct deck *boards[DECK_PARTS_MAX];
    find_boards(boards);
    return store_exam_reopen(store, of, boards, id, minutes_of, err);
}

/* Each past exam can be read again as it was handed in, however many came after it; nothing is written. */
static void past_exams_can_be_read_again(void **state)
{
    (void)state;
    struct store *store = open_store(here);
    struct store_past_exam past[4];
    struct exam *sat[2];
    struct err err;
    for (int e = 0; e < 2; e++) {
        sat[e] = begin(store, (uint64_t)e + 3, 32);
        for (int i = 0; i < sat[e]->n; i++) {
            do_move(store, sat[e], EXAM_GO, i, 0);
            if ((i + e) % 3)
                answer(store, sat[e], i, (i + e) % 3 == 1);
        }
        exam_tick(sat[e], 20 * MINUTES);
        if (e == 0)
            do_move(store, sat[e], EXAM_HAND_IN, 0, 0);
        exam_tick(sat[e], 34 * MINUTES);
        do_move(store, sat[e], EXAM_TIME, 0, 0);
        assert_int_not_equal(sat[e]->end, EXAM_RUNS);
    }
    struct exam *open = begin(store, 9, 32);
    assert_int_equal(store_exams_past(store, bank, past, 4), 2);
    int64_t rows = number("SELECT (SELECT count(*) FROM step) * 1000 + (SELECT count(*) FROM answer)");
    for (int e = 0; e < 2; e++) {
        struct exam *again = reopen(store, bank, past[e].id, &err);
        if (!again)
            fail_msg("%s", err.text);
        assert_int_equal(again->end, sat[e]->end);
        assert_int_equal(again->left_ms, sat[e]->left_ms);
        assert_int_equal(exam_score(again).right, past[e].all.right);
        assert_int_equal(exam_score(again).most, past[e].all.most);
        assert_int_equal(exam_score_fresh(again).right, past[e].fresh.right);
        assert_int_equal(exam_score_fresh(again).most, past[e].fresh.most);
        same_exam(sat[e], again);
        exam_free(again);
    }
    assert_int_equal(number("SELECT (SELECT count(*) FROM step) * 1000 + (SELECT count(*) FROM answer)"), rows);
    assert_null(reopen(store, bank, past[1].id + 1, &err)); /* the one that runs */
    assert_non_null(strstr(err.text, "only its count"));
    do_move(store, open, EXAM_GO, 3, 0); /* and that goes on */
    struct deck changed = *bank;
    changed.print++;
    assert_null(reopen(store, &changed, past[0].id, &err));
    assert_non_null(strstr(err.text, "has changed since this exam"));
    for (int e = 0; e < 2; e++)
        exam_free(sat[e]);
    exam_free(open);
    no_sum_is_wrong(store);
    store_close(store);
}

static void damaged_exams_are_left(void **state)
{
    (void)state;
    static const char *const damage[] = {
        "UPDATE step SET move = 'pick zz' WHERE n = 1",
        "UPDATE step SET move = 'go 99' WHERE n = 0",
        "UPDATE step SET left_ms = 99999999 WHERE n = 1",
        "UPDATE step SET n = 50 WHERE n = 1",
        "UPDATE session SET left_ms = -5",
        "UPDATE session SET left_ms = -9223372036854775808",
        "UPDATE session SET left_ms = 99999999, rules = 7",
        "UPDATE session SET decks = 'az-900@0123456789abcdef azure@0'",
        "UPDATE task SET kind = 'card' WHERE n = 3",
        "UPDATE task SET model = 'onprem', kind = 'board'",
        "DELETE FROM task_item WHERE task = 2",
        "UPDATE item SET key = 'az-900/none-such' WHERE id = (SELECT item FROM task_item WHERE task = 0)",
        "UPDATE task_item SET item = (SELECT item FROM task_item AS t WHERE t.task = 0 AND t.pos = 0) WHERE task = 1",
    };
    for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
        struct err err = {""};
        fresh_file(NULL);
        struct store *store = open_store(here);
        struct exam *exam = begin(store, 6, 32);
        answer(store, exam, 1, true);
        exam_free(exam);
        store_close(store);
        change(damage[i]);
        store = open_store(here);
        exam = resume(store, &err);
        if (exam)
            fail_msg("'%s' is believed", damage[i]);
        assert_true(err.text[0]);
        struct store_open_exam open;
        assert_false(store_find_exam(store, &open));
        store_close(store);
    }
}

static void a_drill_and_an_exam_wait_side_by_side(void **state)
{
    (void)state;
    struct err err;
    struct store *store = open_store(here);
    struct exam *exam = begin(store, 7, 32);
    bool *none = xcalloc((size_t)deck_item_count(azure), sizeof *none);
    const bool *const hidden[] = {none};
    const struct deck *decks[] = {azure};
    struct task task = {.kind = TASK_BOARD, .model = 1, .n_items = 1};
    task.items[0] = deck_item_of_cell(azure, 0, 1);
    struct session *session = session_new(decks, 1, &task, 1, hidden, 1);
    assert_true(store_begin(store, session, 1, "drill azure", start, &err));
    struct store_open_exam open;
    struct store_open_drill drill;
    assert_true(store_find_exam(store, &open) && store_find_drill(store, &drill));
    do_move(store, exam, EXAM_GO, 4, 0);
    session_apply(session, (struct move){MOVE_PLACE, 0, 0}, start);
    assert_int_equal(store_save(store, session, &session->change, 1, &err), STORE_SAVED);
    do_move(store, exam, EXAM_HAND_IN, 0, 0);
    assert_true(!store_find_exam(store, &open) && store_find_drill(store, &drill));
    no_sum_is_wrong(store);
    session_free(session);
    exam_free(exam);
    free(none);
    store_close(store);
}

static int open_all(void **state)
{
    (void)state;
    azure = read_deck(DECKS "/azure.yaml");
    bank = read_deck(DECKS "/az-900.yaml");
    return !mkdtemp(folder);
}

static int close_all(void **state)
{
    fresh_file(state);
    rmdir(folder);
    deck_free(azure);
    deck_free(bank);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(an_exam_goes_on_as_it_was, fresh_file),
        cmocka_unit_test_setup(the_end_brings_the_answers, fresh_file),
        cmocka_unit_test_setup(the_log_is_empty_after_an_exam, fresh_file),
        cmocka_unit_test_setup(what_was_shown_is_not_new, fresh_file),
        cmocka_unit_test_setup(the_time_over_leaves_the_memory_alone, fresh_file),
        cmocka_unit_test_setup(past_exams_can_be_read_again, fresh_file),
        cmocka_unit_test_setup(damaged_exams_are_left, fresh_file),
        cmocka_unit_test_setup(a_drill_and_an_exam_wait_side_by_side, fresh_file),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
