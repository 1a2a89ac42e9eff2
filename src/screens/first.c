/* What are you here for: a goal, perhaps a day, minutes; and what the line is about, as a picture. */
#include "screens/first.h"

#include "base/tr.h"
#include "screens/flow.h"
#include "screens/when.h"
#include "screens/zone.h"
#include "ui/field.h"

#include <stdio.h>
#include <string.h>

enum {
    ID_BAR = 1,
    ID_LANGUAGE = 8,
    ID_DATE = 10,
    ID_MINUTES = 12,
    ID_GOAL = 20,
    WIDE_EM = 62,
    RADIO = 24,
    MOST = 1152
};

static const int minutes_steps[] = {3, 5, 10, 15, 20, 30, 45, 60, 90, 120};
enum { STEPS = sizeof minutes_steps / sizeof *minutes_steps };

struct first_page {
    struct first_view *view;
    const struct first_facts *facts;
};

bool first_day(const struct first_view *view, const struct first_facts *facts, int *day)
{
    *day = 0;
    if (!facts->goals[view->chosen].exam || !view->date[strspn(view->date, " ")])
        return true;
    return when_read(view->date, facts->today, day) && *day > facts->today;
}

/* -- goals -- */

static void goal_control(struct first_page *p, struct ui *ui, struct rect r, int i)
{
    const struct theme *t = ui->theme;
    const struct first_goal *goal = &p->facts->goals[i];
    char key[12];
    snprintf(key, sizeof key, "%d", i + 1);
    struct ui_state state = ui_control(ui, ID_GOAL + i, r, goal->title, key, false);
    bool chosen = p->view->chosen == i, space = state.focused && ui_key_counts(ui) && ui_take_key(ui, KEY_SPACE, false);
    if (state.clicked || space || (ui_key_counts(ui) && ui_take_key(ui, '1' + i, false))) {
        p->view->chosen = i;
        ui_focus(ui, ID_GOAL + i);
    }
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = state.hover ? t->hover : t->surface,
                               .border = t->edge,
                               .border_px = BORDER,
                               .radius_px = RADIUS_PANEL});
    if (state.focused)
        ui_ring(ui, r, RADIUS_PANEL);
    struct rect inner = rect_inset(r, SPACE_24 - 2, SPACE_16 + 2);
    int size = ui_scaled(ui, RADIO);
    struct rect radio = {inner.x, inner.y, size, size};
    draw_box(&ui->draw, radio,
             (struct draw_box){.fill = chosen ? t->ink : t->surface,
                               .border = chosen ? t->ink : t->edge,
                               .border_px = BORDER_ZONE,
                               .radius_px = size / 2});
    if (chosen)
        draw_box(&ui->draw, rect_inset(radio, size / 3, size / 3),
                 (struct draw_box){.fill = t->surface, .radius_px = size / 6});
    rect_cut_left(&inner, size + SPACE_16);
    struct font title = ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD);
    struct rect line = {inner.x, inner.y, inner.w, draw_line_px(title)};
    int cap = ui_key_cap(ui, line, key, t->ink) + SPACE_8;
    inner.w -= cap;
    rect_cut_top(&inner, ui_paragraph(ui, inner, title, t->ink, goal->title) + SPACE_4);
    ui_paragraph(ui, inner, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), t->muted, goal->about);
}

static int goal_height(struct ui *ui, const struct first_goal *goal, int w)
{
    w -= 2 * (SPACE_24 - 2) + ui_scaled(ui, RADIO) + SPACE_16 + ui_scaled(ui, 24) + SPACE_8;
    return ui_paragraph_height(ui, w, ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD), goal->title) + SPACE_4 +
           ui_paragraph_height(ui, w, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), goal->about) + 2 * (SPACE_16 + 2);
}

/* The page opens at its top, and a ring that would not be seen there waits for an arrow or Tab. */
static bool fits_at_top(const struct flow *flow, struct rect row)
{
    return row.y + row.h - flow->top_px <= flow->view_px - ui_scaled(flow->ui, 2 * EM + SPACE_8);
}

static void goals(struct flow *flow)
{
    struct first_page *p = flow->data;
    struct ui *ui = flow->ui;
    int columns = ui_wider_than(ui, WIDE_EM) ? 2 : 1, n = p->facts->n_goals;
    for (int first = 0; first < n; first += columns) {
        int h = 0;
        for (int i = first; i < first + columns && i < n; i++) {
            int needed = goal_height(ui, &p->facts->goals[i], rect_column(flow->r, i - first, columns, SPACE_16).w);
            h = needed > h ? needed : h;
        }
        struct rect row = flow_line(flow, h);
        for (int i = first; i < first + columns && i < n; i++) {
            if (!ui->focus && i == p->view->chosen && fits_at_top(flow, row))
                ui_focus(ui, ID_GOAL + i);
            goal_control(p, ui, rect_column(row, i - first, columns, SPACE_16), i);
            bool asked = !first && row.y + row.h - flow->top_px <= flow->view_px; /* above it stands what is asked */
            if (ui->focus == ID_GOAL + i)
                flow_show(flow, asked ? flow->top_px : row.y, asked ? row.y + row.h - flow->top_px : row.h);
        }
        flow_space(flow, SPACE_16);
    }
    flow_space(flow, SPACE_8);
}

static void choose(struct first_view *view, struct ui *ui, int goal)
{
    view->chosen = goal;
    ui_focus(ui, ID_GOAL + goal);
}

/* Through the goals, then to the day where there is one, and the minutes. */
static void arrows(struct first_view *view, struct ui *ui, const struct first_facts *facts)
{
    int columns = ui_wider_than(ui, WIDE_EM) ? 2 : 1, n = facts->n_goals, at = view->chosen;
    bool exam = facts->goals[at].exam, day = ui->focus == ID_DATE, minutes = ui->focus == ID_MINUTES;
    bool goal = !ui->focus || (ui->focus >= ID_GOAL && ui->focus < ID_GOAL + n);
    if (goal && ui->focus)
        at = ui->focus - ID_GOAL;
    if (goal && at + 1 < n && ui_take_key(ui, KEY_RIGHT, false))
        choose(view, ui, at + 1);
    else if (goal && at > 0 && ui_take_key(ui, KEY_LEFT, false))
        choose(view, ui, at - 1);
    else if ((goal || day) && ui_take_key(ui, KEY_DOWN, false)) {
        if (goal && at + columns < n)
            choose(view, ui, at + columns);
        else
            ui_focus(ui, goal && exam ? ID_DATE : ID_MINUTES);
    } else if ((goal || day || minutes) && ui_take_key(ui, KEY_UP, false)) {
        if (minutes && exam)
            ui_focus(ui, ID_DATE);
        else if (!goal || at >= columns)
            choose(view, ui, goal ? at - columns : at);
    }
}

/* -- day and minutes -- */

static void date_field(struct first_page *p, struct flow *flow)
{
    struct first_view *view = p->view;
    struct ui *ui = flow->ui;
    char text[120], when[80];
    int day;
    bool reads = first_day(view, p->facts, &day);
    const char *wrong = !reads && view->tried ? tr("Write a day ahead, such as 3 12 2026.") : NULL;
    struct ui_field field = {.label = tr("Exam date, if you have one"),
                             .placeholder = tr("day month year"),
                             .error = wrong,
                             .text = view->date,
                             .size = sizeof view->date};
    flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, ui->theme->ink, field.label, SPACE_8);
    int y = flow->r.y, h = ui_field_height(ui, flow->r.w, wrong);
    if (ui_field(ui, ID_DATE, flow_line(flow, h), &field).changed)
        view->tried = false;
    if (ui->focus == ID_DATE)
        flow_show(flow, y, h);
    if (!reads || !day)
        return;
    flow_space(flow, SPACE_4);
    when_day(day, text, sizeof text);
    when_due(day, p->facts->today, when, sizeof when);
    size_t used = strlen(text);
    snprintf(text + used, sizeof text - used, ", %s", when);
    flow_text(flow, TEXT_NOTE, WEIGHT_REGULAR, ui->theme->muted, text, 0);
}

static int step_of(int minutes)
{
    int at = 0;
    while (at < STEPS - 1 && minutes_steps[at] < minutes)
        at++;
    return at;
}

static void minutes_stepper(struct first_page *p, struct flow *flow)
{
    struct ui *ui = flow->ui;
    char value[20];
    int at = step_of(p->view->minutes);
    snprintf(value, sizeof value, "%d", p->view->minutes);
    struct ui_stepper stepper = {
        .label = tr("Minutes a day"), .value = value, .least = at == 0, .most = at == STEPS - 1, .in_rows = true};
    flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, ui->theme->ink, stepper.label, SPACE_8);
    struct rect line = flow_line(flow, ui_button_height(ui));
    int w = ui_stepper_width(ui, "120");
    int by = ui_stepper(ui, ID_MINUTES, (struct rect){line.x, line.y, w < line.w ? w : line.w, line.h}, &stepper);
    if (ui->focus == ID_MINUTES)
        flow_show(flow, line.y, line.h);
    if (by)
        p->view->minutes = minutes_steps[at + by];
}

static void place_note(struct first_page *p, struct flow *flow)
{
    char text[600];
    if (p->facts->folder)
        snprintf(text, sizeof text, tr("No account, no internet. Everything stays on this computer, in %s"),
                 p->facts->folder);
    else
        snprintf(text, sizeof text, "%s", tr("No account, no internet."));
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, flow->ui->theme->muted, text, 0);
}

/* Beside each other where there is room. */
static void choices(struct flow *flow)
{
    struct first_page *p = flow->data;
    struct ui *ui = flow->ui;
    bool exam = p->facts->goals[p->view->chosen].exam;
    if (!ui_wider_than(ui, WIDE_EM)) {
        if (exam) {
            date_field(p, flow);
            flow_space(flow, SPACE_16);
        }
        minutes_stepper(p, flow);
        flow_space(flow, SPACE_16);
        place_note(p, flow);
        flow_space(flow, SPACE_24);
        return;
    }
    struct flow part = *flow;
    int bottom = flow->r.y, w = ui_scaled(ui, 280), gap = SPACE_32;
    if (exam) {
        part.r.w = w;
        date_field(p, &part);
        bottom = part.r.y;
        part.r = (struct rect){flow->r.x + w + gap, flow->r.y, 0, flow->r.h};
    }
    part.r.w = ui_stepper_width(ui, "120");
    minutes_stepper(p, &part);
    bottom = part.r.y > bottom ? part.r.y : bottom;
    int x = part.r.x + part.r.w + gap, head = draw_line_px(ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD)) + SPACE_8;
    part.r = (struct rect){x, flow->r.y + head, flow->r.x + flow->r.w - x, flow->r.h};
    place_note(p, &part);
    bottom = part.r.y > bottom ? part.r.y : bottom;
    flow->show = part.show;
    flow_space(flow, bottom - flow->r.y + SPACE_32);
}

/* -- what the line is about -- */

static void legend(struct flow *flow, const struct moves *moves)
{
    struct ui *ui = flow->ui;
    const struct deck *deck = moves->deck;
    char text[160];
    int h = ui_scaled(ui, SIGN + SPACE_4);
    struct rect line = flow_line(flow, h);
    for (int zone = 0; zone < deck->n_zones; zone++) {
        int w = ui_scaled(ui, SIGN) + SPACE_8 +
                ui_width(ui, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), deck->zones[zone].name);
        if (w > line.w)
            line = flow_line(flow, h);
        rect_cut_left(&line, zone_title(ui, line, deck, zone, TEXT_BODY) + SPACE_24);
    }
    snprintf(text, sizeof text, tr("%d layers of work, %d ways to run a system. Which is which, you learn here."),
             moves->n_layers, deck->n_models);
    if (ui_width(ui, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), text) <= line.w) {
        ui_label(ui, line, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), ui->theme->muted, ALIGN_LEFT, text);
        return;
    }
    flow_space(flow, SPACE_8);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, ui->theme->muted, text, 0);
}

static void fill(struct flow *flow)
{
    struct first_page *p = flow->data;
    struct ui *ui = flow->ui;
    const struct theme *t = ui->theme;
    struct moves moves;
    bool room = ui_wider_than(ui, 40);
    flow_text(flow, room ? TEXT_DISPLAY : TEXT_HEAD, WEIGHT_BOLD, t->ink,
              tr("In the cloud some work stays yours. Which?"), SPACE_4);
    flow_text(flow, room ? TEXT_LEAD : TEXT_BODY, WEIGHT_REGULAR, t->muted,
              tr("What are you here for? You can change it later."), SPACE_16);
    goals(flow);
    choices(flow);
    if (!p->facts->deck || !moves_init(&moves, p->facts->deck))
        return;
    flow_space(flow, moves_strips(ui, flow->r, &moves, moves.deck->n_models) + SPACE_12);
    legend(flow, &moves);
}

/* -- the screen -- */

static enum first_action language_button(struct ui *ui, struct rect *r, const struct first_facts *facts)
{
    struct ui_button button = {.label = facts->language, .key_label = "L", .key = 'l'};
    struct font weak = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    if (!facts->language) {
        ui_top_bar(ui, r, "demarc", "", "");
        return FIRST_NOTHING;
    }
    int w = ui_button_width(ui, &button), h = ui_button_height(ui),
        word = ui_width(ui, weak, tr("Language")) + SPACE_12;
    struct rect place = ui_top_bar_with(ui, r, "demarc", "", w + word);
    ui_label(ui, rect_cut_left(&place, word), weak, ui->theme->muted, ALIGN_LEFT, tr("Language"));
    place = (struct rect){place.x, place.y + (place.h - h) / 2, place.w, h};
    return ui_button(ui, ID_LANGUAGE, place, &button) ? FIRST_LANGUAGE : FIRST_NOTHING;
}

enum first_action screen_first(struct first_view *view, struct ui *ui, const struct first_facts *facts)
{
    ui_screen(ui, SCREEN_FIRST * 10000 + 1);
    arrows(view, ui, facts);
    struct first_page page = {view, facts};
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px};
    enum first_action language = language_button(ui, &r, facts);
    ui_notice(ui, &r, ui->theme->wrong, facts->not_saved);
    ui_notice(ui, &r, ui->theme->ink, facts->said);
    struct rect below = r;
    bool room = ui_wider_than(ui, 62);
    rect_cut_bottom(&r, ui_bar_height(ui));
    r = rect_inset(r, ui_margin(ui), ui_wider_than(ui, 40) ? SPACE_32 : SPACE_12);
    if (room)
        r = rect_inset(r, SPACE_32, 0);
    if (r.w > MOST * ui->in.text_percent / 100)
        r.w = MOST * ui->in.text_percent / 100;
    flow_page(ui, r, &view->page, true, fill, &page);
    struct ui_button buttons[3] = {{.label = facts->deck ? tr("Start, 3 minutes") : tr("Go on"),
                                    .key_label = tr("Enter"),
                                    .key = KEY_ENTER,
                                    .kind = BUTTON_PRIMARY},
                                   {.label = tr("Skip"), .key_label = tr("Esc"), .key = KEY_ESCAPE}};
    enum first_action actions[3] = {FIRST_START, FIRST_SKIP, FIRST_READ};
    int n = 2;
    if (facts->deck) {
        buttons[2] = buttons[1];
        actions[2] = FIRST_SKIP;
        buttons[1] = (struct ui_button){
            .label = room ? tr("Read the whole table first") : tr("Read first"), .key_label = "R", .key = 'r'};
        actions[1] = FIRST_READ;
        n = 3;
    }
    int pressed = ui_bottom_bar(ui, &below, ID_BAR, buttons, n,
                                facts->deck ? tr("First you see how the line moves. Nothing counts yet.") : "");
    int day;
    if (pressed == 0 && !first_day(view, facts, &day)) {
        view->tried = true;
        ui_focus(ui, ID_DATE);
        return FIRST_NOTHING;
    }
    return pressed >= 0 ? actions[pressed] : language;
}
