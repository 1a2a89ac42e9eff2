/* A card. The front stands where it will stand beside its back, so nothing jumps when it is turned; of the back nothing
   is drawn before. */
#include "screens/card.h"

#include "base/tr.h"
#include "screens/aside.h"
#include "screens/board.h"
#include "screens/source.h"
#include "screens/when.h"

#include <stdio.h>

enum { ID_BAR = 1, ID_SOURCE = 9, ID_RATING = 20, CARD_WIDTH = 880 };

void card_view_reset(struct card_view *view)
{
    *view = (struct card_view){.bring = true};
}

struct shown {
    struct card_view *view;
    struct ui *ui;
    struct session *session;
    const struct drill_facts *facts;
    const struct deck *deck;
    const struct deck_card *card;
    bool turned, wide;
};

static bool move(struct shown *s, enum move_kind kind, int at)
{
    return session_apply(s->session, (struct move){.kind = kind, .at = at}, s->ui->in.moment);
}

/* -- the card -- */

static struct font front_font(const struct shown *s)
{
    return ui_font(s->ui, s->wide ? TEXT_DISPLAY : TEXT_HEAD, WEIGHT_BOLD);
}

static struct font back_font(const struct shown *s)
{
    return ui_font(s->ui, s->wide ? TEXT_HEAD : TEXT_LEAD, WEIGHT_REGULAR);
}

static int gap(const struct shown *s)
{
    return s->wide ? SPACE_24 : SPACE_12;
}

static int front_height(const struct shown *s, int w_px)
{
    return ui_paragraph_height(s->ui, w_px, front_font(s), s->card->front);
}

static int source_height(struct shown *s, int w_px)
{
    struct ui_probe probe = ui_probe_begin(s->ui);
    int h = source_link(s->ui, ID_SOURCE, (struct rect){0, 0, w_px, 1000}, &s->deck->sources[s->card->source]);
    ui_probe_end(s->ui, &probe);
    return h;
}

/* From the rule to the end. */
static int back_height(struct shown *s, int w_px)
{
    return 2 * gap(s) + BORDER + ui_paragraph_height(s->ui, w_px, back_font(s), s->card->back) + SPACE_8 +
           source_height(s, w_px);
}

static void draw_back(struct shown *s, struct rect r)
{
    rect_cut_top(&r, gap(s));
    draw_box(&s->ui->draw, rect_cut_top(&r, BORDER), (struct draw_box){.fill = s->ui->theme->line});
    rect_cut_top(&r, gap(s));
    rect_cut_top(&r, ui_paragraph(s->ui, r, back_font(s), s->ui->theme->ink, s->card->back) + SPACE_8);
    source_link(s->ui, ID_SOURCE, r, &s->deck->sources[s->card->source]);
}

static void draw_card(struct shown *s, struct rect r)
{
    struct ui *ui = s->ui;
    ui_panel(ui, r);
    struct rect inner = rect_inset(r, s->wide ? 56 : SPACE_16, s->wide ? SPACE_32 : SPACE_12);
    int front = front_height(s, inner.w), back = back_height(s, inner.w), h = front + (s->turned ? back : 0);
    struct ui_scroll_region region = ui_scroll_begin(ui, inner, h, 0, &s->view->page);
    bool linked = ui->focus == ID_SOURCE;
    if (linked && !s->view->linked)
        ui_scroll_show(&region, h - ui_button_height(ui), ui_button_height(ui));
    else if (s->turned && s->view->bring)
        ui_scroll_show(&region, front + gap(s), back - gap(s));
    s->view->linked = linked;
    s->view->bring = !s->turned;
    ui_scroll_keys(ui, &region);
    int above = (region.view.h - front - back) / 2;
    struct rect page = {inner.x, inner.y + (above > 0 ? above : 0) - s->view->page.offset_px, inner.w, 1 << 20};
    rect_cut_top(&page, ui_paragraph(ui, page, front_font(s), ui->theme->ink, s->card->front));
    if (s->turned)
        draw_back(s, page);
    ui_scroll_end(ui, &region, ui_scroll_below(&region) ? tr("more below: Page Down") : tr("more above: Page Up"));
}

/* -- ratings -- */

int card_ratings(const struct session *session, const struct drill_facts *facts,
                 struct card_rating ratings[CARD_RATINGS_MAX])
{
    static const struct {
        const char *label;
        int rating;
    } two[] = {{TR_MARK("Not yet"), 1}, {TR_MARK("Knew it"), 3}},
      four[] = {{TR_MARK("Not yet"), 1}, {TR_MARK("Hardly"), 2}, {TR_MARK("Knew it"), 3}, {TR_MARK("Easily"), 4}};
    static const char *const keys[CARD_RATINGS_MAX] = {"1", "2", "3", "4"};
    int n = facts->four_ratings ? 4 : 2;
    for (int i = 0; i < n; i++) {
        struct card_rating *r = &ratings[i];
        r->label = tr(n == 4 ? four[i].label : two[i].label);
        r->key = keys[i];
        r->rating = n == 4 ? four[i].rating : two[i].rating;
        r->due[0] = '\0';
        int due = facts->rated_due[r->rating];
        if (r->rating == 1 && !session_task(session)->reask)
            snprintf(r->due, sizeof r->due, "%s", tr("later in this session"));
        else if (due != DUE_UNKNOWN)
            when_due(due, facts->today, r->due, sizeof r->due);
    }
    return n;
}

const char *card_hint(const struct session *session)
{
    if (session->phase == PHASE_CHECKED)
        return "";
    return session->answering.turned ? tr("Be honest: it only changes when you see it again.")
                                     : tr("Say the answer to yourself, then turn the card.");
}

static int columns_of(const struct shown *s, int n)
{
    return n == 2 || ui_wider_than(s->ui, 62) ? n : 2;
}

/* Is there room for the label and when it comes back beside each other? */
static bool in_one_line(struct shown *s, const struct card_rating *ratings, int n, int w_px)
{
    struct font strong = ui_font(s->ui, TEXT_LEAD, WEIGHT_SEMIBOLD), weak = ui_font(s->ui, TEXT_BODY, WEIGHT_REGULAR);
    for (int i = 0; i < n; i++)
        if (ui_width(s->ui, strong, ratings[i].label) + ui_width(s->ui, weak, ratings[i].due) + 2 * SPACE_24 +
                SPACE_32 + ui_scaled(s->ui, 24) >
            w_px)
            return false;
    return true;
}

static int rating_height(struct shown *s, bool one_line)
{
    int line = draw_line_px(ui_font(s->ui, TEXT_LEAD, WEIGHT_SEMIBOLD)),
        below = one_line ? 0 : draw_line_px(ui_font(s->ui, TEXT_NOTE, WEIGHT_REGULAR));
    int h = line + below + (one_line && s->wide ? 52 : SPACE_24);
    return h > TARGET ? h : TARGET;
}

static void draw_rating(struct shown *s, struct rect r, const struct card_rating *rating, bool one_line)
{
    struct ui *ui = s->ui;
    const struct theme *t = ui->theme;
    char label[160];
    snprintf(label, sizeof label, "%s", rating->label);
    bool chosen = s->session->phase == PHASE_CHECKED && s->session->answers[0].rating == rating->rating;
    struct ui_state state = ui_control(ui, ID_RATING + rating->rating, r, label, rating->key, true);
    bool pressed = ui_key_counts(ui) && ui_take_key(ui, rating->key[0], false);
    if ((state.clicked || pressed) && move(s, MOVE_RATE, rating->rating))
        return;
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = state.hover ? t->hover : t->surface,
                               .border = chosen ? t->ink : t->edge,
                               .border_px = chosen ? BORDER_ZONE : BORDER,
                               .radius_px = RADIUS_CARD + 2});
    struct font strong = ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD),
                weak = ui_font(ui, one_line ? TEXT_BODY : TEXT_NOTE, WEIGHT_REGULAR);
    struct rect inner = rect_inset(r, s->wide ? SPACE_24 : SPACE_12, one_line ? 0 : SPACE_12);
    struct rect line = one_line ? inner : rect_cut_top(&inner, draw_line_px(strong)), key = line;
    key.w = ui_scaled(ui, 24);
    ui_key_cap(ui, key, rating->key, t->ink);
    rect_cut_left(&line, key.w + SPACE_16);
    if (chosen) {
        int sign = ui_scaled(ui, SIGN);
        struct rect place = rect_cut_left(&line, sign + SPACE_8);
        draw_sign(&ui->draw, (struct rect){place.x, place.y + (place.h - sign) / 2, sign, sign}, SIGN_TICK, t->ink);
    }
    ui_label(ui, line, strong, t->ink, ALIGN_LEFT, rating->label);
    ui_label(ui, inner, weak, t->muted, one_line ? ALIGN_RIGHT : ALIGN_LEFT, rating->due);
    if (state.focused)
        ui_ring(ui, r, RADIUS_CARD + 2);
}

/* Off the bottom of *r. */
static struct rect cut_ratings(struct shown *s, struct rect *r, struct card_rating ratings[CARD_RATINGS_MAX], int *n,
                               bool *one_line)
{
    *n = card_ratings(s->session, s->facts, ratings);
    int columns = columns_of(s, *n), rows = *n / columns;
    *one_line = in_one_line(s, ratings, *n, (r->w - (columns - 1) * SPACE_16) / columns);
    struct rect place = rect_cut_bottom(r, rows * (rating_height(s, *one_line) + SPACE_8) - SPACE_8);
    rect_cut_bottom(r, s->wide ? SPACE_24 : SPACE_12);
    return place;
}

static void draw_ratings(struct shown *s, struct rect place, const struct card_rating *ratings, int n, bool one_line)
{
    int columns = columns_of(s, n), h = rating_height(s, one_line);
    for (int i = 0; i < n; i++) {
        struct rect row = {place.x, place.y + i / columns * (h + SPACE_8), place.w, h};
        draw_rating(s, rect_column(row, i % columns, columns, SPACE_16), &ratings[i], one_line);
    }
}

/* -- the screen -- */

static void ask_more(const struct shown *s, bool rated)
{
    char rating[12] = "";
    if (rated)
        snprintf(rating, sizeof rating, "%d", s->session->answers[0].rating);
    s->facts->aside->n = 0;
    s->facts->aside->forget = false;
    aside_about(s->facts->aside, session_deck(s->session), session_task(s->session)->items[0], rating);
}

/* True: away from the drill. */
static bool bottom_bar(struct shown *s, struct rect *r)
{
    struct ui *ui = s->ui;
    bool rated = s->session->phase == PHASE_CHECKED;
    struct ui_button buttons[5];
    enum { ON, UNDO, STOP, MORE, LANGUAGE } does[5];
    int n = 0;
    if (!s->turned || rated) {
        does[n] = ON;
        buttons[n++] = (struct ui_button){.label = rated ? tr("Finish") : tr("Turn"),
                                          .key_label = tr("Enter"),
                                          .key = KEY_ENTER,
                                          .kind = BUTTON_PRIMARY};
    }
    does[n] = UNDO;
    buttons[n++] = (struct ui_button){.label = tr("Undo"),
                                      .key_label = tr("Ctrl Z"),
                                      .key = 'z',
                                      .ctrl = true,
                                      .disabled = !session_can_undo(s->session)};
    does[n] = STOP;
    buttons[n++] = drill_stop();
    if (s->turned && s->facts->aside) {
        does[n] = MORE;
        buttons[n++] = aside_button();
    }
    does[n] = LANGUAGE;
    n += drill_language(ui, s->session, s->facts, &buttons[n]);
    int pressed = ui_bottom_bar(ui, r, ID_BAR, buttons, n, card_hint(s->session));
    if (pressed < 0 && !s->turned && ui_key_counts(ui) && ui_take_key(ui, KEY_SPACE, false))
        pressed = 0;
    if (pressed >= 0 && does[pressed] == ON)
        move(s, rated ? MOVE_NEXT : MOVE_TURN, 0);
    else if (pressed >= 0 && does[pressed] == UNDO)
        move(s, MOVE_UNDO, 0);
    else if (pressed >= 0 && does[pressed] == MORE)
        ask_more(s, rated);
    else if (pressed >= 0 && does[pressed] == LANGUAGE)
        drill_switch(s->facts);
    return (pressed >= 0 && does[pressed] == STOP) || ui_take_key(ui, KEY_ESCAPE, false);
}

enum screen screen_card(struct card_view *view, struct ui *ui, struct session *session, const struct drill_facts *facts)
{
    struct shown s = {view, ui, session, facts, drill_deck(ui, session, facts), NULL, false, false};
    s.card = &s.deck->cards[session_card(session) - session_deck(session)->cards];
    int steps = session->n_steps;
    s.turned = session->answering.turned || session->phase == PHASE_CHECKED;
    s.wide = ui_wider_than(ui, 62);
    ui_screen(ui, SCREEN_CARD * 10000 + session->task * 4 + s.turned * 2 + (session->phase == PHASE_CHECKED));
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px}, place = {0, 0, 0, 0};
    drill_top(ui, &r, s.deck, session, facts, 0);
    struct rect below = r;
    rect_cut_bottom(&r, ui_bar_height(ui));
    r = rect_inset(r, ui_margin(ui), s.wide ? SPACE_24 : SPACE_12);
    int most = ui_scaled(ui, CARD_WIDTH);
    if (r.w > most)
        r = (struct rect){r.x + (r.w - most) / 2, r.y, most, r.h};
    struct card_rating ratings[CARD_RATINGS_MAX];
    int n;
    bool one_line;
    place = cut_ratings(&s, &r, ratings, &n, &one_line); /* its place is kept while the front is read */
    draw_card(&s, r);
    if (s.turned)
        draw_ratings(&s, place, ratings, n, one_line);
    if (session->n_steps == steps && bottom_bar(&s, &below))
        return SCREEN_END;
    return drill_screen(session);
}
