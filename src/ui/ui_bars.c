/* What frames every screen: the bar at the top, notices below it, the bar with the buttons at the bottom, and panels.
 */
#include "ui/ui.h"

#include <assert.h>
#include <stdio.h>

/* -- top -- */

/* The strip, with its ground; what stands in it is the caller's. */
static struct rect top_strip(struct ui *ui, struct rect *r, int least_px)
{
    int h = draw_line_px(ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD)) + BAR_AROUND;
    h = h > BAR_LEAST ? h : BAR_LEAST;
    struct rect bar = rect_cut_top(r, h > least_px ? h : least_px);
    draw_box(&ui->draw, bar, (struct draw_box){.fill = ui->theme->surface});
    draw_box(&ui->draw, rect_cut_bottom(&bar, BORDER), (struct draw_box){.fill = ui->theme->line});
    return rect_inset(bar, ui_margin(ui), 0);
}

static void top_texts(struct ui *ui, struct rect bar, const char *title, const char *about)
{
    struct font strong = ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD), weak = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    rect_cut_left(&bar, ui_label(ui, bar, strong, ui->theme->ink, ALIGN_LEFT, title) + SPACE_16);
    if (ui_width(ui, weak, about) <= bar.w)
        ui_label(ui, bar, weak, ui->theme->muted, ALIGN_LEFT, about);
}

static int status_room(struct ui *ui, int bar_w, const char *title)
{
    int room = bar_w - ui_width(ui, ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD), title) - SPACE_16;
    return room > bar_w / 2 ? room : bar_w / 2; /* a long status does not push the title out */
}

bool ui_status_fits(struct ui *ui, const char *title, const char *status)
{
    int w = ui_width(ui, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), status);
    return w <= status_room(ui, ui->in.width_px - 2 * ui_margin(ui), title);
}

void ui_top_bar(struct ui *ui, struct rect *r, const char *title, const char *about, const char *status)
{
    struct rect bar = top_strip(ui, r, 0), right = bar;
    struct font weak = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    right = rect_cut_right(&right, status_room(ui, bar.w, title));
    rect_cut_right(&bar, ui_label(ui, right, weak, ui->theme->muted, ALIGN_RIGHT, status) + SPACE_16);
    top_texts(ui, bar, title, about);
}

struct rect ui_top_bar_with(struct ui *ui, struct rect *r, const char *title, const char *about, int w_px)
{
    struct rect bar = top_strip(ui, r, ui_button_height(ui) + 2 * SPACE_8), place = rect_cut_right(&bar, w_px);
    rect_cut_right(&bar, SPACE_16);
    top_texts(ui, bar, title, about);
    return place;
}

bool ui_top_bar_button(struct ui *ui, struct rect *r, int id, const char *title, const char *about, const char *status,
                       const struct ui_button *button)
{
    struct font strong = ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD), weak = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    struct ui_button shown = *button;
    int room = ui->in.width_px - 2 * ui_margin(ui) - ui_width(ui, strong, title) - SPACE_16;
    shown.capless = ui_button_width(ui, button) > room;
    int w = ui_button_width(ui, &shown), said = ui_width(ui, weak, status) + SPACE_16;
    bool fits = w + said + ui_width(ui, weak, about) + SPACE_16 <= room;
    struct rect place = ui_top_bar_with(ui, r, title, about, fits ? w + said : w), right = rect_cut_right(&place, w);
    if (fits)
        ui_label(ui, place, weak, ui->theme->muted, ALIGN_LEFT, status);
    int h = ui_button_height(ui);
    return ui_button(ui, id, (struct rect){right.x, right.y + (right.h - h) / 2, w, h}, &shown);
}

/* -- notices and panels -- */

void ui_panel(struct ui *ui, struct rect r)
{
    draw_box(
        &ui->draw, r,
        (struct draw_box){
            .fill = ui->theme->surface, .border = ui->theme->line, .border_px = BORDER, .radius_px = RADIUS_PANEL});
}

enum { ID_OFFER = 1 << 20 }; /* beyond those of screens */

static void draw_offer(struct ui *ui, struct rect r, int w)
{
    struct ui_offer *offer = ui->offer;
    struct rect place = rect_cut_right(&r, w);
    if (ui_button(ui, ID_OFFER, rect_cut_top(&place, ui_button_height(ui)), &offer->button))
        offer->pressed = true;
}

void ui_notice(struct ui *ui, struct rect *r, uint32_t ink, const char *text)
{
    if (!text || !*text)
        return;
    struct ui_offer *offer = ink == ui->theme->wrong ? ui->offer : NULL;
    char whole[1600];
    snprintf(whole, sizeof whole, "%s%s", text, offer && offer->more ? offer->more : "");
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    int margin = ui_margin(ui), w = offer ? ui_button_width(ui, &offer->button) : 0;
    int text_w = r->w - 2 * margin - (w ? w + SPACE_24 : 0), h = ui_paragraph_height(ui, text_w, font, whole);
    if (w && h < ui_button_height(ui))
        h = ui_button_height(ui);
    struct rect bar = rect_cut_top(r, h + 2 * SPACE_8);
    draw_box(&ui->draw, bar, (struct draw_box){.fill = ui->theme->surface});
    draw_box(&ui->draw, rect_cut_bottom(&bar, BORDER), (struct draw_box){.fill = ink});
    bar = rect_inset(bar, margin, SPACE_8);
    if (w)
        draw_offer(ui, bar, w);
    ui_paragraph(ui, (struct rect){bar.x, bar.y, text_w, bar.h}, font, ink, whole);
}

/* -- bottom -- */

int ui_bar_height(const struct ui *ui)
{
    return ui_button_height(ui) + BAR_AROUND;
}

int ui_bottom_bar(struct ui *ui, struct rect *r, int id, const struct ui_button *buttons, int n, const char *hint)
{
    return ui_sided_bar(ui, r, id, buttons, n, 0, hint);
}

int ui_sided_bar(struct ui *ui, struct rect *r, int id, const struct ui_button *buttons, int n, int n_left,
                 const char *hint)
{
    const struct theme *t = ui->theme;
    int h = ui_button_height(ui), pressed = -1, widths[8];
    assert(n <= 8);
    struct rect bar = rect_cut_bottom(r, ui_bar_height(ui));
    draw_box(&ui->draw, bar, (struct draw_box){.fill = t->surface});
    draw_box(&ui->draw, rect_cut_top(&bar, BORDER), (struct draw_box){.fill = t->line});
    bar = rect_inset(bar, ui_margin(ui), 0);
    struct rect row = {bar.x, bar.y + (bar.h - h) / 2, bar.w, h}, places[8];
    struct ui_button shown[8];
    int needed = n * (SPACE_12 + 2) - SPACE_12 - 2;
    for (int i = 0; i < n; i++) {
        shown[i] = buttons[i];
        needed += widths[i] = ui_button_width(ui, &buttons[i]);
    }
    for (int i = n - 1; i >= 0 && needed > row.w;
         i--) { /* where there is no room the keys are left out, the primary's last */
        shown[i].capless = true;
        needed -= widths[i];
        needed += widths[i] = ui_button_width(ui, &shown[i]);
    }
    for (int i = 0; i < n - n_left; i++) {
        places[i] = rect_cut_right(&row, widths[i]);
        rect_cut_right(&row, SPACE_12 + 2);
    }
    for (int i = n - 1; i >= n - n_left; i--) {
        places[i] = rect_cut_left(&row, widths[i]);
        rect_cut_left(&row, SPACE_12 + 2);
    }
    if (ui_width(ui, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), hint) <= row.w)
        ui_label(ui, row, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), t->muted, n_left ? ALIGN_RIGHT : ALIGN_LEFT, hint);
    for (int i = n - 1; i >= 0; i--) /* the focus goes from left to right */
        if (ui_button(ui, id + i, places[i], &shown[i]))
            pressed = i;
    return pressed;
}
