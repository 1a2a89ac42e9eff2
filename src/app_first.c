/* The first start. What was chosen is set when it goes on; the line that is played is a session that no store knows. */
#include "app_first.h"

#include "base/mem.h"
#include "base/tr.h"
#include "play/plan.h"
#include "screens/language.h"
#include "srs/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void app_first_init(struct app_first *a, struct app_shared *shared)
{
    a->shared = shared;
}

void app_first_clear(struct app_first *a)
{
    session_free(a->session);
    a->session = NULL;
}

bool app_first_wanted(struct app_first *a, struct moment now)
{
    char goal[SETTING_MAX];
    struct store_goal days[1];
    struct store_open_drill drill;
    int met = 0, due;
    if (store_setting_get(a->shared->store, "goal", goal) || store_goals(a->shared->store, days, 1) ||
        store_find_drill(a->shared->store, &drill))
        return false;
    for (int d = 0; d < a->shared->shelf->n && !met; d++)
        store_count(a->shared->store, a->shared->shelf->decks[d], day_of(now), &due, &met, NULL);
    return !met;
}

/* -- goals -- */

static const struct {
    const char *id, *title, *about;
} exams_known[] = {
    {"az-900", TR_MARK("AZ-900, Azure Fundamentals"),
     TR_MARK("One exam topic, thoroughly: shared responsibility and the service models. Boards, key terms and exam "
             "questions.")},
    {"clf-c02", TR_MARK("AWS Cloud Practitioner, CLF-C02"),
     TR_MARK("Task 2.1 and its neighbours: of and in the cloud, EC2 to RDS to Lambda, kinds of control.")}};
enum { EXAMS_KNOWN = sizeof exams_known / sizeof *exams_known };

static bool is_served(const struct shelf *shelf, const char *exam)
{
    for (int d = 0; d < shelf->n; d++)
        for (int i = 0; i < shelf->decks[d]->n_exams; i++)
            if (strcmp(shelf->decks[d]->exams[i], exam) == 0)
                return true;
    return false;
}

static void add_goal(struct app_first *a, const char *id, const char *title, const char *about, bool exam)
{
    int n = a->n_goals;
    for (int i = 0; i < n; i++)
        if (strcmp(a->ids[i], id) == 0)
            return;
    snprintf(a->ids[n], sizeof a->ids[n], "%s", id);
    a->goals[n] = (struct first_goal){title, about, exam};
    a->n_goals++;
}

/* Exams that demarc knows, then others that decks name, and two without one. */
static void list_goals(struct app_first *a)
{
    const struct shelf *shelf = a->shared->shelf;
    a->n_goals = 0;
    for (int i = 0; i < EXAMS_KNOWN; i++)
        if (is_served(shelf, exams_known[i].id))
            add_goal(a, exams_known[i].id, tr(exams_known[i].title), tr(exams_known[i].about), true);
    for (int d = 0; d < shelf->n; d++)
        for (int i = 0; i < shelf->decks[d]->n_exams && a->n_goals < FIRST_GOALS_MAX - 2; i++) {
            deck_exam_name(shelf->decks[d]->exams[i], a->titles[a->n_goals]);
            add_goal(a, shelf->decks[d]->exams[i], a->titles[a->n_goals], tr("What your decks have for this exam."),
                     true);
        }
    add_goal(a, GOAL_NONE, tr("To understand it, no exam"),
             tr("Any provider, by tasks: who patches, who backs up, who decides who gets in."), false);
    add_goal(a, GOAL_TEACH, tr("To teach a class"),
             tr("A timed round on the projector: in teams at one keyboard, with a table at the end."), false);
}

static void read_view(struct app_first *a)
{
    char goal[SETTING_MAX];
    a->view = (struct first_view){.minutes = a->shared->prefs.minutes};
    if (store_setting_get(a->shared->store, "goal", goal))
        for (int i = 0; i < a->n_goals; i++)
            if (strcmp(a->ids[i], goal) == 0)
                a->view.chosen = i;
}

/* -- the deck -- */

static bool serves(const struct deck *deck, const char *exam)
{
    for (int i = 0; i < deck->n_exams; i++)
        if (strcmp(deck->exams[i], exam) == 0)
            return true;
    return false;
}

static bool has_given(const struct deck *deck)
{
    for (int model = 0; model < deck->n_models; model++)
        if (deck->models[model].given)
            return true;
    return false;
}

/* Of the goal's decks the first in the order of a plan; one that begins with an anchor before others. */
static const struct deck *find_deck(const struct shelf *shelf, const char *goal)
{
    const struct deck **decks = xcalloc((size_t)shelf->n, sizeof *decks), *found = NULL;
    int n = 0;
    bool exam = is_served(shelf, goal);
    struct moves moves;
    for (int d = 0; d < shelf->n; d++)
        if ((!exam || serves(shelf->decks[d], goal)) && moves_init(&moves, shelf->decks[d]))
            decks[n++] = shelf->decks[d];
    plan_order(decks, n);
    for (int i = n - 1; i >= 0; i--)
        if (!found || has_given(decks[i]) || !has_given(found))
            found = decks[i];
    free(decks);
    return found;
}

static const char *goal_now(struct app_first *a, char goal[SETTING_MAX])
{
    if (!store_setting_get(a->shared->store, "goal", goal))
        snprintf(goal, SETTING_MAX, "%s", GOAL_NONE);
    return goal;
}

const struct deck *app_first_deck(struct app_first *a)
{
    char goal[SETTING_MAX];
    return find_deck(a->shared->shelf, goal_now(a, goal));
}

/* -- opening -- */

enum screen app_first_open(struct app_first *a, struct moment now)
{
    (void)now;
    app_first_clear(a);
    list_goals(a);
    read_view(a);
    a->again = false;
    a->said[0] = '\0';
    a->step = FIRST_STEP_GOAL;
    return SCREEN_FIRST;
}

void app_first_relist(struct app_first *a)
{
    list_goals(a);
    if (a->view.chosen >= a->n_goals)
        a->view.chosen = 0;
}

static enum screen begin_moves(struct app_first *a)
{
    const struct deck *deck = app_first_deck(a);
    if (!deck || !moves_init(&a->moves, deck))
        return SCREEN_HOME;
    moves_view_reset(&a->moving);
    a->step = FIRST_STEP_MOVES;
    return SCREEN_FIRST;
}

enum screen app_first_moves(struct app_first *a, struct moment now)
{
    (void)now;
    app_first_clear(a);
    a->again = true;
    return begin_moves(a);
}

static void begin_board(struct app_first *a)
{
    struct task task;
    moves_board(&a->moves, &task);
    a->decks[0] = a->moves.deck;
    if (!session_fits(a->decks, 1, &task, 1))
        return;
    bool *none = xcalloc((size_t)deck_item_count(a->decks[0]), sizeof *none);
    a->session = session_new(a->decks, 1, &task, 1, (const bool *const[]){none}, 1);
    a->session->practice = true;
    free(none);
    a->shown = -1;
    a->step = FIRST_STEP_BOARD;
}

/* -- what is chosen -- */

/* What cannot be saved now is saved later: the first start goes on all the same. */
static void keep_choice(struct app_first *a, int day, struct moment now)
{
    struct err err;
    char minutes[SETTING_MAX], exam[DECK_ID_MAX + 8], date[40];
    const char *goal = a->ids[a->view.chosen];
    int year, month, mday;
    app_shared_set(a->shared, "goal", goal, now, &err);
    snprintf(minutes, sizeof minutes, "%d", a->view.minutes);
    if (a->view.minutes != a->shared->prefs.minutes)
        app_shared_set(a->shared, "minutes", minutes, now, &err);
    if (!day)
        return;
    day_to_date(day, &year, &month, &mday);
    snprintf(exam, sizeof exam, "exam.%s", goal);
    snprintf(date, sizeof date, "%04d-%02d-%02d", year, month, mday);
    app_shared_set(a->shared, exam, date, now, &err);
}

/* -- running -- */

static const char *next_language(struct app_first *a, char code[SHELF_LANGUAGE_MAX])
{
    return shelf_next_language(a->shared->shelf, code) ? code : NULL;
}

static void change_language(struct app_first *a, struct moment now)
{
    struct err err;
    char code[SHELF_LANGUAGE_MAX];
    if (!next_language(a, code))
        return;
    app_shared_set(a->shared, "language", code, now, &err);
    snprintf(a->shared->language, sizeof a->shared->language, "%s", code);
    a->shared->reload = true; /* no deck is looked at before it is read anew */
}

static enum screen run_goal(struct app_first *a, struct ui *ui, struct moment now)
{
    char code[SHELF_LANGUAGE_MAX];
    const char *language = a->shared->shelf->language;
    struct first_facts facts = {.goals = a->goals,
                                .n_goals = a->n_goals,
                                .today = day_of(now),
                                .language = next_language(a, code) ? language_name(*language ? language : "en") : NULL,
                                .folder = a->shared->options->data_folder,
                                .deck = find_deck(a->shared->shelf, a->ids[a->view.chosen]),
                                .not_saved = a->shared->not_saved,
                                .said = a->said};
    enum first_action action = screen_first(&a->view, ui, &facts);
    int day = 0;
    switch (action) {
    case FIRST_NOTHING:
        return SCREEN_FIRST;
    case FIRST_SKIP:
        return SCREEN_HOME;
    case FIRST_LANGUAGE:
        change_language(a, now);
        return SCREEN_FIRST;
    case FIRST_READ:
    case FIRST_START:
        break;
    }
    if (!first_day(&a->view, &facts, &day))
        day = 0;
    keep_choice(a, day, now);
    return action == FIRST_READ ? SCREEN_EXPLORE : begin_moves(a);
}

static enum screen run_moves(struct app_first *a, struct ui *ui)
{
    char last[80];
    struct task task;
    moves_board(&a->moves, &task);
    int rows = 0;
    for (int i = 0; i < task.n_items; i++)
        rows +=
            !i || deck_item_layer(a->moves.deck, task.items[i]) != deck_item_layer(a->moves.deck, task.items[i - 1]);
    snprintf(last, sizeof last, trn("Place %d layer", "Place %d layers", rows), rows);
    switch (screen_moves(&a->moving, ui, &a->moves, last, a->shared->not_saved)) {
    case MOVES_NOTHING:
        return SCREEN_FIRST;
    case MOVES_SKIP:
        return SCREEN_HOME;
    case MOVES_DONE:
        begin_board(a);
        break;
    }
    return a->session ? SCREEN_FIRST : SCREEN_HOME;
}

static void reset_views(struct app_first *a)
{
    int shown = a->session->phase == PHASE_CHECKED;
    if (shown == a->shown)
        return;
    a->shown = shown;
    board_view_reset(&a->board);
    checked_view_reset(&a->checked);
}

static enum screen run_board(struct app_first *a, struct ui *ui, struct moment now)
{
    struct drill_facts facts = {.today = day_of(now),
                                .ms = {plan_ms[0], plan_ms[1], plan_ms[2]},
                                .base_language = &a->base_language,
                                .not_saved = a->shared->not_saved};
    enum screen next;
    reset_views(a);
    if (a->session->phase == PHASE_CHECKED)
        next = screen_checked(&a->checked, ui, a->session, &facts);
    else
        next = screen_board(&a->board, ui, a->session, &facts);
    if (next != SCREEN_END)
        return SCREEN_FIRST;
    app_first_clear(a);
    return SCREEN_HOME;
}

enum screen app_first_run(struct app_first *a, struct ui *ui, enum screen screen)
{
    struct moment now = ui->in.moment;
    (void)screen;
    if (a->step == FIRST_STEP_BOARD)
        return run_board(a, ui, now);
    return a->step == FIRST_STEP_MOVES ? run_moves(a, ui) : run_goal(a, ui, now);
}
