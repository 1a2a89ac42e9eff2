/* The walk through an exam that is over. */
#include "screens/exam_read.h"

#include "base/tr.h"
#include "play/session.h"
#include "screens/aside.h"
#include "screens/flow.h"
#include "screens/options.h"
#include "screens/term.h"
#include "screens/zone.h"

#include <stdio.h>

enum { ID_BAR = 1, ID_SOURCE = 9 };

static bool is_read(const struct exam_read_view *view, const struct exam *exam, int item)
{
    return view->all || exam_wrong(exam, item);
}

/* The next one to be read in that direction; -1: there is none. */
static int step_from(const struct exam_read_view *view, const struct exam *exam, int item, int step)
{
    for (item += step; item >= 0 && item < exam->n; item += step)
        if (is_read(view, exam, item))
            return item;
    return -1;
}

struct read_page {
    struct exam_read_view *view;
    const struct exam *exam;
    bool opened;
};

/* -- a board -- */

void exam_read_layer(const struct deck *deck, const struct board_cell *cell, char *text, int size)
{
    const struct deck_cell *answer = &deck->layers[cell->layer].cells[cell->model];
    char said[80], right[80];
    zone_in_sentence(deck, answer->answer, right, sizeof right);
    if (cell->zone != BOARD_OPEN)
        zone_in_sentence(deck, cell->zone, said, sizeof said);
    switch (verdict_of(answer, cell->zone)) {
    case VERDICT_RIGHT:
        snprintf(text, (size_t)size, tr("right: %s"), right);
        break;
    case VERDICT_WRONG:
        snprintf(text, (size_t)size, tr("wrong, you said %s: it is %s"), said, right);
        break;
    case VERDICT_OPEN:
        snprintf(text, (size_t)size, tr("left open, it is %s"), right);
        break;
    case VERDICT_DIFFERS:
        snprintf(text, (size_t)size, tr("a point: you said %s, sources differ, this deck says %s"), said, right);
        break;
    }
}

static void fill_layer(struct flow *flow, const struct deck *deck, const struct board_cell *cell)
{
    struct ui *ui = flow->ui;
    const struct theme *t = ui->theme;
    const struct deck_cell *answer = &deck->layers[cell->layer].cells[cell->model];
    bool wrong = verdict_is_mistake(verdict_of(answer, cell->zone));
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    char words[600];
    flow_text(flow, TEXT_BODY, WEIGHT_BOLD, t->ink, deck->layers[cell->layer].name, 2);
    if (term_sentence(deck, cell->layer, cell->model, answer->answer, words, sizeof words))
        flow_text(flow, TEXT_NOTE, WEIGHT_REGULAR, t->muted, words, 2);
    exam_read_layer(deck, cell, words, sizeof words);
    int sign = ui_scaled(ui, SIGN);
    draw_sign(&ui->draw, (struct rect){flow->r.x, flow->r.y + (draw_line_px(font) - sign) / 2, sign, sign},
              wrong ? SIGN_CROSS : SIGN_TICK, wrong ? t->wrong : t->right);
    struct rect beside = flow->r;
    rect_cut_left(&beside, sign + SPACE_8);
    flow_space(flow, ui_paragraph(ui, beside, font, wrong ? t->wrong : t->right, words) + 2);
    if (wrong && cell->zone != BOARD_OPEN && answer->wrong[cell->zone])
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, answer->wrong[cell->zone], 2);
    if (answer->why)
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, answer->why, 0);
    flow_space(flow, SPACE_16);
}

static void fill_board(struct flow *flow)
{
    const struct read_page *p = flow->data;
    const struct board *board = p->exam->sheets[p->view->item].board;
    for (int at = 0; at < board->n_cells; at++)
        fill_layer(flow, exam_deck(p->exam, p->view->item), &board->cells[at]);
}

/* -- the page -- */

const struct deck_source *exam_read_source(const struct exam *exam, int item)
{
    const struct deck *deck = exam_deck(exam, item);
    const struct deck_question *question = exam_question(exam, item);
    int source = question ? question->source : deck->layers[exam->items[item].layers[0]].source;
    return source < 0 ? NULL : &deck->sources[source];
}

/* The title is the link where it fits; else it stands above a short one. */
static void fill_source(struct flow *flow, struct read_page *p)
{
    struct ui *ui = flow->ui;
    const struct deck_source *source = exam_read_source(p->exam, p->view->item);
    char label[300];
    if (!source)
        return;
    snprintf(label, sizeof label, tr("Source: %s"), source->title);
    struct ui_button button = {.label = label, .key_label = "O", .key = 'o', .kind = BUTTON_LINK};
    bool fits = ui_button_width(ui, &button) <= flow->r.w;
    if (!source->url || !fits)
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, ui->theme->muted, label, 0);
    if (!source->url)
        return;
    if (!fits)
        button.label = tr("Read it there");
    struct rect r = flow_line(flow, ui_button_height(ui));
    r.w = ui_button_width(ui, &button);
    p->opened = ui_button(ui, ID_SOURCE, r, &button) || p->opened;
    if (ui->focus == ID_SOURCE)
        flow_show(flow, r.y, r.h);
}

void exam_read_head(const struct exam *exam, int item, char *words, int size)
{
    snprintf(words, (size_t)size, tr("Question %d of %d \xc2\xb7 %s"), item + 1, exam->n,
             exam->bank->blueprint.parts[exam->items[item].part].name);
}

void exam_read_board(const struct exam *exam, int item, char *words, int size)
{
    struct exam_score score = exam_score_of(exam, item);
    snprintf(words, (size_t)size, tr("%s: %d of %d right"), exam_deck(exam, item)->models[exam->items[item].model].name,
             score.right, score.most);
}

static void fill_page(struct flow *flow)
{
    struct read_page *p = flow->data;
    const struct theme *t = flow->ui->theme;
    const struct exam *exam = p->exam;
    int item = p->view->item;
    const struct deck_question *question = exam_question(exam, item);
    char words[300];
    exam_read_head(exam, item, words, sizeof words);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, words, SPACE_8);
    int size = ui_wider_than(flow->ui, 40) ? TEXT_HEAD : TEXT_LEAD;
    if (question) {
        flow_text(flow, size, WEIGHT_BOLD, t->ink, question->ask, SPACE_16);
        flow_space(flow, options_explained(flow->ui, flow->r, question, &exam->sheets[item].choice) + SPACE_16);
    } else {
        exam_read_board(exam, item, words, sizeof words);
        flow_text(flow, size, WEIGHT_BOLD, t->ink, words, SPACE_16);
        flow_panel(flow, fill_board, SPACE_16);
    }
    fill_source(flow, p);
}

/* A board is about each of its layers. */
static void ask_more(struct aside *aside, const struct exam *exam, int item)
{
    const struct exam_sheet *sheet = &exam->sheets[item];
    const struct deck *deck = exam_deck(exam, item);
    const struct deck_question *question = exam_question(exam, item);
    char answered[CHOICE_TEXT_MAX];
    aside->n = 0;
    aside->forget = false;
    if (question) {
        choice_format(&sheet->choice, question, answered);
        aside_about(aside, deck, deck_item_of_question(deck, (int)(question - deck->questions)), answered);
        return;
    }
    for (int at = 0; at < sheet->board->n_cells; at++) {
        const struct board_cell *cell = &sheet->board->cells[at];
        aside_about_cell(aside, deck, deck_item_of_cell(deck, cell->layer, cell->model), cell->zone);
    }
}

static enum screen bottom_bar(struct exam_read_view *view, struct ui *ui, struct rect *r, const struct exam *exam,
                              struct aside *aside)
{
    int next = step_from(view, exam, view->item, 1), back = step_from(view, exam, view->item, -1);
    struct ui_button buttons[4] = {
        {.label = next >= 0 ? tr("Next") : tr("Result"),
         .key_label = tr("Enter"),
         .key = KEY_ENTER,
         .kind = BUTTON_PRIMARY},
        {.label = tr("Back"), .key_label = "P", .key = 'p', .disabled = back < 0},
        {.label = tr("Result"), .key_label = tr("Esc"), .key = KEY_ESCAPE},
    };
    int n = next >= 0 ? 3 : 2, more = aside ? n++ : -1;
    if (aside)
        buttons[more] = aside_button();
    int pressed = ui_bottom_bar(ui, r, ID_BAR, buttons, n, "");
    if (pressed >= 0 && pressed == more) {
        ask_more(aside, exam, view->item);
        return SCREEN_EXAM_READ;
    }
    if ((pressed == 0 && next < 0) || pressed == 2 || ui_take_key(ui, KEY_ESCAPE, false))
        return SCREEN_EXAM_RESULT;
    if (pressed == 0 || pressed == 1) {
        view->item = pressed ? back : next;
        view->page.offset_px = 0;
    }
    return SCREEN_EXAM_READ;
}

enum screen screen_exam_read(struct exam_read_view *view, struct ui *ui, const struct exam *exam, const char *not_saved,
                             const char *said, struct aside *aside)
{
    if (view->item < 0)
        view->item = step_from(view, exam, -1, 1);
    ui_screen(ui, SCREEN_EXAM_READ * 10000 + view->item);
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px}, below;
    struct read_page page = {.view = view, .exam = exam};
    ui_top_bar(ui, &r, exam->total_ms ? tr("Practice exam") : tr("The wrong ones again"), exam->bank->title,
               view->all ? tr("all questions") : tr("what was wrong"));
    ui_notice(ui, &r, ui->theme->wrong, not_saved);
    ui_notice(ui, &r, ui->theme->ink, said);
    below = r;
    rect_cut_bottom(&r, ui_bar_height(ui));
    r = rect_inset(r, ui_margin(ui), ui_wider_than(ui, 40) ? SPACE_24 : SPACE_12);
    if (ui_wider_than(ui, 62))
        r = rect_inset(r, SPACE_32, 0);
    int most = ui_scaled(ui, 60 * EM);
    r.w = r.w < most ? r.w : most;
    flow_page(ui, r, &view->page, true, fill_page, &page);
    if (page.opened)
        ui->open_url = exam_read_source(exam, view->item)->url;
    return bottom_bar(view, ui, &below, exam, aside);
}
