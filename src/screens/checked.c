/* Feedback. The learner's own board stays as it was placed, with a verdict on each card; beside it the reasons for the
   chosen one, in the order in which a mistake is mended: what you said, why that is tempting, what decides it, the same
   layer elsewhere, when it comes back, the source. */
#include "screens/checked.h"

#include "base/tr.h"
#include "screens/board.h"
#include "screens/zone.h"
#include "srs/day.h"

#include <stdio.h>
#include <string.h>

enum { ID_BAR = 1, ID_SOURCE = 9, ID_LAYER = 100 };

struct frame {
    struct checked_view *view;
    struct ui *ui;
    struct session *session;
    const struct deck *deck;
    const struct task *task;
    const struct board *board;
    const struct drill_facts *facts;
};

void checked_view_reset(struct checked_view *view, const struct session *session)
{
    int mistake = session_next_mistake(session, -1);
    *view = (struct checked_view){.chosen = mistake >= 0 ? mistake : 0, .bring = true};
}

static void choose(struct frame *f, int at)
{
    f->view->chosen = at;
    f->view->bring = true;
    f->view->panel.offset_px = 0;
    ui_focus(f->ui, ID_LAYER + at);
}

static const struct deck_cell *cell_of(const struct frame *f, int at)
{
    return &f->deck->layers[f->board->cells[at].layer].cells[f->board->cells[at].model];
}

/* -- verdicts ----------------------------------------------------------------------------------------------------------- */

static bool is_right(enum verdict verdict)
{
    return verdict == VERDICT_RIGHT || verdict == VERDICT_DIFFERS;
}

static uint32_t verdict_ink(const struct frame *f, enum verdict verdict)
{
    return is_right(verdict) ? f->ui->theme->right : f->ui->theme->wrong;
}

/* On a card: "right", "right, not sure", "sources differ", or the zone that would have been right. */
static void verdict_word(const struct frame *f, int at, char *text, int size)
{
    const struct session_answer *answer = &f->session->answers[at];
    switch (answer->verdict) {
    case VERDICT_RIGHT:
        snprintf(text, (size_t)size, "%s", answer->unsure ? tr("right, not sure") : tr("right"));
        break;
    case VERDICT_DIFFERS:
        snprintf(text, (size_t)size, "%s", tr("sources differ"));
        break;
    case VERDICT_OPEN:
        snprintf(text, (size_t)size, "%s", tr("left open"));
        break;
    case VERDICT_WRONG:
        zone_in_sentence(f->deck, cell_of(f, at)->answer, text, size);
        break;
    }
}

static int draw_verdict(struct frame *f, struct rect r, enum verdict verdict, int text_size, int weight, const char *text)
{
    struct ui *ui = f->ui;
    int sign = ui_scaled(ui, text_size + 3);
    uint32_t ink = verdict_ink(f, verdict);
    draw_sign(&ui->draw, (struct rect){r.x, r.y + (r.h - sign) / 2, sign, sign}, is_right(verdict) ? SIGN_TICK : SIGN_CROSS,
              ink);
    rect_cut_left(&r, sign + SPACE_4 + 2);
    ui_label(ui, r, ui_font(ui, text_size, weight), ink, ALIGN_LEFT, text);
    return sign;
}

static int card_height(const struct ui *ui)
{
    return draw_line_px(ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD)) + draw_line_px(ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD)) + 24;
}

static void card(struct frame *f, struct rect r, int at, bool in_zone)
{
    struct ui *ui = f->ui;
    const struct session_answer *answer = &f->session->answers[at];
    const struct deck_layer *layer = &f->deck->layers[answer->layer];
    struct ui_state state = ui_control(ui, ID_LAYER + at, r, layer->name, NULL, false);
    if (state.clicked)
        choose(f, at);
    int zone = answer->given == BOARD_OPEN ? cell_of(f, at)->answer : answer->given;
    bool right = is_right(answer->verdict);
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = answer->given == BOARD_OPEN ? ui->theme->surface : zone_ground(ui, f->deck, zone),
                               .border = right ? 0 : ui->theme->wrong,
                               .border_px = right ? 0 : BORDER_ZONE,
                               .radius_px = RADIUS_CARD,
                               .dashed = answer->given == BOARD_OPEN});
    struct rect inner = rect_inset(r, SPACE_12, SPACE_8 + 2);
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    struct rect name = rect_cut_top(&inner, draw_line_px(font));
    ui_label(ui, name, font, ui->theme->ink, ALIGN_LEFT, layer_name(ui, f->deck, answer->layer, font, name.w));
    char word[120];
    verdict_word(f, at, word, sizeof word);
    if (!in_zone && answer->verdict == VERDICT_WRONG) {
        char said[80];
        zone_in_sentence(f->deck, answer->given, said, sizeof said);
        snprintf(word, sizeof word, tr("you said %s"), said);
    }
    draw_verdict(f, inner, answer->verdict, TEXT_NOTE, WEIGHT_SEMIBOLD, word);
    if (f->view->chosen == at)
        ui_ring(ui, r, RADIUS_CARD);
}

/* -- the board as it was placed ------------------------------------------------------------------------------------------- */

/* The order in which the answers stand on the screen: zone by zone as they were placed, what was left open in its right
   zone behind them. Returns how many. */
static int order_of(const struct frame *f, int zone, int at[BOARD_CELLS_MAX])
{
    int n = 0;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < f->board->n_cells; i++) {
            const struct board_cell *cell = &f->board->cells[i];
            bool open = cell->zone == BOARD_OPEN;
            if (open != (pass == 1) || (open ? cell_of(f, i)->answer : cell->zone) != zone)
                continue;
            int k = n++;
            for (; !open && k > 0 && f->board->cells[at[k - 1]].order > cell->order; k--)
                at[k] = at[k - 1];
            at[k] = i;
        }
    return n;
}

static void cards(struct frame *f, struct rect r, const int *at, int n, struct ui_scroll *scroll, bool in_zone)
{
    int h = card_height(f->ui), step = h + 6;
    struct ui_scroll_region region = ui_scroll_begin(f->ui, r, n * step - 6, step, scroll);
    for (int i = 0; i < n && f->view->bring; i++)
        if (at[i] == f->view->chosen)
            ui_scroll_show(&region, i * step, h);
    for (int i = 0; i < n; i++)
        card(f, (struct rect){r.x, r.y + i * step - scroll->offset_px, r.w, h}, at[i], in_zone);
    char note[40];
    int below = (ui_scroll_below(&region) + step - 1) / step;
    snprintf(note, sizeof note, below ? tr("%d more below") : tr("%d more above"), below ? below : (scroll->offset_px + step - 1) / step);
    ui_scroll_end(f->ui, &region, note);
}

static void heading(struct frame *f, struct rect r)
{
    char score[60];
    snprintf(score, sizeof score, tr("%d of %d right"), session_board_right(f->session), f->board->n_cells);
    struct ui *ui = f->ui;
    const char *model = f->deck->models[f->task->model].name;
    rect_cut_left(&r, ui_label(ui, r, ui_font(ui, TEXT_DISPLAY, WEIGHT_BOLD), ui->theme->ink, ALIGN_LEFT, model) + SPACE_12 + 2);
    ui_label(ui, r, ui_font(ui, TEXT_LEAD, WEIGHT_REGULAR), ui->theme->muted, ALIGN_LEFT, score);
}

static void zones_board(struct frame *f, struct rect r)
{
    int at[BOARD_CELLS_MAX];
    for (int zone = 0; zone < f->deck->n_zones; zone++) {
        struct rect place = zone_frame(f->ui, rect_column(r, zone, f->deck->n_zones, SPACE_12 + 2), f->deck, zone, NULL, false);
        cards(f, rect_inset(place, -2, 0), at, order_of(f, zone, at), &f->view->zones[zone], true);
    }
}

static void list_board(struct frame *f, struct rect r)
{
    int at[BOARD_CELLS_MAX];
    for (int i = 0; i < f->board->n_cells; i++)
        at[i] = i;
    cards(f, rect_inset(r, FOCUS_GAP + FOCUS_RING, FOCUS_GAP + FOCUS_RING), at, f->board->n_cells, &f->view->list, false);
}

/* -- the panel: pieces that stack from top to bottom; drawn, or only measured ------------------------------------------------ */

struct stack {
    struct frame *f;
    struct rect r; /* what is left, from r.y down */
};

static void stack_text(struct stack *s, int size, int weight, uint32_t ink, const char *text, int space)
{
    rect_cut_top(&s->r, ui_paragraph(s->f->ui, s->r, ui_font(s->f->ui, size, weight), ink, text) + space);
}

static void stack_section(struct stack *s, const char *head, const char *text)
{
    if (!text)
        return;
    stack_text(s, TEXT_NOTE, WEIGHT_SEMIBOLD, s->f->ui->theme->muted, head, 2);
    stack_text(s, TEXT_BODY, WEIGHT_REGULAR, s->f->ui->theme->ink, text, SPACE_16);
}

static void stack_verdict(struct stack *s, const struct session_answer *answer)
{
    struct frame *f = s->f;
    char said[80], text[160];
    if (answer->given != BOARD_OPEN)
        zone_in_sentence(f->deck, answer->given, said, sizeof said);
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
    struct rect line = rect_cut_top(&s->r, draw_line_px(ui_font(f->ui, TEXT_BODY, WEIGHT_SEMIBOLD)));
    draw_verdict(f, line, answer->verdict, TEXT_BODY, WEIGHT_SEMIBOLD, text);
    rect_cut_top(&s->r, SPACE_8);
}

/* "You secure it", or "Microsoft: secures it for you". */
static void stack_answer(struct stack *s, int zone)
{
    struct frame *f = s->f;
    struct ui *ui = f->ui;
    const struct deck_zone *z = &f->deck->zones[zone];
    char text[200];
    if (!z->hint)
        snprintf(text, sizeof text, "%s", z->name);
    else if (z->look == LOOK_CUSTOMER)
        snprintf(text, sizeof text, "%s", z->hint);
    else
        snprintf(text, sizeof text, "%s: %c%s", z->name, z->hint[0] | (z->hint[0] >= 'A' && z->hint[0] <= 'Z' ? 32 : 0), z->hint + 1);
    int sign = ui_scaled(ui, SIGN);
    uint32_t ink = zone_ink(ui, f->deck, zone);
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    draw_sign(&ui->draw, (struct rect){s->r.x, s->r.y + (draw_line_px(font) - sign) / 2, sign, sign}, (enum sign)z->look, ink);
    struct rect beside = s->r;
    rect_cut_left(&beside, sign + SPACE_8 + 2);
    rect_cut_top(&s->r, ui_paragraph(ui, beside, font, ink, text) + SPACE_16);
}

static void matrix_cell(struct frame *f, struct rect r, int model)
{
    struct ui *ui = f->ui;
    int layer = f->board->cells[f->view->chosen].layer;
    const struct deck_cell *cell = &f->deck->layers[layer].cells[model];
    bool here = model == f->task->model, shown = session_may_show(f->session, f->task->deck, layer, model);
    const char *text = !shown                          ? tr("later")
                       : cell->open                    ? tr("open")
                       : cell->answer == DECK_ABSENT ? tr("none")
                                                     : f->deck->zones[cell->answer].name;
    bool zoned = shown && !cell->open && cell->answer != DECK_ABSENT;
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = !zoned ? ui->theme->surface
                                       : here ? zone_ink(ui, f->deck, cell->answer)
                                              : zone_ground(ui, f->deck, cell->answer),
                               .border = zoned ? 0 : ui->theme->edge,
                               .border_px = zoned ? 0 : BORDER,
                               .dashed = !zoned,
                               .radius_px = RADIUS_CARD - 2});
    uint32_t ink = !zoned ? ui->theme->muted : here ? ui->theme->on_ink : zone_ink(ui, f->deck, cell->answer);
    struct font font = ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD);
    if (zoned && ui_width(ui, font, text) > r.w - SPACE_4) {
        int sign = ui_scaled(ui, SIGN);
        draw_sign(&ui->draw, (struct rect){r.x + (r.w - sign) / 2, r.y + (r.h - sign) / 2, sign, sign},
                  (enum sign)f->deck->zones[cell->answer].look, ink);
    } else {
        ui_label(ui, rect_inset(r, 2, 0), font, ink, ALIGN_CENTRE, text);
    }
}

static void stack_elsewhere(struct stack *s)
{
    struct frame *f = s->f;
    struct ui *ui = f->ui;
    int n = f->deck->n_models;
    if (n < 2)
        return;
    stack_text(s, TEXT_NOTE, WEIGHT_SEMIBOLD, ui->theme->muted, tr("The same layer elsewhere"), SPACE_4);
    int in_line = n <= 4 ? n : (n + 1) / 2, cell_h = ui_scaled(ui, 38) + 2;
    for (int first = 0; first < n; first += in_line) {
        struct rect heads = rect_cut_top(&s->r, draw_line_px(ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD)) + SPACE_4);
        struct rect row = rect_cut_top(&s->r, cell_h);
        for (int model = first; model < n && model < first + in_line; model++) {
            bool here = model == f->task->model;
            ui_label(ui, rect_column(heads, model - first, in_line, 6), ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD),
                     here ? ui->theme->ink : ui->theme->muted, ALIGN_CENTRE, deck_model_short(f->deck, model));
            matrix_cell(f, rect_column(row, model - first, in_line, 6), model);
        }
        rect_cut_top(&s->r, SPACE_8);
    }
    rect_cut_top(&s->r, SPACE_8);
}

static const char *weekday(int day)
{
    static const char *const names[] = {TR_MARK("Monday"),   TR_MARK("Tuesday"),  TR_MARK("Wednesday"), TR_MARK("Thursday"),
                                        TR_MARK("Friday"),   TR_MARK("Saturday"), TR_MARK("Sunday")};
    return tr(names[day_weekday(day)]);
}

/* "at the end of this session, then tomorrow": where the learner meets the item again. */
static const char *comes_back(const struct frame *f, char *text, int size)
{
    const struct session_answer *answer = &f->session->answers[f->view->chosen];
    int due = f->session->due_day[f->view->chosen], days = due - f->facts->today;
    bool again = !f->task->reask && !is_right(answer->verdict);
    char when[80];
    if (answer->verdict == VERDICT_DIFFERS || days == 1)
        snprintf(when, sizeof when, "%s", tr("tomorrow"));
    else if (days < 7)
        snprintf(when, sizeof when, tr("on %s"), weekday(due));
    else
        snprintf(when, sizeof when, tr("in %d days"), days);
    if (due == DUE_UNKNOWN)
        snprintf(text, (size_t)size, "%s", again ? tr("At the end of this session.") : tr("Not saved, so not planned."));
    else if (again)
        snprintf(text, (size_t)size, tr("At the end of this session, then %s."), when);
    else {
        snprintf(text, (size_t)size, "%s.", when);
        if (text[0] >= 'a' && text[0] <= 'z')
            text[0] = (char)(text[0] - 'a' + 'A');
    }
    return text;
}

static void open_source(struct frame *f)
{
    const struct deck_layer *layer = &f->deck->layers[f->session->answers[f->view->chosen].layer];
    f->ui->open_url = f->deck->sources[layer->source].url;
}

/* The title is the link where it fits; else it stands above a short one. */
static void stack_source(struct stack *s, const struct deck_source *source)
{
    struct ui *ui = s->f->ui;
    char label[200];
    snprintf(label, sizeof label, tr("Source: %s"), source->title);
    struct ui_button button = {.label = label, .key_label = "O", .key = 'o', .kind = BUTTON_LINK};
    bool fits = ui_button_width(ui, &button) <= s->r.w;
    if (!source->url || !fits)
        stack_text(s, TEXT_BODY, WEIGHT_REGULAR, source->url ? ui->theme->ink : ui->theme->muted, label, 0);
    if (!source->url)
        return;
    if (!fits)
        button.label = tr("Read it there");
    struct rect r = rect_cut_top(&s->r, ui_button_height(ui));
    r.w = ui_button_width(ui, &button);
    if (ui_button(ui, ID_SOURCE, r, &button))
        open_source(s->f);
}

static int panel_content(struct frame *f, struct rect r)
{
    const struct session_answer *answer = &f->session->answers[f->view->chosen];
    const struct deck_layer *layer = &f->deck->layers[answer->layer];
    const struct deck_cell *cell = &layer->cells[answer->model];
    struct stack s = {f, r};
    char text[300], said[80], back[160];
    s.r.h = 1 << 20;
    stack_verdict(&s, answer);
    snprintf(text, sizeof text, tr("%s in %s"), layer->name, f->deck->models[answer->model].name);
    stack_text(&s, TEXT_HEAD, WEIGHT_BOLD, f->ui->theme->ink, text, SPACE_4);
    stack_answer(&s, cell->answer);
    if (answer->given != BOARD_OPEN && answer->given != cell->answer) {
        zone_in_sentence(f->deck, answer->given, said, sizeof said);
        snprintf(text, sizeof text, tr("Why %s is tempting"), said);
        stack_section(&s, text, cell->wrong[answer->given]);
        stack_section(&s, tr("Who says so"), cell->differs[answer->given]);
    }
    stack_section(&s, tr("What decides it"), cell->why);
    stack_elsewhere(&s);
    stack_section(&s, tr("Comes back"), comes_back(f, back, sizeof back));
    s.r.y -= SPACE_8; /* the link has room of its own */
    stack_source(&s, &f->deck->sources[layer->source]);
    return s.r.y - r.y;
}

/* How high the content is, without showing it: drawn into a clip of nothing. */
static int panel_height(struct frame *f, struct rect r)
{
    struct ui *ui = f->ui;
    struct rect old = draw_clip(&ui->draw, (struct rect){0, 0, 0, 0});
    int n = ui->n_controls;
    struct ui_input in = ui->in;
    ui->in.key = KEY_NONE;
    int h = panel_content(f, r);
    ui->in = in;
    ui->n_controls = n;
    ui->draw.clip = old;
    return h;
}

static void panel(struct frame *f, struct rect r)
{
    struct ui *ui = f->ui;
    struct ui_scroll *scroll = &f->view->panel;
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = ui->theme->surface, .border = ui->theme->line, .border_px = BORDER, .radius_px = RADIUS_PANEL});
    struct rect inner = rect_inset(r, SPACE_24, ui_wider_than(ui, 40) ? SPACE_24 : SPACE_12);
    int h = panel_height(f, inner);
    struct ui_scroll_region region = ui_scroll_begin(ui, inner, h, 0, scroll);
    bool linked = ui->focus == ID_SOURCE;
    if (linked && !f->view->linked) /* the focus came to the link, which is the last thing */
        ui_scroll_show(&region, h - ui_button_height(ui), ui_button_height(ui));
    f->view->linked = linked;
    int page = region.view.h - SPACE_32;
    scroll->offset_px += ui_take_key(ui, KEY_PAGE_DOWN, false) ? page : ui_take_key(ui, KEY_PAGE_UP, false) ? -page : 0;
    if (ui_take_key(ui, KEY_HOME, false) || scroll->offset_px < 0)
        scroll->offset_px = 0;
    if (scroll->offset_px > h - region.view.h && h > inner.h)
        scroll->offset_px = h - region.view.h;
    inner.y -= scroll->offset_px;
    panel_content(f, inner);
    ui_scroll_end(ui, &region, ui_scroll_below(&region) ? tr("more below: Page Down") : tr("more above: Page Up"));
}

/* -- the screen ------------------------------------------------------------------------------------------------------------- */

static void arrows(struct frame *f)
{
    struct ui *ui = f->ui;
    int at[BOARD_CELLS_MAX], n = 0, i = 0;
    if (board_form(ui, f->deck->n_zones) == FORM_ZONES) {
        for (int zone = 0; zone < f->deck->n_zones; zone++)
            n += order_of(f, zone, at + n);
    } else {
        for (; n < f->board->n_cells; n++)
            at[n] = n;
    }
    while (i < n && at[i] != f->view->chosen)
        i++;
    int step = ui_take_key(ui, KEY_DOWN, false) || ui_take_key(ui, KEY_RIGHT, false) ? 1
               : ui_take_key(ui, KEY_UP, false) || ui_take_key(ui, KEY_LEFT, false)  ? -1
                                                                                     : 0;
    if (step && i + step >= 0 && i + step < n)
        choose(f, at[i + step]);
}

static int mistakes_behind(const struct session *session, int at)
{
    int n = 0;
    while ((at = session_next_mistake(session, at)) >= 0)
        n++;
    return n;
}

static enum screen after(const struct session *session)
{
    return session->phase == PHASE_OVER ? SCREEN_HOME : SCREEN_BOARD;
}

static enum screen bottom_bar(struct frame *f, struct rect *r)
{
    struct ui *ui = f->ui;
    int more = mistakes_behind(f->session, f->view->chosen);
    bool last = f->session->task + 1 >= f->session->n_tasks;
    char next[80];
    bool wide = ui_wider_than(ui, 40);
    snprintf(next, sizeof next, !more ? last ? tr("Finish") : tr("Next board") : wide ? tr("Next mistake, %d more") : tr("Next mistake"), more);
    struct ui_button buttons[] = {
        {.label = next, .key_label = tr("Enter"), .key = KEY_ENTER, .kind = BUTTON_PRIMARY},
        {.label = tr("I slipped"), .key_label = tr("Ctrl Z"), .key = 'z', .ctrl = true},
    };
    int pressed = ui_bottom_bar(ui, r, ID_BAR, buttons, 2, tr("\xe2\x86\x91 \xe2\x86\x93 read every answer"));
    if (pressed == 0 && more) {
        choose(f, session_next_mistake(f->session, f->view->chosen));
        return SCREEN_CHECKED;
    }
    if (pressed == 0 && session_apply(f->session, (struct move){.kind = MOVE_NEXT}, ui->in.moment))
        return after(f->session);
    if (pressed == 1 && session_apply(f->session, (struct move){.kind = MOVE_SLIP}, ui->in.moment))
        return after(f->session);
    return ui_take_key(ui, KEY_ESCAPE, false) ? SCREEN_HOME : SCREEN_CHECKED;
}

static void top_bar(struct frame *f, struct rect *r, enum board_form form)
{
    char title[80], status[120], about[80];
    const char *edition;
    deck_names(f->deck, title, &edition, sizeof title);
    drill_status(f->session, f->facts, status, sizeof status);
    if (form == FORM_SINGLE) {
        snprintf(about, sizeof about, tr("%d of %d right"), session_board_right(f->session), f->board->n_cells);
        snprintf(status, sizeof status, tr("\xe2\x86\x91 %d of %d \xe2\x86\x93"), f->view->chosen + 1, f->board->n_cells);
        ui_top_bar(f->ui, r, f->deck->models[f->task->model].name, about, status);
    } else {
        ui_top_bar(f->ui, r, title, edition, f->facts->not_saved ? f->facts->not_saved : status);
    }
}

enum screen screen_checked(struct checked_view *view, struct ui *ui, struct session *session, const struct drill_facts *facts)
{
    struct frame f = {view, ui, session, session_deck(session), session_task(session), &session->board, facts};
    ui_screen(ui, SCREEN_CHECKED * 10000 + session->task);
    if (!ui->focus)
        ui_focus(ui, ID_LAYER + view->chosen);
    else if (ui->focus >= ID_LAYER && ui->focus < ID_LAYER + f.board->n_cells && ui->focus != ID_LAYER + view->chosen)
        choose(&f, ui->focus - ID_LAYER);
    arrows(&f);

    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px}, below;
    enum board_form form = board_form(ui, f.deck->n_zones);
    top_bar(&f, &r, form);
    below = r;
    rect_cut_bottom(&r, ui_button_height(ui) + 28);
    r = rect_inset(r, ui_margin(ui), SPACE_24);
    if (form != FORM_SINGLE) {
        int w = form == FORM_ZONES ? ui_scaled(ui, 372) : r.w * 56 / 100;
        panel(&f, rect_cut_right(&r, w));
        rect_cut_right(&r, SPACE_16);
        heading(&f, rect_cut_top(&r, ui_scaled(ui, 34)));
        rect_cut_top(&r, form == FORM_ZONES ? SPACE_24 + 2 : SPACE_16);
        if (form == FORM_ZONES)
            zones_board(&f, r);
        else
            list_board(&f, r);
    } else {
        panel(&f, rect_inset(r, 0, SPACE_12 - SPACE_24));
    }
    view->bring = false;
    return bottom_bar(&f, &below);
}
