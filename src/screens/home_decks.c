/* The list of all decks: what each is, a drill of it alone, and whether the plan has it. */
#include "base/tr.h"
#include "screens/home_parts.h"
#include "screens/when.h"
#include "srs/day.h"

#include <stdio.h>
#include <string.h>

struct list {
    struct home_view *view;
    const struct home_facts *facts;
};

/* "For AZ-900. In English. 16 of 30 were never asked. Answers of 21 November 2026." */
static void describe(const struct home_deck *deck, char *text, size_t size)
{
    char never[80] = "", exams[120] = "", of[80];
    int year, month, mday, left = deck->asked - deck->met;
    day_to_date(deck->as_of_day, &year, &month, &mday);
    snprintf(of, sizeof of, tr("Answers of %d %s %d."), mday, when_month(month), year);
    if (left)
        snprintf(never, sizeof never, tr(" %d of %d were never asked."), left, deck->asked);
    if (*deck->exams)
        snprintf(exams, sizeof exams, tr("For %s. "), deck->exams);
    snprintf(text, size, tr("%sIn %s.%s %s\nFile: %s"), exams, deck->language, never, of, deck->file);
}

static void fill(struct flow *flow)
{
    struct list *list = flow->data;
    const struct home_facts *facts = list->facts;
    struct ui *ui = flow->ui;
    for (int i = 0; i < facts->n_decks; i++) {
        char text[1200];
        bool chosen = i == list->view->chosen;
        if (i == 0 && facts->n_planned)
            flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, ui->theme->muted, tr("In your plan"), SPACE_8);
        if (i == facts->n_planned) {
            flow_space(flow, i ? SPACE_12 : 0);
            flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, ui->theme->muted, tr("Other decks"), SPACE_8);
        }
        if (chosen)
            describe(&facts->decks[i], text, sizeof text);
        int y = flow->r.y;
        if (home_deck_row(flow, ID_HOME_DECK + i, &facts->decks[i], facts->today, false, chosen ? text : NULL, chosen))
            list->view->chosen = i;
        if (chosen && list->view->bring)
            flow_show(flow, y, flow->r.y - y);
    }
    flow_space(flow, SPACE_12);
    home_problems(flow, facts);
    if (facts->own_folder) {
        char text[600];
        snprintf(text, sizeof text, tr("Own decks lie in %s."), facts->own_folder);
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, ui->theme->muted, text, 0);
    }
}

static void choose(struct home_view *view, struct ui *ui, int n)
{
    int step = ui_take_key(ui, KEY_DOWN, false) ? 1 : ui_take_key(ui, KEY_UP, false) ? -1 : 0;
    int first = ui_take_key(ui, KEY_HOME, false), last = ui_take_key(ui, KEY_END, false);
    int chosen = first ? 0 : last ? n - 1 : view->chosen + step;
    if (ui->focus >= ID_HOME_DECK && ui->focus < ID_HOME_DECK + n && !step && !first && !last)
        chosen = ui->focus - ID_HOME_DECK;
    chosen = chosen < 0 ? 0 : chosen >= n ? n - 1 : chosen;
    if (chosen != view->chosen || step || first || last) {
        view->bring = true;
        ui_focus(ui, ID_HOME_DECK + chosen);
    }
    view->chosen = chosen;
}

enum home_action home_list(struct home_view *view, struct ui *ui, const struct home_facts *facts)
{
    ui_screen(ui, SCREEN_HOME * 10000 + 2);
    choose(view, ui, facts->n_decks);
    struct list list = {view, facts};
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px};
    const struct home_deck *deck = &facts->decks[view->chosen];
    ui_top_bar(ui, &r, tr("Decks"), facts->others, "");
    ui_notice(ui, &r, ui->theme->wrong, facts->not_saved);
    ui_notice(ui, &r, ui->theme->ink, facts->said);
    struct rect below = r;
    rect_cut_bottom(&r, ui_bar_height(ui));
    r = rect_inset(r, ui_margin(ui), SPACE_16);
    if (r.w > ui_scaled(ui, 60 * EM))
        r = (struct rect){r.x + SPACE_32, r.y, ui_scaled(ui, 60 * EM), r.h};
    bool focused = ui->focus >= ID_HOME_DECK && ui->focus < ID_HOME_DECK + facts->n_decks;
    bool enter = focused && ui_key_counts(ui) && ui_take_key(ui, KEY_ENTER, false);
    flow_page(ui, r, &view->list, false, fill, &list);
    view->bring = false;
    bool wide = ui_wider_than(ui, 40);
    struct ui_button buttons[] = {{.label = wide ? tr("Drill only this") : tr("Drill this"),
                                   .key_label = tr("Enter"),
                                   .key = KEY_ENTER,
                                   .kind = BUTTON_PRIMARY},
                                  {.label = deck->planned ? wide ? tr("Out of the plan") : tr("Out")
                                            : wide ? tr("Into the plan")
                                                          : tr("In"),
                                   .key_label = "I",
                                   .key = 'i'},
                                  {.label = tr("Goal"), .key_label = "G", .key = 'g'},
                                  {.label = tr("Home"), .key_label = tr("Esc"), .key = KEY_ESCAPE}};
    int pressed = ui_bottom_bar(ui, &below, ID_HOME_BAR, buttons, 4, tr("\xe2\x86\x91 \xe2\x86\x93 choose a deck"));
    if (pressed >= 2)
        view->all = false;
    return enter || pressed == 0 ? HOME_DRILL
           : pressed == 1        ? HOME_SWITCH
           : pressed == 2        ? HOME_CHOOSE_GOAL
                                 : HOME_NOTHING;
}
