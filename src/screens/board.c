/* Placing the layers of one model. Three forms show one list of placements: zones beside a tray, a row for each layer, or
   one layer at a time; keys, clicks and drags mean the same in all of them and end in session_apply. Half a drag lives in
   the view; only the drop is a move. */
#include "screens/board.h"

#include "base/tr.h"
#include "screens/zone.h"

#include <stdio.h>
#include <string.h>

enum {
    ID_BAR = 1,
    ID_BACK = 9,
    ID_ZONE = 10,       /* + zone */
    ID_LAYER = 100,     /* + position */
    ID_UNSURE = 200,    /* + position */
    ID_CELL = 300       /* + position * DECK_ZONES_MAX + zone */
};

struct frame {
    struct board_view *view;
    struct ui *ui;
    struct session *session;
    const struct deck *deck;
    const struct task *task;
    const struct board *board;
};

void board_view_reset(struct board_view *view)
{
    *view = (struct board_view){.drag = -1, .glide.at = -1, .bring = true};
}

enum board_form board_form(const struct ui *ui, int n_zones)
{
    if (ui_wider_than(ui, 62 + 14 * (n_zones > 3 ? n_zones - 3 : 0)))
        return FORM_ZONES;
    return ui_wider_than(ui, 40) ? FORM_ROWS : FORM_SINGLE;
}

const char *drill_status(const struct session *session, const struct drill_facts *facts, char *text, int size)
{
    int minutes = (int)(((int64_t)session_left(session) * facts->placement_ms + 59999) / 60000);
    char left[80];
    snprintf(left, sizeof left, trn("about %d minute left", "about %d minutes left", minutes), minutes);
    snprintf(text, (size_t)size, tr("%d of %d answered \xc2\xb7 %s"), session->answered, session->asked, left);
    return text;
}

/* -- moves ---------------------------------------------------------------------------------------------------------- */

static bool play(struct frame *f, enum move_kind kind, int at, int zone)
{
    return session_apply(f->session, (struct move){kind, at, zone}, f->ui->in.moment);
}

static void choose(struct frame *f, int at)
{
    f->view->chosen = at;
    f->view->bring = true;
    ui_focus(f->ui, ID_LAYER + at);
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

static void place(struct frame *f, int at, int zone, bool unsure)
{
    bool was_open = f->board->cells[at].zone == BOARD_OPEN;
    bool single = board_form(f->ui, f->deck->n_zones) == FORM_SINGLE;
    if (play(f, unsure ? MOVE_PLACE_UNSURE : MOVE_PLACE, at, zone) && was_open && !single)
        choose(f, next_open(f->board, at));
    else
        choose(f, at);
}

/* -- one layer as a card -------------------------------------------------------------------------------------------- */

static struct rect glided(struct frame *f, int at, struct rect home)
{
    struct board_view *v = f->view;
    if (v->glide.at != at)
        return home;
    int64_t gone = f->ui->in.moment.mono_ms - v->glide.start_ms;
    if (gone >= v->glide.ms || gone < 0 || f->ui->in.still) {
        v->glide.at = -1;
        return home;
    }
    int left = (int)(v->glide.ms - gone), ms = v->glide.ms;
    left = left * left / ms; /* slows down as it arrives */
    ui_animate(f->ui, v->glide.start_ms + ms);
    return (struct rect){home.x + (v->glide.from.x - home.x) * left / ms, home.y + (v->glide.from.y - home.y) * left / ms,
                         home.w, home.h};
}

static void draw_card(struct frame *f, struct rect r, int at, bool lifted)
{
    struct ui *ui = f->ui;
    const struct board_cell *cell = &f->board->cells[at];
    bool placed = cell->zone != BOARD_OPEN && !lifted;
    struct draw_box box = {.fill = ui->theme->surface, .border = ui->theme->edge, .border_px = BORDER,
                           .radius_px = RADIUS_CARD};
    if (lifted)
        box.shadow_px = 20, box.border = ui->theme->ink;
    if (placed) {
        box.fill = zone_ground(ui, f->deck, cell->zone);
        box.border = zone_ink(ui, f->deck, cell->zone);
        box.border_px = cell->unsure ? BORDER_ZONE : 0;
        box.dashed = true;
    }
    draw_box(&ui->draw, r, box);
    struct rect inner = rect_inset(r, SPACE_12 + 3, 0);
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), note = ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD);
    if (placed && cell->unsure) {
        const char *mark = tr("not sure");
        bool room = inner.w > ui_width(ui, note, mark) + ui_width(ui, font, deck_layer_short(f->deck, cell->layer)) + SPACE_12;
        rect_cut_right(&inner, ui_label(ui, inner, note, ui->theme->ink, ALIGN_RIGHT, room ? mark : "?") + SPACE_8);
    } else if (placed && f->view->chosen == at) {
        rect_cut_right(&inner, ui_label(ui, inner, note, ui->theme->muted, ALIGN_RIGHT, "?") + SPACE_8);
    }
    ui_label(ui, inner, font, ui->theme->ink, ALIGN_LEFT, layer_name(ui, f->deck, cell->layer, font, inner.w));
}

/* Where the lifted card lies now. */
static struct rect lifted_rect(const struct frame *f, int w, int h)
{
    return (struct rect){f->ui->in.x - f->view->grip_x, f->ui->in.y - f->view->grip_y, w, h};
}

static void begin_drag(struct frame *f, int at, struct rect home)
{
    const struct ui *ui = f->ui;
    int dx = ui->in.x - ui->press_x, dy = ui->in.y - ui->press_y;
    if (f->view->drag >= 0 || dx * dx + dy * dy < DRAG_PX * DRAG_PX)
        return;
    f->view->drag = at;
    f->view->grip_x = ui->press_x - home.x;
    f->view->grip_y = ui->press_y - home.y;
}

/* A card where it belongs: click chooses, dragging lifts, the end of a placed one marks it as not sure. The area that is
   hit is `hit`; a lifted card leaves an empty place. */
static void card(struct frame *f, struct rect r, struct rect hit, int at)
{
    struct ui *ui = f->ui;
    const struct board_cell *cell = &f->board->cells[at];
    struct ui_state state = ui_control(ui, ID_LAYER + at, hit, f->deck->layers[cell->layer].name, NULL, false);
    if (state.held && ui->in.down)
        begin_drag(f, at, r);
    if (cell->zone != BOARD_OPEN && f->view->drag < 0) {
        struct rect end = rect_cut_right(&hit, cell->unsure ? ui_scaled(ui, 84) : TARGET);
        if (ui_control(ui, ID_UNSURE + at, end, cell->unsure ? tr("sure") : tr("not sure"), NULL, true).clicked) {
            play(f, MOVE_UNSURE, at, 0);
            choose(f, at);
        }
    }
    if (state.clicked && f->view->drag != at)
        choose(f, at);
    if (f->view->drag == at) {
        draw_box(&ui->draw, r,
                 (struct draw_box){.border = ui->theme->edge, .border_px = BORDER_ZONE, .radius_px = RADIUS_CARD, .dashed = true});
        return;
    }
    draw_card(f, glided(f, at, r), at, false);
    if (f->view->chosen == at)
        ui_ring(ui, r, RADIUS_CARD);
}

/* -- form 1: zones beside a tray ---------------------------------------------------------------------------------------- */

/* Positions of what lies in a zone, or in the tray (BOARD_OPEN), as they stand from top to bottom. */
static int stack(const struct board *board, int zone, int at[BOARD_CELLS_MAX])
{
    int n = 0;
    for (int i = 0; i < board->n_cells; i++) {
        if (board->cells[i].zone != zone)
            continue;
        int k = n++;
        for (; zone != BOARD_OPEN && k > 0 && board->cells[at[k - 1]].order > board->cells[i].order; k--)
            at[k] = at[k - 1];
        at[k] = i;
    }
    return n;
}

/* "3 more below", or above where nothing is below. */
static void end_list(struct ui *ui, const struct ui_scroll_region *region, int step)
{
    char note[40];
    int below = (ui_scroll_below(region) + step - 1) / step;
    snprintf(note, sizeof note, below ? tr("%d more below") : tr("%d more above"),
             below ? below : (region->scroll->offset_px + step - 1) / step);
    ui_scroll_end(ui, region, note);
}

static void draw_stack(struct frame *f, struct rect r, int zone, struct ui_scroll *scroll, int h, int gap)
{
    int at[BOARD_CELLS_MAX], n = stack(f->board, zone, at), step = h + gap, grow = h < TARGET ? (TARGET - h) / 2 : 0;
    struct ui_scroll_region region = ui_scroll_begin(f->ui, r, n * step - gap, step, scroll);
    for (int i = 0; i < n && f->view->bring; i++)
        if (at[i] == f->view->chosen)
            ui_scroll_show(&region, i * step, h);
    for (int i = 0; i < n; i++) {
        struct rect place = {r.x, r.y + i * step - scroll->offset_px, r.w, h};
        card(f, place, rect_inset(place, 0, -grow), at[i]);
    }
    end_list(f->ui, &region, step);
}

static void draw_path(struct frame *f, struct rect r)
{
    struct ui *ui = f->ui;
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), bold = ui_font(ui, TEXT_BODY, WEIGHT_BOLD);
    for (int model = f->deck->n_models - 1; model >= 0; model--) {
        const char *name = deck_model_short(f->deck, model);
        if (model == f->task->model) {
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

static int path_width(struct frame *f)
{
    int w = 2 * SPACE_12;
    for (int model = 0; model < f->deck->n_models; model++)
        w += ui_width(f->ui, ui_font(f->ui, TEXT_BODY, WEIGHT_BOLD), deck_model_short(f->deck, model)) +
             (model ? ui_scaled(f->ui, 22) : 0);
    return w;
}

static void draw_heading(struct frame *f, struct rect r)
{
    struct ui *ui = f->ui;
    const struct deck_model *model = &f->deck->models[f->task->model];
    char about[200];
    if (model->like)
        snprintf(about, sizeof about, tr("like %s. Who secures it?"), model->like);
    else
        snprintf(about, sizeof about, "%s", tr("Who secures it?"));
    struct font font = ui_font(ui, TEXT_DISPLAY, WEIGHT_BOLD), lead = ui_font(ui, TEXT_LEAD, WEIGHT_REGULAR);
    int needed = ui_width(ui, font, model->name) + SPACE_16 + ui_width(ui, lead, about), path = path_width(f);
    if (needed + SPACE_16 + path <= r.w)
        draw_path(f, rect_cut_right(&r, path));
    rect_cut_left(&r, ui_label(ui, r, font, ui->theme->ink, ALIGN_LEFT, model->name) + SPACE_12 + 2);
    if (ui_width(ui, lead, about) > r.w)
        snprintf(about, sizeof about, "%s", tr("Who secures it?"));
    if (ui_width(ui, lead, about) <= r.w)
        ui_label(ui, r, lead, ui->theme->muted, ALIGN_LEFT, about);
}

/* What the chosen layer means, from the bottom of *r: as high as the longest of this board needs, so that nothing jumps
   when another one is chosen. */
static void draw_means(struct frame *f, struct rect *r)
{
    struct ui *ui = f->ui;
    struct font bold = ui_font(ui, TEXT_BODY, WEIGHT_BOLD), font = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    int most = draw_line_px(font);
    for (int at = 0; at < f->board->n_cells; at++) {
        int layer = f->board->cells[at].layer;
        const char *means = f->deck->layers[layer].means;
        int w = r->w - ui_width(ui, bold, deck_layer_short(f->deck, layer)) - SPACE_12;
        int h = means ? ui_paragraph_height(ui, w, font, means) : 0;
        most = h > most ? h : most;
    }
    struct rect strip = rect_inset(rect_cut_bottom(r, most + 2 * SPACE_16), 0, SPACE_16);
    const struct deck_layer *layer = &f->deck->layers[f->board->cells[f->view->chosen].layer];
    struct rect first = {strip.x, strip.y, strip.w, draw_line_px(font)};
    const char *name = deck_layer_short(f->deck, f->board->cells[f->view->chosen].layer);
    rect_cut_left(&strip, ui_label(ui, first, bold, ui->theme->ink, ALIGN_LEFT, name) + SPACE_12);
    if (layer->means)
        ui_paragraph(ui, strip, font, ui->theme->muted, layer->means);
}

static bool zone_target(struct frame *f, struct rect r, int zone, bool *dropped)
{
    struct ui_state state = ui_control(f->ui, ID_ZONE + zone, r, f->deck->zones[zone].name, zone_key(zone), true);
    bool over = f->view->drag >= 0 && rect_has(r, f->ui->in.x, f->ui->in.y);
    *dropped = over && f->ui->in.released;
    if (state.clicked && f->view->drag < 0)
        place(f, f->view->chosen, zone, false);
    return over || state.focused;
}

static void glide_from(struct frame *f, int at, struct rect from, int ms)
{
    f->view->glide.at = at;
    f->view->glide.from = from;
    f->view->glide.start_ms = f->ui->in.moment.mono_ms;
    f->view->glide.ms = ms;
}

/* The end of a drag: into a zone, back to the tray, or home from anywhere else. */
static void finish_drag(struct frame *f, int zone, bool over_tray, struct rect lifted)
{
    struct board_view *v = f->view;
    bool lost = !f->ui->in.down && !f->ui->in.released;
    bool escaped = ui_take_key(f->ui, KEY_ESCAPE, false);
    if (v->drag < 0 || (!f->ui->in.released && !lost && !escaped && f->ui->active == ID_LAYER + v->drag))
        return;
    int at = v->drag;
    v->drag = -1;
    f->ui->active = 0;
    bool moved = false;
    if (f->ui->in.released && zone >= 0 && f->board->cells[at].zone != zone) {
        place(f, at, zone, false);
        moved = true;
    } else if (f->ui->in.released && zone < 0 && over_tray) {
        moved = play(f, MOVE_BACK, at, 0);
    }
    glide_from(f, at, lifted, moved ? GLIDE_DROP_MS : GLIDE_HOME_MS);
    if (!moved || f->board->cells[at].zone == BOARD_OPEN)
        choose(f, at);
}

static void zones_form(struct frame *f, struct rect r)
{
    struct ui *ui = f->ui;
    struct rect left = rect_cut_left(&r, (r.w - SPACE_24) * 265 / 1000), tray = left;
    rect_cut_left(&r, SPACE_24);
    rect_cut_top(&tray, SPACE_12);
    char count[60];
    int open = board_open_count(f->board);
    snprintf(count, sizeof count, trn("%d layer to place", "%d layers to place", open), open);
    struct rect head = rect_cut_top(&tray, ui_scaled(ui, 56) - 6);
    ui_label(ui, head, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), ui->theme->muted, ALIGN_LEFT,
             open ? count : tr("All layers are placed"));
    draw_means(f, &r);
    rect_cut_top(&r, SPACE_12);
    draw_heading(f, rect_cut_top(&r, ui_scaled(ui, 58)));
    rect_cut_top(&r, SPACE_12 + 2);

    int over = -1;
    struct rect cards[DECK_ZONES_MAX];
    for (int zone = 0; zone < f->deck->n_zones; zone++) {
        struct rect column = rect_column(r, zone, f->deck->n_zones, SPACE_16);
        bool dropped, lit = zone_target(f, column, zone, &dropped);
        cards[zone] = zone_frame(ui, column, f->deck, zone, zone_key(zone), lit);
        if (ui->focus == ID_ZONE + zone)
            ui_ring(ui, column, RADIUS_PANEL);
        if (dropped)
            over = zone;
    }
    struct rect lifted = lifted_rect(f, cards[0].w, TARGET);
    if (f->view->drag >= 0)
        finish_drag(f, over, rect_has(left, ui->in.x, ui->in.y), lifted);
    rect_cut_bottom(&tray, SPACE_8);
    draw_stack(f, tray, BOARD_OPEN, &f->view->tray, ui_button_height(ui), SPACE_12);
    int line = draw_line_px(ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD)) + 18;
    for (int zone = 0; zone < f->deck->n_zones; zone++)
        draw_stack(f, cards[zone], zone, &f->view->zones[zone], line > CARD_HEIGHT ? line : CARD_HEIGHT, 6);
    if (f->view->drag >= 0)
        draw_card(f, lifted_rect(f, cards[0].w, ui_button_height(ui)), f->view->drag, true);
}

/* -- form 2: a row for each layer --------------------------------------------------------------------------------------- */

/* A zone as a button: filled when it is the answer given. */
static void zone_button(struct frame *f, struct rect r, int at, int zone)
{
    struct ui *ui = f->ui;
    const struct board_cell *cell = &f->board->cells[at];
    bool given = cell->zone == zone;
    int id = ID_CELL + at * DECK_ZONES_MAX + zone;
    struct ui_state state = ui_control(ui, id, r, f->deck->zones[zone].name, zone_key(zone), true);
    if (state.clicked)
        place(f, at, zone, false);
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = given || state.hover ? zone_ground(ui, f->deck, zone) : ui->theme->surface,
                               .border = given ? zone_ink(ui, f->deck, zone) : ui->theme->edge,
                               .border_px = given ? BORDER_ZONE : BORDER,
                               .radius_px = RADIUS_CARD,
                               .dashed = given && cell->unsure});
    struct rect inner = rect_inset(r, SPACE_12, 0);
    zone_title(ui, inner, f->deck, zone, TEXT_BODY);
    if (state.focused)
        ui_ring(ui, r, RADIUS_CARD);
}

/* "not sure" as a button at the end of a row. */
static void unsure_button(struct frame *f, struct rect r, int at)
{
    struct ui *ui = f->ui;
    const struct board_cell *cell = &f->board->cells[at];
    if (cell->zone == BOARD_OPEN)
        return;
    struct ui_state state = ui_control(ui, ID_UNSURE + at, r, cell->unsure ? tr("sure") : tr("not sure"), NULL, true);
    if (state.clicked) {
        play(f, MOVE_UNSURE, at, 0);
        choose(f, at);
    }
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

static void row(struct frame *f, struct rect r, int at)
{
    struct ui *ui = f->ui;
    const struct board_cell *cell = &f->board->cells[at];
    struct row_columns c = row_columns(r);
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    struct ui_state state = ui_control(ui, ID_LAYER + at, c.name, f->deck->layers[cell->layer].name, NULL, false);
    if (state.clicked)
        choose(f, at);
    ui_label(ui, rect_inset(c.name, SPACE_8, 0), font, ui->theme->ink, ALIGN_LEFT,
             layer_name(ui, f->deck, cell->layer, font, c.name.w - 2 * SPACE_8));
    if (f->view->chosen == at)
        ui_ring(ui, rect_inset(c.name, FOCUS_RING, FOCUS_RING), RADIUS_CARD);
    for (int zone = 0; zone < f->deck->n_zones; zone++)
        zone_button(f, rect_column(c.zones, zone, f->deck->n_zones, SPACE_8), at, zone);
    unsure_button(f, c.end, at);
}

/* The keys stand once above the columns. */
static void row_heads(struct frame *f, struct rect r)
{
    struct rect columns = row_columns(r).zones;
    for (int zone = 0; zone < f->deck->n_zones; zone++) {
        struct rect column = rect_column(columns, zone, f->deck->n_zones, SPACE_8);
        column.w = column.w / 2 + ui_scaled(f->ui, 11);
        ui_key_cap(f->ui, column, zone_key(zone), f->ui->theme->ink);
    }
}

static void rows_form(struct frame *f, struct rect r)
{
    struct ui *ui = f->ui;
    struct ui_scroll *scroll = &f->view->rows;
    draw_means(f, &r);
    draw_heading(f, rect_cut_top(&r, ui_scaled(ui, 58)));
    row_heads(f, rect_cut_top(&r, ui_scaled(ui, 22)));
    rect_cut_top(&r, SPACE_8);
    int h = ui_button_height(ui), step = h + SPACE_8, n = f->board->n_cells;
    struct ui_scroll_region region = ui_scroll_begin(ui, r, n * step - SPACE_8, step, scroll);
    if (f->view->bring)
        ui_scroll_show(&region, f->view->chosen * step, h);
    for (int at = 0; at < n; at++)
        row(f, (struct rect){r.x, r.y + at * step - scroll->offset_px, r.w, h}, at);
    end_list(ui, &region, step);
}

/* -- form 3: one layer at a time ------------------------------------------------------------------------------------------ */

static void choice(struct frame *f, struct rect r, int zone)
{
    struct ui *ui = f->ui;
    int at = f->view->chosen;
    const struct board_cell *cell = &f->board->cells[at];
    bool nothing = zone == f->deck->n_zones, given = !nothing && cell->zone == zone;
    const char *key = nothing ? "0" : zone_key(zone);
    const char *name = nothing ? tr("Don't know") : f->deck->zones[zone].name;
    struct ui_state state = ui_control(ui, ID_ZONE + zone, r, name, key, true);
    if (state.clicked && nothing)
        play(f, MOVE_BACK, at, 0);
    else if (state.clicked)
        place(f, at, zone, false);
    uint32_t ink = nothing ? ui->theme->muted : zone_ink(ui, f->deck, zone);
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = given ? zone_ground(ui, f->deck, zone) : ui->theme->surface,
                               .border = ink,
                               .border_px = BORDER_ZONE,
                               .radius_px = RADIUS_CARD,
                               .dashed = given && cell->unsure});
    struct rect inner = rect_inset(r, SPACE_16 + 4, 0);
    rect_cut_right(&inner, ui_key_cap(ui, inner, key, ui->theme->ink) + SPACE_8);
    if (nothing)
        ui_label(ui, inner, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), ui->theme->ink, ALIGN_LEFT, name);
    else
        zone_title(ui, inner, f->deck, zone, TEXT_BODY);
    if (given || state.focused)
        ui_ring(ui, r, RADIUS_CARD);
}

static void single_form(struct frame *f, struct rect r)
{
    struct ui *ui = f->ui;
    const struct deck_layer *layer = &f->deck->layers[f->board->cells[f->view->chosen].layer];
    struct font font = ui_font(ui, TEXT_LEAD, WEIGHT_BOLD), text = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    rect_cut_top(&r, SPACE_16);
    rect_cut_top(&r, ui_paragraph(ui, r, font, ui->theme->ink, layer->name) + SPACE_8);
    if (layer->means)
        rect_cut_top(&r, ui_paragraph(ui, r, text, ui->theme->muted, layer->means) + SPACE_16);
    int n = f->deck->n_zones + 1, lines = (n + 1) / 2, h = ui_scaled(ui, TARGET) + SPACE_4, step = h + SPACE_12 + 2;
    struct ui_scroll_region region = ui_scroll_begin(ui, r, lines * step - SPACE_12 - 2, step, &f->view->rows);
    for (int zone = 0; zone < n; zone++) {
        struct rect line = {r.x, r.y + zone / 2 * step - f->view->rows.offset_px, r.w, h};
        choice(f, rect_column(line, zone % 2, 2, SPACE_16), zone);
    }
    end_list(ui, &region, step);
}

/* -- keys --------------------------------------------------------------------------------------------------------------- */

/* Up and Down go through the column of the chosen layer, Left and Right to the next one that is not empty. */
static void arrows_between_zones(struct frame *f)
{
    int at[BOARD_CELLS_MAX], zone = f->board->cells[f->view->chosen].zone, n = stack(f->board, zone, at), i = 0;
    while (i < n && at[i] != f->view->chosen)
        i++;
    if (ui_take_key(f->ui, KEY_DOWN, false) && i + 1 < n)
        choose(f, at[i + 1]);
    else if (ui_take_key(f->ui, KEY_UP, false) && i > 0)
        choose(f, at[i - 1]);
    int step = ui_take_key(f->ui, KEY_RIGHT, false) ? 1 : ui_take_key(f->ui, KEY_LEFT, false) ? -1 : 0;
    for (int to = zone + step; step && to >= BOARD_OPEN && to < f->deck->n_zones; to += step) {
        n = stack(f->board, to, at);
        if (n > 0) {
            choose(f, at[i < n ? i : n - 1]);
            break;
        }
    }
}

static void arrows_in_list(struct frame *f)
{
    int to = f->view->chosen, last = f->board->n_cells - 1;
    if (ui_take_key(f->ui, KEY_DOWN, false) || ui_take_key(f->ui, KEY_RIGHT, false))
        to++;
    else if (ui_take_key(f->ui, KEY_UP, false) || ui_take_key(f->ui, KEY_LEFT, false))
        to--;
    else if (ui_take_key(f->ui, KEY_HOME, false))
        to = 0;
    else if (ui_take_key(f->ui, KEY_END, false))
        to = last;
    if (to != f->view->chosen && to >= 0 && to <= last)
        choose(f, to);
}

static void keys(struct frame *f)
{
    struct ui *ui = f->ui;
    int chosen = f->view->chosen;
    bool shift = ui->in.shift;
    for (int zone = 0; zone < f->deck->n_zones; zone++)
        if (ui_take_key(ui, '1' + zone, false)) {
            ui->in.typed = 0;
            place(f, chosen, zone, shift);
        }
    if (ui_take_key(ui, KEY_BACKSPACE, false) || ui_take_key(ui, KEY_DELETE, false) || ui_take_key(ui, '0', false)) {
        play(f, MOVE_BACK, chosen, 0);
        choose(f, chosen);
    }
    if (board_form(ui, f->deck->n_zones) == FORM_ZONES)
        arrows_between_zones(f);
    else
        arrows_in_list(f);
}

/* -- the screen --------------------------------------------------------------------------------------------------------- */

/* After an undo the layer that moved is the chosen one. */
static void undo(struct frame *f)
{
    struct board_cell before[BOARD_CELLS_MAX];
    memcpy(before, f->board->cells, sizeof before);
    if (!play(f, MOVE_UNDO, 0, 0))
        return;
    for (int at = 0; at < f->board->n_cells; at++)
        if (before[at].zone != f->board->cells[at].zone || before[at].unsure != f->board->cells[at].unsure)
            choose(f, at);
}

static void bottom_bar(struct frame *f, struct rect *r, enum board_form form, bool *checked)
{
    struct ui *ui = f->ui;
    int open = board_open_count(f->board), last = f->board->n_cells - 1;
    char check[60];
    snprintf(check, sizeof check, open ? tr("Check, %d open") : tr("Check"), open);
    bool step = form == FORM_SINGLE && f->view->chosen < last;
    struct ui_button buttons[] = {
        {.label = step ? tr("Next") : check, .key_label = tr("Enter"), .key = KEY_ENTER,
         .kind = open && !step ? BUTTON_STRONG : BUTTON_PRIMARY},
        {.label = tr("Undo"), .key_label = tr("Ctrl Z"), .key = 'z', .ctrl = true, .disabled = f->board->n_moves == 0},
        {.label = tr("Not sure"), .key_label = "?", .typed = '?',
         .disabled = f->board->cells[f->view->chosen].zone == BOARD_OPEN},
    };
    int pressed = ui_bottom_bar(ui, r, ID_BAR, buttons, 3, tr("Drag, click a layer then a zone, or press its number"));
    if (pressed == 0 && step)
        choose(f, f->view->chosen + 1);
    else if (pressed == 0)
        *checked = play(f, MOVE_CHECK, 0, 0);
    else if (pressed == 1)
        undo(f);
    else if (pressed == 2)
        play(f, MOVE_UNSURE, f->view->chosen, 0);
}

static void top_bar(struct frame *f, struct rect *r, enum board_form form, const struct drill_facts *facts)
{
    char title[80], status[120], about[80];
    const char *edition;
    deck_names(f->deck, title, &edition, sizeof title);
    drill_status(f->session, facts, status, sizeof status);
    if (form == FORM_SINGLE) {
        int minutes = (int)(((int64_t)session_left(f->session) * facts->placement_ms + 59999) / 60000);
        snprintf(about, sizeof about, tr("layer %d of %d"), f->view->chosen + 1, f->board->n_cells);
        snprintf(status, sizeof status, tr("%d min"), minutes);
        ui_top_bar(f->ui, r, f->deck->models[f->task->model].name, about, status);
    } else {
        ui_top_bar(f->ui, r, title, edition, facts->not_saved ? facts->not_saved : status);
    }
}

/* The layer that the control with the focus belongs to, or -1. */
static int layer_of_focus(const struct frame *f)
{
    int focus = f->ui->focus, at = focus >= ID_CELL     ? (focus - ID_CELL) / DECK_ZONES_MAX
                                   : focus >= ID_UNSURE ? focus - ID_UNSURE
                                                        : focus - ID_LAYER;
    return focus >= ID_LAYER && at < f->board->n_cells ? at : -1;
}

enum screen screen_board(struct board_view *view, struct ui *ui, struct session *session, const struct drill_facts *facts)
{
    struct frame f = {view, ui, session, session_deck(session), session_task(session), &session->board};
    ui_screen(ui, SCREEN_BOARD * 10000 + session->task);
    if (view->chosen >= f.board->n_cells)
        view->chosen = 0;
    int focused = layer_of_focus(&f);
    if (!ui->focus)
        ui_focus(ui, ID_LAYER + view->chosen);
    else if (focused >= 0 && focused != view->chosen) {
        view->chosen = focused;
        view->bring = true;
    }

    enum board_form form = board_form(ui, f.deck->n_zones);
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px};
    bool checked = false;
    if (view->drag < 0)
        keys(&f);
    else if (ui->in.key != KEY_ESCAPE)
        ui->in.key = KEY_NONE, ui->in.typed = 0; /* half a drag first comes to its end */
    top_bar(&f, &r, form, facts);
    struct rect below = r;
    rect_cut_bottom(&r, ui_button_height(ui) + 28);
    r = rect_inset(r, ui_margin(ui), 0);
    if (form == FORM_ZONES)
        zones_form(&f, r);
    else if (form == FORM_ROWS)
        rows_form(&f, r);
    else
        single_form(&f, r);
    view->bring = false;
    bottom_bar(&f, &below, form, &checked);
    bool home = ui_take_key(ui, KEY_ESCAPE, false);
    return checked ? SCREEN_CHECKED : home ? SCREEN_HOME : SCREEN_BOARD;
}
