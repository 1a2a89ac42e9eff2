/* The side page: a menu about one item, and the pages it leads to. */
#include "screens/aside.h"

#include "base/tr.h"
#include "screens/flow.h"
#include "screens/screen.h"
#include "ui/area.h"

#include <stdio.h>
#include <string.h>

enum {
    ID_BAR = 1,
    ID_REPORT = 10,
    ID_REST,
    ID_FORGET,
    ID_FORGET_DECK,
    ID_RESTING,
    ID_NOTE,
    ID_ITEM = 100,
    ID_LISTED = 1000
};
enum { PAGE_WIDTH = 880, NOTE_LINES = 5, NOTE_LINES_LEAST = 2, FULL_BYTES = 4 /* a character may take so many */ };
enum { AFTER_NOTE_MS = 1000 };

/* -- what it is about -- */

void aside_about(struct aside *aside, const struct deck *deck, int item, const char *answered)
{
    if (aside->n == BOARD_CELLS_MAX)
        return;
    struct aside_item *added = &aside->items[aside->n++];
    *added = (struct aside_item){.deck = deck, .item = item};
    snprintf(added->answered, sizeof added->answered, "%s", answered);
}

void aside_about_cell(struct aside *aside, const struct deck *deck, int item, int zone)
{
    aside_about(aside, deck, item, zone == BOARD_OPEN ? "" : deck->zones[zone].id);
}

struct ui_button aside_button(void)
{
    return (struct ui_button){.label = tr("More"), .key_label = ".", .typed = '.'};
}

void aside_name(const struct aside_item *item, char *text, int size)
{
    const struct deck *deck = item->deck;
    int index = deck_item_index(deck, item->item);
    switch (deck_item_kind(deck, item->item)) {
    case ITEM_PLACEMENT:
        if (deck->n_models == 1) {
            snprintf(text, (size_t)size, "%s", deck->layers[deck_item_layer(deck, item->item)].name);
            break;
        }
        snprintf(text, (size_t)size, tr("%s in %s"), deck->layers[deck_item_layer(deck, item->item)].name,
                 deck->models[deck_item_model(deck, item->item)].name);
        break;
    case ITEM_CARD:
        snprintf(text, (size_t)size, "%s", deck->cards[index].front);
        break;
    case ITEM_QUESTION:
        snprintf(text, (size_t)size, "%s", deck->questions[index].ask);
        break;
    }
}

struct page {
    struct aside_view *view;
    struct ui *ui;
    const struct aside_facts *facts;
    const struct aside_item *item;
    enum aside_action action;
};

static void note(struct flow *flow, const char *text, int space)
{
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, flow->ui->theme->muted, text, space);
}

/* What can be done: a box as wide as the page, with what it does below its name and its key at the right. */
static bool row(struct flow *flow, int id, struct ui_button button, const char *text)
{
    struct ui *ui = flow->ui;
    struct font name = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), weak = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    int pad = ui_wider_than(ui, 40) ? SPACE_24 - 4 : SPACE_16, cap = ui_scaled(ui, 24) + SPACE_16;
    int w = flow->r.w - 2 * pad - cap, name_h = ui_paragraph_height(ui, w, name, button.label);
    struct rect r = flow_line(flow, name_h + SPACE_4 + ui_paragraph_height(ui, w, weak, text) + 2 * SPACE_12);
    struct rect inner = rect_inset(r, pad, SPACE_12);
    struct ui_state state = ui_control(ui, id, r, button.label, button.key_label, true);
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = state.hover ? ui->theme->hover : ui->theme->surface,
                               .border = ui->theme->edge,
                               .border_px = BORDER,
                               .radius_px = RADIUS_CARD + 2});
    ui_key_cap(ui, (struct rect){inner.x, inner.y, inner.w, draw_line_px(name)}, button.key_label, ui->theme->ink);
    inner.w = w;
    ui_paragraph(ui, inner, name, ui->theme->ink, button.label);
    rect_cut_top(&inner, name_h + SPACE_4);
    ui_paragraph(ui, inner, weak, ui->theme->muted, text);
    if (state.focused) {
        ui_ring(ui, r, RADIUS_CARD + 2);
        flow_show(flow, r.y - FOCUS_RING - FOCUS_GAP, r.h + 2 * (FOCUS_RING + FOCUS_GAP));
    }
    flow_space(flow, SPACE_12);
    return state.clicked || (ui_key_counts(ui) && ui_take_key(ui, button.key, false));
}

static void title(struct flow *flow, const struct aside_item *item)
{
    char text[700];
    aside_name(item, text, sizeof text);
    flow_text(flow, ui_wider_than(flow->ui, 40) ? TEXT_HEAD : TEXT_LEAD, WEIGHT_BOLD, flow->ui->theme->ink, text,
              SPACE_4);
    note(flow, item->deck->title, SPACE_16);
}

/* -- the menu -- */

static void chooser(struct flow *flow, struct page *p)
{
    const struct aside *aside = p->facts->aside;
    if (aside->n < 2)
        return;
    note(flow, tr("Which of them?"), SPACE_8);
    for (int i = 0; i < aside->n; i++) {
        char text[700];
        struct ui *ui = flow->ui;
        aside_name(&aside->items[i], text, sizeof text);
        struct font font = ui_font(ui, TEXT_BODY, i == p->view->chosen ? WEIGHT_SEMIBOLD : WEIGHT_REGULAR);
        struct rect r = flow_line(flow, ui_paragraph_height(ui, flow->r.w - 2 * SPACE_16, font, text) + SPACE_24);
        struct ui_state state = ui_control(ui, ID_ITEM + i, r, text, NULL, true);
        if (state.clicked)
            p->view->chosen = i;
        draw_box(&ui->draw, r,
                 (struct draw_box){.fill = state.hover ? ui->theme->hover : ui->theme->surface,
                                   .border = i == p->view->chosen ? ui->theme->ink : ui->theme->edge,
                                   .border_px = i == p->view->chosen ? BORDER_ZONE : BORDER,
                                   .radius_px = RADIUS_CARD});
        ui_paragraph(ui, rect_inset(r, SPACE_16, SPACE_12), font, ui->theme->ink, text);
        if (state.focused) {
            ui_ring(ui, r, RADIUS_CARD);
            flow_show(flow, r.y - SPACE_8, r.h + SPACE_16);
        }
        flow_space(flow, SPACE_8);
    }
    flow_space(flow, SPACE_16);
}

static void ask(struct page *p, enum aside_action action)
{
    p->view->asked = action;
    p->view->page = ASIDE_SURE;
}

static const char *forgets(enum aside_action action)
{
    return action == ASIDE_FORGET ? tr("It is new again, as if it had never been asked. The answers stay in your file "
                                       "and count no more.")
                                  : tr("Everything in it is new again. A backup is made first.");
}

static void forgetting(struct flow *flow, struct page *p)
{
    if (deck_item_asks(p->item->deck, p->item->item) &&
        row(flow, ID_FORGET, (struct ui_button){.label = tr("Forget it"), .key_label = "F", .key = 'f'},
            forgets(ASIDE_FORGET)))
        ask(p, ASIDE_FORGET);
    if (row(flow, ID_FORGET_DECK, (struct ui_button){.label = tr("Forget this deck"), .key_label = "A", .key = 'a'},
            forgets(ASIDE_FORGET_DECK)))
        ask(p, ASIDE_FORGET_DECK);
}

static void fill_menu(struct flow *flow)
{
    struct page *p = flow->data;
    const struct aside_facts *facts = p->facts;
    char text[120];
    if (facts->aside->n > 1)
        chooser(flow, p);
    title(flow, p->item);
    if (row(flow, ID_REPORT, (struct ui_button){.label = tr("This seems wrong"), .key_label = "W", .key = 'w'},
            tr("Write down what, for the author of the deck.")))
        p->view->page = ASIDE_REPORT;
    if (deck_item_asks(p->item->deck, p->item->item) &&
        row(flow, ID_REST,
            (struct ui_button){
                .label = facts->rests ? tr("Ask it again") : tr("Do not ask again"), .key_label = "R", .key = 'r'},
            facts->rests ? tr("It is not asked now. What you knew of it is kept.")
                         : tr("It is left out of every later drill, until you want it back.")))
        p->action = facts->rests ? ASIDE_WAKE : ASIDE_REST;
    if (!facts->aside->forget)
        return;
    forgetting(flow, p);
    snprintf(text, sizeof text, tr("What is not asked, %d"), facts->n_resting);
    if (facts->n_resting && row(flow, ID_RESTING, (struct ui_button){.label = text, .key_label = "N", .key = 'n'},
                                tr("All that you did not want to be asked again, in every deck.")))
        p->view->page = ASIDE_RESTING;
}

/* Who goes on typing after a note was saved or left means the note: no letter presses anything until a pause. */
static void leave_letters(struct page *p)
{
    struct ui_input *in = &p->ui->in;
    int64_t now_ms = in->moment.mono_ms;
    if (!p->view->wrote_ms || now_ms - p->view->wrote_ms >= AFTER_NOTE_MS)
        return;
    bool letter = in->key && in->key < KEY_ENTER && !in->ctrl;
    if (letter || in->typed)
        p->view->wrote_ms = now_ms;
    in->key = letter ? KEY_NONE : in->key;
    in->typed = 0;
}

/* True: back to where it was opened. */
static bool menu_bar(struct page *p, struct rect *r)
{
    struct ui_button buttons[] = {
        {.label = tr("Back"), .key_label = tr("Enter"), .key = KEY_ENTER, .kind = BUTTON_PRIMARY},
        {.label = tr("Undo"), .key_label = tr("Ctrl Z"), .key = 'z', .ctrl = true, .disabled = !p->facts->undo},
    };
    int pressed = ui_bottom_bar(p->ui, r, ID_BAR, buttons, 2, "");
    if (pressed == 1)
        p->action = ASIDE_UNDO;
    return pressed == 0 || ui_take_key(p->ui, KEY_ESCAPE, false) || (ui_key_counts(p->ui) && p->ui->in.typed == '.');
}

/* -- this seems wrong -- */

static void fill_report(struct flow *flow)
{
    struct page *p = flow->data;
    struct aside_view *view = p->view;
    struct ui *ui = flow->ui;
    char text[4400];
    title(flow, p->item);
    struct ui_field field = {
        .label = tr("What seems wrong?"), .error = p->facts->failed, .text = view->note, .size = sizeof view->note};
    flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, ui->theme->ink, field.label, SPACE_8);
    int lines = ui_wider_than(ui, 40) ? NOTE_LINES : NOTE_LINES_LEAST;
    struct rect r = flow_line(flow, ui_area_height(ui, flow->r.w, lines, &field)), seen = rect_inset(r, 0, -SPACE_8);
    struct ui_written written = ui_area(ui, ID_NOTE, r, lines, &field);
    if (seen.h > flow->view_px)
        seen = rect_inset(written.caret, 0, -SPACE_16);
    if (written.focused)
        flow_show(flow, seen.y, seen.h);
    flow_space(flow, SPACE_12);
    if (strlen(view->note) + FULL_BYTES >= sizeof view->note)
        note(flow, tr("It is full: this is as much as a report has room for."), SPACE_12);
    if (p->facts->path)
        snprintf(text, sizeof text,
                 tr("It goes into %s, with the deck, what it says and what you answered. Nothing is sent."),
                 p->facts->path);
    else
        snprintf(text, sizeof text, "%s", tr("There is no folder to write it to: start demarc with --data."));
    note(flow, text, SPACE_8);
    if (!ui_wider_than(ui, 40)) /* the bar has no room for it */
        note(flow, tr("Shift+Enter: new line"), 0);
}

static void report_bar(struct page *p, struct rect *r)
{
    struct ui_button buttons[] = {
        {.label = tr("Save"),
         .key_label = tr("Enter"),
         .key = KEY_ENTER,
         .kind = BUTTON_PRIMARY,
         .disabled = !p->facts->path},
        {.label = tr("Back"), .key_label = tr("Esc"), .key = KEY_ESCAPE},
    };
    int pressed = ui_bottom_bar(p->ui, r, ID_BAR, buttons, 2, tr("Shift+Enter: new line"));
    p->view->wrote_ms = p->ui->in.moment.mono_ms;
    if (pressed == 0)
        p->action = ASIDE_SEND;
    else if (pressed == 1 || ui_take_key(p->ui, KEY_ESCAPE, false))
        p->view->page = ASIDE_MENU;
}

/* -- what is not asked -- */

static void fill_resting(struct flow *flow)
{
    struct page *p = flow->data;
    struct ui *ui = flow->ui;
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), small = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    if (!p->facts->n_resting)
        note(flow, tr("Everything is asked."), 0);
    for (int i = 0; i < p->facts->n_resting; i++) {
        const struct aside_item *item = &p->facts->resting[i];
        char text[700];
        aside_name(item, text, sizeof text);
        int w = flow->r.w - 2 * SPACE_16, above = ui_paragraph_height(ui, w, font, text);
        int below = ui_paragraph_height(ui, w, small, item->deck->title);
        struct rect r = flow_line(flow, above + SPACE_4 + below + 2 * SPACE_8),
                    inner = rect_inset(r, SPACE_16, SPACE_8);
        struct ui_state state = ui_control(ui, ID_LISTED + i, r, text, NULL, false);
        if (state.clicked)
            p->view->listed = i;
        draw_box(&ui->draw, r,
                 (struct draw_box){.fill = state.hover ? ui->theme->hover : ui->theme->surface,
                                   .border = ui->theme->edge,
                                   .border_px = BORDER,
                                   .radius_px = RADIUS_CARD});
        inner.y += ui_paragraph(ui, inner, font, ui->theme->ink, text) + SPACE_4;
        ui_paragraph(ui, inner, small, ui->theme->muted, item->deck->title);
        if (i == p->view->listed) {
            ui_ring(ui, r, RADIUS_CARD);
            flow_show(flow, r.y - SPACE_8, r.h + SPACE_16);
        }
        flow_space(flow, SPACE_12);
    }
}

static void resting_keys(struct page *p)
{
    struct aside_view *view = p->view;
    int n = p->facts->n_resting, focused = p->ui->focus - ID_LISTED, to;
    if (focused >= 0 && focused < n)
        view->listed = focused;
    if (view->listed >= n)
        view->listed = n ? n - 1 : 0;
    to = view->listed;
    if (ui_take_key(p->ui, KEY_DOWN, false))
        to++;
    else if (ui_take_key(p->ui, KEY_UP, false))
        to--;
    if (to >= 0 && to < n && to != view->listed) {
        view->listed = to;
        ui_focus(p->ui, ID_LISTED + to);
    }
}

static void resting_bar(struct page *p, struct rect *r)
{
    struct ui_button buttons[] = {
        {.label = tr("Ask it again"),
         .key_label = tr("Enter"),
         .key = KEY_ENTER,
         .kind = BUTTON_PRIMARY,
         .disabled = !p->facts->n_resting},
        {.label = tr("Back"), .key_label = tr("Esc"), .key = KEY_ESCAPE},
        {.label = tr("Undo"), .key_label = tr("Ctrl Z"), .key = 'z', .ctrl = true, .disabled = !p->facts->undo},
    };
    int pressed = ui_bottom_bar(p->ui, r, ID_BAR, buttons, 3, "");
    if (pressed == 0)
        p->action = ASIDE_WAKE_LISTED;
    else if (pressed == 2)
        p->action = ASIDE_UNDO;
    else if (pressed == 1 || ui_take_key(p->ui, KEY_ESCAPE, false))
        p->view->page = ASIDE_MENU;
}

/* -- whether to forget -- */

static void fill_sure(struct flow *flow)
{
    struct page *p = flow->data;
    if (p->view->asked == ASIDE_FORGET)
        title(flow, p->item);
    else
        flow_text(flow, ui_wider_than(flow->ui, 40) ? TEXT_HEAD : TEXT_LEAD, WEIGHT_BOLD, flow->ui->theme->ink,
                  p->item->deck->title, SPACE_16);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, flow->ui->theme->ink, forgets(p->view->asked), 0);
}

/* The key that asked does not answer. */
static void sure_bar(struct page *p, struct rect *r)
{
    struct ui_button buttons[] = {
        {.label = p->view->asked == ASIDE_FORGET ? tr("Yes, forget it") : tr("Yes, forget this deck"),
         .key_label = tr("Enter"),
         .key = KEY_ENTER,
         .kind = BUTTON_PRIMARY},
        {.label = tr("Back"), .key_label = tr("Esc"), .key = KEY_ESCAPE},
    };
    int pressed = ui_bottom_bar(p->ui, r, ID_BAR, buttons, 2, "");
    if (pressed == 0)
        p->action = p->view->asked;
    if (pressed >= 0 || ui_take_key(p->ui, KEY_ESCAPE, false))
        p->view->page = ASIDE_MENU;
}

/* -- the page -- */

static const char *page_title(const struct aside_view *view)
{
    switch (view->page) {
    case ASIDE_REPORT:
        return tr("This seems wrong");
    case ASIDE_RESTING:
        return tr("What is not asked");
    case ASIDE_SURE:
        return view->asked == ASIDE_FORGET ? tr("Forget it?") : tr("Forget this deck?");
    default:
        return tr("More");
    }
}

enum aside_action screen_aside(struct aside_view *view, struct ui *ui, const struct aside_facts *facts)
{
    static flow_fill *const fills[] = {[ASIDE_MENU] = fill_menu,
                                       [ASIDE_REPORT] = fill_report,
                                       [ASIDE_RESTING] = fill_resting,
                                       [ASIDE_SURE] = fill_sure};
    enum aside_page page = view->page;
    struct page p = {view, ui, facts, &facts->aside->items[view->chosen], ASIDE_NOTHING};
    ui_screen(ui, SCREEN_ASIDE * 10000 + page);
    if (page == ASIDE_REPORT && !ui->focus)
        ui_focus(ui, ID_NOTE);
    if (page == ASIDE_MENU)
        leave_letters(&p);
    if (page == ASIDE_RESTING)
        resting_keys(&p);
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px};
    ui_top_bar(ui, &r, page_title(view), "", "");
    ui_notice(ui, &r, ui->theme->wrong, facts->not_saved);
    ui_notice(ui, &r, ui->theme->wrong, page == ASIDE_REPORT ? NULL : facts->failed);
    ui_notice(ui, &r, ui->theme->ink, page == ASIDE_SURE ? NULL : facts->said);
    struct rect below = r;
    rect_cut_bottom(&r, ui_bar_height(ui));
    r = rect_inset(r, ui_margin(ui), ui_wider_than(ui, 40) ? SPACE_24 : SPACE_12);
    int most = ui_scaled(ui, PAGE_WIDTH);
    if (r.w > most)
        r = (struct rect){r.x + (r.w - most) / 2, r.y, most, r.h};
    flow_page(ui, r, &view->scroll, page == ASIDE_MENU || page == ASIDE_SURE, fills[page], &p);
    if (page == ASIDE_MENU && menu_bar(&p, &below))
        return p.action ? p.action : ASIDE_CLOSE;
    if (page == ASIDE_REPORT)
        report_bar(&p, &below);
    else if (page == ASIDE_RESTING)
        resting_bar(&p, &below);
    else if (page == ASIDE_SURE)
        sure_bar(&p, &below);
    if (view->page != page)
        view->scroll.offset_px = 0;
    return p.action;
}
