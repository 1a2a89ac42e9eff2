/* Home: one obvious thing to do. */
#include "screens/home.h"

#include "base/tr.h"
#include "screens/when.h"

#include <stdio.h>
#include <string.h>

enum { ID_BAR = 1 };

void home_headline(const struct home_facts *facts, char *head, char *below, int size)
{
    int days = facts->next_day - facts->today, early = facts->to_answer - facts->due - facts->fresh;
    if (facts->open_left && !facts->to_answer) {
        snprintf(head, (size_t)size, tr("A drill is unfinished: %d left"), facts->open_left);
        snprintf(below, (size_t)size, "%s", tr("Nothing else is due."));
        return;
    }
    if (facts->to_answer) {
        snprintf(head, (size_t)size,
                 trn("Today: %d to answer, about %d minute", "Today: %d to answer, about %d minutes", facts->minutes),
                 facts->to_answer, facts->minutes);
        snprintf(below, (size_t)size,
                 early > 0 ? tr("%d of them due, %d new, %d early to fill a board.") : tr("%d of them due, %d new."),
                 facts->due, facts->fresh, early);
        return;
    }
    snprintf(below, (size_t)size, "%s",
             facts->n_decks ? tr("Nothing is due. What you learnt is planned for the days ahead.")
                            : tr("There is no deck that can be read."));
    if (!facts->n_decks)
        snprintf(head, (size_t)size, "%s", tr("Nothing to learn yet"));
    else if (!facts->next_day)
        snprintf(head, (size_t)size, "%s", tr("You are done for today"));
    else if (days == 1)
        snprintf(head, (size_t)size, "%s", tr("You are done until tomorrow"));
    else if (days < 7)
        snprintf(head, (size_t)size, tr("You are done until %s"), when_weekday(facts->next_day));
    else
        snprintf(head, (size_t)size, tr("You are done for %d days"), days);
}

/* As large as it can be without being cut. */
static struct font title_font(struct ui *ui, const char *title, int w_px)
{
    struct font font = ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD);
    if (ui_width(ui, font, title) > w_px)
        font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    return ui_width(ui, font, title) > w_px ? ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD) : font;
}

static void deck_row(struct ui *ui, struct rect r, const struct home_deck *deck, bool nothing_now)
{
    const struct theme *t = ui->theme;
    char about[120], count[40];
    const char *unit = deck->due     ? tr("due")
                       : deck->fresh ? (nothing_now ? tr("new, later") : tr("new"))
                                     : tr("done for now");
    draw_box(
        &ui->draw, r,
        (struct draw_box){.fill = t->surface, .border = t->line, .border_px = BORDER, .radius_px = RADIUS_PANEL - 4});
    r = rect_inset(r, SPACE_24, SPACE_16);
    struct font strong = ui_font(ui, TEXT_HEAD, WEIGHT_BOLD), weak = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    rect_cut_right(&r, ui_label(ui, r, weak, t->muted, ALIGN_RIGHT, unit) + ui_scaled(ui, 6));
    if (deck->due || deck->fresh) {
        snprintf(count, sizeof count, "%d", deck->due ? deck->due : deck->fresh);
        rect_cut_right(&r, ui_label(ui, r, strong, t->ink, ALIGN_RIGHT, count) + SPACE_16);
    }
    struct rect line = rect_cut_top(&r, draw_line_px(ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD)));
    ui_label(ui, line, title_font(ui, deck->title, line.w), t->ink, ALIGN_LEFT, deck->title);
    const char *const counted[][2] = {{TR_MARK("%d layer"), TR_MARK("%d layers")},
                                      {TR_MARK("%d model"), TR_MARK("%d models")},
                                      {TR_MARK("%d card"), TR_MARK("%d cards")},
                                      {TR_MARK("%d question"), TR_MARK("%d questions")}};
    const int n[] = {deck->n_layers, deck->n_models, deck->n_cards, deck->n_questions};
    char parts[100] = "";
    for (int i = 0; i < 4; i++)
        if (n[i]) {
            size_t used = strlen(parts);
            used += (size_t)snprintf(parts + used, sizeof parts - used, "%s", used ? ", " : "");
            snprintf(parts + used, sizeof parts - used, trn(counted[i][0], counted[i][1], n[i]), n[i]);
        }
    snprintf(about, sizeof about, tr("%s, %d to know"), parts, deck->asked);
    ui_label(ui, rect_cut_top(&r, draw_line_px(weak)), weak, t->muted, ALIGN_LEFT, about);
}

static void deck_list(struct home_view *view, struct ui *ui, struct rect r, const struct home_facts *facts)
{
    int h = draw_line_px(ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD)) +
            draw_line_px(ui_font(ui, TEXT_BODY, WEIGHT_REGULAR)) + 2 * SPACE_16 + SPACE_4;
    int step = h + 10;
    struct ui_scroll_region region = ui_scroll_begin(ui, r, facts->n_decks * step - 10, step, &view->decks);
    ui_scroll_keys(ui, &region);
    for (int i = 0; i < facts->n_decks; i++)
        deck_row(ui, (struct rect){r.x, r.y + i * step - view->decks.offset_px, r.w, h}, &facts->decks[i],
                 !facts->to_answer);
    ui_list_end(ui, &region, step);
}

/* Decks that could not be read, from the bottom of *r: in half of it, or where that is too little in all of it. */
static void problem_box(struct home_view *view, struct ui *ui, struct rect *r, const char *problems)
{
    const struct theme *t = ui->theme;
    struct font font = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR), strong = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    if (!*problems)
        return;
    int head = draw_line_px(strong) + SPACE_4, lines = ui_paragraph_height(ui, r->w - 2 * SPACE_16, font, problems);
    int h = head + lines + 2 * SPACE_12, least = head + 4 * draw_line_px(font),
        most = r->h / 2 < least ? r->h : r->h / 2;
    if (r->h < least) { /* a very small window: at least where to read it */
        ui_paragraph(ui, *r, font, t->wrong, tr("Some decks were not opened; demarc list says why."));
        *r = rect_cut_bottom(r, 0);
        return;
    }
    struct rect box = rect_cut_bottom(r, h < most ? h : most), inner = rect_inset(box, SPACE_16, SPACE_12);
    rect_cut_bottom(r, SPACE_12);
    draw_box(&ui->draw, box,
             (struct draw_box){.fill = t->surface, .border = t->wrong, .border_px = BORDER, .radius_px = RADIUS_CARD});
    struct rect title = {inner.x, inner.y, inner.w, draw_line_px(strong)};
    ui_label(ui, title, strong, t->wrong, ALIGN_LEFT, tr("Not opened"));
    rect_cut_top(&inner, head);
    struct ui_scroll_region region = ui_scroll_begin(ui, inner, lines, 0, &view->problems);
    ui_scroll_keys(ui, &region);
    inner.y -= view->problems.offset_px;
    ui_paragraph(ui, inner, font, t->ink, problems);
    ui_scroll_end(ui, &region, ui_scroll_below(&region) ? tr("more below: Page Down") : tr("more above: Page Up"));
}

static enum home_action bottom_bar(struct ui *ui, struct rect *r, const struct home_facts *facts)
{
    char start[60], go_on[60];
    snprintf(start, sizeof start, trn("Start, %d minute", "Start, %d minutes", facts->minutes), facts->minutes);
    snprintf(go_on, sizeof go_on, tr("Go on, %d left"), facts->open_left);
    bool open = facts->open_left > 0, any = facts->to_answer > 0;
    struct ui_button buttons[4];
    enum home_action actions[4];
    int n = 0;
    if (open) {
        buttons[n] =
            (struct ui_button){.label = go_on, .key_label = tr("Enter"), .key = KEY_ENTER, .kind = BUTTON_PRIMARY};
        actions[n++] = HOME_GO_ON;
    }
    if (any) {
        buttons[n] = (struct ui_button){.label = open ? tr("Start anew") : start,
                                        .key_label = open ? "N" : tr("Enter"),
                                        .key = open ? 'n' : KEY_ENTER,
                                        .kind = open ? BUTTON_PLAIN : BUTTON_PRIMARY};
        actions[n++] = HOME_START;
    }
    if (!open && !any) {
        buttons[n] = (struct ui_button){
            .label = tr("Close"), .key_label = tr("Enter"), .key = KEY_ENTER, .kind = BUTTON_PRIMARY};
        actions[n++] = HOME_QUIT;
    }
    if (facts->exams) {
        buttons[n] = (struct ui_button){
            .label = ui_wider_than(ui, 40) ? tr("Practice exam") : tr("Exam"), .key_label = "E", .key = 'e'};
        actions[n++] = HOME_EXAM;
    }
    if (facts->rounds) {
        buttons[n] = (struct ui_button){.label = tr("Round"), .key_label = "R", .key = 'r'};
        actions[n++] = HOME_ROUND;
    }
    int pressed = ui_bottom_bar(ui, r, ID_BAR, buttons, n, facts->not_saved ? "" : tr("Saved."));
    return pressed < 0 ? HOME_NOTHING : actions[pressed];
}

enum home_action screen_home(struct home_view *view, struct ui *ui, const struct home_facts *facts)
{
    ui_screen(ui, SCREEN_HOME * 10000 + 1);
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px};
    ui_top_bar(ui, &r, "demarc", "", facts->said);
    ui_notice(ui, &r, ui->theme->wrong, facts->not_saved);
    enum home_action action = bottom_bar(ui, &r, facts);
    r = rect_inset(r, ui_margin(ui), SPACE_24);
    int most = ui_scaled(ui, 60 * EM);
    if (r.w > most)
        r = (struct rect){r.x + SPACE_32, r.y, most, r.h};

    char head[160], below[160];
    home_headline(facts, head, below, sizeof head);
    struct font title = ui_font(ui, ui_wider_than(ui, 40) ? TEXT_DISPLAY : TEXT_HEAD, WEIGHT_BOLD),
                text = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    rect_cut_top(&r, ui_paragraph(ui, r, title, ui->theme->ink, head) + SPACE_4);
    rect_cut_top(&r, ui_paragraph(ui, r, text, ui->theme->muted, below) + SPACE_16);
    if (facts->open_left) {
        char open[120];
        snprintf(open, sizeof open,
                 facts->open_days ? trn("A drill of yesterday is unfinished.", "A drill of %d days ago is unfinished.",
                                        facts->open_days)
                                  : (facts->not_saved ? tr("A drill is unfinished.")
                                                      : tr("A drill is unfinished: what you answered is still there.")),
                 facts->open_days);
        rect_cut_top(&r, ui_paragraph(ui, r, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), ui->theme->ink, open) + SPACE_16);
    }
    problem_box(view, ui, &r, facts->problems);
    deck_list(view, ui, r, facts);
    return action;
}
