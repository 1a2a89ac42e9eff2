/* Feedback on the line: every cell shows whose it is and how it was answered; the true line is drawn once, where a cell
   of the customer's stands beside another. */
#include "base/tr.h"
#include "screens/checking.h"
#include "screens/line.h"
#include "screens/term.h"
#include "screens/zone.h"

#include <stdio.h>

static bool is_customer(const struct checking *c, int layer, int model)
{
    return line_is_customer(c->deck, layer, model);
}

static void verdict_text(const struct checking *c, int at, char *text, int size)
{
    const struct session_answer *answer = &c->session->answers[at];
    char said[80];
    if (c->session->slipped[at])
        snprintf(text, (size_t)size, "%s", tr("slipped"));
    else if (answer->verdict == VERDICT_RIGHT)
        snprintf(text, (size_t)size, "%s", answer->unsure ? tr("right, not sure") : tr("right"));
    else if (answer->verdict == VERDICT_DIFFERS)
        snprintf(text, (size_t)size, "%s", tr("sources differ"));
    else if (answer->verdict == VERDICT_OPEN)
        snprintf(text, (size_t)size, "%s", tr("left open"));
    else
        snprintf(text, (size_t)size, tr("you: %s"), zone_in_sentence(c->deck, answer->given, said, sizeof said));
}

/* The verdict under the zone's name, sign and word in the middle; the word goes where there is no room for it. */
static void draw_cell_verdict(struct checking *c, struct rect r, int at)
{
    struct ui *ui = c->ui;
    struct font note = ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD);
    char text[120];
    verdict_text(c, at, text, sizeof text);
    if (c->session->slipped[at]) {
        ui_label(ui, r, note, ui->theme->muted, ALIGN_CENTRE, text);
        return;
    }
    int sign = ui_scaled(ui, TEXT_NOTE + 3) + SPACE_4 + 2, w = sign + ui_width(ui, note, text);
    if (w > r.w) {
        text[0] = '\0';
        w = sign;
    }
    draw_verdict(c, (struct rect){r.x + (r.w - w) / 2, r.y, w, r.h}, c->session->answers[at].verdict, TEXT_NOTE,
                 WEIGHT_SEMIBOLD, text);
}

static void cell(struct checking *c, struct rect r, const struct line_grid *grid, int row, int model)
{
    struct ui *ui = c->ui;
    int at = grid->at[row][model], layer = grid->layer[row];
    const struct deck_cell *answer = &c->deck->layers[layer].cells[model];
    bool zoned = answer->answer != DECK_ABSENT && !answer->open;
    bool mistake = at >= 0 && verdict_is_mistake(c->session->answers[at].verdict) && !c->session->slipped[at];
    char label[160];
    snprintf(label, sizeof label, tr("%s in %s"), c->deck->layers[layer].name, c->deck->models[model].name);
    if (at >= 0 && ui_control(ui, ID_LAYER + at, r, label, NULL, false).clicked)
        checking_choose(c, at);
    if (zoned)
        draw_box(&ui->draw, r,
                 (struct draw_box){.fill = zone_ground(ui, c->deck, answer->answer),
                                   .border = mistake ? ui->theme->wrong : 0,
                                   .border_px = mistake ? BORDER_ZONE : 0,
                                   .radius_px = RADIUS_CARD});
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), note = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    struct rect inner = rect_inset(r, SPACE_4, (r.h - draw_line_px(font) - draw_line_px(note)) / 2);
    if (zoned)
        ui_label(ui, rect_cut_top(&inner, draw_line_px(font)), font, zone_ink(ui, c->deck, answer->answer),
                 ALIGN_CENTRE, c->deck->zones[answer->answer].name);
    if (at >= 0)
        draw_cell_verdict(c, rect_cut_top(&inner, draw_line_px(note)), at);
    else
        ui_label(ui, zoned ? rect_cut_top(&inner, draw_line_px(note)) : r, note, ui->theme->muted, ALIGN_CENTRE,
                 zoned          ? tr("given")
                 : answer->open ? tr("open")
                                : tr("none"));
    if (at >= 0 && c->view->chosen == at)
        ui_ring(ui, r, RADIUS_CARD);
}

static int rows_drawn(struct checking *c, int n_rows)
{
    return line_rows_drawn(c->ui, &c->view->line_since_ms, n_rows);
}

/* Where a part comes back to the customer, left and right do not say it. */
static const char *stands_where(const struct checking *c)
{
    for (int at = 0; at < c->board->n_cells; at++) {
        const struct board_cell *cell = &c->board->cells[at];
        if (is_customer(c, cell->layer, cell->model) && cell->model > 0 &&
            !is_customer(c, cell->layer, cell->model - 1))
            return line_says(true);
    }
    return line_says(false);
}

/* The cells have no room for the exam's words of their zones. */
static const char *legend_text(const struct checking *c, char *text, size_t size)
{
    size_t length = (size_t)snprintf(text, size, "%s", stands_where(c));
    bool first = true;
    for (int zone = 0; zone < c->deck->n_zones && length < size; zone++) {
        const char *term = term_zone(c->deck, zone);
        if (!term)
            continue;
        length +=
            (size_t)snprintf(text + length, size - length, first ? tr(" In the exam: %s is %s") : tr(", %s is %s"),
                             c->deck->zones[zone].name, term);
        first = false;
    }
    return text;
}

void checked_table(struct checking *c, struct rect r)
{
    struct ui *ui = c->ui;
    bool line = deck_customer(c->deck) >= 0;
    struct line_grid grid = line_grid(ui, c->session, r, true);
    line_heads(ui, c->deck, &grid, &r, false);
    char text[800];
    int text_h = line_legend_height(ui, r.w, legend_text(c, text, sizeof text));
    struct rect below = rect_cut_bottom(&r, line ? text_h + SPACE_16 : 0);
    grid = line_grid(ui, c->session, r, true);
    struct ui_scroll_region region =
        ui_scroll_begin(ui, r, grid.n_rows * grid.step - SPACE_12, grid.step, &c->view->list);
    for (int row = 0; row < grid.n_rows && c->view->bring; row++)
        if (grid.layer[row] == c->board->cells[c->view->chosen].layer)
            ui_scroll_show(&region, row * grid.step, grid.h);
    int y = r.y - c->view->list.offset_px;
    for (int row = 0; row < grid.n_rows; row++) {
        line_row_name(ui, c->deck, &grid, row, y + row * grid.step);
        for (int model = 0; model < grid.n_models; model++)
            cell(c, (struct rect){grid.column[model].x, y + row * grid.step, grid.column[model].w, grid.h}, &grid, row,
                 model);
    }
    if (line)
        line_true(ui, &(struct line_shape){c->deck, grid.layer, grid.column, grid.n_models, grid.h, grid.step}, y, 0,
                  rows_drawn(c, grid.n_rows));
    ui_list_end(ui, &region, grid.step);
    int end = r.y + grid.n_rows * grid.step + SPACE_8;
    if (line)
        line_legend(ui, (struct rect){below.x, end < below.y + SPACE_16 ? end : below.y + SPACE_16, below.w, below.h},
                    text);
}

void checked_table_arrows(struct checking *c)
{
    struct ui *ui = c->ui;
    struct line_grid grid = line_grid(ui, c->session, (struct rect){0, 0, ui->in.width_px, ui->in.height_px}, true);
    const struct board_cell *chosen = &c->board->cells[c->view->chosen];
    int across = ui_take_key(ui, KEY_RIGHT, false) ? 1 : ui_take_key(ui, KEY_LEFT, false) ? -1 : 0;
    int down = ui_take_key(ui, KEY_DOWN, false) ? 1 : ui_take_key(ui, KEY_UP, false) ? -1 : 0;
    int row = 0;
    while (row < grid.n_rows - 1 && grid.layer[row] != chosen->layer)
        row++;
    for (int to = chosen->model + across; across && to >= 0 && to < grid.n_models; to += across)
        if (grid.at[row][to] >= 0) {
            checking_choose(c, grid.at[row][to]);
            return;
        }
    for (int to = row + down; down && to >= 0 && to < grid.n_rows; to += down)
        if (grid.at[to][chosen->model] >= 0) {
            checking_choose(c, grid.at[to][chosen->model]);
            return;
        }
}

int checked_table_order(struct checking *c, int at[BOARD_CELLS_MAX])
{
    struct line_grid grid =
        line_grid(c->ui, c->session, (struct rect){0, 0, c->ui->in.width_px, c->ui->in.height_px}, true);
    int n = 0;
    for (int row = 0; row < grid.n_rows; row++)
        for (int model = 0; model < grid.n_models; model++)
            if (grid.at[row][model] >= 0)
                at[n++] = grid.at[row][model];
    return n;
}
