/* fsrs_replay: the histories of memory_vectors.csv through the program itself, guesses against the design's equations
   solved by bisection, and input that is wrong. */
#include "base/rng.h"
#include "sets.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#define HEADER "history,weights,desired_retention,max_interval,i,elapsed_days,rating,right_ways,ways,not_sure\n"

enum { TEXT_MAX = 1 << 20, GUESSES = 400, ANSWERS = 12 };

static char in_path[] = WORK "/replay_in.csv", out[TEXT_MAX], errors[4096];
static struct sets sets;

static int read_sets(void **state)
{
    (void)state;
    return sets_read(&sets, TEST_DATA "/fsrs/weights.json") ? -1 : 0;
}

static void assert_near(double got, double expected, double tolerance, const char *what)
{
    if (!(fabs(got - expected) <= tolerance))
        fail_msg("%s: got %.17g, expected %.17g", what, got, expected);
}

static void read_text(const char *path, char *text, size_t size)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    text[fread(text, 1, size - 1, file)] = '\0';
    fclose(file);
}

/* Returns the exit status; what it wrote is in `out` and `errors`. */
static int replay_file(const char *weights)
{
    char command[2000];
    snprintf(command, sizeof command, "'%s' '%s' <'%s' >'%s.out' 2>'%s.err'", FSRS_REPLAY, weights, in_path, in_path,
             in_path);
    int status = system(command);
    snprintf(command, sizeof command, "%s.out", in_path);
    read_text(command, out, sizeof out);
    remove(command);
    snprintf(command, sizeof command, "%s.err", in_path);
    read_text(command, errors, sizeof errors);
    remove(command);
    remove(in_path);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static int replay(const char *text, size_t size)
{
    FILE *file = fopen(in_path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, size, file), size);
    fclose(file);
    return replay_file(TEST_DATA "/fsrs/weights.json");
}

/* -- the vectors -- */

struct row {
    char plain[200]; /* up to the rating, as read */
    char r_before[40];
    double s, d, interval;
    int interval_days;
};

static struct row parse(const char *line, int n_plain)
{
    struct row row = {.plain = ""};
    const char *at = line;
    for (int i = 0; i < n_plain; i++)
        at = strchr(at, ',') + 1;
    assert_true((size_t)(at - line) < sizeof row.plain);
    memcpy(row.plain, line, (size_t)(at - line));
    if (*at != ',')
        assert_int_equal(sscanf(at, "%39[^,]", row.r_before), 1);
    at = strchr(at, ',');
    assert_int_equal(sscanf(at, ",%lf,%lf,%lf,%d", &row.s, &row.d, &row.interval, &row.interval_days), 4);
    return row;
}

static void histories_of_other_implementations(void **state)
{
    (void)state;
    FILE *vectors = fopen(TEST_DATA "/fsrs/memory_vectors.csv", "r"), *in = fopen(in_path, "w");
    char line[400];
    int n = 0;
    assert_true(vectors && in && fgets(line, sizeof line, vectors));
    fputs(HEADER, in);
    while (fgets(line, sizeof line, vectors))
        fprintf(in, "%s0,0,0\n", parse(line, 7).plain);
    fclose(in);
    assert_int_equal(replay_file(TEST_DATA "/fsrs/weights.json"), 0);
    assert_string_equal(errors, "");
    rewind(vectors);
    char *got_line = strtok(out, "\n");
    assert_string_equal(got_line,
                        "history,weights,desired_retention,max_interval,i,elapsed_days,rating,right_ways,ways,"
                        "not_sure,R_before,S,D,interval_raw,interval_days");
    assert_non_null(fgets(line, sizeof line, vectors));
    for (; fgets(line, sizeof line, vectors); n++) {
        struct row expected = parse(line, 7), got;
        assert_non_null(got_line = strtok(NULL, "\n"));
        got = parse(got_line, 10);
        strcat(expected.plain, "0,0,0,");
        assert_string_equal(got.plain, expected.plain);
        assert_int_equal(!*got.r_before, !*expected.r_before);
        assert_near(atof(got.r_before), atof(expected.r_before), 1e-6, got.plain);
        assert_near(got.s, expected.s, expected.s * 1e-5, got.plain);
        assert_near(got.d, expected.d, 1e-5, got.plain);
        assert_near(got.interval, expected.interval, expected.interval * 1e-5, got.plain);
        if (fabs(expected.interval - floor(expected.interval) - .5) > 1e-4)
            assert_int_equal(got.interval_days, expected.interval_days);
    }
    assert_null(strtok(NULL, "\n"));
    assert_int_equal(n, 3124);
    fclose(vectors);
}

/* -- guesses, from the design's words -- */

static double curve(const double *w, double t, double s)
{
    return pow(1 + (pow(.9, -1 / w[20]) - 1) * t / s, -w[20]);
}

static double solve(const double *w, double p, double good, double again)
{
    double low = fmin(good, again), high = fmax(good, again);
    for (int i = 0; i < 200; i++) {
        double middle = (low + high) / 2;
        if (p * curve(w, middle, good) + (1 - p) * curve(w, middle, again) > .9)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static struct fsrs_state guessed(const struct fsrs_weights *weights, const struct fsrs_state *before, int days,
                                 double chance, bool unsure)
{
    double r = before ? curve(weights->w, days, before->s) : .35;
    double known = r * (unsure ? .15 : 1), lucky = (1 - r) * chance * (unsure ? .80 : 1), p = known / (known + lucky);
    struct fsrs_state good = before ? fsrs_next(weights, *before, FSRS_GOOD, days) : fsrs_first(weights, FSRS_GOOD);
    struct fsrs_state again = before ? fsrs_next(weights, *before, FSRS_AGAIN, days) : fsrs_first(weights, FSRS_AGAIN);
    return (struct fsrs_state){solve(weights->w, p, good.s, again.s), p * good.d + (1 - p) * again.d};
}

/* One history of guesses: writes its rows to `in`, and the states they must give to `states`. */
static void make_history(FILE *in, int history, struct rng *rng, struct fsrs_state *states, double *r_before)
{
    int set = rng_below(rng, sets.n);
    const struct fsrs_weights *weights = &sets.all[set].weights;
    for (int i = 0; i < ANSWERS; i++) {
        int ways = 2 + rng_below(rng, 6), right_ways = 1 + rng_below(rng, ways - 1);
        int days = !i || !rng_below(rng, 4) ? 0 : 1 + rng_below(rng, 60);
        bool right = rng_below(rng, 4), unsure = rng_below(rng, 3) == 0;
        const struct fsrs_state *before = i ? &states[i - 1] : NULL;
        fprintf(in, "%d,%s,.9,365,%d,%d,%d,%d,%d,%d\n", history, sets.all[set].name, i, days, right ? 3 : 1, right_ways,
                ways, unsure);
        r_before[i] = before ? curve(weights->w, days, before->s) : 0;
        if (before && (!right || days == 0))
            states[i] = fsrs_next(weights, *before, right ? FSRS_GOOD : FSRS_AGAIN, days);
        else if (!right)
            states[i] = fsrs_first(weights, FSRS_AGAIN);
        else
            states[i] = guessed(weights, before, days, (double)right_ways / ways, unsure);
    }
}

static void rule_1_guessing_is_counted(void **state)
{
    (void)state;
    static struct fsrs_state states[GUESSES][ANSWERS];
    static double r_before[GUESSES][ANSWERS];
    struct rng rng = {1};
    FILE *in = fopen(in_path, "w");
    assert_non_null(in);
    fputs(HEADER, in);
    for (int history = 0; history < GUESSES; history++)
        make_history(in, history, &rng, states[history], r_before[history]);
    fclose(in);
    assert_int_equal(replay_file(TEST_DATA "/fsrs/weights.json"), 0);
    strtok(out, "\n");
    for (int history = 0; history < GUESSES; history++)
        for (int i = 0; i < ANSWERS; i++) {
            struct row got = parse(strtok(NULL, "\n"), 10);
            struct fsrs_state expected = states[history][i];
            assert_near(got.s, expected.s, 1e-9 * expected.s, got.plain);
            assert_near(got.d, expected.d, 1e-9, got.plain);
            if (i)
                assert_near(atof(got.r_before), r_before[history][i], 1e-12, got.plain);
            else
                assert_string_equal(got.r_before, "");
        }
    assert_null(strtok(NULL, "\n"));
}

/* -- the form -- */

#define ROW "a,default,.9,100,0,0,3,0,0,0\n"
#define SECOND "a,default,.9,100,1,5,3,1,3,0\n"

static void columns_are_found_by_name(void **state)
{
    (void)state;
    static const char plain[] = HEADER ROW SECOND;
    static const char other[] =
        "\xef\xbb\xbfrating,S,\"history\",weights,desired_retention,max_interval,i,elapsed_days,"
        "right_ways,ways,not_sure\r\n"
        "3,ignored,\"a\",default,.9,100,\"0\",0,0,0,0\r\n\r\n"
        "3,,\"a\",\"default\",.9,100,1,5,1,3,0";
    static char first[sizeof out];
    assert_int_equal(replay(plain, strlen(plain)), 0);
    memcpy(first, out, sizeof out);
    assert_non_null(strstr(first, "\na,default,.9,100,1,5,3,1,3,0,0."));
    assert_int_equal(replay(other, strlen(other)), 0);
    assert_string_equal(out, first);
    static const char quoted[] = HEADER "\"a \"\"b\"\",\nc\",default,.9,100,0,0,3,0,0,0\n"
                                        "\"a \"\"b\"\",\nc\",default,.9,100,1,2,3,0,0,0\n";
    assert_int_equal(replay(quoted, strlen(quoted)), 0);
    assert_non_null(strstr(out, "\n\"a \"\"b\"\",\nc\",default,.9,100,0,0,3,0,0,0,,"));
    assert_int_equal(replay(HEADER, strlen(HEADER)), 0);
}

static void wrong_input_is_told_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *error;
    } cases[] = {
        {"", "line 1: the header is missing"},
        {"history,weights\n", "line 1: the column 'desired_retention' is missing"},
        {"i," HEADER, "line 1: the column 'i' is there twice"},
        {HEADER "a,default,.9,100,0,0,3,0,0\n", "line 2: 9 fields, but 10 in the header"},
        {HEADER ROW "a,default,.9,100,1,0,3,0,0,0,0\n", "line 3: 11 fields, but 10 in the header"},
        {HEADER "a,default,.9,100,0,0,3,0,0,0", NULL},
        {HEADER "a,defauld,.9,100,0,0,3,0,0,0\n", "line 2: no weights 'defauld' in the file"},
        {HEADER "a,default,0,100,0,0,3,0,0,0\n", "line 2: desired_retention is '0'"},
        {HEADER "a,default,nan,100,0,0,3,0,0,0\n", "line 2: desired_retention is 'nan'"},
        {HEADER "a,default,.9x,100,0,0,3,0,0,0\n", "line 2: desired_retention is '.9x'"},
        {HEADER "a,default,.9,0,0,0,3,0,0,0\n", "line 2: max_interval is '0'"},
        {HEADER ROW "a,default,.9,100,1,-1,3,0,0,0\n", "line 3: elapsed_days is '-1'"},
        {HEADER ROW "a,default,.9,100,1,1.5,3,0,0,0\n", "line 3: elapsed_days is '1.5'"},
        {HEADER ROW "a,default,.9,100,1,,3,0,0,0\n", "line 3: elapsed_days is ''"},
        {HEADER ROW "a,default,.9,100,1,99999999999999999999,3,0,0,0\n", "line 3: elapsed_days is '9999"},
        {HEADER "a,default,.9,100,0,0,5,0,0,0\n", "line 2: rating is '5'"},
        {HEADER "a,default,.9,100,0,0,0,0,0,0\n", "line 2: rating is '0'"},
        {HEADER "a,default,.9,100,0,0,2,1,3,0\n", "line 2: rating is 2; where ways is not 0"},
        {HEADER "a,default,.9,100,0,0,3,4,3,0\n", "line 2: right_ways is above ways"},
        {HEADER "a,default,.9,100,0,0,3,1,0,0\n", "line 2: right_ways is above ways"},
        {HEADER "a,default,.9,100,0,0,3,1,3,2\n", "line 2: not_sure is '2'"},
        {HEADER "a,default,.9,100,1,0,3,0,0,0\n", "line 2: the first answer of a history has i = 0, not 1"},
        {HEADER ROW "a,default,.9,100,2,0,3,0,0,0\n", "line 3: i is 2 behind 0"},
        {HEADER ROW "b,default,.9,100,1,0,3,0,0,0\n", "line 3: history 'b' begins with i = 1, not 0"},
        {HEADER "\"a,default,.9,100,0,0,3,0,0,0\n", "line 2: a quote that is not closed"},
        {HEADER "\"a\"b,default,.9,100,0,0,3,0,0,0\n", "line 2: text behind a closing quote"},
        {HEADER "a\"b,default,.9,100,0,0,3,0,0,0\n", "line 2: a quote or a zero byte"},
        {HEADER "\"a\n\",default,.9,100,0,0,3,0,0,0\n" ROW "x\n", "line 5: 1 fields"},
        {HEADER ROW "a,default,.9,100,1,5\r,3,0,0,0\n", "line 3: a carriage return"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int status = replay(cases[i].text, strlen(cases[i].text));
        assert_int_equal(status, cases[i].error ? 1 : 0);
        if (cases[i].error && !strstr(errors, cases[i].error))
            fail_msg("expected '%s', got '%s'", cases[i].error, errors);
    }
    static const char zero[] = HEADER "a\0b,default,.9,100,0,0,3,0,0,0\n";
    assert_int_equal(replay(zero, sizeof zero - 1), 1);
}

static int replay_with(const char *weights)
{
    char path[] = WORK "/replay_weights.json";
    FILE *file = fopen(path, "w"), *in = fopen(in_path, "w");
    assert_true(file && in);
    fputs(weights, file);
    fputs(HEADER "a,w,.9,100,0,0,3,0,0,0\n", in);
    fclose(file);
    fclose(in);
    int status = replay_file(path);
    remove(path);
    return status;
}

static void weights_may_be_older_or_wrong(void **state)
{
    (void)state;
    assert_int_equal(
        replay_with("{\"w\": [0.4,0.6,2.4,5.8,4.93,0.94,0.86,0.01,1.49,0.14,0.94,2.18,0.05,0.34,1.26,0.29,2.61]}"), 0);
    assert_non_null(strstr(out, "\na,w,.9,100,0,0,3,0,0,0,,2.3999999999999999,"));
    static const char *const wrong[] = {
        "", "{", "[]", "3", "{\"w\": 3}", "{\"w\": [1,2,3]}", "{\"w\": {}}", "{\"w\": [\"a\"]}"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(replay_with(wrong[i]), 1);
        assert_non_null(strstr(errors, "replay_weights.json: "));
    }
    FILE *in = fopen(in_path, "w");
    assert_non_null(in);
    fclose(in);
    assert_int_equal(replay_file(WORK "/not-there.json"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(histories_of_other_implementations), cmocka_unit_test(rule_1_guessing_is_counted),
        cmocka_unit_test(columns_are_found_by_name),          cmocka_unit_test(wrong_input_is_told_with_its_line),
        cmocka_unit_test(weights_may_be_older_or_wrong),
    };
    return cmocka_run_group_tests(tests, read_sets, NULL);
}
