#ifndef DEMARC_STORE_REVIEW_H
#define DEMARC_STORE_REVIEW_H

#include "store/reviews.h"
#include "store/store_db.h"

/* Inside store/: one answer or edit on its way between files, with nothing that means something in one of them only. */
enum review_kind {
    REVIEW_ANSWER,
    REVIEW_VOID,
    REVIEW_UNVOID,
    REVIEW_RESET,
    REVIEW_REDATE,
    REVIEW_WEIGHTS,
    REVIEW_REST,
    REVIEW_WAKE,
    REVIEW_KINDS
};
extern const char *const review_kinds[REVIEW_KINDS];

enum { REVIEW_NONE = -1 }; /* of correct and took_ms */

/* Texts are borrowed, "" where there is none. */
struct review {
    enum review_kind kind;
    unsigned char origin[16];
    int64_t seq, at_ms;
    const char *item; /* of an answer, a reset, rest and wake */
    int day;          /* of an answer and a redate */

    int offset_min; /* of an answer, to took_ms */
    const char *given, *print;
    int correct, ways, right_ways, rating, unsure, counts;
    int took_ms;

    unsigned char of_origin[16]; /* the answer that an edit is about; of a reset the last one */
    int64_t of_seq;
    bool of_damaged; /* out of a file: that answer is damaged there */

    int64_t fitted_ms; /* of weights */
    int model, answers;
    double loss_before, loss_after; /* NAN: none */
    const char *weights;
};

const char *review_problem(const struct review *review); /* what makes no sense in it, untranslated; NULL: nothing */

/* Each sound row of a file, answers first; damaged ones are counted. False ends the walk. */
typedef bool review_taker(void *to, const struct review *review);
bool review_walk(struct store *store, review_taker *take, void *to, int *damaged);

enum { REVIEW_COLUMNS = 19 };
void review_write_head(FILE *out);
void review_write(FILE *out, const struct review *review);
bool review_is_head(const char *const *fields, int n);

/* NULL: read. Else what is wrong, in words. The review borrows from the fields. */
const char *review_parse(const char *const *fields, int n, struct review *review, char problem[200]);

/* Taking in, within a transaction. */
struct merge {
    struct store *store;
    struct reviews_counts counts;
    int64_t *items; /* that change */
    int n_items, room;
};
const char *merge_answer(struct merge *merge, const struct review *review); /* NULL, or why not */
const char *merge_edit(struct merge *merge, const struct review *review);
void merge_end(struct merge *merge); /* tells the items anew */

#endif
