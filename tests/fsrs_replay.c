/* fsrs_replay WEIGHTS.json <answers.csv >states.csv: the memory model for comparison with others. Reads answers and
   writes them again with the state that grade_step makes of each. A second answer on the same day is a repeat, as in
   the program (counts 2): on that day retrievability is 1, so nothing is blended. */
#include "sets.h"
#include "srs/grade.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS_MAX = 64, LINE_MAX_BYTES = 1 << 16 };

enum column { HISTORY, WEIGHTS, RETENTION, MAXIMUM, I, ELAPSED, RATING, RIGHT_WAYS, WAYS, NOT_SURE, N_COLUMNS };

static const char *const columns[N_COLUMNS] = {
    "history",      "weights", "desired_retention", "max_interval", "i",
    "elapsed_days", "rating",  "right_ways",        "ways",         "not_sure",
};

static long line_number, record_number;

static _Noreturn void stop(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void stop(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fflush(stdout);
    fputs("fsrs_replay: ", stderr);
    if (record_number)
        fprintf(stderr, "line %ld: ", record_number);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

/* -- CSV -- */

struct record {
    int n;
    const char *fields[FIELDS_MAX];
    char text[LINE_MAX_BYTES];
};

static char *put(struct record *record, char *at, char c)
{
    if (at == record->text + LINE_MAX_BYTES - 1)
        stop("the record is too long");
    *at = c;
    return at + 1;
}

/* c is a line feed, the carriage return before one, or the end. */
static void end_record(int c)
{
    if (c == '\r' && (c = getchar()) != '\n')
        stop("a carriage return without a line feed");
    line_number += c == '\n';
}

static int read_quoted(struct record *record, char **at)
{
    for (int c; (c = getchar()) != EOF; *at = put(record, *at, (char)c)) {
        if (c == '"' && (c = getchar()) != '"') {
            if (c != ',' && c != '\n' && c != '\r' && c != EOF)
                stop("text behind a closing quote");
            return c;
        }
        if (c == '\0')
            stop("a zero byte");
        line_number += c == '\n';
    }
    stop("a quote that is not closed");
}

/* c is its first character; returns the one that ended it. */
static int read_field(struct record *record, char **at, int c)
{
    if (c == '"') {
        c = read_quoted(record, at);
    } else {
        for (; c != ',' && c != '\n' && c != '\r' && c != EOF; c = getchar()) {
            if (c == '"' || c == '\0')
                stop("a quote or a zero byte inside a field that is not quoted");
            *at = put(record, *at, (char)c);
        }
    }
    *at = put(record, *at, '\0');
    return c;
}

static bool read_record(struct record *record)
{
    char *at = record->text;
    int c = getchar();
    record->n = 0;
    record_number = line_number + 1;
    if (c == EOF)
        return false;
    for (;;) {
        if (record->n == FIELDS_MAX)
            stop("more than %d fields", FIELDS_MAX);
        record->fields[record->n++] = at;
        c = read_field(record, &at, c);
        if (c != ',')
            break;
        c = getchar();
    }
    end_record(c);
    return true;
}

static void write_field(const char *text)
{
    if (!strpbrk(text, ",\"\r\n")) {
        fputs(text, stdout);
        return;
    }
    putchar('"');
    for (; *text; text++) {
        if (*text == '"')
            putchar('"');
        putchar(*text);
    }
    putchar('"');
}

/* -- answers -- */

static void read_header(struct record *record, int place[N_COLUMNS])
{
    if (!read_record(record))
        stop("the header is missing");
    for (int column = 0; column < N_COLUMNS; column++) {
        place[column] = -1;
        for (int i = 0; i < record->n; i++) {
            const char *name = record->fields[i];
            if (i == 0 && strncmp(name, "\xef\xbb\xbf", 3) == 0)
                name += 3;
            if (strcmp(name, columns[column]) != 0)
                continue;
            if (place[column] >= 0)
                stop("the column '%s' is there twice", columns[column]);
            place[column] = i;
        }
        if (place[column] < 0)
            stop("the column '%s' is missing", columns[column]);
    }
}

static int whole_number(const char *text, enum column column, int low, int high)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (end == text || *end || errno || value < low || value > high)
        stop("%s is '%s', not a whole number from %d to %d", columns[column], text, low, high);
    return (int)value;
}

static double retention_of(const char *text)
{
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end || !(value > 0 && value <= 1))
        stop("%s is '%s', not a number above 0 and up to 1", columns[RETENTION], text);
    return value;
}

struct answer {
    const char *history;
    const struct fsrs_weights *weights;
    double retention;
    int maximum, i, elapsed_days;
    struct grade_answer graded;
};

static void check_rating(const struct grade_answer *answer)
{
    if (answer->right_ways > answer->ways)
        stop("right_ways is above ways");
    if (answer->ways && answer->rating != FSRS_AGAIN && answer->rating != FSRS_GOOD)
        stop("rating is %d; where ways is not 0 it is 1 (wrong) or 3 (right)", answer->rating);
}

static struct answer parse(const char *const fields[N_COLUMNS], const struct sets *sets)
{
    struct answer answer = {
        .history = fields[HISTORY],
        .weights = sets_find(sets, fields[WEIGHTS]),
        .retention = retention_of(fields[RETENTION]),
        .maximum = whole_number(fields[MAXIMUM], MAXIMUM, 1, INT_MAX),
        .i = whole_number(fields[I], I, 0, INT_MAX),
        .elapsed_days = whole_number(fields[ELAPSED], ELAPSED, 0, 1000000),
        .graded =
            {
                .rating = whole_number(fields[RATING], RATING, FSRS_AGAIN, FSRS_EASY),
                .right_ways = whole_number(fields[RIGHT_WAYS], RIGHT_WAYS, 0, INT_MAX),
                .ways = whole_number(fields[WAYS], WAYS, 0, INT_MAX),
                .unsure = whole_number(fields[NOT_SURE], NOT_SURE, 0, 1),
            },
    };
    if (!answer.weights)
        stop("no weights '%s' in the file", fields[WEIGHTS]);
    check_rating(&answer.graded);
    return answer;
}

/* -- histories -- */

struct history {
    char name[LINE_MAX_BYTES];
    int i; /* of the last answer; -1: none yet */
    struct grade_memory memory;
};

static void go_to(struct history *history, const struct answer *answer)
{
    if (answer->i == 0) {
        snprintf(history->name, sizeof history->name, "%s", answer->history);
        history->i = -1;
        history->memory = (struct grade_memory){0};
    }
    if (history->i < 0 && answer->i != 0)
        stop("the first answer of a history has i = 0, not %d", answer->i);
    if (strcmp(history->name, answer->history) != 0)
        stop("history '%s' begins with i = %d, not 0", answer->history, answer->i);
    if (answer->i != history->i + 1)
        stop("i is %d behind %d", answer->i, history->i);
    history->i = answer->i;
}

static void replay(struct history *history, struct answer *answer)
{
    struct grade_memory *memory = &history->memory;
    int elapsed_days = answer->i ? answer->elapsed_days : 0;
    if (answer->i)
        printf(",%.17g,", grade_retrievability(answer->weights, memory, elapsed_days));
    else
        printf(",,");
    if (elapsed_days > INT_MAX - memory->last_day)
        stop("the history lasts too long");
    answer->graded.day = memory->last_day + elapsed_days;
    answer->graded.counts = answer->i && elapsed_days == 0 ? 2 : 1;
    grade_step(answer->weights, memory, &answer->graded);
    double s = memory->state.s;
    printf("%.17g,%.17g,%.17g,%d\n", s, memory->state.d, fsrs_interval(answer->weights, s, answer->retention),
           fsrs_interval_days(answer->weights, s, answer->retention, answer->maximum));
}

static void replay_all(const struct sets *sets)
{
    static struct record record;
    static struct history history = {.i = -1};
    int place[N_COLUMNS];
    read_header(&record, place);
    int n = record.n;
    for (int column = 0; column < N_COLUMNS; column++)
        printf("%s,", columns[column]);
    puts("R_before,S,D,interval_raw,interval_days");
    while (read_record(&record)) {
        const char *fields[N_COLUMNS];
        if (record.n == 1 && !*record.fields[0])
            continue; /* an empty line */
        if (record.n != n)
            stop("%d fields, but %d in the header", record.n, n);
        for (int column = 0; column < N_COLUMNS; column++)
            fields[column] = record.fields[place[column]];
        struct answer answer = parse(fields, sets);
        go_to(&history, &answer);
        for (int column = 0; column < N_COLUMNS; column++) {
            if (column)
                putchar(',');
            write_field(fields[column]);
        }
        replay(&history, &answer);
    }
}

int main(int argc, char **argv)
{
    static struct sets sets;
    if (argc != 2)
        stop("usage: fsrs_replay WEIGHTS.json <answers.csv");
    const char *problem = sets_read(&sets, argv[1]);
    if (problem)
        stop("%s: %s", argv[1], problem);
    replay_all(&sets);
    record_number = 0;
    if (ferror(stdin))
        stop("the input cannot be read");
    if (fflush(stdout) || ferror(stdout))
        stop("the output cannot be written");
    return 0;
}
