/* Pictures of the screens, for the README and for eyes: the azure deck, and a drill in which some layers lie where a
   learner might put them. What the screens get is what the window gives them: input, frame by frame. */
#include "sdl/shot.h"
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "cmd/shot_exam.h"
#include "cmd/shot_explore.h"
#include "cmd/shot_home.h"
#include "cmd/shot_progress.h"
#include "cmd/shot_round.h"
#include "cmd/shot_settings.h"
#include "play/plan.h"
#include "prefs.h"
#include "screens/aside.h"
#include "screens/board.h"
#include "screens/card.h"
#include "screens/checked.h"
#include "screens/end.h"
#include "screens/question.h"
#include "shelf.h"
#include "srs/day.h"
#include "store/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct shot {
    const struct options *options;
    struct ui ui;
    struct ui_input in;
    struct session *session;
    struct drill_facts facts;
    struct board_view board;
    struct checked_view checked;
    struct card_view card;
    struct question_view question;
};

/* What is placed in the pictures: layer, zone, and where a question mark stands, not sure. */
struct placed {
    const char *layer, *zone;
    bool unsure;
};

static const struct placed on_board[] = {
    {"os", NULL, false},        {"netctl", NULL, false},      {"devices", NULL, false},
    {"dc", NULL, false},        {"data", "customer", false},  {"accounts", "customer", false},
    {"apps", "customer", true}, {"hosts", "provider", false}, {"physnet", "provider", false}};
static const struct placed on_checked[] = {{"data", "customer", false},     {"apps", "customer", true},
                                           {"devices", "customer", false},  {"os", "shared", false},
                                           {"accounts", "provider", false}, {"hosts", "provider", false},
                                           {"physnet", "provider", false},  {"dc", "provider", false}};

/* The line in the pictures: the first rows are done, of the third one cell is placed and the edge is under way. */
static const char *const on_line[] = {"os", "hosts", "netctl", "accounts", "idinfra", "apps"};
static const struct placed line_cells[][3] = {
    {{"iaas", "customer", false}, {"paas", "provider", false}, {"saas", "provider", true}},
    {{"iaas", "provider", false}, {"paas", "provider", false}, {"saas", "provider", false}},
    {{"iaas", "customer", false}, {"paas", NULL, false}, {"saas", NULL, false}}};

static int layer_index(const struct deck *deck, const char *id)
{
    for (int l = 0; l < deck->n_layers; l++)
        if (strcmp(deck->layers[l].id, id) == 0)
            return l;
    return -1;
}

static int model_index(const struct deck *deck, const char *id)
{
    for (int m = 0; m < deck->n_models; m++)
        if (strcmp(deck->models[m].id, id) == 0)
            return m;
    return -1;
}

static struct task make_task(const struct deck *deck, const char *model, const struct placed *placed, int n)
{
    struct task task = {.kind = TASK_BOARD, .model = model_index(deck, model)};
    for (int i = 0; i < n; i++)
        for (int l = 0; l < deck->n_layers; l++)
            if (strcmp(deck->layers[l].id, placed[i].layer) == 0)
                task.items[task.n_items++] = deck_item_of_cell(deck, l, task.model);
    return task;
}

static void play(struct shot *shot, enum move_kind kind, int at, int zone)
{
    session_apply(shot->session, (struct move){kind, at, zone}, shot->in.moment);
}

/* A drill of three boards: the first is done, the second lies on the table as `placed` says. */
static bool begin(struct shot *shot, const struct deck *deck, const bool *const *hidden, const struct placed *placed,
                  int n)
{
    struct task tasks[] = {make_task(deck, "paas", on_checked, 8), make_task(deck, "iaas", placed, n),
                           make_task(deck, "saas", on_board, 9)};
    if (!session_fits(&deck, 1, tasks, 3) || tasks[1].n_items != n)
        return false;
    shot->session = session_new(&deck, 1, tasks, 3, hidden, shot->options->seed);
    for (int at = 0; at < tasks[0].n_items; at++)
        play(shot, MOVE_PLACE, at, deck_item_cell(deck, tasks[0].items[at])->answer);
    play(shot, MOVE_CHECK, 0, 0);
    play(shot, MOVE_NEXT, 0, 0);
    for (int at = 0; at < n; at++)
        if (placed[at].zone)
            play(shot, placed[at].unsure ? MOVE_PLACE_UNSURE : MOVE_PLACE, at, deck_zone_index(deck, placed[at].zone));
    return true;
}

/* The rows of the pictures; of a deck that has not got them, its first. */
static bool begin_line(struct shot *shot, const struct deck *deck, const bool *const *hidden)
{
    struct task task = {.kind = TASK_LINE, .model = -1};
    bool known = layer_index(deck, on_line[0]) >= 0;
    int rows = known ? 6 : deck->n_layers < PLAN_LINE_MAX ? deck->n_layers : PLAN_LINE_MAX;
    for (int i = 0; i < rows; i++)
        for (int model = 0; model < deck->n_models; model++) {
            int layer = known ? layer_index(deck, on_line[i]) : i;
            if (layer >= 0 && deck_asks(deck, layer, model))
                task.items[task.n_items++] = deck_item_of_cell(deck, layer, model);
        }
    if (!session_fits(&deck, 1, &task, 1))
        return false;
    shot->session = session_new(&deck, 1, &task, 1, hidden, shot->options->seed);
    return true;
}

static bool frame_end(struct shot *shot)
{
    struct end_facts facts = {.today = shot->facts.today,
                              .minutes = 9,
                              .fresh = 6,
                              .next_day = shot->facts.today + 1,
                              .next_answers = 19,
                              .next_minutes = 4,
                              .then_day = shot->facts.today + 3,
                              .more = 12,
                              .expected_of_ten = 8,
                              .least = 7,
                              .most = 9,
                              .first_answers = 214,
                              .exam = "AZ-900"};
    struct end_view view = {0};
    ui_begin(&shot->ui, shot->in, false);
    screen_end(&view, &shot->ui, shot->session, &facts);
    ui_end(&shot->ui);
    return true;
}

static void frame(struct shot *shot)
{
    ui_begin(&shot->ui, shot->in, false);
    switch (drill_screen(shot->session)) {
    case SCREEN_CARD:
        screen_card(&shot->card, &shot->ui, shot->session, &shot->facts);
        break;
    case SCREEN_QUESTION:
        screen_question(&shot->question, &shot->ui, shot->session, &shot->facts);
        break;
    case SCREEN_CHECKED:
        screen_checked(&shot->checked, &shot->ui, shot->session, &shot->facts);
        break;
    default:
        screen_board(&shot->board, &shot->ui, shot->session, &shot->facts);
    }
    ui_end(&shot->ui);
    shot->in.pressed = shot->in.released = false;
    shot->in.key = KEY_NONE;
}

static const struct ui_control *find_control(const struct ui *ui, const char *label)
{
    for (int i = 0; i < ui->n_controls; i++)
        if (strcmp(ui->draw.text + ui->controls[i].label, label) == 0)
            return &ui->controls[i];
    return NULL;
}

/* Takes a layer and carries it over a zone, without letting go. */
static void drag(struct shot *shot, const char *layer, const char *zone)
{
    const struct ui_control *from = find_control(&shot->ui, layer), *to = find_control(&shot->ui, zone);
    if (!from || !to)
        return;
    struct rect target = to->r;
    shot->in.x = from->r.x + 20;
    shot->in.y = from->r.y + 20;
    shot->in.down = shot->in.pressed = true;
    frame(shot);
    shot->in.x = target.x + 40;
    shot->in.y = target.y + target.h / 2;
    frame(shot);
}

static bool draw_board(struct shot *shot, const struct deck *deck, const bool *const *hidden)
{
    if (!begin(shot, deck, hidden, on_board, sizeof on_board / sizeof *on_board))
        return false;
    board_view_reset(&shot->board);
    frame(shot);
    drag(shot, "Network controls", "Shared");
    shot->board.chosen = 2;
    ui_focus(&shot->ui, 0);
    frame(shot);
    return true;
}

static bool draw_checked(struct shot *shot, const struct deck *deck, const bool *const *hidden)
{
    if (!begin(shot, deck, hidden, on_checked, sizeof on_checked / sizeof *on_checked))
        return false;
    play(shot, MOVE_CHECK, 0, 0);
    for (int at = 0; at < BOARD_CELLS_MAX; at++)
        shot->session->due_day[at] = shot->facts.today + (shot->session->answers[at].verdict == VERDICT_RIGHT ? 4 : 1);
    checked_view_reset(&shot->checked);
    frame(shot);
    frame(shot);
    return true;
}

static bool draw_line(struct shot *shot, const struct deck *deck, const bool *const *hidden)
{
    if (!begin_line(shot, deck, hidden))
        return false;
    for (int at = 0; at < 9; at++) {
        const struct placed *placed = &line_cells[at / 3][at % 3];
        int zone = placed->zone ? deck_zone_index(deck, placed->zone) : -1;
        if (zone >= 0)
            play(shot, placed->unsure ? MOVE_PLACE_UNSURE : MOVE_PLACE, at, zone);
    }
    board_view_reset(&shot->board);
    shot->board.chosen = 7;
    frame(shot);
    frame(shot);
    const struct ui_control *edge = find_control(&shot->ui, "Edge of Network controls"),
                            *to = find_control(&shot->ui, "Network controls in PaaS");
    if (!edge || !to)
        return true; /* this form has none */
    struct rect target = to->r;
    shot->in.x = edge->r.x + edge->r.w / 2;
    shot->in.y = edge->r.y + edge->r.h / 2;
    shot->in.down = shot->in.pressed = true;
    frame(shot);
    shot->in.x = target.x + target.w / 2 + 10;
    frame(shot);
    frame(shot);
    return true;
}

/* All right but two, and one where sources differ. */
static void answer_line(struct shot *shot, const struct deck *deck)
{
    const struct task *task = session_task(shot->session);
    for (int at = 0; at < task->n_items; at++) {
        const char *layer = deck->layers[deck_item_layer(deck, task->items[at])].id;
        const char *model = deck->models[deck_item_model(deck, task->items[at])].id;
        int zone = deck_item_cell(deck, task->items[at])->answer;
        if (strcmp(layer, "os") == 0 && strcmp(model, "paas") == 0)
            zone = deck_zone_index(deck, "customer");
        if (strcmp(layer, "hosts") == 0 && strcmp(model, "iaas") == 0)
            zone = deck_zone_index(deck, "shared");
        if (strcmp(layer, "netctl") == 0 && strcmp(model, "paas") == 0)
            zone = deck_zone_index(deck, "provider");
        play(shot, MOVE_PLACE, at, zone);
    }
    play(shot, MOVE_CHECK, 0, 0);
    for (int at = 0; at < task->n_items; at++)
        shot->session->due_day[at] = shot->facts.today + 1;
}

static bool draw_line_checked(struct shot *shot, const struct deck *deck, const bool *const *hidden)
{
    if (!begin_line(shot, deck, hidden))
        return false;
    answer_line(shot, deck);
    checked_view_reset(&shot->checked);
    frame(shot);
    frame(shot);
    return true;
}

static bool draw_end(struct shot *shot, const struct deck *deck, const bool *const *hidden)
{
    if (!begin_line(shot, deck, hidden))
        return false;
    answer_line(shot, deck);
    play(shot, MOVE_NEXT, 0, 0);
    while (shot->session->phase != PHASE_OVER) { /* what was wrong comes once more: one right, the others not */
        const struct task *task = session_task(shot->session);
        play(shot, MOVE_PLACE, 0, deck_item_cell(deck, task->items[0])->answer);
        play(shot, MOVE_CHECK, 0, 0);
        play(shot, MOVE_NEXT, 0, 0);
    }
    return frame_end(shot);
}

/* A drill of one card or question of the deck: the first, of questions the first where more than one is to be chosen.
 */
static bool begin_item(struct shot *shot, const struct deck *deck, const bool *const *hidden, enum task_kind kind)
{
    enum deck_item_kind wanted = kind == TASK_CARD ? ITEM_CARD : ITEM_QUESTION;
    struct task task = {.kind = kind, .model = -1};
    bool better = false;
    for (int item = 0; item < deck_item_count(deck) && !better; item++) {
        if (deck_item_kind(deck, item) != wanted || !deck_item_asks(deck, item))
            continue;
        int right_ways, ways;
        deck_item_ways(deck, item, &right_ways, &ways);
        better = kind == TASK_QUESTION && ways > DECK_OPTIONS_MAX;
        if (better || !task.n_items)
            task.items[0] = item;
        task.n_items = 1;
    }
    if (!session_fits(&deck, 1, &task, 1))
        return false;
    shot->session = session_new(&deck, 1, &task, 1, hidden, shot->options->seed);
    return true;
}

static bool draw_card(struct shot *shot, const struct deck *deck, const bool *const *hidden)
{
    if (!begin_item(shot, deck, hidden, TASK_CARD))
        return false;
    for (int rating = 1; rating <= 4; rating++)
        shot->facts.rated_due[rating] = shot->facts.today + (rating == 1 ? 1 : 2 * rating);
    card_view_reset(&shot->card);
    frame(shot);
    play(shot, MOVE_TURN, 0, 0);
    frame(shot);
    return true;
}

/* Two options chosen, or the first of a grid answered; perhaps checked. */
static bool draw_question(struct shot *shot, const struct deck *deck, const bool *const *hidden, bool checked)
{
    if (!begin_item(shot, deck, hidden, TASK_QUESTION))
        return false;
    play(shot, MOVE_CHOOSE, 0, 0);
    play(shot, MOVE_CHOOSE, 2, 0);
    play(shot, MOVE_YES, 0, 0);
    if (checked)
        play(shot, MOVE_CHECK, 0, 0);
    shot->session->due_day[0] = shot->facts.today + 1;
    question_view_reset(&shot->question);
    shot->question.options.chosen = checked ? 0 : 1;
    frame(shot);
    return true;
}

static bool draw(struct shot *shot, const char *screen, const struct deck *deck, struct err *err)
{
    bool *hidden = xcalloc((size_t)deck_item_count(deck), sizeof *hidden);
    bool drawn = strcmp(screen, "board") == 0          ? draw_board(shot, deck, (const bool *const[]){hidden})
                 : strcmp(screen, "checked") == 0      ? draw_checked(shot, deck, (const bool *const[]){hidden})
                 : strcmp(screen, "line") == 0         ? draw_line(shot, deck, (const bool *const[]){hidden})
                 : strcmp(screen, "line-checked") == 0 ? draw_line_checked(shot, deck, (const bool *const[]){hidden})
                 : strcmp(screen, "card") == 0         ? draw_card(shot, deck, (const bool *const[]){hidden})
                 : strcmp(screen, "question") == 0     ? draw_question(shot, deck, (const bool *const[]){hidden}, false)
                 : strcmp(screen, "question-checked") == 0
                     ? draw_question(shot, deck, (const bool *const[]){hidden}, true)
                 : strcmp(screen, "settings") == 0 ? shot_settings(&shot->ui, shot->in, shot->options->version)
                 : strcmp(screen, "end") == 0      ? draw_end(shot, deck, (const bool *const[]){hidden})
                                                   : false;
    free(hidden);
    return drawn ||
           err_set(
               err,
               tr("no picture of '%s': there are first, first-move, first-moved, home, home-nothing, home-decks, board,"
                  " checked, line, line-checked and end, of the deck azure,"
                  " card of terms, and question, question-checked, exam-start, exam, exam-board, exam-list,"
                  " exam-result and exam-read, of az-900, and progress, progress-decks, progress-least, "
                  "progress-empty, round-setup,"
                  " round-ready, round, round-pause, round-checked and round-end, and explore, explore-cards,"
                  " explore-questions, explore-decks, more, report and settings"),
               screen);
}

/* The families of screens have their own files. */
static bool draw_any(struct shot *shot, struct shelf *shelf, const struct deck *deck, const char *screen,
                     struct err *err)
{
    if (shot_is_exam(screen))
        return shot_exam(&shot->ui, shot->in, shelf, deck, screen, err);
    if (shot_is_explore(screen))
        return shot_explore(&shot->ui, shot->in, shelf, deck, screen);
    if (shot_is_home(screen))
        return shot_home(&shot->ui, shot->in, shelf, screen, err);
    if (shot_is_progress(screen))
        return shot_progress(&shot->ui, shot->in, shot->options, shelf, deck, screen, err);
    if (shot_is_round(screen))
        return shot_round(&shot->ui, shot->in, shelf, deck, screen, err);
    return draw(shot, screen, deck, err);
}

static bool write_png(struct shot *shot, struct fonts *fonts, const char *path, struct err *err)
{
    size_t size;
    void *bytes = shot_png(fonts, &shot->ui.draw, shot->in.width_px, shot->in.height_px, &size, err);
    bool fine = bytes && file_write(path, bytes, size, false, err);
    free(bytes);
    return fine;
}

static const char *usual_deck(const char *screen)
{
    return shot_is_explore(screen)                                       ? shot_explore_deck(screen)
           : strcmp(screen, "card") == 0                                 ? "terms"
           : strncmp(screen, "question", 8) == 0 || shot_is_exam(screen) ? "az-900"
                                                                         : "azure";
}

int cmd_shot(const struct options *options, int n, char **arguments)
{
    struct shelf shelf;
    struct err err;
    shelf_load(&shelf, options->deck_folders, 2, options->language, options->tapes_path);
    const struct deck *deck = shelf_get(&shelf, n > 2 ? arguments[2] : usual_deck(arguments[0]), &err);
    struct fonts *fonts = deck ? fonts_new(options->font_folder, &err) : NULL;
    struct moment start = options_now(options);
    struct aside aside = {0};
    struct shot shot = {.options = options,
                        .in = {.width_px = options->width_px,
                               .height_px = options->height_px,
                               .x = -1,
                               .y = -1,
                               .text_percent = options->text_percent ? options->text_percent : SETTING_TEXT_LEAST,
                               .still = true,
                               .moment = start},
                        .facts = {.aside = &aside, .today = day_of(start), .ms = {plan_ms[0], plan_ms[1], plan_ms[2]}}};
    int status = EXIT_WORLD;
    if (fonts) {
        ui_init(&shot.ui, options->theme ? prefs_theme(options->theme) : &theme_light, fonts_measure(fonts));
        if (!draw_any(&shot, &shelf, deck, arguments[0], &err))
            status = EXIT_USE;
        else if (write_png(&shot, fonts, arguments[1], &err))
            status = EXIT_FINE;
        ui_clear(&shot.ui);
    }
    if (status != EXIT_FINE)
        fprintf(stderr, "demarc: %s\n", err.text);
    session_free(shot.session);
    fonts_free(fonts);
    shelf_clear(&shelf);
    return status;
}
