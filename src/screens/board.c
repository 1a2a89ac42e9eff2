/* A board is placed. The form is one of four; keys and bars are the same in all of them, and everything a person does
   ends in session_apply. */
#include "screens/board.h"

#include "base/tr.h"
#include "screens/clock.h"
#include "screens/placing.h"
#include "screens/round.h"
#include "screens/when.h"
#include "screens/zone.h"

#include <stdio.h>
#include <string.h>

#define TIME_DOT " \xc2\xb7 " /* before how long it takes, which is left out where there is no room */

void board_view_reset(struct board_view *view)
{
    *view =
        (struct board_view){.chosen = -1, .drag = -1, .drag_zone = -1, .edge_row = -1, .glide.at = -1, .bring = true};
}

static int more_than(int n, int usual)
{
    return n > usual ? n - usual : 0;
}

static enum board_form form_of(const struct ui *ui, const struct deck *deck, bool line)
{
    if (ui_wider_than(ui, 62 + (line ? 10 * more_than(deck->n_models, 4) : 14 * more_than(deck->n_zones, 3))))
        return line ? FORM_TABLE : FORM_ZONES;
    return ui_wider_than(ui, 40 + 14 * more_than(deck->n_zones, 3)) ? FORM_ROWS : FORM_SINGLE;
}

enum board_form board_form(const struct ui *ui, const struct session *session)
{
    return form_of(ui, session_deck(session), session_task(session)->kind == TASK_LINE);
}

enum board_form placing_form(const struct placing *p)
{
    return form_of(p->ui, p->deck, p->task->kind == TASK_LINE);
}

/* What lies on a board is not answered before it is checked. */
static void how_far(const struct session *session, const struct task *task, char *text, int size)
{
    bool placing = task && (task->kind == TASK_BOARD || task->kind == TASK_LINE) && session->phase == PHASE_PLACING;
    int placed = placing ? session->board.n_cells - board_open_count(&session->board) : 0;
    if (placing && session->asked == session->board.n_cells)
        snprintf(text, (size_t)size, tr("%d of %d placed"), placed, session->asked);
    else
        snprintf(text, (size_t)size, placed ? tr("%d of %d answered, %d placed") : tr("%d of %d answered"),
                 session->answered, session->asked, placed);
}

/* Nothing where nothing is left. */
static void time_left(int64_t ms, char *text, int size)
{
    int minutes = when_minutes(ms);
    text[0] = '\0';
    if (ms >= 60000)
        snprintf(text, (size_t)size, trn("about %d minute left", "about %d minutes left", minutes), minutes);
    else if (ms > 0)
        snprintf(text, (size_t)size, "%s", tr("less than a minute left"));
}

/* The same in the narrowest windows. */
static void minutes_left(const struct session *session, const struct drill_facts *facts, char *text, int size)
{
    int minutes = when_minutes(session_left_ms(session, facts->ms));
    snprintf(text, (size_t)size, minutes ? tr("%d min") : "", minutes);
}

const char *drill_status(const struct session *session, const struct drill_facts *facts, char *text, int size)
{
    char what[80], left[60];
    const struct task *task = session_task(session);
    time_left(session->practice ? 0 : session_left_ms(session, facts->ms), left, sizeof left);
    if (session->practice)
        snprintf(what, sizeof what, "%s", tr("For practice: nothing counts yet"));
    else if (task && task->reask)
        snprintf(what, sizeof what, "%s", tr("What was wrong, once more"));
    else
        how_far(session, task, what, sizeof what);
    snprintf(text, (size_t)size, "%s%s%s", what, *left ? TIME_DOT : "", left);
    return text;
}

void drill_switch(const struct drill_facts *facts)
{
    *facts->base_language = !*facts->base_language;
}

const struct deck *drill_deck(struct ui *ui, const struct session *session, const struct drill_facts *facts)
{
    const struct deck *deck = session_deck(session);
    if (!facts->base_language || !deck->base)
        return deck;
    if (ui_key_counts(ui) && ui_take_key(ui, 'l', false))
        drill_switch(facts);
    return *facts->base_language ? deck->base : deck;
}

int drill_language(const struct ui *ui, const struct session *session, const struct drill_facts *facts,
                   struct ui_button *button)
{
    const struct deck *deck = session_deck(session);
    if (!facts->base_language || !deck->base || !ui_wider_than(ui, 62))
        return 0;
    *button =
        (struct ui_button){.label = *facts->base_language ? deck->language : deck->base->language, .key_label = "L"};
    return 1;
}

struct ui_button drill_stop(void)
{
    return (struct ui_button){.label = tr("Stop"), .key_label = tr("Esc"), .key = KEY_ESCAPE};
}

bool drill_top(struct ui *ui, struct rect *r, const struct deck *deck, const struct session *session,
               const struct drill_facts *facts, int stop_id)
{
    struct ui_button stop = drill_stop();
    bool stops = false;
    char title[240], status[160];
    const char *edition;
    bool wide = ui_wider_than(ui, 40);
    deck_names(deck, title, &edition, sizeof title);
    if (wide)
        drill_status(session, facts, status, sizeof status);
    else
        minutes_left(session, facts, status, sizeof status);
    if (stop_id)
        stops = ui_top_bar_button(ui, r, stop_id, title, wide ? edition : "", status, &stop);
    else
        ui_top_bar(ui, r, title, wide ? edition : "", status);
    ui_notice(ui, r, ui->theme->wrong, facts->not_saved);
    ui_notice(ui, r, ui->theme->ink, facts->said);
    return stops;
}

enum screen drill_screen(const struct session *session)
{
    const struct task *task = session_task(session);
    if (!task)
        return SCREEN_END;
    switch (task->kind) {
    case TASK_CARD:
        return SCREEN_CARD;
    case TASK_QUESTION:
        return SCREEN_QUESTION;
    default:
        return session->phase == PHASE_CHECKED ? SCREEN_CHECKED : SCREEN_BOARD;
    }
}

static void arrows(struct placing *p)
{
    switch (placing_form(p)) {
    case FORM_ZONES:
        arrows_zones(p);
        break;
    case FORM_TABLE:
        arrows_table(p);
        break;
    case FORM_ROWS:
    case FORM_SINGLE:
        arrows_list(p);
        break;
    }
}

static void keys(struct placing *p)
{
    struct ui *ui = p->ui;
    int chosen = p->view->chosen;
    bool shift = ui->in.shift, counts = ui_key_counts(ui);
    for (int zone = 0; zone < p->deck->n_zones; zone++)
        if (counts && ui_take_key(ui, '1' + zone, false))
            placing_place(p, chosen, zone, shift);
    if (ui_take_key(ui, KEY_BACKSPACE, false) || ui_take_key(ui, KEY_DELETE, false) || ui_take_key(ui, '0', false)) {
        placing_move(p, MOVE_BACK, chosen, 0);
        placing_choose(p, chosen);
    }
    arrows(p);
}

void placing_undo(struct placing *p)
{
    struct board_cell before[BOARD_CELLS_MAX];
    memcpy(before, p->board->cells, sizeof before);
    if (!placing_move(p, MOVE_UNDO, 0, 0) || (p->session && drill_screen(p->session) != SCREEN_BOARD))
        return; /* or back to the card before; an exam's board has no session */
    for (int at = 0; at < p->board->n_cells; at++)
        if (before[at].zone != p->board->cells[at].zone || before[at].unsure != p->board->cells[at].unsure)
            placing_choose(p, at);
}

/* With nothing placed at all the first press only asks: a double click on Start would show, and count, every answer. */
static void check(struct placing *p, int open)
{
    if (open < p->board->n_cells || p->view->warned)
        placing_move(p, MOVE_CHECK, 0, 0);
    else
        p->view->warned = true;
}

static enum screen bottom_bar(struct placing *p, struct rect *r, enum board_form form, const struct drill_facts *facts)
{
    struct ui *ui = p->ui;
    int open = board_open_count(p->board), last = p->board->n_cells - 1;
    char label[60], widest[60];
    bool line = p->task->kind == TASK_LINE, step = form == FORM_SINGLE && p->view->chosen < last;
    p->view->warned = p->view->warned && open == p->board->n_cells;
    snprintf(label, sizeof label,
             step              ? tr("Next")
             : p->view->warned ? tr("Show all answers")
             : open            ? tr("Check, %d open")
                               : tr("Check"),
             open);
    snprintf(widest, sizeof widest, tr("Check, %d open"), p->board->n_cells);
    struct ui_button buttons[] = {
        {.label = label,
         .widest = step ? NULL : widest,
         .key_label = tr("Enter"),
         .key = KEY_ENTER,
         .kind = open && !step ? BUTTON_STRONG : BUTTON_PRIMARY},
        {.label = tr("Undo"),
         .key_label = tr("Ctrl Z"),
         .key = 'z',
         .ctrl = true,
         .disabled = !session_can_undo(p->session)},
        {.label = tr("Not sure"),
         .key_label = "?",
         .typed = '?',
         .disabled = p->board->cells[p->view->chosen].zone == BOARD_OPEN},
        drill_stop(),
        {0},
    };
    int n = form == FORM_SINGLE ? 3 : 4; /* Stop stands in the top bar there */
    bool round = facts->round != NULL;
    if (round) { /* the same number of buttons, and where there is no room for all no mark */
        buttons[3] = buttons[2];
        buttons[2] = (struct ui_button){.label = tr("Pause"), .key_label = "P", .key = 'p'};
    }
    n += drill_language(ui, p->session, facts, &buttons[n]);
    const char *hint = p->view->warned ? tr("Nothing is placed yet. Once more shows the answers.")
                       : !line         ? tr("Drag, click a layer then a zone, or press its number")
                       : deck_customer(p->deck) < 0
                           ? tr("Drag a zone, or choose a cell and press a number")
                           : tr("Drag the edge or a zone, or choose a cell and press a number");
    int pressed = ui_bottom_bar(ui, r, ID_BAR, buttons, n, hint);
    if (pressed == 0 && step)
        placing_choose(p, p->view->chosen + 1);
    else if (pressed == 0)
        check(p, open);
    else if (pressed == 1)
        placing_undo(p);
    else if (pressed == (round ? 3 : 2))
        placing_move(p, MOVE_UNSURE, p->view->chosen, 0);
    else if (pressed == 4)
        drill_switch(facts);
    if (round && (pressed == 2 || ui_take_key(ui, KEY_ESCAPE, false)))
        placing_move(p, MOVE_PAUSE, 0, 0);
    bool stop = (pressed == 3 && !round) || ui_take_key(ui, KEY_ESCAPE, false);
    return stop ? SCREEN_END : drill_screen(p->session);
}

static void round_bar(struct placing *p, struct rect *r, enum board_form form, const struct round_setup *setup)
{
    struct ui *ui = p->ui;
    char title[ROUND_NAME_MAX + 20], about[120];
    struct font font = ui_font(ui, TEXT_TITLE, WEIGHT_BOLD);
    int64_t left_ms = p->session->clock.left_ms;
    round_title(p->session, setup, title, sizeof title);
    if (form == FORM_SINGLE)
        snprintf(about, sizeof about, tr("%s, layer %d of %d"), deck_model_short(p->deck, p->task->model),
                 p->view->chosen + 1, p->board->n_cells);
    else
        round_board_name(p->session, setup, about, sizeof about);
    struct rect place = ui_top_bar_with(ui, r, title, about, clock_width(ui, font, left_ms));
    clock_draw(ui, place, font, left_ms <= ROUND_HURRY_MS ? ui->theme->wrong : ui->theme->ink, left_ms);
}

/* True: Stop, where the bottom bar has no room for it. */
static bool top_bar(struct placing *p, struct rect *r, enum board_form form, const struct drill_facts *facts)
{
    if (facts->round) {
        round_bar(p, r, form, facts->round);
        return false;
    }
    char title[240], status[160], about[80];
    const char *edition;
    deck_names(p->deck, title, &edition, sizeof title);
    if (p->task->kind == TASK_LINE)
        snprintf(title, sizeof title, "%s", tr("The line"));
    drill_status(p->session, facts, status, sizeof status);
    char *time = strstr(status, TIME_DOT);
    if (time && !ui_status_fits(p->ui, title, status))
        *time = '\0';
    if (form == FORM_SINGLE) {
        int model = p->board->cells[p->view->chosen].model;
        snprintf(about, sizeof about, p->deck->n_models == 1 ? tr("task %d of %d") : tr("layer %d of %d"),
                 p->view->chosen + 1, p->board->n_cells);
        minutes_left(p->session, facts, status, sizeof status);
        struct ui_button stop = drill_stop();
        return ui_top_bar_button(p->ui, r, ID_STOP, p->deck->models[model].name, about, status, &stop);
    } else if (p->task->kind == TASK_LINE) {
        ui_top_bar(p->ui, r, title, p->deck->title, status);
    } else {
        ui_top_bar(p->ui, r, title, edition, status);
    }
    return false;
}

/* Where a board is begun, or goes on: the first that is not placed yet. */
static int first_open(const struct board *board)
{
    for (int at = 0; at < board->n_cells; at++)
        if (board->cells[at].zone == BOARD_OPEN)
            return at;
    return 0;
}

/* The position that the control with the focus belongs to, or -1. */
static int place_of_focus(const struct placing *p)
{
    int focus = p->ui->focus, at = focus >= ID_CELL     ? (focus - ID_CELL) / DECK_ZONES_MAX
                                   : focus >= ID_UNSURE ? focus - ID_UNSURE
                                                        : focus - ID_LAYER;
    return focus >= ID_LAYER && at < p->board->n_cells ? at : -1;
}

/* The window may become another form during a drag, and then nobody would end it. */
static void let_go(struct board_view *view, enum board_form form)
{
    if (form != FORM_ZONES)
        view->drag = -1;
    if (form != FORM_TABLE)
        view->drag_zone = view->edge_row = -1;
}

static bool drags(const struct board_view *view)
{
    return view->drag >= 0 || view->drag_zone >= 0 || view->edge_row >= 0;
}

void placing_begin(struct placing *p)
{
    struct board_view *view = p->view;
    struct ui *ui = p->ui;
    if (view->chosen < 0 || view->chosen >= p->board->n_cells)
        view->chosen = first_open(p->board);
    int focused = place_of_focus(p);
    if (!ui->focus)
        ui_focus(ui, ID_LAYER + view->chosen);
    else if (focused >= 0 && focused != view->chosen) {
        view->chosen = focused;
        view->bring = true;
    }
    let_go(view, placing_form(p));
    bool leaves = ui->in.key == KEY_ESCAPE || (ui->in.key == 'q' && ui->in.ctrl);
    if (!drags(view))
        keys(p);
    else if (!leaves)
        ui->in.key = KEY_NONE, ui->in.typed = 0; /* half a drag first comes to its end */
}

void placing_show(struct placing *p, struct rect r)
{
    static void (*const forms[])(struct placing *, struct rect) = {form_zones, form_table, form_rows, form_single};
    forms[placing_form(p)](p, r);
    p->view->bring = false;
}

enum screen screen_board(struct board_view *view, struct ui *ui, struct session *session,
                         const struct drill_facts *facts)
{
    struct placing p = {view, ui, session, drill_deck(ui, session, facts), session_task(session), &session->board,
                        NULL};
    ui_screen(ui, SCREEN_BOARD * 10000 + session->task);
    placing_begin(&p);
    enum board_form form = placing_form(&p);
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px};
    bool stop = top_bar(&p, &r, form, facts);
    ui_notice(ui, &r, ui->theme->wrong, facts->not_saved);
    ui_notice(ui, &r, ui->theme->ink, facts->said);
    struct rect below = r;
    rect_cut_bottom(&r, ui_bar_height(ui));
    placing_show(&p, rect_inset(r, ui_margin(ui), 0));
    enum screen next = bottom_bar(&p, &below, form, facts);
    return stop ? SCREEN_END : next;
}
