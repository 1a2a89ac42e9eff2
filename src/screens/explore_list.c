/* What a deck has, to choose from. Only the lines that are seen are measured and drawn, with one more at each end for
   the focus to go on to, so a deck may have as many as it likes. */
#include "base/tr.h"
#include "screens/exploring.h"
#include "screens/line.h"
#include "screens/zone.h"

#include <stdio.h>

enum { GAP = SPACE_8, ROW_MOST = 60, COLUMN_LEAST = 88, COLUMN_MOST = 220, NAMES_MEASURED = 400 };

/* A table is one line for each layer; a list by layer has one for its name and one for each model. */
struct lines {
    struct exploring *e;
    struct rect r;                             /* of the list */
    struct rect name, column[DECK_MODELS_MAX]; /* of a table: x and w only */
    int h, n;                                  /* of a table's row; lines */
};

static bool is_table(const struct exploring *e)
{
    return e->view->part == EXPLORE_TABLE;
}

/* With one model a line says all: the layer and whose it is. */
static bool by_layer(const struct exploring *e)
{
    return is_table(e) && e->form != EXPLORE_WIDE && e->deck->n_models > 1;
}

/* -- entries and lines -- */

static int count_lines(const struct exploring *e)
{
    int n = exploring_count(e), models = e->deck->n_models;
    if (by_layer(e))
        return n / models * (models + 1);
    return is_table(e) ? n / models : n;
}

static int line_of(const struct exploring *e, int at)
{
    int models = e->deck->n_models;
    if (by_layer(e))
        return at / models * (models + 1) + at % models + 1;
    return is_table(e) ? at / models : at;
}

/* The entry of a line, of a table the first; -1: it is the name of a layer. */
static int entry_of(const struct exploring *e, int line)
{
    int models = e->deck->n_models;
    if (by_layer(e))
        return line % (models + 1) ? line / (models + 1) * models + line % (models + 1) - 1 : -1;
    return is_table(e) ? line * models : line;
}

/* -- a cell -- */

static const char *cell_note(const struct exploring *e, int at)
{
    const struct deck_cell *cell = deck_item_cell(e->deck, exploring_item(e, at));
    bool zoned = cell->answer != DECK_ABSENT && !cell->open;
    bool differs = false;
    for (int zone = 0; zoned && zone < e->deck->n_zones; zone++)
        differs = differs || cell->differs[zone];
    if (!zoned)
        return cell->open ? tr("open") : tr("none");
    if (exploring_rests(e, at))
        return tr("not asked");
    return e->deck->models[deck_item_model(e->deck, exploring_item(e, at))].given ? tr("given")
           : differs                                                              ? tr("sources differ")
                                                                                  : "";
}

/* The names of all zones are as large as the longest one may be. */
static struct font zone_font(struct ui *ui, const struct deck *deck, int w_px)
{
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    for (int zone = 0; zone < deck->n_zones; zone++)
        if (ui_width(ui, font, deck->zones[zone].name) > w_px)
            return ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD);
    return font;
}

/* Sign and name; the sign alone where there is no room for both. */
static void draw_zone(struct ui *ui, struct rect r, const struct deck *deck, int zone, enum align align)
{
    uint32_t ink = zone_ink(ui, deck, zone);
    const char *name = deck->zones[zone].name;
    int sign = ui_scaled(ui, TEXT_NOTE + 4), gap = ui_scaled(ui, SPACE_4);
    struct font font = zone_font(ui, deck, r.w - sign - gap);
    int name_w = ui_width(ui, font, name), w = sign + gap + name_w <= r.w ? sign + gap + name_w : sign;
    int x = align == ALIGN_CENTRE ? r.x + (r.w - w) / 2 : r.x;
    draw_sign(&ui->draw, (struct rect){x, r.y + (r.h - sign) / 2, sign, sign}, (enum sign)deck->zones[zone].look, ink);
    if (w > sign)
        ui_label(ui, (struct rect){x + sign + gap, r.y, name_w, r.h}, font, ink, ALIGN_LEFT, name);
}

static void draw_ground(struct exploring *e, struct rect r, const struct deck_cell *cell, bool hover)
{
    struct ui *ui = e->ui;
    bool zoned = cell->answer != DECK_ABSENT && !cell->open;
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = zoned ? zone_ground(ui, e->deck, cell->answer) : ui->theme->surface,
                               .border = !zoned || hover ? ui->theme->edge : 0,
                               .border_px = !zoned || hover ? BORDER : 0,
                               .dashed = !zoned,
                               .radius_px = RADIUS_CARD});
}

static struct ui_state entry_control(struct exploring *e, struct rect r, int at)
{
    char label[200];
    exploring_name(e, at, label, sizeof label);
    struct ui_state state = ui_control(e->ui, ID_ENTRY + at, r, label, NULL, e->form == EXPLORE_NARROW);
    if (state.clicked) {
        exploring_choose(e, at);
        e->view->reading = true;
    }
    return state;
}

static void table_cell(struct exploring *e, struct rect r, int at)
{
    struct ui *ui = e->ui;
    const struct deck_cell *cell = deck_item_cell(e->deck, exploring_item(e, at));
    const char *note = cell_note(e, at);
    bool zoned = cell->answer != DECK_ABSENT && !cell->open;
    struct ui_state state = entry_control(e, r, at);
    draw_ground(e, r, cell, state.hover);
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), small = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    if (*note && ui_width(ui, small, note) > r.w - 2 * SPACE_4 && zoned)
        note = "";
    int h = (zoned ? draw_line_px(font) : 0) + (*note ? draw_line_px(small) : 0);
    struct rect inner = rect_inset(r, 2, (r.h - h) / 2);
    if (zoned)
        draw_zone(ui, rect_cut_top(&inner, draw_line_px(font)), e->deck, cell->answer, ALIGN_CENTRE);
    if (*note)
        ui_label(ui, rect_cut_top(&inner, draw_line_px(small)), small, ui->theme->muted, ALIGN_CENTRE, note);
    if (e->view->chosen == at)
        ui_ring(ui, r, RADIUS_CARD);
}

/* -- the table -- */

static int names_width(struct exploring *e, int most)
{
    int widest = 0, n = e->deck->n_layers < NAMES_MEASURED ? e->deck->n_layers : NAMES_MEASURED;
    for (int row = 0; row < n; row++) {
        const char *name = e->deck->layers[e->facts->rows[row]].name;
        int w = ui_width(e->ui, ui_font(e->ui, TEXT_BODY, WEIGHT_SEMIBOLD), name) + SPACE_24;
        widest = w > widest ? w : widest;
    }
    return widest < most && n < NAMES_MEASURED ? widest : most;
}

static int names_most(const struct deck *deck, int w_px)
{
    return deck->n_models < 4 ? w_px / 3 : w_px / 4;
}

bool explore_table_fits(struct ui *ui, const struct deck *deck)
{
    int w = ui->in.width_px - 2 * ui_margin(ui) - ui_scaled(ui, EXPLORE_PANEL) - SPACE_16;
    w -= names_most(deck, w) + GAP * (deck->n_models - 1);
    return ui_wider_than(ui, 62) && deck->n_models && w / deck->n_models >= ui_scaled(ui, COLUMN_LEAST);
}

static void place_columns(struct lines *l)
{
    struct exploring *e = l->e;
    struct rect r = l->r;
    int n = e->deck->n_models, most = ui_scaled(e->ui, COLUMN_MOST);
    l->name = rect_cut_left(&r, names_width(e, names_most(e->deck, r.w)));
    if (r.w > n * (most + GAP))
        r.w = n * (most + GAP) - GAP;
    for (int model = 0; model < n; model++)
        l->column[model] = rect_column(r, model, n, GAP);
}

/* Where a name is wider than its column it has two lines. */
static int heads_height(struct lines *l)
{
    struct ui *ui = l->e->ui;
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    int highest = 0;
    for (int model = 0; model < l->e->deck->n_models; model++) {
        int h = ui_paragraph_height(ui, l->column[model].w, font, deck_model_short(l->e->deck, model));
        highest = h > highest ? h : highest;
    }
    return highest;
}

static void draw_heads(struct lines *l, struct rect r)
{
    struct ui *ui = l->e->ui;
    const struct deck *deck = l->e->deck;
    struct font lead = ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD), body = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    for (int model = 0; model < deck->n_models; model++) {
        struct rect c = {l->column[model].x, r.y, l->column[model].w, r.h};
        const char *name = deck->models[model].name, *short_name = deck_model_short(deck, model);
        if (ui_width(ui, lead, name) <= c.w)
            ui_label(ui, c, lead, ui->theme->ink, ALIGN_CENTRE, name);
        else if (ui_width(ui, body, name) <= c.w)
            ui_label(ui, c, body, ui->theme->ink, ALIGN_CENTRE, name);
        else if (ui_width(ui, body, short_name) <= c.w)
            ui_label(ui, c, body, ui->theme->ink, ALIGN_CENTRE, short_name);
        else
            ui_paragraph(ui, (struct rect){c.x, r.y + r.h - ui_paragraph_height(ui, c.w, body, short_name), c.w, r.h},
                         body, ui->theme->ink, short_name);
    }
}

static void table_row(struct lines *l, int row, int y)
{
    struct exploring *e = l->e;
    struct ui *ui = e->ui;
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    int w = l->name.w - SPACE_12, layer = e->facts->rows[row];
    const char *name = e->deck->layers[layer].name;
    if (ui_paragraph_height(ui, w, font, name) > l->h)
        name = deck_layer_short(e->deck, layer);
    int h = ui_paragraph_height(ui, w, font, name);
    ui_paragraph(ui, (struct rect){l->name.x, y + (l->h - h) / 2, w, h}, font, ui->theme->ink, name);
    for (int model = 0; model < e->deck->n_models; model++)
        table_cell(e, (struct rect){l->column[model].x, y, l->column[model].w, l->h}, row * e->deck->n_models + model);
}

/* -- lists -- */

static struct rect line_inner(struct rect r)
{
    return rect_inset(r, SPACE_12, SPACE_8);
}

static const char *line_text(const struct exploring *e, int at)
{
    int item = exploring_item(e, at), index = deck_item_index(e->deck, item);
    switch (deck_item_kind(e->deck, item)) {
    case ITEM_CARD:
        return e->deck->cards[index].front;
    case ITEM_QUESTION:
        return e->deck->questions[index].ask;
    case ITEM_PLACEMENT:
        break;
    }
    return e->deck->layers[deck_item_layer(e->deck, item)].name;
}

static int line_height(struct lines *l, int line)
{
    struct exploring *e = l->e;
    struct ui *ui = e->ui;
    struct font body = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    int at = entry_of(e, line), least = ui_scaled(ui, TARGET) < TARGET ? TARGET : ui_scaled(ui, TARGET), h;
    if (e->form == EXPLORE_WIDE && is_table(e))
        return l->h;
    if (at < 0)
        return ui_paragraph_height(ui, l->r.w, body,
                                   e->deck->layers[e->facts->rows[line / (e->deck->n_models + 1)]].name) +
               SPACE_8;
    if (by_layer(e))
        return least;
    h = ui_paragraph_height(ui, line_inner(l->r).w, body, line_text(e, at)) + 2 * SPACE_8;
    if (is_table(e) || exploring_rests(e, at))
        h += draw_line_px(body) + SPACE_4;
    return h > least ? h : least;
}

static void list_box(struct exploring *e, struct rect r, struct ui_state state)
{
    struct ui *ui = e->ui;
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = state.hover ? ui->theme->hover : ui->theme->surface,
                               .border = ui->theme->line,
                               .border_px = BORDER,
                               .radius_px = RADIUS_CARD});
}

/* The zone at the left of r, its note at the right. */
static void zone_and_note(struct exploring *e, struct rect r, int at)
{
    struct ui *ui = e->ui;
    const struct deck_cell *cell = deck_item_cell(e->deck, exploring_item(e, at));
    struct font small = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    const char *note = cell_note(e, at);
    int w = ui_width(ui, small, note), sign = ui_scaled(ui, TEXT_NOTE + 4) + ui_scaled(ui, SPACE_4);
    bool zoned = cell->answer != DECK_ABSENT && !cell->open;
    int zone_w =
        zoned ? sign + ui_width(ui, ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD), e->deck->zones[cell->answer].name) : 0;
    if (*note && zone_w + w + SPACE_8 <= r.w) {
        ui_label(ui, r, small, ui->theme->muted, ALIGN_RIGHT, note);
        rect_cut_right(&r, w + SPACE_8);
    }
    if (zoned)
        draw_zone(ui, r, e->deck, cell->answer, ALIGN_LEFT);
}

static void model_line(struct exploring *e, struct rect r, int at)
{
    struct ui *ui = e->ui;
    int model = deck_item_model(e->deck, exploring_item(e, at));
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    struct ui_state state = entry_control(e, r, at);
    draw_ground(e, r, deck_item_cell(e->deck, exploring_item(e, at)), state.hover);
    struct rect inner = rect_inset(r, SPACE_12, 0), left = rect_cut_left(&inner, inner.w * 2 / 5);
    const char *name = e->deck->models[model].name;
    rect_cut_right(&left, SPACE_8);
    if (ui_width(ui, font, name) > left.w)
        name = deck_model_short(e->deck, model);
    if (ui_width(ui, font, name) > left.w)
        font = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    ui_label(ui, left, font, ui->theme->ink, ALIGN_LEFT, name);
    zone_and_note(e, inner, at);
    if (e->view->chosen == at)
        ui_ring(ui, r, RADIUS_CARD);
}

static void text_line(struct exploring *e, struct rect r, int at)
{
    struct ui *ui = e->ui;
    struct font body = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    struct ui_state state = entry_control(e, r, at);
    if (is_table(e))
        draw_ground(e, r, deck_item_cell(e->deck, exploring_item(e, at)), state.hover);
    else
        list_box(e, r, state);
    struct rect inner = line_inner(r);
    bool below = is_table(e) || exploring_rests(e, at);
    int h = ui_paragraph_height(ui, inner.w, body, line_text(e, at)) + (below ? SPACE_4 + draw_line_px(body) : 0);
    inner.y = r.y + (r.h - h) / 2;
    inner.y += ui_paragraph(ui, inner, body, ui->theme->ink, line_text(e, at)) + SPACE_4;
    inner.h = draw_line_px(body);
    if (is_table(e))
        zone_and_note(e, inner, at);
    else if (exploring_rests(e, at))
        ui_label(ui, inner, ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR), ui->theme->muted, ALIGN_LEFT, tr("not asked"));
    if (e->view->chosen == at)
        ui_ring(ui, r, RADIUS_CARD);
}

static void draw_line(struct lines *l, int line, int y)
{
    struct exploring *e = l->e;
    int at = entry_of(e, line);
    struct rect r = {l->r.x, y, l->r.w, line_height(l, line)};
    if (e->form == EXPLORE_WIDE && is_table(e))
        table_row(l, line, y);
    else if (at < 0)
        ui_paragraph(e->ui, (struct rect){r.x, r.y + SPACE_8, r.w, r.h}, ui_font(e->ui, TEXT_BODY, WEIGHT_SEMIBOLD),
                     e->ui->theme->ink, e->deck->layers[e->facts->rows[line / (e->deck->n_models + 1)]].name);
    else if (by_layer(e))
        model_line(e, r, at);
    else
        text_line(e, r, at);
}

/* -- which lines are seen -- */

/* How far up the list must begin so that this line is its last; more than fits when it is alone too high. */
static int top_for(struct lines *l, int line, int h)
{
    int used = line_height(l, line), top = line;
    while (top > 0 && used + GAP + line_height(l, top - 1) <= h)
        used += GAP + line_height(l, --top);
    return top;
}

/* The line behind the last one that is seen whole. */
static int end_from(struct lines *l, int top, int h)
{
    int used = 0, line = top;
    while (line < l->n && (line == top || used + line_height(l, line) <= h))
        used += line_height(l, line++) + GAP;
    return line;
}

static void keep_in_view(struct lines *l, int h)
{
    struct explore_view *view = l->e->view;
    view->bring = view->bring || view->list_w != l->r.w || view->list_h != h;
    view->list_w = l->r.w;
    view->list_h = h;
    int line = line_of(l->e, view->chosen), first = line, last;
    if (by_layer(l->e) && entry_of(l->e, line - 1) < 0)
        first = line - 1; /* with its layer's name */
    if (view->bring && first < view->top)
        view->top = first;
    else if (view->bring && line >= end_from(l, view->top, h))
        view->top = top_for(l, line, h);
    last = top_for(l, l->n - 1, h);
    if (view->top > last)
        view->top = last;
    if (view->top < 0)
        view->top = 0;
}

static void note_of(const struct lines *l, int end, char *text, int size)
{
    bool table = is_table(l->e), heads = by_layer(l->e);
    int below = l->n - end, above = l->e->view->top, each = heads ? l->e->deck->n_models + 1 : 1;
    int n = ((below ? below : above) + each - 1) / each;
    if (table && l->e->deck->n_models == 1)
        snprintf(text, (size_t)size,
                 below ? trn("%d more task below", "%d more tasks below", n)
                       : trn("%d more task above", "%d more tasks above", n),
                 n);
    else if (below)
        snprintf(text, (size_t)size,
                 table ? trn("%d more layer below", "%d more layers below", n) : tr("%d more below"), n);
    else
        snprintf(text, (size_t)size,
                 table ? trn("%d more layer above", "%d more layers above", n) : tr("%d more above"), n);
}

/* True: the list is longer than its place, and a strip is kept for the note that says so. */
static bool is_long(struct lines *l, int h)
{
    return end_from(l, 0, h) < l->n;
}

/* Those from `top` to before `end` are seen; one entry more at each side is there, unseen, for Tab to go on to. Returns
   where line 0 would stand if all were as high as a row of the table. */
static int draw_from_to(struct lines *l, int top, int end, int y)
{
    const struct exploring *e = l->e;
    int first = top, last = end;
    do {
        if (first > 0)
            y -= line_height(l, --first) + GAP;
    } while (first > 0 && entry_of(e, first) < 0);
    while (last < l->n && entry_of(e, last) < 0)
        last++;
    int zero = y - first * (l->h + GAP);
    for (int line = first; line < l->n && line <= last; line++) {
        draw_line(l, line, y);
        y += line_height(l, line) + GAP;
    }
    return zero;
}

/* Whole lines and the ring around them. */
static struct rect clip_of(struct lines *l, struct rect view, int top, int end)
{
    int ring = FOCUS_GAP + FOCUS_RING, seen_h = -GAP;
    for (int line = top; line < end; line++)
        seen_h += line_height(l, line) + GAP;
    view.h = seen_h < view.h ? seen_h : view.h;
    return rect_inset(view, -ring, -ring);
}

static void draw_true_line(struct lines *l, int zero, int top, int end)
{
    struct exploring *e = l->e;
    int drawn = line_rows_drawn(e->ui, &e->view->line_since_ms, end);
    line_true(e->ui, &(struct line_shape){e->deck, e->facts->rows, l->column, e->deck->n_models, l->h, l->h + GAP},
              zero, top, drawn);
}

static bool has_line(const struct exploring *e)
{
    return e->form == EXPLORE_WIDE && is_table(e) && deck_customer(e->deck) >= 0 && e->deck->n_models > 1;
}

static void draw_lines(struct lines *l)
{
    struct exploring *e = l->e;
    struct ui *ui = e->ui;
    struct ui_scroll_region region = {.view = l->r, .old_clip = ui->draw.clip};
    bool is_cut = is_long(l, l->r.h);
    char note[80];
    if (is_cut) {
        region.note = rect_cut_bottom(&region.view, draw_line_px(ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD)) + SPACE_8 +
                                                        FOCUS_GAP + FOCUS_RING);
        if (rect_has(l->r, ui->in.x, ui->in.y))
            e->view->top += ui->in.wheel * (by_layer(e) ? 2 : 1);
    }
    keep_in_view(l, region.view.h);
    int top = e->view->top, end = end_from(l, top, region.view.h);
    note_of(l, end, note, sizeof note);
    if (is_cut)
        draw_clip(&ui->draw, clip_of(l, region.view, top, end));
    int zero = draw_from_to(l, top, end, region.view.y);
    if (has_line(e))
        draw_true_line(l, zero, top, end);
    ui_scroll_end(ui, &region, note);
}

static bool comes_back(const struct exploring *e)
{
    for (int layer = 0; layer < e->deck->n_layers; layer++)
        for (int model = 1; model < e->deck->n_models; model++)
            if (line_is_customer(e->deck, layer, model) && !line_is_customer(e->deck, layer, model - 1))
                return true;
    return false;
}

static void draw_table(struct lines *l)
{
    struct exploring *e = l->e;
    struct ui *ui = e->ui;
    bool line = has_line(e);
    const char *says = line_says(comes_back(e));
    struct rect legend = rect_cut_bottom(&l->r, line ? line_legend_height(ui, l->r.w, says) + SPACE_12 : 0);
    place_columns(l);
    draw_heads(l, rect_cut_top(&l->r, heads_height(l)));
    rect_cut_top(&l->r, SPACE_12);
    int least = ui_scaled(ui, TARGET), most = ui_scaled(ui, ROW_MOST), h = (l->r.h + GAP) / l->n - GAP;
    l->h = h < least ? least : h > most ? most : h;
    int end = l->r.y + l->n * (l->h + GAP) + SPACE_4;
    draw_lines(l);
    if (line)
        line_legend(ui,
                    (struct rect){legend.x, end < legend.y + SPACE_12 ? end : legend.y + SPACE_12, legend.w, legend.h},
                    says);
}

void explore_list(struct exploring *e, struct rect r)
{
    struct lines l = {.e = e, .r = r, .n = count_lines(e)};
    if (!l.n)
        return;
    if (e->form == EXPLORE_WIDE && is_table(e))
        draw_table(&l);
    else
        draw_lines(&l);
    e->view->bring = false;
}
