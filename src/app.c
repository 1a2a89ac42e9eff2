/* The window's story from its beginning to its end. */
#include "app.h"

#include "app_open.h"
#include "app_story.h"
#include "base/mem.h"
#include "cmd/cmd.h"
#include "sdl/window.h"
#include "srs/day.h"

#include <stdio.h>
#include <stdlib.h>

enum { FRAME_MS = 16, ATTENTION_MAX_MS = 60000 };

struct moment app_now(const struct app *app)
{
    return app->in.moment;
}

bool app_is_exam(const struct app *app)
{
    return app->screen >= SCREEN_EXAM_START && app->screen <= SCREEN_EXAM_READ;
}

bool app_is_round(const struct app *app)
{
    return app->screen >= SCREEN_ROUND_SETUP && app->screen <= SCREEN_ROUND_END;
}

bool app_is_drill(const struct app *app)
{
    return app->screen >= SCREEN_BOARD && app->screen <= SCREEN_END;
}

/* How long to wait for the next event: a frame while something moves; some seconds while something is to be saved. */
static int wait_ms(const struct app *app)
{
    if (app->ui.animate_until_ms > app->in.moment.mono_ms || app->show_again)
        return FRAME_MS;
    int clock_ms = app->exam_next_ms > 0 ? app->exam_next_ms : app_round_next_ms(&app->round_story);
    bool unsaved = app->shared.prefs.n_unsaved || saving_unsaved(&app->saving) || app_explore_unsaved(&app->explore);
    int next_ms = saving_wait_ms(&app->saving, unsaved, clock_ms);
    return app->sound.device && (next_ms < 0 || next_ms > SOUND_FADED_MS) ? SOUND_FADED_MS : next_ms;
}

/* So that the next window is as large. Where that cannot be kept, nothing is lost. */
static void keep_size(struct app *app)
{
    struct err err;
    int w, h;
    if (!app->shared.in_memory && window_was_resized(app->shared.window, &w, &h))
        prefs_put_size(app->shared.store, w, h, app_now(app), &err);
}

static void tick_exam(struct app *app, int64_t passed_ms)
{
    if (!app_exam_tick(&app->exam_story, passed_ms, app->in.moment, &app->exam_next_ms))
        app->exam_next_ms = 0;
}

static void loop(struct app *app)
{
    bool attended = true;
    int wait = 0;
    while (!app->ui.quit) {
        bool was_attended = attended;
        enum window_event event = window_wait(app->shared.window, wait, &app->in, &attended);
        int64_t before_ms = app->in.moment.mono_ms;
        app->in.moment = prefs_now(&app->shared.prefs, app->shared.options);
        int64_t passed = app->in.moment.mono_ms - before_ms;
        if (app->drill.session && was_attended)
            app_drill_attend(app, passed < ATTENTION_MAX_MS ? passed : ATTENTION_MAX_MS);
        tick_exam(app, passed);
        app_round_tick(&app->round_story, passed, app->in.moment);
        if (event == WINDOW_CLOSED && app_may_quit(app))
            return;
        bool waits = event == WINDOW_TIME || app_is_exam(app) || app_is_round(app);
        if (waits && app->in.moment.mono_ms - app->saving.tried_ms >= SAVE_AGAIN_MS) {
            app_leave_memory(app);
            app_flush(app);
            app_save_settings(app);
        }
        if (app->in.moment.mono_ms - app->sounded_ms >= SOUND_FADED_MS)
            sound_close(&app->sound);
        app->show_again = false;
        app_frame(app);
        tick_exam(app, 0); /* one that this frame began or went on with has a clock, too */
        app_show(app);
        shelf_keep(app->shared.shelf);
        bool looks = app->screen == SCREEN_HOME       ? app_home_look(&app->home)
                     : app->screen == SCREEN_SETTINGS ? app_settings_look(&app->settings)
                                                      : false;
        wait = looks ? 0 : wait_ms(app);
    }
}

static void open_first(struct app *app, enum app_start start, const struct deck *only, const struct round_setup *setup)
{
    struct moment now = app_now(app);
    if (start == APP_DRILL)
        app_drill_start(app, only);
    else if (start == APP_EXAM)
        app->screen = app_exam_open(&app->exam_story, only, now);
    else if (start == APP_ROUND)
        app->screen = app_round_open(&app->round_story, setup, now);
    else if (app_first_wanted(&app->first, now))
        app->screen = app_first_open(&app->first, now);
}

/* -- the beginning and the end -- */

static bool begin(struct app *app, enum app_start start, struct err *err)
{
    const struct options *options = app->shared.options;
    app->saving = (struct saving){
        .shared = &app->shared, .drill = &app->drill, .exam = &app->exam_story, .round = &app->round_story};
    app->in = (struct ui_input){.width_px = options->width_px,
                                .height_px = options->height_px,
                                .x = -1,
                                .y = -1,
                                .text_percent = SETTING_TEXT_LEAST,
                                .still = options->still,
                                .moment = options_now(options)};
    app_home_init(&app->home, &app->shared);
    if (!app_open(&app->saving, start == APP_HOME ? &app->home : NULL, err))
        return false;
    ui_init(&app->ui, app->shared.prefs.theme, fonts_measure(window_fonts(app->shared.window)));
    app->in.moment = prefs_now(&app->shared.prefs, options); /* opening took time, which is no clock's */
    app_init_stories(app);
    app_first_init(&app->first, &app->shared);
    app_explore_init(&app->explore, &app->shared);
    app_aside_init(&app->aside, &app->shared);
    app_progress_init(&app->progress, &app->shared);
    app_settings_init(&app->settings, &app->shared);
    return true;
}

/* All that can be saved, before anything is said of what cannot. */
static void save_all(struct app *app)
{
    app_leave_memory(app);
    app_flush(app);
    app_settings_save(&app->settings, app_now(app));
    app_exam_save(&app->exam_story);
    app_round_save(&app->round_story);
    keep_size(app);
    app_backup(app);
}

static void say_what_is_lost(struct app *app)
{
    if (app->settings.not_saved[0])
        fprintf(stderr, "demarc: %s\n", app->settings.not_saved);
    const char *line = app->saving.not_saved[0]       ? app->saving.not_saved
                       : app->exam_story.not_saved[0] ? app->exam_story.not_saved
                                                      : app->round_story.not_saved;
    if (app_would_lose(app))
        fprintf(stderr, "demarc: %s%s\n", line, app->leave.words);
    else
        app_leave_saved(&app->leave);
    if (app->no_backup[0])
        fprintf(stderr, "demarc: %s\n", app->no_backup);
}

static void clear(struct app *app)
{
    app_exam_clear(&app->exam_story);
    app_round_clear(&app->round_story);
    app_progress_clear(&app->progress);
    app_settings_clear(&app->settings);
    app_aside_clear(&app->aside);
    app_explore_clear(&app->explore);
    app_first_clear(&app->first);
    app_home_clear(&app->home);
    ui_clear(&app->ui);
    drill_clear(&app->drill);
    kept_clear(&app->shared.kept);
    prefs_clear(&app->shared.prefs);
    store_close(app->shared.store);
    sound_close(&app->sound);
    window_close(app->shared.window);
    saving_clear(&app->saving);
    free(app);
}

static int run(const struct options *options, struct shelf *shelf, enum app_start start, const struct deck *only,
               const struct round_setup *setup, struct err *err)
{
    struct app *app = xcalloc(1, sizeof *app);
    app->shared.options = options;
    app->shared.shelf = shelf;
    app->shared.seeds.state = options->seed;
    bool fine = begin(app, start, err);
    if (fine) {
        open_first(app, start, only, setup);
        loop(app);
        save_all(app);
        say_what_is_lost(app);
    }
    clear(app);
    return fine ? EXIT_FINE : EXIT_WORLD;
}

int app_run(const struct options *options, struct shelf *shelf, enum app_start start, const struct deck *only,
            struct err *err)
{
    return run(options, shelf, start, only, NULL, err);
}

int app_run_round(const struct options *options, struct shelf *shelf, const struct round_setup *setup, struct err *err)
{
    return run(options, shelf, APP_ROUND, NULL, setup, err);
}
