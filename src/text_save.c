/* What was done on the terminal and the disk: a move is on disk before anything is said about it. One that cannot be
   saved waits in a queue and is tried again, as in the window. */
#include "text_shared.h"

#include "base/mem.h"
#include "base/tr.h"
#include "store/backup.h"

#include <stdio.h>
#include <string.h>

enum { SAVE_AGAIN_MS = 2000, ATTENTION_MAX_MS = 60000 };

static void not_saving(struct text *t, const struct err *err)
{
    snprintf(t->not_saved, sizeof t->not_saved, tr("Nothing is being saved: %s"), err->text);
}

/* -- opening -- */

static struct store *open_file(struct text *t, struct err *err)
{
    const struct options *o = t->shared.options;
    if (o->data_folder)
        return store_open(o->data_folder, o->program, t->now, err);
    err_set(err, tr("there is no home folder; give one with --data"));
    return NULL;
}

static bool know_decks(struct text *t, struct store *store, struct err *err)
{
    bool fine = true;
    for (int i = 0; fine && i < t->shared.shelf->n; i++)
        fine = store_know(store, t->shared.shelf->decks[i], t->now, err);
    return fine;
}

bool text_open_store(struct text *t, struct err *err)
{
    struct app_shared *s = &t->shared;
    s->store = open_file(t, err);
    if (!s->store) {
        not_saving(t, err);
        t->in_memory = true;
        s->store = store_open(NULL, s->options->program, t->now, err);
    }
    if (!s->store)
        return false;
    if (!know_decks(t, s->store, err))
        not_saving(t, err);
    prefs_read(&s->prefs, s->options, s->store);
    app_home_init(&t->home, s);
    app_exam_init(&t->exam, s->options, s->shelf, s->store, &s->seeds);
    app_round_init(&t->round, s->options, s->shelf, s->store, &s->seeds);
    t->round.csv_path = s->options->csv_path;
    t->exam.in_memory = t->round.in_memory = t->in_memory ? t->not_saved : NULL;
    return true;
}

/* Once the file can be opened, what was done in memory goes there. */
static void leave_memory(struct text *t)
{
    struct err err;
    struct store *store = open_file(t, &err);
    if (!store)
        return;
    if (!know_decks(t, store, &err) || !kept_move(&t->kept, &t->drill, store, t->now, &err)) {
        not_saving(t, &err);
        store_close(store);
        return;
    }
    store_close(t->shared.store);
    t->shared.store = store;
    app_exam_move(&t->exam, store);
    app_round_move(&t->round, store);
    t->exam.in_memory = t->round.in_memory = NULL;
    t->in_memory = false;
    t->n_unsaved = 0;
    t->not_saved[0] = '\0';
    t->home.known = false;
}

/* -- the drill -- */

static bool drill_unsaved(const struct text *t)
{
    return t->n_unsaved || (t->drill.session && !t->drill.stored);
}

void text_flush(struct text *t)
{
    struct session *session = t->drill.session;
    struct err err;
    if (!drill_unsaved(t) || t->taken)
        return;
    t->tried_ms = t->now.mono_ms;
    if (!drill_store(&t->drill, t->shared.store, &err)) {
        not_saving(t, &err);
        return;
    }
    switch (t->n_unsaved ? store_save(t->shared.store, session, t->unsaved, t->n_unsaved, &err) : STORE_SAVED) {
    case STORE_SAVED:
        t->n_unsaved = 0;
        if (!t->in_memory)
            t->not_saved[0] = '\0';
        t->home.known = false;
        if (session->phase == PHASE_CHECKED)
            store_due_days(t->shared.store, session, NULL);
        break;
    case STORE_FAILED:
        not_saving(t, &err);
        break;
    case STORE_TAKEN:
        t->taken = true;
        t->n_unsaved = 0;
        text_say(t, "%s", tr("Another window has taken this drill over."));
        break;
    }
}

bool text_drill_move(struct text *t, struct move move)
{
    struct session *session = t->drill.session;
    if (t->taken || !session_apply(session, move, t->now))
        return false;
    t->unsaved = xgrow(t->unsaved, t->n_unsaved, &t->unsaved_capacity, sizeof *t->unsaved);
    t->unsaved[t->n_unsaved++] = session->change;
    if (t->in_memory)
        kept_note(&t->kept, &session->change);
    text_flush(t);
    return true;
}

void text_backup(struct text *t)
{
    struct err err;
    if (!t->in_memory && !backup_daily(t->shared.store, t->now, &err))
        fprintf(stderr, "demarc: %s\n", err.text);
}

void text_end_drill(struct text *t)
{
    if (!t->drill.session)
        return;
    text_flush(t);
    t->failed = t->failed || (drill_unsaved(t) && !t->taken);
    text_backup(t);
    if (t->in_memory)
        kept_end(&t->kept, &t->drill);
    drill_clear(&t->drill);
    t->n_unsaved = 0;
    t->taken = false;
    t->attended_ms = 0;
    t->home.known = false;
}

/* -- rounds and exams -- */

static void save_round(struct text *t)
{
    if (app_round_save(&t->round))
        return;
    t->taken = true;
    text_say(t, "%s", t->round.said);
}

static void save_exam(struct text *t)
{
    if (app_exam_save(&t->exam))
        return;
    t->taken = true;
    text_say(t, "%s", t->exam.said);
}

bool text_round_move(struct text *t, struct move move)
{
    if (t->taken || !session_apply(t->round.contest.round, move, t->now))
        return false;
    save_round(t);
    return true;
}

/* Of the wrong ones once more nothing is kept. */
bool text_exam_move(struct text *t, struct exam_move move)
{
    struct exam *exam = t->exam.retry ? t->exam.retry : t->exam.sitting.exam;
    if (t->taken || !exam_apply(exam, move, t->now))
        return false;
    if (!t->exam.retry)
        save_exam(t);
    return true;
}

/* -- again and again -- */

bool text_unsaved(const struct text *t)
{
    return drill_unsaved(t) || app_exam_unsaved(&t->exam) || app_round_unsaved(&t->round);
}

void text_retry(struct text *t, bool at_once)
{
    if (!at_once && t->now.mono_ms - t->tried_ms < SAVE_AGAIN_MS)
        return;
    t->tried_ms = t->now.mono_ms;
    if (t->in_memory && t->shared.options->data_folder)
        leave_memory(t);
    text_flush(t);
    if (t->exam.sitting.exam && app_exam_unsaved(&t->exam))
        save_exam(t);
    if (t->round.contest.round && app_round_unsaved(&t->round))
        save_round(t);
}

void text_tell_saving(struct text *t)
{
    const char *line = t->not_saved[0]         ? t->not_saved
                       : t->exam.not_saved[0]  ? t->exam.not_saved
                       : t->round.not_saved[0] ? t->round.not_saved
                                               : "";
    if (strcmp(line, t->heard) == 0)
        return;
    snprintf(t->heard, sizeof t->heard, "%s", line);
    text_say(t, "%s", *line ? line : tr("Saving works again, and what you did is saved."));
}

static void attend(struct text *t, int64_t ms)
{
    struct session *session = t->drill.session;
    if (!session)
        return;
    ms = ms < ATTENTION_MAX_MS ? ms : ATTENTION_MAX_MS;
    t->attended_ms += ms;
    if (session->phase == PHASE_PLACING)
        session->attended_ms += ms;
}

bool text_pass(struct text *t, int64_t ms)
{
    struct session *round = t->round.contest.round;
    struct exam *exam = t->exam.sitting.exam;
    int next_ms;
    attend(t, ms);
    if (exam && exam->end == EXAM_RUNS) {
        app_exam_tick(&t->exam, ms, t->now, &next_ms);
        if (t->exam.told[0])
            text_say(t, "%s", t->exam.told);
        t->exam.told[0] = '\0';
        bool over = exam->end != EXAM_RUNS;
        save_exam(t);
        return t->taken || over;
    }
    if (round && session_is_timing(round)) {
        app_round_tick(&t->round, ms, t->now);
        bool over = round->phase != PHASE_PLACING;
        save_round(t);
        return t->taken || over;
    }
    return t->taken;
}

int text_wait_ms(const struct text *t)
{
    const struct exam *exam = t->exam.sitting.exam;
    int clock_ms = exam && exam->end == EXAM_RUNS && exam->total_ms ? (int)((exam->left_ms - 1) % 1000) + 1
                                                                    : app_round_next_ms(&t->round);
    bool again = text_unsaved(t) || (t->in_memory && t->shared.options->data_folder);
    int again_ms = again ? SAVE_AGAIN_MS : -1;
    return clock_ms > 0 && (again_ms < 0 || clock_ms < again_ms) ? clock_ms : again_ms;
}
