/* The moves of a board and the texts round it, the same in every form. */
#include "screens/placing.h"
#include "base/tr.h"
#include "screens/term.h"
#include "screens/zone.h"

#include <stdio.h>
#include <string.h>

bool placing_move(struct placing *p, enum move_kind kind, int at, int zone)
{
    if (!p->exam)
        return session_apply(p->session, (struct move){kind, at, zone}, p->ui->in.moment);
    static const enum exam_move_kind moves[] = {
        [MOVE_PLACE] = EXAM_PLACE, [MOVE_PLACE_UNSURE] = EXAM_PLACE, [MOVE_BACK] = EXAM_BACK, [MOVE_UNDO] = EXAM_UNDO};
    bool known = kind == MOVE_PLACE || kind == MOVE_PLACE_UNSURE || kind == MOVE_BACK || kind == MOVE_UNDO;
    return known && exam_apply(p->exam, (struct exam_move){moves[kind], at, zone}, p->ui->in.moment);
}

void placing_choose(struct placing *p, int at)
{
    p->view->chosen = at;
    p->view->bring = true;
    ui_focus(p->ui, ID_LAYER + at);
}

/* The next layer that is still open, behind `at` first; `at` itself when none is. */
static int next_open(const struct board *board, int at)
{
    for (int i = 1; i <= board->n_cells; i++) {
        int candidate = (at + i) % board->n_cells;
        if (board->cells[candidate].zone == BOARD_OPEN)
            return candidate;
    }
    return at;
}

void placing_place(struct placing *p, int at, int zone, bool unsure)
{
    bool was_open = p->board->cells[at].zone == BOARD_OPEN;
    bool single = placing_form(p) == FORM_SINGLE;
    if (placing_move(p, unsure ? MOVE_PLACE_UNSURE : MOVE_PLACE, at, zone) && was_open && !single)
        placing_choose(p, next_open(p->board, at));
    else
        placing_choose(p, at);
}

void placing_click_zone(struct placing *p, int at, int zone)
{
    if (p->board->cells[at].zone != zone) {
        placing_place(p, at, zone, false);
        return;
    }
    placing_move(p, MOVE_BACK, at, 0);
    placing_choose(p, at);
}

void placing_toggle_unsure(struct placing *p, int at)
{
    placing_move(p, MOVE_UNSURE, at, 0);
    placing_choose(p, at);
}

void placing_glide(struct placing *p, int at, struct rect from, int ms)
{
    p->view->glide.at = at;
    p->view->glide.from = from;
    p->view->glide.start_ms = p->ui->in.moment.mono_ms;
    p->view->glide.ms = ms;
}

/* -- texts -- */

void placing_label(const struct placing *p, int at, char *text, int size)
{
    const struct board_cell *cell = &p->board->cells[at];
    const char *layer = p->deck->layers[cell->layer].name;
    if (p->task->kind == TASK_LINE)
        snprintf(text, (size_t)size, tr("%s in %s"), layer, p->deck->models[cell->model].name);
    else
        snprintf(text, (size_t)size, "%s", layer);
}

static void draw_path(struct placing *p, struct rect r)
{
    struct ui *ui = p->ui;
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), bold = ui_font(ui, TEXT_BODY, WEIGHT_BOLD);
    for (int model = p->deck->n_models - 1; model >= 0; model--) {
        const char *name = deck_model_short(p->deck, model);
        if (model == p->task->model) {
            int w = ui_width(ui, bold, name) + 2 * SPACE_12, h = draw_line_px(bold) + 10;
            struct rect pill = {r.x + r.w - w, r.y + (r.h - h) / 2, w, h};
            draw_box(&ui->draw, pill, (struct draw_box){.fill = ui->theme->ink, .radius_px = 6});
            ui_label(ui, pill, bold, ui->theme->on_ink, ALIGN_CENTRE, name);
            rect_cut_right(&r, w);
        } else {
            rect_cut_right(&r, ui_label(ui, r, font, ui->theme->muted, ALIGN_RIGHT, name));
        }
        rect_cut_right(&r, SPACE_8);
        if (model > 0)
            rect_cut_right(&r, ui_label(ui, r, font, ui->theme->muted, ALIGN_RIGHT, "\xe2\x80\xba") + SPACE_8);
    }
}

static int path_width(struct placing *p)
{
    int w = 2 * SPACE_12;
    for (int model = 0; model < p->deck->n_models; model++)
        w += ui_width(p->ui, ui_font(p->ui, TEXT_BODY, WEIGHT_BOLD), deck_model_short(p->deck, model)) +
             (model ? ui_scaled(p->ui, 22) : 0);
    return w;
}

const char *board_question(const struct deck *deck)
{
    return deck_customer(deck) >= 0 ? tr("Where does each layer stop being yours?") : tr("Who has each layer?");
}

void board_about(const struct deck_model *model, char *text, int size)
{
    if (model->like)
        snprintf(text, (size_t)size, tr("like %s. Who secures it?"), model->like);
    else
        snprintf(text, (size_t)size, "%s", tr("Who secures it?"));
}

void placing_heading(struct placing *p, struct rect r)
{
    struct ui *ui = p->ui;
    if (p->task->kind == TASK_LINE) {
        const char *text = board_question(p->deck);
        struct font title = ui_font(ui, TEXT_TITLE, WEIGHT_BOLD);
        if (ui_width(ui, title, text) > r.w)
            title = ui_font(ui, TEXT_LEAD, WEIGHT_BOLD);
        ui_label(ui, r, title, ui->theme->ink, ALIGN_LEFT, text);
        return;
    }
    const struct deck_model *model = &p->deck->models[p->task->model];
    char about[200];
    board_about(model, about, sizeof about);
    struct font font = ui_font(ui, TEXT_DISPLAY, WEIGHT_BOLD), lead = ui_font(ui, TEXT_LEAD, WEIGHT_REGULAR);
    int needed = ui_width(ui, font, model->name) + SPACE_16 + ui_width(ui, lead, about), path = path_width(p);
    if (needed + SPACE_16 + path <= r.w)
        draw_path(p, rect_cut_right(&r, path));
    rect_cut_left(&r, ui_label(ui, r, font, ui->theme->ink, ALIGN_LEFT, model->name));
    const char *term = term_model(p->deck, p->task->model); /* below the board it stands again */
    if (term && term_fits(ui, r.w - SPACE_16 - ui_width(ui, lead, about), term))
        rect_cut_left(&r, term_beside(ui, r, term));
    rect_cut_left(&r, SPACE_12 + 2);
    if (ui_width(ui, lead, about) > r.w)
        snprintf(about, sizeof about, "%s", tr("Who secures it?"));
    if (ui_width(ui, lead, about) <= r.w)
        ui_label(ui, r, lead, ui->theme->muted, ALIGN_LEFT, about);
}

const char *placing_meaning(const struct placing *p, int at, char *text, int size)
{
    const struct board_cell *cell = &p->board->cells[at];
    const char *means = p->deck->layers[cell->layer].means;
    char exam[500];
    const char *term = term_sentence(p->deck, cell->layer, cell->model, -1, exam, sizeof exam);
    snprintf(text, (size_t)size, "%s%s%s", means ? means : "", means && term ? " " : "", term ? term : "");
    return *text ? text : NULL;
}

/* What the chosen layer means, from the bottom of *r: as high as the longest of this board needs, so that nothing jumps
   when another one is chosen. */
void placing_means(struct placing *p, struct rect *r)
{
    struct ui *ui = p->ui;
    struct font bold = ui_font(ui, TEXT_BODY, WEIGHT_BOLD), font = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    char text[1600];
    int most = draw_line_px(font);
    for (int at = 0; at < p->board->n_cells; at++) {
        int layer = p->board->cells[at].layer;
        const char *means = placing_meaning(p, at, text, sizeof text);
        int name_w = ui_width(ui, bold, deck_layer_short(p->deck, layer));
        int w = r->w - (name_w < r->w / 2 ? name_w : r->w / 2) - SPACE_12;
        int h = means ? ui_paragraph_height(ui, w, font, means) : 0;
        most = h > most ? h : most;
    }
    struct rect strip = rect_inset(rect_cut_bottom(r, most + 2 * SPACE_16), 0, SPACE_16);
    const char *means = placing_meaning(p, p->view->chosen, text, sizeof text);
    struct rect first = {strip.x, strip.y, strip.w / 2, draw_line_px(font)}; /* a longer name is cut */
    const char *name = deck_layer_short(p->deck, p->board->cells[p->view->chosen].layer);
    rect_cut_left(&strip, ui_label(ui, first, bold, ui->theme->ink, ALIGN_LEFT, name) + SPACE_12);
    if (means)
        ui_paragraph(ui, strip, font, ui->theme->muted, means);
}
