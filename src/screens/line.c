/* The line: a row for each layer, a column for each model. The edge of the customer's part is dragged along a row, or a
   zone's button onto a cell; a click on a cell and on a zone, and keys, do the same. */
#include "screens/line_parts.h"

#include "base/tr.h"
#include "screens/zone.h"

#include <stdio.h>

/* -- cells -- */

/* What a cell shows while the edge of its row is dragged: whole cells left of the pointer are the customer's, the one
   under it in part. */
static int shown_zone(const struct placing *p, const struct line_grid *grid, int row, int model)
{
    int zone = line_zone_of(p, grid, row, model), customer = deck_customer(p->deck);
    if (p->view->edge_row != row)
        return zone;
    struct rect column = grid->column[model];
    return column.x + column.w <= p->ui->in.x ? customer : zone == customer ? BOARD_OPEN : zone;
}

static void draw_cell(struct placing *p, struct rect r, int at, int zone)
{
    struct ui *ui = p->ui;
    bool unsure = zone != BOARD_OPEN && p->board->cells[at].unsure;
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = zone == BOARD_OPEN ? ui->theme->surface : zone_ground(ui, p->deck, zone),
                               .border = zone == BOARD_OPEN ? ui->theme->edge : zone_ink(ui, p->deck, zone),
                               .border_px = zone == BOARD_OPEN || unsure ? BORDER_ZONE : 0,
                               .radius_px = RADIUS_CARD,
                               .dashed = true});
    if (zone == BOARD_OPEN)
        return;
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), weak = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    const char *name = p->deck->zones[zone].name, *mark = unsure ? tr("not sure") : "";
    int sign = ui_scaled(ui, SIGN) + ui_scaled(ui, SPACE_8), name_w = ui_width(ui, font, name);
    int mark_w = unsure ? ui_width(ui, weak, mark) + SPACE_12 : 0;
    if (unsure && sign + name_w + mark_w > r.w - SPACE_16) {
        mark = "?";
        mark_w = ui_width(ui, weak, mark) + SPACE_8;
    }
    int w = sign + name_w + mark_w;
    if (w > r.w - SPACE_8)
        w -= sign, sign = 0;
    struct rect inner = {r.x + (r.w - w) / 2, r.y, w, r.h};
    if (sign)
        rect_cut_left(&inner, zone_title(ui, inner, p->deck, zone, TEXT_BODY));
    else
        rect_cut_left(&inner,
                      ui_label(ui, rect_inset(r, SPACE_4, 0), font, zone_ink(ui, p->deck, zone), ALIGN_LEFT, name));
    if (unsure)
        ui_label(ui, inner, weak, ui->theme->ink, ALIGN_RIGHT, mark);
}

/* The customer's part of the cell that the edge is being dragged through. */
static void draw_part(struct placing *p, struct rect r, int at)
{
    struct ui *ui = p->ui;
    struct rect part = {r.x, r.y, ui->in.x - r.x, r.h};
    if (!rect_has(r, ui->in.x, r.y))
        return;
    int zone = deck_customer(p->deck);
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    int needed = ui_scaled(ui, SIGN) + SPACE_8 + ui_width(ui, font, p->deck->zones[zone].name) + LINE_HANDLE + SPACE_16;
    struct rect old = draw_clip(&ui->draw, part);
    if (part.w >= needed)
        draw_cell(p, part, at, zone);
    else
        draw_box(&ui->draw, r, (struct draw_box){.fill = zone_ground(ui, p->deck, zone), .radius_px = RADIUS_CARD});
    ui->draw.clip = old;
    ui_ring(ui, r, RADIUS_CARD);
}

static void given_cell(struct placing *p, struct rect r, int layer, int model)
{
    struct ui *ui = p->ui;
    const struct deck_cell *cell = &p->deck->layers[layer].cells[model];
    bool given = p->deck->models[model].given && cell->answer != DECK_ABSENT && !cell->open;
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), note = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    if (given)
        draw_box(&ui->draw, r,
                 (struct draw_box){.fill = zone_ground(ui, p->deck, cell->answer), .radius_px = RADIUS_CARD});
    struct rect text = rect_inset(r, SPACE_4, (r.h - draw_line_px(font) - draw_line_px(note)) / 2);
    if (given)
        ui_label(ui, rect_cut_top(&text, draw_line_px(font)), font, zone_ink(ui, p->deck, cell->answer), ALIGN_CENTRE,
                 p->deck->zones[cell->answer].name);
    const char *word = given ? tr("given") : cell->open ? tr("open") : tr("none");
    ui_label(ui, given ? rect_cut_top(&text, draw_line_px(note)) : r, note, ui->theme->muted, ALIGN_CENTRE, word);
}

static void cell(struct placing *p, struct rect r, const struct line_grid *grid, int row, int model)
{
    struct ui *ui = p->ui;
    int at = grid->at[row][model];
    if (at < 0) {
        given_cell(p, r, grid->layer[row], model);
        return;
    }
    char label[160];
    snprintf(label, sizeof label, tr("%s in %s"), p->deck->layers[grid->layer[row]].name, p->deck->models[model].name);
    struct ui_state state = ui_control(ui, ID_LAYER + at, r, label, NULL, false);
    int zone = p->view->drag_zone;
    bool over = zone >= 0 && rect_has(rect_common(r, ui->draw.clip), ui->in.x, ui->in.y);
    if (over && ui->in.released) {
        p->view->drag_zone = -1;
        placing_place(p, at, zone, false);
    } else if (state.clicked) {
        placing_choose(p, at);
    }
    draw_cell(p, r, at, over ? zone : shown_zone(p, grid, row, model));
    if (p->view->edge_row == row)
        draw_part(p, r, at);
    else if (p->view->chosen == at)
        ui_ring(ui, r, RADIUS_CARD);
}

/* -- the form -- */

void form_table(struct placing *p, struct rect r)
{
    struct ui *ui = p->ui;
    struct ui_scroll *scroll = &p->view->rows;
    rect_cut_top(&r, SPACE_16 + 4);
    placing_means(p, &r);
    line_heading(p, rect_cut_top(&r, line_zones_height(p)));
    rect_cut_top(&r, SPACE_24);
    struct line_grid grid = line_grid(ui, p->session, r, false);
    line_heads(ui, p->deck, &grid, &r, true);
    grid = line_grid(ui, p->session, r, false); /* the rows share what is left */
    struct ui_scroll_region region = ui_scroll_begin(ui, r, grid.n_rows * grid.step - LINE_ROW_GAP, grid.step, scroll);
    if (p->view->bring)
        ui_scroll_show(&region, line_row_of(&grid, p->board->cells[p->view->chosen].layer) * grid.step, grid.h);
    line_begin_edge(p, &grid);
    for (int row = 0; row < grid.n_rows; row++) {
        int y = r.y + row * grid.step - scroll->offset_px;
        line_row_name(ui, p->deck, &grid, row, y);
        for (int model = 0; model < grid.n_models; model++)
            cell(p, (struct rect){grid.column[model].x, y, grid.column[model].w, grid.h}, &grid, row, model);
        line_edge_handle(p, &grid, row, y);
    }
    ui_list_end(ui, &region, grid.step);
    line_finish_edge(p, &grid);
    line_finish_zone(p);
}

/* Left and Right along the row, Up and Down in the column; with Shift, Left and Right move the edge. */
void arrows_table(struct placing *p)
{
    struct ui *ui = p->ui;
    struct line_grid grid = line_grid(ui, p->session, (struct rect){0, 0, ui->in.width_px, ui->in.height_px}, false);
    const struct board_cell *chosen = &p->board->cells[p->view->chosen];
    int row = line_row_of(&grid, chosen->layer), model = chosen->model;
    bool shift = ui->in.shift;
    int across = ui_take_key(ui, KEY_RIGHT, false) ? 1 : ui_take_key(ui, KEY_LEFT, false) ? -1 : 0;
    int down = ui_take_key(ui, KEY_DOWN, false) ? 1 : ui_take_key(ui, KEY_UP, false) ? -1 : 0;
    if (across && shift && deck_customer(p->deck) >= 0) {
        line_step_edge(p, &grid, row, across);
        return;
    }
    for (int to = model + across; across && to >= 0 && to < grid.n_models; to += across)
        if (grid.at[row][to] >= 0) {
            placing_choose(p, grid.at[row][to]);
            return;
        }
    for (int to = row + down; down && to >= 0 && to < grid.n_rows; to += down)
        if (grid.at[to][model] >= 0) {
            placing_choose(p, grid.at[to][model]);
            return;
        }
}
