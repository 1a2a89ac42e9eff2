/* How the line moves. In a wide window a table, the models of which come one by one; in a narrow one a strip for each.
   The question, and after it the reason, stand beside it or below. */
#include "base/tr.h"
#include "screens/first.h"
#include "screens/flow.h"
#include "screens/line.h"
#include "screens/zone.h"

#include <stdio.h>
#include <string.h>

enum { ID_BAR = 1, ID_ZONE = 10, PANEL = 400, REVEAL_MS = 480, ROW_MOST = 48, GAP = SPACE_8, MOST = 1400 };

struct moving {
    struct moves_view *view;
    const struct moves *moves;
    int shown;  /* models that are shown */
    int chosen; /* zone that was pressed in this frame, or BOARD_OPEN */
};

void moves_view_reset(struct moves_view *view)
{
    *view = (struct moves_view){.given = BOARD_OPEN};
}

/* Those before the one that is asked about next, and this one once something was said. */
static int models_shown(const struct moves_view *view, const struct moves *moves)
{
    if (view->at >= moves->n_asks)
        return moves->deck->n_models;
    int model = moves->asks[view->at].model;
    bool last = view->at + 1 >= moves->n_asks || moves->asks[view->at + 1].model != model;
    return view->given != BOARD_OPEN && last ? (view->at + 1 >= moves->n_asks ? moves->deck->n_models : model + 1)
                                             : model;
}

/* How many rows of the last model have come. */
static int rows_come(const struct moving *m, struct ui *ui)
{
    int64_t passed = ui->in.moment.mono_ms - m->view->since_ms;
    if (ui->in.still || !m->view->since_ms || passed >= REVEAL_MS)
        return m->moves->n_layers;
    ui_animate(ui, m->view->since_ms + REVEAL_MS);
    return (int)(passed * m->moves->n_layers / REVEAL_MS);
}

/* -- strips -- */

static int by_zone(const struct deck *deck, const struct moves *moves, int model, int *zones)
{
    int n = 0;
    for (int zone = 0; zone < deck->n_zones; zone++)
        for (int i = 0; i < moves->n_layers; i++) {
            const struct deck_cell *cell = &deck->layers[moves->layers[i]].cells[model];
            if (!cell->open && cell->answer == zone)
                zones[n++] = zone;
        }
    return n;
}

static void strip(struct ui *ui, struct rect r, const struct moves *moves, int model, bool shown)
{
    const struct deck *deck = moves->deck;
    const struct theme *t = ui->theme;
    int zones[MOVES_LAYERS], n = by_zone(deck, moves, model, zones), gap = r.w > 20 * moves->n_layers ? 3 : 2;
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    const char *name = deck->models[model].name;
    ui_label(ui, rect_cut_top(&r, draw_line_px(font)), font, t->ink, ALIGN_LEFT,
             ui_width(ui, font, name) <= r.w ? name : deck_model_short(deck, model));
    rect_cut_top(&r, SPACE_8);
    for (int i = 0; i < moves->n_layers; i++) {
        struct rect square = rect_column(r, i, moves->n_layers, gap);
        uint32_t ink = shown && i < n ? zone_ink(ui, deck, zones[i]) : 0;
        int sign = square.w < r.h ? square.w - 6 : r.h - 6;
        draw_box(&ui->draw, square,
                 (struct draw_box){.fill = ink ? ink : t->surface,
                                   .border = ink ? 0 : t->edge,
                                   .border_px = ink ? 0 : BORDER,
                                   .radius_px = 4,
                                   .dashed = !ink});
        if (ink && sign >= 12)
            draw_sign(&ui->draw,
                      (struct rect){square.x + (square.w - sign) / 2, square.y + (square.h - sign) / 2, sign, sign},
                      (enum sign)deck->zones[zones[i]].look, t->on_ink);
    }
}

int moves_strips(struct ui *ui, struct rect r, const struct moves *moves, int shown)
{
    int n = moves->deck->n_models, columns = n;
    while (columns > 2 && r.w / columns < ui_scaled(ui, 13 * EM))
        columns = (columns + 1) / 2;
    int head = draw_line_px(ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD)) + SPACE_8, h = head + 26, rows = 0;
    for (int model = 0; model < n; model++) {
        struct rect line = {r.x, r.y + model / columns * (h + SPACE_16), r.w, h};
        strip(ui, rect_column(line, model % columns, columns, SPACE_16 + SPACE_4), moves, model, model < shown);
        rows = model / columns + 1;
    }
    return rows * (h + SPACE_16) - SPACE_16;
}

/* -- the table -- */

static void table_cell(struct moving *m, struct ui *ui, struct rect r, int layer, int model, bool come)
{
    const struct deck *deck = m->moves->deck;
    const struct theme *t = ui->theme;
    const struct deck_cell *cell = &deck->layers[layer].cells[model];
    const struct moves_ask *ask = m->view->at < m->moves->n_asks ? &m->moves->asks[m->view->at] : NULL;
    bool asked = ask && ask->layer == layer && ask->model == model;
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    if (!come) {
        draw_box(&ui->draw, r,
                 (struct draw_box){.fill = asked ? t->surface : 0,
                                   .border = asked ? t->ink : t->line,
                                   .border_px = asked ? BORDER_ZONE : BORDER,
                                   .radius_px = RADIUS_CARD,
                                   .dashed = !asked});
        if (asked)
            ui_label(ui, r, font, t->ink, ALIGN_CENTRE, "?");
        return;
    }
    bool zoned = cell->answer != DECK_ABSENT && !cell->open;
    if (!zoned) {
        ui_label(ui, r, ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR), t->muted, ALIGN_CENTRE,
                 cell->open ? tr("open") : tr("none"));
        return;
    }
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = zone_ground(ui, deck, cell->answer),
                               .border = asked ? t->ink : 0,
                               .border_px = asked ? BORDER_ZONE : 0,
                               .radius_px = RADIUS_CARD});
    int w = ui_scaled(ui, SIGN) + SPACE_8 + ui_width(ui, font, deck->zones[cell->answer].name);
    if (w + SPACE_8 <= r.w)
        zone_title(ui, (struct rect){r.x + (r.w - w) / 2, r.y, w, r.h}, deck, cell->answer, TEXT_BODY);
    else
        ui_label(ui, r, ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD), zone_ink(ui, deck, cell->answer), ALIGN_CENTRE,
                 deck->zones[cell->answer].name);
}

static void table_name(struct moving *m, struct ui *ui, struct rect r, int layer)
{
    const struct deck *deck = m->moves->deck;
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), note = ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD);
    const char *name = deck->layers[layer].name;
    if (ui_width(ui, font, name) > r.w)
        name = deck_layer_short(deck, layer);
    ui_label(ui, r, ui_width(ui, font, name) > r.w ? note : font, ui->theme->ink, ALIGN_LEFT, name);
}

static void table_heads(struct moving *m, struct ui *ui, struct rect r, const struct rect *columns)
{
    const struct deck *deck = m->moves->deck;
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    for (int model = 0; model < deck->n_models; model++) {
        const char *name = deck->models[model].name;
        if (ui_width(ui, font, name) > columns[model].w)
            name = deck_model_short(deck, model);
        ui_label(ui, (struct rect){columns[model].x, r.y, columns[model].w, r.h}, font, ui->theme->ink, ALIGN_CENTRE,
                 name);
    }
}

static void table(struct moving *m, struct ui *ui, struct rect r)
{
    const struct deck *deck = m->moves->deck;
    int n = m->moves->n_layers, come = rows_come(m, ui);
    struct rect columns[DECK_MODELS_MAX], name = rect_cut_left(&r, r.w * 34 / 100);
    struct rect heads = rect_cut_top(&r, draw_line_px(ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD)) + SPACE_8);
    for (int model = 0; model < deck->n_models; model++)
        columns[model] = rect_column(r, model, deck->n_models, GAP + 4);
    int step = r.h / n < ROW_MOST ? r.h / n : ROW_MOST, h = step - GAP;
    table_heads(m, ui, heads, columns);
    for (int row = 0; row < n; row++) {
        int layer = m->moves->layers[row], y = r.y + row * step;
        table_name(m, ui, (struct rect){name.x, y, name.w - SPACE_12, h}, layer);
        for (int model = 0; model < deck->n_models; model++)
            table_cell(m, ui, (struct rect){columns[model].x, y, columns[model].w, h}, layer, model,
                       model < m->shown - 1 || (model == m->shown - 1 && row < come));
    }
    if (m->shown > 0)
        line_true(ui, &(struct line_shape){deck, m->moves->layers, columns, m->shown, h, step}, r.y, 0, come);
}

/* -- the question and the reason -- */

static void zone_buttons(struct flow *flow, struct moving *m)
{
    const struct deck *deck = m->moves->deck;
    struct ui *ui = flow->ui;
    int h = ui_button_height(ui);
    for (int zone = 0; zone < deck->n_zones; zone++) {
        struct rect r = flow_line(flow, h);
        struct ui_state state = ui_control(ui, ID_ZONE + zone, r, deck->zones[zone].name, zone_key(zone), true);
        draw_box(&ui->draw, r,
                 (struct draw_box){.fill = state.hover ? zone_ground(ui, deck, zone) : ui->theme->surface,
                                   .border = zone_ink(ui, deck, zone),
                                   .border_px = BORDER_ZONE,
                                   .radius_px = RADIUS_CARD});
        if (state.focused) {
            ui_ring(ui, r, RADIUS_CARD);
            flow_show(flow, r.y, r.h);
        }
        struct rect inner = rect_inset(r, SPACE_16, 0);
        rect_cut_right(&inner, ui_key_cap(ui, inner, zone_key(zone), ui->theme->ink) + SPACE_8);
        zone_title(ui, inner, deck, zone, TEXT_BODY);
        if (state.clicked || (ui_key_counts(ui) && ui_take_key(ui, '1' + zone, false)))
            m->chosen = zone;
        flow_space(flow, SPACE_12);
    }
}

static void tell_verdict(struct flow *flow, struct moving *m, const struct deck_cell *cell)
{
    const struct deck *deck = m->moves->deck;
    struct ui *ui = flow->ui;
    const struct theme *t = ui->theme;
    bool right = m->view->given == cell->answer;
    char said[120], text[200];
    zone_in_sentence(deck, m->view->given, said, sizeof said);
    snprintf(text, sizeof text, right ? tr("Right: %s") : tr("Wrong: you said %s"), said);
    struct font font = ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD);
    int sign = ui_scaled(ui, SIGN);
    struct rect line = flow_line(flow, draw_line_px(font));
    draw_sign(&ui->draw, (struct rect){line.x, line.y + (line.h - sign) / 2, sign, sign},
              right ? SIGN_TICK : SIGN_CROSS, right ? t->right : t->wrong);
    rect_cut_left(&line, sign + SPACE_8);
    ui_label(ui, line, font, right ? t->right : t->wrong, ALIGN_LEFT, text);
    flow_space(flow, SPACE_8);
    if (!right) {
        zone_title(ui, flow_line(flow, ui_scaled(ui, SIGN + SPACE_4)), deck, cell->answer, TEXT_BODY);
        flow_space(flow, SPACE_8);
        if (cell->wrong[m->view->given])
            flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, cell->wrong[m->view->given], SPACE_12);
    }
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->ink, cell->why, 0);
}

static void question(struct flow *flow)
{
    struct moving *m = flow->data;
    const struct deck *deck = m->moves->deck;
    const struct moves_ask *ask = &m->moves->asks[m->view->at];
    const struct deck_model *model = &deck->models[ask->model];
    const struct deck_layer *layer = &deck->layers[ask->layer];
    const struct theme *t = flow->ui->theme;
    char text[300];
    if (model->like)
        snprintf(text, sizeof text, tr("%s, like %s. Who secures this there?"), model->name, model->like);
    else
        snprintf(text, sizeof text, tr("%s. Who secures this there?"), model->name);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, text, SPACE_8);
    flow_text(flow, TEXT_HEAD, WEIGHT_BOLD, t->ink, layer->name, SPACE_4);
    if (layer->means && m->view->given == BOARD_OPEN)
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, layer->means, SPACE_16);
    if (m->view->given == BOARD_OPEN)
        zone_buttons(flow, m);
    else
        tell_verdict(flow, m, &layer->cells[ask->model]);
}

static void beside(struct flow *flow)
{
    flow_panel(flow, question, 0);
}

static void one_page(struct flow *flow)
{
    struct moving *m = flow->data;
    flow_panel(flow, question, SPACE_24);
    flow_space(flow, moves_strips(flow->ui, flow->r, m->moves, m->shown));
}

/* -- the screen -- */

static void answer(struct moving *m, struct ui *ui)
{
    if (m->chosen == BOARD_OPEN || m->view->given != BOARD_OPEN)
        return;
    int before = models_shown(m->view, m->moves);
    m->view->given = m->chosen;
    m->view->page.offset_px = 0;
    if (models_shown(m->view, m->moves) > before)
        m->view->since_ms = ui->in.moment.mono_ms;
    ui_focus(ui, 0);
}

static enum moves_action go_on(struct moves_view *view, const struct moves *moves)
{
    if (view->at + 1 >= moves->n_asks)
        return MOVES_DONE;
    view->at++;
    view->given = BOARD_OPEN;
    view->since_ms = 0;
    view->page.offset_px = 0;
    return MOVES_NOTHING;
}

enum moves_action screen_moves(struct moves_view *view, struct ui *ui, const struct moves *moves, const char *last,
                               const char *not_saved)
{
    ui_screen(ui, SCREEN_FIRST * 10000 + 10 + 2 * view->at + (view->given != BOARD_OPEN));
    struct moving m = {view, moves, models_shown(view, moves), BOARD_OPEN};
    const struct deck *deck = moves->deck;
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px};
    char status[80], next[80];
    snprintf(status, sizeof status, tr("%d of %d"), view->at + 1, moves->n_asks);
    ui_top_bar(ui, &r, tr("How the line moves"), ui_wider_than(ui, 40) ? deck->title : "", status);
    ui_notice(ui, &r, ui->theme->wrong, not_saved);
    struct rect below = r;
    rect_cut_bottom(&r, ui_bar_height(ui));
    r = rect_inset(r, ui_margin(ui), ui_wider_than(ui, 40) ? SPACE_24 : SPACE_12);
    if (r.w > MOST * ui->in.text_percent / 100)
        r.w = MOST * ui->in.text_percent / 100;
    if (ui_wider_than(ui, 72 + 8 * (deck->n_models - 4))) {
        struct rect side = rect_cut_right(&r, ui_scaled(ui, PANEL));
        rect_cut_right(&r, SPACE_32);
        table(&m, ui, r);
        flow_page(ui, side, &view->page, true, beside, &m);
    } else {
        rows_come(&m, ui);
        flow_page(ui, r, &view->page, true, one_page, &m);
    }
    bool said = view->given != BOARD_OPEN;
    snprintf(next, sizeof next, tr("Next: %s"),
             view->at + 1 < moves->n_asks ? deck_model_short(deck, moves->asks[view->at + 1].model) : "");
    struct ui_button buttons[] = {{.label = view->at + 1 < moves->n_asks ? next : last,
                                   .key_label = tr("Enter"),
                                   .key = KEY_ENTER,
                                   .kind = BUTTON_PRIMARY,
                                   .disabled = !said},
                                  {.label = tr("Skip"), .key_label = tr("Esc"), .key = KEY_ESCAPE}};
    int pressed = ui_bottom_bar(ui, &below, ID_BAR, buttons, 2,
                                said ? "" : tr("Say what you think: click, or press a number. Nothing counts yet."));
    answer(&m, ui);
    if (pressed == 1)
        return MOVES_SKIP;
    return pressed == 0 && said ? go_on(view, moves) : MOVES_NOTHING;
}
