/* The log out of a file and into another: CSV on one side or a damaged database, this database on the other. */
#include "store/reviews.h"

#include "base/csv.h"
#include "base/mem.h"
#include "base/tr.h"
#include "store/file.h"
#include "store/review.h"

#include <stdlib.h>
#include <string.h>

/* -- out -- */

struct writing {
    FILE *out;
    int n, strays;
};

static bool write_one(void *to, const struct review *review)
{
    struct writing *writing = to;
    if (review->of_damaged) { /* whoever takes the file in would not know what it is about */
        writing->strays++;
        return true;
    }
    review_write(writing->out, review);
    writing->n++;
    return true;
}

struct store *reviews_open(const char *folder, const unsigned char program[16], struct moment now, struct err *err)
{
    struct store *store = store_open(folder, program, now, err);
    if (store)
        return store;
    struct err ignored;
    char *path = xprintf("%s/learner.db", folder);
    store = file_exists(path) ? store_look(path, &ignored) : NULL;
    free(path);
    if (!store || (schema_is_plain(store, &ignored) && schema_fits(store, &ignored)))
        return store;
    store_close(store);
    return NULL;
}

/* In one transaction, so that no edit is about an answer that was given meanwhile. */
bool reviews_export(struct store *store, FILE *out, int *n, int *left_out, struct err *err)
{
    struct writing writing = {.out = out};
    *left_out = 0;
    store_start(store);
    store_execute(store, "BEGIN");
    if (!store_fine(store, err))
        return false;
    review_write_head(out);
    review_walk(store, write_one, &writing, left_out);
    store_roll_back(store);
    *n = writing.n;
    *left_out += writing.strays;
    return !ferror(out) || err_set(err, tr("The list cannot be written."));
}

/* -- in -- */

struct reading {
    struct merge merge;
    const struct reviews_listener *listener;
    struct kept {
        struct review review;
        int line;
    } * edits; /* they come last, whatever their place in the file */
    int n_edits, room;
    struct arena texts; /* theirs */
};

static void bad_line(struct reading *reading, int line, const char *why)
{
    char sentence[300];
    snprintf(sentence, sizeof sentence, tr("line %d: %s"), line, why);
    reading->merge.counts.bad++;
    if (reading->listener)
        reading->listener->tell(reading->listener->to, sentence);
}

static void keep_edit(struct reading *reading, const struct review *review, int line)
{
    reading->edits = xgrow(reading->edits, reading->n_edits, &reading->room, sizeof *reading->edits);
    struct kept *kept = &reading->edits[reading->n_edits++];
    *kept = (struct kept){*review, line};
    kept->review.item = arena_text(&reading->texts, review->item, strlen(review->item));
    kept->review.weights = arena_text(&reading->texts, review->weights, strlen(review->weights));
    kept->review.given = kept->review.print = "";
}

static void read_line(struct reading *reading, const char *const *fields, int n, int line)
{
    struct review review;
    char problem[200];
    if (n == 1 && !*fields[0])
        return; /* an empty line */
    const char *why = review_parse(fields, n, &review, problem);
    if (!why && review.kind == REVIEW_ANSWER)
        why = (why = merge_answer(&reading->merge, &review)) ? tr(why) : NULL;
    else if (!why)
        keep_edit(reading, &review, line);
    if (why)
        bad_line(reading, line, why);
}

static bool read_head(struct csv *csv, struct err *err)
{
    const char *fields[REVIEW_COLUMNS];
    int n;
    if (csv_read(csv, fields, REVIEW_COLUMNS, &n) == CSV_RECORD && review_is_head(fields, n))
        return true;
    return err_set(err,
                   tr("The first line is not that of a list of reviews: kind,origin,seq,item,at ... as demarc export "
                      "reviews writes it."));
}

static void read_lines(struct reading *reading, struct csv *csv)
{
    const char *fields[REVIEW_COLUMNS];
    int n;
    for (enum csv_result result; (result = csv_read(csv, fields, REVIEW_COLUMNS, &n)) != CSV_END;)
        if (reading->merge.store->failed)
            return;
        else if (result == CSV_BAD)
            bad_line(reading, csv->line, tr(csv->problem));
        else
            read_line(reading, fields, n, csv->line);
}

static void take_edits(struct reading *reading)
{
    for (int i = 0; i < reading->n_edits && !reading->merge.store->failed; i++) {
        const char *why = merge_edit(&reading->merge, &reading->edits[i].review);
        if (why)
            bad_line(reading, reading->edits[i].line, tr(why));
    }
    free(reading->edits);
    arena_clear(&reading->texts);
}

bool reviews_import(struct store *store, const char *bytes, size_t size, bool skip_bad,
                    const struct reviews_listener *listener, struct reviews_counts *counts, struct err *err)
{
    struct csv csv = {.bytes = bytes, .size = size};
    struct reading reading = {.merge = {.store = store}, .listener = listener};
    bool fine = read_head(&csv, err);
    if (fine) {
        store_begin_write(store, true);
        read_lines(&reading, &csv);
        take_edits(&reading);
        merge_end(&reading.merge);
        if (reading.merge.counts.bad && !skip_bad && !store->failed) {
            store_roll_back(store);
            fine = err_set(err,
                           trn("Nothing was taken in, as %d line is bad.", "Nothing was taken in, as %d lines are bad.",
                               reading.merge.counts.bad),
                           reading.merge.counts.bad);
        } else {
            fine = store_commit(store, err);
        }
    }
    *counts = reading.merge.counts;
    csv_clear(&csv);
    return fine;
}

/* -- out of a damaged file -- */

static bool take_one(void *to, const struct review *review)
{
    struct merge *merge = to;
    if (review->kind == REVIEW_ANSWER)
        merge_answer(merge, review);
    else
        merge_edit(merge, review);
    return !merge->store->failed;
}

bool reviews_salvage(struct store *store, struct store *from, struct reviews_counts *counts, struct err *err)
{
    struct merge merge = {.store = store};
    store_begin_write(store, true);
    review_walk(from, take_one, &merge, &merge.counts.bad);
    merge_end(&merge);
    *counts = merge.counts;
    return store_commit(store, err);
}

struct counting {
    struct store *store;
    int n;
};

static bool count_one(void *to, const struct review *review)
{
    static const char find[] = "SELECT count(*) FROM answer AS a JOIN origin AS o ON o.id = a.origin"
                               " WHERE o.uid = ?1 AND a.seq = ?2";
    struct counting *counting = to;
    if (review->kind != REVIEW_ANSWER)
        return false; /* the answers are over */
    counting->n += !NUMBER(counting->store, find, BLOB(review->origin, 16), INT(review->seq));
    return true;
}

int reviews_missing(struct store *store, struct store *from)
{
    struct counting counting = {.store = store};
    int damaged = 0;
    store_start(store);
    review_walk(from, count_one, &counting, &damaged);
    store_fine(store, NULL);
    return counting.n;
}
