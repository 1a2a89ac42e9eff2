/* The window's story: which screen, which drill; what a move changed is on disk before the picture shows it. A move
   that cannot be saved stays in a queue and is tried again with the next one, so the drill goes on and nothing is
   dropped. */
#include "app.h"

#include "app_aside.h"
#include "app_exam.h"
#include "app_explore.h"
#include "app_first.h"
#include "app_home.h"
#include "app_leave.h"
#include "app_open.h"
#include "app_progress.h"
#include "app_round.h"
#include "app_settings.h"
#include "app_shared.h"
#include "base/mem.h"
#include "base/rng.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "drill.h"
#include "saving.h"
#include "screens/board.h"
#include "screens/card.h"
#include "screens/checked.h"
#include "screens/end.h"
#include "screens/question.h"
#include "sdl/sound.h"
#include "sdl/window.h"
#include "srs/day.h"
#include "store/backup.h"
#include "store/file.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FRAME_MS = 16, ATTENTION_MAX_MS = 60000 };

struct app {
    struct app_shared shared;
    struct ui ui;
    struct ui_input in;
    struct drill drill; /* the decks of the drill and the session over them */
    enum screen screen;
    int task_shown; /* the task that the views were last reset for */
    struct app_home home;
    struct app_first first;
    struct app_explore explore;
    struct app_aside aside;
    struct app_progress progress;
    struct app_settings settings;
    struct board_view board;
    struct checked_view checked;
    struct card_view card;
    struct question_view question;
    int rated_due[FORESEE_RATINGS + 1]; /* of the card on the table */
    bool base_language;                 /* translated decks are shown as they were written, until L is pressed again */
    struct end_view end;
    struct end_facts end_facts;
    bool end_known;
    int64_t attended_ms; /* of this drill */
    struct saving saving;
    int steps_seen;
    char no_backup[512], told[300];
    int told_step; /* what was told is shown until the next move */
    char exam[DECK_ID_MAX + 1];
    bool ready_told, show_again;
    struct app_exam exam_story;
    struct app_round round_story;
    int exam_next_ms; /* until its clock shows something else; 0: it stands */
    bool warned;      /* leaving was asked for while something is not saved */
    struct app_leave leave;
    struct sound sound;
    int64_t sounded_ms;
};

/* -- the disk -- */

/* The line that stays, or NULL; asked for anew in each run, as saving may have come back. */
static const char *not_saved_line(struct app *app)
{
    return app->saving.not_saved[0]     ? app->saving.not_saved
           : app->settings.not_saved[0] ? app->settings.not_saved
                                        : NULL;
}

static struct moment now_of(const struct app *app)
{
    return app->in.moment;
}

/* Once the file can be opened the program goes on with it. */
static void leave_memory(struct app *app)
{
    if (saving_leave_memory(&app->saving, now_of(app)))
        app->warned = app->exam_story.warned = app->home.known = app->end_known = false;
}

static void clear_drill(struct app *app)
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

/* What would be gone if the program ended now. */
static bool would_lose(const struct app *app)
{
    return saving_unsaved(&app->saving) ||
           (app->shared.in_memory && (kept_any(&app->shared.kept) || app->exam_story.sitting.n_changes > 0 ||
                                      app->round_story.contest.n_unsaved > 0));
}

/* The first time this only says so. */
static bool may_quit(struct app *app)
{
    if (!would_lose(app) || app->warned)
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

static void export_answers(struct app *app)
{
    struct err err;
    struct store *copy = app->shared.in_memory ? NULL : store_with_all(app, &err);
    if (app->shared.in_memory || copy)
        app_leave_export(&app->leave, app->shared.options, copy ? copy : app->shared.store, now_of(app));
    else
        app_leave_failed(&app->leave, &err);
    store_close(copy);
}

/* Once a day of study. That there is none is told when demarc ends, as nothing can be done about it in the window. */
static void backup(struct app *app)
{
    struct err err;
    if (!app->shared.in_memory && !backup_daily(app->shared.store, now_of(app), &err))
        snprintf(app->no_backup, sizeof app->no_backup, "%s", err.text);
}

/* Saves all that is not saved yet; what fails is tried again later. */
static void flush(struct app *app)
{
    app_explore_save(&app->explore);
    if (!saving_drill_unsaved(&app->saving))
        return;
    switch (saving_flush(&app->saving, now_of(app))) {
    case STORE_SAVED:
        app->warned = app->home.known = app->end_known = false;
        break;
    case STORE_FAILED:
        break;
    case STORE_TAKEN:
        clear_drill(app);
        snprintf(app->home.said, sizeof app->home.said, "%s", tr("Another window has taken this drill over."));
        break;
    }
}

/* Says what is not seen otherwise, until the next move. */
static void tell(struct app *app, const char *text)
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

/* Takes note of what the last move changed, and saves it. */
static void save(struct app *app)
{
    struct session *session = app->drill.session;
    char text[160];
    if (session && session->n_steps != app->steps_seen) {
        app->steps_seen = session->n_steps;
        saving_note(&app->saving);
        sound(app, &session->change);
    }
    flush(app);
    if (session && app->drill.session && session->n_steps != app->told_step)
        app->told[0] = '\0';
    if (session && app->drill.session && session->n_steps != app->told_step && session->change.move.kind == MOVE_SLIP)
        tell(app, drill_slip_said(session, text, sizeof text));
}

static void end_drill(struct app *app)
{
    flush(app);
    if (app->drill.session)
        backup(app);
    clear_drill(app);
}

/* What is not saved would be gone with the drill: the first time this only says so. */
static bool may_leave(struct app *app)
{
    flush(app);
    if (!app->saving.n_unsaved || app->warned)
        return true;
    app->warned = true;
    return false;
}

/* -- drills -- */

static void show_drill(struct app *app)
{
    app->steps_seen = app->drill.session->n_steps;
    app->screen = drill_screen(app->drill.session);
    app->task_shown = -1;
    app->home.said[0] = app->told[0] = '\0';
    app->told_step = app->steps_seen;
}

/* Begins a drill of that deck, or of all. False: nothing is due and nothing is new. */
static bool begin_drill(struct app *app, const struct deck *only, int minutes)
{
    struct err err;
    end_drill(app);
    if (!drill_begin(&app->drill, app->shared.store, app->shared.shelf, only, rng_next(&app->shared.seeds), minutes,
                     now_of(app), &err)) {
        if (err.text[0])
            saving_failed(&app->saving, &err);
        else
            snprintf(app->home.said, sizeof app->home.said, "%s", tr("Nothing of this is due."));
        return false;
    }
    if (err.text[0])
        saving_failed(&app->saving, &err);
    show_drill(app);
    return true;
}

static bool resume_drill(struct app *app)
{
    struct err err;
    end_drill(app);
    if (!drill_resume(&app->drill, app->shared.store, app->shared.shelf, now_of(app), &err)) {
        snprintf(app->home.said, sizeof app->home.said, "%s", err.text);
        return false;
    }
    show_drill(app);
    return true;
}

/* `demarc drill`: goes on with today's unfinished drill of the same setup, else begins one. */
static void start_with_drill(struct app *app, const struct deck *only)
{
    if (!drill_is_open(app->shared.store, only, app->shared.prefs.minutes, day_of(now_of(app))) || !resume_drill(app))
        begin_drill(app, only, app->shared.prefs.minutes);
}

/* -- home -- */

static void run_home(struct app *app)
{
    struct err err;
    if (!app_home_learn(&app->home, now_of(app), &err))
        saving_failed(&app->saving, &err);
    app->shared.not_saved = not_saved_line(app);
    app->home.moves = app_first_deck(&app->first) != NULL;
    app->home.facts.rounds = app->round_story.n_decks > 0;
    app->home.facts.exams = app_exam_has_banks(&app->exam_story);
    enum home_action action = app_home_run(&app->home, &app->ui, now_of(app));
    if (action != HOME_NOTHING)
        app->home.known = false;
    switch (action) {
    case HOME_START:
        begin_drill(app, NULL, app->shared.prefs.minutes);
        break;
    case HOME_SHORT:
        begin_drill(app, NULL, HOME_SHORT_MINUTES);
        break;
    case HOME_DRILL:
        app->home.view.all = !begin_drill(app, app_home_chosen(&app->home), app->shared.prefs.minutes);
        break;
    case HOME_GO_ON:
        resume_drill(app);
        break;
    case HOME_EXAM:
        app->screen = app_exam_open(&app->exam_story, NULL, now_of(app));
        break;
    case HOME_ROUND:
        app->screen = app_round_open(&app->round_story, NULL, now_of(app));
        break;
    case HOME_EXPLORE:
        app->screen = app_explore_open(&app->explore, NULL, now_of(app));
        break;
    case HOME_PROGRESS:
        app->screen = app_progress_open(&app->progress, now_of(app));
        break;
    case HOME_SETTINGS:
        app->screen = app_settings_open(&app->settings, now_of(app));
        break;
    case HOME_CHOOSE_GOAL:
        app->screen = app_first_open(&app->first, now_of(app));
        break;
    case HOME_MOVES:
        app->screen = app_first_moves(&app->first, now_of(app));
        break;
    case HOME_QUIT:
        app->ui.quit = true;
        break;
    default: /* done there */
        break;
    }
}

/* -- the end of a drill -- */

static void learn_end(struct app *app)
{
    struct err err;
    if (app->end_known)
        return;
    app->end_known = true;
    if (!drill_end_facts(&app->drill, app->shared.store, app->shared.shelf, app->shared.prefs.minutes, app->attended_ms,
                         now_of(app), &app->end_facts, app->exam, &err))
        saving_failed(&app->saving, &err);
}

static void run_end(struct app *app)
{
    learn_end(app);
    app->end_facts.not_saved = not_saved_line(app);
    switch (screen_end(&app->end, &app->ui, app->drill.session, &app->end_facts)) {
    case END_NOTHING:
        break;
    case END_CLOSE:
        if (may_leave(app))
            end_drill(app);
        break;
    case END_MORE:
        if (may_leave(app))
            begin_drill(app, app->drill.n_decks == 1 ? app->drill.decks[0] : NULL, DRILL_MORE_MINUTES);
        break;
    case END_GO_ON:
        show_drill(app);
        break;
    }
}

/* -- a frame -- */

static void foresee(struct app *app)
{
    struct err err;
    if (!drill_foresee(&app->drill, app->shared.in_memory ? NULL : app->shared.store, now_of(app), app->rated_due,
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

static void run_drill(struct app *app)
{
    struct drill_facts facts = {.today = day_of(now_of(app)),
                                .four_ratings = app->shared.prefs.four_ratings,
                                .base_language = &app->base_language,
                                .aside = &app->shared.aside,
                                .not_saved = not_saved_line(app),
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

static bool is_exam(const struct app *app)
{
    return app->screen >= SCREEN_EXAM_START && app->screen <= SCREEN_EXAM_READ;
}

static bool is_round(const struct app *app)
{
    return app->screen >= SCREEN_ROUND_SETUP && app->screen <= SCREEN_ROUND_END;
}

static bool is_drill(const struct app *app)
{
    return app->screen >= SCREEN_BOARD && app->screen <= SCREEN_END;
}

static enum screen run_first(struct app *app)
{
    enum screen next = app_first_run(&app->first, &app->ui, app->screen);
    return next == SCREEN_EXPLORE ? app_explore_open(&app->explore, app_first_deck(&app->first), now_of(app)) : next;
}

/* The story that the screen belongs to; returns the screen that is next. */
static enum screen run_story(struct app *app)
{
    if (is_exam(app))
        return app_exam_run(&app->exam_story, &app->ui, app->screen);
    if (is_round(app))
        return app_round_run(&app->round_story, &app->ui, app->screen);
    switch (app->screen) {
    case SCREEN_FIRST:
        return run_first(app);
    case SCREEN_EXPLORE:
        return app_explore_run(&app->explore, &app->ui, app->screen);
    case SCREEN_PROGRESS:
        return app_progress_run(&app->progress, &app->ui, app->screen);
    case SCREEN_SETTINGS:
        return app_settings_run(&app->settings, &app->ui, app->screen);
    case SCREEN_HOME:
        run_home(app);
        break;
    case SCREEN_END:
        run_end(app);
        break;
    default:
        run_drill(app);
    }
    return app->screen;
}

static void init_stories(struct app *app)
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
    if (!saving_know(&app->saving, shared->store, now_of(app), &err))
        saving_failed(&app->saving, &err);
    init_stories(app);
    app_home_init(&app->home, shared);
    app_explore_init(&app->explore, shared);
    app_progress_init(&app->progress, shared);
    if (app->screen == SCREEN_FIRST)
        app_first_relist(&app->first);
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

static void run_screen(struct app *app, bool again)
{
    reload(app);
    take_changes(app);
    app->in.text_percent = app->shared.prefs.text_percent;
    app->in.still = app->shared.prefs.still;
    app->ui.theme = app->shared.prefs.theme;
    ui_begin(&app->ui, app->in, again);
    if (is_drill(app) && !app->drill.session)
        app->screen = SCREEN_HOME;
    app->shared.not_saved = not_saved_line(app);
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

/* Runs the screen, saves what it reported, and runs the screen it returned once more, so that the picture shows what is
   on disk. */
static void frame(struct app *app)
{
    bool exam = app_exam_unsaved(&app->exam_story), round = app_round_unsaved(&app->round_story);
    int steps = steps_made(app);
    run_screen(app, false);
    if (steps_made(app) > steps)
        app_leave_goes_on(&app->leave);
    bool gone = (exam && !app_exam_unsaved(&app->exam_story)) || (round && !app_round_unsaved(&app->round_story));
    app->leave.lost = app->leave.lost || (gone && !app->shared.in_memory); /* it was left */
    bool quit = (app->ui.quit || ui_take_key(&app->ui, 'q', true)) && may_quit(app);
    if (is_exam(app))
        save_exam(app);
    if (!app_round_save(&app->round_story))
        app->screen = SCREEN_ROUND_SETUP;
    if (anything_happened(&app->in))
        save(app);
    if (app->leave.offer.pressed)
        export_answers(app);
    else if (app->leave.words[0] && !would_lose(app))
        app_leave_saved(&app->leave);
    app->leave.offer.pressed = false;
    if (anything_happened(&app->in))
        run_screen(app, true);
    app->ui.quit = quit;
}

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
    window_open_url(app->ui.open_url);
    snprintf(text, sizeof text, tr("In the browser: %s"), app->ui.open_url);
    if (is_exam(app))
        app_exam_tell(&app->exam_story, text);
    else if (is_round(app))
        app_round_tell(&app->round_story, text);
    else if (app->screen == SCREEN_EXPLORE)
        app_explore_tell(&app->explore, text);
    else if (app->drill.session)
        tell(app, text);
    app->ui.open_url = NULL;
    app->show_again = true;
}

static void show(struct app *app)
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

/* Time given to the drill, and on a board to its answers. */
static void attend(struct app *app, int64_t ms)
{
    if (!is_drill(app) || app->aside.open)
        return;
    if (app->screen != SCREEN_END)
        app->attended_ms += ms;
    if (app->screen != SCREEN_END && app->drill.session->phase == PHASE_PLACING)
        app->drill.session->attended_ms += ms;
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
        prefs_put_size(app->shared.store, w, h, now_of(app), &err);
}

static void save_settings(struct app *app)
{
    if (!app->shared.prefs.n_unsaved)
        return;
    app->saving.tried_ms = app->in.moment.mono_ms;
    app_settings_save(&app->settings, now_of(app));
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
            attend(app, passed < ATTENTION_MAX_MS ? passed : ATTENTION_MAX_MS);
        tick_exam(app, passed);
        app_round_tick(&app->round_story, passed, app->in.moment);
        if (event == WINDOW_CLOSED && may_quit(app))
            return;
        bool waits = event == WINDOW_TIME || is_exam(app) || is_round(app);
        if (waits && app->in.moment.mono_ms - app->saving.tried_ms >= SAVE_AGAIN_MS) {
            leave_memory(app);
            flush(app);
            save_settings(app);
        }
        if (app->in.moment.mono_ms - app->sounded_ms >= SOUND_FADED_MS)
            sound_close(&app->sound);
        app->show_again = false;
        frame(app);
        tick_exam(app, 0); /* one that this frame began or went on with has a clock, too */
        show(app);
        shelf_keep(app->shared.shelf);
        wait = app->screen == SCREEN_HOME && app_home_look(&app->home) ? 0 : wait_ms(app);
    }
}

static void open_first(struct app *app, enum app_start start, const struct deck *only, const struct round_setup *setup)
{
    struct moment now = now_of(app);
    if (start == APP_DRILL)
        start_with_drill(app, only);
    else if (start == APP_EXAM)
        app->screen = app_exam_open(&app->exam_story, only, now);
    else if (start == APP_ROUND)
        app->screen = app_round_open(&app->round_story, setup, now);
    else if (app_first_wanted(&app->first, now))
        app->screen = app_first_open(&app->first, now);
}

static int run(const struct options *options, struct shelf *shelf, enum app_start start, const struct deck *only,
               const struct round_setup *setup, struct err *err)
{
    struct app *app = xcalloc(1, sizeof *app);
    app->shared.options = options;
    app->shared.shelf = shelf;
    app->shared.seeds.state = options->seed;
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
    bool fine = app_open(&app->saving, start == APP_HOME ? &app->home : NULL, err);
    if (fine) {
        ui_init(&app->ui, app->shared.prefs.theme, fonts_measure(window_fonts(app->shared.window)));
        app->in.moment = prefs_now(&app->shared.prefs, options); /* opening took time, which is no clock's */
        init_stories(app);
        app_first_init(&app->first, &app->shared);
        app_explore_init(&app->explore, &app->shared);
        app_aside_init(&app->aside, &app->shared);
        app_progress_init(&app->progress, &app->shared);
        app_settings_init(&app->settings, &app->shared);
        open_first(app, start, only, setup);
        loop(app);
        leave_memory(app);
        flush(app);
        app_settings_save(&app->settings, now_of(app));
        keep_size(app);
        if (app->settings.not_saved[0])
            fprintf(stderr, "demarc: %s\n", app->settings.not_saved);
        app_exam_save(&app->exam_story);
        bool exam_lost = app_exam_unsaved(&app->exam_story) || (app->shared.in_memory && app->exam_story.sitting.exam);
        bool round_lost = app->shared.in_memory && app->round_story.contest.round;
        if (app->saving.n_unsaved || kept_any(&app->shared.kept) || exam_lost || round_lost)
            fprintf(stderr, "demarc: %s%s\n",
                    app->saving.not_saved[0] ? app->saving.not_saved : app->exam_story.not_saved, app->leave.words);
        else
            app_leave_saved(&app->leave);
        backup(app);
        if (app->no_backup[0])
            fprintf(stderr, "demarc: %s\n", app->no_backup);
        app_exam_clear(&app->exam_story);
        app_round_save(&app->round_story);
        if (app_round_unsaved(&app->round_story))
            fprintf(stderr, "demarc: %s\n", app->round_story.not_saved);
        app_round_clear(&app->round_story);
        app_progress_clear(&app->progress);
        app_aside_clear(&app->aside);
        app_explore_clear(&app->explore);
        app_first_clear(&app->first);
        app_home_clear(&app->home);
        ui_clear(&app->ui);
    }
    drill_clear(&app->drill);
    kept_clear(&app->shared.kept);
    prefs_clear(&app->shared.prefs);
    store_close(app->shared.store);
    sound_close(&app->sound);
    window_close(app->shared.window);
    saving_clear(&app->saving);
    free(app);
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
