/* Progress: two columns where there is room, one below the other where not. */
#include "screens/progress.h"

#include "base/tr.h"
#include "play/forecast.h"
#include "screens/progress_parts.h"

#include <stdio.h>

enum { ID_BAR = 1, COLUMNS_EM = 62, PAGE_EM = 90, BUTTONS_MAX = 4 };

void progress_view_reset(struct progress_view *view)
{
    *view = (struct progress_view){.item = -1, .point = -1, .bin = -1, .row = -1};
}

/* -- the page of a deck -- */

/* A cell of the map says few. */
static bool any_few(const struct progress_facts *facts)
{
    for (int item = 0; item < deck_item_count(facts->deck); item++)
        if (facts->items[item].met && facts->items[item].answers < PROGRESS_FIGURE)
            return true;
    return false;
}

static void left_column(struct flow *flow, struct progress_page *p)
{
    const struct progress_facts *facts = p->facts;
    const struct theme *t = flow->ui->theme;
    char words[300];
    int answers = facts->answers;
    flow_text(flow, TEXT_TITLE, WEIGHT_BOLD, t->ink, tr("Right, if asked ten times today"), SPACE_4);
    snprintf(words, sizeof words,
             any_few(facts)
                 ? trn("From %d answer; few: fewer than three.", "From %d answers; few: fewer than three.", answers)
                 : trn("From %d answer.", "From %d answers.", answers),
             answers);
    struct rect line = flow->r, room = flow->r;
    line.h = draw_line_px(ui_font(flow->ui, TEXT_BODY, WEIGHT_REGULAR));
    room.w -= progress_key(flow->ui, line, tr("Read it"), "M") + SPACE_16;
    flow_space(flow, ui_paragraph(flow->ui, room, ui_font(flow->ui, TEXT_BODY, WEIGHT_REGULAR), t->muted,
                                  answers ? words : tr("Nothing was answered yet.")) +
                         SPACE_16);
    progress_map(flow, p);
}

static void right_column(struct flow *flow, struct progress_page *p)
{
    progress_line(flow, p);
    progress_says(flow, p);
    progress_bars(flow, p);
}

static void below(struct flow *flow, struct progress_page *p)
{
    progress_bins(flow, p);
    progress_mixed(flow, p);
}

static struct flow column_of(const struct flow *flow, int x, int w)
{
    struct flow column = *flow;
    column.r.x += x;
    column.r.w = w;
    return column;
}

static void fill_page(struct flow *flow)
{
    struct progress_page *p = flow->data;
    if (!ui_wider_than(flow->ui, COLUMNS_EM)) {
        left_column(flow, p);
        right_column(flow, p);
        below(flow, p);
        return;
    }
    int gap = SPACE_32 + SPACE_12, w = (flow->r.w - gap) / 2;
    struct flow left = column_of(flow, 0, w), right = column_of(flow, w + gap, flow->r.w - w - gap);
    left_column(&left, p);
    below(&left, p);
    right_column(&right, p);
    flow_space(flow, (left.r.y > right.r.y ? left.r.y : right.r.y) - flow->r.y);
    flow->show = rect_empty(left.show) ? right.show : left.show;
}

/* -- bars -- */

static int make_buttons(struct ui *ui, const struct progress_view *view, const struct progress_facts *facts,
                        struct ui_button *buttons, enum progress_action *actions)
{
    int n = 0;
    bool wide = ui_wider_than(ui, 40);
    buttons[n] = (struct ui_button){
        .label = view->all || view->weak ? tr("Back") : tr("Home"), .key_label = tr("Esc"), .key = KEY_ESCAPE};
    actions[n++] = PROGRESS_CLOSE;
    if (!facts->deck)
        return n;
    if (view->weak) {
        buttons[n] = (struct ui_button){
            .label = tr("Read it in Explore"), .key_label = tr("Enter"), .key = KEY_ENTER, .disabled = !facts->n_weak};
        actions[n++] = PROGRESS_READ;
        return n;
    }
    buttons[n] = (struct ui_button){.label = wide ? tr("Table (CSV)") : tr("CSV"), .key_label = "C", .key = 'c'};
    actions[n++] = PROGRESS_TABLE;
    if (!view->all) {
        buttons[n] = (struct ui_button){.label = tr("All decks"), .key_label = "D", .key = 'd'};
        actions[n++] = PROGRESS_DECK;
        buttons[n] = (struct ui_button){.label = wide ? tr("Least known") : tr("Least"), .key_label = "K", .key = 'k'};
        actions[n++] = PROGRESS_WEAK;
    }
    return n;
}

/* The buttons stand in the bar at the top where they fit beside the title, else in one at the bottom. */
static bool fits_above(struct ui *ui, const char *about, const struct ui_button *buttons, int n, int *w_px)
{
    *w_px = (n - 1) * SPACE_16;
    for (int i = 0; i < n; i++)
        *w_px += ui_button_width(ui, &buttons[i]);
    int texts = ui_width(ui, ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD), tr("Progress")) + SPACE_16 +
                ui_width(ui, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), about) + SPACE_32;
    return *w_px + texts <= ui->in.width_px - 2 * ui_margin(ui);
}

/* The index pressed, or -1. */
static int buttons_above(struct ui *ui, struct rect place, const struct ui_button *buttons, int n)
{
    int h = ui_button_height(ui), pressed = -1;
    place = (struct rect){place.x, place.y + (place.h - h) / 2, place.w, h};
    for (int i = n - 1; i >= 0; i--) {
        if (ui_button(ui, ID_BAR + i, rect_cut_left(&place, ui_button_width(ui, &buttons[i])), &buttons[i]))
            pressed = i;
        rect_cut_left(&place, SPACE_16);
    }
    return pressed;
}

static void nothing(struct ui *ui, struct rect r)
{
    int h = ui_paragraph(ui, r, ui_font(ui, TEXT_TITLE, WEIGHT_BOLD), ui->theme->ink, tr("Nothing to show yet"));
    rect_cut_top(&r, h + SPACE_8);
    ui_paragraph(ui, r, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), ui->theme->muted,
                 tr("There is no deck that can be read."));
}

static enum progress_action pressed_button(struct progress_view *view, enum progress_action action)
{
    if (action == PROGRESS_CLOSE && (view->all || view->weak)) {
        view->all = view->weak = false;
        return PROGRESS_NOTHING;
    }
    if (action == PROGRESS_DECK || action == PROGRESS_WEAK) { /* the list is shown from the next run on */
        view->all = action == PROGRESS_DECK;
        view->weak = action == PROGRESS_WEAK;
        view->row = -1;
        view->list.offset_px = 0;
        return PROGRESS_NOTHING;
    }
    return action;
}

static void content(struct ui *ui, struct rect r, struct progress_page *page)
{
    bool wide = ui_wider_than(ui, COLUMNS_EM);
    int most = ui_scaled(ui, PAGE_EM * EM);
    r = rect_inset(r, wide ? SPACE_32 + SPACE_16 : ui_margin(ui), wide ? SPACE_24 : SPACE_16);
    r.w = r.w < most ? r.w : most;
    if (!page->facts->deck) {
        nothing(ui, r);
    } else if (page->view->weak) {
        progress_weak(ui, r, page);
    } else if (page->view->all) {
        progress_list(ui, r, page);
    } else {
        if (!ui->focus)
            ui_focus(ui, ID_PROGRESS_MAP);
        flow_page(ui, r, &page->view->page, false, fill_page, page);
    }
}

enum progress_action screen_progress(struct progress_view *view, struct ui *ui, const struct progress_facts *facts)
{
    struct ui_button buttons[BUTTONS_MAX];
    enum progress_action actions[BUTTONS_MAX];
    ui_screen(ui, SCREEN_PROGRESS * 10000 + (view->weak ? 2 : view->all));
    if (ui->focus != view->focus && view->focus && ui->focus)
        view->bring = true;
    struct progress_page page = {view, facts, -1, view->bring};
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px};
    int n = make_buttons(ui, view, facts, buttons, actions), w, pressed = -1;
    const char *about = view->weak    ? tr("all decks of your plan")
                        : view->all   ? tr("All decks")
                        : facts->deck ? facts->deck->title
                                      : "";
    bool above = fits_above(ui, about, buttons, n, &w);
    if (above)
        pressed = buttons_above(ui, ui_top_bar_with(ui, &r, tr("Progress"), about, w), buttons, n);
    else
        ui_top_bar(ui, &r, tr("Progress"), about, "");
    ui_notice(ui, &r, ui->theme->wrong, facts->not_saved);
    ui_notice(ui, &r, ui->theme->ink, facts->said);
    struct rect foot = rect_cut_bottom(&r, above ? 0 : ui_bar_height(ui));
    content(ui, r, &page);
    if (!above)
        pressed = ui_bottom_bar(ui, &foot, ID_BAR, buttons, n, "");
    view->focus = ui->focus;
    if (page.bring) /* what a key of this run chose is brought into view by the next */
        view->bring = false;
    if (page.chosen >= 0) {
        view->row = page.chosen;
        return view->weak ? PROGRESS_READ : PROGRESS_DECK;
    }
    return pressed < 0 ? PROGRESS_NOTHING : pressed_button(view, actions[pressed]);
}
