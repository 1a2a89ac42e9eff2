/* A question. While it is asked, its options are controls; after Check each says why, and what was chosen stays marked.
 */
#include "screens/question.h"

#include "base/tr.h"
#include "screens/aside.h"
#include "screens/board.h"
#include "screens/flow.h"
#include "screens/reasons.h"
#include "screens/source.h"
#include "screens/when.h"

#include <stdio.h>

enum { ID_BAR = 1, ID_STOP = 8, ID_SOURCE = 9, PAGE_WIDTH = 880 };

void question_view_reset(struct question_view *view)
{
    *view = (struct question_view){0};
    options_view_reset(&view->options);
}

struct asked {
    struct question_view *view;
    struct ui *ui;
    struct session *session;
    const struct drill_facts *facts;
    const struct deck *deck;
    const struct deck_question *question;
    const struct choice *choice;
    struct options_said said;
    int chosen_end_px; /* where the chosen option ends in the window */
};

static bool move(struct asked *a, enum move_kind kind, int at)
{
    return session_apply(a->session, (struct move){.kind = kind, .at = at}, a->ui->in.moment);
}

static void make(struct asked *a, const struct options_said *said)
{
    static const enum move_kind kinds[] = {
        [OPTIONS_PICK] = MOVE_CHOOSE, [OPTIONS_YES] = MOVE_YES, [OPTIONS_NO] = MOVE_NO};
    if (said->what != OPTIONS_NOTHING)
        a->view->options.full = !move(a, kinds[said->what], said->at);
}

/* -- asking -- */

static void ask_text(struct flow *flow, const struct asked *a)
{
    flow_text(flow, ui_wider_than(flow->ui, 40) ? TEXT_HEAD : TEXT_LEAD, WEIGHT_BOLD, flow->ui->theme->ink,
              a->question->ask, SPACE_8);
}

static void fill_asking(struct flow *flow)
{
    struct asked *a = flow->data;
    struct options_view *options = &a->view->options;
    char hint[240];
    ask_text(flow, a);
    options_hint(a->choice, options->full, hint, sizeof hint);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, flow->ui->theme->muted, hint, SPACE_16);
    if (a->choice->unsure) {
        flow->r.y -= SPACE_8;
        flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, flow->ui->theme->ink, tr("? You are not sure."), SPACE_16);
    }
    int top = flow->r.y;
    flow_space(flow, options_draw(options, flow->ui, flow->r, a->question, a->choice, &a->said) + SPACE_8);
    a->chosen_end_px = top + options->top_px + options->height_px;
    if (options->bring)
        flow_show(flow, top + options->top_px, options->height_px);
}

static const char *check_label(const struct asked *a, char *text, int size)
{
    int left = (a->choice->grid ? a->choice->n_options : a->choice->n_right) - choice_count(a->choice);
    if (a->view->warned)
        snprintf(text, (size_t)size, "%s", tr("Show the answer"));
    else if (left > 0)
        snprintf(text, (size_t)size, tr("Check, %d open"), left);
    else
        snprintf(text, (size_t)size, "%s", tr("Check"));
    return text;
}

/* With nothing chosen at all the first press only asks. */
static void check(struct asked *a)
{
    if (choice_count(a->choice) || a->view->warned)
        move(a, MOVE_CHECK, 0);
    else
        a->view->warned = true;
}

/* True: away from the drill. */
static bool asking_bar(struct asked *a, struct rect *r)
{
    struct ui *ui = a->ui;
    char label[60], widest[60];
    bool any = choice_count(a->choice) > 0;
    a->view->warned = a->view->warned && !any;
    check_label(a, label, sizeof label);
    snprintf(widest, sizeof widest, tr("Check, %d open"), a->choice->grid ? a->choice->n_options : a->choice->n_right);
    struct ui_button buttons[] = {
        {.label = label,
         .widest = widest,
         .key_label = tr("Enter"),
         .key = KEY_ENTER,
         .kind = choice_whole(a->choice) ? BUTTON_PRIMARY : BUTTON_STRONG},
        {.label = tr("Undo"),
         .key_label = tr("Ctrl Z"),
         .key = 'z',
         .ctrl = true,
         .disabled = !session_can_undo(a->session)},
        {.label = a->choice->unsure ? tr("Sure") : tr("Not sure"), .key_label = "?", .typed = '?', .disabled = !any},
        drill_stop(),
        {0},
    };
    int n = ui_wider_than(ui, 40) ? 4 : 3; /* else Stop stands in the top bar */
    n += drill_language(ui, a->session, a->facts, &buttons[n]);
    const char *hint = a->view->warned   ? tr("Nothing is chosen yet. Once more shows the answer.")
                       : a->choice->grid ? tr("Choose a row by its number, then Y or N")
                                         : tr("Click, or press the number");
    int pressed = ui_bottom_bar(ui, r, ID_BAR, buttons, n, hint);
    if (pressed == 0)
        check(a);
    else if (pressed == 1)
        move(a, MOVE_UNDO, 0);
    else if (pressed == 2)
        move(a, MOVE_UNSURE, 0);
    else if (pressed == 4)
        drill_switch(a->facts);
    if (pressed == 1 || pressed == 2)
        a->view->options.full = false;
    return pressed == 3 || ui_take_key(ui, KEY_ESCAPE, false);
}

/* -- after Check -- */

static void verdict(struct flow *flow, const struct session_answer *answer)
{
    struct ui *ui = flow->ui;
    bool bad = verdict_is_mistake(answer->verdict);
    const char *text = reasons_question(answer);
    uint32_t ink = bad ? ui->theme->wrong : ui->theme->right;
    struct font font = ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD);
    struct rect line = flow_line(flow, draw_line_px(font));
    int sign = ui_scaled(ui, SIGN + 2);
    draw_sign(&ui->draw, (struct rect){line.x, line.y + (line.h - sign) / 2, sign, sign}, bad ? SIGN_CROSS : SIGN_TICK,
              ink);
    rect_cut_left(&line, sign + SPACE_8);
    ui_label(ui, line, font, ink, ALIGN_LEFT, text);
    flow_space(flow, SPACE_8);
}

static void fill_explained(struct flow *flow)
{
    struct asked *a = flow->data;
    struct ui *ui = flow->ui;
    char back[160];
    verdict(flow, &a->session->answers[0]);
    ask_text(flow, a);
    flow_space(flow, SPACE_8);
    flow_space(flow, options_explained(ui, flow->r, a->question, a->choice) + SPACE_16);
    flow_text(flow, TEXT_NOTE, WEIGHT_SEMIBOLD, ui->theme->muted, tr("Comes back"), 2);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, ui->theme->ink,
              when_back(a->session, 0, a->facts->today, back, sizeof back), SPACE_8);
    int top = flow->r.y;
    flow_space(flow, source_link(ui, ID_SOURCE, flow->r, &a->deck->sources[a->question->source]));
    if (ui->focus == ID_SOURCE && !a->view->linked)
        flow_show(flow, top, flow->r.y - top);
}

static void ask_more(const struct asked *a)
{
    char answered[CHOICE_TEXT_MAX];
    choice_format(a->choice, a->question, answered);
    a->facts->aside->n = 0;
    a->facts->aside->forget = false;
    aside_about(a->facts->aside, session_deck(a->session), session_task(a->session)->items[0], answered);
}

static bool explained_bar(struct asked *a, struct rect *r)
{
    bool last = a->session->task + 1 >= a->session->n_tasks;
    struct ui_button buttons[] = {
        {.label = last ? tr("Finish") : tr("Next"), .key_label = tr("Enter"), .key = KEY_ENTER, .kind = BUTTON_PRIMARY},
        {.label = tr("I slipped"), .key_label = tr("Ctrl Z"), .key = 'z', .ctrl = true},
        {0},
        {0},
    };
    int n = 2, more = a->facts->aside ? n++ : -1;
    if (a->facts->aside)
        buttons[more] = aside_button();
    int language = n;
    n += drill_language(a->ui, a->session, a->facts, &buttons[n]);
    int pressed = ui_bottom_bar(a->ui, r, ID_BAR, buttons, n, "");
    if (pressed >= 0 && pressed == more)
        ask_more(a);
    else if (pressed == language)
        drill_switch(a->facts);
    else if (pressed >= 0)
        move(a, pressed == 0 ? MOVE_NEXT : MOVE_SLIP, 0);
    return ui_take_key(a->ui, KEY_ESCAPE, false);
}

/* -- the screen -- */

static struct rect page_of(const struct ui *ui, struct rect r)
{
    int most = ui_scaled(ui, PAGE_WIDTH);
    r = rect_inset(r, ui_margin(ui), ui_wider_than(ui, 40) ? SPACE_24 : SPACE_12);
    return r.w > most ? (struct rect){r.x + (r.w - most) / 2, r.y, most, r.h} : r;
}

static bool show_asking(struct asked *a, struct rect r, struct rect *below)
{
    struct options_view *options = &a->view->options;
    struct options_said said = options_keys(options, a->ui, a->choice, true);
    make(a, &said);
    flow_page(a->ui, r, &a->view->page, false, fill_asking, a);
    make(a, &a->said);
    options->bring = false;
    if (!a->ui->focus &&
        a->choice->grid && /* Y and N mean the row with the ring; an option with one would seem chosen */
        a->chosen_end_px < r.y + r.h - ui_scaled(a->ui, SPACE_32)) /* else the question is read first */
        ui_focus(a->ui, ID_OPTION + options->chosen);
    return asking_bar(a, below);
}

enum screen screen_question(struct question_view *view, struct ui *ui, struct session *session,
                            const struct drill_facts *facts)
{
    struct asked a = {.view = view,
                      .ui = ui,
                      .session = session,
                      .facts = facts,
                      .deck = drill_deck(ui, session, facts),
                      .choice = &session->answering.choice};
    a.question = &a.deck->questions[session_question(session) - session_deck(session)->questions];
    bool checked = session->phase == PHASE_CHECKED, leave;
    ui_screen(ui, SCREEN_QUESTION * 10000 + session->task * 2 + checked);
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px};
    bool stop = drill_top(ui, &r, a.deck, session, facts, checked || ui_wider_than(ui, 40) ? 0 : ID_STOP);
    struct rect below = r;
    rect_cut_bottom(&r, ui_bar_height(ui));
    if (checked) {
        flow_page(ui, page_of(ui, r), &view->page, true, fill_explained, &a);
        view->linked = ui->focus == ID_SOURCE;
        leave = explained_bar(&a, &below);
    } else {
        leave = show_asking(&a, page_of(ui, r), &below) || stop;
    }
    return leave ? SCREEN_END : drill_screen(session);
}
