/* The map of a deck: layers and models as a table, cards and questions as rows of squares. It is one control with one
   chosen cell, and only what is in view is drawn, so a deck of any size will do. */
#include "base/tr.h"
#include "screens/progress_parts.h"

#include <limits.h>
#include <stdio.h>

enum { GAP = 4, CELL_MOST = 87, NAMES_LEAST = 170, SQUARE = 54 };

struct map {
    struct ui *ui;
    struct progress_page *p;
    const struct progress_facts *facts;
    const struct deck *deck;
    int models[DECK_MODELS_MAX], n_models, n_layers;
    int names_w, cell_w, head_h, row_h, cell_h;
    bool stacked;         /* a layer's name stands above its cells */
    int in_row, square_w; /* of the squares */
    int label_h;          /* of the word above a kind of squares; 0: there is one kind only */
    int gap_y, gap_h;     /* what stands there and below is so much lower: the words stand in between */
    struct rect r;        /* all of it */
};

/* What is read. It stands below the map, or where it would be out of sight there within it, below what is read. */
struct words {
    char name[PROGRESS_WORDS], text[PROGRESS_WORDS];
    int h;
};

/* -- where things are -- */

static void measure_models(struct map *m)
{
    struct font strong = ui_font(m->ui, TEXT_BODY, WEIGHT_SEMIBOLD), small = ui_font(m->ui, TEXT_NOTE, WEIGHT_SEMIBOLD);
    int least = ui_width(m->ui, strong, tr("new")) + 2 * SPACE_8;
    m->n_models = 0;
    for (int model = 0; m->deck->n_layers && model < m->deck->n_models; model++)
        if (!m->deck->models[model].given)
            m->models[m->n_models++] = model;
    if (!m->n_models)
        return;
    int room = m->r.w - ui_scaled(m->ui, NAMES_LEAST), most = ui_scaled(m->ui, CELL_MOST) + GAP;
    int step = room / m->n_models < most ? room / m->n_models : most;
    m->stacked = step < least + GAP;
    if (m->stacked)
        step = (m->r.w + GAP) / m->n_models < 2 * most ? (m->r.w + GAP) / m->n_models : 2 * most;
    m->cell_w = step - GAP;
    m->names_w = m->stacked ? 0 : m->r.w - m->n_models * step + GAP;
    for (int i = 0; i < m->n_models; i++) {
        int h = ui_paragraph_height(m->ui, m->cell_w, small, deck_model_short(m->deck, m->models[i]));
        m->head_h = h > m->head_h ? h : m->head_h;
    }
    m->head_h += SPACE_8;
    m->n_layers = m->deck->n_layers;
}

static int rows_of(const struct map *m, int n)
{
    return (n + m->in_row - 1) / m->in_row;
}

static int squares_height(const struct map *m, int n)
{
    return n ? m->label_h + rows_of(m, n) * (m->cell_h + GAP) + SPACE_12 : 0;
}

static int layers_height(const struct map *m)
{
    return m->n_layers ? m->head_h + m->n_layers * m->row_h + SPACE_12 : 0;
}

static struct map map_of(struct flow *flow, struct progress_page *p)
{
    struct ui *ui = flow->ui;
    struct map m = {.ui = ui, .p = p, .facts = p->facts, .deck = p->facts->deck, .gap_y = INT_MAX, .r = flow->r};
    measure_models(&m);
    m.cell_h = ui_scaled(ui, TARGET) - GAP;
    m.row_h = m.cell_h + GAP + (m.stacked ? draw_line_px(ui_font(ui, TEXT_BODY, WEIGHT_REGULAR)) + SPACE_8 : 0);
    m.square_w = ui_scaled(ui, SQUARE);
    m.in_row = (m.r.w + GAP) / (m.square_w + GAP);
    m.in_row = m.in_row < 1 ? 1 : m.in_row;
    int kinds = (m.n_layers > 0) + (p->facts->n_cards > 0) + (p->facts->n_questions > 0);
    m.label_h = kinds > 1 ? draw_line_px(ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD)) + SPACE_8 : 0;
    m.r.h = layers_height(&m) + squares_height(&m, p->facts->n_cards) + squares_height(&m, p->facts->n_questions);
    return m;
}

static int lowered(const struct map *m, int y)
{
    return y >= m->gap_y ? y + m->gap_h : y;
}

static struct rect cell_rect(const struct map *m, int layer, int column)
{
    int y = m->r.y + m->head_h + layer * m->row_h + (m->row_h - GAP - m->cell_h);
    return (struct rect){m->r.x + m->names_w + column * (m->cell_w + GAP), lowered(m, y), m->cell_w, m->cell_h};
}

/* The at-th of facts->squares. */
static struct rect square_rect(const struct map *m, int at)
{
    bool card = at < m->facts->n_cards;
    int top = m->r.y + layers_height(m) + (card ? 0 : squares_height(m, m->facts->n_cards)) + m->label_h;
    int i = card ? at : at - m->facts->n_cards, y = top + i / m->in_row * (m->cell_h + GAP);
    return (struct rect){m->r.x + i % m->in_row * (m->square_w + GAP), lowered(m, y), m->square_w, m->cell_h};
}

static int column_of(const struct map *m, int model)
{
    int column = 0;
    while (column < m->n_models - 1 && m->models[column] != model)
        column++;
    return column;
}

/* -1: a placement. */
static int square_of(const struct map *m, int item)
{
    int n = m->facts->n_cards + m->facts->n_questions;
    for (int i = 0; deck_item_kind(m->deck, item) != ITEM_PLACEMENT && i < n; i++)
        if (m->facts->squares[i] == item)
            return i;
    return -1;
}

static struct rect item_rect(const struct map *m, int item)
{
    int square = square_of(m, item);
    if (square >= 0)
        return square_rect(m, square);
    return cell_rect(m, deck_item_layer(m->deck, item), column_of(m, deck_item_model(m->deck, item)));
}

/* -- choosing -- */

static int cell_item(const struct map *m, int layer, int column)
{
    int item = deck_item_of_cell(m->deck, layer, m->models[column]);
    return m->facts->items[item].asked ? item : -1;
}

/* The nearest row from there on that has something under this model, or -1. */
static int cell_beyond(const struct map *m, int layer, int step, int column)
{
    for (int at = layer + step; at >= 0 && at < m->n_layers; at += step)
        if (cell_item(m, at, column) >= 0)
            return cell_item(m, at, column);
    return -1;
}

static int beside(const struct map *m, int layer, int column, int step)
{
    for (int at = column + step; at >= 0 && at < m->n_models; at += step)
        if (cell_item(m, layer, at) >= 0)
            return cell_item(m, layer, at);
    return -1;
}

static int first_item(const struct map *m)
{
    for (int layer = 0; layer < m->n_layers; layer++)
        for (int column = 0; column < m->n_models; column++)
            if (cell_item(m, layer, column) >= 0)
                return cell_item(m, layer, column);
    return m->facts->n_cards + m->facts->n_questions ? m->facts->squares[0] : -1;
}

/* Weakest first: what a person comes to see. */
static int weakest_item(const struct map *m)
{
    int best = -1;
    for (int item = 0; item < deck_item_count(m->deck); item++) {
        const struct progress_item *it = &m->facts->items[item];
        if (it->asked && it->answers >= PROGRESS_FIGURE && (best < 0 || it->right < m->facts->items[best].right))
            best = item;
    }
    return best < 0 ? first_item(m) : best;
}

static int moved_square(const struct map *m, int at, int dx, int dy)
{
    int n = m->facts->n_cards + m->facts->n_questions, to = at + dx + dy * m->in_row;
    if (to < 0 && dy && m->n_layers) {
        int item = cell_beyond(m, m->n_layers, -1, m->n_models - 1);
        return item < 0 ? m->facts->squares[at] : item;
    }
    to = to < 0 ? (dy ? at : 0) : to >= n ? (dy ? at : n - 1) : to;
    return m->facts->squares[to];
}

static int moved(const struct map *m, int item, int dx, int dy)
{
    int square = square_of(m, item);
    if (square >= 0)
        return moved_square(m, square, dx, dy);
    int layer = deck_item_layer(m->deck, item), column = column_of(m, deck_item_model(m->deck, item));
    int to = dx ? beside(m, layer, column, dx) : cell_beyond(m, layer, dy, column);
    if (to < 0 && dy > 0 && m->facts->n_cards + m->facts->n_questions)
        to = m->facts->squares[0];
    return to < 0 ? item : to;
}

static int item_at(const struct map *m, int x, int y)
{
    for (int column = 0; column < m->n_models; column++) {
        struct rect r = cell_rect(m, 0, column);
        int layer = ((m->gap_h && y >= m->gap_y + m->gap_h ? y - m->gap_h : y) - m->r.y - m->head_h) / m->row_h;
        if (layer >= 0 && layer < m->n_layers && x >= r.x && x < r.x + r.w + GAP)
            return cell_item(m, layer, column);
    }
    for (int i = 0; i < m->facts->n_cards + m->facts->n_questions; i++)
        if (rect_has(rect_inset(square_rect(m, i), -GAP / 2, -GAP / 2), x, y))
            return m->facts->squares[i];
    return -1;
}

static void keys(const struct map *m)
{
    static const struct {
        int key, dx, dy;
    } arrows[] = {{KEY_LEFT, -1, 0}, {KEY_RIGHT, 1, 0}, {KEY_UP, 0, -1}, {KEY_DOWN, 0, 1}};
    struct progress_view *view = m->p->view;
    bool elsewhere = m->ui->focus > ID_PROGRESS_MAP && m->ui->focus <= ID_PROGRESS_BINS;
    if (ui_key_counts(m->ui) && ui_take_key(m->ui, 'm', false)) {
        ui_focus(m->ui, ID_PROGRESS_MAP);
        view->bring = true;
    }
    for (int i = 0; view->item >= 0 && !elsewhere && i < 4; i++)
        if (ui_take_key(m->ui, arrows[i].key, false)) {
            view->item = moved(m, view->item, arrows[i].dx, arrows[i].dy);
            view->bring = true;
            ui_focus(m->ui, ID_PROGRESS_MAP);
        }
}

/* -- drawing -- */

static bool in_view(const struct map *m, struct rect r)
{
    return rect_overlap(r, m->ui->draw.clip);
}

static void cell(const struct map *m, struct rect r, int item)
{
    const struct progress_item *it = &m->facts->items[item];
    const struct theme *t = m->ui->theme;
    int shade = progress_shade(it->met, it->right);
    char figure[12] = "";
    if (it->met && it->answers >= PROGRESS_FIGURE)
        progress_figure(it->right, figure);
    draw_box(&m->ui->draw, r, (struct draw_box){.fill = t->known[shade], .radius_px = 6});
    ui_label(m->ui, r, ui_font(m->ui, TEXT_BODY, WEIGHT_SEMIBOLD), theme_on_known(t, shade), ALIGN_CENTRE,
             !it->met  ? tr("new")
             : *figure ? figure
                       : tr("few"));
}

/* A name on one line, or small on two; a longer one is cut. */
static void layer_name(const struct map *m, struct rect r, int layer)
{
    struct ui *ui = m->ui;
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), small = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    const char *name = m->deck->layers[layer].name;
    if (ui_width(ui, font, name) > r.w)
        name = deck_layer_short(m->deck, layer);
    if (ui_width(ui, font, name) <= r.w) {
        ui_label(ui, r, font, ui->theme->ink, ALIGN_LEFT, name);
        return;
    }
    int h = ui_paragraph_height(ui, r.w, small, name);
    if (h > r.h) /* what is read has its whole name */
        ui_label(ui, r, small, ui->theme->ink, ALIGN_LEFT, name);
    else
        ui_paragraph(ui, (struct rect){r.x, r.y + (r.h - h) / 2, r.w, h}, small, ui->theme->ink, name);
}

static void row(const struct map *m, int layer)
{
    struct rect all = {m->r.x, lowered(m, m->r.y + m->head_h + layer * m->row_h), m->r.w, m->row_h};
    if (!in_view(m, all))
        return;
    if (m->stacked)
        layer_name(m, (struct rect){all.x, all.y, all.w, all.h - m->cell_h - GAP}, layer);
    else
        layer_name(m, (struct rect){all.x, all.y, m->names_w - SPACE_12, m->cell_h}, layer);
    for (int column = 0; column < m->n_models; column++) {
        struct rect r = cell_rect(m, layer, column);
        int item = cell_item(m, layer, column);
        if (item >= 0)
            cell(m, r, item);
        else
            draw_box(&m->ui->draw, (struct rect){r.x + r.w / 2 - 6, r.y + r.h / 2 - 1, 12, 2},
                     (struct draw_box){.fill = m->ui->theme->edge});
    }
}

static void heads(const struct map *m)
{
    struct font small = ui_font(m->ui, TEXT_NOTE, WEIGHT_SEMIBOLD);
    for (int i = 0; i < m->n_models; i++) {
        const char *name = deck_model_short(m->deck, m->models[i]);
        struct rect r = {m->r.x + m->names_w + i * (m->cell_w + GAP), m->r.y, m->cell_w, m->head_h - SPACE_8};
        int w = ui_width(m->ui, small, name);
        if (w < r.w)
            r.x += (r.w - w) / 2;
        ui_paragraph(m->ui, r, small, m->ui->theme->muted, name);
    }
}

static void squares(const struct map *m, const char *word, int from, int n)
{
    if (!n)
        return;
    struct rect first = square_rect(m, from);
    if (m->label_h)
        ui_label(m->ui, (struct rect){m->r.x, first.y - m->label_h, m->r.w, m->label_h - SPACE_8},
                 ui_font(m->ui, TEXT_BODY, WEIGHT_SEMIBOLD), m->ui->theme->muted, ALIGN_LEFT, word);
    int step = m->cell_h + GAP, skipped = (m->ui->draw.clip.y - first.y - m->gap_h) / step;
    for (int i = skipped > 0 ? skipped * m->in_row : 0; i < n; i++) {
        struct rect r = square_rect(m, from + i);
        if (r.y > m->ui->draw.clip.y + m->ui->draw.clip.h)
            return;
        if (in_view(m, r))
            cell(m, r, m->facts->squares[from + i]);
    }
}

static void draw(const struct map *m)
{
    const struct rect *clip = &m->ui->draw.clip;
    if (m->n_layers) {
        int from = (clip->y - m->r.y - m->head_h - m->gap_h) / m->row_h;
        int to = (clip->y + clip->h - m->r.y - m->head_h) / m->row_h;
        heads(m);
        for (int layer = from > 0 ? from : 0; layer < m->n_layers && layer <= to; layer++)
            row(m, layer);
    }
    squares(m, tr("Cards"), 0, m->facts->n_cards);
    squares(m, tr("Questions"), m->facts->n_cards, m->facts->n_questions);
}

/* -- what is read -- */

static struct words words_of(const struct map *m)
{
    struct words w = {.h = 0};
    int item = m->p->view->item;
    if (item < 0)
        return w;
    progress_item_name(m->deck, item, w.name, sizeof w.name);
    progress_item_words(m->facts, item, w.text, sizeof w.text);
    w.h = ui_paragraph_height(m->ui, m->r.w, ui_font(m->ui, TEXT_BODY, WEIGHT_SEMIBOLD), w.name) + SPACE_4 +
          ui_paragraph_height(m->ui, m->r.w, ui_font(m->ui, TEXT_BODY, WEIGHT_REGULAR), w.text);
    return w;
}

static void draw_words(const struct map *m, const struct words *w, int y)
{
    struct rect r = {m->r.x, y, m->r.w, w->h};
    rect_cut_top(&r, ui_paragraph(m->ui, r, ui_font(m->ui, TEXT_BODY, WEIGHT_SEMIBOLD), m->ui->theme->ink, w->name) +
                         SPACE_4);
    ui_paragraph(m->ui, r, ui_font(m->ui, TEXT_BODY, WEIGHT_REGULAR), m->ui->theme->muted, w->text);
}

static void ring(const struct map *m, struct rect r, bool focused)
{
    if (focused)
        ui_ring(m->ui, r, 6);
    else
        draw_box(&m->ui->draw, rect_inset(r, -2, -2),
                 (struct draw_box){.border = m->ui->theme->ink, .border_px = BORDER_ZONE, .radius_px = 8});
}

/* All of the map where there is room, else its beginning; and always what is chosen. */
static void bring(struct flow *flow, const struct map *m, struct rect chosen)
{
    int view = progress_view_px(flow), ring = FOCUS_GAP + FOCUS_RING;
    if (chosen.y + chosen.h - m->r.y + ring <= view)
        flow_show(flow, m->r.y - ring, m->r.h + 2 * ring < view ? m->r.h + 2 * ring : view);
    else
        flow_show(flow, chosen.y, chosen.h);
}

void progress_map(struct flow *flow, struct progress_page *p)
{
    struct map m = map_of(flow, p);
    char label[2 * PROGRESS_WORDS + 4];
    if (p->view->item < 0)
        p->view->item = weakest_item(&m);
    keys(&m);
    struct words words = words_of(&m);
    bool within = m.r.y - flow->top_px + m.r.h + words.h > flow->view_px - ui_scaled(m.ui, TARGET);
    struct rect chosen = p->view->item < 0 ? m.r : item_rect(&m, p->view->item);
    if (within) {
        m.gap_y = chosen.y + chosen.h;
        m.gap_h = words.h + SPACE_16 + SPACE_8;
        m.r.h += m.gap_h;
    }
    snprintf(label, sizeof label, "%s: %s", words.name, words.text);
    struct ui_state state = ui_control(m.ui, ID_PROGRESS_MAP, m.r, label, "M", false);
    int at = state.clicked ? item_at(&m, m.ui->in.x, m.ui->in.y) : -1;
    if (at >= 0)
        p->view->item = at;
    draw(&m);
    draw_words(&m, &words, within ? m.gap_y + SPACE_12 : m.r.y + m.r.h);
    if (p->view->item >= 0)
        ring(&m, chosen, state.focused);
    if (state.focused && p->bring)
        bring(flow, &m, (struct rect){chosen.x, chosen.y - SPACE_8, chosen.w, chosen.h + m.gap_h + 2 * SPACE_8});
    flow_space(flow, m.r.h + (within ? 0 : words.h) + SPACE_24);
}
