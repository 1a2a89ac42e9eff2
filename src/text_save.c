/* What was done on the terminal and the disk: a move is on disk before anything is said about it. */
#include "text_shared.h"

#include "base/tr.h"
#include "store/backup.h"

#include <stdio.h>
#include <string.h>

enum { ATTENTION_MAX_MS = 60000 };

bool text_open_store(struct text *t, struct err *err)
{
    t->saving = (struct saving){.shared = &t->shared, .drill = &t->drill, .exam = &t->exam, .round = &t->round};
    if (!saving_open(&t->saving, t->now, err))
        return false;
    app_home_init(&t->home, &t->shared);
    saving_stories(&t->saving);
    return true;
}

/* -- the drill -- */

void text_flush(struct text *t)
{
    if (!saving_drill_unsaved(&t->saving) || t->taken)
        return;
    switch (saving_flush(&t->saving, t->now)) {
    case STORE_SAVED:
        t->home.known = false;
        break;
    case STORE_FAILED:
        break;
    case STORE_TAKEN:
        t->taken = true;
        t->saving.n_unsaved = 0;
        text_say(t, "%s", tr("Another window has taken this drill over."));
        break;
    }
}

bool text_drill_move(struct text *t, struct move move)
{
    struct session *session = t->drill.session;
    if (t->taken || !session_apply(session, move, t->now))
        return false;
    saving_note(&t->saving);
    text_flush(t);
    return true;
}

void text_backup(struct text *t)
{
    struct err err;
    if (!t->shared.in_memory && !backup_daily(t->shared.store, t->now, &err))
        fprintf(stderr, "demarc: %s\n", err.text);
}

void text_end_drill(struct text *t)
{
    if (!t->drill.session)
        return;
    text_flush(t);
    t->failed = t->failed || (saving_drill_unsaved(&t->saving) && !t->taken);
    text_backup(t);
    saving_end_drill(&t->saving);
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

void text_retry(struct text *t, bool at_once)
{
    if (!at_once && t->now.mono_ms - t->saving.tried_ms < SAVE_AGAIN_MS)
        return;
    if (saving_leave_memory(&t->saving, t->now))
        t->home.known = false;
    text_flush(t);
    if (t->exam.sitting.exam && app_exam_unsaved(&t->exam))
        save_exam(t);
    if (t->round.contest.round && app_round_unsaved(&t->round))
        save_round(t);
}

void text_tell_saving(struct text *t)
{
    const char *line = t->saving.not_saved[0]  ? t->saving.not_saved
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
    return saving_wait_ms(&t->saving, saving_unsaved(&t->saving), clock_ms);
}
