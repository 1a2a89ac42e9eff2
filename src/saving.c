/* The file and the program: opening it, trying again, and what is in memory until then. */
#include "saving.h"

#include "base/mem.h"
#include "base/tr.h"

#include <stdio.h>
#include <stdlib.h>

void saving_failed(struct saving *s, const struct err *err)
{
    snprintf(s->not_saved, sizeof s->not_saved, tr("Nothing is being saved: %s"), err->text);
}

/* -- opening -- */

static struct store *open_file(struct saving *s, struct moment now, struct err *err)
{
    const struct options *o = s->shared->options;
    if (o->data_folder)
        return store_open(o->data_folder, o->program, now, err);
    err_set(err, tr("there is no home folder; give one with --data"));
    return NULL;
}

bool saving_know(struct saving *s, struct store *store, struct moment now, struct err *err)
{
    const struct shelf *shelf = s->shared->shelf;
    bool fine = true;
    for (int i = 0; fine && i < shelf->n; i++)
        fine = store_know(store, shelf->decks[i], now, err);
    return fine;
}

bool saving_open(struct saving *s, struct moment now, struct err *err)
{
    struct app_shared *shared = s->shared;
    shared->store = open_file(s, now, err);
    if (!shared->store) {
        saving_failed(s, err);
        shared->in_memory = true;
        shared->store = store_open(NULL, shared->options->program, now, err);
    }
    if (!shared->store)
        return false;
    if (!saving_know(s, shared->store, now, err))
        saving_failed(s, err);
    prefs_read(&shared->prefs, shared->options, shared->store);
    return true;
}

static void tell_stories(struct saving *s)
{
    s->exam->in_memory = s->round->in_memory = s->shared->in_memory ? s->not_saved : NULL;
}

void saving_stories(struct saving *s)
{
    struct app_shared *shared = s->shared;
    app_exam_init(s->exam, shared->options, shared->shelf, shared->store, &shared->seeds);
    app_round_init(s->round, shared->options, shared->shelf, shared->store, &shared->seeds);
    s->exam->kept = s->round->kept = &shared->kept;
    s->round->csv_path = shared->options->csv_path;
    tell_stories(s);
}

void saving_clear(struct saving *s)
{
    free(s->unsaved);
}

/* -- into memory, and out of it into the file -- */

bool saving_into_memory(struct saving *s, struct moment now, struct err *err)
{
    struct store *store = store_open(NULL, s->shared->options->program, now, err);
    if (!store)
        return false;
    store_close(s->shared->store);
    s->shared->store = store;
    s->shared->in_memory = true;
    return true;
}

static bool move_all(struct saving *s, struct store *store, struct moment now, struct err *err)
{
    struct app_shared *shared = s->shared;
    return saving_know(s, store, now, err) && prefs_save(&shared->prefs, store, now, err) &&
           kept_move(&shared->kept, s->drill, shared->shelf, store, now, err);
}

bool saving_leave_memory(struct saving *s, struct moment now)
{
    struct err err;
    struct app_shared *shared = s->shared;
    struct store *store = shared->in_memory ? open_file(s, now, &err) : NULL;
    s->tried_ms = now.mono_ms;
    if (shared->in_memory && !store)
        saving_failed(s, &err);
    if (!store)
        return false;
    if (!move_all(s, store, now, &err)) {
        saving_failed(s, &err);
        store_close(store);
        return false;
    }
    store_close(shared->store);
    shared->store = store;
    shared->in_memory = false;
    app_exam_move(s->exam, store);
    app_round_move(s->round, store);
    tell_stories(s);
    prefs_read(&shared->prefs, shared->options, store);
    shared->changed = true;
    s->n_unsaved = 0;
    s->not_saved[0] = '\0';
    return true;
}

/* -- the drill -- */

void saving_note(struct saving *s)
{
    const struct session_change *change = &s->drill->session->change;
    s->unsaved = xgrow(s->unsaved, s->n_unsaved, &s->unsaved_capacity, sizeof *s->unsaved);
    s->unsaved[s->n_unsaved++] = *change;
    if (s->shared->in_memory)
        kept_note(&s->shared->kept, change);
}

bool saving_drill_unsaved(const struct saving *s)
{
    return s->n_unsaved || (s->drill->session && !s->drill->stored);
}

static enum store_saved save(struct saving *s, struct err *err)
{
    if (!drill_store(s->drill, s->shared->store, err))
        return STORE_FAILED;
    return s->n_unsaved ? store_save(s->shared->store, s->drill->session, s->unsaved, s->n_unsaved, err) : STORE_SAVED;
}

enum store_saved saving_flush(struct saving *s, struct moment now)
{
    struct err err;
    s->tried_ms = now.mono_ms;
    enum store_saved saved = save(s, &err);
    if (saved == STORE_FAILED)
        saving_failed(s, &err);
    if (saved != STORE_SAVED)
        return saved;
    s->n_unsaved = 0;
    if (!s->shared->in_memory)
        s->not_saved[0] = '\0';
    if (s->drill->session->phase == PHASE_CHECKED)
        store_due_days(s->shared->store, s->drill->session, NULL);
    return STORE_SAVED;
}

void saving_end_drill(struct saving *s)
{
    if (s->shared->in_memory)
        kept_end(&s->shared->kept, s->drill);
    drill_clear(s->drill);
    s->n_unsaved = 0;
}

/* -- again and again -- */

bool saving_unsaved(const struct saving *s)
{
    return saving_drill_unsaved(s) || app_exam_unsaved(s->exam) || app_round_unsaved(s->round);
}

int saving_wait_ms(const struct saving *s, bool unsaved, int clock_ms)
{
    int again_ms = unsaved || (s->shared->in_memory && s->shared->options->data_folder) ? SAVE_AGAIN_MS : -1;
    return clock_ms > 0 && (again_ms < 0 || clock_ms < again_ms) ? clock_ms : again_ms;
}
