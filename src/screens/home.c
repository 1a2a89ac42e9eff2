/* Home: one obvious thing to do. In a wide window the plan stands at the left and what else there is at the right; in a
   narrow one all is one page. */
#include "screens/home.h"

#include "base/tr.h"
#include "screens/clock.h"
#include "screens/home_parts.h"
#include "screens/when.h"
#include "srs/day.h"

#include <stdio.h>
#include <string.h>

enum { WIDE_EM = 62, SIDE = 360, MOST = 1152 };

/* What the fillers of a page are handed. */
struct home_page {
    struct home_view *view;
    const struct home_facts *facts;
    enum home_action action;
    bool wide;
};

/* -- words -- */

/* "3 December" */
static const char *day_words(int day, char *text, int size)
{
    int year, month, mday;
    day_to_date(day, &year, &month, &mday);
    snprintf(text, (size_t)size, tr("%d %s"), mday, when_month(month));
    return text;
}

static void plan_words(const struct home_facts *facts, char *text, int size)
{
    char day[60];
    int days = facts->exam_day - facts->today;
    *text = '\0';
    if (!facts->exam)
        return;
    if (*facts->exam && facts->exam_day)
        snprintf(text, (size_t)size,
                 trn("Your plan for %s on %s, tomorrow.", "Your plan for %s on %s, in %d days.", days), facts->exam,
                 day_words(facts->exam_day, day, sizeof day), days);
    else if (*facts->exam)
        snprintf(text, (size_t)size, tr("Your plan for %s."), facts->exam);
}

static void head_of_nothing(const struct home_facts *facts, char *head, int size)
{
    int days = facts->next_day - facts->today;
    if (!facts->n_decks)
        snprintf(head, (size_t)size, "%s", tr("Nothing to learn yet"));
    else if (!facts->n_planned)
        snprintf(head, (size_t)size, "%s", tr("Your plan is empty"));
    else if (!facts->next_day)
        snprintf(head, (size_t)size, "%s", tr("You are done for today"));
    else if (days == 1)
        snprintf(head, (size_t)size, "%s", tr("You are done until tomorrow"));
    else if (days < 7)
        snprintf(head, (size_t)size, tr("You are done until %s"), when_weekday(facts->next_day));
    else
        snprintf(head, (size_t)size, tr("You are done for %d days"), days);
}

static void below_of_nothing(const struct home_facts *facts, char *below, int size)
{
    char when[80];
    int days = facts->next_day - facts->today;
    if (!facts->n_decks) {
        snprintf(below, (size_t)size, tr("There is no deck that can be read. Own decks lie in %s."),
                 facts->own_folder ? facts->own_folder : tr("the data folder, in decks"));
        return;
    }
    if (!facts->n_planned) {
        snprintf(below, (size_t)size, "%s", tr("Put a deck into it: All decks, D."));
        return;
    }
    if (facts->shown) {
        snprintf(below, (size_t)size,
                 trn("You have read the answer to %d of these today: it is asked from tomorrow on. "
                     "Practise it now, and it does not count.",
                     "You have read the answers to %d of these today: they are asked from tomorrow on. "
                     "Practise them now, and it does not count.",
                     facts->shown),
                 facts->shown);
        return;
    }
    if (!facts->next_due) {
        snprintf(below, (size_t)size, "%s", tr("Nothing is due. What you learnt is planned for the days ahead."));
        return;
    }
    if (days == 1)
        snprintf(when, sizeof when, "%s", tr("Tomorrow"));
    else if (days < 7)
        snprintf(when, sizeof when, "%s", when_weekday(facts->next_day));
    else
        snprintf(when, sizeof when, tr("In %d days"), days);
    snprintf(below, (size_t)size,
             trn("%s: %d to answer, about %d minute. More anyway: another deck, a round or an exam.",
                 "%s: %d to answer, about %d minutes. More anyway: another deck, a round or an exam.",
                 facts->next_minutes),
             when, facts->next_due, facts->next_minutes);
}

void home_headline(const struct home_facts *facts, char *head, char *below, int size)
{
    int early = facts->to_answer - facts->due - facts->fresh;
    char plan[160];
    if (facts->open_left && !facts->to_answer) {
        snprintf(head, (size_t)size, tr("A drill is unfinished: %d left"), facts->open_left);
        snprintf(below, (size_t)size, "%s",
                 facts->not_saved ? tr("Nothing else is due.")
                                  : tr("What you answered is still there. Nothing else is due."));
        return;
    }
    if (!facts->to_answer) {
        head_of_nothing(facts, head, size);
        below_of_nothing(facts, below, size);
        return;
    }
    snprintf(head, (size_t)size,
             trn("Today: %d to answer, about %d minute", "Today: %d to answer, about %d minutes", facts->minutes),
             facts->to_answer, facts->minutes);
    plan_words(facts, plan, sizeof plan);
    int used = facts->due + early ? snprintf(below, (size_t)size,
                                             early > 0 ? tr("%d of them due, %d new, %d early to fill a board.")
                                                       : tr("%d of them due, %d new."),
                                             facts->due, facts->fresh, early)
                                  : snprintf(below, (size_t)size, "%s", tr("All of them are new."));
    if (*plan && used < size)
        snprintf(below + used, (size_t)(size - used), " %s", plan);
}

static void open_drill(const struct home_facts *facts, char *text, size_t size)
{
    snprintf(text, size,
             facts->open_days
                 ? trn("A drill of yesterday is unfinished.", "A drill of %d days ago is unfinished.", facts->open_days)
                 : (facts->not_saved ? tr("A drill is unfinished.")
                                     : tr("A drill is unfinished: what you answered is still there.")),
             facts->open_days);
}

int home_open_words(const struct home_facts *facts, bool keys, char texts[HOME_OPEN_MAX][HOME_OPEN_WORDS])
{
    int n = 0;
    char left[20];
    if (facts->open_left && facts->to_answer) /* else the headline says so */
        open_drill(facts, texts[n++], HOME_OPEN_WORDS);
    if (facts->exam_left_ms) {
        clock_text(facts->exam_left_ms, left, sizeof left);
        snprintf(texts[n++], HOME_OPEN_WORDS,
                 keys ? tr("A practice exam is unfinished, %s left: E goes on.")
                      : tr("A practice exam is unfinished, %s left."),
                 left);
    }
    if (facts->round_boards)
        snprintf(texts[n++], HOME_OPEN_WORDS,
                 keys ? trn("A timed round is unfinished, %d of %d board done: T goes on.",
                            "A timed round is unfinished, %d of %d boards done: T goes on.", facts->round_boards)
                      : trn("A timed round is unfinished, %d of %d board done.",
                            "A timed round is unfinished, %d of %d boards done.", facts->round_boards),
                 facts->round_done, facts->round_boards);
    return n;
}

static void heads(struct flow *flow)
{
    struct home_page *p = flow->data;
    const struct home_facts *facts = p->facts;
    const struct theme *t = flow->ui->theme;
    char head[400], below[400];
    home_headline(facts, head, below, sizeof head);
    bool room = ui_wider_than(flow->ui, 40);
    flow_text(flow, room ? TEXT_DISPLAY : TEXT_HEAD, WEIGHT_BOLD, t->ink, head, SPACE_4);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, below, SPACE_16);
    char open[HOME_OPEN_MAX][HOME_OPEN_WORDS];
    int n = home_open_words(facts, true, open);
    for (int i = 0; i < n; i++)
        flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, t->ink, open[i], i == n - 1 ? SPACE_16 : SPACE_4);
}

/* -- what Home asks once -- */

static void fill_ask(struct flow *flow)
{
    struct home_page *p = flow->data;
    const struct home_facts *facts = p->facts;
    struct ui *ui = flow->ui;
    char text[200], day[60];
    bool passed = facts->passed != NULL;
    if (passed)
        snprintf(text, sizeof text, tr("The day of %s has come: %s. Clear it?"), facts->passed,
                 day_words(facts->passed_day, day, sizeof day));
    else
        snprintf(text, sizeof text, "%s", tr("What are you here for? Your plan then has the decks for it."));
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, ui->theme->ink, text, SPACE_12);
    struct ui_button buttons[] = {
        {.label = passed ? tr("Clear it") : tr("Choose"), .key_label = "C", .key = 'c', .kind = BUTTON_STRONG},
        {.label = passed ? tr("Keep it") : tr("Keep all decks"), .key_label = "K", .key = 'k'}};
    struct rect row = flow_line(flow, ui_button_height(ui));
    for (int i = 0; i < 2; i++) {
        int w = ui_button_width(ui, &buttons[i]);
        if (w > row.w) { /* one below the other */
            flow_space(flow, SPACE_8);
            row = flow_line(flow, ui_button_height(ui));
        }
        if (ui->focus == ID_HOME_ASK + i)
            flow_show(flow, row.y, row.h);
        if (ui_button(ui, ID_HOME_ASK + i, rect_cut_left(&row, w < row.w ? w : row.w), &buttons[i]))
            p->action = passed ? (i ? HOME_KEEP_DAY : HOME_CLEAR_DAY) : (i ? HOME_KEEP_ALL : HOME_CHOOSE_GOAL);
        rect_cut_left(&row, SPACE_12);
    }
}

/* -- the plan -- */

static void open_list(struct home_page *p, int chosen)
{
    p->view->all = true;
    p->view->chosen = chosen;
    p->view->bring = true;
    p->view->list.offset_px = 0;
}

static void others_row(struct flow *flow)
{
    struct home_page *p = flow->data;
    struct ui *ui = flow->ui;
    const struct theme *t = ui->theme;
    struct font strong = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), weak = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    const char *label = p->facts->n_planned ? tr("Other decks") : tr("All decks");
    struct rect row = flow_line(flow, ui_button_height(ui));
    struct ui_state state = ui_control(ui, ID_HOME_OTHERS, row, label, "D", true);
    if (state.focused) {
        flow_show(flow, row.y, row.h);
        ui_ring(ui, row, RADIUS_CARD);
    }
    uint32_t ink = state.hover ? t->ink : t->muted;
    struct rect in = row;
    int cap = ui_key_cap(ui, row, "D", t->ink) + SPACE_8;
    rect_cut_right(&in, cap);
    rect_cut_left(&in, ui_label(ui, in, strong, ink, ALIGN_LEFT, label) + SPACE_16);
    if (ui_width(ui, weak, p->facts->others) <= in.w)
        ui_label(ui, in, weak, ink, ALIGN_RIGHT, p->facts->others);
    flow_space(flow, SPACE_16);
    if (state.clicked || (ui_key_counts(ui) && ui_take_key(ui, 'd', false)))
        open_list(p, p->facts->n_planned < p->facts->n_decks ? p->facts->n_planned : 0);
}

static void plan(struct flow *flow)
{
    struct home_page *p = flow->data;
    const struct home_facts *facts = p->facts;
    if (facts->passed || facts->ask_goal)
        flow_panel(flow, fill_ask, SPACE_16);
    if (facts->n_planned)
        flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, flow->ui->theme->muted, tr("In your plan"), SPACE_8);
    for (int i = 0; i < facts->n_planned; i++)
        if (home_deck_row(flow, ID_HOME_DECK + i, &facts->decks[i], facts->today, !facts->to_answer, NULL, false))
            open_list(p, i);
    if (facts->n_decks)
        others_row(flow);
    home_problems(flow, facts);
}

/* -- what else there is -- */

static void right_of_ten(struct flow *flow, int right, uint32_t ink, const char *how, int space)
{
    struct ui *ui = flow->ui;
    struct font strong = ui_font(ui, TEXT_TITLE, WEIGHT_BOLD), weak = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    char text[40];
    snprintf(text, sizeof text, tr("%d right"), right);
    if (right < 0)
        snprintf(text, sizeof text, "...");
    int w = ui_width(ui, strong, text) + ui_scaled(ui, 10);
    struct rect line = flow_line(flow, draw_line_px(strong));
    ui_label(ui, line, strong, ink, ALIGN_LEFT, text);
    if (ui_width(ui, weak, how) > line.w - w) {
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, ui->theme->muted, how, space);
        return;
    }
    rect_cut_left(&line, w);
    ui_label(ui, line, weak, ui->theme->muted, ALIGN_LEFT, how);
    flow_space(flow, space);
}

static void fill_forecast(struct flow *flow)
{
    struct home_page *p = flow->data;
    const struct home_facts *facts = p->facts;
    const struct home_forecast *f = &facts->forecast;
    const struct theme *t = flow->ui->theme;
    char text[240], day[60];
    if (f->state == HOME_FORECAST_NONE) {
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted,
                  tr("After your first drill this says how many of ten you would get right."), 0);
        return;
    }
    day_words(f->day, day, sizeof day);
    if (*facts->exam && facts->exam_day == f->day)
        snprintf(text, sizeof text, tr("Asked 10 for %s on %s"), facts->exam, day);
    else
        snprintf(text, sizeof text, tr("Asked 10 of your plan on %s"), day);
    flow_text(flow, TEXT_NOTE, WEIGHT_SEMIBOLD, t->muted, text, SPACE_4);
    bool known = f->state == HOME_FORECAST_KNOWN;
    snprintf(text, sizeof text, trn("with %d minute a day", "with %d minutes a day", f->minutes), f->minutes);
    right_of_ten(flow, known ? f->with : -1, t->ink, text, SPACE_4);
    right_of_ten(flow, known ? f->without : -1, t->muted, tr("with no more practice"), SPACE_12);
    snprintf(text, sizeof text, "%s", tr("All decks of your plan together."));
    size_t used = strlen(text);
    if (*facts->exam)
        used += (size_t)snprintf(text + used, sizeof text - used, tr(" One topic of %s."), facts->exam);
    if (f->estimate)
        snprintf(text + used, sizeof text - used, " %s", tr("An estimate: it rests on few answers."));
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, text, 0);
}

static void side_button(struct flow *flow, int i, const char *label, const char *key, enum home_action action)
{
    struct home_page *p = flow->data;
    struct ui *ui = flow->ui;
    struct ui_button button = {.label = label, .key_label = key, .key = key[0] - 'A' + 'a'};
    struct rect r = flow_line(flow, ui_button_height(ui) + SPACE_8);
    if (ui_button(ui, ID_HOME_SIDE + i, r, &button))
        p->action = action;
    if (ui->focus == ID_HOME_SIDE + i)
        flow_show(flow, r.y, r.h);
    flow_space(flow, 10);
}

static void legend(struct flow *flow)
{
    struct ui *ui = flow->ui;
    const char *const words[] = {tr("not met yet"), tr("you would often miss it today"), tr("you would know it today")};
    static const int levels[] = {0, 1, 3};
    struct font font = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    int line = draw_line_px(font);
    flow_space(flow, SPACE_8);
    for (int i = 0; i < 3; i++) {
        struct rect r = flow_line(flow, line);
        struct rect box = {r.x, r.y + (line - 8) / 2, 22, 8};
        draw_box(&ui->draw, box, (struct draw_box){.fill = ui->theme->known[levels[i]], .radius_px = 1});
        rect_cut_left(&r, 32);
        ui_label(ui, r, font, ui->theme->muted, ALIGN_LEFT, words[i]);
        flow_space(flow, SPACE_8);
    }
}

static bool any_map(const struct home_facts *facts)
{
    for (int i = 0; i < facts->n_planned; i++)
        if (facts->decks[i].map.rows)
            return true;
    return false;
}

static void side(struct flow *flow)
{
    struct home_page *p = flow->data;
    const struct home_facts *facts = p->facts;
    if (facts->n_planned)
        flow_panel(flow, fill_forecast, SPACE_16);
    if (facts->exams)
        side_button(flow, 0, facts->exam_left_ms ? tr("Go on with the exam") : tr("Practice exam"), "E", HOME_EXAM);
    if (facts->rounds)
        side_button(flow, 1, facts->round_boards ? tr("Go on with the round") : tr("Timed round"), "T", HOME_ROUND);
    if (facts->moves)
        side_button(flow, 2, tr("How the line moves"), "L", HOME_MOVES);
    if (any_map(facts) && ui_wider_than(flow->ui, 40))
        legend(flow);
    if (!p->wide && !facts->not_saved && *facts->saved) {
        flow_space(flow, SPACE_8);
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, flow->ui->theme->muted, facts->saved, 0);
    }
}

static void one_page(struct flow *flow)
{
    heads(flow);
    plan(flow);
    side(flow);
}

/* -- bars -- */

static enum home_action top_bar(struct ui *ui, struct rect *r)
{
    struct ui_button buttons[] = {{.label = tr("Explore"), .key_label = "X", .key = 'x'},
                                  {.label = tr("Progress"), .key_label = "P", .key = 'p'},
                                  {.label = tr("Settings"), .key_label = "S", .key = 's'}};
    static const enum home_action actions[] = {HOME_EXPLORE, HOME_PROGRESS, HOME_SETTINGS};
    int room = ui->in.width_px - 2 * ui_margin(ui), w = -SPACE_8, pressed = -1;
    for (int i = 0; i < 3; i++)
        w += ui_button_width(ui, &buttons[i]) + SPACE_8;
    bool title = w + SPACE_16 + ui_width(ui, ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD), "demarc") <= room;
    for (int i = 2; i >= 0 && w > room; i--) { /* where there is no room the keys are left out */
        w -= ui_button_width(ui, &buttons[i]);
        buttons[i].capless = true;
        w += ui_button_width(ui, &buttons[i]);
    }
    struct rect place = ui_top_bar_with(ui, r, title ? "demarc" : "", "", w);
    int h = ui_button_height(ui);
    place = (struct rect){place.x, place.y + (place.h - h) / 2, place.w, h};
    for (int i = 0; i < 3; i++) {
        if (ui_button(ui, ID_HOME_TOP + i, rect_cut_left(&place, ui_button_width(ui, &buttons[i])), &buttons[i]))
            pressed = i;
        rect_cut_left(&place, SPACE_8);
    }
    return pressed < 0 ? HOME_NOTHING : actions[pressed];
}

static enum home_action bottom_bar(struct home_page *p, struct ui *ui, struct rect *r)
{
    const struct home_facts *facts = p->facts;
    char start[60], only[60], go_on[60];
    snprintf(start, sizeof start, trn("Start, %d minute", "Start, %d minutes", facts->minutes), facts->minutes);
    snprintf(only, sizeof only, trn("Only %d minute", "Only %d minutes", HOME_SHORT_MINUTES), HOME_SHORT_MINUTES);
    snprintf(go_on, sizeof go_on, tr("Go on, %d left"), facts->open_left);
    bool open = facts->open_left > 0, any = facts->to_answer > 0, empty = facts->n_decks && !facts->n_planned;
    struct ui_button buttons[3], enter = {.key_label = tr("Enter"), .key = KEY_ENTER, .kind = BUTTON_PRIMARY};
    enum home_action actions[3];
    int n = 0, list = -1;
    if (open || any) {
        enter.label = open ? go_on : start;
        actions[n] = open ? HOME_GO_ON : HOME_START;
    } else if (empty) {
        enter.label = tr("Choose decks");
        actions[list = n] = HOME_NOTHING;
    } else {
        enter.label = tr("Close");
        actions[n] = HOME_QUIT;
    }
    buttons[n++] = enter;
    if (open && any) {
        buttons[n] = (struct ui_button){.label = tr("Start anew"), .key_label = "N", .key = 'n'};
        actions[n++] = HOME_START;
    } else if (!any && !open && facts->shown) {
        buttons[n] = (struct ui_button){.label = tr("Practise these"), .key_label = "A", .key = 'a'};
        actions[n++] = HOME_PRACTISE;
    } else if (any && facts->minutes > HOME_SHORT_MINUTES) {
        buttons[n] = (struct ui_button){.label = only, .key_label = "M", .key = 'm'};
        actions[n++] = HOME_SHORT;
    }
    int pressed = ui_bottom_bar(ui, r, ID_HOME_BAR, buttons, n, facts->not_saved || !p->wide ? "" : facts->saved);
    if (pressed >= 0 && pressed == list)
        open_list(p, 0);
    return pressed < 0 ? HOME_NOTHING : actions[pressed];
}

/* R was the round's key before T. */
static enum home_action hidden_key(struct ui *ui, const struct home_facts *facts)
{
    return facts->rounds && ui_key_counts(ui) && ui_take_key(ui, 'r', false) ? HOME_ROUND : HOME_NOTHING;
}

/* -- the screen -- */

static void columns(struct home_page *p, struct ui *ui, struct rect r)
{
    r = rect_inset(r, SPACE_32, 0);
    int most = MOST * ui->in.text_percent / 100;
    if (r.w > most)
        r.w = most;
    struct rect right = rect_cut_right(&r, ui_scaled(ui, SIDE));
    rect_cut_right(&r, SPACE_32 + 4);
    struct flow head = {.ui = ui, .r = r, .data = p};
    heads(&head);
    flow_page(ui, head.r, &p->view->page, true, plan, p);
    flow_page(ui, right, &p->view->side, false, side, p);
}

/* Up and Down go through the decks of the plan to the other ones; from elsewhere they move the page. */
static void arrows(struct ui *ui, const struct home_facts *facts)
{
    int n = facts->n_planned, at = -1;
    if (!facts->n_decks)
        return;
    if (ui->focus >= ID_HOME_DECK && ui->focus < ID_HOME_DECK + n)
        at = ui->focus - ID_HOME_DECK;
    else if (ui->focus == ID_HOME_OTHERS)
        at = n;
    else if (ui->focus)
        return;
    if (at < n && ui_take_key(ui, KEY_DOWN, false))
        at++;
    else if (at > 0 && ui_take_key(ui, KEY_UP, false))
        at--;
    else
        return;
    ui_focus(ui, at == n ? ID_HOME_OTHERS : ID_HOME_DECK + at);
}

enum home_action screen_home(struct home_view *view, struct ui *ui, const struct home_facts *facts)
{
    if (view->all && facts->n_decks)
        return home_list(view, ui, facts);
    ui_screen(ui, SCREEN_HOME * 10000 + 1);
    arrows(ui, facts);
    struct home_page page = {view, facts, HOME_NOTHING, ui_wider_than(ui, WIDE_EM)};
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px};
    enum home_action top = top_bar(ui, &r), bottom, hidden;
    ui_notice(ui, &r, ui->theme->wrong, facts->not_saved);
    ui_notice(ui, &r, ui->theme->ink, facts->said);
    struct rect below = r;
    rect_cut_bottom(&r, ui_bar_height(ui));
    r = rect_inset(r, ui_margin(ui), ui_wider_than(ui, 40) ? SPACE_32 : SPACE_12);
    if (page.wide)
        columns(&page, ui, r);
    else
        flow_page(ui, r, &view->page, true, one_page, &page);
    bottom = bottom_bar(&page, ui, &below);
    hidden = hidden_key(ui, facts);
    return top ? top : page.action ? page.action : bottom ? bottom : hidden;
}
