/* A calm stop: counts, each mistake as you said / it is / because, what comes next. */
#include "screens/end.h"

#include "base/tr.h"
#include "play/choice.h"
#include "screens/term.h"
#include "screens/when.h"
#include "screens/zone.h"
#include "srs/day.h"

#include <stdio.h>
#include <string.h>

enum { ID_BAR = 1, ID_ALL = 9 };

static bool is_mistake(const struct session_try *t)
{
    return !t->slipped && verdict_is_mistake(t->verdict);
}

static int count_mistakes(const struct session *session)
{
    int n = 0;
    for (int i = 0; i < session->n_tries; i++)
        n += is_mistake(&session->tries[i]);
    return n;
}

/* -- the list -- */

/* Where the sentence that begins at text ends. */
static const char *sentence_end(const char *text)
{
    const char *end = strpbrk(text, ".?!");
    while (end && end[1] && end[1] != ' ')
        end = strpbrk(end + 1, ".?!");
    return end ? end + 1 : text + strlen(text);
}

/* The first sentence of a text, with the second where the first says little. */
static void first_sentence(const char *text, char *out, int size)
{
    enum { LITTLE = 32 };
    text = text ? text : "";
    const char *end = sentence_end(text);
    if (end - text < LITTLE || (end > text && end[-1] == '?'))
        end = sentence_end(end);
    snprintf(out, (size_t)size, "%.*s", (int)(end - text), text);
}

static void card_said(const struct deck_card *card, const struct session_try *t, char *said, char *because, int size)
{
    static const char *const words[] = {"", TR_MARK("You said not yet."), TR_MARK("You hardly knew it."),
                                        TR_MARK("You knew it."), TR_MARK("You knew it easily.")};
    snprintf(said, (size_t)size, "%s", tr(words[t->given]));
    first_sentence(card->back, because, size);
}

/* The texts of the options that are right, or that were chosen. */
static void join_options(const struct choice *choice, const struct deck_question *question, bool chosen, char *text,
                         int size)
{
    size_t used = 0;
    text[0] = '\0';
    for (int at = 0; at < choice->n_options; at++) {
        const struct deck_option *option = &question->options[choice->order[at]];
        if (chosen ? choice->given[at] != CHOICE_YES : !option->right)
            continue;
        used += (size_t)snprintf(text + used, (size_t)size - used, used ? "; %s" : "%s", option->text);
        if (used >= (size_t)size)
            return;
    }
}

/* Of a grid the first statement that was not answered rightly, and why. */
static void grid_said(const struct choice *choice, const struct deck_question *question, char *said, char *because,
                      int size)
{
    int right = 0, wrong = -1;
    for (int at = 0; at < choice->n_options; at++)
        if (choice_fits(choice, question, at))
            right++;
        else if (wrong < 0)
            wrong = choice->order[at];
    snprintf(said, (size_t)size, tr("%d of %d statements right."), right, choice->n_options);
    snprintf(because, (size_t)size,
             wrong < 0                        ? "%s"
             : question->options[wrong].right ? tr("Yes: %s")
                                              : tr("No: %s"),
             wrong < 0 ? "" : question->options[wrong].text);
}

static void question_said(const struct deck_question *question, const struct session_try *t, char *said, char *because,
                          int size)
{
    struct choice choice;
    char text[400];
    choice_init(&choice, question, 0);
    choice_take_code(&choice, t->given);
    if (choice.grid && t->verdict != VERDICT_OPEN) {
        grid_said(&choice, question, said, because, size);
        return;
    }
    join_options(&choice, question, true, text, sizeof text);
    if (t->verdict == VERDICT_OPEN)
        snprintf(said, (size_t)size, "%s", tr("You left it open."));
    else
        snprintf(said, (size_t)size, tr("You chose: %s"), text);
    join_options(&choice, question, false, text, sizeof text);
    snprintf(because, (size_t)size, t->verdict == VERDICT_RIGHT ? "%s" : tr("Right: %s"),
             t->verdict == VERDICT_RIGHT ? "" : text);
}

static void said_and_because(const struct session *session, const struct session_try *t, char *said, char *because,
                             int size)
{
    const struct deck *deck = session->decks[t->deck];
    char zone[80];
    int index = deck_item_index(deck, t->item);
    if (deck_item_kind(deck, t->item) == ITEM_CARD) {
        card_said(&deck->cards[index], t, said, because, size);
        return;
    }
    if (deck_item_kind(deck, t->item) == ITEM_QUESTION) {
        question_said(&deck->questions[index], t, said, because, size);
        return;
    }
    if (t->given == BOARD_OPEN)
        snprintf(said, (size_t)size, "%s", tr("You left it open."));
    else
        snprintf(said, (size_t)size, tr("You said %s."), zone_in_sentence(deck, t->given, zone, sizeof zone));
    int layer = deck_item_layer(deck, t->item), model = deck_item_model(deck, t->item);
    const struct deck_cell *cell = deck_item_cell(deck, t->item);
    char term[400], decides[400];
    first_sentence(cell->why, decides, sizeof decides);
    bool other = term_sentence(deck, layer, model, cell->answer, term, sizeof term);
    snprintf(because, (size_t)size, other ? "%s. %s" : "%s%s", other ? term : "", decides);
}

/* "right later", "wrong again"; what was right at once says so in the list of all. */
static const char *outcome(const struct session_try *t, bool *right)
{
    *right = t->slipped || !is_mistake(t) || t->again == AGAIN_RIGHT;
    if (t->slipped)
        return tr("slipped");
    if (t->verdict == VERDICT_DIFFERS)
        return tr("sources differ");
    if (!is_mistake(t))
        return tr("right");
    return t->again == AGAIN_RIGHT ? tr("right later") : t->again == AGAIN_WRONG ? tr("wrong again") : tr("wrong");
}

static int outcome_width(struct ui *ui, const struct session_try *t)
{
    bool right;
    return ui_width(ui, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), outcome(t, &right)) + SPACE_8 + ui_scaled(ui, SIGN) +
           SPACE_16;
}

/* At the right of *r; in the narrowest windows below all else. */
static void draw_outcome(struct ui *ui, struct rect *r, const struct session_try *t)
{
    bool right, below = !ui_wider_than(ui, 40);
    const char *text = outcome(t, &right);
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
    said_and_because(session, t, said, because, sizeof said);
    return ui_paragraph_height(ui, w_px - outcome_width(ui, t), ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), because);
}

/* As much as may be seen above a list that was scrolled. */
static int row_pad(const struct ui *ui)
{
    return ui_wider_than(ui, 40) ? SPACE_12 : FOCUS_GAP + FOCUS_RING;
}

/* Of a card or question; a longer one is cut. */
static const char *item_name(const struct deck *deck, int item)
{
    int index = deck_item_index(deck, item);
    return deck_item_kind(deck, item) == ITEM_CARD ? deck->cards[index].front : deck->questions[index].ask;
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
    said_and_because(session, t, said, because, sizeof said);
    if (!last)
        draw_box(&ui->draw, (struct rect){r.x, r.y + r.h - BORDER, r.w, BORDER}, (struct draw_box){.fill = th->line});
    r = rect_inset(r, 0, row_pad(ui));
    draw_outcome(ui, &r, t);
    struct rect name = rect_cut_top(&r, draw_line_px(strong));
    if (kind == ITEM_PLACEMENT)
        placement_name(ui, name, deck, deck_item_layer(deck, t->item), deck_item_model(deck, t->item));
    else
        ui_label(ui, name, strong, th->ink, ALIGN_LEFT, item_name(deck, t->item));
    rect_cut_top(&r, 2);
    struct rect line = rect_cut_top(&r, draw_line_px(text));
    rect_cut_left(&line, ui_label(ui, line, text, th->muted, ALIGN_LEFT, said) + ui_scaled(ui, 5));
    if (kind == ITEM_PLACEMENT) {
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
    return view->all || is_mistake(t);
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

static bool is_placement(const struct session *session, const struct session_try *t)
{
    return deck_item_kind(session->decks[t->deck], t->item) == ITEM_PLACEMENT;
}

/* Two layers whose zones were given the wrong way round under one model; else false. */
static bool find_mix_up(const struct session *session, const struct session_try **a, const struct session_try **b)
{
    for (int i = 0; i < session->n_tries; i++)
        for (int k = 0; k < i; k++) {
            const struct session_try *x = &session->tries[i], *y = &session->tries[k];
            if (x->verdict != VERDICT_WRONG || y->verdict != VERDICT_WRONG || x->slipped || y->slipped ||
                x->deck != y->deck || !is_placement(session, x) || !is_placement(session, y))
                continue;
            const struct deck *deck = session->decks[x->deck];
            if (deck_item_model(deck, x->item) == deck_item_model(deck, y->item) &&
                x->given == deck_item_cell(deck, y->item)->answer &&
                y->given == deck_item_cell(deck, x->item)->answer) {
                *a = y;
                *b = x;
                return true;
            }
        }
    return false;
}

static int mix_up(struct ui *ui, struct rect r, const struct session *session)
{
    const struct session_try *a, *b;
    if (!find_mix_up(session, &a, &b))
        return 0;
    const struct deck *deck = session->decks[a->deck];
    char text[300];
    snprintf(text, sizeof text, tr("You mix up %s and %s in %s."),
             deck_layer_short(deck, deck_item_layer(deck, a->item)),
             deck_layer_short(deck, deck_item_layer(deck, b->item)), deck->models[deck_item_model(deck, a->item)].name);
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

static void when(int day, int today, char *text, int size)
{
    if (day == today + 1)
        snprintf(text, (size_t)size, "%s", tr("Tomorrow"));
    else if (day < today + 7)
        snprintf(text, (size_t)size, "%s", when_weekday(day));
    else
        snprintf(text, (size_t)size, tr("In %d days"), day - today);
}

static void fill_next(struct card *card, const struct end_facts *facts)
{
    const struct theme *t = card->ui->theme;
    char day[60], text[160], then[60];
    card_text(card, TEXT_NOTE, WEIGHT_SEMIBOLD, t->muted, tr("Next"));
    if (facts->stopped) {
        card_text(card, TEXT_HEAD, WEIGHT_BOLD, t->ink, tr("Whenever you like"));
        card_text(card, TEXT_BODY, WEIGHT_REGULAR, t->muted, tr("Today or later: what you did not answer stays due."));
        return;
    }
    if (!facts->next_day) {
        card_text(card, TEXT_HEAD, WEIGHT_BOLD, t->ink, tr("Nothing is planned"));
        return;
    }
    when(facts->next_day, facts->today, day, sizeof day);
    if (facts->next_minutes)
        snprintf(text, sizeof text, trn("%s, about %d minute", "%s, about %d minutes", facts->next_minutes), day,
                 facts->next_minutes);
    else
        snprintf(text, sizeof text, "%s", day);
    card_text(card, TEXT_HEAD, WEIGHT_BOLD, t->ink, text);
    if (facts->then_day > facts->next_day) {
        int days = facts->then_day - facts->today;
        if (days < 7)
            snprintf(then, sizeof then, tr("Then nothing until %s."), when_weekday(facts->then_day));
        else
            snprintf(then, sizeof then, tr("Then nothing for %d days."), facts->then_day - facts->next_day);
        snprintf(text, sizeof text, "%s %s", facts->then_day > facts->next_day + 1 ? then : "",
                 tr("If you miss a day the plan moves; nothing piles up."));
        card_text(card, TEXT_BODY, WEIGHT_REGULAR, t->muted, text[0] == ' ' ? text + 1 : text);
    } else {
        card_text(card, TEXT_BODY, WEIGHT_REGULAR, t->muted, tr("If you miss a day the plan moves; nothing piles up."));
    }
}

/* The same in one line, where there is no room for cards. */
static int next_line(struct ui *ui, struct rect r, const struct end_facts *facts)
{
    char day[60], text[160];
    if (!facts->next_day || facts->stopped)
        return 0;
    when(facts->next_day, facts->today, day, sizeof day);
    if (facts->next_minutes)
        snprintf(text, sizeof text, trn("Next: %s, about %d minute", "Next: %s, about %d minutes", facts->next_minutes),
                 day, facts->next_minutes);
    else
        snprintf(text, sizeof text, tr("Next: %s"), day);
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
    char text[200], likely[80];
    card_text(card, TEXT_NOTE, WEIGHT_SEMIBOLD, t->muted, tr("If you were asked 10 of these tomorrow"));
    struct font big = ui_font(ui, TEXT_DISPLAY, WEIGHT_BOLD), lead = ui_font(ui, TEXT_LEAD, WEIGHT_REGULAR);
    snprintf(text, sizeof text, tr("%d right"), facts->expected_of_ten);
    snprintf(likely, sizeof likely, tr("%d to %d is likely"), facts->least, facts->most);
    struct rect line = rect_cut_top(&card->r, draw_line_px(big));
    rect_cut_left(&line, ui_label(ui, line, big, t->ink, ALIGN_LEFT, text) + SPACE_12);
    if (ui_width(ui, lead, likely) <= line.w)
        ui_label(ui, line, lead, t->muted, ALIGN_LEFT, likely);
    else
        card_text(card, TEXT_BODY, WEIGHT_REGULAR, t->muted, likely);
    rect_cut_top(&card->r, SPACE_4);
    draw_ten(card, facts);
    snprintf(text, sizeof text,
             facts->first_answers < 200
                 ? trn("An estimate, from %d answer. Lucky guesses are in it.",
                       "An estimate, from %d answers. Lucky guesses are in it.", facts->first_answers)
                 : tr("From %d answers. Lucky guesses are in it."),
             facts->first_answers);
    card_text(card, TEXT_BODY, WEIGHT_REGULAR, t->muted, text);
    if (facts->never_met) {
        snprintf(text, sizeof text, trn("%d was never asked yet.", "%d were never asked yet.", facts->never_met),
                 facts->never_met);
        card_text(card, TEXT_BODY, WEIGHT_REGULAR, t->muted, text);
    }
}

static void fill_exam(struct card *card, const struct end_facts *facts)
{
    card_text(card, TEXT_NOTE, WEIGHT_SEMIBOLD, card->ui->theme->muted, facts->exam);
    card_text(card, TEXT_BODY, WEIGHT_REGULAR, card->ui->theme->ink,
              tr("Shared responsibility is one topic of the exam. The rest is not measured here."));
}

/* -- the screen -- */

static void headline(const struct session *session, const struct end_facts *facts, char *head, char *below, int size)
{
    int wrong = count_mistakes(session), slipped = 0;
    for (int i = 0; i < session->n_tries; i++)
        slipped += session->tries[i].slipped;
    char fresh[200] = "";
    if (facts->fresh)
        snprintf(fresh, sizeof fresh, trn("%d was new. ", "%d were new. ", facts->fresh), facts->fresh);
    if (facts->stopped)
        snprintf(head, (size_t)size, tr("Stopped early: %d of %d answered"), session->answered, session->asked);
    else
        snprintf(head, (size_t)size, tr("%d of %d right at the first try"), session->right, session->answered);
    if (slipped)
        snprintf(fresh + strlen(fresh), sizeof fresh - strlen(fresh),
                 trn("%d was taken back and comes tomorrow. ", "%d were taken back and come tomorrow. ", slipped),
                 slipped);
    if (wrong)
        snprintf(below, (size_t)size, "%s%s", fresh, trn("This one was not right:", "These were not right:", wrong));
    else
        snprintf(below, (size_t)size, "%s%s", fresh,
                 session->answered ? tr("Nothing was wrong.") : tr("It waits as you left it."));
}

static void top_bar(struct ui *ui, struct rect *r, const struct end_facts *facts)
{
    int year, number, mday;
    char about[120], took[40];
    day_to_date(facts->today, &year, &number, &mday);
    snprintf(took, sizeof took, trn("%d minute", "%d minutes", facts->minutes), facts->minutes);
    snprintf(about, sizeof about, tr("%s %d %s \xc2\xb7 %s"), when_weekday(facts->today), mday, when_month(number),
             took);
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
    int pressed =
        ui_bottom_bar(ui, r, ID_BAR, buttons, n,
                      facts->not_saved ? ""
                      : facts->stopped ? tr("What you answered is kept. Home offers to go on.")
                                       : tr("Enough for today. What you learnt is planned for the days ahead."));
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
    enum end_action action = bottom_bar(view, ui, &r, session, facts);
    r = rect_inset(r, ui_margin(ui), ui_wider_than(ui, 40) ? SPACE_24 : SPACE_12);
    if (wide) {
        r = rect_inset(r, SPACE_32, SPACE_8);
        cards(ui, rect_cut_right(&r, ui_scaled(ui, 380)), session, facts);
        rect_cut_right(&r, SPACE_32 + SPACE_4);
    }
    char head[160], below[300];
    headline(session, facts, head, below, sizeof head);
    int size = ui_wider_than(ui, 40) ? TEXT_DISPLAY : TEXT_HEAD;
    rect_cut_top(&r, ui_paragraph(ui, r, ui_font(ui, size, WEIGHT_BOLD), ui->theme->ink, head) + SPACE_8);
    if (!wide)
        rect_cut_top(&r, next_line(ui, r, facts));
    rect_cut_top(&r, ui_paragraph(ui, r, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), ui->theme->muted, below) + SPACE_16);
    struct rect place =
        wide && session->n_tries ? rect_cut_bottom(&r, ui_button_height(ui) + SPACE_12) : (struct rect){0};
    if (!view->all)
        rect_cut_top(&r, mix_up(ui, r, session));
    if (view->all || count_mistakes(session))
        draw_list(view, ui, &r, session);
    struct ui_button all = all_button(view);
    place = (struct rect){place.x, r.y, ui_button_width(ui, &all), ui_button_height(ui)};
    if (wide && session->n_tries && ui_button(ui, ID_ALL, place, &all))
        toggle_all(view);
    return action;
}
