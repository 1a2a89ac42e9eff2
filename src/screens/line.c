/* The line: a row for each layer, a column for each model. The edge of the customer's part is dragged along a row, or a
   zone's button onto a cell; a click on a cell and on a zone, and keys, do the same. */
#include "screens/line.h"

#include "base/tr.h"
#include "screens/placing.h"
#include "screens/term.h"
#include "screens/zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GAP = SPACE_8, ROW_GAP = SPACE_12, ROW_MOST = 60, HANDLE = 16 };

/* -- the grid -- */

static int cells_of(const struct deck *deck, int layer, enum deck_look look)
{
    int n = 0;
    for (int model = 0; model < deck->n_models; model++) {
        const struct deck_cell *cell = &deck->layers[layer].cells[model];
        n += cell->answer != DECK_ABSENT && !cell->open && deck->zones[cell->answer].look == look;
    }
    return n;
}

/* Most of the customer's first, of these least of the provider's; else as on the board. */
static bool stands_above(const struct deck *deck, int a, int b)
{
    int more = cells_of(deck, a, LOOK_CUSTOMER) - cells_of(deck, b, LOOK_CUSTOMER);
    return more ? more > 0 : cells_of(deck, a, LOOK_PROVIDER) < cells_of(deck, b, LOOK_PROVIDER);
}

static void sort_rows(const struct deck *deck, int *layers, int n)
{
    for (int i = 1; i < n; i++)
        for (int k = i; k > 0 && stands_above(deck, layers[k], layers[k - 1]); k--) {
            int layer = layers[k];
            layers[k] = layers[k - 1];
            layers[k - 1] = layer;
        }
}

static void find_rows(struct line_grid *grid, const struct session *session, bool sorted)
{
    const struct board *board = &session->board;
    for (int at = 0; at < board->n_cells; at++)
        if (at == 0 || board->cells[at].layer != board->cells[at - 1].layer)
            grid->layer[grid->n_rows++] = board->cells[at].layer;
    if (sorted)
        sort_rows(session_deck(session), grid->layer, grid->n_rows);
    memset(grid->at, -1, sizeof grid->at);
    for (int at = 0; at < board->n_cells; at++)
        for (int row = 0; row < grid->n_rows; row++)
            if (grid->layer[row] == board->cells[at].layer)
                grid->at[row][board->cells[at].model] = at;
}

/* As wide as the longest name, but no more than that. */
static int names_width(struct ui *ui, const struct deck *deck, const struct line_grid *grid, int most)
{
    int widest = 0;
    for (int row = 0; row < grid->n_rows; row++) {
        int layer = grid->layer[row],
            name = ui_width(ui, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), deck->layers[layer].name);
        int brief = term_name_width(ui, deck, layer), w = (name > brief ? name : brief) + SPACE_24;
        widest = w > widest ? w : widest;
    }
    return widest < most ? widest : most;
}

/* Of a row, so that its name and the exam's word fit. */
static int names_height(struct ui *ui, const struct deck *deck, const struct line_grid *grid)
{
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), note = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    int most = 0, w = grid->name.w - SPACE_12;
    for (int row = 0; row < grid->n_rows; row++) {
        int layer = grid->layer[row];
        if (!term_layer(deck, layer))
            continue;
        int h = ui_paragraph_height(ui, w, font, deck_layer_short(deck, layer)) +
                ui_paragraph_height(ui, w, note, deck_layer_short(deck->base, layer));
        most = h > most ? h : most;
    }
    return most;
}

/* Narrower than the others, but wide enough for what stands in it. */
static int given_width(struct ui *ui, const struct deck *deck, int w_px)
{
    int w = w_px / (deck->n_models + 2), most = w_px / deck->n_models - GAP;
    for (int zone = 0; zone < deck->n_zones; zone++) {
        int needed = ui_width(ui, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), deck->zones[zone].name) + 2 * SPACE_8;
        w = needed > w ? needed : w;
    }
    return w < most ? w : most;
}

struct line_grid line_grid(struct ui *ui, const struct session *session, struct rect r, bool sorted)
{
    const struct deck *deck = session_deck(session);
    struct line_grid grid = {.n_models = deck->n_models};
    find_rows(&grid, session, sorted);
    grid.name = rect_cut_left(&r, names_width(ui, deck, &grid, r.w / 4));
    int given = 0, given_w = given_width(ui, deck, r.w);
    for (int model = 0; model < deck->n_models; model++)
        given += deck->models[model].given;
    int free_w = r.w - given * given_w - GAP * (deck->n_models - 1), rest = deck->n_models - given, nth = 0, x = r.x;
    for (int model = 0; model < deck->n_models; model++) {
        bool is_given = deck->models[model].given;
        int w = is_given ? given_w : free_w * (nth + 1) / rest - free_w * nth / rest;
        nth += !is_given;
        grid.column[model] = (struct rect){x, r.y, w, r.h};
        x += w + GAP;
    }
    int least = ui_scaled(ui, TARGET), most = ui_scaled(ui, ROW_MOST), names = names_height(ui, deck, &grid);
    least = names > least ? names : least;
    most = least > most ? least : most;
    int h = grid.n_rows ? r.h / grid.n_rows - ROW_GAP : most;
    grid.h = h < least ? least : h > most ? most : h;
    grid.step = grid.h + ROW_GAP;
    return grid;
}

static bool any_term(const struct deck *deck)
{
    for (int model = 0; model < deck->n_models; model++)
        if (term_model(deck, model))
            return true;
    return false;
}

void line_heads(struct ui *ui, const struct deck *deck, const struct line_grid *grid, struct rect *r, bool like)
{
    struct font name = ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD), note = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    struct rect names = rect_cut_top(r, draw_line_px(name)),
                terms = rect_cut_top(r, any_term(deck) ? draw_line_px(note) : 0), likes = {0};
    if (like)
        likes = rect_cut_top(r, draw_line_px(note));
    rect_cut_top(r, SPACE_12);
    for (int model = 0; model < deck->n_models; model++) {
        const struct deck_model *m = &deck->models[model];
        struct rect c = grid->column[model];
        const char *text = ui_width(ui, name, m->name) <= c.w ? m->name : deck_model_short(deck, model);
        struct font font = ui_width(ui, name, text) <= c.w ? name : ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
        ui_label(ui, (struct rect){c.x, names.y, c.w, names.h}, font, ui->theme->ink, ALIGN_CENTRE, text);
        const char *term = term_model(deck, model);
        if (term)
            ui_label(ui, (struct rect){c.x, terms.y, c.w, terms.h}, note, ui->theme->muted, ALIGN_CENTRE,
                     ui_width(ui, note, term) <= c.w ? term : deck_model_short(deck->base, model));
        if (like && m->like && ui_width(ui, note, m->like) <= c.w)
            ui_label(ui, (struct rect){c.x, likes.y, c.w, likes.h}, note, ui->theme->muted, ALIGN_CENTRE, m->like);
    }
}

/* Name and exam's word, each short where the long ones are too high together; where no two fit, the name alone. */
void line_row_name(struct ui *ui, const struct deck *deck, const struct line_grid *grid, int row, int y)
{
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), note = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    int w = grid->name.w - SPACE_12, layer = grid->layer[row];
    const char *name = deck->layers[layer].name, *term = term_layer(deck, layer),
               *brief = deck_layer_short(deck, layer);
    if (ui_paragraph_height(ui, w, font, name) > grid->h)
        name = brief;
    int h = ui_paragraph_height(ui, w, font, name), below = term ? ui_paragraph_height(ui, w, note, term) : 0;
    if (term && h + below > grid->h) {
        term = deck_layer_short(deck->base, layer);
        below = ui_paragraph_height(ui, w, note, term);
    }
    if (term && h + below > grid->h) {
        name = brief;
        h = ui_paragraph_height(ui, w, font, name);
    }
    if (h + below > grid->h)
        below = 0;
    struct rect r = {grid->name.x, y + (grid->h - h - below) / 2, w, h};
    ui_paragraph(ui, r, font, ui->theme->ink, name);
    if (below)
        ui_paragraph(ui, (struct rect){r.x, r.y + h, w, below}, note, ui->theme->muted, term);
}

/* -- the edge -- */

static int zone_of(const struct placing *p, const struct line_grid *grid, int row, int model)
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
    while (model < grid->n_models && (grid->at[row][model] < 0 || zone_of(p, grid, row, model) == customer))
        model++;
    return model;
}

static int edge_x(const struct line_grid *grid, int edge)
{
    return edge < grid->n_models ? grid->column[edge].x - GAP / 2
                                 : grid->column[grid->n_models - 1].x + grid->column[grid->n_models - 1].w + GAP / 2;
}

static int nearest_edge(const struct line_grid *grid, int row, int x)
{
    int best = first_asked(grid, row);
    for (int edge = best; edge <= grid->n_models; edge++)
        if (abs(edge_x(grid, edge) - x) < abs(edge_x(grid, best) - x))
            best = edge;
    return best;
}

static int row_of(const struct line_grid *grid, int layer)
{
    for (int row = 0; row < grid->n_rows; row++)
        if (grid->layer[row] == layer)
            return row;
    return 0;
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
static void step_edge(struct placing *p, const struct line_grid *grid, int row, int step)
{
    int edge = edge_of(p, grid, row) + step;
    while (edge >= first_asked(grid, row) && edge <= grid->n_models && !move_edge(p, grid, row, edge))
        edge += step;
}

static void draw_handle(struct placing *p, int x, int y, int h)
{
    struct ui *ui = p->ui;
    struct rect bar = {x - HANDLE / 2, y - SPACE_4, HANDLE, h + 2 * SPACE_4};
    draw_box(&ui->draw, bar, (struct draw_box){.fill = ui->theme->ink, .radius_px = 4});
    for (int i = 0; i < 2; i++)
        draw_box(&ui->draw, (struct rect){x - 3 + 4 * i, y + h / 2 - 12, 2, 24},
                 (struct draw_box){.fill = ui->theme->on_ink});
}

/* A click beside the edge means the cell that is there. */
static void choose_at(struct placing *p, const struct line_grid *grid, int row, int x)
{
    for (int model = 0; model < grid->n_models; model++)
        if (grid->at[row][model] >= 0 && x >= grid->column[model].x - GAP / 2 &&
            x < grid->column[model].x + grid->column[model].w + GAP / 2)
            placing_choose(p, grid->at[row][model]);
}

/* Every row has its edge: small where the row is neither chosen nor under the pointer. */
static void edge_handle(struct placing *p, const struct line_grid *grid, int row, int y)
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
        ui_ring(ui, (struct rect){x - HANDLE / 2, y - SPACE_4, HANDLE, grid->h + 2 * SPACE_4}, 4);
}

static void finish_edge(struct placing *p, const struct line_grid *grid)
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

/* -- cells -- */

/* What a cell shows while the edge of its row is dragged: whole cells left of the pointer are the customer's, the one
   under it in part. */
static int shown_zone(const struct placing *p, const struct line_grid *grid, int row, int model)
{
    int zone = zone_of(p, grid, row, model), customer = deck_customer(p->deck);
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
    int needed = ui_scaled(ui, SIGN) + SPACE_8 + ui_width(ui, font, p->deck->zones[zone].name) + HANDLE + SPACE_16;
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

/* -- zone buttons -- */

static int zone_button_width(struct placing *p, int zone)
{
    struct ui *ui = p->ui;
    const char *term = term_zone(p->deck, zone);
    int name = ui_width(ui, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), p->deck->zones[zone].name);
    int below = term ? ui_width(ui, ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR), term) : 0;
    return (name > below ? name : below) + ui_scaled(ui, SIGN + 8 + 26) + SPACE_8 + 2 * 20;
}

static int zone_button_height(const struct placing *p)
{
    int needed = term_height(p->ui, p->deck), least = ui_button_height(p->ui);
    return needed > least ? needed : least;
}

static void draw_zone_button(struct placing *p, struct rect r, int zone, bool hover, bool lifted)
{
    struct ui *ui = p->ui;
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = hover || lifted ? zone_ground(ui, p->deck, zone) : ui->theme->surface,
                               .border = zone_ink(ui, p->deck, zone),
                               .border_px = BORDER_ZONE,
                               .radius_px = RADIUS_CARD,
                               .shadow_px = lifted ? 20 : 0});
    struct rect inner = rect_inset(r, 20, 0);
    rect_cut_right(&inner, ui_key_cap(ui, inner, zone_key(zone), ui->theme->ink) + SPACE_8);
    zone_title_with_term(ui, inner, p->deck, zone);
}

static void zone_button(struct placing *p, struct rect r, int zone)
{
    struct ui *ui = p->ui;
    struct board_view *v = p->view;
    struct ui_state state = ui_control(ui, ID_ZONE + zone, r, p->deck->zones[zone].name, zone_key(zone), true);
    int dx = ui->in.x - ui->press_x, dy = ui->in.y - ui->press_y;
    if (state.held && ui->in.down && v->drag_zone < 0 && dx * dx + dy * dy >= DRAG_PX * DRAG_PX) {
        v->drag_zone = zone;
        v->grip_x = ui->press_x - r.x;
        v->grip_y = ui->press_y - r.y;
    }
    if (state.clicked && v->drag_zone < 0)
        placing_click_zone(p, v->chosen, zone);
    draw_zone_button(p, r, zone, state.hover, false);
    if (state.focused)
        ui_ring(ui, r, RADIUS_CARD);
}

/* After the cells had their chance to take it. */
static void finish_zone(struct placing *p)
{
    struct board_view *v = p->view;
    struct ui *ui = p->ui;
    if (v->drag_zone < 0)
        return;
    if (ui_take_key(ui, KEY_ESCAPE, false) || !ui->in.down || ui->active != ID_ZONE + v->drag_zone) {
        v->drag_zone = -1;
        ui->active = 0;
        placing_choose(p, v->chosen);
        return;
    }
    int w = zone_button_width(p, v->drag_zone);
    draw_zone_button(p, (struct rect){ui->in.x - v->grip_x, ui->in.y - v->grip_y, w, zone_button_height(p)},
                     v->drag_zone, false, true);
}

static void heading(struct placing *p, struct rect r)
{
    struct ui *ui = p->ui;
    int h = zone_button_height(p), n = p->deck->n_zones;
    struct rect places[DECK_ZONES_MAX];
    for (int zone = n - 1; zone >= 0; zone--) {
        places[zone] = rect_cut_right(&r, zone_button_width(p, zone));
        rect_cut_right(&r, SPACE_12);
    }
    for (int zone = 0; zone < n; zone++) /* the focus goes from left to right */
        zone_button(p, (struct rect){places[zone].x, places[zone].y + (places[zone].h - h) / 2, places[zone].w, h},
                    zone);
    struct font font = ui_font(ui, TEXT_TITLE, WEIGHT_BOLD), lead = ui_font(ui, TEXT_LEAD, WEIGHT_BOLD);
    const char *text = board_question(p->deck);
    if (ui_width(ui, font, text) <= r.w)
        ui_label(ui, r, font, ui->theme->ink, ALIGN_LEFT, text);
    else if (ui_width(ui, lead, text) <= r.w)
        ui_label(ui, r, lead, ui->theme->ink, ALIGN_LEFT, text);
}

/* -- the form -- */

/* Before anything of the rows is drawn: the frame in which a drag begins shows it. */
static void begin_edge(struct placing *p, const struct line_grid *grid)
{
    const struct ui *ui = p->ui;
    int row = ui->active - ID_EDGE;
    if (row >= 0 && row < grid->n_rows && ui->in.down && abs(ui->in.x - ui->press_x) >= DRAG_PX)
        p->view->edge_row = row;
}

void form_table(struct placing *p, struct rect r)
{
    struct ui *ui = p->ui;
    struct ui_scroll *scroll = &p->view->rows;
    rect_cut_top(&r, SPACE_16 + 4);
    placing_means(p, &r);
    heading(p, rect_cut_top(&r, zone_button_height(p)));
    rect_cut_top(&r, SPACE_24);
    struct line_grid grid = line_grid(ui, p->session, r, false);
    line_heads(ui, p->deck, &grid, &r, true);
    grid = line_grid(ui, p->session, r, false); /* the rows share what is left */
    struct ui_scroll_region region = ui_scroll_begin(ui, r, grid.n_rows * grid.step - ROW_GAP, grid.step, scroll);
    if (p->view->bring)
        ui_scroll_show(&region, row_of(&grid, p->board->cells[p->view->chosen].layer) * grid.step, grid.h);
    begin_edge(p, &grid);
    for (int row = 0; row < grid.n_rows; row++) {
        int y = r.y + row * grid.step - scroll->offset_px;
        line_row_name(ui, p->deck, &grid, row, y);
        for (int model = 0; model < grid.n_models; model++)
            cell(p, (struct rect){grid.column[model].x, y, grid.column[model].w, grid.h}, &grid, row, model);
        edge_handle(p, &grid, row, y);
    }
    ui_list_end(ui, &region, grid.step);
    finish_edge(p, &grid);
    finish_zone(p);
}

/* Left and Right along the row, Up and Down in the column; with Shift, Left and Right move the edge. */
void arrows_table(struct placing *p)
{
    struct ui *ui = p->ui;
    struct line_grid grid = line_grid(ui, p->session, (struct rect){0, 0, ui->in.width_px, ui->in.height_px}, false);
    const struct board_cell *chosen = &p->board->cells[p->view->chosen];
    int row = row_of(&grid, chosen->layer), model = chosen->model;
    bool shift = ui->in.shift;
    int across = ui_take_key(ui, KEY_RIGHT, false) ? 1 : ui_take_key(ui, KEY_LEFT, false) ? -1 : 0;
    int down = ui_take_key(ui, KEY_DOWN, false) ? 1 : ui_take_key(ui, KEY_UP, false) ? -1 : 0;
    if (across && shift && deck_customer(p->deck) >= 0) {
        step_edge(p, &grid, row, across);
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
