/* Answers and edits out of a file that may be damaged or come from anywhere: rows whose sum fits, that can be read and
   make sense. */
#include "store/review.h"

#include "base/mem.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool read_uid(sqlite3_stmt *query, int column, unsigned char uid[16])
{
    const void *bytes = sqlite3_column_blob(query, column);
    if (!bytes || sqlite3_column_bytes(query, column) != 16)
        return false;
    memcpy(uid, bytes, 16);
    return true;
}

/* What does not fit into an int makes no sense, which is found out later. */
static int read_int(sqlite3_stmt *query, int column, int none)
{
    int64_t n = sqlite3_column_int64(query, column);
    if (sqlite3_column_type(query, column) == SQLITE_NULL)
        return none;
    return n < INT_MIN || n > INT_MAX ? INT_MIN : (int)n;
}

static double read_loss(sqlite3_stmt *query, int column)
{
    return sqlite3_column_type(query, column) == SQLITE_NULL ? NAN : sqlite3_column_double(query, column);
}

#define UID(id) "(SELECT uid FROM origin WHERE origin.id = " id ")"
#define UID_OF(answer) "(SELECT o.uid FROM answer AS x JOIN origin AS o ON o.id = x.origin WHERE x.id = " answer ")"
#define SEQ_OF(answer) "(SELECT x.seq FROM answer AS x WHERE x.id = " answer ")"
#define KEY(table) "(SELECT key FROM item WHERE item.id = " table ".item)"
#define WEIGHTS_OF(column) "(SELECT " column " FROM weights AS x WHERE x.id = edit.weights)"

static const char answer_columns[] = UID("answer.origin") ", seq, at_ms, " KEY(
    "answer") ", day, offset_min, given, answer_print, correct, ways, right_ways, rating, unsure, counts, took_ms";
static const char
    edit_columns[] =
        UID("edit.origin") ", seq, at_ms, ifnull(" KEY("edit") ", ''), day, what, " UID_OF("ifnull(edit.answer, "
                                                                                           "edit.upto)") ", " SEQ_OF("i"
                                                                                                                     "f"
                                                                                                                     "n"
                                                                                                                     "u"
                                                                                                                     "l"
                                                                                                                     "l"
                                                                                                                     "("
                                                                                                                     "e"
                                                                                                                     "d"
                                                                                                                     "i"
                                                                                                                     "t"
                                                                                                                     "."
                                                                                                                     "a"
                                                                                                                     "n"
                                                                                                                     "s"
                                                                                                                     "w"
                                                                                                                     "e"
                                                                                                                     "r"
                                                                                                                     ","
                                                                                                                     " "
                                                                                                                     "e"
                                                                                                                     "d"
                                                                                                                     "i"
                                                                                                                     "t"
                                                                                                                     "."
                                                                                                                     "u"
                                                                                                                     "p"
                                                                                                                     "t"
                                                                                                                     "o"
                                                                                                                     ")") ", " WEIGHTS_OF("at_ms") ", " WEIGHTS_OF(
            "model") ", " WEIGHTS_OF("answers") ", " WEIGHTS_OF("loss_before") ", " WEIGHTS_OF("loss_after") ", "
                                                                                                             "ifnull"
                                                                                                             "(" WEIGHTS_OF("w") ", '')";

enum { FIRST = 2 }; /* behind the id and whether the sum fits */

static bool read_answer(sqlite3_stmt *query, struct review *r)
{
    r->kind = REVIEW_ANSWER;
    r->offset_min = read_int(query, FIRST + 5, INT_MIN);
    r->given = store_text(query, FIRST + 6);
    r->print = store_text(query, FIRST + 7);
    r->correct = read_int(query, FIRST + 8, REVIEW_NONE);
    r->ways = read_int(query, FIRST + 9, INT_MIN);
    r->right_ways = read_int(query, FIRST + 10, INT_MIN);
    r->rating = read_int(query, FIRST + 11, INT_MIN);
    r->unsure = read_int(query, FIRST + 12, INT_MIN);
    r->counts = read_int(query, FIRST + 13, INT_MIN);
    r->took_ms = read_int(query, FIRST + 14, REVIEW_NONE);
    if (r->took_ms > TOOK_MS_MAX)
        r->took_ms = TOOK_MS_MAX;
    return true;
}

static bool read_edit(sqlite3_stmt *query, struct review *r)
{
    const char *what = store_text(query, FIRST + 5);
    r->kind = REVIEW_KINDS;
    for (int kind = REVIEW_VOID; kind < REVIEW_KINDS; kind++)
        if (strcmp(what, review_kinds[kind]) == 0)
            r->kind = (enum review_kind)kind;
    bool of_answer = r->kind >= REVIEW_VOID && r->kind <= REVIEW_REDATE;
    if (r->kind == REVIEW_KINDS || (of_answer && !read_uid(query, FIRST + 6, r->of_origin)))
        return false;
    r->of_seq = of_answer ? sqlite3_column_int64(query, FIRST + 7) : 0;
    r->fitted_ms = sqlite3_column_int64(query, FIRST + 8);
    r->model = read_int(query, FIRST + 9, 0);
    r->answers = read_int(query, FIRST + 10, 0);
    r->loss_before = read_loss(query, FIRST + 11);
    r->loss_after = read_loss(query, FIRST + 12);
    r->weights = store_text(query, FIRST + 13);
    return true;
}

static bool read_row(sqlite3_stmt *query, bool answers, struct review *r)
{
    *r = (struct review){.given = "", .print = "", .weights = ""};
    bool fine = sqlite3_column_int(query, 1) && read_uid(query, FIRST, r->origin);
    r->seq = sqlite3_column_int64(query, FIRST + 1);
    r->at_ms = sqlite3_column_int64(query, FIRST + 2);
    r->item = store_text(query, FIRST + 3);
    r->day = read_int(query, FIRST + 4, INT_MIN);
    return fine && (answers ? read_answer(query, r) : read_edit(query, r)) && !review_problem(r);
}

/* What was read up to where. */
struct walk {
    struct store *store;
    bool answers;
    int64_t last;
    review_taker *take;
    void *to;
    int *damaged;
    bool stopped;
};

/* From behind w->last to the end, or to where reading fails: false. */
static bool walk_part(struct walk *w)
{
    enum store_table table = w->answers ? TABLE_ANSWER : TABLE_EDIT;
    char *sql = xprintf("SELECT id, sum IS row_sum(%s), %s FROM %s NOT INDEXED WHERE id > ?1 ORDER BY id",
                        sums_covered(table), w->answers ? answer_columns : edit_columns, sums_table(table));
    sqlite3_stmt *query = NULL;
    int code = sqlite3_prepare_v2(w->store->db, sql, -1, &query, NULL);
    free(sql);
    if (code != SQLITE_OK) {
        ++*w->damaged;
        return true; /* there is nothing to read */
    }
    sqlite3_bind_int64(query, 1, w->last);
    while (!w->stopped && (code = sqlite3_step(query)) == SQLITE_ROW) {
        struct review review;
        w->last = sqlite3_column_int64(query, 0);
        if (!read_row(query, w->answers, &review))
            ++*w->damaged;
        else
            w->stopped = !w->take(w->to, &review);
    }
    sqlite3_finalize(query);
    return w->stopped || code == SQLITE_DONE;
}

static bool walk_table(struct walk *w)
{
    while (!walk_part(w)) {
        int64_t from;
        ++*w->damaged;
        if (!rows_resume(w->store, w->answers ? "answer" : "edit", w->last, &from))
            break;
        w->last = from - 1;
    }
    return !w->stopped;
}

bool review_walk(struct store *store, review_taker *take, void *to, int *damaged)
{
    struct walk answers = {.store = store, .answers = true, .take = take, .to = to, .damaged = damaged};
    struct walk edits = {.store = store, .take = take, .to = to, .damaged = damaged};
    return walk_table(&answers) && walk_table(&edits);
}
