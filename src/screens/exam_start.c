/* The page before an exam: all that it asks and does not ask is said here, and again with the result. */
#include "screens/exam_start.h"

#include "base/tr.h"
#include "screens/clock.h"
#include "screens/exam_result.h"
#include "screens/flow.h"

#include <stdio.h>

enum { ID_BAR = 1, ID_BANK = 20 /* + bank */, ID_PAST = 40 /* + which */ };

static const struct deck *bank_of(const struct exam_start_facts *facts)
{
    return facts->banks[facts->bank];
}

static void text(struct flow *flow, const char *words, int space)
{
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, flow->ui->theme->ink, words, space);
}

static void head(struct flow *flow, const char *words)
{
    flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, flow->ui->theme->ink, words, SPACE_12);
}

/* -- what it asks -- */

static void fill_parts(struct flow *flow)
{
    const struct exam_start_facts *facts = flow->data;
    const struct deck_blueprint *blueprint = &bank_of(facts)->blueprint;
    const struct theme *t = flow->ui->theme;
    head(flow, tr("What it asks"));
    for (int p = 0; p < blueprint->n_parts; p++) {
        char word[60];
        snprintf(word, sizeof word, trn("%d question", "%d questions", facts->counts[p]), facts->counts[p]);
        flow_pair(flow, t->ink, blueprint->parts[p].name, WEIGHT_SEMIBOLD, word, SPACE_8);
    }
    if (!blueprint->n_areas)
        return;
    flow_space(flow, SPACE_4);
    flow_rule(flow);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, tr("Not asked here, but in the real exam:"), SPACE_8);
    for (int a = 0; a < blueprint->n_areas; a++)
        flow_pair(flow, t->muted, blueprint->areas[a].name, WEIGHT_REGULAR, blueprint->areas[a].share, SPACE_8);
}

/* -- rules -- */

const char *exam_start_rule(const struct exam_start_facts *facts, int nth)
{
    static const char *const rules[] = {
        TR_MARK("A question is one point, right as a whole or not at all."),
        TR_MARK("A board is one point for each layer."),
        TR_MARK("Nothing is lost by guessing. What is left open is wrong."),
        TR_MARK("Until you hand in everything can be changed. When the time is over, what is there is handed in."),
        TR_MARK("The clock stands while demarc is closed; the result says how often."),
    };
    nth += nth > 0 && !facts->boards;
    return nth < (int)(sizeof rules / sizeof *rules) ? tr(rules[nth]) : NULL;
}

static void fill_rules(struct flow *flow)
{
    const struct exam_start_facts *facts = flow->data;
    head(flow, tr("Points"));
    for (int i = 0; exam_start_rule(facts, i); i++)
        text(flow, exam_start_rule(facts, i), exam_start_rule(facts, i + 1) ? SPACE_8 : 0);
}

const char *exam_start_fresh(const struct exam_start_facts *facts, char *words, int size)
{
    snprintf(words, (size_t)size,
             tr("%d of the %d questions kept for exams were never shown. This exam asks %d of them."), facts->unseen,
             facts->kept, facts->fresh);
    return facts->fresh < facts->questions - facts->boards
               ? tr("Too few are left for a whole exam: the others you have seen, and they do not count in the trend.")
               : tr("Questions of exams are never drilled.");
}

static void fill_fresh(struct flow *flow)
{
    const struct exam_start_facts *facts = flow->data;
    char words[200];
    const char *note = exam_start_fresh(facts, words, sizeof words);
    head(flow, tr("New to you"));
    text(flow, words, SPACE_8);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, flow->ui->theme->muted, note, SPACE_8);
}

static void fill_past(struct flow *flow)
{
    const struct exam_start_facts *facts = flow->data;
    head(flow, tr("Questions never seen before"));
    exam_trend(flow, facts->past, facts->n_past, facts->today);
}

/* -- the page -- */

struct start_page {
    const struct exam_start_facts *facts;
    int wanted, past; /* bank, or past exam, that was asked for, or -1 */
    bool side;        /* the boxes at the side stand beside the page */
};

static void banks(struct flow *flow, struct start_page *p)
{
    static const char *const keys[EXAM_BANKS_MAX] = {"1", "2", "3", "4", "5", "6", "7", "8", "9"};
    struct ui *ui = flow->ui;
    struct rect row = {flow->r.x, flow->r.y, flow->r.w, ui_button_height(ui)};
    for (int b = 0; b < p->facts->n_banks; b++) {
        struct ui_button button = {.label = p->facts->banks[b]->title,
                                   .key_label = keys[b],
                                   .key = '1' + b,
                                   .kind = b == p->facts->bank ? BUTTON_STRONG : BUTTON_PLAIN};
        int w = ui_button_width(ui, &button);
        if (row.w < w && row.x > flow->r.x)
            row = (struct rect){flow->r.x, row.y + row.h + SPACE_12, flow->r.w, row.h};
        struct rect place = rect_cut_left(&row, w < row.w ? w : row.w);
        if (ui_button(ui, ID_BANK + b, place, &button))
            p->wanted = b;
        if (ui->focus == ID_BANK + b)
            flow_show(flow, place.y, place.h);
        rect_cut_left(&row, SPACE_12);
    }
    flow_space(flow, row.y + row.h - flow->r.y + SPACE_16);
}

/* The newest first, each with a letter. */
static void fill_results(struct flow *flow)
{
    static const char *const keys[EXAM_PAST_MAX] = {"A", "B", "C", "D", "E", "F"};
    struct start_page *p = flow->data;
    struct ui *ui = flow->ui;
    const struct exam_start_facts *facts = p->facts;
    head(flow, tr("Results to read again"));
    for (int i = facts->n_past - 1, nth = 0; i >= 0; i--, nth++) {
        const struct exam_past *past = &facts->past[i];
        char when[60], fresh[60], label[200];
        exam_past_words(past, facts->today, when, fresh, sizeof when);
        snprintf(label, sizeof label, tr("%s: %d of %d right"), when, past->all.right, past->all.most);
        struct ui_button button = {.label = label, .key_label = keys[nth], .key = 'a' + nth};
        struct rect r = flow_line(flow, ui_button_height(ui));
        int w = ui_button_width(ui, &button);
        r.w = w < r.w ? w : r.w;
        if (ui_button(ui, ID_PAST + nth, r, &button))
            p->past = i;
        if (ui->focus == ID_PAST + nth)
            flow_show(flow, r.y, r.h);
        flow_space(flow, SPACE_8);
    }
}

static void side_boxes(struct flow *flow)
{
    struct start_page *p = flow->data;
    const struct exam_start_facts *facts = p->facts;
    flow->data = (void *)facts;
    flow_panel(flow, fill_fresh, SPACE_16);
    if (facts->n_past)
        flow_panel(flow, fill_past, SPACE_16);
    flow->data = p;
    if (facts->n_past)
        flow_panel(flow, fill_results, SPACE_16);
    flow->data = (void *)facts;
    flow_panel(flow, fill_rules, 0);
    flow->data = p;
}

void exam_start_head(const struct exam_start_facts *facts, char *words, int size)
{
    char questions[60], minutes[60];
    snprintf(questions, sizeof questions, trn("%d question", "%d questions", facts->questions), facts->questions);
    snprintf(minutes, sizeof minutes, trn("%d minute", "%d minutes", facts->minutes), facts->minutes);
    snprintf(words, (size_t)size, tr("%s, %s"), questions, minutes);
}

void exam_start_about(const struct exam_start_facts *facts, char *words, int size)
{
    snprintf(words, (size_t)size, facts->boards ? tr("%s. One of the questions is a board.") : "%s",
             bank_of(facts)->title);
}

void exam_start_open(const struct exam_start_facts *facts, char *words, int size)
{
    char clock[20];
    clock_text(facts->open_left_ms, clock, sizeof clock);
    snprintf(words, (size_t)size, tr("An exam is unfinished: %s, %s left. Another one ends it."), facts->open_title,
             clock);
}

static void fill_page(struct flow *flow)
{
    struct start_page *p = flow->data;
    const struct exam_start_facts *facts = p->facts;
    const struct theme *t = flow->ui->theme;
    bool wide = ui_wider_than(flow->ui, 40);
    char words[200];
    if (facts->n_banks > 1)
        banks(flow, p);
    exam_start_head(facts, words, sizeof words);
    flow_text(flow, wide ? TEXT_DISPLAY : TEXT_HEAD, WEIGHT_BOLD, t->ink, words, SPACE_4);
    exam_start_about(facts, words, sizeof words);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, words, SPACE_16);
    if (facts->open_n) {
        exam_start_open(facts, words, sizeof words);
        flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, t->ink, words, SPACE_16);
    }
    flow->data = (void *)facts;
    flow_panel(flow, fill_parts, SPACE_16);
    flow->data = p;
    if (!p->side)
        side_boxes(flow);
}

static enum exam_start_action bottom_bar(struct ui *ui, struct rect *r, const struct exam_start_facts *facts)
{
    char go_on[60], clock[20];
    clock_text(facts->open_left_ms, clock, sizeof clock);
    snprintf(go_on, sizeof go_on, tr("Go on, %s left"), clock);
    bool open = facts->open_n > 0, any = facts->questions > 0;
    struct ui_button buttons[3];
    enum exam_start_action actions[3];
    int n = 0;
    if (open) {
        buttons[n] =
            (struct ui_button){.label = go_on, .key_label = tr("Enter"), .key = KEY_ENTER, .kind = BUTTON_PRIMARY};
        actions[n++] = EXAM_START_GO_ON;
    }
    if (any) {
        buttons[n] = (struct ui_button){.label = open ? tr("Begin anew") : tr("Begin"),
                                        .key_label = open ? "N" : tr("Enter"),
                                        .key = open ? 'n' : KEY_ENTER,
                                        .kind = open ? BUTTON_PLAIN : BUTTON_PRIMARY};
        actions[n++] = EXAM_START_BEGIN;
    }
    buttons[n] = (struct ui_button){.label = tr("Home"), .key_label = tr("Esc"), .key = KEY_ESCAPE};
    actions[n++] = EXAM_START_CLOSE;
    int pressed = ui_bottom_bar(ui, r, ID_BAR, buttons, n, any && !open ? tr("The clock starts with Begin.") : "");
    return pressed < 0 ? EXAM_START_NOTHING : actions[pressed];
}

static void nothing(struct ui *ui, struct rect r)
{
    ui_paragraph(ui, r, ui_font(ui, TEXT_HEAD, WEIGHT_BOLD), ui->theme->ink, tr("No deck here has an exam."));
}

enum exam_start_action screen_exam_start(struct exam_start_view *view, struct ui *ui,
                                         const struct exam_start_facts *facts, int *which)
{
    ui_screen(ui, SCREEN_EXAM_START * 10000 + facts->bank);
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px};
    ui_top_bar(ui, &r, tr("Practice exam"), facts->n_banks ? bank_of(facts)->title : "", "");
    ui_notice(ui, &r, ui->theme->wrong, facts->not_saved);
    ui_notice(ui, &r, ui->theme->ink, facts->said && facts->said[0] ? facts->said : NULL);
    struct rect below = r;
    rect_cut_bottom(&r, ui_bar_height(ui));
    bool wide = ui_wider_than(ui, 62);
    r = rect_inset(r, ui_margin(ui), ui_wider_than(ui, 40) ? SPACE_24 : SPACE_12);
    if (!facts->n_banks) {
        nothing(ui, r);
        return bottom_bar(ui, &below, facts);
    }
    struct start_page page = {facts, -1, -1, wide};
    struct rect side = {0};
    if (wide) {
        r = rect_inset(r, SPACE_32, 0);
        side = rect_cut_right(&r, ui_scaled(ui, 400));
        rect_cut_right(&r, SPACE_32);
    }
    flow_page(ui, r, &view->page, true, fill_page, &page);
    if (wide)
        flow_page(ui, side, &view->side, false, side_boxes, &page);
    if (page.wanted >= 0 && page.wanted != facts->bank) {
        *which = page.wanted;
        view->page.offset_px = 0;
        return EXAM_START_BANK;
    }
    if (page.past >= 0) {
        *which = page.past;
        return EXAM_START_PAST;
    }
    return bottom_bar(ui, &below, facts);
}
