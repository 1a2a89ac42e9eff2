/* A drill in the window. A move that cannot be saved stays in a queue and is tried again with the next one, so the
   drill goes on and nothing is dropped. */
#include "app_story.h"
#include "srs/day.h"

#include <stdio.h>
#include <string.h>

void app_drill_clear(struct app *app)
{
    app->leave.lost = app->leave.lost || (!app->shared.in_memory && app->saving.n_unsaved);
    saving_end_drill(&app->saving);
    app->steps_seen = 0;
    app->screen = SCREEN_HOME;
    app->home.known = app->end_known = app->warned = false;
    app->attended_ms = 0;
    if (!app->shared.in_memory)
        app->saving.not_saved[0] = '\0';
}

void app_drill_tell(struct app *app, const char *text)
{
    snprintf(app->told, sizeof app->told, "%s", text);
    app->told_step = app->drill.session->n_steps;
}

/* A tick at Check. Cards are rated by who sees them, so they make none. */
static void sound(struct app *app, const struct session_change *change)
{
    bool right = true;
    if (!app->shared.prefs.sounds || change->move.kind != MOVE_CHECK)
        return;
    for (int i = 0; i < change->n_answers; i++)
        right = right && !verdict_is_mistake(change->answers[i].verdict);
    sound_tick(&app->sound, right);
    app->sounded_ms = app->in.moment.mono_ms;
}

void app_drill_note(struct app *app)
{
    struct session *session = app->drill.session;
    char text[160];
    if (session && session->n_steps != app->steps_seen) {
        app->steps_seen = session->n_steps;
        saving_note(&app->saving);
        sound(app, &session->change);
    }
    app_flush(app);
    if (session && app->drill.session && session->n_steps != app->told_step)
        app->told[0] = '\0';
    if (session && app->drill.session && session->n_steps != app->told_step && session->change.move.kind == MOVE_SLIP)
        app_drill_tell(app, drill_slip_said(session, text, sizeof text));
}

static void end_drill(struct app *app)
{
    app_flush(app);
    if (app->drill.session)
        app_backup(app);
    app_drill_clear(app);
}

/* What is not saved would be gone with the drill: the first time this only says so. */
static bool may_leave(struct app *app)
{
    app_flush(app);
    if (!app->saving.n_unsaved || app->warned)
        return true;
    app->warned = true;
    return false;
}

/* -- beginning -- */

static void show_drill(struct app *app)
{
    app->steps_seen = app->drill.session->n_steps;
    app->screen = drill_screen(app->drill.session);
    app->task_shown = -1;
    app->home.said[0] = app->told[0] = '\0';
    app->told_step = app->steps_seen;
}

void app_drill_practise(struct app *app)
{
    struct err err;
    end_drill(app);
    if (drill_practise(&app->drill, app->shared.store, app->shared.shelf, rng_next(&app->shared.seeds),
                       app->shared.prefs.minutes, app_now(app), &err))
        show_drill(app);
    if (err.text[0])
        saving_failed(&app->saving, &err);
}

bool app_drill_begin(struct app *app, const struct deck *only, int minutes)
{
    struct err err;
    end_drill(app);
    if (!drill_begin(&app->drill, app->shared.store, app->shared.shelf, only, rng_next(&app->shared.seeds), minutes,
                     app_now(app), &err)) {
        if (err.text[0])
            saving_failed(&app->saving, &err);
        else
            app_home_say_nothing(&app->home, only, app_now(app));
        return false;
    }
    if (err.text[0])
        saving_failed(&app->saving, &err);
    show_drill(app);
    return true;
}

bool app_drill_resume(struct app *app)
{
    struct err err;
    end_drill(app);
    if (!drill_resume(&app->drill, app->shared.store, app->shared.shelf, app_now(app), &err)) {
        snprintf(app->home.said, sizeof app->home.said, "%s", err.text);
        return false;
    }
    show_drill(app);
    return true;
}

/* `demarc drill`: goes on with today's unfinished drill of the same setup, else begins one. */
void app_drill_start(struct app *app, const struct deck *only)
{
    if (!drill_is_open(app->shared.store, only, app->shared.prefs.minutes, day_of(app_now(app))) ||
        !app_drill_resume(app))
        app_drill_begin(app, only, app->shared.prefs.minutes);
}

/* -- its end -- */

static void learn_end(struct app *app)
{
    struct err err;
    if (app->end_known)
        return;
    app->end_known = true;
    if (!drill_end_facts(&app->drill, app->shared.store, app->shared.shelf, app->shared.prefs.minutes, app->attended_ms,
                         app_now(app), &app->end_facts, app->exam, &err))
        saving_failed(&app->saving, &err);
}

void app_drill_run_end(struct app *app)
{
    learn_end(app);
    app->end_facts.not_saved = app_not_saved(app);
    switch (screen_end(&app->end, &app->ui, app->drill.session, &app->end_facts)) {
    case END_NOTHING:
        break;
    case END_CLOSE:
        if (may_leave(app))
            end_drill(app);
        break;
    case END_MORE:
        if (may_leave(app))
            app_drill_begin(app, app->drill.n_decks == 1 ? app->drill.decks[0] : NULL, DRILL_MORE_MINUTES);
        break;
    case END_GO_ON:
        show_drill(app);
        break;
    }
}

/* -- its screens -- */

static void foresee(struct app *app)
{
    struct err err;
    if (!drill_foresee(&app->drill, app->shared.in_memory ? NULL : app->shared.store, app_now(app), app->rated_due,
                       &err))
        saving_failed(&app->saving, &err);
}

/* Another task, or the other side of Check: the screen begins anew. */
static void reset_views(struct app *app)
{
    int shown = app->drill.session->task * 2 + (app->drill.session->phase == PHASE_CHECKED);
    if (shown == app->task_shown)
        return;
    app->task_shown = shown;
    foresee(app);
    board_view_reset(&app->board);
    card_view_reset(&app->card);
    question_view_reset(&app->question);
    if (app->screen == SCREEN_CHECKED)
        checked_view_reset(&app->checked);
}

static enum screen screen_of_drill(struct app *app, const struct drill_facts *facts)
{
    struct session *session = app->drill.session;
    switch (app->screen) {
    case SCREEN_CARD:
        return screen_card(&app->card, &app->ui, session, facts);
    case SCREEN_QUESTION:
        return screen_question(&app->question, &app->ui, session, facts);
    case SCREEN_CHECKED:
        return screen_checked(&app->checked, &app->ui, session, facts);
    default:
        return screen_board(&app->board, &app->ui, session, facts);
    }
}

void app_drill_run(struct app *app)
{
    struct drill_facts facts = {.today = day_of(app_now(app)),
                                .four_ratings = app->shared.prefs.four_ratings,
                                .base_language = &app->base_language,
                                .aside = &app->shared.aside,
                                .not_saved = app_not_saved(app),
                                .said = app->told[0] ? app->told : NULL};
    reset_views(app);
    memcpy(facts.ms, app->drill.ms, sizeof facts.ms);
    memcpy(facts.rated_due, app->rated_due, sizeof facts.rated_due);
    enum screen next = screen_of_drill(app, &facts);
    if (next == SCREEN_END && app->screen != SCREEN_END) {
        app->end_known = false;
        app->end = (struct end_view){0};
    }
    app->screen = next;
}

void app_drill_attend(struct app *app, int64_t ms)
{
    if (!app_is_drill(app) || app->aside.open)
        return;
    if (app->screen != SCREEN_END)
        app->attended_ms += ms;
    if (app->screen != SCREEN_END && app->drill.session->phase == PHASE_PLACING)
        app->drill.session->attended_ms += ms;
}
