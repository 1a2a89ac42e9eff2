/* Pictures of Progress: a learner who drilled one deck for forty days, six minutes on most of them, with an exam in
   twelve. The life is played through the store, in memory, so that the numbers are what demarc says of such a life. */
#include "cmd/shot_progress.h"

#include "app_progress.h"
#include "base/mem.h"
#include "base/rng.h"
#include "base/tr.h"
#include "drill.h"
#include "srs/day.h"

#include <string.h>

enum {
    SEED = 7,
    DAYS = 40,
    EXAM_IN = 12,
    MINUTES = 6,
    DRILLED = 1,
    DAY_MS = 24 * 60 * 60 * 1000,
    REST_DAY = 7,
    SLOW_DAYS = 16,
    KNOWS = 8,
    SELDOM = 2 /* of 10 */
};

struct made_life {
    struct store *store;
    struct shelf *shelf;
    struct drill drill;
    struct moment now;
    struct rng rng;
    struct err *err;
};

bool shot_is_progress(const char *screen)
{
    return strncmp(screen, "progress", 8) == 0;
}

static bool play(struct made_life *life, enum move_kind kind, int at, int value)
{
    life->now.utc_ms += 2000;
    life->now.mono_ms += 2000;
    return session_apply(life->drill.session, (struct move){kind, at, value}, life->now) &&
           store_save(life->store, life->drill.session, &life->drill.session->change, 1, life->err) == STORE_SAVED;
}

/* What is hard stays hard; one in twelve does not stick. */
static bool knows(struct made_life *life, const struct deck *deck, int item)
{
    char key[DECK_KEY_MAX];
    deck_item_key(deck, item, key);
    int kind = (int)(rng_hash(1, key) % 12);
    return rng_below(&life->rng, 10) < (kind ? KNOWS + 1 - kind % 3 : SELDOM);
}

static void answer(struct made_life *life)
{
    struct session *session = life->drill.session;
    const struct task *task = session_task(session);
    const struct deck *deck = session_deck(session);
    if (task->kind == TASK_CARD) {
        play(life, MOVE_TURN, 0, 0);
        play(life, MOVE_RATE, knows(life, deck, task->items[0]) ? 3 : 1, 0);
        play(life, MOVE_NEXT, 0, 0);
        return;
    }
    for (int at = 0; task->kind != TASK_QUESTION && at < task->n_items; at++) {
        int right = deck_item_cell(deck, task->items[at])->answer, zone = right ? 0 : 1;
        play(life, MOVE_PLACE, at, knows(life, deck, task->items[at]) ? right : zone);
    }
    for (int at = 0; task->kind == TASK_QUESTION && at < DECK_OPTIONS_MAX; at++)
        play(life, session_question(session)->grid ? MOVE_YES : MOVE_CHOOSE, at, 0);
    play(life, MOVE_CHECK, 0, 0);
    play(life, MOVE_NEXT, 0, 0);
}

static void live_day(struct made_life *life, const struct deck *deck)
{
    enum { MOVES_MAX = 400 };
    if (!drill_begin(&life->drill, life->store, life->shelf, deck, 1, DRILLED, life->now, life->err))
        return;
    for (int i = 0; i < MOVES_MAX && life->drill.session->phase != PHASE_OVER; i++)
        answer(life);
    drill_clear(&life->drill);
}

static bool live(struct made_life *life, const struct deck *deck, struct moment now)
{
    int today = day_of(now);
    bool fine = true;
    for (int s = 0; fine && s < life->shelf->n; s++)
        fine = store_know(life->store, life->shelf->decks[s], life->now, life->err);
    if (fine && deck->n_exams)
        fine = store_goal_set(life->store, deck->exams[0], today + EXAM_IN, life->now, life->err);
    for (int day = 0; fine && day < DAYS; day++) {
        life->now.utc_ms = now.utc_ms - (int64_t)(DAYS - day) * DAY_MS;
        if (day % REST_DAY != REST_DAY - 1 && (day > SLOW_DAYS || day % 3 == 0))
            live_day(life, deck);
    }
    return fine;
}

static void show(struct ui *ui, struct ui_input in, struct app_progress *page, bool list, bool least)
{
    app_progress_open(page, in.moment);
    for (int i = 0; i < 3; i++) {
        ui_begin(ui, in, i > 0);
        app_progress_run(page, ui, SCREEN_PROGRESS);
        ui_end(ui);
        page->view.all = list;
        page->view.weak = least;
    }
}

bool shot_progress(struct ui *ui, struct ui_input in, const struct options *options, struct shelf *shelf,
                   const struct deck *deck, const char *screen, struct err *err)
{
    bool list = strcmp(screen, "progress-decks") == 0, empty = strcmp(screen, "progress-empty") == 0,
         least = strcmp(screen, "progress-least") == 0;
    if (!list && !empty && !least && strcmp(screen, "progress") != 0)
        return err_set(err,
                       tr("no picture of '%s'; there are progress, progress-decks, progress-least and progress-empty"),
                       screen);
    struct made_life life = {.shelf = shelf, .now = in.moment, .rng = {SEED}, .err = err};
    life.now.utc_ms -= (int64_t)DAYS * DAY_MS;
    life.store = store_open(NULL, options->program, life.now, err);
    bool fine = life.store && (empty || live(&life, deck, in.moment));
    for (int s = 0; fine && s < shelf->n; s++)
        fine = store_know(life.store, shelf->decks[s], in.moment, err);
    if (fine) {
        struct app_shared shared = {
            .options = options, .shelf = shelf, .store = life.store, .prefs = {.minutes = MINUTES}};
        struct app_progress page = {0};
        app_progress_init(&page, &shared);
        strcpy(page.deck, deck->id);
        show(ui, in, &page, list, least);
        app_progress_clear(&page);
    }
    store_close(life.store);
    return fine;
}
