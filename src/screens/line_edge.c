/* The edge of a row: where the customer's part ends. It is dragged, or moved by keys from place to place. */
#include "screens/line_parts.h"

#include "base/tr.h"

#include <stdio.h>
#include <stdlib.h>

int line_zone_of(const struct placing *p, const struct line_grid *grid, int row, int model)
{
    int at = grid->at[row][model];
    if (at >= 0)
        return p->board->cells[at].zone;
    const struct deck_cell *cell = &p->deck->layers[grid->layer[row]].cells[model];
    return p->deck->models[model].given && !cell->open ? cell->answer : BOARD_OPEN;
}

static int first_asked(const struct line_grid *grid, int row)
{
    int model = 0;
    while (model < grid->n_models && grid->at[row][model] < 0)
        model++;
    return model;
}

/* Before which model the customer's part ends: behind its unbroken run from the left. */
static int edge_of(const struct placing *p, const struct line_grid *grid, int row)
{
    int customer = deck_customer(p->deck), model = first_asked(grid, row);
    while (model < grid->n_models && (grid->at[row][model] < 0 || line_zone_of(p, grid, row, model) == customer))
        model++;
    return model;
}

static int edge_x(const struct line_grid *grid, int edge)
{
    return edge < grid->n_models
               ? grid->column[edge].x - LINE_GAP / 2
               : grid->column[grid->n_models - 1].x + grid->column[grid->n_models - 1].w + LINE_GAP / 2;
}

static int nearest_edge(const struct line_grid *grid, int row, int x)
{
    int best = first_asked(grid, row);
    for (int edge = best; edge <= grid->n_models; edge++)
        if (abs(edge_x(grid, edge) - x) < abs(edge_x(grid, best) - x))
            best = edge;
    return best;
}

static int any_cell(const struct line_grid *grid, int row)
{
    return grid->at[row][first_asked(grid, row)];
}

static bool move_edge(struct placing *p, const struct line_grid *grid, int row, int edge)
{
    if (!placing_move(p, MOVE_EDGE, any_cell(grid, row), edge))
        return false;
    int beside = edge < grid->n_models ? grid->at[row][edge] : -1;
    placing_choose(p, beside >= 0 ? beside : any_cell(grid, row));
    return true;
}

/* To the next place where that changes a cell: cells that are not asked are passed over. */
void line_step_edge(struct placing *p, const struct line_grid *grid, int row, int step)
{
    int edge = edge_of(p, grid, row) + step;
    while (edge >= first_asked(grid, row) && edge <= grid->n_models && !move_edge(p, grid, row, edge))
        edge += step;
}

/* -- the handle -- */

static void draw_handle(struct placing *p, int x, int y, int h)
{
    struct ui *ui = p->ui;
    struct rect bar = {x - LINE_HANDLE / 2, y - SPACE_4, LINE_HANDLE, h + 2 * SPACE_4};
    draw_box(&ui->draw, bar, (struct draw_box){.fill = ui->theme->ink, .radius_px = 4});
    for (int i = 0; i < 2; i++)
        draw_box(&ui->draw, (struct rect){x - 3 + 4 * i, y + h / 2 - 12, 2, 24},
                 (struct draw_box){.fill = ui->theme->on_ink});
}

/* A click beside the edge means the cell that is there. */
static void choose_at(struct placing *p, const struct line_grid *grid, int row, int x)
{
    for (int model = 0; model < grid->n_models; model++)
        if (grid->at[row][model] >= 0 && x >= grid->column[model].x - LINE_GAP / 2 &&
            x < grid->column[model].x + grid->column[model].w + LINE_GAP / 2)
            placing_choose(p, grid->at[row][model]);
}

/* Every row has its edge: small where the row is neither chosen nor under the pointer. */
void line_edge_handle(struct placing *p, const struct line_grid *grid, int row, int y)
{
    struct ui *ui = p->ui;
    struct board_view *v = p->view;
    bool dragged = v->edge_row == row, chosen = p->board->cells[v->chosen].layer == grid->layer[row];
    if (deck_customer(p->deck) < 0 || v->drag_zone >= 0 || (v->edge_row >= 0 && !dragged))
        return;
    int edge = edge_of(p, grid, row), x = dragged ? ui->in.x : edge_x(grid, edge);
    int from = edge_x(grid, first_asked(grid, row)), to = edge_x(grid, grid->n_models);
    x = x < from ? from : x > to ? to : x;
    char label[120];
    snprintf(label, sizeof label, tr("Edge of %s"), p->deck->layers[grid->layer[row]].name);
    struct rect hit = {edge_x(grid, edge) - TARGET / 2, y, TARGET, grid->h};
    struct ui_state state = ui_control(ui, ID_EDGE + row, hit, label, tr("Shift \xe2\x86\x90 \xe2\x86\x92"), false);
    if (state.clicked && !dragged)
        choose_at(p, grid, row, ui->in.x);
    if (dragged || chosen || state.hover)
        draw_handle(p, x, y, grid->h);
    else
        draw_box(&ui->draw, (struct rect){x - SPACE_4 / 2, y + grid->h / 4, SPACE_4, grid->h / 2},
                 (struct draw_box){.fill = ui->theme->edge, .radius_px = 2});
    if (state.focused && !dragged)
        ui_ring(ui, (struct rect){x - LINE_HANDLE / 2, y - SPACE_4, LINE_HANDLE, grid->h + 2 * SPACE_4}, 4);
}

/* -- the drag -- */

/* Before anything of the rows is drawn: the frame in which a drag begins shows it. */
void line_begin_edge(struct placing *p, const struct line_grid *grid)
{
    const struct ui *ui = p->ui;
    int row = ui->active - ID_EDGE;
    if (row >= 0 && row < grid->n_rows && ui->in.down && abs(ui->in.x - ui->press_x) >= DRAG_PX)
        p->view->edge_row = row;
}

void line_finish_edge(struct placing *p, const struct line_grid *grid)
{
    struct board_view *v = p->view;
    int row = v->edge_row;
    if (row < 0)
        return; /* Escape is somebody else's */
    bool escaped = ui_take_key(p->ui, KEY_ESCAPE, false), lost = !p->ui->in.down && !p->ui->in.released;
    if (!p->ui->in.released && !escaped && !lost && p->ui->active == ID_EDGE + row)
        return;
    v->edge_row = -1;
    p->ui->active = 0;
    if (p->ui->in.released &&
        rect_has((struct rect){0, 0, p->ui->in.width_px, p->ui->in.height_px}, p->ui->in.x, p->ui->in.y))
        move_edge(p, grid, row, nearest_edge(grid, row, p->ui->in.x));
    else
        placing_choose(p, any_cell(grid, row));
}
