/* The start. The disk is read while the display answers, as either takes about as long: first learner.db, for the size
   of the window and the language of the decks, then the decks and what Home says of them. Then Home is laid out once
   and its texts are rendered: the display takes longer still. */
#include "app_open.h"

#include "base/mem.h"
#include "sdl/thread.h"
#include "sdl/window.h"

#include <stdlib.h>

struct reading {
    struct saving *saving;
    struct app_home *home;
    struct thread *decks;
    struct fonts *fonts; /* of one thread after the other */
    bool fine;
    int width_px, height_px;
    struct err err;
};

/* As it will most likely look: should it not, this was in vain. */
static void prepare_home(struct reading *reading, struct moment now)
{
    struct app_home *home = reading->home;
    const struct prefs *prefs = &home->shared->prefs;
    struct home_view view = home->view;
    struct ui *ui = xcalloc(1, sizeof *ui);
    ui_init(ui, prefs->theme, fonts_measure(reading->fonts));
    ui_begin(ui,
             (struct ui_input){.width_px = reading->width_px,
                               .height_px = reading->height_px,
                               .x = -1,
                               .y = -1,
                               .text_percent = prefs->text_percent,
                               .moment = now},
             false);
    home->moves = home->facts.rounds = home->facts.exams = true;
    app_home_run(home, ui, now);
    ui_end(ui);
    fonts_prepare(reading->fonts, &ui->draw);
    ui_clear(ui);
    free(ui);
    home->view = view;
}

static void read_decks(void *of)
{
    struct reading *reading = of;
    struct app_shared *shared = reading->saving->shared;
    struct moment now = prefs_now(&shared->prefs, shared->options);
    shelf_load(shared->shelf, shared->options->deck_folders, 2, shared->language, shared->options->tapes_path);
    if (!saving_know(reading->saving, shared->store, now, &reading->err) ||
        !app_home_learn(reading->home, now, &reading->err))
        saving_failed(reading->saving, &reading->err);
    prepare_home(reading, now);
}

static void read_file(void *of)
{
    struct reading *reading = of;
    struct app_shared *shared = reading->saving->shared;
    reading->fine = saving_open(reading->saving, options_now(shared->options), &reading->err);
    if (!reading->fine)
        return;
    prefs_size(shared->options, shared->store, &reading->width_px, &reading->height_px);
    if (reading->home) {
        prefs_language(&shared->prefs, shared->options, shared->store, shared->language);
        reading->decks = thread_begin(read_decks, reading);
    }
}

/* No thread reads any more when this is left. */
bool app_open(struct saving *saving, struct app_home *home, struct err *err)
{
    struct app_shared *shared = saving->shared;
    const struct options *options = shared->options;
    struct reading reading = {
        .saving = saving, .home = home, .width_px = options->width_px, .height_px = options->height_px};
    window_hints();
    reading.fonts = fonts_new(options->font_folder, err);
    if (!reading.fonts)
        return false;
    struct thread *file = thread_begin(read_file, &reading);
    bool display = window_begin(err);
    thread_end(file);
    if (display && reading.fine)
        shared->window = window_open(reading.width_px, reading.height_px, !options->size_said, reading.fonts, err);
    int percent = shared->window ? window_text_percent(shared->window) : 0;
    thread_end(reading.decks);
    if (display && !reading.fine)
        *err = reading.err;
    if (!shared->window) {
        fonts_free(reading.fonts);
        return false;
    }
    shared->prefs.display_percent = percent;
    prefs_read(&shared->prefs, options, shared->store);
    return true;
}
