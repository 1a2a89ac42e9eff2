/* The window's story and the disk: what could not be saved is tried again, and asked about before it would be lost. */
#include "app_story.h"
#include "base/tr.h"
#include "store/backup.h"

#include <stdio.h>

const char *app_not_saved(const struct app *app)
{
    return app->saving.not_saved[0]     ? app->saving.not_saved
           : app->settings.not_saved[0] ? app->settings.not_saved
                                        : NULL;
}

void app_leave_memory(struct app *app)
{
    if (saving_leave_memory(&app->saving, app_now(app)))
        app->warned = app->exam_story.warned = app->home.known = app->end_known = false;
}

bool app_would_lose(const struct app *app)
{
    return saving_unsaved(&app->saving) ||
           (app->shared.in_memory && (kept_any(&app->shared.kept) || app->exam_story.sitting.n_changes > 0 ||
                                      app->round_story.contest.n_unsaved > 0));
}

bool app_may_quit(struct app *app)
{
    if (!app_would_lose(app) || app->warned)
        return true;
    app->warned = true;
    return false;
}

/* All answers as if they were saved: a file that cannot be written is left alone. NULL: it cannot be read. Moves are in
   order in their queues, and copies of what says how far they are saved are changed. */
static struct store *store_with_all(struct app *app, struct err *err)
{
    struct store *copy = store_copy(app->shared.store, err);
    struct drill drill = app->drill;
    struct sitting sitting = app->exam_story.sitting;
    struct contest contest = app->round_story.contest;
    bool fine = copy != NULL;
    if (fine && saving_drill_unsaved(&app->saving))
        fine = drill_store(&drill, copy, err) &&
               (!app->saving.n_unsaved ||
                store_save(copy, drill.session, app->saving.unsaved, app->saving.n_unsaved, err) == STORE_SAVED);
    if (fine && sitting_unsaved(&sitting))
        fine = sitting_save(&sitting, copy, err) == STORE_SAVED;
    if (fine && app_round_unsaved(&app->round_story))
        fine = contest_save(&contest, copy, err) == STORE_SAVED;
    if (fine)
        return copy;
    store_close(copy);
    return NULL;
}

void app_export(struct app *app)
{
    struct err err;
    struct store *copy = app->shared.in_memory ? NULL : store_with_all(app, &err);
    if (app->shared.in_memory || copy)
        app_leave_export(&app->leave, app->shared.options, copy ? copy : app->shared.store, app_now(app));
    else
        app_leave_failed(&app->leave, &err);
    store_close(copy);
}

void app_backup(struct app *app)
{
    struct err err;
    if (!app->shared.in_memory && !backup_daily(app->shared.store, app_now(app), &err))
        snprintf(app->no_backup, sizeof app->no_backup, "%s", err.text);
}

void app_flush(struct app *app)
{
    app_explore_save(&app->explore);
    if (!saving_drill_unsaved(&app->saving))
        return;
    switch (saving_flush(&app->saving, app_now(app))) {
    case STORE_SAVED:
        app->warned = app->home.known = app->end_known = false;
        break;
    case STORE_FAILED:
        break;
    case STORE_TAKEN:
        app_drill_clear(app);
        snprintf(app->home.said, sizeof app->home.said, "%s", tr("Another window has taken this drill over."));
        break;
    }
}

void app_save_settings(struct app *app)
{
    if (!app->shared.prefs.n_unsaved)
        return;
    app->saving.tried_ms = app->in.moment.mono_ms;
    app_settings_save(&app->settings, app_now(app));
}
