/* A frame: which screen, and what it asks for. What a move changed is on disk before the picture shows it. */
#include "app_story.h"
#include "base/mem.h"
#include "base/tr.h"
#include "sdl/window.h"
#include "store/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* -- home -- */

static void run_home(struct app *app)
{
    struct err err;
    if (!app_home_learn(&app->home, app_now(app), &err))
        saving_failed(&app->saving, &err);
    app->shared.not_saved = app_not_saved(app);
    app->home.moves = app_first_deck(&app->first) != NULL;
    app->home.facts.rounds = app->round_story.n_decks > 0;
    app->home.facts.exams = app_exam_has_banks(&app->exam_story);
    enum home_action action = app_home_run(&app->home, &app->ui, app_now(app));
    if (action != HOME_NOTHING)
        app->home.known = false;
    switch (action) {
    case HOME_START:
        app_drill_begin(app, NULL, app->shared.prefs.minutes);
        break;
    case HOME_SHORT:
        app_drill_begin(app, NULL, HOME_SHORT_MINUTES);
        break;
    case HOME_PRACTISE:
        app_drill_practise(app);
        break;
    case HOME_DRILL:
        app->home.view.all = !app_drill_begin(app, app_home_chosen(&app->home), app->shared.prefs.minutes);
        break;
    case HOME_GO_ON:
        app_drill_resume(app);
        break;
    case HOME_EXAM:
        app->screen = app_exam_open(&app->exam_story, NULL, app_now(app));
        break;
    case HOME_ROUND:
        app->screen = app_round_open(&app->round_story, NULL, app_now(app));
        break;
    case HOME_EXPLORE:
        app->screen = app_explore_open(&app->explore, NULL, app_now(app));
        break;
    case HOME_PROGRESS:
        app->screen = app_progress_open(&app->progress, app_now(app));
        break;
    case HOME_SETTINGS:
        app->screen = app_settings_open(&app->settings, app_now(app));
        break;
    case HOME_CHOOSE_GOAL:
        app->screen = app_first_open(&app->first, app_now(app));
        break;
    case HOME_MOVES:
        app->screen = app_first_moves(&app->first, app_now(app));
        break;
    case HOME_QUIT:
        app->ui.quit = true;
        break;
    default: /* done there */
        break;
    }
}

/* -- the others -- */

static enum screen run_first(struct app *app)
{
    enum screen next = app_first_run(&app->first, &app->ui, app->screen);
    return next == SCREEN_EXPLORE ? app_explore_open(&app->explore, app_first_deck(&app->first), app_now(app)) : next;
}

static enum screen run_progress(struct app *app)
{
    enum screen next = app_progress_run(&app->progress, &app->ui, app->screen);
    const struct progress_weak *reads = next == SCREEN_EXPLORE ? app_progress_reads(&app->progress) : NULL;
    return reads ? app_explore_at(&app->explore, reads->deck, reads->item, SCREEN_PROGRESS, app_now(app)) : next;
}

static enum screen run_explore(struct app *app)
{
    enum screen next = app_explore_run(&app->explore, &app->ui, app->screen);
    return next == SCREEN_PROGRESS ? app_progress_back(&app->progress, app_now(app)) : next;
}

/* The story that the screen belongs to; returns the screen that is next. */
static enum screen run_story(struct app *app)
{
    if (app_is_exam(app))
        return app_exam_run(&app->exam_story, &app->ui, app->screen);
    if (app_is_round(app))
        return app_round_run(&app->round_story, &app->ui, app->screen);
    switch (app->screen) {
    case SCREEN_FIRST:
        return run_first(app);
    case SCREEN_EXPLORE:
        return run_explore(app);
    case SCREEN_PROGRESS:
        return run_progress(app);
    case SCREEN_SETTINGS:
        return app_settings_run(&app->settings, &app->ui, app->screen);
    case SCREEN_HOME:
        run_home(app);
        break;
    case SCREEN_END:
        app_drill_run_end(app);
        break;
    default:
        app_drill_run(app);
    }
    return app->screen;
}

/* -- other decks, another file -- */

void app_init_stories(struct app *app)
{
    saving_stories(&app->saving);
    app->exam_story.aside = &app->shared.aside;
}

/* Decks in another language. Not while anything is played, as that points into them. */
static void reload(struct app *app)
{
    struct app_shared *shared = &app->shared;
    struct err err;
    if (!shared->reload || app->drill.session || app->exam_story.sitting.exam || app->round_story.contest.round ||
        kept_any(&app->shared.kept))
        return;
    shared->reload = false;
    app_first_clear(&app->first);
    app_home_clear(&app->home);
    app_explore_clear(&app->explore);
    app_progress_clear(&app->progress);
    app->home = (struct app_home){0};
    app->explore = (struct app_explore){0};
    app->progress = (struct app_progress){0};
    app_exam_clear(&app->exam_story);
    app_round_clear(&app->round_story);
    app->settings.known = false;
    shelf_clear(shared->shelf);
    shelf_load(shared->shelf, shared->options->deck_folders, 2, shared->language, shared->options->tapes_path);
    if (!saving_know(&app->saving, shared->store, app_now(app), &err))
        saving_failed(&app->saving, &err);
    app_init_stories(app);
    app_home_init(&app->home, shared);
    app_explore_init(&app->explore, shared);
    app_progress_init(&app->progress, shared);
    if (app->screen == SCREEN_FIRST)
        app_first_relist(&app->first);
}

/* Nothing is played, and no answer waits: another file may take the place of this one, which gets what was set
 * meanwhile. */
static bool is_settled(const struct app *app)
{
    return !app_would_lose(app) && !app->drill.session && !app->exam_story.sitting.exam &&
           !app->round_story.contest.round && !app_explore_unsaved(&app->explore);
}

/* A backup takes the file's place while nobody has it open: a store in memory has its part until it is opened again.
   Whatever came of that, all is read anew. */
static void bring_back(struct app *app)
{
    char said[sizeof app->home.said];
    struct err err;
    if (!app->settings.bring_back)
        return;
    if (!saving_into_memory(&app->saving, app_now(app), &err)) {
        app_settings_leave_it(&app->settings, &err);
        return;
    }
    app_settings_bring_back(&app->settings, app_now(app), said, sizeof said);
    app_leave_memory(app);
    app_settings_renew(&app->settings);
    reload(app);
    app->screen = SCREEN_HOME;
    snprintf(app->home.said, sizeof app->home.said, "%s", said);
}

/* What was changed in a part of the story counts from the next run on. */
static void take_changes(struct app *app)
{
    if (!app->shared.changed)
        return;
    app->shared.changed = false;
    prefs_read(&app->shared.prefs, app->shared.options, app->shared.store);
    app->home.known = app->end_known = app->explore.known = false;
}

/* -- a frame -- */

static void run_screen(struct app *app, bool again)
{
    reload(app);
    take_changes(app);
    app->in.text_percent = app->shared.prefs.text_percent;
    app->in.still = app->shared.prefs.still;
    app->ui.theme = app->shared.prefs.theme;
    ui_begin(&app->ui, app->in, again);
    if (app_is_drill(app) && !app->drill.session)
        app->screen = SCREEN_HOME;
    app->shared.settled = is_settled(app);
    app->shared.not_saved = app_not_saved(app);
    bool leaves = app->warned || app->exam_story.warned || app->round_story.warned;
    app->ui.offer = leaves ? app_leave_offer(&app->leave) : NULL;
    if (app->aside.open)
        app_aside_run(&app->aside, &app->ui);
    else
        app->screen = run_story(app);
    app_aside_take(&app->aside, &app->ui);
    ui_end(&app->ui);
}

static bool anything_happened(const struct ui_input *in)
{
    return in->pressed || in->released || in->cancelled || in->key || in->typed || in->pasted || in->wheel;
}

/* Each frame: the clock goes on without anything happening. */
static void save_exam(struct app *app)
{
    if (!app_exam_save(&app->exam_story))
        app->screen = SCREEN_EXAM_START;
}

static int steps_made(const struct app *app)
{
    const struct session *drill = app->drill.session, *round = app->round_story.contest.round;
    const struct exam *exam = app->exam_story.sitting.exam;
    return (drill ? drill->n_steps : 0) + (round ? round->n_steps : 0) + (exam ? exam->n_steps : 0);
}

void app_frame(struct app *app)
{
    bool exam = app_exam_unsaved(&app->exam_story), round = app_round_unsaved(&app->round_story);
    int steps = steps_made(app);
    run_screen(app, false);
    if (steps_made(app) > steps)
        app_leave_goes_on(&app->leave);
    bool gone = (exam && !app_exam_unsaved(&app->exam_story)) || (round && !app_round_unsaved(&app->round_story));
    app->leave.lost = app->leave.lost || (gone && !app->shared.in_memory); /* it was left */
    bool quit = (app->ui.quit || ui_take_key(&app->ui, 'q', true)) && app_may_quit(app);
    if (app_is_exam(app))
        save_exam(app);
    if (!app_round_save(&app->round_story))
        app->screen = SCREEN_ROUND_SETUP;
    if (anything_happened(&app->in))
        app_drill_note(app);
    if (app->leave.offer.pressed)
        app_export(app);
    else if (app->leave.words[0] && !app_would_lose(app))
        app_leave_saved(&app->leave);
    app->leave.offer.pressed = false;
    bring_back(app);
    if (anything_happened(&app->in))
        run_screen(app, true);
    app->ui.quit = quit;
}

/* -- the picture -- */

static void write_dump(struct app *app)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return;
    ui_dump(&app->ui, out);
    fclose(out);
    file_write(app->shared.options->dump_path, text, size, false, NULL);
    free(text);
}

/* Whether a browser came up is not known here, so the address is shown too. */
static void open_page(struct app *app)
{
    char text[300];
    bool opened = window_open_url(app->ui.open_url);
    snprintf(text, sizeof text, opened ? tr("In the browser: %s") : tr("No browser could be opened. The page is %s"),
             app->ui.open_url);
    if (app_is_exam(app))
        app_exam_tell(&app->exam_story, text);
    else if (app_is_round(app))
        app_round_tell(&app->round_story, text);
    else if (app->screen == SCREEN_EXPLORE)
        app_explore_tell(&app->explore, text);
    else if (app->drill.session)
        app_drill_tell(app, text);
    else if (app->screen == SCREEN_SETTINGS && !opened)
        snprintf(app->settings.said, sizeof app->settings.said, tr("It could not be opened: %s"), app->ui.open_url);
    app->ui.open_url = NULL;
    app->show_again = true;
}

void app_show(struct app *app)
{
    bool changed = window_show(app->shared.window, &app->ui.draw);
    if (app->shared.options->dump_path && changed)
        write_dump(app);
    if (!app->ready_told && app->shared.options->ready_fd >= 0 && write(app->shared.options->ready_fd, "1", 1) != 1)
        fprintf(stderr, "demarc: %s\n", tr("nothing could be written to --ready-fd"));
    app->ready_told = true;
    if (app->ui.open_url)
        open_page(app);
}
