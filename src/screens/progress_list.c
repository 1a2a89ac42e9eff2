/* All decks: a row each, with how much of it is known. */
#include "base/tr.h"
#include "play/forecast.h"
#include "screens/progress_parts.h"

#include <stdio.h>
#include <string.h>

static void words_of(const struct progress_deck *deck, char *text, char *below, int size)
{
    const struct numbers *n = &deck->numbers;
    struct forecast_ten ten = forecast_of_ten(n->right);
    if (!n->items)
        snprintf(text, (size_t)size, "%s", tr("Nothing to ask"));
    else if (!n->answers)
        snprintf(text, (size_t)size, "%s", tr("Not asked yet"));
    else
        snprintf(text, (size_t)size, tr("Asked 10 today: %d right"), ten.right);
    if (!n->items)
        *below = '\0';
    else if (!n->answers)
        snprintf(below, (size_t)size, tr("%d to know"), n->items);
    else
        snprintf(below, (size_t)size, tr("%d to %d is likely%s; %d of %d never asked"), ten.least, ten.most,
                 n->answers < FORECAST_ANSWERS ? tr(" (an estimate)") : "", n->never, n->items);
}

/* A strip in four shades, each as long as its share. */
static void strip(struct ui *ui, struct rect r, const struct progress_deck *deck)
{
    int all = 0, sum = 0;
    for (int shade = 0; shade < 4; shade++)
        all += deck->shades[shade];
    for (int shade = 3; all && shade >= 0; shade--) {
        int from = (int)((int64_t)r.w * sum / all);
        sum += deck->shades[shade];
        int to = (int)((int64_t)r.w * sum / all);
        if (to > from)
            draw_box(&ui->draw, (struct rect){r.x + from, r.y, to - from, r.h},
                     (struct draw_box){.fill = ui->theme->known[shade]});
    }
}

static struct font title_font(struct ui *ui, const char *title, int w_px)
{
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    return ui_width(ui, font, title) > w_px ? ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD) : font;
}

static bool row(struct ui *ui, struct rect r, const struct progress_deck *deck, int id, bool here)
{
    const struct theme *t = ui->theme;
    char text[160], below[160], label[500];
    struct font weak = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), small = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    bool wide = ui_wider_than(ui, 50);
    words_of(deck, text, below, sizeof text);
    snprintf(label, sizeof label, "%s: %s", deck->title, text);
    struct ui_state state = ui_control(ui, id, r, label, NULL, true);
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = state.hover ? t->hover : t->surface,
                               .border = here ? t->ink : t->line,
                               .border_px = here ? BORDER_ZONE : BORDER,
                               .radius_px = RADIUS_CARD});
    if (state.focused)
        ui_ring(ui, r, RADIUS_CARD);
    r = rect_inset(r, SPACE_16, SPACE_12);
    struct rect left = wide ? rect_cut_left(&r, (r.w - SPACE_24) / 2) : rect_cut_top(&r, r.h / 2);
    rect_cut_left(&r, wide ? SPACE_24 : 0);
    struct font strong = title_font(ui, deck->title, left.w);
    ui_label(ui, rect_cut_top(&left, draw_line_px(ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD))), strong, t->ink, ALIGN_LEFT,
             deck->title);
    rect_cut_top(&left, SPACE_8);
    strip(ui, rect_cut_top(&left, ui_scaled(ui, 10)), deck);
    ui_label(ui, rect_cut_top(&r, draw_line_px(weak)), weak, t->ink, ALIGN_LEFT, text);
    ui_paragraph(ui, r, small, t->muted, below);
    return state.clicked;
}

void progress_list(struct ui *ui, struct rect r, struct progress_page *p)
{
    const struct progress_facts *facts = p->facts;
    struct progress_view *view = p->view;
    int line = draw_line_px(ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD)),
        note = draw_line_px(ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR));
    int half = line + SPACE_8 + (note > ui_scaled(ui, 10) ? note : ui_scaled(ui, 10));
    int h = (ui_wider_than(ui, 50) ? half : 2 * half + note) + 2 * SPACE_12, step = h + SPACE_12;
    int most = ui_scaled(ui, 60 * EM);
    r.w = r.w < most ? r.w : most;
    bool fresh = view->row < 0;
    if (fresh)
        view->row = facts->deck_at;
    int before = view->row, last = facts->n_decks - 1;
    if (ui->focus >= ID_PROGRESS_ROW && ui->focus <= ID_PROGRESS_ROW + last)
        view->row = ui->focus - ID_PROGRESS_ROW;
    view->row += ui_take_key(ui, KEY_DOWN, false) ? 1 : ui_take_key(ui, KEY_UP, false) ? -1 : 0;
    view->row = ui_take_key(ui, KEY_HOME, false) ? 0 : ui_take_key(ui, KEY_END, false) ? last : view->row;
    view->row = view->row > last ? last : view->row < 0 ? 0 : view->row;
    if (!ui->focus || view->row != before)
        ui_focus(ui, ID_PROGRESS_ROW + view->row);
    struct ui_scroll_region region = ui_scroll_begin(ui, r, facts->n_decks * step - SPACE_12, step, &view->list);
    ui_scroll_keys(ui, &region);
    if (fresh || view->row != before)
        ui_scroll_show(&region, view->row * step, h);
    for (int i = 0; i < facts->n_decks; i++) {
        struct rect at = {r.x, r.y + i * step - view->list.offset_px, r.w, h};
        if (row(ui, at, &facts->decks[i], ID_PROGRESS_ROW + i, i == facts->deck_at))
            p->chosen = i;
    }
    ui_list_end(ui, &region, step);
}
