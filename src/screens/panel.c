/* The reasons for one answer, in the order in which a mistake is mended: what you said, why that is tempting, what
   decides it, the same layer elsewhere, when it comes back, the source. Pieces stack from top to bottom; they are
   measured once and drawn once. */
#include "base/tr.h"
#include "screens/checking.h"
#include "screens/source.h"
#include "screens/term.h"
#include "screens/when.h"
#include "screens/zone.h"

#include <stdio.h>

struct stack {
    struct checking *c;
    struct rect r; /* what is left, from r.y down */
};

static void stack_text(struct stack *s, int size, int weight, uint32_t ink, const char *text, int space)
{
    rect_cut_top(&s->r, ui_paragraph(s->c->ui, s->r, ui_font(s->c->ui, size, weight), ink, text) + space);
}

static void stack_section(struct stack *s, const char *head, const char *text)
{
    if (!text)
        return;
    stack_text(s, TEXT_NOTE, WEIGHT_SEMIBOLD, s->c->ui->theme->muted, head, 2);
    stack_text(s, TEXT_BODY, WEIGHT_REGULAR, s->c->ui->theme->ink, text, SPACE_16);
}

static void stack_verdict(struct stack *s, const struct session_answer *answer)
{
    struct checking *c = s->c;
    char said[80], text[160];
    if (answer->given != BOARD_OPEN)
        zone_in_sentence(c->deck, answer->given, said, sizeof said);
    switch (answer->verdict) {
    case VERDICT_RIGHT:
        snprintf(text, sizeof text, "%s", answer->unsure ? tr("Right, and you were not sure") : tr("Right"));
        break;
    case VERDICT_WRONG:
        snprintf(text, sizeof text, tr("Wrong: you said %s"), said);
        break;
    case VERDICT_OPEN:
        snprintf(text, sizeof text, "%s", tr("Left open"));
        break;
    case VERDICT_DIFFERS:
        snprintf(text, sizeof text, tr("Sources differ: you said %s"), said);
        break;
    }
    struct rect line = rect_cut_top(&s->r, draw_line_px(ui_font(c->ui, TEXT_BODY, WEIGHT_SEMIBOLD)));
    draw_verdict(c, line, answer->verdict, TEXT_BODY, WEIGHT_SEMIBOLD, text);
    rect_cut_top(&s->r, SPACE_8);
}

/* "You secure it", or "Microsoft: secures it for you". */
static void stack_answer(struct stack *s, int zone)
{
    struct checking *c = s->c;
    struct ui *ui = c->ui;
    const struct deck_zone *z = &c->deck->zones[zone];
    char text[200];
    if (!z->hint)
        snprintf(text, sizeof text, "%s", z->name);
    else if (z->look == LOOK_CUSTOMER)
        snprintf(text, sizeof text, "%s", z->hint);
    else
        snprintf(text, sizeof text, "%s: %c%s", z->name, z->hint[0] | (z->hint[0] >= 'A' && z->hint[0] <= 'Z' ? 32 : 0),
                 z->hint + 1);
    int sign = ui_scaled(ui, SIGN);
    uint32_t ink = zone_ink(ui, c->deck, zone);
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    draw_sign(&ui->draw, (struct rect){s->r.x, s->r.y + (draw_line_px(font) - sign) / 2, sign, sign},
              (enum sign)z->look, ink);
    struct rect beside = s->r;
    rect_cut_left(&beside, sign + SPACE_8 + 2);
    rect_cut_top(&s->r, ui_paragraph(ui, beside, font, ink, text) + SPACE_16);
}

static void matrix_cell(struct checking *c, struct rect r, int model)
{
    struct ui *ui = c->ui;
    int layer = c->board->cells[c->view->chosen].layer;
    const struct deck_cell *cell = &c->deck->layers[layer].cells[model];
    bool here = model == c->board->cells[c->view->chosen].model,
         shown = session_may_show(c->session, c->task->deck, deck_item_of_cell(c->deck, layer, model));
    const char *text = !shown                        ? tr("later")
                       : cell->open                  ? tr("open")
                       : cell->answer == DECK_ABSENT ? tr("none")
                                                     : c->deck->zones[cell->answer].name;
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
    if (n < 2)
        return;
    stack_text(s, TEXT_NOTE, WEIGHT_SEMIBOLD, ui->theme->muted, tr("The same layer elsewhere"), SPACE_4);
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

/* On the line: the same layer one step to the left, and what decides it there. */
static void stack_left(struct stack *s, const struct session_answer *answer)
{
    const struct deck *deck = s->c->deck;
    int layer = deck_item_layer(deck, answer->item), model = deck_item_model(deck, answer->item) - 1;
    const struct deck_cell *cell = model >= 0 ? &deck->layers[layer].cells[model] : NULL;
    if (!cell || cell->answer == DECK_ABSENT || cell->open)
        return;
    char zone[80], text[600];
    snprintf(text, sizeof text, cell->why ? tr("%s: %s. %s") : "%s: %s.", deck->models[model].name,
             zone_in_sentence(deck, cell->answer, zone, sizeof zone), cell->why);
    stack_section(s, tr("One step to the left"), text);
}

static int panel_content(struct checking *c, struct rect r)
{
    const struct session_answer *answer = &c->session->answers[c->view->chosen];
    const struct deck_layer *layer = &c->deck->layers[deck_item_layer(c->deck, answer->item)];
    int model = deck_item_model(c->deck, answer->item);
    const struct deck_cell *cell = &layer->cells[model];
    struct stack s = {c, r};
    char text[600], said[80], back[160];
    s.r.h = 1 << 20;
    stack_verdict(&s, answer);
    snprintf(text, sizeof text, tr("%s in %s"), layer->name, c->deck->models[model].name);
    stack_text(&s, TEXT_HEAD, WEIGHT_BOLD, c->ui->theme->ink, text, SPACE_4);
    stack_answer(&s, cell->answer);
    if (term_sentence(c->deck, deck_item_layer(c->deck, answer->item), model, cell->answer, text, sizeof text)) {
        s.r.y -= SPACE_12; /* it belongs to what is above it */
        stack_text(&s, TEXT_NOTE, WEIGHT_REGULAR, c->ui->theme->muted, text, SPACE_16);
    }
    if (answer->given != BOARD_OPEN && answer->given != cell->answer) {
        zone_in_sentence(c->deck, answer->given, said, sizeof said);
        snprintf(text, sizeof text, tr("Why %s is tempting"), said);
        stack_section(&s, text, cell->wrong[answer->given]);
        stack_section(&s, tr("Who says so"), cell->differs[answer->given]);
    }
    stack_section(&s, tr("What decides it"), cell->why);
    if (c->task->kind == TASK_LINE)
        stack_left(&s, answer);
    else
        stack_elsewhere(&s);
    if (!c->facts->round)
        stack_section(&s, tr("Comes back"), when_back(c->session, c->view->chosen, c->facts->today, back, sizeof back));
    s.r.y -= SPACE_8; /* the link has room of its own */
    rect_cut_top(&s.r, source_link(c->ui, ID_SOURCE, s.r, &c->deck->sources[layer->source]));
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
