/* The reasons for one answer, in the order in which a mistake is mended: what you said, why that is tempting, what
   decides it, the same layer elsewhere, when it comes back, the source. Pieces stack from top to bottom; they are
   measured once and drawn once. */
#include "base/tr.h"
#include "screens/checking.h"
#include "screens/reasons.h"
#include "screens/source.h"
#include "screens/zone.h"

struct stack {
    struct checking *c;
    struct rect r; /* what is left, from r.y down */
};

static void stack_text(struct stack *s, int size, int weight, uint32_t ink, const char *text, int space)
{
    rect_cut_top(&s->r, ui_paragraph(s->c->ui, s->r, ui_font(s->c->ui, size, weight), ink, text) + space);
}

static void stack_section(struct stack *s, const struct reason *reason)
{
    stack_text(s, TEXT_NOTE, WEIGHT_SEMIBOLD, s->c->ui->theme->muted, reason->head, 2);
    stack_text(s, TEXT_BODY, WEIGHT_REGULAR, s->c->ui->theme->ink, reason->text, SPACE_16);
}

static void stack_verdict(struct stack *s, const struct reasons *reasons)
{
    struct rect line = rect_cut_top(&s->r, draw_line_px(ui_font(s->c->ui, TEXT_BODY, WEIGHT_SEMIBOLD)));
    if (reasons->slipped)
        ui_label(s->c->ui, line, ui_font(s->c->ui, TEXT_BODY, WEIGHT_SEMIBOLD), s->c->ui->theme->muted, ALIGN_LEFT,
                 reasons->said);
    else
        draw_verdict(s->c, line, reasons->verdict, TEXT_BODY, WEIGHT_SEMIBOLD, reasons->said);
    rect_cut_top(&s->r, SPACE_8);
}

static void stack_answer(struct stack *s, int zone)
{
    struct checking *c = s->c;
    rect_cut_top(&s->r, zone_answer(c->ui, s->r, c->deck, zone) + SPACE_16);
}

static void matrix_cell(struct checking *c, struct rect r, int model)
{
    struct ui *ui = c->ui;
    int layer = c->board->cells[c->view->chosen].layer;
    const struct deck_cell *cell = &c->deck->layers[layer].cells[model];
    bool here = model == c->board->cells[c->view->chosen].model,
         shown = session_may_show(c->session, c->task->deck, deck_item_of_cell(c->deck, layer, model));
    const char *text = reasons_elsewhere(c->session, c->deck, layer, model);
    bool zoned = shown && !cell->open && cell->answer != DECK_ABSENT;
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = !zoned ? ui->theme->surface
                                       : here ? zone_ink(ui, c->deck, cell->answer)
                                              : zone_ground(ui, c->deck, cell->answer),
                               .border = zoned ? 0 : ui->theme->edge,
                               .border_px = zoned ? 0 : BORDER,
                               .dashed = !zoned,
                               .radius_px = RADIUS_CARD - 2});
    uint32_t ink = !zoned ? ui->theme->muted : here ? ui->theme->on_ink : zone_ink(ui, c->deck, cell->answer);
    struct font font = ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD);
    if (zoned && ui_width(ui, font, text) > r.w - SPACE_4) {
        int sign = ui_scaled(ui, SIGN);
        draw_sign(&ui->draw, (struct rect){r.x + (r.w - sign) / 2, r.y + (r.h - sign) / 2, sign, sign},
                  (enum sign)c->deck->zones[cell->answer].look, ink);
    } else {
        ui_label(ui, rect_inset(r, 2, 0), font, ink, ALIGN_CENTRE, text);
    }
}

static void stack_elsewhere(struct stack *s)
{
    struct checking *c = s->c;
    struct ui *ui = c->ui;
    int n = c->deck->n_models;
    stack_text(s, TEXT_NOTE, WEIGHT_SEMIBOLD, ui->theme->muted, reasons_elsewhere_head(), SPACE_4);
    int in_line = n <= 4 ? n : (n + 1) / 2, cell_h = ui_scaled(ui, 38) + 2;
    for (int first = 0; first < n; first += in_line) {
        struct rect heads = rect_cut_top(&s->r, draw_line_px(ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD)) + SPACE_4);
        struct rect row = rect_cut_top(&s->r, cell_h);
        for (int model = first; model < n && model < first + in_line; model++) {
            bool here = model == c->board->cells[c->view->chosen].model;
            ui_label(ui, rect_column(heads, model - first, in_line, 6), ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD),
                     here ? ui->theme->ink : ui->theme->muted, ALIGN_CENTRE, deck_model_short(c->deck, model));
            matrix_cell(c, rect_column(row, model - first, in_line, 6), model);
        }
        rect_cut_top(&s->r, SPACE_8);
    }
    rect_cut_top(&s->r, SPACE_8);
}

static int panel_content(struct checking *c, struct rect r)
{
    int at = c->view->chosen;
    struct stack s = {c, r};
    struct reasons reasons;
    reasons_of(&reasons, c->session, c->deck, at, c->facts);
    s.r.h = 1 << 20;
    stack_verdict(&s, &reasons);
    stack_text(&s, TEXT_HEAD, WEIGHT_BOLD, c->ui->theme->ink, reasons.what, SPACE_4);
    stack_answer(&s, checking_cell(c, at)->answer);
    if (*reasons.exam) {
        s.r.y -= SPACE_12; /* it belongs to what is above it */
        stack_text(&s, TEXT_NOTE, WEIGHT_REGULAR, c->ui->theme->muted, reasons.exam, SPACE_16);
    }
    for (int i = 0; i < reasons.n_before; i++)
        stack_section(&s, &reasons.sections[i]);
    if (reasons.elsewhere)
        stack_elsewhere(&s);
    for (int i = reasons.n_before; i < reasons.n; i++)
        stack_section(&s, &reasons.sections[i]);
    if (source_in_link(c->ui, s.r.w, reasons.source))
        s.r.y -= SPACE_8; /* that has room of its own */
    rect_cut_top(&s.r, source_link(c->ui, ID_SOURCE, s.r, reasons.source));
    return s.r.y - r.y;
}

/* How high the content is, without showing it: drawn into a clip of nothing. */
static int panel_height(struct checking *c, struct rect r)
{
    struct ui *ui = c->ui;
    struct ui_probe probe = ui_probe_begin(ui);
    int h = panel_content(c, r);
    ui_probe_end(ui, &probe);
    return h;
}

void checked_panel(struct checking *c, struct rect r)
{
    struct ui *ui = c->ui;
    struct ui_scroll *scroll = &c->view->panel;
    ui_panel(ui, r);
    struct rect inner = rect_inset(r, SPACE_24, ui_wider_than(ui, 40) ? SPACE_24 : SPACE_12);
    int h = panel_height(c, inner);
    struct ui_scroll_region region = ui_scroll_begin(ui, inner, h, 0, scroll);
    bool linked = ui->focus == ID_SOURCE;
    if (linked && !c->view->linked) /* the focus came to the link, which is the last thing */
        ui_scroll_show(&region, h - ui_button_height(ui), ui_button_height(ui));
    c->view->linked = linked;
    ui_scroll_keys(ui, &region);
    inner.y -= scroll->offset_px;
    panel_content(c, inner);
    ui_scroll_end(ui, &region, ui_scroll_below(&region) ? tr("more below: Page Down") : tr("more above: Page Up"));
}
