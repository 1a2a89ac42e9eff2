/* Above the line: the question, and a button for each zone, which is clicked or dragged onto a cell. */
#include "screens/line_parts.h"

#include "screens/term.h"
#include "screens/zone.h"

static int zone_button_width(struct placing *p, int zone)
{
    struct ui *ui = p->ui;
    const char *term = term_zone(p->deck, zone);
    int name = ui_width(ui, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), p->deck->zones[zone].name);
    int below = term ? ui_width(ui, ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR), term) : 0;
    return (name > below ? name : below) + ui_scaled(ui, SIGN + 8 + 26) + SPACE_8 + 2 * 20;
}

int line_zones_height(const struct placing *p)
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

void line_finish_zone(struct placing *p)
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
    draw_zone_button(p, (struct rect){ui->in.x - v->grip_x, ui->in.y - v->grip_y, w, line_zones_height(p)},
                     v->drag_zone, false, true);
}

void line_heading(struct placing *p, struct rect r)
{
    struct ui *ui = p->ui;
    int h = line_zones_height(p), n = p->deck->n_zones;
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
