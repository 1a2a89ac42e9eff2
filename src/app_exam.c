/* A practice exam in the window. */
#include "app_exam.h"

#include "base/rng.h"
#include "base/tr.h"
#include "screens/clock.h"
#include "screens/when.h"
#include "srs/day.h"

#include <stdio.h>
#include <string.h>

enum { SEEDS = 10000 };

void app_exam_init(struct app_exam *e, const struct options *options, struct shelf *shelf, struct store *store,
                   struct rng *seeds)
{
    *e = (struct app_exam){.options = options, .shelf = shelf, .store = store, .seeds = seeds};
    for (int d = 0; d < shelf->n && e->n_banks < EXAM_BANKS_MAX; d++)
        if (shelf->decks[d]->blueprint.questions)
            e->banks[e->n_banks++] = shelf->decks[d];
}

void app_exam_clear(struct app_exam *e)
{
    exam_free(e->retry);
    e->retry = NULL;
    sitting_clear(&e->sitting);
}

bool app_exam_has_banks(const struct app_exam *e)
{
    return e->n_banks > 0;
}

void app_exam_move(struct app_exam *e, struct store *store)
{
    e->store = store;
    e->start_known = e->result_known = false;
    sitting_move(&e->sitting);
}

static struct sitting_wish wish_of(const struct app_exam *e)
{
    return (struct sitting_wish){e->options->questions, e->options->minutes};
}

static void not_saving(struct app_exam *e, const struct err *err)
{
    snprintf(e->not_saved, sizeof e->not_saved, tr("Nothing is being saved: %s"), err->text);
}

static const char *not_saved_line(struct app_exam *e)
{
    return e->not_saved[0] ? e->not_saved : e->in_memory;
}

void app_exam_tell(struct app_exam *e, const char *text)
{
    snprintf(e->told, sizeof e->told, "%s", text);
    e->told_step = e->sitting.exam ? e->sitting.exam->n_steps : 0;
}

/* -- beginning -- */

static enum screen show(struct app_exam *e)
{
    exam_view_reset(&e->view);
    e->said[0] = e->told[0] = '\0';
    e->start_known = e->result_known = e->warned = false;
    e->result = (struct exam_result_view){0};
    return SCREEN_EXAM;
}

static uint64_t new_seed(struct app_exam *e)
{
    bool given = e->options->seed_set && e->begun++ == 0;
    return given ? e->options->seed : (uint64_t)rng_below(e->seeds, SEEDS);
}

void app_exam_put_away(struct app_exam *e)
{
    if (e->in_memory && e->kept)
        kept_exam(e->kept, &e->sitting);
    app_exam_clear(e);
}

enum screen app_exam_begin(struct app_exam *e, struct moment now)
{
    struct err err;
    app_exam_put_away(e);
    e->not_saved[0] = '\0';
    if (!sitting_begin(&e->sitting, e->store, e->shelf, e->banks[e->bank], wish_of(e), new_seed(e), now, &err)) {
        snprintf(e->said, sizeof e->said, "%s", err.text);
        return SCREEN_EXAM_START;
    }
    if (err.text[0])
        not_saving(e, &err);
    if (e->options->hide_clock)
        exam_apply(e->sitting.exam, (struct exam_move){.kind = EXAM_HIDE}, now);
    return show(e);
}

enum screen app_exam_resume(struct app_exam *e, struct moment now)
{
    struct err err;
    app_exam_clear(e);
    e->start_known = false;
    if (sitting_resume(&e->sitting, e->store, e->shelf, now, &err))
        return show(e);
    snprintf(e->said, sizeof e->said, "%s", err.text);
    return SCREEN_EXAM_START;
}

enum screen app_exam_open(struct app_exam *e, const struct deck *bank, struct moment now)
{
    e->start_known = false;
    for (int b = 0; b < e->n_banks; b++)
        if (e->banks[b] == bank)
            e->bank = b;
    if (bank && !e->in_memory && sitting_is_open(e->store, e->shelf, bank, wish_of(e)))
        return app_exam_resume(e, now);
    return SCREEN_EXAM_START;
}

/* -- the start page -- */

static void learn_past(struct app_exam *e, const struct deck *bank)
{
    struct store_past_exam past[EXAM_PAST_MAX];
    e->n_past = store_exams_past(e->store, bank, past, EXAM_PAST_MAX);
    for (int i = 0; i < e->n_past; i++)
        e->past[i] = (struct exam_past){past[i].day, past[i].fresh, past[i].all}, e->past_id[i] = past[i].id;
}

void app_exam_learn_start(struct app_exam *e, struct moment now)
{
    struct exam_start_facts *facts = &e->start_facts;
    struct sitting_outlook outlook = {0};
    const struct deck *of;
    struct err err;
    if (e->start_known)
        return;
    e->start_known = true;
    if (e->n_banks && !sitting_outlook(e->store, e->shelf, e->banks[e->bank], wish_of(e), now, &outlook, &err))
        not_saving(e, &err);
    if (e->n_banks)
        learn_past(e, e->banks[e->bank]);
    *facts = (struct exam_start_facts){.banks = e->banks,
                                       .n_banks = e->n_banks,
                                       .bank = e->bank,
                                       .questions = outlook.questions,
                                       .minutes = outlook.minutes,
                                       .boards = outlook.boards,
                                       .fresh = outlook.fresh,
                                       .unseen = outlook.unseen,
                                       .kept = outlook.kept,
                                       .past = e->past,
                                       .n_past = e->n_past,
                                       .today = day_of(now)};
    memcpy(facts->counts, outlook.counts, sizeof facts->counts);
    /* what is in memory alone is not gone on with: it waits for the file with the moves made so far */
    if (!e->in_memory && sitting_open(e->store, e->shelf, &e->open, &of)) {
        facts->open_n = e->open.n;
        facts->open_left_ms = e->open.left_ms;
        facts->open_title = of ? of->title : "?";
    }
}

/* The result of a past exam, and the reasons; the other way round it says why they cannot be shown. */
static enum screen reopen(struct app_exam *e, int past)
{
    struct err err;
    app_exam_clear(e);
    if (!sitting_reopen(&e->sitting, e->store, e->shelf, e->banks[e->bank], e->past_id[past], &err)) {
        snprintf(e->said, sizeof e->said, "%s", err.text);
        return SCREEN_EXAM_START;
    }
    e->past_day = e->past[past].day;
    show(e);
    return SCREEN_EXAM_RESULT;
}

static enum screen run_start(struct app_exam *e, struct ui *ui)
{
    app_exam_learn_start(e, ui->in.moment);
    e->start_facts.not_saved = not_saved_line(e);
    e->start_facts.said = e->said;
    int which = e->bank;
    switch (screen_exam_start(&e->start, ui, &e->start_facts, &which)) {
    case EXAM_START_NOTHING:
        break;
    case EXAM_START_BEGIN:
        return app_exam_begin(e, ui->in.moment);
    case EXAM_START_GO_ON:
        return app_exam_resume(e, ui->in.moment);
    case EXAM_START_BANK:
        e->bank = which;
        e->start_known = false;
        break;
    case EXAM_START_PAST:
        return reopen(e, which);
    case EXAM_START_CLOSE:
        return SCREEN_HOME;
    }
    return SCREEN_EXAM_START;
}

/* -- sitting -- */

static enum screen run_sheet(struct app_exam *e, struct ui *ui, enum screen screen)
{
    struct exam *exam = e->retry ? e->retry : e->sitting.exam;
    struct exam_view *view = e->retry ? &e->retry_view : &e->view;
    struct exam_facts facts = {not_saved_line(e), e->told[0] && !e->retry ? e->told : NULL};
    enum screen next =
        screen == SCREEN_EXAM ? screen_exam(view, ui, exam, &facts) : screen_exam_list(view, ui, exam, &facts);
    if (next == SCREEN_EXAM_LIST && screen != next)
        view->asked = false;
    if (next == SCREEN_HOME && e->retry)
        next = SCREEN_EXAM_RESULT; /* nothing of it is kept */
    if (next == SCREEN_EXAM_RESULT)
        e->result_known = false, e->result = (struct exam_result_view){0};
    return next;
}

bool app_exam_tick(struct app_exam *e, int64_t ms, struct moment now, int *next_ms)
{
    struct exam *exam = e->sitting.exam;
    if (!exam || exam->end != EXAM_RUNS)
        return false;
    switch (exam_tick(exam, ms)) {
    case EXAM_TICK_RUNS:
        break;
    case EXAM_TICK_WARNS:
        app_exam_tell(e, tr("Five minutes are left."));
        break;
    case EXAM_TICK_OVER:
        exam_apply(exam, (struct exam_move){.kind = EXAM_TIME}, now);
        e->result_known = false;
        return false;
    }
    *next_ms = (int)((exam->left_ms - 1) % 1000) + 1;
    return true;
}

bool app_exam_unsaved(const struct app_exam *e)
{
    return sitting_unsaved(&e->sitting);
}

bool app_exam_save(struct app_exam *e)
{
    struct err err;
    if (!e->sitting.exam)
        return true;
    if (e->sitting.exam->n_steps != e->told_step)
        e->told[0] = '\0';
    switch (sitting_save(&e->sitting, e->store, &err)) {
    case STORE_SAVED:
        e->not_saved[0] = '\0';
        e->warned = false;
        break;
    case STORE_FAILED:
        not_saving(e, &err);
        break;
    case STORE_TAKEN:
        app_exam_clear(e);
        e->start_known = false;
        snprintf(e->said, sizeof e->said, "%s", tr("Another window has taken this exam over."));
        return false;
    }
    return true;
}

/* What is not saved would be gone with the exam: the first time this only says so. */
static bool may_leave(struct app_exam *e)
{
    if (!app_exam_unsaved(e) || e->warned)
        return true;
    e->warned = true;
    return false;
}

static enum screen leave(struct app_exam *e, enum screen screen)
{
    if (!may_leave(e))
        return screen;
    app_exam_put_away(e);
    e->not_saved[0] = '\0';
    e->warned = false;
    return SCREEN_HOME;
}

/* -- the result -- */

void app_exam_learn_result(struct app_exam *e, struct moment now)
{
    struct sitting_outlook outlook = {0};
    const struct exam *exam = e->sitting.exam;
    struct err err;
    if (e->result_known)
        return;
    e->result_known = true;
    learn_past(e, e->sitting.bank);
    if (!sitting_outlook(e->store, e->shelf, e->sitting.bank, wish_of(e), now, &outlook, &err))
        not_saving(e, &err);
    e->result_facts = (struct exam_result_facts){.today = day_of(now),
                                                 .day = e->sitting.past ? e->past_day : day_of(now),
                                                 .minutes_used = when_minutes(exam->total_ms - exam->left_ms),
                                                 .minutes = (int)(exam->total_ms / 60000),
                                                 .past = e->past,
                                                 .n_past = e->n_past,
                                                 .unseen = outlook.unseen,
                                                 .fresh_each = outlook.questions - outlook.boards};
}

static enum screen read_answers(struct app_exam *e, bool all)
{
    e->read = (struct exam_read_view){.all = all, .item = -1};
    return SCREEN_EXAM_READ;
}

enum screen app_exam_retry(struct app_exam *e)
{
    struct exam *again = exam_retry(e->retry ? e->retry : e->sitting.exam);
    exam_free(e->retry);
    e->retry = again;
    exam_view_reset(&e->retry_view);
    return again ? SCREEN_EXAM : SCREEN_EXAM_RESULT;
}

enum screen app_exam_close_result(struct app_exam *e)
{
    if (!e->retry && e->sitting.past) {
        app_exam_clear(e);
        return SCREEN_EXAM_START;
    }
    if (!e->retry)
        return leave(e, SCREEN_EXAM_RESULT);
    exam_free(e->retry);
    e->retry = NULL;
    return SCREEN_EXAM_RESULT;
}

static enum screen run_result(struct app_exam *e, struct ui *ui)
{
    const struct exam *exam = e->retry && e->retry->end != EXAM_RUNS ? e->retry : e->sitting.exam;
    app_exam_learn_result(e, ui->in.moment);
    e->result_facts.not_saved = not_saved_line(e);
    switch (screen_exam_result(&e->result, ui, exam, &e->result_facts)) {
    case EXAM_RESULT_NOTHING:
        break;
    case EXAM_RESULT_READ_WRONG:
        return read_answers(e, false);
    case EXAM_RESULT_READ_ALL:
        return read_answers(e, true);
    case EXAM_RESULT_RETRY:
        return app_exam_retry(e);
    case EXAM_RESULT_CLOSE:
        return app_exam_close_result(e);
    }
    return SCREEN_EXAM_RESULT;
}

static enum screen run_read(struct app_exam *e, struct ui *ui)
{
    const struct exam *exam = e->retry ? e->retry : e->sitting.exam;
    return screen_exam_read(&e->read, ui, exam, not_saved_line(e), e->told[0] ? e->told : NULL, e->aside);
}

/* A retry that was left is forgotten. */
static void forget_retry(struct app_exam *e, enum screen screen)
{
    if (screen != SCREEN_EXAM_RESULT || !e->retry || e->retry->end != EXAM_RUNS)
        return;
    exam_free(e->retry);
    e->retry = NULL;
}

enum screen app_exam_run(struct app_exam *e, struct ui *ui, enum screen screen)
{
    const struct exam *exam = e->sitting.exam;
    if (!exam && screen != SCREEN_EXAM_START)
        screen = SCREEN_EXAM_START;
    if (exam && exam->end != EXAM_RUNS && !e->retry && (screen == SCREEN_EXAM || screen == SCREEN_EXAM_LIST))
        screen = SCREEN_EXAM_RESULT; /* the time is over */
    enum screen next;
    switch (screen) {
    case SCREEN_EXAM:
    case SCREEN_EXAM_LIST:
        next = run_sheet(e, ui, screen);
        return next == SCREEN_HOME ? leave(e, screen) : (forget_retry(e, next), next);
    case SCREEN_EXAM_RESULT:
        return run_result(e, ui);
    case SCREEN_EXAM_READ:
        return run_read(e, ui);
    default:
        return run_start(e, ui);
    }
}
