/* A review as a line of CSV: 19 columns, those that a kind does not have are empty. */
#include "store/review.h"

#include "base/csv.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "srs/day.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const review_kinds[REVIEW_KINDS] = {"answer", "void",    "unvoid", "reset",
                                                "redate", "weights", "rest",   "wake"};

static const char *const head[REVIEW_COLUMNS] = {
    "kind",       "origin", "seq",    "item",    "at",     "offset_min",   "day",       "given",  "correct", "ways",
    "right_ways", "rating", "unsure", "took_ms", "counts", "answer_print", "of_origin", "of_seq", "weights",
};
enum column {
    KIND,
    ORIGIN,
    SEQ,
    ITEM,
    AT,
    OFFSET,
    DAY,
    GIVEN,
    CORRECT,
    WAYS,
    RIGHT_WAYS,
    RATING,
    UNSURE,
    TOOK,
    COUNTS,
    PRINT,
    OF_ORIGIN,
    OF_SEQ,
    WEIGHTS
};

enum { OFFSET_MOST = 14 * 60, WAYS_MOST = 1000000, ANSWERS_MOST = 1000000000, GIVEN_MOST = 400, WEIGHTS_MOST = 2000 };
static const int64_t seq_most = INT64_C(1) << 53, at_most = INT64_C(253402300799999); /* the end of 9999 */

/* -- what a review may say -- */

static bool is_id_part(const char **at)
{
    const char *begin = *at;
    while ((**at >= 'a' && **at <= 'z') || (**at >= '0' && **at <= '9') || **at == '-')
        ++*at;
    return *at > begin && *at - begin <= DECK_ID_MAX;
}

/* deck/card or deck/layer/model */
static bool is_item(const char *key)
{
    int parts = 1;
    for (; is_id_part(&key) && *key == '/'; key++)
        parts++;
    return !*key && (parts == 2 || parts == 3) && key[-1] != '/';
}

static bool is_print(const char *text)
{
    size_t length = strspn(text, "0123456789abcdef");
    return !text[length] && length <= 16;
}

static bool is_text(const char *text, size_t most)
{
    size_t length = strlen(text);
    if (length > most || !utf8_valid(text, length))
        return false;
    for (; *text; text++)
        if ((unsigned char)*text < ' ')
            return false;
    return true;
}

static bool within(int64_t n, int64_t least, int64_t most)
{
    return n >= least && n <= most;
}

static const char *answer_problem(const struct review *r)
{
    int fits = day_of((struct moment){.utc_ms = r->at_ms, .offset_min = r->offset_min});
    return !within(r->offset_min, -OFFSET_MOST, OFFSET_MOST) ? TR_MARK("offset_min is not within 14 hours")
           : !within(r->day, fits - 1, fits + 1)             ? TR_MARK("day does not fit at and offset_min")
           : !is_text(r->given, GIVEN_MOST)                  ? TR_MARK("given is not a short text")
           : !within(r->correct, REVIEW_NONE, 1)             ? TR_MARK("correct is not 0, 1 or empty")
           : !within(r->ways, 0, WAYS_MOST)                  ? TR_MARK("ways is not a number up to 1000000")
           : !within(r->right_ways, 0, r->ways)              ? TR_MARK("right_ways is not a number up to ways")
           : !within(r->rating, 1, 4)                        ? TR_MARK("rating is not 1 to 4")
           : !within(r->unsure, 0, 1)                        ? TR_MARK("unsure is not 0 or 1")
           : !within(r->took_ms, REVIEW_NONE, TOOK_MS_MAX)   ? TR_MARK("took_ms is not empty and not up to 60000")
           : !within(r->counts, 0, 2)                        ? TR_MARK("counts is not 0, 1 or 2")
           : !is_print(r->print)                             ? TR_MARK("answer_print is not up to 16 of 0-9 and a-f")
                                                             : NULL;
}

static bool is_loss(double loss)
{
    return isnan(loss) || (loss >= 0 && loss < 1000);
}

const char *review_problem(const struct review *r)
{
    bool of_item =
        r->kind == REVIEW_ANSWER || r->kind == REVIEW_RESET || r->kind == REVIEW_REST || r->kind == REVIEW_WAKE;
    bool of_answer = r->kind >= REVIEW_VOID && r->kind <= REVIEW_REDATE;
    if (!within(r->seq, 1, seq_most))
        return TR_MARK("seq is not a number from 1");
    if (!within(r->at_ms, 0, at_most))
        return TR_MARK("at is not a time such as 2026-12-01T09:00:00.000Z");
    if (of_item && !is_item(r->item))
        return TR_MARK("item is not such as azure/os/paas");
    if (of_answer && !within(r->of_seq, 1, seq_most))
        return TR_MARK("of_seq is not a number from 1");
    if (r->kind == REVIEW_REDATE && !within(r->day, 0, (int)(at_most / 86400000)))
        return TR_MARK("day is not such as 2026-12-01");
    if (r->kind == REVIEW_WEIGHTS &&
        (!within(r->fitted_ms, 0, at_most) || !within(r->model, 0, 1000) || !within(r->answers, 0, ANSWERS_MOST) ||
         !is_loss(r->loss_before) || !is_loss(r->loss_after) || !is_text(r->weights, WEIGHTS_MOST) ||
         strspn(r->weights, "0123456789.eE+- ") != strlen(r->weights)))
        return TR_MARK("weights is not such as 'ms model answers loss loss; numbers'");
    return r->kind == REVIEW_ANSWER ? answer_problem(r) : NULL;
}

/* -- writing -- */

static void format_uid(const unsigned char uid[16], char text[33])
{
    for (int i = 0; i < 16; i++)
        snprintf(text + 2 * i, 3, "%02x", uid[i]);
}

static void format_day(int day, char text[16])
{
    int year, month, mday;
    day_to_date(day, &year, &month, &mday);
    snprintf(text, 16, "%04d-%02d-%02d", year % 10000, month, mday);
}

static void format_at(int64_t at_ms, char text[40])
{
    char date[16];
    format_day((int)(at_ms / 86400000), date);
    int ms = (int)(at_ms % 86400000);
    snprintf(text, 40, "%sT%02d:%02d:%02d.%03dZ", date, ms / 3600000, ms / 60000 % 60, ms / 1000 % 60, ms % 1000);
}

void review_write_head(FILE *out)
{
    csv_write(out, head, REVIEW_COLUMNS);
}

static void format_loss(double loss, char text[32])
{
    snprintf(text, 32, isnan(loss) ? "-" : "%.17g", loss);
}

void review_write(FILE *out, const struct review *r)
{
    const char *fields[REVIEW_COLUMNS];
    char numbers[REVIEW_COLUMNS][40], *weights = NULL;
    for (int i = 0; i < REVIEW_COLUMNS; i++)
        numbers[i][0] = '\0', fields[i] = numbers[i];
    bool answer = r->kind == REVIEW_ANSWER;
    fields[KIND] = review_kinds[r->kind];
    format_uid(r->origin, numbers[ORIGIN]);
    snprintf(numbers[SEQ], 40, "%" PRId64, r->seq);
    fields[ITEM] = r->item;
    format_at(r->at_ms, numbers[AT]);
    if (answer || r->kind == REVIEW_REDATE)
        format_day(r->day, numbers[DAY]);
    if (answer) {
        const struct {
            enum column column;
            int n;
        } ints[] = {{OFFSET, r->offset_min}, {WAYS, r->ways},     {RIGHT_WAYS, r->right_ways},
                    {RATING, r->rating},     {UNSURE, r->unsure}, {COUNTS, r->counts}};
        for (size_t i = 0; i < sizeof ints / sizeof *ints; i++)
            snprintf(numbers[ints[i].column], 40, "%d", ints[i].n);
        if (r->correct != REVIEW_NONE)
            snprintf(numbers[CORRECT], 40, "%d", r->correct);
        if (r->took_ms != REVIEW_NONE)
            snprintf(numbers[TOOK], 40, "%d", r->took_ms);
        fields[GIVEN] = r->given;
        fields[PRINT] = r->print;
    }
    if (r->of_seq) {
        format_uid(r->of_origin, numbers[OF_ORIGIN]);
        snprintf(numbers[OF_SEQ], 40, "%" PRId64, r->of_seq);
    }
    if (r->kind == REVIEW_WEIGHTS) {
        char before[32], after[32];
        format_loss(r->loss_before, before);
        format_loss(r->loss_after, after);
        fields[WEIGHTS] = weights =
            xprintf("%" PRId64 " %d %d %s %s; %s", r->fitted_ms, r->model, r->answers, before, after, r->weights);
    }
    csv_write(out, fields, REVIEW_COLUMNS);
    free(weights);
}

/* -- reading -- */

bool review_is_head(const char *const *fields, int n)
{
    for (int i = 0; i < REVIEW_COLUMNS; i++)
        if (n != REVIEW_COLUMNS || strcmp(fields[i], head[i]) != 0)
            return false;
    return true;
}

static bool read_int(const char *text, int64_t *n)
{
    char *end;
    bool digit = (*text >= '0' && *text <= '9') || (*text == '-' && text[1] >= '0' && text[1] <= '9');
    *n = digit && strlen(text) <= 18 ? strtoll(text, &end, 10) : 0;
    return digit && strlen(text) <= 18 && !*end;
}

static bool read_uid(const char *text, unsigned char uid[16])
{
    if (strlen(text) != 32 || strspn(text, "0123456789abcdef") != 32)
        return false;
    for (int i = 0; i < 16; i++) {
        unsigned byte;
        sscanf(text + 2 * i, "%2x", &byte);
        uid[i] = (unsigned char)byte;
    }
    return true;
}

/* 2026-12-01T09:00:00.000Z: moment_parse knows it without the fraction. */
static bool read_at(const char *text, int64_t *at_ms)
{
    char whole[21];
    int ms, offset;
    if (strlen(text) != 24 || text[19] != '.' || strspn(text + 20, "0123456789") != 3 || text[23] != 'Z')
        return false;
    memcpy(whole, text, 19);
    strcpy(whole + 19, "Z");
    ms = (text[20] - '0') * 100 + (text[21] - '0') * 10 + (text[22] - '0');
    if (!moment_parse(whole, at_ms, &offset))
        return false;
    *at_ms += ms;
    return true;
}

static bool read_loss(const char *text, double *loss)
{
    char *end;
    *loss = strcmp(text, "-") == 0 ? NAN : strtod(text, &end);
    return isnan(*loss) ? strcmp(text, "-") == 0 : !*end;
}

static bool read_weights(const char *text, struct review *r)
{
    char before[32], after[32];
    int end = 0;
    long long fitted;
    bool fine = strspn(text, "0123456789.eE+-; ") == strlen(text) &&
                sscanf(text, "%18lld %9d %9d %31[0-9.eE+-] %31[0-9.eE+-]; %n", &fitted, &r->model, &r->answers, before,
                       after, &end) == 5 &&
                end && read_loss(before, &r->loss_before) && read_loss(after, &r->loss_after);
    r->fitted_ms = fine ? fitted : 0;
    r->weights = text + end;
    return fine;
}

/* Of an answer: a whole number each. */
static const char *read_answer(const char *const *fields, struct review *r)
{
    const struct {
        enum column column;
        int *to;
        bool may_be_empty;
    } ints[] = {{OFFSET, &r->offset_min, false},     {CORRECT, &r->correct, true}, {WAYS, &r->ways, false},
                {RIGHT_WAYS, &r->right_ways, false}, {RATING, &r->rating, false},  {UNSURE, &r->unsure, false},
                {TOOK, &r->took_ms, true},           {COUNTS, &r->counts, false}};
    for (size_t i = 0; i < sizeof ints / sizeof *ints; i++) {
        int64_t n = REVIEW_NONE;
        const char *text = fields[ints[i].column];
        if (!(ints[i].may_be_empty && !*text) &&
            (!read_int(text, &n) || n < -OFFSET_MOST || n > WAYS_MOST || (ints[i].may_be_empty && n < 0)))
            return head[ints[i].column];
        *ints[i].to = (int)n;
    }
    r->given = fields[GIVEN];
    r->print = fields[PRINT];
    return NULL;
}

static bool has(enum review_kind kind, enum column column)
{
    switch (column) {
    case KIND:
    case ORIGIN:
    case SEQ:
    case AT:
        return true;
    case ITEM:
        return kind == REVIEW_ANSWER || kind == REVIEW_RESET || kind == REVIEW_REST || kind == REVIEW_WAKE;
    case DAY:
        return kind == REVIEW_ANSWER || kind == REVIEW_REDATE;
    case OF_ORIGIN:
    case OF_SEQ:
        return kind >= REVIEW_VOID && kind <= REVIEW_REDATE;
    case WEIGHTS:
        return kind == REVIEW_WEIGHTS;
    default:
        return kind == REVIEW_ANSWER;
    }
}

/* The name of the column that cannot be read, or NULL. */
static const char *read_fields(const char *const *fields, struct review *r)
{
    if (!read_uid(fields[ORIGIN], r->origin))
        return head[ORIGIN];
    if (!read_int(fields[SEQ], &r->seq))
        return head[SEQ];
    if (!read_at(fields[AT], &r->at_ms))
        return head[AT];
    r->item = fields[ITEM];
    if (has(r->kind, DAY) && !day_parse(fields[DAY], &r->day))
        return head[DAY];
    if (has(r->kind, OF_SEQ) && !read_uid(fields[OF_ORIGIN], r->of_origin))
        return head[OF_ORIGIN];
    if (has(r->kind, OF_SEQ) && !read_int(fields[OF_SEQ], &r->of_seq))
        return head[OF_SEQ];
    if (r->kind == REVIEW_WEIGHTS && !read_weights(fields[WEIGHTS], r))
        return head[WEIGHTS];
    return r->kind == REVIEW_ANSWER ? read_answer(fields, r) : NULL;
}

const char *review_parse(const char *const *fields, int n, struct review *r, char problem[200])
{
    *r = (struct review){.kind = REVIEW_KINDS, .given = "", .print = "", .weights = "", .item = ""};
    if (n != REVIEW_COLUMNS) {
        snprintf(problem, 200, tr("it has %d columns instead of %d"), n, REVIEW_COLUMNS);
        return problem;
    }
    for (int kind = 0; kind < REVIEW_KINDS; kind++)
        if (strcmp(fields[KIND], review_kinds[kind]) == 0)
            r->kind = (enum review_kind)kind;
    if (r->kind == REVIEW_KINDS) {
        snprintf(problem, 200, tr("there is no kind '%.40s'"), fields[KIND]);
        return problem;
    }
    for (int i = 0; i < REVIEW_COLUMNS; i++)
        if (*fields[i] && !has(r->kind, (enum column)i)) {
            snprintf(problem, 200, tr("%s has no %s, but here it is '%.40s'"), review_kinds[r->kind], head[i],
                     fields[i]);
            return problem;
        }
    const char *column = read_fields(fields, r);
    if (column) {
        snprintf(problem, 200, tr("%s cannot be read"), column);
        return problem;
    }
    const char *makes_no_sense = review_problem(r);
    return makes_no_sense ? tr(makes_no_sense) : NULL;
}
