#ifndef DEMARC_APP_EXAM_H
#define DEMARC_APP_EXAM_H

#include "kept.h"
#include "options.h"
#include "screens/exam.h"
#include "screens/exam_read.h"
#include "screens/exam_result.h"
#include "sitting.h"

/* The part of the window's story that is a practice exam. app.c shows its screens, lets its clock go on and saves it. */
struct app_exam {
    const struct options *options;
    struct shelf *shelf;
    struct store *store;
    struct rng *seeds;
    struct sitting sitting;
    struct exam *retry; /* the wrong ones once more; NULL: not now */
    const struct deck *banks[EXAM_BANKS_MAX];
    int n_banks, bank, begun;
    struct exam_view view, retry_view;
    struct exam_start_view start;
    struct exam_result_view result;
    struct exam_read_view read;
    struct exam_start_facts start_facts;
    struct exam_past past[EXAM_PAST_MAX];
    int64_t past_id[EXAM_PAST_MAX];
    int past_day; /* of the one that is looked at again */
    int n_past;
    struct exam_result_facts result_facts;
    struct store_open_exam open;
    bool start_known, result_known;
    char said[512], told[300], not_saved[600];
    int told_step;
    struct aside *aside; /* filled where the side page is wanted */
    const char *in_memory; /* the line that says so while the file cannot be opened; else NULL */
    struct kept *kept; /* of the story; NULL: none */
    bool warned; /* leaving was asked for while something is not saved */
};

void app_exam_init(struct app_exam *e, const struct options *options, struct shelf *shelf, struct store *store, struct rng *seeds);
void app_exam_clear(struct app_exam *e);

bool app_exam_has_banks(const struct app_exam *e);

/* The first screen: the start page of that bank (NULL: of the first), or the unfinished exam where it is of the same setup. */
enum screen app_exam_open(struct app_exam *e, const struct deck *bank, struct moment now);

/* Time that went by while the program ran. Returns true while the clock runs: next_ms is how long it stands as shown. */
bool app_exam_tick(struct app_exam *e, int64_t ms, struct moment now, int *next_ms);

/* Runs one of its screens and returns the next. */
enum screen app_exam_run(struct app_exam *e, struct ui *ui, enum screen screen);

/* Saves what is to be saved; false: another window has taken the exam over, Home is next. */
bool app_exam_save(struct app_exam *e);

/* The file could be opened at last: the exam that is sat goes there with all its moves. */
void app_exam_move(struct app_exam *e, struct store *store);

bool app_exam_unsaved(const struct app_exam *e);
void app_exam_tell(struct app_exam *e, const char *text); /* until the next move */

/* -- what window and terminal both do -- */

/* Beginning and going on: SCREEN_EXAM, or SCREEN_EXAM_START where `said` says why not. */
enum screen app_exam_begin(struct app_exam *e, struct moment now);
enum screen app_exam_resume(struct app_exam *e, struct moment now);
void app_exam_put_away(struct app_exam *e); /* clears it; while the file cannot be opened what was done waits for it */
void app_exam_learn_start(struct app_exam *e, struct moment now);  /* start_facts, unless start_known */
void app_exam_learn_result(struct app_exam *e, struct moment now); /* result_facts, unless result_known */
enum screen app_exam_retry(struct app_exam *e);        /* the wrong ones once more */
enum screen app_exam_close_result(struct app_exam *e); /* of the retry, back to the exam's own; else Home */

#endif
