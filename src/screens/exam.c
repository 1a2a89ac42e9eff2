/* The page of one question or board, and the list. Nothing here knows what is right. */
#include "screens/exam.h"

#include "base/tr.h"
#include "screens/exam_parts.h"
#include "screens/flow.h"
#include "screens/placing.h"

#include <stdio.h>

enum { PANEL = 312, COLUMN_MOST = 60 };

void exam_view_reset(struct exam_view *view)
{
    *view = (struct exam_view){.shown = -1};
}

static void show_item(struct exam_view *view, const struct exam *exam)
{
    if (view->shown == exam->at)
        return;
    view->shown = exam->at;
    view->page.offset_px = 0;
    view->asked = false;
    options_view_reset(&view->options);
    board_view_reset(&view->board);
}

static void move(struct ui *ui, struct exam *exam, enum exam_move_kind kind, int at)
{
    exam_apply(exam, (struct exam_move){kind, at, 0}, ui->in.moment);
}

/* -- a question -- */

struct question_page {
    struct exam_view *view;
    struct exam *exam;
    struct options_said said;
};

/* "Question 12 of 30", with its flag. */
static void head_line(struct flow *flow, const struct exam *exam, const char *more)
{
    struct ui *ui = flow->ui;
    char text[160];
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    snprintf(text, sizeof text, tr("Question %d of %d%s"), exam->at + 1, exam->n, more);
    struct rect r = flow_line(flow, draw_line_px(font));
    flow_space(flow, SPACE_8);
    rect_cut_left(&r, ui_label(ui, r, font, ui->theme->muted, ALIGN_LEFT, text) + SPACE_16);
    if (!exam->sheets[exam->at].flagged)
        return;
    int sign = ui_scaled(ui, 16);
    draw_sign(&ui->draw, (struct rect){r.x, r.y + (r.h - sign) / 2, sign, sign}, SIGN_FLAG, ui->theme->ink);
    rect_cut_left(&r, sign + SPACE_4);
    ui_label(ui, r, font, ui->theme->ink, ALIGN_LEFT, tr("flagged"));
}

static void fill_question(struct flow *flow)
{
    struct question_page *p = flow->data;
    const struct theme *t = flow->ui->theme;
    const struct deck_question *question = exam_question(p->exam, p->exam->at);
    const struct choice *choice = &p->exam->sheets[p->exam->at].choice;
    char hint[200];
    struct options_view *options = &p->view->options;
    head_line(flow, p->exam, "");
    flow_text(flow, ui_wider_than(flow->ui, 40) ? TEXT_HEAD : TEXT_LEAD, WEIGHT_BOLD, t->ink, question->ask, SPACE_8);
    options_hint(choice, options->full, hint, sizeof hint);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, hint, SPACE_16);
    int top = flow->r.y;
    flow_space(flow, options_draw(options, flow->ui, flow->r, question, choice, &p->said));
    int bottom = top + options->top_px + options->height_px;
    bool whole =
        options->chosen == 0 && bottom - flow->top_px < flow->view_px * 3 / 4; /* with the first the question */
    if (options->bring)
        flow_show(flow, whole ? flow->top_px : top + options->top_px,
                  whole ? bottom - flow->top_px : options->height_px);
}

static void answer(struct question_page *p, struct ui *ui)
{
    static const enum exam_move_kind moves[] = {
        [OPTIONS_PICK] = EXAM_PICK, [OPTIONS_YES] = EXAM_YES, [OPTIONS_NO] = EXAM_NO};
    if (p->said.what == OPTIONS_NOTHING)
        return;
    bool done = exam_apply(p->exam, (struct exam_move){moves[p->said.what], p->said.at, 0}, ui->in.moment);
    p->view->options.full = !done;
}

static void question_page(struct exam_view *view, struct ui *ui, struct rect r, struct exam *exam)
{
    struct question_page p = {.view = view, .exam = exam};
    bool on_square = ui->focus >= ID_NUMBER && ui->focus < ID_NUMBER + exam->n;
    p.said = options_keys(&view->options, ui, &exam->sheets[exam->at].choice, !on_square);
    int most = ui_scaled(ui, COLUMN_MOST * EM);
    r.w = r.w < most ? r.w : most;
    flow_page(ui, r, &view->page, false, fill_question, &p);
    view->options.bring = false;
    answer(&p, ui);
}

static void numbers_panel(struct exam_view *view, struct ui *ui, struct rect r, struct exam *exam)
{
    char counts[80];
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    ui_panel(ui, r);
    r = rect_inset(r, SPACE_24, SPACE_24);
    exam_counts(exam, counts, sizeof counts);
    ui_label(ui, rect_cut_top(&r, draw_line_px(font)), font, ui->theme->ink, ALIGN_LEFT, counts);
    rect_cut_top(&r, SPACE_16);
    exam_numbers(ui, r, exam, &view->numbers);
}

/* -- a board -- */

static struct placing placing_of(struct exam_view *view, struct ui *ui, struct exam *exam, struct task *task)
{
    *task = (struct task){.kind = TASK_BOARD, .model = exam->items[exam->at].model};
    return (struct placing){.view = &view->board,
                            .ui = ui,
                            .deck = exam_deck(exam, exam->at),
                            .task = task,
                            .board = exam->sheets[exam->at].board,
                            .exam = exam};
}

static void board_page(struct placing *p, struct rect r)
{
    struct flow flow = {.ui = p->ui, .r = r};
    bool single = placing_form(p) == FORM_SINGLE;
    char more[120] = "";
    if (single) /* there the form does not say of which model it is */
        snprintf(more, sizeof more, tr(" \xc2\xb7 %s, %d of %d"), deck_model_short(p->deck, p->task->model),
                 p->view->chosen + 1, p->board->n_cells);
    flow_space(&flow, single ? SPACE_12 : SPACE_16);
    head_line(&flow, p->exam, single ? more : tr(" \xc2\xb7 a point for each layer"));
    placing_show(p, flow.r);
}

/* -- the bars -- */

enum { NEXT, BACK, LIST, FLAG, UNDO };

/* In the form of one layer at a time Next goes through the layers first. */
static bool has_next_layer(const struct placing *p)
{
    return p && placing_form(p) == FORM_SINGLE && p->view->chosen + 1 < p->board->n_cells;
}

static void go(struct ui *ui, struct exam *exam, struct placing *p, int step)
{
    if (step > 0 && has_next_layer(p))
        placing_choose(p, p->view->chosen + 1);
    else
        move(ui, exam, EXAM_GO, exam->at + step);
}

static enum screen bottom_bar(struct ui *ui, struct rect *r, struct exam *exam, struct placing *p,
                              const struct exam_facts *facts)
{
    bool last = exam->at + 1 == exam->n && !has_next_layer(p), wide = ui_wider_than(ui, 40);
    const char *list = wide ? tr("List and hand in") : tr("List");
    struct ui_button next = {.label = last ? list : tr("Next"),
                             .key_label = tr("Enter"),
                             .key = KEY_ENTER,
                             .kind = BUTTON_PRIMARY},
                     back = {.label = tr("Back"), .key_label = "P", .key = 'p', .disabled = exam->at == 0},
                     undo = {.label = tr("Undo"), .key_label = tr("Ctrl Z"), .key = 'z', .ctrl = true},
                     all = {.label = list, .key_label = "L", .key = 'l'},
                     flag = {.label = tr("Flag"), .key_label = "F", .key = 'f'};
    struct ui_button buttons[5] = {next, back};
    int is[5] = {NEXT, BACK}, n = 2, n_left = 1;
    if (p) {
        undo.disabled = p->board->n_moves == 0;
        buttons[n] = undo;
        is[n++] = UNDO;
    }
    if (!last) {
        buttons[n] = all;
        is[n++] = LIST;
        n_left++;
    }
    buttons[n] = flag;
    is[n++] = FLAG;
    int pressed = ui_sided_bar(ui, r, ID_EXAM_BAR, buttons, n, n_left, facts->not_saved ? "" : tr("Saved"));
    int what = pressed < 0 ? -1 : is[pressed];
    if (what == LIST || (what == NEXT && last) || ui_take_key(ui, KEY_ESCAPE, false) || ui_take_key(ui, 'l', false))
        return SCREEN_EXAM_LIST;
    if (what == NEXT)
        go(ui, exam, p, 1);
    else if (what == BACK)
        go(ui, exam, p, -1);
    else if (what == FLAG)
        move(ui, exam, EXAM_FLAG, 0);
    else if (what == UNDO)
        placing_undo(p);
    return SCREEN_EXAM;
}

enum screen screen_exam(struct exam_view *view, struct ui *ui, struct exam *exam, const struct exam_facts *facts)
{
    struct task task;
    bool board = !exam_question(exam, exam->at);
    show_item(view, exam);
    ui_screen(ui, SCREEN_EXAM * 10000 + exam->at);
    struct placing placing = placing_of(view, ui, exam, &task), *p = board ? &placing : NULL;
    if (!ui->focus && !board && exam->sheets[exam->at].choice.grid) /* as for a question of a drill */
        ui_focus(ui, ID_OPTION + view->options.chosen);
    if (board)
        placing_begin(p);
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px}, below;
    exam_top(ui, &r, exam, facts);
    below = r;
    rect_cut_bottom(&r, ui_bar_height(ui));
    if (board) {
        board_page(p, rect_inset(r, ui_margin(ui), 0));
        return bottom_bar(ui, &below, exam, p, facts);
    }
    bool wide = ui_wider_than(ui, 62);
    r = rect_inset(r, ui_margin(ui), ui_wider_than(ui, 40) ? SPACE_24 : SPACE_12);
    struct rect panel = wide ? rect_cut_right(&r, ui_scaled(ui, PANEL)) : (struct rect){0};
    if (wide)
        r = rect_inset(r, SPACE_32, 0), rect_cut_right(&r, SPACE_12);
    question_page(view, ui, r, exam);
    if (wide)
        numbers_panel(view, ui, panel, exam);
    return bottom_bar(ui, &below, exam, NULL, facts);
}

/* -- the list -- */

void exam_list_words(const struct exam *exam, bool asked, char *head, char *below, int size)
{
    int open = exam_open_count(exam);
    exam_counts(exam, head, size);
    if (asked)
        snprintf(below, (size_t)size,
                 trn("%d is open and counts as wrong. Once more hands it in.",
                     "%d are open and count as wrong. Once more hands it in.", open),
                 open);
    else if (open)
        snprintf(below, (size_t)size,
                 trn("%d is open. A guess costs nothing.", "%d are open. A guess costs nothing.", open), open);
    else
        snprintf(below, (size_t)size, "%s", tr("Nothing is open. Until you hand in everything can be changed."));
}

static bool hand_in(struct exam_view *view, struct ui *ui, struct exam *exam)
{
    bool sure = view->asked || exam_open_count(exam) == 0;
    view->asked = true;
    if (sure)
        move(ui, exam, EXAM_HAND_IN, 0);
    return sure;
}

enum screen screen_exam_list(struct exam_view *view, struct ui *ui, struct exam *exam, const struct exam_facts *facts)
{
    char head[160], below_head[160], label[60], back[40];
    ui_screen(ui, SCREEN_EXAM_LIST * 10000 + exam->at);
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px};
    exam_top(ui, &r, exam, facts);
    int open = exam_open_count(exam);
    bool wide = ui_wider_than(ui, 40);
    snprintf(label, sizeof label, view->asked && open ? tr("Hand in, %d open") : tr("Hand in"), open);
    snprintf(back, sizeof back, wide ? tr("Back to question %d") : tr("Back"), exam->at + 1);
    struct ui_button buttons[] = {
        {.label = label, .key_label = tr("Enter"), .key = KEY_ENTER, .kind = BUTTON_PRIMARY},
        {.label = back, .key_label = tr("Esc"), .key = KEY_ESCAPE},
        {.label = wide ? tr("Leave, it waits") : tr("Leave"), .key_label = "Q", .key = 'q'},
    };
    struct rect below = r;
    rect_cut_bottom(&r, ui_bar_height(ui));
    r = rect_inset(r, ui_margin(ui), wide ? SPACE_24 : SPACE_12);
    if (ui_wider_than(ui, 62))
        r = rect_inset(r, SPACE_32, SPACE_8);
    exam_list_words(exam, view->asked, head, below_head, sizeof below_head);
    struct font title = ui_font(ui, wide ? TEXT_DISPLAY : TEXT_HEAD, WEIGHT_BOLD),
                text = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    rect_cut_top(&r, ui_paragraph(ui, r, title, ui->theme->ink, head) + SPACE_4);
    rect_cut_top(&r, ui_paragraph(ui, r, text, ui->theme->muted, below_head) + SPACE_24);
    int most = 10 * (ui_scaled(ui, TARGET) + 9);
    r.w = r.w < most ? r.w : most;
    if (ui->focus < ID_NUMBER && (ui->in.key == KEY_DOWN || ui->in.key == KEY_RIGHT)) {
        ui_focus(ui, ID_NUMBER + exam->at);
        ui->in.key = KEY_NONE;
    }
    bool turned = exam_numbers(ui, r, exam, &view->numbers);
    int pressed = ui_sided_bar(ui, &below, ID_EXAM_BAR, buttons, 3, 1, facts->not_saved ? "" : tr("Saved"));
    if (turned)
        return SCREEN_EXAM;
    if (pressed == 0 && hand_in(view, ui, exam))
        return SCREEN_EXAM_RESULT;
    if (pressed == 1 || ui_take_key(ui, 'l', false)) {
        view->asked = false;
        return SCREEN_EXAM;
    }
    return pressed == 2 ? SCREEN_HOME : SCREEN_EXAM_LIST;
}
