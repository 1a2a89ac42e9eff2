/* Feedback. The learner's own board stays as it was placed, with a verdict on each card; beside it the reasons for the
   chosen one. */
#include "screens/checked.h"

#include "base/tr.h"
#include "screens/aside.h"
#include "screens/board.h"
#include "screens/checking.h"
#include "screens/reasons.h"
#include "screens/round.h"
#include "screens/term.h"
#include "screens/zone.h"

#include <stdio.h>
#include <string.h>

enum { PANEL = 372 }; /* width of the reasons beside a board */

void checked_view_reset(struct checked_view *view)
{
    *view = (struct checked_view){.chosen = -1, .bring = true};
}

void checking_choose(struct checking *c, int at)
{
    c->view->chosen = at;
    c->view->bring = true;
    c->view->panel.offset_px = 0;
    ui_focus(c->ui, ID_LAYER + at);
}

const struct deck_cell *checking_cell(const struct checking *c, int at)
{
    return &c->deck->layers[c->board->cells[at].layer].cells[c->board->cells[at].model];
}

/* -- verdicts -- */

static uint32_t verdict_ink(const struct checking *c, enum verdict verdict)
{
    return verdict_is_mistake(verdict) ? c->ui->theme->wrong : c->ui->theme->right;
}

/* In its zone a card that is wrong says which zone would have been right; in a list what was said. */
static void verdict_word(const struct checking *c, int at, bool in_zone, char *text, int size)
{
    bool wrong = c->session->answers[at].verdict == VERDICT_WRONG && !c->session->slipped[at];
    if (wrong && in_zone)
        zone_in_sentence(c->deck, checking_cell(c, at)->answer, text, size);
    else
        reasons_word(c->session, c->deck, at, text, size);
}

void draw_verdict(struct checking *c, struct rect r, enum verdict verdict, int text_size, int weight, const char *text)
{
    struct ui *ui = c->ui;
    int sign = ui_scaled(ui, text_size + 3);
    uint32_t ink = verdict_ink(c, verdict);
    draw_sign(&ui->draw, (struct rect){r.x, r.y + (r.h - sign) / 2, sign, sign},
              verdict_is_mistake(verdict) ? SIGN_CROSS : SIGN_TICK, ink);
    rect_cut_left(&r, sign + SPACE_4 + 2);
    ui_label(ui, r, ui_font(ui, text_size, weight), ink, ALIGN_LEFT, text);
}

/* Name, verdict and between them the exam's word. */
static int card_height(const struct checking *c)
{
    int verdict = draw_line_px(ui_font(c->ui, TEXT_NOTE, WEIGHT_SEMIBOLD));
    return term_height(c->ui, c->deck) + verdict + (c->deck->base ? SPACE_12 : SPACE_24);
}

static void answer_name(struct checking *c, struct rect r, const struct session_answer *answer)
{
    struct font font = ui_font(c->ui, TEXT_BODY, WEIGHT_SEMIBOLD), note = ui_font(c->ui, TEXT_NOTE, WEIGHT_REGULAR);
    int layer = deck_item_layer(c->deck, answer->item), model = deck_item_model(c->deck, answer->item);
    char text[500];
    const char *term = term_cell(c->deck, layer, model, -1, text, sizeof text);
    if (c->task->kind != TASK_LINE) {
        term_name(c->ui, r, c->deck, layer, c->ui->theme->ink);
        return;
    }
    cell_label(c->ui, rect_cut_top(&r, draw_line_px(font)), c->deck, layer, model, font);
    if (term)
        ui_label(c->ui, r, note, c->ui->theme->muted, ALIGN_LEFT,
                 ui_width(c->ui, note, term) <= r.w ? term : deck_layer_short(c->deck->base, layer));
}

static void card(struct checking *c, struct rect r, int at, bool in_zone)
{
    struct ui *ui = c->ui;
    const struct session_answer *answer = &c->session->answers[at];
    char label[160];
    snprintf(label, sizeof label, c->task->kind == TASK_LINE ? tr("%s in %s") : "%s",
             c->deck->layers[deck_item_layer(c->deck, answer->item)].name,
             c->deck->models[deck_item_model(c->deck, answer->item)].name);
    struct ui_state state = ui_control(ui, ID_LAYER + at, r, label, NULL, false);
    if (state.clicked)
        checking_choose(c, at);
    int zone = answer->given == BOARD_OPEN ? checking_cell(c, at)->answer : answer->given;
    bool slipped = c->session->slipped[at], right = slipped || !verdict_is_mistake(answer->verdict);
    draw_box(
        &ui->draw, r,
        (struct draw_box){.fill = answer->given == BOARD_OPEN ? ui->theme->surface : zone_ground(ui, c->deck, zone),
                          .border = right ? 0 : ui->theme->wrong,
                          .border_px = right ? 0 : BORDER_ZONE,
                          .radius_px = RADIUS_CARD,
                          .dashed = answer->given == BOARD_OPEN});
    struct rect inner = rect_inset(r, SPACE_12, c->deck->base ? SPACE_4 : SPACE_8 + 2);
    answer_name(c, rect_cut_top(&inner, term_height(ui, c->deck)), answer);
    char word[120];
    verdict_word(c, at, in_zone, word, sizeof word);
    if (slipped)
        ui_label(ui, inner, ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD), ui->theme->muted, ALIGN_LEFT, word);
    else
        draw_verdict(c, inner, answer->verdict, TEXT_NOTE, WEIGHT_SEMIBOLD, word);
    if (c->view->chosen == at)
        ui_ring(ui, r, RADIUS_CARD);
}

/* -- the board as it was placed -- */

/* The order in which the answers stand on the screen: zone by zone as they were placed, what was left open in its right
   zone behind them. Returns how many. */
static int order_of(const struct checking *c, int zone, int at[BOARD_CELLS_MAX])
{
    int n = 0;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < c->board->n_cells; i++) {
            const struct board_cell *cell = &c->board->cells[i];
            bool open = cell->zone == BOARD_OPEN;
            if (open != (pass == 1) || (open ? checking_cell(c, i)->answer : cell->zone) != zone)
                continue;
            int k = n++;
            for (; !open && k > 0 && c->board->cells[at[k - 1]].order > cell->order; k--)
                at[k] = at[k - 1];
            at[k] = i;
        }
    return n;
}

static void cards(struct checking *c, struct rect r, const int *at, int n, struct ui_scroll *scroll, bool in_zone)
{
    int h = card_height(c), step = h + 6;
    struct ui_scroll_region region = ui_scroll_begin(c->ui, r, n * step - 6, step, scroll);
    for (int i = 0; i < n && c->view->bring; i++)
        if (at[i] == c->view->chosen)
            ui_scroll_show(&region, i * step, h);
    for (int i = 0; i < n; i++)
        card(c, (struct rect){r.x, r.y + i * step - scroll->offset_px, r.w, h}, at[i], in_zone);
    ui_list_end(c->ui, &region, step);
}

static void heading(struct checking *c, struct rect r)
{
    char score[60];
    reasons_score(c->session, false, score, sizeof score);
    struct ui *ui = c->ui;
    bool line = c->task->kind == TASK_LINE;
    struct font large = ui_font(ui, TEXT_DISPLAY, WEIGHT_BOLD), lead = ui_font(ui, TEXT_LEAD, WEIGHT_REGULAR);
    const char *model = line ? tr("The line") : c->deck->models[c->task->model].name;
    int room = r.w - ui_width(ui, lead, score) - SPACE_12 - 2; /* the score is never cut */
    if (!line && ui_width(ui, large, model) > room)
        model = deck_model_short(c->deck, c->task->model);
    if (ui_width(ui, large, model) > room)
        large = ui_font(ui, TEXT_HEAD, WEIGHT_BOLD);
    const char *term = line ? NULL : term_model(c->deck, c->task->model);
    rect_cut_left(&r, ui_label(ui, r, large, ui->theme->ink, ALIGN_LEFT, model));
    if (term && term_fits(ui, r.w - ui_width(ui, lead, score) - SPACE_12 - 2, term))
        rect_cut_left(&r, term_beside(ui, r, term));
    rect_cut_left(&r, SPACE_12 + 2);
    ui_label(ui, r, lead, ui->theme->muted, ALIGN_LEFT, score);
}

static void zones_board(struct checking *c, struct rect r)
{
    int at[BOARD_CELLS_MAX];
    for (int zone = 0; zone < c->deck->n_zones; zone++) {
        struct rect place =
            zone_frame(c->ui, rect_column(r, zone, c->deck->n_zones, SPACE_12 + 2), c->deck, zone, NULL, false);
        cards(c, rect_inset(place, -2, 0), at, order_of(c, zone, at), &c->view->zones[zone], true);
    }
}

static void list_board(struct checking *c, struct rect r)
{
    int at[BOARD_CELLS_MAX];
    for (int i = 0; i < c->board->n_cells; i++)
        at[i] = i;
    cards(c, rect_inset(r, FOCUS_GAP + FOCUS_RING, FOCUS_GAP + FOCUS_RING), at, c->board->n_cells, &c->view->list,
          false);
}

/* -- the screen -- */

/* The form of the board, but the panel takes room: where a zone would be less than 13 em wide there is a list instead.
 */
static enum board_form checked_form(const struct checking *c)
{
    enum board_form form = board_form(c->ui, c->session);
    int n = c->deck->n_zones, w = c->ui->in.width_px - 2 * ui_margin(c->ui) - ui_scaled(c->ui, PANEL) - SPACE_16;
    return form == FORM_ZONES && w < n * ui_scaled(c->ui, 13 * EM) ? FORM_ROWS : form;
}

/* The answers as they stand on the screen; returns how many. */
static int display_order(struct checking *c, int at[BOARD_CELLS_MAX])
{
    int n = 0;
    switch (checked_form(c)) {
    case FORM_TABLE:
        return checked_table_order(c, at);
    case FORM_ZONES:
        for (int zone = 0; zone < c->deck->n_zones; zone++)
            n += order_of(c, zone, at + n);
        return n;
    case FORM_ROWS:
    case FORM_SINGLE:
        break;
    }
    for (; n < c->board->n_cells; n++)
        at[n] = n;
    return n;
}

static void arrows(struct checking *c)
{
    struct ui *ui = c->ui;
    int at[BOARD_CELLS_MAX], n = display_order(c, at), i = 0;
    if (checked_form(c) == FORM_TABLE) {
        checked_table_arrows(c);
        return;
    }
    while (i < n && at[i] != c->view->chosen)
        i++;
    int step = ui_take_key(ui, KEY_DOWN, false) || ui_take_key(ui, KEY_RIGHT, false) ? 1
               : ui_take_key(ui, KEY_UP, false) || ui_take_key(ui, KEY_LEFT, false)  ? -1
                                                                                     : 0;
    if (step && i + step >= 0 && i + step < n)
        checking_choose(c, at[i + step]);
}

/* Mistakes that were not shown yet, and the next of them behind the chosen answer, round to the ones above it; -1:
 * none. */
static int unread_mistakes(struct checking *c, int *next)
{
    int at[BOARD_CELLS_MAX], n = display_order(c, at), from = 0, left = 0;
    *next = -1;
    for (int i = 0; i < n; i++)
        if (at[i] == c->view->chosen)
            from = i + 1;
    for (int k = 0; k < n; k++) {
        int candidate = at[(from + k) % n];
        bool mistake = session_next_mistake(c->session, candidate - 1) == candidate;
        if (!mistake || c->view->read[candidate])
            continue;
        left++;
        if (*next < 0)
            *next = candidate;
    }
    return left;
}

/* The first mistake is shown first; where there is none, the first answer. */
static void choose_first(struct checking *c)
{
    int at[BOARD_CELLS_MAX], next;
    display_order(c, at);
    c->view->chosen = unread_mistakes(c, &next) ? next : at[0];
}

/* What follows is not always a board. */
static const char *next_word(const struct checking *c)
{
    const struct session *session = c->session;
    if (c->facts->round && session->n_teams > 1)
        return tr("Next team");
    enum task_kind next = session->tasks[session->task + 1].kind;
    return next == TASK_BOARD || next == TASK_LINE ? tr("Next board") : tr("Next");
}

static void ask_more(const struct checking *c)
{
    const struct session_answer *answer = &c->session->answers[c->view->chosen];
    c->facts->aside->n = 0;
    c->facts->aside->forget = false;
    aside_about_cell(c->facts->aside, session_deck(c->session), answer->item, answer->given);
}

/* In the narrowest windows a line's buttons leave no room for more than a word. */
static const char *next_label(const struct checking *c, int more, bool slips, char *text, int size)
{
    bool last = c->session->task + 1 >= c->session->n_tasks, wide = ui_wider_than(c->ui, 40);
    bool brief = !wide && slips && c->task->kind == TASK_LINE;
    snprintf(text, (size_t)size,
             !more && last ? tr("Finish")
             : brief       ? tr("Next")
             : !more       ? next_word(c)
             : wide        ? tr("Next mistake, %d more")
                           : tr("Next mistake"),
             more);
    return text;
}

/* Says how much it takes back. */
static const char *slip_label(const struct checking *c, char *text, int size)
{
    int n = session_board_graded(c->session);
    snprintf(text, (size_t)size, n > 1 ? tr("I slipped, all %d") : tr("I slipped"), n);
    return text;
}

static const char *layer_slip_label(const struct ui *ui)
{
    if (ui_wider_than(ui, 60))
        return tr("I slipped, this layer");
    return ui_wider_than(ui, 40) ? tr("Slipped here") : tr("This layer");
}

static enum screen bottom_bar(struct checking *c, struct rect *r)
{
    struct ui *ui = c->ui;
    int next_at, more = unread_mistakes(c, &next_at);
    char next[80], slip[60];
    bool line = c->task->kind == TASK_LINE;
    bool slips = !c->facts->round && !c->session->practice; /* nobody slips in a round */
    struct ui_button buttons[] = {
        {.label = next_label(c, more, slips, next, sizeof next),
         .key_label = tr("Enter"),
         .key = KEY_ENTER,
         .kind = BUTTON_PRIMARY},
        {.label = slip_label(c, slip, sizeof slip), .key_label = tr("Ctrl Z"), .key = 'z', .ctrl = true},
        {.label = layer_slip_label(ui), .key_label = "R", .key = 'r', .disabled = c->session->slipped[c->view->chosen]},
        {0},
        {0},
    };
    int n = !slips ? 1 : line ? 3 : 2, more_at = -1;
    if (c->facts->aside && slips)
        buttons[more_at = n++] = aside_button();
    int language = n;
    n += drill_language(ui, c->session, c->facts, &buttons[n]);
    int pressed = ui_bottom_bar(ui, r, ID_BAR, buttons, n, tr("\xe2\x86\x91 \xe2\x86\x93 read every answer"));
    if (pressed == 0 && more) {
        checking_choose(c, next_at);
        return SCREEN_CHECKED;
    }
    if (pressed == 0 && session_apply(c->session, (struct move){.kind = MOVE_NEXT}, ui->in.moment))
        return drill_screen(c->session);
    if (pressed == 1 && session_apply(c->session, (struct move){.kind = MOVE_SLIP}, ui->in.moment))
        return drill_screen(c->session);
    if (pressed == language)
        drill_switch(c->facts);
    else if (pressed >= 0 && pressed == more_at)
        ask_more(c);
    else if (pressed == 2)
        session_apply(c->session, (struct move){MOVE_SLIP_ROW, c->view->chosen, 0}, ui->in.moment);
    return ui_take_key(ui, KEY_ESCAPE, false) ? SCREEN_END : SCREEN_CHECKED;
}

static void top_bar(struct checking *c, struct rect *r, enum board_form form)
{
    char title[240], status[160], about[80];
    const char *edition;
    if (c->facts->round) {
        char board[160];
        round_title(c->session, c->facts->round, title, sizeof title);
        round_board_name(c->session, c->facts->round, board, sizeof board);
        round_points(c->session, status, sizeof status);
        ui_top_bar(c->ui, r, title, form == FORM_SINGLE ? "" : board, status);
        return;
    }
    deck_names(c->deck, title, &edition, sizeof title);
    drill_status(c->session, c->facts, status, sizeof status);
    if (form == FORM_SINGLE) {
        reasons_score(c->session, false, about, sizeof about);
        snprintf(status, sizeof status, tr("\xe2\x86\x91 %d of %d \xe2\x86\x93"), c->view->chosen + 1,
                 c->board->n_cells);
        ui_top_bar(c->ui, r, c->deck->models[c->board->cells[c->view->chosen].model].name, about, status);
    } else if (c->task->kind == TASK_LINE) {
        reasons_score(c->session, true, about, sizeof about);
        ui_top_bar(c->ui, r, tr("The line"), about, c->deck->title);
    } else {
        ui_top_bar(c->ui, r, title, edition, status);
    }
}

enum screen screen_checked(struct checked_view *view, struct ui *ui, struct session *session,
                           const struct drill_facts *facts)
{
    struct checking c = {view, ui, session, drill_deck(ui, session, facts), session_task(session), &session->board,
                         facts};
    ui_screen(ui, SCREEN_CHECKED * 10000 + session->task);
    if (view->chosen < 0)
        choose_first(&c);
    if (!ui->focus)
        ui_focus(ui, ID_LAYER + view->chosen);
    else if (ui->focus >= ID_LAYER && ui->focus < ID_LAYER + c.board->n_cells && ui->focus != ID_LAYER + view->chosen)
        checking_choose(&c, ui->focus - ID_LAYER);
    arrows(&c);
    view->read[view->chosen] = true;

    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px}, below;
    enum board_form form = checked_form(&c);
    top_bar(&c, &r, form);
    ui_notice(ui, &r, ui->theme->wrong, facts->not_saved);
    ui_notice(ui, &r, ui->theme->ink, facts->said);
    below = r;
    rect_cut_bottom(&r, ui_bar_height(ui));
    r = rect_inset(r, ui_margin(ui), SPACE_24);
    if (form != FORM_SINGLE) {
        int w = form == FORM_ROWS ? r.w * 56 / 100 : ui_scaled(ui, PANEL);
        struct rect panel = rect_cut_right(&r, w);
        rect_cut_right(&r, SPACE_16);
        if (form != FORM_TABLE) {
            heading(&c, rect_cut_top(&r, ui_scaled(ui, 34)));
            rect_cut_top(&r, form == FORM_ZONES ? SPACE_24 + 2 : SPACE_16);
        }
        if (form == FORM_TABLE)
            checked_table(&c, r);
        else if (form == FORM_ZONES)
            zones_board(&c, r);
        else
            list_board(&c, r);
        checked_panel(&c, panel);
    } else {
        r = rect_inset(r, 0, SPACE_12 - SPACE_24);
        checked_panel(&c, r);
    }
    view->bring = false;
    return bottom_bar(&c, &below);
}
