/* For windows with less room: a row for each placement with a button for each zone, or one placement at a time. Boards
   of one model and the line look the same here. */
#include "base/tr.h"
#include "screens/placing.h"
#include "screens/term.h"
#include "screens/zone.h"

#include <stdio.h>

/* A zone as a button: filled when it is the answer given; then a click takes it back. */
static void zone_button(struct placing *p, struct rect r, int at, int zone)
{
    struct ui *ui = p->ui;
    const struct board_cell *cell = &p->board->cells[at];
    bool given = cell->zone == zone;
    int id = ID_CELL + at * DECK_ZONES_MAX + zone;
    struct ui_state state = ui_control(ui, id, r, p->deck->zones[zone].name, zone_key(zone), true);
    if (state.clicked)
        placing_click_zone(p, at, zone);
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = given || state.hover ? zone_ground(ui, p->deck, zone) : ui->theme->surface,
                               .border = given ? zone_ink(ui, p->deck, zone) : ui->theme->edge,
                               .border_px = given ? BORDER_ZONE : BORDER,
                               .radius_px = RADIUS_CARD,
                               .dashed = given && cell->unsure});
    struct rect inner = rect_inset(r, SPACE_12, 0);
    zone_title(ui, inner, p->deck, zone, TEXT_BODY);
    if (state.focused)
        ui_ring(ui, r, RADIUS_CARD);
}

/* "not sure" as a button at the end of a row. */
static void unsure_button(struct placing *p, struct rect r, int at)
{
    struct ui *ui = p->ui;
    const struct board_cell *cell = &p->board->cells[at];
    if (cell->zone == BOARD_OPEN || p->exam)
        return;
    struct ui_state state = ui_control(ui, ID_UNSURE + at, r, cell->unsure ? tr("sure") : tr("not sure"), "?", true);
    if (state.clicked)
        placing_toggle_unsure(p, at);
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = cell->unsure ? ui->theme->ink : ui->theme->surface,
                               .border = ui->theme->edge,
                               .border_px = BORDER,
                               .radius_px = RADIUS_CARD});
    ui_label(ui, r, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), cell->unsure ? ui->theme->on_ink : ui->theme->muted,
             ALIGN_CENTRE, "?");
    if (state.focused)
        ui_ring(ui, r, RADIUS_CARD);
}

struct row_columns {
    struct rect name, zones, end;
};

static struct row_columns row_columns(struct rect r)
{
    struct row_columns c;
    c.name = rect_cut_left(&r, r.w * 29 / 100);
    rect_cut_left(&r, SPACE_12);
    c.end = rect_cut_right(&r, TARGET);
    rect_cut_right(&r, SPACE_8);
    c.zones = r;
    return c;
}

/* Does "in PaaS, Network controls" have room below each name of the line? Else the exam's word has a line of its own.
 */
static bool terms_beside(const struct placing *p, int w_px)
{
    struct ui *ui = p->ui;
    struct font note = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    char where[100];
    for (int at = 0; at < p->board->n_cells; at++) {
        const struct board_cell *cell = &p->board->cells[at];
        snprintf(where, sizeof where, tr("in %s"), p->deck->models[cell->model].name);
        if (term_layer(p->deck, cell->layer) &&
            !term_fits(ui, w_px - ui_width(ui, note, where), deck_layer_short(p->deck->base, cell->layer)))
            return false;
    }
    return true;
}

static int name_width(int w_px)
{
    return row_columns((struct rect){0, 0, w_px, 0}).name.w - 2 * SPACE_8;
}

/* On the line the model stands below the layer, so that neither hides the other. */
static int row_height(const struct placing *p, int w_px)
{
    int name = draw_line_px(ui_font(p->ui, TEXT_BODY, WEIGHT_SEMIBOLD)),
        note = draw_line_px(ui_font(p->ui, TEXT_NOTE, WEIGHT_REGULAR)), least = ui_button_height(p->ui);
    bool line = p->task->kind == TASK_LINE;
    int notes = line + (p->deck->base && (!line || !terms_beside(p, name_width(w_px)))),
        needed = name + notes * note + SPACE_4;
    return notes && needed > least ? needed : least;
}

static void row_name(struct placing *p, struct rect r, int at)
{
    struct ui *ui = p->ui;
    const struct board_cell *cell = &p->board->cells[at];
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), note = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    char where[100];
    if (p->task->kind != TASK_LINE) {
        term_name(ui, r, p->deck, cell->layer, ui->theme->ink);
        return;
    }
    bool beside = terms_beside(p, r.w);
    int name = beside ? draw_line_px(font) : term_height(ui, p->deck), below = draw_line_px(note);
    r = (struct rect){r.x, r.y + (r.h - name - below) / 2, r.w, name + below};
    struct rect above = rect_cut_top(&r, name);
    snprintf(where, sizeof where, tr("in %s"), p->deck->models[cell->model].name);
    rect_cut_left(&r, ui_label(ui, r, note, ui->theme->muted, ALIGN_LEFT, where));
    if (beside)
        ui_label_fitted(ui, above, WEIGHT_SEMIBOLD, ui->theme->ink,
                        layer_name(ui, p->deck, cell->layer, font, above.w));
    else
        term_name(ui, above, p->deck, cell->layer, ui->theme->ink);
    const char *term = beside ? term_layer(p->deck, cell->layer) : NULL;
    term_beside(ui, r, term && !term_fits(ui, r.w, term) ? deck_layer_short(p->deck->base, cell->layer) : term);
}

static void row(struct placing *p, struct rect r, int at)
{
    struct ui *ui = p->ui;
    struct row_columns c = row_columns(r);
    char label[200];
    placing_label(p, at, label, sizeof label);
    struct ui_state state = ui_control(ui, ID_LAYER + at, c.name, label, NULL, false);
    if (state.clicked)
        placing_choose(p, at);
    row_name(p, rect_inset(c.name, SPACE_8, 0), at);
    if (p->view->chosen == at)
        ui_ring(ui, rect_inset(c.name, FOCUS_RING, FOCUS_RING), RADIUS_CARD);
    for (int zone = 0; zone < p->deck->n_zones; zone++)
        zone_button(p, rect_column(c.zones, zone, p->deck->n_zones, SPACE_8), at, zone);
    unsure_button(p, c.end, at);
}

static int heads_height(const struct placing *p)
{
    return ui_scaled(p->ui, 22) +
           (p->deck->base ? draw_line_px(ui_font(p->ui, TEXT_NOTE, WEIGHT_REGULAR)) + SPACE_4 : 0);
}

/* The keys stand once above the columns, and the exam's words for the zones. */
static void row_heads(struct placing *p, struct rect r)
{
    struct rect columns = row_columns(r).zones, keys = rect_cut_top(&columns, ui_scaled(p->ui, 22));
    for (int zone = 0; zone < p->deck->n_zones; zone++) {
        struct rect column = rect_column(keys, zone, p->deck->n_zones, SPACE_8);
        column.w = column.w / 2 + ui_scaled(p->ui, 11);
        ui_key_cap(p->ui, column, zone_key(zone), p->ui->theme->ink);
        if (term_zone(p->deck, zone))
            ui_label(p->ui, rect_column(columns, zone, p->deck->n_zones, SPACE_8),
                     ui_font(p->ui, TEXT_NOTE, WEIGHT_REGULAR), p->ui->theme->muted, ALIGN_CENTRE,
                     term_zone(p->deck, zone));
    }
}

void form_rows(struct placing *p, struct rect r)
{
    struct ui *ui = p->ui;
    struct ui_scroll *scroll = &p->view->rows;
    placing_means(p, &r);
    placing_heading(p, rect_cut_top(&r, ui_scaled(ui, 58)));
    row_heads(p, rect_cut_top(&r, heads_height(p)));
    rect_cut_top(&r, SPACE_8);
    int h = row_height(p, r.w), step = h + SPACE_8, n = p->board->n_cells;
    struct ui_scroll_region region = ui_scroll_begin(ui, r, n * step - SPACE_8, step, scroll);
    if (p->view->bring)
        ui_scroll_show(&region, p->view->chosen * step, h);
    for (int at = 0; at < n; at++)
        row(p, (struct rect){r.x, r.y + at * step - scroll->offset_px, r.w, h}, at);
    ui_list_end(ui, &region, step);
}

static void choice(struct placing *p, struct rect r, int zone)
{
    struct ui *ui = p->ui;
    int at = p->view->chosen;
    const struct board_cell *cell = &p->board->cells[at];
    bool nothing = zone == p->deck->n_zones, given = !nothing && cell->zone == zone;
    const char *key = nothing ? "0" : zone_key(zone);
    const char *name = nothing ? tr("Don't know") : p->deck->zones[zone].name;
    struct ui_state state = ui_control(ui, ID_ZONE + zone, r, name, key, true);
    if (state.clicked && nothing)
        placing_move(p, MOVE_BACK, at, 0);
    else if (state.clicked)
        placing_place(p, at, zone, false);
    uint32_t ink = nothing ? ui->theme->muted : zone_ink(ui, p->deck, zone);
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = given ? zone_ground(ui, p->deck, zone) : ui->theme->surface,
                               .border = ink,
                               .border_px = BORDER_ZONE,
                               .radius_px = RADIUS_CARD,
                               .dashed = given && cell->unsure});
    struct rect inner = rect_inset(r, SPACE_16 + 4, 0);
    rect_cut_right(&inner, ui_key_cap(ui, inner, key, ui->theme->ink) + SPACE_8);
    if (nothing)
        ui_label(ui, inner, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), ui->theme->ink, ALIGN_LEFT, name);
    else
        zone_title_with_term(ui, inner, p->deck, zone);
    if (given || state.focused)
        ui_ring(ui, r, RADIUS_CARD);
}

void form_single(struct placing *p, struct rect r)
{
    struct ui *ui = p->ui;
    const struct board_cell *cell = &p->board->cells[p->view->chosen];
    const struct deck_layer *layer = &p->deck->layers[cell->layer];
    char said[1600];
    const char *means = placing_meaning(p, p->view->chosen, said, sizeof said);
    struct font font = ui_font(ui, TEXT_LEAD, WEIGHT_BOLD), text = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    rect_cut_top(&r, SPACE_16);
    rect_cut_top(&r, ui_paragraph(ui, r, font, ui->theme->ink, layer->name) + SPACE_8);
    if (means)
        rect_cut_top(&r, ui_paragraph(ui, r, text, ui->theme->muted, means) + SPACE_16);
    int n = p->deck->n_zones + 1, lines = (n + 1) / 2, h = ui_scaled(ui, TARGET) + SPACE_4, step = h + SPACE_12 + 2;
    struct ui_scroll_region region = ui_scroll_begin(ui, r, lines * step - SPACE_12 - 2, step, &p->view->rows);
    for (int zone = 0; zone < n; zone++) {
        struct rect line = {r.x, r.y + zone / 2 * step - p->view->rows.offset_px, r.w, h};
        choice(p, rect_column(line, zone % 2, 2, SPACE_16), zone);
    }
    ui_list_end(ui, &region, step);
}

void arrows_list(struct placing *p)
{
    int to = p->view->chosen, last = p->board->n_cells - 1;
    if (ui_take_key(p->ui, KEY_DOWN, false) || ui_take_key(p->ui, KEY_RIGHT, false))
        to++;
    else if (ui_take_key(p->ui, KEY_UP, false) || ui_take_key(p->ui, KEY_LEFT, false))
        to--;
    else if (ui_take_key(p->ui, KEY_HOME, false))
        to = 0;
    else if (ui_take_key(p->ui, KEY_END, false))
        to = last;
    if (to != p->view->chosen && to >= 0 && to <= last)
        placing_choose(p, to);
}
