/* A calm stop: counts, each mistake as you said / it is / because, what comes next. */
#include "screens/end.h"

#include "base/tr.h"
#include "screens/end_words.h"
#include "screens/term.h"
#include "screens/zone.h"

#include <stdio.h>

enum { ID_BAR = 1, ID_ALL = 9 };

/* -- the list -- */

static int outcome_width(struct ui *ui, const struct session_try *t)
{
    bool right;
    return ui_width(ui, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), end_outcome(t, &right)) + SPACE_8 +
           ui_scaled(ui, SIGN) + SPACE_16;
}

/* At the right of *r; in the narrowest windows below all else. */
static void draw_outcome(struct ui *ui, struct rect *r, const struct session_try *t)
{
    bool right, below = !ui_wider_than(ui, 40);
    const char *text = end_outcome(t, &right);
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    uint32_t ink = right ? ui->theme->right : ui->theme->wrong;
    struct rect place = below ? rect_cut_bottom(r, draw_line_px(font)) : rect_cut_right(r, outcome_width(ui, t));
    int sign = ui_scaled(ui, SIGN);
    rect_cut_left(&place, below ? 0 : SPACE_16);
    draw_sign(&ui->draw, (struct rect){place.x, place.y + (place.h - sign) / 2, sign, sign},
              right ? SIGN_TICK : SIGN_CROSS, ink);
    rect_cut_left(&place, sign + SPACE_8);
    ui_label(ui, place, font, ink, ALIGN_LEFT, text);
}

/* What decides it, beside the outcome, as many lines as it needs; in the narrowest windows the outcome stands there. */
static int because_height(struct ui *ui, int w_px, const struct session *session, const struct session_try *t)
{
    char said[400], because[400];
    if (!ui_wider_than(ui, 40))
        return draw_line_px(ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD));
    end_said(session, t, said, because, sizeof said);
    return ui_paragraph_height(ui, w_px - outcome_width(ui, t), ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), because);
}

/* As much as may be seen above a list that was scrolled. */
static int row_pad(const struct ui *ui)
{
    return ui_wider_than(ui, 40) ? SPACE_12 : FOCUS_GAP + FOCUS_RING;
}

/* In the narrowest windows the exam's word stands behind it where it can; in others it begins what decides it. */
static void placement_name(struct ui *ui, struct rect r, const struct deck *deck, int layer, int model)
{
    char text[400];
    const char *term = ui_wider_than(ui, 40) ? NULL : term_cell(deck, layer, model, -1, text, sizeof text);
    rect_cut_left(&r, cell_label(ui, r, deck, layer, model, ui_font(ui, TEXT_BODY, WEIGHT_BOLD)));
    term_beside(ui, r, term);
}

static void draw_row(struct ui *ui, struct rect r, const struct session *session, const struct session_try *t,
                     bool last)
{
    const struct theme *th = ui->theme;
    const struct deck *deck = session->decks[t->deck];
    enum deck_item_kind kind = deck_item_kind(deck, t->item);
    struct font strong = ui_font(ui, TEXT_BODY, WEIGHT_BOLD), text = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    char said[400], because[400], zone[100];
    end_said(session, t, said, because, sizeof said);
    if (!last)
        draw_box(&ui->draw, (struct rect){r.x, r.y + r.h - BORDER, r.w, BORDER}, (struct draw_box){.fill = th->line});
    r = rect_inset(r, 0, row_pad(ui));
    draw_outcome(ui, &r, t);
    struct rect name = rect_cut_top(&r, draw_line_px(strong));
    if (kind == ITEM_PLACEMENT)
        placement_name(ui, name, deck, deck_item_layer(deck, t->item), deck_item_model(deck, t->item));
    else
        ui_label(ui, name, strong, th->ink, ALIGN_LEFT, end_item_name(deck, t->item));
    rect_cut_top(&r, 2);
    struct rect line = rect_cut_top(&r, draw_line_px(text));
    rect_cut_left(&line, ui_label(ui, line, text, th->muted, ALIGN_LEFT, said) + ui_scaled(ui, 5));
    if (kind == ITEM_PLACEMENT && t->verdict != VERDICT_RIGHT) {
        int answer = deck_item_cell(deck, t->item)->answer;
        snprintf(zone, sizeof zone, "%s:", deck->zones[answer].name);
        ui_label(ui, line, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), zone_ink(ui, deck, answer), ALIGN_LEFT, zone);
    }
    rect_cut_top(&r, 2);
    if (ui_wider_than(ui, 40))
        ui_paragraph(ui, r, text, th->muted, because);
}

static bool is_shown(const struct end_view *view, const struct session_try *t)
{
    return view->all || end_is_mistake(t);
}

/* Rows of one height, that of the longest; off the top of *r. */
static void draw_list(struct end_view *view, struct ui *ui, struct rect *r, const struct session *session)
{
    int n = 0, shown = 0, longest = 0, line = draw_line_px(ui_font(ui, TEXT_BODY, WEIGHT_REGULAR));
    for (int i = 0; i < session->n_tries; i++)
        if (is_shown(view, &session->tries[i])) {
            int h = because_height(ui, r->w - 2 * SPACE_24, session, &session->tries[i]);
            longest = h > longest ? h : longest;
            shown++;
        }
    int step = 2 * line + longest + 2 * row_pad(ui) + SPACE_4 + 2;
    struct rect box = rect_cut_top(r, shown * step + 2 * SPACE_8);
    r->y += SPACE_12;
    ui_panel(ui, box);
    struct rect inner = rect_inset(box, SPACE_24, SPACE_8);
    struct ui_scroll_region region = ui_scroll_begin(ui, inner, shown * step, step, &view->list);
    ui_scroll_keys(ui, &region);
    for (int i = 0; i < session->n_tries; i++)
        if (is_shown(view, &session->tries[i])) {
            draw_row(ui, (struct rect){inner.x, inner.y + n * step - view->list.offset_px, inner.w, step}, session,
                     &session->tries[i], n + 1 == shown);
            n++;
        }
    ui_list_end(ui, &region, step);
}

/* -- what is mixed up -- */

static int mix_up(struct ui *ui, struct rect r, const struct session *session)
{
    char text[300];
    if (!end_mix_up(session, text, sizeof text))
        return 0;
    return ui_paragraph(ui, r, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), ui->theme->ink, text) + SPACE_12;
}

/* -- the cards at the side -- */

struct card {
    struct ui *ui;
    struct rect r; /* what is left of its inside */
};

static void card_text(struct card *card, int size, int weight, uint32_t ink, const char *text)
{
    rect_cut_top(&card->r, ui_paragraph(card->ui, card->r, ui_font(card->ui, size, weight), ink, text) + SPACE_4);
}

/* A card as high as what `fill` puts in it, off the top of *r; nothing where there is no room for it. */
static void draw_card(struct ui *ui, struct rect *r, void (*fill)(struct card *, const struct end_facts *),
                      const struct end_facts *facts)
{
    struct rect inside = rect_inset(*r, SPACE_24, SPACE_24);
    inside.h = 10000;
    struct card card = {ui, inside};
    struct ui_probe probe = ui_probe_begin(ui);
    fill(&card, facts);
    ui_probe_end(ui, &probe);
    int h = card.r.y - inside.y + 2 * SPACE_24 - SPACE_4;
    if (h > r->h)
        return;
    ui_panel(ui, rect_cut_top(r, h));
    card.r = inside;
    fill(&card, facts);
    rect_cut_top(r, SPACE_16);
}

static void fill_next(struct card *card, const struct end_facts *facts)
{
    const struct theme *t = card->ui->theme;
    char head[160], below[160];
    end_next(facts, head, below, sizeof head);
    card_text(card, TEXT_NOTE, WEIGHT_SEMIBOLD, t->muted, tr("Next"));
    card_text(card, TEXT_HEAD, WEIGHT_BOLD, t->ink, head);
    if (below[0])
        card_text(card, TEXT_BODY, WEIGHT_REGULAR, t->muted, below);
}

/* The same in one line, where there is no room for cards. */
static int next_line(struct ui *ui, struct rect r, const struct end_facts *facts)
{
    char head[160], below[160], text[200];
    if (!facts->next_day || facts->stopped)
        return 0;
    end_next(facts, head, below, sizeof head);
    snprintf(text, sizeof text, tr("Next: %s"), head);
    return ui_paragraph(ui, r, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), ui->theme->ink, text) + SPACE_8;
}

/* Ten boxes: surely right, perhaps, and not. */
static void draw_ten(struct card *card, const struct end_facts *facts)
{
    struct ui *ui = card->ui;
    struct rect row = rect_cut_top(&card->r, ui_scaled(ui, 18));
    for (int i = 0; i < 10; i++) {
        struct rect box = rect_column(row, i, 10, 5);
        uint32_t fill = i < facts->least  ? ui->theme->known[3]
                        : i < facts->most ? ui->theme->known[1]
                                          : ui->theme->known[0];
        draw_box(&ui->draw, box, (struct draw_box){.fill = fill, .radius_px = 4});
    }
    rect_cut_top(&card->r, SPACE_12);
}

static void fill_ten(struct card *card, const struct end_facts *facts)
{
    struct ui *ui = card->ui;
    const struct theme *t = ui->theme;
    struct end_ten ten;
    end_ten(facts, &ten);
    card_text(card, TEXT_NOTE, WEIGHT_SEMIBOLD, t->muted, ten.head);
    struct font big = ui_font(ui, TEXT_DISPLAY, WEIGHT_BOLD), lead = ui_font(ui, TEXT_LEAD, WEIGHT_REGULAR);
    struct rect line = rect_cut_top(&card->r, draw_line_px(big));
    rect_cut_left(&line, ui_label(ui, line, big, t->ink, ALIGN_LEFT, ten.right) + SPACE_12);
    if (ui_width(ui, lead, ten.likely) <= line.w)
        ui_label(ui, line, lead, t->muted, ALIGN_LEFT, ten.likely);
    else
        card_text(card, TEXT_BODY, WEIGHT_REGULAR, t->muted, ten.likely);
    if (ten.never[0]) /* it is why so few are expected */
        card_text(card, TEXT_BODY, WEIGHT_SEMIBOLD, t->ink, ten.never);
    rect_cut_top(&card->r, SPACE_4);
    draw_ten(card, facts);
    card_text(card, TEXT_BODY, WEIGHT_REGULAR, t->muted, ten.from);
}

static void fill_exam(struct card *card, const struct end_facts *facts)
{
    card_text(card, TEXT_NOTE, WEIGHT_SEMIBOLD, card->ui->theme->muted, facts->exam);
    card_text(card, TEXT_BODY, WEIGHT_REGULAR, card->ui->theme->ink, end_exam_says());
}

/* -- the screen -- */

static void top_bar(struct ui *ui, struct rect *r, const struct end_facts *facts)
{
    char about[120];
    end_about(facts, about, sizeof about);
    ui_top_bar(ui, r, tr("Today"), about, facts->not_saved ? "" : tr("Saved"));
}

static struct ui_button all_button(const struct end_view *view)
{
    return (struct ui_button){
        .label = view->all ? tr("Only the wrong ones") : tr("All answers"), .key_label = "A", .key = 'a'};
}

static void toggle_all(struct end_view *view)
{
    view->all = !view->all;
    view->list.offset_px = 0;
}

/* In a narrow window the list's button stands here too. */
static enum end_action bottom_bar(struct end_view *view, struct ui *ui, struct rect *r, const struct session *session,
                                  const struct end_facts *facts)
{
    struct ui_button buttons[3] = {
        {.label = tr("Close"), .key_label = tr("Enter"), .key = KEY_ENTER, .kind = BUTTON_PRIMARY}};
    enum end_action actions[3] = {END_CLOSE};
    bool wide = ui_wider_than(ui, 40);
    int n = 1, all = -1;
    if (facts->stopped) {
        buttons[n] = (struct ui_button){.label = tr("Go on"), .key_label = "G", .key = 'g'};
        actions[n++] = END_GO_ON;
    } else if (facts->more) {
        buttons[n] =
            (struct ui_button){.label = wide ? tr("5 more minutes") : tr("5 more min"), .key_label = "M", .key = 'm'};
        actions[n++] = END_MORE;
    }
    if (!ui_wider_than(ui, 62) && wide && session->n_tries) {
        all = n;
        buttons[n] = all_button(view);
        actions[n++] = END_NOTHING;
    }
    int pressed = ui_bottom_bar(ui, r, ID_BAR, buttons, n, facts->not_saved ? "" : end_hint(facts));
    if (pressed >= 0 && pressed == all)
        toggle_all(view);
    return pressed < 0 ? ui_take_key(ui, KEY_ESCAPE, false) ? END_CLOSE : END_NOTHING : actions[pressed];
}

static void cards(struct ui *ui, struct rect r, const struct session *session, const struct end_facts *facts)
{
    draw_card(ui, &r, fill_next, facts);
    if (session->answered)
        draw_card(ui, &r, fill_ten, facts);
    if (facts->exam)
        draw_card(ui, &r, fill_exam, facts);
}

enum end_action screen_end(struct end_view *view, struct ui *ui, const struct session *session,
                           const struct end_facts *facts)
{
    ui_screen(ui, SCREEN_END * 10000 + facts->stopped);
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px};
    bool wide = ui_wider_than(ui, 62);
    top_bar(ui, &r, facts);
    ui_notice(ui, &r, ui->theme->wrong, facts->not_saved);
    struct rect below = r, place;
    rect_cut_bottom(&r, ui_bar_height(ui));
    r = rect_inset(r, ui_margin(ui), ui_wider_than(ui, 40) ? SPACE_24 : SPACE_12);
    if (wide) {
        r = rect_inset(r, SPACE_32, SPACE_8);
        cards(ui, rect_cut_right(&r, ui_scaled(ui, 380)), session, facts);
        rect_cut_right(&r, SPACE_32 + SPACE_4);
    }
    char head[160], what[300];
    end_headline(session, facts, view->all, head, what, sizeof head);
    int size = ui_wider_than(ui, 40) ? TEXT_DISPLAY : TEXT_HEAD;
    rect_cut_top(&r, ui_paragraph(ui, r, ui_font(ui, size, WEIGHT_BOLD), ui->theme->ink, head) + SPACE_8);
    if (!wide)
        rect_cut_top(&r, next_line(ui, r, facts));
    rect_cut_top(&r, ui_paragraph(ui, r, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), ui->theme->muted, what) + SPACE_16);
    place = wide && session->n_tries ? rect_cut_bottom(&r, ui_button_height(ui) + SPACE_12) : (struct rect){0};
    if (!view->all)
        rect_cut_top(&r, mix_up(ui, r, session));
    if (view->all || end_mistakes(session))
        draw_list(view, ui, &r, session);
    struct ui_button all = all_button(view);
    place = (struct rect){place.x, r.y, ui_button_width(ui, &all), ui_button_height(ui)};
    if (wide && session->n_tries && ui_button(ui, ID_ALL, place, &all))
        toggle_all(view);
    return bottom_bar(view, ui, &below, session, facts);
}
