/* One model: zones beside a tray. Half a drag lives in the view; only the drop is a move. */
#include "base/tr.h"
#include "screens/placing.h"
#include "screens/term.h"
#include "screens/zone.h"

#include <stdio.h>
#include <string.h>

static struct rect glided(struct placing *p, int at, struct rect home)
{
    struct board_view *v = p->view;
    if (v->glide.at != at)
        return home;
    int64_t gone = p->ui->in.moment.mono_ms - v->glide.start_ms;
    if (gone >= v->glide.ms || gone < 0 || p->ui->in.still) {
        v->glide.at = -1;
        return home;
    }
    int left = (int)(v->glide.ms - gone), ms = v->glide.ms;
    left = left * left / ms; /* slows down as it arrives */
    ui_animate(p->ui, v->glide.start_ms + ms);
    return (struct rect){home.x + (v->glide.from.x - home.x) * left / ms,
                         home.y + (v->glide.from.y - home.y) * left / ms, home.w, home.h};
}

static void draw_card(struct placing *p, struct rect r, int at, bool lifted)
{
    struct ui *ui = p->ui;
    const struct board_cell *cell = &p->board->cells[at];
    bool placed = cell->zone != BOARD_OPEN && !lifted;
    struct draw_box box = {
        .fill = ui->theme->surface, .border = ui->theme->edge, .border_px = BORDER, .radius_px = RADIUS_CARD};
    if (lifted)
        box.shadow_px = 20, box.border = ui->theme->ink;
    if (placed) {
        box.fill = zone_ground(ui, p->deck, cell->zone);
        box.border = zone_ink(ui, p->deck, cell->zone);
        box.border_px = cell->unsure ? BORDER_ZONE : 0;
        box.dashed = true;
    }
    draw_box(&ui->draw, r, box);
    struct rect inner = rect_inset(r, r.w < ui_scaled(ui, 13 * EM) ? SPACE_8 : SPACE_12 + 3, 0);
    struct font note = ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD);
    if (placed && cell->unsure) {
        const char *mark = tr("not sure");
        bool room = inner.w > ui_width(ui, note, mark) + term_name_width(ui, p->deck, cell->layer) + SPACE_12;
        rect_cut_right(&inner, ui_label(ui, inner, note, ui->theme->ink, ALIGN_RIGHT, room ? mark : "?") + SPACE_8);
    } else if (placed && !p->exam &&
               (p->view->chosen == at || p->ui->hot == ID_LAYER + at || p->ui->hot == ID_UNSURE + at)) {
        rect_cut_right(&inner, ui_label(ui, inner, note, ui->theme->muted, ALIGN_RIGHT, "?") + SPACE_8);
    }
    term_name(ui, inner, p->deck, cell->layer, ui->theme->ink);
}

/* A card of the tray or, lower, one in a zone: two lines where the exam's word stands below the name. */
static int card_height(const struct placing *p, bool in_zone)
{
    int needed = term_height(p->ui, p->deck) + (p->deck->base ? SPACE_8 : 0),
        least = in_zone ? CARD_HEIGHT : ui_button_height(p->ui);
    if (in_zone && !p->deck->base)
        needed += 18;
    return needed > least ? needed : least;
}

/* Where the lifted card lies now. */
static struct rect lifted_rect(const struct placing *p, int w, int h)
{
    return (struct rect){p->ui->in.x - p->view->grip_x, p->ui->in.y - p->view->grip_y, w, h};
}

static void begin_drag(struct placing *p, int at, struct rect home)
{
    const struct ui *ui = p->ui;
    int dx = ui->in.x - ui->press_x, dy = ui->in.y - ui->press_y;
    if (p->view->drag >= 0 || dx * dx + dy * dy < DRAG_PX * DRAG_PX)
        return;
    p->view->drag = at;
    p->view->grip_x = ui->press_x - home.x;
    p->view->grip_y = ui->press_y - home.y;
}

/* A card where it belongs: click chooses, dragging lifts, the end of a placed one marks it as not sure. The area that
   is hit is `hit`; a lifted card leaves an empty place. */
static void card(struct placing *p, struct rect r, struct rect hit, int at)
{
    struct ui *ui = p->ui;
    const struct board_cell *cell = &p->board->cells[at];
    struct ui_state state = ui_control(ui, ID_LAYER + at, hit, p->deck->layers[cell->layer].name, NULL, false);
    struct rect mark = {0, 0, 0, 0};
    if (state.held && ui->in.down)
        begin_drag(p, at, r);
    if (cell->zone != BOARD_OPEN && p->view->drag < 0 && !p->exam) {
        struct rect end = rect_cut_right(&hit, cell->unsure ? ui_scaled(ui, 84) : TARGET);
        if (ui_control(ui, ID_UNSURE + at, end, cell->unsure ? tr("sure") : tr("not sure"), "?", true).clicked)
            placing_toggle_unsure(p, at);
        mark = end;
    }
    if (state.clicked && p->view->drag != at)
        placing_choose(p, at);
    if (p->view->drag == at) {
        draw_box(&ui->draw, r,
                 (struct draw_box){
                     .border = ui->theme->edge, .border_px = BORDER_ZONE, .radius_px = RADIUS_CARD, .dashed = true});
        return;
    }
    draw_card(p, glided(p, at, r), at, false);
    if (mark.w && ui->focus == ID_UNSURE + at)
        ui_ring(ui, (struct rect){mark.x, r.y, mark.w, r.h}, RADIUS_CARD);
    else if (p->view->chosen == at)
        ui_ring(ui, r, RADIUS_CARD);
}

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

static void draw_stack(struct placing *p, struct rect r, int zone, struct ui_scroll *scroll, int h, int gap)
{
    int at[BOARD_CELLS_MAX], n = stack(p->board, zone, at), step = h + gap, grow = h < TARGET ? (TARGET - h) / 2 : 0;
    struct ui_scroll_region region = ui_scroll_begin(p->ui, r, n * step - gap, step, scroll);
    for (int i = 0; i < n && p->view->bring; i++)
        if (at[i] == p->view->chosen)
            ui_scroll_show(&region, i * step, h);
    for (int i = 0; i < n; i++) {
        struct rect place = {r.x, r.y + i * step - scroll->offset_px, r.w, h};
        card(p, place, rect_inset(place, 0, -grow), at[i]);
    }
    ui_list_end(p->ui, &region, step);
}

static bool zone_target(struct placing *p, struct rect r, int zone, bool *dropped)
{
    struct ui_state state = ui_control(p->ui, ID_ZONE + zone, r, p->deck->zones[zone].name, zone_key(zone), true);
    bool over = p->view->drag >= 0 && rect_has(r, p->ui->in.x, p->ui->in.y);
    *dropped = over && p->ui->in.released;
    if (state.clicked && p->view->drag < 0)
        placing_place(p, p->view->chosen, zone, false);
    return over || state.focused;
}

/* The end of a drag: into a zone, back to the tray, or home from anywhere else. */
static void finish_drag(struct placing *p, int zone, bool over_tray, struct rect lifted)
{
    struct board_view *v = p->view;
    bool lost = !p->ui->in.down && !p->ui->in.released;
    bool escaped = ui_take_key(p->ui, KEY_ESCAPE, false);
    if (v->drag < 0 || (!p->ui->in.released && !lost && !escaped && p->ui->active == ID_LAYER + v->drag))
        return;
    int at = v->drag;
    v->drag = -1;
    p->ui->active = 0;
    bool moved = false;
    if (p->ui->in.released && zone >= 0 && p->board->cells[at].zone != zone) {
        placing_place(p, at, zone, false);
        moved = true;
    } else if (p->ui->in.released && zone < 0 && over_tray) {
        moved = placing_move(p, MOVE_BACK, at, 0);
    }
    placing_glide(p, at, lifted, moved ? GLIDE_DROP_MS : GLIDE_HOME_MS);
    if (!moved || p->board->cells[at].zone == BOARD_OPEN)
        placing_choose(p, at);
}

/* A click into the tray takes the chosen layer back. */
static void tray_target(struct placing *p, struct rect r)
{
    if (p->board->cells[p->view->chosen].zone == BOARD_OPEN)
        return;
    struct ui_state state = ui_control(p->ui, ID_TRAY, r, tr("Back to the tray"), tr("Backspace"), true);
    if (state.focused)
        ui_ring(p->ui, rect_inset(r, -SPACE_4, -SPACE_4), RADIUS_PANEL);
    if (state.clicked && p->view->drag < 0) {
        placing_move(p, MOVE_BACK, p->view->chosen, 0);
        placing_choose(p, p->view->chosen);
    }
}

void form_zones(struct placing *p, struct rect r)
{
    struct ui *ui = p->ui;
    struct rect left = rect_cut_left(&r, (r.w - SPACE_24) * 265 / 1000), tray = left;
    rect_cut_left(&r, SPACE_24);
    rect_cut_top(&tray, SPACE_12);
    char count[60];
    int open = board_open_count(p->board);
    snprintf(count, sizeof count, trn("%d layer to place", "%d layers to place", open), open);
    struct rect head = rect_cut_top(&tray, ui_scaled(ui, 56) - 6);
    ui_label(ui, head, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), ui->theme->muted, ALIGN_LEFT,
             open ? count : tr("All layers are placed"));
    tray_target(p, left);
    placing_means(p, &r);
    rect_cut_top(&r, SPACE_12);
    placing_heading(p, rect_cut_top(&r, ui_scaled(ui, 58)));
    rect_cut_top(&r, SPACE_12 + 2);

    int over = -1;
    struct rect cards[DECK_ZONES_MAX];
    for (int zone = 0; zone < p->deck->n_zones; zone++) {
        struct rect column = rect_column(r, zone, p->deck->n_zones, SPACE_16);
        bool dropped, lit = zone_target(p, column, zone, &dropped);
        cards[zone] = zone_frame(ui, column, p->deck, zone, zone_key(zone), lit);
        if (ui->focus == ID_ZONE + zone)
            ui_ring(ui, column, RADIUS_PANEL);
        if (dropped)
            over = zone;
    }
    struct rect lifted = lifted_rect(p, cards[0].w, card_height(p, false));
    if (p->view->drag >= 0)
        finish_drag(p, over, rect_has(left, ui->in.x, ui->in.y), lifted);
    rect_cut_bottom(&tray, SPACE_8);
    draw_stack(p, tray, BOARD_OPEN, &p->view->tray, card_height(p, false), SPACE_12);
    for (int zone = 0; zone < p->deck->n_zones; zone++)
        draw_stack(p, cards[zone], zone, &p->view->zones[zone], card_height(p, true), 6);
    if (p->view->drag >= 0)
        draw_card(p, lifted, p->view->drag, true);
}

/* Up and Down go through the column of the chosen layer, Left and Right to the next one that is not empty. */
void arrows_zones(struct placing *p)
{
    int at[BOARD_CELLS_MAX], zone = p->board->cells[p->view->chosen].zone, n = stack(p->board, zone, at), i = 0;
    while (i < n && at[i] != p->view->chosen)
        i++;
    if (ui_take_key(p->ui, KEY_DOWN, false) && i + 1 < n)
        placing_choose(p, at[i + 1]);
    else if (ui_take_key(p->ui, KEY_UP, false) && i > 0)
        placing_choose(p, at[i - 1]);
    int step = ui_take_key(p->ui, KEY_RIGHT, false) ? 1 : ui_take_key(p->ui, KEY_LEFT, false) ? -1 : 0;
    for (int to = zone + step; step && to >= BOARD_OPEN && to < p->deck->n_zones; to += step) {
        n = stack(p->board, to, at);
        if (n > 0) {
            placing_choose(p, at[i < n ? i : n - 1]);
            break;
        }
    }
}
