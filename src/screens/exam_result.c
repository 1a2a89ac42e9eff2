/* The result. What says something is the share of questions that were new, and how far a share of so few can be
 * trusted. */
#include "screens/exam_result.h"

#include "base/tr.h"
#include "screens/flow.h"
#include "screens/when.h"
#include "srs/day.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ID_BAR = 1, WRONG_SHOWN = 3 };

struct result_page {
    const struct exam *exam;
    const struct exam_result_facts *facts;
    bool side;
};

void exam_likely(struct exam_score fresh, char *text, int size)
{
    struct exam_interval likely = exam_wilson(fresh.right, fresh.most);
    snprintf(text, (size_t)size, tr("asked 10 new ones, %d to %d right is likely"), (int)lround(10 * likely.low),
             (int)lround(10 * likely.high));
}

/* -- the trend -- */

static void short_day(int day, int today, char *text, int size)
{
    int year, month, mday;
    day_to_date(day, &year, &month, &mday);
    if (day == today)
        snprintf(text, (size_t)size, "%s", tr("today"));
    else
        snprintf(text, (size_t)size, tr("%d %s"), mday, when_month(month));
}

void exam_past_words(const struct exam_past *past, int today, char *when, char *score, int size)
{
    short_day(past->day, today, when, size);
    snprintf(score, (size_t)size, past->fresh.most ? tr("%d of %d") : tr("none new"), past->fresh.right,
             past->fresh.most);
}

void exam_trend(struct flow *flow, const struct exam_past *past, int n, int today)
{
    struct ui *ui = flow->ui;
    struct font day = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    int gap = SPACE_24 + SPACE_4, x = 0, row_h = 2 * draw_line_px(day) + SPACE_12;
    for (int i = 0; i < n; i++) {
        char when[60], score[60];
        struct font figures = ui_font(ui, TEXT_BODY, i + 1 == n ? WEIGHT_BOLD : WEIGHT_REGULAR);
        exam_past_words(&past[i], today, when, score, sizeof when);
        int a = ui_width(ui, day, when), b = ui_width(ui, figures, score), w = a > b ? a : b;
        if (x > 0 && x + w > flow->r.w) {
            flow_space(flow, row_h);
            x = 0;
        }
        struct rect r = {flow->r.x + x, flow->r.y, w, draw_line_px(day)};
        ui_label(ui, r, day, ui->theme->muted, ALIGN_LEFT, when);
        r.y += r.h;
        ui_label(ui, r, figures, ui->theme->ink, ALIGN_LEFT, score);
        x += w + gap;
    }
    if (n)
        flow_space(flow, row_h);
}

void exam_result_left(const struct exam_result_facts *facts, char *words, int size)
{
    int exams = facts->fresh_each ? facts->unseen / facts->fresh_each : 0;
    if (!facts->unseen)
        snprintf(words, (size_t)size, "%s", tr("No new ones are left: the next exam asks what you have seen."));
    else if (exams)
        snprintf(words, (size_t)size,
                 trn("%d new ones are left: enough for one more exam.",
                     "%d new ones are left: enough for %d more exams.", exams),
                 facts->unseen, exams);
    else
        snprintf(words, (size_t)size, tr("%d new ones are left, too few for a whole exam."), facts->unseen);
}

static void fill_trend(struct flow *flow)
{
    const struct result_page *p = flow->data;
    const struct theme *t = flow->ui->theme;
    char words[200];
    flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, t->ink, tr("Questions never seen before"), SPACE_8);
    exam_trend(flow, p->facts->past, p->facts->n_past, p->facts->today);
    exam_result_left(p->facts, words, sizeof words);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, words, 0);
}

/* -- by part -- */

static void bar(struct ui *ui, struct rect r, struct exam_score score)
{
    draw_box(&ui->draw, r, (struct draw_box){.fill = ui->theme->known[0], .radius_px = 4});
    if (score.right)
        draw_box(&ui->draw, (struct rect){r.x, r.y, r.w * score.right / score.most, r.h},
                 (struct draw_box){.fill = ui->theme->known[3], .radius_px = 4});
}

static void dashes(struct ui *ui, struct rect r)
{
    for (int x = 0; x + 5 <= r.w; x += 9)
        draw_box(&ui->draw, (struct rect){r.x + x, r.y, 5, 2}, (struct draw_box){.fill = ui->theme->edge});
}

/* A name, in the middle a bar or dashes (score.most 0), at the right a word; in a narrow window the middle is left out.
 */
static void part_row(struct flow *flow, const char *name, struct exam_score score, int word_w, const char *word)
{
    struct ui *ui = flow->ui;
    const struct theme *t = ui->theme;
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR),
                strong = ui_font(ui, TEXT_BODY, score.most ? WEIGHT_BOLD : WEIGHT_REGULAR);
    bool middle = ui_wider_than(ui, 50);
    struct rect r = flow->r, right = rect_cut_right(&r, word_w);
    int line = draw_line_px(font), bar_w = middle ? (r.w - 2 * SPACE_16) * 42 / 100 : 0;
    rect_cut_right(&r, SPACE_16);
    struct rect place = rect_cut_right(&r, bar_w);
    rect_cut_right(&r, middle ? SPACE_16 : 0);
    uint32_t ink = score.most ? t->ink : t->muted;
    int h = ui_paragraph(ui, r, font, ink, name);
    ui_label(ui, (struct rect){right.x, right.y, right.w, line}, strong, ink, ALIGN_RIGHT, word);
    int mid = flow->r.y + line / 2;
    if (middle && score.most)
        bar(ui, (struct rect){place.x, mid - ui_scaled(ui, 8), place.w, ui_scaled(ui, 16)}, score);
    else if (middle)
        dashes(ui, (struct rect){place.x, mid - 1, place.w, 2});
    flow_space(flow, (h > line ? h : line) + SPACE_16);
}

void exam_result_part(const struct exam *exam, int part, char *text, int size)
{
    struct exam_score score = exam_score_part(exam, part);
    snprintf(text, (size_t)size, tr("%d of %d"), score.right, score.most);
}

static int widest_word(struct ui *ui, const struct exam *exam)
{
    const struct deck_blueprint *blueprint = &exam->bank->blueprint;
    struct font strong = ui_font(ui, TEXT_BODY, WEIGHT_BOLD), font = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    int widest = 0;
    for (int p = 0; p < blueprint->n_parts; p++) {
        char word[40];
        exam_result_part(exam, p, word, sizeof word);
        int w = ui_width(ui, strong, word);
        widest = w > widest ? w : widest;
    }
    for (int a = 0; a < blueprint->n_areas; a++) {
        int w = ui_width(ui, font, blueprint->areas[a].share);
        widest = w > widest ? w : widest;
    }
    return widest;
}

static void fill_parts(struct flow *flow)
{
    const struct result_page *p = flow->data;
    const struct exam *exam = p->exam;
    const struct deck_blueprint *blueprint = &exam->bank->blueprint;
    int w = widest_word(flow->ui, exam);
    for (int part = 0; part < blueprint->n_parts; part++) {
        char word[40];
        struct exam_score score = exam_score_part(exam, part);
        exam_result_part(exam, part, word, sizeof word);
        if (score.most)
            part_row(flow, blueprint->parts[part].name, score, w, word);
    }
    if (!blueprint->n_areas || !exam->total_ms)
        return;
    flow_rule(flow);
    for (int a = 0; a < blueprint->n_areas; a++)
        part_row(flow, blueprint->areas[a].name, (struct exam_score){0, 0}, w, blueprint->areas[a].share);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, flow->ui->theme->muted,
              trn("That is not measured here; at the right its share of the real exam.",
                  "Those are not measured here; at the right their share of the real exam.", blueprint->n_areas),
              0);
}

/* -- what was wrong -- */

void exam_result_wrong(const struct exam *exam, int item, char *below, int size)
{
    const struct deck_question *question = exam_question(exam, item);
    struct exam_score score = exam_score_of(exam, item);
    const struct choice *choice = &exam->sheets[item].choice;
    if (!question)
        snprintf(below, (size_t)size, tr("%s: %d of %d layers right."),
                 exam_deck(exam, item)->models[exam->items[item].model].name, score.right, score.most);
    else if (!choice_count(choice))
        snprintf(below, (size_t)size, tr("You left it open: %s"), question->ask);
    else if (!choice_whole(choice))
        snprintf(below, (size_t)size, tr("You answered %d of %d: %s"), choice_count(choice),
                 choice->grid ? choice->n_options : choice->n_right, question->ask);
    else
        snprintf(below, (size_t)size, "%s", question->ask);
}

static const char *count_word(int n)
{
    static const char *const words[] = {
        TR_MARK("None was wrong"),  TR_MARK("One was wrong"),   TR_MARK("Two were wrong"), TR_MARK("Three were wrong"),
        TR_MARK("Four were wrong"), TR_MARK("Five were wrong"), TR_MARK("Six were wrong")};
    return n < (int)(sizeof words / sizeof *words) ? tr(words[n]) : NULL;
}

void exam_result_wrong_count(const struct exam *exam, char *text, int size)
{
    int n = exam_wrong_count(exam);
    if (count_word(n))
        snprintf(text, (size_t)size, "%s", count_word(n));
    else
        snprintf(text, (size_t)size, tr("%d were wrong"), n);
}

static void fill_wrong(struct flow *flow)
{
    const struct result_page *p = flow->data;
    const struct theme *t = flow->ui->theme;
    char head[120], below[700];
    int n = exam_wrong_count(p->exam), shown = 0;
    exam_result_wrong_count(p->exam, head, sizeof head);
    flow_text(flow, TEXT_LEAD, WEIGHT_BOLD, t->ink, head, SPACE_12);
    for (int i = 0; i < p->exam->n && shown < WRONG_SHOWN; i++) {
        if (!exam_wrong(p->exam, i))
            continue;
        snprintf(head, sizeof head, tr("Question %d"), i + 1);
        exam_result_wrong(p->exam, i, below, sizeof below);
        flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, t->ink, head, 0);
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, below, SPACE_12);
        shown++;
    }
    snprintf(below, sizeof below, tr("and %d more"), n - shown);
    if (n > shown)
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, below, 0);
}

/* -- the page -- */

void exam_result_fresh(const struct exam *exam, char *text, int size)
{
    struct exam_score fresh = exam_score_fresh(exam);
    char likely[120];
    int questions = 0;
    for (int i = 0; i < exam->n; i++)
        questions += exam_question(exam, i) != NULL;
    exam_likely(fresh, likely, sizeof likely);
    if (!fresh.most)
        snprintf(text, (size_t)size, "%s", tr("You had seen all of them before, so this says little about new ones."));
    else if (fresh.most == questions)
        snprintf(text, (size_t)size, tr("All %d questions were new to you, %d were right: %s."), fresh.most,
                 fresh.right, likely);
    else
        snprintf(text, (size_t)size,
                 tr("Of the %d questions you had never seen, %d. That is the figure that says something: %s."),
                 fresh.most, fresh.right, likely);
}

static void side_boxes(struct flow *flow)
{
    const struct result_page *p = flow->data;
    if (exam_wrong_count(p->exam))
        flow_panel(flow, fill_wrong, SPACE_16);
    if (p->exam->total_ms)
        flow_panel(flow, fill_trend, SPACE_16);
}

/* How many points there are. */
static bool note_points(const struct exam *exam, char *words, int size)
{
    if (exam_score(exam).most == exam->n)
        return false;
    snprintf(words, (size_t)size, tr("%d questions; a board counts a point for each layer, so there are %d points."),
             exam->n, exam_score(exam).most);
    return true;
}

static bool note_open(const struct exam *exam, char *words, int size)
{
    int open = exam_open_count(exam);
    if (exam->end != EXAM_TIME_OVER && !open)
        return false;
    snprintf(words, (size_t)size,
             exam->end == EXAM_TIME_OVER
                 ? trn("The time ran out; %d was open.", "The time ran out; %d were open.", open)
                 : trn("%d was left open.", "%d were left open.", open),
             open);
    return true;
}

static bool note_stood(const struct exam *exam, char *words, int size)
{
    if (!exam->stood)
        return false;
    snprintf(words, (size_t)size,
             trn("The clock stood once, while the exam waited.", "The clock stood %d times, while the exam waited.",
                 exam->stood),
             exam->stood);
    return true;
}

bool exam_result_note(const struct exam *exam, int nth, char *words, int size)
{
    static bool (*const notes[EXAM_RESULT_NOTES])(const struct exam *, char *, int) = {note_points, note_open,
                                                                                       note_stood};
    return notes[nth](exam, words, size);
}

static void notes(struct flow *flow, const struct exam *exam)
{
    char words[200];
    for (int i = 0; i < EXAM_RESULT_NOTES; i++)
        if (exam_result_note(exam, i, words, sizeof words))
            flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, flow->ui->theme->muted, words, SPACE_8);
}

static void fill_page(struct flow *flow)
{
    struct result_page *p = flow->data;
    const struct exam *exam = p->exam;
    const struct theme *t = flow->ui->theme;
    struct exam_score all = exam_score(exam);
    bool wide = ui_wider_than(flow->ui, 40);
    char words[300];
    snprintf(words, sizeof words, tr("%d of %d right"), all.right, all.most);
    flow_text(flow, wide ? TEXT_DISPLAY : TEXT_HEAD, WEIGHT_BOLD, t->ink, words, SPACE_4);
    if (exam->total_ms) {
        exam_result_fresh(exam, words, sizeof words);
        flow_text(flow, wide ? TEXT_LEAD : TEXT_BODY, WEIGHT_REGULAR, t->ink, words, SPACE_16);
    }
    notes(flow, exam);
    flow_space(flow, SPACE_8);
    flow_panel(flow, fill_parts, SPACE_16);
    if (exam->total_ms)
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted,
                  tr("No scaled score: 700 of 1,000 in the real exam is not 70 % right."), SPACE_16);
    if (!p->side)
        side_boxes(flow);
}

void exam_result_about(const struct exam *exam, const struct exam_result_facts *facts, char *about, char *number,
                       int size)
{
    char used[60];
    int year, month, mday;
    day_to_date(facts->day ? facts->day : facts->today, &year, &month, &mday);
    snprintf(used, sizeof used, tr("%d of %d minutes used"), facts->minutes_used, facts->minutes);
    snprintf(about, (size_t)size, tr("%s \xc2\xb7 %d %s, %s"), exam->bank->title, mday, when_month(month), used);
    snprintf(number, (size_t)size, exam->seed < 100000 ? tr("Exam %d") : "", (int)exam->seed);
}

static void top_bar(struct ui *ui, struct rect *r, const struct exam *exam, const struct exam_result_facts *facts)
{
    char about[200], number[200];
    exam_result_about(exam, facts, about, number, sizeof about);
    if (exam->total_ms)
        ui_top_bar(ui, r, tr("Practice exam"), about, number);
    else
        ui_top_bar(ui, r, tr("The wrong ones again"), exam->bank->title, "");
}

static enum exam_result_action bottom_bar(struct ui *ui, struct rect *r, const struct exam *exam,
                                          const struct exam_result_facts *facts)
{
    int wrong = exam_wrong_count(exam), n = 0;
    bool wide = ui_wider_than(ui, 40);
    char read[60], again[60];
    snprintf(read, sizeof read, wide ? trn("Read the one", "Read the %d", wrong) : tr("Read"), wrong);
    snprintf(again, sizeof again, wide ? trn("Try it again", "Try the %d again", wrong) : tr("Again"), wrong);
    struct ui_button buttons[4];
    enum exam_result_action actions[4];
    if (wrong) {
        buttons[n] =
            (struct ui_button){.label = read, .key_label = tr("Enter"), .key = KEY_ENTER, .kind = BUTTON_PRIMARY};
        actions[n++] = EXAM_RESULT_READ_WRONG;
        buttons[n] = (struct ui_button){.label = again, .key_label = "T", .key = 't'};
        actions[n++] = EXAM_RESULT_RETRY;
    }
    buttons[n] = (struct ui_button){.label = wide ? tr("Read all") : tr("All"),
                                    .key_label = wrong ? "A" : tr("Enter"),
                                    .key = wrong ? 'a' : KEY_ENTER,
                                    .kind = wrong ? BUTTON_PLAIN : BUTTON_PRIMARY};
    actions[n++] = EXAM_RESULT_READ_ALL;
    buttons[n] = (struct ui_button){
        .label = exam->total_ms ? tr("Home") : tr("Result"), .key_label = tr("Esc"), .key = KEY_ESCAPE};
    actions[n++] = EXAM_RESULT_CLOSE;
    int pressed = ui_bottom_bar(ui, r, ID_BAR, buttons, n, facts->not_saved || !exam->total_ms ? "" : tr("Saved"));
    return pressed < 0 ? EXAM_RESULT_NOTHING : actions[pressed];
}

enum exam_result_action screen_exam_result(struct exam_result_view *view, struct ui *ui, const struct exam *exam,
                                           const struct exam_result_facts *facts)
{
    ui_screen(ui, SCREEN_EXAM_RESULT * 10000 + (exam->total_ms > 0));
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px};
    top_bar(ui, &r, exam, facts);
    ui_notice(ui, &r, ui->theme->wrong, facts->not_saved);
    enum exam_result_action action = bottom_bar(ui, &r, exam, facts);
    bool wide = ui_wider_than(ui, 62);
    struct result_page page = {exam, facts, wide};
    r = rect_inset(r, ui_margin(ui), ui_wider_than(ui, 40) ? SPACE_24 : SPACE_12);
    if (wide) {
        r = rect_inset(r, SPACE_32, SPACE_4);
        struct rect side = rect_cut_right(&r, ui_scaled(ui, 440));
        rect_cut_right(&r, SPACE_32 + SPACE_4);
        flow_page(ui, side, &view->side, false, side_boxes, &page);
    }
    flow_page(ui, r, &view->page, true, fill_page, &page);
    return action;
}
