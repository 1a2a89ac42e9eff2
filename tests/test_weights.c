/* Fitted weights in learner.db: kept only if better, used by all that remembers, found by other programs, taken back,
   and carried to other files. The learner is simulated: a memory by weights of its own answers, a thousand times. */
#include "base/mem.h"
#include "base/rng.h"
#include "cmd/cmd.h"
#include "srs/day.h"
#include "srs/fit.h"
#include "store/file.h"
#include "store/log.h"
#include "store/reviews.h"
#include "store/store_db.h"
#include "store/verify.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "learner.h"

enum { ANSWERS = 1000 };
static struct err err;

struct moment options_now(const struct options *options)
{
    return options->start;
}

/* -- a simulated learner -- */

/* Whose memory is truth: asked when demarc's own weights say that R is .9, answers by that memory and luck. */
static void live(struct store *store, const struct fsrs_weights *truth, int n_answers, uint64_t seed)
{
    static const char next[] = "SELECT id FROM item WHERE place IS NOT NULL AND id > ?1 ORDER BY id LIMIT 1";
    static struct grade_memory memories[100], plans[100];
    struct rng rng = {seed};
    int64_t ids[100] = {0}, id = 0;
    int n_items = 0, day = day_of(learner_now) - 1500, n = 0;
    memset(memories, 0, sizeof memories);
    memset(plans, 0, sizeof plans);
    store_begin_write(store, true);
    while (n_items < 100 && (id = NUMBER(store, next, INT(id))))
        ids[n_items++] = id;
    for (; n < n_answers; day++)
        for (int i = 0; i < n_items && n < n_answers; i++) {
            struct grade_memory *memory = &memories[i], *plan = &plans[i];
            if (plan->met && (grade_due_day(&fsrs_default, plan, .9) > day || rng_below(&rng, 3) == 0))
                continue;
            double r = grade_retrievability(truth, memory, day - memory->last_day);
            bool right = rng_below(&rng, 1000000) < 1e6 * (1 / 3. + 2 / 3. * r);
            struct grade_answer answer = {.day = day, .rating = right ? 3 : 1, .right_ways = 1, .ways = 3, .counts = 1};
            grade_step(truth, memory, &answer);
            grade_step(&fsrs_default, plan, &answer);
            learner_answers(store, ids[i], day, ++n, right);
        }
    assert_true(store_commit(store, &err));
    assert_true(store_rebuild(store, &err));
}

static struct fsrs_weights forgetful(void)
{
    struct fsrs_weights weights = fsrs_default;
    for (int i = 0; i < 4; i++)
        weights.w[i] *= .2;
    weights.w[8] *= .5;
    weights.w[20] = .5;
    fsrs_clamp(&weights, 0);
    return weights;
}

static char *new_learner(const struct fsrs_weights *truth, int n_answers, uint64_t seed)
{
    char *folder = folder_new();
    struct store *store = learner_open(folder, learner_now);
    live(store, truth, n_answers, seed);
    store_close(store);
    return folder;
}

static struct options options_of(const char *folder)
{
    return (struct options){.data_folder = folder, .program = "test", .start = learner_now};
}

static int count(const char *folder, const char *sql)
{
    char *path = learner_path(folder, "learner.db");
    int n = (int)learner_ask(path, sql);
    free(path);
    return n;
}

static void assert_sound(const char *folder)
{
    char *path = learner_path(folder, "learner.db");
    assert_int_equal(verify_file(path, NULL, &err), 0);
    free(path);
}

static struct store_weights used_in(const char *folder)
{
    struct store_weights used;
    struct store *store = learner_open(folder, learner_now);
    assert_true(store_weights(store, &used, &err));
    store_close(store);
    return used;
}

/* -- the tests -- */

static void rule_8_fitting_is_kept_only_if_better(void **state)
{
    (void)state;
    struct fsrs_weights other = forgetful();
    int kept = 0, left = 0;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        char *folder = new_learner(seed <= 2 ? &other : &fsrs_default, ANSWERS, seed);
        char *before = learner_states(folder);
        struct options options = options_of(folder);
        struct store *store = learner_open(folder, learner_now);
        struct store_log log;
        struct fit_result result;
        assert_true(store_log(store, NULL, &log, &err));
        assert_int_equal(log.n_answers, ANSWERS);
        assert_true(log.weights.own);
        struct fit_log answers = {log.answers, log.first, log.n_items};
        assert_true(fit_compare(&answers, &log.weights.weights, (struct fit_watch){0}, &result));
        store_log_clear(&log);
        store_close(store);
        assert_int_equal(cmd_fit(&options, 0, NULL), EXIT_FINE);
        struct store_weights used = used_in(folder);
        char *after = learner_states(folder);
        assert_true(used.own == !result.keep);
        assert_true((strcmp(before, after) == 0) == !result.keep);
        if (result.keep) {
            assert_memory_equal(&used.weights, &result.weights, sizeof used.weights);
            assert_int_equal(used.answers, ANSWERS);
            assert_true(used.loss_before == result.present && used.loss_after == result.fitted);
            assert_true(used.loss_after < used.loss_before);
            assert_int_equal(used.since_ms, learner_now.utc_ms);
        }
        kept += result.keep;
        left += !result.keep;
        assert_int_equal(count(folder, "SELECT count(*) FROM weights"), result.keep);
        assert_int_equal(count(folder, "SELECT count(*) FROM edit"), result.keep);
        assert_sound(folder);
        free(after);
        free(before);
        free(folder);
    }
    assert_true(kept >= 2 && left >= 1);
}

static void rule_8_fitting_needs_four_hundred_answers(void **state)
{
    (void)state;
    struct fsrs_weights other = forgetful();
    char *folder = new_learner(&other, FIT_LEAST_ANSWERS - 1, 1);
    struct options options = options_of(folder);
    assert_int_equal(cmd_fit(&options, 0, NULL), EXIT_PROBLEMS);
    assert_int_equal(count(folder, "SELECT count(*) FROM weights"), 0);
    options.undo = true;
    assert_int_equal(cmd_fit(&options, 0, NULL), EXIT_PROBLEMS); /* nothing to take back */
    assert_int_equal(count(folder, "SELECT count(*) FROM edit"), 0);
    assert_sound(folder);
    free(folder);
}

static void rule_8_fitting_can_be_undone(void **state)
{
    (void)state;
    struct fsrs_weights other = forgetful();
    char *folder = new_learner(&other, ANSWERS, 1), *before = learner_states(folder), *now;
    struct options options = options_of(folder);
    assert_int_equal(cmd_fit(&options, 0, NULL), EXIT_FINE);
    struct store_weights fitted = used_in(folder);
    assert_false(fitted.own);
    char *after = learner_states(folder);
    assert_string_not_equal(before, after);
    options.undo = true;
    for (int i = 0; i < 3; i++) { /* the undo is taken back, and that once more */
        assert_int_equal(cmd_fit(&options, 0, NULL), EXIT_FINE);
        now = learner_states(folder);
        assert_string_equal(now, i % 2 ? after : before);
        assert_true(used_in(folder).own == !(i % 2));
        assert_sound(folder);
        free(now);
    }
    assert_int_equal(count(folder, "SELECT count(*) FROM edit"), 4);
    free(after);
    free(before);
    free(folder);
}

/* The other program does not know of the fit when it has read the weights; its next answer is remembered by them, and a
   fit it had begun before is not kept. */
static void two_programs_use_the_same_weights(void **state)
{
    (void)state;
    struct fsrs_weights other = forgetful(), more = forgetful();
    more.w[0] *= 1.1;
    char *folder = new_learner(&other, 40, 1);
    struct store *one = learner_open(folder, learner_now), *two = learner_open(folder, learner_now);
    struct store_weights fitted = {.weights = other, .loss_before = NAN, .loss_after = NAN}, used;
    assert_true(store_weights_keep(one, &fsrs_default, &fitted, learner_now, &err));
    fitted.weights = more;
    assert_false(store_weights_keep(two, &fsrs_default, &fitted, learner_now, &err));
    assert_non_null(strstr(err.text, "another program"));
    store_begin_write(two, true);
    int64_t item = NUMBER(two, "SELECT item FROM state WHERE item > ?1 LIMIT 1", INT(0));
    learner_answers(two, item, day_of(learner_now), 41, true);
    item_answered(two, item, 41);
    assert_true(store_commit(two, &err));
    assert_true(store_weights(two, &used, &err));
    assert_memory_equal(&used.weights, &other, sizeof other);
    store_close(two);
    store_close(one);
    assert_sound(folder);
    assert_int_equal(count(folder, "SELECT count(*) FROM state WHERE weights <> 1"), 0);
    assert_int_equal(count(folder, "SELECT count(*) FROM weights"), 1);
    free(folder);
}

/* What came with the answers is in force in the other file, states and all; so is what came without any answer. */
static void weights_travel_and_come_into_force(void **state)
{
    (void)state;
    struct fsrs_weights other = forgetful();
    char *old = new_learner(&other, ANSWERS, 1), *new = folder_new();
    struct options options = options_of(old);
    store_close(learner_open(new, learner_now));
    for (int round = 0; round < 3; round++) { /* answers only, then a fit, then its undo */
        options.undo = round == 2;
        if (round)
            assert_int_equal(cmd_fit(&options, 0, NULL), EXIT_FINE);
        char *text, *here, *there;
        size_t size;
        int n, left_out;
        struct reviews_counts counts = {0};
        struct store *from = learner_open(old, learner_now), *to = learner_open(new, learner_now);
        FILE *out = open_memstream(&text, &size);
        assert_true(reviews_export(from, out, &n, &left_out, &err));
        fclose(out);
        if (!reviews_import(to, text, size, false, NULL, &counts, &err))
            fail_msg("%s", err.text);
        assert_int_equal(counts.edits, round ? 1 : 0);
        assert_true(store_know(to, learner_deck(), learner_now, &err));
        store_close(from);
        store_close(to);
        here = learner_states(old), there = learner_states(new);
        assert_string_equal(there, here);
        assert_true(used_in(new).own == (round != 1));
        assert_sound(new);
        free(here);
        free(there);
        free(text);
    }
    free(old);
    free(new);
}

/* What makes no sense, or lies out of bounds, harms nobody. */
static void weights_that_make_no_sense_are_not_used(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "UPDATE weights SET w = ''",
        "UPDATE weights SET w = '1 2 3'",
        "UPDATE weights SET w = w || ' 1'",
        "UPDATE weights SET w = 'nan' || w",
        "UPDATE weights SET model = 7",
        "UPDATE weights SET w = '1e999' || w",
        "DELETE FROM weights",
    };
    struct fsrs_weights other = forgetful();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char *folder = new_learner(&other, 20, 1), *path = learner_path(folder, "learner.db");
        struct store *store = learner_open(folder, learner_now);
        struct store_weights fitted = {.weights = other, .loss_before = NAN, .loss_after = NAN};
        assert_true(store_weights_keep(store, &fsrs_default, &fitted, learner_now, &err));
        store_close(store);
        struct store_weights used = used_in(folder);
        assert_memory_equal(&used.weights, &other, sizeof other);
        learner_meddle(path, bad[i]);
        used = used_in(folder);
        assert_true(used.own);
        assert_memory_equal(&used.weights, &fsrs_default, sizeof used.weights);
        free(path);
        free(folder);
    }
}

/* The log is that of the states: voided answers are not in it, and of the wrong zones the commonest is told. */
static void the_log_is_what_counts(void **state)
{
    (void)state;
    struct fsrs_weights other = forgetful();
    char *folder = new_learner(&other, 200, 1), given[50];
    struct store *store = learner_open(folder, learner_now);
    struct store_log log;
    store_begin_write(store, true);
    edit_add(store, "void", 7, 0, 0, learner_now);
    assert_true(store_commit(store, &err));
    assert_true(store_log(store, NULL, &log, &err));
    assert_int_equal(log.n_answers, 199);
    assert_int_equal(log.first[0], 0);
    assert_int_equal(log.first[log.n_items], 199);
    for (int i = 0; i < log.n_items; i++) {
        int wrong = 0;
        assert_int_equal(store_log_find(&log, log.keys[i]), i);
        for (int k = log.first[i]; k < log.first[i + 1]; k++)
            wrong += log.answers[k].rating == 1;
        assert_int_equal(store_log_wrong(store, log.keys[i], given, sizeof given), wrong);
        assert_string_equal(given, wrong ? "customer" : "");
    }
    assert_int_equal(store_log_find(&log, "no/such/key"), -1);
    store_log_clear(&log);
    assert_true(store_log(store, "other", &log, &err));
    assert_int_equal(log.n_answers, 0);
    store_log_clear(&log);
    store_close(store);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule_8_fitting_is_kept_only_if_better),
        cmocka_unit_test(rule_8_fitting_needs_four_hundred_answers),
        cmocka_unit_test(rule_8_fitting_can_be_undone),
        cmocka_unit_test(two_programs_use_the_same_weights),
        cmocka_unit_test(weights_travel_and_come_into_force),
        cmocka_unit_test(weights_that_make_no_sense_are_not_used),
        cmocka_unit_test(the_log_is_what_counts),
    };
    return cmocka_run_group_tests(tests, folder_make_top, learner_drop_top);
}
