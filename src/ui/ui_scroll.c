/* Regions whose content is higher than they are: how far it is scrolled, and the note that there is more. */
#include "ui/ui.h"

#include "base/tr.h"

#include <stdio.h>

/* Up to a whole step, so that rows stay whole. */
static int to_step(int px, int step_px)
{
    return step_px && px > 0 ? (px + step_px - 1) / step_px * step_px : px;
}

struct ui_scroll_region ui_scroll_begin(struct ui *ui, struct rect r, int content_px, int step_px,
                                        struct ui_scroll *scroll)
{
    struct ui_scroll_region region = {.view = r, .content_px = content_px, .step_px = step_px, .scroll = scroll};
    int ring = FOCUS_GAP + FOCUS_RING;
    if (content_px > r.h) {
        region.note =
            rect_cut_bottom(&region.view, draw_line_px(ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD)) + SPACE_8 + ring);
        if (step_px && region.view.h > step_px)
            region.view.h -= region.view.h % step_px;
        if (rect_has(r, ui->in.x, ui->in.y))
            scroll->offset_px += ui->in.wheel * (step_px ? step_px : ui_scaled(ui, 3 * EM));
    }
    int most = to_step(content_px - region.view.h, step_px);
    if (scroll->offset_px > most)
        scroll->offset_px = most;
    if (scroll->offset_px < 0)
        scroll->offset_px = 0;
    struct rect clip = rect_inset(region.view, -ring, -ring);
    if (step_px) /* a ring fits into the gap that ends a step; further down begins the next row */
        clip.h -= ring;
    region.old_clip = content_px > r.h ? draw_clip(&ui->draw, clip) : ui->draw.clip;
    return region;
}

void ui_scroll_show(const struct ui_scroll_region *region, int y_px, int h_px)
{
    int *offset = &region->scroll->offset_px;
    if (y_px + h_px > *offset + region->view.h)
        *offset = to_step(y_px + h_px - region->view.h, region->step_px);
    if (y_px < *offset)
        *offset = y_px;
}

static void scroll_to(const struct ui_scroll_region *region, int px)
{
    int most = to_step(region->content_px - region->view.h, region->step_px);
    region->scroll->offset_px = px > most ? most : px;
    if (region->scroll->offset_px < 0)
        region->scroll->offset_px = 0;
}

void ui_scroll_keys(struct ui *ui, const struct ui_scroll_region *region)
{
    int step = region->step_px, line = step ? step : ui_scaled(ui, 2 * EM), at = region->scroll->offset_px;
    int page = region->view.h > 2 * line ? region->view.h - line : line;
    if (rect_empty(region->note))
        return;
    if (ui_take_key(ui, KEY_PAGE_DOWN, false))
        scroll_to(region, to_step(at + page, step));
    else if (ui_take_key(ui, KEY_PAGE_UP, false))
        scroll_to(region, at > page ? to_step(at - page, step) : 0);
    else if (step && ui_take_key(ui, KEY_DOWN, false))
        scroll_to(region, at + step);
    else if (step && ui_take_key(ui, KEY_UP, false))
        scroll_to(region, at - step);
    else if (step && ui_take_key(ui, KEY_HOME, false))
        scroll_to(region, 0);
    else if (step && ui_take_key(ui, KEY_END, false))
        scroll_to(region, region->content_px);
}

int ui_scroll_below(const struct ui_scroll_region *region)
{
    int below = region->content_px - region->scroll->offset_px - region->view.h;
    return below > 0 ? below : 0;
}

void ui_scroll_end(struct ui *ui, const struct ui_scroll_region *region, const char *note)
{
    ui->draw.clip = region->old_clip;
    if (rect_empty(region->note))
        return;
    struct font font = ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD);
    int w = ui_width(ui, font, note) + 2 * SPACE_12, h = draw_line_px(font) + SPACE_8;
    struct rect pill = {region->note.x + (region->note.w - w) / 2, region->note.y + region->note.h - h, w, h};
    draw_box(&ui->draw, pill, (struct draw_box){.fill = ui->theme->hover, .radius_px = h / 2});
    ui_label(ui, pill, font, ui->theme->ink, ALIGN_CENTRE, note);
}

void ui_list_end(struct ui *ui, const struct ui_scroll_region *region, int step_px)
{
    char note[60];
    int below = (ui_scroll_below(region) + step_px - 1) / step_px;
    int above = (region->scroll->offset_px + step_px - 1) / step_px;
    snprintf(note, sizeof note, below ? tr("%d more below") : tr("%d more above"), below ? below : above);
    ui_scroll_end(ui, region, note);
}
