/* Where the rows and columns of the line stand, and their names; for placing and for feedback alike. */
#include "screens/line_parts.h"
#include "screens/zone.h"

#include "screens/term.h"

#include <string.h>

enum { ROW_MOST = 60 };

/* -- rows -- */

/* Most of the customer's first, of these least of the provider's; else as on the board. */
static bool stands_above(const struct deck *deck, int a, int b)
{
    int more = zone_cells(deck, a, LOOK_CUSTOMER) - zone_cells(deck, b, LOOK_CUSTOMER);
    return more ? more > 0 : zone_cells(deck, a, LOOK_PROVIDER) < zone_cells(deck, b, LOOK_PROVIDER);
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

int line_row_of(const struct line_grid *grid, int layer)
{
    for (int row = 0; row < grid->n_rows; row++)
        if (grid->layer[row] == layer)
            return row;
    return 0;
}

/* -- sizes -- */

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
    int w = w_px / (deck->n_models + 2), most = w_px / deck->n_models - LINE_GAP;
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
    int free_w = r.w - given * given_w - LINE_GAP * (deck->n_models - 1), rest = deck->n_models - given, nth = 0,
        x = r.x;
    for (int model = 0; model < deck->n_models; model++) {
        bool is_given = deck->models[model].given;
        int w = is_given ? given_w : free_w * (nth + 1) / rest - free_w * nth / rest;
        nth += !is_given;
        grid.column[model] = (struct rect){x, r.y, w, r.h};
        x += w + LINE_GAP;
    }
    int least = ui_scaled(ui, TARGET), most = ui_scaled(ui, ROW_MOST), names = names_height(ui, deck, &grid);
    least = names > least ? names : least;
    most = least > most ? least : most;
    int h = grid.n_rows ? r.h / grid.n_rows - LINE_ROW_GAP : most;
    grid.h = h < least ? least : h > most ? most : h;
    grid.step = grid.h + LINE_ROW_GAP;
    return grid;
}

/* -- names -- */

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
