/* A round is set up: what is asked, for how long, and who plays. Everything is a row that is ticked, or changed with
   Left and Right; a team's row is typed into. Rows stand in three columns, or in one where there is no room for them.
 */
#include "screens/round.h"

#include "base/tr.h"
#include "screens/flow.h"
#include "screens/zone.h"
#include "ui/field.h"

#include <stdio.h>
#include <string.h>

enum {
    ID_BAR = 1,
    ID_NUMBER = 20, /* + which * NUMBER_IDS */
    NUMBER_IDS = 3,
    ID_NAME = 40,  /* + team */
    ID_AGAIN = 60, /* the number of a round that was played */
    ID_DECK = 1000,
    ID_MODEL = 10000, /* + deck * DECK_MODELS_MAX + model */
    ID_TICK = 20000,  /* + the layer's place among those of all decks */
    SECONDS_STEP = 10
};

enum number { SECONDS, BOARDS, TEAMS, NUMBERS };

struct page {
    struct ui *ui;
    struct round_setup *setup;
    const struct round_setup_facts *facts;
    struct round_setup_view *view;
    bool bring; /* the row with the focus is brought into view */
};

/* -- rows -- */

static int row_height(const struct ui *ui)
{
    int h = draw_line_px(ui_font(ui, TEXT_BODY, WEIGHT_REGULAR)) + 2 * SPACE_8;
    return h > TARGET ? h : TARGET;
}

static void focus_seen(struct flow *flow, const struct page *page, int id, struct rect r)
{
    if (page->bring && page->ui->focus == id)
        flow_show(flow, r.y, r.h);
}

static void draw_tick(struct ui *ui, struct rect r, bool on)
{
    const struct theme *t = ui->theme;
    int size = ui_scaled(ui, 22);
    struct rect box = {r.x, r.y + (r.h - size) / 2, size, size};
    draw_box(&ui->draw, box,
             (struct draw_box){.fill = on ? t->ink : t->surface,
                               .border = on ? t->ink : t->edge,
                               .border_px = BORDER,
                               .radius_px = RADIUS_KEY});
    if (on)
        draw_sign(&ui->draw, rect_inset(box, 3, 3), SIGN_TICK, t->on_ink);
}

/* A row with a tick; true when it was pressed. */
static bool tick_row(struct flow *flow, int id, bool on, const char *name)
{
    const struct page *page = flow->data;
    struct ui *ui = flow->ui;
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    int beside = ui_scaled(ui, 22) + SPACE_12, h = row_height(ui);
    int text = ui_paragraph_height(ui, flow->r.w - 2 * SPACE_12 - beside, font, name);
    struct rect r = flow_line(flow, text + 2 * SPACE_8 > h ? text + 2 * SPACE_8 : h);
    char label[300];
    snprintf(label, sizeof label, "%s, %s", name, on ? tr("ticked") : tr("not ticked"));
    struct ui_state state = ui_control(ui, id, r, label, NULL, false);
    bool pressed = state.clicked;
    if (state.focused && ui_key_counts(ui) && ui_take_key(ui, KEY_SPACE, false))
        pressed = true;
    focus_seen(flow, page, id, r);
    struct rect inner = rect_inset(r, SPACE_12, 0);
    if (state.hover)
        draw_box(&ui->draw, r, (struct draw_box){.fill = ui->theme->hover, .radius_px = RADIUS_CARD});
    draw_tick(ui, inner, on);
    rect_cut_left(&inner, beside);
    rect_cut_top(&inner, (inner.h - text) / 2);
    ui_paragraph(ui, inner, font, ui->theme->ink, name);
    if (state.focused)
        ui_ring(ui, rect_inset(r, 5, 5), RADIUS_CARD);
    if (pressed)
        ui_focus(ui, id);
    return pressed;
}

static void head(struct flow *flow, const char *text)
{
    flow_text(flow, TEXT_BODY, WEIGHT_BOLD, flow->ui->theme->ink, text, SPACE_8);
}

/* -- decks, models, layers -- */

static void deck_rows(struct flow *flow)
{
    const struct page *page = flow->data;
    for (int d = 0; d < page->facts->n_decks; d++) {
        const struct deck *deck = page->facts->decks[d];
        int at = round_setup_find(page->setup, deck);
        if (!tick_row(flow, ID_DECK + d, at >= 0, deck->title))
            continue;
        if (at >= 0)
            round_setup_drop(page->setup, at);
        else
            round_setup_add(page->setup, deck);
    }
}

static void model_rows(struct flow *flow)
{
    const struct page *page = flow->data;
    for (int d = 0; d < page->setup->n_decks; d++) {
        struct round_deck *one = &page->setup->decks[d];
        if (page->setup->n_decks > 1)
            flow_text(flow, TEXT_NOTE, WEIGHT_SEMIBOLD, flow->ui->theme->muted, one->deck->title, 0);
        for (int model = 0; model < one->deck->n_models; model++)
            if (tick_row(flow, ID_MODEL + d * DECK_MODELS_MAX + model, one->models[model],
                         one->deck->models[model].name))
                one->models[model] = !one->models[model];
    }
}

static void layer_rows(struct flow *flow)
{
    const struct page *page = flow->data;
    struct font font = ui_font(flow->ui, TEXT_BODY, WEIGHT_REGULAR);
    int id = ID_TICK, w = flow->r.w - 2 * SPACE_12 - ui_scaled(flow->ui, 22) - SPACE_12;
    for (int d = 0; d < page->setup->n_decks; d++) {
        struct round_deck *one = &page->setup->decks[d];
        if (page->setup->n_decks > 1)
            flow_text(flow, TEXT_NOTE, WEIGHT_SEMIBOLD, flow->ui->theme->muted, one->deck->title, 0);
        for (int layer = 0; layer < one->deck->n_layers; layer++, id++)
            if (tick_row(flow, id, one->layers[layer], layer_name(flow->ui, one->deck, layer, font, w)))
                one->layers[layer] = !one->layers[layer];
    }
}

/* -- numbers and names -- */

static int *value_of(struct round_setup *setup, enum number which)
{
    return which == SECONDS ? &setup->seconds : which == BOARDS ? &setup->boards : &setup->n_teams;
}

static void step(struct round_setup *setup, enum number which, int by)
{
    static const int least[] = {ROUND_SECONDS_LEAST, 1, 1},
                     most[] = {ROUND_SECONDS_MOST, ROUND_BOARDS_MAX, ROUND_TEAMS_MAX};
    int *value = value_of(setup, which);
    int to = which != SECONDS ? *value + by
             : by > 0         ? (*value / SECONDS_STEP + 1) * SECONDS_STEP
                              : (*value - 1) / SECONDS_STEP * SECONDS_STEP;
    *value = to < least[which] ? least[which] : to > most[which] ? most[which] : to;
}

static void number_row(struct flow *flow, enum number which, const char *name)
{
    const struct page *page = flow->data;
    struct ui *ui = flow->ui;
    char value[20];
    int id = ID_NUMBER + NUMBER_IDS * which, h = row_height(ui);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, ui->theme->ink, name, SPACE_4);
    struct rect r = flow_line(flow, h);
    r.w = 2 * h + ui_scaled(ui, 70) < r.w ? 2 * h + ui_scaled(ui, 70) : r.w;
    snprintf(value, sizeof value, "%d", *value_of(page->setup, which));
    struct ui_stepper stepper = {.label = name, .value = value, .in_rows = true};
    focus_seen(flow, page, id, r);
    int by = ui_stepper(ui, id, r, &stepper);
    if (by)
        step(page->setup, which, by);
    flow_space(flow, SPACE_12);
}

static void name_row(struct flow *flow, int team)
{
    const struct page *page = flow->data;
    struct ui *ui = flow->ui;
    int id = ID_NAME + team;
    char label[40];
    snprintf(label, sizeof label, tr("team %d"), team + 1);
    const struct ui_field field = {
        .label = label, .refused = ",", .text = page->setup->names[team], .size = ROUND_NAME_MAX};
    struct rect r = rect_inset(flow_line(flow, ui_field_height(ui, flow->r.w, NULL) + 2 * SPACE_4), 0, SPACE_4);
    ui_field(ui, id, r, &field);
    focus_seen(flow, page, id, r);
}

static void play_rows(struct flow *flow)
{
    const struct page *page = flow->data;
    number_row(flow, SECONDS, tr("Seconds for each board"));
    number_row(flow, BOARDS, page->setup->n_teams > 1 ? tr("Boards for each team") : tr("Boards"));
    number_row(flow, TEAMS, tr("Teams"));
    if (page->setup->n_teams == 1)
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, flow->ui->theme->muted,
                  tr("One: you alone. What you answer counts for your plan."), SPACE_8);
    for (int team = 0; team < page->setup->n_teams && page->setup->n_teams > 1; team++)
        name_row(flow, team);
}

/* -- a round that was played -- */

/* Is what stands here still the round that was read from a number? Then its seed is in the setup. */
static bool is_again(const struct round_setup_view *view, const struct round_setup *setup)
{
    char number[ROUND_NUMBER_MAX];
    if (!view->read[0] || round_problem(setup))
        return false;
    round_number(setup, number);
    return strcmp(number, view->read) == 0;
}

/* The names of the teams stay: a number does not know them. */
static void read_again(struct page *page)
{
    struct round_setup_view *view = page->view;
    struct round_setup read;
    struct err err;
    view->error[0] = '\0';
    if (!round_read_number(view->number, page->facts->decks, page->facts->n_decks, &read, &err)) {
        snprintf(view->error, sizeof view->error, "%s", err.text);
        return;
    }
    memcpy(read.names, page->setup->names, sizeof read.names);
    round_setup_clear(page->setup);
    *page->setup = read;
    round_number(&read, view->read);
    snprintf(view->number, sizeof view->number, "%s", view->read);
    ui_focus(page->ui, ID_DECK);
}

static void again_rows(struct flow *flow)
{
    struct page *page = flow->data;
    struct ui *ui = flow->ui;
    struct round_setup_view *view = page->view;
    bool again = is_again(view, page->setup);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, ui->theme->ink,
              again           ? tr("These are its boards. Start plays them.")
              : view->read[0] ? tr("Changed since its number was read: Start plays other boards.")
                              : tr("Its number and Enter set up the same boards."),
              SPACE_8);
    const struct ui_field field = {.label = tr("Round number"),
                                   .placeholder = tr("Round number"),
                                   .error = view->error,
                                   .takes_enter = true,
                                   .text = view->number,
                                   .size = ROUND_NUMBER_MAX};
    int h = ui_field_height(ui, flow->r.w, view->error);
    struct rect r = rect_inset(flow_line(flow, h + 2 * SPACE_4), 0, SPACE_4);
    struct ui_typed typed = ui_field(ui, ID_AGAIN, r, &field);
    focus_seen(flow, page, ID_AGAIN, r);
    if (typed.changed)
        view->error[0] = '\0';
    if (typed.entered && view->number[0])
        read_again(page);
}

/* -- columns -- */

static void fill_decks(struct flow *flow)
{
    head(flow, tr("Decks"));
    flow_panel(flow, deck_rows, SPACE_16);
}

static void fill_what(struct flow *flow)
{
    const struct page *page = flow->data;
    if (!page->setup->n_decks)
        return;
    head(flow, tr("Models"));
    flow_panel(flow, model_rows, SPACE_16);
    head(flow, tr("Layers"));
    flow_panel(flow, layer_rows, SPACE_16);
}

static void fill_play(struct flow *flow)
{
    head(flow, tr("The round"));
    flow_panel(flow, play_rows, SPACE_16);
    head(flow, tr("A round that was played"));
    flow_panel(flow, again_rows, SPACE_16);
}

static void fill_all(struct flow *flow)
{
    fill_decks(flow);
    fill_play(flow);
    fill_what(flow);
}

/* -- the screen -- */

static enum round_setup_action bottom_bar(struct ui *ui, struct rect *r, const struct round_setup *setup,
                                          const struct round_setup_facts *facts, bool again)
{
    const char *problem = round_problem(setup);
    struct ui_button buttons[3] = {{.label = ui_wider_than(ui, 40) ? tr("Start the round") : tr("Start"),
                                    .key_label = tr("Enter"),
                                    .key = KEY_ENTER,
                                    .kind = BUTTON_PRIMARY,
                                    .disabled = problem != NULL},
                                   {.label = tr("Back"), .key_label = tr("Esc"), .key = KEY_ESCAPE}};
    enum round_setup_action actions[3] = {again ? ROUND_SETUP_AGAIN : ROUND_SETUP_START, ROUND_SETUP_CLOSE};
    char hint[160], go_on[60];
    int n = 2;
    if (facts->open_left) {
        snprintf(go_on, sizeof go_on,
                 ui_wider_than(ui, 62)
                     ? trn("The unfinished one, %d board", "The unfinished one, %d boards", facts->open_left)
                     : tr("Go on"),
                 facts->open_left);
        buttons[n] = (struct ui_button){.label = go_on, .key_label = "G", .key = 'g'};
        actions[n++] = ROUND_SETUP_GO_ON;
    }
    snprintf(hint, sizeof hint, tr("Space ticks, \xe2\x86\x90 \xe2\x86\x92 change a number"));
    int pressed = ui_bottom_bar(ui, r, ID_BAR, buttons, n, problem ? tr(problem) : hint);
    return pressed < 0 ? ROUND_SETUP_NOTHING : actions[pressed];
}

enum round_setup_action screen_round_setup(struct round_setup_view *view, struct ui *ui, struct round_setup *setup,
                                           const struct round_setup_facts *facts)
{
    struct page page = {.ui = ui, .setup = setup, .facts = facts, .view = view};
    ui_screen(ui, SCREEN_ROUND_SETUP * 10000);
    if (!ui->focus)
        ui_focus(ui, ID_DECK);
    page.bring = ui->focus != view->focus_shown;
    view->focus_shown = ui->focus;
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px};
    ui_top_bar(ui, &r, tr("Round"), tr("a point for each right placement; speed does not count"), "");
    ui_notice(ui, &r, ui->theme->wrong, facts->not_saved);
    ui_notice(ui, &r, ui->theme->ink, facts->said && facts->said[0] ? facts->said : NULL);
    struct rect below = r;
    rect_cut_bottom(&r, ui_bar_height(ui));
    r = rect_inset(r, ui_margin(ui), ui_wider_than(ui, 40) ? SPACE_24 : SPACE_12);
    int from = ui->n_controls;
    static flow_fill *const fills[] = {fill_decks, fill_what, fill_play};
    if (ui_wider_than(ui, 62))
        for (int column = 0; column < 3; column++)
            flow_page(ui, rect_column(r, column, 3, SPACE_24), &view->columns[column], false, fills[column], &page);
    else
        flow_page(ui, r, &view->columns[0], false, fill_all, &page);
    flow_arrows(ui, from);
    return bottom_bar(ui, &below, setup, facts, is_again(view, setup));
}
