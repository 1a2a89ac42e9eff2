/* Explore. Left is what the deck has, right what it says of the chosen one; in a narrow window one of the two. */
#include "screens/explore.h"

#include "base/mem.h"
#include "base/tr.h"
#include "screens/exploring.h"
#include "screens/line.h"
#include "screens/zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- what there is -- */

static bool has_part(const struct deck *deck, enum explore_part part)
{
    return part == EXPLORE_TABLE   ? deck->n_layers > 0
           : part == EXPLORE_CARDS ? deck->n_cards > 0
                                   : deck->n_questions > 0;
}

static enum explore_part next_part(const struct deck *deck, enum explore_part part)
{
    for (int step = 1; step <= 3; step++)
        if (has_part(deck, (part + step) % 3))
            return (part + step) % 3;
    return part;
}

void explore_view_reset(struct explore_view *view, const struct deck *deck, int index)
{
    *view = (struct explore_view){.deck = index,
                                  .part = next_part(deck, EXPLORE_QUESTIONS),
                                  .listed = index,
                                  .bring = true,
                                  .base_language = view->base_language};
}

int exploring_count(const struct exploring *e)
{
    switch (e->view->part) {
    case EXPLORE_TABLE:
        return e->deck->n_layers * e->deck->n_models;
    case EXPLORE_CARDS:
        return e->deck->n_cards;
    case EXPLORE_QUESTIONS:
        break;
    }
    return e->facts->n_questions;
}

int exploring_item(const struct exploring *e, int at)
{
    int models = e->deck->n_models;
    switch (e->view->part) {
    case EXPLORE_TABLE:
        return deck_item_of_cell(e->deck, e->facts->rows[at / models], at % models);
    case EXPLORE_CARDS:
        return deck_item_of_card(e->deck, at);
    case EXPLORE_QUESTIONS:
        break;
    }
    return deck_item_of_question(e->deck, e->facts->questions[at]);
}

void explore_view_at(struct explore_view *view, const struct deck *deck, const struct explore_facts *facts, int item)
{
    enum deck_item_kind kind = deck_item_kind(deck, item);
    struct exploring e = {.view = view, .facts = facts, .deck = deck};
    view->part = kind == ITEM_PLACEMENT ? EXPLORE_TABLE : kind == ITEM_CARD ? EXPLORE_CARDS : EXPLORE_QUESTIONS;
    for (int at = exploring_count(&e) - 1; at >= 0; at--)
        if (exploring_item(&e, at) == item)
            view->chosen = at;
    view->reading = view->bring = true;
}

bool exploring_rests(const struct exploring *e, int at)
{
    return e->facts->rests && e->facts->rests[exploring_item(e, at)];
}

void exploring_choose(struct exploring *e, int at)
{
    e->view->chosen = at;
    e->view->bring = true;
    e->view->panel.offset_px = 0;
    ui_focus(e->ui, ID_ENTRY + at);
}

void exploring_name(const struct exploring *e, int at, char *text, int size)
{
    const struct deck *deck = e->deck;
    int item = exploring_item(e, at), index = deck_item_index(deck, item);
    if (deck_item_kind(deck, item) == ITEM_PLACEMENT && deck->n_models == 1)
        snprintf(text, (size_t)size, "%s", deck->layers[deck_item_layer(deck, item)].name);
    else if (deck_item_kind(deck, item) == ITEM_PLACEMENT)
        snprintf(text, (size_t)size, tr("%s in %s"), deck->layers[deck_item_layer(deck, item)].name,
                 deck->models[deck_item_model(deck, item)].name);
    else
        snprintf(text, (size_t)size, "%s",
                 deck_item_kind(deck, item) == ITEM_CARD ? deck->cards[index].front : deck->questions[index].ask);
}

/* -- the order of the rows -- */

struct row {
    int layer, customer, provider;
};

static int by_line(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    return x->customer != y->customer   ? y->customer - x->customer
           : x->provider != y->provider ? x->provider - y->provider
                                        : x->layer - y->layer;
}

void explore_rows(const struct deck *deck, int *rows)
{
    struct row *order = xcalloc((size_t)deck->n_layers + 1, sizeof *order);
    for (int layer = 0; layer < deck->n_layers; layer++)
        order[layer] =
            (struct row){layer, zone_cells(deck, layer, LOOK_CUSTOMER), zone_cells(deck, layer, LOOK_PROVIDER)};
    if (deck->n_models > 1)
        qsort(order, (size_t)deck->n_layers, sizeof *order, by_line);
    for (int row = 0; row < deck->n_layers; row++)
        rows[row] = order[row].layer;
    free(order);
}

int explore_twin(const struct deck *other, const struct deck *deck, int item)
{
    const char *layer = deck->layers[deck_item_layer(deck, item)].id,
               *model = deck->models[deck_item_model(deck, item)].id;
    if (strcmp(other->id, deck->id) == 0)
        return -1;
    for (int m = 0; m < other->n_models; m++)
        for (int l = 0; l < other->n_layers && strcmp(other->models[m].id, model) == 0; l++)
            if (strcmp(other->layers[l].id, layer) == 0)
                return deck_item_of_cell(other, l, m);
    return -1;
}

/* -- keys -- */

/* Up and Down by rows of the table, Left and Right along one. */
static int arrow_step(struct exploring *e)
{
    struct ui *ui = e->ui;
    bool table = e->view->part == EXPLORE_TABLE && e->form == EXPLORE_WIDE;
    int row = table ? e->deck->n_models : 1, column = e->deck->n_models ? e->view->chosen % e->deck->n_models : 0;
    if (e->form == EXPLORE_NARROW && e->view->reading) /* Up and Down scroll what is read */
        return ui_take_key(ui, KEY_RIGHT, false) ? 1 : ui_take_key(ui, KEY_LEFT, false) ? -1 : 0;
    if (ui_take_key(ui, KEY_DOWN, false))
        return row;
    if (ui_take_key(ui, KEY_UP, false))
        return -row;
    if (ui_take_key(ui, KEY_RIGHT, false))
        return table && column + 1 == row ? 0 : 1;
    if (ui_take_key(ui, KEY_LEFT, false))
        return table && column == 0 ? 0 : -1;
    return 0;
}

static void choose_by_keys(struct exploring *e)
{
    struct ui *ui = e->ui;
    int n = exploring_count(e), focused = ui->focus - ID_ENTRY, to = e->view->chosen;
    if (focused >= 0 && focused < n && focused != e->view->chosen)
        exploring_choose(e, focused); /* Tab came to it */
    to = e->view->chosen + arrow_step(e);
    if (ui_take_key(ui, KEY_HOME, false))
        to = 0;
    else if (ui_take_key(ui, KEY_END, false))
        to = n - 1;
    if (to != e->view->chosen && to >= 0 && to < n)
        exploring_choose(e, to);
}

static bool press(struct ui *ui, int key)
{
    return ui_key_counts(ui) && ui_take_key(ui, key, false);
}

/* -- the bars -- */

static void top_bar(const struct exploring *e, struct rect *r)
{
    char title[240], status[80];
    const char *edition;
    deck_names(e->deck, title, &edition, sizeof title);
    snprintf(status, sizeof status, tr("deck %d of %d"), e->view->deck + 1, e->facts->n_decks);
    bool wide = ui_wider_than(e->ui, 40);
    int n = exploring_count(e);
    if (e->form == EXPLORE_NARROW && e->view->reading)
        snprintf(status, sizeof status, tr("%d of %d"), e->view->chosen + 1, n);
    ui_top_bar(e->ui, r, title, wide ? edition : "", wide || e->view->reading ? status : "");
    ui_notice(e->ui, r, e->ui->theme->wrong, e->facts->not_saved);
    ui_notice(e->ui, r, e->ui->theme->ink, e->facts->said);
}

static const char *part_name(enum explore_part part)
{
    return part == EXPLORE_TABLE ? tr("Table") : part == EXPLORE_CARDS ? tr("Cards") : tr("Questions");
}

enum { BUTTONS_MOST = 6 };

struct bar {
    struct ui_button buttons[BUTTONS_MOST];
    enum { ON, CLOSE, DECKS, MORE, PART, LANGUAGE } does[BUTTONS_MOST];
    int n;
};

static void add(struct bar *bar, int does, struct ui_button button)
{
    bar->does[bar->n] = does;
    bar->buttons[bar->n++] = button;
}

/* Enter reads on: from the list of a narrow window the chosen one, else the next, and from the last one the first.
 */
static void bar_of(const struct exploring *e, struct bar *bar)
{
    const struct explore_view *view = e->view;
    bool narrow = e->form == EXPLORE_NARROW, last = view->chosen + 1 >= exploring_count(e);
    const char *on = narrow && !view->reading ? tr("Read") : last ? tr("From the top") : tr("Next");
    enum explore_part part = next_part(e->deck, view->part);
    bar->n = 0;
    add(bar, ON, (struct ui_button){.label = on, .key_label = tr("Enter"), .key = KEY_ENTER, .kind = BUTTON_PRIMARY});
    if (narrow && view->reading)
        add(bar, CLOSE, (struct ui_button){.label = tr("List"), .key_label = tr("Esc"), .key = KEY_ESCAPE});
    else
        add(bar, CLOSE,
            (struct ui_button){.label = e->facts->from_progress ? tr("Progress") : tr("Home"),
                               .key_label = tr("Esc"),
                               .key = KEY_ESCAPE});
    if (!narrow || !view->reading)
        add(bar, DECKS, (struct ui_button){.label = tr("Decks"), .key_label = "D", .key = 'd'});
    if (exploring_count(e))
        add(bar, MORE, (struct ui_button){.label = tr("More"), .key_label = ".", .typed = '.'});
    if (part != view->part && !view->reading)
        add(bar, PART, (struct ui_button){.label = part_name(part), .key_label = "T", .key = 't'});
    if (e->facts->decks[view->deck]->base && ui_wider_than(e->ui, 62))
        add(bar, LANGUAGE,
            (struct ui_button){.label = view->base_language ? e->facts->decks[view->deck]->language
                                                            : e->facts->decks[view->deck]->base->language,
                               .key_label = "L"});
}

static enum explore_action read_on(struct exploring *e)
{
    struct explore_view *view = e->view;
    bool narrow = e->form == EXPLORE_NARROW;
    if (narrow && !view->reading) {
        view->reading = exploring_count(e) > 0;
        return EXPLORE_NOTHING;
    }
    if (exploring_count(e))
        exploring_choose(e, (view->chosen + 1) % exploring_count(e));
    return EXPLORE_NOTHING;
}

static void show_part(struct exploring *e, enum explore_part part)
{
    struct explore_view *view = e->view;
    view->part = part;
    view->chosen = view->top = 0;
    view->bring = true;
    view->reading = false;
    view->panel.offset_px = 0;
    view->line_since_ms = 0;
    ui_focus(e->ui, 0);
}

static enum explore_action close_or_list(struct exploring *e)
{
    if (e->form != EXPLORE_NARROW || !e->view->reading)
        return EXPLORE_CLOSE;
    e->view->reading = false;
    e->view->bring = true;
    ui_focus(e->ui, ID_ENTRY + e->view->chosen);
    return EXPLORE_NOTHING;
}

static void show_decks(struct exploring *e)
{
    e->view->listing = true;
    e->view->listed = e->view->deck;
    ui_focus(e->ui, ID_DECK + e->view->deck);
}

static enum explore_action bottom_bar(struct exploring *e, struct rect *r)
{
    struct bar bar;
    bar_of(e, &bar);
    int pressed = ui_bottom_bar(e->ui, r, ID_BAR, bar.buttons, bar.n, "");
    if (pressed < 0)
        return ui_take_key(e->ui, KEY_ESCAPE, false) ? close_or_list(e) : EXPLORE_NOTHING;
    switch (bar.does[pressed]) {
    case ON:
        return read_on(e);
    case CLOSE:
        return close_or_list(e);
    case DECKS:
        show_decks(e);
        break;
    case MORE:
        return EXPLORE_MORE;
    case PART:
        show_part(e, next_part(e->deck, e->view->part));
        break;
    case LANGUAGE:
        e->view->base_language = !e->view->base_language;
        break;
    }
    return EXPLORE_NOTHING;
}

/* -- what stands between -- */

static int count_kept(const struct exploring *e)
{
    return e->view->part == EXPLORE_QUESTIONS ? e->deck->n_questions - e->facts->n_questions : 0;
}

/* Quiet lines below the list, off the bottom of *r: what reading does to today, and what is not shown. */
static void quiet_lines(const struct exploring *e, struct rect *r)
{
    struct ui *ui = e->ui;
    struct font font = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    char text[300];
    int kept = count_kept(e), at = 0;
    if (kept)
        at = snprintf(text, sizeof text,
                      trn("%d question is kept for practice exams and not shown here. ",
                          "%d questions are kept for practice exams and not shown here. ", kept),
                      kept);
    snprintf(text + at, sizeof text - (size_t)at, "%s",
             e->form == EXPLORE_NARROW
                 ? tr("What you read here is asked from tomorrow on.")
                 : tr("What you read here does not count as known today; it is asked from tomorrow on."));
    int h = ui_paragraph_height(ui, r->w, font, text);
    ui_paragraph(ui, rect_cut_bottom(r, h), font, ui->theme->muted, text);
    rect_cut_bottom(r, SPACE_8);
}

static void nothing_here(const struct exploring *e, struct rect r)
{
    ui_paragraph(e->ui, r, ui_font(e->ui, TEXT_BODY, WEIGHT_REGULAR), e->ui->theme->ink,
                 tr("All questions of this deck are kept for practice exams."));
}

static void show_list(struct exploring *e, struct rect r)
{
    quiet_lines(e, &r);
    if (exploring_count(e))
        explore_list(e, r);
    else
        nothing_here(e, r);
}

static void show_both(struct exploring *e, struct rect r)
{
    struct ui *ui = e->ui;
    int w = e->form == EXPLORE_WIDE && e->view->part == EXPLORE_TABLE ? ui_scaled(ui, EXPLORE_PANEL) : r.w * 56 / 100;
    struct rect panel = rect_cut_right(&r, w);
    rect_cut_right(&r, SPACE_16);
    show_list(e, r);
    if (exploring_count(e))
        explore_panel(e, panel);
}

/* -- the decks -- */

static void deck_line(struct exploring *e, struct rect r, int d)
{
    struct ui *ui = e->ui;
    const struct deck *deck = e->facts->decks[d];
    struct ui_state state = ui_control(ui, ID_DECK + d, r, deck->title, NULL, true);
    if (state.clicked) {
        e->view->deck = d;
        e->view->listing = false;
    }
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = state.hover ? ui->theme->hover : ui->theme->surface,
                               .border = ui->theme->edge,
                               .border_px = BORDER,
                               .radius_px = RADIUS_CARD});
    struct rect inner = rect_inset(r, SPACE_16, 0);
    char text[120];
    struct font small = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR), body = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    if (deck->n_layers)
        snprintf(text, sizeof text,
                 deck->n_models == 1 ? trn("%d task", "%d tasks", deck->n_layers)
                                     : trn("%d layer", "%d layers", deck->n_layers),
                 deck->n_layers);
    else if (deck->n_cards)
        snprintf(text, sizeof text, trn("%d card", "%d cards", deck->n_cards), deck->n_cards);
    else
        snprintf(text, sizeof text, trn("%d question", "%d questions", deck->n_questions), deck->n_questions);
    int w = ui_width(ui, small, text);
    if (ui_width(ui, body, deck->title) + w + SPACE_24 <= inner.w)
        ui_label(ui, inner, small, ui->theme->muted, ALIGN_RIGHT, text);
    ui_label_fitted(ui, inner, WEIGHT_SEMIBOLD, ui->theme->ink, deck->title);
    if (state.focused)
        ui_ring(ui, r, RADIUS_CARD);
}

static void deck_keys(struct exploring *e)
{
    struct explore_view *view = e->view;
    struct ui *ui = e->ui;
    int focused = ui->focus - ID_DECK, n = e->facts->n_decks, to;
    if (focused >= 0 && focused < n)
        view->listed = focused;
    to = view->listed;
    if (ui_take_key(ui, KEY_DOWN, false))
        to++;
    else if (ui_take_key(ui, KEY_UP, false))
        to--;
    else if (ui_take_key(ui, KEY_HOME, false))
        to = 0;
    else if (ui_take_key(ui, KEY_END, false))
        to = n - 1;
    if (to != view->listed && to >= 0 && to < n) {
        view->listed = to;
        ui_focus(ui, ID_DECK + to);
    }
}

static enum explore_action decks_page(struct exploring *e)
{
    struct explore_view *view = e->view;
    struct ui *ui = e->ui;
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px};
    int before = view->deck;
    ui_screen(ui, SCREEN_EXPLORE * 10000 + 9);
    if (!ui->focus)
        ui_focus(ui, ID_DECK + view->listed);
    deck_keys(e);
    char status[60];
    snprintf(status, sizeof status, trn("%d deck", "%d decks", e->facts->n_decks), e->facts->n_decks);
    ui_top_bar(ui, &r, tr("What do you want to read?"), "", status);
    ui_notice(ui, &r, ui->theme->wrong, e->facts->not_saved);
    struct rect below = r;
    rect_cut_bottom(&r, ui_bar_height(ui));
    r = rect_inset(r, ui_margin(ui), SPACE_16);
    int most = ui_scaled(ui, 48 * EM), h = ui_button_height(ui), step = h + SPACE_8;
    r.w = r.w < most ? r.w : most;
    struct ui_scroll_region region = ui_scroll_begin(ui, r, e->facts->n_decks * step - SPACE_8, step, &view->decks);
    if (ui->focus >= ID_DECK && ui->focus < ID_DECK + e->facts->n_decks)
        ui_scroll_show(&region, view->listed * step, h);
    view->listing = true;
    for (int d = 0; d < e->facts->n_decks; d++)
        deck_line(e, (struct rect){r.x, r.y + d * step - view->decks.offset_px, r.w, h}, d);
    ui_list_end(ui, &region, step);
    struct ui_button buttons[] = {
        {.label = tr("Read"), .key_label = tr("Enter"), .key = KEY_ENTER, .kind = BUTTON_PRIMARY},
        {.label = tr("Back"), .key_label = tr("Esc"), .key = KEY_ESCAPE},
    };
    int pressed = ui_bottom_bar(ui, &below, ID_BAR, buttons, 2, "");
    if (pressed == 0) {
        view->deck = view->listed;
        view->listing = false;
    } else if (pressed == 1 || ui_take_key(ui, KEY_ESCAPE, false)) {
        view->listing = false;
    }
    if (view->listing)
        return EXPLORE_NOTHING;
    ui_focus(ui, 0);
    view->bring = true;
    if (view->deck == before)
        return EXPLORE_NOTHING;
    explore_view_reset(view, e->facts->decks[view->deck], view->deck);
    return EXPLORE_DECK;
}

/* -- the screen -- */

static struct exploring exploring_of(struct explore_view *view, struct ui *ui, const struct explore_facts *facts)
{
    const struct deck *deck = facts->decks[view->deck];
    struct exploring e = {view, ui, facts, view->base_language && deck->base ? deck->base : deck, EXPLORE_NARROW};
    if (view->part == EXPLORE_TABLE ? explore_table_fits(ui, e.deck) : ui_wider_than(ui, 62))
        e.form = EXPLORE_WIDE;
    else if (ui_wider_than(ui, 40))
        e.form = EXPLORE_SIDE;
    return e;
}

int explore_item(struct explore_view *view, struct ui *ui, const struct explore_facts *facts)
{
    struct exploring e = exploring_of(view, ui, facts);
    bool shown = !view->listing && (e.form != EXPLORE_NARROW || view->reading);
    return shown && view->chosen < exploring_count(&e) ? exploring_item(&e, view->chosen) : -1;
}

enum explore_action screen_explore(struct explore_view *view, struct ui *ui, const struct explore_facts *facts)
{
    struct exploring e = exploring_of(view, ui, facts);
    if (view->listing)
        return decks_page(&e);
    ui_screen(ui, SCREEN_EXPLORE * 10000 + view->part * 2 + (e.form == EXPLORE_NARROW && view->reading));
    if (facts->decks[view->deck]->base && press(ui, 'l')) {
        view->base_language = !view->base_language;
        e = exploring_of(view, ui, facts);
    }
    if (view->chosen >= exploring_count(&e))
        view->chosen = 0;
    bool narrow_list = e.form == EXPLORE_NARROW && !view->reading;
    if (!ui->focus && exploring_count(&e) && (narrow_list || e.form != EXPLORE_NARROW))
        ui_focus(ui, ID_ENTRY + view->chosen);
    choose_by_keys(&e);
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px};
    top_bar(&e, &r);
    struct rect below = r;
    rect_cut_bottom(&r, ui_bar_height(ui));
    r = rect_inset(r, ui_margin(ui), ui_wider_than(ui, 40) ? SPACE_16 : SPACE_12);
    if (e.form != EXPLORE_NARROW)
        show_both(&e, r);
    else if (view->reading)
        explore_panel(&e, r);
    else
        show_list(&e, r);
    return bottom_bar(&e, &below);
}
