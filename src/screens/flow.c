/* Pages of text. Their height is found by filling them with nothing shown. */
#include "screens/flow.h"

#include "base/tr.h"

enum { ENDLESS = 1 << 28 };

void flow_text(struct flow *flow, int size, int weight, uint32_t ink, const char *text, int space)
{
    if (!*text)
        return;
    flow_space(flow, ui_paragraph(flow->ui, flow->r, ui_font(flow->ui, size, weight), ink, text) + space);
}

void flow_space(struct flow *flow, int px)
{
    rect_cut_top(&flow->r, px);
}

struct rect flow_line(struct flow *flow, int h_px)
{
    return rect_cut_top(&flow->r, h_px);
}

void flow_rule(struct flow *flow)
{
    draw_box(&flow->ui->draw, flow_line(flow, BORDER), (struct draw_box){.fill = flow->ui->theme->line});
    flow_space(flow, SPACE_12);
}

void flow_show(struct flow *flow, int y_px, int h_px)
{
    flow->show = (struct rect){0, y_px - flow->top_px, 1, h_px};
}

static struct flow flow_in(struct ui *ui, struct rect r, void *data)
{
    return (struct flow){.ui = ui, .r = {r.x, r.y, r.w, ENDLESS}, .data = data, .top_px = r.y, .view_px = r.h};
}

/* What it is after filling, with nothing shown. */
static struct flow measured(struct ui *ui, struct rect r, flow_fill *fill, void *data)
{
    struct flow flow = flow_in(ui, r, data);
    struct ui_probe probe = ui_probe_begin(ui);
    fill(&flow);
    ui_probe_end(ui, &probe);
    return flow;
}

static int height_of(const struct flow *flow)
{
    return flow->r.y - flow->top_px;
}

void flow_panel(struct flow *flow, flow_fill *fill, int space)
{
    int pad = ui_wider_than(flow->ui, 40) ? SPACE_24 : SPACE_16;
    struct rect inside = rect_inset(flow->r, pad, SPACE_24 - 4);
    struct flow inner = measured(flow->ui, inside, fill, flow->data);
    if (!rect_empty(inner.show))
        flow_show(flow, inside.y + inner.show.y, inner.show.h);
    ui_panel(flow->ui, flow_line(flow, height_of(&inner) + 2 * (SPACE_24 - 4)));
    inner = flow_in(flow->ui, inside, flow->data);
    fill(&inner);
    flow_space(flow, space);
}

void flow_pair(struct flow *flow, uint32_t ink, const char *name, int weight, const char *word, int space)
{
    struct ui *ui = flow->ui;
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), strong = ui_font(ui, TEXT_BODY, weight);
    int w = ui_width(ui, strong, word);
    struct rect left = flow->r;
    left.w -= w + SPACE_16;
    int h = ui_paragraph(ui, left, font, ink, name), line = draw_line_px(strong);
    ui_label(ui, (struct rect){flow->r.x + flow->r.w - w, flow->r.y, w, line}, strong, ink, ALIGN_RIGHT, word);
    flow_space(flow, (h > line ? h : line) + space);
}

static void arrow_keys(struct ui *ui, const struct ui_scroll_region *region)
{
    int line = ui_scaled(ui, 3 * EM), most = region->content_px - region->view.h;
    int *offset = &region->scroll->offset_px;
    if (rect_empty(region->note))
        return;
    if (ui_take_key(ui, KEY_DOWN, false))
        *offset = *offset + line < most ? *offset + line : most;
    else if (ui_take_key(ui, KEY_UP, false))
        *offset = *offset > line ? *offset - line : 0;
}

/* Who scrolls away from what has the focus may: it is brought back by the next key, or when the focus goes elsewhere.
 */
static bool scrolled_away(const struct ui *ui, struct ui_scroll *scroll, bool scrolled)
{
    bool keys = ui->in.key || ui->in.typed || ui->field_key || ui->field_typed;
    if (scrolled)
        scroll->left = ui->focus;
    else if (keys || scroll->left != ui->focus)
        scroll->left = 0;
    return scroll->left;
}

void flow_page(struct ui *ui, struct rect r, struct ui_scroll *scroll, bool arrows, flow_fill *fill, void *data)
{
    int wheel = ui->in.wheel, before = scroll->offset_px;
    struct flow flow = measured(ui, r, fill, data);
    struct ui_scroll_region region = ui_scroll_begin(ui, r, height_of(&flow), 0, scroll);
    bool wheeled = wheel && scroll->offset_px != before, keyed;
    before = scroll->offset_px;
    ui_scroll_keys(ui, &region);
    if (arrows)
        arrow_keys(ui, &region);
    keyed = scroll->offset_px != before;
    bool away = scrolled_away(ui, scroll, wheeled || keyed);
    if (!rect_empty(flow.show) && !rect_empty(region.note) && !away)
        ui_scroll_show(&region, flow.show.y, flow.show.h);
    flow = flow_in(ui, (struct rect){r.x, r.y - scroll->offset_px, r.w, r.h}, data);
    fill(&flow);
    ui_scroll_end(ui, &region, ui_scroll_below(&region) ? tr("more below: Page Down") : tr("more above: Page Up"));
}

void flow_arrows(struct ui *ui, int from)
{
    int by = ui_take_key(ui, KEY_DOWN, false) ? 1 : ui_take_key(ui, KEY_UP, false) ? -1 : 0, at = -1;
    for (int i = from; i < ui->n_controls; i++)
        if (ui->controls[i].id == ui->focus)
            at = i;
    if (!by)
        return;
    for (int i = at < 0 ? from : at + by; i >= from && i < ui->n_controls; i += by)
        if (!ui->controls[i].passed_over) {
            ui_focus(ui, ui->controls[i].id);
            return;
        }
}
